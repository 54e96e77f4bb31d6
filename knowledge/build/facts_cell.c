/* One cell of a table of facts, read and written. Marks of a publisher that
 * keeps a figure back, of top-coded wages and of our own means stand in the
 * cell; nothing here knows what a column is about. */
#include "facts_columns.h"

#include "buf.h"
#include "page_cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CELL_MAX = 16 * 1024 };

/* 44580, 21.43, -6.8: no signs of money, no commas, no exponent. */
static bool read_plain(struct str cell, double *value)
{
    for (size_t i = 0; i < cell.len; i++)
        if (!((cell.ptr[i] >= '0' && cell.ptr[i] <= '9') ||
              cell.ptr[i] == '.' || (cell.ptr[i] == '-' && i == 0)))
            return false;
    return str_to_double(cell, value);
}

static bool in_range(const struct facts_column *column, double value)
{
    return value >= column->min && value <= column->max;
}

static void out_of_range(struct arena *arena, const struct facts_column *column,
                         struct str cell, struct str *why)
{
    *why = arena_printf(arena, "\"%.*s\" is not between %.10g and %.10g",
                        STR_ARG(page_excerpt(cell)), column->min, column->max);
}

/* Takes the mark off the front of *cell. */
static uint8_t take_mark(struct str *cell)
{
    uint8_t flags = 0;
    size_t len = 0;
    if (str_starts(*cell, STR(">=")))
        flags = ENTRY_AT_LEAST, len = 2;
    else if (str_starts(*cell, STR("~")))
        flags = ENTRY_MEAN, len = 1;
    *cell = str_trim(str_slice(*cell, len, cell->len));
    return flags;
}

static bool read_number(struct arena *arena, const struct facts_column *column,
                        struct str cell, struct pack_value *value,
                        struct str *why)
{
    struct str plain = cell;
    double number;
    value->flags = take_mark(&plain);
    if (!read_plain(plain, &number)) {
        *why = arena_printf(
            arena,
            "\"%.*s\" is no number; write it like 44580, >=239200 or ~0.53, "
            "* where the publisher keeps it back, or leave the cell empty",
            STR_ARG(page_excerpt(cell)));
        return false;
    }
    value->num[column->slot] = number;
    if (in_range(column, number))
        return true;
    out_of_range(arena, column, cell, why);
    return false;
}

static bool read_code(struct arena *arena, struct str cell,
                      struct pack_value *value, struct str *why)
{
    uint32_t soc = page_soc(cell);
    value->num[0] = soc;
    if (soc == 0)
        *why = arena_printf(arena, "\"%.*s\" is no SOC code like 29-1171",
                            STR_ARG(page_excerpt(cell)));
    return soc != 0;
}

/* Splits "Microsoft Excel=hot" at the last "=". */
static bool split_item(struct str item, struct str *name, struct str *rest)
{
    size_t at = item.len;
    while (at > 0 && item.ptr[at - 1] != '=')
        at--;
    if (at == 0)
        return false;
    *name = str_trim(str_slice(item, 0, at - 1));
    *rest = str_trim(str_slice(item, at, item.len));
    return name->len > 0;
}

static bool read_rated(struct arena *arena, const struct facts_column *column,
                       struct str item, struct pack_value *value,
                       struct str *why)
{
    struct str level, importance;
    bool good = split_item(item, &value->text[0], &level);
    if (good) {
        importance = str_trim(str_split(&level, '/'));
        good = read_plain(importance, &value->num[0]) &&
               (!level.ptr || read_plain(str_trim(level), &value->num[1]));
    }
    if (!good) {
        *why = arena_printf(arena,
                            "\"%.*s\" is not understood; write name=number, "
                            "or name=importance/level, between semicolons",
                            STR_ARG(page_excerpt(item)));
        return false;
    }
    bool level_good =
        isnan(value->num[1]) || (value->num[1] >= 0 && value->num[1] <= 7);
    if (in_range(column, value->num[0]) && level_good)
        return true;
    if (level_good)
        out_of_range(arena, column, importance, why);
    else
        *why = arena_printf(arena, "the level \"%.*s\" is not between 0 and 7",
                            STR_ARG(page_excerpt(level)));
    return false;
}

static const char *const technology_words[] = {NULL, "hot", "demand",
                                               "hot+demand"};

static bool read_technology(struct arena *arena, struct str item,
                            struct pack_value *value, struct str *why)
{
    struct str word;
    if (split_item(item, &value->text[0], &word))
        for (int i = 1; i <= 3; i++)
            if (str_eq(word, str_from(technology_words[i]))) {
                value->num[0] = i;
                return true;
            }
    *why = arena_printf(arena,
                        "\"%.*s\" is not understood; write name=hot, "
                        "name=demand or name=hot+demand, between semicolons",
                        STR_ARG(page_excerpt(item)));
    return false;
}

