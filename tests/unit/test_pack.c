/* The pack: what was written is read back, what is damaged is refused, what
 * is hostile does no harm, and a new pack replaces the old one at once. */
#include "../pack_walk.h"
#include "file.h"
#include "pack_format.h"
#include "pack_write.h"
#include "temp_folder.h"
#include "unit.h"
#include "xmalloc.h"

#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

struct bytes {
    uint8_t *ptr;
    size_t size;
};

static struct pack_value value(enum field field, enum lang lang,
                               uint16_t source, const char *text, double num)
{
    return (struct pack_value){.field = field,
                               .lang = lang,
                               .source = source,
                               .text = {str_from(text), STR(""), STR("")},
                               .num = {num, NAN}};
}

/* Two occupations, added in the wrong order, with a little of everything. */
static struct bytes small_pack(const char *built)
{
    struct pack_writer *w = pack_writer_new();
    uint16_t page = pack_writer_source(w, STR("A page"), STR("2026"), STR(""));
    uint16_t bls = pack_writer_source(w, STR("BLS OEWS"), STR("May 2025"),
                                      STR("https://www.bls.gov/oes/"));
    assert_int_equal(pack_writer_source(w, STR("A page"), STR("2026"), STR("")),
                     page);

    size_t nurse = pack_writer_occupation(w, 291141);
    size_t tech = pack_writer_occupation(w, 254031);
    assert_true(pack_writer_find(w, 254031) == tech);
    assert_true(pack_writer_find(w, 111011) == SIZE_MAX);
    pack_writer_title(w, nurse, LANG_EN, STR("Registered Nurses"));
    pack_writer_title(w, tech, LANG_EN, STR("Library Technicians"));
    pack_writer_title(w, tech, LANG_EN, STR("Another title"));
    pack_writer_title(w, tech, LANG_ZH_HANT, STR("圖書館技術員"));

    struct pack_value v[] = {
        value(FIELD_FIT, LANG_EN, page, "Quiet people", NAN),
        value(FIELD_FIT, LANG_EN, page, "Tidy people", NAN),
        value(FIELD_SUMMARY, LANG_EN, page, "Helps readers.", NAN),
        value(FIELD_RATING, LANG_EN, page, "ai_risk", 7),
        value(FIELD_WAGE_P90, LANG_AUTO, bls, "", 63080),
        value(FIELD_COMBINED, LANG_AUTO, bls, "", 254030),
        value(FIELD_RELATED, LANG_AUTO, bls, "", 291141),
        value(FIELD_MOVE, LANG_AUTO, bls, "Biology", 291141),
        value(FIELD_MOVE_FIT, LANG_AUTO, bls, "", 3),
        value(FIELD_LEARN, LANG_AUTO, bls, "Biology", 291141),
        value(FIELD_CERTIFICATE, LANG_EN, page, "A licence", DUTY_BY_LAW),
    };
    v[4].flags = ENTRY_AT_LEAST;
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        pack_writer_entry(w, tech, &v[i]);

    pack_writer_name(w, nurse, LANG_EN, NAME_LEXICON, STR("rn"), STR("RN"));
    pack_writer_name(w, tech, LANG_EN, NAME_LEXICON, STR("librari technician"),
                     STR("library technician"));
    pack_writer_name(w, tech, LANG_EN, NAME_TITLE, STR("librari technician"),
                     STR("Library Technicians"));
    pack_writer_cue(w, LANG_ZH_HANS, STR("salary"), STR("薪水"));
    pack_writer_cue(w, LANG_EN, STR("salary"), STR("how much ... earn"));
    pack_writer_cue(w, LANG_EN, STR("ai_risk/tools"), STR("tool"));
    pack_writer_wording(w, STR("amount/hourly"), STR("/hr"));
    pack_writer_sentence(w, LANG_ZH_HANT, STR("greeting"), STR("你好"));
    pack_writer_sentence(w, LANG_EN, STR("greeting"), STR("Hello {name}"));
    pack_writer_sentence(w, LANG_EN, STR("bye"), STR("Goodbye"));
    pack_writer_han(w, 0x66f8, 0x4e66);
    pack_writer_han(w, 0x56fd, 0x56fd);
    pack_writer_character(w, 0x673a, STR("ji"), STR("DHN"));
    pack_writer_character(w, 0x53f8, STR("si"), STR(""));

