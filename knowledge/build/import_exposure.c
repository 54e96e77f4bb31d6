/* Studies of exposure to AI by O*NET or SOC 2018 code. Each keeps its own
 * scale, source and year; nothing is blended. */
#include "import_exposure.h"

#include "onet_list.h"
#include "page_cell.h"

#include <math.h>

enum {
    DECIMALS = 6, /* more than any study can mean */
    ELOUNDOU_ROWS = 923
};

/* --- Eloundou and others: by O*NET occupation --- */

static bool number_only(const struct onet_element *element,
                        struct pack_value *value)
{
    value->num[0] = element->number[0];
    return true;
}

static void import_eloundou(struct import *im, const char *where)
{
    static const char *const names[] = {"occ_level.csv", NULL};
    static const struct table_column columns[] = {
        {{"O*NET-SOC Code"}, false},
        {{"dv_rating_beta"}, false},
        {{"human_rating_beta"}, false}};
    static const enum field fields[] = {FIELD_AI_ELOUNDOU_MODEL,
                                        FIELD_AI_ELOUNDOU_HUMAN};
    struct import_file file;
    struct onet_items items[2] = {{0}, {0}};
    if (!import_open(im, &file, where, names, NULL, columns, 3,
                     "Eloundou et al."))
        return;
    while (import_next(&file)) {
        struct onet_item item = {.number = {NAN, NAN}};
        if (!import_onet_code(&file, 0, &item.soc, &item.suffix))
            continue;
        for (size_t i = 0; i < 2; i++) {
            item.number[0] = import_number(&file, 1 + i);
            if (item.number[0] >= 0 && item.number[0] <= 1)
                onet_items_add(&items[i], &item);
            else if (!isnan(item.number[0]))
                import_bad_row(&file, "%g is no share of tasks of 0 to 1",
                               item.number[0]);
        }
    }
    const struct import_source *source =
        import_source(im, STR("Eloundou et al., GPTs are GPTs"), STR("2024"),
                      STR("https://github.com/openai/GPTs-are-GPTs"), 2024);
    for (size_t i = 0; i < 2; i++) {
        struct onet_list list = {.field = fields[i],
                                 .decimals = DECIMALS,
                                 .limit = 1,
                                 .value = number_only};
        file.given = 0;
        onet_list_give(im, &file, &items[i], &list, source);
        onet_items_free(&items[i]);
    }
    import_expect_rows(&file, ELOUNDOU_ROWS);
    import_close(&file);
}

/* --- by SOC 2018 code --- */

struct study {
    const char *names[3], *code, *value; /* files and columns */
    const char *source, *date, *link, *what;
    int year;
    size_t rows;
    enum field field;
};

static const struct study studies[] = {
    {.names = {"soc_ai_applicability_scores.csv",
               "ai_applicability_scores.csv"},
     .code = "SOC Code",
     .value = "ai_applicability_score",
     .source = "Microsoft, Working with AI",
     .date = "2025",
     .link = "https://github.com/microsoft/working-with-ai",
     .what = "Microsoft, Working with AI",
     .year = 2025,
     .rows = 785,
     .field = FIELD_AI_MICROSOFT},
    {.names = {"job_exposure.csv"},
     .code = "occ_code",
     .value = "observed_exposure",
     .source = "Anthropic Economic Index",
     .date = "March 2026",
     .link = "https://huggingface.co/datasets/Anthropic/EconomicIndex",
     .what = "Anthropic Economic Index",
     .year = 2026,
     .rows = 756,
     .field = FIELD_AI_ANTHROPIC},
};

static void import_study(struct import *im, const char *where,
                         const struct study *study)
{
    const struct table_column columns[] = {
        {{study->code, "SOC Code"}, false},
        {{study->value}, false},
        {{"title", "Occupation Title"}, true}};
    struct import_file file;
    if (!import_open(im, &file, where, study->names, NULL, columns, 3,
                     study->what))
        return;
    const struct import_source *source =
        import_source(im, str_from(study->source), str_from(study->date),
                      str_from(study->link), study->year);
    while (import_next(&file)) {
        uint32_t soc = import_soc_code(&file, 0);
        if (soc == 0)
            continue;
        double value = import_number(&file, 1);
        if (isnan(value))
            continue;
        if (value < 0 || value > 1) {
            import_bad_row(&file, "%g is not between 0 and 1", value);
            continue;
        }
        size_t occupation =
            import_occupation(im, &file, soc, import_text(&file, 2));
        if (occupation == SIZE_MAX)
            continue;
        import_give_number(im, &file, occupation, study->field,
                           import_round(value, DECIMALS), 0, source);
        file.given++;
    }
    import_expect_rows(&file, study->rows);
    import_close(&file);
}

void import_exposure(struct import *im, const char *where)
{
    import_eloundou(im, where);
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++)
        import_study(im, where, &studies[i]);
    import_older_studies(im, where);
    import_rated_tasks(im, where);
}
