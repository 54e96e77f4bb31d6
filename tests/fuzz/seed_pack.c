/* Makes the pack that fuzz_pack begins with, small and with a little of
 * everything: names and their spellings, a learned ranking, learned intents,
 * phrases, sentences, pages, facts, moves and certificates.
 *
 * usage: seed_pack FILE */
#include "../unit/made.h"
#include "file.h"
#include "intent_learn.h"
#include "lines.h"
#include "questions.h"
#include "rank_learn.h"

#include <math.h>
#include <stdlib.h>

enum { SEEDED = 3 }; /* occupations: more makes a larger seed, no other one */

struct seed {
    struct arena *arena;
    struct normalizer *normalizer;
    struct pack_writer *writer;
};

static void add_phrases(struct seed *s)
{
    static const char *const phrases[][2] = {
        {"salary", "salari"},         {"salary", "how much ... make"},
        {"entry", "how do i becom"},  {"pivots", "what els"},
        {"certificates", "licens"},   {"immigration", "visa"},
        {"skills", "skill"},          {"ai_risk/tools", "ai tool"},
        {"kind/compare", "or"},       {"kind/list", "job"},
        {"kind/offtopic", "weather"}, {"kind/correction", "no"},
        {"word/stop", "a"},           {"word/career", "career"}};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        pack_writer_cue(s->writer, LANG_EN, str_from(phrases[i][0]),
                        str_from(phrases[i][1]));
    pack_writer_cue(s->writer, LANG_ZH_HANS, STR("salary"), STR("工资"));
    pack_writer_wording(s->writer, STR("amount/over"), STR("more than"));
    pack_writer_wording(s->writer, STR("number/1000"), STR("k"));
    pack_writer_sentence(s->writer, LANG_EN, STR("pivots.best"),
                         STR("The move that gains most: {move}"));
    pack_writer_sentence(s->writer, LANG_EN, STR("pivots.move"),
                         STR("{title} ({code}): {why}. {skills}. {takes}."));
    pack_writer_sentence(s->writer, LANG_ZH_HANS, STR("not_known"),
                         STR("不详"));
    pack_writer_han(s->writer, 0x8b77, 0x62a4);
    pack_writer_character(s->writer, 0x62a4, STR("hu"), STR("QHS"));
    pack_writer_character(s->writer, 0x6237, STR("hu"), STR("HS"));
}

/* What readers follow or look up, and a figure or two. */
static void add_entries(struct seed *s, size_t occupation, uint32_t next)
{
    const struct pack_value values[] = {
        {.field = FIELD_SUMMARY, .lang = LANG_EN, .text = {STR("Does it.")}},
        {.field = FIELD_RATING,
         .lang = LANG_EN,
         .text = {STR("ai_risk")},
         .num = {7, NAN}},
        {.field = FIELD_TOOL,
         .lang = LANG_EN,
         .text = {STR("A tool")},
         .num = {1, 2024}},
        {.field = FIELD_MIGRATION, .lang = LANG_EN, .num = {NAN, NAN}},
        {.field = FIELD_FAQ, .lang = LANG_EN, .text = {STR("Q?"), STR("A.")}},
        {.field = FIELD_CERTIFICATE,
         .lang = LANG_EN,
         .text = {STR("A licence"), STR("The state")},
         .num = {DUTY_MOST_STATES, NAN}},
        {.field = FIELD_WAGE_MEDIAN, .num = {60000, 30}},
        {.field = FIELD_TYPICAL_EDUCATION, .text = {STR("None")}},
        {.field = FIELD_COMBINED, .num = {next, NAN}},
        {.field = FIELD_EMPLOYMENT_CHANGE, .num = {-2.5, NAN}},
        {.field = FIELD_JOB_ZONE, .num = {3, NAN}},
        {.field = FIELD_RATED_SKILL, .text = {STR("Reading")}, .num = {4, 5}},
        {.field = FIELD_TECHNOLOGY, .text = {STR("Software")}, .num = {3, NAN}},
        {.field = FIELD_RELATED, .num = {next, NAN}},
        {.field = FIELD_AI_ELOUNDOU_HUMAN, .num = {0.4, NAN}},
        {.field = FIELD_MOVE, .text = {STR("Reading")}, .num = {next, 1}},
        {.field = FIELD_MOVE_FIT, .num = {2, 3}},
        {.field = FIELD_LEARN, .text = {STR("Reading")}, .num = {next, 2}},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct pack_value value = values[i];
        value.source =
            pack_writer_source(s->writer, STR("Made up"), STR("2026"),
                               STR("https://example.org/"));
        pack_writer_entry(s->writer, occupation, &value);
    }
}

static struct intent_learned *learn_intents(struct seed *s)
{
    struct faults faults = {.arena = s->arena};
    struct examples examples = {0};
    questions_read(
        &examples, s->arena, s->normalizer,
        lines_begin(str_from(made_questions), STR("made.h"), &faults));
    return intent_learn(&examples);
}

/* The bytes of the pack; owned. Ends the program where there are none. */
static uint8_t *finish(struct seed *s, size_t *size)
{
    uint8_t *bytes;
    struct pack_counts counts;
    struct error err;
    if (pack_writer_finish(s->writer, STR("2026"), &bytes, &counts, &err) !=
        STATUS_OK) {
        fprintf(stderr, "seed_pack: %s\n", err.text);
        exit(1);
    }
    *size = counts.bytes;
    return bytes;
}

static struct pack *opened(const uint8_t *bytes, size_t size)
{
    struct pack *pack;
    struct error err;
    if (pack_open_bytes(bytes, size, "seed_pack", &pack, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return pack;
}

static void learn_rank(struct seed *s, struct rank_learned **learned)
{
    size_t size;
    uint8_t *bytes = finish(s, &size);
    struct pack *pack = opened(bytes, size);
    *learned = rank_learn(pack, s->normalizer, NULL);
    pack_writer_rank(s->writer, rank_learned_pack(*learned));
    pack_close(pack);
    free(bytes);
}

/* A seed without one of the parts would leave its readers unreached. */
static bool is_whole(const struct pack *pack)
{
    return pack_rank(pack).model && pack_intent(pack).model &&
           pack_spellings(pack).count > 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: seed_pack FILE\n", stderr);
        return 2;
    }
    struct seed s = {arena_new(), normalizer_new(NULL, NULL),
                     pack_writer_new()};
    struct rank_learned *rank;
    struct error err;
    size_t size;
    for (size_t i = 0; i < SEEDED; i++)
        add_entries(&s, made_add(s.writer, s.normalizer, s.arena, &made[i]),
                    made[(i + 1) % SEEDED].soc);
    add_phrases(&s);
    struct intent_learned *intents = learn_intents(&s);
    pack_writer_intent(s.writer, intent_learned_pack(intents));
    learn_rank(&s, &rank);
    uint8_t *bytes = finish(&s, &size);
    struct pack *pack = opened(bytes, size);
    bool good = is_whole(pack);
    if (!good)
        fputs("seed_pack: too little to learn from in made.h\n", stderr);
    else if (file_replace(argv[1], (struct str){(const char *)bytes, size},
                          &err) != STATUS_OK) {
        fprintf(stderr, "seed_pack: %s\n", err.text);
        good = false;
    }
    pack_close(pack);
    free(bytes);
    rank_learned_free(rank);
    intent_learned_free(intents);
    pack_writer_free(s.writer);
    normalizer_free(s.normalizer);
    arena_free(s.arena);
    return good ? 0 : 1;
}
