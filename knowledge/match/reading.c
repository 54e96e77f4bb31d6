/* Finds names and cues in the words of a question and marks what they
 * explain. */
#include "reading.h"

#include "intent_features.h"
#include "spelling.h"
#include "utf8.h"

#include <ctype.h>
#include <string.h>

enum { SAID_MAX = 60 }; /* bytes of a person's words, said again */

/* By token, the furthest that a phrase without gaps reaches which begins there
 * or before; of those that hide. */
static size_t *reach_of(const struct reading *r, const struct cue_hit *hits,
                        size_t count, bool (*hides)(const struct cue *cue))
{
    size_t *reach = arena_alloc_array(r->arena, r->count, sizeof *reach);
    for (size_t i = 0; i < count; i++)
        if (hides(hits[i].cue) && !cue_has_gap(hits[i].cue) &&
            hits[i].to > reach[hits[i].from])
            reach[hits[i].from] = hits[i].to;
    for (size_t t = 1; t < r->count; t++)
        if (reach[t - 1] > reach[t])
            reach[t] = reach[t - 1];
    return reach;
}

/* Whether [from, to) is inside a longer one of those phrases. */
static bool is_inside(const size_t *reach, size_t from, size_t to)
{
    return reach[from] > to || (from > 0 && reach[from - 1] >= to);
}

static bool is_subject(const struct cue *cue)
{
    return cue->type == CUE_SUBJECT && !cue->weak;
}

static bool is_language(const struct cue *cue)
{
    return cue->type == CUE_LANG;
}

/* A subject or a language inside a longer one says nothing of its own: "school"
 * in "how much is the schooling", "in Chinese" in "a degree in Chinese". Only
 * phrases without gaps hide others. */
static void drop_hidden(struct reading *r)
{
    const size_t *subjects = reach_of(r, r->cues, r->cue_count, is_subject);
    const size_t *languages = reach_of(r, r->cues, r->cue_count, is_language);
    size_t kept = 0;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        bool hidden = (hit->cue->type == CUE_SUBJECT &&
                       is_inside(subjects, hit->from, hit->to)) ||
                      (hit->cue->type == CUE_LANG &&
                       is_inside(languages, hit->from, hit->to));
        if (!hidden)
            r->cues[kept++] = *hit;
    }
    r->cue_count = kept;
}

/* "over", "not" and the like mean something only where a list is wanted, "the
 * guy who" where somebody is described: wishes.c and described.c look for them
 * themselves. A language somebody speaks only hides what would ask for it. */
static void drop_words_of_others(struct reading *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].cue->type != CUE_LIST &&
            r->cues[i].cue->type != CUE_MAJOR &&
            r->cues[i].cue->type != CUE_DESCRIBED &&
            !cue_is(r->cues[i].cue, CUE_LANG, "spoken"))
            r->cues[kept++] = r->cues[i];
    r->cue_count = kept;
}

/* Where the element that begins at `open` ends, if what it holds is no text
 * (HTML, 4.12.1 and 4.2.6); else `end`, where its tag does. */
static size_t end_of_element(struct str text, size_t open, size_t end)
{
    static const char *const elements[] = {"<script", "<style"};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        struct str name = str_from(elements[i]);
        if (!str_eq_nocase(str_slice(text, open, open + name.len), name))
            continue;
        struct str rest = str_slice(text, end, text.len);
        size_t close = str_find(rest, STR("</"));
        if (close < rest.len)
            return end + close;
    }
    return end;
}

struct str reading_without_tags(struct str text)
{
    char *bytes = (char *)text.ptr;
    for (size_t open = 0; open < text.len; open++) {
        if (bytes[open] != '<')
            continue;
        size_t close = open + 1;
        while (close < text.len && bytes[close] != '>' && bytes[close] != '<')
            close++;
        if (close < text.len && bytes[close] == '>')
            memset(bytes + open, ' ',
                   end_of_element(text, open, close + 1) - open);
    }
    return text;
}

/* Marks the words of a cue, not what its gaps stand for. */
static void cover_cue(struct reading *r, const struct cue_hit *hit)
{
    for (size_t t = hit->from; t < hit->to; t++)
        r->covered[t] = r->covered[t] || cues_hit_has(hit, r->tokens, t);
}

