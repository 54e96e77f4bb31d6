/* Which moves are recommended and what to learn for them: the formula, what a
 * small pack says by it, and that who asks changes nothing. */
#include "move_score.h"

#include "build.h"
#include "knowledge.h"
#include "move_fit.h"
#include "pack.h"
#include "temp_folder.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) < 1e-9))
        fail_msg("%.12g is not %.12g", got, want);
}

/* --- the formula --- */

static const struct move_place clerk = {.pay = 40000,
                                        .exposure = 0.5,
                                        .change = 0,
                                        .openings = 50000,
                                        .schooling = 0,
                                        .experience = 0,
                                        .training = 0.5,
                                        .zone = 2};
static const struct move_place analyst = {.pay = 60000,
                                          .exposure = 0.3,
                                          .change = 10,
                                          .openings = 5000,
                                          .schooling = 2,
                                          .experience = 0,
                                          .training = 0,
                                          .zone = 3};

static void ten_years_are_weighed(void **state)
{
    (void)state;
    /* two years of school without pay, eight at one and a half; half of a
     * fifth of the tasks; a tenth more jobs */
    assert_near(move_gain(&clerk, &analyst),
                8 * 1.5 / 10 - 1 + 0.5 * 0.2 + 0.1);
    assert_near(move_gain(&clerk, &clerk), 0);
    assert_near(move_score(&clerk, &analyst, 0.5), 0.2);

    /* experience and training are paid as what one does now */
    struct move_place manager = analyst;
    manager.schooling = 0;
    manager.experience = 2;
    manager.training = 0.5;
    assert_near(move_gain(&clerk, &manager),
                (2.5 + 7.5 * 1.5) / 10 - 1 + 0.1 + 0.1);

    /* what is not known adds nothing, but the way must be known */
    struct move_place unknown = analyst;
    unknown.pay = unknown.change = NAN;
    assert_near(move_gain(&clerk, &unknown), 0.8 - 1 + 0.1);
    unknown.schooling = NAN;
    assert_true(isnan(move_gain(&clerk, &unknown)));
    assert_true(isnan(move_score(&clerk, &unknown, 1)));
}

static void a_degree_between_does_not_shorten_the_next(void **state)
{
    (void)state;
    struct move_place social_worker = {.schooling = 6},
                      doctor = {.schooling = 8};
    assert_near(move_schooling(&social_worker, &doctor), 4);
    social_worker.schooling = 4;
    assert_near(move_schooling(&social_worker, &doctor), 4);
    social_worker.schooling = 8;
    assert_near(move_schooling(&social_worker, &doctor), 0);
    assert_near(move_schooling(&doctor, &clerk), 0);
}

static void some_moves_are_not_recommended(void **state)
{
    (void)state;
    struct move_place to = analyst;
    assert_true(move_score(&clerk, &to, 1) > 0);
    assert_true(isnan(move_score(&clerk, &to, 0.2)));  /* a new start */
    assert_true(isnan(move_score(&clerk, &to, NAN)));  /* not rated */
    assert_true(isnan(move_score(&clerk, &clerk, 1))); /* nothing gained */
    to.zone = 4;
    assert_true(isnan(move_score(&clerk, &to, 1)));
    to = analyst;
    to.pay = 400000;
    to.schooling = 8;
    assert_true(isnan(move_score(&clerk, &to, 1))); /* eight years */
    to = clerk;
    to.exposure = 0;
    to.pay = 31000; /* safer, and pays three quarters */
    assert_true(move_score(&clerk, &to, 1) > 0);
    to.pay = 29000;
    assert_true(isnan(move_score(&clerk, &to, 1)));
}

