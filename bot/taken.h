/* Messages that have got through the gate and wait: for the language model to
 * read them, or behind one of the same conversation that does. In the order in
 * which they came. A bounded number; what the store holds of them does not
 * change by it. */
#ifndef TAKEN_H
#define TAKEN_H

#include "bot.h"
#include "gate.h"
#include "rewrite.h"

#define TAKEN_MAX 64

struct taken {
    const struct bot_route *route;
    struct platform *platform;
    struct message message;
    struct gate_context context;
    bool again; /* it may have been answered before */

    /* of those in a list */
    struct rewrite *asked; /* NULL: it waits behind another */
    struct arena *arena;   /* holds the texts of the message */
    struct taken *next;
};

struct taken_list { /* zero: empty */
    struct taken *first;
    size_t count;
};

/* A copy at the end of the list, which has room for it. Owned by the list
 * until taken_out. */
void taken_add(struct taken_list *list, const struct taken *taken);

/* It now says this, and keeps its place. */
void taken_change(struct taken *taken, const struct taken *now);

/* Takes it out of the list. Owned: free with taken_free. */
void taken_out(struct taken_list *list, struct taken *taken);
void taken_free(struct taken *taken);

/* The first of the same conversation: of that person in that channel, in
 * whatever thread, since a new one goes on with the last. NULL: none. */
struct taken *taken_first(const struct taken_list *list,
                          const struct taken *like);

/* Does a question wait in the thread of a message that came after it? By the
 * same person, or by anybody. */
bool taken_expects(const struct taken_list *list, const struct bot_route *route,
                   const struct message *message, bool same_person);

/* The message of that id. NULL: it does not wait. */
struct taken *taken_find(const struct taken_list *list,
                         const struct bot_route *route, struct str id);

#endif
