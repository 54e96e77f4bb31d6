/* Publishers' files: every pitfall of their forms once, on small files of our
 * own. tests/scripts/test_publishers.py reads the real ones. */
#include "build.h"
#include "file.h"
#include "pack.h"
#include "temp_folder.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILES FIXTURES "/publishers"

/* --- a folder of its own for every test, and a build --- */

static struct import_paths paths;
static const char *facts, *exclude;
static struct build_report report;
static struct pack *pack;
static struct error err;

static int begin(void **state)
{
    facts = exclude = NULL;
    pack = NULL;
    paths = (struct import_paths){.crosswalks = PROJECT_DIR
                                  "/knowledge/facts/crosswalks"};
    return begin_folder(state);
}

static int end(void **state)
{
    if (pack)
        pack_close(pack);
    return end_folder(state);
}

/* Copies a fixture, with one text in it replaced by another. */
static void copy(const char *from, const char *to, const char *old,
                 const char *new)
{
    struct str text;
    const char *path = arena_printf(arena, FILES "/%s", from).ptr;
    assert_int_equal(file_read(arena, path, 1 << 20, &text, NULL), STATUS_OK);
    size_t at = old ? str_find(text, str_from(old)) : 0;
    assert_true(at < text.len);
    size_t behind = at + (old ? strlen(old) : 0);
    put(to, arena_printf(arena, "%.*s%s%.*s", (int)at, text.ptr, old ? new : "",
                         STR_ARG(str_slice(text, behind, text.len)))
                .ptr);
}

