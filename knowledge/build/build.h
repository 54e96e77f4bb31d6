/* Sources in, pack out: what `careerbot build` does once it has read its
 * arguments. */
#ifndef BUILD_H
#define BUILD_H

#include "import.h"
#include "pack_write.h"
#include "page.h"
#include "status.h"

#include <stdio.h>

struct build_options {
    const char *pages; /* folders; NULL: not used */
    const char *facts;
    const char *lexicon;
    const char *exclude_titles;     /* file; NULL: nothing is left out */
    struct import_paths publishers; /* files of publishers */
    bool without_learning; /* to rank titles, which takes most of the time */
    const char *output;    /* file */
    long long built_at;    /* Unix time, seconds */
    FILE *progress;        /* a bar; NULL: none */
};

struct build_report {
    struct pack_counts counts;
    struct faults faults; /* mistakes in the sources; what is good was used */
    struct str *left_out; /* lines for people */
    size_t left_out_count;
    struct str held; /* what the pack holds, a line for each kind */
};

/* Reads the sources and replaces the pack. out: filled even on failure, all
 * of it in arena.
 * STATUS_INVALID: no occupation came out of the sources, nothing is written;
 * others: a file could not be read or written. */
MUST_CHECK enum status build_pack(const struct build_options *options,
                                  struct arena *arena, struct build_report *out,
                                  struct error *err);

/* To standard error, a line each: mistakes with their place, then what was
 * left out. */
void build_print_faults(const struct faults *faults, const struct str *left_out,
                        size_t left_out_count);

/* The commands, with their arguments behind the name; they return the exit
 * status of the program. */
int command_build(int argc, char **argv);
int command_import_page(int argc, char **argv);
int command_derive(int argc, char **argv);
int command_dump(int argc, char **argv);

#endif
