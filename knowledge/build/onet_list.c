/* Sorts, combines and cuts; what the numbers are is for import_onet_*.c. */
#include "onet_list.h"

#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

enum { ELEMENTS_MAX = 4096 };

void onet_items_add(struct onet_items *items, const struct onet_item *item)
{
    if (items->count == items->room) {
        items->room = items->room ? items->room * 2 : 1024;
        items->items =
            xrealloc(items->items, items->room * sizeof *items->items);
    }
    items->items[items->count++] = *item;
}

void onet_items_free(struct onet_items *items)
{
    free(items->items);
    *items = (struct onet_items){0};
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* The occupation itself before the narrower ones, names together. */
static int by_occupation(const void *a, const void *b)
{
    const struct onet_item *x = a, *y = b;
    if (x->soc != y->soc)
        return COMPARE(x->soc, y->soc);
    bool x_narrow = x->suffix != 0, y_narrow = y->suffix != 0;
    if (x_narrow != y_narrow)
        return COMPARE(x_narrow, y_narrow);
    int order = str_compare(x->name, y->name);
    return order ? order : COMPARE(x->suffix, y->suffix);
}

static double combine(enum onet_combine how, int decimals,
                      const struct onet_item *items, size_t count, int slot)
{
    double sum = 0, highest = NAN, lowest = NAN;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        double number = items[i].number[slot];
        if (isnan(number))
            continue;
        sum += number;
        known++;
        highest = fmax(highest, number); /* fmax passes over NAN */
        lowest = fmin(lowest, number);
    }
    if (known == 0)
        return NAN;
    if (how == COMBINE_HIGHEST)
        return highest;
    if (how == COMBINE_LOWEST)
        return lowest;
    return import_round(sum / (double)known, decimals);
}

/* The elements of one occupation; whether any was kept back. */
static size_t elements_of(const struct onet_list *list,
                          const struct onet_item *items, size_t count,
                          struct onet_element *elements, bool *suppressed)
{
    size_t kept = 0, same;
    for (size_t i = 0; i < count; i += same) {
        for (same = 1; i + same < count; same++)
            if (!str_eq(items[i].name, items[i + same].name))
                break;
        struct onet_element element = {.name = items[i].name};
        for (int slot = 0; slot < 2; slot++)
            element.number[slot] =
                combine(list->combine, list->decimals, items + i, same, slot);
        for (size_t k = i; k < i + same; k++)
            *suppressed |= items[k].suppressed;
        if (!isnan(element.number[0]) && kept < ELEMENTS_MAX)
            elements[kept++] = element;
    }
    return kept;
}

static int by_number(const struct onet_element *a, const struct onet_element *b)
{
    int order = COMPARE(b->number[0], a->number[0]);
    double x = isnan(a->number[1]) ? -INFINITY : a->number[1];
    double y = isnan(b->number[1]) ? -INFINITY : b->number[1];
    return order ? order : COMPARE(y, x);
}

static int by_order(const void *a, const void *b, void *user)
{
    const struct onet_list *list = user;
    const struct onet_element *x = a, *y = b;
    int order = list->order ? list->order(x, y) : by_number(x, y);
    return order ? order : str_compare(x->name, y->name);
}

static bool as_is(const struct onet_element *element, struct pack_value *value)
{
    value->text[0] = element->name;
    value->num[0] = element->number[0];
    value->num[1] = element->number[1];
    return true;
}

static void give(struct import *im, struct import_file *file, uint32_t soc,
                 const struct onet_list *list, struct onet_element *elements,
                 size_t count, uint8_t flags,
                 const struct import_source *source)
{
    struct pack_value values[64];
    size_t kept = 0, most = sizeof values / sizeof *values;
    size_t occupation = import_occupation(im, file, soc, STR(""));
    if (occupation == SIZE_MAX)
        return;
    if (list->limit < most)
        most = list->limit;
    if (count > 0)
        qsort_r(elements, count, sizeof *elements, by_order, (void *)list);
    for (size_t i = 0; i < count && kept < most; i++) {
        struct pack_value *value = &values[kept];
        *value = (struct pack_value){.flags = flags, .num = {NAN, NAN}};
        if (!(list->value ? list->value : as_is)(&elements[i], value))
            continue;
        /* the cell's own text is gone with the file */
        value->text[0] = arena_str(im->b->arena, value->text[0]);
        kept++;
    }
    if (flags & ENTRY_SUPPRESSED) {
        values[0] = (struct pack_value){.flags = flags, .num = {NAN, NAN}};
        kept = 1;
    }
    if (kept > 0)
        import_give(im, file, occupation, list->field, values, kept, source);
    file->given += kept > 0;
}

void onet_list_give(struct import *im, struct import_file *file,
                    struct onet_items *items, const struct onet_list *list,
                    const struct import_source *source)
{
    struct onet_element *elements = xmalloc(ELEMENTS_MAX * sizeof *elements);
    size_t end;
    if (items->count > 0)
        qsort(items->items, items->count, sizeof *items->items, by_occupation);
    for (size_t i = 0; i < items->count; i = end) {
        const struct onet_item *first = &items->items[i];
        size_t of_group = 0;
        bool narrow = first->suffix != 0, suppressed = false;
        for (end = i; end < items->count; end++) {
            const struct onet_item *item = &items->items[end];
            if (item->soc != first->soc)
                break;
            of_group += (item->suffix != 0) == narrow;
        }
        size_t count =
            elements_of(list, first, of_group, elements, &suppressed);
        uint8_t flags = narrow ? ENTRY_MEAN : 0;
        if (count == 0 && suppressed)
            flags = ENTRY_SUPPRESSED;
        give(im, file, first->soc, list, elements, count, flags, source);
    }
    free(elements);
}
