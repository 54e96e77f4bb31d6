/* Puts together what names, cues and the learned intent found in a question:
 * who is meant, what is asked, in which language, and how sure that is. */
#include "query.h"

#include "any_choice.h"
#include "beyond.h"
#include "described.h"
#include "forget.h"
#include "goal.h"
#include "kind_named.h"
#include "language.h"
#include "lead.h"
#include "listed.h"
#include "meant.h"
#include "mentions.h"
#include "move_wishes.h"
#include "named.h"
#include "reading.h"
#include "reword.h"
#include "row_named.h"
#include "scope.h"
#include "talk.h"
#include "title.h"
#include "utf8.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RANKINGS = 16 }; /* for a question: most need two */

static const double off_when_moving = 0.75;
static const double asks_whose = 0.5;
static const double perhaps_whose = 0.2;
static const double asked_plainly = 0.9; /* beside nothing but a description */
static const double of_none_said = 0.8;  /* "what does my aunt's job pay" */
static const double not_off = 0.02;
static const double slip_of_name = 0.85;
static const double plainly_right = 0.8; /* of what is described */
static const double hardly_off = 0.1;    /* "I want something stable" */

struct matcher *matcher_new(const struct pack *pack)
{
    struct matcher *matcher = xmalloc(sizeof *matcher);
    *matcher = (struct matcher){
        .pack = pack,
        .normalizer =
            normalizer_new(language_fold_han, (void *)(uintptr_t)pack),
        .cues = cues_new(pack),
        .wordings = wordings_new(pack),
        .names = name_index_new(pack),
    };
    return matcher;
}

void matcher_free(struct matcher *matcher)
{
    if (!matcher)
        return;
    name_index_free(matcher->names);
    wordings_free(matcher->wordings);
    cues_free(matcher->cues);
    normalizer_free(matcher->normalizer);
    free(matcher);
}

/* "It", after a list: what it begins with. */
static bool is_of_top(const struct reading *r, const struct topic *topic)
{
    static const char *const one[] = {"it", "its", "它"};
    bool it = false;
    for (size_t t = 0; t < r->count; t++)
        it = it || STR_IS_ONE_OF(r->tokens[t].word, one);
    return it && topic->listed && topic->shown_count > 0;
}

/* 工資是不是高得嚇人: begins with what is asked, and names nobody. */
static bool begins_with_subject(const struct reading *r)
{
    const struct cue_hit *asked = reading_cue(r, CUE_SUBJECT, NULL);
    return asked && asked->from == 0 && r->words[0].han &&
           reading_strange(r) <= 1;
}

/* No occupation is named: the conversation's, an unknown one, or none. */
static void read_without_name(const struct reading *r,
                              const struct topic *topic, bool strong,
                              struct query *q)
{
    size_t strange = reading_strange(r);
    bool career = reading_cue(r, CUE_WORD, "career");
    bool language = reading_cue(r, CUE_LANG, NULL);
    bool more = reading_cue(r, CUE_KIND, "followup");
    bool back = strange == 0 || (talk_refers(r) && strange <= 2) ||
                reading_is_but_a_particle(r) || begins_with_subject(r);
    bool asks = q->subject_count > 0 &&
                (!language || reading_cue(r, CUE_SUBJECT, NULL));
    if (topic->soc_count == 0 && is_of_top(r, topic) && asks && back) {
        add_candidate(q, pack_find_soc(r->matcher->pack, topic->shown[0]), 0.9);
        q->kind = KIND_FOLLOWUP; /* "what does it do?" */
    } else if (topic->soc_count > 0 && asks && back) {
        talk_take(r, topic, q);
        talk_ask_sources(topic, q);
        if (q->subjects[0].subject == SUBJECT_OVERVIEW &&
            !reading_cue(r, CUE_SUBJECT, NULL)) /* "the hospital kind" */
            talk_take_subject(topic, q);
    } else if (topic->soc_count > 0 && strange == 0 &&
               (language || more || talk_refers(r))) {
        talk_take(r, topic, q); /* "and in Chinese?" */
        talk_repeat(topic, q);
    } else if (topic->soc_count > 0 && more && strange > 0 && !career) {
        q->kind = KIND_OUTOFSCOPE; /* "what about a youtuber" */
        q->unknown = reading_strange_text(r);
        q->confidence = 0.6;
    } else if (strange > 0 && strong && !r->intent.learned) {
        q->problem = QUERY_UNKNOWN;
        q->unknown = reading_strange_text(r);
        q->confidence = 0.6;
    } else if (strange > 0 && !career && scope_is_plainly_asked(r, q, NULL) &&
               r->intent.kind[INTENT_CLARIFY] < of_none_said) {
        q->kind = KIND_OUTOFSCOPE; /* "what does an astronaut earn" */
        q->unknown = reading_strange_text(r);
        q->confidence = 0.6;
    } else if (scope_is_plainly_asked(r, q, NULL) &&
               q->subjects[0].subject == SUBJECT_SOURCES &&
               r->intent.kind[INTENT_OFFTOPIC] < hardly_off) {
        q->confidence = 0.8; /* "where do your figures come from?" */
    } else if (scope_is_plainly_asked(r, q, NULL) ||
               (career && strange == 0 &&
                r->intent.kind[INTENT_OFFTOPIC] < 0.3) ||
               (strange == 0 && r->intent.learned &&
                r->intent.kind[INTENT_OFFTOPIC] < hardly_off) ||
               r->intent.kind[INTENT_CLARIFY] >= asks_whose) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_MISSING;
        q->choosing =
            r->intent.kind[INTENT_CLARIFY] >= perhaps_whose || career ||
            r->intent.kind[INTENT_LIST] >= 0.25; /* "I like animals" */
        q->confidence = 0.7;
    } else {
        scope_decline(r, q);
    }
}

