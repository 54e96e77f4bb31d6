/* Reading values of an AI Career Graph page. */
#include "acg_values.h"

#include "utf8.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* The sign is taken before the code it may stand beside; longest first. */
static const struct {
    struct str sign, code;
} currencies[] = {
    {{"AU$", 3}, {"AUD", 3}}, {{"A$", 2}, {"AUD", 3}},
    {{"CA$", 3}, {"CAD", 3}}, {{"C$", 2}, {"CAD", 3}},
    {{"NZ$", 3}, {"NZD", 3}}, {{"US$", 3}, {"USD", 3}},
    {{"$", 1}, {"", 0}},      {{"＄", 3}, {"", 0}},
    {{"£", 2}, {"GBP", 3}},   {{"￡", 3}, {"GBP", 3}},
    {{"€", 3}, {"EUR", 3}},   {{"¥", 2}, {"JPY", 3}},
    {{"￥", 3}, {"JPY", 3}},  {{"円", 3}, {"JPY", 3}},
    {{"₩", 3}, {"KRW", 3}},   {{"￦", 3}, {"KRW", 3}},
    {{"원", 3}, {"KRW", 3}},  {{"₹", 3}, {"INR", 3}},
    {{"Rs.", 3}, {"INR", 3}}, {{"Fr.", 3}, {"CHF", 3}},
};

static const char codes[] = "USD AUD NZD CAD GBP EUR CHF JPY KRW INR";

/* The place of a three-letter code in `codes`, or NULL. */
static const char *known_code(struct str s)
{
    for (const char *c = codes; s.len >= 3 && c < codes + sizeof codes - 1;
         c += 4)
        if (memcmp(c, s.ptr, 3) == 0 &&
            (s.len == 3 || !isalpha((unsigned char)s.ptr[3])))
            return c;
    return NULL;
}

/* The bytes of white space that begin s, of any width. */
static size_t blanks(struct str s)
{
    size_t at = 0;
    while (at < s.len) {
        size_t next = at;
        uint32_t code = utf8_next(s, &next);
        if (code != ' ' && code != '\t' && code != 0xa0 && code != 0x202f &&
            code != 0x2009 && code != 0x3000)
            break;
        at = next;
    }
    return at;
}

bool value_currency(struct str s, size_t *len, struct str *code)
{
    size_t at = blanks(s);
    struct str rest = str_slice(s, at, s.len);
    const char *known = known_code(rest);
    if (known) {
        *code = (struct str){known, 3};
        *len = at + 3;
        return true;
    }
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (str_starts(rest, currencies[i].sign)) {
            *code = currencies[i].code;
            *len = at + currencies[i].sign.len;
            return true;
        }
    return false;
}

struct str value_header_currency(struct str cell)
{
    for (size_t i = 0; i + 3 <= cell.len; i++) {
        const char *known = known_code(str_slice(cell, i, cell.len));
        if (known && (i == 0 || !isalpha((unsigned char)cell.ptr[i - 1])))
            return (struct str){known, 3};
    }
    return STR_NONE;
}

