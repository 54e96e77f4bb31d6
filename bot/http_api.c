/* Handlers of the API. Each answers at once. */
#include "http_api.h"

#include "batch.h"
#include "key.h"
#include "limit.h"
#include "xmalloc.h"

#include <stdlib.h>

static const char json_type[] = "application/json; charset=utf-8";

struct http_api {
    struct http_api_options options;
    struct limit *limit;
    struct arena *arena; /* holds the body until the next request */
    struct server_route routes[3];
};

/* "application/json", whatever parameters follow. */
static bool is_json(struct str content_type)
{
    struct str rest = content_type;
    return str_eq_nocase(str_trim(str_split(&rest, ';')),
                         STR("application/json"));
}

static void respond(struct server_response *response, int code, struct str body)
{
    response->code = code;
    response->content_type = json_type;
    response->body = body;
}

static void ask(const struct server_request *request,
                struct server_response *response, void *user)
{
    struct http_api *api = user;
    struct str line;
    arena_reset(api->arena);
    struct limit_state limit =
        limit_take(api->limit, key_add(KEY_START, request->client),
                   api->options.asks_per_minute,
                   api->options.clock(api->options.clock_user));
    if (!limit.allowed) {
        response->retry_after_s = limit.wait_s;
        respond(response, 429,
                STR("{\"id\":null,\"error\":\"too many requests; try again "
                    "after the seconds in Retry-After\"}"));
        return;
    }
    if (!is_json(request->content_type)) {
        respond(response, 415,
                STR("{\"id\":null,\"error\":\"the Content-Type must be "
                    "application/json\"}"));
        return;
    }
    bool read =
        batch_line(bot_knowledge(api->options.bot), api->arena,
                   api->options.language, str_trim(request->body), &line);
    respond(response, read ? 200 : 400, line);
}

static void healthz(const struct server_request *request,
                    struct server_response *response, void *user)
{
    (void)request, (void)user;
    response->code = 200;
    response->content_type = "text/plain; charset=utf-8";
    response->body = STR("ok\n");
}

static void readyz(const struct server_request *request,
                   struct server_response *response, void *user)
{
    (void)request;
    struct http_api *api = user;
    size_t count = *api->options.platform_count, waiting = 0;
    struct buf body;
    buf_init(&body, 4096);
    for (size_t i = 0; i < count; i++) {
        const struct http_api_platform *p = &api->options.platforms[i];
        if (!p->ops->ready(p->platform))
            buf_printf(&body, "%s\"%s\"", waiting++ ? "," : "", p->ops->name);
    }
    arena_reset(api->arena);
    respond(response, waiting ? 503 : 200,
            waiting ? arena_printf(api->arena,
                                   "{\"ready\":false,\"reason\":\"not "
                                   "connected\",\"platforms\":[%s]}",
                                   body.ptr)
                    : STR("{\"ready\":true}"));
    buf_fini(&body);
}

struct http_api *http_api_new(const struct http_api_options *options)
{
    struct http_api *api = xcalloc(1, sizeof *api);
    api->options = *options;
    api->limit = limit_new();
    api->arena = arena_new();
    api->routes[0] = (struct server_route){"POST", "/api/ask", ask, api};
    api->routes[1] = (struct server_route){"GET", "/healthz", healthz, api};
    api->routes[2] = (struct server_route){"GET", "/readyz", readyz, api};
    return api;
}

void http_api_free(struct http_api *api)
{
    if (!api)
        return;
    limit_free(api->limit);
    arena_free(api->arena);
    free(api);
}

void http_api_add(struct http_api *api, struct server *server)
{
    for (size_t i = 0; i < sizeof api->routes / sizeof *api->routes; i++)
        server_add_route(server, &api->routes[i]);
}
