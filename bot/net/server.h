/* The HTTP and WebSocket server for `listen`: routes as a table, whole
 * requests in, whole responses out, limits on everything. */
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

struct server_options {
    const char *listen;       /* "127.0.0.1:8080", "[::1]:0"; port 0: free */
    const char *const *hosts; /* allowed Host names besides the listen address
                                 and localhost, NULL-terminated, or NULL */
    size_t max_connections;
    size_t max_body_bytes;
};

/* Owned: free with server_free, before the reactor.
 * STATUS_IO: the address cannot be listened on; err names it. */
MUST_CHECK enum status server_new(struct reactor *reactor,
                                  const struct server_options *options,
                                  struct server **out, struct error *err);
void server_free(struct server *server); /* NULL is fine */

/* Before the loop runs. Borrowed until server_free. */
void server_add_route(struct server *server, const struct server_route *route);
void server_set_ws(struct server *server,
                   const struct server_ws_handler *handler);

/* "127.0.0.1:8080" with the real port. Borrowed. */
const char *server_address(const struct server *server);

/* Queues a text message. STATUS_FULL: the peer reads too slowly; it will be
 * closed. */
MUST_CHECK enum status server_ws_send(struct server_peer *peer,
                                      struct str text);

/* Sends a close frame with this code, then on_close follows. */
void server_ws_close(struct server_peer *peer, int code, const char *reason);

#endif
