/* WebSocket frames, server's side: reads masked ones, writes plain ones. No
 * extension is ever agreed on, so the reserved bits must be zero. */
#include "frame.h"
#include "utf8.h"

#include <string.h>

enum opcode {
    OP_CONTINUATION = 0,
    OP_TEXT = 1,
    OP_BINARY = 2,
    OP_CLOSE = 8,
    OP_PING = 9,
    OP_PONG = 10,
};

enum { FIN = 0x80, RESERVED = 0x70, OPCODE = 0x0f, MASKED = 0x80 };

void frame_reader_init(struct frame_reader *reader, size_t max_message_bytes)
{
    *reader = (struct frame_reader){.max_message_bytes = max_message_bytes};
    buf_init(&reader->message, max_message_bytes);
}

void frame_reader_fini(struct frame_reader *reader)
{
    buf_fini(&reader->message);
}

static uint8_t opcode(const struct frame_reader *reader)
{
    return reader->head[0] & OPCODE;
}

static bool is_control(const struct frame_reader *reader)
{
    return opcode(reader) >= OP_CLOSE;
}

/* The length of the head, as far as its first two bytes tell. */
static size_t head_size(const struct frame_reader *reader)
{
    if (reader->head_len < 2)
        return 2;
    uint8_t len = reader->head[1] & 0x7f;
    return 2 + 4 + (len == 127 ? 8U : len == 126 ? 2U : 0U);
}

static uint64_t payload_length(const struct frame_reader *reader)
{
    uint8_t len = reader->head[1] & 0x7f;
    size_t bytes = len == 127 ? 8 : len == 126 ? 2 : 0;
    if (bytes == 0)
        return len;
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | reader->head[2 + i];
    return value;
}

/* 0, or why the first two bytes of a frame cannot be accepted. */
static int fault_of_start(const struct frame_reader *reader)
{
    if (reader->head[0] & RESERVED || !(reader->head[1] & MASKED))
        return CLOSE_PROTOCOL_ERROR;
    switch (opcode(reader)) {
    case OP_TEXT:
        return reader->in_message ? CLOSE_PROTOCOL_ERROR : 0;
    case OP_CONTINUATION:
        return reader->in_message ? 0 : CLOSE_PROTOCOL_ERROR;
    case OP_BINARY:
        return reader->in_message ? CLOSE_PROTOCOL_ERROR : CLOSE_UNSUPPORTED;
    case OP_CLOSE:
    case OP_PING:
    case OP_PONG: {
        bool small = (reader->head[1] & 0x7f) <= 125;
        return small && reader->head[0] & FIN ? 0 : CLOSE_PROTOCOL_ERROR;
    }
    default:
        return CLOSE_PROTOCOL_ERROR;
    }
}

/* Collects the head. True: it is whole, or *code says what is wrong. */
static bool read_head(struct frame_reader *reader, struct str *bytes, int *code)
{
    while (reader->head_len < head_size(reader)) {
        if (bytes->len == 0)
            return false;
        reader->head[reader->head_len++] = (uint8_t)bytes->ptr[0];
        *bytes = str_slice(*bytes, 1, bytes->len);
        if (reader->head_len == 2 && (*code = fault_of_start(reader)) != 0)
            return true;
    }
    reader->remaining = payload_length(reader);
    reader->in_payload = true;
    reader->at = 0;
    reader->control_len = 0;
    if (is_control(reader))
        return true;
    if (opcode(reader) == OP_TEXT)
        buf_clear(&reader->message);
    reader->in_message = true;
    if (reader->remaining > reader->max_message_bytes - reader->message.len)
        *code = CLOSE_TOO_BIG;
    return true;
}

static void unmask(const struct frame_reader *reader, char *ptr, size_t len)
{
    const uint8_t *mask = reader->head + reader->head_len - 4;
    for (size_t i = 0; i < len; i++)
        ptr[i] = (char)((uint8_t)ptr[i] ^ mask[(reader->at + i) % 4]);
}

