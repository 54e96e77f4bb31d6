/* Slips of the keyboard: which words of names a misspelt word may stand for,
 * and which names a misspelt title. Both by the pack's index of spellings, so
 * that the time does not grow with the number of names. */
#ifndef SLIPS_H
#define SLIPS_H

#include "arena.h"
#include "normal.h"
#include "pack.h"

/* Whether a word is looked for among those near to it. */
bool slips_can_be_in(const struct token *token);

/* A word of names near one that was written. */
struct near_word {
    const struct pack_spelling *spelling;
    const struct pack_word *stem;
    size_t slips;
};

/* The words of names at most `most` slips from a word, each stem once: fewest
 * slips first, then those with the same first letter (which people rarely
 * miss), then the commoner. The word itself is among them with 0 slips where
 * names have it. A plural counts as its singular. In arena. */
struct near_word *slips_near(const struct pack *pack, struct arena *arena,
                             struct str word, size_t most, size_t *count);

/* A token put right, and which tokens it stands for. */
struct mended {
    struct token token;
    size_t from, to;
    size_t slips; /* 0: it is as it was */
};

/* Whether a word is right although no name has it. */
typedef bool (*word_known_fn)(struct str key, const void *user);

/* Puts the words right that no name has and `known` (NULL: nothing) does not
 * know: slips, two words that are one, one that is two. Returns how many
 * tokens there are then, in arena as *out; 0: nothing was put right. */
size_t slips_mend(const struct pack *pack, struct arena *arena,
                  const struct token *tokens, size_t count, word_known_fn known,
                  const void *user, struct mended **out);

/* A name near a title. */
struct near_name {
    size_t name; /* the first with its key, an index for pack_names */
    size_t slips;
    bool first_letter; /* one of the slips is in the title's first letter */
    bool doubtful;     /* it takes a word that names have for another one that
                          is not much commoner */
};

enum { SLIPS_MAX_NAMES = 32 };

/* The names at most `most` slips in letters and three in blanks (too many or
 * too few) from the title, `most` and one together; of them only those with the
 * fewest, not the title itself. Three slips in a long word count as two.
 * Returns how many are in out. */
size_t slips_names(const struct pack *pack, struct arena *arena,
                   const struct token *tokens, size_t count, size_t most,
                   struct near_name out[SLIPS_MAX_NAMES]);

#endif
