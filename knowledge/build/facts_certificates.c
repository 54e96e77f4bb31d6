/* Reads certificates.tsv: licences, exams and other papers, each with the
 * occupations it is for. Unlike the other tables of facts it has a row a
 * paper, so several for an occupation. */
#include "facts_certificates.h"

#include "figures.h"
#include "file.h"
#include "lines.h"
#include "page_cell.h"

#include <math.h>
#include <string.h>

enum { FILE_MAX = 4 << 20 };

enum cell {
    CODES,
    DUTY,
    NAME,
    NAME_ZH,
    ISSUER,
    ISSUER_ZH,
    NOTE,
    NOTE_ZH,
    SOURCE,
    DATE,
    LINK,
    CELLS
};

static const char *const names[CELLS] = {
    "codes", "duty",    "name",   "name_zh", "issuer", "issuer_zh",
    "note",  "note_zh", "source", "date",    "link"};

static bool may_be_empty(enum cell cell)
{
    return cell == ISSUER_ZH || cell == NOTE || cell == NOTE_ZH;
}

static const char *const duties[CERTIFICATE_DUTIES] = {
    [DUTY_OPTIONAL] = "optional",
    [DUTY_SOME_STATES] = "some",
    [DUTY_SOME_WORK] = "partly",
    [DUTY_MOST_STATES] = "state",
    [DUTY_BY_LAW] = "required"};

/* What the file gave so far. */
struct given {
    struct {
        size_t occupation;
        struct str name;
    } * items;
    size_t count, room;
};

struct reading {
    struct builder *b;
    struct lines lines;
    struct given given;
};

#define FAULT(r, ...)                                                          \
    fault_add((r)->b->faults, (r)->lines.file, (r)->lines.number, __VA_ARGS__)

/* False: the row has not the cells it must have. */
static bool split(struct reading *r, struct str line, struct str cells[CELLS])
{
    size_t count = 0;
    while (line.ptr && count < CELLS)
        cells[count++] = str_trim(str_split(&line, '\t'));
    if (count < CELLS || line.ptr) {
        FAULT(r,
              "a row has %d cells between tabs, this one has %s; the line "
              "of names says which",
              CELLS, line.ptr ? "more" : "fewer");
        return false;
    }
    return true;
}

static bool is_header(struct str line)
{
    size_t i = 0;
    while (line.ptr && i < CELLS &&
           str_eq(str_trim(str_split(&line, '\t')), str_from(names[i])))
        i++;
    return i == CELLS && !line.ptr;
}

static bool check_cells(struct reading *r, const struct str cells[CELLS],
                        double *duty)
{
    bool good = true;
    for (enum cell i = 0; i < CELLS; i++)
        if (cells[i].len == 0 && !may_be_empty(i)) {
            FAULT(r, "column %d: the %s is missing", (int)i + 1, names[i]);
            good = false;
        }
    if ((cells[NOTE].len > 0) != (cells[NOTE_ZH].len > 0)) {
        FAULT(r, "the note is in one language only; write note and note_zh, "
                 "or neither");
        good = false;
    }
    for (size_t i = 0; i < CERTIFICATE_DUTIES; i++)
        if (str_eq(cells[DUTY], str_from(duties[i]))) {
            *duty = (double)i;
            return good;
        }
    if (cells[DUTY].len > 0)
        FAULT(r,
              "column %d (duty): \"%.*s\" is not known; write required, "
              "state, partly, some or optional",
              DUTY + 1, STR_ARG(page_excerpt(cells[DUTY])));
    return false;
}

/* Notes that the occupation has the paper. False: it has it already. */
static bool give_once(struct reading *r, size_t occupation, struct str name)
{
    struct given *given = &r->given;
    for (size_t i = 0; i < given->count; i++)
        if (given->items[i].occupation == occupation &&
            str_eq(given->items[i].name, name))
            return false;
    if (given->count == given->room) {
        size_t room = given->room * 2 + 256;
        void *grown =
            arena_alloc_array(r->b->arena, room, sizeof *given->items);
        if (given->count > 0)
            memcpy(grown, given->items, given->count * sizeof *given->items);
        given->items = grown;
        given->room = room;
    }
    given->items[given->count].occupation = occupation;
    given->items[given->count++].name = name;
    return true;
}

