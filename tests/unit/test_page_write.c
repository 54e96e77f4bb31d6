/* A page that was written reads back as the same page, whatever characters
 * stand in it. */
#include "file.h"
#include "own_arena.h"
#include "page.h"
#include "page_markdown.h"
#include "unit.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static void assert_same_str(struct str a, struct str b)
{
    if (!str_eq(a, b))
        fail_msg("\"%.*s\" is not \"%.*s\"", STR_ARG(a), STR_ARG(b));
}

/* The entries of b, field by field, are those of a. */
static void assert_same(const struct page *a, const struct page *b)
{
    assert_same_str(a->title, b->title);
    assert_same_str(a->code, b->code);
    assert_same_str(a->code_type, b->code_type);
    assert_same_str(a->source, b->source);
    assert_same_str(a->date, b->date);
    assert_same_str(a->url, b->url);
    assert_int_equal(a->name_count, b->name_count);
    for (size_t i = 0; i < a->name_count; i++)
        assert_same_str(a->names[i], b->names[i]);
    for (unsigned field = 1; field < FIELD_LIMIT; field++) {
        const struct page_entry *x = NULL, *y = NULL;
        do {
            x = page_find(a, (enum field)field, x);
            y = page_find(b, (enum field)field, y);
            if (!x != !y)
                fail_msg("field %u has more entries on one side", field);
            for (int i = 0; x && i < ENTRY_TEXTS; i++)
                assert_same_str(x->text[i], y->text[i]);
            for (int i = 0; x && i < ENTRY_NUMBERS; i++)
                assert_true(same_number(x->num[i], y->num[i]));
        } while (x);
    }
}

static void assert_round_trip(const struct page *page, const char *file)
{
    struct faults faults = {.arena = arena};
    struct page again;
    struct str text = page_write(arena, page);
    page_read(arena, text, str_from(file), &again, &faults);
    if (faults.count)
        fail_msg("line %u: %s\n%s", faults.first->line, faults.first->text.ptr,
                 text.ptr);
    assert_same(page, &again);
    assert_same_str(page_write(arena, &again), text);
}

static void pages_come_back(void **state)
{
    (void)state;
    static const char *const files[] = {
        FIXTURES "/pages/beekeeper.md",
        FIXTURES "/pages/beekeeper.zh-Hant.md",
        PROJECT_DIR "/knowledge/occupations/library-technician.md",
        PROJECT_DIR "/knowledge/occupations/library-technician.zh-Hant.md",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct faults faults = {.arena = arena};
        struct page page;
        struct str text;
        assert_int_equal(file_read(arena, files[i], 1 << 20, &text, NULL),
                         STATUS_OK);
        page_read(arena, text, str_from(files[i]), &page, &faults);
        assert_int_equal(faults.count, 0);
        assert_round_trip(&page, files[i]);
    }
}

/* One page with the text in every place that holds text. */
static struct page page_of(struct str text, enum lang lang)
{
    static const enum field fields[] = {
        FIELD_NAME,       FIELD_SUMMARY,   FIELD_TASK_REPLACED,
        FIELD_SKILL,      FIELD_ADJACENT,  FIELD_ENTRY_LEVEL,
        FIELD_TOOL,       FIELD_PAY,       FIELD_QUALIFICATION,
        FIELD_VISA,       FIELD_EDUCATION, FIELD_MIGRATION_TEXT,
        FIELD_FAQ,        FIELD_SOURCES,   FIELD_LOST,
        FIELD_PROGRESSION};
    struct page page;
    page_init(&page);
    page.lang = lang;
    page.title = text;
    page.code = STR("225113");
    page.code_type = STR("ANZSCO");
    page.date = text;
    page.source = text;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct page_entry *e = page_add(&page, arena, fields[i]);
        e->text[0] = text;
        if (fields[i] == FIELD_TOOL)
            e->text[2] = text;
        else if (fields[i] == FIELD_PAY || fields[i] == FIELD_FAQ ||
                 fields[i] == FIELD_VISA)
            e->text[1] = text;
    }
    return page;
}

