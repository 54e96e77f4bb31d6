/* The server from outside: a process of its own on loopback, and a client
 * that is polite, clumsy or hostile. Whatever was tried, the server must end
 * with status 0 when told to, which it does not after a leak or a fault that
 * a sanitizer saw. */
#include "reactor.h"
#include "server.h"
#include "unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    BIG = 15 * 1024 * 1024,
    FLOOD = 1000,
    MAX_MESSAGE = 1000,
    MAX_BODY = 10000
};

struct fixture {
    pid_t pid;
    int port;
};

/* ---- the server, in the other process ---- */

static char big[BIG];

static void on_page(const struct server_request *request,
                    struct server_response *response, void *user)
{
    (void)request;
    response->code = 200;
    response->content_type = "text/plain";
    response->body = str_from(user);
}

static void on_big(const struct server_request *request,
                   struct server_response *response, void *user)
{
    (void)request, (void)user;
    response->code = 200;
    response->body = (struct str){big, sizeof(big)};
}

static void on_echo(const struct server_request *request,
                    struct server_response *response, void *user)
{
    static const char *const headers[] = {"Cache-Control: private", NULL};
    (void)user;
    response->code = request->body.len ? 200 : 400;
    response->content_type = "application/json";
    response->headers = headers;
    response->retry_after_s = 3;
    response->body = request->body.len ? request->body : request->content_type;
}

static int opened;

static bool on_open(struct server_peer *peer, struct str client, void **state,
                    void *user)
{
    (void)peer, (void)user;
    *state = strndup(client.ptr, client.len);
    if (++opened <= 40)
        return true;
    opened--;
    free(*state);
    return false;
}

static struct server_peer *victim;

/* Sends to the victim until that fails, and tells how. */
static struct str flood(void)
{
    struct str page = {big, 100000};
    enum status status = STATUS_OK;
    for (int i = 0; i < FLOOD && status == STATUS_OK; i++)
        status = server_ws_send(victim, page);
    assert_int_not_equal(server_ws_send(victim, page), STATUS_OK);
    return str_from(status_name(status));
}

static void on_text(struct server_peer *peer, struct str text, void *state,
                    void *user)
{
    (void)user;
    if (str_eq(text, STR("bye"))) {
        server_ws_close(peer, 4001, "as you wish");
        return;
    }
    if (str_eq(text, STR("victim")))
        victim = peer;
    if (str_eq(text, STR("who")))
        text = str_from(state);
    if (str_eq(text, STR("flood")))
        text = flood();
    assert_int_equal(server_ws_send(peer, text), STATUS_OK);
}

static void on_close(struct server_peer *peer, void *state, void *user)
{
    (void)user;
    assert_int_equal(server_ws_send(peer, STR("late")), STATUS_CLOSED);
    opened--;
    free(state);
}

static int serve(int ready, size_t max_connections,
                 const struct server_times *times)
{
    static const char *const hosts[] = {"careers.example", "other.example:99",
                                        NULL};
    struct server_options options = {.listen = "127.0.0.1:0",
                                     .hosts = hosts,
                                     .max_connections = max_connections,
                                     .max_body_bytes = MAX_BODY,
                                     .times = times};
    const struct server_route routes[] = {
        {"GET", "/", on_page, "the page"},
        {"GET", "/big", on_big, NULL},
        {"POST", "/echo", on_echo, NULL},
    };
    struct server_ws_handler ws = {.path = "/ws",
                                   .max_message_bytes = MAX_MESSAGE,
                                   .on_open = on_open,
                                   .on_text = on_text,
                                   .on_close = on_close};
    struct reactor *reactor;
    struct server *server;
    struct error err = {""};
    memset(big, 'b', sizeof(big));
    if (reactor_new(&reactor, &err) != STATUS_OK ||
        server_new(reactor, &options, &server, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++)
        server_add_route(server, &routes[i]);
    server_set_ws(server, &ws);
    dprintf(ready, "%s", server_address(server));
    close(ready);
    reactor_run(reactor);
    server_free(server);
    reactor_free(reactor);
    return opened;
}

static void start(struct fixture *f, size_t max_connections,
                  const struct server_times *times)
{
    int ends[2];
    char address[64] = "";
    assert_int_equal(pipe(ends), 0);
    f->pid = fork();
    assert_true(f->pid >= 0);
    if (f->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* where a test fails */
        close(ends[0]);
        exit(serve(ends[1], max_connections, times));
    }
    close(ends[1]);
    assert_true(read(ends[0], address, sizeof(address) - 1) > 0);
    close(ends[0]);
    assert_int_equal(sscanf(address, "127.0.0.1:%d", &f->port), 1);
}

static void stop(struct fixture *f)
{
    int status = -1;
    kill(f->pid, SIGTERM);
    waitpid(f->pid, &status, 0);
    assert_int_equal(status, 0);
}

/* ---- the client ---- */

static int dial(const struct fixture *f)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)f->port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct timeval patience = {.tv_sec = 20};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

