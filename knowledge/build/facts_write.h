/* Tables of facts out of figures: what ships in knowledge/facts. */
#ifndef FACTS_WRITE_H
#define FACTS_WRITE_H

#include "import.h"

/* Writes wages.tsv, projections.tsv, profile.tsv and exposure.tsv into the
 * folder, each if there are figures for it. *written: how many.
 * STATUS_IO: a file cannot be written; the others may be new. */
MUST_CHECK enum status facts_write(const struct import *im, const char *folder,
                                   size_t *written, struct error *err);

#endif
