/* Finds the words that say what somebody does, between what says that somebody
 * is described ("someone who", 的人) and what is asked of them, and ranks the
 * occupations by them. Which words those are is the lexicon's to say:
 * [described/who] and so on. */
#include "described.h"

#include "title_features.h"
#include "told.h"

#include <math.h>

static const double sure = 0.65;     /* explained, to answer for it */
static const double sure_bare = 0.8; /* "I cut hair" */
static const double offered = 0.5;
static const double close_to = 0.92; /* of the first: as likely */
static const double named = 0.25;    /* a name, beside what is told */
static const double of_those = 0.4;  /* may be called as the one before */
static const double of_none = 0.9;   /* about a job nobody says which */
static const double listed = 0.5;    /* likely to ask for a list */
static const double compares = 0.4;
static const double at_large = 0.5; /* explained, of a whole question */
static const double one_subject = 0.6;
static const double rather_right = 0.4;
static const double at_length = 0.32; /* of one that tells much */
static const double one_at_length = 0.42;
static const double of_any = 0.35; /* no one occupation is asked about */
static const float asks_enough = 0.8F;
static const double asks_learned = 0.75;
static const double about_work = 0.1; /* off topic, at most, to be of one */

/* Words that tell of work although the verb does not: "who sits in the tower
 * and tells pilots when to land". */
enum { TELLING = 7 };

/* [from, to): the words of the mention; [first, last): those that describe. */
struct description {
    size_t from, to, first, last;
    size_t end; /* of the clause behind `first`, but for what it asks */
    bool bare;  /* nothing but "I", "who" or 的 says that it describes */
    bool ones;  /* "the ones who": of those spoken of before */
};

/* Of the phrases in all words, also in those that a name takes: 修機車的 is
 * one.
 */
static const struct cue_hit *cue_at(const struct reading *r, size_t from,
                                    const char *part)
{
    const struct cue_hit *best = NULL;
    for (size_t i = cues_first_hit(r->phrases, r->phrase_count, from);
         i < r->phrase_count && r->phrases[i].from == from; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if (cue_is(hit->cue, CUE_DESCRIBED, part) &&
            (!best || hit->to > best->to))
            best = hit;
    }
    return best;
}

static bool asks_at(const struct reading *r, size_t token)
{
    return r->covered[token] && reading_asks_at(r, token);
}

static bool is_stop(const struct reading *r, size_t token)
{
    return r->words[token].uses & WORD_STOP;
}

/* --- where it stands --- */

/* Where what describes begins: behind the phrase, or in its gap: "the one at
 * the airport who". */
static size_t begin_of(const struct cue_hit *who)
{
    size_t gap = cue_gap(who->cue);
    return gap < who->cue->count ? who->from + gap : who->to;
}

/* "The guy standing at the gate": who is seen doing it. */
static const struct cue_hit *find_seen(const struct reading *r, size_t token,
                                       size_t end)
{
    enum { SHORTEST = 5 };
    const struct cue_hit *seen = cue_at(r, token, "whom");
    if (!seen || seen->to >= end)
        return NULL;
    struct str doing = r->words[seen->to].word;
    return doing.len >= SHORTEST && str_ends(doing, STR("ing")) ? seen : NULL;
}

/* "The guy who fixes lifts", "job where you cut hair"; else "I cut hair".
 * *to: where what describes begins. */
static const struct cue_hit *find_who(const struct reading *r, size_t clause,
                                      size_t end, size_t *to)
{
    const struct cue_hit *who = cue_at(r, clause, "doer"), *next;
    for (size_t t = clause; t < end; t++) {
        if (!(next = cue_at(r, t, "who"))) {
            if (!(next = find_seen(r, t, end)))
                continue;
            *to = next->to;
            return next;
        }
        who = next;
        for (*to = begin_of(who);
             (next = cue_at(r, *to - 1, "who")) && next->to > *to;)
            *to = next->to; /* "the guy", "guy who" */
        return who;
    }
    *to = who ? who->to : 0;
    return who;
}

/* "... or the one who talks to it from the tower" */
static bool begins_another(const struct reading *r, size_t token, size_t end)
{
    return token + 1 < end && (r->words[token].uses & WORD_JOINT) &&
           cue_at(r, token + 1, "who");
}

/* Whether something is asked there, and not told: "who tells banks what your
 * house is worth". */
