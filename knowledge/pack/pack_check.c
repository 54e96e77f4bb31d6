/* Checks a pack from the first byte to the last: the header, the checksum,
 * then, because a checksum can be made to fit, every reference, index, number
 * and order that the readers rely on. The texts are checked first (texts.h),
 * so that what refers to one need not look at it. */
#include "pack_check.h"

#include "pack.h"
#include "pack_format.h"
#include "texts.h"

#include <math.h>
#include <string.h>
#include <utf8proc.h>
#include <zlib.h>

_Static_assert(sizeof(struct pack_header) == 32 + 16 * PACK_SECTIONS, "packed");
_Static_assert(sizeof(struct pack_source_record) == 16, "packed");
_Static_assert(sizeof(struct pack_occupation_record) == 32, "packed");
_Static_assert(sizeof(struct pack_entry) == 40, "packed");
_Static_assert(sizeof(struct pack_name) == 16, "packed");
_Static_assert(sizeof(struct pack_cue) == 12, "packed");
_Static_assert(sizeof(struct pack_wording) == 8, "packed");
_Static_assert(sizeof(struct pack_sentence) == 12, "packed");
_Static_assert(sizeof(struct pack_han) == 8, "packed");
_Static_assert(sizeof(struct pack_character) == 12, "packed");
_Static_assert(sizeof(struct pack_rank_model) ==
                   4 * (1 + RANK_MIX + RANK_STEPS + RANK_LOOKS),
               "packed");
_Static_assert(sizeof(struct pack_rank_feature) == 8, "packed");
_Static_assert(sizeof(struct pack_rank_weight) == 3, "packed");
_Static_assert(sizeof(struct pack_intent_model) == 4 * (1 + INTENT_CLASSES),
               "packed");
_Static_assert(sizeof(struct pack_intent_feature) == 28, "packed");
_Static_assert(sizeof(struct pack_told_weight) == 3, "packed");
_Static_assert(sizeof(struct pack_spelling) == 12, "packed");
_Static_assert(LANG_COUNT == 4, "pack_occupation_record.title");

static const size_t record_size[PACK_SECTIONS] = {
    [PACK_STRINGS] = 1,
    [PACK_SOURCES] = sizeof(struct pack_source_record),
    [PACK_OCCUPATIONS] = sizeof(struct pack_occupation_record),
    [PACK_ENTRIES] = sizeof(struct pack_entry),
    [PACK_NAMES] = sizeof(struct pack_name),
    [PACK_CUES] = sizeof(struct pack_cue),
    [PACK_WORDINGS] = sizeof(struct pack_wording),
    [PACK_SENTENCES] = sizeof(struct pack_sentence),
    [PACK_HAN] = sizeof(struct pack_han),
    [PACK_CHARACTERS] = sizeof(struct pack_character),
    [PACK_WORDS] = sizeof(struct pack_word),
    [PACK_POSTINGS] = sizeof(uint32_t),
    [PACK_SPELLINGS] = sizeof(struct pack_spelling),
    [PACK_SPELLING_BUCKETS] = sizeof(uint32_t),
    [PACK_SPELLING_POSTINGS] = sizeof(uint32_t),
    [PACK_RANK_MODEL] = sizeof(struct pack_rank_model),
    [PACK_RANK_BUCKETS] = sizeof(uint32_t),
    [PACK_RANK_FEATURES] = sizeof(struct pack_rank_feature),
    [PACK_RANK_WEIGHTS] = sizeof(struct pack_rank_weight),
    [PACK_RANK_BIASES] = sizeof(float),
    [PACK_INTENT_MODEL] = sizeof(struct pack_intent_model),
    [PACK_INTENT_FEATURES] = sizeof(struct pack_intent_feature),
    [PACK_TOLD_TERMS] = sizeof(struct pack_told_term),
    [PACK_TOLD_WEIGHTS] = sizeof(struct pack_told_weight),
    [PACK_DESCRIPTIONS] = sizeof(uint16_t),
    [PACK_DESCRIPTION_TERMS] = sizeof(struct pack_told_term),
    [PACK_DESCRIPTION_WEIGHTS] = sizeof(struct pack_told_weight),
};

