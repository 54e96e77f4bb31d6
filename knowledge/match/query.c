/* Puts together what names and cues found in a question: who is meant, what
 * is asked, in which language, and how sure that is. */
#include "query.h"

#include "cues.h"
#include "language.h"
#include "names.h"
#include "normal.h"
#include "utf8.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

struct matcher {
    const struct pack *pack;
    struct normalizer *normalizer;
    struct cues *cues;
    struct name_index *names;
};

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

/* What was seen in a question, on the way to the query. */
struct reading {
    const struct matcher *matcher;
    struct arena *arena;
    struct str text;
    struct token *tokens; /* those of occupations have an empty key */
    size_t count;
    struct name_hit *names;
    size_t name_count;
    struct cue_hit *cues;
    size_t cue_count;
    bool *covered; /* by token: a name, a cue or a small word */
};

/* --- what the words say --------------------------------------------------- */

static bool hit_is(const struct cue_hit *hit, enum cue_type type,
                   const char *part)
{
    return hit->cue->type == type && str_eq(hit->cue->part, str_from(part));
}

static bool has(const struct reading *r, enum cue_type type, const char *part)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (hit_is(&r->cues[i], type, part))
            return true;
    return false;
}

/* Every token of the cue stands side by side in the question. */
static bool is_solid(const struct cue_hit *hit)
{
    return hit->to - hit->from == hit->cue->count;
}

/* A cue inside a longer one says nothing of its own: "school" in "how much is
 * the schooling". Small words never hide anything. */
static void drop_hidden(struct reading *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *one = &r->cues[i];
        bool hidden = false;
        for (size_t j = 0; j < r->cue_count && !hidden; j++) {
            const struct cue_hit *other = &r->cues[j];
            hidden = other->cue->type != CUE_WORD && is_solid(other) &&
                     !other->cue->weak && other->from <= one->from &&
                     other->to >= one->to &&
                     other->to - other->from > one->to - one->from &&
                     one->cue->type == CUE_SUBJECT &&
                     other->cue->type == CUE_SUBJECT;
        }
        if (!hidden)
            r->cues[kept++] = *one;
    }
    r->cue_count = kept;
}

/* The text with every <tag> blanked out: mark-up asks nothing. */
static struct str without_tags(struct arena *arena, struct str text)
{
    struct str plain = arena_str(arena, text);
    char *bytes = (char *)plain.ptr;
    for (size_t open = 0; open < text.len; open++) {
        if (bytes[open] != '<')
            continue;
        size_t close = open + 1;
        while (close < text.len && bytes[close] != '>' && bytes[close] != '<')
            close++;
        if (close < text.len && bytes[close] == '>')
            memset(bytes + open, ' ', close + 1 - open);
    }
    return plain;
}

static void read_words(struct reading *r)
{
    const struct matcher *m = r->matcher;
    r->tokens =
        text_tokens(m->normalizer, r->arena,
                    without_tags(r->arena, r->text), &r->count);
    r->names = names_find(m->names, m->cues, r->arena, r->tokens, r->count,
                          &r->name_count);
    r->covered = arena_alloc_array(r->arena, r->count, sizeof *r->covered);
    for (size_t i = 0; i < r->name_count; i++)
        for (size_t t = r->names[i].from; t < r->names[i].to; t++) {
            r->tokens[t].key = STR_NONE;
            r->covered[t] = true;
        }
    r->cues = cues_find(m->cues, r->arena, r->tokens, r->count, &r->cue_count);
    drop_hidden(r);
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        for (size_t t = hit->from, c = 0; t < hit->to; t++) {
            /* only the words of the cue, not what its gaps stand for */
            while (c < hit->cue->count &&
                   str_eq(hit->cue->tokens[c], STR("...")))
                c++;
            if (c < hit->cue->count &&
                str_eq(hit->cue->tokens[c], r->tokens[t].key)) {
                r->covered[t] = true;
                c++;
            }
        }
    }
}

/* Words that neither a name nor a cue nor a small word explains. */
static size_t unexplained(const struct reading *r)
{
    size_t words = 0, han = 0;
    for (size_t i = 0; i < r->count; i++) {
        words += !r->covered[i] && !r->tokens[i].han;
        han += !r->covered[i] && r->tokens[i].han;
    }
    return words + (han + 1) / 2;
}

