/* URLs of servers: what is taken apart how, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "url.h"

#include <string.h>

static void good_urls(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum url_scheme scheme;
        const char *host;
        int port;
        const char *path;
        bool loopback;
    } cases[] = {
        {"https://chat.example.org", URL_HTTPS, "chat.example.org", 443, "/",
         false},
        {"HTTPS://Chat.Example.org/", URL_HTTPS, "Chat.Example.org", 443, "/",
         false},
        {"https://example.org:8443/chat", URL_HTTPS, "example.org", 8443,
         "/chat", false},
        {"http://127.0.0.1:80/a?b=c&d=%20", URL_HTTP, "127.0.0.1", 80,
         "/a?b=c&d=%20", true},
        {"ws://localhost:1", URL_WS, "localhost", 1, "/", true},
        {"wss://[::1]/x", URL_WSS, "::1", 443, "/x", true},
        {"ws://[2001:db8::1]:65535/", URL_WS, "2001:db8::1", 65535, "/", false},
        {"http://127.8.9.10", URL_HTTP, "127.8.9.10", 80, "/", true},
        {"http://127.0.0.1.example.org", URL_HTTP, "127.0.0.1.example.org", 80,
         "/", false},
        {"http://localhost.example.org", URL_HTTP, "localhost.example.org", 80,
         "/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url url;
        struct error err;
        assert_int_equal(url_parse(str_from(cases[i].text), &url, &err),
                         STATUS_OK);
        assert_int_equal(url.scheme, cases[i].scheme);
        assert_string_equal(url.host, cases[i].host);
        assert_int_equal(url.port, cases[i].port);
        assert_true(str_eq(url.path, str_from(cases[i].path)));
        assert_int_equal(url_is_loopback(&url), cases[i].loopback);
    }
}

static void bad_urls(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "chat.example.org",
        "ftp://example.org",
        "https:/example.org",
        "https://",
        "https:///x",
        "https://:443",
        "https://user@example.org",
        "https://user:secret@example.org",
        "https://example.org:",
        "https://example.org:0",
        "https://example.org:65536",
        "https://example.org:99999999999",
        "https://example.org:44x/",
        "https://example.org?x",
        "https://example.org/a b",
        "https://example.org/\r\nHost: other",
        "https://example.org/#x",
        "https://exam ple.org",
        "https://ex\xc3\xa4mple.org",
        "https://[::1",
        "https://[::1]x",
        "https://[::g]",
        "https://[]",
        "https://::1/",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url url;
        struct error err = {""};
        if (url_parse(str_from(cases[i]), &url, &err) != STATUS_INVALID)
            fail_msg("accepted: %s", cases[i]);
        assert_true(strlen(err.text) > 10);
    }
    char text[400] = "https://";
    memset(text + 8, 'a', 300);
    struct url url;
    assert_int_equal(url_parse(str_from(text), &url, NULL), STATUS_INVALID);
    assert_int_equal(url_parse((struct str){"https://[::1]\0", 14}, &url, NULL),
                     STATUS_INVALID);
}

static void plaintext_stays_home(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool allow;
        enum status status;
    } cases[] = {
        {"http://localhost:8065", false, STATUS_OK},
        {"ws://127.0.0.1/", false, STATUS_OK},
        {"https://example.org", false, STATUS_OK},
        {"wss://example.org", false, STATUS_OK},
        {"http://example.org", false, STATUS_DENIED},
        {"ws://10.0.0.1", false, STATUS_DENIED},
        {"ws://10.0.0.1", true, STATUS_OK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url url;
        assert_int_equal(url_parse(str_from(cases[i].text), &url, NULL),
                         STATUS_OK);
        assert_int_equal(url_check_plaintext(&url, cases[i].allow, NULL),
                         cases[i].status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_urls),
        cmocka_unit_test(bad_urls),
        cmocka_unit_test(plaintext_stays_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
