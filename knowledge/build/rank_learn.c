/* The ranking is a multinomial logistic regression over the features of a
 * title: the share of an occupation is exp(score) / sum of exp(score), its
 * score the sum of the weights that the title's features have for it. A
 * feature has weights only for occupations it was seen with, which keeps the
 * pack small and says nearly as much. Learned by stochastic gradient descent
 * with a step of its own for every weight (AdaGrad: Duchi, Hazan, Singer,
 * JMLR 12, 2011), in an order that depends on nothing but the names. */
#include "rank_learn.h"

#include "alike.h"
#include "random.h"
#include "rank_rows.h"
#include "title_features.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_ROWS = 200, EPOCHS_HELD = 2, EPOCHS_ALL = 1, EPOCHS_MIX = 3 };

static const float rate = 0.3F;      /* of a weight's step */
static const float bias_rate = 0.1F; /* of an occupation's bias */
static const float first_square = 1e-3F;
static const float least_error = 2e-3F; /* smaller ones are not learned from */

/* What a feature says for one occupation. Its parts are used together. */
struct weight {
    float value;
    float square; /* of the slopes so far, summed up */
    uint32_t occupation;
};

struct learning {
    const struct pack *pack;
    struct normalizer *normalizer;
    struct rank_rows rows;
    bool *left_out; /* by name: of a row that is held out */
    size_t occupations;
    uint32_t *first; /* by feature: its weights, and one more */
    struct weight *weights;
    float *bias, *bias_square;
    float *score; /* by occupation: of the row at hand; then its errors */
    uint64_t random;
};

struct rank_learned {
    struct pack_rank rank;
    struct pack_rank_model model;
    uint32_t *buckets;
    struct pack_rank_feature *features;
    struct pack_rank_weight *weights;
    float *biases;
};

/* --- which weights there are --- */

/* The rows that have each feature, feature by feature. */
static uint32_t *rows_by_feature(const struct rank_rows *rows, size_t *first)
{
    size_t uses = rows->rows[rows->count].first_use;
    uint32_t *list = xcalloc(uses, sizeof *list);
    for (size_t i = 0; i < uses; i++)
        first[rows->uses[i].feature + 1]++;
    for (size_t f = 0; f < rows->feature_count; f++)
        first[f + 1] += first[f];
    size_t *next = xcalloc(rows->feature_count, sizeof *next);
    memcpy(next, first, rows->feature_count * sizeof *next);
    for (size_t r = 0; r < rows->count; r++)
        for (size_t i = rows->rows[r].first_use;
             i < rows->rows[r + 1].first_use; i++)
            list[next[rows->uses[i].feature]++] = (uint32_t)r;
    free(next);
    return list;
}

/* Marks the occupations of the rows [from, to) of the list; how many. */
static size_t mark(const struct rank_rows *rows, const uint32_t *list,
                   size_t from, size_t to, bool *marked)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        const struct rank_row *row = &rows->rows[list[i]];
        for (size_t t = row->first_target; t < row[1].first_target; t++) {
            bool *is = &marked[rows->targets[t].occupation];
            count += !*is;
            *is = true;
        }
    }
    return count;
}

/* A feature seen with more than a third of the occupations tells them apart
 * too little for the many weights it needs. */
static bool tells_little(const struct learning *l, size_t occupations)
{
    return l->occupations > 100 && occupations > l->occupations / 3;
}

