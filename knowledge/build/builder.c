/* Names and titles, whichever source they come from. */
#include "builder.h"

#include "figures.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum status builder_begin(struct builder *b, struct arena *arena,
                          struct faults *faults, struct error *err)
{
    *b = (struct builder){.arena = arena,
                          .scratch = arena_new(),
                          .writer = pack_writer_new(),
                          .figures = figures_new(arena),
                          .faults = faults};
    enum status status = han_new(&b->han, err);
    if (status != STATUS_OK)
        return status;
    b->normalizer = normalizer_new(han_fold, b->han);
    han_add(b->han, b->writer);
    return STATUS_OK;
}

void builder_end(struct builder *b)
{
    normalizer_free(b->normalizer);
    han_free(b->han);
    pack_writer_free(b->writer);
    arena_free(b->scratch);
}

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

static void add_spellings(struct builder *b, struct str name)
{
    size_t count;
    struct token *tokens = text_tokens(b->normalizer, b->scratch, name, &count);
    for (size_t i = 0; i < count; i++)
        pack_writer_spelling(b->writer, tokens[i].word, tokens[i].key);
}

static void add_name(struct builder *b, size_t occupation, enum lang lang,
                     enum name_origin origin, struct str name)
{
    struct str key = text_key(b->normalizer, b->scratch, name);
    if (key.len > 0)
        pack_writer_name(b->writer, occupation, lang, origin, key, name);
    if (lang == LANG_EN)
        add_spellings(b, name);
    if (lang == LANG_ZH_HANT)
        add_name(b, occupation, LANG_ZH_HANS, origin,
                 han_simplify(b->han, b->scratch, name));
}

void builder_name(struct builder *b, size_t occupation, enum lang lang,
                  enum name_origin origin, struct str name)
{
    if (exclude_has(&b->exclude, b->scratch, name))
        b->names_excluded++;
    else
        add_name(b, occupation, lang, origin, name);
    arena_reset(b->scratch);
}

void builder_title(struct builder *b, size_t occupation, enum lang lang,
                   enum name_origin origin, struct str title)
{
    struct str known = pack_writer_get_title(b->writer, occupation, lang);
    if (known.len > 0 && !str_eq(known, title)) {
        add_name(b, occupation, lang, origin, title);
        arena_reset(b->scratch);
        return;
    }
    add_name(b, occupation, lang, NAME_TITLE, title);
    pack_writer_title(b->writer, occupation, lang, title);
    if (lang == LANG_ZH_HANT)
        pack_writer_title(b->writer, occupation, LANG_ZH_HANS,
                          han_simplify(b->han, b->scratch, title));
    arena_reset(b->scratch);
}
