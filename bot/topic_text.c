/* Writes and reads topics. */
#include "topic_text.h"

#include "json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void write_subject(struct buf *out, const char *name,
                          enum subject subject)
{
    if (subject != SUBJECT_NONE)
        buf_printf(out, ",\"%s\":\"%s\"", name, subject_id(subject));
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

/* The members of struct wishes under their own names; what is not wished is
 * left out. Ranges stand as pairs, in the order of enum wish_figure. */
static void write_number(struct buf *out, const char *name, double value)
{
    if (value != 0 && isfinite(value)) /* which JSON has no word for */
        buf_printf(out, ",\"%s\":%.10g", name, value);
}

static void write_groups(struct buf *out, const char *name, uint64_t groups)
{
    if (groups)
        buf_printf(out, ",\"%s\":\"%llx\"", name, (unsigned long long)groups);
}

static void write_codes(struct buf *out, const char *name, const uint32_t *soc,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s%s%s%u", i ? "" : ",\"", i ? "" : name,
                   i ? "" : "\":[", i ? "," : "", soc[i]);
    if (count > 0)
        buf_add_char(out, ']');
}

static void write_traits(struct buf *out, const char *name,
                         const char traits[WISH_TRAITS][32])
{
    bool any = false;
    for (size_t i = 0; i < WISH_TRAITS; i++)
        any = any || *traits[i];
    if (!any)
        return;
    buf_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < WISH_TRAITS; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        buf_add_json(out, str_from(traits[i]));
    }
    buf_add_char(out, ']');
}

static void write_sector(struct buf *out, const char *name,
                         const struct wish_sector *sector)
{
    if (sector->count == 0)
        return;
    buf_printf(out, ",\"%s\":{\"said\":", name);
    buf_add_json(out, str_from(sector->said));
    write_codes(out, "codes", sector->codes, sector->count);
    buf_add_char(out, '}');
}

static void write_wishes(struct buf *out, const struct wishes *w)
{
    buf_printf(out, ",\"wishes\":{\"rank\":%d,\"range\":[", (int)w->rank);
    for (size_t f = 0; f < WISH_FIGURES; f++)
        buf_printf(out, "%s%.10g,%.10g", f ? "," : "", w->range[f].from,
                   w->range[f].to);
    buf_add_char(out, ']');
    write_number(out, "hourly", w->hourly);
    write_number(out, "training", w->training);
    write_groups(out, "groups", w->groups);
    write_groups(out, "not_groups", w->not_groups);
    write_traits(out, "trait", w->trait);
    write_traits(out, "not_trait", w->not_trait);
    write_sector(out, "sector", &w->sector);
    write_sector(out, "not_sector", &w->not_sector);
    write_words(out, "words", w->words);
    write_words(out, "named", w->named);
    write_words(out, "not_words", w->not_words);
    write_number(out, "unknown", w->unknown);
    write_codes(out, "among", w->among, w->among_count);
    write_number(out, "shown", w->shown);
    write_number(out, "skip", w->skip);
    write_number(out, "considers", w->considers);
    buf_add_char(out, '}');
}

static int whole(const cJSON *json, const char *name, int most)
{
    double value;
    bool fits = json_number(json, name, &value) && value >= 0 && value <= most;
    return fits ? (int)value : 0;
}

static uint32_t soc_of(const cJSON *item)
{
    bool fits = cJSON_IsNumber(item) && item->valuedouble >= 0 &&
                item->valuedouble <= 999999;
    return fits ? (uint32_t)item->valuedouble : 0;
}

static size_t read_codes(const cJSON *json, uint32_t *out, size_t room)
{
    const cJSON *item;
    size_t count = 0;
    cJSON_ArrayForEach(item, json)
    {
        uint32_t soc = soc_of(item);
        if (soc > 0 && count < room)
            out[count++] = soc;
    }
    return count;
}

static void read_ranges(const cJSON *json, struct wishes *w)
{
    const cJSON *item;
    size_t at = 0;
    cJSON_ArrayForEach(item, json)
    {
        double value = cJSON_IsNumber(item) ? item->valuedouble : 0;
        if (at / 2 < WISH_FIGURES && value > -1e9 && value < 1e9)
            *(at % 2 ? &w->range[at / 2].to : &w->range[at / 2].from) = value;
        at++;
    }
}

