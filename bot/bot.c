/* From a message to its answer, one arena each. Knows neither what the answer
 * says nor how the platform shows it. */
#include "bot.h"

#include "dialogue.h"
#include "gate.h"
#include "log.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>

struct bot {
    const struct knowledge *knowledge;
    struct gate *gate;
    struct dialogue *dialogue;
    bot_clock_fn clock;
    void *clock_user;
};

struct bot *bot_new(const struct knowledge *knowledge, bot_clock_fn clock,
                    void *clock_user)
{
    struct bot *bot = xcalloc(1, sizeof *bot);
    *bot = (struct bot){.knowledge = knowledge,
                        .gate = gate_new(),
                        .dialogue = dialogue_new(),
                        .clock = clock,
                        .clock_user = clock_user};
    return bot;
}

void bot_free(struct bot *bot)
{
    if (!bot)
        return;
    gate_free(bot->gate);
    dialogue_free(bot->dialogue);
    free(bot);
}

void bot_set_knowledge(struct bot *bot, const struct knowledge *knowledge)
{
    bot->knowledge = knowledge;
}

const struct knowledge *bot_knowledge(const struct bot *bot)
{
    return bot->knowledge;
}

static enum lang language(const struct message *message,
                          const struct platform_config *config)
{
    return message->lang != LANG_AUTO ? message->lang : config->language;
}

static void deliver(const struct bot_route *route, struct platform *to,
                    const struct message *message, const struct answer *answer)
{
    struct reply reply = {.to = message, .answer = answer};
    enum status status = route->ops->send(to, &reply);
    if (status != STATUS_OK)
        log_warn(route->ops->name, "an answer could not be sent: %s",
                 status_name(status));
}

/* The one notice for somebody who asks too fast. */
static void slow_down(const struct bot_route *route, struct platform *to,
                      const struct message *message, enum lang lang, int wait_s)
{
    static const char *const notices[LANG_COUNT] = {
        [LANG_AUTO] = "That was a lot in one minute. I answer again in %d s.",
        [LANG_EN] = "That was a lot in one minute. I answer again in %d s.",
        [LANG_ZH_HANT] = "您一分鐘內問得太多了，請在 %d 秒後再問。",
        [LANG_ZH_HANS] = "您一分钟内问得太多了，请在 %d 秒后再问。",
    };
    char text[256];
    snprintf(text, sizeof text, notices[lang], wait_s);
    struct answer_block block = {.type = BLOCK_NOTE, .text = str_from(text)};
    struct answer answer = {
        .kind = KIND_SMALLTALK, .lang = lang, .blocks = &block};
    deliver(route, to, message, &answer);
}

void bot_on_message(struct platform *from, const struct message *message,
                    void *user)
{
    const struct bot_route *route = user;
    struct bot *bot = route->bot;
    int64_t now_ms = bot->clock(bot->clock_user);
    struct gate_context context = {
        .platform = from,
        .config = route->config,
        .expected = dialogue_expects(bot->dialogue, from, message, now_ms),
        .in_thread = dialogue_in_thread(bot->dialogue, from, message, now_ms),
        .now_ms = now_ms};
    struct topic topic = dialogue_topic(bot->dialogue, from, message, now_ms);
    enum lang lang = language(message, route->config);
    int wait_s;
    enum gate_verdict verdict =
        gate_check(bot->gate, message, &context, &wait_s);
    if (verdict == GATE_IGNORE)
        return;
    if (verdict == GATE_SLOW_DOWN) {
        slow_down(route, from, message, lang ? lang : topic.lang, wait_s);
        return;
    }
    struct arena *arena = arena_new();
    struct answer answer = {0};
    struct question question = {.text = message->text,
                                .lang = lang,
                                .addressed = verdict == GATE_ANSWER};
    knowledge_answer(bot->knowledge, arena, &question, &topic, &answer);
    if (!answer.silent &&
        (verdict == GATE_ANSWER || gate_count(bot->gate, message, &context))) {
        dialogue_keep(bot->dialogue, from, message, &topic, now_ms);
        deliver(route, from, message, &answer);
    }
    arena_free(arena);
}
