/* HTTP requests to a server on loopback, a good one and bad ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "http.h"
#include "loopback.h"
#include "proxy.h"
#include "reactor.h"

#include <stdlib.h>

enum { MAX_BYTES = 50000 };

struct client {
    struct reactor *reactor;
    struct http *http;
    struct timer *limit;
    int done, wanted; /* stops when as many are done */
    enum status status;
    bool sent;
    long code, retry_after_s;
    char body[256], problem[512];
    size_t body_len;
    const struct http_request *again; /* sent from within the callback */
};

static void on_done(const struct http_response *response, void *user)
{
    struct client *c = user;
    c->done++;
    c->status = response->status;
    c->code = response->code;
    c->sent = response->sent;
    c->retry_after_s = response->retry_after_s;
    c->body_len = response->body.len;
    snprintf(c->body, sizeof c->body, "%.*s", STR_ARG(response->body));
    snprintf(c->problem, sizeof c->problem, "%s",
             response->problem ? response->problem : "");
    if (c->again)
        assert_int_equal(http_send(c->http, c->again, on_done, c), STATUS_OK);
    c->again = NULL;
    if (c->done == c->wanted)
        reactor_stop(c->reactor);
}

static void on_limit(void *user)
{
    reactor_stop(((struct client *)user)->reactor);
}

static void client_new(struct client *c)
{
    *c = (struct client){.wanted = 1};
    struct http_options options = {.max_in_flight = 20};
    assert_int_equal(reactor_new(&c->reactor, NULL), STATUS_OK);
    assert_int_equal(http_new(c->reactor, &options, &c->http, NULL), STATUS_OK);
    c->limit = timer_new(c->reactor, on_limit, c);
}

static void client_free(struct client *c)
{
    http_free(c->http);
    timer_free(c->limit);
    reactor_free(c->reactor);
}

static struct http_request request_for(const char *url)
{
    return (struct http_request){
        .method = "GET", .url = url, .timeout_ms = 700, .max_bytes = MAX_BYTES};
}

static void run(struct client *c, const struct http_request *request)
{
    assert_int_equal(http_send(c->http, request, on_done, c), STATUS_OK);
    timer_start(c->limit, 5000);
    reactor_run(c->reactor);
}

/* What a server answers, and what becomes of it */

struct script {
    const char *name, *answer;
    size_t filler; /* bytes of body behind the answer */
    bool silent;   /* then nothing more, instead of closing */
    enum status status;
    long code, retry_after_s;
    const char *body;
};

static void serve_script(int fd, int nth, void *user)
{
    const struct script *script = user;
    char head[4096], filler[1000];
    (void)nth;
    loopback_head(fd, head, sizeof head);
    loopback_say(fd, script->answer);
    memset(filler, 'x', sizeof filler);
    for (size_t sent = 0; sent < script->filler; sent += sizeof filler)
        loopback_send(fd, filler, sizeof filler);
    if (script->silent)
        loopback_linger(fd);
}

static void answers(void **state)
{
    (void)state;
    static const struct script scripts[] = {
        {"fine", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 0, true,
         STATUS_OK, 200, -1, "hi"},
        {"empty", "HTTP/1.1 204 None\r\n\r\n", 0, true, STATUS_OK, 204, -1, ""},
        {"chunked",
         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
         "1\r\nh\r\n1\r\ni\r\n0\r\n\r\n",
         0, true, STATUS_OK, 200, -1, "hi"},
        {"until closed", "HTTP/1.0 200 OK\r\n\r\nhi", 0, false, STATUS_OK, 200,
         -1, "hi"},
        {"refused", "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno", 0, true,
         STATUS_OK, 404, -1, "no"},
        {"too many",
         "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", 0,
         true, STATUS_OK, 429, 7, ""},
        {"too many, until long ago",
         "HTTP/1.1 429 Slow\r\nRetry-After: Fri, 02 Jan 1970 00:00:00 GMT\r\n"
         "Content-Length: 0\r\n\r\n",
         0, true, STATUS_OK, 429, -1, ""},
        {"redirect, not followed",
         "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
         "Content-Length: 0\r\n\r\n",
         0, true, STATUS_OK, 302, -1, ""},
        {"largest allowed", "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n",
         50000, true, STATUS_OK, 200, -1, NULL},
        {"too long", "HTTP/1.0 200 OK\r\n\r\n", 51000, false, STATUS_FULL, 200,
         -1, ""},
        {"closes at once", "", 0, false, STATUS_CLOSED, 0, -1, ""},
        {"closes within the body",
         "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", 0, false,
         STATUS_CLOSED, 200, -1, ""},
        {"says nothing", "", 0, true, STATUS_TIMEOUT, 0, -1, ""},
        {"stops in the header", "HTTP/1.1 200 OK\r\nConte", 0, true,
         STATUS_TIMEOUT, 0, -1, ""},
        {"stops in the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
         0, true, STATUS_TIMEOUT, 200, -1, ""},
        {"not HTTP", "\x16\x03\x01 220 mail\r\n\r\n", 0, false, STATUS_IO, 0,
         -1, ""},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        const struct script *script = &scripts[i];
        static struct loopback server;
        struct client c;
        char url[64];
        loopback_start(&server, serve_script, (void *)script);
        client_new(&c);
        snprintf(url, sizeof url, "http://127.0.0.1:%d/x", server.port);
        struct http_request request = request_for(url);
        run(&c, &request);
        client_free(&c);
        loopback_stop(&server);
        bool timed_out = script->status == STATUS_TIMEOUT;
        if (c.done != 1 || c.status != script->status ||
            (!timed_out && c.code != script->code) ||
            c.retry_after_s != script->retry_after_s ||
            (script->body && strcmp(c.body, script->body) != 0) ||
            (!script->body && c.body_len != script->filler) ||
            (c.status != STATUS_OK && !*c.problem))
            fail_msg("%s: %d done, %s, HTTP %ld, retry after %ld, \"%s\": %s",
                     script->name, c.done, status_name(c.status), c.code,
                     c.retry_after_s, c.body, c.problem);
        assert_true(c.sent);
        assert_int_equal(server.connections, 1);
    }
}

