/* The learned ranking of titles: what is learned from a few hundred made
 * names, slips, calibration, the same bytes each time, and packs without. */
#include "../pack_walk.h"
#include "made.h"
#include "made_pack.h"
#include "normal.h"
#include "pack_format.h"
#include "pack_write.h"
#include "rank.h"
#include "rank_learn.h"
#include "unit.h"
#include "xmalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct fixture {
    struct normalizer *normalizer;
    struct arena *arena;
    struct pack_writer *writer;
    struct rank_learned *learned;
    struct pack *pack;
    uint8_t *bytes;
    size_t size;
};

/* Names that little tells apart. */
static const struct {
    size_t occupation; /* of made */
    enum name_origin origin;
    const char *name;
} alike[] = {{0, NAME_PUBLISHER, "Band-Top Maker"},
             {1, NAME_PUBLISHER, "Band Top Maker"},
             {0, NAME_LEXICON, "Sash Hanger"},
             {0, NAME_LEXICON, "Sashes Hanger"},
             {1, NAME_REPORTED, "Sashes Hanger"},
             {2, NAME_PUBLISHER, "Crooner"},
             {3, NAME_PUBLISHER, "Coroner"}};

static void finish(struct fixture *f)
{
    struct pack_counts counts;
    free(f->bytes);
    f->pack = made_pack(f->writer, &f->bytes, &counts);
    f->size = counts.bytes;
}

static void fixture_init(struct fixture *f, size_t occupations, bool learns)
{
    *f = (struct fixture){.normalizer = normalizer_new(NULL, NULL),
                          .arena = arena_new(),
                          .writer = pack_writer_new()};
    for (size_t i = 0; i < occupations; i++)
        made_add(f->writer, f->normalizer, f->arena, &made[i]);
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (alike[i].occupation < occupations)
            made_add_name(f->writer, f->normalizer, f->arena,
                          alike[i].occupation, alike[i].origin, alike[i].name);
    finish(f);
    if (!learns)
        return;
    f->learned = rank_learn(f->pack, f->normalizer, NULL);
    pack_writer_rank(f->writer, rank_learned_pack(f->learned));
    pack_close(f->pack);
    finish(f);
}

static void fixture_fini(struct fixture *f)
{
    pack_close(f->pack);
    free(f->bytes);
    rank_learned_free(f->learned);
    pack_writer_free(f->writer);
    arena_free(f->arena);
    normalizer_free(f->normalizer);
}

static struct rank_hit best_of(struct fixture *f, const char *title)
{
    struct rank_hit hits[10] = {0};
    size_t count =
        rank_title(f->pack, f->normalizer, f->arena, str_from(title), hits, 10);
    if (count == 0)
        fail_msg("\"%s\" has no hit", title);
    for (size_t i = 0; i < count; i++)
        assert_true(hits[i].score >= 0 && hits[i].score <= 1);
    return hits[0];
}

static void assert_best(struct fixture *f, const char *title, uint32_t soc,
                        enum rank_way way)
{
    struct rank_hit hit = best_of(f, title);
    uint32_t got = pack_occupation(f->pack, hit.occupation).soc;
    if (got != soc || hit.way != way)
        fail_msg("\"%s\" is %u by way %d, not %u by way %d", title, got,
                 (int)hit.way, soc, (int)way);
}

static void ranks_names_slips_and_new_titles(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, MADE, true);
    assert_non_null(f.learned);
    assert_best(&f, "Registered nurse", 291141, RANK_NAME);
    assert_best(&f, "SENIOR SCHOOL NURSES", 291141, RANK_NAME);
    assert_best(&f, "school libary technician", 254031, RANK_SLIP);
    assert_best(&f, "longhaul truckdriver", 533032, RANK_SLIP);
    assert_best(&f, "cattel truker", 533032, RANK_SLIP);
    assert_best(&f, "burns nurse at a big hospital", 291141, RANK_LEARNED);
    assert_best(&f, "solar wirers helper", 472111, RANK_LEARNED);
    assert_best(&f, "archive shelving clerk", 254031, RANK_LEARNED);
    fixture_fini(&f);
}

/* Misspelt, a name ranks first what it does spelt right. */
static void slips_do_not_change_the_order(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"surgical nurse", "surgcial nurse"},
        {"freight trucker", "frieght trucker"},
        {"archive shelver", "archive shlever"}};
    struct fixture f;
    fixture_init(&f, MADE, true);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct rank_hit right[10] = {0}, slip[10] = {0};
        size_t count = rank_title(f.pack, f.normalizer, f.arena,
                                  str_from(names[i][0]), right, 10);
        size_t slips = rank_title(f.pack, f.normalizer, f.arena,
                                  str_from(names[i][1]), slip, 10);
        assert_true(count > 0 && slips > 0);
        assert_int_equal(slip[0].way, RANK_SLIP);
        assert_int_equal(slip[0].occupation, right[0].occupation);
    }
    fixture_fini(&f);
}

/* What parts the words counts, and so does where a slip stands: people get
 * beginnings right. */
static void names_alike_are_told_apart(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, MADE, true);
    assert_best(&f, "band-top maker", made[0].soc, RANK_NAME);
    assert_best(&f, "band top maker", made[1].soc, RANK_NAME);
    assert_best(&f, "sash hanger", made[0].soc, RANK_NAME);
    assert_best(&f, "sashes hanger", made[0].soc, RANK_NAME);
    assert_best(&f, "cooner", made[3].soc, RANK_SLIP);
    assert_best(&f, "crooer", made[2].soc, RANK_SLIP);
    fixture_fini(&f);
}

static void tells_titles_from_other_words(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, MADE, true);
    assert_true(best_of(&f, "marine wirer").score >
                best_of(&f, "xylophone zookeeper").score);
    fixture_fini(&f);
}

