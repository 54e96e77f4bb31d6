/* Finds the way from one occupation to another by the words before each:
 * [word/goal] before the one wanted ("become"), [word/to] where nothing but it
 * stands between the two, [word/origin] before the one somebody has. */
#include "goal.h"

enum { NEAR = 2 }; /* an article or the like may stand between */
enum { LONGEST = 4 };

static size_t length_of(const struct cue_hit *hit)
{
    return hit ? hit->to - hit->from : 0;
}

/* The longest word of that part that ends at token `at` or a little before, and
 * begins at `from` or behind; NULL: none. */
static const struct cue_hit *
word_before(const struct reading *r, const char *part, size_t from, size_t at)
{
    const struct cue_hit *best = NULL;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (cue_is(hit->cue, CUE_WORD, part) && hit->from >= from &&
            hit->to <= at && hit->to + NEAR >= at &&
            length_of(hit) > length_of(best))
            best = hit;
    }
    return best;
}

/* "Nurse or going into teaching": a choice between the two, no way. */
static bool are_compared(const struct reading *r, const struct mention *a,
                         const struct mention *b)
{
    if (reading_cue(r, CUE_KIND, "compare") && mentions_joined(r, a, b))
        return true;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (cue_is(hit->cue, CUE_KIND, "compare") && hit->from >= a->to &&
            hit->to <= b->from)
            return true;
    }
    return false;
}

static size_t end_before(const struct named *n, size_t mention)
{
    return mention == 0 ? 0 : n->mentions[mention - 1].to;
}

/* "After being a nurse" says more than "being a nurse". */
static bool is_wanted(const struct reading *r, const struct named *n,
                      size_t mention)
{
    size_t end = end_before(n, mention), at = n->mentions[mention].from;
    const struct cue_hit *to = word_before(r, "to", end, at);
    const struct cue_hit *goal = word_before(r, "goal", end, at);
    if (length_of(word_before(r, "origin", end, at)) > length_of(goal))
        return false;
    return goal || (to && mention > 0 && to->from == end &&
                    !n->mentions[mention].aside &&
                    n->mentions[mention - 1].unknown.len == 0);
}

bool goal_is_had(const struct reading *r, const struct named *n, size_t mention)
{
    return word_before(r, "origin", end_before(n, mention),
                       n->mentions[mention].from) != NULL;
}

/* Whom the way to n->mentions[to] begins with: of those before it the last one
 * somebody says to have, else the one before it; else one said to be had behind
 * it. n->count: none. */
static size_t origin_of(const struct reading *r, const struct named *n,
                        size_t to)
{
    size_t found = n->count;
    for (size_t i = to; i-- > 0 && found == n->count;)
        if (goal_is_had(r, n, i))
            found = i;
    if (found == n->count && to > 0)
        found = to - 1;
    if (found == n->count && to + 1 < n->count && goal_is_had(r, n, to + 1))
        found = to + 1;
    if (found == n->count ||
        are_compared(r, &n->mentions[found < to ? found : to],
                     &n->mentions[found < to ? to : found]) ||
        n->mentions[found].who[0].occupation ==
            n->mentions[to].who[0].occupation)
        return n->count;
    return found;
}

/* 我媽是護士: somebody is spoken of in the same clause, before that token. */
static bool is_of_person(const struct reading *r, size_t token)
{
    for (size_t t = token; t > 0 && r->tokens[t].before < MARK_COMMA; t--)
        if (reading_is_word(r, t - 1, "person"))
            return t < token; /* 男護士 */
    return false;
}

/* "I'm a teacher. My daughter wants to be a vet", 我媽是護士，我想當廚師: the
 * way is not that of who is at its end; but "my son is a cook and wants to be a
 * nurse". */
static bool is_of_another(const struct reading *r, const struct mention *from,
                          const struct mention *to)
{
    static const char *const own[] = {"my", "our", "我", "的"};
    static const char *const same[] = {"who", "that", "and",    "but",
                                       "he",  "she",  "really", "now"};
    bool clause = false;
    for (size_t t = from->to; t < to->from; t++) {
        struct str before = r->words[t - 1].word;
        clause = clause || r->tokens[t].before >= MARK_COMMA;
        if ((str_eq(r->words[t].word, STR("wants")) &&
             !STR_IS_ONE_OF(before, same)) ||
            (clause && str_eq(r->words[t].word, STR("我")) &&
             is_of_person(r, from->from)) ||
            (clause && reading_is_word(r, t, "person") &&
             STR_IS_ONE_OF(before, own)))
            return true;
    }
    return false;
}

void goal_find(const struct reading *r, struct named *n)
{
    for (size_t to = n->count; to-- > 0 && n->count > 1;) {
        size_t from = is_wanted(r, n, to) ? origin_of(r, n, to) : n->count;
        if (from == n->count)
            continue;
        if (is_of_another(r, &n->mentions[from], &n->mentions[to])) {
            n->mentions[0] = n->mentions[to];
            n->count = 1;
            return;
        }
        n->main = to;
        n->moving = true;
        n->from = from;
        return;
    }
}

/* A small word, unless it is written as "IT" is. */
static bool is_small(const struct reading *r, size_t token)
{
    return (r->words[token].uses & WORD_STOP) &&
           !reading_is_abbreviation(r, token);
}