/* A word that so many occupations have with equal right says too little. */
static bool is_broad(const struct reading *r, const struct mention *m)
{
    enum { EQUAL = 4, HAN_WORD = 3 };
    size_t equal = 1, words = m->to - m->from;
    while (equal < m->count &&
           m->who[0].score - m->who[equal].score < ALIKE_NAMES)
        equal++;
    return equal >= EQUAL && words <= (r->tokens[m->from].han ? HAN_WORD : 1);
}

static bool asks_what_it_is(const struct query *q)
{
    return q->subject_count == 0 ||
           (q->subject_count == 1 &&
            q->subjects[0].subject == SUBJECT_OVERVIEW);
}

/* A name of several with equal right. */
static bool is_shared(const struct reading *r, const struct mention *m)
{
    return m->equal > 1 || (!m->settled && is_broad(r, m));
}

/* "Will there be more of those jobs?", 累不累: no list is asked for. */
static bool is_of_last(const struct reading *r, const struct topic *topic)
{
    enum { FEW = 3 };
    bool alone = reading_words(r) <= FEW && !reading_cue(r, CUE_KIND, "list") &&
                 !reading_cue(r, CUE_WORD, "career");
    return topic->soc_count > 0 && !topic->listed &&
           (talk_refers(r) || alone) && reading_strange(r) == 0;
}

/* "And washing dishes?", 洗碗的呢: in a talk an activity names one, too. */
static bool is_next(const struct reading *r, const struct mention *m,
                    const struct topic *topic, const struct query *q)
{
    return topic->subject != SUBJECT_NONE && m->named > 0 &&
           m->who[0].score >= KNOWN_NAME && reading_strange(r) == 0 &&
           reading_cue(r, CUE_KIND, "followup") && talk_asks_nothing_new(r, q);
}

/* 水下電焊這種要去哪裡學, "wht skils does a buthcer need": a field or a name
 * misspelt, and nothing that would be off topic. */
static bool is_surely_of(const struct reading *r, const struct mention *m)
{
    return m->named > 0 && m->who[0].score >= slip_of_name &&
           r->intent.learned && r->intent.kind[INTENT_OFFTOPIC] < not_off;
}

/* "Do plumbers earn more?", 兽医助理是不是短很多: than whom the talk is about.
 */
static bool is_measured(const struct reading *r, const struct mention *m,
                        const struct topic *topic)
{
    enum { FEW = 8 };
    return topic->soc_count == 1 && topic->subject != SUBJECT_PIVOTS &&
           named_surely(m) && reading_words(r) <= FEW &&
           reading_is_question(r) && reading_cue(r, CUE_KIND, "more");
}

