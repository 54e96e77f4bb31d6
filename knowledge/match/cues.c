/* The cues of a pack, sorted by their first token, so that a question only
 * looks at those that can begin where it is. */
#include "cues.h"

#include "spelling.h"
#include "utf8.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

static const struct str GAP = {"...", 3};
enum { GAP_MAX = 8 }; /* tokens that "..." may stand for */

struct cues {
    struct arena *arena;
    struct cue *items; /* sorted by tokens[0] */
    size_t count;
    struct str *words; /* all tokens, sorted */
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

/* The tokens of a stored key, which "..." is one of. */
static void read_tokens(struct arena *arena, struct str key, struct cue *cue)
{
    size_t count = 0;
    for (size_t at = 0; text_key_token(key, &at).ptr;)
        count++;
    cue->tokens = arena_alloc_array(arena, count, sizeof *cue->tokens);
    for (size_t at = 0; cue->count < count;)
        cue->tokens[cue->count++] = text_key_token(key, &at);
}

/* The first cue whose first token is not before key. */
static size_t first_cue(const struct cues *cues, struct str key)
{
    size_t low = 0, high = cues->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_compare(cues->items[middle].tokens[0], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool cues_stop(const struct cues *cues, struct str key)
{
    for (size_t i = first_cue(cues, key);
         i < cues->count && str_eq(cues->items[i].tokens[0], key); i++)
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
        if (str_eq(cue->tokens[t], GAP))
            continue;
        if (utf8_is_han(utf8_next(cue->tokens[t], &at)))
            weight += 0.5;
        else
            weight += cues_stop(cues, cue->tokens[t]) ? 0.4 : 1;
    }
    return weight;
}

static int by_first_token(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    return str_compare(x->tokens[0], y->tokens[0]);
}

static int by_text(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void add_all(struct cues *cues, const struct pack *pack, enum lang lang)
{
    size_t n;
    const struct pack_cue *stored = pack_cues(pack, lang, &n);
    for (size_t i = 0; i < n; i++) {
        struct cue *cue = &cues->items[cues->count];
        *cue = (struct cue){0};
        /* a copy: in the pack they lie scattered, and all are in use */
        struct str key = arena_str(cues->arena, pack_text(pack, stored[i].key));
        if (!read_topic(pack_text(pack, stored[i].topic), cue))
            continue;
        read_tokens(cues->arena, key, cue);
        if (cue->count == 0)
            continue;
        cues->count++;
        for (size_t t = 0; cue->type != CUE_LIST && t < cue->count; t++)
            cues->words[cues->word_count++] = cue->tokens[t];
    }
}

struct cues *cues_new(const struct pack *pack)
{
    static const enum lang langs[] = {LANG_EN, LANG_ZH_HANS};
    struct cues *cues = xcalloc(1, sizeof *cues);
    cues->arena = arena_new();
    size_t total = 0, words = 0;
    for (size_t l = 0; l < 2; l++) {
        size_t n;
        const struct pack_cue *stored = pack_cues(pack, langs[l], &n);
        total += n;
        for (size_t i = 0; i < n; i++)
            words += pack_text(pack, stored[i].key).len;
    }
    cues->items = arena_alloc_array(cues->arena, total, sizeof *cues->items);
    cues->words = xcalloc(words, sizeof *cues->words);
    for (size_t l = 0; l < 2; l++)
        add_all(cues, pack, langs[l]);
    if (cues->count > 0) {
        qsort(cues->items, cues->count, sizeof *cues->items, by_first_token);
        qsort(cues->words, cues->word_count, sizeof *cues->words, by_text);
    }
    for (size_t i = 0; i < cues->count; i++)
        cues->items[i].weight = weigh(cues, &cues->items[i]);
    return cues;
}

void cues_free(struct cues *cues)
{
    if (!cues)
        return;
    free(cues->words);
    arena_free(cues->arena);
    free(cues);
}

bool cues_know(const struct cues *cues, struct str key)
{
    return cues->word_count > 0 &&
           bsearch(&key, cues->words, cues->word_count, sizeof key, by_text);
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
            struct str word = cue->tokens[t];
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
        if (!str_eq(cue->tokens[t], GAP)) {
            if (at == count || !str_eq(tokens[at].key, cue->tokens[t]))
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
               !str_eq(tokens[at].key, cue->tokens[t])) {
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
             str_eq(cues->items[i].tokens[0], tokens[at].key);
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
