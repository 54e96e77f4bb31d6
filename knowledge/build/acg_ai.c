/* The AI section of an AI Career Graph page: verdict, tools, the four lists,
 * entry level and upgrade path, with the headings of its parts or, as the
 * extraction often leaves it, without. Exposure cards and polls are passed
 * over: they are no data of the occupation. */
#include "acg.h"
#include "acg_values.h"
#include "utf8.h"

#include <string.h>

enum { LISTS = 4 };
static const enum field list_fields[LISTS] = {
    FIELD_TASK_REPLACED, FIELD_TASK_AUGMENTED, FIELD_TASK_HUMAN, FIELD_SKILL};
static const char *const list_names[LISTS] = {"tasks AI takes over",
                                              "tasks AI augments", "human moat",
                                              "skills to build"};

/* A growing list of lines, borrowed from the section. */
struct picked {
    const struct line **items;
    size_t count;
};

/* The parts of the section, sorted by the headings that are left. */
struct ai_parts {
    enum label verdict;
    label_set headings;  /* those that were seen */
    struct picked loose; /* below no heading, or that of the tools */
    struct picked lists[LISTS];
    struct picked entry, upgrade, adjacent;
    struct picked verdict_text, run, tail; /* what the loose ones were */
};

static void pick(struct picked *picked, const struct line *line)
{
    picked->items[picked->count++] = line;
}

/* A card with a percentile of the AIOE study begins here. Behind the verdict
 * that takes one of its words; before, a caption as short as a card's. */
static bool is_exposure_card(struct str text, bool behind_verdict)
{
    static const struct str words[] = {
        {"AIOE", 4}, {"percentile", 10}, {"Percentile", 10}, {"百分位", 9}};
    if (text.len > (behind_verdict ? 600 : 80))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(text, words[i]) < text.len)
            return true;
    return false;
}

/* A poll begins here: a short question, or a word for voting. */
static bool is_poll(struct str text)
{
    static const struct str marks[] = {{"投票", 6}, {"Poll", 4}, {"Vote", 4}};
    if (text.len > 400 || utf8_count(text) > 120)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(text, marks[i]))
            return true;
    return str_ends(text, STR("?")) || str_ends(text, STR("？"));
}

/* Long enough, or ended like a sentence: no caption and no figure. */
static bool is_prose(struct str text)
{
    static const struct str ends[] = {
        {".", 1}, {"!", 1}, {"。", 3}, {"！", 3}, {"…", 3}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i]))
            return true;
    return utf8_count(str_slice(text, 0, 400)) >= 40;
}

/* What a bullet says of a tool: "NAME Type Level Year"; parts may lack. */
struct tool {
    struct str name;
    const char *type;
    double level, year;
};

/* Without the marks that part the words of a tool, at the end. */
static struct str trim_end(struct str s)
{
    static const struct str marks[] = {{"·", 2}, {"|", 1}, {"•", 3}, {",", 1},
                                       {"/", 1}, {":", 1}, {"：", 3}};
    for (bool more = true; more;) {
        more = false;
        s = str_trim(s);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (str_ends(s, marks[i])) {
                s.len -= marks[i].len;
                more = true;
            }
    }
    return s;
}

/* Cuts a year off the end of s, with or without brackets; NAN: none. */
static double cut_year(struct str *s)
{
    struct str rest = *s;
    bool brackets = str_ends(rest, STR(")"));
    rest.len -= brackets;
    long year;
    if (rest.len < 4 ||
        !str_to_long(str_slice(rest, rest.len - 4, rest.len), &year) ||
        year < 1950 || year > 2099)
        return NAN;
    rest.len -= 4;
    if (brackets && str_ends(rest, STR("(")))
        rest.len--;
    *s = trim_end(rest);
    return (double)year;
}

/* False: it may as well be a task, which can end in "model", too. */
static bool read_tool(struct str text, struct tool *tool)
{
    static const char *const types[] = {"Tool",  "Platform", "Product",
                                        "Model", "Research", "News"};
    struct str rest = trim_end(text);
    size_t len;
    *tool = (struct tool){.level = NAN, .year = cut_year(&rest)};
    enum label level = label_suffix(rest, LABELS_LEVEL, &len);
    if (level) {
        tool->level = level - LABEL_PARTIAL + 1;
        rest = trim_end(str_slice(rest, 0, rest.len - len));
    }
    enum label type = label_suffix(rest, LABELS_TYPE, &len);
    if (type) {
        tool->type = types[type - LABEL_TOOL];
        rest = trim_end(str_slice(rest, 0, rest.len - len));
    }
    tool->name = rest;
    return level || (type && !isnan(tool->year));
}

