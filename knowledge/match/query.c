/* Puts together what names and cues found in a question: who is meant, what
 * is asked, in which language, and how sure that is. */
#include "query.h"

#include "language.h"
#include "mentions.h"
#include "rank.h"
#include "reading.h"
#include "title.h"
#include "utf8.h"
#include "wishes.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

struct matcher *matcher_new(const struct pack *pack)
{
    struct matcher *matcher = xmalloc(sizeof *matcher);
    *matcher = (struct matcher){
        .pack = pack,
        .normalizer =
            normalizer_new(language_fold_han, (void *)(uintptr_t)pack),
        .cues = cues_new(pack),
        .names = name_index_new(pack),
    };
    return matcher;
}

void matcher_free(struct matcher *matcher)
{
    if (!matcher)
        return;
    name_index_free(matcher->names);
    cues_free(matcher->cues);
    normalizer_free(matcher->normalizer);
    free(matcher);
}

/* How likely a question has to be off topic to be declined. */
static const double off_when_sure = 0.75;    /* of a sure name, one subject */
static const double off_when_guessed = 0.35; /* of words only taken for one */
static const double off_when_asked = 0.6;    /* a subject of an occupation */
static const double off_when_named = 0.45;   /* an occupation */
static const double off_in_talk = 0.6;       /* after another question */
static const double off_alone = 0.4;
static const double off_when_field = 0.4; /* a subject of a field or the like */
static const double off_unnamed = 0.2;    /* words that may be an occupation */
static const double off_surely = 0.85;
static const double off_title = 0.6; /* a few words that ask nothing */
static const double sure_name = 0.95;
static const double one_thing = 0.9; /* a subject that stands out */
static const double likely_thing = 0.75;
static const double sure_talk = 0.9;    /* a question nobody asked the bot */
static const double sure_remark = 0.98; /* without the form of a question */
static const double corrected_score = 0.4;
static const double surely_compares = 0.5;
static const double plain_subject = 0.6;
static const double plainest_subject = 0.9;
static const double known_name = 0.92; /* below: a slip, or only learned */

/* --- the occupations ------------------------------------------------------ */

static void add_candidate(struct query *q, size_t occupation, double score)
{
    for (size_t i = 0; i < q->candidate_count; i++)
        if (q->candidates[i].occupation == occupation)
            return;
    if (q->candidate_count < ANSWER_OCCUPATIONS)
        q->candidates[q->candidate_count++] =
            (struct candidate){occupation, score < 0 ? 0 : score};
}

static struct str words_of(const struct reading *r, const struct mention *m)
{
    struct str words =
        str_slice(r->text, r->tokens[m->from].from, r->tokens[m->to - 1].to);
    return arena_str(r->arena, words);
}

static void add_others(struct query *q, const struct mention *m)
{
    for (size_t i = 0; i < m->count; i++)
        add_candidate(q, m->who[i].occupation, m->who[i].score);
}

/* What a question says of occupations. */
struct named {
    struct mention mentions[MENTIONS_MAX];
    size_t count;
    size_t main;     /* the one it is about */
    size_t compared; /* how many of them it compares; 0 or at least 2 */
};

/* "I'm a nurse, how do I become a teacher?" */
static bool says_who_asks(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"im", "am", "m", "was", "being", "ex"};
    for (size_t back = 1; back <= 3 && back <= m->from; back++)
        for (size_t i = 0; i < sizeof before / sizeof *before; i++)
            if (str_eq(r->tokens[m->from - back].word, str_from(before[i])))
                return true;
    return false;
}

static bool asks_about_leaving(const struct query *q)
{
    return q->subject_count > 0 && q->subjects[0].subject == SUBJECT_PIVOTS;
}

static bool has_article(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"a",  "an",       "become",
                                         "as", "becoming", "into"};
    for (size_t i = 0; m->from > 0 && i < sizeof before / sizeof *before; i++)
        if (str_eq(r->tokens[m->from - 1].word, str_from(before[i])))
            return true;
    return false;
}

/* Of several occupations named, which one the question is about: the first,
 * but rather one named as people name occupations, and not the one that the
 * person has, unless to leave it. */
static double weigh_mention(const struct reading *r, const struct query *q,
                            const struct mention *m)
{
    double weight = m->other ? 0 : m->named > 0 ? 2 : 1;
    if (has_article(r, m))
        weight += 1;
    if (says_who_asks(r, m))
        weight += asks_about_leaving(q) ? 1 : -1;
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
    struct str gap =
        str_slice(r->text, r->tokens[a->to - 1].to, r->tokens[b->from].from);
    return str_find(gap, STR("/")) < gap.len &&
           (a->who[0].score < 0.99 || b->who[0].score < 0.99);
}

