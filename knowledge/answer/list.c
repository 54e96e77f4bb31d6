/* Goes through all occupations, keeps those that meet every wish that facts
 * can tell about, and says which wishes no fact can. An occupation whose
 * figure is not known meets no wish about it. */
#include "list.h"

#include "worded.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 10, OFFERED = 3 };

/* Of an importance of 1 to 5, an interest of 1 to 7: from which it counts as
 * one that matters, and below which as one that does not. */
static const double MATTERS = 3.5, MATTERS_NOT = 3, INTERESTS = 5;

struct listed {
    size_t occupation;
    double by;  /* what it is ranked by; higher comes first */
    double pay; /* a year; NAN: not known */
};

/* One list as it is made. */
struct listing {
    struct composer *c;
    const struct wishes *w;
    bool *words, *not_words; /* by occupation: has the words wished */
};

/* --- figures -------------------------------------------------------------- */

static const struct pack_entry *entry_of(struct composer *c, size_t occupation,
                                         enum field field, size_t *count)
{
    return pack_entries(c->pack, occupation, LANG_EN, field, count);
}

static struct str text_in(struct composer *c, size_t occupation,
                          enum field field)
{
    size_t count;
    const struct pack_entry *e = entry_of(c, occupation, field, &count);
    return e ? pack_text(c->pack, e->text[0]) : STR_NONE;
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
    return wage_year(entry_of(c, occupation, FIELD_WAGE_MEDIAN, &count));
}

static double growth_of(struct composer *c, size_t occupation)
{
    return number_of(c, occupation, FIELD_EMPLOYMENT_CHANGE);
}

static double openings_of(struct composer *c, size_t occupation)
{
    return number_of(c, occupation, FIELD_OPENINGS);
}