/* The candidates there are, on what the talk was about unless something else
 * is asked. */
static void compare_on(const struct reading *r, const struct topic *topic,
                       struct query *q)
{
    q->kind = KIND_COMPARE;
    q->compared = q->candidate_count;
    if (talk_asks_nothing_new(r, q))
        talk_take_subject(topic, q);
}

/* One occupation is named. */
static void read_with_name(const struct reading *r, const struct mention *m,
                           const struct topic *topic, struct query *q)
{
    const struct cue_hit *compare = reading_cue(r, CUE_KIND, "compare");
    size_t strange = reading_strange(r);
    bool other =
        topic->soc_count > 0 &&
        pack_find_soc(r->matcher->pack, topic->soc[0]) != m->who[0].occupation;
    if (!named_surely(m) && !named_alone(r, m) &&
        !scope_is_plainly_asked(r, q, m) && !scope_asks_beyond(r, m) &&
        !is_next(r, m, topic, q) && !is_surely_of(r, m)) {
        scope_decline(r, q);
        return;
    }
    q->unknown = m->unknown;
    q->said = named_words(r, m);
    q->described = m->equal > 0 && m->right > 0 && m->right < plainly_right;
    add_mention(q, m);
    if (m->other && !scope_is_plainly_asked(r, q, m)) {
        scope_decline(r, q);
        return;
    }
    if (m->other || (m->odd && asks_what_it_is(q))) {
        if (q->unknown.len == 0)
            q->unknown = q->said;
        q->problem = QUERY_UNKNOWN;
        q->confidence = 0.6;
        return;
    }
    if (q->unknown.len == 0 && strange > 0 &&
        (compare || r->intent.kind[INTENT_COMPARE] >= 0.5))
        q->unknown = reading_strange_text(r); /* the other one */
    if (m->nearest) {
        q->problem = QUERY_UNKNOWN; /* the nearest there are */
        q->confidence = 0.4;
    } else if (is_shared(r, m)) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_WHICH;
        if (topic->subject != SUBJECT_NONE && strange == 0 &&
            talk_asks_nothing_new(r, q))
            talk_take_subject_for(topic, q); /* "what about teachers?" */
    } else if (other && compare &&
               (compare->cue->weight >= 1 ||
                r->intent.kind[INTENT_COMPARE] >= 0.3)) {
        q->candidate_count = 0; /* "compare it with electricians" */
        talk_take(r, topic, q);
        add_candidate(q, m->who[0].occupation, m->who[0].score);
        compare_on(r, topic, q);
    } else if (other && is_measured(r, m, topic)) {
        q->candidate_count = 0;
        add_candidate(q, m->who[0].occupation, m->who[0].score);
        add_candidate(q, pack_find_soc(r->matcher->pack, topic->soc[0]), 0.95);
        q->measured = true;
        compare_on(r, topic, q);
    } else if (topic->subject != SUBJECT_NONE && strange == 0 &&
               talk_asks_nothing_new(r, q)) {
        q->kind = KIND_FOLLOWUP; /* "what about nurses?" */
        if (other && !named_who_asks(r, m))
            talk_take_subject_for(topic, q);
        else
            talk_take_subject(topic, q);
    } else if (q->subject_count == 0 && strange >= 3) {
        scope_decline(r, q); /* a name dropped in other talk */
    } else if (q->subject_count == 0 && strange > 0 && !q->unknown.len) {
        q->guessed = q->beyond_count == 0;
    }
}

/* The compared ones first, then whom else their names may mean. */
static void read_comparison(const struct reading *r, const struct named *n,
                            struct query *q)
{
    for (size_t i = 0; i < n->compared; i++)
        add_candidate(q, n->mentions[i].who[0].occupation,
                      n->mentions[i].who[0].score);
    q->kind = KIND_COMPARE;
    q->compared = q->candidate_count;
    q->many = n->count > QUERY_COMPARED;
    for (size_t i = 0; i < n->compared; i++)
        add_mention(q, &n->mentions[i]);
    q->said = named_words(r, &n->mentions[n->compared - 1]); /* with the head */
}