/* 做IT累嗎: no English small word. */
static bool is_among_han(const struct reading *r, size_t token)
{
    return !r->tokens[token].han && r->tokens[token].capital &&
           ((token > 0 && r->tokens[token - 1].han) ||
            (token + 1 < r->count && r->tokens[token + 1].han));
}

/* Notes what each word is in the lexicon. "Salery", a slip in a word that asks
 * for a subject, is put right, unless a word of a name is as near. */
static void look_up_words(struct reading *r)
{
    const struct matcher *m = r->matcher;
    size_t unknown = 0;
    for (size_t i = 0; i < r->count; i++) {
        struct token *token = &r->tokens[i];
        struct str meant;
        token->uses = cues_uses(m->cues, token->key);
        if (is_among_han(r, i))
            token->uses &= (unsigned char)~WORD_STOP;
        if (!token->han && !(token->uses & WORD_KNOWN) &&
            spelling_can_tell(token->key) &&
            !names_know(m->names, token->key) &&
            ++unknown <= SPELLING_MAX_WORDS &&
            cues_nearest(m->cues, token->key, &meant)) {
            token->key = meant;
            token->uses = cues_uses(m->cues, meant);
        }
    }
}

static bool all_digits(struct str word, size_t count)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return false;
    return word.len == count;
}

static bool is_of_another(const struct cue *cue)
{
    return cue->type == CUE_UNKNOWN ||
           (cue->type == CUE_SUBJECT && cue->subject == SUBJECT_AI_RISK) ||
           cue_is(cue, CUE_WORD, "person") || cue_is(cue, CUE_WISH, "person") ||
           cue_is(cue, CUE_KIND, "offtopic");
}

/* "Tax" in "after tax", "law" in "brother in law", "baker" in "baker's dozen",
 * "vet" in "army vet", "model" in "language model". */
static void drop_parts_of_phrases(struct reading *r)
{
    const size_t *reach =
        reach_of(r, r->phrases, r->phrase_count, is_of_another);
    size_t kept = 0;
    for (size_t i = 0; i < r->name_count; i++)
        if (!is_inside(reach, r->names[i].from, r->names[i].to))
            r->names[kept++] = r->names[i];
    r->name_count = kept;
}

/* "25-4031" names an occupation too. Other numbers ask nothing. */
static void read_codes(struct reading *r)
{
    const struct pack *pack = r->matcher->pack;
    for (size_t i = 0; i < r->count; i++) {
        struct str word = r->tokens[i].word;
        if (all_digits(word, word.len))
            r->covered[i] = true;
        if (i + 1 == r->count || r->name_count > 0 || !all_digits(word, 2) ||
            !all_digits(r->tokens[i + 1].word, 4))
            continue;
        double major, minor;
        size_t occupation = pack_occupation_count(pack);
        if (str_to_double(word, &major) &&
            str_to_double(r->tokens[i + 1].word, &minor))
            occupation = pack_find_soc(pack, (uint32_t)(major * 10000 + minor));
        if (occupation == pack_occupation_count(pack))
            continue;
        r->names = arena_alloc(r->arena, sizeof *r->names);
        r->names[0] = (struct name_hit){occupation, i, i + 2, 1};
        r->name_count = 1;
    }
}

bool reading_is_abbreviation(const struct reading *r, size_t token)
{
    struct str word =
        str_slice(r->text, r->tokens[token].from, r->tokens[token].to);
    for (size_t i = 0; i < word.len; i++)
        if (!isupper((unsigned char)word.ptr[i]))
            return false;
    return r->has_small && word.len >= 2;
}

/* "da" is no Dental Assistant, unless it is written "DA". */
static bool is_small_word(const struct reading *r, const struct name_hit *hit)
{
    enum { LETTERS = 2 };
    const struct token *token = &r->tokens[hit->from];
    return r->count > 1 && hit->to == hit->from + 1 && !token->han &&
           token->word.len <= LETTERS && hit->score < 0.97 && !token->capital;
}

