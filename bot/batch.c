/* Reads question lines, has them answered, writes answer lines. */
#include "batch.h"

#include "answer_json.h"
#include "markdown.h"
#include "read_line.h"
#include "utf8.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <errno.h>
#include <string.h>

enum { OUTPUT_MAX_BYTES = 4 * 1024 * 1024 };

/* A number as JSON writes it? cJSON also takes "01" and "1.". */
static bool is_json_number(struct str s)
{
    size_t i = 0, digits;
    if (i < s.len && s.ptr[i] == '-')
        i++;
    size_t whole = i;
    while (i < s.len && isdigit((unsigned char)s.ptr[i]))
        i++;
    if (i == whole || (s.ptr[whole] == '0' && i > whole + 1))
        return false;
    if (i < s.len && s.ptr[i] == '.') {
        for (digits = ++i; i < s.len && isdigit((unsigned char)s.ptr[i]);)
            i++;
        if (i == digits)
            return false;
    }
    if (i < s.len && (s.ptr[i] == 'e' || s.ptr[i] == 'E')) {
        i++;
        if (i < s.len && (s.ptr[i] == '+' || s.ptr[i] == '-'))
            i++;
        for (digits = i; i < s.len && isdigit((unsigned char)s.ptr[i]);)
            i++;
        if (i == digits)
            return false;
    }
    return i == s.len;
}

/* How member `index` of the object that `text` holds is written. cJSON has
 * read the text before, so its brackets and quotes match. */
static struct str written_value(struct str text, size_t index)
{
    size_t depth = 0, member = 0, from = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (quoted) {
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = false;
            continue;
        }
        if (c == '"')
            quoted = true;
        else if (depth == 1 && c == ':' && member == index)
            from = i + 1;
        else if (depth == 1 && (c == ',' || c == '}') && from > 0)
            return str_trim(str_slice(text, from, i));
        else if (depth == 1 && c == ',')
            member++;
        else if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
    }
    return STR_NONE;
}

/* Appends the id as it was given, null where there is none that can be kept.
 * False: there is one of another type. */
static bool add_id(struct buf *out, const cJSON *json, struct str line)
{
    const cJSON *id = json_get(json, "id");
    if (cJSON_IsString(id)) {
        buf_add_json(out, str_from(id->valuestring));
        return true;
    }
    if (!cJSON_IsNumber(id)) {
        buf_add_z(out, "null");
        return !id || cJSON_IsNull(id);
    }
    size_t index = 0;
    for (const cJSON *member = json->child; member != id; member = member->next)
        index++;
    struct str written = written_value(line, index);
    if (is_json_number(written))
        buf_add(out, written);
    else
        buf_add_z(out, "null");
    return true;
}

static bool has_han(struct str query)
{
    for (size_t at = 0; at < query.len;)
        if (utf8_is_han(utf8_next(query, &at)))
            return true;
    return false;
}

static bool is_texts(const cJSON *array)
{
    const cJSON *item;
    if (!cJSON_IsArray(array))
        return false;
    cJSON_ArrayForEach(item, array) if (!cJSON_IsString(item)) return false;
    return true;
}

/* "zh" says that it is Chinese but not in which script: that of the question,
 * if it has any. */
static bool parse_lang(struct str tag, struct str query, enum lang *lang)
{
    if (str_eq_nocase(tag, STR("zh")) && has_han(query)) {
        *lang = LANG_AUTO;
        return true;
    }
    return lang_parse(tag, lang);
}

const char *batch_read(const cJSON *json, enum lang lang,
                       struct batch_request *request)
{
    *request = (struct batch_request){.lang = lang, .addressed = true};
    struct str tag;
    if (!json_str(json, "query", &request->query) &&
        !json_str(json, "text", &request->query))
        return "\"query\" is missing or not a text";
    request->context = json_get(json, "context");
    if (cJSON_IsNull(request->context))
        request->context = NULL;
    if (request->context && !is_texts(request->context))
        return "\"context\" is not an array of texts";
    const cJSON *item = json_get(json, "lang");
    if (item && !cJSON_IsNull(item) &&
        (!json_str(json, "lang", &tag) ||
         !parse_lang(tag, request->query, &request->lang)))
        return "\"lang\" is none of \"en\", \"zh-Hant\", \"zh-Hans\", \"auto\"";
    item = json_get(json, "addressed");
    if (item && !json_bool(json, "addressed", &request->addressed))
        return "\"addressed\" is neither true nor false";
    return NULL;
}

