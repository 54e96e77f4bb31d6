/* The sections of an AI Career Graph page that hold a table: salary,
 * education, qualifications, migration. */
#include "acg.h"
#include "acg_values.h"

#include <ctype.h>
#include <string.h>

enum { COLUMNS = 4 };

/* Where the columns of a table are: by the labels of its header, else in the
 * order of the site. */
struct table {
    const struct section *section;
    size_t next;                   /* the line to look at */
    size_t columns[COLUMNS];       /* cell of each wanted column */
    struct str header[LINE_CELLS]; /* empty without a header */
    struct str cells[LINE_CELLS];  /* of the row last read */
    size_t count;
    unsigned line;
};

static const struct str missing[] = {{"—", 3},  {"–", 3},  {"-", 1},
                                     {"--", 2}, {"——", 6}, {"N/A", 3}};

/* An em dash stands for what is not known. */
static struct str known(struct str cell)
{
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (str_eq(cell, missing[i]))
            return STR_NONE;
    return cell;
}

/* A row of a table, also one whose outer bars were lost. */
static bool is_row(const struct line *line)
{
    if (line->kind == LINE_ROW)
        return true;
    return line->kind == LINE_TEXT &&
           (str_find(line->text, STR("|")) < line->text.len ||
            str_find(line->text, STR("\t")) < line->text.len);
}

/* The label of a header cell, what stands in brackets aside. */
static enum label header_label(struct reader *reader, struct str cell,
                               label_set allowed)
{
    enum label label = label_find(reader->labels, cell, allowed);
    size_t ascii = str_find(cell, STR("(")), wide = str_find(cell, STR("（"));
    size_t open = ascii < wide ? ascii : wide;
    return label
               ? label
               : label_find(reader->labels, str_slice(cell, 0, open), allowed);
}

/* "Gehalt (EUR)": a currency and no figure makes a header in any language. */
static bool names_currency(struct str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (isdigit((unsigned char)cell.ptr[i]))
            return false;
    return value_header_currency(cell).len > 0;
}

/* wanted: the labels of the first columns; those behind have none. */
static struct table table_new(struct reader *reader,
                              const struct section *section,
                              const enum label *wanted, size_t labels)
{
    struct table table = {.section = section};
    size_t first = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        table.columns[i] = i;
    while (first < section->count && !is_row(&section->lines[first]))
        first++;
    table.next = first;
    if (first == section->count)
        return table;

    struct str cells[LINE_CELLS];
    size_t count = line_cells(section->lines[first].text, cells);
    bool named[LINE_CELLS] = {false}, found[COLUMNS] = {false};
    bool header = first + 1 < section->count &&
                  section->lines[first + 1].kind == LINE_RULE;
    label_set all = 0;
    for (size_t k = 0; k < labels; k++)
        all |= LABEL_BIT(wanted[k]);
    for (size_t i = 0; i < count; i++) {
        enum label label = header_label(reader, cells[i], all);
        header |= names_currency(cells[i]);
        for (size_t k = 0; k < labels && !named[i]; k++)
            if (label == wanted[k] && !found[k]) {
                table.columns[k] = i;
                named[i] = found[k] = header = true;
            }
    }
    if (!header)
        return table;
    memcpy(table.header, cells, sizeof cells[0] * count);
    table.next = first + 1;
    /* columns the header does not name take the cells that are left */
    size_t cell = 0;
    for (size_t k = 0; k < COLUMNS; k++) {
        if (k < labels && found[k])
            continue;
        while (cell < LINE_CELLS && named[cell])
            cell++;
        table.columns[k] = cell++;
    }
    return table;
}

static bool table_next(struct table *table)
{
    const struct section *section = table->section;
    for (; table->next < section->count; table->next++) {
        const struct line *line = &section->lines[table->next];
        if (!is_row(line))
            continue;
        table->count = line_cells(line->text, table->cells);
        table->line = line->number;
        table->next++;
        return true;
    }
    return false;
}

