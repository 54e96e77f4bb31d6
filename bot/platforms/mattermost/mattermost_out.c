/* Turns an answer into Markdown, that into parts the server takes, and a part
 * into a request. Sending them is left to the outbox. */
#include "mattermost_out.h"

#include "markdown.h"

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

void mattermost_write_post(struct buf *out, const struct mattermost_place *at,
                           struct str text)
{
    buf_add_z(out, "{\"channel_id\":");
    buf_add_json(out, at->channel);
    buf_add_z(out, ",\"root_id\":");
    buf_add_json(out, at->root);
    buf_add_z(out, ",\"pending_post_id\":");
    buf_add_json(out, at->pending);
    buf_add_z(out, ",\"message\":");
    buf_add_json(out, text);
    buf_add_char(out, '}');
}
