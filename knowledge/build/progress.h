/* A bar that shows how far a build is: on a terminal, in one line that is
 * gone when it is done. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stddef.h>
#include <stdio.h>

struct progress {
    FILE *to;
    size_t done, steps; /* steps: about how many there will be */
};

/* Both do nothing where progress is NULL. what: "reading skills". */
void progress_step(struct progress *progress, const char *what);
void progress_end(struct progress *progress);

#endif
