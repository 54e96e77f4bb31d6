/* What the store keeps, gives back and forgets, over restarts, kills, full
 * disks and files that are none of its own. */
#include "store.h"

#include "buf.h"
#include "temp_folder.h"
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_BYTES = 8 * 1024 * 1024, NOBODY = 65534 };

static const struct str here = {"here", 4}, there = {"there", 5};

static char path[128], where[160];
static struct store *store;
static struct buf seen; /* what the callbacks were given, as text */

static struct store *open_store(void)
{
    struct error err;
    if (store_open(where, &store, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return store;
}

static void close_store(void)
{
    store_close(store);
    store = NULL;
}

static void reopen(void)
{
    close_store();
    open_store();
}

static void name_file(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(where, sizeof where, "sqlite:%s", path);
}

static int begin(void **state)
{
    if (begin_folder(state) != 0)
        return -1;
    name_file("state.db");
    buf_init(&seen, 1024 * 1024);
    open_store();
    return 0;
}

static int end(void **state)
{
    close_store();
    buf_fini(&seen);
    return end_folder(state);
}

/* Questions */

static struct message message(const char *id, const char *text)
{
    return (struct message){.id = str_from(id),
                            .channel = STR("town"),
                            .thread = STR("t1"),
                            .person = STR("ann"),
                            .text = str_from(text),
                            .lang = LANG_ZH_HANT,
                            .addressed = true,
                            .sent_ms = 1700000000000};
}

static void take(const char *id, const char *text, int64_t at_ms)
{
    struct message m = message(id, text);
    store_take(store, here, &m, at_ms);
}

static bool known(struct str account, const char *id)
{
    return store_find_question(store, account, str_from(id)).known;
}

static void on_question(const struct message *m, void *user)
{
    (void)user;
    buf_printf(&seen, "%.*s:%.*s ", STR_ARG(m->id), STR_ARG(m->text));
}

/* "1:what 2:and ", each of them answered then, if so wished. */
static const char *unanswered(struct str account,
                              void (*fn)(const struct message *, void *))
{
    buf_clear(&seen);
    buf_add_z(&seen, "");
    store_each_unanswered(store, account, fn, NULL);
    return seen.ptr ? seen.ptr : "";
}

/* Replies */

/* The reply to a question, its bodies separated by '|'; "": nothing. */
static enum status try_answer(struct str account, const char *id,
                              const char *bodies)
{
    struct str parts[32], rest = str_from(*bodies ? bodies : NULL);
    struct message m = message(id, "");
    size_t count = 0;
    while (rest.ptr)
        parts[count++] = str_split(&rest, '|');
    return store_answer(store, account, &m, parts, count, false, 1000);
}

static void answer(const char *id, const char *bodies)
{
    assert_int_equal(try_answer(here, id, bodies), STATUS_OK);
}

static void on_question_answer(const struct message *m, void *user)
{
    on_question(m, user);
    assert_int_equal(store_answer(store, here, m, NULL, 0, false, 0),
                     STATUS_OK);
}

static int64_t last_seq;

/* "1.0 body", "=post" where it is known, "?" where it is old. */
static void on_part(const struct store_part *part, void *user)
{
    (void)user;
    assert_true(part->seq > last_seq);
    last_seq = part->seq;
    assert_true(str_eq(part->channel, STR("town")));
    assert_true(str_eq(part->thread, STR("t1")));
    buf_printf(&seen, "%.*s.%d %.*s", STR_ARG(part->question), part->number,
               STR_ARG(part->body.len ? part->body : STR("remove")));
    if (part->post.len)
        buf_printf(&seen, "=%.*s", STR_ARG(part->post));
    buf_add_z(&seen, part->old ? "? " : " ");
}

static const char *parts_behind(struct str account, int64_t after, size_t limit)
{
    buf_clear(&seen);
    last_seq = after;
    store_each_part(store, account, STR("town"), after, limit, on_part, NULL);
    return seen.len ? seen.ptr : "";
}

static const char *parts(void)
{
    return parts_behind(here, 0, 100);
}

static void on_wanted(const struct store_part *part, void *user)
{
    struct store_part *wanted = user;
    if (part->number != wanted->number ||
        !str_eq(part->question, wanted->question))
        return;
    *wanted = *part;
    wanted->question = arena_str(arena, part->question);
    wanted->channel = arena_str(arena, part->channel);
    wanted->thread = arena_str(arena, part->thread);
    wanted->body = arena_str(arena, part->body);
    wanted->post = arena_str(arena, part->post);
}

static struct store_part part(const char *id, int number)
{
    struct store_part wanted = {.question = str_from(id), .number = number};
    store_each_part(store, here, STR("town"), 0, 1000, on_wanted, &wanted);
    assert_true(wanted.seq > 0);
    return wanted;
}

static void part_done(const char *id, int number, const char *post)
{
    struct store_part done = part(id, number);
    store_part_done(store, here, &done, str_from(post), 2000);
}

/* Files */

static size_t read_all(const char *file, char *bytes)
{
    FILE *in = fopen(file, "rb");
    if (!in)
        return 0;
    size_t len = fread(bytes, 1, FILE_BYTES, in);
    fclose(in);
    return len;
}

static void write_all(const char *file, const char *bytes, size_t len)
{
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}

/* Does it stand anywhere in the files of the store? */
static bool in_files(const char *text)
{
    static const char *const endings[] = {"", "-wal", "-journal", "-shm"};
    char *bytes = malloc(FILE_BYTES), file[160];
    bool found = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(file, sizeof file, "%s%s", path, endings[i]);
        size_t len = read_all(file, bytes);
        found = found || (len && memmem(bytes, len, text, strlen(text)));
    }
    free(bytes);
    return found;
}

/* Runs SQL on a file, as any other program could. */
static void execute(const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    sqlite3_close(db);
}

/* It does not open, and the message names the file and says this. */
static void refused(enum status expected, const char *says)
{
    struct store *other;
    struct error err;
    enum status status = store_open(where, &other, &err);
    if (status == STATUS_OK)
        store_close(other);
    assert_int_equal(status, expected);
    assert_true(str_starts(str_from(err.text), STR("\"state\": ")));
    if (!strstr(err.text, path) || !strstr(err.text, says))
        fail_msg("\"%s\" does not say \"%s\"", err.text, says);
}

/* A limit on the size of files; what goes beyond fails as on a full disk. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Opening */

static void what_is_stored_is_there_after_a_restart(void **state)
{
    (void)state;
    take("1", "what", 10);
    take("2", "and", 20);
    answer("1", "hello|world");
    part_done("1", 0, "p1");
    store_set(store, here, "cursor", STR("42"));
    reopen();
    assert_true(known(here, "1"));
    assert_string_equal(unanswered(here, on_question_answer), "2:and ");
    assert_string_equal(parts(), "1.1 world? ");
    assert_true(str_eq(store_get(store, arena, here, "cursor"), STR("42")));
    answer("1", "hi|there");
    assert_string_equal(parts(), "1.0 hi=p1 1.1 there? ");
    store_close(NULL);
}

static void another_one_uses_it(void **state)
{
    (void)state;
    refused(STATUS_FULL, "in use by another careerbot; stop that one");
    take("1", "what", 10);
    refused(STATUS_FULL, "in use by another careerbot");
    assert_true(known(here, "1"));
    name_file("other.db");
    struct store *first = store;
    open_store(); /* a file of its own is fine */
    store_close(first);
}

/* A process that has the store open, until it is killed. */
static pid_t hold_open(void)
{
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        open_store();
        take("1", "what", 10);
        answer("1", "hello|world");
        part_done("1", 0, "p1");
        take("2", "and", 20);
        if (write(ends[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    close(ends[1]);
    return child;
}

static void another_process_is_killed(void **state)
{
    (void)state;
    close_store();
    pid_t child = hold_open();
    refused(STATUS_FULL, "in use by another careerbot");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    open_store();
    assert_string_equal(parts(), "1.1 world? ");
    assert_string_equal(unanswered(here, on_question_answer), "2:and ");
}

static void names_that_are_none(void **state)
{
    (void)state;
    static const char *const cases[] = {"", "state.db", "SQLITE:state.db",
                                        "postgresql://db"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store *other;
        struct error err;
        assert_int_equal(store_open(cases[i], &other, &err), STATUS_INVALID);
        assert_non_null(strstr(err.text, "is not sqlite:PATH"));
    }
}

static void a_database_of_another_program(void **state)
{
    (void)state;
    close_store();
    name_file("mail.db");
    execute("CREATE TABLE mail (text TEXT)");
    refused(STATUS_CORRUPT, "a database of another program; name another file");
    execute("PRAGMA application_id = 7; PRAGMA user_version = 1");
    refused(STATUS_CORRUPT, "a database of another program");
}

/* Nor is it changed: the other program may rely on every byte. */
static void a_database_of_another_program_is_left_alone(void **state)
{
    (void)state;
    char *before = malloc(FILE_BYTES), *after = malloc(FILE_BYTES);
    close_store();
    name_file("mail.db");
    execute("CREATE TABLE mail (text TEXT); INSERT INTO mail VALUES ('hi')");
    size_t len = read_all(path, before);
    refused(STATUS_CORRUPT, "a database of another program");
    size_t now_len = read_all(path, after);
    bool same = now_len == len && memcmp(before, after, len) == 0;
    free(before);
    free(after);
    assert_true(same);
}

static void a_newer_format(void **state)
{
    (void)state;
    close_store();
    execute("PRAGMA user_version = 2");
    refused(STATUS_CORRUPT, "written by another version of careerbot (format "
                            "2, not 1); move it away");
    execute("PRAGMA user_version = 0");
    refused(STATUS_CORRUPT, "written by another version of careerbot");
}

static void garbage(void **state)
{
    (void)state;
    char bytes[20000];
    close_store();
    name_file("garbage.db");
    memset(bytes, 'x', sizeof bytes);
    write_all(path, bytes, sizeof bytes);
    refused(STATUS_CORRUPT, "damaged or no store of careerbot; move it away");
    write_all(path, bytes, 2);
    refused(STATUS_CORRUPT, "damaged or no store of careerbot");
    /* an empty file is a new one */
    write_all(path, bytes, 0);
    open_store();
}

/* Many questions, so that the file has many pages. */
static size_t fill_file(char *bytes)
{
    char id[16];
    for (int i = 0; i < 300; i++) {
        snprintf(id, sizeof id, "q%d", i);
        take(id, "what does a library technician earn, and where?", i);
        if (i % 2)
            answer(id, "one|two|three");
    }
    close_store();
    size_t len = read_all(path, bytes);
    assert_in_range(len, 16 * 4096, FILE_BYTES);
    return len;
}

static void a_file_that_was_cut(void **state)
{
    (void)state;
    char *bytes = malloc(FILE_BYTES);
    size_t len = fill_file(bytes);
    const size_t cuts[] = {2,    17,   99,   100,     101,        512,
                           4095, 4096, 4097, len / 2, len - 5000, len - 4096};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        write_all(path, bytes, cuts[i]);
        refused(STATUS_CORRUPT,
                "damaged or no store of careerbot; move it away");
    }
    write_all(path, bytes, len);
    open_store();
    free(bytes);
}

/* Where the damage is not seen at once, using the store fails in order. */
static void a_file_that_was_overwritten(void **state)
{
    (void)state;
    char *bytes = malloc(FILE_BYTES), *damaged = malloc(FILE_BYTES);
    size_t len = fill_file(bytes);
    struct error err;
    for (size_t page = 0; page < len; page += 4096) {
        memcpy(damaged, bytes, len);
        for (size_t i = page; i < page + 4096; i++)
            damaged[i] = (char)(bytes[len - 1 - i] ^ 0x5a);
        write_all(path, damaged, len);
        enum status status = store_open(where, &store, &err);
        if (status != STATUS_OK) {
            store = NULL;
            assert_int_equal(status, STATUS_CORRUPT);
            continue;
        }
        take("new", "what", 10);
        try_answer(here, "q0", "hello");
        unanswered(here, on_question);
        store_each_part(store, here, STR("town"), 0, 1000, on_wanted,
                        &(struct store_part){0});
        store_purge(store, INT64_MAX, INT64_MAX);
        close_store();
    }
    free(bytes);
    free(damaged);
}

static void folders_that_are_none(void **state)
{
    (void)state;
    close_store();
    write_all(path, "", 0);
    static const char *const names[] = {"no such folder/state.db",
                                        "state.db/state.db", "."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        name_file(names[i]);
        refused(STATUS_IO, "the folder must be there, and the bot must be "
                           "allowed to write in it");
    }
}

/* Root may write everywhere, so the test is nobody for a moment. */
static void a_folder_that_must_not_be_written(void **state)
{
    (void)state;
    bool root = geteuid() == 0;
    close_store();
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    if (root)
        assert_int_equal(seteuid(NOBODY), 0);
    refused(STATUS_IO, "the bot must be allowed to write in it");
    name_file("new.db");
    refused(STATUS_IO, "the bot must be allowed to write in it");
    if (root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(folder, 0755), 0);
}

/* Questions */

static void taken_and_found(void **state)
{
    (void)state;
    struct message m = message("1", "what does a baker earn?");
    assert_false(known(here, "1"));
    store_take(store, here, &m, 10);
    struct store_question found = store_find_question(store, here, m.id);
    assert_true(found.known);
    assert_false(found.direct);
    assert_false(found.group);
    assert_true(found.addressed);
    assert_true(found.text_key == store_text_key(m.text));
    assert_false(known(there, "1"));
    assert_false(known(here, "2"));
    assert_false(known(here, ""));

    /* edited */
    m.text = STR("what does a cook earn?");
    m.direct = true;
    store_take(store, here, &m, 20);
    found = store_find_question(store, here, m.id);
    assert_true(found.direct);
    assert_false(found.group);
    m.direct = m.addressed = false;
    m.group = true;
    store_take(store, here, &m, 30);
    found = store_find_question(store, here, m.id);
    assert_false(found.direct);
    assert_true(found.group);
    assert_false(found.addressed);
    assert_true(found.text_key == store_text_key(m.text));

    /* answered: the text is forgotten, its key is not */
    answer("1", "hello");
    found = store_find_question(store, here, m.id);
    assert_true(found.known);
    assert_true(found.text_key == store_text_key(m.text));
}

static void keys_of_texts(void **state)
{
    (void)state;
    static const char text[] = "and the pay?";
    char copy[sizeof text];
    memcpy(copy, text, sizeof text);
    assert_true(store_text_key(str_from(copy)) ==
                store_text_key(str_from(text)));
    assert_true(store_text_key(STR("")) == store_text_key(STR_NONE));
    static const char *const others[] = {"", "and the pay", "and the pay? ",
                                         "And the pay?", "薪水"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_true(store_text_key(str_from(others[i])) !=
                    store_text_key(str_from(text)));
}

static void on_whole_question(const struct message *m, void *user)
{
    *(bool *)user = true;
    assert_true(str_eq(m->id, STR("1")));
    assert_true(str_eq(m->channel, STR("town")));
    assert_true(str_eq(m->thread, STR("")));
    assert_true(str_eq(m->person, STR("ann")));
    assert_true(str_eq(m->text, STR("薪水 \xf0\x9f\x93\x9a '\"%;\n")));
    assert_int_equal(m->lang, LANG_EN);
    assert_false(m->addressed);
    assert_true(m->direct);
    assert_false(m->group);
    assert_true(m->sent_ms == 1700000000123);
}

static void an_unanswered_question_comes_back_whole(void **state)
{
    (void)state;
    bool came = false;
    struct message m = {.id = STR("1"),
                        .channel = STR("town"),
                        .person = STR("ann"),
                        .text = STR("薪水 \xf0\x9f\x93\x9a '\"%;\n"),
                        .lang = LANG_EN,
                        .direct = true,
                        .sent_ms = 1700000000123};
    store_take(store, here, &m, 10);
    reopen();
    store_each_unanswered(store, here, on_whole_question, &came);
    assert_true(came);
}

static void the_oldest_unanswered_comes_first(void **state)
{
    (void)state;
    take("b", "second", 20);
    take("c", "third", 30);
    take("a", "first", 10);
    take("d", "answered", 15);
    answer("d", "");
    struct message m = message("x", "elsewhere");
    store_take(store, there, &m, 5);
    reopen();
    assert_string_equal(unanswered(here, on_question_answer),
                        "a:first b:second c:third ");
    assert_string_equal(unanswered(here, on_question_answer), "");
    reopen();
    assert_string_equal(unanswered(here, on_question_answer), "");
    assert_non_null(strstr(unanswered(there, on_question), "x:elsewhere "));
}

static void tried_so_often_and_no_more(void **state)
{
    (void)state;
    int calls = 0;
    take("1", "what", 10);
    for (int i = 0; i < STORE_TRIES + 2; i++) {
        reopen();
        calls += *unanswered(here, on_question) != '\0';
    }
    assert_in_range(calls, 1, STORE_TRIES);
    assert_string_equal(unanswered(here, on_question), "");
    assert_true(known(here, "1"));
    /* edited, it is another question */
    take("1", "what else", 20);
    assert_string_not_equal(unanswered(here, on_question), "");
}

static void closed_without_a_reply(void **state)
{
    (void)state;
    take("1", "what", 10);
    take("2", "and", 20);
    store_close_question(store, here, STR("1"));
    store_close_question(store, there, STR("2"));
    store_close_question(store, here, STR("never heard of"));
    assert_true(known(here, "1"));
    assert_string_equal(unanswered(here, on_question), "2:and ");
    assert_string_equal(parts(), "");
}

static void once_each_time(void **state)
{
    (void)state;
    take("1", "what", 10);
    take("2", "and", 20);
    for (int i = 0; i < STORE_TRIES; i++) {
        reopen();
        assert_string_equal(unanswered(here, on_question), "1:what 2:and ");
    }
    reopen();
    assert_string_equal(unanswered(here, on_question), "");
}

static void on_question_die(const struct message *m, void *user)
{
    (void)user;
    if (str_eq(m->text, STR("deadly")))
        kill(getpid(), SIGKILL);
    assert_int_equal(store_answer(store, here, m, NULL, 0, false, 0),
                     STATUS_OK);
}

/* Opens the store, answers what is unanswered. True: and lives. */
static bool run_program(void)
{
    int ended;
    pid_t child = fork();
    if (child == 0) {
        open_store();
        unanswered(here, on_question_die);
        close_store();
        _exit(0);
    }
    waitpid(child, &ended, 0);
    return WIFEXITED(ended) && WEXITSTATUS(ended) == 0;
}

static void a_question_that_stops_the_program(void **state)
{
    (void)state;
    take("1", "deadly", 10);
    take("2", "harmless", 20);
    close_store();
    for (int i = 0; i < STORE_TRIES; i++)
        assert_false(run_program());
    assert_true(run_program());
    open_store();
    assert_string_equal(unanswered(here, on_question), "");
}

/* A row nobody can make sense of, first of all. */
static void a_row_that_makes_no_sense_holds_nobody_up(void **state)
{
    (void)state;
    take("1", "what", 10);
    take("2", "and", 20);
    close_store();
    execute("UPDATE question SET lang = 99 WHERE id = '1'");
    open_store();
    assert_non_null(strstr(unanswered(here, on_question_answer), "2:and "));
}

/* Nobody but who it was for is to read it. */
static void the_text_of_an_answered_question_is_gone(void **state)
{
    (void)state;
    take("1", "am I too old to become a nurse", 10);
    take("2", "with my back trouble, which job", 20);
    reopen();
    close_store();
    assert_true(in_files("too old to become"));
    assert_true(in_files("back trouble"));
    open_store();
    answer("1", "no");
    store_remove_reply(store, here, STR("2"), 30);
    close_store();
    assert_false(in_files("too old to become"));
    assert_false(in_files("back trouble"));
    open_store();
}

/* Also where it is so long that it has pages of its own. */
static void a_long_text_of_an_answered_question_is_gone(void **state)
{
    (void)state;
    char text[16001] = "";
    for (size_t at = 0; at + 32 < sizeof text; at += 16)
        memcpy(text + at, "my back trouble ", 16);
    take("1", text, 10);
    reopen();
    answer("1", "no");
    close_store();
    bool found = in_files("back trouble");
    open_store();
    assert_false(found);
}

static void who_asked_where_is_gone(void **state)
{
    (void)state;
    struct message m = message("1", "what");
    m.person = STR("person-of-1");
    m.channel = STR("channel-of-1");
    m.thread = STR("thread-of-1");
    store_take(store, here, &m, 10);
    store_close_question(store, here, m.id);
    assert_true(known(here, "1"));
    close_store();
    bool found = in_files("person-of-1") || in_files("channel-of-1") ||
                 in_files("thread-of-1");
    open_store();
    assert_false(found);
}

/* A bot that runs for long does not close its files. */
static void gone_from_open_files_as_well(void **state)
{
    (void)state;
    take("1", "am I too old to become a nurse", 10);
    answer("1", "no");
    assert_true(in_files("too old to become"));
    store_purge(store, 0, 0);
    assert_false(in_files("too old to become"));
}

/* May somebody else read the file? 0 where there is none. */
static mode_t for_others(const char *ending)
{
    struct stat info;
    char file[160];
    snprintf(file, sizeof file, "%s%s", path, ending);
    return stat(file, &info) == 0 ? info.st_mode & (S_IRWXG | S_IRWXO) : 0;
}

static void nobody_else_may_read_the_files(void **state)
{
    (void)state;
    mode_t mask = umask(022);
    close_store();
    name_file("new.db");
    open_store();
    take("1", "what", 10);
    assert_int_equal(for_others("") | for_others("-wal") | for_others("-shm"),
                     0);
    assert_int_equal(umask(mask), 022); /* other files are as before */
}

static void the_text_before_an_edit_is_gone(void **state)
{
    (void)state;
    take("1", "my salary is 12345, too little?", 10);
    take("1", "is my salary too little?", 20);
    answer("1", "no");
    close_store();
    bool found = in_files("12345");
    open_store();
    assert_false(found);
}

/* Replies */

static void parts_in_their_order(void **state)
{
    (void)state;
    answer("b", "one|two|three");
    answer("a", "four");
    assert_string_equal(parts(), "b.0 one b.1 two b.2 three a.0 four ");
    assert_string_equal(parts_behind(here, 0, 2), "b.0 one b.1 two ");
    assert_string_equal(parts_behind(here, last_seq, 1), "b.2 three ");
    assert_string_equal(parts_behind(here, last_seq, 100), "a.0 four ");
    assert_string_equal(parts_behind(here, last_seq, 100), "");
    assert_string_equal(parts_behind(here, 0, 0), "");
    assert_true(part("a", 0).created_ms == 1000);
    /* what comes later goes later, also once all are done */
    int64_t seq = part("a", 0).seq;
    for (int i = 0; i < 3; i++)
        part_done("b", i, "p");
    part_done("a", 0, "p");
    answer("c", "five");
    assert_true(part("c", 0).seq > seq);
    assert_string_equal(parts_behind(here, seq, 100), "c.0 five ");
}

static void parts_of_another_account(void **state)
{
    (void)state;
    answer("1", "mine");
    assert_int_equal(try_answer(there, "1", "theirs|as well"), STATUS_OK);
    assert_string_equal(parts(), "1.0 mine ");
    assert_string_equal(parts_behind(there, 0, 9), "1.0 theirs 1.1 as well ");
    store_remove_reply(store, here, STR("1"), 10);
    assert_string_equal(parts(), "1.0 remove ");
    assert_string_equal(parts_behind(there, 0, 9), "1.0 theirs 1.1 as well ");
    part_done("1", 0, "");
    assert_string_equal(parts_behind(there, 0, 9), "1.0 theirs 1.1 as well ");
}

static void a_longer_body_than_a_page(void **state)
{
    (void)state;
    char *body = malloc(100001);
    memset(body, 'x', 100000);
    body[100000] = '\0';
    answer("1", body);
    reopen();
    assert_int_equal(part("1", 0).body.len, 100000);
    assert_memory_equal(part("1", 0).body.ptr, body, 100000);
    free(body);
}

static void old_after_a_restart(void **state)
{
    (void)state;
    answer("1", "one|two");
    assert_string_equal(parts(), "1.0 one 1.1 two ");
    reopen();
    answer("2", "three");
    assert_string_equal(parts(), "1.0 one? 1.1 two? 2.0 three ");
    reopen();
    assert_string_equal(parts(), "1.0 one? 1.1 two? 2.0 three? ");
}

/* Perhaps the earlier version has arrived. */
static void what_replaces_an_old_part_is_old(void **state)
{
    (void)state;
    answer("1", "one|two");
    answer("2", "three");
    reopen();
    answer("1", "new|newer|newest");
    assert_string_equal(parts(), "2.0 three? 1.0 new? 1.1 newer? 1.2 newest ");
    store_remove_reply(store, here, STR("2"), 10);
    assert_string_equal(parts(), "1.0 new? 1.1 newer? 1.2 newest 2.0 remove? ");
    answer("2", "three again");
    assert_string_equal(parts(),
                        "1.0 new? 1.1 newer? 1.2 newest 2.0 three again? ");
    part_done("1", 0, "p1");
    answer("1", "last");
    assert_string_equal(parts(),
                        "2.0 three again? 1.1 remove? 1.2 remove 1.0 last=p1 ");
}

static void a_part_that_arrived(void **state)
{
    (void)state;
    answer("1", "one|two");
    part_done("1", 0, "p1");
    assert_string_equal(parts(), "1.1 two ");
    /* a new version of the reply knows where the old one is */
    answer("1", "eins|zwei");
    assert_string_equal(parts(), "1.0 eins=p1 1.1 zwei ");
    part_done("1", 0, "p1");
    part_done("1", 1, "p2");
    assert_string_equal(parts(), "");
    answer("1", "un|deux");
    assert_string_equal(parts(), "1.0 un=p1 1.1 deux=p2 ");
}

static void a_part_that_never_arrives(void **state)
{
    (void)state;
    answer("1", "one");
    part_done("1", 0, "");
    assert_string_equal(parts(), "");
    answer("1", "eins");
    assert_string_equal(parts(), "1.0 eins ");
    /* or was there and is gone */
    part_done("1", 0, "p1");
    answer("1", "zwei");
    part_done("1", 0, "");
    answer("1", "drei");
    assert_string_equal(parts(), "1.0 drei ");
}

static void a_shorter_reply_removes_the_rest(void **state)
{
    (void)state;
    answer("1", "one|two|three|four");
    part_done("1", 0, "p0");
    part_done("1", 1, "p1");
    part_done("1", 3, "p3");
    answer("1", "only");
    assert_string_equal(parts(),
                        "1.1 remove=p1 1.2 remove 1.3 remove=p3 1.0 only=p0 ");
    part_done("1", 1, "");
    part_done("1", 2, "");
    part_done("1", 3, "");
    part_done("1", 0, "p0");
    /* and that is all of it */
    answer("1", "");
    assert_string_equal(parts(), "1.0 remove=p0 ");
    part_done("1", 0, "");
    answer("1", "");
    assert_string_equal(parts(), "");
}

/* What was to be removed and comes back is where it was, or it is looked for:
 * it may have been removed already. */
static void a_longer_reply_after_a_shorter_one(void **state)
{
    (void)state;
    answer("1", "one|two");
    part_done("1", 0, "p0");
    part_done("1", 1, "p1");
    answer("1", "only");
    answer("1", "eins|zwei|drei");
    assert_int_equal(part("1", 2).number, 2);
    assert_true(str_eq(part("1", 0).post, STR("p0")));
    struct store_part back = part("1", 1);
    assert_true(str_eq(back.body, STR("zwei")));
    assert_true(back.old || str_eq(back.post, STR("p1")));
}

static void the_reply_to_a_message_that_is_gone(void **state)
{
    (void)state;
    answer("1", "one|two");
    part_done("1", 0, "p0");
    answer("2", "three");
    store_remove_reply(store, here, STR("1"), 3000);
    assert_string_equal(parts(), "2.0 three 1.0 remove=p0 1.1 remove ");
    assert_true(part("1", 0).created_ms == 3000);
    part_done("1", 0, "");
    part_done("1", 1, "");
    store_remove_reply(store, here, STR("1"), 3000);
    store_remove_reply(store, here, STR("never heard of"), 3000);
    assert_string_equal(parts(), "2.0 three ");
    /* nor is it answered any more, if it was not yet */
    take("3", "what", 10);
    store_remove_reply(store, here, STR("3"), 3000);
    assert_string_equal(unanswered(here, on_question), "");
    assert_true(known(here, "3"));
}

/* The end of an older version is not that of the one in its place. */
static void a_replaced_part_survives_the_end_of_the_older(void **state)
{
    (void)state;
    answer("1", "one");
    struct store_part first = part("1", 0);
    answer("1", "eins");
    store_part_done(store, here, &first, STR("p1"), 10);
    assert_string_equal(parts(), "1.0 eins=p1 ");
    struct store_part second = part("1", 0);
    store_remove_reply(store, here, STR("1"), 20);
    store_part_done(store, here, &second, STR("p1"), 30);
    assert_string_equal(parts(), "1.0 remove=p1 ");
    store_part_done(store, here, &second, STR("p1"), 30);
    assert_string_equal(parts(), "1.0 remove=p1 ");
}

/* Conversations and values */

static void keep(struct str account, const char *person, const char *topic,
                 int64_t until_ms)
{
    struct store_conversation conversation = {.account = account,
                                              .channel = STR("town"),
                                              .thread = STR("t1"),
                                              .person = str_from(person),
                                              .topic = str_from(topic),
                                              .until_ms = until_ms};
    store_keep_conversation(store, &conversation);
}

static void on_conversation(const struct store_conversation *c, void *user)
{
    (void)user;
    assert_true(str_eq(c->channel, STR("town")));
    assert_true(str_eq(c->thread, STR("t1")));
    buf_printf(&seen, "%.*s/%.*s:%.*s@%d ", STR_ARG(c->account),
               STR_ARG(c->person), STR_ARG(c->topic), (int)c->until_ms);
}

static const char *conversations(int64_t now_ms)
{
    buf_clear(&seen);
    store_each_conversation(store, now_ms, on_conversation, NULL);
    return seen.len ? seen.ptr : "";
}

static void conversations_until_they_end(void **state)
{
    (void)state;
    keep(here, "bob", "{1}", 300);
    keep(here, "ann", "{2}", 100);
    keep(there, "ann", "{3}", 200);
    reopen();
    assert_string_equal(conversations(0),
                        "here/ann:{2}@100 there/ann:{3}@200 here/bob:{1}@300 ");
    assert_string_equal(conversations(100),
                        "there/ann:{3}@200 here/bob:{1}@300 ");
    keep(here, "ann", "{4}", 400);
    assert_string_equal(conversations(200),
                        "here/bob:{1}@300 here/ann:{4}@400 ");
    assert_string_equal(conversations(400), "");
}

static void values(void **state)
{
    (void)state;
    assert_null(store_get(store, arena, here, "cursor").ptr);
    store_set(store, here, "cursor", STR("1"));
    store_set(store, there, "cursor", STR("2"));
    store_set(store, here, "empty", STR(""));
    store_set(store, here, "cursor", STR("3"));
    reopen();
    assert_true(str_eq(store_get(store, arena, here, "cursor"), STR("3")));
    assert_true(str_eq(store_get(store, arena, there, "cursor"), STR("2")));
    assert_non_null(store_get(store, arena, here, "empty").ptr);
    assert_int_equal(store_get(store, arena, here, "empty").len, 0);
    assert_null(store_get(store, arena, there, "empty").ptr);
}

static void purged(void **state)
{
    (void)state;
    take("old", "what", 99);
    take("new", "and", 100);
    struct message m = message("sent early", "");
    struct str body = STR("body");
    assert_int_equal(store_answer(store, here, &m, &body, 1, false, 0),
                     STATUS_OK);
    struct store_part done = part("sent early", 0);
    store_part_done(store, here, &done, STR("p1"), 99);
    m.id = STR("sent late");
    assert_int_equal(store_answer(store, here, &m, &body, 1, false, 0),
                     STATUS_OK);
    done = part("sent late", 0);
    store_part_done(store, here, &done, STR("p2"), 100);
    m.id = STR("waits for long");
    assert_int_equal(store_answer(store, here, &m, &body, 1, false, 99),
                     STATUS_OK);
    m.id = STR("waits");
    assert_int_equal(store_answer(store, here, &m, &body, 1, false, 100),
                     STATUS_OK);
    keep(here, "ann", "{1}", 5000);
    keep(here, "bob", "{2}", 5001);
    store_set(store, here, "cursor", STR("1"));
    store_purge(store, 100, 5000);
    assert_false(known(here, "old"));
    assert_true(known(here, "new"));
    assert_string_equal(parts(), "waits.0 body ");
    assert_string_equal(conversations(0), "here/bob:{2}@5001 ");
    assert_true(str_eq(store_get(store, arena, here, "cursor"), STR("1")));
    answer("sent early", "again");
    answer("sent late", "again");
    assert_string_equal(
        parts(), "waits.0 body sent early.0 again sent late.0 again=p2 ");
}

/* Failures */

static void a_full_disk(void **state)
{
    (void)state;
    take("1", "what", 10);
    answer("0", "before");
    limit_files(1);
    enum status status = try_answer(here, "1", "hello|world");
    take("2", "and", 20);
    bool taken = known(here, "2"), still = known(here, "1");
    part_done("0", 0, "p0");
    limit_files(RLIM_INFINITY);
    assert_int_equal(status, STATUS_IO);
    assert_false(taken);
    assert_true(still);                           /* reading goes on */
    assert_string_equal(parts(), "0.0 before? "); /* as it had arrived */

    answer("1", "hello|world");
    part_done("0", 0, "p0");
    take("2", "and", 20);
    assert_string_equal(parts(), "1.0 hello 1.1 world ");
    reopen();
    assert_string_equal(parts(), "1.0 hello? 1.1 world? ");
    assert_true(known(here, "2"));
}

/* Whatever takes the place of a part that may have arrived. */
static void arrived_on_a_full_disk(void **state)
{
    (void)state;
    answer("1", "one|two");
    answer("2", "three");
    limit_files(1);
    part_done("1", 0, "p1");
    part_done("1", 1, "p2");
    limit_files(RLIM_INFINITY);
    assert_string_equal(parts(), "1.0 one? 1.1 two? 2.0 three ");
    answer("1", "eins");
    assert_string_equal(parts(), "2.0 three 1.1 remove? 1.0 eins? ");
}

/* All of a reply or nothing, wherever the disk ends. */
static void a_disk_that_gets_full_halfway(void **state)
{
    (void)state;
    char bodies[16 * 4001];
    size_t failures = 0;
    for (size_t i = 0; i + 1 < sizeof bodies; i++)
        bodies[i] = i % 4001 == 4000 ? '|' : 'x';
    bodies[sizeof bodies - 1] = '\0';
    take("1", "what", 10);
    answer("1", "one|two");
    take("1", "what else", 20);
    reopen(); /* writing begins anew */
    for (rlim_t bytes = 1; bytes < 200 * 1024; bytes += 5000) {
        limit_files(bytes);
        enum status status = try_answer(here, "1", bodies);
        limit_files(RLIM_INFINITY);
        if (status == STATUS_OK)
            break;
        failures++;
        assert_int_equal(status, STATUS_IO);
        assert_string_equal(parts(), "1.0 one? 1.1 two? ");
    }
    assert_true(failures > 3);
    assert_int_equal(part("1", 15).body.len, 4000);
    assert_string_equal(unanswered(here, on_question), "");
}

/* What a function writes on standard error meanwhile. A pipe, since files are
 * limited. */
static const char *logged(void (*fn)(void))
{
    static char text[32768];
    int ends[2], before = dup(STDERR_FILENO);
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    dup2(ends[1], STDERR_FILENO);
    fn();
    dup2(before, STDERR_FILENO);
    close(before);
    ssize_t len = read(ends[0], text, sizeof text - 1);
    text[len > 0 ? len : 0] = '\0';
    close(ends[0]);
    close(ends[1]);
    return text;
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

/* What changes no row writes nothing, and proves nothing. */
static void fail_and_work(void)
{
    char id[16];
    answer("0", "before");
    limit_files(1);
    for (int i = 0; i < 5; i++) {
        snprintf(id, sizeof id, "q%d", i);
        take(id, "what", 10);
        assert_int_equal(try_answer(here, id, "hello"), STATUS_IO);
        part_done("0", 0, "p0");
        store_close_question(store, here, STR("unknown"));
        assert_int_equal(try_answer(here, "unknown", ""), STATUS_OK);
    }
    limit_files(RLIM_INFINITY);
    for (int i = 0; i < 5; i++) {
        snprintf(id, sizeof id, "q%d", i);
        answer(id, "hello");
    }
}

/* The administrator hears of it once, and once when it is over. */
static void a_failure_is_said_once(void **state)
{
    (void)state;
    const char *text = logged(fail_and_work);
    assert_int_equal(count_of(text, " error store: "), 1);
    assert_int_equal(count_of(text, "works again"), 1);
    assert_non_null(strstr(text, path));
}

static void on_channel(struct str channel, void *user)
{
    (void)user;
    buf_printf(&seen, "%.*s ", STR_ARG(channel));
}

/* Channels that wait, the one that waits longest first, and the parts of
 * each. */
static void parts_of_channels(void **state)
{
    (void)state;
    static const struct {
        const char *id, *channel;
    } asked[] = {{"1", "town"}, {"2", "jobs"}, {"3", "town"}, {"4", "apes"}};
    struct str body = STR("x");
    for (size_t i = 0; i < 4; i++) {
        struct message m = message(asked[i].id, "");
        m.channel = str_from(asked[i].channel);
        assert_int_equal(store_answer(store, here, &m, &body, 1, false, 5),
                         STATUS_OK);
    }
    buf_clear(&seen);
    store_each_channel(store, here, 10, on_channel, NULL);
    assert_string_equal(seen.ptr, "town jobs apes ");
    buf_clear(&seen);
    store_each_channel(store, here, 2, on_channel, NULL);
    assert_string_equal(seen.ptr, "town jobs ");
    assert_string_equal(parts(), "1.0 x 3.0 x ");
    struct store_part first = part("1", 0), third = part("3", 0);
    store_part_done(store, here, &first, STR("p"), 6);
    store_part_done(store, here, &third, STR("q"), 6);
    buf_clear(&seen);
    store_each_channel(store, here, 10, on_channel, NULL);
    assert_string_equal(seen.ptr, "jobs apes ");
}

/* A reply that may have been sent already says so. */
static void perhaps_sent_before(void **state)
{
    (void)state;
    struct message m = message("1", "");
    struct str body = STR("x");
    assert_int_equal(store_answer(store, here, &m, &body, 1, true, 5),
                     STATUS_OK);
    assert_string_equal(parts(), "1.0 x? ");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(what_is_stored_is_there_after_a_restart),
        TEST(another_one_uses_it),
        TEST(another_process_is_killed),
        TEST(names_that_are_none),
        TEST(a_database_of_another_program),
        TEST(a_database_of_another_program_is_left_alone),
        TEST(a_newer_format),
        TEST(garbage),
        TEST(a_file_that_was_cut),
        TEST(a_file_that_was_overwritten),
        TEST(folders_that_are_none),
        TEST(a_folder_that_must_not_be_written),
        TEST(taken_and_found),
        TEST(keys_of_texts),
        TEST(an_unanswered_question_comes_back_whole),
        TEST(the_oldest_unanswered_comes_first),
        TEST(tried_so_often_and_no_more),
        TEST(closed_without_a_reply),
        TEST(once_each_time),
        TEST(a_question_that_stops_the_program),
        TEST(a_row_that_makes_no_sense_holds_nobody_up),
        TEST(the_text_of_an_answered_question_is_gone),
        TEST(a_long_text_of_an_answered_question_is_gone),
        TEST(the_text_before_an_edit_is_gone),
        TEST(who_asked_where_is_gone),
        TEST(gone_from_open_files_as_well),
        TEST(nobody_else_may_read_the_files),
        TEST(parts_in_their_order),
        TEST(parts_of_another_account),
        TEST(parts_of_channels),
        TEST(perhaps_sent_before),
        TEST(a_longer_body_than_a_page),
        TEST(old_after_a_restart),
        TEST(what_replaces_an_old_part_is_old),
        TEST(a_part_that_arrived),
        TEST(a_part_that_never_arrives),
        TEST(a_shorter_reply_removes_the_rest),
        TEST(a_longer_reply_after_a_shorter_one),
        TEST(the_reply_to_a_message_that_is_gone),
        TEST(a_replaced_part_survives_the_end_of_the_older),
        TEST(conversations_until_they_end),
        TEST(values),
        TEST(purged),
        TEST(a_full_disk),
        TEST(arrived_on_a_full_disk),
        TEST(a_disk_that_gets_full_halfway),
        TEST(a_failure_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
