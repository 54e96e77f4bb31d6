/* The table of licences and certificates: what its reader refuses, and what
 * answers make of it. */
#include "build.h"
#include "knowledge.h"
#include "pack.h"
#include "temp_folder.h"
#include "unit.h"

#include <string.h>

#define HEAD                                                                   \
    "# a remark\n"                                                             \
    "codes\tduty\tname\tname_zh\tissuer\tissuer_zh\tnote\tnote_zh\tsource\t"   \
    "date\tlink\n"
#define END "\tRule 1\t2025\thttps://example.org\n"
#define OCCUPATIONS                                                            \
    "# combined: x; source: S; date: 2025\n"                                   \
    "# typical_education: x; source: S; date: 2025\n"                          \
    "soc\ttitle\ttitle_zh\tcombined\ttypical_education\n"                      \
    "45-9991\tBeekeepers\t養蜂人\t\tNo formal educational credential\n"     \
    "45-9992\tHoney Sellers\t賣蜜人\n"                                      \
    "45-9993\tWax Makers\t製蠟人\t\tBachelor's degree\n"                    \
    "45-9994\tHive Painters\t蜂箱油漆工\n"                                \
    "45-9995\tBee Photographers\t蜜蜂攝影師\t45-9990\n"                   \
    "45-9996\tBee Illustrators\t蜜蜂插畫家\t45-9990\n"                    \
    "45-9990\tBee Artists\t蜜蜂藝術家\n"

static struct build_report report;
static struct error err;
static struct knowledge *knowledge;

static int end(void **state)
{
    knowledge_close(knowledge);
    knowledge = NULL;
    return end_folder(state);
}

/* Builds a pack from the occupations above and these rows. */
static void build_rows(const char *rows)
{
    put("f/occupations.tsv", OCCUPATIONS);
    put("f/certificates.tsv", rows);
    struct build_options options = {.facts = path_of("f"),
                                    .lexicon = PROJECT_DIR "/knowledge/lexicon",
                                    .output = path_of("k.pack"),
                                    .without_learning = true};
    assert_int_equal(build_pack(&options, arena, &report, &err), STATUS_OK);
}

static void assert_fault(unsigned line, const char *says)
{
    const struct fault *f = report.faults.first;
    while (f && !(f->line == line && strstr(f->text.ptr, says) &&
                  str_ends(f->file, STR("/certificates.tsv"))))
        f = f->next;
    if (!f)
        fail_msg("not said: %u: %s", line, says);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        unsigned line;
        const char *says;
    } mistakes[] = {
        {"codes\tname\n", 1, "must name the columns codes, duty, name"},
        {HEAD "45-9991\tstate\tA\t甲\tB\n", 3, "this one has fewer"},
        {HEAD "45-9991\tstate\tA\t甲\tB\t\t\t\tS\t2025\tL\tmore\n", 3,
         "this one has more"},
        {HEAD "45-9991\tstate\t\t甲\tB\t\t\t" END, 3,
         "column 3: the name is missing"},
        {HEAD "45-9991\tstate\tA\t甲\tB\t\t\t\tS\t\tL\n", 3,
         "column 10: the date is missing"},
        {HEAD "45-9991\tstate\tA\t甲\tB\t\t\t\tS\t2025\t\n", 3,
         "column 11: the link is missing"},
        {HEAD "45-9991\tmust\tA\t甲\tB\t\t\t" END, 3,
         "column 2 (duty): \"must\" is not known; write required, state"},
        {HEAD "45-9991\tstate\tA\t甲\tB\t\tNote.\t" END, 3,
         "one language only"},
        {HEAD "45-9991,45-1\tstate\tA\t甲\tB\t\t\t" END, 3,
         "\"45-1\" is no occupation of occupations.tsv"},
        {HEAD "11-9999\tstate\tA\t甲\tB\t\t\t" END, 3, "no occupation"},
        {HEAD "45-9991\tstate\tA\t甲\tB\t\t\t" END
              "45-9991\tstate\tA\t乙\tC\t\t\t" END,
         4, "45-9991 has \"A\" already"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        build_rows(mistakes[i].rows);
        assert_fault(mistakes[i].line, mistakes[i].says);
    }
}

