/* Reads example questions: which words name the occupation, and what is
 * asked. */
#include "questions.h"

#include "intent_features.h"
#include "page.h"
#include "page_cell.h"

static const float phrase_weight = 0.3F; /* beside whole questions */

/* What a topic says of its questions. False: it is none. */
static bool read_topic(struct str topic, struct example *out)
{
    struct str part = topic, first = str_split(&part, '/');
    *out = (struct example){.weight = 1};
    if (!part.ptr && str_eq(first, STR("offtopic"))) {
        out->kind = INTENT_OFFTOPIC;
    } else if (!part.ptr && str_eq(first, STR("smalltalk"))) {
        out->kind = INTENT_SMALLTALK;
    } else if (!part.ptr && str_eq(first, STR("clarify"))) {
        out->kind = INTENT_CLARIFY;
    } else {
        if (str_eq(first, STR("list")) || str_eq(first, STR("compare"))) {
            out->kind =
                str_eq(first, STR("list")) ? INTENT_LIST : INTENT_COMPARE;
            first = part;
            part = STR_NONE;
        }
        return first.ptr && !part.ptr && subject_parse(first, &out->subject);
    }
    return true;
}

static void add(struct examples *examples, struct arena *arena,
                struct example example)
{
    struct example *kept = arena_alloc(arena, sizeof *kept);
    *kept = example;
    if (examples->last)
        examples->last->next = kept;
    else
        examples->first = kept;
    examples->last = kept;
    examples->count++;
}

/* The question with a blank for each brace, so that all stays in its place;
 * false: braces without their partner. */
static bool without_braces(struct arena *arena, struct str line,
                           struct str *text)
{
    struct str copy = arena_str(arena, line);
    char *bytes = (char *)copy.ptr;
    bool open = false;
    for (size_t i = 0; i < copy.len; i++) {
        if (bytes[i] != '{' && bytes[i] != '}')
            continue;
        if (open == (bytes[i] == '{'))
            return false;
        open = !open;
        bytes[i] = ' ';
    }
    *text = copy;
    return !open;
}

static bool is_inside(struct str line, size_t at)
{
    bool open = false;
    for (size_t i = 0; i < at; i++)
        open = line.ptr[i] == '{' || (open && line.ptr[i] != '}');
    return open;
}

static void add_line(struct examples *examples, struct arena *arena,
                     struct normalizer *normalizer, struct example example,
                     struct str line, const struct lines *at)
{
    struct str text;
    if (!without_braces(arena, line, &text)) {
        fault_add(at->faults, at->file, at->number,
                  "a brace without its partner in \"%.*s\"; put the name of "
                  "the occupation in {braces}",
                  STR_ARG(page_excerpt(line)));
        return;
    }
    example.tokens = text_tokens(normalizer, arena, text, &example.count);
    example.names =
        arena_alloc_array(arena, example.count, sizeof *example.names);
    for (size_t i = 0; i < example.count; i++)
        if (is_inside(line, example.tokens[i].from)) {
            example.names[i] = example.tokens[i].key;
            example.tokens[i].key = STR_NONE;
            example.named = true;
        }
    if (example.count > 0)
        add(examples, arena, example);
}

void questions_read(struct examples *examples, struct arena *arena,
                    struct normalizer *normalizer, struct lines lines)
{
    struct example topic = {0};
    struct str line;
    bool known = false, any = false;
    while (lines_next(&lines, &line)) {
        line = str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '[' && str_ends(line, STR("]"))) {
            any = true;
            known = read_topic(str_slice(line, 1, line.len - 1), &topic);
            if (!known)
                fault_add(lines.faults, lines.file, lines.number,
                          "%.*s is no topic of questions; write [SUBJECT], "
                          "[list/SUBJECT], [compare/SUBJECT], [offtopic], "
                          "[smalltalk] or [clarify]",
                          STR_ARG(page_excerpt(line)));
        } else if (known) {
            add_line(examples, arena, normalizer, topic, line, &lines);
        } else if (!any) {
            fault_add(lines.faults, lines.file, lines.number,
                      "a question above the first [topic]; say what it asks "
                      "for");
            any = true;
        }
    }
}

void questions_phrase(struct examples *examples, struct arena *arena,
                      struct str topic, struct str key)
{
    struct example example = {.weight = phrase_weight};
    struct str part = topic, first = str_split(&part, '/');
    size_t count = 0;
    if (str_eq(topic, STR("word/person"))) {
        struct person *person = arena_alloc(arena, sizeof *person);
        *person = (struct person){key, examples->people};
        examples->people = person;
        return;
    }
    if (str_eq(first, STR("smalltalk")))
        example.kind = INTENT_SMALLTALK;
    else if (str_eq(topic, STR("kind/offtopic")))
        example.kind = INTENT_OFFTOPIC;
    else if (str_eq(topic, STR("kind/list")))
        example.kind = INTENT_LIST;
    else if (str_eq(topic, STR("kind/compare")))
        example.kind = INTENT_COMPARE;
    else if (!subject_parse(first, &example.subject) ||
             str_eq(part, STR("weak")))
        return;
    for (size_t at = 0; text_key_token(key, &at).ptr;)
        count++;
    example.tokens = arena_alloc_array(arena, count, sizeof *example.tokens);
    for (size_t at = 0; example.count < count; example.count++)
        example.tokens[example.count].key = text_key_token(key, &at);
    if (example.count > 0)
        add(examples, arena, example);
}

/* How many tokens from `from` on are the phrase; 0: they are not. */
static size_t phrase_at(const struct example *e, size_t from, struct str key)
{
    size_t count = 0;
    struct str word;
    for (size_t at = 0; (word = text_key_token(key, &at)).ptr; count++)
        if (from + count >= e->count ||
            !str_eq(e->tokens[from + count].key, word))
            return 0;
    return count;
}

void questions_forget_people(struct examples *examples)
{
    for (struct example *e = examples->first; e; e = e->next)
        for (size_t i = 0; e->weight == 1 && i < e->count; i++) {
            size_t count = 0;
            for (const struct person *p = examples->people; p && count == 0;
                 p = p->next)
                count = phrase_at(e, i, p->key);
            for (size_t t = i; t < i + count; t++)
                e->tokens[t].key = INTENT_SKIP;
        }
}
