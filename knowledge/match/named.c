/* Which of several occupations a question is about, and which it compares. */
#include "named.h"

#include <string.h>

static const double surely_compares = 0.5;

void add_candidate(struct query *q, size_t occupation, double score)
{
    for (size_t i = 0; i < q->candidate_count; i++)
        if (q->candidates[i].occupation == occupation)
            return;
    if (q->candidate_count < ANSWER_OCCUPATIONS)
        q->candidates[q->candidate_count++] =
            (struct candidate){occupation, score < 0 ? 0 : score};
}

struct str named_words(const struct reading *r, const struct mention *m)
{
    return arena_str(r->arena, reading_text(r, m->from, m->to));
}

void add_mention(struct query *q, const struct mention *m)
{
    for (size_t i = 0; i < m->count; i++)
        add_candidate(q, m->who[i].occupation, m->who[i].score);
}

bool named_guessed(const struct mention *m)
{
    return m->named == 0 && m->equal == 0 && m->who[0].score < KNOWN_NAME;
}

bool named_surely(const struct mention *m)
{
    return m->named > 0 && m->who[0].score >= SURE_NAME;
}

bool named_own(const struct mention *m)
{
    return m->named > 0 && m->who[0].score >= OWN_NAME;
}

bool named_alone(const struct reading *r, const struct mention *m)
{
    return m->from == 0 && m->to == r->count;
}

bool named_who_asks(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"im", "am", "m", "was", "being", "ex"};
    for (size_t back = 1; back <= 3 && back <= m->from; back++)
        if (STR_IS_ONE_OF(r->tokens[m->from - back].word, before))
            return true;
    return false;
}

bool named_asks_where_to(const struct query *q)
{
    return q->subject_count > 0 && q->subjects[0].subject == SUBJECT_PIVOTS;
}

static bool has_article(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"become", "becoming", "into"};
    return m->from > 0 && (r->tokens[m->from - 1].uses & WORD_ARTICLE ||
                           STR_IS_ONE_OF(r->tokens[m->from - 1].word, before));
}

/* Where the mention begins, with an article unless that begins the message. */
static size_t before_article(const struct reading *r, const struct mention *m)
{
    bool article = m->from > 1 && (r->tokens[m->from - 1].uses & WORD_ARTICLE);
    return article ? m->from - 1 : m->from;
}

/* "Do electricians need a CDL": who does what is asked. */
static bool is_who_does(const struct reading *r, const struct mention *m)
{
    size_t before = before_article(r, m);
    return before == 1 && (r->tokens[0].uses & WORD_ASKS) &&
           !reading_is_word(r, 0, "open"); /* "which programs should ..." */
}

/* "Do they need an EMT licence": what is needed, and not whom it is about. */
static bool is_needed(const struct reading *r, const struct mention *m)
{
    static const char *const needs[] = {"need", "needs", "require", "requires",
                                        "hold"};
    size_t before = before_article(r, m);
    return before > 0 && STR_IS_ONE_OF(r->tokens[before - 1].word, needs);
}

/* Of several occupations named, which one the question is about: the first,
 * but rather one named as people name occupations, and not the one that the
 * person has, unless to leave it. */
static double weigh_mention(const struct reading *r, const struct query *q,
                            const struct mention *m)
{
    double weight = m->other ? 0 : m->named > 0 ? 2 : 1;
    if (named_surely(m))
        weight += 0.5; /* rather than a field */
    if (has_article(r, m))
        weight += 1;
    if (is_who_does(r, m))
        weight += 2;
    if (is_needed(r, m))
        weight -= 2;
    if (named_who_asks(r, m))
        weight += named_asks_where_to(q) ? 1 : -1;
    return weight;
}

/* The mentions that stand joined, from the first that is no aside on. */
static size_t count_joined(const struct reading *r, const struct named *n)
{
    size_t count = 1;
    while (count < n->count && count < QUERY_COMPARED &&
           mentions_joined(r, &n->mentions[count - 1], &n->mentions[count]))
        count++;
    return count;
}

static bool is_one_occupation(const struct named *n, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (n->mentions[i].who[0].occupation !=
            n->mentions[0].who[0].occupation)
            return false;
    return true;
}

static void drop_asides(struct named *n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n->count; i++)
        if (!n->mentions[i].aside)
            n->mentions[kept++] = n->mentions[i];
    n->count = kept;
}

/* "programmer/coder": mostly two names of one, unless both are titles. */
static bool joined_by_slash(const struct reading *r, const struct named *n)
{
    const struct mention *a = &n->mentions[0], *b = &n->mentions[1];
    return reading_mark(r, a->to, b->from + 1) == MARK_SLASH &&
           (a->who[0].score < TITLE_NAME || b->who[0].score < TITLE_NAME);
}

/* "Compare the nurse and the cop, drop the teacher" */
static void drop_dropped(const struct reading *r, struct named *n)
{
    enum { LEFT = 2 };
    for (size_t i = n->count; i-- > 0 && n->count > LEFT;)
        if (reading_kind_before(r, "drop", n->mentions[i].from))
            memmove(&n->mentions[i], &n->mentions[i + 1],
                    (--n->count - i) * sizeof *n->mentions);
}

void named_settle(const struct reading *r, const struct query *q,
                  struct named *n)
{
    const struct intent *intent = &r->intent;
    if (!n->moving && reading_cue(r, CUE_KIND, "compare"))
        drop_dropped(r, n);
    if (n->count < 2 || n->moving)
        return;
    bool compare = reading_cue(r, CUE_KIND, "compare") != NULL;
    bool slash = joined_by_slash(r, n);
    double share = intent->learned ? intent->kind[INTENT_COMPARE] : 1;
    if (share < surely_compares)
        drop_asides(n);
    size_t joined = count_joined(r, n);
    if (share >= surely_compares)
        joined = n->count < QUERY_COMPARED ? n->count : QUERY_COMPARED;
    if (joined > 1 && !is_one_occupation(n, joined) &&
        (share >= surely_compares || compare || !slash)) {
        n->compared = joined;
        return;
    }
    n->same = joined > 1 && (compare || share >= surely_compares) && !slash &&
              is_one_occupation(n, joined) &&
              n->mentions[0].who[0].score >= SURE_NAME &&
              n->mentions[1].who[0].score >= SURE_NAME;
    double best = -1;
    for (size_t i = 0; i < n->count; i++) {
        double weight = weigh_mention(r, q, &n->mentions[i]);
        if (weight > best) {
            best = weight;
            n->main = i;
        }
    }
}
