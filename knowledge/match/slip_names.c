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
    MUCH_COMMONER = 8
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
    size_t most;    /* slips, looked for now */
    size_t letters; /* of them, at most so many in letters */
    struct nears near[TITLE_WORDS];
    char key[KEY_MAX]; /* of the words so far */
    size_t steps;
    struct near_name *out;
    size_t found;
};

/* How far a walk has come: the names [from, to) begin with the key's first
 * len bytes. */
struct place {
    size_t token, len, from, to;
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

static void take(struct walk *w, struct place at, struct str key, size_t tokens,
                 size_t slips)
{
    at.token += tokens;
    at.slips += slips;
    if (at.slips <= w->most && at.slips - at.blanks <= w->letters &&
        narrow(w, &at, key))
        walk_on(w, at);
}

static void take_two(struct walk *w, struct place at,
                     const struct near_word *left,
                     const struct near_word *right, size_t tokens, size_t slips)
{
    if (narrow(w, &at, pack_text(w->pack, left->stem->key)))
        take(w, at, pack_text(w->pack, right->stem->key), tokens, slips);
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

static void take_near(struct walk *w, struct place at)
{
    const struct token *token = &w->tokens[at.token];
    struct nears *nears = &w->near[at.token];
    const struct pack_word *own = pack_find_word(w->pack, token->key);
    if (!nears->items)
        nears->items =
            near(w, token->word, most_in(token->word), &nears->count);
    if (nears->count == 0 || nears->items[0].slips > 0)
        own = NULL; /* only the stem is: "traine" is no word of names */
    for (size_t i = 0; i < nears->count; i++) {
        const struct near_word *word = &nears->items[i];
        size_t slips = word->slips < 1 ? 1 : word->slips > 2 ? 2 : word->slips;
        struct str text = pack_text(w->pack, word->spelling->word);
        if (word->stem == own)
            continue;
        struct place next = at;
        next.first_letter |= at.token == 0 && text.ptr[0] != token->word.ptr[0];
        next.doubtful |= own && word->stem->count < MUCH_COMMONER * own->count;
        take(w, next, pack_text(w->pack, word->stem->key), 1, slips);
    }
}

/* "fla vorer", and "librar ytechnician". */
static void take_joined(struct walk *w, struct place at)
{
    const struct token *token = &w->tokens[at.token];
    size_t count, right_count, cut = token->word.len;
    size_t more = w->most - at.slips - 1;
    struct str joined = arena_printf(w->arena, "%.*s%.*s", STR_ARG(token->word),
                                     STR_ARG(token[1].word));
    at.blanks++;
    const struct near_word *words =
        near(w, joined, least(more, most_in(joined)), &count);
    for (size_t i = 0; i < count; i++)
        take(w, at, pack_text(w->pack, words[i].stem->key), 2,
             1 + words[i].slips);
    for (size_t to = cut > 1 ? cut - 1 : cut + 1; to <= cut + 1; to += 2) {
        words = near(w, str_slice(joined, 0, to), 0, &count);
        const struct near_word *right =
            near(w, str_slice(joined, to, joined.len), 0, &right_count);
        if (count > 0 && right_count > 0)
            take_two(w, at, words, right, 2, 1);
    }
}

/* Two words for one, at most one of them with slips. */
static void take_halves(struct walk *w, struct place at, struct str left,
                        size_t left_most, struct str right, size_t right_most)
{
    size_t lefts, rights;
    const struct near_word *right_words = near(w, right, right_most, &rights);
    const struct near_word *left_words =
        rights > 0 ? near(w, left, left_most, &lefts) : NULL;
    if (!left_words)
        return;
    for (size_t i = 0; i < lefts; i++)
        for (size_t j = 0; j < rights; j++)
            take_two(w, at, &left_words[i], &right_words[j], 1,
                     1 + left_words[i].slips + right_words[j].slips);
}

/* "trukdriver". */
static void take_parted(struct walk *w, struct place at)
{
    struct str word = w->tokens[at.token].word;
    size_t more = least(w->most - at.slips - 1, 2);
    at.blanks++;
    for (size_t cut = 2; cut + 2 <= word.len; cut++) {
        struct str left = str_slice(word, 0, cut);
        struct str right = str_slice(word, cut, word.len);
        take_halves(w, at, left, least(more, most_in(left)), right, 0);
        if (more > 0)
            take_halves(w, at, left, 0, right, least(more, most_in(right)));
    }
}

/* Keeps the first of equal names. */
static void add_name(struct walk *w, const struct place *at)
{
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
    if (at.token == w->count) {
        if (at.slips == w->most && str_eq(pack_name_key(w->pack, at.from),
                                          (struct str){w->key, at.len}))
            add_name(w, &at);
        return;
    }
    const struct token *token = &w->tokens[at.token];
    take(w, at, token->key, 1, 0);
    if (at.slips == w->most || !slips_can_be_in(token))
        return;
    take_near(w, at);
    if (at.blanks > 0)
        return;
    if (at.token + 1 < w->count && slips_can_be_in(&token[1]))
        take_joined(w, at);
    take_parted(w, at);
}

size_t slips_names(const struct pack *pack, struct arena *arena,
                   const struct token *tokens, size_t count, size_t most,
                   struct near_name out[SLIPS_MAX_NAMES])
{
    struct walk w = {.pack = pack,
                     .arena = arena,
                     .tokens = tokens,
                     .count = count,
                     .letters = most,
                     .out = out};
    struct place begin = {0};
    pack_names(pack, &begin.to);
    if (count == 0 || count > TITLE_WORDS)
        return 0;
    /* one more for a blank that is wrong besides */
    for (w.most = 1; most > 0 && w.most <= most + 1 && w.found == 0; w.most++)
        walk_on(&w, begin);
    return w.found;
}