static double people_of(struct composer *c, size_t occupation)
{
    return number_of(c, occupation, FIELD_EMPLOYMENT);
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

static double ai_of(struct composer *c, size_t occupation)
{
    return score_of(c, occupation, STR("ai_risk"));
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

double education_level(struct composer *c, size_t occupation)
{
    return education_step(text_in(c, occupation, FIELD_TYPICAL_EDUCATION));
}

static double experience_of(struct composer *c, size_t occupation)
{
    static const char *const steps[] = {"None", "Less than 5 years",
                                        "5 years or more"};
    return step_of(text_in(c, occupation, FIELD_TYPICAL_EXPERIENCE), steps,
                   sizeof steps / sizeof *steps);
}

double years_to_learn(double score)
{
    return round((score - 1) * YEARS_TO_LEARN_MOST / 9 * 2) / 2;
}

struct str years_in_words(struct composer *c, double years)
{
    const char *key = years < 0.5                   ? "time.none"
                      : years < 1                   ? "time.half"
                      : years < 1.5                 ? "time.one"
                      : years < YEARS_TO_LEARN_MOST ? "time.some"
                                                    : "time.open";
    return say(c, key, "years", number(c, years), NULL);
}

static double time_of(struct composer *c, size_t occupation)
{
    return years_to_learn(score_of(c, occupation, STR(TIME_TO_LEARN)));
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
    [WISH_EDUCATION] = {"education", education_level, education_in_words},
    [WISH_EXPERIENCE] = {"experience", experience_of, experience},
    [WISH_TIME] = {"time", time_of, number},
    [WISH_AI] = {"exposure", ai_of, number},
};

static bool in_range(const struct listing *l, size_t occupation,
                     enum wish_figure figure)
{
    double value = figures[figure].of(l->c, occupation);
    double from = l->w->range[figure].from, to = l->w->range[figure].to;
    return (from == 0 || value >= from) && (to == 0 || value <= to) &&
           !isnan(value);
}

static struct str range_in_words(struct composer *c, const struct wishes *w,
                                 enum wish_figure figure)
{
    double from = w->range[figure].from, to = w->range[figure].to;
    const struct figure *f = &figures[figure];
    if (figure == WISH_GROWTH && from > 0 && from < 1 && to == 0)
        return say(c, "list.growing", NULL);
    if (figure == WISH_GROWTH && to < 0 && to > -1 && from == 0)
        return say(c, "list.declining", NULL);
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

/* --- traits --------------------------------------------------------------- */

/* Where O*NET rates what a trait names. */
static enum field field_of_trait(const char *id)
{
    static const char *const interests[] = {"realistic",    "investigative",
                                            "artistic",     "social",
                                            "enterprising", "conventional"};
    static const char *const styles[] = {"stress_tolerance",
                                         "attention_to_detail", "empathy",
                                         "leadership_orientation"};
    for (size_t i = 0; i < sizeof interests / sizeof *interests; i++)
        if (strcmp(id, interests[i]) == 0)
            return FIELD_INTEREST;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (strcmp(id, styles[i]) == 0)
            return FIELD_WORK_STYLE;
    return FIELD_RATED_SKILL;
}

/* "Fine Arts" is fine_arts. */
static bool is_id(struct str name, const char *id)
{
    for (size_t i = 0; i < name.len; i++, id++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (*id == '\0' || (c != *id && *id != '_'))
            return false;
    }
    return *id == '\0';
}

/* How strong it is in an occupation; 0: it is not rated, or not among the
 * strongest; NAN: nothing is rated. */
static double trait_of(struct composer *c, size_t occupation, const char *id)
{
    enum field fields[2] = {field_of_trait(id), FIELD_RATED_KNOWLEDGE};
    size_t kinds = fields[0] == FIELD_RATED_SKILL ? 2 : 1;
    bool any = false;
    for (size_t f = 0; f < kinds; f++) {
        size_t count;
        const struct pack_entry *e = entry_of(c, occupation, fields[f], &count);
        any = any || count > 0;
        for (size_t i = 0; i < count; i++)
            if (is_id(pack_text(c->pack, e[i].text[0]), id))
                return e[i].num[0];
    }
    return any ? 0 : NAN;
}

static bool has_trait(struct composer *c, size_t occupation, const char *id)
{
    enum field field = field_of_trait(id);
    double value = trait_of(c, occupation, id);
    return value > 0 && value >= (field == FIELD_INTEREST     ? INTERESTS
                                  : field == FIELD_WORK_STYLE ? -INFINITY
                                                              : MATTERS);
}

static bool lacks_trait(struct composer *c, size_t occupation, const char *id)
{
    enum field field = field_of_trait(id);
    double value = trait_of(c, occupation, id);
    return value < (field == FIELD_RATED_SKILL ? MATTERS_NOT
                    : field == FIELD_INTEREST  ? INTERESTS - 1
                                               : 0.01);
}

static struct str trait_in_words(struct composer *c, const char *id, bool not )
{
    enum field field = field_of_trait(id);
    struct str name = say(c, arena_printf(c->arena, "term.%s", id).ptr, NULL);
    return say(
        c,
        field == FIELD_INTEREST ? (not ? "list.not_interest" : "list.interest")
        : field == FIELD_WORK_STYLE ? (not ? "list.not_style" : "list.style")
                                    : (not ? "list.not_skill" : "list.skill"),
        "skill", name, NULL);
}

/* --- the other conditions --------------------------------------------------
 */

static bool in_groups(const struct listing *l, size_t occupation,
                      uint64_t groups)
{
    uint32_t group = pack_occupation(l->c->pack, occupation).soc / 10000;
    return group < 64 && (groups >> group & 1);
}

static bool in_sector(const struct listing *l, size_t occupation,
                      const struct wish_sector *sector)
{
    enum { SIX_DIGITS = 100000 };
    for (size_t i = 0; i < sector->count; i++) {
        uint32_t soc = pack_occupation(l->c->pack, occupation).soc;
        for (uint32_t code = sector->codes[i]; code < SIX_DIGITS; code *= 10)
            soc /= 10;
        if (soc == sector->codes[i])
            return true;
    }
    return false;
}

static bool of_groups(const struct listing *l, size_t occupation)
{
    return in_groups(l, occupation, l->w->groups) ||
           in_sector(l, occupation, &l->w->sector);
}

static bool off_groups(const struct listing *l, size_t occupation)
{
    return !in_groups(l, occupation, l->w->not_groups) &&
           !in_sector(l, occupation, &l->w->not_sector);
}

static bool of_traits(const struct listing *l, size_t occupation)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*l->w->trait[i] && !has_trait(l->c, occupation, l->w->trait[i]))
            return false;
    return true;
}

static bool off_traits(const struct listing *l, size_t occupation)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*l->w->not_trait[i] &&
            !lacks_trait(l->c, occupation, l->w->not_trait[i]))
            return false;
    return true;
}

static bool of_training(const struct listing *l, size_t occupation)
{
    struct str text = text_in(l->c, occupation, FIELD_TYPICAL_TRAINING);
    return (l->w->training & WISH_APPRENTICESHIP &&
            str_eq(text, STR("Apprenticeship"))) ||
           (l->w->training & WISH_ON_THE_JOB &&
            str_ends(text, STR("on-the-job training")));
}

