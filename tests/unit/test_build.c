/* Sources in, pack out: what comes from where, what is left out and why, and
 * the exit status of the commands. */
#include "build.h"
#include "exclude.h"
#include "file.h"
#include "pack.h"
#include "temp_folder.h"
#include "unit.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PAGES FIXTURES "/pages"
#define FACTS FIXTURES "/facts"
#define LEXICON FIXTURES "/lexicon"

static struct build_report report;
static struct error err;

static enum status build(const char *pages, const char *facts,
                         const char *lexicon, const char *exclude)
{
    struct build_options options = {.pages = pages,
                                    .facts = facts,
                                    .lexicon = lexicon,
                                    .exclude_titles = exclude,
                                    .output = path_of("k.pack"),
                                    .built_at = 1700000000};
    return build_pack(&options, arena, &report, &err);
}

static struct pack *opened(void)
{
    struct pack *pack;
    if (pack_open(path_of("k.pack"), &pack, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return pack;
}

static void assert_no_faults(void)
{
    const struct fault *f = report.faults.first;
    if (f)
        fail_msg("%.*s:%u: %.*s", STR_ARG(f->file), f->line, STR_ARG(f->text));
}

static void assert_fault(const char *file, unsigned line, const char *says)
{
    for (const struct fault *f = report.faults.first; f; f = f->next)
        if (str_ends(f->file, str_from(file)) && f->line == line &&
            strstr(f->text.ptr, says))
            return;
    for (const struct fault *f = report.faults.first; f; f = f->next)
        print_message("  %s:%u: %s\n", f->file.ptr, f->line, f->text.ptr);
    fail_msg("not said: %s:%u: %s", file, line, says);
}

static void assert_text(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

/* The names of an occupation in a language, "KEY=SHOWN" each. */
static bool has_name(const struct pack *pack, uint32_t soc, enum lang lang,
                     const char *key, const char *shown)
{
    size_t count;
    const struct pack_name *n = pack_names(pack, &count);
    for (size_t i = 0; i < count; i++)
        if (pack_occupation(pack, n[i].occupation).soc == soc &&
            n[i].lang == lang &&
            str_eq(pack_text(pack, n[i].key), str_from(key)) &&
            str_eq(pack_text(pack, n[i].shown), str_from(shown)))
            return true;
    return false;
}

static bool has_cue(const struct pack *pack, enum lang lang, const char *topic,
                    const char *key)
{
    size_t count;
    const struct pack_cue *c = pack_cues(pack, lang, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(pack_text(pack, c[i].topic), str_from(topic)) &&
            str_eq(pack_text(pack, c[i].key), str_from(key)))
            return true;
    return false;
}

/* --- what comes from where --- */

static void pages_stand_above_facts(void **state)
{
    (void)state;
    assert_int_equal(build(PAGES, FACTS, LEXICON, NULL), STATUS_OK);
    assert_no_faults();
    struct pack *pack = opened();
    assert_text(pack_built(pack), "2023-11-14 22:13 UTC");
    assert_int_equal(pack_occupation_count(pack), 2);
    size_t bee = pack_find_soc(pack, 459999), count;
    struct pack_occupation o = pack_occupation(pack, bee);
    assert_text(o.title[LANG_EN], "Beekeepers");
    assert_text(o.title[LANG_ZH_HANT], "養蜂人");
    assert_text(o.title[LANG_ZH_HANS], "养蜂人");
    assert_true(pack_has_page(pack, bee, LANG_EN));
    assert_true(pack_has_page(pack, bee, LANG_ZH_HANT));
    assert_true(pack_has_page(pack, bee, LANG_ZH_HANS));

    const struct pack_entry *e =
        pack_entries(pack, bee, LANG_ZH_HANS, FIELD_SKILL, &count);
    assert_int_equal(count, 1); /* in Simplified, with mainland words */
    assert_text(pack_text(pack, e->text[0]), "看懂传感器的曲线，使用软件");
    e = pack_entries(pack, bee, LANG_EN, FIELD_PAY, &count);
    assert_int_equal(count, 2);
    assert_text(pack_source(pack, e->source).name, "Test source");
    assert_text(pack_source(pack, e->source).date, "March 2025");
    e = pack_entries(pack, bee, LANG_ZH_HANS, FIELD_PAY, &count);
    assert_text(pack_source(pack, e->source).name, "测试来源");

    e = pack_entries(pack, bee, LANG_EN, FIELD_WAGE_MEDIAN, &count);
    assert_int_equal(count, 1); /* a year and an hour are one entry */
    assert_true(e->num[0] == 33000 && e->num[1] == 15.87 && e->flags == 0);
    assert_text(pack_source(pack, e->source).name, "Test office");
    assert_text(pack_source(pack, e->source).url, "https://example.org/wages");
    e = pack_entries(pack, bee, LANG_ZH_HANT, FIELD_WAGE_P90, &count);
    assert_true(e->num[0] == 239200 && e->flags == ENTRY_AT_LEAST);
    assert_true(isnan(e->num[1]));
    e = pack_entries(pack, bee, LANG_EN, FIELD_EMPLOYMENT_CHANGE, &count);
    assert_true(e->num[0] == -6.8);
    e = pack_entries(pack, bee, LANG_EN, FIELD_TYPICAL_EDUCATION, &count);
    assert_text(pack_text(pack, e->text[0]), "None");

    size_t light = pack_find_soc(pack, 539999);
    assert_text(pack_occupation(pack, light).title[LANG_EN],
                "Lighthouse Keepers");
    assert_false(pack_has_page(pack, light, LANG_EN));
    assert_null(pack_entries(pack, light, LANG_EN, FIELD_WAGE_P90, &count));
    pack_close(pack);
}

static void names_come_from_every_source(void **state)
{
    (void)state;
    assert_int_equal(build(PAGES, FACTS, LEXICON, NULL), STATUS_OK);
    struct pack *pack = opened();
    static const struct {
        enum lang lang;
        const char *key, *shown;
    } names[] = {
        {LANG_EN, "beekeep", "Beekeepers"}, /* once, as the title */
        {LANG_EN, "apiarist", "apiarist"},
        {LANG_EN, "bee farmer", "bee farmer"},
        {LANG_EN, "bee wrangler", "bee wrangler"},
        {LANG_EN, "bee keeper and honey maker", "Bee keepers and honey makers"},
        {LANG_ZH_HANT, "养蜂人", "養蜂人"},
        {LANG_ZH_HANS, "养蜂人", "养蜂人"},
        {LANG_ZH_HANT, "蜂农", "蜂農"},
        {LANG_ZH_HANT, "养蜂与采蜜人员", "養蜂與採蜜人員"},
        {LANG_ZH_HANT, "蜜蜂软体饲养员", "蜜蜂軟體飼養員"},
        {LANG_ZH_HANS, "蜜蜂软件饲养员", "蜜蜂软件饲养员"},
    };
    size_t count, beekeepers = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!has_name(pack, 459999, names[i].lang, names[i].key,
                      names[i].shown))
            fail_msg("no name %s = %s", names[i].key, names[i].shown);
    const struct pack_name *n = pack_names(pack, &count);
    for (size_t i = 0; i < count; i++)
        beekeepers += str_eq(pack_text(pack, n[i].key), STR("beekeep"));
    assert_int_equal(beekeepers, 1);
    pack_close(pack);
}

static void the_lexicon_comes_in_both_scripts(void **state)
{
    (void)state;
    assert_int_equal(build(PAGES, NULL, LEXICON, NULL), STATUS_OK);
    struct pack *pack = opened();
    assert_true(has_cue(pack, LANG_EN, "salary", "how much ... earn"));
    assert_true(has_cue(pack, LANG_EN, "ai_risk/tools", "ai tool"));
    assert_true(has_cue(pack, LANG_EN, "smalltalk/thanks", "thank you"));
    assert_true(has_cue(pack, LANG_ZH_HANT, "salary", "薪资"));
    assert_true(has_cue(pack, LANG_ZH_HANS, "skills", "资讯技能"));
    assert_true(has_cue(pack, LANG_ZH_HANS, "skills", "信息技能"));
    assert_text(pack_sentence(pack, LANG_EN, STR("greeting")),
                "Hello {name}, ask me!");
    assert_text(pack_sentence(pack, LANG_ZH_HANT, STR("greeting")),
                "{name}你好，請發問！");
    assert_text(pack_sentence(pack, LANG_ZH_HANS, STR("greeting")),
                "{name}你好，请发问！");
    pack_close(pack);
}

static void knows_which_characters_one_script_uses(void **state)
{
    (void)state;
    assert_int_equal(build(PAGES, NULL, LEXICON, NULL), STATUS_OK);
    struct pack *pack = opened();
    size_t count, seen = 0;
    const struct pack_han *han = pack_han(pack, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t from = han[i].from, to = han[i].to;
        seen += from == 0x66f8 && to == 0x4e66; /* 書 to 书 */
        seen += from == 0x56fd && to == 0x56fd; /* 国: only Simplified */
        seen += from == 0x570b && to == 0x56fd; /* 國 */
        assert_true(from != 0x4eba);            /* 人: in both */
        assert_true(from != 0x540e);            /* 后: in both */
    }
    assert_int_equal(seen, 3);
    assert_true(count > 2000);
    pack_close(pack);
}

static void the_same_sources_give_the_same_bytes(void **state)
{
    (void)state;
    struct str first, second;
    assert_int_equal(build(PAGES, FACTS, LEXICON, NULL), STATUS_OK);
    assert_int_equal(file_read(arena, path_of("k.pack"), 1 << 30, &first, NULL),
                     STATUS_OK);
    assert_int_equal(build(PAGES, FACTS, LEXICON, NULL), STATUS_OK);
    assert_int_equal(
        file_read(arena, path_of("k.pack"), 1 << 30, &second, NULL), STATUS_OK);
    assert_true(str_eq(first, second));
}

static void our_own_sources_are_without_mistakes(void **state)
{
    (void)state;
    assert_int_equal(build(PROJECT_DIR "/knowledge/occupations",
                           PROJECT_DIR "/knowledge/facts",
                           PROJECT_DIR "/knowledge/lexicon", NULL),
                     STATUS_OK);
    assert_no_faults();
    assert_int_equal(report.left_out_count, 0);
    struct pack *pack = opened();
    size_t count, tech = pack_find_soc(pack, 254031);
    const struct pack_entry *e =
        pack_entries(pack, tech, LANG_EN, FIELD_WAGE_MEDIAN, &count);
    assert_int_equal(count, 1);
    assert_true(e->num[0] == 44580);
    pack_close(pack);
}

/* --- what is left out --- */

#define PAGE(code, title)                                                      \
    "# " title "\n\n- Code: " code "\n\n## Summary\n\nA.\n"

static void a_page_with_mistakes_is_left_out(void **state)
{
    (void)state;
    put("p/README.md", "# not a page\n");
    put("p/good.md", PAGE("11-1011", "Good"));
    put("p/bad.md", PAGE("11-101", "Bad"));
    put("p/bad.zh-Hant.md", PAGE("11-1021", "壞"));
    put("p/other.md", PAGE("225113 ANZSCO", "Other"));
    put("p/twice.md", PAGE("11-1011", "Twice"));
    put("p/alone.zh-Hant.md", PAGE("11-1031", "單獨"));
    put("p/french.fr.md", PAGE("11-2011", "Bon"));
    put("p/simplified.zh-Hans.md", PAGE("11-2021", "简体"));
    assert_int_equal(build(path_of("p"), NULL, LEXICON, NULL), STATUS_OK);
    assert_fault("bad.md", 3, "no SOC 2018 code");
    assert_fault("other.md", 3, "another classification (ANZSCO)");
    assert_fault("twice.md", 3, "good.md");
    assert_fault("alone.zh-Hant.md", 0, "alone.md is missing");
    assert_fault("simplified.zh-Hans.md", 0, "rename");
    assert_int_equal(report.faults.count, 5);
    assert_int_equal(report.left_out_count, 6); /* and bad.zh-Hant.md */
    struct pack *pack = opened();
    assert_int_equal(pack_occupation_count(pack), 2); /* good, french.fr */
    pack_close(pack);
}

static void a_translation_must_hold_the_same_figures(void **state)
{
    (void)state;
    put("p/a.md", "# A\n\n- Code: 11-1011\n- Overall: 6\n\n## Summary\n\nA.\n\n"
                  "## Pay\n\n| Stage | From | To | Note |\n|-|-|-|-|\n"
                  "| x | 1 | 2 | |\n| y | 3 | | |\n\n## Who it fits\n\n- b\n");
    put("p/a.zh-Hant.md",
        "# A\n\n- 代碼: 11-1011\n- 總評: 7\n\n## 摘要\n\nA.\n\n"
        "## 薪資\n\n| 階段 | 最低 | 最高 | 備註 |\n|-|-|-|-|\n"
        "| x | 1 | 2 | |\n| y | 3 | 4 | |\n\n## 適合\n\n- b\n- c\n");
    assert_int_equal(build(path_of("p"), NULL, LEXICON, NULL), STATUS_OK);
    assert_fault("a.zh-Hant.md", 4, "\"總評\" differs here from line 4 of");
    assert_fault("a.zh-Hant.md", 15, "\"薪資\" differs here from line 15 of");
    assert_fault("a.zh-Hant.md", 19, "\"適合\" has 2 entries here and 1 in");
    assert_int_equal(report.faults.count, 3);
    struct pack *pack = opened();
    assert_true(pack_has_page(pack, 0, LANG_EN));
    assert_false(pack_has_page(pack, 0, LANG_ZH_HANT));
    pack_close(pack);

    put("p/a.zh-Hant.md", PAGE("11-1021", "別人"));
    assert_int_equal(build(path_of("p"), NULL, LEXICON, NULL), STATUS_OK);
    assert_fault("a.zh-Hant.md", 3, "11-1021 here and 11-1011 in");
}

#define COLUMNS                                                                \
    "# wage_median: x; source: S; date: 2025\n"                                \
    "# wage_median_hour: x; source: S; date: 2025\n"

static void facts_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        const char *says;
    } mistakes[] = {
        {"", 1, "no table"},
        {"title\twage\nA\t1\n", 1, "column 2: \"wage\" is not known"},
        {"title\twage\nA\t1\n", 1, "\"soc\" and \"title\" must be there"},
        {"soc\ttitle\ttitle\n", 1, "column 3: \"title\" is there twice"},
        {"soc\ttitle\twage_median\n", 1, "where \"wage_median\" comes from"},
        {"# wage_median: x; source: S\nsoc\ttitle\twage_median\n", 1,
         "the date of \"wage_median\""},
        {"# wage_median: x; sauce: S; date: 1\nsoc\ttitle\twage_median\n", 1,
         "\"sauce\" is not known"},
        {"# wage_median: x; source: S; date: 1\n# wage_median_hour: x; source: "
         "T; date: 1\nsoc\ttitle\twage_median\twage_median_hour\n",
         3, "the same source"},
        {COLUMNS "soc\ttitle\twage_median\n1\tA\t1\n", 4, "no SOC code"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\t\t1\n", 4,
         "title is missing"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t1,000\n", 4,
         "column 3 (wage_median): \"1,000\" is no number"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t#\n", 4, "no number"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t-1\n", 4,
         "\"-1\" is not between 0 and"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t1e5\n", 4, "no number"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t>=\n", 4, "no number"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t1\t2\n", 4,
         "more cells"},
        {COLUMNS "soc\ttitle\twage_median\n11-1011\tA\t1\n11-1011\tA\t2\n", 5,
         "a value already"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        put("f/bad.tsv", mistakes[i].text);
        put("f/good.tsv", "soc\ttitle\n11-9999\tGood\n");
        assert_int_equal(build(NULL, path_of("f"), LEXICON, NULL), STATUS_OK);
        assert_fault("bad.tsv", mistakes[i].line, mistakes[i].says);
    }
}

static void facts_hold_lists_marks_and_descriptions(void **state)
{
    (void)state;
    put("f/a.tsv", "# skills: x; source: S; date: February 2026\n"
                   "# wage_p90: x; source: S; date: May 2025\n"
                   "# job_zone: x; source: S; date: 2026\n"
                   "soc\ttitle\tskills\twage_p90\tjob_zone\n"
                   "11-1011\tCaptain\tSpeaking=4/3; Writing=3.5\t*\t~4.5\n");
    put("f/occupations.tsv",
        "# combined: x; source: S; date: 2025\n"
        "# description: x; source: T; date: 2026\n"
        "# description_zh: x; source: T; date: 2026\n"
        "soc\ttitle\ttitle_zh\tcombined\tdescription\tdescription_zh\n"
        "11-1011\tChief Executives\t執行長\t11-1010\tRuns it.\t經營圖書館。\n"
        "11-1021\tManagers\n");
    assert_int_equal(build(NULL, path_of("f"), LEXICON, NULL), STATUS_OK);
    assert_no_faults();
    struct pack *pack = opened();
    size_t boss = pack_find_soc(pack, 111011), count;
    assert_int_equal(pack_occupation_count(pack), 2); /* without figures too */
    assert_text(pack_occupation(pack, boss).title[LANG_EN], "Chief Executives");
    assert_true(has_name(pack, 111011, LANG_EN, "captain", "Captain"));
    const struct pack_entry *e =
        pack_entries(pack, boss, LANG_EN, FIELD_RATED_SKILL, &count);
    assert_int_equal(count, 2);
    assert_text(pack_text(pack, e[0].text[0]), "Speaking");
    assert_true(e[0].num[0] == 4 && e[0].num[1] == 3);
    assert_true(e[1].num[0] == 3.5 && isnan(e[1].num[1]));
    assert_text(pack_source(pack, e->source).date, "February 2026");
    e = pack_entries(pack, boss, LANG_EN, FIELD_WAGE_P90, &count);
    assert_true(isnan(e->num[0]) && e->flags == ENTRY_SUPPRESSED);
    e = pack_entries(pack, boss, LANG_EN, FIELD_JOB_ZONE, &count);
    assert_true(e->num[0] == 4.5 && e->flags == ENTRY_MEAN);
    e = pack_entries(pack, boss, LANG_EN, FIELD_COMBINED, &count);
    assert_true(e->num[0] == 111010);
    e = pack_entries(pack, boss, LANG_EN, FIELD_DESCRIPTION, &count);
    assert_int_equal(count, 1);
    assert_text(pack_text(pack, e->text[0]), "Runs it.");
    e = pack_entries(pack, boss, LANG_ZH_HANT, FIELD_DESCRIPTION, &count);
    assert_text(pack_text(pack, e->text[0]), "經營圖書館。");
    e = pack_entries(pack, boss, LANG_ZH_HANS, FIELD_DESCRIPTION, &count);
    assert_text(pack_text(pack, e->text[0]), "经营图书馆。");
    pack_close(pack);
}

static void wordings_are_kept_as_they_are_written(void **state)
{
    (void)state;
    static const char *const kept[][2] = {{"amount/yearly", "yearly"},
                                          {"amount/hourly", "/ hr"},
                                          {"number/10000", "萬"},
                                          {"number/10000", "万"},
                                          {"amount/dollars", "元"}};
    put("p/a.md", PAGE("11-1011", "A"));
    put("l/en/amounts.txt", "[amount/yearly]\nyearly\n[amount/hourly]\n"
                            "/ hr\n[number/forty]\nforty\n");
    put("l/zh/amounts.txt", "[number/10000]\n萬\n[amount/dollars]\n元\n");
    put("l/en/sentences.txt", "a = One\n");
    put("l/zh/sentences.txt", "a = 一\n");
    assert_int_equal(build(path_of("p"), NULL, path_of("l"), NULL), STATUS_OK);
    assert_fault("en/amounts.txt", 5, "[number/forty] is no topic");
    struct pack *pack = opened();
    size_t count;
    const struct pack_wording *w = pack_wordings(pack, &count);
    assert_int_equal(count, sizeof kept / sizeof *kept);
    for (size_t i = 0; i < count; i++) {
        assert_text(pack_text(pack, w[i].topic), kept[i][0]);
        assert_text(pack_text(pack, w[i].text), kept[i][1]);
    }
    pack_close(pack);
}

/* Whether an occupation has a Chinese name as it is shown. */
static bool has_shown(const struct pack *pack, uint32_t soc, const char *shown)
{
    size_t count;
    const struct pack_name *n = pack_names(pack, &count);
    for (size_t i = 0; i < count; i++)
        if (pack_occupation(pack, n[i].occupation).soc == soc &&
            n[i].lang == LANG_ZH_HANT &&
            str_eq(pack_text(pack, n[i].shown), str_from(shown)))
            return true;
    return false;
}

static void names_end_in_all_that_means_the_same(void **state)
{
    (void)state;
    static const struct {
        uint32_t soc;
        const char *name;
        bool there;
    } names[] = {{111011, "矯正醫師", true},  {111011, "矯正醫生", true},
                 {111011, "矯正大夫", true},  {111021, "眼科醫生", true},
                 {111011, "眼科醫生", false}, /* another's own */
                 {111011, "牙大夫", false},   /* of both */
                 {111021, "牙大夫", false},   {111011, "大夫", false}};
    put("p/a.md", PAGE("11-1011", "A"));
    put("p/b.md", PAGE("11-1021", "B"));
    put("l/zh/endings.tsv", "# fine\n醫師\t醫生\t大夫\n老師\n");
    put("l/zh/names.tsv", "11-1011\t矯正醫師\t眼科醫師\t牙醫師\t醫師\n"
                          "11-1021\t眼科醫生\t牙醫生\n");
    put("l/en/sentences.txt", "a = One\n");
    put("l/zh/sentences.txt", "a = 一\n");
    assert_int_equal(build(path_of("p"), NULL, path_of("l"), NULL), STATUS_OK);
    assert_fault("zh/endings.tsv", 3, "no second ending");
    struct pack *pack = opened();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (has_shown(pack, names[i].soc, names[i].name) != names[i].there)
            fail_msg("%s of %u", names[i].name, (unsigned)names[i].soc);
    pack_close(pack);
}

static void the_lexicon_is_checked(void **state)
{
    (void)state;
    put("p/a.md", PAGE("11-1011", "A"));
    put("l/en/cues.txt", "early\n[salary]\npay\n[sallary]\nx\n[word/stop]\n"
                         "???\n[smalltalk]\ny\n[skills/upgrade]\nz\n");
    put("l/zh/cues.txt", "[salary\n薪資\n");
    put("l/en/names.tsv", "11-1011\n1\tname\n# fine\n\n11-9999\tskipped\n");
    put("l/en/sentences.txt", "a = One {x}\nb = Two {y} {z}\nc = Three\n"
                              "d = {open\ne =\nno separator\na = again {x}\n"
                              "f = shut}\ng = {}\n");
    put("l/zh/sentences.txt", "a = 一\nb = {z}二{y}\nh = 八\n");
    put("l/zh/characters.tsv", "# fine\n司\tsi\tSMR\n机\tji\n司\tsi\tSMR\n"
                               "水\t\tE\n灯火\thuo\tF\n灯\tdeng\t7\n");
    assert_int_equal(build(path_of("p"), NULL, path_of("l"), NULL), STATUS_OK);
    assert_fault("en/cues.txt", 1, "above the first [topic]");
    assert_fault("en/cues.txt", 4, "[sallary] is no topic");
    assert_fault("en/cues.txt", 7, "holds no word");
    assert_fault("en/cues.txt", 8, "[smalltalk] is no topic");
    assert_fault("zh/cues.txt", 1, "is no topic");
    assert_fault("en/names.tsv", 1, "no name");
    assert_fault("en/names.tsv", 2, "SOC code");
    assert_fault("en/sentences.txt", 4, "pairs");
    assert_fault("en/sentences.txt", 5, "empty");
    assert_fault("en/sentences.txt", 6, "key = the text");
    assert_fault("en/sentences.txt", 7, "in line 1 already");
    assert_fault("en/sentences.txt", 8, "pairs");
    assert_fault("en/sentences.txt", 9, "pairs");
    assert_fault("en/sentences.txt", 3, "\"c\" is missing in the other");
    assert_fault("zh/sentences.txt", 3, "\"h\" is missing in the other");
    assert_fault("zh/sentences.txt", 1, "lacks the place {x}");
    for (unsigned line = 4; line <= 7; line++)
        assert_fault("zh/characters.tsv", line, "its syllable");
    assert_int_equal(report.faults.count, 20);
}

static void nothing_good_means_no_pack(void **state)
{
    (void)state;
    struct str text;
    put("k.pack", "what was there");
    put("p/bad.md", "nothing\n");
    assert_int_equal(build(path_of("p"), NULL, LEXICON, NULL), STATUS_INVALID);
    assert_non_null(strstr(err.text, "not written"));
    assert_int_equal(file_read(arena, path_of("k.pack"), 100, &text, NULL),
                     STATUS_OK);
    assert_text(text, "what was there");
}

static void folders_that_are_missing(void **state)
{
    (void)state;
    assert_int_equal(build(path_of("none"), NULL, LEXICON, NULL),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(err.text, "none"));
    assert_int_equal(build(PAGES, path_of("none"), LEXICON, NULL),
                     STATUS_NOT_FOUND);
    assert_int_equal(build(PAGES, NULL, path_of("none"), NULL),
                     STATUS_NOT_FOUND);
    assert_int_equal(build(PAGES, NULL, LEXICON, path_of("none")),
                     STATUS_NOT_FOUND);
}

/* --- names to leave out --- */

static void keys_of_names_to_leave_out(void **state)
{
    (void)state;
    static const char *const keys[][2] = {
        {"Library Technicians", "library technician"},
        {"Secretaries (Executive) & Typists", "secretary and typist"},
        {"Driver's Mate", "driver mate"},
        {"C++ / C# Programmer", "c++ c# programmer"},
        {"A/P  Clerk", "a p clerk"},
        {"Bus, Boss, Basis", "bus boss basis"},
        {"Ties", "tie"}, /* four letters: no y */
        {"ＦＵＬＬ width", "full width"},
        {"Straße", "strasse"},
        {"Nurse (RN", "nurse rn"},
        {"(only)", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_text(exclude_key(arena, str_from(keys[i][0])), keys[i][1]);
}

static void listed_names_are_left_out_but_no_title(void **state)
{
    (void)state;
    put("keys", "beekeeper\napiarist\nbee wrangler\nbee keeper and honey "
                "maker\n");
    assert_int_equal(build(PAGES, FACTS, LEXICON, path_of("keys")), STATUS_OK);
    struct pack *pack = opened();
    assert_true(has_name(pack, 459999, LANG_EN, "beekeep", "Beekeepers"));
    assert_true(has_name(pack, 459999, LANG_EN, "bee keeper and honey maker",
                         "Bee keepers and honey makers"));
    assert_true(has_name(pack, 459999, LANG_EN, "bee farmer", "bee farmer"));
    assert_false(has_name(pack, 459999, LANG_EN, "apiarist", "apiarist"));
    assert_false(
        has_name(pack, 459999, LANG_EN, "bee wrangler", "bee wrangler"));
    assert_int_equal(report.left_out_count, 1);
    assert_non_null(strstr(report.left_out[0].ptr, "4 names"));
    pack_close(pack);
}

/* Every title of the development set that is to be left out has its key in
 * the list that comes with it. */
static void keys_are_those_of_the_development_set(void **state)
{
    (void)state;
    struct exclude exclude;
    struct str rows;
    size_t checked = 0;
    if (exclude_read(arena, SHARED_DIR "/eval/exclude_keys.dev.txt", &exclude,
                     NULL) != STATUS_OK ||
        file_read(arena, SHARED_DIR "/eval/titles_en.dev.jsonl", 1 << 24, &rows,
                  NULL) != STATUS_OK) {
        print_message("skipped: the development set is not there\n");
        return;
    }
    while (rows.ptr) {
        struct str line = str_split(&rows, '\n');
        struct str mark = STR("\"query\": \"");
        size_t at = str_find(line, mark);
        if (at == line.len)
            continue;
        struct str query = str_slice(line, at + mark.len, line.len);
        query = str_slice(query, 0, str_find(query, STR("\"")));
        if (str_find(query, STR("\\")) < query.len)
            continue; /* escaped: not worth a parser here */
        if (!exclude_has(&exclude, arena, query))
            fail_msg("the key of \"%.*s\" is not listed", STR_ARG(query));
        checked++;
    }
    assert_true(checked > 800);
}

/* --- commands --- */

/* Runs a command with its output going nowhere. */
static int run(int (*command)(int, char **), const char *const *words)
{
    char *argv[16];
    int argc = 0;
    for (; words[argc]; argc++)
        argv[argc] = arena_z(arena, str_from(words[argc]));
    argv[argc] = NULL;
    fflush(stdout);
    fflush(stderr);
    int out = dup(STDOUT_FILENO), errors = dup(STDERR_FILENO);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    int status = command(argc, argv);
    fflush(stdout);
    fflush(stderr);
    dup2(out, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    close(out);
    close(errors);
    close(nowhere);
    return status;
}

#define BUILD(...)                                                             \
    run(command_build, (const char *const[]){"build", __VA_ARGS__, NULL})
#define IMPORT(...)                                                            \
    run(command_import_page,                                                   \
        (const char *const[]){"import-page", __VA_ARGS__, NULL})

static void build_exits_as_documented(void **state)
{
    (void)state;
    const char *out = path_of("k.pack"), *lexicon = LEXICON;
    assert_int_equal(BUILD("--help"), 0);
    assert_int_equal(
        BUILD("--pages", PAGES, "--lexicon", lexicon, "--output", out), 0);
    assert_int_equal(access(out, R_OK), 0);
    put("p/good.md", PAGE("11-1011", "Good"));
    put("p/bad.md", PAGE("11-101", "Bad"));
    assert_int_equal(
        BUILD("--pages", path_of("p"), "--lexicon", lexicon, "--output", out),
        1);
    assert_int_equal(BUILD("--lexicon", lexicon), 2); /* no source */
    assert_int_equal(BUILD("--what"), 2);
    assert_int_equal(BUILD("--pages"), 2);
    assert_int_equal(BUILD("--pages", PAGES, "word"), 2);
    assert_int_equal(BUILD("--pages", path_of("none"), "--lexicon", lexicon,
                           "--output", out),
                     3);
    assert_int_equal(BUILD("--pages", PAGES, "--lexicon", lexicon, "--output",
                           path_of("none/k.pack")),
                     3);
    static const char *const publishers[] = {
        "--onet", "--oews", "--projections", "--exposure", "--soc", "--titles"};
    for (size_t i = 0; i < sizeof publishers / sizeof *publishers; i++)
        assert_int_equal(BUILD("--pages", PAGES, "--lexicon", lexicon,
                               publishers[i], path_of("none"), "--output", out),
                         1);
}

static void import_page_exits_as_documented(void **state)
{
    (void)state;
    put("no-page.txt", "Dear reader,\n\nthis is a letter.\n");
    assert_int_equal(IMPORT("--help"), 0);
    assert_int_equal(IMPORT("--json"), 2);
    assert_int_equal(IMPORT("a", "b"), 2);
    assert_int_equal(IMPORT("--what", "a"), 2);
    assert_int_equal(IMPORT("a", "--json", "--output", "b"), 2);
    assert_int_equal(IMPORT(path_of("missing.txt")), 3);
    assert_int_equal(IMPORT(path_of("no-page.txt")), 3);
    assert_int_equal(IMPORT(folder), 3);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_folder, end_folder)
    const struct CMUnitTest tests[] = {
        TEST(pages_stand_above_facts),
        TEST(names_come_from_every_source),
        TEST(the_lexicon_comes_in_both_scripts),
        TEST(knows_which_characters_one_script_uses),
        TEST(the_same_sources_give_the_same_bytes),
        TEST(our_own_sources_are_without_mistakes),
        TEST(a_page_with_mistakes_is_left_out),
        TEST(a_translation_must_hold_the_same_figures),
        TEST(facts_are_checked),
        TEST(facts_hold_lists_marks_and_descriptions),
        TEST(wordings_are_kept_as_they_are_written),
        TEST(names_end_in_all_that_means_the_same),
        TEST(the_lexicon_is_checked),
        TEST(nothing_good_means_no_pack),
        TEST(folders_that_are_missing),
        TEST(keys_of_names_to_leave_out),
        TEST(listed_names_are_left_out_but_no_title),
        TEST(keys_are_those_of_the_development_set),
        TEST(build_exits_as_documented),
        TEST(import_page_exits_as_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
