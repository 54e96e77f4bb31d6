/* Posts on their way to the server: in order within a channel, again after a
 * failure, slower when the server asks for it. */
#ifndef MATTERMOST_OUTBOX_H
#define MATTERMOST_OUTBOX_H

#include "http.h"
#include "mattermost_out.h"
#include "reactor.h"

struct mattermost_outbox;

/* Owned: free with mattermost_outbox_free, after http. http: borrowed until
 * then. url: of /api/v4/posts; authorization: the header line; both copied. */
struct mattermost_outbox *mattermost_outbox_new(struct reactor *reactor,
                                                struct http *http,
                                                const char *url,
                                                const char *authorization);
/* What has not been posted is lost. NULL is fine. */
void mattermost_outbox_free(struct mattermost_outbox *outbox);

/* Queues a text as one or more posts; at->pending is extended by the number
 * of each. All copied. STATUS_FULL: too many are waiting, nothing is sent. */
MUST_CHECK enum status mattermost_outbox_add(struct mattermost_outbox *outbox,
                                             const struct mattermost_place *at,
                                             struct str text);

/* The server is there again: what waits after a failure is due now. */
void mattermost_outbox_wake(struct mattermost_outbox *outbox);

#endif
