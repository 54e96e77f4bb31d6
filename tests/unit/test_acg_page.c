/* The reader of AI Career Graph pages: whole pages with the JSON expected of
 * them, values in all their forms, and texts that are no such page. */
#include "acg_labels.h"
#include "acg_lines.h"
#include "acg_values.h"
#include "json.h"
#include "page.h"
#include "unit.h"
#include "xmalloc.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Owned; ptr NULL: there is no such file. */
static struct str read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return STR_NONE;
    char *bytes = xmalloc(ACG_MAX_BYTES);
    size_t len = fread(bytes, 1, ACG_MAX_BYTES, file);
    fclose(file);
    return (struct str){bytes, len};
}

/* Does the page at `path` read as the JSON beside it says, byte for byte? */
static void check_page(const char *path, const char *expected_path)
{
    struct str text = read_file(path), wanted = read_file(expected_path);
    assert_non_null(text.ptr);
    assert_non_null(wanted.ptr);
    struct arena *arena = arena_new();
    struct page page;
    struct error err = {""};
    if (acg_page_read(arena, text, str_from(path), &page, &err))
        fail_msg("%s", err.text);
    struct str json = acg_page_json(arena, &page);
    if (!str_eq(str_trim(json), str_trim(wanted))) {
        size_t at = 0;
        while (at < json.len && at < wanted.len &&
               json.ptr[at] == wanted.ptr[at])
            at++;
        size_t from = at > 60 ? at - 60 : 0;
        fail_msg("%s: byte %zu:\n%.*s\nexpected:\n%.*s", path, at,
                 STR_ARG(str_slice(json, from, at + 60)),
                 STR_ARG(str_slice(wanted, from, at + 60)));
    }
    arena_free(arena);
    free((char *)text.ptr);
    free((char *)wanted.ptr);
}

/* Calls `each` with the path of every page of the fixtures. */
static size_t for_fixtures(void (*each)(const char *path))
{
    DIR *folder = opendir(FIXTURES "/acg");
    size_t count = 0;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[1024];
        if (!str_ends(str_from(entry->d_name), STR(".txt")))
            continue;
        snprintf(path, sizeof path, "%s/acg/%s", FIXTURES, entry->d_name);
        each(path);
        count++;
    }
    closedir(folder);
    return count;
}

static void check_fixture(const char *path)
{
    char expected[1024];
    snprintf(expected, sizeof expected, "%.*s.json", (int)strlen(path) - 4,
             path);
    check_page(path, expected);
}

static void reads_pages_of_many_countries(void **state)
{
    (void)state;
    assert_true(for_fixtures(check_fixture) >= 6);
}

static void reads_the_page_of_the_library_technician(void **state)
{
    (void)state;
    const char *folder = SHARED_DIR "/seed";
    DIR *there = opendir(folder);
    if (!there) {
        print_message("skipped: %s is not there\n", folder);
        skip();
    }
    closedir(there);
    check_page(SHARED_DIR "/seed/library-technician.txt",
               SHARED_DIR "/seed/library-technician.expected.json");
}

/* A page in the shortest form, with a part put in. */
static const char *small_page(const char *head, const char *ai,
                              const char *cost, const char *fit)
{
    static char text[4096];
    snprintf(text, sizeof text,
             "%s\nTends lamps.\n%s\nSalary\n| Experience | Annual (USD) | |\n"
             "|---|---|---|\n| All | %s | |\nMigration\nAsk.\nWho it fits\n%s\n"
             "Data sources\nBLS.\n",
             head, ai, cost, fit);
    return text;
}

static const char *const plain_head =
    "Lamp keeper Lamp Keepers\nOccupation code: 11-2222(SOC) "
    "Not a skilled migration occupation Overall 6/10";
static const char *const plain_fit = "- Calm people\n- Owls\n- Rushed people\n"
                                     "- Loud people";

