/* Goes through the sources one by one: what cannot be fetched costs a line
 * and not the rest. Then builds beside the old pack, checks the new one and
 * renames it. How bytes come is bot/net/download.c; what they mean is
 * careerbot-build's. */
#include "update.h"

#include "bar.h"
#include "download.h"
#include "knowledge.h"
#include "paths.h"
#include "sources.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    FAULTS_MAX_BYTES = 64 * 1024,
    ARGUMENTS = 24,
    BUILD_WITH_MISTAKES = 1, /* exit status of careerbot-build */
};

struct work {
    struct arena *arena;
    const struct update_options *options;
    struct sources sources;
    const char *cache, *shipped;
    char output[PATH_MAX], fresh[PATH_MAX + 8]; /* the pack; the new one */
    size_t lacking;                             /* not there, or not as new */
    const char **unreachable;                   /* servers, "HOST:PORT" */
    size_t unreachable_count;
    bool mistakes;
};

/* One source while it is fetched. */
struct fetching {
    const struct source *source;
    struct bar bar;
};

static const char *folder_of(const struct work *w, const struct source *source)
{
    return arena_printf(w->arena, "%s/%s", w->cache, source->option).ptr;
}

static const char *path_of(const struct work *w, const struct source *source)
{
    return arena_printf(w->arena, "%s/%s", folder_of(w, source), source->file)
        .ptr;
}

static void say(const struct source *source, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(const struct source *source, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "%s: ", source->id);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

/* "2026-05-20", of the file at path; empty: there is none. */
static const char *day_of(struct arena *arena, const char *path)
{
    char day[16];
    struct stat st;
    struct tm tm;
    if (stat(path, &st) != 0 || !gmtime_r(&st.st_mtim.tv_sec, &tm))
        return "";
    strftime(day, sizeof day, "%Y-%m-%d", &tm);
    return arena_z(arena, str_from(day));
}

/* The file as it lies in the cache, whoever put it there. */
static enum status check_file(const char *path, const struct source *source,
                              struct error *err)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "%s", strerror(errno));
    if (!S_ISREG(st.st_mode))
        return error_set(err, STATUS_INVALID, "is not a regular file");
    if ((double)st.st_size < source->min_bytes ||
        (double)st.st_size > source->max_bytes)
        return error_set(err, STATUS_INVALID,
                         "has %lld bytes, which is not from %.0f to %.0f",
                         (long long)st.st_size, source->min_bytes,
                         source->max_bytes);
    return content_check(path, source->type, source->header, err);
}

static enum status check_download(const char *path, void *user,
                                  struct error *err)
{
    const struct fetching *f = user;
    return content_check(path, f->source->type, f->source->header, err);
}

static void on_progress(int64_t bytes, int64_t total, void *user)
{
    struct fetching *f = user;
    bar_draw(&f->bar, bytes, total);
}

/* "open PAGE in a browser and put the file as NAME into DIR" */
static const char *by_hand(const struct work *w, const struct source *source)
{
    return arena_printf(w->arena,
                        "open %s in a browser and put the file as %s into %s",
                        source->page, source->file, folder_of(w, source))
        .ptr;
}

static const char *when_again(struct arena *arena, long seconds)
{
    if (seconds <= 0)
        return "try again later";
    if (seconds < 120)
        return arena_printf(arena, "try again in %ld seconds", seconds).ptr;
    return arena_printf(arena, "try again in %ld minutes", (seconds + 59) / 60)
        .ptr;
}

/* What a person can do about it. */
static const char *remedy(const struct work *w, const struct source *source,
                          enum download_end end, long retry_after_s)
{
    const char *hand = by_hand(w, source);
    switch (end) {
    case DOWNLOAD_REFUSED:
        if (source->wants_contact && !w->sources.contact)
            return arena_printf(w->arena,
                                "set \"contact\" to your e-mail address in a "
                                "--config FILE, as it wants to know who asks, "
                                "or %s",
                                hand)
                .ptr;
        return hand;
    case DOWNLOAD_GONE:
    case DOWNLOAD_REDIRECT:
        return arena_printf(w->arena,
                            "set \"url\" in a --config FILE if it has moved, "
                            "or %s%s%s",
                            hand, source->note ? "; " : "",
                            source->note ? source->note : "")
            .ptr;
    case DOWNLOAD_BUSY:
        return when_again(w->arena, retry_after_s);
    case DOWNLOAD_UNREACHABLE:
        return "is the network there, and is a proxy needed (https_proxy, or "
               "\"proxy\" in a --config FILE)?";
    case DOWNLOAD_TLS:
        return "a private authority belongs in \"ca_file\" of a --config FILE";
    case DOWNLOAD_TIMEOUT:
    case DOWNLOAD_BROKEN:
        return "run the command again, which continues where it can";
    case DOWNLOAD_SIZE:
        return arena_printf(w->arena,
                            "set \"min_bytes\" or \"max_bytes\" in a --config "
                            "FILE if that is right, or %s",
                            hand)
            .ptr;
    case DOWNLOAD_CONTENT:
        return hand;
    case DOWNLOAD_DISK:
        return "name another folder with --cache, or make room";
    default:
        return "try again later";
    }
}

