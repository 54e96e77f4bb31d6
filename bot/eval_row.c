/* Keeps answered rows: small, whatever came in. Looking things up in them is
 * for eval_measure.c. */
#include "eval_row.h"

#include "buf.h"
#include "utf8.h"
#include "xmalloc.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

enum { FIELD_MAX_BYTES = 64, QUERY_MAX_BYTES = 240, LABEL_MAX_BYTES = 240 };

const char *field_id(enum eval_field field)
{
    static const char *const ids[FIELD_COUNT] = {
        "kind", "section", "lang", "origin", "channel", "source",
        "hard", "errors",  "op",   "base",   "script",  "codes"};
    return ids[field];
}

const char *confusion_id(enum eval_confusion confusion)
{
    static const char *const ids[CONFUSION_COUNT] = {"section", "kind",
                                                     "reaction", "occupation"};
    return ids[confusion];
}

void eval_set_init(struct eval_set *set)
{
    *set = (struct eval_set){.arena = arena_new()};
}

void eval_set_fini(struct eval_set *set)
{
    arena_free(set->arena);
    free(set->rows);
}

/* One line of plain text, cut. */
static const char *kept(struct eval_set *set, struct str text, size_t max_bytes)
{
    struct arena *arena = arena_new();
    /* twice as much is read as may stay, for what is left out of it */
    struct str plain = utf8_plain(arena, utf8_cut(text, 2 * max_bytes));
    const char *z = arena_z(set->arena, utf8_cut(plain, max_bytes));
    arena_free(arena);
    return z;
}

/* A member as text; NULL where the row does not have it. */
static const char *kept_member(struct eval_set *set, const cJSON *json,
                               const char *name)
{
    const cJSON *item = json_get(json, name);
    if (cJSON_IsString(item))
        return kept(set, str_from(item->valuestring), FIELD_MAX_BYTES);
    if (cJSON_IsNumber(item))
        return arena_printf(set->arena, "%.15g", item->valuedouble).ptr;
    if (cJSON_IsBool(item))
        return cJSON_IsTrue(item) ? "true" : "false";
    return cJSON_IsNull(item) ? "none" : NULL;
}

static void keep_fields(struct eval_set *set, const cJSON *json,
                        const struct gold *gold, struct eval_row *row)
{
    row->id = json_get(json, "id") ? kept_member(set, json, "id") : "";
    for (int i = 0; i < FIELD_CODES; i++)
        row->fields[i] = kept_member(set, json, field_id((enum eval_field)i));
    if (set->sort == EVAL_TITLES)
        row->fields[FIELD_CODES] =
            gold->soc.count == 1 && !str_ends(gold->soc.items[0], STR("*"))
                ? "one"
                : "several";
}

static const char *name_or_none(const char *name)
{
    return name ? name : "none";
}

/* What the answer did, in the words of "expect". */
static enum gold_expect reaction(const struct answer *answer)
{
    if (answer->answered)
        return EXPECT_ANSWER;
    if (answer->kind == KIND_OUTOFSCOPE)
        return EXPECT_DECLINE;
    return answer->kind == KIND_SMALLTALK ? EXPECT_SMALLTALK : EXPECT_CLARIFY;
}

static bool reaction_right(enum gold_expect wanted, enum gold_expect got)
{
    return wanted == got || (wanted == EXPECT_EITHER &&
                             (got == EXPECT_ANSWER || got == EXPECT_CLARIFY));
}

static const char *first_code(struct eval_set *set, const struct answer *answer)
{
    return answer->occupation_count > 0
               ? arena_z(set->arena, str_from(answer->occupations[0].soc))
               : "none";
}

static void keep_confusions(struct eval_set *set, const struct gold *gold,
                            const struct answer *answer, struct eval_row *row)
{
    struct confusion *confused = row->confused;
    bool questions = set->sort == EVAL_QUESTIONS;
    bool occupation = questions ? row->judged.occupation : row->rank == 1;
    if (questions && gold->section != SUBJECT_NONE && !row->judged.section)
        confused[CONFUSED_SECTION] =
            (struct confusion){subject_id(gold->section),
                               name_or_none(subject_id(answer->subject)), 1};
    if (questions && !row->judged.kind)
        confused[CONFUSED_KIND] =
            (struct confusion){kind_id(gold->kind), kind_id(answer->kind), 1};
    if (questions && !reaction_right(gold->expect, reaction(answer)))
        confused[CONFUSED_REACTION] = (struct confusion){
            expect_id(gold->expect), expect_id(reaction(answer)), 1};
    if (gold->soc.count > 0 && !occupation)
        confused[CONFUSED_OCCUPATION] =
            (struct confusion){arena_z(set->arena, gold->soc.items[0]),
                               first_code(set, answer), 1};
}

