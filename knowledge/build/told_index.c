/* Collects every term of every text with what the text is worth, then keeps
 * the best of each term for each occupation. An everyday word gets the weights
 * of the words it may stand for, so that a question has but one to look up. */
#include "told_index.h"

#include "hash_place.h"
#include "told_terms.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a text is worth, of 255. A word of names says more of an occupation
 * the larger the share of its names that have it; a task is one of twenty. */
enum {
    WORTH_TITLE = 250,
    WORTH_NAME = 110,
    WORTH_ALL_NAMES = 130, /* more, if all have it */
    WORTH_DESCRIPTION = 190,
    WORTH_TOLD = 130,
    WORTH_TASK = 70,
    WORTH_TASKS = 150,     /* at most */
    WORTH_TASK_AGAIN = 20, /* in each further one */
};
static const double as_meant = 0.85; /* an everyday word, of the one meant */

enum origin { FROM_TEXT, FROM_NAME, FROM_CHINESE_NAME, FROM_TASK };

struct item {
    uint32_t hash;
    uint16_t occupation;
    uint8_t weight;
    uint8_t origin; /* enum origin */
};

struct told_index {
    struct pack_told told;
    struct item *items;
    size_t count, cap;
    uint32_t (*names)[2]; /* by occupation: how many; [1]: English */
    struct pack_told_term *terms;
    struct pack_told_weight *weights;
};

static void add(struct told_index *index, uint32_t hash, size_t occupation,
                unsigned weight, enum origin origin)
{
    if (index->count == index->cap) {
        index->cap = index->cap ? index->cap * 2 : 1u << 16;
        index->items =
            xrealloc(index->items, index->cap * sizeof *index->items);
    }
    index->items[index->count++] = (struct item){
        hash, (uint16_t)occupation, (uint8_t)weight, (uint8_t)origin};
}

static void add_tokens(struct told_index *index, const struct token *tokens,
                       size_t count, size_t occupation, unsigned weight,
                       enum origin origin)
{
    for (size_t i = 0; i < count; i++) {
        add(index, told_word(tokens[i].key), occupation, weight, origin);
        if (i > 0 && tokens[i].han && tokens[i - 1].han)
            add(index, told_pair(tokens[i - 1].key, tokens[i].key), occupation,
                weight, origin);
    }
}

