/* Reads numbers in digits, in English words and in Chinese numerals. */
#include "amounts.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* A list of words, and how long the one is that stands at an end of a text; 0:
 * none does. The longest counts: "not less than" holds "less than". */
struct words {
    const char *const *items;
    size_t count;
};
#define WORDS(list) ((struct words){list, COUNT(list)})

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t length_before(struct str text, struct words words)
{
    size_t longest = 0;
    text = str_trim(text);
    for (size_t i = 0; i < words.count; i++) {
        struct str word = str_from(words.items[i]);
        size_t from = text.len - word.len;
        if (text.len < word.len || word.len <= longest ||
            !str_eq_nocase(str_slice(text, from, text.len), word))
            continue;
        if (is_letter(word.ptr[0]) && from > 0 && is_letter(text.ptr[from - 1]))
            continue;
        longest = word.len;
    }
    return longest;
}

static size_t length_behind(struct str text, struct words words)
{
    size_t longest = 0;
    for (size_t i = 0; i < words.count; i++) {
        struct str word = str_from(words.items[i]);
        if (text.len < word.len || word.len <= longest ||
            !str_eq_nocase(str_slice(text, 0, word.len), word))
            continue;
        if (is_letter(word.ptr[word.len - 1]) && text.len > word.len &&
            is_letter(text.ptr[word.len]))
            continue;
        longest = word.len;
    }
    return longest;
}

static size_t blanks(struct str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '-'))
        at++;
    return at;
}

/* --- one number ----------------------------------------------------------- */

static const struct {
    const char *word;
    double value;
} scales[] = {{"thousand", 1e3}, {"grand", 1e3}, {"k", 1e3},  {"million", 1e6},
              {"萬", 1e4},       {"万", 1e4},    {"千", 1e3}, {"mil", 1e6},
              {"百萬", 1e6},     {"百万", 1e6},  {"億", 1e8}, {"亿", 1e8}};

/* "k" behind "90"; moves *at. 1: nothing scales it. */
static double scale_at(struct str text, size_t *at)
{
    size_t from = *at;
    while (from < text.len && text.ptr[from] == ' ')
        from++;
    struct str rest = str_slice(text, from, text.len);
    for (size_t i = 0; i < COUNT(scales); i++) {
        const char *const one[] = {scales[i].word};
        size_t len = length_behind(rest, WORDS(one));
        if (len == 0)
            continue;
        *at = from + len;
        return scales[i].value;
    }
    return 1;
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

/* "forty", "two hundred". */
static bool read_english(struct str text, size_t *at, double *value)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {
        {"one", 1},      {"two", 2},      {"three", 3},    {"four", 4},
        {"five", 5},     {"six", 6},      {"seven", 7},    {"eight", 8},
        {"nine", 9},     {"ten", 10},     {"eleven", 11},  {"twelve", 12},
        {"fifteen", 15}, {"twenty", 20},  {"thirty", 30},  {"forty", 40},
        {"fifty", 50},   {"sixty", 60},   {"seventy", 70}, {"eighty", 80},
        {"ninety", 90},  {"hundred", 100}};
    size_t i = *at;
    double sum = 0;
    bool any = false;
    if (i > 0 && is_letter(text.ptr[i - 1]))
        return false;
    for (bool found = true; found;) {
        struct str rest = str_slice(text, i, text.len);
        found = false;
        for (size_t w = 0; w < COUNT(words) && !found; w++) {
            const char *const one[] = {words[w].word};
            size_t len = length_behind(rest, WORDS(one));
            if (len == 0)
                continue;
            sum = words[w].value == 100 ? (sum > 0 ? sum : 1) * 100
                                        : sum + words[w].value;
            *at = i + len;
            i = blanks(text, i + len);
            any = found = true;
        }
    }
    *value = sum;
    return any;
}

