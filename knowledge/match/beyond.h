/* What a question asks for beside its subject that is known of no occupation:
 * one employer, other years, a criminal record. */
#ifndef BEYOND_H
#define BEYOND_H

#include "query.h"
#include "reading.h"

/* Fills q->beyond, each part once. Before anything of the reading changes:
 * what people say of themselves counts, too. */
void read_beyond(const struct reading *r, struct query *q);

/* Whether a part, "body", is among what was read so. */
bool asks_beyond(const struct query *q, struct str part);

#endif
