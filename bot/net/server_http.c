/* HTTP of the server: a request is checked, given to its route, and answered
 * with headers that leave a browser nothing to misunderstand. */
#include "server_private.h"

#include <time.h>

static const struct {
    int code;
    const char *phrase;
} phrases[] = {
    {101, "Switching Protocols"},
    {200, "OK"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

static const char security_headers[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; "
    "style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";

static const char *phrase_of(int code)
{
    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
        if (phrases[i].code == code)
            return phrases[i].phrase;
    return "Unknown";
}

static void add_date(struct buf *out)
{
    char date[64];
    struct tm tm;
    time_t now = time(NULL);
    gmtime_r(&now, &tm);
    strftime(date, sizeof(date), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &tm);
    buf_add_z(out, date);
}

static void add_headers(struct buf *out, const struct server_response *response)
{
    bool cache_control = false;
    for (const char *const *h = response->headers; h && *h; h++) {
        buf_printf(out, "%s\r\n", *h);
        struct str name = str_from(*h);
        if (str_eq_nocase(str_split(&name, ':'), STR("cache-control")))
            cache_control = true;
    }
    if (!cache_control)
        buf_add_z(out, "Cache-Control: no-store\r\n");
    if (response->retry_after_s > 0)
        buf_printf(out, "Retry-After: %d\r\n", response->retry_after_s);
}

/* request: NULL where it could not be read; the connection ends then. */
void serve_response(struct server_peer *conn, const struct request *request,
                    const struct server_response *response)
{
    bool head = request && str_eq(request->method, STR("HEAD"));
    bool keep = request && request->keep_alive && conn->state == CONN_HTTP;
    struct buf *out = &conn->out;
    buf_printf(out, "HTTP/1.1 %d %s\r\n", response->code,
               phrase_of(response->code));
    add_date(out);
    if (response->content_type)
        buf_printf(out, "Content-Type: %s\r\n", response->content_type);
    if (response->code != 204 && response->code != 304)
        buf_printf(out, "Content-Length: %zu\r\n", response->body.len);
    buf_add_z(out, security_headers);
    add_headers(out, response);
    buf_add_z(out, keep ? "\r\n" : "Connection: close\r\n\r\n");
    if (!head)
        buf_add(out, response->body);
    if (out->full)
        conn_kill(conn); /* half a response must not look like a whole one */
    else if (!keep)
        conn_end(conn);
}

static void refuse_with(struct server_peer *conn, const struct request *request,
                        int code, const char *why, const char *header)
{
    struct buf body;
    buf_init(&body, 512);
    buf_printf(&body, "%d %s\n%s\n", code, phrase_of(code), why);
    const char *headers[] = {header, NULL};
    struct server_response response = {
        .code = code,
        .content_type = "text/plain; charset=utf-8",
        .headers = headers,
        .body = buf_str(&body),
    };
    serve_response(conn, request, &response);
    buf_fini(&body);
}

void serve_refusal(struct server_peer *conn, const struct request *request,
                   int code, const char *why)
{
    refuse_with(conn, request, code, why, NULL);
}

static struct str route_method(const struct request *request)
{
    return str_eq(request->method, STR("HEAD")) ? STR("GET") : request->method;
}

static const struct server_route *find_route(const struct server *server,
                                             const struct request *request)
{
    for (size_t i = 0; i < server->route_count; i++) {
        const struct server_route *route = &server->routes[i];
        if (str_eq(str_from(route->path), request->path) &&
            str_eq(str_from(route->method), route_method(request)))
            return route;
    }
    return NULL;
}

static bool is_ws_path(const struct server *server, struct str path)
{
    return server->has_ws && str_eq(str_from(server->ws.path), path);
}

/* "Allow: GET, HEAD, POST", or empty: nothing stands at that path. */
static void list_methods(const struct server *server, struct str path,
                         struct buf *out)
{
    for (size_t i = 0; i < server->route_count; i++) {
        const struct server_route *route = &server->routes[i];
        if (!str_eq(str_from(route->path), path))
            continue;
        bool get = str_eq(str_from(route->method), STR("GET"));
        buf_printf(out, "%s%s%s", out->len ? ", " : "Allow: ", route->method,
                   get ? ", HEAD" : "");
    }
    if (is_ws_path(server, path) && out->len == 0)
        buf_add_z(out, "Allow: GET");
}

static void refuse_method_or_path(struct server_peer *conn,
                                  const struct request *request)
{
    struct buf allow;
    buf_init(&allow, 256);
    list_methods(conn->server, request->path, &allow);
    if (allow.len > 0)
        refuse_with(conn, request, 405, "This page knows other methods.",
                    allow.ptr);
    else
        serve_refusal(conn, request, 404, "There is no such page.");
    buf_fini(&allow);
}

/* Refuses what needs no body to be refused. */
static bool was_refused(struct server_peer *conn, const struct request *request)
{
    struct server *server = conn->server;
    if (!host_is_allowed(conn, request->host))
        serve_refusal(conn, request, 421,
                      "This server does not go by that name. If it should, "
                      "add the name to \"hosts\" in its configuration.");
    else if (request->origin.ptr &&
             !origin_is_allowed(request->origin, request->host))
        serve_refusal(conn, request, 403,
                      "Pages of other sites cannot use this server.");
    else if (request->content_length > server->max_body_bytes)
        serve_refusal(conn, request, 413, "The body is too long.");
    else if (is_ws_path(server, request->path) &&
             str_eq(request->method, STR("GET")))
        return false;
    else if (!find_route(server, request))
        refuse_method_or_path(conn, request);
    else
        return false;
    return true;
}

static void call_route(struct server_peer *conn, const struct request *request,
                       struct str body)
{
    const struct server_route *route = find_route(conn->server, request);
    struct server_request in = {
        .method = request->method,
        .path = request->path,
        .content_type = request->content_type,
        .body = body,
        .client = str_from(conn->client),
    };
    struct server_response response = {.code = 500};
    route->handle(&in, &response, route->user);
    serve_response(conn, request, &response);
}

/* The rest of the body is awaited; who wants to be asked for it, is. */
static void await_body(struct server_peer *conn, const struct request *request)
{
    if (request->expects_continue && !conn->continued) {
        conn->continued = true;
        buf_add_z(&conn->out, "HTTP/1.1 100 Continue\r\n\r\n");
    }
}

static void answer(struct server_peer *conn, const struct request *request,
                   struct str body)
{
    if (is_ws_path(conn->server, request->path))
        peer_upgrade(conn, request);
    else
        call_route(conn, request, body);
}

static void begin_clock(struct server_peer *conn)
{
    if (conn->in_request)
        return;
    conn->in_request = true;
    conn_set_deadline(conn, conn->server->times.request);
}

bool serve_request(struct server_peer *conn)
{
    if (conn->in.len == 0)
        return false;
    struct request request;
    struct request_refusal refusal;
    size_t head = 0;
    struct str bytes = buf_str(&conn->in);
    enum request_result result =
        request_parse(bytes, &request, &head, &refusal);
    if (result == REQUEST_MORE) {
        begin_clock(conn);
        return false;
    }
    if (result == REQUEST_REFUSED) {
        serve_refusal(conn, NULL, refusal.code, refusal.why);
        return true;
    }
    size_t length = request.content_length;
    bool whole = bytes.len - head >= length;
    if (!whole) /* its body would be taken for the next request */
        request.keep_alive = false;
    if (!was_refused(conn, &request)) {
        if (!whole) {
            begin_clock(conn);
            await_body(conn, &request);
            return false;
        }
        answer(conn, &request, str_slice(bytes, head, head + length));
    }
    conn->in_request = conn->continued = false;
    if (conn->state == CONN_HTTP)
        conn_set_deadline(conn, conn->server->times.idle);
    conn_took(conn, whole ? head + length : bytes.len);
    return true;
}
