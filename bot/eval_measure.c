/* Counts. How it looks is for eval_text.c and eval_json.c. */
#include "eval_measure.h"

#include <stdlib.h>
#include <string.h>

/* --- metrics ---------------------------------------------------------------
 */

static bool every(const struct eval_row *row)
{
    (void)row;
    return true;
}

static bool is_right(const struct eval_row *row)
{
    return row->right;
}

static bool is_first_five(const struct eval_row *row)
{
    return row->rank >= 1 && row->rank <= 5;
}

static bool is_silent(const struct eval_row *row)
{
    return row->silent;
}

static bool to_answer(const struct eval_row *row)
{
    return row->expect == EXPECT_ANSWER;
}

static bool to_answer_for_one(const struct eval_row *row)
{
    return to_answer(row) && row->names_occupation;
}

static bool to_clarify(const struct eval_row *row)
{
    return row->expect == EXPECT_CLARIFY;
}

static bool to_either(const struct eval_row *row)
{
    return row->expect == EXPECT_EITHER;
}

static bool to_decline(const struct eval_row *row)
{
    return row->expect == EXPECT_DECLINE;
}

static bool to_chat(const struct eval_row *row)
{
    return row->expect == EXPECT_SMALLTALK;
}

static bool has_occupation(const struct eval_row *row)
{
    return row->judged.occupation;
}

static bool has_section(const struct eval_row *row)
{
    return row->judged.section;
}

static bool has_both(const struct eval_row *row)
{
    return has_occupation(row) && has_section(row);
}

static bool has_kind(const struct eval_row *row)
{
    return row->judged.kind;
}

static bool is_answered(const struct eval_row *row)
{
    return row->answered;
}

static bool is_unanswered(const struct eval_row *row)
{
    return !row->answered;
}

static bool is_declined(const struct eval_row *row)
{
    return row->judged.declined;
}

static const struct eval_metric title_metrics[] = {
    {"accuracy_1", "right in first place", "acc@1", every, is_right},
    {"accuracy_5", "right among the first five", "acc@5", every, is_first_five},
    {0}};

static const struct eval_metric question_metrics[] = {
    {"right", "right in full, all rows", "right", every, is_right},
    {"exact", "  answerable: exact", "exact", to_answer, is_right},
    {"occupation_and_section", "  answerable: occupation and section", "occ+s",
     to_answer_for_one, has_both},
    {"occupation", "  answerable: occupation", "occ", to_answer_for_one,
     has_occupation},
    {"section", "  answerable: section", "sect", to_answer, has_section},
    {"unanswered", "  answerable: wrongly not answered", "unans", to_answer,
     is_unanswered},
    {"clarify", "  a question back is right", "clarif", to_clarify, is_right},
    {"either", "  ambiguous", "either", to_either, is_right},
    {"abstention_recall", "  off topic, declined (abstention recall)", "absrec",
     to_decline, is_declined},
    {"off_topic_answered", "  off topic, answered all the same", "offans",
     to_decline, is_answered},
    {"abstention_precision", "  declined, off topic (precision)", "abspre",
     is_declined, to_decline},
    {"smalltalk", "  small talk recognised", "talk", to_chat, is_right},
    {"kind", "  kind, all rows", "kind", every, has_kind},
    {0}};

static const struct eval_metric chatter_metrics[] = {
    {"unanswered", "left unanswered", "unans", every, is_unanswered},
    {"silent", "  nothing said at all", "silent", every, is_silent},
    {0}};

const struct eval_metric *eval_metrics(enum eval_sort sort)
{
    return sort == EVAL_TITLES      ? title_metrics
           : sort == EVAL_QUESTIONS ? question_metrics
                                    : chatter_metrics;
}

struct share eval_share(const struct eval_metric *metric,
                        const struct eval_rows *rows)
{
    struct share share = {0, 0};
    for (size_t i = 0; i < rows->count; i++) {
        if (!metric->counts(rows->items[i]))
            continue;
        share.of++;
        share.count += metric->holds(rows->items[i]);
    }
    return share;
}

double eval_mrr(const struct eval_rows *rows)
{
    double sum = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i]->rank > 0)
            sum += 1.0 / (double)rows->items[i]->rank;
    return rows->count > 0 ? sum / (double)rows->count : 0;
}

/* --- parts of the set -------------------------------------------------------
 */

static struct eval_rows rows_new(struct arena *arena, size_t most)
{
    return (struct eval_rows){
        .items = arena_alloc_array(arena, most, sizeof(struct eval_row *))};
}

struct eval_rows eval_all(struct arena *arena, const struct eval_set *set)
{
    struct eval_rows rows = rows_new(arena, set->count);
    for (size_t i = 0; i < set->count; i++)
        rows.items[rows.count++] = &set->rows[i];
    return rows;
}

