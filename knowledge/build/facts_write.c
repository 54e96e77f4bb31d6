/* Writes figures in the form that facts_build.c reads: which columns stand in
 * which table, and what their first lines say of them. */
#include "facts_write.h"

#include "buf.h"
#include "facts_columns.h"
#include "file.h"
#include "xmalloc.h"

#include <stdlib.h>

enum { TABLE_MAX = 16 << 20 };

/* What a column is and how it came about, without ";" and ":". */
struct described {
    const char *column, *is;
};

struct facts_table {
    const char *name;
    const char *remarks; /* a line each */
    struct described columns[20];
};

static const struct facts_table tables[] = {
    {"wages.tsv",
     "Pay of all employees of an occupation, national, United States.\n"
     "Rows of the publisher's national file whose group is \"detailed\", as\n"
     "they are, among them 12 combined codes. >= is top-coded, * is kept back\n"
     "by the publisher. Occupations that are paid by the year alone, or by "
     "the\n"
     "hour alone, have that wage alone.\n",
     {{"wage_median", "annual median wage, USD"},
      {"wage_median_hour", "hourly median wage, USD"},
      {"wage_p10", "annual wage, 10th percentile, USD"},
      {"wage_p10_hour", "hourly wage, 10th percentile, USD"},
      {"wage_p25", "annual wage, 25th percentile, USD"},
      {"wage_p25_hour", "hourly wage, 25th percentile, USD"},
      {"wage_p75", "annual wage, 75th percentile, USD"},
      {"wage_p75_hour", "hourly wage, 75th percentile, USD"},
      {"wage_p90", "annual wage, 90th percentile, USD"},
      {"wage_p90_hour", "hourly wage, 90th percentile, USD"},
      {"wage_mean", "annual mean wage, USD"},
      {"wage_mean_hour", "hourly mean wage, USD"},
      {"employment_now", "employees, without the self-employed"}}},
    {"projections.tsv",
     "Employment and what is typically needed to enter, national, United\n"
     "States. Rows of the publisher's table 1.2 whose type is \"Line item\",\n"
     "among them 12 combined codes. The publisher gives employment and "
     "openings\n"
     "in thousands with one decimal; here they are written out.\n",
     {{"employment", "people employed in the first year"},
      {"employment_future", "people employed in the last year, projected"},
      {"employment_change", "change of employment over the period, percent"},
      {"openings", "openings a year, average of the period"},
      {"typical_education", "education typically needed for entry"},
      {"typical_experience", "work experience in a related occupation"},
      {"typical_training", "typical on-the-job training"}}},
    {"profile.tsv",
     "What an occupation asks for, by O*NET.\n"
     "Changed by us: O*NET's codes are joined to SOC 2018 by their first "
     "seven\n"
     "signs. What O*NET says of the occupation itself (.00) stands here; "
     "where\n"
     "it says nothing, the mean over the narrower occupations, marked ~, or "
     "all\n"
     "that any of them has. Ratings that O*NET recommends to suppress are "
     "left\n"
     "out, the level of what is not relevant is 0, and some lists are cut.\n"
     "USDOL/ETA has not approved, endorsed, or tested these modifications.\n",
     {{"job_zone", "job zone, 1 to 5, how much preparation is needed"},
      {"skills", "all, most important first, importance (IM, 1 to 5) / level "
                 "(LV, 0 to 7), equal ones by level, then name"},
      {"knowledge", "all, likewise"},
      {"technologies", "up to 20 that are hot or in demand, those in demand "
                       "first, hot ones before others, then by name"},
      {"interests", "the 3 strongest, 1 to 7 (OI)"},
      {"work_styles", "the 6 strongest, -3 to 3 (WI)"},
      {"related", "up to 20 occupations, nearest first by O*NET's index"}}},
    {"exposure.tsv",
     "Exposure to AI by studies with an open licence, each on its own scale.\n"
     "None of them is a forecast that a job will vanish. The first two are by\n"
     "O*NET code: that of the occupation itself (.00), else the mean over its\n"
     "narrower occupations, marked ~. All are rounded to six decimals.\n",
     {{"exposure_eloundou_model",
       "share of tasks exposed to language models, 0 to 1, rated by GPT-4 "
       "(dv_rating_beta, E1 + half of E2)"},
      {"exposure_eloundou_human",
       "the same, rated by people (human_rating_beta)"},
      {"exposure_microsoft",
       "how far the observed use of one assistant covers the work, 0 to 1 "
       "(ai_applicability_score), also for 12 combined codes"},
      {"exposure_anthropic",
       "observed use of Claude on the occupation's tasks, 0 to 1 "
       "(observed_exposure)"}}},
};

