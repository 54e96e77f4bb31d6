/* Whoever leaves it open which of several occupations is meant is answered for
 * the one they most likely know. */
#include "any_choice.h"

#include "talk.h"

#include <math.h>

/* Nothing but that, or nearly: "just a regular doctor". */
static bool says_any(const struct reading *r)
{
    enum { MORE_WORDS = 2, MORE_HAN = 4 };
    const struct wording *any =
        wordings_begin(r->matcher->wordings, r->text, WORDING(ASKS_ANY));
    size_t more = 0;
    bool han = false;
    for (size_t t = 0; any && t < r->count; t++) {
        more += r->tokens[t].from >= any->text.len;
        han = han || r->tokens[t].han;
    }
    return any && more <= (han ? MORE_HAN : MORE_WORDS);
}

/* -1: not to be chosen, as what is left over of a group. */
static double people_in(const struct pack *pack, size_t occupation)
{
    if (occupation >= pack_occupation_count(pack) ||
        soc_is_residual(pack_occupation(pack, occupation).soc))
        return -1;
    return fmax(pack_number(pack, occupation, FIELD_EMPLOYMENT), 0);
}

size_t commonest_choice(const struct pack *pack, const struct topic *topic)
{
    size_t best = topic->choice_count;
    double most = -1;
    for (size_t i = 0; i < topic->choice_count; i++) {
        double people =
            people_in(pack, pack_find_soc(pack, topic->choices[i].soc));
        if (people > most) {
            most = people;
            best = i;
        }
    }
    return best;
}

bool any_choice(const struct reading *r, const struct topic *topic,
                struct query *q)
{
    bool which = topic->soc_count == 0 && !topic->listed;
    if (!which || topic->choice_count < 2 || !says_any(r))
        return false;
    size_t best = commonest_choice(r->matcher->pack, topic);
    if (best == topic->choice_count)
        return false;
    q->any = true;
    talk_take_choice(r, topic, best, q);
    return true;
}
