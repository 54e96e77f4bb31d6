/* Wishes are phrases of the lexicon ([wish/...], [group/...], [skill/...]) and
 * sums of money. */
#include "wishes.h"

#include <stdlib.h>
#include <string.h>

enum { YEAR_HOURS = 2080, LEAST_YEAR = 1000, TEN_THOUSAND = 10000 };

/* What a phrase says, by the name of its section. */
static const struct wish {
    const char *part;
    enum subject subject;
    enum wish_rank rank;
    int min_education, max_education;
    unsigned unknown;
} known[] = {
    {"pay_high", SUBJECT_SALARY, RANK_PAY, 0, 0, 0},
    {"pay_low", SUBJECT_SALARY, RANK_PAY_LOW, 0, 0, 0},
    {"growth", SUBJECT_OUTLOOK, RANK_GROWTH, 0, 0, 0},
    {"shrink", SUBJECT_OUTLOOK, RANK_SHRINK, 0, 0, 0},
    {"openings", SUBJECT_OUTLOOK, RANK_OPENINGS, 0, 0, 0},
    {"ai_low", SUBJECT_AI_RISK, RANK_AI_LOW, 0, 0, 0},
    {"ai_high", SUBJECT_AI_RISK, RANK_AI_HIGH, 0, 0, 0},
    {"quick", SUBJECT_ENTRY, RANK_QUICK, 0, 0, 0},
    {"no_school", SUBJECT_ENTRY, RANK_NONE, 0, 1, 0},
    {"high_school", SUBJECT_ENTRY, RANK_NONE, 0, 2, 0},
    {"no_degree", SUBJECT_ENTRY, RANK_NONE, 0, 3, 0},
    {"associate", SUBJECT_ENTRY, RANK_NONE, 4, 4, 0},
    {"bachelor", SUBJECT_ENTRY, RANK_NONE, 5, 5, 0},
    {"master", SUBJECT_ENTRY, RANK_NONE, 6, 6, 0},
    {"doctoral", SUBJECT_ENTRY, RANK_NONE, 7, 7, 0},
    {"degree", SUBJECT_ENTRY, RANK_NONE, 5, 7, 0},
    {"no_experience", SUBJECT_ENTRY, RANK_NONE, 0, 0, 0},
    {"growing", SUBJECT_OUTLOOK, RANK_NONE, 0, 0, 0},
    {"low_ai", SUBJECT_AI_RISK, RANK_NONE, 0, 0, 0},
    {"high_ai", SUBJECT_AI_RISK, RANK_NONE, 0, 0, 0},
    {"hours", SUBJECT_NONE, RANK_NONE, 0, 0, WISH_HOURS},
    {"remote", SUBJECT_NONE, RANK_NONE, 0, 0, WISH_REMOTE},
    {"stress", SUBJECT_NONE, RANK_NONE, 0, 0, WISH_STRESS},
    {"outdoors", SUBJECT_NONE, RANK_NONE, 0, 0, WISH_OUTDOORS},
};

static const struct wish *find(struct str part)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(part, str_from(known[i].part)))
            return &known[i];
    return NULL;
}

static void take(const struct wish *wish, struct wishes *wishes,
                 enum subject *subject, bool *ranked)
{
    if (wish->rank != RANK_NONE) {
        wishes->rank = wish->rank;
        *ranked = true;
    }
    if (wish->min_education || wish->max_education) {
        wishes->min_education = wish->min_education;
        wishes->max_education = wish->max_education;
    }
    struct str part = str_from(wish->part);
    wishes->no_experience |= str_eq(part, STR("no_experience"));
    wishes->growing |= str_eq(part, STR("growing"));
    if (str_eq(part, STR("low_ai")) || str_eq(part, STR("high_ai"))) {
        wishes->ai_low = str_eq(part, STR("low_ai"));
        wishes->ai_high = !wishes->ai_low;
    }
    wishes->unknown |= wish->unknown;
    if (*subject == SUBJECT_NONE || wish->rank != RANK_NONE)
        *subject = wish->subject != SUBJECT_NONE ? wish->subject : *subject;
}

/* "29_31" */
static uint64_t groups_of(struct str part)
{
    uint64_t groups = 0;
    long number;
    while (part.ptr)
        if (str_to_long(str_split(&part, '_'), &number) && number >= 11 &&
            number <= 55)
            groups |= (uint64_t)1 << number;
    return groups;
}

/* Is this hit inside a longer one of the same sort? "no degree" holds
 * "degree". */
static bool is_inside(const struct reading *r, const struct cue_hit *hit)
{
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *other = &r->cues[i];
        if (other->cue->type >= CUE_WISH && other != hit &&
            other->from <= hit->from && other->to >= hit->to &&
            other->to - other->from > hit->to - hit->from)
            return true;
    }
    return false;
}

/* --- sums of money -------------------------------------------------------- */

/* A number that stands at *at: "90,000", "90k", "4.5", "8萬". Moves *at behind
 * it. */