static bool asks_from(const struct reading *r, size_t token, size_t end)
{
    static const char *const own[] = {"my",  "our", "your",
                                      "his", "her", "their"};
    const struct cue_hit *asking = cue_at(r, token, "asking");
    return asking &&
           !(asking->to < end && r->tokens[token].before < MARK_COMMA &&
             (r->words[asking->to].uses & WORD_ARTICLE ||
              STR_IS_ONE_OF(r->words[asking->to].word, own)));
}

static bool find_english(const struct reading *r, size_t clause, size_t end,
                         struct description *d)
{
    static const char *const ones[] = {"one", "ones"};
    size_t first;
    const struct cue_hit *who = find_who(r, clause, end, &first);
    if (!who || r->tokens[who->from].han)
        return false;
    *d = (struct description){.from = who->from, .first = first};
    d->bare = str_eq(who->cue->part, STR("doer"));
    for (size_t t = d->from; t < first; t++)
        d->ones = d->ones || STR_IS_ONE_OF(r->words[t].word, ones);
    for (d->end = first; d->end < end; d->end++)
        if (d->end > first &&
            (asks_from(r, d->end, end) || begins_another(r, d->end, end)))
            break;
    d->last = d->end;
    while (d->last > first &&
           (asks_at(r, d->last - 1) || is_stop(r, d->last - 1)))
        d->last--;
    d->to = d->last;
    return d->last > first && (!cue_at(r, first, "state") ||
                               (!d->bare && d->last - first >= TELLING));
}

/* By token of [clause, end), whether what follows a description that ends
 * before it asks something; nothing at all may follow, too. */
static const bool *asks_behind(const struct reading *r, size_t clause,
                               size_t end)
{
    bool *asks = arena_alloc_array(r->arena, end - clause + 1, sizeof *asks);
    asks[end - clause] = true;
    for (size_t i = 0; i < r->cue_count; i++)
        for (size_t t = r->cues[i].from; t < r->cues[i].to; t++)
            if (r->cues[i].cue->type == CUE_SUBJECT && r->covered[t] &&
                t >= clause && t < end)
                asks[t - clause] = true;
    for (size_t t = end; t-- > clause;)
        asks[t - clause] =
            asks[t - clause] || cue_at(r, t, "asking") ||
            (r->covered[t] && t + 1 < end && asks[t + 1 - clause]);
    return asks;
}

/* 工資更高的, 建築類的, 薪水要高的: what is wished of a job describes none. */
static bool is_wished(const struct reading *r, size_t from, size_t to)
{
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        bool wish = hit->cue->type == CUE_WISH || hit->cue->type == CUE_GROUP;
        bool first = hit->cue->type == CUE_SUBJECT && hit->from == from;
        if ((wish || first) && hit->from >= from && hit->to <= to)
            return true;
    }
    return false;
}

/* 時間靈活的工作, 壓力小工資高的工作, 中國的醫生: nothing but wishes, or a
 * place. */
static bool is_wish_or_place(const struct reading *r, size_t from, size_t to)
{
    size_t at = from;
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if ((hit->cue->type == CUE_WISH ||
             cue_is(hit->cue, CUE_WORD, "place")) &&
            hit->from == at && hit->to <= to)
            at = hit->to;
    }
    return at == to;
}

/* 修電梯的師傅, 修電梯的薪水 */
static bool find_chinese(const struct reading *r, size_t clause, size_t end,
                         struct description *d)
{
    static const char *const of[] = {"的", "嘅"};
    const struct token *words = r->words;
    const bool *asks = asks_behind(r, clause, end);
    for (size_t t = end; t-- > clause + 1;) {
        const struct cue_hit *who = cue_at(r, t, "who"), *doer;
        size_t to = who ? who->to : t + 1;
        if (!words[t].han || (!who && !STR_IS_ONE_OF(words[t].word, of)) ||
            to > end || !asks[to - clause])
            continue;
        *d = (struct description){.from = clause,
                                  .to = to,
                                  .first = clause,
                                  .last = t,
                                  .end = t,
                                  .bare = !who};
        while (d->first < t && (doer = cue_at(r, d->first, "doer")))
            d->first = doer->to;
        for (size_t i = d->first; i < t; i++)
            if (cue_at(r, i, "asking"))
                return false;
        return t >= d->first + 2 && !cue_at(r, d->first, "state") &&
               !(d->bare && is_wished(r, d->first, t)) &&
               !is_wish_or_place(r, d->first, t);
    }
    return false;
}

/* --- what is no description of an occupation --- */

/* "The man I married", "I cut my finger", "who built you": what was done, or
 * is done to one thing. */