/* Settles which of the occupations named it is about, or compares. */
static void settle(const struct reading *r, const struct query *q,
                   struct named *n)
{
    const struct intent *intent = &r->intent;
    if (n->count < 2)
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
    double best = -1;
    for (size_t i = 0; i < n->count; i++) {
        double weight = weigh_mention(r, q, &n->mentions[i]);
        if (weight > best) {
            best = weight;
            n->main = i;
        }
    }
}

/* --- the conversation ---------------------------------------------------- */

/* The topic without occupations that this pack does not hold (any more). */
static struct topic topic_left(const struct pack *pack,
                               const struct topic *topic)
{
    struct topic left = *topic;
    left.soc_count = 0;
    for (size_t i = 0; i < topic->soc_count; i++)
        if (pack_find_soc(pack, topic->soc[i]) < pack_occupation_count(pack))
            left.soc[left.soc_count++] = topic->soc[i];
    return left;
}

/* Which one "the second one" means; 0: none. */
static size_t ordinal(const struct reading *r)
{
    static const char *const ordinals[] = {"first", "second", "third", "fourth",
                                           "fifth"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (reading_cue(r, CUE_KIND, ordinals[i]))
            return i + 1;
    return 0;
}

/* "could the first one get a visa?": of the occupations talked of. */
static void take_one(const struct reading *r, struct query *q)
{
    size_t number = ordinal(r);
    if (number == 0 || number > q->compared)
        return;
    q->candidates[0] = q->candidates[number - 1];
    q->candidate_count = 1;
    q->compared = 0;
    q->kind = KIND_FOLLOWUP;
}

static void take_topic(const struct reading *r, const struct topic *topic,
                       struct query *q)
{
    for (size_t i = 0; i < topic->soc_count; i++)
        add_candidate(q, pack_find_soc(r->matcher->pack, topic->soc[i]), 0.95);
    q->kind = q->candidate_count > 1 ? KIND_COMPARE : KIND_FOLLOWUP;
    q->compared = q->candidate_count > 1 ? q->candidate_count : 0;
    take_one(r, q);
}

static void take_subject(const struct topic *topic, struct query *q)
{
    q->subjects[0] = (struct asked){.subject = topic->subject};
    q->subject_count = topic->subject != SUBJECT_NONE;
}

/* The number of a choice the text makes, "2" or "the second one"; 0: none. */
static size_t chosen(const struct reading *r)
{
    struct str text = str_trim(r->text);
    long number;
    if (text.len > 0 && strchr(".)#", text.ptr[text.len - 1]))
        text.len--;
    if (text.len > 0 && text.ptr[0] == '#')
        text = str_slice(text, 1, text.len);
    if (str_to_long(text, &number))
        return number > 0 && number <= ANSWER_CHOICES ? (size_t)number : 0;
    return reading_strange(r) == 0 && r->name_count == 0 &&
                   !reading_cue(r, CUE_SUBJECT, NULL)
               ? ordinal(r)
               : 0;
}

static bool read_choice(const struct reading *r, const struct topic *topic,
                        struct query *q)
{
    size_t number = chosen(r);
    if (number == 0 || number > topic->choice_count)
        return false;
    size_t occupation =
        pack_find_soc(r->matcher->pack, topic->choices[number - 1].soc);
    if (occupation >= pack_occupation_count(r->matcher->pack))
        return false;
    add_candidate(q, occupation, 1);
    q->subjects[0].subject = topic->choices[number - 1].subject;
    q->subjects[0].part =
        arena_str(r->arena, str_from(topic->choices[number - 1].part));
    q->subject_count = q->subjects[0].subject != SUBJECT_NONE;
    q->kind = KIND_FOLLOWUP;
    q->confidence = 1;
    return true;
}

/* By a pronoun: "do they travel". */
static bool refers_back(const struct reading *r)
{
    static const char *const back[] = {"they", "them", "their", "it",   "its",
                                       "she",  "he",   "that",  "those"};
    for (size_t i = 0; i < r->count; i++)
        for (size_t b = 0; b < sizeof back / sizeof *back; b++)
            if (str_eq(r->tokens[i].word, str_from(back[b])))
                return true;
    return false;
}

/* --- the kinds of question ------------------------------------------------ */

static void out_of_scope(const struct reading *r, struct query *q)
{
    if ((r->intent.kind[INTENT_OFFTOPIC] < off_title || title_is_written(r)) &&
        title_guess(r, q))
        return;
    q->kind = KIND_OUTOFSCOPE;
    q->candidate_count = 0;
    q->confidence = 0.8;
    if (r->count <= 4) /* a few words alone: perhaps an occupation */
        q->unknown = reading_strange_text(r);
}

/* A name as people give it to occupations; not only of a field or the like,
 * and without a slip. */
static bool is_sure(const struct mention *m)
{
    return m->named > 0 && m->who[0].score >= sure_name;
}

/* 怎麼做蛋糕: how it is done, not how it is made a living of. */
static bool asks_how_to(const struct reading *r, const struct mention *m)
{
    static const char *const how[] = {"怎么", "怎樣", "怎样", "如何", "怎麼"};
    struct str said = str_trim(str_slice(r->text, 0, r->tokens[m->from].from));
    for (size_t i = 0; i < sizeof how / sizeof *how; i++)
        if (!is_sure(m) && m->to == r->count &&
            !str_eq(r->tokens[m->from].word, STR("当")) &&
            str_ends(said, str_from(how[i])))
            return true;
    return false;
}

/* One subject stands out from all others. */
static bool asks_one_thing(const struct intent *intent, double least)
{
    for (int s = SUBJECT_OVERVIEW; s < SUBJECT_COUNT; s++)
        if (intent->subject[s] >= least)
            return true;
    return false;
}

/* A question about something else: by a phrase ("hire an electrician"), unless
 * more is asked about the occupation, or by what was learned. */
static bool is_off_topic(const struct reading *r, const struct named *n,
                         const struct topic *topic, bool strong)
{
    if (topic->soc_count > 0 && reading_strange(r) == 0 &&
        reading_cue(r, CUE_LANG, NULL))
        return false; /* "the same in Chinese" */
    const struct cue_hit *off = reading_cue(r, CUE_KIND, "offtopic");
    const struct cue_hit *on = reading_cue(r, CUE_SUBJECT, NULL);
    if (!r->intent.learned)
        return off && (!on || off->cue->weight > on->cue->weight);
    double share = r->intent.kind[INTENT_OFFTOPIC];
    if (off && (!on || off->cue->weight > on->cue->weight))
        share += 0.4;
    bool named = n->count > 0 && is_sure(&n->mentions[n->main]);
    if (n->count > 0 && asks_how_to(r, &n->mentions[n->main]))
        return true;
    if (n->count > 0 && strong && asks_one_thing(&r->intent, one_thing))
        return share > (named ? off_when_sure
                        : n->mentions[n->main].who[0].score >= known_name
                            ? off_when_asked
                            : off_when_guessed);
    return share > (named && strong ? off_when_asked
                    : named         ? off_when_named
                    : n->count > 0 && n->mentions[n->main].named > 0 && strong
                        ? off_when_field
                    : n->count > 0         ? off_unnamed
                    : topic->soc_count > 0 ? off_in_talk
                                           : off_alone);
}

/* Where no sure name says so, the question itself has to be one about an
 * occupation; all the more where words were only taken for a name. */
static bool is_plainly_asked(const struct reading *r, const struct query *q,
                             const struct mention *m)
{
    const struct cue_hit *cue = reading_cue(r, CUE_SUBJECT, NULL);
    if (q->subject_count == 0)
        return false;
    if (!r->intent.learned)
        return cue && !cue->cue->weak && cue->cue->weight >= 1;
    double most = 0;
    for (int s = SUBJECT_OVERVIEW; s < SUBJECT_COUNT; s++)
        most = r->intent.subject[s] > most ? r->intent.subject[s] : most;
    return most >= (m && m->who[0].score < known_name ? plainest_subject
                                                      : plain_subject);
}

/* "Are you a doctor?" */
static bool asks_about_bot(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"are you a", "are you an", "are u a",
                                         "r u a",     "你是",       "您是",
                                         "妳是",      "你係"};
    struct str said = str_trim(str_slice(r->text, 0, r->tokens[m->from].from));
    struct str behind =
        str_trim(str_slice(r->text, r->tokens[m->to - 1].to, r->text.len));
    enum { SHORT = 6 }; /* "吗？" and the like */
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        struct str words = str_from(before[i]);
        size_t from = said.len >= words.len ? said.len - words.len : 0;
        if (behind.len <= SHORT && said.len >= words.len &&
            str_eq_nocase(str_slice(said, from, said.len), words))
            return true;
    }
    return false;
}