const enum eval_field *eval_fields(enum eval_sort sort)
{
    static const enum eval_field titles[] = {
        FIELD_LANG, FIELD_SOURCE, FIELD_HARD,   FIELD_ERRORS, FIELD_OP,
        FIELD_BASE, FIELD_SCRIPT, FIELD_ORIGIN, FIELD_CODES,  FIELD_COUNT};
    static const enum eval_field questions[] = {FIELD_KIND,   FIELD_SECTION,
                                                FIELD_LANG,   FIELD_ORIGIN,
                                                FIELD_SCRIPT, FIELD_COUNT};
    static const enum eval_field chatter[] = {
        FIELD_LANG, FIELD_ORIGIN, FIELD_CHANNEL, FIELD_SOURCE, FIELD_COUNT};
    return sort == EVAL_TITLES      ? titles
           : sort == EVAL_QUESTIONS ? questions
                                    : chatter;
}

static int by_value(const void *a, const void *b, void *user)
{
    const struct eval_row *x = *(const struct eval_row *const *)a;
    const struct eval_row *y = *(const struct eval_row *const *)b;
    enum eval_field field = *(const enum eval_field *)user;
    int order = strcmp(x->fields[field], y->fields[field]);
    return order ? order : (x > y) - (x < y);
}

struct eval_groups eval_group_by(struct arena *arena,
                                 const struct eval_rows *rows,
                                 enum eval_field field)
{
    struct eval_rows sorted = rows_new(arena, rows->count);
    struct eval_groups groups = {
        arena_alloc_array(arena, rows->count, sizeof *groups.items), 0};
    struct eval_group *group = NULL;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i]->fields[field])
            sorted.items[sorted.count++] = rows->items[i];
    qsort_r(sorted.items, sorted.count, sizeof *sorted.items, by_value, &field);
    for (size_t i = 0; i < sorted.count; i++) {
        const char *value = sorted.items[i]->fields[field];
        if (!group || strcmp(group->value, value) != 0) {
            group = &groups.items[groups.count++];
            *group = (struct eval_group){value, {sorted.items + i, 0}};
        }
        group->rows.count++;
    }
    return groups;
}

static int by_names(const void *a, const void *b)
{
    const struct confusion *x = a, *y = b;
    int order = strcmp(x->wanted, y->wanted);
    return order ? order : strcmp(x->got, y->got);
}

static int by_count(const void *a, const void *b)
{
    const struct confusion *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return by_names(a, b);
}

struct eval_confusions eval_confused(struct arena *arena,
                                     const struct eval_rows *rows,
                                     enum eval_confusion confusion)
{
    struct eval_confusions out = {
        arena_alloc_array(arena, rows->count, sizeof *out.items), 0};
    size_t all = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i]->confused[confusion].wanted)
            out.items[all++] = rows->items[i]->confused[confusion];
    qsort(out.items, all, sizeof *out.items, by_names);
    for (size_t i = 0; i < all; i++) {
        if (out.count > 0 &&
            by_names(&out.items[out.count - 1], &out.items[i]) == 0)
            out.items[out.count - 1].count++;
        else
            out.items[out.count++] = out.items[i];
    }
    qsort(out.items, out.count, sizeof *out.items, by_count);
    return out;
}

static int by_confidence(const void *a, const void *b)
{
    const struct eval_row *x = *(const struct eval_row *const *)a;
    const struct eval_row *y = *(const struct eval_row *const *)b;
    if (x->confidence < y->confidence || x->confidence > y->confidence)
        return x->confidence < y->confidence ? 1 : -1;
    return (x->line > y->line) - (x->line < y->line);
}

struct eval_rows eval_errors(struct arena *arena, const struct eval_rows *rows)
{
    struct eval_rows errors = rows_new(arena, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        if (!rows->items[i]->right)
            errors.items[errors.count++] = rows->items[i];
    qsort(errors.items, errors.count, sizeof *errors.items, by_confidence);
    return errors;
}

struct calibration eval_calibration(const struct eval_rows *rows)
{
    struct calibration calibration = {0};
    for (size_t i = 0; i < rows->count; i++)
        calibration_add(&calibration, rows->items[i]->confidence,
                        rows->items[i]->right);
    return calibration;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

const double *eval_times(struct arena *arena, const struct eval_rows *rows)
{
    double *times = arena_alloc_array(arena, rows->count, sizeof *times);
    for (size_t i = 0; i < rows->count; i++)
        times[i] = rows->items[i]->time_us;
    qsort(times, rows->count, sizeof *times, by_time);
    return times;
}