static struct str cell(const struct table *table, size_t column)
{
    size_t at = table->columns[column];
    return at < table->count ? known(table->cells[at]) : STR_NONE;
}

/* Two remarks in one text, either may be empty. */
static struct str both(struct reader *reader, struct str a, struct str b)
{
    a = str_trim(a);
    b = str_trim(b);
    if (a.len == 0 || b.len == 0)
        return a.len ? a : b;
    return arena_printf(reader->arena, "%.*s %.*s", STR_ARG(a), STR_ARG(b));
}

/* Is the figure one of an hour, although the column is a year's? */
static bool is_hourly(struct str text)
{
    static const struct str words[] = {{"hour", 4}, {"/h", 2},    {"小时", 6},
                                       {"小時", 6}, {"時給", 6},  {"时薪", 6},
                                       {"時薪", 6}, {"Stunde", 6}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(text, words[i]) < text.len)
            return true;
    return false;
}

/* The currency of the page: what the header of the salary table names, else
 * the heading, else a sign of its own in the figures. */
struct str acg_currency(const struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_SALARY];
    struct str code = value_header_currency(section->heading);
    for (size_t i = 0; i < section->count && code.len == 0; i++) {
        struct str cells[LINE_CELLS];
        if (!is_row(&section->lines[i]))
            continue;
        size_t count = line_cells(section->lines[i].text, cells);
        for (size_t k = 0; k < count && code.len == 0; k++)
            code = value_header_currency(cells[k]);
    }
    for (size_t i = 0; i < section->count && code.len == 0; i++) {
        struct str cells[LINE_CELLS];
        size_t len;
        if (is_row(&section->lines[i]) &&
            line_cells(section->lines[i].text, cells) > 1 &&
            !value_currency(cells[1], &len, &code))
            code = STR_NONE;
    }
    return code;
}

void acg_read_salary(struct reader *reader)
{
    static const enum label wanted[] = {LABEL_EXPERIENCE, LABEL_ANNUAL};
    const struct section *section = &reader->sections[LABEL_SALARY];
    struct table table = table_new(reader, section, wanted, 2);
    bool any = false;
    while (table_next(&table)) {
        struct money money;
        struct str pay = cell(&table, 1), note = cell(&table, 2);
        if (cell(&table, 0).len + pay.len + note.len == 0)
            continue;
        struct page_entry *entry =
            acg_add(reader, FIELD_PAY, table.line, cell(&table, 0));
        if (!value_money(pay, &money) || is_hourly(money.rest)) {
            note = both(reader, pay, note);
        } else {
            entry->num[0] = money.min;
            entry->num[1] = money.max;
            note = both(reader, money.rest, note);
        }
        entry->text[1] = note;
        any = true;
    }
    if (!any)
        acg_lost(reader, "salary table");
}

void acg_read_education(struct reader *reader)
{
    static const enum label wanted[] = {LABEL_STAGE, LABEL_PERIOD, LABEL_COST};
    const struct section *section = &reader->sections[LABEL_EDUCATION];
    struct table table = table_new(reader, section, wanted, 3);
    bool any = false;
    while (table_next(&table)) {
        struct money money;
        struct str cost = cell(&table, 2), note = cell(&table, 3);
        if (cell(&table, 0).len + cost.len + note.len == 0)
            continue;
        struct page_entry *entry =
            acg_add(reader, FIELD_EDUCATION, table.line, cell(&table, 0));
        entry->text[1] = cell(&table, 1);
        if (value_money(cost, &money)) {
            entry->num[0] = money.min;
            entry->num[1] = money.max;
            note = both(reader, money.rest, note);
        } else {
            note = both(reader, cost, note);
        }
        entry->text[2] = note;
        any = true;
    }
    for (size_t i = 0; i < section->count && !any; i++) {
        /* a remark in place of the table, or a dash: there is nothing */
        struct str text = known(section->lines[i].text);
        if (section->lines[i].kind == LINE_RULE || text.len == 0)
            continue;
        acg_add(reader, FIELD_EDUCATION, section->lines[i].number, STR_NONE)
            ->text[2] = text;
    }
    if (section->present && section->count == 0)
        acg_lost(reader, "education table");
}

