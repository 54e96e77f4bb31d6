/* What the ranking of titles is learned from: every English name of a pack as
 * a row of features, with the occupations it stands for. */
#ifndef RANK_ROWS_H
#define RANK_ROWS_H

#include "normal.h"
#include "pack.h"

/* Something a row says, as the learning sees it. */
struct rank_use {
    uint32_t feature; /* index into `features` */
    float value;
};

struct rank_target {
    uint32_t occupation;
    float share; /* of a row; they add up to 1 */
};

struct rank_row {
    size_t first_use, first_target; /* they end where the next row's begin */
    float weight;                   /* how much the row counts */
    text_ref shown;                 /* a name with its key */
    uint32_t first_name, name_end;  /* the names with its key */
    bool held;                      /* out, to measure with */
};

struct rank_rows {
    struct rank_row *rows; /* one more than count, to end the last */
    size_t count;
    struct rank_use *uses;
    struct rank_target *targets;
    uint32_t *features; /* their hashes, ascending */
    size_t feature_count;
};

/* Owned: free with rank_rows_fini. */
void rank_rows_init(struct rank_rows *rows, const struct pack *pack,
                    struct normalizer *normalizer);
/* The number of a feature, SIZE_MAX: no row has it. */
size_t rank_rows_feature(const struct rank_rows *rows, uint32_t hash);
void rank_rows_fini(struct rank_rows *rows);

#endif