/* False: the server closed. */
static bool put(int fd, const void *bytes, size_t len)
{
    for (size_t at = 0; at < len;) {
        ssize_t n = send(fd, (const char *)bytes + at, len - at, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

static bool put_z(int fd, const char *text)
{
    return put(fd, text, strlen(text));
}

static bool get(int fd, void *bytes, size_t len)
{
    return len == 0 || recv(fd, bytes, len, MSG_WAITALL) == (ssize_t)len;
}

/* Did the server end the connection (and not just say nothing)? */
static bool ended(int fd)
{
    char byte;
    ssize_t n = recv(fd, &byte, 1, 0);
    return n == 0 || (n < 0 && errno != EAGAIN);
}

struct reply {
    int code;
    char head[4096];
    char body[4096]; /* its beginning */
    size_t body_len;
};

/* Reads one response; without_body: it answers HEAD. */
static void read_reply(int fd, struct reply *reply, bool without_body)
{
    size_t len = 0;
    memset(reply, 0, sizeof(*reply));
    while (len < 4 || memcmp(reply->head + len - 4, "\r\n\r\n", 4) != 0) {
        assert_true(len < sizeof(reply->head) - 1);
        assert_true(get(fd, reply->head + len++, 1));
    }
    assert_int_equal(sscanf(reply->head, "HTTP/1.1 %d", &reply->code), 1);
    const char *at = strstr(reply->head, "Content-Length: ");
    size_t length = 0;
    if (at)
        assert_int_equal(sscanf(at, "Content-Length: %zu", &length), 1);
    if (without_body)
        return;
    reply->body_len = length;
    for (size_t i = 0; i < length;) {
        char rest[65536];
        size_t n = length - i < sizeof(rest) ? length - i : sizeof(rest);
        assert_true(get(fd, rest, n));
        if (i == 0)
            memcpy(reply->body, rest,
                   n < sizeof(reply->body) ? n : sizeof(reply->body) - 1);
        i += n;
    }
}

static int ask_on(int fd, struct reply *reply, const char *text)
{
    if (put_z(fd, text))
        read_reply(fd, reply, strncmp(text, "HEAD", 4) == 0);
    return reply->code;
}

static int ask(const struct fixture *f, struct reply *reply, const char *text)
{
    int fd = dial(f);
    ask_on(fd, reply, text);
    close(fd);
    return reply->code;
}

#define HOST "Host: careers.example\r\n"
#define UPGRADE                                                                \
    "Connection: Upgrade\r\nUpgrade: websocket\r\n"                            \
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"                          \
    "Sec-WebSocket-Version: 13\r\n\r\n"

static int dial_ws(const struct fixture *f)
{
    struct reply reply;
    int fd = dial(f);
    assert_int_equal(ask_on(fd, &reply, "GET /ws HTTP/1.1\r\n" HOST UPGRADE),
                     101);
    assert_non_null(
        strstr(reply.head, "Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    return fd;
}

static bool put_frame(int fd, int first, const void *payload, size_t len)
{
    unsigned char head[14] = {(unsigned char)first};
    size_t n = 2;
    size_t bytes = len > 0xffff ? 8 : len > 125 ? 2 : 0;
    head[1] = (unsigned char)(0x80 | (bytes == 8   ? 127
                                      : bytes == 2 ? 126
                                                   : len));
    for (size_t i = 0; i < bytes; i++)
        head[n++] = (unsigned char)((uint64_t)len >> (8 * (bytes - 1 - i)));
    n += 4; /* a mask of zeros changes nothing */
    return put(fd, head, n) && put(fd, payload, len);
}

static bool say(int fd, const char *text)
{
    return put_frame(fd, 0x81, text, strlen(text));
}

/* The first byte of the next frame and its payload, zero-terminated;
 * -1: the server closed. */
static int get_frame(int fd, char *payload, size_t size)
{
    unsigned char head[2], more[8];
    if (!get(fd, head, 2))
        return -1;
    assert_false(head[1] & 0x80); /* servers do not mask */
    size_t len = head[1];
    size_t bytes = len == 127 ? 8 : len == 126 ? 2 : 0;
    if (!get(fd, more, bytes))
        return -1;
    if (bytes)
        len = 0;
    for (size_t i = 0; i < bytes; i++)
        len = len << 8 | more[i];
    assert_true(len < size);
    if (!get(fd, payload, len))
        return -1;
    payload[len] = '\0';
    return head[0];
}

/* The server closes with this code, and then the connection. */
static void expect_close(int fd, int code)
{
    char payload[200];
    int first;
    while ((first = get_frame(fd, payload, sizeof(payload))) != 0x88)
        assert_int_not_equal(first, -1);
    assert_int_equal((unsigned char)payload[0] << 8 | (unsigned char)payload[1],
                     code);
    assert_true(ended(fd));
    close(fd);
}

static void expect_echo(int fd, const char *text)
{
    char payload[MAX_MESSAGE + 1];
    assert_true(say(fd, text));
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x81);
    assert_string_equal(payload, text);
}

/* ---- HTTP ---- */

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    start(f, 100, NULL);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    stop(f);
    free(f);
    return 0;
}

static void routes_are_answered(void **state)
{
    static const struct {
        const char *request;
        int code;
        const char *says; /* somewhere in the response */
    } cases[] = {
        {"GET / HTTP/1.1\r\n" HOST "\r\n", 200, "the page"},
        {"GET /?q=1 HTTP/1.1\r\n" HOST "\r\n", 200, "the page"},
        {"GET / HTTP/1.0\r\n" HOST "\r\n", 200, "Connection: close\r\n"},
        {"HEAD / HTTP/1.1\r\n" HOST "\r\n", 200, "Content-Length: 8\r\n"},
        {"GET /none HTTP/1.1\r\n" HOST "\r\n", 404, "no such page"},
        {"GET /../ HTTP/1.1\r\n" HOST "\r\n", 404, "no such page"},
        {"POST / HTTP/1.1\r\n" HOST "\r\n", 405, "Allow: GET, HEAD\r\n"},
        {"GET /echo HTTP/1.1\r\n" HOST "\r\n", 405, "Allow: POST\r\n"},
        {"OPTIONS /ws HTTP/1.1\r\n" HOST "\r\n", 405, "Allow: GET\r\n"},
        {"GET /ws HTTP/1.1\r\n" HOST "\r\n", 426, "Version: 13\r\n"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nhi", 200,
         "hi"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nhi", 200,
         "Retry-After: 3\r\n"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Type: a/b\r\n\r\n", 400,
         "a/b"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 10001\r\n\r\n", 413,
         "too long"},
        {"nonsense\r\n\r\n", 400, "Connection: close\r\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reply reply;
        print_message("%.40s\n", cases[i].request);
        assert_int_equal(ask(*state, &reply, cases[i].request), cases[i].code);
        assert_true(strstr(reply.head, cases[i].says) ||
                    strstr(reply.body, cases[i].says));
    }
}

static void every_response_has_strict_headers(void **state)
{
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\n" HOST "\r\n",
        "GET /none HTTP/1.1\r\n" HOST "\r\n",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nhi",
        "nonsense\r\n\r\n",
    };
    static const char *const headers[] = {
        "Content-Security-Policy: default-src 'none';",
        "frame-ancestors 'none'\r\n",
        "X-Content-Type-Options: nosniff\r\n",
        "Referrer-Policy: no-referrer\r\n",
        "\r\nCache-Control: ",
        "\r\nDate: ",
    };
    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        struct reply reply;
        ask(*state, &reply, requests[i]);
        for (size_t j = 0; j < sizeof(headers) / sizeof(headers[0]); j++)
            assert_non_null(strstr(reply.head, headers[j]));
        bool echo = strstr(requests[i], "echo") != NULL;
        assert_int_equal(strstr(reply.head, "no-store") == NULL, echo);
    }
}

static void only_known_hosts_and_no_foreign_pages(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *host, *origin; /* %d: the port */
        int code;
    } cases[] = {
        {"localhost:%d", NULL, 200},
        {"LOCALHOST:%d", NULL, 200},
        {"127.0.0.1:%d", NULL, 200},
        {"[::1]:%d", NULL, 200},
        {"careers.example", NULL, 200},
        {"careers.example:%d", NULL, 200},
        {"careers.example:1", NULL, 200},
        {"other.example:99", NULL, 200},
        {"other.example", NULL, 421},
        {"other.example:%d", NULL, 421},
        {"localhost", NULL, 421}, /* port 80 */
        {"localhost:1", NULL, 421},
        {"evil.example:%d", NULL, 421},
        {"localhost.evil.example:%d", NULL, 421},
        {"127.0.0.2:%d", NULL, 421},
        {"", NULL, 421},
        {"[::1", NULL, 421},
        {"localhost:%dx", NULL, 421},
        {"localhost:%d", "http://localhost:%d", 200},
        {"localhost:%d", "https://localhost:%d", 200},
        {"localhost:%d", "http://127.0.0.1:%d", 403},
        {"localhost:%d", "http://localhost:1", 403},
        {"localhost:%d", "http://localhost", 403},
        {"localhost:%d", "http://evil.example", 403},
        {"localhost:%d", "null", 403},
        {"localhost:%d", "", 403},
        {"localhost:%d", "ftp://localhost:%d", 403},
        {"localhost:%d", "http:localhost:%d", 403},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char host[100], origin[100] = "", request[600];
        struct reply reply;
        print_message("%s from %s\n", cases[i].host,
                      cases[i].origin ? cases[i].origin : "nowhere");
        snprintf(host, sizeof(host), cases[i].host, f->port);
        if (cases[i].origin) {
            strcpy(origin, "Origin: ");
            snprintf(origin + 8, sizeof(origin) - 10, cases[i].origin, f->port);
            strcat(origin, "\r\n");
        }
        snprintf(request, sizeof(request),
                 "GET / HTTP/1.1\r\nHost: %s\r\n%s\r\n", host, origin);
        assert_int_equal(ask(f, &reply, request), cases[i].code);
        snprintf(request, sizeof(request),
                 "GET /ws HTTP/1.1\r\nHost: %s\r\n%s" UPGRADE, host, origin);
        assert_int_equal(ask(f, &reply, request),
                         cases[i].code == 200 ? 101 : cases[i].code);
    }
}

static void a_connection_is_used_again(void **state)
{
    struct reply reply;
    int fd = dial(*state);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ask_on(fd, &reply, "GET / HTTP/1.1\r\n" HOST "\r\n"),
                         200);
        assert_int_equal(ask_on(fd, &reply, "HEAD / HTTP/1.1\r\n" HOST "\r\n"),
                         200);
        assert_int_equal(ask_on(fd, &reply, "GET /x HTTP/1.1\r\n" HOST "\r\n"),
                         404);
    }
    /* Known to crash servers that answer the last one and read on. */
    assert_int_equal(
        ask_on(fd, &reply, "GET / HTTP/1.1\r\n" HOST "Upgrade: foo\r\n\r\n"),
        200);
    close(fd);
}

