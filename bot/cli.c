/* Reads the command line through a table of commands and a table of options
 * for each, and hands over. */
#include "cli.h"

#include "ask.h"
#include "attribution.h"
#include "buf.h"
#include "config.h"
#include "eval.h"
#include "nearest.h"
#include "paths.h"
#include "platforms.h"
#include "run.h"
#include "update.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTIONS_MAX = 8,
    ARGUMENTS_MAX_BYTES = 4 * 1024 * 1024,
    REPORT_MAX_BYTES = 64 * 1024,
};

#define LANG_WRONG "--lang is en, zh-Hant or zh-Hans, not "

struct option {
    const char *name;
    bool has_value;
};

/* The arguments of one command, read. */
struct arguments {
    const char *values[OPTIONS_MAX]; /* by option; "" for one without */
    char **words;                    /* what is no option, in order */
    int word_count;
};

struct command {
    const char *name;
    const char *usage; /* what follows "careerbot " */
    const char *summary;
    const char *help;
    const struct option *options; /* the last has no name */
    int (*run)(const struct command *command,
               const struct arguments *arguments);
    bool elsewhere; /* careerbot-build does it and reads the options */
};

static int wrong_usage(const char *command, const char *problem,
                       const char *what, const char *near)
{
    fprintf(stderr, "careerbot%s%s: %s%s%s%s%s; see careerbot %s%s--help\n",
            *command ? " " : "", command, problem, what,
            near ? "; did you mean " : "", near ? near : "", near ? "?" : "",
            command, *command ? " " : "");
    return EXIT_USAGE;
}

static int failed(const char *command, const struct error *err)
{
    fprintf(stderr, "careerbot %s: %s\n", command, err->text);
    return EXIT_FAULT;
}

enum { RUN_CONFIG };
static const struct option run_options[] = {{"--config", true}, {NULL, false}};

static int command_run(const struct command *command,
                       const struct arguments *arguments)
{
    struct error err;
    const char *config = arguments->values[RUN_CONFIG];
    struct arena *arena = arena_new();
    if (arguments->word_count > 0) {
        arena_free(arena);
        return wrong_usage(command->name, "does not take ", arguments->words[0],
                           NULL);
    }
    if (!config)
        config = path_config(arena, "careerbot.json");
    enum status status = run(config, &err);
    arena_free(arena);
    return status == STATUS_OK ? EXIT_DONE : failed(command->name, &err);
}

enum { ASK_KNOWLEDGE, ASK_JSON, ASK_LANG, ASK_BATCH };
static const struct option ask_options[] = {{"--knowledge", true},
                                            {"--json", false},
                                            {"--lang", true},
                                            {"--batch", true},
                                            {NULL, false}};

static int command_ask(const struct command *command,
                       const struct arguments *arguments)
{
    struct ask_options options = {.knowledge = arguments->values[ASK_KNOWLEDGE],
                                  .batch = arguments->values[ASK_BATCH],
                                  .json = arguments->values[ASK_JSON] != NULL};
    const char *lang = arguments->values[ASK_LANG];
    struct error err;
    bool answered;
    if (lang && !lang_parse(str_from(lang), &options.lang))
        return wrong_usage(command->name, LANG_WRONG, lang, NULL);
    if (options.batch && arguments->word_count > 0)
        return wrong_usage(command->name,
                           "--batch and a question exclude each other: ",
                           arguments->words[0], NULL);
    struct buf question;
    buf_init(&question, ARGUMENTS_MAX_BYTES);
    for (int i = 0; i < arguments->word_count; i++) {
        if (i)
            buf_add_char(&question, ' ');
        buf_add_z(&question, arguments->words[i]);
    }
    if (arguments->word_count > 0 && !str_eq(buf_str(&question), STR("-")))
        options.question = buf_str(&question);
    enum status status = ask(&options, &answered, &err);
    buf_fini(&question);
    if (status == STATUS_INVALID)
        return wrong_usage(command->name, err.text, "", NULL);
    if (status != STATUS_OK)
        return failed(command->name, &err);
    return answered ? EXIT_DONE : EXIT_NO;
}

enum { CHECK_OFFLINE };
static const struct option check_options[] = {{"--offline", false},
                                              {NULL, false}};

