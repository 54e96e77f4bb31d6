/* Occupations by name: whole names by binary search in the pack's sorted
 * keys, single words by an index of the words of all names. */
#include "names.h"

#include "doing.h"
#include "intent.h"
#include "slips.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_TOKENS = 24, KEY_MAX = 512 };

struct name_index {
    const struct pack *pack;
    const struct pack_name *names;
    size_t name_count;
    const uint32_t *postings; /* names, by word */
};

struct name_index *name_index_new(const struct pack *pack)
{
    struct name_index *index = xcalloc(1, sizeof *index);
    index->pack = pack;
    index->names = pack_names(pack, &index->name_count);
    size_t words;
    pack_words(pack, &words, &index->postings);
    return index;
}

void name_index_free(struct name_index *index)
{
    free(index);
}

bool names_know(const struct name_index *index, struct str key)
{
    return pack_find_word(index->pack, key) != NULL;
}

/* --- whole names ------------------------------------------------------- */

struct hits {
    struct arena *arena;
    struct name_hit *items;
    size_t count, room;
};

/* Whether one of the names with that key is written with a comma or the like,
 * as "Secretaries, Except Legal" is; "vet, dentist" are two names. */
static bool is_written_with_mark(const struct name_index *index, size_t name)
{
    struct str key = pack_name_key(index->pack, name);
    for (; name < index->name_count &&
           str_eq(pack_name_key(index->pack, name), key);
         name++) {
        struct str shown = pack_text(index->pack, index->names[name].shown);
        for (size_t i = 0; i < shown.len; i++)
            if (strchr(",;:.!?", shown.ptr[i]))
                return true;
    }
    return false;
}

/* "lawyer or nurse": no "OR nurse". */
static bool is_joint(const struct token *token)
{
    return str_eq(token->word, STR("or")) && !token->capital;
}

static void hit_add(struct hits *hits, struct name_hit hit)
{
    if (hits->count == hits->room) {
        size_t room = hits->room ? hits->room * 2 : 8;
        struct name_hit *more =
            arena_alloc_array(hits->arena, room, sizeof *more);
        if (hits->count)
            memcpy(more, hits->items, hits->count * sizeof *more);
        hits->items = more;
        hits->room = room;
    }
    hits->items[hits->count++] = hit;
}

/* The longest name that begins at token `from`: its first place among the
 * names, and the token it ends before; 0: none. */
static size_t longest_name(const struct name_index *index,
                           const struct token *tokens, size_t count,
                           size_t from, size_t *first_name)
{
    char key[KEY_MAX];
    size_t len = 0, low = 0, end = 0;
    bool marked = false;
    if (is_joint(&tokens[from]))
        return 0;
    for (size_t at = from; at < count && at < from + NAME_MAX_TOKENS; at++) {
        const struct token *token = &tokens[at];
        if (token->key.len == 0 || len + token->key.len + 1 > sizeof key)
            break;
        if (at > from && !(token->han && tokens[at - 1].han))
            key[len++] = ' ';
        memcpy(key + len, token->key.ptr, token->key.len);
        len += token->key.len;

        struct str so_far = {key, len};
        low = pack_first_name(index->pack, so_far, low, index->name_count);
        if (low == index->name_count ||
            !str_starts(pack_name_key(index->pack, low), so_far))
            break; /* no name goes on like this */
        marked = marked || (at > from && token->before >= MARK_COMMA);
        if (str_eq(pack_name_key(index->pack, low), so_far) &&
            (!marked || is_written_with_mark(index, low))) {
            *first_name = low;
            end = at + 1;
        }
    }
    return end;
}

/* What a name of an origin is worth: its own title says most, one by way of
 * another classification least. */
static double worth(uint8_t origin)
{
    static const double worths[NAME_ORIGINS] = {
        [NAME_TITLE] = 1,        [NAME_PAGE] = 1,
        [NAME_LEXICON] = 0.97,   [NAME_FIELD] = 0.94,
        [NAME_REPORTED] = 0.965, [NAME_PUBLISHER] = 0.955,
        [NAME_CROSSWALK] = 0.925};
    return worths[origin];
}

/* A name that has only the stems of the words is worth less where another is
 * written in them: a park attendant is no parking attendant. */
static const double stems_cost = 0.06;