/* The pack under check. `what` names the part that is wrong. */
struct check {
    const uint8_t *bytes;
    const struct pack_header *header;
    struct texts texts;
    const char *what;
};

static const void *records(const struct check *c, enum pack_section_id id,
                           size_t *count)
{
    const struct pack_section *section = &c->header->sections[id];
    *count = (size_t)section->size / record_size[id];
    return c->bytes + section->offset;
}

static bool wrong(struct check *c, const char *what)
{
    c->what = what;
    return false;
}

static bool check_sections(struct check *c)
{
    uint64_t end = sizeof *c->header;
    for (int i = 0; i < PACK_SECTIONS; i++) {
        const struct pack_section *s = &c->header->sections[i];
        if (s->offset < end || s->offset > c->header->file_size ||
            s->offset % PACK_ALIGN != 0 ||
            s->size > c->header->file_size - s->offset ||
            s->size % record_size[i] != 0)
            return wrong(c, "the section table");
        end = s->offset + s->size;
    }
    return true;
}

static bool check_text(const struct check *c, text_ref ref)
{
    return texts_has(&c->texts, ref);
}

static bool check_texts(struct check *c)
{
    const struct pack_section *s = &c->header->sections[PACK_STRINGS];
    return (texts_check(&c->texts, c->bytes + s->offset, (size_t)s->size) &&
            check_text(c, 0) && texts_get(&c->texts, 0).len == 0 &&
            check_text(c, c->header->built)) ||
           wrong(c, "the texts");
}

static bool check_sources(struct check *c)
{
    size_t count;
    const struct pack_source_record *r = records(c, PACK_SOURCES, &count);
    for (size_t i = 0; i < count; i++)
        if (!check_text(c, r[i].name) || !check_text(c, r[i].date) ||
            !check_text(c, r[i].url) || r[i].zero)
            return wrong(c, "a source");
    return count <= UINT16_MAX || wrong(c, "the number of sources");
}

enum { SOC_MOST = 999999 }; /* 99-9999 */

static bool one_of(double n, double a, double b, double c)
{
    return isnan(n) || n == a || n == b || n == c;
}

/* 0 to most */
static bool is_whole(double n, double most)
{
    return n >= 0 && n <= most && n == floor(n);
}

static bool is_rating_id(struct str id)
{
    for (int i = 0; i < RATING_COUNT; i++)
        if (str_eq(id, str_from(rating_ids[i])))
            return true;
    return false;
}

/* Numbers that stand for words, and numbers with a known range. */
static bool check_values(const struct check *c, const struct pack_entry *e)
{
    struct str text = texts_get(&c->texts, e->text[0]);
    double n = e->num[0];
    for (int i = 0; i < ENTRY_NUMBERS; i++)
        if (!isnan(e->num[i]) && !(fabs(e->num[i]) <= 1e15))
            return false;
    switch ((enum field)e->field) {
    case FIELD_RATING:
        return is_rating_id(text) && n >= 1 && n <= 10;
    case FIELD_OVERALL:
        return n >= 1 && n <= 10;
    case FIELD_VERDICT:
        return text.len == 0 || str_eq(text, STR("compressed")) ||
               str_eq(text, STR("amplified")) || str_eq(text, STR("mixed"));
    case FIELD_TOOL:
        return one_of(n, 1, 2, 3) &&
               (isnan(e->num[1]) || (e->num[1] >= 1 && e->num[1] <= 9999));
    case FIELD_QUALIFICATION:
        return one_of(n, 0, 1, 1);
    case FIELD_MIGRATION:
        return one_of(n, 0, 1, 2);
    case FIELD_COMBINED:
    case FIELD_RELATED:
    case FIELD_MOVE:
    case FIELD_LEARN:
        return is_whole(n, SOC_MOST);
    case FIELD_CERTIFICATE:
        return is_whole(n, CERTIFICATE_DUTIES - 1);
    default:
        return true;
    }
}

