/* Studies by codes of SOC 2010 (AIOE, Frey and Osborne) and ISCO-08 (ILO). An
 * old code's value goes to every new code it became; a new code gets the mean
 * of all its old codes that have a value. A code is never joined to the new
 * one of the same number: what it stands for may have changed. */
#include "import_exposure.h"

#include "page_cell.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The values of a study by one classification, on their way to another. */
struct spread {
    struct slot {
        uint32_t code;
        double sum;
        size_t count;
        bool mean;       /* of more than one, here or on the way */
        struct str word; /* of the study; empty where they differ */
    } * slots;           /* by code */
    size_t count, room;
};

static struct slot *slot_of(struct spread *spread, uint32_t code)
{
    for (size_t i = 0; i < spread->count; i++)
        if (spread->slots[i].code == code)
            return &spread->slots[i];
    if (spread->count == spread->room) {
        spread->room = spread->room ? spread->room * 2 : 256;
        spread->slots =
            xrealloc(spread->slots, spread->room * sizeof *spread->slots);
    }
    struct slot *slot = &spread->slots[spread->count++];
    *slot = (struct slot){.code = code};
    return slot;
}

static void spread_add(struct spread *spread, uint32_t code, double value,
                       struct str word, bool mean)
{
    struct slot *slot = slot_of(spread, code);
    if (slot->count == 0)
        slot->word = word;
    else if (!str_eq(slot->word, word))
        slot->word = STR("");
    slot->mean |= mean || slot->count > 0;
    slot->sum += value;
    slot->count++;
}

/* From one classification to the next, along the pairs. */
static void spread_along(const struct spread *from, struct code_pairs pairs,
                         struct spread *to)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct slot *slot = &from->slots[i];
        struct code_pairs found = code_pairs_from(pairs, slot->code);
        for (size_t k = 0; k < found.count; k++)
            spread_add(to, found.items[k].to, slot->sum / (double)slot->count,
                       slot->word, slot->mean);
    }
}

enum by { BY_SOC2010, BY_SURVEY_TOO, BY_ISCO08 };

struct study {
    const char *names[2], *code[2], *value[2], *word;
    double min, max;
    size_t rows;
    enum by by;
    enum field field;
    const char *source, *date, *link;
    int year;
};

static const struct study studies[] = {
    {.names = {"AIOE_DataAppendix_Appendix_A.csv"},
     .code = {"SOC Code"},
     .value = {"AIOE"},
     .rows = 774,
     .min = -10,
     .max = 10,
     .by = BY_SOC2010,
     .field = FIELD_AI_AIOE,
     .source = "Felten, Raj, Seamans (AIOE)",
     .date = "2021",
     .year = 2021,
     .link = "https://github.com/AIOE-Data/AIOE"},
    {.names = {"Language_Modeling_AIOE.csv"},
     .code = {"SOC Code"},
     .value = {"Language Modeling AIOE"},
     .rows = 774,
     .min = -10,
     .max = 10,
     .by = BY_SOC2010,
     .field = FIELD_AI_AIOE_LANGUAGE,
     .source = "Felten, Raj, Seamans (AIOE)",
     .date = "2021",
     .year = 2021,
     .link = "https://github.com/AIOE-Data/AIOE"},
    {.names = {"frey_osborne_2013_soc2010.csv"},
     .code = {"SOC code"},
     .value = {"Probability"},
     .rows = 702,
     .min = 0,
     .max = 1,
     .by = BY_SURVEY_TOO,
     .field = FIELD_AI_FREY_OSBORNE,
     .source = "Frey and Osborne",
     .date = "2013",
     .year = 2013,
     .link = "https://www.oxfordmartin.ox.ac.uk/publications/"
             "the-future-of-employment"},
    {.names = {"Final_Scores_ISCO08_Gmyrek_et_al_2025_occupations.csv"},
     .code = {"ISCO_08", "ISCO-08"},
     .value = {"mean_score_2025"},
     .rows = 427,
     .word = "potential25",
     .min = 0,
     .max = 1,
     .by = BY_ISCO08,
     .field = FIELD_AI_ILO,
     .source = "ILO, Gmyrek et al.",
     .date = "2025",
     .year = 2025,
     .link = "https://github.com/pgmyrek/2025_GenAI_scores_ISCO08"},
};

/* Where the value of a row goes first; no pairs: the code is unknown. */
static struct code_pairs targets_of(const struct crosswalks *codes, enum by by,
                                    struct str text)
{
    uint32_t code = by == BY_ISCO08 ? isco_code(text) : page_soc(text);
    if (by == BY_ISCO08)
        return code_pairs_from(codes->isco08, code);
    struct code_pairs pairs = code_pairs_from(codes->soc2010, code);
    if (pairs.count == 0 && by == BY_SURVEY_TOO)
        pairs = code_pairs_from(codes->survey, code);
    return pairs;
}

static void unknown_code(struct import_file *file, struct str text)
{
    if (text.len == 0)
        import_bad_row(file, "the code is missing");
    else if (file->unknown++ == 0)
        file->unknown_code = arena_str(file->im->b->arena, text);
}

/* The columns: code, value, word. */
static void read_rows(struct import_file *file, const struct study *study,
                      struct spread *spread)
{
    while (import_next(file)) {
        struct str text = import_cell(file, 0);
        struct code_pairs pairs = targets_of(&file->im->codes, study->by, text);
        double value = import_number(file, 1);
        if (pairs.count == 0 && !isnan(value))
            unknown_code(file, text);
        if (pairs.count == 0 || isnan(value))
            continue;
        if (value < study->min || value > study->max) {
            import_bad_row(file, "%g is not between %g and %g", value,
                           study->min, study->max);
            continue;
        }
        for (size_t i = 0; i < pairs.count; i++)
            spread_add(spread, pairs.items[i].to, value, import_text(file, 2),
                       false);
    }
}

static void give(struct import *im, struct import_file *file,
                 const struct study *study, const struct spread *spread)
{
    const struct import_source *source =
        import_source(im, str_from(study->source), str_from(study->date),
                      str_from(study->link), study->year);
    for (size_t i = 0; i < spread->count; i++) {
        const struct slot *slot = &spread->slots[i];
        size_t occupation = import_occupation(im, file, slot->code, STR(""));
        if (occupation == SIZE_MAX)
            continue;
        struct pack_value value = {
            .flags = slot->mean ? ENTRY_MEAN : 0,
            .text = {arena_str(im->b->arena, slot->word)},
            .num = {import_round(slot->sum / (double)slot->count, 6), NAN}};
        import_give(im, file, occupation, study->field, &value, 1, source);
        file->given++;
    }
}

static void import_study(struct import *im, const char *where,
                         const struct study *study)
{
    const char *const names[] = {study->names[0], study->names[1], NULL};
    const struct table_column columns[] = {
        {{study->code[0], study->code[1]}, false},
        {{study->value[0], study->value[1]}, false},
        {{study->word ? study->word : "-"}, true}};
    struct import_file file;
    struct spread first = {0}, last = {0};
    if (!import_open(im, &file, where, names, NULL, columns, 3, study->source))
        return;
    read_rows(&file, study, &first);
    if (study->by == BY_ISCO08)
        spread_along(&first, im->codes.soc2010, &last);
    give(im, &file, study, study->by == BY_ISCO08 ? &last : &first);
    import_expect_rows(&file, study->rows);
    free(first.slots);
    free(last.slots);
    import_close(&file);
}

void import_older_studies(struct import *im, const char *where)
{
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++)
        import_study(im, where, &studies[i]);
}
