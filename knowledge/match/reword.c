/* Each step rewrites the text; what is read then are the words as they should
 * be. */
#include "reword.h"

#include "wordings.h"

#include <string.h>

enum {
    NAME_BEFORE = 8, /* words of a name, before others of it */
    AHEAD_MOST = 2,  /* words of a name before "of", which it ends with, */
    BEHIND_MOST = 3  /* and behind it */
};

/* A text being rewritten, with its tokens. */
struct rewriting {
    const struct matcher *matcher;
    struct arena *arena;
    struct str text;
    struct token *tokens;
    size_t count;
    bool changed;
};

static struct rewriting rewriting_of(const struct reading *r, struct str text)
{
    struct rewriting w = {.matcher = r->matcher, .arena = r->arena};
    w.text = reading_without_tags(arena_str(r->arena, text));
    w.tokens = text_tokens(w.matcher->normalizer, w.arena, w.text, &w.count);
    return w;
}

/* Whether a longer name begins with the words, or before them and reaches
 * them: "secretary of state", "stage manager" for the manager of "stage manager
 * in a theater". */
static bool is_of_name(const struct rewriting *w, size_t from, size_t to)
{
    for (size_t at = from > NAME_BEFORE ? from - NAME_BEFORE : 0; at <= from;
         at++) {
        size_t end = names_longest(w->matcher->names, w->tokens, w->count, at);
        if (end > (at < from ? from : to))
            return true;
    }
    return false;
}

/* --- short forms --- */

/* [short/physical_therapist]: with blanks. */
static struct str form_of(struct arena *arena, const struct wording *wording)
{
    struct str form = arena_str(arena, wording->part);
    for (size_t i = 0; i < form.len; i++)
        if (form.ptr[i] == '_')
            ((char *)form.ptr)[i] = ' ';
    return form;
}

/* The token behind the one at `from` that a text of so many bytes ends with. */
static size_t end_of(const struct rewriting *w, size_t from, size_t bytes)
{
    size_t to = from + 1, end = w->tokens[from].from + bytes;
    while (to < w->count && w->tokens[to].to <= end)
        to++;
    return to;
}

static struct str spell_out(const struct reading *r, struct str text)
{
    struct rewriting w = rewriting_of(r, text);
    struct str out = STR("");
    size_t done = 0; /* bytes of the text */
    for (size_t t = 0, to; t < w.count; t = to) {
        size_t from = w.tokens[t].from;
        const struct wording *wording =
            wordings_begin(w.matcher->wordings,
                           str_slice(w.text, from, w.text.len), WORDING(SHORT));
        to = wording ? end_of(&w, t, wording->text.len) : t + 1;
        if (!wording || is_of_name(&w, t, to))
            continue;
        out = arena_printf(w.arena, "%.*s%.*s%.*s", STR_ARG(out),
                           STR_ARG(str_slice(w.text, done, from)),
                           STR_ARG(form_of(w.arena, wording)));
        done = w.tokens[to - 1].to;
    }
    if (done == 0)
        return text;
    return arena_printf(w.arena, "%.*s%.*s", STR_ARG(out),
                        STR_ARG(str_slice(w.text, done, w.text.len)));
}

/* --- man or woman --- */

static bool says_sex(const struct token *token)
{
    static const char *const words[] = {"女", "男"};
    return STR_IS_ONE_OF(token->word, words);
}

/* Whether a name begins before the token and, without it, goes on behind it. */
static bool splits_name(const struct rewriting *w, size_t token)
{
    struct token around[2 * NAME_BEFORE];
    size_t from = token > NAME_BEFORE ? token - NAME_BEFORE : 0;
    size_t before = token - from, count = before;
    memcpy(around, w->tokens + from, before * sizeof *around);
    for (size_t t = token + 1; t < w->count && count < 2 * NAME_BEFORE; t++)
        around[count++] = w->tokens[t];
    for (size_t at = 0; at < before; at++)
        if (names_longest(w->matcher->names, around, count, at) > before)
            return true;
    return false;
}

