/* The platform: checks its configuration and puts its parts together: the
 * link hears, the history fetches what it missed, the sender speaks. */
#include "mattermost.h"

#include "buf.h"
#include "http.h"
#include "log.h"
#include "mattermost_buttons.h"
#include "mattermost_check.h"
#include "mattermost_history.h"
#include "mattermost_link.h"
#include "mattermost_out.h"
#include "mattermost_rest.h"
#include "mattermost_sender.h"
#include "url.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

enum {
    IN_FLIGHT = 16, /* deliveries, and what is asked beside them */
    MAX_URL_BYTES = 2000,
    MAX_TOKEN_BYTES = 1000,
    LIMITS_TIMEOUT_MS = 15 * 1000,
    LIMITS_BYTES = 1024 * 1024,
    TYPING_MS = 3000,
};

struct platform {
    struct platform_host host;
    struct mattermost_api api;
    struct http *http;
    struct mattermost_link *link;
    struct mattermost_sender *sender;
    struct mattermost_history *history;
    struct mattermost_buttons *buttons; /* NULL: choices are text only */
    size_t post_chars;                  /* of one post at most */
    int64_t typing_ms;                  /* when that was shown last */
    uint64_t typing_place;              /* and where */
    char *server;        /* "https://host/path", no slash at the end */
    char *authorization; /* the header line */
    char *token_from;    /* where the token came from, for messages */
    char *ca_file, *proxy;
};

/* From the link, the history and the buttons */

static void on_message(const struct message *message, void *user)
{
    struct platform *m = user;
    m->host.on_message(m, message, m->host.user);
}

static void on_event_message(const struct message *message, void *user)
{
    struct platform *m = user;
    on_message(message, m);
    mattermost_history_note(m->history, message->sent_ms);
}

static void on_deleted(struct str post, void *user)
{
    struct platform *m = user;
    m->host.on_deleted(m, post, m->host.user);
}

static void on_joined(struct str channel, char type, void *user)
{
    struct platform *m = user;
    mattermost_history_fetch_channel(m->history, channel, type);
}

static void on_ready(void *user)
{
    struct platform *m = user;
    m->host.on_ready(m, m->host.user);
}

static void on_limits(const struct http_response *response, void *user)
{
    struct platform *m = user;
    size_t chars = response->status == STATUS_OK && response->code == 200
                       ? mattermost_read_post_limit(response->body)
                       : 0;
    if (chars > 0)
        m->post_chars =
            chars < MATTERMOST_POST_CHARS ? chars : MATTERMOST_POST_CHARS;
}

static void on_gap(void *user)
{
    struct platform *m = user;
    struct mattermost_call call = {.method = "GET",
                                   .path = "/config/client?format=old",
                                   .timeout_ms = LIMITS_TIMEOUT_MS,
                                   .max_bytes = LIMITS_BYTES};
    mattermost_history_fetch(m->history);
    if (mattermost_call(&m->api, &call, on_limits, m) != STATUS_OK)
        log_debug("mattermost", "the longest post there is was not asked for");
}

static void on_refused(void *user)
{
    struct platform *m = user;
    mattermost_link_refused(m->link);
}

static void on_sent(void *ticket, const struct delivery_result *result,
                    void *user)
{
    struct platform *m = user;
    m->host.on_delivered(m, ticket, result, m->host.user);
}

static enum status check_config(const struct platform_config *config,
                                struct error *err)
{
    struct url url;
    if (!config->url)
        return error_set(err, STATUS_INVALID,
                         "\"url\" is missing: the address of the "
                         "server, as in \"https://chat.example.org\"");
    enum status status = url_parse(str_from(config->url), &url, err);
    if (status != STATUS_OK)
        return status;
    if (url.scheme != URL_HTTP && url.scheme != URL_HTTPS)
        return error_set(err, STATUS_INVALID,
                         "\"url\" must begin with https:// or "
                         "http://");
    if (url_check_plaintext(&url, config->allow_plaintext, err) != STATUS_OK)
        return STATUS_INVALID;
    if (strlen(config->url) > MAX_URL_BYTES)
        return error_set(err, STATUS_INVALID, "\"url\" is longer than %d bytes",
                         MAX_URL_BYTES);
    if (strchr(config->url, '?'))
        return error_set(err, STATUS_INVALID,
                         "\"url\" must end without a query (?)");
    if (!config->token || !*config->token)
        return error_set(err, STATUS_INVALID,
                         "there is no token; put the bot account's "
                         "access token into the environment variable that "
                         "\"token_env\" names");
    size_t length = strlen(config->token);
    for (size_t i = 0; i < length; i++)
        if (config->token[i] <= ' ' || config->token[i] >= 0x7f ||
            length > MAX_TOKEN_BYTES)
            return error_set(err, STATUS_INVALID,
                             "the token from %s holds a character "
                             "no token has (a blank, a line break?) or is "
                             "too long",
                             config->token_env ? config->token_env
                                               : "the file");
    return STATUS_OK;
}

static char *copy(const char *z)
{
    return z ? xstrdup(z) : NULL;
}

static char *joined(const char *a, const char *b)
{
    struct buf buf;
    buf_init(&buf, 8192);
    buf_add_z(&buf, a);
    buf_add_z(&buf, b);
    return buf_take(&buf);
}

static void stop(struct platform *m)
{
    if (!m)
        return;
    http_free(m->http); /* first: nothing calls back any more */
    mattermost_link_free(m->link);
    mattermost_history_free(m->history);
    mattermost_sender_free(m->sender);
    mattermost_buttons_free(m->buttons);
    free(m->server);
    free(m->authorization);
    free(m->token_from);
    free(m->ca_file);
    free(m->proxy);
    free(m);
}