/* Sorts the lines of the section into its parts. */
static void sort_lines(struct reader *reader, const struct section *section,
                       struct ai_parts *parts)
{
    enum label part = LABEL_NONE;
    enum { KEEP, IN_CARD, IN_POLL } skip = KEEP;
    bool bullets = false, scope = false;
    for (size_t i = 0; i < section->count; i++) {
        const struct line *line = &section->lines[i];
        struct str rest = STR_NONE;
        enum label label = LABEL_NONE, verdict = LABEL_NONE;
        if (line->kind == LINE_TEXT)
            label = label_find_colon(reader->labels, line->text, LABELS_AI_PART,
                                     &rest);
        if (label && !(parts->headings & LABEL_BIT(label))) {
            part = label;
            parts->headings |= LABEL_BIT(label);
            skip = KEEP;
            if (rest.len == 0)
                continue;
            struct line *behind = arena_alloc(reader->arena, sizeof *behind);
            *behind = *line;
            behind->text = rest;
            line = behind;
        }
        if (!parts->verdict && !bullets)
            verdict = label_find(reader->labels, line->text, LABELS_VERDICT);
        if (verdict) {
            parts->verdict = verdict;
            continue;
        }
        if (line->kind == LINE_BULLET) {
            struct tool tool;
            bullets = true;
            scope = line->text.len == 0 || read_tool(line->text, &tool);
            if (skip == IN_CARD)
                skip = KEEP;
        } else {
            if (!bullets &&
                is_exposure_card(line->text, parts->loose.count > 0))
                skip = IN_CARD;
            else if ((bullets || part >= LABEL_REPLACED) && !scope &&
                     is_poll(line->text))
                skip = IN_POLL;
            scope = false;
        }
        if (skip != KEEP)
            continue;
        if (part >= LABEL_REPLACED && part <= LABEL_SKILLS)
            pick(&parts->lists[part - LABEL_REPLACED], line);
        else
            pick(part == LABEL_ENTRY      ? &parts->entry
                 : part == LABEL_UPGRADE  ? &parts->upgrade
                 : part == LABEL_ADJACENT ? &parts->adjacent
                                          : &parts->loose,
                 line);
    }
}

static bool has_heading(const struct ai_parts *parts, enum label label)
{
    return (parts->headings & LABEL_BIT(label)) != 0;
}

static bool has_list(const struct ai_parts *parts, size_t list)
{
    return has_heading(parts, (enum label)(LABEL_REPLACED + list));
}

/* Parts the lines below no heading by what they look like: paragraphs of the
 * verdict, tools, one run of bullets, paragraphs behind them. */
static void read_loose(struct reader *reader, struct ai_parts *parts)
{
    const struct picked *lines = &parts->loose;
    size_t first = lines->count, last = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i]->kind == LINE_BULLET) {
            first = i < first ? i : first;
            last = i;
        }
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = lines->items[i];
        const struct line *next =
            i + 1 < lines->count ? lines->items[i + 1] : NULL;
        if (line->kind == LINE_TEXT) {
            bool before = i < first && first < lines->count;
            pick(before || i == 0 || (i < first && parts->headings)
                     ? &parts->verdict_text
                     : &parts->tail,
                 line);
            continue;
        }
        /* behind the paragraphs, bullets are options of a poll */
        if (line->kind != LINE_BULLET || parts->tail.count > 0)
            continue;
        struct tool tool;
        struct str scope =
            next && next->kind == LINE_TEXT ? next->text : STR_NONE;
        bool is_tool = read_tool(line->text, &tool) || line->text.len == 0 ||
                       has_heading(parts, LABEL_REPLACED) ||
                       (scope.len > 0 && i < last && parts->run.count == 0);
        if (!is_tool) {
            pick(&parts->run, line);
            continue;
        }
        i += scope.len > 0;
        if (scope.len == 0 && tool.name.len == 0)
            continue;
        struct page_entry *entry =
            acg_add(reader, FIELD_TOOL, line->number, tool.name);
        entry->text[1] = str_from(tool.type);
        entry->text[2] = scope;
        entry->num[0] = tool.level;
        entry->num[1] = tool.year;
    }
}

/* Deals a run without headings out to the lists it may belong to: all before
 * the first that has its heading. */
static void read_run(struct reader *reader, const struct ai_parts *parts)
{
    size_t lists = 0, at = 0;
    while (lists < LISTS && !has_list(parts, lists))
        lists++;
    if (parts->run.count == 0)
        return;
    struct split split = value_split_tasks(parts->run.count, lists);
    for (size_t list = 0; list < lists; list++)
        for (size_t n = 0; n < split.sizes[list]; n++, at++)
            acg_add(reader, list_fields[list], parts->run.items[at]->number,
                    parts->run.items[at]->text);
    acg_lost(reader, "list headings");
    if (split.confidence < 1)
        acg_guess(reader, split.confidence);
}

/* A list below its own heading. The paragraphs behind its bullets belong to
 * what follows: they go to the tail. */