/* "$21/hr", "an hr": an hour, not human resources. */
static bool is_hour(const struct reading *r, const struct name_hit *hit)
{
    static const char *const others[] = {"per", "each"};
    if (hit->from == 0 || r->tokens[hit->from].capital ||
        !str_eq(r->tokens[hit->from].word, STR("hr")))
        return false;
    const struct token *before = &r->tokens[hit->from - 1];
    return before->uses & WORD_ARTICLE || STR_IS_ONE_OF(before->word, others) ||
           isdigit((unsigned char)before->word.ptr[0]);
}

static const double slip_score = 0.93; /* below, a name has a slip in it */

/* "Taylor Swift", "Tom Cook": a word beside another that is no name of an
 * occupation and no other word we know, both with a capital, in a sentence
 * that is not written so. */
static bool is_part_of_person(const struct reading *r,
                              const struct name_hit *hit)
{
    if (hit->to != hit->from + 1 || !r->tokens[hit->from].capital ||
        !r->has_small_word)
        return false;
    for (int side = 0; side < 2; side++) {
        if (side == 0 ? hit->from == 0 : hit->to == r->count)
            continue;
        size_t beside = side == 0 ? hit->from - 1 : hit->to;
        const struct token *token = &r->tokens[beside];
        if (beside > 0 && token->capital && token->word.len > 2 &&
            (hit->score < slip_score ||
             !names_know(r->matcher->names, token->key)) &&
            !(token->uses & WORD_KNOWN))
            return true;
    }
    return false;
}

/* Drops names of one word that mostly stands around names: "market". Alone it
 * may be meant. */
static void drop_frames(struct reading *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->name_count; i++) {
        const struct name_hit *hit = &r->names[i];
        bool frame = r->count > 1 && hit->to == hit->from + 1 &&
                     !r->tokens[hit->from].han && hit->score < 0.97 &&
                     !reading_is_abbreviation(r, hit->from) &&
                     intent_frames(r->matcher->pack, r->tokens[hit->from].key);
        if (!frame && !is_small_word(r, hit) && !is_hour(r, hit) &&
            !is_part_of_person(r, hit))
            r->names[kept++] = *hit;
    }
    r->name_count = kept;
}

/* Words around the names of occupations are no strangers. Of Han characters,
 * which mean too much alone, pairs are. */
static void cover_frames(struct reading *r)
{
    const struct pack *pack = r->matcher->pack;
    for (size_t t = 0; t < r->count; t++) {
        const struct token *token = &r->tokens[t];
        if (token->key.len == 0)
            continue;
        if (!token->han) {
            r->covered[t] = r->covered[t] || intent_frames(pack, token->key);
        } else if (t + 1 < r->count && token[1].han && token[1].key.len > 0 &&
                   intent_frames_pair(pack, token->key, token[1].key)) {
            r->covered[t] = true;
            r->covered[t + 1] = true;
        }
    }
}

size_t reading_rank(const struct reading *r, struct str text,
                    struct rank_hit out[ANSWER_OCCUPATIONS])
{
    const struct matcher *m = r->matcher;
    return --*r->rankings < 0 ? 0
                              : rank_title(m->pack, m->normalizer, r->arena,
                                           text, out, ANSWER_OCCUPATIONS);
}

double reading_looks(const struct reading *r, struct str text)
{
    const struct matcher *m = r->matcher;
    return rank_looks(m->pack, m->normalizer, r->arena, text);
}

static void find_cues(struct reading *r)
{
    r->cues = cues_find(r->matcher->cues, r->arena, r->tokens, r->count,
                        &r->cue_count);
    drop_hidden(r);
    drop_words_of_others(r);
    for (size_t i = 0; i < r->cue_count; i++)
        cover_cue(r, &r->cues[i]);
}

static void note_case(struct reading *r)
{
    for (size_t i = 0; i < r->text.len; i++)
        r->has_small = r->has_small || islower((unsigned char)r->text.ptr[i]);
    for (size_t i = 0; i < r->count; i++) {
        r->has_small = r->has_small || r->tokens[i].han;
        r->has_small_word =
            r->has_small_word || (!r->tokens[i].capital && !r->tokens[i].han);
    }
}

