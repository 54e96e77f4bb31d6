/* Reads the wishes of a question in order: its phrases and numbers are found
 * (wish_items.c, wish_numbers.c), what they change of the list before
 * (wish_changes.c), and what each of them asks for (wish_taken.c). */
#include "wishes.h"

#include "wish_changes.h"
#include "wish_numbers.h"
#include "wish_taken.h"

/* Which words are explained. */
static void tell(struct wish_work *w)
{
    w->out.told =
        arena_alloc_array(w->r->arena, w->count + 1, sizeof *w->out.told);
    w->out.barred =
        arena_alloc_array(w->r->arena, w->count + 1, sizeof *w->out.barred);
    for (size_t i = 0; i < w->item_count; i++) {
        const struct wish_item *item = &w->items[i];
        bool wish = item->cue
                        ? item->cue->type != CUE_LIST || item_is(item, "not")
                        : item->ranked;
        for (size_t t = item->from; t < item->to; t++) {
            w->out.told[t] = wish ? i + 1 : 0;
            w->out.barred[t] = item->negated;
        }
        w->out.ruled = w->out.ruled || item->negated;
        w->out.within = w->out.within || item->ranked;
    }
}

struct wish_reading wishes_read(const struct reading *r, struct wishes *wishes)
{
    struct wish_work w = {.r = r, .wishes = wishes};
    struct amount amounts[NUMBERS_MAX];
    w.owner = arena_alloc_array(r->arena, r->count + 1, sizeof *w.owner);
    w.small = arena_alloc_array(r->arena, r->count + 1, sizeof *w.small);
    w.number = arena_alloc_array(r->arena, r->count + 1, sizeof *w.number);
    w.joins = arena_alloc_array(r->arena, r->count + 1, sizeof *w.joins);
    w.person = arena_alloc_array(r->arena, r->count + 1, sizeof *w.person);
    w.past = arena_alloc_array(r->arena, r->count + 1, sizeof *w.past);
    items_begin(&w);
    for (size_t t = 0; t < w.count; t++)
        w.owner[t] = -1;
    items_find(&w);
    size_t numbers = numbers_find(&w, amounts);
    items_find_strange(&w);
    items_sort(&w);
    items_join_name(&w);
    items_find_past(&w);
    change_order(&w);
    change_taken_back(&w);
    for (size_t i = 0; i < w.item_count; i++) {
        item_negate(&w, i);
        take_item(&w, &w.items[i]);
    }
    numbers_take(&w, amounts, numbers);
    take_past_field(&w);
    take_studied(&w);
    change_reverse(&w);
    if (w.groups || w.sector.count > 0) {
        wishes->groups = w.groups;
        wishes->not_groups &= ~w.groups;
        wishes->sector = w.sector;
    }
    if (w.not_sector.count > 0)
        wishes->not_sector = w.not_sector;
    wishes->not_groups |= w.not_groups;
    wishes->groups &= ~w.not_groups;
    w.out.those = item_of(&w, "those");
    w.out.more = item_of(&w, "more") && w.out.count == 0;
    w.out.praised = w.out.praised || reading_says_any(r, WORDING(LISTED_GOOD));
    if (!w.out.more)
        wishes->skip = 0;
    tell(&w);
    return w.out;
}