static void read_list(struct reader *reader, size_t list,
                      struct ai_parts *parts)
{
    const struct picked *lines = &parts->lists[list];
    const struct page_entry *before =
        page_find(reader->page, list_fields[list], NULL);
    bool bullets = false, bare = false;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = lines->items[i];
        bullets |= line->kind == LINE_BULLET;
        if (line->kind == LINE_TEXT && bullets && !bare)
            pick(&parts->tail, line);
        else if (line->text.len > 0)
            acg_add(reader, list_fields[list], line->number, line->text);
        bare = line->kind == LINE_BULLET && line->text.len == 0;
    }
    if (has_list(parts, list) && !before &&
        !page_find(reader->page, list_fields[list], NULL))
        acg_lost(reader, list_names[list]);
}

/* Paragraphs of one part; several are kept one below the other. */
static struct str read_text(struct reader *reader, enum field field,
                            const struct picked *lines)
{
    struct line *copy =
        arena_alloc_array(reader->arena, lines->count, sizeof *copy);
    for (size_t i = 0; i < lines->count; i++)
        copy[i] = *lines->items[i];
    struct str text = acg_join(reader, copy, lines->count);
    if (text.len > 0 && field != FIELD_NONE)
        acg_add(reader, field, copy[0].number, text);
    return text;
}

/* Entry level and upgrade path: below their headings, or the first
 * paragraphs behind the lists. */
static void read_texts(struct reader *reader, struct ai_parts *parts)
{
    static const struct {
        enum label label;
        enum field field;
        const char *lost;
    } texts[] = {
        {LABEL_ENTRY, FIELD_ENTRY_LEVEL, "entry-level outlook"},
        {LABEL_UPGRADE, FIELD_UPGRADE, "how to level up"},
    };
    size_t tail = 0;
    for (size_t i = 0; i < 2; i++) {
        struct picked *own = i == 0 ? &parts->entry : &parts->upgrade;
        if (has_heading(parts, texts[i].label)) {
            if (read_text(reader, texts[i].field, own).len == 0)
                acg_lost(reader, texts[i].lost);
            continue;
        }
        while (tail < parts->tail.count &&
               !is_prose(parts->tail.items[tail]->text))
            tail++;
        if (tail == parts->tail.count)
            continue;
        const struct line *line = parts->tail.items[tail++];
        acg_add(reader, texts[i].field, line->number, line->text);
    }
}

static void read_adjacent(struct reader *reader, const struct picked *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct parts names = {.count = 0};
        value_parts(lines->items[i]->text, &names);
        for (size_t k = 0; k < names.count; k++)
            acg_add(reader, FIELD_ADJACENT, lines->items[i]->number,
                    names.items[k]);
    }
    if (!page_find(reader->page, FIELD_ADJACENT, NULL))
        acg_lost(reader, "adjacent careers");
}

static void note_lost_tools(struct reader *reader, const struct ai_parts *parts)
{
    const struct page_entry *tool = NULL;
    bool any = false, unnamed = false, untyped = false;
    while ((tool = page_find(reader->page, FIELD_TOOL, tool))) {
        any = true;
        unnamed |= tool->text[0].len == 0;
        untyped |= tool->text[1].len == 0 || isnan(tool->num[0]);
    }
    if (unnamed)
        acg_lost(reader, "tool names, types, levels and years");
    else if (untyped)
        acg_lost(reader, "tool types and levels");
    else if (!any && has_heading(parts, LABEL_TOOLS))
        acg_lost(reader, "tools");
}

void acg_read_ai(struct reader *reader)
{
    static const struct str verdicts[] = {
        {"compressed", 10}, {"amplified", 9}, {"mixed", 5}};
    const struct section *section = &reader->sections[LABEL_AI];
    if (!section->present)
        return;
    struct ai_parts parts = {.verdict = LABEL_NONE};
    struct picked *all[] = {
        &parts.loose,    &parts.verdict_text, &parts.run,      &parts.tail,
        &parts.entry,    &parts.upgrade,      &parts.adjacent, &parts.lists[0],
        &parts.lists[1], &parts.lists[2],     &parts.lists[3]};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        all[i]->items = arena_alloc_array(reader->arena, section->count,
                                          sizeof *all[i]->items);
    sort_lines(reader, section, &parts);
    if (section->count == 0) {
        acg_lost(reader, ACG_LOST_AI);
        return;
    }
    struct page_entry *verdict =
        acg_add(reader, FIELD_VERDICT, section->line, STR_NONE);
    if (parts.verdict)
        verdict->text[0] = verdicts[parts.verdict - LABEL_COMPRESSED];
    else
        acg_lost(reader, "verdict badge");
    read_loose(reader, &parts);
    verdict->text[1] = read_text(reader, FIELD_NONE, &parts.verdict_text);
    note_lost_tools(reader, &parts);
    read_run(reader, &parts);
    for (size_t list = 0; list < LISTS; list++)
        read_list(reader, list, &parts);
    read_texts(reader, &parts);
    if (has_heading(&parts, LABEL_ADJACENT))
        read_adjacent(reader, &parts.adjacent);
}
