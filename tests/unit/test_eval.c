/* `careerbot eval`: labels read, answers judged, shares, calibration, groups.
 */
#include "eval_measure.h"
#include "eval_report.h"
#include "own_arena.h"
#include "unit.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

/* --- helpers: labels as JSON, answers as "kind answered section codes" ------
 */

static cJSON *parsed(const char *text)
{
    cJSON *json;
    struct error err;
    if (json_parse(str_from(text), &json, &err) != STATUS_OK)
        fail_msg("%s: %s", text, err.text);
    return json;
}

/* "compare yes salary 29-1141 47-2111": kind, answered?, section or "none",
 * codes. */
static struct answer said(const char *text)
{
    struct answer answer = {.kind = KIND_COUNT};
    struct str rest = str_from(text);
    struct str kind = str_split(&rest, ' ');
    for (int i = 0; i < KIND_COUNT; i++)
        if (str_eq(kind, str_from(kind_id((enum kind)i))))
            answer.kind = (enum kind)i;
    assert_true(answer.kind != KIND_COUNT);
    answer.answered = str_eq(str_split(&rest, ' '), STR("yes"));
    struct str section = str_split(&rest, ' ');
    assert_true(str_eq(section, STR("none")) ||
                subject_parse(section, &answer.subject));
    while (rest.ptr) {
        struct str code = str_split(&rest, ' ');
        assert_int_equal(code.len, 7);
        memcpy(answer.occupations[answer.occupation_count].soc, code.ptr, 7);
        answer.occupations[answer.occupation_count++].score = 0.5;
    }
    return answer;
}

/* Labels of a question, from the members that matter. */
static struct judgement judged(const char *labels, const char *answer_text)
{
    struct gold gold;
    const char *why;
    struct answer answer = said(answer_text);
    cJSON *json = parsed(labels);
    if (gold_read(arena, json, EVAL_QUESTIONS, &gold, &why) != GOLD_READ)
        fail_msg("%s: %s", labels, why);
    struct judgement judgement = judge_question(&gold, &answer);
    cJSON_Delete(json);
    return judgement;
}

#define NURSE_PAY                                                              \
    "{\"soc\":[\"29-1141\"],\"section\":\"salary\",\"kind\":\"single\","       \
    "\"expect\":\"answer\"}"

/* --- judging ----------------------------------------------------------------
 */

static void exact_needs_all_four(void **state)
{
    (void)state;
    static const struct {
        const char *answer;
        bool exact, occupation, section, kind;
    } cases[] = {
        {"single yes salary 29-1141", true, true, true, true},
        {"single yes salary 29-1141 29-1171", true, true, true, true},
        {"single yes salary 29-1171 29-1141", false, false, true, true},
        {"single yes salary", false, false, true, true},
        {"single yes outlook 29-1141", false, true, false, true},
        {"single yes none 29-1141", false, true, false, true},
        {"single no salary 29-1141", false, true, true, true},
        {"followup yes salary 29-1141", true, true, true, true},
        {"list yes salary 29-1141", false, true, true, false},
        {"clarify no salary 29-1141", false, true, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct judgement j = judged(NURSE_PAY, cases[i].answer);
        if (j.exact != cases[i].exact || j.occupation != cases[i].occupation ||
            j.section != cases[i].section || j.kind != cases[i].kind)
            fail_msg("%s: exact %d, occupation %d, section %d, kind %d",
                     cases[i].answer, j.exact, j.occupation, j.section, j.kind);
    }
}

/* What is exact, and the kind that is right, by labels and answer. */
struct example {
    const char *labels, *answer;
    bool exact, kind;
};

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct judgement j = judged(examples[i].labels, examples[i].answer);
        if (j.exact != examples[i].exact || j.kind != examples[i].kind)
            fail_msg("%s, answered %s: exact %d, kind %d", examples[i].labels,
                     examples[i].answer, j.exact, j.kind);
    }
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof *(examples))