struct topic batch_topic(const struct knowledge *knowledge, struct arena *arena,
                         const struct batch_request *request)
{
    struct topic topic = {0};
    int skip = cJSON_GetArraySize(request->context) - BATCH_CONTEXT;
    const cJSON *item;
    cJSON_ArrayForEach(item, request->context)
    {
        if (skip-- > 0)
            continue;
        struct question earlier = {.text = str_from(item->valuestring),
                                   .lang = request->lang,
                                   .addressed = true};
        struct answer answer = {0};
        knowledge_answer(knowledge, arena, &earlier, &topic, &answer);
    }
    return topic;
}

struct question batch_question(const struct batch_request *request)
{
    return (struct question){.text = request->query,
                             .lang = request->lang,
                             .addressed = request->addressed};
}

void batch_members(struct buf *out, const struct answer *answer)
{
    static const struct markdown_style style = {.tables = true,
                                                .numbered_choices = true};
    const char *section = subject_id(answer->subject);
    buf_printf(out, "\"kind\":\"%s\",\"language\":\"%s\",\"occupations\":",
               kind_id(answer->kind), lang_tag(answer->lang));
    answer_json_occupations(out, answer);
    buf_add_z(out, ",\"section\":");
    if (section)
        buf_add_json(out, str_from(section));
    else
        buf_add_z(out, "null");
    buf_printf(out, ",\"confidence\":%.4g,\"answered\":%s,\"text\":",
               answer->confidence, answer->answered ? "true" : "false");
    struct buf text;
    buf_init(&text, OUTPUT_MAX_BYTES / 4);
    answer_markdown(&text, answer, &style);
    buf_add_json(out, buf_str(&text));
    buf_fini(&text);
    buf_add_z(out, ",\"answer\":");
    answer_json(out, answer);
}

bool batch_line(const struct knowledge *knowledge, struct arena *arena,
                enum lang lang, struct str line, struct str *out)
{
    struct error err = {.text = "the line is not a JSON object"};
    const char *fault = NULL;
    cJSON *json = NULL;
    struct batch_request request;
    struct buf written;
    buf_init(&written, OUTPUT_MAX_BYTES);
    buf_add_z(&written, "{\"id\":");
    if (json_parse(line, &json, &err) != STATUS_OK || !cJSON_IsObject(json)) {
        buf_add_z(&written, "null");
        fault = err.text;
    } else if (!add_id(&written, json, line)) {
        fault = "\"id\" is neither a text nor a number";
    } else {
        fault = batch_read(json, lang, &request);
    }
    buf_add_char(&written, ',');
    if (fault) {
        buf_add_z(&written, "\"error\":");
        buf_add_json(&written, str_from(fault));
    } else {
        struct topic topic = batch_topic(knowledge, arena, &request);
        struct question question = batch_question(&request);
        struct answer answer = {0};
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        batch_members(&written, &answer);
    }
    buf_add_char(&written, '}');
    json_free(json);
    *out = arena_str(arena, buf_str(&written));
    buf_fini(&written);
    return !fault;
}

enum status batch_run(const struct knowledge *knowledge, enum lang lang,
                      FILE *in, FILE *out, struct error *err)
{
    enum status status = STATUS_OK;
    struct arena *arena = arena_new();
    struct buf line;
    size_t number = 0;
    buf_init(&line, BATCH_LINE_MAX_BYTES + 1); /* + 1: a carriage return */
    while (status == STATUS_OK && read_line(in, &line)) {
        struct str trimmed = str_trim(buf_str(&line)), answer;
        number++;
        if (line.full || trimmed.len > BATCH_LINE_MAX_BYTES)
            answer = arena_printf(arena,
                                  "{\"id\":null,\"error\":\"line %zu is longer "
                                  "than %d bytes and was not read\"}",
                                  number, BATCH_LINE_MAX_BYTES);
        else if (trimmed.len == 0)
            continue;
        else
            batch_line(knowledge, arena, lang, trimmed, &answer);
        errno = 0;
        if (fprintf(out, "%.*s\n", STR_ARG(answer)) < 0 || fflush(out) != 0)
            status = error_set(err, STATUS_IO,
                               "the answers cannot be written: "
                               "%s",
                               strerror(errno));
        arena_reset(arena);
    }
    if (status == STATUS_OK && ferror(in))
        status = error_set(err, STATUS_IO, "the questions cannot be read: %s",
                           strerror(errno));
    buf_fini(&line);
    arena_free(arena);
    return status;
}