/* The longest run of unexplained words, as the person wrote it. */
static struct str unexplained_text(const struct reading *r)
{
    struct str best = STR_NONE;
    for (size_t i = 0; i < r->count;) {
        size_t end = i;
        while (end < r->count && !r->covered[end])
            end++;
        if (end > i) {
            struct str run =
                str_slice(r->text, r->tokens[i].from, r->tokens[end - 1].to);
            if (run.len > best.len)
                best = run;
        }
        i = end + 1;
    }
    return arena_str(r->arena, str_trim(utf8_cut(best, 60)));
}

/* --- the subject ------------------------------------------------------------
 */

struct subject_score {
    enum subject subject;
    const struct cue_hit *best; /* the hit that says most */
    double score;
    bool strong; /* something other than a weak cue asks for it */
};

static double hit_value(const struct cue_hit *hit)
{
    return hit->cue->weak ? hit->cue->weight * 0.3 : hit->cue->weight;
}

/* Adds each subject's best cue, and a fifth of what its others say. */
static void score_subjects(const struct reading *r,
                           struct subject_score scores[SUBJECT_COUNT])
{
    memset(scores, 0, SUBJECT_COUNT * sizeof *scores);
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (hit->cue->type != CUE_SUBJECT)
            continue;
        struct subject_score *score = &scores[hit->cue->subject];
        double value = hit_value(hit);
        double best = score->best ? hit_value(score->best) : 0;
        score->subject = hit->cue->subject;
        score->strong = score->strong || !hit->cue->weak;
        score->score += 0.2 * value;
        if (value > best) {
            score->score += 0.8 * (value - best);
            score->best = hit;
        }
    }
}

/* Whether something between the two joins two requests: "and", a comma. */
static bool are_joined(const struct reading *r, const struct cue_hit *a,
                       const struct cue_hit *b)
{
    static const char *const joints[] = {
        "and", "plus", "also", ",",  "?",    ";",  "&",  "，", "、",
        "？",  "和",   "與",   "跟", "以及", "还", "還", "及", "与"};
    if (b->from < a->from) {
        const struct cue_hit *first = b;
        b = a;
        a = first;
    }
    if (b->from < a->to)
        return false;
    struct str between =
        str_slice(r->text, r->tokens[a->to - 1].to, r->tokens[b->from].from);
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (str_find(between, str_from(joints[i])) < between.len)
            return true;
    return false;
}

static const struct subject_score *
best_subject(const struct subject_score scores[SUBJECT_COUNT],
             const struct subject_score *but)
{
    const struct subject_score *best = NULL;
    for (int s = 1; s < SUBJECT_COUNT; s++)
        if (scores[s].best && &scores[s] != but &&
            (!best || scores[s].score > best->score))
            best = &scores[s];
    return best;
}

static void add_subject(struct query *q, const struct subject_score *score)
{
    q->subjects[q->subject_count].subject = score->subject;
    q->subjects[q->subject_count].part = score->best->cue->part;
    q->subject_count++;
}

/* Fills the subjects; *strong: a phrase that is about work all by itself. */
static void read_subjects(const struct reading *r, struct query *q,
                          bool *strong)
{
    struct subject_score scores[SUBJECT_COUNT];
    score_subjects(r, scores);
    struct subject_score *overview = &scores[SUBJECT_OVERVIEW];
    const struct subject_score *first = best_subject(scores, overview);
    if (!first || (first->score < 0.5 && overview->best))
        first = best_subject(scores, NULL); /* "tell me about" */
    *strong = first && first->strong;
    if (!first)
        return;
    add_subject(q, first);
    struct subject_score *used = &scores[first->subject];
    used->best = NULL;
    const struct subject_score *second = best_subject(scores, overview);
    if (second && second->strong && second->score >= 1 &&
        first->subject != SUBJECT_OVERVIEW) {
        struct subject_score again[SUBJECT_COUNT];
        score_subjects(r, again);
        const struct cue_hit *other = again[first->subject].best;
        if (!are_joined(r, other, second->best))
            return;
        add_subject(q, second);
        if (second->best->from < other->from) { /* as the person put them */
            struct asked later = q->subjects[0];
            q->subjects[0] = q->subjects[1];
            q->subjects[1] = later;
        }
    }
}

