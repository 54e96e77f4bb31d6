/* The report for people. */
#include "eval_report.h"

#include <stdio.h>
#include <string.h>

enum { CONFUSIONS_SHOWN = 20, NAME_MIN = 8, NAME_MAX = 28 };

/* "71.1 %  (118 of 166, 63.8-77.4)" */
static void add_share(struct buf *out, struct share share)
{
    struct interval interval = share_interval(share);
    if (share.of == 0) {
        buf_add_z(out, "    -    (no such row)");
        return;
    }
    buf_printf(out, "%5.1f %%  (%zu of %zu, %.1f-%.1f)",
               100 * share_value(share), share.count, share.of,
               100 * interval.low, 100 * interval.high);
}

static void add_all(struct buf *out, const struct eval_report *report,
                    const struct eval_rows *rows)
{
    enum eval_sort sort = report->set->sort;
    buf_printf(out, "%s: %zu %s, pack %s, built %.*s\n", report->file,
               rows->count,
               sort == EVAL_CHATTER ? "messages" : eval_sort_id(sort),
               report->pack, STR_ARG(report->built));
    if (report->unlabelled > 0)
        buf_printf(out, "%zu more without labels, not counted\n",
                   report->unlabelled);
    if (report->unreadable > 0)
        buf_printf(out, "%zu more that cannot be read, not counted\n",
                   report->unreadable);
    buf_add_z(out, "\nin all, with the 95 % interval (and the name of the "
                   "column below)\n");
    for (const struct eval_metric *m = eval_metrics(sort); m->id; m++) {
        buf_printf(out, "  %-42s %-6s ", m->name, m->column);
        add_share(out, eval_share(m, rows));
        buf_add_char(out, '\n');
    }
    if (sort == EVAL_TITLES)
        buf_printf(out, "  %-42s %-6s %6.3f\n", "mean reciprocal rank", "MRR",
                   eval_mrr(rows));
}

static int name_width(const struct eval_groups *groups)
{
    size_t width = NAME_MIN;
    for (size_t i = 0; i < groups->count; i++) {
        size_t len = strlen(groups->items[i].value);
        width = len > width ? len : width;
    }
    return (int)(width < NAME_MAX ? width : NAME_MAX);
}

static void add_group(struct buf *out, const struct eval_group *group,
                      enum eval_sort sort, int width)
{
    const struct eval_metric *first = eval_metrics(sort);
    struct interval interval = share_interval(eval_share(first, &group->rows));
    char range[32];
    snprintf(range, sizeof range, "%.1f-%.1f", 100 * interval.low,
             100 * interval.high);
    buf_printf(out, "  %-*s %6zu %12s", width, group->value, group->rows.count,
               range);
    for (const struct eval_metric *m = first; m->id; m++) {
        struct share share = eval_share(m, &group->rows);
        if (share.of > 0)
            buf_printf(out, " %6.1f", 100 * share_value(share));
        else
            buf_add_z(out, "      -");
    }
    if (sort == EVAL_TITLES)
        buf_printf(out, " %6.3f", eval_mrr(&group->rows));
    buf_add_char(out, '\n');
}

/* A table: one line a group, one column a metric; the interval is that of the
 * first. */
static void add_groups(struct buf *out, enum eval_sort sort,
                       enum eval_field field, const struct eval_groups *groups)
{
    const struct eval_metric *metrics = eval_metrics(sort);
    int width = name_width(groups);
    if (groups->count == 0)
        return;
    buf_printf(out, "\nby %-*s   rows     interval", width - 1,
               field_id(field));
    for (const struct eval_metric *m = metrics; m->id; m++)
        buf_printf(out, " %6s", m->column);
    buf_add_z(out, sort == EVAL_TITLES ? "    MRR\n" : "\n");
    for (size_t i = 0; i < groups->count; i++)
        add_group(out, &groups->items[i], sort, width);
}

