/* Decides whether a list of occupations is wanted, and which. What its wishes
 * are is read in wishes.c. */
#include "listed.h"

#include "talk.h"
#include "wish_kinds.h"
#include "wish_than.h"
#include "wishes.h"
#include "worded.h"

#include <ctype.h>
#include <string.h>

#define LIKES (WORDING(ASKS_LIKED) | WORDING(ASKS_UNWANTED))

static const double hardly_off = 0.1; /* of conditions alone */

/* No phrase asks for it, and it was hardly learned: lists are by pay then. */
static bool is_hardly_asked(const struct reading *r, enum subject subject)
{
    return r->intent.learned && !reading_cue(r, CUE_SUBJECT, NULL) &&
           r->intent.subject[subject] < 0.7;
}

static void take_list(const struct reading *r, const struct wish_reading *read,
                      const struct wishes *wishes, const struct topic *topic,
                      struct query *q)
{
    enum subject subject = read->subject;
    q->kind = KIND_LIST;
    q->candidate_count = 0;
    q->wishes = *wishes;
    q->left_count = read->left_count;
    q->praised = read->praised;
    q->unfit = read->unfit;
    q->studied = read->studied;
    q->many = read->many;
    memcpy(q->left, read->left, sizeof q->left);
    if (q->subject_count > 0 && q->subjects[0].subject == SUBJECT_IMMIGRATION &&
        ((wishes->groups == 0 && wishes->sector.count == 0) ||
         reading_cue(r, CUE_SUBJECT, "immigration")) &&
        !reading_cue(r, CUE_WISH, "license")) {
        q->wishes.unknown |= WISH_IMMIGRATION;
        subject = SUBJECT_IMMIGRATION;
    }
    if (subject != SUBJECT_NONE)
        q->subjects[0] = (struct asked){.subject = subject};
    else if (topic)
        talk_take_subject(topic, q);
    else if (q->subject_count == 0 ||
             is_hardly_asked(r, q->subjects[0].subject))
        q->subjects[0] = (struct asked){.subject = SUBJECT_SALARY};
    q->subject_count = 1;
    q->confidence = read->count > 0 ? 0.85 : 0.6;
}

/* Whether it is ruled out ("but no nurse"): with the word that is its head, or
 * in Chinese without the 的 of 開飛機的. */
static bool is_barred(const struct reading *r, const struct mention *m,
                      const struct wish_reading *read)
{
    return read->barred[m->to - 1] ||
           (r->tokens[m->from].han && read->barred[m->from]);
}

/* An occupation is named that no wish explains: "jobs for a nurse". */
static bool names_other(const struct reading *r, const struct named *n,
                        const struct wish_reading *read)
{
    for (size_t i = 0; i < n->count; i++) {
        const struct mention *m = &n->mentions[i];
        bool told = true;
        for (size_t t = m->from; t < m->to; t++)
            told =
                told && read->told[t] && read->told[t] == read->told[m->from];
        if (m->named > 0 && !told && !is_barred(r, m, read))
            return true;
    }
    return false;
}

/* 工作有哪些 */
static bool asks_which(const struct reading *r, size_t token)
{
    enum { HAN_WORD = 2, WHICH };
    return r->tokens[token].han && token + WHICH < r->count &&
           reading_says(r, token, WORDING(LISTED_JOBS)) &&
           str_eq(r->tokens[token + HAN_WORD].word, STR("有")) &&
           reading_says(r, token + WHICH, WORDING(LISTED_WHICH));
}

/* "Jobs", not "a job"; 高薪的工作. */
static bool asks_for_several(const struct reading *r)
{
    for (size_t t = 0; t < r->count; t++)
        if (asks_which(r, t) ||
            (!r->tokens[t].han && reading_says(r, t, WORDING(LISTED_JOBS))))
            return true;
    return wordings_end(r->matcher->wordings, r->text, WORDING(LISTED_JOBS)) &&
           str_find(r->text, STR("的")) < r->text.len;
}

/* "Pays over 90k, no degree": conditions one beside the other, and no question
 * or story. */
