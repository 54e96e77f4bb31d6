/* How far AI reaches into an occupation, study by study: each with its figure,
 * its scale, its source and its year, and how the occupation stands among all
 * others. They measure different things and are never made into one. */
#include "exposure.h"

#include <math.h>

const struct study exposure_studies[STUDIES] = {
    {FIELD_AI_ANTHROPIC, "study.anthropic", "measure.anthropic", SHARE},
    {FIELD_AI_MICROSOFT, "study.microsoft", "measure.microsoft", SCORE},
    {FIELD_AI_ELOUNDOU_HUMAN, "study.eloundou_human", "measure.eloundou_human",
     SHARE},
    {FIELD_AI_ELOUNDOU_MODEL, "study.eloundou_model", "measure.eloundou_model",
     SHARE},
    {FIELD_AI_ILO, "study.ilo", "measure.ilo", SCORE},
    {FIELD_AI_AIOE, "study.aioe", "measure.aioe", SIGNED},
    {FIELD_AI_AIOE_LANGUAGE, "study.aioe_language", "measure.aioe_language",
     SIGNED},
    {FIELD_AI_FREY_OSBORNE, "study.frey_osborne", NULL, PROBABILITY},
};

bool exposure_is_of_ai(const struct study *study)
{
    return study->name;
}

static struct str shown(struct composer *c, const struct study *study,
                        const struct pack_entry *entry)
{
    double n = entry->num[0];
    if (study->field == FIELD_AI_ANTHROPIC && n == 0)
        return say(c, "exposure.unobserved", NULL);
    struct str text = study->scale == SHARE || study->scale == PROBABILITY
                          ? percent_of(c, n)
                          : decimal(c, n, 2);
    struct str word = entry_text(c, entry, 0);
    if (word.len > 0)
        text = arena_printf(c->arena, "%.*s · %.*s", STR_ARG(text),
                            STR_ARG(term(c, word)));
    return entry->flags & ENTRY_MEAN
               ? say(c, "exposure.mean", "value", text, NULL)
               : text;
}

struct str exposure_value(struct composer *c, const struct pack_entry *entry)
{
    for (size_t i = 0; i < STUDIES; i++)
        if (exposure_studies[i].field == (enum field)entry->field)
            return shown(c, &exposure_studies[i], entry);
    return STR_NONE;
}

/* Does the measure tell the occupation from others? That no use was observed
 * is so of more than half of them. */
static bool placed(const struct study *study, const struct pack_entry *entry)
{
    return !isnan(entry->num[1]) &&
           !(study->field == FIELD_AI_ANTHROPIC && entry->num[0] == 0);
}

/* "higher than 63% of occupations"; empty where the rank is not known. */
static struct str rank(struct composer *c, const struct study *study,
                       const struct pack_entry *entry)
{
    if (!placed(study, entry))
        return STR("");
    if (entry->num[1] < 1)
        return say(c, "exposure.lowest", NULL);
    return say(c, "exposure.rank", "percent", number(c, entry->num[1]), NULL);
}

/* A third is that of the place that the table shows, which is rounded down:
 * upper: higher than 67% of occupations or more; lower: than 33% or less.
 * Each measure counts as one and none is weighed or averaged. That of
 * computerisation is left out: it is not of AI. */
struct str exposure_thirds(struct composer *c)
{
    static const char *const keys[] = {"thirds.upper", "thirds.middle",
                                       "thirds.lower"};
    static const char *const levels[] = {"exposure.high", "exposure.middle",
                                         "exposure.low"};
    const char *level = "exposure.mixed";
    size_t counts[3] = {0}, all = 0;
    for (size_t i = 0; i < STUDIES; i++) {
        const struct pack_entry *entry =
            known_value(c, exposure_studies[i].field);
        if (!entry || !exposure_is_of_ai(&exposure_studies[i]) ||
            !placed(&exposure_studies[i], entry))
            continue;
        double place = entry->num[1];
        counts[place >= 67 ? 0 : place >= 34 ? 1 : 2]++;
        all++;
        cite(c, entry);
    }
    struct str list = STR_NONE;
    for (size_t i = 0; i < 3; i++) {
        if (counts[i] == 0)
            continue;
        if (counts[i] * 2 > all)
            level = levels[i];
        struct str third =
            say(c, keys[i], "count", number(c, (double)counts[i]), NULL);
        list = joined(c, list, third);
    }
    if (list.len == 0)
        return list;
    struct str measures = all == 1 ? say(c, "exposure.measure", NULL)
                                   : say(c, "exposure.measures", "count",
                                         number(c, (double)all), NULL);
    return say(c, "exposure.thirds", "level", say(c, level, NULL), "measures",
               measures, "list", list, NULL);
}

bool exposure_table(struct composer *c)
{
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "exposure.title", NULL), 4);
    rows_cell(c, &rows, say(c, "exposure.study", NULL));
    rows_cell(c, &rows, say(c, "exposure.value", NULL));
    rows_cell(c, &rows, say(c, "exposure.place", NULL));
    rows_cell(c, &rows, say(c, "exposure.source", NULL));
    for (size_t i = 0; i < STUDIES; i++) {
        const struct pack_entry *entry =
            known_value(c, exposure_studies[i].field);
        if (!entry)
            continue;
        rows_cell(c, &rows, say(c, exposure_studies[i].measures, NULL));
        rows_cell(c, &rows, shown(c, &exposure_studies[i], entry));
        rows_cell(c, &rows, rank(c, &exposure_studies[i], entry));
        rows_cell(c, &rows,
                  say(c, "exposure.from", "source", source_name(c, entry),
                      "date", source_date(c, entry), NULL));
        cite(c, entry);
    }
    bool any = rows.cells > rows.columns;
    rows_end(c, &rows);
    return any;
}
