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

/* Whether words are tools, one or several apart by commas: of each, employers
 * ask often somewhere. worded_mark marks those where they ask for all. */
bool worded_tools(const struct pack *pack, struct str words);

/* Whether any occupation has, and whether one has in its title. */
bool worded_any(const struct pack *pack, struct str words);
bool worded_titled(const struct pack *pack, struct str words);

/* Marks the occupations that people call so, and those that have the words in
 * their title: "teachers", 老師. words: one name or several apart by commas.
 * Returns how many. */
size_t worded_mark_named(const struct pack *pack, struct str words, bool *has);
bool worded_named(const struct pack *pack, struct str words);

/* Whether an English title ends with the words: engineers, but not trades. */
bool worded_ends_title(const struct pack *pack, struct str words);

/* Whether more than one occupation is called so. */
bool worded_shared(const struct pack *pack, struct str words);

#endif
