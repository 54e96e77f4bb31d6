/* From a message to its answer, one arena each. Knows neither what the answer
 * says nor how the platform shows it. */
#include "bot.h"

#include "dialogue.h"
#include "gate.h"
#include "log.h"
#include "rewrite.h"
#include "taken.h"
#include "topic_text.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    EDIT_MS = 60 * 1000, /* a change within a minute asks again */
    TOPIC_BYTES = 4096,
};

/* Below this confidence of an answer the language model is asked, if there is
 * one: a guessed subject, an occupation we do not know, a list without a wish.
 * What the matcher has read in full lies well above. */
static const double SURE = 0.65;

struct bot {
    const struct knowledge *knowledge;
    struct store *store;
    struct rewriter *rewriter; /* NULL: there is no language model */
    struct taken_list waiting; /* for it */
    struct gate *gate;
    struct dialogue *dialogue;
    struct bot_clock clock;
};

static int64_t unix_ms(const struct bot *bot)
{
    return bot->clock.unix_ms(bot->clock.user);
}

static int64_t said_ms(const struct bot *bot, const struct message *message)
{
    return message->sent_ms > 0 ? message->sent_ms : unix_ms(bot);
}

/* The same on the clock of the limits: who is answered late has not asked
 * faster for it. */
static int64_t asked_ms(const struct bot *bot, const struct message *message)
{
    int64_t age_ms = unix_ms(bot) - said_ms(bot, message);
    return bot->clock.now_ms(bot->clock.user) - (age_ms > 0 ? age_ms : 0);
}

static void on_conversation(const struct store_conversation *kept, void *user)
{
    struct bot *bot = user;
    struct topic topic;
    struct message message = {.channel = kept->channel,
                              .thread = kept->thread,
                              .person = kept->person};
    if (topic_read(kept->topic, &topic))
        dialogue_keep(bot->dialogue, kept->account, &message, &topic,
                      kept->until_ms);
}

struct bot *bot_new(const struct knowledge *knowledge, struct store *store,
                    const struct bot_clock *clock)
{
    struct bot *bot = xcalloc(1, sizeof *bot);
    *bot = (struct bot){.knowledge = knowledge,
                        .store = store,
                        .gate = gate_new(),
                        .dialogue = dialogue_new(),
                        .clock = *clock};
    if (store)
        store_each_conversation(store, unix_ms(bot), on_conversation, bot);
    return bot;
}

void bot_free(struct bot *bot)
{
    if (!bot)
        return;
    while (
        bot->waiting.first) { /* the store has them, or the page asks again */
        struct taken *t = bot->waiting.first;
        taken_out(&bot->waiting, t);
        taken_free(t);
    }
    gate_free(bot->gate);
    dialogue_free(bot->dialogue);
    free(bot);
}

void bot_set_knowledge(struct bot *bot, const struct knowledge *knowledge)
{
    bot->knowledge = knowledge;
}

void bot_set_rewriter(struct bot *bot, struct rewriter *rewriter)
{
    bot->rewriter = rewriter;
}

const struct knowledge *bot_knowledge(const struct bot *bot)
{
    return bot->knowledge;
}

static struct str account_of(const struct bot_route *route)
{
    return str_from(route->config->account);
}

static enum lang language(const struct message *message,
                          const struct platform_config *config)
{
    return message->lang != LANG_AUTO ? message->lang : config->language;
}

/* Hands the answer over; NULL: there is none, and that is the end of it. */
static void reply(const struct bot_route *route, struct platform *to,
                  struct arena *arena, const struct message *message,
                  const struct answer *answer, bool look)
{
    struct reply reply = {.to = message, .answer = answer};
    struct str bodies[REPLY_PARTS];
    if (route->deliver) {
        size_t count =
            answer ? route->ops->write(to, &reply, arena, bodies) : 0;
        deliver_reply(route->deliver, message, bodies, count, look);
        return;
    }
    enum status status = answer ? route->ops->send(to, &reply) : STATUS_OK;
    if (status == STATUS_CLOSED)
        log_debug(route->ops->name, "who asked has gone");
    else if (status != STATUS_OK)
        log_warn(route->ops->name, "an answer could not be sent: %s",
                 status_name(status));
}

