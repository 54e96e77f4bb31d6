/* The occupations of a comparison are put in the order of a figure, and the
 * order is said. A subject is decided by one figure or by few, each of which
 * has its sentence; what AI changes is for exposure_compared.c, which rules of
 * immigration fit for immigration.c. */
#include "ahead.h"

#include "exposure.h"
#include "figures.h"
#include "stress.h"
#include "subjects.h"

#include <math.h>

enum { MOST = 4 };

/* One occupation in the order of a figure. */
struct standing {
    size_t occupation;
    double value; /* NAN: not known */
    bool open;    /* this or more */
    bool hourly;  /* shown by the hour, though the value is a year's */
    struct str shown;
};

/* --- the figures ---------------------------------------------------------- */

static void pay(struct composer *c, struct standing *s)
{
    const struct pack_entry *e = value(c, FIELD_WAGE_MEDIAN);
    s->value = wage_year(e);
    s->open = e && e->flags & ENTRY_AT_LEAST;
    s->shown = wage_or_hour(c, e);
    s->hourly = e && isnan(e->num[0]);
}

static void education(struct composer *c, struct standing *s)
{
    s->value =
        education_step(entry_text(c, value(c, FIELD_TYPICAL_EDUCATION), 0));
    s->shown = education_in_words(c, s->value);
}

static void time_to_learn(struct composer *c, struct standing *s)
{
    const struct pack_entry *e = score_value(c, STR(TIME_TO_LEARN));
    s->value = e ? years_of_score(e->num[0]) : NAN;
    s->open = s->value >= SCORE_FULL_YEARS;
    s->shown = years_in_words(c, s->value);
}

static void job_zone(struct composer *c, struct standing *s)
{
    const struct pack_entry *e = known_value(c, FIELD_JOB_ZONE);
    s->value = e ? round(e->num[0]) : NAN; /* as it is shown */
    s->shown = number(c, s->value);
}

static void growth(struct composer *c, struct standing *s)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    s->value = e ? e->num[0] : NAN;
    s->shown = e ? change_text(c, s->value) : STR_NONE;
}

static void openings(struct composer *c, struct standing *s)
{
    const struct pack_entry *e = known_value(c, FIELD_OPENINGS);
    s->value = e ? e->num[0] : NAN;
    s->shown = number(c, s->value);
}

static void overall(struct composer *c, struct standing *s)
{
    const struct pack_entry *e = known_value(c, FIELD_OVERALL);
    s->value = e ? e->num[0] : NAN;
    s->shown = number(c, s->value);
}

/* Its sentences are ahead.ID.more (of two), .most (of more), .same, .unknown.
 * Figures nearer to each other than `close` are not told apart: surveys and
 * projections are not that fine. */
static const struct measure {
    const char *id;
    enum subject subject;
    bool least; /* the least is ahead */
    bool again; /* .again: the same two as by the figure before, unnamed */
    bool ties;  /* is said only where the one before tells nothing apart */
    double close, close_share;
    void (*read)(struct composer *, struct standing *);
} measures[] = {
    {.id = "pay", .subject = SUBJECT_SALARY, .close_share = 0.02, .read = pay},
    {.id = "education",
     .subject = SUBJECT_ENTRY,
     .least = true,
     .read = education},
    {.id = "time",
     .subject = SUBJECT_ENTRY,
     .least = true,
     .again = true,
     .close = 1,
     .read = time_to_learn},
    {.id = "zone",
     .subject = SUBJECT_ENTRY,
     .least = true,
     .ties = true,
     .read = job_zone},
    {.id = "growth", .subject = SUBJECT_OUTLOOK, .close = 1, .read = growth},
    {.id = "openings",
     .subject = SUBJECT_OUTLOOK,
     .again = true,
     .close_share = 0.05,
     .read = openings},
    {.id = "overall", .subject = SUBJECT_RATINGS, .read = overall},
};

/* --- the order ------------------------------------------------------------ */

struct order {
    struct standing of[MOST]; /* those known first, the one ahead first */
    size_t known, count;
    size_t same; /* so many at the top have the same figure */
    bool open;   /* one is "this or more", where that leaves the order open */
};

/* Does it tell who is ahead? */
static bool decides(const struct order *order)
{
    return order->known > 1 && !order->open && order->same == 1;
}

static bool same_two(const struct order *a, const struct order *b)
{
    return a->count == 2 && decides(a) && decides(b) &&
           a->of[0].occupation == b->of[0].occupation;
}

static bool is_before(const struct measure *measure, double a, double b)
{
    return isnan(b) ? !isnan(a) : measure->least ? a < b : a > b;
}

static struct order order_by(struct composer *c, const struct measure *measure,
                             const size_t *occupations, size_t count)
{
    struct order order = {.count = count};
    for (size_t i = 0; i < count; i++) {
        struct standing one = {.occupation = occupations[i]};
        c->occupation = occupations[i];
        measure->read(c, &one);
        size_t at = i;
        for (; at > 0 && is_before(measure, one.value, order.of[at - 1].value);
             at--)
            order.of[at] = order.of[at - 1];
        order.of[at] = one;
        if (!isnan(one.value))
            order.known++;
    }
    for (size_t i = 0; i < order.known; i++) {
        bool greatest = i == (measure->least ? order.known - 1 : 0);
        order.open = order.open || (order.of[i].open && !greatest);
        if (order.same == i && order.of[i].value == order.of[0].value)
            order.same++;
    }
    return order;
}