static void odd_texts_do_no_harm(void **state)
{
    (void)state;
    struct fixture f;
    struct rank_hit hits[3];
    fixture_init(&f, MADE, true);
    static const char *const odd[] = {"",
                                      " ",
                                      "of the",
                                      "\xff\xfe",
                                      "護士",
                                      "a",
                                      "nnnnnnnnnnnnnnnnnnnnnnnnnn",
                                      "& & &",
                                      "12 34"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        size_t count = rank_title(f.pack, f.normalizer, f.arena,
                                  str_from(odd[i]), hits, 3);
        assert_true(count <= 3);
    }
    char longest[4000];
    memset(longest, 'n', sizeof longest);
    for (size_t i = 7; i < sizeof longest; i += 8)
        longest[i] = ' ';
    rank_title(f.pack, f.normalizer, f.arena,
               (struct str){longest, sizeof longest}, hits, 3);
    assert_int_equal(
        rank_title(f.pack, f.normalizer, f.arena, STR("nurse"), hits, 0), 0);
    fixture_fini(&f);
}

static void learns_the_same_each_time(void **state)
{
    (void)state;
    struct fixture a, b;
    fixture_init(&a, MADE, true);
    fixture_init(&b, MADE, true);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.bytes, b.bytes, a.size);
    fixture_fini(&a);
    fixture_fini(&b);
}

static void does_without_a_ranking(void **state)
{
    (void)state;
    struct fixture f;
    struct rank_hit hits[3];
    fixture_init(&f, 1, true); /* too few names, and one occupation */
    assert_null(f.learned);
    assert_null(pack_rank(f.pack).model);
    assert_best(&f, "registered nurses", 291141, RANK_NAME);
    assert_int_equal(rank_title(f.pack, f.normalizer, f.arena,
                                STR("cardiac nurse"), hits, 3),
                     0);
    assert_true(rank_looks(f.pack, f.normalizer, f.arena, STR("nurse")) == 0);
    fixture_fini(&f);
}

static void *section(struct fixture *f, enum pack_section_id id)
{
    const struct pack_header *header = (void *)f->bytes;
    return f->bytes + header->sections[id].offset;
}

static void break_ranking(struct fixture *f, int how)
{
    struct pack_header *header = (void *)f->bytes;
    struct pack_rank_model *model = section(f, PACK_RANK_MODEL);
    uint32_t *buckets = section(f, PACK_RANK_BUCKETS);
    struct pack_rank_feature *features = section(f, PACK_RANK_FEATURES);
    struct pack_rank_weight *weights = section(f, PACK_RANK_WEIGHTS);
    float *biases = section(f, PACK_RANK_BIASES);
    struct pack_spelling *spellings = section(f, PACK_SPELLINGS);
    uint32_t *spelling_buckets = section(f, PACK_SPELLING_BUCKETS);
    uint32_t *postings = section(f, PACK_SPELLING_POSTINGS);
    switch (how) {
    case 0:
        model->scale = -1;
        break;
    case 1:
        model->right[5] = 2;
        break;
    case 2:
        spelling_buckets[1] = UINT32_MAX;
        break;
    case 3:
        header->sections[PACK_SPELLING_BUCKETS].size -= sizeof *postings;
        break;
    case 4:
        buckets[1] = UINT32_MAX;
        break;
    case 5:
        header->sections[PACK_RANK_BUCKETS].size -= sizeof *buckets;
        break;
    case 6:
        features[1].hash = features[0].hash;
        break;
    case 7:
        features[1].first = UINT32_MAX;
        break;
    case 8:
        weights[0].occupation[1] = 200;
        break;
    case 9:
        memset(biases, 0xff, sizeof *biases); /* no number */
        break;
    case 10:
        spellings[0].stem = UINT32_MAX;
        break;
    case 11:
        postings[0] = UINT32_MAX;
        break;
    case 12:
        header->sections[PACK_RANK_BIASES].size -= sizeof *biases;
        break;
    case 13:
        header->sections[PACK_RANK_FEATURES].size = 0;
        break;
    case 14:
        header->sections[PACK_RANK_MODEL].size = 0; /* the rest is there */
        break;
    case 15:
        model->mix[MIX_BEST] = -1;
        break;
    case 16:
        model->mix[MIX_ALL] = NAN;
        break;
    case 17:
        model->looks[0] = INFINITY;
        break;
    case 18:
        spellings[1].word = spellings[0].word; /* out of order */
        break;
    case 19:
        spellings[0].word = 0; /* empty */
        break;
    default:
        spellings[0].word = UINT32_MAX - 3; /* no text */
    }
}

static void damaged_rankings_are_refused(void **state)
{
    (void)state;
    for (int how = 0; how < 21; how++) {
        struct fixture f;
        struct pack *pack;
        fixture_init(&f, MADE, true);
        break_ranking(&f, how);
        struct pack_header *header = (void *)f.bytes;
        header->checksum = 0;
        header->checksum = (uint32_t)crc32_z(0, f.bytes, f.size);
        if (pack_open_bytes(f.bytes, f.size, "made", &pack, NULL) == STATUS_OK)
            fail_msg("damage %d was not seen", how);
        fixture_fini(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_names_slips_and_new_titles),
        cmocka_unit_test(slips_do_not_change_the_order),
        cmocka_unit_test(names_alike_are_told_apart),
        cmocka_unit_test(tells_titles_from_other_words),
        cmocka_unit_test(odd_texts_do_no_harm),
        cmocka_unit_test(learns_the_same_each_time),
        cmocka_unit_test(does_without_a_ranking),
        cmocka_unit_test(damaged_rankings_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
