/* Two multinomial logistic regressions over the same features: one tells the
 * kind of a question, one its subject. Learned as the ranking of titles is
 * (rank_learn.c), but small enough to keep a weight for every class. */
#include "intent_learn.h"

#include "hash_place.h"
#include "intent_features.h"
#include "random.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_EXAMPLES = 50, EPOCHS = 30, EPOCHS_KEPT = 10, MIN_SEEN = 2 };

static const float rate = 0.5F;
static const float decay = 2e-5F; /* of a weight, at each step */
static const float first_square = 0.01F;

struct row {
    struct use {
        uint32_t feature; /* an index, once all are known; before, its hash */
        float value;
    } * uses;
    size_t count;
    float weight;
    enum intent_kind kind;
    enum subject subject;
};

struct cell {
    float value, square, sum; /* sum: over the epochs that are kept */
};

struct learning {
    uint32_t *words; /* known words, sorted */
    size_t word_count;
    struct row *rows;
    size_t row_count;
    uint32_t *hashes; /* of the features, sorted */
    size_t feature_count;
    struct cell (*weights)[INTENT_CLASSES]; /* by feature */
    struct cell bias[INTENT_CLASSES];
    uint64_t random;
};

struct intent_learned {
    struct pack_intent intent;
    struct pack_intent_model model;
    struct pack_intent_feature *features;
};

/* --- numbers seen often enough --- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

struct numbers {
    uint32_t *items;
    size_t count, room;
};

static void numbers_add(struct numbers *numbers, uint32_t number)
{
    if (numbers->count == numbers->room) {
        numbers->room = numbers->room ? numbers->room * 2 : 1024;
        numbers->items =
            xrealloc(numbers->items, numbers->room * sizeof *numbers->items);
    }
    numbers->items[numbers->count++] = number;
}

/* Sorts them and keeps those that stand there at least `least` times, once. */
static void numbers_keep(struct numbers *numbers, size_t least)
{
    size_t kept = 0;
    if (numbers->count > 0)
        qsort(numbers->items, numbers->count, sizeof *numbers->items,
              by_number);
    for (size_t i = 0, end; i < numbers->count; i = end) {
        uint32_t number = numbers->items[i];
        for (end = i; end < numbers->count && numbers->items[end] == number;)
            end++;
        if (end - i >= least)
            numbers->items[kept++] = number;
    }
    numbers->count = kept;
}

static uint32_t *find(const uint32_t *numbers, size_t count, uint32_t number)
{
    return count > 0
               ? bsearch(&number, numbers, count, sizeof number, by_number)
               : NULL;
}

/* The index of a feature that is kept, or their number. */
static size_t find_feature(const struct intent_learned *l, uint32_t hash)
{
    size_t count = l->intent.feature_count;
    size_t at = hash_place(l->features, count, sizeof *l->features, hash);
    return at < count && l->features[at].hash == hash ? at : count;
}

/* --- rows --- */

static bool is_known(uint32_t word, void *user)
{
    const struct learning *l = user;
    return find(l->words, l->word_count, word) != NULL;
}

static struct str key_at(const struct example *e, size_t i)
{
    return e->tokens[i].key.len > 0 ? e->tokens[i].key : e->names[i];
}

static void find_words(struct learning *l, const struct examples *examples)
{
    struct numbers words = {0};
    for (const struct example *e = examples->first; e; e = e->next)
        for (size_t i = 0; i < e->count; i++) {
            struct str key = key_at(e, i);
            if (key.len > 0 && !str_eq(key, STR("...")))
                numbers_add(&words, intent_word(key));
        }
    numbers_keep(&words, MIN_SEEN);
    l->words = words.items;
    l->word_count = words.count;
}

static void add_row(struct learning *l, const struct example *e,
                    const struct token *tokens, float weight)
{
    struct intent_feature found[INTENT_FEATURES_MAX];
    size_t count = intent_features(tokens, e->count, is_known, l, found);
    struct row *row = &l->rows[l->row_count++];
    *row = (struct row){.uses = xcalloc(count + 1, sizeof *row->uses),
                        .count = count,
                        .weight = weight,
                        .kind = e->kind,
                        .subject = e->subject};
    for (size_t i = 0; i < count; i++)
        row->uses[i] = (struct use){found[i].hash, found[i].value};
}