/* "29-1141 or 29-12*"; what does not fit is left out. */
static void add_codes(struct buf *out, const struct gold_codes *codes)
{
    for (size_t i = 0; i < codes->count; i++)
        buf_printf(out, "%s%.*s", i ? " or " : " ", STR_ARG(codes->items[i]));
}

static const char *wanted_text(struct eval_set *set, const struct gold *gold)
{
    struct buf out;
    buf_init(&out, LABEL_MAX_BYTES);
    if (set->sort == EVAL_CHATTER)
        buf_add_z(&out, " nothing");
    if (set->sort == EVAL_QUESTIONS) {
        buf_printf(&out, " %s, %s", expect_id(gold->expect),
                   kind_id(gold->kind));
        if (gold->section != SUBJECT_NONE)
            buf_printf(&out, ", %s", subject_id(gold->section));
        if (gold->soc.count > 0)
            buf_add_char(&out, ',');
    }
    add_codes(&out, &gold->soc);
    if (gold->soc2.count > 0)
        buf_add_z(&out, " and");
    add_codes(&out, &gold->soc2);
    const char *z = kept(set, str_trim(buf_str(&out)), LABEL_MAX_BYTES);
    buf_fini(&out);
    return z;
}

static const char *got_text(struct eval_set *set, const struct gold *gold,
                            const struct answer *answer)
{
    struct buf out;
    size_t most = gold->soc2.count > 0 ? 2 : 1;
    buf_init(&out, LABEL_MAX_BYTES);
    if (set->sort != EVAL_TITLES)
        buf_printf(&out, "%s, %s", expect_id(reaction(answer)),
                   kind_id(answer->kind));
    if (set->sort != EVAL_TITLES && answer->subject != SUBJECT_NONE)
        buf_printf(&out, ", %s", subject_id(answer->subject));
    for (size_t i = 0; i < answer->occupation_count && i < most; i++)
        buf_printf(&out, "%s%s %.*s",
                   out.len == 0 ? ""
                   : i          ? " and "
                                : ", ",
                   answer->occupations[i].soc,
                   STR_ARG(answer->occupations[i].title));
    if (out.len == 0)
        buf_add_z(&out, "none");
    const char *z = kept(set, buf_str(&out), LABEL_MAX_BYTES);
    buf_fini(&out);
    return z;
}

static void judge(const struct eval_set *set, const struct gold *gold,
                  const struct answer *answer, struct eval_row *row)
{
    row->confidence = answer->confidence;
    if (set->sort == EVAL_TITLES) {
        row->rank = judge_title(gold, answer);
        row->right = row->rank == 1;
        row->confidence =
            answer->occupation_count > 0 ? answer->occupations[0].score : 0;
    } else if (set->sort == EVAL_QUESTIONS) {
        row->judged = judge_question(gold, answer);
        row->right = row->judged.exact;
    } else {
        row->right = answer->silent;
    }
}

static struct eval_row *next_row(struct eval_set *set)
{
    if (set->count == EVAL_ROWS_MAX)
        return NULL;
    if (set->count == set->capacity) {
        set->capacity = set->capacity ? 2 * set->capacity : 256;
        set->rows = xrealloc(set->rows, set->capacity * sizeof *set->rows);
    }
    return &set->rows[set->count++];
}

bool eval_set_add(struct eval_set *set, const struct eval_answered *answered)
{
    const struct gold *gold = answered->gold;
    const struct answer *answer = answered->answer;
    struct eval_row *row = next_row(set);
    if (!row)
        return false;
    *row = (struct eval_row){.line = answered->line,
                             .expect = gold->expect,
                             .names_occupation = gold->soc.count > 0,
                             .answered = answer->answered,
                             .silent = answer->silent,
                             .time_us = answered->time_us};
    judge(set, gold, answer, row);
    keep_fields(set, answered->json, gold, row);
    keep_confusions(set, gold, answer, row);
    if (row->right)
        return true;
    row->query = kept(set, answered->query, QUERY_MAX_BYTES);
    if (answered->after.len > 0)
        row->after = kept(set, answered->after, QUERY_MAX_BYTES);
    row->wanted = wanted_text(set, gold);
    row->got = got_text(set, gold, answer);
    return true;
}