    struct bytes out;
    struct pack_counts counts;
    assert_int_equal(
        pack_writer_finish(w, str_from(built), &out.ptr, &counts, NULL),
        STATUS_OK);
    assert_int_equal(counts.occupations, 2);
    assert_int_equal(counts.entries, 11);
    assert_int_equal(counts.names, 2);
    out.size = counts.bytes;
    pack_writer_free(w);
    return out;
}

static void assert_text(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void reads_back_what_was_written(void **state)
{
    (void)state;
    struct bytes b = small_pack("2026-11-23 21:44 UTC");
    struct pack *pack;
    struct error err;
    if (pack_open_bytes(b.ptr, b.size, "small", &pack, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_text(pack_built(pack), "2026-11-23 21:44 UTC");
    assert_int_equal(pack_occupation_count(pack), 2);
    size_t tech = pack_find_soc(pack, 254031);
    assert_int_equal(tech, 0); /* sorted by code */
    assert_int_equal(pack_find_soc(pack, 291141), 1);
    assert_int_equal(pack_find_soc(pack, 151252), 2); /* not there */

    struct pack_occupation o = pack_occupation(pack, tech);
    assert_int_equal(o.soc, 254031);
    assert_text(o.title[LANG_EN], "Library Technicians");
    assert_text(o.title[LANG_ZH_HANT], "圖書館技術員");
    assert_text(o.title[LANG_ZH_HANS], "");

    size_t count;
    const struct pack_entry *e =
        pack_entries(pack, tech, LANG_EN, FIELD_FIT, &count);
    assert_int_equal(count, 2);
    assert_text(pack_text(pack, e[0].text[0]), "Quiet people");
    assert_text(pack_text(pack, e[1].text[0]), "Tidy people");
    assert_true(isnan(e[0].num[0]));
    assert_text(pack_source(pack, e[0].source).name, "A page");
    assert_null(pack_entries(pack, tech, LANG_ZH_HANT, FIELD_FIT, &count));
    assert_int_equal(count, 0);

    /* What is the same in every language is found under each. */
    e = pack_entries(pack, tech, LANG_ZH_HANS, FIELD_WAGE_P90, &count);
    assert_int_equal(count, 1);
    assert_true(e->num[0] == 63080 && e->flags == ENTRY_AT_LEAST);
    assert_text(pack_source(pack, e->source).date, "May 2025");

    assert_true(pack_has_page(pack, tech, LANG_EN));
    assert_false(pack_has_page(pack, tech, LANG_ZH_HANT));
    assert_false(pack_has_page(pack, 1, LANG_EN));

    const struct pack_name *names = pack_names(pack, &count);
    assert_int_equal(count, 2);
    assert_text(pack_text(pack, names[0].key), "librari technician");
    assert_text(pack_text(pack, names[0].shown), "Library Technicians");
    assert_int_equal(names[0].origin, NAME_TITLE);
    assert_int_equal(names[0].occupation, tech);
    assert_int_equal(names[1].occupation, 1);

    const struct pack_cue *cues = pack_cues(pack, LANG_EN, &count);
    assert_int_equal(count, 2);
    assert_text(pack_text(pack, cues[0].key), "how much ... earn");
    assert_text(pack_text(pack, cues[1].topic), "ai_risk/tools");
    cues = pack_cues(pack, LANG_ZH_HANT, &count); /* one list for both */
    assert_int_equal(count, 1);
    assert_text(pack_text(pack, cues[0].key), "薪水");
    const struct pack_wording *wordings = pack_wordings(pack, &count);
    assert_int_equal(count, 1);
    assert_text(pack_text(pack, wordings[0].text), "/hr");
    assert_text(pack_text(pack, wordings[0].topic), "amount/hourly");

    assert_text(pack_sentence(pack, LANG_EN, STR("greeting")), "Hello {name}");
    assert_text(pack_sentence(pack, LANG_ZH_HANT, STR("greeting")), "你好");
    assert_text(pack_sentence(pack, LANG_ZH_HANT, STR("bye")), "");

    const struct pack_han *han = pack_han(pack, &count);
    assert_int_equal(count, 2);
    assert_true(han[0].from == 0x56fd && han[0].to == 0x56fd);
    assert_true(han[1].from == 0x66f8 && han[1].to == 0x4e66);
    const struct pack_character *c = pack_characters(pack, &count);
    assert_int_equal(count, 2);
    assert_true(c[0].code == 0x53f8 && c[0].shape == 0);
    assert_int_equal(c[1].sound, 10 + 32 * 9); /* j, i */
    pack_close(pack);
    free(b.ptr);
}

static void an_empty_pack_is_sound(void **state)
{
    (void)state;
    struct pack_writer *w = pack_writer_new();
    struct pack_counts counts;
    uint8_t *bytes;
    struct pack *pack;
    assert_int_equal(pack_writer_finish(w, STR(""), &bytes, &counts, NULL),
                     STATUS_OK);
    assert_int_equal(pack_open_bytes(bytes, counts.bytes, "", &pack, NULL),
                     STATUS_OK);
    assert_int_equal(pack_occupation_count(pack), 0);
    assert_int_equal(walk_pack(pack), 0);
    pack_close(pack);
    free(bytes);
    pack_writer_free(w);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    struct bytes a = small_pack("now"), b = small_pack("now");
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.ptr, b.ptr, a.size);
    free(a.ptr);
    free(b.ptr);
}

static enum status open_copy(const uint8_t *bytes, size_t size,
                             struct error *err)
{
    uint8_t *copy = xmalloc(size + 1); /* its end is watched by the sanitizer */
    struct pack *pack;
    memcpy(copy, bytes, size);
    enum status status = pack_open_bytes(copy, size, "small", &pack, err);
    if (status == STATUS_OK) {
        walk_pack(pack);
        pack_close(pack);
    }
    free(copy);
    return status;
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    struct bytes b = small_pack("now");
    struct error err;
    for (size_t size = 0; size < b.size; size++) {
        assert_int_equal(open_copy(b.ptr, size, &err), STATUS_CORRUPT);
        assert_non_null(strstr(err.text, "cut short"));
        assert_non_null(strstr(err.text, "careerbot build"));
        assert_null(strchr(err.text, '\n'));
    }
    free(b.ptr);
}

static void every_flipped_byte_and_bit_is_refused(void **state)
{
    (void)state;
    struct bytes b = small_pack("now");
    for (size_t at = 0; at < b.size; at++) {
        for (int bit = -1; bit < 8; bit++) {
            uint8_t flip = (uint8_t)(bit < 0 ? 0xff : 1u << bit);
            b.ptr[at] ^= flip;
            assert_int_equal(open_copy(b.ptr, b.size, NULL), STATUS_CORRUPT);
            b.ptr[at] ^= flip;
        }
    }
    assert_int_equal(open_copy(b.ptr, b.size, NULL), STATUS_OK);
    free(b.ptr);
}

static void fix_checksum(struct bytes b)
{
    struct pack_header *header = (void *)b.ptr;
    header->checksum = 0;
    header->checksum = (uint32_t)crc32_z(0, b.ptr, b.size);
}

static void *section(struct bytes b, enum pack_section_id id)
{
    return b.ptr + ((struct pack_header *)(void *)b.ptr)->sections[id].offset;
}

static void names_the_reason(void **state)
{
    (void)state;
    struct bytes b = small_pack("now");
    struct pack_header *header = (void *)b.ptr;
    struct error err;

    header->version++;
    assert_int_equal(open_copy(b.ptr, b.size, &err), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "another version"));
    header->version--;

    header->byte_order = 0x04030201;
    assert_int_equal(open_copy(b.ptr, b.size, &err), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "byte order"));
    header->byte_order = PACK_BYTE_ORDER;

    header->magic[0] = 'C';
    assert_int_equal(open_copy(b.ptr, b.size, &err), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "no knowledge pack"));
    header->magic[0] = PACK_MAGIC[0];

    b.ptr[b.size - 1] ^= 1;
    assert_int_equal(open_copy(b.ptr, b.size, &err), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "checksum"));
    free(b.ptr);
}

