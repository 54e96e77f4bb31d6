/* When a text is a title: few English words, none of which asks for
 * something, that look like titles do. */
#include "title.h"

#include "mentions.h"
#include "rank.h"
#include "title_features.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum {
    TITLE_MOST_WORDS = 10,
    TITLE_FEW_WORDS = 5,
    LONG_TITLE_WORDS = 3,
    LONG_TITLE_LETTERS = 15
};

static const double looks_enough = 0.28;
static const double looks_alone = 0.08; /* nothing else is there to be read */
static const double looks_beside_cue = 0.3;
static const double looks_before_name = 0.5;
static const double written_so = 0.8; /* of those: "Web Technologies Manager" */
static const double name_in_title = 0.75; /* of what it is worth alone */
static const double tells_which = 0.25;   /* beside words that ask */
static const double likely_enough = 0.02; /* to stand beside a name */
static const double looks_beside_kind = 0.4;
static const double looks_between_names = 0.9;
static const double looks_behind_name = 0.9;
static const double looks_off_topic = 0.5; /* where the question is */
static const double surely_off_topic = 0.75;
static const double sure_enough = 0.6; /* to answer for the first */

/* Is every word part of one name? */
static bool is_name(const struct reading *r)
{
    for (size_t i = 0; i < r->name_count; i++)
        if (r->names[i].from == 0 && r->names[i].to == r->count &&
            r->names[i].score > 0.9)
            return true;
    return false;
}

bool title_is_written(const struct reading *r)
{
    size_t capitals = 0;
    for (size_t i = 0; i < r->count; i++) {
        char first = r->text.ptr[r->tokens[i].from];
        if (first >= 'A' && first <= 'Z')
            capitals++;
        else if (!features_is_small(r->words[i].word))
            return false;
    }
    return capitals >= 2;
}

static bool is_number(struct str word)
{
    long number;
    return str_to_long(word, &number);
}

/* Words alone, and not those of one name. */
static bool is_words(const struct reading *r)
{
    if (r->count == 0 || r->count > TITLE_MOST_WORDS || is_name(r))
        return false;
    for (size_t i = 0; i < r->text.len; i++)
        if (strchr(":?!=;<>{}[]", r->text.ptr[i]))
            return false;
    for (size_t i = 0; i < r->count; i++)
        if (r->tokens[i].han)
            return false;
    return true;
}

static bool has_number(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (is_number(r->tokens[i].word))
            return true;
    return false;
}

/* Whether all its words are known: no slip is to be looked for. */
static bool is_spelt_right(const struct reading *r)
{
    const struct matcher *m = r->matcher;
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].key.len > 0 && !is_number(r->words[i].word) &&
            !names_know(m->names, r->words[i].key) &&
            !cues_know(m->cues, r->words[i].key))
            return false;
    return true;
}

static bool may_be_title(const struct reading *r)
{
    return is_words(r) && !has_number(r) && !reading_is_question(r);
}

/* Words of sentences, not of titles: "tell me about actuaries". Beside a word
 * that asks for something also those between the words of titles: "wage for
 * camp counselors". */
static bool is_sentence(const struct reading *r, bool asks)
{
    static const char *const words[] = {
        "i",    "me",   "my",    "you",    "your",  "we",    "us",   "they",
        "it",   "is",   "are",   "was",    "be",    "being", "am",   "do",
        "does", "did",  "would", "could",  "can",   "will",  "how",  "what",
        "who",  "when", "where", "why",    "which", "this",  "that", "have",
        "has",  "tell", "about", "please", "want",  "than",  "vs",   "versus"};
    for (size_t i = 0; i < r->count; i++) {
        struct str word = r->tokens[i].word;
        if (reading_is_abbreviation(r, i)) /* "IT systems analyst" */
            continue;
        if (asks && features_is_small(word) && !str_eq(word, STR("and")))
            return true;
        if (STR_IS_ONE_OF(word, words))
            return true;
    }
    return false;
}

/* How much a text must look like a title with a word in it that asks for
 * something: most behind a name ("nurse salary": the rest is no part of it),
 * more before one ("salary nurse"). */
