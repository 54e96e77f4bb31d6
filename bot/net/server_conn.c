/* One connection of the server: bytes in and out, and when to give up. What
 * the bytes mean is decided in server_http.c and server_ws.c. */
#include "server_private.h"

#include "xmalloc.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { KEEP_BYTES = 16 * 1024 }; /* of an empty buffer */

bool conn_is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const void *)address;
        return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    }
    const struct sockaddr_in6 *v6 = (const void *)address;
    return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr) ||
           (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr) &&
            v6->sin6_addr.s6_addr[12] == 127);
}

/* Our end of the connection, as somebody would write it into a Host. */
static void name_own_address(struct server_peer *conn)
{
    struct sockaddr_storage own;
    socklen_t len = sizeof(own);
    char host[INET6_ADDRSTRLEN];
    if (getsockname(conn->fd, (struct sockaddr *)&own, &len) < 0 ||
        getnameinfo((struct sockaddr *)&own, len, host, sizeof(host), NULL, 0,
                    NI_NUMERICHOST) != 0)
        return;
    const char *mapped = "::ffff:";
    if (strncmp(host, mapped, strlen(mapped)) == 0 && strchr(host, '.'))
        snprintf(conn->address, sizeof(conn->address), "%s",
                 host + strlen(mapped));
    else
        snprintf(conn->address, sizeof(conn->address),
                 own.ss_family == AF_INET6 ? "[%s]" : "%s", host);
}

static void set_interest(struct server_peer *conn)
{
    size_t waiting = conn_waiting(conn);
    bool reads = !conn->at_end;
    if (conn->state == CONN_HTTP)
        reads = reads && waiting == 0;
    else if (conn->state == CONN_WS)
        reads = reads && waiting < WS_HIGH_WATER;
    else if (conn->state == CONN_ENDING)
        reads = false;
    uint32_t interest = (reads ? (uint32_t)EPOLLIN : 0) |
                        (waiting > 0 ? (uint32_t)EPOLLOUT : 0);
    if (interest == conn->interest)
        return;
    conn->interest = interest;
    struct epoll_event event = {.events = interest, .data.ptr = conn};
    epoll_ctl(conn->server->epoll_fd, EPOLL_CTL_MOD, conn->fd, &event);
}

void conn_set_deadline(struct server_peer *conn, int delay_ms)
{
    conn->deadline_ms = reactor_now_ms(conn->server->reactor) + delay_ms;
}

void conn_new(struct server *server, int fd, const char *client)
{
    struct server_peer *conn = xcalloc(1, sizeof(*conn));
    conn->server = server;
    conn->fd = fd;
    conn->state = CONN_HTTP;
    conn->interest = EPOLLIN;
    conn_set_deadline(conn, conn->server->times.request);
    snprintf(conn->client, sizeof(conn->client), "%s", client);
    name_own_address(conn);
    buf_init(&conn->in,
             REQUEST_MAX_HEAD_BYTES + server->max_body_bytes + 2 * READ_BYTES);
    buf_init(&conn->out, MAX_RESPONSE);
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));

    struct epoll_event event = {.events = EPOLLIN, .data.ptr = conn};
    if (epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) {
        conn_free(conn);
        return;
    }
    conn->next = server->conns;
    if (conn->next)
        conn->next->prev = conn;
    server->conns = conn;
    if (server->conn_count++ == 0)
        server_start_sweep(server);
}

void conn_free(struct server_peer *conn)
{
    close(conn->fd); /* which also takes it out of the epoll set */
    frame_reader_fini(&conn->reader);
    buf_fini(&conn->in);
    buf_fini(&conn->out);
    free(conn);
}

void conn_kill(struct server_peer *conn)
{
    struct server *server = conn->server;
    if (conn->state == CONN_DEAD)
        return;
    conn->state = CONN_DEAD;
    if (conn->prev)
        conn->prev->next = conn->next;
    else
        server->conns = conn->next;
    if (conn->next)
        conn->next->prev = conn->prev;
    conn->prev = NULL;
    conn->next = server->dead;
    server->dead = conn;
    server->conn_count--;
    timer_start(server->reap, 0);
}

size_t conn_waiting(const struct server_peer *conn)
{
    return conn->out.len - conn->out_sent;
}