static bool check_entry(const struct check *c, const struct pack_entry *e)
{
    for (int i = 0; i < ENTRY_TEXTS; i++)
        if (!check_text(c, e->text[i]))
            return false;
    return e->field > FIELD_NONE && e->field < FIELD_LIMIT &&
           e->lang < LANG_COUNT && (e->flags & ~ENTRY_FLAGS) == 0 &&
           e->source < c->header->sections[PACK_SOURCES].size /
                           sizeof(struct pack_source_record) &&
           e->zero == 0 && e->zero2 == 0 && check_values(c, e);
}

/* Each move has its fit, in every language. */
static bool check_moves(const struct pack_entry *e, size_t count)
{
    size_t moves[LANG_COUNT] = {0}, fits[LANG_COUNT] = {0};
    for (size_t i = 0; i < count; i++) {
        moves[e[i].lang] += e[i].field == FIELD_MOVE;
        fits[e[i].lang] += e[i].field == FIELD_MOVE_FIT;
    }
    return memcmp(moves, fits, sizeof moves) == 0;
}

static bool check_occupations(struct check *c)
{
    size_t count, entry_count, first = 0;
    const struct pack_occupation_record *r =
        records(c, PACK_OCCUPATIONS, &count);
    const struct pack_entry *e = records(c, PACK_ENTRIES, &entry_count);
    for (size_t i = 0; i < count; i++) {
        if (r[i].soc == 0 || r[i].soc > SOC_MOST || r[i].zero ||
            (i > 0 && r[i].soc <= r[i - 1].soc))
            return wrong(c, "the order of the occupations");
        for (int lang = 0; lang < LANG_COUNT; lang++)
            if (!check_text(c, r[i].title[lang]))
                return wrong(c, "a title");
        if (r[i].title[LANG_AUTO] != 0 || r[i].first_entry != first ||
            r[i].entry_count > entry_count - first)
            return wrong(c, "the entries of an occupation");
        for (size_t k = 0; k < r[i].entry_count; k++) {
            const struct pack_entry *entry = &e[first + k];
            if (!check_entry(c, entry))
                return wrong(c, "an entry");
            if (k > 0 && (entry->lang < entry[-1].lang ||
                          (entry->lang == entry[-1].lang &&
                           entry->field < entry[-1].field)))
                return wrong(c, "the order of the entries");
        }
        if (!check_moves(e + first, r[i].entry_count))
            return wrong(c, "the moves of an occupation");
        first += r[i].entry_count;
    }
    return first == entry_count || wrong(c, "the number of entries");
}

static bool check_names(struct check *c)
{
    size_t count, occupations;
    const struct pack_name *r = records(c, PACK_NAMES, &count);
    struct str before = STR_NONE, key;
    records(c, PACK_OCCUPATIONS, &occupations);
    for (size_t i = 0; i < count; i++, before = key)
        if (!check_text(c, r[i].key) || !check_text(c, r[i].shown) ||
            r[i].occupation >= occupations || r[i].lang >= LANG_COUNT ||
            r[i].origin >= NAME_ORIGINS ||
            str_compare(key = texts_get(&c->texts, r[i].key), before) < 0)
            return wrong(c, "a name");
    return true;
}

static bool check_words(struct check *c)
{
    size_t count, posting_count, names, next = 0;
    const struct pack_word *r = records(c, PACK_WORDS, &count);
    const uint32_t *postings = records(c, PACK_POSTINGS, &posting_count);
    struct str before = STR_NONE, key;
    records(c, PACK_NAMES, &names);
    for (size_t i = 0; i < count; i++, before = key) {
        if (!check_text(c, r[i].key) ||
            (key = texts_get(&c->texts, r[i].key)).len == 0 ||
            (i > 0 && str_compare(key, before) <= 0) || r[i].first != next ||
            r[i].count > posting_count - next)
            return wrong(c, "the words of names");
        next += r[i].count;
    }
    for (size_t i = 0; i < posting_count; i++)
        if (postings[i] >= names)
            return wrong(c, "the words of names");
    return next == posting_count || wrong(c, "the words of names");
}

