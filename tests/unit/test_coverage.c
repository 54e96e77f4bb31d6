/* Every line of the library technician's page can be got out by asking for it
 * in plain words, in English and in both Chinese scripts. */
#include "pack.h"
#include "shipped_knowledge.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    enum field field;
    const char *english, *chinese; /* behind the name of the occupation */
} asks[] = {
    {FIELD_SUMMARY, "what does a %s do?", "%s做什麼？"},
    {FIELD_OVERALL, "overall rating of a %s", "%s的總評"},
    {FIELD_VERDICT, "will AI replace a %s?", "%s會被AI取代嗎？"},
    {FIELD_TOOL, "which AI tools already replace a %s?",
     "哪些AI工具已經在取代%s？"},
    {FIELD_TASK_REPLACED, "what tasks will AI take over from a %s?",
     "AI會接手%s的哪些工作？"},
    {FIELD_TASK_AUGMENTED, "how does AI help with the work of a %s?",
     "AI能幫%s什麼？"},
    {FIELD_TASK_HUMAN, "what stays human for a %s?", "%s的護城河是什麼？"},
    {FIELD_SKILL, "what should a %s learn?", "%s該學什麼技能？"},
    {FIELD_ENTRY_LEVEL, "entry-level jobs for a %s", "%s的入門職位"},
    {FIELD_UPGRADE, "how can a %s level up?", "%s怎麼升級？"},
    {FIELD_PAY, "how much does a %s make?", "%s薪水多少？"},
    {FIELD_EDUCATION, "how much does it cost to become a %s?",
     "%s的學費要多少？"},
    {FIELD_QUALIFICATION, "what certificates does a %s need?",
     "%s需要什麼證照？"},
    {FIELD_MIGRATION_TEXT, "can a %s get a visa?", "%s可以移民嗎？"},
    {FIELD_FIT, "who does %s suit?", "%s適合什麼人？"},
    {FIELD_UNFIT, "who is %s not for?", "%s不適合什麼人？"},
    {FIELD_PROGRESSION, "career progression of a %s", "%s的晉升"},
    {FIELD_FORECAST, "employment forecast for a %s", "%s的就業預測"},
    {FIELD_GROWTH_AREA, "growth areas for a %s", "%s的成長領域"},
    {FIELD_SOURCES, "what are the sources for a %s?", "%s的資料來源"},
    {FIELD_LOST, "what is missing from the sources of a %s?",
     "%s的資料來源缺什麼？"},
};

static struct pack *pack;

static int open_pack(void **state)
{
    if (begin_knowledge(state) != 0)
        return -1;
    return pack_open(PACK_FILE, &pack, NULL) == STATUS_OK ? 0 : -1;
}

static int close_pack(void **state)
{
    pack_close(pack);
    return end_knowledge(state);
}

static bool holds(const struct answer *answer, struct str text)
{
    for (const struct answer_block *b = answer->blocks; b; b = b->next) {
        if (str_find(b->text, text) < b->text.len)
            return true;
        for (size_t i = 0; i < b->rows * b->columns; i++)
            if (str_find(b->cells[i], text) < b->cells[i].len)
                return true;
    }
    return false;
}

/* An amount as answers write it: 28000 -> 28,000. */
static struct str amount(double value)
{
    if (value < 1000)
        return arena_printf(arena, "%.0f", value);
    return arena_printf(arena, "%.0f,%03.0f", floor(value / 1000),
                        fmod(value, 1000));
}

static void ask_all(enum lang lang)
{
    size_t occupation = pack_find_soc(pack, 254031);
    assert_true(occupation < pack_occupation_count(pack));
    struct str title = pack_occupation(pack, occupation).title[lang];
    assert_true(title.len > 0);
    int missing = 0;
    for (size_t a = 0; a < sizeof asks / sizeof *asks; a++) {
        size_t count;
        const struct pack_entry *entries =
            pack_entries(pack, occupation, lang, asks[a].field, &count);
        if (!entries) {
            print_error("%s: field %d is not in the pack\n", lang_tag(lang),
                        (int)asks[a].field);
            missing++;
            continue;
        }
        const char *form = lang == LANG_EN ? asks[a].english : asks[a].chinese;
        size_t cut = str_find(str_from(form), STR("%s"));
        struct question question = {
            .text = arena_printf(arena, "%.*s%.*s%s", (int)cut, form,
                                 STR_ARG(title), form + cut + 2),
            .lang = lang,
            .addressed = true};
        struct topic topic = {0};
        struct answer answer;
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        assert_true(answer.answered);
        for (size_t i = 0; i < count; i++) {
            for (int t = 0; t < ENTRY_TEXTS; t++) {
                struct str text = pack_text(pack, entries[i].text[t]);
                if (asks[a].field == FIELD_VERDICT && t == 0)
                    continue; /* an id, shown as a word */
                if (!holds(&answer, text)) {
                    print_error("\"%s\" does not say \"%.*s\"\n",
                                question.text.ptr, STR_ARG(text));
                    missing++;
                }
            }
            bool money = asks[a].field == FIELD_PAY ||
                         asks[a].field == FIELD_EDUCATION ||
                         asks[a].field == FIELD_OVERALL;
            for (int n = 0; money && n < ENTRY_NUMBERS; n++)
                if (!isnan(entries[i].num[n]) &&
                    !holds(&answer, amount(entries[i].num[n]))) {
                    print_error("\"%s\" does not say %.0f\n", question.text.ptr,
                                entries[i].num[n]);
                    missing++;
                }
        }
        arena_reset(arena);
    }
    assert_int_equal(missing, 0);
}

