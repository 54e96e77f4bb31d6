/* Looks for the words before "one" in the titles that were shown. */
#include "row_named.h"

enum {
    WORDS_MOST = 2, /* of a title, before "one"; */
    HAN_MOST = 4,   /* before 那個 */
    HAN_LEAST = 2
};

/* "Plumbing" and "plumber" have stems of their own. */
static bool is_same(struct str a, struct str b)
{
    enum { SHORTEST = 4 };
    return str_eq(a, b) || (a.len >= SHORTEST && b.len >= SHORTEST &&
                            (str_starts(a, b) || str_starts(b, a)));
}

/* Whether a title has the tokens [from, to), side by side. */
static bool has_words(const struct reading *r, struct str title, size_t from,
                      size_t to)
{
    size_t count;
    const struct token *tokens =
        text_tokens(r->matcher->normalizer, r->arena, title, &count);
    for (size_t at = 0; at + (to - from) <= count; at++) {
        size_t same = 0;
        while (same < to - from &&
               is_same(tokens[at + same].key, r->words[from + same].key))
            same++;
        if (same == to - from)
            return true;
    }
    return false;
}

/* Notes an occupation whose title has the words. False: a second one has. */
static bool note(const struct reading *r, uint32_t soc, size_t from, size_t to,
                 size_t *found)
{
    const struct pack *pack = r->matcher->pack;
    size_t at = pack_find_soc(pack, soc), none = pack_occupation_count(pack);
    enum lang lang = r->words[from].han ? LANG_ZH_HANT : LANG_EN;
    if (at == none || at == *found ||
        !has_words(r, pack_occupation(pack, at).title[lang], from, to))
        return true;
    bool first = *found == none;
    *found = at;
    return first;
}

/* The only one of those shown whose title has the words; the count of
 * occupations: none, or several. */
static size_t row_with(const struct reading *r, const struct topic *topic,
                       size_t from, size_t to)
{
    size_t none = pack_occupation_count(r->matcher->pack), found = none;
    bool one = true;
    for (size_t i = 0; i < topic->shown_count && one; i++)
        one = note(r, topic->shown[i], from, to, &found);
    for (size_t i = 0; i < topic->choice_count && one; i++)
        one = note(r, topic->choices[i].soc, from, to, &found);
    for (size_t i = 0; i < topic->soc_count && one; i++)
        one = note(r, topic->soc[i], from, to, &found);
    return one ? found : none;
}

/* "The second one", "the other one", "that one" say which by themselves. */
static bool says_which(const struct reading *r, size_t from, size_t to)
{
    for (size_t t = from; t < to; t++)
        if (r->words[t].uses & WORD_STOP)
            return true;
    for (size_t i = 0; i < r->phrase_count; i++)
        if (r->phrases[i].cue->type == CUE_KIND && r->phrases[i].from < to &&
            r->phrases[i].to > from)
            return true;
    return false;
}

/* Where the words for a row begin that end before `at`, which is "one" or 那;
 * at: they are none. *row: which is meant. */
static size_t begin_of(const struct reading *r, const struct topic *topic,
                       size_t at, size_t *row)
{
    bool han = r->words[at].han;
    size_t none = pack_occupation_count(r->matcher->pack);
    for (size_t words = han ? HAN_MOST : WORDS_MOST;
         words >= (han ? HAN_LEAST : 1); words--) {
        if (words > at || says_which(r, at - words, at) ||
            (!han && (words == at ||
                      !str_eq(r->words[at - words - 1].word, STR("the")))))
            continue;
        *row = row_with(r, topic, at - words, at);
        if (*row != none)
            return at - words;
    }
    return at;
}

/* "The one with radiation": where the words end that say which; at: there are
 * none. */
