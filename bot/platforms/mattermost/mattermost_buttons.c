/* Reads clicks and hands them on as messages. */
#include "mattermost_buttons.h"

#include "buf.h"
#include "log.h"
#include "mattermost_post.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { SECRET_BYTES = 32, URL_BYTES = 4096 };

static const char value_name[] = "callback_secret"; /* of the store's values */

struct mattermost_buttons {
    struct mattermost_buttons_options options;
    char path[64]; /* one for each account */
    char *callback;
    char secret[2 * SECRET_BYTES + 1];
    struct arena *arena; /* for one click */
};

static bool make_secret(char hex[2 * SECRET_BYTES + 1])
{
    unsigned char bytes[SECRET_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

/* The same after a restart, so that old buttons keep working. */
static void find_secret(struct mattermost_buttons *b)
{
    const struct mattermost_buttons_options *o = &b->options;
    struct str kept = store_get(o->store, b->arena, o->account, value_name);
    if (kept.ptr && kept.len == 2 * SECRET_BYTES) {
        memcpy(b->secret, kept.ptr, kept.len);
        return;
    }
    if (!make_secret(b->secret)) {
        log_warn("mattermost", "the system gives no random numbers; buttons "
                               "will not work");
        b->secret[0] = '\0';
        return;
    }
    store_set(o->store, o->account, value_name, str_from(b->secret));
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

static void refuse(struct server_response *response, int code, const char *why)
{
    log_info("mattermost", "a call to the buttons' address is refused: %s",
             why);
    response->code = code;
    response->body = STR("{\"ephemeral_text\":\"\"}");
}

static void click(struct mattermost_buttons *b, const cJSON *json,
                  struct server_response *response)
{
    struct str secret, channel, context_channel, person, thread, ask;
    bool direct = false;
    if (!json_str(json, "context.secret", &secret) || !is_secret(b, secret)) {
        refuse(response, 403, "it does not know the secret of a button");
        return;
    }
    if (!mattermost_read_id(json, "user_id", &person) ||
        !mattermost_read_id(json, "channel_id", &channel) ||
        !mattermost_read_id(json, "context.channel", &context_channel) ||
        !mattermost_read_id(json, "context.thread", &thread) ||
        !json_str(json, "context.ask", &ask) ||
        !str_eq(channel, context_channel)) {
        refuse(response, 400, "it does not say who clicked what where");
        return;
    }
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
        refuse(response, 400, "it holds no JSON");
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
    find_secret(b);
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
