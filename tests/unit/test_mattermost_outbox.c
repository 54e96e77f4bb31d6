/* Posts on their way: order, repetition, pauses, bounds. The server is a
 * script of answers on loopback. */
#include "unit.h"

#include "json.h"
#include "loopback.h"
#include "mattermost_outbox.h"

#include <stdlib.h>

enum { MAX_TAKEN = 600 };

/* The server's side: what to answer, and the texts it took. */
struct script {
    const char *answers[8]; /* next first; then 201 */
    int answered;
    char taken[MAX_TAKEN][64]; /* "pending=text", refused ones too */
    int count;
};

#define HTTP(status, more, body) "HTTP/1.1 " status "\r\n" more "\r\n" body

static void serve(int fd, int nth, void *user)
{
    struct script *script = user;
    static char head[4096], body[300000];
    struct str text, pending;
    cJSON *json;
    (void)nth;
    if (!loopback_head(fd, head, sizeof head))
        return;
    const char *length = strstr(head, "Content-Length: ");
    size_t len = length ? (size_t)atoi(length + 16) : 0;
    if (len >= sizeof body || !loopback_exactly(fd, body, len) ||
        json_parse((struct str){body, len}, &json, NULL) != STATUS_OK)
        return;
    if (json_str(json, "message", &text) &&
        json_str(json, "pending_post_id", &pending) &&
        script->count < MAX_TAKEN)
        snprintf(script->taken[script->count++], 64, "%s=%.20s", pending.ptr,
                 text.ptr);
    json_free(json);
    const char *answer =
        script->answered < 8 ? script->answers[script->answered++] : NULL;
    loopback_say(fd, answer ? answer
                            : HTTP("201 Created",
                                   "Content-Length: 2\r\n"
                                   "Connection: close\r\n",
                                   "{}"));
}

struct bench {
    struct reactor *reactor;
    struct http *http;
    struct mattermost_outbox *outbox;
    struct timer *limit, *pause;
    struct loopback *server;
    struct script *script;
    int wanted; /* stops when as many were taken */
};

static void look(void *user)
{
    struct bench *b = user;
    if (__atomic_load_n(&b->script->count, __ATOMIC_ACQUIRE) >= b->wanted)
        reactor_stop(b->reactor);
    else
        timer_start(b->limit, 20);
}

static void end_pause(void *user)
{
    reactor_stop(((struct bench *)user)->reactor);
}

static void bench_new(struct bench *b, struct loopback *server,
                      struct script *script)
{
    char url[64];
    struct http_options options = {.max_in_flight = 8};
    *b = (struct bench){.server = server, .script = script};
    loopback_start(server, serve, script);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/api/v4/posts", server->port);
    assert_int_equal(reactor_new(&b->reactor, NULL), STATUS_OK);
    assert_int_equal(http_new(b->reactor, &options, &b->http, NULL), STATUS_OK);
    b->outbox = mattermost_outbox_new(b->reactor, b->http, url,
                                      "Authorization: Bearer t");
    b->limit = timer_new(b->reactor, look, b);
    b->pause = timer_new(b->reactor, end_pause, b);
}

static void bench_free(struct bench *b)
{
    http_free(b->http);
    mattermost_outbox_free(b->outbox);
    timer_free(b->limit);
    timer_free(b->pause);
    reactor_free(b->reactor);
    loopback_stop(b->server);
}

static enum status add(struct bench *b, const char *channel,
                       const char *pending, const char *text)
{
    struct mattermost_place at = {str_from(channel), STR("root"),
                                  str_from(pending)};
    return mattermost_outbox_add(b->outbox, &at, str_from(text));
}

static void run(struct bench *b, int wanted)
{
    b->wanted = wanted;
    timer_start(b->limit, 20);
    reactor_run(b->reactor);
}

static void keeps_the_order(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script;
    struct bench b;
    bench_new(&b, &server, &script);
    for (int i = 0; i < 30; i++) {
        char pending[16], text[16];
        snprintf(pending, sizeof pending, "p%d", i);
        snprintf(text, sizeof text, "text %d", i);
        assert_int_equal(add(&b, i % 3 ? "a" : "b", pending, text), STATUS_OK);
    }
    run(&b, 30);
    bench_free(&b);
    int last[2] = {-1, -1};
    for (int i = 0; i < script.count; i++) {
        int number = atoi(script.taken[i] + 1);
        int channel = number % 3 ? 0 : 1;
        assert_true(number > last[channel]);
        last[channel] = number;
    }
    assert_int_equal(script.count, 30);
}

static void repeats_what_failed(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script = {
        .answers = {HTTP("500 Oops", "Content-Length: 0\r\n", ""),
                    "", /* hangs up */
                    HTTP("201 Created", "Content-Length: 0\r\n", "")}};
    struct bench b;
    bench_new(&b, &server, &script);
    assert_int_equal(add(&b, "a", "p", "first"), STATUS_OK);
    assert_int_equal(add(&b, "a", "q", "second"), STATUS_OK);
    run(&b, 4);
    bench_free(&b);
    assert_string_equal(script.taken[0], "p:0=first");
    assert_string_equal(script.taken[1], "p:0=first"); /* the same pending id */
    assert_string_equal(script.taken[2], "p:0=first");
    assert_string_equal(script.taken[3], "q:0=second");
    assert_int_equal(script.count, 4);
}