static void add_names(struct told_index *index, const struct pack *pack,
                      struct normalizer *normalizer)
{
    size_t count;
    const struct pack_name *names = pack_names(pack, &count);
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < count; i++) {
        const struct pack_name *name = &names[i];
        size_t tokens;
        bool title = name->origin <= NAME_PAGE, english = name->lang == LANG_EN;
        struct token *token = text_tokens(
            normalizer, scratch, pack_text(pack, name->shown), &tokens);
        index->names[name->occupation][english]++;
        add_tokens(index, token, tokens, name->occupation,
                   title ? WORTH_TITLE : WORTH_NAME,
                   english ? FROM_NAME : FROM_CHINESE_NAME);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static void add_fields(struct told_index *index, const struct pack *pack,
                       struct normalizer *normalizer, size_t occupation)
{
    static const enum field fields[] = {
        FIELD_DESCRIPTION,    FIELD_TASK_REPLACED, FIELD_TASK_AUGMENTED,
        FIELD_TASK_HUMAN,     FIELD_RATED_HUMAN,   FIELD_RATED_AUGMENTED,
        FIELD_RATED_REPLACED,
    };
    static const enum lang langs[] = {LANG_EN, LANG_ZH_HANT};
    struct arena *scratch = arena_new();
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
        for (size_t l = 0; l < sizeof langs / sizeof *langs; l++) {
            size_t count, tokens;
            bool task = fields[f] != FIELD_DESCRIPTION;
            const struct pack_entry *e =
                pack_entries(pack, occupation, langs[l], fields[f], &count);
            for (size_t i = 0; i < count; i++) {
                struct token *token =
                    text_tokens(normalizer, scratch,
                                pack_text(pack, e[i].text[0]), &tokens);
                add_tokens(index, token, tokens, occupation,
                           task ? WORTH_TASK : WORTH_DESCRIPTION,
                           task ? FROM_TASK : FROM_TEXT);
                arena_reset(scratch);
            }
        }
    arena_free(scratch);
}

static int by_term(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->occupation != y->occupation)
        return x->occupation < y->occupation ? -1 : 1;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

/* What the items [from, to) of a term and an occupation say together. */
static uint8_t worth_of(const struct told_index *index, size_t from, size_t to)
{
    unsigned best = 0, names[2] = {0}, tasks = 0;
    for (size_t i = from; i < to; i++) {
        const struct item *item = &index->items[i];
        names[0] += item->origin == FROM_CHINESE_NAME;
        names[1] += item->origin == FROM_NAME;
        tasks += item->origin == FROM_TASK;
        best = item->weight > best ? item->weight : best;
    }
    for (int english = 0; english < 2; english++) {
        unsigned all = index->names[index->items[from].occupation][english];
        double share = all > 0 ? fmin((double)names[english] / all, 1) : 0;
        unsigned worth = WORTH_NAME + (unsigned)(WORTH_ALL_NAMES * sqrt(share));
        if (names[english] > 0 && worth > best)
            best = worth;
    }
    if (tasks > 0) {
        unsigned all = WORTH_TASK + WORTH_TASK_AGAIN * (tasks - 1);
        all = all < WORTH_TASKS ? all : WORTH_TASKS;
        best = all > best ? all : best;
    }
    return (uint8_t)best;
}

/* Each term once for each occupation. */
static void settle(struct told_index *index)
{
    size_t kept = 0;
    if (index->count > 0)
        qsort(index->items, index->count, sizeof *index->items, by_term);
    for (size_t from = 0, to; from < index->count; from = to) {
        struct item item = index->items[from];
        for (to = from + 1; to < index->count &&
                            index->items[to].hash == item.hash &&
                            index->items[to].occupation == item.occupation;)
            to++;
        item.weight = worth_of(index, from, to);
        item.origin = FROM_TEXT;
        index->items[kept++] = item;
    }
    index->count = kept;
}

/* The items of a term. */
static const struct item *find(const struct told_index *index, size_t count,
                               uint32_t hash, size_t *found)
{
    size_t at = hash_place(index->items, count, sizeof *index->items, hash);
    *found = 0;
    while (at + *found < count && index->items[at + *found].hash == hash)
        ++*found;
    return index->items + at;
}

/* How much a phrase says of each occupation: what its least telling term does.
 */
static void weigh(const struct told_index *index, size_t count,
                  const struct token *tokens, size_t token_count,
                  uint16_t *weight, size_t occupations)
{
    uint16_t *term = xcalloc(occupations, sizeof *term);
    size_t found;
    for (size_t i = 0; i < token_count; i++) {
        bool pair = i + 1 < token_count && tokens[i].han && tokens[i + 1].han;
        if (!pair && i > 0 && tokens[i].han && tokens[i - 1].han)
            break; /* the last of its pair */
        const struct item *item =
            find(index, count,
                 pair ? told_pair(tokens[i].key, tokens[i + 1].key)
                      : told_word(tokens[i].key),
                 &found);
        memset(term, 0, occupations * sizeof *term);
        for (size_t k = 0; k < found; k++)
            term[item[k].occupation] = item[k].weight;
        for (size_t o = 0; o < occupations; o++)
            if (i == 0 || term[o] < weight[o])
                weight[o] = term[o];
    }
    free(term);
}

static void add_everyday(struct told_index *index,
                         struct normalizer *normalizer, size_t occupations,
                         const struct everyday *everyday)
{
    struct arena *scratch = arena_new();
    size_t count = index->count, tokens; /* not those added here */
    uint16_t *weight = xcalloc(occupations, sizeof *weight);
    for (const struct everyday *e = everyday; e; e = e->next) {
        struct str rest = e->meant;
        struct token *token =
            text_tokens(normalizer, scratch, e->word, &tokens);
        uint32_t hash = told_phrase(token, tokens);
        while (rest.ptr) {
            struct str meant = str_trim(str_split(&rest, '\t'));
            memset(weight, 0, occupations * sizeof *weight);
            token = text_tokens(normalizer, scratch, meant, &tokens);
            weigh(index, count, token, tokens, weight, occupations);
            for (size_t o = 0; o < occupations; o++)
                if (weight[o] > 0)
                    add(index, hash, o, (unsigned)(as_meant * weight[o]),
                        FROM_TEXT);
        }
        arena_reset(scratch);
    }
    free(weight);
    arena_free(scratch);
}

static void lay_out(struct told_index *index)
{
    size_t terms = 0;
    index->terms = xcalloc(index->count + 1, sizeof *index->terms);
    index->weights = xcalloc(index->count, sizeof *index->weights);
    for (size_t i = 0; i < index->count; i++) {
        const struct item *item = &index->items[i];
        if (i == 0 || item[-1].hash != item->hash)
            index->terms[terms++] =
                (struct pack_told_term){item->hash, (uint32_t)i};
        index->weights[i] =
            (struct pack_told_weight){{(uint8_t)(item->occupation & 255),
                                       (uint8_t)(item->occupation >> 8)},
                                      item->weight};
    }
    index->terms[terms] =
        (struct pack_told_term){UINT32_MAX, (uint32_t)index->count};
    index->told = (struct pack_told){.terms = terms > 0 ? index->terms : NULL,
                                     .term_count = terms,
                                     .weights = index->weights,
                                     .weight_count = index->count};
}

/* What people say of it. */
static void add_told(struct told_index *index, const struct pack *pack,
                     struct normalizer *normalizer,
                     const struct told_text *texts)
{
    struct arena *scratch = arena_new();
    for (const struct told_text *t = texts; t; t = t->next) {
        size_t tokens, occupation = pack_find_soc(pack, t->soc);
        struct token *token =
            text_tokens(normalizer, scratch, t->text, &tokens);
        if (occupation < pack_occupation_count(pack))
            add_tokens(index, token, tokens, occupation, WORTH_TOLD, FROM_TEXT);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

struct told_index *told_index_new(const struct pack *pack,
                                  struct normalizer *normalizer,
                                  const struct everyday *everyday,
                                  const struct told_text *texts)
{
    struct told_index *index = xcalloc(1, sizeof *index);
    size_t occupations = pack_occupation_count(pack);
    index->names = xcalloc(occupations, sizeof *index->names);
    add_names(index, pack, normalizer);
    for (size_t o = 0; o < occupations; o++)
        add_fields(index, pack, normalizer, o);
    add_told(index, pack, normalizer, texts);
    settle(index);
    add_everyday(index, normalizer, occupations, everyday);
    settle(index);
    lay_out(index);
    return index;
}

void told_index_free(struct told_index *index)
{
    if (!index)
        return;
    free(index->items);
    free(index->names);
    free(index->terms);
    free(index->weights);
    free(index);
}

const struct pack_told *told_index_pack(const struct told_index *index)
{
    return &index->told;
}
