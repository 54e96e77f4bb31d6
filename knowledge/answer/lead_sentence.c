/* "Usually not", "about 4 years", "for it, against it": one function for each
 * kind of question, of which match/lead.c tells the kind. */
#include "lead_sentence.h"

#include "figures.h"
#include "subjects.h"

#include <ctype.h>
#include <math.h>

/* --- schooling --- */

/* The headline behind it says what is typical; this only yes or no. */
static struct str of_schooling(struct composer *c, const struct lead *lead)
{
    const struct pack_entry *typical = value(c, FIELD_TYPICAL_EDUCATION);
    double takes = education_step(entry_text(c, typical, 0));
    enum { SOME_COLLEGE = 3, DEGREE = 4 };
    if (isnan(takes))
        return STR_NONE;
    if (takes == SOME_COLLEGE && lead->schooling == DEGREE)
        return say(c, "lead.some_schooling", NULL);
    bool needed = takes >= lead->schooling;
    if (lead->ask == ASK_NEED)
        return say(c, needed ? "lead.need" : "lead.no_need", NULL);
    if (lead->ask == ASK_WITHOUT)
        return say(c, needed ? "lead.cannot" : "lead.can", NULL);
    return say(c, takes > lead->schooling ? "lead.less" : "lead.can", NULL);
}

/* --- licences --- */

/* Whether the question names it by the letters it is known by: "CPA". */
static bool is_named(struct str name, struct str said)
{
    enum { LETTERS = 3 };
    for (size_t from = 0, to; from < name.len; from = to + 1) {
        for (to = from; to < name.len && isupper((unsigned char)name.ptr[to]);)
            to++;
        struct str letters = str_slice(name, from, to);
        for (size_t at = 0;
             letters.len >= LETTERS && at + letters.len <= said.len; at++)
            if (str_eq_nocase(str_slice(said, at, at + letters.len), letters) &&
                (at == 0 || !isalnum((unsigned char)said.ptr[at - 1])) &&
                (at + letters.len == said.len ||
                 !isalnum((unsigned char)said.ptr[at + letters.len])))
                return true;
    }
    return false;
}

/* What the states ask for is the licence itself; what the law of the whole
 * country asks for is mostly for some of the work. */
static int weight_of(const struct pack_entry *paper)
{
    static const int weights[CERTIFICATE_DUTIES] = {[DUTY_SOME_STATES] = 1,
                                                    [DUTY_SOME_WORK] = 2,
                                                    [DUTY_BY_LAW] = 3,
                                                    [DUTY_MOST_STATES] = 4};
    return weights[(int)paper->num[0]];
}

/* Whether one of the papers of the occupation's page is the one named. */
static bool page_names(struct composer *c, struct str said)
{
    size_t count;
    const struct pack_entry *papers = values(c, FIELD_QUALIFICATION, &count);
    for (size_t i = 0; i < count; i++)
        if (is_named(entry_text(c, &papers[i], 0), said))
            return true;
    return false;
}

static struct str of_paper(struct composer *c, const struct lead *lead)
{
    static const char *const keys[CERTIFICATE_DUTIES] = {
        [DUTY_OPTIONAL] = "lead.paper.optional",
        [DUTY_SOME_STATES] = "lead.paper.some_states",
        [DUTY_SOME_WORK] = "lead.paper.some_work",
        [DUTY_MOST_STATES] = "lead.paper.states",
        [DUTY_BY_LAW] = "lead.paper.law"};
    size_t count;
    const struct pack_entry *papers = values(c, FIELD_CERTIFICATE, &count);
    const struct pack_entry *best = papers;
    bool named = false;
    for (size_t i = 0; i < count; i++) {
        bool this = is_named(entry_text(c, &papers[i], 0), lead->said);
        if (this > named ||
            (this == named && weight_of(&papers[i]) > weight_of(best)))
            best = &papers[i];
        named = named || this;
    }
    if (!named && lead->paper.len > 0)
        return page_names(c, lead->said)
                   ? STR_NONE /* its row says what it is */
                   : say(c, "lead.paper.other", "name", lead->paper, NULL);
    if (!best)
        return STR_NONE;
    cite(c, best);
    int duty = (int)best->num[0];
    struct str name = entry_text(c, best, 0);
    if (named)
        return say(c, "lead.paper.named", "name", name, "duty",
                   certificate_duty(c, best), NULL);
    return say(c, keys[duty], "name", name, NULL);
}