/* Reads a page from memory; it must be one. */
static cJSON *read_json(const char *text, struct page *page)
{
    struct arena *arena = arena_new();
    struct error err = {""};
    struct page unused;
    cJSON *json = NULL;
    page = page ? page : &unused;
    if (acg_page_read(arena, str_from(text), STR("page.txt"), page, &err))
        fail_msg("%s", err.text);
    if (json_parse(acg_page_json(arena, page), &json, &err))
        fail_msg("%s", err.text);
    arena_free(arena);
    return json;
}

static void check_text(const cJSON *json, const char *path, const char *wanted)
{
    struct str value = STR_NONE;
    bool is_text = json_str(json, path, &value);
    if (is_text != (wanted != NULL) || !str_eq(value, str_from(wanted)))
        fail_msg("%s is \"%.*s\", expected %s", path, STR_ARG(value),
                 wanted ? wanted : "null");
}

static void parts_name_and_title(void **state)
{
    (void)state;
    static const struct {
        const char *line, *name, *title;
    } lines[] = {
        {"Lamp keeper Lamp Keepers", "Lamp keeper", "Lamp Keepers"},
        {"Registered Nurse Registered Nurses", "Registered Nurse",
         "Registered Nurses"},
        {"Accountant Accountants and Auditors", "Accountant",
         "Accountants and Auditors"},
        {"Farm and ranch worker Farmworkers and Laborers",
         "Farm and ranch worker", "Farmworkers and Laborers"},
        {"燈塔管理員 Lamp Keepers", "燈塔管理員", "Lamp Keepers"},
        {"護理師 (ICU) Registered Nurses", "護理師 (ICU)", "Registered Nurses"},
        {"ช่างไฟฟ้า Electricians", "ช่างไฟฟ้า", "Electricians"},
        {"Thợ điện Electricians", "Thợ điện", "Electricians"},
        {"Técnico de biblioteca Library Technicians", "Técnico de biblioteca",
         "Library Technicians"},
        {"Leuchtturmwärter\nLamp Keepers", "Leuchtturmwärter", "Lamp Keepers"},
        {"Leuchtturmwärter Lamp Keepers", "Leuchtturmwärter Lamp Keepers",
         NULL},
        {"電工", "電工", NULL},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char head[256];
        snprintf(head, sizeof head, "%s\nOccupation code: 11-2222(SOC)",
                 lines[i].line);
        cJSON *json =
            read_json(small_page(head, "", "$1,000", plain_fit), NULL);
        check_text(json, "name", lines[i].name);
        check_text(json, "title", lines[i].title);
        json_free(json);
    }
    /* the heading of the AI section knows the name */
    cJSON *json = read_json(
        small_page("Leuchtturmwärter Lamp Keepers\nCode: 11-2222 (SOC)",
                   "AI 时代：Leuchtturmwärter会怎样", "$1,000", plain_fit),
        NULL);
    check_text(json, "name", "Leuchtturmwärter");
    check_text(json, "title", "Lamp Keepers");
    json_free(json);
}

static void reads_chips(void **state)
{
    (void)state;
    static const struct {
        const char *chips, *code, *type;
        double status, overall; /* -1: null */
    } chips[] = {
        {"職業代碼: 25-4031(SOC) 非技術移民職業 總體 6/10", "25-4031", "SOC", 0,
         6},
        {"职业代码：261313（ANZSCO） 技术移民职业 综合评分 7.4/10i", "261313",
         "ANZSCO", 1, 7.4},
        {"职业代码: 2633(ANZSCO) 非技术移民职业（不在技术移民清单上）", "2633",
         "ANZSCO", 0, -1},
        {"Occupation code 72501 (NOC 2021)·Restricted: Quebec only·Overall "
         "8/10",
         "72501", "NOC 2021", 2, 8},
        {"Mã nghề: K1601(ROME) Nghề di trú tay nghề Tổng thể 5,5 / 10", "K1601",
         "ROME", 1, 5.5},
        {"Berufscode: B 43412(KldB 2010)", "B 43412", "KldB 2010", -1, -1},
        {"2913(CNO-11) No es una ocupación de migración calificada", "2913",
         "CNO-11", 0, -1},
        {"**職業コード**: 133(JSCO)\n技能移住対象職業\n総合 9/10", "133",
         "JSCO", 1, 9},
        {"Kod pekerjaan: 4110\nRestricted to states\nKeseluruhan 4/10", "4110",
         NULL, 2, 4},
    };
    for (size_t i = 0; i < sizeof chips / sizeof *chips; i++) {
        char head[512];
        double status = -1, overall = -1;
        snprintf(head, sizeof head, "電工 Electricians\n%s", chips[i].chips);
        cJSON *json =
            read_json(small_page(head, "", "$1,000", plain_fit), NULL);
        check_text(json, "code", chips[i].code);
        check_text(json, "code_type", chips[i].type);
        check_text(json, "summary", "Tends lamps.");
        json_number(json, "status", &status);
        json_number(json, "overall", &overall);
        assert_true(status == chips[i].status);
        assert_true(overall == chips[i].overall);
        json_free(json);
    }
}

