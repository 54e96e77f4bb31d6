/* Answers as Markdown: what they look like, and that no text of an answer
 * becomes mark-up. */
#include "unit.h"

#include "../../bot/render/markdown.h"
#include "sample_answer.h"

#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

static const struct markdown_style full = {true, true};
static const struct markdown_style lean = {false, false};

static void shows(const struct answer *answer,
                  const struct markdown_style *style, const char *expected)
{
    struct buf out;
    buf_init(&out, 65536);
    answer_markdown(&out, answer, style);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    buf_fini(&out);
}

static void every_block(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    shows(&answer, &full,
          "**Library Technicians** (25-4031): **$44,580** a year, median\n"
          "\n"
          "**Note**: It varies.\n"
          "\n"
          "- an hour: $21.43\n"
          "- mean: $46,010\n"
          "\n"
          "**By experience**\n"
          "\n"
          "| Stage | Pay |\n"
          "|---|---|\n"
          "| 0-3 years | $28,000 |\n"
          "| 7+ years | $45,000 |\n"
          "\n"
          "**Stays human**\n"
          "- Read to children\n"
          "- Run a workshop\n"
          "\n"
          "**Spread**\n"
          "- lowest tenth: $28,000 `█████`\n"
          "- highest tenth: $56,000 `██████████`\n"
          "\n"
          "_United States only._\n"
          "\n"
          "Source: BLS OEWS, May 2025 · AI Career Graph\n"
          "\n"
          "Ask next\n"
          "1. AI risk\n"
          "2. How to get in");
}

static void without_tables_and_numbers(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    answer.blocks = &blocks[3];
    blocks[3].next = NULL;
    answer.source_count = 0;
    shows(&answer, &lean,
          "**By experience**\n"
          "- **0-3 years**: Pay $28,000\n"
          "- **7+ years**: Pay $45,000\n"
          "\n"
          "Ask next: AI risk · How to get in");
}

static void chinese_signs_and_bold(void **state)
{
    (void)state;
    /* ** between a letter and "$" would not be bold without the blank */
    struct answer_block block = {.type = BLOCK_HEADLINE,
                                 .title = STR("圖書館技術員"),
                                 .code = STR("25-4031"),
                                 .text = STR("中位數為$44,580，每年"),
                                 .figure = STR("$44,580")};
    struct answer answer = {.lang = LANG_ZH_HANT,
                            .blocks = &block,
                            .sources = {{STR("BLS"), STR("2025"), STR_NONE}},
                            .source_count = 1,
                            .sources_label = STR("資料來源")};
    shows(&answer, &full,
          "**圖書館技術員**（25-4031）：中位數為 **$44,580**，每年\n"
          "\n"
          "資料來源：BLS，2025");
}

static void silence(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    answer.silent = true;
    shows(&answer, &full, "");
}

static void hostile_texts(void **state)
{
    (void)state;
#define ZW "\xe2\x80\x8b"
    static const char *const cases[][2] = {
        {"*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"},
        {"[x](http://y)", "\\[x\\](http://y)"},
        {"a|b\\c", "a\\|b\\\\c"},
        {"# title", "\\# title"},
        {"C# and #tag", "C# and \\#tag"},
        {"> quote", "\\> quote"},
        {"- item", "\\- item"},
        {"1. one", "1\\. one"},
        {"1.5 years", "1.5 years"},
        {"12) twelve", "12\\) twelve"},
        {"===", "\\==="},
        {"<script>alert(1)</script>", "<" ZW "script>alert(1)<" ZW "/script>"},
        {"a < b, <30", "a < b, <30"},
        {"AT&T &amp; &#64;", "AT&T &" ZW "amp; &" ZW "\\#64;"},
        {"hi @channel @here", "hi @" ZW "channel @" ZW "here"},
        {"<!channel> <@U1>", "<" ZW "!channel> <" ZW "@" ZW "U1>"},
        {":smile: 9:30", ":" ZW "smile: 9:30"},
        {":smi\x01le:", ":" ZW "smile:"},
        {"1)\x01 one", "1\\) one"},
        {"one\n\n# two\r\nthree", "one # two three"},
        {"a\033[31mred\007\xe2\x80\xaeltr", "a\\[31mredltr"},
        {"bad\xff"
         "byte",
         "bad\xef\xbf\xbd"
         "byte"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer_block block = {.type = BLOCK_TEXT,
                                     .text = str_from(cases[i][0])};
        struct answer answer = {.blocks = &block};
        shows(&answer, &full, cases[i][1]);
    }
}

/* Whatever stands in a text, a Markdown reader finds one paragraph of plain
 * text. */
static void any_text_stays_text(void **state)
{
    (void)state;
    static const char signs[] = "*_`~[]()<>#+-=|\\!&;:@.1 \n\001ab/\"'{}$^";
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        char text[17] = {0};
        for (size_t i = 0; i < 16; i++) {
            seed = seed * 1103515245 + 12345;
            text[i] = signs[seed / 65536 % (sizeof signs - 1)];
        }
        struct answer_block block = {.type = BLOCK_TEXT,
                                     .text = str_from(text)};
        struct answer answer = {.blocks = &block};
        struct buf out;
        buf_init(&out, 65536);
        answer_markdown(&out, &answer, &full);
        cmark_node *document =
            cmark_parse_document(out.ptr ? out.ptr : "", out.len, 0);
        char *html = cmark_render_html(document, CMARK_OPT_UNSAFE, NULL);
        struct str inner = str_from(html);
        if (inner.len > 0) {
            if (!str_starts(inner, STR("<p>")) ||
                !str_ends(inner, STR("</p>\n")))
                fail_msg("\"%s\" became %s", text, html);
            inner = str_slice(inner, 3, inner.len - 5);
        }
        if (str_find(inner, STR("<")) < inner.len)
            fail_msg("\"%s\" became %s", text, html);
        free(html);
        cmark_node_free(document);
        buf_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block),
        cmocka_unit_test(without_tables_and_numbers),
        cmocka_unit_test(chinese_signs_and_bold),
        cmocka_unit_test(silence),
        cmocka_unit_test(hostile_texts),
        cmocka_unit_test(any_text_stays_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
