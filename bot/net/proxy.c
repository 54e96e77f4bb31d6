/* Chooses the proxy of a connection. */
#include "proxy.h"

#include "reactor_lws.h"

#include <stdlib.h>

static const char *environment(const char *lower, const char *upper)
{
    const char *value = getenv(lower);
    if (!value || !*value)
        value = getenv(upper);
    return value && *value ? value : NULL;
}

bool proxy_list_holds(struct str list, struct str host)
{
    while (list.ptr) {
        struct str item = str_trim(str_split(&list, ','));
        if (str_eq(item, STR("*")))
            return true;
        if (str_starts(item, STR(".")))
            item = str_slice(item, 1, item.len);
        if (item.len == 0 || host.len < item.len)
            continue;
        size_t before = host.len - item.len;
        if (str_eq_nocase(str_slice(host, before, host.len), item) &&
            (before == 0 || host.ptr[before - 1] == '.'))
            return true;
    }
    return false;
}

const char *proxy_for(const struct reactor *reactor, const struct url *url,
                      const char *configured)
{
    if (url_is_loopback(url))
        return NULL;
    if (configured)
        return *configured ? configured : NULL;
    const char *exempt = environment("no_proxy", "NO_PROXY");
    if (exempt && proxy_list_holds(str_from(exempt), str_from(url->host)))
        return NULL;
    const char *proxy;
    if (url_is_tls(url))
        proxy = environment("https_proxy", "HTTPS_PROXY");
    else if (reactor)
        proxy = reactor_http_proxy(reactor);
    else
        proxy = environment("http_proxy", "http_proxy");
    if (!proxy && reactor)
        proxy = reactor_all_proxy(reactor);
    return proxy ? proxy : environment("all_proxy", "ALL_PROXY");
}
