/* Turns a frame of the WebSocket into what it means for the bot: a message
 * to hand on, a step of the protocol, or nothing with the reason. Answering
 * and connecting are left to the others. */
#include "mattermost_in.h"

#include <string.h>

/* An edit sets both times of a post to the same moment, anything else only
 * the one of its last update. */
enum { EDIT_SPREAD_MS = 1000 };

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

/* data.post of an event, parsed. */
static void read_post(struct arena *arena, const cJSON *event,
                      const cJSON *post, struct str name,
                      const struct mattermost_self *self,
                      struct mattermost_frame *out)
{
    struct str channel_type = STR(""), id;
    bool broken;
    if (str_eq(name, STR("post_deleted"))) {
        if (!mattermost_read_id(post, "id", &id))
            return garbage(out, "a deleted post without an id");
        out->kind = MATTERMOST_DELETED;
        out->id = arena_str(arena, id);
        return;
    }
    json_str(event, "data.channel_type", &channel_type);
    struct mattermost_context context = {
        .channel_type = channel_type.len == 1 ? channel_type.ptr[0] : '\0',
        .knows_mentions = str_eq(name, STR("posted")),
        .mentioned = mentions_hold(event, self->id)};
    out->why = mattermost_read_post(arena, post, self, &context, &out->message,
                                    &broken);
    out->kind = !out->why ? MATTERMOST_MESSAGE
                : broken  ? MATTERMOST_GARBAGE
                          : MATTERMOST_IGNORED;
    int64_t updated_ms = 0;
    mattermost_read_number(post, "update_at", &updated_ms);
    if (out->kind == MATTERMOST_MESSAGE && !context.knows_mentions &&
        (out->message.edited_ms == 0 ||
         updated_ms > out->message.edited_ms + EDIT_SPREAD_MS))
        ignored(out, "a post that was pinned, not edited");
}

/* The bot itself has come into a channel. */
static void read_joined(struct arena *arena, const cJSON *json,
                        struct str event, const struct mattermost_self *self,
                        struct mattermost_frame *out)
{
    struct str person, channel;
    bool added = str_eq(event, STR("user_added"));
    if (added && (!mattermost_read_id(json, "data.user_id", &person) ||
                  !str_eq(person, self->id)))
        return ignored(out, "somebody else was added to a channel");
    if (!mattermost_read_id(json, "broadcast.channel_id", &channel))
        return garbage(out, "a new channel without an id");
    out->kind = MATTERMOST_JOINED;
    out->id = arena_str(arena, channel);
    out->channel_type = str_eq(event, STR("direct_added"))  ? 'D'
                        : str_eq(event, STR("group_added")) ? 'G'
                                                            : 'O';
}

static void read_event(struct arena *arena, const cJSON *json, struct str event,
                       const struct mattermost_self *self,
                       struct mattermost_frame *out)
{
    struct str text;
    if (!mattermost_read_number(json, "seq", &out->seq))
        return garbage(out, "an event without a number");
    if (str_eq(event, STR("hello"))) {
        out->kind = MATTERMOST_HELLO;
        if (mattermost_read_id(json, "data.connection_id", &text))
            out->id = arena_str(arena, text);
        return;
    }
    if (str_eq(event, STR("user_added")) ||
        str_eq(event, STR("direct_added")) || str_eq(event, STR("group_added")))
        return read_joined(arena, json, event, self, out);
    if (!str_eq(event, STR("posted")) && !str_eq(event, STR("post_edited")) &&
        !str_eq(event, STR("post_deleted")))
        return ignored(out, "an event the bot has no use for");
    if (!json_str(json, "data.post", &text))
        return garbage(out, "a post event without a post");
    cJSON *post;
    if (json_parse(text, &post, NULL) != STATUS_OK)
        return garbage(out, "a post that is not JSON");
    read_post(arena, json, post, event, self, out);
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
        mattermost_read_number(json, "seq_reply", &out->reply_to);
        if (json_number(json, "error.status_code", &code) && code >= 0 &&
            code < 1000)
            out->status_code = (int)code;
    } else {
        garbage(out, "neither an event nor a reply");
    }
    json_free(json);
}
