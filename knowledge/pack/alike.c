/* Merges the postings of the words, the rarest first. */
#include "alike.h"

#include <math.h>
#include <string.h>

enum {
    WORDS_MAX = 16,
    NAMES_MAX = 16384 /* looked at */
};

/* A word of the title. */
struct term {
    const struct pack_word *word; /* NULL: no name has it */
    float square;                 /* of its idf */
};

/* A name that has some of the words: the sum of their squares. */
struct shared {
    uint32_t name;
    float sum;
};

double pack_idf(size_t names, size_t count)
{
    return log(1 + (double)names / (double)(count > 0 ? count : 1));
}

static size_t names_with(const struct term *term)
{
    return term->word ? term->word->count : 0;
}

/* Each word once, the rarest first. */
static size_t find_terms(const struct pack *pack, const struct str *words,
                         size_t count, struct term terms[WORDS_MAX])
{
    size_t names, n = 0;
    pack_names(pack, &names);
    for (size_t i = 0; i < count && n < WORDS_MAX; i++) {
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = str_eq(words[k], words[i]);
        if (again)
            continue;
        const struct pack_word *word = pack_find_word(pack, words[i]);
        double idf = pack_idf(names, word ? word->count : 0);
        struct term term = {word, (float)(idf * idf)};
        size_t at = n++;
        for (; at > 0 && names_with(&terms[at - 1]) > names_with(&term); at--)
            terms[at] = terms[at - 1];
        terms[at] = term;
    }
    return n;
}

/* The first of the postings [from, to) that is not before `name`. */
static size_t first_at(const uint32_t *postings, size_t from, size_t to,
                       uint32_t name)
{
    size_t step = 1;
    while (from + step < to && postings[from + step] < name)
        step *= 2;
    size_t low = from + step / 2;
    to = from + step < to ? from + step + 1 : to;
    while (low < to) {
        size_t middle = low + (to - low) / 2;
        if (postings[middle] < name)
            low = middle + 1;
        else
            to = middle;
    }
    return low;
}

/* Adds a word to the names that are there. */
static void add_to(struct shared *names, size_t count, const uint32_t *postings,
                   size_t posting_count, float square)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        at = first_at(postings, at, posting_count, names[i].name);
        if (at < posting_count && postings[at] == names[i].name)
            names[i].sum += square;
    }
}

/* The names that are there and those of the postings, in `out`. */
static size_t merge(const struct shared *names, size_t count,
                    const uint32_t *postings, size_t posting_count,
                    float square, struct shared *out)
{
    size_t i = 0, p = 0, n = 0;
    while (i < count || p < posting_count) {
        if (p == posting_count || (i < count && names[i].name < postings[p])) {
            out[n++] = names[i++];
        } else {
            out[n] = (struct shared){postings[p], square};
            if (i < count && names[i].name == postings[p])
                out[n].sum += names[i++].sum;
            n++;
            p++;
        }
    }
    return n;
}

struct alike *pack_alike(const struct pack *pack, struct arena *arena,
                         const struct str *words, size_t count,
                         const bool *left_out)
{
    size_t occupations = pack_occupation_count(pack), name_count, word_count;
    struct alike *out = arena_alloc_array(arena, occupations, sizeof *out);
    const struct pack_name *names = pack_names(pack, &name_count);
    const uint32_t *postings;
    struct term terms[WORDS_MAX];
    struct shared *found = NULL;
    size_t n = find_terms(pack, words, count, terms), found_count = 0;
    float square = 0;
    pack_words(pack, &word_count, &postings);
    for (size_t i = 0; i < n; i++) {
        size_t with = names_with(&terms[i]);
        square += terms[i].square;
        if (with == 0)
            continue;
        const uint32_t *list = postings + terms[i].word->first;
        if (found_count > 0 && found_count + with > NAMES_MAX) {
            add_to(found, found_count, list, with, terms[i].square);
            continue;
        }
        with = with < NAMES_MAX ? with : NAMES_MAX;
        struct shared *more =
            arena_alloc_array(arena, found_count + with, sizeof *more);
        found_count =
            merge(found, found_count, list, with, terms[i].square, more);
        found = more;
    }
    for (size_t i = 0; i < found_count; i++) {
        const struct pack_name *name = &names[found[i].name];
        struct alike *alike = &out[name->occupation];
        if (name->length == 0 || (left_out && left_out[found[i].name]))
            continue;
        float cosine = found[i].sum /
                       (sqrtf(square) * (float)name->length / NAME_LENGTH_UNIT);
        cosine = cosine < 1 ? cosine : 1;
        alike->best = alike->best > cosine ? alike->best : cosine;
        alike->all += cosine * cosine * cosine;
    }
    float none = (float)log(0.05);
    for (size_t o = 0; o < occupations; o++)
        out[o].all =
            out[o].all > 0 ? (float)log(0.05 + (double)out[o].all) : none;
    return out;
}

float alike_mix(const float mix[RANK_MIX], float learned,
                const struct alike *alike)
{
    return mix[MIX_LEARNED] * learned + mix[MIX_BEST] * alike->best +
           mix[MIX_ALL] * alike->all;
}
