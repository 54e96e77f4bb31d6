/* Makes names anew with each ending that means the same as their own. */
#include "endings.h"

#include "builder.h"

#include <stdlib.h>

enum { ENDINGS_MOST = 8, FIRST_BYTES = 3 /* at least a character before */ };

struct ending_group {
    struct str endings[ENDINGS_MOST];
    size_t count;
    struct ending_group *next;
};

struct ending_name {
    struct str name;
    size_t occupation;
    enum name_origin origin;
    bool made;
    struct ending_name *next;
};

void endings_read(struct builder *b, struct lines lines)
{
    struct str line;
    while (lines_next(&lines, &line)) {
        if (str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        struct ending_group *group = arena_alloc(b->arena, sizeof *group);
        *group = (struct ending_group){.next = b->endings.groups};
        size_t given = 0;
        for (struct str rest = line; rest.ptr;) {
            struct str ending = str_trim(str_split(&rest, '\t'));
            if (ending.len > 0 && given++ < ENDINGS_MOST)
                group->endings[group->count++] = ending;
        }
        if (given > ENDINGS_MOST)
            fault_add(lines.faults, lines.file, lines.number,
                      "more than %d endings; begin another line",
                      (int)ENDINGS_MOST);
        if (group->count < 2)
            fault_add(lines.faults, lines.file, lines.number,
                      "no second ending; write endings that mean the same, "
                      "with tabs between");
        b->endings.groups = group;
    }
}

void endings_note(struct builder *b, size_t occupation, enum name_origin origin,
                  struct str name)
{
    struct ending_name *one = arena_alloc(b->arena, sizeof *one);
    *one =
        (struct ending_name){name, occupation, origin, false, b->endings.names};
    b->endings.names = one;
    b->endings.count++;
}

/* The group of the longest ending that the name has, and its length; NULL: it
 * has none. */
static const struct ending_group *group_of(const struct endings *endings,
                                           struct str name, size_t *length)
{
    const struct ending_group *found = NULL;
    *length = 0;
    for (const struct ending_group *g = endings->groups; g; g = g->next)
        for (size_t i = 0; i < g->count; i++)
            if (g->endings[i].len > *length &&
                name.len >= g->endings[i].len + FIRST_BYTES &&
                str_ends(name, g->endings[i])) {
                found = g;
                *length = g->endings[i].len;
            }
    return found;
}

static int compare(const void *a, const void *b)
{
    const struct ending_name *x = a, *y = b;
    int order = str_compare(x->name, y->name);
    if (order != 0)
        return order;
    return x->made != y->made ? x->made - y->made
                              : (x->occupation > y->occupation) -
                                    (x->occupation < y->occupation);
}

void endings_build(struct builder *b)
{
    size_t room = b->endings.count * ENDINGS_MOST, count = 0;
    if (room == 0 || !b->endings.groups)
        return;
    struct ending_name *all = arena_alloc_array(b->arena, room, sizeof *all);
    for (const struct ending_name *n = b->endings.names; n; n = n->next) {
        size_t length;
        const struct ending_group *group =
            group_of(&b->endings, n->name, &length);
        struct str begin = str_slice(n->name, 0, n->name.len - length);
        all[count++] = *n;
        for (size_t i = 0; group && i < group->count; i++)
            if (!str_ends(n->name, group->endings[i]))
                all[count++] = (struct ending_name){
                    arena_printf(b->arena, "%.*s%.*s", STR_ARG(begin),
                                 STR_ARG(group->endings[i])),
                    n->occupation, n->origin, true, NULL};
    }
    qsort(all, count, sizeof *all, compare);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && str_eq(all[to].name, all[from].name);)
            to++;
        if (all[from].made && all[to - 1].occupation == all[from].occupation)
            builder_name(b, all[from].occupation, LANG_ZH_HANT,
                         all[from].origin, all[from].name);
    }
}
