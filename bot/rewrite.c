/* Asks the model over HTTP. Each sort of trouble is one line in the log in ten
 * minutes, whatever its number; a model that fails is left alone for a while,
 * so that questions do not wait for it one after the other. */
#include "rewrite.h"

#include "http.h"
#include "limit.h"
#include "log.h"
#include "rewrite_text.h"
#include "xmalloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    RESPONSE_MAX_BYTES = 64 * 1024,
    PAUSE_MS = 10 * 1000,
    LONGEST_PAUSE_S = 10 * 60, /* whatever Retry-After says */
    LOG_EVERY_MS = 10 * 60 * 1000,
};

enum trouble {
    TROUBLE_REACH,  /* no response in time */
    TROUBLE_CODE,   /* a response that is none of 200 */
    TROUBLE_REPLY,  /* not what was asked for */
    TROUBLE_USE,    /* an occupation that does not exist */
    TROUBLE_BUDGET, /* the minute's questions are used up */
    TROUBLE_BUSY,   /* too many on their way */
    TROUBLES
};

struct rewrite {
    struct rewriter *rewriter;
    bool sent;            /* until the response is there */
    rewrite_done_fn done; /* NULL: dropped */
    void *user;
};

struct rewriter {
    struct reactor *reactor;
    const struct model_config *config;
    struct http *http;
    char *url, *authorization; /* authorization NULL: none */
    struct limit *limit;
    struct arena *arena; /* for one reply */
    struct rewrite asked[REWRITE_AT_ONCE];
    int64_t paused_until_ms;
    struct {
        int64_t said_ms; /* 0: never */
        unsigned more;   /* since then */
    } troubles[TROUBLES];
};

static char *concat(const char *a, const char *b)
{
    struct buf text;
    buf_init(&text, 64 * 1024);
    buf_printf(&text, "%s%s", a, b);
    return buf_take(&text);
}

enum status rewriter_new(struct reactor *reactor,
                         const struct model_config *config,
                         struct rewriter **out, struct error *err)
{
    struct http_options options = {.max_in_flight = REWRITE_AT_ONCE,
                                   .ca_file = config->ca_file,
                                   .proxy = config->proxy,
                                   .allow_plaintext = config->allow_plaintext};
    struct http *http;
    enum status status = http_new(reactor, &options, &http, err);
    if (status != STATUS_OK)
        return status;
    struct rewriter *rw = xcalloc(1, sizeof *rw);
    bool slash = str_ends(str_from(config->url), STR("/"));
    *rw = (struct rewriter){
        .reactor = reactor,
        .config = config,
        .http = http,
        .url = concat(config->url,
                      slash ? "chat/completions" : "/chat/completions"),
        .authorization =
            config->key ? concat("Authorization: Bearer ", config->key) : NULL,
        .limit = limit_new(),
        .arena = arena_new()};
    *out = rw;
    return STATUS_OK;
}

void rewriter_free(struct rewriter *rw)
{
    if (!rw)
        return;
    http_free(rw->http);
    limit_free(rw->limit);
    arena_free(rw->arena);
    free(rw->url);
    free(rw->authorization);
    free(rw);
}

