/* Frames of a Mattermost server's WebSocket, read. Pure: no network, no clock,
 * no state. */
#ifndef MATTERMOST_IN_H
#define MATTERMOST_IN_H

#include "mattermost_post.h"

/* Largest frame that is read. The longest post there can be takes about
 * 120 kB, its properties as much as the server allows. */
#define MATTERMOST_FRAME_BYTES (1024 * 1024)

enum mattermost_kind {
    MATTERMOST_GARBAGE, /* breaks the protocol; why says how */
    MATTERMOST_HELLO,   /* logged in; id of the connection, perhaps empty */
    MATTERMOST_REPLY,   /* to an action of ours; reply_to, ok, status_code */
    MATTERMOST_MESSAGE, /* a person said something, or (message.edited_ms)
                           changed it within the life of the post */
    MATTERMOST_DELETED, /* the post `id` is gone */
    MATTERMOST_JOINED,  /* the bot is in the channel `id` now */
    MATTERMOST_IGNORED, /* nothing to do; why says the reason */
};

/* All texts in the arena. */
struct mattermost_frame {
    enum mattermost_kind kind;
    const char *why;   /* static */
    int64_t seq;       /* number of an event on its connection, -1: none */
    int64_t reply_to;  /* our action's number, -1: the server did not say */
    bool ok;           /* the action was done */
    int status_code;   /* of a refused action, else 0 */
    struct str id;     /* of the connection, post or channel */
    char channel_type; /* of MATTERMOST_JOINED: 'D', 'G', or another */
    struct message message;
};

/* Reads one text frame, any bytes. */
void mattermost_read(struct arena *arena, struct str bytes,
                     const struct mattermost_self *self,
                     struct mattermost_frame *out);

#endif
