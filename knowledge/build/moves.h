/* The formula that says which related occupations are worth moving to, and
 * what to learn for them; moves.c explains it. Nothing but the figures of two
 * occupations goes in: there is no place for who asks. */
#ifndef MOVES_H
#define MOVES_H

#include "move_fit.h"
#include "pack_write.h"

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

#endif