static bool is_of_one(const struct reading *r, const struct description *d)
{
    static const char *const ones[] = {"this", "these", "here", "us",
                                       "这",   "我",    "你",   "您"};
    static const char *const own[] = {"my",  "our", "your", "his", "her",
                                      "you", "me",  "it",   "them"};
    struct str verb = r->words[d->first].word;
    if (verb.len > 4 && str_ends(verb, STR("ed")) &&
        !str_ends(verb, STR("eed")))
        return true;
    for (size_t t = d->first; t < d->end; t++)
        if (STR_IS_ONE_OF(r->words[t].word, ones) ||
            (d->bare && STR_IS_ONE_OF(r->words[t].word, own)))
            return true;
    return false;
}

/* "Jobs for people who fix things", 壓力最小的工作, "who makes more, ..." */
static bool asks_for_several(const struct reading *r,
                             const struct description *d)
{
    struct intent intent = reading_nameless_intent(r);
    if (d->bare && intent.kind[INTENT_CLARIFY] >= of_none)
        return true; /* 我姑姑做的那份工作 */
    if (intent.kind[INTENT_LIST] < listed)
        return d->bare && intent.kind[INTENT_COMPARE] >= compares;
    const struct cue_hit *job = reading_cue(r, CUE_WORD, "career");
    return reading_cue(r, CUE_WISH, NULL) ||
           (job && (d->from > 0 || r->words[d->from].han ||
                    str_ends(r->words[job->from].word, STR("s"))));
}

/* "Not what the judge makes", "nursing, but scratch that": no name that is
 * meant, if the description stands behind it. */
static bool is_set_aside(const struct reading *r, const struct name_hit *name,
                         size_t from)
{
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if (cue_is(hit->cue, CUE_KIND, "refusal") && hit->to <= name->from &&
            name->from < reading_clause_end(r, hit->from))
            return true;
        if (cue_is(hit->cue, CUE_KIND, "retract") && hit->from >= name->to &&
            hit->to <= from)
            return true;
    }
    return false;
}

/* "A nurse who cleans up", 兒科的護士的薪水, 護士平常的工作: a name says more,
 * as does 修機車的 where it is one; and one beside the description is not what
 * it describes. */
static bool is_named(const struct reading *r, const struct description *d)
{
    for (size_t i = 0; i < r->name_count; i++) {
        const struct name_hit *hit = &r->names[i];
        bool inside = hit->from >= d->first && hit->to <= d->to;
        bool noun = r->words[hit->from].han
                        ? hit->to == d->last ||
                              (hit->from == d->first && hit->to < d->last)
                        : hit->from > 0 &&
                              r->words[hit->from - 1].uses & WORD_ARTICLE &&
                              !str_eq(r->words[hit->from - 1].word, STR("the"));
        bool field = hit->score > KNOWN_NAME && hit->score < SURE_NAME;
        bool own =
            hit->score >= OWN_NAME && hit->from == d->first && hit->to == d->to;
        bool meant = d->bare && !r->words[hit->from].han; /* "I meant nurses" */
        if (!field && (!inside || noun || meant || own) &&
            !is_set_aside(r, hit, d->from))
            return true;
    }
    return false;
}

/* Whether a phrase asks about work. */
static bool asks_by_phrase(const struct reading *r)
{
    const struct cue_hit *asked = reading_cue(r, CUE_SUBJECT, NULL);
    return (asked && asked->cue->weight >= asks_enough) ||
           reading_cue(r, CUE_WORD, "career");
}

/* Nothing is said but the description: "what do you call someone who..." */
static bool is_all_there_is(const struct reading *r,
                            const struct description *d)
{
    for (size_t t = 0; t < r->count; t++)
        if ((t < d->from || t >= d->to) &&
            (asks_at(r, t) || !(is_stop(r, t) || r->covered[t])))
            return false;
    return true;
}

/* 修電梯的薪水: where nothing but 的 says that somebody is described, it must
 * be asked about him, or nothing else be said in a talk: 修電梯的呢. */
static bool is_asked_of(const struct reading *r, const struct description *d,
                        bool asked)
{
    bool han = r->words[d->from].han;
    return !d->bare || !han || asks_by_phrase(r) ||
           (asked && is_all_there_is(r, d));
}

/* --- whom it means --- */

static void raise(struct told_hit *hits, size_t count, size_t occupation,
                  double more)
{
    for (size_t i = 0; i < count; i++)
        if (hits[i].occupation == occupation)
            hits[i].score += more;
}

