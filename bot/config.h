/* The configuration: JSON, checked against one table of keys (config.c). */
#ifndef CONFIG_H
#define CONFIG_H

#include "arena.h"
#include "lang.h"
#include "platform.h"
#include "status.h"

#define CONFIG_PLATFORMS 16

struct config {
    const char *knowledge; /* path of the pack */
    const char *state;     /* "sqlite:PATH" */
    const char *listen;    /* "127.0.0.1:8080"; NULL: no server */
    const char *admin_listen;
    struct names hosts; /* names the server may be reached by */
    enum lang language;
    bool allow_plaintext;
    struct limits limits;
    struct platform_config platforms[CONFIG_PLATFORMS];
    size_t platform_count;
};

/* Reads and checks a file; every fault is printed on standard error, with its
 * place. Relative paths become relative to the file. All in arena.
 * secrets: also read the tokens, and count a missing one as a fault. */
MUST_CHECK enum status config_read(struct arena *arena, const char *path,
                                   bool secrets, struct config *out,
                                   struct error *err);

#endif
