/* Turns a frame of the WebSocket into what it means for the bot: a message
 * to hand on, a step of the protocol, or nothing with the reason. Answering
 * and connecting are left to the others. */
#include "mattermost_in.h"

#include "json.h"

#include <string.h>

enum { MAX_ID_BYTES = 64 };

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* What a user name may hold besides letters and digits. */
static bool is_name_sign(char c)
{
    return c == '.' || c == '-' || c == '_';
}

/* The next "@name" in text from `from` on that stands for itself: not in a
 * mail address, not the beginning of a longer name ("@bots"), but also at the
 * end of a sentence ("@bot."). Returns text.len where there is none. */
static size_t find_mention(struct str text, struct str name, size_t from)
{
    for (size_t i = from; i + 1 + name.len <= text.len; i++) {
        if (text.ptr[i] != '@' ||
            (i > 0 && (is_word(text.ptr[i - 1]) || text.ptr[i - 1] == '@')) ||
            !str_eq_nocase(str_slice(text, i + 1, i + 1 + name.len), name))
            continue;
        size_t end = i + 1 + name.len;
        while (end < text.len && is_name_sign(text.ptr[end]))
            end++;
        if (end == text.len || !is_word(text.ptr[end]))
            return i;
    }
    return text.len;
}

static bool has_mention(struct str text, struct str name)
{
    return name.len > 0 && find_mention(text, name, 0) < text.len;
}

/* A colon or comma behind the name of who is spoken to, ASCII or full width;
 * 0 bytes: none. */
static size_t address_sign(struct str text)
{
    static const struct str signs[] = {
        {":", 1}, {",", 1}, {"：", 3}, {"，", 3}, {"、", 3},
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_starts(text, signs[i]))
            return signs[i].len;
    return 0;
}

/* The text without the mentions of the bot, and without what only belonged to
 * them: "@bot: pay?" and "pay, @bot?" both leave the question. */
static struct str strip_mentions(struct arena *arena, struct str text,
                                 struct str name)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0, at = 0;
    while (name.len > 0 && at < text.len) {
        size_t mention = find_mention(text, name, at);
        memcpy(out + len, text.ptr + at, mention - at);
        len += mention - at;
        at = mention;
        if (mention == text.len)
            break;
        at += 1 + name.len;
        while (len > 0 && out[len - 1] == ' ')
            len--;
        if (len == 0)
            at += address_sign(str_slice(text, at, text.len));
    }
    return str_trim((struct str){out, len});
}

/* A word for everybody ("@here") notifies the bot as well. */
static bool speaks_to_everybody(struct str text)
{
    return has_mention(text, STR("here")) || has_mention(text, STR("all")) ||
           has_mention(text, STR("channel"));
}

/* Is id in a JSON array that came as a string? */
static bool mentions_hold(const cJSON *event, struct str id)
{
    struct str list;
    if (!json_str(event, "data.mentions", &list))
        return false;
    /* Ids are letters and digits, so the quoted id cannot be part of
     * anything else in the array. */
    for (struct str rest = list; rest.len > id.len + 1;) {
        size_t at = str_find(rest, id);
        if (at == rest.len)
            return false;
        if (at > 0 && rest.ptr[at - 1] == '"' && at + id.len < rest.len &&
            rest.ptr[at + id.len] == '"')
            return true;
        rest = str_slice(rest, at + 1, rest.len);
    }
    return false;
}

/* Set, whether as a string (as the server writes it) or as a boolean. */
static bool is_set(const cJSON *post, const char *path)
{
    struct str text;
    bool value;
    if (json_str(post, path, &text))
        return str_eq(text, STR("true"));
    return json_bool(post, path, &value) && value;
}

static bool read_id(const cJSON *json, const char *path, struct str *out)
{
    return json_str(json, path, out) && out->len > 0 &&
           out->len <= MAX_ID_BYTES;
}

static bool is_all_words(struct str s)
{
    size_t n = 0;
    while (n < s.len && is_word(s.ptr[n]))
        n++;
    return n == s.len;
}

static bool read_seq(const cJSON *json, const char *path, int64_t *out)
{
    double value;
    if (!json_number(json, path, &value) || !(value >= 0 && value < 1e15))
        return false;
    *out = (int64_t)value;
    return true;
}

static void ignored(struct mattermost_frame *out, const char *why)
{
    out->kind = MATTERMOST_IGNORED;
    out->why = why;
}

static void garbage(struct mattermost_frame *out, const char *why)
{
    out->kind = MATTERMOST_GARBAGE;
    out->why = why;
}

