/* "The school kind", after a counselor: said as "the school counselor". */
#ifndef KIND_NAMED_H
#define KIND_NAMED_H

#include "reading.h"

/* The text with words that say which kind of the occupation last spoken of is
 * meant, put as the name that the two make; in arena. The text itself where
 * they make none. */
struct str kind_named(const struct reading *r, const struct topic *topic,
                      struct str text);

#endif
