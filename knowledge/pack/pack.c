/* Opens a pack and reads it in place. Whether it is sound is pack_check's to
 * say; here every reference and index can be followed. */
#include "pack.h"

#include "arena.h"
#include "hash_place.h"
#include "pack_check.h"
#include "pack_format.h"
#include "xmalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct table {
    const void *records;
    size_t count;
};

struct pack {
    const uint8_t *bytes;
    size_t size;
    bool mapped;
    struct arena *arena;
    struct str built; /* a copy: asked for when nothing else is */
    const char *strings;
    size_t strings_size;
    struct table sources, occupations, entries, names, cues, wordings,
        sentences, han, characters;
    struct table words, postings;
    struct pack_spellings spellings;
    struct pack_rank rank;
    struct pack_intent intent;
    struct pack_told told;
    struct pack_descriptions descriptions;
};

static struct table table(const struct pack *pack, enum pack_section_id id,
                          size_t record_size)
{
    const struct pack_header *header = (const struct pack_header *)pack->bytes;
    const struct pack_section *section = &header->sections[id];
    return (struct table){pack->bytes + section->offset,
                          (size_t)section->size / record_size};
}

static struct pack_rank rank_of(const struct pack *pack)
{
    struct table model =
        table(pack, PACK_RANK_MODEL, sizeof(struct pack_rank_model));
    if (model.count == 0)
        return (struct pack_rank){0};
    struct table buckets = table(pack, PACK_RANK_BUCKETS, sizeof(uint32_t));
    struct table features =
        table(pack, PACK_RANK_FEATURES, sizeof(struct pack_rank_feature));
    struct table weights =
        table(pack, PACK_RANK_WEIGHTS, sizeof(struct pack_rank_weight));
    struct table biases = table(pack, PACK_RANK_BIASES, sizeof(float));
    return (struct pack_rank){
        .model = model.records,
        .buckets = buckets.records,
        .bucket_count = buckets.count - 1,
        .features = features.records,
        .feature_count = features.count - 1,
        .weights = weights.records,
        .weight_count = weights.count,
        .biases = biases.records,
        .occupation_count = biases.count,
    };
}

static struct pack_intent intent_of(const struct pack *pack)
{
    struct table model =
        table(pack, PACK_INTENT_MODEL, sizeof(struct pack_intent_model));
    struct table features =
        table(pack, PACK_INTENT_FEATURES, sizeof(struct pack_intent_feature));
    return (struct pack_intent){
        .model = model.count ? model.records : NULL,
        .features = features.records,
        .feature_count = features.count,
    };
}

static struct pack_told told_of(const struct pack *pack,
                                enum pack_section_id term_section,
                                enum pack_section_id weight_section)
{
    struct table terms =
        table(pack, term_section, sizeof(struct pack_told_term));
    struct table weights =
        table(pack, weight_section, sizeof(struct pack_told_weight));
    return (struct pack_told){
        .terms = terms.records,
        .term_count = terms.count > 0 ? terms.count - 1 : 0,
        .weights = weights.records,
        .weight_count = weights.count,
    };
}

static struct pack_descriptions descriptions_of(const struct pack *pack)
{
    struct table all = table(pack, PACK_DESCRIPTIONS, sizeof(uint16_t));
    return (struct pack_descriptions){
        .told = told_of(pack, PACK_DESCRIPTION_TERMS, PACK_DESCRIPTION_WEIGHTS),
        .occupation = all.records,
        .count = all.count,
    };
}

static struct pack_spellings spellings_of(const struct pack *pack)
{
    struct table items =
        table(pack, PACK_SPELLINGS, sizeof(struct pack_spelling));
    struct table buckets = table(pack, PACK_SPELLING_BUCKETS, sizeof(uint32_t));
    struct table postings =
        table(pack, PACK_SPELLING_POSTINGS, sizeof(uint32_t));
    return (struct pack_spellings){
        .items = items.records,
        .count = items.count,
        .buckets = buckets.records,
        .bucket_count = buckets.count > 0 ? buckets.count - 1 : 0,
        .postings = postings.records,
    };
}