static double number_at(struct str text, size_t *at)
{
    char digits[24];
    size_t n = 0, i = *at;
    for (; i < text.len && n + 1 < sizeof digits; i++) {
        char c = text.ptr[i];
        bool inside = i + 1 < text.len && text.ptr[i + 1] >= '0' &&
                      text.ptr[i + 1] <= '9';
        if ((c >= '0' && c <= '9') || (c == '.' && inside))
            digits[n++] = c;
        else if (c != ',' || !inside)
            break;
    }
    digits[n] = '\0';
    double value = strtod(digits, NULL);
    struct str rest = str_slice(text, i, text.len);
    if (str_starts(rest, STR("k")) || str_starts(rest, STR("K"))) {
        value *= 1000;
        i++;
    } else if (str_starts(rest, STR("萬")) || str_starts(rest, STR("万"))) {
        value *= TEN_THOUSAND;
        i += strlen("萬");
    } else if (str_starts(rest, STR(" thousand"))) {
        value *= 1000;
        i += strlen(" thousand");
    }
    *at = i;
    return value;
}

static bool ends_with_any(struct str text, const char *const *words,
                          size_t count)
{
    text = str_trim(text);
    for (size_t i = 0; i < count; i++) {
        struct str word = str_from(words[i]);
        size_t from = text.len >= word.len ? text.len - word.len : 0;
        if (text.len >= word.len &&
            str_eq_nocase(str_slice(text, from, text.len), word))
            return true;
    }
    return false;
}

static bool begins_with_any(struct str text, const char *const *words,
                            size_t count)
{
    text = str_trim(text);
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(str_slice(text, 0, strlen(words[i])),
                          str_from(words[i])))
            return true;
    return false;
}

/* "over $90k", "under 50,000", "at least $30 an hour", "8萬以上". */
static size_t read_money(struct str text, struct wishes *wishes)
{
    static const char *const over[] = {"over",     "above",        "more than",
                                       "at least", "minimum",      "from",
                                       "exceeds",  "exceeding",    ">",
                                       ">=",       "超過",         "超过",
                                       "高於",     "高于",         "多於",
                                       "多于",     "至少",         "大於",
                                       "大于",     "not less than"};
    static const char *const under[] = {
        "under", "below", "less than", "at most", "<",    "<=",
        "低於",  "低于",  "不到",      "少於",    "少于", "up to"};
    static const char *const behind_over[] = {"+",        "or more", "and up",
                                              "plus",     "以上",    "美元以上",
                                              "美金以上", "元以上"};
    static const char *const behind_under[] = {
        "or less", "以下", "以內", "以内", "美元以下", "美金以下"};
    static const char *const hourly[] = {"an hour", "per hour", "/hour", "/hr",
                                         "hourly",  "a hour",   "時薪",  "时薪",
                                         "每小時",  "每小时"};
    size_t found = 0;
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            i++;
            continue;
        }
        struct str before = str_trim(str_slice(text, 0, i));
        bool dollars = str_ends(before, STR("$"));
        if (dollars)
            before.len--;
        double value = number_at(text, &i);
        struct str after = str_slice(text, i, text.len);
#define ANY(list) list, sizeof list / sizeof *list
        if (begins_with_any(after, ANY(hourly)) ||
            ends_with_any(before, ANY(hourly)))
            value *= YEAR_HOURS;
        if (value < LEAST_YEAR)
            continue; /* "top 10", "2 years" */
        bool less = ends_with_any(before, ANY(under)) ||
                    begins_with_any(after, ANY(behind_under));
        bool more = ends_with_any(before, ANY(over)) ||
                    begins_with_any(after, ANY(behind_over));
        if (!less && !more && !dollars)
            continue;
#undef ANY
        *(less ? &wishes->max_pay : &wishes->min_pay) = value;
        found++;
    }
    return found;
}

size_t wishes_read(const struct reading *r, struct wishes *wishes,
                   enum subject *subject, bool *ranked)
{
    size_t count = 0;
    uint64_t groups = 0;
    *subject = SUBJECT_NONE;
    *ranked = false;
    for (size_t i = 0; i < r->cue_count; i++) {
        const struct cue_hit *hit = &r->cues[i];
        if (hit->cue->type < CUE_WISH || is_inside(r, hit))
            continue;
        const struct wish *wish =
            hit->cue->type == CUE_WISH ? find(hit->cue->part) : NULL;
        if (wish) {
            take(wish, wishes, subject, ranked);
        } else if (hit->cue->type == CUE_GROUP) {
            groups |= groups_of(hit->cue->part);
        } else if (hit->cue->type == CUE_SKILL &&
                   hit->cue->part.len < sizeof wishes->skill) {
            memset(wishes->skill, 0, sizeof wishes->skill);
            memcpy(wishes->skill, hit->cue->part.ptr, hit->cue->part.len);
        } else {
            continue;
        }
        count++;
    }
    if (groups)
        wishes->groups = groups;
    size_t sums = read_money(r->text, wishes);
    if (sums > 0 && !*ranked)
        *subject = SUBJECT_SALARY;
    return count + sums;
}
