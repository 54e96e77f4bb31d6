/* Any bytes as a line of a batch: the answer is always one line of JSON. */
#include "batch.h"
#include "json.h"
#include "shipped.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct knowledge *knowledge = shipped_knowledge();
    struct str line = {(const char *)data, size}, out;
    cJSON *json;
    struct arena *arena = arena_new();
    batch_line(knowledge, arena, LANG_AUTO, line, &out);
    if (memchr(out.ptr, '\n', out.len) ||
        json_parse(out, &json, NULL) != STATUS_OK)
        abort();
    json_free(json);
    arena_free(arena);
    return 0;
}
