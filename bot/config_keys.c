/* Every key: its type, default, limits and meaning; and the manual made of
 * it. */
#include "config_keys.h"

#include "config.h"

enum { HELP_COLUMN = 22, HELP_WIDTH = 79 };

#define FILE_KEY(member) offsetof(struct config, member)
#define LIMIT_KEY(member) offsetof(struct limits, member)
#define MODEL_KEY(member) offsetof(struct model_config, member)
#define PLATFORM_KEY(member) offsetof(struct platform_config, member)

const struct config_key config_keys[] = {
    {"knowledge", KEY_PATH, IN_FILE, FILE_KEY(knowledge), "\"knowledge.pack\"",
     "the pack to answer from", 0, 0},
    {"state", KEY_STATE, IN_FILE, FILE_KEY(state), "\"sqlite:careerbot.db\"",
     "sqlite:PATH, a file for what the bot must not forget: questions and "
     "replies on their way, conversations; the web chat needs none",
     0, 0},
    {"listen", KEY_ADDRESS, IN_FILE, FILE_KEY(listen), "\"127.0.0.1:8080\"",
     "address of the chat page and the API; port 0: any free one; null: none",
     0, 0},
    {"hosts", KEY_NAMES, IN_FILE, FILE_KEY(hosts), "[]",
     "other names the chat page is reached by, as behind a proxy", 0, 0},
    {"language", KEY_LANG, IN_FILE, FILE_KEY(language), "\"auto\"",
     "auto (as asked), en, zh-Hant or zh-Hans", 0, 0},
    {"allow_plaintext", KEY_BOOL, IN_FILE, FILE_KEY(allow_plaintext), "false",
     "allow http:// and ws:// to other machines", 0, 0},
    {"limits", KEY_LIMITS, IN_FILE, FILE_KEY(limits), "{}",
     "how much is too much; see below", 0, 0},
    {"model", KEY_MODEL, IN_FILE, FILE_KEY(model), NULL,
     "a language model that may read questions the bot is not sure of; see "
     "below; not given: none, and no question is sent anywhere",
     0, 0},
    /* last: its entries take over what stands above */
    {"platforms", KEY_PLATFORMS, IN_FILE, 0, "[]", "where to chat; see below",
     0, 0},

    {"person_per_minute", KEY_NUMBER, IN_FILE_LIMITS | IN_PLATFORM_LIMITS,
     LIMIT_KEY(person_per_minute), "20",
     "questions of one person in a minute; 0: any number", 0, 100000},
    {"channel_per_second", KEY_NUMBER, IN_FILE_LIMITS | IN_PLATFORM_LIMITS,
     LIMIT_KEY(channel_per_second), "5",
     "messages the bot sends to one channel in a second; 0: any number", 0,
     100000},
    {"http_per_minute", KEY_NUMBER, IN_FILE_LIMITS, LIMIT_KEY(http_per_minute),
     "120",
     "questions of one address in a minute, to /api/ask and as many on the "
     "chat page; 0: any number",
     0, 100000},

    {"url", KEY_TEXT, IN_MODEL, MODEL_KEY(url), NULL,
     "the base of an OpenAI-compatible API, as http://127.0.0.1:8081/v1", 0, 0},
    {"name", KEY_TEXT, IN_MODEL, MODEL_KEY(name), NULL,
     "the model, as that server calls it", 0, 0},
    {"key_env", KEY_ENV, IN_MODEL, MODEL_KEY(key_env), NULL,
     "the environment variable that holds the key, where one is needed", 0, 0},
    {"key_file", KEY_TOKEN, IN_MODEL, MODEL_KEY(key), NULL,
     "instead of key_env: a file that holds nothing but the key", 0, 0},
    {"timeout_ms", KEY_NUMBER, IN_MODEL, MODEL_KEY(timeout_ms), "4000",
     "milliseconds a question waits for it; then it is answered without", 100,
     10000},
    {"per_minute", KEY_NUMBER, IN_MODEL, MODEL_KEY(per_minute), "30",
     "questions it is asked in a minute; 0: any number", 0, 100000},
    {"allow_plaintext", KEY_BOOL, IN_MODEL, MODEL_KEY(allow_plaintext), NULL,
     "as above, for its url", 0, 0},
    {"ca_file", KEY_PATH, IN_MODEL, MODEL_KEY(ca_file), NULL,
     "certificates (PEM) to trust besides the system's", 0, 0},
    {"proxy", KEY_TEXT, IN_MODEL, MODEL_KEY(proxy), NULL,
     "HOST:PORT of the proxy to go through", 0, 0},

    {"type", KEY_TEXT, IN_WEB | IN_MATTERMOST, PLATFORM_KEY(type), NULL,
     "web or mattermost", 0, 0},
    {"url", KEY_TEXT, IN_MATTERMOST, PLATFORM_KEY(url), NULL,
     "the server, as https://chat.example.org", 0, 0},
    {"token_env", KEY_ENV, IN_MATTERMOST, PLATFORM_KEY(token_env), NULL,
     "the environment variable that holds the bot's token", 0, 0},
    {"token_file", KEY_TOKEN, IN_MATTERMOST, PLATFORM_KEY(token), NULL,
     "instead of token_env: a file that holds nothing but the token", 0, 0},
    {"answer_when", KEY_WHEN, IN_MATTERMOST, PLATFORM_KEY(answer_when),
     "\"mentioned\"",
     "mentioned; thread: also in threads it has answered in; always: whatever "
     "is plainly a question for it",
     0, 0},
    {"prefix", KEY_TEXT, IN_MATTERMOST, PLATFORM_KEY(prefix), NULL,
     "a word that addresses the bot at the beginning of a message, as "
     "\"!career\"",
     0, 0},
    {"catch_up_minutes", KEY_NUMBER, IN_MATTERMOST,
     PLATFORM_KEY(catch_up_minutes), "15",
     "how far back questions are answered that were missed while the bot was "
     "away; 0: none",
     0, 1440},
    {"callback_url", KEY_TEXT, IN_MATTERMOST, PLATFORM_KEY(callback_url), NULL,
     "where the Mattermost server reaches this bot's \"listen\", as "
     "http://careerbot.internal:8080; choices then become buttons",
     0, 0},
    {"channels", KEY_NAMES, IN_MATTERMOST, PLATFORM_KEY(channels), "[]",
     "ids of the channels to answer in; none: all", 0, 0},
    {"deny_channels", KEY_NAMES, IN_MATTERMOST, PLATFORM_KEY(deny_channels),
     "[]", "ids of channels to keep silent in", 0, 0},
    {"admins", KEY_NAMES, IN_MATTERMOST, PLATFORM_KEY(admins), "[]",
     "ids of people who administer the bot; this version has no commands for "
     "them",
     0, 0},
    {"language", KEY_LANG, IN_WEB | IN_MATTERMOST, PLATFORM_KEY(language), NULL,
     "as above, for this platform", 0, 0},
    {"limits", KEY_LIMITS, IN_WEB | IN_MATTERMOST, PLATFORM_KEY(limits), NULL,
     "as above, for this platform", 0, 0},
    {"allow_plaintext", KEY_BOOL, IN_MATTERMOST, PLATFORM_KEY(allow_plaintext),
     NULL, "as above, for this platform", 0, 0},
    {"ca_file", KEY_PATH, IN_MATTERMOST, PLATFORM_KEY(ca_file), NULL,
     "certificates (PEM) to trust besides the system's", 0, 0},
    {"proxy", KEY_TEXT, IN_MATTERMOST, PLATFORM_KEY(proxy), NULL,
     "HOST:PORT of the proxy to go through", 0, 0},
    {"connect_timeout_s", KEY_NUMBER, IN_MATTERMOST,
     PLATFORM_KEY(connect_timeout_s), "20", "seconds until connecting fails", 1,
     300},
    {NULL, KEY_TEXT, 0, 0, NULL, NULL, 0, 0},
};

