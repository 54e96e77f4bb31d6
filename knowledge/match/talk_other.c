/* Another occupation than the last answer was about, one more, or one less:
 * corrections, comparisons that go on, and names completed by the one before.
 */
#include "talk.h"

#include "rank.h"
#include "scope.h"

#include <ctype.h>
#include <string.h>

static const double corrected_score = 0.4;

static bool is_of_talk(const struct cue *cue)
{
    return cue->type == CUE_KIND;
}

/* By token, a word of a phrase like "no, I meant", or an article or particle at
 * an end. */
static const bool *find_frame(const struct reading *r)
{
    static const char *const others[] = {"的", "呢", "吧", "啊", "吗"};
    bool *frame = reading_marks(r, is_of_talk);
    for (size_t t = 0; t < r->count; t++)
        frame[t] = frame[t] || r->tokens[t].uses & WORD_ARTICLE ||
                   STR_IS_ONE_OF(r->tokens[t].word, others);
    return frame;
}

bool talk_asks_subject_only(const struct reading *r)
{
    const bool *frame = find_frame(r);
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        bool alone = hit->cue->type == CUE_SUBJECT;
        for (size_t t = 0; alone && t < r->count; t++)
            alone = (t >= hit->from && t < hit->to) || frame[t];
        if (alone)
            return true;
    }
    return false;
}

/* All the words there are but the frame, and what is refused at the end: "high
 * school", "high school, not college". */
static struct str framed_words(const struct reading *r)
{
    size_t from = 0, to = r->count;
    for (size_t i = 0; i < r->cue_count; i++)
        if (cue_is(r->cues[i].cue, CUE_KIND, "refusal") && r->cues[i].from > 0)
            to = r->cues[i].from < to ? r->cues[i].from : to;
    const bool *frame = find_frame(r);
    while (from < to && frame[from])
        from++;
    while (to > from && frame[to - 1])
        to--;
    return from == to
               ? STR("")
               : arena_str(r->arena, str_slice(r->text, r->tokens[from].from,
                                               r->tokens[to - 1].to));
}

/* The words that a correction or a choice between several adds. */
static struct str added_words(const struct reading *r)
{
    enum { MOST = 6 };
    struct str words = STR("");
    size_t added = 0;
    const bool *nothing = reading_marks(r, talk_says_nothing);
    for (size_t i = 0; i < r->count; i++)
        if (!nothing[i] && ++added > MOST)
            return STR(""); /* no title, but a story */
        else if (!nothing[i])
            words = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(words),
                                 words.len && !r->words[i].han ? " " : "",
                                 STR_ARG(str_slice(r->text, r->tokens[i].from,
                                                   r->tokens[i].to)));
    return words;
}

/* Another occupation than before by the name made of the two; as it stands,
 * where `named`. */
static bool add_corrected(const struct reading *r, const struct topic *topic,
                          struct str words, struct str said, bool named,
                          struct query *q)
{
    const struct matcher *m = r->matcher;
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    bool han = r->count > 0 && r->words[r->count - 1].han;
    struct str name = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(words),
                                   han ? "" : " ", STR_ARG(said));
    size_t count = reading_rank(r, name, hits);
    if (count == 0 || hits[0].score < corrected_score ||
        (named && hits[0].way != RANK_NAME) ||
        (topic->soc_count > 0 &&
         hits[0].occupation == pack_find_soc(m->pack, topic->soc[0])))
        return false;
    for (size_t i = 0; i < count; i++)
        add_candidate(q, hits[i].occupation, hits[i].score);
    q->said = name;
    return true;
}

/* "High school" after "elementary school teacher": the name that the words
 * make with what the person said, or with the word or the characters that it
 * ends with. */
static bool add_named(const struct reading *r, const struct topic *topic,
                      struct query *q)
{
    enum { LONGEST = 24, HAN = 3 }; /* bytes; of a character */
    struct str said = str_from(topic->said), words = framed_words(r);
    if (words.len == 0 || words.len > LONGEST || said.len == 0)
        return false;
    if (add_corrected(r, topic, words, said, true, q))
        return true;
    size_t last = str_last_word(said);
    if (last > 0)
        return add_corrected(r, topic, words, str_slice(said, last, said.len),
                             true, q);
    for (size_t n = 2; r->words[0].han && n <= 3 && n * HAN < said.len; n++)
        if (add_corrected(r, topic, words,
                          str_slice(said, said.len - n * HAN, said.len), true,
                          q))
            return true;
    return false;
}

/* Compares the candidates, or speaks of the only one. */
static void compare_candidates(struct query *q)
{
    q->kind = q->candidate_count > 1 ? KIND_COMPARE : KIND_FOLLOWUP;
    q->compared = q->candidate_count > 1 ? q->candidate_count : 0;
    q->confidence = 0.9;
}

