/* Goes through all occupations, keeps those that meet every wish that facts
 * can tell about, and says which wishes no fact can. An occupation whose
 * figure is not known meets no wish about it. */
#include "list.h"

#include "figures.h"
#include "list_conditions.h"
#include "list_shown.h"
#include "list_traits.h"
#include "subjects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 10, OFFERED = 3, FEW = 3, NO_DEGREE = 3 };

void list_unknown_wishes(struct composer *c, unsigned unknown)
{
    static const struct {
        unsigned bit;
        const char *key;
    } wishes[] = {{WISH_HOURS, "list.no.hours"},
                  {WISH_REMOTE, "list.no.remote"},
                  {WISH_STRESS, "list.no.stress"},
                  {WISH_OUTDOORS, "list.no.outdoors"},
                  {WISH_IMMIGRATION, "list.no.immigration"},
                  {WISH_PHYSICAL, "list.no.physical"},
                  {WISH_CONTENT, "list.no.content"},
                  {WISH_LICENSE, "list.no.license"},
                  {WISH_CURRENCY, "list.no.currency"},
                  {WISH_SHORTAGE, "list.no.shortage"},
                  {WISH_BUDGET, "list.no.budget"}};
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (unknown & wishes[i].bit)
            add_note(c, say(c, wishes[i].key, NULL));
}

/* The person's words that nothing was made of. */
static struct str left_words(struct composer *c, const struct query *query)
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < query->left_count; i++)
        list = listed(c, list, list_quoted(c, query->left[i]), false);
    return list;
}

/* What can be wished, where nothing that was is known. */
static void say_what_can_be(struct composer *c, const struct query *query)
{
    if (query->left_count > 0)
        add_text(c, STR_NONE,
                 say(c, "list.cannot", "words", left_words(c, query), NULL));
    else
        add_text(c, STR_NONE, say(c, "list.no_condition", NULL));
    add_text(c, STR_NONE, say(c, "list.can", NULL));
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "list.examples", NULL), 1);
    rows_cell(c, &rows, say(c, "list.example.pay", NULL));
    rows_cell(c, &rows, say(c, "list.example.growth", NULL));
    rows_cell(c, &rows, say(c, "list.example.ai", NULL));
    rows_end(c, &rows);
}

static double ranked_by(const struct listing *l, size_t occupation)
{
    struct composer *c = l->c;
    switch (l->w->rank) {
    case RANK_PAY_LOW:
        return -figure_of(c, occupation, WISH_PAY);
    case RANK_GROWTH:
        return figure_of(c, occupation, WISH_GROWTH);
    case RANK_SHRINK:
        return -figure_of(c, occupation, WISH_GROWTH);
    case RANK_OPENINGS:
        return figure_of(c, occupation, WISH_OPENINGS);
    case RANK_PEOPLE:
        return figure_of(c, occupation, WISH_PEOPLE);
    case RANK_AI_LOW:
        return -figure_of(c, occupation, WISH_AI);
    case RANK_AI_HIGH:
        return figure_of(c, occupation, WISH_AI);
    case RANK_QUICK:
        return -figure_of(c, occupation, WISH_TIME);
    case RANK_NONE:
        if (ranks_by_trait(l->w))
            return trait_of(c, occupation, l->w->trait[0]);
        return balance_of(c, occupation);
    default:
        return figure_of(c, occupation, WISH_PAY);
    }
}

/* Equal ones by pay, then in the order of their codes. */
static int by_rank(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    if (x->by != y->by)
        return x->by < y->by ? 1 : -1;
    if (x->pay > y->pay || x->pay < y->pay)
        return x->pay < y->pay ? 1 : -1;
    return (x->occupation > y->occupation) - (x->occupation < y->occupation);
}

static size_t find_all(struct composer *c, const struct wishes *w,
                       struct listed *found, size_t relaxed[CONDITIONS])
{
    struct listing l = listing_of(c, w);
    memset(relaxed, 0, CONDITIONS * sizeof *relaxed);
    size_t count = 0, all = pack_occupation_count(c->pack);
    for (size_t i = 0; i < all; i++) {
        size_t which = 0, failed = conditions_failed(&l, i, &which);
        double by = failed < 2 ? ranked_by(&l, i) : NAN;
        if (isnan(by))
            continue;
        if (failed == 0)
            found[count++] = (struct listed){i, by, figure_of(c, i, WISH_PAY)};
        else
            relaxed[which]++;
    }
    if (count > 0)
        qsort(found, count, sizeof *found, by_rank);
    return count;
}