static void read_traits(const cJSON *json, char out[WISH_TRAITS][32])
{
    const cJSON *item;
    size_t at = 0;
    cJSON_ArrayForEach(item, json)
    {
        struct str id = str_from(cJSON_IsString(item) ? item->valuestring : "");
        if (at < WISH_TRAITS && id.len < sizeof out[at])
            memcpy(out[at], id.ptr, id.len);
        at++;
    }
}

static void read_sector(const cJSON *json, struct wish_sector *out)
{
    out->count = read_codes(json_get(json, "codes"), out->codes, WISH_CODES);
    read_words(json, "said", out->said, sizeof out->said);
}

static uint64_t read_groups(const cJSON *json, const char *name)
{
    struct str text;
    return json_str(json, name, &text) ? strtoull(text.ptr, NULL, 16) : 0;
}

static void read_wishes(const cJSON *json, struct topic *out)
{
    struct wishes *w = &out->wishes;
    w->rank = (enum wish_rank)whole(json, "rank", RANK_COUNT - 1);
    read_ranges(json_get(json, "range"), w);
    w->hourly = whole(json, "hourly", 1);
    w->training = (unsigned)whole(json, "training", 3);
    w->groups = read_groups(json, "groups");
    w->not_groups = read_groups(json, "not_groups");
    read_traits(json_get(json, "trait"), w->trait);
    read_traits(json_get(json, "not_trait"), w->not_trait);
    read_sector(json_get(json, "sector"), &w->sector);
    read_sector(json_get(json, "not_sector"), &w->not_sector);
    read_words(json, "words", w->words, sizeof w->words);
    read_words(json, "named", w->named, sizeof w->named);
    read_words(json, "not_words", w->not_words, sizeof w->not_words);
    w->unknown = (unsigned)whole(json, "unknown", WISH_UNKNOWN_ALL);
    w->among_count = read_codes(json_get(json, "among"), w->among,
                                sizeof w->among / sizeof *w->among);
    w->shown = (unsigned)whole(json, "shown", ANSWER_OCCUPATIONS);
    w->skip = (unsigned)whole(json, "skip", 9999);
    w->considers = whole(json, "considers", 1);
}

void topic_write(struct buf *out, const struct topic *topic)
{
    buf_printf(out, "{\"lang\":\"%s\"", lang_tag(topic->lang));
    write_subject(out, "subject", topic->subject);
    write_subject(out, "sourced", topic->sourced);
    buf_add_z(out, ",\"soc\":[");
    for (size_t i = 0; i < topic->soc_count; i++)
        buf_printf(out, "%s%u", i ? "," : "", topic->soc[i]);
    buf_add_z(out, "],\"choices\":[");
    for (size_t i = 0; i < topic->choice_count; i++) {
        buf_printf(out, "%s{\"soc\":%u", i ? "," : "", topic->choices[i].soc);
        write_subject(out, "subject", topic->choices[i].subject);
        buf_add_z(out, ",\"part\":");
        buf_add_json(out, str_from(topic->choices[i].part));
        buf_add_char(out, '}');
    }
    buf_add_z(out, "]");
    write_codes(out, "shown", topic->shown, topic->shown_count);
    write_codes(out, "spoken", topic->spoken, topic->spoken_count);
    write_words(out, "said", topic->said);
    static const struct wishes none;
    if (topic->listed || !wishes_equal(&topic->wishes, &none)) {
        write_wishes(out, &topic->wishes);
        write_number(out, "left", !topic->listed);
    }
    buf_add_z(out, "}");
}

static enum subject read_subject(const cJSON *json, const char *name)
{
    struct str id;
    enum subject subject;
    return json_str(json, name, &id) && subject_parse(id, &subject)
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
    out->choices[at].subject = read_subject(item, "subject");
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
    out->subject = read_subject(json, "subject");
    out->sourced = read_subject(json, "sourced");
    out->soc_count = read_codes(json_get(json, "soc"), out->soc,
                                sizeof out->soc / sizeof *out->soc);
    out->shown_count = read_codes(json_get(json, "shown"), out->shown,
                                  sizeof out->shown / sizeof *out->shown);
    out->spoken_count = read_codes(json_get(json, "spoken"), out->spoken,
                                   sizeof out->spoken / sizeof *out->spoken);
    cJSON_ArrayForEach(item, json_get(json, "choices"))
    {
        read_choice(item, out);
    }
    read_words(json, "said", out->said, sizeof out->said);
    read_wishes(json_get(json, "wishes"), out);
    out->listed =
        cJSON_IsObject(json_get(json, "wishes")) && !whole(json, "left", 1);
    bool is_topic = cJSON_IsObject(json);
    json_free(json);
    return is_topic;
}
