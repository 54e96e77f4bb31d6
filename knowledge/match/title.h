/* A question that is the title of an occupation and nothing else. */
#ifndef TITLE_H
#define TITLE_H

#include "query.h"
#include "reading.h"

/* Of several occupations with one name, the likeliest first. */
void title_sort_names(struct reading *r);

/* Reads a title that no name is as it stands: misspelt, or made of words that
 * only the learned ranking can place. Fills the candidates, the problem and
 * the confidence. slips_only: a title that is all but a slip a name counts
 * alone, because the words can be read otherwise. False: it is no such title,
 * or its names say all. */
bool title_read(const struct reading *r, bool slips_only, struct query *q);

/* Written as titles are: "Middle School Teacher". */
bool title_is_written(const struct reading *r);

/* A few words, none of which asks for anything: it may be one. */
bool title_asks_nothing(const struct reading *r);

/* Reads few words that ask for nothing as a title however little they look like
 * one: the candidates are the nearest there are, and the problem is that it is
 * unknown. False: it is no such text. */
bool title_guess(const struct reading *r, struct query *q);

/* Where the text is one name and nothing else: adds the other occupations
 * that its words may mean, behind those that have the name. */
void title_fill(const struct reading *r, struct query *q);

#endif
