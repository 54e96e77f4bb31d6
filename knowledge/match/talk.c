/* Reads messages in the light of the topic. */
#include "talk.h"

#include "amounts.h"
#include "beyond.h"
#include "rank.h"
#include "scope.h"
#include "wish_kinds.h"

#include <ctype.h>
#include <string.h>

enum { LAST = ANSWER_OCCUPATIONS + 1 }; /* "the last one" */

static const double off_topic = 0.6;
static const double surely_new = 0.9; /* what else is asked: of a name alone */
static const double likely_new = 0.7; /* and of more than that */

static void keep_known(const struct pack *pack, uint32_t *codes, size_t *count)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (pack_find_soc(pack, codes[i]) < pack_occupation_count(pack))
            codes[kept++] = codes[i];
    *count = kept;
}

struct topic talk_topic(const struct pack *pack, const struct topic *topic)
{
    struct topic left = *topic;
    keep_known(pack, left.soc, &left.soc_count);
    keep_known(pack, left.shown, &left.shown_count);
    keep_known(pack, left.spoken, &left.spoken_count);
    for (size_t i = 0; i < left.choice_count; i++) /* which keep their number */
        if (pack_find_soc(pack, left.choices[i].soc) ==
            pack_occupation_count(pack))
            left.choices[i].soc = 0;
    return left;
}

/* 第2個, "number 2", "#2" */
static size_t numbered(const struct reading *r)
{
    for (size_t t = 0; t < r->count; t++) {
        struct str before = str_trim(str_slice(r->text, 0, r->tokens[t].from));
        long number;
        if (str_to_long(r->tokens[t].word, &number) && number > 0 &&
            number <= ANSWER_OCCUPATIONS &&
            wordings_end(r->matcher->wordings, before, WORDING(ROW)) &&
            !(t + 1 < r->count && reading_says(r, t + 1, WORDING(YEARS))))
            return (size_t)number;
    }
    return 0;
}

static bool subject_begins(const struct reading *r, size_t token)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].from == token && r->cues[i].cue->type == CUE_SUBJECT)
            return true;
    return false;
}

/* "The first step", "the second year": of something else. */
static bool counts_another(const struct reading *r, const struct cue_hit *hit)
{
    const struct token *next = &r->words[hit->to];
    return hit->to < r->count && !next->han && next->key.len > 0 &&
           next->before < MARK_COMMA && !r->words[hit->from].han &&
           !str_eq(r->words[hit->to - 1].word, STR("one")) &&
           !(next->uses & (WORD_STOP | WORD_KIND | WORD_JOINT)) &&
           !reading_is_word(r, hit->to, "career") &&
           !subject_begins(r, hit->to);
}

size_t talk_ordinal(const struct reading *r)
{
    size_t least = 0;
    for (size_t i = 0; i < r->cue_count; i++) {
        size_t number = cue_ordinal(r->cues[i].cue);
        if (number > 0 && counts_another(r, &r->cues[i]))
            continue;
        if (number > 0 && (least == 0 || number < least))
            least = number;
    }
    return least > 0 ? least : numbered(r);
}

/* "could the first one get a visa?": of the occupations talked of. */
static void take_one(const struct reading *r, struct query *q)
{
    const double plain = 2; /* "the last one", not "in the last year" */
    const struct cue_hit *last = reading_cue(r, CUE_KIND, "last");
    size_t number =
        last && last->cue->weight >= plain ? q->compared : talk_ordinal(r);
    if (number == 0 || number > q->compared)
        return;
    q->candidates[0] = q->candidates[number - 1];
    q->candidate_count = 1;
    q->compared = 0;
    q->kind = KIND_FOLLOWUP;
}

/* What the talk is about: that somebody asked for the sources in between does
 * not change it. */
static enum subject subject_of(const struct topic *topic)
{
    return topic->sourced ? topic->sourced : topic->subject;
}

/* "Pay for that", 那個要學多久 */
static bool points_at(const struct reading *r)
{
    static const char *const there[] = {"这", "那"};
    for (size_t t = 0; t < r->count; t++)
        if (str_eq(r->tokens[t].word, STR("that")) ||
            (STR_IS_ONE_OF(r->tokens[t].word, there) && t + 1 < r->count &&
             str_eq(r->tokens[t + 1].word, STR("个"))))
            return true;
    return false;
}

/* "Pay for that", not "why is that", "say that in Chinese". */
static bool asks_fact(const struct reading *r, const struct query *q)
{
    return q->subject_count > 0 && !named_asks_where_to(q) &&
           reading_cue(r, CUE_SUBJECT, NULL);
}

