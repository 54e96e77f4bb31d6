/* What goes to a Mattermost server, written: an answer as posts. Pure: no
 * network, no clock, no state. */
#ifndef MATTERMOST_OUT_H
#define MATTERMOST_OUT_H

#include "answer.h"
#include "buf.h"

/* Code points of one post at most; the server takes 16,383. */
#define MATTERMOST_POST_CHARS 16000
/* And those of servers from before 2017, or with an old database. */
#define MATTERMOST_SHORT_POST_CHARS 4000

/* Appends the answer as Markdown of which nothing notifies anybody. */
void mattermost_write_text(struct buf *out, const struct answer *answer);

/* Takes the first part off the front of *text: at most max_chars code points,
 * up to the last border that fits (an empty line, else the end of a line,
 * else between two code points). Borrowed from text; empty at its end. */
struct str mattermost_next_part(struct str *text, size_t max_chars);

/* The address of one post. */
struct mattermost_place {
    struct str channel;
    struct str root;    /* the first post of the thread */
    struct str pending; /* the same for a repeated post: it is made once */
};

/* Appends the body of POST /posts. */
void mattermost_write_post(struct buf *out, const struct mattermost_place *at,
                           struct str text);

#endif
