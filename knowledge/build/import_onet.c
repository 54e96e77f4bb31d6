/* O*NET: its version, titles, other names, narrower occupations and tasks.
 * Ratings and lists are for import_onet_rated.c. */
#include "import_onet.h"

#include "xmalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINK "https://www.onetcenter.org/database.html"

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/* --- which release --- */

/* "30.2" at or behind `from`; empty: none. */
static struct str version_in(struct str text, const char *before, char point)
{
    size_t at = str_find(text, str_from(before));
    if (at == text.len)
        return STR_NONE;
    struct str rest = str_slice(text, at + strlen(before), text.len);
    size_t len = 0, points = 0;
    while (len < rest.len && ((rest.ptr[len] >= '0' && rest.ptr[len] <= '9') ||
                              (rest.ptr[len] == point && points++ == 0)))
        len++;
    return points == 1 || (points == 2 && len > 0) ? str_slice(rest, 0, len)
                                                   : STR_NONE;
}

/* "February 2026" of "February 2026 Release". */
static struct str date_in(struct str text, int *year)
{
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        struct str month = str_from(months[i]);
        if (!str_starts(text, month) || text.len < month.len + 5)
            continue;
        long number;
        if (str_to_long(str_slice(text, month.len + 1, month.len + 5),
                        &number) &&
            number > 1990) {
            *year = (int)number;
            return str_slice(text, 0, month.len + 5);
        }
    }
    return STR_NONE;
}

/* From "Read Me.txt": its first lines say which release it is. */
static void version_from_read_me(struct import *im, const char *where,
                                 struct str *version, struct str *date,
                                 int *year)
{
    static const char *const names[] = {"Read Me.txt", "ReadMe.txt", NULL};
    struct arena *scratch = arena_new();
    struct table *table;
    if (table_open(scratch, where, names, NULL, &table, NULL) == STATUS_OK)
        for (int i = 0; i < 8 && table_next(table); i++) {
            struct str line = table_cell(table, 0);
            if (version->len == 0)
                *version =
                    arena_str(im->b->arena, version_in(line, "O*NET ", '.'));
            if (date->len == 0)
                *date = arena_str(im->b->arena, date_in(line, year));
        }
    arena_free(scratch);
}

/* "db_30_2_text.zip": releases .0 to .3 come in August, November, February
 * and May; the first of 2025 was 30.0. */
static void version_from_name(struct import *im, const char *where,
                              struct str *version, struct str *date, int *year)
{
    static const char *const quarter[] = {"August", "November", "February",
                                          "May"};
    struct str name = str_from(where), found = version_in(name, "db_", '_');
    int major, minor;
    if (found.len == 0 ||
        sscanf(arena_z(im->b->arena, found), "%d_%d", &major, &minor) != 2 ||
        minor > 3)
        return;
    *version = arena_printf(im->b->arena, "%d.%d", major, minor);
    *year = 1995 + major + (minor >= 2);
    *date = arena_printf(im->b->arena, "%s %d", quarter[minor], *year);
}

static void find_version(struct import *im, const char *where)
{
    struct str version = STR_NONE, date = STR_NONE;
    int year = 0;
    version_from_read_me(im, where, &version, &date, &year);
    if (version.len == 0 || date.len == 0)
        version_from_name(im, where, &version, &date, &year);
    if (date.len == 0) {
        builder_left_out(im->b,
                         "%s: the release of O*NET is not known, so that "
                         "figures with a date go before these; put its "
                         "\"Read Me.txt\" there",
                         where);
        date = STR("undated");
    }
    struct str name = arena_printf(im->b->arena, "O*NET%s%.*s",
                                   version.len ? " " : "", STR_ARG(version));
    im->onet = *import_source(im, name, date, STR(LINK), year);
}

/* --- titles and names --- */

static void add_title(struct import *im, struct import_file *file,
                      const struct onet_item *item)
{
    size_t occupation = import_occupation(im, file, item->soc, item->name);
    /* a title, not one of the names that --exclude-titles may take away */
    builder_title(im->b, occupation, LANG_EN, NAME_PUBLISHER, item->name);
    im->names[NAMES_ONET]++;
    file->given++;
}

/* The narrower occupations of one that has any. */
static void give_narrower(struct import *im, struct import_file *file,
                          const struct onet_item *items, size_t count)
{
    struct pack_value values[64];
    size_t kept = 0, most = sizeof values / sizeof *values;
    size_t occupation = import_occupation(im, NULL, items[0].soc, STR(""));
    for (size_t i = 0; i < count && kept < most; i++) {
        if (items[i].suffix == 0)
            continue;
        values[kept] = (struct pack_value){.num = {NAN, NAN}};
        values[kept++].text[0] = arena_str(im->b->arena, items[i].name);
    }
    if (kept > 0)
        import_give(im, file, occupation, FIELD_SUB_OCCUPATION, values, kept,
                    &im->onet);
}

static int by_code(const void *a, const void *b)
{
    const struct onet_item *x = a, *y = b;
    if (x->soc != y->soc)
        return x->soc < y->soc ? -1 : 1;
    return (x->suffix > y->suffix) - (x->suffix < y->suffix);
}

