/* From collected values to the bytes of a pack: texts are kept once, records
 * sorted, sections laid out. Writing the file is file_replace's. */
#include "pack_write.h"

#include "alike.h"
#include "arena.h"
#include "deletions.h"
#include "letters.h"
#include "normal.h"
#include "pack_format.h"
#include "spelling.h"
#include "spelling_index.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

_Static_assert(UINT32_C(1) << LETTERS_MAX * LETTER_BITS == PACK_LETTERS_END,
               "pack_character.sound");

/* A list that grows; `size` bytes an item. */
struct list {
    char *items;
    size_t count, cap, size;
};

static void *list_add(struct list *list)
{
    if (list->count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 256;
        list->items = xrealloc(list->items, list->cap * list->size);
    }
    void *item = list->items + list->count++ * list->size;
    memset(item, 0, list->size);
    return item;
}

/* What a record is sorted by besides its own content. */
struct entry_item {
    struct pack_entry record;
    uint32_t occupation; /* handle */
    size_t order;
};

struct cue_item {
    struct pack_cue record;
    size_t order;
};

struct pack_writer {
    struct list strings; /* bytes, as in the file */
    text_ref *interned;  /* open addressing; 0: free */
    size_t interned_cap, interned_count;
    struct list sources;     /* struct pack_source_record */
    struct list occupations; /* struct pack_occupation_record, by handle */
    struct list entries;     /* struct entry_item */
    struct list names;       /* struct pack_name, occupation by handle */
    struct list words;       /* struct pack_word, made when finishing */
    struct list postings;    /* uint32_t, as the words */
    struct list spellings;   /* struct pack_spelling, stem: a key's text */
    struct list spelled;     /* the same, each once; stem: a word */
    struct spelling_index spelling_index;
    struct list cues;                 /* struct cue_item */
    struct list wordings;             /* struct pack_wording */
    struct list sentences;            /* struct pack_sentence */
    struct list han;                  /* struct pack_han */
    struct list characters;           /* struct pack_character */
    const struct pack_rank *rank;     /* borrowed; NULL: none */
    const struct pack_intent *intent; /* likewise */
    const struct pack_told *told;     /* likewise */
    const struct pack_descriptions *descriptions;
    bool full; /* more text than a reference can reach */
};

static void add_bytes(struct pack_writer *w, struct str s)
{
    struct list *l = &w->strings;
    uint32_t len = (uint32_t)s.len;
    size_t padded = (sizeof len + s.len + 1 + 3) / 4 * 4;
    while (l->count + padded > l->cap) {
        l->cap = l->cap ? l->cap * 2 : 65536;
        l->items = xrealloc(l->items, l->cap);
    }
    memset(l->items + l->count, 0, padded);
    memcpy(l->items + l->count, &len, sizeof len);
    if (s.len)
        memcpy(l->items + l->count + sizeof len, s.ptr, s.len);
    l->count += padded;
}

struct pack_writer *pack_writer_new(void)
{
    struct pack_writer *w = xcalloc(1, sizeof *w);
    w->strings.size = 1;
    w->sources.size = sizeof(struct pack_source_record);
    w->occupations.size = sizeof(struct pack_occupation_record);
    w->entries.size = sizeof(struct entry_item);
    w->names.size = sizeof(struct pack_name);
    w->words.size = sizeof(struct pack_word);
    w->postings.size = sizeof(uint32_t);
    w->spellings.size = sizeof(struct pack_spelling);
    w->spelled.size = sizeof(struct pack_spelling);
    w->cues.size = sizeof(struct cue_item);
    w->wordings.size = sizeof(struct pack_wording);
    w->sentences.size = sizeof(struct pack_sentence);
    w->han.size = sizeof(struct pack_han);
    w->characters.size = sizeof(struct pack_character);
    add_bytes(w, STR("")); /* reference 0 */
    return w;
}

void pack_writer_free(struct pack_writer *w)
{
    if (!w)
        return;
    struct list *lists[] = {&w->strings,   &w->sources,   &w->occupations,
                            &w->entries,   &w->names,     &w->cues,
                            &w->sentences, &w->han,       &w->words,
                            &w->postings,  &w->spellings, &w->spelled,
                            &w->wordings,  &w->characters};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free(lists[i]->items);
    spelling_index_fini(&w->spelling_index);
    free(w->interned);
    free(w);
}

