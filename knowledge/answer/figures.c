/* Each figure has one row here: how it is had of an occupation, and how it is
 * shown. An occupation without the figure is in no range. */
#include "figures.h"

#include <math.h>

static const struct pack_entry *entry_of(struct composer *c, size_t occupation,
                                         enum field field, size_t *count)
{
    return pack_entries(c->pack, occupation, LANG_EN, field, count);
}

struct str figure_text(struct composer *c, size_t occupation, enum field field)
{
    size_t count;
    const struct pack_entry *e = entry_of(c, occupation, field, &count);
    return e ? pack_text(c->pack, e->text[0]) : STR_NONE;
}

static double pay_of(struct composer *c, size_t occupation)
{
    return pack_pay_year(c->pack, occupation);
}

bool paid_by_hour(struct composer *c, size_t occupation)
{
    return isnan(pack_number(c->pack, occupation, FIELD_WAGE_MEDIAN)) &&
           !isnan(pay_of(c, occupation));
}

static double growth_of(struct composer *c, size_t occupation)
{
    return pack_number(c->pack, occupation, FIELD_EMPLOYMENT_CHANGE);
}

static double openings_of(struct composer *c, size_t occupation)
{
    return pack_number(c->pack, occupation, FIELD_OPENINGS);
}

static double people_of(struct composer *c, size_t occupation)
{
    return pack_number(c->pack, occupation, FIELD_EMPLOYMENT);
}

static double score_of(struct composer *c, size_t occupation, struct str id)
{
    return pack_score(c->pack, occupation, id);
}

static double ai_of(struct composer *c, size_t occupation)
{
    return score_of(c, occupation, STR("ai_risk"));
}

double balance_of(struct composer *c, size_t occupation)
{
    static const char *const good[] = {"income_level", "job_demand",
                                       "future_prospect"};
    static const char *const bad[] = {"ai_risk", TIME_TO_LEARN};
    enum { GOOD = 3, BAD = 2, BEST = 11 }; /* 1 to 10, turned round */
    double sum = 0;
    for (size_t i = 0; i < GOOD; i++)
        sum += score_of(c, occupation, str_from(good[i]));
    for (size_t i = 0; i < BAD; i++)
        sum += BEST - score_of(c, occupation, str_from(bad[i]));
    if (isnan(pay_of(c, occupation)))
        return NAN;
    bool residual = soc_is_residual(pack_occupation(c->pack, occupation).soc);
    return isnan(sum) || residual ? 0 : sum / (GOOD + BAD);
}

static double step_of(struct str text, const char *const *steps, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(text, str_from(steps[i])))
            return (double)(i + 1);
    return NAN;
}

double education_step(struct str name)
{
    static const char *const levels[] = {"No formal educational credential",
                                         "High school diploma or equivalent",
                                         "Some college, no degree",
                                         "Associate's degree",
                                         "Bachelor's degree",
                                         "Master's degree",
                                         "Doctoral or professional degree"};
    return str_eq(name, STR("Postsecondary nondegree award"))
               ? 3
               : step_of(name, levels, sizeof levels / sizeof *levels);
}

static double education_of(struct composer *c, size_t occupation)
{
    return education_step(figure_text(c, occupation, FIELD_TYPICAL_EDUCATION));
}

static double experience_of(struct composer *c, size_t occupation)
{
    static const char *const steps[] = {"None", "Less than 5 years",
                                        "5 years or more"};
    return step_of(figure_text(c, occupation, FIELD_TYPICAL_EXPERIENCE), steps,
                   sizeof steps / sizeof *steps);
}

struct str years_in_words(struct composer *c, double years)
{
    const char *key = years < 0.5                ? "time.none"
                      : years < 1                ? "time.half"
                      : years < 1.5              ? "time.one"
                      : years < SCORE_FULL_YEARS ? "time.some"
                                                 : "time.open";
    return say(c, key, "years", number(c, years), NULL);
}

static double time_of(struct composer *c, size_t occupation)
{
    return years_of_score(score_of(c, occupation, STR(TIME_TO_LEARN)));
}

struct str education_in_words(struct composer *c, double step)
{
    return say(c, arena_printf(c->arena, "list.level.%.0f", step).ptr, NULL);
}

static struct str experience(struct composer *c, double step)
{
    return say(c, arena_printf(c->arena, "list.experience.%.0f", step).ptr,
               NULL);
}

static struct str percent(struct composer *c, double value)
{
    return arena_printf(c->arena, "%.*s%%", STR_ARG(number(c, value)));
}

/* One row a figure that a wish may bound: how it is had and shown. Its
 * sentences are list.ID.from, list.ID.to, list.ID.between. */
static const struct figure {
    const char *id;
    double (*of)(struct composer *, size_t occupation);
    struct str (*show)(struct composer *, double);
} figures[WISH_FIGURES] = {
    [WISH_PAY] = {"pay", pay_of, money},
    [WISH_GROWTH] = {"growth", growth_of, percent},
    [WISH_OPENINGS] = {"openings", openings_of, number},
    [WISH_PEOPLE] = {"people", people_of, number},
    [WISH_EDUCATION] = {"education", education_of, education_in_words},
    [WISH_EXPERIENCE] = {"experience", experience_of, experience},
    [WISH_TIME] = {"time", time_of, number},
    [WISH_AI] = {"exposure", ai_of, number},
};

double figure_of(struct composer *c, size_t occupation, enum wish_figure figure)
{
    return figures[figure].of(c, occupation);
}

/* None is needed, but years of internship or residency are: no work for whom
 * has never worked. */
static bool begins_as_intern(struct composer *c, size_t occupation)
{
    return str_eq(figure_text(c, occupation, FIELD_TYPICAL_TRAINING),
                  STR("Internship/residency"));
}

bool figure_in_range(struct composer *c, const struct wishes *w,
                     size_t occupation, enum wish_figure figure)
{
    double value = figure_of(c, occupation, figure);
    double from = w->range[figure].from, to = w->range[figure].to;
    if (figure == WISH_EXPERIENCE && to == 1 && begins_as_intern(c, occupation))
        return false;
    return (from == 0 || value >= from) && (to == 0 || value <= to) &&
           !isnan(value);
}

struct str range_in_words(struct composer *c, const struct wishes *w,
                          enum wish_figure figure)
{
    double from = w->range[figure].from, to = w->range[figure].to;
    const struct figure *f = &figures[figure];
    if (figure == WISH_GROWTH && from > 0 && from < 1 && to == 0)
        return say(c, "list.growing", NULL);
    if (figure == WISH_GROWTH && to < 0 && to > -1 && from == 0)
        return say(c, "list.declining", NULL);
    if (figure == WISH_EXPERIENCE && to == 1)
        return say(c, "list.no_experience", NULL);
    bool last = figure == WISH_EDUCATION && to == 7;
    bool steps = figure == WISH_EDUCATION || figure == WISH_EXPERIENCE;
    const char *sides = from == to || (steps && to == 1) ? "is"
                        : to == 0 || last                ? "from"
                        : from == 0                      ? "to"
                                                         : "between";
    return say(c, arena_printf(c->arena, "list.%s.%s", f->id, sides).ptr,
               "from", f->show(c, from == 0 ? to : from), "to", f->show(c, to),
               NULL);
}