static bool read_smalltalk(const struct reading *r, const struct named *n,
                           const struct topic *topic, bool strong,
                           struct query *q)
{
    const struct cue_hit *hit = reading_cue(r, CUE_SMALLTALK, NULL);
    size_t strange = reading_strange(r);
    double share = r->intent.kind[INTENT_SMALLTALK];
    if (r->count == 0 && r->text.len > 0) { /* a smile, or keys mashed */
        q->kind = KIND_OUTOFSCOPE;
        q->confidence = 0.7;
        return true;
    }
    if (r->count == 0) { /* a bare mention */
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("greeting");
        q->confidence = 0.7;
        return true;
    }
    if (topic->soc_count > 0 && reading_cue(r, CUE_LANG, NULL) && strange == 0)
        return false; /* "say it in English" */
    if (n->count > 0 && asks_about_bot(r, &n->mentions[0])) {
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("help");
        q->confidence = 0.8;
        return true;
    }
    if (hit && str_eq(hit->cue->part, STR("ok")) && share < 0.5 &&
        (hit->to - hit->from) * 2 < r->count)
        return false; /* 好 in a longer sentence */
    bool alone = n->count == 0 && topic->soc_count == 0;
    if (hit && str_eq(hit->cue->part, STR("crisis")))
        strange = 0;
    else if (alone && hit && str_eq(hit->cue->part, STR("help")) &&
             strange == 0 && r->intent.kind[INTENT_LIST] < 0.3 &&
             r->intent.kind[INTENT_OFFTOPIC] < 0.5)
        ; /* "what sort of tasks can you do" */
    else if (alone && share >= 0.2 && share > r->intent.kind[INTENT_OFFTOPIC] &&
             !is_plainly_asked(r, q, NULL))
        ;
    else if (r->intent.learned && share < 0.3 &&
             (strange > 1 || n->count > 0 || is_plainly_asked(r, q, NULL)))
        return false;
    else if (share < (n->count > 0 ? 0.6 : 0.5) &&
             (!hit || n->count > 0 || strange > 1 ||
              (strong && !str_eq(hit->cue->part, STR("help")))))
        return false;
    q->kind = KIND_SMALLTALK;
    q->smalltalk = hit                      ? hit->cue->part
                   : reading_is_question(r) ? STR("help")
                                            : STR("ok");
    q->confidence = strange == 0 ? 0.95 : 0.7;
    q->candidate_count = 0;
    return true;
}