static void requests_may_come_all_at_once(void **state)
{
    struct reply reply;
    int fd = dial(*state);
    for (int i = 0; i < 50; i++)
        assert_true(put_z(fd, "GET / HTTP/1.1\r\n" HOST "\r\n"
                              "POST /echo HTTP/1.1\r\n" HOST
                              "Content-Length: 2\r\n\r\nhi"));
    for (int i = 0; i < 50; i++) {
        read_reply(fd, &reply, false);
        assert_string_equal(reply.body, "the page");
        read_reply(fd, &reply, false);
        assert_string_equal(reply.body, "hi");
    }
    close(fd);
}

static void a_request_may_come_byte_by_byte(void **state)
{
    static const char text[] =
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello";
    struct reply reply;
    int fd = dial(*state);
    for (size_t i = 0; i < sizeof(text) - 1; i++)
        assert_true(put(fd, text + i, 1));
    read_reply(fd, &reply, false);
    assert_string_equal(reply.body, "hello");
    close(fd);
}

static void a_client_that_ends_early_is_answered(void **state)
{
    struct reply reply;
    int fd = dial(*state);
    assert_true(put_z(fd, "GET / HTTP/1.1\r\n" HOST "\r\n"));
    shutdown(fd, SHUT_WR);
    read_reply(fd, &reply, false);
    assert_string_equal(reply.body, "the page");
    assert_true(ended(fd));
    close(fd);
}

