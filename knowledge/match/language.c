/* English or Chinese, Traditional or Simplified: by the characters. */
#include "language.h"

#include "utf8.h"

#include <utf8proc.h>

static const struct pack_han *find_han(const struct pack *pack, uint32_t code)
{
    size_t high, low = 0;
    const struct pack_han *han = pack_han(pack, &high);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (han[middle].from == code)
            return &han[middle];
        if (han[middle].from < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

uint32_t language_fold_han(uint32_t code, void *pack)
{
    const struct pack_han *han = find_han(pack, code);
    return han ? han->to : code;
}

static bool is_letter(uint32_t code)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Cantonese, which is mostly written in Traditional characters. */
static bool is_cantonese(uint32_t code)
{
    const struct str characters = STR("唔冇嘅咁嚟喺咗嗰啲佢哋㗎乜攞搵攰");
    for (size_t at = 0; at < characters.len;)
        if (utf8_next(characters, &at) == code)
            return true;
    return false;
}

enum lang language_of(const struct pack *pack, struct str text,
                      enum lang otherwise)
{
    enum { FEW = 2 };
    size_t letters = 0, han = 0, only_hant = 0, only_hans = 0;
    bool in_word = false, cantonese = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t code = utf8_next(text, &at);
        if (utf8_is_han(code)) {
            const struct pack_han *one = find_han(pack, code);
            han++;
            letters++;
            cantonese = cantonese || is_cantonese(code);
            only_hant += one && one->to != code;
            only_hans += one && one->to == code;
            in_word = false;
        } else {
            bool letter = is_letter(code);
            letters += letter && !in_word; /* a Latin word counts once */
            in_word = letter;
        }
    }
    if (letters == 0)
        return otherwise == LANG_AUTO ? LANG_EN : otherwise;
    if (han == 0 && letters <= FEW && lang_is_chinese(otherwise))
        return otherwise; /* "AI", "pay?" */
    if (han * 3 < letters)
        return LANG_EN;
    if (only_hant != only_hans)
        return only_hant > only_hans ? LANG_ZH_HANT : LANG_ZH_HANS;
    return otherwise == LANG_ZH_HANT || (cantonese && otherwise != LANG_ZH_HANS)
               ? LANG_ZH_HANT
               : LANG_ZH_HANS;
}
