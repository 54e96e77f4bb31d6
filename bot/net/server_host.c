/* Which Host and Origin are answered. A page of another site can make a
 * browser send requests here, and rebind its own name to this address; it can
 * hide neither header. */
#include "server_private.h"

#include <string.h>

/* "name:port", "[::1]:port"; the port is 80 where none stands. */
static bool split_host(struct str host, struct str *name, long *port)
{
    size_t end = 0;
    if (host.len > 0 && host.ptr[0] == '[') {
        end = str_find(host, STR("]")) + 1;
        if (end > host.len)
            return false;
    } else {
        end = str_find(host, STR(":"));
    }
    *name = str_slice(host, 0, end);
    struct str rest = str_slice(host, end, host.len);
    *port = 80;
    if (rest.len == 0)
        return name->len > 0;
    return name->len > 0 && rest.ptr[0] == ':' &&
           str_to_long(str_slice(rest, 1, rest.len), port);
}

/* The name people listen on, without the port. */
static struct str listen_name(const struct server *server)
{
    struct str name;
    long port;
    return split_host(str_from(server->address), &name, &port) ? name
                                                               : STR_NONE;
}

bool host_is_allowed(const struct server_peer *conn, struct str host)
{
    struct str name;
    long port;
    if (!split_host(host, &name, &port))
        return false;
    for (char **allowed = conn->server->hosts; *allowed; allowed++)
        if (str_eq_nocase(str_from(*allowed), name) ||
            str_eq_nocase(str_from(*allowed), host))
            return true;
    if (port != conn->server->port)
        return false;
    return str_eq_nocase(name, STR("localhost")) ||
           str_eq(name, STR("127.0.0.1")) || str_eq(name, STR("[::1]")) ||
           str_eq_nocase(name, str_from(conn->address)) ||
           str_eq_nocase(name, listen_name(conn->server));
}

bool origin_is_allowed(struct str origin, struct str host)
{
    struct str rest = origin;
    struct str scheme = str_split(&rest, ':');
    if (!str_eq(scheme, STR("http")) && !str_eq(scheme, STR("https")))
        return false;
    return str_starts(rest, STR("//")) &&
           str_eq_nocase(str_slice(rest, 2, rest.len), host);
}
