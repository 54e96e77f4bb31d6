/* Decides what is answered at all. */
#include "scope.h"

#include "talk.h"
#include "title.h"

/* How likely a question has to be off topic to be declined, by how plainly it
 * asks something and by how an occupation is named. */
enum asking { NOT_PLAIN = 0, RATHER_PLAIN, PLAIN };
static const double off_of_own[] = {0.25, 0.5, 0.9};     /* its own name */
static const double off_of_told[] = {0.4, 0.55, 0.7};    /* described */
static const double off_of_listed[] = {0.1, 0.15, 0.35}; /* one of many */
static const double off_of_field[] = {0.1, 0.25, 0.65};  /* a field's */
static const double off_of_guess[] = {0.05, 0.1, 0.3};   /* words like one */
static const double off_of_list[] = {0.35, 0.4, 0.6};    /* a list */
static const double off_of_none[] = {0.1, 0.2, 0.4};     /* nothing named */
static const double off_of_compared = 0.95;              /* two own names */
static const double off_of_choice = 0.7;
static const double off_in_talk = 0.6;   /* after another question */
static const double off_referring = 0.8; /* which it refers to */
static const double off_plainly = 0.2;   /* what a phrase asks for, at most */
static const double off_unsure = 0.45;   /* of what seems a title */
static const double off_surely = 0.85;
static const double off_title = 0.48; /* a few words that ask nothing */
static const double one_thing = 0.9;  /* a subject that stands out */
static const double likely_thing = 0.75;
static const double sure_talk = 0.6;    /* a question nobody asked the bot */
static const double sure_remark = 0.85; /* without the form of a question */
static const double plain_subject = 0.6;
static const float says_enough = 0.8F;  /* a phrase that asks for a subject */
static const double with_phrase = 0.35; /* where a phrase asks for it, too */
static const double plainest_subject = 0.9;

void scope_decline(const struct reading *r, struct query *q)
{
    if (!reading_cue(r, CUE_KIND, "meaning") &&
        (r->intent.kind[INTENT_OFFTOPIC] < off_title || title_is_written(r)) &&
        title_guess(r, q))
        return;
    q->kind = KIND_OUTOFSCOPE;
    q->candidate_count = 0;
    q->confidence = 0.8;
    if (r->count <= 4) /* a few words alone: perhaps an occupation */
        q->unknown = reading_strange_text(r);
}

/* 怎麼做蛋糕: how it is done, not how it is made a living of. */
static bool asks_how_to(const struct reading *r, const struct mention *m)
{
    static const char *const how[] = {"怎么", "怎樣", "怎样", "如何", "怎麼"};
    struct str said = str_trim(str_slice(r->text, 0, r->tokens[m->from].from));
    for (size_t i = 0; i < sizeof how / sizeof *how; i++)
        if (!named_surely(m) && m->to == r->count &&
            !str_eq(r->tokens[m->from].word, STR("当")) &&
            str_ends(said, str_from(how[i])))
            return true;
    return false;
}

/* 理髮多少錢: what it costs, not what it earns. */
static bool asks_price(const struct reading *r, const struct mention *m)
{
    const struct cue_hit *cue = reading_cue(r, CUE_KIND, "price");
    return cue && !named_surely(m) && cue->from == m->to && cue->to == r->count;
}

/* "How long?", "cost?": a few words in a talk, one of them for a subject and
 * none of them strange. */
static bool asks_on(const struct reading *r, const struct named *n,
                    const struct topic *topic)
{
    enum { FEW = 8 };
    return topic->soc_count > 0 && n->count == 0 &&
           (reading_words(r) <= FEW || talk_refers(r)) &&
           reading_strange(r) == 0 && reading_cue(r, CUE_SUBJECT, NULL);
}

/* 晶圓廠裡輪班顧機台的: ends like words that say who somebody is. */
static bool ends_with_doer(const struct reading *r)
{
    enum { MOST = 16 };
    static const char *const of[] = {"的", "嘅"};
    size_t t = r->count;
    while (t > 0 && r->tokens[t - 1].han && r->tokens[t - 1].uses & WORD_KIND)
        if (STR_IS_ONE_OF(r->tokens[--t].word, of))
            return r->count <= MOST;
    return false;
}

