/* Asks one thing after the other: what server it is, who the bot is, where it
 * is, what it may do there, and whether the WebSocket opens. */
#include "mattermost_check.h"

#include "arena.h"
#include "mattermost_in.h"
#include "mattermost_rest.h"
#include "ws.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    TIMEOUT_MS = 15 * 1000,
    HELLO_MS = 15 * 1000,
    BODY_BYTES = 16 * 1024 * 1024,
    PATH_BYTES = 256,
    URL_BYTES = 4096,
    QUEUE_BYTES = 1024,
    NAMES_SHOWN = 12,
};

struct check {
    struct reactor *reactor;
    const struct mattermost_api *api;
    const struct platform_config *config;
    struct buf *report;
    struct arena *arena;
    size_t faults;
    bool unreachable;

    struct mattermost_self self;
    struct mattermost_team *teams;
    size_t team_count, team_at;
    size_t channel_count, direct_count;
    struct buf names; /* of channels */
    bool *found;      /* for each of the configuration's channels */
    /* Memberships of the team being asked about: "role role", by channel. */
    struct mattermost_channel *channels;
    size_t here_count;
    struct str system_roles, *team_roles;
    cJSON *members;

    struct ws *ws;
    struct timer *timer;
};

static void fault(struct check *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void fault(struct check *c, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    buf_printf(c->report, "fault: %s\n", text);
    c->faults++;
}

static void end(struct check *c)
{
    reactor_stop(c->reactor);
}

/* Asks the next thing; done goes on. */
static void ask(struct check *c, const char *method, const char *path,
                struct str body, http_done_fn done)
{
    struct mattermost_call call = {.method = method,
                                   .path = path,
                                   .body = body,
                                   .timeout_ms = TIMEOUT_MS,
                                   .max_bytes = BODY_BYTES};
    if (mattermost_call(c->api, &call, done, c) != STATUS_OK) {
        fault(c, "%s%s cannot be asked for", c->api->server, path);
        end(c);
    }
}

/* Whatever is not a plain success ends the check and returns true. */
static bool failed(struct check *c, const struct http_response *response,
                   const char *what)
{
    if (response->status != STATUS_OK) {
        fault(c, "%s cannot be reached: %s", c->api->server, response->problem);
        c->unreachable = true;
    } else if (response->code == 429) {
        fault(c, "the server has had too many requests (HTTP 429); try again "
                 "later");
    } else if (response->code != 200) {
        fault(c, "%s was answered with HTTP %ld", what, response->code);
    } else {
        return false;
    }
    end(c);
    return true;
}

/* The WebSocket: the last step */

static void on_open(void *user)
{
    (void)user; /* the hello counts */
}

static void on_text(struct str text, void *user)
{
    struct check *c = user;
    struct mattermost_frame frame;
    mattermost_read(c->arena, text, &c->self, &frame);
    if (frame.kind != MATTERMOST_HELLO)
        return;
    buf_add_z(c->report, "the WebSocket opens\n");
    if (frame.id.len == 0)
        buf_add_z(c->report,
                  "the server does not resume lost connections "
                  "(EnableReliableWebSockets is off); what is missed is "
                  "fetched instead\n");
    end(c);
}

static void on_closed(enum status why, const char *problem, int http_code,
                      void *user)
{
    struct check *c = user;
    (void)why, (void)http_code;
    fault(c,
          "the WebSocket does not open: %s; a proxy before the server must "
          "pass \"Upgrade\" on for /api/v4/websocket",
          problem);
    end(c);
}

static void on_no_hello(void *user)
{
    struct check *c = user;
    fault(c, "the WebSocket opens, but the server does not greet the bot");
    end(c);
}

static void open_socket(struct check *c)
{
    struct buf url;
    struct error err;
    buf_init(&url, URL_BYTES);
    buf_printf(&url, "ws%s/api/v4/websocket", c->api->server + strlen("http"));
    struct ws_options options = {
        .url = url.ptr,
        .headers = {c->api->authorization},
        .ca_file = c->config->ca_file,
        .proxy = c->config->proxy,
        .allow_plaintext = c->config->allow_plaintext,
        .connect_timeout_ms = TIMEOUT_MS,
        .max_message_bytes = MATTERMOST_FRAME_BYTES,
        .max_queued_bytes = QUEUE_BYTES,
        .on_open = on_open,
        .on_text = on_text,
        .on_closed = on_closed,
        .user = c,
    };
    timer_start(c->timer, HELLO_MS);
    if (ws_connect(c->reactor, &options, &c->ws, &err) != STATUS_OK) {
        fault(c, "the WebSocket cannot be opened: %s", err.text);
        end(c);
    }
    buf_fini(&url);
}

/* Channels that the configuration names */

static void check_names(struct check *c)
{
    for (size_t i = 0; i < c->config->channels.count; i++)
        if (!c->found[i])
            fault(c,
                  "\"channels\": %s is the id of no channel the bot is in; a "
                  "channel's id is shown under \"View Info\" of its menu",
                  c->config->channels.items[i]);
}

static void finish_teams(struct check *c)
{
    buf_printf(c->report, "it is in %zu team%s and %zu channel%s%s%.*s",
               c->team_count, c->team_count == 1 ? "" : "s", c->channel_count,
               c->channel_count == 1 ? "" : "s", c->names.len ? ": " : "",
               STR_ARG(buf_str(&c->names)));
    if (c->channel_count > NAMES_SHOWN)
        buf_add_z(c->report, ", ...");
    buf_printf(c->report, "; and %zu direct or group conversation%s\n",
               c->direct_count, c->direct_count == 1 ? "" : "s");
    if (c->channel_count + c->direct_count == 0)
        fault(c, "the bot is in no channel; add it to those it should answer "
                 "in, as one adds a person");
    check_names(c);
    open_socket(c);
}

/* What the bot may do in the channels of one team */

static void next_team(struct check *c);

static bool has_word(struct str list, struct str word)
{
    while (list.ptr)
        if (str_eq(str_split(&list, ' '), word))
            return true;
    return false;
}

/* Does one of the roles in the list ("channel_user channel_admin") allow
 * what is asked for? */
static bool allows(const cJSON *roles, struct str list, const char *permission)
{
    const cJSON *role, *allowed;
    struct str name;
    cJSON_ArrayForEach(role, roles)
    {
        if (!json_str(role, "name", &name) || !has_word(list, name))
            continue;
        cJSON_ArrayForEach(allowed, json_get(role, "permissions"))
        {
            if (cJSON_IsString(allowed) &&
                strcmp(allowed->valuestring, permission) == 0)
                return true;
        }
    }
    return false;
}

static struct str channel_name(const struct check *c, struct str id)
{
    for (size_t i = 0; i < c->here_count; i++)
        if (str_eq(c->channels[i].id, id))
            return c->channels[i].name.len ? c->channels[i].name : id;
    return id;
}

static void on_roles(const struct http_response *response, void *user)
{
    struct check *c = user;
    cJSON *roles;
    const cJSON *member;
    struct str id, list;
    if (failed(c, response, "the list of permissions"))
        return;
    if (json_parse(response->body, &roles, NULL) != STATUS_OK) {
        fault(c, "the list of permissions makes no sense");
        end(c);
        return;
    }
    cJSON_ArrayForEach(member, c->members)
    {
        if (!mattermost_read_id(member, "channel_id", &id) ||
            !json_str(member, "roles", &list))
            continue;
        struct str all = arena_printf(c->arena, "%.*s %.*s %.*s", STR_ARG(list),
                                      STR_ARG(c->team_roles[c->team_at]),
                                      STR_ARG(c->system_roles));
        struct str name = channel_name(c, id);
        if (!allows(roles, all, "create_post"))
            fault(c,
                  "the bot may not write in %.*s (no permission create_post "
                  "in its roles: %.*s); ask an administrator",
                  STR_ARG(name), STR_ARG(all));
        else if (!allows(roles, all, "edit_post") ||
                 !allows(roles, all, "delete_post"))
            buf_printf(c->report,
                       "in %.*s it may not change or remove its replies when "
                       "a question is edited or deleted (permissions "
                       "edit_post, delete_post)\n",
                       STR_ARG(name));
    }
    json_free(roles);
    json_free(c->members);
    c->members = NULL;
    c->team_at++;
    next_team(c);
}

/* ["channel_user","team_user",...], each once. */
static void add_roles(struct buf *out, struct str list, struct buf *seen)
{
    while (list.ptr) {
        struct str role = str_split(&list, ' ');
        if (role.len == 0 || has_word(buf_str(seen), role))
            continue;
        buf_printf(seen, "%.*s ", STR_ARG(role));
        buf_add_z(out, out->len > 1 ? "," : "");
        buf_add_json(out, role);
    }
}

static void on_members(const struct http_response *response, void *user)
{
    struct check *c = user;
    const cJSON *member;
    struct str list;
    struct buf wanted, seen;
    if (failed(c, response, "the list of the bot's memberships"))
        return;
    if (json_parse(response->body, &c->members, NULL) != STATUS_OK) {
        fault(c, "the list of the bot's memberships makes no sense");
        end(c);
        return;
    }
    buf_init(&wanted, URL_BYTES);
    buf_init(&seen, URL_BYTES);
    buf_add_char(&wanted, '[');
    add_roles(&wanted, c->system_roles, &seen);
    add_roles(&wanted, c->team_roles[c->team_at], &seen);
    cJSON_ArrayForEach(member, c->members)
    {
        if (json_str(member, "roles", &list))
            add_roles(&wanted, list, &seen);
    }
    buf_add_char(&wanted, ']');
    ask(c, "POST", "/roles/names", buf_str(&wanted), on_roles);
    buf_fini(&wanted);
    buf_fini(&seen);
}

static void note_channel(struct check *c,
                         const struct mattermost_channel *channel)
{
    bool of_team = channel->type == 'O' || channel->type == 'P';
    for (size_t i = 0; i < c->config->channels.count; i++)
        if (str_eq(str_from(c->config->channels.items[i]), channel->id))
            c->found[i] = true;
    if (!of_team) {
        c->direct_count += c->team_at == 0; /* they come with every team */
        return;
    }
    if (c->channel_count++ < NAMES_SHOWN)
        buf_printf(&c->names, "%s%.*s", c->names.len ? ", " : "",
                   STR_ARG(channel->name));
}

static void on_channels(const struct http_response *response, void *user)
{
    struct check *c = user;
    char path[PATH_BYTES];
    if (failed(c, response, "the list of the bot's channels"))
        return;
    if (mattermost_read_channels(c->arena, response->body, &c->channels,
                                 &c->here_count) != STATUS_OK) {
        fault(c, "the list of the bot's channels makes no sense");
        end(c);
        return;
    }
    for (size_t i = 0; i < c->here_count; i++)
        note_channel(c, &c->channels[i]);
    snprintf(path, sizeof path, "/users/me/teams/%.*s/channels/members",
             STR_ARG(c->teams[c->team_at].id));
    ask(c, "GET", path, STR(""), on_members);
}

static void next_team(struct check *c)
{
    char path[PATH_BYTES];
    if (c->team_at == c->team_count) {
        finish_teams(c);
        return;
    }
    snprintf(path, sizeof path, "/users/me/teams/%.*s/channels",
             STR_ARG(c->teams[c->team_at].id));
    ask(c, "GET", path, STR(""), on_channels);
}

/* Who the bot is, and which teams it is in */

static void on_team_members(const struct http_response *response, void *user)
{
    struct check *c = user;
    cJSON *members;
    const cJSON *member;
    struct str id, list;
    if (failed(c, response, "the list of the bot's teams"))
        return;
    c->team_roles =
        arena_alloc_array(c->arena, c->team_count, sizeof *c->team_roles);
    if (json_parse(response->body, &members, NULL) == STATUS_OK) {
        cJSON_ArrayForEach(member, members)
        {
            for (size_t i = 0; i < c->team_count; i++)
                if (mattermost_read_id(member, "team_id", &id) &&
                    str_eq(id, c->teams[i].id) &&
                    json_str(member, "roles", &list))
                    c->team_roles[i] = arena_str(c->arena, list);
        }
        json_free(members);
    }
    next_team(c);
}

static void on_teams(const struct http_response *response, void *user)
{
    struct check *c = user;
    if (failed(c, response, "the list of the bot's teams"))
        return;
    if (mattermost_read_teams(c->arena, response->body, &c->teams,
                              &c->team_count) != STATUS_OK) {
        fault(c, "the list of the bot's teams makes no sense");
        end(c);
    } else if (c->team_count == 0) {
        fault(c, "the bot is in no team; add it to one (its menu, \"Invite "
                 "People\"), then to the channels it should answer in");
        open_socket(c);
    } else {
        ask(c, "GET", "/users/me/teams/members", STR(""), on_team_members);
    }
}

static void on_me(const struct http_response *response, void *user)
{
    struct check *c = user;
    cJSON *json;
    struct str roles;
    bool is_bot;
    if (response->status == STATUS_OK && response->code == 401) {
        fault(c, "the server refuses the token: check that it is the bot "
                 "account's and has not been revoked, and that the account is "
                 "enabled");
        end(c);
        return;
    }
    if (failed(c, response, "the question who the bot is"))
        return;
    if (mattermost_read_self(c->arena, response->body, &c->self, &is_bot) !=
            STATUS_OK ||
        json_parse(response->body, &json, NULL) != STATUS_OK) {
        fault(c, "the server does not answer like Mattermost; check \"url\"");
        end(c);
        return;
    }
    if (json_str(json, "roles", &roles))
        c->system_roles = arena_str(c->arena, roles);
    json_free(json);
    if (is_bot)
        buf_printf(c->report, "the token is that of the bot account @%.*s\n",
                   STR_ARG(c->self.name));
    else
        fault(c,
              "the token belongs to a person, @%.*s; make a bot account "
              "(Integrations > Bot Accounts) and use its token",
              STR_ARG(c->self.name));
    ask(c, "GET", "/users/me/teams", STR(""), on_teams);
}

static void on_server(const struct http_response *response, void *user)
{
    struct check *c = user;
    cJSON *json;
    struct str version;
    if (response->status != STATUS_OK) {
        failed(c, response, "");
        return;
    }
    bool known = response->code == 200 &&
                 json_parse(response->body, &json, NULL) == STATUS_OK;
    if (known) {
        known = json_str(json, "Version", &version);
        if (known)
            buf_printf(c->report, "Mattermost %.*s answers there\n",
                       STR_ARG(version));
        json_free(json);
    }
    if (!known && response->code != 401 && response->code != 429) {
        fault(c,
              "%s does not answer like a Mattermost server (HTTP %ld to "
              "/api/v4/config/client); check \"url\"",
              c->api->server, response->code);
        end(c);
        return;
    }
    ask(c, "GET", "/users/me", STR(""), on_me);
}

enum status mattermost_check(struct reactor *reactor,
                             const struct mattermost_api *api,
                             const struct platform_config *config,
                             struct buf *report)
{
    struct check c = {.reactor = reactor,
                      .api = api,
                      .config = config,
                      .report = report,
                      .arena = arena_new()};
    buf_init(&c.names, URL_BYTES);
    c.found = arena_alloc_array(c.arena, config->channels.count, sizeof(bool));
    c.timer = timer_new(reactor, on_no_hello, &c);
    ask(&c, "GET", "/config/client?format=old", STR(""), on_server);
    reactor_run(reactor);
    ws_close(c.ws);
    timer_free(c.timer);
    json_free(c.members);
    buf_fini(&c.names);
    arena_free(c.arena);
    return c.unreachable ? STATUS_IO : c.faults ? STATUS_INVALID : STATUS_OK;
}
