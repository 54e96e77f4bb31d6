/* Writes and reads topics. */
#include "topic_text.h"

#include "json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static void write_subject(struct buf *out, enum subject subject)
{
    if (subject != SUBJECT_NONE)
        buf_printf(out, ",\"subject\":\"%s\"", subject_id(subject));
}

static void write_words(struct buf *out, const char *name, const char *words)
{
    if (*words == '\0')
        return;
    buf_printf(out, ",\"%s\":", name);
    buf_add_json(out, str_from(words));
}

static void read_words(const cJSON *json, const char *name, char *out,
                       size_t size)
{
    struct str text;
    if (json_str(json, name, &text) && text.len < size)
        memcpy(out, text.ptr, text.len);
}

/* "wishes":{"rank":1,"min_pay":90000,...}; the members are those of struct
 * wishes. */
static void write_wishes(struct buf *out, const struct wishes *w)
{
    buf_printf(out,
               ",\"wishes\":{\"rank\":%d,\"min_pay\":%.0f,\"max_pay\":%.0f,"
               "\"min_education\":%d,\"max_education\":%d,"
               "\"no_experience\":%d,\"growing\":%d,\"ai_low\":%d,"
               "\"ai_high\":%d,\"groups\":\"%llx\",\"unknown\":%u,"
               "\"skill\":",
               (int)w->rank, w->min_pay, w->max_pay, w->min_education,
               w->max_education, w->no_experience, w->growing, w->ai_low,
               w->ai_high, (unsigned long long)w->groups, w->unknown);
    buf_add_json(out, str_from(w->skill));
    buf_add_char(out, '}');
}

static int whole(const cJSON *json, const char *name, int most)
{
    double value;
    bool fits = json_number(json, name, &value) && value >= 0 && value <= most;
    return fits ? (int)value : 0;
}

static double amount(const cJSON *json, const char *name)
{
    double value;
    return json_number(json, name, &value) && value >= 0 && value < 1e9 ? value
                                                                        : 0;
}

static void read_wishes(const cJSON *json, struct topic *out)
{
    struct str text;
    struct wishes *w = &out->wishes;
    out->listed = cJSON_IsObject(json);
    w->rank = (enum wish_rank)whole(json, "rank", RANK_COUNT - 1);
    w->min_pay = amount(json, "min_pay");
    w->max_pay = amount(json, "max_pay");
    w->min_education = whole(json, "min_education", 7);
    w->max_education = whole(json, "max_education", 7);
    w->no_experience = whole(json, "no_experience", 1);
    w->growing = whole(json, "growing", 1);
    w->ai_low = whole(json, "ai_low", 1);
    w->ai_high = whole(json, "ai_high", 1);
    w->unknown = (unsigned)whole(json, "unknown", 255);
    if (json_str(json, "groups", &text))
        w->groups = strtoull(text.ptr, NULL, 16);
    if (json_str(json, "skill", &text) && text.len < sizeof w->skill)
        memcpy(w->skill, text.ptr, text.len);
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
    buf_add_z(out, "]");
    write_words(out, "said", topic->said);
    write_words(out, "asked", topic->asked);
    if (topic->listed)
        write_wishes(out, &topic->wishes);
    buf_add_z(out, "}");
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
    read_words(json, "said", out->said, sizeof out->said);
    read_words(json, "asked", out->asked, sizeof out->asked);
    read_wishes(json_get(json, "wishes"), out);
    bool is_topic = cJSON_IsObject(json);
    json_free(json);
    return is_topic;
}
