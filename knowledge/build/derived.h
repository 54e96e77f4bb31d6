/* What is worked out from the figures of all occupations, before they go into
 * the pack. Every formula is in knowledge/facts/README.md as well. */
#ifndef DERIVED_H
#define DERIVED_H

#include "builder.h"
#include "figures.h"

/* Numbers become places: the percentage of them that is lower. NAN stays. */
void derive_places(double *numbers, size_t count);

/* A number of a field's first value; NAN: not known. */
double derive_number(const struct figures *figures, size_t occupation,
                     enum field field, int slot);

/* The source of what our formulas make: its date is that of the formulas. */
uint16_t derive_source(struct builder *b);

/* num[1] of every exposure to AI becomes its place: the percentage of
 * occupations with a lower figure. */
void ranks_derive(struct figures *figures, size_t occupations);

/* FIELD_SCORE: scores of 1 to 10. Needs the ranks. */
void scores_derive(struct builder *b, struct figures *figures,
                   size_t occupations);

/* FIELD_MOVE, FIELD_MOVE_FIT and FIELD_LEARN: where to move from each
 * occupation (move_score.h). */
void moves_derive(struct builder *b, struct figures *figures,
                  size_t occupations);

/* FIELD_MIGRATION_RULE, from folder/immigration.tsv: the general rules that
 * fit what an occupation typically takes. Mistakes are added to b->faults. */
MUST_CHECK enum status rules_derive(struct builder *b, struct figures *figures,
                                    const char *folder, struct error *err);

#endif
