/* What the readers of publishers' files share: which occupations there are,
 * where figures go, what could not be used. A file that is missing or no good
 * gives one line for people, and the rest is read all the same. */
#ifndef IMPORT_H
#define IMPORT_H

#include "builder.h"
#include "crosswalk.h"
#include "figures.h"
#include "table.h"

struct progress;

struct import_source { /* as the pack and the facts name it; in arena */
    struct str name, date, link;
    uint16_t index; /* of the pack's source */
    int year;       /* of the release; 0: not known */
};

/* Where names come from. */
enum import_names {
    NAMES_ONET,
    NAMES_REPORTED, /* O*NET's, by people who have the occupation */
    NAMES_SOC,
    NAMES_ESCO,
    NAMES_KINDS
};

/* A task as O*NET words it, until the ratings have been read. */
struct import_task {
    uint32_t id, soc;
    unsigned suffix; /* of the O*NET code; 0: the occupation itself */
    size_t order;    /* in the file */
    bool core;
    struct str text; /* in b->arena */
};

enum { IMPORT_SOURCES_MAX = 32 };

struct import {
    struct builder *b;
    struct figures *figures;
    struct crosswalks codes;
    struct progress *progress; /* NULL: none is shown */
    struct import_source sources[IMPORT_SOURCES_MAX];
    size_t source_count;
    size_t names[NAMES_KINDS];  /* as given, before the same ones are joined */
    size_t before[FIELD_LIMIT]; /* occupations with figures at the start */
    size_t occupations_before;  /* occupations at the start */
    uint32_t *handles;          /* of every six-digit code: handle + 1 */
    struct import_source onet;  /* set by import_onet */
    struct import_task *tasks;  /* of O*NET; in b->arena */
    size_t task_count;
};

/* Files and folders as `careerbot build` takes them; NULL: not used. */
struct import_paths {
    const char *onet, *oews, *projections, *exposure, *soc, *titles;
    const char *crosswalks; /* folder */
};

bool import_any(const struct import_paths *paths);

/* About how many files import_run opens, for a bar. */
size_t import_steps(const struct import_paths *paths);

/* Reads them all, through b and b->figures. STATUS_OK even where files are
 * missing or no good. Others: the crosswalks cannot be read. */
MUST_CHECK enum status import_run(const struct import_paths *paths,
                                  struct import *im, struct error *err);

/* For how many occupations there are figures of a field by now. */
size_t import_count(const struct import *im, enum field field);

/* "occupations with wages 830, ...": what there is, for people; in arena. */
struct str import_held(const struct import *im);

/* The readers, in the order they are called. */
void import_soc(struct import *im, const char *where);
void import_onet(struct import *im, const char *where);
void import_oews(struct import *im, const char *where);
void import_projections(struct import *im, const char *where);
void import_exposure(struct import *im, const char *where);
void import_esco(struct import *im, const char *where);

/* --- one file --- */

enum { IMPORT_COLUMNS_MAX = 32 };

struct import_file {
    struct import *im;
    struct arena *arena; /* texts of cells; gone with import_close */
    struct table *table;
    size_t places[IMPORT_COLUMNS_MAX];
    size_t rows;         /* read so far */
    size_t bad, bad_row; /* rows that cannot be read; the first of them */
    struct str bad_why;
    size_t unknown; /* codes that SOC 2018 does not have */
    struct str unknown_code;
    bool unknown_noted; /* by another file of the same release */
    size_t untitled;    /* occupations that no source names */
    size_t older;       /* figures of a newer release were there already */
    size_t given;       /* occupations that got figures */
};

/* what: the reader's words for what the file is for ("skills"). False: the
 * file is not there or no good, and that has been noted. */
bool import_open(struct import *im, struct import_file *file, const char *where,
                 const char *const *names, const char *sheet,
                 const struct table_column *columns, size_t count,
                 const char *what);

/* The next row; false at the end. */
bool import_next(struct import_file *file);

struct str import_cell(const struct import_file *file, size_t column);

/* The same as a text that may stand in a pack: one line of plain characters;
 * in file->arena. */
struct str import_text(const struct import_file *file, size_t column);

/* A number of a cell; NAN, and the row is counted as bad, if it is none. */
double import_number(struct import_file *file, size_t column);

/* Counts the row as one that cannot be read. */
void import_bad_row(struct import_file *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Notes what could not be used, once for each reason, and frees the file. */
void import_close(struct import_file *file);

/* Notes that a file of which less came than `expected` must be cut. */
void import_expect(struct import_file *file, size_t got, size_t expected,
                   const char *what);

/* The same of a study that was published once, with so many rows. */
void import_expect_rows(struct import_file *file, size_t rows);

/* --- what is read --- */

/* "25-4031" of a cell; 0, counted as bad or as unknown, where SOC 2018 (or
 * the combined codes) has no such code. */
uint32_t import_soc_code(struct import_file *file, size_t column);

/* "25-4031.00": false where it is none, counted likewise. */
bool import_onet_code(struct import_file *file, size_t column, uint32_t *soc,
                      unsigned *suffix);

/* The handle of an occupation; one that is new needs a title. SIZE_MAX where
 * there is none, counted in file (which may be NULL). */
size_t import_occupation(struct import *im, struct import_file *file,
                         uint32_t soc, struct str title);

struct import_source *import_source(struct import *im, struct str name,
                                    struct str date, struct str link, int year);

/* Values of one field, of a source; sets field and source of each. */
void import_give(struct import *im, struct import_file *file, size_t occupation,
                 enum field field, struct pack_value *values, size_t count,
                 const struct import_source *source);

/* One number. */
void import_give_number(struct import *im, struct import_file *file,
                        size_t occupation, enum field field, double number,
                        uint8_t flags, const struct import_source *source);

/* In the American files "IT Associate (Information Technology Associate)" is
 * three names: all of it, the one before the bracket and the one in it. */
void import_name(struct import *im, size_t occupation, enum import_names from,
                 struct str name);

/* Rounded to so many decimals, so that facts read back as the same number. */
double import_round(double value, int decimals);

#endif
