/* Names near a title: goes through the title word by word and through the
 * sorted keys of the names with it, taking each word as it is, as a word near
 * it, together with the next one, or as two. */
#include "slips.h"

#include "spelling.h"

#include <string.h>

enum {
    KEY_MAX = 512,
    TITLE_WORDS = 16,
    STEPS_MOST = 4000, /* names and words looked for: no text takes long */
    MUCH_COMMONER = 8,
    BLANKS_MOST = 3 /* too many or too few, in a title */
};

struct nears { /* words near one of the title; NULL: not looked for */
    struct near_word *items;
    size_t count;
};

struct walk {
    const struct pack *pack;
    struct arena *arena;
    const struct token *tokens;
    size_t count;
    struct str own_key; /* the title's, in arena */
    size_t most;        /* slips, looked for now */
    size_t letters;     /* of them, at most so many in letters */
    struct nears near[TITLE_WORDS];
    char key[KEY_MAX]; /* of the words so far */
    size_t steps;
    struct near_name *out;
    size_t found;
};

/* How far a walk has come: the names [from, to) begin with the key's first
 * len bytes. */
struct place {
    size_t token;    /* the next one */
    struct str rest; /* what is left of those before it, in arena */
    size_t len, from, to;
    size_t slips, blanks; /* of the slips */
    bool first_letter, doubtful;
};

static void walk_on(struct walk *w, struct place at);

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Narrows the names to those whose key goes on with that word. */
static bool narrow(struct walk *w, struct place *at, struct str key)
{
    if (at->len + key.len + 2 > KEY_MAX || w->steps++ > STEPS_MOST)
        return false;
    if (at->len > 0)
        w->key[at->len++] = ' ';
    memcpy(w->key + at->len, key.ptr, key.len);
    at->len += key.len;
    struct str so_far = {w->key, at->len};
    at->from = pack_first_name(w->pack, so_far, at->from, at->to);
    if (at->from == at->to ||
        !str_starts(pack_name_key(w->pack, at->from), so_far))
        return false;
    w->key[at->len] = '!'; /* behind the blank, before all of words */
    at->to = pack_first_name(w->pack, (struct str){w->key, at->len + 1},
                             at->from, at->to);
    return at->from < at->to;
}

static void take(struct walk *w, struct place at, struct str key, size_t slips)
{
    at.slips += slips;
    if (at.slips <= w->most && at.slips - at.blanks <= w->letters &&
        narrow(w, &at, key))
        walk_on(w, at);
}

static struct near_word *near(struct walk *w, struct str word, size_t most,
                              size_t *count)
{
    *count = 0;
    if (w->steps++ > STEPS_MOST)
        return NULL;
    return slips_near(w->pack, w->arena, word, most, count);
}

/* How many slips a word may hold. */
static size_t most_in(struct str word)
{
    return word.len < 5 ? 1 : word.len < 13 ? 2 : 3;
}

/* The word of names that a token is as it is written; NULL: only its stem is
 * of names ("traine"), or none. */
static const struct pack_word *own_word(struct walk *w,
                                        const struct token *token)
{
    struct nears *nears = &w->near[token - w->tokens];
    if (!nears->items)
        nears->items =
            near(w, token->word, most_in(token->word), &nears->count);
    return nears->count > 0 && nears->items[0].slips == 0
               ? pack_find_word(w->pack, token->key)
               : NULL;
}

/* Takes a word as words near it. token: the one it is, or NULL. */
static void take_near(struct walk *w, struct place at, struct str word,
                      const struct token *token)
{
    struct nears nears = {0};
    const struct pack_word *own = NULL;
    if (token) {
        own = own_word(w, token);
        nears = w->near[token - w->tokens];
    } else {
        nears.items = near(w, word, most_in(word), &nears.count);
    }
    for (size_t i = 0; i < nears.count; i++) {
        const struct near_word *found = &nears.items[i];
        size_t slips = found->slips > 2 ? 2 : found->slips;
        struct str text = pack_text(w->pack, found->spelling->word);
        if (token && slips == 0)
            slips = 1; /* another stem than that of the token */
        if (found->stem == own)
            continue;
        struct place next = at;
        next.first_letter |= at.len == 0 && text.ptr[0] != word.ptr[0];
        next.doubtful |= own && found->stem->count < MUCH_COMMONER * own->count;
        take(w, next, pack_text(w->pack, found->stem->key), slips);
    }
}

