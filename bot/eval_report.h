/* What `careerbot eval` prints, for people and for programs:
 *
 * {"file","sort":"titles|questions|chatter","pack","built",
 *  "rows","unlabelled","unreadable",
 *  "metrics":{"exact":SHARE,...}, and for titles "mrr",
 *  "groups":{"kind":{"single":{"rows","metrics",...}}},
 *  "confusions":{"section":[{"wanted","got","count"}]},
 *  "errors":[{"line","id","query","after","wanted","got","confidence"}],
 *  "calibration":{"bins":[{"from","to","count","confidence","right"}],
 *                 "expected_error","brier","sure":SHARE},
 *  "time_us":{"median","p90","p99"}}
 *
 * SHARE: {"count","of","share","low","high"}, the last three null where "of"
 * is 0; low and high: the 95 % interval. Chatter has no calibration. Of a bin
 * without answers "confidence" (the mean) and "right" (the share) are null. */
#ifndef EVAL_REPORT_H
#define EVAL_REPORT_H

#include "buf.h"
#include "eval_measure.h"

struct eval_report {
    const char *file, *pack;
    struct str built; /* when the pack was */
    const struct eval_set *set;
    size_t unlabelled, unreadable; /* rows that are not in the set */
    size_t errors_max;             /* to print */
};

/* The set holds at least one row. */
void eval_text(struct buf *out, const struct eval_report *report);
void eval_json(struct buf *out, const struct eval_report *report);

#endif