/* Each change breaks one rule that readers rely on; the checksum fits. */
static void break_text(struct bytes b, int how)
{
    struct pack_source_record *source = section(b, PACK_SOURCES);
    char *text = (char *)section(b, PACK_STRINGS) + source->name;
    uint32_t len;
    memcpy(&len, text, sizeof len);
    switch (how) {
    case 0:
        len = 0xffffffff;
        break;
    case 1:
        len++; /* no zero behind it */
        break;
    case 2:
        text[4] = '\n';
        break;
    case 3:
        text[4] = (char)0xff; /* no UTF-8 */
        break;
    case 4:
        memcpy(text + 4, "\xc2\x85", 2); /* a control character */
        break;
    case 5:
        source->name++; /* not aligned */
        break;
    case 6:
        source->name += 4; /* into a text */
        break;
    case 7: /* behind the last */
        source->name = (text_ref)((struct pack_header *)(void *)b.ptr)
                           ->sections[PACK_STRINGS]
                           .size;
        break;
    case 8:
        text = section(b, PACK_STRINGS); /* the empty one is not */
        *(uint32_t *)(void *)text = 1;
        text[4] = 'x';
        break;
    default:
        source->name = 0xfffffffc;
    }
    if (how < 2)
        memcpy(text, &len, sizeof len);
}

