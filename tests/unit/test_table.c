/* Tables as publishers give them: what is read from which bytes, how columns
 * are found, and in which words anything else is refused. */
#include "buf.h"
#include "table.h"
#include "table_make.h"
#include "table_read.h"
#include "table_zip.h"
#include "temp_folder.h"
#include "unit.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct table *table;
static struct error err;

/* The rows to come: "2: a|b\n", without empty cells at the end. */
static const char *shown(void)
{
    struct buf out;
    buf_init(&out, 1 << 20);
    while (table_next(table)) {
        size_t count = 0;
        for (size_t i = 0; i < 64; i++)
            if (table_cell(table, i).len > 0)
                count = i + 1;
        buf_printf(&out, "%zu: ", table_row(table));
        for (size_t i = 0; i < count; i++)
            buf_printf(&out, "%s%.*s", i ? "|" : "",
                       STR_ARG(table_cell(table, i)));
        buf_add_char(&out, '\n');
    }
    const char *text = arena_z(arena, buf_str(&out));
    buf_fini(&out);
    return text;
}

static enum status open_bytes(const char *name, struct str bytes)
{
    err.text[0] = '\0';
    return table_open_bytes(arena, name, bytes, NULL, &table, &err);
}

static void reads(const char *name, struct str bytes, const char *rows)
{
    if (open_bytes(name, bytes) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(shown(), rows);
}

/* Refused with these words, which name the file too. */
static void refuses(const char *name, struct str bytes, enum status status,
                    const char *words)
{
    enum status is = open_bytes(name, bytes);
    if (is != status || !strstr(err.text, words) || !strstr(err.text, name))
        fail_msg("%s, not %s with \"%s\": %s", status_name(is),
                 status_name(status), words, err.text);
}

/* --- text --- */

struct example {
    struct str bytes;
    const char *rows;
};

#define EXAMPLE(bytes, rows)                                                   \
    {                                                                          \
        STR(bytes), rows                                                       \
    }

static void comma_separated(void **state)
{
    (void)state;
    static const struct example examples[] = {
        EXAMPLE("a,b\n1,2\n", "1: a|b\n2: 1|2\n"),
        EXAMPLE("a,b\r\n1,2\r\n", "1: a|b\n2: 1|2\n"),
        EXAMPLE("a,b\r1,2", "1: a|b\n2: 1|2\n"),
        EXAMPLE("\xef\xbb\xbf"
                "a,b",
                "1: a|b\n"),
        EXAMPLE("\xef\xbb\xbf\"a\",b", "1: a|b\n"),
        /* trimmed; what is empty at the end or in between */
        EXAMPLE("  a ,\t, c\xc2\xa0,,", "1: a||c\n"),
        EXAMPLE("a\n\n , \n\"\"\nb", "1: a\n5: b\n"),
        /* quotes */
        EXAMPLE("\"97,550\",\"say \"\"hi\"\"\",\"\"\"\"\n",
                "1: 97,550|say \"hi\"|\"\n"),
        EXAMPLE(" \"a\" , \"b,c\" \nd", "1: a|b,c\n2: d\n"),
        EXAMPLE("5\" pipe,6\" pipe\n", "1: 5\" pipe|6\" pipe\n"),
        EXAMPLE("\"two\nlines\",\"and\r\nmore\"\nnext",
                "1: two\nlines|and\nmore\n4: next\n"),
        EXAMPLE("\"\"\"quoted\"\" at both ends\"\"\"",
                "1: \"quoted\" at both ends\"\n"),
        /* codes that spreadsheets shall not take for dates */
        EXAMPLE("=\"25-4031\",\"=\"\"25-4031\"\"\",=\"a,b\"",
                "1: 25-4031|25-4031|a,b\n"),
        EXAMPLE("=1+1,=", "1: =1+1|=\n"),
        /* other control characters are blanks */
        EXAMPLE("a\x01\x0b\x7f"
                "b\x01,\"c\td\",\x02",
                "1: a   b|c d\n"),
        EXAMPLE("\xe2\x80\x94,\xe5\x9c\x96", "1: \xe2\x80\x94|\xe5\x9c\x96\n"),
    };
    for (size_t i = 0; i < COUNT(examples); i++)
        reads("a.csv", examples[i].bytes, examples[i].rows);
}

static void tab_separated(void **state)
{
    (void)state;
    static const struct example examples[] = {
        EXAMPLE("a\tb\r\n1\t2\r\n", "1: a|b\n2: 1|2\n"),
        EXAMPLE("\"a\t\"b\"\n", "1: \"a|\"b\"\n"),
        EXAMPLE("a, b\t\tc, d\n\n\te", "1: a, b||c, d\n3: |e\n"),
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        reads("a.txt", examples[i].bytes, examples[i].rows);
        reads("A.TSV", examples[i].bytes, examples[i].rows);
    }
}

static void other_names_go_by_what_is_inside(void **state)
{
    (void)state;
    reads("/dev/fd/63", STR("a,b\n"), "1: a|b\n");
    reads("/dev/fd/63", STR("a\tb,c\n"), "1: a|b,c\n");
    reads("/dev/fd/63", make_gzip(arena, STR("a\tb,c\n")), "1: a|b,c\n");
    reads("/dev/fd/63", make_xlsx(arena, "", "<row><c><v>1</v></c></row>"),
          "1: 1\n");
}

/* A cut last line is for the reader of the rows to see. */
static void text_cut_anywhere(void **state)
{
    (void)state;
    struct str whole = STR("a,\"b\n\"\"c\"\"\",=\"d\"\r\n\xe5\x9c\x96,f");
    for (size_t len = 1; len < whole.len; len++) {
        enum status status = open_bytes("a.csv", str_slice(whole, 0, len));
        assert_true(status == STATUS_OK || status == STATUS_CORRUPT);
        assert_true(status == STATUS_OK || strstr(err.text, "a.csv: line "));
    }
}

static void windows_1252(void **state)
{
    (void)state;
    reads("a.csv",
          STR("caf\xe9 owner,nurse\x92s aide,2024\x96"
              "34,\x80\n"),
          "1: caf\xc3\xa9 owner|nurse\xe2\x80\x99s aide|2024\xe2\x80\x93"
          "34|\xe2\x82\xac\n");
}

static void text_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct str bytes;
        const char *words;
    } cases[] = {
        {"a.csv", STR("a\nb,\"c\nd\n"), "a.csv: line 2: a quotation mark"},
        {"a.csv", STR("a\n\"b\"c,d\n"), "a.csv: line 2: text follows"},
        {"a.csv",
         STR("\xff\xfe"
             "a\0,\0"),
         "UTF-16"},
        {"a.csv", STR("\xfe\xff\0a"), "UTF-16"},
        {"a.txt", STR("a\0\t\0"), "UTF-16"},
        {"a.txt", STR("a\tb\nc\0"), "line 2 holds a zero byte"},
        /* neither UTF-8 nor Windows-1252, or a mixture */
        {"a.csv", STR("a long enough line\nand one with \x81\n"), "line 2 is"},
        {"a.csv", STR("caf\xc3\xa9 or caf\xe9, one of them\n"), "line 1 is"},
        {"a.csv",
         STR("\xef\xbb\xbf"
             "a\ncaf\xe9 owner with a mark\n"),
         "line 2 is no UTF-8"},
        {"big5.csv", STR("11,\xa5\xc1\xb7N\xa5N\xaa\xed\n"), "save the file"},
        {"a.csv", STR("x\xc3\xa9\xe5\x9c"), "line 1 is no UTF-8"}, /* cut */
        /* something else under the name */
        {"a.csv", STR("<!DOCTYPE html><title>Access Denied</title>"),
         "is a web page"},
        {"a.txt", STR("\xef\xbb\xbf \n<HTML>"), "is a web page"},
        {"a.xlsx", STR("<?xml version='1.0'?><Error/>"), "is a web page"},
        {"a.csv.gz", STR("<html>"), "is a web page"},
        {"a.csv", STR("PK\3\4..."), "a workbook or a zip"},
        {"a.csv", STR("\x1f\x8b..."), "end in .gz"},
        {"a.xls", STR("\xd0\xcf\x11\xe0..."), "is an old .xls"},
        {"a.xlsx", STR("\xd0\xcf\x11\xe0..."), "by a password"},
        {"a.csv", STR("%PDF-1.7"), "is a PDF"},
        {"a.xlsx", STR("a,b\n"), "but plain text"},
        {"a.csv.gz", STR("a,b\n"), "but plain text"},
        {"a.csv", STR(""), "is empty"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        refuses(cases[i].name, cases[i].bytes, STATUS_CORRUPT, cases[i].words);
}

/* --- headers --- */

static void opened(const char *name, const char *text)
{
    assert_int_equal(open_bytes(name, str_from(text)), STATUS_OK);
}

static void columns_by_their_headers(void **state)
{
    (void)state;
    static const struct table_column columns[] = {
        {.names = {"Title"}},
        {.names = {"SOC Code", "OCC_CODE"}},
        {.names = {"Employment, 20*"}},
        {.names = {"Employment, 20*"}},
        {.names = {"Old name"}, .optional = true},
    };
    size_t places[COUNT(columns)];
    opened("a.csv",
           "Table 1.2 of the year,,,\n\n"
           "OCC_CODE,\"Employment,\n2024\",\" employment,  2034 [1]\",TITLE\n"
           "25-4031,78.6,73.2,Library Technicians\n"
           "Source: somebody\n");
    assert_int_equal(table_header(table, columns, 5, places, &err), STATUS_OK);
    assert_int_equal(table_row(table), 3);
    assert_true(table_next(table));
    assert_int_equal(table_row(table), 5);
    assert_string_equal(table_cell(table, places[0]).ptr,
                        "Library Technicians");
    assert_string_equal(table_cell(table, places[1]).ptr, "25-4031");
    assert_string_equal(table_cell(table, places[2]).ptr, "78.6");
    assert_string_equal(table_cell(table, places[3]).ptr, "73.2");
    assert_true(places[4] == SIZE_MAX);
    assert_string_equal(table_cell(table, places[4]).ptr, "");
    assert_string_equal(table_header_text(table, places[3]).ptr,
                        "employment,  2034 [1]");
    assert_string_equal(table_header_text(table, places[4]).ptr, "");
    /* a footnote has one cell: the others are empty */
    assert_true(table_next(table));
    assert_string_equal(table_cell(table, places[0]).ptr, "");
    assert_false(table_next(table));
    assert_int_equal(table_cell(table, 0).len, 0);
}

static void columns_that_are_missing(void **state)
{
    (void)state;
    static const struct table_column columns[] = {
        {.names = {"Code"}},
        {.names = {"Title", "Name"}},
        {.names = {"Wage"}},
    };
    static const struct table_column whole[] = {{.names = {"title line"}}};
    size_t places[3];
    opened("a.csv", "title line\nname,code,wages\nx,y,z\n");
    assert_int_equal(table_header(table, columns, 3, places, &err),
                     STATUS_INVALID);
    assert_string_equal(err.text,
                        "a.csv: no header was found; row 2 comes nearest and "
                        "lacks \"Wage\"; is it the right file, and the right "
                        "sheet?");
    assert_true(places[0] == SIZE_MAX);
    /* it stands where it stood */
    assert_int_equal(table_header(table, whole, 1, places, &err), STATUS_OK);
    assert_int_equal(table_row(table), 1);

    opened("a.csv", "code;title;wage\n1;2;3\n");
    assert_int_equal(table_header(table, columns, 3, places, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "lacks \"Code\", \"Title\", \"Wage\"; "
                                     "save it with commas"));
    opened("a.csv", "\n\n");
    assert_int_equal(table_header(table, columns, 3, places, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "no rows"));
}

static void header_within_64_rows(void **state)
{
    (void)state;
    static const struct table_column columns[] = {{.names = {"here"}}};
    size_t place;
    for (int before = 63; before <= 64; before++) {
        char text[200] = "";
        for (int i = 0; i < before; i++)
            strcat(text, "x\n");
        strcat(text, "here\n");
        opened("a.csv", text);
        assert_int_equal(table_header(table, columns, 1, &place, &err),
                         before == 63 ? STATUS_OK : STATUS_INVALID);
    }
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {
        {"97,550", 97550},
        {"21.43", 21.43},
        {"-6.8", -6.8},
        {"1.5E-2", 0.015},
        {"0", 0},
        {" 12 ", 12},
        {"$1,234,567.5", 1234567.5},
        {"-$3", -3},
        {"5.1%", 5.1},
        {"12,345%", 12345},
        {".5", .5},
        {"5.", 5},
        {"1e3", 1000},
        {"97550", 97550},
        {"0.28999999999999998", .29},
    };
    static const char *const none[] = {
        "",
        "-",
        "*",
        "#",
        "N/A",
        "n/a",
        "$",
        "%",
        ">=239,200",
        "1,2",
        "1,23",
        "12,34,567",
        "1234,567",
        "1,234,",
        ",234",
        "1.2,345",
        "1 234",
        "12x",
        "nan",
        "inf",
        "0x10",
        "--1",
        "+1",
        "1e",
        "1e999",
        "25-4031",
        "1,234e5,678",
        "1.2.3",
        "\xe2\x80\x94",
        "1,e5",
    };
    double value = 7;
    for (size_t i = 0; i < COUNT(good); i++) {
        if (!table_number(str_from(good[i].text), &value))
            fail_msg("%s", good[i].text);
        assert_true(value == good[i].value);
    }
    for (size_t i = 0; i < COUNT(none); i++)
        if (table_number(str_from(none[i]), &value))
            fail_msg("%s", none[i]);
}

/* --- gzip --- */

static void gzip_with_members_and_padding(void **state)
{
    (void)state;
    struct str one = make_gzip(arena, STR("a,b\n")),
               two = make_gzip(arena, STR("c,d\n"));
    reads("a.csv.gz", one, "1: a|b\n");
    struct buf all;
    buf_init(&all, 1000);
    buf_add(&all, one);
    buf_add(&all, two);
    buf_add(&all, STR("\0\0\0"));
    reads("a.csv.gz", arena_str(arena, buf_str(&all)), "1: a|b\n2: c|d\n");
    buf_add(&all, STR("xy"));
    refuses("a.csv.gz", arena_str(arena, buf_str(&all)), STATUS_CORRUPT,
            "is damaged");
    buf_fini(&all);
    reads("a.xlsx.gz",
          make_gzip(arena, make_xlsx(arena, "", "<row><c><v>1</v></c></row>")),
          "1: 1\n");
    refuses("a.csv.gz", make_gzip(arena, STR("<html>")), STATUS_CORRUPT,
            "is a web page");
    refuses("a.csv.gz", make_gzip(arena, STR("")), STATUS_CORRUPT, "is empty");
}

/* A megabyte of blanks packs to a kilobyte. */
static void gzip_bomb(void **state)
{
    (void)state;
    size_t len = 1 << 20;
    char *blanks = arena_alloc(arena, len);
    memset(blanks, ' ', len);
    struct str member = make_gzip(arena, (struct str){blanks, len});
    struct buf bomb;
    buf_init(&bomb, 4 * len);
    for (size_t i = 0; i <= TABLE_MAX_BYTES / len; i++)
        buf_add(&bomb, member);
    assert_false(bomb.full);
    refuses("a.csv.gz", buf_str(&bomb), STATUS_FULL,
            "cannot be the right file");
    buf_fini(&bomb);
}

static bool count_bytes(struct str piece, void *user)
{
    *(size_t *)user += piece.len;
    return true;
}

static void zip_bomb(void **state)
{
    (void)state;
    char blanks[100000] = "";
    const struct make_part part = {"a", {blanks, sizeof blanks}};
    struct str bytes = make_zip(arena, &part, 1);
    zip_t *zip;
    assert_int_equal(table_zip_open("a.zip", bytes, &zip, &err), STATUS_OK);
    size_t budget = sizeof blanks, count = 0;
    assert_int_equal(
        table_zip_read("a.zip", zip, 0, &budget, count_bytes, &count, &err),
        STATUS_OK);
    assert_int_equal(budget, 0);
    assert_int_equal(count, sizeof blanks);
    budget = sizeof blanks - 1;
    assert_int_equal(
        table_zip_read("a.zip", zip, 0, &budget, count_bytes, &count, &err),
        STATUS_FULL);
    assert_non_null(strstr(err.text, "a.zip: unpacks to more than"));
    zip_discard(zip);
}

/* --- workbooks --- */

static const char *const texts =
    "<si><t>none</t></si>"
    "<si><t xml:space=\"preserve\"> R&amp;D &lt;&#x5716;&gt; </t></si>"
    "<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space=\"preserve\"> runs"
    "</t></r></si>"
    "<si><t>\xe5\x9c\x96</t><rPh sb=\"0\" eb=\"1\"><t>\xe3\x81\x9a</t></rPh>"
    "<phoneticPr/></si>"
    "<si/>"
    "<si><t>two_x000D_\nlines _x005F_x000D_ _x12_</t></si>";

static void cells_of_a_workbook(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *shown;
    } examples[] = {
        /* shared texts; gaps between cells, and between rows */
        {"<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c>"
         "<c r=\"C2\" t=\"s\"><v>2</v></c><c r=\"AB2\" s=\"4\"/></row>"
         "<row r=\"3\"/><row r=\"9\" spans=\"1:2\"><c r=\"B9\" t=\"s\"><v> 3 "
         "</v></c></row>",
         "2: R&D <\xe5\x9c\x96>||rich runs\n9: |\xe5\x9c\x96\n"},
        {"<row><c t=\"s\"><v>4</v></c><c t=\"s\"><v>5</v></c></row>"
         "<row><c t=\"s\"><v>0</v></c></row>",
         "1: |two\nlines _x000D_ _x12_\n2: none\n"},
        {"<row><c r=\"AB1\"><v>1</v></c></row>",
         "1: |||||||||||||||||||||||||||1\n"},
        /* inline texts, of one piece or in runs */
        {"<row><c t=\"inlineStr\"><is><t>a </t></is></c><c t=\"inlineStr\"><is>"
         "<r><t>b</t></r><r><t>c</t></r><rPh><t>x</t></rPh></is></c></row>",
         "1: a|bc\n"},
        /* numbers, as short as can be */
        {"<row><c><v>0.28999999999999998</v></c><c t=\"n\"><v>155495730</v></c>"
         "<c><v>-5.4</v></c><c><v>1.5E-2</v></c><c><v>45</v></c></row>",
         "1: 0.29|155495730|-5.4|0.015|45\n"},
        /* booleans, formulas, errors */
        {"<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>"
         "<c t=\"str\"><f>A1&amp;\"x\"</f><v>ax</v></c>"
         "<c><f>SUM(A1:A2)</f><v>3</v></c><c t=\"e\"><v>#N/A</v></c>"
         "<c t=\"d\"><v>2025-05-01</v></c></row>",
         "1: TRUE|FALSE|ax|3|#N/A|2025-05-01\n"},
        {"<row><c t=\"str\"><v>=\"25-4031\"</v></c><c><v><![CDATA[7]]></v></c>"
         "</row>",
         "1: 25-4031|7\n"},
        /* what newer programs add */
        {"<row><c><v>1</v><extLst><ext uri=\"x\"><v2>9</v2></ext></extLst></c>"
         "</row><!-- note -->",
         "1: 1\n"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(examples); i++)
        reads("a.xlsx", make_xlsx(arena, texts, examples[i].rows),
              examples[i].shown);
}

static void sheets_by_name(void **state)
{
    (void)state;
    struct str book = make_xlsx(arena, "", "<row><c><v>1</v></c></row>");
    assert_int_equal(
        table_open_bytes(arena, "a.xlsx", book, "second", &table, &err),
        STATUS_OK);
    assert_string_equal(shown(), "1: of the second\n");
    assert_int_equal(
        table_open_bytes(arena, "a.xlsx", book, "Third", &table, &err),
        STATUS_INVALID);
    assert_string_equal(err.text,
                        "a.xlsx: has no sheet \"Third\", but \"First\", "
                        "\"Second\"; is it the right file?");
    assert_null(table);
}

static void other_prefixes_and_encodings(void **state)
{
    (void)state;
    struct str empty = STR("<sst/>");
    reads("a.xlsx",
          make_book(arena, empty,
                    STR("<x:worksheet xmlns:x=" MAKE_MAIN "><x:sheetData>"
                        "<x:row x:r=\"4\" r=\"4\"><x:c r=\"A4\"><x:v>1</x:v>"
                        "</x:c></x:row></x:sheetData></x:worksheet>"),
                    empty),
          "4: 1\n");
    reads("a.xlsx",
          make_book(arena, empty,
                    STR("<?xml version='1.0' encoding='ISO-8859-1'?>"
                        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>"
                        "caf\xe9</t></is></c></row></sheetData></worksheet>"),
                    empty),
          "1: caf\xc3\xa9\n");
}

static void workbooks_refused(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *words;
    } cases[] = {
        {"<row r=\"2\"/><row r=\"2\"/>", "a row has no number, or stands out"},
        {"<row r=\"0\"/>", "a row has no number"},
        {"<row r=\"1048577\"/>", "a row has no number"},
        {"<row r=\"x\"/>", "a row has no number"},
        {"<row><c r=\"B1\"/><c r=\"A1\"/></row>", "a cell has no place, or"},
        {"<row><c r=\"A2\"><v>1</v></c></row>", "a cell has no place"},
        {"<row><c r=\"XFE1\"/></row>", "a cell has no place"},
        {"<row><c r=\"1\"/></row>", "a cell has no place"},
        {"<row><c r=\"a1\"/></row>", "a cell has no place"},
        {"<row><c t=\"s\"><v>6</v></c></row>", "a text that is not there"},
        {"<row><c t=\"s\"><v>-1</v></c></row>", "a text that is not there"},
        {"<row><c t=\"s\"><v>x</v></c></row>", "a text that is not there"},
        {"<row><c></row>", "in xl/worksheets/sheet1.xml, line 1: mismatched"},
        {"<row><c><v>&bomb;</v></c></row>", "undefined entity"},
        {"<row><c><v>\xff</v></c></row>", "not well-formed"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        refuses("a.xlsx", make_xlsx(arena, texts, cases[i].rows),
                STATUS_CORRUPT, cases[i].words);
    /* the last cell there can be */
    reads("a.xlsx",
          make_xlsx(arena, "",
                    "<row r=\"1048576\"><c r=\"XFD1048576\"/><c/></row>"),
          "");
}

static void workbooks_that_lack_parts(void **state)
{
    (void)state;
    const struct make_part other = {"content.xml", STR("<office/>")};
    refuses("a.xlsx", make_zip(arena, &other, 1), STATUS_CORRUPT,
            "is no workbook (.xlsx), or damaged: it has no xl/workbook.xml");
    const struct make_part no_sheet[] = {
        {"xl/workbook.xml", STR("<workbook><sheets/></workbook>")},
        {"xl/_rels/workbook.xml.rels", STR("<Relationships/>")},
    };
    refuses("a.xlsx", make_zip(arena, no_sheet, 2), STATUS_INVALID,
            "has no sheet with cells");
    const struct make_part no_part[] = {
        {"xl/workbook.xml", STR("<workbook><sheets><sheet name=\"A\" id=\"1\"/>"
                                "</sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels",
         STR("<Relationships><Relationship Id=\"1\" Type=\"/worksheet\" "
             "Target=\"../../etc/passwd&#10;\"/></Relationships>")},
    };
    refuses("a.xlsx", make_zip(arena, no_part, 2), STATUS_CORRUPT,
            "it has no xl/../../etc/passwd ");
}

static struct str repeated(const char *before, const char *piece, size_t times,
                           const char *after)
{
    struct buf out;
    buf_init(&out, TABLE_MAX_BYTES);
    buf_add_z(&out, before);
    for (size_t i = 0; i < times; i++)
        buf_add_z(&out, piece);
    buf_add_z(&out, after);
    assert_false(out.full);
    struct str text = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return text;
}

/* An element with names that are all its own, and so on. */
static struct str many_names(int count)
{
    struct buf out;
    buf_init(&out, TABLE_MAX_BYTES);
    buf_add_z(&out, "<worksheet>");
    for (int i = 0; i < count; i++)
        buf_printf(&out, "<a x%x=\"\"/>", i);
    struct str text = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return text;
}

static void workbooks_that_are_bombs(void **state)
{
    (void)state;
    struct str none = STR("<sst/>");
    struct str names = many_names(400000);
    const struct {
        struct str texts, sheet;
        enum status status;
        const char *words;
    } cases[] = {
        {STR("<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>"
             "<sst><si><t>&b;</t></si></sst>"),
         STR("<worksheet/>"), STATUS_CORRUPT, "a document type stands there"},
        {none, repeated("", "<a>", 100000, ""), STATUS_CORRUPT,
         "nested too deep"},
        {none, repeated("<worksheet x=\"", "0123456789", 1000000, "\"/>"),
         STATUS_CORRUPT, "a tag is too long"},
        {none, repeated("<worksheet><!--", "0123456789", 1000000, ""),
         STATUS_CORRUPT, "a tag is too long"},
        {none,
         repeated("<worksheet><sheetData><row><c><v>", "0123456789", 200000,
                  "</v></c></row></sheetData></worksheet>"),
         STATUS_CORRUPT, "a cell is too long"},
        {none, names, STATUS_CORRUPT, "out of memory"},
        /* a megabyte, three hundred times */
        {repeated("<sst><si><t>", "0123456789", 100000, "</t></si></sst>"),
         repeated("<worksheet><sheetData>",
                  "<row><c t=\"s\"><v>0</v></c></row>", 300,
                  "</sheetData></worksheet>"),
         STATUS_FULL, "more text than any of the files"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        refuses("a.xlsx",
                make_book(arena, cases[i].texts, cases[i].sheet, none),
                cases[i].status, cases[i].words);
}

static void tables_that_are_too_large(void **state)
{
    (void)state;
    refuses("a.csv", repeated("", ",", TABLE_MAX_CELLS, "x"), STATUS_FULL,
            "more columns than a worksheet has");
    refuses("a.csv", repeated("", "x\n", TABLE_MAX_ROWS + 1, ""), STATUS_FULL,
            "more rows than a worksheet has");
}

/* --- damage --- */

/* Exactly as long: what is read beyond shows. Owned: free. */
static char *copy_of(struct str bytes)
{
    char *copy = malloc(bytes.len);
    assert_non_null(copy);
    return memcpy(copy, bytes.ptr, bytes.len);
}

/* Each cut and each changed byte is refused, or changes nothing. */
static void packed_and_damaged(void **state)
{
    (void)state;
    const struct {
        const char *name;
        struct str bytes;
    } files[] = {
        {"a.csv.gz", make_gzip(arena, STR("code,title\n1,one\n"))},
        {"a.xlsx", make_xlsx(arena, "<si><t>title</t></si>",
                             "<row><c t=\"s\"><v>0</v></c></row>")},
    };
    for (size_t f = 0; f < COUNT(files); f++) {
        struct str whole = files[f].bytes;
        assert_int_equal(open_bytes(files[f].name, whole), STATUS_OK);
        struct str rows = str_from(shown());
        char *bytes = copy_of(whole);
        for (size_t i = 0; i < whole.len; i++) {
            struct str cut = {bytes, i};
            assert_int_equal(open_bytes(files[f].name, cut), STATUS_CORRUPT);
            bytes[i] = (char)(bytes[i] ^ 0x10);
            if (open_bytes(files[f].name, (struct str){bytes, whole.len}) ==
                STATUS_OK)
                assert_true(str_eq(str_from(shown()), rows));
            bytes[i] = (char)(bytes[i] ^ 0x10);
        }
        free(bytes);
    }
}

/* An archive that says it holds more than it can is not believed. */
static void archives_with_endless_directories(void **state)
{
    (void)state;
    struct str book = make_xlsx(arena, "", "");
    char *bytes = copy_of(book);
    size_t at = book.len - 22;
    memcpy(bytes + at + 12, "\xff\xff\xff\x7f", 4);
    refuses("a.xlsx", (struct str){bytes, book.len}, STATUS_CORRUPT,
            "its list of files");
    free(bytes);
    refuses("a.xlsx", repeated("PK\3\4", "PK\5\6-padding-of-22-bytes", 100, ""),
            STATUS_CORRUPT, "its list of files");
    struct buf large;
    buf_init(&large, 1000);
    buf_add(&large, STR("PK\3\4"));
    buf_add(&large, STR("PK\6\6\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0"
                        "\0\0\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0"
                        "\0\0\0\0\0\0"));
    buf_add(&large, STR("PK\6\7\0\0\0\0\4\0\0\0\0\0\0\0\1\0\0\0"));
    buf_add(&large, STR("PK\5\6\0\0\0\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0"));
    refuses("a.xlsx", arena_str(arena, buf_str(&large)), STATUS_CORRUPT,
            "its list of files");
    buf_fini(&large);
}

/* --- files --- */

static enum status find(const char *where, const char *first,
                        const char *second)
{
    const char *const names[] = {first, second, NULL};
    err.text[0] = '\0';
    return table_open(arena, where, names, NULL, &table, &err);
}

static void finds(const char *where, const char *first, const char *second,
                  const char *name)
{
    if (find(where, first, second) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(table_name(table).ptr, name);
    assert_true(table_next(table));
}

static void files_in_a_folder(void **state)
{
    (void)state;
    struct str book = make_xlsx(arena, "", "<row><c><v>1</v></c></row>");
    put_bytes("Skills.txt.gz", make_gzip(arena, STR("a\tb\n")));
    put_bytes("Knowledge.xlsx", book);
    put("Tasks.csv", "a,b\n");
    put("Old.txt", "x\n");
    put("Refused.txt", "<html>");
    finds(folder, "Skills.txt", NULL, "Skills.txt.gz");
    finds(folder, "Knowledge.txt", NULL, "Knowledge.xlsx");
    finds(folder, "Tasks.csv", "Old.txt", "Tasks.csv");
    finds(folder, "New.txt", "Old.txt", "Old.txt");

    assert_int_equal(find(folder, "Essential Skills.txt", "Abilities.txt"),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(err.text, folder));
    assert_non_null(
        strstr(err.text, "holds no Essential Skills.txt, no Abilities.txt"));
    /* the first that is there counts, good or bad */
    assert_int_equal(find(folder, "Refused.txt", "Old.txt"), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "/Refused.txt: is a web page"));
    assert_int_equal(find("/nowhere/at/all", "Old.txt", NULL),
                     STATUS_NOT_FOUND);
    assert_int_equal(find(put("Old.txt", "x"), "Old.txt", NULL),
                     STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "is neither a folder nor a zip"));
}

static void files_in_a_zip(void **state)
{
    (void)state;
    const struct make_part parts[] = {
        {"db_30/Read Me.txt", STR("about\n")},
        {"db_30/Skills.txt", STR("a\tb\n")},
        {"db_30/Knowledge.xlsx",
         make_xlsx(arena, "", "<row><c><v>1</v></c></row>")},
        {"db_30/Cut.txt.gz", STR("\x1f\x8b\x08")},
    };
    const char *zip = put_bytes("db.zip", make_zip(arena, parts, COUNT(parts)));
    finds(zip, "Skills.txt", NULL, "db.zip: Skills.txt");
    finds(zip, "Knowledge.txt", NULL, "db.zip: Knowledge.xlsx");
    assert_int_equal(find(zip, "Tasks.txt", NULL), STATUS_NOT_FOUND);
    assert_int_equal(find(zip, "Cut.txt", NULL), STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "/db.zip: db_30/Cut.txt.gz: is cut"));
    assert_int_equal(find(put("cut.zip", "PK\3\4"), "Tasks.txt", NULL),
                     STATUS_CORRUPT);
    assert_int_equal(find(put("page.zip", "<html>"), "Tasks.txt", NULL),
                     STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "is a web page"));
}

static void one_file(void **state)
{
    (void)state;
    struct str book = make_xlsx(arena, "", "<row><c><v>1</v></c></row>");
    const struct make_part one[] = {
        {"oesm24nat/", STR_NONE},
        {"oesm24nat/national_M2024_dl.xlsx", book},
        {"__MACOSX/oesm24nat/._national_M2024_dl.xlsx", STR("x")},
        {"oesm24nat/~$national_M2024_dl.xlsx", STR("x")},
        {"oesm24nat/about.pdf", STR("x")},
    };
    const struct make_part two[] = {{"a.csv", STR("x")}, {"b.csv", STR("y")}};
    const struct {
        const char *path;
        enum status status;
        const char *says; /* its name, or what is said */
    } cases[] = {
        {put("a.csv", "a,b\n"), STATUS_OK, "a.csv"},
        {put_bytes("a.XLSX", book), STATUS_OK, "a.XLSX"},
        {put_bytes("nat.zip", make_zip(arena, one, COUNT(one))), STATUS_OK,
         "nat.zip: national_M2024_dl.xlsx"},
        {put_bytes("two.zip", make_zip(arena, two, 2)), STATUS_INVALID,
         "holds several tables (a.csv, b.csv); unpack it"},
        {put_bytes("none.zip", make_zip(arena, one + 4, 1)), STATUS_NOT_FOUND,
         "holds no table"},
        {folder, STATUS_IO, "not a regular file"},
        {"/nowhere.csv", STATUS_NOT_FOUND, "/nowhere.csv"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum status status =
            table_open(arena, cases[i].path, NULL, NULL, &table, &err);
        const char *said =
            status == STATUS_OK ? table_name(table).ptr : err.text;
        if (status != cases[i].status || !strstr(said, cases[i].says))
            fail_msg("%s: %s", cases[i].path, said);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_arena, end_arena)
#define TEST_FILES(f)                                                          \
    cmocka_unit_test_setup_teardown(f, begin_folder, end_folder)
    const struct CMUnitTest tests[] = {
        TEST(comma_separated),
        TEST(tab_separated),
        TEST(other_names_go_by_what_is_inside),
        TEST(text_cut_anywhere),
        TEST(windows_1252),
        TEST(text_refused),
        TEST(columns_by_their_headers),
        TEST(columns_that_are_missing),
        TEST(header_within_64_rows),
        TEST(numbers),
        TEST(gzip_with_members_and_padding),
        TEST(gzip_bomb),
        TEST(zip_bomb),
        TEST(cells_of_a_workbook),
        TEST(sheets_by_name),
        TEST(other_prefixes_and_encodings),
        TEST(workbooks_refused),
        TEST(workbooks_that_lack_parts),
        TEST(workbooks_that_are_bombs),
        TEST(tables_that_are_too_large),
        TEST(packed_and_damaged),
        TEST(archives_with_endless_directories),
        TEST_FILES(files_in_a_folder),
        TEST_FILES(files_in_a_zip),
        TEST_FILES(one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
