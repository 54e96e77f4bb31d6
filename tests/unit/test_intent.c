/* What a question asks for: reading the example questions, and what is learned
 * from a few dozen of them. */
#include "han.h"
#include "intent.h"
#include "intent_features.h"
#include "intent_learn.h"
#include "lines.h"
#include "made.h"
#include "made_pack.h"
#include "pack_format.h"
#include "pack_write.h"
#include "questions.h"
#include "unit.h"
#include "xmalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct fixture {
    struct arena *arena;
    struct normalizer *normalizer;
    struct faults faults;
    struct examples examples;
    struct intent_learned *learned;
    struct pack_writer *writer;
    uint8_t *bytes;
    struct pack *pack;
};

static void read_examples(struct fixture *f, const char *text)
{
    *f = (struct fixture){.arena = arena_new(),
                          .normalizer = normalizer_new(NULL, NULL)};
    f->faults.arena = f->arena;
    questions_read(
        &f->examples, f->arena, f->normalizer,
        lines_begin(str_from(text), STR("questions.txt"), &f->faults));
}

static void learn(struct fixture *f)
{
    struct pack_counts counts;
    f->learned = intent_learn(&f->examples);
    assert_non_null(f->learned);
    f->writer = pack_writer_new();
    pack_writer_occupation(f->writer, 291141);
    pack_writer_intent(f->writer, intent_learned_pack(f->learned));
    f->pack = made_pack(f->writer, &f->bytes, &counts);
}

static void end(struct fixture *f)
{
    pack_close(f->pack);
    free(f->bytes);
    pack_writer_free(f->writer);
    intent_learned_free(f->learned);
    normalizer_free(f->normalizer);
    arena_free(f->arena);
}

/* The intent of a question; the words in braces are those of an occupation. */
static struct intent intent_of_text(struct fixture *f, const char *text)
{
    size_t count;
    struct token *tokens =
        text_tokens(f->normalizer, f->arena, str_from(text), &count);
    const char *open = strchr(text, '{'), *close = strchr(text, '}');
    for (size_t i = 0; open && i < count; i++)
        if (tokens[i].from > (size_t)(open - text) &&
            tokens[i].from < (size_t)(close - text))
            tokens[i].key = STR_NONE;
    return intent_of(f->pack, tokens, count);
}

static enum intent_kind kind_of(const struct intent *intent)
{
    size_t best = 0;
    double sum = 0;
    for (size_t k = 0; k < INTENT_KINDS; k++) {
        sum += intent->kind[k];
        best = intent->kind[k] > intent->kind[best] ? k : best;
    }
    assert_true(sum > 0.999 && sum < 1.001);
    return (enum intent_kind)best;
}

static enum subject subject_of(const struct intent *intent)
{
    size_t best = SUBJECT_OVERVIEW;
    for (size_t s = SUBJECT_OVERVIEW; s < SUBJECT_COUNT; s++)
        best = intent->subject[s] > intent->subject[best] ? s : best;
    return (enum subject)best;
}

/* Questions in other words than those of the examples. */
static void other_words_are_understood(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum intent_kind kind;
        enum subject subject;
    } asked[] = {
        {"what does a {judge} make in texas", INTENT_SINGLE, SUBJECT_SALARY},
        {"{barista} pay", INTENT_SINGLE, SUBJECT_SALARY},
        {"how does one become a {judge}", INTENT_SINGLE, SUBJECT_ENTRY},
        {"how long to become a {pilot}", INTENT_SINGLE, SUBJECT_ENTRY},
        {"are {judges} safe from robots", INTENT_SINGLE, SUBJECT_AI_RISK},
        {"which jobs pay over 90k", INTENT_LIST, SUBJECT_SALARY},
        {"set a timer", INTENT_OFFTOPIC, SUBJECT_NONE},
        {"thank you", INTENT_SMALLTALK, SUBJECT_NONE},
    };
    struct fixture f;
    read_examples(&f, made_questions);
    assert_null(f.faults.first);
    learn(&f);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct intent intent = intent_of_text(&f, asked[i].text);
        assert_true(intent.learned);
        if (kind_of(&intent) != asked[i].kind ||
            (asked[i].subject && subject_of(&intent) != asked[i].subject))
            fail_msg("\"%s\" is of kind %d, subject %s", asked[i].text,
                     (int)kind_of(&intent), subject_id(subject_of(&intent)));
    }
    end(&f);
}

/* Words around names, but not those in them. */
static void words_around_names_are_known(void **state)
{
    (void)state;
    struct fixture f;
    read_examples(&f, made_questions);
    learn(&f);
    assert_true(intent_frames(f.pack, STR("much")));
    assert_true(intent_frames(f.pack, STR("becom"))); /* its stem */
    assert_false(intent_frames(f.pack, STR("nurs")));
    assert_false(intent_frames(f.pack, STR("pizza")));
    end(&f);
}

static void the_same_examples_give_the_same_weights(void **state)
{
    (void)state;
    struct fixture f, g;
    read_examples(&f, made_questions);
    read_examples(&g, made_questions);
    learn(&f);
    learn(&g);
    const struct pack_intent *a = intent_learned_pack(f.learned);
    const struct pack_intent *b = intent_learned_pack(g.learned);
    assert_int_equal(a->feature_count, b->feature_count);
    assert_memory_equal(a->features, b->features,
                        a->feature_count * sizeof *a->features);
    assert_memory_equal(a->model, b->model, sizeof *a->model);
    end(&f);
    end(&g);
}

