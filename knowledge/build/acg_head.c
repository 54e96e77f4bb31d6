/* The head of an AI Career Graph page: its name and title, the chips with
 * code, migration status and overall score, and the country they imply. */
#include "acg.h"
#include "acg_values.h"
#include "utf8.h"

#include <ctype.h>
#include <string.h>

enum { HEAD_LINES = 8, CODE_BYTES = 32, TYPE_BYTES = 32 };

/* Without the marks that part chips, at both ends. */
static struct str trim_marks(struct str s)
{
    static const struct str marks[] = {{"·", 2},  {"|", 1},  {"•", 3},
                                       {",", 1},  {"，", 3}, {":", 1},
                                       {"：", 3}, {";", 1}};
    for (bool more = true; more;) {
        more = false;
        s = str_trim(s);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (str_starts(s, marks[i])) {
                s = str_slice(s, marks[i].len, s.len);
                more = true;
            }
            if (str_ends(s, marks[i])) {
                s.len -= marks[i].len;
                more = true;
            }
        }
    }
    return s;
}

bool acg_overall(struct str text, double *value, struct str *before)
{
    size_t from;
    if (!value_out_of_ten(text, value, &from))
        return false;
    *before = trim_marks(str_slice(str_trim(text), 0, from));
    size_t len;
    if (label_suffix(*before, LABEL_BIT(LABEL_OVERALL), &len))
        *before = trim_marks(str_slice(*before, 0, before->len - len));
    return true;
}

/* A code as classifications write them: "25-4031", "B 73322", "2.5.4.1". */
static bool is_code(struct str s)
{
    size_t digits = 0;
    if (s.len == 0 || s.len > CODE_BYTES)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool blank = c == ' ' && i == 1; /* behind a single letter */
        if (!isalnum(c) && !strchr("-./", c) && !blank)
            return false;
        digits += isdigit(c) != 0;
    }
    return digits >= 3;
}

/* What stands behind the last colon. */
static struct str behind_colon(struct str s)
{
    size_t at;
    while ((at = str_find(s, STR(":"))) < s.len)
        s = str_slice(s, at + 1, s.len);
    while ((at = str_find(s, STR("："))) < s.len)
        s = str_slice(s, at + 3, s.len);
    return str_trim(s);
}

struct chip {
    struct str code, type, rest;
};

/* "Occupation code: 25-4031(SOC) rest", with either form of brackets; behind
 * the label also without them. */
static bool read_code(struct str line, struct chip *chip)
{
    size_t took;
    bool labelled = label_prefix(line, LABEL_BIT(LABEL_CODE), &took);
    struct str rest =
        trim_marks(str_slice(line, labelled ? took : 0, line.len));
    size_t ascii = str_find(rest, STR("(")), wide = str_find(rest, STR("（"));
    bool is_wide = wide < ascii;
    size_t open = is_wide ? wide : ascii;
    struct str behind = str_slice(rest, open + (is_wide ? 3 : 1), rest.len);
    struct str inner = str_slice(behind, 0, TYPE_BYTES);
    ascii = str_find(inner, STR(")"));
    wide = str_find(inner, STR("）"));
    is_wide = wide < ascii;
    size_t close = is_wide ? wide : ascii;
    chip->code = trim_marks(behind_colon(str_slice(rest, 0, open)));
    chip->type = str_trim(str_slice(inner, 0, close));
    chip->rest = str_slice(behind, close + (is_wide ? 3 : 1), behind.len);
    if (open < rest.len && close < inner.len && is_code(chip->code) &&
        chip->type.len > 0 && isalpha((unsigned char)chip->type.ptr[0]))
        return true;

    chip->code = trim_marks(str_split(&rest, ' '));
    chip->type = STR_NONE;
    chip->rest = rest;
    return labelled && is_code(chip->code);
}

/* What the migration chip says: 0 no skilled occupation, 1 skilled, 2 any
 * other wording, which is how countries word a restriction. */
static double status_number(struct reader *reader, struct str text)
{
    enum label label = label_find(reader->labels, text, LABELS_STATUS);
    size_t len;
    if (!label && label_prefix(text, LABELS_STATUS, &len) == LABEL_NOT_SKILLED)
        label = LABEL_NOT_SKILLED;
    return label == LABEL_SKILLED ? 1 : label == LABEL_NOT_SKILLED ? 0 : 2;
}

static void add_status(struct reader *reader, struct str text, unsigned line)
{
    if (text.len == 0)
        return;
    struct page_entry *entry = acg_add(reader, FIELD_MIGRATION, line, text);
    entry->num[0] = status_number(reader, text);
}

/* A chip of the overall score and nothing else. */
static bool is_score(struct str text, double *score)
{
    struct str before;
    return acg_overall(text, score, &before) && before.len == 0;
}

