/* Tries what the words of a message make with the name said before: "school"
 * and "counselor", "tech" and "vet", "math" and "high school teacher". */
#include "kind_named.h"

#include "named.h"
#include "row_named.h"

enum {
    WORDS_MOST = 3,   /* that say which kind */
    TITLE_MOST = 5,   /* words of a message that goes on with a title */
    MESSAGE_MOST = 16 /* words; more are a question of their own */
};

/* Stands for the occupation itself, or beside it: "the school kind",
 * 學校的那種呢. */
static bool is_kind(const struct token *token)
{
    return token->uses & WORD_KIND;
}

/* Asks or wishes something by itself: "school?", after a nurse. */
static bool asks_by_itself(const struct reading *r, size_t from, size_t to)
{
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        enum cue_type type = hit->cue->type;
        bool all = hit->from <= from && hit->to >= to;
        if (hit->from < to && hit->to > from &&
            ((type == CUE_SUBJECT && all) || type == CUE_UNKNOWN ||
             type == CUE_WISH || type == CUE_SMALLTALK || type == CUE_LANG ||
             type == CUE_LIST))
            return true;
    }
    return false;
}

/* "Do I need a PE for that?": a question of its own, unless it goes on. */
static bool asks_something(const struct reading *r)
{
    enum { FEW = 3 };
    return r->count > FEW && !r->words[0].han &&
           (r->words[0].uses & WORD_ASKS) &&
           !reading_cue(r, CUE_KIND, "followup");
}

/* The words of a message that may say which kind: those beside words of talk
 * ("no, I meant the ... ones"), but for what is refused. */
struct kind_words {
    size_t from, to;
    bool marked; /* "kind", "I meant": they are nothing else */
    bool alone;  /* there are no others in the message */
};

/* "In Ohio"; but not "the ones in schools". */
static bool is_place(const struct reading *r, size_t from)
{
    bool where = from > 0 && (r->words[from - 1].uses & WORD_WHERE);
    bool of_kind = from > 1 && is_kind(&r->words[from - 2]);
    return reading_is_word(r, from, "place") || (where && !of_kind);
}

/* Where what is refused begins, and what the message says ends or begins. */
static void leave_refused(const struct reading *r, size_t *from, size_t *to)
{
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if (!cue_is(hit->cue, CUE_KIND, "refusal"))
            continue;
        size_t end = reading_clause_end(r, hit->from);
        if (end < r->count)
            *from = end > *from ? end : *from;
        else if (hit->from > *from)
            *to = hit->from < *to ? hit->from : *to;
    }
}

static bool is_of_talk(const struct cue *cue)
{
    return cue->type == CUE_KIND || cue->type == CUE_SMALLTALK ||
           cue_is(cue, CUE_WORD, "stop");
}

/* In Chinese, which writes no blanks: all between what is of talk at the ends
 * (職能的呢), or what 那種 stands behind (法庭上的那種要什麼資格). */
static struct kind_words find_han(const struct reading *r, size_t from,
                                  size_t to, const bool *talk)
{
    struct kind_words found = {.alone = true};
    while (from < to && (talk[from] || is_kind(&r->words[from])))
        from++;
    for (size_t t = from; t + 1 < to; t++)
        if (str_eq(r->words[t].word, STR("那")) && is_kind(&r->words[t + 1]))
            to = t;
    size_t end = to;
    while (end > from && is_kind(&r->words[end - 1]))
        end--;
    found.marked = end < to || to < r->count;
    found.from = from;
    found.to = end > from ? end : 0;
    return found;
}

/* "Too much computer. Something with people" */
static bool asks_for_others(const struct reading *r)
{
    static const char *const kinds[] = {"too",     "else",  "another", "list",
                                        "compare", "among", "why"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (reading_cue(r, CUE_KIND, kinds[i]))
            return true;
    return false;
}

/* "What about | school ones", "the | school kind"; not "with math people". */
static bool begins_noun(const struct reading *r, size_t before)
{
    if (r->words[before].uses & WORD_ARTICLE)
        return true;
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].cue->type == CUE_KIND && r->cues[i].to == before + 1)
            return true;
    return false;
}

