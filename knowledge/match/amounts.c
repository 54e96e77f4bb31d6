/* Reads numbers in digits and in words; the words are those of the lexicon. */
#include "amounts.h"

#include <stdlib.h>

/* The text, and the words that are looked for in it. */
struct scan {
    const struct wordings *words;
    struct str text;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t blanks(struct str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

static size_t blanks_or_hyphens(struct str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '-'))
        at++;
    return at;
}

/* The phrase that stands at a place; NULL: none of those topics. */
static const struct wording *word_at(const struct scan *s, size_t at,
                                     uint64_t topics)
{
    return wordings_begin(s->words, str_slice(s->text, at, s->text.len),
                          topics);
}

/* The same behind *to, but for blanks; moves *to behind it. */
static const struct wording *take_behind(const struct scan *s, size_t *to,
                                         uint64_t topics)
{
    size_t at = blanks_or_hyphens(s->text, *to);
    const struct wording *word = word_at(s, at, topics);
    if (word)
        *to = at + word->text.len;
    return word;
}

/* The same before *from; moves *from to where it begins. */
static const struct wording *take_before(const struct scan *s, size_t *from,
                                         uint64_t topics)
{
    struct str said = str_trim(str_slice(s->text, 0, *from));
    const struct wording *word = wordings_end(s->words, said, topics);
    if (word)
        *from = (size_t)(said.ptr - s->text.ptr) + said.len - word->text.len;
    return word;
}

static const struct wording *word_before(const struct scan *s, size_t from,
                                         uint64_t topics)
{
    return take_before(s, &from, topics);
}

/* --- one number ----------------------------------------------------------- */

/* "k" behind "90"; moves *at. 1: nothing scales it. */
static double scale_at(const struct scan *s, size_t *at)
{
    size_t from = blanks(s->text, *at);
    const struct wording *scale = word_at(s, from, WORDING(SCALE));
    if (!scale)
        return 1;
    *at = from + scale->text.len;
    return scale->value;
}

static bool read_digits(struct str text, size_t *at, double *value)
{
    char digits[24];
    size_t n = 0, i = *at;
    for (; i < text.len && n + 1 < sizeof digits; i++) {
        bool inside = i + 1 < text.len && is_digit(text.ptr[i + 1]);
        if (is_digit(text.ptr[i]) || (text.ptr[i] == '.' && inside))
            digits[n++] = text.ptr[i];
        else if (text.ptr[i] != ',' || !inside)
            break;
    }
    digits[n] = '\0';
    *value = strtod(digits, NULL);
    *at = i;
    return n > 0;
}

/* Whether "five" goes on with "twenty", not with "four". Words of Chinese go on
 * only without a blank. */
static bool goes_on(double last, const struct wording *word, bool parted)
{
    const double twenty = 20, ten = 10, hundred = 100;
    return !parted || (is_letter(word->text.ptr[0]) &&
                       (last == 0 || word->value == hundred ||
                        (last >= twenty && word->value < ten)));
}

/* "forty-two", "two hundred", 一百二十. */
static bool read_words(const struct scan *s, size_t *at, double *value)
{
    const double ten = 10, hundred = 100;
    double sum = 0, last = 0;
    const struct wording *word;
    size_t begin = *at;
    for (size_t i = begin; (word = word_at(s, i, WORDING(NUMBER))) &&
                           goes_on(last, word, i > *at);
         i = blanks_or_hyphens(s->text, *at)) {
        if (word->value == ten || word->value == hundred) {
            sum += (last > 0 ? last : 1) * word->value;
            last = 0;
        } else {
            last = last < ten ? word->value : last + word->value;
        }
        *at = i + word->text.len;
    }
    *value = sum + last;
    return *at > begin;
}

/* A number that begins at *at; moves *at behind it. */
static bool read_number(const struct scan *s, size_t *at, double *value,
                        double *scale)
{
    bool bare = (unsigned char)s->text.ptr[*at] >= 0x80 && /* 過萬: over one */
                word_at(s, *at, WORDING(SCALE)) &&
                word_before(s, *at, WORDING(OVER));
    *value = 1;
    if (!bare && !(is_digit(s->text.ptr[*at]) ? read_digits(s->text, at, value)
                                              : read_words(s, at, value)))
        return false;
    *scale = scale_at(s, at);
    *value *= *scale;
    return true;
}

/* --- what stands around it ------------------------------------------------ */

static const uint64_t behind =
    WORDING(AGE) | WORDING(SPAN) | WORDING(HOURLY) | WORDING(FOREIGN) |
    WORDING(DOLLARS) | WORDING(PERCENT) | WORDING(YEARS) | WORDING(OR_MORE) |
    WORDING(OR_LESS) | WORDING(OR_SO) | WORDING(BUDGET);

static void read_behind(const struct scan *s, struct amount *a)
{
    const struct wording *word;
    while ((word = take_behind(
                s, &a->to, a->years > 0 ? behind | WORDING(LATER) : behind))) {
        switch (word->topic) {
        case WORDING_AGE:
            a->age = true;
            break;
        case WORDING_SPAN:
            if (word->value > 0)
                a->times = word->value;
            break;
        case WORDING_HOURLY:
            a->hour = true;
            break;
        case WORDING_FOREIGN:
            a->foreign = true;
            break;
        case WORDING_DOLLARS:
            a->dollars = true;
            break;
        case WORDING_PERCENT:
            a->percent = true;
            break;
        case WORDING_YEARS:
            a->years = word->value;
            break;
        case WORDING_LATER:
            a->ahead = true;
            break;
        case WORDING_BUDGET:
            a->budget = true;
            break;
        case WORDING_OR_MORE:
            a->bound = AMOUNT_FROM;
            break;
        case WORDING_OR_LESS:
            a->bound = AMOUNT_TO;
            break;
        case WORDING_OR_SO:
            a->bound = AMOUNT_ABOUT;
            break;
        default:
            break;
        }
    }
}