static bool is_bare(const struct reading *r)
{
    bool parted = reading_mark(r, 0, r->count) >= MARK_LIST;
    for (size_t t = 0; t < r->count; t++) {
        parted |= (r->tokens[t].uses & WORD_JOINT) ||
                  isdigit((unsigned char)*r->tokens[t].word.ptr);
        if (reading_says(r, t, WORDING(LISTED_ME)))
            return false;
    }
    return parted && !reading_is_question(r);
}

/* 工資高壓力小: one beside the other, and not a word besides. */
static bool is_but_wishes(const struct reading *r,
                          const struct wish_reading *read)
{
    for (size_t t = 0; t < r->count; t++)
        if (!read->told[t])
            return false;
    return r->count > 0;
}

/* Nothing was said that a fact can tell about; who only told of themselves is
 * answered all the same (list.c). */
static void take_vague(const struct wish_reading *read, struct query *q)
{
    q->vague = read->facts == 0 && (!(q->wishes.unknown & WISH_PERSON) ||
                                    q->wishes.unknown & WISH_IMMIGRATION);
}

bool list_read(const struct reading *r, const struct named *n, struct query *q)
{
    const struct cue_hit *list = reading_cue(r, CUE_KIND, "list");
    bool career = reading_cue(r, CUE_WORD, "career");
    double share = r->intent.kind[INTENT_LIST];
    struct wishes wishes = {0};
    bool asked = r->intent.learned ? share >= 0.5 || (list && share >= 0.15)
                                   : list != NULL;
    bool named = n->count > 0 && n->mentions[n->main].named > 0;
    if (named) /* "jobs for a nurse who can code" */
        asked = share >= 0.5;
    if (named && !asked && list && !named_surely(&n->mentions[n->main]))
        asked = reading_nameless_intent(r).kind[INTENT_LIST] >= 0.5;
    bool several = asks_for_several(r);
    bool likely_one = !r->intent.learned || share >= 0.15;
    bool perhaps = several || (!named && reading_strange(r) <= 2);
    bool choosing = r->intent.kind[INTENT_CLARIFY] >= 0.6;
    if ((!asked && !perhaps && !named) || (choosing && !several && !named))
        return false; /* "which job suits me": to be asked back */
    struct wish_reading read = wishes_read(r, &wishes);
    if (read.one && named)
        return false; /* "which lawyers earn most" */
    bool moves = q->subject_count > 0 &&
                 q->subjects[0].subject == SUBJECT_PIVOTS; /* from it */
    if (asked || several || !moves)
        wishes_than(r, n, &read, &wishes);
    if (!asked && named) { /* "jobs in farming", "well paid, but no nurse" */
        bool more = read.count > read.worded;
        bool field = more && !reading_cue(r, CUE_SUBJECT, NULL);
        bool meant =
            read.within ||
            (several ? field || read.ruled ||
                           reading_nameless_intent(r).kind[INTENT_LIST] >= 0.15
                     : more && is_barred(r, &n->mentions[n->main], &read));
        if (!meant || names_other(r, n, &read))
            return false;
    }
    bool told = read.count > (list ? 0 : read.worded);
    bool vague = read.unfit || (list && read.left_count > 0) ||
                 (read.praised && read.left_count == 0);
    bool conditions =
        !named &&
        (is_bare(r) || is_but_wishes(r, &read) || share >= LIKELY_LIST) &&
        read.left_count == 0 && read.count >= read.worded + 2 &&
        r->intent.kind[INTENT_OFFTOPIC] <= hardly_off;
    bool likely = named || several || likely_one;
    if (!asked && !(told && (career || read.ranked) && likely) &&
        !(several && vague) && !conditions)
        return false;
    take_list(r, &read, &wishes, NULL, q);
    take_vague(&read, q);
    return true;
}

/* Of what somebody likes, does not want or is, before or without a question:
 * "I like music, could I live on that?" */
static bool tells_first(const struct reading *r, const struct wishes *wishes)
{
    size_t end = reading_clause_end(r, 0);
    if (!reading_is_question(r))
        return true;
    for (size_t t = 0; t < end && t < r->count; t++)
        if (reading_says(r, t, LIKES | WORDING(LISTED_ME)))
            return true;
    return wishes->unknown & WISH_PERSON &&
           r->intent.kind[INTENT_SINGLE] < LIKELY_LIST;
}