static double looks_beside(const struct reading *r, const struct cue_hit *hit)
{
    double needed = looks_beside_cue;
    for (size_t i = 0; i < r->name_count; i++)
        if (r->names[i].to == hit->from)
            needed = looks_behind_name;
        else if (r->names[i].from == hit->to && r->names[i].to == r->count)
            needed = fmax(needed, looks_before_name);
    return title_is_written(r) ? needed * written_so : needed;
}

/* Whether all words but those of the cue are names: "nurse and electrician",
 * not "research and development scientist". */
static bool names_are_the_rest(const struct reading *r,
                               const struct cue_hit *hit)
{
    size_t words = hit->to - hit->from, to = 0;
    for (size_t i = 0; i < r->name_count; i++) {
        if (r->names[i].from < to)
            continue; /* several occupations have it */
        to = r->names[i].to;
        words += to - r->names[i].from;
    }
    return words == r->count;
}

/* "Nurse, teacher or plumber": names, and what joins them. */
static bool is_names_joined(const struct reading *r)
{
    size_t at = 0, names = 0;
    for (size_t i = 0; i < r->name_count; i++) {
        const struct name_hit *hit = &r->names[i];
        if (hit->from < at)
            continue; /* several occupations have it */
        bool joined =
            hit->from < r->count && r->tokens[hit->from].before >= MARK_COMMA;
        for (; at < hit->from; at++)
            if (!(joined = r->tokens[at].uses & WORD_JOINT))
                return false;
        if (names > 0 && !joined)
            return false;
        names++;
        at = hit->to;
    }
    return names > 1 && at == r->count;
}

/* Something is asked of names that stand there as they should: "nurse pay",
 * "nurse vs teacher". */
static bool is_of_names(const struct reading *r)
{
    if (r->name_count == 0)
        return false;
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].cue->type == CUE_SUBJECT ||
            (r->cues[i].cue->type == CUE_KIND &&
             names_are_the_rest(r, &r->cues[i])))
            return true;
    return false;
}

static bool has_stop(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].uses & WORD_STOP)
            return true;
    return false;
}

static bool has_asking_cue(const struct reading *r)
{
    for (size_t i = 0; i < r->cue_count; i++) {
        enum cue_type type = r->cues[i].cue->type;
        if (type == CUE_SUBJECT || type == CUE_KIND || type == CUE_SMALLTALK)
            return true;
    }
    return false;
}

/* A few words none of which asks for anything or is one of everyday talk. */
static bool is_all_there_is(const struct reading *r)
{
    return r->count <= TITLE_FEW_WORDS && !is_sentence(r, true) &&
           !has_asking_cue(r) && !has_stop(r);
}

bool title_asks_nothing(const struct reading *r)
{
    bool han = r->count > 0 && r->tokens[0].han;
    return r->count <= TITLE_MOST_WORDS && !reading_is_question(r) &&
           !is_sentence(r, false) && !has_asking_cue(r) &&
           !(han && has_stop(r));
}

/* "Nurse salary", "nurse salary average": nothing of its own stands there. */
static bool only_stops_behind(const struct reading *r, size_t from)
{
    while (from < r->count && (r->words[from].uses & WORD_STOP))
        from++;
    return from == r->count;
}

/* How much a text must look like a title to be one. With a word in it that
 * asks for something ("compensation manager"), or that could compare ("sheet
 * metal assembler and riveter"), more; behind such a word at the end ("nurse
 * salary") and in small talk it is none. */
static double looks_needed(const struct reading *r)
{
    bool asks = false;
    double needed = is_all_there_is(r) ? looks_alone : looks_enough;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        bool subject = hit->cue->type == CUE_SUBJECT;
        if (hit->cue->type == CUE_SMALLTALK || hit->cue->type == CUE_LANG ||
            (subject && only_stops_behind(r, hit->to)))
            return 1;
        asks = asks || subject;
        if (hit->cue->type == CUE_KIND)
            needed =
                fmax(needed, names_are_the_rest(r, hit) ? looks_between_names
                                                        : looks_beside_kind);
        else if (subject)
            needed = fmax(needed, looks_beside(r, hit));
    }
    return is_sentence(r, asks) ? 1 : needed;
}