enum status pack_open_bytes(const void *bytes, size_t size, const char *name,
                            struct pack **out, struct error *err)
{
    enum status status = pack_check(bytes, size, name, err);
    if (status != STATUS_OK)
        return status;

    struct pack *pack = xcalloc(1, sizeof *pack);
    pack->bytes = bytes;
    pack->size = size;
    struct table strings = table(pack, PACK_STRINGS, 1);
    pack->strings = strings.records;
    pack->strings_size = strings.count;
    pack->sources =
        table(pack, PACK_SOURCES, sizeof(struct pack_source_record));
    pack->occupations =
        table(pack, PACK_OCCUPATIONS, sizeof(struct pack_occupation_record));
    pack->entries = table(pack, PACK_ENTRIES, sizeof(struct pack_entry));
    pack->names = table(pack, PACK_NAMES, sizeof(struct pack_name));
    pack->words = table(pack, PACK_WORDS, sizeof(struct pack_word));
    pack->postings = table(pack, PACK_POSTINGS, sizeof(uint32_t));
    pack->cues = table(pack, PACK_CUES, sizeof(struct pack_cue));
    pack->wordings = table(pack, PACK_WORDINGS, sizeof(struct pack_wording));
    pack->sentences = table(pack, PACK_SENTENCES, sizeof(struct pack_sentence));
    pack->han = table(pack, PACK_HAN, sizeof(struct pack_han));
    pack->characters =
        table(pack, PACK_CHARACTERS, sizeof(struct pack_character));
    pack->spellings = spellings_of(pack);
    pack->rank = rank_of(pack);
    pack->intent = intent_of(pack);
    pack->told = told_of(pack, PACK_TOLD_TERMS, PACK_TOLD_WEIGHTS);
    pack->descriptions = descriptions_of(pack);
    pack->arena = arena_new();
    pack->built =
        arena_str(pack->arena,
                  pack_text(pack, ((const struct pack_header *)bytes)->built));
    *out = pack;
    return STATUS_OK;
}

static enum status map_file(const char *path, int fd, void **bytes,
                            size_t *size, struct error *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return error_set(err, STATUS_IO, "%s: cannot be read: %s", path,
                         strerror(errno));
    if (!S_ISREG(st.st_mode))
        return error_set(err, STATUS_IO,
                         "%s: is not a file; name the pack that careerbot "
                         "build wrote",
                         path);
    if (st.st_size == 0)
        return error_set(err, STATUS_CORRUPT,
                         "%s: is empty; rebuild it with: careerbot build",
                         path);
    *size = (size_t)st.st_size;
    *bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (*bytes == MAP_FAILED)
        return error_set(err, STATUS_IO, "%s: cannot be mapped: %s", path,
                         strerror(errno));
    return STATUS_OK;
}

enum status pack_open(const char *path, struct pack **out, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return error_set(err, STATUS_NOT_FOUND,
                         "%s: there is no such file; make it with: careerbot "
                         "build",
                         path);
    if (fd < 0)
        return error_set(err, STATUS_IO, "%s: cannot be opened: %s", path,
                         strerror(errno));
    void *bytes = NULL;
    size_t size = 0;
    enum status status = map_file(path, fd, &bytes, &size, err);
    close(fd);
    if (status != STATUS_OK)
        return status;
    status = pack_open_bytes(bytes, size, path, out, err);
    if (status != STATUS_OK) {
        munmap(bytes, size);
        return status;
    }
    (*out)->mapped = true;
    return STATUS_OK;
}

void pack_rest(const struct pack *pack)
{
    if (pack->mapped)
        madvise((void *)(uintptr_t)pack->bytes, pack->size, MADV_DONTNEED);
}