/* "Do you like dogs?": of the bot, or of somebody else. */
static bool says_you(const struct reading *r)
{
    static const char *const you[] = {"you", "your", "u", "你", "妳", "您"};
    for (size_t t = 0; t < r->count; t++)
        if (STR_IS_ONE_OF(r->words[t].word, you))
            return true;
    return false;
}

bool list_of_story(const struct reading *r, const struct named *n,
                   struct query *q)
{
    const double surely_on = 0.15;
    const double off = reading_is_question(r) ? 0.4 : 0.75;
    const double rather_off = reading_is_question(r) ? 0.25 : 0.5;
    struct wishes wishes = {0};
    struct wish_reading read = wishes_read(r, &wishes);
    bool liked = reading_says_any(r, LIKES);
    bool mine = reading_says_any(r, WORDING(LISTED_ME));
    bool person = wishes.unknown & WISH_PERSON &&
                  (mine || r->intent.kind[INTENT_OFFTOPIC] < surely_on);
    bool told = (liked && read.facts > 0) || person;
    bool worded = *wishes.words && read.facts <= read.worded; /* "this song" */
    if (!told || (!mine && says_you(r)) || names_other(r, n, &read) ||
        !tells_first(r, &wishes) ||
        r->intent.kind[INTENT_OFFTOPIC] > (worded ? rather_off : off))
        return false;
    take_list(r, &read, &wishes, NULL, q);
    take_vague(&read, q);
    return true;
}

static bool says_list(const struct reading *r, const char *part)
{
    for (size_t i = 0; i < r->phrase_count; i++)
        if (cue_is(r->phrases[i].cue, CUE_LIST, part))
            return true;
    return false;
}

/* "Is a law degree worth it": what it leads to is judged. */
static bool is_judged(const struct reading *r)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].cue->type == CUE_SUBJECT &&
            r->cues[i].cue->subject == SUBJECT_RATINGS)
            return !reading_cue(r, CUE_KIND, "list");
    return false;
}

bool list_of_studies(const struct reading *r, const struct named *n,
                     struct query *q)
{
    enum { FEW = 6 };
    const double likely = 0.05;
    struct wishes wishes = {0};
    if (!says_list(r, "study") && !says_list(r, "studies"))
        return false;
    struct wish_reading read = wishes_read(r, &wishes);
    if (!read.studied || names_other(r, n, &read) ||
        (n->count > 0 && is_judged(r)))
        return false;
    bool bare = r->count <= FEW && read.left_count == 0 && /* 化學系 */
                !reading_is_question(r) && !reading_cue(r, CUE_SUBJECT, NULL);
    if (!bare && reading_nameless_intent(r).kind[INTENT_LIST] < likely)
        return false;
    take_list(r, &read, &wishes, NULL, q);
    return true;
}

void list_collect(const struct reading *r, const struct topic *topic,
                  struct query *q)
{
    if (topic->listed && topic->shown_count == 0)
        q->wishes = topic->wishes;
    wishes_read(r, &q->wishes);
}

bool list_is_titled(const struct reading *r)
{
    enum { FEW = 12 };
    const double off = 0.7;
    return r->count <= FEW && asks_for_several(r) &&
           r->intent.kind[INTENT_OFFTOPIC] < off;
}

/* "Compare the first two", "what does the second one pay": rows that were
 * shown. */
static bool read_rows(const struct reading *r, const struct topic *topic,
                      struct query *q)
{
    size_t rows[QUERY_COMPARED];
    size_t count = wishes_picked(r, topic->shown_count, rows);
    bool compares = count > 1 && (reading_cue(r, CUE_KIND, "compare") ||
                                  reading_cue(r, CUE_KIND, "among"));
    bool one = count == 1 && talk_ordinal(r) > 0 && q->subject_count > 0 &&
               reading_cue(r, CUE_SUBJECT, NULL);
    if (!compares && !one)
        return false;
    for (size_t i = 0; i < count; i++)
        add_candidate(
            q, pack_find_soc(r->matcher->pack, topic->shown[rows[i] - 1]), 1);
    q->kind = compares ? KIND_COMPARE : KIND_FOLLOWUP;
    q->compared = compares ? q->candidate_count : 0;
    q->confidence = 0.9;
    return true;
}