static void build(void)
{
    struct build_options options = {.lexicon = FIXTURES "/lexicon",
                                    .facts = facts,
                                    .exclude_titles = exclude,
                                    .publishers = paths,
                                    .output = path_of("k.pack"),
                                    .built_at = 1700000000};
    if (pack)
        pack_close(pack);
    pack = NULL;
    enum status status = build_pack(&options, arena, &report, &err);
    if (status != STATUS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(pack_open(path_of("k.pack"), &pack, &err), STATUS_OK);
}

/* --- what came out --- */

/* The entries of a field as one line: "text|num0|num1|flags; ...". */
static const char *said(uint32_t soc, enum field field)
{
    size_t index = pack_find_soc(pack, soc), count;
    struct str line = STR("");
    if (index == pack_occupation_count(pack))
        return "no such occupation";
    const struct pack_entry *e =
        pack_entries(pack, index, LANG_EN, field, &count);
    for (size_t i = 0; i < count; i++) {
        line = arena_printf(arena, "%.*s%s%.*s", STR_ARG(line), i ? "; " : "",
                            STR_ARG(pack_text(pack, e[i].text[0])));
        for (int n = 0; n < 2; n++)
            line = isnan(e[i].num[n])
                       ? arena_printf(arena, "%.*s|-", STR_ARG(line))
                       : arena_printf(arena, "%.*s|%.10g", STR_ARG(line),
                                      e[i].num[n]);
        line = arena_printf(arena, "%.*s|%u", STR_ARG(line), e[i].flags);
    }
    return line.ptr;
}

static void assert_said(uint32_t soc, enum field field, const char *want)
{
    assert_string_equal(said(soc, field), want);
}

/* Of studies only what they say: the second number is a place, and ours. */
static void assert_exposure(uint32_t soc, enum field field, double number,
                            unsigned flags)
{
    size_t index = pack_find_soc(pack, soc), count;
    assert_true(index < pack_occupation_count(pack));
    const struct pack_entry *e =
        pack_entries(pack, index, LANG_EN, field, &count);
    assert_int_equal(count, 1);
    assert_float_equal(e->num[0], number, 1e-9);
    assert_int_equal(e->flags, flags);
}

static void assert_source(uint32_t soc, enum field field, const char *name,
                          const char *date)
{
    size_t count;
    const struct pack_entry *e =
        pack_entries(pack, pack_find_soc(pack, soc), LANG_EN, field, &count);
    assert_non_null(e);
    struct pack_source source = pack_source(pack, e->source);
    assert_string_equal(source.name.ptr, name);
    assert_string_equal(source.date.ptr, date);
}

static bool has_name(uint32_t soc, const char *shown)
{
    size_t count;
    const struct pack_name *n = pack_names(pack, &count);
    for (size_t i = 0; i < count; i++)
        if (pack_occupation(pack, n[i].occupation).soc == soc &&
            str_eq(pack_text(pack, n[i].shown), str_from(shown)))
            return true;
    return false;
}

static const char *title(uint32_t soc)
{
    return pack_occupation(pack, pack_find_soc(pack, soc)).title[LANG_EN].ptr;
}

/* Everything that was reported, a line each. */
static struct str reported(void)
{
    struct str all = STR("");
    for (const struct fault *f = report.faults.first; f; f = f->next)
        all = arena_printf(arena, "%.*s%.*s:%u: %.*s\n", STR_ARG(all),
                           STR_ARG(f->file), f->line, STR_ARG(f->text));
    for (size_t i = 0; i < report.left_out_count; i++)
        all = arena_printf(arena, "%.*sleft out: %.*s\n", STR_ARG(all),
                           STR_ARG(report.left_out[i]));
    return all;
}

static void assert_reported(const char *text)
{
    struct str all = reported();
    if (!strstr(all.ptr, text))
        fail_msg("not said: %s\nbut:\n%s", text, all.ptr);
}

static void assert_no_faults(void)
{
    if (report.faults.count > 0)
        fail_msg("%s", reported().ptr);
}

/* --- O*NET --- */

static void onet(void **state)
{
    (void)state;
    paths.onet = FILES "/onet";
    build();
    assert_no_faults();
    assert_string_equal(title(254031), "Library Technicians");
    assert_string_equal(title(151299), "Computer Occupations, All Other");
    assert_source(254031, FIELD_JOB_ZONE, "O*NET 40.1", "November 2035");
    assert_said(254031, FIELD_JOB_ZONE, "|3|-|0");
    /* the occupation's own; only where it has none the mean of narrower ones */
    assert_said(291141, FIELD_JOB_ZONE, "|3|-|0");
    assert_said(151299, FIELD_JOB_ZONE, "|4.5|-|4");
    /* suppressed importance: left out; suppressed level: not known; that of
     * what is not relevant: 0; equal ones by level, then name */
    assert_said(254031, FIELD_RATED_SKILL,
                "Active Listening|3.38|3.88|0; Reading "
                "Comprehension|3.38|3.88|0; Speaking|3.38|3.12|0; "
                "Mathematics|2|-|0; Programming|1.25|0|0");
    assert_said(291141, FIELD_RATED_SKILL, "Speaking|4|4|0");
    assert_said(151299, FIELD_RATED_SKILL,
                "Speaking|3.6|3|4; Programming|3.51|5|4");
    assert_said(254031, FIELD_RATED_KNOWLEDGE, "Geography|2.5|2|0");
    assert_said(291141, FIELD_RATED_KNOWLEDGE, "|-|-|2"); /* all suppressed */
    assert_said(254031, FIELD_TECHNOLOGY,
                "Alpha Catalog|3|-|0; Librarian's Friend|2|-|0; Hot "
                "Catalog|1|-|0");
    assert_said(151299, FIELD_TECHNOLOGY, "C++|3|-|4");
    assert_said(254031, FIELD_INTEREST,
                "Conventional|6.52|-|0; Social|4.02|-|0; Realistic|3.08|-|0");
    assert_said(254031, FIELD_WORK_STYLE,
                "Cooperation|2.3|-|0; Innovation|-1.5|-|0");
    assert_said(254031, FIELD_RELATED, "|254022|-|0; |434121|-|0");
    assert_said(151299, FIELD_RELATED, "|151241|-|4; |151252|-|4");
    assert_said(151299, FIELD_SUB_OCCUPATION,
                "Pattern Testers|-|-|0; Pattern Architects|-|-|0");
    assert_said(291141, FIELD_SUB_OCCUPATION, "Night Nurses|-|-|0");
    assert_said(254031, FIELD_SUB_OCCUPATION, "");
    assert_reported("left out: Occupation Data.txt: 1 row with codes that are "
                    "not in SOC 2018 or its crosswalks (99-9999.00)");
    assert_string_equal(said(999999, FIELD_JOB_ZONE), "no such occupation");
}

static void names_of_onet(void **state)
{
    (void)state;
    paths.onet = FILES "/onet";
    build();
    static const struct {
        uint32_t soc;
        const char *name;
    } names[] = {{254031, "Shelf Whisperer"},
                 {254031, "Book Returner"},
                 {291141, "Ward Angel"},
                 {291141, "Night Angel"},
                 {291141, "Night Nurses"},
                 {151299, "Pattern Architects"},
                 {151299, "Head of Patterns (HOP)"},
                 {151299, "Head of Patterns"},
                 {151299, "HOP"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!has_name(names[i].soc, names[i].name))
            fail_msg("no name %s", names[i].name);
    assert_false(has_name(254031, "n/a"));
    assert_non_null(strstr(report.held.ptr, "O*NET"));

    /* all but what the classification calls it may be left out */
    put("keys", "shelf whisperer\nhop\nhead of pattern\nlibrary technician\n"
                "pattern architect\n");
    exclude = path_of("keys");
    build();
    assert_false(has_name(254031, "Shelf Whisperer"));
    assert_false(has_name(151299, "HOP"));
    assert_false(has_name(151299, "Head of Patterns (HOP)"));
    assert_false(has_name(151299, "Head of Patterns"));
    assert_true(has_name(254031, "Library Technicians"));
    assert_true(has_name(151299, "Pattern Architects"));
    assert_reported("left out: 5 names that");
}

static void onet_since_30_3(void **state)
{
    (void)state;
    copy("onet/Read Me.txt", "o/Read Me.txt", NULL, NULL);
    copy("onet/Occupation Data.txt", "o/Occupation Data.txt", NULL, NULL);
    copy("onet/Job Zones.txt", "o/Job Zones.txt", NULL, NULL);
    copy("onet/Alternate Titles.txt", "o/Job Titles.txt", "Alternate Title",
         "Job Title");
    copy("onet/Interests.txt", "o/Career Interest Types.txt", NULL, NULL);
    copy("onet/Technology Skills.txt", "o/Software Skills.txt",
         "Example\tCommodity Code\tCommodity Title",
         "Workplace Example\tElement ID\tElement Name");
    put("o/Essential Skills.txt",
        "Element Name\tO*NET-SOC Code\tData Value\tScale ID\n" /* shuffled */
        "Speaking\t25-4031.00\t3\tIM\nSpeaking\t25-4031.00\t2\tLV\n"
        "Speaking\t29-1141.00\t4\tIM\nSpeaking\t15-1299.01\t4\tIM\n");
    put("o/Transferable Skills.txt",
        "O*NET-SOC Code\tElement Name\tScale ID\tData Value\n"
        "25-4031.00\tProgramming\tIM\t3.5\n15-1299.01\tProgramming\tIM\t5\n"
        "29-1141.00\tProgramming\tIM\t1\n");
    paths.onet = path_of("o");
    build();
    assert_no_faults();
    assert_said(254031, FIELD_RATED_SKILL,
                "Programming|3.5|-|0; Speaking|3|2|0");
    assert_said(254031, FIELD_INTEREST,
                "Conventional|6.52|-|0; Social|4.02|-|0; Realistic|3.08|-|0");
    assert_said(151299, FIELD_TECHNOLOGY, "C++|3|-|4");
    assert_true(has_name(254031, "Shelf Whisperer"));
    assert_reported("left out: knowledge: ");
    assert_reported("holds no Knowledge.txt");

    /* one half of the skills is none */
    unlink(path_of("o/Transferable Skills.txt"));
    build();
    assert_said(254031, FIELD_RATED_SKILL, "");
    assert_reported("holds no Transferable Skills.txt");
}

static void onet_that_is_no_good(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } mistakes[] = {
        {"", "Job Zones.txt:0: is empty"},
        {"<html><body>no</body></html>", "Job Zones.txt:0: is a web page"},
        {"O*NET-SOC Code\tZone\n25-4031.00\t3\n", "lacks \"Job Zone\""},
        {"O*NET-SOC Code\tJob Zone\n", "Job Zones.txt:0: has no rows"},
        {"O*NET-SOC Code\tJob Zone\n25-4031.00\t9\n",
         "Job Zones.txt:2: 9 is no job zone of 1 to 5"},
        {"O*NET-SOC Code\tJob Zone\n25-4031.00\t3\n29-11",
         "Job Zones.txt:3: \"29-11\" is no code like 25-4031"},
        {"O*NET-SOC Code\tJob Zone\n25-4031.00\t3\n29-1141.00\t",
         "Job Zones.txt:3: \"\" is no number; it was left out"},
    };
    copy("onet/Read Me.txt", "o/Read Me.txt", NULL, NULL);
    copy("onet/Occupation Data.txt", "o/Occupation Data.txt", NULL, NULL);
    paths.onet = path_of("o");
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        put("o/Job Zones.txt", mistakes[i].text);
        build();
        assert_reported(mistakes[i].says);
        assert_string_equal(title(254031), "Library Technicians");
    }
    /* ratings on the wrong scale; half of the occupations */
    copy("onet/Job Zones.txt", "o/Job Zones.txt", NULL, NULL);
    put("o/Interests.txt", "O*NET-SOC Code\tElement Name\tScale ID\tData "
                           "Value\n25-4031.00\tSocial\tOI\t70\n");
    build();
    assert_reported("Interests.txt:2: \"70\" is outside of the scale OI");
    assert_reported("Interests.txt:0: has interests for 0 occupations, where 3 "
                    "were expected");
}

