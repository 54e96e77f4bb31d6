/* Outgoing WebSocket connections, against a server on loopback that behaves
 * well and one that does not. However it ends, on_closed comes once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loopback.h"
#include "reactor.h"
#include "ws.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

/* One client under test and what happened to it. */
struct client {
    struct reactor *reactor;
    struct ws *ws;
    struct timer *limit;
    char texts[8][64];
    int count, opened, closed, http_code;
    enum status why;
    char problem[512];
    /* What the test does in on_open and on_text. */
    void (*when_open)(struct client *c);
    void (*when_text)(struct client *c, struct str text);
};

static void on_open(void *user)
{
    struct client *c = user;
    c->opened++;
    if (c->when_open)
        c->when_open(c);
}

static void on_text(struct str text, void *user)
{
    struct client *c = user;
    if (c->count < 8)
        snprintf(c->texts[c->count], sizeof c->texts[0], "%.*s", STR_ARG(text));
    c->count++;
    if (c->when_text)
        c->when_text(c, text);
}

static void on_closed(enum status why, const char *problem, int http_code,
                      void *user)
{
    struct client *c = user;
    c->closed++;
    c->why = why;
    c->http_code = http_code;
    snprintf(c->problem, sizeof c->problem, "%s", problem);
    timer_start(c->limit, 100); /* time for a second call, which would fail */
}

static void on_limit(void *user)
{
    reactor_stop(((struct client *)user)->reactor);
}

static struct ws_options options_for(struct client *c, const char *url)
{
    return (struct ws_options){
        .url = url,
        .proxy = "",
        .connect_timeout_ms = 700,
        .max_message_bytes = 100000,
        .max_queued_bytes = 1000,
        .on_open = on_open,
        .on_text = on_text,
        .on_closed = on_closed,
        .user = c,
    };
}

static void client_new(struct client *c)
{
    *c = (struct client){0};
    assert_int_equal(reactor_new(&c->reactor, NULL), STATUS_OK);
    c->limit = timer_new(c->reactor, on_limit, c);
}

static void client_free(struct client *c)
{
    ws_close(c->ws);
    timer_free(c->limit);
    reactor_free(c->reactor);
}