static void who_waits_to_send_a_body_is_asked_for_it(void **state)
{
    struct reply reply;
    int fd = dial(*state);
    assert_int_equal(ask_on(fd, &reply,
                            "POST /echo HTTP/1.1\r\n" HOST
                            "Content-Length: 2\r\n"
                            "Expect: 100-continue\r\n\r\n"),
                     100);
    assert_int_equal(ask_on(fd, &reply, "hi"), 200);
    assert_string_equal(reply.body, "hi");
    assert_int_equal(ask_on(fd, &reply,
                            "POST /none HTTP/1.1\r\n" HOST
                            "Content-Length: 2\r\n"
                            "Expect: 100-continue\r\n\r\n"),
                     404);
    assert_true(ended(fd));
    close(fd);
}

static void the_longest_body_fits_and_no_longer_one(void **state)
{
    static char text[MAX_BODY + 200];
    struct reply reply;
    int at = sprintf(
        text, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
        MAX_BODY);
    memset(text + at, 'x', MAX_BODY);
    assert_int_equal(ask(*state, &reply, text), 200);
    assert_int_equal(reply.body_len, MAX_BODY);

    /* It is sent anyway; the answer must arrive nevertheless. */
    static char megabyte[1 << 20];
    int fd = dial(*state);
    put_z(fd, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1048576\r\n\r\n");
    put(fd, megabyte, sizeof(megabyte));
    read_reply(fd, &reply, false);
    assert_int_equal(reply.code, 413);
    close(fd);
}

static void a_huge_header_is_refused(void **state)
{
    static char text[100000];
    struct reply reply;
    int fd = dial(*state);
    memset(text, 'h', sizeof(text));
    put_z(fd, "GET / HTTP/1.1\r\n");
    put(fd, text, sizeof(text));
    read_reply(fd, &reply, false);
    assert_int_equal(reply.code, 431);
    close(fd);
}

static void a_large_response_arrives_whole(void **state)
{
    struct reply reply;
    int fd = dial(*state);
    ask_on(fd, &reply, "GET /big HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(reply.body_len, BIG);
    assert_int_equal(ask_on(fd, &reply, "GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
    close(fd);
}

/* ---- WebSocket ---- */

static void messages_are_echoed(void **state)
{
    char longest[MAX_MESSAGE + 1];
    memset(longest, 'm', MAX_MESSAGE);
    longest[MAX_MESSAGE] = '\0';
    int fd = dial_ws(*state);
    expect_echo(fd, "hello");
    expect_echo(fd, "");
    expect_echo(fd, "\xe8\x96\xaa\xe6\xb0\xb4");
    expect_echo(fd, longest);

    char payload[100];
    put_frame(fd, 0x01, "in ", 3);
    put_frame(fd, 0x89, "ping", 4);
    put_frame(fd, 0x80, "parts", 5);
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x8a);
    assert_string_equal(payload, "ping");
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x81);
    assert_string_equal(payload, "in parts");

    say(fd, "who");
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x81);
    assert_string_equal(payload, "127.0.0.1");
    close(fd);
}

static void frames_may_follow_the_upgrade_at_once(void **state)
{
    static const char text[] = "GET /ws HTTP/1.1\r\n" HOST UPGRADE
                               "\x81\x82\0\0\0\0hi\x81\x83\0\0\0\0you";
    struct reply reply;
    char payload[100];
    int fd = dial(*state);
    assert_true(put(fd, text, sizeof(text) - 1));
    read_reply(fd, &reply, true);
    assert_int_equal(reply.code, 101);
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x81);
    assert_string_equal(payload, "hi");
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x81);
    assert_string_equal(payload, "you");
    close(fd);
}

