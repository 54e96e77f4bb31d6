/* The sentence that answers what a question asks first, of the same values that
 * the answer behind it shows. */
#ifndef LEAD_SENTENCE_H
#define LEAD_SENTENCE_H

#include "compose.h"
#include "query.h"

/* Empty: nothing is asked first, or what it is about is not known. */
struct str lead_sentence(struct composer *c, const struct query *query);

/* Pay that is named beside no occupation, an hour's and a year's; empty: none
 * is. */
struct str lead_reckoned(struct composer *c, const struct lead *lead);

#endif
