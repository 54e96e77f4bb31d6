/* Looks words up in texts as they are written: names, descriptions, tools.
 * A few hundred kilobytes, read only where a list is asked for by them. */
#include "worded.h"

#include "language.h"
#include "normal.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 6, SHORTEST = 3 };

/* A word without its ending: of plurals, of who does it or doing it. */
struct root {
    struct str stem;
    bool e; /* a short stem that an "e" went with: "care" is no "car" */
};

struct wanted {
    struct root roots[WORDS_MAX]; /* or all the words, if in Chinese */
    bool whole[WORDS_MAX];        /* as it stands: too short, or of a tool */
    size_t count;
    bool han;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '+' || c == '#' ||
           (unsigned char)c >= 0x80;
}

static struct root root_of(struct str word)
{
    static const char *const endings[] = {"ies", "ers", "ing", "er",
                                          "es",  "s",   "e",   "y"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_from(endings[i]);
        size_t len = word.len - ending.len;
        if (word.len < ending.len + SHORTEST ||
            !str_eq_nocase(str_slice(word, len, word.len), ending))
            continue;
        bool e =
            len == SHORTEST && endings[i][0] != 's' && endings[i][0] != 'y';
        return (struct root){str_slice(word, 0, len), e};
    }
    return (struct root){word, false};
}

static bool same_root(struct root a, struct root b)
{
    return str_eq_nocase(a.stem, b.stem) && a.e == b.e;
}

/* tool: the words count as they stand. */
static struct wanted wanted_words(struct str words, bool tool)
{
    struct wanted wanted = {.han = words.len > 0 &&
                                   (unsigned char)words.ptr[0] >= 0x80};
    if (wanted.han) {
        wanted.roots[wanted.count++].stem = words;
        return wanted;
    }
    for (size_t at = 0; at < words.len && wanted.count < WORDS_MAX;) {
        size_t from = at;
        while (at < words.len && is_letter(words.ptr[at]))
            at++;
        if (at > from) {
            struct str word = str_slice(words, from, at);
            bool whole = tool || word.len <= SHORTEST;
            wanted.whole[wanted.count] = whole;
            wanted.roots[wanted.count++] =
                whole ? (struct root){word, false} : root_of(word);
        }
        at++;
    }
    return wanted;
}

static struct wanted wanted_of(struct str words)
{
    return wanted_words(words, false);
}

static bool has_root(struct str text, struct root root, bool whole)
{
    char first = root.stem.ptr[0];
    for (size_t at = 0; at + root.stem.len <= text.len; at++) {
        if ((text.ptr[at] | 0x20) != (first | 0x20) ||
            (at > 0 && is_letter(text.ptr[at - 1])))
            continue;
        size_t to = at;
        while (to < text.len && is_letter(text.ptr[to]))
            to++;
        struct str word = str_slice(text, at, to);
        struct str single = word;
        single.len -= str_ends(word, STR("s"));
        if (whole ? str_eq_nocase(word, root.stem) ||
                        str_eq_nocase(single, root.stem)
                  : same_root(root_of(word), root))
            return true;
        at = to;
    }
    return false;
}

static bool has_all(const struct wanted *wanted, struct str text)
{
    if (wanted->han)
        return str_find(text, wanted->roots[0].stem) < text.len;
    for (size_t i = 0; i < wanted->count; i++)
        if (!has_root(text, wanted->roots[i], wanted->whole[i]))
            return false;
    return true;
}

/* Many occupations share a tool: what was found of a text is kept. */
struct found {
    text_ref text;
    bool known, has;
};
enum { FOUND = 2048 };

static bool text_has(const struct pack *pack, const struct wanted *wanted,
                     struct found *found, text_ref text)
{
    struct found *one = &found[text % FOUND];
    if (!one->known || one->text != text)
        *one =
            (struct found){text, true, has_all(wanted, pack_text(pack, text))};
    return one->has;
}

