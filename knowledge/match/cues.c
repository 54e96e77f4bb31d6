/* The cues of a pack, sorted by their first token, so that a question only
 * looks at those that can begin where it is. */
#include "cues.h"

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
    struct str *words; /* of all, each once, sorted */
    bool *known;       /* whether a word is of more than requests for a list */
    size_t word_count;
};

/* "ai_risk/tools" -> type, subject, part. */
static bool read_topic(struct str topic, struct cue *cue)
{
    struct str part = topic, head = str_split(&part, '/');
    cue->part = part.ptr ? part : STR_NONE;
    if (subject_parse(head, &cue->subject)) {
        cue->type = CUE_SUBJECT;
        cue->weak = str_eq(cue->part, STR("weak"));
        if (cue->weak)
            cue->part = STR_NONE;
        return true;
    }
    static const struct {
        const char *head;
        enum cue_type type;
    } types[] = {{"smalltalk", CUE_SMALLTALK}, {"kind", CUE_KIND},
                 {"word", CUE_WORD},           {"lang", CUE_LANG},
                 {"wish", CUE_WISH},           {"group", CUE_GROUP},
                 {"skill", CUE_SKILL},         {"list", CUE_LIST}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (str_eq(head, str_from(types[i].head))) {
            cue->type = types[i].type;
            return true;
        }
    }
    return false;
}

