/* Places among all occupations. */
#include "derived.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void derive_places(double *numbers, size_t count)
{
    double *sorted = xmalloc((count + 1) * sizeof *sorted);
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(numbers[i]))
            sorted[known++] = numbers[i];
    qsort(sorted, known, sizeof *sorted, compare_numbers);
    for (size_t i = 0; i < count; i++) {
        size_t below = 0;
        while (below < known && sorted[below] < numbers[i])
            below++;
        if (!isnan(numbers[i]))
            numbers[i] = 100.0 * (double)below / (double)known;
    }
    free(sorted);
}

uint16_t derive_source(struct builder *b)
{
    return pack_writer_source(b->writer, STR("careerbot's formula"),
                              STR("November 2026"), STR(""));
}

double derive_number(const struct figures *figures, size_t occupation,
                     enum field field, int slot)
{
    size_t count;
    const struct pack_value *v =
        figures_get(figures, occupation, field, &count);
    return v ? v->num[slot] : NAN;
}

void ranks_derive(struct figures *figures, size_t occupations)
{
    double *places = xmalloc((occupations + 1) * sizeof *places);
    size_t count;
    for (int f = FIELD_AI_ELOUNDOU_MODEL; f <= FIELD_AI_ILO; f++) {
        enum field field = (enum field)f;
        for (size_t i = 0; i < occupations; i++)
            places[i] = derive_number(figures, i, field, 0);
        derive_places(places, occupations);
        for (size_t i = 0; i < occupations; i++)
            if (!isnan(places[i]))
                figures_change(figures, i, field, &count)->num[1] =
                    floor(places[i]);
    }
    free(places);
}
