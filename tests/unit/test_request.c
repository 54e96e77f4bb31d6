/* Heads of HTTP requests: what is read from them, and what is refused. */
#include "request.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum request_result parse(const char *text, struct request *out,
                                 struct request_refusal *refusal)
{
    size_t head = 0;
    return request_parse(str_from(text), out, &head, refusal);
}

static bool is(struct str s, const char *z)
{
    return str_eq(s, str_from(z));
}

static void a_browser_is_understood(void **state)
{
    (void)state;
    struct request r;
    struct request_refusal refusal;
    size_t head;
    const char *text = "POST /api/ask?x=1 HTTP/1.1\r\n"
                       "Host: localhost:8080\r\n"
                       "ORIGIN:\thttp://localhost:8080 \r\n"
                       "Content-Type: application/json\r\n"
                       "X-Other: any\xe4thing\r\n"
                       "content-length: 5\r\n"
                       "Expect: 100-continue\r\n\r\nhello";
    assert_int_equal(request_parse(str_from(text), &r, &head, &refusal),
                     REQUEST_WHOLE);
    assert_int_equal(head, strlen(text) - 5);
    assert_true(is(r.method, "POST"));
    assert_true(is(r.path, "/api/ask"));
    assert_true(is(r.host, "localhost:8080"));
    assert_true(is(r.origin, "http://localhost:8080"));
    assert_true(is(r.content_type, "application/json"));
    assert_int_equal(r.content_length, 5);
    assert_true(r.keep_alive);
    assert_true(r.expects_continue);
    assert_false(r.upgrades_to_websocket);
}

static void an_upgrade_is_understood(void **state)
{
    (void)state;
    struct request r;
    struct request_refusal refusal;
    assert_int_equal(parse("GET /ws HTTP/1.1\r\nHost: a\r\n"
                           "Connection: keep-alive, Upgrade\r\n"
                           "Upgrade: WebSocket\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Version: 13\r\n\r\n",
                           &r, &refusal),
                     REQUEST_WHOLE);
    assert_true(r.upgrades_to_websocket);
    assert_true(is(r.websocket_key, "dGhlIHNhbXBsZSBub25jZQ=="));
    assert_true(is(r.websocket_version, "13"));
    assert_null(r.origin.ptr);
}

static void keep_alive_ends_as_asked(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool keep_alive;
    } cases[] = {
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x , Close\r\n\r\n", false},
        {"GET / HTTP/1.0\r\nHost: a\r\n\r\n", false},
        {"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct request r;
        struct request_refusal refusal;
        assert_int_equal(parse(cases[i].text, &r, &refusal), REQUEST_WHOLE);
        assert_int_equal(r.keep_alive, cases[i].keep_alive);
    }
}

static void what_is_unclear_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
    } cases[] = {
        {"GET / HTTP/1.1\r\n\r\n", 400}, /* no Host */
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: b\nY: c\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: "
         "99999999999999999999\r\n\r\n",
         400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
         "Content-Length: 1\r\n\r\n",
         400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
         411},
        {"GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\r\n\r\n", 400},
        {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"ABCDEFGHIJKLMNOPQ / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"\x16\x03\x01\x02", 400}, /* TLS */
        {" GET", 400},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct request r;
        struct request_refusal refusal = {0, NULL};
        print_message("%.40s\n", cases[i].text);
        assert_int_equal(parse(cases[i].text, &r, &refusal), REQUEST_REFUSED);
        assert_int_equal(refusal.code, cases[i].code);
        assert_non_null(refusal.why);
    }
}

/* Every beginning of a request is just not whole yet. */
static void a_part_waits_for_the_rest(void **state)
{
    (void)state;
    struct str text = STR("GET /x HTTP/1.1\r\nHost: a\r\nA: b\r\n\r\n");
    for (size_t len = 0; len <= text.len; len++) {
        struct request r;
        struct request_refusal refusal;
        size_t head;
        assert_int_equal(
            request_parse(str_slice(text, 0, len), &r, &head, &refusal),
            len < text.len ? REQUEST_MORE : REQUEST_WHOLE);
    }
}

static void too_much_is_refused(void **state)
{
    (void)state;
    struct request r;
    struct request_refusal refusal;
    size_t len = REQUEST_MAX_HEAD_BYTES + 100, head;
    char *text = malloc(len);
    memset(text, 'a', len);
    memcpy(text, "GET /", 5);
    assert_int_equal(
        request_parse((struct str){text, len}, &r, &head, &refusal),
        REQUEST_REFUSED);
    assert_int_equal(refusal.code, 431);

    int at = sprintf(text, "GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < REQUEST_MAX_HEADERS; i++)
        at += sprintf(text + at, "a: b\r\n");
    at += sprintf(text + at, "\r\n");
    assert_int_equal(
        request_parse((struct str){text, (size_t)at}, &r, &head, &refusal),
        REQUEST_REFUSED);
    assert_int_equal(refusal.code, 431);
    free(text);
}

static void a_zero_byte_is_no_header(void **state)
{
    (void)state;
    struct request r;
    struct request_refusal refusal;
    size_t head;
    assert_int_equal(request_parse(STR("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"),
                                   &r, &head, &refusal),
                     REQUEST_REFUSED);
    assert_int_equal(refusal.code, 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_browser_is_understood),
        cmocka_unit_test(an_upgrade_is_understood),
        cmocka_unit_test(keep_alive_ends_as_asked),
        cmocka_unit_test(what_is_unclear_is_refused),
        cmocka_unit_test(a_part_waits_for_the_rest),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(a_zero_byte_is_no_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