/* 九, 三十五, 一百二十; the scales 千 and 萬 are left to scale_at. */
static bool read_chinese(struct str text, size_t *at, double *value)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九",
                                         "十", "百", "兩", "两"};
    enum { HAN_BYTES = 3, TEN = 10, HUNDRED = 11 };
    double sum = 0, last = 0;
    bool any = false;
    for (bool found = true; found;) {
        struct str one = str_slice(text, *at, *at + HAN_BYTES);
        found = false;
        for (size_t d = 0; d < COUNT(digits) && !found; d++) {
            if (!str_eq(one, str_from(digits[d])))
                continue;
            if (d == TEN || d == HUNDRED) {
                sum += (last > 0 ? last : 1) * (d == TEN ? 10 : 100);
                last = 0;
            } else {
                last = d > HUNDRED ? 2 : (double)d;
            }
            *at += HAN_BYTES;
            any = found = true;
        }
    }
    *value = sum + last;
    return any;
}

/* 過萬, 破千: one of the scale, that is not said. */
static bool read_scale(struct str text, size_t *at, double *value,
                       double *scale)
{
    static const char *const past[] = {"過", "过", "破", "逾"};
    *value = 1;
    if (length_before(str_slice(text, 0, *at), WORDS(past)) == 0)
        return false;
    *scale = scale_at(text, at);
    *value = *scale;
    return *scale > 1;
}

/* A number that begins at *at; moves *at behind it. */
static bool read_number(struct str text, size_t *at, double *value,
                        double *scale)
{
    if ((unsigned char)text.ptr[*at] >= 0x80 &&
        read_scale(text, at, value, scale))
        return true;
    if (!(is_digit(text.ptr[*at])    ? read_digits(text, at, value)
          : is_letter(text.ptr[*at]) ? read_english(text, at, value)
                                     : read_chinese(text, at, value)))
        return false;
    *scale = scale_at(text, at);
    *value *= *scale;
    return true;
}

/* --- what stands around it ------------------------------------------------ */

static const char *const over[] = {"over",         "above",
                                   "more than",    "at least",
                                   "minimum",      "minimum of",
                                   "from",         "exceeds",
                                   "exceeding",    ">",
                                   ">=",           "north of",
                                   "no less than", "not less than",
                                   "greater than", "higher than",
                                   "upwards of",   "starting at",
                                   "at or above",  "not under",
                                   "not below",    "beyond",
                                   "超過",         "超过",
                                   "高於",         "高于",
                                   "多於",         "多于",
                                   "至少",         "大於",
                                   "大于",         "不少於",
                                   "不少于",       "不低於",
                                   "不低于",       "起碼",
                                   "起码",         "最少",
                                   "最低",         "better than",
                                   "不止",         "bigger than",
                                   "過",           "过",
                                   "破",           "逾"};
static const char *const under[] = {"under",
                                    "below",
                                    "less than",
                                    "at most",
                                    "<",
                                    "<=",
                                    "up to",
                                    "no more than",
                                    "not more than",
                                    "not over",
                                    "fewer than",
                                    "lower than",
                                    "within",
                                    "maximum",
                                    "max",
                                    "maximum of",
                                    "does not exceed",
                                    "低於",
                                    "低于",
                                    "不到",
                                    "少於",
                                    "少于",
                                    "小於",
                                    "小于",
                                    "最多",
                                    "不超過",
                                    "不超过",
                                    "不高於",
                                    "不高于",
                                    "未滿",
                                    "未满",
                                    "不多於",
                                    "不多于",
                                    "至多"};
static const char *const less[] = {
    "less than", "under", "below", "fewer than", "within less than",
    "不到",      "少於",  "少于",  "未滿",       "未满",
    "低於",      "低于"};
static const char *const about[] = {
    "around", "about", "roughly", "circa", "~", "approximately",
    "大約",   "大约",  "大概",    "約",    "约"};
static const char *const between[] = {"between", "介於", "介于", "在",
                                      "from",    "從",   "从"};
static const char *const joins[] = {"-",  "–",   "—",  "~",  "～",
                                    "to", "and", "到", "至", "和"};
