/* Lists of occupations: rankings and filters over all of them. */
#ifndef LIST_H
#define LIST_H

#include "compose.h"
#include "query.h"

/* The occupations that meet the wishes of a query, best first, with what was
 * understood above them. Where no wish was understood but words are left, no
 * list: what can be wished. False: there is no list, and no fact to know it
 * by; the answer says so. */
bool list_occupations_by(struct composer *c, const struct query *query);

/* Says of wishes that no fact can tell about them: bits of enum wish_unknown.
 */
void list_unknown_wishes(struct composer *c, unsigned unknown);

/* A typical education by its publisher's name, as WISH_EDUCATION: 1 none ... 7
 * doctoral; NAN: not known. */
double education_step(struct str name);
struct str education_in_words(struct composer *c, double step);

/* The score of TIME_TO_LEARN, 1 to 10, back to years beyond high school, of
 * which the last are that many or more (knowledge/build/scores.c). */
#define TIME_TO_LEARN "learning_duration"
enum { YEARS_TO_LEARN_MOST = 12 };
double years_to_learn(double score);
struct str years_in_words(struct composer *c, double years);

/* What it typically takes; NAN: not known. */
double education_level(struct composer *c, size_t occupation);

#endif