static struct str text_at(const struct pack_writer *w, text_ref ref)
{
    uint32_t len;
    memcpy(&len, w->strings.items + ref, sizeof len);
    return (struct str){w->strings.items + ref + sizeof len, len};
}

/* Where in the table a text stands, or would stand. */
static size_t slot_of(const struct pack_writer *w, struct str s)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    size_t slot = (size_t)hash & (w->interned_cap - 1);
    while (w->interned[slot] && !str_eq(text_at(w, w->interned[slot]), s))
        slot = (slot + 1) & (w->interned_cap - 1);
    return slot;
}

static void grow_table(struct pack_writer *w)
{
    text_ref *old = w->interned;
    size_t old_cap = w->interned_cap;
    w->interned_cap = old_cap ? old_cap * 2 : 4096;
    w->interned = xcalloc(w->interned_cap, sizeof *w->interned);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i])
            w->interned[slot_of(w, text_at(w, old[i]))] = old[i];
    free(old);
}

static text_ref intern(struct pack_writer *w, struct str s)
{
    if (s.len == 0)
        return 0;
    if (w->interned_count * 2 >= w->interned_cap)
        grow_table(w);
    size_t slot = slot_of(w, s);
    if (w->interned[slot])
        return w->interned[slot];
    if (s.len > UINT32_MAX / 2 || w->strings.count + s.len > UINT32_MAX / 2) {
        w->full = true;
        return 0;
    }
    text_ref ref = (text_ref)w->strings.count;
    add_bytes(w, s);
    w->interned[slot] = ref;
    w->interned_count++;
    return ref;
}

uint16_t pack_writer_source(struct pack_writer *w, struct str name,
                            struct str date, struct str url)
{
    struct pack_source_record record = {intern(w, name), intern(w, date),
                                        intern(w, url), 0};
    const struct pack_source_record *known = (void *)w->sources.items;
    for (size_t i = 0; i < w->sources.count; i++)
        if (memcmp(&known[i], &record, sizeof record) == 0)
            return (uint16_t)i;
    if (w->sources.count == UINT16_MAX) {
        w->full = true;
        return 0;
    }
    memcpy(list_add(&w->sources), &record, sizeof record);
    return (uint16_t)(w->sources.count - 1);
}

static struct pack_occupation_record *occupation_at(const struct pack_writer *w,
                                                    size_t occupation)
{
    return (struct pack_occupation_record *)(void *)w->occupations.items +
           occupation;
}

size_t pack_writer_find(const struct pack_writer *w, uint32_t soc)
{
    for (size_t i = 0; i < w->occupations.count; i++)
        if (occupation_at(w, i)->soc == soc)
            return i;
    return SIZE_MAX;
}

uint32_t pack_writer_soc(const struct pack_writer *w, size_t occupation)
{
    return occupation_at(w, occupation)->soc;
}

bool pack_writer_requires(const struct pack_writer *w, size_t occupation)
{
    const struct entry_item *items = (void *)w->entries.items;
    for (size_t i = 0; i < w->entries.count; i++) {
        const struct pack_entry *e = &items[i].record;
        if (items[i].occupation == occupation &&
            ((e->field == FIELD_QUALIFICATION && e->num[0] > 0) ||
             (e->field == FIELD_CERTIFICATE && e->num[0] >= DUTY_MOST_STATES)))
            return true;
    }
    return false;
}

size_t pack_writer_occupation(struct pack_writer *w, uint32_t soc)
{
    size_t found = pack_writer_find(w, soc);
    if (found != SIZE_MAX)
        return found;
    struct pack_occupation_record *record = list_add(&w->occupations);
    record->soc = soc;
    return w->occupations.count - 1;
}

size_t pack_writer_occupation_count(const struct pack_writer *w)
{
    return w->occupations.count;
}

void pack_writer_title(struct pack_writer *w, size_t occupation, enum lang lang,
                       struct str title)
{
    text_ref ref = intern(w, title);
    struct pack_occupation_record *record = occupation_at(w, occupation);
    if (record->title[lang] == 0)
        record->title[lang] = ref;
}

struct str pack_writer_get_title(const struct pack_writer *w, size_t occupation,
                                 enum lang lang)
{
    return text_at(w, occupation_at(w, occupation)->title[lang]);
}