static bool of_words(const struct listing *l, size_t occupation)
{
    return l->words[occupation];
}

static bool off_words(const struct listing *l, size_t occupation)
{
    return !l->not_words[occupation];
}

static bool is_among(const struct listing *l, size_t occupation)
{
    uint32_t soc = pack_occupation(l->c->pack, occupation).soc;
    for (size_t i = 0; i < l->w->among_count; i++)
        if (l->w->among[i] == soc)
            return true;
    return false;
}

/* "a, b or c" */
static struct str either(struct composer *c, struct str list, struct str next,
                         bool last)
{
    return list.len == 0 ? next
                         : say(c, last ? "list.or" : "list.go_on", "list", list,
                               "next", next, NULL);
}

static struct str quoted(struct composer *c, struct str words)
{
    return say(c, "list.quoted", "words", words, NULL);
}

static struct str fields_in_words(struct composer *c, uint64_t groups,
                                  const struct wish_sector *sector)
{
    struct str list = STR_NONE;
    for (int g = 11; g < 56; g++)
        if (groups >> g & 1) {
            bool last = !(groups >> g >> 1) && sector->count == 0;
            list = either(
                c, list,
                say(c, arena_printf(c->arena, "group.%d", g).ptr, NULL), last);
        }
    return sector->count == 0
               ? list
               : either(c, list, quoted(c, str_from(sector->said)), true);
}

static struct str say_groups(struct composer *c, const struct wishes *w)
{
    return say(c, "list.group", "group",
               fields_in_words(c, w->groups, &w->sector), NULL);
}

static struct str say_not_groups(struct composer *c, const struct wishes *w)
{
    return say(c, "list.not_group", "group",
               fields_in_words(c, w->not_groups, &w->not_sector), NULL);
}

static struct str traits_in_words(struct composer *c,
                                  const char traits[WISH_TRAITS][32], bool not )
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*traits[i]) {
            struct str one = trait_in_words(c, traits[i], not );
            list = list.len
                       ? say(c, "list.also", "list", list, "next", one, NULL)
                       : one;
        }
    return list;
}

static struct str say_traits(struct composer *c, const struct wishes *w)
{
    return traits_in_words(c, w->trait, false);
}

static struct str say_not_traits(struct composer *c, const struct wishes *w)
{
    return traits_in_words(c, w->not_trait, true);
}

static struct str say_training(struct composer *c, const struct wishes *w)
{
    return say(c,
               w->training == WISH_APPRENTICESHIP ? "list.apprenticeship"
                                                  : "list.on_the_job",
               NULL);
}

static struct str say_words(struct composer *c, const struct wishes *w)
{
    return say(c, "list.words", "words", quoted(c, str_from(w->words)), NULL);
}

static struct str say_not_words(struct composer *c, const struct wishes *w)
{
    return say(c, "list.not_words", "words", quoted(c, str_from(w->not_words)),
               NULL);
}

static struct str say_among(struct composer *c, const struct wishes *w)
{
    return say(c, "list.among", "count", number(c, (double)w->among_count),
               NULL);
}

static bool any_trait(const char traits[WISH_TRAITS][32])
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*traits[i])
            return true;
    return false;
}

/* What a list may be filtered by beside the figures: whether it is wished is
 * told by is_set(). */
enum condition {
    OF_GROUPS = WISH_FIGURES,
    OFF_GROUPS,
    OF_TRAITS,
    OFF_TRAITS,
    OF_TRAINING,
    OF_WORDS,
    OFF_WORDS,
    AMONG,
    CONDITIONS
};

static const struct {
    bool (*meets)(const struct listing *, size_t occupation);
    struct str (*says)(struct composer *, const struct wishes *);
} conditions[CONDITIONS] = {
    [OF_GROUPS] = {of_groups, say_groups},
    [OFF_GROUPS] = {off_groups, say_not_groups},
    [OF_TRAITS] = {of_traits, say_traits},
    [OFF_TRAITS] = {off_traits, say_not_traits},
    [OF_TRAINING] = {of_training, say_training},
    [OF_WORDS] = {of_words, say_words},
    [OFF_WORDS] = {off_words, say_not_words},
    [AMONG] = {is_among, say_among},
};

static bool is_set(const struct wishes *w, size_t condition)
{
    if (condition < WISH_FIGURES)
        return w->range[condition].from != 0 || w->range[condition].to != 0;
    switch (condition) {
    case OF_GROUPS:
        return w->groups || w->sector.count > 0;
    case OFF_GROUPS:
        return w->not_groups || w->not_sector.count > 0;
    case OF_TRAITS:
        return any_trait(w->trait);
    case OFF_TRAITS:
        return any_trait(w->not_trait);
    case OF_TRAINING:
        return w->training;
    case OF_WORDS:
        return *w->words;
    case OFF_WORDS:
        return *w->not_words;
    default:
        return w->among_count > 0;
    }
}

