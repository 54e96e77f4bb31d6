/* Outgoing WebSocket connections on libwebsockets. Its 4.1.6 can lose a
 * connection without a word, so this keeps its own deadline and takes a
 * destroyed connection for a failed one; it also bounds and checks what comes
 * in, which the library does not. Reconnecting is left to the callers. */
#include "ws.h"

#include "buf.h"
#include "proxy.h"
#include "resolve.h"
#include "url.h"
#include "utf8.h"
#include "ws_lws.h"
#include "xmalloc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    RX_BYTES = 8192,   /* received at once */
    PROXY_BYTES = 300, /* "user:password@host:port" */
    MAX_HEADER_BYTES = 2048,
    CLOSE_S = 3, /* for the peer to take our close frame */
};

/* A peer that says nothing for so long is pinged, and given up on. */
static const lws_retry_bo_t idle_policy = {
    .secs_since_valid_ping = 30,
    .secs_since_valid_hangup = 50,
    .jitter_percent = 10,
};

struct outgoing {
    struct outgoing *next;
    size_t len;
    unsigned char bytes[]; /* LWS_PRE, then len */
};

struct ws {
    struct reactor *reactor;
    struct timer *timer; /* the next step while connecting */
    struct ws_options options;
    char *url_text, *headers[WS_HEADERS], *subprotocols, *origin, *ca_file;
    struct url url;
    char host[URL_HOST_BYTES + 8]; /* of the Host header, and for TLS */
    char proxy_login[PROXY_BYTES]; /* "user:password@", or empty */
    struct url proxy;              /* host empty: none */
    struct resolve *resolve;
    struct resolve_address addresses[RESOLVE_ADDRESSES];
    size_t address_count, address_next;
    int64_t deadline_ms;
    struct lws *wsi;
    bool starting; /* inside lws_client_connect_via_info */
    bool lost;     /* that ended the connection at once */
    bool open, ended;
    int http_code;
    char problem[400];
    struct buf message; /* what has come of it so far */
    struct outgoing *queue, **queue_end;
    size_t queued_bytes;
};

static int on_lws(struct lws *wsi, enum lws_callback_reasons reason, void *user,
                  void *in, size_t len);

static const struct lws_protocols protocols[] = {
    {.name = "careerbot-ws", .callback = on_lws, .rx_buffer_size = RX_BYTES},
    {0},
};

/* libwebsockets may still call back for the connection, which then finds no
 * ws any more. */
static void detach(struct ws *ws)
{
    if (!ws->wsi)
        return;
    lws_set_opaque_user_data(ws->wsi, NULL);
    ws->wsi = NULL;
}

static void abandon(struct ws *ws)
{
    struct lws *wsi = ws->wsi;
    detach(ws);
    if (wsi && ws->open) {
        lws_rx_flow_control(wsi, 0); /* what comes now is nobody's */
        lws_close_reason(wsi, LWS_CLOSE_STATUS_NORMAL, NULL, 0);
        lws_callback_on_writable(wsi);
        lws_set_timeout(wsi, PENDING_TIMEOUT_CLOSE_SEND, CLOSE_S);
    } else if (wsi) {
        lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
    }
}

/* The one call of on_closed, which may free ws. problem: NULL takes what is
 * in ws->problem. */
static void end(struct ws *ws, enum status why, const char *problem)
{
    if (ws->ended)
        return;
    ws->ended = true;
    ws->open = false;
    timer_stop(ws->timer);
    resolve_free(ws->resolve);
    ws->resolve = NULL;
    detach(ws);
    char copy[sizeof ws->problem];
    snprintf(copy, sizeof copy, "%s", problem ? problem : ws->problem);
    ws->options.on_closed(why, copy, ws->http_code, ws->options.user);
}

/* One address did not work: on to the next, unless a server has answered. */
static void attempt_failed(struct ws *ws)
{
    detach(ws);
    if (ws->address_next < ws->address_count && ws->http_code == 0 &&
        reactor_now_ms(ws->reactor) < ws->deadline_ms)
        timer_start(ws->timer, 0);
    else if (ws->http_code == 401 || ws->http_code == 403)
        end(ws, STATUS_DENIED, NULL);
    else
        end(ws, STATUS_IO, NULL);
}

/* An address gets its share of the time that is left. */
static void start_share(struct ws *ws)
{
    int64_t left = ws->deadline_ms - reactor_now_ms(ws->reactor);
    int64_t shares = (int64_t)(ws->address_count - ws->address_next) + 1;
    timer_start(ws->timer, left / shares);
}

