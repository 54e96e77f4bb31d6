/* The table of columns of facts; knowledge/facts/README.md explains them. */
#include "facts_columns.h"

#define COLUMN(name, kind, field, min, max)                                    \
    {                                                                          \
        name, FACTS_##kind, FIELD_##field, 0, min, max, LANG_AUTO              \
    }
#define WAGE(name, field)                                                      \
    {name, FACTS_NUMBER, FIELD_##field, 0, 0, 1e7, LANG_AUTO},                 \
    {                                                                          \
        name "_hour", FACTS_NUMBER, FIELD_##field, 1, 0, 1e5, LANG_AUTO        \
    }
#define TEXT(name, field, lang)                                                \
    {                                                                          \
        name, FACTS_TEXT, FIELD_##field, 0, 0, 0, lang                         \
    }

#define PEOPLE 1e9

const struct facts_column facts_columns[] = {
    COLUMN("soc", SOC, NONE, 0, 0),
    COLUMN("title", TITLE, NONE, 0, 0),
    COLUMN("title_zh", TITLE_ZH, NONE, 0, 0),
    COLUMN("combined", CODE, COMBINED, 0, 0),
    TEXT("description", DESCRIPTION, LANG_EN),
    TEXT("description_zh", DESCRIPTION, LANG_ZH_HANT),
    WAGE("wage_median", WAGE_MEDIAN),
    WAGE("wage_p10", WAGE_P10),
    WAGE("wage_p25", WAGE_P25),
    WAGE("wage_p75", WAGE_P75),
    WAGE("wage_p90", WAGE_P90),
    WAGE("wage_mean", WAGE_MEAN),
    COLUMN("employment_now", NUMBER, EMPLOYMENT_NOW, 0, PEOPLE),
    COLUMN("employment", NUMBER, EMPLOYMENT, 0, PEOPLE),
    COLUMN("employment_future", NUMBER, EMPLOYMENT_FUTURE, 0, PEOPLE),
    COLUMN("employment_change", NUMBER, EMPLOYMENT_CHANGE, -100, 1e5),
    COLUMN("openings", NUMBER, OPENINGS, 0, PEOPLE),
    TEXT("typical_education", TYPICAL_EDUCATION, LANG_AUTO),
    TEXT("typical_experience", TYPICAL_EXPERIENCE, LANG_AUTO),
    TEXT("typical_training", TYPICAL_TRAINING, LANG_AUTO),
    COLUMN("job_zone", NUMBER, JOB_ZONE, 1, 5),
    COLUMN("skills", RATED, RATED_SKILL, 1, 5),
    COLUMN("knowledge", RATED, RATED_KNOWLEDGE, 1, 5),
    COLUMN("technologies", TECHNOLOGIES, TECHNOLOGY, 0, 0),
    COLUMN("interests", RATED, INTEREST, 1, 7),
    COLUMN("work_styles", RATED, WORK_STYLE, -3, 3),
    COLUMN("related", RELATED, RELATED, 0, 0),
    COLUMN("exposure_eloundou_model", NUMBER, AI_ELOUNDOU_MODEL, 0, 1),
    COLUMN("exposure_eloundou_human", NUMBER, AI_ELOUNDOU_HUMAN, 0, 1),
    COLUMN("exposure_microsoft", NUMBER, AI_MICROSOFT, 0, 1),
    COLUMN("exposure_anthropic", NUMBER, AI_ANTHROPIC, 0, 1),
};

_Static_assert(sizeof facts_columns / sizeof *facts_columns == FACTS_COLUMNS,
               "FACTS_COLUMNS is their number");

size_t facts_column_find(struct str name)
{
    size_t i = 0;
    while (i < FACTS_COLUMNS && !str_eq(name, str_from(facts_columns[i].name)))
        i++;
    return i;
}

bool facts_column_same_value(const struct facts_column *a,
                             const struct facts_column *b)
{
    return a->field != FIELD_NONE && a->field == b->field && a->lang == b->lang;
}