/* A small word, or one of a phrase like "no, I meant". */
static bool says_nothing(const struct reading *r, size_t token)
{
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (hit->from <= token && hit->to > token &&
            (hit->cue->type == CUE_KIND ||
             (hit->cue->type == CUE_WORD &&
              str_eq(hit->cue->part, STR("stop")))))
            return true;
    }
    return false;
}

/* The words that a correction or a choice between several adds. */
static struct str added_words(const struct reading *r)
{
    struct str words = STR("");
    for (size_t i = 0; i < r->count; i++)
        if (!says_nothing(r, i))
            words = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(words),
                                 words.len && !r->words[i].han ? " " : "",
                                 STR_ARG(str_slice(r->text, r->tokens[i].from,
                                                   r->tokens[i].to)));
    return words;
}

/* Another occupation than before by the name made of the two. */
static bool add_corrected(const struct reading *r, const struct topic *topic,
                          struct str words, struct str said, struct query *q)
{
    const struct matcher *m = r->matcher;
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    bool han = r->count > 0 && r->words[r->count - 1].han;
    struct str name = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(words),
                                   han ? "" : " ", STR_ARG(said));
    size_t count = rank_title(m->pack, m->normalizer, r->arena, name, hits,
                              ANSWER_OCCUPATIONS);
    if (count == 0 || hits[0].score < corrected_score ||
        (topic->soc_count > 0 &&
         hits[0].occupation == pack_find_soc(m->pack, topic->soc[0])))
        return false;
    for (size_t i = 0; i < count; i++)
        add_candidate(q, hits[i].occupation, hits[i].score);
    q->said = name;
    return true;
}

static bool has_words(struct pack_occupation one, struct str words)
{
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
        for (size_t at = 0; at + words.len <= one.title[lang].len; at++)
            if (str_eq_nocase(str_slice(one.title[lang], at, at + words.len),
                              words))
                return true;
    return false;
}

/* What was offered beside the last answer, of another occupation; of those,
 * where words are given, the ones that have them in their title. */
