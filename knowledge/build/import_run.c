/* Runs the readers of publishers' files in turn. */
#include "import.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool import_any(const struct import_paths *paths)
{
    return paths->onet || paths->oews || paths->projections ||
           paths->exposure || paths->soc || paths->titles;
}

/* What is there already: a file that has far less is not whole. */
static void count_before(struct import *im)
{
    im->occupations_before = pack_writer_occupation_count(im->b->writer);
    for (int field = 0; field < FIELD_LIMIT; field++)
        im->before[field] = import_count(im, (enum field)field);
}

/* One line for a source that is not there, not one for each of its files. */
static bool is_there(struct import *im, const char *where)
{
    if (access(where, R_OK) == 0)
        return true;
    fault_add(im->b->faults, str_from(where), 0, "cannot be opened: %s",
              strerror(errno));
    return false;
}

struct reader {
    const char *where;
    void (*read)(struct import *im, const char *where);
    size_t files; /* about how many it opens */
};

enum { READERS = 6 };

/* Titles first; tasks before the study that rates them. */
static void list_readers(const struct import_paths *paths,
                         struct reader readers[READERS])
{
    const struct reader list[READERS] = {
        {paths->soc, import_soc, 2},
        {paths->onet, import_onet, 11},
        {paths->oews, import_oews, 1},
        {paths->projections, import_projections, 1},
        {paths->exposure, import_exposure, 8},
        {paths->titles, import_esco, 2},
    };
    memcpy(readers, list, sizeof list);
}

size_t import_steps(const struct import_paths *paths)
{
    struct reader readers[READERS];
    size_t steps = 0;
    list_readers(paths, readers);
    for (size_t i = 0; i < READERS; i++)
        steps += readers[i].where ? readers[i].files : 0;
    return steps;
}

enum status import_run(const struct import_paths *paths, struct import *im,
                       struct error *err)
{
    struct reader readers[READERS];
    list_readers(paths, readers);
    enum status status =
        crosswalks_read(im->b->arena, paths->crosswalks, &im->codes, err);
    if (status != STATUS_OK)
        return status;
    im->handles = arena_alloc_array(im->b->arena, 1000000, sizeof *im->handles);
    count_before(im);
    for (size_t i = 0; i < READERS; i++)
        if (readers[i].where && is_there(im, readers[i].where))
            readers[i].read(im, readers[i].where);
    return STATUS_OK;
}
