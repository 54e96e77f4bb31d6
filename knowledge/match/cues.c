/* The cues of a pack, sorted by their first token, so that a question only
 * looks at those that can begin where it is. */
#include "cues.h"

#include "hash.h"
#include "spelling.h"
#include "utf8.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

static const struct str GAP = {"...", 3};
static const enum lang langs[] = {LANG_EN, LANG_ZH_HANS};
enum { LANGS = sizeof langs / sizeof *langs };
enum { GAP_MAX = 8 }; /* tokens that "..." may stand for */

struct cues {
    struct arena *arena;
    struct cue *items; /* sorted by tokens[0] */
    size_t count;
    struct str *words;   /* of all, each once, sorted */
    unsigned char *uses; /* what each is: bits of enum word_use */
    size_t word_count;
    uint32_t *first; /* by word: the first cue that begins with it, or where
                        it would stand; word_count + 1 */
    uint32_t gap;    /* the place of "..." among the words */
};

/* The words while the cues are read: each once, in the order they come. */
struct words {
    struct str *items;
    size_t count;
    uint32_t *slots;   /* by hash: 1 + a place among the items; 0: free */
    size_t slot_count; /* a power of two, more than twice the items */
};

size_t cue_ordinal(const struct cue *cue)
{
    static const char *const ordinals[CUE_ORDINALS] = {
        "first", "second", "third", "fourth", "fifth"};
    for (size_t i = 0; i < CUE_ORDINALS; i++)
        if (cue_is(cue, CUE_KIND, ordinals[i]))
            return i + 1;
    return 0;
}

size_t cue_gap(const struct cue *cue)
{
    size_t t = 0;
    while (t < cue->count && !str_eq(cue_token(cue, t), GAP))
        t++;
    return t;
}

/* "ai_risk/tools" -> type, subject, part. */
static bool read_topic(struct str topic, struct cue *cue)
{
    struct str part = topic, head = str_split(&part, '/');
    cue->part = part.ptr ? part : STR_NONE;
    if (subject_parse(head, &cue->subject)) {
        cue->type = CUE_SUBJECT;
        cue->weak = str_ends(cue->part, STR("weak"));
        if (cue->weak) /* "weak", "duration/weak" */
            cue->part = str_split(&cue->part, '/');
        if (str_eq(cue->part, STR("weak")))
            cue->part = STR_NONE;
        return true;
    }
    static const struct {
        const char *head;
        enum cue_type type;
    } types[] = {{"smalltalk", CUE_SMALLTALK},
                 {"kind", CUE_KIND},
                 {"word", CUE_WORD},
                 {"lang", CUE_LANG},
                 {"unknown", CUE_UNKNOWN},
                 {"described", CUE_DESCRIBED},
                 {"wish", CUE_WISH},
                 {"group", CUE_GROUP},
                 {"skill", CUE_SKILL},
                 {"major", CUE_MAJOR},
                 {"list", CUE_LIST}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (str_eq(head, str_from(types[i].head))) {
            cue->type = types[i].type;
            return true;
        }
    }
    return false;
}

/* The place of a word among the words; their count where it is none. */
static size_t find_word(const struct cues *cues, struct str word)
{
    size_t low = 0, high = cues->word_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_compare(cues->words[middle], word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < cues->word_count && str_eq(cues->words[low], word)
               ? low
               : cues->word_count;
}

/* Where a word stands, or would stand. */
static uint32_t *slot_of(const struct words *words, struct str word)
{
    size_t at = hash_on(HASH_BEGIN, word) & (words->slot_count - 1);
    while (words->slots[at] &&
           !str_eq(words->items[words->slots[at] - 1], word))
        at = (at + 1) & (words->slot_count - 1);
    return &words->slots[at];
}

static void words_grow(struct words *words)
{
    words->slot_count = words->slot_count ? words->slot_count * 2 : 8192;
    words->items =
        xrealloc(words->items, words->slot_count / 2 * sizeof *words->items);
    free(words->slots);
    words->slots = xcalloc(words->slot_count, sizeof *words->slots);
    for (size_t i = 0; i < words->count; i++)
        *slot_of(words, words->items[i]) = (uint32_t)i + 1;
}

/* Its place among the words, added if it is new. */
static uint32_t word_place(struct words *words, struct str word)
{
    if (words->count * 2 >= words->slot_count)
        words_grow(words);
    uint32_t *slot = slot_of(words, word);
    if (*slot == 0) {
        words->items[words->count++] = word;
        *slot = (uint32_t)words->count;
    }
    return *slot - 1;
}

/* The tokens of a stored key, which "..." is one of. */
static void read_tokens(const struct cues *cues, struct str key,
                        struct cue *cue, struct words *words)
{
    for (size_t at = 0; text_key_token(key, &at).ptr;)
        cue->count++;
    cue->ids = arena_alloc_array(cues->arena, cue->count, sizeof *cue->ids);
    for (size_t i = 0, at = 0; i < cue->count; i++)
        cue->ids[i] = word_place(words, text_key_token(key, &at));
}

unsigned char cues_uses(const struct cues *cues, struct str key)
{
    size_t word = find_word(cues, key);
    return word < cues->word_count ? cues->uses[word] : 0;
}

/* How much a cue says: a word 1, a small word 0.4, a Han character 0.5. */
static double weigh(const struct cues *cues, const struct cue *cue)
{
    double weight = 0;
    for (size_t t = 0; t < cue->count; t++) {
        size_t at = 0;
        if (str_eq(cue_token(cue, t), GAP))
            continue;
        if (utf8_is_han(utf8_next(cue_token(cue, t), &at)))
            weight += 0.5;
        else
            weight += cues->uses[cue->ids[t]] & WORD_STOP ? 0.4 : 1;
    }
    return weight;
}

static int by_first_token(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    return (x->ids[0] > y->ids[0]) - (x->ids[0] < y->ids[0]);
}

static void add_all(struct cues *cues, const struct pack *pack, enum lang lang,
                    struct words *words)
{
    size_t n;
    const struct pack_cue *stored = pack_cues(pack, lang, &n);
    struct cue topic;
    bool good = false;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || stored[i].topic != stored[i - 1].topic) {
            topic = (struct cue){0};
            good = read_topic(pack_text(pack, stored[i].topic), &topic);
        }
        if (!good)
            continue;
        struct cue *cue = &cues->items[cues->count];
        *cue = topic;
        read_tokens(cues, pack_text(pack, stored[i].key), cue, words);
        cues->count += cue->count > 0;
    }
}