/* --- the occupations --------------------------------------------------------
 */

static void add_candidate(struct query *q, size_t occupation, double score)
{
    for (size_t i = 0; i < q->candidate_count; i++)
        if (q->candidates[i].occupation == occupation)
            return;
    if (q->candidate_count < ANSWER_OCCUPATIONS)
        q->candidates[q->candidate_count++] =
            (struct candidate){occupation, score < 0 ? 0 : score};
}

/* The occupations named, in the order of the question; those that share a
 * name stand together. Returns how many places name one. */
static size_t read_names(const struct reading *r, struct query *q)
{
    size_t places = 0;
    for (size_t i = 0; i < r->name_count; i++) {
        size_t before = q->candidate_count;
        add_candidate(q, r->names[i].occupation, r->names[i].score);
        bool new_place = i == 0 || r->names[i].from != r->names[i - 1].from;
        places += new_place && q->candidate_count > before;
    }
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

static void take_topic(const struct reading *r, const struct topic *topic,
                       struct query *q)
{
    const struct pack *pack = r->matcher->pack;
    for (size_t i = 0; i < topic->soc_count; i++) {
        size_t occupation = pack_find_soc(pack, topic->soc[i]);
        if (occupation < pack_occupation_count(pack))
            add_candidate(q, occupation, 0.95);
    }
    if (q->candidate_count > 1) {
        q->kind = KIND_COMPARE;
        q->compared = q->candidate_count;
    } else {
        q->kind = KIND_FOLLOWUP;
    }
}

/* "2": a choice of the last answer. */
static bool read_choice(const struct reading *r, const struct topic *topic,
                        struct query *q)
{
    long number;
    struct str text = str_trim(r->text);
    if (text.len > 0 && strchr(".)#", text.ptr[text.len - 1]))
        text.len--;
    if (text.len > 0 && text.ptr[0] == '#')
        text = str_slice(text, 1, text.len);
    if (!str_to_long(text, &number) || number < 1 ||
        (size_t)number > topic->choice_count)
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

/* --- the whole --------------------------------------------------------------
 */

static bool refers_back(const struct reading *r)
{
    static const char *const back[] = {"they", "them", "their", "it",   "its",
                                       "she",  "he",   "that",  "those"};
    if (has(r, CUE_KIND, "followup"))
        return true;
    for (size_t i = 0; i < r->count; i++)
        for (size_t b = 0; b < sizeof back / sizeof *back; b++)
            if (str_eq(r->tokens[i].word, str_from(back[b])))
                return true;
    return false;
}

static bool is_question(struct str text)
{
    static const char *const signs[] = {"?", "？", "吗", "嗎", "呢"};
    static const char *const starts[] = {
        "how ", "what ", "what's ", "which ", "who ", "when ", "where ",
        "is ",  "are ",  "do ",     "does ",  "can ", "will ", "should "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_find(text, str_from(signs[i])) < text.len)
            return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct str start = str_from(starts[i]);
        if (str_eq_nocase(str_slice(text, 0, start.len), start))
            return true;
    }
    return false;
}

/* No occupation is named: the conversation's, an unknown one, or none. */
static void read_without_name(const struct reading *r,
                              const struct topic *topic, bool strong,
                              struct query *q)
{
    size_t strange = unexplained(r);
    bool subject = q->subject_count > 0;
    if (topic->soc_count > 0 && subject &&
        (strange == 0 || (refers_back(r) && strange <= 2))) {
        take_topic(r, topic, q);
        return;
    }
    if (has(r, CUE_KIND, "list") && !has(r, CUE_SMALLTALK, "help")) {
        q->kind = KIND_LIST;
        q->confidence = 0.7;
        return;
    }
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].cue->type == CUE_SMALLTALK && strange <= 1 &&
            (!strong || str_eq(r->cues[i].cue->part, STR("help")))) {
            q->kind = KIND_SMALLTALK;
            q->smalltalk = r->cues[i].cue->part;
            q->confidence = strange == 0 ? 0.95 : 0.7;
            if (!str_eq(q->smalltalk, STR("ok")) &&
                !str_eq(q->smalltalk, STR("greeting")))
                return; /* the most telling one */
        }
    if (q->kind == KIND_SMALLTALK)
        return;
    bool about_work = strong || has(r, CUE_WORD, "career");
    if (strange > 0 && about_work) {
        read_near_names(r, q);
        if (q->candidate_count > 0 && q->candidates[0].score >= 0.7)
            return; /* near enough to answer */
        q->problem = QUERY_UNKNOWN;
        q->unknown = unexplained_text(r);
        q->confidence = 0.6;
        return;
    }
    if (strange == 0 && (subject || has(r, CUE_WORD, "career"))) {
        q->kind = KIND_CLARIFY;
        q->problem = QUERY_MISSING;
        q->confidence = 0.7;
        return;
    }
    if (strange > 0 && strange <= 3) {
        read_near_names(r, q); /* "library techs", and nothing else */
        if (q->candidate_count > 0 && q->candidates[0].score >= 0.7)
            return;
        q->candidate_count = 0;
    }
    q->kind = KIND_OUTOFSCOPE;
    q->confidence = 0.8;
}