static void break_section(struct bytes b, int how)
{
    struct pack_section *s = ((struct pack_header *)(void *)b.ptr)->sections;
    switch (how) {
    case 0:
        s[PACK_NAMES].offset += 4;
        break;
    case 1:
        s[PACK_NAMES].size -= 1;
        break;
    case 2:
        s[PACK_HAN].size += 8;
        break;
    case 3:
        s[PACK_HAN].size = UINT64_MAX - 7;
        break;
    case 4:
        s[PACK_HAN].offset = UINT64_MAX - 7;
        break;
    case 5:
        s[PACK_STRINGS].offset = 0;
        break;
    case 6:
        s[PACK_NAMES] = s[PACK_HAN];
        break;
    case 7:
        s[PACK_STRINGS].size = 0;
        break;
    case 8:
        s[PACK_STRINGS].size -= 4; /* the last text is cut */
        break;
    case 9:
        s[PACK_STRINGS].size += 1; /* more than the last text */
        break;
    default:
        ((struct pack_header *)(void *)b.ptr)->built = 2;
    }
}

static struct pack_entry *entry_of(struct bytes b, enum field field)
{
    struct pack_entry *e = section(b, PACK_ENTRIES);
    while (e->field != field)
        e++;
    return e;
}

static void break_entry(struct bytes b, int how)
{
    struct pack_occupation_record *o = section(b, PACK_OCCUPATIONS);
    struct pack_entry *e = section(b, PACK_ENTRIES);
    struct pack_entry *rating = entry_of(b, FIELD_RATING);
    switch (how) {
    case 0:
        e->source = 2;
        break;
    case 1:
        e->lang = LANG_COUNT;
        break;
    case 2:
        e->field = FIELD_LIMIT;
        break;
    case 3:
        e->field = FIELD_NONE;
        break;
    case 4:
        e->num[0] = INFINITY;
        break;
    case 5:
        e->num[0] = 1e300;
        break;
    case 6:
        rating->num[0] = 11;
        break;
    case 7:
        rating->text[0] = 0;
        break;
    case 8:
        e->flags = ENTRY_FLAGS + 1;
        break;
    case 9:
        o[0].entry_count--;
        break;
    case 10:
        o[0].first_entry = 1;
        break;
    case 11:
        o[0].entry_count = 0xffffffff;
        break;
    case 12:
        o[1].soc = o[0].soc;
        break;
    case 13:
        o[0].soc = 1000000;
        break;
    case 14:
        o[0].title[LANG_AUTO] = o[0].title[LANG_EN];
        break;
    case 15:
        rating[0].field = FIELD_WAGE_P90; /* out of order */
        break;
    default:
        e->zero2 = 1;
    }
}

static const struct {
    enum field field;
    double num;
} wrong_values[] = {
    {FIELD_COMBINED, NAN},
    {FIELD_RELATED, -1},
    {FIELD_MOVE, 1e15},
    {FIELD_MOVE, 291141.5},
    {FIELD_LEARN, 1000000},
    {FIELD_CERTIFICATE, NAN},
    {FIELD_CERTIFICATE, CERTIFICATE_DUTIES},
    {FIELD_CERTIFICATE, 0.5},
};

enum { WRONG_VALUES = sizeof wrong_values / sizeof *wrong_values };

static void break_value(struct bytes b, int how)
{
    entry_of(b, wrong_values[how].field)->num[0] = wrong_values[how].num;
}

/* A move without its fit, and a fit without its move. */
static void break_moves(struct bytes b, int how)
{
    enum field fields[] = {FIELD_MOVE, FIELD_MOVE_FIT};
    entry_of(b, fields[!how])->field = (uint16_t)fields[how];
}

