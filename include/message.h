/* A message as it came in, whatever the platform: all that the middle of the
 * program knows about where a question came from. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "lang.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* All texts are borrowed: valid during the call that hands the message over.
 * The ids are the platform's own and mean nothing outside it. */
struct message {
    struct str id;      /* of this message; the same message, the same id */
    struct str channel; /* where the answer goes */
    struct str thread;  /* which thread of the channel; empty: none */
    struct str person;  /* who asked */
    struct str client;  /* the network address it came from; empty: unknown */
    struct str text;    /* what was said, without the mention of the bot */
    enum lang lang;     /* chosen by the person, or LANG_AUTO */
    bool addressed;     /* the bot was mentioned, or the channel is direct */
    bool direct;        /* nobody else reads along */
    bool group;         /* a few people, who took the bot in on purpose */
    int64_t sent_ms;    /* Unix time, milliseconds */
    int64_t edited_ms;  /* when it was last changed; 0: never */
};

#endif
