/* What the bot must not forget over a restart: which messages it has taken
 * up, which parts of replies still have to arrive, which have arrived, what
 * conversations are about.
 *
 * `account` names one entry of the configuration's "platforms"; ids are the
 * platform's own. Times are Unix milliseconds. Calls are short and block.
 * A failure while running is logged here, once until it is over; the caller
 * goes on without having stored. One process uses a store at a time. */
#ifndef STORE_H
#define STORE_H

#include "arena.h"
#include "message.h"
#include "status.h"

#include <stddef.h>

struct store;

/* where: "sqlite:PATH"; made if it is not there. Owned: end with store_close.
 * STATUS_FULL: another process uses it. STATUS_CORRUPT: it is no store of
 * this program, of another version, or damaged. STATUS_IO: it cannot be read,
 * written or made. */
MUST_CHECK enum status store_open(const char *where, struct store **out,
                                  struct error *err);
void store_close(struct store *store); /* NULL is fine */

/* Forgets questions and replies from before `before_ms`, and conversations
 * that ended before now_ms. Erases from the files what was forgotten since the
 * last time, here or by an answer. */
void store_purge(struct store *store, int64_t before_ms, int64_t now_ms);

/* Questions. One is taken, then answered, which forgets what it said, who said
 * it, and where. */

struct store_question {
    bool known;
    uint64_t text_key; /* a number for what it said */
    bool direct;       /* as in struct message */
    bool group;
    bool addressed;
};

/* Both the same for the same text. */
uint64_t store_text_key(struct str text);

struct store_question store_find_question(struct store *store,
                                          struct str account, struct str id);

/* Notes a message that the bot works on. One that is known already is noted
 * anew: it was edited. */
void store_take(struct store *store, struct str account,
                const struct message *message, int64_t now_ms);

/* Calls fn for every question that was taken and not answered, once each, the
 * oldest first; STORE_TRIES times in all its life: one that stops the program
 * must not stop it for ever. message: borrowed. fn may use the store. */
#define STORE_TRIES 3
void store_each_unanswered(struct store *store, struct str account,
                           void (*fn)(const struct message *message,
                                      void *user),
                           void *user);

/* Replies */

/* The question is answered with these parts; count 0: with nothing. What the
 * store holds of an earlier reply to it beyond them is to be removed. old: as
 * in struct store_part. One transaction.
 * STATUS_IO: nothing of it is stored. */
MUST_CHECK enum status store_answer(struct store *store, struct str account,
                                    const struct message *message,
                                    const struct str *bodies, size_t count,
                                    bool old, int64_t now_ms);

/* The question needs no answer any more. */
void store_close_question(struct store *store, struct str account,
                          struct str id);

/* The reply to a message that is gone is to be removed. */
void store_remove_reply(struct store *store, struct str account,
                        struct str question, int64_t now_ms);

/* A part that has to be sent, changed or removed. Borrowed. */
struct store_part {
    int64_t seq; /* grows; later ones go later */
    struct str question;
    int number;
    struct str channel, thread;
    struct str body; /* empty: to be removed */
    struct str post; /* the platform's id of it; empty: not known */
    int64_t created_ms;
    bool old; /* perhaps it has arrived: before the store was opened, or when
                 that could not be stored */
};

/* Calls fn for at most `limit` channels with parts that wait, the one that
 * waits longest first. fn must not use the store. */
void store_each_channel(struct store *store, struct str account, size_t limit,
                        void (*fn)(struct str channel, void *user), void *user);

/* Calls fn for at most `limit` parts of a channel behind seq `after`, in their
 * order. fn must not use the store. */
void store_each_part(struct store *store, struct str account,
                     struct str channel, int64_t after, size_t limit,
                     void (*fn)(const struct store_part *part, void *user),
                     void *user);

/* The part arrived as `post`; or is gone, or never will arrive: post empty. */
void store_part_done(struct store *store, struct str account,
                     const struct store_part *part, struct str post,
                     int64_t now_ms);

/* Conversations: what is kept for a person in a thread of a channel. */

struct store_conversation { /* borrowed */
    struct str account, channel, thread, person;
    struct str topic;
    int64_t until_ms;
};

void store_keep_conversation(struct store *store,
                             const struct store_conversation *conversation);
void store_each_conversation(
    struct store *store, int64_t now_ms,
    void (*fn)(const struct store_conversation *conversation, void *user),
    void *user);

/* Small values by name: how far a platform's history has been read. */
void store_set(struct store *store, struct str account, const char *name,
               struct str value);
/* In arena; a NULL pointer where there is none. */
struct str store_get(struct store *store, struct arena *arena,
                     struct str account, const char *name);

#endif
