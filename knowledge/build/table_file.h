/* The file of a table: found in a folder or in a publisher's zip, unpacked,
 * and held against what its name says. */
#ifndef TABLE_FILE_H
#define TABLE_FILE_H

#include "table_read.h"

struct table_file {
    const char *path; /* for messages: "/tmp/db.zip: db/Skills.txt" */
    struct str name;  /* "db.zip: Skills.txt" */
    struct str bytes; /* unpacked */
    enum table_format format;
};

/* As table_open; all of it in arena. */
MUST_CHECK enum status table_file_open(struct arena *arena, const char *where,
                                       const char *const *names,
                                       struct table_file *out,
                                       struct error *err);

/* A file that is in memory. path: in arena. */
MUST_CHECK enum status table_file_unpack(struct arena *arena, const char *path,
                                         struct str bytes,
                                         struct table_file *out,
                                         struct error *err);

#endif