static void sort(struct told_hit *hits, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t at = i; at > 0 && hits[at - 1].score < hits[at].score;
             at--) {
            struct told_hit better = hits[at];
            hits[at] = hits[at - 1];
            hits[at - 1] = better;
        }
}

/* "The ones who do gardens", after "architect": those that the word said before
 * may mean as well. */
static void mix_in_said(const struct reading *r, struct str said,
                        struct told_hit *hits, size_t count)
{
    struct rank_hit titles[ANSWER_OCCUPATIONS];
    size_t found = said.len > 0 ? reading_rank(r, said, titles) : 0;
    for (size_t i = 0; i < found; i++)
        raise(hits, count, titles[i].occupation, of_those);
    sort(hits, count);
}

/* What was learned of titles knows which occupation a word stands for mostly,
 * "bicycle"; and so does the name of an activity: 抽血 of 在醫院給人抽血的. */
static void mix_in_names(const struct reading *r, const struct description *d,
                         const bool *leave, struct told_hit *hits, size_t count)
{
    struct rank_hit titles[ANSWER_OCCUPATIONS];
    struct str text = STR_NONE;
    for (size_t i = d->first; i < d->last; i++)
        if (!leave[i - d->first] && !r->words[i].han)
            text = arena_printf(r->arena, "%.*s %.*s", STR_ARG(text),
                                STR_ARG(r->words[i].word));
    size_t found = text.len > 0 ? reading_rank(r, text, titles) : 0;
    for (size_t i = 0; i < found; i++)
        raise(hits, count, titles[i].occupation, named * titles[i].score);
    for (size_t i = 0; i < r->name_count; i++) {
        const struct name_hit *hit = &r->names[i];
        bool activity = hit->score < SURE_NAME || hit->to > d->last;
        if (activity && hit->from >= d->first && hit->to <= d->to)
            raise(hits, count, hit->occupation, named * hit->score);
    }
    sort(hits, count);
}

enum { FEW_HAN = 3 }; /* of which each may count */

/* By token of the description, what says nothing of the work; NULL: all. */
static bool *find_leave(const struct reading *r, const struct description *d)
{
    size_t length = d->last - d->first, said = 0;
    bool *leave = arena_alloc_array(r->arena, length, sizeof *leave);
    for (size_t i = 0; i < length; i++) {
        const struct token *token = &r->words[d->first + i];
        leave[i] = is_stop(r, d->first + i) ? !token->han || length > FEW_HAN
                                            : features_is_small(token->word);
        said += !leave[i];
    }
    return said > 0 ? leave : NULL;
}

/* How often the first is right, where the second has that share of its score:
 * measured on descriptions held out, of the lexicon's (0.95 of those with 0.4,
 * 0.64 with 0.65, 0.26 with 0.95). */
static double right_beside(double share)
{
    return fmax(0.2, fmin(0.95, 1.45 - 1.25 * share));
}

static bool find_whom(const struct reading *r, const struct description *d,
                      struct str said, struct mention *out)
{
    enum { MOST_ASKED = 3 };
    struct told_hit hits[ANSWER_OCCUPATIONS];
    bool *leave = find_leave(r, d);
    if (!leave)
        return false;
    size_t count =
        told_rank(r->matcher->pack, r->arena, r->words + d->first, leave,
                  d->last - d->first, hits, ANSWER_OCCUPATIONS);
    mix_in_names(r, d, leave, hits, count);
    if (d->ones)
        mix_in_said(r, said, hits, count);
    *out = (struct mention){.from = d->from,
                            .to = d->to,
                            .equal = 1,
                            .bare = d->bare && r->words[d->from].han,
                            .doer = d->bare};
    if (count == 0)
        return false;
    while (out->equal < count &&
           hits[out->equal].score > hits[0].score * close_to)
        out->equal++;
    out->right = right_beside(count > 1 ? hits[1].score / hits[0].score : 0);
    bool han = r->words[d->first].han;
    bool little = han && d->last - d->first <= FEW_HAN;
    out->nearest = out->equal > MOST_ASKED ||
                   hits[0].score < (d->bare && !han ? sure_bare : sure);
    if (out->nearest && (d->bare || hits[0].score < (little ? sure : offered)))
        return false;
    if (out->nearest)
        out->unknown = reading_said(r, d->from, d->to);
    out->named = out->count = count;
    for (size_t i = 0; i < count; i++)
        out->who[i] = (struct candidate){
            hits[i].occupation,
            i == 0 ? SURE_NAME : KNOWN_NAME * fmin(hits[i].score, 1)};
    return true;
}

