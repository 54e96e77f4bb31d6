/* The head of one HTTP request, read from bytes: strict, pure, no memory of
 * its own. Nothing here knows sockets, routes or limits on bodies. */
#ifndef REQUEST_H
#define REQUEST_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

#define REQUEST_MAX_HEAD_BYTES 8192
#define REQUEST_MAX_HEADERS 100

/* Texts are borrowed from the bytes read. */
struct request {
    struct str method;
    struct str path; /* without "?" and what follows; not percent-decoded */
    struct str host;
    struct str origin; /* NULL pointer: not sent */
    struct str content_type;
    size_t content_length; /* 0: no body */
    bool keep_alive;
    bool expects_continue;
    bool upgrades_to_websocket;
    struct str websocket_key, websocket_version;
};

enum request_result {
    REQUEST_MORE,    /* not whole yet */
    REQUEST_WHOLE,   /* *head_bytes holds the length of the head */
    REQUEST_REFUSED, /* *refusal says why; what follows cannot be read */
};

struct request_refusal {
    int code;        /* HTTP */
    const char *why; /* for the person at the other end */
};

enum request_result request_parse(struct str bytes, struct request *out,
                                  size_t *head_bytes,
                                  struct request_refusal *refusal);

#endif
