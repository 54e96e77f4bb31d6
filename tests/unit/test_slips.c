/* Slips put right: words near a word, names near a title, and how alike the
 * names of occupations are to it. */
#include "alike.h"
#include "deletions.h"
#include "made_pack.h"
#include "normal.h"
#include "slips.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>

static const struct made_name names[] = {
    {291141, NAME_PUBLISHER, "Registered Nurse"},
    {291141, NAME_PUBLISHER, "School Nurse"},
    {254031, NAME_PUBLISHER, "Library Technician"},
    {254031, NAME_PUBLISHER, "Library Clerk"},
    {533032, NAME_PUBLISHER, "Truck Driver"},
    {533032, NAME_PUBLISHER, "Long Haul Truck Driver"},
    {472111, NAME_PUBLISHER, "Electrician"},
    {472111, NAME_PUBLISHER, "Power Electrician"},
    {519023, NAME_PUBLISHER, "Powder Mixer"},
    {519083, NAME_PUBLISHER, "Lens Grinder"},
    {512011, NAME_PUBLISHER, "Aircraft Skin Burnisher"},
    {439199, NAME_PUBLISHER, "Engineers, All Other"},
    {439071, NAME_PUBLISHER, "Office Clerk"},
    {439072, NAME_PUBLISHER, "Post Clerk"},
    {211011, NAME_PUBLISHER, "Cleric"},
};

enum { NAMES = sizeof names / sizeof *names };

static struct normalizer *normalizer;
static struct arena *arena;
static struct pack *pack;
static uint8_t *bytes;

static int set_up(void **state)
{
    (void)state;
    normalizer = normalizer_new(NULL, NULL);
    arena = arena_new();
    pack = made_names(names, NAMES, normalizer, arena, &bytes);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pack_close(pack);
    free(bytes);
    arena_free(arena);
    normalizer_free(normalizer);
    return 0;
}

static struct token *tokens_of(const char *text, size_t *count)
{
    return text_tokens(normalizer, arena, str_from(text), count);
}

static void words_within_two_slips_share_a_deletion(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"nurse", "nusre"},
                                           {"nurse", "unrse"},
                                           {"electrician", "electrican"},
                                           {"electrician", "lectrizian"},
                                           {"technician", "tecnicain"},
                                           {"abcdef", "xyabcdef"},
                                           {"hr", "hrs"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint32_t a[DELETIONS_MAX], b[DELETIONS_MAX];
        size_t n = word_deletions(str_from(pairs[i][0]), a);
        size_t m = word_deletions(str_from(pairs[i][1]), b), shared = 0;
        for (size_t x = 0; x < n; x++)
            for (size_t y = 0; y < m; y++)
                shared += a[x] == b[y];
        if (shared == 0)
            fail_msg("%s and %s share none", pairs[i][0], pairs[i][1]);
    }
}

/* The nearest word, or "". */
static const char *nearest(const char *word, size_t most, size_t *slips)
{
    size_t count;
    struct near_word *near =
        slips_near(pack, arena, str_from(word), most, &count);
    *slips = count > 0 ? near->slips : 0;
    return count > 0 ? pack_text(pack, near->spelling->word).ptr : "";
}

static void words_near_a_word(void **state)
{
    (void)state;
    static const struct {
        const char *word, *meant;
        size_t most, slips;
    } words[] = {{"nurse", "nurse", 2, 0},
                 {"nrse", "nurse", 2, 1},
                 {"nurses", "nurse", 2, 0},
                 {"nruses", "nurse", 1, 1},
                 {"electrisian", "electrician", 2, 1},
                 {"electrizan", "electrician", 2, 2},
                 {"electrizan", "", 1, 0},
                 {"libary", "library", 1, 1},
                 {"klerk", "clerk", 1, 1}, /* the first letter */
                 {"clerc", "clerk", 1, 1}, /* clerk is commoner than cleric */
                 {"x", "", 2, 0},
                 {"", "", 2, 0},
                 {"n\xc3\xbcrse", "", 2, 0},
                 {"wwwwwwwwwwww", "", 2, 0}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t slips;
        assert_string_equal(nearest(words[i].word, words[i].most, &slips),
                            words[i].meant);
        assert_int_equal(slips, words[i].slips);
    }
}

static bool knows_haul(struct str key, const void *user)
{
    (void)user;
    return str_eq(key, STR("hauk"));
}

static void words_are_put_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *right; /* empty: nothing is put right */
    } texts[] = {{"a nurce and a lirbary clerk", "a nurs and a librari clerk"},
                 {"truckdriver pay", "truck driver pay"},
                 {"elec trician", "electrician"},
                 {"registered nurse", ""},
                 {"qqqqqqq", ""},
                 {"hauk", ""}, /* known */
                 {"nur", ""}}; /* too short to tell */
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t count;
        struct mended *mended;
        struct token *tokens = tokens_of(texts[i].text, &count);
        size_t n =
            slips_mend(pack, arena, tokens, count, knows_haul, NULL, &mended);
        struct token *right = arena_alloc_array(arena, n, sizeof *right);
        for (size_t t = 0; t < n; t++)
            right[t] = mended[t].token;
        assert_string_equal(text_key_of(arena, right, n).ptr, texts[i].right);
        if (n > 0)
            assert_int_equal(mended[n - 1].to, count);
    }
}

