/* English names alone; words of four letters or more. */
#include "rank_index.h"

#include "title_features.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((int)RANK_LETTERS == (int)TITLE_LETTERS_MAX, "by_length");

enum { WORD_MIN = 4 };

/* Counts by length, which stand one further on, become where each begins. */
static void begin_lengths(uint32_t by_length[RANK_LETTERS + 2])
{
    for (size_t i = 0; i <= RANK_LETTERS; i++)
        by_length[i + 1] += by_length[i];
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* --- names --- */

struct sized { /* a name, and how many letters it has */
    struct pack_rank_name name;
    size_t len;
};

static int by_letters(const void *a, const void *b)
{
    const struct sized *x = a, *y = b;
    int order = COMPARE(x->len, y->len);
    if (order == 0)
        order = COMPARE(x->name.set, y->name.set);
    return order ? order : COMPARE(x->name.name, y->name.name);
}

static void index_names(struct rank_index *index, const struct pack *pack)
{
    size_t count, kept = 0;
    const struct pack_name *names = pack_names(pack, &count);
    struct sized *sized = xcalloc(count, sizeof *sized);
    for (size_t i = 0; i < count; i++) {
        struct title_letters letters =
            title_letters(pack_text(pack, names[i].shown));
        if (names[i].lang == LANG_EN && letters.len < TITLE_LETTERS_MAX)
            sized[kept++] =
                (struct sized){{letters.set, (uint32_t)i}, letters.len};
    }
    if (kept)
        qsort(sized, kept, sizeof *sized, by_letters);
    index->names = xcalloc(kept, sizeof *index->names);
    index->name_count = kept;
    for (size_t i = 0; i < kept; i++) {
        index->names[i] = sized[i].name;
        index->by_length[sized[i].len + 1]++;
    }
    begin_lengths(index->by_length);
    free(sized);
}

/* --- words --- */

struct use { /* of a word in a name */
    struct pack_rank_word word;
    struct title_letters letters;
};

static int by_word(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    int order = COMPARE(x->letters.len, y->letters.len);
    if (order == 0)
        order = COMPARE(x->word.set, y->word.set);
    if (order == 0)
        order = memcmp(x->letters.text, y->letters.text, x->letters.len);
    if (order == 0)
        order = COMPARE(x->word.name, y->word.name);
    return order ? order : COMPARE(x->word.from, y->word.from);
}

static bool same_word(const struct use *x, const struct use *y)
{
    return x->letters.len == y->letters.len &&
           memcmp(x->letters.text, y->letters.text, x->letters.len) == 0;
}

/* Letters of ASCII only: what title_letters leaves as it is. */
static bool is_plain(const struct token *token,
                     const struct title_letters *letters)
{
    return !token->han && letters->len == token->word.len &&
           letters->len == token->to - token->from &&
           letters->len >= WORD_MIN && token->to <= UINT8_MAX &&
           !(letters->set & 1u << 26);
}

static struct use *collect_words(const struct pack *pack,
                                 struct normalizer *normalizer, size_t *found)
{
    size_t count, room = 1024, n = 0;
    const struct pack_name *names = pack_names(pack, &count);
    struct use *uses = xcalloc(room, sizeof *uses);
    struct arena *arena = arena_new();
    for (size_t i = 0; i < count; i++, arena_reset(arena)) {
        size_t tokens;
        struct str shown = pack_text(pack, names[i].shown);
        if (names[i].lang != LANG_EN ||
            (i > 0 && names[i].shown == names[i - 1].shown))
            continue; /* a name of several occupations counts once */
        struct token *token = text_tokens(normalizer, arena, shown, &tokens);
        for (size_t t = 0; t < tokens; t++) {
            struct title_letters letters = title_letters(token[t].word);
            if (!is_plain(&token[t], &letters))
                continue;
            if (n == room)
                uses = xrealloc(uses, (room *= 2) * sizeof *uses);
            uses[n++] =
                (struct use){{letters.set, (uint32_t)i, (uint8_t)token[t].from,
                              (uint8_t)letters.len, 1},
                             letters};
        }
    }
    arena_free(arena);
    *found = n;
    return uses;
}

static void index_words(struct rank_index *index, const struct pack *pack,
                        struct normalizer *normalizer)
{
    size_t count, kept = 0;
    struct use *uses = collect_words(pack, normalizer, &count);
    if (count)
        qsort(uses, count, sizeof *uses, by_word);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || !same_word(&uses[kept - 1], &uses[i]))
            uses[kept++] = uses[i];
        else if (uses[kept - 1].word.count < UINT16_MAX)
            uses[kept - 1].word.count++;
    }
    index->words = xcalloc(kept, sizeof *index->words);
    index->word_count = kept;
    for (size_t i = 0; i < kept; i++) {
        index->words[i] = uses[i].word;
        index->words_by_length[uses[i].letters.len + 1]++;
    }
    begin_lengths(index->words_by_length);
    free(uses);
}

void rank_index_init(struct rank_index *index, const struct pack *pack,
                     struct normalizer *normalizer)
{
    *index = (struct rank_index){0};
    index_names(index, pack);
    index_words(index, pack, normalizer);
}

void rank_index_fini(struct rank_index *index)
{
    free(index->names);
    free(index->words);
}