static struct lws_vhost *find_vhost(struct ws *ws, const char *address)
{
    char proxy[PROXY_BYTES + 80];
    bool v6 = strchr(address, ':');
    if (!*ws->proxy.host)
        return ws_vhost(reactor_context(ws->reactor), protocols,
                        url_is_tls(&ws->url), ws->ca_file, NULL);
    snprintf(proxy, sizeof proxy, "%s%s%s%s:%d", ws->proxy_login, v6 ? "[" : "",
             address, v6 ? "]" : "", ws->proxy.port);
    return ws_vhost(reactor_context(ws->reactor), protocols,
                    url_is_tls(&ws->url), ws->ca_file, proxy);
}

static void attempt(struct ws *ws)
{
    const char *address = ws->addresses[ws->address_next++].text;
    bool proxied = *ws->proxy.host;
    struct lws_client_connect_info info = {
        .context = reactor_context(ws->reactor),
        .vhost = find_vhost(ws, address),
        .address = proxied ? ws->url.host : address,
        .port = ws->url.port,
        .path = ws->url.path.ptr,
        .host = ws->host,
        .origin = ws->origin,
        .protocol = ws->subprotocols,
        .local_protocol_name = protocols[0].name,
        .ssl_connection = LCCSCF_HTTP_NO_FOLLOW_REDIRECT |
                          (url_is_tls(&ws->url) ? LCCSCF_USE_SSL : 0),
        .alpn = "http/1.1",
        .retry_and_idle_policy = &idle_policy,
        .opaque_user_data = ws,
        .pwsi = &ws->wsi,
    };
    ws_explain(ws->problem, sizeof ws->problem, &ws->url, STR(""), 0);
    start_share(ws);
    ws->starting = true;
    ws->lost = false;
    struct lws *wsi = info.vhost ? lws_client_connect_via_info(&info) : NULL;
    ws->starting = false;
    if (!wsi || ws->lost) {
        ws->wsi = NULL; /* already freed */
        attempt_failed(ws);
    }
}

static void on_timer(void *user)
{
    struct ws *ws = user;
    if (ws->wsi) { /* its share of the time is over */
        snprintf(ws->problem, sizeof ws->problem,
                 "%s did not answer in time at port %d", ws->url.host,
                 ws->url.port);
        abandon(ws);
    }
    if (ws->address_next < ws->address_count)
        attempt(ws);
    else
        end(ws, STATUS_TIMEOUT, NULL);
}

static void on_resolved(enum status status, const char *problem,
                        const struct resolve_address *addresses, size_t count,
                        void *user)
{
    struct ws *ws = user;
    if (status != STATUS_OK) {
        end(ws, status, problem);
        return;
    }
    memcpy(ws->addresses, addresses, count * sizeof *addresses);
    ws->address_count = count;
    resolve_free(ws->resolve);
    ws->resolve = NULL;
    attempt(ws);
}

/* The handshake's own header lines; false: no room. */
static bool add_headers(struct ws *ws, unsigned char **at, size_t room)
{
    for (size_t i = 0; i < WS_HEADERS && ws->headers[i]; i++) {
        size_t len = strlen(ws->headers[i]);
        if (len + 2 > room)
            return false;
        memcpy(*at, ws->headers[i], len);
        memcpy(*at + len, "\r\n", 2);
        *at += len + 2;
        room -= len + 2;
    }
    return true;
}

/* Ends the connection for what the peer sent. Returns what the callback of
 * libwebsockets must. Without a close frame: while 4.1.6 waits to send one, it
 * goes on reading into a buffer that it takes for empty, and writes behind its
 * end. */
static int refuse(struct ws *ws, enum status why, const char *problem)
{
    end(ws, why, problem);
    return -1;
}

static int receive(struct ws *ws, struct str part)
{
    struct lws *wsi = ws->wsi;
    if (lws_is_first_fragment(wsi))
        buf_clear(&ws->message);
    if (lws_frame_is_binary(wsi))
        return refuse(ws, STATUS_INVALID, "the server sent a binary message");
    buf_add(&ws->message, part);
    if (ws->message.full)
        return refuse(ws, STATUS_FULL,
                      "the server sent a message that is too long");
    if (!lws_is_final_fragment(wsi))
        return 0;
    struct str text = buf_str(&ws->message);
    if (!utf8_valid(text))
        return refuse(ws, STATUS_INVALID,
                      "the server sent text that is not UTF-8");
    /* on_text may free ws, so the text lives on its own meanwhile. */
    struct buf message = ws->message;
    buf_init(&ws->message, message.max);
    ws->options.on_text(text, ws->options.user);
    buf_fini(&message);
    return 0;
}

