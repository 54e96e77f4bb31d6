/* Calls of the server's REST API, version 4, as the bot. */
#ifndef MATTERMOST_API_H
#define MATTERMOST_API_H

#include "http.h"

/* Where and as whom. Borrowed. */
struct mattermost_api {
    struct http *http;
    const char *server;        /* "https://host/path", no slash at the end */
    const char *authorization; /* the header line with the token */
};

struct mattermost_call {
    const char *method;
    const char *path; /* behind /api/v4, as "/posts" */
    struct str body;  /* JSON, or empty */
    int timeout_ms;
    size_t max_bytes; /* of the response */
};

/* As http_send. */
MUST_CHECK enum status mattermost_call(const struct mattermost_api *api,
                                       const struct mattermost_call *call,
                                       http_done_fn done, void *user);

#endif
