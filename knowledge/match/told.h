/* Which occupations words describe, by the terms of their names, descriptions
 * and tasks. */
#ifndef TOLD_H
#define TOLD_H

#include "arena.h"
#include "normal.h"
#include "pack.h"

struct told_hit {
    size_t occupation; /* index for pack_occupation */
    double score;      /* 0 to 1: how much of what the words say it explains */
};

/* The occupations that some words describe, best first, at most `max`; returns
 * how many. leave: by token, whether it says nothing of the work. */
size_t told_rank(const struct pack *pack, struct arena *arena,
                 const struct token *tokens, const bool *leave, size_t count,
                 struct told_hit *out, size_t max);

#endif
