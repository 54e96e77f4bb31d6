/* Which of several occupations is ahead, in plain sentences. */
#ifndef AHEAD_H
#define AHEAD_H

#include "compose.h"

/* Who is ahead in a subject and by how much, of occupations that are compared
 * (count of them, 2 to 4). Ties and near ties are said to be such, and so is
 * what is not known, of the composer's part of the subject too. Empty: no
 * single figure decides it, or none is known. */
struct str ahead(struct composer *c, const size_t *occupations, size_t count,
                 enum subject subject);

#endif
