/* What ws.c needs of libwebsockets before a connection is open: the vhost it
 * is made on, and a sentence for why it failed. Nothing but ws.c uses this. */
#ifndef WS_LWS_H
#define WS_LWS_H

#include "reactor_lws.h"
#include "url.h"

/* The vhost with this callback for these authorities and this proxy, made at
 * first use; one of each per context. tls: without, the system's authorities
 * are not read (a megabyte). proxy: "host:port", or NULL: none.
 * NULL: it cannot be made, as when ca_file cannot be read. */
struct lws_vhost *ws_vhost(struct lws_context *context,
                           const struct lws_protocols *protocols, bool tls,
                           const char *ca_file, const char *proxy);

/* Writes why an attempt failed, from what libwebsockets says about it and the
 * HTTP code of a refused upgrade (0: there was no answer). */
void ws_explain(char *out, size_t size, const struct url *url, struct str said,
                int http_code);

#endif
