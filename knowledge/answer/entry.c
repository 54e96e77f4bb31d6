/* How to get in: schooling with its length and cost, what is required, and
 * how the entry level is doing. */
#include "figures.h"
#include "subjects.h"

#include <math.h>

static bool headline(struct composer *c)
{
    const struct pack_entry *typical = value(c, FIELD_TYPICAL_EDUCATION);
    if (typical) {
        struct str name = entry_text(c, typical, 0), level = term(c, name);
        bool none = education_step(name) == 1;
        add_headline(c,
                     say(c, none ? "entry.no_typical" : "entry.typical",
                         "education", level, "date", source_date(c, typical),
                         NULL),
                     level);
        cite(c, typical);
        return true;
    }
    const struct pack_entry *first = value(c, FIELD_EDUCATION);
    if (first) {
        struct str stage = entry_text(c, first, 0);
        add_headline(c, say(c, "entry.page", "education", stage, NULL), stage);
        return true;
    }
    return false;
}

struct str zone_in_words(struct composer *c, const struct pack_entry *zone)
{
    static const char *const zones[] = {"zone.1", "zone.2", "zone.3", "zone.4",
                                        "zone.5"};
    long which = zone && !isnan(zone->num[0]) ? lround(zone->num[0]) : 0;
    return which < 1 || which > 5 ? STR_NONE : say(c, zones[which - 1], NULL);
}

static void job_zone(struct composer *c, struct rows *rows)
{
    const struct pack_entry *zone = value(c, FIELD_JOB_ZONE);
    struct str words = zone_in_words(c, zone);
    if (words.len == 0)
        return;
    rows_cell(c, rows, say(c, "entry.zone", NULL));
    rows_cell(c, rows, words);
    cite(c, zone);
}

void entry_facts(struct composer *c, bool education)
{
    static const struct {
        enum field field;
        const char *label;
    } facts[] = {{FIELD_TYPICAL_EDUCATION, "overview.education"},
                 {FIELD_TYPICAL_EXPERIENCE, "entry.experience"},
                 {FIELD_TYPICAL_TRAINING, "entry.training"}};
    struct rows rows = rows_begin(BLOCK_FACTS, STR_NONE, 2);
    for (size_t i = education ? 0 : 1; i < sizeof facts / sizeof *facts; i++) {
        const struct pack_entry *entry = value(c, facts[i].field);
        if (!entry)
            continue;
        rows_cell(c, &rows, say(c, facts[i].label, NULL));
        rows_cell(c, &rows, term(c, entry_text(c, entry, 0)));
        cite(c, entry);
    }
    job_zone(c, &rows);
    rows_end(c, &rows);
}

bool entry_schooling(struct composer *c)
{
    size_t count;
    const struct pack_entry *steps = values(c, FIELD_EDUCATION, &count);
    if (!steps)
        return false;
    bool notes = false;
    for (size_t i = 0; i < count; i++)
        notes = notes || entry_text(c, &steps[i], 2).len > 0;
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "entry.schooling", NULL), notes ? 4 : 3);
    rows_cell(c, &rows, say(c, "entry.stage", NULL));
    rows_cell(c, &rows, say(c, "entry.duration", NULL));
    rows_cell(c, &rows, say(c, "entry.cost", NULL));
    if (notes)
        rows_cell(c, &rows, say(c, "column.note", NULL));
    for (size_t i = 0; i < count; i++) {
        struct str cost = money_range(c, steps[i].num[0], steps[i].num[1]);
        struct str length = entry_text(c, &steps[i], 1);
        rows_cell(c, &rows, entry_text(c, &steps[i], 0));
        rows_cell(c, &rows, or_unknown(c, length));
        rows_cell(c, &rows, or_unknown(c, cost));
        if (notes)
            rows_cell(c, &rows, entry_text(c, &steps[i], 2));
    }
    rows_end(c, &rows);
    cite(c, steps);
    return true;
}

void entry_required(struct composer *c)
{
    size_t count;
    const char *title = "entry.required";
    const struct pack_entry *papers = values(c, FIELD_QUALIFICATION, &count);
    if (!papers) {
        title = "compare.required";
        papers = values(c, FIELD_CERTIFICATE, &count);
    }
    struct rows rows = rows_begin(BLOCK_BULLETS, say(c, title, NULL), 1);
    for (size_t i = 0; i < count; i++) {
        if (!must_have(&papers[i]))
            continue;
        struct str issuer = entry_text(c, &papers[i], 1);
        struct str name = entry_text(c, &papers[i], 0);
        rows_cell(c, &rows,
                  issuer.len ? say(c, "entry.issued", "name", name, "issuer",
                                   issuer, NULL)
                             : name);
        cite(c, &papers[i]);
    }
    rows_end(c, &rows);
}

static bool tell(struct composer *c)
{
    bool said = c->lead.len > 0; /* what is not known, too */
    bool known = headline(c);
    if (!known && !subject_known(c, SUBJECT_ENTRY))
        return false;
    if (!known)
        add_headline(c, say(c, "entry.headline", NULL), STR_NONE);
    bool cost = part_is(c, "cost");
    if (!entry_schooling(c) && !said && (cost || part_is(c, "duration")))
        add_note(c, say(c, cost ? "entry.no_cost" : "entry.no_duration", NULL));
    if (cost)
        return true;
    entry_facts(c, false); /* which tell how long, too */
    entry_required(c);
    add_field(c, "entry.level", FIELD_ENTRY_LEVEL);
    return true;
}

const struct subject_ops subject_entry = {
    .subject = SUBJECT_ENTRY,
    .tell = tell,
    .fields = {FIELD_TYPICAL_EDUCATION, FIELD_EDUCATION, FIELD_QUALIFICATION,
               FIELD_ENTRY_LEVEL, FIELD_JOB_ZONE},
    .next = {SUBJECT_CERTIFICATES, SUBJECT_SKILLS, SUBJECT_SALARY},
};