void acg_read_qualifications(struct reader *reader)
{
    static const enum label wanted[] = {LABEL_QUALIFICATION, LABEL_ISSUER};
    const struct section *section = &reader->sections[LABEL_QUALIFICATIONS];
    struct table table = table_new(reader, section, wanted, 2);
    bool any = false;
    while (table_next(&table)) {
        struct str name = cell(&table, 0);
        if (name.len == 0)
            continue;
        struct page_entry *entry =
            acg_add(reader, FIELD_QUALIFICATION, table.line, name);
        entry->text[1] = cell(&table, 1);
        enum label label =
            label_find(reader->labels, cell(&table, 2),
                       LABEL_BIT(LABEL_REQUIRED) | LABEL_BIT(LABEL_OPTIONAL));
        if (label)
            entry->num[0] = label == LABEL_REQUIRED;
        any = true;
    }
    for (size_t i = 0; i < section->count && !any; i++)
        if (section->lines[i].kind == LINE_BULLET &&
            section->lines[i].text.len > 0)
            acg_add(reader, FIELD_QUALIFICATION, section->lines[i].number,
                    section->lines[i].text);
    if (section->present && section->count == 0)
        acg_lost(reader, "qualifications table");
}

/* Do the words of s begin with the letters of the acronym? */
static bool spells_out(struct str acronym, struct str s)
{
    size_t letter = 0;
    bool start = true;
    for (size_t i = 0; i < s.len && letter < acronym.len; i++) {
        if (start && s.ptr[i] == acronym.ptr[letter])
            letter++;
        start = s.ptr[i] == ' ' || s.ptr[i] == '-';
    }
    return letter == acronym.len;
}

/* The length of a subclass at the start of s: "189", "H-1B", "§ 18g". */
static size_t subclass_length(struct str s)
{
    size_t at = str_starts(s, STR("§")) ? 2 : 0;
    while (at > 0 && at < s.len && s.ptr[at] == ' ')
        at++;
    size_t digits = 0, from = at;
    for (; at < s.len; at++) {
        unsigned char c = (unsigned char)s.ptr[at];
        /* "189Skilled": a word glued to the number */
        bool glued = isupper(c) && at + 2 < s.len && digits > 0 &&
                     islower((unsigned char)s.ptr[at + 1]);
        if (glued || !(isalnum(c) || c == '-'))
            break;
        digits += isdigit(c) != 0;
    }
    if (digits > 0 && at - from <= 12)
        return at;
    size_t capitals = 0;
    while (capitals < s.len && isupper((unsigned char)s.ptr[capitals]))
        capitals++;
    struct str acronym = str_slice(s, 0, capitals);
    if (capitals >= 2 && capitals < s.len &&
        !isalnum((unsigned char)s.ptr[capitals]) &&
        spells_out(acronym, str_slice(s, capitals, s.len)))
        return capitals;
    return 0;
}

/* Parts "Subclass 189 Skilled Independent"; several subclasses may be named:
 * "EB-2 / EB-3 Employment-based". */
