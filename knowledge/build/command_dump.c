/* `careerbot-build dump`: everything a pack says of occupations, as a table to
 * search, sort and compare. */
#include "build.h"

#include "buf.h"
#include "command.h"
#include "lang.h"
#include "pack.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: careerbot-build dump [--names | --sentences] PACK\n"
    "\n"
    "Prints what a pack holds, one value a line, in columns between tabs:\n"
    "code, field, language, three texts, two numbers, marks, source, date. A\n"
    "mark is at-least, suppressed or mean. Line ends and tabs inside of texts\n"
    "are written \\n and \\t.\n"
    "\n"
    "  --names      prints the names instead: code, language, where it is\n"
    "               from, key, name\n"
    "  --sentences  prints the bot's own sentences instead: language, key,\n"
    "               text\n";

/* As in field.h; a field without a name here is printed by its number. */
static const char *const field_names[FIELD_LIMIT] = {
    [FIELD_NAME] = "name",
    [FIELD_COUNTRY] = "country",
    [FIELD_CURRENCY] = "currency",
    [FIELD_SUMMARY] = "summary",
    [FIELD_OVERALL] = "overall",
    [FIELD_RATING] = "rating",
    [FIELD_VERDICT] = "verdict",
    [FIELD_TOOL] = "tool",
    [FIELD_TASK_REPLACED] = "task_replaced",
    [FIELD_TASK_AUGMENTED] = "task_augmented",
    [FIELD_TASK_HUMAN] = "task_human",
    [FIELD_SKILL] = "skill",
    [FIELD_ENTRY_LEVEL] = "entry_level",
    [FIELD_UPGRADE] = "upgrade",
    [FIELD_ADJACENT] = "adjacent",
    [FIELD_PAY] = "pay",
    [FIELD_EDUCATION] = "education",
    [FIELD_QUALIFICATION] = "qualification",
    [FIELD_MIGRATION] = "migration",
    [FIELD_MIGRATION_TEXT] = "migration_text",
    [FIELD_VISA] = "visa",
    [FIELD_FIT] = "fit",
    [FIELD_UNFIT] = "unfit",
    [FIELD_PROGRESSION] = "progression",
    [FIELD_FORECAST] = "forecast",
    [FIELD_GROWTH_AREA] = "growth_area",
    [FIELD_FAQ] = "faq",
    [FIELD_SOURCES] = "sources",
    [FIELD_LOST] = "lost",
    [FIELD_WAGE_MEDIAN] = "wage_median",
    [FIELD_WAGE_P10] = "wage_p10",
    [FIELD_WAGE_P25] = "wage_p25",
    [FIELD_WAGE_P75] = "wage_p75",
    [FIELD_WAGE_P90] = "wage_p90",
    [FIELD_WAGE_MEAN] = "wage_mean",
    [FIELD_EMPLOYMENT] = "employment",
    [FIELD_EMPLOYMENT_CHANGE] = "employment_change",
    [FIELD_OPENINGS] = "openings",
    [FIELD_TYPICAL_EDUCATION] = "typical_education",
    [FIELD_TYPICAL_EXPERIENCE] = "typical_experience",
    [FIELD_TYPICAL_TRAINING] = "typical_training",
    [FIELD_DESCRIPTION] = "description",
    [FIELD_COMBINED] = "combined",
    [FIELD_EMPLOYMENT_NOW] = "employment_now",
    [FIELD_EMPLOYMENT_FUTURE] = "employment_future",
    [FIELD_JOB_ZONE] = "job_zone",
    [FIELD_RATED_SKILL] = "rated_skill",
    [FIELD_RATED_KNOWLEDGE] = "rated_knowledge",
    [FIELD_TECHNOLOGY] = "technology",
    [FIELD_INTEREST] = "interest",
    [FIELD_WORK_STYLE] = "work_style",
    [FIELD_RELATED] = "related",
    [FIELD_RATED_REPLACED] = "rated_replaced",
    [FIELD_RATED_AUGMENTED] = "rated_augmented",
    [FIELD_RATED_HUMAN] = "rated_human",
    [FIELD_SUB_OCCUPATION] = "sub_occupation",
    [FIELD_SCORE] = "score",
    [FIELD_MIGRATION_RULE] = "migration_rule",
    [FIELD_AI_ELOUNDOU_MODEL] = "exposure_eloundou_model",
    [FIELD_AI_ELOUNDOU_HUMAN] = "exposure_eloundou_human",
    [FIELD_AI_MICROSOFT] = "exposure_microsoft",
    [FIELD_AI_ANTHROPIC] = "exposure_anthropic",
    [FIELD_AI_AIOE] = "exposure_aioe",
    [FIELD_AI_AIOE_LANGUAGE] = "exposure_aioe_language",
    [FIELD_AI_FREY_OSBORNE] = "exposure_frey_osborne",
    [FIELD_AI_ILO] = "exposure_ilo",
    [FIELD_MOVE] = "move",
    [FIELD_MOVE_FIT] = "move_fit",
    [FIELD_LEARN] = "learn",
    [FIELD_CERTIFICATE] = "certificate",
};

static void print_text(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n' || c == '\t' || c == '\\')
            printf("\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : '\\');
        else
            putchar(c);
    }
    putchar('\t');
}