static bool one_has(const struct pack *pack, const struct wanted *wanted,
                    struct found *found, size_t occupation)
{
    static const enum field fields[] = {FIELD_DESCRIPTION, FIELD_SUB_OCCUPATION,
                                        FIELD_TECHNOLOGY};
    struct pack_occupation one = pack_occupation(pack, occupation);
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++) {
        if (wanted->han != (lang != LANG_EN))
            continue;
        if (has_all(wanted, one.title[lang]))
            return true;
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
            size_t count;
            const struct pack_entry *e = pack_entries(
                pack, occupation, (enum lang)lang, fields[f], &count);
            for (size_t i = 0; i < count; i++)
                if (text_has(pack, wanted, found, e[i].text[0]))
                    return true;
        }
    }
    return false;
}

/* Whether employers there often ask for the tool. */
static bool asks_for_tool(const struct pack *pack, const struct wanted *tool,
                          size_t occupation)
{
    const double in_demand = 2; /* or hot as well: 3 */
    size_t count;
    const struct pack_entry *e =
        pack_entries(pack, occupation, LANG_EN, FIELD_TECHNOLOGY, &count);
    for (size_t i = 0; i < count; i++)
        if (e[i].num[0] >= in_demand &&
            has_all(tool, pack_text(pack, e[i].text[0])))
            return true;
    return false;
}

/* Takes away the marks of those that do not ask for the tool; returns how many
 * are left. */
static size_t keep_tool(const struct pack *pack, struct str words, bool *has)
{
    struct wanted tool = wanted_words(words, true);
    size_t count = 0;
    for (size_t i = 0; i < pack_occupation_count(pack); i++) {
        has[i] = has[i] && tool.count > 0 && !tool.han &&
                 asks_for_tool(pack, &tool, i);
        count += has[i];
    }
    return count;
}

bool worded_tools(const struct pack *pack, struct str words)
{
    size_t all = pack_occupation_count(pack);
    bool tools = words.len > 0, *has = xcalloc(all + 1, sizeof *has);
    while (tools && words.ptr) {
        struct str one = str_trim(str_split(&words, ','));
        memset(has, true, all * sizeof *has);
        tools = !worded_titled(pack, one) && keep_tool(pack, one, has) > 0;
    }
    free(has);
    return tools;
}

/* The names that have the first of the words, by the index. */
static size_t mark_names(const struct pack *pack, const struct wanted *wanted,
                         struct str words, bool *has)
{
    struct arena *arena = arena_new();
    struct normalizer *normalizer =
        normalizer_new(language_fold_han, (void *)(uintptr_t)pack);
    size_t tokens, names, all, count = 0;
    const uint32_t *postings;
    const struct token *token = text_tokens(normalizer, arena, words, &tokens);
    struct str key = text_key_of(arena, token, tokens);
    const struct pack_name *name = pack_names(pack, &names);
    pack_words(pack, &all, &postings);
    const struct pack_word *word =
        tokens > 0 ? pack_find_word(pack, token[0].key) : NULL;
    for (size_t i = 0; word && i < word->count; i++) {
        const struct pack_name *one = &name[postings[word->first + i]];
        struct str text = pack_text(pack, wanted->han ? one->key : one->shown);
        if (one->origin <= NAME_FIELD && !has[one->occupation] &&
            (wanted->han ? str_find(text, key) < text.len
                         : has_all(wanted, text))) {
            has[one->occupation] = true;
            count++;
        }
    }
    normalizer_free(normalizer);
    arena_free(arena);
    return count;
}