/* What gains may still have something against it. */
static void cautions_are_counted(void **state)
{
    (void)state;
    assert_int_equal(move_cautions(&clerk, &analyst, 0.5), 0);
    assert_int_equal(move_cautions(&clerk, &analyst, 0.3), 1);
    struct move_place to = analyst;
    to.change = -1;
    assert_int_equal(move_cautions(&clerk, &to, 0.5), 1);
    to.openings = 500;
    assert_int_equal(move_cautions(&clerk, &to, 0.5), 2);
    to.exposure = 0.6;
    assert_int_equal(move_cautions(&clerk, &to, 0.5), 3);
    /* more than one's own, but still little */
    struct move_place cook = clerk;
    cook.exposure = 0.1;
    assert_int_equal(move_cautions(&cook, &analyst, 0.5), 0);
    /* what is not known speaks against nothing */
    to.change = to.openings = to.exposure = NAN;
    assert_int_equal(move_cautions(&clerk, &to, NAN), 0);
}

/* A place of its own for every seed. */
static struct move_place made_place(unsigned seed)
{
    return (struct move_place){20000 + seed % 7 * 20000,
                               seed / 7 % 5 * 0.2,
                               (int)(seed / 35 % 5) * 10 - 20,
                               1000,
                               seed / 175 % 5 * 2,
                               seed / 875 % 3 * 2,
                               seed / 2625 % 3,
                               1 + seed / 7875 % 5};
}

/* One number of a pair better, all else the same: never a lower score. */
static void better_never_scores_lower(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 20000; seed++) {
        unsigned r = (unsigned)seed * 2654435761u;
        struct move_place a = made_place(r);
        struct move_place b = made_place(r * 40503u + 12345u);
        double score = move_score(&a, &b, 0.5);
        double before = isnan(score) ? -1 : score;
        struct move_place better[6] = {b, b, b, b, b, b};
        better[0].pay += 10000;
        better[1].exposure = fmax(0, b.exposure - 0.1);
        better[2].change += 5;
        better[3].schooling = fmax(0, b.schooling - 2);
        better[4].training = fmax(0, b.training - 1);
        better[5].experience = fmax(0, b.experience - 2);
        for (size_t i = 0; i < 6; i++) {
            double after = move_score(&a, &better[i], 0.5);
            if (!((isnan(after) ? -1 : after) >= before - 1e-12))
                fail_msg("seed %d, change %zu: %g after %g", seed, i, after,
                         before);
        }
        double more = move_score(&a, &b, 0.6);
        assert_true((isnan(more) ? -1 : more) >= before);
    }
}

static struct rated rated(const char *name, double importance, double level)
{
    return (struct rated){str_from(name), importance, level};
}

static void skills_are_compared_by_level(void **state)
{
    (void)state;
    const struct rated own[] = {rated("Speaking", 4, 3), rated("Writing", 1, 2),
                                rated("Repairing", 1, 0)};
    const struct rated to[] = {
        rated("Speaking", 4, 3.25), /* a quarter of a level is missing */
        rated("Writing", 3, 4),     /* two */
        rated("Repairing", 2.9, 5), /* not important there */
        rated("Science", 5, 5),     /* not rated here: not compared */
        rated("Persuasion", 3, NAN)};
    struct move_fit fit = {0};
    assert_true(isnan(move_share(&fit)));
    move_compare(&fit, own, 3, to, 5);
    assert_int_equal(fit.compared, 2);
    assert_int_equal(fit.carried, 1);
    assert_near(move_share(&fit), 4 * 0.75 / 7);
    assert_int_equal(fit.gap_count, 1);
    assert_true(str_eq(fit.gaps[0].name, STR("Writing")));
    assert_near(fit.gaps[0].size, 3 * 2);
    assert_near(fit.gaps[0].level, 4);
    assert_near(fit.gaps[0].own, 2);
    assert_int_equal(fit.held_count, 1);
    assert_true(str_eq(fit.held[0].name, STR("Speaking")));

    /* the same name as a field of knowledge is one gap, the larger */
    const struct rated known[] = {rated("Writing", 3, 1),
                                  rated("Physics", 3, 0)};
    const struct rated asked[] = {rated("Writing", 5, 4),
                                  rated("Physics", 3, 6)};
    move_compare(&fit, known, 2, asked, 2);
    assert_int_equal(fit.compared, 4);
    assert_int_equal(fit.gap_count, 2);
    assert_true(str_eq(fit.gaps[0].name, STR("Physics")));
    assert_near(fit.gaps[1].size, 15);
}

/* --- a small pack --- */

