/* Says who: for every sort of value known of the occupation its source, of
 * when it is and where to look it up; what the page says of its own sources,
 * and what it once held and lost. */
#include "subjects.h"

/* A value of each sort stands for the others of its source. */
static const struct {
    const char *label;
    enum field field;
} sorts[] = {
    {"label.salary", FIELD_WAGE_MEDIAN},
    {"label.entry", FIELD_TYPICAL_EDUCATION},
    {"label.outlook", FIELD_EMPLOYMENT_CHANGE},
    {"label.skills", FIELD_RATED_SKILL},
    {"entry.zone", FIELD_JOB_ZONE},
    {"label.pivots", FIELD_RELATED},
    {"study.anthropic", FIELD_AI_ANTHROPIC},
    {"study.microsoft", FIELD_AI_MICROSOFT},
    {"study.eloundou_human", FIELD_AI_ELOUNDOU_HUMAN},
    {"study.eloundou_model", FIELD_AI_ELOUNDOU_MODEL},
    {"study.ilo", FIELD_AI_ILO},
    {"study.aioe", FIELD_AI_AIOE},
    {"study.aioe_language", FIELD_AI_AIOE_LANGUAGE},
    {"study.frey_osborne", FIELD_AI_FREY_OSBORNE},
    {"label.certificates", FIELD_CERTIFICATE},
    {"sources.tasks", FIELD_RATED_HUMAN},
    {"label.immigration", FIELD_MIGRATION_RULE},
    {"label.ratings", FIELD_SCORE},
    {"sources.description", FIELD_DESCRIPTION},
    {"sources.written_page", FIELD_SUMMARY},
    {"sources.estimate", FIELD_PAY},
};

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_SOURCES))
        return false;
    add_headline(c, say(c, "sources.headline", NULL), STR_NONE);
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "sources.table", NULL), 4);
    rows_cell(c, &rows, say(c, "sources.what", NULL));
    rows_cell(c, &rows, say(c, "sources.name", NULL));
    rows_cell(c, &rows, say(c, "sources.date", NULL));
    rows_cell(c, &rows, say(c, "sources.link", NULL));
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        const struct pack_entry *entry = value(c, sorts[i].field);
        if (!entry)
            continue;
        rows_cell(c, &rows, say(c, sorts[i].label, NULL));
        rows_cell(c, &rows, source_name(c, entry));
        rows_cell(c, &rows, source_date(c, entry));
        rows_cell(c, &rows, pack_source(c->pack, entry->source).url);
        cite(c, entry);
    }
    rows_end(c, &rows);
    add_field(c, "sources.page", FIELD_SOURCES);
    add_list(c, "sources.lost", FIELD_LOST);
    return true;
}

const struct subject_ops subject_sources = {
    .subject = SUBJECT_SOURCES,
    .tell = tell,
    .fields = {FIELD_SOURCES, FIELD_SUMMARY, FIELD_DESCRIPTION,
               FIELD_WAGE_MEDIAN, FIELD_EMPLOYMENT_CHANGE,
               FIELD_TYPICAL_EDUCATION},
    .next = {SUBJECT_SALARY, SUBJECT_OUTLOOK, SUBJECT_AI_RISK},
};
