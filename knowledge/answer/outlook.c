/* Where it is going: jobs, growth, the next steps up. */
#include "subjects.h"

#include <math.h>

static bool official(struct composer *c)
{
    const struct pack_entry *change = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    if (!change)
        return false;
    double percent = change->num[0];
    struct str figure =
        arena_printf(c->arena, "%.*s%%", STR_ARG(number(c, fabs(percent))));
    add_headline(c,
                 say(c,
                     percent > 0   ? "outlook.grow"
                     : percent < 0 ? "outlook.shrink"
                                   : "outlook.level",
                     "figure", figure, "date", source_date(c, change), NULL),
                 figure);
    cite(c, change);
    if (part_is(c, "why"))
        add_text(c, STR_NONE,
                 say(c, "why.outlook", "source", source_name(c, change), NULL));

    struct rows rows = rows_begin(BLOCK_FACTS, STR_NONE, 2);
    const struct pack_entry *openings = known_value(c, FIELD_OPENINGS);
    const struct pack_entry *people = known_value(c, FIELD_EMPLOYMENT);
    const struct pack_entry *later = known_value(c, FIELD_EMPLOYMENT_FUTURE);
    if (openings) {
        rows_cell(c, &rows, say(c, "outlook.openings", NULL));
        rows_cell(c, &rows, number(c, openings->num[0]));
        cite(c, openings);
    }
    if (people) {
        rows_cell(c, &rows, say(c, "outlook.employment", NULL));
        rows_cell(c, &rows, number(c, people->num[0]));
        cite(c, people);
    }
    if (later) {
        rows_cell(c, &rows, say(c, "outlook.later", NULL));
        rows_cell(c, &rows, number(c, later->num[0]));
        cite(c, later);
    }
    rows_end(c, &rows);
    return true;
}

static bool tell(struct composer *c)
{
    static const struct {
        const char *part;
        enum field field;
    } parts[] = {{"progression", FIELD_PROGRESSION},
                 {"areas", FIELD_GROWTH_AREA}};
    if (!subject_known(c, SUBJECT_OUTLOOK))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct pack_entry *entry = value(c, parts[i].field);
        if (!part_is(c, parts[i].part) || !entry)
            continue;
        if (parts[i].field == FIELD_GROWTH_AREA) {
            add_headline(c, say(c, "outlook.areas_headline", NULL), STR_NONE);
            add_list(c, NULL, FIELD_GROWTH_AREA);
        } else {
            add_headline(c, entry_text(c, entry, 0), STR_NONE);
        }
        cite(c, entry);
        return true;
    }
    bool figures = official(c);
    const struct pack_entry *forecast = value(c, FIELD_FORECAST);
    if (!figures)
        add_headline(c,
                     forecast ? entry_text(c, forecast, 0)
                              : say(c, "outlook.headline", NULL),
                     STR_NONE);
    else if (forecast)
        add_text(c,
                 say(c, "outlook.forecast", "source", source_name(c, forecast),
                     NULL),
                 entry_text(c, forecast, 0));
    cite(c, forecast);
    if (part_is(c, "forecast") || part_is(c, "why"))
        return true;
    add_field(c, "outlook.progression", FIELD_PROGRESSION);
    add_list(c, "outlook.areas", FIELD_GROWTH_AREA);
    return true;
}

const struct subject_ops subject_outlook = {
    .subject = SUBJECT_OUTLOOK,
    .tell = tell,
    .fields = {FIELD_EMPLOYMENT_CHANGE, FIELD_FORECAST, FIELD_PROGRESSION,
               FIELD_GROWTH_AREA},
    .next = {SUBJECT_AI_RISK, SUBJECT_SKILLS, SUBJECT_SALARY},
};
