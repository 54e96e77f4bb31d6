/* Addresses, stores and names as they may stand in a configuration. */
#include "config_check.h"

#include <arpa/inet.h>
#include <string.h>

static bool is_ip(int family, struct str host)
{
    char z[64];
    unsigned char address[sizeof(struct in6_addr)];
    if (host.len == 0 || host.len >= sizeof z)
        return false;
    memcpy(z, host.ptr, host.len);
    z[host.len] = '\0';
    return strlen(z) == host.len && inet_pton(family, z, address) == 1;
}

const char *check_address(struct str address)
{
    struct str port = address, host;
    long number;
    bool fits;
    if (str_starts(address, STR("["))) {
        host = str_split(&port, ']');
        host = str_slice(host, 1, host.len);
        fits = is_ip(AF_INET6, host) && str_starts(port, STR(":"));
        port = str_slice(port, 1, port.len);
    } else {
        host = str_split(&port, ':');
        fits = is_ip(AF_INET, host) || str_eq_nocase(host, STR("localhost"));
    }
    if (!fits || !str_to_long(port, &number) || number < 0 || number > 65535)
        return "is not ADDRESS:PORT, where ADDRESS is an IP address or "
               "localhost; for example \"127.0.0.1:8080\", \"[::1]:8080\", or "
               "\"0.0.0.0:8080\" for every network";
    return NULL;
}

const char *check_state(struct str state)
{
    if (str_starts(state, STR("postgres")))
        return "names a PostgreSQL database, which is not in this version; "
               "use \"sqlite:careerbot.db\"";
    if (!str_starts(state, STR("sqlite:")) || state.len == strlen("sqlite:"))
        return "is not sqlite:PATH; for example \"sqlite:careerbot.db\"";
    return NULL;
}

const char *check_prefix(struct str prefix)
{
    bool fits = prefix.len <= 32;
    if (str_starts(prefix, STR("/")) || str_starts(prefix, STR("@")))
        return "begins with a sign the server keeps for itself; \"!career\" "
               "would do";
    for (size_t i = 0; fits && i < prefix.len; i++)
        fits = (unsigned char)prefix.ptr[i] > ' ';
    return fits ? NULL : "is not one word of at most 32 bytes";
}

const char *check_env_name(struct str name)
{
    bool fits = name.len > 0 && name.len <= 128;
    for (size_t i = 0; fits && i < name.len; i++) {
        char c = name.ptr[i];
        fits = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
               (i > 0 && c >= '0' && c <= '9');
    }
    return fits ? NULL
                : "is not the name of an environment variable; give the name "
                  "(for example MATTERMOST_TOKEN), never the token itself";
}
