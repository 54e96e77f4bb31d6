/* The comparison table: a row a figure, each row naming its source. */
#include "compare.h"

#include "exposure.h"
#include "figures.h"
#include "stress.h"
#include "subjects.h"

#include <math.h>

static struct str category(struct composer *c, const struct pack_entry *e)
{
    return term(c, entry_text(c, e, 0));
}

static struct str percent(struct composer *c, const struct pack_entry *e)
{
    return isnan(e->num[0]) ? STR_NONE : change_text(c, e->num[0]);
}

static struct str count_of(struct composer *c, const struct pack_entry *e)
{
    return isnan(e->num[0]) ? STR_NONE : number(c, e->num[0]);
}

static struct str score(struct composer *c, const struct pack_entry *e)
{
    return arena_printf(c->arena, "%.*s/10", STR_ARG(number(c, e->num[0])));
}

static struct str exposure(struct composer *c, const struct pack_entry *e)
{
    return isnan(e->num[0]) ? STR_NONE : exposure_value(c, e);
}

/* Of the scores, which are one field. */
static struct str time_to_learn(struct composer *c, const struct pack_entry *e)
{
    (void)e;
    const struct pack_entry *score = score_value(c, STR(TIME_TO_LEARN));
    return score ? years_in_words(c, years_of_score(score->num[0])) : STR_NONE;
}

/* The first three of a list. */
static struct str leading(struct composer *c, const struct pack_entry *e)
{
    size_t count;
    const struct pack_entry *items = values(c, (enum field)e->field, &count);
    return first_of(c, items, count < 3 ? count : 3);
}

/* What one must have: of a page what it calls required, of the facts what the
 * law or most states ask for. */
static struct str required(struct composer *c, const struct pack_entry *e)
{
    size_t count, needed = 0;
    const struct pack_entry *papers = values(c, (enum field)e->field, &count);
    struct str list = STR("");
    for (size_t i = 0; i < count; i++) {
        if (!must_have(&papers[i]))
            continue;
        struct str name = entry_text(c, &papers[i], 0);
        list = needed++ == 0 ? name
                             : arena_printf(c->arena, "%.*s; %.*s",
                                            STR_ARG(list), STR_ARG(name));
        cite(c, &papers[i]);
    }
    return needed ? list : say(c, "compare.none_required", NULL);
}

/* The whole range of the stages of a page, in one cell. */
static struct str stages(struct composer *c, const struct pack_entry *e)
{
    double low, high;
    (void)e;
    pay_range(c, &low, &high);
    return money_range(c, low, high);
}

/* The label of a score: this and the dimension. */
#define RATING "rating."

static const struct {
    enum subject subject;
    enum field field;
    const char *label;
    struct str (*show)(struct composer *, const struct pack_entry *);
} figures[] = {
    {SUBJECT_OVERVIEW, FIELD_SUMMARY, "compare.summary", category},
    {SUBJECT_OVERVIEW, FIELD_DESCRIPTION, "compare.summary", category},
    {SUBJECT_SALARY, FIELD_WAGE_MEDIAN, "overview.pay", wage_or_hour},
    {SUBJECT_SALARY, FIELD_WAGE_P10, "compare.p10", wage_or_hour},
    {SUBJECT_SALARY, FIELD_WAGE_P90, "compare.p90", wage_or_hour},
    {SUBJECT_SALARY, FIELD_PAY, "compare.stages", stages},
    {SUBJECT_ENTRY, FIELD_TYPICAL_EDUCATION, "overview.education", category},
    {SUBJECT_ENTRY, FIELD_TYPICAL_EXPERIENCE, "entry.experience", category},
    {SUBJECT_ENTRY, FIELD_TYPICAL_TRAINING, "entry.training", category},
    {SUBJECT_ENTRY, FIELD_JOB_ZONE, "entry.zone", zone_in_words},
    {SUBJECT_ENTRY, FIELD_SCORE, "compare.time", time_to_learn},
    {SUBJECT_OUTLOOK, FIELD_EMPLOYMENT_CHANGE, "overview.growth", percent},
    {SUBJECT_OUTLOOK, FIELD_OPENINGS, "outlook.openings", count_of},
    {SUBJECT_AI_RISK, FIELD_AI_ANTHROPIC, "study.anthropic", exposure},
    {SUBJECT_AI_RISK, FIELD_AI_ELOUNDOU_HUMAN, "study.eloundou_human",
     exposure},
    {SUBJECT_AI_RISK, FIELD_AI_ELOUNDOU_MODEL, "study.eloundou_model",
     exposure},
    {SUBJECT_AI_RISK, FIELD_AI_MICROSOFT, "study.microsoft", exposure},
    {SUBJECT_AI_RISK, FIELD_AI_ILO, "study.ilo", exposure},
    {SUBJECT_AI_RISK, FIELD_AI_AIOE, "study.aioe", exposure},
    {SUBJECT_AI_RISK, FIELD_AI_AIOE_LANGUAGE, "study.aioe_language", exposure},
    {SUBJECT_SKILLS, FIELD_RATED_SKILL, "rated.skills", leading},
    {SUBJECT_SKILLS, FIELD_RATED_KNOWLEDGE, "rated.knowledge", leading},
    {SUBJECT_RATINGS, FIELD_WORK_STYLE, "stress.rating", stress_value},
    {SUBJECT_RATINGS, FIELD_OVERALL, "overview.overall", score},
    {SUBJECT_RATINGS, FIELD_SCORE, RATING "income_level", score},
    {SUBJECT_RATINGS, FIELD_SCORE, RATING "job_demand", score},
    {SUBJECT_RATINGS, FIELD_SCORE, RATING "future_prospect", score},
    {SUBJECT_RATINGS, FIELD_SCORE, RATING "ai_risk", score},
    {SUBJECT_RATINGS, FIELD_SCORE, RATING TIME_TO_LEARN, score},
    {SUBJECT_TASKS, FIELD_SUMMARY, "compare.summary", category},
    {SUBJECT_TASKS, FIELD_DESCRIPTION, "compare.summary", category},
    {SUBJECT_CERTIFICATES, FIELD_QUALIFICATION, "compare.required", required},
};