/* "plumber putty": a name, and behind it a word nobody explains. */
static bool ends_strangely(const struct reading *r)
{
    return r->name_count > 0 && r->names[0].from == 0 &&
           !r->covered[r->count - 1];
}

/* Whether the text is so long that a name near it must be meant, whatever its
 * words would ask for: "commission for the blnid director". */
static bool is_long(const struct reading *r)
{
    size_t letters = 0;
    for (size_t i = 0; i < r->count; i++) {
        if (r->tokens[i].han)
            return false;
        letters += r->words[i].word.len;
    }
    return letters >= LONG_TITLE_LETTERS && r->count >= LONG_TITLE_WORDS &&
           !is_sentence(r, false) && !is_spelt_right(r);
}

/* Whether words that need look so much like a title can be none. */
static bool is_other(const struct reading *r, double needed)
{
    return needed == 1 &&
           (reading_cue(r, CUE_SMALLTALK, NULL) || is_of_names(r) ||
            ((r->count == 1 || r->count > TITLE_FEW_WORDS) &&
             is_spelt_right(r)));
}

/* "AI risk paralegal": a subject, and behind it the name of who the whole text
 * would be anyhow. */
static bool asks_of(const struct reading *r, size_t occupation)
{
    const struct cue_hit *asks = reading_cue(r, CUE_SUBJECT, NULL);
    if (!asks || asks->from > 0 || reading_is_word(r, 0, "modifier"))
        return false;
    for (size_t i = 0; i < r->name_count; i++)
        if (r->names[i].from == asks->to && r->names[i].to == r->count &&
            r->names[i].occupation == occupation)
            return true;
    return false;
}

bool title_read(const struct reading *r, bool slips_only, struct query *q)
{
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    bool words = is_words(r), near = is_long(r);
    if (!words && !near)
        return false;
    /* "can tester", "is coodinator": begins like a question */
    double needed = may_be_title(r) ? looks_needed(r) : 1;
    bool other = !words || is_other(r, needed) || is_names_joined(r);
    if (other && !near)
        return false;
    size_t count = reading_rank(r, r->text, hits);
    bool learned = count > 0 && hits[0].way == RANK_LEARNED;
    if (count == 0 || (other && hits[0].way != RANK_SLIP))
        return false;
    if (learned && asks_of(r, hits[0].occupation))
        return false;
    double looks = learned ? reading_looks(r, r->text) : 1;
    if (learned && looks < looks_off_topic &&
        r->intent.kind[INTENT_OFFTOPIC] > surely_off_topic)
        return false;
    if ((hits[0].way != RANK_SLIP && (slips_only || needed == 1)) ||
        (learned && (hits[0].score < likely_enough || looks < needed)))
        return false;
    for (size_t i = 0; i < count; i++)
        q->candidates[q->candidate_count++] =
            (struct candidate){hits[i].occupation, hits[i].score};
    q->confidence = 0.85 * hits[0].score;
    if (learned && (hits[0].score < sure_enough ||
                    (looks < MENTION_LOOKS_ODD && ends_strangely(r)))) {
        q->problem = QUERY_UNKNOWN;
        q->unknown = arena_str(r->arena, utf8_cut(r->text, 60));
    }
    return true;
}

bool title_guess(const struct reading *r, struct query *q)
{
    enum { FEW = 5 };
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    if (r->count > FEW || !may_be_title(r) || is_sentence(r, false) ||
        (!title_is_written(r) && has_stop(r)))
        return false;
    size_t count = reading_rank(r, r->text, hits);
    if (count == 0 || hits[0].score < likely_enough)
        return false;
    for (size_t i = 0; i < count; i++)
        q->candidates[i] =
            (struct candidate){hits[i].occupation, hits[i].score};
    q->candidate_count = count;
    q->problem = QUERY_UNKNOWN;
    q->unknown = arena_str(r->arena, utf8_cut(r->text, 60));
    q->confidence = 0.3;
    return true;
}

static bool is_candidate(const struct query *q, size_t occupation)
{
    for (size_t i = 0; i < q->candidate_count; i++)
        if (q->candidates[i].occupation == occupation)
            return true;
    return false;
}

