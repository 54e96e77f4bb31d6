/* Puts everything together: configuration, knowledge, reactor, server,
 * platforms; and takes it apart again in the other order. */
#include "run.h"

#include "bot.h"
#include "config.h"
#include "http_api.h"
#include "log.h"
#include "platforms.h"
#include "reactor.h"
#include "server.h"

#include <stdio.h>
#include <string.h>

enum { SERVER_CONNECTIONS = 2000, SERVER_BODY_BYTES = 64 * 1024 };

struct program {
    struct config config;
    struct reactor *reactor;
    struct server *server; /* NULL: no "listen" */
    struct knowledge *knowledge;
    struct bot *bot;
    struct http_api *api;
    struct bot_route routes[CONFIG_PLATFORMS];
    struct http_api_platform platforms[CONFIG_PLATFORMS];
    struct platform *started[CONFIG_PLATFORMS];
    size_t platform_count;
};

static int64_t clock_of(void *user)
{
    return reactor_now_ms(user);
}

static void log_knowledge(const struct program *p)
{
    log_info("run", "knowledge: %zu occupations, built %.*s, from %s",
             knowledge_occupations(p->knowledge),
             STR_ARG(knowledge_built(p->knowledge)), p->config.knowledge);
}

/* SIGHUP: the new pack is taken up between two questions, or not at all. */
static void reload(void *user)
{
    struct program *p = user;
    struct knowledge *fresh;
    struct error err;
    if (knowledge_open(p->config.knowledge, &fresh, &err) != STATUS_OK) {
        log_error("run", "%s; the knowledge in use stays", err.text);
        return;
    }
    bot_set_knowledge(p->bot, fresh);
    knowledge_close(p->knowledge);
    p->knowledge = fresh;
    log_knowledge(p);
}

static enum status start_server(struct program *p, struct error *err)
{
    struct server_options options = {.listen = p->config.listen,
                                     .hosts = p->config.hosts.items,
                                     .max_connections = SERVER_CONNECTIONS,
                                     .max_body_bytes = SERVER_BODY_BYTES};
    if (!p->config.listen)
        return STATUS_OK;
    enum status status = server_new(p->reactor, &options, &p->server, err);
    if (status != STATUS_OK)
        return status;
    struct http_api_options api = {.bot = p->bot,
                                   .language = p->config.language,
                                   .asks_per_minute =
                                       p->config.limits.http_per_minute,
                                   .clock = clock_of,
                                   .clock_user = p->reactor,
                                   .platforms = p->platforms,
                                   .platform_count = &p->platform_count};
    p->api = http_api_new(&api);
    http_api_add(p->api, p->server);
    return STATUS_OK;
}

static enum status start_platforms(struct program *p, struct error *err)
{
    for (size_t i = 0; i < p->config.platform_count; i++) {
        const struct platform_config *config = &p->config.platforms[i];
        const struct platform_ops *ops = platform_find(config->type);
        p->routes[i] =
            (struct bot_route){.bot = p->bot, .ops = ops, .config = config};
        struct platform_host host = {.on_message = bot_on_message,
                                     .user = &p->routes[i],
                                     .reactor = p->reactor,
                                     .server = p->server};
        struct error why;
        enum status status = ops->start(config, &host, &p->started[i], &why);
        if (status != STATUS_OK)
            return error_set(err, status, "platforms[%zu] (%s): %s", i,
                             config->type, why.text);
        p->platforms[i] = (struct http_api_platform){ops, p->started[i]};
        p->platform_count++;
    }
    return STATUS_OK;
}

static void stop_all(struct program *p)
{
    for (size_t i = p->platform_count; i-- > 0;)
        p->routes[i].ops->stop(p->started[i]);
    server_free(p->server);
    http_api_free(p->api);
    bot_free(p->bot);
    knowledge_close(p->knowledge);
    reactor_free(p->reactor);
}

static enum status read_config(struct arena *arena, const char *path,
                               struct config *config, struct error *err)
{
    struct buf faults;
    if (path)
        return config_read(arena, path, true, config, err);
    buf_init(&faults, sizeof err->text);
    enum status status = config_parse(arena, str_from(config_default),
                                      "built-in", "", true, config, &faults);
    if (status != STATUS_OK)
        error_set(err, status, "%s", faults.ptr);
    buf_fini(&faults);
    return status;
}

enum status run(const char *config_path, struct error *err)
{
    struct arena *arena = arena_new();
    struct program p = {0};
    enum status status = read_config(arena, config_path, &p.config, err);
    if (status == STATUS_OK)
        status = knowledge_open(p.config.knowledge, &p.knowledge, err);
    if (status == STATUS_OK)
        status = reactor_new(&p.reactor, err);
    if (status != STATUS_OK)
        goto done;
    log_knowledge(&p);
    p.bot = bot_new(p.knowledge, clock_of, p.reactor);
    status = start_server(&p, err);
    if (status == STATUS_OK)
        status = start_platforms(&p, err);
    if (status != STATUS_OK)
        goto done;
    reactor_on_hangup(p.reactor, reload, &p);
    if (p.server)
        printf("careerbot is ready: http://%s/\n", server_address(p.server));
    else
        printf("careerbot is ready\n");
    fflush(stdout);
    reactor_run(p.reactor);
    log_info("run", "stopped");
done:
    stop_all(&p);
    arena_free(arena);
    return status;
}