static void bad_frames_end_the_connection(void **state)
{
    static const struct {
        struct str bytes;
        int code;
    } cases[] = {
        {STR("\x81\x02hi"), 1002},
        {STR("\x82\x80\0\0\0\0"), 1003},
        {STR("\x81\x81\0\0\0\0\xff"), 1007},
        {STR("\x81\xfe\x03\xe9\0\0\0\0"), 1009},
        {STR("\x01\x80\0\0\0\0\x80\xfe\x03\xe9\0\0\0\0"), 1009},
        {STR("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0"), 1009},
        {STR("\x88\x82\0\0\0\0\x0f\xa1"), 4001}, /* its own close, echoed */
        {STR("\x88\x80\0\0\0\0"), 1000},
        {STR("GET / HTTP/1.1\r\n\r\n"), 1002},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int fd = dial_ws(*state);
        put(fd, cases[i].bytes.ptr, cases[i].bytes.len);
        shutdown(fd, SHUT_WR);
        expect_close(fd, cases[i].code);
    }
}

static void the_handler_closes(void **state)
{
    char payload[100];
    int fd = dial_ws(*state);
    say(fd, "bye");
    say(fd, "this is not heard");
    assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x88);
    assert_memory_equal(payload,
                        "\x0f\xa1"
                        "as you wish",
                        13);
    put_frame(fd, 0x88, "\x0f\xa1", 2);
    assert_true(ended(fd));
    close(fd);
}

