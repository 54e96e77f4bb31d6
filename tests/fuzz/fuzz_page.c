/* Any bytes as a page people write: read, with faults. What is read without
 * a fault comes back the same after it was written. */
#include "page.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct faults faults = {.arena = arena};
    struct page page, again;
    struct str text = {(const char *)data, size};
    page_read(arena, text, STR("page.md"), &page, &faults);
    struct str first = page_write(arena, &page);
    if (faults.count == 0 && first.len <= PAGE_MAX_BYTES) {
        page_read(arena, first, STR("page.md"), &again, &faults);
        if (faults.count > 0 || !str_eq(page_write(arena, &again), first))
            abort();
    }
    arena_free(arena);
    return 0;
}