static void add_confusions(struct buf *out, enum eval_confusion confusion,
                           const struct eval_confusions *confused)
{
    if (confused->count == 0)
        return;
    buf_printf(out, "\n%s taken for another: wanted -> got\n",
               confusion_id(confusion));
    for (size_t i = 0; i < confused->count && i < CONFUSIONS_SHOWN; i++)
        buf_printf(out, "  %5zu  %s -> %s\n", confused->items[i].count,
                   confused->items[i].wanted, confused->items[i].got);
    if (confused->count > CONFUSIONS_SHOWN)
        buf_printf(out, "  and %zu more pairs; --json lists them all\n",
                   confused->count - CONFUSIONS_SHOWN);
}

static void add_errors(struct buf *out, const struct eval_rows *errors,
                       size_t most)
{
    if (errors->count == 0 || most == 0)
        return;
    buf_printf(out, "\nworst errors, the surest first (%zu of %zu)\n",
               errors->count < most ? errors->count : most, errors->count);
    for (size_t i = 0; i < errors->count && i < most; i++) {
        const struct eval_row *row = errors->items[i];
        buf_printf(out, "  %5.3f  %s", row->confidence, row->query);
        if (row->after)
            buf_printf(out, "   [after: %s]", row->after);
        buf_printf(out,
                   "\n         line %zu%s%s\n         wanted: %s\n"
                   "         got:    %s\n",
                   row->line, row->id[0] ? ", " : "", row->id, row->wanted,
                   row->got);
    }
}

static void add_calibration(struct buf *out, enum eval_sort sort,
                            const struct calibration *calibration)
{
    buf_printf(out, "\ncalibration: %s\n  confidence    rows    mean  right\n",
               sort == EVAL_TITLES
                   ? "the score of the first candidate, and whether it is right"
                   : "the confidence, and whether the row is right in full");
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        buf_printf(out, "  %.1f to %.1f  %6zu  ", (double)i / CALIBRATION_BINS,
                   (double)(i + 1) / CALIBRATION_BINS, bin->count);
        if (bin->count > 0)
            buf_printf(out, "%6.3f  ", bin->confidence / (double)bin->count);
        else
            buf_add_z(out, "     -  ");
        add_share(out, (struct share){bin->right, bin->count});
        buf_add_char(out, '\n');
    }
    buf_printf(out,
               "  expected calibration error %.3f, Brier score %.3f\n"
               "  of the answers with confidence >= %.1f, %.1f %% are right "
               "(%zu of %zu)\n",
               calibration_error(calibration), calibration_brier(calibration),
               CALIBRATION_SURE, 100 * share_value(calibration->sure),
               calibration->sure.count, calibration->sure.of);
}

void eval_text(struct buf *out, const struct eval_report *report)
{
    enum eval_sort sort = report->set->sort;
    struct arena *arena = arena_new();
    struct eval_rows rows = eval_all(arena, report->set);
    struct eval_rows errors = eval_errors(arena, &rows);
    const double *times = eval_times(arena, &rows);
    add_all(out, report, &rows);
    for (const enum eval_field *f = eval_fields(sort); *f != FIELD_COUNT; f++) {
        struct eval_groups groups = eval_group_by(arena, &rows, *f);
        add_groups(out, sort, *f, &groups);
    }
    for (int i = 0; i < CONFUSION_COUNT; i++) {
        struct eval_confusions confused =
            eval_confused(arena, &rows, (enum eval_confusion)i);
        add_confusions(out, (enum eval_confusion)i, &confused);
    }
    add_errors(out, &errors, report->errors_max);
    if (sort != EVAL_CHATTER) {
        struct calibration calibration = eval_calibration(&rows);
        add_calibration(out, sort, &calibration);
    }
    buf_printf(out,
               "\ntime for one, in process: median %.1f us, 90th percentile "
               "%.1f us, 99th %.1f us\n",
               percentile(times, rows.count, 50),
               percentile(times, rows.count, 90),
               percentile(times, rows.count, 99));
    arena_free(arena);
}
