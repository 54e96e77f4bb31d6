/* Reads the list of sources through one table of keys: every value is checked
 * in the file it stands in; then the user's members replace those of the same
 * name, and what is still missing is named. */
#include "sources.h"

#include "json.h"
#include "json_reader.h"
#include "nearest.h"
#include "url.h"

#include <cjson/cJSON.h>
#include <string.h>

enum {
    FILE_MAX_BYTES = 1024 * 1024,
    TEXT_MAX_BYTES = 1000,
    NAME_MAX_BYTES = 200,
    SOURCES_MAX = 200,
    QUOTE_MAX = 80,
    KNOWN_MAX = 32
};

enum kind {
    TEXT,
    MAIL,
    ADDRESS,
    FILE_NAME,
    TYPE,
    OPTION,
    BYTES,
    SECONDS,
    BOOL
};

struct key {
    const char *name;
    enum kind kind;
    bool in_source; /* else beside "sources" */
    bool needed;
    bool may_be_null;
    size_t offset;
};

enum { NEEDED = 1, NULLABLE = 2 };

#define IN_SOURCE(name, kind, rules)                                           \
    {                                                                          \
#name, kind, true, ((rules)&NEEDED) != 0, ((rules)&NULLABLE) != 0,     \
            offsetof(struct source, name)                                      \
    }
#define BESIDE(name, kind, rules)                                              \
    {                                                                          \
#name, kind, false, ((rules)&NEEDED) != 0, ((rules)&NULLABLE) != 0,    \
            offsetof(struct sources, name)                                     \
    }

static const struct key keys[] = {
    BESIDE(contact, MAIL, NULLABLE),
    BESIDE(proxy, TEXT, NULLABLE),
    BESIDE(ca_file, TEXT, NULLABLE),
    BESIDE(timeout_s, SECONDS, 0),
    IN_SOURCE(publisher, TEXT, NEEDED),
    IN_SOURCE(url, ADDRESS, NEEDED | NULLABLE),
    IN_SOURCE(file, FILE_NAME, NEEDED),
    {"type", TYPE, true, true, false, offsetof(struct source, type_name)},
    IN_SOURCE(header, TEXT, NULLABLE),
    IN_SOURCE(min_bytes, BYTES, NEEDED),
    IN_SOURCE(max_bytes, BYTES, NEEDED),
    IN_SOURCE(option, OPTION, NEEDED),
    IN_SOURCE(optional, BOOL, 0),
    IN_SOURCE(wants_contact, BOOL, 0),
    IN_SOURCE(page, ADDRESS, NEEDED),
    IN_SOURCE(licence, TEXT, NEEDED),
    IN_SOURCE(note, TEXT, NULLABLE),
};

enum { KEYS = sizeof keys / sizeof *keys };

const struct source_option source_options[] = {
    {"onet", false},    {"oews", false}, {"projections", false},
    {"exposure", true}, {"soc", true},   {"titles", true},
    {NULL, false}};

static const struct key *key_of(const char *name, bool in_source)
{
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].in_source == in_source && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

static void unknown(struct json_reader *r, const char *place, const char *name,
                    bool in_source)
{
    const char *known[KNOWN_MAX];
    size_t n = 0;
    struct buf list;
    buf_init(&list, 1024);
    if (!in_source)
        known[n++] = "sources";
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].in_source == in_source)
            known[n++] = keys[i].name;
    known[n] = NULL;
    for (size_t i = 0; i < n; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", known[i]);
    const char *near = nearest(str_from(name), known);
    json_fault(r, place, "no such key: %s%s%s%s; known here: %s",
               json_quote(r, name, QUOTE_MAX), near ? "; did you mean \"" : "",
               near ? near : "", near ? "\"?" : "", list.ptr);
    buf_fini(&list);
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return false;
    return true;
}

static const char *address_fault(struct json_reader *r, const char *text)
{
    struct url url;
    struct error err;
    if (url_parse(str_from(text), &url, &err) != STATUS_OK)
        return arena_z(r->arena, str_from(err.text));
    if (url.scheme == URL_HTTPS ||
        (url.scheme == URL_HTTP && url_is_loopback(&url)))
        return NULL;
    return "must begin with https://, as what came by http:// could have been "
           "changed on its way";
}