static bool is_wanted(const struct composer *c, size_t figure,
                      enum subject subject)
{
    enum subject of = figures[figure].subject;
    enum field field = figures[figure].field;
    bool all = subject == SUBJECT_NONE || subject == SUBJECT_OVERVIEW;
    bool apart = of == SUBJECT_TASKS || of == SUBJECT_CERTIFICATES ||
                 (of == SUBJECT_RATINGS && field != FIELD_OVERALL);
    if (field == FIELD_WORK_STYLE && !part_is(c, "stress"))
        return false;
    return all ? !apart : of == subject;
}

/* Papers come from a page, or else from the facts; of the scores, which are
 * one field, it is that of the label. */
static const struct pack_entry *entry_for(struct composer *c, size_t figure)
{
    enum field field = figures[figure].field;
    if (figures[figure].subject == SUBJECT_RATINGS && field == FIELD_SCORE)
        return score_value(c,
                           str_from(figures[figure].label + sizeof RATING - 1));
    const struct pack_entry *entry = value(c, field);
    return entry || field != FIELD_QUALIFICATION ? entry
                                                 : value(c, FIELD_CERTIFICATE);
}

static struct str with_source(struct composer *c, struct str text,
                              const struct pack_entry *entry)
{
    return say(c, "compare.row", "label", text, "source", source_name(c, entry),
               "date", source_date(c, entry), NULL);
}

bool compare(struct composer *c, const size_t *occupations, size_t count,
             enum subject subject)
{
    struct rows rows = rows_begin(BLOCK_TABLE, STR_NONE, count + 1);
    rows_cell(c, &rows, STR_NONE);
    for (size_t i = 0; i < count; i++)
        rows_cell(c, &rows, title_of(c, occupations[i]));

    bool scores = false;
    for (size_t f = 0; f < sizeof figures / sizeof *figures; f++) {
        c->occupation = occupations[0];
        if (!is_wanted(c, f, subject) ||
            (figures[f].field == FIELD_SUMMARY && value(c, FIELD_DESCRIPTION)))
            continue;
        /* Its sources are too many for a cell: `required` names them. */
        bool beside = figures[f].show != required;
        const struct pack_entry *found[4], *source = NULL;
        struct str cells[4];
        bool same = true; /* all cells from one source */
        for (size_t i = 0; i < count; i++) {
            c->occupation = occupations[i];
            const struct pack_entry *entry = entry_for(c, f);
            cells[i] = entry ? figures[f].show(c, entry) : STR_NONE;
            found[i] = cells[i].len > 0 ? entry : NULL;
            if (!found[i]) {
                cells[i] = say(c, "not_known", NULL);
                continue;
            }
            same = same && (!source || source->source == entry->source);
            source = entry;
            if (beside)
                cite(c, entry);
        }
        if (!source)
            continue;
        scores = scores || figures[f].field == FIELD_SCORE;
        struct str label = say(c, figures[f].label, NULL);
        rows_cell(c, &rows,
                  same && beside ? with_source(c, label, source) : label);
        for (size_t i = 0; i < count; i++)
            rows_cell(c, &rows,
                      same || !beside || !found[i]
                          ? cells[i]
                          : with_source(c, cells[i], found[i]));
    }
    c->occupation = occupations[0];
    bool any = rows.cells > rows.columns;
    rows_end(c, &rows);
    if (any && subject == SUBJECT_CERTIFICATES)
        add_note(c, say(c, "certificates.states_differ", NULL));
    if (scores && subject == SUBJECT_RATINGS)
        add_note(c, say(c, "ratings.formula", NULL));
    return any;
}