/* All that is named is one occupation. */
static bool names_one(const struct named *n)
{
    for (size_t i = 1; i < n->count; i++)
        if (n->mentions[i].who[0].occupation !=
            n->mentions[0].who[0].occupation)
            return false;
    return n->count > 0;
}

bool scope_names_next(const struct reading *r, const struct named *n,
                      const struct topic *topic)
{
    enum { FEW = 6 }; /* words beside an own name */
    const struct mention *m = &n->mentions[0];
    bool talks = topic->soc_count > 0 ||
                 (topic->subject != SUBJECT_NONE && !topic->listed);
    if (!talks || !names_one(n) || (m->named == 0 && m->equal == 0) ||
        m->who[0].score < KNOWN_NAME)
        return false;
    return ends_with_doer(r) ||
           (n->count == 1 && reading_strange(r) == 0 &&
            (reading_cue(r, CUE_KIND, "followup") ||
             (named_own(m) && r->count - (m->to - m->from) <= FEW)));
}

/* "Senior sound mixer", "telecaller in Ohio": an own name, and words that leave
 * it what it is. */
static bool is_own_alone(const struct reading *r, const struct mention *m)
{
    for (size_t t = 0; t < r->count; t++)
        if ((t < m->from || t >= m->to) &&
            !(r->words[t].uses & (WORD_WHERE | WORD_ARTICLE)) &&
            !reading_is_word(r, t, "modifier") &&
            !reading_is_word(r, t, "place"))
            return false;
    return named_own(m);
}

/* "Dog trainer", "lead burner helper": a name, and no words that ask. */
static bool is_but_a_title(const struct reading *r, const struct named *n)
{
    const struct mention *m = &n->mentions[n->main];
    bool told = n->count > 0 && m->equal > 0 &&
                r->intent.kind[INTENT_OFFTOPIC] >= off_of_told[NOT_PLAIN];
    return n->count > 0 && !told &&
           (named_alone(r, m) || is_own_alone(r, m) ||
            ((title_asks_nothing(r) || title_is_written(r)) &&
             r->intent.kind[INTENT_OFFTOPIC] < off_title));
}

/* A phrase asks ("salary", "become a"), and so it was learned; the one or the
 * other, or a question of an own name; neither. */
static enum asking how_plainly(const struct reading *r, const struct named *n)
{
    const struct cue_hit *cue = reading_cue(r, CUE_SUBJECT, NULL);
    bool asked = cue && !cue->cue->weak && cue->cue->weight >= says_enough;
    bool own = n->count > 0 && named_own(&n->mentions[n->main]);
    bool plain = intent_most(&r->intent) >= one_thing;
    bool rather = intent_most(&r->intent) >= plain_subject;
    bool asks = asked || (own && reading_is_question(r));
    if (asked && (plain || (own && rather)))
        return PLAIN;
    return plain || (asks && rather) || (asked && own) ? RATHER_PLAIN
                                                       : NOT_PLAIN;
}

static double most_off(const struct reading *r, const struct named *n,
                       const struct topic *topic, enum asking asking)
{
    enum { WHOLE = 3 }; /* words of a name that can be nothing else */
    if (n->count == 0 && topic->soc_count > 0)
        return talk_refers(r) ? off_referring : off_in_talk;
    if (n->count == 0)
        return r->intent.kind[INTENT_LIST] >= LIKELY_LIST ? off_of_list[asking]
                                                          : off_of_none[asking];
    const struct mention *m = &n->mentions[n->main];
    double score = m->who[0].score;
    if (n->compared > 1 && named_own(&n->mentions[0]) &&
        named_own(&n->mentions[1]))
        return off_of_compared; /* "mortician or coroner?" */
    if (n->compared > 1 && reading_cue(r, CUE_KIND, "choose"))
        return off_of_choice; /* 送外賣、當保安，二選一 */
    size_t words = r->tokens[m->from].han ? (m->to - m->from) / 2 /* about */
                                          : m->to - m->from;
    bool whole = m->named > 0 && score >= SURE_NAME && words >= WHOLE;
    return m->equal > 0 && !m->bare              ? off_of_told[asking]
           : named_own(m) || whole               ? off_of_own[asking]
           : m->named == 0 || score < KNOWN_NAME ? off_of_guess[asking]
           : score >= SURE_NAME                  ? off_of_listed[asking]
                                                 : off_of_field[asking];
}

