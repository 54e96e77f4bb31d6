/* The table of the page format, and finding words in it. */
#include "page_format.h"

#include "spelling.h"

const struct page_section page_sections[] = {
    {.heading = {"Summary", "摘要"}, .field = FIELD_SUMMARY},
    {.heading = {"Ratings", "評分"},
     .shape = SHAPE_TABLE,
     .field = FIELD_RATING,
     .columns = {{{"Dimension", "維度"}, CELL_DIMENSION, 0, true},
                 {{"Score", "分數"}, CELL_SCORE, 0, true}}},
    {.heading = {"AI verdict", "AI 結論"},
     .shape = SHAPE_VERDICT,
     .field = FIELD_VERDICT},
    {.heading = {"AI tools", "AI 工具"},
     .shape = SHAPE_TABLE,
     .field = FIELD_TOOL,
     .columns = {{{"Tool", "工具"}, CELL_TEXT, 0, false},
                 {{"Type", "類型"}, CELL_TYPE, 1, false},
                 {{"Level", "程度"}, CELL_LEVEL, 0, false},
                 {{"Year", "年份"}, CELL_YEAR, 1, false},
                 {{"Replaces", "取代什麼"}, CELL_TEXT, 2, false}}},
    {.heading = {"Tasks AI takes over", "AI 會接手的工作"},
     .shape = SHAPE_LIST,
     .field = FIELD_TASK_REPLACED},
    {.heading = {"Tasks AI assists", "AI 會輔助的工作"},
     .shape = SHAPE_LIST,
     .field = FIELD_TASK_AUGMENTED},
    {.heading = {"What stays human", "人的優勢"},
     .shape = SHAPE_LIST,
     .field = FIELD_TASK_HUMAN},
    {.heading = {"Skills to learn", "該學的技能"},
     .shape = SHAPE_LIST,
     .field = FIELD_SKILL},
    {.heading = {"Entry level", "入門職位"}, .field = FIELD_ENTRY_LEVEL},
    {.heading = {"Upgrade path", "升級路線"}, .field = FIELD_UPGRADE},
    {.heading = {"Adjacent careers", "相鄰職業"},
     .shape = SHAPE_LIST,
     .field = FIELD_ADJACENT},
    {.heading = {"Pay", "薪資"},
     .shape = SHAPE_TABLE,
     .field = FIELD_PAY,
     .columns = {{{"Stage", "階段"}, CELL_TEXT, 0, false},
                 {{"From", "最低"}, CELL_MONEY, 0, false},
                 {{"To", "最高"}, CELL_MONEY, 1, false},
                 {{"Note", "備註"}, CELL_TEXT, 1, false}}},
    {.heading = {"Education", "教育路徑"},
     .shape = SHAPE_TABLE,
     .field = FIELD_EDUCATION,
     .columns = {{{"Stage", "階段"}, CELL_TEXT, 0, false},
                 {{"Duration", "時間"}, CELL_TEXT, 1, false},
                 {{"From", "最低"}, CELL_MONEY, 0, false},
                 {{"To", "最高"}, CELL_MONEY, 1, false},
                 {{"Note", "備註"}, CELL_TEXT, 2, false}}},
    {.heading = {"Qualifications", "資格"},
     .shape = SHAPE_TABLE,
     .field = FIELD_QUALIFICATION,
     .columns = {{{"Qualification", "資格"}, CELL_TEXT, 0, false},
                 {{"Issuer", "發證機構"}, CELL_TEXT, 1, false},
                 {{"Required", "必需"}, CELL_YES_NO, 0, false}}},
    {.heading = {"Immigration", "移民"},
     .shape = SHAPE_TEXT_OR_TABLE,
     .field = FIELD_MIGRATION_TEXT,
     .table_field = FIELD_VISA,
     .columns = {{{"Subclass", "類別"}, CELL_TEXT, 0, false},
                 {{"Visa", "簽證"}, CELL_TEXT, 1, false},
                 {{"Details", "詳情"}, CELL_TEXT, 2, false}}},
    {.heading = {"Who it fits", "適合"},
     .shape = SHAPE_LIST,
     .field = FIELD_FIT},
    {.heading = {"Who it does not fit", "不適合"},
     .shape = SHAPE_LIST,
     .field = FIELD_UNFIT},
    {.heading = {"Career progression", "職涯發展"}, .field = FIELD_PROGRESSION},
    {.heading = {"Employment forecast", "就業預測"}, .field = FIELD_FORECAST},
    {.heading = {"Growth areas", "成長領域"},
     .shape = SHAPE_LIST,
     .field = FIELD_GROWTH_AREA},
    {.heading = {"FAQ", "常見問題"}, .shape = SHAPE_FAQ, .field = FIELD_FAQ},
    {.heading = {"Sources", "資料來源"}, .field = FIELD_SOURCES},
    {.heading = {"Lost", "已遺失"}, .shape = SHAPE_LIST, .field = FIELD_LOST},
};
const size_t page_section_count = sizeof page_sections / sizeof *page_sections;

