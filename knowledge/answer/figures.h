/* The figures of an occupation by which occupations are picked and compared. */
#ifndef FIGURES_H
#define FIGURES_H

#include "compose.h"
#include "knowledge.h"
#include "score_scale.h"

/* NAN: not known. */
double figure_of(struct composer *c, size_t occupation,
                 enum wish_figure figure);

/* Whether a figure is within what is wished of it, and that wish in words. */
bool figure_in_range(struct composer *c, const struct wishes *w,
                     size_t occupation, enum wish_figure figure);
struct str range_in_words(struct composer *c, const struct wishes *w,
                          enum wish_figure figure);

/* How good it is all round, 1 to 10: the mean of the scores of pay, openings
 * and growth, of how little AI may do and how soon it is learned. NAN: its pay
 * is not known; 0: another is not, or it is an "all other" group, which nobody
 * aims at. */
double balance_of(struct composer *c, size_t occupation);

/* Only an hour's pay is published. */
bool paid_by_hour(struct composer *c, size_t occupation);

/* What a publisher calls it; empty: not known. */
struct str figure_text(struct composer *c, size_t occupation, enum field field);

/* A typical education by its publisher's name, as WISH_EDUCATION: 1 none ... 7
 * doctoral; NAN: not known. */
double education_step(struct str name);
struct str education_in_words(struct composer *c, double step);

/* The score whose years_of_score are those beyond high school. */
#define TIME_TO_LEARN "learning_duration"
struct str years_in_words(struct composer *c, double years);

#endif
