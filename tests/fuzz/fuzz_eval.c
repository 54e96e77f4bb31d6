/* Any bytes as a labelled row: read, judged and reported, whatever they are. */
#include "eval_report.h"

#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An answer with something in every place that is looked at. */
static struct answer some_answer(void)
{
    return (struct answer){.kind = KIND_COMPARE,
                           .subject = SUBJECT_SALARY,
                           .answered = true,
                           .confidence = 0.9,
                           .occupations = {{"29-1141", STR("Nurses"), 0.9},
                                           {"29-1141", STR("Nurses"), 0.8},
                                           {"47-2111", STR("Sparks"), 0.7}},
                           .occupation_count = 3};
}

static void check_report(const struct eval_set *set)
{
    struct eval_report report = {
        .file = "f", .pack = "p", .set = set, .errors_max = 1};
    struct buf text, json;
    cJSON *parsed;
    buf_init(&text, 1 << 20);
    buf_init(&json, 1 << 20);
    eval_text(&text, &report);
    eval_json(&json, &report);
    if (text.full || json_parse(buf_str(&json), &parsed, NULL) != STATUS_OK)
        abort();
    json_free(parsed);
    buf_fini(&text);
    buf_fini(&json);
}

static void evaluate(const cJSON *row, enum eval_sort sort)
{
    struct gold gold;
    const char *why;
    struct answer answer = some_answer();
    struct arena *arena = arena_new();
    struct eval_set set;
    eval_set_init(&set);
    set.sort = sort;
    if (gold_read(arena, row, sort, &gold, &why) == GOLD_READ) {
        struct eval_answered answered = {
            .line = 1, .json = row, .gold = &gold, .answer = &answer};
        json_str(row, "query", &answered.query);
        if (!eval_set_add(&set, &answered))
            abort();
        check_report(&set);
    } else if (!why) {
        abort();
    }
    eval_set_fini(&set);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str line = {(const char *)data, size};
    cJSON *json;
    if (json_parse(line, &json, NULL) != STATUS_OK)
        return 0;
    for (int sort = EVAL_AUTO; sort <= EVAL_CHATTER; sort++)
        evaluate(json, (enum eval_sort)sort);
    json_free(json);
    return 0;
}
