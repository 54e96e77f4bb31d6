/* Reads the values of cells. */
#include "page_cell.h"

#include "buf.h"
#include "utf8.h"

#include <math.h>
#include <stdint.h>

bool page_is_absent(struct str s)
{
    return s.len == 0 || str_eq(s, STR("-")) || str_eq(s, STR("–")) ||
           str_eq(s, STR("—")) || str_eq(s, STR("−"));
}

struct str page_excerpt(struct str s)
{
    return utf8_cut(s, 60);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits, perhaps in groups of three parted by commas, perhaps a fraction. */
static bool plain_number(struct str s, double *value)
{
    char digits[32];
    size_t n = 0, group = 0, commas = 0, i = 0;
    for (; i < s.len && (is_digit(s.ptr[i]) || s.ptr[i] == ','); i++) {
        if (s.ptr[i] == ',') {
            if (group == 0 || group > 3 || (commas > 0 && group != 3))
                return false;
            commas++;
            group = 0;
        } else if (n + 1 < sizeof digits) {
            digits[n++] = s.ptr[i];
            group++;
        } else {
            return false;
        }
    }
    if (n == 0 || n > 15 || (commas > 0 && group != 3))
        return false;
    if (i < s.len && s.ptr[i] == '.' && s.len - i >= 2 && s.len - i <= 5)
        for (digits[n++] = s.ptr[i++]; i < s.len && is_digit(s.ptr[i]); i++)
            digits[n++] = s.ptr[i];
    return i == s.len && str_to_double((struct str){digits, n}, value);
}

bool page_money(struct arena *arena, struct str s, double *value,
                struct str *why)
{
    static const struct str signs[] = {{"US$", 3}, {"NZ$", 3}, {"A$", 2},
                                       {"C$", 2},  {"$", 1},   {"€", 3},
                                       {"£", 2},   {"¥", 2}};
    *value = NAN;
    if (page_is_absent(s))
        return true;
    struct str number = s;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (str_starts(s, signs[i]))
            number = str_slice(s, signs[i].len, s.len);
        else if (str_ends(s, signs[i]))
            number = str_slice(s, 0, s.len - signs[i].len);
        else
            continue;
        break;
    }
    if (plain_number(str_trim(number), value))
        return true;
    *why = arena_printf(arena,
                        "\"%.*s\" is no amount of money; write it like 28,000 "
                        "or $28,000, or leave the cell empty",
                        STR_ARG(page_excerpt(s)));
    return false;
}

bool page_score(struct arena *arena, struct str s, double *value,
                struct str *why)
{
    *value = NAN;
    if (page_is_absent(s))
        return true;
    struct str number = s;
    if (str_ends(s, STR("/10")))
        number = str_trim(str_slice(s, 0, s.len - 3));
    if (plain_number(number, value) && *value >= 1 && *value <= 10)
        return true;
    *why =
        arena_printf(arena, "\"%.*s\" is no score; write a number from 1 to 10",
                     STR_ARG(page_excerpt(s)));
    *value = NAN;
    return false;
}

bool page_year(struct arena *arena, struct str s, double *value,
               struct str *why)
{
    long year;
    *value = NAN;
    if (page_is_absent(s))
        return true;
    if (s.len == 4 && str_to_long(s, &year) && year >= 1900 && year <= 2200) {
        *value = (double)year;
        return true;
    }
    *why = arena_printf(arena,
                        "\"%.*s\" is no year; write it like 2024, or leave "
                        "the cell empty",
                        STR_ARG(page_excerpt(s)));
    return false;
}

bool page_choice(struct arena *arena, const struct page_word *words,
                 size_t count, enum lang lang, const char *what, struct str s,
                 size_t *index, struct str *why)
{
    *index = count;
    if (page_is_absent(s))
        return true;
    *index = page_word_find(words, count, sizeof *words, s);
    if (*index < count)
        return true;
    struct buf known;
    buf_init(&known, 400);
    for (size_t i = 0; i < count; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", page_word_in(words[i], lang));
    *why =
        arena_printf(arena, "\"%.*s\" is not %s; write one of: %.*s",
                     STR_ARG(page_excerpt(s)), what, STR_ARG(buf_str(&known)));
    buf_fini(&known);
    return false;
}

uint32_t page_soc(struct str code)
{
    uint32_t soc = 0;
    if (code.len != 7 || code.ptr[2] != '-')
        return 0;
    for (size_t i = 0; i < 7; i++) {
        if (i == 2)
            continue;
        if (!is_digit(code.ptr[i]))
            return 0;
        soc = soc * 10 + (uint32_t)(code.ptr[i] - '0');
    }
    return soc;
}

bool page_code(struct arena *arena, struct str s, struct str *code,
               struct str *type, struct str *why)
{
    *type = s;
    *code = str_split(type, ' ');
    *type = str_trim(*type);
    bool soc = type->len == 0 || str_eq_nocase(*type, STR("SOC")) ||
               str_eq_nocase(*type, STR("SOC 2018"));
    if (!soc)
        return true;
    *type = STR("SOC");
    if (page_soc(*code))
        return true;
    *why = arena_printf(arena,
                        "\"%.*s\" is no SOC 2018 code; write it like 25-4031, "
                        "or put the name of the other classification behind "
                        "it",
                        STR_ARG(page_excerpt(s)));
    return false;
}