void conn_took(struct server_peer *conn, size_t bytes)
{
    struct buf *in = &conn->in;
    in->len -= bytes;
    memmove(in->ptr, in->ptr + bytes, in->len);
    if (in->len == 0 && in->cap > KEEP_BYTES)
        buf_fini(in);
}

/* All was sent: what now? */
static void drained(struct server_peer *conn)
{
    conn->out_sent = 0;
    conn->write_deadline_ms = 0;
    if (conn->out.cap > KEEP_BYTES)
        buf_fini(&conn->out);
    else
        buf_clear(&conn->out);
    if (conn->state != CONN_ENDING)
        return;
    conn->state = CONN_LINGERING;
    conn_set_deadline(conn, conn->server->times.close);
    if (conn->at_end || shutdown(conn->fd, SHUT_WR) < 0)
        conn_kill(conn);
}

void conn_push(struct server_peer *conn)
{
    if (conn->state == CONN_DEAD)
        return;
    int64_t now_ms = reactor_now_ms(conn->server->reactor);
    if (conn_waiting(conn) > 0 && conn->write_deadline_ms == 0)
        conn->write_deadline_ms = now_ms + conn->server->times.stall;
    while (conn_waiting(conn) > 0) {
        ssize_t sent = send(conn->fd, conn->out.ptr + conn->out_sent,
                            conn_waiting(conn), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN) {
            conn_kill(conn);
            return;
        }
        if (sent < 0)
            break;
        conn->out_sent += (size_t)sent;
        conn->write_deadline_ms = now_ms + conn->server->times.stall;
    }
    if (conn_waiting(conn) == 0)
        drained(conn);
    if (conn->state != CONN_DEAD)
        set_interest(conn);
}

void conn_end(struct server_peer *conn)
{
    if (conn->state != CONN_DEAD && conn->state != CONN_LINGERING)
        conn->state = CONN_ENDING;
}

/* One request or frame further, where one is whole and may be answered. */
static bool step(struct server_peer *conn)
{
    switch (conn->state) {
    case CONN_HTTP:
        return conn_waiting(conn) == 0 && serve_request(conn);
    case CONN_WS:
        return conn_waiting(conn) < WS_HIGH_WATER && peer_step(conn);
    case CONN_WS_CLOSING:
        return peer_step(conn);
    default:
        return false;
    }
}

/* Does all that can be done with what has come in and what could be sent. */
static void advance(struct server_peer *conn)
{
    bool stepped;
    do {
        stepped = false;
        while (step(conn))
            stepped = true;
        conn_push(conn);
    } while (stepped && conn_waiting(conn) == 0);
    if (conn->at_end && conn_waiting(conn) == 0)
        conn_kill(conn);
}

static void receive(struct server_peer *conn)
{
    char *scratch = conn->server->scratch;
    ssize_t len = recv(conn->fd, scratch, READ_BYTES, MSG_DONTWAIT);
    if (len < 0) {
        if (errno != EAGAIN && errno != EINTR)
            conn_kill(conn);
        return;
    }
    if (len == 0)
        conn->at_end = true;
    else if (conn->state != CONN_LINGERING)
        buf_add(&conn->in, (struct str){scratch, (size_t)len});
}

void conn_on_event(struct server_peer *conn, uint32_t events)
{
    if (conn->state == CONN_DEAD)
        return;
    if (events & EPOLLIN)
        receive(conn);
    else if (events & (EPOLLERR | EPOLLHUP))
        conn_kill(conn);
    if (conn->state != CONN_DEAD && events & EPOLLOUT)
        conn_push(conn);
    if (conn->state != CONN_DEAD)
        advance(conn);
}

void conn_check_deadlines(struct server_peer *conn, int64_t now_ms)
{
    bool closes =
        conn->state == CONN_WS_CLOSING || conn->state == CONN_LINGERING;
    if (conn_waiting(conn) > 0 && now_ms >= conn->write_deadline_ms) {
        conn_kill(conn);
    } else if (now_ms < conn->deadline_ms ||
               (conn_waiting(conn) > 0 && !closes)) {
        return;
    } else if (conn->state == CONN_WS) {
        peer_on_silence(conn);
    } else if (conn->state == CONN_HTTP && conn->in_request) {
        serve_refusal(conn, NULL, 408, "The request took too long.");
        conn_push(conn);
    } else {
        conn_kill(conn);
    }
}
