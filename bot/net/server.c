/* The server: listens, lets connections in within its limits, and looks after
 * their deadlines. What they say is for the other server files. */
#include "server.h"

#include "log.h"
#include "reactor_lws.h"
#include "server_private.h"
#include "xmalloc.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
    EVENTS = 64,
    ACCEPTS = 64, /* in one go, so that others get their turn */
    COMPLAIN_MS = 60 * 1000,
};

static const struct server_times usual_times = {
    .idle = 60 * 1000,
    .request = 15 * 1000,
    .stall = 20 * 1000,
    .ping = 25 * 1000,
    .pong = 20 * 1000,
    .close = 2 * 1000,
};

static const char full_response[] =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
    "Cache-Control: no-store\r\nRetry-After: 10\r\n"
    "Connection: close\r\n\r\n";

/* Often enough for the shortest time, which is the one for closing. */
void server_start_sweep(struct server *server)
{
    timer_start(server->sweep, server->times.close / 4 + 1);
}

static void set_accepting(struct server *server, bool accepting)
{
    struct epoll_event event = {.events = accepting ? EPOLLIN : 0,
                                .data.ptr = server};
    epoll_ctl(server->epoll_fd, EPOLL_CTL_MOD, server->listen_fd, &event);
    server->accepting = accepting;
    server_start_sweep(server);
}

/* Once a minute is enough for what a crowd can cause. */
static void complain(struct server *server, const char *what)
{
    int64_t now_ms = reactor_now_ms(server->reactor);
    if (server->complained_ms && now_ms < server->complained_ms + COMPLAIN_MS)
        return;
    server->complained_ms = now_ms;
    log_warn("server", "%s", what);
}

static bool has_room(struct server *server, const char *client, bool loopback)
{
    if (server->conn_count >= server->max_connections)
        return false;
    if (loopback)
        return true;
    size_t same = 0;
    for (struct server_peer *conn = server->conns; conn; conn = conn->next)
        same += strcmp(conn->client, client) == 0;
    return same < (server->max_connections + 1) / 2;
}

