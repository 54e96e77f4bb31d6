/* Phrases of the lexicon that are found as they are written: signs count, and
 * "yearly" is not "years". Topics of cues.h are found by stems, and only
 * words. */
#ifndef WORDINGS_H
#define WORDINGS_H

#include "pack.h"

#include <stdint.h>

enum wording_topic {
    /* around an amount: [amount/over] */
    WORDING_OVER,
    WORDING_AT_LEAST,
    WORDING_UNDER,
    WORDING_AT_MOST,
    WORDING_AT_MOST_DEGREE,
    WORDING_ABOUT,
    WORDING_OR_MORE,
    WORDING_OR_LESS,
    WORDING_OR_SO,
    WORDING_BETWEEN,
    WORDING_TO,
    WORDING_AND,
    WORDING_DOLLARS,
    WORDING_BEFORE_DOLLARS,
    WORDING_FOREIGN,
    WORDING_BEFORE_FOREIGN,
    WORDING_PERCENT,
    WORDING_BEFORE_PERCENT,
    WORDING_HOURLY,
    WORDING_BEFORE_HOURLY,
    WORDING_SPAN, /* [amount/daily] to [amount/yearly] */
    WORDING_BEFORE_SPAN,
    WORDING_EARN,
    WORDING_BUDGET,
    WORDING_BEFORE_BUDGET,
    WORDING_AGE,
    WORDING_BEFORE_AGE,
    WORDING_YEARS, /* [amount/weeks] to [amount/years] */
    WORDING_LATER,
    WORDING_BEFORE_LATER,
    WORDING_FIRST,
    WORDING_SHOW,
    WORDING_ROWS,
    WORDING_ROW,
    WORDING_APART,
    /* [number/40] */
    WORDING_NUMBER,
    WORDING_SCALE, /* a thousand and more */
    /* in a question for a list: [listed/and] */
    WORDING_LISTED_AND,
    WORDING_LISTED_BUT,
    WORDING_LISTED_JOB,
    WORDING_LISTED_JOBS,
    WORDING_LISTED_NEED,
    WORDING_LISTED_GOOD,
    WORDING_LISTED_ME,
    WORDING_LISTED_WHICH,
    /* of one occupation, what can be answered first: [asks/need] */
    WORDING_ASKS_NEED,
    WORDING_ASKS_NEEDED,
    WORDING_ASKS_WITHOUT,
    WORDING_ASKS_WITH,
    WORDING_ASKS_OPEN,
    WORDING_ASKS_PAPER,
    WORDING_ASKS_NAMED_PAPER,
    WORDING_ASKS_WORTH,
    WORDING_ASKS_LIKED,
    WORDING_ASKS_UNWANTED,
    WORDING_ASKS_ANY,
    WORDING_ASKS_PRICE,
    WORDING_ASKS_HIGHER,
    WORDING_ASKS_DECLINED,
    WORDING_ASKS_HOURS,
    WORDING_ASKS_WHY,
    WORDING_SCHOOLING, /* [schooling/5] */
    WORDING_SHORT,     /* [short/manager]: a short form of it */
    WORDING_TOPICS
};

/* A set of topics: WORDING(OVER) | WORDING(AT_LEAST). */
#define WORDING(topic) (UINT64_C(1) << WORDING_##topic)

struct wording {
    struct str text, part; /* part: of the topic, behind the slash */
    enum wording_topic topic;
    double value; /* of a number, a scale, schooling; of a span how often a
                     year, 0: once; of years the part of one */
};

struct wordings; /* all of a pack */

/* Owned: free with wordings_free. Texts are borrowed from the pack. */
struct wordings *wordings_new(const struct pack *pack);
void wordings_free(struct wordings *wordings);

/* The longest phrase of the topics that a text begins with, or ends with; NULL:
 * none. Letters that go on with it, in the text given, make it another word. */
const struct wording *wordings_begin(const struct wordings *wordings,
                                     struct str text, uint64_t topics);
const struct wording *wordings_end(const struct wordings *wordings,
                                   struct str text, uint64_t topics);

#endif