static double confidence_of(const struct reading *r, const struct query *q,
                            bool strong)
{
    double sure = q->candidate_count > 0 ? q->candidates[0].score : 0.5;
    if (q->unknown.len > 0)
        sure *= 0.6; /* it may be about something we do not know */
    if (q->subject_count == 0)
        sure *= q->guessed ? 0.5 : 0.85;
    else if (!strong && q->kind != KIND_FOLLOWUP)
        sure *= 0.8;
    double strange = (double)reading_strange(r);
    sure -= 0.06 * (strange < 5 ? strange : 5);
    return sure < 0.1 ? 0.1 : sure;
}

static enum lang answer_language(const struct reading *r,
                                 const struct question *question,
                                 const struct topic *topic)
{
    if (question->lang != LANG_AUTO)
        return question->lang;
    enum lang written = language_of(r->matcher->pack, r->text, topic->lang);
    bool chinese = reading_cue(r, CUE_LANG, "zh");
    bool english = reading_cue(r, CUE_LANG, "en");
    if (english && !chinese)
        return LANG_EN;
    if (reading_cue(r, CUE_LANG, "hant"))
        return LANG_ZH_HANT;
    if (reading_cue(r, CUE_LANG, "hans"))
        return LANG_ZH_HANS;
    if (chinese && !lang_is_chinese(written))
        return topic->lang == LANG_ZH_HANT ? LANG_ZH_HANT : LANG_ZH_HANS;
    return written;
}

/* A text as it is read. */
struct work {
    struct reading r;
    struct reading whole; /* before words were taken for an occupation */
    struct named named;
    bool described; /* the occupation is described, not named */
    bool strong;    /* a phrase is there that is about work by itself */
};

/* "Who of the two has steadier work" describes nobody. */
static bool is_of_two(const struct reading *r, const struct topic *topic)
{
    return topic->spoken_count > 1 && reading_cue(r, CUE_KIND, "two");
}

/* "Would it suit someone shy with strangers?", "do I need a license to spray",
 * "who of the two has steadier work": of whom the talk is about, and not of a
 * word that is hardly the name of an occupation. */
static bool is_rather_of_talk(const struct reading *r, const struct named *n,
                              const struct topic *topic)
{
    if (topic->soc_count == 0 || n->count != 1 ||
        n->mentions[0].who[0].score >= KNOWN_NAME)
        return false;
    bool goes_on = talk_refers(r) || (named_guessed(&n->mentions[0]) &&
                                      !reading_cue(r, CUE_KIND, "followup"));
    return is_of_two(r, topic) ||
           (goes_on && reading_cue(r, CUE_SUBJECT, NULL));
}

/* "My dad was a coal miner", of nowhere: the rules for foreigners are hardly
 * asked for. */
static bool is_but_family(const struct reading *r, const struct query *q)
{
    return q->subject_count == 1 &&
           q->subjects[0].subject == SUBJECT_IMMIGRATION &&
           !q->subjects[0].part.len && !reading_cue(r, CUE_SUBJECT, NULL) &&
           reading_cue(r, CUE_WORD, "person") && q->beyond_count == 0 &&
           reading_strange(r) == 0 && !reading_is_question(r);
}

/* An official title, or a page's: its words are no other thing's. */
static bool is_titled(const struct named *n)
{
    return n->count > 0 && n->mentions[0].who[0].score >= TITLE_NAME;
}

/* What is described can be nothing else: "who installs solar panels", not "my
 * sister sings in the shower", nor "who sings the song". */
static bool is_surely_described(const struct work *w)
{
    const struct mention *m = &w->named.mentions[0];
    bool sure = !m->doer || !m->alone || reading_is_question(&w->r);
    for (size_t t = m->from; m->doer && m->alone && t < m->to; t++)
        sure = sure && !str_eq(w->r.words[t].word, STR("the"));
    return w->described && !m->bare && sure;
}