static bool is_file_name(const char *text)
{
    struct str name = str_from(text);
    return name.len <= NAME_MAX_BYTES && text[0] != '.' && !strchr(text, '/') &&
           !str_ends(name, STR(".part")) && !str_ends(name, STR(".http"));
}

static bool is_mail(const char *text)
{
    const char *at = strchr(text, '@');
    return at && at != text && at[1] && !strpbrk(text, " ()<>\",;\\") &&
           strlen(text) < 255;
}

static bool is_option(const char *text)
{
    for (size_t i = 0; source_options[i].name; i++)
        if (strcmp(source_options[i].name, text) == 0)
            return true;
    return false;
}

static bool find_type(const char *text, enum content_type *out)
{
    for (size_t i = 0; content_names[i]; i++) {
        if (strcmp(content_names[i], text) == 0) {
            *out = (enum content_type)i;
            return true;
        }
    }
    return false;
}

static const char *text_fault(struct json_reader *r, enum kind kind,
                              const char *text)
{
    enum content_type type;
    if (strlen(text) > TEXT_MAX_BYTES || !is_plain(text))
        return "must be one line of at most 1000 bytes";
    switch (kind) {
    case ADDRESS:
        return address_fault(r, text);
    case MAIL:
        return is_mail(text) ? NULL : "must be an e-mail address";
    case FILE_NAME:
        return *text && is_file_name(text)
                   ? NULL
                   : "must be the name of a file, without a folder";
    case TYPE:
        return find_type(text, &type) ? NULL : "is none of zip, xlsx, csv, tsv";
    case OPTION:
        return is_option(text) ? NULL
                               : "is none of onet, oews, projections, "
                                 "exposure, soc, titles";
    default:
        return NULL;
    }
}

static void check_value(struct json_reader *r, const char *place,
                        const struct key *key, const cJSON *item)
{
    double number = cJSON_IsNumber(item) ? item->valuedouble : -1;
    if (cJSON_IsNull(item) && key->may_be_null)
        return;
    switch (key->kind) {
    case BYTES:
        if (number < 0 || number > 1e10 || number != (double)(int64_t)number)
            json_fault(r, place, "must be a whole number of bytes");
        break;
    case SECONDS:
        if (number < 1 || number > 600)
            json_fault(r, place, "must be a number from 1 to 600");
        break;
    case BOOL:
        if (!cJSON_IsBool(item))
            json_fault(r, place, "must be true or false");
        break;
    default:
        if (!cJSON_IsString(item)) {
            json_fault(r, place, "must be a text in quotes%s",
                       key->may_be_null ? ", or null" : "");
            break;
        }
        const char *wrong = text_fault(r, key->kind, item->valuestring);
        if (wrong)
            json_fault(r, place, "%s %s",
                       json_quote(r, item->valuestring, QUOTE_MAX), wrong);
    }
}

/* Every member of an object is a known one, there once, with a proper value.
 */
static void check_members(struct json_reader *r, const cJSON *object,
                          const char *place, bool in_source)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, object)
    {
        const char *name = item->string;
        const struct key *key = key_of(name, in_source);
        if (!in_source && strcmp(name, "sources") == 0)
            continue;
        if (!key)
            unknown(r, place, name, in_source);
        else if (cJSON_GetObjectItemCaseSensitive(object, name) != item)
            json_fault(r, json_place(r, place, name), "given twice; keep one");
        else
            check_value(r, json_place(r, place, name), key, item);
    }
}

static bool is_id(const char *id)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    size_t len = strlen(id);
    return len > 0 && len <= 40 && strspn(id, letters) == len;
}

static void check_sources(struct json_reader *r, const cJSON *sources)
{
    const cJSON *item;
    if (!cJSON_IsObject(sources) || cJSON_GetArraySize(sources) > SOURCES_MAX) {
        json_fault(r, "sources",
                   "must be an object of at most %d sources by id",
                   SOURCES_MAX);
        return;
    }
    cJSON_ArrayForEach(item, sources)
    {
        const char *place = json_place(r, "sources", item->string);
        if (!is_id(item->string))
            json_fault(
                r, "sources",
                "%s is no id: small letters, digits, _ and -, at most 40",
                json_quote(r, item->string, QUOTE_MAX));
        else if (cJSON_GetObjectItemCaseSensitive(sources, item->string) !=
                 item)
            json_fault(r, place, "given twice; keep one");
        else if (cJSON_IsObject(item))
            check_members(r, item, place, true);
        else if (!cJSON_IsNull(item))
            json_fault(r, place, "must be an object, or null to leave it out");
    }
}