/* A character of a figure, full-width forms as ASCII. */
static uint32_t next_folded(struct str s, size_t *at)
{
    uint32_t code = utf8_next(s, at);
    return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

/* How many digits stand at s[at], up to four. */
static size_t digits_at(struct str s, size_t at)
{
    size_t count = 0;
    while (at < s.len && count < 4 && is_digit(next_folded(s, &at)))
        count++;
    return count;
}

/* A multiplier behind a figure: "k", "万". Moves *at behind it. */
static double multiplier(struct str s, size_t *at)
{
    static const struct {
        struct str word;
        double factor;
    } words[] = {{{"k", 1}, 1e3},     {{"K", 1}, 1e3},    {{"千", 3}, 1e3},
                 {{"万", 3}, 1e4},    {{"萬", 3}, 1e4},   {{"만", 3}, 1e4},
                 {{"lakhs", 5}, 1e5}, {{"lakh", 4}, 1e5}, {{"Lakhs", 5}, 1e5},
                 {{"Lakh", 4}, 1e5}};
    size_t from = *at + blanks(str_slice(s, *at, s.len));
    struct str rest = str_slice(s, from, s.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = words[i].word.len;
        bool latin = isalpha((unsigned char)words[i].word.ptr[0]);
        if (!str_starts(rest, words[i].word) ||
            (latin && rest.len > len && isalnum((unsigned char)rest.ptr[len])))
            continue;
        *at = from + len;
        return words[i].factor;
    }
    return 1;
}

struct figure {
    double value;
    bool grouped;  /* with thousands separators */
    double factor; /* of its multiplier, 1: none */
};

/* A figure at s[*at]; a group of three digits behind a separator are
 * thousands, fewer are decimals. */
static bool figure_at(struct str s, size_t *at, struct figure *out)
{
    double value = 0;
    size_t pos = *at, digits = 0;
    uint32_t group = 0; /* the separator of thousands, once known */
    *out = (struct figure){.factor = 1};
    while (pos < s.len && digits <= 15) {
        size_t next = pos;
        uint32_t code = next_folded(s, &next);
        if (is_digit(code)) {
            value = value * 10 + (code - '0');
            digits++;
            pos = next;
            continue;
        }
        if (digits == 0)
            return false;
        bool blank =
            code == ' ' || code == 0xa0 || code == 0x202f || code == 0x2009;
        bool point = code == '.' || code == ',';
        if (!blank && !point && code != '\'' && code != 0x2019)
            break;
        size_t more = digits_at(s, next);
        bool thousands = more == 3 && value > 0 && (!group || group == code);
        /* 3,00,000 is how India groups */
        bool lakh = code == ',' && more == 2 && next + 2 < s.len &&
                    s.ptr[next + 2] == ',' && digits_at(s, next + 3) >= 2;
        if (thousands || lakh) {
            group = code;
            pos = next;
            continue;
        }
        if (point && more > 0) {
            double unit = 0.1;
            for (pos = next; pos < s.len; pos = next, unit /= 10) {
                code = next_folded(s, &next);
                if (!is_digit(code))
                    break;
                value += unit * (code - '0');
            }
            value = round(value * 100) / 100;
        }
        break;
    }
    if (digits == 0 || digits > 15)
        return false;
    out->factor = multiplier(s, &pos);
    out->value = value * out->factor;
    out->grouped = group != 0;
    *at = pos;
    return true;
}

/* Words that may stand before or between the figures of a range. */
static const struct {
    struct str word;
    enum { WORD_FROM, WORD_UP_TO, WORD_BETWEEN, WORD_ABOUT } role;
} range_words[] = {
    {{"from ", 5}, WORD_FROM},   {{"From ", 5}, WORD_FROM},
    {{"ab ", 3}, WORD_FROM},     {{"desde ", 6}, WORD_FROM},
    {{"up to ", 6}, WORD_UP_TO}, {{"Up to ", 6}, WORD_UP_TO},
    {{"hasta ", 6}, WORD_UP_TO}, {{"bis ", 4}, WORD_UP_TO},
    {{"最高", 6}, WORD_UP_TO},   {{"<", 1}, WORD_UP_TO},
    {{"≤", 3}, WORD_UP_TO},      {{">", 1}, WORD_FROM},
    {{"≥", 3}, WORD_FROM},       {{"about ", 6}, WORD_ABOUT},
    {{"About ", 6}, WORD_ABOUT}, {{"approx. ", 8}, WORD_ABOUT},
    {{"ca. ", 4}, WORD_ABOUT},   {{"约", 3}, WORD_ABOUT},
    {{"約", 3}, WORD_ABOUT},     {{"to ", 3}, WORD_BETWEEN},
    {{"bis ", 4}, WORD_BETWEEN}, {{"hasta ", 6}, WORD_BETWEEN},
    {{"a ", 2}, WORD_BETWEEN},   {{"à ", 3}, WORD_BETWEEN},
    {{"até ", 5}, WORD_BETWEEN}, {{"至", 3}, WORD_BETWEEN},
    {{"到", 3}, WORD_BETWEEN},   {{"から", 6}, WORD_BETWEEN},
};

static bool is_dash(uint32_t code)
{
    return code == '~' || code == '-' || (code >= 0x2010 && code <= 0x2015) ||
           code == 0x2212 || code == 0x301c || code == 0x223c;
}

bool value_money(struct str cell, struct money *out)
{
    cell = str_trim(cell);
    *out = (struct money){NAN, NAN, STR_NONE};
    struct figure figures[2];
    size_t count = 0, dashes_before = 0, dashes = 0, at = 0, end = 0;
    bool currency = false, up_to = false;
    while (at < cell.len) {
        size_t len, next = at + blanks(str_slice(cell, at, cell.len));
        struct str rest = str_slice(cell, next, cell.len), code;
        if (value_currency(rest, &len, &code)) {
            currency = true;
            at = end = next + len;
            continue;
        }
        if (count < 2 && figure_at(cell, &next, &figures[count])) {
            count++;
            at = end = next;
            continue;
        }
        if (next >= cell.len)
            break;
        size_t behind = next;
        uint32_t sign = next_folded(cell, &behind);
        if (is_dash(sign) && count < 2) {
            dashes++;
            dashes_before += count == 0;
            at = behind;
            continue;
        }
        if (sign == '+' && count > 0) {
            at = end = behind;
            continue;
        }
        size_t word = 0, words = sizeof range_words / sizeof *range_words;
        while (word < words &&
               !(str_starts(rest, range_words[word].word) &&
                 (range_words[word].role == WORD_BETWEEN) == (count == 1)))
            word++;
        if (word == words || count == 2)
            break;
        size_t took = range_words[word].word.len;
        if (count == 1) {
            /* a word parts two figures only where a second one follows */
            size_t probe = next + took, sign_len;
            if (value_currency(str_slice(cell, probe, cell.len), &sign_len,
                               &code))
                probe += sign_len;
            probe += blanks(str_slice(cell, probe, cell.len));
            if (digits_at(cell, probe) == 0)
                break;
            dashes++;
        }
        up_to |= range_words[word].role == WORD_UP_TO;
        at = next + took;
    }
    if (count == 0) /* nothing but dashes says: not known */
        return str_trim(str_slice(cell, at, cell.len)).len == 0;

    out->rest =
        str_trim(str_slice(cell, at > end && count == 2 ? end : at, cell.len));
    /* "2 years" and "5 %" are figures, but no money */
    bool plain = !currency && !figures[0].grouped && figures[0].factor == 1 &&
                 figures[count - 1].value < 1000;
    if ((plain && out->rest.len > 0) || str_starts(out->rest, STR("%")))
        return false;
    if (count == 2) {
        if (figures[0].factor == 1 && figures[1].factor > 1 &&
            figures[0].value < figures[1].value / figures[1].factor)
            figures[0].value *= figures[1].factor; /* 28-35k */
        out->min = figures[0].value;
        out->max = figures[1].value;
    } else if (up_to || (dashes_before > 0 && dashes == dashes_before)) {
        out->max = figures[0].value;
    } else {
        out->min = figures[0].value;
    }
    return true;
}

bool value_out_of_ten(struct str s, double *value, size_t *from)
{
    s = str_trim(s);
    if (str_ends(s, STR("i")))
        s = str_trim(str_slice(s, 0, s.len - 1));
    static const struct str tens[] = {{"/10", 3}, {"/ 10", 4}, {"／10", 5}};
    size_t i = 0;
    while (i < 3 && !str_ends(s, tens[i]))
        i++;
    if (i == 3)
        return false;
    s = str_trim(str_slice(s, 0, s.len - tens[i].len));
    size_t start = s.len;
    while (start > 0 && s.len - start < 6 &&
           (is_digit((unsigned char)s.ptr[start - 1]) ||
            s.ptr[start - 1] == '.' || s.ptr[start - 1] == ','))
        start--;
    char number[8];
    size_t len = s.len - start;
    memcpy(number, s.ptr + start, len);
    for (size_t n = 0; n < len; n++)
        if (number[n] == ',')
            number[n] = '.';
    if (!str_to_double((struct str){number, len}, value) || *value > 11)
        return false;
    *from = start;
    return true;
}