/* Finds the occupations and the subjects. */
static void find_asked(struct work *w, const struct topic *topic,
                       struct query *q)
{
    struct reading *r = &w->r;
    struct named *n = &w->named;
    title_sort_names(r);
    w->whole = reading_copy(r);
    if (!is_of_two(r, topic))
        n->count = described_read(
            r, str_from(topic->said),
            topic->subject != SUBJECT_NONE && !topic->listed, n->mentions);
    w->described = n->count > 0;
    if (!w->described)
        n->count = mentions_read(r, n->mentions);
    if (!w->described && is_rather_of_talk(r, n, topic))
        n->count = 0;
    if (!w->described)
        meant_settle(r, n);
    goal_find(r, n);
    forget_people(r);
    if (!topic->listed)
        forget_refused(r, topic->soc_count > 0);
    reading_intent(r, is_surely_described(w) || is_titled(n));
    w->whole.intent = r->intent;
    read_subjects(r, q, &w->strong);
    if (is_but_family(r, q))
        q->subject_count = 0;
    if (n->count == 1 && reading_cue(r, CUE_KIND, "too") &&
        goal_is_had(r, n, 0)) { /* 我是廚師，太累了 */
        q->subjects[0] = (struct asked){.subject = SUBJECT_PIVOTS};
        q->subject_count = 1;
    }
    if (w->described && n->mentions[0].alone && q->subject_count > 0 &&
        r->intent.subject[q->subjects[0].subject] < asked_plainly)
        q->subject_count = 0;
    if (n->count == 1 && named_asks_where_to(q))
        q->goal = goal_unknown(r, &n->mentions[0]);
}

/* Nothing but a title, which need not be a name. */
static bool read_title(const struct work *w, const struct topic *topic,
                       struct query *q)
{
    bool slips_only = scope_is_no_title(&w->r, &w->named);
    if (topic->soc_count > 0 || w->named.moving || w->described ||
        q->goal.len > 0 || talk_asks_subject_only(&w->r) ||
        !title_read(&w->whole, slips_only, q))
        return false;
    q->said = w->r.text;
    talk_take_subject(topic, q); /* asked before, of whom was not said */
    return true;
}

/* What the talk makes of the words, a list, a title: these come before
 * questions about the occupations that are named. */
static bool read_outright(const struct work *w, const struct topic *topic,
                          struct query *q)
{
    const struct reading *r = &w->r;
    const struct named *n = &w->named;
    return (!n->moving &&
            (talk_goes_on(r, n, topic, q) || talk_compares(r, n, topic, q))) ||
           move_wishes_again(r, n, topic, q) ||
           (!n->moving && list_read_again(r, n, topic, q)) ||
           (!is_of_last(r, topic) && list_is_titled(r) && list_read(r, n, q)) ||
           (topic->soc_count == 0 && list_of_studies(r, n, q)) ||
           talk_narrowing(r, n, topic, q) || read_title(w, topic, q);
}

static void ask_to_choose(struct query *q)
{
    q->unknown = STR_NONE;
    q->kind = KIND_CLARIFY;
    q->problem = QUERY_MISSING;
    q->choosing = true;
    q->confidence = 0.7;
}

/* 我想轉行，工資要高: of work, although nothing in it names any. */
static bool wants_change(const struct reading *r, const struct named *n,
                         const struct topic *topic)
{
    bool changes = false;
    for (size_t i = 0; i < r->cue_count; i++)
        changes = changes || (r->cues[i].cue->type == CUE_SUBJECT &&
                              r->cues[i].cue->subject == SUBJECT_PIVOTS);
    bool named = n->count > 0 && named_surely(&n->mentions[n->main]);
    return changes && !named && topic->soc_count == 0 &&
           !reading_cue(r, CUE_KIND, "offtopic");
}

/* Rather of who asks than of an occupation's figures. */
static bool of_person(const struct query *q)
{
    enum subject subject =
        q->subject_count > 0 ? q->subjects[0].subject : SUBJECT_OVERVIEW;
    return subject == SUBJECT_OVERVIEW || subject == SUBJECT_SUITS ||
           subject == SUBJECT_ENTRY;
}

/* Declined, but an occupation stands in it: it can be asked about. */
static void decline_named(const struct reading *r, const struct named *n,
                          struct query *q)
{
    scope_decline(r, q);
    if (q->kind != KIND_OUTOFSCOPE || n->count == 0)
        return;
    q->perhaps = named_own(&n->mentions[n->main]);
    q->perhaps_of = n->mentions[n->main].who[0].occupation;
}