/* Many names of one word have the stem of another: "designer" is no name for
 * "design", nor "mechanic" one for "mechanical", nor "DO" one for "do". But
 * names of ours stand for what is done, too: "nurse" for "nursing". */
static bool is_everyday_word(const struct name_index *index,
                             const struct token *token, bool to_do,
                             const struct pack_name *name)
{
    if (token->han ||
        text_same_words(token->word, pack_text(index->pack, name->shown)))
        return !token->han && name->origin >= NAME_FIELD &&
               (token->uses & WORD_STOP);
    bool field = to_do && name->origin == NAME_FIELD; /* "to bartend" */
    return !field &&
           (name->origin > NAME_FIELD || !str_ends(token->word, STR("ing")));
}

/* "Diesel engine" has the stems of "diesel engineer", but is a thing. */
static bool is_thing(const struct name_index *index, const struct token *token,
                     const struct pack_name *name)
{
    struct str shown = pack_text(index->pack, name->shown);
    struct str last = str_slice(shown, str_last_word(shown), shown.len);
    return !token->han && last.len > token->word.len &&
           !text_same_words(token->word, last) &&
           str_eq_nocase(str_slice(last, 0, token->word.len), token->word);
}

/* The words of the tokens; STR_NONE for a single one, which is_everyday_word
 * has looked at, and for Han characters, which have no stems. In arena. */
static struct str words_of(struct arena *arena, const struct token *tokens,
                           size_t from, size_t to)
{
    struct str words = tokens[from].word;
    if (to == from + 1 || tokens[from].han)
        return STR_NONE;
    for (size_t i = from + 1; i < to; i++)
        words = arena_printf(arena, "%.*s %.*s", STR_ARG(words),
                             STR_ARG(tokens[i].word));
    return words;
}

/* Whether a name with that key is written in the words. */
static bool has_words(const struct name_index *index, size_t name,
                      struct str key, struct str words)
{
    for (; words.len > 0 && name < index->name_count &&
           str_eq(pack_name_key(index->pack, name), key);
         name++)
        if (text_same_words(words,
                            pack_text(index->pack, index->names[name].shown)))
            return true;
    return false;
}

/* Adds every occupation of the names with that key, the surest first. alone: no
 * other words are there. */
static void add_name(const struct name_index *index, struct hits *hits,
                     size_t name, const struct token *tokens, size_t from,
                     size_t to, bool alone)
{
    size_t start = hits->count;
    bool to_do = doing_is_to(tokens, from);
    struct str key = pack_name_key(index->pack, name);
    bool several = name + 1 < index->name_count &&
                   str_eq(pack_name_key(index->pack, name + 1), key);
    struct str words =
        several ? words_of(hits->arena, tokens, from, to) : STR_NONE;
    bool worded = has_words(index, name, key, words);
    for (; name < index->name_count &&
           str_eq(pack_name_key(index->pack, name), key);
         name++) {
        if (to == from + 1 &&
            is_everyday_word(index, &tokens[from], to_do, &index->names[name]))
            continue;
        if (to > from + 1 && !alone &&
            is_thing(index, &tokens[to - 1], &index->names[name]))
            continue;
        size_t occupation = index->names[name].occupation;
        double sure = worth(index->names[name].origin);
        if (worded &&
            !text_same_words(words,
                             pack_text(index->pack, index->names[name].shown)))
            sure -= stems_cost;
        size_t at = start;
        while (at < hits->count && hits->items[at].occupation != occupation)
            at++;
        if (at == hits->count)
            hit_add(hits, (struct name_hit){occupation, from, to, sure});
        else if (hits->items[at].score < sure)
            hits->items[at].score = sure;
        for (; at > start && hits->items[at - 1].score < hits->items[at].score;
             at--) {
            struct name_hit better = hits->items[at];
            hits->items[at] = hits->items[at - 1];
            hits->items[at - 1] = better;
        }
    }
}

static bool has_hit(const struct hits *hits, size_t occupation, size_t from)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->items[i].from == from &&
            hits->items[i].occupation == occupation)
            return true;
    return false;
}