static void which_release_of_onet(void **state)
{
    (void)state;
    copy("onet/Occupation Data.txt", "db_30_2_text/Occupation Data.txt", NULL,
         NULL);
    copy("onet/Job Zones.txt", "db_30_2_text/Job Zones.txt", NULL, NULL);
    paths.onet = path_of("db_30_2_text");
    build();
    assert_source(254031, FIELD_JOB_ZONE, "O*NET 30.2", "February 2026");
    rename(path_of("db_30_2_text"), path_of("onet"));
    paths.onet = path_of("onet");
    build();
    assert_source(254031, FIELD_JOB_ZONE, "O*NET", "undated");
    assert_reported("the release of O*NET is not known");
}

/* --- wages --- */

static void wages(void **state)
{
    (void)state;
    paths.oews = FILES "/national_M2035_dl.csv";
    build();
    assert_no_faults();
    assert_said(254031, FIELD_WAGE_MEDIAN, "|44580|21.43|0");
    assert_said(254031, FIELD_WAGE_P10, "|29300|14.09|0");
    assert_said(254031, FIELD_WAGE_MEAN, "|45500|21.88|0");
    assert_said(254031, FIELD_EMPLOYMENT_NOW, "|68690|-|0");
    assert_source(254031, FIELD_WAGE_MEDIAN, "BLS OEWS", "May 2035");
    /* # is this or more; the other wages are not */
    assert_said(291211, FIELD_WAGE_MEDIAN, "|239200|115|1");
    assert_said(291211, FIELD_WAGE_P10, "|187200|90|0");
    assert_said(291211, FIELD_WAGE_MEAN, "|330000|115|1");
    /* by the hour alone; by the year alone: nothing is kept back */
    assert_said(272011, FIELD_WAGE_MEDIAN, "|-|23.33|0");
    assert_said(252031, FIELD_WAGE_MEDIAN, "|66000|-|0");
    assert_said(252031, FIELD_EMPLOYMENT_NOW, "|-|-|2"); /* ** */
    /* * where a wage is meant to be */
    assert_said(252052, FIELD_WAGE_MEDIAN, "|-|-|2");
    /* combined codes, as the publisher has them */
    assert_said(311120, FIELD_WAGE_MEDIAN, "|34900|16.8|0");
    assert_string_equal(title(311120), "Home Health and Personal Care Aides");
    /* no state, no industry, no group, no code of SOC 2010 */
    assert_string_equal(said(291141, FIELD_WAGE_MEDIAN), "no such occupation");
    assert_string_equal(said(254030, FIELD_WAGE_MEDIAN), "no such occupation");
    assert_reported("1 row with codes that are not in SOC 2018 or its "
                    "crosswalks (15-1131)");
}

