/* The page in memory, and the list of faults. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>

void page_init(struct page *page)
{
    *page = (struct page){.confidence = NAN};
}

struct page_entry *page_add(struct page *page, struct arena *arena,
                            enum field field)
{
    struct page_entry *entry = arena_alloc(arena, sizeof *entry);
    entry->field = field;
    for (int i = 0; i < ENTRY_NUMBERS; i++)
        entry->num[i] = NAN;
    if (page->last)
        page->last->next = entry;
    else
        page->first = entry;
    page->last = entry;
    return entry;
}

const struct page_entry *page_find(const struct page *page, enum field field,
                                   const struct page_entry *after)
{
    const struct page_entry *entry = after ? after->next : page->first;
    while (entry && entry->field != field)
        entry = entry->next;
    return entry;
}

void fault_add(struct faults *faults, struct str file, unsigned line,
               const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);

    struct fault *fault = arena_alloc(faults->arena, sizeof *fault);
    fault->file = file;
    fault->line = line;
    fault->text = arena_str(faults->arena, str_from(text));
    if (faults->last)
        faults->last->next = fault;
    else
        faults->first = fault;
    faults->last = fault;
    faults->count++;
}
