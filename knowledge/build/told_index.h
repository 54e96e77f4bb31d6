/* Indexes by which words of its names, its description and its tasks an
 * occupation is told, for questions that describe one and name none. */
#ifndef TOLD_INDEX_H
#define TOLD_INDEX_H

#include "described_index.h"
#include "normal.h"
#include "pack.h"

/* An everyday word, and words of names and descriptions that it may stand for,
 * with tabs between; newest first. */
struct everyday {
    struct str word, meant;
    struct everyday *next;
};

struct told_index;

/* From a pack without one. Owned: free with told_index_free. */
struct told_index *told_index_new(const struct pack *pack,
                                  struct normalizer *normalizer,
                                  const struct everyday *everyday,
                                  const struct told_text *texts);
void told_index_free(struct told_index *index); /* NULL is fine */

/* What the pack keeps of it; borrowed from index. */
const struct pack_told *told_index_pack(const struct told_index *index);

#endif
