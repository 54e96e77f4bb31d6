/* Goes through the question from each of its characters on, and through the
 * sorted keys of the names with it, taking a character as it is or, where
 * nothing explains it, for one that reads or looks the same. */
#include "han_slips.h"

#include "letters.h"
#include "utf8.h"

#include <string.h>

enum {
    SHORTEST = 3, /* characters: of two, too many words sound like names */
    LONGEST = 16,
    SLIPS_MOST = 2,
    NEAR_MAX = 96,
    FOUND_MAX = 32,
    SHAPE_MIN = 3,    /* letters of a code that tells shapes apart */
    STEPS_MOST = 2000 /* names looked for: no text takes long */
};

/* A character of names that another may stand for. */
struct near {
    struct str key;
    bool looks;
};

struct nears {
    struct near *items; /* NULL: not looked for */
    size_t count;
};

struct walk {
    const struct pack *pack;
    struct arena *arena;
    const struct han_text *text;
    struct nears *near; /* by token */
    size_t start;       /* the token it began with */
    char key[LONGEST * 4];
    size_t steps;
    struct han_slip found[FOUND_MAX];
    size_t found_count;
};

/* How far it has come: the names from `name` on begin with the key's first
 * `len` bytes. */
struct place {
    size_t token, len, name, slips;
    bool looks;
    bool first, last; /* that character is a wrong one */
};

static void walk_on(struct walk *w, struct place at);

/* --- characters --- */