/* Asks the servers of a configuration that has no faults of its own. */
static int check_servers(const struct config *config)
{
    int ended = EXIT_DONE;
    for (size_t i = 0; i < config->platform_count; i++) {
        const struct platform_config *entry = &config->platforms[i];
        const struct platform_ops *ops = platform_find(entry->type);
        struct buf report;
        if (!ops->check)
            continue;
        printf("\nplatforms[%zu], %s at %s\n", i, entry->type, entry->url);
        if (!entry->token) {
            printf("  not asked: its token is not at hand%s%s\n",
                   entry->token_env ? "; set " : "",
                   entry->token_env ? entry->token_env : "");
            continue;
        }
        fflush(stdout);
        buf_init(&report, REPORT_MAX_BYTES);
        enum status status = ops->check(entry, &report);
        for (struct str rest = str_trim(buf_str(&report)); rest.ptr;) {
            struct str line = str_split(&rest, '\n');
            printf("  %.*s\n", STR_ARG(line));
        }
        buf_fini(&report);
        if (status == STATUS_IO)
            ended = EXIT_FAULT;
        else if (status != STATUS_OK && ended == EXIT_DONE)
            ended = EXIT_NO;
    }
    return ended;
}

static int command_check_config(const struct command *command,
                                const struct arguments *arguments)
{
    struct error err;
    struct config config;
    if (arguments->word_count != 1)
        return wrong_usage(command->name, "takes one file", "", NULL);
    struct arena *arena = arena_new();
    enum status status = config_read(arena, arguments->words[0],
                                     SECRETS_IF_THERE, &config, &err);
    int ended = EXIT_NO; /* the faults have been printed */
    if (status == STATUS_OK) {
        printf("%s: no faults\n", arguments->words[0]);
        ended = arguments->values[CHECK_OFFLINE] ? EXIT_DONE
                                                 : check_servers(&config);
    } else if (status != STATUS_INVALID) {
        ended = failed(command->name, &err);
    }
    arena_free(arena);
    return ended;
}

enum { UPDATE_OUTPUT, UPDATE_CONFIG, UPDATE_CACHE, UPDATE_OFFLINE };
static const struct option update_options[] = {{"--output", true},
                                               {"--config", true},
                                               {"--cache", true},
                                               {"--offline", false},
                                               {NULL, false}};

static int command_update(const struct command *command,
                          const struct arguments *arguments)
{
    struct error err;
    bool complete;
    struct update_options options = {
        .output = arguments->values[UPDATE_OUTPUT],
        .config = arguments->values[UPDATE_CONFIG],
        .cache = arguments->values[UPDATE_CACHE],
        .offline = arguments->values[UPDATE_OFFLINE] != NULL};
    if (arguments->word_count > 0)
        return wrong_usage(command->name, "does not take ", arguments->words[0],
                           NULL);
    if (update(&options, &complete, &err) != STATUS_OK)
        return failed(command->name, &err);
    return complete ? EXIT_DONE : EXIT_NO;
}

enum {
    EVAL_OPTION_TITLES,
    EVAL_OPTION_QUESTIONS,
    EVAL_OPTION_CHATTER,
    EVAL_OPTION_KNOWLEDGE,
    EVAL_OPTION_LANG,
    EVAL_OPTION_WRONG,
    EVAL_OPTION_JSON
};
static const struct option eval_options[] = {
    {"--titles", false},   {"--questions", false}, {"--chatter", false},
    {"--knowledge", true}, {"--lang", true},       {"--wrong", true},
    {"--json", false},     {NULL, false}};

/* False: more than one is given. */
static bool eval_sort_given(const struct arguments *arguments,
                            enum eval_sort *out)
{
    static const enum eval_sort sorts[] = {
        [EVAL_OPTION_TITLES] = EVAL_TITLES,
        [EVAL_OPTION_QUESTIONS] = EVAL_QUESTIONS,
        [EVAL_OPTION_CHATTER] = EVAL_CHATTER};
    int given = 0;
    *out = EVAL_AUTO;
    for (int i = EVAL_OPTION_TITLES; i <= EVAL_OPTION_CHATTER; i++) {
        if (!arguments->values[i])
            continue;
        *out = sorts[i];
        given++;
    }
    return given <= 1;
}

