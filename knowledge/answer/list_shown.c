/* What a list shows: how many fit, what was understood, and the table. */
#include "list_shown.h"

#include "figures.h"
#include "list_conditions.h"
#include "list_traits.h"

#include <math.h>

void list_repeat(struct composer *c, const struct wishes *w, bool ranked)
{
    static const char *const ranks[RANK_COUNT] = {
        "list.rank.balance", "list.rank.pay",     "list.rank.pay_low",
        "list.rank.growth",  "list.rank.shrink",  "list.rank.openings",
        "list.rank.ai_low",  "list.rank.ai_high", "list.rank.quick",
        "list.rank.people"};
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "list.understood", NULL), 1);
    for (size_t i = 0; i < CONDITIONS; i++)
        if (condition_is_set(w, i))
            rows_cell(c, &rows, condition_in_words(c, w, i));
    if (ranked)
        rows_cell(c, &rows,
                  say(c, ranks_by_trait(w) ? "list.rank.skill" : ranks[w->rank],
                      NULL));
    rows_end(c, &rows);
}

/* The figure beyond those of every list that this one is about. */
static enum wish_figure extra_figure(const struct wishes *w)
{
    if (w->rank == RANK_OPENINGS || condition_is_set(w, WISH_OPENINGS))
        return WISH_OPENINGS;
    if (w->rank == RANK_PEOPLE || condition_is_set(w, WISH_PEOPLE))
        return WISH_PEOPLE;
    return WISH_FIGURES;
}

static void row(struct composer *c, struct rows *rows, size_t occupation,
                enum wish_figure extra)
{
    c->occupation = occupation;
    const struct pack_entry *pay = value(c, FIELD_WAGE_MEDIAN);
    const struct pack_entry *change = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *education = value(c, FIELD_TYPICAL_EDUCATION);
    double ai = figure_of(c, occupation, WISH_AI);
    rows_cell(c, rows, title_of(c, occupation));
    rows_cell(c, rows, or_unknown(c, wage_or_hour(c, pay)));
    rows_cell(
        c, rows,
        or_unknown(c, change ? change_text(c, change->num[0]) : STR_NONE));
    if (extra < WISH_FIGURES)
        rows_cell(c, rows, number(c, figure_of(c, occupation, extra)));
    rows_cell(c, rows, or_unknown(c, term(c, entry_text(c, education, 0))));
    rows_cell(c, rows, or_unknown(c, isnan(ai) ? STR_NONE : decimal(c, ai, 1)));
    cite(c, pay);
    cite(c, change);
    cite(c, education);
    cite(c, value(c, FIELD_SCORE));
}

void list_table(struct composer *c, const struct wishes *w,
                const struct listed *found, size_t count)
{
    enum wish_figure extra = extra_figure(w);
    struct rows rows =
        rows_begin(BLOCK_TABLE, STR_NONE, extra < WISH_FIGURES ? 6 : 5);
    rows_cell(c, &rows, STR_NONE);
    rows_cell(c, &rows, say(c, "overview.pay", NULL));
    rows_cell(c, &rows, say(c, "overview.growth", NULL));
    if (extra < WISH_FIGURES)
        rows_cell(
            c, &rows,
            say(c, extra == WISH_OPENINGS ? "outlook.openings" : "list.people",
                NULL));
    rows_cell(c, &rows, say(c, "overview.education", NULL));
    rows_cell(c, &rows, say(c, "list.ai", NULL));
    for (size_t i = 0; i < count; i++)
        row(c, &rows, found[i].occupation, extra);
    rows_end(c, &rows);
}

void list_without(struct composer *c, const struct wishes *w,
                  const size_t *relaxed)
{
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "list.without", NULL), 1);
    for (size_t i = 0; i < CONDITIONS; i++)
        if (relaxed[i] > 0)
            rows_cell(c, &rows,
                      say(c, "list.without.one", "condition",
                          condition_in_words(c, w, i), "count",
                          number(c, (double)relaxed[i]), NULL));
    rows_end(c, &rows);
}

void list_nothing_fits(struct composer *c, const struct wishes *w,
                       const size_t *relaxed, bool ranked)
{
    add_text(c, STR_NONE, say(c, "list.empty", NULL));
    list_repeat(c, w, ranked);
    list_without(c, w, relaxed);
}

void list_headline(struct composer *c, const struct wishes *w, size_t count,
                   size_t from, size_t shown)
{
    bool ranked = !any_condition(w);
    add_text(c, STR_NONE,
             say(c,
                 count == 1       ? "list.one"
                 : shown == count ? "list.all"
                 : from > 0       ? (ranked ? "list.ranked_page" : "list.page")
                 : ranked         ? "list.ranked"
                                  : "list.headline",
                 "count", number(c, (double)count), "shown",
                 number(c, (double)shown), "from", number(c, (double)from + 1),
                 "to", number(c, (double)(from + shown)), NULL));
}

void list_hours(struct composer *c, const struct wishes *w,
                const struct listed *found, size_t count)
{
    bool reckoned = w->hourly;
    bool by_pay = condition_is_set(w, WISH_PAY) || w->rank <= RANK_PAY_LOW;
    for (size_t i = 0; by_pay && i < count; i++)
        reckoned = reckoned || paid_by_hour(c, found[i].occupation);
    if (reckoned)
        add_note(c, say(c, "list.hours", NULL));
}