/* "My mom ran a flower shop", in a talk: told, and nothing asked. */
static bool is_remark(const struct reading *r, const struct named *n,
                      const struct topic *topic)
{
    return topic->soc_count > 0 && n->count == 0 && r->count > 0 &&
           reading_says(r, 0, WORDING(LISTED_ME)) && !reading_is_question(r) &&
           !reading_cue(r, CUE_SUBJECT, NULL) &&
           !reading_cue(r, CUE_KIND, "offtopic");
}

/* A question about occupations, or about none. */
static void read_question(struct work *w, const struct topic *topic,
                          struct query *q)
{
    const struct reading *r = &w->r;
    struct named *n = &w->named;
    if (scope_comforts(r, n, q))
        return;
    if ((of_person(q) || r->intent.kind[INTENT_LIST] >= LIKELY_LIST) &&
        meant_none(r, n)) {
        n->count = 0;
        n->moving = false;
        if (!list_read(r, n, q) && !list_of_story(r, n, q))
            ask_to_choose(q);
        return;
    }
    if (n->count == 0 && topic->soc_count == 0 && list_of_story(r, n, q))
        return;
    named_settle(r, q, n);
    if (n->same && !str_eq_nocase(named_words(r, &n->mentions[0]),
                                  named_words(r, &n->mentions[1])))
        q->same = named_words(r, &n->mentions[n->main == 0]);
    if ((n->count == 0 &&
         (talk_why(r, topic, q) || talk_goes_beyond(r, topic, q))) ||
        (!n->moving && goal_of_talk(r, n, topic, q)) ||
        talk_correction(r, n, topic, q) ||
        scope_smalltalk(r, n, topic, w->strong, q)) {
        ; /* all is said */
    } else if (n->moving && r->intent.kind[INTENT_OFFTOPIC] < off_when_moving) {
        goal_read(r, n, is_shared(r, &n->mentions[n->main]), q);
    } else if (scope_is_off_topic(r, n, topic, q)) {
        decline_named(r, n, q);
    } else if (n->compared > 1) {
        read_comparison(r, n, q);
    } else if (is_of_last(r, topic) || !list_read(r, n, q)) {
        if (n->count > 0)
            read_with_name(r, &n->mentions[n->main], topic, q);
        else
            read_without_name(r, topic, w->strong, q);
    }
    if (q->kind == KIND_SINGLE && q->problem == QUERY_CLEAR &&
        scope_names_next(r, n, topic) && !reading_cue(r, CUE_SUBJECT, NULL)) {
        talk_take_subject_for(topic, q);
        q->kind = KIND_FOLLOWUP;
    }
    if (q->kind == KIND_OUTOFSCOPE && wants_change(r, n, topic))
        ask_to_choose(q);
    if (q->kind == KIND_OUTOFSCOPE && is_remark(r, n, topic)) {
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("ok");
    }
    bool rules = q->subject_count > 0 && /* which name no occupation */
                 q->subjects[0].subject == SUBJECT_IMMIGRATION;
    bool of_talk =
        topic->soc_count > 0 && talk_refers(r); /* "who'd like that" */
    if (!rules && !of_talk && topic->soc_count == 0 &&
        (q->kind == KIND_OUTOFSCOPE ||
         (q->problem == QUERY_MISSING &&
          r->intent.kind[INTENT_CLARIFY] < asks_whose)) &&
        described_at_large(&w->whole, q))
        w->described = true;
    if (q->problem == QUERY_MISSING && title_is_written(&w->whole) &&
        title_guess(&w->whole, q))
        q->kind = KIND_SINGLE; /* "Field Investigator" */
    if (q->kind != KIND_LIST)
        move_wishes_read(r, q);
    if (q->problem == QUERY_MISSING && q->choosing)
        list_collect(r, topic, q);
    if (q->confidence == 0)
        q->confidence = confidence_of(r, q, w->strong);
    if (w->described && n->count > 0 && n->mentions[n->main].right > 0)
        q->confidence = fmin(q->confidence, n->mentions[n->main].right);
    if (!w->described)
        title_fill(r, q);
}

/* Ranked candidates: none scores more than the one before it. */
static void level_scores(struct query *q)
{
    for (size_t i = 1; i < q->candidate_count && q->compared < 2; i++)
        q->candidates[i].score =
            fmin(q->candidates[i].score, q->candidates[i - 1].score);
}

