/* The occupation in short: what it is, and one line for each of the things
 * people want to know first. */
#include "subjects.h"

#include "exposure.h"

#include <math.h>

static void fact(struct composer *c, struct rows *rows, const char *label,
                 const struct pack_entry *entry, struct str text)
{
    if (!entry || text.len == 0)
        return;
    rows_cell(c, rows, say(c, label, NULL));
    rows_cell(c, rows, text);
    cite(c, entry);
}

/* Up to the first full stop that ends a sentence. */
static struct str first_sentence(struct str text)
{
    size_t end = str_find(text, STR(". "));
    size_t chinese = str_find(text, STR("。"));
    if (end < text.len)
        return str_slice(text, 0, end + 1);
    return chinese < text.len ? str_slice(text, 0, chinese + 3) : text;
}

static void figures(struct composer *c)
{
    struct rows rows = rows_begin(BLOCK_FACTS, STR_NONE, 2);
    const struct pack_entry *e = value(c, FIELD_WAGE_MEDIAN);
    if (e && (!isnan(e->num[0]) || !isnan(e->num[1])))
        fact(c, &rows, "overview.pay", e,
             say(c,
                 isnan(e->num[0]) ? "overview.pay_hour" : "overview.pay_value",
                 "amount", wage(c, e, isnan(e->num[0])), "date",
                 source_date(c, e), NULL));
    e = value(c, FIELD_TYPICAL_EDUCATION);
    fact(c, &rows, "overview.education", e, term(c, entry_text(c, e, 0)));
    e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    if (e)
        fact(c, &rows, "overview.growth", e,
             say(c, "overview.growth_value", "change",
                 change_text(c, e->num[0]), "date", source_date(c, e), NULL));
    e = value(c, FIELD_OVERALL);
    if (e)
        fact(c, &rows, "overview.overall", e,
             say(c, "overview.overall_value", "score", number(c, e->num[0]),
                 "source", source_name(c, e), NULL));
    e = value(c, FIELD_VERDICT);
    fact(c, &rows, "overview.ai", e, first_sentence(entry_text(c, e, 1)));
    struct str thirds = e ? STR_NONE : exposure_thirds(c);
    if (thirds.len > 0) {
        rows_cell(c, &rows, say(c, "overview.ai", NULL));
        rows_cell(c, &rows, thirds);
    }
    rows_end(c, &rows);
}

static bool tell(struct composer *c)
{
    const struct pack_entry *summary = value(c, FIELD_SUMMARY);
    if (!summary)
        summary = value(c, FIELD_DESCRIPTION);
    add_headline(c,
                 summary ? entry_text(c, summary, 0)
                         : say(c, "overview.no_summary", NULL),
                 STR_NONE);
    cite(c, summary);
    figures(c);
    return true;
}

const struct subject_ops subject_overview = {
    .subject = SUBJECT_OVERVIEW,
    .tell = tell,
    .fields = {FIELD_SUMMARY, FIELD_DESCRIPTION, FIELD_WAGE_MEDIAN,
               FIELD_EMPLOYMENT_CHANGE},
    .next = {SUBJECT_SALARY, SUBJECT_ENTRY, SUBJECT_AI_RISK},
};
