/* Scores of occupations on the dimensions that facts carry, by one formula:
 *
 *   income_level       place of the median wage among all occupations; an
 *                      hourly wage counts as a year of 2,080 hours
 *   job_demand         place of the openings a year
 *   future_prospect    place of the projected change of employment, percent
 *   ai_risk            mean of the places in the studies of exposure with an
 *                      open licence
 *   learning_duration  years of typical education beyond high school, plus
 *                      those of typical experience and training, 12 or more
 *                      being 10
 *
 * A place p of 0 to 100 percent gives 1 + 9 p / 100, to one decimal. A
 * dimension whose facts are not known has no score. */
#include "derived.h"
#include "move_score.h"
#include "score_scale.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

enum { DIMENSIONS = 5 };

static double income(const struct figures *figures, size_t occupation)
{
    double year = derive_number(figures, occupation, FIELD_WAGE_MEDIAN, 0);
    double hour = derive_number(figures, occupation, FIELD_WAGE_MEDIAN, 1);
    return isnan(year) ? hour * YEAR_HOURS : year;
}

static double openings(const struct figures *figures, size_t occupation)
{
    return derive_number(figures, occupation, FIELD_OPENINGS, 0);
}

static double change(const struct figures *figures, size_t occupation)
{
    return derive_number(figures, occupation, FIELD_EMPLOYMENT_CHANGE, 0);
}

static double learning_years(const struct figures *figures, size_t occupation)
{
    static const enum field fields[] = {FIELD_TYPICAL_EDUCATION,
                                        FIELD_TYPICAL_EXPERIENCE,
                                        FIELD_TYPICAL_TRAINING};
    double years = 0;
    size_t count;
    for (size_t i = 0; i < 3; i++) {
        const struct pack_value *v =
            figures_get(figures, occupation, fields[i], &count);
        years += v ? move_category_years(v->text[0]) : NAN;
    }
    return years;
}

/* The score of every occupation by its place; NAN: not known. */
static double *score_places(const struct figures *figures, size_t occupations,
                            double (*measure)(const struct figures *, size_t))
{
    double *scores = xmalloc((occupations + 1) * sizeof *scores);
    for (size_t i = 0; i < occupations; i++)
        scores[i] = measure(figures, i);
    derive_places(scores, occupations);
    for (size_t i = 0; i < occupations; i++)
        scores[i] = score_of_share(scores[i] / 100);
    return scores;
}

static double ai_score(const struct figures *figures, size_t occupation)
{
    static const enum field studies[] = {
        FIELD_AI_ELOUNDOU_MODEL, FIELD_AI_ELOUNDOU_HUMAN, FIELD_AI_MICROSOFT,
        FIELD_AI_ANTHROPIC};
    double sum = 0, known = 0;
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++) {
        double place = derive_number(figures, occupation, studies[i], 1);
        sum += isnan(place) ? 0 : place;
        known += !isnan(place);
    }
    return known > 0 ? score_of_share(sum / known / 100) : NAN;
}

static double learning_score(const struct figures *figures, size_t occupation)
{
    return score_of_years(learning_years(figures, occupation));
}

void scores_derive(struct builder *b, struct figures *figures,
                   size_t occupations)
{
    static const char *const ids[DIMENSIONS] = {"income_level", "job_demand",
                                                "future_prospect", "ai_risk",
                                                "learning_duration"};
    double (*const measures[])(const struct figures *,
                               size_t) = {income, openings, change};
    double *scores[3];
    uint16_t source = derive_source(b);
    for (size_t d = 0; d < 3; d++)
        scores[d] = score_places(figures, occupations, measures[d]);
    for (size_t i = 0; i < occupations; i++) {
        struct pack_value values[DIMENSIONS];
        double all[DIMENSIONS] = {scores[0][i], scores[1][i], scores[2][i],
                                  ai_score(figures, i),
                                  learning_score(figures, i)};
        size_t count = 0;
        for (size_t d = 0; d < DIMENSIONS; d++)
            if (!isnan(all[d]))
                values[count++] =
                    (struct pack_value){.field = FIELD_SCORE,
                                        .source = source,
                                        .text = {str_from(ids[d])},
                                        .num = {round(all[d] * 10) / 10, NAN}};
        if (count > 0)
            figures_give(figures, i, FIELD_SCORE, values, count, 0);
    }
    for (size_t d = 0; d < 3; d++)
        free(scores[d]);
}