#define COLUMNS                                                                \
    "# wage_median: x; source: S; date: May 2025\n"                            \
    "# exposure_eloundou_human: x; source: E; date: 2024\n"                    \
    "# employment_change: x; source: P; date: 2024-34\n"                       \
    "# openings: x; source: P; date: 2024-34\n"                                \
    "# typical_education: x; source: P; date: 2024-34\n"                       \
    "# typical_experience: x; source: P; date: 2024-34\n"                      \
    "# typical_training: x; source: P; date: 2024-34\n"                        \
    "# job_zone: x; source: O; date: 2026\n"                                   \
    "# skills: x; source: O; date: 2026\n"                                     \
    "# technologies: x; source: O; date: 2026\n"                               \
    "# related: x; source: O; date: 2026\n"                                    \
    "soc\ttitle\twage_median\texposure_eloundou_human\temployment_change\t"    \
    "openings\ttypical_education\ttypical_experience\ttypical_training\tjob_"  \
    "zone\t"                                                                   \
    "skills\ttechnologies\trelated\n"

static const char small[] = COLUMNS
    "43-1111\tLamp Clerks\t40000\t0.5\t0\t\tHigh school diploma or equivalent\t"
    "None\tNone\t2\tSpeaking=4/3; Writing=3/2\tLampSoft=demand\t"
    "43-2229; 43-3331; 43-4441; 43-5551; 43-2221; 43-6661\n"
    "43-2221\tLamp Analysts\t60000\t0.3\t10\t\tAssociate's degree\tNone\tNone\t"
    "3\tSpeaking=4/3.25; Writing=3/3; Programming=2/6\tLampSoft=demand; "
    "LampCAD=hot+demand; OldCAD=hot\t43-1111\n"
    "43-2229\tLamp Workers, All Other\t90000\t0.1\t10\t\tNone\tNone\tNone\t2\t"
    "Speaking=4/3\t\t43-1111\n"
    "43-3331\tLamp Lighters\t35000\t0.2\t0\t\tHigh school diploma or equivalent"
    "\tNone\tNone\t2\tSpeaking=3/3\t\t43-4441; 43-7771\n"
    "43-4441\tLamp Dreamers\t\t\t\t\t\t\t\t\t\t\t\n"
    "43-5551\tLamp Movers\t30500\t0.5\t0\t\tHigh school diploma or equivalent\t"
    "None\tNone\t2\t\t\t43-1111; 43-2221\n"
    "43-7771\tLamp Wardens\t60000\t0.2\t-10\t900\tHigh school diploma or "
    "equivalent\tNone\tNone\t2\tSpeaking=3/3\t\t43-4441\n"
    "55-1111\tLamp Soldiers\t\t\t\t\t\t\t\t\t\t\t\n";

