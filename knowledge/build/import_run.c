/* Runs the readers of publishers' files in turn. */
#include "import.h"

#include "file.h"
#include "progress.h"

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

enum status import_run(const struct import_paths *paths, struct import *im,
                       struct error *err)
{
    const struct {
        const char *where;
        void (*read)(struct import *im, const char *where);
    } readers[] = {
        /* titles first; tasks before the study that rates them */
        {paths->soc, import_soc},
        {paths->onet, import_onet},
        {paths->oews, import_oews},
        {paths->projections, import_projections},
        {paths->exposure, import_exposure},
        {paths->titles, import_esco},
    };
    enum status status =
        crosswalks_read(im->b->arena, paths->crosswalks, &im->codes, err);
    if (status != STATUS_OK)
        return status;
    im->handles = arena_alloc_array(im->b->arena, 1000000, sizeof *im->handles);
    count_before(im);
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (readers[i].where)
            readers[i].read(im, readers[i].where);
    return STATUS_OK;
}
