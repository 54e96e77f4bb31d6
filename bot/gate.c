/* The order matters: what is ignored costs nobody anything, so limits come
 * last. */
#include "gate.h"

#include "key.h"
#include "xmalloc.h"

#include <stdlib.h>

struct gate {
    struct limit *people, *clients;
    uint64_t seen[GATE_REMEMBERED]; /* a ring */
    size_t next;
};

struct gate *gate_new(void)
{
    struct gate *gate = xcalloc(1, sizeof *gate);
    gate->people = limit_new();
    gate->clients = limit_new();
    return gate;
}

void gate_free(struct gate *gate)
{
    if (!gate)
        return;
    limit_free(gate->people);
    limit_free(gate->clients);
    free(gate);
}

static bool listed(const struct names *names, struct str name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_eq(str_from(names->items[i]), name))
            return true;
    return false;
}

static bool channel_allowed(const struct platform_config *config,
                            const struct message *message)
{
    if (listed(&config->deny_channels, message->channel))
        return false;
    return message->direct || config->channels.count == 0 ||
           listed(&config->channels, message->channel);
}

/* Was it there before? Remembers it. */
static bool seen(struct gate *gate, uint64_t key)
{
    for (size_t i = 0; i < GATE_REMEMBERED; i++)
        if (gate->seen[i] == key)
            return true;
    gate->seen[gate->next] = key;
    gate->next = (gate->next + 1) % GATE_REMEMBERED;
    return false;
}

static bool may_speak_up(const struct message *message,
                         const struct gate_context *context)
{
    enum answer_when when = context->config->answer_when;
    return when == ANSWER_ALWAYS || message->group ||
           (when == ANSWER_THREAD && context->in_thread);
}

static uint64_t platform_key(const struct gate_context *context)
{
    return key_add(KEY_START, (struct str){(const char *)&context->platform,
                                           sizeof context->platform});
}

/* Where the address is known, a person is whoever the client claims to be,
 * and may be somebody else with each question: so the address counts first. */
static struct limit_state take(struct gate *gate, const struct message *message,
                               const struct gate_context *context)
{
    const struct limits *limits = &context->config->limits;
    uint64_t key = platform_key(context);
    if (message->client.len > 0) {
        struct limit_state state =
            limit_take(gate->clients, key_add(key, message->client),
                       limits->http_per_minute, context->asked_ms);
        if (!state.allowed)
            return state;
    }
    return limit_take(gate->people, key_add(key, message->person),
                      limits->person_per_minute, context->asked_ms);
}

enum gate_verdict gate_check(struct gate *gate, const struct message *message,
                             const struct gate_context *context, int *wait_s)
{
    bool addressed = message->addressed || message->direct || context->expected;
    *wait_s = 0;
    if (!channel_allowed(context->config, message) ||
        (!addressed && !may_speak_up(message, context)))
        return GATE_IGNORE;
    if (!context->stored && message->id.len > 0 &&
        seen(gate, key_add(key_add(platform_key(context), message->channel),
                           message->id)))
        return GATE_IGNORE;
    if (!addressed) /* most of what is overheard is no question: see below */
        return GATE_OVERHEARD;
    struct limit_state state = take(gate, message, context);
    *wait_s = state.wait_s;
    return state.allowed ? GATE_ANSWER
           : state.first ? GATE_SLOW_DOWN
                         : GATE_TOO_FAST;
}

bool gate_count(struct gate *gate, const struct message *message,
                const struct gate_context *context)
{
    return take(gate, message, context).allowed;
}
