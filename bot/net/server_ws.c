/* WebSocket of the server: the upgrade, messages in and out, pings to silent
 * peers, and closing. The frames themselves are frame.c's. */
#include "server_private.h"

#include <libwebsockets.h>
#include <string.h>

#define KEY_LENGTH 24 /* 16 bytes in base64 */

static bool is_key(struct str key)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    if (key.len != KEY_LENGTH || !str_ends(key, STR("==")))
        return false;
    for (size_t i = 0; i < KEY_LENGTH - 2; i++)
        if (!memchr(digits, key.ptr[i], sizeof(digits) - 1))
            return false;
    return true;
}

/* What proves that the request was understood as one for WebSocket. */
static void add_accept(struct buf *out, struct str key)
{
    static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char text[KEY_LENGTH + sizeof(guid) - 1], digest[20];
    char encoded[32];
    memcpy(text, key.ptr, KEY_LENGTH);
    memcpy(text + KEY_LENGTH, guid, sizeof(guid) - 1);
    lws_SHA1(text, sizeof(text), digest);
    lws_b64_encode_string((const char *)digest, sizeof(digest), encoded,
                          sizeof(encoded));
    buf_printf(out, "Sec-WebSocket-Accept: %s\r\n", encoded);
}

static void require_upgrade(struct server_peer *conn,
                            const struct request *request)
{
    static const char *const headers[] = {"Upgrade: websocket",
                                          "Sec-WebSocket-Version: 13", NULL};
    struct server_response response = {
        .code = 426,
        .content_type = "text/plain; charset=utf-8",
        .headers = headers,
        .body = STR("Only WebSocket, version 13, is spoken here.\n"),
    };
    serve_response(conn, request, &response);
}

static void heard(struct server_peer *conn)
{
    conn->pinged = false;
    conn_set_deadline(conn, conn->server->times.ping);
}

void peer_upgrade(struct server_peer *conn, const struct request *request)
{
    struct server *server = conn->server;
    if (!request->upgrades_to_websocket ||
        !str_eq(request->websocket_version, STR("13"))) {
        require_upgrade(conn, request);
        return;
    }
    if (!is_key(request->websocket_key) || request->content_length > 0) {
        serve_refusal(conn, request, 400, "The upgrade cannot be read.");
        return;
    }
    buf_add_z(&conn->out, "HTTP/1.1 101 Switching Protocols\r\n"
                          "Upgrade: websocket\r\n"
                          "Connection: Upgrade\r\n");
    add_accept(&conn->out, request->websocket_key);
    buf_add_z(&conn->out, "\r\n");
    frame_reader_init(&conn->reader, server->ws.max_message_bytes);
    conn->state = CONN_WS;
    heard(conn);
    if (server->ws.on_open(conn, str_from(conn->client), &conn->ws_state,
                           server->ws.user)) {
        conn->open = true;
        return;
    }
    buf_clear(&conn->out);
    conn->state = CONN_HTTP;
    serve_refusal(conn, request, 503, "There are too many connections.");
}

static void end_with(struct server_peer *conn, int code, struct str reason)
{
    frame_add_close(&conn->out, code, reason);
    conn->state = CONN_WS_CLOSING;
    conn_set_deadline(conn, conn->server->times.close);
}

static const char *fault_text(int code)
{
    switch (code) {
    case CLOSE_TOO_BIG:
        return "the message is too long";
    case CLOSE_INVALID_TEXT:
        return "the text is not UTF-8";
    case CLOSE_UNSUPPORTED:
        return "only text is understood";
    default:
        return "the frame cannot be read";
    }
}

/* One event of a peer that is open, or whose close frame is awaited. */
static void handle(struct server_peer *conn, enum frame_event event,
                   struct str payload, int code)
{
    bool open = conn->state == CONN_WS;
    struct server_ws_handler *ws = &conn->server->ws;
    switch (event) {
    case FRAME_TEXT:
        if (open)
            ws->on_text(conn, payload, conn->ws_state, ws->user);
        break;
    case FRAME_PING:
        if (open)
            frame_add_pong(&conn->out, payload);
        break;
    case FRAME_CLOSE:
        if (open)
            frame_add_close(&conn->out, code, STR_NONE);
        conn_end(conn);
        break;
    case FRAME_FAULT:
        if (open)
            frame_add_close(&conn->out, code, str_from(fault_text(code)));
        conn_end(conn);
        break;
    case FRAME_PONG:
    case FRAME_MORE:
        break;
    }
}

bool peer_step(struct server_peer *conn)
{
    if (conn->in.len == 0)
        return false;
    struct str bytes = buf_str(&conn->in), payload;
    int code;
    enum frame_event event = frame_read(&conn->reader, &bytes, &payload, &code);
    conn_took(conn, conn->in.len - bytes.len);
    if (conn->state == CONN_WS)
        heard(conn);
    handle(conn, event, payload, code);
    return event != FRAME_MORE;
}

void peer_on_silence(struct server_peer *conn)
{
    if (conn->pinged) {
        conn_kill(conn);
        return;
    }
    conn->pinged = true;
    conn_set_deadline(conn, conn->server->times.pong);
    frame_add_ping(&conn->out);
    conn_push(conn);
}

void peer_detach(struct server_peer *conn)
{
    struct server_ws_handler *ws = &conn->server->ws;
    if (!conn->open)
        return;
    conn->open = false;
    ws->on_close(conn, conn->ws_state, ws->user);
}

enum status server_ws_send(struct server_peer *peer, struct str text)
{
    if (peer->state != CONN_WS)
        return STATUS_CLOSED;
    if (conn_waiting(peer) + text.len > WS_MAX_QUEUED) {
        conn_kill(peer);
        return STATUS_FULL;
    }
    frame_add_text(&peer->out, text);
    conn_push(peer);
    return STATUS_OK;
}

void server_ws_close(struct server_peer *peer, int code, const char *reason)
{
    if (peer->state != CONN_WS)
        return;
    end_with(peer, code, str_from(reason));
    conn_push(peer);
}
