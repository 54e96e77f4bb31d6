/* What the files of bot/net share: the libwebsockets context under the
 * reactor, and watching a file. Nothing outside bot/net includes this.
 *
 * A module that needs sockets or files of its own makes a vhost with its own
 * protocols on this context (lws_create_vhost; vhost user pointer for its
 * state). It leaves `extensions` NULL: permessage-deflate of 4.1.6 aborts the
 * process. Its callbacks ignore what they do not know, among it
 * LWS_CALLBACK_EVENT_WAIT_CANCELLED, which every protocol gets. */
#ifndef REACTOR_LWS_H
#define REACTOR_LWS_H

#include "reactor.h"

#include <libwebsockets.h>

/* Sockets and files on the loop at most, all modules together. The look-up of
 * libwebsockets grows with it, so it is no larger than needed. */
#define REACTOR_MAX_FDS 4096

/* Borrowed, until reactor_free. lws_context_user() of it is the reactor. */
struct lws_context *reactor_context(const struct reactor *reactor);

/* Calls fn on the loop whenever fd can be read. For descriptors that are no
 * sockets of libwebsockets: a signalfd, or an epoll set of sockets.
 * Takes fd over. Owned: end with watch_free, which closes fd; not from fn.
 * NULL: no room on the loop; fd is closed. */
struct watch;
struct watch *watch_new(struct reactor *reactor, int fd, void (*fn)(void *user),
                        void *user);
void watch_free(struct watch *watch); /* NULL is fine */

/* What the environment said before the reactor took it away: http_proxy and
 * all_proxy, in lower case. NULL: not set. Borrowed. */
const char *reactor_http_proxy(const struct reactor *reactor);
const char *reactor_all_proxy(const struct reactor *reactor);

#endif
