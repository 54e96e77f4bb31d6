/* Numbers are read in amounts.c; here the words around them tell what they
 * count. */
#include "wish_numbers.h"

#include "wish_taken.h"

enum {
    LEAST_YEAR = 1000, /* what is less is no pay of a year */
    LEAST_PAY = 5000,  /* nor is that, where nothing says of what it is pay */
    MOST_LEARNED = 8,  /* years; what is more was worked */
    MOST_HOUR = 300,   /* what is more is none of an hour */
};

static size_t token_at(const struct wish_work *w, size_t byte)
{
    size_t t = 0;
    while (t < w->count && w->tokens[t].to <= byte)
        t++;
    return t;
}

/* Nothing between two tokens joins or parts what they belong to. */
static bool belong(const struct wish_work *w, size_t from, size_t to)
{
    if (from > 0 && to < w->count) {
        struct str gap =
            str_slice(w->r->text, w->tokens[from - 1].to, w->tokens[to].from);
        if (str_find(gap, STR(",")) < gap.len ||
            str_find(gap, STR("，")) < gap.len ||
            str_find(gap, STR("、")) < gap.len)
            return false;
    }
    for (size_t t = from; t < to; t++)
        if (reading_says(w->r, t, WORDING(APART)))
            return false;
    return true;
}

/* What a number counts, by the noun behind it, else before it. */
static struct wish_item *counted(struct wish_work *w, size_t from, size_t to)
{
    struct wish_item *before = NULL;
    for (size_t i = 0; i < w->item_count; i++) {
        struct wish_item *item = &w->items[i];
        if (!item->noun || item->noun->figure >= WISH_FIGURES || item->spent)
            continue;
        if (item->from >= to && item->from < to + WISH_NEAR &&
            belong(w, to, item->from))
            return item;
        if (item->to <= from && item->to + WISH_NEAR > from &&
            belong(w, item->to, from))
            before = item;
    }
    return before;
}

/* "top 5", "the next 10", 前五名 */
static bool is_count(const struct wish_work *w, const struct amount *a,
                     size_t from, size_t to)
{
    enum { MOST = 50 };
    if (a->bound != AMOUNT_EXACT || a->low > MOST || a->years > 0 ||
        a->times > 0 || a->dollars || a->percent || a->hour || a->age ||
        a->low != (double)(int)a->low || a->low < 1)
        return false;
    if (from > 0 &&
        reading_says(w->r, from - 1, WORDING(FIRST) | WORDING(SHOW)))
        return true;
    bool people = to < w->count && /* 兩個孩子 */
                  (w->person[to] || (to + 1 < w->count && w->person[to + 1]));
    return a->low > 1 && to < w->count && !people &&
           reading_says(w->r, to, WORDING(ROWS));
}

/* Money to learn with, not to be earned. */
static bool is_budget(const struct amount *a)
{
    return a->budget && !a->hour && !a->percent && !a->age && a->years <= 0 &&
           a->times <= 0 && (a->dollars || a->foreign || a->low >= LEAST_YEAR);
}

/* Which figure a number bounds; WISH_FIGURES: none that is known. Brings *a to
 * its unit. */
static enum wish_figure figure_of(struct amount *a,
                                  const struct wish_item *noun)
{
    enum wish_figure named = noun ? noun->noun->figure : WISH_FIGURES;
    double unit = 1;
    if (a->age || a->ahead || a->foreign)
        return WISH_FIGURES;
    if (a->percent)
        return named == WISH_AI ? WISH_FIGURES : WISH_GROWTH;
    if (a->years > 0 && !a->dollars && a->low < LEAST_YEAR) {
        a->low *= a->years;
        a->high *= a->years;
        if (a->bound == AMOUNT_EXACT && a->high > MOST_LEARNED)
            return WISH_FIGURES; /* "after 20 years at the factory" */
        return named == WISH_EXPERIENCE ? WISH_EXPERIENCE : WISH_TIME;
    }
    if (a->times > 0 && !a->hour) {
        unit = a->times;
    } else if (a->hour || (a->dollars && a->high <= MOST_HOUR)) {
        if (a->high < LEAST_YEAR)
            unit = YEAR_HOURS;
    } else if (a->dollars) {
        if (a->high < LEAST_PAY)
            return WISH_FIGURES; /* "with $500": no pay of an hour or a year */
    } else if ((named == WISH_EDUCATION || named == WISH_EXPERIENCE ||
                named == WISH_TIME) &&
               a->high < LEAST_YEAR) {
        return WISH_FIGURES;
    } else if (named == WISH_GROWTH || named == WISH_OPENINGS ||
               named == WISH_PEOPLE || named == WISH_AI) {
        bool some = a->bound != AMOUNT_EXACT || a->low >= LEAST_YEAR;
        return some ? named : WISH_FIGURES;
    } else if (named == WISH_PAY && a->bound != AMOUNT_EXACT &&
               a->high < LEAST_YEAR) {
        unit = YEAR_HOURS; /* "paying more than 25" */
    } else if (a->high < LEAST_YEAR ||
               (a->bound == AMOUNT_EXACT && !a->scaled && named != WISH_PAY)) {
        return WISH_FIGURES;
    }
    a->hour = unit == YEAR_HOURS;
    a->low *= unit;
    a->high *= unit;
    return WISH_PAY;
}

