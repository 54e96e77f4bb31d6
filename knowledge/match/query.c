/* Puts together what names and cues found in a question: who is meant, what
 * is asked, in which language, and how sure that is. */
#include "query.h"

#include "language.h"
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

/* The occupations named, in the order of the question, then others that share
 * a name with one. Returns how many are named. A name that is only part of
 * another thing's does not count: *odd is its hit then. */
static size_t read_names(const struct reading *r, struct query *q,
                         const struct name_hit **odd)
{
    size_t places = 0, from = SIZE_MAX;
    *odd = NULL;
    for (size_t i = 0; i < r->name_count; i++) {
        const struct name_hit *hit = &r->names[i];
        if (reading_name_is_part(r, hit)) {
            *odd = *odd ? *odd : hit;
            continue;
        }
        if (reading_name_is_narrowed(r, hit) && q->unknown.len == 0)
            q->unknown = reading_name_text(r, hit);
        size_t before = q->candidate_count;
        if (hit->from != from)
            add_candidate(q, hit->occupation, hit->score);
        places += q->candidate_count - before;
        from = hit->from;
    }
    for (size_t i = 0; i < r->name_count; i++) /* those that share a name */
        if (!reading_name_is_part(r, &r->names[i]))
            add_candidate(q, r->names[i].occupation, r->names[i].score);
    return places;
}