/* "Except the first one": the rows that a list is to be without. */
static size_t dropped_rows(const struct reading *r, const struct topic *topic,
                           size_t rows[QUERY_COMPARED])
{
    bool refused = false;
    if (!topic->listed)
        return 0;
    for (size_t i = 0; i < r->phrase_count; i++)
        refused = refused || cue_is(r->phrases[i].cue, CUE_LIST, "not") ||
                  cue_is(r->phrases[i].cue, CUE_KIND, "drop");
    return refused && reading_strange(r) <= 1 &&
                   reading_clause_end(r, 0) == r->count &&
                   !reading_cue(r, CUE_SUBJECT, NULL)
               ? wishes_picked(r, topic->shown_count, rows)
               : 0;
}

bool list_drops_rows(const struct reading *r, const struct topic *topic)
{
    size_t rows[QUERY_COMPARED];
    return dropped_rows(r, topic, rows) > 0;
}

/* The other rows that were shown. */
static bool drop_rows(const struct reading *r, const struct topic *topic,
                      struct query *q)
{
    const struct wish_reading rest = {.count = 1, .facts = 1};
    struct wishes wishes = topic->wishes;
    size_t rows[QUERY_COMPARED];
    size_t count = dropped_rows(r, topic, rows);
    if (count == 0 || topic->shown_count < 2)
        return false;
    wishes.among_count = 0;
    for (size_t i = 0; i < topic->shown_count; i++) {
        bool dropped = false;
        for (size_t k = 0; k < count; k++)
            dropped = dropped || rows[k] == i + 1;
        if (!dropped)
            wishes.among[wishes.among_count++] = topic->shown[i];
    }
    take_list(r, &rest, &wishes, topic, q);
    return true;
}

/* "Doctor", then "which kind pays most": of those that one was to be chosen
 * of. */
static bool rank_choices(const struct reading *r, const struct named *n,
                         const struct topic *topic, struct query *q)
{
    const struct pack *pack = r->matcher->pack;
    struct wishes wishes = {0};
    bool *has;
    if (n->count > 0 || topic->soc_count > 0 || topic->choice_count < 2 ||
        *topic->said == '\0')
        return false;
    has = arena_alloc_array(r->arena, pack_occupation_count(pack) + 1,
                            sizeof *has);
    worded_mark_named(pack, str_from(topic->said), has);
    for (size_t i = 0; i < topic->choice_count; i++)
        if (!has[pack_find_soc(pack, topic->choices[i].soc)])
            return false;
    struct wish_reading read = wishes_read(r, &wishes);
    if (!read.ranked || read.left_count > 0)
        return false;
    memcpy(wishes.named, topic->said, sizeof wishes.named);
    take_list(r, &read, &wishes, NULL, q);
    return true;
}

/* Whether what was read changes the list of the last answer, or that whose row
 * was looked at since: "and in healthcare?" */
static bool changes_list(const struct reading *r, const struct named *n,
                         const struct topic *topic,
                         const struct wish_reading *read,
                         const struct wishes *wishes)
{
    bool field = wishes->groups || wishes->sector.count > 0;
    if (!topic->listed)
        return talk_is_of_row(topic) && topic->subject != SUBJECT_PIVOTS &&
               read->joined && field && !reading_cue(r, CUE_SUBJECT, NULL);
    if (topic->shown_count == 0) /* nothing but wishes yet */
        return (n->count == 0 || !named_surely(&n->mentions[n->main]) ||
                read->ruled) &&
               (!reading_is_question(r) || read->joined);
    return !read->fresh || read->joined ||
           (read->ruled && reading_says(r, 0, WORDING(LISTED_ME)) &&
            !reading_is_question(r)); /* "I don't want to work in a lab" */
}

/* The rows that were shown, by another ranking. Of a list they still are what
 * was wished for. */
