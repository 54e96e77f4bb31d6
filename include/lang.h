/* The languages careerbot speaks. Simplified Chinese is made from
 * Traditional when the pack is built. */
#ifndef LANG_H
#define LANG_H

#include "str.h"

enum lang {
    LANG_AUTO = 0, /* not known, or the same in every language */
    LANG_EN,
    LANG_ZH_HANT,
    LANG_ZH_HANS,
    LANG_COUNT
};

/* "auto", "en", "zh-Hant", "zh-Hans". */
const char *lang_tag(enum lang lang);

/* Reads a tag, ASCII case ignored; "zh", "zh-CN" and "zh-SG" are Simplified,
 * "zh-TW", "zh-HK" and "zh-MO" Traditional. False: none of them. */
bool lang_parse(struct str tag, enum lang *lang);

static inline bool lang_is_chinese(enum lang lang)
{
    return lang == LANG_ZH_HANT || lang == LANG_ZH_HANS;
}

#endif