static struct kind_words find_words(const struct reading *r)
{
    struct kind_words found = {0}, run = {0};
    size_t from = 0, to = r->count, runs = 0;
    bool behind = false; /* "the ones in schools" */
    const bool *talk = reading_marks(r, is_of_talk);
    bool corrects = reading_cue(r, CUE_KIND, "correction") ||
                    reading_cue(r, CUE_KIND, "refusal");
    leave_refused(r, &from, &to);
    if (from < to && r->words[to - 1].han) {
        found = find_han(r, from, to, talk);
        found.marked = found.marked || corrects;
        return found;
    }
    for (size_t t = from; t < to; t++) {
        if (run.to > 0 && run.to == t && is_kind(&r->words[t]) &&
            (run.from == from || begins_noun(r, run.from - 1))) {
            run.marked = true; /* "the school kind", whatever else is said */
            run.alone = true;
            return run;
        }
        if (talk[t] || is_kind(&r->words[t]) ||
            (r->words[t].uses & WORD_ARTICLE))
            continue;
        if (runs == 0 || run.to < t) {
            run.from = t;
            runs++;
            behind = behind || (t > from + 1 && is_kind(&r->words[t - 2]) &&
                                (r->words[t - 1].uses & WORD_STOP));
        }
        run.to = t + 1;
        found = runs == 1 ? run : found;
    }
    found.alone = runs == 1;
    found.marked = corrects || behind;
    return found;
}

/* A name made of two parts; empty: they make none. */
static struct str make_name(const struct reading *r, struct str a, struct str b,
                            bool han)
{
    const struct matcher *m = r->matcher;
    if (a.len == 0 || b.len == 0)
        return STR_NONE;
    struct str name = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(a),
                                   han ? "" : " ", STR_ARG(b));
    struct str key = text_key(m->normalizer, r->arena, name);
    bool sure = names_is_sure(m->names, key, name) ||
                (han && names_is_sure(m->names, key, key)); /* other script */
    return sure ? name : STR_NONE;
}

/* What the tokens are by themselves. */
enum by_itself {
    NO_NAME,
    ANY_NAME, /* "assistant": of many, or a field */
    ANY_OWN,  /* "conductor": an own name, of several */
    ONE_OWN   /* another occupation is spoken of */
};

static enum by_itself name_itself(const struct reading *r, size_t from,
                                  size_t to)
{
    double best = 0, second = 0;
    for (size_t i = 0; i < r->name_count; i++) {
        double score = r->names[i].score;
        if (r->names[i].from != from || r->names[i].to != to)
            continue;
        second = score > best ? best : score > second ? score : second;
        best = score > best ? score : best;
    }
    if (best < OWN_NAME)
        return best > 0 ? ANY_NAME : NO_NAME;
    return best - second > ALIKE_NAMES || r->words[from].han ? ONE_OWN
                                                             : ANY_OWN;
}

/* The name that words make with what was said; empty: none. Words that are a
 * name themselves stand behind it rather. */
static struct str combine(const struct reading *r, size_t from, size_t to,
                          struct str said)
{
    enum by_itself itself = name_itself(r, from, to);
    struct str words = reading_text(r, from, to);
    size_t last = str_last_word(said);
    struct str head = str_slice(said, last, said.len);
    struct str before = str_trim(str_slice(said, 0, last));
    struct str middle = before.len > 0
                            ? arena_printf(r->arena, "%.*s %.*s",
                                           STR_ARG(before), STR_ARG(words))
                            : before;
    struct str behind = make_name(r, before, words, false);
    struct str name = STR_NONE;
    if (itself == ONE_OWN || itself == ANY_OWN)
        return itself == ANY_OWN ? behind : name;
    if (itself == ANY_NAME)
        name = make_name(r, said, words, false);
    if (itself == ANY_NAME && name.len == 0)
        name = behind;
    for (size_t at = 0; name.len == 0 && at <= last; at++) {
        name = make_name(r, words, str_slice(said, at, said.len), false);
        while (at < last && said.ptr[at] != ' ') /* "school" nurse */
            at++;
    }
    if (name.len == 0)
        name = make_name(r, middle, head, false);
    if (name.len == 0)
        name = make_name(r, said, words, false);
    return name.len > 0 ? name : behind;
}

static bool begins_character(struct str text, size_t at)
{
    return ((unsigned char)text.ptr[at] & 0xC0) != 0x80; /* of UTF-8 */
}

/* The same of Chinese: with all of it, or with the characters it ends with. */
static struct str combine_han(const struct reading *r, struct str words,
                              struct str said)
{
    enum { HAN = 3 }; /* bytes */
    struct str name = make_name(r, words, said, true);
    for (size_t n = 3; name.len == 0 && n >= 2; n--)
        if (n * HAN < said.len && begins_character(said, said.len - n * HAN))
            name = make_name(
                r, words, str_slice(said, said.len - n * HAN, said.len), true);
    return name.len > 0 ? name : make_name(r, said, words, true);
}

/* 寫軟體的: without what is done to it. */
static bool begins_with_verb(const struct reading *r, size_t from)
{
    static const char *const verbs[] = {"做", "搞", "写", "开", "修",
                                        "教", "管", "卖", "拍", "画",
                                        "学", "在", "医"};
    return STR_IS_ONE_OF(r->words[from].word, verbs);
}

