/* Writes and reads topics. */
#include "topic_text.h"

#include "json.h"

#include <cjson/cJSON.h>
#include <string.h>

static void write_subject(struct buf *out, enum subject subject)
{
    if (subject != SUBJECT_NONE)
        buf_printf(out, ",\"subject\":\"%s\"", subject_id(subject));
}

void topic_write(struct buf *out, const struct topic *topic)
{
    buf_printf(out, "{\"lang\":\"%s\"", lang_tag(topic->lang));
    write_subject(out, topic->subject);
    buf_add_z(out, ",\"soc\":[");
    for (size_t i = 0; i < topic->soc_count; i++)
        buf_printf(out, "%s%u", i ? "," : "", topic->soc[i]);
    buf_add_z(out, "],\"choices\":[");
    for (size_t i = 0; i < topic->choice_count; i++) {
        buf_printf(out, "%s{\"soc\":%u", i ? "," : "", topic->choices[i].soc);
        write_subject(out, topic->choices[i].subject);
        buf_add_z(out, ",\"part\":");
        buf_add_json(out, str_from(topic->choices[i].part));
        buf_add_char(out, '}');
    }
    buf_add_z(out, "]}");
}

static uint32_t soc_of(const cJSON *item)
{
    bool fits = cJSON_IsNumber(item) && item->valuedouble >= 0 &&
                item->valuedouble <= 999999;
    return fits ? (uint32_t)item->valuedouble : 0;
}

static enum subject read_subject(const cJSON *json)
{
    struct str id;
    enum subject subject;
    return json_str(json, "subject", &id) && subject_parse(id, &subject)
               ? subject
               : SUBJECT_NONE;
}

static void read_choice(const cJSON *item, struct topic *out)
{
    struct str part = STR("");
    json_str(item, "part", &part);
    if (out->choice_count == ANSWER_CHOICES ||
        part.len >= sizeof out->choices[0].part)
        return;
    size_t at = out->choice_count++;
    out->choices[at].soc = soc_of(json_get(item, "soc"));
    out->choices[at].subject = read_subject(item);
    memcpy(out->choices[at].part, part.ptr, part.len);
}

bool topic_read(struct str text, struct topic *out)
{
    cJSON *json;
    const cJSON *item;
    struct str tag;
    *out = (struct topic){0};
    if (json_parse(text, &json, NULL) != STATUS_OK)
        return false;
    if (json_str(json, "lang", &tag) && !lang_parse(tag, &out->lang))
        out->lang = LANG_AUTO;
    out->subject = read_subject(json);
    cJSON_ArrayForEach(item, json_get(json, "soc"))
    {
        uint32_t soc = soc_of(item);
        if (soc > 0 && out->soc_count < sizeof out->soc / sizeof *out->soc)
            out->soc[out->soc_count++] = soc;
    }
    cJSON_ArrayForEach(item, json_get(json, "choices"))
    {
        read_choice(item, out);
    }
    bool is_topic = cJSON_IsObject(json);
    json_free(json);
    return is_topic;
}