static void names_near_a_title(void **state)
{
    (void)state;
    static const struct {
        const char *title, *name; /* empty: none */
        size_t slips;
    } titles[] = {{"Registerd Nurse", "Registered Nurse", 1},
                  {"registerd nusre", "Registered Nurse", 2},
                  {"egistered nurses", "Registered Nurse", 1},
                  {"truck river", "Truck Driver", 1},
                  {"librar ytechnician", "Library Technician", 2},
                  {"librarytechnician", "Library Technician", 1},
                  {"trukdriver", "Truck Driver", 2},
                  {"longhaultruckdriver", "Long Haul Truck Driver", 3},
                  {"longhaul truck dri ver", "Long Haul Truck Driver", 2},
                  {"li brary techni cian", "Library Technician", 2},
                  {"powderelectrician", "Power Electrician", 2},
                  {"lo ng hual truck dirver", "Long Haul Truck Driver", 3},
                  {"engineers, all othe", "Engineers, All Other", 1},
                  {"aircraft skin burnsher", "Aircraft Skin Burnisher", 1},
                  {"lens grinder", "", 0}, /* the name itself */
                  {"lens painter", "", 0},
                  {"nrsr rgstrd", "", 0},
                  {"", "", 0}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct near_name near[SLIPS_MAX_NAMES];
        size_t count, all;
        struct token *tokens = tokens_of(titles[i].title, &count);
        size_t n = slips_names(pack, arena, tokens, count, 2, near);
        struct str name =
            n > 0 ? pack_text(pack, pack_names(pack, &all)[near->name].shown)
                  : STR("");
        if (!str_eq(name, str_from(titles[i].name)))
            fail_msg("\"%s\" is near \"%.*s\"", titles[i].title, STR_ARG(name));
        if (n > 0)
            assert_int_equal(near->slips, titles[i].slips);
    }
}

static void words_that_names_have_are_doubtful(void **state)
{
    (void)state;
    struct near_name near[SLIPS_MAX_NAMES];
    size_t count;
    struct token *tokens = tokens_of("office cleric", &count);
    assert_int_equal(slips_names(pack, arena, tokens, count, 2, near), 1);
    assert_true(near->doubtful); /* "clerk", but names say "cleric" as well */
    tokens = tokens_of("orfice clerk", &count);
    assert_int_equal(slips_names(pack, arena, tokens, count, 2, near), 1);
    assert_false(near->doubtful);
    assert_false(near->first_letter);
    tokens = tokens_of("pffice clerk", &count);
    assert_int_equal(slips_names(pack, arena, tokens, count, 2, near), 1);
    assert_true(near->first_letter);
}

static float best_of(const struct alike *alike, uint32_t soc)
{
    return alike[pack_find_soc(pack, soc)].best;
}

static void names_alike_to_a_title(void **state)
{
    (void)state;
    static const struct str words[] = {{"school", 6}, {"nurs", 4}};
    bool left_out[NAMES] = {false};
    const struct alike *alike = pack_alike(pack, arena, words, 2, NULL);
    assert_true(fabsf(best_of(alike, 291141) - 1) < 1e-3F);
    assert_true(best_of(alike, 254031) == 0);
    float all = alike[pack_find_soc(pack, 291141)].all;
    assert_true(all > alike[pack_find_soc(pack, 254031)].all);

    size_t count; /* without the name itself, less */
    for (size_t i = 0; i < NAMES; i++)
        left_out[i] = str_eq(pack_text(pack, pack_names(pack, &count)[i].shown),
                             STR("School Nurse"));
    alike = pack_alike(pack, arena, words, 2, left_out);
    assert_true(best_of(alike, 291141) > 0 && best_of(alike, 291141) < 0.9F);

    const struct str strange[] = {{"zzz", 3}, {"clerk", 5}, {"clerk", 5}};
    alike = pack_alike(pack, arena, strange, 3, NULL);
    assert_true(best_of(alike, 439071) > 0 && best_of(alike, 439071) < 0.7F);
    assert_true(best_of(alike, 533032) == 0);
    alike = pack_alike(pack, arena, strange, 0, NULL);
    assert_true(best_of(alike, 439071) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_within_two_slips_share_a_deletion),
        cmocka_unit_test(words_near_a_word),
        cmocka_unit_test(words_are_put_right),
        cmocka_unit_test(names_near_a_title),
        cmocka_unit_test(words_that_names_have_are_doubtful),
        cmocka_unit_test(names_alike_to_a_title),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
