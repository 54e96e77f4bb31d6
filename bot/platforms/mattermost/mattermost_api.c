/* Puts address and token to a call. */
#include "mattermost_api.h"

#include "buf.h"

enum { URL_BYTES = 4096 };

enum status mattermost_call(const struct mattermost_api *api,
                            const struct mattermost_call *call,
                            http_done_fn done, void *user)
{
    struct buf url;
    buf_init(&url, URL_BYTES);
    buf_printf(&url, "%s/api/v4%s", api->server, call->path);
    struct http_request request = {
        .method = call->method,
        .url = url.ptr,
        .headers = {api->authorization, "Content-Type: application/json"},
        .body = call->body,
        .timeout_ms = call->timeout_ms,
        .max_bytes = call->max_bytes,
    };
    enum status status =
        url.full ? STATUS_INVALID : http_send(api->http, &request, done, user);
    buf_fini(&url);
    return status;
}
