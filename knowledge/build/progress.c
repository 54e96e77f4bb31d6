/* Draws the bar. */
#include "progress.h"

enum { BAR = 20, TEXT = 50 };

void progress_step(struct progress *progress, const char *what)
{
    if (!progress)
        return;
    if (progress->done < progress->steps)
        progress->done++;
    size_t filled =
        progress->steps ? progress->done * BAR / progress->steps : 0;
    fputs("\r[", progress->to);
    for (size_t i = 0; i < BAR; i++)
        fputc(i < filled ? '#' : '.', progress->to);
    /* the rest of a longer line before is overwritten */
    fprintf(progress->to, "] %-*.*s", TEXT, TEXT, what);
    fflush(progress->to);
}

void progress_end(struct progress *progress)
{
    if (progress)
        fprintf(progress->to, "\r%*s\r", BAR + TEXT + 3, "");
}
