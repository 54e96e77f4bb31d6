/* Says who: every source behind what is known of the occupation, what the
 * page says of its own, and what it once held and lost. */
#include "subjects.h"

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_SOURCES))
        return false;
    add_headline(c, say(c, "sources.headline", NULL), STR_NONE);

    for (int field = 1; field < FIELD_LIMIT; field++) {
        size_t count;
        const struct pack_entry *entries = values(c, (enum field)field, &count);
        for (size_t i = 0; i < count; i++)
            cite(c, &entries[i]);
    }
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "sources.table", NULL), 3);
    rows_cell(c, &rows, say(c, "sources.name", NULL));
    rows_cell(c, &rows, say(c, "sources.date", NULL));
    rows_cell(c, &rows, say(c, "sources.link", NULL));
    for (size_t i = 0; i < c->out->source_count; i++) {
        const struct answer_source *source = &c->out->sources[i];
        rows_cell(c, &rows, source->name);
        rows_cell(c, &rows, source->date);
        rows_cell(c, &rows, source->url);
    }
    rows_end(c, &rows);
    add_field(c, "sources.page", FIELD_SOURCES);
    add_list(c, "sources.lost", FIELD_LOST);
    return true;
}

const struct subject_ops subject_sources = {
    .subject = SUBJECT_SOURCES,
    .tell = tell,
    .fields = {FIELD_SOURCES, FIELD_SUMMARY, FIELD_WAGE_MEDIAN,
               FIELD_EMPLOYMENT_CHANGE, FIELD_TYPICAL_EDUCATION},
    .next = {SUBJECT_SALARY, SUBJECT_OUTLOOK, SUBJECT_AI_RISK},
};
