/* Asks the knowledge from the command line and shows the answer. */
#include "ask.h"

#include "batch.h"
#include "line_edit.h"
#include "paths.h"
#include "plain.h"
#include "read_line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { OUTPUT_MAX_BYTES = 4 * 1024 * 1024, WIDTH_MIN = 20, WIDTH_MAX = 100 };

struct conversation {
    const struct knowledge *knowledge;
    const struct ask_options *options;
    struct plain_style style;
    struct topic topic;
    bool answered;
};

static struct plain_style terminal_style(void)
{
    struct winsize size;
    const char *term = getenv("TERM"), *plain = getenv("NO_COLOR");
    struct plain_style style = {0};
    if (!isatty(STDOUT_FILENO))
        return style;
    style.bold = term && strcmp(term, "dumb") != 0 && !(plain && *plain);
    style.width = 80;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = size.ws_col;
    if (style.width < WIDTH_MIN)
        style.width = WIDTH_MIN;
    if (style.width > WIDTH_MAX) /* longer lines are hard to read */
        style.width = WIDTH_MAX;
    return style;
}

static void answer_one(struct conversation *c, struct str text)
{
    struct arena *arena = arena_new();
    struct question question = {
        .text = text, .lang = c->options->lang, .addressed = true};
    struct answer answer = {0};
    struct buf out;
    buf_init(&out, OUTPUT_MAX_BYTES);
    knowledge_answer(c->knowledge, arena, &question, &c->topic, &answer);
    if (c->options->json) {
        buf_add_char(&out, '{');
        batch_members(&out, &answer);
        buf_add_z(&out, "}\n");
    } else {
        answer_plain(&out, &answer, &c->style);
    }
    fwrite(out.ptr, 1, out.len, stdout);
    fflush(stdout);
    if (!answer.answered && answer.kind != KIND_SMALLTALK)
        c->answered = false;
    buf_fini(&out);
    arena_free(arena);
}

/* Questions typed at a terminal, until Ctrl-D. */
static void console(struct conversation *c)
{
    struct arena *arena = arena_new();
    char *line;
    printf("careerbot answers questions about %zu occupations.\n"
           "\"help\" says what it can do; Ctrl-D leaves.\n",
           knowledge_occupations(c->knowledge));
    line_edit_begin(path_history(arena));
    while ((line = line_edit_read("> "))) {
        struct str text = str_trim(str_from(line));
        if (text.len > 0) {
            putchar('\n');
            answer_one(c, text);
            putchar('\n');
        }
        free(line);
    }
    putchar('\n');
    line_edit_end();
    arena_free(arena);
    c->answered = true; /* a conversation has no verdict */
}

/* One question a line, follow-ups included, as long as somebody reads the
 * answers: whether they could be written is for the caller to say. */
static enum status ask_lines(struct conversation *c, struct error *err)
{
    struct buf line;
    bool any = false;
    buf_init(&line, QUESTION_MAX_BYTES);
    while (!ferror(stdout) && read_line(stdin, &line)) {
        struct str text = str_trim(buf_str(&line));
        if (text.len == 0)
            continue;
        if (any && !c->options->json)
            putchar('\n');
        any = true;
        answer_one(c, text);
    }
    buf_fini(&line);
    if (ferror(stdin))
        return error_set(err, STATUS_IO, "standard input cannot be read: %s",
                         strerror(errno));
    if (!any)
        return error_set(err, STATUS_INVALID,
                         "there is no question: neither words on the command "
                         "line nor lines on standard input");
    return STATUS_OK;
}

static enum status ask_batch(const struct ask_options *options,
                             const struct knowledge *knowledge,
                             struct error *err)
{
    bool standard = strcmp(options->batch, "-") == 0;
    struct error why;
    FILE *in = standard ? stdin : fopen(options->batch, "rb");
    if (!in)
        return error_set(err, STATUS_IO, "%s: %s", options->batch,
                         strerror(errno));
    enum status status = batch_run(knowledge, options->lang, in, stdout, &why);
    if (status != STATUS_OK)
        error_set(err, status, "%s: %s", options->batch, why.text);
    if (!standard)
        fclose(in);
    return status;
}

enum status ask(const struct ask_options *options, bool *answered,
                struct error *err)
{
    struct arena *arena = arena_new();
    struct knowledge *knowledge = NULL;
    const char *path = options->knowledge;
    enum status status = STATUS_OK;
    *answered = true;
    if (!path)
        status = path_knowledge(arena, &path, err);
    if (status == STATUS_OK)
        status = knowledge_open(path, &knowledge, err);
    if (status != STATUS_OK)
        goto done;
    struct conversation c = {.knowledge = knowledge,
                             .options = options,
                             .style = terminal_style(),
                             .answered = true};
    if (options->batch)
        status = ask_batch(options, knowledge, err);
    else if (options->question.ptr)
        answer_one(&c, options->question);
    else if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        console(&c);
    else
        status = ask_lines(&c, err);
    *answered = c.answered;
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout)))
        status = error_set(err, STATUS_IO, "the answer cannot be written: %s",
                           strerror(errno));
done:
    knowledge_close(knowledge);
    arena_free(arena);
    return status;
}