void pack_writer_entry(struct pack_writer *w, size_t occupation,
                       const struct pack_value *value)
{
    struct entry_item *item = list_add(&w->entries);
    item->occupation = (uint32_t)occupation;
    item->order = w->entries.count;
    item->record.field = (uint16_t)value->field;
    item->record.source = value->source;
    item->record.lang = (uint8_t)value->lang;
    item->record.flags = value->flags;
    for (int i = 0; i < ENTRY_TEXTS; i++)
        item->record.text[i] = intern(w, value->text[i]);
    for (int i = 0; i < ENTRY_NUMBERS; i++) /* one NAN, for the same bytes */
        item->record.num[i] = isnan(value->num[i]) ? NAN : value->num[i];
}

void pack_writer_name(struct pack_writer *w, size_t occupation, enum lang lang,
                      enum name_origin origin, struct str key, struct str shown)
{
    struct pack_name *name = list_add(&w->names);
    name->key = intern(w, key);
    name->shown = intern(w, shown);
    name->occupation = (uint32_t)occupation;
    name->lang = (uint8_t)lang;
    name->origin = (uint8_t)origin;
}

void pack_writer_spelling(struct pack_writer *w, struct str word,
                          struct str key)
{
    if (!spelling_can_tell(word) || word.len < 2)
        return;
    text_ref written = intern(w, word), stem = intern(w, key);
    struct pack_spelling *spelling = list_add(&w->spellings);
    *spelling = (struct pack_spelling){written, stem, 0};
}

void pack_writer_cue(struct pack_writer *w, enum lang lang, struct str topic,
                     struct str key)
{
    struct cue_item *item = list_add(&w->cues);
    item->record.key = intern(w, key);
    item->record.topic = intern(w, topic);
    item->record.lang = (uint8_t)lang;
    item->order = w->cues.count;
}

void pack_writer_wording(struct pack_writer *w, struct str topic,
                         struct str text)
{
    struct pack_wording *wording = list_add(&w->wordings);
    wording->text = intern(w, text);
    wording->topic = intern(w, topic);
}

void pack_writer_sentence(struct pack_writer *w, enum lang lang, struct str key,
                          struct str text)
{
    struct pack_sentence *sentence = list_add(&w->sentences);
    sentence->key = intern(w, key);
    sentence->text = intern(w, text);
    sentence->lang = (uint8_t)lang;
}

void pack_writer_rank(struct pack_writer *w, const struct pack_rank *rank)
{
    w->rank = rank;
}

void pack_writer_intent(struct pack_writer *w, const struct pack_intent *intent)
{
    w->intent = intent;
}

void pack_writer_told(struct pack_writer *w, const struct pack_told *told)
{
    w->told = told;
}

void pack_writer_descriptions(struct pack_writer *w,
                              const struct pack_descriptions *descriptions)
{
    w->descriptions = descriptions;
}

void pack_writer_han(struct pack_writer *w, uint32_t from, uint32_t to)
{
    struct pack_han *han = list_add(&w->han);
    han->from = from;
    han->to = to;
}