/* Connects and runs until closed, or 5 s. */
static void run_with(struct client *c, const struct ws_options *options)
{
    struct error err = {""};
    if (ws_connect(c->reactor, options, &c->ws, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    timer_start(c->limit, 5000);
    reactor_run(c->reactor);
}

static void run(struct client *c, const char *url)
{
    struct ws_options options = options_for(c, url);
    run_with(c, &options);
}

/* A friendly server */

static void serve_echo(int fd, int nth, void *user)
{
    char text[2048];
    (void)nth, (void)user;
    assert_true(loopback_upgrade(fd, text, sizeof text));
    while (loopback_read_frame(fd, text, sizeof text) == 0x81) {
        if (strcmp(text, "bye") == 0) {
            loopback_frame(fd, 0x88, "\x03\xe9gone\x01", 7);
            loopback_linger(fd);
            return;
        }
        /* in fragments, with a ping between them */
        size_t half = strlen(text) / 2;
        loopback_frame(fd, 0x01, text, half);
        loopback_frame(fd, 0x89, "ping", 4);
        loopback_frame(fd, 0x80, text + half, strlen(text) - half);
        loopback_read_frame(fd, text, sizeof text); /* the pong */
    }
}

static void send_three(struct client *c)
{
    assert_int_equal(ws_send(c->ws, STR("one")), STATUS_OK);
}

static void send_next(struct client *c, struct str text)
{
    if (str_eq(text, STR("one")))
        assert_int_equal(ws_send(c->ws, STR("zw\xc3\xb6lf")), STATUS_OK);
    else if (text.len)
        assert_int_equal(ws_send(c->ws, STR("")), STATUS_OK);
    else
        assert_int_equal(ws_send(c->ws, STR("bye")), STATUS_OK);
}

static void talks(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_echo, NULL);
    client_new(&c);
    c.when_open = send_three;
    c.when_text = send_next;
    snprintf(url, sizeof url, "ws://127.0.0.1:%d/chat?x=1", server.port);
    run(&c, url);
    assert_int_equal(c.count, 3);
    assert_string_equal(c.texts[0], "one");
    assert_string_equal(c.texts[1], "zw\xc3\xb6lf");
    assert_string_equal(c.texts[2], "");
    assert_int_equal(c.closed, 1);
    assert_int_equal(c.why, STATUS_CLOSED);
    assert_string_equal(c.problem,
                        "the server closed the connection (1001: gone?)");
    assert_int_equal(ws_send(c.ws, STR("late")), STATUS_CLOSED);
    client_free(&c);
    loopback_stop(&server);
}

/* What the client asks for */

static void serve_head(int fd, int nth, void *user)
{
    (void)nth;
    loopback_upgrade(fd, user, 2048);
}

static void asks_properly(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char url[64], host[64], head[2048] = "";
    loopback_start(&server, serve_head, head);
    client_new(&c);
    snprintf(url, sizeof url, "ws://localhost:%d/api?a=b", server.port);
    snprintf(host, sizeof host, "Host: localhost:%d\r\n", server.port);
    struct ws_options options = options_for(&c, url);
    options.headers[0] = "Authorization: Bearer secret";
    options.headers[1] = "X-Other: 1";
    run_with(&c, &options);
    client_free(&c);
    loopback_stop(&server);
    assert_int_equal(c.opened, 1);
    assert_non_null(strstr(head, "GET /api?a=b HTTP/1.1\r\n"));
    assert_non_null(strcasestr(head, host));
    assert_non_null(strstr(head, "\r\nAuthorization: Bearer secret\r\n"));
    assert_non_null(strstr(head, "\r\nX-Other: 1\r\n"));
    assert_null(strcasestr(head, "\r\nOrigin:"));
    assert_null(strcasestr(head, "permessage-deflate"));
    assert_null(strcasestr(head, "Sec-WebSocket-Protocol"));
}

/* Unfriendly servers: before the connection is open */

struct script {
    const char *name;
    const char *answer; /* to the upgrade request; NULL: close at once */
    bool silent;        /* then nothing more, instead of closing */
    enum status why;
    int http_code;
};

static void serve_script(int fd, int nth, void *user)
{
    const struct script *script = user;
    char head[2048];
    (void)nth;
    if (!script->answer)
        return;
    loopback_head(fd, head, sizeof head);
    loopback_say(fd, script->answer);
    if (script->silent)
        loopback_linger(fd);
}

#define UPGRADE                                                                \
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"               \
    "Connection: Upgrade\r\n"

static void never_opens(void **state)
{
    (void)state;
    static const struct script scripts[] = {
        {"closes at once", NULL, false, STATUS_IO, 0},
        {"closes after the request", "", false, STATUS_IO, 0},
        {"says nothing", "", true, STATUS_TIMEOUT, 0},
        {"half a header, then nothing", "HTTP/1.1 101 Swi", true,
         STATUS_TIMEOUT, 0},
        {"half a header, then closes", "HTTP/1.1 101 Swi", false, STATUS_IO, 0},
        {"garbage", "\x16\x03\x01\x02garbage\r\n\r\n", false, STATUS_IO, 0},
        {"another protocol", "220 mail.example ESMTP\r\n\r\n", true,
         STATUS_TIMEOUT, 0},
        {"unauthorised",
         "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", false,
         STATUS_DENIED, 401},
        {"forbidden", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", false,
         STATUS_DENIED, 403},
        {"not found", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", false,
         STATUS_IO, 404},
        {"too many",
         "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\n\r\nlimit", false,
         STATUS_IO, 429},
        {"broken", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", false,
         STATUS_IO, 500},
        {"a page", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", false,
         STATUS_IO, 200},
        {"redirects",
         "HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\n"
         "Content-Length: 0\r\n\r\n",
         false, STATUS_IO, 302},
        {"no accept key", UPGRADE "\r\n", true, STATUS_IO, 0},
        {"wrong accept key",
         UPGRADE "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
         true, STATUS_IO, 0},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        static struct loopback server;
        struct client c;
        char url[64];
        loopback_start(&server, serve_script, (void *)&scripts[i]);
        client_new(&c);
        snprintf(url, sizeof url, "ws://127.0.0.1:%d/", server.port);
        run(&c, url);
        client_free(&c);
        loopback_stop(&server);
        if (c.closed != 1 || c.opened != 0 || c.why != scripts[i].why ||
            c.http_code != scripts[i].http_code || !*c.problem)
            fail_msg("%s: closed %d times, %s, HTTP %d: %s", scripts[i].name,
                     c.closed, status_name(c.why), c.http_code, c.problem);
        assert_int_equal(server.connections, 1);
    }
}

/* libwebsockets gives up by itself after some seconds, without a word. */
static void dies_silently(void **state)
{
    (void)state;
    static const struct script silent = {"", "", true, STATUS_OK, 0};
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_script, (void *)&silent);
    client_new(&c);
    snprintf(url, sizeof url, "ws://127.0.0.1:%d/", server.port);
    struct ws_options options = options_for(&c, url);
    options.connect_timeout_ms = 60000; /* far beyond what the test waits */
    assert_int_equal(ws_connect(c.reactor, &options, &c.ws, NULL), STATUS_OK);
    timer_start(c.limit, 30000);
    reactor_run(c.reactor);
    client_free(&c);
    loopback_stop(&server);
    assert_int_equal(c.closed, 1);
    assert_int_equal(c.why, STATUS_IO);
}

