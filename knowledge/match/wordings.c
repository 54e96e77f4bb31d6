/* The phrases by the byte they begin with, and by the one they end with; the
 * longest first. */
#include "wordings.h"

#include "xmalloc.h"

#include <ctype.h>
#include <stdlib.h>

_Static_assert(WORDING_TOPICS <= 64, "a set of topics is 64 bits");

static const char *const names[WORDING_TOPICS] = {
    [WORDING_OVER] = "amount/over",
    [WORDING_AT_LEAST] = "amount/at_least",
    [WORDING_UNDER] = "amount/under",
    [WORDING_AT_MOST] = "amount/at_most",
    [WORDING_AT_MOST_DEGREE] = "amount/at_most_degree",
    [WORDING_ABOUT] = "amount/about",
    [WORDING_OR_MORE] = "amount/or_more",
    [WORDING_OR_LESS] = "amount/or_less",
    [WORDING_OR_SO] = "amount/or_so",
    [WORDING_BETWEEN] = "amount/between",
    [WORDING_TO] = "amount/to",
    [WORDING_AND] = "amount/and",
    [WORDING_DOLLARS] = "amount/dollars",
    [WORDING_BEFORE_DOLLARS] = "amount/before_dollars",
    [WORDING_FOREIGN] = "amount/foreign",
    [WORDING_BEFORE_FOREIGN] = "amount/before_foreign",
    [WORDING_PERCENT] = "amount/percent",
    [WORDING_BEFORE_PERCENT] = "amount/before_percent",
    [WORDING_HOURLY] = "amount/hourly",
    [WORDING_BEFORE_HOURLY] = "amount/before_hourly",
    [WORDING_EARN] = "amount/earn",
    [WORDING_BUDGET] = "amount/budget",
    [WORDING_BEFORE_BUDGET] = "amount/before_budget",
    [WORDING_AGE] = "amount/age",
    [WORDING_BEFORE_AGE] = "amount/before_age",
    [WORDING_LATER] = "amount/later",
    [WORDING_BEFORE_LATER] = "amount/before_later",
    [WORDING_FIRST] = "amount/first",
    [WORDING_SHOW] = "amount/show",
    [WORDING_ROWS] = "amount/rows",
    [WORDING_ROW] = "amount/row",
    [WORDING_APART] = "amount/apart",
    [WORDING_NUMBER] = "number",
    [WORDING_LISTED_AND] = "listed/and",
    [WORDING_LISTED_BUT] = "listed/but",
    [WORDING_LISTED_JOB] = "listed/job",
    [WORDING_LISTED_JOBS] = "listed/jobs",
    [WORDING_LISTED_NEED] = "listed/need",
    [WORDING_LISTED_GOOD] = "listed/good",
    [WORDING_LISTED_ME] = "listed/me",
    [WORDING_LISTED_WHICH] = "listed/which",
    [WORDING_ASKS_NEED] = "asks/need",
    [WORDING_ASKS_NEEDED] = "asks/needed",
    [WORDING_ASKS_WITHOUT] = "asks/without",
    [WORDING_ASKS_WITH] = "asks/with",
    [WORDING_ASKS_OPEN] = "asks/open",
    [WORDING_ASKS_PAPER] = "asks/paper",
    [WORDING_ASKS_NAMED_PAPER] = "asks/named_paper",
    [WORDING_ASKS_WORTH] = "asks/worth",
    [WORDING_ASKS_LIKED] = "asks/liked",
    [WORDING_ASKS_UNWANTED] = "asks/unwanted",
    [WORDING_ASKS_ANY] = "asks/any",
    [WORDING_ASKS_PRICE] = "asks/price",
    [WORDING_ASKS_HIGHER] = "asks/higher",
    [WORDING_ASKS_DECLINED] = "asks/declined",
    [WORDING_ASKS_HOURS] = "asks/hours",
    [WORDING_ASKS_WHY] = "asks/why",
    [WORDING_SCHOOLING] = "schooling",
    [WORDING_SHORT] = "short",
};

/* Those that are one topic, each with a value. */
static const struct {
    const char *name;
    enum wording_topic topic;
    double value;
} spans[] = {
    {"amount/daily", WORDING_SPAN, 260},
    {"amount/weekly", WORDING_SPAN, 52},
    {"amount/monthly", WORDING_SPAN, 12},
    {"amount/yearly", WORDING_SPAN, 0},
    {"amount/before_daily", WORDING_BEFORE_SPAN, 260},
    {"amount/before_weekly", WORDING_BEFORE_SPAN, 52},
    {"amount/before_monthly", WORDING_BEFORE_SPAN, 12},
    {"amount/before_yearly", WORDING_BEFORE_SPAN, 0},
    {"amount/years", WORDING_YEARS, 1},
    {"amount/months", WORDING_YEARS, 1.0 / 12},
    {"amount/weeks", WORDING_YEARS, 1.0 / 52},
};

enum { BYTES = 256 };

/* All of them, sorted, and where those of a byte begin. */
struct side {
    const struct wording **items;
    size_t from[BYTES + 1];
    bool at_end; /* that byte is their last */
};