static void syntax_fault(struct json_reader *r, struct str text, size_t at,
                         const char *problem)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < text.len; i++)
        line += text.ptr[i] == '\n';
    json_fault(r, "", "line %zu: %s", line, problem);
}

/* Parses and checks one text; NULL after faults that leave nothing. */
static cJSON *read_text(struct json_reader *r, const struct sources_text *text)
{
    struct error err;
    cJSON *json;
    size_t at;
    r->name = text->name;
    if (json_parse_at(text->json, &json, &at, &err) != STATUS_OK) {
        syntax_fault(r, text->json, at, err.text);
        return NULL;
    }
    if (!cJSON_IsObject(json)) {
        json_fault(r, "", "must be an object, as {\"sources\": {...}}");
        return json;
    }
    const cJSON *sources = cJSON_GetObjectItemCaseSensitive(json, "sources");
    check_members(r, json, "", false);
    if (sources)
        check_sources(r, sources);
    return json;
}

static void replace(cJSON *object, const cJSON *item)
{
    cJSON *copy = cJSON_Duplicate(item, true);
    if (cJSON_GetObjectItemCaseSensitive(object, item->string))
        cJSON_ReplaceItemInObjectCaseSensitive(object, item->string, copy);
    else
        cJSON_AddItemToObject(object, item->string, copy);
}

/* The members of `own` take the place of those of the same name. */
static void merge(cJSON *into, const cJSON *own)
{
    const cJSON *item, *member;
    cJSON *sources = cJSON_GetObjectItemCaseSensitive(into, "sources");
    cJSON_ArrayForEach(item, own)
    {
        if (strcmp(item->string, "sources") != 0)
            replace(into, item);
    }
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(own, "sources"))
    {
        cJSON *old = cJSON_GetObjectItemCaseSensitive(sources, item->string);
        if (cJSON_IsNull(item))
            cJSON_DeleteItemFromObjectCaseSensitive(sources, item->string);
        else if (!old || !cJSON_IsObject(old))
            replace(sources, item);
        else
            cJSON_ArrayForEach(member, item) replace(old, member);
    }
}

static void take_value(struct json_reader *r, const struct key *key,
                       const cJSON *item, void *out)
{
    void *field = (char *)out + key->offset;
    if (key->kind == BOOL)
        *(bool *)field = cJSON_IsTrue(item);
    else if (key->kind == BYTES || key->kind == SECONDS)
        *(double *)field = item->valuedouble;
    else if (cJSON_IsString(item))
        *(const char **)field = arena_z(r->arena, str_from(item->valuestring));
    else
        *(const char **)field = NULL;
}

/* The values of an object that has been checked. */
static void take(struct json_reader *r, const cJSON *object, const char *place,
                 bool in_source, void *out)
{
    for (size_t i = 0; i < KEYS; i++) {
        const struct key *key = &keys[i];
        if (key->in_source != in_source)
            continue;
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key->name);
        if (item)
            take_value(r, key, item, out);
        else if (key->needed)
            json_fault(r, json_place(r, place, key->name), "missing");
    }
}

static bool takes_folder(const char *option)
{
    for (size_t i = 0; source_options[i].name; i++)
        if (strcmp(source_options[i].name, option) == 0)
            return source_options[i].folder;
    return false;
}

/* What no single value tells. */
static void check_source(struct json_reader *r, const struct sources *sources,
                         const char *place)
{
    const struct source *source = &sources->items[sources->count];
    if (!source->option || !source->file)
        return; /* has been said */
    if (source->min_bytes > source->max_bytes)
        json_fault(r, place, "min_bytes is larger than max_bytes");
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *other = &sources->items[i];
        if (!other->option || !other->file ||
            strcmp(source->option, other->option) != 0)
            continue;
        if (!takes_folder(source->option))
            json_fault(
                r, place,
                "option %s takes one file, and %s is it already; set one of "
                "the two to null",
                source->option, other->id);
        else if (strcmp(source->file, other->file) == 0)
            json_fault(r, place, "has the same file as %s: %s", other->id,
                       json_quote(r, source->file, QUOTE_MAX));
    }
}