/* --- what O*NET rates --- */

static const double rated_high = 3.5, rated_low = 2.5, interest_high = 5;

/* How high the field rates what has that name; 0: not among those it names. */
static double rating_of(struct composer *c, enum field field, struct str name)
{
    size_t count;
    const struct pack_entry *items = values(c, field, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(term(c, entry_text(c, &items[i], 0)), name)) {
            cite(c, items);
            return items[i].num[0];
        }
    return 0;
}

static struct str name_of(struct composer *c, struct str id)
{
    return say(c, arena_printf(c->arena, "term.%.*s", STR_ARG(id)).ptr, NULL);
}

/* "Liking company, and Enterprising (6.46 of 7)" */
static struct str of_company(struct composer *c)
{
    static const char *const interests[] = {"social", "enterprising"};
    if (!value(c, FIELD_WORK_STYLE) || !value(c, FIELD_INTEREST))
        return STR_NONE;
    struct str list = STR_NONE;
    struct str company = name_of(c, STR("social_orientation"));
    if (rating_of(c, FIELD_WORK_STYLE, company) > 0)
        list = company;
    for (size_t i = 0; i < sizeof interests / sizeof *interests; i++) {
        struct str name = name_of(c, str_from(interests[i]));
        double rating = rating_of(c, FIELD_INTEREST, name);
        if (rating >= interest_high)
            list = listed(c, list,
                          say(c, "lead.company.interest", "name", name, "value",
                              decimal(c, rating, 2), NULL),
                          false);
    }
    return list.len > 0 ? say(c, "lead.company.much", "list", list, NULL)
                        : say(c, "lead.company.little", NULL);
}

static struct str of_trait(struct composer *c, struct str trait)
{
    if (str_eq(trait, STR(LEAD_COMPANY)))
        return of_company(c);
    struct str name = name_of(c, trait);
    double rating = fmax(rating_of(c, FIELD_RATED_SKILL, name),
                         rating_of(c, FIELD_RATED_KNOWLEDGE, name));
    if (rating == 0)
        return STR_NONE;
    return say(c,
               rating >= rated_high  ? "lead.trait.much"
               : rating >= rated_low ? "lead.trait.some"
                                     : "lead.trait.little",
               "name", name, "value", decimal(c, rating, 2), NULL);
}

/* --- time and cost --- */

static struct str of_time(struct composer *c)
{
    const struct pack_entry *score = score_value(c, STR(TIME_TO_LEARN));
    if (!score)
        return say(c, "lead.no_time", NULL);
    cite(c, score);
    return say(c, "lead.time", "years",
               years_in_words(c, years_of_score(score->num[0])), NULL);
}

static struct str of_cost(struct composer *c)
{
    size_t count;
    const struct pack_entry *steps = values(c, FIELD_EDUCATION, &count);
    for (size_t i = 0; i < count; i++)
        if (!isnan(steps[i].num[0]) || !isnan(steps[i].num[1]))
            return STR_NONE; /* the table has it */
    return followed(c, say(c, "lead.cost", NULL), of_time(c));
}

/* --- worth it --- */

/* Places among all occupations, of 100, from which a figure speaks for an
 * occupation, and up to which against it. */
static const double place_for = 60, place_against = 40;
static const double years_for = 1, years_against = 6;

static void add_point(struct composer *c, struct str *side, struct str point)
{
    *side = beside(c, *side, point);
}

