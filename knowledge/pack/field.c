/* The names of the rating dimensions; the fields themselves are an enum. */
#include "field.h"

const char *const rating_ids[RATING_COUNT] = {
    "income_level",      "job_demand",
    "future_prospect",   "pr_friendliness",
    "ai_risk",           "competition",
    "work_intensity",    "learning_difficulty",
    "learning_duration", "certification_difficulty",
    "pr_difficulty",
};
