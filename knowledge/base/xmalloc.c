/* Memory or the end: nothing in this program can go on without. */
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_end(void *ptr)
{
    if (!ptr) {
        fputs("careerbot: out of memory\n", stderr);
        abort();
    }
    return ptr;
}

void *xmalloc(size_t size)
{
    return or_end(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return or_end(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *ptr, size_t size)
{
    return or_end(realloc(ptr, size ? size : 1));
}

char *xstrdup(const char *z)
{
    return or_end(strdup(z));
}
