/* Goes through all occupations, keeps those that meet every wish that facts
 * can tell about, and says which wishes no fact can. An occupation whose
 * figure is not known meets no wish about it. */
#include "list.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN = 10, OFFERED = 3, YEAR_HOURS = 2080 };

/* The thirds of the score of exposure (1 to 10, FIELD_SCORE). */
static const double LOW_AI = 4, HIGH_AI = 7;

/* The importance, of 5, from which a skill counts as one that matters. */
static const double MATTERS = 3.5;

struct listed {
    size_t occupation;
    double by; /* what it is ranked by; higher comes first */
};

static const struct pack_entry *entry_of(struct composer *c, size_t occupation,
                                         enum field field, size_t *count)
{
    return pack_entries(c->pack, occupation, LANG_EN, field, count);
}

static double number_of(struct composer *c, size_t occupation, enum field field)
{
    size_t count;
    const struct pack_entry *e = entry_of(c, occupation, field, &count);
    return e ? e->num[0] : NAN;
}

static double pay_of(struct composer *c, size_t occupation)
{
    size_t count;
    const struct pack_entry *e =
        entry_of(c, occupation, FIELD_WAGE_MEDIAN, &count);
    if (!e)
        return NAN;
    return isnan(e->num[0]) ? e->num[1] * YEAR_HOURS : e->num[0];
}

static double score_of(struct composer *c, size_t occupation, struct str id)
{
    size_t count;
    const struct pack_entry *e = entry_of(c, occupation, FIELD_SCORE, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(pack_text(c->pack, e[i].text[0]), id))
            return e[i].num[0];
    return NAN;
}

/* 1 none ... 7 doctoral, as in struct wishes; 0: not known. */
static int education_of(struct composer *c, size_t occupation)
{
    static const char *const levels[] = {"No formal educational credential",
                                         "High school diploma or equivalent",
                                         "Some college, no degree",
                                         "Associate's degree",
                                         "Bachelor's degree",
                                         "Master's degree",
                                         "Doctoral or professional degree"};
    size_t count;
    const struct pack_entry *e =
        entry_of(c, occupation, FIELD_TYPICAL_EDUCATION, &count);
    struct str text = e ? pack_text(c->pack, e->text[0]) : STR_NONE;
    if (str_eq(text, STR("Postsecondary nondegree award")))
        return 3;
    for (int i = 0; i < 7; i++)
        if (str_eq(text, str_from(levels[i])))
            return i + 1;
    return 0;
}

static bool needs_no_experience(struct composer *c, size_t occupation)
{
    size_t count;
    const struct pack_entry *e =
        entry_of(c, occupation, FIELD_TYPICAL_EXPERIENCE, &count);
    return e && str_eq(pack_text(c->pack, e->text[0]), STR("None"));
}

/* The importance of a skill or a field of knowledge; 0: not among the first.
 * id: as term() makes it of the name. */
static double importance_of(struct composer *c, size_t occupation,
                            const char *id)
{
    static const enum field fields[] = {FIELD_RATED_SKILL,
                                        FIELD_RATED_KNOWLEDGE};
    struct str wanted = say(c, arena_printf(c->arena, "term.%s", id).ptr, NULL);
    for (size_t f = 0; f < 2; f++) {
        size_t count;
        const struct pack_entry *e = entry_of(c, occupation, fields[f], &count);
        for (size_t i = 0; i < count; i++)
            if (str_eq(term(c, pack_text(c->pack, e[i].text[0])), wanted))
                return e[i].num[0];
    }
    return 0;
}