static const char *const behind_over[] = {
    "+",       "or more",   "or above", "or higher", "or better",
    "and up",  "and above", "or up",    "plus",      "minimum",
    "or over", "at least",  "以上",     "起",        "往上"};
static const char *const behind_under[] = {
    "or less", "or fewer", "or below", "or under", "or lower",
    "max",     "tops",     "maximum",  "at most",  "and under",
    "以下",    "以內",     "以内",     "之內",     "之内"};
static const char *const behind_about[] = {"左右", "上下", "or so", "ish"};
static const char *const dollars[] = {
    "dollars", "dollar", "usd",  "bucks", "美元", "美金", "美刀",
    "刀",      "塊錢",   "块钱", "塊",    "块",   "元",   "u.s. dollars"};
static const char *const hourly[] = {
    "an hour", "per hour",  "/hour",      "/ hour",  "/hr",
    "/h",      "hourly",    "a hour",     "an hr",   "per hr",
    "hour",    "each hour", "every hour", "一小時",  "一小时",
    "每小時",  "每小时",    "一個小時",   "一个小时"};
static const char *const before_hourly[] = {"時薪", "时薪", "每小時", "每小时",
                                            "hourly"};
static const char *const yearly[] = {
    "a year",    "per year",  "/year",      "/yr",  "annually", "yearly",
    "per annum", "each year", "every year", "a yr", "一年",     "每年"};
/* Pay by other spans than the hour and the year: how often a year, and the
 * words behind an amount and before one. */
static const char *const monthly[] = {
    "a month", "per month", "/month", "/ month",    "/mo",
    "monthly", "a mo",      "per mo", "each month", "every month",
    "一個月",  "一个月",    "每月",   "每個月",     "每个月"};
static const char *const before_monthly[] = {
    "月薪",      "月入",        "月收入",         "每月",          "每個月",
    "每个月",    "一個月",      "一个月",         "monthly",       "a month",
    "per month", "monthly pay", "monthly salary", "monthly income"};
static const char *const weekly[] = {
    "a week", "per week", "/week",     "/ week",     "/wk",  "weekly",
    "a wk",   "per wk",   "each week", "every week", "一週", "一周",
    "每週",   "每周",     "一個星期",  "一个星期"};
static const char *const before_weekly[] = {
    "週薪",     "周薪",     "每週",   "每周",       "一週",         "一周",
    "一個星期", "一个星期", "weekly", "weekly pay", "weekly salary"};
static const char *const daily[] = {"a day", "per day",  "/day",      "/ day",
                                    "daily", "each day", "every day", "一天",
                                    "每天",  "每日"};
static const char *const before_daily[] = {"日薪", "每天", "每日", "一天",
                                           "daily"};
static const struct {
    struct words behind, before;
    double times;
} spans[] = {{WORDS(monthly), WORDS(before_monthly), 12},
             {WORDS(weekly), WORDS(before_weekly), 52},
             {WORDS(daily), WORDS(before_daily), 260}};
static const char *const before_yearly[] = {"年薪", "一年", "每年", "年收入",
                                            "年入"};
/* Between the span and the amount, where the span stands first. */
static const char *const earning[] = {
    "賺",   "赚",   "掙",     "挣",     "賺到", "赚到", "拿",
    "能賺", "能赚", "可以賺", "可以赚", "收入", "有",   "能有",
    "薪水", "薪資", "薪资",   "工資",   "工资", "能挣", "賺個"};
static const char *const others_money[] = {
    "人民幣", "人民币", "元人民幣", "元人民币", "塊人民幣", "块人民币",
    "rmb",    "cny",    "yuan",     "台幣",     "台币",     "新台幣",
    "新台币", "元台幣", "港幣",     "港币",     "港元",     "歐元",
    "欧元",   "英鎊",   "英镑",     "日元",     "日圓",     "加元",
    "euros",  "euro",   "eur",      "pounds",   "gbp",      "cad",
    "€",      "£",      "rupees",   "pesos",    "yen"};
