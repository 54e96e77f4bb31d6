/* Pages people write: what is read from a good one, and what is said, with
 * which line, of mistakes. */
#include "file.h"
#include "own_arena.h"
#include "page.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct faults read_text(const char *text, const char *file,
                               struct page *page)
{
    struct faults faults = {.arena = arena};
    page_read(arena, str_from(text), str_from(file), page, &faults);
    return faults;
}

static void read_fixture(const char *name, struct page *page)
{
    struct str text;
    struct str path = file_join(arena, STR(FIXTURES "/pages"), str_from(name));
    assert_int_equal(file_read(arena, path.ptr, 1 << 20, &text, NULL),
                     STATUS_OK);
    struct faults faults = read_text(text.ptr, path.ptr, page);
    if (faults.count)
        fail_msg("%s:%u: %s", name, faults.first->line, faults.first->text.ptr);
}

static void assert_text(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

/* The k-th entry of a field. */
static const struct page_entry *entry(const struct page *page, enum field field,
                                      int k)
{
    const struct page_entry *e = page_find(page, field, NULL);
    while (k-- > 0 && e)
        e = page_find(page, field, e);
    if (!e)
        fail_msg("field %d is missing", field);
    return e;
}

static void reads_the_list_at_the_top(void **state)
{
    (void)state;
    struct page page;
    read_fixture("beekeeper.md", &page);
    assert_int_equal(page.lang, LANG_EN);
    assert_text(page.title, "Beekeepers");
    assert_text(page.code, "45-9999");
    assert_text(page.code_type, "SOC");
    assert_int_equal(page.code_line, 3);
    assert_text(entry(&page, FIELD_NAME, 0)->text[0], "Beekeeper");
    assert_int_equal(page.name_count, 2);
    assert_text(page.names[0], "apiarist");
    assert_text(page.names[1], "bee farmer");
    assert_text(page.source, "Test source");
    assert_text(page.date, "March 2025");
    assert_text(page.url, "https://example.org/bees_and_honey");
    assert_text(entry(&page, FIELD_MIGRATION, 0)->text[0],
                "only with many hives");
    assert_true(entry(&page, FIELD_MIGRATION, 0)->num[0] == 2);
    assert_true(entry(&page, FIELD_OVERALL, 0)->num[0] == 6.5);
}

static void reads_text_as_one_plain_line(void **state)
{
    (void)state;
    struct page page;
    read_fixture("beekeeper.md", &page);
    assert_text(entry(&page, FIELD_SUMMARY, 0)->text[0],
                "Keep bees, harvest honey and sell both. A second paragraph "
                "with code, bold and a link.");
    assert_int_equal(entry(&page, FIELD_SUMMARY, 0)->line, 16);
    assert_text(entry(&page, FIELD_VERDICT, 0)->text[0], "mixed");
    assert_text(entry(&page, FIELD_VERDICT, 0)->text[1],
                "cameras count mites, hands lift hives.");
    assert_text(entry(&page, FIELD_FAQ, 0)->text[0], "Do bees sting?");
    assert_text(entry(&page, FIELD_FAQ, 0)->text[1],
                "Yes. They rarely mean it.");
    assert_text(entry(&page, FIELD_FAQ, 1)->text[1], "A hum.");
    assert_text(entry(&page, FIELD_TASK_AUGMENTED, 0)->text[0],
                "Planning the season"); /* a numbered list is a list */
}

static void reads_tables_by_the_names_of_their_columns(void **state)
{
    (void)state;
    struct page page;
    read_fixture("beekeeper.md", &page);
    const struct page_entry *pay = entry(&page, FIELD_PAY, 0);
    assert_text(pay->text[0], "First years");
    assert_text(pay->text[1], "with lodging");
    assert_true(pay->num[0] == 20000 && pay->num[1] == 30000);
    pay = entry(&page, FIELD_PAY, 1);
    assert_true(isnan(pay->num[0]) && pay->num[1] == 45000.5);
    assert_int_equal(pay->text[1].len, 0);

    const struct page_entry *tool = entry(&page, FIELD_TOOL, 0);
    assert_text(tool->text[0], "HiveCam");
    assert_text(tool->text[1], "Product");
    assert_text(tool->text[2], "Counting mites | drones");
    assert_true(tool->num[0] == 1 && tool->num[1] == 2024);
    tool = entry(&page, FIELD_TOOL, 1);
    assert_int_equal(tool->text[0].len + tool->text[1].len, 0);
    assert_true(isnan(tool->num[0]) && isnan(tool->num[1]));

    const struct page_entry *course = entry(&page, FIELD_EDUCATION, 0);
    assert_true(course->num[0] == 0 && course->num[1] == 1500); /* 0 is known */
    assert_true(entry(&page, FIELD_QUALIFICATION, 0)->num[0] == 0);
    assert_true(entry(&page, FIELD_QUALIFICATION, 1)->num[0] == 1);
    assert_text(entry(&page, FIELD_RATING, 1)->text[0], "ai_risk");
    assert_text(entry(&page, FIELD_VISA, 0)->text[0], "H-2A");
    assert_text(entry(&page, FIELD_MIGRATION_TEXT, 0)->text[0],
                "Ask a lawyer.");
}

static void reads_chinese(void **state)
{
    (void)state;
    struct page page;
    read_fixture("beekeeper.zh-Hant.md", &page);
    assert_int_equal(page.lang, LANG_ZH_HANT);
    assert_text(page.title, "養蜂人");
    assert_int_equal(page.name_count, 2);
    /* No blank where a line ends between Chinese characters. */
    assert_text(entry(&page, FIELD_SUMMARY, 0)->text[0],
                "照顧蜜蜂，採收蜂蜜，兩樣都賣。");
    assert_text(entry(&page, FIELD_VERDICT, 0)->text[0], "mixed");
    assert_text(entry(&page, FIELD_TOOL, 0)->text[1], "產品");
    assert_true(entry(&page, FIELD_TOOL, 0)->num[0] == 1);
    assert_true(entry(&page, FIELD_MIGRATION, 0)->num[0] == 2);
    assert_text(entry(&page, FIELD_MIGRATION, 0)->text[0], "蜂箱要夠多");
}

static void headings_are_known_in_both_languages(void **state)
{
    (void)state;
    struct page page;
    struct faults faults = read_text("# T\n\n- Code: 11-1111\n\n## 摘要\n\nA\n"
                                     "\n## pay\n\n| 階段 | From | 最高 | Note |"
                                     "\n|-|-|-|-|\n| a | 1 | 2 | |\n",
                                     "x.md", &page);
    assert_int_equal(faults.count, 0);
    assert_true(entry(&page, FIELD_PAY, 0)->num[1] == 2);
}

static void other_classifications_are_read(void **state)
{
    (void)state;
    struct page page;
    struct faults faults = read_text(
        "# T\n\n- Code: 225113 ANZSCO\n\n## Summary\n\nA\n", "x.md", &page);
    assert_int_equal(faults.count, 0);
    assert_text(page.code, "225113");
    assert_text(page.code_type, "ANZSCO");
}

#define TOP                                                                    \
    "# T\n\n- Code: 11-1111\n\n## Summary\n\nA text.\n\n" /* 8 lines           \
                                                           */
#define PAY TOP "## Pay\n\n| Stage | From | To | Note |\n|-|-|-|-|\n" /* 12 */

static const struct {
    const char *text;
    unsigned line;
    const char *says;
} mistakes[] = {
    /* the whole */
    {"", 1, "title is missing"},
    {"# T\n\n## Summary\n\nA\n", 1, "code is missing"},
    {"# T\n\n- Code: 11-1111\n", 1, "\"## Summary\" is missing"},
    {"Hello\n\n" TOP, 1, "text has no place here"},
    {"Hello\n\n" TOP, 3, "first line"},
    {TOP "# U\n", 9, "second title"},
    /* the list at the top */
    {"# T\n\n- Code: 11-111\n\n## Summary\n\nA\n", 3, "no SOC 2018 code"},
    {"# T\n\n- Code: 225113\n\n## Summary\n\nA\n", 3, "no SOC 2018 code"},
    {"# T\n\n- Kode: 11-1111\n\n## Summary\n\nA\n", 3,
     "the nearest is \"Code\""},
    {"# T\n\n- Code: 11-1111\n- Code: 11-1111\n\n## Summary\n\nA\n", 4,
     "stands above already"},
    {"# T\n\n- Code: 11-1111\n- Name:\n\n## Summary\n\nA\n", 4, "no value"},
    {"# T\n\n- Code: 11-1111\n- Just words\n\n## Summary\n\nA\n", 4,
     "must be like"},
    {"# T\n\n- Code: 11-1111\n- Overall: 11\n\n## Summary\n\nA\n", 4,
     "no score"},
    {"# T\n\n- Code: 11-1111\n- Overall: 0.5\n\n## Summary\n\nA\n", 4,
     "no score"},
    {"# T\n\n- Code: 11-1111\n- Country: Peru\n\n## Summary\n\nA\n", 4,
     "two capital letters"},
    {"# T\n\n- Code: 11-1111\n- Currency: $\n\n## Summary\n\nA\n", 4,
     "three capital letters"},
    {"# T\n\n- Code: 11-1111\n- Link: www.example.org\n\n## Summary\n\nA\n", 4,
     "https://"},
    {"# T\n\n- Code: 11-1111\n- Migration status: maybe\n\n## Summary\n\nA\n",
     4, "not skilled, skilled, restricted"},
    /* sections */
    {TOP "## Salery\n\nA\n", 9, "the nearest is"},
    {TOP "## Skils to learn\n\n- A\n", 9, "the nearest is \"Skills to learn\""},
    {TOP "## Summary\n\nB\n", 9, "stands in line 5 already"},
    {TOP "## Sources\n", 9, "is empty"},
    {TOP "### Deep\n", 9, "a heading of level 3"},
    {TOP "## Sources\n\n- a\n", 11, "holds text, not a list"},
    {TOP "## Growth areas\n\na\n", 11, "holds a list, not text"},
    {TOP "## Pay\n\na\n", 11, "holds a table, not text"},
    {TOP "## Pay\n\n- a\n", 11, "holds a table, not a list"},
    {TOP "## Sources\n\n| a |\n|-|\n| b |\n", 11, "holds text, not a table"},
    {TOP "## Growth areas\n\n- a\n  - b\n", 12, "stands a list"},
    {TOP "## Growth areas\n\n- a\n-\n- c\n", 12, "this point is empty"},
    {TOP "## FAQ\n\nYes.\n", 11, "an answer without a question"},
    {TOP "## FAQ\n\n### Why?\n\n### How?\n\nSo.\n", 11, "no answer"},
    {TOP "## FAQ\n\n### Why?\n", 11, "no answer"},
    /* tables */
    {TOP "## Pay\n\n| Stage | From | To |\n|-|-|-|\n| a | 1 | 2 |\n", 11,
     "Stage | From | To | Note"},
    {TOP "## Pay\n\n| Stage | From | To | To |\n|-|-|-|-|\n| a | 1 | 2 | |\n",
     11, "Stage | From | To | Note"},
    {PAY, 11, "no rows"},
    {PAY "| a | 2 | 1 | |\n", 13, "upside down"},
    {PAY "| a | 1 | 2 | |\n| b | lots | 2 | |\n", 14,
     "From: \"lots\" is no amount"},
    {PAY "| a | -5 | 2 | |\n", 13, "no amount"},
    {PAY "| a | 1,00 | 2 | |\n", 13, "no amount"},
    {PAY "| a | 1e9 | 2 | |\n", 13, "no amount"},
    {PAY "| a | NaN | 2 | |\n", 13, "no amount"},
    {PAY "| a | 1 | 2 |\n", 13, "this row has 3 cells"},
    {PAY "| a | 1 | 2 | b | c |\n", 13, "this row has 5 cells"},
    {PAY "| a | 1 | 2 | b |\nand more\n", 14, "this row has 1 cells"},
    {PAY "| | | | |\n", 13, "this row is empty"},
    {TOP "## Ratings\n\n| Dimension | Score |\n|-|-|\n| Fun | 3 |\n", 13,
     "not a dimension"},
    {TOP "## Ratings\n\n| Dimension | Score |\n|-|-|\n| Income | 12 |\n", 13,
     "no score"},
    {TOP "## Ratings\n\n| Dimension | Score |\n|-|-|\n| Income | |\n", 13,
     "must not be empty"},
    {TOP "## Ratings\n\n| Dimension | Score |\n|-|-|\n| Income | 1 |\n| 收入 | "
         "2 |\n",
     14, "rated in line 13 already"},
    {TOP "## AI tools\n\n| Tool | Type | Level | Year | Replaces |\n"
         "|-|-|-|-|-|\n| a | Gadget | Half | 24 | |\n",
     13, "Type: \"Gadget\" is not a type"},
    {TOP "## AI tools\n\n| Tool | Type | Level | Year | Replaces |\n"
         "|-|-|-|-|-|\n| a | Gadget | Half | 24 | |\n",
     13, "Level: \"Half\" is not a level"},
    {TOP "## AI tools\n\n| Tool | Type | Level | Year | Replaces |\n"
         "|-|-|-|-|-|\n| a | Gadget | Half | 24 | |\n",
     13, "Year: \"24\" is no year"},
    {TOP "## Qualifications\n\n| Qualification | Issuer | Required |\n"
         "|-|-|-|\n| a | b | perhaps |\n",
     13, "yes or no"},
    /* what has no place on a page */
    {TOP "<b>bold</b>\n", 9, "raw HTML"},
    {TOP "a <b>bold</b> word\n", 9, "raw HTML"},
    {TOP "<!-- note -->\n", 9, "raw HTML"},
    {TOP "    code\n", 9, "a code block"},
    {TOP "> quote\n", 9, "a quotation"},
    {TOP "* * *\n", 9, "a line across the page"},
    {TOP "a\x01b\n", 9, "control characters"},
    {TOP "a&#7;b\n", 9, "control characters"},
    {TOP "a\xe2\x80\xae"
         "b\n",
     9, "control characters"},
    {TOP "a\xff"
         "b\n",
     9, "no UTF-8"},
};

static void says_what_is_wrong_and_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct page page;
        struct faults faults = read_text(mistakes[i].text, "x.md", &page);
        const struct fault *f = faults.first;
        while (f && (f->line != mistakes[i].line ||
                     !strstr(f->text.ptr, mistakes[i].says)))
            f = f->next;
        if (f)
            continue;
        for (f = faults.first; f; f = f->next)
            print_message("  %u: %s\n", f->line, f->text.ptr);
        fail_msg("%zu: not said: %u: %s", i, mistakes[i].line,
                 mistakes[i].says);
    }
}

