/* The bot over plain HTTP: POST /api/ask, GET /healthz, GET /readyz. The
 * server checks hosts and sizes before; the lines are those of batch.h. */
#ifndef HTTP_API_H
#define HTTP_API_H

#include "bot.h"
#include "platform.h"
#include "server.h"

struct http_api;

struct http_api_platform {
    const struct platform_ops *ops;
    const struct platform *platform;
};

struct http_api_options {
    const struct bot *bot;
    enum lang language;     /* where a question names none */
    double asks_per_minute; /* of one address; 0: any number */
    bot_clock_fn clock;
    void *clock_user;
    /* What /readyz asks; looked at with every request. */
    const struct http_api_platform *platforms;
    const size_t *platform_count;
};

/* options: copied; what they point to is borrowed. Owned: free with
 * http_api_free, after the server. */
struct http_api *http_api_new(const struct http_api_options *options);
void http_api_free(struct http_api *api); /* NULL is fine */

/* Adds the three routes. */
void http_api_add(struct http_api *api, struct server *server);

#endif
