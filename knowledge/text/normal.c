/* From a text to its tokens and its key: utf8proc for normal forms and case,
 * Snowball for English stems. */
#include "normal.h"

#include "buf.h"
#include "utf8.h"
#include "xmalloc.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct normalizer {
    struct sb_stemmer *stemmer;
    han_fold_fn fold;
    void *user;
};

struct normalizer *normalizer_new(han_fold_fn fold, void *user)
{
    struct normalizer *n = xmalloc(sizeof *n);
    *n = (struct normalizer){
        .stemmer = sb_stemmer_new("english", NULL), .fold = fold, .user = user};
    if (!n->stemmer)
        abort(); /* the library was built without English */
    return n;
}

void normalizer_free(struct normalizer *n)
{
    if (!n)
        return;
    sb_stemmer_delete(n->stemmer);
    free(n);
}

/* One code point as NFKD and case folding make it: none, one or several. */
enum { FOLDED_MAX = 24 };
static size_t fold_code(uint32_t code, utf8proc_int32_t out[FOLDED_MAX])
{
    int last_boundclass = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)code, out, FOLDED_MAX,
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                                &last_boundclass);
    return n < 0 || n > FOLDED_MAX ? 0 : (size_t)n;
}

static bool is_word_code(utf8proc_int32_t code)
{
    if (code == '+' || code == '#')
        return true;
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

/* Inside a word these are dropped: they do not part it. */
static bool is_joiner(utf8proc_int32_t code)
{
    return code == '\'' || code == 0x2019 || code == 0x2018 || code == 0xad ||
           utf8proc_category(code) == UTF8PROC_CATEGORY_MN;
}

/* Plurals that no stemmer knows, at the end of a longer word or alone:
 * "repairmen", "salespeople", "midwives", "minibuses". */
static const struct {
    struct str many, one;
    size_t shortest; /* bytes of a word that it may end */
} plurals[] = {{{"men", 3}, {"man", 3}, 3},
               {{"people", 6}, {"person", 6}, 7},
               {{"buses", 5}, {"bus", 3}, 5},
               {{"wives", 5}, {"wife", 4}, 5}};
enum { PLURALS = sizeof plurals / sizeof *plurals };

static struct str without_plural(struct arena *arena, struct str word)
{
    for (size_t i = 0; i < PLURALS; i++)
        if (word.len >= plurals[i].shortest && str_ends(word, plurals[i].many))
            return arena_printf(
                arena, "%.*s%.*s",
                STR_ARG(str_slice(word, 0, word.len - plurals[i].many.len)),
                STR_ARG(plurals[i].one));
    return word;
}

/* The stem of a word; only plain ASCII letters have English stems. Snowball
 * leaves the plural of abbreviations ("RNs") alone; we do not. */
static struct str stem(struct normalizer *n, struct arena *arena,
                       struct str word)
{
    bool vowel = false;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return word;
        vowel = vowel || strchr("aeiouy", word.ptr[i]);
    }
    if (!vowel && word.len > 2 && str_ends(word, STR("s")))
        return str_slice(word, 0, word.len - 1);
    word = without_plural(arena, word);
    const sb_symbol *stemmed =
        sb_stemmer_stem(n->stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    if (!stemmed)
        return word;
    return arena_str(arena,
                     (struct str){(const char *)stemmed,
                                  (size_t)sb_stemmer_length(n->stemmer)});
}

/* The tokens found so far, and the word being read. */
struct reading {
    struct normalizer *normalizer;
    struct arena *arena;
    struct token *tokens;
    size_t count;
    char word[64]; /* longer words are cut: no title has one */
    size_t word_len, word_from;
    bool capital;   /* the word begins with one */
    enum mark mark; /* since the last token */
};

static struct token *new_token(struct reading *r, size_t from, size_t to)
{
    struct token *token = &r->tokens[r->count];
    *token = (struct token){.from = from, .to = to};
    token->before = r->count++ > 0 ? r->mark : MARK_NONE;
    r->mark = MARK_NONE;
    return token;
}

static void end_word(struct reading *r, size_t to)
{
    if (r->word_len == 0)
        return;
    struct token *token = new_token(r, r->word_from, to);
    token->word = arena_str(r->arena, (struct str){r->word, r->word_len});
    token->key = stem(r->normalizer, r->arena, token->word);
    token->capital = r->capital;
    r->word_len = 0;
}

static void add_han(struct reading *r, uint32_t code, size_t from, size_t to)
{
    char bytes[4];
    if (r->normalizer->fold)
        code = r->normalizer->fold(code, r->normalizer->user);
    struct token *token = new_token(r, from, to);
    token->word =
        arena_str(r->arena, (struct str){bytes, utf8_put(bytes, code)});
    token->key = token->word;
    token->han = true;
}

/* A sign that stands for a word. */
static void add_word(struct reading *r, struct str word, size_t from, size_t to)
{
    end_word(r, from);
    memcpy(r->word, word.ptr, word.len);
    r->word_len = word.len;
    r->word_from = from;
    r->capital = false;
    end_word(r, to);
}

static bool is_before(struct str text, size_t at, const char *bytes)
{
    return at < text.len && text.ptr[at] && strchr(bytes, text.ptr[at]);
}

/* What a sign between tokens parts, with the text from `behind` on behind it.
 */
static enum mark mark_of(utf8proc_int32_t sign, struct str text, size_t behind)
{
    switch (sign) {
    case ' ':
    case '\t':
    case '\r':
        return MARK_NONE;
    case '-':
        return is_before(text, behind, " \t\n-") ? MARK_OTHER : MARK_NONE;
    case '/':
        return MARK_SLASH;
    case '(':
        return MARK_OPEN;
    case 0x3001: /* 、 */
        return MARK_LIST;
    case ',':
        return is_before(text, behind, "0123456789") ? MARK_OTHER : MARK_COMMA;
    case ':':
    case ';':
        return MARK_CLAUSE;
    case '.':
        return is_before(text, behind, "0123456789") ? MARK_OTHER
               : is_before(text, behind, " \t\n")    ? MARK_SENTENCE
                                                     : MARK_CLAUSE;
    case '!':
    case '\n':
    case 0x3002: /* 。 */
        return MARK_SENTENCE;
    case '?':
        return MARK_QUESTION;
    default:
        return MARK_OTHER;
    }
}

struct token *text_tokens(struct normalizer *n, struct arena *arena,
                          struct str text, size_t *count)
{
    struct reading r = {.normalizer = n, .arena = arena};
    /* No code point gives more than its share: a token needs at least one
     * byte of the text, but for ligatures that fold to several words. */
    size_t limit = text.len + FOLDED_MAX;
    r.tokens = arena_alloc_array(arena, limit, sizeof *r.tokens);

    size_t at = 0;
    while (at < text.len && r.count + FOLDED_MAX < limit) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);
        utf8proc_int32_t folded[FOLDED_MAX];
        size_t parts = fold_code(code, folded);
        for (size_t i = 0; i < parts; i++) {
            if (utf8_is_han((uint32_t)folded[i])) {
                end_word(&r, from);
                add_han(&r, (uint32_t)folded[i], from, at);
            } else if (is_word_code(folded[i])) {
                if (r.word_len == 0) {
                    r.word_from = from;
                    r.capital = code >= 'A' && code <= 'Z';
                }
                if (r.word_len + 4 <= sizeof r.word)
                    r.word_len +=
                        utf8_put(r.word + r.word_len, (uint32_t)folded[i]);
            } else if (folded[i] == '&') {
                add_word(&r, STR("and"), from, at);
            } else if (folded[i] == '$' &&
                       !is_before(text, at, "$0123456789")) {
                add_word(&r, STR("dollars"), from, at); /* "$$", "$/hr" */
            } else if (!is_joiner(folded[i])) {
                end_word(&r, from);
                enum mark mark = mark_of(folded[i], text, at);
                r.mark = mark > r.mark ? mark : r.mark;
            }
        }
    }
    end_word(&r, at);
    *count = r.count;
    return r.tokens;
}