void pack_writer_character(struct pack_writer *w, uint32_t code,
                           struct str sound, struct str shape)
{
    struct pack_character *character = list_add(&w->characters);
    *character = (struct pack_character){code, letters_number(sound),
                                         letters_number(shape)};
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int by_soc(const void *a, const void *b, void *user)
{
    const struct pack_writer *w = user;
    uint32_t x = occupation_at(w, *(const uint32_t *)a)->soc;
    uint32_t y = occupation_at(w, *(const uint32_t *)b)->soc;
    return COMPARE(x, y);
}

static int by_occupation(const void *a, const void *b)
{
    const struct entry_item *x = a, *y = b;
    int order = COMPARE(x->occupation, y->occupation);
    if (order == 0)
        order = COMPARE(x->record.lang, y->record.lang);
    if (order == 0)
        order = COMPARE(x->record.field, y->record.field);
    return order ? order : COMPARE(x->order, y->order);
}

static int by_key(const void *a, const void *b, void *user)
{
    const struct pack_writer *w = user;
    const struct pack_name *x = a, *y = b;
    int order = x->key == y->key
                    ? 0
                    : str_compare(text_at(w, x->key), text_at(w, y->key));
    if (order == 0)
        order = COMPARE(x->occupation, y->occupation);
    if (order == 0)
        order = COMPARE(x->lang, y->lang);
    if (order == 0)
        order = COMPARE(x->origin, y->origin);
    return order ? order : COMPARE(x->shown, y->shown);
}

static int by_lang(const void *a, const void *b)
{
    const struct cue_item *x = a, *y = b;
    int order = COMPARE(x->record.lang, y->record.lang);
    return order ? order : COMPARE(x->order, y->order);
}

static int by_sentence(const void *a, const void *b, void *user)
{
    const struct pack_writer *w = user;
    const struct pack_sentence *x = a, *y = b;
    int order = COMPARE(x->lang, y->lang);
    return order ? order : str_compare(text_at(w, x->key), text_at(w, y->key));
}

static int by_code(const void *a, const void *b)
{
    const struct pack_han *x = a, *y = b;
    return COMPARE(x->from, y->from);
}

static int by_character(const void *a, const void *b)
{
    const struct pack_character *x = a, *y = b;
    return COMPARE(x->code, y->code);
}

/* Sorts the occupations by code and turns handles into indices. */
static void sort_occupations(struct pack_writer *w)
{
    size_t count = w->occupations.count;
    if (count == 0)
        return;
    uint32_t *sorted = xcalloc(count, sizeof *sorted);
    uint32_t *index = xcalloc(count, sizeof *index);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = i;
    qsort_r(sorted, count, sizeof *sorted, by_soc, w);

    struct pack_occupation_record *records = xcalloc(count, sizeof *records);
    for (uint32_t i = 0; i < count; i++) {
        index[sorted[i]] = i;
        records[i] = *occupation_at(w, sorted[i]);
    }
    free(w->occupations.items);
    w->occupations.items = (char *)records;
    w->occupations.cap = count;

    struct entry_item *entries = (void *)w->entries.items;
    for (size_t i = 0; i < w->entries.count; i++)
        entries[i].occupation = index[entries[i].occupation];
    struct pack_name *names = (void *)w->names.items;
    for (size_t i = 0; i < w->names.count; i++)
        names[i].occupation = index[names[i].occupation];
    free(index);
    free(sorted);
}

static void sort_entries(struct pack_writer *w)
{
    struct entry_item *entries = (void *)w->entries.items;
    if (w->entries.count)
        qsort(entries, w->entries.count, sizeof *entries, by_occupation);
    for (size_t i = 0, o = 0; o < w->occupations.count; o++) {
        struct pack_occupation_record *record = occupation_at(w, o);
        record->first_entry = (uint32_t)i;
        while (i < w->entries.count && entries[i].occupation == o)
            i++;
        record->entry_count = (uint32_t)i - record->first_entry;
    }
}

/* Whether one of the last names kept is the same: of the same occupation, and
 * written with the same words, but for the number of the last. "Translator" and
 * "translation" have one key, and so have "facility technician" and "facilities
 * technician", which may be two occupations. */
static bool is_kept(const struct pack_writer *w, const struct pack_name *names,
                    size_t kept, const struct pack_name *name)
{
    for (; kept > 0 && names[kept - 1].key == name->key &&
           names[kept - 1].occupation == name->occupation &&
           names[kept - 1].lang == name->lang;
         kept--)
        if (text_same_words(text_at(w, names[kept - 1].shown),
                            text_at(w, name->shown)) &&
            text_same_but_last(text_at(w, names[kept - 1].shown),
                               text_at(w, name->shown)))
            return true;
    return false;
}

static void sort_names(struct pack_writer *w)
{
    struct pack_name *names = (void *)w->names.items;
    size_t kept = 0;
    if (w->names.count)
        qsort_r(names, w->names.count, sizeof *names, by_key, w);
    for (size_t i = 0; i < w->names.count; i++)
        if (!is_kept(w, names, kept, &names[i]))
            names[kept++] = names[i];
    w->names.count = kept;
}

struct use { /* a word and a name it stands in */
    struct str key;
    uint32_t name;
};

static int by_word_then_name(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    return order ? order : (x->name > y->name) - (x->name < y->name);
}

/* The words of all names, in arena, sorted; *count of them. */
static struct use *words_used(const struct pack_writer *w, struct arena *arena,
                              size_t *count)
{
    const struct pack_name *names = (void *)w->names.items;
    struct str word;
    *count = 0;
    for (size_t i = 0; i < w->names.count; i++)
        for (size_t at = 0; text_key_token(text_at(w, names[i].key), &at).ptr;)
            (*count)++;
    struct use *uses = arena_alloc_array(arena, *count + 1, sizeof *uses);
    size_t n = 0;
    for (size_t i = 0; i < w->names.count; i++) {
        /* a copy: the texts move as words join them */
        struct str key = arena_str(arena, text_at(w, names[i].key));
        for (size_t at = 0; (word = text_key_token(key, &at)).ptr;)
            uses[n++] = (struct use){word, (uint32_t)i};
    }
    if (n > 0)
        qsort(uses, n, sizeof *uses, by_word_then_name);
    return uses;
}

/* The length of each name's vector of words. */
static void measure_names(struct pack_writer *w)
{
    struct pack_name *names = (void *)w->names.items;
    const struct pack_word *words = (void *)w->words.items;
    const uint32_t *postings = (void *)w->postings.items;
    double *squares = xcalloc(w->names.count, sizeof *squares);
    for (size_t i = 0; i < w->words.count; i++) {
        double idf = pack_idf(w->names.count, words[i].count);
        for (size_t p = 0; p < words[i].count; p++)
            squares[postings[words[i].first + p]] += idf * idf;
    }
    for (size_t i = 0; i < w->names.count; i++)
        names[i].length =
            (uint16_t)fmin(NAME_LENGTH_UNIT * sqrt(squares[i]), UINT16_MAX);
    free(squares);
}

static void index_words(struct pack_writer *w)
{
    struct arena *arena = arena_new();
    size_t count;
    const struct use *uses = words_used(w, arena, &count);
    struct pack_word *word = NULL;
    w->words.count = w->postings.count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_eq(uses[i].key, uses[i - 1].key)) {
            text_ref key = intern(w, uses[i].key);
            word = list_add(&w->words);
            *word = (struct pack_word){key, (uint32_t)i, 0};
        }
        uint32_t *posting = list_add(&w->postings);
        *posting = uses[i].name;
        word->count++;
    }
    arena_free(arena);
    measure_names(w);
}