/* "Do I need a degree?", 要讀書嗎: of where to go, who asks is there already.
 */
static bool asks_of_way(const struct reading *r, const struct query *q)
{
    enum subject subject =
        q->subject_count > 0 ? q->subjects[0].subject : SUBJECT_NONE;
    return (subject == SUBJECT_ENTRY || subject == SUBJECT_CERTIFICATES) &&
           (reading_cue(r, CUE_SUBJECT, NULL) || q->asks);
}

/* Which of the moves that the last answer showed: the nth, or the one it
 * begins with; 0: it was about no moves, or none is meant. */
static size_t move_meant(const struct reading *r, const struct topic *topic,
                         const struct query *q)
{
    size_t number = talk_ordinal(r);
    bool moves = topic->subject == SUBJECT_PIVOTS && !topic->listed &&
                 topic->soc_count == 1;
    if (number == 0 && !reading_cue(r, CUE_KIND, "shorter"))
        number = (points_at(r) && asks_fact(r, q)) || asks_of_way(r, q);
    return moves && number <= topic->shown_count ? number : 0;
}

/* "I'll take that one", 那選這個: after a comparison, the one ahead in it. */
static bool takes_that_one(const struct reading *r)
{
    for (size_t t = 0; t + 1 < r->count; t++)
        if (str_eq(r->tokens[t].word, STR("that")) &&
            str_eq(r->tokens[t + 1].word, STR("one")))
            return true;
    return r->count > 0 && r->tokens[0].han && points_at(r);
}

static void take_ahead(const struct pack *pack, const struct topic *topic,
                       struct query *q)
{
    enum subject subject = subject_of(topic);
    enum field field = subject == SUBJECT_SALARY    ? FIELD_WAGE_MEDIAN
                       : subject == SUBJECT_OUTLOOK ? FIELD_EMPLOYMENT_CHANGE
                                                    : FIELD_NONE;
    size_t best = 0;
    if (field == FIELD_NONE)
        return;
    for (size_t i = 1; i < q->compared; i++)
        if (pack_number(pack, q->candidates[i].occupation, field) >
            pack_number(pack, q->candidates[best].occupation, field))
            best = i;
    q->candidates[0] = q->candidates[best];
    q->candidate_count = 1;
    q->compared = 0;
    q->kind = KIND_FOLLOWUP;
}

void talk_take(const struct reading *r, const struct topic *topic,
               struct query *q)
{
    const struct pack *pack = r->matcher->pack;
    size_t number = talk_ordinal(r), move = move_meant(r, topic, q);
    if (move > 0)
        add_candidate(q, pack_find_soc(pack, topic->shown[move - 1]), 0.95);
    else if (topic->soc_count == 1 && number > 0 &&
             number <= topic->spoken_count)
        add_candidate(q, pack_find_soc(pack, topic->spoken[number - 1]), 0.95);
    else
        for (size_t i = 0; i < topic->soc_count; i++)
            add_candidate(q, pack_find_soc(pack, topic->soc[i]), 0.95);
    q->kind = q->candidate_count > 1 ? KIND_COMPARE : KIND_FOLLOWUP;
    q->compared = q->candidate_count > 1 ? q->candidate_count : 0;
    take_one(r, q);
    if (q->compared > 1 && takes_that_one(r))
        take_ahead(pack, topic, q);
}

static bool is_place_or_person(const struct cue *cue)
{
    return talk_says_nothing(cue) || cue_is(cue, CUE_WORD, "place") ||
           cue_is(cue, CUE_WORD, "person") || cue_is(cue, CUE_WORD, "modifier");
}

/* 小學老師的缺多嗎: more than a name and words of talk. */
static bool says_more(const struct reading *r)
{
    const unsigned char small = WORD_STOP | WORD_WHERE | WORD_ARTICLE |
                                WORD_TO | WORD_KIND | WORD_JOINT | WORD_ASKS;
    bool *nothing = reading_marks(r, is_place_or_person);
    for (size_t i = 0; i < r->name_count; i++)
        for (size_t t = r->names[i].from; t < r->names[i].to; t++)
            nothing[t] = true;
    for (size_t t = 0; t < r->count; t++)
        if (!nothing[t] && r->words[t].key.len > 0 &&
            !(r->words[t].uses & small))
            return true;
    return false;
}

