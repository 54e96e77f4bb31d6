/* What the files of the server share: server.c listens and counts,
 * server_conn.c moves bytes, server_http.c answers requests, server_host.c
 * says whose it answers, server_ws.c speaks WebSocket. Nobody else includes
 * this.
 *
 * libwebsockets 4.1.6 has a server, too, but two requests with keep-alive, the
 * second one with an unknown Upgrade, make it use memory after freeing it
 * (CVE-2025-11677), and no option avoids that. So the sockets are in an epoll
 * set of ours, on its loop, and requests and frames are read by request.c and
 * frame.c. */
#ifndef SERVER_PRIVATE_H
#define SERVER_PRIVATE_H

#include "buf.h"
#include "frame.h"
#include "request.h"
#include "server.h"

#include <netinet/in.h>
#include <sys/socket.h>

/* Bytes. */
enum {
    READ_BYTES = 16 * 1024,
    /* Nothing more is read from a WebSocket peer that has this much waiting,
     * so that it cannot ask faster than it listens. */
    WS_HIGH_WATER = 64 * 1024,
    WS_MAX_QUEUED = 512 * 1024,
    MAX_RESPONSE = 16 * 1024 * 1024,
    CLIENT_SIZE = 64, /* an IPv6 address with the name of an interface */
};

enum conn_state {
    CONN_HTTP,
    CONN_WS,
    CONN_WS_CLOSING, /* our close frame is out, the peer's is not in */
    CONN_ENDING,     /* what waits is sent, then the sending side is shut */
    CONN_LINGERING,  /* what comes is thrown away until the peer ends too, for
                        closing over unread bytes would destroy our answer */
    CONN_DEAD,       /* freed when the loop comes round */
};

struct server_peer {
    struct server *server;
    struct server_peer *prev, *next;
    int fd;
    uint32_t interest; /* of epoll */
    enum conn_state state;
    bool at_end; /* the peer will send nothing more */
    struct buf in, out;
    size_t out_sent; /* of out */
    /* Of reactor_now_ms: when reading, when writing is given up. */
    int64_t deadline_ms, write_deadline_ms;
    bool in_request, continued; /* its first byte came; 100 was sent */
    char client[CLIENT_SIZE];
    bool local_client;                  /* from this machine */
    char address[INET6_ADDRSTRLEN + 2]; /* ours, as in a Host header */
    struct frame_reader reader;
    bool open, pinged; /* WebSocket: on_open has run; a pong is due */
    void *ws_state;    /* the handler's */
};

struct server {
    struct reactor *reactor;
    struct watch *watch; /* of the epoll set */
    struct timer *sweep, *reap;
    int epoll_fd, listen_fd;
    bool accepting;
    int port;
    char address[INET6_ADDRSTRLEN + 16];
    char **hosts; /* NULL-terminated */
    size_t max_connections, max_body_bytes;
    struct server_times times;
    struct server_route *routes;
    size_t route_count;
    struct server_ws_handler ws;
    bool has_ws;
    struct server_peer *conns, *dead;
    size_t conn_count;
    int64_t complained_ms; /* when a full server was last logged */
    char scratch[READ_BYTES];
};

/* server.c: looks after deadlines as long as there are connections. */
void server_start_sweep(struct server *server);

/* server_conn.c */
bool conn_is_loopback(const struct sockaddr *address);
void conn_new(struct server *server, int fd, const char *client);
void conn_on_event(struct server_peer *conn, uint32_t events);
void conn_set_deadline(struct server_peer *conn, int delay_ms);
void conn_check_deadlines(struct server_peer *conn, int64_t now_ms);
void conn_push(struct server_peer *conn); /* sends what it can of out */
void conn_end(struct server_peer *conn);  /* once what waits is sent */
void conn_kill(struct server_peer *conn); /* at once; freed later */
void conn_free(struct server_peer *conn);
size_t conn_waiting(const struct server_peer *conn);    /* bytes unsent */
void conn_took(struct server_peer *conn, size_t bytes); /* used up of in */

/* server_http.c: takes one request off conn->in and answers it. False: there
 * is no whole one. */
bool serve_request(struct server_peer *conn);
void serve_response(struct server_peer *conn, const struct request *request,
                    const struct server_response *response);
void serve_refusal(struct server_peer *conn, const struct request *request,
                   int code, const char *why);

/* server_host.c: against pages of other sites that use the browser of
 * somebody here. */
bool host_is_allowed(const struct server_peer *conn, struct str host);
bool origin_is_allowed(struct str origin, struct str host);

/* server_ws.c: the same for WebSocket; peer_step takes one frame. */
void peer_upgrade(struct server_peer *conn, const struct request *request);
bool peer_step(struct server_peer *conn);
void peer_on_silence(struct server_peer *conn);
void peer_detach(struct server_peer *conn); /* runs on_close, at most once */

#endif