static void reads_money(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        double min, max; /* -1: missing; both -2: no money but a text */
        const char *rest;
    } cells[] = {
        {"$28,000 ~ $35,000", 28000, 35000, ""},
        {"$10,000~$30,000", 10000, 30000, ""},
        {"A$55,000 ～ A$62,000", 55000, 62000, ""},
        {"$28,000 — $35,000", 28000, 35000, ""},
        {"$28,000-$35,000", 28000, 35000, ""},
        {"45.000 € – 60.000 €", 45000, 60000, ""},
        {"45 000 € − 60 000 €", 45000, 60000, ""},
        {"30\xc2\xa0"
         "000–40\xe2\x80\xaf"
         "000",
         30000, 40000, ""},
        {"CHF 80'000 - 100’000", 80000, 100000, ""},
        {"₹3,00,000 ~ ₹12,50,000", 300000, 1250000, ""},
        {"£21,000 to £25,500", 21000, 25500, ""},
        {"30.000 bis 40.000 €", 30000, 40000, ""},
        {"30.000 € a 40.000 €", 30000, 40000, ""},
        {"3万 ~ 4.5万", 30000, 45000, ""},
        {"28-35k", 28000, 35000, ""},
        {"$120K–$150K", 120000, 150000, ""},
        {"４８０,０００ ～ ５００,０００", 480000, 500000, ""},
        {"USD 1,200.50 ~ USD 1.300,75", 1200.5, 1300.75, ""},
        {"$0 ~ $5,000", 0, 5000, ""},
        {"0 ~ 5000", 0, 5000, ""},
        {"$28,000 ~ —", 28000, -1, ""},
        {"$28,000 ~", 28000, -1, ""},
        {"$75,000+", 75000, -1, ""},
        {"$75,000", 75000, -1, ""},
        {"from €30.000", 30000, -1, ""},
        {"— ~ $35,000", -1, 35000, ""},
        {"~ $35,000", -1, 35000, ""},
        {"up to $5,000", -1, 5000, ""},
        {"—", -1, -1, ""},
        {"— ~ —", -1, -1, ""},
        {"", -1, -1, ""},
        {"$9,000 ~ $28,000 per year", 9000, 28000, "per year"},
        {"$9,000 ~ $28,000 (public)", 9000, 28000, "(public)"},
        {"£9,250 a year", 9250, -1, "a year"},
        {"2 years", -2, -2, NULL},
        {"3-4 terms at $300", -2, -2, NULL},
        {"5%", -2, -2, NULL},
        {"Paid by the employer", -2, -2, NULL},
        {"免费", -2, -2, NULL},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct money money;
        bool is_money = value_money(str_from(cells[i].cell), &money);
        double min = !is_money ? -2 : isnan(money.min) ? -1 : money.min;
        double max = !is_money ? -2 : isnan(money.max) ? -1 : money.max;
        if (min != cells[i].min || max != cells[i].max ||
            (is_money && !str_eq(money.rest, str_from(cells[i].rest))))
            fail_msg("\"%s\" reads as %.2f, %.2f, \"%.*s\"", cells[i].cell, min,
                     max, STR_ARG(money.rest));
    }
}

