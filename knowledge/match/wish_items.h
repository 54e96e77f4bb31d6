/* The phrases of the lexicon that a question for a list has, and the words
 * between them that none explains. */
#ifndef WISH_ITEMS_H
#define WISH_ITEMS_H

#include "wish_kinds.h"
#include "wishes.h"

enum {
    WISH_ITEMS = 32,
    WISH_NEAR = 4, /* tokens between what belongs together */
};

/* A phrase of the question, or words nothing explains. */
struct wish_item {
    const struct cue *cue; /* NULL: words nothing explains */
    const struct wish_kind *wish;
    const struct wish_noun *noun;
    size_t from, to;
    bool negated, spent;
    bool removed; /* taken back: "drop the biology" */
    bool ranked;  /* what the occupations asked for are called */
    bool studied; /* a field or skill that somebody has studied */
};

/* What is read of a question while it is. */
struct wish_work {
    const struct reading *r;
    struct token *tokens;
    size_t count;
    struct wish_item items[WISH_ITEMS];
    size_t item_count;
    int *owner;  /* by token: its item, or -1 */
    bool *small; /* by token: says nothing by itself */
    bool *number;
    bool *joins;                        /* of "what about", by token */
    bool least, most;                   /* the lowest, the highest */
    bool *person;                       /* by token: says who asks */
    const struct wish_item *past_field; /* they have worked in; NULL: none */
    bool *past; /* by token: of a clause that tells what somebody has done */
    struct wishes *wishes;
    uint64_t groups, not_groups; /* that the question names */
    double most_school;          /* by what it denies; 0: nothing */
    struct wish_sector sector, not_sector;
    struct wish_reading out;
};

/* Begins with the words of w->r. */
void items_begin(struct wish_work *w);

/* The phrases; then, as two steps, what nothing explains, and all in the order
 * of the question. */
void items_find(struct wish_work *w);
void items_find_strange(struct wish_work *w);
void items_sort(struct wish_work *w);

/* One item of the words of a name between "which" and a ranking: "which truck
 * drivers earn most". */
void items_join_name(struct wish_work *w);

/* Which clauses tell what somebody has done: "I worked in a warehouse". */
void items_find_past(struct wish_work *w);

/* Tokens [from, to) as words nothing explains; there has to be room. */
void items_add(struct wish_work *w, size_t from, size_t to);

/* Whether what stands at [from, to) is not wanted by what follows it:
 * 低於五萬的去掉. */
bool items_ruled_behind(const struct wish_work *w, size_t from, size_t to);

/* The phrase before a token, with nothing but small words between them; NULL:
 * there is none. *those: "those", "the jobs" stand there, too. */
const struct wish_item *items_before(const struct wish_work *w, size_t token,
                                     bool *those);

/* Whether "not" stands before it; those before it are decided. */
void item_negate(struct wish_work *w, size_t index);

/* A phrase of that section of [list/...]; the first of the question, or NULL.
 */
bool item_is(const struct wish_item *item, const char *part);
struct wish_item *item_of(struct wish_work *w, const char *part);

/* Nothing but a comma, "and" or "or" stands between two items. */
bool items_joined(const struct wish_work *w, const struct wish_item *a,
                  const struct wish_item *b);

struct str item_text(const struct wish_work *w, const struct wish_item *item);

#endif
