/* Occupations by a word of somebody's own: where nothing else tells what it
 * means. */
#ifndef WORDED_H
#define WORDED_H

#include "pack.h"

#include <stdbool.h>

/* Marks the occupations that have all the words in one of their names
 * (of those we give them), in their description, or in a tool: has[i] for
 * each. The singular stands for the plural, "welding" for "welder". Chinese:
 * the words as they stand. Returns how many. */
size_t worded_mark(const struct pack *pack, struct str words, bool *has);

/* Whether any occupation has. */
bool worded_any(const struct pack *pack, struct str words);

#endif