/* Occupations whose names come near the words nobody explained. */
static void read_near_names(const struct reading *r, struct query *q)
{
    struct token *left = arena_alloc_array(r->arena, r->count, sizeof *left);
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        if (!r->covered[i])
            left[n++] = r->tokens[i];
    size_t hits;
    struct name_hit *near =
        names_like(r->matcher->names, r->arena, left, n, ANSWER_CHOICES, &hits);
    for (size_t i = 0; i < hits; i++)
        if (near[i].score >= 0.5)
            add_candidate(q, near[i].occupation, near[i].score * 0.9);
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

static void take_topic(const struct reading *r, const struct topic *topic,
                       struct query *q)
{
    for (size_t i = 0; i < topic->soc_count; i++)
        add_candidate(q, pack_find_soc(r->matcher->pack, topic->soc[i]), 0.95);
    q->kind = q->candidate_count > 1 ? KIND_COMPARE : KIND_FOLLOWUP;
    q->compared = q->candidate_count > 1 ? q->candidate_count : 0;
}

static void take_subject(const struct topic *topic, struct query *q)
{
    q->subjects[0] = (struct asked){.subject = topic->subject};
    q->subject_count = topic->subject != SUBJECT_NONE;
}

/* The number of a choice the text makes, "2" or "the second one"; 0: none. */
static size_t chosen(const struct reading *r)
{
    static const char *const ordinals[] = {"first", "second", "third", "fourth",
                                           "fifth"};
    struct str text = str_trim(r->text);
    long number;
    if (text.len > 0 && strchr(".)#", text.ptr[text.len - 1]))
        text.len--;
    if (text.len > 0 && text.ptr[0] == '#')
        text = str_slice(text, 1, text.len);
    if (str_to_long(text, &number))
        return number > 0 && number <= ANSWER_CHOICES ? (size_t)number : 0;
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (reading_cue(r, CUE_KIND, ordinals[i]) && reading_strange(r) == 0 &&
            r->name_count == 0 && !reading_cue(r, CUE_SUBJECT, NULL))
            return i + 1;
    return 0;
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

static bool refers_back(const struct reading *r)
{
    static const char *const back[] = {"they", "them", "their", "it",   "its",
                                       "she",  "he",   "that",  "those"};
    if (reading_cue(r, CUE_KIND, "followup"))
        return true;
    for (size_t i = 0; i < r->count; i++)
        for (size_t b = 0; b < sizeof back / sizeof *back; b++)
            if (str_eq(r->tokens[i].word, str_from(back[b])))
                return true;
    return false;
}

/* --- the kinds of question ------------------------------------------------ */

static void out_of_scope(const struct reading *r, struct query *q)
{
    q->kind = KIND_OUTOFSCOPE;
    q->candidate_count = 0;
    q->confidence = 0.8;
    if (r->count <= 4) /* a few words alone: perhaps an occupation */
        q->unknown = reading_strange_text(r);
}

static bool read_smalltalk(const struct reading *r, bool strong,
                           struct query *q)
{
    const struct cue_hit *hit = reading_cue(r, CUE_SMALLTALK, NULL);
    size_t strange = reading_strange(r);
    if (r->count == 0) { /* a bare mention, or a smile */
        q->kind = KIND_SMALLTALK;
        q->smalltalk = r->text.len == 0 ? STR("greeting") : STR("ok");
        q->confidence = 0.7;
        return true;
    }
    if (!hit || strange > 1 || (strong && !str_eq(hit->cue->part, STR("help"))))
        return false;
    q->kind = KIND_SMALLTALK;
    q->smalltalk = hit->cue->part;
    q->confidence = strange == 0 ? 0.95 : 0.7;
    return true;
}

static void read_unknown(const struct reading *r, struct query *q)
{
    read_near_names(r, q);
    if (q->candidate_count > 0 && q->candidates[0].score >= 0.7)
        return; /* near enough to answer */
    q->problem = QUERY_UNKNOWN;
    q->unknown = reading_strange_text(r);
    q->confidence = 0.6;
}

/* A list of occupations: asked for outright, or the last one changed. */
static bool read_list(const struct reading *r, const struct topic *topic,
                      struct query *q)
{
    const struct cue_hit *list = reading_cue(r, CUE_KIND, "list");
    bool career = reading_cue(r, CUE_WORD, "career"), ranked;
    enum subject subject;
    struct wishes wishes = {0};
    size_t read = wishes_read(r, &wishes, &subject, &ranked);
    bool changes = topic->listed && read > 0 && reading_strange(r) <= 2;
    if (!list && !changes &&
        !(read > 0 && (career || ranked) && reading_strange(r) <= 2))
        return false;
    if (changes && !list) { /* "and without nights?", "over 100k" */
        wishes = topic->wishes;
        read = wishes_read(r, &wishes, &subject, &ranked);
    }
    q->kind = KIND_LIST;
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
    if (topic->soc_count > 0 && q->subject_count > 0 &&
        (strange == 0 || (refers_back(r) && strange <= 2))) {
        take_topic(r, topic, q);
    } else if (topic->soc_count > 0 && language && strange == 0) {
        take_topic(r, topic, q); /* "and in Chinese?" */
        take_subject(topic, q);
    } else if (read_smalltalk(r, strong, q)) {
        return;
    } else if (read_list(r, topic, q)) {
        return;
    } else if (strange > 0 && (strong || career)) {
        read_unknown(r, q);
    } else if (strange == 0 && (q->subject_count > 0 || career)) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_MISSING;
        q->confidence = 0.7;
    } else if (strange == 0 && language) {
        q->kind = KIND_SMALLTALK; /* "can you speak Chinese?" */
        q->smalltalk = STR("greeting");
        q->confidence = 0.8;
    } else {
        if (strange > 0 && strange <= 3)
            read_near_names(r, q); /* "library techs", and nothing else */
        if (q->candidate_count == 0 || q->candidates[0].score < 0.7)
            out_of_scope(r, q);
    }
}

/* Do several occupations have the name with equal right? One whose own title
 * it is goes before others. */
static bool is_shared(const struct query *q)
{
    return q->candidate_count > 1 &&
           q->candidates[0].score - q->candidates[1].score < 0.02;
}

/* One occupation is named. */
static void read_with_name(const struct reading *r, const struct topic *topic,
                           struct query *q)
{
    const struct cue_hit *compare = reading_cue(r, CUE_KIND, "compare");
    size_t strange = reading_strange(r);
    bool other = topic->soc_count > 0 &&
                 pack_find_soc(r->matcher->pack, topic->soc[0]) !=
                     q->candidates[0].occupation;
    if (is_shared(q)) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_WHICH;
    } else if (compare && strange > 0) {
        q->unknown = reading_strange_text(r); /* the other one */
    } else if (compare && compare->cue->weight >= 1 && other) {
        struct candidate named = q->candidates[0];
        q->candidate_count = 0; /* "compare it with electricians" */
        take_topic(r, topic, q);
        add_candidate(q, named.occupation, named.score);
        q->kind = KIND_COMPARE;
        q->compared = q->candidate_count;
        if (q->subject_count == 0)
            take_subject(topic, q);
    } else if (q->subject_count == 0 && topic->subject != SUBJECT_NONE &&
               topic->soc_count > 0 && strange == 0) {
        q->kind = KIND_FOLLOWUP; /* "what about nurses?" */
        take_subject(topic, q);
    } else if (q->subject_count == 0 && strange >= 3) {
        out_of_scope(r, q); /* a name dropped in other talk */
    } else if (q->subject_count == 0 && strange > 0 && !q->unknown.len) {
        q->guessed = true;
    }
}

