/* The vhosts outgoing WebSockets are made on, and plain words for what
 * libwebsockets says when one fails. */
#include "ws_lws.h"

#include "buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAME_BYTES = 8192 };

struct lws_vhost *ws_vhost(struct lws_context *context,
                           const struct lws_protocols *protocols, bool tls,
                           const char *ca_file, const char *proxy)
{
    struct buf name;
    buf_init(&name, MAX_NAME_BYTES);
    buf_printf(&name, "%s-client %s %s", tls ? "wss" : "ws",
               proxy ? proxy : "-", ca_file ? ca_file : "-");
    char *name_z = buf_take(&name);
    struct lws_vhost *vhost = lws_get_vhost_by_name(context, name_z);
    if (vhost) {
        free(name_z);
        return vhost;
    }
    struct lws_context_creation_info info = {
        .vhost_name = name_z, /* borrowed by the vhost until it is destroyed */
        .user = name_z,
        .port = CONTEXT_PORT_NO_LISTEN,
        .protocols = protocols,
        .options = tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0,
        .client_ssl_ca_filepath = tls ? ca_file : NULL,
        .http_proxy_address = proxy,
    };
    vhost = lws_create_vhost(context, &info);
    if (!vhost)
        free(name_z);
    return vhost;
}

static bool says(struct str said, const char *part)
{
    return str_find(said, str_from(part)) < said.len;
}

void ws_explain(char *out, size_t size, const struct url *url, struct str said,
                int http_code)
{
    const char *host = url->host;
    if (http_code == 401 || http_code == 403)
        snprintf(out, size,
                 "%s refused the WebSocket (HTTP %d): check the token", host,
                 http_code);
    else if (http_code == 429)
        snprintf(out, size,
                 "%s refused the WebSocket (HTTP 429): too many connections in "
                 "a short time",
                 host);
    else if (http_code >= 300 && http_code < 400)
        snprintf(out, size,
                 "%s redirects the WebSocket elsewhere (HTTP %d), which is not "
                 "followed: put the address it redirects to in the "
                 "configuration",
                 host, http_code);
    else if (http_code != 0 && http_code != 101)
        snprintf(out, size, "%s refused the WebSocket (HTTP %d)", host,
                 http_code);
    else if (says(said, "SSL") || says(said, "tls") || says(said, "TLS"))
        snprintf(out, size,
                 "no secure connection to %s: its certificate is not trusted, "
                 "has expired or belongs to another name, or it speaks no TLS; "
                 "\"openssl s_client -connect %s:%d\" shows which (a private "
                 "authority belongs in \"ca_file\")",
                 host, host, url->port);
    else if (says(said, "Unable to connect"))
        snprintf(out, size, "%s cannot be reached at port %d", host, url->port);
    else if (says(said, "proxy"))
        snprintf(out, size, "the proxy does not connect to %s:%d", host,
                 url->port);
    else if (says(said, "HS:"))
        snprintf(out, size, "%s does not answer as a WebSocket server (%.*s)",
                 host, STR_ARG(said));
    else
        snprintf(out, size,
                 "%s closed the connection before the WebSocket was open",
                 host);
}