/* 計程車女司機 drives as 計程車司機 does. */
static struct str leave_out_sex(const struct reading *r, struct str text)
{
    struct rewriting w = rewriting_of(r, text);
    for (size_t t = w.count; t-- > 1;)
        if (says_sex(&w.tokens[t]) && splits_name(&w, t)) {
            w.text = arena_printf(
                w.arena, "%.*s%.*s",
                STR_ARG(str_slice(w.text, 0, w.tokens[t].from)),
                STR_ARG(str_slice(w.text, w.tokens[t].to, w.text.len)));
            w.changed = true;
        }
    return w.changed ? w.text : text;
}

/* --- names turned round --- */

/* Whether it stands between the halves of a name that is turned round. */
static bool may_turn(const struct token *token)
{
    static const char *const words[] = {"of", "for", "in", "at", "on"};
    return token->before == MARK_NONE && STR_IS_ONE_OF(token->word, words);
}

/* Whether nothing but blanks parts the tokens, none of them Chinese. */
static bool is_together(const struct rewriting *w, size_t from, size_t to)
{
    for (size_t t = from; t < to; t++)
        if (w->tokens[t].han || (t > from && w->tokens[t].before != MARK_NONE))
            return false;
    return true;
}

static struct str key_of(const struct rewriting *w, size_t from, size_t to)
{
    return text_key_of(w->arena, w->tokens + from, to - from);
}

static struct str words_of(const struct rewriting *w, size_t from, size_t to)
{
    return str_slice(w->text, w->tokens[from].from, w->tokens[to - 1].to);
}

/* Turns the name round whose halves are [from, turn) and [at, to). False: it
 * would be none, or they stand in one as they are. */
static bool turn_back(struct rewriting *w, size_t from, size_t turn, size_t at,
                      size_t to)
{
    if (!is_together(w, from, turn) || !is_together(w, at, to) ||
        is_of_name(w, from, to) ||
        names_is_sure(w->matcher->names, key_of(w, from, to),
                      words_of(w, from, to)))
        return false;
    struct str key =
        arena_printf(w->arena, "%.*s %.*s", STR_ARG(key_of(w, at, to)),
                     STR_ARG(key_of(w, from, turn)));
    struct str name =
        arena_printf(w->arena, "%.*s %.*s", STR_ARG(words_of(w, at, to)),
                     STR_ARG(words_of(w, from, turn)));
    if (!names_is_sure(w->matcher->names, key, name))
        return false;
    w->text = arena_printf(
        w->arena, "%.*s%.*s%.*s",
        STR_ARG(str_slice(w->text, 0, w->tokens[from].from)), STR_ARG(name),
        STR_ARG(str_slice(w->text, w->tokens[to - 1].to, w->text.len)));
    w->changed = true;
    w->count = from; /* the tokens that still stand as they did */
    return true;
}

/* The longest one around the word at `turn`. */
static void turn_around(struct rewriting *w, size_t turn)
{
    size_t at = turn + 1;
    if (at < w->count && w->tokens[at].before == MARK_NONE &&
        cues_uses(w->matcher->cues, w->tokens[at].key) & WORD_ARTICLE)
        at++;
    for (size_t behind = BEHIND_MOST; behind > 0; behind--)
        for (size_t ahead = AHEAD_MOST; ahead > 0; ahead--)
            if (ahead <= turn && at + behind <= w->count &&
                turn_back(w, turn - ahead, turn, at, at + behind))
                return;
}

static struct str turn_all(const struct reading *r, struct str text)
{
    struct rewriting w = rewriting_of(r, text);
    for (size_t turn = w.count; turn-- > 1;) /* what is before stays there */
        if (may_turn(&w.tokens[turn]))
            turn_around(&w, turn);
    return w.changed ? w.text : text;
}

struct str reword(const struct reading *r, struct str text)
{
    bool may_be_turned = false, may_say_sex = false;
    for (size_t t = 1; t < r->count; t++) {
        may_be_turned = may_be_turned || may_turn(&r->words[t]);
        may_say_sex = may_say_sex || says_sex(&r->words[t]);
    }
    if (reading_says_any(r, WORDING(SHORT)))
        text = spell_out(r, text);
    if (may_say_sex)
        text = leave_out_sex(r, text);
    return may_be_turned ? turn_all(r, text) : text;
}
