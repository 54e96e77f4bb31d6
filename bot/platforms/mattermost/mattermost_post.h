/* A post, read: what somebody said to the bot, or why it is none of the
 * bot's business. Pure. */
#ifndef MATTERMOST_POST_H
#define MATTERMOST_POST_H

#include "json.h"
#include "message.h"

#include "arena.h"

/* The bot's own account. */
struct mattermost_self {
    struct str id;
    struct str name;   /* without the @ */
    struct str prefix; /* addresses the bot as well; empty: none */
};

/* What the server says of a post besides the post itself; a history does not
 * say whom a post mentions. */
struct mattermost_context {
    char channel_type;   /* 'D' direct, 'G' group; else 'O', 'P' or 0 */
    bool knows_mentions; /* `mentioned` is the server's word */
    bool mentioned;
};

/* Reads a post. Texts of the message in arena; its text is empty where only
 * the bot's name was said. NULL: *out is a message; else the reason why it is
 * none. *garbage: it is no post at all. */
const char *mattermost_read_post(struct arena *arena, const cJSON *post,
                                 const struct mattermost_self *self,
                                 const struct mattermost_context *context,
                                 struct message *out, bool *garbage);

/* An id: letters and digits, of a sensible length, so that it may stand in an
 * address. Borrowed from the JSON. */
bool mattermost_read_id(const cJSON *json, const char *path, struct str *out);

/* A whole number that is not negative, as times and sequence numbers are. */
bool mattermost_read_number(const cJSON *json, const char *path, int64_t *out);

/* The part of which reply our own post is; false: of none. question borrowed
 * from the JSON. */
bool mattermost_read_part(const cJSON *post, const struct mattermost_self *self,
                          struct str *question, int64_t *number);

/* Properties of the bot's own posts that say so. */
#define MATTERMOST_PROP_QUESTION "careerbot_question"
#define MATTERMOST_PROP_PART "careerbot_part"

#endif
