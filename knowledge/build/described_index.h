/* Indexes how people describe an occupation whose name they do not know
 * (lexicon/xx/descriptions.tsv): a question that sounds like one of them means
 * that occupation. */
#ifndef DESCRIBED_INDEX_H
#define DESCRIBED_INDEX_H

#include "normal.h"
#include "pack.h"

struct told_text { /* one description; newest first */
    uint32_t soc;
    struct str text;
    struct told_text *next;
};

struct described_index;

/* For the occupations of the pack. Owned: free with described_index_free. */
struct described_index *described_index_new(const struct pack *pack,
                                            struct normalizer *normalizer,
                                            const struct told_text *texts);
void described_index_free(struct described_index *index); /* NULL is fine */

/* What the pack keeps of it; borrowed from index. */
const struct pack_descriptions *
described_index_pack(const struct described_index *index);

#endif