static void wages_of_other_releases(void **state)
{
    (void)state;
    put("f/wages.tsv",
        "# wage_median: x; source: BLS OEWS; date: May 2040\n"
        "soc\ttitle\twage_median\n25-4031\tLibrary Technicians\t50000\n");
    facts = path_of("f");
    paths.oews = FILES "/national_M2035_dl.csv";
    build();
    assert_said(254031, FIELD_WAGE_MEDIAN, "|50000|-|0");
    assert_said(254031, FIELD_WAGE_P10, "|29300|14.09|0"); /* new to us */
    assert_reported("national_M2035_dl.csv: 1 figure older than those");

    copy("national_M2035_dl.csv", "national_M2041_dl.csv", NULL, NULL);
    paths.oews = path_of("national_M2041_dl.csv");
    build();
    assert_said(254031, FIELD_WAGE_MEDIAN, "|44580|21.43|0");
    assert_source(254031, FIELD_WAGE_MEDIAN, "BLS OEWS", "May 2041");

    copy("national_M2035_dl.csv", "wages.csv", NULL, NULL);
    paths.oews = path_of("wages.csv");
    build();
    assert_said(254031, FIELD_WAGE_MEDIAN, "|50000|-|0");
    assert_reported("the month of these wages is not known");
}

static void wages_that_are_no_good(void **state)
{
    (void)state;
    paths.soc = FILES "/soc";
    paths.oews = path_of("none.csv");
    build();
    assert_reported("none.csv:0: cannot be opened");
    copy("national_M2035_dl.csv", "a_M2035.csv", "A_MEDIAN", "ANNUAL_MEDIAN");
    paths.oews = path_of("a_M2035.csv");
    build();
    assert_reported("a_M2035.csv:0: no header was found; row 1 comes nearest "
                    "and lacks \"A_MEDIAN\"");
    copy("national_M2035_dl.csv", "b_M2035.csv", "detailed,\"68,690\"",
         "detailed,\"68,69O\"");
    paths.oews = path_of("b_M2035.csv");
    build();
    assert_reported("b_M2035.csv:4: \"68,69O\" is no number");
    put("c_M2035.csv",
        "OCC_CODE,OCC_TITLE,O_GROUP,AREA_TYPE,TOT_EMP,A_MEDIAN,H_MEDIAN,"
        "A_PCT10,H_PCT10,A_PCT25,H_PCT25,A_PCT75,H_PCT75,A_PCT90,H_PCT90,"
        "A_MEAN,H_MEAN\n25-4031,x,detailed,2,1,1,1,1,1,1,1,1,1,1,1,1,1\n");
    paths.oews = path_of("c_M2035.csv");
    build();
    assert_reported("no row is of a detailed occupation, the whole country");
}

