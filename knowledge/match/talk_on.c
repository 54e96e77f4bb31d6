/* What goes on from the last answer without a subject of its own: it does not
 * suit, it is too long, which one to choose, a degree told in passing. */
#include "talk.h"

#include "wish_kinds.h"

bool talk_asks_higher(const struct reading *r)
{
    return reading_says_any(r, WORDING(ASKS_HIGHER));
}

enum wish_rank talk_unsuited(const struct reading *r, const struct topic *topic,
                             const struct query *q)
{
    enum subject subject =
        q->subject_count > 0 && reading_cue(r, CUE_SUBJECT, NULL)
            ? q->subjects[0].subject
            : topic->subject;
    if (reading_cue(r, CUE_KIND, "why")) /* 太低了吧 */
        return RANK_NONE;
    if (reading_cue(r, CUE_KIND, "too_hard"))
        return RANK_QUICK;
    if (!reading_cue(r, CUE_KIND, "too") && !talk_asks_higher(r))
        return RANK_NONE;
    enum wish_rank rank =
        subject == SUBJECT_PIVOTS ? topic->wishes.rank : wish_rank_by(subject);
    return rank == RANK_NONE ? RANK_PAY : rank;
}

void talk_rank_unsuited(enum wish_rank unsuited, struct wish_reading *read,
                        struct wishes *wishes)
{
    bool low = wishes->rank == RANK_PAY_LOW; /* "too low pay" */
    if (unsuited == RANK_NONE || (read->facts > 0 && !low))
        return;
    wishes->rank = unsuited;
    read->subject = wish_rank_subject(unsuited);
}

/* "So which one should I pick?": what speaks for each. */
static bool asks_to_choose(const struct reading *r, const struct topic *topic,
                           struct query *q)
{
    if (topic->soc_count < 2 || !reading_cue(r, CUE_KIND, "choose"))
        return false;
    talk_take(r, topic, q);
    q->subject_count = 0;
    q->brief = true;
    q->choosing = true;
    return true;
}

/* "Make it shorter" */
static bool asks_for_less(const struct reading *r, const struct topic *topic,
                          struct query *q)
{
    enum { STRANGE = 1 };
    if (!reading_cue(r, CUE_KIND, "shorter") || reading_strange(r) > STRANGE)
        return false;
    talk_take(r, topic, q);
    talk_repeat(topic, q);
    if (topic->subject == SUBJECT_PIVOTS)
        q->wishes = topic->wishes;
    q->brief = true;
    return true;
}

/* "I have a history degree", on the way to become something: the way is still
 * what is asked for. */
static bool tells_degree(const struct reading *r, const struct named *n,
                         const struct topic *topic, struct query *q)
{
    const struct cue_hit *degree = NULL;
    for (size_t i = 0; i < r->phrase_count; i++) /* of a field, maybe named */
        if (cue_is(r->phrases[i].cue, CUE_KIND, "degree") &&
            (!degree || r->phrases[i].to > degree->to))
            degree = &r->phrases[i];
    if (!degree || topic->soc_count != 1 || reading_is_question(r) ||
        topic->subject == SUBJECT_PIVOTS || named_asks_where_to(q))
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (n->mentions[i].from < degree->from ||
            n->mentions[i].from > degree->to)
            return false;
    talk_take(r, topic, q);
    q->subjects[0] = (struct asked){.subject = SUBJECT_ENTRY};
    q->subject_count = 1;
    q->degree = true;
    return true;
}

/* 要多少錢, after the way in: what it costs, and not what it pays. */
static bool asks_price(const struct reading *r, const struct topic *topic,
                       struct query *q)
{
    if (!reading_says_any(r, WORDING(ASKS_PRICE)) ||
        topic->subject != SUBJECT_ENTRY || reading_strange(r) > 0)
        return false;
    talk_take(r, topic, q);
    q->subjects[0] = (struct asked){SUBJECT_ENTRY, STR("cost")};
    q->subject_count = 1;
    q->lead.kind = LEAD_COST;
    return true;
}

/* "I want something stable", after a comparison: who is ahead in that. */
static bool wishes_of_compared(const struct reading *r,
                               const struct topic *topic, struct query *q)
{
    struct wishes wishes = {0};
    if (topic->soc_count < 2 || reading_is_question(r))
        return false;
    struct wish_reading read = wishes_read(r, &wishes);
    if (read.facts == 0 || read.left_count > 0 ||
        reading_cue(r, CUE_KIND, "list") || read.subject == SUBJECT_NONE)
        return false;
    talk_take(r, topic, q);
    q->subjects[0] = (struct asked){.subject = read.subject};
    q->subject_count = 1;
    return true;
}

bool talk_goes_on(const struct reading *r, const struct named *n,
                  const struct topic *topic, struct query *q)
{
    bool said =
        topic->soc_count > 0 && !topic->listed &&
        (tells_degree(r, n, topic, q) ||
         ((n->count == 0 || (n->count == 1 && named_guessed(n->mentions))) &&
          (asks_to_choose(r, topic, q) || asks_for_less(r, topic, q) ||
           asks_price(r, topic, q) || wishes_of_compared(r, topic, q))));
    if (said)
        q->confidence = 0.9;
    return said;
}