/* "Gloss definition": of a word that is no occupation's own name. */
static bool asks_what_word_means(const struct reading *r, const struct named *n)
{
    return reading_cue(r, CUE_KIND, "meaning") &&
           !(n->count > 0 && named_own(&n->mentions[n->main]));
}

/* A question about something else: by a phrase ("hire an electrician"), unless
 * more is asked about the occupation, or by what was learned. */
bool scope_is_off_topic(const struct reading *r, const struct named *n,
                        const struct topic *topic, const struct query *q)
{
    if (topic->soc_count > 0 && reading_strange(r) == 0 &&
        reading_cue(r, CUE_LANG, NULL))
        return false; /* "the same in Chinese" */
    if ((asks_on(r, n, topic) || scope_names_next(r, n, topic) ||
         is_but_a_title(r, n)) &&
        !reading_cue(r, CUE_KIND, "offtopic"))
        return false;
    const struct cue_hit *off = reading_cue(r, CUE_KIND, "offtopic");
    const struct cue_hit *on = reading_cue(r, CUE_SUBJECT, NULL);
    if (!r->intent.learned)
        return off && (!on || off->cue->weight > on->cue->weight);
    double share = r->intent.kind[INTENT_OFFTOPIC];
    if (off && (!on || off->cue->weight > on->cue->weight))
        share += 0.4;
    if (asks_what_word_means(r, n))
        return true;
    if (n->count > 0 && (asks_how_to(r, &n->mentions[n->main]) ||
                         asks_price(r, &n->mentions[n->main])))
        return true;
    enum asking asking = how_plainly(r, n);
    if (reading_strange(r) > 0 && q->subject_count == 1 &&
        q->subjects[0].subject == SUBJECT_OVERVIEW)
        asking = NOT_PLAIN; /* "what is a sailor knot": of no occupation */
    else if (n->count > 0 && asking == NOT_PLAIN &&
             scope_asks_beyond(r, &n->mentions[n->main]))
        asking = RATHER_PLAIN;
    return share > most_off(r, n, topic, asking);
}

bool scope_is_plainly_asked(const struct reading *r, const struct query *q,
                            const struct mention *m)
{
    const struct cue_hit *cue = reading_cue(r, CUE_SUBJECT, NULL);
    if (q->subject_count == 0)
        return false;
    if (!r->intent.learned)
        return cue && !cue->cue->weak && cue->cue->weight >= 1;
    double most = intent_most(&r->intent);
    double chosen = r->intent.subject[q->subjects[0].subject];
    if (m && m->who[0].score < KNOWN_NAME)
        return most >= plainest_subject;
    bool phrase = cue && !cue->cue->weak && cue->cue->weight >= 1;
    return most >= plain_subject ||
           (m && phrase && chosen >= with_phrase &&
            r->intent.kind[INTENT_OFFTOPIC] < off_plainly);
}

bool scope_asks_beyond(const struct reading *r, const struct mention *m)
{
    return reading_cue(r, CUE_UNKNOWN, NULL) && m->named > 0 &&
           m->who[0].score >= KNOWN_NAME;
}

/* "Are you a doctor?" */
static bool asks_about_bot(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"are you a", "are you an", "are u a",
                                         "r u a",     "你是",       "您是",
                                         "妳是",      "你係"};
    struct str said = str_trim(str_slice(r->text, 0, r->tokens[m->from].from));
    struct str behind =
        str_trim(str_slice(r->text, r->tokens[m->to - 1].to, r->text.len));
    enum { SHORT = 6 }; /* "吗？" and the like */
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        struct str words = str_from(before[i]);
        size_t from = said.len >= words.len ? said.len - words.len : 0;
        if (behind.len <= SHORT && said.len >= words.len &&
            str_eq_nocase(str_slice(said, from, said.len), words))
            return true;
    }
    return false;
}

/* "Thanks. And the pay?": behind the small talk, in a clause of its own, a
 * subject is asked for. */
static bool goes_on(const struct reading *r, const struct cue_hit *talk)
{
    const struct cue_hit *asked = reading_cue(r, CUE_SUBJECT, NULL);
    return asked && asked->from >= talk->to && reading_parted(r, talk, asked);
}

/* "Can you answer in Chinese?", and nothing else. */
static bool asks_language_only(const struct reading *r, const struct named *n)
{
    return n->count == 0 && reading_cue(r, CUE_LANG, NULL) &&
           !reading_cue(r, CUE_SUBJECT, NULL) && reading_strange(r) == 0;
}

