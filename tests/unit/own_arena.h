/* An arena for a test, or for all tests of a file. */
#ifndef OWN_ARENA_H
#define OWN_ARENA_H

#include "arena.h"

static struct arena *arena;

static inline int begin_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static inline int end_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#endif
