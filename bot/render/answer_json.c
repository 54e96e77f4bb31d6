/* Writes an answer as JSON. Leaves nothing out but what is empty. */
#include "answer_json.h"

#include <math.h>

static const char *const block_names[] = {
    [BLOCK_HEADLINE] = "headline", [BLOCK_TEXT] = "text",
    [BLOCK_FACTS] = "facts",       [BLOCK_TABLE] = "table",
    [BLOCK_BULLETS] = "bullets",   [BLOCK_CHART] = "chart",
    [BLOCK_NOTE] = "note",
};

/* ,"name":"text" unless the text is empty. */
static void member(struct buf *out, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    buf_printf(out, ",\"%s\":", name);
    buf_add_json(out, text);
}

static void add_rows(struct buf *out, const struct answer_block *block)
{
    buf_add_z(out, ",\"rows\":[");
    for (size_t row = 0; row < block->rows; row++) {
        buf_add_z(out, row ? ",[" : "[");
        for (size_t column = 0; column < block->columns; column++) {
            if (column)
                buf_add_char(out, ',');
            buf_add_json(out, block->cells[row * block->columns + column]);
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, ']');
}

static void add_values(struct buf *out, const struct answer_block *block)
{
    buf_add_z(out, ",\"values\":[");
    for (size_t row = 0; row < block->rows; row++) {
        if (row)
            buf_add_char(out, ',');
        if (isfinite(block->values[row]))
            buf_printf(out, "%.12g", block->values[row]);
        else
            buf_add_z(out, "null");
    }
    buf_add_char(out, ']');
    if (block->scale > 0)
        buf_printf(out, ",\"scale\":%.12g", block->scale);
}

static void add_block(struct buf *out, const struct answer_block *block)
{
    buf_printf(out, "{\"type\":\"%s\"", block_names[block->type]);
    member(out, "title", block->title);
    member(out, "code", block->code);
    member(out, "text", block->text);
    member(out, "figure", block->figure);
    if (block->rows > 0 && block->columns > 0)
        add_rows(out, block);
    if (block->rows > 0 && block->values)
        add_values(out, block);
    buf_add_char(out, '}');
}

void answer_json_occupations(struct buf *out, const struct answer *answer)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < answer->occupation_count; i++) {
        const struct answer_occupation *occupation = &answer->occupations[i];
        buf_add_z(out, i ? ",{\"soc\":" : "{\"soc\":");
        buf_add_json(out, str_from(occupation->soc));
        member(out, "title", occupation->title);
        buf_printf(out, ",\"score\":%.4g}", occupation->score);
    }
    buf_add_char(out, ']');
}

static void add_sources(struct buf *out, const struct answer *answer)
{
    buf_add_z(out, ",\"sources\":[");
    for (size_t i = 0; i < answer->source_count; i++) {
        const struct answer_source *source = &answer->sources[i];
        buf_add_z(out, i ? ",{\"name\":" : "{\"name\":");
        buf_add_json(out, source->name);
        member(out, "date", source->date);
        member(out, "url", source->url);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    member(out, "sources_label", answer->sources_label);
}

static void add_choices(struct buf *out, const struct answer *answer)
{
    buf_add_z(out, ",\"choices\":[");
    for (size_t i = 0; i < answer->choice_count; i++) {
        buf_add_z(out, i ? ",{\"label\":" : "{\"label\":");
        buf_add_json(out, answer->choices[i].label);
        member(out, "ask", answer->choices[i].ask);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    member(out, "choices_label", answer->choices_label);
}

void answer_json(struct buf *out, const struct answer *answer)
{
    buf_printf(out, "{\"kind\":\"%s\",\"lang\":\"%s\"", kind_id(answer->kind),
               lang_tag(answer->lang));
    member(out, "subject", str_from(subject_id(answer->subject)));
    buf_printf(out, ",\"answered\":%s,\"confidence\":%.4g",
               answer->answered ? "true" : "false", answer->confidence);
    if (answer->occupation_count > 0) {
        buf_add_z(out, ",\"occupations\":");
        answer_json_occupations(out, answer);
    }
    if (answer->blocks) {
        buf_add_z(out, ",\"blocks\":[");
        for (const struct answer_block *block = answer->blocks; block;
             block = block->next) {
            if (block != answer->blocks)
                buf_add_char(out, ',');
            add_block(out, block);
        }
        buf_add_char(out, ']');
    }
    if (answer->source_count > 0)
        add_sources(out, answer);
    if (answer->choice_count > 0)
        add_choices(out, answer);
    buf_add_char(out, '}');
}