static bool check_spelling_buckets(struct check *c, size_t spellings)
{
    size_t buckets, postings;
    const uint32_t *b = records(c, PACK_SPELLING_BUCKETS, &buckets);
    const uint32_t *p = records(c, PACK_SPELLING_POSTINGS, &postings);
    if (buckets == 0)
        return spellings == 0 && postings == 0;
    if (buckets < 3 || buckets > (1u << 28) + 1 ||
        ((buckets - 1) & (buckets - 2)) != 0 || b[0] != 0 ||
        b[buckets - 1] != postings)
        return false;
    for (size_t i = 1; i < buckets; i++)
        if (b[i] < b[i - 1])
            return false;
    for (size_t i = 0; i < postings; i++)
        if (p[i] >= spellings)
            return false;
    return true;
}

static bool check_spellings(struct check *c)
{
    size_t count, words;
    const struct pack_spelling *r = records(c, PACK_SPELLINGS, &count);
    struct str before = STR_NONE, word;
    records(c, PACK_WORDS, &words);
    for (size_t i = 0; i < count; i++, before = word)
        if (!check_text(c, r[i].word) || r[i].stem >= words ||
            (word = texts_get(&c->texts, r[i].word)).len == 0 ||
            (i > 0 && str_compare(word, before) <= 0))
            return wrong(c, "the spellings of words");
    return check_spelling_buckets(c, count) ||
           wrong(c, "the spellings of words");
}

static bool zero3(const uint8_t bytes[3])
{
    return (bytes[0] | bytes[1] | bytes[2]) == 0;
}

static bool check_cues(struct check *c)
{
    size_t count;
    const struct pack_cue *r = records(c, PACK_CUES, &count);
    for (size_t i = 0; i < count; i++)
        if (!check_text(c, r[i].key) || !check_text(c, r[i].topic) ||
            r[i].lang >= LANG_COUNT || !zero3(r[i].zero) ||
            (i > 0 && r[i].lang < r[i - 1].lang))
            return wrong(c, "a phrase");
    return true;
}

static bool check_wordings(struct check *c)
{
    size_t count;
    const struct pack_wording *r = records(c, PACK_WORDINGS, &count);
    for (size_t i = 0; i < count; i++)
        if (!check_text(c, r[i].text) || !check_text(c, r[i].topic) ||
            texts_get(&c->texts, r[i].text).len == 0)
            return wrong(c, "a phrase that is found as it is written");
    return true;
}

static bool check_sentences(struct check *c)
{
    size_t count;
    const struct pack_sentence *r = records(c, PACK_SENTENCES, &count);
    struct str before = STR_NONE, key;
    for (size_t i = 0; i < count; i++, before = key) {
        if (!check_text(c, r[i].key) || !check_text(c, r[i].text) ||
            r[i].lang >= LANG_COUNT || !zero3(r[i].zero))
            return wrong(c, "a sentence");
        key = texts_get(&c->texts, r[i].key);
        if (i > 0 &&
            (r[i].lang < r[i - 1].lang ||
             (r[i].lang == r[i - 1].lang && str_compare(key, before) <= 0)))
            return wrong(c, "the order of the sentences");
    }
    return true;
}

static bool check_han(struct check *c)
{
    size_t count;
    const struct pack_han *r = records(c, PACK_HAN, &count);
    for (size_t i = 0; i < count; i++)
        if (!utf8proc_codepoint_valid((utf8proc_int32_t)r[i].from) ||
            !utf8proc_codepoint_valid((utf8proc_int32_t)r[i].to) ||
            (i > 0 && r[i].from <= r[i - 1].from))
            return wrong(c, "the Han characters");
    return true;
}

static bool check_characters(struct check *c)
{
    size_t count;
    const struct pack_character *r = records(c, PACK_CHARACTERS, &count);
    for (size_t i = 0; i < count; i++)
        if (!utf8proc_codepoint_valid((utf8proc_int32_t)r[i].code) ||
            r[i].sound >= PACK_LETTERS_END || r[i].shape >= PACK_LETTERS_END ||
            (i > 0 && r[i].code <= r[i - 1].code))
            return wrong(c, "the sounds of characters");
    return true;
}