/* The one notice for somebody who asks too fast. */
static void slow_down(const struct bot_route *route, struct platform *to,
                      struct arena *arena, const struct message *message,
                      enum lang lang, int wait_s)
{
    static const char *const notices[LANG_COUNT] = {
        [LANG_AUTO] = "That was a lot in one minute. I answer again in %d s.",
        [LANG_EN] = "That was a lot in one minute. I answer again in %d s.",
        [LANG_ZH_HANT] = "你一分鐘內問得太多了，請在 %d 秒後再問。",
        [LANG_ZH_HANS] = "你一分钟内问得太多了，请在 %d 秒后再问。",
    };
    char text[256];
    snprintf(text, sizeof text, notices[lang], wait_s);
    struct answer_block block = {.type = BLOCK_NOTE, .text = str_from(text)};
    struct answer answer = {
        .kind = KIND_SMALLTALK, .lang = lang, .blocks = &block};
    reply(route, to, arena, message, &answer, false);
}

/* What the conversation is about from now on. */
static void keep_topic(const struct bot_route *route,
                       const struct message *message, const struct topic *topic)
{
    struct bot *bot = route->bot;
    int64_t until_ms = said_ms(bot, message) + DIALOGUE_KEEP_MS;
    struct buf text;
    dialogue_keep(bot->dialogue, account_of(route), message, topic, until_ms);
    if (!route->deliver)
        return;
    buf_init(&text, TOPIC_BYTES);
    topic_write(&text, topic);
    struct store_conversation kept = {.account = account_of(route),
                                      .channel = message->channel,
                                      .thread = dialogue_thread(message),
                                      .person = message->person,
                                      .topic = buf_str(&text),
                                      .until_ms = until_ms};
    store_keep_conversation(bot->store, &kept);
    buf_fini(&text);
}

/* A message as it was read. */
struct reading {
    struct arena *arena;
    struct topic before, topic;
    struct answer answer;
};

/* Reads a message that has got through the gate. Ends with give or drop. */
static void read_message(const struct taken *t, struct reading *r)
{
    const struct bot *bot = t->route->bot;
    const struct message *message = &t->message;
    *r = (struct reading){.arena = arena_new()};
    r->before = dialogue_topic(bot->dialogue, account_of(t->route), message,
                               said_ms(bot, message));
    r->topic = r->before;
    struct question question = {.text = message->text,
                                .lang = language(message, t->route->config),
                                .addressed = message->addressed};
    knowledge_answer(bot->knowledge, r->arena, &question, &r->topic,
                     &r->answer);
}

static void drop_reading(struct reading *r)
{
    arena_free(r->arena);
}

static void give_answer(const struct taken *t, struct reading *r)
{
    struct bot *bot = t->route->bot;
    const struct message *message = &t->message;
    bool speaks =
        !r->answer.silent &&
        (message->addressed || gate_count(bot->gate, message, &t->context));
    if (speaks)
        keep_topic(t->route, message, &r->topic);
    reply(t->route, t->platform, r->arena, message, speaks ? &r->answer : NULL,
          t->again);
    drop_reading(r);
}

/* Reads it as the model has, unless that says less: its query must be one for
 * this knowledge, and never takes an answer away. */
static bool read_again(const struct taken *t, struct reading *r,
                       const struct knowledge_query *query)
{
    struct topic topic = r->before;
    struct answer answer;
    if (knowledge_answer_query(t->route->bot->knowledge, r->arena, query,
                               r->answer.lang, &topic, &answer) != STATUS_OK)
        return false;
    if (answer.answered || !r->answer.answered) {
        r->topic = topic;
        r->answer = answer;
    }
    return true;
}

static bool has_letters(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            return true;
    }
    return false;
}

/* Would another reader help? Not with the number of a choice, nor with what
 * nobody has asked the bot. */