static struct str condition_in_words(struct composer *c, const struct wishes *w,
                                     size_t condition)
{
    return condition < WISH_FIGURES
               ? range_in_words(c, w, (enum wish_figure)condition)
               : conditions[condition].says(c, w);
}

/* How many conditions an occupation fails, and the last of them. */
static size_t fails(const struct listing *l, size_t occupation, size_t *which)
{
    size_t failed = 0;
    for (size_t i = CONDITIONS; i-- > 0 && failed < 2;) {
        if (!is_set(l->w, i))
            continue;
        bool met = i < WISH_FIGURES
                       ? in_range(l, occupation, (enum wish_figure)i)
                       : conditions[i].meets(l, occupation);
        if (!met) {
            *which = i;
            failed++;
        }
    }
    return failed;
}

static double ranked_by(const struct listing *l, size_t occupation)
{
    struct composer *c = l->c;
    switch (l->w->rank) {
    case RANK_PAY_LOW:
        return -pay_of(c, occupation);
    case RANK_GROWTH:
        return growth_of(c, occupation);
    case RANK_SHRINK:
        return -growth_of(c, occupation);
    case RANK_OPENINGS:
        return openings_of(c, occupation);
    case RANK_PEOPLE:
        return people_of(c, occupation);
    case RANK_AI_LOW:
        return -ai_of(c, occupation);
    case RANK_AI_HIGH:
        return ai_of(c, occupation);
    case RANK_QUICK:
        return -time_of(c, occupation);
    case RANK_NONE:
        if (*l->w->trait[0])
            return trait_of(c, occupation, l->w->trait[0]);
        return pay_of(c, occupation);
    default:
        return pay_of(c, occupation);
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

/* --- what is shown -------------------------------------------------------- */

/* What was understood, above the list, so that it can be put right. */
static void repeat(struct composer *c, const struct wishes *w)
{
    static const char *const ranks[RANK_COUNT] = {
        "list.rank.pay",    "list.rank.pay",     "list.rank.pay_low",
        "list.rank.growth", "list.rank.shrink",  "list.rank.openings",
        "list.rank.ai_low", "list.rank.ai_high", "list.rank.quick",
        "list.rank.people"};
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "list.understood", NULL), 1);
    for (size_t i = 0; i < CONDITIONS; i++)
        if (is_set(w, i))
            rows_cell(c, &rows, condition_in_words(c, w, i));
    bool trait = w->rank == RANK_NONE && *w->trait[0];
    rows_cell(c, &rows,
              say(c, trait ? "list.rank.skill" : ranks[w->rank], NULL));
    rows_end(c, &rows);
}

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
                  {WISH_CURRENCY, "list.no.currency"}};
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (unknown & wishes[i].bit)
            add_note(c, say(c, wishes[i].key, NULL));
}

/* The person's words that nothing was made of. */
static struct str left_words(struct composer *c, const struct query *query)
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < query->left_count; i++) {
        struct str one = quoted(c, query->left[i]);
        list = list.len == 0
                   ? one
                   : say(c, "list.go_on", "list", list, "next", one, NULL);
    }
    return list;
}

/* What can be wished, where nothing that was is known. */
static void say_what_can_be(struct composer *c, const struct query *query)
{
    if (query->left_count > 0)
        add_text(c, STR_NONE,
                 say(c, "list.cannot", "words", left_words(c, query), NULL));
    else if (query->wishes.unknown == 0)
        add_text(c, STR_NONE, say(c, "list.no_condition", NULL));
    list_unknown_wishes(c, query->wishes.unknown);
    add_text(c, STR_NONE, say(c, "list.can", NULL));
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "list.examples", NULL), 1);
    rows_cell(c, &rows, say(c, "list.example.pay", NULL));
    rows_cell(c, &rows, say(c, "list.example.growth", NULL));
    rows_cell(c, &rows, say(c, "list.example.ai", NULL));
    rows_end(c, &rows);
}

static struct str or_unknown(struct composer *c, struct str text)
{
    return text.len > 0 ? text : say(c, "not_known", NULL);
}

