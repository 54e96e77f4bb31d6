/* The pack that the build makes, opened once. */
#ifndef SHIPPED_H
#define SHIPPED_H

#include "knowledge.h"

#include <stdio.h>
#include <stdlib.h>

static inline const struct knowledge *shipped_knowledge(void)
{
    static struct knowledge *knowledge;
    struct error err;
    if (!knowledge &&
        knowledge_open(PACK_FILE, &knowledge, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        abort();
    }
    return knowledge;
}

#endif
