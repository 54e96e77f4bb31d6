/* A short list, looked through from the front. */
#include "taken.h"

#include "dialogue.h"
#include "utf8.h"
#include "xmalloc.h"

#include <stdlib.h>

/* Keeps the texts of a message, as much of it as is ever read. */
static void keep(struct taken *taken)
{
    struct message *m = &taken->message;
    taken->arena = arena_new();
    m->id = arena_str(taken->arena, m->id);
    m->channel = arena_str(taken->arena, m->channel);
    m->thread = arena_str(taken->arena, m->thread);
    m->person = arena_str(taken->arena, m->person);
    m->client = arena_str(taken->arena, m->client);
    m->text = arena_str(taken->arena, utf8_cut(m->text, QUESTION_MAX_BYTES));
}

void taken_add(struct taken_list *list, const struct taken *taken)
{
    struct taken **last = &list->first, *copy = xmalloc(sizeof *copy);
    while (*last)
        last = &(*last)->next;
    *copy = *taken;
    copy->asked = NULL;
    copy->next = NULL;
    keep(copy);
    *last = copy;
    list->count++;
}

void taken_change(struct taken *taken, const struct taken *now)
{
    struct taken *next = taken->next;
    struct rewrite *asked = taken->asked;
    struct arena *before = taken->arena;
    bool again = taken->again || now->again;
    *taken = *now;
    taken->again = again;
    taken->next = next;
    taken->asked = asked;
    keep(taken);
    arena_free(before);
}

void taken_out(struct taken_list *list, struct taken *taken)
{
    struct taken **at = &list->first;
    while (*at != taken)
        at = &(*at)->next;
    *at = taken->next;
    list->count--;
}

void taken_free(struct taken *taken)
{
    arena_free(taken->arena);
    free(taken);
}

struct taken *taken_first(const struct taken_list *list,
                          const struct taken *like)
{
    struct taken *t = list->first;
    while (t && (t->route != like->route ||
                 !str_eq(t->message.channel, like->message.channel) ||
                 !str_eq(t->message.person, like->message.person)))
        t = t->next;
    return t;
}

bool taken_expects(const struct taken_list *list, const struct bot_route *route,
                   const struct message *message, bool same_person)
{
    for (const struct taken *t = list->first; t; t = t->next)
        if (t->route == route && t->message.addressed &&
            str_eq(t->message.channel, message->channel) &&
            str_eq(dialogue_thread(&t->message), message->thread) &&
            (!same_person || str_eq(t->message.person, message->person)) &&
            t->message.sent_ms <= message->sent_ms)
            return true;
    return false;
}

struct taken *taken_find(const struct taken_list *list,
                         const struct bot_route *route, struct str id)
{
    struct taken *t = list->first;
    while (t && (t->route != route || !str_eq(t->message.id, id)))
        t = t->next;
    return t;
}
