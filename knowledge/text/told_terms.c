/* One hash for all: the keys, one after the other. */
#include "told_terms.h"

#include <math.h>

#include "hash.h"

static uint32_t on(uint32_t hash, struct str key)
{
    return hash_on(hash_on(hash, key), STR(" "));
}

uint32_t told_word(struct str key)
{
    return hash_end(on(HASH_BEGIN, key));
}

uint32_t told_pair(struct str first, struct str second)
{
    return hash_end(on(on(HASH_BEGIN, first), second));
}

uint32_t told_phrase(const struct token *tokens, size_t count)
{
    uint32_t hash = HASH_BEGIN;
    for (size_t i = 0; i < count; i++)
        hash = on(hash, tokens[i].key);
    return hash_end(hash);
}

double described_idf(size_t all, size_t with)
{
    return log(1 + (double)all / (with > 0 ? (double)with : 0.5));
}