size_t worded_mark(const struct pack *pack, struct str words, bool *has)
{
    struct wanted wanted = wanted_of(words);
    struct found *found = xcalloc(FOUND, sizeof *found);
    size_t all = pack_occupation_count(pack), count = 0;
    if (worded_tools(pack, words)) {
        memset(has, true, all * sizeof *has);
        while (words.ptr)
            count = keep_tool(pack, str_trim(str_split(&words, ',')), has);
        free(found);
        return count;
    }
    memset(has, 0, all * sizeof *has);
    if (wanted.count > 0)
        count = mark_names(pack, &wanted, words, has);
    for (size_t i = 0; wanted.count > 0 && i < all; i++)
        if (!has[i] && one_has(pack, &wanted, found, i)) {
            has[i] = true;
            count++;
        }
    free(found);
    return count;
}

bool worded_any(const struct pack *pack, struct str words)
{
    struct wanted wanted = wanted_of(words);
    size_t all = pack_occupation_count(pack);
    bool any = false, *has = xcalloc(all + 1, sizeof *has);
    struct found *found = xcalloc(FOUND, sizeof *found);
    if (wanted.count > 0)
        any = mark_names(pack, &wanted, words, has) > 0;
    for (size_t i = 0; wanted.count > 0 && !any && i < all; i++)
        any = one_has(pack, &wanted, found, i);
    free(found);
    free(has);
    return any;
}

bool worded_titled(const struct pack *pack, struct str words)
{
    struct wanted wanted = wanted_of(words);
    for (size_t i = 0; wanted.count > 0 && i < pack_occupation_count(pack); i++)
        for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
            if (wanted.han == (lang != LANG_EN) &&
                has_all(&wanted, pack_occupation(pack, i).title[lang]))
                return true;
    return false;
}

/* The end that two Chinese titles share, of at least two characters: 小學教師,
 * 高中教師. */
static struct str shared_end(struct str a, struct str b)
{
    enum { HAN_BYTES = 3 };
    size_t len = 0;
    while (len < a.len && len < b.len &&
           a.ptr[a.len - len - 1] == b.ptr[b.len - len - 1])
        len++;
    len -= len % HAN_BYTES;
    return len >= 2 * HAN_BYTES ? str_slice(a, a.len - len, a.len) : STR_NONE;
}

/* The broad occupation of the SOC: 29-121 of 29-1215. */
static uint32_t broad_group(const struct pack *pack, size_t occupation)
{
    enum { LAST_DIGIT = 10 };
    return pack_occupation(pack, occupation).soc / LAST_DIGIT;
}

/* Whose names end with it, of the groups that it has marked already: "heart
 * doctor", but no saw doctor and none of chiropractic. */
static size_t mark_ends(const struct pack *pack, const struct token *token,
                        size_t tokens, struct str key, bool *has)
{
    enum { SPACE = 1, GROUPS_MOST = 8 };
    size_t names, all, count = 0;
    const uint32_t *postings;
    const struct pack_name *name = pack_names(pack, &names);
    pack_words(pack, &all, &postings);
    const struct pack_word *word =
        tokens == 1 ? pack_find_word(pack, token[0].key) : NULL;
    uint32_t groups[GROUPS_MOST];
    size_t group_count = 0;
    for (size_t i = 0; i < pack_occupation_count(pack); i++)
        if (has[i] && group_count < GROUPS_MOST &&
            (group_count == 0 ||
             groups[group_count - 1] != broad_group(pack, i)))
            groups[group_count++] = broad_group(pack, i);
    for (size_t i = 0; word && i < word->count; i++) {
        const struct pack_name *one = &name[postings[word->first + i]];
        struct str text = pack_text(pack, one->key);
        bool ends = str_ends(text, key) && text.len > key.len + SPACE &&
                    text.ptr[text.len - key.len - SPACE] == ' ';
        bool like = false;
        for (size_t g = 0; ends && g < group_count; g++)
            like = like || groups[g] == broad_group(pack, one->occupation);
        if (like && one->origin <= NAME_FIELD && !has[one->occupation]) {
            has[one->occupation] = true;
            count++;
        }
    }
    return count;
}

