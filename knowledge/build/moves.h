/* The formula that says which related occupations are worth moving to, and
 * what to learn for them; moves.c explains it. Nothing but the figures of two
 * occupations goes in: there is no place for who asks. */
#ifndef MOVES_H
#define MOVES_H

#include "pack_write.h"

#include <stdbool.h>
#include <stddef.h>

/* What counts of an occupation; NAN: not known. */
struct move_place {
    double pay;        /* a year, median */
    double exposure;   /* share of tasks exposed to AI, 0 to 1 */
    double change;     /* of employment over the ten years, percent */
    double schooling;  /* years beyond high school */
    double experience; /* years in a related occupation */
    double training;   /* years on the job */
    double zone;       /* job zone, 1 to 5 */
};

enum { MOVE_GAPS = 128 };

/* Skills and knowledge of one occupation beside what another asks for. Starts
 * as zeros. */
struct move_fit {
    double kept, asked;       /* importance: carried over, of all */
    size_t carried, compared; /* how many */
    struct move_gap {
        struct str name; /* borrowed */
        double size;     /* importance times levels to gain */
    } gaps[MOVE_GAPS];   /* largest first */
    size_t gap_count;
};

/* Adds a list of rated skills, or of knowledge, to what is compared. */
void move_compare(struct move_fit *fit, const struct pack_value *own,
                  size_t own_count, const struct pack_value *to,
                  size_t to_count);

/* The share that carries over, 0 to 1; NAN: nothing was compared. */
double move_share(const struct move_fit *fit);

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

/* What the move is worth: gain times share. NAN: it is not to be recommended.
 * share: move_share, or 1 for all where one's own occupation has no ratings. */
double move_score(const struct move_place *own, const struct move_place *to,
                  double share);

#endif
