/* The label table and comparing with it. Which label may stand where is
 * decided by the readers of the sections. */
#include "acg_labels.h"

#include "utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { LABEL_MAX_BYTES = 240, LABEL_TEXTS = 480 };

/* One line per label: how it is written in the languages of the site, each
 * writing once, parted by '|'. */
static const struct {
    enum label label;
    const char *texts;
} table[] = {
    {LABEL_BACK_HOME,
     "← 所有職業|← 全部职业|← All occupations|← 全職業|← Todas las ocupaciones|"
     "← Todas as ocupações|← Tất cả nghề nghiệp|← อาชีพทั้งหมด|"
     "← Semua pekerjaan"},
    {LABEL_CODE,
     "職業代碼|职业代码|Occupation code|職業コード|Código de ocupación|"
     "Código da ocupação|Mã nghề|รหัสอาชีพ|Kod pekerjaan|Kode pekerjaan"},
    {LABEL_SKILLED,
     "技術移民職業|技术移民职业|Skilled migration occupation|技能移住対象職業|"
     "Ocupación de migración calificada|Ocupação de migração qualificada|"
     "Nghề di trú tay nghề|อาชีพสำหรับการย้ายถิ่นฐานที่มีทักษะ|"
     "Pekerjaan migrasi mahir|Pekerjaan migrasi terampil"},
    {LABEL_NOT_SKILLED,
     "非技術移民職業|非技术移民职业|非技术移民职业（不在技术移民清单上）|"
     "Not a skilled migration occupation|技能移住対象外|"
     "No es una ocupación de migración calificada|"
     "Não é uma ocupação de migração qualificada|"
     "Không phải nghề di trú tay nghề|"
     "ไม่ใช่อาชีพสำหรับการย้ายถิ่นฐานที่มีทักษะ|Bukan pekerjaan migrasi mahir|"
     "Bukan pekerjaan migrasi terampil"},
    {LABEL_OVERALL, "總體|综合评分|Overall|総合|Global|Geral|Tổng thể|โดยรวม|"
                    "Keseluruhan"},
    {LABEL_RATINGS, "評分|职业评分|Ratings|評価|Valoraciones|Avaliações|"
                    "Đánh giá|คะแนน|Penilaian|Peringkat"},
    {LABEL_SALARY,
     "薪資|薪资范围|Salary|給与|Salario|Salário|Lương|เงินเดือน|Gaji"},
    {LABEL_EDUCATION,
     "教育路徑|教育路径|Education Path|教育パス|Ruta educativa|"
     "Percurso Educacional|Lộ trình Học vấn|เส้นทางการศึกษา|"
     "Laluan Pendidikan|Jalur Pendidikan"},
    {LABEL_QUALIFICATIONS, "資格|从业资质|Qualifications|Cualificaciones|"
                           "Qualificações|Bằng cấp|คุณวุฒิ|Kelayakan|Kualifikasi"},
    {LABEL_MIGRATION, "移民|移民路径|Migration|移住|Migración|Migração|Di trú|"
                      "การย้ายถิ่นฐาน|Migrasi"},
    {LABEL_SUITABILITY,
     "適合對象|适合 / 不适合|Who it fits|向いている人|Para quién es|"
     "Para quem serve|Phù hợp với ai|เหมาะกับใคร|Siapa yang sesuai|Cocok untuk"},
    {LABEL_OUTLOOK, "職業前景|职业前景|Career outlook|キャリア見通し|"
                    "Perspectivas profesionales|Perspectivas de carreira|"
                    "Triển vọng nghề|แนวโน้มอาชีพ|Prospek kerjaya|Prospek karir"},
    {LABEL_FAQ, "常見問題|常见问题|FAQ|คำถามที่พบบ่อย"},
    {LABEL_SOURCES,
     "數據來源|数据来源|Data sources|データソース|Fuentes de datos|"
     "Fontes de dados|Nguồn dữ liệu|แหล่งข้อมูล|Sumber data"},

    {LABEL_EXPERIENCE, "經驗|经验阶段|Experience|経験|Experiencia|Experiência|"
                       "Kinh nghiệm|ประสบการณ์|Pengalaman"},
    {LABEL_ANNUAL, "年薪|Annual|年収|Anual|Hàng năm|รายปี|Tahunan"},
    {LABEL_STAGE, "階段|阶段|Stage|段階|Etapa|Giai đoạn|ขั้นตอน|Peringkat|Tahap"},
    {LABEL_PERIOD, "時長|周期|Duration|期間|Duración|Duração|Thời gian|"
                   "ระยะเวลา|Tempoh|Durasi"},
    {LABEL_COST, "費用|费用|Cost|Costo|Custo|Chi phí|ค่าใช้จ่าย|Kos|Biaya"},
    {LABEL_QUALIFICATION, "學歷|资质|Qualification|資格|Cualificación|"
                          "Qualificação|Bằng cấp|คุณวุฒิ|Kelayakan|Kualifikasi"},
    {LABEL_ISSUER, "發證機構|发证机构|Issuer|発行機関|Emisor|Emissor|Cấp bởi|"
                   "ผู้ออก|Pengeluar|Penerbit"},
    {LABEL_VISA, "簽證|签证|Visa|ビザ|Visto|วีซ่า"},
    {LABEL_DETAILS, "詳情|说明|Details|詳細|Detalles|Detalhes|Chi tiết|"
                    "รายละเอียด|Butiran|Detail"},

    {LABEL_REQUIRED, "必需|必备|Required|必須|Requerido|Obrigatório|Bắt buộc|"
                     "จำเป็น|Wajib"},
    {LABEL_OPTIONAL, "可選|可选|Optional|任意|Opcional|Tùy chọn|เลือกได้|"
                     "Pilihan|Opsional"},
    {LABEL_FIT, "適合|适合|Fits|Encaja|Adequado|Phù hợp|เหมาะสม|Sesuai|Cocok"},
    {LABEL_UNFIT, "不適合|不适合|Not for|不向き|No es para|Não para|"
                  "Không phù hợp|ไม่เหมาะสม|Tidak sesuai|Tidak cocok"},
    {LABEL_GROWTH,
     "成長領域|增长方向 / 热词|Growth areas|成長分野|Áreas de crecimiento|"
     "Áreas em crescimento|Lĩnh vực tăng trưởng|สาขาที่เติบโต|"
     "Bidang pertumbuhan|Area pertumbuhan"},
    {LABEL_VISA_CODE,
     "職業分類代碼|职业分类代码|Occupation classification code"},
    {LABEL_COMPRESSED, "被自動化壓縮|被自动化压缩|Compressed by automation"},
    {LABEL_AMPLIFIED, "被 AI 放大能力|Amplified by AI"},
    {LABEL_MIXED, "喜憂參半|喜忧参半|Mixed"},

    {LABEL_TOOLS,
     "已經在替代這個職業的 AI（工具 / 產品 / 研究 / 新聞）|"
     "已经在替代这个职业的 AI（工具 / 产品 / 研究 / 新闻）|"
     "已经在替代这个职业的 AI|"
     "AI already replacing this job (tools / products / research / news)|"
     "AI already replacing this job"},
    {LABEL_REPLACED, "AI 會接管/替代/消除的任務|AI 会接管/替代/消除的任务|"
                     "Tasks AI will take over or replace"},
    {LABEL_AUGMENTED, "AI 會增強的任務|AI 会增强的任务|Tasks AI will augment"},
    {LABEL_MOAT, "人類護城河|人类护城河|Human moat"},
    {LABEL_SKILLS, "未來 5 年建議補的技能|未来 5 年建议补的技能|"
                   "Skills to build (next 5 years)|Skills to build"},
    {LABEL_ENTRY, "入門崗位是否變窄|入门岗位是否变窄|Entry-level outlook"},
    {LABEL_UPGRADE, "AI 時代升級路線|AI 时代升级路线|"
                    "How to level up in the AI era"},
    {LABEL_ADJACENT, "風險高時可考慮的相鄰職業|风险高时可考虑的相邻职业|"
                     "Adjacent careers if risk is high|Adjacent careers"},

    {LABEL_PARTIAL, "部分替代|Partial"},
    {LABEL_MAJOR, "大幅替代|Major"},
    {LABEL_NEAR_FULL, "幾乎完全替代|几乎完全替代|Near-full"},
    {LABEL_TOOL, "工具|Tool"},
    {LABEL_PLATFORM, "平台|平臺|Platform"},
    {LABEL_PRODUCT, "產品|产品|Product"},
    {LABEL_MODEL, "模型|Model"},
    {LABEL_RESEARCH, "研究|Research"},
    {LABEL_NEWS, "新聞|新闻|News"},

    {LABEL_DIMENSION + 0, "收入|收入水平|Income|収入|Ingresos|Renda|Thu nhập|"
                          "รายได้|Pendapatan"},
    {LABEL_DIMENSION + 1, "需求|职位需求|Demand|需要|Demanda|Nhu cầu|"
                          "ความต้องการ|Permintaan"},
    {LABEL_DIMENSION + 2, "前景|发展前景|Prospects|将来性|Perspectivas|"
                          "Triển vọng|แนวโน้ม|Prospek"},
    {LABEL_DIMENSION + 3,
     "PR 友善|移民友好度|PR Friendly|PR向き|Amigable PR|Amigável para PR|"
     "Thân thiện PR|เป็นมิตรกับ PR|Mesra PR|Ramah PR"},
    {LABEL_DIMENSION + 4,
     "AI 風險|AI替代风险|AI Risk|AIリスク|Riesgo IA|Risco de IA|Rủi ro AI|"
     "ความเสี่ยง AI|Risiko AI"},
    {LABEL_DIMENSION + 5, "競爭|竞争度|Competition|競争|Competencia|"
                          "Concorrência|Cạnh tranh|การแข่งขัน|Persaingan"},
    {LABEL_DIMENSION + 6, "強度|工作强度|Intensity|Intensidad|Intensidade|"
                          "Cường độ|ความเข้มข้น|Intensiti|Intensitas"},
    {LABEL_DIMENSION + 7,
     "學習|学习难度|Learning|学習|Aprendizaje|Aprendizado|Khó học|"
     "การเรียนรู้|Kesukaran|Pembelajaran"},
    {LABEL_DIMENSION + 8, "時長|学习周期|Duration|期間|Duración|Duração|"
                          "Thời gian học|ระยะเวลา|Tempoh|Durasi"},
    {LABEL_DIMENSION + 9,
     "認證|考证难度|Certification|資格|Certificación|Certificação|"
     "Khó chứng chỉ|การรับรอง|Pensijilan|Sertifikasi"},
    {LABEL_DIMENSION + 10,
     "PR 難度|移民难度|PR Difficulty|PR難易度|Dificultad PR|"
     "Dificuldade de PR|Khó PR|ความยาก PR|Kesukaran PR|Kesulitan PR"},
};

