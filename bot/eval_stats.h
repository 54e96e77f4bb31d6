/* The statistics of `careerbot eval`: shares with intervals, calibration,
 * percentiles. */
#ifndef EVAL_STATS_H
#define EVAL_STATS_H

#include <stdbool.h>
#include <stddef.h>

struct share {
    size_t count, of;
};

double share_value(struct share share); /* 0 where of is 0 */

struct interval {
    double low, high;
};

/* 95 % interval of a share: Wilson (1927), without continuity correction,
 * z = 1.96. 0 to 0 where of is 0. */
struct interval share_interval(struct share share);

#define CALIBRATION_BINS 10
#define CALIBRATION_SURE 0.9

struct calibration_bin {
    size_t count, right;
    double confidence; /* sum */
};

/* How confidence (0 to 1) goes with being right. Zero to begin with. */
struct calibration {
    struct calibration_bin bins[CALIBRATION_BINS]; /* of equal width; 1.0
                                                      counts in the last */
    double squares;    /* sum of (confidence - right)^2 */
    struct share sure; /* right, of those with at least CALIBRATION_SURE */
};

void calibration_add(struct calibration *calibration, double confidence,
                     bool right);
size_t calibration_count(const struct calibration *calibration);

/* Expected calibration error (Naeini and others, 2015): the mean over all
 * answers of |share right - mean confidence| of their bin. */
double calibration_error(const struct calibration *calibration);

/* Brier (1950) score: the mean of (confidence - right)^2. */
double calibration_brier(const struct calibration *calibration);

/* The value that `percent` of the values do not exceed, by nearest rank: one
 * of them, no mean of two. sorted: ascending. 0 where there is none. */
double percentile(const double *sorted, size_t count, unsigned percent);

#endif