static int write_next(struct ws *ws)
{
    struct outgoing *first = ws->queue;
    if (!first)
        return 0;
    ws->queue = first->next;
    if (!ws->queue)
        ws->queue_end = &ws->queue;
    ws->queued_bytes -= first->len;
    int written =
        lws_write(ws->wsi, first->bytes + LWS_PRE, first->len, LWS_WRITE_TEXT);
    free(first);
    if (written < 0)
        return -1;
    if (ws->queue)
        lws_callback_on_writable(ws->wsi);
    return 0;
}

/* Notes what a close frame says; the end of the connection follows. */
static void note_close(struct ws *ws, struct str payload)
{
    char reason[128] = "";
    int code = 1005; /* "none given" */
    if (payload.len >= 2)
        code =
            (unsigned char)payload.ptr[0] << 8 | (unsigned char)payload.ptr[1];
    struct str text = str_slice(payload, 2, payload.len);
    for (size_t i = 0; i < text.len && i + 1 < sizeof reason; i++)
        reason[i] = isprint((unsigned char)text.ptr[i]) ? text.ptr[i] : '?';
    snprintf(ws->problem, sizeof ws->problem,
             "the server closed the connection (%d%s%s)", code,
             *reason ? ": " : "", reason);
}

static int opened(struct ws *ws)
{
    ws->open = true;
    timer_stop(ws->timer);
    snprintf(ws->problem, sizeof ws->problem, "the connection to %s was lost",
             ws->url.host);
    ws->options.on_open(ws->options.user);
    return 0;
}

static void connection_error(struct ws *ws, struct lws *wsi, struct str said)
{
    int code = (int)lws_http_client_http_response(wsi);
    ws->http_code = code == 101 ? 0 : code; /* 101 with a faulty handshake */
    ws_explain(ws->problem, sizeof ws->problem, &ws->url, said, ws->http_code);
    if (!ws->starting)
        attempt_failed(ws);
}

static int on_lws(struct lws *wsi, enum lws_callback_reasons reason, void *user,
                  void *in, size_t len)
{
    (void)user;
    if (reason == LWS_CALLBACK_PROTOCOL_DESTROY) {
        free(lws_vhost_user(lws_get_vhost(wsi))); /* its name */
        return 0;
    }
    struct ws *ws = wsi ? lws_get_opaque_user_data(wsi) : NULL;
    if (!ws) /* closed by ws_close: -1 sends the close frame */
        return reason == LWS_CALLBACK_CLIENT_WRITEABLE ? -1 : 0;
    switch (reason) {
    case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
        return add_headers(ws, in, len) ? 0 : -1;
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
        return opened(ws);
    case LWS_CALLBACK_CLIENT_RECEIVE:
        return receive(ws, (struct str){in, len});
    case LWS_CALLBACK_CLIENT_WRITEABLE:
        return write_next(ws);
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        connection_error(ws, wsi, (struct str){in, in ? len : 0});
        return 0;
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        note_close(ws, (struct str){in, len});
        return 0;
    case LWS_CALLBACK_CLIENT_CLOSED:
        end(ws, STATUS_CLOSED, NULL);
        return 0;
    case LWS_CALLBACK_WSI_DESTROY: /* without an error before: silent death */
        if (ws->starting)
            ws->lost = true;
        else if (ws->open)
            end(ws, STATUS_CLOSED, NULL);
        else
            attempt_failed(ws);
        return 0;
    default:
        return 0;
    }
}

static void begin(void *user)
{
    struct ws *ws = user;
    bool proxied = *ws->proxy.host;
    ws->deadline_ms =
        reactor_now_ms(ws->reactor) + ws->options.connect_timeout_ms;
    timer_free(ws->timer);
    ws->timer = timer_new(ws->reactor, on_timer, ws);
    ws->resolve =
        resolve_start(ws->reactor, proxied ? ws->proxy.host : ws->url.host,
                      ws->options.connect_timeout_ms, on_resolved, ws);
}

/* "http://user:password@host:port", all but the host optional. */
static enum status read_proxy(struct ws *ws, const char *text,
                              struct error *err)
{
    struct str rest = str_from(text);
    if (str_starts(rest, STR("http://")))
        rest = str_slice(rest, 7, rest.len);
    for (size_t at; (at = str_find(rest, STR("@"))) < rest.len;) {
        size_t len = strlen(ws->proxy_login);
        snprintf(ws->proxy_login + len, sizeof ws->proxy_login - len, "%.*s",
                 (int)at + 1, rest.ptr);
        rest = str_slice(rest, at + 1, rest.len);
    }
    char url[PROXY_BYTES];
    snprintf(url, sizeof url, "http://%.*s", STR_ARG(rest));
    if (url_parse(str_from(url), &ws->proxy, NULL) != STATUS_OK)
        return error_set(err, STATUS_INVALID,
                         "the proxy must be given as host:port; WebSockets "
                         "cannot go through another kind");
    ws->proxy.path = STR_NONE; /* it would point to what is gone */
    return STATUS_OK;
}