struct wordings {
    struct wording *items;
    size_t count;
    struct side begin, end;
};

static unsigned char first(struct str text)
{
    return (unsigned char)tolower((unsigned char)text.ptr[0]);
}

static unsigned char last(struct str text)
{
    return (unsigned char)tolower((unsigned char)text.ptr[text.len - 1]);
}

/* False: the topic is of another kind. */
static bool read_topic(struct str topic, struct wording *out)
{
    const double thousand = 1000;
    struct str part = topic, head = str_split(&part, '/');
    bool number = str_eq(head, str_from(names[WORDING_NUMBER]));
    out->part = part;
    if (str_eq(head, str_from(names[WORDING_SHORT]))) {
        out->topic = WORDING_SHORT;
        return true;
    }
    if (number || str_eq(head, str_from(names[WORDING_SCHOOLING]))) {
        if (!part.ptr || !str_to_double(part, &out->value))
            return false;
        out->topic = !number                 ? WORDING_SCHOOLING
                     : out->value < thousand ? WORDING_NUMBER
                                             : WORDING_SCALE;
        return true;
    }
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (str_eq(topic, str_from(spans[i].name))) {
            out->topic = spans[i].topic;
            out->value = spans[i].value;
            return true;
        }
    for (int t = 0; t < WORDING_TOPICS; t++)
        if (names[t] && str_eq(topic, str_from(names[t]))) {
            out->topic = (enum wording_topic)t;
            return true;
        }
    return false;
}

static int order(unsigned char byte, unsigned char other, struct str a,
                 struct str b)
{
    return byte != other ? (byte > other) - (byte < other)
                         : (b.len > a.len) - (b.len < a.len);
}

static int by_first(const void *a, const void *b)
{
    const struct wording *const *x = a, *const *y = b;
    return order(first((*x)->text), first((*y)->text), (*x)->text, (*y)->text);
}

static int by_last(const void *a, const void *b)
{
    const struct wording *const *x = a, *const *y = b;
    return order(last((*x)->text), last((*y)->text), (*x)->text, (*y)->text);
}

static struct side side_of(const struct wordings *w,
                           unsigned char (*byte)(struct str),
                           int (*by_byte)(const void *, const void *))
{
    struct side side = {.items = xcalloc(w->count + 1, sizeof *side.items)};
    for (size_t i = 0; i < w->count; i++) {
        side.items[i] = &w->items[i];
        side.from[byte(w->items[i].text) + 1]++;
    }
    for (size_t b = 0; b < BYTES; b++)
        side.from[b + 1] += side.from[b];
    qsort(side.items, w->count, sizeof *side.items, by_byte);
    return side;
}

struct wordings *wordings_new(const struct pack *pack)
{
    struct wordings *w = xcalloc(1, sizeof *w);
    size_t count;
    const struct pack_wording *stored = pack_wordings(pack, &count);
    struct wording one = {0};
    bool known = false;
    w->items = xcalloc(count + 1, sizeof *w->items);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || stored[i].topic != stored[i - 1].topic)
            known = read_topic(pack_text(pack, stored[i].topic), &one);
        one.text = pack_text(pack, stored[i].text);
        if (known)
            w->items[w->count++] = one;
    }
    w->begin = side_of(w, first, by_first);
    w->end = side_of(w, last, by_last);
    w->end.at_end = true;
    return w;
}

void wordings_free(struct wordings *w)
{
    if (!w)
        return;
    free(w->begin.items);
    free(w->end.items);
    free(w->items);
    free(w);
}

/* Whether a word goes on from one side of `at` to the other. */
static bool is_inside_word(struct str text, size_t at)
{
    return at > 0 && at < text.len &&
           isalpha((unsigned char)text.ptr[at - 1]) &&
           isalpha((unsigned char)text.ptr[at]);
}

/* The phrase stands in [from, to) of the text. */
static bool is_there(struct str text, size_t from, size_t to, struct str phrase)
{
    return str_eq_nocase(str_slice(text, from, to), phrase) &&
           !is_inside_word(text, from) && !is_inside_word(text, to);
}

/* The first of those of a byte, which is the longest, that stands there. */
static const struct wording *find(const struct side *side, unsigned char byte,
                                  struct str text, uint64_t topics)
{
    for (size_t i = side->from[byte]; i < side->from[byte + 1]; i++) {
        const struct wording *one = side->items[i];
        size_t len = one->text.len;
        size_t from = side->at_end && len <= text.len ? text.len - len : 0;
        if (topics >> one->topic & 1 &&
            is_there(text, from, from + len, one->text))
            return one;
    }
    return NULL;
}

const struct wording *wordings_begin(const struct wordings *w, struct str text,
                                     uint64_t topics)
{
    return text.len > 0 ? find(&w->begin, first(text), text, topics) : NULL;
}

const struct wording *wordings_end(const struct wordings *w, struct str text,
                                   uint64_t topics)
{
    return text.len > 0 ? find(&w->end, last(text), text, topics) : NULL;
}