bool acg_read_chips(struct reader *reader, const struct lines *lines,
                    size_t *used)
{
    struct chip chip;
    size_t first = 0, at;
    while (first < lines->count &&
           label_find(reader->labels, lines->items[first].text,
                      LABEL_BIT(LABEL_BACK_HOME)))
        first++;
    for (at = first; at < lines->count && at <= first + HEAD_LINES; at++)
        if (at > first && read_code(lines->items[at].text, &chip))
            break;
    if (at >= lines->count || at > first + HEAD_LINES)
        return false;

    /* the name stands right above, its title may have a line of its own */
    size_t name = at - 1;
    for (size_t i = first; i < at; i++)
        if (lines->items[i].marked && name == at - 1)
            name = i;
    if (name == at - 1 && at - first == 2)
        name = first;
    reader->title_line = acg_join(reader, lines->items + name, at - name);
    reader->title_number = lines->items[name].number;

    struct page *page = reader->page;
    page->code = chip.code;
    page->code_type = chip.type;
    double overall = NAN;
    struct str status;
    if (!acg_overall(chip.rest, &overall, &status))
        status = trim_marks(chip.rest);
    unsigned line = lines->items[at].number;

    /* chips that came out on lines of their own */
    for (at++; at < lines->count && at <= first + HEAD_LINES; at++) {
        struct str text = lines->items[at].text;
        double score;
        if (isnan(overall) && is_score(text, &score))
            overall = score;
        else if (status.len == 0 &&
                 (label_find(reader->labels, text, LABELS_STATUS) ||
                  (isnan(overall) && at + 1 < lines->count &&
                   is_score(lines->items[at + 1].text, &score))))
            status = text;
        else
            break;
    }
    add_status(reader, status, line);
    if (!isnan(overall))
        acg_add(reader, FIELD_OVERALL, line, STR_NONE)->num[0] = overall;
    *used = at;
    return true;
}

/* A letter of a script whose words cannot be English. */
static bool beyond_latin(uint32_t code)
{
    return (code >= 0x0e00 && code < 0x1200) ||
           (code >= 0x3005 && code < 0xa000) ||
           (code >= 0xac00 && code < 0xfb00) || code >= 0x20000;
}

/* Where the English title begins behind a name in another script. */
static size_t border_of_scripts(struct str s)
{
    size_t last = 0;
    for (size_t at = 0; at < s.len;)
        if (beyond_latin(utf8_next(s, &at)))
            last = at;
    if (last == 0)
        return 0;
    struct str rest = str_slice(s, last, s.len);
    /* brackets directly behind belong to the name */
    static const struct str opens[] = {{"(", 1}, {"（", 3}, {" (", 2}};
    for (size_t i = 0; i < 3; i++)
        if (str_starts(rest, opens[i])) {
            size_t ascii = str_find(rest, STR(")"));
            size_t wide = str_find(rest, STR("）"));
            return last + (ascii < wide ? ascii + 1 : wide + 3);
        }
    /* a name may go on in Latin letters without a blank: "前端工程师Web" */
    return last + (str_starts(rest, STR(" ")) ? 0 : str_find(rest, STR(" ")));
}

enum { NAME_WORDS = 32 };

struct words {
    struct str items[NAME_WORDS];
    size_t count;
};

static bool same_stem(struct str a, struct str b)
{
    if (str_ends(a, STR("s")))
        a.len--;
    if (str_ends(b, STR("s")))
        b.len--;
    return a.len > 0 && str_eq_nocase(a, b);
}

/* The titles are English in title case: "Farm and Ranch Workers". */
static bool in_title_case(struct str word)
{
    static const char *const small[] = {"and", "of",  "the",    "for", "to",
                                        "in",  "or",  "except", "at",  "with",
                                        "on",  "all", "by",     "a",   "an"};
    unsigned char c = (unsigned char)word.ptr[0];
    if (c < 0x80 && !islower(c))
        return true;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (str_eq(word, str_from(small[i])))
            return true;
    return false;
}

/* Which word begins the title where both are Latin; 0: not to be told. */
static size_t border_of_words(const struct words *words)
{
    static const char *const links[] = {"para", "por",  "pour", "avec",
                                        "dans", "für",  "oder", "und",
                                        "von",  "della"};
    size_t k = words->count;
    while (k > 0 && in_title_case(words->items[k - 1]))
        k--;
    /* a name in sentence case ends with a small word, if that is none which
     * links words of another language ("de", "para") */
    bool ends = k > 0 && words->items[k - 1].len > 3;
    for (size_t i = 0; ends && i < sizeof links / sizeof *links; i++)
        ends = !str_eq(words->items[k - 1], str_from(links[i]));
    while (k < words->count && islower((unsigned char)words->items[k].ptr[0]))
        k++;
    if (ends && k < words->count)
        return k;
    /* else the title often begins as the name does: "Nurse Nurses" */
    for (k = 1; k < words->count; k++)
        if (same_stem(words->items[k], words->items[0]))
            return k;
    return 0;
}

