/* Asks OpenCC once for every character, and for every text when it comes. */
#include "han.h"

#include "buf.h"
#include "utf8.h"
#include "xmalloc.h"

#include <errno.h>
#include <iconv.h>
#include <opencc.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 0x3400, LAST = 0x9fff, CODES = LAST - FIRST + 1 };

struct word {
    struct str traditional, simplified;
};

struct han {
    struct word *words;
    size_t word_count;
    opencc_t texts;             /* Taiwan's Traditional to Simplified */
    iconv_t big5;               /* from UTF-8 */
    uint32_t simplified[CODES]; /* of FIRST + i */
    uint32_t traditional[CODES];
};

static opencc_t converter(const char *config)
{
    opencc_t cc = opencc_open(config);
    return cc == (opencc_t)-1 ? NULL : cc;
}

/* Every character of the range on a line of its own, so that no phrase
 * spans two. A line that becomes longer than a character keeps its own. */
static bool convert_codes(const char *config, uint32_t codes[CODES])
{
    opencc_t cc = converter(config);
    if (!cc)
        return false;
    char *lines = xmalloc(CODES * 4);
    size_t len = 0;
    for (uint32_t i = 0; i < CODES; i++) {
        codes[i] = FIRST + i;
        len += utf8_put(lines + len, codes[i]);
        lines[len++] = '\n';
    }
    char *converted = opencc_convert_utf8(cc, lines, len);
    struct str rest = str_from(converted);
    for (size_t i = 0; i < CODES && rest.len; i++) {
        struct str line = str_split(&rest, '\n');
        size_t at = 0;
        uint32_t code = line.len ? utf8_next(line, &at) : codes[i];
        if (at == line.len)
            codes[i] = code;
    }
    if (converted)
        opencc_convert_utf8_free(converted);
    free(lines);
    opencc_close(cc);
    return converted != NULL;
}

enum status han_new(struct han **out, struct error *err)
{
    struct han *han = xcalloc(1, sizeof *han);
    han->big5 = (iconv_t)-1;
    han->texts = converter("tw2sp.json");
    if (!han->texts || !convert_codes("t2s.json", han->simplified) ||
        !convert_codes("s2t.json", han->traditional)) {
        han_free(han);
        return error_set(err, STATUS_IO,
                         "OpenCC's tables for Chinese cannot be read (%s); "
                         "install the package libopencc-data",
                         opencc_error());
    }
    han->big5 = iconv_open("BIG5", "UTF-8");
    if (han->big5 == (iconv_t)-1) {
        han_free(han);
        return error_set(err, STATUS_IO,
                         "the C library cannot convert to Big5 (%s); install "
                         "the package libc6 with its gconv modules",
                         strerror(errno));
    }
    *out = han;
    return STATUS_OK;
}

void han_free(struct han *han)
{
    if (!han)
        return;
    free(han->words);
    if (han->texts)
        opencc_close(han->texts);
    if (han->big5 != (iconv_t)-1)
        iconv_close(han->big5);
    free(han);
}

void han_word(struct han *han, struct str traditional, struct str simplified)
{
    if (traditional.len == 0)
        return;
    han->words =
        xrealloc(han->words, (han->word_count + 1) * sizeof *han->words);
    han->words[han->word_count++] = (struct word){traditional, simplified};
}

/* The longest of our words that begins s, or NULL. */
static const struct word *word_at(const struct han *han, struct str s)
{
    const struct word *best = NULL;
    for (size_t i = 0; i < han->word_count; i++)
        if (str_starts(s, han->words[i].traditional) &&
            (!best || han->words[i].traditional.len > best->traditional.len))
            best = &han->words[i];
    return best;
}

static void convert(const struct han *han, struct buf *out, struct str text)
{
    char *converted =
        text.len ? opencc_convert_utf8(han->texts, text.ptr, text.len) : NULL;
    buf_add(out, converted ? str_from(converted) : text);
    if (converted) /* NULL: it refuses what is no UTF-8 */
        opencc_convert_utf8_free(converted);
}

struct str han_simplify(const struct han *han, struct arena *arena,
                        struct str text)
{
    struct buf out;
    buf_init(&out, text.len * 4 + 64);
    size_t done = 0;
    for (size_t at = 0; at < text.len;) {
        const struct word *word = word_at(han, str_slice(text, at, text.len));
        if (!word) {
            utf8_next(text, &at);
            continue;
        }
        convert(han, &out, str_slice(text, done, at));
        buf_add(&out, word->simplified);
        at += word->traditional.len;
        done = at;
    }
    convert(han, &out, str_slice(text, done, text.len));
    struct str kept = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return kept;
}

uint32_t han_fold(uint32_t code, void *user)
{
    const struct han *han = user;
    return code >= FIRST && code <= LAST ? han->simplified[code - FIRST] : code;
}

/* Big5 is what Traditional writing uses, so a Simplified form that is in it
 * (such as U+540E) tells nothing about the script. */
static bool in_big5(iconv_t cd, uint32_t code)
{
    char from[4], to[8], *in = from, *out = to;
    size_t in_left = utf8_put(from, code), out_left = sizeof to;
    iconv(cd, NULL, NULL, NULL, NULL);
    return iconv(cd, &in, &in_left, &out, &out_left) != (size_t)-1;
}

void han_add(const struct han *han, struct pack_writer *writer)
{
    for (uint32_t i = 0; i < CODES; i++) {
        uint32_t code = FIRST + i;
        if (han->simplified[i] != code)
            pack_writer_han(writer, code, han->simplified[i]);
        else if (han->traditional[i] != code && !in_big5(han->big5, code))
            pack_writer_han(writer, code, code);
    }
}
