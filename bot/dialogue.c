/* Conversations in an array, found by numbers made of their names. */
#include "dialogue.h"

#include "key.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

/* A conversation by its names; small, so that all can be looked through. */
struct thread_names {
    uint64_t person;  /* with the thread: the conversation itself */
    uint64_t thread;  /* whoever writes in it */
    uint64_t channel; /* with the person, in any thread */
    int64_t until_ms;
};

struct dialogue {
    struct thread_names names[DIALOGUE_MAX];
    struct topic topics[DIALOGUE_MAX];
    size_t count;
};

struct dialogue *dialogue_new(void)
{
    return xcalloc(1, sizeof(struct dialogue));
}

void dialogue_free(struct dialogue *dialogue)
{
    free(dialogue);
}

/* A reply to a message outside threads opens one that is called after it. */
static bool begins_thread(const struct message *message)
{
    return message->thread.len == 0 || str_eq(message->thread, message->id);
}

static struct thread_names names_of(const void *platform,
                                    const struct message *message)
{
    struct str thread = message->thread.len ? message->thread : message->id;
    struct thread_names names = {0};
    uint64_t place = key_add(
        KEY_START, (struct str){(const char *)&platform, sizeof platform});
    place = key_add(place, message->channel);
    names.channel = key_add(place, message->person);
    names.thread = key_add(place, thread);
    names.person = key_add(names.thread, message->person);
    return names;
}

/* Where the conversation of that person and thread is, or count. */
static size_t find(const struct dialogue *dialogue, uint64_t person,
                   int64_t now_ms)
{
    size_t i = 0;
    while (i < dialogue->count && (dialogue->names[i].person != person ||
                                   dialogue->names[i].until_ms <= now_ms))
        i++;
    return i;
}

struct topic dialogue_topic(const struct dialogue *dialogue,
                            const void *platform, const struct message *message,
                            int64_t now_ms)
{
    struct thread_names wanted = names_of(platform, message);
    size_t found = find(dialogue, wanted.person, now_ms);
    int64_t newest_ms = now_ms;
    if (found == dialogue->count && begins_thread(message)) {
        for (size_t i = 0; i < dialogue->count; i++) {
            if (dialogue->names[i].channel == wanted.channel &&
                dialogue->names[i].until_ms > newest_ms) {
                newest_ms = dialogue->names[i].until_ms;
                found = i;
            }
        }
    }
    return found < dialogue->count ? dialogue->topics[found]
                                   : (struct topic){0};
}

bool dialogue_expects(const struct dialogue *dialogue, const void *platform,
                      const struct message *message, int64_t now_ms)
{
    uint64_t person = names_of(platform, message).person;
    return message->thread.len > 0 &&
           find(dialogue, person, now_ms) < dialogue->count;
}

bool dialogue_in_thread(const struct dialogue *dialogue, const void *platform,
                        const struct message *message, int64_t now_ms)
{
    uint64_t thread = names_of(platform, message).thread;
    for (size_t i = 0; i < dialogue->count; i++)
        if (dialogue->names[i].thread == thread &&
            dialogue->names[i].until_ms > now_ms)
            return message->thread.len > 0;
    return false;
}

/* A place for one more: one that has expired, a new one, or that of the
 * longest silent. */
static size_t place(struct dialogue *dialogue, int64_t now_ms)
{
    size_t oldest = 0;
    for (size_t i = 1; i < dialogue->count; i++)
        if (dialogue->names[i].until_ms < dialogue->names[oldest].until_ms)
            oldest = i;
    bool expired =
        dialogue->count > 0 && dialogue->names[oldest].until_ms <= now_ms;
    if (expired || dialogue->count == DIALOGUE_MAX)
        return oldest;
    return dialogue->count++;
}

void dialogue_keep(struct dialogue *dialogue, const void *platform,
                   const struct message *message, const struct topic *topic,
                   int64_t now_ms)
{
    struct thread_names names = names_of(platform, message);
    size_t kept = find(dialogue, names.person, now_ms);
    if (kept == dialogue->count)
        kept = place(dialogue, now_ms);
    names.until_ms = now_ms + DIALOGUE_KEEP_MS;
    dialogue->names[kept] = names;
    dialogue->topics[kept] = *topic;
}