static int by_text(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
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

/* The tokens of a stored key, which "..." is one of, as places among the
 * words. */
static void read_tokens(const struct cues *cues, struct str key,
                        struct cue *cue)
{
    size_t count = 0;
    for (size_t at = 0; text_key_token(key, &at).ptr;)
        count++;
    uint32_t *ids = arena_alloc_array(cues->arena, count, sizeof *ids);
    for (size_t at = 0; cue->count < count; cue->count++) {
        struct str word = text_key_token(key, &at);
        ids[cue->count] = (uint32_t)find_word(cues, word);
        if (cue->type != CUE_LIST)
            cues->known[ids[cue->count]] = true;
    }
    cue->words = cues->words;
    cue->ids = ids;
}

/* The first cue whose first token is not before key. */
static size_t first_cue(const struct cues *cues, struct str key)
{
    size_t low = 0, high = cues->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_compare(cue_token(&cues->items[middle], 0), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool cues_stop(const struct cues *cues, struct str key)
{
    for (size_t i = first_cue(cues, key);
         i < cues->count && str_eq(cue_token(&cues->items[i], 0), key); i++)
        if (cues->items[i].type == CUE_WORD && cues->items[i].count == 1 &&
            str_eq(cues->items[i].part, STR("stop")))
            return true;
    return false;
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
            weight += cues_stop(cues, cue_token(cue, t)) ? 0.4 : 1;
    }
    return weight;
}

static int by_first_token(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    return str_compare(cue_token(x, 0), cue_token(y, 0));
}

static void add_all(struct cues *cues, const struct pack *pack, enum lang lang)
{
    size_t n;
    const struct pack_cue *stored = pack_cues(pack, lang, &n);
    for (size_t i = 0; i < n; i++) {
        struct cue *cue = &cues->items[cues->count];
        *cue = (struct cue){0};
        if (!read_topic(pack_text(pack, stored[i].topic), cue))
            continue;
        read_tokens(cues, pack_text(pack, stored[i].key), cue);
        cues->count += cue->count > 0;
    }
}

/* Sorts the words and leaves each once. Returns how many that is. */
static size_t each_once(struct str *words, size_t count)
{
    size_t kept = 0;
    if (count > 0)
        qsort(words, count, sizeof *words, by_text);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !str_eq(words[kept - 1], words[i]))
            words[kept++] = words[i];
    return kept;
}

/* Every word of the cues once, sorted: copies, for in the pack they lie
 * scattered, and all are in use. */
static void collect_words(struct cues *cues, const struct pack *pack)
{
    size_t room = 4096, count = 0;
    struct str *words = xcalloc(room, sizeof *words), word;
    for (size_t l = 0; l < LANGS; l++) {
        size_t n;
        const struct pack_cue *stored = pack_cues(pack, langs[l], &n);
        for (size_t i = 0; i < n; i++)
            for (size_t at = 0;
                 (word = text_key_token(pack_text(pack, stored[i].key), &at))
                     .ptr;) {
                if (count == room &&
                    (count = each_once(words, count)) > room / 2)
                    words = xrealloc(words, (room *= 2) * sizeof *words);
                words[count++] = word;
            }
    }
    size_t kept = each_once(words, count);
    cues->words = arena_alloc_array(cues->arena, kept, sizeof *words);
    cues->known = arena_alloc_array(cues->arena, kept, sizeof *cues->known);
    for (size_t i = 0; i < kept; i++)
        cues->words[i] = arena_str(cues->arena, words[i]);
    cues->word_count = kept;
    free(words);
}

struct cues *cues_new(const struct pack *pack)
{
    struct cues *cues = xcalloc(1, sizeof *cues);
    cues->arena = arena_new();
    size_t total = 0;
    for (size_t l = 0; l < LANGS; l++) {
        size_t n;
        pack_cues(pack, langs[l], &n);
        total += n;
    }
    collect_words(cues, pack);
    cues->items = arena_alloc_array(cues->arena, total, sizeof *cues->items);
    for (size_t l = 0; l < LANGS; l++)
        add_all(cues, pack, langs[l]);
    if (cues->count > 0)
        qsort(cues->items, cues->count, sizeof *cues->items, by_first_token);
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

bool cues_know(const struct cues *cues, struct str key)
{
    size_t word = find_word(cues, key);
    return word < cues->word_count && cues->known[word];
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

bool cues_nearest(const struct cues *cues, struct str key, struct str *meant)
{
    enum { SHORTEST = 5 };
    for (size_t i = 0; i < cues->count && key.len >= SHORTEST; i++) {
        const struct cue *cue = &cues->items[i];
        for (size_t t = 0; cue->type == CUE_SUBJECT && t < cue->count; t++) {
            struct str word = cue_token(cue, t);
            if (word.len >= SHORTEST && word.ptr[0] == key.ptr[0] &&
                is_one_slip(key, word)) {
                *meant = word;
                return true;
            }
        }
    }
    return false;
}

/* Where the cue, begun at token `at`, ends; 0: it is not there. */
static size_t match_end(const struct cue *cue, const struct token *tokens,
                        size_t count, size_t at)
{
    size_t t = 0;
    while (t < cue->count) {
        if (!str_eq(cue_token(cue, t), GAP)) {
            if (at == count || !str_eq(tokens[at].key, cue_token(cue, t)))
                return 0;
            at++;
            t++;
            continue;
        }
        t++;
        if (t == cue->count)
            return at; /* a gap at the end says nothing */
        size_t skipped = 0;
        while (at < count && skipped <= GAP_MAX &&
               !str_eq(tokens[at].key, cue_token(cue, t))) {
            at++;
            skipped++;
        }
        if (at == count || skipped > GAP_MAX)
            return 0;
    }
    return at;
}

struct cue_hit *cues_find(const struct cues *cues, struct arena *arena,
                          const struct token *tokens, size_t count,
                          size_t *hits)
{
    size_t found = 0, room = 32;
    struct cue_hit *list = arena_alloc_array(arena, room, sizeof *list);
    for (size_t at = 0; at < count; at++) {
        if (tokens[at].key.len == 0)
            continue;
        for (size_t i = first_cue(cues, tokens[at].key);
             i < cues->count &&
             str_eq(cue_token(&cues->items[i], 0), tokens[at].key);
             i++) {
            size_t end = match_end(&cues->items[i], tokens, count, at);
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