static void break_rest(struct bytes b, int how)
{
    struct pack_name *name = section(b, PACK_NAMES);
    struct pack_cue *cue = section(b, PACK_CUES);
    struct pack_sentence *sentence = section(b, PACK_SENTENCES);
    struct pack_han *han = section(b, PACK_HAN);
    struct pack_word *word = section(b, PACK_WORDS);
    struct pack_character *character = section(b, PACK_CHARACTERS);
    text_ref key = name[0].key;
    switch (how) {
    case 0:
        name->occupation = 2;
        break;
    case 1:
        name->lang = 4;
        break;
    case 2:
        name->origin = NAME_ORIGINS;
        break;
    case 3:
        name[0].key = name[1].key;
        name[1].key = key;
        break;
    case 4:
        cue->lang = 4;
        break;
    case 5:
        cue[0].lang = LANG_ZH_HANS;
        cue[1].lang = LANG_EN;
        break;
    case 6:
        sentence[1].key = sentence[0].key;
        break;
    case 7:
        sentence->lang = 200;
        break;
    case 8:
        han[0].from = 0x110000;
        break;
    case 9:
        han[0].to = 0xd800;
        break;
    case 10:
        han[1].from = han[0].from;
        break;
    case 11:
        word[0].count++;
        break;
    case 12:
        word[1].key = word[0].key;
        break;
    case 13:
        *(uint32_t *)section(b, PACK_POSTINGS) = 2000000;
        break;
    case 14:
        *(struct pack_wording *)section(b, PACK_WORDINGS) =
            (struct pack_wording){0};
        break;
    case 15:
        character[0].code = 0x110000;
        break;
    case 16:
        character[1].code = character[0].code;
        break;
    default:
        cue->zero[1] = 1;
    }
}

static void hostile_content_is_refused(void **state)
{
    (void)state;
    static const struct {
        void (*change)(struct bytes, int);
        int count;
    } changes[] = {{break_text, 10},  {break_section, 11},
                   {break_entry, 17}, {break_value, WRONG_VALUES},
                   {break_moves, 2},  {break_rest, 18}};
    struct error err;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        for (int how = 0; how < changes[i].count; how++) {
            struct bytes b = small_pack("now");
            changes[i].change(b, how);
            fix_checksum(b);
            if (open_copy(b.ptr, b.size, &err) != STATUS_CORRUPT)
                fail_msg("group %zu, change %d was taken", i, how);
            if (!strstr(err.text, "damaged in"))
                fail_msg("group %zu, change %d: %s", i, how, err.text);
            free(b.ptr);
        }
    }
}

/* Wherever in a text it stands, among letters or among characters. */
static void a_bad_byte_in_a_text_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "short", "fifteen letters",
        "A longer text, of words only, in one script",
        "圖書館技術員, a library technician, 圖書館技術員 again, ¿no? 圖"};
    static const uint8_t bad[] = {'\0', '\n', 0x7f, 0xff};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct bytes b = small_pack(texts[i]);
        const struct pack_header *header = (void *)b.ptr;
        uint8_t *text = (uint8_t *)section(b, PACK_STRINGS) + header->built + 4;
        assert_int_equal(open_copy(b.ptr, b.size, NULL), STATUS_OK);
        for (size_t at = 0; texts[i][at]; at++)
            for (size_t k = 0; k < sizeof bad; k++) {
                uint8_t good = text[at];
                text[at] = bad[k];
                fix_checksum(b);
                if (open_copy(b.ptr, b.size, NULL) != STATUS_CORRUPT)
                    fail_msg("text %zu, byte %zu: 0x%02x was taken", i, at,
                             bad[k]);
                text[at] = good;
            }
        free(b.ptr);
    }
}

/* Whatever stands in it: refused, or safe to read to the end. */
static void random_changes_do_no_harm(void **state)
{
    (void)state;
    struct bytes b = small_pack("now");
    uint8_t *good = xmalloc(b.size);
    uint32_t seed = 1;
    size_t taken = 0;
    memcpy(good, b.ptr, b.size);
    for (int round = 0; round < 20000; round++) {
        for (int k = 0; k <= round % 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = 32 + (seed >> 8) % (b.size - 32);
            seed = seed * 1664525u + 1013904223u;
            b.ptr[at] = (uint8_t)(seed >> 24);
        }
        fix_checksum(b);
        taken += open_copy(b.ptr, b.size, NULL) == STATUS_OK;
        memcpy(b.ptr, good, b.size);
    }
    assert_true(taken > 0); /* a letter changed in a text is no harm */
    free(good);
    free(b.ptr);
}

/* --- files --- */