/* --- the learned ranking --- */

static bool check_model(const struct pack_rank_model *model)
{
    bool good = model->scale >= 0 && model->scale <= 1e6F;
    for (size_t i = 0; i < RANK_STEPS; i++)
        good = good && model->right[i] >= 0 && model->right[i] <= 1 &&
               (i == 0 || model->right[i] >= model->right[i - 1]);
    for (size_t i = 0; i < RANK_MIX; i++)
        good = good && model->mix[i] >= 0 && model->mix[i] <= 1e3F;
    for (size_t i = 0; i < RANK_LOOKS; i++)
        good = good && fabsf(model->looks[i]) <= 1e6F;
    return good;
}

/* Features stand in the order of their hashes, so each bucket is a run. */
static bool check_features(const struct check *c)
{
    size_t buckets, features, weights;
    const uint32_t *b = records(c, PACK_RANK_BUCKETS, &buckets);
    const struct pack_rank_feature *f =
        records(c, PACK_RANK_FEATURES, &features);
    records(c, PACK_RANK_WEIGHTS, &weights);
    if (buckets < 3 || buckets > (1u << 24) + 1 ||
        ((buckets - 1) & (buckets - 2)) != 0 || features < 1 || b[0] != 0 ||
        b[buckets - 1] != features - 1 || f[0].first != 0 ||
        f[features - 1].first != weights)
        return false;
    for (size_t i = 1; i < features; i++)
        if (f[i].first < f[i - 1].first ||
            (i + 1 < features && f[i].hash <= f[i - 1].hash))
            return false;
    for (size_t i = 1; i < buckets; i++)
        if (b[i] < b[i - 1])
            return false;
    return true;
}

static bool check_biases(const struct check *c)
{
    size_t count, occupations;
    const float *bias = records(c, PACK_RANK_BIASES, &count);
    records(c, PACK_OCCUPATIONS, &occupations);
    for (size_t i = 0; i < count; i++)
        if (!(fabsf(bias[i]) <= 1e6F))
            return false;
    return count == occupations;
}

static bool all_empty(const struct check *c, size_t from, size_t to)
{
    for (size_t id = from; id <= to; id++)
        if (c->header->sections[id].size > 0)
            return false;
    return true;
}

static bool check_rank(struct check *c)
{
    size_t models, weights, occupations;
    const struct pack_rank_model *model = records(c, PACK_RANK_MODEL, &models);
    const struct pack_rank_weight *w = records(c, PACK_RANK_WEIGHTS, &weights);
    records(c, PACK_OCCUPATIONS, &occupations);
    if (models == 0)
        return all_empty(c, PACK_RANK_MODEL, PACK_RANK_BIASES) ||
               wrong(c, "the ranking");
    for (size_t i = 0; i < weights; i++)
        if (w[i].occupation[0] + 256u * w[i].occupation[1] >= occupations)
            return wrong(c, "the ranking's weights");
    return (models == 1 && check_model(model) && check_features(c) &&
            check_biases(c)) ||
           wrong(c, "the ranking");
}

static bool check_intent(struct check *c)
{
    size_t models, count;
    const struct pack_intent_model *model =
        records(c, PACK_INTENT_MODEL, &models);
    if (models == 0)
        return all_empty(c, PACK_INTENT_MODEL, PACK_INTENT_FEATURES) ||
               wrong(c, "the intents");
    const struct pack_intent_feature *f =
        records(c, PACK_INTENT_FEATURES, &count);
    bool good =
        models == 1 && count > 0 && model->scale >= 0 && model->scale <= 1e6F;
    for (size_t i = 0; good && i < INTENT_CLASSES; i++)
        good = fabsf(model->bias[i]) <= 1e6F;
    for (size_t i = 0; good && i < count; i++)
        good = (i == 0 || f[i].hash > f[i - 1].hash) && f[i].frame <= 1 &&
               (f[i].zero[0] | f[i].zero[1]) == 0;
    return good || wrong(c, "the intents");
}