/* What is asked */

static void serve_post(int fd, int nth, void *user)
{
    char *request = user;
    (void)nth;
    loopback_head(fd, request, 4000);
    loopback_exactly(fd, request + strlen(request), 5);
    loopback_say(fd, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
}

static void asks_properly(void **state)
{
    (void)state;
    static struct loopback server;
    static char sent[4096];
    struct client c;
    char url[64], body[] = "h\0llo";
    loopback_start(&server, serve_post, sent);
    client_new(&c);
    snprintf(url, sizeof url, "http://localhost:%d/api?x=1", server.port);
    struct http_request request = request_for(url);
    request.method = "POST";
    request.headers[0] = "Content-Type: application/json";
    request.headers[1] = "Authorization: Bearer secret";
    request.body = (struct str){body, 5};
    run(&c, &request);
    client_free(&c);
    loopback_stop(&server);
    assert_int_equal(c.code, 201);
    assert_memory_equal(sent, "POST /api?x=1 HTTP/1.1\r\n", 24);
    assert_non_null(strstr(sent, "\r\nContent-Type: application/json\r\n"));
    assert_non_null(strstr(sent, "\r\nAuthorization: Bearer secret\r\n"));
    assert_non_null(strstr(sent, "\r\nContent-Length: 5\r\n"));
    assert_non_null(strstr(sent, "\r\nUser-Agent: careerbot/"));
    assert_null(strstr(sent, "\r\nExpect:"));
    char *received = strstr(sent, "\r\n\r\n");
    assert_memory_equal(received + 4, "h\0llo", 5);
}

static void refuses_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *url, *header;
    } cases[] = {
        {"ftp://127.0.0.1/", NULL},
        {"file:///etc/passwd", NULL},
        {"ws://127.0.0.1/", NULL},
        {"http://example.org/", NULL}, /* plain text beyond this machine */
        {"http://me:pw@127.0.0.1/", NULL},
        {"http://127.0.0.1/", "A: b\r\nC: d"},
        {"", NULL},
    };
    struct client c;
    client_new(&c);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct http_request request = request_for(cases[i].url);
        request.headers[0] = cases[i].header;
        if (http_send(c.http, &request, on_done, &c) != STATUS_INVALID)
            fail_msg("accepted: %s", cases[i].url);
    }
    client_free(&c);
    assert_int_equal(c.done, 0);
}

static void nobody_there(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum status status;
    } cases[] = {
        {"http://127.0.0.1:1/", STATUS_IO},
        {"https://nothing.invalid/", STATUS_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c;
        client_new(&c);
        struct http_request request = request_for(cases[i].url);
        request.timeout_ms = 3000;
        run(&c, &request);
        client_free(&c);
        assert_int_equal(c.done, 1);
        assert_false(c.sent);
        assert_true(c.status == cases[i].status || c.status == STATUS_TIMEOUT);
        assert_true(strlen(c.problem) > 5);
    }
}

/* Many at once, and the bound on how many */

static void serve_ok(int fd, int nth, void *user)
{
    char head[4096];
    (void)nth, (void)user;
    if (loopback_head(fd, head, sizeof head))
        loopback_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                         "Connection: close\r\n\r\nhi");
}

