/* Chinese names found again although a character of them is a wrong one. */
#include "han_slips.h"
#include "made_pack.h"
#include "normal.h"
#include "pack_write.h"
#include "unit.h"

#include <stdlib.h>

static const struct {
    enum name_origin origin;
    const char *name;
} names[] = {
    {NAME_LEXICON, "货车司机"},   {NAME_LEXICON, "大货车司机"},
    {NAME_LEXICON, "电气工程师"}, {NAME_LEXICON, "会计师"},
    {NAME_LEXICON, "律师"},       {NAME_LEXICON, "水暖工"},
    {NAME_LEXICON, "水泥工"},     {NAME_LEXICON, "水电工"},
    {NAME_FIELD, "开火车"},
};

static const struct {
    uint32_t code;
    const char *sound, *shape;
} characters[] = {
    {U'事', "shi", "JLLN"}, {U'会', "hui", "OMMI"},  {U'公', "gong", "CI"},
    {U'司', "si", "SMR"},   {U'工', "gong", "MLM"},  {U'师', "shi", "LLMB"},
    {U'思', "si", "WP"},    {U'暖', "nuan", "ABME"}, {U'暧', "ai", "ABBE"},
    {U'机', "ji", "DHN"},   {U'气', "qi", "OMN"},    {U'汽', "qi", "EOMN"},
    {U'泥', "ni", "ESP"},   {U'津', "jin", "ELQ"},   {U'火', "huo", "F"},
    {U'计', "ji", "IVJ"},   {U'记', "ji", "IVSU"},   {U'货', "huo", "OPBO"},
    {U'鸡', "ji", "EPYM"},
};

static struct normalizer *normalizer;
static struct arena *arena;
static struct pack *pack;
static struct cues *cues;
static uint8_t *bytes;

static int set_up(void **state)
{
    (void)state;
    struct pack_writer *writer = pack_writer_new();
    struct pack_counts counts;
    normalizer = normalizer_new(NULL, NULL);
    arena = arena_new();
    size_t occupation = pack_writer_occupation(writer, 111011);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        pack_writer_name(writer, occupation, LANG_ZH_HANS, names[i].origin,
                         str_from(names[i].name), str_from(names[i].name));
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        pack_writer_character(writer, characters[i].code,
                              str_from(characters[i].sound),
                              str_from(characters[i].shape));
    pack_writer_cue(writer, LANG_ZH_HANS, STR("salary"), STR("工资"));
    pack = made_pack(writer, &bytes, &counts);
    pack_writer_free(writer);
    cues = cues_new(pack);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    cues_free(cues);
    pack_close(pack);
    free(bytes);
    arena_free(arena);
    normalizer_free(normalizer);
    return 0;
}

/* "name, name" of what is found where `said` tokens at the end, a phrase, are
 * explained. */
static struct str found(const char *text, size_t said)
{
    struct han_slip slips[HAN_SLIPS_MAX];
    struct han_text t;
    size_t name_count;
    struct token *tokens =
        text_tokens(normalizer, arena, str_from(text), &t.count);
    bool *strange = arena_alloc_array(arena, t.count, sizeof *strange);
    bool *explained = arena_alloc_array(arena, t.count, sizeof *explained);
    bool *inside = arena_alloc_array(arena, t.count, sizeof *inside);
    for (size_t i = 0; i < t.count; i++) {
        tokens[i].uses = cues_uses(cues, tokens[i].key);
        strange[i] = tokens[i].han && i + said < t.count;
        explained[i] = !strange[i];
        inside[i] = i + said > t.count;
    }
    t.tokens = tokens;
    t.strange = t.open = strange;
    t.said = explained;
    t.inside = inside;
    size_t count = han_slips_find(pack, arena, &t, slips);
    struct str all = STR("");
    for (size_t i = 0; i < count; i++) {
        struct str name =
            pack_text(pack, pack_names(pack, &name_count)[slips[i].name].key);
        assert_true(slips[i].slips > 0 && slips[i].to <= t.count);
        all = arena_printf(arena, "%.*s%s%.*s", STR_ARG(all), i > 0 ? ", " : "",
                           STR_ARG(name));
    }
    return all;
}

static void names_of_the_same_sound_or_shape(void **state)
{
    (void)state;
    static const struct {
        const char *text, *names;
        size_t said;
    } texts[] = {
        {"大货车思机", "大货车司机", 0}, /* the longest */
        {"小货车思机", "货车司机", 0},
        {"货车思鸡", "货车司机", 0},
        {"火车思鸡", "", 0}, /* too few are right */
        {"电汽工程师", "电气工程师", 0},
        {"会记师和货车思机", "货车司机, 会计师", 0},
        {"会计师", "", 0},       /* nothing is wrong */
        {"会记 师", "", 0},      /* not one word */
        {"律事", "", 0},         /* two characters say too little */
        {"开货车", "", 0},       /* of an activity, three, too */
        {"水暧工", "水暖工", 0}, /* looks the same */
        {"津师", "", 0},         /* not enough */
        {"水鸡工", "", 0},       /* neither */
        {"水泥公", "水泥工", 0},
        {"水泥公司", "", 0}, /* 公 goes with 司 */
        {"水暧工资", "", 2}, /* 工资 is another word */
        {"会记师工资", "会计师", 2},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str got = found(texts[i].text, texts[i].said);
        if (!str_eq(got, str_from(texts[i].names)))
            fail_msg("%s: \"%.*s\", not \"%s\"", texts[i].text, STR_ARG(got),
                     texts[i].names);
    }
}

/* A character that the pack knows nothing of, and a text without any. */
static void nothing_to_go_by(void **state)
{
    (void)state;
    assert_int_equal(found("会鑫师", 0).len, 0);
    assert_int_equal(found("bookkeeper", 0).len, 0);
    assert_int_equal(found("", 0).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_the_same_sound_or_shape),
        cmocka_unit_test(nothing_to_go_by),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