/* Adds who does what stands there, worth as much as a field is. */
static void add_doer(const struct name_index *index, struct hits *hits,
                     size_t name, size_t from, size_t to)
{
    struct str key = pack_name_key(index->pack, name);
    for (; name < index->name_count &&
           str_eq(pack_name_key(index->pack, name), key);
         name++)
        if (doing_may_be(index->names[name].origin) &&
            !has_hit(hits, index->names[name].occupation, from))
            hit_add(hits, (struct name_hit){index->names[name].occupation, from,
                                            to, worth(NAME_FIELD)});
}

/* Whether a word that says that somebody does the work stands before more. */
static bool is_doing(const struct token *tokens, size_t count, size_t at)
{
    static const char *const verbs[] = {"做", "當", "当", "幹", "干"};
    return at + 1 < count && STR_IS_ONE_OF(tokens[at].word, verbs);
}

/* "Something cleaner than a mechanic": no cleaners. */
static bool is_comparative(const struct token *tokens, size_t count, size_t at,
                           size_t end)
{
    return end == at + 1 && end < count &&
           str_eq(tokens[end].word, STR("than")) &&
           str_ends(tokens[at].word, STR("er"));
}

static void find_whole(const struct name_index *index, struct hits *hits,
                       const struct token *tokens, size_t count)
{
    for (size_t at = 0; at < count;) {
        size_t name = 0;
        size_t end = longest_name(index, tokens, count, at, &name);
        size_t other = 0,
               to = is_doing(tokens, count, at)
                        ? longest_name(index, tokens, count, at + 1, &other)
                        : 0;
        if (to > 0 && to >= end) { /* 做|銷售經理, not 做銷售|經理 */
            at++;
            end = to;
            name = other;
        }
        size_t done =
            doing_name(index->pack, hits->arena, tokens, count, at, &other);
        if (done > end) {
            add_doer(index, hits, other, at, done);
            end = done;
        } else if (end > at && !is_comparative(tokens, count, at, end)) {
            add_name(index, hits, name, tokens, at, end, end - at == count);
        }
        at = end > at ? end : at + 1;
    }
}

size_t names_longest(const struct name_index *index, const struct token *tokens,
                     size_t count, size_t from)
{
    size_t name;
    return longest_name(index, tokens, count, from, &name);
}

bool names_is_sure(const struct name_index *index, struct str key,
                   struct str text)
{
    size_t name = pack_first_name(index->pack, key, 0, index->name_count);
    for (; name < index->name_count &&
           str_eq(pack_name_key(index->pack, name), key);
         name++)
        if (worth(index->names[name].origin) >= worth(NAME_PUBLISHER) &&
            text_same_words(text,
                            pack_text(index->pack, index->names[name].shown)))
            return true;
    return false;
}

/* --- slips -------------------------------------------------------------- */

static const double slip_cost = 0.08; /* of the score, each */

/* What tells words that are spelt right. */
struct speller {
    const struct cues *cues;
    const struct pack *pack; /* NULL: words of the examples may have slips,
                                whose stems are those of others */
};

static bool is_spelt_right(struct str key, const void *user)
{
    const struct speller *speller = user;
    return cues_know(speller->cues, key) ||
           (speller->pack && intent_knows(speller->pack, key));
}

/* Whether a token may stand between two names. */
static bool may_join(const struct token *token)
{
    return token->uses & (WORD_JOINT | WORD_TO) ||
           str_eq(token->word, STR("with"));
}

/* Whether another name may stand beside the tokens [from, to). */
static bool is_beside_joint(const struct token *tokens, size_t count,
                            size_t from, size_t to)
{
    return tokens[from].before >= MARK_COMMA ||
           (from > 0 && may_join(&tokens[from - 1])) ||
           (to < count &&
            (tokens[to].before >= MARK_COMMA || may_join(&tokens[to])));
}

static bool has_joint(const struct token *tokens, size_t count)
{
    for (size_t at = 0; at < count; at++)
        if (tokens[at].before >= MARK_COMMA || may_join(&tokens[at]))
            return true;
    return false;
}

static void hit_insert(struct hits *hits, struct name_hit hit)
{
    hit_add(hits, hit);
    for (size_t at = hits->count - 1;
         at > 0 && hits->items[at - 1].from > hit.from; at--) {
        hits->items[at] = hits->items[at - 1];
        hits->items[at - 1] = hit;
    }
}

/* Whether a name holds one half of a word that was parted: "moment" is no
 * "mom ENT". */
