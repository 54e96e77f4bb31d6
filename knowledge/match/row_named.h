/* "The nuclear one", 土木那個: a row of the last list, one of the occupations
 * offered or compared, meant by a word of its title. */
#ifndef ROW_NAMED_H
#define ROW_NAMED_H

#include "reading.h"

/* r: of the text. The text with the title in place of the words, in arena; as
 * it was where they mean none of them, or several. */
struct str row_named(const struct reading *r, const struct topic *topic,
                     struct str text);

/* The title of an occupation that takes the place of a word of the message: in
 * its script. */
struct str row_title(const struct reading *r, const struct topic *topic,
                     size_t occupation, size_t token);

#endif