static bool is_unsure(const struct message *message,
                      const struct answer *answer)
{
    if (!message->addressed || answer->silent ||
        answer->kind == KIND_SMALLTALK || !has_letters(message->text))
        return false;
    return answer->kind == KIND_CLARIFY || answer->kind == KIND_OUTOFSCOPE ||
           answer->confidence < SURE;
}

static bool on_rewritten(const struct knowledge_query *query, void *user);

/* Asks the model where the matcher is unsure. False: there is no need, or no
 * way. */
static bool ask_model(struct taken *t, const struct reading *r)
{
    const struct bot *bot = t->route->bot;
    struct str about[sizeof r->before.soc / sizeof *r->before.soc];
    size_t count = 0;
    if (!is_unsure(&t->message, &r->answer))
        return false;
    for (size_t i = 0; i < r->before.soc_count; i++) {
        about[count] = knowledge_title(bot->knowledge, r->before.soc[i]);
        count += about[count].len > 0;
    }
    return rewriter_ask(bot->rewriter, t->message.text, about, count,
                        on_rewritten, t, &t->asked) == STATUS_OK;
}

/* Answers what waits of a conversation, in order, as far as nothing is with
 * the model. like: of that conversation; not in the list. */
static void go_on(struct bot *bot, const struct taken *like)
{
    struct taken *t;
    while ((t = taken_first(&bot->waiting, like)) && !t->asked) {
        struct reading r;
        read_message(t, &r);
        if (ask_model(t, &r)) {
            drop_reading(&r);
            return;
        }
        taken_out(&bot->waiting, t);
        give_answer(t, &r);
        taken_free(t);
    }
}

/* Answers the first of a conversation with or without what the model says. */
static bool finish(struct taken *t, const struct knowledge_query *query)
{
    struct bot *bot = t->route->bot;
    struct reading r;
    taken_out(&bot->waiting, t);
    read_message(t, &r);
    bool used = query && read_again(t, &r, query);
    give_answer(t, &r);
    go_on(bot, t);
    taken_free(t);
    return used;
}

static bool on_rewritten(const struct knowledge_query *query, void *user)
{
    return finish(user, query);
}

/* A message that has got through the gate: answers it now, or once the model
 * has read it or what stands before it in its conversation. */
static void take_up(const struct taken *t)
{
    struct bot *bot = t->route->bot;
    struct taken *first = taken_first(&bot->waiting, t);
    if (bot->waiting.count == TAKEN_MAX && first) { /* makes room */
        rewrite_drop(first->asked);
        finish(first, NULL);
    }
    if (bot->rewriter && bot->waiting.count < TAKEN_MAX) {
        taken_add(&bot->waiting, t);
        go_on(bot, t);
    } else {
        struct reading r;
        read_message(t, &r);
        give_answer(t, &r);
    }
}

/* A message that waits says something else now, and keeps its place. */
static void take_up_change(struct taken *waits, const struct taken *now)
{
    rewrite_drop(waits->asked);
    waits->asked = NULL;
    taken_change(waits, now);
    go_on(now->route->bot, now);
}

/* A message that waits is gone. */
static void forget(struct bot *bot, struct taken *waits)
{
    rewrite_drop(waits->asked);
    taken_out(&bot->waiting, waits);
    go_on(bot, waits);
    taken_free(waits);
}

/* What the store says of a message. */
enum history {
    NEW,
    KNOWN,  /* or of no interest any more */
    EDITED, /* known, and says something else now */
};

/* Completes what an edited message no longer tells. */
static enum history look_up(const struct bot_route *route,
                            struct message *message)
{
    if (!route->deliver)
        return NEW;
    struct store_question found =
        store_find_question(route->bot->store, account_of(route), message->id);
    bool edited = message->edited_ms > 0;
    bool late = edited && message->edited_ms - message->sent_ms > EDIT_MS;
    if (!found.known)
        return late ? KNOWN : NEW;
    message->direct = found.direct;
    message->group = found.group;
    message->addressed = message->addressed || found.addressed;
    return edited && !late && found.text_key != store_text_key(message->text)
               ? EDITED
               : KNOWN;
}

