/* Common questions: the page's own where it has them; where it lost them, the
 * ones people ask most, answered from the other subjects. */
#include "subjects.h"

#include <stdio.h>

static bool tell(struct composer *c)
{
    size_t count;
    const struct pack_entry *faq = values(c, FIELD_FAQ, &count);
    if (faq) {
        add_headline(c, say(c, "faq.headline", NULL), STR_NONE);
        for (size_t i = 0; i < count; i++)
            add_text(c, entry_text(c, &faq[i], 0), entry_text(c, &faq[i], 1));
        cite(c, faq);
        return true;
    }
    static const enum subject asked[] = {SUBJECT_SALARY, SUBJECT_ENTRY,
                                         SUBJECT_IMMIGRATION};
    if (!value(c, FIELD_SUMMARY) && !value(c, FIELD_DESCRIPTION))
        return false;
    add_headline(c, say(c, "faq.none", NULL), STR_NONE);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const struct subject_ops *ops = subject_find(asked[i]);
        /* The first line of that subject's answer is the answer here. */
        struct answer_block *before = c->last;
        if (!ops->tell(c))
            continue;
        struct answer_block *line = before->next;
        char key[64];
        snprintf(key, sizeof key, "faq.%s", subject_id(asked[i]));
        *line = (struct answer_block){
            .type = BLOCK_TEXT, .title = say(c, key, NULL), .text = line->text};
        c->last = line;
    }
    return true;
}

const struct subject_ops subject_faq = {
    .subject = SUBJECT_FAQ,
    .tell = tell,
    .fields = {FIELD_FAQ, FIELD_SUMMARY, FIELD_DESCRIPTION},
    .next = {SUBJECT_SALARY, SUBJECT_ENTRY, SUBJECT_IMMIGRATION},
};