/* --- projections --- */

static void projections(void **state)
{
    (void)state;
    static const char *const files[] = {FILES "/occupation_Table 1.2.csv",
                                        FILES "/Employment Projections.csv"};
    for (size_t i = 0; i < 2; i++) {
        paths.projections = files[i];
        build();
        assert_no_faults();
        assert_said(254031, FIELD_EMPLOYMENT, "|78600|-|0");
        assert_said(254031, FIELD_EMPLOYMENT_FUTURE, "|73200|-|0");
        assert_said(254031, FIELD_EMPLOYMENT_CHANGE, "|-6.8|-|0");
        assert_said(254031, FIELD_OPENINGS, "|13000|-|0");
        assert_said(254031, FIELD_TYPICAL_EDUCATION,
                    "Postsecondary nondegree award|-|-|0");
        assert_said(254031, FIELD_TYPICAL_EXPERIENCE, "None|-|-|0");
        assert_source(254031, FIELD_OPENINGS, "BLS Employment Projections",
                      "2034-44");
        assert_said(291141, FIELD_EMPLOYMENT, "|3391000|-|0");
        assert_said(291141, FIELD_OPENINGS, ""); /* a dash, N/A */
        assert_string_equal(title(291141), "Registered nurses");
    }
    paths.projections = files[0];
    build();
    assert_said(311120, FIELD_OPENINGS, "|765800|-|0");
    assert_reported("crosswalks (15-1131)");
    assert_int_equal(pack_occupation_count(pack), 3);
}

static void projections_that_are_no_good(void **state)
{
    (void)state;
    paths.soc = FILES "/soc";
    copy("occupation_Table 1.2.csv", "p.csv", "National Employment Matrix code",
         "Matrix number");
    paths.projections = path_of("p.csv");
    build();
    assert_reported("p.csv:2: the columns with the codes and with the "
                    "employment of two years are missing");
    copy("occupation_Table 1.2.csv", "q.csv", "78.6", "many");
    paths.projections = path_of("q.csv");
    build();
    assert_reported("q.csv:4: \"many\" is no number of people");
    assert_said(254031, FIELD_OPENINGS, "|13000|-|0");
}

