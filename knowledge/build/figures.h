/* Figures of official sources by occupation and field, collected from the
 * shipped facts and from publishers' files before they go into the pack: of
 * each field the newest release counts. */
#ifndef FIGURES_H
#define FIGURES_H

#include "arena.h"
#include "pack_write.h"

struct figures;

/* In arena. */
struct figures *figures_new(struct arena *arena);

enum figures_given {
    FIGURES_TAKEN,
    FIGURES_OLDER, /* those of a newer release are there, and stay */
};

/* What a release says of one field: one value, or a list in its order. year:
 * of the release; 0: not known, which counts as older than any that is. Those
 * of the same or an older release are replaced. Texts are borrowed until
 * figures_write. */
enum figures_given figures_give(struct figures *figures, size_t occupation,
                                enum field field,
                                const struct pack_value *values, size_t count,
                                int year);

/* The values of a field, or NULL with *count 0. */
const struct pack_value *figures_get(const struct figures *figures,
                                     size_t occupation, enum field field,
                                     size_t *count);

/* The same, to be changed. */
struct pack_value *figures_change(struct figures *figures, size_t occupation,
                                  enum field field, size_t *count);

/* All of them into the pack. */
void figures_write(const struct figures *figures, struct pack_writer *writer);

#endif
