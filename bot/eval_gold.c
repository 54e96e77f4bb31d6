/* Reads the labels of one row. What they mean for an answer is for
 * eval_judge.c. */
#include "eval_gold.h"

#include <cjson/cJSON.h>
#include <ctype.h>

enum { CODES_MAX = 200 };

const char *eval_sort_id(enum eval_sort sort)
{
    static const char *const ids[] = {"auto", "titles", "questions", "chatter"};
    return ids[sort];
}

static const char *const expect_ids[EXPECT_COUNT] = {
    "answer", "clarify", "either", "decline", "smalltalk"};

const char *expect_id(enum gold_expect expect)
{
    return expect_ids[expect];
}

enum eval_sort gold_sort(const cJSON *row)
{
    if (json_get(row, "text"))
        return EVAL_CHATTER;
    if (json_get(row, "kind"))
        return EVAL_QUESTIONS;
    return json_get(row, "soc") ? EVAL_TITLES : EVAL_AUTO;
}

/* "47-2152", or what such a code begins with and a star; no star alone, which
 * all codes fit. */
static bool is_code(struct str s)
{
    bool begins = str_ends(s, STR("*"));
    size_t len = begins ? s.len - 1 : s.len;
    if (len == 0 || len > 7 || (len < 7 && !begins))
        return false;
    for (size_t i = 0; i < len; i++)
        if (i == 2 ? s.ptr[i] != '-' : !isdigit((unsigned char)s.ptr[i]))
            return false;
    return true;
}

/* The codes of a member that is there. What is wrong with them, or NULL. */
static const char *read_codes(struct arena *arena, const cJSON *row,
                              const char *name, struct gold_codes *out)
{
    const cJSON *array = json_get(row, name), *item;
    int count = cJSON_GetArraySize(array);
    if (!cJSON_IsArray(array) || count < 1 || count > CODES_MAX)
        return arena_printf(arena, "\"%s\" is not an array of 1 to %d codes",
                            name, CODES_MAX)
            .ptr;
    struct str *codes =
        arena_alloc_array(arena, (size_t)count, sizeof(struct str));
    cJSON_ArrayForEach(item, array)
    {
        struct str code = str_from(cJSON_GetStringValue(item));
        if (!is_code(code))
            return arena_printf(arena,
                                "\"%s\" holds what is neither a code like "
                                "\"47-2152\" nor the beginning of one and *",
                                name)
                .ptr;
        codes[out->count++] = code;
    }
    out->items = codes;
    return NULL;
}

static bool is_null(const cJSON *row, const char *name)
{
    const cJSON *item = json_get(row, name);
    return !item || cJSON_IsNull(item);
}

static bool read_kind(const cJSON *row, enum kind *out)
{
    struct str id;
    if (!json_str(row, "kind", &id))
        return false;
    for (int i = 0; i < KIND_COUNT; i++) {
        *out = (enum kind)i;
        if (i != KIND_CLARIFY && str_eq(id, str_from(kind_id(*out))))
            return true;
    }
    return false;
}

static bool read_expect(const cJSON *row, enum gold_expect *out)
{
    struct str id;
    if (!json_str(row, "expect", &id))
        return false;
    for (int i = 0; i < EXPECT_COUNT; i++) {
        *out = (enum gold_expect)i;
        if (str_eq(id, str_from(expect_ids[i])))
            return true;
    }
    return false;
}

static bool read_section(const cJSON *row, enum subject *out)
{
    struct str id;
    *out = SUBJECT_NONE;
    return is_null(row, "section") ||
           (json_str(row, "section", &id) && subject_parse(id, out));
}

static bool read_also(const cJSON *row, unsigned *out)
{
    const cJSON *array = json_get(row, "also"), *item;
    if (is_null(row, "also"))
        return true;
    if (!cJSON_IsArray(array))
        return false;
    cJSON_ArrayForEach(item, array)
    {
        enum subject subject;
        if (!subject_parse(str_from(cJSON_GetStringValue(item)), &subject))
            return false;
        *out |= 1u << subject;
    }
    return true;
}

static const char *read_question(struct arena *arena, const cJSON *row,
                                 struct gold *out)
{
    const char *fault = NULL;
    if (!read_kind(row, &out->kind))
        return "\"kind\" is none of \"single\", \"compare\", \"list\", "
               "\"followup\", \"smalltalk\", \"outofscope\"";
    if (!read_expect(row, &out->expect))
        return "\"expect\" is none of \"answer\", \"clarify\", \"either\", "
               "\"decline\", \"smalltalk\"";
    if (!read_section(row, &out->section))
        return "\"section\" is neither null nor the id of a subject";
    if (!read_also(row, &out->also))
        return "\"also\" is not an array of ids of subjects";
    if (!is_null(row, "soc"))
        fault = read_codes(arena, row, "soc", &out->soc);
    if (!fault && !is_null(row, "soc2"))
        fault = read_codes(arena, row, "soc2", &out->soc2);
    return fault;
}

/* The first label that is missing, or NULL. */
static const char *missing(const cJSON *row, enum eval_sort sort)
{
    static const char *const labels[] = {"kind", "expect", "section", "soc"};
    if ((sort == EVAL_TITLES && is_null(row, "soc")) || sort == EVAL_AUTO)
        return "soc";
    for (size_t i = 0; sort == EVAL_QUESTIONS && i < 4; i++)
        if (!json_get(row, labels[i]))
            return labels[i];
    return NULL;
}

enum gold_status gold_read(struct arena *arena, const cJSON *row,
                           enum eval_sort sort, struct gold *out,
                           const char **why)
{
    const cJSON *answer = json_get(row, "answer");
    *out = (struct gold){0};
    *why = missing(row, sort);
    if (*why)
        return GOLD_UNLABELLED;
    if (sort == EVAL_TITLES)
        *why = read_codes(arena, row, "soc", &out->soc);
    else if (sort == EVAL_QUESTIONS)
        *why = read_question(arena, row, out);
    else if (answer && !cJSON_IsFalse(answer))
        *why = "\"answer\" is not false: chatter is what gets no answer";
    return *why ? GOLD_FAULT : GOLD_READ;
}
