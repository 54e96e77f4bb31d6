/* One outgoing WebSocket connection at a time: connecting with a deadline,
 * whole messages in and out, and exactly one on_closed for every ws_connect.
 * Reconnecting is the caller's: it knows the protocol. */
#ifndef WS_H
#define WS_H

#include "reactor.h"
#include "status.h"
#include "str.h"

#include <stddef.h>

struct ws;

#define WS_HEADERS 4

struct ws_options {
    const char *url;                 /* ws:// or wss:// */
    const char *headers[WS_HEADERS]; /* "Name: value"; NULL ends early */
    const char *subprotocols;        /* "a,b", or NULL */
    const char *origin;              /* or NULL: none is sent */
    const char *ca_file;             /* extra authorities, or NULL */
    const char *proxy;        /* "host:port"; "": none; NULL: environment's */
    bool allow_plaintext;     /* ws:// beyond loopback */
    int connect_timeout_ms;   /* names, TCP, TLS and upgrade together */
    size_t max_message_bytes; /* a longer one closes the connection */
    size_t max_queued_bytes;  /* outgoing, not yet written */

    void (*on_open)(void *user);
    /* A whole text message, valid UTF-8, borrowed. */
    void (*on_text)(struct str text, void *user);
    /* The connection ended, or never came to be. http_code: of a refused
     * upgrade, else 0. Calling ws_connect from here is fine. */
    void (*on_closed)(enum status why, const char *problem, int http_code,
                      void *user);
    void *user;
};

/* Connects later, on the loop. options: borrowed, copied.
 * STATUS_INVALID: the URL cannot work; no callback will run.
 * Owned: end with ws_close. */
MUST_CHECK enum status ws_connect(struct reactor *reactor,
                                  const struct ws_options *options,
                                  struct ws **out, struct error *err);

/* Queues a text message. STATUS_FULL: max_queued_bytes; STATUS_CLOSED. */
MUST_CHECK enum status ws_send(struct ws *ws, struct str text);

/* Closes and forgets it; no callback runs after this. NULL is fine. After
 * on_closed it must still be called to give the memory back. */
void ws_close(struct ws *ws);

#endif