/* Terms whose weights are of one of `told` things. */
static bool check_terms(struct check *c, enum pack_section_id term_section,
                        enum pack_section_id weight_section, size_t told)
{
    size_t terms, weights;
    const struct pack_told_term *t = records(c, term_section, &terms);
    const struct pack_told_weight *w = records(c, weight_section, &weights);
    bool good = terms == 0 ? weights == 0
                           : terms > 1 && t[0].first == 0 &&
                                 t[terms - 1].first == weights;
    for (size_t i = 1; good && i < terms; i++)
        good = t[i].first > t[i - 1].first &&
               (i + 1 == terms || t[i].hash > t[i - 1].hash);
    for (size_t i = 0; good && i < weights; i++)
        good = w[i].told[0] + 256u * w[i].told[1] < told && w[i].weight > 0;
    return good;
}

static bool check_told(struct check *c)
{
    size_t occupations, descriptions;
    records(c, PACK_OCCUPATIONS, &occupations);
    const uint16_t *of = records(c, PACK_DESCRIPTIONS, &descriptions);
    bool good =
        check_terms(c, PACK_TOLD_TERMS, PACK_TOLD_WEIGHTS, occupations) &&
        check_terms(c, PACK_DESCRIPTION_TERMS, PACK_DESCRIPTION_WEIGHTS,
                    descriptions);
    for (size_t i = 0; good && i < descriptions; i++)
        good = of[i] < occupations;
    return good || wrong(c, "what occupations are told by");
}

static bool check_content(struct check *c)
{
    return check_sections(c) && check_texts(c) && check_sources(c) &&
           check_occupations(c) && check_names(c) && check_words(c) &&
           check_spellings(c) && check_cues(c) && check_wordings(c) &&
           check_sentences(c) && check_han(c) && check_characters(c) &&
           check_rank(c) && check_intent(c) && check_told(c);
}

static uint32_t checksum(const uint8_t *bytes, size_t size)
{
    struct pack_header header;
    memcpy(&header, bytes, sizeof header);
    header.checksum = 0;
    uLong crc = crc32_z(0, (const Bytef *)&header, sizeof header);
    return (uint32_t)crc32_z(crc, bytes + sizeof header, size - sizeof header);
}

#define REBUILD "; rebuild it with: careerbot build"

enum status pack_check(const uint8_t *bytes, size_t size, const char *name,
                       struct error *err)
{
    struct pack_header header;
    size_t magic = sizeof header.magic;
    if (memcmp(bytes, PACK_MAGIC, size < magic ? size : magic) != 0)
        return error_set(err, STATUS_CORRUPT,
                         "%s: this is no knowledge pack" REBUILD, name);
    if (size < sizeof header)
        return error_set(err, STATUS_CORRUPT,
                         "%s: cut short after %zu bytes" REBUILD, name, size);
    memcpy(&header, bytes, sizeof header);
    if (header.byte_order != PACK_BYTE_ORDER)
        return error_set(err, STATUS_CORRUPT,
                         "%s: built on a machine of another byte order, or "
                         "damaged" REBUILD,
                         name);
    if (header.version != PACK_VERSION)
        return error_set(err, STATUS_CORRUPT,
                         "%s: built by another version of careerbot (pack "
                         "version %u, this one reads %u)" REBUILD,
                         name, header.version, PACK_VERSION);
    if (size < header.file_size)
        return error_set(err, STATUS_CORRUPT,
                         "%s: cut short, %zu of %llu bytes are there" REBUILD,
                         name, size, (unsigned long long)header.file_size);
    if (size > header.file_size || header.checksum != checksum(bytes, size))
        return error_set(err, STATUS_CORRUPT,
                         "%s: damaged, its checksum is wrong" REBUILD, name);

    struct check check = {.bytes = bytes,
                          .header = (const struct pack_header *)bytes};
    bool sound = check_content(&check);
    texts_fini(&check.texts);
    if (!sound)
        return error_set(err, STATUS_CORRUPT, "%s: damaged in %s" REBUILD, name,
                         check.what);
    return STATUS_OK;
}
