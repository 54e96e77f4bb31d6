/* One answer with a block of every type, for the tests of the renderers. */
#ifndef SAMPLE_ANSWER_H
#define SAMPLE_ANSWER_H

#include "answer.h"

static const struct str sample_facts[] = {
    {"an hour", 7}, {"$21.43", 6}, {"mean", 4}, {"$46,010", 7}};
static const struct str sample_table[] = {{"Stage", 5},     {"Pay", 3},
                                          {"0-3 years", 9}, {"$28,000", 7},
                                          {"7+ years", 8},  {"$45,000", 7}};
static const struct str sample_bullets[] = {{"Read to children", 16},
                                            {"Run a workshop", 14}};
static const struct str sample_labels[] = {{"lowest tenth: $28,000", 21},
                                           {"highest tenth: $56,000", 22}};
static const double sample_values[] = {28000, 56000};

static inline struct answer sample_answer(struct answer_block blocks[7])
{
    blocks[0] = (struct answer_block){.type = BLOCK_HEADLINE,
                                      .title = STR("Library Technicians"),
                                      .code = STR("25-4031"),
                                      .text = STR("$44,580 a year, median"),
                                      .figure = STR("$44,580")};
    blocks[1] = (struct answer_block){
        .type = BLOCK_TEXT, .title = STR("Note"), .text = STR("It varies.")};
    blocks[2] = (struct answer_block){
        .type = BLOCK_FACTS, .rows = 2, .columns = 2, .cells = sample_facts};
    blocks[3] = (struct answer_block){.type = BLOCK_TABLE,
                                      .title = STR("By experience"),
                                      .rows = 3,
                                      .columns = 2,
                                      .cells = sample_table};
    blocks[4] = (struct answer_block){.type = BLOCK_BULLETS,
                                      .title = STR("Stays human"),
                                      .rows = 2,
                                      .columns = 1,
                                      .cells = sample_bullets};
    blocks[5] = (struct answer_block){.type = BLOCK_CHART,
                                      .title = STR("Spread"),
                                      .rows = 2,
                                      .columns = 1,
                                      .cells = sample_labels,
                                      .values = sample_values};
    blocks[6] = (struct answer_block){.type = BLOCK_NOTE,
                                      .text = STR("United States only.")};
    for (int i = 0; i < 6; i++)
        blocks[i].next = &blocks[i + 1];
    return (struct answer){
        .kind = KIND_SINGLE,
        .lang = LANG_EN,
        .subject = SUBJECT_SALARY,
        .confidence = 0.91,
        .answered = true,
        .occupations = {{"25-4031", STR("Library Technicians"), 0.93}},
        .occupation_count = 1,
        .blocks = blocks,
        .sources = {{STR("BLS OEWS"), STR("May 2025"),
                     STR("https://www.bls.gov/oes/")},
                    {STR("AI Career Graph"), STR_NONE, STR_NONE}},
        .source_count = 2,
        .choices = {{STR("AI risk"), STR("library technician ai risk")},
                    {STR("How to get in"), STR("library technician entry")}},
        .choice_count = 2,
        .sources_label = STR("Source"),
        .choices_label = STR("Ask next")};
}

#endif
