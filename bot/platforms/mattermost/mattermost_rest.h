/* What a Mattermost server answers to REST calls, read. Pure: no network, no
 * clock, no state.
 *
 * All results are in the arena. STATUS_INVALID: the body is not what the
 * call returns. */
#ifndef MATTERMOST_REST_H
#define MATTERMOST_REST_H

#include "mattermost_post.h"
#include "status.h"

/* GET /users/me. The prefix stays empty. */
MUST_CHECK enum status mattermost_read_self(struct arena *arena,
                                            struct str body,
                                            struct mattermost_self *out,
                                            bool *is_bot);

/* The id of an error body ("api.context.session_expired.app_error"); empty
 * where there is none, as when a proxy answered and not the server. */
struct str mattermost_read_error(struct arena *arena, struct str body);

/* GET /users/me/teams: their ids and names. */
struct mattermost_team {
    struct str id, name;
};
MUST_CHECK enum status mattermost_read_teams(struct arena *arena,
                                             struct str body,
                                             struct mattermost_team **out,
                                             size_t *count);

/* GET /users/me/teams/{id}/channels: those the bot is in, direct and group
 * channels among them, with every team. Archived ones are left out. */
struct mattermost_channel {
    struct str id, name;
    char type; /* 'O' public, 'P' private, 'D' direct, 'G' group */
    int64_t last_post_ms;
};
MUST_CHECK enum status mattermost_read_channels(struct arena *arena,
                                                struct str body,
                                                struct mattermost_channel **out,
                                                size_t *count);

/* GET /channels/{id}/posts: a page of a channel's history. */
struct mattermost_page {
    size_t posts; /* on the page */
    int64_t oldest_ms;
    /* The post to ask for those before: the oldest that is newer than
     * oldest_ms, since the server leaves out posts of the same moment. */
    struct str before;
    struct message *messages; /* what people said, newest first */
    size_t message_count;
    struct str *answered; /* questions the bot has replied to */
    size_t answered_count;
};
MUST_CHECK enum status mattermost_read_page(struct arena *arena,
                                            struct str body,
                                            const struct mattermost_self *self,
                                            char channel_type,
                                            struct mattermost_page *out);

/* The answer to POST /posts: the post made. */
struct mattermost_made {
    struct str id; /* empty: not there */
    struct str message;
    size_t posts;  /* of mattermost_find_made: how many were listed */
    bool question; /* the question among them */
};
MUST_CHECK enum status mattermost_read_made(struct arena *arena,
                                            struct str body,
                                            struct mattermost_made *out);

/* GET /posts/{id}/thread or /channels/{id}/posts: the bot's post that is part
 * `number` of the reply to a question. */
MUST_CHECK enum status mattermost_find_made(struct arena *arena,
                                            struct str body,
                                            const struct mattermost_self *self,
                                            struct str question, int number,
                                            struct mattermost_made *out);

/* GET /config/client: code points of the longest post; 0: not said. */
size_t mattermost_read_post_limit(struct str body);

#endif