/* Whether a phrase asks, or tells of somebody, and not of the work. */
static bool asks(const struct cue *cue)
{
    return cue->type == CUE_SUBJECT || cue->type == CUE_DESCRIBED ||
           cue->type == CUE_KIND || cue->type == CUE_UNKNOWN ||
           cue_is(cue, CUE_WORD, "career") || cue_is(cue, CUE_WORD, "person");
}

/* By token, what says nothing of the work. */
static bool *find_leave_at_large(const struct reading *r)
{
    bool *leave = arena_alloc_array(r->arena, r->count, sizeof *leave);
    for (size_t t = 0; t < r->count; t++)
        leave[t] = is_stop(r, t) || features_is_small(r->words[t].word);
    for (size_t i = 0; i < r->phrase_count; i++)
        for (size_t t = r->phrases[i].from;
             asks(r->phrases[i].cue) && t < r->phrases[i].to; t++)
            leave[t] = true;
    return leave;
}

/* Of Chinese, where fewer of the ways to ask are phrases, what was learned may
 * do. */
static bool asks_about_work(const struct reading *r)
{
    bool han = r->count > 0 && r->words[0].han;
    return asks_by_phrase(r) ||
           (han && intent_most(&r->intent) >= asks_learned);
}

bool described_at_large(const struct reading *r, struct query *q)
{
    enum { HAN = 2, WORD = 5 };
    enum { LEAST = 2 * WORD, MUCH = 12 * HAN }; /* five words are as much */
    enum { LONGEST = 240 }; /* tokens; more are a text, and no question */
    struct told_hit hits[ANSWER_OCCUPATIONS];
    const struct intent *intent = &r->intent;
    if (r->count > LONGEST || !asks_about_work(r))
        return false;
    const bool *leave = find_leave_at_large(r);
    size_t said = 0;
    for (size_t i = 0; i < r->count; i++)
        said += leave[i] ? 0 : r->words[i].han ? HAN : WORD;
    struct intent nameless = reading_nameless_intent(r);
    double off = intent->kind[INTENT_OFFTOPIC], most = intent_most(intent);
    if (said < LEAST || !intent->learned ||
        intent->kind[INTENT_LIST] + intent->kind[INTENT_CLARIFY] > of_any ||
        fmin(off, nameless.kind[INTENT_OFFTOPIC]) > about_work)
        return false;
    size_t count = told_rank(r->matcher->pack, r->arena, r->words, leave,
                             r->count, hits, ANSWER_OCCUPATIONS);
    bool much = said >= MUCH && off <= about_work && most >= one_at_length;
    double least = much ? at_length : most >= one_subject ? at_large : sure;
    if (count == 0 || hits[0].score < least ||
        (count > 1 &&
         right_beside(hits[1].score / hits[0].score) < rather_right) ||
        (least == sure && !reading_is_question(r)))
        return false;
    for (size_t i = 0; i < count; i++)
        q->candidates[i] = (struct candidate){
            hits[i].occupation, KNOWN_NAME * fmin(hits[i].score, 1)};
    q->candidate_count = count;
    q->kind = KIND_SINGLE;
    q->problem = QUERY_CLEAR;
    q->unknown = STR_NONE;
    q->described = true;
    q->confidence = 0.5;
    return true;
}

size_t described_read(struct reading *r, struct str said, bool asked,
                      struct mention out[MENTIONS_MAX])
{
    enum { LONGEST = 48 }; /* tokens that describe; more are a story */
    struct description d;
    size_t count = 0;
    if (pack_told(r->matcher->pack).term_count == 0)
        return 0;
    for (size_t clause = 0, end; clause < r->count && count < QUERY_COMPARED;
         clause = end) {
        end = reading_clause_end(r, clause);
        if ((!find_english(r, clause, end, &d) &&
             !find_chinese(r, clause, end, &d)) ||
            d.last - d.first > LONGEST || is_of_one(r, &d) ||
            !is_asked_of(r, &d, asked) || asks_for_several(r, &d) ||
            is_named(r, &d) || !find_whom(r, &d, said, &out[count]) ||
            (count > 0 && out[count].nearest))
            continue;
        out[count++].alone = is_all_there_is(r, &d);
        reading_take(r, d.from, d.to);
        end = d.to; /* "the one who flies it or the one who ..." */
    }
    return count;
}