static double confidence_of(const struct reading *r, const struct query *q,
                            bool strong)
{
    double sure = q->candidate_count > 0 ? q->candidates[0].score : 0.5;
    if (q->subject_count == 0)
        sure *= 0.85;
    else if (!strong && q->kind != KIND_FOLLOWUP)
        sure *= 0.8;
    double strange = (double)unexplained(r);
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
    bool chinese = has(r, CUE_LANG, "zh"), english = has(r, CUE_LANG, "en");
    if (english && !chinese)
        return LANG_EN;
    if (chinese && !lang_is_chinese(written))
        return topic->lang == LANG_ZH_HANT ? LANG_ZH_HANT : LANG_ZH_HANS;
    return written;
}

void query_read(const struct matcher *matcher, struct arena *arena,
                const struct question *question, const struct topic *topic,
                struct query *out)
{
    struct reading r = {
        .matcher = matcher,
        .arena = arena,
        .text = str_trim(utf8_cut(question->text, QUESTION_MAX_BYTES)),
    };
    *out = (struct query){.kind = KIND_SINGLE};
    read_words(&r);
    out->lang = answer_language(&r, question, topic);
    out->place = has(&r, CUE_WORD, "place");
    if (read_choice(&r, topic, out))
        return;

    bool strong = false;
    read_subjects(&r, out, &strong);
    size_t places = read_names(&r, out);
    bool other_language = has(&r, CUE_LANG, "zh") || has(&r, CUE_LANG, "en");
    if (places == 0 && other_language && out->subject_count == 0 &&
        topic->soc_count > 0 && unexplained(&r) == 0) {
        take_topic(&r, topic, out); /* "and in Chinese?" */
        out->subjects[0].subject = topic->subject;
        out->subject_count = topic->subject != SUBJECT_NONE;
    } else if (places == 0) {
        read_without_name(&r, topic, strong, out);
    } else if (places > 1) {
        out->kind = KIND_COMPARE;
        out->compared = out->candidate_count < QUERY_COMPARED
                            ? out->candidate_count
                            : QUERY_COMPARED;
    } else if (out->candidate_count > 1) {
        out->kind = KIND_CLARIFY;
        out->problem = QUERY_WHICH;
    } else if (out->subject_count == 0 && topic->subject != SUBJECT_NONE &&
               topic->soc_count > 0 && unexplained(&r) == 0) {
        out->kind = KIND_FOLLOWUP; /* "what about nurses?" */
        out->subjects[0].subject = topic->subject;
        out->subject_count = 1;
    } else if (out->subject_count == 0 && unexplained(&r) >= 3) {
        out->kind = KIND_OUTOFSCOPE; /* a name dropped in other talk */
        out->candidate_count = 0;
        out->confidence = 0.6;
    }
    if (out->confidence == 0)
        out->confidence = confidence_of(&r, out, strong);
    if (!question->addressed)
        out->silent =
            !(out->kind == KIND_SINGLE && out->problem == QUERY_CLEAR &&
              strong && out->candidates[0].score > 0.9 &&
              unexplained(&r) <= 1 && is_question(r.text));
}