static void let_in(struct server *server, int fd, const struct sockaddr *from,
                   socklen_t from_len)
{
    char client[CLIENT_SIZE];
    if (getnameinfo(from, from_len, client, sizeof(client), NULL, 0,
                    NI_NUMERICHOST) != 0) {
        close(fd);
        return;
    }
    if (has_room(server, client, conn_is_loopback(from))) {
        conn_new(server, fd, client);
        return;
    }
    complain(server, "too many connections; new ones are turned away");
    ssize_t sent = send(fd, full_response, sizeof(full_response) - 1,
                        MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent; /* whether it arrives is up to the peer */
    close(fd);
}

static void accept_all(struct server *server)
{
    for (int i = 0; i < ACCEPTS; i++) {
        struct sockaddr_storage from;
        socklen_t len = sizeof(from);
        int fd = accept4(server->listen_fd, (struct sockaddr *)&from, &len,
                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            let_in(server, fd, (struct sockaddr *)&from, len);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
            errno == ENOMEM) {
            complain(server, "no descriptors or memory left for connections; "
                             "raise the limit of open files (ulimit -n)");
            set_accepting(server, false); /* until the next sweep */
            return;
        }
        if (errno == EAGAIN)
            return;
    }
}

static void reap(void *user)
{
    struct server *server = user;
    while (server->dead) {
        struct server_peer *conn = server->dead;
        server->dead = conn->next;
        peer_detach(conn);
        conn_free(conn);
    }
}

static void on_events(void *user)
{
    struct server *server = user;
    struct epoll_event events[EVENTS];
    int count = epoll_wait(server->epoll_fd, events, EVENTS, 0);
    for (int i = 0; i < count; i++) {
        if (events[i].data.ptr == server)
            accept_all(server);
        else
            conn_on_event(events[i].data.ptr, events[i].events);
    }
    reap(server);
}

static void sweep(void *user)
{
    struct server *server = user;
    int64_t now_ms = reactor_now_ms(server->reactor);
    struct server_peer *next;
    for (struct server_peer *conn = server->conns; conn; conn = next) {
        next = conn->next;
        conn_check_deadlines(conn, now_ms);
    }
    if (!server->accepting)
        set_accepting(server, true);
    else if (server->conns)
        server_start_sweep(server);
    reap(server);
}

/* "host:port" and "[v6]:port" into their parts. */
static bool split_listen(const char *listen_at, char host[256], char port[8])
{
    struct str text = str_from(listen_at);
    const char *colon = strrchr(listen_at, ':');
    if (!colon || strlen(colon + 1) > 5)
        return false;
    struct str name = str_slice(text, 0, (size_t)(colon - listen_at));
    if (str_starts(name, STR("[")) && str_ends(name, STR("]")))
        name = str_slice(name, 1, name.len - 1);
    long number;
    if (name.len == 0 || name.len > 255 ||
        !str_to_long(str_from(colon + 1), &number) || number < 0 ||
        number > 65535)
        return false;
    snprintf(host, 256, "%.*s", STR_ARG(name));
    snprintf(port, 8, "%ld", number);
    return true;
}

/* The address with the port that was really taken. */
static bool note_address(struct server *server)
{
    struct sockaddr_storage own;
    socklen_t len = sizeof(own);
    char host[INET6_ADDRSTRLEN], port[8];
    if (getsockname(server->listen_fd, (struct sockaddr *)&own, &len) < 0 ||
        getnameinfo((struct sockaddr *)&own, len, host, sizeof(host), port,
                    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return false;
    snprintf(server->address, sizeof(server->address),
             own.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
    server->port = atoi(port);
    return true;
}

static bool bind_and_listen(struct server *server, const struct addrinfo *info)
{
    int on = 1;
    server->listen_fd =
        socket(info->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return server->listen_fd >= 0 &&
           setsockopt(server->listen_fd, SOL_SOCKET, SO_REUSEADDR, &on,
                      sizeof(on)) == 0 &&
           bind(server->listen_fd, info->ai_addr, info->ai_addrlen) == 0 &&
           listen(server->listen_fd, SOMAXCONN) == 0 && note_address(server);
}

static enum status start_listening(struct server *server, const char *listen_at,
                                   struct error *err)
{
    char host[256], port[8];
    if (!split_listen(listen_at, host, port))
        return error_set(err, STATUS_INVALID,
                         "cannot listen on \"%s\": write it as address:port, "
                         "for example 127.0.0.1:8080",
                         listen_at);
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *info = NULL;
    int failed = getaddrinfo(host, port, &hints, &info);
    if (failed)
        return error_set(err, STATUS_IO, "cannot listen on %s: %s", listen_at,
                         gai_strerror(failed));
    bool listening = bind_and_listen(server, info);
    int why = errno;
    freeaddrinfo(info);
    if (listening)
        return STATUS_OK;
    return error_set(err, STATUS_IO, "cannot listen on %s: %s%s", listen_at,
                     strerror(why),
                     why == EADDRINUSE ? "; another program does, choose "
                                         "another port or stop it"
                                       : "");
}

static enum status start_watching(struct server *server, struct error *err)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = server};
    int fd = epoll_create1(EPOLL_CLOEXEC);
    if (fd >= 0 && epoll_ctl(fd, EPOLL_CTL_ADD, server->listen_fd, &event) < 0)
        close(fd);
    else if (fd >= 0)
        server->watch = watch_new(server->reactor, fd, on_events, server);
    server->epoll_fd = fd;
    if (server->watch)
        return STATUS_OK;
    return error_set(err, STATUS_IO,
                     "cannot watch connections: too few open files allowed");
}

static char **copy_hosts(const char *const *hosts)
{
    size_t count = 0;
    while (hosts && hosts[count])
        count++;
    char **copy = xcalloc(count + 1, sizeof(*copy));
    for (size_t i = 0; i < count; i++)
        copy[i] = xstrdup(hosts[i]);
    return copy;
}

enum status server_new(struct reactor *reactor,
                       const struct server_options *options,
                       struct server **out, struct error *err)
{
    struct server *server = xcalloc(1, sizeof(*server));
    server->reactor = reactor;
    server->listen_fd = server->epoll_fd = -1;
    server->accepting = true;
    server->hosts = copy_hosts(options->hosts);
    server->max_connections = options->max_connections;
    server->max_body_bytes = options->max_body_bytes;
    server->times = options->times ? *options->times : usual_times;
    server->sweep = timer_new(reactor, sweep, server);
    server->reap = timer_new(reactor, reap, server);
    enum status status = start_listening(server, options->listen, err);
    if (status == STATUS_OK)
        status = start_watching(server, err);
    if (status == STATUS_OK)
        *out = server;
    else
        server_free(server);
    return status;
}

void server_free(struct server *server)
{
    if (!server)
        return;
    server_set_ws(server, NULL);
    while (server->conns)
        conn_kill(server->conns);
    reap(server);
    timer_free(server->sweep);
    timer_free(server->reap);
    if (server->listen_fd >= 0)
        close(server->listen_fd);
    watch_free(server->watch);
    for (char **host = server->hosts; *host; host++)
        free(*host);
    free(server->hosts);
    free(server->routes);
    free(server);
}

void server_add_route(struct server *server, const struct server_route *route)
{
    server->routes = xrealloc(server->routes, (server->route_count + 1) *
                                                  sizeof(*server->routes));
    server->routes[server->route_count++] = *route;
}

void server_set_ws(struct server *server,
                   const struct server_ws_handler *handler)
{
    if (handler) {
        server->ws = *handler;
        server->has_ws = true;
        return;
    }
    struct server_peer *next;
    for (struct server_peer *conn = server->conns; conn; conn = next) {
        next = conn->next;
        server_ws_close(conn, CLOSE_GOING_AWAY, "the server stops");
        peer_detach(conn);
    }
    for (struct server_peer *conn = server->dead; conn; conn = conn->next)
        peer_detach(conn);
    server->has_ws = false;
}

const char *server_address(const struct server *server)
{
    return server->address;
}