static void find_weights(struct learning *l)
{
    const struct rank_rows *rows = &l->rows;
    size_t *first_row = xcalloc(rows->feature_count + 1, sizeof *first_row);
    uint32_t *list = rows_by_feature(rows, first_row);
    bool *marked = xcalloc(l->occupations, sizeof *marked);
    size_t count = 0, room = 0;
    l->first = xcalloc(rows->feature_count + 1, sizeof *l->first);
    for (size_t f = 0; f < rows->feature_count; f++) {
        memset(marked, 0, l->occupations * sizeof *marked);
        size_t more = mark(rows, list, first_row[f], first_row[f + 1], marked);
        if (tells_little(l, more))
            more = 0;
        if (count + more > room) {
            room = (count + more) * 2;
            l->weights = xrealloc(l->weights, room * sizeof *l->weights);
        }
        for (size_t o = 0; o < l->occupations; o++)
            if (more > 0 && marked[o])
                l->weights[count++] = (struct weight){
                    .square = first_square, .occupation = (uint32_t)o};
        l->first[f + 1] = (uint32_t)count;
    }
    free(marked);
    free(list);
    free(first_row);
}

/* --- learning --- */

/* e to the x, for x <= 0, within 1 part in 10,000: 2^t = 2^whole * 2^part, the
 * latter by its Taylor series. The same on every machine, unlike expf. */
static float exp_of(float x)
{
    float t = (x < -60 ? -60 : x) * 1.44269504F;
    int whole = (int)(t - 1);
    float part = (t - (float)whole) * 0.69314718F - 0.69314718F;
    union {
        uint32_t bits;
        float value;
    } power = {.bits = (uint32_t)(whole + 128) << 23};
    float series =
        1 + part * (1 + part * (0.5F + part * (0.16666667F +
                                               part * (0.04166667F +
                                                       part * 0.00833333F))));
    return power.value * series;
}

static void add_scores(struct learning *l, const struct rank_row *row)
{
    memcpy(l->score, l->bias, l->occupations * sizeof *l->score);
    for (size_t i = row->first_use; i < row[1].first_use; i++) {
        const struct rank_use *use = &l->rows.uses[i];
        for (size_t w = l->first[use->feature]; w < l->first[use->feature + 1];
             w++)
            l->score[l->weights[w].occupation] +=
                use->value * l->weights[w].value;
    }
}

/* Turns the scores of a row into shares of 1. */
static void share_out(struct learning *l)
{
    float most = l->score[0], sum = 0;
    for (size_t o = 1; o < l->occupations; o++)
        most = l->score[o] > most ? l->score[o] : most;
    for (size_t o = 0; o < l->occupations; o++) {
        l->score[o] = exp_of(l->score[o] - most);
        sum += l->score[o];
    }
    for (size_t o = 0; o < l->occupations; o++)
        l->score[o] /= sum;
}

static void learn_row(struct learning *l, const struct rank_row *row)
{
    add_scores(l, row);
    share_out(l);
    for (size_t t = row->first_target; t < row[1].first_target; t++)
        l->score[l->rows.targets[t].occupation] -= l->rows.targets[t].share;
    for (size_t o = 0; o < l->occupations; o++) {
        float error = l->score[o] * row->weight;
        l->score[o] = fabsf(error) < least_error ? 0 : error;
        if (l->score[o] == 0)
            continue;
        l->bias_square[o] += error * error;
        l->bias[o] -= bias_rate * error / sqrtf(l->bias_square[o]);
    }
    for (size_t i = row->first_use; i < row[1].first_use; i++) {
        const struct rank_use *use = &l->rows.uses[i];
        for (size_t w = l->first[use->feature]; w < l->first[use->feature + 1];
             w++) {
            struct weight *weight = &l->weights[w];
            float slope = l->score[weight->occupation] * use->value;
            if (slope == 0)
                continue;
            weight->square += slope * slope;
            weight->value -= rate * slope / sqrtf(weight->square);
        }
    }
}

