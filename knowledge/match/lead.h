/* What a question about one occupation wants to hear first: whether it takes a
 * degree, a licence, mathematics; what it costs, how long it takes, whether it
 * is worth it. What is said of it is decided in answer/lead_sentence.c. */
#ifndef LEAD_H
#define LEAD_H

#include "reading.h"

/* Fills q->lead, once subjects and names are settled. */
void lead_read(const struct reading *r, struct query *q);

#endif
