/* The scale of the scores that the builder derives (build/scores.c) and answers
 * read back: a share of 0 to 1 becomes 1 to 10. */
#ifndef SCORE_SCALE_H
#define SCORE_SCALE_H

#include <math.h>

/* Years to learn that are 10; the last are that many or more. */
enum { SCORE_FULL_YEARS = 12 };

static inline double score_of_share(double share)
{
    return 1 + 9 * share;
}

static inline double share_of_score(double score)
{
    return (score - 1) / 9;
}

/* NAN of NAN, of which fmin would make the full years. */
static inline double score_of_years(double years)
{
    return isnan(years) ? NAN
                        : score_of_share(fmin(years, SCORE_FULL_YEARS) /
                                         SCORE_FULL_YEARS);
}

/* To half a year. */
static inline double years_of_score(double score)
{
    return round(share_of_score(score) * SCORE_FULL_YEARS * 2) / 2;
}

#endif
