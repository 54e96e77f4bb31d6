/* Reads clicks and hands them on as messages. */
#include "mattermost_buttons.h"

#include "buf.h"
#include "log.h"
#include "mattermost_post.h"
#include "store.h"
#include "xmalloc.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_BYTES = 32, URL_BYTES = 4096 };

static const char label[] = "careerbot buttons"; /* of the secret */

struct mattermost_buttons {
    struct mattermost_buttons_options options;
    char path[64]; /* one for each account */
    char *callback;
    char secret[2 * SECRET_BYTES + 1];
    bool refused;        /* the last call; the log has said so */
    struct arena *arena; /* for one click */
};

/* The same for the same token, so that old buttons keep working. */
static void make_secret(struct mattermost_buttons *b)
{
    unsigned char bytes[SECRET_BYTES];
    const char *token = b->options.token;
    if (!HMAC(EVP_sha256(), token, (int)strlen(token),
              (const unsigned char *)label, sizeof label - 1, bytes, NULL)) {
        log_warn("mattermost", "OpenSSL makes no SHA-256; buttons will not "
                               "work");
        return;
    }
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(b->secret + 2 * i, 3, "%02x", bytes[i]);
}

/* Takes as long for a wrong one as for the right one. */
static bool is_secret(const struct mattermost_buttons *b, struct str given)
{
    unsigned char differs = 0;
    if (given.len != 2 * SECRET_BYTES)
        return false;
    for (size_t i = 0; i < given.len; i++)
        differs |= (unsigned char)(given.ptr[i] ^ b->secret[i]);
    return differs == 0 && b->secret[0];
}

/* Every click is a message of its own; the server tells them apart by the
 * trigger's id. */
static struct str click_id(struct mattermost_buttons *b, const cJSON *json,
                           int64_t now_ms)
{
    struct str trigger = STR("");
    if (!json_str(json, "trigger_id", &trigger))
        trigger = arena_printf(b->arena, "%lld", (long long)now_ms);
    return arena_printf(b->arena, "click%016llx%llx",
                        (unsigned long long)store_text_key(trigger),
                        (unsigned long long)now_ms);
}

/* Anybody can call, so the log says it once, until a good call comes. */
static void refuse(struct mattermost_buttons *b,
                   struct server_response *response, int code, const char *why)
{
    log_write(b->refused ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO, "mattermost",
              "a call to the buttons' address is refused: %s", why);
    b->refused = true;
    response->code = code;
    response->body = STR("{\"ephemeral_text\":\"\"}");
}

static void click(struct mattermost_buttons *b, const cJSON *json,
                  struct server_response *response)
{
    struct str secret, channel, context_channel, person, thread, ask;
    bool direct = false;
    if (!json_str(json, "context.secret", &secret) || !is_secret(b, secret)) {
        refuse(b, response, 403, "it does not know the secret of a button");
        return;
    }
    if (!mattermost_read_id(json, "user_id", &person) ||
        !mattermost_read_id(json, "channel_id", &channel) ||
        !mattermost_read_id(json, "context.channel", &context_channel) ||
        !mattermost_read_id(json, "context.thread", &thread) ||
        !json_str(json, "context.ask", &ask) ||
        !str_eq(channel, context_channel)) {
        refuse(b, response, 400, "it does not say who clicked what where");
        return;
    }
    b->refused = false;
    json_bool(json, "context.direct", &direct);
    int64_t now_ms = reactor_unix_ms(b->options.reactor);
    struct message message = {.id = click_id(b, json, now_ms),
                              .channel = channel,
                              .thread = thread,
                              .person = person,
                              .text = ask,
                              .addressed = true,
                              .direct = direct,
                              .sent_ms = now_ms};
    b->options.on_message(&message, b->options.user);
}

static void on_request(const struct server_request *request,
                       struct server_response *response, void *user)
{
    struct mattermost_buttons *b = user;
    cJSON *json;
    response->code = 200;
    response->content_type = "application/json; charset=utf-8";
    response->body = STR("{}");
    if (json_parse(request->body, &json, NULL) != STATUS_OK) {
        refuse(b, response, 400, "it holds no JSON");
        return;
    }
    arena_reset(b->arena);
    click(b, json, response);
    json_free(json);
}

struct mattermost_buttons *
mattermost_buttons_new(const struct mattermost_buttons_options *options)
{
    struct mattermost_buttons *b = xcalloc(1, sizeof *b);
    struct buf url;
    struct str base = str_from(options->url);
    b->options = *options;
    b->arena = arena_new();
    make_secret(b);
    snprintf(b->path, sizeof b->path, "/mattermost/%08llx",
             (unsigned long long)(store_text_key(options->account) >> 32));
    while (str_ends(base, STR("/")))
        base.len--;
    buf_init(&url, URL_BYTES);
    buf_printf(&url, "%.*s%s", STR_ARG(base), b->path);
    b->callback = buf_take(&url);
    struct server_route route = {"POST", b->path, on_request, b};
    server_add_route(options->server, &route);
    return b;
}

void mattermost_buttons_free(struct mattermost_buttons *b)
{
    if (!b)
        return;
    arena_free(b->arena);
    free(b->callback);
    free(b);
}

const char *mattermost_buttons_callback(const struct mattermost_buttons *b)
{
    return b->callback;
}

const char *mattermost_buttons_secret(const struct mattermost_buttons *b)
{
    return b->secret;
}
