/* Reads the configuration through one table of keys. What a value must look
 * like beyond its type is in config_check.c and bot/net/url.h. */
#include "config.h"

#include "config_check.h"
#include "config_keys.h"
#include "json.h"
#include "json_reader.h"
#include "nearest.h"
#include "url.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FAULTS_MAX_BYTES = 64 * 1024,
    TOKEN_MAX_BYTES = 4096,
    NAMES_MAX = 1000,
    QUOTE_MAX = 40,
    KNOWN_MAX = 64
};

struct reader {
    struct json_reader json;
    const char *folder;
    enum secrets secrets;
    struct config *config;
};

/* What a person wrote, cut short and without what a terminal would act on, as
 * it would stand between quotes. */
static const char *quote(struct reader *r, const char *text)
{
    struct str quoted = str_from(json_quote(&r->json, text, QUOTE_MAX));
    return arena_z(r->json.arena, str_slice(quoted, 1, quoted.len - 1));
}

/* The names of all keys that may stand there, NULL-terminated. */
static void known_keys(unsigned where, const char *names[KNOWN_MAX])
{
    size_t n = 0;
    for (const struct config_key *key = config_keys; key->name; key++)
        if ((key->where & where) && n < KNOWN_MAX - 1)
            names[n++] = key->name;
    names[n] = NULL;
}