static int by_text(const void *a, const void *b)
{
    const struct str *const *x = a, *const *y = b;
    return str_compare(**x, **y);
}

/* The words sorted: copies, for in the pack they lie scattered, and all are in
 * use. The cues are told where theirs stand now. */
static void sort_words(struct cues *cues, const struct words *words)
{
    size_t count = words->count;
    const struct str **sorted = xcalloc(count + 1, sizeof *sorted);
    uint32_t *place = xcalloc(count + 1, sizeof *place);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &words->items[i];
    qsort(sorted, count, sizeof *sorted, by_text);
    cues->words = arena_alloc_array(cues->arena, count, sizeof *cues->words);
    for (size_t i = 0; i < count; i++) {
        cues->words[i] = arena_str(cues->arena, *sorted[i]);
        place[sorted[i] - words->items] = (uint32_t)i;
    }
    cues->word_count = count;
    for (size_t i = 0; i < cues->count; i++)
        for (size_t t = 0; t < cues->items[i].count; t++)
            cues->items[i].ids[t] = place[cues->items[i].ids[t]];
    free(place);
    free(sorted);
}

/* Sorts the cues by their first token and notes where those of each begin. */
static void sort_cues(struct cues *cues)
{
    if (cues->count > 0)
        qsort(cues->items, cues->count, sizeof *cues->items, by_first_token);
    cues->first = arena_alloc_array(cues->arena, cues->word_count + 1,
                                    sizeof *cues->first);
    for (size_t word = 0, i = 0; word <= cues->word_count; word++) {
        while (i < cues->count && cues->items[i].ids[0] < word)
            i++;
        cues->first[word] = (uint32_t)i;
    }
}

/* What the words of a cue are. */
static void mark_words(struct cues *cues, struct cue *cue)
{
    static const struct {
        const char *part;
        enum word_use use;
    } alone[] = {{"stop", WORD_STOP},       {"joint", WORD_JOINT},
                 {"article", WORD_ARTICLE}, {"where", WORD_WHERE},
                 {"to", WORD_TO},           {"asks", WORD_ASKS},
                 {"kind", WORD_KIND}};
    cue->words = cues->words;
    bool only_there = cue->type == CUE_LIST || cue->type == CUE_MAJOR ||
                      cue->type == CUE_DESCRIBED;
    for (size_t t = 0; t < cue->count && !only_there; t++)
        cues->uses[cue->ids[t]] |= WORD_KNOWN;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (cue->count == 1 && cue_is(cue, CUE_WORD, alone[i].part))
            cues->uses[cue->ids[0]] |= (unsigned char)alone[i].use;
}

struct cues *cues_new(const struct pack *pack)
{
    struct cues *cues = xcalloc(1, sizeof *cues);
    struct words words = {0};
    cues->arena = arena_new();
    size_t total = 0;
    for (size_t l = 0; l < LANGS; l++) {
        size_t n;
        pack_cues(pack, langs[l], &n);
        total += n;
    }
    cues->items = arena_alloc_array(cues->arena, total, sizeof *cues->items);
    for (size_t l = 0; l < LANGS; l++)
        add_all(cues, pack, langs[l], &words);
    sort_words(cues, &words);
    free(words.items);
    free(words.slots);
    cues->uses =
        arena_alloc_array(cues->arena, cues->word_count, sizeof *cues->uses);
    for (size_t i = 0; i < cues->count; i++)
        mark_words(cues, &cues->items[i]);
    sort_cues(cues);
    cues->gap = (uint32_t)find_word(cues, GAP);
    for (size_t i = 0; i < cues->count; i++)
        cues->items[i].weight = (float)weigh(cues, &cues->items[i]);
    return cues;
}