static void start_link(struct platform *m, const struct platform_config *config)
{
    struct mattermost_link_options link = {
        .reactor = m->host.reactor,
        .api = &m->api,
        .token_from = m->token_from,
        .prefix = config->prefix,
        .ca_file = m->ca_file,
        .proxy = m->proxy,
        .allow_plaintext = config->allow_plaintext,
        .connect_timeout_ms = (int)(config->connect_timeout_s * 1000),
        .on_message = on_event_message,
        .on_deleted = on_deleted,
        .on_joined = on_joined,
        .on_ready = on_ready,
        .on_gap = on_gap,
        .user = m,
    };
    m->link = mattermost_link_new(&link);
}

static void start_history(struct platform *m,
                          const struct platform_config *config)
{
    struct mattermost_history_options history = {
        .reactor = m->host.reactor,
        .api = &m->api,
        .self = mattermost_link_self(m->link),
        .store = m->host.store,
        .account = str_from(config->account),
        .age_ms = (int64_t)(config->catch_up_minutes * 60 * 1000),
        .on_message = on_message,
        .on_refused = on_refused,
        .user = m,
    };
    m->history = mattermost_history_new(&history);
}

static void start_buttons(struct platform *m,
                          const struct platform_config *config)
{
    struct mattermost_buttons_options buttons = {
        .reactor = m->host.reactor,
        .server = m->host.server,
        .account = str_from(config->account),
        .token = config->token,
        .url = config->callback_url,
        .on_message = on_message,
        .user = m,
    };
    if (config->callback_url && m->host.server)
        m->buttons = mattermost_buttons_new(&buttons);
}

/* A platform with its address and its token, and HTTP to there; nothing runs
 * yet. */
static enum status make(const struct platform_config *config,
                        struct reactor *reactor, struct platform **out,
                        struct error *err)
{
    enum status status = check_config(config, err);
    if (status != STATUS_OK)
        return status;
    struct platform *m = xcalloc(1, sizeof *m);
    m->post_chars = MATTERMOST_POST_CHARS;
    m->server = xstrdup(config->url);
    for (size_t len = strlen(m->server); m->server[len - 1] == '/'; len--)
        m->server[len - 1] = '\0';
    m->authorization = joined("Authorization: Bearer ", config->token);
    m->token_from = copy(config->token_env ? config->token_env : "its file");
    m->ca_file = copy(config->ca_file);
    m->proxy = copy(config->proxy);
    struct http_options http = {
        .max_in_flight = IN_FLIGHT,
        .ca_file = m->ca_file,
        .proxy = m->proxy,
        .allow_plaintext = config->allow_plaintext,
    };
    status = http_new(reactor, &http, &m->http, err);
    if (status != STATUS_OK) {
        stop(m);
        return status;
    }
    m->api = (struct mattermost_api){m->http, m->server, m->authorization};
    *out = m;
    return STATUS_OK;
}

static enum status start(const struct platform_config *config,
                         const struct platform_host *host,
                         struct platform **out, struct error *err)
{
    struct platform *m;
    enum status status = make(config, host->reactor, &m, err);
    if (status != STATUS_OK)
        return status;
    m->host = *host;
    start_link(m, config);
    m->sender = mattermost_sender_new(&m->api, mattermost_link_self(m->link),
                                      on_sent, m);
    start_history(m, config);
    start_buttons(m, config);
    *out = m;
    return STATUS_OK;
}

static enum status check(const struct platform_config *config,
                         struct buf *report)
{
    struct reactor *reactor;
    struct platform *m;
    struct error err;
    enum status status = reactor_new(&reactor, &err);
    if (status == STATUS_OK) {
        status = make(config, reactor, &m, &err);
        if (status == STATUS_OK) {
            status = mattermost_check(reactor, &m->api, config, report);
            stop(m);
            reactor_free(reactor);
            return status;
        }
        reactor_free(reactor);
    }
    buf_printf(report, "fault: %s\n", err.text);
    return status;
}

/* For the middle */

static size_t write_reply(struct platform *m, const struct reply *reply,
                          struct arena *arena, struct str bodies[REPLY_PARTS])
{
    struct mattermost_place place = {
        .bot = mattermost_link_self(m->link)->id,
        .question = reply->to->id,
        .channel = reply->to->channel,
        .root = reply->to->thread,
        .direct = reply->to->direct,
    };
    if (m->buttons) {
        place.callback = mattermost_buttons_callback(m->buttons);
        place.secret = mattermost_buttons_secret(m->buttons);
    }
    return mattermost_write_reply(arena, reply->answer, &place, m->post_chars,
                                  bodies, REPLY_PARTS);
}

static enum status deliver(struct platform *m, const struct delivery *delivery)
{
    return mattermost_send(m->sender, delivery);
}

/* The server shows it for some seconds, so once is enough for as long. */
static void typing(struct platform *m, const struct message *message)
{
    int64_t now_ms = reactor_now_ms(m->host.reactor);
    uint64_t place = store_text_key(message->thread);
    if (place == m->typing_place && now_ms < m->typing_ms + TYPING_MS)
        return;
    m->typing_place = place;
    m->typing_ms = now_ms;
    mattermost_link_typing(m->link, message->channel, message->thread);
}

static bool ready(const struct platform *m)
{
    return mattermost_link_ready(m->link);
}

const struct platform_ops mattermost_platform = {
    .name = "mattermost",
    .start = start,
    .write = write_reply,
    .deliver = deliver,
    .typing = typing,
    .check = check,
    .ready = ready,
    .stop = stop,
};
