/* An arena is a list of chunks; each allocation takes the next piece of the
 * newest one. */
#include "arena.h"

#include "xmalloc.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 16 * 1024 };

struct chunk {
    struct chunk *older;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct chunk *newest;
};

static struct chunk *chunk_new(struct chunk *older, size_t size)
{
    if (size > SIZE_MAX / 2)
        abort(); /* no caller can mean this */
    struct chunk *chunk = xmalloc(sizeof *chunk + size);
    *chunk = (struct chunk){.older = older, .size = size};
    return chunk;
}

struct arena *arena_new(void)
{
    struct arena *arena = xmalloc(sizeof *arena);
    arena->newest = chunk_new(NULL, FIRST_CHUNK);
    return arena;
}

void arena_reset(struct arena *arena)
{
    while (arena->newest->older) {
        struct chunk *older = arena->newest->older;
        free(arena->newest);
        arena->newest = older;
    }
    arena->newest->used = 0;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    arena_reset(arena);
    free(arena->newest);
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 4)
        abort();
    size_t whole = (size + align - 1) / align * align;
    struct chunk *chunk = arena->newest;
    if (chunk->size - chunk->used < whole) {
        size_t grown = chunk->size * 2;
        chunk = chunk_new(chunk, whole > grown ? whole : grown);
        arena->newest = chunk;
    }
    void *piece = chunk->bytes + chunk->used;
    chunk->used += whole;
    return memset(piece, 0, whole);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 4 / size)
        abort();
    return arena_alloc(arena, count * size);
}

struct str arena_str(struct arena *arena, struct str s)
{
    char *copy = arena_alloc(arena, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (struct str){copy, s.len};
}

char *arena_z(struct arena *arena, struct str s)
{
    return (char *)arena_str(arena, s).ptr;
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        len = 0;
    char *text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){text, (size_t)len};
}
