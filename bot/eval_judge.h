/* Is an answer what its row wants? Pure: labels and an answer in, a
 * judgement out. */
#ifndef EVAL_JUDGE_H
#define EVAL_JUDGE_H

#include "eval_gold.h"

struct judgement {
    bool answered;
    bool declined;   /* said that it is out of scope */
    bool occupation; /* the right one, or rightly none */
    bool section;    /* the right one; false where none is asked for */
    bool kind;
    bool exact; /* as "expect" wants it, in full */
};

struct judgement judge_question(const struct gold *gold,
                                const struct answer *answer);

/* The place of the first right occupation, from 1; 0: none is right. A code
 * that comes again counts once. */
size_t judge_title(const struct gold *gold, const struct answer *answer);

#endif
