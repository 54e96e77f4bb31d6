/* The report for programs. */
#include "eval_report.h"

/* "name": with a comma before it where something stands before. */
static void add_name(struct buf *out, const char *name)
{
    char last = out->len > 0 ? out->ptr[out->len - 1] : '{';
    if (last != '{' && last != '[')
        buf_add_char(out, ',');
    buf_add_json(out, str_from(name));
    buf_add_char(out, ':');
}

static void add_text(struct buf *out, const char *name, const char *text)
{
    add_name(out, name);
    buf_add_json(out, str_from(text));
}

static void add_count(struct buf *out, const char *name, size_t count)
{
    add_name(out, name);
    buf_printf(out, "%zu", count);
}

static void add_number(struct buf *out, const char *name, double number)
{
    add_name(out, name);
    buf_printf(out, "%.9g", number);
}

static void add_number_of(struct buf *out, const char *name, double number,
                          size_t of)
{
    if (of > 0) {
        add_number(out, name, number);
        return;
    }
    add_name(out, name);
    buf_add_z(out, "null");
}

/* Between the brackets of an array. */
static void add_item(struct buf *out, size_t index)
{
    buf_add_z(out, index > 0 ? ",{" : "{");
}

static void add_share(struct buf *out, const char *name, struct share share)
{
    struct interval interval = share_interval(share);
    add_name(out, name);
    buf_add_char(out, '{');
    add_count(out, "count", share.count);
    add_count(out, "of", share.of);
    add_number_of(out, "share", share_value(share), share.of);
    add_number_of(out, "low", interval.low, share.of);
    add_number_of(out, "high", interval.high, share.of);
    buf_add_char(out, '}');
}

static void add_metrics(struct buf *out, enum eval_sort sort,
                        const struct eval_rows *rows)
{
    add_count(out, "rows", rows->count);
    add_name(out, "metrics");
    buf_add_char(out, '{');
    for (const struct eval_metric *m = eval_metrics(sort); m->id; m++)
        add_share(out, m->id, eval_share(m, rows));
    buf_add_char(out, '}');
    if (sort == EVAL_TITLES)
        add_number(out, "mrr", eval_mrr(rows));
}

static void add_groups(struct buf *out, struct arena *arena,
                       enum eval_sort sort, const struct eval_rows *rows)
{
    add_name(out, "groups");
    buf_add_char(out, '{');
    for (const enum eval_field *f = eval_fields(sort); *f != FIELD_COUNT; f++) {
        struct eval_groups groups = eval_group_by(arena, rows, *f);
        add_name(out, field_id(*f));
        buf_add_char(out, '{');
        for (size_t i = 0; i < groups.count; i++) {
            add_name(out, groups.items[i].value);
            buf_add_char(out, '{');
            add_metrics(out, sort, &groups.items[i].rows);
            buf_add_char(out, '}');
        }
        buf_add_char(out, '}');
    }
    buf_add_char(out, '}');
}

static void add_confusions(struct buf *out, struct arena *arena,
                           const struct eval_rows *rows)
{
    add_name(out, "confusions");
    buf_add_char(out, '{');
    for (int i = 0; i < CONFUSION_COUNT; i++) {
        enum eval_confusion which = (enum eval_confusion)i;
        struct eval_confusions confused = eval_confused(arena, rows, which);
        add_name(out, confusion_id(which));
        buf_add_char(out, '[');
        for (size_t c = 0; c < confused.count; c++) {
            add_item(out, c);
            add_text(out, "wanted", confused.items[c].wanted);
            add_text(out, "got", confused.items[c].got);
            add_count(out, "count", confused.items[c].count);
            buf_add_char(out, '}');
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, '}');
}

static void add_errors(struct buf *out, const struct eval_rows *errors,
                       size_t most)
{
    add_name(out, "errors");
    buf_add_char(out, '[');
    for (size_t i = 0; i < errors->count && i < most; i++) {
        const struct eval_row *row = errors->items[i];
        add_item(out, i);
        add_count(out, "line", row->line);
        add_text(out, "id", row->id);
        add_text(out, "query", row->query);
        if (row->after)
            add_text(out, "after", row->after);
        add_text(out, "wanted", row->wanted);
        add_text(out, "got", row->got);
        add_number(out, "confidence", row->confidence);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void add_calibration(struct buf *out,
                            const struct calibration *calibration)
{
    add_name(out, "calibration");
    buf_add_z(out, "{\"bins\":[");
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        double count = bin->count > 0 ? (double)bin->count : 1;
        add_item(out, i);
        add_number(out, "from", (double)i / CALIBRATION_BINS);
        add_number(out, "to", (double)(i + 1) / CALIBRATION_BINS);
        add_count(out, "count", bin->count);
        add_number_of(out, "confidence", bin->confidence / count, bin->count);
        add_number_of(out, "right", (double)bin->right / count, bin->count);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    add_number(out, "expected_error", calibration_error(calibration));
    add_number(out, "brier", calibration_brier(calibration));
    add_share(out, "sure", calibration->sure);
    buf_add_char(out, '}');
}

static void add_times(struct buf *out, struct arena *arena,
                      const struct eval_rows *rows)
{
    const double *times = eval_times(arena, rows);
    add_name(out, "time_us");
    buf_add_char(out, '{');
    add_number(out, "median", percentile(times, rows->count, 50));
    add_number(out, "p90", percentile(times, rows->count, 90));
    add_number(out, "p99", percentile(times, rows->count, 99));
    buf_add_char(out, '}');
}

void eval_json(struct buf *out, const struct eval_report *report)
{
    enum eval_sort sort = report->set->sort;
    struct arena *arena = arena_new();
    struct eval_rows rows = eval_all(arena, report->set);
    struct eval_rows errors = eval_errors(arena, &rows);
    buf_add_char(out, '{');
    add_text(out, "file", report->file);
    add_text(out, "sort", eval_sort_id(sort));
    add_text(out, "pack", report->pack);
    add_name(out, "built");
    buf_add_json(out, report->built);
    add_count(out, "unlabelled", report->unlabelled);
    add_count(out, "unreadable", report->unreadable);
    add_metrics(out, sort, &rows);
    add_groups(out, arena, sort, &rows);
    add_confusions(out, arena, &rows);
    add_errors(out, &errors, report->errors_max);
    if (sort != EVAL_CHATTER) {
        struct calibration calibration = eval_calibration(&rows);
        add_calibration(out, &calibration);
    }
    add_times(out, arena, &rows);
    buf_add_z(out, "}\n");
    arena_free(arena);
}