static const char *const before_others_money[] = {
    "€", "£", "¥", "￥", "rmb", "人民幣", "人民币"};
static const char *const percents[] = {"%", "percent", "per cent", "pct", "％"};
static const char *const ages[] = {
    "year old",  "years old",    "year olds", "years olds", "yr old",
    "yr olds",   "yo",           "yos",       "y/o",        "year-old",
    "year-olds", "years of age", "歲",        "岁"};
static const char *const later[] = {"from now", "ahead", "to come", "out",
                                    "後",       "后",    "之後",    "之后",
                                    "以後",     "以后"};
static const char *const before_later[] = {
    "next", "coming", "following", "future", "another", "未來", "未来", "今後",
    "今后", "接下來", "接下来",    "往後",   "往后",    "將來", "将来"};
static const char *const years[] = {"years", "year", "yrs", "yr", "年"};
static const char *const months[] = {"months", "month", "個月", "个月"};
static const char *const weeks[] = {"weeks", "week",   "週",
                                    "周",    "個星期", "个星期"};

/* Takes one of the words behind the number; false: none stands there. */
static bool take_behind(struct str text, struct amount *a, struct words words)
{
    size_t at = blanks(text, a->to);
    size_t len = length_behind(str_slice(text, at, text.len), words);
    if (len > 0)
        a->to = at + len;
    return len > 0;
}

static bool take_span_behind(struct str text, struct amount *a)
{
    for (size_t i = 0; i < COUNT(spans); i++)
        if (take_behind(text, a, spans[i].behind)) {
            a->times = spans[i].times;
            return true;
        }
    return false;
}

static void read_behind(struct str text, struct amount *a)
{
    for (bool more = true; more;) {
        more = true;
        if (take_behind(text, a, WORDS(ages)))
            a->age = true;
        else if (take_behind(text, a, WORDS(yearly)))
            ;
        else if (take_span_behind(text, a))
            ;
        else if (take_behind(text, a, WORDS(others_money)))
            a->foreign = true;
        else if (take_behind(text, a, WORDS(hourly)))
            a->hour = true;
        else if (take_behind(text, a, WORDS(dollars)))
            a->dollars = true;
        else if (take_behind(text, a, WORDS(percents)))
            a->percent = true;
        else if (take_behind(text, a, WORDS(years)))
            a->years = 1;
        else if (take_behind(text, a, WORDS(months)))
            a->years = 1.0 / 12;
        else if (take_behind(text, a, WORDS(weeks)))
            a->years = 1.0 / 52;
        else if (a->years > 0 && take_behind(text, a, WORDS(later)))
            a->ahead = true;
        else if (take_behind(text, a, WORDS(behind_over)))
            a->bound = AMOUNT_FROM;
        else if (take_behind(text, a, WORDS(behind_under)))
            a->bound = AMOUNT_TO;
        else if (take_behind(text, a, WORDS(behind_about)))
            a->bound = AMOUNT_ABOUT;
        else
            more = false;
    }
}

/* Moves before to what stands before the word, if one of them does. */
static size_t take_before(struct str text, size_t before, struct words words)
{
    struct str said = str_slice(text, 0, before);
    size_t len = length_before(said, words);
    return len > 0 ? (size_t)(str_trim(said).ptr - text.ptr) +
                         str_trim(said).len - len
                   : before;
}

/* "monthly 5000", 月薪八千, 一個月賺五千, 時薪30 */
static void read_span_before(struct str text, struct amount *a)
{
    size_t at = take_before(text, a->from, WORDS(before_hourly));
    if (at < a->from) {
        a->hour = true;
        a->from = at;
        return;
    }
    size_t before = take_before(text, a->from, WORDS(earning));
    if (take_before(text, before, WORDS(before_yearly)) < before)
        a->from = take_before(text, before, WORDS(before_yearly));
    for (size_t i = 0; i < COUNT(spans) && a->times == 0 && !a->hour; i++) {
        at = take_before(text, before, spans[i].before);
        if (at == before)
            continue;
        a->times = spans[i].times;
        a->from = at;
    }
}

