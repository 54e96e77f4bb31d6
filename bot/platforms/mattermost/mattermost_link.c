/* Keeps one bot account logged in: asks the server who the bot is, opens the
 * WebSocket, watches that it lives, and comes back after every loss. Reading
 * frames is left to mattermost_in.c. */
#include "mattermost_link.h"

#include "arena.h"
#include "buf.h"
#include "log.h"
#include "mattermost_in.h"
#include "mattermost_rest.h"
#include "ws.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    HELLO_MS = 10 * 1000,      /* from the open WebSocket to being logged in */
    PING_EVERY_MS = 30 * 1000, /* the `ping` action */
    PING_MS = 10 * 1000,       /* for its answer */
    FIRST_RETRY_MS = 1000,
    LONGEST_RETRY_MS = 60 * 1000,
    SLOW_RETRY_MS = 60 * 1000,    /* where only an administrator can help */
    UPGRADE_LIMIT_MS = 10 * 1000, /* the upgrade was answered with 429 */
    ASK_TIMEOUT_MS = 15 * 1000,
    ASK_BYTES = 256 * 1024,
    QUEUE_BYTES = 64 * 1024,
    URL_BYTES = 4096,
    ACTION_BYTES = 1024,
};

enum stage {
    STAGE_DOWN,     /* waiting, or asking who we are */
    STAGE_OPENING,  /* the WebSocket */
    STAGE_GREETING, /* it is open; waiting for the proof of being logged in */
    STAGE_READY,
};

struct mattermost_link {
    struct mattermost_link_options options;
    struct ws *ws;
    struct timer *timer;
    void (*when_due)(struct mattermost_link *l); /* what the timer is for */
    struct arena *frame_arena;                   /* of one frame */
    struct arena *self_arena;
    struct mattermost_self self;
    bool is_bot;
    enum stage stage;
    bool resuming;          /* this connection asked to go on with the last */
    bool mended;            /* ... after events were missing */
    int hellos;             /* on this connection */
    char connection_id[72]; /* empty: start afresh */
    int64_t next_seq;       /* number of the next event */
    int64_t action;         /* number of our last action */
    int64_t ping;           /* that of the unanswered ping, 0: none */
    bool held;              /* logged in for as long as PING_EVERY_MS */
    bool shaky;             /* the last time it did not hold */
    int failures;           /* in a row, until it has held */
    char complaint[512];    /* what the log said last, until it has held */
};

static void ask_who(struct mattermost_link *l);
static void open_ws(struct mattermost_link *l);

static void on_timer(void *user)
{
    struct mattermost_link *l = user;
    l->when_due(l);
}

static void later(struct mattermost_link *l, int64_t delay_ms,
                  void (*fn)(struct mattermost_link *l))
{
    l->when_due = fn;
    timer_start(l->timer, delay_ms);
}

/* One line for the administrator, not again until something else is said. */
static void complain(struct mattermost_link *l, enum log_level level,
                     const char *text)
{
    if (strcmp(text, l->complaint) == 0)
        level = LOG_LEVEL_DEBUG;
    snprintf(l->complaint, sizeof l->complaint, "%s", text);
    log_write(level, "mattermost", "%s", text);
}

/* 1 s, 2 s, 4 s ... 60 s, each shortened by up to a half so that many bots do
 * not come back at once. */
static int64_t retry_delay_ms(struct mattermost_link *l)
{
    int64_t delay = FIRST_RETRY_MS;
    for (int i = 0; i < l->failures && delay < LONGEST_RETRY_MS; i++)
        delay *= 2;
    if (delay > LONGEST_RETRY_MS)
        delay = LONGEST_RETRY_MS;
    uint16_t chance = 0;
    if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) < 0)
        chance = 0;
    l->failures++;
    return delay - delay / 2 * chance / UINT16_MAX;
}

static void disconnect(struct mattermost_link *l)
{
    ws_close(l->ws);
    l->ws = NULL;
    l->stage = STAGE_DOWN;
    l->ping = 0;
}

static void say_connected(const struct mattermost_link *l, enum log_level level)
{
    log_write(level, "mattermost", "connected to %s as @%.*s",
              l->options.api->server, STR_ARG(l->self.name));
}

/* The connection is gone, or useless. Goes on with it soon, where the server
 * has told how and afresh is false. */
static void lost(struct mattermost_link *l, const char *problem, bool afresh,
                 int64_t at_least_ms)
{
    char text[512];
    int64_t delay = retry_delay_ms(l);
    if (l->stage == STAGE_READY)
        l->shaky = !l->held;
    disconnect(l);
    if (delay < at_least_ms)
        delay = at_least_ms;
    if (afresh)
        l->connection_id[0] = '\0';
    snprintf(text, sizeof text, "not connected to %s: %s; trying again",
             l->options.api->server, problem);
    complain(l, LOG_LEVEL_WARN, text);
    later(l, delay, l->connection_id[0] ? open_ws : ask_who);
}

/* Asking the server who we are */

