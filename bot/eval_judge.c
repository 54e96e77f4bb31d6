/* Judges answers by the labels of their rows. Counting is for others. */
#include "eval_judge.h"

static bool is_one_of(struct str code, const struct gold_codes *gold)
{
    for (size_t i = 0; i < gold->count; i++) {
        struct str wanted = gold->items[i];
        if (str_ends(wanted, STR("*"))
                ? str_starts(code, str_slice(wanted, 0, wanted.len - 1))
                : str_eq(code, wanted))
            return true;
    }
    return false;
}

/* The codes of the answer, best first, each once; returns how many. */
static size_t ranking(const struct answer *answer,
                      struct str codes[ANSWER_OCCUPATIONS])
{
    size_t count = 0;
    for (size_t i = 0; i < answer->occupation_count; i++) {
        struct str code = str_from(answer->occupations[i].soc);
        size_t at = 0;
        while (at < count && !str_eq(codes[at], code))
            at++;
        if (at == count)
            codes[count++] = code;
    }
    return count;
}

size_t judge_title(const struct gold *gold, const struct answer *answer)
{
    struct str codes[ANSWER_OCCUPATIONS];
    size_t count = ranking(answer, codes);
    for (size_t i = 0; i < count; i++)
        if (is_one_of(codes[i], &gold->soc))
            return i + 1;
    return 0;
}

/* The first two in either order; or one that both names mean. */
static bool are_both(const struct gold *gold, const struct str *codes,
                     size_t count)
{
    const struct gold_codes *one = &gold->soc, *other = &gold->soc2;
    if (count > 1 &&
        ((is_one_of(codes[0], one) && is_one_of(codes[1], other)) ||
         (is_one_of(codes[1], one) && is_one_of(codes[0], other))))
        return true;
    return count > 0 && is_one_of(codes[0], one) && is_one_of(codes[0], other);
}

static bool occupation_right(const struct gold *gold,
                             const struct answer *answer)
{
    struct str codes[ANSWER_OCCUPATIONS];
    size_t count = ranking(answer, codes);
    if (gold->soc.count == 0)
        return count == 0 || gold->kind != KIND_SINGLE;
    if (gold->soc2.count > 0)
        return are_both(gold, codes, count);
    return count > 0 && is_one_of(codes[0], &gold->soc);
}

/* A follow-up may be read as the whole question it stands for, and a single
 * question as one that goes on. */
static bool kind_right(const struct gold *gold, enum kind kind)
{
    bool may_ask =
        gold->expect == EXPECT_CLARIFY || gold->expect == EXPECT_EITHER;
    if (kind == gold->kind || (kind == KIND_CLARIFY && may_ask))
        return true;
    if (gold->kind == KIND_SINGLE)
        return kind == KIND_FOLLOWUP;
    if (gold->kind == KIND_FOLLOWUP)
        return kind == KIND_SINGLE ||
               (kind == KIND_COMPARE && gold->soc2.count > 0) ||
               (kind == KIND_LIST && gold->soc.count == 0);
    return false;
}

struct judgement judge_question(const struct gold *gold,
                                const struct answer *answer)
{
    struct judgement j = {.answered = answer->answered,
                          .declined = !answer->answered &&
                                      answer->kind == KIND_OUTOFSCOPE,
                          .occupation = occupation_right(gold, answer),
                          .section = gold->section != SUBJECT_NONE &&
                                     (answer->subject == gold->section ||
                                      (gold->also >> answer->subject & 1) != 0),
                          .kind = kind_right(gold, answer->kind)};
    bool full = j.answered && j.occupation && j.section && j.kind;
    bool asked = !answer->answered &&
                 (answer->kind == KIND_CLARIFY || answer->kind == KIND_SINGLE ||
                  answer->kind == KIND_FOLLOWUP);
    const bool exact[EXPECT_COUNT] = {[EXPECT_ANSWER] = full,
                                      [EXPECT_CLARIFY] = asked,
                                      [EXPECT_EITHER] = full || asked,
                                      [EXPECT_DECLINE] = j.declined,
                                      [EXPECT_SMALLTALK] =
                                          answer->kind == KIND_SMALLTALK};
    j.exact = exact[gold->expect];
    return j;
}