/* "Which pays most?", "compare the two": of those lately spoken of. */
static bool compare_spoken(const struct reading *r, const struct topic *topic,
                           struct query *q)
{
    enum { STRANGE = 1 };
    const struct pack *pack = r->matcher->pack;
    const struct cue_hit *among = reading_cue(r, CUE_KIND, "among");
    bool two = reading_cue(r, CUE_KIND, "two");
    bool bare = among && among->to - among->from == r->count; /* "rank them" */
    size_t first = two && topic->spoken_count > 2 ? topic->spoken_count - 2 : 0;
    if (topic->spoken_count < 2 || reading_strange(r) > STRANGE ||
        (!two && !among))
        return false;
    for (size_t i = first; i < topic->spoken_count; i++)
        add_candidate(q, pack_find_soc(pack, topic->spoken[i]), 0.95);
    compare_candidates(q);
    if (q->subject_count == 0 || q->subjects[0].subject == SUBJECT_OVERVIEW ||
        bare)
        talk_take_subject(topic, q);
    return true;
}

/* "Add plumbers", "drop the nurse", "than nurses?": the occupations of the last
 * answer, with one more or one less. at: where it is named. */
static bool change_compared(const struct reading *r, struct candidate named,
                            size_t at, const struct topic *topic,
                            struct query *q)
{
    const struct pack *pack = r->matcher->pack;
    size_t one = named.occupation;
    bool there = false, several = topic->soc_count > 1;
    for (size_t i = 0; i < topic->soc_count; i++)
        there = there || pack_find_soc(pack, topic->soc[i]) == one;
    bool drop = there && several && reading_kind_before(r, "drop", at);
    const struct cue_hit *behind = reading_cue(r, CUE_KIND, "add");
    bool joined = r->words[0].uses & WORD_JOINT || /* "and brickies?" */
                  (behind && behind->from > at); /* 網頁設計也加進來 */
    bool more = several && joined && talk_asks_nothing_new(r, q);
    bool add = !there && (more || reading_kind_before(r, "add", at) ||
                          reading_kind_before(r, "against", at));
    if ((!drop && !add) || topic->soc_count == 0 || topic->listed)
        return false;
    for (size_t i = topic->soc_count == QUERY_COMPARED && add;
         i < topic->soc_count; i++) {
        size_t before = pack_find_soc(pack, topic->soc[i]);
        if (!drop || before != one)
            add_candidate(q, before, 0.95);
    }
    if (add)
        add_candidate(q, one, named.score);
    compare_candidates(q);
    if (talk_asks_nothing_new(r, q))
        talk_take_subject(topic, q);
    return true;
}

/* "And electrical", after mechanical and civil engineers: the name that the
 * words make with the head of the one before. */
static bool change_by_head(const struct reading *r, const struct topic *topic,
                           struct query *q)
{
    enum { FEW = 4 };
    struct query made = {0};
    size_t at = 0;
    if (topic->soc_count < 2 || r->count > FEW)
        return false;
    const bool *frame = find_frame(r);
    while (at < r->count && frame[at])
        at++;
    if (at == 0 || !add_named(r, topic, &made) ||
        made.candidates[0].score < SURE_NAME ||
        !change_compared(r, made.candidates[0], at, topic, q))
        return false;
    q->said = made.said;
    return true;
}

bool talk_compares(const struct reading *r, const struct named *n,
                   const struct topic *topic, struct query *q)
{
    const struct mention *m = &n->mentions[0];
    if (n->count > 1)
        return false;
    return change_by_head(r, topic, q) ||
           (n->count == 0
                ? compare_spoken(r, topic, q)
                : m->named > 0 && m->who[0].score >= KNOWN_NAME &&
                      change_compared(r,
                                      (struct candidate){m->who[0].occupation,
                                                         m->who[0].score},
                                      m->from, topic, q));
}

static bool is_letter(struct str text, size_t at)
{
    return at < text.len && isalpha((unsigned char)text.ptr[at]);
}

/* Not "art" in "Cartographers", but in "Arts". */
static bool has_words(struct pack_occupation one, struct str words)
{
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++) {
        struct str title = one.title[lang];
        for (size_t at = 0, end = words.len; end <= title.len; at++, end++)
            if (str_eq_nocase(str_slice(title, at, end), words) &&
                !(at > 0 && is_letter(title, at - 1)) &&
                (!is_letter(title, end) ||
                 (tolower((unsigned char)title.ptr[end]) == 's' &&
                  !is_letter(title, end + 1))))
                return true;
    }
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
    size_t last = str_last_word(said);
    if (words.len == 0)
        return false;
    if (said.len > 0 &&
        (add_named(r, topic, q) ||
         add_corrected(r, topic, words, said, false, q) ||
         add_corrected(r, topic, words, str_slice(said, last, said.len), false,
                       q)))
        return true;
    add_offered(r, topic, words, q);
    return q->candidate_count > 0;
}

/* Whom the person's words come near to, other than the last answer was about
 * and the one refused (NULL: none). */
