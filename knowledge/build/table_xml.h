/* The XML parts of a workbook, read as they are unpacked. Names come without
 * their namespaces. */
#ifndef TABLE_XML_H
#define TABLE_XML_H

#include "table_zip.h"

#include <stdbool.h>
#include <stddef.h>

struct xml;

/* What is made of a part. Of one piece of text there may be several calls. */
struct xml_reader {
    void (*start)(struct xml *xml, const char *name, const char **attributes);
    void (*end)(struct xml *xml, const char *name);
    void (*text)(struct xml *xml, struct str text); /* may be NULL */
};

/* Reads the part called name. user: for xml_user. *budget: as in table_zip.h.
 * STATUS_NOT_FOUND: there is no such part, and err says so; STATUS_CORRUPT,
 * STATUS_FULL. */
MUST_CHECK enum status xml_read(const char *path, zip_t *zip, const char *name,
                                const struct xml_reader *reader, void *user,
                                size_t *budget, struct error *err);

/* For the calls of a reader: */
void *xml_user(const struct xml *xml);

/* Ends the reading: what is wrong, as in "a cell stands in no row". */
void xml_fault(struct xml *xml, const char *what);

/* The value of an attribute, or NULL. Borrowed. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
