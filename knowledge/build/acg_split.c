/* Parting what the extraction ran together: tags without borders, and lists
 * without headings. */
#include "acg_values.h"

#include <math.h>
#include <string.h>

enum { RUN_BYTES = 1000 };

/* Words with a capital inside, which is no border. */
static const char *const inner_capitals[] = {
    "IoT",        "IIoT",       "DevOps",     "DevSecOps",  "DataOps",
    "GitHub",     "GitLab",     "SaaS",       "PaaS",       "IaaS",
    "FinTech",    "EdTech",     "PropTech",   "AgTech",     "AgriTech",
    "MedTech",    "HealthTech", "BioTech",    "GreenTech",  "CleanTech",
    "LegalTech",  "RegTech",    "InsurTech",  "JavaScript", "TypeScript",
    "YouTube",    "LinkedIn",   "TikTok",     "ChatGPT",    "OpenAI",
    "PyTorch",    "TensorFlow", "PowerPoint", "PowerBI",    "AutoCAD",
    "SolidWorks", "ArcGIS",     "WordPress",  "BigQuery",   "PhD",
    "iOS",        "macOS",      "eLearning",  "eCommerce",  "eDiscovery",
    "eHealth",    "mRNA",       "LaTeX",      "NoSQL",      "GraphQL",
    "PostgreSQL", "MySQL",      "McKinsey",   "LoRa",       "QuickBooks",
};

static bool upper(struct str s, size_t i)
{
    return i < s.len && s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
}

static bool lower(struct str s, size_t i)
{
    return i < s.len && s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
}

static bool digit(struct str s, size_t i)
{
    return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* Is s[i] a capital inside one of the words above? */
static bool in_known_word(struct str s, size_t i)
{
    for (size_t w = 0; w < sizeof inner_capitals / sizeof *inner_capitals;
         w++) {
        struct str word = str_from(inner_capitals[w]);
        for (size_t k = 1; k < word.len && k <= i; k++)
            if (word.ptr[k] == s.ptr[i] &&
                str_starts(str_slice(s, i - k, s.len), word))
                return true;
    }
    return false;
}

/* Does a new tag begin at s[i], glued to what is before it? */
static bool border_at(struct str s, size_t i, bool *unsure)
{
    if (i == 0 || !upper(s, i) || in_known_word(s, i))
        return false;
    unsigned char before = (unsigned char)s.ptr[i - 1];
    if (lower(s, i - 1) || before == ')' || before >= 0x80)
        return true;
    /* behind capitals and digits ("AI", "H-2A", "4.0") only a capital that
     * begins a word of three letters may be a border */
    if ((upper(s, i - 1) || digit(s, i - 1)) && lower(s, i + 1) &&
        lower(s, i + 2)) {
        *unsure = true;
        return true;
    }
    return false;
}

static void part(struct parts *parts, struct str item)
{
    item = str_trim(item);
    while (item.len > 0 && strchr(",;|/", item.ptr[item.len - 1]))
        item = str_trim(str_slice(item, 0, item.len - 1));
    if (item.len > 0 && parts->count < VALUE_PARTS)
        parts->items[parts->count++] = item;
}

static void split_by(struct parts *parts, struct str run, struct str mark)
{
    while (run.len > 0) {
        size_t at = str_find(run, mark);
        part(parts, str_slice(run, 0, at));
        run = str_slice(run, at + mark.len, run.len);
    }
}

void value_parts(struct str run, struct parts *parts)
{
    static const struct str marks[] = {
        {"·", 2},  {"•", 3},  {"|", 1},  {"；", 3},  {";", 1},
        {"、", 3}, {"，", 3}, {"\t", 1}, {" / ", 3}, {"→", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_find(run, marks[i]) < run.len) {
            split_by(parts, run, marks[i]);
            return;
        }
    size_t borders = 0;
    bool unsure = false;
    for (size_t i = 1; i < run.len; i++)
        borders += border_at(run, i, &unsure);
    if (borders == 0 && str_find(run, STR(", ")) < run.len) {
        split_by(parts, run, STR(", "));
        return;
    }
    size_t from = 0;
    for (size_t i = 1; i < run.len; i++)
        if (border_at(run, i, &parts->unsure)) {
            part(parts, str_slice(run, from, i));
            from = i;
        }
    part(parts, str_slice(run, from, run.len));
}

/* The sizes the site asks its generator for. */
static const struct {
    size_t min, max;
} asked[4] = {{3, 5}, {3, 5}, {3, 5}, {4, 6}};

/* How many ways there are to part n bullets into the lists from `list` on. */
static size_t ways(size_t n, size_t list, size_t lists)
{
    if (list == lists)
        return n == 0;
    size_t count = 0;
    for (size_t size = asked[list].min; size <= asked[list].max && size <= n;
         size++)
        count += ways(n - size, list + 1, lists);
    return count;
}

struct split value_split_tasks(size_t bullets, size_t lists)
{
    /* as even as can be; the odd ones go to the skills first, of which more
     * are asked for, then from the first list on */
    static const size_t order[] = {3, 0, 1, 2};
    struct split split = {.confidence = NAN};
    for (size_t i = 0; i < lists; i++)
        split.sizes[i] = bullets / lists;
    size_t odd = lists ? bullets % lists : 0;
    for (size_t i = 0; i < 4 && odd > 0; i++)
        if (order[i] < lists) {
            split.sizes[order[i]]++;
            odd--;
        }
    size_t count = ways(bullets, 0, lists);
    split.confidence = count ? round(100.0 / (double)count) / 100 : 0.02;
    return split;
}

struct split value_split_fit(size_t bullets)
{
    /* asked for: two or three that fit, two that do not; kept: at most four
     * and three */
    static const struct {
        size_t fit;
        double confidence;
    } likeliest[] = {{0, 1}, {1, 0.5}, {1, 0.7}, {2, 0.5},
                     {2, 1}, {3, 1},   {3, 0.5}, {4, 1}};
    struct split split = {{(bullets + 1) / 2}, 0.2};
    if (bullets < sizeof likeliest / sizeof *likeliest) {
        split.sizes[0] = likeliest[bullets].fit;
        split.confidence = likeliest[bullets].confidence;
    }
    split.sizes[1] = bullets - split.sizes[0];
    return split;
}