/* "You didn't answer", "in Spanish": told apart by nothing but these words. */
static bool complains(const struct reading *r, const struct named *n,
                      struct query *q)
{
    enum { STRANGE = 1 };
    static const char *const kinds[] = {"missed", "languages"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n->count == 0 && reading_strange(r) <= STRANGE &&
            reading_cue(r, CUE_KIND, kinds[i])) {
            q->kind = KIND_SMALLTALK;
            q->smalltalk = str_from(kinds[i]);
            q->confidence = 0.9;
            return true;
        }
    return false;
}

/* "What does median mean": of a term the bot itself uses. */
static bool asks_meaning(const struct cue_hit *hit)
{
    return str_starts(hit->cue->part, STR("term_"));
}

bool scope_comforts(const struct reading *r, const struct named *n,
                    struct query *q)
{
    const struct cue_hit *hit = reading_cue(r, CUE_SMALLTALK, NULL);
    bool of_work = n->count > 0 || reading_cue(r, CUE_WORD, "career") ||
                   reading_cue(r, CUE_KIND, "list");
    if (!hit || (!str_eq(hit->cue->part, STR("crisis")) &&
                 (!str_eq(hit->cue->part, STR("low")) || of_work)))
        return false;
    q->kind = KIND_SMALLTALK;
    q->smalltalk = hit->cue->part;
    q->confidence = 0.9;
    q->candidate_count = 0;
    return true;
}

/* "Nationally then": the same again; but not "and you". */
static bool goes_on_alone(const struct reading *r, const struct topic *topic)
{
    enum { FEW = 3 };
    static const char *const bot[] = {"you", "u", "你", "您", "妳"};
    for (size_t t = 0; t < r->count; t++)
        if (STR_IS_ONE_OF(r->words[t].word, bot))
            return false;
    return topic->soc_count > 0 && r->count <= FEW && reading_strange(r) == 0 &&
           reading_cue(r, CUE_KIND, "followup");
}

bool scope_smalltalk(const struct reading *r, const struct named *n,
                     const struct topic *topic, bool strong, struct query *q)
{
    const struct cue_hit *hit = reading_cue(r, CUE_SMALLTALK, NULL);
    size_t strange = reading_strange(r);
    double share = r->intent.kind[INTENT_SMALLTALK];
    if (r->count == 0 && r->text.len > 0) { /* a smile, or keys mashed */
        q->kind = KIND_OUTOFSCOPE;
        q->confidence = 0.7;
        return true;
    }
    if (r->count == 0) { /* a bare mention */
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("greeting");
        q->confidence = 0.7;
        return true;
    }
    if (topic->soc_count > 0 && reading_cue(r, CUE_LANG, NULL) && strange == 0)
        return false; /* "say it in English" */
    if (complains(r, n, q))
        return true;
    if (asks_language_only(r, n)) {
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("language");
        q->confidence = 0.9;
        return true;
    }
    if (topic->soc_count > 0 && strange <= 1 && hit && goes_on(r, hit))
        return false;
    if (!hit && asks_on(r, n, topic))
        return false;
    if (!hit && goes_on_alone(r, topic))
        return false;
    if (n->count > 0 && asks_about_bot(r, &n->mentions[0])) {
        q->kind = KIND_SMALLTALK;
        q->smalltalk = STR("help");
        q->confidence = 0.8;
        return true;
    }
    bool aside = hit && (str_eq(hit->cue->part, STR("ok")) ||
                         str_eq(hit->cue->part, STR("remark")));
    if (aside && share < 0.5 && (hit->to - hit->from) * 2 < r->count)
        return false; /* 好 in a longer sentence */
    if (hit && str_eq(hit->cue->part, STR("help")) && share < 0.3 &&
        (r->intent.kind[INTENT_LIST] >= 0.5 ||
         r->intent.kind[INTENT_CLARIFY] >= 0.5))
        return false; /* 能做什麼工作, 我喜歡幫助別人 */
    bool named = n->count > 0 && named_own(&n->mentions[n->main]);
    bool alone = n->count == 0 && topic->soc_count == 0;
    if (named && strange == 0 && topic->soc_count == 0 &&
        topic->subject != SUBJECT_NONE)
        return false; /* "oh sorry, arborist": whom it asked for */
    if (hit && (str_eq(hit->cue->part, STR("crisis")) ||
                (n->count == 0 && asks_meaning(hit))))
        strange = 0;
    else if (alone && hit && str_eq(hit->cue->part, STR("help")) &&
             strange == 0 && r->intent.kind[INTENT_LIST] < 0.3 &&
             r->intent.kind[INTENT_OFFTOPIC] < 0.5)
        ; /* "what sort of tasks can you do" */
    else if (alone && share >= 0.2 && share > r->intent.kind[INTENT_OFFTOPIC] &&
             !scope_is_plainly_asked(r, q, NULL))
        ;
    else if (r->intent.learned && share < 0.3 &&
             (strange > 1 || n->count > 0 ||
              scope_is_plainly_asked(r, q, NULL)))
        return false;
    else if (share < (named          ? 0.9
                      : n->count > 0 ? 0.6
                                     : 0.5) &&
             (!hit || n->count > 0 || strange > 1 ||
              (strong && !str_eq(hit->cue->part, STR("help")))))
        return false;
    q->kind = KIND_SMALLTALK;
    q->smalltalk = hit                      ? hit->cue->part
                   : reading_is_question(r) ? STR("help")
                                            : STR("remark");
    q->confidence = strange == 0 ? 0.95 : 0.7;
    q->candidate_count = 0;
    return true;
}

