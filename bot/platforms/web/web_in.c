/* Reads a frame of the chat page. Ids are restricted to what can stand
 * anywhere: they come back in answers and tell people apart. */
#include "web_in.h"

#include "json.h"
#include "knowledge.h"
#include "utf8.h"

static bool is_id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_id(struct str s, size_t min, size_t max)
{
    if (s.len < min || s.len > max)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!is_id_char(s.ptr[i]))
            return false;
    return true;
}

/* False: "person" is there and cannot be one. */
static bool read_person(struct arena *arena, const cJSON *json,
                        struct message *out)
{
    struct str person;
    if (!json_get(json, "person"))
        return true;
    if (!json_str(json, "person", &person) ||
        !is_id(person, WEB_PERSON_MIN_BYTES, WEB_PERSON_BYTES))
        return false;
    out->person = out->channel = arena_str(arena, person);
    return true;
}

static enum web_frame read_ask(struct arena *arena, const cJSON *json,
                               struct message *out)
{
    struct str id, text, lang;
    if (!json_str(json, "id", &id) || !is_id(id, 1, WEB_ID_BYTES) ||
        !json_str(json, "text", &text))
        return WEB_BAD;
    if (json_get(json, "lang") &&
        (!json_str(json, "lang", &lang) || !lang_parse(lang, &out->lang)))
        return WEB_BAD;
    out->id = arena_str(arena, id);
    text = str_trim(text);
    if (text.len > QUESTION_MAX_BYTES)
        return WEB_TOO_LONG;
    if (str_trim(utf8_plain(arena, text)).len == 0) /* nothing to be seen */
        return WEB_EMPTY;
    out->text = arena_str(arena, text);
    return WEB_ASK;
}

static enum web_frame read_json(struct arena *arena, const cJSON *json,
                                struct message *out)
{
    struct str type;
    if (!json_str(json, "type", &type) || !read_person(arena, json, out))
        return WEB_BAD;
    if (str_eq(type, STR("hello")))
        return out->person.len ? WEB_HELLO : WEB_BAD;
    return str_eq(type, STR("ask")) ? read_ask(arena, json, out) : WEB_BAD;
}

enum web_frame web_read(struct arena *arena, struct str frame,
                        struct message *out)
{
    *out = (struct message){.addressed = true, .direct = true};
    cJSON *json;
    if (json_parse(frame, &json, NULL) != STATUS_OK)
        return WEB_BAD;
    enum web_frame kind = read_json(arena, json, out);
    json_free(json);
    return kind;
}