static size_t files_in_folder(void)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *d; (d = readdir(dir)) != NULL;)
        count += d->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void save(const char *path, struct bytes b)
{
    struct error err;
    struct str s = {(const char *)b.ptr, b.size};
    if (file_replace(path, s, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void a_new_pack_replaces_the_old_one_at_once(void **state)
{
    (void)state;
    const char *path = path_of("k.pack");
    struct bytes a = small_pack("the first"), b = small_pack("the second");
    struct pack *old, *new;
    save(path, a);
    assert_int_equal(pack_open(path, &old, NULL), STATUS_OK);
    save(path, b);
    assert_int_equal(pack_open(path, &new, NULL), STATUS_OK);
    assert_text(pack_built(old), "the first"); /* its file is still there */
    assert_text(pack_built(new), "the second");
    assert_true(walk_pack(old) > 0);
    assert_int_equal(files_in_folder(), 1);
    pack_close(old);
    pack_close(new);
    free(a.ptr);
    free(b.ptr);
}

static void a_failed_write_leaves_the_old_pack(void **state)
{
    (void)state;
    const char *path = path_of("k.pack");
    struct bytes a = small_pack("the old one"), b = small_pack("the new one");
    struct error err;
    struct pack *pack;
    save(path, a);

    /* A full disk, as far as this process can tell. */
    struct rlimit before, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = (struct rlimit){100, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    enum status status =
        file_replace(path, (struct str){(const char *)b.ptr, b.size}, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(err.text, "unchanged"));

    assert_int_equal(files_in_folder(), 1); /* nothing is left lying about */
    assert_int_equal(pack_open(path, &pack, &err), STATUS_OK);
    assert_text(pack_built(pack), "the old one");
    pack_close(pack);
    free(a.ptr);
    free(b.ptr);
}

static void places_that_cannot_be_written(void **state)
{
    (void)state;
    struct error err;
    struct str s = STR("bytes");
    struct stat st;
    const char *path = path_of("none/k.pack");
    assert_int_equal(file_replace(path, s, &err), STATUS_IO);
    assert_non_null(strstr(err.text, path));
    assert_int_equal(file_replace(folder, s, &err), STATUS_IO);
    assert_int_equal(file_replace("/dev/null", s, &err), STATUS_IO);
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode)); /* it was not replaced */
    if (geteuid() == 0)
        return; /* no folder is read-only for root */
    assert_int_equal(chmod(folder, 0500), 0);
    assert_int_equal(file_replace(path_of("k2.pack"), s, &err), STATUS_IO);
    assert_int_equal(chmod(folder, 0700), 0);
}

static void a_link_keeps_pointing_at_its_file(void **state)
{
    (void)state;
    struct bytes b = small_pack("through the link");
    const char *target = path_of("target.pack");
    struct stat st;
    struct pack *pack;
    save(target, b);
    const char *link = path_of("link.pack");
    assert_int_equal(symlink("target.pack", link), 0);
    save(link, b);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(pack_open(target, &pack, NULL), STATUS_OK);
    pack_close(pack);
    free(b.ptr);
}

static void files_that_are_no_packs(void **state)
{
    (void)state;
    struct error err;
    struct pack *pack;
    assert_int_equal(pack_open(path_of("missing"), &pack, &err),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(err.text, "careerbot build"));
    assert_int_equal(pack_open(folder, &pack, &err), STATUS_IO);

    const char *path = path_of("other");
    assert_int_equal(file_replace(path, STR(""), &err), STATUS_OK);
    assert_int_equal(pack_open(path, &pack, &err), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "empty"));
    assert_int_equal(file_replace(path, STR("{\"a\": 1}"), &err), STATUS_OK);
    assert_int_equal(pack_open(path, &pack, &err), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "no knowledge pack"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_was_written),
        cmocka_unit_test(an_empty_pack_is_sound),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_flipped_byte_and_bit_is_refused),
        cmocka_unit_test(names_the_reason),
        cmocka_unit_test(hostile_content_is_refused),
        cmocka_unit_test(a_bad_byte_in_a_text_is_refused),
        cmocka_unit_test(random_changes_do_no_harm),
        cmocka_unit_test(a_new_pack_replaces_the_old_one_at_once),
        cmocka_unit_test(a_failed_write_leaves_the_old_pack),
        cmocka_unit_test(places_that_cannot_be_written),
        cmocka_unit_test(a_link_keeps_pointing_at_its_file),
        cmocka_unit_test(files_that_are_no_packs),
    };
    return cmocka_run_group_tests(tests, begin_folder, end_folder);
}