static void nobody_there(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_head, NULL);
    loopback_stop(&server); /* now its port is closed */
    client_new(&c);
    snprintf(url, sizeof url, "ws://localhost:%d/", server.port);
    run(&c, url);
    client_free(&c);
    assert_int_equal(c.closed, 1);
    assert_int_equal(c.why, STATUS_IO);
    assert_non_null(strstr(c.problem, "cannot be reached"));
}

static void no_such_name(void **state)
{
    (void)state;
    struct client c;
    client_new(&c);
    struct ws_options options = options_for(&c, "wss://nothing.invalid/");
    run_with(&c, &options);
    client_free(&c);
    assert_int_equal(c.closed, 1);
    assert_true(c.why == STATUS_NOT_FOUND || c.why == STATUS_TIMEOUT);
    assert_non_null(strstr(c.problem, "nothing.invalid"));
}

/* Unfriendly servers: once it is open */

struct bytes {
    const char *name;
    const char *bytes;
    size_t len;
    enum status why;
};

static void serve_bytes(int fd, int nth, void *user)
{
    const struct bytes *b = user;
    char head[2048];
    (void)nth;
    loopback_upgrade(fd, head, sizeof head);
    loopback_send(fd, b->bytes, b->len);
    if (b->len)
        loopback_linger(fd);
}

