/* Moves can meet what lists can. Where somebody says in the same question what
 * they do now, less of it is taken for a wish. */
#include "move_wishes.h"

#include "any_choice.h"
#include "beyond.h"
#include "talk.h"
#include "wish_kinds.h"
#include "wishes.h"

#include <math.h>
#include <string.h>

static bool is_field(const struct wishes *w)
{
    return w->groups || w->sector.count > 0;
}

/* What a person has or works in stands in the same question: the schooling
 * from which on it is wished, fields and skills are left out. */
static void take_wishes(const struct wishes *from, struct wishes *to)
{
    *to = (struct wishes){.unknown = from->unknown,
                          .hourly = from->hourly,
                          .training = from->training,
                          .not_groups = from->not_groups,
                          .not_sector = from->not_sector};
    if (wish_rank_subject(from->rank) != SUBJECT_NONE)
        to->rank = from->rank;
    memcpy(to->range, from->range, sizeof to->range);
    memcpy(to->not_trait, from->not_trait, sizeof to->not_trait);
    to->range[WISH_EDUCATION].from = 0;
}

/* Whether the words are a field, and nothing else; it is added. */
static bool read_field(const struct reading *r, struct str words,
                       struct wishes *wishes)
{
    struct wishes field = {0};
    struct reading goal = reading_of(r->matcher, r->arena, r->rankings, words);
    struct wish_reading read = wishes_read(&goal, &field);
    if (!is_field(&field) || read.left_count > 0 || read.worded > 0 ||
        field.groups & wishes->not_groups) /* "leave healthcare" */
        return false;
    wishes->groups = field.groups;
    wishes->sector = field.sector;
    return true;
}

/* Where to go, asked beside what is wished of it: "what pays more than a
 * cashier" asks for no pay. */
static bool asks_where_to(struct query *q, const struct wish_reading *read)
{
    for (size_t i = 1; i < q->subject_count && read->facts > 0; i++)
        if (q->subjects[i].subject == SUBJECT_PIVOTS) {
            q->subjects[0] = q->subjects[i];
            q->subject_count = 1;
        }
    if (!named_asks_where_to(q))
        return false;
    if (read->facts > 0)
        q->subject_count = 1;
    return true;
}

/* What work asks of the body is not known; that of cleaning, farming, building,
 * repair, production and moving goods is the likeliest to be heavy. */
static void leave_heavy(struct wishes *wishes)
{
    static const int heavy[] = {37, 45, 47, 49, 51, 53};
    for (size_t i = 0; i < sizeof heavy / sizeof *heavy; i++)
        wishes->not_groups |= (uint64_t)1 << heavy[i];
    wishes->unknown |= WISH_PHYSICAL;
}

void move_wishes_read(const struct reading *r, struct query *q)
{
    struct wishes wishes = {0};
    struct wish_reading read = wishes_read(r, &wishes);
    if (!asks_where_to(q, &read))
        return;
    take_wishes(&wishes, &q->wishes);
    if (q->kind == KIND_FOLLOWUP) { /* nobody says here where they work */
        q->wishes.groups = wishes.groups;
        q->wishes.sector = wishes.sector;
    }
    if (wishes.unknown & WISH_PHYSICAL || asks_beyond(q, STR("body")))
        leave_heavy(&q->wishes);
    if (q->goal.len > 0 && read_field(r, q->goal, &q->wishes))
        q->goal = STR_NONE;
    for (size_t i = 0; i < r->phrase_count && !is_field(&q->wishes); i++) {
        const struct cue_hit *hit = &r->phrases[i];
        if (hit->to == r->count)
            continue;
        if (cue_is(hit->cue, CUE_WORD, "goal")) /* "into healthcare" */
            read_field(r,
                       reading_said(r, hit->to, reading_clause_end(r, hit->to)),
                       &q->wishes);
        else if (hit->cue->type == CUE_GROUP && /* "what healthcare jobs" */
                 reading_says(r, hit->to, WORDING(LISTED_JOBS)))
            read_field(r, reading_said(r, hit->from, hit->to), &q->wishes);
    }
}

/* Whether what was read is asked of the moves that were shown, and not a new
 * list, a ranking of the rows ("which of these pays best") or a question about
 * the occupation itself ("is it growing?"). */