static void read_visa_name(struct str text, struct str *subclass,
                           struct str *name)
{
    if (str_eq_nocase(str_slice(text, 0, 9), STR("subclass ")))
        text = str_trim(str_slice(text, 9, text.len));
    size_t len = subclass_length(text);
    for (size_t more = len; more > 0;) {
        static const struct str marks[] = {
            {" / ", 3}, {"/", 1}, {", ", 2}, {" & ", 3}};
        struct str rest = str_slice(text, len, text.len);
        size_t i = 0;
        while (i < 4 && !str_starts(rest, marks[i]))
            i++;
        more = i < 4 ? subclass_length(str_slice(rest, marks[i].len, rest.len))
                     : 0;
        if (more > 0)
            len += marks[i].len + more;
    }
    *subclass = str_slice(text, 0, len);
    *name = str_trim(str_slice(text, len, text.len));
    static const struct str between[] = {
        {"-", 1}, {"–", 3}, {"—", 3}, {"·", 2}, {":", 1}, {"：", 3}, {"|", 1}};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        if (len > 0 && str_starts(*name, between[i]))
            *name = str_trim(str_slice(*name, between[i].len, name->len));
    bool ascii = str_starts(*name, STR("(")) && str_ends(*name, STR(")"));
    if (len > 0 && ascii)
        *name = str_trim(str_slice(*name, 1, name->len - 1));
}

/* Where the remark on a competitive points cut-off begins; s.len: nowhere. */
static size_t find_cutoff(struct str s)
{
    size_t at = str_find(s, STR("pts competitive cut-off"));
    if (at < s.len) {
        while (at > 0 && strchr("~ 0123456789", s.ptr[at - 1]))
            at--;
        return at;
    }
    at = str_find(s, STR("竞争性获邀约"));
    while (at < s.len && at > 0 && s.ptr[at - 1] != ' ')
        at--;
    return at;
}

static void read_visas(struct reader *reader, const struct section *section)
{
    static const enum label wanted[] = {LABEL_VISA, LABEL_DETAILS};
    struct table table = table_new(reader, section, wanted, 2);
    while (table_next(&table)) {
        struct str visa = cell(&table, 0), details = cell(&table, 1);
        size_t cutoff = find_cutoff(visa);
        details = both(reader, details, str_slice(visa, cutoff, visa.len));
        details = both(reader, details, cell(&table, 2));
        visa = str_trim(str_slice(visa, 0, cutoff));
        if (visa.len == 0 && details.len == 0)
            continue;
        struct page_entry *entry =
            acg_add(reader, FIELD_VISA, table.line, STR_NONE);
        read_visa_name(visa, &entry->text[0], &entry->text[1]);
        entry->text[2] = details;
    }
}

/* Without the migration status that opens the site's paragraph. */
static struct str without_status(struct str text,
                                 const struct page_entry *status)
{
    size_t len = 0;
    if (status && str_starts(text, status->text[0]))
        len = status->text[0].len;
    else
        label_prefix(text, LABELS_STATUS, &len);
    struct str rest = str_slice(text, len, text.len);
    static const struct str marks[] = {
        {".", 1}, {"。", 3}, {":", 1}, {"：", 3}, {"．", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks && len > 0; i++)
        if (str_starts(rest, marks[i]))
            return str_trim(str_slice(rest, marks[i].len, rest.len));
    return len > 0 && rest.len == 0 ? STR_NONE : text;
}

void acg_read_migration(struct reader *reader)
{
    const struct section *section = &reader->sections[LABEL_MIGRATION];
    struct line *kept =
        arena_alloc_array(reader->arena, section->count, sizeof *kept);
    const struct page_entry *status =
        page_find(reader->page, FIELD_MIGRATION, NULL);
    size_t count = 0;
    read_visas(reader, section);
    for (size_t i = 0; i < section->count; i++) {
        const struct line *line = &section->lines[i];
        struct str rest;
        if (is_row(line))
            break; /* links to other countries follow the table */
        if (line->kind == LINE_RULE ||
            label_find_colon(reader->labels, line->text,
                             LABEL_BIT(LABEL_VISA_CODE) | LABEL_BIT(LABEL_CODE),
                             &rest))
            continue;
        kept[count] = *line;
        kept[count].text = without_status(line->text, status);
        count += kept[count].text.len > 0;
    }
    struct str text = acg_join(reader, kept, count);
    if (text.len > 0)
        acg_add(reader, FIELD_MIGRATION_TEXT, kept[0].number, text);
    else if (!page_find(reader->page, FIELD_VISA, NULL))
        acg_lost(reader, "migration text");
}
