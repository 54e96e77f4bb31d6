/* One byte at a time, so that the end of a line is never waited past. */
#include "read_line.h"

bool read_line(FILE *in, struct buf *line)
{
    int c = getc_unlocked(in);
    buf_clear(line);
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = getc_unlocked(in))
        if (!line->full)
            buf_add_char(line, (char)c);
    return true;
}