const struct page_word page_items[ITEM_COUNT] = {
    [ITEM_CODE] = {"Code", "代碼"},
    [ITEM_NAME] = {"Name", "名稱"},
    [ITEM_ALSO] = {"Also called", "又稱"},
    [ITEM_COUNTRY] = {"Country", "國家"},
    [ITEM_CURRENCY] = {"Currency", "貨幣"},
    [ITEM_SOURCE] = {"Source", "來源"},
    [ITEM_DATE] = {"Date", "日期"},
    [ITEM_LINK] = {"Link", "連結"},
    [ITEM_MIGRATION] = {"Migration status", "移民狀態"},
    [ITEM_OVERALL] = {"Overall", "總評"},
};

const struct page_word page_dimensions[RATING_COUNT] = {
    {"Income", "收入"},
    {"Demand", "需求"},
    {"Prospects", "前景"},
    {"PR friendly", "PR 友善"},
    {"AI risk", "AI 風險"},
    {"Competition", "競爭"},
    {"Intensity", "強度"},
    {"Learning difficulty", "學習難度"},
    {"Learning duration", "學習時間"},
    {"Certification difficulty", "考證難度"},
    {"PR difficulty", "PR 難度"},
};

const struct page_word page_types[PAGE_TYPES] = {
    {"Tool", "工具"},  {"Platform", "平台"}, {"Product", "產品"},
    {"Model", "模型"}, {"Research", "研究"}, {"News", "新聞"},
};

const struct page_word page_levels[PAGE_LEVELS] = {
    {"Partial", "部分"}, {"Major", "大幅"}, {"Near-full", "幾乎完全"}};

const struct page_word page_statuses[PAGE_STATUSES] = {
    {"not skilled", "非技術移民職業"},
    {"skilled", "技術移民職業"},
    {"restricted", "受限"}};

const struct page_word page_verdicts[PAGE_VERDICTS] = {
    {"Compressed", "被壓縮"}, {"Amplified", "被放大"}, {"Mixed", "喜憂參半"}};

const char *const page_verdict_ids[PAGE_VERDICTS] = {"compressed", "amplified",
                                                     "mixed"};

const struct page_word page_yes_no[2] = {{"no", "否"}, {"yes", "是"}};

const char *page_word_in(struct page_word word, enum lang lang)
{
    return lang_is_chinese(lang) ? word.zh : word.en;
}

static struct page_word word_at(const struct page_word *words, size_t stride,
                                size_t i)
{
    return *(const struct page_word *)(const void *)((const char *)words +
                                                     i * stride);
}

size_t page_word_find(const struct page_word *words, size_t count,
                      size_t stride, struct str s)
{
    size_t i = 0;
    while (i < count &&
           !str_eq_nocase(s, str_from(word_at(words, stride, i).en)) &&
           !str_eq(s, str_from(word_at(words, stride, i).zh)))
        i++;
    return i;
}

/* The distance of two spellings, ASCII case ignored, only what a heading may
 * be long looked at. */
static size_t distance(struct str a, struct str b)
{
    enum { HEADING_MOST = 32 };
    char lower[2][HEADING_MOST];
    struct str cut[2] = {str_slice(a, 0, HEADING_MOST),
                         str_slice(b, 0, HEADING_MOST)};
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < cut[s].len; i++) {
            char c = cut[s].ptr[i];
            lower[s][i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
        cut[s].ptr = lower[s];
    }
    return spelling_distance(cut[0], cut[1], HEADING_MOST);
}

const char *page_word_nearest(const struct page_word *words, size_t count,
                              size_t stride, enum lang lang, struct str s)
{
    const char *nearest = "";
    size_t least = (size_t)-1;
    for (size_t i = 0; i < count; i++) {
        const char *word = page_word_in(word_at(words, stride, i), lang);
        struct str whole = str_from(word);
        bool part = s.len > 0 && (str_find(whole, s) < whole.len ||
                                  str_find(s, whole) < s.len);
        size_t d = part ? 1 : distance(s, whole);
        if (d < least) {
            least = d;
            nearest = word;
        }
    }
    return nearest;
}

size_t page_section_of(enum field field)
{
    size_t i = 0;
    while (i < page_section_count && page_sections[i].field != field &&
           page_sections[i].table_field != field)
        i++;
    return i;
}

size_t page_column_count(const struct page_section *section)
{
    size_t n = 0;
    while (n < PAGE_COLUMNS && section->columns[n].name.en)
        n++;
    return n;
}