/* A post that waits for its next try goes at once when the server is back. */
static void wakes_up(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script = {
        .answers = {HTTP("503 Away", "Content-Length: 0\r\n", ""),
                    HTTP("503 Away", "Content-Length: 0\r\n", ""),
                    HTTP("503 Away", "Content-Length: 0\r\n", ""),
                    HTTP("503 Away", "Content-Length: 0\r\n", "")}};
    struct bench b;
    bench_new(&b, &server, &script);
    int64_t begun = reactor_now_ms(b.reactor);
    assert_int_equal(add(&b, "a", "p", "text"), STATUS_OK);
    for (int i = 1; i <= 4; i++) {
        run(&b, i);
        timer_start(b.pause, 100); /* until the answer has been read */
        reactor_run(b.reactor);
        mattermost_outbox_wake(b.outbox);
    }
    run(&b, 5);
    assert_true(reactor_now_ms(b.reactor) - begun < 2000);
    bench_free(&b);
    assert_int_equal(script.count, 5);
}

static void drops_what_is_refused(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script = {
        .answers = {HTTP("403 Forbidden", "Content-Length: 0\r\n", "")}};
    struct bench b;
    bench_new(&b, &server, &script);
    assert_int_equal(add(&b, "a", "p", "first"), STATUS_OK);
    assert_int_equal(add(&b, "a", "q", "second"), STATUS_OK);
    run(&b, 2);
    bench_free(&b);
    assert_string_equal(script.taken[1], "q:0=second");
    assert_int_equal(script.count, 2);
}

/* A server with a smaller limit gets the post in pieces. */
static void splits_for_old_servers(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script = {
        .answers = {HTTP("400 Bad Request", "Connection: close\r\n",
                         "{\"id\":\"model.post.is_valid.msg.app_error\"   }")}};
    static char text[9001];
    struct bench b;
    memset(text, 'x', 9000);
    memcpy(text + 4000, "\n\nsecond", 8);
    memcpy(text + 8000, "\n\nthird", 7);
    bench_new(&b, &server, &script);
    assert_int_equal(add(&b, "a", "p", text), STATUS_OK);
    assert_int_equal(add(&b, "a", "q", "after it"), STATUS_OK);
    run(&b, 5);
    bench_free(&b);
    assert_int_equal(script.count, 5);
    assert_string_equal(script.taken[1], "p:0:0=xxxxxxxxxxxxxxxxxxxx");
    assert_string_equal(script.taken[2], "p:0:1=secondxxxxxxxxxxxxxx");
    assert_string_equal(script.taken[3], "p:0:2=thirdxxxxxxxxxxxxxxx");
    assert_string_equal(script.taken[4], "q:0=after it");
}

static void pauses_when_asked(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script = {
        .answers = {HTTP("429 Too Many Requests",
                         "Retry-After: 1\r\nContent-Length: 15\r\n",
                         "limit exceeded\n")}};
    struct bench b;
    bench_new(&b, &server, &script);
    int64_t begun = reactor_now_ms(b.reactor);
    assert_int_equal(add(&b, "a", "p", "first"), STATUS_OK);
    run(&b, 1);
    assert_int_equal(add(&b, "b", "q", "another channel"), STATUS_OK);
    run(&b, 3);
    assert_true(reactor_now_ms(b.reactor) - begun >= 1000);
    bench_free(&b);
    assert_int_equal(script.count, 3);
}

static void bounds_the_queue(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script;
    struct bench b;
    int added = 0;
    bench_new(&b, &server, &script);
    while (added < MAX_TAKEN && add(&b, "a", "p", "text") == STATUS_OK)
        added++;
    assert_int_equal(added, 256);
    run(&b, 256);
    bench_free(&b);
    assert_int_equal(script.count, 256);
}

/* Nothing is called or leaked with posts waiting and under way. */
static void freed_while_busy(void **state)
{
    (void)state;
    static struct loopback server;
    static struct script script;
    struct bench b;
    bench_new(&b, &server, &script);
    for (int i = 0; i < 10; i++)
        assert_int_equal(add(&b, "a", "p", "text"), STATUS_OK);
    bench_free(&b);
    assert_in_range(script.count, 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_order),
        cmocka_unit_test(repeats_what_failed),
        cmocka_unit_test(wakes_up),
        cmocka_unit_test(drops_what_is_refused),
        cmocka_unit_test(splits_for_old_servers),
        cmocka_unit_test(pauses_when_asked),
        cmocka_unit_test(bounds_the_queue),
        cmocka_unit_test(freed_while_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