static void say_fetched(const struct source *source,
                        const struct download_result *result)
{
    char bytes[BYTES_TEXT], kept[BYTES_TEXT];
    if (result->kept > 0)
        say(source, "new, %s, of which %s were there from an earlier try",
            bytes_text(result->bytes, bytes), bytes_text(result->kept, kept));
    else
        say(source, "new, %s", bytes_text(result->bytes, bytes));
}

/* "HOST:PORT" */
static const char *server_of(const struct work *w, const struct source *source)
{
    struct url url;
    if (url_parse(str_from(source->url), &url, NULL) != STATUS_OK)
        return "";
    return arena_printf(w->arena, "%s:%d", url.host, url.port).ptr;
}

/* Did an earlier source wait for the same server in vain? */
static bool is_unreachable(const struct work *w, const struct source *source)
{
    for (size_t i = 0; i < w->unreachable_count; i++)
        if (strcmp(w->unreachable[i], server_of(w, source)) == 0)
            return true;
    return false;
}

/* "; the copy of 2025-05-20 is used", where there is a good one, else "". */
static const char *copy_of(const struct work *w, const struct source *source)
{
    struct error err;
    const char *path = path_of(w, source);
    if (check_file(path, source, &err) != STATUS_OK)
        return "";
    return arena_printf(w->arena, "; the copy of %s is used",
                        day_of(w->arena, path))
        .ptr;
}

/* A publisher that refuses programs is no news where a person has put the
 * file there. */
static void say_failed(struct work *w, const struct source *source,
                       enum download_end end,
                       const struct download_result *result)
{
    const char *copy = copy_of(w, source);
    if (end == DOWNLOAD_REFUSED && *copy) {
        say(source, "%s%s; for a newer one %s", result->problem, copy,
            by_hand(w, source));
        return;
    }
    say(source, "%s; %s%s", result->problem,
        remedy(w, source, end, result->retry_after_s), copy);
    w->lacking += source->optional ? 0 : 1;
    if (end == DOWNLOAD_UNREACHABLE)
        w->unreachable[w->unreachable_count++] = server_of(w, source);
}

static void fetch(struct work *w, const struct source *source)
{
    struct fetching f = {.source = source};
    struct download_result result;
    struct download job = {
        .url = source->url,
        .path = path_of(w, source),
        .min_bytes = (int64_t)source->min_bytes,
        .max_bytes = (int64_t)source->max_bytes,
        .timeout_s = (int)w->sources.timeout_s,
        .contact = source->wants_contact ? w->sources.contact : NULL,
        .proxy = w->sources.proxy,
        .ca_file = w->sources.ca_file,
        .check = check_download,
        .progress = on_progress,
        .user = &f,
    };
    if (is_unreachable(w, source)) {
        say(source, "not asked for, as %s cannot be reached; see above%s",
            server_of(w, source), copy_of(w, source));
        w->lacking += source->optional ? 0 : 1;
        return;
    }
    bar_begin(&f.bar, source->id);
    enum download_end end = download(&job, &result);
    bar_end(&f.bar);
    if (end == DOWNLOAD_NEW)
        say_fetched(source, &result);
    else if (end == DOWNLOAD_UNCHANGED)
        say(source, "unchanged");
    else
        say_failed(w, source, end, &result);
}

/* A file that nobody has fetched now: is it there? */
static void look(struct work *w, const struct source *source)
{
    struct error err;
    const char *path = path_of(w, source);
    enum status status = check_file(path, source, &err);
    if (status == STATUS_OK) {
        say(source, "there, of %s", day_of(w->arena, path));
        return;
    }
    w->lacking += source->optional && status == STATUS_NOT_FOUND ? 0 : 1;
    if (status != STATUS_NOT_FOUND)
        say(source, "%s %s; put the right file there (%s), or remove it", path,
            err.text, source->page);
    else if (!source->url)
        say(source, "not downloaded: %s; to use it, %s",
            source->note ? source->note : source->licence, by_hand(w, source));
    else
        say(source, "not in %s; run the command without --offline",
            folder_of(w, source));
}