static void parts_glued_tags(void **state)
{
    (void)state;
    static const struct {
        const char *run, *parts;
        bool unsure;
    } runs[] = {
        {"Digital toolsAutomationData management",
         "Digital tools|Automation|Data management", false},
        {"Precision farmingIoT sensorsGitHub",
         "Precision farming|IoT sensors|"
         "GitHub",
         false},
        {"AI adoptionH-2A visasDrones", "AI adoption|H-2A visas|Drones", false},
        {"Use of AIDrones", "Use of AI|Drones", true},
        {"H-2AAutomation", "H-2A|Automation", true},
        {"LLMsNGOs", "LLMs|NGOs", false},
        {"Remote work, Home care", "Remote work|Home care", false},
        {"Remote work · Home care ·", "Remote work|Home care", false},
        {"远程医疗、居家护理", "远程医疗|居家护理", false},
        {"Automation", "Automation", false},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct parts parts = {.count = 0};
        char joined[256] = "";
        value_parts(str_from(runs[i].run), &parts);
        for (size_t k = 0; k < parts.count; k++)
            snprintf(joined + strlen(joined), sizeof joined - strlen(joined),
                     "%s%.*s", k ? "|" : "", STR_ARG(parts.items[k]));
        assert_string_equal(joined, runs[i].parts);
        assert_true(parts.unsure == runs[i].unsure);
    }
}

/* "5 5 5 6" for 21 bullets. */
static void deals_out_runs_of_bullets(void **state)
{
    (void)state;
    static const struct {
        size_t bullets, sizes[4];
        double confidence;
    } runs[] = {
        {21, {5, 5, 5, 6}, 1},    {20, {5, 5, 5, 5}, 0.25},
        {17, {4, 4, 4, 5}, 0.05}, {14, {4, 3, 3, 4}, 0.25},
        {13, {3, 3, 3, 4}, 1},    {12, {3, 3, 3, 3}, 0.02},
        {25, {6, 6, 6, 7}, 0.02}, {1, {0, 0, 0, 1}, 0.02},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct split split = value_split_tasks(runs[i].bullets, 4);
        assert_memory_equal(split.sizes, runs[i].sizes, sizeof split.sizes);
        assert_true(split.confidence == runs[i].confidence);
    }
    static const struct {
        size_t bullets, fit;
        bool sure;
    } fits[] = {{0, 0, true},  {3, 2, false}, {4, 2, true}, {5, 3, true},
                {6, 3, false}, {7, 4, true},  {9, 5, false}};
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++) {
        struct split split = value_split_fit(fits[i].bullets);
        assert_int_equal(split.sizes[0], fits[i].fit);
        assert_int_equal(split.sizes[0] + split.sizes[1], fits[i].bullets);
        assert_true((split.confidence == 1) == fits[i].sure);
    }
}