static void rank_rows(const struct topic *topic, struct wishes *wishes)
{
    const struct wishes wished = *wishes;
    *wishes = topic->listed ? topic->wishes : (struct wishes){0};
    wishes->rank = wished.rank;
    if (topic->listed) /* "which pay more than $60,000": no others */
        memcpy(wishes->range, wished.range, sizeof wishes->range);
    wishes->skip = 0;
    wishes->among_count = topic->shown_count;
    memcpy(wishes->among, topic->shown, sizeof wishes->among);
}

/* "What's the AI risk", of no row: the rows by it. */
static bool rank_by_subject(const struct reading *r, const struct named *n,
                            const struct topic *topic, struct query *q)
{
    const struct wish_reading rest = {.count = 1, .facts = 1};
    struct wishes wishes = {0};
    bool asks = q->subject_count == 1 && reading_cue(r, CUE_SUBJECT, NULL) &&
                reading_strange(r) == 0;
    if (asks && (q->subjects[0].subject != SUBJECT_ENTRY ||
                 str_eq(q->subjects[0].part, STR("duration"))))
        wishes.rank = wish_rank_by(q->subjects[0].subject);
    if (n->count > 0 || !topic->listed || topic->soc_count > 0 ||
        topic->shown_count < 2 || wishes.rank == RANK_NONE)
        return false;
    rank_rows(topic, &wishes);
    take_list(r, &rest, &wishes, NULL, q);
    return true;
}

/* "In Michigan?": the same list, of which nothing is known there. */
static bool same_elsewhere(const struct reading *r, const struct named *n,
                           const struct topic *topic, struct query *q)
{
    enum { FEW = 6 };
    const struct wish_reading again = {.count = 1, .facts = 1};
    if (!topic->listed || n->count > 0 || r->count > FEW ||
        q->subject_count > 0 || !talk_is_elsewhere(r, q))
        return false;
    take_list(r, &again, &topic->wishes, topic, q);
    return true;
}

bool list_read_again(const struct reading *r, const struct named *n,
                     const struct topic *topic, struct query *q)
{
    enum { STRANGE = 1 };
    static const struct wishes none;
    struct wishes wishes = topic->wishes;
    if (n->count == 0 && reading_cue(r, CUE_KIND, "back") &&
        !wishes_equal(&wishes, &none)) {
        const struct wish_reading back = {.count = 1, .facts = 1};
        take_list(r, &back, &wishes, topic, q);
        return true;
    }
    if (rank_choices(r, n, topic, q) || same_elsewhere(r, n, topic, q))
        return true;
    if (topic->shown_count < 2 && !topic->listed)
        return false;
    if ((n->count == 0 && drop_rows(r, topic, q)) || read_rows(r, topic, q))
        return true;
    struct wish_reading read = wishes_read(r, &wishes);
    bool of_rows = /* "will AI replace them?", 會被AI取代嗎 */
        read.subject == SUBJECT_AI_RISK && read.count == 1 && !read.ranked &&
        !read.fresh && !read.joined && reading_is_question(r);
    if (of_rows && rank_by_subject(r, n, topic, q))
        return true;
    enum wish_rank unsuited = talk_unsuited(r, topic, q);
    bool told = read.count > (read.joined || read.ruled ? 0 : read.worded) ||
                read.more || read.counted || read.dropped || read.unfit ||
                unsuited != RANK_NONE;
    if (!told)
        return rank_by_subject(r, n, topic, q);
    if (read.left_count > STRANGE || names_other(r, n, &read))
        return false;
    talk_rank_unsuited(unsuited, &read, &wishes);
    bool rows = read.ranked && topic->shown_count > 1 &&
                (read.those || (!read.fresh && reading_is_question(r)));
    if (!rows && !changes_list(r, n, topic, &read, &wishes))
        return false;
    if (rows)
        rank_rows(topic, &wishes);
    else if (read.more)
        wishes.skip += (unsigned)topic->shown_count;
    if (!rows && (wishes.groups != topic->wishes.groups ||
                  !topic->listed)) /* other fields than those of the rows */
        wishes.among_count = 0;
    take_list(r, &read, &wishes, topic->shown_count > 0 ? topic : NULL, q);
    return true;
}