static void read_before(struct str text, struct amount *a)
{
    static const char *const sign[] = {"$", "us$", "usd", "百分之"};
    size_t at = take_before(text, a->from, WORDS(sign));
    if (at < a->from) {
        a->percent = str_find(str_slice(text, at, a->from), STR("百分之")) <
                     a->from - at;
        a->dollars = !a->percent;
        a->from = at;
    }
    at = take_before(text, a->from, WORDS(before_others_money));
    a->foreign = a->foreign || at < a->from;
    a->from = at;
    if (a->years > 0 &&
        length_before(str_slice(text, 0, a->from), WORDS(before_later)) > 0)
        a->ahead = true;
    if (a->years <= 0)
        read_span_before(text, a);
    if (a->bound != AMOUNT_EXACT)
        return;
    struct str said = str_slice(text, 0, a->from);
    size_t more = length_before(said, WORDS(over));
    size_t fewer = length_before(said, WORDS(under));
    size_t near = length_before(said, WORDS(about));
    a->from = take_before(text, a->from,
                          fewer > more  ? WORDS(under)
                          : more > near ? WORDS(over)
                                        : WORDS(about));
    a->strict = length_before(said, WORDS(less)) > 0;
    a->bound = fewer > more  ? AMOUNT_TO
               : more > near ? AMOUNT_FROM
               : near > 0    ? AMOUNT_ABOUT
                             : AMOUNT_EXACT;
    if (a->years <= 0)
        read_span_before(text, a);
}

/* 一年, 一個月 before the amount earned in it: no amount of its own. */
static bool is_span_of_pay(struct str text, const struct amount *a)
{
    return a->years > 0 && a->low == 1 && a->to < text.len &&
           length_behind(str_slice(text, blanks(text, a->to), text.len),
                         WORDS(earning)) > 0;
}

/* "-90k" behind "70", "and 90k" behind "between 70". */
static bool read_second(struct str text, struct amount *a)
{
    size_t at = a->to;
    double value, scale;
    struct amount first = *a;
    while (take_behind(text, &first, WORDS(dollars)) ||
           take_behind(text, &first, WORDS(percents)))
        at = first.to;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    size_t len = length_behind(str_slice(text, at, text.len), WORDS(joins));
    struct str join = str_slice(text, at, at + len);
    struct str before = str_slice(text, 0, a->from);
    const char *const sign[] = {"$"};
    before.len = take_before(text, before.len, WORDS(sign));
    bool both = length_before(before, WORDS(between)) > 0;
    if (len == 0 ||
        (!both && (str_eq_nocase(join, STR("and")) || str_eq(join, STR("和")))))
        return false;
    at += len;
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '$'))
        at++;
    if (at == text.len || !read_number(text, &at, &value, &scale))
        return false;
    if (scale > 1 && !a->scaled && a->low * scale < value)
        a->low *= scale; /* 70 to 90k, 六到八萬 */
    if (!(value > a->low))
        return false;
    if (both)
        a->from = take_before(text, before.len, WORDS(between));
    a->high = value;
    a->bound = AMOUNT_BETWEEN;
    a->scaled = a->scaled || scale > 1;
    a->to = a->end = at;
    return true;
}

size_t amounts_read(struct str text, struct amount *out, size_t room)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < room;) {
        struct amount a = {.from = at};
        size_t to = at;
        double scale;
        bool inside = at > 0 && is_letter(text.ptr[at - 1]);
        if (inside || !read_number(text, &to, &a.low, &scale)) {
            at++;
            continue;
        }
        a.high = a.low;
        a.scaled = scale > 1;
        a.to = a.end = to;
        read_second(text, &a);
        read_behind(text, &a);
        read_before(text, &a);
        at = a.to;
        if (!is_span_of_pay(text, &a))
            out[count++] = a;
    }
    return count;
}