/* "fla vorer": the word and the next one are one. */
static void take_joined(struct walk *w, struct place at, struct str word)
{
    at.rest = arena_printf(w->arena, "%.*s%.*s", STR_ARG(word),
                           STR_ARG(w->tokens[at.token].word));
    at.token++;
    walk_on(w, at);
}

/* "trukdriver": a word, which may hold slips where the rest holds none, and
 * the rest. */
static void take_parted(struct walk *w, struct place at, struct str word)
{
    for (size_t cut = 2; cut + 2 <= word.len; cut++) {
        struct str left = str_slice(word, 0, cut);
        size_t count, rest;
        at.rest = str_slice(word, cut, word.len);
        size_t most = least(least(w->most - at.slips, most_in(left)), 2);
        if (most > 0 && !(near(w, at.rest, 0, &rest) && rest > 0))
            most = 0;
        const struct near_word *words = near(w, left, most, &count);
        for (size_t i = 0; i < count; i++)
            take(w, at, pack_text(w->pack, words[i].stem->key), words[i].slips);
    }
}

/* Keeps the first of equal names. */
static void add_name(struct walk *w, const struct place *at)
{
    if (str_eq((struct str){w->key, at->len}, w->own_key))
        return; /* joined, and parted again */
    for (size_t i = 0; i < w->found; i++)
        if (w->out[i].name == at->from) {
            if (w->out[i].doubtful > at->doubtful)
                w->out[i].doubtful = at->doubtful;
            return;
        }
    if (w->found < SLIPS_MAX_NAMES)
        w->out[w->found++] = (struct near_name){at->from, at->slips,
                                                at->first_letter, at->doubtful};
}

static void walk_on(struct walk *w, struct place at)
{
    const struct token *token = NULL;
    struct str word = at.rest;
    if (word.len == 0 && at.token == w->count) {
        if (at.slips == w->most && str_eq(pack_name_key(w->pack, at.from),
                                          (struct str){w->key, at.len}))
            add_name(w, &at);
        return;
    }
    at.rest = STR_NONE;
    if (word.len == 0) {
        token = &w->tokens[at.token++];
        word = token->word;
        take(w, at, token->key, 0);
    }
    if (token && (at.slips == w->most || !slips_can_be_in(token)))
        return;
    take_near(w, at, word, token);
    if (at.slips == w->most || at.blanks == BLANKS_MOST)
        return;
    at.blanks++;
    at.slips++;
    at.doubtful |= at.blanks > 1 && token && own_word(w, token);
    if (at.token < w->count && slips_can_be_in(&w->tokens[at.token]))
        take_joined(w, at, word);
    take_parted(w, at, word);
}

size_t slips_names(const struct pack *pack, struct arena *arena,
                   const struct token *tokens, size_t count, size_t most,
                   struct near_name out[SLIPS_MAX_NAMES])
{
    struct walk w = {.pack = pack,
                     .arena = arena,
                     .tokens = tokens,
                     .count = count,
                     .own_key = text_key_of(arena, tokens, count),
                     .letters = most,
                     .out = out};
    struct place begin = {0};
    pack_names(pack, &begin.to);
    if (count == 0 || count > TITLE_WORDS)
        return 0;
    /* one more for blanks that are wrong besides */
    for (w.most = 1; most > 0 && w.most <= most + 1 && w.found == 0; w.most++)
        walk_on(&w, begin);
    return w.found;
}