static void finds_labels_however_they_are_written(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct labels *labels = labels_new(arena);
    static const struct {
        const char *text;
        label_set allowed;
        enum label label;
    } texts[] = {
        {"Salary", LABELS_SECTION, LABEL_SALARY},
        {"  SALARY :", LABELS_SECTION, LABEL_SALARY},
        {"Ｓａｌａｒｙ", LABELS_SECTION, LABEL_SALARY},
        {"适合/不适合", LABELS_SECTION, LABEL_SUITABILITY},
        {"适合 ／ 不适合", LABELS_SECTION, LABEL_SUITABILITY},
        {"แหล่งข้อมูล", LABELS_SECTION, LABEL_SOURCES},
        {"TRIỂN VỌNG NGHỀ", LABELS_SECTION, LABEL_OUTLOOK},
        {"資格", LABELS_SECTION, LABEL_QUALIFICATIONS},
        {"資格", LABEL_BIT(LABEL_QUALIFICATION), LABEL_QUALIFICATION},
        {"資格", LABELS_DIMENSION, LABEL_DIMENSION + 9},
        {"Peringkat", LABELS_SECTION, LABEL_RATINGS},
        {"Peringkat", LABEL_BIT(LABEL_STAGE), LABEL_STAGE},
        {"Kesulitan PR", LABELS_DIMENSION, LABEL_DIMENSION + 10},
        {"Salary is good", LABELS_SECTION, LABEL_NONE},
        {"Fits", LABELS_SECTION, LABEL_NONE},
        {"", LABELS_SECTION, LABEL_NONE},
        {"—", LABELS_SECTION, LABEL_NONE},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(
            label_find(labels, str_from(texts[i].text), texts[i].allowed),
            texts[i].label);
    arena_free(arena);
}

static void tells_the_language_of_the_prose(void **state)
{
    (void)state;
    static const struct {
        const char *summary;
        enum lang lang;
    } summaries[] = {
        {"Looks after the lamps and the people who need them.", LANG_EN},
        {"管理燈塔並與船長聯絡，為他們發出訊號。", LANG_ZH_HANT},
        {"管理灯塔并与船长联络，为他们发出信号。", LANG_ZH_HANS},
        {"灯台を守り、船に合図を送る。", LANG_AUTO},
        {"Betreut Leuchttürme und hilft Schiffen bei Nacht.", LANG_AUTO},
        {"Cuida los faros y ayuda a los barcos por la noche.", LANG_AUTO},
    };
    for (size_t i = 0; i < sizeof summaries / sizeof *summaries; i++) {
        char text[1024];
        struct page page;
        snprintf(text, sizeof text,
                 "燈 Lamp Keepers\n職業代碼: 11-2222(SOC)\n%s\n薪資\n移民\n"
                 "適合對象\n數據來源\n",
                 summaries[i].summary);
        json_free(read_json(text, &page));
        assert_int_equal(page.lang, summaries[i].lang);
        assert_true(str_eq(page.source, STR("AI Career Graph")));
        assert_int_equal(page.date.len, 0);
    }
}

static void passes_over_cards_and_polls(void **state)
{
    (void)state;
    cJSON *json = read_json(
        small_page(plain_head,
                   "In the AI era: what happens to Lamp keeper\n"
                   "Mixed\nLamps light themselves; ships still call.\n"
                   "AIOE percentile: 34\nLower than most jobs\n"
                   "- Beacon Product Partial 2020\nSwitches lamps on.\n"
                   "- Oiling\n- Logging\n- Polishing\n"
                   "Few beginners are hired.\n"
                   "How likely is it that AI replaces this job?\n"
                   "- 0-10%\n- Over 80%\n210 people have answered so far.",
                   "$1,000", plain_fit),
        NULL);
    check_text(json, "ai.verdict", "mixed");
    check_text(json, "ai.verdict_text",
               "Lamps light themselves; ships still call.");
    check_text(json, "ai.entry", "Few beginners are hired.");
    check_text(json, "ai.upgrade", NULL);
    json_free(json);
}

static void parts_questions_from_answers(void **state)
{
    (void)state;
    static const struct {
        const char *body, *pairs; /* "question>answer|..." */
    } faqs[] = {
        {"What is the pay?\nEnough.\nIs it dark?\nAt night.",
         "What is the pay?>Enough.|Is it dark?>At night."},
        {"What is the pay?\nEnough.\nMore with age.\nIs it dark?\nYes.",
         "What is the pay?>Enough.\nMore with age.|Is it dark?>Yes."},
        {"薪资如何\n每年约五万美元。\n如何移民？\n需要雇主担保。",
         "薪资如何>每年约五万美元。|如何移民？>需要雇主担保。"},
        {"Is it dark? At night.\nIs it cold? Often.",
         "Is it dark?>At night.|Is it cold?>Often."},
        {"Q: Pay\nA: Enough.\nQ：Dark\nA：Yes.", "Pay>Enough.|Dark>Yes."},
        {"### Pay\nEnough.\nReally?\n### Dark\nYes.",
         "Pay>Enough.\nReally?|Dark>Yes."},
        {"- **Pay?** Enough.", "Pay?>Enough."},
        {"Is it dark?\nIs it cold?", "Is it dark?>-|Is it cold?>-"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof faqs / sizeof *faqs; i++) {
        char text[2048], pairs[1024] = "";
        struct arena *arena = arena_new();
        struct page page;
        struct error err = {""};
        snprintf(text, sizeof text,
                 "燈 Lamp Keepers\n職業代碼: 11-2222(SOC)\nTends lamps.\n"
                 "薪資\n移民\n適合對象\nFAQ\n%s\nData sources\nBLS.\n",
                 faqs[i].body);
        assert_int_equal(
            acg_page_read(arena, str_from(text), STR("p"), &page, &err),
            STATUS_OK);
        const struct page_entry *pair = NULL;
        while ((pair = page_find(&page, FIELD_FAQ, pair)))
            snprintf(pairs + strlen(pairs), sizeof pairs - strlen(pairs),
                     "%s%.*s>%.*s", pairs[0] ? "|" : "", STR_ARG(pair->text[0]),
                     STR_ARG(pair->text[1].len ? pair->text[1] : STR("-")));
        assert_string_equal(pairs, faqs[i].pairs);
        arena_free(arena);
    }
}

static const struct {
    const char *text, *why;
} refusals[] = {
    {"", "it is empty"},
    {" \r\n\t\xef\xbb\xbf", "it is empty"},
    {"Salary", "no occupation code like 25-4031(SOC)"},
    {"# Salary\n", "no occupation code"},
    {"<!DOCTYPE html><html><body>Salary</body></html>", "it is HTML"},
    {"  <div>Salary</div>", "it is HTML"},
    {"Once upon a time\nthere was a lamp keeper (of old).\nSalary\nMigration\n",
     "no occupation code"},
    {"{\"name\": \"Lamp keeper\"}", "no occupation code"},
    {"Lamp keeper\nOccupation code: 11-2222(SOC)\nTends lamps.\n",
     "lacks the headings Salary, Migration, Who it fits, Data sources"},
    {"Lamp keeper\nOccupation code: 11-2222(SOC)\nTends lamps.\nSalary\n",
     "lacks the headings Migration, Who it fits, Data sources"},
    {"Lamp keeper\nOccupation code: 11-2222(SOC)\nTends \xff lamps.\n",
     "byte 48 is not UTF-8"},
    {"Lamp \xc3", "byte 5 is not UTF-8"},
};

static void refuses_what_is_no_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct arena *arena = arena_new();
        struct page page;
        struct error err = {""};
        assert_int_equal(acg_page_read(arena, str_from(refusals[i].text),
                                       STR("my page.txt"), &page, &err),
                         STATUS_INVALID);
        if (!strstr(err.text, refusals[i].why) ||
            strncmp(err.text,
                    "my page.txt: not an AI Career Graph page: ", 42) != 0)
            fail_msg("%s", err.text);
        arena_free(arena);
    }
}