static void give(struct reading *r, size_t occupation,
                 const struct str cells[CELLS], double duty, uint16_t source)
{
    struct builder *b = r->b;
    struct str issuer_zh =
        cells[ISSUER_ZH].len ? cells[ISSUER_ZH] : cells[ISSUER];
    struct pack_value value = {
        .field = FIELD_CERTIFICATE,
        .lang = LANG_EN,
        .source = source,
        .text = {cells[NAME], cells[ISSUER], cells[NOTE]},
        .num = {duty, NAN}};
    pack_writer_entry(b->writer, occupation, &value);
    value.lang = LANG_ZH_HANT;
    value.text[0] = cells[NAME_ZH];
    value.text[1] = issuer_zh;
    value.text[2] = cells[NOTE_ZH];
    pack_writer_entry(b->writer, occupation, &value);
    value.lang = LANG_ZH_HANS;
    for (int i = 0; i < ENTRY_TEXTS; i++)
        value.text[i] = han_simplify(b->han, b->arena, value.text[i]);
    pack_writer_entry(b->writer, occupation, &value);
}

/* A combined code has what any of its parts has. SIZE_MAX: it is of none. */
static size_t combined_of(struct builder *b, size_t occupation)
{
    size_t count;
    const struct pack_value *code =
        figures_get(b->figures, occupation, FIELD_COMBINED, &count);
    return code ? pack_writer_find(b->writer, (uint32_t)code->num[0])
                : SIZE_MAX;
}

static void read_row(struct reading *r, struct str line)
{
    struct builder *b = r->b;
    struct str cells[CELLS];
    double duty;
    if (!split(r, line, cells) || !check_cells(r, cells, &duty))
        return;
    uint16_t source =
        pack_writer_source(b->writer, cells[SOURCE], cells[DATE], cells[LINK]);
    for (struct str codes = cells[CODES]; codes.ptr;) {
        struct str code = str_trim(str_split(&codes, ','));
        uint32_t soc = page_soc(code);
        size_t occupation = soc ? pack_writer_find(b->writer, soc) : SIZE_MAX;
        if (occupation == SIZE_MAX) {
            FAULT(r,
                  "column %d (codes): \"%.*s\" is no occupation of "
                  "occupations.tsv; write codes like 31-9011, with commas "
                  "between",
                  CODES + 1, STR_ARG(page_excerpt(code)));
            continue;
        }
        if (!give_once(r, occupation, cells[NAME])) {
            FAULT(r, "%.*s has \"%.*s\" already; keep one", STR_ARG(code),
                  STR_ARG(page_excerpt(cells[NAME])));
            continue;
        }
        give(r, occupation, cells, duty, source);
        size_t combined = combined_of(b, occupation);
        if (combined != SIZE_MAX && give_once(r, combined, cells[NAME]))
            give(r, combined, cells, duty, source);
    }
}

enum status facts_certificates(struct builder *b, struct str path,
                               struct error *err)
{
    struct reading r = {.b = b};
    struct str text, line;
    bool header = false;
    enum status status = file_read(b->arena, path.ptr, FILE_MAX, &text, err);
    if (status != STATUS_OK)
        return status;
    r.lines = lines_begin(text, path, b->faults);
    while (lines_next(&r.lines, &line)) {
        if (str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        if (header) {
            read_row(&r, line);
            continue;
        }
        header = true;
        if (!is_header(line)) {
            FAULT(&r, "the first line without # must name the columns codes, "
                      "duty, name, name_zh, issuer, issuer_zh, note, note_zh, "
                      "source, date, link, in this order");
            return STATUS_OK;
        }
    }
    return STATUS_OK;
}
