/* What was said while the bot was away, fetched page by page from every
 * channel it is in. The same message may come here and as an event: the store
 * tells. */
#ifndef MATTERMOST_HISTORY_H
#define MATTERMOST_HISTORY_H

#include "mattermost_api.h"
#include "mattermost_post.h"
#include "reactor.h"
#include "store.h"

struct mattermost_history;

struct mattermost_history_options { /* borrowed until ..._free */
    struct reactor *reactor;
    const struct mattermost_api *api;
    const struct mattermost_self *self;
    struct store *store;
    struct str account;
    int64_t age_ms; /* what is older is left; 0: all is */
    void (*on_message)(const struct message *message, void *user);
    /* The server refuses the token; nothing is asked until the next call of
     * mattermost_history_fetch. */
    void (*on_refused)(void *user);
    void *user;
};

/* Owned: free with mattermost_history_free, after api->http. */
struct mattermost_history *
mattermost_history_new(const struct mattermost_history_options *options);
void mattermost_history_free(struct mattermost_history *history); /* or NULL */

/* Events may have been missed: fetches all channels, again and again until it
 * has worked. */
void mattermost_history_fetch(struct mattermost_history *history);

/* The bot has just come into this channel: fetches what was said since. */
void mattermost_history_fetch_channel(struct mattermost_history *history,
                                      struct str channel, char type);

/* A message came as an event: the history is known up to there, unless some
 * of it still has to be fetched. Times of posts need not be true: an import
 * sets them, and the server's clock may be set back. */
void mattermost_history_note(struct mattermost_history *history,
                             int64_t sent_ms);

#endif
