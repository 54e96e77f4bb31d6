/* The chat page as a platform: one page from the binary, and a WebSocket on
 * the program's own server. */
#ifndef WEB_H
#define WEB_H

#include "platform.h"

extern const struct platform_ops web_platform;

#endif