static void add_near(const struct reading *r, const struct topic *topic,
                     const struct mention *refused, struct query *q)
{
    const struct pack *pack = r->matcher->pack;
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    size_t count = reading_rank(r, str_from(topic->said), hits);
    for (size_t i = 0; i < count; i++) {
        bool told = topic->soc_count > 0 &&
                    hits[i].occupation == pack_find_soc(pack, topic->soc[0]);
        if (!told &&
            !(refused && hits[i].occupation == refused->who[0].occupation) &&
            q->candidate_count < ANSWER_CHOICES)
            add_candidate(q, hits[i].occupation, hits[i].score);
    }
}

static bool declines(const struct reading *r)
{
    struct str text = str_trim(r->text);
    const struct wording *no =
        wordings_begin(r->matcher->wordings, text, WORDING(ASKS_DECLINED));
    return no && text.len <= no->text.len + 1; /* "no thanks." */
}

static bool is_talk(const struct cue *cue)
{
    return talk_says_nothing(cue) || cue->type == CUE_SMALLTALK;
}

/* "Sorry, no, I meant": nothing is said before it. */
static bool leads(const struct reading *r, const struct cue_hit *cue)
{
    const bool *talk = reading_marks(r, is_talk);
    for (size_t t = 0; t < cue->from; t++)
        if (!talk[t])
            return false;
    return true;
}

/* "No, the school kind", "no, I meant electricians": another occupation than
 * the last answer was about, on the same subject. */
bool talk_correction(const struct reading *r, const struct named *n,
                     const struct topic *topic, struct query *q)
{
    const struct cue_hit *cue = reading_cue(r, CUE_KIND, "correction");
    const struct mention *m = &n->mentions[n->count > 1 ? n->count - 1 : 0];
    bool asks = q->subject_count > 0 && reading_cue(r, CUE_SUBJECT, NULL);
    bool refused = n->count == 1 && reading_kind_before(r, "refusal", m->from);
    bool sure = n->count > 0 && named_surely(m) && !refused;
    if (declines(r)) { /* "no thanks" corrects nothing */
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("ok");
        q->confidence = 0.9;
        return true;
    }
    bool first = cue && leads(r, cue);
    if (!cue || (!first && (cue->to < r->count || topic->soc_count == 0)) ||
        (topic->soc_count == 0 && topic->choice_count == 0))
        return false;
    if (!first && !refused && add_named(r, topic, q)) {
        ; /* "marine I mean", after a biologist */
    } else if (sure) {
        add_mention(q, m);
        q->said = named_words(r, m);
    } else if (refused || !add_narrowed(r, topic, q)) {
        if (!refused && (asks || added_words(r).len > 0))
            return false;
        if (!refused)
            add_offered(r, topic, STR(""), q); /* no more than no */
        if (q->candidate_count == 0)
            add_near(r, topic, refused ? m : NULL, q);
        q->kind = KIND_CLARIFY;
        q->problem = q->candidate_count > 0 ? QUERY_WHICH : QUERY_MISSING;
    }
    if (!(sure && asks && scope_is_plainly_asked(r, q, m)))
        talk_take_subject(topic, q);
    if (q->problem == QUERY_CLEAR)
        q->kind = KIND_FOLLOWUP;
    q->confidence = 0.8;
    return true;
}

/* "What about high school" after a teacher: the same head, another name; but
 * no "requirements" after an analyst. */
static bool renames(const struct reading *r, const struct named *n,
                    const struct topic *topic, struct query *q)
{
    enum { FEW = 3 };
    return topic->soc_count == 1 && !talk_asks_subject_only(r) &&
           !reading_cue(r, CUE_KIND, "else") &&
           !(n->count > 0 && named_surely(&n->mentions[0])) &&
           (r->count <= FEW || reading_cue(r, CUE_KIND, "followup")) &&
           add_named(r, topic, q);
}

/* "How long?", after the bot asked which one: it has to ask again. */
static bool asks_of_choices(const struct reading *r, const struct named *n,
                            const struct topic *topic, struct query *q)
{
    if (n->count > 0 || !reading_cue(r, CUE_SUBJECT, NULL) ||
        reading_strange(r) > 0 || q->subject_count == 0)
        return false;
    for (size_t i = 0; i < topic->choice_count; i++)
        if (topic->choices[i].soc != 0)
            add_candidate(
                q, pack_find_soc(r->matcher->pack, topic->choices[i].soc), 0.8);
    q->kind = KIND_CLARIFY;
    q->problem = QUERY_WHICH;
    q->confidence = 0.8;
    return true;
}

bool talk_narrowing(const struct reading *r, const struct named *n,
                    const struct topic *topic, struct query *q)
{
    enum { FEW = 5 };
    bool open = topic->soc_count == 0 && topic->choice_count > 0 &&
                *topic->said &&
                !(n->count > 0 && named_surely(&n->mentions[n->main]));
    if (open && add_named(r, topic, q))
        ;
    else if (open && asks_of_choices(r, n, topic, q))
        return true;
    else if (!renames(r, n, topic, q) &&
             !(open && r->count <= FEW && add_narrowed(r, topic, q)))
        return false;
    talk_take_subject(topic, q);
    q->kind = KIND_FOLLOWUP;
    q->confidence = 0.8;
    return true;
}