static void read_text(struct reading r, const struct question *question,
                      const struct topic *topic, struct query *out)
{
    struct work w = {.r = r};
    *out = (struct query){.kind = KIND_SINGLE};
    out->lang = answer_language(&w.r, question, topic);
    out->asks = reading_is_question(&w.r);
    read_beyond(&w.r, out);
    bool plain = false; /* by itself, without the talk before it */
    if (!any_choice(&w.r, topic, out) &&
        (list_drops_rows(&w.r, topic) || !talk_choice(&w.r, topic, out))) {
        find_asked(&w, topic, out);
        bool outright = read_outright(&w, topic, out);
        if (!outright)
            read_question(&w, topic, out);
        lead_read(&w.whole, out);
        plain = (!outright || out->kind == KIND_LIST) && !w.described &&
                scope_is_plain_question(&w.r, &w.named, out);
    }
    level_scores(out);
    out->silent = !question->addressed && !plain;
}

/* --- several sentences --- */

enum { SENTENCES_MAX = 8 };

struct sentences {
    struct str items[SENTENCES_MAX]; /* the last with all that follows */
    size_t count;
};

/* A text parted at each mark that parts as much as `least`; with its lines,
 * which a reading has no more. */
static struct sentences sentences_of(const struct reading *r, struct str text,
                                     enum mark least)
{
    struct sentences s = {0};
    size_t count, from = 0;
    text = reading_without_tags(arena_str(r->arena, text));
    const struct token *tokens =
        text_tokens(r->matcher->normalizer, r->arena, text, &count);
    for (size_t t = 0; t < count && s.count + 1 < SENTENCES_MAX; t++)
        if (tokens[t].before >= least) {
            s.items[s.count++] = str_slice(text, from, tokens[t].from);
            from = tokens[t].from;
        }
    s.items[s.count++] = str_slice(text, from, text.len);
    return s;
}

static void read_sentence(const struct reading *r, struct str sentence,
                          const struct question *question,
                          const struct topic *topic, struct query *out)
{
    read_text(reading_of(r->matcher, r->arena, r->rankings, sentence), question,
              topic, out);
}

/* "I stock shelves. How much does HVAC pay?": the first of several sentences
 * that asks something of an occupation it names. What the others want is left
 * alone. */
static bool read_first(const struct reading *r, struct str text,
                       const struct question *question,
                       const struct topic *topic, struct query *out)
{
    struct sentences s = sentences_of(r, text, MARK_SENTENCE);
    for (size_t i = 0; i < s.count && s.count > 1; i++) {
        read_sentence(r, s.items[i], question, topic, out);
        if ((out->kind == KIND_SINGLE || out->kind == KIND_FOLLOWUP) &&
            out->problem == QUERY_CLEAR && out->subject_count > 0 &&
            out->candidates[0].score >= KNOWN_NAME && out->asks)
            return true;
    }
    return false;
}

/* 總共要過幾門試啊，聽同學說考到頭禿: in a talk, the first of several clauses
 * that asks something of whom it is about, where the whole has more words that
 * nobody explains, but is not of something else. "Oh sorry, a welder": the one
 * that says who is meant, after the bot asked. */
static bool read_clause(struct reading r, struct str text,
                        const struct question *question,
                        const struct topic *topic, struct query *out)
{
    struct sentences s = sentences_of(&r, text, MARK_COMMA);
    bool talks = topic->soc_count > 0;
    bool open = !talks && !topic->listed && topic->subject != SUBJECT_NONE;
    reading_intent(&r, false);
    if (s.count < 2 || !(talks || open) ||
        (talks && r.intent.kind[INTENT_OFFTOPIC] >= hardly_off))
        return false;
    for (size_t i = 0; i < s.count; i++) {
        read_sentence(&r, s.items[i], question, topic, out);
        if (out->kind == KIND_FOLLOWUP && out->problem == QUERY_CLEAR &&
            out->subject_count > 0)
            return true;
    }
    return false;
}

/* "Nurse pay? Actuary outlook?": each of several occupations in a question of
 * its own. A question that names no subject has that of the one before. */