static void unknown(struct reader *r, const char *place, const char *what,
                    const char *name, const char *const *known)
{
    struct buf list;
    buf_init(&list, 1024);
    for (size_t i = 0; known[i]; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", known[i]);
    const char *near = nearest(str_from(name), known);
    if (near)
        json_fault(&r->json, place,
                   "no such %s; did you mean \"%s\"? known here: %s", what,
                   near, list.ptr);
    else
        json_fault(&r->json, place, "no such %s; known here: %s", what,
                   list.ptr);
    buf_fini(&list);
}

static bool is_secret(const char *name)
{
    static const char *const secrets[] = {"token",  "bot_token", "app_token",
                                          "key",    "password",  "secret",
                                          "api_key"};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (strcmp(name, secrets[i]) == 0)
            return true;
    return false;
}

static void check_members(struct reader *r, const cJSON *object,
                          const char *place, unsigned where)
{
    const char *known[KNOWN_MAX];
    const cJSON *member;
    known_keys(where, known);
    cJSON_ArrayForEach(member, object)
    {
        const char *name = member->string;
        size_t i = 0;
        while (known[i] && strcmp(known[i], name) != 0)
            i++;
        if (is_secret(name))
            json_fault(
                &r->json, json_place(&r->json, place, name),
                "a secret does not belong in this file, which is copied and "
                "shown; put it in an environment variable and name that in "
                "\"%s_env\", or in a file of its own named by \"%s_file\"",
                where == IN_MODEL ? "key" : "token",
                where == IN_MODEL ? "key" : "token");
        else if (!known[i])
            unknown(r, json_place(&r->json, place, quote(r, name)), "key", name,
                    known);
        else if (json_get(object, name) != member)
            json_fault(&r->json, json_place(&r->json, place, name),
                       "given twice; keep one");
    }
}

static void read_object(struct reader *r, const cJSON *object,
                        const char *place, unsigned where, void *out);

/* A path as the working directory sees it. */
static const char *resolve(struct reader *r, const char *path)
{
    if (path[0] == '/' || !*r->folder)
        return arena_z(r->json.arena, str_from(path));
    return arena_printf(r->json.arena, "%s/%s", r->folder, path).ptr;
}

/* Reads a file with nothing but a token in it; NULL after a fault. */
static const char *read_token(struct reader *r, const char *place,
                              const char *path)
{
    char text[TOKEN_MAX_BYTES];
    bool needed = r->secrets == SECRETS_NEEDED;
    FILE *file = fopen(path, "rb");
    if (!file) {
        if (needed)
            json_fault(&r->json, place, "%s: %s", path, strerror(errno));
        return NULL;
    }
    struct str token = {text, fread(text, 1, sizeof text, file)};
    fclose(file);
    bool too_long = token.len == sizeof text;
    token = str_trim(token);
    if (token.len > 0 && !too_long && !memchr(token.ptr, '\0', token.len) &&
        !memchr(token.ptr, '\n', token.len))
        return arena_z(r->json.arena, token);
    if (needed)
        json_fault(&r->json, place,
                   "%s does not hold a token: one line, nothing else", path);
    return NULL;
}

/* The secret that an environment variable holds; NULL where it holds none,
 * which is a fault where it is needed. */
static const char *read_environment(struct reader *r, const char *place,
                                    const char *name, const char *secret)
{
    struct str text = str_trim(str_from(getenv(name)));
    if (text.len > 0)
        return arena_z(r->json.arena, text);
    if (r->secrets == SECRETS_NEEDED)
        json_fault(&r->json, place,
                   "the environment variable %s is not set; set it to %s", name,
                   secret);
    return NULL;
}

static void read_names(struct reader *r, const cJSON *item, const char *place,
                       struct names *names)
{
    const cJSON *name;
    int size = cJSON_GetArraySize(item);
    if (!cJSON_IsArray(item) || size > NAMES_MAX) {
        json_fault(&r->json, place, "must be a list of at most %d texts",
                   NAMES_MAX);
        return;
    }
    names->count = 0;
    names->items = arena_alloc_array(r->json.arena, (size_t)size + 1,
                                     sizeof *names->items);
    cJSON_ArrayForEach(name, item)
    {
        if (cJSON_IsString(name) && *name->valuestring)
            names->items[names->count++] =
                arena_z(r->json.arena, str_from(name->valuestring));
        else
            json_fault(&r->json, place,
                       "holds something that is no text, or an empty one");
    }
}

static unsigned type_where(struct reader *r, const cJSON *entry,
                           const char *place)
{
    const char *known[KNOWN_MAX] = {NULL};
    struct str type;
    size_t n = 0;
    place = json_place(&r->json, place, "type");
    if (!json_str(entry, "type", &type)) {
        json_fault(&r->json, place, "missing; web or mattermost");
        return 0;
    }
    for (const struct config_type *known_type = config_types; known_type->name;
         known_type++) {
        bool same = str_eq(type, str_from(known_type->name));
        if (same && known_type->where)
            return known_type->where;
        if (same) {
            json_fault(
                &r->json, place,
                "%s is not in this version, which knows web and mattermost; "
                "remove this entry",
                known_type->name);
            return 0;
        }
        if (known_type->where && n < KNOWN_MAX - 1)
            known[n++] = known_type->name;
    }
    unknown(r, place, "platform", type.ptr, known);
    return 0;
}

/* The host of a callback is one the server may be reached by. */
static void allow_host(struct reader *r, const struct url *url)
{
    struct names *hosts = &r->config->hosts;
    const char **items =
        arena_alloc_array(r->json.arena, hosts->count + 2, sizeof *items);
    for (size_t i = 0; i < hosts->count; i++)
        items[i] = hosts->items[i];
    bool v6 = strchr(url->host, ':');
    struct str host =
        arena_printf(r->json.arena, v6 ? "[%s]" : "%s", url->host);
    if (url->port_given)
        host = arena_printf(r->json.arena, "%.*s:%d", STR_ARG(host), url->port);
    items[hosts->count++] = host.ptr;
    hosts->items = items;
}

/* What only Mattermost has. */
static void check_mattermost(struct reader *r, const char *place,
                             const struct platform_config *platform)
{
    struct error err;
    struct url url;
    const char *wrong =
        platform->prefix ? check_prefix(str_from(platform->prefix)) : NULL;
    if (wrong)
        json_fault(&r->json, json_place(&r->json, place, "prefix"), "\"%s\" %s",
                   quote(r, platform->prefix), wrong);
    if (!platform->callback_url)
        return;
    const char *here = json_place(&r->json, place, "callback_url");
    if (url_parse(str_from(platform->callback_url), &url, &err) != STATUS_OK)
        json_fault(&r->json, here, "%s", err.text);
    else if ((url.scheme != URL_HTTP && url.scheme != URL_HTTPS) ||
             strchr(platform->callback_url, '?'))
        json_fault(&r->json, here,
                   "must be an address as http://careerbot.internal:8080");
    else if (!r->config->listen)
        json_fault(&r->json, here, "needs \"listen\", which answers there");
    else
        allow_host(r, &url);
}

/* Two entries are the same account where all of this is the same. */
static void name_account(struct reader *r, const cJSON *entry,
                         struct platform_config *platform)
{
    struct str token = STR("");
    if (!json_str(entry, "token_env", &token))
        json_str(entry, "token_file", &token);
    platform->account =
        platform->url
            ? arena_printf(r->json.arena, "%s %s %.*s", platform->type,
                           platform->url, STR_ARG(token))
                  .ptr
            : platform->type;
}

/* The token named by token_env or token_file, and what must go together. */
static void check_platform(struct reader *r, const cJSON *entry,
                           const char *place, unsigned where,
                           struct platform_config *platform)
{
    struct error err;
    struct url url;
    bool has_env = json_get(entry, "token_env");
    bool has_file = json_get(entry, "token_file");
    if (where == IN_WEB && !r->config->listen)
        json_fault(&r->json, place, "the chat page needs \"listen\"");
    if (where != IN_MATTERMOST)
        return;
    check_mattermost(r, place, platform);
    if (!json_get(entry, "url"))
        json_fault(&r->json, json_place(&r->json, place, "url"),
                   "missing; the server, as https://chat.example.org");
    if (platform->url &&
        (url_parse(str_from(platform->url), &url, &err) != STATUS_OK ||
         url_check_plaintext(&url, platform->allow_plaintext, &err) !=
             STATUS_OK))
        json_fault(&r->json, json_place(&r->json, place, "url"), "%s",
                   err.text);
    else if (platform->url && (url.scheme == URL_WS || url.scheme == URL_WSS))
        json_fault(&r->json, json_place(&r->json, place, "url"),
                   "begins with ws; give the address people open in a browser, "
                   "with https://");
    if (has_env == has_file)
        json_fault(&r->json, json_place(&r->json, place, "token_env"),
                   "give either \"token_env\" or \"token_file\"");
    if (r->secrets != SECRETS_LEFT && platform->token_env)
        platform->token =
            read_environment(r, json_place(&r->json, place, "token_env"),
                             platform->token_env, "the bot's token");
}

/* The address of its API, the key, and what must go together. */
static void check_model(struct reader *r, const cJSON *item, const char *place,
                        struct model_config *model)
{
    struct error err;
    struct url url;
    const char *here = json_place(&r->json, place, "url");
    if (!json_get(item, "url"))
        json_fault(&r->json, here, "missing; as http://127.0.0.1:8081/v1");
    else if (model->url &&
             (url_parse(str_from(model->url), &url, &err) != STATUS_OK ||
              url_check_plaintext(&url, model->allow_plaintext, &err) !=
                  STATUS_OK))
        json_fault(&r->json, here, "%s", err.text);
    else if (model->url &&
             ((url.scheme != URL_HTTP && url.scheme != URL_HTTPS) ||
              strchr(model->url, '?')))
        json_fault(&r->json, here,
                   "must be the base of the API, as http://127.0.0.1:8081/v1");
    if (!json_get(item, "name"))
        json_fault(&r->json, json_place(&r->json, place, "name"),
                   "missing; the model, as its server calls it");
    if (json_get(item, "key_env") && json_get(item, "key_file"))
        json_fault(&r->json, json_place(&r->json, place, "key_env"),
                   "give either \"key_env\" or \"key_file\", or none");
    else if (r->secrets != SECRETS_LEFT && model->key_env)
        model->key =
            read_environment(r, json_place(&r->json, place, "key_env"),
                             model->key_env, "the key of the model's API");
}

static void read_model(struct reader *r, const cJSON *item, const char *place,
                       struct model_config *model)
{
    if (!cJSON_IsObject(item)) {
        json_fault(&r->json, place,
                   "must be an object, as {\"url\": "
                   "\"http://127.0.0.1:8081/v1\", \"name\": \"...\"}");
        return;
    }
    model->allow_plaintext = r->config->allow_plaintext;
    read_object(r, item, place, IN_MODEL, model);
    check_model(r, item, place, model);
}

/* The same account twice would answer everything twice. */
static void check_twice(struct reader *r, const char *place,
                        const struct platform_config *platform)
{
    for (size_t i = 0; &r->config->platforms[i] != platform; i++)
        if (platform->url &&
            strcmp(r->config->platforms[i].account, platform->account) == 0)
            json_fault(&r->json, place,
                       "is the same account as platforms[%zu]; keep one", i);
}

static void read_platforms(struct reader *r, const cJSON *item,
                           const char *place)
{
    struct config *config = r->config;
    const cJSON *entry;
    size_t index = 0;
    bool web = false;
    if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) > CONFIG_PLATFORMS) {
        json_fault(&r->json, place, "must be a list of at most %d platforms",
                   CONFIG_PLATFORMS);
        return;
    }
    cJSON_ArrayForEach(entry, item)
    {
        const char *here =
            arena_printf(r->json.arena, "%s[%zu]", place, index++).ptr;
        if (!cJSON_IsObject(entry)) {
            json_fault(&r->json, here,
                       "must be an object, as {\"type\": \"web\"}");
            continue;
        }
        unsigned where = type_where(r, entry, here);
        if (!where)
            continue;
        if (where == IN_WEB && web)
            json_fault(&r->json, here,
                       "there is a chat page already; keep one");
        web = web || where == IN_WEB;
        struct platform_config *platform =
            &config->platforms[config->platform_count++];
        *platform = (struct platform_config){.language = config->language,
                                             .limits = config->limits,
                                             .allow_plaintext =
                                                 config->allow_plaintext};
        read_object(r, entry, here, where, platform);
        check_platform(r, entry, here, where, platform);
        name_account(r, entry, platform);
        check_twice(r, here, platform);
    }
}