static void explain_answer(char *text, size_t size,
                           const struct mattermost_link *l, long code)
{
    if (code == 401)
        snprintf(text, size,
                 "%s refuses the token from %s (HTTP 401): check that it is "
                 "the bot account's and has not been revoked, and that the "
                 "account is enabled; asking again every minute",
                 l->options.api->server, l->options.token_from);
    else
        snprintf(text, size,
                 "%s does not answer like a Mattermost server (HTTP %ld to "
                 "/api/v4/users/me): check \"url\"; asking again every minute",
                 l->options.api->server, code);
}

/* What is known of the bot stays where the answer makes no sense: replies
 * may still be on their way. */
static bool take_self(struct mattermost_link *l, struct str body)
{
    struct arena *arena = arena_new();
    struct mattermost_self self;
    bool good =
        mattermost_read_self(arena, body, &self, &l->is_bot) == STATUS_OK;
    if (good) {
        arena_free(l->self_arena);
        l->self_arena = arena;
        self.prefix = str_from(l->options.prefix);
        l->self = self;
    } else {
        arena_free(arena);
    }
    return good;
}

static void on_who(const struct http_response *response, void *user)
{
    struct mattermost_link *l = user;
    char text[512];
    long code = response->code;
    if (response->status != STATUS_OK) {
        lost(l, response->problem, true, 0);
        return;
    }
    if (code == 429 || code >= 500) {
        snprintf(text, sizeof text, "it answered with HTTP %ld", code);
        lost(l, text, true, response->retry_after_s * 1000);
        return;
    }
    if (code == 200 && take_self(l, response->body)) {
        if (!l->is_bot)
            complain(l, LOG_LEVEL_WARN,
                     "the token belongs to a person, not to a bot account; "
                     "the bot answers as that person");
        open_ws(l);
        return;
    }
    explain_answer(text, sizeof text, l, code);
    complain(l, LOG_LEVEL_ERROR, text);
    later(l, SLOW_RETRY_MS, ask_who);
}

static void ask_who(struct mattermost_link *l)
{
    struct mattermost_call call = {.method = "GET",
                                   .path = "/users/me",
                                   .timeout_ms = ASK_TIMEOUT_MS,
                                   .max_bytes = ASK_BYTES};
    if (mattermost_call(l->options.api, &call, on_who, l) != STATUS_OK)
        lost(l, "the request cannot be sent", true, 0);
}

/* The WebSocket */

static void ping(struct mattermost_link *l);

static void ping_unanswered(struct mattermost_link *l)
{
    lost(l, "it no longer answers pings", true, 0);
}

static void no_hello(struct mattermost_link *l)
{
    lost(l, "it did not greet the bot in time", true, 0);
}

static void send_ping(struct mattermost_link *l)
{
    char text[64];
    int len = snprintf(text, sizeof text, "{\"seq\":%lld,\"action\":\"ping\"}",
                       (long long)++l->action);
    l->ping = l->action;
    if (ws_send(l->ws, (struct str){text, (size_t)len}) != STATUS_OK)
        log_debug("mattermost", "a ping could not be sent");
}

static void ping(struct mattermost_link *l)
{
    if (!l->held && l->shaky)
        say_connected(l, LOG_LEVEL_INFO);
    l->held = true;
    l->failures = 0;
    l->complaint[0] = '\0';
    send_ping(l);
    later(l, PING_MS, ping_unanswered);
}

/* Of a connection that breaks again and again the log says nothing new until
 * it holds. */