/* The word of names with that key, or SIZE_MAX. */
static size_t word_of(const struct pack_writer *w, struct str key)
{
    const struct pack_word *words = (void *)w->words.items;
    size_t low = 0, high = w->words.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(text_at(w, words[middle].key), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->words.count && str_eq(text_at(w, words[low].key), key)
               ? low
               : SIZE_MAX;
}

static int by_spelling(const void *a, const void *b, void *user)
{
    const struct pack_spelling *x = a, *y = b;
    if (x->word == y->word)
        return 0;
    return str_compare(text_at(user, x->word), text_at(user, y->word));
}

/* Each spelling once, sorted, and the index of their deletions. */
static void index_spellings(struct pack_writer *w)
{
    struct pack_spelling *spellings = (void *)w->spellings.items;
    size_t count = 0;
    if (w->spellings.count)
        qsort_r(spellings, w->spellings.count, sizeof *spellings, by_spelling,
                w);
    w->spelled.count = 0;
    for (size_t i = 0; i < w->spellings.count; i++) {
        if (i > 0 && spellings[i].word == spellings[count - 1].word)
            continue;
        spellings[count++] = spellings[i];
        size_t word = word_of(w, text_at(w, spellings[i].stem));
        if (word == SIZE_MAX)
            continue;
        struct pack_spelling *spelled = list_add(&w->spelled);
        *spelled =
            (struct pack_spelling){spellings[i].word, (uint32_t)word,
                                   word_letters(text_at(w, spellings[i].word))};
    }
    w->spellings.count = count;

    const struct pack_spelling *spelled = (void *)w->spelled.items;
    struct str *words = xcalloc(w->spelled.count, sizeof *words);
    for (size_t i = 0; i < w->spelled.count; i++)
        words[i] = text_at(w, spelled[i].word);
    spelling_index_fini(&w->spelling_index);
    spelling_index_init(&w->spelling_index, words, w->spelled.count);
    free(words);
}

/* Leaves room for `size` bytes and returns where. */
static uint8_t *place(struct pack_header *header, uint8_t *bytes,
                      enum pack_section_id id, size_t size, size_t *end)
{
    *end = (*end + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
    header->sections[id].offset = *end;
    header->sections[id].size = size;
    uint8_t *at = bytes + *end;
    *end += size;
    return at;
}

static void place_list(struct pack_header *header, uint8_t *bytes,
                       enum pack_section_id id, const struct list *list,
                       size_t *end)
{
    size_t size = list->count * list->size;
    uint8_t *at = place(header, bytes, id, size, end);
    if (size)
        memcpy(at, list->items, size);
}

struct part { /* of what was learned */
    enum pack_section_id id;
    const void *items;
    size_t size;
};

enum { LEARNED_PARTS = 12 };

static void learned_parts(const struct pack_writer *w,
                          struct part parts[LEARNED_PARTS])
{
    static const struct pack_rank no_rank;
    static const struct pack_intent no_intent;
    static const struct pack_told none_told;
    static const struct pack_descriptions none_described;
    const struct pack_intent *intent = w->intent ? w->intent : &no_intent;
    bool there = w->rank && w->rank->model;
    const struct pack_told *told = w->told ? w->told : &none_told;
    const struct pack_descriptions *described =
        w->descriptions ? w->descriptions : &none_described;
    const struct pack_rank *rank = there ? w->rank : &no_rank;
    const struct part all[LEARNED_PARTS] = {
        {PACK_RANK_MODEL, rank->model, there ? sizeof *rank->model : 0},
        {PACK_RANK_BUCKETS, rank->buckets,
         there ? (rank->bucket_count + 1) * sizeof *rank->buckets : 0},
        {PACK_RANK_FEATURES, rank->features,
         there ? (rank->feature_count + 1) * sizeof *rank->features : 0},
        {PACK_RANK_WEIGHTS, rank->weights,
         rank->weight_count * sizeof *rank->weights},
        {PACK_RANK_BIASES, rank->biases,
         rank->occupation_count * sizeof *rank->biases},
        {PACK_INTENT_MODEL, intent->model,
         intent->model ? sizeof *intent->model : 0},
        {PACK_INTENT_FEATURES, intent->features,
         intent->feature_count * sizeof *intent->features},
        {PACK_TOLD_TERMS, told->terms,
         told->terms ? (told->term_count + 1) * sizeof *told->terms : 0},
        {PACK_TOLD_WEIGHTS, told->weights,
         told->weight_count * sizeof *told->weights},
        {PACK_DESCRIPTIONS, described->occupation,
         described->count * sizeof *described->occupation},
        {PACK_DESCRIPTION_TERMS, described->told.terms,
         described->told.terms
             ? (described->told.term_count + 1) * sizeof *told->terms
             : 0},
        {PACK_DESCRIPTION_WEIGHTS, described->told.weights,
         described->told.weight_count * sizeof *told->weights},
    };
    memcpy(parts, all, sizeof all);
}

static void place_learned(const struct pack_writer *w,
                          struct pack_header *header, uint8_t *bytes,
                          size_t *end)
{
    struct part parts[LEARNED_PARTS];
    learned_parts(w, parts);
    for (size_t i = 0; i < LEARNED_PARTS; i++) {
        uint8_t *at = place(header, bytes, parts[i].id, parts[i].size, end);
        if (parts[i].size)
            memcpy(at, parts[i].items, parts[i].size);
    }
}

static size_t learned_room(const struct pack_writer *w)
{
    struct part parts[LEARNED_PARTS];
    size_t room = 0;
    learned_parts(w, parts);
    for (size_t i = 0; i < LEARNED_PARTS; i++)
        room += parts[i].size + PACK_ALIGN;
    return room;
}

static void place_spellings(const struct pack_writer *w,
                            struct pack_header *header, uint8_t *bytes,
                            size_t *end)
{
    const struct spelling_index *index = &w->spelling_index;
    size_t size = sizeof *index->postings;
    size_t buckets = index->bucket_count > 0 ? index->bucket_count + 1 : 0;
    place_list(header, bytes, PACK_SPELLINGS, &w->spelled, end);
    uint8_t *at =
        place(header, bytes, PACK_SPELLING_BUCKETS, buckets * size, end);
    if (buckets)
        memcpy(at, index->buckets, buckets * size);
    at = place(header, bytes, PACK_SPELLING_POSTINGS,
               index->posting_count * size, end);
    if (index->posting_count)
        memcpy(at, index->postings, index->posting_count * size);
}

static size_t lay_out(const struct pack_writer *w, struct pack_header *header,
                      uint8_t *bytes)
{
    size_t end = sizeof *header;
    place_list(header, bytes, PACK_STRINGS, &w->strings, &end);
    place_list(header, bytes, PACK_SOURCES, &w->sources, &end);
    place_list(header, bytes, PACK_OCCUPATIONS, &w->occupations, &end);

    const struct entry_item *entries = (void *)w->entries.items;
    size_t size = sizeof entries->record;
    uint8_t *at =
        place(header, bytes, PACK_ENTRIES, w->entries.count * size, &end);
    for (size_t i = 0; i < w->entries.count; i++)
        memcpy(at + i * size, &entries[i].record, size);

    place_list(header, bytes, PACK_NAMES, &w->names, &end);

    const struct cue_item *cues = (void *)w->cues.items;
    size = sizeof cues->record;
    at = place(header, bytes, PACK_CUES, w->cues.count * size, &end);
    for (size_t i = 0; i < w->cues.count; i++)
        memcpy(at + i * size, &cues[i].record, size);

    place_list(header, bytes, PACK_WORDINGS, &w->wordings, &end);
    place_list(header, bytes, PACK_SENTENCES, &w->sentences, &end);
    place_list(header, bytes, PACK_HAN, &w->han, &end);
    place_list(header, bytes, PACK_CHARACTERS, &w->characters, &end);
    place_list(header, bytes, PACK_WORDS, &w->words, &end);
    place_list(header, bytes, PACK_POSTINGS, &w->postings, &end);
    place_spellings(w, header, bytes, &end);
    place_learned(w, header, bytes, &end);
    return end;
}

enum status pack_writer_finish(struct pack_writer *w, struct str built,
                               uint8_t **out, struct pack_counts *counts,
                               struct error *err)
{
    struct pack_header header = {.byte_order = PACK_BYTE_ORDER,
                                 .version = PACK_VERSION,
                                 .built = intern(w, built)};
    memcpy(header.magic, PACK_MAGIC, sizeof header.magic);
    sort_occupations(w);
    sort_entries(w);
    sort_names(w);
    index_words(w);
    index_spellings(w);
    if (w->full || w->entries.count > UINT32_MAX)
        return error_set(err, STATUS_FULL,
                         "the sources hold more than a pack can (2 GiB of "
                         "text); build from fewer of them");
    if (w->cues.count)
        qsort(w->cues.items, w->cues.count, w->cues.size, by_lang);
    if (w->sentences.count)
        qsort_r(w->sentences.items, w->sentences.count, w->sentences.size,
                by_sentence, w);
    if (w->han.count)
        qsort(w->han.items, w->han.count, w->han.size, by_code);
    if (w->characters.count)
        qsort(w->characters.items, w->characters.count, w->characters.size,
              by_character);

    const struct list *lists[] = {
        &w->strings, &w->sources,   &w->occupations, &w->entries, &w->names,
        &w->cues,    &w->sentences, &w->han,         &w->words,   &w->postings,
        &w->spelled, &w->wordings,  &w->characters};
    const struct spelling_index *index = &w->spelling_index;
    size_t room = sizeof header + learned_room(w) +
                  (index->bucket_count + 1 + index->posting_count) *
                      sizeof *index->postings +
                  2 * PACK_ALIGN;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        room += lists[i]->count * lists[i]->size + PACK_ALIGN;
    uint8_t *bytes = xcalloc(1, room);
    size_t size = lay_out(w, &header, bytes);
    header.file_size = size;
    memcpy(bytes, &header, sizeof header);
    header.checksum = (uint32_t)crc32_z(0, bytes, size);
    memcpy(bytes, &header, sizeof header);

    *counts = (struct pack_counts){w->occupations.count,
                                   w->entries.count,
                                   w->names.count,
                                   w->cues.count,
                                   w->sentences.count,
                                   w->sources.count,
                                   size};
    *out = bytes;
    return STATUS_OK;
}
