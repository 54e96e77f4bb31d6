/* What people in it do, and which of it AI takes over, assists or leaves. */
#include "subjects.h"

enum {
    LISTS = 3,
    TASKS_SHOWN = 8
}; /* of all lists, unless all are asked for */

static const struct list {
    const char *title;
    enum field page, rated;
} lists[LISTS] = {
    {"tasks.human", FIELD_TASK_HUMAN, FIELD_RATED_HUMAN},
    {"tasks.augmented", FIELD_TASK_AUGMENTED, FIELD_RATED_AUGMENTED},
    {"tasks.replaced", FIELD_TASK_REPLACED, FIELD_RATED_REPLACED},
};

/* Some of every list: one from each in turn, as long as there is room. */
static void share(const size_t counts[LISTS], size_t room, size_t shown[LISTS])
{
    for (bool any = true; any && room > 0;) {
        any = false;
        for (size_t i = 0; i < LISTS && room > 0; i++) {
            if (shown[i] == counts[i])
                continue;
            shown[i]++;
            room--;
            any = true;
        }
    }
}

/* The page's tasks, or, where there is none, those a publisher rated. */
static void task_lists(struct composer *c)
{
    bool page = false, more = false;
    size_t counts[LISTS], shown[LISTS] = {0}, all = 0;
    for (size_t i = 0; i < LISTS; i++)
        page = page || value(c, lists[i].page);
    for (size_t i = 0; i < LISTS; i++) {
        counts[i] = 0;
        values(c, page ? lists[i].page : lists[i].rated, &counts[i]);
        all += counts[i];
    }
    share(counts, part_is(c, "all") ? all : TASKS_SHOWN, shown);
    if (!page && all > 0)
        add_text(c, STR_NONE, say(c, "tasks.original", NULL));
    for (size_t i = 0; i < LISTS; i++) {
        add_some(c, lists[i].title, page ? lists[i].page : lists[i].rated,
                 shown[i]);
        more = more || shown[i] < counts[i];
    }
    if (more)
        add_part_choice(c, SUBJECT_TASKS, "all");
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
    task_lists(c);
    add_some(c, "tasks.narrower", FIELD_SUB_OCCUPATION,
             part_is(c, "all") ? SIZE_MAX : TASKS_SHOWN);
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