static void breaks_rules(void **state)
{
    (void)state;
#define BYTES(text) text, sizeof(text) - 1
    static const struct bytes cases[] = {
        {"drops", BYTES(""), STATUS_CLOSED},
        {"closes without a code", BYTES("\x88\x00"), STATUS_CLOSED},
        {"closes with half a code", BYTES("\x88\x01\x03"), STATUS_CLOSED},
        {"binary", BYTES("\x82\x02hi"), STATUS_INVALID},
        {"not UTF-8", BYTES("\x81\x02\xc3\x28"), STATUS_INVALID},
        {"cut UTF-8", BYTES("\x81\x01\xe2"), STATUS_INVALID},
        {"a surrogate", BYTES("\x81\x03\xed\xa0\x80"), STATUS_INVALID},
        {"compressed", BYTES("\xc1\x02hi"), STATUS_CLOSED},
        {"reserved opcode", BYTES("\x83\x02hi"), STATUS_CLOSED},
        {"stray continuation", BYTES("\x80\x02hi"), STATUS_CLOSED},
        {"endless", BYTES("\x81\x7f\x7f\xff\xff\xff\xff\xff\xff\xff"),
         STATUS_FULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static struct loopback server;
        struct client c;
        char url[64];
        struct bytes now = cases[i];
        char *endless = NULL;
        if (now.why == STATUS_FULL) {
            endless = calloc(1, 200000);
            memset(endless, 'x', 200000);
            memcpy(endless, now.bytes, now.len);
            now.bytes = endless;
            now.len = 200000;
        }
        loopback_start(&server, serve_bytes, &now);
        client_new(&c);
        snprintf(url, sizeof url, "ws://127.0.0.1:%d/", server.port);
        run(&c, url);
        client_free(&c);
        loopback_stop(&server);
        free(endless);
        if (c.closed != 1 || c.opened != 1 || c.why != cases[i].why ||
            c.count != 0 || !*c.problem)
            fail_msg("%s: opened %d, closed %d times, %s: %s", cases[i].name,
                     c.opened, c.closed, status_name(c.why), c.problem);
    }
}

/* A message as long as allowed arrives whole; one byte more does not. */
static void serve_long(int fd, int nth, void *user)
{
    static char text[100001];
    char head[2048];
    (void)nth, (void)user;
    memset(text, 'x', sizeof text);
    loopback_upgrade(fd, head, sizeof head);
    loopback_frame(fd, 0x81, text, 100000);
    for (int i = 0; i < 3; i++)
        loopback_frame(fd, i ? 0x00 : 0x01, text, 33333);
    loopback_frame(fd, 0x80, text, 2); /* joined: 100001 */
    loopback_linger(fd);
}

static void keeps_the_limit(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_long, NULL);
    client_new(&c);
    snprintf(url, sizeof url, "ws://127.0.0.1:%d/", server.port);
    run(&c, url);
    client_free(&c);
    loopback_stop(&server);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.closed, 1);
    assert_int_equal(c.why, STATUS_FULL);
}

/* The client's own end */

static void close_now(struct client *c)
{
    ws_close(c->ws);
    c->ws = NULL;
    timer_start(c->limit, 200);
}

static void close_at_text(struct client *c, struct str text)
{
    (void)text;
    close_now(c);
}

static void serve_until_close(int fd, int nth, void *user)
{
    char text[2048];
    int *code = user;
    (void)nth;
    loopback_upgrade(fd, text, sizeof text);
    loopback_frame(fd, 0x81, "hello", 5);
    loopback_frame(fd, 0x81, "again", 5);
    if (loopback_read_frame(fd, text, sizeof text) == 0x88)
        *code = (unsigned char)text[0] << 8 | (unsigned char)text[1];
    loopback_linger(fd);
}

static void says_goodbye(void **state)
{
    (void)state;
    for (int at_open = 0; at_open < 2; at_open++) {
        static struct loopback server;
        struct client c;
        char url[64];
        int code = 0;
        loopback_start(&server, serve_until_close, &code);
        client_new(&c);
        c.when_open = at_open ? close_now : NULL;
        c.when_text = close_at_text;
        snprintf(url, sizeof url, "ws://127.0.0.1:%d/", server.port);
        run(&c, url);
        client_free(&c);
        loopback_stop(&server);
        assert_int_equal(c.closed, 0); /* none after ws_close */
        assert_int_equal(c.count, at_open ? 0 : 1);
        assert_int_equal(code, 1000);
    }
}

static void reconnect(enum status why, const char *problem, int http_code,
                      void *user)
{
    struct client *c = user;
    (void)why, (void)problem, (void)http_code;
    struct ws_options options;
    ws_close(c->ws);
    c->ws = NULL;
    if (++c->closed == 5) {
        reactor_stop(c->reactor);
        return;
    }
    options = options_for(c, "ws://127.0.0.1:1/");
    options.on_closed = reconnect;
    assert_int_equal(ws_connect(c->reactor, &options, &c->ws, NULL), STATUS_OK);
}

static void connects_again_from_on_closed(void **state)
{
    (void)state;
    struct client c;
    client_new(&c);
    struct ws_options options = options_for(&c, "ws://127.0.0.1:1/");
    options.on_closed = reconnect;
    run_with(&c, &options);
    client_free(&c);
    assert_int_equal(c.closed, 5);
}

