/* Compares ratings by level; move_score.c explains the formula. */
#include "move_fit.h"

#include <math.h>

#define IMPORTANT 3
#define CARRIED 0.5 /* levels that may be missing */

static void add_skill(struct move_skill list[MOVE_RATINGS], size_t *count,
                      struct move_skill skill)
{
    size_t at = 0;
    while (at < *count && !str_eq(list[at].name, skill.name))
        at++;
    if (at == MOVE_RATINGS || (at < *count && list[at].size >= skill.size))
        return; /* mathematics is a skill and a field of knowledge */
    if (at == *count)
        ++*count;
    for (; at > 0 && list[at - 1].size < skill.size; at--)
        list[at] = list[at - 1];
    list[at] = skill;
}

void move_compare(struct move_fit *fit, const struct rated *own,
                  size_t own_count, const struct rated *to, size_t to_count)
{
    for (size_t i = 0; i < to_count; i++) {
        double importance = to[i].importance;
        size_t k = 0;
        if (!(importance >= IMPORTANT))
            continue;
        while (k < own_count && !str_eq(own[k].name, to[i].name))
            k++;
        if (k == own_count)
            continue;
        double missing = to[i].level - own[k].level;
        if (isnan(missing))
            continue;
        missing = fmax(missing, 0);
        fit->asked += importance;
        fit->kept += importance * fmax(0, 1 - missing);
        fit->compared++;
        struct move_skill skill = {to[i].name, importance, to[i].level,
                                   own[k].level, importance * missing};
        if (missing < CARRIED) {
            fit->carried++;
            skill.size = importance;
            add_skill(fit->held, &fit->held_count, skill);
        } else {
            add_skill(fit->gaps, &fit->gap_count, skill);
        }
    }
}

double move_share(const struct move_fit *fit)
{
    return fit->compared > 0 ? fit->kept / fit->asked : NAN;
}
