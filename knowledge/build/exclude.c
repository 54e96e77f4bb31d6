/* Reads the list of names to leave out, and makes their keys. */
#include "exclude.h"

#include "buf.h"
#include "file.h"
#include "utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

enum status exclude_read(struct arena *arena, const char *path,
                         struct exclude *exclude, struct error *err)
{
    struct str text;
    enum status status = file_read(arena, path, 64 << 20, &text, err);
    if (status != STATUS_OK)
        return status;
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    *exclude = (struct exclude){
        arena_alloc_array(arena, lines, sizeof *exclude->keys), 0};
    while (text.ptr) {
        struct str key = str_trim(str_split(&text, '\n'));
        if (key.len > 0)
            exclude->keys[exclude->count++] = key;
    }
    qsort(exclude->keys, exclude->count, sizeof *exclude->keys, by_bytes);
    return STATUS_OK;
}

static bool is_letter_or_digit(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return code == '+' || code == '#';
    }
}

static void add_word(struct buf *key, struct str word)
{
    size_t letters = utf8_count(word);
    if (word.len == 0)
        return;
    if (key->len > 0)
        buf_add_char(key, ' ');
    if (letters > 4 && str_ends(word, STR("ies"))) {
        buf_add(key, str_slice(word, 0, word.len - 3));
        buf_add_char(key, 'y');
    } else if (letters > 3 && str_ends(word, STR("s")) &&
               !str_ends(word, STR("ss")) && !str_ends(word, STR("us")) &&
               !str_ends(word, STR("is"))) {
        buf_add(key, str_slice(word, 0, word.len - 1));
    } else {
        buf_add(key, word);
    }
}

/* name without "(...)". */
static struct str without_brackets(struct arena *arena, struct str name)
{
    struct buf out;
    buf_init(&out, name.len + 1);
    while (name.len > 0) {
        size_t open = str_find(name, STR("("));
        struct str rest = str_slice(name, open, name.len);
        size_t close = str_find(rest, STR(")"));
        if (close == rest.len) /* no pair is left */
            open = name.len;
        buf_add(&out, str_slice(name, 0, open));
        if (open < name.len)
            buf_add_char(&out, ' ');
        name = str_slice(name, open + close + 1, name.len);
    }
    struct str kept = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return kept;
}

struct str exclude_key(struct arena *arena, struct str name)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)name.ptr, (utf8proc_ssize_t)name.len, &folded,
        UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE |
            UTF8PROC_CASEFOLD);
    if (len < 0)
        return STR_NONE;
    struct str s = without_brackets(
        arena, (struct str){(const char *)folded, (size_t)len});
    struct buf key, word;
    buf_init(&key, s.len * 4 + 16);
    buf_init(&word, s.len + 16);
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t code = utf8_next(s, &at);
        if (is_letter_or_digit(code)) {
            buf_add(&word, str_slice(s, from, at));
            continue;
        }
        if (code == '\'' || code == 0x2019 || code == 0x2018)
            continue; /* inside a word */
        add_word(&key, buf_str(&word));
        buf_clear(&word);
        if (code == '&')
            add_word(&key, STR("and"));
    }
    add_word(&key, buf_str(&word));
    struct str kept = arena_str(arena, buf_str(&key));
    buf_fini(&word);
    buf_fini(&key);
    free(folded);
    return kept;
}

bool exclude_has(const struct exclude *exclude, struct arena *arena,
                 struct str name)
{
    if (exclude->count == 0)
        return false;
    struct str key = exclude_key(arena, name);
    return bsearch(&key, exclude->keys, exclude->count, sizeof key, by_bytes) !=
           NULL;
}
