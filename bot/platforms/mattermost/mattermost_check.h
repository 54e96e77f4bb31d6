/* Whether a configuration would work, asked of the server itself. */
#ifndef MATTERMOST_CHECK_H
#define MATTERMOST_CHECK_H

#include "buf.h"
#include "mattermost_api.h"
#include "platform.h"
#include "reactor.h"

/* platform_ops.check, for a configuration that has passed the adapter's own
 * checks. server: its address without a slash at the end. Runs the reactor
 * until the server has answered everything. */
MUST_CHECK enum status mattermost_check(struct reactor *reactor,
                                        const struct mattermost_api *api,
                                        const struct platform_config *config,
                                        struct buf *report);

#endif
