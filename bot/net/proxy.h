/* Which proxy a connection goes through: the configured one, else what the
 * environment says, the same for HTTP and WebSocket. */
#ifndef PROXY_H
#define PROXY_H

#include "reactor.h"
#include "url.h"

/* configured: NULL where the configuration names none; then https_proxy,
 * http_proxy (by the scheme of the URL) and all_proxy count, in lower case or
 * capitals (http_proxy in lower case only, as everywhere), unless no_proxy
 * holds the host. reactor: it has taken http_proxy out of the environment;
 * NULL where there is none. NULL: no proxy; always for this machine itself.
 * Borrowed from configured, the reactor or the environment. */
const char *proxy_for(const struct reactor *reactor, const struct url *url,
                      const char *configured);

/* Does a no_proxy list ("example.org, .intern, 10.0.0.1" or "*") hold host?
 * A name also stands for everything below it. */
bool proxy_list_holds(struct str list, struct str host);

#endif
