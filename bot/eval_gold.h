/* What is right for a labelled row: its labels, read and checked. Three sorts
 * of rows, a JSON object each:
 *
 * titles     {"query","soc":["47-2152","25-2*"]}: a name alone; every code
 *            that is right, one that ends in * stands for all that begin so
 * questions  {"query","context","soc","section","kind","expect"}, and where
 *            they apply "soc2" (of a comparison) and "also" (other sections
 *            that are as good); "soc" and "section" may be null
 * chatter    {"text"}: nobody spoke to the bot, so it should stay silent */
#ifndef EVAL_GOLD_H
#define EVAL_GOLD_H

#include "answer.h"
#include "arena.h"
#include "json.h"

enum eval_sort {
    EVAL_AUTO = 0, /* told from the first row with labels */
    EVAL_TITLES,
    EVAL_QUESTIONS,
    EVAL_CHATTER,
};

const char *eval_sort_id(enum eval_sort sort); /* "titles" */

/* What the bot should do. */
enum gold_expect {
    EXPECT_ANSWER = 0,
    EXPECT_CLARIFY, /* ask which occupation */
    EXPECT_EITHER,  /* answer or ask: the name has several meanings */
    EXPECT_DECLINE, /* say that it does not know about such things */
    EXPECT_SMALLTALK,
    EXPECT_COUNT
};

const char *expect_id(enum gold_expect expect);

/* count 0: none is asked for. */
struct gold_codes {
    const struct str *items;
    size_t count;
};

struct gold {
    struct gold_codes soc, soc2;
    enum kind kind;
    enum gold_expect expect;
    enum subject section; /* SUBJECT_NONE: none is asked for */
    unsigned also;        /* bit n: subject n is as good */
};

enum gold_status {
    GOLD_READ,
    GOLD_UNLABELLED, /* *why: the label that is missing */
    GOLD_FAULT,      /* *why: what is wrong */
};

/* What sort of row it looks like; EVAL_AUTO: it has no labels. */
enum eval_sort gold_sort(const cJSON *row);

/* out: texts borrowed from the row, lists in arena. why: in arena. */
enum gold_status gold_read(struct arena *arena, const cJSON *row,
                           enum eval_sort sort, struct gold *out,
                           const char **why);

#endif