static void read_text(struct reader *r, const struct config_key *key,
                      const cJSON *item, const char *place, void *field)
{
    const char *text = item->valuestring, *wrong = NULL, **z = field;
    enum answer_when *when = field;
    if (!*text)
        wrong = "is empty";
    else if (key->type == KEY_STATE)
        wrong = check_state(str_from(text));
    else if (key->type == KEY_ADDRESS)
        wrong = check_address(str_from(text));
    else if (key->type == KEY_ENV)
        wrong = check_env_name(str_from(text));
    else if (key->type == KEY_LANG && !lang_parse(str_from(text), field))
        wrong = "is none of auto, en, zh-Hant, zh-Hans";
    if (key->type == KEY_WHEN && strcmp(text, "mentioned") == 0)
        *when = ANSWER_MENTIONED;
    else if (key->type == KEY_WHEN && strcmp(text, "thread") == 0)
        *when = ANSWER_THREAD;
    else if (key->type == KEY_WHEN && strcmp(text, "always") == 0)
        *when = ANSWER_ALWAYS;
    else if (key->type == KEY_WHEN)
        wrong = "is none of mentioned, thread, always";
    if (wrong && key->type == KEY_ENV) /* it may be the token: not shown */
        json_fault(&r->json, place, "%s", wrong);
    else if (wrong)
        json_fault(&r->json, place, "\"%s\" %s", quote(r, text), wrong);
    else if (key->type == KEY_PATH)
        *z = resolve(r, text);
    else if (key->type == KEY_STATE)
        *z = arena_printf(r->json.arena, "sqlite:%s",
                          resolve(r, text + strlen("sqlite:")))
                 .ptr;
    else if (key->type == KEY_TOKEN && r->secrets != SECRETS_LEFT)
        *z = read_token(r, place, resolve(r, text));
    else if (key->type == KEY_TEXT || key->type == KEY_ADDRESS ||
             key->type == KEY_ENV)
        *z = arena_z(r->json.arena, str_from(text));
}

