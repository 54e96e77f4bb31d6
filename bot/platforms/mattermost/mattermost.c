/* The platform: checks its configuration, puts link and outbox together, and
 * turns replies into posts. */
#include "mattermost.h"

#include "buf.h"
#include "http.h"
#include "mattermost_link.h"
#include "mattermost_outbox.h"
#include "url.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_TIMEOUT_MS = 15 * 1000,
    IN_FLIGHT = 8,
    MAX_URL_BYTES = 2000,
    MAX_TOKEN_BYTES = 1000,
    TEXT_BYTES = 512 * 1024, /* of one answer, before it is split */
};

struct platform {
    struct platform_host host;
    struct http *http;
    struct mattermost_outbox *outbox;
    struct mattermost_link *link;
    char *server;        /* "https://host/path", no slash at the end */
    char *authorization; /* the header line */
    char *token_from;    /* where the token came from, for messages */
    char *ca_file, *proxy;
};

static void on_message(const struct message *message, void *user)
{
    struct platform *m = user;
    m->host.on_message(m, message, m->host.user);
}

static void on_ready(void *user)
{
    struct platform *m = user;
    mattermost_outbox_wake(m->outbox);
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
    mattermost_outbox_free(m->outbox);
    free(m->server);
    free(m->authorization);
    free(m->token_from);
    free(m->ca_file);
    free(m->proxy);
    free(m);
}

static enum status start(const struct platform_config *config,
                         const struct platform_host *host,
                         struct platform **out, struct error *err)
{
    enum status status = check_config(config, err);
    if (status != STATUS_OK)
        return status;
    struct platform *m = xcalloc(1, sizeof *m);
    m->host = *host;
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
    status = http_new(host->reactor, &http, &m->http, err);
    if (status != STATUS_OK) {
        stop(m);
        return status;
    }
    char *posts = joined(m->server, "/api/v4/posts");
    m->outbox =
        mattermost_outbox_new(host->reactor, m->http, posts, m->authorization);
    free(posts);
    struct mattermost_link_options link = {
        .reactor = host->reactor,
        .http = m->http,
        .server = m->server,
        .authorization = m->authorization,
        .token_from = m->token_from,
        .ca_file = m->ca_file,
        .proxy = m->proxy,
        .allow_plaintext = config->allow_plaintext,
        .connect_timeout_ms = config->connect_timeout_s > 0
                                  ? (int)(config->connect_timeout_s * 1000)
                                  : CONNECT_TIMEOUT_MS,
        .on_message = on_message,
        .on_ready = on_ready,
        .user = m,
    };
    m->link = mattermost_link_new(&link);
    *out = m;
    return STATUS_OK;
}

static enum status send_reply(struct platform *m, const struct reply *reply)
{
    struct buf text, pending;
    buf_init(&text, TEXT_BYTES);
    buf_init(&pending, 256);
    mattermost_write_text(&text, reply->answer);
    buf_printf(&pending, "%.*s:%.*s", STR_ARG(mattermost_link_self_id(m->link)),
               STR_ARG(reply->to->id));
    struct mattermost_place at = {
        .channel = reply->to->channel,
        .root = reply->to->thread,
        .pending = buf_str(&pending),
    };
    enum status status = mattermost_outbox_add(m->outbox, &at, buf_str(&text));
    buf_fini(&text);
    buf_fini(&pending);
    return status;
}

static bool ready(const struct platform *m)
{
    return mattermost_link_ready(m->link);
}

const struct platform_ops mattermost_platform = {
    .name = "mattermost",
    .start = start,
    .send = send_reply,
    .ready = ready,
    .stop = stop,
};