static void what_is_expected(void **state)
{
    (void)state;
#define LABELS(soc, section, kind, expect)                                     \
    "{\"soc\":" soc ",\"section\":" section ",\"kind\":\"" kind                \
    "\",\"expect\":\"" expect "\"}"
    static const char clarify[] =
        LABELS("null", "\"salary\"", "single", "clarify");
    static const char either[] =
        LABELS("[\"29-12*\"]", "\"salary\"", "single", "either");
    static const char decline[] =
        LABELS("null", "null", "outofscope", "decline");
    static const char smalltalk[] =
        LABELS("null", "null", "smalltalk", "smalltalk");
    static const struct example examples[] = {
        {clarify, "clarify no salary", true, true},
        {clarify, "single no none", true, true},
        {clarify, "followup no none", true, true},
        {clarify, "single yes salary 29-1141", false, true},
        {clarify, "outofscope no none", false, false},
        {clarify, "smalltalk no none", false, false},
        {either, "clarify no salary", true, true},
        {either, "single no none", true, true},
        {either, "single yes salary 29-1216", true, true},
        {either, "single yes salary 29-1141", false, true},
        {either, "single yes outlook 29-1216", false, true},
        {either, "outofscope no none", false, false},
        {decline, "outofscope no none", true, true},
        {decline, "outofscope yes none", false, true},
        {decline, "single no none", false, false},
        {decline, "clarify no none", false, false},
        {smalltalk, "smalltalk no none", true, true},
        {smalltalk, "outofscope no none", false, false},
    };
    CHECK(examples);
    assert_true(judged(decline, "outofscope no none").declined);
    assert_false(judged(decline, "outofscope yes none").declined);
    assert_false(judged(decline, "single no none").declined);
}

static void kinds_of_a_followup(void **state)
{
    (void)state;
    static const char one[] =
        LABELS("[\"29-1141\"]", "\"salary\"", "followup", "answer");
    static const char list[] =
        LABELS("null", "\"salary\"", "followup", "answer");
    static const char two[] =
        "{\"soc\":[\"29-1141\"],\"soc2\":[\"47-2111\"],\"section\":\"salary\","
        "\"kind\":\"followup\",\"expect\":\"answer\"}";
    static const struct example examples[] = {
        {one, "followup yes salary 29-1141", true, true},
        {one, "single yes salary 29-1141", true, true},
        {one, "compare yes salary 29-1141 47-2111", false, false},
        {one, "list yes salary 29-1141", false, false},
        {two, "compare yes salary 29-1141 47-2111", true, true},
        {two, "list yes salary 29-1141 47-2111", false, false},
        {list, "list yes salary 29-1141", true, true},
        {list, "compare yes salary 29-1141", false, false},
    };
    CHECK(examples);
}

static void comparisons(void **state)
{
    (void)state;
    static const char two[] =
        "{\"soc\":[\"29-1141\",\"29-1171\"],\"soc2\":[\"29-11*\"],"
        "\"section\":\"salary\",\"kind\":\"compare\",\"expect\":\"answer\"}";
    static const struct example examples[] = {
        {two, "compare yes salary 29-1171 29-1161", true, true},
        {two, "compare yes salary 29-1161 29-1171", true, true},
        /* 29-1161 is not among the first two, nor what both names mean */
        {two, "compare yes salary 47-2111 29-1141", false, true},
        {two, "compare yes salary 29-1161 47-2111 29-1141", false, true},
        /* both names mean the one in first place */
        {two, "compare yes salary 29-1141", true, true},
        {two, "compare yes salary 29-1141 47-2111", true, true},
        /* a code that comes again counts once */
        {two, "compare yes salary 29-1161 29-1161 29-1171", true, true},
        {two, "compare yes salary", false, true},
        {two, "single yes salary 29-1141 29-1161", false, false},
    };
    CHECK(examples);
}

static void rows_without_an_occupation(void **state)
{
    (void)state;
    static const char list[] = LABELS("null", "\"salary\"", "list", "answer");
    static const char single[] =
        LABELS("null", "\"sources\"", "single", "answer");
    static const struct example examples[] = {
        {list, "list yes salary 29-1141 47-2111", true, true},
        {single, "single yes sources", true, true},
        {single, "single yes sources 29-1141", false, true},
    };
    CHECK(examples);
}

