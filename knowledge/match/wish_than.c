/* The phrases say what is compared ("pay more", "less AI risk") and set a rank
 * or a bound of their own; here that bound becomes the occupation's figure. */
#include "wish_than.h"

#include <math.h>
#include <string.h>

/* "More than a nurse", 比護士 */
static bool stands_behind_than(const struct reading *r, const struct mention *m)
{
    size_t t = m->from;
    while (t > 0 && r->tokens[t - 1].uses & WORD_ARTICLE)
        t--;
    return t > 0 && (str_eq(r->tokens[t - 1].word, STR("than")) ||
                     str_eq(r->tokens[t - 1].word, STR("比")));
}

/* A step beyond the figure, on the side that is bounded already. */
static void set_bound(struct wishes *wishes, enum wish_figure figure,
                      double value, double step, bool *set)
{
    if (isnan(value))
        return;
    *set = *set || wishes->range[figure].from != 0 ||
           wishes->range[figure].to != 0;
    if (wishes->range[figure].from != 0)
        wishes->range[figure].from = value + step;
    else if (wishes->range[figure].to != 0)
        wishes->range[figure].to = value - step;
}

/* The words of the mention are no field, and none that nothing was made of. */
static void tell(const struct reading *r, const struct mention *m,
                 struct wish_reading *read, struct wishes *wishes)
{
    struct str said = reading_text(r, m->from, m->to);
    size_t kept = 0;
    if (str_find(said, str_from(wishes->sector.said)) < said.len)
        wishes->sector = (struct wish_sector){.count = 0};
    for (size_t t = m->from; t < m->to; t++)
        read->told[t] = r->count + 1;
    for (size_t i = 0; i < read->left_count; i++)
        if (str_find(said, read->left[i]) == said.len &&
            str_find(read->left[i], said) == read->left[i].len)
            read->left[kept++] = read->left[i];
    read->left_count = kept;
    read->within = true;
}

void wishes_than(const struct reading *r, const struct named *n,
                 struct wish_reading *read, struct wishes *wishes)
{
    const struct pack *pack = r->matcher->pack;
    const double a_dollar = 1, a_tenth = 0.1;
    for (size_t i = 0; i < n->count; i++) {
        const struct mention *m = &n->mentions[i];
        bool set = false;
        if (m->named == 0 || !stands_behind_than(r, m))
            continue;
        size_t who = m->who[0].occupation;
        double pay = pack_pay_year(pack, who);
        if (!isnan(pay) && wishes->rank == RANK_PAY)
            wishes->range[WISH_PAY].from = pay;
        else if (!isnan(pay) && wishes->rank == RANK_PAY_LOW)
            wishes->range[WISH_PAY].to = pay;
        set_bound(wishes, WISH_PAY, pay, a_dollar, &set);
        set_bound(wishes, WISH_AI, pack_score(pack, who, STR("ai_risk")),
                  a_tenth, &set);
        if (set)
            tell(r, m, read, wishes);
    }
}
