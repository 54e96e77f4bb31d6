/* Slips of the keyboard: which known word was meant. */
#ifndef SPELLING_H
#define SPELLING_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

#define SPELLING_MAX_BYTES 128

/* Letters dropped, added, changed or swapped with a neighbour to come from a
 * to b (optimal string alignment), counted up to `most`; most + 1: more than
 * that. Bytes, up to SPELLING_MAX_BYTES; longer words are never alike.
 * Source: F. J. Damerau, "A technique for computer detection and correction
 * of spelling errors", CACM 7(3), 1964. */
size_t spelling_distance(struct str a, struct str b, size_t most);

/* Whether slips can be told in it: ASCII letters in lower case only. A byte
 * says nothing of a letter elsewhere, and numbers are not misspelt. */
bool spelling_can_tell(struct str word);

/* More unknown words than this in one question are no slips. */
#define SPELLING_MAX_WORDS 64

/* How many slips a word of this length may hold and still be recognised:
 * none under 4 letters, one under 8, else two. */
size_t spelling_slips(size_t length);

#endif