static int command_eval(const struct command *command,
                        const struct arguments *arguments)
{
    const char *lang = arguments->values[EVAL_OPTION_LANG];
    const char *wrong = arguments->values[EVAL_OPTION_WRONG];
    long errors_max = EVAL_ERRORS_DEFAULT;
    struct error err;
    bool complete;
    if (arguments->word_count != 1)
        return wrong_usage(command->name, "takes one file", "", NULL);
    struct eval_options options = {
        .file = arguments->words[0],
        .knowledge = arguments->values[EVAL_OPTION_KNOWLEDGE],
        .json = arguments->values[EVAL_OPTION_JSON] != NULL};
    if (!eval_sort_given(arguments, &options.sort))
        return wrong_usage(command->name,
                           "--titles, --questions and --chatter exclude each "
                           "other",
                           "", NULL);
    if (lang && !lang_parse(str_from(lang), &options.lang))
        return wrong_usage(command->name, LANG_WRONG, lang, NULL);
    if (wrong && (!str_to_long(str_from(wrong), &errors_max) || errors_max < 0))
        return wrong_usage(command->name, "--wrong is a number of rows, not ",
                           wrong, NULL);
    options.errors_max = (size_t)errors_max;
    if (eval(&options, &complete, &err) != STATUS_OK)
        return failed(command->name, &err);
    return complete ? EXIT_DONE : EXIT_NO;
}

