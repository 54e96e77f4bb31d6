/* What people in it do, and which of it AI takes over, assists or leaves. */
#include "subjects.h"

static bool tell(struct composer *c)
{
    const struct pack_entry *summary = value(c, FIELD_SUMMARY);
    if (!subject_known(c, SUBJECT_TASKS))
        return false;
    add_headline(
        c, summary ? entry_text(c, summary, 0) : say(c, "tasks.headline", NULL),
        STR_NONE);
    cite(c, summary);
    add_list(c, "tasks.human", FIELD_TASK_HUMAN);
    add_list(c, "tasks.augmented", FIELD_TASK_AUGMENTED);
    add_list(c, "tasks.replaced", FIELD_TASK_REPLACED);
    return true;
}

const struct subject_ops subject_tasks = {
    .subject = SUBJECT_TASKS,
    .tell = tell,
    .fields = {FIELD_SUMMARY, FIELD_TASK_REPLACED, FIELD_TASK_AUGMENTED,
               FIELD_TASK_HUMAN},
    .next = {SUBJECT_SKILLS, SUBJECT_SUITS, SUBJECT_SALARY},
};