static void *copy_of(struct arena *arena, const void *items, size_t count,
                     size_t size)
{
    void *copy = arena_alloc_array(arena, count, size);
    if (count > 0)
        memcpy(copy, items, count * size);
    return copy;
}

/* What a phrase of several characters explains is right, but a small word may
 * be a wrong character (产品经里), and so may one of a shorter name (消访员).
 */
static struct han_text han_text_of(const struct reading *r, const bool *said)
{
    bool *strange = arena_alloc_array(r->arena, r->count, sizeof *strange);
    bool *open = arena_alloc_array(r->arena, r->count, sizeof *open);
    bool *inside = arena_alloc_array(r->arena, r->count, sizeof *inside);
    for (size_t t = 0; t < r->count; t++) {
        open[t] = r->words[t].han;
        strange[t] = open[t] && !r->covered[t];
    }
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if (hit->to == hit->from + 1)
            continue;
        for (size_t t = hit->from; t < hit->to; t++) {
            open[t] = open[t] && !cues_hit_has(hit, r->words, t);
            inside[t] |= t > hit->from && !cue_has_gap(hit->cue);
        }
    }
    for (size_t i = 0; i < r->phrase_count; i++) /* 工人|工资, not 人工 */
        if (r->phrases[i].to > r->phrases[i].from + 1)
            inside[r->phrases[i].from] = false;
    for (size_t i = 0; i < r->name_count; i++)
        for (size_t t = r->names[i].from + 1; t < r->names[i].to; t++)
            inside[t] = true;
    return (struct han_text){r->words, r->count, strange, said, open, inside};
}

static void take_names(struct reading *r)
{
    for (size_t i = 0; i < r->name_count; i++)
        reading_name(r, r->names[i].from, r->names[i].to);
    find_cues(r);
}

/* said: by token, what names and phrases explain. */
static void find_wrong_characters(struct reading *r, const bool *said)
{
    size_t strange = 0;
    for (size_t t = 0; t < r->count; t++)
        strange += r->words[t].han && !r->covered[t];
    if (strange == 0)
        return;
    struct han_text text = han_text_of(r, said);
    if (names_find_alike(r->matcher->names, r->arena, &text, &r->names,
                         &r->name_count))
        take_names(r);
}

struct reading reading_of(const struct matcher *m, struct arena *arena,
                          int *rankings, struct str text)
{
    struct reading r = {.matcher = m, .arena = arena, .rankings = rankings};
    r.text = str_trim(reading_without_tags(utf8_plain(arena, text)));
    r.tokens = text_tokens(m->normalizer, arena, r.text, &r.count);
    note_case(&r);
    r.covered = arena_alloc_array(arena, r.count, sizeof *r.covered);
    r.words = arena_alloc_array(arena, r.count, sizeof *r.words);
    look_up_words(&r);
    if (r.count > 0)
        memcpy(r.words, r.tokens, r.count * sizeof *r.words);
    r.names =
        names_find(m->names, m->cues, arena, r.tokens, r.count, &r.name_count);
    r.phrases = cues_find(m->cues, arena, r.tokens, r.count, &r.phrase_count);
    drop_frames(&r);
    drop_parts_of_phrases(&r);
    read_codes(&r);
    take_names(&r);
    const bool *said = copy_of(arena, r.covered, r.count, sizeof *said);
    cover_frames(&r);
    find_wrong_characters(&r, said);
    return r;
}

bool reading_says_any(const struct reading *r, uint64_t topics)
{
    for (size_t t = 0; t < r->count; t++)
        if (reading_says(r, t, topics))
            return true;
    return false;
}

struct reading reading_copy(const struct reading *r)
{
    struct reading copy = *r;
    copy.tokens = copy_of(r->arena, r->tokens, r->count, sizeof *r->tokens);
    copy.words = copy_of(r->arena, r->words, r->count, sizeof *r->words);
    copy.covered = copy_of(r->arena, r->covered, r->count, sizeof *r->covered);
    copy.names = copy_of(r->arena, r->names, r->name_count, sizeof *r->names);
    copy.cues = copy_of(r->arena, r->cues, r->cue_count, sizeof *r->cues);
    return copy;
}

