/* Lines of a file, up to a maximum. */
#ifndef READ_LINE_H
#define READ_LINE_H

#include "buf.h"

#include <stdbool.h>
#include <stdio.h>

/* The next line, without its end, in place of what the buffer held. What is
 * over the buffer's maximum is dropped and line->full set. False: the end. */
bool read_line(FILE *in, struct buf *line);

#endif
