/* Strict JSON on top of cJSON. */
#include "json.h"

#include "xmalloc.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { MAX_DEPTH = 64 };

static void use_our_malloc(void)
{
    static bool done;
    if (!done) {
        cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = xmalloc, .free_fn = free});
        done = true;
    }
}

/* Byte offset of the first thing cJSON would let pass, or text.len. */
static size_t first_fault(struct str text, const char **why)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t len =
            utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + i,
                             (utf8proc_ssize_t)(text.len - i), &code);
        if (len < 0 || code == 0) {
            *why = code == 0 ? "a NUL character" : "bytes that are not UTF-8";
            return i;
        }
        if (quoted && code == '\\') {
            if (str_starts(str_slice(text, i, text.len), STR("\\u0000"))) {
                *why = "a NUL character";
                return i;
            }
            i += 2;
            continue;
        }
        if (quoted && code < 0x20) {
            *why = "a control character in a string";
            return i;
        }
        if (code == '"')
            quoted = !quoted;
        else if (!quoted && (code == '{' || code == '[') &&
                 ++depth > MAX_DEPTH) {
            *why = "too many levels";
            return i;
        } else if (!quoted && (code == '}' || code == ']'))
            depth--;
        i += (size_t)len;
    }
    return text.len;
}

enum status json_parse_at(struct str text, cJSON **out, size_t *at,
                          struct error *err)
{
    *out = NULL;
    *at = 0;
    use_our_malloc();
    struct str json_text = str_trim(text);
    if (json_text.len == 0)
        return error_set(err, STATUS_INVALID, "not JSON: it is empty");
    size_t before = (size_t)(json_text.ptr - text.ptr);
    const char *why = NULL;
    size_t fault = first_fault(json_text, &why);
    if (why) {
        *at = before + fault;
        return error_set(err, STATUS_INVALID, "not JSON: %s", why);
    }
    const char *end = json_text.ptr;
    cJSON *json =
        cJSON_ParseWithLengthOpts(json_text.ptr, json_text.len, &end, 0);
    size_t parsed = end ? (size_t)(end - json_text.ptr) : 0;
    *at = before + parsed;
    if (!json)
        return error_set(
            err, STATUS_INVALID,
            "not JSON: a comma, quote or bracket is missing or too many");
    struct str behind = str_trim(str_slice(json_text, parsed, json_text.len));
    if (behind.len > 0) {
        *at = (size_t)(behind.ptr - text.ptr);
        cJSON_Delete(json);
        return error_set(err, STATUS_INVALID,
                         "not JSON: more text behind its end");
    }
    *out = json;
    return STATUS_OK;
}

enum status json_parse(struct str text, cJSON **out, struct error *err)
{
    size_t at;
    struct error why;
    enum status status = json_parse_at(text, out, &at, &why);
    if (status != STATUS_OK)
        error_set(err, status, "%s at byte %zu", why.text, at);
    return status;
}

void json_free(cJSON *json)
{
    cJSON_Delete(json);
}

const cJSON *json_get(const cJSON *json, const char *path)
{
    struct str rest = str_from(path);
    while (json && rest.ptr) {
        struct str name = str_split(&rest, '.');
        char z[128];
        if (name.len >= sizeof z || !cJSON_IsObject(json))
            return NULL;
        memcpy(z, name.ptr, name.len);
        z[name.len] = '\0';
        json = cJSON_GetObjectItemCaseSensitive(json, z);
    }
    return json;
}

bool json_str(const cJSON *json, const char *path, struct str *out)
{
    const cJSON *item = json_get(json, path);
    if (!cJSON_IsString(item))
        return false;
    *out = str_from(item->valuestring);
    return true;
}

bool json_number(const cJSON *json, const char *path, double *out)
{
    const cJSON *item = json_get(json, path);
    if (!cJSON_IsNumber(item))
        return false;
    *out = item->valuedouble;
    return true;
}

bool json_bool(const cJSON *json, const char *path, bool *out)
{
    const cJSON *item = json_get(json, path);
    if (!cJSON_IsBool(item))
        return false;
    *out = cJSON_IsTrue(item);
    return true;
}
