/* Puts everything together: configuration, knowledge, reactor, server,
 * platforms; and takes it apart again in the other order. */
#include "run.h"

#include "bot.h"
#include "config.h"
#include "http_api.h"
#include "log.h"
#include "platforms.h"
#include "reactor.h"
#include "rewrite.h"
#include "server.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum {
    SERVER_CONNECTIONS = 2000,
    SERVER_BODY_BYTES = 64 * 1024,
    WATCH_EVERY_MS = 2000,
    PURGE_EVERY_MS = 10 * 60 * 1000,
    KEEP_MS = 24 * 60 * 60 * 1000, /* for deleting a question's reply, too */
};

/* What tells a file from another in its place. All zero: there is none. */
struct file_state {
    dev_t dev;
    ino_t ino;
    off_t size;
    int64_t mtime_s, mtime_ns;
};

struct program {
    struct config config;
    struct reactor *reactor;
    struct server *server; /* NULL: no "listen" */
    struct knowledge *knowledge;
    struct store *store; /* NULL: no platform needs one */
    struct timer *purge;
    struct timer *watch;           /* of the pack's file */
    struct file_state tried, seen; /* last taken up, or refused; last looked */
    bool refusal_said;
    struct rewriter *rewriter; /* NULL: no "model" */
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

static int64_t unix_clock_of(void *user)
{
    return reactor_unix_ms(user);
}

static void purge(void *user)
{
    struct program *p = user;
    int64_t now_ms = reactor_unix_ms(p->reactor);
    store_purge(p->store, now_ms - KEEP_MS, now_ms);
    timer_start(p->purge, PURGE_EVERY_MS);
}

static bool is_durable(const struct platform_config *config)
{
    return platform_find(config->type)->deliver;
}

/* Where a platform needs one. */
static enum status open_store(struct program *p, struct error *err)
{
    bool needed = false;
    for (size_t i = 0; i < p->config.platform_count; i++)
        needed = needed || is_durable(&p->config.platforms[i]);
    if (!needed)
        return STATUS_OK;
    enum status status = store_open(p->config.state, &p->store, err);
    if (status != STATUS_OK)
        return status;
    p->purge = timer_new(p->reactor, purge, p);
    purge(p);
    return STATUS_OK;
}

static void log_knowledge(const struct program *p)
{
    log_info("run", "knowledge: %zu occupations, built %.*s, from %s",
             knowledge_occupations(p->knowledge),
             STR_ARG(knowledge_built(p->knowledge)), p->config.knowledge);
}

static struct file_state state_of(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return (struct file_state){0};
    return (struct file_state){st.st_dev, st.st_ino, st.st_size,
                               st.st_mtim.tv_sec, st.st_mtim.tv_nsec};
}

static bool is_same(const struct file_state *a, const struct file_state *b)
{
    return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
           a->mtime_s == b->mtime_s && a->mtime_ns == b->mtime_ns;
}

/* The new pack is taken up between two questions, or not at all. asked:
 * somebody waits for what comes of it; else a log would fill with one refusal
 * after the other while a file is not good. */
static void take_up(struct program *p, bool asked)
{
    struct knowledge *fresh;
    struct error err;
    p->tried = state_of(p->config.knowledge);
    if (knowledge_open(p->config.knowledge, &fresh, &err) != STATUS_OK) {
        if (asked || !p->refusal_said)
            log_error("run", "%s; the knowledge in use stays", err.text);
        p->refusal_said = true;
        return;
    }
    p->refusal_said = false;
    bot_set_knowledge(p->bot, fresh);
    knowledge_close(p->knowledge);
    p->knowledge = fresh;
    log_knowledge(p);
}

static void on_hangup(void *user)
{
    take_up(user, true);
}

/* Is there another pack? One that still changes from look to look is being
 * written. */
static void watch(void *user)
{
    struct program *p = user;
    struct file_state now = state_of(p->config.knowledge);
    if (is_same(&now, &p->seen) && !is_same(&now, &p->tried))
        take_up(p, false);
    p->seen = now;
    timer_start(p->watch, WATCH_EVERY_MS);
}

static enum status start_rewriter(struct program *p, struct error *err)
{
    const struct model_config *model = &p->config.model;
    if (!model->url)
        return STATUS_OK;
    enum status status = rewriter_new(p->reactor, model, &p->rewriter, err);
    if (status != STATUS_OK)
        return status;
    bot_set_rewriter(p->bot, p->rewriter);
    log_info("run",
             "what is not understood at once is sent to the model %s at %s",
             model->name, model->url);
    return STATUS_OK;
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
                                     .on_deleted = bot_on_deleted,
                                     .on_ready = bot_on_ready,
                                     .on_delivered = bot_on_delivered,
                                     .user = &p->routes[i],
                                     .reactor = p->reactor,
                                     .server = p->server,
                                     .store = p->store};
        struct error why;
        enum status status = ops->start(config, &host, &p->started[i], &why);
        if (status != STATUS_OK)
            return error_set(err, status, "platforms[%zu] (%s): %s", i,
                             config->type, why.text);
        p->platforms[i] = (struct http_api_platform){ops, p->started[i]};
        p->platform_count++;
        if (!is_durable(config))
            continue;
        struct deliver_options deliver = {
            .reactor = p->reactor,
            .store = p->store,
            .account = str_from(config->account),
            .ops = ops,
            .platform = p->started[i],
            .channel_per_second = config->limits.channel_per_second};
        p->routes[i].deliver = deliver_new(&deliver);
    }
    return STATUS_OK;
}

static void stop_all(struct program *p)
{
    for (size_t i = p->platform_count; i-- > 0;) {
        p->routes[i].ops->stop(p->started[i]);
        deliver_free(p->routes[i].deliver);
    }
    server_free(p->server);
    http_api_free(p->api);
    bot_free(p->bot);
    rewriter_free(p->rewriter);
    timer_free(p->purge);
    timer_free(p->watch);
    store_close(p->store);
    knowledge_close(p->knowledge);
    reactor_free(p->reactor);
}

static enum status read_config(struct arena *arena, const char *path,
                               struct config *config, struct error *err)
{
    struct buf faults;
    if (path)
        return config_read(arena, path, SECRETS_NEEDED, config, err);
    buf_init(&faults, sizeof err->text);
    enum status status =
        config_parse(arena, str_from(config_default), "built-in", "",
                     SECRETS_NEEDED, config, &faults);
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
    if (status == STATUS_OK) {
        p.tried = state_of(p.config.knowledge);
        status = knowledge_open(p.config.knowledge, &p.knowledge, err);
    }
    if (status == STATUS_OK)
        status = reactor_new(&p.reactor, err);
    if (status != STATUS_OK)
        goto done;
    log_knowledge(&p);
    status = open_store(&p, err);
    if (status != STATUS_OK)
        goto done;
    struct bot_clock clock = {clock_of, unix_clock_of, p.reactor};
    p.bot = bot_new(p.knowledge, p.store, &clock);
    status = start_rewriter(&p, err);
    if (status == STATUS_OK)
        status = start_server(&p, err);
    if (status == STATUS_OK)
        status = start_platforms(&p, err);
    if (status != STATUS_OK)
        goto done;
    reactor_on_hangup(p.reactor, on_hangup, &p);
    p.watch = timer_new(p.reactor, watch, &p);
    timer_start(p.watch, WATCH_EVERY_MS);
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
