/* Conversations in an array, found by numbers made of their names through
 * three hash tables, and in the order in which they were last spoken in. */
#include "dialogue.h"

#include "key.h"
#include "xmalloc.h"

#include <stdlib.h>

enum { BUCKETS = 2 * DIALOGUE_MAX, NONE = DIALOGUE_MAX };

/* What a conversation is found by. */
enum name {
    PERSON,  /* with the thread: the conversation itself */
    THREAD,  /* whoever writes in it */
    CHANNEL, /* with the person, in any thread */
    NAMES
};

struct conversation {
    uint64_t keys[NAMES];
    uint16_t next[NAMES];    /* in the same bucket */
    uint16_t earlier, later; /* spoken in */
    int64_t until_ms;
    struct topic topic;
};

struct dialogue {
    uint16_t buckets[NAMES][BUCKETS];
    uint16_t first, last; /* longest silent, and spoken in last */
    size_t count;
    struct conversation conversations[DIALOGUE_MAX];
};

struct dialogue *dialogue_new(void)
{
    struct dialogue *d = xcalloc(1, sizeof *d);
    for (int name = 0; name < NAMES; name++)
        for (size_t i = 0; i < BUCKETS; i++)
            d->buckets[name][i] = NONE;
    d->first = d->last = NONE;
    return d;
}

void dialogue_free(struct dialogue *d)
{
    free(d);
}

/* A reply to a message outside threads opens one that is called after it. */
struct str dialogue_thread(const struct message *message)
{
    return message->thread.len ? message->thread : message->id;
}

static bool begins_thread(const struct message *message)
{
    return str_eq(dialogue_thread(message), message->id);
}

static uint64_t key_of(enum name name, struct str account,
                       const struct message *message)
{
    uint64_t key = key_add(key_add(KEY_START, account), message->channel);
    if (name == CHANNEL)
        return key_add(key, message->person);
    key = key_add(key, dialogue_thread(message));
    return name == THREAD ? key : key_add(key, message->person);
}

static uint16_t *bucket_of(struct dialogue *d, enum name name, uint64_t key)
{
    return &d->buckets[name][(key >> 32 ^ key) % BUCKETS];
}

/* The one with that name that was spoken in last, or NULL. */
static const struct conversation *find(const struct dialogue *d, enum name name,
                                       uint64_t key, int64_t said_ms)
{
    const struct conversation *found = NULL;
    uint16_t at = *bucket_of((struct dialogue *)d, name, key);
    for (; at != NONE; at = d->conversations[at].next[name]) {
        const struct conversation *c = &d->conversations[at];
        if (c->keys[name] == key && c->until_ms > said_ms &&
            (!found || c->until_ms > found->until_ms))
            found = c;
    }
    return found;
}

struct topic dialogue_topic(const struct dialogue *d, struct str account,
                            const struct message *message, int64_t said_ms)
{
    const struct conversation *found =
        find(d, PERSON, key_of(PERSON, account, message), said_ms);
    if (!found && begins_thread(message))
        found = find(d, CHANNEL, key_of(CHANNEL, account, message), said_ms);
    return found ? found->topic : (struct topic){0};
}

/* Does the message come after an answer in its thread? What was said before
 * the bot was asked may arrive again, and was not said to it. */
static bool follows(const struct dialogue *d, enum name name,
                    struct str account, const struct message *message,
                    int64_t said_ms)
{
    if (message->thread.len == 0)
        return false;
    const struct conversation *found =
        find(d, name, key_of(name, account, message), said_ms);
    return found && found->until_ms - DIALOGUE_KEEP_MS <= said_ms;
}

bool dialogue_expects(const struct dialogue *d, struct str account,
                      const struct message *message, int64_t said_ms)
{
    return follows(d, PERSON, account, message, said_ms);
}

bool dialogue_in_thread(const struct dialogue *d, struct str account,
                        const struct message *message, int64_t said_ms)
{
    return follows(d, THREAD, account, message, said_ms);
}

static void forget_names(struct dialogue *d, uint16_t index)
{
    struct conversation *c = &d->conversations[index];
    for (int name = 0; name < NAMES; name++) {
        uint16_t *at = bucket_of(d, (enum name)name, c->keys[name]);
        while (*at != index)
            at = &d->conversations[*at].next[name];
        *at = c->next[name];
    }
}

/* Takes it out of the order of speaking. */
static void unlink_order(struct dialogue *d, uint16_t index)
{
    struct conversation *c = &d->conversations[index];
    *(c->earlier == NONE ? &d->first : &d->conversations[c->earlier].later) =
        c->later;
    *(c->later == NONE ? &d->last : &d->conversations[c->later].earlier) =
        c->earlier;
}

static void link_last(struct dialogue *d, uint16_t index)
{
    struct conversation *c = &d->conversations[index];
    c->earlier = d->last;
    c->later = NONE;
    *(d->last == NONE ? &d->first : &d->conversations[d->last].later) = index;
    d->last = index;
}

/* A place of its own: a new one, or that of the longest silent. */
static uint16_t make(struct dialogue *d, struct str account,
                     const struct message *message)
{
    uint16_t index = d->first;
    if (d->count < DIALOGUE_MAX) {
        index = (uint16_t)d->count++;
    } else {
        unlink_order(d, index);
        forget_names(d, index);
    }
    struct conversation *c = &d->conversations[index];
    for (int name = 0; name < NAMES; name++) {
        c->keys[name] = key_of((enum name)name, account, message);
        uint16_t *bucket = bucket_of(d, (enum name)name, c->keys[name]);
        c->next[name] = *bucket;
        *bucket = index;
    }
    return index;
}

void dialogue_keep(struct dialogue *d, struct str account,
                   const struct message *message, const struct topic *topic,
                   int64_t until_ms)
{
    const struct conversation *old =
        find(d, PERSON, key_of(PERSON, account, message), INT64_MIN);
    uint16_t index;
    if (old) {
        index = (uint16_t)(old - d->conversations);
        unlink_order(d, index);
    } else {
        index = make(d, account, message);
    }
    link_last(d, index);
    d->conversations[index].until_ms = until_ms;
    d->conversations[index].topic = *topic;
}