void acg_read_name(struct reader *reader)
{
    struct page *page = reader->page;
    struct str line = reader->title_line, name = reader->ai_name;
    struct str rest = line;
    struct str first = str_trim(str_split(&rest, '\n'));
    size_t border = 0;
    if (rest.ptr) {
        page->title = str_trim(rest);
        acg_add(reader, FIELD_NAME, reader->title_number, first);
        return;
    }
    if (name.len > 0 && str_eq_nocase(str_slice(first, 0, name.len), name) &&
        (first.len == name.len || first.ptr[name.len] == ' ' ||
         (unsigned char)name.ptr[name.len - 1] >= 0x80)) {
        border = name.len;
    } else if ((border = border_of_scripts(first)) == 0) {
        struct words words = {.count = 0};
        rest = first;
        while (rest.ptr && words.count < NAME_WORDS) {
            struct str word = str_split(&rest, ' ');
            if (word.len > 0)
                words.items[words.count++] = word;
        }
        size_t k = rest.ptr ? 0 : border_of_words(&words);
        border = k ? (size_t)(words.items[k].ptr - first.ptr) : first.len;
        if (k == 0 && words.count > 1)
            acg_lost(reader, "border between name and title");
    }
    acg_add(reader, FIELD_NAME, reader->title_number,
            str_trim(str_slice(first, 0, border)));
    page->title = str_trim(str_slice(first, border, first.len));
}

/* Countries by what a page tells: its classification, its currency, and the
 * sources it names. */
static const struct {
    const char *country, *currency, *types, *sources;
} countries[] = {
    {"US", "USD", "", "USCIS|O*NET|BLS"},
    {"AU", "AUD", "OSCA", "Home Affairs|Jobs and Skills Australia|JSA|ABS"},
    {"NZ", "NZD", "NOL", "Stats NZ|MBIE|INZ"},
    {"CA", "CAD", "NOC", "StatCan|Statistics Canada|ESDC|IRCC"},
    {"UK", "GBP", "SOC 2020|SOC2020|UK SOC", "UKVI|ONS"},
    {"DE", "EUR", "KldB", "Arbeitsagentur|Bundesagentur|destatis|Destatis"},
    {"FR", "EUR", "ROME", "France Travail|INSEE"},
    {"ES", "EUR", "CNO", "SEPE|INE"},
    {"IT", "EUR", "CP2021|CP 2021|CP2011", "ISTAT|INAPP|ANPAL"},
    {"NL", "EUR", "BRC", "CBS|UWV|IND"},
    {"IE", "EUR", "", "Central Statistics Office|CSO|DETE"},
    {"CH", "CHF", "CH-ISCO", "Bundesamt|BFS|SECO"},
    {"JP", "JPY", "JSCO|JSOC", "MHLW|厚生労働省|e-Stat"},
    {"KR", "KRW", "KSCO|KECO", "KOSIS|KEIS"},
    {"IN", "INR", "NCO", "PLFS|MoSPI|NCS"},
};

/* Is needle in text as words of its own? */
static bool names(struct str text, struct str needle)
{
    for (size_t at = 0; at < text.len;) {
        size_t found = at + str_find(str_slice(text, at, text.len), needle);
        size_t end = found + needle.len;
        if (end > text.len || found >= text.len)
            return false;
        if ((found == 0 || !isalnum((unsigned char)text.ptr[found - 1])) &&
            (end == text.len || !isalnum((unsigned char)text.ptr[end])))
            return true;
        at = found + 1;
    }
    return false;
}

static bool any_name(struct str text, const char *list)
{
    struct str rest = str_from(list);
    while (rest.ptr && rest.len > 0) {
        struct str one = str_split(&rest, '|');
        if (names(text, one))
            return true;
    }
    return false;
}

void acg_read_country(struct reader *reader, struct str currency)
{
    struct page *page = reader->page;
    const struct page_entry *entry = page_find(page, FIELD_SOURCES, NULL);
    struct str sources = entry ? entry->text[0] : STR_NONE;
    enum { COUNT = sizeof countries / sizeof *countries };
    size_t found = COUNT, candidates = 0;
    for (size_t i = 0; i < COUNT && found == COUNT; i++)
        if (any_name(page->code_type, countries[i].types))
            found = i;
    for (size_t i = 0; i < COUNT && found == COUNT; i++)
        candidates += str_eq(currency, str_from(countries[i].currency));
    for (size_t i = 0; i < COUNT && found == COUNT; i++)
        if (candidates == 1
                ? str_eq(currency, str_from(countries[i].currency))
                : (candidates == 0 ||
                   str_eq(currency, str_from(countries[i].currency))) &&
                      any_name(sources, countries[i].sources))
            found = i;
    if (found == COUNT && page->code.len == 7 && page->code.ptr[2] == '-' &&
        str_eq(page->code_type, STR("SOC")))
        found = 0; /* only the United States write 25-4031 */
    if (found < COUNT)
        acg_add(reader, FIELD_COUNTRY, 0, str_from(countries[found].country));
    if (currency.len > 0)
        acg_add(reader, FIELD_CURRENCY, 0, currency);
}
