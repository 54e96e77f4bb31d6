/* A table of lists: a row for each occupation, a column for each field. */
#include "figures.h"

#include <string.h>

struct list {
    const struct pack_value *values;
    size_t count;
    int year;
};

struct figures {
    struct arena *arena;
    struct list *rows; /* FIELD_LIMIT lists an occupation */
    size_t room;       /* occupations */
};

struct figures *figures_new(struct arena *arena)
{
    struct figures *figures = arena_alloc(arena, sizeof *figures);
    figures->arena = arena;
    return figures;
}

static struct list *list_of(struct figures *figures, size_t occupation,
                            enum field field)
{
    if (occupation >= figures->room) {
        size_t room = occupation * 2 + 64;
        struct list *rows = arena_alloc_array(
            figures->arena, room, FIELD_LIMIT * sizeof(struct list));
        if (figures->room)
            memcpy(rows, figures->rows,
                   figures->room * FIELD_LIMIT * sizeof(struct list));
        figures->rows = rows;
        figures->room = room;
    }
    return &figures->rows[occupation * FIELD_LIMIT + field];
}

enum figures_given figures_give(struct figures *figures, size_t occupation,
                                enum field field,
                                const struct pack_value *values, size_t count,
                                int year)
{
    struct list *list = list_of(figures, occupation, field);
    if (list->count > 0 && list->year > year)
        return FIGURES_OLDER;
    struct pack_value *kept =
        arena_alloc_array(figures->arena, count, sizeof *kept);
    if (count > 0)
        memcpy(kept, values, count * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i].field = field;
    *list = (struct list){kept, count, year};
    return FIGURES_TAKEN;
}

const struct pack_value *figures_get(const struct figures *figures,
                                     size_t occupation, enum field field,
                                     size_t *count)
{
    *count = 0;
    if (occupation >= figures->room)
        return NULL;
    const struct list *list = &figures->rows[occupation * FIELD_LIMIT + field];
    *count = list->count;
    return list->count ? list->values : NULL;
}

struct pack_value *figures_change(struct figures *figures, size_t occupation,
                                  enum field field, size_t *count)
{
    return (struct pack_value *)figures_get(figures, occupation, field, count);
}

void figures_write(const struct figures *figures, struct pack_writer *writer)
{
    for (size_t i = 0; i < figures->room * FIELD_LIMIT; i++)
        for (size_t k = 0; k < figures->rows[i].count; k++)
            pack_writer_entry(writer, i / FIELD_LIMIT,
                              &figures->rows[i].values[k]);
}
