/* The table of licences, exams and certificates among the facts. */
#ifndef FACTS_CERTIFICATES_H
#define FACTS_CERTIFICATES_H

#include "builder.h"

#define FACTS_CERTIFICATES "certificates.tsv"

/* FIELD_CERTIFICATE of the occupations that are there, and of the combined
 * codes they are published under: the other facts must be read before.
 * Mistakes are added to b->faults. STATUS_IO, STATUS_FULL as file_read. */
MUST_CHECK enum status facts_certificates(struct builder *b, struct str path,
                                          struct error *err);

#endif
