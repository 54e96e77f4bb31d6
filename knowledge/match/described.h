/* An occupation that is described, not named: "the guy who fixes lifts",
 * 修電梯的人. */
#ifndef DESCRIBED_H
#define DESCRIBED_H

#include "mentions.h"
#include "reading.h"

/* Reads the first description of a question as a mention, and takes its words
 * for the name of an occupation: cues are found anew without them. False:
 * there is none, or an occupation is named beside it. said: the person's words
 * for the occupation spoken of before. */
bool described_read(struct reading *r, struct str said, struct mention *out);

/* Of a question about work of which nothing else could be made: the
 * occupations that all its words describe. False: it describes none. */
bool described_at_large(const struct reading *r, struct query *q);

#endif
