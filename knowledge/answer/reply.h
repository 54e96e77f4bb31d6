/* From a query to an answer: the subjects asked for, what is not known, and
 * what to say when no occupation is meant. */
#ifndef REPLY_H
#define REPLY_H

#include "query.h"

/* Fills out, and brings topic up to date. Texts in arena. */
void reply(const struct pack *pack, struct arena *arena,
           const struct query *query, struct topic *topic, struct answer *out);

#endif
