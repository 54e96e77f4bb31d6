/* Values inside the text of an AI Career Graph page: money, scores, and the
 * places where things run together are parted again. Pure functions. */
#ifndef ACG_VALUES_H
#define ACG_VALUES_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* A cell of money: "$28,000 ~ $35,000", "45.000 €", "— ~ 30k". */
struct money {
    double min, max; /* NAN: that end is missing */
    struct str rest; /* what follows the figures ("per year") */
};

/* False: the cell holds no money but a text. A cell of dashes, or an empty
 * one, is money with both ends missing. */
bool value_money(struct str cell, struct money *out);

/* The sign or code of a currency that begins s, after blanks; *len: the
 * bytes it takes. code: "AUD", or empty where the sign alone ("$") does not
 * tell. False: none begins there. */
bool value_currency(struct str s, size_t *len, struct str *code);

/* The currency a column header names in brackets: "Annual (USD)". Empty:
 * none. */
struct str value_header_currency(struct str cell);

/* "n/10" at the end of s, a tooltip's "i" behind it allowed. *from: where it
 * begins. */
bool value_out_of_ten(struct str s, double *value, size_t *from);

/* Parts of a run of tags or names that lost their borders. */
#define VALUE_PARTS 24
struct parts {
    struct str items[VALUE_PARTS];
    size_t count;
    bool unsure; /* a border was found by a rule that may be wrong */
};
void value_parts(struct str run, struct parts *parts);

/* Sizes of lists that ran together, and how many ways there were. */
struct split {
    size_t sizes[4];
    double confidence; /* 1: only these sizes fit what the site asks for */
};

/* Tasks taken over, tasks augmented, moat, skills; only the first `lists` of
 * them where fewer ran together. */
struct split value_split_tasks(size_t bullets, size_t lists);

/* Fits, not for: sizes[0] and [1]. */
struct split value_split_fit(size_t bullets);

#endif
