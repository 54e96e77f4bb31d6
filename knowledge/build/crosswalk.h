/* The tables of codes that ship with the facts: what a code of an older or
 * another classification is in SOC 2018. A code is a number: 291171 of
 * "29-1171", 3433 of ISCO's "3433". */
#ifndef CROSSWALK_H
#define CROSSWALK_H

#include "arena.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct code_pair {
    uint32_t from, to;
};

struct code_pairs { /* ordered by from, then by to */
    const struct code_pair *items;
    size_t count;
};

struct crosswalks {
    struct code_pairs soc2010;  /* SOC 2010 to 2018 */
    struct code_pairs isco08;   /* ISCO-08 to SOC 2010 */
    struct code_pairs combined; /* what some publishers put together */
    struct code_pairs survey;   /* Frey and Osborne's older codes */
    struct code_pairs soc2018;  /* every detailed code, to itself */
};

/* All of it in arena. STATUS_NOT_FOUND, STATUS_IO; STATUS_CORRUPT: a line is
 * no pair of codes. */
MUST_CHECK enum status crosswalks_read(struct arena *arena, const char *folder,
                                       struct crosswalks *out,
                                       struct error *err);

/* The pairs that begin with this code. */
struct code_pairs code_pairs_from(struct code_pairs pairs, uint32_t from);

/* A detailed code of SOC 2018? */
bool crosswalks_is_detailed(const struct crosswalks *codes, uint32_t soc);

/* The same, or one of the combined codes. */
bool crosswalks_is_known(const struct crosswalks *codes, uint32_t soc);

/* "4411" or, where a program ate the zero, "110" of 0110; 0: none. */
uint32_t isco_code(struct str text);

#endif
