/* The configuration: JSON, checked against one table of keys (config.c). */
#ifndef CONFIG_H
#define CONFIG_H

#include "arena.h"
#include "buf.h"
#include "lang.h"
#include "platform.h"
#include "status.h"

#define CONFIG_PLATFORMS 16
#define CONFIG_MAX_BYTES (256 * 1024)

/* "model": the language model to ask; see rewrite.h. Texts in arena. */
struct model_config {
    const char *url;  /* as http://127.0.0.1:8081/v1; NULL: there is none */
    const char *name; /* of the model, as its server knows it */
    const char *key;  /* read from key_env or key_file; NULL: none */
    const char *key_env;
    double timeout_ms, per_minute; /* per_minute 0: any number */
    bool allow_plaintext;
    const char *ca_file, *proxy;
};

struct config {
    const char *knowledge; /* path of the pack */
    const char *state;     /* "sqlite:PATH" */
    const char *listen;    /* "127.0.0.1:8080"; NULL: no server */
    struct names hosts;    /* names the server may be reached by */
    enum lang language;
    bool allow_plaintext;
    struct limits limits;
    struct model_config model;
    struct platform_config platforms[CONFIG_PLATFORMS];
    size_t platform_count;
};

/* config/careerbot.json as it was when the program was built. */
extern const char config_default[];

/* What becomes of the tokens that a configuration names. */
enum secrets {
    SECRETS_LEFT,     /* they are not read */
    SECRETS_NEEDED,   /* a missing one is a fault */
    SECRETS_IF_THERE, /* NULL where they are missing */
};

/* Reads and checks a file; every fault is printed on standard error, with its
 * place. Relative paths become relative to the file. All in arena.
 * STATUS_INVALID: it has faults. STATUS_NOT_FOUND, STATUS_IO: it cannot be
 * read. */
MUST_CHECK enum status config_read(struct arena *arena, const char *path,
                                   enum secrets secrets, struct config *out,
                                   struct error *err);

/* The same for a text. name: what the faults call it. folder: where relative
 * paths begin ("" for the working directory). Faults are appended to
 * `faults`, a line each. */
MUST_CHECK enum status config_parse(struct arena *arena, struct str text,
                                    const char *name, const char *folder,
                                    enum secrets secrets, struct config *out,
                                    struct buf *faults);

/* All keys with their defaults and what they mean: the manual. */
void config_help(struct buf *out);

#endif