static bool read_apart(const struct reading *r, struct str text,
                       const struct question *question, struct query *out)
{
    struct sentences s = sentences_of(r, text, MARK_QUESTION);
    struct topic before = {.subject = SUBJECT_NONE};
    struct query all = {.kind = KIND_COMPARE, .apart = true}, one;
    if (s.count < 2 || s.count > QUERY_SUBJECTS)
        return false;
    for (size_t i = 0; i < s.count; i++) {
        read_sentence(r, s.items[i], question, &before, &one);
        if (!one.asks ||
            (one.kind != KIND_SINGLE && one.kind != KIND_FOLLOWUP) ||
            one.problem != QUERY_CLEAR || one.subject_count == 0 ||
            one.guessed || one.candidate_count == 0 ||
            one.candidates[0].score < SURE_NAME)
            return false;
        add_candidate(&all, one.candidates[0].occupation,
                      one.candidates[0].score);
        if (all.candidate_count == all.compared)
            return false; /* more of the same occupation */
        all.subjects[all.compared] = one.subjects[0];
        all.compared = all.subject_count = all.candidate_count;
        before.subject = one.subjects[0].subject;
    }
    all.lang = out->lang;
    all.asks = out->asks;
    memcpy(all.beyond, out->beyond, sizeof all.beyond);
    all.beyond_count = out->beyond_count;
    all.confidence = 0.9;
    *out = all;
    return true;
}

/* "Forget that, what about nurses?": what stands behind it, without the list
 * before. */
static struct str read_anew(const struct reading *r, struct str text,
                            struct topic *topic)
{
    const struct cue_hit *anew = reading_cue(r, CUE_KIND, "anew");
    if (!topic->listed || !anew || anew->from > 0 || anew->to >= r->count)
        return text;
    topic->listed = false;
    topic->shown_count = topic->choice_count = 0;
    topic->wishes = (struct wishes){0};
    return str_slice(r->text, r->tokens[anew->to].from, r->text.len);
}

/* What the text says by the talk before it: a row, or a kind of what was
 * spoken of (*kind). */
static struct str in_talk(const struct reading *r, const struct topic *topic,
                          struct str text, bool *kind)
{
    struct str named = row_named(r, topic, text);
    if (named.ptr != text.ptr)
        return named;
    named = kind_named(r, topic, text);
    *kind = named.ptr != text.ptr;
    return named;
}

/* "Excavators, that stuff": of a kind the same is asked as before. */
static void ask_same(const struct topic *topic, struct query *q)
{
    if (q->kind != KIND_SINGLE || q->subject_count > 0 ||
        q->problem != QUERY_CLEAR)
        return;
    talk_take_subject(topic, q);
    q->kind = KIND_FOLLOWUP;
}

void query_read(const struct matcher *matcher, struct arena *arena,
                const struct question *question, const struct topic *before,
                struct query *out)
{
    struct topic topic = talk_topic(matcher->pack, before);
    struct str text = utf8_cut(question->text, QUESTION_MAX_BYTES);
    int rankings = RANKINGS;
    struct reading r = reading_of(matcher, arena, &rankings, text);
    struct query first;
    bool kind = false;
    struct str anew = read_anew(&r, text, &topic);
    struct str plain = reword(
        &r, anew.ptr == text.ptr ? in_talk(&r, &topic, text, &kind) : anew);
    if (plain.ptr != text.ptr) { /* else it came back as it was */
        text = plain;
        r = reading_of(matcher, arena, &rankings, text);
    }
    read_text(r, question, &topic, out);
    if (kind)
        ask_same(&topic, out);
    bool apart = reading_mark(&r, 0, r.count) == MARK_QUESTION;
    if (!question->addressed || (apart && read_apart(&r, text, question, out)))
        return;
    bool declined = out->kind == KIND_OUTOFSCOPE;
    bool missed = declined || out->problem == QUERY_MISSING;
    bool named = out->kind == KIND_SINGLE && out->candidate_count > 0;
    if ((declined || named) && read_first(&r, text, question, &topic, &first) &&
        (declined ||
         first.candidates[0].occupation != out->candidates[0].occupation))
        *out = first;
    else if (missed && read_clause(r, text, question, &topic, &first))
        *out = first;
}