/* The name that the words of a Chinese message make with what was said. */
static struct str name_han(const struct reading *r, const struct kind_words *k,
                           struct str said)
{
    if (name_itself(r, k->from, k->to) == ONE_OWN)
        return STR_NONE;
    if (k->to - k->from > 1 && begins_with_verb(r, k->from)) {
        struct str thing = reading_text(r, k->from + 1, k->to);
        struct str name = combine_han(r, thing, said);
        if (name.len > 0)
            return name;
    }
    return combine_han(r, reading_text(r, k->from, k->to), said);
}

/* The text with the name in place of the tokens, and of "ones" behind them. */
static struct str put(const struct reading *r, size_t from, size_t to,
                      struct str name)
{
    while (to < r->count && is_kind(&r->words[to]))
        to++;
    return arena_printf(
        r->arena, "%.*s%.*s%.*s",
        STR_ARG(str_slice(r->text, 0, r->tokens[from].from)), STR_ARG(name),
        STR_ARG(str_slice(r->text, r->tokens[to - 1].to, r->text.len)));
}

static bool is_theirs(const struct reading *r, size_t from)
{
    static const char *const own[] = {"their", "his", "her", "its", "the"};
    return from > 0 && STR_IS_ONE_OF(r->words[from - 1].word, own);
}

/* "And their assistants?", "operators are different, right?": a name that many
 * have, and what was said before tells whose. */
static struct str name_shared(const struct reading *r, struct str said,
                              struct str text)
{
    enum { FEW = 5 };
    bool goes_on = r->count <= FEW || reading_cue(r, CUE_KIND, "followup") ||
                   reading_cue(r, CUE_KIND, "correction");
    for (size_t i = 0; i < r->name_count; i++) {
        size_t from = r->names[i].from, to = r->names[i].to;
        bool theirs = goes_on || is_theirs(r, from);
        struct str name = r->words[from].han || !theirs
                              ? STR_NONE
                              : combine(r, from, to, said);
        if (name.len > 0)
            return put(r, from, to, name);
    }
    return text;
}

/* "the train engineer" */
static struct str without_article(struct str said)
{
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        struct str article = str_from(articles[i]);
        if (said.len > article.len &&
            str_eq_nocase(str_slice(said, 0, article.len), article))
            return str_slice(said, article.len, said.len);
    }
    return said;
}

/* "Not the welder on land. The underwater kind." */
static struct str refused(const struct reading *r)
{
    for (size_t i = 0; i < r->name_count; i++)
        if (reading_kind_before(r, "refusal", r->names[i].from))
            return reading_text(r, r->names[i].from, r->names[i].to);
    return STR_NONE;
}

/* The name of which a kind may be meant; empty: none. */
static struct str said_before(const struct reading *r,
                              const struct topic *topic)
{
    bool open = topic->soc_count == 0 && topic->choice_count > 0;
    if (topic->listed || topic->soc_count > 1 ||
        topic->subject == SUBJECT_PIVOTS) /* others are wished for */
        return STR_NONE;
    return *topic->said && (open || topic->soc_count == 1)
               ? without_article(str_from(topic->said))
               : refused(r);
}

/* The name of the kind that the words say, made with that; empty: none. */
static struct str make_kind(const struct reading *r, const struct kind_words *k,
                            struct str said)
{
    return said.len == 0           ? STR_NONE
           : r->words[k->from].han ? name_han(r, k, said)
                                   : combine(r, k->from, k->to, said);
}

/* The title of whom the talk is about, up to its first comma. */
static struct str title_before(const struct reading *r,
                               const struct topic *topic, size_t token)
{
    const struct pack *pack = r->matcher->pack;
    size_t most = r->words[token].han ? 2 * TITLE_MOST : TITLE_MOST;
    if (topic->soc_count != 1 || r->count > most)
        return STR_NONE;
    struct str title =
        row_title(r, topic, pack_find_soc(pack, topic->soc[0]), token);
    return str_slice(title, 0, str_find(title, STR(",")));
}

struct str kind_named(const struct reading *r, const struct topic *topic,
                      struct str text)
{
    struct str said = said_before(r, topic), name = STR_NONE;
    if (said.len == 0 || r->count == 0 || r->count > MESSAGE_MOST)
        return text;
    struct kind_words k = find_words(r);
    bool says =
        k.to > 0 && k.alone && !asks_for_others(r) && !is_place(r, k.from) &&
        (r->words[k.from].han || k.to - k.from <= WORDS_MOST) &&
        (k.marked || !(asks_by_itself(r, k.from, k.to) || asks_something(r)));
    if (says)
        name = make_kind(r, &k, said);
    if (says && name.len == 0) /* "and kindergarten", after "teaching" */
        name = make_kind(r, &k, title_before(r, topic, k.from));
    return name.len > 0 ? put(r, k.from, k.to, name)
                        : name_shared(r, said, text);
}
