/* Slips of the keyboard: which known word was meant. */
#ifndef SPELLING_H
#define SPELLING_H

#include "str.h"

#include <stddef.h>

#define SPELLING_MAX_BYTES 32

/* Letters dropped, added, changed or swapped with a neighbour to come from a
 * to b (optimal string alignment), counted up to `most`; most + 1: more than
 * that. Bytes, up to SPELLING_MAX_BYTES; longer words are never alike.
 * Source: F. J. Damerau, "A technique for computer detection and correction
 * of spelling errors", CACM 7(3), 1964. */
size_t spelling_distance(struct str a, struct str b, size_t most);

/* How many slips a word of this length may hold and still be recognised:
 * none under 4 letters, one under 8, else two. */
size_t spelling_slips(size_t length);

#endif