/* People name occupations that no pack knows: each question with a name is
 * seen once more with words nobody knows in its place; and once with the name
 * itself, as the question is read where no word is taken for a name. */
static void add_nameless(struct learning *l, const struct example *e)
{
    struct token *tokens = xcalloc(e->count, sizeof *tokens);
    memcpy(tokens, e->tokens, e->count * sizeof *tokens);
    for (size_t i = 0; i < e->count; i++)
        if (e->tokens[i].key.len == 0)
            tokens[i].key = STR("?");
    add_row(l, e, tokens, e->weight * 0.3F);
    for (size_t i = 0; i < e->count; i++)
        if (e->tokens[i].key.len == 0)
            tokens[i].key = e->names[i];
    add_row(l, e, tokens, e->weight * 0.5F);
    free(tokens);
}

static void find_features(struct learning *l)
{
    struct numbers all = {0};
    for (size_t r = 0; r < l->row_count; r++)
        for (size_t i = 0; i < l->rows[r].count; i++)
            numbers_add(&all, l->rows[r].uses[i].feature);
    numbers_keep(&all, MIN_SEEN);
    l->hashes = all.items;
    l->feature_count = all.count;
    for (size_t r = 0; r < l->row_count; r++) {
        struct row *row = &l->rows[r];
        size_t kept = 0;
        for (size_t i = 0; i < row->count; i++) {
            struct use use = row->uses[i];
            const uint32_t *at = find(l->hashes, l->feature_count, use.feature);
            if (at)
                row->uses[kept++] =
                    (struct use){(uint32_t)(at - l->hashes), use.value};
        }
        row->count = kept;
    }
}

static void begin(struct learning *l, const struct examples *examples)
{
    find_words(l, examples);
    l->rows = xcalloc(examples->count * 3, sizeof *l->rows);
    for (const struct example *e = examples->first; e; e = e->next) {
        add_row(l, e, e->tokens, e->weight);
        if (e->named)
            add_nameless(l, e);
    }
    find_features(l);
    l->weights = xcalloc(l->feature_count + 1, sizeof *l->weights);
    for (size_t f = 0; f < l->feature_count; f++)
        for (size_t c = 0; c < INTENT_CLASSES; c++)
            l->weights[f][c].square = first_square;
    for (size_t c = 0; c < INTENT_CLASSES; c++)
        l->bias[c].square = first_square;
    l->random = RANDOM_BEGIN;
}

static void end(struct learning *l)
{
    for (size_t r = 0; r < l->row_count; r++)
        free(l->rows[r].uses);
    free(l->rows);
    free(l->words);
    free(l->hashes);
    free(l->weights);
}

/* --- learning --- */

static void step(struct cell *cell, float slope)
{
    cell->square += slope * slope;
    cell->value *= 1 - decay;
    cell->value -= rate * slope / sqrtf(cell->square);
}

/* The classes [from, to) share 1 among them; `target` is the right one. The
 * weights of a feature lie side by side: each is gone through once. */
static void learn_head(struct learning *l, const struct row *row, size_t from,
                       size_t to, size_t target)
{
    double score[INTENT_CLASSES], most = -1e30, sum = 0;
    float slope[INTENT_CLASSES];
    for (size_t c = from; c < to; c++)
        score[c] = (double)l->bias[c].value;
    for (size_t i = 0; i < row->count; i++) {
        const struct cell *weights = l->weights[row->uses[i].feature];
        for (size_t c = from; c < to; c++)
            score[c] += (double)(row->uses[i].value * weights[c].value);
    }
    for (size_t c = from; c < to; c++)
        most = score[c] > most ? score[c] : most;
    for (size_t c = from; c < to; c++)
        sum += score[c] = exp(score[c] - most);
    for (size_t c = from; c < to; c++) {
        slope[c] =
            row->weight * (float)(score[c] / sum - (c == target ? 1 : 0));
        step(&l->bias[c], slope[c]);
    }
    for (size_t i = 0; i < row->count; i++) {
        struct cell *weights = l->weights[row->uses[i].feature];
        for (size_t c = from; c < to; c++)
            step(&weights[c], slope[c] * row->uses[i].value);
    }
}