static const struct import_source *source_of(const struct import *im,
                                             uint16_t index)
{
    for (size_t i = 0; i < im->source_count; i++)
        if (im->sources[i].index == index)
            return &im->sources[i];
    return NULL;
}

/* The values of a column's field in that language; NULL: none. */
static const struct pack_value *values_of(const struct import *im,
                                          size_t occupation,
                                          const struct facts_column *column,
                                          size_t *count)
{
    return figures_get(im->figures, occupation, column->field, count);
}

/* Where the values of a column come from; NULL: there are none. */
static const struct import_source *
column_source(const struct import *im, const struct facts_column *column)
{
    size_t occupations = pack_writer_occupation_count(im->b->writer), count;
    for (size_t i = 0; i < occupations; i++) {
        const struct pack_value *v = values_of(im, i, column, &count);
        if (v)
            return source_of(im, v->source);
    }
    return NULL;
}

static void write_remarks(struct buf *out, const char *remarks)
{
    struct str rest = str_trim(str_from(remarks));
    while (rest.ptr) {
        struct str line = str_split(&rest, '\n');
        buf_printf(out, "# %.*s\n", STR_ARG(line));
    }
}

/* The columns of a table that have values, with their lines on top. */
static size_t write_head(const struct import *im,
                         const struct facts_table *table,
                         const struct facts_column *columns[20],
                         struct buf *out)
{
    size_t count = 0;
    write_remarks(out, table->remarks);
    for (const struct described *d = table->columns; d->column; d++) {
        const struct facts_column *column =
            &facts_columns[facts_column_find(str_from(d->column))];
        const struct import_source *source = column_source(im, column);
        if (!source)
            continue;
        buf_printf(out, "# %s: %s; source: %.*s; date: %.*s; link: %.*s\n",
                   d->column, d->is, STR_ARG(source->name),
                   STR_ARG(source->date), STR_ARG(source->link));
        columns[count++] = column;
    }
    buf_add_z(out, "soc\ttitle");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "\t%s", columns[i]->name);
    buf_add_char(out, '\n');
    return count;
}

static void write_row(const struct import *im, size_t occupation,
                      const struct facts_column *const *columns, size_t count,
                      struct buf *out)
{
    struct str cells[20];
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        size_t values;
        const struct pack_value *v =
            values_of(im, occupation, columns[i], &values);
        cells[i] = facts_cell_write(im->b->arena, columns[i], v, values);
        any |= cells[i].len > 0;
    }
    if (!any)
        return;
    uint32_t soc = pack_writer_soc(im->b->writer, occupation);
    struct str title =
        pack_writer_get_title(im->b->writer, occupation, LANG_EN);
    buf_printf(out, "%02u-%04u\t%.*s", (unsigned)(soc / 10000),
               (unsigned)(soc % 10000), STR_ARG(title));
    for (size_t i = 0; i < count; i++) {
        buf_add_char(out, '\t');
        buf_add(out, cells[i]);
    }
    buf_add_char(out, '\n');
}

/* Handles of all occupations by code; owned: free. */
static size_t *by_code(const struct pack_writer *writer, size_t count)
{
    size_t *order = xmalloc((count + 1) * sizeof *order);
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        while (at > 0 && pack_writer_soc(writer, order[at - 1]) >
                             pack_writer_soc(writer, i)) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

/* *written grows by one if there was anything to write. */
static enum status write_table(const struct import *im,
                               const struct facts_table *table,
                               const size_t *order, size_t occupations,
                               const char *folder, size_t *written,
                               struct error *err)
{
    const struct facts_column *columns[20];
    struct buf out;
    enum status status = STATUS_OK;
    buf_init(&out, TABLE_MAX);
    size_t count = write_head(im, table, columns, &out);
    for (size_t i = 0; i < occupations; i++)
        write_row(im, order[i], columns, count, &out);
    if (count > 0) {
        struct str path =
            file_join(im->b->arena, str_from(folder), str_from(table->name));
        status = file_replace(path.ptr, buf_str(&out), err);
        *written += status == STATUS_OK;
    }
    buf_fini(&out);
    return status;
}

enum status facts_write(const struct import *im, const char *folder,
                        size_t *written, struct error *err)
{
    size_t occupations = pack_writer_occupation_count(im->b->writer);
    size_t *order = by_code(im->b->writer, occupations);
    enum status status = STATUS_OK;
    *written = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (status == STATUS_OK)
            status = write_table(im, &tables[i], order, occupations, folder,
                                 written, err);
    free(order);
    return status;
}