/* Closed in every state of connecting: memory and sockets are given back,
 * which the sanitizer checks. */
static void on_early_close(void *user)
{
    close_now(user);
}

static void closes_early(void **state)
{
    (void)state;
    static const struct script silent = {"", "", true, STATUS_OK, 0};
    static const int delays_ms[] = {0, 1, 5, 50};
    for (size_t i = 0; i < sizeof delays_ms / sizeof *delays_ms; i++) {
        static struct loopback server;
        struct client c;
        char url[64];
        loopback_start(&server, serve_script, (void *)&silent);
        client_new(&c);
        struct timer *early = timer_new(c.reactor, on_early_close, &c);
        timer_start(early, delays_ms[i]);
        snprintf(url, sizeof url, "ws://localhost:%d/", server.port);
        run(&c, url);
        timer_free(early);
        client_free(&c);
        loopback_stop(&server);
        assert_int_equal(c.closed, 0);
    }
}

static void queue_is_bounded(struct client *c)
{
    char text[1000];
    memset(text, 'x', sizeof text);
    assert_int_equal(ws_send(c->ws, (struct str){text, 600}), STATUS_OK);
    assert_int_equal(ws_send(c->ws, (struct str){text, 401}), STATUS_FULL);
    assert_int_equal(ws_send(c->ws, (struct str){text, 400}), STATUS_OK);
    assert_int_equal(ws_send(c->ws, STR("x")), STATUS_FULL);
    close_now(c); /* with the queue full */
}

static void bounds_its_queue(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char url[64];
    loopback_start(&server, serve_echo, NULL);
    client_new(&c);
    c.when_open = queue_is_bounded;
    snprintf(url, sizeof url, "ws://127.0.0.1:%d/", server.port);
    run(&c, url);
    assert_int_equal(c.opened, 1);
    client_free(&c);
    loopback_stop(&server);
}

static void refuses_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *url, *header, *ca_file, *proxy;
    } cases[] = {
        {"ws://example.org/", NULL, NULL, ""},
        {"http://127.0.0.1/", NULL, NULL, ""},
        {"ws:127.0.0.1", NULL, NULL, ""},
        {"wss://[2001:db8::1]/", NULL, NULL, ""},
        {"ws://127.0.0.1/", "A: b\r\nC: d", NULL, ""},
        {"ws://127.0.0.1/", NULL, "/nowhere/ca.pem", ""},
        {"wss://example.org/", NULL, NULL, "socks5://127.0.0.1:1080"},
    };
    struct client c;
    client_new(&c);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ws_options options = options_for(&c, cases[i].url);
        struct error err = {""};
        options.headers[0] = cases[i].header;
        options.ca_file = cases[i].ca_file;
        options.proxy = cases[i].proxy;
        if (ws_connect(c.reactor, &options, &c.ws, &err) != STATUS_INVALID)
            fail_msg("accepted: %s", cases[i].url);
        assert_true(strlen(err.text) > 10);
    }
    client_free(&c);
}

/* Through a proxy: the name is its to look up. */
static void serve_proxy(int fd, int nth, void *user)
{
    char head[2048];
    (void)nth;
    loopback_head(fd, user, 2048);
    loopback_say(fd, "HTTP/1.0 200 Connected\r\n\r\n");
    loopback_upgrade(fd, head, sizeof head);
    loopback_frame(fd, 0x81, "hello", 5);
    loopback_linger(fd);
}

static void goes_through_a_proxy(void **state)
{
    (void)state;
    static struct loopback server;
    struct client c;
    char proxy[64], head[2048] = "";
    loopback_start(&server, serve_proxy, head);
    client_new(&c);
    c.when_text = close_at_text;
    struct ws_options options = options_for(&c, "ws://chat.test:99/x");
    snprintf(proxy, sizeof proxy, "http://me:pw@localhost:%d", server.port);
    options.proxy = proxy;
    options.allow_plaintext = true;
    run_with(&c, &options);
    client_free(&c);
    loopback_stop(&server);
    assert_string_equal(c.texts[0], "hello");
    assert_non_null(strstr(head, "CONNECT chat.test:99 HTTP/1."));
    assert_non_null(strcasestr(head, "Proxy-authorization: basic bWU6cHc="));
}