/* --- in words ------------------------------------------------------------- */

static struct str key_of(struct composer *c, const struct measure *measure,
                         const char *which)
{
    return arena_printf(c->arena, "ahead.%s.%s", measure->id, which);
}

/* "Nurses ($97,550) and Cooks ($38,910)": from..to of the order. */
static struct str list_of(struct composer *c, const struct order *order,
                          size_t from, size_t to, bool values)
{
    struct str list = STR_NONE;
    for (size_t i = from; i < to; i++) {
        struct str one = title_of(c, order->of[i].occupation);
        if (values)
            one = say(c, "ahead.item", "title", one, "value",
                      order->of[i].shown, NULL);
        list = listed(c, list, one, i + 1 == to);
    }
    return list;
}

/* Those that are "this or more", and those of which nothing is known. */
static struct str without_exact(struct composer *c, const struct order *order)
{
    struct str list = STR_NONE;
    size_t left = order->count - order->known;
    for (size_t i = 0; i < order->known; i++)
        left += order->of[i].open;
    for (size_t i = 0; i < order->count; i++)
        if (i >= order->known || order->of[i].open)
            list = listed(c, list, title_of(c, order->of[i].occupation),
                          --left == 0);
    return list;
}

/* "$13,870 (17%)" */
static struct str more_pay(struct composer *c, const struct standing *first,
                           const struct standing *second)
{
    double more = first->value - second->value;
    struct str text = say(c, "ahead.pay.difference", "amount", money(c, more),
                          "percent", percent_of(c, more / second->value), NULL);
    return first->open ? say(c, "salary.at_least", "amount", text, NULL) : text;
}

/* Who is ahead, or that so many at the top have the same. before: the order of
 * the figure before, of which the same sentence speaks. */
static struct str leader(struct composer *c, const struct measure *measure,
                         const struct order *order, const struct order *before)
{
    const struct standing *first = &order->of[0], *second = &order->of[1];
    if (order->same > 1) {
        bool all = order->same == order->count && before->count > 0 &&
                   before->known == before->count;
        struct str list =
            all ? say(c, order->count == 2 ? "ahead.both" : "ahead.all", NULL)
                : list_of(c, order, 0, order->same, false);
        return say(c, key_of(c, measure, "same").ptr, "list", list, "value",
                   first->shown, NULL);
    }
    const char *which = measure->again && same_two(order, before) ? "again"
                        : order->known == 2                       ? "more"
                                                                  : "most";
    struct str text =
        say(c, key_of(c, measure, which).ptr, "first",
            title_of(c, first->occupation), "value", first->shown, "second",
            title_of(c, second->occupation), "other", second->shown,
            "difference", more_pay(c, first, second), NULL);
    double apart = fabs(first->value - second->value);
    return apart < measure->close ||
                   apart < measure->close_share * fabs(second->value)
               ? say(c, "ahead.close", "text", text, NULL)
               : text;
}

static struct str in_words(struct composer *c, const struct measure *measure,
                           const struct order *order,
                           const struct order *before)
{
    if (order->known == 0)
        return STR_NONE;
    struct str unknown = list_of(c, order, order->known, order->count, false);
    if (order->known == 1 || order->open)
        return say(c, key_of(c, measure, "unknown").ptr, "list",
                   order->open ? without_exact(c, order) : unknown, NULL);
    struct str text = leader(c, measure, order, before);
    size_t said = order->same > 1 ? order->same : 2;
    if (said < order->known)
        text = say(c, "ahead.then", "text", text, "rest",
                   list_of(c, order, said, order->known, true), NULL);
    text = unknown.len
               ? say(c, "ahead.without", "text", text, "list", unknown, NULL)
               : say(c, "ahead.end", "text", text, NULL);
    for (size_t i = 0; i < order->known; i++)
        if (order->of[i].hourly)
            return followed(c, text, say(c, "list.hours", NULL));
    return text;
}

struct str ahead(struct composer *c, const size_t *occupations, size_t count,
                 enum subject subject)
{
    /* what is asked for is not in the figures */
    if (subject == SUBJECT_RATINGS && part_is(c, "stress"))
        return stress_compared(c, occupations, count);
    if (subject == SUBJECT_RATINGS && part_is(c, "single"))
        return say(c, "ahead.no_single", NULL);
    size_t own = c->occupation;
    struct order before = {.count = 0};
    struct str all = subject == SUBJECT_AI_RISK
                         ? exposure_compared(c, occupations, count)
                     : subject == SUBJECT_IMMIGRATION
                         ? immigration_compared(c, occupations, count)
                         : STR_NONE;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        if (measures[i].subject != subject)
            continue;
        struct order order = order_by(c, &measures[i], occupations, count);
        if (measures[i].ties && (decides(&before) || !decides(&order)))
            continue;
        struct str text = in_words(c, &measures[i], &order, &before);
        all = followed(c, all, text);
        before = order;
    }
    c->occupation = own;
    return all;
}
