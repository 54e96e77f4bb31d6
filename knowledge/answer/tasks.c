/* What people in it do, and which of it AI takes over, assists or leaves. */
#include "subjects.h"

/* The page's tasks, or, where there is none, those a publisher rated. */
static void lists(struct composer *c)
{
    static const struct {
        const char *title;
        enum field page, rated;
    } parts[] = {
        {"tasks.human", FIELD_TASK_HUMAN, FIELD_RATED_HUMAN},
        {"tasks.augmented", FIELD_TASK_AUGMENTED, FIELD_RATED_AUGMENTED},
        {"tasks.replaced", FIELD_TASK_REPLACED, FIELD_RATED_REPLACED},
    };
    bool page = value(c, FIELD_TASK_HUMAN) || value(c, FIELD_TASK_AUGMENTED) ||
                value(c, FIELD_TASK_REPLACED);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        add_list(c, parts[i].title, page ? parts[i].page : parts[i].rated);
}

static bool tell(struct composer *c)
{
    const struct pack_entry *what = value(c, FIELD_SUMMARY);
    if (!what)
        what = value(c, FIELD_DESCRIPTION);
    if (!subject_known(c, SUBJECT_TASKS))
        return false;
    add_headline(c,
                 what ? entry_text(c, what, 0) : say(c, "tasks.headline", NULL),
                 STR_NONE);
    cite(c, what);
    lists(c);
    add_list(c, "tasks.narrower", FIELD_SUB_OCCUPATION);
    return true;
}

const struct subject_ops subject_tasks = {
    .subject = SUBJECT_TASKS,
    .tell = tell,
    .fields = {FIELD_SUMMARY, FIELD_DESCRIPTION, FIELD_TASK_REPLACED,
               FIELD_TASK_AUGMENTED, FIELD_TASK_HUMAN, FIELD_RATED_HUMAN,
               FIELD_RATED_AUGMENTED, FIELD_RATED_REPLACED},
    .next = {SUBJECT_SKILLS, SUBJECT_SUITS, SUBJECT_SALARY},
};