static void refuses_binary_and_what_is_too_large(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct page page;
    struct error err = {""};
    const struct str nul = {"Lamp\0keeper", 11};
    assert_int_equal(acg_page_read(arena, nul, STR("p"), &page, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "NUL at byte 4"));

    char *large = xmalloc(ACG_MAX_BYTES + 1);
    memset(large, 'x', ACG_MAX_BYTES + 1);
    assert_int_equal(acg_page_read(arena,
                                   (struct str){large, ACG_MAX_BYTES + 1},
                                   STR("p"), &page, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "larger than 1 MiB"));
    free(large);
    arena_free(arena);
}

/* Reads bytes from a block of just their size, so that every read beyond
 * them shows; whatever is read must come out as JSON. */
static bool try_bytes(const char *ptr, size_t len)
{
    char *exact = xmalloc(len ? len : 1);
    memcpy(exact, ptr, len);
    struct arena *arena = arena_new();
    struct page page;
    struct error err = {""};
    bool read = acg_page_read(arena, (struct str){exact, len}, STR("p"), &page,
                              &err) == STATUS_OK;
    if (read) {
        cJSON *json = NULL;
        if (json_parse(acg_page_json(arena, &page), &json, &err))
            fail_msg("%s", err.text);
        json_free(json);
    } else {
        assert_true(err.text[0] != '\0');
    }
    arena_free(arena);
    free(exact);
    return read;
}

