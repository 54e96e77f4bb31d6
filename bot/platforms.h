/* The chat platforms this program has. */
#ifndef PLATFORMS_H
#define PLATFORMS_H

#include "platform.h"

/* The adapter of a "type" of the configuration, or NULL. */
const struct platform_ops *platform_find(const char *type);

#endif
