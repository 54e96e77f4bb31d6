/* Of a name that several occupations have, the rest of the question tells
 * which: each is weighed by how much it explains of the words behind the name,
 * but for those that are refused. */
#include "meant.h"

#include "title_features.h"
#include "told.h"

#include <math.h>
#include <string.h>

static const double explains = 0.3; /* of what is added, to be meant */
static const double clearly = 0.15; /* more than the others */

static bool is_kind(const struct cue_hit *hit, const char *part)
{
    return cue_is(hit->cue, CUE_KIND, part);
}

/* --- refused, taken back --- */

/* "Pharmacists. Scratch that, pharmacy aides" */
static bool is_taken_back(const struct reading *r, const struct mention *m,
                          const struct mention *last)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (is_kind(&r->cues[i], "retract") && r->cues[i].from >= m->to &&
            r->cues[i].to <= last->from)
            return true;
    return false;
}

static void drop(struct named *n, size_t at)
{
    memmove(&n->mentions[at], &n->mentions[at + 1],
            (n->count - at - 1) * sizeof *n->mentions);
    n->count--;
}

/* "My dad is a plumber": the words between say no more than that. */
static bool is_of_relative(const struct reading *r, const struct mention *m)
{
    enum { BETWEEN = 2 }; /* "is a" */
    size_t at = m->from;
    while (at > 0 && m->from - at < BETWEEN &&
           !reading_is_word(r, at - 1, "person"))
        at--;
    return at > 1 && reading_is_word(r, at - 1, "person") &&
           reading_says(r, at - 2, WORDING(LISTED_ME)) &&
           (at < m->from || r->tokens[m->from].han);
}

/* What relatives do is not asked for beside another. */
static void drop_relatives(const struct reading *r, struct named *n)
{
    for (size_t i = n->count; i-- > 0 && n->count > 1;)
        if (is_of_relative(r, &n->mentions[i]))
            drop(n, i);
}

static void drop_refused(const struct reading *r, struct named *n)
{
    for (size_t i = n->count; i-- > 0 && n->count > 1;)
        if (reading_kind_before(r, "refusal", n->mentions[i].from) ||
            is_taken_back(r, &n->mentions[i], &n->mentions[n->count - 1]))
            drop(n, i);
}

/* --- of one name --- */

/* How many occupations the name means as well as the first. */
static size_t count_alike(const struct mention *m)
{
    size_t count = 1;
    while (count < m->named && count < m->count &&
           m->who[0].score - m->who[count].score < ALIKE_NAMES)
        count++;
    return count;
}

static bool is_within(const struct cue_hit *hit, size_t token)
{
    return hit->from <= token && token < hit->to;
}

/* Words that ask, or that name another occupation for sure, tell nothing of
 * the one meant; nor do those behind "not". */
static bool tells(const struct reading *r, const struct named *n, size_t token)
{
    if ((r->words[token].uses & WORD_STOP) ||
        features_is_small(r->words[token].word))
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (named_surely(&n->mentions[i]) && token >= n->mentions[i].from &&
            token < n->mentions[i].to)
            return false;
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        enum cue_type type = hit->cue->type;
        if (is_within(hit, token) &&
            (type == CUE_SUBJECT || type == CUE_KIND || type == CUE_WORD ||
             type == CUE_DESCRIBED))
            return false;
        if (is_kind(hit, "refusal") && token >= hit->to &&
            token < reading_clause_end(r, hit->from))
            return false;
    }
    return true;
}

/* The first of its name is the one that explains the words behind it best. */
static void settle_name(const struct reading *r, struct named *n)
{
    enum { HITS = 256 };
    struct mention *m = &n->mentions[0];
    size_t alike_count = count_alike(m), best = 0;
    if (alike_count < 2 || !named_surely(m))
        return;
    bool *leave = arena_alloc_array(r->arena, r->count, sizeof *leave), any = 0;
    for (size_t t = 0; t < r->count; t++) {
        leave[t] = t < m->to || !tells(r, n, t);
        any = any || !leave[t];
    }
    if (!any)
        return;
    struct told_hit *hits = arena_alloc_array(r->arena, HITS, sizeof *hits);
    size_t count = told_rank(r->matcher->pack, r->arena, r->words, leave,
                             r->count, hits, HITS);
    double score[ANSWER_OCCUPATIONS] = {0}, second = 0;
    for (size_t h = 0; h < count; h++)
        for (size_t i = 0; i < alike_count; i++)
            if (hits[h].occupation == m->who[i].occupation)
                score[i] = hits[h].score;
    for (size_t i = 1; i < alike_count; i++)
        best = score[i] > score[best] ? i : best;
    for (size_t i = 0; i < alike_count; i++)
        if (i != best && score[i] > second)
            second = score[i];
    if (score[best] < explains || score[best] - second < clearly)
        return;
    struct candidate meant = m->who[best];
    memmove(&m->who[1], &m->who[0], best * sizeof *m->who);
    meant.score = fmax(meant.score, m->who[0].score);
    m->who[0] = meant;
    m->equal = 1;
    m->settled = true;
    for (size_t i = n->count; i-- > 1;)
        if (!named_surely(&n->mentions[i]))
            drop(n, i);
}

void meant_settle(const struct reading *r, struct named *n)
{
    drop_refused(r, n);
    drop_relatives(r, n);
    if (n->count > 0)
        settle_name(r, n);
}

bool meant_none(const struct reading *r, const struct named *n)
{
    const struct wordings *words = r->matcher->wordings;
    /* Not of others, or what one has: "would they hate being a nurse". */
    bool liked = reading_says_any(r, WORDING(ASKS_LIKED));
    bool told = r->count > 0 && reading_says(r, 0, WORDING(ASKS_UNWANTED));
    told = told || reading_says_any(r, WORDING(LISTED_ME));
    for (size_t t = 0; t < r->count; t++)
        told = told || r->tokens[t].han;
    for (size_t i = 0; i < n->count; i++)
        told = told && !named_who_asks(r, &n->mentions[i]);
    for (size_t i = 0; i < n->count; i++) {
        size_t from = r->tokens[n->mentions[i].from].from;
        const struct wording *before =
            wordings_end(words, str_trim(str_slice(r->text, 0, from)),
                         WORDING(ASKS_LIKED) | WORDING(ASKS_UNWANTED) |
                             WORDING(ASKS_OPEN)); /* "would I like" */
        if (!before || before->topic == WORDING_ASKS_OPEN)
            return false;
    }
    return (liked || told) && n->count > 0;
}
