/* O*NET's tasks sorted by what AI may do of them, as rated by people and by a
 * model for "GPTs are GPTs": the tasks' words are O*NET's, the ratings the
 * study's, and a rating is no forecast. */
#include "import_exposure.h"

#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

enum { LABEL_ROWS = 19265 }; /* the study has */
enum { ID, PEOPLE, MODEL, AUTOMATION, COLUMNS };

static const struct table_column columns[COLUMNS] = {
    [ID] = {{"Task ID"}, false},
    [PEOPLE] = {{"human_exposure_agg"}, false},
    [MODEL] = {{"gpt4_exposure"}, false},
    [AUTOMATION] = {{"gpt4_automation"}, false},
};

struct label {
    uint32_t id;
    enum field field;
};

/* Automation T3 or T4 (high, full): AI can do it. Else no exposure (E0), in
 * the eyes of the people or of the model: it cannot. Else it helps. */
static enum field field_of(struct import_file *file)
{
    struct str people = import_cell(file, PEOPLE);
    struct str model = import_cell(file, MODEL);
    struct str automation = import_cell(file, AUTOMATION);
    if (people.len == 0 || model.len == 0 || automation.len == 0)
        import_bad_row(file, "a rating is missing");
    else if (str_eq(automation, STR("T3")) || str_eq(automation, STR("T4")))
        return FIELD_RATED_REPLACED;
    else if (str_eq(people, STR("E0")) || str_eq(model, STR("E0")))
        return FIELD_RATED_HUMAN;
    else
        return FIELD_RATED_AUGMENTED;
    return FIELD_NONE;
}

static int by_id(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* Owned: free. */
static struct label *read_labels(struct import_file *file, size_t *count)
{
    struct label *labels = NULL;
    size_t room = 0;
    *count = 0;
    while (import_next(file)) {
        double id = import_number(file, ID);
        enum field field = field_of(file);
        if (!(id >= 1 && id < UINT32_MAX) || field == FIELD_NONE)
            continue;
        if (*count == room) {
            room = room ? room * 2 : 4096;
            labels = xrealloc(labels, room * sizeof *labels);
        }
        labels[(*count)++] = (struct label){(uint32_t)id, field};
    }
    if (*count > 0)
        qsort(labels, *count, sizeof *labels, by_id);
    return labels;
}

/* A task and where it goes. */
struct rated {
    const struct import_task *task;
    enum field field;
};

/* By occupation, the occupation itself before its narrower ones, core tasks
 * first, then as they are in the file. */
static int by_rank(const void *a, const void *b)
{
    const struct import_task *x = ((const struct rated *)a)->task;
    const struct import_task *y = ((const struct rated *)b)->task;
    bool x_narrow = x->suffix != 0, y_narrow = y->suffix != 0;
    if (x->soc != y->soc)
        return x->soc < y->soc ? -1 : 1;
    if (x_narrow != y_narrow)
        return x_narrow - y_narrow;
    if (x->core != y->core)
        return y->core - x->core;
    return (x->order > y->order) - (x->order < y->order);
}

/* The tasks of one occupation; those of narrower ones only where it has none
 * of its own. */
static void give(struct import *im, struct import_file *file,
                 const struct rated *rated, size_t count,
                 const struct import_source *source)
{
    static const enum field fields[] = {
        FIELD_RATED_REPLACED, FIELD_RATED_AUGMENTED, FIELD_RATED_HUMAN};
    bool narrow = rated[0].task->suffix != 0;
    size_t occupation =
        import_occupation(im, file, rated[0].task->soc, STR(""));
    struct pack_value *values = xmalloc(count * sizeof *values);
    for (size_t f = 0; f < 3 && occupation != SIZE_MAX; f++) {
        size_t kept = 0;
        for (size_t i = 0; i < count; i++) {
            if (rated[i].field != fields[f] ||
                (rated[i].task->suffix != 0) != narrow)
                continue;
            values[kept] = (struct pack_value){.num = {NAN, NAN}};
            values[kept++].text[0] = rated[i].task->text;
        }
        import_give(im, file, occupation, fields[f], values, kept, source);
    }
    free(values);
    file->given++;
}

static void give_all(struct import *im, struct import_file *file,
                     struct rated *rated, size_t count)
{
    struct str name = arena_printf(
        im->b->arena, "%.*s, rated by Eloundou et al., GPTs are GPTs",
        STR_ARG(im->onet.name));
    struct str date =
        arena_printf(im->b->arena, "%.*s and 2024", STR_ARG(im->onet.date));
    const struct import_source *source = import_source(
        im, name, date, STR("https://github.com/openai/GPTs-are-GPTs"),
        im->onet.year > 2024 ? im->onet.year : 2024);
    if (count > 0)
        qsort(rated, count, sizeof *rated, by_rank);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i; end < count; end++)
            if (rated[end].task->soc != rated[i].task->soc)
                break;
        give(im, file, rated + i, end - i, source);
    }
}

/* Tasks of this release that the study rated; those since then have no
 * rating. */
static struct rated *join(const struct import *im, const struct label *labels,
                          size_t label_count, size_t *count)
{
    struct rated *rated = xmalloc((im->task_count + 1) * sizeof *rated);
    *count = 0;
    for (size_t i = 0; i < im->task_count; i++) {
        struct label wanted = {.id = im->tasks[i].id};
        const struct label *found =
            label_count
                ? bsearch(&wanted, labels, label_count, sizeof wanted, by_id)
                : NULL;
        if (found)
            rated[(*count)++] = (struct rated){&im->tasks[i], found->field};
    }
    return rated;
}

void import_rated_tasks(struct import *im, const char *where)
{
    static const char *const names[] = {"full_labelset.tsv", NULL};
    struct import_file file;
    size_t label_count, count;
    if (!import_open(im, &file, where, names, NULL, columns, COLUMNS,
                     "rated tasks"))
        return;
    struct label *labels = read_labels(&file, &label_count);
    struct rated *rated = join(im, labels, label_count, &count);
    if (im->task_count == 0)
        builder_left_out(im->b,
                         "rated tasks: %s holds ratings, and the tasks are in "
                         "\"Task Statements.txt\" of O*NET; add --onet",
                         where);
    give_all(im, &file, rated, count);
    if (count < im->task_count)
        builder_left_out(im->b,
                         "%zu of %zu tasks of O*NET that the study did not "
                         "rate",
                         im->task_count - count, im->task_count);
    import_expect_rows(&file, LABEL_ROWS);
    free(rated);
    free(labels);
    import_close(&file);
}