void reading_name(struct reading *r, size_t from, size_t to)
{
    for (size_t t = from; t < to; t++) {
        r->tokens[t].key = STR_NONE;
        r->covered[t] = true;
    }
}

void reading_take(struct reading *r, size_t from, size_t to)
{
    reading_name(r, from, to);
    r->name_count = 0;
    find_cues(r);
}

bool *reading_marks(const struct reading *r, bool (*of)(const struct cue *cue))
{
    bool *marks = arena_alloc_array(r->arena, r->count, sizeof *marks);
    for (size_t i = 0; i < r->cue_count; i++)
        if (of(r->cues[i].cue))
            memset(marks + r->cues[i].from, true,
                   r->cues[i].to - r->cues[i].from);
    return marks;
}

bool reading_is_word(const struct reading *r, size_t token, const char *part)
{
    for (size_t i = 0; i < r->cue_count && r->cues[i].from <= token; i++)
        if (r->cues[i].to > token && cue_is(r->cues[i].cue, CUE_WORD, part))
            return true;
    return false;
}

bool reading_asks_at(const struct reading *r, size_t token)
{
    for (size_t i = 0; i < r->cue_count && r->cues[i].from <= token; i++)
        if (r->cues[i].to > token && r->cues[i].cue->type == CUE_SUBJECT)
            return true;
    return false;
}

size_t reading_clause_end(const struct reading *r, size_t from)
{
    for (size_t t = from + 1; t < r->count; t++)
        if (r->tokens[t].before >= MARK_COMMA)
            return t;
    return r->count;
}

enum mark reading_mark(const struct reading *r, size_t from, size_t to)
{
    enum mark most = MARK_NONE;
    for (size_t t = from; t < to; t++)
        if (r->tokens[t].before > most)
            most = r->tokens[t].before;
    return most;
}

bool reading_kind_before(const struct reading *r, const char *part,
                         size_t token)
{
    bool small =
        token > 0 && (r->words[token - 1].uses & (WORD_STOP | WORD_ARTICLE));
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (cue_is(hit->cue, CUE_KIND, part) && hit->to <= token &&
            token - hit->to <= small)
            return true;
    }
    return false;
}

bool reading_parted(const struct reading *r, const struct cue_hit *a,
                    const struct cue_hit *b)
{
    size_t first = a->from < b->from ? a->from : b->from;
    size_t second = a->from < b->from ? b->from : a->from;
    return reading_clause_end(r, first) <= second;
}

void reading_intent(struct reading *r, bool surely)
{
    r->intent = intent_of(r->matcher->pack, r->tokens, r->count);
    if (surely)
        return;
    struct intent as_written = reading_nameless_intent(r);
    r->intent = intent_with_kinds(&r->intent, &as_written);
}

struct intent reading_nameless_intent(const struct reading *r)
{
    return intent_of(r->matcher->pack, r->words, r->count);
}

const struct cue_hit *reading_cue(const struct reading *r, enum cue_type type,
                                  const char *part)
{
    const struct cue_hit *best = NULL;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (hit->cue->type == type &&
            (!part || str_eq(hit->cue->part, str_from(part))) &&
            (!best || hit->cue->weight > best->cue->weight))
            best = hit;
    }
    return best;
}

size_t reading_strange(const struct reading *r)
{
    size_t words = 0, han = 0;
    for (size_t i = 0; i < r->count; i++) {
        words += !r->covered[i] && !r->tokens[i].han;
        han += !r->covered[i] && r->tokens[i].han;
    }
    return words + (han + 1) / 2;
}

size_t reading_words(const struct reading *r)
{
    size_t words = 0, han = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->tokens[i].han)
            han++;
        else if (r->tokens[i].key.len > 0)
            words++;
    return words + (han + 1) / 2;
}

bool reading_is_but_a_particle(const struct reading *r)
{
    size_t left = 0;
    for (size_t i = 0; i < r->count; i++)
        left += r->covered[i] ? 0 : r->tokens[i].han ? 1 : 2;
    return left == 1;
}