/* Too fast: said once. */
static void refuse(const struct bot_route *route, struct platform *from,
                   const struct message *message, bool notice, int wait_s)
{
    struct bot *bot = route->bot;
    struct arena *arena = arena_new();
    struct topic topic = dialogue_topic(bot->dialogue, account_of(route),
                                        message, said_ms(bot, message));
    enum lang lang = language(message, route->config);
    if (notice)
        slow_down(route, from, arena, message, lang ? lang : topic.lang,
                  wait_s);
    else
        reply(route, from, arena, message, NULL, false);
    arena_free(arena);
}

void bot_on_message(struct platform *from, const struct message *said,
                    void *user)
{
    const struct bot_route *route = user;
    struct bot *bot = route->bot;
    struct str account = account_of(route);
    struct message message = *said;
    enum history history = look_up(route, &message);
    if (history == KNOWN)
        return;
    int64_t at_ms = said_ms(bot, &message);
    struct gate_context context = {
        .platform = from,
        .config = route->config,
        .expected = dialogue_expects(bot->dialogue, account, &message, at_ms) ||
                    taken_expects(&bot->waiting, route, &message, true),
        .in_thread =
            dialogue_in_thread(bot->dialogue, account, &message, at_ms) ||
            taken_expects(&bot->waiting, route, &message, false),
        .stored = route->deliver,
        .asked_ms = asked_ms(bot, &message)};
    int wait_s;
    enum gate_verdict verdict =
        gate_check(bot->gate, &message, &context, &wait_s);
    bool too_fast = verdict == GATE_SLOW_DOWN || verdict == GATE_TOO_FAST;
    if (verdict == GATE_IGNORE || (history == EDITED && too_fast))
        return;
    message.addressed = verdict != GATE_OVERHEARD;
    if (route->deliver)
        store_take(bot->store, account, &message, unix_ms(bot));
    if (too_fast) {
        refuse(route, from, &message, verdict == GATE_SLOW_DOWN, wait_s);
        return;
    }
    if (route->ops->typing && message.addressed)
        route->ops->typing(from, &message);
    struct taken taken = {.route = route,
                          .platform = from,
                          .message = message,
                          .context = context};
    struct taken *waits =
        history == EDITED ? taken_find(&bot->waiting, route, message.id) : NULL;
    if (waits)
        take_up_change(waits, &taken);
    else
        take_up(&taken);
}

void bot_on_deleted(struct platform *from, struct str id, void *user)
{
    const struct bot_route *route = user;
    (void)from;
    struct taken *waits = taken_find(&route->bot->waiting, route, id);
    if (waits)
        forget(route->bot, waits);
    if (store_find_question(route->bot->store, account_of(route), id).known)
        deliver_remove(route->deliver, id);
}

struct recovery {
    const struct bot_route *route;
    struct platform *platform;
};

static void on_unanswered(const struct message *message, void *user)
{
    const struct recovery *r = user;
    struct taken taken = {
        .route = r->route,
        .platform = r->platform,
        .message = *message,
        .context = {.platform = r->platform,
                    .config = r->route->config,
                    .stored = true,
                    .asked_ms = asked_ms(r->route->bot, message)},
        .again = true};
    if (!taken_find(&r->route->bot->waiting, r->route, message->id))
        take_up(&taken);
}

/* What was taken before the program ended is answered first. */
void bot_on_ready(struct platform *from, void *user)
{
    const struct bot_route *route = user;
    struct recovery recovery = {route, from};
    store_each_unanswered(route->bot->store, account_of(route), on_unanswered,
                          &recovery);
    deliver_ready(route->deliver);
}

void bot_on_delivered(struct platform *from, void *ticket,
                      const struct delivery_result *result, void *user)
{
    const struct bot_route *route = user;
    (void)from;
    deliver_result(route->deliver, ticket, result);
}