/* "hire an electrician", "nurse jokes": about people or things, not about
 * the occupation; unless more is asked about that. */
static bool is_off_topic(const struct reading *r)
{
    const struct cue_hit *off = reading_cue(r, CUE_KIND, "offtopic");
    const struct cue_hit *on = reading_cue(r, CUE_SUBJECT, NULL);
    return off && (!on || off->cue->weight > on->cue->weight);
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
    if (chinese && !lang_is_chinese(written))
        return topic->lang == LANG_ZH_HANT ? LANG_ZH_HANT : LANG_ZH_HANS;
    return written;
}

/* Overheard talk is answered only when it plainly asks about an occupation
 * (not about somebody who has it). */
static bool is_plain_question(const struct reading *r, const struct query *q,
                              bool strong)
{
    return q->kind == KIND_SINGLE && q->problem == QUERY_CLEAR && strong &&
           q->unknown.len == 0 && q->candidates[0].score > 0.9 &&
           reading_strange(r) <= 1 && reading_is_question(r) &&
           !reading_name_is_person(r, &r->names[0]);
}

void query_read(const struct matcher *matcher, struct arena *arena,
                const struct question *question, const struct topic *before,
                struct query *out)
{
    struct topic left = topic_left(matcher->pack, before);
    const struct topic *topic = &left;
    struct reading r = reading_of(matcher, arena,
                                  utf8_cut(question->text, QUESTION_MAX_BYTES));
    *out = (struct query){.kind = KIND_SINGLE};
    out->lang = answer_language(&r, question, topic);
    out->place = reading_cue(&r, CUE_WORD, "place") || reading_names_place(&r);
    if (read_choice(&r, topic, out))
        return;
    title_sort_names(&r);
    if (topic->soc_count == 0 && title_read(&r, out)) {
        out->silent = !question->addressed;
        return;
    }

    bool strong = false;
    const struct name_hit *odd;
    read_subjects(&r, out, &strong);
    size_t places = read_names(&r, out, &odd);
    if (is_off_topic(&r)) {
        out_of_scope(&r, out);
    } else if (places > 1) {
        out->kind = KIND_COMPARE;
        out->compared = places < QUERY_COMPARED ? places : QUERY_COMPARED;
    } else if (places == 1) {
        read_with_name(&r, topic, out);
    } else if (odd) {
        add_candidate(out, odd->occupation, 0.5); /* the nearest there is */
        out->problem = QUERY_UNKNOWN;
        out->unknown = reading_name_text(&r, odd);
        out->confidence = 0.6;
    } else {
        read_without_name(&r, topic, strong, out);
    }
    if (places > 0 && odd && out->unknown.len == 0 &&
        out->problem == QUERY_CLEAR && out->kind != KIND_OUTOFSCOPE)
        out->unknown = reading_name_text(&r, odd);
    if (out->confidence == 0)
        out->confidence = confidence_of(&r, out, strong);
    title_fill(&r, out);
    if (!question->addressed)
        out->silent = !is_plain_question(&r, out, strong);
}