/* The place that a score of our formula stands for; NAN: not known. */
static double place_of(struct composer *c, const char *score)
{
    const struct pack_entry *entry = score_value(c, str_from(score));
    return entry ? 100 * share_of_score(entry->num[0]) : NAN;
}

static struct str point(struct composer *c, const char *key, double percent,
                        struct str figure)
{
    return say(c, key, "percent", number(c, round(percent)), "figure", figure,
               NULL);
}

static struct str of_worth(struct composer *c)
{
    struct str good = STR_NONE, bad = STR_NONE, middle = STR_NONE;
    double pay = place_of(c, "income_level"), ai = place_of(c, "ai_risk"),
           growth = place_of(c, "future_prospect");
    const struct pack_entry *wage = value(c, FIELD_WAGE_MEDIAN);
    const struct pack_entry *change = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *time = score_value(c, STR(TIME_TO_LEARN));
    cite(c, wage);
    cite(c, change);
    struct str figure = wage_or_hour(c, wage);
    if (pay >= place_for)
        add_point(c, &good, point(c, "lead.worth.pay_more", pay, figure));
    else if (pay <= place_against)
        add_point(c, &bad, point(c, "lead.worth.pay_less", 100 - pay, figure));
    else if (!isnan(pay))
        add_point(c, &middle, point(c, "lead.worth.pay", pay, figure));
    figure = change ? change_text(c, change->num[0]) : STR_NONE;
    if (change && change->num[0] < 0)
        add_point(c, &bad, point(c, "lead.worth.shrinks", growth, figure));
    else if (growth >= place_for)
        add_point(c, &good, point(c, "lead.worth.grows", growth, figure));
    else if (growth <= place_against)
        add_point(c, &bad, point(c, "lead.worth.grows_less", growth, figure));
    else if (!isnan(growth))
        add_point(c, &middle, point(c, "lead.worth.growth", growth, figure));
    if (ai <= place_against)
        add_point(c, &good, point(c, "lead.worth.ai_less", 100 - ai, STR_NONE));
    else if (ai >= place_for)
        add_point(c, &bad, point(c, "lead.worth.ai_more", ai, STR_NONE));
    else if (!isnan(ai))
        add_point(c, &middle, point(c, "lead.worth.ai", ai, STR_NONE));
    double years = time ? years_of_score(time->num[0]) : NAN;
    figure = time ? years_in_words(c, years) : STR_NONE;
    if (years <= years_for || years >= years_against)
        add_point(c, years <= years_for ? &good : &bad,
                  point(c, "lead.worth.time", years, figure));
    struct str text = STR_NONE;
    if (good.len > 0)
        text = say(c, "pivots.for", "pro", good, NULL);
    if (bad.len > 0)
        text = followed(c, text, say(c, "pivots.against", "con", bad, NULL));
    if (middle.len > 0)
        text = followed(c, text,
                        say(c, "lead.worth.middle", "list", middle, NULL));
    return text;
}

/* --- pay --- */

/* A wage in the unit asked for: an hour's counts as 1/2,080 of a year's. NAN:
 * not known. */
static double border(const struct pack_entry *wage, bool hour)
{
    if (!wage)
        return NAN;
    if (!isnan(wage->num[hour]))
        return wage->num[hour];
    return hour ? wage->num[0] / YEAR_HOURS : wage->num[1] * YEAR_HOURS;
}

static struct str pay_text(struct composer *c, double amount, bool hour)
{
    struct pack_entry pay = {0};
    pay.num[hour] = amount;
    return wage(c, &pay, hour);
}

/* "One in ten of them earn less than $56,020"; key NULL: nothing. */
static struct str of_step(struct composer *c, const char *key,
                          const struct pack_entry *wage, bool hour)
{
    if (!key)
        return STR_NONE;
    cite(c, wage);
    return say(c, key, "value", pay_text(c, border(wage, hour), hour), NULL);
}

/* Between which published shares an amount lies, and on which side of the
 * median; nothing is guessed in between. */
