/* A description is the set of its terms; what each weighs is told in
 * struct pack_descriptions. */
#include "described_index.h"

#include "told_terms.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

enum { LENGTH = 255, MOST = 1 << 16 /* descriptions, as told[2] counts */ };

struct use { /* of a term in a description */
    uint32_t hash, description;
};

struct described_index {
    struct pack_descriptions pack;
    uint16_t *occupation;
    struct use *uses; /* by term, description; each once */
    size_t use_count, cap;
    struct pack_told_term *terms;
    struct pack_told_weight *weights;
};

static void add(struct described_index *index, uint32_t hash)
{
    if (index->use_count == index->cap) {
        index->cap = index->cap ? index->cap * 2 : 1u << 14;
        index->uses = xrealloc(index->uses, index->cap * sizeof *index->uses);
    }
    index->uses[index->use_count++] =
        (struct use){hash, (uint32_t)index->pack.count};
}

static void add_text(struct described_index *index,
                     struct normalizer *normalizer, struct arena *scratch,
                     const struct told_text *text)
{
    size_t count;
    struct token *tokens = text_tokens(normalizer, scratch, text->text, &count);
    for (size_t i = 0; i < count; i++) {
        if (!tokens[i].han)
            add(index, told_word(tokens[i].key));
        else if (i > 0 && tokens[i - 1].han)
            add(index, told_pair(tokens[i - 1].key, tokens[i].key));
    }
}

static int by_term(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->description > y->description) -
           (x->description < y->description);
}

static void sort(struct described_index *index)
{
    size_t kept = 0;
    qsort(index->uses, index->use_count, sizeof *index->uses, by_term);
    for (size_t i = 0; i < index->use_count; i++)
        if (kept == 0 || by_term(&index->uses[kept - 1], &index->uses[i]) != 0)
            index->uses[kept++] = index->uses[i];
    index->use_count = kept;
}

/* Where the uses of a term end that begin at `from`. */
static size_t end_of_term(const struct described_index *index, size_t from)
{
    size_t to = from;
    while (to < index->use_count &&
           index->uses[to].hash == index->uses[from].hash)
        to++;
    return to;
}

static void lay_out(struct described_index *index)
{
    size_t terms = 0;
    double *square = xcalloc(index->pack.count, sizeof *square);
    index->terms = xcalloc(index->use_count + 1, sizeof *index->terms);
    index->weights = xcalloc(index->use_count, sizeof *index->weights);
    for (size_t i = 0, to; i < index->use_count; i = to) {
        to = end_of_term(index, i);
        index->terms[terms++] =
            (struct pack_told_term){index->uses[i].hash, (uint32_t)i};
        double idf = described_idf(index->pack.count, to - i);
        for (size_t k = i; k < to; k++)
            square[index->uses[k].description] += idf * idf;
    }
    index->terms[terms] =
        (struct pack_told_term){UINT32_MAX, (uint32_t)index->use_count};
    for (size_t i = 0, to; i < index->use_count; i = to) {
        to = end_of_term(index, i);
        double idf = described_idf(index->pack.count, to - i);
        for (size_t k = i; k < to; k++) {
            uint32_t d = index->uses[k].description;
            double part = LENGTH * idf / sqrt(square[d]);
            index->weights[k] = (struct pack_told_weight){
                {(uint8_t)(d & 255), (uint8_t)(d >> 8)},
                (uint8_t)fmax(1, round(part))};
        }
    }
    free(square);
    index->pack.told = (struct pack_told){.terms = index->terms,
                                          .term_count = terms,
                                          .weights = index->weights,
                                          .weight_count = index->use_count};
    index->pack.occupation = index->occupation;
}

struct described_index *described_index_new(const struct pack *pack,
                                            struct normalizer *normalizer,
                                            const struct told_text *texts)
{
    struct described_index *index = xcalloc(1, sizeof *index);
    struct arena *scratch = arena_new();
    index->occupation = xcalloc(MOST, sizeof *index->occupation);
    for (; texts && index->pack.count < MOST; texts = texts->next) {
        size_t occupation = pack_find_soc(pack, texts->soc);
        if (occupation == pack_occupation_count(pack))
            continue;
        add_text(index, normalizer, scratch, texts);
        index->occupation[index->pack.count++] = (uint16_t)occupation;
        arena_reset(scratch);
    }
    arena_free(scratch);
    if (index->use_count > 0) {
        sort(index);
        lay_out(index);
    } else {
        index->pack.count = 0;
    }
    return index;
}

void described_index_free(struct described_index *index)
{
    if (!index)
        return;
    free(index->occupation);
    free(index->uses);
    free(index->terms);
    free(index->weights);
    free(index);
}

const struct pack_descriptions *
described_index_pack(const struct described_index *index)
{
    return &index->pack;
}
