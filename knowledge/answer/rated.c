/* What O*NET says an occupation takes: skills and knowledge with their
 * importance, software, interests. Where it has no ratings of an occupation,
 * those of its nearest neighbour, by name. */
#include "rated.h"

#include <math.h>

enum { NAMED = 3, SKILLS = 8, KNOWLEDGE = 5, SOFTWARE = 8 };

/* The first of the related occupations that has ratings, else the nearest. */
size_t rated_neighbour(struct composer *c)
{
    size_t all = pack_occupation_count(c->pack), count, skills;
    const struct pack_entry *related =
        pack_entries(c->pack, c->occupation, LANG_EN, FIELD_RELATED, &count);
    for (size_t i = 0; i < count; i++) {
        size_t found = pack_find_soc(c->pack, (uint32_t)related[i].num[0]);
        if (found < all &&
            pack_entries(c->pack, found, LANG_EN, FIELD_RATED_SKILL, &skills))
            return found;
    }
    return neighbour_with(c, FIELD_RATED_SKILL);
}

static void list_rated(struct composer *c, enum field field, const char *title,
                       size_t most)
{
    size_t count;
    const struct pack_entry *items = values(c, field, &count);
    struct rows rows = rows_begin(BLOCK_BULLETS, say(c, title, NULL), 1);
    for (size_t i = 0; i < count && i < most; i++)
        rows_cell(
            c, &rows,
            say(c,
                items[i].flags & ENTRY_MEAN ? "rated.item_mean" : "rated.item",
                "name", term(c, entry_text(c, &items[i], 0)), "importance",
                decimal(c, items[i].num[0], 2), NULL));
    rows_end(c, &rows);
    if (count > 0)
        cite(c, items);
}

/* "Microsoft Excel (in demand, hot)" */
static void list_software(struct composer *c)
{
    static const char *const marks[] = {"", "rated.hot", "rated.demand",
                                        "rated.both"};
    size_t count;
    const struct pack_entry *items = values(c, FIELD_TECHNOLOGY, &count);
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "rated.software", NULL), 1);
    for (size_t i = 0; i < count && i < SOFTWARE; i++) {
        double mark = items[i].num[0];
        struct str name = entry_text(c, &items[i], 0);
        rows_cell(c, &rows,
                  mark >= 1 && mark <= 3
                      ? say(c, marks[(int)mark], "name", name, NULL)
                      : name);
    }
    rows_end(c, &rows);
    if (count > 0)
        cite(c, items);
}

struct str rated_headline(struct composer *c)
{
    size_t count;
    const struct pack_entry *skills = values(c, FIELD_RATED_SKILL, &count);
    if (!skills)
        return STR_NONE;
    return say(c, "rated.headline", "skills",
               first_of(c, skills, count < NAMED ? count : NAMED), "source",
               source_name(c, skills), NULL);
}

void rated_lists(struct composer *c)
{
    list_rated(c, FIELD_RATED_SKILL, "rated.skills", SKILLS);
    list_rated(c, FIELD_RATED_KNOWLEDGE, "rated.knowledge", KNOWLEDGE);
    list_software(c);
}

static void person(struct composer *c, enum field field, const char *title,
                   const char *item, size_t most)
{
    size_t count;
    const struct pack_entry *items = values(c, field, &count);
    struct rows rows = rows_begin(BLOCK_BULLETS, say(c, title, NULL), 1);
    for (size_t i = 0; i < count && i < most; i++)
        rows_cell(c, &rows,
                  say(c, item, "name", term(c, entry_text(c, &items[i], 0)),
                      "value", decimal(c, items[i].num[0], 2), NULL));
    rows_end(c, &rows);
    if (count > 0)
        cite(c, items);
}

void rated_person(struct composer *c)
{
    person(c, FIELD_INTEREST, "rated.interests", "rated.interest", 3);
    person(c, FIELD_WORK_STYLE, "rated.styles", "rated.style", 5);
}