static bool read_item(struct arena *arena, const struct facts_column *column,
                      struct str item, struct pack_value *value,
                      struct str *why)
{
    switch (column->kind) {
    case FACTS_RELATED:
        return read_code(arena, item, value, why);
    case FACTS_RATED:
        return read_rated(arena, column, item, value, why);
    default:
        return read_technology(arena, item, value, why);
    }
}

static bool read_list(struct arena *arena, const struct facts_column *column,
                      struct str cell, struct pack_value *values, size_t *count,
                      struct str *why)
{
    struct pack_value value = values[0];
    value.flags = take_mark(&cell);
    for (*count = 0; cell.ptr;) {
        struct str item = str_trim(str_split(&cell, ';'));
        if (item.len == 0)
            continue;
        if (*count == FACTS_LIST_MAX) {
            *why =
                arena_printf(arena, "more than %d are listed", FACTS_LIST_MAX);
            return false;
        }
        values[*count] = value;
        if (!read_item(arena, column, item, &values[(*count)++], why))
            return false;
    }
    return true;
}

bool facts_cell_read(struct arena *arena, const struct facts_column *column,
                     struct str cell, struct pack_value *values, size_t *count,
                     struct str *why)
{
    values[0] = (struct pack_value){
        .field = column->field, .lang = column->lang, .num = {NAN, NAN}};
    *count = 1;
    if (str_eq(cell, STR("*"))) {
        values[0].flags = ENTRY_SUPPRESSED;
        return true;
    }
    switch (column->kind) {
    case FACTS_NUMBER:
        return read_number(arena, column, cell, &values[0], why);
    case FACTS_CODE:
        return read_code(arena, cell, &values[0], why);
    case FACTS_RELATED:
    case FACTS_RATED:
    case FACTS_TECHNOLOGIES:
        return read_list(arena, column, cell, values, count, why);
    default:
        values[0].text[0] = cell;
        return true;
    }
}

/* As few decimals as read back as the same number. */
static void write_plain(struct buf *buf, double value)
{
    char text[64];
    for (int decimals = 0; decimals <= 9; decimals++) {
        snprintf(text, sizeof text, "%.*f", decimals, value);
        if (strtod(text, NULL) == value)
            break;
    }
    buf_add_z(buf, text);
}

static void write_number(struct buf *buf, const struct facts_column *column,
                         const struct pack_value *value)
{
    double number = value->num[column->slot];
    if (isnan(number)) {
        /* Of a wage a year and an hour the other one may be there. */
        bool other = !isnan(value->num[!column->slot]);
        if (value->flags & ENTRY_SUPPRESSED && !other)
            buf_add_z(buf, "*");
        return;
    }
    buf_add_z(buf, value->flags & ENTRY_AT_LEAST ? ">="
                   : value->flags & ENTRY_MEAN   ? "~"
                                                 : "");
    write_plain(buf, number);
}

static void write_code(struct buf *buf, double number)
{
    unsigned soc = (unsigned)number;
    buf_printf(buf, "%02u-%04u", soc / 10000, soc % 10000);
}

static void write_item(struct buf *buf, const struct facts_column *column,
                       const struct pack_value *value)
{
    if (column->kind == FACTS_RELATED) {
        write_code(buf, value->num[0]);
        return;
    }
    buf_add(buf, value->text[0]);
    buf_add_char(buf, '=');
    if (column->kind == FACTS_TECHNOLOGIES) {
        buf_add_z(buf, technology_words[(int)value->num[0] & 3]);
        return;
    }
    write_plain(buf, value->num[0]);
    if (!isnan(value->num[1])) {
        buf_add_char(buf, '/');
        write_plain(buf, value->num[1]);
    }
}

static void write_list(struct buf *buf, const struct facts_column *column,
                       const struct pack_value *values, size_t count)
{
    if (values[0].flags & ENTRY_SUPPRESSED) {
        buf_add_char(buf, '*');
        return;
    }
    if (values[0].flags & ENTRY_MEAN)
        buf_add_char(buf, '~');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_z(buf, "; ");
        write_item(buf, column, &values[i]);
    }
}

struct str facts_cell_write(struct arena *arena,
                            const struct facts_column *column,
                            const struct pack_value *values, size_t count)
{
    struct buf buf;
    if (count == 0)
        return STR("");
    buf_init(&buf, CELL_MAX);
    if (column->kind == FACTS_NUMBER)
        write_number(&buf, column, &values[0]);
    else if (column->kind == FACTS_CODE)
        write_code(&buf, values[0].num[0]);
    else if (column->kind == FACTS_TEXT)
        buf_add(&buf, values[0].flags & ENTRY_SUPPRESSED ? STR("*")
                                                         : values[0].text[0]);
    else
        write_list(&buf, column, values, count);
    struct str cell = arena_str(arena, buf_str(&buf));
    buf_fini(&buf);
    return cell;
}
