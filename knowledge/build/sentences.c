/* Reads sentences and compares those of two languages. */
#include "sentences.h"

#include "page_markdown.h"

#include <stdlib.h>

/* The next {place} of a text, braces included; *rest moves behind it. An
 * empty text with a NULL pointer: there is none left; *good: the braces so
 * far pair up and hold a name each. */
static struct str next_place(struct str *rest, bool *good)
{
    size_t open = str_find(*rest, STR("{")), stray = str_find(*rest, STR("}"));
    *good = stray >= open;
    if (open == rest->len)
        return STR_NONE;
    struct str from = str_slice(*rest, open, rest->len);
    size_t close = str_find(from, STR("}"));
    struct str name = str_slice(from, 1, close);
    *good = *good && close < from.len && name.len > 0 &&
            str_find(name, STR("{")) == name.len &&
            str_find(name, STR(" ")) == name.len;
    *rest = str_slice(from, close + 1, from.len);
    return str_slice(from, 0, close + 1);
}

static bool good_places(struct str text)
{
    bool good = true;
    while (good && next_place(&text, &good).ptr)
        ;
    return good;
}

/* Does b hold every place of a? If not, *missing is one that it lacks. */
static bool holds_places(struct str a, struct str b, struct str *missing)
{
    bool good;
    for (struct str place; (place = next_place(&a, &good)).ptr;)
        if (str_find(b, place) == b.len) {
            *missing = place;
            return false;
        }
    return true;
}

static bool good_key(struct str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] <= ' ')
            return false;
    return key.len > 0;
}

static void append(struct sentences *sentences, struct sentence *s)
{
    s->next = NULL;
    if (sentences->last)
        sentences->last->next = s;
    else
        sentences->first = s;
    sentences->last = s;
    sentences->count++;
}

static int by_key(const void *a, const void *b)
{
    const struct sentence *x = *(struct sentence *const *)a;
    const struct sentence *y = *(struct sentence *const *)b;
    int order = str_compare(x->key, y->key);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static struct sentence **sorted(const struct sentences *sentences,
                                struct arena *arena)
{
    struct sentence **list =
        arena_alloc_array(arena, sentences->count + 1, sizeof(*list));
    size_t n = 0;
    for (struct sentence *s = sentences->first; s; s = s->next)
        list[n++] = s;
    qsort(list, n, sizeof *list, by_key);
    return list; /* ended by NULL */
}

/* Of two sentences with one key the first stays. */
static void drop_doubles(struct sentences *sentences, struct arena *arena,
                         struct faults *faults)
{
    struct sentence **list = sorted(sentences, arena);
    *sentences = (struct sentences){0};
    for (; *list; list++) {
        struct sentence *s = *list;
        if (sentences->last && str_eq(sentences->last->key, s->key))
            fault_add(faults, s->file, s->line,
                      "\"%.*s\" stands in line %u already; keep one",
                      STR_ARG(s->key), sentences->last->line);
        else
            append(sentences, s);
    }
}

void sentences_read(struct sentences *sentences, struct arena *arena,
                    struct lines lines)
{
    struct str line;
    while (lines_next(&lines, &line)) {
        line = str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        struct str text = line, key = str_trim(str_split(&text, '='));
        bool separated = text.ptr != NULL;
        text = markdown_one_line(arena, text);
        const char *why = NULL;
        if (!separated || !good_key(key))
            why = "a line is like \"key = the text\", the key without blanks";
        else if (text.len == 0)
            why = "this sentence is empty; write it";
        else if (!good_places(text))
            why = "{ and } must stand in pairs, with a name between them";
        if (why) {
            fault_add(lines.faults, lines.file, lines.number, "%s", why);
            continue;
        }
        struct sentence *s = arena_alloc(arena, sizeof *s);
        *s = (struct sentence){key, text, lines.file, lines.number, NULL};
        append(sentences, s);
    }
    drop_doubles(sentences, arena, lines.faults);
}

static void only_here(const struct sentence *s, struct faults *faults)
{
    fault_add(faults, s->file, s->line,
              "\"%.*s\" is missing in the other language; add it there",
              STR_ARG(s->key));
}

static void compare(const struct sentence *x, const struct sentence *y,
                    struct faults *faults)
{
    struct str missing;
    if (!holds_places(x->text, y->text, &missing))
        fault_add(faults, y->file, y->line,
                  "\"%.*s\" lacks the place %.*s that line %u of %.*s has",
                  STR_ARG(y->key), STR_ARG(missing), x->line, STR_ARG(x->file));
    if (!holds_places(y->text, x->text, &missing))
        fault_add(faults, y->file, y->line,
                  "\"%.*s\" has the place %.*s that line %u of %.*s lacks",
                  STR_ARG(y->key), STR_ARG(missing), x->line, STR_ARG(x->file));
}

void sentences_compare(const struct sentences *a, const struct sentences *b,
                       struct arena *arena, struct faults *faults)
{
    struct sentence **x = sorted(a, arena), **y = sorted(b, arena);
    while (*x || *y) {
        int order = !*x ? 1 : !*y ? -1 : str_compare((*x)->key, (*y)->key);
        if (order < 0)
            only_here(*x++, faults);
        else if (order > 0)
            only_here(*y++, faults);
        else
            compare(*x++, *y++, faults);
    }
}
