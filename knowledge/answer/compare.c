/* The comparison table: a row a figure, each row naming its source. */
#include "compare.h"

#include <math.h>

static struct str yearly(struct composer *c, const struct pack_entry *e)
{
    return isnan(e->num[0]) ? STR_NONE : money(c, e->num[0]);
}

static struct str category(struct composer *c, const struct pack_entry *e)
{
    return term(c, entry_text(c, e, 0));
}

static struct str percent(struct composer *c, const struct pack_entry *e)
{
    return arena_printf(c->arena, "%s%.*s%%", e->num[0] > 0 ? "+" : "",
                        STR_ARG(number(c, e->num[0])));
}

static struct str count_of(struct composer *c, const struct pack_entry *e)
{
    return number(c, e->num[0]);
}

static struct str score(struct composer *c, const struct pack_entry *e)
{
    return arena_printf(c->arena, "%.*s/10", STR_ARG(number(c, e->num[0])));
}

static struct str second_text(struct composer *c, const struct pack_entry *e)
{
    return entry_text(c, e, 1);
}

/* The whole range of the stages of a page, in one cell. */
static struct str stages(struct composer *c, const struct pack_entry *e)
{
    size_t count;
    const struct pack_entry *pay = values(c, (enum field)e->field, &count);
    struct str low = money_range(c, pay[0].num[0], pay[count - 1].num[1]);
    return low;
}

static const struct {
    enum subject subject;
    enum field field;
    const char *label;
    struct str (*show)(struct composer *, const struct pack_entry *);
} figures[] = {
    {SUBJECT_OVERVIEW, FIELD_SUMMARY, "compare.summary", category},
    {SUBJECT_SALARY, FIELD_WAGE_MEDIAN, "overview.pay", yearly},
    {SUBJECT_SALARY, FIELD_WAGE_P10, "compare.p10", yearly},
    {SUBJECT_SALARY, FIELD_WAGE_P90, "compare.p90", yearly},
    {SUBJECT_SALARY, FIELD_PAY, "compare.stages", stages},
    {SUBJECT_ENTRY, FIELD_TYPICAL_EDUCATION, "overview.education", category},
    {SUBJECT_ENTRY, FIELD_TYPICAL_EXPERIENCE, "entry.experience", category},
    {SUBJECT_ENTRY, FIELD_TYPICAL_TRAINING, "entry.training", category},
    {SUBJECT_OUTLOOK, FIELD_EMPLOYMENT_CHANGE, "overview.growth", percent},
    {SUBJECT_OUTLOOK, FIELD_OPENINGS, "outlook.openings", count_of},
    {SUBJECT_RATINGS, FIELD_OVERALL, "overview.overall", score},
    {SUBJECT_AI_RISK, FIELD_VERDICT, "overview.ai", second_text},
    {SUBJECT_TASKS, FIELD_SUMMARY, "compare.summary", category},
};

static bool is_wanted(size_t figure, enum subject subject)
{
    enum subject of = figures[figure].subject;
    bool all = subject == SUBJECT_NONE || subject == SUBJECT_OVERVIEW;
    return all ? of != SUBJECT_TASKS && of != SUBJECT_AI_RISK : of == subject;
}

bool compare(struct composer *c, const size_t *occupations, size_t count,
             enum subject subject)
{
    struct rows rows = rows_begin(BLOCK_TABLE, STR_NONE, count + 1);
    rows_cell(c, &rows, STR_NONE);
    for (size_t i = 0; i < count; i++)
        rows_cell(c, &rows, title_of(c, occupations[i]));

    for (size_t f = 0; f < sizeof figures / sizeof *figures; f++) {
        if (!is_wanted(f, subject))
            continue;
        const struct pack_entry *source = NULL;
        struct str cells[4];
        for (size_t i = 0; i < count; i++) {
            c->occupation = occupations[i];
            const struct pack_entry *entry = value(c, figures[f].field);
            cells[i] = entry ? figures[f].show(c, entry) : STR_NONE;
            if (cells[i].len == 0) {
                cells[i] = say(c, "not_known", NULL);
                continue;
            }
            source = entry;
            cite(c, entry);
        }
        if (!source)
            continue;
        rows_cell(c, &rows,
                  say(c, "compare.row", "label", say(c, figures[f].label, NULL),
                      "source", source_name(c, source), "date",
                      source_date(c, source), NULL));
        for (size_t i = 0; i < count; i++)
            rows_cell(c, &rows, cells[i]);
    }
    c->occupation = occupations[0];
    bool any = rows.cells > rows.columns;
    rows_end(c, &rows);
    return any;
}