/* Who told of nothing that facts tell about but themselves gets what is open to
 * most. */
static bool tells_only_of_themselves(const struct wishes *w)
{
    return w->unknown & WISH_PERSON && !(w->unknown & WISH_IMMIGRATION) &&
           !any_condition(w) && w->rank == RANK_NONE;
}

/* Where nothing fits: what somebody has studied may take graduate school
 * ("history"), and who has a degree may do what takes less. */
static struct wishes with_other_schooling(const struct wishes *w, bool studied)
{
    struct wishes other = *w;
    if (studied)
        other.range[WISH_EDUCATION].to = 0;
    else if (w->range[WISH_EDUCATION].from > 1 &&
             w->range[WISH_EDUCATION].to != 0)
        other.range[WISH_EDUCATION].from = 0;
    return other;
}

/* Finds what fits *w, or with another schooling where nothing does, which *w
 * is then; returns how many. other: room for its wishes. */
static size_t find_or_relax(struct composer *c, const struct query *query,
                            const struct wishes **w, struct wishes *other,
                            struct listed *found, size_t relaxed[CONDITIONS])
{
    size_t again[CONDITIONS], count = find_all(c, *w, found, relaxed);
    *other = with_other_schooling(*w, query->studied);
    if (count > 0 || wishes_equal(other, *w))
        return count;
    count = find_all(c, other, found, again);
    if (count == 0)
        return 0;
    memcpy(relaxed, again, sizeof again);
    *w = other;
    if (!query->studied)
        add_note(c, say(c, "list.less_school", NULL));
    return count;
}

/* What was not understood, or is not known, or was taken instead. */
static void say_left(struct composer *c, const struct query *query,
                     const struct wishes *w, bool only_story)
{
    bool unfiltered = w->unknown || query->left_count > 0;
    if (query->left_count > 0)
        add_note(c, say(c, "list.left", "words", left_words(c, query), NULL));
    list_unknown_wishes(c, w->unknown);
    if (only_story)
        add_note(c, say(c, "list.usual", NULL));
    else if (query->vague)
        add_note(c, say(c, unfiltered ? "list.unfiltered" : "list.by_balance",
                        NULL));
}

bool list_occupations_by(struct composer *c, const struct query *query)
{
    const struct wishes *w = &query->wishes;
    bool unknown = w->unknown || query->unfit; /* and known to be so */
    if (query->vague && w->unknown & WISH_IMMIGRATION) {
        add_text(c, STR_NONE, say(c, "immigration.large.no_list", NULL));
        immigration_at_large(c);
        return true;
    }
    if (query->vague && !unknown &&
        (query->left_count > 0 || !query->praised)) {
        say_what_can_be(c, query);
        return false;
    }
    size_t relaxed[CONDITIONS];
    struct listed *found = arena_alloc_array(
        c->arena, pack_occupation_count(c->pack), sizeof *found);
    struct wishes usual = *w;
    bool only_story = tells_only_of_themselves(w);
    if (only_story) {
        usual.range[WISH_EDUCATION].to = NO_DEGREE;
        usual.range[WISH_TIME].to = 1;
        w = &usual;
    }
    struct wishes other;
    size_t count = find_or_relax(c, query, &w, &other, found, relaxed);
    size_t from = w->skip < count ? w->skip : 0,
           most = w->shown ? w->shown : SHOWN;
    size_t shown = count - from < most ? count - from : most;
    say_left(c, query, w, only_story);
    if (count == 0) {
        list_nothing_fits(c, w, relaxed, true);
    } else {
        list_headline(c, w, count, from, shown);
        list_repeat(c, w, true);
        list_table(c, w, found + from, shown);
        list_hours(c, w, found + from, shown);
        if (count < FEW && from == 0)
            list_without(c, w, relaxed);
    }
    if (query->many && from + shown < count)
        add_note(c, say(c, "list.many", "most", number(c, SHOWN), NULL));
    for (size_t i = 0; i < shown && i < OFFERED; i++)
        add_choice(c, found[from + i].occupation, SUBJECT_NONE);
    c->out->occupation_count = 0;
    for (size_t i = 0; i < shown; i++)
        add_occupation(c, found[from + i].occupation, 1);
    return true;
}
