/* The tables behind the phrases: to teach a new one, add a row here and its
 * section to the lists.txt of both languages. */
#include "wish_kinds.h"

static const struct wish_kind known[] = {
    {"pay_high", SUBJECT_SALARY, RANK_PAY, .filter = "paid_well"},
    {"pay_well", SUBJECT_SALARY, .main = true, .negated = "pay_low",
     .figure = WISH_PAY, .from = 60000},
    {"paid_well", SUBJECT_SALARY, .figure = WISH_PAY, .from = 60000},
    {"pay_low", SUBJECT_SALARY, RANK_PAY_LOW, .negated = "pay_well"},
    {"six_figures", SUBJECT_SALARY, .figure = WISH_PAY, .from = 100000},
    {"growth", SUBJECT_OUTLOOK, RANK_GROWTH, .filter = "growing"},
    {"growing", SUBJECT_OUTLOOK, .negated = "declining", .figure = WISH_GROWTH,
     .from = 0.1},
    {"above_average", SUBJECT_OUTLOOK, .figure = WISH_GROWTH, .average = true},
    {"slow_growth", SUBJECT_OUTLOOK, .figure = WISH_GROWTH, .from = 0.1,
     .average = true},
    {"shrink", SUBJECT_OUTLOOK, RANK_SHRINK, .soft = true,
     .filter = "declining", .negated = "growing", .figure = WISH_GROWTH,
     .to = -0.1},
    {"declining", SUBJECT_OUTLOOK, .negated = "growing", .figure = WISH_GROWTH,
     .to = -0.1},
    {"openings", SUBJECT_OUTLOOK, RANK_OPENINGS, .filter = "wanted"},
    {"demand", SUBJECT_OUTLOOK, RANK_OPENINGS, .soft = true,
     .filter = "wanted"},
    {"shortage", SUBJECT_OUTLOOK, RANK_OPENINGS, .soft = true,
     .filter = "wanted", .unknown = WISH_SHORTAGE},
    {"wanted", SUBJECT_OUTLOOK, .figure = WISH_OPENINGS, .from = 10000},
    {"people", SUBJECT_OUTLOOK, .rank = RANK_PEOPLE},
    {"ai_low", SUBJECT_AI_RISK, RANK_AI_LOW, .filter = "low_ai",
     .negated = "ai_high"},
    {"ai_safe", SUBJECT_AI_RISK, RANK_AI_LOW, .soft = true, .filter = "low_ai",
     .negated = "ai_high"},
    {"ai_high", SUBJECT_AI_RISK, RANK_AI_HIGH, .filter = "high_ai",
     .negated = "ai_safe"},
    {"ai_prone", SUBJECT_AI_RISK, RANK_AI_HIGH, .soft = true,
     .filter = "high_ai", .negated = "ai_safe"},
    {"low_ai", SUBJECT_AI_RISK, .negated = "high_ai", .figure = WISH_AI,
     .to = 4},
    {"high_ai", SUBJECT_AI_RISK, .negated = "low_ai", .figure = WISH_AI,
     .from = 7},
    {"quick", SUBJECT_ENTRY, RANK_QUICK, .filter = "under_year"},
    {"easy", SUBJECT_ENTRY, .main = true, .figure = WISH_TIME, .to = 1},
    {"long_training", SUBJECT_ENTRY, .negated = "easy", .figure = WISH_TIME,
     .from = 4},
    {"under_year", SUBJECT_ENTRY, .figure = WISH_TIME, .to = 1},
    {"no_school", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 1},
    {"high_school", SUBJECT_ENTRY, .negated = "no_school",
     .figure = WISH_EDUCATION, .to = 2},
    {"no_degree", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 3},
    {"associate", SUBJECT_ENTRY, .negated = "no_degree",
     .figure = WISH_EDUCATION, .from = 4, .to = 4},
    {"college", SUBJECT_ENTRY, .negated = "no_degree", .figure = WISH_EDUCATION,
     .from = 5, .to = 5},
    {"bachelor", SUBJECT_ENTRY, .negated = "short_school",
     .figure = WISH_EDUCATION, .from = 5, .to = 5},
    {"degree", SUBJECT_ENTRY, .negated = "no_degree", .figure = WISH_EDUCATION,
     .from = 5, .to = 7},
    {"master", SUBJECT_ENTRY, .negated = "to_bachelor",
     .figure = WISH_EDUCATION, .from = 6, .to = 6},
    {"to_bachelor", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 5},
    {"graduate", SUBJECT_ENTRY, .negated = "to_bachelor",
     .figure = WISH_EDUCATION, .from = 6, .to = 7},
    {"long_school", SUBJECT_ENTRY, .negated = "short_school",
     .figure = WISH_EDUCATION, .from = 6, .to = 7},
    {"short_school", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 4},
    {"doctoral", SUBJECT_ENTRY, .negated = "to_master",
     .figure = WISH_EDUCATION, .from = 7, .to = 7},
    {"to_master", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 6},
    {"no_experience", SUBJECT_ENTRY, .figure = WISH_EXPERIENCE, .to = 1},
    {"apprenticeship", SUBJECT_ENTRY, .training = WISH_APPRENTICESHIP},
    {"on_the_job", SUBJECT_ENTRY, .training = WISH_ON_THE_JOB},
    {"hours", .unknown = WISH_HOURS},
    {"remote", .unknown = WISH_REMOTE},
    {"stress", SUBJECT_RATINGS, .unknown = WISH_STRESS,
     .not_traits = {"stress_tolerance"}},
    {"stress_high", SUBJECT_RATINGS, .negated = "stress",
     .unknown = WISH_STRESS, .trait = "stress_tolerance"},
    {"outdoors", .unknown = WISH_OUTDOORS},
    {"physical", SUBJECT_RATINGS, .unknown = WISH_PHYSICAL},
    {"content", SUBJECT_RATINGS, .unknown = WISH_CONTENT},
    {"person", SUBJECT_SUITS, .unknown = WISH_PERSON},
    {"license", SUBJECT_CERTIFICATES, .unknown = WISH_LICENSE},
    {"talking", SUBJECT_SUITS, .negated = "introvert", .trait = "speaking"},
    {"introvert", SUBJECT_SUITS, .not_traits = {"social", "enterprising"}},
};