bool talk_asks_nothing_new(const struct reading *r, const struct query *q)
{
    enum { FEW = 6 };
    const struct cue_hit *cue = reading_cue(r, CUE_SUBJECT, NULL);
    bool goes_on = !cue && reading_cue(r, CUE_KIND, "followup");
    double share =
        q->subject_count > 0 ? r->intent.subject[q->subjects[0].subject] : 0;
    return q->subject_count == 0 ||
           (reading_words(r) <= FEW && !(cue && cue->cue->weight >= 1) &&
            (share < (says_more(r) ? likely_new : surely_new) ||
             (goes_on && !says_more(r)))) ||
           (q->subjects[0].subject == SUBJECT_OVERVIEW &&
            (!cue || reading_cue(r, CUE_KIND, "followup")));
}

void talk_take_subject(const struct topic *topic, struct query *q)
{
    q->subjects[0] = (struct asked){.subject = subject_of(topic)};
    q->subject_count = q->subjects[0].subject != SUBJECT_NONE;
}

void talk_take_subject_for(const struct topic *topic, struct query *q)
{
    enum subject wished = wish_rank_subject(topic->wishes.rank);
    talk_take_subject(topic, q);
    if (named_asks_where_to(q) && topic->soc_count > 0)
        q->subjects[0].subject =
            wished == SUBJECT_NONE ? SUBJECT_ENTRY : wished;
}

void talk_repeat(const struct topic *topic, struct query *q)
{
    q->subjects[0] = (struct asked){.subject = topic->subject};
    q->subject_count = topic->subject != SUBJECT_NONE;
    talk_ask_sources(topic, q);
}

bool talk_says_nothing(const struct cue *cue)
{
    return cue->type == CUE_KIND || cue_is(cue, CUE_WORD, "stop");
}

/* Whether it tells no more than which one: 前者, but not 前者好考嗎, nor "how
 * does one get to be the former". */
static bool tells_which_only(const struct reading *r)
{
    enum { FEW = 5 };
    if (r->count > FEW && reading_is_question(r))
        return false;
    const bool *nothing = reading_marks(r, talk_says_nothing);
    for (size_t i = 0; i < r->count; i++)
        if (!nothing[i])
            return i + 1 == r->count && reading_is_but_a_particle(r);
    return true;
}

/* The number of a choice the text makes, "2" or "the second one"; 0: none;
 * LAST. */
static size_t chosen(const struct reading *r)
{
    struct str text = str_trim(r->text);
    long number;
    if (text.len > 0 && strchr(".)#", text.ptr[text.len - 1]))
        text.len--;
    if (text.len > 0 && text.ptr[0] == '#')
        text = str_slice(text, 1, text.len);
    if (str_to_long(text, &number))
        return number > 0 && number <= ANSWER_OCCUPATIONS ? (size_t)number : 0;
    enum { FEW = 3 }; /* 第2個 */
    if (r->count <= FEW && numbered(r) > 0)
        return numbered(r);
    return tells_which_only(r) && r->name_count == 0 &&
                   !reading_cue(r, CUE_KIND, "compare") &&
                   !reading_cue(r, CUE_SUBJECT, NULL)
               ? (reading_cue(r, CUE_KIND, "last") ? LAST : talk_ordinal(r))
               : 0;
}

bool talk_is_of_row(const struct topic *topic)
{
    bool row = false;
    for (size_t i = 0; i < topic->shown_count && topic->soc_count == 1; i++)
        row = row || topic->shown[i] == topic->soc[0];
    return row && !topic->listed;
}

void talk_take_choice(const struct reading *r, const struct topic *topic,
                      size_t choice, struct query *q)
{
    add_candidate(
        q, pack_find_soc(r->matcher->pack, topic->choices[choice].soc), 1);
    q->subjects[0] = (struct asked){
        topic->choices[choice].subject,
        arena_str(r->arena, str_from(topic->choices[choice].part))};
    q->subject_count = q->subjects[0].subject != SUBJECT_NONE;
    if (q->subjects[0].subject == SUBJECT_PIVOTS && topic->soc_count == 0)
        q->wishes = topic->wishes; /* asked with "which do you mean?" */
    q->kind = KIND_FOLLOWUP;
    q->confidence = 1;
}

bool talk_choice(const struct reading *r, const struct topic *topic,
                 struct query *q)
{
    size_t number = chosen(r);
    if (number == LAST)
        number = topic->listed ? topic->shown_count : topic->choice_count;
    bool another = talk_is_of_row(topic) && talk_ordinal(r) > 0;
    if (number > 0 && number <= topic->shown_count &&
        (another || (topic->listed && number > topic->choice_count))) {
        add_candidate(
            q, pack_find_soc(r->matcher->pack, topic->shown[number - 1]), 1);
        if (another) /* "and the third one?" */
            talk_take_subject(topic, q);
        q->kind = KIND_FOLLOWUP;
        q->confidence = 1;
        return true;
    }
    if (number == 0 || number > topic->choice_count)
        return false;
    if (pack_find_soc(r->matcher->pack, topic->choices[number - 1].soc) >=
        pack_occupation_count(r->matcher->pack))
        return false;
    talk_take_choice(r, topic, number - 1, q);
    return true;
}