static void add_offered(const struct reading *r, const struct topic *topic,
                        struct str words, struct query *q)
{
    const struct pack *pack = r->matcher->pack;
    for (size_t i = 0; i < topic->choice_count; i++) {
        size_t occupation = pack_find_soc(pack, topic->choices[i].soc);
        if (occupation == pack_occupation_count(pack) ||
            (topic->soc_count > 0 && topic->choices[i].soc == topic->soc[0]))
            continue;
        struct pack_occupation one = pack_occupation(pack, occupation);
        if (words.len == 0 || has_words(one, words))
            add_candidate(q, occupation, 0.8);
    }
}

/* Another occupation by words added to what the person said before: of those
 * offered, or by the name that both make. */
static bool add_narrowed(const struct reading *r, const struct topic *topic,
                         struct query *q)
{
    struct str said = str_from(topic->said), words = added_words(r);
    size_t last = 0;
    for (size_t i = 0; i < said.len; i++)
        last = said.ptr[i] == ' ' ? i + 1 : last;
    if (words.len == 0)
        return false;
    if (said.len > 0 &&
        (add_corrected(r, topic, words, said, q) ||
         add_corrected(r, topic, words, str_slice(said, last, said.len), q)))
        return true;
    add_offered(r, topic, words, q);
    return q->candidate_count > 0;
}

/* "No, the school kind", "no, I meant electricians": another occupation than
 * the last answer was about, on the same subject. */
static bool read_correction(const struct reading *r, const struct named *n,
                            const struct topic *topic, struct query *q)
{
    const struct cue_hit *cue = reading_cue(r, CUE_KIND, "correction");
    const struct mention *m = &n->mentions[n->count > 1 ? n->count - 1 : 0];
    bool asks = q->subject_count > 0 && reading_cue(r, CUE_SUBJECT, NULL);
    bool sure = n->count > 0 && is_sure(m);
    if (!cue || cue->from > 0 ||
        (topic->soc_count == 0 && topic->choice_count == 0))
        return false;
    if (sure) {
        add_others(q, m);
        q->said = words_of(r, m);
    } else if (!add_narrowed(r, topic, q)) {
        if (asks || added_words(r).len > 0)
            return false;
        add_offered(r, topic, STR(""), q); /* no more than no */
        q->kind = KIND_CLARIFY;
        q->problem = q->candidate_count > 0 ? QUERY_WHICH : QUERY_MISSING;
    }
    if (!(sure && asks && is_plainly_asked(r, q, m)))
        take_subject(topic, q);
    if (q->problem == QUERY_CLEAR)
        q->kind = KIND_FOLLOWUP;
    q->confidence = 0.8;
    return true;
}

/* "The school kind", after the bot asked which one of several was meant. */
static bool read_narrowing(const struct reading *r, const struct named *n,
                           const struct topic *topic, struct query *q)
{
    enum { FEW = 5 };
    if (topic->soc_count > 0 || topic->choice_count == 0 || !*topic->said ||
        r->count > FEW || (n->count > 0 && is_sure(&n->mentions[n->main])) ||
        !add_narrowed(r, topic, q))
        return false;
    take_subject(topic, q);
    q->kind = KIND_FOLLOWUP;
    q->confidence = 0.8;
    return true;
}

/* "Says who?": of the subject that was spoken of. */
static void ask_for_sources_of(const struct topic *topic, struct query *q)
{
    const char *id = subject_id(topic->subject);
    if (q->subject_count == 1 && q->subjects[0].subject == SUBJECT_SOURCES &&
        id && topic->subject != SUBJECT_SOURCES)
        q->subjects[0].part = str_from(id);
}

/* "Why do you say that?" */
static bool read_why(const struct reading *r, const struct topic *topic,
                     struct query *q)
{
    if (!reading_cue(r, CUE_KIND, "why") || topic->soc_count == 0 ||
        reading_strange(r) > 0)
        return false;
    take_topic(r, topic, q);
    q->kind = KIND_FOLLOWUP;
    q->compared = 0;
    q->why = true;
    q->subjects[0] = (struct asked){.subject = SUBJECT_SOURCES};
    q->subject_count = 1;
    ask_for_sources_of(topic, q);
    q->confidence = 0.9;
    return true;
}

