/* malloc that cannot fail: out of memory says so and ends the process. */
#ifndef XMALLOC_H
#define XMALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size); /* zeroed */
void *xrealloc(void *ptr, size_t size);
char *xstrdup(const char *z);

#endif
