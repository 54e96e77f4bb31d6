/* Draws on standard error, at most ten times a second, in less than 80
 * columns. */
#include "bar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CELLS = 24, EVERY_MS = 100 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void bar_begin(struct bar *bar, const char *name)
{
    *bar = (struct bar){.name = name, .on = isatty(STDERR_FILENO)};
    if (bar->on)
        fprintf(stderr, "%.24s: asking ...", name);
}

void bar_draw(struct bar *bar, int64_t bytes, int64_t total)
{
    char cells[CELLS + 1], came[BYTES_TEXT], all[BYTES_TEXT];
    if (!bar->on || now_ms() - bar->drawn_at < EVERY_MS)
        return;
    bar->drawn_at = now_ms();
    bytes_text(bytes, came);
    if (total <= 0) {
        fprintf(stderr, "\r\033[K%.24s: %s", bar->name, came);
        return;
    }
    int64_t part = bytes < total ? bytes : total;
    int full = (int)(part * CELLS / total);
    memset(cells, '.', CELLS);
    memset(cells, '#', (size_t)full);
    cells[CELLS] = '\0';
    fprintf(stderr, "\r\033[K%.24s: [%s] %d%% %s of %s", bar->name, cells,
            (int)(part * 100 / total), came, bytes_text(total, all));
}

void bar_end(struct bar *bar)
{
    if (bar->on)
        fputs("\r\033[K", stderr);
}

const char *bytes_text(int64_t bytes, char out[BYTES_TEXT])
{
    if (bytes < 1024)
        snprintf(out, BYTES_TEXT, "%lld bytes", (long long)bytes);
    else if (bytes < 1024 * 1024)
        snprintf(out, BYTES_TEXT, "%.0f KiB", (double)bytes / 1024);
    else
        snprintf(out, BYTES_TEXT, "%.1f MiB", (double)bytes / (1024 * 1024));
    return out;
}
