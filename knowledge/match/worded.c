/* Looks words up in texts as they are written: names, descriptions, tools.
 * A few hundred kilobytes, read only where a list is asked for by them. */
#include "worded.h"

#include "language.h"
#include "normal.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 6, SHORTEST = 3 };

struct wanted {
    struct str roots[WORDS_MAX]; /* lower case; or all, if in Chinese */
    bool whole[WORDS_MAX];       /* too short to have endings */
    size_t count;
    bool han;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '+' || c == '#' ||
           (unsigned char)c >= 0x80;
}

/* Without the endings of plurals and of who does it or doing it. */
static struct str root_of(struct str word)
{
    static const char *const endings[] = {"ies", "ers", "ing", "er",
                                          "es",  "s",   "e",   "y"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_from(endings[i]);
        size_t len = word.len - ending.len;
        if (word.len >= ending.len + SHORTEST &&
            str_eq_nocase(str_slice(word, len, word.len), ending))
            return str_slice(word, 0, len);
    }
    return word;
}

static struct wanted wanted_of(struct str words)
{
    struct wanted wanted = {.han = words.len > 0 &&
                                   (unsigned char)words.ptr[0] >= 0x80};
    if (wanted.han) {
        wanted.roots[wanted.count++] = words;
        return wanted;
    }
    for (size_t at = 0; at < words.len && wanted.count < WORDS_MAX;) {
        size_t from = at;
        while (at < words.len && is_letter(words.ptr[at]))
            at++;
        if (at > from) {
            struct str word = str_slice(words, from, at);
            wanted.roots[wanted.count] = root_of(word);
            wanted.whole[wanted.count++] = word.len <= SHORTEST;
        }
        at++;
    }
    return wanted;
}

static bool has_root(struct str text, struct str root, bool whole)
{
    char first = root.ptr[0];
    for (size_t at = 0; at + root.len <= text.len; at++) {
        if ((text.ptr[at] | 0x20) != (first | 0x20) ||
            (at > 0 && is_letter(text.ptr[at - 1])))
            continue;
        size_t to = at;
        while (to < text.len && is_letter(text.ptr[to]))
            to++;
        struct str word = str_slice(text, at, to);
        if (str_eq_nocase(whole ? word : root_of(word), root) ||
            (whole && str_ends(word, STR("s")) &&
             str_eq_nocase(str_slice(word, 0, word.len - 1), root)))
            return true;
        at = to;
    }
    return false;
}

static bool has_all(const struct wanted *wanted, struct str text)
{
    if (wanted->han)
        return str_find(text, wanted->roots[0]) < text.len;
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