/* TLS: a server whose certificate nobody vouches for is refused; with its
 * certificate as authority the handshake succeeds, but not under another
 * name. openssl plays the server. */
static pid_t tls_server;
static char tls_folder[] = "/tmp/test_ws_XXXXXX";

static int stop_tls(void **state)
{
    char path[64];
    (void)state;
    if (tls_server) {
        kill(tls_server, SIGKILL);
        waitpid(tls_server, NULL, 0);
    }
    snprintf(path, sizeof path, "%s/key.pem", tls_folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/cert.pem", tls_folder);
    unlink(path);
    rmdir(tls_folder);
    return 0;
}

static void start_tls(int *port)
{
    char command[1024], line[128] = "";
    snprintf(command, sizeof command,
             "cd %s && openssl req -x509 -newkey ec -pkeyopt "
             "ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem "
             "-subj /CN=localhost -addext subjectAltName=DNS:localhost "
             "-days 2 >/dev/null 2>&1",
             tls_folder);
    assert_int_equal(system(command), 0);
    int output[2];
    assert_int_equal(pipe(output), 0);
    tls_server = fork();
    if (tls_server == 0) {
        dup2(output[1], STDOUT_FILENO);
        close(output[0]);
        if (chdir(tls_folder) == 0)
            execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0",
                   "-cert", "cert.pem", "-key", "key.pem", "-no_ign_eof",
                   "-HTTP", (char *)NULL);
        _exit(1);
    }
    close(output[1]);
    FILE *lines = fdopen(output[0], "r");
    while (fgets(line, sizeof line, lines))
        if (sscanf(line, "ACCEPT 127.0.0.1:%d", port) == 1)
            break;
    fclose(lines);
}

static void checks_certificates(void **state)
{
    (void)state;
    char ca[64];
    int port = 0;
    if (system("openssl version >/dev/null 2>&1") != 0) {
        print_message("skipped: openssl is not installed\n");
        skip();
    }
    assert_non_null(mkdtemp(tls_folder));
    start_tls(&port);
    snprintf(ca, sizeof ca, "%s/cert.pem", tls_folder);
    const struct {
        const char *host, *ca_file, *problem;
    } cases[] = {
        {"localhost", NULL, "certificate"},
        {"127.0.0.1", ca, "certificate"},
        {"localhost", ca, "refused the WebSocket (HTTP 200)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c;
        char url[64];
        client_new(&c);
        snprintf(url, sizeof url, "wss://%s:%d/", cases[i].host, port);
        struct ws_options options = options_for(&c, url);
        options.connect_timeout_ms = 3000;
        options.ca_file = cases[i].ca_file;
        run_with(&c, &options);
        client_free(&c);
        assert_int_equal(c.closed, 1);
        assert_int_equal(c.opened, 0);
        if (!strstr(c.problem, cases[i].problem))
            fail_msg("%s with %s: %s", url,
                     cases[i].ca_file ? "its CA" : "no CA", c.problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(talks),
        cmocka_unit_test(asks_properly),
        cmocka_unit_test(never_opens),
        cmocka_unit_test(dies_silently),
        cmocka_unit_test(nobody_there),
        cmocka_unit_test(no_such_name),
        cmocka_unit_test(breaks_rules),
        cmocka_unit_test(keeps_the_limit),
        cmocka_unit_test(says_goodbye),
        cmocka_unit_test(connects_again_from_on_closed),
        cmocka_unit_test(closes_early),
        cmocka_unit_test(bounds_its_queue),
        cmocka_unit_test(refuses_at_once),
        cmocka_unit_test(goes_through_a_proxy),
        cmocka_unit_test_teardown(checks_certificates, stop_tls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