static void read_value(struct reader *r, const struct config_key *key,
                       const cJSON *item, const char *place, unsigned where,
                       void *out)
{
    void *field = (char *)out + key->offset;
    double *number = field;
    switch (key->type) {
    case KEY_BOOL:
        if (cJSON_IsBool(item))
            *(bool *)field = cJSON_IsTrue(item);
        else
            json_fault(&r->json, place, "must be true or false");
        break;
    case KEY_NUMBER:
        if (cJSON_IsNumber(item) && item->valuedouble >= key->min &&
            item->valuedouble <= key->max)
            *number = item->valuedouble;
        else
            json_fault(&r->json, place, "must be a number from %g to %g",
                       key->min, key->max);
        break;
    case KEY_NAMES:
        read_names(r, item, place, field);
        break;
    case KEY_LIMITS:
        if (cJSON_IsObject(item))
            read_object(r, item, place,
                        where == IN_FILE ? IN_FILE_LIMITS : IN_PLATFORM_LIMITS,
                        field);
        else
            json_fault(&r->json, place,
                       "must be an object, as "
                       "{\"person_per_minute\": 20}");
        break;
    case KEY_MODEL:
        read_model(r, item, place, field);
        break;
    case KEY_PLATFORMS:
        read_platforms(r, item, place);
        break;
    default:
        if (cJSON_IsString(item))
            read_text(r, key, item, place, field);
        else if (key->type != KEY_ADDRESS || !cJSON_IsNull(item))
            json_fault(&r->json, place, "must be a text in quotes");
    }
}