/* Of Chinese, which writes no blanks, part of a word may be left over. */
static bool may_be_cut(const struct reading *r)
{
    for (size_t i = 1; i < r->count; i++)
        if (r->covered[i] != r->covered[i - 1] &&
            (r->tokens[i].han || r->tokens[i - 1].han))
            return true;
    return false;
}

struct str reading_said(const struct reading *r, size_t from, size_t to)
{
    return arena_str(r->arena, utf8_cut(reading_text(r, from, to), SAID_MAX));
}

struct str reading_strange_text(const struct reading *r)
{
    struct str best = STR_NONE;
    if (may_be_cut(r))
        return best;
    for (size_t i = 0; i < r->count;) {
        size_t end = i;
        while (end < r->count && !r->covered[end])
            end++;
        if (end > i) {
            struct str run = reading_text(r, i, end);
            if (run.len > best.len)
                best = run;
        }
        i = end + 1;
    }
    best = str_trim(utf8_cut(best, SAID_MAX));
    for (size_t i = 0; i < best.len; i++)
        if (strchr("<>[](){}=:/\\\"`*_|#@", best.ptr[i]))
            return STR_NONE; /* no words: nothing to repeat */
    return arena_str(r->arena, best);
}

/* From the token before it by more than a blank or a hyphen. */
static bool is_parted(const struct reading *r, size_t token)
{
    return r->tokens[token].before != MARK_NONE;
}

/* 工程師: the first of what 師 ends. */
static bool is_one_of_work(struct str word)
{
    return str_eq(word, STR("工")) || str_eq(word, STR("人"));
}

bool reading_name_is_part(const struct reading *r, const struct name_hit *hit)
{
    size_t after = hit->to, before = hit->from - 1;
    if (after < r->count && !is_parted(r, after) &&
        (r->tokens[after].han ? reading_is_word(r, after, "head")
                              : !r->covered[after]))
        return true;
    return hit->from > 0 && r->tokens[before].han && !is_parted(r, hit->from) &&
           reading_is_word(r, before, "other");
}

size_t reading_name_end(const struct reading *r, const struct name_hit *hit)
{
    size_t to = hit->to;
    while (
        to < r->count && r->tokens[to].han && !is_parted(r, to) &&
        (reading_is_word(r, to, "head") || is_one_of_work(r->tokens[to].word)))
        to++;
    return to;
}

/* Whether a word beside a name belongs to it. */
static bool belongs(const struct reading *r, size_t token, const char *part)
{
    return !r->covered[token] ||
           (r->tokens[token].han && reading_is_word(r, token, part));
}

struct str reading_name_text(const struct reading *r,
                             const struct name_hit *hit)
{
    size_t from = hit->from, to = hit->to;
    while (from > 0 && !is_parted(r, from) && belongs(r, from - 1, "other"))
        from--;
    while (to < r->count && !is_parted(r, to) && belongs(r, to, "head"))
        to++;
    return reading_said(r, from, to);
}

bool reading_name_is_person(const struct reading *r, size_t from)
{
    static const char *const owners[] = {"the", "my",    "our",  "your", "his",
                                         "her", "their", "this", "that", "我",
                                         "们",  "個",    "个",   "这",   "那"};
    return from > 0 && STR_IS_ONE_OF(r->tokens[from - 1].word, owners);
}

bool reading_names_place(const struct reading *r)
{
    static const char *const others[] = {"at", "from"}; /* of employers */
    for (size_t i = 0; i + 1 < r->count; i++)
        if (!r->covered[i + 1] && r->tokens[i].uses & WORD_WHERE &&
            !STR_IS_ONE_OF(r->tokens[i].word, others) &&
            !r->tokens[i].capital && r->tokens[i + 1].capital)
            return true;
    return false;
}

bool reading_is_question(const struct reading *r)
{
    if (str_find(r->text, STR("?")) < r->text.len ||
        str_find(r->text, STR("？")) < r->text.len)
        return true;
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if (cue_is(hit->cue, CUE_WORD, "asks") &&
            (hit->from == 0 || r->tokens[hit->from].han ||
             r->tokens[hit->from].before >= MARK_SENTENCE))
            return true;
    }
    return false;
}
