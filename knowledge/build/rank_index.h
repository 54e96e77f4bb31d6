/* Names and their words by length and letters: what a misspelt title is
 * compared with. */
#ifndef RANK_INDEX_H
#define RANK_INDEX_H

#include "normal.h"
#include "pack.h"

struct rank_index {
    struct pack_rank_name *names;
    size_t name_count;
    struct pack_rank_word *words;
    size_t word_count;
    uint32_t by_length[RANK_LETTERS + 2]; /* see struct pack_rank_model */
    uint32_t words_by_length[RANK_LETTERS + 2];
};

/* Owned: free with rank_index_fini. */
void rank_index_init(struct rank_index *index, const struct pack *pack,
                     struct normalizer *normalizer);
void rank_index_fini(struct rank_index *index);

#endif
