/* Any bytes as a configuration: good, or refused with at least one fault. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct config config;
    struct buf faults;
    buf_init(&faults, 65536);
    enum status status =
        config_parse(arena, (struct str){(const char *)data, size}, "c.json",
                     "", false, &config, &faults);
    if ((status == STATUS_OK) != (faults.len == 0))
        abort();
    buf_fini(&faults);
    arena_free(arena);
    return 0;
}
