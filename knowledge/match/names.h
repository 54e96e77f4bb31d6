/* Finding occupations in a question by the names people use for them. */
#ifndef NAMES_H
#define NAMES_H

#include "arena.h"
#include "cues.h"
#include "han_slips.h"
#include "normal.h"
#include "pack.h"

struct name_index;

/* Owned: free with name_index_free. pack: borrowed as long. */
struct name_index *name_index_new(const struct pack *pack);
void name_index_free(struct name_index *index);

/* An occupation named by the tokens [from, to) of the question. Several hits
 * with the same place: the name is shared. */
struct name_hit {
    size_t occupation; /* index for pack_occupation */
    size_t from, to;
    double score; /* 1: the name itself; less for slips and missing words */
};

/* The occupations named outright, longest names first at each place, with
 * spelling slips, joined and parted words put right where no name stands as
 * written. In the order of the question. In arena.
 * cues: words that stand there are spelt right. */
struct name_hit *names_find(const struct name_index *index,
                            const struct cues *cues, struct arena *arena,
                            const struct token *tokens, size_t count,
                            size_t *hits);

/* The token that the longest name which begins at `from` ends before, as it
 * stands; 0: none does. */
size_t names_longest(const struct name_index *index, const struct token *tokens,
                     size_t count, size_t from);

/* Whether a text with that key is a name, in the same words, and no field's or
 * title by way of another classification. */
bool names_is_sure(const struct name_index *index, struct str key,
                   struct str text);

/* Puts Chinese names with a wrong character among the hits, in place of those
 * inside them; in arena. False: there are none. */
bool names_find_alike(const struct name_index *index, struct arena *arena,
                      const struct han_text *text, struct name_hit **hits,
                      size_t *hit_count);

/* Whether a word stands in any name. */
bool names_know(const struct name_index *index, struct str key);

#endif
