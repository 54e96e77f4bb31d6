/* Names in, rows of features out. Names with one key are one row. */
#include "rank_rows.h"

#include "title_features.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One row in so many is held out, by its key, so that the same names are held
 * out whatever else is in the pack. */
enum { HELD_ONE_IN = 20 };

/* How much a name says: an occupation's own title most. */
static float weight_of(uint8_t origin)
{
    switch (origin) {
    case NAME_TITLE:
        return 3;
    case NAME_PAGE:
        return 2;
    case NAME_LEXICON:
    case NAME_FIELD:
    case NAME_REPORTED:
        return 1.5F;
    default:
        return 1;
    }
}

/* What is collected before the features have numbers. */
struct raw {
    struct feature *items; /* of all rows, one after the other */
    size_t count, room;
};

static void raw_add(struct raw *raw, const struct feature *items, size_t count)
{
    while (raw->count + count > raw->room) {
        raw->room = raw->room ? raw->room * 2 : 65536;
        raw->items = xrealloc(raw->items, raw->room * sizeof *raw->items);
    }
    memcpy(raw->items + raw->count, items, count * sizeof *items);
    raw->count += count;
}

/* The occupations of the English names [from, to), which share a key. */
static void add_targets(struct rank_rows *rows, struct rank_row *row,
                        const struct pack_name *names, size_t from, size_t to,
                        size_t *target_count)
{
    float sum = 0, most = 0;
    struct rank_target *first = rows->targets + *target_count;
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        float weight = weight_of(names[i].origin);
        if (names[i].lang != LANG_EN)
            continue;
        if (n == 0 || first[n - 1].occupation != names[i].occupation)
            first[n++] = (struct rank_target){names[i].occupation, weight};
        sum += weight;
        most = weight > most ? weight : most;
    }
    for (size_t i = 0; i < n; i++)
        first[i].share /= sum;
    row->weight = sqrtf(most);
    *target_count += n;
}

static bool held_out(struct str key)
{
    return feature_of_word(key) % HELD_ONE_IN == 0;
}

/* "Chief Executive Officer (CEO)" says its words twice; both are names, too. */
static bool has_bracket(const struct pack *pack, const struct pack_name *name)
{
    struct str shown = pack_text(pack, name->shown);
    return str_find(shown, STR("(")) < shown.len &&
           (name->origin == NAME_REPORTED || name->origin == NAME_PUBLISHER);
}

/* The first of the names [from, to) to learn from; to: none. */
static size_t english_in(const struct pack *pack, const struct pack_name *names,
                         size_t from, size_t to)
{
    while (from < to &&
           (names[from].lang != LANG_EN || has_bracket(pack, &names[from])))
        from++;
    return from;
}

/* Which names may be held out: those of others, as people write them; where
 * hardly one is, those of the lexicon. */
static enum name_origin held_from(const struct pack_name *names, size_t count)
{
    size_t others = 0;
    for (size_t i = 0; i < count; i++)
        others += names[i].origin >= NAME_REPORTED;
    return others > count / 10 ? NAME_REPORTED : NAME_LEXICON;
}

static void read_names(struct rank_rows *rows, const struct pack *pack,
                       struct normalizer *normalizer, struct raw *raw)
{
    size_t count, targets = 0;
    const struct pack_name *names = pack_names(pack, &count);
    enum name_origin held_origin = held_from(names, count);
    struct arena *arena = arena_new();
    struct feature found[FEATURES_MAX];
    rows->rows = xcalloc(count + 1, sizeof *rows->rows);
    rows->targets = xcalloc(count, sizeof *rows->targets);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && names[to].key == names[from].key;)
            to++;
        size_t english = english_in(pack, names, from, to), tokens;
        if (english == to)
            continue;
        struct token *token = text_tokens(
            normalizer, arena, pack_text(pack, names[english].shown), &tokens);
        size_t n = title_features(token, tokens, found);
        arena_reset(arena);
        if (n == 0)
            continue;
        struct rank_row *row = &rows->rows[rows->count++];
        row->shown = names[english].shown;
        row->first_name = (uint32_t)from;
        row->name_end = (uint32_t)to;
        row->first_use = raw->count;
        row->first_target = targets;
        row->held = names[english].origin >= held_origin &&
                    held_out(pack_text(pack, names[english].key));
        raw_add(raw, found, n);
        add_targets(rows, row, names, from, to, &targets);
    }
    rows->rows[rows->count] =
        (struct rank_row){.first_use = raw->count, .first_target = targets};
    arena_free(arena);
}

