/* The sections of an AI Career Graph page that hold lists and paragraphs:
 * ratings, who it fits, outlook, FAQ, sources. */
#include "acg.h"
#include "acg_values.h"
#include "utf8.h"

#include <string.h>

/* A score behind its dimension: "7", ": 7/10". *len: the bytes it takes. */
static bool read_score(struct str s, double *score, size_t *len)
{
    size_t from = 0;
    while (from < s.len && strchr(" :=\t|", s.ptr[from]))
        from++;
    if (str_starts(str_slice(s, from, s.len), STR("：")))
        from += 3;
    while (from < s.len && s.ptr[from] == ' ')
        from++;
    size_t end = from;
    while (end < s.len && end - from < 4 &&
           ((s.ptr[end] >= '0' && s.ptr[end] <= '9') ||
            (s.ptr[end] == '.' && end > from)))
        end++;
    if (!str_to_double(str_slice(s, from, end), score) || *score < 1 ||
        *score > 10)
        return false;
    *len = end;
    struct str rest = str_slice(s, end, s.len);
    if (str_starts(str_trim(rest), STR("/10")))
        *len = end + str_find(rest, STR("10")) + 2;
    return true;
}

/* Labels of dimensions, each with its score or without, and nothing else. */
static bool read_dimensions(struct reader *reader, const struct line *line,
                            bool add)
{
    static const struct str marks[] = {{" ", 1},  {"|", 1}, {"·", 2}, {",", 1},
                                       {"\t", 1}, {":", 1}, {"：", 3}};
    struct str rest = line->text;
    while (rest.len > 0) {
        size_t len, i = 0;
        while (i < sizeof marks / sizeof *marks && !str_starts(rest, marks[i]))
            i++;
        if (i < sizeof marks / sizeof *marks) {
            rest = str_slice(rest, marks[i].len, rest.len);
            continue;
        }
        enum label label = label_prefix(rest, LABELS_DIMENSION, &len);
        if (!label)
            return false;
        rest = str_slice(rest, len, rest.len);
        double score;
        if (!read_score(rest, &score, &len))
            continue;
        rest = str_slice(rest, len, rest.len);
        if (!add)
            continue;
        struct page_entry *entry =
            acg_add(reader, FIELD_RATING, line->number,
                    str_from(rating_ids[label - LABEL_DIMENSION]));
        entry->num[0] = score;
    }
    return true;
}

void acg_read_ratings(struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_RATINGS];
    struct page *page = reader->page;
    double overall;
    struct str before;
    bool rated = page_find(page, FIELD_OVERALL, NULL) != NULL;
    if (!rated && section->present &&
        acg_overall(section->heading, &overall, &before)) {
        acg_add(reader, FIELD_OVERALL, section->line, STR_NONE)->num[0] =
            overall;
        rated = true;
    }
    for (size_t i = 0; i < section->count; i++)
        if (read_dimensions(reader, &section->lines[i], false))
            read_dimensions(reader, &section->lines[i], true);
    if ((section->present || rated) && !page_find(page, FIELD_RATING, NULL))
        acg_lost(reader, "rating values");
}

void acg_read_suitability(struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_SUITABILITY];
    const struct line **bullets =
        arena_alloc_array(reader->arena, section->count, sizeof(struct line *));
    size_t count = 0, fits = 0;
    bool fit = false, unfit = false;
    for (size_t i = 0; i < section->count; i++) {
        const struct line *line = &section->lines[i];
        struct str rest = STR_NONE;
        enum label label = LABEL_NONE;
        if (line->kind == LINE_TEXT)
            label = label_find_colon(
                reader->labels, line->text,
                LABEL_BIT(LABEL_FIT) | LABEL_BIT(LABEL_UNFIT), &rest);
        if (label == LABEL_UNFIT && !unfit)
            fits = count;
        fit |= label == LABEL_FIT;
        unfit |= label == LABEL_UNFIT;
        if (label && rest.len > 0) {
            struct line *behind = arena_alloc(reader->arena, sizeof *behind);
            *behind = *line;
            behind->text = rest;
            bullets[count++] = behind;
        } else if (!label && line->text.len > 0 && line->kind != LINE_RULE) {
            bullets[count++] = line;
        }
    }
    if (fit && !unfit)
        fits = count;
    if (!fit && !unfit && section->present) {
        struct split split = value_split_fit(count);
        fits = split.sizes[0];
        if (count > 0)
            acg_lost(reader, "fit and unfit headings");
        if (split.confidence < 1)
            acg_guess(reader, split.confidence);
    }
    for (size_t i = 0; i < count; i++)
        acg_add(reader, i < fits ? FIELD_FIT : FIELD_UNFIT, bullets[i]->number,
                bullets[i]->text);
    if (count == 0)
        acg_lost(reader, "who it fits");
}

/* Is it a run of tags rather than a sentence? */
static bool is_tags(struct str text)
{
    static const struct str ends[] = {{".", 1}, {"。", 3}, {"!", 1}, {"?", 1}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i]))
            return false;
    return text.len < 300;
}

