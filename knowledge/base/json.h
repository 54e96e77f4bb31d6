/* Typed, strict access to JSON that came from outside.
 *
 * cJSON 1.7.15 cuts strings at an escaped NUL, takes invalid UTF-8 and
 * trailing bytes, and ignores case in cJSON_GetObjectItem; json_parse checks
 * what it does not, and the getters compare names exactly. */
#ifndef JSON_H
#define JSON_H

#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct cJSON cJSON;

/* One whole JSON text: valid UTF-8, no NUL (plain or escaped), nothing behind
 * its end, nested at most 64 deep. Owned: free with json_free.
 * STATUS_INVALID: it is none; err names the place. */
MUST_CHECK enum status json_parse(struct str text, cJSON **out,
                                  struct error *err);
void json_free(cJSON *json); /* NULL is fine */

/* The same; *at is where the fault is, in bytes, and err does not say it. */
MUST_CHECK enum status json_parse_at(struct str text, cJSON **out, size_t *at,
                                     struct error *err);

/* The member at a dotted path ("data.post"), or NULL. json may be NULL. */
const cJSON *json_get(const cJSON *json, const char *path);

/* Borrowed from the tree. False, and *out untouched: absent or another type. */
bool json_str(const cJSON *json, const char *path, struct str *out);
bool json_number(const cJSON *json, const char *path, double *out);
bool json_bool(const cJSON *json, const char *path, bool *out);

#endif