static const struct wish_noun nouns[] = {
    {"about_pay", WISH_PAY, RANK_PAY},
    {"about_growth", WISH_GROWTH, RANK_GROWTH},
    {"about_openings", WISH_OPENINGS, RANK_OPENINGS},
    {"about_people", WISH_PEOPLE, RANK_PEOPLE},
    {"about_education", WISH_EDUCATION, RANK_QUICK},
    {"about_experience", WISH_EXPERIENCE, RANK_NONE},
    {"about_time", WISH_TIME, RANK_QUICK},
    {"about_ai", WISH_AI, RANK_AI_LOW},
    {"about_field", WISH_FIGURES, RANK_NONE},
};

const enum subject wish_subjects[WISH_FIGURES] = {
    SUBJECT_SALARY, SUBJECT_OUTLOOK, SUBJECT_OUTLOOK, SUBJECT_OUTLOOK,
    SUBJECT_ENTRY,  SUBJECT_ENTRY,   SUBJECT_ENTRY,   SUBJECT_AI_RISK};

/* What is better of a subject. */
static const struct {
    enum subject subject;
    enum wish_rank rank;
} better[] = {{SUBJECT_SALARY, RANK_PAY},
              {SUBJECT_ENTRY, RANK_QUICK},
              {SUBJECT_OUTLOOK, RANK_GROWTH},
              {SUBJECT_AI_RISK, RANK_AI_LOW}};

enum wish_rank wish_rank_by(enum subject subject)
{
    for (size_t i = 0; i < sizeof better / sizeof *better; i++)
        if (better[i].subject == subject)
            return better[i].rank;
    return RANK_NONE;
}

enum subject wish_rank_subject(enum wish_rank rank)
{
    for (size_t i = 0; i < sizeof better / sizeof *better; i++)
        if (better[i].rank == rank)
            return better[i].subject;
    return SUBJECT_NONE;
}

const struct wish_kind *wish_kind(struct str part)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(part, str_from(known[i].part)))
            return &known[i];
    return NULL;
}

const struct wish_noun *wish_noun(struct str part)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (str_eq(part, str_from(nouns[i].part)))
            return &nouns[i];
    return NULL;
}
