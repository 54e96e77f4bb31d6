/* The HTTP and WebSocket server for `listen`: routes as a table, whole
 * requests in, whole responses out, limits on everything.
 *
 * Every response carries a strict Content-Security-Policy and its relatives,
 * and `Cache-Control: no-store` where the route gives no Cache-Control. A
 * request must name a known Host, and where it has an Origin, it must be the
 * same host; neither reaches a route otherwise. HEAD is answered by the route
 * for GET. */
#ifndef SERVER_H
#define SERVER_H

#include "reactor.h"
#include "status.h"
#include "str.h"

#include <stddef.h>

struct server;
struct server_peer; /* one WebSocket connection */

struct server_request {
    struct str method, path, content_type, body; /* borrowed */
    struct str client; /* the peer's address, for limits */
};

struct server_response {
    int code;
    const char *content_type;
    const char *const *headers; /* "Name: value", NULL-terminated, or NULL */
    struct str body;            /* borrowed, copied */
    int retry_after_s;          /* 0: no such header */
};

struct server_route {
    const char *method; /* "GET", "POST" */
    const char *path;   /* exact */
    /* Fills the response before it returns. */
    void (*handle)(const struct server_request *request,
                   struct server_response *response, void *user);
    void *user;
};

/* The WebSocket end point. All callbacks run on the loop. */
struct server_ws_handler {
    const char *path; /* "/ws" */
    size_t max_message_bytes;
    /* False: refuse (too many). *state is the connection's, for the others. */
    bool (*on_open)(struct server_peer *peer, struct str client, void **state,
                    void *user);
    void (*on_text)(struct server_peer *peer, struct str text, void *state,
                    void *user);
    void (*on_close)(struct server_peer *peer, void *state, void *user);
    void *user;
};

/* Milliseconds. Each one ends a way of holding a connection for nothing. */
struct server_times {
    int idle;    /* between requests */
    int request; /* from the first byte of a request to its last */
    int stall;   /* the peer reads nothing of what waits for it */
    int ping;    /* a silent WebSocket peer is asked for a sign */
    int pong;    /* and has this long to give it */
    int close;   /* for its close frame, or its end of the TCP connection */
};

struct server_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:0"; port 0: free */
    /* Allowed Host names besides the address listened on and localhost,
     * NULL-terminated, or NULL. "name" allows any port, "name:port" that. */
    const char *const *hosts;
    /* In all; one client beyond this machine gets half of them. */
    size_t max_connections;
    size_t max_body_bytes;
    const struct server_times *times; /* NULL: 60, 15, 20, 25, 20, 2 seconds */
};

/* Owned: free with server_free, before the reactor. Peers still connected are
 * told that the server goes away, and on_close runs for each.
 * options: borrowed, copied.
 * STATUS_INVALID: the address cannot be read.
 * STATUS_IO: it cannot be listened on. err names it. */
MUST_CHECK enum status server_new(struct reactor *reactor,
                                  const struct server_options *options,
                                  struct server **out, struct error *err);
void server_free(struct server *server); /* NULL is fine */

/* Copied; the texts and user pointers are borrowed until server_free. */
void server_add_route(struct server *server, const struct server_route *route);

/* NULL takes the handler away: all peers are closed, on_close runs for each
 * during the call, and nothing of the handler is called again. */
void server_set_ws(struct server *server,
                   const struct server_ws_handler *handler);

/* "127.0.0.1:8080" with the real port. Borrowed. */
const char *server_address(const struct server *server);

/* Queues a text message. From callbacks, timers, anywhere on the loop, until
 * on_close has run. STATUS_FULL: the peer reads too slowly; it will be
 * closed. STATUS_CLOSED: it is being closed. */
MUST_CHECK enum status server_ws_send(struct server_peer *peer,
                                      struct str text);

/* Sends a close frame with this code, then on_close follows. */
void server_ws_close(struct server_peer *peer, int code, const char *reason);

#endif
