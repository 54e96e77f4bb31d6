/* Answers as JSON. */
#include "answer_json.h"
#include "sample_answer.h"
#include "unit.h"

#include <math.h>

static void gives(const struct answer *answer, const char *expected)
{
    struct buf out;
    buf_init(&out, 65536);
    answer_json(&out, answer);
    assert_string_equal(out.ptr, expected);
    buf_fini(&out);
}

static void every_block(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    gives(&answer,
          "{\"kind\":\"single\",\"lang\":\"en\",\"subject\":\"salary\","
          "\"answered\":true,\"confidence\":0.91,"
          "\"occupations\":[{\"soc\":\"25-4031\",\"title\":\"Library "
          "Technicians\",\"score\":0.93}],"
          "\"blocks\":[{\"type\":\"headline\",\"title\":\"Library "
          "Technicians\",\"code\":\"25-4031\",\"text\":\"$44,580 a year, "
          "median\",\"figure\":\"$44,580\"},"
          "{\"type\":\"text\",\"title\":\"Note\",\"text\":\"It varies.\"},"
          "{\"type\":\"facts\",\"rows\":[[\"an "
          "hour\",\"$21.43\"],[\"mean\",\"$46,010\"]]},"
          "{\"type\":\"table\",\"title\":\"By "
          "experience\",\"rows\":[[\"Stage\",\"Pay\"],[\"0-3 "
          "years\",\"$28,000\"],[\"7+ years\",\"$45,000\"]]},"
          "{\"type\":\"bullets\",\"title\":\"Stays human\",\"rows\":[[\"Read "
          "to children\"],[\"Run a workshop\"]]},"
          "{\"type\":\"chart\",\"title\":\"Spread\",\"rows\":[[\"lowest tenth: "
          "$28,000\"],[\"highest tenth: "
          "$56,000\"]],\"values\":[28000,56000]},"
          "{\"type\":\"note\",\"text\":\"United States only.\"}],"
          "\"sources\":[{\"name\":\"BLS OEWS\",\"date\":\"May "
          "2025\",\"url\":\"https://www.bls.gov/oes/\"},{\"name\":\"AI Career "
          "Graph\"}],\"sources_label\":\"Source\","
          "\"choices\":[{\"label\":\"AI risk\",\"ask\":\"library technician ai "
          "risk\"},{\"label\":\"How to get in\",\"ask\":\"library technician "
          "entry\"}],\"choices_label\":\"Ask next\"}");
}

static void empty_members_are_left_out(void **state)
{
    (void)state;
    struct answer answer = {.kind = KIND_OUTOFSCOPE, .lang = LANG_ZH_HANS};
    gives(&answer, "{\"kind\":\"outofscope\",\"lang\":\"zh-Hans\","
                   "\"answered\":false,\"confidence\":0}");
}

static void values_that_are_not_known(void **state)
{
    (void)state;
    double values[] = {NAN, 2.5};
    struct answer_block block = {.type = BLOCK_CHART,
                                 .rows = 2,
                                 .columns = 1,
                                 .cells = sample_labels,
                                 .values = values};
    struct answer answer = {.lang = LANG_EN, .blocks = &block};
    gives(&answer, "{\"kind\":\"single\",\"lang\":\"en\",\"answered\":false,"
                   "\"confidence\":0,\"blocks\":[{\"type\":\"chart\",\"rows\":"
                   "[[\"lowest tenth: $28,000\"],[\"highest tenth: "
                   "$56,000\"]],\"values\":[null,2.5]}]}");
}

static void texts_are_escaped(void **state)
{
    (void)state;
    struct answer_block block = {.type = BLOCK_NOTE,
                                 .text = STR("\"\\\n\x01\xff</script>")};
    struct answer answer = {.lang = LANG_EN, .blocks = &block};
    gives(&answer,
          "{\"kind\":\"single\",\"lang\":\"en\",\"answered\":false,"
          "\"confidence\":0,\"blocks\":[{\"type\":\"note\",\"text\":\"\\\"\\\\"
          "\\n\\u0001\xef\xbf\xbd</script>\"}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block),
        cmocka_unit_test(empty_members_are_left_out),
        cmocka_unit_test(values_that_are_not_known),
        cmocka_unit_test(texts_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