static void logged_in(struct mattermost_link *l)
{
    l->stage = STAGE_READY;
    l->held = false;
    say_connected(l, l->shaky ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
    later(l, l->ping ? PING_MS : PING_EVERY_MS,
          l->ping ? ping_unanswered : ping);
    l->options.on_ready(l->options.user);
}

/* The answer to the first ping also tells that a resumed connection lives:
 * the server greets only those that start afresh. */
static void on_open(void *user)
{
    struct mattermost_link *l = user;
    l->stage = STAGE_GREETING;
    later(l, HELLO_MS, no_hello);
    send_ping(l);
}

static void on_hello(struct mattermost_link *l,
                     const struct mattermost_frame *frame)
{
    if (++l->hellos > 1) { /* then every event comes twice */
        lost(l, "it greeted the bot twice", true, 0);
        return;
    }
    snprintf(l->connection_id, sizeof l->connection_id, "%.*s",
             STR_ARG(frame->id));
    l->next_seq = frame->seq + 1;
    logged_in(l);
    l->options.on_gap(l->options.user);
}

static void on_reply(struct mattermost_link *l,
                     const struct mattermost_frame *frame)
{
    if (!frame->ok && frame->status_code == 401) {
        lost(l, "it refuses the token", true, 0);
        return;
    }
    if (l->ping == 0 || frame->reply_to != l->ping)
        return;
    l->ping = 0;
    if (l->stage == STAGE_READY)
        later(l, PING_EVERY_MS, ping);
    else if (l->resuming)
        logged_in(l);
}

/* Is this the event that had to come next? If not, some were lost, and the
 * server is asked for them, once. */
static bool in_order(struct mattermost_link *l,
                     const struct mattermost_frame *frame)
{
    if (frame->seq == l->next_seq) {
        l->next_seq++;
        return true;
    }
    bool again = l->mended;
    l->mended = true;
    lost(l, "events are missing", again, 0);
    return false;
}

static void on_frame(struct mattermost_link *l,
                     const struct mattermost_frame *frame)
{
    if (frame->why)
        log_debug("mattermost", "passed over: %s", frame->why);
    if (frame->kind == MATTERMOST_HELLO) {
        on_hello(l, frame);
        return;
    }
    if (frame->kind == MATTERMOST_REPLY) {
        on_reply(l, frame);
        return;
    }
    if (frame->seq < 0 || (l->stage == STAGE_GREETING && !l->resuming))
        return; /* no event, or one before the hello */
    if (!in_order(l, frame))
        return;
    if (l->stage == STAGE_GREETING)
        logged_in(l);
    if (frame->kind == MATTERMOST_MESSAGE)
        l->options.on_message(&frame->message, l->options.user);
    else if (frame->kind == MATTERMOST_DELETED)
        l->options.on_deleted(frame->id, l->options.user);
    else if (frame->kind == MATTERMOST_JOINED)
        l->options.on_joined(frame->id, frame->channel_type, l->options.user);
}

static void on_text(struct str text, void *user)
{
    struct mattermost_link *l = user;
    struct mattermost_frame frame;
    mattermost_read(l->frame_arena, text, &l->self, &frame);
    on_frame(l, &frame);
    arena_reset(l->frame_arena);
}

static void on_closed(enum status why, const char *problem, int http_code,
                      void *user)
{
    struct mattermost_link *l = user;
    (void)why;
    bool unreachable = l->stage == STAGE_OPENING &&
                       (http_code == 0 || http_code == 429 || http_code >= 500);
    /* Opened and closed without a word is how the server refuses a token or
     * a connection id; then start afresh, asking who we are. */
    lost(l, problem, l->stage != STAGE_READY && !unreachable,
         http_code == 429 ? UPGRADE_LIMIT_MS : 0);
}

static void open_ws(struct mattermost_link *l)
{
    struct buf url;
    struct error err;
    buf_init(&url, URL_BYTES);
    buf_printf(&url, "ws%s/api/v4/websocket",
               l->options.api->server + strlen("http"));
    l->resuming = l->connection_id[0];
    if (l->resuming)
        buf_printf(&url, "?connection_id=%s&sequence_number=%lld",
                   l->connection_id, (long long)l->next_seq);
    else
        l->mended = false;
    l->hellos = 0;
    l->action = 0;
    struct ws_options options = {
        .url = url.ptr,
        .headers = {l->options.api->authorization},
        .ca_file = l->options.ca_file,
        .proxy = l->options.proxy,
        .allow_plaintext = l->options.allow_plaintext,
        .connect_timeout_ms = l->options.connect_timeout_ms,
        .max_message_bytes = MATTERMOST_FRAME_BYTES,
        .max_queued_bytes = QUEUE_BYTES,
        .on_open = on_open,
        .on_text = on_text,
        .on_closed = on_closed,
        .user = l,
    };
    l->stage = STAGE_OPENING;
    if (ws_connect(l->options.reactor, &options, &l->ws, &err) != STATUS_OK)
        lost(l, err.text, true, SLOW_RETRY_MS);
    buf_fini(&url);
}

struct mattermost_link *
mattermost_link_new(const struct mattermost_link_options *options)
{
    struct mattermost_link *l = xcalloc(1, sizeof *l);
    l->options = *options;
    l->frame_arena = arena_new();
    l->timer = timer_new(options->reactor, on_timer, l);
    later(l, 0, ask_who);
    return l;
}

void mattermost_link_free(struct mattermost_link *l)
{
    if (!l)
        return;
    ws_close(l->ws);
    timer_free(l->timer);
    arena_free(l->frame_arena);
    arena_free(l->self_arena);
    free(l);
}

void mattermost_link_refused(struct mattermost_link *l)
{
    if (l->stage == STAGE_DOWN)
        l->connection_id[0] = '\0';
    else
        lost(l, "it refuses the token", true, 0);
}

bool mattermost_link_ready(const struct mattermost_link *l)
{
    return l->stage == STAGE_READY;
}

const struct mattermost_self *
mattermost_link_self(const struct mattermost_link *l)
{
    return &l->self;
}

void mattermost_link_typing(struct mattermost_link *l, struct str channel,
                            struct str root)
{
    struct buf text;
    if (l->stage != STAGE_READY)
        return;
    buf_init(&text, ACTION_BYTES);
    buf_printf(&text, "{\"seq\":%lld,\"action\":\"user_typing\",\"data\":{",
               (long long)++l->action);
    buf_add_z(&text, "\"channel_id\":");
    buf_add_json(&text, channel);
    buf_add_z(&text, ",\"parent_id\":");
    buf_add_json(&text, root);
    buf_add_z(&text, "}}");
    if (ws_send(l->ws, buf_str(&text)) != STATUS_OK)
        log_debug("mattermost", "typing could not be shown");
    buf_fini(&text);
}