void pack_close(struct pack *pack)
{
    if (!pack)
        return;
    if (pack->mapped)
        munmap((void *)(uintptr_t)pack->bytes, pack->size);
    arena_free(pack->arena);
    free(pack);
}

struct str pack_text(const struct pack *pack, text_ref ref)
{
    uint32_t len;
    if (ref >= pack->strings_size)
        return STR("");
    memcpy(&len, pack->strings + ref, sizeof len);
    return (struct str){pack->strings + ref + sizeof len, len};
}

struct str pack_built(const struct pack *pack)
{
    return pack->built;
}

struct pack_source pack_source(const struct pack *pack, uint16_t source)
{
    const struct pack_source_record *records = pack->sources.records;
    if (source >= pack->sources.count)
        return (struct pack_source){STR(""), STR(""), STR("")};
    return (struct pack_source){pack_text(pack, records[source].name),
                                pack_text(pack, records[source].date),
                                pack_text(pack, records[source].url)};
}

size_t pack_occupation_count(const struct pack *pack)
{
    return pack->occupations.count;
}

struct pack_occupation pack_occupation(const struct pack *pack, size_t index)
{
    const struct pack_occupation_record *records = pack->occupations.records;
    struct pack_occupation occupation = {.soc = records[index].soc};
    for (int lang = 0; lang < LANG_COUNT; lang++)
        occupation.title[lang] = pack_text(pack, records[index].title[lang]);
    return occupation;
}

size_t pack_find_soc(const struct pack *pack, uint32_t soc)
{
    const struct pack_occupation_record *records = pack->occupations.records;
    size_t from = 0, to = pack->occupations.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (records[middle].soc < soc)
            from = middle + 1;
        else
            to = middle;
    }
    return from < pack->occupations.count && records[from].soc == soc
               ? from
               : pack->occupations.count;
}

/* The first of `count` entries that is not before lang and field. */
static size_t lower_bound(const struct pack_entry *entries, size_t count,
                          unsigned lang, unsigned field)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct pack_entry *entry = &entries[middle];
        if (entry->lang < lang || (entry->lang == lang && entry->field < field))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static const struct pack_entry *entries_of(const struct pack *pack,
                                           size_t occupation, unsigned lang,
                                           unsigned field, size_t *count)
{
    const struct pack_occupation_record *record =
        (const struct pack_occupation_record *)pack->occupations.records +
        occupation;
    const struct pack_entry *entries =
        (const struct pack_entry *)pack->entries.records + record->first_entry;
    size_t from = lower_bound(entries, record->entry_count, lang, field);
    size_t to = from;
    while (to < record->entry_count && entries[to].lang == lang &&
           entries[to].field == field)
        to++;
    *count = to - from;
    return to > from ? entries + from : NULL;
}

const struct pack_entry *pack_entries(const struct pack *pack,
                                      size_t occupation, enum lang lang,
                                      enum field field, size_t *count)
{
    const struct pack_entry *found =
        entries_of(pack, occupation, lang, field, count);
    if (!found && lang != LANG_AUTO)
        found = entries_of(pack, occupation, LANG_AUTO, field, count);
    return found;
}

double pack_number(const struct pack *pack, size_t occupation, enum field field)
{
    size_t count;
    const struct pack_entry *e =
        pack_entries(pack, occupation, LANG_EN, field, &count);
    return e ? e->num[0] : NAN;
}

double wage_year(const struct pack_entry *wage)
{
    if (!wage)
        return NAN;
    return isnan(wage->num[0]) ? wage->num[1] * YEAR_HOURS : wage->num[0];
}

double pack_pay_year(const struct pack *pack, size_t occupation)
{
    size_t count;
    return wage_year(
        pack_entries(pack, occupation, LANG_EN, FIELD_WAGE_MEDIAN, &count));
}

