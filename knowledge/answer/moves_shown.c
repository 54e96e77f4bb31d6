/* Which moves there are, and in which order, is decided when the pack is
 * built. */
#include "moves_shown.h"

#include "move_parts.h"

#include <math.h>

size_t moves_of(struct composer *c, struct move_shown moves[MOVES_SHOWN])
{
    size_t count, shown = 0;
    const struct pack_entry *entries = values(c, FIELD_MOVE, &count);
    const struct pack_entry *fit = values(c, FIELD_MOVE_FIT, &count);
    for (size_t i = 0; i < count && shown < MOVES_SHOWN; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)entries[i].num[0]);
        if (to == pack_occupation_count(c->pack))
            continue;
        struct move_shown *move = &moves[shown++];
        *move =
            (struct move_shown){.to = to,
                                .carried = fit[i].num[0],
                                .compared = fit[i].num[1],
                                .recommended = !isnan(entries[i].num[1]),
                                .cautious = entries[i].flags & ENTRY_CAUTION};
        for (int t = 0; t < ENTRY_TEXTS; t++)
            move->gap[t] = entry_text(c, &entries[i], t);
    }
    return shown;
}

struct moves_counted moves_count(struct composer *c)
{
    struct moves_counted counted = {0};
    struct here here = here_of(c);
    size_t count;
    const struct pack_entry *related = values(c, FIELD_RELATED, &count);
    for (size_t i = 0; i < count; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)related[i].num[0]);
        if (to == pack_occupation_count(c->pack))
            continue;
        struct elsewhere own = go_elsewhere(c, to);
        counted.related++;
        counted.pay_more +=
            pay_change(here.pay, value(c, FIELD_WAGE_MEDIAN)) > 0;
        counted.less_exposed += exposure_of(c) < here.exposure;
        come_back(c, own);
    }
    return counted;
}
