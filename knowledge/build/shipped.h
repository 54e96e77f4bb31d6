/* Where the folders are that come with careerbot. */
#ifndef SHIPPED_H
#define SHIPPED_H

#include "arena.h"

/* "lexicon", "facts/crosswalks": below CAREERBOT_DATA_DIR where that is set
 * when compiling, else below the first knowledge/ above the program; in
 * arena. NULL: neither is there. */
const char *shipped_folder(struct arena *arena, const char *name);

/* The same, below the first knowledge/ above a path. */
const char *shipped_above(struct arena *arena, const char *path,
                          const char *name);

#endif