static struct str of_paid(struct composer *c, const struct lead *lead)
{
    static const struct {
        enum field field;
        const char *less, *more; /* of the median nothing but its side */
    } steps[] = {{FIELD_WAGE_P10, "lead.paid.less.10", "lead.paid.more.10"},
                 {FIELD_WAGE_P25, "lead.paid.less.25", "lead.paid.more.25"},
                 {FIELD_WAGE_MEDIAN, NULL, NULL},
                 {FIELD_WAGE_P75, "lead.paid.less.75", "lead.paid.more.75"},
                 {FIELD_WAGE_P90, "lead.paid.less.90", "lead.paid.more.90"}};
    const struct pack_entry *median = value(c, FIELD_WAGE_MEDIAN);
    double amount = lead->amount, middle = border(median, lead->hour);
    if (isnan(middle) || (amount >= middle && median->flags & ENTRY_AT_LEAST))
        return STR_NONE;
    struct str less = STR_NONE, more = STR_NONE;
    bool topped = false;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !topped; i++) {
        const struct pack_entry *wage = value(c, steps[i].field);
        double step = border(wage, lead->hour);
        topped = step > amount;
        if (topped)
            more = of_step(c, steps[i].more, wage, lead->hour);
        else if (step <= amount && !(wage->flags & ENTRY_AT_LEAST))
            less = of_step(c, steps[i].less, wage, lead->hour);
    }
    const char *key = amount < middle   ? "lead.paid.below"
                      : amount > middle ? "lead.paid.above"
                                        : "lead.paid.median";
    struct str sides = less.len == 0   ? more
                       : more.len == 0 ? less
                                       : listed(c, less, more, true);
    return sides.len == 0
               ? STR_NONE
               : say(c, key, "amount", pay_text(c, amount, lead->hour), "per",
                     say(c, lead->hour ? "per.hour" : "per.year", NULL),
                     "sides", sides, NULL);
}

/* One end of the spread: the tenth that earns the most, or the least. */
static struct str of_end(struct composer *c, enum field field, const char *key)
{
    const struct pack_entry *end = value(c, field);
    if (!end || value(c, FIELD_PAY)) /* then the stages come first */
        return STR_NONE;
    bool hour = isnan(end->num[0]);
    if (isnan(end->num[hour]))
        return STR_NONE;
    cite(c, end);
    if (end->flags & ENTRY_AT_LEAST)
        key = "lead.highest.open";
    return say(c, key, "value", wage(c, end, hour), "per",
               say(c, hour ? "per.hour" : "per.year", NULL), NULL);
}

struct str lead_reckoned(struct composer *c, const struct lead *lead)
{
    double year = lead->hour ? lead->amount * YEAR_HOURS : lead->amount;
    return lead->kind != LEAD_PAID
               ? STR_NONE
               : say(c, "lead.reckoned", "hour",
                     pay_text(c, year / YEAR_HOURS, true), "year",
                     pay_text(c, year, false), NULL);
}

struct str lead_sentence(struct composer *c, const struct query *query)
{
    const struct lead *lead = &query->lead;
    switch (lead->kind) {
    case LEAD_NONE:
        return STR_NONE;
    case LEAD_SCHOOLING:
        return of_schooling(c, lead);
    case LEAD_PAPER:
        return of_paper(c, lead);
    case LEAD_TRAIT:
        return of_trait(c, lead->trait);
    case LEAD_COST:
        return of_cost(c);
    case LEAD_TIME:
        return of_time(c);
    case LEAD_WORTH:
        return of_worth(c);
    case LEAD_PAID:
        return of_paid(c, lead);
    case LEAD_HIGHEST:
        return of_end(c, FIELD_WAGE_P90, "lead.highest");
    case LEAD_LOWEST:
        return of_end(c, FIELD_WAGE_P10, "lead.lowest");
    case LEAD_START:
        return of_end(c, FIELD_WAGE_P10, "lead.start");
    case LEAD_WHY:
        return say(c, "lead.why", NULL);
    }
    return STR_NONE;
}
