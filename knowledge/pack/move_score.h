/* The formula that says which occupations are worth moving to; move_score.c
 * explains it. Nothing but the figures of two occupations goes in: there is no
 * place for who asks. Both halves need it: the builder for related occupations,
 * answers for any that meet somebody's conditions. */
#ifndef MOVE_SCORE_H
#define MOVE_SCORE_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* What counts of an occupation; NAN: not known. */
struct move_place {
    double pay;        /* a year, median */
    double exposure;   /* share of tasks exposed to AI, 0 to 1 */
    double change;     /* of employment over the ten years, percent */
    double openings;   /* a year */
    double schooling;  /* years beyond high school */
    double experience; /* years in a related occupation */
    double training;   /* years on the job */
    double zone;       /* job zone, 1 to 5 */
};

/* Years of schooling beyond high school, of experience or of training that a
 * publisher's category stands for; NAN: none of them. */
double move_category_years(struct str category);

/* Years that the move takes: of schooling, of experience and training. NAN: not
 * known. */
double move_schooling(const struct move_place *own,
                      const struct move_place *to);
double move_practice(const struct move_place *own, const struct move_place *to);
double move_years(const struct move_place *own, const struct move_place *to);

/* What ten years bring, as a share of staying: 0.2 is a fifth more. NAN:
 * schooling, experience or training are not known. */
double move_gain(const struct move_place *own, const struct move_place *to);

/* Pays more, or is less exposed and pays three quarters or more; and is no
 * more than one job zone above. */
bool move_is_better(const struct move_place *own, const struct move_place *to);

/* How much speaks against a move that gains: fewer jobs or few openings there,
 * more exposure to AI, too much that is new. share: as of move_score. */
int move_cautions(const struct move_place *own, const struct move_place *to,
                  double share);

/* What the move is worth: gain times share. NAN: it is not to be recommended.
 * share: move_share, or 1 for all where one's own occupation has no ratings. */
double move_score(const struct move_place *own, const struct move_place *to,
                  double share);

/* A move as it stands among others. */
struct move_rank {
    bool pays_more;
    int cautions;
    double score; /* NAN: not recommended */
    size_t order; /* among those not recommended, and of equal ones */
};

/* share: as of move_score. out: not to be recommended whatever it gains, as an
 * "all other" group, which nobody aims at. */
struct move_rank move_rank(const struct move_place *own,
                           const struct move_place *to, double share, bool out,
                           size_t order);

/* Negative: a goes first. */
int move_rank_compare(const struct move_rank *a, const struct move_rank *b);

#endif