/* Reads what stands in an object, and the fallbacks for what does not. */
static void read_object(struct reader *r, const cJSON *object,
                        const char *place, unsigned where, void *out)
{
    check_members(r, object, place, where);
    for (const struct config_key *key = config_keys; key->name; key++) {
        cJSON *fallback = NULL;
        if (!(key->where & where))
            continue;
        const cJSON *item = json_get(object, key->name);
        /* a platform's limits fall back to those of the file */
        if (!item && key->fallback && where != IN_PLATFORM_LIMITS &&
            json_parse(str_from(key->fallback), &fallback, NULL) == STATUS_OK)
            item = fallback;
        if (item)
            read_value(r, key, item, json_place(&r->json, place, key->name),
                       where, out);
        json_free(fallback);
    }
}

/* A fault at a byte of the text. */
static void fault_at(struct reader *r, struct str text, size_t at,
                     const char *problem)
{
    size_t line = 1, column = 1;
    for (size_t i = 0; i < at && i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)text.ptr[i] & 0xc0) != 0x80) {
            column++;
        }
    }
    json_fault(&r->json, "", "line %zu, column %zu: %s", line, column, problem);
}

enum status config_parse(struct arena *arena, struct str text, const char *name,
                         const char *folder, enum secrets secrets,
                         struct config *out, struct buf *faults)
{
    struct reader r = {.json = {.arena = arena, .name = name, .faults = faults},
                       .folder = folder,
                       .secrets = secrets,
                       .config = out};
    struct error err;
    cJSON *json;
    size_t at;
    *out = (struct config){0};
    if (json_parse_at(text, &json, &at, &err) != STATUS_OK) {
        fault_at(&r, text, at, err.text);
        return STATUS_INVALID;
    }
    if (cJSON_IsObject(json)) {
        read_object(&r, json, "", IN_FILE, out);
        if (r.json.count == 0 && !out->listen && out->platform_count == 0)
            json_fault(&r.json, "",
                       "nothing to do: give \"listen\" or \"platforms\"");
    } else {
        json_fault(&r.json, "", "must be an object: {...}");
    }
    json_free(json);
    return r.json.count ? STATUS_INVALID : STATUS_OK;
}

enum status config_read(struct arena *arena, const char *path,
                        enum secrets secrets, struct config *out,
                        struct error *err)
{
    struct buf text, faults;
    const char *slash = strrchr(path, '/');
    struct str folder =
        slash ? (struct str){path, (size_t)(slash - path)} : STR_NONE;
    if (slash == path)
        folder = STR("/.");
    buf_init(&text, CONFIG_MAX_BYTES);
    buf_init(&faults, FAULTS_MAX_BYTES);
    enum status status = buf_add_file(&text, path, err);
    if (status == STATUS_FULL)
        status = STATUS_IO; /* no configuration is so long */
    if (status == STATUS_OK) {
        status = config_parse(arena, buf_str(&text), path,
                              arena_z(arena, folder), secrets, out, &faults);
        if (status != STATUS_OK) {
            fputs(faults.ptr ? faults.ptr : "", stderr);
            error_set(err, status, "%s has faults", path);
        }
    }
    buf_fini(&text);
    buf_fini(&faults);
    return status;
}
