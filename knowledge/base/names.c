/* The names of languages, subjects and kinds, as the command line, the packs
 * and the tests spell them. */
#include "answer.h"
#include "lang.h"

static const char *const lang_tags[LANG_COUNT] = {"auto", "en", "zh-Hant",
                                                  "zh-Hans"};

const char *lang_tag(enum lang lang)
{
    return lang_tags[lang];
}

bool lang_parse(struct str tag, enum lang *lang)
{
    static const struct {
        const char *tag;
        enum lang lang;
    } also[] = {
        {"en-US", LANG_EN},      {"en-GB", LANG_EN},
        {"zh", LANG_ZH_HANS},    {"zh-CN", LANG_ZH_HANS},
        {"zh-SG", LANG_ZH_HANS}, {"zh-TW", LANG_ZH_HANT},
        {"zh-HK", LANG_ZH_HANT}, {"zh-MO", LANG_ZH_HANT},
    };
    for (int i = 0; i < LANG_COUNT; i++) {
        if (str_eq_nocase(tag, str_from(lang_tags[i]))) {
            *lang = (enum lang)i;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof also / sizeof *also; i++) {
        if (str_eq_nocase(tag, str_from(also[i].tag))) {
            *lang = also[i].lang;
            return true;
        }
    }
    return false;
}

static const char *const subject_ids[SUBJECT_COUNT] = {
    NULL,           "overview", "tasks",  "salary",      "entry",
    "certificates", "ai_risk",  "skills", "immigration", "outlook",
    "suits",        "ratings",  "faq",    "sources",     "pivots",
};

const char *subject_id(enum subject subject)
{
    return subject_ids[subject];
}

bool subject_parse(struct str id, enum subject *subject)
{
    for (int i = 1; i < SUBJECT_COUNT; i++) {
        if (str_eq(id, str_from(subject_ids[i]))) {
            *subject = (enum subject)i;
            return true;
        }
    }
    return false;
}

static const char *const kind_ids[KIND_COUNT] = {
    "single",  "compare",   "list",       "followup",
    "clarify", "smalltalk", "outofscope",
};

const char *kind_id(enum kind kind)
{
    return kind_ids[kind];
}
