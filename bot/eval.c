/* Reads labelled rows, has each answered, and prints what came of it. What is
 * right is for eval_judge.c, what is counted for eval_measure.c. */
#include "eval.h"

#include "batch.h"
#include "eval_report.h"
#include "paths.h"
#include "read_line.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { REPORT_MAX_BYTES = 256 * 1024 * 1024 };

struct run {
    const struct eval_options *options;
    const char *name; /* of the file */
    const struct knowledge *knowledge;
    struct arena *arena; /* of the row */
    struct eval_set set;
    size_t line, unlabelled, unreadable;
};

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Names the line and says why it is not counted. */
static void say(const struct run *run, const char *why, const char *what)
{
    fprintf(stderr, "careerbot eval: %s: line %zu: %s%s\n", run->name,
            run->line, why, what);
}

static void unreadable(struct run *run, const char *why)
{
    say(run, why, "");
    run->unreadable++;
}

/* The earlier questions are answered before the clock starts. */
static bool answer_row(struct run *run, const cJSON *json,
                       const struct batch_request *request,
                       const struct gold *gold)
{
    struct answer answer = {0};
    const cJSON *after = cJSON_GetArrayItem(
        request->context, cJSON_GetArraySize(request->context) - 1);
    struct topic topic = batch_topic(run->knowledge, run->arena, request);
    struct question question = batch_question(request);
    double began_us = now_us();
    knowledge_answer(run->knowledge, run->arena, &question, &topic, &answer);
    struct eval_answered answered = {
        .line = run->line,
        .json = json,
        .query = request->query,
        .after = str_from(after ? after->valuestring : NULL),
        .gold = gold,
        .answer = &answer,
        .time_us = now_us() - began_us};
    return eval_set_add(&run->set, &answered);
}

/* False: there are too many rows. */
static bool eval_object(struct run *run, const cJSON *json)
{
    struct batch_request request;
    struct gold gold;
    const char *why = batch_read(json, run->options->lang, &request);
    if (why) {
        unreadable(run, why);
        return true;
    }
    if (run->set.sort == EVAL_AUTO)
        run->set.sort = gold_sort(json);
    if (run->set.sort == EVAL_CHATTER)
        request.addressed = false;
    switch (gold_read(run->arena, json, run->set.sort, &gold, &why)) {
    case GOLD_FAULT:
        unreadable(run, why);
        return true;
    case GOLD_UNLABELLED:
        say(run, "not counted, for want of the label ", why);
        run->unlabelled++;
        return true;
    case GOLD_READ:
        break;
    }
    return answer_row(run, json, &request, &gold);
}

static bool eval_line(struct run *run, const struct buf *line)
{
    struct str text = str_trim(buf_str(line));
    struct error err = {.text = "the line is not a JSON object"};
    cJSON *json = NULL;
    bool room = true;
    if (line->full || text.len > BATCH_LINE_MAX_BYTES) {
        error_set(&err, STATUS_FULL, "longer than %d bytes and was not read",
                  BATCH_LINE_MAX_BYTES);
        unreadable(run, err.text);
    } else if (text.len > 0) {
        if (json_parse(text, &json, &err) != STATUS_OK || !cJSON_IsObject(json))
            unreadable(run, err.text);
        else
            room = eval_object(run, json);
        json_free(json);
    }
    return room;
}

static enum status eval_lines(struct run *run, FILE *in, struct error *err)
{
    enum status status = STATUS_OK;
    struct buf line;
    buf_init(&line, BATCH_LINE_MAX_BYTES + 1); /* + 1: a carriage return */
    while (status == STATUS_OK && read_line(in, &line)) {
        run->line++;
        if (!eval_line(run, &line))
            status =
                error_set(err, STATUS_FULL, "%s: more than %d rows; split it",
                          run->name, EVAL_ROWS_MAX);
        arena_reset(run->arena);
    }
    buf_fini(&line);
    if (status == STATUS_OK && ferror(in))
        status = error_set(err, STATUS_IO, "%s cannot be read: %s", run->name,
                           strerror(errno));
    return status;
}

static enum status eval_file(struct run *run, struct error *err)
{
    bool standard = strcmp(run->options->file, "-") == 0;
    FILE *in = standard ? stdin : fopen(run->options->file, "rb");
    run->name = standard ? "standard input" : run->options->file;
    if (!in)
        return error_set(err, STATUS_IO, "%s: %s", run->name, strerror(errno));
    enum status status = eval_lines(run, in, err);
    if (!standard)
        fclose(in);
    return status;
}

static enum status print_report(const struct run *run, const char *pack,
                                struct error *err)
{
    struct eval_report report = {.file = run->name,
                                 .pack = pack,
                                 .built = knowledge_built(run->knowledge),
                                 .set = &run->set,
                                 .unlabelled = run->unlabelled,
                                 .unreadable = run->unreadable,
                                 .errors_max = run->options->errors_max};
    enum status status = STATUS_OK;
    struct buf out;
    buf_init(&out, REPORT_MAX_BYTES);
    if (run->options->json)
        eval_json(&out, &report);
    else
        eval_text(&out, &report);
    if (out.full)
        status = error_set(err, STATUS_FULL,
                           "%s: the report is too long; split the file, or "
                           "take a smaller --wrong",
                           run->name);
    else if (fwrite(out.ptr, 1, out.len, stdout) != out.len ||
             fflush(stdout) != 0)
        status = error_set(err, STATUS_IO, "the report cannot be written: %s",
                           strerror(errno));
    buf_fini(&out);
    return status;
}

enum status eval(const struct eval_options *options, bool *complete,
                 struct error *err)
{
    struct arena *arena = arena_new();
    struct knowledge *knowledge = NULL;
    const char *pack = options->knowledge;
    struct run run = {.options = options, .arena = arena_new()};
    enum status status = STATUS_OK;
    eval_set_init(&run.set);
    run.set.sort = options->sort;
    *complete = false;
    if (!pack)
        status = path_knowledge(arena, &pack, err);
    if (status == STATUS_OK)
        status = knowledge_open(pack, &knowledge, err);
    if (status != STATUS_OK)
        goto done;
    run.knowledge = knowledge;
    status = eval_file(&run, err);
    if (status != STATUS_OK)
        goto done;
    if (run.set.count > 0)
        status = print_report(&run, pack, err);
    else
        fprintf(stderr, "careerbot eval: %s: no row with labels in it\n",
                run.name);
    *complete = run.set.count > 0 && run.unreadable == 0;
done:
    knowledge_close(knowledge);
    eval_set_fini(&run.set);
    arena_free(run.arena);
    arena_free(arena);
    return status;
}