static const struct command commands[] = {
    {"run", "run [--config FILE]", "connect and serve until SIGTERM",
     "Answers on the platforms the configuration names and serves the chat "
     "page.\n"
     "A new pack is taken up by itself, or at once after SIGHUP; SIGTERM and "
     "SIGINT\nstop.\n\n"
     "  --config FILE  the configuration; else config/careerbot.json of the\n"
     "                 folder the program was built in, else the one built "
     "in\n\n"
     "careerbot check-config --help lists what a configuration may hold.\n",
     run_options, command_run, false},
    {"ask",
     "ask [--knowledge PACK] [--json] [--lang en|zh-Hant|zh-Hans]\n"
     "                     [QUESTION... | --batch FILE.jsonl]",
     "ask here: a question, a console, or lines of JSON",
     "Without a question it is a console on a terminal; otherwise, as with "
     "-, each\n"
     "line of standard input is a question.\n\n"
     "  --knowledge PACK  answer from this pack; else from "
     "$CAREERBOT_KNOWLEDGE, else\n"
     "                    from config/knowledge.pack, else from "
     "./knowledge.pack\n"
     "  --lang LANG       answer in this language; else in that of the "
     "question\n"
     "  --json            show the answer as JSON\n"
     "  --batch FILE      one JSON object per line in, one per line out, in "
     "the same\n"
     "                    order; - is standard input:\n"
     "                    {\"id\":\"q1\",\"query\":\"and the pay?\",\n"
     "                     \"context\":[\"what does a paralegal do\"],"
     "\"lang\":\"en\"}\n\n"
     "Ends with 0 if there was an answer, 1 if not; with 0 once every line of "
     "a batch\n"
     "has its output.\n",
     ask_options, command_ask, false},
    {"build", "build [OPTION...]",
     "make the pack from pages, facts and publishers' files", NULL, NULL, NULL,
     true},
    {"derive-facts", "derive-facts [OPTION...]",
     "make knowledge/facts anew from publishers' files", NULL, NULL, NULL,
     true},
    {"import-page", "import-page FILE [--output FILE.md | --json]",
     "turn an AI Career Graph page into an editable page", NULL, NULL, NULL,
     true},
    {"update",
     "update [--output PACK] [--config FILE] [--cache DIR]\n"
     "                        [--offline]",
     "download the publishers' files and build a pack of them",
     "Fetches what has changed of the files that config/sources.json lists, "
     "and\n"
     "builds the pack from them and from the pages and figures that come with\n"
     "careerbot. A running bot takes the new pack up by itself. A file that "
     "cannot be\n"
     "fetched is named with what to do about it; its last good copy is "
     "used.\n\n"
     "  --output PACK  the pack to replace; else the one that answers, else\n"
     "                 config/knowledge.pack\n"
     "  --config FILE  your changes to the list, in the same form, by id: a "
     "source\n"
     "                 may get another url, or null to leave it out. Beside\n"
     "                 \"sources\" may stand \"contact\" (your e-mail address, "
     "for\n"
     "                 publishers that want to know who asks), \"proxy\",\n"
     "                 \"ca_file\" and \"timeout_s\"\n"
     "  --cache DIR    where the files are kept; else "
     "$XDG_CACHE_HOME/careerbot, "
     "else\n"
     "                 ~/.cache/careerbot\n"
     "  --offline      fetch nothing, build from what is kept\n\n"
     "Sources without a url are yours to fetch, mostly since their publishers "
     "state\n"
     "no open licence: put them into the cache, as the command says.\n\n"
     "Ends with 0 if all is well, 1 if something was left out or could not be\n"
     "brought up to date, 3 if no pack could be built.\n",
     update_options, command_update, false},
    {"check-config", "check-config [--offline] FILE",
     "print every fault of a configuration, with its place",
     "Then, where the tokens are at hand, asks the servers: is the token good, "
     "which\nteams and channels is the bot in, may it write there?\n\n"
     "  --offline  checks the file alone\n\n"
     "Ends with 0 if all is well, 1 if there are faults, 3 if the file or a "
     "server\ncannot be read.\n",
     check_options, command_check_config, false},
    {"eval",
     "eval FILE.jsonl [--titles|--questions|--chatter]\n"
     "                      [--knowledge PACK] [--lang LANG] [--wrong N] "
     "[--json]",
     "measure on questions whose right answers are known",
     "Answers every line of the file and compares with its labels. A line is "
     "one of\n"
     "ask --batch, and says in the same object what is right:\n\n"
     "  a title     {\"query\":\"library "
     "aide\",\"soc\":[\"25-4031\",\"43-4*\"]}\n"
     "  a question  {\"query\":\"and the pay?\",\"context\":[\"what does a "
     "nurse do\"],\n"
     "               \"soc\":[\"29-1141\"],\"section\":\"salary\","
     "\"kind\":\"followup\",\n"
     "               \"expect\":\"answer\"}\n"
     "  chatter     {\"text\":\"see you at lunch\"}: nobody spoke to the bot, "
     "which\n"
     "              should stay silent\n\n"
     "README.md, \"Measure it\", says what the labels and the lines of the "
     "report mean.\n\n"
     "  --titles, --questions, --chatter\n"
     "                    what the file holds; else told from its first "
     "labels\n"
     "  --knowledge PACK  answer from this pack; else from the one ask takes\n"
     "  --lang LANG       answer in this language where a line names none; "
     "else "
     "in\n"
     "                    that of the question\n"
     "  --wrong N         show the N worst errors; else 20\n"
     "  --json            the report as JSON\n\n"
     "Ends with 0 if every line could be read, 1 if not (each is named, the "
     "rest is\n"
     "counted) or if there was nothing to count, 3 if the file or the pack "
     "cannot be\nread.\n",
     eval_options, command_eval, false},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

/* Commands that are planned; so that a message can say so. */
static const char *const later[] = {"report"};

static void print_help(void)
{
    puts("careerbot answers questions about occupations, in the channel where "
         "people talk.\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  careerbot %s\n      %s\n", commands[i].usage,
               commands[i].summary);
    puts("  careerbot --version\n  careerbot --sources\n      who the figures "
         "come from, and on what terms\n  careerbot COMMAND --help\n\n"
         "Exit status: 0 done; 1 no answer, or a check found faults; 2 wrong "
         "usage;\n3 a file, network or knowledge fault.");
}

static void print_command_help(const struct command *command)
{
    struct buf keys;
    printf("usage: careerbot %s\n\n%c%s.\n", command->usage,
           command->summary[0] - 'a' + 'A', command->summary + 1);
    if (command->help)
        printf("\n%s", command->help);
    if (command->run != command_check_config)
        return;
    buf_init(&keys, 16 * 1024);
    config_help(&keys);
    fputs(keys.ptr, stdout);
    buf_fini(&keys);
}

/* Runs careerbot-build, which lies beside this program, in place of it. */
static int run_elsewhere(const struct command *command, char **argv)
{
    struct arena *arena = arena_new();
    const char *program = path_beside(arena, "careerbot-build");
    execv(program, argv);
    fprintf(stderr,
            "careerbot %s: %s: %s; it is built and installed together with "
            "careerbot\n",
            command->name, program, strerror(errno));
    arena_free(arena);
    return EXIT_FAULT;
}

static const char *nearest_option(const struct option *options,
                                  struct str given)
{
    const char *names[OPTIONS_MAX + 2];
    size_t n = 0;
    for (; options[n].name; n++)
        names[n] = options[n].name;
    names[n++] = "--help";
    names[n] = NULL;
    return nearest(given, names);
}

/* Reads "--name", "--name VALUE" or "--name=VALUE" at *at and moves it to the
 * last argument used. EXIT_DONE, or the status after a message. */
static int read_option(const struct command *command, char **argv, int *at,
                       struct arguments *arguments)
{
    struct str value = str_from(argv[*at]);
    struct str name = str_split(&value, '=');
    for (size_t i = 0; command->options[i].name; i++) {
        const struct option *option = &command->options[i];
        if (!str_eq(name, str_from(option->name)))
            continue;
        if (!option->has_value && value.ptr)
            return wrong_usage(command->name, option->name, " takes no value",
                               NULL);
        if (option->has_value && !value.ptr && !argv[*at + 1])
            return wrong_usage(command->name, option->name, " needs a value",
                               NULL);
        arguments->values[i] = !option->has_value ? ""
                               : value.ptr        ? value.ptr
                                                  : argv[++*at];
        return EXIT_DONE;
    }
    return wrong_usage(command->name, "no such option: ", argv[*at],
                       nearest_option(command->options, name));
}

/* Words are collected at the front of argv. */
static int run_command(const struct command *command, char **argv)
{
    struct arguments arguments = {.words = argv};
    bool words_only = false;
    for (int i = 0; argv[i]; i++) {
        char *argument = argv[i];
        if (words_only || argument[0] != '-' || !argument[1]) {
            argv[arguments.word_count++] = argument;
        } else if (strcmp(argument, "--") == 0) {
            words_only = true;
        } else if (strcmp(argument, "--help") == 0 ||
                   strcmp(argument, "-h") == 0) {
            print_command_help(command);
            return EXIT_DONE;
        } else {
            int status = read_option(command, argv, &i, &arguments);
            if (status != EXIT_DONE)
                return status;
        }
    }
    return command->run(command, &arguments);
}

static int no_such_command(const char *name)
{
    const char *names[COMMAND_COUNT + 4];
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (strcmp(name, later[i]) == 0) {
            fprintf(stderr,
                    "careerbot %s: not in this version; careerbot --help "
                    "lists what is\n",
                    name);
            return EXIT_USAGE;
        }
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    names[COMMAND_COUNT] = "--help";
    names[COMMAND_COUNT + 1] = "--version";
    names[COMMAND_COUNT + 2] = "--sources";
    names[COMMAND_COUNT + 3] = NULL;
    return wrong_usage("", "no such command: ", name,
                       nearest(str_from(name), names));
}

int cli_main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    int status = EXIT_DONE;
    if (!name)
        return wrong_usage("", "which command?", "", NULL);
    size_t i = 0;
    while (i < COMMAND_COUNT && strcmp(commands[i].name, name) != 0)
        i++;
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        print_help();
    else if (strcmp(name, "--version") == 0)
        puts("careerbot " CAREERBOT_VERSION);
    else if (strcmp(name, "--sources") == 0)
        fputs(attribution, stdout);
    else if (i == COMMAND_COUNT)
        status = no_such_command(name);
    else if (commands[i].elsewhere)
        status = run_elsewhere(&commands[i], argv);
    else
        status = run_command(&commands[i], argv + 2);
    if (fflush(stdout) != 0 && status == EXIT_DONE) {
        fprintf(stderr, "careerbot: standard output: %s\n", strerror(errno));
        status = EXIT_FAULT;
    }
    return status;
}
