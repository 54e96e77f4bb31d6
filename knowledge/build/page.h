/* A page of one occupation in memory: what the readers of pages produce and
 * what the pack is made of. The readers are acg_page.c (text of an AI Career
 * Graph page) and page_read.c (our Markdown); page_write.c writes Markdown. */
#ifndef PAGE_H
#define PAGE_H

#include "arena.h"
#include "field.h"
#include "lang.h"
#include "status.h"
#include "str.h"

#include <math.h>

/* One value; see field.h for what each field uses. */
struct page_entry {
    enum field field;
    struct str text[ENTRY_TEXTS];
    double num[ENTRY_NUMBERS]; /* NAN: absent; page_add sets both so */
    unsigned line;             /* where it stands in the file; 0: unknown */
    struct page_entry *next;
};

struct page {
    struct str file; /* for messages */
    enum lang lang;
    struct str title;     /* "Library Technicians" */
    struct str code;      /* "25-4031", as printed */
    struct str code_type; /* "SOC", "ANZSCO"... */
    unsigned code_line;   /* where the code stands; 0: unknown */
    struct str source;    /* "AI Career Graph" */
    struct str date;      /* what is known of its age, in words */
    struct str url;       /* may be empty */
    struct str names[32]; /* other names people use, in the page's language */
    size_t name_count;
    double confidence; /* of the split of a run of bullets; NAN: no guess */
    struct page_entry *first, *last;
};

/* All texts of a page live in its arena. */
void page_init(struct page *page);

/* Appends an entry with empty texts and absent numbers. */
struct page_entry *page_add(struct page *page, struct arena *arena,
                            enum field field);

/* The first entry of a field after `after` (NULL: from the start), or NULL. */
const struct page_entry *page_find(const struct page *page, enum field field,
                                   const struct page_entry *after);

/* Faults found in sources, all of them, each with its place. Printed as
 * "FILE:LINE: what is wrong; what to do". */
struct faults {
    struct arena *arena;
    struct fault {
        struct str file;
        unsigned line; /* 0: the whole file */
        struct str text;
        struct fault *next;
    } * first, *last;
    size_t count;
};

void fault_add(struct faults *faults, struct str file, unsigned line,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Reads the text of an AI Career Graph page. file: for messages.
 * STATUS_INVALID: it is no such page; err says why. */
MUST_CHECK enum status acg_page_read(struct arena *arena, struct str text,
                                     struct str file, struct page *page,
                                     struct error *err);

/* The page as the JSON of import-page --json. In arena. */
struct str acg_page_json(struct arena *arena, const struct page *page);

/* Longer files are no pages. */
#define PAGE_MAX_BYTES (256 * 1024)

/* Reads a page people write; the language is told by the file's name
 * (NAME.zh-Hant.md). Faults are added, all at once; what could be
 * read is in the page all the same. */
void page_read(struct arena *arena, struct str text, struct str file,
               struct page *page, struct faults *faults);

/* The page as Markdown that page_read reads back. In arena. */
struct str page_write(struct arena *arena, const struct page *page);

#endif
