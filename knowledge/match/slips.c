/* Words near a word: candidates share a deletion with it, and are then
 * compared letter by letter. */
#include "slips.h"

#include "deletions.h"
#include "spelling.h"

#include <string.h>

enum {
    NEAR_MAX = 48,      /* words near one, at most */
    PART_MIN = 3,       /* letters of a word run together with another */
    DOUBTFUL_MIN = 6,   /* letters of a word of names that may be misspelt, */
    DOUBTFUL_NAMES = 2, /* or names that have it */
    TRIED_SLOTS = 256   /* to compare no word twice in a row */
};

struct search {
    const struct pack *pack;
    struct pack_spellings spellings;
    const struct pack_word *words;
    struct str word;
    size_t most;
    uint32_t tried[TRIED_SLOTS]; /* spellings, one more than their index */
    struct near_word *found;
    size_t count;
};

static struct str text_of(const struct pack *pack, const struct near_word *near)
{
    return pack_text(pack, near->spelling->word);
}

bool slips_can_be_in(const struct token *token)
{
    return !token->han && token->word.len <= SPELLING_MAX_BYTES &&
           spelling_can_tell(token->word);
}

/* Is a the likelier one? */
static bool is_better(const struct search *s, const struct near_word *a,
                      const struct near_word *b)
{
    bool a_first = text_of(s->pack, a).ptr[0] == s->word.ptr[0];
    bool b_first = text_of(s->pack, b).ptr[0] == s->word.ptr[0];
    if (a->slips != b->slips)
        return a->slips < b->slips;
    if (a_first != b_first)
        return a_first;
    return a->stem->count > b->stem->count;
}

static void add_near(struct search *s, struct near_word near)
{
    size_t at = 0;
    while (at < s->count && s->found[at].stem != near.stem)
        at++;
    if (at == s->count && s->count < NEAR_MAX)
        s->count++;
    else if (at == s->count && is_better(s, &near, &s->found[at - 1]))
        at--;
    else if (at == s->count || !is_better(s, &near, &s->found[at]))
        return;
    for (; at > 0 && is_better(s, &near, &s->found[at - 1]); at--)
        s->found[at] = s->found[at - 1];
    s->found[at] = near;
}

static void compare(struct search *s, uint32_t spelling, struct str word,
                    uint32_t letters)
{
    uint32_t *tried = &s->tried[spelling % TRIED_SLOTS];
    const struct pack_spelling *item = &s->spellings.items[spelling];
    if (*tried == spelling + 1 ||
        (size_t)__builtin_popcount(item->letters ^ letters) > 2 * s->most)
        return;
    *tried = spelling + 1;
    size_t slips =
        spelling_distance(word, pack_text(s->pack, item->word), s->most);
    if (slips <= s->most)
        add_near(s, (struct near_word){item, &s->words[item->stem], slips});
}

static void search_word(struct search *s, struct str word)
{
    uint32_t hashes[DELETIONS_MAX], letters = word_letters(word);
    size_t count = word_deletions(word, hashes);
    if (s->most == 0)
        count = 1; /* nothing is left out */
    memset(s->tried, 0, sizeof s->tried);
    for (size_t i = 0; i < count; i++) {
        const uint32_t *bucket =
            s->spellings.buckets +
            (((uint64_t)hashes[i] * s->spellings.bucket_count) >> 32);
        for (uint32_t p = bucket[0]; p < bucket[1]; p++)
            compare(s, s->spellings.postings[p], word, letters);
    }
}

struct near_word *slips_near(const struct pack *pack, struct arena *arena,
                             struct str word, size_t most, size_t *count)
{
    const uint32_t *postings;
    size_t words;
    struct search s = {.pack = pack,
                       .spellings = pack_spellings(pack),
                       .words = pack_words(pack, &words, &postings),
                       .word = word,
                       .most = most};
    *count = 0;
    if (s.spellings.bucket_count == 0 || word.len < 2 ||
        word.len > SPELLING_MAX_BYTES || !spelling_can_tell(word))
        return NULL;
    s.found =
        arena_alloc_array(arena, most > 0 ? NEAR_MAX : 1, sizeof *s.found);
    search_word(&s, word);
    if (most > 0 && word.len > 4 && word.ptr[word.len - 1] == 's')
        search_word(&s, str_slice(word, 0, word.len - 1));
    *count = s.count;
    return s.found;
}

/* --- words of a question --- */

static struct token token_for(const struct pack *pack, const struct token *like,
                              const struct near_word *near)
{
    struct token token = *like;
    token.key = pack_text(pack, near->stem->key);
    token.word = pack_text(pack, near->spelling->word);
    return token;
}

/* What is being put right. */
struct mending {
    const struct pack *pack;
    struct arena *arena;
    const struct token *tokens;
    size_t count;
    struct mended *out;
    size_t out_count, put_right;
};

static const struct near_word *find_word(struct mending *m, struct str word)
{
    size_t count;
    const struct near_word *near =
        slips_near(m->pack, m->arena, word, 0, &count);
    return count > 0 ? near : NULL;
}

