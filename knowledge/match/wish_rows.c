/* Rows of the last list that a question picks. */
#include "wishes.h"

#include "amounts.h"

enum { ROWS_NAMED = 8 };

/* The row that a number says; 0: none that there can be. */
static size_t row_of(double number)
{
    return number >= 1 && number <= ANSWER_OCCUPATIONS ? (size_t)number : 0;
}

static bool says_ordinal(const struct reading *r, size_t number)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (cue_ordinal(r->cues[i].cue) == number)
            return true;
    return false;
}

size_t wishes_picked(const struct reading *r, size_t rows,
                     size_t picked[QUERY_COMPARED])
{
    const struct wordings *words = r->matcher->wordings;
    struct amount amounts[ROWS_NAMED];
    size_t numbers = amounts_read(words, r->text, amounts, ROWS_NAMED);
    size_t count = 0;
    for (size_t i = 0; i < numbers; i++) {
        struct amount *a = &amounts[i];
        struct str before = str_trim(str_slice(r->text, 0, a->from));
        bool first = wordings_end(words, before, WORDING(FIRST));
        bool digits =
            r->text.ptr[a->from] >= '0' && r->text.ptr[a->from] <= '9';
        if (!first && !digits && !wordings_end(words, before, WORDING(ROW)))
            continue; /* "the second one" */
        if (first)
            for (size_t n = 1; n <= QUERY_COMPARED && (double)n <= a->low; n++)
                picked[count < QUERY_COMPARED ? count++ : count - 1] = n;
        else if (count < QUERY_COMPARED && a->low >= 1)
            picked[count++] = row_of(a->low);
        if (a->bound == AMOUNT_BETWEEN && count < QUERY_COMPARED && !first)
            picked[count++] = row_of(a->high);
        if (first)
            break;
    }
    if (count == 0)
        for (size_t n = 1; n <= CUE_ORDINALS; n++)
            if (count < QUERY_COMPARED && says_ordinal(r, n))
                picked[count++] = n;
    for (size_t i = 0; i < count; i++)
        if (picked[i] < 1 || picked[i] > rows)
            return 0;
    return count;
}