/* Sending the text of a choice answers what its label promises. */
static void choices_lead_where_they_say(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t o = 0; o < pack_occupation_count(pack); o++) {
        for (int l = LANG_EN; l < LANG_COUNT; l++) {
            for (int s = 1; s < SUBJECT_COUNT; s++) {
                char key[64];
                snprintf(key, sizeof key, "label.%s",
                         subject_id((enum subject)s));
                struct str label =
                    pack_sentence(pack, (enum lang)l, str_from(key));
                struct str title = pack_occupation(pack, o).title[l];
                struct question question = {
                    .text = arena_printf(
                        arena, l == LANG_EN ? "%.*s: %.*s" : "%.*s：%.*s",
                        STR_ARG(title), STR_ARG(label)),
                    .lang = (enum lang)l, /* as the conversation is */
                    .addressed = true};
                struct topic topic = {0};
                struct answer answer;
                knowledge_answer(knowledge, arena, &question, &topic, &answer);
                if (answer.subject != (enum subject)s ||
                    answer.occupation_count == 0 ||
                    !str_eq(answer.occupations[0].title, title)) {
                    wrong++;
                    print_error("\"%s\" is read as %s\n", question.text.ptr,
                                answer.subject ? subject_id(answer.subject)
                                               : "nothing");
                }
                arena_reset(arena);
            }
        }
    }
    assert_int_equal(wrong, 0);
}

/* Asked of no occupation, it is the sources of most: not those of one. */
static void sources_at_large(void **state)
{
    (void)state;
    static const struct {
        const char *ask, *usual, *of_one;
    } asked[] = {
        {"where do your figures come from?", "BLS OEWS", "NCSBN"},
        {"how old is the data you use?", "May 2025", "AI Career Graph"},
        {"你的數字是哪來的", "美國勞工統計局", "AI Career Graph"},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct question question = {.text = str_from(asked[i].ask),
                                    .addressed = true};
        struct topic topic = {0};
        struct answer answer;
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        assert_true(answer.answered);
        assert_int_equal(answer.subject, SUBJECT_SOURCES);
        assert_int_equal(answer.occupation_count, 0);
        assert_true(holds(&answer, str_from(asked[i].usual)));
        assert_false(holds(&answer, str_from(asked[i].of_one)));
        assert_true(answer.source_count > 0);
        question.addressed = false; /* overheard, it may be of anything */
        topic = (struct topic){0};
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        assert_true(answer.silent);
        arena_reset(arena);
    }
}

/* Two subjects of one question are both answered, of several, too. */
static void two_subjects(void **state)
{
    (void)state;
    static const struct {
        const char *ask;
        size_t tables;
        const char *pay, *outlook;
    } asked[] = {
        {"nurse: pay and outlook", 0, "Median per hour", "jobs are projected"},
        {"nurse vs electrician: pay and outlook", 2, "Median pay",
         "Change in jobs"},
        {"护士和电工的工资和前景", 2, "薪资中位数", "就业人数变化"},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct question question = {.text = str_from(asked[i].ask),
                                    .addressed = true};
        struct topic topic = {0};
        struct answer answer;
        size_t tables = 0;
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        for (const struct answer_block *b = answer.blocks; b; b = b->next)
            tables += b->type == BLOCK_TABLE;
        assert_int_equal(tables, asked[i].tables);
        assert_true(holds(&answer, str_from(asked[i].pay)));
        assert_true(holds(&answer, str_from(asked[i].outlook)));
        arena_reset(arena);
    }
}

static void in_english(void **state)
{
    (void)state;
    ask_all(LANG_EN);
}

static void in_traditional(void **state)
{
    (void)state;
    ask_all(LANG_ZH_HANT);
}

static void in_simplified(void **state)
{
    (void)state;
    ask_all(LANG_ZH_HANS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_english),
        cmocka_unit_test(in_traditional),
        cmocka_unit_test(in_simplified),
        cmocka_unit_test(choices_lead_where_they_say),
        cmocka_unit_test(sources_at_large),
        cmocka_unit_test(two_subjects)};
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
