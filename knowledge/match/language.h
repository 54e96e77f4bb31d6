/* Which language a text is written in. */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include "lang.h"
#include "pack.h"

/* Chinese where Han characters are at least a third of its letters; its
 * script by the characters that only one script uses. `otherwise` where the
 * text does not tell: no letters at all, or Chinese of either script (then
 * Simplified, unless `otherwise` is Traditional). */
enum lang language_of(const struct pack *pack, struct str text,
                      enum lang otherwise);

/* The Simplified form of a Traditional character, others as they are:
 * a han_fold_fn whose user is the pack. */
uint32_t language_fold_han(uint32_t code, void *pack);

#endif
