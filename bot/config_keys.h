/* The table of keys a configuration may hold. config.c reads files through
 * it. */
#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H

#include <stddef.h>

enum key_type {
    KEY_TEXT,
    KEY_PATH, /* relative ones begin at the folder of the file */
    KEY_STATE,
    KEY_ADDRESS, /* null: none */
    KEY_ENV,     /* the name of an environment variable */
    KEY_TOKEN,   /* the path of a file that holds the token */
    KEY_LANG,
    KEY_WHEN,
    KEY_BOOL,
    KEY_NUMBER,
    KEY_NAMES,
    KEY_LIMITS,
    KEY_MODEL,
    KEY_PLATFORMS,
};

/* Where a key may stand: bits of config_key.where. */
enum {
    IN_FILE = 1,
    IN_FILE_LIMITS = 2,
    IN_PLATFORM_LIMITS = 4,
    IN_WEB = 8,
    IN_MATTERMOST = 16,
    IN_MODEL = 32,
};

struct config_key {
    const char *name;
    enum key_type type;
    unsigned where;
    size_t offset;
    const char *fallback; /* JSON; NULL: none, or as in the whole file */
    const char *help;
    double min, max; /* KEY_NUMBER */
};

/* In the order to read them in; the last one has no name. */
extern const struct config_key config_keys[];

struct config_type {
    const char *name;
    unsigned where; /* 0: not in this version */
};

/* The types of platforms; the last one has no name. */
extern const struct config_type config_types[];

#endif
