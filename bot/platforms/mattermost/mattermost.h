/* The Mattermost adapter: a bot account with a token, connected over the
 * WebSocket API, posting over REST. */
#ifndef MATTERMOST_H
#define MATTERMOST_H

#include "platform.h"

extern const struct platform_ops mattermost_platform;

#endif
