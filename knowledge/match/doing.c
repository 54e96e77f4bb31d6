/* Makes the noun of who does it from a verb, as English does ("drive",
 * "driver"; "operate", "operator"; "carry", "carrier"), and looks for a name of
 * what the verb is done to and that noun. */
#include "doing.h"

#include "cues.h"
#include "slips.h"

enum { OBJECT_WORDS = 3, VERB_MAX = 16 };

/* Adds an ending to a verb without its last `cut` letters: the key of the word
 * of names that this is; empty: of none. */
static struct str doer_of(const struct pack *pack, struct arena *arena,
                          struct str verb, size_t cut, const char *ending)
{
    size_t count;
    if (verb.len <= cut)
        return STR_NONE;
    struct str word =
        arena_printf(arena, "%.*s%s", (int)(verb.len - cut), verb.ptr, ending);
    const struct near_word *own = slips_near(pack, arena, word, 0, &count);
    return count > 0 ? pack_text(pack, own->stem->key) : STR_NONE;
}

bool doing_may_be(uint8_t origin)
{
    return origin <= NAME_LEXICON || origin == NAME_REPORTED;
}

/* The first name with that key that may be; false: there is none. */
static bool find_name(const struct pack *pack, struct str key, size_t *name)
{
    size_t count;
    const struct pack_name *names = pack_names(pack, &count);
    size_t first = pack_first_name(pack, key, 0, count);
    for (size_t n = first; n < count && str_eq(pack_name_key(pack, n), key);
         n++)
        if (doing_may_be(names[n].origin)) {
            *name = first;
            return true;
        }
    return false;
}

/* Looks for who does that verb to the tokens [from, to), or to as many of them
 * as it can be. */
static size_t find_doer(const struct pack *pack, struct arena *arena,
                        const struct token *tokens, size_t from, size_t to,
                        struct str verb, size_t *name)
{
    static const struct {
        size_t cut;
        const char *ending;
    } endings[] = {{0, "er"}, {0, "r"}, {1, "or"}, {0, "or"}, {1, "ier"}};
    struct str doers[sizeof endings / sizeof *endings];
    if (from == to)
        return 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        doers[i] =
            doer_of(pack, arena, verb, endings[i].cut, endings[i].ending);
    for (; to > from; to--) {
        struct str object = text_key_of(arena, tokens + from, to - from);
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
            if (doers[i].len == 0)
                continue;
            struct str key = arena_printf(arena, "%.*s %.*s", STR_ARG(object),
                                          STR_ARG(doers[i]));
            if (find_name(pack, key, name))
                return to;
        }
    }
    return 0;
}

/* "How long does it take to bake a cake": of doing it once; not "what does it
 * take to drive a semi". */
static bool is_done_once(const struct token *tokens, size_t at)
{
    bool take = at >= 2 && (str_eq(tokens[at - 2].word, STR("take")) ||
                            str_eq(tokens[at - 2].word, STR("takes")));
    for (size_t t = 0; take && t + 2 < at; t++)
        if (str_eq(tokens[t].word, STR("long")))
            return true;
    return false;
}

bool doing_is_to(const struct token *tokens, size_t at)
{
    return at > 0 && str_eq(tokens[at - 1].word, STR("to")) &&
           !is_done_once(tokens, at);
}

size_t doing_name(const struct pack *pack, struct arena *arena,
                  const struct token *tokens, size_t count, size_t at,
                  size_t *name)
{
    struct str verb = tokens[at].word;
    size_t from = at + 1;
    if (from < count && tokens[from].before >= MARK_COMMA)
        return 0; /* "to drive, a semi" */
    bool doing = str_ends(verb, STR("ing"));
    if (!slips_can_be_in(&tokens[at]) || verb.len < 3 || verb.len > VERB_MAX ||
        (!doing && !doing_is_to(tokens, at)))
        return 0;
    if (from < count && (tokens[from].uses & WORD_ARTICLE))
        from++;
    size_t to = from;
    while (to < count && to < from + OBJECT_WORDS &&
           slips_can_be_in(&tokens[to]) && tokens[to].key.len > 0 &&
           tokens[to].before < MARK_COMMA)
        to++;
    if (!doing)
        return find_doer(pack, arena, tokens, from, to, verb, name);
    /* "fixing", "driving", "running" */
    struct str stem = str_slice(verb, 0, verb.len - 3);
    struct str with_e = arena_printf(arena, "%.*se", STR_ARG(stem));
    size_t end = find_doer(pack, arena, tokens, from, to, stem, name);
    return end > 0 ? end
                   : find_doer(pack, arena, tokens, from, to, with_e, name);
}
