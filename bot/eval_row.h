/* What is kept of a row that was answered and judged, and the set of them:
 * groups, metrics, confusions, errors are looked up in it afterwards. */
#ifndef EVAL_ROW_H
#define EVAL_ROW_H

#include "eval_judge.h"
#include "eval_stats.h"

#define EVAL_ROWS_MAX 200000

/* What rows are grouped by. */
enum eval_field {
    FIELD_KIND = 0,
    FIELD_SECTION,
    FIELD_LANG,
    FIELD_ORIGIN,
    FIELD_CHANNEL,
    FIELD_SOURCE,
    FIELD_HARD,
    FIELD_ERRORS,
    FIELD_OP,
    FIELD_BASE,
    FIELD_SCRIPT,
    FIELD_CODES, /* "one": a single code is right; else "several" */
    FIELD_COUNT
};

const char *field_id(enum eval_field field); /* the member: "kind" */

/* What can be taken for something else. */
enum eval_confusion {
    CONFUSED_SECTION = 0,
    CONFUSED_KIND,
    CONFUSED_REACTION, /* answered, asked back, declined... */
    CONFUSED_OCCUPATION,
    CONFUSION_COUNT
};

const char *confusion_id(enum eval_confusion confusion);

struct confusion {
    const char *wanted, *got; /* NULL: nothing was confused */
    size_t count;
};

struct eval_row {
    size_t line;
    const char *id;                  /* as text; "" for none */
    const char *fields[FIELD_COUNT]; /* NULL: the row does not have it */
    enum gold_expect expect;
    bool names_occupation;
    size_t rank;             /* of titles: judge_title */
    struct judgement judged; /* of questions */
    bool answered, silent;
    bool right; /* in the one sense that counts for its sort; of chatter:
                   nothing was said, no refusal either */
    double confidence;
    double time_us;
    struct confusion confused[CONFUSION_COUNT];
    /* Of a row that is not right, cut to one line: */
    const char *query, *after; /* after: the question before, or NULL */
    const char *wanted, *got;
};

struct eval_set {
    enum eval_sort sort;
    struct arena *arena; /* of the texts */
    struct eval_row *rows;
    size_t count, capacity;
};

void eval_set_init(struct eval_set *set);
void eval_set_fini(struct eval_set *set);

/* One answered row, as it came in. All borrowed. */
struct eval_answered {
    size_t line;
    const cJSON *json;
    struct str query;
    struct str after; /* the question before it; empty: none */
    const struct gold *gold;
    const struct answer *answer;
    double time_us;
};

/* Judges a row by the sort of the set and keeps what is of use later.
 * False: the set is full. */
bool eval_set_add(struct eval_set *set, const struct eval_answered *answered);

#endif