/* The mean of the last epochs depends less on the order of the rows than
 * where the last one ends. */
static void keep_epoch(struct learning *l)
{
    for (size_t c = 0; c < INTENT_CLASSES; c++) {
        l->bias[c].sum += l->bias[c].value / EPOCHS_KEPT;
        for (size_t f = 0; f < l->feature_count; f++)
            l->weights[f][c].sum += l->weights[f][c].value / EPOCHS_KEPT;
    }
}

static void learn(struct learning *l)
{
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = l->row_count - 1; i > 0; i--) {
            size_t j = random_next(&l->random) % (i + 1);
            struct row swap = l->rows[i];
            l->rows[i] = l->rows[j];
            l->rows[j] = swap;
        }
        for (size_t i = 0; i < l->row_count; i++) {
            const struct row *row = &l->rows[i];
            learn_head(l, row, 0, INTENT_KINDS, row->kind);
            if (row->subject != SUBJECT_NONE)
                learn_head(l, row, INTENT_KINDS + 1,
                           INTENT_KINDS + SUBJECT_COUNT,
                           INTENT_KINDS + (size_t)row->subject);
        }
        if (epoch >= EPOCHS - EPOCHS_KEPT)
            keep_epoch(l);
    }
}

static void count_seen(const struct intent_learned *out, int *seen,
                       uint32_t hash, bool named)
{
    size_t f = find_feature(out, hash);
    if (f < out->intent.feature_count)
        seen[f] += named ? -1 : 1;
}

/* Marks the words, and pairs of Han characters, that stand around names at
 * least twice, and more often than in them. */
static void mark_frames(struct intent_learned *out,
                        const struct examples *examples)
{
    size_t count = out->intent.feature_count;
    int *seen = xcalloc(count + 1, sizeof *seen);
    for (const struct example *e = examples->first; e; e = e->next) {
        if (e->weight != 1 ||
            (e->subject == SUBJECT_NONE && e->kind != INTENT_CLARIFY))
            continue;
        for (size_t i = 0; i < e->count; i++) {
            bool named = e->tokens[i].key.len == 0;
            count_seen(out, seen, intent_word(key_at(e, i)), named);
            if (i > 0 && e->tokens[i].han && e->tokens[i - 1].han &&
                named == (e->tokens[i - 1].key.len == 0))
                count_seen(out, seen,
                           intent_pair(key_at(e, i - 1), key_at(e, i)), named);
        }
    }
    for (size_t f = 0; f < count; f++)
        out->features[f].frame = seen[f] >= MIN_SEEN;
    free(seen);
}

static struct intent_learned *keep(const struct learning *l)
{
    struct intent_learned *out = xcalloc(1, sizeof *out);
    float most = 1e-6F;
    for (size_t f = 0; f < l->feature_count; f++)
        for (size_t c = 0; c < INTENT_CLASSES; c++)
            most = fmaxf(most, fabsf(l->weights[f][c].sum));
    out->features = xcalloc(l->feature_count + 1, sizeof *out->features);
    out->model.scale = most / 127;
    for (size_t c = 0; c < INTENT_CLASSES; c++)
        out->model.bias[c] = l->bias[c].sum;
    for (size_t f = 0; f < l->feature_count; f++) {
        out->features[f].hash = l->hashes[f];
        for (size_t c = 0; c < INTENT_CLASSES; c++)
            out->features[f].weight[c] =
                (int8_t)lroundf(l->weights[f][c].sum / out->model.scale);
    }
    out->intent = (struct pack_intent){
        .model = &out->model,
        .features = out->features,
        .feature_count = l->feature_count,
    };
    return out;
}

struct intent_learned *intent_learn(const struct examples *examples)
{
    if (examples->count < MIN_EXAMPLES)
        return NULL;
    struct learning l = {0};
    begin(&l, examples);
    learn(&l);
    struct intent_learned *out = keep(&l);
    mark_frames(out, examples);
    end(&l);
    return out;
}

void intent_learned_free(struct intent_learned *learned)
{
    if (!learned)
        return;
    free(learned->features);
    free(learned);
}

const struct pack_intent *
intent_learned_pack(const struct intent_learned *learned)
{
    return learned ? &learned->intent : NULL;
}
