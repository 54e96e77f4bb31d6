/* What a set of judged rows says: metrics of any part of it, its groups,
 * confusions, errors, calibration, times. */
#ifndef EVAL_MEASURE_H
#define EVAL_MEASURE_H

#include "eval_row.h"

/* Some rows of a set. In arena. */
struct eval_rows {
    const struct eval_row **items;
    size_t count;
};

struct eval_rows eval_all(struct arena *arena, const struct eval_set *set);

/* A share of the rows it counts. */
struct eval_metric {
    const char *id;     /* "occupation_and_section" */
    const char *name;   /* "  answerable: occupation and section" */
    const char *column; /* "occ+s": at most six bytes */
    bool (*counts)(const struct eval_row *row);
    bool (*holds)(const struct eval_row *row);
};

/* Those of a sort; the last has no id. The first is the one that matters. */
const struct eval_metric *eval_metrics(enum eval_sort sort);
struct share eval_share(const struct eval_metric *metric,
                        const struct eval_rows *rows);

/* Mean reciprocal rank, of titles. */
double eval_mrr(const struct eval_rows *rows);

struct eval_group {
    const char *value;
    struct eval_rows rows;
};

struct eval_groups {
    struct eval_group *items; /* by value; in arena */
    size_t count;
};

/* What rows of this sort are grouped by; FIELD_COUNT ends it. */
const enum eval_field *eval_fields(enum eval_sort sort);

/* Rows that do not have the field are in no group. */
struct eval_groups eval_group_by(struct arena *arena,
                                 const struct eval_rows *rows,
                                 enum eval_field field);

struct eval_confusions {
    struct confusion *items; /* most frequent first; in arena */
    size_t count;
};

struct eval_confusions eval_confused(struct arena *arena,
                                     const struct eval_rows *rows,
                                     enum eval_confusion confusion);

/* The rows that are not right, the surest first. */
struct eval_rows eval_errors(struct arena *arena, const struct eval_rows *rows);

struct calibration eval_calibration(const struct eval_rows *rows);

/* Microseconds, ascending; in arena. */
const double *eval_times(struct arena *arena, const struct eval_rows *rows);

#endif
