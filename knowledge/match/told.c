/* Every word counts by how few occupations are told by it. An occupation
 * explains a word as far as its weight for the word goes; of Chinese
 * characters, as far as that of the longest word they stand in does. */
#include "told.h"

#include "told_terms.h"

#include <math.h>
#include <string.h>

enum { PHRASE_MAX = 4 /* tokens of an everyday word */ };

static const float alone = 0.4F;        /* a Han character, beside a pair */
static const float described = 0.7F;    /* as one of its descriptions is */
static const float most_people = 0.03F; /* for millions in the occupation */

struct telling {
    const struct pack *pack;
    const struct token *tokens;
    const bool *leave;
    size_t count, occupations;
    float *explained; /* by token, occupation: 0 to 1 */
};

static float *explained_of(const struct telling *t, size_t token)
{
    return t->explained + token * t->occupations;
}

/* A term that stands at [from, to) explains its tokens. */
static size_t explain(const struct telling *t, uint32_t term, size_t from,
                      size_t to, float share)
{
    size_t count;
    struct pack_told told = pack_told(t->pack);
    const struct pack_told_weight *w = pack_find_told(&told, term, &count);
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < count; k++) {
            float *one =
                explained_of(t, i) + w[k].told[0] + 256u * w[k].told[1];
            float says = share * (float)w[k].weight / 255;
            *one = says > *one ? says : *one;
        }
    return count;
}

static float idf_of(const struct telling *t, size_t with)
{
    return logf(1 + (float)t->occupations / (with > 0 ? (float)with : 0.5F));
}

/* How many people have the occupation, 0 to 1: of equals, everybody means
 * those there are many of. */
static float commonness(const struct pack *pack, size_t occupation)
{
    double people = pack_number(pack, occupation, FIELD_EMPLOYMENT_NOW);
    if (!(people >= 1))
        return 0;
    float digits = (float)log10(people + 1) / 7;
    return digits < 1 ? digits : 1;
}

static void keep(struct told_hit *out, size_t *count, size_t max,
                 struct told_hit hit)
{
    size_t at = *count < max ? (*count)++ : max;
    for (; at > 0 && out[at - 1].score < hit.score; at--)
        if (at < max)
            out[at] = out[at - 1];
    if (at < max)
        out[at] = hit;
}

/* What a term of the question is worth for each description. */
static void sound_like(const struct pack_descriptions *all, uint32_t term,
                       float *like, float *square)
{
    size_t count;
    const struct pack_told_weight *w = pack_find_told(&all->told, term, &count);
    float idf = (float)described_idf(all->count, count);
    *square += idf * idf;
    for (size_t k = 0; k < count; k++)
        like[w[k].told[0] + 256u * w[k].told[1]] +=
            idf * (float)w[k].weight / 255;
}

/* By occupation, the cosine between the question and the description of it
 * that is most alike; NULL: there are no descriptions. */
static const float *likeness(const struct telling *t, struct arena *arena)
{
    struct pack_descriptions all = pack_descriptions(t->pack);
    float square = 0;
    if (all.count == 0)
        return NULL;
    float *like = arena_alloc_array(arena, all.count, sizeof *like);
    float *best = arena_alloc_array(arena, t->occupations, sizeof *best);
    for (size_t i = 0; i < t->count; i++) {
        const struct token *token = &t->tokens[i];
        if (t->leave[i])
            continue;
        if (!token->han)
            sound_like(&all, told_word(token->key), like, &square);
        else if (i > 0 && token[-1].han && !t->leave[i - 1])
            sound_like(&all, told_pair(token[-1].key, token->key), like,
                       &square);
    }
    for (size_t d = 0; d < all.count && square > 0; d++) {
        float cosine = like[d] / sqrtf(square);
        if (cosine > best[all.occupation[d]])
            best[all.occupation[d]] = cosine;
    }
    return best;
}

size_t told_rank(const struct pack *pack, struct arena *arena,
                 const struct token *tokens, const bool *leave, size_t count,
                 struct told_hit *out, size_t max)
{
    struct telling t = {pack, tokens, leave, count, pack_occupation_count(pack),
                        NULL};
    float *weight = arena_alloc_array(arena, count, sizeof *weight), all = 0;
    size_t hits = 0;
    t.explained =
        arena_alloc_array(arena, count * t.occupations, sizeof *t.explained);
    for (size_t i = 0; i < count; i++) {
        bool han = tokens[i].han;
        size_t with =
            explain(&t, told_word(tokens[i].key), i, i + 1, han ? alone : 1);
        weight[i] = leave[i] ? 0 : idf_of(&t, with);
        all += weight[i];
        for (size_t n = 2; n <= PHRASE_MAX && i + n <= count; n++)
            explain(&t, told_phrase(tokens + i, n), i, i + n, 1);
    }
    const float *like = likeness(&t, arena);
    for (size_t o = 0; o < t.occupations && all > 0; o++) {
        float sum = like ? described * all * like[o] : 0;
        for (size_t i = 0; i < count; i++)
            sum += weight[i] * explained_of(&t, i)[o];
        if (sum > 0)
            keep(out, &hits, max,
                 (struct told_hit){
                     o,
                     (double)(sum / all + most_people * commonness(pack, o))});
    }
    return hits;
}