/* A list of occupations: asked for outright, or the last one changed. */
static bool read_list(const struct reading *r, const struct named *n,
                      const struct topic *topic, struct query *q)
{
    const struct cue_hit *list = reading_cue(r, CUE_KIND, "list");
    bool career = reading_cue(r, CUE_WORD, "career"), ranked;
    double share = r->intent.kind[INTENT_LIST];
    enum subject subject;
    struct wishes wishes = {0};
    size_t read = wishes_read(r, &wishes, &subject, &ranked);
    bool changes = topic->listed && read > 0 && reading_strange(r) <= 2;
    bool asked = r->intent.learned ? share >= 0.5 || (list && share >= 0.15)
                                   : list != NULL;
    bool named = n->count > 0 && n->mentions[n->main].named > 0;
    if (named) /* "jobs for a nurse who can code" */
        asked = share >= 0.5;
    bool wished = !named && read > 0 && (career || ranked) &&
                  reading_strange(r) <= 2 &&
                  (!r->intent.learned || share >= 0.15);
    if (named && !asked && list && !is_sure(&n->mentions[n->main]))
        asked = reading_nameless_intent(r).kind[INTENT_LIST] >= 0.5;
    if (!asked && !wished && (!changes || named))
        return false;
    if (changes && !list) { /* "and without nights?", "over 100k" */
        wishes = topic->wishes;
        read = wishes_read(r, &wishes, &subject, &ranked);
    }
    q->kind = KIND_LIST;
    q->candidate_count = 0;
    if (q->subject_count > 0 && q->subjects[0].subject == SUBJECT_IMMIGRATION) {
        wishes.unknown |= WISH_IMMIGRATION;
        subject = SUBJECT_IMMIGRATION;
    }
    q->wishes = wishes;
    if (subject != SUBJECT_NONE)
        q->subjects[0] = (struct asked){.subject = subject};
    else if (changes && !list)
        take_subject(topic, q);
    else if (q->subject_count == 0)
        q->subjects[0] = (struct asked){.subject = SUBJECT_SALARY};
    q->subject_count = 1;
    q->confidence = read > 0 ? 0.85 : 0.6;
    return true;
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
    bool back = strange == 0 || (refers_back(r) && strange <= 2) ||
                reading_is_but_a_particle(r);
    bool asks = q->subject_count > 0 &&
                (!language || reading_cue(r, CUE_SUBJECT, NULL));
    if (topic->soc_count > 0 && asks && back) {
        take_topic(r, topic, q);
        ask_for_sources_of(topic, q);
    } else if (topic->soc_count > 0 && strange == 0 &&
               (language || more || refers_back(r))) {
        take_topic(r, topic, q); /* "and in Chinese?" */
        take_subject(topic, q);
    } else if (topic->soc_count > 0 && more && strange > 0 && !career) {
        q->kind = KIND_OUTOFSCOPE; /* "what about a youtuber" */
        q->unknown = reading_strange_text(r);
        q->confidence = 0.6;
    } else if (strange == 0 && language && q->subject_count == 0) {
        q->kind = KIND_SMALLTALK; /* "can you speak Chinese?" */
        q->smalltalk = STR("greeting");
        q->confidence = 0.8;
    } else if (strange > 0 && strong && !r->intent.learned) {
        q->problem = QUERY_UNKNOWN;
        q->unknown = reading_strange_text(r);
        q->confidence = 0.6;
    } else if (strange > 0 && !career && is_plainly_asked(r, q, NULL)) {
        q->kind = KIND_OUTOFSCOPE; /* "what does an astronaut earn" */
        q->unknown = reading_strange_text(r);
        q->confidence = 0.6;
    } else if (is_plainly_asked(r, q, NULL) ||
               (career && strange == 0 &&
                r->intent.kind[INTENT_OFFTOPIC] < 0.3) ||
               r->intent.kind[INTENT_CLARIFY] >= 0.5) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_MISSING;
        q->choosing = r->intent.kind[INTENT_CLARIFY] >= 0.5 || career;
        q->confidence = 0.7;
    } else {
        out_of_scope(r, q);
    }
}

/* A word that so many occupations have with equal right says too little. */
static bool is_broad(const struct reading *r, const struct mention *m)
{
    enum { EQUAL = 4, HAN_WORD = 3 };
    size_t equal = 1, words = m->to - m->from;
    while (equal < m->count && m->who[0].score - m->who[equal].score < 0.015)
        equal++;
    return equal >= EQUAL && words <= (r->tokens[m->from].han ? HAN_WORD : 1);
}

