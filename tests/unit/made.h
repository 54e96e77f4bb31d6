/* Occupations with a few hundred names, and example questions: enough of both
 * to learn a ranking and intents from. */
#ifndef MADE_H
#define MADE_H

#include "normal.h"
#include "pack_write.h"

#include <stdio.h>

static const struct made {
    uint32_t soc;
    const char *title, *heads[4], *fields[6];
} made[] = {
    {291141,
     "Registered Nurses",
     {"Nurse", "Nursing Supervisor", "Ward Sister", "Nurse Clinician"},
     {"Hospital", "Clinic", "Surgical", "Pediatric", "Oncology", "School"}},
    {472111,
     "Electricians",
     {"Electrician", "Wirer", "Wiring Technician", "Electrical Installer"},
     {"House", "Industrial", "Marine", "Mine", "Solar", "Building"}},
    {254031,
     "Library Technicians",
     {"Library Technician", "Library Assistant", "Library Clerk", "Shelver"},
     {"Circulation", "Catalog", "Reference", "Archive", "School", "Serials"}},
    {533032,
     "Truck Drivers",
     {"Truck Driver", "Trucker", "Lorry Driver", "Haulage Driver"},
     {"Long Haul", "Tanker", "Cattle", "Freight", "Night", "Logging"}},
};

enum { MADE = sizeof made / sizeof *made };

static inline void made_add_name(struct pack_writer *writer,
                                 struct normalizer *normalizer,
                                 struct arena *arena, size_t occupation,
                                 enum name_origin origin, const char *name)
{
    size_t count;
    struct token *tokens =
        text_tokens(normalizer, arena, str_from(name), &count);
    pack_writer_name(writer, occupation, LANG_EN, origin,
                     text_key(normalizer, arena, str_from(name)),
                     str_from(name));
    for (size_t i = 0; i < count; i++)
        pack_writer_spelling(writer, tokens[i].word, tokens[i].key);
}

/* The occupation with its title and names; returns its handle. */
static inline size_t made_add(struct pack_writer *writer,
                              struct normalizer *normalizer,
                              struct arena *arena, const struct made *from)
{
    static const char *const ranks[] = {"", "Senior ", "Lead "};
    size_t occupation = pack_writer_occupation(writer, from->soc);
    char name[128];
    pack_writer_title(writer, occupation, LANG_EN, str_from(from->title));
    made_add_name(writer, normalizer, arena, occupation, NAME_TITLE,
                  from->title);
    for (size_t rank = 0; rank < 3; rank++)
        for (size_t head = 0; head < 4; head++)
            for (size_t field = 0; field < 6; field++) {
                snprintf(name, sizeof name, "%s%s %s", ranks[rank],
                         from->fields[field], from->heads[head]);
                made_add_name(writer, normalizer, arena, occupation,
                              NAME_PUBLISHER, name);
            }
    return occupation;
}

static const char made_questions[] =
    "# a comment\n"
    "[salary]\n"
    "how much do {nurses} make\n"
    "how much does a {truck driver} make a year\n"
    "average pay for {line cooks} in ohio\n"
    "{welder} salary\n"
    "{plumbing} pay per hour\n"
    "are {librarians} well paid\n"
    "what do {dentists} earn\n"
    "what does an {actuary} earn in texas\n"
    "is {carpentry} good money\n"
    "and how much is that a year\n"
    "{EMT} wages\n"
    "what is the average wage of a {baker}\n"
    "[entry]\n"
    "how do i become a {nurse}\n"
    "how to become an {electrician}\n"
    "what degree do you need to be a {lawyer}\n"
    "what education does a {paralegal} need\n"
    "how long does it take to become a {vet}\n"
    "how do i get into {welding}\n"
    "requirements to be a {teacher}\n"
    "can i be a {pilot} without a degree\n"
    "how long is the schooling\n"
    "what do i have to study for {pharmacy}\n"
    "[ai_risk]\n"
    "will ai replace {accountants}\n"
    "will robots replace {cashiers}\n"
    "is {translation} safe from ai\n"
    "are {clerks} safe from automation\n"
    "are {truck drivers} going to be automated\n"
    "can ai do the work of a {paralegal}\n"
    "[compare/salary]\n"
    "who earns more a {nurse} or a {teacher}\n"
    "{plumber} vs {electrician} salary\n"
    "does a {cook} make more than a {waiter}\n"
    "[list/salary]\n"
    "highest paying jobs\n"
    "which jobs pay the most\n"
    "best paid jobs without a degree\n"
    "what jobs pay over 100k\n"
    "[offtopic]\n"
    "what is the weather tomorrow\n"
    "set a timer for ten minutes\n"
    "how much does a pizza cost\n"
    "how long do i boil an egg\n"
    "my {dentist} moved my appointment\n"
    "tell me a joke about {lawyers}\n"
    "who plays the {nurse} in that film\n"
    "find me a {plumber} near the station\n"
    "is the {teacher} nice\n"
    "what time is the game tonight\n"
    "book a table for two\n"
    "[smalltalk]\n"
    "hi\n"
    "hello there\n"
    "thank you so much\n"
    "thanks a lot\n"
    "are you a robot\n"
    "who are you\n"
    "bye now\n"
    "[clarify]\n"
    "i do not know what job i want\n"
    "help me choose a career\n";

#endif
