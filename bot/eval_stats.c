#include "eval_stats.h"

#include <math.h>

double share_value(struct share share)
{
    return share.of > 0 ? (double)share.count / (double)share.of : 0;
}

struct interval share_interval(struct share share)
{
    const double z = 1.96, n = (double)share.of;
    if (share.of == 0)
        return (struct interval){0, 0};
    double p = share_value(share), below = 1 + z * z / n;
    double middle = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    /* rounding may lead past the ends */
    return (struct interval){fmax(0, (middle - half) / below),
                             fmin(1, (middle + half) / below)};
}

void calibration_add(struct calibration *calibration, double confidence,
                     bool right)
{
    double miss = confidence - (right ? 1 : 0);
    size_t at = 0;
    while (at + 1 < CALIBRATION_BINS &&
           confidence >= (double)(at + 1) / CALIBRATION_BINS)
        at++;
    calibration->bins[at].count++;
    calibration->bins[at].right += right;
    calibration->bins[at].confidence += confidence;
    calibration->squares += miss * miss;
    if (confidence >= CALIBRATION_SURE) {
        calibration->sure.of++;
        calibration->sure.count += right;
    }
}

size_t calibration_count(const struct calibration *calibration)
{
    size_t count = 0;
    for (size_t i = 0; i < CALIBRATION_BINS; i++)
        count += calibration->bins[i].count;
    return count;
}

double calibration_error(const struct calibration *calibration)
{
    double sum = 0, count = (double)calibration_count(calibration);
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        sum += fabs((double)bin->right - bin->confidence);
    }
    return count > 0 ? sum / count : 0;
}

double calibration_brier(const struct calibration *calibration)
{
    double count = (double)calibration_count(calibration);
    return count > 0 ? calibration->squares / count : 0;
}

double percentile(const double *sorted, size_t count, unsigned percent)
{
    size_t rank = (count * percent + 99) / 100;
    if (count == 0)
        return 0;
    return sorted[rank > 0 ? rank - 1 : 0];
}