static void take_sources(struct json_reader *r, const cJSON *merged,
                         const cJSON *own, const char *shipped_name,
                         const char *own_name, struct sources *out)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(merged, "sources");
    const cJSON *own_list = cJSON_GetObjectItemCaseSensitive(own, "sources");
    const cJSON *item;
    size_t room = (size_t)cJSON_GetArraySize(list);
    out->items = arena_alloc_array(r->arena, room, sizeof *out->items);
    cJSON_ArrayForEach(item, list)
    {
        struct source *source = &out->items[out->count];
        const char *place = json_place(r, "sources", item->string);
        if (!cJSON_IsObject(item))
            continue;
        r->name = cJSON_GetObjectItemCaseSensitive(own_list, item->string)
                      ? own_name
                      : shipped_name;
        source->id = arena_z(r->arena, str_from(item->string));
        take(r, item, place, true, source);
        if (source->type_name)
            find_type(source->type_name, &source->type);
        check_source(r, out, place);
        out->count++;
    }
}

/* A path as the working folder sees it. */
static const char *resolve(struct json_reader *r, const char *folder,
                           const char *path)
{
    if (!path || path[0] == '/' || !*folder)
        return path;
    return arena_printf(r->arena, "%s/%s", folder, path).ptr;
}

enum status sources_parse(struct arena *arena,
                          const struct sources_text *shipped,
                          const struct sources_text *own, struct sources *out,
                          struct buf *faults)
{
    struct json_reader r = {.arena = arena, .faults = faults};
    cJSON *merged = read_text(&r, shipped);
    cJSON *changes = own ? read_text(&r, own) : NULL;
    *out = (struct sources){.timeout_s = 30};
    if (r.count == 0 && merged) {
        if (!cJSON_GetObjectItemCaseSensitive(merged, "sources"))
            cJSON_AddObjectToObject(merged, "sources");
        const cJSON *ca = cJSON_GetObjectItemCaseSensitive(changes, "ca_file");
        const char *folder = ca ? own->folder : shipped->folder;
        if (changes)
            merge(merged, changes);
        take(&r, merged, "", false, out);
        out->ca_file = resolve(&r, folder, out->ca_file);
        take_sources(&r, merged, changes, shipped->name, own ? own->name : "",
                     out);
    }
    json_free(merged);
    json_free(changes);
    return r.count ? STATUS_INVALID : STATUS_OK;
}

static struct sources_text text_of(struct arena *arena, const char *path,
                                   const struct buf *json)
{
    const char *slash = strrchr(path, '/');
    const char *folder = "";
    if (slash)
        folder = slash == path
                     ? "/"
                     : arena_z(arena, str_slice(str_from(path), 0,
                                                (size_t)(slash - path)));
    return (struct sources_text){path, folder, buf_str(json)};
}

enum status sources_read(struct arena *arena, const char *shipped_path,
                         const char *own_path, struct sources *out,
                         struct buf *faults, struct error *err)
{
    struct buf shipped_json, own_json;
    enum status status = STATUS_OK;
    buf_init(&shipped_json, FILE_MAX_BYTES);
    buf_init(&own_json, FILE_MAX_BYTES);
    struct sources_text shipped = {"built-in sources", "",
                                   str_from(sources_default)};
    struct sources_text own;
    if (shipped_path)
        status = buf_add_file(&shipped_json, shipped_path, err);
    if (status == STATUS_OK && own_path)
        status = buf_add_file(&own_json, own_path, err);
    if (status == STATUS_OK) {
        if (shipped_path)
            shipped = text_of(arena, shipped_path, &shipped_json);
        if (own_path)
            own = text_of(arena, own_path, &own_json);
        status =
            sources_parse(arena, &shipped, own_path ? &own : NULL, out, faults);
        if (status != STATUS_OK)
            error_set(err, status, "%s is not a proper list of sources",
                      own_path ? own_path : shipped.name);
    }
    buf_fini(&shipped_json);
    buf_fini(&own_json);
    return status;
}