static void truncate_everywhere(const char *path)
{
    struct str text = read_file(path);
    assert_false(try_bytes(text.ptr, 1));
    for (size_t len = 2; len < text.len; len++)
        try_bytes(text.ptr, len);
    assert_true(try_bytes(text.ptr, text.len));
    free((char *)text.ptr);
}

static void survives_truncation_at_every_byte(void **state)
{
    (void)state;
    for_fixtures(truncate_everywhere);
}

static void mutate(const char *path)
{
    static const char *const bits[] = {"|", "\n",  "-", "↗ Data sources-",
                                       "(", "/10", "~", "\xc3",
                                       "#", "**",  "—"};
    struct str text = read_file(path);
    char *copy = xmalloc(text.len + 32);
    uint32_t seed = 1;
    for (int round = 0; round < 400; round++) {
        memcpy(copy, text.ptr, text.len);
        size_t len = text.len;
        for (int change = 0; change < 3; change++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = (seed >> 8) % (len - 16);
            const char *bit = bits[(seed >> 4) % 11];
            if (seed & 0x80000000u) {
                memcpy(copy + at, bit, strlen(bit) < 16 ? strlen(bit) : 16);
            } else {
                memmove(copy + at, copy + at + 8, len - at - 8);
                len -= 8;
            }
        }
        try_bytes(copy, len);
    }
    free(copy);
    free((char *)text.ptr);
}

static void survives_mutations(void **state)
{
    (void)state;
    for_fixtures(mutate);
}

/* Texts as large as is allowed, made to hurt: each is read in time that
 * grows with its size, so the test's own limit is enough. */
static void large_hostile_texts_take_little_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        "-\n",
        "a\n",
        "- a\n",
        "|",
        "|a|b|\n",
        "↗",
        "↗ Data sources-",
        "[",
        "[a](",
        "**",
        "(",
        "#",
        "AI",
        "Income",
        "Salary\n",
        "? ",
        "Q: a?\nA: b\n",
        "· ",
        ":",
        "-\nscope\n",
    };
    const char *start = "Lamp keeper\nOccupation code: 11-2222(SOC)\nSalary\n"
                        "Migration\nWho it fits\nData sources\n";
    static const char *const sections[] = {
        "Ratings\n", "In the AI era: what happens to Lamp keeper\n", "FAQ\n",
        "Career outlook\nGrowth areas:\n"};
    char *text = xmalloc(ACG_MAX_BYTES);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
            size_t len = 0, unit = strlen(units[u]);
            memcpy(text, start, strlen(start));
            len += strlen(start);
            memcpy(text + len, sections[s], strlen(sections[s]));
            len += strlen(sections[s]);
            while (len + unit <= ACG_MAX_BYTES / 8) {
                memcpy(text + len, units[u], unit);
                len += unit;
            }
            assert_true(try_bytes(text, len));
        }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_page_of_the_library_technician),
        cmocka_unit_test(reads_pages_of_many_countries),
        cmocka_unit_test(parts_name_and_title),
        cmocka_unit_test(reads_chips),
        cmocka_unit_test(reads_money),
        cmocka_unit_test(parts_glued_tags),
        cmocka_unit_test(deals_out_runs_of_bullets),
        cmocka_unit_test(finds_labels_however_they_are_written),
        cmocka_unit_test(tells_the_language_of_the_prose),
        cmocka_unit_test(passes_over_cards_and_polls),
        cmocka_unit_test(parts_questions_from_answers),
        cmocka_unit_test(refuses_what_is_no_page),
        cmocka_unit_test(refuses_binary_and_what_is_too_large),
        cmocka_unit_test(survives_truncation_at_every_byte),
        cmocka_unit_test(survives_mutations),
        cmocka_unit_test(large_hostile_texts_take_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