static void gather(struct work *w)
{
    w->unreachable =
        arena_alloc_array(w->arena, w->sources.count, sizeof *w->unreachable);
    for (size_t i = 0; i < w->sources.count; i++) {
        const struct source *source = &w->sources.items[i];
        if (source->url && !w->options->offline)
            fetch(w, source);
        else
            look(w, source);
    }
}

/* Does a folder of the cache hold a file that somebody may read? */
static bool holds_files(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *item;
    bool found = false;
    if (!dir)
        return false;
    while (!found && (item = readdir(dir)) != NULL) {
        struct str name = str_from(item->d_name);
        found = name.ptr[0] != '.' && !str_ends(name, STR(".part")) &&
                !str_ends(name, STR(".http"));
    }
    closedir(dir);
    return found;
}

/* What an option of careerbot-build gets; NULL: there is nothing for it. */
static const char *value_of(const struct work *w,
                            const struct source_option *option)
{
    struct error err;
    if (option->folder) {
        const char *folder =
            arena_printf(w->arena, "%s/%s", w->cache, option->name).ptr;
        return holds_files(folder) ? folder : NULL;
    }
    for (size_t i = 0; i < w->sources.count; i++) {
        const struct source *source = &w->sources.items[i];
        const char *path = path_of(w, source);
        if (strcmp(source->option, option->name) == 0 &&
            check_file(path, source, &err) == STATUS_OK)
            return path;
    }
    return NULL;
}

static void add_argument(struct work *w, char **arguments, size_t *count,
                         const char *name, const char *value)
{
    arguments[(*count)++] =
        arena_z(w->arena, arena_printf(w->arena, "--%s", name));
    arguments[(*count)++] = arena_z(w->arena, str_from(value));
}

static void build_arguments(struct work *w, char *arguments[ARGUMENTS])
{
    static const struct {
        const char *option, *folder;
    } shipped[] = {
        {"pages", "occupations"}, {"facts", "facts"}, {"lexicon", "lexicon"}};
    size_t count = 0;
    arguments[count++] = arena_z(w->arena, STR("careerbot"));
    arguments[count++] = arena_z(w->arena, STR("build"));
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++)
        add_argument(
            w, arguments, &count, shipped[i].option,
            arena_printf(w->arena, "%s/%s", w->shipped, shipped[i].folder).ptr);
    for (const struct source_option *option = source_options; option->name;
         option++) {
        const char *value = value_of(w, option);
        if (value)
            add_argument(w, arguments, &count, option->name, value);
    }
    add_argument(w, arguments, &count, "output", w->fresh);
    arguments[count] = NULL;
}

/* Runs careerbot-build to its end; its exit status, or -1. */
static int run_build(struct work *w, struct error *err)
{
    char *arguments[ARGUMENTS];
    const char *program = path_beside(w->arena, "careerbot-build");
    int status;
    build_arguments(w, arguments);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        execv(program, arguments);
        fprintf(stderr,
                "careerbot update: %s: %s; it is built and installed together "
                "with careerbot\n",
                program, strerror(errno));
        _exit(127);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            child = -1;
    }
    if (child < 0) {
        error_set(err, STATUS_IO, "%s: %s", program, strerror(errno));
        return -1;
    }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    error_set(err, STATUS_IO, "%s was ended by signal %d", program,
              WTERMSIG(status));
    return -1;
}

/* The new pack takes the place of the old one if a bot could answer from it.
 */
static enum status put_in_place(struct work *w, struct error *err)
{
    struct knowledge *knowledge;
    enum status status = knowledge_open(w->fresh, &knowledge, err);
    if (status != STATUS_OK)
        return status;
    fprintf(stderr, "%s: %zu occupations, built %.*s\n", w->output,
            knowledge_occupations(knowledge),
            STR_ARG(knowledge_built(knowledge)));
    knowledge_close(knowledge);
    if (rename(w->fresh, w->output) != 0)
        return error_set(err, STATUS_IO, "%s: %s", w->output, strerror(errno));
    return STATUS_OK;
}