bool scope_is_plain_question(const struct reading *r, const struct named *n,
                             const struct query *q)
{
    enum { FEWEST = 2 };
    const struct intent *intent = &r->intent;
    bool listed =
        q->kind == KIND_LIST && intent->kind[INTENT_LIST] >= sure_talk;
    if (q->problem != QUERY_CLEAR || q->unknown.len > 0 ||
        reading_strange(r) > 1 || r->count < FEWEST)
        return false;
    if (!intent->learned)
        return q->kind == KIND_SINGLE && reading_cue(r, CUE_SUBJECT, NULL) &&
               reading_is_question(r) && named_surely(&n->mentions[0]) &&
               !reading_name_is_person(r, n->mentions[n->main].from);
    bool question = reading_is_question(r);
    if (listed)
        return question || intent->kind[INTENT_LIST] >= sure_remark;
    return (q->kind == KIND_SINGLE || q->kind == KIND_COMPARE) &&
           n->count > 0 &&
           n->mentions[n->main].who[0].score >=
               (question ? KNOWN_NAME : SURE_NAME) &&
           !reading_name_is_person(r, n->mentions[n->main].from) &&
           !n->mentions[n->main].strange && q->subject_count > 0 &&
           intent_most(intent) >= (question ? likely_thing : one_thing) &&
           intent->kind[INTENT_SINGLE] + intent->kind[INTENT_COMPARE] >=
               (question ? sure_talk : sure_remark);
}

/* "Age limit air traffic controller": a sure name, and words around it that
 * ask one thing of it, are no title. */
static bool is_plainly_of_one(const struct reading *r, const struct named *n)
{
    return n->count > 0 && !title_is_written(r) &&
           named_surely(&n->mentions[0]) &&
           n->mentions[0].to - n->mentions[0].from < r->count &&
           intent_most(&r->intent) >= one_thing &&
           r->intent.kind[INTENT_OFFTOPIC] < off_unsure;
}

/* "Play some jazz": nothing sure in it, and plainly something else. */
static bool is_plainly_other(const struct reading *r, const struct named *n)
{
    return r->intent.kind[INTENT_OFFTOPIC] > off_surely && r->count > 2 &&
           !title_is_written(r) &&
           !(n->count > 0 && named_surely(&n->mentions[0]));
}

/* "Easiest green card occupation": one thing asked of many. */
static bool is_plainly_of_many(const struct reading *r, const struct named *n)
{
    return n->count == 0 && reading_cue(r, CUE_SUBJECT, NULL) &&
           !title_is_written(r) && r->intent.kind[INTENT_LIST] >= one_thing &&
           intent_most(&r->intent) >= one_thing;
}

bool scope_is_no_title(const struct reading *r, const struct named *n)
{
    return is_plainly_of_one(r, n) || is_plainly_of_many(r, n) ||
           is_plainly_other(r, n) || asks_what_word_means(r, n) ||
           (n->count > 0 && scope_asks_beyond(r, &n->mentions[0]));
}