/* Once through the rows, in a new order. */
static void learn_epoch(struct learning *l, uint32_t *order, bool held_too)
{
    for (size_t i = l->rows.count - 1; i > 0; i--) {
        size_t j = random_next(&l->random) % (i + 1);
        uint32_t swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
    for (size_t i = 0; i < l->rows.count; i++)
        if (held_too || !l->rows.rows[order[i]].held)
            learn_row(l, &l->rows.rows[order[i]]);
}

/* --- how like a title the names of an occupation are --- */

static void leave_out(struct learning *l)
{
    size_t names;
    pack_names(l->pack, &names);
    l->left_out = xcalloc(names, sizeof *l->left_out);
    for (size_t r = 0; r < l->rows.count; r++) {
        const struct rank_row *row = &l->rows.rows[r];
        for (size_t i = row->first_name; row->held && i < row->name_end; i++)
            l->left_out[i] = true;
    }
}

/* By occupation, in arena, without the names held out. */
static struct alike *alike_to(const struct learning *l, struct arena *arena,
                              const struct token *tokens, size_t count)
{
    struct str words[FEATURES_MAX_WORDS];
    size_t n = title_words(tokens, count, words);
    return pack_alike(l->pack, arena, words, n, l->left_out);
}

/* Of the held rows, one after the other, for every occupation. In arena. */
static struct alike *alike_to_held(const struct learning *l,
                                   struct arena *arena)
{
    size_t held = 0, n = 0;
    for (size_t r = 0; r < l->rows.count; r++)
        held += l->rows.rows[r].held;
    struct alike *out =
        arena_alloc_array(arena, held * l->occupations, sizeof *out);
    struct arena *scratch = arena_new();
    for (size_t r = 0; r < l->rows.count; r++) {
        size_t count;
        if (!l->rows.rows[r].held)
            continue;
        struct token *tokens =
            text_tokens(l->normalizer, scratch,
                        pack_text(l->pack, l->rows.rows[r].shown), &count);
        memcpy(out + n++ * l->occupations, alike_to(l, scratch, tokens, count),
               l->occupations * sizeof *out);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return out;
}

static void mix_scores(struct learning *l, const struct alike *alikes,
                       const float mix[RANK_MIX])
{
    for (size_t o = 0; o < l->occupations; o++)
        l->score[o] = alike_mix(mix, l->score[o], &alikes[o]);
}

/* How to mix: logistic regression over the held rows, a few times. */
static void learn_mix(struct learning *l, const struct alike *alikes,
                      float mix[RANK_MIX])
{
    float *learned = xcalloc(l->occupations, sizeof *learned);
    double squares[RANK_MIX] = {1, 1, 1};
    mix[MIX_LEARNED] = 1;
    mix[MIX_BEST] = 1;
    mix[MIX_ALL] = 0.1F;
    for (int epoch = 0; epoch < EPOCHS_MIX; epoch++) {
        const struct alike *alike = alikes;
        for (size_t r = 0; r < l->rows.count; r++) {
            const struct rank_row *row = &l->rows.rows[r];
            double slope[RANK_MIX] = {0};
            if (!row->held)
                continue;
            add_scores(l, row);
            memcpy(learned, l->score, l->occupations * sizeof *learned);
            mix_scores(l, alike, mix);
            share_out(l);
            for (size_t t = row->first_target; t < row[1].first_target; t++)
                l->score[l->rows.targets[t].occupation] -=
                    l->rows.targets[t].share;
            for (size_t o = 0; o < l->occupations; o++) {
                double error = (double)l->score[o];
                slope[MIX_LEARNED] += error * (double)learned[o];
                slope[MIX_BEST] += error * (double)alike[o].best;
                slope[MIX_ALL] += error * (double)alike[o].all;
            }
            for (size_t i = 0; i < RANK_MIX; i++) {
                squares[i] += slope[i] * slope[i];
                mix[i] -= (float)(0.3 * slope[i] / sqrt(squares[i]));
                mix[i] = mix[i] > 0 ? mix[i] : 0;
            }
            alike += l->occupations;
        }
    }
    free(learned);
}

/* --- how often a share is right --- */

static size_t step_of(float share)
{
    size_t step = (size_t)(share * (RANK_STEPS - 1) + 0.5F);
    return step < RANK_STEPS ? step : RANK_STEPS - 1;
}

static bool is_target(const struct rank_rows *rows, const struct rank_row *row,
                      size_t occupation)
{
    for (size_t t = row->first_target; t < row[1].first_target; t++)
        if (rows->targets[t].occupation == occupation)
            return true;
    return false;
}

/* Makes a table that rises out of one that should: neighbours that fall are
 * joined (pool adjacent violators: Ayer and others, 1955). */
static void make_rise(float right[RANK_STEPS], const size_t seen[RANK_STEPS],
                      const size_t hits[RANK_STEPS])
{
    double value[RANK_STEPS], weight[RANK_STEPS];
    size_t length[RANK_STEPS], n = 0;
    for (size_t i = 0; i < RANK_STEPS; i++) {
        /* two more, right as often as the share says: few are no proof */
        weight[n] = (double)seen[i] + 2;
        value[n] =
            ((double)hits[i] + 2.0 * (double)i / (RANK_STEPS - 1)) / weight[n];
        length[n++] = 1;
        while (n > 1 && value[n - 2] > value[n - 1]) {
            double both = weight[n - 2] + weight[n - 1];
            value[n - 2] =
                (value[n - 2] * weight[n - 2] + value[n - 1] * weight[n - 1]) /
                both;
            weight[n - 2] = both;
            length[n - 2] += length[n - 1];
            n--;
        }
    }
    for (size_t i = 0, at = 0; i < n; i++)
        for (size_t k = 0; k < length[i]; k++)
            right[at++] = (float)value[i];
}

static void measure(struct learning *l, const struct alike *alikes,
                    struct pack_rank_model *model)
{
    size_t seen[RANK_STEPS] = {0}, hits[RANK_STEPS] = {0};
    for (size_t r = 0; r < l->rows.count; r++) {
        const struct rank_row *row = &l->rows.rows[r];
        if (!row->held)
            continue;
        add_scores(l, row);
        mix_scores(l, alikes, model->mix);
        alikes += l->occupations;
        share_out(l);
        for (size_t o = 0; o < l->occupations; o++) {
            if (l->score[o] < 0.5F / (RANK_STEPS - 1))
                continue;
            seen[step_of(l->score[o])]++;
            hits[step_of(l->score[o])] += is_target(&l->rows, row, o);
        }
    }
    make_rise(model->right, seen, hits);
}

/* --- what looks like a title at all --- */

static bool was_learned(uint32_t hash, void *user)
{
    const struct learning *l = user;
    size_t f = rank_rows_feature(&l->rows, hash);
    for (size_t w = f == SIZE_MAX ? 0 : l->first[f];
         f != SIZE_MAX && w < l->first[f + 1]; w++)
        if (l->weights[w].value != 0)
            return true;
    return false; /* it stands only in what is held out */
}

/* What is learned of a text's looks. */
struct look {
    struct learning *l;
    struct arena *arena;
    const float *mix;
    double weight[RANK_LOOKS];
};

/* Weighs one text: what rank_looks sees of it, the constant first. */
static void look_at(struct look *look, const struct token *tokens, size_t count,
                    double seen[RANK_LOOKS])
{
    struct learning *l = look->l;
    struct feature features[FEATURES_MAX];
    size_t n = title_features(tokens, count, features);
    float most = 0;
    memcpy(l->score, l->bias, l->occupations * sizeof *l->score);
    for (size_t i = 0; i < n; i++) {
        size_t f = rank_rows_feature(&l->rows, features[i].hash);
        for (size_t w = f == SIZE_MAX ? 0 : l->first[f];
             f != SIZE_MAX && w < l->first[f + 1]; w++)
            l->score[l->weights[w].occupation] +=
                features[i].value * l->weights[w].value;
    }
    mix_scores(l, alike_to(l, look->arena, tokens, count), look->mix);
    share_out(l);
    for (size_t o = 0; o < l->occupations; o++)
        most = l->score[o] > most ? l->score[o] : most;
    seen[0] = 1;
    seen[1] = (double)most;
    title_looks(tokens, count, was_learned, l, seen + 2);
}

/* One step of logistic regression. */
static void learn_look(struct look *look, const struct token *tokens,
                       size_t count, bool title)
{
    double seen[RANK_LOOKS], sum = 0, *weight = look->weight;
    look_at(look, tokens, count, seen);
    for (size_t i = 0; i < RANK_LOOKS; i++)
        sum += weight[i] * seen[i];
    double error = 1 / (1 + exp(-sum)) - (title ? 1 : 0);
    for (size_t i = 0; i < RANK_LOOKS; i++)
        weight[i] -= 0.05 * error * seen[i];
}

/* A few words in a row out of a description or a cue: no title. */
static void learn_phrase(struct look *look, const struct token *tokens,
                         size_t count)
{
    size_t words = 1 + random_next(&look->l->random) % 4;
    if (count == 0)
        return;
    words = words < count ? words : count;
    size_t from = random_next(&look->l->random) % (count - words + 1);
    learn_look(look, tokens + from, words, false);
}

/* The next of the questions that is short, and about nothing here: "lock all
 * the doors". NULL: there are no more. */
static const struct example *next_other(const struct example *example)
{
    enum { FEW = 6 };
    while (example && (example->kind != INTENT_OFFTOPIC || example->named ||
                       example->count > FEW))
        example = example->next;
    return example;
}

/* Names held out against words out of descriptions and cues, and questions off
 * topic, turn by turn. */
static void learn_looks(struct learning *l, struct pack_rank_model *model,
                        const struct example *others)
{
    size_t cue_count, count, tokens;
    const struct pack *pack = l->pack;
    const struct pack_cue *cues = pack_cues(pack, LANG_EN, &cue_count);
    struct arena *arena = arena_new();
    struct look look = {.l = l, .arena = arena, .mix = model->mix};
    const struct example *other = others;
    for (size_t r = 0, turn = 0; r < l->rows.count; r++) {
        const struct rank_row *row = &l->rows.rows[r];
        if (!row->held)
            continue;
        arena_reset(arena);
        struct token *token = text_tokens(l->normalizer, arena,
                                          pack_text(pack, row->shown), &tokens);
        learn_look(&look, token, tokens, true);
        const struct pack_entry *entry = pack_entries(
            pack, turn % l->occupations, LANG_EN, FIELD_DESCRIPTION, &count);
        if (count > 0) {
            token = text_tokens(l->normalizer, arena,
                                pack_text(pack, entry->text[0]), &tokens);
            learn_phrase(&look, token, tokens);
        }
        if (cue_count > 0) {
            token = text_tokens(l->normalizer, arena,
                                pack_text(pack, cues[turn % cue_count].key),
                                &tokens);
            learn_look(&look, token, tokens, false);
        }
        if ((other = next_other(other)) || (other = next_other(others))) {
            learn_look(&look, other->tokens, other->count, false);
            other = other->next;
        }
        turn++;
    }
    arena_free(arena);
    for (size_t i = 0; i < RANK_LOOKS; i++)
        model->looks[i] = (float)look.weight[i];
}

/* --- what is kept --- */

/* In how many buckets the features stand: about four in each. */
static size_t buckets_for(size_t features)
{
    size_t buckets = 2;
    while (buckets * 4 < features)
        buckets *= 2;
    return buckets;
}

static void keep_features(const struct learning *l, struct rank_learned *out)
{
    size_t count = l->rows.feature_count, buckets = buckets_for(count);
    size_t weights = l->first[count], kept = 0;
    float most = 0;
    for (size_t w = 0; w < weights; w++)
        most = fabsf(l->weights[w].value) > most ? fabsf(l->weights[w].value)
                                                 : most;
    out->model.scale = most / (127.0F * 127.0F);
    out->buckets = xcalloc(buckets + 1, sizeof *out->buckets);
    out->features = xcalloc(count + 1, sizeof *out->features);
    out->weights = xcalloc(weights, sizeof *out->weights);
    for (size_t f = 0; f < count; f++) {
        size_t bucket =
            (size_t)(((uint64_t)l->rows.features[f] * buckets) >> 32);
        out->buckets[bucket + 1]++;
        out->features[f] =
            (struct pack_rank_feature){l->rows.features[f], (uint32_t)kept};
        for (size_t w = l->first[f]; w < l->first[f + 1]; w++) {
            long root =
                most > 0
                    ? lroundf(127 * copysignf(sqrtf(fabsf(l->weights[w].value) /
                                                    most),
                                              l->weights[w].value))
                    : 0;
            uint32_t o = l->weights[w].occupation;
            if (labs(root) > 2)
                out->weights[kept++] = (struct pack_rank_weight){
                    {(uint8_t)(o & 255), (uint8_t)(o >> 8)}, (int8_t)root};
        }
    }
    for (size_t b = 0; b < buckets; b++)
        out->buckets[b + 1] += out->buckets[b];
    out->features[count].first = (uint32_t)kept;
    out->rank.bucket_count = buckets;
    out->rank.feature_count = count;
    out->rank.weight_count = kept;
}

static struct rank_learned *keep(const struct learning *l,
                                 const struct pack_rank_model *model)
{
    struct rank_learned *out = xcalloc(1, sizeof *out);
    out->model = *model;
    keep_features(l, out);
    out->biases = xcalloc(l->occupations, sizeof *out->biases);
    memcpy(out->biases, l->bias, l->occupations * sizeof *out->biases);
    out->rank.model = &out->model;
    out->rank.buckets = out->buckets;
    out->rank.features = out->features;
    out->rank.weights = out->weights;
    out->rank.biases = out->biases;
    out->rank.occupation_count = l->occupations;
    return out;
}

static void begin(struct learning *l)
{
    find_weights(l);
    leave_out(l);
    l->bias = xcalloc(l->occupations, sizeof *l->bias);
    l->bias_square = xcalloc(l->occupations, sizeof *l->bias_square);
    l->score = xcalloc(l->occupations, sizeof *l->score);
    for (size_t o = 0; o < l->occupations; o++)
        l->bias_square[o] = 0.1F;
    l->random = RANDOM_BEGIN;
}

static void end(struct learning *l)
{
    rank_rows_fini(&l->rows);
    free(l->left_out);
    free(l->first);
    free(l->weights);
    free(l->bias);
    free(l->bias_square);
    free(l->score);
}

struct rank_learned *rank_learn(const struct pack *pack,
                                struct normalizer *normalizer,
                                const struct example *others)
{
    struct learning l = {.pack = pack,
                         .normalizer = normalizer,
                         .occupations = pack_occupation_count(pack)};
    struct pack_rank_model model = {0};
    struct rank_learned *out = NULL;
    rank_rows_init(&l.rows, pack, normalizer);
    if (l.rows.count >= MIN_ROWS && l.occupations >= 2 &&
        l.occupations <= UINT16_MAX) {
        begin(&l);
        uint32_t *order = xcalloc(l.rows.count, sizeof *order);
        for (size_t i = 0; i < l.rows.count; i++)
            order[i] = (uint32_t)i;
        for (int i = 0; i < EPOCHS_HELD; i++)
            learn_epoch(&l, order, false);
        struct arena *arena = arena_new();
        struct alike *alikes = alike_to_held(&l, arena);
        learn_mix(&l, alikes, model.mix);
        measure(&l, alikes, &model);
        arena_free(arena);
        learn_looks(&l, &model, others);
        for (int i = 0; i < EPOCHS_ALL; i++)
            learn_epoch(&l, order, true);
        free(order);
        out = keep(&l, &model);
    }
    end(&l);
    return out;
}

void rank_learned_free(struct rank_learned *learned)
{
    if (!learned)
        return;
    free(learned->buckets);
    free(learned->features);
    free(learned->weights);
    free(learned->biases);
    free(learned);
}

const struct pack_rank *rank_learned_pack(const struct rank_learned *learned)
{
    return learned ? &learned->rank : NULL;
}