/* A name in the plural: "social workers" stands in "Healthcare Social Workers",
 * but not in "Social Scientists and Related Workers", nor engineers in
 * "Engineering Technicians". */
static bool has_plural(struct str title, struct str words)
{
    words.len -= str_ends(words, STR("s"));
    for (size_t at = 0; at + words.len <= title.len; at++) {
        size_t to = at + words.len;
        if ((at > 0 && is_letter(title.ptr[at - 1])) ||
            !str_eq_nocase(str_slice(title, at, to), words))
            continue;
        to += to < title.len && (title.ptr[to] | 0x20) == 's';
        if (to == title.len || !is_letter(title.ptr[to]))
            return true;
    }
    return false;
}

/* Those of one name, by its key, and by the title. */
static size_t mark_one(const struct pack *pack, struct normalizer *normalizer,
                       struct arena *arena, struct str words, bool *has)
{
    struct wanted wanted = wanted_of(words);
    size_t tokens, names, count = 0, all = pack_occupation_count(pack);
    const struct token *token = text_tokens(normalizer, arena, words, &tokens);
    struct str key = text_key_of(arena, token, tokens);
    const struct pack_name *name = pack_names(pack, &names);
    struct str ends[LANG_COUNT] = {STR_NONE};
    bool first = true, plural = !wanted.han && str_ends(words, STR("s"));
    for (size_t i = pack_first_name(pack, key, 0, names);
         tokens > 0 && i < names && str_eq(pack_text(pack, name[i].key), key);
         i++) {
        struct pack_occupation one = pack_occupation(pack, name[i].occupation);
        if (name[i].origin > NAME_FIELD)
            continue;
        count += !has[name[i].occupation];
        has[name[i].occupation] = true;
        for (int l = LANG_EN; l < LANG_COUNT && wanted.han; l++)
            ends[l] = first ? one.title[l] : shared_end(ends[l], one.title[l]);
        first = false;
    }
    if (!wanted.han && !worded_titled(pack, words))
        count += mark_ends(pack, token, tokens, key, has);
    for (size_t i = 0; wanted.count > 0 && i < all; i++)
        for (int l = LANG_EN; l < LANG_COUNT && !has[i]; l++) {
            struct str title = pack_occupation(pack, i).title[l];
            has[i] = (wanted.han == (l != LANG_EN) &&
                      (plural ? has_plural(title, words)
                              : has_all(&wanted, title))) ||
                     (ends[l].len > 0 && str_ends(title, ends[l]));
            count += has[i];
        }
    return count;
}

size_t worded_mark_named(const struct pack *pack, struct str words, bool *has)
{
    struct arena *arena = arena_new();
    struct normalizer *normalizer =
        normalizer_new(language_fold_han, (void *)(uintptr_t)pack);
    size_t count = 0;
    memset(has, 0, pack_occupation_count(pack) * sizeof *has);
    while (words.ptr && words.len > 0)
        count += mark_one(pack, normalizer, arena,
                          str_trim(str_split(&words, ',')), has);
    normalizer_free(normalizer);
    arena_free(arena);
    return count;
}

static size_t count_named(const struct pack *pack, struct str words)
{
    bool *has = xcalloc(pack_occupation_count(pack) + 1, sizeof *has);
    size_t count = worded_mark_named(pack, words, has);
    free(has);
    return count;
}

bool worded_named(const struct pack *pack, struct str words)
{
    return count_named(pack, words) > 0;
}

bool worded_ends_title(const struct pack *pack, struct str words)
{
    for (size_t i = 0; i < pack_occupation_count(pack); i++) {
        struct str title = pack_occupation(pack, i).title[LANG_EN];
        if (title.len >= words.len &&
            str_eq_nocase(str_slice(title, title.len - words.len, title.len),
                          words))
            return true;
    }
    return false;
}

bool worded_shared(const struct pack *pack, struct str words)
{
    return count_named(pack, words) > 1;
}