/* A name and a few small words: no subject of its own. */
static bool asks_nothing_new(const struct reading *r, const struct query *q)
{
    enum { FEW = 6 };
    const struct cue_hit *cue = reading_cue(r, CUE_SUBJECT, NULL);
    return q->subject_count == 0 ||
           (r->count <= FEW && !(cue && cue->cue->weight >= 1) &&
            r->intent.subject[q->subjects[0].subject] < 0.9) ||
           (q->subjects[0].subject == SUBJECT_OVERVIEW && !cue);
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
    if (!is_sure(m) && !is_plainly_asked(r, q, m)) {
        out_of_scope(r, q);
        return;
    }
    q->unknown = m->unknown;
    q->said = words_of(r, m);
    add_others(q, m);
    if (m->other && !is_plainly_asked(r, q, m)) {
        out_of_scope(r, q);
        return;
    }
    if (m->other) {
        q->problem = QUERY_UNKNOWN;
        q->confidence = 0.6;
        return;
    }
    if (q->unknown.len == 0 && strange > 0 &&
        (compare || r->intent.kind[INTENT_COMPARE] >= 0.5))
        q->unknown = reading_strange_text(r); /* the other one */
    if (is_broad(r, m)) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_WHICH;
    } else if (other && compare &&
               (compare->cue->weight >= 1 ||
                r->intent.kind[INTENT_COMPARE] >= 0.3)) {
        q->candidate_count = 0; /* "compare it with electricians" */
        take_topic(r, topic, q);
        add_candidate(q, m->who[0].occupation, m->who[0].score);
        q->kind = KIND_COMPARE;
        q->compared = q->candidate_count;
        if (asks_nothing_new(r, q))
            take_subject(topic, q);
    } else if (topic->subject != SUBJECT_NONE && strange == 0 &&
               asks_nothing_new(r, q)) {
        q->kind = KIND_FOLLOWUP; /* "what about nurses?" */
        take_subject(topic, q);
    } else if (q->subject_count == 0 && strange >= 3) {
        out_of_scope(r, q); /* a name dropped in other talk */
    } else if (q->subject_count == 0 && strange > 0 && !q->unknown.len) {
        q->guessed = true;
    }
}

/* The compared ones first, then whom else their names may mean. */
static void read_comparison(const struct named *n, struct query *q)
{
    for (size_t i = 0; i < n->compared; i++)
        add_candidate(q, n->mentions[i].who[0].occupation,
                      n->mentions[i].who[0].score);
    q->kind = KIND_COMPARE;
    q->compared = q->candidate_count;
    for (size_t i = 0; i < n->compared; i++)
        add_others(q, &n->mentions[i]);
}

