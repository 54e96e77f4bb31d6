/* Reads bodies of REST answers into plain structs. */
#include "mattermost_rest.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

enum status mattermost_read_self(struct arena *arena, struct str body,
                                 struct mattermost_self *out, bool *is_bot)
{
    cJSON *json;
    struct str id, name;
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return STATUS_INVALID;
    bool found = mattermost_read_id(json, "id", &id) &&
                 json_str(json, "username", &name) && name.len > 0;
    *out = (struct mattermost_self){0};
    *is_bot = false;
    if (found) {
        out->id = arena_str(arena, id);
        out->name = arena_str(arena, name);
        json_bool(json, "is_bot", is_bot);
    }
    json_free(json);
    return found ? STATUS_OK : STATUS_INVALID;
}

struct str mattermost_read_error(struct arena *arena, struct str body)
{
    cJSON *json;
    struct str id = STR("");
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return id;
    if (json_str(json, "id", &id))
        id = arena_str(arena, id);
    json_free(json);
    return id;
}

/* The body as an array, which the caller frees; NULL: it is none. */
static cJSON *parse_array(struct str body)
{
    cJSON *json;
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return NULL;
    if (cJSON_IsArray(json))
        return json;
    json_free(json);
    return NULL;
}

static struct str copy_str(struct arena *arena, const cJSON *json,
                           const char *path)
{
    struct str text;
    return json_str(json, path, &text) ? arena_str(arena, text) : STR("");
}

enum status mattermost_read_teams(struct arena *arena, struct str body,
                                  struct mattermost_team **out, size_t *count)
{
    cJSON *json = parse_array(body);
    const cJSON *item;
    struct str id;
    *count = 0;
    if (!json)
        return STATUS_INVALID;
    *out = arena_alloc_array(arena, (size_t)cJSON_GetArraySize(json),
                             sizeof **out);
    cJSON_ArrayForEach(item, json)
    {
        if (mattermost_read_id(item, "id", &id))
            (*out)[(*count)++] = (struct mattermost_team){
                arena_str(arena, id), copy_str(arena, item, "name")};
    }
    json_free(json);
    return STATUS_OK;
}

enum status mattermost_read_channels(struct arena *arena, struct str body,
                                     struct mattermost_channel **out,
                                     size_t *count)
{
    cJSON *json = parse_array(body);
    const cJSON *item;
    struct str id, type;
    int64_t deleted_ms;
    *count = 0;
    if (!json)
        return STATUS_INVALID;
    *out = arena_alloc_array(arena, (size_t)cJSON_GetArraySize(json),
                             sizeof **out);
    cJSON_ArrayForEach(item, json)
    {
        struct mattermost_channel *channel = &(*out)[*count];
        if (!mattermost_read_id(item, "id", &id) ||
            !json_str(item, "type", &type) || type.len != 1 ||
            (mattermost_read_number(item, "delete_at", &deleted_ms) &&
             deleted_ms > 0))
            continue;
        channel->id = arena_str(arena, id);
        channel->name = copy_str(arena, item, "name");
        channel->type = type.ptr[0];
        channel->last_post_ms = 0;
        mattermost_read_number(item, "last_post_at", &channel->last_post_ms);
        (*count)++;
    }
    json_free(json);
    return STATUS_OK;
}

static void read_post(struct arena *arena, const cJSON *post,
                      const struct mattermost_self *self,
                      const struct mattermost_context *context,
                      struct str *last, struct mattermost_page *page)
{
    struct str id, question;
    int64_t number, created_ms = 0;
    bool broken;
    if (!mattermost_read_id(post, "id", &id))
        return;
    mattermost_read_number(post, "create_at", &created_ms);
    id = arena_str(arena, id);
    if (page->posts == 0)
        page->before = id; /* all of one moment: then they cannot be told */
    else if (created_ms < page->oldest_ms)
        page->before = *last;
    *last = id;
    page->oldest_ms = created_ms;
    page->posts++;
    if (mattermost_read_part(post, self, &question, &number))
        page->answered[page->answered_count++] = arena_str(arena, question);
    else if (!mattermost_read_post(arena, post, self, context,
                                   &page->messages[page->message_count],
                                   &broken))
        page->message_count++;
}

enum status mattermost_read_page(struct arena *arena, struct str body,
                                 const struct mattermost_self *self,
                                 char channel_type, struct mattermost_page *out)
{
    cJSON *json;
    const cJSON *id;
    struct str last = STR("");
    struct mattermost_context context = {.channel_type = channel_type};
    *out = (struct mattermost_page){0};
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return STATUS_INVALID;
    const cJSON *order = json_get(json, "order");
    const cJSON *posts = json_get(json, "posts");
    bool good = cJSON_IsArray(order) && cJSON_IsObject(posts);
    size_t size = good ? (size_t)cJSON_GetArraySize(order) : 0;
    out->messages = arena_alloc_array(arena, size, sizeof *out->messages);
    out->answered = arena_alloc_array(arena, size, sizeof *out->answered);
    /* "posts" may hold more: starters of threads that belong elsewhere */
    if (!good)
        order = NULL;
    cJSON_ArrayForEach(id, order)
    {
        if (cJSON_IsString(id))
            read_post(arena,
                      cJSON_GetObjectItemCaseSensitive(posts, id->valuestring),
                      self, &context, &last, out);
    }
    json_free(json);
    return good ? STATUS_OK : STATUS_INVALID;
}

static bool read_made(struct arena *arena, const cJSON *post,
                      struct mattermost_made *out)
{
    struct str id;
    if (!mattermost_read_id(post, "id", &id))
        return false;
    out->id = arena_str(arena, id);
    out->message = copy_str(arena, post, "message");
    return true;
}

enum status mattermost_read_made(struct arena *arena, struct str body,
                                 struct mattermost_made *out)
{
    cJSON *json;
    *out = (struct mattermost_made){0};
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return STATUS_INVALID;
    bool good = read_made(arena, json, out);
    json_free(json);
    return good ? STATUS_OK : STATUS_INVALID;
}

enum status mattermost_find_made(struct arena *arena, struct str body,
                                 const struct mattermost_self *self,
                                 struct str question, int number,
                                 struct mattermost_made *out)
{
    cJSON *json;
    const cJSON *post;
    struct str replied;
    int64_t part, deleted_ms;
    *out = (struct mattermost_made){0};
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return STATUS_INVALID;
    const cJSON *posts = json_get(json, "posts");
    bool good = cJSON_IsObject(posts);
    if (!good)
        posts = NULL;
    /* "posts" may hold more: the question of a later reply */
    cJSON_ArrayForEach(post, json_get(json, "order"))
    {
        out->posts++;
        out->question =
            out->question || (cJSON_IsString(post) &&
                              str_eq(str_from(post->valuestring), question));
    }
    cJSON_ArrayForEach(post, posts)
    {
        if (mattermost_read_part(post, self, &replied, &part) &&
            str_eq(replied, question) && part == number &&
            !(mattermost_read_number(post, "delete_at", &deleted_ms) &&
              deleted_ms > 0))
            read_made(arena, post, out);
    }
    json_free(json);
    return good ? STATUS_OK : STATUS_INVALID;
}

size_t mattermost_read_post_limit(struct str body)
{
    cJSON *json;
    long chars = 0;
    struct str text;
    if (json_parse(body, &json, NULL) != STATUS_OK)
        return 0;
    if (!json_str(json, "MaxPostSize", &text) || !str_to_long(text, &chars))
        chars = 0;
    json_free(json);
    return chars > 0 ? (size_t)chars : 0;
}