static void put(struct mending *m, const struct near_word *near, size_t from,
                size_t to, size_t slips)
{
    m->out[m->out_count++] = (struct mended){
        token_for(m->pack, &m->tokens[from], near), from, to, slips};
    m->put_right +=
        !str_eq(m->tokens[from].word, m->out[m->out_count - 1].token.word);
}

/* "CRNAs", whose stem keeps the plural: no slip. */
static bool make_singular(struct mending *m, size_t at)
{
    struct str word = m->tokens[at].word;
    const struct near_word *one =
        str_ends(word, STR("s"))
            ? find_word(m, str_slice(word, 0, word.len - 1))
            : NULL;
    if (one)
        put(m, one, at, at + 1, 0);
    return one != NULL;
}

/* "soft ware" */
static bool join(struct mending *m, size_t at)
{
    if (at + 1 >= m->count || m->tokens[at + 1].key.len == 0)
        return false;
    struct str joined =
        arena_printf(m->arena, "%.*s%.*s", STR_ARG(m->tokens[at].word),
                     STR_ARG(m->tokens[at + 1].word));
    const struct near_word *whole = find_word(m, joined);
    if (whole)
        put(m, whole, at, at + 2, 1);
    return whole != NULL;
}

/* "librarytechnician" */
static bool part(struct mending *m, size_t at)
{
    struct str word = m->tokens[at].word;
    for (size_t cut = PART_MIN; cut + PART_MIN <= word.len; cut++) {
        const struct near_word *left = find_word(m, str_slice(word, 0, cut));
        const struct near_word *right =
            left ? find_word(m, str_slice(word, cut, word.len)) : NULL;
        if (right) {
            put(m, left, at, at + 1, 1);
            put(m, right, at, at + 1, 0);
            return true;
        }
    }
    return false;
}

/* "lawyer" is a name of an occupation all by itself, "layer" hardly. */
static bool is_plain_name(const struct pack *pack, const struct near_word *near)
{
    size_t count;
    const struct pack_name *names = pack_names(pack, &count);
    struct str key = pack_text(pack, near->stem->key);
    for (size_t n = pack_first_name(pack, key, 0, count);
         n < count && str_eq(pack_text(pack, names[n].key), key); n++)
        if (names[n].origin <= NAME_LEXICON)
            return true;
    return false;
}

/* Longer words only: of short ones, too many are near. Of those with the
 * fewest slips, rather one that is a name; names_only: only such a one, with
 * one slip. */
static bool mend_word(struct mending *m, size_t at, bool names_only)
{
    struct str word = m->tokens[at].word;
    size_t count;
    size_t most = spelling_slips(word.len);
    if (names_only)
        most = most > 0;
    else if (word.len >= 13)
        most = 3;
    const struct near_word *best = NULL;
    const struct near_word *near =
        slips_near(m->pack, m->arena, word, most, &count);
    for (size_t i = 0; i < count; i++) {
        if (near[i].slips == 0 || text_of(m->pack, &near[i]).len < 3 ||
            (best && near[i].slips > best->slips) ||
            (names_only && !is_plain_name(m->pack, &near[i])))
            continue;
        bool first = text_of(m->pack, &near[i]).ptr[0] == word.ptr[0];
        if (!best || (first && !is_plain_name(m->pack, best) &&
                      is_plain_name(m->pack, &near[i])))
            best = &near[i];
    }
    if (best)
        put(m, best, at, at + 1, best->slips);
    return best != NULL;
}

/* Words of names may be misspelt, too: "enginers", "pipefiter", whose stem is
 * that of other words, though who does the work is never written so; or one
 * that a name or two have. */
static bool is_doubtful(struct mending *m, const struct token *token)
{
    const struct pack_word *known = pack_find_word(m->pack, token->key);
    struct str word = token->word;
    if (word.len < DOUBTFUL_MIN)
        return false;
    if (known && known->count <= DOUBTFUL_NAMES)
        return true;
    if (word.ptr[word.len - 1] == 's')
        word.len--;
    return (str_ends(word, STR("er")) || str_ends(word, STR("or"))) &&
           !find_word(m, word) && !find_word(m, token->word);
}

size_t slips_mend(const struct pack *pack, struct arena *arena,
                  const struct token *tokens, size_t count, word_known_fn known,
                  const void *user, struct mended **out)
{
    struct mending m = {
        .pack = pack, .arena = arena, .tokens = tokens, .count = count};
    size_t unknown = 0;
    m.out = arena_alloc_array(arena, count * 2 + 1, sizeof *m.out);
    *out = m.out;
    for (size_t at = 0; at < count; at++) {
        const struct token *token = &tokens[at];
        bool may_slip = !token->han && spelling_can_tell(token->word);
        bool strange = may_slip && !pack_find_word(pack, token->key) &&
                       !(known && known(token->key, user));
        if ((strange || (may_slip && is_doubtful(&m, token))) &&
            ++unknown <= SPELLING_MAX_WORDS) {
            if (strange && make_singular(&m, at))
                continue;
            if (strange && join(&m, at)) {
                at++;
                continue;
            }
            if (mend_word(&m, at, true) ||
                (strange && (part(&m, at) || mend_word(&m, at, false))))
                continue;
        }
        m.out[m.out_count++] = (struct mended){*token, at, at + 1, 0};
    }
    return m.put_right > 0 ? m.out_count : 0;
}
