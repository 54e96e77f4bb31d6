/* The order of a list, and the conditions a person takes back. */
#include "wish_changes.h"

#include "wish_taken.h"

#include <string.h>

/* The noun next to an item, before it only where none is behind. */
static struct wish_item *noun_near(struct wish_work *w,
                                   const struct wish_item *item)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (w->items[i].noun && w->items[i].from >= item->from &&
            w->items[i].from < item->to + WISH_NEAR)
            return &w->items[i];
    for (size_t i = w->item_count; i-- > 0;)
        if (w->items[i].noun && w->items[i].to <= item->from &&
            w->items[i].to + WISH_NEAR > item->from)
            return &w->items[i];
    return NULL;
}

static const enum wish_rank turned[RANK_COUNT] = {
    [RANK_NONE] = RANK_PAY_LOW,   [RANK_PAY] = RANK_PAY_LOW,
    [RANK_PAY_LOW] = RANK_PAY,    [RANK_GROWTH] = RANK_SHRINK,
    [RANK_SHRINK] = RANK_GROWTH,  [RANK_AI_LOW] = RANK_AI_HIGH,
    [RANK_AI_HIGH] = RANK_AI_LOW, [RANK_OPENINGS] = RANK_OPENINGS,
    [RANK_QUICK] = RANK_QUICK,    [RANK_PEOPLE] = RANK_PEOPLE};

static void rank_by(struct wish_work *w, struct wish_item *noun,
                    enum wish_rank rank)
{
    w->out.ranked = false; /* it is the ranking, whatever else is said */
    take_rank(w, rank, wish_subjects[noun->noun->figure]);
    w->out.subject = wish_subjects[noun->noun->figure];
    noun->spent = true;
    w->out.count++;
    w->out.facts++;
}

/* "Fastest growing", then "sort by pay": they are to go on growing. Pay has no
 * bound that nobody said. */
static void keep_as_condition(struct wish_work *w)
{
    static const char *const filters[RANK_COUNT] = {[RANK_GROWTH] = "growing",
                                                    [RANK_SHRINK] = "declining",
                                                    [RANK_AI_LOW] = "low_ai",
                                                    [RANK_AI_HIGH] = "high_ai"};
    const char *filter = filters[w->wishes->rank];
    const struct wish_kind *wish = filter ? wish_kind(str_from(filter)) : NULL;
    if (wish && w->wishes->range[wish->figure].from == 0 &&
        w->wishes->range[wish->figure].to == 0)
        take_range(w->wishes, wish->figure, wish->from, wish->to);
}

void change_order(struct wish_work *w)
{
    struct wish_item *sort = item_of(w, "sort");
    if (!sort)
        sort = item_of(w, "forward"); /* "pay, high to low" */
    struct wish_item *noun = sort ? noun_near(w, sort) : NULL;
    if (!noun || noun->noun->rank == RANK_NONE)
        return;
    bool most = noun->noun->figure == WISH_AI && !item_of(w, "sort");
    keep_as_condition(w);
    rank_by(w, noun, most ? RANK_AI_HIGH : noun->noun->rank);
}

/* Have the lowest of it first. */
static const bool low[RANK_COUNT] = {
    [RANK_PAY_LOW] = true, [RANK_SHRINK] = true, [RANK_AI_LOW] = true};

/* "And the lowest?", 最差的呢: the other end of the list, if it is not there
 * yet; nothing else is said. */
static bool asks_for_end(const struct wish_work *w)
{
    return w->item_count == 0 && w->wishes->rank != RANK_NONE &&
           (low[w->wishes->rank] ? w->most : w->least);
}

void change_reverse(struct wish_work *w)
{
    struct wish_item *upward = item_of(w, "upward");
    struct wish_item *reverse = upward ? upward : item_of(w, "reverse");
    struct wish_item *noun = reverse ? noun_near(w, reverse) : NULL;
    if (!reverse && !asks_for_end(w))
        return;
    if (noun && !noun->spent && noun->noun->rank != RANK_NONE) {
        bool least = noun->noun->figure == WISH_AI; /* as it is ranked */
        rank_by(w, noun, least ? RANK_AI_LOW : turned[noun->noun->rank]);
        return;
    }
    if (!upward || !low[w->wishes->rank])
        w->wishes->rank = turned[w->wishes->rank];
    w->wishes->skip = 0;
    w->out.count++;
    w->out.facts++;
}

void change_taken_back(struct wish_work *w)
{
    struct wishes *wishes = w->wishes, before = *wishes;
    struct wish_item *drop = item_of(w, "drop");
    if (!drop)
        drop = item_of(w, "remove");
    struct wish_item *noun = drop ? noun_near(w, drop) : NULL;
    if (item_of(w, "clear"))
        *wishes = (struct wishes){.rank = RANK_NONE};
    else if (noun && noun->noun->figure < WISH_FIGURES) {
        wishes->range[noun->noun->figure].from = 0;
        wishes->range[noun->noun->figure].to = 0;
        if (noun->noun->figure == WISH_TIME)
            wishes->training = 0;
    } else if (noun) {
        wishes->groups = wishes->not_groups = 0;
        wishes->sector.count = wishes->not_sector.count = 0;
        memset(wishes->words, 0, sizeof wishes->words);
        memset(wishes->named, 0, sizeof wishes->named);
        memset(wishes->not_words, 0, sizeof wishes->not_words);
    }
    w->out.dropped = noun || item_of(w, "clear");
    if (wishes_equal(&before, wishes))
        return; /* "any job that pays" takes nothing back */
    wishes->skip = 0;
    w->out.count++;
    w->out.facts++;
    if (noun)
        noun->spent = true;
}