static void who_does_not_read_is_closed(void **state)
{
    static char payload[100001];
    int deaf = dial_ws(*state), other = dial_ws(*state), frames = 0;
    expect_echo(deaf, "victim");
    say(other, "flood");
    assert_int_equal(get_frame(other, payload, sizeof(payload)), 0x81);
    assert_string_equal(payload, "full");
    while (get_frame(deaf, payload, sizeof(payload)) == 0x81)
        frames++;
    assert_true(frames < FLOOD);
    expect_echo(other, "go on");
    close(other);
    close(deaf);
}

static void asking_faster_than_listening_loses_nothing(void **state)
{
    enum { COUNT = 3000 };
    char text[MAX_MESSAGE], payload[MAX_MESSAGE + 1];
    memset(text, 'q', sizeof(text));
    const struct fixture *f = *state;
    int fd = dial_ws(f);
    pid_t asker = fork();
    assert_true(asker >= 0);
    if (asker == 0) {
        bool ok = true;
        for (int i = 0; i < COUNT && ok; i++)
            ok = put_frame(fd, 0x81, text, sizeof(text));
        _exit(ok ? 0 : 1);
    }
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x81);
    int status = -1;
    waitpid(asker, &status, 0);
    assert_int_equal(status, 0);
    close(fd);
}

static void bad_upgrades_are_refused(void **state)
{
    static const struct {
        const char *request;
        int code;
    } cases[] = {
        {"GET /ws HTTP/1.1\r\n" HOST "Connection: Upgrade\r\n"
         "Upgrade: h2c\r\nSec-WebSocket-Version: 13\r\n\r\n",
         426},
        {"GET /ws HTTP/1.1\r\n" HOST "Connection: Upgrade\r\n"
         "Upgrade: websocket\r\nSec-WebSocket-Version: 8\r\n\r\n",
         426},
        {"GET /ws HTTP/1.1\r\n" HOST "Connection: Upgrade\r\n"
         "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
         400},
        {"GET /ws HTTP/1.1\r\n" HOST "Connection: Upgrade\r\n"
         "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25!ZQ==\r\n\r\n",
         400},
        {"GET / HTTP/1.1\r\n" HOST UPGRADE, 200}, /* no WebSocket there */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reply reply;
        assert_int_equal(ask(*state, &reply, cases[i].request), cases[i].code);
    }
}