static void bound(struct wish_work *w, enum wish_figure figure,
                  const struct amount *a)
{
    const double half_year = 0.5; /* in which time to learn is known */
    const double near = 0.1;      /* what "about" gives and takes */
    bool most = figure == WISH_TIME || figure == WISH_AI;
    /* "under 60k" and then "what about 80k": on the same side */
    bool same = a->bound == AMOUNT_EXACT && figure != WISH_GROWTH &&
                w->wishes->range[figure].from == 0 &&
                w->wishes->range[figure].to != 0;
    double from = 0, to = 0;
    if (figure == WISH_EXPERIENCE) { /* known in three steps */
        const double five = 5;
        from = a->bound == AMOUNT_FROM && a->low >= five ? 3 : 0;
        to = a->bound != AMOUNT_FROM && a->high <= five ? 2 : 0;
        if (from == 0 && to == 0)
            from = 2;
    } else if (a->bound == AMOUNT_BETWEEN || a->bound == AMOUNT_ABOUT) {
        bool about_it = a->bound == AMOUNT_ABOUT;
        from = about_it ? a->low * (1 - near) : a->low;
        to = about_it ? a->high * (1 + near) : a->high;
    } else if (a->bound == AMOUNT_TO || (most && a->bound == AMOUNT_EXACT) ||
               same) {
        bool less = figure == WISH_TIME && a->strict;
        to = less && a->high > half_year ? a->high - half_year : a->high;
    } else {
        from = a->low;
    }
    take_range(w->wishes, figure, from, to);
    if (figure == WISH_PAY)
        w->wishes->hourly = a->hour;
    if (figure == WISH_PAY && a->hour && a->bound == AMOUNT_EXACT &&
        w->wishes->rank == RANK_NONE) /* "$30 an hour": what is near it */
        take_rank(w, to != 0 ? RANK_PAY : RANK_PAY_LOW, SUBJECT_SALARY);
    if (!w->out.ranked)
        w->out.subject = wish_subjects[figure];
    w->out.count++;
    w->out.facts++;
}

/* "AI risk low" in AI風險低於3: what it is about, not a wish of its own. */
static void limit_of_own(struct wish_work *w, size_t from, size_t digits)
{
    for (size_t i = 0; i < w->item_count; i++) {
        struct wish_item *item = &w->items[i];
        if (!item->wish || item->wish->figure != WISH_AI || item->to <= from ||
            item->to > digits)
            continue;
        item->noun = wish_noun(STR("about_ai"));
        item->wish = NULL;
        while (item->to > from && item->to > item->from + 1)
            w->owner[--item->to] = -1;
    }
}

/* "hr" behind "$35" is no field. */
static void take_units(struct wish_work *w, size_t digits, size_t to)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (w->items[i].from > digits && w->items[i].to <= to &&
            w->items[i].cue && w->items[i].cue->type == CUE_GROUP)
            w->items[i].spent = true;
}

size_t numbers_find(struct wish_work *w, struct amount amounts[NUMBERS_MAX])
{
    const struct reading *r = w->r;
    size_t kept = 0, count = amounts_read(r->matcher->wordings, r->text,
                                          amounts, NUMBERS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct amount *a = &amounts[i];
        size_t from = token_at(w, a->from), to = token_at(w, a->to);
        size_t digits = token_at(w, a->end - 1);
        if (a->bound == AMOUNT_ABOUT && w->joins[from])
            a->bound = AMOUNT_EXACT; /* "what about 80k" */
        bool phrase = digits < w->count && w->owner[digits] >= 0 &&
                      !w->items[w->owner[digits]].noun;
        if (phrase) /* "2 year degree" */
            continue;
        bool plain = a->bound == AMOUNT_EXACT && !a->scaled && !a->dollars &&
                     !a->percent && !a->hour && a->years <= 0 && a->times <= 0;
        limit_of_own(w, from, digits);
        take_units(w, digits, to);
        for (size_t t = from; t < to && t < w->count; t++)
            w->number[t] = a->age || !(plain && w->tokens[t].han);
        amounts[kept++] = *a;
    }
    return kept;
}

