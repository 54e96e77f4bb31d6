/* "Any of them", "just a regular one": said to "which do you mean?". */
#ifndef ANY_CHOICE_H
#define ANY_CHOICE_H

#include "reading.h"

/* Takes the choice most people are employed in. False: it is not said, or
 * nothing was to choose. */
bool any_choice(const struct reading *r, const struct topic *topic,
                struct query *q);

/* Which of the choices most people are employed in; choice_count: none. */
size_t commonest_choice(const struct pack *pack, const struct topic *topic);

#endif
