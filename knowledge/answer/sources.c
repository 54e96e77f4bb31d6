/* Says who: for every sort of value known of the occupation its source, of
 * when it is and where to look it up; what the page says of its own sources,
 * and what it once held and lost. */
#include "subjects.h"

/* A value of each sort stands for the others of its source. */
static const struct {
    const char *label;
    enum field field;
    enum subject subject; /* that is answered with it */
} sorts[] = {
    {"label.salary", FIELD_WAGE_MEDIAN, SUBJECT_SALARY},
    {"label.entry", FIELD_TYPICAL_EDUCATION, SUBJECT_ENTRY},
    {"label.outlook", FIELD_EMPLOYMENT_CHANGE, SUBJECT_OUTLOOK},
    {"label.skills", FIELD_RATED_SKILL, SUBJECT_SKILLS},
    {"entry.zone", FIELD_JOB_ZONE, SUBJECT_ENTRY},
    {"label.pivots", FIELD_RELATED, SUBJECT_PIVOTS},
    {"study.anthropic", FIELD_AI_ANTHROPIC, SUBJECT_AI_RISK},
    {"study.microsoft", FIELD_AI_MICROSOFT, SUBJECT_AI_RISK},
    {"study.eloundou_human", FIELD_AI_ELOUNDOU_HUMAN, SUBJECT_AI_RISK},
    {"study.eloundou_model", FIELD_AI_ELOUNDOU_MODEL, SUBJECT_AI_RISK},
    {"study.ilo", FIELD_AI_ILO, SUBJECT_AI_RISK},
    {"study.aioe", FIELD_AI_AIOE, SUBJECT_AI_RISK},
    {"study.aioe_language", FIELD_AI_AIOE_LANGUAGE, SUBJECT_AI_RISK},
    {"study.frey_osborne", FIELD_AI_FREY_OSBORNE, SUBJECT_AI_RISK},
    {"label.certificates", FIELD_CERTIFICATE, SUBJECT_CERTIFICATES},
    {"sources.tasks", FIELD_RATED_HUMAN, SUBJECT_TASKS},
    {"label.immigration", FIELD_MIGRATION_RULE, SUBJECT_IMMIGRATION},
    {"label.ratings", FIELD_SCORE, SUBJECT_RATINGS},
    {"sources.description", FIELD_DESCRIPTION, SUBJECT_OVERVIEW},
    {"sources.written_page", FIELD_SUMMARY, SUBJECT_OVERVIEW},
    {"sources.estimate", FIELD_PAY, SUBJECT_SALARY},
};

/* The subject that was spoken of, if its figures have sources of their own. */
static enum subject asked_of(struct composer *c)
{
    enum subject subject = SUBJECT_NONE;
    if (c->part.len == 0 || !subject_parse(c->part, &subject))
        return SUBJECT_NONE;
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (sorts[i].subject == subject && value(c, sorts[i].field))
            return subject;
    return SUBJECT_NONE;
}

static struct rows table_begin(struct composer *c)
{
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "sources.table", NULL), 4);
    rows_cell(c, &rows, say(c, "sources.what", NULL));
    rows_cell(c, &rows, say(c, "sources.name", NULL));
    rows_cell(c, &rows, say(c, "sources.date", NULL));
    rows_cell(c, &rows, say(c, "sources.link", NULL));
    return rows;
}

static void table_row(struct composer *c, struct rows *rows, const char *label,
                      const struct pack_entry *entry)
{
    rows_cell(c, rows, say(c, label, NULL));
    rows_cell(c, rows, source_name(c, entry));
    rows_cell(c, rows, source_date(c, entry));
    rows_cell(c, rows, pack_source(c->pack, entry->source).url);
    cite(c, entry);
}

/* A value from the source that more than half of the occupations have the field
 * from; NULL: there is none. */
static const struct pack_entry *usual_entry(struct composer *c,
                                            enum field field)
{
    size_t all = pack_occupation_count(c->pack), known = 0, same = 0, lead = 0;
    const struct pack_entry **of = arena_alloc_array(c->arena, all, sizeof *of);
    const struct pack_entry *usual = NULL;
    for (size_t i = 0, n; i < all; i++)
        if ((of[known] = pack_entries(c->pack, i, LANG_EN, field, &n)))
            known++;
    /* What more than half have is left when each two that differ go. */
    for (size_t i = 0; i < known; i++) {
        if (lead == 0)
            usual = of[i];
        if (of[i]->source == usual->source)
            lead++;
        else
            lead--;
    }
    for (size_t i = 0; i < known; i++)
        same += of[i]->source == usual->source;
    return same * 2 > all ? usual : NULL;
}

bool sources_of_all(struct composer *c)
{
    struct rows rows = table_begin(c);
    size_t shown = 0;
    add_text(c, STR_NONE, say(c, "sources.all", NULL));
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        const struct pack_entry *entry = usual_entry(c, sorts[i].field);
        if (entry)
            table_row(c, &rows, sorts[i].label, entry);
        shown += entry != NULL;
    }
    rows_end(c, &rows);
    add_text(c, STR_NONE, say(c, "sources.one", NULL));
    return shown > 0;
}

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_SOURCES))
        return false;
    enum subject only = asked_of(c);
    add_headline(c, say(c, "sources.headline", NULL), STR_NONE);
    struct rows rows = table_begin(c);
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        const struct pack_entry *entry = value(c, sorts[i].field);
        if (!entry || (only != SUBJECT_NONE && sorts[i].subject != only))
            continue;
        table_row(c, &rows, sorts[i].label, entry);
    }
    rows_end(c, &rows);
    if (only != SUBJECT_NONE) {
        add_choice(c, c->occupation, SUBJECT_SOURCES);
        return true;
    }
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
