/* The lexicon into the pack: en/ and zh/, each with files of phrases under
 * [topics], sentences.txt and names.tsv. What is written in zh/ is
 * Traditional; Simplified is made here. */
#include "builder.h"
#include "file.h"
#include "letters.h"
#include "lines.h"
#include "page_cell.h"
#include "sentences.h"

#include "answer.h"
#include "utf8.h"

enum { LEXICON_FILE_MAX = 16 << 20 };

static bool is_word(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '_' || c == '-'))
            return false;
    }
    return s.len > 0;
}

/* Whether its phrases are found as they are written. */
static bool is_as_written(struct str topic)
{
    static const char *const groups[] = {"amount", "number",    "listed",
                                         "asks",   "schooling", "short"};
    struct str first = str_split(&topic, '/');
    return STR_IS_ONE_OF(first, groups);
}

/* A subject, a subject and its part, or one of our own kinds of word. */
static bool is_topic(struct str topic)
{
    static const char *const groups[] = {
        "smalltalk", "kind",  "word",  "lang",  "unknown", "described",
        "wish",      "group", "skill", "major", "list"};
    struct str part = topic, first = str_split(&part, '/');
    double number;
    if (str_eq(first, STR("number")) || str_eq(first, STR("schooling")))
        return part.ptr && str_to_double(part, &number);
    if (str_eq(first, STR("short")))
        return part.len > 0; /* any words */
    if (is_as_written(first))
        return part.ptr && is_word(part);
    enum subject subject;
    if (subject_parse(first, &subject)) {
        struct str weak = part, name = str_split(&weak, '/');
        return !part.ptr ||
               (is_word(name) && (!weak.ptr || str_eq(weak, STR("weak"))));
    }
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (str_eq(first, str_from(groups[i])))
            return part.ptr && is_word(part);
    return false;
}

static void add_cue(struct builder *b, enum lang lang, struct str topic,
                    struct str phrase, const struct lines *at)
{
    struct str key = text_cue_key(b->normalizer, b->arena, phrase);
    if (key.len == 0 || str_eq(key, STR("..."))) {
        fault_add(b->faults, at->file, at->number,
                  "\"%.*s\" holds no word to look for; remove it",
                  STR_ARG(page_excerpt(phrase)));
        return;
    }
    questions_phrase(&b->examples, b->arena, topic, key);
    if (lang == LANG_EN) {
        pack_writer_cue(b->writer, lang, topic, key);
        return;
    }
    /* Both vocabularies: characters alone folded, and mainland words. */
    struct str other = text_cue_key(b->normalizer, b->arena,
                                    han_simplify(b->han, b->arena, phrase));
    pack_writer_cue(b->writer, LANG_ZH_HANS, topic, key);
    if (!str_eq(key, other))
        pack_writer_cue(b->writer, LANG_ZH_HANS, topic, other);
}

static void add_wording(struct builder *b, enum lang lang, struct str topic,
                        struct str phrase)
{
    pack_writer_wording(b->writer, topic, phrase);
    if (lang == LANG_EN)
        return;
    struct str simplified = han_simplify(b->han, b->arena, phrase);
    if (!str_eq(phrase, simplified))
        pack_writer_wording(b->writer, topic, simplified);
}

static void read_cues(struct builder *b, enum lang lang, struct lines lines)
{
    struct str line, topic = STR_NONE;
    bool skip = false; /* below a topic that was reported */
    while (lines_next(&lines, &line)) {
        line = str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '[') {
            topic = str_trim(str_slice(line, 1, line.len - 1));
            skip = !str_ends(line, STR("]")) || !is_topic(topic);
            if (skip)
                fault_add(lines.faults, lines.file, lines.number,
                          "%.*s is no topic; write [SUBJECT], [SUBJECT/part] "
                          "or one of [smalltalk/...] [kind/...] [word/...] "
                          "[lang/...] [unknown/...] [described/...] "
                          "[wish/...] [group/...] [skill/...] [major/...] "
                          "[list/...] [short/...] [listed/...] [amount/...] "
                          "[asks/...] "
                          "[number/40] "
                          "[schooling/5]",
                          STR_ARG(page_excerpt(line)));
        } else if (!topic.ptr) {
            fault_add(lines.faults, lines.file, lines.number,
                      "a phrase above the first [topic]; say what it is about");
            skip = true;
            topic = STR("");
        } else if (!skip && is_as_written(topic)) {
            add_wording(b, lang, topic, line);
        } else if (!skip) {
            add_cue(b, lang, topic, line, &lines);
        }
    }
}