enum { TABLE_ROWS = sizeof table / sizeof *table };

struct labels {
    size_t count;
    struct named {
        struct str key;
        enum label label;
    } names[LABEL_TEXTS];
};

/* A letter, mark or digit: what counts when labels are compared. */
static bool counts(uint32_t code)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* Writes the normal form of text: NFKC, case folded, only what counts.
 * False: it is longer than any label. */
static bool normal(struct str text, char key[LABEL_MAX_BYTES * 4], size_t *len)
{
    *len = 0;
    if (text.len > LABEL_MAX_BYTES)
        return false;
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t bytes = utf8proc_map(
        (const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &folded,
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    if (bytes < 0) {
        free(folded);
        return false;
    }
    struct str all = {(const char *)folded, (size_t)bytes};
    bool fits = true;
    for (size_t at = 0; at < all.len;) {
        size_t from = at;
        if (!counts(utf8_next(all, &at)))
            continue;
        fits = *len + (at - from) <= LABEL_MAX_BYTES * 4;
        if (!fits)
            break;
        memcpy(key + *len, all.ptr + from, at - from);
        *len += at - from;
    }
    free(folded);
    return fits && *len > 0;
}

static int by_key(const void *a, const void *b)
{
    return str_compare(((const struct named *)a)->key,
                       ((const struct named *)b)->key);
}

const struct labels *labels_new(struct arena *arena)
{
    struct labels *labels = arena_alloc(arena, sizeof *labels);
    for (size_t row = 0; row < TABLE_ROWS; row++) {
        struct str rest = str_from(table[row].texts);
        while (rest.ptr && labels->count < LABEL_TEXTS) {
            char key[LABEL_MAX_BYTES * 4];
            size_t len;
            if (!normal(str_split(&rest, '|'), key, &len))
                continue;
            labels->names[labels->count++] = (struct named){
                arena_str(arena, (struct str){key, len}), table[row].label};
        }
    }
    qsort(labels->names, labels->count, sizeof *labels->names, by_key);
    return labels;
}

enum label label_find(const struct labels *labels, struct str text,
                      label_set allowed)
{
    char key[LABEL_MAX_BYTES * 4];
    size_t len;
    if (!normal(text, key, &len))
        return LABEL_NONE;
    struct str wanted = {key, len};
    size_t low = 0, high = labels->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(labels->names[middle].key, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < labels->count && str_eq(labels->names[low].key, wanted); low++)
        if (allowed & LABEL_BIT(labels->names[low].label))
            return labels->names[low].label;
    return LABEL_NONE;
}

enum label label_find_colon(const struct labels *labels, struct str text,
                            label_set allowed, struct str *rest)
{
    *rest = STR_NONE;
    enum label label = label_find(labels, text, allowed);
    if (label)
        return label;
    struct str head = str_slice(text, 0, LABEL_MAX_BYTES);
    size_t ascii = str_find(head, STR(":")), wide = str_find(head, STR("："));
    size_t colon = ascii < wide ? ascii : wide;
    if (colon == head.len)
        return LABEL_NONE;
    label = label_find(labels, str_slice(text, 0, colon), allowed);
    if (label)
        *rest =
            str_trim(str_slice(text, colon + (ascii < wide ? 1 : 3), text.len));
    return label;
}

/* One code point, folded far enough to compare labels: case and width. */
static uint32_t folded(struct str s, size_t *at)
{
    uint32_t code = utf8_next(s, at);
    if (code >= 0xff01 && code <= 0xff5e)
        code -= 0xfee0;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

/* How many bytes at the start of text say the same as pattern; 0: it does
 * not begin so. The text's own punctuation is skipped only between what
 * counts, a few at a time, so that hostile text costs nothing. */
static size_t skip_pattern(struct str text, struct str pattern)
{
    enum { JUNK = 6 };
    size_t at = 0, end = 0;
    for (size_t p = 0; p < pattern.len;) {
        uint32_t wanted = folded(pattern, &p);
        if (!counts(wanted))
            continue;
        uint32_t found = 0;
        for (int junk = 0; at < text.len && junk < JUNK; junk++) {
            found = folded(text, &at);
            if (end == 0 || counts(found))
                break;
        }
        if (found != wanted)
            return 0;
        end = at;
    }
    return end;
}

/* Does a word of Latin letters go on behind text[at]? */
static bool inside_word(struct str text, size_t at)
{
    if (at == 0 || at >= text.len)
        return false;
    unsigned char before = (unsigned char)text.ptr[at - 1];
    unsigned char after = (unsigned char)text.ptr[at];
    return before < 0x80 && after < 0x80 && counts(before) && counts(after);
}

enum label label_prefix(struct str text, label_set allowed, size_t *len)
{
    enum label best = LABEL_NONE;
    *len = 0;
    for (size_t row = 0; row < TABLE_ROWS; row++) {
        if (!(allowed & LABEL_BIT(table[row].label)))
            continue;
        struct str rest = str_from(table[row].texts);
        while (rest.ptr) {
            size_t took = skip_pattern(text, str_split(&rest, '|'));
            if (took > *len) {
                *len = took;
                best = table[row].label;
            }
        }
    }
    return best;
}

enum label label_suffix(struct str text, label_set allowed, size_t *len)
{
    enum label best = LABEL_NONE;
    size_t from = text.len > LABEL_MAX_BYTES ? text.len - LABEL_MAX_BYTES : 0;
    *len = 0;
    while (from < text.len && ((unsigned char)text.ptr[from] & 0xc0) == 0x80)
        from++;
    /* the first start from which a label reaches the end is the longest */
    while (from < text.len && !best) {
        struct str tail = str_slice(text, from, text.len);
        if (!inside_word(text, from)) {
            size_t took;
            enum label label = label_prefix(tail, allowed, &took);
            if (label && took == tail.len) {
                best = label;
                *len = took;
            }
        }
        utf8_next(text, &from);
    }
    return best;
}

bool label_ai_title(struct str text, struct str *name)
{
    static const struct {
        struct str before, after;
    } titles[] = {
        {{"In the AI era: what happens to", 30}, {"", 0}},
        {{"AI 时代", 9}, {"会怎样", 9}},
        {{"AI 時代", 9}, {"會怎樣", 9}},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t took = skip_pattern(text, titles[i].before);
        if (took == 0)
            continue;
        struct str rest = str_trim(str_slice(text, took, text.len));
        static const struct str marks[] = {
            {":", 1}, {"：", 3}, {"?", 1}, {"？", 3}};
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            if (str_starts(rest, marks[m]))
                rest = str_trim(str_slice(rest, marks[m].len, rest.len));
            if (str_ends(rest, marks[m]))
                rest.len -= marks[m].len;
        }
        if (!str_ends(rest, titles[i].after))
            continue;
        rest.len -= titles[i].after.len;
        *name = str_trim(rest);
        return true;
    }
    return false;
}
