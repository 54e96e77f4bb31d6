/* Answers for a terminal: wrapping, columns, bold, and nothing a terminal
 * would act on. */
#include "plain.h"
#include "sample_answer.h"
#include "shown.h"
#include "unit.h"

#include <string.h>

static void shows(const struct answer *answer, const struct plain_style *style,
                  const char *expected)
{
    struct buf out;
    buf_init(&out, 65536);
    answer_plain(&out, answer, style);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    buf_fini(&out);
}

static void shows_text(const char *text, size_t width, const char *expected)
{
    struct answer_block block = {.type = BLOCK_TEXT, .text = str_from(text)};
    struct answer answer = {.lang = LANG_EN, .blocks = &block};
    struct plain_style style = {.width = width};
    shows(&answer, &style, expected);
}

static void every_block(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    struct plain_style style = {0};
    shows(&answer, &style,
          "Library Technicians (25-4031): $44,580 a year, median\n"
          "\n"
          "Note: It varies.\n"
          "  an hour  $21.43\n"
          "  mean     $46,010\n"
          "\n"
          "By experience\n"
          "  Stage      Pay\n"
          "  0-3 years  $28,000\n"
          "  7+ years   $45,000\n"
          "\n"
          "Stays human\n"
          "  - Read to children\n"
          "  - Run a workshop\n"
          "\n"
          "Spread\n"
          "  lowest tenth: $28,000   ██████████\n"
          "  highest tenth: $56,000  ████████████████████\n"
          "\n"
          "United States only.\n"
          "\n"
          "Source: BLS OEWS, May 2025 · AI Career Graph\n"
          "\n"
          "Ask next\n"
          "  1. AI risk\n"
          "  2. How to get in\n");
}

static void bold(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    struct plain_style style = {.bold = true};
    blocks[0].next = NULL;
    answer.source_count = answer.choice_count = 0;
    shows(&answer, &style,
          "\033[1mLibrary Technicians\033[0m (25-4031): \033[1m$44,580\033[0m "
          "a year, median\n");
}

static void wrapping(void **state)
{
    (void)state;
    shows_text("one two three four", 9, "one two\nthree\nfour\n");
    shows_text("unbreakable", 5, "unbreakable\n");
    shows_text("a  b\n\nc", 0, "a b c\n");
    /* Han characters take two columns and break anywhere, but a stop does
     * not begin a line */
    shows_text("護理師照顧病人", 8, "護理師照\n顧病人\n");
    shows_text("護理師照。顧", 8, "護理師\n照。顧\n");
    shows_text("他說（護理）", 6, "他說\n（護\n理）\n");
}

static void items_hang(void **state)
{
    (void)state;
    struct str cells[] = {STR("teach people to search")};
    struct answer_block block = {
        .type = BLOCK_BULLETS, .rows = 1, .columns = 1, .cells = cells};
    struct answer answer = {.lang = LANG_EN, .blocks = &block};
    struct plain_style style = {.width = 20};
    shows(&answer, &style, "  - teach people to\n    search\n");
}

static void a_wide_table_becomes_a_list(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    struct plain_style style = {.width = 19};
    answer.blocks = &blocks[3];
    blocks[3].next = NULL;
    answer.source_count = answer.choice_count = 0;
    shows(&answer, &style,
          "By experience\n  0-3 years: Pay\n    $28,000\n  7+ years: Pay\n    "
          "$45,000\n");
}

static void nothing_for_the_terminal(void **state)
{
    (void)state;
    shows_text("a\033]0;title\007b\r\x9b"
               "1mc\xe2\x80\xae",
               0,
               "a]0;titleb \xef\xbf\xbd"
               "1mc\n");
}

static void widths(void **state)
{
    (void)state;
    assert_int_equal(shown_text_width(STR("abc")), 3);
    assert_int_equal(shown_text_width(STR("護理師")), 6);
    assert_int_equal(shown_text_width(STR("e\xcc\x81")), 1); /* combining */
}

static void bars(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *bar;
    } cases[] = {{10, "██████████"}, {5, "█████"}, {5.5, "█████▌"},
                 {0.01, "▏"},        {0, ""},      {-3, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 256);
        shown_bar(&out, cases[i].value, 10, 10);
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].bar);
        buf_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block),
        cmocka_unit_test(bold),
        cmocka_unit_test(wrapping),
        cmocka_unit_test(items_hang),
        cmocka_unit_test(a_wide_table_becomes_a_list),
        cmocka_unit_test(nothing_for_the_terminal),
        cmocka_unit_test(widths),
        cmocka_unit_test(bars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
