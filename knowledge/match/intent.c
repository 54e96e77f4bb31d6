/* Applies the two regressions of knowledge/build/intent_learn.c. */
#include "intent.h"

#include "hash_place.h"
#include "intent_features.h"

#include <math.h>

static const struct pack_intent_feature *find(const struct pack_intent *intent,
                                              uint32_t hash)
{
    size_t at = hash_place(intent->features, intent->feature_count,
                           sizeof *intent->features, hash);
    return at < intent->feature_count && intent->features[at].hash == hash
               ? &intent->features[at]
               : NULL;
}

static bool is_known(uint32_t word, void *user)
{
    return find(user, word) != NULL;
}

bool intent_knows(const struct pack *pack, struct str key)
{
    struct pack_intent intent = pack_intent(pack);
    return find(&intent, intent_word(key)) != NULL;
}

static bool is_frame(const struct pack *pack, uint32_t hash)
{
    struct pack_intent intent = pack_intent(pack);
    const struct pack_intent_feature *f = find(&intent, hash);
    return f && f->frame;
}

bool intent_frames(const struct pack *pack, struct str key)
{
    return is_frame(pack, intent_word(key));
}

bool intent_frames_pair(const struct pack *pack, struct str left,
                        struct str right)
{
    return is_frame(pack, intent_pair(left, right));
}

double intent_most(const struct intent *intent)
{
    double most = 0;
    for (int s = SUBJECT_OVERVIEW; s < SUBJECT_COUNT; s++)
        most = fmax(most, intent->subject[s]);
    return most;
}

/* Scores into shares of 1. */
static void share_out(const double *score, double *share, size_t count)
{
    double most = score[0], sum = 0;
    for (size_t i = 1; i < count; i++)
        most = fmax(most, score[i]);
    for (size_t i = 0; i < count; i++)
        sum += share[i] = exp(score[i] - most);
    for (size_t i = 0; i < count; i++)
        share[i] /= sum;
}

struct intent intent_of(const struct pack *pack, const struct token *tokens,
                        size_t count)
{
    struct pack_intent model = pack_intent(pack);
    struct intent out = {0};
    struct intent_feature features[INTENT_FEATURES_MAX];
    double score[INTENT_CLASSES];
    if (!model.model)
        return out;
    size_t n = intent_features(tokens, count, is_known, &model, features);
    for (size_t c = 0; c < INTENT_CLASSES; c++)
        score[c] = (double)model.model->bias[c];
    for (size_t i = 0; i < n; i++) {
        const struct pack_intent_feature *f = find(&model, features[i].hash);
        double value = (double)(features[i].value * model.model->scale);
        for (size_t c = 0; f && c < INTENT_CLASSES; c++)
            score[c] += value * f->weight[c];
    }
    out.learned = true;
    share_out(score, out.kind, INTENT_KINDS);
    share_out(score + INTENT_KINDS + 1, out.subject + 1, SUBJECT_COUNT - 1);
    return out;
}

struct intent intent_with_kinds(const struct intent *a, const struct intent *b)
{
    struct intent out = *a;
    for (size_t k = 0; k < INTENT_KINDS; k++)
        out.kind[k] = (a->kind[k] + b->kind[k]) / 2;
    return out;
}