static bool meets(struct composer *c, size_t occupation, const struct wishes *w)
{
    double pay = pay_of(c, occupation);
    double ai = score_of(c, occupation, STR("ai_risk"));
    int education = education_of(c, occupation);
    uint32_t group = pack_occupation(c->pack, occupation).soc / 10000;
    if (w->groups && !(group < 64 && (w->groups >> group & 1)))
        return false;
    if ((w->min_pay > 0 && !(pay >= w->min_pay)) ||
        (w->max_pay > 0 && !(pay <= w->max_pay)))
        return false;
    if ((w->min_education && education < w->min_education) ||
        (w->max_education && (!education || education > w->max_education)))
        return false;
    if (w->no_experience && !needs_no_experience(c, occupation))
        return false;
    if (w->growing && !(number_of(c, occupation, FIELD_EMPLOYMENT_CHANGE) > 0))
        return false;
    if ((w->ai_low && !(ai <= LOW_AI)) || (w->ai_high && !(ai >= HIGH_AI)))
        return false;
    return !*w->skill || importance_of(c, occupation, w->skill) >= MATTERS;
}

static double ranked_by(struct composer *c, size_t occupation,
                        const struct wishes *w)
{
    switch (w->rank) {
    case RANK_PAY_LOW:
        return -pay_of(c, occupation);
    case RANK_GROWTH:
        return number_of(c, occupation, FIELD_EMPLOYMENT_CHANGE);
    case RANK_SHRINK:
        return -number_of(c, occupation, FIELD_EMPLOYMENT_CHANGE);
    case RANK_OPENINGS:
        return number_of(c, occupation, FIELD_OPENINGS);
    case RANK_AI_LOW:
        return -score_of(c, occupation, STR("ai_risk"));
    case RANK_AI_HIGH:
        return score_of(c, occupation, STR("ai_risk"));
    case RANK_QUICK:
        return -score_of(c, occupation, STR("learning_duration"));
    default:
        return *w->skill ? importance_of(c, occupation, w->skill)
                         : pay_of(c, occupation);
    }
}

/* Equal ones by pay, then in the order of their codes. */
static int by_rank(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    if (x->by != y->by)
        return x->by < y->by ? 1 : -1;
    return (x->occupation > y->occupation) - (x->occupation < y->occupation);
}

/* --- what is shown -------------------------------------------------------- */

/* What was understood, above the list, so that it can be put right. */
static void repeat(struct composer *c, const struct wishes *w)
{
    static const char *const ranks[RANK_COUNT] = {
        "list.rank.pay",    "list.rank.pay",     "list.rank.pay_low",
        "list.rank.growth", "list.rank.shrink",  "list.rank.openings",
        "list.rank.ai_low", "list.rank.ai_high", "list.rank.quick"};
    static const char *const levels[] = {"",
                                         "list.level.1",
                                         "list.level.2",
                                         "list.level.3",
                                         "list.level.4",
                                         "list.level.5",
                                         "list.level.6",
                                         "list.level.7"};
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "list.understood", NULL), 1);
    if (w->rank == RANK_NONE && *w->skill)
        rows_cell(c, &rows, say(c, "list.rank.skill", NULL));
    else
        rows_cell(c, &rows, say(c, ranks[w->rank], NULL));
    if (w->min_pay > 0)
        rows_cell(c, &rows,
                  say(c, "list.min_pay", "amount", money(c, w->min_pay), NULL));
    if (w->max_pay > 0)
        rows_cell(c, &rows,
                  say(c, "list.max_pay", "amount", money(c, w->max_pay), NULL));
    if (w->max_education)
        rows_cell(c, &rows,
                  say(c,
                      w->min_education == w->max_education ? "list.education"
                      : w->min_education ? "list.education_from"
                                         : "list.education_most",
                      "level",
                      say(c,
                          levels[w->min_education &&
                                         w->min_education != w->max_education
                                     ? w->min_education
                                     : w->max_education],
                          NULL),
                      NULL));
    if (w->no_experience)
        rows_cell(c, &rows, say(c, "list.no_experience", NULL));
    if (w->growing)
        rows_cell(c, &rows, say(c, "list.growing", NULL));
    if (w->ai_low || w->ai_high)
        rows_cell(c, &rows,
                  say(c, w->ai_low ? "list.low_ai" : "list.high_ai", NULL));
    if (*w->skill)
        rows_cell(
            c, &rows,
            say(c, "list.skill", "skill",
                say(c, arena_printf(c->arena, "term.%s", w->skill).ptr, NULL),
                NULL));
    for (int g = 11; g < 56; g++)
        if (w->groups >> g & 1)
            rows_cell(
                c, &rows,
                say(c, "list.group", "group",
                    say(c, arena_printf(c->arena, "group.%d", g).ptr, NULL),
                    NULL));
    rows_end(c, &rows);
}