static bool cuts_token(const struct mended *mended, size_t count,
                       const struct name_hit *hit)
{
    return (hit->from > 0 &&
            mended[hit->from].from == mended[hit->from - 1].from) ||
           (hit->to < count &&
            mended[hit->to].from == mended[hit->to - 1].from);
}

/* Takes out the names that are part of a longer one: the nurse of "nurse
 * practicioner". */
static void drop_inside(struct hits *hits, size_t from, size_t to)
{
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++) {
        struct name_hit hit = hits->items[i];
        bool inside = hit.from >= from && hit.to <= to;
        if (!inside || hit.to - hit.from == to - from)
            hits->items[kept++] = hit;
    }
    hits->count = kept;
}

/* "OPPO手機": a short word among Han characters is rather a name of something
 * than misspelt. */
static bool is_foreign(const struct token *tokens, size_t count, size_t at)
{
    enum { SHORT = 4 };
    bool han = false;
    for (size_t i = 0; i < count && !han; i++)
        han = tokens[i].han;
    return han && tokens[at].word.len <= SHORT;
}

/* Names with slips. Where others stand as they should, only beside a joint:
 * "nurse vs electrican". */
static void find_mended(const struct name_index *index, const struct cues *cues,
                        struct hits *found, const struct token *tokens,
                        size_t count)
{
    bool alone = found->count == 0;
    if (!alone && !has_joint(tokens, count))
        return;
    struct mended *mended;
    struct speller speller = {cues, alone ? NULL : index->pack};
    size_t mended_count = slips_mend(index->pack, found->arena, tokens, count,
                                     is_spelt_right, &speller, &mended);
    if (mended_count == 0)
        return;
    struct hits more = {.arena = found->arena};
    struct token *right =
        arena_alloc_array(found->arena, mended_count, sizeof *right);
    for (size_t i = 0; i < mended_count; i++) {
        right[i] = mended[i].token;
        if (i > 0 && mended[i].from == mended[i - 1].from)
            right[i].before = MARK_NONE; /* a half of a word */
        right[i].uses = cues_uses(cues, right[i].key);
    }
    find_whole(index, &more, right, mended_count);
    for (size_t i = 0; i < more.count; i++) {
        struct name_hit hit = more.items[i];
        size_t slips = 0;
        bool changed = false;
        for (size_t t = hit.from; t < hit.to; t++) {
            slips += mended[t].slips;
            changed = changed || !str_eq(mended[t].token.word,
                                         tokens[mended[t].from].word);
        }
        if (cuts_token(mended, mended_count, &hit) ||
            (changed && is_foreign(tokens, count, mended[hit.from].from)))
            continue;
        hit.score -= slip_cost * (double)slips;
        hit.to = mended[hit.to - 1].to;
        hit.from = mended[hit.from].from;
        if (alone ||
            (changed && is_beside_joint(tokens, count, hit.from, hit.to))) {
            drop_inside(found, hit.from, hit.to);
            hit_insert(found, hit);
        }
    }
}

struct name_hit *names_find(const struct name_index *index,
                            const struct cues *cues, struct arena *arena,
                            const struct token *tokens, size_t count,
                            size_t *hits)
{
    struct hits found = {.arena = arena};
    find_whole(index, &found, tokens, count);
    find_mended(index, cues, &found, tokens, count);
    *hits = found.count;
    return found.items;
}

/* --- wrong characters --- */

static const double wrong_cost = 0.04; /* few names sound alike */

bool names_find_alike(const struct name_index *index, struct arena *arena,
                      const struct han_text *text, struct name_hit **hits,
                      size_t *hit_count)
{
    struct han_slip slips[HAN_SLIPS_MAX];
    struct hits found = {arena, *hits, *hit_count, *hit_count};
    size_t count = han_slips_find(index->pack, arena, text, slips);
    for (size_t i = 0; i < count; i++) {
        const struct han_slip *slip = &slips[i];
        struct hits named = {.arena = arena};
        add_name(index, &named, slip->name, text->tokens, slip->from, slip->to,
                 false);
        drop_inside(&found, slip->from, slip->to);
        for (size_t h = 0; h < named.count; h++) {
            named.items[h].score -= wrong_cost * (double)slip->slips;
            hit_insert(&found, named.items[h]);
        }
    }
    *hits = found.items;
    *hit_count = found.count;
    return count > 0;
}