/* What is said of the person is taken out before anything is learned. */
static void who_asks_is_forgotten(void **state)
{
    (void)state;
    struct fixture f;
    read_examples(&f, "[salary]\nas a woman what does a {cook} earn\n");
    questions_phrase(&f.examples, f.arena, STR("word/person"), STR("woman"));
    questions_forget_people(&f.examples);
    const struct example *e = f.examples.first;
    assert_int_equal(e->count, 8);
    assert_true(str_eq(e->tokens[2].key, INTENT_SKIP));
    for (size_t i = 0; i < e->count; i++)
        assert_true(i == 2 || !str_eq(e->tokens[i].key, INTENT_SKIP));
    arena_free(f.arena);
    normalizer_free(f.normalizer);
}

static void too_few_examples_teach_nothing(void **state)
{
    (void)state;
    struct fixture f;
    read_examples(&f, "[salary]\nhow much does a {cook} make\n");
    assert_null(intent_learn(&f.examples));
    assert_null(intent_learned_pack(NULL));
    arena_free(f.arena);
    normalizer_free(f.normalizer);
}

/* Mistakes are named with their line, and what is good is kept. */
static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        const char *says;
    } cases[] = {
        {"[pay]\nhow much\n", 1, "[pay] is no topic of questions"},
        {"[salary/hour]\n", 1, "is no topic of questions"},
        {"[list]\n", 1, "is no topic of questions"},
        {"[offtopic/x]\n", 1, "is no topic of questions"},
        {"[salary]\nwhat do {cooks earn\n", 2, "a brace without its partner"},
        {"[salary]\n\nwhat do cooks} earn\n", 3, "a brace without its partner"},
        {"[salary]\nwhat do {{cooks}} earn\n", 2,
         "a brace without its partner"},
        {"what do {cooks} earn\n", 1, "above the first [topic]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        read_examples(&f, cases[i].text);
        const struct fault *fault = f.faults.first;
        if (!fault || fault->line != cases[i].line ||
            !strstr(fault->text.ptr, cases[i].says))
            fail_msg("\"%s\": %u: %s", cases[i].text, fault ? fault->line : 0,
                     fault ? fault->text.ptr : "no fault");
        assert_int_equal(f.examples.count, 0);
        arena_free(f.arena);
        normalizer_free(f.normalizer);
    }
}

static void break_intents(struct pack_header *header, int how)
{
    struct pack_section *sections = header->sections;
    struct pack_intent_model *model =
        (void *)((char *)header + sections[PACK_INTENT_MODEL].offset);
    struct pack_intent_feature *features =
        (void *)((char *)header + sections[PACK_INTENT_FEATURES].offset);
    switch (how) {
    case 0:
        sections[PACK_INTENT_MODEL].size = 0; /* the features are there */
        break;
    case 1:
        sections[PACK_INTENT_FEATURES].size = 0;
        break;
    case 2:
        sections[PACK_INTENT_MODEL].size *= 2; /* two models */
        sections[PACK_INTENT_FEATURES].offset += sizeof *model;
        sections[PACK_INTENT_FEATURES].size -= 4 * sizeof *features;
        break;
    case 3:
        model->scale = NAN;
        break;
    case 4:
        model->scale = -1;
        break;
    case 5:
        model->bias[INTENT_CLASSES - 1] = INFINITY;
        break;
    case 6:
        features[1].hash = features[0].hash;
        break;
    case 7:
        features[0].frame = 2;
        break;
    default:
        features[0].zero[1] = 1;
    }
}

static void damaged_intents_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    read_examples(&f, made_questions);
    learn(&f);
    struct pack_header *header = (void *)f.bytes;
    size_t size = (size_t)header->file_size;
    for (int how = 0; how < 9; how++) {
        struct pack_header *copy = xmalloc(size);
        struct pack *pack;
        struct error err;
        memcpy(copy, header, size);
        break_intents(copy, how);
        copy->checksum = 0;
        copy->checksum = (uint32_t)crc32_z(0, (const Bytef *)copy, size);
        if (pack_open_bytes(copy, size, "made", &pack, &err) == STATUS_OK)
            fail_msg("damage %d was not seen", how);
        if (!strstr(err.text, "damaged in the intents"))
            fail_msg("damage %d: %s", how, err.text);
        free(copy);
    }
    end(&f);
}

/* A long question fills no more than there is room for. */
static bool knows_all(uint32_t word, void *user)
{
    (void)word;
    (void)user;
    return true;
}

static void long_questions_fit(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct token *tokens = arena_alloc_array(arena, 1000, sizeof *tokens);
    struct intent_feature features[INTENT_FEATURES_MAX];
    for (size_t i = 0; i < 1000; i++)
        tokens[i].key = arena_printf(arena, "w%zu", i);
    size_t count = intent_features(tokens, 1000, knows_all, NULL, features);
    assert_true(count > 200 && count <= INTENT_FEATURES_MAX);
    assert_int_equal(intent_features(tokens, 0, knows_all, NULL, features), 3);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_words_are_understood),
        cmocka_unit_test(words_around_names_are_known),
        cmocka_unit_test(the_same_examples_give_the_same_weights),
        cmocka_unit_test(who_asks_is_forgotten),
        cmocka_unit_test(too_few_examples_teach_nothing),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(damaged_intents_are_refused),
        cmocka_unit_test(long_questions_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