void cues_free(struct cues *cues)
{
    if (!cues)
        return;
    arena_free(cues->arena);
    free(cues);
}

/* The stemmer writes "salary" as "salari", but "salry" as it stands. */
static bool is_one_slip(struct str key, struct str word)
{
    char other[64];
    if (spelling_distance(key, word, 1) == 1)
        return true;
    if (word.ptr[word.len - 1] != 'i' || word.len >= sizeof other)
        return false;
    memcpy(other, word.ptr, word.len);
    other[word.len - 1] = 'y';
    return spelling_distance(key, (struct str){other, word.len}, 1) == 1;
}

/* "certificaton", whose stem is not "certif": what follows the stem is an
 * ending with a slip in it. "experiment" has another ending, and is another
 * word than "experience". */
static bool is_slip_in_ending(struct str key, struct str word)
{
    static const char *const endings[] = {
        "ication", "ification", "ation", "ition", "ment", "ements",
        "ence",    "ency",      "ance",  "ional", "ness", "ing"};
    enum { SHORTEST = 4 };
    bool slip = false;
    struct str rest = str_slice(key, word.len, key.len);
    if (!str_starts(key, word) || rest.len < SHORTEST)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t far = spelling_distance(rest, str_from(endings[i]), 1);
        if (far == 0)
            return false;
        slip = slip || far == 1;
    }
    return slip;
}

bool cues_nearest(const struct cues *cues, struct str key, struct str *meant)
{
    enum { SHORTEST = 5 };
    for (size_t i = 0; i < cues->count && key.len >= SHORTEST; i++) {
        const struct cue *cue = &cues->items[i];
        for (size_t t = 0; cue->type == CUE_SUBJECT && t < cue->count; t++) {
            struct str word = cue_token(cue, t);
            if (word.len >= SHORTEST - 1 && word.ptr[0] == key.ptr[0] &&
                ((word.len >= SHORTEST && is_one_slip(key, word)) ||
                 is_slip_in_ending(key, word))) {
                *meant = word;
                return true;
            }
        }
    }
    return false;
}

/* Where the cue, begun at token `at`, ends; 0: it is not there. ids: of the
 * tokens, their places among the words. */
static size_t match_end(const struct cue *cue, uint32_t gap,
                        const uint32_t *ids, size_t count, size_t at)
{
    size_t t = 0;
    while (t < cue->count) {
        if (cue->ids[t] != gap) {
            if (at == count || ids[at] != cue->ids[t])
                return 0;
            at++;
            t++;
            continue;
        }
        t++;
        if (t == cue->count)
            return at; /* a gap at the end says nothing */
        size_t skipped = 0;
        while (at < count && skipped <= GAP_MAX && ids[at] != cue->ids[t]) {
            at++;
            skipped++;
        }
        if (at == count || skipped > GAP_MAX)
            return 0;
    }
    return at;
}

bool cues_hit_has(const struct cue_hit *hit, const struct token *tokens,
                  size_t token)
{
    const struct cue *cue = hit->cue;
    for (size_t t = hit->from, c = 0; t <= token && t < hit->to; t++) {
        while (c < cue->count && str_eq(cue_token(cue, c), GAP))
            c++;
        bool has = c < cue->count && str_eq(cue_token(cue, c), tokens[t].key);
        if (has && t == token)
            return true;
        c += has;
    }
    return false;
}

/* The places of the tokens among the words; their count where one has none. */
static uint32_t *ids_of(const struct cues *cues, struct arena *arena,
                        const struct token *tokens, size_t count)
{
    uint32_t *ids = arena_alloc_array(arena, count, sizeof *ids);
    for (size_t t = 0; t < count; t++)
        ids[t] =
            (uint32_t)(tokens[t].key.len == 0 ? cues->word_count
                                              : find_word(cues, tokens[t].key));
    return ids;
}

struct cue_hit *cues_find(const struct cues *cues, struct arena *arena,
                          const struct token *tokens, size_t count,
                          size_t *hits)
{
    size_t found = 0, room = 32;
    struct cue_hit *list = arena_alloc_array(arena, room, sizeof *list);
    const uint32_t *ids = ids_of(cues, arena, tokens, count);
    for (size_t at = 0; at < count; at++) {
        if (ids[at] == cues->word_count)
            continue;
        for (size_t i = cues->first[ids[at]]; i < cues->first[ids[at] + 1];
             i++) {
            size_t end = match_end(&cues->items[i], cues->gap, ids, count, at);
            if (end == 0)
                continue;
            if (found == room) {
                struct cue_hit *more =
                    arena_alloc_array(arena, room * 2, sizeof *more);
                for (size_t h = 0; h < found; h++)
                    more[h] = list[h];
                list = more;
                room *= 2;
            }
            list[found++] = (struct cue_hit){&cues->items[i], at, end};
        }
    }
    *hits = found;
    return list;
}

size_t cues_first_hit(const struct cue_hit *hits, size_t count, size_t token)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (hits[middle].from < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