/* data.post, parsed. */
static void read_post(struct arena *arena, const cJSON *event,
                      const cJSON *post, const struct mattermost_self *self,
                      struct mattermost_frame *out)
{
    struct str id, channel, person, text, root = STR(""), type = STR("");
    struct str channel_type = STR("");
    if (!read_id(post, "id", &id) || !read_id(post, "channel_id", &channel) ||
        !read_id(post, "user_id", &person) || !json_str(post, "message", &text))
        return garbage(out, "a post without id, channel, author or message");
    json_str(post, "root_id", &root);
    json_str(post, "type", &type);
    json_str(event, "data.channel_type", &channel_type);
    if (root.len > MAX_ID_BYTES)
        return garbage(out, "a post with an impossible root id");

    if (str_eq(person, self->id))
        return ignored(out, "our own post");
    if (type.len > 0)
        return ignored(out, "a post the server or a command made");
    if (is_set(post, "props.from_bot"))
        return ignored(out, "a post of another bot");
    if (is_set(post, "props.from_webhook"))
        return ignored(out, "a post of a webhook");

    bool direct = str_eq(channel_type, STR("D"));
    if (!direct && speaks_to_everybody(text) && !has_mention(text, self->name))
        return ignored(out, "said to everybody, not to the bot");
    if (str_trim(text).len == 0)
        return ignored(out, "an empty message");

    int64_t sent_ms = 0;
    read_seq(post, "create_at", &sent_ms);
    out->kind = MATTERMOST_MESSAGE;
    out->message = (struct message){
        .id = arena_str(arena, id),
        .channel = arena_str(arena, channel),
        .thread = arena_str(arena, root.len ? root : id),
        .person = arena_str(arena, person),
        .text = strip_mentions(arena, text, self->name),
        .addressed = direct || mentions_hold(event, self->id),
        .direct = direct,
        .sent_ms = sent_ms,
    };
}

static void read_event(struct arena *arena, const cJSON *json, struct str event,
                       const struct mattermost_self *self,
                       struct mattermost_frame *out)
{
    struct str text;
    if (!read_seq(json, "seq", &out->seq))
        return garbage(out, "an event without a number");
    if (str_eq(event, STR("hello"))) {
        out->kind = MATTERMOST_HELLO;
        if (read_id(json, "data.connection_id", &text) && is_all_words(text))
            out->connection_id = arena_str(arena, text);
        return;
    }
    if (!str_eq(event, STR("posted")))
        return ignored(out, "an event the bot has no use for");
    if (!json_str(json, "data.post", &text))
        return garbage(out, "a posted event without a post");
    cJSON *post;
    if (json_parse(text, &post, NULL) != STATUS_OK)
        return garbage(out, "a post that is not JSON");
    read_post(arena, json, post, self, out);
    json_free(post);
}

void mattermost_read(struct arena *arena, struct str bytes,
                     const struct mattermost_self *self,
                     struct mattermost_frame *out)
{
    *out = (struct mattermost_frame){.seq = -1, .reply_to = -1};
    if (bytes.len > MATTERMOST_FRAME_BYTES)
        return garbage(out, "a frame that is too long");
    cJSON *json;
    if (json_parse(bytes, &json, NULL) != STATUS_OK)
        return garbage(out, "a frame that is not JSON");
    struct str text;
    double code;
    if (json_str(json, "event", &text)) {
        read_event(arena, json, text, self, out);
    } else if (json_str(json, "status", &text)) {
        out->kind = MATTERMOST_REPLY;
        out->ok = str_eq(text, STR("OK"));
        read_seq(json, "seq_reply", &out->reply_to);
        if (json_number(json, "error.status_code", &code) && code >= 0 &&
            code < 1000)
            out->status_code = (int)code;
    } else {
        garbage(out, "neither an event nor a reply");
    }
    json_free(json);
}

enum status mattermost_read_self(struct arena *arena, struct str body,
                                 struct mattermost_self *out)
{
    cJSON *json;
    struct str id, name;
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return STATUS_INVALID;
    bool found = read_id(json, "id", &id) && read_id(json, "username", &name);
    if (found) {
        out->id = arena_str(arena, id);
        out->name = arena_str(arena, name);
    }
    json_free(json);
    return found ? STATUS_OK : STATUS_INVALID;
}

struct str mattermost_read_error(struct arena *arena, struct str body)
{
    cJSON *json;
    struct str id = STR("");
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return id;
    if (json_str(json, "id", &id))
        id = arena_str(arena, id);
    json_free(json);
    return id;
}