static void print_number(double number)
{
    char text[64];
    if (!isnan(number)) {
        for (int digits = 6; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, number);
            if (strtod(text, NULL) == number)
                break;
        }
        if (number == floor(number) && fabs(number) < 1e15)
            snprintf(text, sizeof text, "%.0f", number);
        fputs(text, stdout);
    }
    putchar('\t');
}

static void print_flags(uint8_t flags)
{
    static const char *const marks[] = {"at-least", "suppressed", "mean",
                                        "caution"};
    bool first = true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!(flags & (1u << i)))
            continue;
        printf("%s%s", first ? "" : ",", marks[i]);
        first = false;
    }
    putchar('\t');
}

static void print_soc(uint32_t soc)
{
    printf("%02u-%04u\t", (unsigned)(soc / 10000), (unsigned)(soc % 10000));
}

static void print_entry(const struct pack *pack, uint32_t soc,
                        const struct pack_entry *entry)
{
    struct pack_source source = pack_source(pack, entry->source);
    print_soc(soc);
    if (field_names[entry->field])
        printf("%s\t", field_names[entry->field]);
    else
        printf("field_%u\t", (unsigned)entry->field);
    printf("%s\t",
           entry->lang == LANG_AUTO ? "" : lang_tag((enum lang)entry->lang));
    for (int i = 0; i < ENTRY_TEXTS; i++)
        print_text(pack_text(pack, entry->text[i]));
    for (int i = 0; i < ENTRY_NUMBERS; i++)
        print_number(entry->num[i]);
    print_flags(entry->flags);
    print_text(source.name);
    printf("%.*s\n", STR_ARG(source.date));
}

static void print_titles(const struct pack_occupation *occupation)
{
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++) {
        if (occupation->title[lang].len == 0)
            continue;
        print_soc(occupation->soc);
        printf("title\t%s\t", lang_tag((enum lang)lang));
        print_text(occupation->title[lang]);
        puts("\t\t\t\t\t\t");
    }
}

static void dump_entries(const struct pack *pack)
{
    size_t occupations = pack_occupation_count(pack), count;
    for (size_t i = 0; i < occupations; i++) {
        struct pack_occupation occupation = pack_occupation(pack, i);
        print_titles(&occupation);
        for (int field = 1; field < FIELD_LIMIT; field++)
            for (int lang = LANG_EN; lang < LANG_COUNT; lang++) {
                const struct pack_entry *e = pack_entries(
                    pack, i, (enum lang)lang, (enum field)field, &count);
                /* those of every language are found under each */
                for (size_t k = 0; k < count; k++)
                    if (e[k].lang != LANG_AUTO || lang == LANG_EN)
                        print_entry(pack, occupation.soc, &e[k]);
            }
    }
}

static void dump_names(const struct pack *pack)
{
    static const char *const origins[NAME_ORIGINS] = {
        [NAME_TITLE] = "title",        [NAME_PAGE] = "page",
        [NAME_LEXICON] = "lexicon",    [NAME_FIELD] = "field",
        [NAME_REPORTED] = "reported",  [NAME_PUBLISHER] = "publisher",
        [NAME_CROSSWALK] = "crosswalk"};
    size_t count;
    const struct pack_name *names = pack_names(pack, &count);
    for (size_t i = 0; i < count; i++) {
        print_soc(pack_occupation(pack, names[i].occupation).soc);
        printf("%s\t%s\t", lang_tag((enum lang)names[i].lang),
               origins[names[i].origin]);
        print_text(pack_text(pack, names[i].key));
        struct str shown = pack_text(pack, names[i].shown);
        printf("%.*s\n", STR_ARG(shown));
    }
}

static void dump_sentences(const struct pack *pack)
{
    size_t count;
    const struct pack_sentence *sentences = pack_sentences(pack, &count);
    for (size_t i = 0; i < count; i++) {
        printf("%s\t", lang_tag((enum lang)sentences[i].lang));
        print_text(pack_text(pack, sentences[i].key));
        print_text(pack_text(pack, sentences[i].text));
        putchar('\n');
    }
}

int command_dump(int argc, char **argv)
{
    static const struct option names[] = {{"names", no_argument, NULL, 'n'},
                                          {"sentences", no_argument, NULL, 's'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    void (*dump)(const struct pack *) = dump_entries;
    int option;
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return EXIT_DONE;
        }
        if (option == '?') {
            fprintf(stderr,
                    "careerbot-build dump: not understood: %s; see "
                    "careerbot-build dump --help\n",
                    argv[optind - 1]);
            return EXIT_USAGE;
        }
        dump = option == 'n' ? dump_names : dump_sentences;
    }
    if (optind + 1 != argc) {
        fputs("careerbot-build dump: takes one pack; see careerbot-build dump "
              "--help\n",
              stderr);
        return EXIT_USAGE;
    }
    struct pack *pack;
    struct error err;
    if (pack_open(argv[optind], &pack, &err) != STATUS_OK) {
        fprintf(stderr, "careerbot-build dump: %s\n", err.text);
        return EXIT_FILE;
    }
    dump(pack);
    pack_close(pack);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("careerbot-build dump: standard output");
        return EXIT_FILE;
    }
    return EXIT_DONE;
}
