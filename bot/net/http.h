/* HTTP requests to other machines, through curl, on the loop. */
#ifndef HTTP_H
#define HTTP_H

#include "reactor.h"
#include "status.h"
#include "str.h"

#include <stddef.h>

struct http;

#define HTTP_HEADERS 8

struct http_request {
    const char *method; /* "GET", "POST", "PUT", "DELETE" */
    const char *url;
    const char *headers[HTTP_HEADERS]; /* "Name: value"; NULL ends early */
    struct str body;
    int timeout_ms;   /* covers all of it, name resolution included */
    size_t max_bytes; /* of the response body; more is a failure */
};

/* Borrowed: valid during the callback. */
struct http_response {
    enum status status;  /* STATUS_OK: an HTTP response came, of any code */
    const char *problem; /* in words, where status is not STATUS_OK */
    long code;           /* 200... */
    struct str body;
    long retry_after_s; /* Retry-After in seconds; -1: none */
    int64_t date_ms;    /* Date: the server's clock, Unix time; 0: none */
    bool sent; /* the request, or part of it, may have reached the server */
};

typedef void (*http_done_fn)(const struct http_response *response, void *user);

struct http_options {
    size_t max_in_flight;
    const char *ca_file;  /* extra authorities, or NULL */
    const char *proxy;    /* "": none; NULL: as the environment says */
    bool allow_plaintext; /* http:// beyond loopback */
};

/* Owned: free with http_free, before the reactor. Requests still under way
 * are dropped; their callbacks do not run. Not from within a callback.
 * options: borrowed, copied. */
MUST_CHECK enum status http_new(struct reactor *reactor,
                                const struct http_options *options,
                                struct http **out, struct error *err);
void http_free(struct http *http); /* NULL is fine */

/* Starts one request. Never blocks; done runs once, later, on the loop.
 * request: borrowed, copied before return. Redirects are not followed.
 * STATUS_FULL: too many in flight; STATUS_INVALID: the URL is none, or plain
 * http:// to another machine where that is not allowed. Then done will not
 * run. */
MUST_CHECK enum status http_send(struct http *http,
                                 const struct http_request *request,
                                 http_done_fn done, void *user);

#endif