static void the_handler_may_refuse(void **state)
{
    int fds[40];
    struct reply reply;
    for (int i = 0; i < 40; i++)
        fds[i] = dial_ws(*state);
    assert_int_equal(ask(*state, &reply, "GET /ws HTTP/1.1\r\n" HOST UPGRADE),
                     503);
    expect_echo(fds[39], "still here");
    for (int i = 0; i < 40; i++)
        close(fds[i]);
}

/* ---- limits and hostility ---- */

static void too_many_connections_are_turned_away(void **state)
{
    struct fixture f;
    struct reply reply;
    (void)state;
    start(&f, 10, NULL);
    int fds[10];
    for (int i = 0; i < 10; i++) {
        fds[i] = dial(&f);
        assert_int_equal(
            ask_on(fds[i], &reply, "GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
    }
    int over = dial(&f);
    read_reply(over, &reply, false);
    assert_int_equal(reply.code, 503);
    close(over);
    close(fds[0]);
    while (ask(&f, &reply,
               "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n"
               "\r\n") != 200)
        ; /* until the server has seen that one left */
    for (int i = 1; i < 10; i++)
        close(fds[i]);
    stop(&f);
}

static void patience_ends(void **state)
{
    static const struct server_times times = {.idle = 200,
                                              .request = 200,
                                              .stall = 200,
                                              .ping = 200,
                                              .pong = 200,
                                              .close = 100};
    struct fixture f;
    struct reply reply;
    char payload[100];
    (void)state;
    start(&f, 100, &times);

    int silent = dial(&f);
    int idle = dial(&f);
    ask_on(idle, &reply, "GET / HTTP/1.1\r\n" HOST "\r\n");
    int half = dial(&f);
    put_z(half, "GET / HT");
    int no_body = dial(&f);
    put_z(no_body, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nh");
    int deaf = dial(&f);
    put_z(deaf, "GET /big HTTP/1.1\r\n" HOST "\r\n");
    int no_pong = dial_ws(&f);
    int no_close = dial_ws(&f);
    say(no_close, "bye");

    assert_true(ended(silent));
    assert_true(ended(idle));
    read_reply(half, &reply, false);
    assert_int_equal(reply.code, 408);
    read_reply(no_body, &reply, false);
    assert_int_equal(reply.code, 408);
    assert_int_equal(get_frame(no_pong, payload, sizeof(payload)), 0x89);
    assert_true(ended(no_pong));
    assert_int_equal(get_frame(no_close, payload, sizeof(payload)), 0x88);
    assert_true(ended(no_close));

    /* The deaf one was given up: what it reads late is not all. */
    size_t got = 0;
    ssize_t n;
    static char bytes[65536];
    while ((n = recv(deaf, bytes, sizeof(bytes), 0)) > 0)
        got += (size_t)n;
    assert_true(got < BIG);

    int fds[] = {silent, idle, half, no_body, deaf, no_pong, no_close};
    for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
        close(fds[i]);
    stop(&f);
}

static void a_pong_keeps_a_peer(void **state)
{
    static const struct server_times times = {.idle = 100,
                                              .request = 100,
                                              .stall = 1000,
                                              .ping = 100,
                                              .pong = 5000,
                                              .close = 100};
    struct fixture f;
    char payload[100];
    (void)state;
    start(&f, 100, &times);
    int fd = dial_ws(&f);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(get_frame(fd, payload, sizeof(payload)), 0x89);
        put_frame(fd, 0x8a, "", 0);
    }
    expect_echo(fd, "here");
    close(fd);
    stop(&f);
}

/* A fixed sequence that looks like nothing. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void garbage_does_no_harm(void **state)
{
    static const char *const seeds[] = {
        "GET / HTTP/1.1\r\n" HOST "\r\n",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nhello you",
        "GET /ws HTTP/1.1\r\n" HOST UPGRADE "\x81\x85hello\x89\x80zzzz\x88\x80",
        "",
    };
    uint32_t random = 1;
    for (int i = 0; i < 400; i++) {
        char bytes[600];
        const char *seed = seeds[i % 4];
        size_t len = strlen(seed);
        memcpy(bytes, seed, len);
        size_t extra = next_random(&random) % 200;
        for (size_t j = 0; j < extra; j++)
            bytes[len++] = (char)next_random(&random);
        if (i >= 200) /* somewhere in the middle, too */
            bytes[next_random(&random) % len] = (char)next_random(&random);
        int fd = dial(*state);
        put(fd, bytes, len);
        if (i % 3)
            shutdown(fd, SHUT_WR);
        if (i % 3 == 1) { /* and wait for what it makes of it */
            char answer[4096];
            while (recv(fd, answer, sizeof(answer), 0) > 0)
                ;
        }
        close(fd);
    }
    struct reply reply;
    assert_int_equal(ask(*state, &reply, "GET / HTTP/1.1\r\n" HOST "\r\n"),
                     200);
}

