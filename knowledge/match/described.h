/* An occupation that is described, not named: "the guy who fixes lifts",
 * 修電梯的人. */
#ifndef DESCRIBED_H
#define DESCRIBED_H

#include "mentions.h"
#include "reading.h"

/* Reads the descriptions of a question as mentions, and takes their words for
 * names of occupations: cues are found anew without them. Returns how many; 0,
 * too, where an occupation is named beside them. said: the person's words for
 * the occupation spoken of before. asked: it was said before what is asked. */
size_t described_read(struct reading *r, struct str said, bool asked,
                      struct mention out[MENTIONS_MAX]);

/* Of a question about work of which nothing else could be made: the
 * occupations that all its words describe. False: it describes none. */
bool described_at_large(const struct reading *r, struct query *q);

#endif
