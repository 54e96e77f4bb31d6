/* What comes from a Mattermost server, read: frames of its WebSocket and the
 * answer to "who am I". Pure: no network, no clock, no state. */
#ifndef MATTERMOST_IN_H
#define MATTERMOST_IN_H

#include "arena.h"
#include "message.h"
#include "status.h"

#include <stdbool.h>
#include <stdint.h>

/* Largest frame that is read. The longest post there can be takes about
 * 120 kB, its properties as much as the server allows. */
#define MATTERMOST_FRAME_BYTES (1024 * 1024)

/* The bot's own account. */
struct mattermost_self {
    struct str id;
    struct str name; /* without the @ */
};

enum mattermost_kind {
    MATTERMOST_GARBAGE, /* breaks the protocol; why says how */
    MATTERMOST_HELLO,   /* logged in; connection_id */
    MATTERMOST_REPLY,   /* to an action of ours; reply_to, ok, status_code */
    MATTERMOST_MESSAGE, /* a person said something; message, whose text is
                           empty where only the bot's name was said */
    MATTERMOST_IGNORED, /* nothing to do; why says the reason */
};

/* All texts in the arena. */
struct mattermost_frame {
    enum mattermost_kind kind;
    const char *why;  /* static */
    int64_t seq;      /* number of an event on its connection, -1: none */
    int64_t reply_to; /* our action's number, -1: the server did not say */
    bool ok;          /* the action was done */
    int status_code;  /* of a refused action, else 0 */
    struct str connection_id; /* letters and digits; may be empty */
    struct message message;
};

/* Reads one text frame, any bytes. */
void mattermost_read(struct arena *arena, struct str bytes,
                     const struct mattermost_self *self,
                     struct mattermost_frame *out);

/* Reads the body of GET /users/me; texts in arena.
 * STATUS_INVALID: it is not a Mattermost account. */
MUST_CHECK enum status mattermost_read_self(struct arena *arena,
                                            struct str body,
                                            struct mattermost_self *out);

/* The id of an error body ("api.context.session_expired.app_error"), in
 * arena; empty where there is none. */
struct str mattermost_read_error(struct arena *arena, struct str body);

#endif