/* --- exposure --- */

static void exposure(void **state)
{
    (void)state;
    put("f/occupations.tsv", "soc\ttitle\n15-1252\tSoftware Developers\n"
                             "15-1253\tTesters\n15-1254\tWeb Developers\n"
                             "29-1211\tAnesthesiologists\n");
    facts = path_of("f");
    paths.onet = FILES "/onet";
    paths.exposure = FILES "/exposure";
    build();
    assert_exposure(254031, FIELD_AI_ELOUNDOU_MODEL, 0.567308, 0);
    assert_exposure(291141, FIELD_AI_ELOUNDOU_HUMAN, 0.375, 0);
    assert_exposure(151299, FIELD_AI_ELOUNDOU_MODEL, 0.75, ENTRY_MEAN);
    assert_exposure(151299, FIELD_AI_ELOUNDOU_HUMAN, 0.5, ENTRY_MEAN);
    assert_exposure(254031, FIELD_AI_MICROSOFT, 0.324249, 0);
    assert_exposure(311120, FIELD_AI_MICROSOFT, 0.05, 0);
    assert_exposure(291141, FIELD_AI_ANTHROPIC, 0, 0); /* zero is known */
    /* SOC 2010 to 2018: several old codes, one old code for several new */
    assert_exposure(151252, FIELD_AI_AIOE, 1.3, ENTRY_MEAN);
    assert_exposure(254031, FIELD_AI_AIOE, 0.038, 0);
    assert_exposure(254031, FIELD_AI_AIOE_LANGUAGE, 0.18, 0);
    /* survey codes, by hand; mixed with SOC 2010 */
    assert_exposure(291211, FIELD_AI_FREY_OSBORNE, 0.0042, 0);
    assert_exposure(291141, FIELD_AI_FREY_OSBORNE, 0.009, 0);
    assert_exposure(151254, FIELD_AI_FREY_OSBORNE, 0.21, 0);
    assert_exposure(151253, FIELD_AI_FREY_OSBORNE, 0.131, ENTRY_MEAN);
    assert_exposure(151299, FIELD_AI_FREY_OSBORNE, 0.22, 0);
    /* ISCO-08 to SOC 2010 to SOC 2018, with the study's word */
    assert_exposure(254031, FIELD_AI_ILO, 0.4, 0);
    assert_exposure(151252, FIELD_AI_ILO, 0.6, ENTRY_MEAN);
    assert_int_equal(
        strncmp(said(254031, FIELD_AI_ILO), "Exposed: Gradient 1|", 20), 0);
    assert_source(254031, FIELD_AI_ILO, "ILO, Gmyrek et al.", "2025");
    assert_source(254031, FIELD_AI_ANTHROPIC, "Anthropic Economic Index",
                  "March 2026");
    assert_reported("crosswalks (19-1020)");
    /* small as they are, these are no whole studies */
    assert_reported("job_exposure.csv:0: has 2 rows, where the study has 756");
    for (const struct fault *f = report.faults.first; f; f = f->next)
        if (!strstr(f->text.ptr, "rows, where the study has"))
            fail_msg("%s: %s", f->file.ptr, f->text.ptr);
}

static void rated_tasks(void **state)
{
    (void)state;
    paths.onet = FILES "/onet";
    paths.exposure = FILES "/exposure";
    build();
    /* in O*NET's words of today, core tasks first */
    assert_said(254031, FIELD_RATED_REPLACED,
                "Answer letters.|-|-|0; Sort cards.|-|-|0");
    assert_said(254031, FIELD_RATED_HUMAN, "Read aloud to children.|-|-|0");
    assert_said(254031, FIELD_RATED_AUGMENTED, "Write lists.|-|-|0");
    assert_said(291141, FIELD_RATED_HUMAN, "Change dressings.|-|-|0");
    assert_said(151299, FIELD_RATED_AUGMENTED,
                "Draw patterns.|-|-|0; Test patterns.|-|-|0");
    assert_source(254031, FIELD_RATED_HUMAN,
                  "O*NET 40.1, rated by Eloundou et al., GPTs are GPTs",
                  "November 2035 and 2024");
    assert_reported("left out: 1 of 9 tasks of O*NET that the study did not "
                    "rate");
    paths.onet = NULL;
    paths.soc = FILES "/soc";
    build();
    assert_said(254031, FIELD_RATED_HUMAN, "");
    assert_reported("left out: rated tasks: ");
    assert_reported("add --onet");
}