/* The figure beyond those of every list that this one is about. */
static enum wish_figure extra_figure(const struct wishes *w)
{
    if (w->rank == RANK_OPENINGS || is_set(w, WISH_OPENINGS))
        return WISH_OPENINGS;
    if (w->rank == RANK_PEOPLE || is_set(w, WISH_PEOPLE))
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
    double ai = ai_of(c, occupation);
    rows_cell(c, rows, title_of(c, occupation));
    rows_cell(c, rows, or_unknown(c, wage_or_hour(c, pay)));
    rows_cell(
        c, rows,
        or_unknown(c, change ? change_text(c, change->num[0]) : STR_NONE));
    if (extra < WISH_FIGURES)
        rows_cell(c, rows, number(c, figures[extra].of(c, occupation)));
    rows_cell(c, rows, or_unknown(c, term(c, entry_text(c, education, 0))));
    rows_cell(c, rows, or_unknown(c, isnan(ai) ? STR_NONE : decimal(c, ai, 1)));
    cite(c, pay);
    cite(c, change);
    cite(c, education);
    cite(c, value(c, FIELD_SCORE));
}

static void table(struct composer *c, const struct wishes *w,
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

/* Nothing fits: which condition, left out, would change that, and how far. */
static void say_nothing_fits(struct composer *c, const struct wishes *w,
                             const size_t relaxed[CONDITIONS])
{
    add_text(c, STR_NONE, say(c, "list.empty", NULL));
    repeat(c, w);
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

static bool any_condition(const struct wishes *w)
{
    for (size_t i = 0; i < CONDITIONS; i++)
        if (is_set(w, i))
            return true;
    return false;
}

/* How many fit; where nothing is asked of them, all that have the figure. */
static void headline(struct composer *c, const struct wishes *w, size_t count,
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

/* A year's pay was reckoned from an hour's, or the other way round. */
static void say_hours(struct composer *c, const struct wishes *w,
                      const struct listed *found, size_t count)
{
    bool reckoned = w->hourly;
    bool by_pay = is_set(w, WISH_PAY) || w->rank <= RANK_PAY_LOW;
    for (size_t i = 0; by_pay && i < count; i++)
        reckoned =
            reckoned ||
            (isnan(number_of(c, found[i].occupation, FIELD_WAGE_MEDIAN)) &&
             !isnan(found[i].pay));
    if (reckoned)
        add_note(c, say(c, "list.hours", NULL));
}

static bool *mark_words(struct composer *c, const char *words,
                        size_t (*mark)(const struct pack *, struct str, bool *))
{
    if (*words == '\0')
        return NULL;
    bool *has = arena_alloc_array(c->arena, pack_occupation_count(c->pack),
                                  sizeof *has);
    mark(c->pack, str_from(words), has);
    return has;
}

static size_t find_all(struct composer *c, const struct wishes *w,
                       struct listed *found, size_t relaxed[CONDITIONS])
{
    struct listing l = {c, w, mark_words(c, w->words, worded_mark),
                        mark_words(c, w->not_words, worded_mark_named)};
    size_t count = 0, all = pack_occupation_count(c->pack);
    for (size_t i = 0; i < all; i++) {
        size_t which = 0, failed = fails(&l, i, &which);
        double by = failed < 2 ? ranked_by(&l, i) : NAN;
        if (isnan(by))
            continue;
        if (failed == 0)
            found[count++] = (struct listed){i, by, pay_of(c, i)};
        else
            relaxed[which]++;
    }
    if (count > 0)
        qsort(found, count, sizeof *found, by_rank);
    return count;
}

bool list_occupations_by(struct composer *c, const struct query *query)
{
    const struct wishes *w = &query->wishes;
    if (query->vague &&
        (query->left_count > 0 || w->unknown || !query->praised)) {
        say_what_can_be(c, query);
        return w->unknown; /* then what was asked is known to be unknown */
    }
    size_t relaxed[CONDITIONS] = {0}, all = pack_occupation_count(c->pack);
    struct listed *found = arena_alloc_array(c->arena, all, sizeof *found);
    size_t count = find_all(c, w, found, relaxed);
    size_t from = w->skip < count ? w->skip : 0,
           most = w->shown ? w->shown : SHOWN;
    size_t shown = count - from < most ? count - from : most;
    if (query->vague)
        add_note(c, say(c, "list.by_pay", NULL));
    if (query->left_count > 0)
        add_note(c, say(c, "list.left", "words", left_words(c, query), NULL));
    list_unknown_wishes(c, w->unknown);
    if (count == 0) {
        say_nothing_fits(c, w, relaxed);
    } else {
        headline(c, w, count, from, shown);
        repeat(c, w);
        table(c, w, found + from, shown);
        say_hours(c, w, found + from, shown);
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
