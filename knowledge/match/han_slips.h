/* Chinese names written with a wrong character: people type by sound and take
 * another one that reads the same, or one that looks like it. */
#ifndef HAN_SLIPS_H
#define HAN_SLIPS_H

#include "arena.h"
#include "cues.h"
#include "normal.h"
#include "pack.h"

/* A name that the tokens [from, to) may stand for. */
struct han_slip {
    size_t name; /* the first with its key, an index for pack_names */
    size_t from, to;
    size_t slips; /* characters that are not those of the name */
    bool looks; /* one of them looks like the right one, but reads otherwise */
};

enum { HAN_SLIPS_MAX = 8 };

/* A question, and of each of its tokens: */
struct han_text {
    const struct token *tokens;
    size_t count;
    const bool *strange; /* nothing explains it */
    const bool *said;    /* a name or phrase explains it */
    const bool *open;    /* it may be a wrong one */
    const bool *inside;  /* a name or phrase goes on here: none with a slip in
                            it begins or ends before it */
};

/* The names of three characters or more, at least half of which stand there as
 * they should; the others read the same, or look the same and are in no name
 * and no cue. Each has something strange in it. No two overlap, but several may
 * share a place. Returns how many are in out. */
size_t han_slips_find(const struct pack *pack, struct arena *arena,
                      const struct han_text *text,
                      struct han_slip out[HAN_SLIPS_MAX]);

#endif
