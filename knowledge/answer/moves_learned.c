/* Skills that better occupations close by ask more of, and software that is in
 * demand there. */
#include "moves_learned.h"

#include "move_parts.h"

enum { NAMED = 3, SOFTWARE = 6, DEMAND = 2 };

struct str moves_learn_first(struct composer *c)
{
    size_t count;
    const struct pack_entry *items = values(c, FIELD_LEARN, &count);
    if (!items)
        return STR_NONE;
    return first_of(c, items, count < NAMED ? count : NAMED);
}

static void list_skills(struct composer *c)
{
    size_t count;
    const struct pack_entry *items = values(c, FIELD_LEARN, &count);
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "skills.learn", NULL), 1);
    for (size_t i = 0; i < count; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)items[i].num[0]);
        if (to == pack_occupation_count(c->pack))
            continue;
        rows_cell(
            c, &rows,
            say(c,
                items[i].num[1] > 1 ? "skills.learn_item" : "skills.learn_one",
                "name", term(c, entry_text(c, &items[i], 0)), "count",
                number(c, items[i].num[1]), "title", title_of(c, to), NULL));
    }
    rows_end(c, &rows);
    if (count > 0)
        cite(c, items);
}

static bool has_text(const struct composer *c, const struct pack_entry *items,
                     size_t count, struct str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(entry_text(c, &items[i], 0), text))
            return true;
    return false;
}

/* In demand where one may move to, and not listed for one's own occupation. */
static void list_software(struct composer *c)
{
    struct move_shown moves[MOVES_SHOWN];
    struct str named[SOFTWARE];
    size_t moves_count = moves_of(c, moves), own_count, names = 0;
    const struct pack_entry *own = values(c, FIELD_TECHNOLOGY, &own_count);
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "skills.software", NULL), 1);
    for (size_t i = 0; i < moves_count && moves[i].recommended; i++) {
        size_t count;
        struct elsewhere back = go_elsewhere(c, moves[i].to);
        const struct pack_entry *items = values(c, FIELD_TECHNOLOGY, &count);
        come_back(c, back);
        for (size_t k = 0; k < count && names < SOFTWARE; k++) {
            struct str name = entry_text(c, &items[k], 0);
            bool known = has_text(c, own, own_count, name);
            for (size_t n = 0; n < names; n++)
                known = known || str_eq(named[n], name);
            if (known || !(items[k].num[0] >= DEMAND))
                continue;
            named[names++] = name;
            cite(c, &items[k]);
            rows_cell(c, &rows,
                      say(c, "skills.software_item", "name", name, "title",
                          title_of(c, moves[i].to), NULL));
        }
    }
    rows_end(c, &rows);
}

void moves_learning(struct composer *c)
{
    list_skills(c);
    list_software(c);
}