const struct config_type config_types[] = {
    {"web", IN_WEB}, {"mattermost", IN_MATTERMOST},
    {"slack", 0},    {"discord", 0},
    {"irc", 0},      {NULL, 0}};

/* Adds a text word by word, in lines that begin at HELP_COLUMN. */
static void add_wrapped(struct buf *out, struct str text)
{
    size_t column = HELP_COLUMN;
    while (text.ptr) {
        struct str word = str_split(&text, ' ');
        if (column > HELP_COLUMN && column + 1 + word.len > HELP_WIDTH) {
            buf_printf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add(out, word);
        column += word.len;
    }
}

static void help_keys(struct buf *out, const char *title, unsigned where)
{
    buf_printf(out, "\n%s\n", title);
    for (const struct config_key *key = config_keys; key->name; key++) {
        if (!(key->where & where))
            continue;
        struct buf help;
        buf_init(&help, 1024);
        buf_add_z(&help, key->help);
        if (key->fallback)
            buf_printf(&help, " (default %s)", key->fallback);
        buf_printf(out, "  %-*s", HELP_COLUMN - 2, key->name);
        add_wrapped(out, buf_str(&help));
        buf_add_char(out, '\n');
        buf_fini(&help);
    }
}

void config_help(struct buf *out)
{
    help_keys(out, "Keys of the file:", IN_FILE);
    help_keys(out, "In \"limits\":", IN_FILE_LIMITS);
    help_keys(out, "In \"model\":", IN_MODEL);
    help_keys(out, "In an entry of \"platforms\" of type web:", IN_WEB);
    help_keys(
        out, "In an entry of \"platforms\" of type mattermost:", IN_MATTERMOST);
}