static void build_small(void)
{
    struct build_report report;
    struct error err;
    put("small.tsv", small);
    struct build_options options = {.facts = folder,
                                    .lexicon = PROJECT_DIR "/knowledge/lexicon",
                                    .without_learning = true,
                                    .output = path_of("k.pack"),
                                    .built_at = 1700000000};
    if (build_pack(&options, arena, &report, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static struct knowledge *open_small(void)
{
    struct knowledge *k;
    struct error err;
    build_small();
    if (knowledge_open(path_of("k.pack"), &k, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return k;
}

static void a_small_pack_holds_the_moves(void **state)
{
    (void)state;
    build_small();
    struct pack *pack;
    size_t count;
    assert_int_equal(pack_open(path_of("k.pack"), &pack, NULL), STATUS_OK);
    size_t own = pack_find_soc(pack, 431111);
    const struct pack_entry *e =
        pack_entries(pack, own, LANG_EN, FIELD_MOVE, &count);
    /* 43-6661 is no occupation of this pack */
    static const double socs[] = {432221, 433331, 432229, 434441, 435551};
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++)
        assert_near(e[i].num[0], socs[i]);
    assert_near(e[0].num[1], 0.4 * (4 * 0.75 / 7));
    assert_near(e[1].num[1], 0.875 - 1 + 0.15); /* less pay, less exposed */
    assert_true(isnan(e[2].num[1]));            /* nobody's aim */
    assert_true(str_eq(pack_text(pack, e[0].text[0]), STR("Writing")));
    assert_int_equal(pack_text(pack, e[0].text[1]).len, 0);
    e = pack_entries(pack, own, LANG_EN, FIELD_MOVE_FIT, &count);
    assert_int_equal(count, 5);
    assert_true(e[0].num[0] == 1 && e[0].num[1] == 2);
    assert_true(isnan(e[3].num[0]) && isnan(e[3].num[1]));
    e = pack_entries(pack, own, LANG_EN, FIELD_LEARN, &count);
    assert_int_equal(count, 1);
    assert_true(str_eq(pack_text(pack, e->text[0]), STR("Writing")));
    assert_true(e->num[0] == 432221 && e->num[1] == 1);
    pack_close(pack);
}

/* --- answers --- */

/* All texts of an answer, a line each, but for the note on a place. */
static const char *asked_in(struct knowledge *knowledge, struct str text,
                            struct topic *topic)
{
    struct question question = {.text = text, .addressed = true};
    struct answer answer;
    struct str all = STR("");
    knowledge_answer(knowledge, arena, &question, topic, &answer);
    for (const struct answer_block *b = answer.blocks; b; b = b->next) {
        if (b->type == BLOCK_NOTE &&
            (str_starts(b->text, STR("These figures are national")) ||
             str_starts(b->text, STR("這些是美國全國的數字"))))
            continue;
        all = arena_printf(arena, "%.*s%.*s|%.*s|%.*s|%.*s\n", STR_ARG(all),
                           STR_ARG(b->title), STR_ARG(b->code),
                           STR_ARG(b->text), STR_ARG(b->figure));
        for (size_t i = 0; i < b->rows * b->columns; i++)
            all = arena_printf(arena, "%.*s[%.*s]\n", STR_ARG(all),
                               STR_ARG(b->cells[i]));
    }
    return arena_z(arena, all);
}

static const char *asked(struct knowledge *knowledge, struct str text)
{
    struct topic topic = {0};
    return asked_in(knowledge, text, &topic);
}

static void assert_says(const char *all, const char *part)
{
    if (!strstr(all, part))
        fail_msg("not said: %s\nbut:\n%s", part, all);
}

static void a_small_pack_answers(void **state)
{
    (void)state;
    struct knowledge *k = open_small();
    const char *all = asked(k, STR("where can lamp clerks move to?"));
    assert_says(all, "The move that gains most: Lamp Analysts (43-2221). For "
                     "it: pays $20,000 more a year ($60,000); less exposed to "
                     "AI, which could speed up 30% of its tasks instead of "
                     "50%; jobs there: 10% more projected. Against it: more "
                     "schooling: Associate's degree. 1 of the 2 skills");
    assert_says(all, "to learn: Writing. What it typically takes: Associate's "
                     "degree.");
    assert_says(all, "Next best|");
    assert_says(all, "pays $5,000 less a year");
    assert_says(all, "[$60,000 (+$20,000)]\n[30% (-20 points)]\n[10% more]\n"
                     "[Associate's degree]\n[job zone 3 of 5; training: None]\n"
                     "[1 of 2 carry over; new: Writing]");
    assert_says(all, "[Lamp Dreamers]\n[not known]\n[not known]\n[not known]\n"
                     "[not known]\n[not known]\n[not known]");

    /* one with something against it is not the move that gains most */
    all = asked(k, STR("where can lamp lighters move to?"));
    assert_says(all, "Every move close by has something against it. The one "
                     "that gains most all the same: Lamp Wardens "
                     "(43-7771). For it: pays $25,000 more a year ($60,000); "
                     "as exposed to AI: 20% of its tasks. Against it: jobs "
                     "there: 10% fewer projected; few openings, 900 a year");
    assert_says(all, "The one skill or field of knowledge that is important "
                     "there carries over");
    all = asked(k, STR("where can lamp clerks move without more schooling?"));
    assert_says(all, "The move that gains most: Lamp Lighters");
    assert_says(all, "[Typical entry education: some college or a certificate, "
                     "no degree at most]");
    assert_null(strstr(all, "Lamp Analysts"));

    /* from one to any other */
    all = asked(k, STR("how do I go from lamp movers to lamp clerks?"));
    assert_says(all, "Lamp Clerks|43-1111|Coming from Lamp Movers (43-5551): "
                     "For it: pays $9,500 more a year ($40,000)");
    assert_says(all, "Which skills carry over is not known");
    all = asked(k, STR("can lamp lighters become lamp analysts?"));
    assert_says(all, "Lamp Analysts|43-2221|Coming from Lamp Lighters");
    assert_says(all, "[Speaking: 4.00 of 5]");
    all = asked(k, STR("how do I become a lamp analyst? I'm a lamp clerk"));
    assert_says(all, "Lamp Analysts|43-2221|Coming from Lamp Clerks");
    assert_says(all, "[Writing: level 3.0 instead of 2.0; importance 3.00 of "
                     "5]");
    all = asked(k, STR("advice for a lamp clerk who wants to be a lamp "
                       "analyst"));
    assert_says(all, "Lamp Analysts|43-2221|Coming from Lamp Clerks");
    /* the way of somebody else is not that of who is spoken of first */
    all = asked(k, STR("I'm a lamp clerk. My daughter wants to be a lamp "
                       "analyst, what does it take?"));
    assert_says(all, "Lamp Analysts|43-2221|");
    assert_null(strstr(all, "Coming from"));
    all = asked(k, STR("我媽是 Lamp Clerk，我想當 Lamp Analyst，要讀什麼"));
    assert_says(all, "Lamp Analysts|43-2221|");
    assert_null(strstr(all, "轉過來"));
    all = asked(k, STR("Lamp Clerks 怎麼轉行當 Lamp Analysts"));
    assert_says(all, "從Lamp Clerks（43-1111）轉過來：好處：年薪多 $20,000");

    all = asked(k, STR("what should lamp clerks learn?"));
    assert_says(all, "To move on to what pays more or is less exposed to AI, "
                     "learn first: Writing.");
    assert_says(all, "[Writing: Lamp Analysts asks for a higher level]");
    assert_says(all, "[LampCAD (Lamp Analysts)]");
    assert_null(strstr(all, "LampSoft (Lamp Analysts)"));
    assert_null(strstr(all, "OldCAD"));

    /* the nearest that is better is nowhere */
    all = asked(k, STR("where can lamp analysts move to?"));
    assert_says(all, "None of the 1 related occupations known pays more");
    /* no ratings: by the gain alone, and said */
    all = asked(k, STR("where can lamp movers move to?"));
    assert_says(all, "Which skills carry over is not known");
    assert_says(all, "has not rated the skills of this occupation");
    /* no related occupations: those of the nearest; or nothing is known */
    all = asked(k, STR("where can lamp dreamers move to?"));
    assert_says(all, "not known here");
    all = asked(k, STR("where can lamp soldiers move to?"));
    assert_says(all, "Most of the work done there has a civilian name");
    all = asked(k, STR("Lamp Clerks 可以轉去哪裡？"));
    assert_says(all,
                "最值得的轉職：Lamp Analysts（43-2221）。好處：年薪多 $20,000");
    knowledge_close(k);
}

/* Conditions: in the same question, and in the next ones. */
static void moves_meet_what_is_wished(void **state)
{
    (void)state;
    struct knowledge *k = open_small();
    const char *all = asked(
        k, STR("where can lamp lighters move to that pays over $55,000?"));
    assert_says(all, "The one that gains most all the same: Lamp Wardens");
    assert_says(all, "[Median pay of $55,000 a year or more]");
    assert_null(strstr(all, "Lamp Clerks"));

    /* by way of a related one */
    all = asked(k, STR("where can lamp movers move to for better pay?"));
    assert_says(all, "The move that gains most: Lamp Analysts");
    assert_says(all, "[Median pay of $30,500 a year or more]");
    assert_says(all, "[Lamp Lighters]");

    /* not related at all: shown, not recommended */
    all = asked(k, STR("where can lamp movers move to that pays over $55,000 "
                       "and has no degree?"));
    assert_says(all, "No move to a related occupation that meets this gains");
    assert_says(all, "[Lamp Wardens]");

    /* nobody's aim, so nothing pays as much */
    all =
        asked(k, STR("where can lamp clerks move to that pays over $80,000?"));
    assert_says(all, "No occupation with known figures fits all of this");
    assert_says(all, "without \"Median pay of $80,000 a year or more\": ");

    struct topic topic = {0};
    all = asked_in(k, STR("where can lamp clerks move to?"), &topic);
    assert_says(all, "The move that gains most: Lamp Analysts");
    all = asked_in(k, STR("something without a degree"), &topic);
    assert_says(all, "The move that gains most: Lamp Lighters");
    all = asked_in(k, STR("and that pays over $50,000"), &topic);
    assert_says(all, "[Median pay of $50,000 a year or more]");
    assert_says(all, "[Typical entry education: some college");
    assert_says(all, "[Lamp Wardens]");
    assert_null(strstr(all, "[Lamp Lighters]"));
    all = asked_in(k, STR("but no wardens"), &topic);
    assert_says(all, "[Without \u201cwardens\u201d]");
    assert_null(strstr(all, "[Lamp Wardens]"));
    knowledge_close(k);
}

/* The same question by different people. */
static void who_asks_changes_nothing(void **state)
{
    (void)state;
    static const char *const english[] = {
        "where can a cashier move to?",
        "what should I learn as a bookkeeper?",
        "how much does a cashier make?",
        "how do I become a cashier?",
        "what should I learn as a truck driver?",
        "where can a nurse move to?",
    };
    static const char *const english_people[] = {
        "I'm a 55 year old woman from Poland. ",
        "As a man of 25, ",
        "I am 19, a girl, single mother of two: ",
        "As a Black woman aged 62, ",
        "I'm a Muslim man from Pakistan with two kids. ",
        "My grandfather is 70 and disabled. "};
    static const char *const chinese[] = {"收銀員可以轉去哪裡？",
                                          "簿記員該學什麼？",
                                          "收銀員薪水多少？", "怎麼當收銀員？"};
    static const char *const chinese_people[] = {
        "我是55歲的波蘭女性，", "作為25歲的男人，",
        "我是個19歲的女孩，單親媽媽，", "我62歲，是黑人女性，",
        "我是穆斯林男性，有兩個孩子，"};
    const struct {
        const char *const *questions, *const *people;
        size_t question_count, people_count;
    } sets[] = {{english, english_people, 6, 6},
                {chinese, chinese_people, 4, 5}};
    struct knowledge *k;
    struct error err;
    int different = 0;
    if (knowledge_open(PACK_FILE, &k, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    for (size_t s = 0; s < 2; s++)
        for (size_t q = 0; q < sets[s].question_count; q++) {
            const char *question = sets[s].questions[q];
            const char *plain = asked(k, str_from(question));
            assert_true(strchr(plain, '[') || strchr(plain, '$'));
            for (size_t p = 0; p < sets[s].people_count; p++) {
                struct str said =
                    arena_printf(arena, "%s%s", sets[s].people[p], question);
                if (strcmp(asked(k, said), plain) == 0)
                    continue;
                print_error("\"%s\" is not answered like \"%s\"\n", said.ptr,
                            question);
                different++;
            }
        }
    knowledge_close(k);
    assert_int_equal(different, 0);
}

int main(void)
{
#define IN_FOLDER(f)                                                           \
    cmocka_unit_test_setup_teardown(f, begin_folder, end_folder)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_years_are_weighed),
        cmocka_unit_test(a_degree_between_does_not_shorten_the_next),
        cmocka_unit_test(some_moves_are_not_recommended),
        cmocka_unit_test(cautions_are_counted),
        cmocka_unit_test(better_never_scores_lower),
        cmocka_unit_test(skills_are_compared_by_level),
        IN_FOLDER(a_small_pack_holds_the_moves),
        IN_FOLDER(a_small_pack_answers),
        IN_FOLDER(moves_meet_what_is_wished),
        IN_FOLDER(who_asks_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
