/* The publishers' own files, where they are at hand: each opens, its header is
 * found, it has the rows its description says, and a workbook says the same as
 * its edition in text, cell by cell. */
#include "file.h"
#include "table.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define DATA SHARED_DIR "/data"
#define COUNT(array) (sizeof(array) / sizeof *(array))

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

static struct error err;

static void need_data(void)
{
    if (file_is_folder(DATA))
        return;
    print_message("skipped: %s is not there\n", DATA);
    skip();
}

/* names: up to three, of a header; begins at the table's first row. */
static struct table *open_table(struct arena *arena, const char *file,
                                const char *sheet, const char *const *names)
{
    struct table *table;
    struct table_column columns[3] = {{.optional = true}};
    size_t places[3], count = 0;
    const char *path = file_join(arena, STR(DATA), str_from(file)).ptr;
    for (; count < 3 && names[count]; count++)
        columns[count] = (struct table_column){.names = {names[count]}};
    if (table_open(arena, path, NULL, sheet, &table, &err) != STATUS_OK ||
        table_header(table, columns, count, places, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < count; i++)
        assert_true(table_header_text(table, places[i]).len > 0);
    return table;
}

static const struct {
    const char *file, *sheet;
    size_t rows;
    const char *names[3];
} files[] = {
    {"onet/Occupation Data.txt", NULL, 1016, {"O*NET-SOC Code", "Title"}},
    {"onet/Alternate Titles.txt.gz", NULL, 57543, {"Alternate Title"}},
    {"onet/Sample of Reported Titles.txt", NULL, 7953, {"Reported Job Title"}},
    {"onet/Job Zones.txt", NULL, 923, {"Job Zone"}},
    {"onet/Job Zone Reference.txt", NULL, 4, {"SVP Range"}},
    {"onet/Education, Training, and Experience.txt.gz",
     NULL,
     37125,
     {"Category", "Data Value"}},
    {"onet/Education, Training, and Experience Categories.txt",
     NULL,
     41,
     {"Category Description"}},
    {"onet/Skills.txt.gz", NULL, 62580, {"Element Name", "Scale ID"}},
    {"onet/Knowledge.txt.gz", NULL, 59004, {"Element Name", "Scale ID"}},
    {"onet/Technology Skills.txt.gz", NULL, 32773, {"Example"}},
    {"onet/Task Statements.txt.gz", NULL, 18796, {"Task ID", "Task"}},
    {"onet/Emerging Tasks.txt", NULL, 328, {"Task"}},
    {"onet/Related Occupations.txt",
     NULL,
     18460,
     {"Related O*NET-SOC Code", "Index"}},
    {"onet/Interests.txt", NULL, 8307, {"Data Value"}},
    {"onet/Work Styles.txt.gz", NULL, 37422, {"Data Value"}},
    {"onet/Work Values.txt", NULL, 7866, {"Data Value"}},
    {"onet/Content Model Reference.txt", NULL, 630, {"Element ID"}},
    {"onet/Scales Reference.txt", NULL, 31, {"Scale ID"}},
    {"onet/Level Scale Anchors.txt", NULL, 483, {"Anchor Value"}},
    {"oews/national_M2025_dl.xlsx", NULL, 1401, {"OCC_CODE", "A_MEDIAN"}},
    {"oews/national_M2025_dl.csv", NULL, 1401, {"OCC_CODE", "A_MEDIAN"}},
    {"oews/oesm24nat.zip", NULL, 1403, {"OCC_CODE", "A_MEDIAN"}},
    {"oews/national_M2024_dl.csv", NULL, 1403, {"OCC_CODE", "A_MEDIAN"}},
    {"oews/oesm23nat.zip", NULL, 1403, {"OCC_CODE", "A_MEDIAN"}},
    {"oews/national_M2023_dl.csv", NULL, 1403, {"OCC_CODE", "A_MEDIAN"}},
    {"oews/oews_combined_codes.csv", NULL, 28, {"oews_code"}},
    /* line items and summaries, and the footnotes below */
    {"ep/occupation_Table 1.2.csv",
     NULL,
     832 + 281 + 4,
     {"2024 National Employment Matrix code", "Employment, 20*"}},
    {"ep/occupation_Table 1.10.csv",
     NULL,
     832 + 281 + 1,
     {"2024 National Employment Matrix code", "Employment, 20*"}},
    {"ep/occupation_Table 1.12.csv",
     NULL,
     998 + 1,
     {"2024 National Employment Matrix occupation code"}},
    {"ep/occupation.xlsx",
     "Table 1.2",
     832 + 281 + 4,
     {"2024 National Employment Matrix code", "Employment, 20*"}},
    {"ep/Employment Projections.csv",
     NULL,
     832,
     {"Occupation Code", "Employment 20*", "Employment 20*"}},
    {"ai_exposure/occ_level.csv", NULL, 923, {"dv_rating_beta"}},
    {"ai_exposure/full_labelset.tsv.gz", NULL, 19265, {"gpt4_exposure"}},
    {"ai_exposure/soc_ai_applicability_scores.csv",
     NULL,
     785,
     {"ai_applicability_score"}},
    {"ai_exposure/soc_metrics.csv", NULL, 785, {"coverage_user"}},
    {"ai_exposure/AIOE_DataAppendix_Appendix_A.csv", NULL, 774, {"AIOE"}},
    {"ai_exposure/Language_Modeling_AIOE.csv", NULL, 774, {"SOC Code"}},
    {"ai_exposure/Image_Generation_AIOE.csv", NULL, 774, {"SOC Code"}},
    {"ai_exposure/frey_osborne_2013_soc2010.csv", NULL, 702, {"Probability"}},
    {"ai_exposure/job_exposure.csv", NULL, 756, {"observed_exposure"}},
    {"ai_exposure/Final_Scores_ISCO08_Gmyrek_et_al_2025_occupations.csv",
     NULL,
     427,
     {"ISCO_08"}},
    {"ai_exposure/Final_Scores_ISCO08_Gmyrek_et_al_2025_tasks.csv",
     NULL,
     3266,
     {"ISCO_08", "taskID"}},
    {"soc/soc_structure_2018.csv", NULL, 1447, {"Detailed Occupation"}},
    {"soc/soc_structure_2018.xlsx", NULL, 1447, {"Detailed Occupation"}},
    {"soc/soc_2018_definitions.csv", NULL, 1447, {"SOC Definition"}},
    {"soc/soc_2018_direct_match_title_file.csv",
     NULL,
     6520,
     {"2018 SOC Direct Match Title"}},
    {"soc/soc_2010_to_2018_crosswalk.csv", NULL, 900, {"2010 SOC Code"}},
    {"soc/2019_to_SOC_Crosswalk.csv", NULL, 1016, {"O*NET-SOC 2019 Code"}},
    {"titles/occupations_en.csv.gz", NULL, 3039, {"altLabels"}},
    {"titles/crosswalk_esco_onet.csv.gz", NULL, 4253, {"Type of Match"}},
    {"titles/crosswalk_esco_onet_reverse.csv",
     NULL,
     8629 - 1 /* is empty */,
     {"ESCO/ISCO Code"}},
    {"titles/ISCO_SOC_Crosswalk.csv", NULL, 1125, {"part"}},
    {"titles/occupation-mol-tw.csv", NULL, 554, {"code", "display"}},
};

static void rows_as_described(void **state)
{
    (void)state;
    need_data();
    for (size_t i = 0; i < COUNT(files); i++) {
        struct arena *arena = arena_new();
        struct table *table =
            open_table(arena, files[i].file, files[i].sheet, files[i].names);
        size_t rows = 0;
        while (table_next(table))
            rows++;
        if (rows != files[i].rows)
            fail_msg("%s: %zu rows, not %zu", files[i].file, rows,
                     files[i].rows);
        arena_free(arena);
    }
}

static void workbooks_agree_with_text(void **state)
{
    (void)state;
    static const struct {
        const char *workbook, *sheet, *text;
        const char *names[3];
    } pairs[] = {
        {"oews/national_M2025_dl.xlsx",
         NULL,
         "oews/national_M2025_dl.csv",
         {"OCC_CODE"}},
        {"oews/oesm24nat.zip",
         NULL,
         "oews/national_M2024_dl.csv",
         {"OCC_CODE"}},
        {"oews/oesm23nat.zip",
         NULL,
         "oews/national_M2023_dl.csv",
         {"OCC_CODE"}},
        {"ep/occupation.xlsx",
         "Table 1.2",
         "ep/occupation_Table 1.2.csv",
         {"Occupation type"}},
        {"ep/occupation.xlsx",
         "Table 1.10",
         "ep/occupation_Table 1.10.csv",
         {"Occupation type"}},
        {"ep/occupation.xlsx",
         "Table 1.12",
         "ep/occupation_Table 1.12.csv",
         {"Factors affecting occupational utilization"}},
        {"soc/soc_structure_2018.xlsx",
         NULL,
         "soc/soc_structure_2018.csv",
         {"Major Group"}},
        {"soc/soc_2018_definitions.xlsx",
         NULL,
         "soc/soc_2018_definitions.csv",
         {"SOC Code"}},
        {"soc/soc_2018_direct_match_title_file.xlsx",
         NULL,
         "soc/soc_2018_direct_match_title_file.csv",
         {"2018 SOC Code"}},
        {"soc/2019_to_SOC_Crosswalk.xlsx",
         NULL,
         "soc/2019_to_SOC_Crosswalk.csv",
         {"2018 SOC Code"}},
    };
    need_data();
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct arena *arena = arena_new();
        struct table *a = open_table(arena, pairs[i].workbook, pairs[i].sheet,
                                     pairs[i].names),
                     *b =
                         open_table(arena, pairs[i].text, NULL, pairs[i].names);
        size_t cells = 0;
        for (size_t k = 0; k < 40; k++)
            if (!str_eq(table_header_text(a, k), table_header_text(b, k)))
                fail_msg("%s: header %zu", pairs[i].text, k);
        for (bool more = true; more;) {
            more = table_next(a);
            assert_true(table_next(b) == more);
            for (size_t k = 0; more && k < 40; k++) {
                struct str in_a = table_cell(a, k), in_b = table_cell(b, k);
                if (!str_eq(in_a, in_b))
                    fail_msg("%s row %zu, column %zu: %.*s; %s: %.*s",
                             pairs[i].workbook, table_row(a), k, STR_ARG(in_a),
                             pairs[i].text, STR_ARG(in_b));
                cells += in_a.len > 0;
            }
        }
        assert_true(cells > 20);
        arena_free(arena);
    }
}

static void files_that_are_none(void **state)
{
    (void)state;
    need_data();
    struct arena *arena = arena_new();
    struct table *table;
    assert_int_equal(table_open(arena, DATA "/titles/ISCO_SOC_Crosswalk.xls",
                                NULL, NULL, &table, &err),
                     STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "is an old .xls"));
    assert_int_equal(
        table_open(arena, DATA "/titles/CodeSystem-occupation-mol-tw.json",
                   NULL, NULL, &table, &err),
        STATUS_CORRUPT);
    arena_free(arena);
}

/* What the system gave this process at its largest; sanitizers take more. */
static void little_memory(void **state)
{
    (void)state;
    struct rusage usage;
    need_data();
    getrusage(RUSAGE_SELF, &usage);
    print_message("at most %ld MiB of memory\n", usage.ru_maxrss / 1024);
#ifndef SANITIZED
    assert_true(usage.ru_maxrss / 1024 < 150);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_as_described),
        cmocka_unit_test(workbooks_agree_with_text),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