static bool is_open(const struct reading *r, size_t from, size_t to)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (cue_is(r->cues[i].cue, CUE_WORD, "open") &&
            r->cues[i].from >= from && r->cues[i].to <= to)
            return true;
    return false;
}

struct str goal_unknown(const struct reading *r, const struct mention *from)
{
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        size_t at = hit->to, end;
        if (!cue_is(hit->cue, CUE_WORD, "to") || hit->from != from->to)
            continue;
        while (at < r->count && is_small(r, at))
            at++;
        end = at;
        while (end < r->count && end < at + LONGEST && !is_small(r, end))
            end++;
        if (end > at && !is_open(r, hit->to, end))
            return reading_said(r, at, end);
    }
    return STR_NONE;
}

/* What is asked of the one wanted; else it is the way in. */
static bool is_of_goal(const struct query *q)
{
    static const enum subject of_goal[] = {SUBJECT_ENTRY, SUBJECT_CERTIFICATES,
                                           SUBJECT_SKILLS, SUBJECT_SALARY,
                                           SUBJECT_AI_RISK};
    for (size_t i = 0; i < sizeof of_goal / sizeof *of_goal; i++)
        if (q->subject_count > 0 && q->subjects[0].subject == of_goal[i])
            return true;
    return false;
}

/* In how many ways of so many steps one is related to the other. */
static size_t ways_between(const struct pack *pack, size_t from, size_t to,
                           int steps)
{
    size_t count, ways = 0;
    const struct pack_entry *related =
        pack_entries(pack, from, LANG_EN, FIELD_RELATED, &count);
    for (size_t i = 0; i < count; i++) {
        size_t next = pack_find_soc(pack, (uint32_t)related[i].num[0]);
        if (next == pack_occupation_count(pack))
            continue;
        ways +=
            steps > 1 ? ways_between(pack, next, to, steps - 1) : next == to;
    }
    return ways;
}

/* Of those called as the one wanted, the one that is related to the one
 * somebody has, or else to most that are; 0: none is. */
static size_t nearest_of(const struct pack *pack, const struct mention *to,
                         size_t from)
{
    enum { STEPS = 2 };
    size_t best = 0, most = 0;
    for (int steps = 1; steps <= STEPS && most == 0; steps++)
        for (size_t i = 0; i < to->count; i++) {
            size_t ways =
                ways_between(pack, from, to->who[i].occupation, steps);
            if (ways > most) {
                most = ways;
                best = i;
            }
        }
    return best;
}

/* To the one named, from that occupation: the way in, if nothing else of it is
 * asked. */
static void take_way(const struct reading *r, const struct mention *to,
                     size_t from, struct query *q)
{
    q->moving = true;
    q->from = from;
    if (!is_of_goal(q)) {
        q->subjects[0] = (struct asked){.subject = SUBJECT_ENTRY};
        q->subject_count = 1;
    }
    q->said = named_words(r, to);
    q->confidence = 0.85;
}

/* "And if I switched to electrician", after HVAC: from the one to the other. */
static bool switches(const struct reading *r, const struct named *n,
                     const struct topic *topic, struct query *q)
{
    const struct mention *to = &n->mentions[0];
    size_t from = pack_find_soc(r->matcher->pack, topic->soc[0]);
    if (!named_surely(to) || from == to->who[0].occupation ||
        !word_before(r, "switch", 0, to->from))
        return false;
    q->kind = KIND_FOLLOWUP;
    add_mention(q, to);
    take_way(r, to, from, q);
    return true;
}

bool goal_of_talk(const struct reading *r, const struct named *n,
                  const struct topic *topic, struct query *q)
{
    const struct mention *had = &n->mentions[0];
    if (n->count == 1 && topic->soc_count == 1 && !topic->listed &&
        switches(r, n, topic, q))
        return true;
    if (n->count != 1 || topic->soc_count != 1 || topic->listed ||
        topic->subject == SUBJECT_PIVOTS || q->subject_count == 0 ||
        !named_surely(had) || !named_who_asks(r, had))
        return false;
    size_t to = pack_find_soc(r->matcher->pack, topic->soc[0]);
    bool way = q->subjects[0].subject == SUBJECT_ENTRY ||
               q->subjects[0].subject == SUBJECT_CERTIFICATES;
    if (!way || to == had->who[0].occupation)
        return false;
    q->kind = KIND_FOLLOWUP;
    q->moving = true;
    q->from = had->who[0].occupation;
    add_candidate(q, to, 0.95);
    add_mention(q, had);
    q->confidence = 0.85;
    return true;
}

void goal_read(const struct reading *r, const struct named *n, bool shared,
               struct query *q)
{
    const struct mention *to = &n->mentions[n->main];
    const struct mention *from = &n->mentions[n->from];
    size_t near =
        shared ? nearest_of(r->matcher->pack, to, from->who[0].occupation) : 0;
    q->kind = KIND_SINGLE;
    add_candidate(q, to->who[near].occupation, to->who[near].score);
    add_mention(q, to);
    add_mention(q, from);
    take_way(r, to, from->who[0].occupation, q);
}
