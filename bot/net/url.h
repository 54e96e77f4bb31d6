/* URLs of servers taken apart, strictly: scheme, host, port, path. What a
 * bot's configuration has no use for (user names, fragments) is refused. */
#ifndef URL_H
#define URL_H

#include "status.h"
#include "str.h"

#include <stdbool.h>

enum url_scheme { URL_HTTP, URL_HTTPS, URL_WS, URL_WSS };

#define URL_HOST_BYTES 254

struct url {
    enum url_scheme scheme;
    char host[URL_HOST_BYTES]; /* an IPv6 address without its brackets */
    int port;                  /* given, or the scheme's own */
    bool port_given;
    struct str path; /* with the query; "/" at least; into the text parsed */
};

/* text: borrowed as long as out->path is used.
 * STATUS_INVALID: err says what is wrong with it. */
MUST_CHECK enum status url_parse(struct str text, struct url *out,
                                 struct error *err);

bool url_is_tls(const struct url *url);

/* "localhost", 127.0.0.0/8 or ::1: never leaves this machine. */
bool url_is_loopback(const struct url *url);

/* STATUS_DENIED: plain text to another machine; err says what to do. */
MUST_CHECK enum status url_check_plaintext(const struct url *url,
                                           bool allow_plaintext,
                                           struct error *err);

#endif