double pack_score(const struct pack *pack, size_t occupation, struct str id)
{
    size_t count;
    const struct pack_entry *e =
        pack_entries(pack, occupation, LANG_EN, FIELD_SCORE, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(pack_text(pack, e[i].text[0]), id))
            return e[i].num[0];
    return NAN;
}

bool pack_has_page(const struct pack *pack, size_t occupation, enum lang lang)
{
    size_t count;
    return entries_of(pack, occupation, lang, FIELD_SUMMARY, &count) != NULL;
}

const struct pack_name *pack_names(const struct pack *pack, size_t *count)
{
    *count = pack->names.count;
    return pack->names.records;
}

struct str pack_name_key(const struct pack *pack, size_t name)
{
    const struct pack_name *names = pack->names.records;
    return pack_text(pack, names[name].key);
}

size_t pack_first_name(const struct pack *pack, struct str key, size_t from,
                       size_t to)
{
    const struct pack_name *names = pack->names.records;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (str_compare(pack_text(pack, names[middle].key), key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const struct pack_word *pack_words(const struct pack *pack, size_t *count,
                                   const uint32_t **postings)
{
    *count = pack->words.count;
    *postings = pack->postings.records;
    return pack->words.records;
}

const struct pack_word *pack_find_word(const struct pack *pack, struct str key)
{
    const struct pack_word *words = pack->words.records;
    size_t from = 0, to = pack->words.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(pack_text(pack, words[middle].key), key);
        if (order == 0)
            return &words[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

struct pack_spellings pack_spellings(const struct pack *pack)
{
    return pack->spellings;
}

const struct pack_cue *pack_cues(const struct pack *pack, enum lang lang,
                                 size_t *count)
{
    const struct pack_cue *cues = pack->cues.records;
    size_t from = 0, to;
    if (lang == LANG_ZH_HANT)
        lang = LANG_ZH_HANS; /* one list for both scripts */
    while (from < pack->cues.count && cues[from].lang < lang)
        from++;
    for (to = from; to < pack->cues.count && cues[to].lang == lang;)
        to++;
    *count = to - from;
    return cues + from;
}

const struct pack_wording *pack_wordings(const struct pack *pack, size_t *count)
{
    *count = pack->wordings.count;
    return pack->wordings.records;
}

const struct pack_sentence *pack_sentences(const struct pack *pack,
                                           size_t *count)
{
    *count = pack->sentences.count;
    return pack->sentences.records;
}

struct str pack_sentence(const struct pack *pack, enum lang lang,
                         struct str key)
{
    const struct pack_sentence *records = pack->sentences.records;
    size_t from = 0, to = pack->sentences.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct pack_sentence *sentence = &records[middle];
        int order = (int)sentence->lang - (int)lang;
        if (order == 0)
            order = str_compare(pack_text(pack, sentence->key), key);
        if (order == 0)
            return pack_text(pack, sentence->text);
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return STR("");
}

const struct pack_han *pack_han(const struct pack *pack, size_t *count)
{
    *count = pack->han.count;
    return pack->han.records;
}

const struct pack_character *pack_characters(const struct pack *pack,
                                             size_t *count)
{
    *count = pack->characters.count;
    return pack->characters.records;
}

struct pack_rank pack_rank(const struct pack *pack)
{
    return pack->rank;
}

struct pack_intent pack_intent(const struct pack *pack)
{
    return pack->intent;
}

struct pack_told pack_told(const struct pack *pack)
{
    return pack->told;
}

struct pack_descriptions pack_descriptions(const struct pack *pack)
{
    return pack->descriptions;
}

const struct pack_told_weight *pack_find_told(const struct pack_told *told,
                                              uint32_t hash, size_t *count)
{
    size_t at =
        hash_place(told->terms, told->term_count, sizeof *told->terms, hash);
    *count = 0;
    if (at == told->term_count || told->terms[at].hash != hash)
        return NULL;
    *count = told->terms[at + 1].first - told->terms[at].first;
    return told->weights + told->terms[at].first;
}