static enum status build(struct work *w, struct error *err)
{
    unlink(w->fresh); /* of a build that was killed */
    int ended = run_build(w, err);
    enum status status = STATUS_IO;
    w->mistakes = ended == BUILD_WITH_MISTAKES;
    if (ended == 0 || (w->mistakes && access(w->fresh, F_OK) == 0))
        status = put_in_place(w, err);
    else if (ended >= 0)
        error_set(err, status,
                  "no pack was built, for the reason above; %s is as it was",
                  w->output);
    if (status != STATUS_OK)
        unlink(w->fresh);
    return status;
}

/* Where the pack goes: behind a link, so that the link stays. */
static enum status find_output(struct work *w, struct error *err)
{
    const char *path =
        w->options->output ? w->options->output : path_output(w->arena);
    struct stat st;
    if (strcmp(path, "-") == 0)
        return error_set(err, STATUS_INVALID, "--output must be a file");
    if (strlen(path) >= sizeof w->output)
        return error_set(err, STATUS_IO, "%s: %s", path,
                         strerror(ENAMETOOLONG));
    strcpy(w->output, path);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return error_set(err, STATUS_IO, "%s: is not a regular file", path);
    if (stat(path, &st) == 0 && !realpath(path, w->output))
        return error_set(err, STATUS_IO, "%s: %s", path, strerror(errno));
    snprintf(w->fresh, sizeof w->fresh, "%s.new", w->output);
    return STATUS_OK;
}

static enum status find_shipped(struct work *w, struct error *err)
{
    w->shipped = path_shipped(w->arena);
    if (w->shipped)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "the pages, facts and phrases that come with careerbot "
                     "are not where the program is: there is no "
                     "knowledge/lexicon in a folder above it");
}

/* Nothing of the cache is made where nothing is fetched. */
static enum status find_cache(struct work *w, struct error *err)
{
    w->cache = w->options->cache ? w->options->cache : path_cache(w->arena);
    if (!w->cache)
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no place for the files: neither "
                         "XDG_CACHE_HOME nor HOME is set; name one with "
                         "--cache");
    for (const struct source_option *option = source_options;
         option->name && !w->options->offline; option++) {
        const char *folder =
            arena_printf(w->arena, "%s/%s", w->cache, option->name).ptr;
        if (!path_make_folder(folder))
            return error_set(err, STATUS_IO,
                             "%s: %s; name another place with --cache", folder,
                             strerror(errno));
    }
    return STATUS_OK;
}

/* Two at the same files would spoil each other's. *fd: to be closed. */
static enum status lock_cache(const struct work *w, int *fd, struct error *err)
{
    const char *path = arena_printf(w->arena, "%s/lock", w->cache).ptr;
    if (w->options->offline)
        return STATUS_OK;
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*fd < 0)
        return error_set(err, STATUS_IO,
                         "%s: %s; name another place with --cache", path,
                         strerror(errno));
    if (flock(*fd, LOCK_EX | LOCK_NB) != 0)
        return error_set(err, STATUS_IO,
                         "another careerbot update is at work in %s; wait for "
                         "it, or name another place with --cache",
                         w->cache);
    return STATUS_OK;
}

static enum status read_sources(struct work *w, struct error *err)
{
    struct buf faults;
    buf_init(&faults, FAULTS_MAX_BYTES);
    enum status status =
        sources_read(w->arena, path_config(w->arena, "sources.json"),
                     w->options->config, &w->sources, &faults, err);
    if (faults.len > 0)
        fputs(faults.ptr, stderr);
    buf_fini(&faults);
    return status;
}

enum status update(const struct update_options *options, bool *complete,
                   struct error *err)
{
    struct arena *arena = arena_new();
    struct work *w = arena_alloc(arena, sizeof *w);
    int lock = -1;
    w->arena = arena;
    w->options = options;
    enum status status = read_sources(w, err);
    if (status == STATUS_OK)
        status = find_output(w, err);
    if (status == STATUS_OK)
        status = find_shipped(w, err);
    if (status == STATUS_OK)
        status = find_cache(w, err);
    if (status == STATUS_OK)
        status = lock_cache(w, &lock, err);
    if (status == STATUS_OK) {
        gather(w);
        status = build(w, err);
    }
    if (status == STATUS_OK && w->lacking > 0)
        fprintf(stderr,
                "%zu of %zu sources could not be brought up to date; see "
                "above\n",
                w->lacking, w->sources.count);
    *complete = w->lacking == 0 && !w->mistakes;
    if (lock >= 0)
        close(lock);
    arena_free(arena);
    return status;
}
