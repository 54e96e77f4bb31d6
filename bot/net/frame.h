/* WebSocket frames (RFC 6455) as a server reads and writes them: bytes to
 * whole messages and back. Pure; sockets, limits in time and what an answer
 * is are the server's. */
#ifndef FRAME_H
#define FRAME_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* Close codes. */
enum {
    CLOSE_NORMAL = 1000,
    CLOSE_GOING_AWAY = 1001,
    CLOSE_PROTOCOL_ERROR = 1002,
    CLOSE_UNSUPPORTED = 1003,
    CLOSE_INVALID_TEXT = 1007,
    CLOSE_POLICY = 1008,
    CLOSE_TOO_BIG = 1009,
    CLOSE_TRY_LATER = 1013,
};

enum frame_event {
    FRAME_MORE, /* the bytes are used up */
    FRAME_TEXT, /* a whole message, valid UTF-8, fragments joined */
    FRAME_PING, /* answer with frame_add_pong(payload) */
    FRAME_PONG,
    FRAME_CLOSE, /* the peer closes: code as below, or CLOSE_NORMAL */
    FRAME_FAULT, /* close with the code; reading on is not possible */
};

struct frame_reader {
    size_t max_message_bytes;
    struct buf message; /* of fragments so far */
    bool in_message;    /* a fragment came, the last one has not */
    uint8_t head[14];   /* of the frame being read */
    size_t head_len;
    bool in_payload;
    uint64_t remaining; /* of the payload */
    size_t at;          /* in the payload, for the mask */
    char control[125];
    size_t control_len;
};

void frame_reader_init(struct frame_reader *reader, size_t max_message_bytes);
void frame_reader_fini(struct frame_reader *reader);

/* Takes bytes off the front of *bytes until something happened.
 * payload: borrowed until the next call. code: for FRAME_CLOSE and
 * FRAME_FAULT. */
enum frame_event frame_read(struct frame_reader *reader, struct str *bytes,
                            struct str *payload, int *code);

/* One whole frame each, unmasked. reason and payload: at most 123 and 125
 * bytes, the rest is cut. */
void frame_add_text(struct buf *out, struct str text);
void frame_add_ping(struct buf *out);
void frame_add_pong(struct buf *out, struct str payload);
void frame_add_close(struct buf *out, int code, struct str reason);

#endif
