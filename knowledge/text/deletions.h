/* The index of words that lie near each other. */
#ifndef DELETIONS_H
#define DELETIONS_H

#include "str.h"

#include <stddef.h>
#include <stdint.h>

/* Hashes of what is left of the first six letters of a word when none, one or
 * two of them are left out (one at most of a word under four letters): at
 * most DELETIONS_MAX in `out`, that of all six first; returns how many. Two
 * words that differ by up to two slips have one in common, short words by up
 * to one.
 * Source: the symmetric delete algorithm, W. Garbe, SymSpell, 2012. */
enum { DELETIONS_MAX = 22 };
size_t word_deletions(struct str word, uint32_t out[DELETIONS_MAX]);

/* Which letters a word of a to z has: bit 0, it has an a; ... bit 25, a z. A
 * slip changes two of them at most, which tells most words apart. */
uint32_t word_letters(struct str word);

#endif