static const struct pack_character *find_character(const struct pack *pack,
                                                   struct str character)
{
    size_t low = 0, high, count, at = 0;
    const struct pack_character *all = pack_characters(pack, &count);
    uint32_t code = utf8_next(character, &at);
    for (high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (all[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && all[low].code == code ? &all[low] : NULL;
}

/* Whether two codes of some length are one letter apart: another one, or one
 * more or less. */
static bool is_one_apart(uint32_t a, uint32_t b)
{
    unsigned shortest = LETTER_BITS * (SHAPE_MIN - 1);
    if (a >> shortest == 0 || b >> shortest == 0 || a == b)
        return false;
    int from = __builtin_ctz(a ^ b) / LETTER_BITS * LETTER_BITS;
    int to = from + LETTER_BITS;
    return a >> to == b >> to || a >> from == b >> to || a >> to == b >> from;
}

static void find_near(struct walk *w, size_t token)
{
    struct nears *near = &w->near[token];
    struct str own = w->text->tokens[token].key;
    const struct pack_character *written = find_character(w->pack, own);
    bool known = pack_find_word(w->pack, own) ||
                 (w->text->tokens[token].uses & WORD_KNOWN);
    size_t count;
    const struct pack_character *all = pack_characters(w->pack, &count);
    near->items = arena_alloc_array(w->arena, NEAR_MAX, sizeof *near->items);
    for (size_t i = 0; written && i < count && near->count < NEAR_MAX; i++) {
        bool sounds = written->sound && all[i].sound == written->sound;
        if (&all[i] == written ||
            (!sounds && (known || !is_one_apart(all[i].shape, written->shape))))
            continue;
        char bytes[4];
        const struct pack_word *word = pack_find_word(
            w->pack, (struct str){bytes, utf8_put(bytes, all[i].code)});
        if (word)
            near->items[near->count++] =
                (struct near){pack_text(w->pack, word->key), !sounds};
    }
}

/* --- names --- */

static bool goes_on(const struct walk *w, size_t token)
{
    const struct token *tokens = w->text->tokens;
    return token < w->text->count && token - w->start < LONGEST &&
           tokens[token].han &&
           (token == w->start || tokens[token].from == tokens[token - 1].to);
}

static void take(struct walk *w, struct place at, struct str key)
{
    size_t count;
    pack_names(w->pack, &count);
    if (at.len + key.len > sizeof w->key || w->steps++ > STEPS_MOST)
        return;
    memcpy(w->key + at.len, key.ptr, key.len);
    at.len += key.len;
    at.token++;
    struct str so_far = {w->key, at.len};
    at.name = pack_first_name(w->pack, so_far, at.name, count);
    if (at.name < count && str_starts(pack_name_key(w->pack, at.name), so_far))
        walk_on(w, at);
}

static bool is_strange(const struct walk *w, size_t from, size_t to)
{
    for (size_t t = from; t < to && t < w->text->count; t++)
        if (w->text->strange[t])
            return true;
    return false;
}

/* 水泥公司: a wrong character at the border goes with the one beside it. */
static bool is_parted(const struct walk *w, const struct place *at)
{
    const struct han_text *text = w->text;
    return (at->first && w->start > 0 && text->tokens[w->start - 1].han &&
            !text->said[w->start - 1]) ||
           (at->last && goes_on(w, at->token) && !text->said[at->token]);
}

static bool is_inside(const struct walk *w, size_t token)
{
    return token < w->text->count && w->text->inside[token];
}

/* Too many things sound like the short name of an activity: 开货车, 开火车. */
static bool is_field(const struct walk *w, size_t name)
{
    size_t count;
    return pack_names(w->pack, &count)[name].origin == NAME_FIELD;
}

static void add_found(struct walk *w, const struct place *at)
{
    size_t length = at->token - w->start;
    if (at->slips > 0 && length >= SHORTEST && 2 * at->slips <= length &&
        is_strange(w, w->start, at->token) && !is_inside(w, at->token) &&
        !is_parted(w, at) && (length > SHORTEST || !is_field(w, at->name)) &&
        w->found_count < FOUND_MAX &&
        pack_name_key(w->pack, at->name).len == at->len)
        w->found[w->found_count++] = (struct han_slip){
            at->name, w->start, at->token, at->slips, at->looks};
}

static void walk_on(struct walk *w, struct place at)
{
    add_found(w, &at);
    if (!goes_on(w, at.token))
        return;
    at.last = false;
    take(w, at, w->text->tokens[at.token].key);
    if (!w->text->open[at.token] || at.slips == SLIPS_MOST)
        return;
    struct nears *near = &w->near[at.token];
    if (!near->items)
        find_near(w, at.token);
    at.slips++;
    at.last = true;
    at.first |= at.token == w->start;
    for (size_t i = 0; i < near->count; i++) {
        struct place next = at;
        next.looks |= near->items[i].looks;
        take(w, next, near->items[i].key);
    }
}

/* --- the best --- */

/* More characters as they should be, then fewer that are not. */
static bool is_better(const struct han_slip *a, const struct han_slip *b)
{
    size_t a_right = a->to - a->from - a->slips;
    size_t b_right = b->to - b->from - b->slips;
    if (a_right != b_right)
        return a_right > b_right;
    return a->slips != b->slips ? a->slips < b->slips : !a->looks && b->looks;
}

static bool overlap(const struct han_slip *a, const struct han_slip *b)
{
    return a->from < b->to && b->from < a->to;
}

/* The best of what was found, and whatever is as good at its place: of what
 * only looks the same, there must be nothing else. What overlaps goes. */
static size_t take_best(struct walk *w, struct han_slip *out, size_t room)
{
    size_t taken = 0, kept = 0, rivals = 0;
    struct han_slip best = w->found[0];
    for (size_t i = 1; i < w->found_count; i++)
        if (is_better(&w->found[i], &best))
            best = w->found[i];
    for (size_t i = 0; i < w->found_count; i++) {
        const struct han_slip *one = &w->found[i];
        bool rival = overlap(one, &best) && !is_better(&best, one);
        rivals += rival;
        if (rival && one->from == best.from && one->to == best.to &&
            taken < room)
            out[taken++] = *one;
    }
    for (size_t i = 0; i < w->found_count; i++)
        if (!overlap(&w->found[i], &best))
            w->found[kept++] = w->found[i];
    w->found_count = kept;
    return best.looks && rivals > 1 ? 0 : taken;
}

size_t han_slips_find(const struct pack *pack, struct arena *arena,
                      const struct han_text *text,
                      struct han_slip out[HAN_SLIPS_MAX])
{
    struct walk w = {.pack = pack, .arena = arena, .text = text};
    w.near = arena_alloc_array(arena, text->count, sizeof *w.near);
    for (w.start = 0; w.start < text->count; w.start++)
        if (!text->inside[w.start] &&
            is_strange(&w, w.start, w.start + LONGEST))
            walk_on(&w, (struct place){.token = w.start});
    size_t taken = 0;
    while (w.found_count > 0 && taken < HAN_SLIPS_MAX)
        taken += take_best(&w, out + taken, HAN_SLIPS_MAX - taken);
    return taken;
}
