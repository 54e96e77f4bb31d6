/* Any bytes as a frame of the chat page. */
#include "arena.h"
#include "web_in.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct message message;
    web_read(arena, (struct str){(const char *)data, size}, &message);
    arena_free(arena);
    return 0;
}