static double confidence_of(const struct reading *r, const struct query *q,
                            bool strong)
{
    double sure = q->candidate_count > 0 ? q->candidates[0].score : 0.5;
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

/* Overheard talk is answered only when it plainly asks about an occupation
 * (not about somebody who has it), or for a list of them. */
static bool is_plain_question(const struct reading *r, const struct named *n,
                              const struct query *q)
{
    enum { FEWEST = 2 };
    const struct intent *intent = &r->intent;
    bool listed =
        q->kind == KIND_LIST && intent->kind[INTENT_LIST] >= sure_talk;
    if (q->problem != QUERY_CLEAR || q->unknown.len > 0 ||
        reading_strange(r) > 1 || r->count < FEWEST)
        return false;
    if (!intent->learned)
        return q->kind == KIND_SINGLE && reading_cue(r, CUE_SUBJECT, NULL) &&
               reading_is_question(r) && is_sure(&n->mentions[0]) &&
               !reading_name_is_person(r, &r->names[0]);
    bool question = reading_is_question(r);
    if (listed)
        return question || intent->kind[INTENT_LIST] >= sure_remark;
    return (q->kind == KIND_SINGLE || q->kind == KIND_COMPARE) &&
           n->count > 0 &&
           n->mentions[n->main].who[0].score >=
               (question ? known_name : sure_name) &&
           r->name_count > 0 && !reading_name_is_person(r, &r->names[0]) &&
           q->subject_count > 0 &&
           asks_one_thing(intent, question ? likely_thing : one_thing) &&
           intent->kind[INTENT_SINGLE] + intent->kind[INTENT_COMPARE] >=
               (question ? sure_talk : sure_remark);
}

/* "Age limit air traffic controller": a sure name, and words around it that
 * ask one thing of it, are no title. */
static bool is_plainly_of_one(const struct reading *r, const struct named *n)
{
    return n->count > 0 && !title_is_written(r) && is_sure(&n->mentions[0]) &&
           n->mentions[0].to - n->mentions[0].from < r->count &&
           asks_one_thing(&r->intent, one_thing) &&
           r->intent.kind[INTENT_OFFTOPIC] < off_when_named;
}

/* "Play some jazz": nothing sure in it, and plainly something else. */
static bool is_plainly_other(const struct reading *r, const struct named *n)
{
    return r->intent.kind[INTENT_OFFTOPIC] > off_surely && r->count > 2 &&
           !title_is_written(r) && !(n->count > 0 && is_sure(&n->mentions[0]));
}

static void read_text(const struct matcher *matcher, struct arena *arena,
                      const struct question *question, struct str text,
                      const struct topic *topic, struct query *out)
{
    struct reading r = reading_of(matcher, arena, text);
    *out = (struct query){.kind = KIND_SINGLE};
    out->lang = answer_language(&r, question, topic);
    out->asks = reading_is_question(&r);
    out->place = reading_cue(&r, CUE_WORD, "place") || reading_names_place(&r);
    if (read_choice(&r, topic, out))
        return;
    title_sort_names(&r);
    struct reading whole = reading_copy(&r);
    bool strong = false;
    struct named named = {.count = 0};
    named.count = mentions_read(&r, named.mentions);
    reading_forget_people(&r);
    reading_intent(&r);
    if (read_narrowing(&r, &named, topic, out))
        return;
    bool slips_only =
        is_plainly_of_one(&r, &named) || is_plainly_other(&r, &named);
    if (topic->soc_count == 0 && title_read(&whole, slips_only, out)) {
        out->said = r.text;
        take_subject(topic, out); /* asked before, of whom was not said */
        out->silent = !question->addressed;
        return;
    }
    read_subjects(&r, out, &strong);
    settle(&r, out, &named);
    const struct mention *main = &named.mentions[named.main];
    const struct cue_hit *subject_cue = reading_cue(&r, CUE_SUBJECT, NULL);
    if ((named.count == 0 && read_why(&r, topic, out)) ||
        read_correction(&r, &named, topic, out) ||
        read_smalltalk(&r, &named, topic, strong, out)) {
        ; /* all is said */
    } else if (is_off_topic(&r, &named, topic, strong)) {
        out_of_scope(&r, out);
    } else if (named.compared > 1) {
        read_comparison(&named, out);
    } else if (!read_list(&r, &named, topic, out)) {
        if (named.count > 0)
            read_with_name(&r, main, topic, out);
        else
            read_without_name(&r, topic, strong, out);
    }
    if (subject_cue &&
        subject_cue->to - subject_cue->from == subject_cue->cue->count)
        out->asked = arena_str(
            r.arena, str_slice(r.text, r.tokens[subject_cue->from].from,
                               r.tokens[subject_cue->to - 1].to));
    if (out->confidence == 0)
        out->confidence = confidence_of(&r, out, strong);
    title_fill(&r, out);
    if (!question->addressed)
        out->silent = !is_plain_question(&r, &named, out);
}

/* The first of several sentences that asks something of an occupation it
 * names. What the others want is left alone. */
static bool read_sentence(const struct matcher *matcher, struct arena *arena,
                          const struct question *question, struct str text,
                          const struct topic *topic, struct query *out)
{
    enum { MOST = 8 };
    size_t from = 0;
    for (size_t i = 0, n = 0; i < text.len && n < MOST; i++) {
        bool ends = strchr(".?!\n", text.ptr[i]) &&
                    (i + 1 == text.len || text.ptr[i + 1] == ' ' ||
                     text.ptr[i] == '\n');
        if (!ends || (from == 0 && i + 1 == text.len))
            continue;
        struct str sentence = str_slice(text, from, i + 1);
        read_text(matcher, arena, question, sentence, topic, out);
        if ((out->kind == KIND_SINGLE || out->kind == KIND_FOLLOWUP) &&
            out->problem == QUERY_CLEAR && out->subject_count > 0 &&
            out->candidates[0].score >= sure_name && out->asks)
            return true;
        from = i + 1;
        n++;
    }
    return false;
}

void query_read(const struct matcher *matcher, struct arena *arena,
                const struct question *question, const struct topic *before,
                struct query *out)
{
    struct topic topic = topic_left(matcher->pack, before);
    struct str text = utf8_cut(question->text, QUESTION_MAX_BYTES);
    read_text(matcher, arena, question, text, &topic, out);
    struct query first;
    if (out->kind == KIND_OUTOFSCOPE && question->addressed &&
        read_sentence(matcher, arena, question, text, &topic, &first))
        *out = first;
}