static void read_payload(struct frame_reader *reader, struct str *bytes)
{
    size_t len = bytes->len;
    if (len > reader->remaining)
        len = (size_t)reader->remaining;
    if (len == 0)
        return;
    char *to;
    if (is_control(reader)) {
        to = reader->control + reader->control_len;
        memcpy(to, bytes->ptr, len);
        reader->control_len += len;
    } else {
        size_t before = reader->message.len;
        buf_add(&reader->message, str_slice(*bytes, 0, len));
        to = reader->message.ptr + before;
    }
    unmask(reader, to, len);
    reader->at += len;
    reader->remaining -= len;
    *bytes = str_slice(*bytes, len, bytes->len);
}

static bool is_close_code(int code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 &&
            code != 1006) ||
           (code >= 3000 && code <= 4999);
}

static enum frame_event read_close(struct str payload, int *code)
{
    if (payload.len == 0) {
        *code = CLOSE_NORMAL;
        return FRAME_CLOSE;
    }
    *code = CLOSE_PROTOCOL_ERROR;
    if (payload.len == 1)
        return FRAME_FAULT;
    int given = (uint8_t)payload.ptr[0] << 8 | (uint8_t)payload.ptr[1];
    if (!is_close_code(given))
        return FRAME_FAULT;
    *code = given;
    if (utf8_valid(str_slice(payload, 2, payload.len)))
        return FRAME_CLOSE;
    *code = CLOSE_INVALID_TEXT;
    return FRAME_FAULT;
}

static enum frame_event end_frame(struct frame_reader *reader,
                                  struct str *payload, int *code)
{
    reader->in_payload = false;
    reader->head_len = 0;
    if (is_control(reader)) {
        *payload = (struct str){reader->control, reader->control_len};
        switch (opcode(reader)) {
        case OP_PING:
            return FRAME_PING;
        case OP_PONG:
            return FRAME_PONG;
        default:
            return read_close(*payload, code);
        }
    }
    if (!(reader->head[0] & FIN))
        return FRAME_MORE;
    reader->in_message = false;
    *payload = buf_str(&reader->message);
    if (utf8_valid(*payload))
        return FRAME_TEXT;
    *code = CLOSE_INVALID_TEXT;
    return FRAME_FAULT;
}

enum frame_event frame_read(struct frame_reader *reader, struct str *bytes,
                            struct str *payload, int *code)
{
    *code = 0;
    *payload = STR_NONE;
    for (;;) {
        if (!reader->in_payload && !read_head(reader, bytes, code))
            return FRAME_MORE;
        if (*code != 0)
            return FRAME_FAULT;
        read_payload(reader, bytes);
        if (reader->remaining > 0)
            return FRAME_MORE;
        enum frame_event event = end_frame(reader, payload, code);
        if (event != FRAME_MORE)
            return event;
    }
}

static void add_frame(struct buf *out, enum opcode op, struct str payload)
{
    char head[10] = {(char)(FIN | (int)op)};
    size_t len = 2;
    if (payload.len < 126) {
        head[1] = (char)payload.len;
    } else {
        size_t bytes = payload.len > 0xffff ? 8 : 2;
        head[1] = bytes == 8 ? 127 : 126;
        for (size_t i = 0; i < bytes; i++)
            head[len++] = (char)(payload.len >> (8 * (bytes - 1 - i)));
    }
    buf_add(out, (struct str){head, len});
    buf_add(out, payload);
}

void frame_add_text(struct buf *out, struct str text)
{
    add_frame(out, OP_TEXT, text);
}

void frame_add_ping(struct buf *out)
{
    add_frame(out, OP_PING, STR_NONE);
}

void frame_add_pong(struct buf *out, struct str payload)
{
    add_frame(out, OP_PONG, str_slice(payload, 0, 125));
}

void frame_add_close(struct buf *out, int code, struct str reason)
{
    char payload[125] = {(char)(code >> 8), (char)code};
    size_t len = reason.len < 123 ? reason.len : 123;
    if (len > 0)
        memcpy(payload + 2, reason.ptr, len);
    add_frame(out, OP_CLOSE, (struct str){payload, 2 + len});
}
