/* Tells what people say to the bot from everything else a channel holds, and
 * whom they say it to. */
#include "mattermost_post.h"

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

/* The text with blanks in place of code, in which no name counts: between two
 * runs of equally many backticks. */
static struct str blank_code(struct arena *arena, struct str text)
{
    struct str out = arena_str(arena, text);
    char *bytes = (char *)out.ptr;
    for (size_t i = 0; i < out.len;) {
        size_t ticks = 0, end;
        while (i + ticks < out.len && bytes[i + ticks] == '`')
            ticks++;
        if (ticks == 0) {
            i++;
            continue;
        }
        for (end = i + ticks; end < out.len;) {
            size_t closing = 0;
            while (end + closing < out.len && bytes[end + closing] == '`')
                closing++;
            if (closing == ticks)
                break;
            end += closing + (closing == 0);
        }
        if (end < out.len)
            memset(bytes + i, ' ', end + ticks - i);
        i = end < out.len ? end + ticks : i + ticks;
    }
    return out;
}

/* Does the text begin with the prefix, as a word of its own? Moves *text
 * behind it. */
static bool take_prefix(struct str *text, struct str prefix)
{
    struct str s = str_trim(*text);
    if (prefix.len == 0 ||
        !str_eq_nocase(str_slice(s, 0, prefix.len), prefix) ||
        (s.len > prefix.len && s.ptr[prefix.len] != ' ' &&
         s.ptr[prefix.len] != '\n'))
        return false;
    *text = str_trim(str_slice(s, prefix.len, s.len));
    return true;
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

bool mattermost_read_id(const cJSON *json, const char *path, struct str *out)
{
    if (!json_str(json, path, out) || out->len == 0 || out->len > MAX_ID_BYTES)
        return false;
    for (size_t i = 0; i < out->len; i++)
        if (!is_word(out->ptr[i]))
            return false;
    return true;
}

bool mattermost_read_number(const cJSON *json, const char *path, int64_t *out)
{
    double value;
    if (!json_number(json, path, &value) || !(value >= 0 && value < 1e15))
        return false;
    *out = (int64_t)value;
    return true;
}

/* Why a post is not for the bot, whoever it is addressed to; or NULL. */
static const char *not_ours(const cJSON *post, struct str person,
                            struct str text, const struct mattermost_self *self)
{
    struct str type = STR(""), original = STR("");
    int64_t deleted_ms = 0;
    json_str(post, "type", &type);
    json_str(post, "original_id", &original);
    mattermost_read_number(post, "delete_at", &deleted_ms);
    if (str_eq(person, self->id))
        return "our own post";
    if (type.len > 0)
        return "a post the server or a command made";
    if (is_set(post, "props.from_bot"))
        return "a post of another bot";
    if (is_set(post, "props.from_webhook"))
        return "a post of a webhook";
    if (deleted_ms > 0 || original.len > 0)
        return "a post that is gone";
    return str_trim(text).len == 0 ? "an empty message" : NULL;
}

const char *mattermost_read_post(struct arena *arena, const cJSON *post,
                                 const struct mattermost_self *self,
                                 const struct mattermost_context *context,
                                 struct message *out, bool *garbage)
{
    struct str id, channel, person, text, root;
    *garbage = true;
    if (!mattermost_read_id(post, "id", &id) ||
        !mattermost_read_id(post, "channel_id", &channel) ||
        !mattermost_read_id(post, "user_id", &person) ||
        !json_str(post, "message", &text))
        return "a post without id, channel, author or message";
    if (!mattermost_read_id(post, "root_id", &root)) {
        if (json_str(post, "root_id", &root) && root.len > 0)
            return "a post with an impossible root id";
        root = STR("");
    }
    *garbage = false;

    bool direct = context->channel_type == 'D';
    const char *why = not_ours(post, person, text, self);
    if (why)
        return why;
    bool named = has_mention(text, self->name);
    bool prefixed = take_prefix(&text, self->prefix);
    if (!direct && !prefixed && !named && speaks_to_everybody(text))
        return "said to everybody, not to the bot";
    bool mentioned =
        context->knows_mentions
            ? context->mentioned
            : named && has_mention(blank_code(arena, text), self->name);
    *out = (struct message){
        .id = arena_str(arena, id),
        .channel = arena_str(arena, channel),
        .thread = arena_str(arena, root.len ? root : id),
        .person = arena_str(arena, person),
        .text = strip_mentions(arena, text, self->name),
        .addressed = direct || prefixed || mentioned,
        .direct = direct,
        .group = context->channel_type == 'G',
    };
    mattermost_read_number(post, "create_at", &out->sent_ms);
    mattermost_read_number(post, "edit_at", &out->edited_ms);
    return NULL;
}

bool mattermost_read_part(const cJSON *post, const struct mattermost_self *self,
                          struct str *question, int64_t *number)
{
    struct str person;
    return mattermost_read_id(post, "user_id", &person) &&
           str_eq(person, self->id) &&
           mattermost_read_id(post, "props." MATTERMOST_PROP_QUESTION,
                              question) &&
           mattermost_read_number(post, "props." MATTERMOST_PROP_PART, number);
}
