/* The words AI Career Graph prints around its data, in every language it
 * has. A page mixes languages freely, so a text is compared with all of them;
 * which label is meant where two share a word follows from the place: the
 * caller says which labels may stand there. */
#ifndef ACG_LABELS_H
#define ACG_LABELS_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

enum label {
    LABEL_NONE = 0,
    LABEL_BACK_HOME,

    /* header chips */
    LABEL_CODE,
    LABEL_SKILLED,
    LABEL_NOT_SKILLED,
    LABEL_OVERALL,

    /* sections, in the order of a page */
    LABEL_RATINGS,
    LABEL_AI, /* holds the name of the occupation: see label_ai_title */
    LABEL_SALARY,
    LABEL_EDUCATION,
    LABEL_QUALIFICATIONS,
    LABEL_MIGRATION,
    LABEL_SUITABILITY,
    LABEL_OUTLOOK,
    LABEL_FAQ,
    LABEL_SOURCES,

    /* columns */
    LABEL_EXPERIENCE,
    LABEL_ANNUAL,
    LABEL_STAGE,
    LABEL_PERIOD,
    LABEL_COST,
    LABEL_QUALIFICATION,
    LABEL_ISSUER,
    LABEL_VISA,
    LABEL_DETAILS,

    /* inside sections */
    LABEL_REQUIRED,
    LABEL_OPTIONAL,
    LABEL_FIT,
    LABEL_UNFIT,
    LABEL_GROWTH,
    LABEL_VISA_CODE,
    LABEL_COMPRESSED,
    LABEL_AMPLIFIED,
    LABEL_MIXED,

    /* the parts of the AI section, in the order of a page */
    LABEL_TOOLS,
    LABEL_REPLACED,
    LABEL_AUGMENTED,
    LABEL_MOAT,
    LABEL_SKILLS,
    LABEL_ENTRY,
    LABEL_UPGRADE,
    LABEL_ADJACENT,

    /* of a tool */
    LABEL_PARTIAL,
    LABEL_MAJOR,
    LABEL_NEAR_FULL,
    LABEL_TOOL,
    LABEL_PLATFORM,
    LABEL_PRODUCT,
    LABEL_MODEL,
    LABEL_RESEARCH,
    LABEL_NEWS,

    /* the eleven dimensions, in the order of rating_ids */
    LABEL_DIMENSION,
    LABEL_COUNT = LABEL_DIMENSION + 11
};

/* Sets of labels. */
typedef uint64_t label_set;
_Static_assert(LABEL_COUNT <= 64, "a label_set has a bit for each label");
#define LABEL_BIT(label) ((label_set)1 << (label))
/* All from first to last. */
#define LABEL_RANGE(first, last)                                               \
    ((LABEL_BIT(last) - LABEL_BIT(first)) | LABEL_BIT(last))
#define LABELS_SECTION LABEL_RANGE(LABEL_RATINGS, LABEL_SOURCES)
#define LABELS_AI_PART LABEL_RANGE(LABEL_TOOLS, LABEL_ADJACENT)
#define LABELS_LEVEL LABEL_RANGE(LABEL_PARTIAL, LABEL_NEAR_FULL)
#define LABELS_TYPE LABEL_RANGE(LABEL_TOOL, LABEL_NEWS)
#define LABELS_VERDICT LABEL_RANGE(LABEL_COMPRESSED, LABEL_MIXED)
#define LABELS_STATUS LABEL_RANGE(LABEL_SKILLED, LABEL_NOT_SKILLED)
#define LABELS_DIMENSION LABEL_RANGE(LABEL_DIMENSION, LABEL_COUNT - 1)

struct labels;

/* In arena. */
const struct labels *labels_new(struct arena *arena);

/* The label that is the whole of text, whatever its case, width, spacing and
 * punctuation; LABEL_NONE: it is none of those allowed. */
enum label label_find(const struct labels *labels, struct str text,
                      label_set allowed);

/* The same for "Label: rest". *rest is what stands behind the colon; NULL as
 * its pointer where text is the label alone. */
enum label label_find_colon(const struct labels *labels, struct str text,
                            label_set allowed, struct str *rest);

/* The longest label that begins (ends) text; *len is how many bytes of text
 * it takes. Case, width and spacing inside the label do not count. */
enum label label_prefix(struct str text, label_set allowed, size_t *len);
enum label label_suffix(struct str text, label_set allowed, size_t *len);

/* Is text the heading of the AI section? *name: the occupation it names. */
bool label_ai_title(struct str text, struct str *name);

#endif