static void add_key(struct buf *key, const struct token *token, bool after_han)
{
    if (key->len > 0 && !(after_han && token->han))
        buf_add_char(key, ' ');
    buf_add(key, token->key);
}

struct str text_key_of(struct arena *arena, const struct token *tokens,
                       size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += tokens[i].key.len + 1;
    struct buf key;
    buf_init(&key, most + 1);
    for (size_t i = 0; i < count; i++)
        add_key(&key, &tokens[i], i > 0 && tokens[i - 1].han);
    struct str kept = arena_str(arena, buf_str(&key));
    buf_fini(&key);
    return kept;
}

struct str text_key(struct normalizer *n, struct arena *arena, struct str text)
{
    size_t count;
    struct token *tokens = text_tokens(n, arena, text, &count);
    return text_key_of(arena, tokens, count);
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The next word: letters, digits and all bytes beyond ASCII. Apostrophes do
 * not part words. */
static struct str next_word(struct str text, size_t *at)
{
    while (*at < text.len && !is_word_byte(text.ptr[*at]))
        (*at)++;
    size_t from = *at;
    while (*at < text.len &&
           (is_word_byte(text.ptr[*at]) || text.ptr[*at] == '\''))
        (*at)++;
    return str_slice(text, from, *at);
}

static bool ends_nocase(struct str word, struct str end)
{
    return word.len >= end.len &&
           str_eq_nocase(str_slice(word, word.len - end.len, word.len), end);
}

/* How long a word is without its plural: "nurses", "classes", "ladies" and
 * "lady's" lose what they may have, "men" and "man" where they differ. */
static size_t singular(struct str word)
{
    size_t len = word.len;
    while (len > 0 && strchr("sS'", word.ptr[len - 1]))
        len--;
    struct str bare = str_slice(word, 0, len);
    for (size_t i = 0; i < PLURALS && len >= plurals[i].shortest; i++) {
        if (ends_nocase(bare, plurals[i].many))
            return len - plurals[i].many.len + 1;
        if (ends_nocase(bare, plurals[i].one))
            return len - plurals[i].one.len + 1;
    }
    if (len > 2 && len < word.len && ends_nocase(bare, STR("e")))
        len -= ends_nocase(bare, STR("ie")) ? 2 : 1;
    else if (len > 2 &&
             (ends_nocase(bare, STR("y")) || ends_nocase(bare, STR("e"))))
        len--;
    return len;
}

bool text_same_words(struct str a, struct str b)
{
    for (size_t i = 0, k = 0;;) {
        struct str x = next_word(a, &i), y = next_word(b, &k);
        if (x.len == 0 || y.len == 0)
            return x.len == y.len;
        if (!str_eq_nocase(str_slice(x, 0, singular(x)),
                           str_slice(y, 0, singular(y))))
            return false;
    }
}

bool text_same_but_last(struct str a, struct str b)
{
    bool same = true;
    for (size_t i = 0, k = 0;;) {
        struct str x = next_word(a, &i), y = next_word(b, &k);
        if (x.len == 0 || y.len == 0)
            return true;
        if (!same)
            return false;
        same = str_eq_nocase(x, y);
    }
}

struct str text_cue_key(struct normalizer *n, struct arena *arena,
                        struct str text)
{
    struct buf key;
    buf_init(&key, text.len * 8 + 64);
    while (text.ptr) {
        size_t gap = str_find(text, STR("..."));
        struct str part = text_key(n, arena, str_slice(text, 0, gap));
        if (part.len > 0 && key.len > 0)
            buf_add_char(&key, ' ');
        buf_add(&key, part);
        if (gap == text.len)
            break;
        buf_add_z(&key, key.len > 0 ? " ..." : "...");
        text = str_slice(text, gap + 3, text.len);
    }
    struct str kept = arena_str(arena, buf_str(&key));
    buf_fini(&key);
    return kept;
}

struct str text_key_token(struct str key, size_t *at)
{
    while (*at < key.len && key.ptr[*at] == ' ')
        (*at)++;
    if (*at == key.len)
        return STR_NONE;
    size_t from = *at;
    if (!utf8_is_han(utf8_next(key, at))) {
        while (*at < key.len && key.ptr[*at] != ' ') {
            size_t next = *at;
            if (utf8_is_han(utf8_next(key, &next)))
                break;
            *at = next;
        }
    }
    return str_slice(key, from, *at);
}