/* The occupations themselves first, so that they give the titles. */
static void add_titles(struct import *im, struct import_file *file,
                       struct onet_items *titles)
{
    if (titles->count > 0)
        qsort(titles->items, titles->count, sizeof *titles->items, by_code);
    for (int narrower = 0; narrower < 2; narrower++)
        for (size_t i = 0; i < titles->count; i++)
            if ((titles->items[i].suffix != 0) == narrower)
                add_title(im, file, &titles->items[i]);
    for (size_t i = 0, end; i < titles->count; i = end) {
        for (end = i; end < titles->count; end++)
            if (titles->items[end].soc != titles->items[i].soc)
                break;
        give_narrower(im, file, titles->items + i, end - i);
    }
}

/* Returns for how many O*NET occupations there is a title. */
static size_t import_titles(struct import *im, const char *where)
{
    static const char *const names[] = {"Occupation Data.txt", NULL};
    static const struct table_column columns[] = {{{"O*NET-SOC Code"}, false},
                                                  {{"Title"}, false}};
    struct import_file file;
    struct onet_items titles = {0};
    if (!import_open(im, &file, where, names, NULL, columns, 2,
                     "O*NET occupations"))
        return 0;
    while (import_next(&file)) {
        struct onet_item item = {.name = import_text(&file, 1)};
        if (!import_onet_code(&file, 0, &item.soc, &item.suffix))
            continue;
        if (item.name.len > 0)
            onet_items_add(&titles, &item);
        else
            import_bad_row(&file, "the title is missing");
    }
    add_titles(im, &file, &titles);
    import_expect(&file, file.given, im->occupations_before, "titles");
    onet_items_free(&titles);
    import_close(&file);
    return file.given;
}

/* Names of one file: in every column but the first. */
static void import_names_of(struct import *im, const char *where,
                            const char *const *names,
                            const struct table_column *columns, size_t count,
                            size_t occupations, enum import_names from,
                            const char *what)
{
    struct import_file file;
    uint32_t soc, last = 0;
    unsigned suffix, last_suffix = 0;
    if (!import_open(im, &file, where, names, NULL, columns, count, what))
        return;
    file.unknown_noted = true;
    while (import_next(&file)) {
        if (!import_onet_code(&file, 0, &soc, &suffix))
            continue;
        if (import_cell(&file, 1).len == 0) {
            import_bad_row(&file, "the title is missing");
            continue;
        }
        size_t occupation = import_occupation(im, &file, soc, STR(""));
        for (size_t i = 1; i < count; i++)
            import_name(im, occupation, from, import_text(&file, i));
        file.given += soc != last || suffix != last_suffix;
        last = soc;
        last_suffix = suffix;
    }
    import_expect(&file, file.given, occupations, "names");
    import_close(&file);
}

static void import_names(struct import *im, const char *where,
                         size_t occupations)
{
    static const char *const alternate[] = {"Alternate Titles.txt",
                                            "Job Titles.txt", NULL};
    static const struct table_column alternate_columns[] = {
        {{"O*NET-SOC Code"}, false},
        {{"Alternate Title", "Job Title", "Title"}, false},
        {{"Short Title"}, true}};
    static const char *const reported[] = {"Sample of Reported Titles.txt",
                                           NULL};
    static const struct table_column reported_columns[] = {
        {{"O*NET-SOC Code"}, false},
        {{"Reported Job Title", "Job Title", "Title"}, false}};
    import_names_of(im, where, alternate, alternate_columns, 3, occupations,
                    NAMES_ONET, "O*NET job titles");
    import_names_of(im, where, reported, reported_columns, 2, occupations,
                    NAMES_REPORTED, "O*NET reported titles");
}

/* --- tasks --- */

static void import_tasks(struct import *im, const char *where)
{
    static const char *const names[] = {"Task Statements.txt", NULL};
    static const struct table_column columns[] = {{{"O*NET-SOC Code"}, false},
                                                  {{"Task ID"}, false},
                                                  {{"Task"}, false},
                                                  {{"Task Type"}, true}};
    struct import_file file;
    if (!import_open(im, &file, where, names, NULL, columns, 4, "O*NET tasks"))
        return;
    file.unknown_noted = true;
    size_t room = 0;
    uint32_t last = 0;
    struct import_task *tasks = NULL;
    while (import_next(&file)) {
        struct import_task task = {.order = im->task_count};
        double id = import_number(&file, 1);
        task.text = import_text(&file, 2);
        if (!(id >= 1 && id < UINT32_MAX) || task.text.len == 0 ||
            !import_onet_code(&file, 0, &task.soc, &task.suffix))
            continue;
        task.id = (uint32_t)id;
        task.core = str_eq_nocase(import_cell(&file, 3), STR("Core"));
        task.text = arena_str(im->b->arena, task.text);
        if (im->task_count == room) {
            room = room ? room * 2 : 1024;
            tasks = xrealloc(tasks, room * sizeof *tasks);
        }
        tasks[im->task_count++] = task;
        file.given += task.soc != last;
        last = task.soc;
    }
    import_expect(&file, file.given, import_count(im, FIELD_JOB_ZONE), "tasks");
    im->tasks =
        arena_alloc_array(im->b->arena, im->task_count, sizeof *im->tasks);
    if (im->task_count > 0)
        memcpy(im->tasks, tasks, im->task_count * sizeof *tasks);
    free(tasks);
    import_close(&file);
}

void import_onet(struct import *im, const char *where)
{
    find_version(im, where);
    size_t occupations = import_titles(im, where);
    import_names(im, where, occupations);
    import_onet_lists(im, where);
    import_tasks(im, where);
}