void acg_read_outlook(struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_OUTLOOK];
    struct line *texts =
        arena_alloc_array(reader->arena, section->count, sizeof *texts);
    struct parts tags = {.count = 0};
    size_t count = 0, tag_lines = 0;
    bool growth = false;
    if (!section->present)
        return;
    for (size_t i = 0; i < section->count; i++) {
        const struct line *line = &section->lines[i];
        struct str rest = line->text;
        if (label_find_colon(reader->labels, line->text,
                             LABEL_BIT(LABEL_GROWTH), &rest))
            growth = true;
        else if (!growth && line->kind == LINE_TEXT &&
                 (count < 2 || !is_tags(line->text))) {
            texts[count++] = *line;
            continue;
        } else
            rest = line->text;
        if (rest.len == 0)
            continue;
        tag_lines = line->number;
        value_parts(rest, &tags);
    }
    if (count > 0)
        acg_add(reader, FIELD_PROGRESSION, texts[0].number, texts[0].text);
    if (count > 1)
        acg_add(reader, FIELD_FORECAST, texts[1].number,
                acg_join(reader, texts + 1, count - 1));
    for (size_t i = 0; i < tags.count; i++)
        acg_add(reader, FIELD_GROWTH_AREA, (unsigned)tag_lines, tags.items[i]);
    if (count == 0 && tags.count == 0)
        acg_lost(reader, ACG_LOST_OUTLOOK);
    else if (growth && tags.count == 0)
        acg_lost(reader, "growth areas");
    else if (tags.unsure)
        acg_lost(reader, "borders of growth areas");
}

/* "Q: text" without its mark. */
static struct str without_mark(struct str text, const char *letters,
                               bool *marked)
{
    *marked = text.len > 2 && strchr(letters, text.ptr[0]) &&
              text.ptr[0] != '\0' &&
              (text.ptr[1] == ':' || text.ptr[1] == '.' ||
               str_starts(str_slice(text, 1, text.len), STR("：")));
    if (!*marked)
        return text;
    size_t len = text.ptr[1] == ':' || text.ptr[1] == '.' ? 2 : 4;
    return str_trim(str_slice(text, len, text.len));
}

static bool ends_as_question(struct str text)
{
    return str_ends(text, STR("?")) || str_ends(text, STR("？"));
}

/* Where a question that its answer was glued to ends; text.len: nowhere. */
static size_t inner_question(struct str text)
{
    struct str start = str_slice(text, 0, 400);
    size_t ascii = str_find(start, STR("? ")),
           wide = str_find(start, STR("？"));
    if (ascii == start.len && wide == start.len)
        return text.len;
    return ascii < wide ? ascii + 1 : wide + 3;
}

/* How the questions of a FAQ are told from its answers. */
enum faq_form {
    FAQ_MARKED, /* by headings or "Q:" */
    FAQ_SIGNED, /* by their question marks */
    FAQ_TURNS   /* they take turns with the answers */
};

/* Questions are often printed without their sign. Then every other line is
 * one: signed, or shorter than its answer. */
static bool take_turns(const struct section *section)
{
    for (size_t i = 0; i + 1 < section->count; i += 2) {
        struct str question = section->lines[i].text;
        struct str answer = section->lines[i + 1].text;
        if (ends_as_question(answer) ||
            (!ends_as_question(question) && question.len >= answer.len))
            return false;
    }
    return section->count % 2 == 0;
}

static enum faq_form faq_form(const struct section *section)
{
    enum faq_form form = FAQ_TURNS;
    for (size_t i = 0; i < section->count; i++) {
        bool marked;
        without_mark(section->lines[i].text, "Qq", &marked);
        if (marked || section->lines[i].marked)
            return FAQ_MARKED;
        if (ends_as_question(section->lines[i].text))
            form = FAQ_SIGNED;
    }
    return form == FAQ_SIGNED && take_turns(section) ? FAQ_TURNS : form;
}

void acg_read_faq(struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_FAQ];
    enum faq_form form = faq_form(section);
    struct page_entry *entry = NULL;
    /* the lines of the answer that is being read */
    struct line *answer =
        arena_alloc_array(reader->arena, section->count + 1, sizeof *answer);
    size_t count = 0;
    bool unanswered = false;
    for (size_t i = 0; i < section->count; i++) {
        struct line line = section->lines[i];
        bool is_answer, is_question = false;
        line.text = without_mark(line.text, "Aa", &is_answer);
        if (line.text.len == 0 || line.kind == LINE_RULE)
            continue;
        if (!is_answer)
            line.text = without_mark(line.text, "Qq", &is_question);
        if (form == FAQ_MARKED)
            is_question |= line.marked;
        else if (form == FAQ_SIGNED)
            is_question = ends_as_question(line.text);
        else
            is_question = count > 0;
        size_t border = inner_question(line.text);
        bool glued = !is_answer && !line.marked && border < line.text.len &&
                     !ends_as_question(line.text) && (!entry || count > 0);
        if (!is_question && !glued && entry) {
            answer[count++] = line;
            continue;
        }
        if (entry)
            entry->text[1] = acg_join(reader, answer, count);
        unanswered |= entry && count == 0;
        struct str question =
            glued ? str_slice(line.text, 0, border) : line.text;
        entry = acg_add(reader, FIELD_FAQ, line.number, question);
        count = 0;
        line.text = str_trim(str_slice(line.text, border, line.text.len));
        line.text = without_mark(line.text, "Aa", &is_answer);
        if (glued && line.text.len > 0)
            answer[count++] = line;
    }
    if (entry)
        entry->text[1] = acg_join(reader, answer, count);
    unanswered |= entry && count == 0;
    if (section->present && !entry)
        acg_lost(reader, "faq body");
    else if (unanswered)
        acg_lost(reader, "faq answers");
}

void acg_read_sources(struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_SOURCES];
    size_t count = 0;
    /* the page ends with its links and its notice of rights */
    while (count < section->count &&
           !label_find(reader->labels, section->lines[count].text,
                       LABEL_BIT(LABEL_BACK_HOME)) &&
           !str_starts(section->lines[count].text, STR("©")))
        count++;
    struct str text = acg_join(reader, section->lines, count);
    if (text.len > 0)
        acg_add(reader, FIELD_SOURCES, section->lines[0].number, text);
    else
        acg_lost(reader, "data sources");
}
