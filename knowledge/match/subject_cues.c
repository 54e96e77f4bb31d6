/* Which subjects a question asks for: the cues that say most. */
#include "reading.h"

#include <string.h>

static const double learned_weight = 2.5; /* beside a word of a cue: 1 */
static const double likely_alone = 0.4;   /* without a cue */
static const double surely = 0.6;
static const double perhaps = 0.03; /* the second of two subjects */
static const double general = 0.5;

struct subject_score {
    enum subject subject;
    const struct cue_hit *best; /* the hit that says most */
    double score;
    bool strong; /* something other than a weak cue asks for it */
};

static double hit_value(const struct cue_hit *hit)
{
    return hit->cue->weak ? hit->cue->weight * 0.3 : hit->cue->weight;
}

/* "Hours", whose stem is that of "hourly", asks for no pay. */
static bool is_of_hours(const struct reading *r, const struct cue_hit *hit)
{
    return str_eq(hit->cue->part, STR("hour")) &&
           reading_says(r, hit->to - 1, WORDING(ASKS_HOURS));
}

/* Each subject: its best cue, and a fifth of what its others say. */
static void score_subjects(const struct reading *r,
                           struct subject_score scores[SUBJECT_COUNT])
{
    memset(scores, 0, SUBJECT_COUNT * sizeof *scores);
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (hit->cue->type != CUE_SUBJECT || is_of_hours(r, hit))
            continue;
        struct subject_score *score = &scores[hit->cue->subject];
        double value = hit_value(hit);
        double best = score->best ? hit_value(score->best) : 0;
        score->subject = hit->cue->subject;
        score->strong = score->strong || !hit->cue->weak;
        score->score += 0.2 * value;
        if (value > best) {
            score->score += 0.8 * (value - best);
            score->best = hit;
        }
    }
}

/* The mark that parts most between two. */
static enum mark mark_between(const struct reading *r, const struct cue_hit *a,
                              const struct cue_hit *b)
{
    return a->from < b->from ? reading_mark(r, a->to, b->from + 1)
                             : reading_mark(r, b->to, a->from + 1);
}

/* Whether something between the two joins two requests: "and", a comma; "or" is
 * rather between occupations. */
static bool are_joined(const struct reading *r, const struct cue_hit *a,
                       const struct cue_hit *b)
{
    const struct cue_hit *first = a->from < b->from ? a : b;
    const struct cue_hit *second = first == a ? b : a;
    for (size_t t = first->to; t < second->from; t++)
        if (r->tokens[t].uses & WORD_JOINT &&
            !str_eq(r->tokens[t].word, STR("or")))
            return true;
    return mark_between(r, a, b) >= MARK_LIST;
}

/* What was learned counts beside the cues. A subject that no cue asks for has
 * to be likely by itself. */
static void add_learned(const struct intent *intent,
                        struct subject_score scores[SUBJECT_COUNT])
{
    for (int s = SUBJECT_OVERVIEW; intent->learned && s < SUBJECT_COUNT; s++) {
        double share = intent->subject[s];
        if (!scores[s].best && share < likely_alone)
            continue;
        scores[s].subject = (enum subject)s;
        scores[s].strong = scores[s].strong || share >= surely;
        scores[s].score += learned_weight * share;
    }
}

/* The best one not yet taken; a general "tell me about" only when nothing
 * else asks for more than a small word does. */
static struct subject_score *
best_subject(struct subject_score scores[SUBJECT_COUNT],
             const bool taken[SUBJECT_COUNT])
{
    struct subject_score *best = NULL;
    for (int s = SUBJECT_OVERVIEW + 1; s < SUBJECT_COUNT; s++)
        if (scores[s].subject && !taken[s] &&
            (!best || scores[s].score > best->score))
            best = &scores[s];
    struct subject_score *overview = &scores[SUBJECT_OVERVIEW];
    if (overview->subject && !taken[SUBJECT_OVERVIEW] &&
        (!best || (best->score < general && overview->score > best->score)))
        return overview;
    return best;
}

/* "Pay and outlook", "工資和需要什麼駕照": a few small words between the two.
 */
static bool are_beside(const struct reading *r, const struct cue_hit *a,
                       const struct cue_hit *b)
{
    enum { WORDS = 1, HAN = 6 };
    const struct cue_hit *first = a->from < b->from ? a : b;
    const struct cue_hit *second = first == a ? b : a;
    size_t most = r->words[second->from].han ? HAN : WORDS;
    for (size_t t = first->to; t < second->from; t++)
        if (!r->covered[t] || r->tokens[t].key.len == 0)
            most = WORDS;
    return second->from <= first->to + most;
}

/* Whether a further subject is asked for beside those that were read. */
static bool is_further(const struct reading *r, const struct query *q,
                       const struct cue_hit *const *hits,
                       const struct subject_score *next)
{
    if (next->subject == SUBJECT_OVERVIEW || !next->strong || !next->best ||
        next->score < 1 || q->subjects[0].subject == SUBJECT_OVERVIEW)
        return false;
    bool likely =
        !r->intent.learned || r->intent.subject[next->subject] >= perhaps;
    for (size_t i = 0; i < q->subject_count; i++)
        if (!hits[i] || !are_joined(r, hits[i], next->best) ||
            (!likely && !are_beside(r, hits[i], next->best) &&
             mark_between(r, hits[i], next->best) < MARK_QUESTION))
            return false;
    return true;
}

void read_subjects(const struct reading *r, struct query *q, bool *strong)
{
    struct subject_score scores[SUBJECT_COUNT];
    bool taken[SUBJECT_COUNT] = {false};
    const struct cue_hit *hits[QUERY_SUBJECTS];
    score_subjects(r, scores);
    add_learned(&r->intent, scores);
    *strong = false;
    while (q->subject_count < QUERY_SUBJECTS) {
        struct subject_score *next = best_subject(scores, taken);
        if (!next || (q->subject_count > 0 && !is_further(r, q, hits, next)))
            return;
        taken[next->subject] = true;
        if (q->subject_count == 0)
            *strong = next->strong;
        size_t place = q->subject_count; /* as the person put them */
        for (size_t i = 0; i < q->subject_count; i++)
            if (next->best->from < hits[i]->from && place > i)
                place = i;
        for (size_t i = q->subject_count; i > place; i--) {
            hits[i] = hits[i - 1];
            q->subjects[i] = q->subjects[i - 1];
        }
        hits[place] = next->best;
        q->subjects[place] = (struct asked){
            next->subject, next->best ? next->best->cue->part : STR_NONE};
        q->subject_count++;
    }
}