static bool is_of_moves(const struct reading *r, const struct named *n,
                        const struct wish_reading *read,
                        const struct wishes *wishes)
{
    enum { STRANGE = 1 };
    if (read->more && read->facts == 0)
        return n->count == 0 && read->left_count == 0;
    bool told = read->count > read->worded || read->ruled || read->dropped;
    bool asks = reading_is_question(r);
    bool fresh = read->fresh && (asks || !is_field(wishes)); /* 醫療行業 */
    return told && !fresh && !read->counted && read->left_count <= STRANGE &&
           (n->count == 0 || read->ruled) &&
           !(read->ranked && (asks || read->those)) &&
           (!asks || read->joined || read->those || is_field(wishes));
}

/* Whether an occupation itself is found unsuited, or something else asked for:
 * "that's too low", "what pays more", "something with people". */
static bool asks_for_else(const struct reading *r, const struct named *n,
                          const struct wish_reading *read, bool unsuited)
{
    enum { STRANGE = 1 };
    bool other = (reading_cue(r, CUE_KIND, "else") && read->facts > 0) ||
                 (unsuited && talk_asks_higher(r)) ||
                 reading_cue(r, CUE_KIND, "another");
    return n->count == 0 && read->left_count <= STRANGE && !read->those &&
           (other || (unsuited && !reading_is_question(r)));
}

/* More pay than the move shown first, where that is what falls short; a first
 * wish for more is met by a tenth more than one's own. */
static void raise_pay(const struct reading *r, const struct topic *topic,
                      bool too_low, struct wishes *wishes)
{
    const double a_dollar = 1, clearly = 1.1;
    const struct pack *pack = r->matcher->pack;
    double own = pack_number(pack, pack_find_soc(pack, topic->soc[0]),
                             FIELD_WAGE_MEDIAN);
    double shown = pack_number(pack, pack_find_soc(pack, topic->shown[0]),
                               FIELD_WAGE_MEDIAN);
    double least = too_low || topic->wishes.rank == RANK_PAY
                       ? shown
                       : fmin(shown, own * clearly);
    if (wishes->rank == RANK_PAY && least > wishes->range[WISH_PAY].from)
        wishes->range[WISH_PAY].from = least + a_dollar;
}

/* Of whom moves are asked; also after "which do you mean?", where none of them
 * suits: the commonest. As many as there are occupations: of nobody. */
static size_t find_own(const struct pack *pack, const struct topic *topic,
                       bool unsuited)
{
    if (!topic->listed && topic->soc_count == 1)
        return pack_find_soc(pack, topic->soc[0]);
    if (topic->listed || topic->soc_count > 1 || topic->choice_count < 2 ||
        !unsuited)
        return pack_occupation_count(pack);
    size_t choice = commonest_choice(pack, topic);
    return choice < topic->choice_count
               ? pack_find_soc(pack, topic->choices[choice].soc)
               : pack_occupation_count(pack);
}

bool move_wishes_again(const struct reading *r, const struct named *n,
                       const struct topic *topic, struct query *q)
{
    bool moves = (topic->subject == SUBJECT_PIVOTS ||
                  topic->sourced == SUBJECT_PIVOTS) && /* "why?" */
                 topic->shown_count > 0 &&
                 topic->soc_count > 0;
    struct wishes wishes = moves ? topic->wishes : (struct wishes){0};
    enum wish_rank unsuited = talk_unsuited(r, topic, q);
    const struct pack *pack = r->matcher->pack;
    size_t own = find_own(pack, topic, unsuited != RANK_NONE);
    if (own == pack_occupation_count(pack))
        return false;
    struct wish_reading read = wishes_read(r, &wishes);
    if (!asks_for_else(r, n, &read, unsuited != RANK_NONE) &&
        !(moves && is_of_moves(r, n, &read, &wishes)))
        return false;
    talk_rank_unsuited(unsuited, &read, &wishes);
    if (moves && (read.facts > 0 || unsuited != RANK_NONE))
        raise_pay(r, topic, unsuited == RANK_PAY, &wishes);
    wishes.considers = wishes.considers || !moves;
    wishes.skip = read.facts == 0 && read.more
                      ? wishes.skip + (unsigned)topic->shown_count
                      : 0;
    q->wishes = wishes;
    q->kind = KIND_FOLLOWUP;
    q->subjects[0] = (struct asked){.subject = SUBJECT_PIVOTS};
    q->subject_count = 1;
    q->candidate_count = 0;
    add_candidate(q, own, 1);
    q->any = topic->soc_count == 0;
    q->confidence = 0.85;
    return true;
}