static void says_all_mistakes_at_once_and_nothing_else(void **state)
{
    (void)state;
    struct page page;
    struct faults faults =
        read_text("# T\n\n- Code: 1\n\n## Summary\n\nA\n\n## Nothing\n\n- of\n"
                  "\n### this\n\nis read.\n\n## Pay\n\n| Stage | From | To | "
                  "Note |\n|-|-|-|-|\n| a | 9 | 1 | |\n| b | x | y | |\n",
                  "x.md", &page);
    const unsigned lines[] = {3, 9, 21, 22, 22};
    assert_int_equal(faults.count, sizeof lines / sizeof *lines);
    const struct fault *f = faults.first;
    for (size_t i = 0; i < faults.count; i++, f = f->next)
        assert_int_equal(f->line, lines[i]);
    assert_text(faults.first->file, "x.md");
}

static void a_chinese_page_is_helped_in_chinese_words(void **state)
{
    (void)state;
    struct page page;
    struct faults faults =
        read_text("# T\n\n- 代碼: 11-1111\n\n## 摘要\n\nA\n\n## 技能\n\n- a\n",
                  "x.zh-Hant.md", &page);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(faults.first->text.ptr, "該學的技能"));
}

static void all_line_ends_count_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "# T\n\n- Code: 11-1111\n\n## Summary\n\nA\n\n## Nope\n",
        ("# T\r\n\r\n- Code: 11-1111\r\n\r\n## Summary\r\n\r\nA\r\n\r\n"
         "## Nope\r\n"),
        "# T\r\r- Code: 11-1111\r\r## Summary\r\rA\r\r## Nope\r",
        "\xef\xbb\xbf# T\n\n- Code: 11-1111\n\n## Summary\n\nA\n\n## Nope",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct page page;
        struct faults faults = read_text(texts[i], "x.md", &page);
        assert_int_equal(faults.count, 1);
        assert_int_equal(faults.first->line, 9);
        assert_text(page.title, "T");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_list_at_the_top),
        cmocka_unit_test(reads_text_as_one_plain_line),
        cmocka_unit_test(reads_tables_by_the_names_of_their_columns),
        cmocka_unit_test(reads_chinese),
        cmocka_unit_test(headings_are_known_in_both_languages),
        cmocka_unit_test(other_classifications_are_read),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(says_all_mistakes_at_once_and_nothing_else),
        cmocka_unit_test(a_chinese_page_is_helped_in_chinese_words),
        cmocka_unit_test(all_line_ends_count_the_same),
    };
    return cmocka_run_group_tests(tests, begin_arena, end_arena);
}