static void values_out_of_range(void **state)
{
    (void)state;
    paths.soc = FILES "/soc";
    put("x/job_exposure.csv", "occ_code,observed_exposure\n25-4031,12\n");
    put("x/occ_level.csv", "O*NET-SOC Code,dv_rating_beta,human_rating_beta\n"
                           "25-4031.00,0.5,-1\n");
    put("x/frey_osborne_2013_soc2010.csv", "SOC code,Probability\n25-4031,99\n"
                                           ",0.5\n");
    put("x/full_labelset.tsv",
        "Task ID\thuman_exposure_agg\tgpt4_exposure\tgpt4_automation\n"
        "1.0\tE1\t\tT1\n");
    paths.exposure = path_of("x");
    build();
    assert_reported("job_exposure.csv:2: 12 is not between 0 and 1");
    assert_reported("occ_level.csv:2: -1 is no share of tasks");
    assert_reported("frey_osborne_2013_soc2010.csv:2: 99 is not between 0 and "
                    "1; it was left out, with 1 more");
    assert_reported("full_labelset.tsv:2: a rating is missing");
    assert_exposure(254031, FIELD_AI_ELOUNDOU_MODEL, 0.5, 0);
    assert_said(254031, FIELD_AI_ANTHROPIC, "");
}

/* --- titles --- */

static void titles(void **state)
{
    (void)state;
    paths.soc = FILES "/soc";
    paths.titles = FILES "/titles";
    build();
    assert_string_equal(title(252055),
                        "Special Education Teachers, Kindergarten");
    assert_int_equal(pack_occupation_count(pack), 3); /* no groups */
    assert_true(has_name(254031, "Circulation Technician"));
    assert_true(has_name(254031, "Audio Visual Person"));
    assert_true(has_name(254031, "library assistant"));
    assert_true(has_name(254031, "shelving assistant"));
    assert_true(has_name(254031, "lending clerk"));
    assert_true(has_name(291141, "nurse of the night"));
    assert_false(has_name(291141, "general nurse")); /* a broad match */
    assert_reported("soc_structure_2018.csv:0: has titles for 3 occupations, "
                    "where 867 were expected");
}

static void nothing_of_it(void **state)
{
    (void)state;
    put("f/occupations.tsv", "soc\ttitle\n25-4031\tLibrary Technicians\n");
    put("empty/x", "");
    facts = path_of("f");
    paths.onet = paths.exposure = paths.soc = paths.titles = path_of("empty");
    build();
    assert_no_faults();
    assert_reported("holds no Occupation Data.txt");
    assert_reported("holds no occ_level.csv");
    assert_reported("holds no soc_structure_2018.csv");
    assert_reported("holds no crosswalk_esco_onet.csv");
    paths.onet = path_of("nowhere");
    build();
    assert_reported("nowhere");
    paths.crosswalks = path_of("empty");
    struct build_options options = {
        .facts = facts, .publishers = paths, .output = path_of("k.pack")};
    assert_int_equal(build_pack(&options, arena, &report, &err),
                     STATUS_NOT_FOUND);
    put("empty/soc2010_soc2018.tsv", "# x\na\tb\n25-4031\t25-403\n");
    assert_int_equal(build_pack(&options, arena, &report, &err),
                     STATUS_CORRUPT);
    assert_non_null(strstr(err.text, "soc2010_soc2018.tsv:3"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(onet),
        TEST(names_of_onet),
        TEST(onet_since_30_3),
        TEST(onet_that_is_no_good),
        TEST(which_release_of_onet),
        TEST(wages),
        TEST(wages_of_other_releases),
        TEST(wages_that_are_no_good),
        TEST(projections),
        TEST(projections_that_are_no_good),
        TEST(exposure),
        TEST(rated_tasks),
        TEST(values_out_of_range),
        TEST(titles),
        TEST(nothing_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
