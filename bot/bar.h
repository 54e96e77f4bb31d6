/* A bar on a terminal that fills while something comes, and numbers of bytes
 * for people. */
#ifndef BAR_H
#define BAR_H

#include <stdbool.h>
#include <stdint.h>

struct bar {
    const char *name; /* what comes */
    bool on;          /* standard error is a terminal */
    int64_t drawn_at; /* when last, in milliseconds */
};

/* name: borrowed as long as the bar is used. */
void bar_begin(struct bar *bar, const char *name);

/* total 0: not known. */
void bar_draw(struct bar *bar, int64_t bytes, int64_t total);

/* Takes it off the screen, so that a line can stand there. */
void bar_end(struct bar *bar);

#define BYTES_TEXT 32

/* "12.5 MiB"; returns out. */
const char *bytes_text(int64_t bytes, char out[BYTES_TEXT]);

#endif
