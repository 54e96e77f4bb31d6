/* The store in a SQLite file. Statements are prepared once; the file is
 * locked for as long as it is open, and written ahead (WAL), so that a killed
 * process loses nothing. A power cut may lose the last moments: what was
 * asked then is fetched from the platform's history again. */
#include "store.h"

#include "buf.h"
#include "log.h"
#include "xmalloc.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define APPLICATION_ID "1667330674" /* "carr": tells our files from others */
#define SCHEMA_VERSION 1

static const char schema[] =
    "CREATE TABLE question ("
    " account TEXT NOT NULL, id TEXT NOT NULL, taken_ms INTEGER NOT NULL,"
    " text_key INTEGER NOT NULL, tries INTEGER NOT NULL,"
    /* the message; once it is answered, what was said, by whom, where and
     * when is NULL */
    " channel TEXT, thread TEXT, person TEXT, text TEXT, lang INTEGER,"
    " addressed INTEGER, place INTEGER, sent_ms INTEGER,"
    " PRIMARY KEY (account, id)) WITHOUT ROWID;"
    "CREATE INDEX question_taken ON question (taken_ms);"
    "CREATE INDEX question_open ON question (account, taken_ms)"
    " WHERE text IS NOT NULL;"
    "CREATE TABLE reply ("
    " account TEXT NOT NULL, question TEXT NOT NULL, number INTEGER NOT NULL,"
    " channel TEXT NOT NULL, thread TEXT NOT NULL, post TEXT NOT NULL,"
    " made_ms INTEGER NOT NULL,"
    " PRIMARY KEY (account, question, number)) WITHOUT ROWID;"
    "CREATE INDEX reply_made ON reply (made_ms);"
    "CREATE TABLE outbox ("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    " account TEXT NOT NULL, question TEXT NOT NULL, number INTEGER NOT NULL,"
    " channel TEXT NOT NULL, thread TEXT NOT NULL, body TEXT,"
    " created_ms INTEGER NOT NULL, old INTEGER NOT NULL,"
    " UNIQUE (account, question, number));"
    "CREATE INDEX outbox_channel ON outbox (account, channel, seq);"
    "CREATE INDEX outbox_created ON outbox (created_ms);"
    "CREATE TABLE conversation ("
    " account TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL,"
    " person TEXT NOT NULL, topic TEXT NOT NULL, until_ms INTEGER NOT NULL,"
    " PRIMARY KEY (account, channel, thread, person)) WITHOUT ROWID;"
    "CREATE INDEX conversation_until ON conversation (until_ms);"
    "CREATE TABLE value ("
    " account TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (account, name)) WITHOUT ROWID;"
    "PRAGMA application_id = " APPLICATION_ID ";";

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    FIND_QUESTION,
    TAKE,
    UNANSWERED,
    COUNT_TRY,
    CLOSE_QUESTION,
    PUT_PART,
    PUT_REMOVALS,
    EACH_CHANNEL,
    EACH_PART,
    END_PART,
    PUT_REPLY,
    DROP_REPLY,
    KEEP_CONVERSATION,
    EACH_CONVERSATION,
    SET_VALUE,
    GET_VALUE,
    PURGE_QUESTIONS,
    PURGE_REPLIES,
    PURGE_OUTBOX,
    PURGE_CONVERSATIONS,
    STATEMENT_COUNT
};