static enum status check(struct ws *ws, struct error *err)
{
    const struct ws_options *options = &ws->options;
    enum status status = url_parse(str_from(ws->url_text), &ws->url, err);
    if (status != STATUS_OK)
        return status;
    if (ws->url.scheme != URL_WS && ws->url.scheme != URL_WSS)
        return error_set(err, STATUS_INVALID,
                         "a WebSocket URL begins with wss:// or ws://");
    if (url_check_plaintext(&ws->url, options->allow_plaintext, err) !=
        STATUS_OK)
        return STATUS_INVALID;
    bool v6 = strchr(ws->url.host, ':');
    if (v6 && ws->url.scheme == URL_WSS)
        return error_set(err, STATUS_INVALID,
                         "wss:// to the address [%s]: its certificate cannot "
                         "be checked; use the host's name",
                         ws->url.host);
    snprintf(ws->host, sizeof ws->host,
             ws->url.port_given ? "%s%s%s:%d" : "%s%s%s", v6 ? "[" : "",
             ws->url.host, v6 ? "]" : "", ws->url.port);
    for (size_t i = 0; i < WS_HEADERS && ws->headers[i]; i++)
        if (strpbrk(ws->headers[i], "\r\n") ||
            strlen(ws->headers[i]) > MAX_HEADER_BYTES)
            return error_set(err, STATUS_INVALID,
                             "a header line holds a line break or is longer "
                             "than %d bytes",
                             MAX_HEADER_BYTES);
    if (ws->ca_file && access(ws->ca_file, R_OK) != 0)
        return error_set(err, STATUS_INVALID,
                         "the certificates in \"ca_file\" cannot be read: %s",
                         ws->ca_file);
    const char *proxy = proxy_for(ws->reactor, &ws->url, options->proxy);
    return proxy ? read_proxy(ws, proxy, err) : STATUS_OK;
}

static char *copy(const char *z)
{
    return z ? xstrdup(z) : NULL;
}

enum status ws_connect(struct reactor *reactor,
                       const struct ws_options *options, struct ws **out,
                       struct error *err)
{
    struct ws *ws = xcalloc(1, sizeof *ws);
    ws->reactor = reactor;
    ws->options = *options;
    ws->url_text = copy(options->url);
    ws->subprotocols = copy(options->subprotocols);
    ws->origin = copy(options->origin);
    ws->ca_file = copy(options->ca_file);
    for (size_t i = 0; i < WS_HEADERS && options->headers[i]; i++)
        ws->headers[i] = copy(options->headers[i]);
    buf_init(&ws->message, options->max_message_bytes);
    ws->queue_end = &ws->queue;
    enum status status = check(ws, err);
    if (status != STATUS_OK) {
        ws_close(ws);
        return status;
    }
    ws->timer = timer_new(reactor, begin, ws);
    timer_start(ws->timer, 0);
    *out = ws;
    return STATUS_OK;
}

enum status ws_send(struct ws *ws, struct str text)
{
    if (!ws->open)
        return STATUS_CLOSED;
    if (text.len > ws->options.max_queued_bytes - ws->queued_bytes)
        return STATUS_FULL;
    struct outgoing *item = xmalloc(sizeof *item + LWS_PRE + text.len);
    item->next = NULL;
    item->len = text.len;
    if (text.len)
        memcpy(item->bytes + LWS_PRE, text.ptr, text.len);
    *ws->queue_end = item;
    ws->queue_end = &item->next;
    ws->queued_bytes += text.len;
    lws_callback_on_writable(ws->wsi);
    return STATUS_OK;
}

void ws_close(struct ws *ws)
{
    if (!ws)
        return;
    abandon(ws);
    timer_free(ws->timer);
    resolve_free(ws->resolve);
    while (ws->queue) {
        struct outgoing *next = ws->queue->next;
        free(ws->queue);
        ws->queue = next;
    }
    buf_fini(&ws->message);
    for (size_t i = 0; i < WS_HEADERS; i++)
        free(ws->headers[i]);
    free(ws->url_text);
    free(ws->subprotocols);
    free(ws->origin);
    free(ws->ca_file);
    free(ws);
}