/* Whether the whole text is what the candidates are for: a name, or what may
 * be one where no other reading is sure. */
static bool is_for_all(const struct reading *r, const struct query *q)
{
    bool which = q->kind == KIND_CLARIFY && q->problem == QUERY_WHICH;
    if (title_is_written(r) && may_be_title(r))
        return q->kind == KIND_SINGLE || q->kind == KIND_COMPARE || which;
    if (q->kind != KIND_SINGLE && !which)
        return false;
    if (q->problem == QUERY_CLEAR)
        return is_name(r) || (may_be_title(r) && is_all_there_is(r));
    return q->problem != QUERY_MISSING && may_be_title(r) &&
           !is_sentence(r, false) && looks_needed(r) < 1;
}

/* A name that only has the stems of the title is less sure: "iron worker" is
 * no "ironing worker". */
static void limit_scores(struct query *q, const struct rank_hit *hits,
                         size_t count)
{
    for (size_t i = 0; i < q->candidate_count; i++)
        for (size_t h = 0; h < count; h++)
            if (hits[h].occupation == q->candidates[i].occupation)
                q->candidates[i].score =
                    fmin(q->candidates[i].score, hits[h].score);
}

void title_fill(const struct reading *r, struct query *q)
{
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    if (!is_for_all(r, q))
        return;
    if (title_is_written(r) && !is_name(r)) { /* a name in a longer title */
        for (size_t i = 0; i < q->candidate_count; i++)
            q->candidates[i].score *= name_in_title;
        q->confidence *= name_in_title;
    }
    size_t count = reading_rank(r, r->text, hits);
    if (count > 0 && hits[0].way == RANK_NAME) {
        q->confidence = fmin(q->confidence, hits[0].score);
        limit_scores(q, hits, count);
    }
    /* "teacher salary bronx" */
    if (q->problem == QUERY_WHICH && reading_cue(r, CUE_SUBJECT, NULL) &&
        (count == 0 || hits[0].score < tells_which))
        return;
    if (q->problem == QUERY_WHICH) { /* the words beside the name say which */
        struct candidate named[ANSWER_OCCUPATIONS];
        size_t others = q->candidate_count;
        memcpy(named, q->candidates, sizeof named);
        q->candidate_count = 0;
        for (size_t i = 0; i < count; i++)
            if (hits[i].score >= likely_enough)
                q->candidates[q->candidate_count++] =
                    (struct candidate){hits[i].occupation, hits[i].score};
        for (size_t i = 0;
             i < others && q->candidate_count < ANSWER_OCCUPATIONS; i++)
            if (!is_candidate(q, named[i].occupation))
                q->candidates[q->candidate_count++] = named[i];
        return;
    }
    for (size_t i = 0; i < count && q->candidate_count < ANSWER_OCCUPATIONS;
         i++)
        if (hits[i].way == RANK_LEARNED && hits[i].score >= likely_enough &&
            !is_candidate(q, hits[i].occupation))
            q->candidates[q->candidate_count++] =
                (struct candidate){hits[i].occupation, hits[i].score};
}

/* The hits [from, to) share a name: in the order of the ranking. */
static void sort_shared(struct reading *r, size_t from, size_t to)
{
    struct name_hit *names = r->names + from;
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    struct str text = reading_text(r, names->from, names->to);
    size_t count = reading_rank(r, text, hits);
    for (size_t h = 0, placed = 0; h < count && placed < to - from; h++)
        for (size_t i = placed; i < to - from; i++) {
            if (names[i].occupation != hits[h].occupation)
                continue;
            struct name_hit hit = names[i];
            for (; i > placed; i--)
                names[i] = names[i - 1];
            names[placed++] = hit;
            break;
        }
}

void title_sort_names(struct reading *r)
{
    size_t places = 0;
    for (size_t from = 0, to; from < r->name_count && places < MENTIONS_MAX;
         from = to, places++) {
        to = from + 1;
        while (to < r->name_count && r->names[to].from == r->names[from].from &&
               r->names[to].to == r->names[from].to)
            to++;
        if (to - from > 1)
            sort_shared(r, from, to);
    }
}
