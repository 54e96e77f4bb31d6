/* Takes URLs apart and tells which of them stay on this machine. */
#include "url.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

static const struct {
    struct str prefix;
    int port;
} schemes[] = {
    [URL_HTTP] = {{"http://", 7}, 80},
    [URL_HTTPS] = {{"https://", 8}, 443},
    [URL_WS] = {{"ws://", 5}, 80},
    [URL_WSS] = {{"wss://", 6}, 443},
};

enum { SCHEMES = sizeof schemes / sizeof schemes[0] };

static bool is_host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

static bool is_ipv6(const char *host)
{
    unsigned char address[sizeof(struct in6_addr)];
    return inet_pton(AF_INET6, host, address) == 1;
}

/* "example.org" or "[::1]"; *rest then begins with a port, if there is one. */
static bool read_host(struct str *rest, char host[URL_HOST_BYTES])
{
    size_t len = 0, skip = 0;
    bool brackets = str_starts(*rest, STR("["));
    if (brackets) {
        skip = 1;
        len = str_find(*rest, STR("]"));
        if (len == rest->len)
            return false;
        len -= 1;
    } else {
        while (len < rest->len && is_host_char(rest->ptr[len]))
            len++;
    }
    if (len == 0 || len >= URL_HOST_BYTES)
        return false;
    memcpy(host, rest->ptr + skip, len);
    host[len] = '\0';
    *rest = str_slice(*rest, len + 2 * skip, rest->len);
    return !brackets || (strlen(host) == len && is_ipv6(host));
}

static bool read_port(struct str text, int *port)
{
    if (text.len == 0 || text.len > 5)
        return false;
    *port = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *port = *port * 10 + (text.ptr[i] - '0');
    }
    return *port > 0 && *port < 65536;
}

/* Visible ASCII without what would end a path or a header line. */
static bool is_path(struct str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] <= ' ' || path.ptr[i] >= 0x7f || path.ptr[i] == '#' ||
            path.ptr[i] == '\\')
            return false;
    return true;
}

enum status url_parse(struct str text, struct url *out, struct error *err)
{
    *out = (struct url){0};
    int scheme = 0;
    while (scheme < SCHEMES &&
           !str_eq_nocase(str_slice(text, 0, schemes[scheme].prefix.len),
                          schemes[scheme].prefix))
        scheme++;
    if (scheme == SCHEMES)
        return error_set(err, STATUS_INVALID,
                         "\"%.*s\" is not a URL: it must begin with https://, "
                         "http://, wss:// or ws://",
                         STR_ARG(text));
    out->scheme = (enum url_scheme)scheme;
    out->port = schemes[scheme].port;
    struct str rest = str_slice(text, schemes[scheme].prefix.len, text.len);
    if (!read_host(&rest, out->host))
        return error_set(err, STATUS_INVALID,
                         "a URL that begins with %s names no proper host",
                         schemes[scheme].prefix.ptr);
    if (str_starts(rest, STR(":"))) {
        size_t end = 1;
        while (end < rest.len && rest.ptr[end] != '/' && rest.ptr[end] != '?')
            end++;
        if (!read_port(str_slice(rest, 1, end), &out->port))
            return error_set(err, STATUS_INVALID,
                             "the URL of %s has a port that is not a number "
                             "from 1 to 65535",
                             out->host);
        out->port_given = true;
        rest = str_slice(rest, end, rest.len);
    }
    if (rest.len > 0 && rest.ptr[0] != '/')
        return error_set(err, STATUS_INVALID,
                         "the URL of %s has something else than a path "
                         "behind its host",
                         out->host);
    if (!is_path(rest))
        return error_set(err, STATUS_INVALID,
                         "the URL of %s holds a character that belongs "
                         "written as %%XX, or a fragment",
                         out->host);
    out->path = rest.len > 0 ? rest : STR("/");
    return STATUS_OK;
}

bool url_is_tls(const struct url *url)
{
    return url->scheme == URL_HTTPS || url->scheme == URL_WSS;
}

bool url_is_loopback(const struct url *url)
{
    struct in_addr v4;
    if (strcasecmp(url->host, "localhost") == 0 ||
        strcmp(url->host, "::1") == 0)
        return true;
    return inet_pton(AF_INET, url->host, &v4) == 1 &&
           (ntohl(v4.s_addr) >> 24) == 127;
}

enum status url_check_plaintext(const struct url *url, bool allow_plaintext,
                                struct error *err)
{
    if (url_is_tls(url) || allow_plaintext || url_is_loopback(url))
        return STATUS_OK;
    const char *secure = url->scheme == URL_WS ? "wss" : "https";
    return error_set(err, STATUS_DENIED,
                     "%s would send the token and every message to %s "
                     "unencrypted: use %s://, or set \"allow_plaintext\" if "
                     "that network is yours",
                     schemes[url->scheme].prefix.ptr, url->host, secure);
}