/* Wishes that no fact can tell about. */
static void say_unknown_wishes(struct composer *c, unsigned unknown)
{
    static const struct {
        unsigned bit;
        const char *key;
    } wishes[] = {{WISH_HOURS, "list.no.hours"},
                  {WISH_REMOTE, "list.no.remote"},
                  {WISH_STRESS, "list.no.stress"},
                  {WISH_OUTDOORS, "list.no.outdoors"},
                  {WISH_IMMIGRATION, "list.no.immigration"}};
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (unknown & wishes[i].bit)
            add_note(c, say(c, wishes[i].key, NULL));
}

static struct str or_unknown(struct composer *c, struct str text)
{
    return text.len > 0 ? text : say(c, "not_known", NULL);
}

static void row(struct composer *c, struct rows *rows, size_t occupation)
{
    c->occupation = occupation;
    const struct pack_entry *pay = value(c, FIELD_WAGE_MEDIAN);
    const struct pack_entry *change = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *education = value(c, FIELD_TYPICAL_EDUCATION);
    double ai = score_of(c, occupation, STR("ai_risk"));
    bool hourly = pay && isnan(pay->num[0]);
    struct str amount = pay ? wage(c, pay, hourly) : STR_NONE;
    rows_cell(c, rows, title_of(c, occupation));
    rows_cell(c, rows,
              or_unknown(c, hourly && amount.len
                                ? say(c, "pivots.hour", "amount", amount, NULL)
                                : amount));
    rows_cell(
        c, rows,
        or_unknown(c, change ? change_text(c, change->num[0]) : STR_NONE));
    rows_cell(c, rows, or_unknown(c, term(c, entry_text(c, education, 0))));
    rows_cell(c, rows, or_unknown(c, isnan(ai) ? STR_NONE : decimal(c, ai, 1)));
    cite(c, pay);
    cite(c, change);
    cite(c, education);
    cite(c, value(c, FIELD_SCORE));
}

static void table(struct composer *c, const struct listed *found, size_t count)
{
    struct rows rows = rows_begin(BLOCK_TABLE, STR_NONE, 5);
    rows_cell(c, &rows, STR_NONE);
    rows_cell(c, &rows, say(c, "overview.pay", NULL));
    rows_cell(c, &rows, say(c, "overview.growth", NULL));
    rows_cell(c, &rows, say(c, "overview.education", NULL));
    rows_cell(c, &rows, say(c, "list.ai", NULL));
    for (size_t i = 0; i < count && i < SHOWN; i++)
        row(c, &rows, found[i].occupation);
    rows_end(c, &rows);
}

bool list_occupations_by(struct composer *c, const struct wishes *wishes)
{
    size_t all = pack_occupation_count(c->pack), count = 0;
    struct listed *found = arena_alloc_array(c->arena, all, sizeof *found);
    for (size_t i = 0; i < all; i++) {
        double by = ranked_by(c, i, wishes);
        if (!isnan(by) && meets(c, i, wishes))
            found[count++] = (struct listed){i, by};
    }
    if (count > 0)
        qsort(found, count, sizeof *found, by_rank);
    add_text(c, STR_NONE,
             say(c, count ? "list.headline" : "list.empty", "count",
                 number(c, (double)count), "shown",
                 number(c, (double)(count < SHOWN ? count : SHOWN)), NULL));
    repeat(c, wishes);
    table(c, found, count);
    say_unknown_wishes(c, wishes->unknown);
    for (size_t i = 0; i < count && i < OFFERED; i++)
        add_choice(c, found[i].occupation, SUBJECT_NONE);
    c->out->occupation_count = 0;
    for (size_t i = 0; i < count && i < SHOWN; i++)
        add_occupation(c, found[i].occupation, 1);
    return true;
}