static size_t end_behind(const struct reading *r, const struct topic *topic,
                         size_t at, size_t *row)
{
    static const char *const joins[] = {"with", "in", "about", "on", "for"};
    size_t none = pack_occupation_count(r->matcher->pack), from = at + 2;
    if (at == 0 || !str_eq(r->words[at - 1].word, STR("the")) ||
        from >= r->count || !STR_IS_ONE_OF(r->words[at + 1].word, joins))
        return at;
    for (size_t words = WORDS_MOST; words > 0; words--) {
        if (from + words > r->count || says_which(r, from, from + words))
            continue;
        *row = row_with(r, topic, from, from + words);
        if (*row != none)
            return from + words;
    }
    return at;
}

/* "One" or 那個, behind what says which. */
static bool is_one(const struct reading *r, size_t at)
{
    static const char *const that[] = {"那", "嗰"};
    static const char *const classifiers[] = {"個", "个", "份"};
    return str_eq(r->words[at].word, STR("one")) ||
           (STR_IS_ONE_OF(r->words[at].word, that) && at + 1 < r->count &&
            STR_IS_ONE_OF(r->words[at + 1].word, classifiers));
}

/* Which of the occupations compared a phrase at the token says, "the second";
 * 0: none. *to: where it ends. */
static size_t ordinal_at(const struct reading *r, const struct topic *topic,
                         size_t at, size_t *to)
{
    size_t number = 0;
    *to = at;
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        size_t said = hit->from == at ? cue_ordinal(hit->cue) : 0;
        if (said > 0 && said <= topic->soc_count && hit->to > *to) {
            number = said;
            *to = hit->to;
        }
    }
    return number;
}

struct str row_title(const struct reading *r, const struct topic *topic,
                     size_t occupation, size_t token)
{
    enum lang lang = !r->words[token].han           ? LANG_EN
                     : lang_is_chinese(topic->lang) ? topic->lang
                                                    : LANG_ZH_HANT;
    return pack_occupation(r->matcher->pack, occupation).title[lang];
}

/* "From the second to the first": both by their titles. The text itself, where
 * no two are said. */
static struct str put_ordinals(const struct reading *r,
                               const struct topic *topic, struct str text)
{
    enum { MESSAGE_MOST = 24 }; /* words; each may become a title */
    struct str out = STR("");
    size_t said = 0, from = 0, to;
    if (r->count > MESSAGE_MOST)
        return text;
    for (size_t t = 0; t < r->count; t++) {
        size_t number = ordinal_at(r, topic, t, &to);
        if (number == 0)
            continue;
        const struct pack *pack = r->matcher->pack;
        struct str title =
            row_title(r, topic, pack_find_soc(pack, topic->soc[number - 1]), t);
        if (title.len == 0)
            return text;
        out = arena_printf(r->arena, "%.*s%.*s%.*s", STR_ARG(out),
                           STR_ARG(str_slice(r->text, from, r->tokens[t].from)),
                           STR_ARG(title));
        from = r->tokens[to - 1].to;
        said++;
        t = to - 1;
    }
    struct str rest = str_slice(r->text, from, r->text.len);
    return said < 2 ? text
                    : arena_printf(r->arena, "%.*s%.*s", STR_ARG(out),
                                   STR_ARG(rest));
}

struct str row_named(const struct reading *r, const struct topic *topic,
                     struct str text)
{
    size_t row = 0;
    struct str both =
        topic->soc_count > 1 ? put_ordinals(r, topic, text) : text;
    if (both.ptr != text.ptr)
        return both;
    if (topic->shown_count + topic->choice_count + topic->soc_count < 2)
        return text;
    for (size_t at = 1; at < r->count; at++) {
        bool han = r->words[at].han;
        if (!is_one(r, at))
            continue;
        size_t from = begin_of(r, topic, at, &row);
        size_t to = from < at ? at : end_behind(r, topic, at, &row);
        if (from == at && to == at)
            continue;
        size_t begin = r->tokens[han ? from : from - 1].from; /* with "the" */
        size_t end = r->tokens[han || to == at ? at + han : to - 1].to;
        struct str title = row_title(r, topic, row, at);
        return arena_printf(
            r->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(r->text, 0, begin)),
            STR_ARG(title), STR_ARG(str_slice(r->text, end, r->text.len)));
    }
    return text;
}
