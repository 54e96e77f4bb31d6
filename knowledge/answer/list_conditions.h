/* The conditions of a list: ranges of figures, fields, traits, words. */
#ifndef LIST_CONDITIONS_H
#define LIST_CONDITIONS_H

#include "compose.h"
#include "knowledge.h"

/* One list as it is made. */
struct listing {
    struct composer *c;
    const struct wishes *w;
    bool *words, *named, *not_words; /* by occupation: has the words wished; in
                                        arena, NULL: none are wished */
};

struct listing listing_of(struct composer *c, const struct wishes *w);

/* Behind the figures, which come first: what else a list may be filtered by. */
enum condition {
    OF_GROUPS = WISH_FIGURES,
    OFF_GROUPS,
    OF_TRAITS,
    OFF_TRAITS,
    OF_TRAINING,
    OF_WORDS,
    OF_NAME,
    OFF_WORDS,
    AMONG,
    CONDITIONS
};

bool condition_is_set(const struct wishes *w, size_t condition);
bool any_condition(const struct wishes *w);
struct str condition_in_words(struct composer *c, const struct wishes *w,
                              size_t condition);

/* How many conditions an occupation fails, 2 for more, and one of them. */
size_t conditions_failed(const struct listing *l, size_t occupation,
                         size_t *which);

/* A person's own words, in quotes. */
struct str list_quoted(struct composer *c, struct str words);

#endif