static void special_characters_come_back(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a | b",
        "| a | b |",
        "a \\| b \\\\ c \\",
        "*not* _emphasis_ **at** __all__ snake_case_word",
        "`code` ``more`` `",
        "# no heading",
        "C# and F ## and #5 #",
        "- no list",
        "+ no list",
        "1. no list",
        "2024) no list",
        "2024. April",
        "> no quotation",
        "--- no line",
        "=== no heading",
        "~~~ no fence",
        "<b>no</b> <tag> 3 < 4 > 2",
        "<https://example.org/>",
        "[no](link) ![no](image) [x]: y [^1]",
        "&amp; &#65; AT&T &copy;",
        "https://example.org/a_b*c?d=e&f=g",
        "Code: 11-1111",
        "25%, $28,000 ~ $35,000 (≈ €1.5m)",
        "收入：很高；「引號」、頓號",
        "é à ü ß 한국어 ไทย",
        "  blanks   between\twords  ",
        "!important @here :smile: ^up^ ~strike~ ~~gone~~",
        "\"quotes\" 'single' “curly”",
        ": colon",
        "0",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str text = markdown_one_line(arena, str_from(texts[i]));
        struct page page = page_of(text, i % 2 ? LANG_EN : LANG_ZH_HANT);
        assert_round_trip(&page, i % 2 ? "x.md" : "x.zh-Hant.md");
    }
}

static void any_mixture_comes_back(void **state)
{
    (void)state;
    static const char marks[] = "\\`*_{}[]()<>#+-.!|&~=:;'\"1 2a bc$%^/?@";
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        char text[64];
        size_t len = 0;
        do {
            seed = seed * 1664525u + 1013904223u;
            if ((seed >> 8) % 20 == 0)
                len += utf8_put(text + len, 0x6587); /* 文 */
            else
                text[len++] = marks[(seed >> 12) % (sizeof marks - 1)];
        } while (len < 40 && (seed >> 26) != 0);
        struct str s = markdown_one_line(arena, (struct str){text, len});
        if (s.len == 0 || str_eq(s, STR("-")))
            continue; /* a dash in a cell is what is not known */
        struct page page = page_of(s, LANG_EN);
        assert_round_trip(&page, "x.md");
        arena_reset(arena);
    }
}

static void writes_what_people_would_write(void **state)
{
    (void)state;
    struct page page;
    page_init(&page);
    page.lang = LANG_EN;
    page.title = STR("Library Technicians");
    page.code = STR("25-4031");
    page.code_type = STR("SOC");
    struct page_entry *e = page_add(&page, arena, FIELD_SUMMARY);
    e->text[0] = STR("Check-in, shelving & sorting (5-10 hours).");
    e = page_add(&page, arena, FIELD_PAY);
    e->text[0] = STR("0-3 years");
    e->num[0] = 28000;
    e->num[1] = 1234567.5;
    e = page_add(&page, arena, FIELD_VERDICT);
    e->text[0] = STR("mixed");
    e->text[1] = STR("Some of both.");
    assert_same_str(page_write(arena, &page),
                    STR("# Library Technicians\n\n"
                        "- Code: 25-4031\n\n"
                        "## Summary\n\n"
                        "Check-in, shelving & sorting (5-10 hours).\n\n"
                        "## AI verdict\n\n"
                        "Mixed: Some of both.\n\n"
                        "## Pay\n\n"
                        "| Stage | From | To | Note |\n"
                        "| --- | --- | --- | --- |\n"
                        "| 0-3 years | 28,000 | 1,234,567.5 | |\n"));
}

/* Imported pages lack what their text has lost. */
static void what_is_lost_makes_no_bad_page(void **state)
{
    (void)state;
    struct faults faults = {.arena = arena};
    struct page page, again;
    page_init(&page);
    page.lang = LANG_EN;
    page.code = STR("121311");
    page.code_type = STR("ANZSCO");
    page_add(&page, arena, FIELD_NAME)->text[0] = STR("Beekeeper");
    page_add(&page, arena, FIELD_SUMMARY)->text[0] = STR("Keeps hives.");
    page_add(&page, arena, FIELD_OVERALL)->num[0] = 4.2;
    page_add(&page, arena, FIELD_FAQ)->text[0] = STR("Do bees sting?");
    struct str text = page_write(arena, &page);
    page_read(arena, text, STR("x.md"), &again, &faults);
    assert_int_equal(faults.count, 0);
    assert_same_str(again.title, STR("Beekeeper")); /* no title: the name */
    assert_null(page_find(&again, FIELD_FAQ, NULL));
    assert_same_str(page_find(&again, FIELD_LOST, NULL)->text[0],
                    STR("FAQ: Do bees sting?"));
    assert_true(str_find(text, STR("Overall: 4.2\n")) < text.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_come_back),
        cmocka_unit_test(special_characters_come_back),
        cmocka_unit_test(any_mixture_comes_back),
        cmocka_unit_test(writes_what_people_would_write),
        cmocka_unit_test(what_is_lost_makes_no_bad_page),
    };
    return cmocka_run_group_tests(tests, begin_arena, end_arena);
}