/* The hashes seen so far: how often, and later their number. */
struct seen {
    uint32_t hash, count, number;
    bool piece;
};

struct table { /* open addressing; a count of 0: free */
    struct seen *slots;
    size_t cap, used;
};

static struct seen *slot_of(const struct table *table, uint32_t hash)
{
    size_t slot = hash & (table->cap - 1);
    while (table->slots[slot].count && table->slots[slot].hash != hash)
        slot = (slot + 1) & (table->cap - 1);
    return &table->slots[slot];
}

static void table_grow(struct table *table)
{
    struct table old = *table;
    table->cap = old.cap ? old.cap * 2 : 65536;
    table->slots = xcalloc(table->cap, sizeof *table->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].count)
            *slot_of(table, old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

static void table_count(struct table *table, const struct feature *feature)
{
    if (table->used * 2 >= table->cap)
        table_grow(table);
    struct seen *seen = slot_of(table, feature->hash);
    table->used += seen->count == 0;
    *seen = (struct seen){feature->hash, seen->count + 1, UINT32_MAX,
                          feature->piece};
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Every hash that stands in a row; a piece of a word only where two rows have
 * it, because alone it says no more than its word. */
static void number_features(struct rank_rows *rows, const struct table *table)
{
    rows->features = xcalloc(table->used, sizeof *rows->features);
    for (size_t i = 0; i < table->cap; i++) {
        const struct seen *seen = &table->slots[i];
        if (seen->count > (seen->piece ? 1 : 0))
            rows->features[rows->feature_count++] = seen->hash;
    }
    if (rows->feature_count)
        qsort(rows->features, rows->feature_count, sizeof *rows->features,
              by_number);
    for (size_t i = 0; i < rows->feature_count; i++)
        slot_of(table, rows->features[i])->number = (uint32_t)i;
}

static void number_uses(struct rank_rows *rows, const struct raw *raw,
                        const struct table *table)
{
    size_t n = 0, i = 0;
    rows->uses = xcalloc(raw->count, sizeof *rows->uses);
    for (size_t r = 0; r <= rows->count; r++) {
        for (; i < rows->rows[r].first_use; i++) {
            uint32_t number = slot_of(table, raw->items[i].hash)->number;
            if (number != UINT32_MAX)
                rows->uses[n++] =
                    (struct rank_use){number, raw->items[i].value};
        }
        rows->rows[r].first_use = n;
    }
}

void rank_rows_init(struct rank_rows *rows, const struct pack *pack,
                    struct normalizer *normalizer)
{
    struct raw raw = {0};
    *rows = (struct rank_rows){0};
    read_names(rows, pack, normalizer, &raw);
    struct table table = {0};
    for (size_t i = 0; i < raw.count; i++)
        table_count(&table, &raw.items[i]);
    number_features(rows, &table);
    number_uses(rows, &raw, &table);
    free(table.slots);
    free(raw.items);
}

size_t rank_rows_feature(const struct rank_rows *rows, uint32_t hash)
{
    if (rows->feature_count == 0)
        return SIZE_MAX;
    const uint32_t *found = bsearch(&hash, rows->features, rows->feature_count,
                                    sizeof *rows->features, by_number);
    return found ? (size_t)(found - rows->features) : SIZE_MAX;
}

void rank_rows_fini(struct rank_rows *rows)
{
    free(rows->rows);
    free(rows->uses);
    free(rows->targets);
    free(rows->features);
}