/* ?1 is the account, ?2 an id, wherever they occur. */
static const char *const texts[STATEMENT_COUNT] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [FIND_QUESTION] = "SELECT text_key, place, addressed FROM question"
                      " WHERE account = ?1 AND id = ?2",
    [TAKE] = "INSERT OR REPLACE INTO question VALUES"
             " (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [UNANSWERED] = "SELECT id, channel, thread, person, text, lang, addressed,"
                   " place, sent_ms, taken_ms FROM question"
                   " WHERE account = ?1 AND text IS NOT NULL AND tries < ?3"
                   " AND (taken_ms, id) > (?4, ?2)"
                   " ORDER BY taken_ms, id LIMIT 1",
    [COUNT_TRY] = "UPDATE question SET tries = tries + 1"
                  " WHERE account = ?1 AND id = ?2",
    [CLOSE_QUESTION] = "UPDATE question SET text = NULL, channel = NULL,"
                       " thread = NULL, person = NULL, sent_ms = NULL"
                       " WHERE account = ?1 AND id = ?2",
    [PUT_PART] = "INSERT OR REPLACE INTO outbox VALUES (NULL, ?1, ?2, ?3, ?4,"
                 " ?5, ?6, ?7, max(?8, IFNULL((SELECT old OR seq <= ?9"
                 " FROM outbox WHERE account = ?1 AND question = ?2"
                 " AND number = ?3), 0)))",
    [PUT_REMOVALS] =
        "INSERT OR REPLACE INTO outbox"
        " SELECT NULL, ?1, ?2, number, channel, thread, NULL, ?4, max(old)"
        " FROM (SELECT number, channel, thread, 0 AS old FROM reply"
        "  WHERE account = ?1 AND question = ?2 AND number >= ?3"
        "  UNION ALL SELECT number, channel, thread, old OR seq <= ?5"
        "  FROM outbox"
        "  WHERE account = ?1 AND question = ?2 AND number >= ?3)"
        " GROUP BY number ORDER BY number",
    [EACH_CHANNEL] = "SELECT channel FROM outbox WHERE account = ?1"
                     " GROUP BY channel ORDER BY min(seq) LIMIT ?2",
    [EACH_PART] =
        "SELECT seq, question, number, outbox.channel, outbox.thread, body,"
        " post, created_ms, old OR seq <= ?5 FROM outbox LEFT JOIN reply"
        " USING (account, question, number)"
        " WHERE outbox.account = ?1 AND outbox.channel = ?2 AND seq > ?3"
        " ORDER BY seq LIMIT ?4",
    [END_PART] = "DELETE FROM outbox WHERE seq = ?1",
    [PUT_REPLY] = "INSERT OR REPLACE INTO reply VALUES"
                  " (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [DROP_REPLY] = "DELETE FROM reply"
                   " WHERE account = ?1 AND question = ?2 AND number = ?3",
    [KEEP_CONVERSATION] = "INSERT OR REPLACE INTO conversation VALUES"
                          " (?1, ?2, ?3, ?4, ?5, ?6)",
    [EACH_CONVERSATION] =
        "SELECT account, channel, thread, person, topic, until_ms"
        " FROM conversation WHERE until_ms > ?1 ORDER BY until_ms",
    [SET_VALUE] = "INSERT OR REPLACE INTO value VALUES (?1, ?2, ?3)",
    [GET_VALUE] = "SELECT value FROM value WHERE account = ?1 AND name = ?2",
    [PURGE_QUESTIONS] = "DELETE FROM question WHERE taken_ms < ?1",
    [PURGE_REPLIES] = "DELETE FROM reply WHERE made_ms < ?1",
    [PURGE_OUTBOX] = "DELETE FROM outbox WHERE created_ms < ?1",
    [PURGE_CONVERSATIONS] = "DELETE FROM conversation WHERE until_ms <= ?1",
};

struct store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    bool is_new; /* without tables yet */
    bool failing;
    int changes; /* rows changed when that was found out */
    /* The last part that arrived while that could not be stored: it and
     * those before are handed out as old. */
    int64_t undone_seq;
};

/* One use of a statement: use(), bind..., then run() or step()..done(). */

static sqlite3_stmt *use(struct store *store, enum statement which)
{
    sqlite3_stmt **statement = &store->statements[which];
    if (!*statement)
        sqlite3_prepare_v3(store->db, texts[which], -1,
                           SQLITE_PREPARE_PERSISTENT, statement, NULL);
    return *statement; /* NULL: every call on it fails and says so */
}

static void bind_str(sqlite3_stmt *statement, int at, struct str s)
{
    sqlite3_bind_text(statement, at, s.ptr ? s.ptr : "", (int)s.len,
                      SQLITE_STATIC);
}