static void other_sections_as_good(void **state)
{
    (void)state;
    static const char labels[] =
        "{\"soc\":[\"29-1141\"],\"section\":\"entry\","
        "\"also\":[\"certificates\",\"skills\"],\"kind\":\"single\","
        "\"expect\":\"answer\"}";
    static const char none[] =
        LABELS("[\"29-1141\"]", "null", "single", "answer");
    assert_true(judged(labels, "single yes entry 29-1141").exact);
    assert_true(judged(labels, "single yes certificates 29-1141").exact);
    assert_true(judged(labels, "single yes skills 29-1141").section);
    assert_false(judged(labels, "single yes salary 29-1141").section);
    assert_false(judged(labels, "single yes none 29-1141").section);
    /* a row that asks for none is never right about it */
    assert_false(judged(none, "single yes none 29-1141").section);
}

static void places_of_a_title(void **state)
{
    (void)state;
    static const struct {
        const char *soc, *codes;
        size_t rank;
    } cases[] = {
        {"[\"29-1141\"]", " 29-1141 47-2111", 1},
        {"[\"47-2111\",\"29-1141\"]", " 29-1141 47-2111", 1},
        {"[\"47-2111\"]", " 29-1141 47-2111", 2},
        {"[\"47-2111\"]", " 29-1141 29-1141 29-1141 47-2111", 2},
        {"[\"25-2*\"]", " 25-1011 25-2031", 2},
        {"[\"25-20*\",\"25-1*\"]", " 25-1011 25-2031", 1},
        {"[\"25-203*\"]", " 25-2021", 0},
        {"[\"25-2031\"]", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gold gold;
        const char *why;
        struct answer answer =
            said(arena_printf(arena, "single yes none%s", cases[i].codes).ptr);
        cJSON *json =
            parsed(arena_printf(arena, "{\"soc\":%s}", cases[i].soc).ptr);
        assert_int_equal(gold_read(arena, json, EVAL_TITLES, &gold, &why),
                         GOLD_READ);
        if (judge_title(&gold, &answer) != cases[i].rank)
            fail_msg("%s in%s: %zu", cases[i].soc, cases[i].codes,
                     judge_title(&gold, &answer));
        cJSON_Delete(json);
    }
}

/* --- labels -----------------------------------------------------------------
 */

static void sorts_of_rows(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        enum eval_sort sort;
    } cases[] = {
        {"{\"query\":\"a\",\"soc\":[]}", EVAL_TITLES},
        {"{\"query\":\"a\",\"soc\":null,\"kind\":\"list\"}", EVAL_QUESTIONS},
        {"{\"text\":\"a\",\"answer\":false}", EVAL_CHATTER},
        {"{\"query\":\"a\"}", EVAL_AUTO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *json = parsed(cases[i].row);
        assert_int_equal(gold_sort(json), cases[i].sort);
        cJSON_Delete(json);
    }
}

static void labels_that_are_wrong_or_missing(void **state)
{
    (void)state;
#define QUESTION(rest) "{\"soc\":null,\"section\":null," rest "}"
    static const struct {
        enum eval_sort sort;
        const char *row;
        enum gold_status status;
        const char *why; /* begins so */
    } cases[] = {
        {EVAL_TITLES, "{}", GOLD_UNLABELLED, "soc"},
        {EVAL_TITLES, "{\"soc\":null}", GOLD_UNLABELLED, "soc"},
        {EVAL_AUTO, "{}", GOLD_UNLABELLED, "soc"},
        {EVAL_TITLES, "{\"soc\":[]}", GOLD_FAULT, "\"soc\" is not an array"},
        {EVAL_TITLES, "{\"soc\":\"47-2152\"}", GOLD_FAULT,
         "\"soc\" is not an array"},
        {EVAL_TITLES, "{\"soc\":{\"a\":\"47-2152\"}}", GOLD_FAULT,
         "\"soc\" is not an array"},
        {EVAL_TITLES, "{\"soc\":[\"47-2152\",7]}", GOLD_FAULT,
         "\"soc\" holds what is neither"},
        {EVAL_TITLES, "{\"soc\":[\"*\"]}", GOLD_FAULT,
         "\"soc\" holds what is neither"},
        {EVAL_TITLES, "{\"soc\":[\"47-2152.00\"]}", GOLD_FAULT,
         "\"soc\" holds what is neither"},
        {EVAL_TITLES, "{\"soc\":[\"47-215\"]}", GOLD_FAULT,
         "\"soc\" holds what is neither"},
        {EVAL_TITLES, "{\"soc\":[\"472*\"]}", GOLD_FAULT,
         "\"soc\" holds what is neither"},
        {EVAL_QUESTIONS, "{\"soc\":null,\"section\":null}", GOLD_UNLABELLED,
         "kind"},
        {EVAL_QUESTIONS, QUESTION("\"kind\":\"list\""), GOLD_UNLABELLED,
         "expect"},
        {EVAL_QUESTIONS,
         "{\"soc\":null,\"kind\":\"list\",\"expect\":\"answer\"}",
         GOLD_UNLABELLED, "section"},
        {EVAL_QUESTIONS,
         "{\"section\":null,\"kind\":\"list\",\"expect\":\"answer\"}",
         GOLD_UNLABELLED, "soc"},
        {EVAL_QUESTIONS, QUESTION("\"kind\":\"clarify\",\"expect\":\"answer\""),
         GOLD_FAULT, "\"kind\" is none of"},
        {EVAL_QUESTIONS, QUESTION("\"kind\":1,\"expect\":\"answer\""),
         GOLD_FAULT, "\"kind\" is none of"},
        {EVAL_QUESTIONS, QUESTION("\"kind\":\"list\",\"expect\":\"yes\""),
         GOLD_FAULT, "\"expect\" is none of"},
        {EVAL_QUESTIONS,
         QUESTION("\"kind\":\"list\",\"expect\":\"answer\",\"also\":[\"pay\"]"),
         GOLD_FAULT, "\"also\" is not"},
        {EVAL_QUESTIONS,
         QUESTION("\"kind\":\"list\",\"expect\":\"answer\",\"also\":\"faq\""),
         GOLD_FAULT, "\"also\" is not"},
        {EVAL_QUESTIONS,
         QUESTION("\"kind\":\"compare\",\"expect\":\"answer\",\"soc2\":[]"),
         GOLD_FAULT, "\"soc2\" is not an array"},
        {EVAL_QUESTIONS,
         "{\"soc\":null,\"section\":\"pay\",\"kind\":\"list\","
         "\"expect\":\"answer\"}",
         GOLD_FAULT, "\"section\" is neither"},
        {EVAL_CHATTER, "{\"answer\":true}", GOLD_FAULT, "\"answer\" is not"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gold gold;
        const char *why = NULL;
        cJSON *json = parsed(cases[i].row);
        enum gold_status status =
            gold_read(arena, json, cases[i].sort, &gold, &why);
        if (status != cases[i].status || !why ||
            !str_starts(str_from(why), str_from(cases[i].why)))
            fail_msg("%s: %d %s", cases[i].row, (int)status,
                     why ? why : "(nothing)");
        cJSON_Delete(json);
    }
}

/* --- statistics, computed by hand --------------------------------------------
 */

static void near(double value, double expected)
{
    if (value < expected - 5e-4 || value > expected + 5e-4)
        fail_msg("%.6f, not %.6f", value, expected);
}

static void wilson_intervals(void **state)
{
    (void)state;
    static const struct {
        struct share share;
        double low, high;
    } cases[] = {
        /* z = 1.96, z^2 = 3.8416; for 5 of 10: (0.5 + 0.19208 -+
         * 1.96 sqrt(0.025 + 0.009604)) / 1.38416 */
        {{5, 10}, 0.2366, 0.7634}, {{0, 10}, 0, 0.2775}, /* z^2 / (n + z^2) */
        {{10, 10}, 0.7225, 1},     {{1, 1}, 0.2065, 1},  {{0, 0}, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct interval interval = share_interval(cases[i].share);
        near(interval.low, cases[i].low);
        near(interval.high, cases[i].high);
    }
    near(share_value((struct share){3, 4}), 0.75);
    near(share_value((struct share){0, 0}), 0);
}

static void calibration_by_hand(void **state)
{
    (void)state;
    struct calibration c = {0};
    near(calibration_error(&c), 0);
    near(calibration_brier(&c), 0);
    calibration_add(&c, 0.0, false);
    calibration_add(&c, 0.05, false);
    calibration_add(&c, 0.1, true); /* begins the second bin */
    calibration_add(&c, 0.8, true);
    calibration_add(&c, 0.85, false);
    calibration_add(&c, 0.9, true);
    calibration_add(&c, 1.0, true); /* ends the last */
    calibration_add(&c, 0.95, false);
    static const struct calibration_bin bins[CALIBRATION_BINS] = {
        [0] = {2, 0, 0.05},
        [1] = {1, 1, 0.1},
        [8] = {2, 1, 1.65},
        [9] = {3, 2, 2.85}};
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        assert_int_equal(c.bins[i].count, bins[i].count);
        assert_int_equal(c.bins[i].right, bins[i].right);
        near(c.bins[i].confidence, bins[i].confidence);
    }
    assert_int_equal(calibration_count(&c), 8);
    /* (|0 - 0.05| + |1 - 0.1| + |1 - 1.65| + |2 - 2.85|) / 8 */
    near(calibration_error(&c), 2.45 / 8);
    /* 0 + 0.0025 + 0.81 + 0.04 + 0.7225 + 0.01 + 0 + 0.9025 */
    near(calibration_brier(&c), 2.4875 / 8);
    assert_int_equal(c.sure.count, 2);
    assert_int_equal(c.sure.of, 3);
}

static void percentiles_by_nearest_rank(void **state)
{
    (void)state;
    static const double ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    near(percentile(ten, 10, 50), 5);
    near(percentile(ten, 10, 90), 9);
    near(percentile(ten, 10, 99), 10);
    near(percentile(ten, 3, 50), 2);
    near(percentile(ten, 1, 50), 1);
    near(percentile(ten, 1, 0), 1);
    near(percentile(NULL, 0, 50), 0);
}

/* --- sets --------------------------------------------------------------------
 */

/* Adds one row to a set, as if it had been answered so. */
static void add_answered(struct eval_set *set, const char *row,
                         struct answer answer)
{
    struct gold gold;
    const char *why;
    struct str query = STR("?");
    cJSON *json = parsed(row);
    json_str(json, "query", &query);
    if (gold_read(arena, json, set->sort, &gold, &why) != GOLD_READ)
        fail_msg("%s: %s", row, why);
    struct eval_answered answered = {.line = set->count + 1,
                                     .json = json,
                                     .query = query,
                                     .gold = &gold,
                                     .answer = &answer,
                                     .time_us = 10 * (double)set->count};
    assert_true(eval_set_add(set, &answered));
    cJSON_Delete(json);
}

static void add(struct eval_set *set, const char *row, const char *answer_text,
                double confidence)
{
    struct answer answer = said(answer_text);
    answer.confidence = confidence;
    answer.occupations[0].score = confidence;
    answer.silent = !answer.answered;
    add_answered(set, row, answer);
}

static struct share share_of(const struct eval_set *set, const char *id)
{
    struct eval_rows rows = eval_all(arena, set);
    for (const struct eval_metric *m = eval_metrics(set->sort); m->id; m++)
        if (strcmp(m->id, id) == 0)
            return eval_share(m, &rows);
    fail_msg("no metric %s", id);
    return (struct share){0, 0};
}

static void is_share(const struct eval_set *set, const char *id, size_t count,
                     size_t of)
{
    struct share share = share_of(set, id);
    if (share.count != count || share.of != of)
        fail_msg("%s is %zu of %zu", id, share.count, share.of);
}

static void a_set_of_titles(void **state)
{
    (void)state;
    struct eval_set set;
    eval_set_init(&set);
    set.sort = EVAL_TITLES;
    add(&set, "{\"query\":\"a\",\"soc\":[\"29-1141\"],\"hard\":\"x\"}",
        "single yes none 29-1141", 0.9);
    add(&set, "{\"query\":\"b\",\"soc\":[\"29-11*\"],\"hard\":\"y\"}",
        "single yes none 47-2111 29-1141", 0.4);
    add(&set,
        "{\"id\":7,\"query\":\"c\\u001b[1m\",\"soc\":[\"29-1141\"],"
        "\"errors\":2}",
        "single no none 47-2111", 0.7);
    add(&set, "{\"query\":\"d\",\"soc\":[\"29-1141\"],\"hard\":\"x\"}",
        "single no none 11-1011 11-1021 11-2011 11-2021 11-2022 29-1141", 0.7);
    is_share(&set, "accuracy_1", 1, 4);
    is_share(&set, "accuracy_5", 2, 4);
    struct eval_rows rows = eval_all(arena, &set);
    near(eval_mrr(&rows), (1 + 1 / 2.0 + 0 + 1 / 6.0) / 4);

    struct eval_groups hard = eval_group_by(arena, &rows, FIELD_HARD);
    assert_int_equal(hard.count, 2); /* the third row has none */
    assert_string_equal(hard.items[0].value, "x");
    assert_int_equal(hard.items[0].rows.count, 2);
    assert_int_equal(hard.items[0].rows.items[1]->line, 4);
    struct eval_groups errors = eval_group_by(arena, &rows, FIELD_ERRORS);
    assert_string_equal(errors.items[0].value, "2");
    struct eval_groups codes = eval_group_by(arena, &rows, FIELD_CODES);
    assert_int_equal(codes.count, 2);
    assert_int_equal(codes.items[0].rows.count, 3); /* "one" */

    /* the surest first, then by line */
    struct eval_rows wrong = eval_errors(arena, &rows);
    assert_int_equal(wrong.count, 3);
    assert_int_equal(wrong.items[0]->line, 3);
    assert_int_equal(wrong.items[1]->line, 4);
    assert_int_equal(wrong.items[2]->line, 2);
    assert_string_equal(wrong.items[0]->id, "7");
    assert_string_equal(wrong.items[0]->query, "c [1m");
    assert_string_equal(wrong.items[0]->wanted, "29-1141");

    struct eval_confusions confused =
        eval_confused(arena, &rows, CONFUSED_OCCUPATION);
    assert_int_equal(confused.count, 3);
    struct calibration calibration = eval_calibration(&rows);
    assert_int_equal(calibration.sure.count, 1);
    assert_int_equal(calibration.sure.of, 1);
    const double *times = eval_times(arena, &rows);
    near(percentile(times, 4, 50), 10);
    eval_set_fini(&set);
}

static void a_set_of_questions(void **state)
{
    (void)state;
    static const char decline[] =
        LABELS("null", "null", "outofscope", "decline");
    struct eval_set set;
    eval_set_init(&set);
    set.sort = EVAL_QUESTIONS;
    add(&set, NURSE_PAY, "single yes salary 29-1141", 1);
    add(&set, NURSE_PAY, "single yes outlook 29-1141", 0.5);
    add(&set, NURSE_PAY, "single yes outlook 47-2111", 0.5);
    add(&set, NURSE_PAY, "outofscope no tasks", 0.5);
    add(&set, decline, "outofscope no none", 0.5);
    add(&set, decline, "single yes salary 29-1141", 0.5);
    add(&set, LABELS("null", "\"salary\"", "list", "answer"), "list yes salary",
        0.5);
    add(&set, LABELS("null", "\"salary\"", "single", "clarify"),
        "clarify no salary", 0.5);
    add(&set, LABELS("[\"29-1*\"]", "\"salary\"", "single", "either"),
        "clarify no salary", 0.5);
    add(&set, LABELS("null", "null", "smalltalk", "smalltalk"),
        "outofscope no none", 0.5);
    is_share(&set, "right", 5, 10);
    is_share(&set, "exact", 2, 5);
    is_share(&set, "occupation_and_section", 1, 4);
    is_share(&set, "occupation", 2, 4);
    is_share(&set, "section", 2, 5);
    is_share(&set, "unanswered", 1, 5);
    is_share(&set, "clarify", 1, 1);
    is_share(&set, "either", 1, 1);
    is_share(&set, "abstention_recall", 1, 2);
    is_share(&set, "off_topic_answered", 1, 2);
    is_share(&set, "abstention_precision", 1, 3);
    is_share(&set, "smalltalk", 0, 1);
    is_share(&set, "kind", 7, 10);

    struct eval_rows rows = eval_all(arena, &set);
    struct eval_confusions sections =
        eval_confused(arena, &rows, CONFUSED_SECTION);
    assert_int_equal(sections.count, 2);
    assert_string_equal(sections.items[0].wanted, "salary");
    assert_string_equal(sections.items[0].got, "outlook");
    assert_int_equal(sections.items[0].count, 2);
    assert_string_equal(sections.items[1].got, "tasks");
    struct eval_confusions reactions =
        eval_confused(arena, &rows, CONFUSED_REACTION);
    assert_int_equal(reactions.count, 3);
    struct eval_groups section = eval_group_by(arena, &rows, FIELD_SECTION);
    assert_int_equal(section.count, 2);
    assert_string_equal(section.items[0].value, "none");
    assert_int_equal(section.items[0].rows.count, 3);
    eval_set_fini(&set);
}

static void chatter_is_best_left_alone(void **state)
{
    (void)state;
    struct eval_set set;
    eval_set_init(&set);
    set.sort = EVAL_CHATTER;
    add(&set, "{\"text\":\"a\",\"channel\":\"#a\"}", "smalltalk no none", 0.5);
    add(&set, "{\"text\":\"b\",\"channel\":\"#b\",\"answer\":false}",
        "single yes salary 29-1141", 0.5);
    /* asking back, or declining, is no silence */
    add_answered(&set, "{\"text\":\"c\",\"channel\":\"#c\"}",
                 said("clarify no none"));
    is_share(&set, "unanswered", 2, 3);
    is_share(&set, "silent", 1, 3);
    struct eval_rows rows = eval_all(arena, &set);
    struct eval_rows wrong = eval_errors(arena, &rows);
    assert_int_equal(wrong.count, 2);
    assert_string_equal(wrong.items[0]->fields[FIELD_CHANNEL], "#b");
    assert_string_equal(wrong.items[1]->fields[FIELD_CHANNEL], "#c");
    assert_string_equal(wrong.items[1]->wanted, "nothing");
    eval_set_fini(&set);
}

static void long_texts_are_cut(void **state)
{
    (void)state;
    struct eval_set set;
    char row[4000], text[3000];
    eval_set_init(&set);
    set.sort = EVAL_TITLES;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    snprintf(row, sizeof row, "{\"query\":\"%s\",\"soc\":[\"29-1141\"]}", text);
    add(&set, row, "single no none", 0);
    struct eval_rows rows = eval_all(arena, &set);
    assert_true(strlen(rows.items[0]->query) < 300);
    eval_set_fini(&set);
}

/* The report of a set, parsed; owned. */
static cJSON *report_of(const struct eval_set *set, size_t errors_max)
{
    struct eval_report report = {.file = "f",
                                 .pack = "p",
                                 .built = STR("b"),
                                 .set = set,
                                 .errors_max = errors_max};
    struct buf out, text;
    buf_init(&out, 1 << 20);
    buf_init(&text, 1 << 20);
    eval_json(&out, &report);
    eval_text(&text, &report);
    assert_non_null(strstr(text.ptr, "time for one"));
    cJSON *json = parsed(out.ptr);
    buf_fini(&out);
    buf_fini(&text);
    return json;
}

static void reports(void **state)
{
    (void)state;
    struct eval_set set;
    double number;
    eval_set_init(&set);
    set.sort = EVAL_QUESTIONS;
    add(&set, NURSE_PAY, "single yes salary 29-1141", 1);
    add(&set, NURSE_PAY, "single yes outlook 29-1141", 0.5);
    add(&set, NURSE_PAY, "single yes outlook 29-1141", 0.6);
    cJSON *json = report_of(&set, 1);
    assert_true(json_number(json, "metrics.exact.count", &number));
    near(number, 1);
    assert_true(json_number(json, "groups.kind.single.rows", &number));
    near(number, 3);
    assert_true(cJSON_IsNull(json_get(json, "metrics.clarify.share")));
    assert_int_equal(cJSON_GetArraySize(json_get(json, "errors")), 1);
    assert_true(json_number(json, "calibration.sure.of", &number));
    near(number, 1);
    cJSON_Delete(json);
    eval_set_fini(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_needs_all_four),
        cmocka_unit_test(what_is_expected),
        cmocka_unit_test(kinds_of_a_followup),
        cmocka_unit_test(comparisons),
        cmocka_unit_test(rows_without_an_occupation),
        cmocka_unit_test(other_sections_as_good),
        cmocka_unit_test(places_of_a_title),
        cmocka_unit_test(sorts_of_rows),
        cmocka_unit_test(labels_that_are_wrong_or_missing),
        cmocka_unit_test(wilson_intervals),
        cmocka_unit_test(calibration_by_hand),
        cmocka_unit_test(percentiles_by_nearest_rank),
        cmocka_unit_test(a_set_of_titles),
        cmocka_unit_test(a_set_of_questions),
        cmocka_unit_test(chatter_is_best_left_alone),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(reports),
    };
    return cmocka_run_group_tests(tests, begin_arena, end_arena);
}
