/* Who does what a verb says: the names that verbs and what they are done to
 * lead to. */
#include "cues.h"
#include "doing.h"
#include "made_pack.h"
#include "unit.h"

#include <stdlib.h>

static const struct made_name names[] = {
    {533032, NAME_LEXICON, "semi driver"},
    {533051, NAME_LEXICON, "school bus driver"},
    {537021, NAME_REPORTED, "Crane Operator"},
    {435052, NAME_LEXICON, "mail carrier"},
    {513011, NAME_LEXICON, "cake baker"},
    {392011, NAME_LEXICON, "dog trainer"},
    {519199, NAME_PUBLISHER, "Bag Opener"},
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

static void verbs_name_who_does_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *verb, *name; /* empty: none */
        size_t end;
    } texts[] = {
        {"a license to drive a semi in texas", "drive", "semi driver", 6},
        {"paid for driving school buses", "driving", "school bus driver", 5},
        {"qualifications to operate a crane", "operate", "Crane Operator", 5},
        {"how old to carry mail", "carry", "mail carrier", 5},
        {"a living training dogs", "training", "dog trainer", 4},
        {"how long does it take to bake a cake", "bake", "", 0},
        {"what does it take to bake a cake", "bake", "cake baker", 8},
        {"i drive a semi", "drive", "", 0}, /* no "to" before it */
        {"ready to drive", "drive", "", 0}, /* and nothing behind it */
        {"to open a bag", "open", "", 0},   /* the publisher's name only */
        {"what is ing for", "ing", "", 0},
        {"to drive, a semi", "drive", "", 0},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t count, at = 0, name = 0, all;
        struct token *tokens =
            text_tokens(normalizer, arena, str_from(texts[i].text), &count);
        for (size_t t = 0; t < count; t++)
            if (str_eq(tokens[t].word, STR("a")))
                tokens[t].uses |= WORD_ARTICLE;
        while (!str_eq(tokens[at].word, str_from(texts[i].verb)))
            at++;
        size_t end = doing_name(pack, arena, tokens, count, at, &name);
        struct str found =
            end > 0 ? pack_text(pack, pack_names(pack, &all)[name].shown)
                    : STR("");
        if (end != texts[i].end || !str_eq(found, str_from(texts[i].name)))
            fail_msg("\"%s\": \"%.*s\", to token %zu", texts[i].text,
                     STR_ARG(found), end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_name_who_does_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