/* "monthly 5000", 月薪八千, 一個月賺五千, 時薪30 */
static void read_span_before(const struct scan *s, struct amount *a)
{
    if (a->years > 0)
        return;
    if (take_before(s, &a->from, WORDING(BEFORE_HOURLY))) {
        a->hour = true;
        return;
    }
    size_t from = a->from;
    take_before(s, &from, WORDING(EARN));
    const struct wording *span = take_before(s, &from, WORDING(BEFORE_SPAN));
    if (!span)
        return;
    if (!a->hour && a->times <= 0)
        a->times = span->value;
    a->from = from;
}

/* "I'm 15": a bare number that people may be old. */
static bool is_age(const struct scan *s, const struct amount *a)
{
    const double youngest = 10, oldest = 99;
    return a->low >= youngest && a->low <= oldest && a->bound == AMOUNT_EXACT &&
           !a->scaled && !a->dollars && !a->percent && !a->foreign &&
           !a->hour && a->years <= 0 && a->times <= 0 &&
           word_before(s, a->from, WORDING(BEFORE_AGE));
}

static void read_before(const struct scan *s, struct amount *a)
{
    static const enum amount_bound bounds[WORDING_TOPICS] = {
        [WORDING_OVER] = AMOUNT_FROM,
        [WORDING_AT_LEAST] = AMOUNT_FROM,
        [WORDING_UNDER] = AMOUNT_TO,
        [WORDING_AT_MOST] = AMOUNT_TO,
        [WORDING_ABOUT] = AMOUNT_ABOUT};
    const struct wording *unit = take_before(
        s, &a->from, WORDING(BEFORE_DOLLARS) | WORDING(BEFORE_PERCENT));
    if (unit) {
        a->percent = unit->topic == WORDING_BEFORE_PERCENT;
        a->dollars = !a->percent;
    }
    if (take_before(s, &a->from, WORDING(BEFORE_FOREIGN)))
        a->foreign = true;
    if (is_age(s, a))
        a->age = true;
    if (take_before(s, &a->from, WORDING(BEFORE_BUDGET)))
        a->budget = true;
    if (a->years > 0 && word_before(s, a->from, WORDING(BEFORE_LATER)))
        a->ahead = true;
    read_span_before(s, a);
    if (a->bound != AMOUNT_EXACT)
        return;
    const struct wording *bound =
        take_before(s, &a->from,
                    WORDING(OVER) | WORDING(AT_LEAST) | WORDING(UNDER) |
                        WORDING(AT_MOST) | WORDING(ABOUT));
    if (!bound)
        return;
    a->bound = bounds[bound->topic];
    a->strict = bound->topic == WORDING_UNDER;
    read_span_before(s, a);
}

/* 一年, 一個月 before the amount earned in it: no amount of its own. */
static bool is_span_of_pay(const struct scan *s, const struct amount *a)
{
    return a->years > 0 && a->low == 1 &&
           word_at(s, blanks_or_hyphens(s->text, a->to), WORDING(EARN));
}

/* "-90k" behind "70", "and 90k" behind "between 70". */
static bool read_second(const struct scan *s, struct amount *a)
{
    size_t at = a->to, from = a->from;
    double value, scale;
    while (take_behind(s, &at, WORDING(DOLLARS) | WORDING(PERCENT)))
        ;
    at = blanks(s->text, at);
    const struct wording *join = word_at(s, at, WORDING(TO) | WORDING(AND));
    take_before(s, &from, WORDING(BEFORE_DOLLARS));
    bool both = take_before(s, &from, WORDING(BETWEEN));
    if (!join || (join->topic == WORDING_AND && !both))
        return false;
    at = blanks(s->text, at + join->text.len);
    const struct wording *sign = word_at(s, at, WORDING(BEFORE_DOLLARS));
    if (sign)
        at = blanks(s->text, at + sign->text.len);
    if (at == s->text.len || !read_number(s, &at, &value, &scale))
        return false;
    if (scale > 1 && !a->scaled && a->low * scale < value)
        a->low *= scale; /* 70 to 90k, 六到八萬 */
    if (!(value > a->low))
        return false;
    if (both)
        a->from = from;
    a->high = value;
    a->bound = AMOUNT_BETWEEN;
    a->scaled = a->scaled || scale > 1;
    a->to = a->end = at;
    return true;
}

size_t amounts_read(const struct wordings *words, struct str text,
                    struct amount *out, size_t room)
{
    const struct scan s = {words, text};
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < room;) {
        struct amount a = {.from = at};
        size_t to = at;
        double scale;
        bool inside = at > 0 && is_letter(text.ptr[at - 1]);
        if (inside || !read_number(&s, &to, &a.low, &scale)) {
            at++;
            continue;
        }
        a.high = a.low;
        a.scaled = scale > 1;
        a.to = a.end = to;
        read_second(&s, &a);
        read_behind(&s, &a);
        read_before(&s, &a);
        at = a.to;
        if (!is_span_of_pay(&s, &a))
            out[count++] = a;
    }
    return count;
}