/* A text of an occupation. */
typedef void (*add_fn)(struct builder *b, enum lang lang, size_t occupation,
                       struct str text);

static void add_name(struct builder *b, enum lang lang, size_t occupation,
                     struct str name)
{
    builder_name(b, occupation, lang, NAME_LEXICON, name);
    if (lang_is_chinese(lang))
        endings_note(b, occupation, NAME_LEXICON, name);
}

static void add_field(struct builder *b, enum lang lang, size_t occupation,
                      struct str name)
{
    builder_name(b, occupation, lang, NAME_FIELD, name);
    if (lang_is_chinese(lang))
        endings_note(b, occupation, NAME_FIELD, name);
}

static void add_described(struct builder *b, enum lang lang, size_t occupation,
                          struct str text)
{
    (void)lang;
    struct told_text *one = arena_alloc(b->arena, sizeof *one);
    *one = (struct told_text){pack_writer_soc(b->writer, occupation), text,
                              b->described};
    b->described = one;
}

/* "code, tab, text, tab, text...": names of an occupation, fields, or
 * descriptions. */
static void read_by_code(struct builder *b, enum lang lang, struct lines lines,
                         add_fn add)
{
    struct str line;
    while (lines_next(&lines, &line)) {
        if (str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        struct str rest = line, code = str_trim(str_split(&rest, '\t'));
        uint32_t soc = page_soc(code);
        if (soc == 0 || !rest.ptr) {
            fault_add(lines.faults, lines.file, lines.number,
                      soc ? "no name; write code, tab, name, tab, name..."
                          : "a line begins with a SOC code like 25-4031 and a "
                            "tab");
            continue;
        }
        size_t occupation = pack_writer_find(b->writer, soc);
        while (rest.ptr && occupation != SIZE_MAX) {
            struct str text = str_trim(str_split(&rest, '\t'));
            if (text.len > 0)
                add(b, lang, occupation, text);
        }
    }
}

/* "fix, tab, repair, tab, mechanic": an everyday word and words of names and
 * descriptions that it may stand for. */
static void read_everyday(struct builder *b, struct lines lines)
{
    struct str line;
    while (lines_next(&lines, &line)) {
        if (str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        struct str rest = line, word = str_trim(str_split(&rest, '\t'));
        if (word.len == 0 || !rest.ptr || str_trim(rest).len == 0) {
            fault_add(lines.faults, lines.file, lines.number,
                      "no second word; write the everyday word, a tab and the "
                      "words it stands for, with tabs between");
            continue;
        }
        struct everyday *one = arena_alloc(b->arena, sizeof *one);
        *one = (struct everyday){word, rest, b->everyday};
        b->everyday = one;
    }
}

static enum status open_lines(struct builder *b, struct str folder,
                              struct str name, struct lines *lines,
                              struct error *err)
{
    struct str path = file_join(b->arena, folder, name), text;
    enum status status =
        file_read(b->arena, path.ptr, LEXICON_FILE_MAX, &text, err);
    if (status == STATUS_OK)
        *lines = lines_begin(text, path, b->faults);
    return status;
}

enum status lexicon_words(struct builder *b, const char *folder,
                          struct error *err)
{
    struct lines lines;
    struct str zh = file_join(b->arena, str_from(folder), STR("zh")), line;
    enum status status = open_lines(b, zh, STR("mainland.tsv"), &lines, err);
    if (status == STATUS_NOT_FOUND)
        return STATUS_OK; /* OpenCC's words do without */
    while (status == STATUS_OK && lines_next(&lines, &line)) {
        struct str to = line, from = str_trim(str_split(&to, '\t'));
        if (from.len == 0 || from.ptr[0] == '#')
            continue;
        if (!to.ptr || str_trim(to).len == 0)
            fault_add(lines.faults, lines.file, lines.number,
                      "no second word; write the Traditional word, a tab and "
                      "the Simplified one");
        else
            han_word(b->han, from, str_trim(to));
    }
    return status;
}

/* "character, tab, syllable, tab, code of its shape" */
static void read_characters(struct builder *b, struct lines lines)
{
    struct str line;
    uint32_t before = 0;
    while (lines_next(&lines, &line)) {
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        struct str rest = line, character = str_split(&rest, '\t'),
                   sound = str_split(&rest, '\t');
        size_t end = 0;
        uint32_t code = character.len ? utf8_next(character, &end) : 0;
        if (end != character.len || !utf8_is_han(code) || code <= before ||
            letters_number(sound) == 0 ||
            (rest.len > 0 && letters_number(rest) == 0)) {
            fault_add(lines.faults, lines.file, lines.number,
                      "write a Han character, a tab, its syllable, a tab and "
                      "its Cangjie code, in the order of Unicode");
            continue;
        }
        before = code;
        pack_writer_character(b->writer, code, sound, rest);
    }
}

static enum status read_folder(struct builder *b, struct str folder,
                               enum lang lang, struct sentences *sentences,
                               struct error *err)
{
    struct str *names;
    struct lines lines;
    size_t count;
    enum status status =
        file_list(b->arena, folder.ptr, STR(""), &names, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool own_sentences = str_eq(names[i], STR("sentences.txt"));
        bool own_names = str_eq(names[i], STR("names.tsv"));
        bool own_fields = str_eq(names[i], STR("fields.tsv"));
        bool own_everyday = str_eq(names[i], STR("everyday.tsv"));
        bool own_described = str_eq(names[i], STR("descriptions.tsv"));
        bool own_questions = str_eq(names[i], STR("questions.txt")) ||
                             str_eq(names[i], STR("offtopic.txt"));
        bool own_characters = str_eq(names[i], STR("characters.tsv"));
        bool own_endings = str_eq(names[i], STR("endings.tsv"));
        if (!own_names && !own_fields && !own_everyday && !own_described &&
            !own_characters && !own_endings && !str_ends(names[i], STR(".txt")))
            continue;
        status = open_lines(b, folder, names[i], &lines, err);
        if (status != STATUS_OK)
            break;
        if (own_sentences)
            sentences_read(sentences, b->arena, lines);
        else if (own_names || own_fields || own_described)
            read_by_code(b, lang, lines,
                         own_names    ? add_name
                         : own_fields ? add_field
                                      : add_described);
        else if (own_everyday)
            read_everyday(b, lines);
        else if (own_endings)
            endings_read(b, lines);
        else if (own_characters)
            read_characters(b, lines);
        else if (own_questions)
            questions_read(&b->examples, b->arena, b->normalizer, lines);
        else
            read_cues(b, lang, lines);
    }
    return status;
}

enum status lexicon_build(struct builder *b, const char *folder,
                          struct error *err)
{
    struct str root = str_from(folder);
    struct str en = file_join(b->arena, root, STR("en"));
    struct str zh = file_join(b->arena, root, STR("zh"));
    struct sentences english = {0}, chinese = {0};
    enum status status = read_folder(b, en, LANG_EN, &english, err);
    if (status == STATUS_OK)
        status = read_folder(b, zh, LANG_ZH_HANT, &chinese, err);
    if (status != STATUS_OK)
        return status;
    endings_build(b);
    sentences_compare(&english, &chinese, b->arena, b->faults);
    for (const struct sentence *s = english.first; s; s = s->next)
        pack_writer_sentence(b->writer, LANG_EN, s->key, s->text);
    for (const struct sentence *s = chinese.first; s; s = s->next) {
        pack_writer_sentence(b->writer, LANG_ZH_HANT, s->key, s->text);
        pack_writer_sentence(b->writer, LANG_ZH_HANS, s->key,
                             han_simplify(b->han, b->arena, s->text));
    }
    return STATUS_OK;
}