/* Whether years are those of learning: so they are, but where a time to come
 * is spoken of ("which jobs grow in three years"). */
static bool is_ahead(struct wish_work *w, const struct amount *a)
{
    bool outlook =
        w->out.subject == SUBJECT_OUTLOOK || w->out.subject == SUBJECT_AI_RISK;
    for (size_t i = 0; i < w->item_count; i++)
        if (w->items[i].noun && (w->items[i].noun->figure == WISH_TIME ||
                                 w->items[i].noun->figure == WISH_EDUCATION))
            return a->ahead;
    return a->ahead || (a->years > 0 && outlook);
}

/* "No lifting over 20 pounds": no money. */
static bool is_weight(const struct wish_work *w, const struct amount *a,
                      size_t from)
{
    for (size_t i = 0; a->foreign && i < w->item_count; i++)
        if (w->items[i].wish && w->items[i].wish->unknown & WISH_PHYSICAL &&
            w->items[i].to <= from && w->items[i].to + WISH_NEAR > from)
            return true;
    return false;
}

/* "Make it 80", "22 then", of a list that bounds the pay: in thousands a year,
 * or in dollars an hour, as before. */
static bool is_pay_again(const struct wish_work *w, struct amount *a)
{
    enum { FEW = 5, LEAST = 10, THOUSAND = 1000 };
    bool bounds = w->wishes->range[WISH_PAY].from != 0 ||
                  w->wishes->range[WISH_PAY].to != 0;
    bool plain = !a->dollars && !a->percent && !a->hour && !a->age &&
                 !a->foreign && !a->ahead && a->years <= 0 && a->times <= 0;
    if (!bounds || !plain || w->count > FEW || a->low < LEAST ||
        a->high >= THOUSAND)
        return false;
    double unit = w->wishes->hourly ? YEAR_HOURS : THOUSAND;
    a->hour = w->wishes->hourly;
    a->low *= unit;
    a->high *= unit;
    return true;
}

/* "Exclude anything paying below 50k": what is left is on the other side. */
static void turn_ruled_out(const struct wish_work *w, struct amount *a,
                           size_t from, size_t to)
{
    bool those;
    size_t at = from;
    while (at > 0 && w->owner[at - 1] >= 0 &&
           w->items[w->owner[at - 1]].noun) /* "paying" */
        at--;
    const struct wish_item *before = items_before(w, at, &those);
    if (!items_ruled_behind(w, from, to) &&
        (!before || !(item_is(before, "not") || item_is(before, "remove"))))
        return;
    if (a->bound == AMOUNT_TO)
        a->bound = AMOUNT_FROM;
    else if (a->bound == AMOUNT_FROM)
        a->bound = AMOUNT_TO;
}

void numbers_take(struct wish_work *w, struct amount *amounts, size_t count)
{
    enum { ROWS = ANSWER_OCCUPATIONS };
    for (size_t i = 0; i < count; i++) {
        struct amount *a = &amounts[i];
        size_t from = token_at(w, a->from), to = token_at(w, a->to);
        if (is_count(w, a, from, to)) {
            w->wishes->shown = (unsigned)(a->low < ROWS ? a->low : ROWS);
            w->out.counted = true;
            w->out.many = a->low > ROWS;
            continue;
        }
        if (is_ahead(w, a)) { /* the projections are the only look ahead */
            if (w->wishes->rank == RANK_NONE && !w->out.ranked)
                take_rank(w, RANK_GROWTH, SUBJECT_OUTLOOK);
            w->out.count++;
            w->out.facts++;
            continue;
        }
        if (is_budget(a)) {
            w->wishes->unknown |= WISH_BUDGET;
            w->out.count++;
            continue;
        }
        if (is_weight(w, a, from))
            continue;
        if (a->foreign)
            w->wishes->unknown |= WISH_CURRENCY;
        if (a->age)
            w->wishes->unknown |= WISH_PERSON;
        if (a->years > 0 && from < w->count && w->past[from])
            continue;
        struct wish_item *noun = counted(w, from, to);
        bool of_pay = !noun || noun->noun->figure == WISH_PAY;
        enum wish_figure figure =
            of_pay && is_pay_again(w, a) ? WISH_PAY : figure_of(a, noun);
        if (figure == WISH_FIGURES)
            continue;
        if (noun)
            noun->spent = true;
        turn_ruled_out(w, a, from, to);
        bound(w, figure, a);
    }
}
