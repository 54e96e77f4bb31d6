/* Any bytes as an AI Career Graph page: refused with a message, or read into
 * a page whose JSON is JSON. */
#include "json.h"
#include "page.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct error err = {""};
    struct page page;
    struct str text = {(const char *)data, size};
    if (acg_page_read(arena, text, STR("page.txt"), &page, &err) == STATUS_OK) {
        cJSON *json = NULL;
        if (json_parse(acg_page_json(arena, &page), &json, &err) != STATUS_OK)
            abort();
        json_free(json);
    } else if (err.text[0] == '\0') {
        abort();
    }
    arena_free(arena);
    return 0;
}