/* "" where the column holds nothing. Borrowed until done(). */
static struct str column_str(sqlite3_stmt *statement, int at)
{
    const char *text = (const char *)sqlite3_column_text(statement, at);
    return (struct str){text ? text : "",
                        (size_t)sqlite3_column_bytes(statement, at)};
}

static bool note(struct store *store, bool works)
{
    if (!works && !store->failing)
        log_error("store",
                  "%s: %s; the bot goes on, but what it does not "
                  "store now is forgotten with the next restart",
                  store->path, sqlite3_errmsg(store->db));
    else if (works && store->failing)
        log_info("store", "%s: works again", store->path);
    store->failing = !works;
    return works;
}

static void done(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

/* The next row. False: there is none (or it cannot be read). */
static bool step(struct store *store, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        note(store, false);
    return code == SQLITE_ROW;
}

/* Runs a statement without rows. */
static bool run(struct store *store, sqlite3_stmt *statement)
{
    bool works = sqlite3_step(statement) == SQLITE_DONE;
    int changes = sqlite3_total_changes(store->db);
    /* Before reset, which takes the message away. Success means nothing yet
     * within a transaction, or where no row changed: nothing was written. */
    if (!works ||
        (changes != store->changes && sqlite3_get_autocommit(store->db))) {
        note(store, works);
        store->changes = changes;
    }
    done(statement);
    return works;
}

static sqlite3_stmt *use_id(struct store *store, enum statement which,
                            struct str account, struct str id)
{
    sqlite3_stmt *statement = use(store, which);
    bind_str(statement, 1, account);
    bind_str(statement, 2, id);
    return statement;
}

/* Opening */

static enum status failed_open(struct store *store, const char *path,
                               struct error *err)
{
    int code = sqlite3_errcode(store->db);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return error_set(err, STATUS_FULL,
                         "\"state\": %s is in use by another careerbot; stop "
                         "that one, or give this one a file of its own",
                         path);
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        return error_set(err, STATUS_CORRUPT,
                         "\"state\": %s is damaged or no store of careerbot; "
                         "move it away, and a new one is made",
                         path);
    return error_set(err, STATUS_IO,
                     "\"state\": %s: %s; the folder must be there, and the "
                     "bot must be allowed to write in it",
                     path, sqlite3_errmsg(store->db));
}

/* A number that a pragma or query gives; -1: it failed. */
static int number_of(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static bool execute(struct store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* A file that is not empty must be ours. */
static enum status check_owner(struct store *store, struct error *err)
{
    int version = number_of(store, "PRAGMA user_version");
    int tables = number_of(store, "SELECT count(*) FROM sqlite_schema");
    int application = number_of(store, "PRAGMA application_id");
    if (version < 0 || tables < 0)
        return failed_open(store, store->path, err);
    store->is_new = tables == 0 && version == 0 && application == 0;
    if (store->is_new)
        return STATUS_OK;
    if (application != atoi(APPLICATION_ID))
        return error_set(err, STATUS_CORRUPT,
                         "\"state\": %s is a database of another program; "
                         "name another file",
                         store->path);
    if (version != SCHEMA_VERSION)
        return error_set(err, STATUS_CORRUPT,
                         "\"state\": %s was written by another version of "
                         "careerbot (format %d, not %d); move it away, and a "
                         "new one is made",
                         store->path, version, SCHEMA_VERSION);
    return STATUS_OK;
}

static bool make_tables(struct store *store)
{
    struct buf sql;
    buf_init(&sql, sizeof schema + 256);
    buf_printf(&sql, "BEGIN IMMEDIATE;%sPRAGMA user_version = %d;COMMIT",
               schema, SCHEMA_VERSION);
    bool made = execute(store, sql.ptr);
    buf_fini(&sql);
    return made;
}

enum status store_open(const char *where, struct store **out, struct error *err)
{
    const char *path = where + strlen("sqlite:");
    if (strncmp(where, "sqlite:", strlen("sqlite:")) != 0)
        return error_set(err, STATUS_INVALID,
                         "\"state\": \"%s\" is not sqlite:PATH", where);
    struct store *store = xcalloc(1, sizeof *store);
    store->path = xstrdup(path);
    enum status status = STATUS_OK;
    /* A new file is the bot's alone: it holds what people said. Those SQLite
     * puts beside it take after it. */
    mode_t mask = umask(S_IRWXG | S_IRWXO);
    int opened = sqlite3_open_v2(
        path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    umask(mask);
    /* The lock comes with the first use. Written ahead; synced to the disk
     * when that is folded into the file. */
    if (opened != SQLITE_OK ||
        !execute(store, "PRAGMA locking_mode = EXCLUSIVE"))
        status = failed_open(store, path, err);
    if (status == STATUS_OK) /* before anything of another's is changed */
        status = check_owner(store, err);
    if (status == STATUS_OK && !execute(store, "PRAGMA journal_mode = WAL;"
                                               "PRAGMA synchronous = NORMAL;"
                                               "PRAGMA secure_delete = ON;"
                                               "PRAGMA cache_size = -512"))
        status = failed_open(store, path, err);
    if (status == STATUS_OK && store->is_new && !make_tables(store))
        status = failed_open(store, path, err);
    if (status == STATUS_OK && !execute(store, "UPDATE outbox SET old = 1"))
        status = failed_open(store, path, err);
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *out = store;
    return STATUS_OK;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

void store_purge(struct store *store, int64_t before_ms, int64_t now_ms)
{
    static const enum statement purges[] = {PURGE_QUESTIONS, PURGE_REPLIES,
                                            PURGE_OUTBOX, PURGE_CONVERSATIONS};
    for (size_t i = 0; i < sizeof purges / sizeof *purges; i++) {
        sqlite3_stmt *statement = use(store, purges[i]);
        sqlite3_bind_int64(statement, 1,
                           purges[i] == PURGE_CONVERSATIONS ? now_ms
                                                            : before_ms);
        run(store, statement);
    }
    /* What was erased still stands in what was written ahead. On failure
     * the next time will do. */
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                              NULL);
}

/* Questions */

/* question.place: what sort of channel it was said in. */
enum { DIRECT = 1, GROUP = 2 };

static int place_of(const struct message *message)
{
    return (message->direct ? DIRECT : 0) | (message->group ? GROUP : 0);
}

uint64_t store_text_key(struct str text) /* FNV-1a, 64 bits */
{
    uint64_t key = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.len; i++)
        key = (key ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
    return key;
}

struct store_question store_find_question(struct store *store,
                                          struct str account, struct str id)
{
    struct store_question found = {0};
    sqlite3_stmt *statement = use_id(store, FIND_QUESTION, account, id);
    found.known = step(store, statement);
    if (found.known) {
        found.text_key = (uint64_t)sqlite3_column_int64(statement, 0);
        found.direct = sqlite3_column_int(statement, 1) & DIRECT;
        found.group = sqlite3_column_int(statement, 1) & GROUP;
        found.addressed = sqlite3_column_int(statement, 2);
    }
    done(statement);
    return found;
}

void store_take(struct store *store, struct str account,
                const struct message *message, int64_t now_ms)
{
    sqlite3_stmt *statement = use_id(store, TAKE, account, message->id);
    sqlite3_bind_int64(statement, 3, now_ms);
    sqlite3_bind_int64(statement, 4,
                       (sqlite3_int64)store_text_key(message->text));
    bind_str(statement, 5, message->channel);
    bind_str(statement, 6, message->thread);
    bind_str(statement, 7, message->person);
    bind_str(statement, 8, message->text);
    sqlite3_bind_int(statement, 9, (int)message->lang);
    sqlite3_bind_int(statement, 10, message->addressed);
    sqlite3_bind_int(statement, 11, place_of(message));
    sqlite3_bind_int64(statement, 12, message->sent_ms);
    run(store, statement);
}

/* The next question that may be tried behind *last_ms and last, copied into
 * the arena. */
static bool next_unanswered(struct store *store, struct str account,
                            struct str last, int64_t *last_ms,
                            struct arena *arena, struct message *out)
{
    sqlite3_stmt *statement = use_id(store, UNANSWERED, account, last);
    sqlite3_bind_int(statement, 3, STORE_TRIES);
    sqlite3_bind_int64(statement, 4, *last_ms);
    bool found = step(store, statement);
    if (found) {
        *out = (struct message){
            .id = arena_str(arena, column_str(statement, 0)),
            .channel = arena_str(arena, column_str(statement, 1)),
            .thread = arena_str(arena, column_str(statement, 2)),
            .person = arena_str(arena, column_str(statement, 3)),
            .text = arena_str(arena, column_str(statement, 4)),
            .lang = (enum lang)sqlite3_column_int(statement, 5),
            .addressed = sqlite3_column_int(statement, 6),
            .direct = sqlite3_column_int(statement, 7) & DIRECT,
            .group = sqlite3_column_int(statement, 7) & GROUP,
            .sent_ms = sqlite3_column_int64(statement, 8)};
        *last_ms = sqlite3_column_int64(statement, 9);
        if ((unsigned)out->lang >= LANG_COUNT)
            out->lang = LANG_AUTO;
    }
    done(statement);
    return found;
}

void store_each_unanswered(struct store *store, struct str account,
                           void (*fn)(const struct message *message,
                                      void *user),
                           void *user)
{
    struct arena *arenas[] = {arena_new(), arena_new()}; /* last, and this */
    struct message message;
    struct str last = STR("");
    int64_t last_ms = INT64_MIN;
    for (int at = 0; next_unanswered(store, account, last, &last_ms, arenas[at],
                                     &message) &&
                     run(store, use_id(store, COUNT_TRY, account, message.id));
         at = !at) {
        fn(&message, user);
        last = message.id;
        arena_reset(arenas[!at]);
    }
    arena_free(arenas[0]);
    arena_free(arenas[1]);
}

void store_close_question(struct store *store, struct str account,
                          struct str id)
{
    run(store, use_id(store, CLOSE_QUESTION, account, id));
}

/* Replies */

/* Ends a transaction; false: nothing of it is stored. */
static bool end_transaction(struct store *store, bool works)
{
    if (works && run(store, use(store, COMMIT)))
        return true;
    sqlite3_step(use(store, ROLLBACK)); /* SQLite may have done it itself */
    done(use(store, ROLLBACK));
    return false;
}

static bool put_removals(struct store *store, struct str account,
                         struct str question, int from, int64_t now_ms)
{
    sqlite3_stmt *statement = use_id(store, PUT_REMOVALS, account, question);
    sqlite3_bind_int(statement, 3, from);
    sqlite3_bind_int64(statement, 4, now_ms);
    sqlite3_bind_int64(statement, 5, store->undone_seq);
    return run(store, statement);
}

static bool put_part(struct store *store, struct str account,
                     const struct message *message, int number, struct str body,
                     bool old, int64_t now_ms)
{
    sqlite3_stmt *statement = use_id(store, PUT_PART, account, message->id);
    sqlite3_bind_int(statement, 3, number);
    bind_str(statement, 4, message->channel);
    bind_str(statement, 5, message->thread);
    bind_str(statement, 6, body);
    sqlite3_bind_int64(statement, 7, now_ms);
    sqlite3_bind_int(statement, 8, old);
    sqlite3_bind_int64(statement, 9, store->undone_seq);
    return run(store, statement);
}

enum status store_answer(struct store *store, struct str account,
                         const struct message *message,
                         const struct str *bodies, size_t count, bool old,
                         int64_t now_ms)
{
    if (!run(store, use(store, BEGIN)))
        return STATUS_IO;
    bool works =
        run(store, use_id(store, CLOSE_QUESTION, account, message->id)) &&
        put_removals(store, account, message->id, (int)count, now_ms);
    for (size_t i = 0; works && i < count; i++)
        works =
            put_part(store, account, message, (int)i, bodies[i], old, now_ms);
    return end_transaction(store, works) ? STATUS_OK : STATUS_IO;
}

void store_remove_reply(struct store *store, struct str account,
                        struct str question, int64_t now_ms)
{
    store_close_question(store, account, question);
    put_removals(store, account, question, 0, now_ms);
}

void store_each_channel(struct store *store, struct str account, size_t limit,
                        void (*fn)(struct str channel, void *user), void *user)
{
    sqlite3_stmt *statement = use(store, EACH_CHANNEL);
    bind_str(statement, 1, account);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)limit);
    while (step(store, statement))
        fn(column_str(statement, 0), user);
    done(statement);
}

void store_each_part(struct store *store, struct str account,
                     struct str channel, int64_t after, size_t limit,
                     void (*fn)(const struct store_part *part, void *user),
                     void *user)
{
    sqlite3_stmt *statement = use_id(store, EACH_PART, account, channel);
    sqlite3_bind_int64(statement, 3, after);
    sqlite3_bind_int64(statement, 4, (sqlite3_int64)limit);
    sqlite3_bind_int64(statement, 5, store->undone_seq);
    while (step(store, statement)) {
        struct store_part part = {.seq = sqlite3_column_int64(statement, 0),
                                  .question = column_str(statement, 1),
                                  .number = sqlite3_column_int(statement, 2),
                                  .channel = column_str(statement, 3),
                                  .thread = column_str(statement, 4),
                                  .body = column_str(statement, 5),
                                  .post = column_str(statement, 6),
                                  .created_ms =
                                      sqlite3_column_int64(statement, 7),
                                  .old = sqlite3_column_int(statement, 8)};
        fn(&part, user);
    }
    done(statement);
}

static bool end_part(struct store *store, struct str account,
                     const struct store_part *part, struct str post,
                     int64_t now_ms)
{
    bool kept = post.len > 0 && part->body.len > 0;
    if (!run(store, use(store, BEGIN)))
        return false;
    sqlite3_stmt *statement =
        use_id(store, kept ? PUT_REPLY : DROP_REPLY, account, part->question);
    sqlite3_bind_int(statement, 3, part->number);
    if (kept) {
        bind_str(statement, 4, part->channel);
        bind_str(statement, 5, part->thread);
        bind_str(statement, 6, post);
        sqlite3_bind_int64(statement, 7, now_ms);
    }
    bool works = run(store, statement);
    statement = use(store, END_PART);
    sqlite3_bind_int64(statement, 1, part->seq);
    return end_transaction(store, works && run(store, statement));
}

void store_part_done(struct store *store, struct str account,
                     const struct store_part *part, struct str post,
                     int64_t now_ms)
{
    if (!end_part(store, account, part, post, now_ms) &&
        part->seq > store->undone_seq)
        store->undone_seq = part->seq;
}

/* Conversations and values */

void store_keep_conversation(struct store *store,
                             const struct store_conversation *conversation)
{
    sqlite3_stmt *statement = use_id(
        store, KEEP_CONVERSATION, conversation->account, conversation->channel);
    bind_str(statement, 3, conversation->thread);
    bind_str(statement, 4, conversation->person);
    bind_str(statement, 5, conversation->topic);
    sqlite3_bind_int64(statement, 6, conversation->until_ms);
    run(store, statement);
}

void store_each_conversation(
    struct store *store, int64_t now_ms,
    void (*fn)(const struct store_conversation *conversation, void *user),
    void *user)
{
    sqlite3_stmt *statement = use(store, EACH_CONVERSATION);
    sqlite3_bind_int64(statement, 1, now_ms);
    while (step(store, statement)) {
        struct store_conversation conversation = {
            .account = column_str(statement, 0),
            .channel = column_str(statement, 1),
            .thread = column_str(statement, 2),
            .person = column_str(statement, 3),
            .topic = column_str(statement, 4),
            .until_ms = sqlite3_column_int64(statement, 5)};
        fn(&conversation, user);
    }
    done(statement);
}

void store_set(struct store *store, struct str account, const char *name,
               struct str value)
{
    sqlite3_stmt *statement = use_id(store, SET_VALUE, account, str_from(name));
    bind_str(statement, 3, value);
    run(store, statement);
}

struct str store_get(struct store *store, struct arena *arena,
                     struct str account, const char *name)
{
    struct str value = STR_NONE;
    sqlite3_stmt *statement = use_id(store, GET_VALUE, account, str_from(name));
    if (step(store, statement))
        value = arena_str(arena, column_str(statement, 0));
    done(statement);
    return value;
}