static void peers_are_told_when_the_server_stops(void **state)
{
    struct fixture f;
    (void)state;
    start(&f, 100, NULL);
    int fd = dial_ws(&f);
    expect_echo(fd, "hello");
    stop(&f);
    expect_close(fd, 1001);
}

static void addresses_that_cannot_work_are_explained(void **state)
{
    const struct fixture *f = *state;
    char taken[64];
    snprintf(taken, sizeof(taken), "127.0.0.1:%d", f->port);
    const struct {
        const char *listen;
        enum status status;
    } cases[] = {
        {taken, STATUS_IO},
        {"192.0.2.1:0", STATUS_IO}, /* not of this machine */
        {"8080", STATUS_INVALID},
        {":8080", STATUS_INVALID},
        {"127.0.0.1:", STATUS_INVALID},
        {"127.0.0.1:http", STATUS_INVALID},
        {"127.0.0.1:65536", STATUS_INVALID},
        {"127.0.0.1:-1", STATUS_INVALID},
    };
    struct reactor *reactor;
    assert_int_equal(reactor_new(&reactor, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct server_options options = {.listen = cases[i].listen,
                                         .max_connections = 1};
        struct server *server = NULL;
        struct error err = {""};
        assert_int_equal(server_new(reactor, &options, &server, &err),
                         cases[i].status);
        assert_non_null(strstr(err.text, cases[i].listen));
        print_message("%s\n", err.text);
    }
    struct server_options options = {.listen = "[::1]:0", .max_connections = 1};
    struct server *server;
    if (server_new(reactor, &options, &server, NULL) == STATUS_OK) {
        assert_memory_equal(server_address(server), "[::1]:", 6);
        assert_string_not_equal(server_address(server), "[::1]:0");
        server_free(server);
    }
    reactor_free(reactor);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(routes_are_answered),
        TEST(every_response_has_strict_headers),
        TEST(only_known_hosts_and_no_foreign_pages),
        TEST(a_connection_is_used_again),
        TEST(requests_may_come_all_at_once),
        TEST(a_request_may_come_byte_by_byte),
        TEST(a_client_that_ends_early_is_answered),
        TEST(who_waits_to_send_a_body_is_asked_for_it),
        TEST(the_longest_body_fits_and_no_longer_one),
        TEST(a_huge_header_is_refused),
        TEST(a_large_response_arrives_whole),
        TEST(messages_are_echoed),
        TEST(frames_may_follow_the_upgrade_at_once),
        TEST(bad_frames_end_the_connection),
        TEST(the_handler_closes),
        TEST(who_does_not_read_is_closed),
        TEST(asking_faster_than_listening_loses_nothing),
        TEST(bad_upgrades_are_refused),
        TEST(the_handler_may_refuse),
        TEST(garbage_does_no_harm),
        TEST(addresses_that_cannot_work_are_explained),
        cmocka_unit_test(too_many_connections_are_turned_away),
        cmocka_unit_test(patience_ends),
        cmocka_unit_test(a_pong_keeps_a_peer),
        cmocka_unit_test(peers_are_told_when_the_server_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
