/* Turns an answer into Markdown, that into parts the server takes, and a part
 * into a request. Sending them is left to the outbox. */
#include "mattermost_out.h"

#include "markdown.h"
#include "mattermost_post.h"

enum {
    TEXT_BYTES = 512 * 1024, /* of a whole reply */
    BODY_BYTES = 256 * 1024, /* of a part: 16,383 code points, escaped */
};

void mattermost_write_text(struct buf *out, const struct answer *answer)
{
    static const struct markdown_style style = {.tables = true,
                                                .numbered_choices = true};
    answer_markdown(out, answer, &style);
}

static bool begins_code_point(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* The bytes of the first max_chars code points, text.len if it has fewer. */
static size_t bytes_of(struct str text, size_t max_chars)
{
    size_t chars = 0;
    for (size_t i = 0; i < text.len; i++)
        if (begins_code_point(text.ptr[i]) && ++chars > max_chars)
            return i;
    return text.len;
}

/* Behind the last border before which at most `most` bytes stand; 0: none. */
static size_t last_border(struct str text, size_t most, struct str border)
{
    for (size_t at = most; at > 0; at--)
        if (str_starts(str_slice(text, at, text.len), border))
            return at + border.len;
    return 0;
}

struct str mattermost_next_part(struct str *text, size_t max_chars)
{
    *text = str_trim(*text);
    size_t cut = bytes_of(*text, max_chars);
    if (cut < text->len) {
        size_t border = last_border(*text, cut, STR("\n\n"));
        if (border == 0)
            border = last_border(*text, cut, STR("\n"));
        if (border > 0)
            cut = border;
    }
    struct str part = str_trim(str_slice(*text, 0, cut));
    *text = str_trim(str_slice(*text, cut, text->len));
    return part;
}

static void add_member(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, "%s\"%s\":", out->ptr[out->len - 1] == '{' ? "" : ",",
               name);
    buf_add_json(out, value);
}

/* The choices as buttons. What a button sends back names everything the bot
 * has to know, so that an old one still works after a restart; the server
 * shows it to nobody. */
static void add_buttons(struct buf *out, const struct answer *answer,
                        const struct mattermost_place *place)
{
    buf_add_z(out, ",\"attachments\":[{\"actions\":[");
    for (size_t i = 0; i < answer->choice_count; i++) {
        buf_printf(out, "%s{\"id\":\"choice%zu\",\"type\":\"button\"",
                   i ? "," : "", i + 1);
        add_member(out, "name", answer->choices[i].label);
        buf_add_z(out, ",\"integration\":{");
        add_member(out, "url", str_from(place->callback));
        buf_add_z(out, ",\"context\":{");
        add_member(out, "secret", str_from(place->secret));
        add_member(out, "channel", place->channel);
        add_member(out, "thread", place->root);
        add_member(out, "ask", answer->choices[i].ask);
        buf_printf(out, ",\"direct\":%s}}}", place->direct ? "true" : "false");
    }
    buf_add_z(out, "]}]");
}

static struct str write_part(struct arena *arena, struct str text,
                             size_t number, const struct answer *buttons,
                             const struct mattermost_place *place)
{
    struct buf out;
    buf_init(&out, BODY_BYTES);
    buf_add_char(&out, '{');
    add_member(&out, "channel_id", place->channel);
    add_member(&out, "root_id", place->root);
    buf_printf(&out, ",\"pending_post_id\":\"%.*s:%.*s:%zu\"",
               STR_ARG(place->bot), STR_ARG(place->question), number);
    add_member(&out, "message", text);
    /* a patch replaces all properties, so that those the server gave it
     * stand here, too */
    buf_printf(&out, ",\"props\":{\"from_bot\":\"true\",\"%s\":%zu",
               MATTERMOST_PROP_PART, number);
    add_member(&out, MATTERMOST_PROP_QUESTION, place->question);
    if (buttons)
        add_buttons(&out, buttons, place);
    buf_add_z(&out, "}}");
    struct str body = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return body;
}

size_t mattermost_write_reply(struct arena *arena, const struct answer *answer,
                              const struct mattermost_place *place,
                              size_t max_chars, struct str *bodies,
                              size_t max_parts)
{
    struct buf text;
    size_t count = 0;
    buf_init(&text, TEXT_BYTES);
    mattermost_write_text(&text, answer);
    struct str rest = buf_str(&text), part;
    while (count < max_parts &&
           (part = mattermost_next_part(&rest, max_chars)).len > 0) {
        bool last = rest.len == 0 || count + 1 == max_parts;
        bool buttons = last && place->callback && answer->choice_count > 0;
        bodies[count] =
            write_part(arena, part, count, buttons ? answer : NULL, place);
        count++;
    }
    buf_fini(&text);
    return count;
}
