/* Deliveries on their way: one post made, changed or removed each, looked for
 * first where it may be there already. Trying again is left to deliver.c. */
#ifndef MATTERMOST_SENDER_H
#define MATTERMOST_SENDER_H

#include "mattermost_api.h"
#include "mattermost_post.h"
#include "platform.h"

struct mattermost_sender;

typedef void (*mattermost_sent_fn)(void *ticket,
                                   const struct delivery_result *result,
                                   void *user);

/* api, self: borrowed until mattermost_sender_free; self is who the bot is at
 * the time of each delivery. Owned: free with mattermost_sender_free, after
 * api->http. */
struct mattermost_sender *
mattermost_sender_new(const struct mattermost_api *api,
                      const struct mattermost_self *self,
                      mattermost_sent_fn sent, void *user);
void mattermost_sender_free(struct mattermost_sender *sender); /* or NULL */

/* platform_ops.deliver. delivery: borrowed, but its ticket. */
MUST_CHECK enum status mattermost_send(struct mattermost_sender *sender,
                                       const struct delivery *delivery);

#endif