/* Says it unless it was said lately. */
__attribute__((format(printf, 3, 4))) static void
trouble(struct rewriter *rw, enum trouble kind, const char *format, ...)
{
    char text[512], more[64] = "";
    int64_t now = reactor_now_ms(rw->reactor);
    int64_t said = rw->troubles[kind].said_ms;
    if (said > 0 && now - said < LOG_EVERY_MS) {
        rw->troubles[kind].more++;
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (rw->troubles[kind].more > 0)
        snprintf(more, sizeof more, " (and %u times more since this was said)",
                 rw->troubles[kind].more);
    log_warn("model", "%s%s", text, more);
    rw->troubles[kind].said_ms = now > 0 ? now : 1;
    rw->troubles[kind].more = 0;
}

/* Leaves the model alone for a while. */
static void pause_for(struct rewriter *rw, long retry_after_s)
{
    int64_t pause_ms = PAUSE_MS;
    if (retry_after_s > LONGEST_PAUSE_S)
        retry_after_s = LONGEST_PAUSE_S;
    if (retry_after_s * 1000 > pause_ms)
        pause_ms = retry_after_s * 1000;
    rw->paused_until_ms = reactor_now_ms(rw->reactor) + pause_ms;
}

/* The query of a response; NULL: there is none to go by. */
static const struct knowledge_query *read(struct rewriter *rw,
                                          const struct http_response *response,
                                          struct rewrite_reply *reply)
{
    struct error err;
    arena_reset(rw->arena);
    if (response->status != STATUS_OK) {
        trouble(rw, TROUBLE_REACH,
                "%s does not answer: %s; questions are answered without it",
                rw->url, response->problem);
        pause_for(rw, -1);
        return NULL;
    }
    if (response->code != 200) {
        bool denied = response->code == 401 || response->code == 403;
        trouble(rw, TROUBLE_CODE,
                "%s answers with HTTP %ld%s; questions are answered without it",
                rw->url, response->code,
                denied                  ? " (see \"key_env\")"
                : response->code == 404 ? " (see \"url\" and \"name\")"
                                        : "");
        pause_for(rw, response->retry_after_s);
        return NULL;
    }
    if (rewrite_reply(rw->arena, response->body, reply, &err) != STATUS_OK) {
        trouble(rw, TROUBLE_REPLY, "%s does not write what it is asked for: %s",
                rw->config->name, err.text);
        return NULL;
    }
    return reply->has_query ? &reply->query : NULL;
}

static void on_response(const struct http_response *response, void *user)
{
    struct rewrite *rewrite = user;
    struct rewriter *rw = rewrite->rewriter;
    struct rewrite_reply reply;
    rewrite_done_fn done = rewrite->done;
    const struct knowledge_query *query = read(rw, response, &reply);
    rewrite->sent = false; /* done may ask again */
    if (done && !done(query, rewrite->user) && query)
        trouble(rw, TROUBLE_USE,
                "the model names occupations that the knowledge does not have");
}

static struct rewrite *free_one(struct rewriter *rw)
{
    for (size_t i = 0; i < REWRITE_AT_ONCE; i++)
        if (!rw->asked[i].sent)
            return &rw->asked[i];
    return NULL;
}

enum status rewriter_ask(struct rewriter *rw, struct str question,
                         const struct str *about, size_t about_count,
                         rewrite_done_fn done, void *user, struct rewrite **out)
{
    int64_t now = reactor_now_ms(rw->reactor);
    struct rewrite *rewrite = free_one(rw);
    struct buf body;
    if (now < rw->paused_until_ms)
        return STATUS_FULL;
    if (!rewrite) {
        trouble(rw, TROUBLE_BUSY,
                "too many questions wait for the model; others are answered "
                "without it");
        return STATUS_FULL;
    }
    if (!limit_take(rw->limit, 1, rw->config->per_minute, now).allowed) {
        trouble(rw, TROUBLE_BUDGET,
                "the minute's questions for the model (\"per_minute\") are "
                "used up; others are answered without it");
        return STATUS_FULL;
    }
    buf_init(&body, REWRITE_REQUEST_MAX_BYTES);
    rewrite_request(&body, rw->config->name, question, about, about_count);
    struct http_request request = {
        .method = "POST",
        .url = rw->url,
        .headers = {"Content-Type: application/json", rw->authorization},
        .body = buf_str(&body),
        .timeout_ms = (int)rw->config->timeout_ms,
        .max_bytes = RESPONSE_MAX_BYTES};
    enum status status =
        body.full ? STATUS_FULL
                  : http_send(rw->http, &request, on_response, rewrite);
    buf_fini(&body);
    if (status != STATUS_OK) {
        trouble(rw, TROUBLE_REACH, "%s cannot be asked: %s", rw->url,
                status_name(status));
        return STATUS_FULL;
    }
    *rewrite = (struct rewrite){
        .rewriter = rw, .sent = true, .done = done, .user = user};
    *out = rewrite;
    return STATUS_OK;
}

void rewrite_drop(struct rewrite *rewrite)
{
    if (rewrite)
        rewrite->done = NULL;
}
