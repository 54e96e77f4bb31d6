/* What goes to a Mattermost server, written: an answer as posts. Pure: no
 * network, no clock, no state. */
#ifndef MATTERMOST_OUT_H
#define MATTERMOST_OUT_H

#include "answer.h"
#include "arena.h"
#include "buf.h"

/* Code points of one post at most; the server takes 16,383 unless it says
 * otherwise. */
#define MATTERMOST_POST_CHARS 16000

/* Appends the answer as Markdown of which nothing notifies anybody. */
void mattermost_write_text(struct buf *out, const struct answer *answer);

/* Takes the first part off the front of *text: at most max_chars code points,
 * up to the last border that fits (an empty line, else the end of a line,
 * else between two code points). Borrowed from text; empty at its end. */
struct str mattermost_next_part(struct str *text, size_t max_chars);

/* Where a reply goes, and what its posts say of themselves. */
struct mattermost_place {
    struct str bot;      /* the bot's own id */
    struct str question; /* id of the post it answers */
    struct str channel;
    struct str root; /* the first post of the thread */
    bool direct;
    const char *callback; /* address for buttons; NULL: none */
    const char *secret;   /* goes with what they send */
};

/* A reply as bodies of POST /posts and PUT /posts/{id}/patch, in arena. Each
 * carries a pending id, by which the server makes a repeated post only once
 * within seconds, and properties by which it is found later. Choices are
 * numbered, and buttons on the last part where there is a callback. Returns
 * how many, at most max_parts; a text that is longer still is cut. */
size_t mattermost_write_reply(struct arena *arena, const struct answer *answer,
                              const struct mattermost_place *place,
                              size_t max_chars, struct str *bodies,
                              size_t max_parts);

#endif