/* By a pronoun: "do they travel". */
bool talk_refers(const struct reading *r)
{
    static const char *const back[] = {"they", "them", "their", "it",   "its",
                                       "she",  "he",   "that",  "those"};
    for (size_t i = 0; i < r->count; i++)
        if (STR_IS_ONE_OF(r->tokens[i].word, back))
            return true;
    return false;
}

void talk_ask_sources(const struct topic *topic, struct query *q)
{
    const char *id = subject_id(subject_of(topic));
    if (q->subject_count == 1 && q->subjects[0].subject == SUBJECT_SOURCES &&
        id && subject_of(topic) != SUBJECT_SOURCES)
        q->subjects[0].part = str_from(id);
}

/* "Why do you say that?", "why is its AI risk so high?" */
bool talk_why(const struct reading *r, const struct topic *topic,
              struct query *q)
{
    enum { OF_ANSWER = 6 }; /* words that ask why it is so */
    const struct cue_hit *cue = reading_cue(r, CUE_KIND, "why");
    const struct cue_hit *asked = reading_cue(r, CUE_SUBJECT, NULL);
    bool aside = r->count > OF_ANSWER && /* "why do kids say ..." */
                 r->intent.kind[INTENT_OFFTOPIC] >= off_topic;
    if (!cue || topic->soc_count == 0 || aside ||
        (reading_strange(r) > 0 && !reading_is_but_a_particle(r)) ||
        (asked && reading_parted(r, cue, asked)))
        return false;
    enum subject subject =
        asked && q->subject_count > 0 &&
                (asked->from >= cue->to || asked->to <= cue->from)
            ? q->subjects[0].subject
            : subject_of(topic);
    talk_take(r, topic, q);
    q->confidence = 0.9;
    if (q->kind == KIND_COMPARE) { /* a comparison says why itself */
        q->subjects[0] = (struct asked){.subject = subject};
        q->subject_count = subject != SUBJECT_NONE;
        q->brief = q->choosing = subject == SUBJECT_OVERVIEW;
        return true;
    }
    q->why = true;
    q->subjects[0] = (struct asked){.subject = SUBJECT_SOURCES};
    q->subject_count = 1;
    if (subject != SUBJECT_NONE && subject != SUBJECT_SOURCES)
        q->subjects[0].part = str_from(subject_id(subject));
    if (subject == SUBJECT_PIVOTS)
        q->wishes = topic->wishes;
    return true;
}

/* Only of the same somewhere else, or in other money. */
static bool asks_the_same(struct str part)
{
    static const char *const same[] = {"place", "region", "currency", "tax"};
    return STR_IS_ONE_OF(part, same);
}

/* Words nobody explains that a place or an employer may be. */
static size_t named_elsewhere(const struct reading *r, const struct query *q)
{
    return reading_names_place(r) || asks_beyond(q, STR("employer"));
}

bool talk_is_elsewhere(const struct reading *r, const struct query *q)
{
    return (asks_beyond(q, STR("place")) || asks_beyond(q, STR("employer"))) &&
           reading_strange(r) <= named_elsewhere(r, q);
}

/* "I'm 42", 我四十歲了: and nothing else. */
static bool tells_age(const struct reading *r)
{
    enum { FEW = 7 };
    enum { BESIDE = 2 }; /* words nobody explains */
    struct amount two[2];
    return r->count <= FEW && !reading_is_question(r) &&
           reading_strange(r) <= BESIDE &&
           amounts_read(r->matcher->wordings, r->text, two, 2) == 1 &&
           two[0].age;
}

bool talk_goes_beyond(const struct reading *r, const struct topic *topic,
                      struct query *q)
{
    bool age = q->beyond_count == 0 && tells_age(r);
    if ((q->beyond_count == 0 && !age) || topic->soc_count == 0 ||
        reading_cue(r, CUE_SUBJECT, NULL) ||
        (!age && reading_strange(r) > named_elsewhere(r, q)))
        return false;
    if (age)
        q->beyond[q->beyond_count++] = STR("age");
    talk_take(r, topic, q);
    if (asks_the_same(q->beyond[0]) || !scope_is_plainly_asked(r, q, NULL))
        talk_take_subject(topic, q);
    q->confidence = 0.8;
    return true;
}