static void many_at_once(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_ok, NULL);
    client_new(&c);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", server.port);
    struct http_request request = request_for(url);
    request.timeout_ms = 4000;
    for (int i = 0; i < 19; i++)
        assert_int_equal(http_send(c.http, &request, on_done, &c), STATUS_OK);
    c.wanted = 21; /* the twentieth, and one from within a callback */
    c.again = &request;
    assert_int_equal(http_send(c.http, &request, on_done, &c), STATUS_OK);
    assert_int_equal(http_send(c.http, &request, on_done, &c), STATUS_FULL);
    timer_start(c.limit, 5000);
    reactor_run(c.reactor);
    assert_int_equal(c.done, 21);
    assert_string_equal(c.body, "hi");
    client_free(&c);
    loopback_stop(&server);
}

/* Freed with requests under way: nothing is called, nothing leaks. */
static void on_abandon(void *user)
{
    struct client *c = user;
    http_free(c->http);
    c->http = NULL;
    timer_start(c->limit, 100);
}

static void freed_in_flight(void **state)
{
    (void)state;
    static const struct script silent = {.answer = "", .silent = true};
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_script, (void *)&silent);
    client_new(&c);
    snprintf(url, sizeof url, "http://localhost:%d/", server.port);
    struct http_request request = request_for(url);
    struct timer *early = timer_new(c.reactor, on_abandon, &c);
    timer_start(early, 50);
    assert_int_equal(http_send(c.http, &request, on_done, &c), STATUS_OK);
    run(&c, &request);
    timer_free(early);
    client_free(&c);
    loopback_stop(&server);
    assert_int_equal(c.done, 0);
}

/* Which proxy a connection takes */

static void chooses_the_proxy(void **state)
{
    (void)state;
    struct reactor *reactor;
    struct url near, far, secure;
    setenv("http_proxy", "http://plain:1", 1);
    setenv("https_proxy", "http://secure:2", 1);
    setenv("no_proxy", "example.org, .intern", 1);
    unsetenv("all_proxy");
    assert_int_equal(reactor_new(&reactor, NULL), STATUS_OK);
    assert_null(getenv("http_proxy")); /* the reactor keeps it instead */
    assert_int_equal(url_parse(STR("http://127.0.0.1/"), &near, NULL),
                     STATUS_OK);
    assert_int_equal(url_parse(STR("ws://example.net/"), &far, NULL),
                     STATUS_OK);
    assert_int_equal(url_parse(STR("https://example.net/"), &secure, NULL),
                     STATUS_OK);
    assert_null(proxy_for(reactor, &near, "own:3"));
    assert_null(proxy_for(reactor, &near, NULL));
    assert_string_equal(proxy_for(reactor, &far, NULL), "http://plain:1");
    assert_string_equal(proxy_for(reactor, &secure, NULL), "http://secure:2");
    assert_string_equal(proxy_for(reactor, &secure, "own:3"), "own:3");
    assert_null(proxy_for(reactor, &secure, ""));
    setenv("no_proxy", "*", 1);
    assert_null(proxy_for(reactor, &secure, NULL));
    reactor_free(reactor);
    unsetenv("https_proxy");
    unsetenv("no_proxy");

    static const struct {
        const char *list, *host;
        bool held;
    } cases[] = {
        {"example.org", "example.org", true},
        {"example.org", "EXAMPLE.org", true},
        {"example.org", "chat.example.org", true},
        {".example.org", "chat.example.org", true},
        {"example.org", "notexample.org", false},
        {"a.test, b.test", "b.test", true},
        {"a.test,,", "b.test", false},
        {"", "b.test", false},
        {"*", "b.test", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            proxy_list_holds(str_from(cases[i].list), str_from(cases[i].host)),
            cases[i].held);
}

/* A connection that was kept breaks under the second request: curl would send
 * that once more by itself. */
static void serve_once_each(int fd, int nth, void *user)
{
    int *posts = user;
    char head[4096], body[4];
    (void)nth;
    while (loopback_head(fd, head, sizeof head) &&
           loopback_exactly(fd, body, sizeof body)) {
        if (++*posts > 1)
            return;
        loopback_say(fd, "HTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n");
    }
}

static void a_post_is_sent_once(void **state)
{
    (void)state;
    struct loopback server;
    struct client client;
    char url[64];
    int posts = 0;
    loopback_start(&server, serve_once_each, &posts);
    client_new(&client);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", server.port);
    struct http_request request = request_for(url);
    request.method = "POST";
    request.body = STR("four");
    run(&client, &request);
    assert_int_equal(client.code, 201);
    client.wanted = 2;
    run(&client, &request);
    assert_int_equal(client.status, STATUS_CLOSED);
    assert_true(client.sent);
    client_free(&client);
    loopback_stop(&server);
    assert_int_equal(posts, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_is_sent_once),
        cmocka_unit_test(answers),
        cmocka_unit_test(asks_properly),
        cmocka_unit_test(refuses_at_once),
        cmocka_unit_test(nobody_there),
        cmocka_unit_test(many_at_once),
        cmocka_unit_test(freed_in_flight),
        cmocka_unit_test(chooses_the_proxy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
