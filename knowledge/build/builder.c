/* Names and titles, whichever source they come from. */
#include "builder.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void builder_left_out(struct builder *b, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (b->left_out_count == b->left_out_cap) {
        size_t cap = b->left_out_cap ? b->left_out_cap * 2 : 16;
        struct str *grown = arena_alloc_array(b->arena, cap, sizeof *grown);
        if (b->left_out_count)
            memcpy(grown, b->left_out, b->left_out_count * sizeof *grown);
        b->left_out = grown;
        b->left_out_cap = cap;
    }
    b->left_out[b->left_out_count++] = arena_str(b->arena, str_from(text));
}

static void add_name(struct builder *b, size_t occupation, enum lang lang,
                     enum name_origin origin, struct str name)
{
    struct str key = text_key(b->normalizer, b->arena, name);
    if (key.len > 0)
        pack_writer_name(b->writer, occupation, lang, origin, key, name);
    if (lang == LANG_ZH_HANT)
        add_name(b, occupation, LANG_ZH_HANS, origin,
                 han_simplify(b->han, b->arena, name));
}

void builder_name(struct builder *b, size_t occupation, enum lang lang,
                  enum name_origin origin, struct str name)
{
    if (exclude_has(&b->exclude, b->arena, name))
        b->names_excluded++;
    else
        add_name(b, occupation, lang, origin, name);
}

void builder_title(struct builder *b, size_t occupation, enum lang lang,
                   enum name_origin origin, struct str title)
{
    struct str known = pack_writer_get_title(b->writer, occupation, lang);
    if (known.len > 0 && !str_eq(known, title)) {
        add_name(b, occupation, lang, origin, title);
        return;
    }
    add_name(b, occupation, lang, NAME_TITLE, title);
    pack_writer_title(b->writer, occupation, lang, title);
    if (lang == LANG_ZH_HANT)
        pack_writer_title(b->writer, occupation, LANG_ZH_HANS,
                          han_simplify(b->han, b->arena, title));
}