/* --- answers --- */

#define ROWS                                                                           \
    HEAD "45-9991\toptional\tMaster Beekeeper\t養蜂師\tBee Society\t\t\t" END          \
         "45-9991\tstate\tHive license\t蜂箱執照\tState bee board\t州蜂業局\t" \
         "Renewed.\t定期換發。" END "45-9991,45-9994\trequired\tSmoke "                \
         "permit\t煙霧許可\tBee Bureau\t\t\t\t"                                    \
         "7 CFR 1\t2024\thttps://example.org/7\n"                                      \
         "45-9992\tsome\tStall permit\t擺攤許可\tTown\t城鎮\t\t" END                   \
         "45-9995,45-9996\tstate\tArt license\t藝術執照\tState\t州\t\t" END            \
         "45-9996\toptional\tPen card\t畫筆證\tPen Club\t\t\t" END

static struct answer answer; /* its texts are of the pack */

static void ask(const char *text)
{
    struct topic topic = {0};
    struct question question = {.text = str_from(text), .addressed = true};
    knowledge_close(knowledge);
    if (knowledge_open(path_of("k.pack"), &knowledge, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    knowledge_answer(knowledge, arena, &question, &topic, &answer);
}

static const struct answer_block *block_of(enum block_type type)
{
    const struct answer_block *b = answer.blocks;
    while (b && b->type != type)
        b = b->next;
    if (!b)
        fail_msg("no block of type %d", (int)type);
    return b;
}

static void assert_says(struct str text, const char *part)
{
    if (str_find(text, str_from(part)) == text.len)
        fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(text), part);
}

/* The table in the order of its cells, rows one after the other. */
static void assert_table(const char *const *cells, size_t count)
{
    const struct answer_block *table = block_of(BLOCK_TABLE);
    assert_int_equal(table->rows * table->columns, count);
    for (size_t i = 0; i < count; i++)
        if (!str_eq(table->cells[i], str_from(cells[i])))
            fail_msg("cell %zu: \"%.*s\" is not \"%s\"", i,
                     STR_ARG(table->cells[i]), cells[i]);
}

#define ASSERT_TABLE(...)                                                      \
    assert_table((const char *const[]){__VA_ARGS__},                           \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void what_the_law_asks_comes_first(void **state)
{
    (void)state;
    build_rows(ROWS);
    assert_null(report.faults.first);
    ask("what licenses does a beekeeper need?");
    assert_true(answer.answered);
    assert_says(block_of(BLOCK_HEADLINE)->text, "The law asks");
    ASSERT_TABLE("Qualification", "Given by", "Required?", "Note",
                 "Smoke permit", "Bee Bureau", "required by law (7 CFR 1)", "",
                 "Hive license", "State bee board",
                 "required in all or most states", "Renewed.",
                 "Master Beekeeper", "Bee Society", "optional", "");
    assert_says(block_of(BLOCK_NOTE)->text, "License Finder of CareerOneStop");
    assert_int_equal(answer.source_count, 2);
    assert_says(answer.sources[0].name, "7 CFR 1");
    assert_says(answer.sources[0].date, "2024");
    assert_says(answer.sources[1].name, "Rule 1");

    ask("what licenses does a honey seller need?");
    assert_says(block_of(BLOCK_HEADLINE)->text, "Some states");
    ask("養蜂人需要什麼執照？");
    ASSERT_TABLE("資格", "發證機構", "是否必需", "備註", "煙霧許可",
                 "Bee Bureau", "法律規定必需（7 CFR 1）", "", "蜂箱執照",
                 "州蜂業局", "各州或多數州規定必需", "定期換發。", "養蜂師",
                 "Bee Society", "可選", "");
    ask("养蜂人需要什么执照？");
    assert_says(block_of(BLOCK_TABLE)->cells[8], "蜂箱执照");
}

static void what_some_of_the_work_asks_is_not_required(void **state)
{
    (void)state;
    build_rows(HEAD "45-9991\tpartly\tSwarm license, to catch swarms\t"
                    "捕蜂執照\tState bee board\t州蜂業局\t\t" END);
    ask("what licenses does a beekeeper need?");
    assert_says(block_of(BLOCK_HEADLINE)->text, "Most can do without one");
    assert_says(block_of(BLOCK_TABLE)->cells[6], "some of the work only");
    ask("does a beekeeper need a license?");
    assert_says(block_of(BLOCK_HEADLINE)->text, "Not for all of the work");
    ask("compare the licenses of beekeepers and honey sellers");
    assert_says(block_of(BLOCK_TABLE)->cells[4], "none known");
}

static void without_any_the_way_in_is_told(void **state)
{
    (void)state;
    build_rows(ROWS);
    ask("what licenses does a wax maker need?");
    assert_true(answer.answered);
    assert_says(block_of(BLOCK_HEADLINE)->text, "No license or certificate");
    assert_says(block_of(BLOCK_FACTS)->cells[1], "Bachelor's degree");
    assert_says(block_of(BLOCK_NOTE)->text, "License Finder of CareerOneStop");

    build_rows(HEAD); /* and nothing of the way in: nothing is known */
    ask("what licenses does a hive painter need?");
    assert_false(answer.answered);
}

static void a_combined_code_has_those_of_its_parts(void **state)
{
    (void)state;
    build_rows(ROWS);
    ask("what licenses does a bee artist need?");
    ASSERT_TABLE("Qualification", "Given by", "Required?", "Note",
                 "Art license", "State", "required in all or most states", "",
                 "Pen card", "Pen Club", "optional", "");
}

static void compared_side_by_side(void **state)
{
    (void)state;
    build_rows(ROWS);
    ask("compare the licenses of beekeepers and honey sellers");
    assert_true(answer.answered);
    ASSERT_TABLE("", "Beekeepers", "Honey Sellers",
                 "Required by law, or in all or most states",
                 "Hive license; Smoke permit", "none known");
    ask("how do I become a beekeeper?");
    assert_says(block_of(BLOCK_BULLETS)->cells[0], "Hive license");
    assert_int_equal(block_of(BLOCK_BULLETS)->rows, 2); /* no optional one */
}

/* --- the table we ship --- */

static void ours_is_whole(void **state)
{
    (void)state;
    struct pack *pack;
    size_t with = 0, groups = 0;
    bool group[100] = {false};
    if (pack_open(PACK_FILE, &pack, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < pack_occupation_count(pack); i++) {
        size_t counts[LANG_COUNT] = {0};
        for (int lang = LANG_EN; lang < LANG_COUNT; lang++) {
            const struct pack_entry *e = pack_entries(
                pack, i, (enum lang)lang, FIELD_CERTIFICATE, &counts[lang]);
            for (size_t k = 0; k < counts[lang]; k++) {
                struct pack_source source = pack_source(pack, e[k].source);
                struct str name = pack_text(pack, e[k].text[0]);
                struct str note = pack_text(pack, e[k].text[2]);
                if (name.len == 0 || pack_text(pack, e[k].text[1]).len == 0 ||
                    !str_starts(source.url, STR("https://")) ||
                    source.name.len == 0 || source.date.len != 4 ||
                    str_find(name, STR("$")) < name.len ||
                    str_find(note, STR("$")) < note.len)
                    fail_msg("%06u, \"%.*s\": not whole",
                             (unsigned)pack_occupation(pack, i).soc,
                             STR_ARG(name));
            }
            assert_int_equal(counts[lang], counts[LANG_EN]);
        }
        with += counts[LANG_EN] > 0;
        group[pack_occupation(pack, i).soc / 10000] |= counts[LANG_EN] > 0;
    }
    for (size_t i = 0; i < 100; i++)
        groups += group[i];
    pack_close(pack);
    assert_true(with >= 400);
    assert_int_equal(groups, 22); /* all but the military */
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_folder, end)
    const struct CMUnitTest tests[] = {
        TEST(mistakes_are_named),
        TEST(what_the_law_asks_comes_first),
        TEST(what_some_of_the_work_asks_is_not_required),
        TEST(without_any_the_way_in_is_told),
        TEST(a_combined_code_has_those_of_its_parts),
        TEST(compared_side_by_side),
        TEST(ours_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
