/* Lists of occupations: what is read of a wish, what is made of it, and how
 * the next turn changes it. Over the pack that is shipped. */
#include "amounts.h"
#include "query.h"
#include "shipped_knowledge.h"
#include "topic_text.h"
#include "unit.h"
#include "worded.h"

#include <string.h>

static struct pack *pack;
static struct matcher *matcher;
static struct wordings *wordings;

static int begin(void **state)
{
    if (begin_knowledge(state) != 0 ||
        pack_open(PACK_FILE, &pack, NULL) != STATUS_OK)
        return -1;
    matcher = matcher_new(pack);
    wordings = wordings_new(pack);
    return 0;
}

static int end(void **state)
{
    wordings_free(wordings);
    matcher_free(matcher);
    pack_close(pack);
    return end_knowledge(state);
}

static struct query read_query(const char *text)
{
    struct question question = {.text = str_from(text), .addressed = true};
    struct topic topic = {0};
    struct query query;
    query_read(matcher, arena, &question, &topic, &query);
    if (query.kind != KIND_LIST)
        fail_msg("no list: %s", text);
    return query;
}

static size_t read_amount(struct str text, struct amount *out)
{
    return amounts_read(wordings, text, out, 1);
}

static bool is_near(double a, double b)
{
    return a - b < 0.01 && b - a < 0.01;
}

static void has_range(const char *text, enum wish_figure figure, double from,
                      double to)
{
    struct query query = read_query(text);
    double low = query.wishes.range[figure].from;
    double high = query.wishes.range[figure].to;
    if (!is_near(low, from) || !is_near(high, to))
        fail_msg("%s: %g to %g", text, low, high);
}

/* --- numbers ----------------------------------------------------------------
 */

static void numbers_and_their_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double low, high;
        enum amount_bound bound;
    } cases[] = {
        {"over $90k", 90000, 90000, AMOUNT_FROM},
        {"no more than 45,500 dollars", 45500, 45500, AMOUNT_TO},
        {"not less than 2.5%", 2.5, 2.5, AMOUNT_FROM},
        {"between 55k and 65k", 55000, 65000, AMOUNT_BETWEEN},
        {"$48,000 - $52,000 a year", 48000, 52000, AMOUNT_BETWEEN},
        {"60 to 75k", 60000, 75000, AMOUNT_BETWEEN},
        {"fifty thousand or more", 50000, 50000, AMOUNT_FROM},
        {"around 40 grand", 40000, 40000, AMOUNT_ABOUT},
        {"七萬以上", 70000, 70000, AMOUNT_FROM},
        {"不超過12萬", 120000, 120000, AMOUNT_TO},
        {"五到七万", 50000, 70000, AMOUNT_BETWEEN},
        {"三十五美元一小時", 35, 35, AMOUNT_EXACT},
        {"一百二十", 120, 120, AMOUNT_EXACT},
        {"two hundred and", 200, 200, AMOUNT_EXACT},
        {"forty-five thousand", 45000, 45000, AMOUNT_EXACT},
        {"four-five thousand", 4000, 5000, AMOUNT_BETWEEN},
        {"三-五年", 3, 5, AMOUNT_BETWEEN},
        {"月入过万", 10000, 10000, AMOUNT_FROM},
        {"US$60k-US$70k", 60000, 70000, AMOUNT_BETWEEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct amount a;
        if (read_amount(str_from(cases[i].text), &a) != 1 ||
            !is_near(a.low, cases[i].low) || !is_near(a.high, cases[i].high) ||
            a.bound != cases[i].bound)
            fail_msg("%s: %g to %g, %d", cases[i].text, a.low, a.high, a.bound);
    }
}

static void units_of_numbers(void **state)
{
    (void)state;
    struct amount a;
    assert_int_equal(read_amount(STR("$31 an hour or more"), &a), 1);
    assert_true(a.hour && a.dollars && a.bound == AMOUNT_FROM);
    assert_int_equal(read_amount(STR("under 18 months"), &a), 1);
    assert_true(is_near(a.years * a.low, 1.5) && a.strict);
    assert_int_equal(read_amount(STR("a 17 year old"), &a), 1);
    assert_true(a.age);
    assert_int_equal(read_amount(STR("時薪25以上"), &a), 1);
    assert_true(a.hour && a.bound == AMOUNT_FROM);
    assert_int_equal(read_amount(STR("4000 monthly"), &a), 1);
    assert_true(is_near(a.times, 12) && a.years <= 0);
    assert_int_equal(read_amount(STR("90000 yearly"), &a), 1);
    assert_true(a.times <= 0 && a.years <= 0);
    assert_int_equal(read_amount(STR("一個月賺五千"), &a), 1);
    assert_true(is_near(a.times, 12) && is_near(a.low, 5000));
    assert_int_equal(read_amount(STR("in the next ten years"), &a), 1);
    assert_true(a.ahead && is_near(a.years, 1));
    assert_int_equal(read_amount(STR("over 5萬人民幣"), &a), 1);
    assert_true(a.foreign && a.bound == AMOUNT_FROM);
    assert_int_equal(read_amount(STR("i have $2500"), &a), 1);
    assert_true(a.budget && a.dollars);
    assert_int_equal(read_amount(STR("2500 dollars for tuition"), &a), 1);
    assert_true(a.budget && a.dollars);
    assert_int_equal(read_amount(STR("no number at all"), &a), 0);
    assert_int_equal(read_amount(STR(""), &a), 0);
}

/* --- one question -----------------------------------------------------------
 */

static void pay_by_the_year_and_the_hour(void **state)
{
    (void)state;
    has_range("which jobs pay more than 75k", WISH_PAY, 75000, 0);
    has_range("careers paying at most $38,000 a year", WISH_PAY, 0, 38000);
    has_range("jobs that pay 45k to 55k", WISH_PAY, 45000, 55000);
    has_range("what jobs pay at least 28 dollars an hour", WISH_PAY, 28 * 2080,
              0);
    has_range("六位數年薪的工作", WISH_PAY, 100000, 0);
    has_range("年薪五到七萬的工作", WISH_PAY, 50000, 70000);
    assert_true(read_query("jobs paying $28 an hour").wishes.hourly);
}

static void other_numbers_are_no_pay(void **state)
{
    (void)state;
    has_range("jobs with more than 20,000 openings a year", WISH_OPENINGS,
              20000, 0);
    has_range("jobs with more than 20,000 openings a year", WISH_PAY, 0, 0);
    has_range("occupations where over 300,000 people work", WISH_PEOPLE, 300000,
              0);
    has_range("careers with growth above 8%", WISH_GROWTH, 8, 0);
    has_range("jobs growing at least 12 percent", WISH_GROWTH, 12, 0);
    has_range("每年職缺三萬以上的工作", WISH_OPENINGS, 30000, 0);
    has_range("成長超過8%的職業", WISH_GROWTH, 8, 0);
    has_range("jobs with a growth over 5% that pay over 50k", WISH_PAY, 50000,
              0);
}

static void a_budget_is_no_pay(void **state)
{
    (void)state;
    static const char *const questions[] = {
        "i have 2500 dollars, which jobs can i train for in under 2 years",
        "jobs i can train for under $4000 in under 2 years",
        "我有三千美元，兩年內能學會的工作"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct wishes w = read_query(questions[i]).wishes;
        assert_int_equal(w.unknown, WISH_BUDGET);
        assert_true(is_near(w.range[WISH_PAY].from, 0) &&
                    is_near(w.range[WISH_PAY].to, 0));
        assert_true(w.range[WISH_TIME].to > 0);
    }
    has_range("jobs paying 5000 dollars a month", WISH_PAY, 60000, 0);
    has_range("jobs where i have over 60k", WISH_PAY, 60000, 0);
}

static void what_is_to_come(void **state)
{
    (void)state;
    static const char *const gone[] = {"which jobs will disappear",
                                       "哪些工作會消失", "三年內會消失的工作"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_int_equal(read_query(gone[i]).wishes.rank, RANK_SHRINK);
    assert_int_equal(read_query("AI會讓哪些工作消失").wishes.rank,
                     RANK_AI_HIGH);
    struct wishes w = read_query("what jobs are in shortage").wishes;
    assert_int_equal(w.rank, RANK_OPENINGS);
    assert_int_equal(w.unknown, WISH_SHORTAGE);
    assert_int_equal(read_query("哪些工作缺人").wishes.unknown, WISH_SHORTAGE);
    /* the mean of the projections that are shipped */
    has_range("jobs growing faster than average", WISH_GROWTH, 3.1, 0);
    has_range("哪些職業成長高於平均", WISH_GROWTH, 3.1, 0);
}

static void whom_somebody_will_not_face(void **state)
{
    (void)state;
    static const char *const questions[] = {
        "jobs where I don't have to deal with people",
        "is there any job where I never have to talk on the phone",
        "不需要跟人講話的工作", "我唔鍾意對住人，有咩工啱我"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct wishes w = read_query(questions[i]).wishes;
        assert_string_equal(w.not_trait[0], "social");
        assert_string_equal(w.words, "");
    }
}

static void no_degree_wins_over_degree(void **state)
{
    (void)state;
    has_range("jobs in Ohio without a degree in nothing special",
              WISH_EDUCATION, 0, 3);
    has_range("well paying careers that don't require a college degree in "
              "Florida",
              WISH_EDUCATION, 0, 3);
    has_range("what jobs can i get with a master's degree", WISH_EDUCATION, 6,
              6);
    has_range("jobs with an associate's degree or less", WISH_EDUCATION, 0, 4);
    has_range("jobs with at least a bachelor's", WISH_EDUCATION, 5, 7);
    has_range("不需要大學學歷的高薪工作", WISH_EDUCATION, 0, 3);
    has_range("哪些工作不用學士", WISH_EDUCATION, 0, 4);
    has_range("不用碩士的工作", WISH_EDUCATION, 0, 5);
    has_range("哪些心理學工作不用博士", WISH_EDUCATION, 0, 6);
}

static void time_and_training(void **state)
{
    (void)state;
    has_range("jobs i can learn in less than 3 years", WISH_TIME, 0, 2.5);
    has_range("careers you can train for in six months", WISH_TIME, 0, 1);
    assert_int_equal(
        read_query("which jobs have an apprenticeship").wishes.training,
        WISH_APPRENTICESHIP);
    assert_int_equal(
        read_query("jobs that train you on the job over 45k").wishes.training,
        WISH_ON_THE_JOB);
}

static void schools_somebody_will_not_go_to(void **state)
{
    (void)state;
    has_range("health jobs without going to med school", WISH_EDUCATION, 0, 6);
    has_range("legal jobs that don't require law school", WISH_EDUCATION, 0, 6);
    has_range("psychology jobs without grad school", WISH_EDUCATION, 0, 5);
    has_range("jobs that need grad school", WISH_EDUCATION, 6, 7);
    has_range("good jobs with not too much schooling", WISH_EDUCATION, 0, 4);
    has_range("which jobs pay best after two years of college", WISH_EDUCATION,
              0, 0);
    has_range("醫療業裡不想讀太久的工作", WISH_EDUCATION, 0, 4);
    has_range("不想上大学，什么工作好", WISH_EDUCATION, 0, 3);
    has_range("唔使學歷嘅工", WISH_EDUCATION, 0, 3);
    has_range("没文凭能做什么工作", WISH_EDUCATION, 0, 3);
    has_range("初中毕业能做什么工作", WISH_EDUCATION, 0, 1);
    has_range("best paid job you can get in a year", WISH_TIME, 0, 1);
    has_range("短期訓練就能做的工作", WISH_TIME, 0, 1);
    has_range("well paid jobs that don't take long to learn", WISH_TIME, 0, 1);
    assert_int_equal(read_query("學什麼最快").wishes.rank, RANK_QUICK);
}

static void everyday_words_are_no_wishes(void **state)
{
    (void)state;
    struct wishes w = read_query("jobs that fit me without a degree").wishes;
    assert_true(w.groups == 0);
    w = read_query("jobs that lead to six figures").wishes;
    assert_string_equal(w.trait[0], "");
    w = read_query("training programs for jobs over 60k").wishes;
    assert_string_equal(w.trait[0], "");
    w = read_query("jobs with plants").wishes;
    assert_true(w.groups == 0 && w.sector.count > 0);
    w = read_query("jobs over 50k with free training").wishes;
    assert_string_equal(w.words, "");
    w = read_query("I'm curious which jobs pay best").wishes;
    assert_string_equal(w.trait[0], "");
    assert_int_equal(read_query("jobs over 60k for moms").left_count, 0);
}

static void what_is_ruled_out(void **state)
{
    (void)state;
    struct wishes w = read_query("good paying jobs not in sales").wishes;
    assert_true(w.not_groups == (uint64_t)1 << 41 && w.groups == 0);
    w = read_query("office jobs except accounting that are growing").wishes;
    assert_true(w.groups == (uint64_t)1 << 43);
    w = read_query("science jobs without chemistry").wishes;
    assert_string_equal(w.not_trait[0], "chemistry");
    assert_string_equal(w.trait[0], "");
    w = read_query("不要銷售類的高薪工作").wishes;
    assert_true(w.not_groups == (uint64_t)1 << 41);
    w = read_query("jobs in tech, not in health care or education").wishes;
    assert_true(w.groups == (uint64_t)1 << 15);
    assert_true(w.not_groups ==
                ((uint64_t)1 << 29 | (uint64_t)1 << 31 | (uint64_t)1 << 25));
}

static void one_ranking_the_others_filters(void **state)
{
    (void)state;
    struct wishes w =
        read_query("highest paid jobs that ai won't replace").wishes;
    assert_int_equal(w.rank, RANK_PAY);
    assert_true(is_near(w.range[WISH_AI].to, 4));
    w = read_query("fastest growing jobs that pay well").wishes;
    assert_int_equal(w.rank, RANK_GROWTH);
    assert_true(w.range[WISH_PAY].from > 0);
    w = read_query("top 4 jobs in law by openings").wishes;
    assert_int_equal(w.rank, RANK_OPENINGS);
    assert_int_equal(w.shown, 4);
}

static void pay_by_other_spans(void **state)
{
    (void)state;
    has_range("jobs paying at least 7000 a month", WISH_PAY, 84000, 0);
    has_range("jobs over $1,200 a week", WISH_PAY, 1200 * 52, 0);
    has_range("monthly salary over 4500 jobs", WISH_PAY, 54000, 0);
    has_range("月薪六千美元以上的工作", WISH_PAY, 72000, 0);
    has_range("一个月赚四千美元的工作", WISH_PAY, 48000, 0);
    has_range("一年賺十五萬美元的工作", WISH_PAY, 150000, 0);
    has_range("一年賺十五萬美元的工作", WISH_TIME, 0, 0);
    has_range("不用學歷、月薪過萬的工作", WISH_PAY, 120000, 0);
    has_range("jobs paying $40/hr or more with an associate's", WISH_PAY,
              40 * 2080, 0);
    assert_true(read_query("月薪四萬人民幣的工作").wishes.unknown &
                WISH_CURRENCY);
}

static void years_that_are_no_time_to_learn(void **state)
{
    (void)state;
    has_range("jobs for 17 year olds without a degree", WISH_TIME, 0, 0);
    has_range("best jobs for the next fifteen years", WISH_TIME, 0, 0);
    assert_int_equal(read_query("未來八年前景最好的職業").wishes.rank,
                     RANK_GROWTH);
    has_range("未來八年前景最好的職業", WISH_TIME, 0, 0);
    has_range("jobs with less than 6 months of training", WISH_TIME, 0, 0.5);
    has_range("jobs you can learn in a year", WISH_TIME, 0, 1);
    has_range("jobs that need 4 years of school or less", WISH_TIME, 0, 4);
    assert_true(
        read_query("jobs that need 4 years of school or less").wishes.groups ==
        0);
    has_range("jobs that don't need school", WISH_EDUCATION, 0, 1);
    has_range("不用讀書的工作", WISH_EDUCATION, 0, 1);
    has_range("年薪七萬以上、唔使讀大學嘅工", WISH_EDUCATION, 0, 3);
    has_range("副學士學位的工作", WISH_EDUCATION, 4, 4);
    has_range("AI風險低於2分的工作", WISH_AI, 0, 2);
    has_range("jobs over 50k after 20 years at the factory", WISH_TIME, 0, 0);
    has_range("jobs over $20 without a degree", WISH_PAY, 41600, 0);
    has_range("jobs without a degree that I get into with $500", WISH_PAY, 0,
              0); /* of no hour, and of no year */
}

static void what_is_ruled_out_behind_it(void **state)
{
    static const char *const questions[] = {
        "well paid jobs, healthcare ones out",
        "well paid jobs without the healthcare ones",
        "高薪職業，醫療的不要",
        "高薪職業，把醫療的排除",
        "高薪職業，醫療類的去掉",
        "高薪職業，醫療以外的"};
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct wishes w = read_query(questions[i]).wishes;
        assert_true(w.groups == 0);
        assert_true(w.not_groups == ((uint64_t)1 << 29 | (uint64_t)1 << 31));
    }
    assert_true(read_query("醫療類工作好不好").wishes.not_groups == 0);
}

/* "Not" turns what is said about, and never into its opposite. */
static void what_is_not_wanted_is_turned_about(void **state)
{
    (void)state;
    has_range("jobs without a PhD or a masters", WISH_EDUCATION, 0, 5);
    has_range("jobs without a masters or a PhD", WISH_EDUCATION, 0, 5);
    has_range("醫療業裡不要碩士或者博士的工作", WISH_EDUCATION, 0, 5);
    has_range("office jobs, no more than a bachelor's", WISH_EDUCATION, 0, 5);
    has_range("office jobs, exclude anything paying below 50k", WISH_PAY, 50000,
              0);
    has_range("office jobs, nothing under 45k", WISH_PAY, 45000, 0);
    has_range("office jobs, remove the ones that pay over 90k", WISH_PAY, 0,
              90000);
    has_range("醫療業有哪些工作，年薪低於五萬的去掉", WISH_PAY, 50000, 0);
    assert_true(read_query("office jobs, leave out those that are shrinking")
                    .wishes.range[WISH_GROWTH]
                    .from > 0);
    assert_int_equal(
        read_query("office jobs by AI risk, lowest first").wishes.rank,
        RANK_AI_LOW);
    assert_int_equal(read_query("醫療業的工作依AI風險由低到高排").wishes.rank,
                     RANK_AI_LOW);
    assert_int_equal(read_query("office jobs by pay, lowest first").wishes.rank,
                     RANK_PAY_LOW);
}

static void those_of_a_name_are_ranked(void **state)
{
    static const struct {
        const char *question, *named;
        enum wish_rank rank;
    } rows[] = {
        {"which teachers get paid the most", "teachers", RANK_PAY},
        {"which engineers earn the most", "engineers", RANK_PAY},
        {"which truck drivers make the most", "truck drivers", RANK_PAY},
        {"工資最高的老師", "老師", RANK_PAY},
        {"哪種工程師賺得最多", "工程師", RANK_PAY},
        {"哪種技術員工資高", "技術員", RANK_PAY},
        {"哪種護士賺得最少", "護士", RANK_PAY_LOW}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct query query = read_query(rows[i].question);
        assert_int_equal(query.kind, KIND_LIST);
        assert_string_equal(query.wishes.named, rows[i].named);
        assert_int_equal(query.wishes.rank, rows[i].rank);
        assert_int_equal(query.left_count, 0);
    }
    struct query query = read_query("哪些教師不用碩士");
    assert_string_equal(query.wishes.named, "教師");
    assert_string_equal(query.wishes.not_words, "");
}

static void more_than_an_occupation_has(void **state)
{
    (void)state;
    struct query query = read_query("who earns more than a pharmacist");
    assert_int_equal(query.kind, KIND_LIST);
    assert_int_equal(query.wishes.rank, RANK_PAY);
    assert_true(query.wishes.range[WISH_PAY].from > 100000);
    query = read_query("比藥師工資高的工作");
    assert_int_equal(query.kind, KIND_LIST);
    assert_true(query.wishes.range[WISH_PAY].from > 100000);
    assert_int_equal(query.left_count, 0);
    query = read_query("jobs with less AI risk than an accountant");
    assert_true(query.wishes.range[WISH_AI].to > 4);
    assert_int_equal(query.wishes.sector.count, 0);
    assert_int_equal(query.left_count, 0);
}

static void who_is_ruled_out(void **state)
{
    (void)state;
    struct wishes w = read_query("jobs in law that aren't lawyer").wishes;
    assert_string_equal(w.not_words, "lawyer");
    assert_true(w.groups == (uint64_t)1 << 23);
    w = read_query("食物以外的高薪工作，不要醫生").wishes;
    assert_string_equal(w.not_words, "醫生");
    w = read_query("jobs in education but not teaching").wishes;
    assert_true(w.groups == (uint64_t)1 << 25 && w.not_groups == 0);
    assert_string_equal(w.not_words, "teaching");
    struct query query = read_query("healthcare jobs without blood");
    assert_string_equal(query.wishes.not_words, "");
    assert_int_equal(query.left_count, 1);
}

static void sectors_people_name(void **state)
{
    (void)state;
    struct wishes w = read_query("jobs in aviation").wishes;
    assert_true(w.sector.count > 0 && w.groups == 0);
    assert_string_equal(w.sector.said, "aviation");
    assert_true(read_query("jobs in real estate").wishes.sector.count > 0);
    assert_true(read_query("與動物有關的工作").wishes.sector.count > 0);
    assert_true(read_query("jobs helping old people").wishes.sector.count > 0);
    assert_true(read_query("government jobs").wishes.sector.count > 0);
    struct query query = read_query("jobs for seniors");
    assert_true(query.wishes.unknown & WISH_PERSON);
    assert_int_equal(query.left_count, 0);
    w = read_query("what can i do with a psychology degree").wishes;
    assert_string_equal(w.trait[0], "psychology");
    assert_true(w.range[WISH_EDUCATION].from == 5 &&
                w.range[WISH_EDUCATION].to == 5);
    w = read_query("I have 3 kids, I worked 15 years in a warehouse, no "
                   "lifting over 20 pounds, at least $19/hr, ideas?")
            .wishes;
    assert_true(w.sector.count == 0 && w.groups == 0);
    assert_false(w.unknown & WISH_CURRENCY);
    assert_true(
        read_query("high paying jobs not in trucking").wishes.not_sector.count >
        0);
}

static void words_of_their_own(void **state)
{
    (void)state;
    assert_string_equal(read_query("jobs with horses").wishes.words, "horses");
    assert_string_equal(read_query("jobs that involve bridges").wishes.words,
                        "bridges");
    struct query query = read_query("jobs for zorblaxes");
    assert_true(query.vague);
    assert_int_equal(query.left_count, 1);
    assert_true(str_eq(query.left[0], STR("zorblaxes")));
    query = read_query("jobs over 60k with a pension and a union");
    assert_false(query.vague);
    assert_int_equal(query.left_count, 2);
    /* what it is not about filters nothing */
    query = read_query("jobs for people who doze");
    assert_string_equal(query.wishes.words, "");
    assert_true(query.left_count > 0);
}

static void tools_somebody_can_use(void **state)
{
    (void)state;
    static const char *const questions[] = {
        "I know Excel and SQL, what can I do", "jobs that use Excel, SQL",
        "我会Excel和SQL，能做什么工作"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct wishes w = read_query(questions[i]).wishes;
        assert_string_equal(w.words, "Excel, SQL");
    }
    struct wishes w = read_query("I know Photoshop, best paid jobs").wishes;
    assert_string_equal(w.words, "Photoshop");
    assert_int_equal(w.rank, RANK_PAY);
    w = read_query("I don't know Excel, jobs over 60k").wishes;
    assert_string_equal(w.words, "");
    assert_string_equal(read_query("I love reading, what jobs").wishes.trait[0],
                        "reading_comprehension");

    bool has[2000];
    size_t scientist = pack_find_soc(pack, 152051);
    size_t excel = worded_mark(pack, STR("Excel"), has);
    assert_true(has[pack_find_soc(pack, 132011)]); /* accountants */
    size_t both = worded_mark(pack, STR("Excel, python"), has);
    assert_true(both > 0 && both < excel && has[scientist]);
    assert_true(worded_tools(pack, STR("Excel, SQL")));
    assert_false(worded_tools(pack, STR("Excel, horses")));
    assert_false(worded_tools(pack, STR("tax"))); /* is in titles */
    assert_false(worded_tools(pack, STR("")));
}

static void words_are_found_as_written(void **state)
{
    (void)state;
    bool has[2000];
    assert_true(pack_occupation_count(pack) <= 2000);
    size_t welder = pack_find_soc(pack, 514121);
    size_t vet = pack_find_soc(pack, 291131);
    assert_true(worded_mark(pack, STR("welding"), has) > 0 && has[welder]);
    assert_false(has[vet]);
    assert_true(worded_mark(pack, STR("animal"), has) > 0 && has[vet]);
    assert_false(has[pack_find_soc(pack, 271014)]); /* animators */
    size_t psychiatrist = pack_find_soc(pack, 291223);
    assert_true(worded_mark(pack, STR("cars"), has) > 0 && !has[psychiatrist]);
    assert_true(worded_mark(pack, STR("caring"), has) > 0);
    assert_true(worded_mark_named(pack, STR("nurse, lawyer"), has) > 0 &&
                has[pack_find_soc(pack, 291141)] &&
                has[pack_find_soc(pack, 231011)] && !has[vet]);
    assert_true(worded_mark_named(pack, STR("老師"), has) > 0 &&
                has[pack_find_soc(pack, 251032)]); /* 大學工程學教師 */
    assert_int_equal(worded_mark(pack, STR("zorblaxes"), has), 0);
    assert_int_equal(worded_mark(pack, STR(" - "), has), 0);
    assert_true(worded_mark(pack, STR("動物"), has) > 0 && has[vet]);
}

/* --- answers and turns
 * -------------------------------------------------------- */

static struct answer ask(struct topic *topic, const char *text)
{
    struct question question = {.text = str_from(text), .addressed = true};
    struct answer answer;
    knowledge_answer(knowledge, arena, &question, topic, &answer);
    return answer;
}

static bool says(const struct answer *answer, const char *words)
{
    struct str text = str_from(words);
    for (const struct answer_block *b = answer->blocks; b; b = b->next) {
        if (str_find(b->text, text) < b->text.len ||
            str_find(b->title, text) < b->title.len)
            return true;
        for (size_t i = 0; i < b->rows * b->columns; i++)
            if (str_find(b->cells[i], text) < b->cells[i].len)
                return true;
    }
    return false;
}

static void assert_says(const struct answer *answer, const char *words)
{
    if (!says(answer, words))
        fail_msg("does not say: %s", words);
}

static void what_nothing_tells_is_said(void **state)
{
    (void)state;
    struct topic topic = {0};
    struct answer a = ask(&topic, "jobs for zorblaxes");
    assert_false(a.answered);
    assert_int_equal(a.occupation_count, 0);
    assert_says(&a, "zorblaxes");
    assert_says(&a, "rank and filter");
    a = ask(&topic, "jobs for 50 year olds");
    assert_true(a.answered);
    assert_int_equal(a.occupation_count, 10);
    assert_says(&a, "You named nothing that figures can pick by: age");
    a = ask(&topic, "the 30 best paid jobs");
    assert_says(&a, "10 at a time");
    a = ask(&topic, "best jobs");
    assert_true(a.answered);
    assert_says(&a, "by pay");
    a = ask(&topic, "jobs over 60k with a pension and no heavy lifting");
    assert_says(&a, "“pension”");
    assert_says(&a, "heavy");
    a = ask(&topic, "年薪六萬以上、福利好的工作");
    assert_says(&a, "「福利」");
}

static void turns_change_the_list(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double pay, ai;
        enum wish_rank rank;
        double education;
    } turns[] = {
        {"jobs without a degree", 0, 0, RANK_NONE, 3},
        {"over 55k", 55000, 0, RANK_NONE, 3},
        {"and little exposure to ai", 55000, 4, RANK_NONE, 3},
        {"order by openings", 55000, 4, RANK_OPENINGS, 3},
        {"colorless green ideas sleep furiously", 55000, 4, RANK_OPENINGS, 3},
        {"remove the pay condition", 0, 4, RANK_OPENINGS, 3},
        {"fastest growing first", 0, 4, RANK_GROWTH, 3},
        {"make it 65k", 65000, 4, RANK_GROWTH, 3},
        {"remove the pay condition", 0, 4, RANK_GROWTH, 3},
        {"regardless of education", 0, 4, RANK_GROWTH, 0},
        {"jobs over $35 an hour without a degree", 35 * 2080, 0, RANK_NONE, 3},
        {"start over", 0, 0, RANK_NONE, 0},
    };
    struct topic topic = {0};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        ask(&topic, turns[i].text);
        const struct wishes *w = &topic.wishes;
        if (!topic.listed || !is_near(w->range[WISH_PAY].from, turns[i].pay) ||
            !is_near(w->range[WISH_AI].to, turns[i].ai) ||
            !is_near(w->range[WISH_EDUCATION].to, turns[i].education) ||
            w->rank != turns[i].rank)
            fail_msg("%s: pay %g, rank %d", turns[i].text,
                     w->range[WISH_PAY].from, w->rank);
    }
}

static void turns_in_chinese(void **state)
{
    (void)state;
    struct topic topic = {0};
    ask(&topic, "不用大學學歷的工作");
    ask(&topic, "年薪超過五萬");
    ask(&topic, "只要建築業");
    ask(&topic, "按成長排序");
    assert_true(is_near(topic.wishes.range[WISH_PAY].from, 50000));
    assert_true(is_near(topic.wishes.range[WISH_EDUCATION].to, 3));
    assert_true(topic.wishes.groups == (uint64_t)1 << 47);
    assert_int_equal(topic.wishes.rank, RANK_GROWTH);
    ask(&topic, "學歷不限");
    assert_true(is_near(topic.wishes.range[WISH_EDUCATION].to, 0));
    ask(&topic, "去掉建築類的");
    assert_true(topic.wishes.groups == 0);
    assert_true(topic.wishes.not_groups == (uint64_t)1 << 47);
    ask(&topic, "薪水從低到高");
    assert_int_equal(topic.wishes.rank, RANK_PAY_LOW);
    ask(&topic, "薪水從高到低");
    assert_int_equal(topic.wishes.rank, RANK_PAY);
}

static void pages_and_rows(void **state)
{
    (void)state;
    struct topic topic = {0};
    struct answer first = ask(&topic, "jobs in healthcare without a degree");
    assert_int_equal(topic.shown_count, 10);
    struct topic kept = topic;
    struct answer a = ask(&topic, "next page");
    assert_says(&a, "11 to");
    assert_string_not_equal(a.occupations[0].soc, first.occupations[0].soc);
    topic = kept;
    a = ask(&topic, "8");
    assert_string_equal(a.occupations[0].soc, first.occupations[7].soc);
    topic = kept;
    a = ask(&topic, "what does the second one pay");
    assert_string_equal(a.occupations[0].soc, first.occupations[1].soc);
    topic = kept;
    a = ask(&topic, "how much do plumbers make");
    assert_int_equal(a.kind, KIND_SINGLE);
    topic = kept;
    a = ask(&topic, "compare 2 and 4");
    assert_int_equal(a.kind, KIND_COMPARE);
    assert_string_equal(a.occupations[0].soc, first.occupations[1].soc);
    assert_string_equal(a.occupations[1].soc, first.occupations[3].soc);
    a = ask(&topic, "which of those pays best");
    assert_int_equal(a.kind, KIND_COMPARE);
    assert_int_equal(a.occupation_count, 2);
    topic = kept;
    a = ask(&topic, "which of these grow fastest");
    assert_int_equal(a.occupation_count, 10);
    assert_int_equal(topic.wishes.among_count, 10);
    topic = kept;
    a = ask(&topic, "top 3");
    assert_int_equal(a.occupation_count, 3);
    assert_string_equal(a.occupations[2].soc, first.occupations[2].soc);
}

static void interns_have_experience_to_gain(void **state)
{
    (void)state;
    struct topic topic = {0};
    struct answer a = ask(&topic, "best paid healthcare jobs, no experience");
    assert_says(&a, "residency");
    for (size_t i = 0; i < a.occupation_count; i++)
        assert_true(strcmp(a.occupations[i].soc, "29-1211") != 0);
}

static void nothing_fits(void **state)
{
    (void)state;
    struct topic topic = {0};
    struct answer a =
        ask(&topic, "farming jobs over 200k without high school education");
    assert_int_equal(a.occupation_count, 0);
    assert_says(&a, "one condition less");
}

static void wishes_come_back_from_text(void **state)
{
    (void)state;
    static const char *const questions[] = {
        "jobs over $25 an hour without a degree, not in sales, growing over 3%",
        "top 5 jobs with horses for introverts",
        "science jobs without chemistry where i can learn on the job",
        "年薪六到九萬、不要銷售類、不用夜班的工作",
        "jobs in aviation, not in trucking, no nurses",
        "which teachers get paid the most"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct topic topic = {0}, back;
        struct buf text, again;
        ask(&topic, questions[i]);
        assert_true(topic.listed);
        buf_init(&text, 4096);
        buf_init(&again, 4096);
        topic_write(&text, &topic);
        assert_false(text.full);
        assert_true(topic_read(buf_str(&text), &back));
        topic_write(&again, &back);
        assert_string_equal(text.ptr, again.ptr);
        assert_true(back.wishes.not_groups == topic.wishes.not_groups);
        assert_string_equal(back.wishes.words, topic.wishes.words);
        assert_string_equal(back.wishes.named, topic.wishes.named);
        assert_string_equal(back.wishes.not_words, topic.wishes.not_words);
        assert_memory_equal(&back.wishes.sector, &topic.wishes.sector,
                            sizeof back.wishes.sector);
        assert_int_equal(back.shown_count, topic.shown_count);
        for (int f = 0; f < WISH_FIGURES; f++)
            assert_true(
                is_near(back.wishes.range[f].from,
                        topic.wishes.range[f].from) &&
                is_near(back.wishes.range[f].to, topic.wishes.range[f].to));
        buf_fini(&text);
        buf_fini(&again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_their_bounds),
        cmocka_unit_test(units_of_numbers),
        cmocka_unit_test(pay_by_the_year_and_the_hour),
        cmocka_unit_test(other_numbers_are_no_pay),
        cmocka_unit_test(a_budget_is_no_pay),
        cmocka_unit_test(what_is_to_come),
        cmocka_unit_test(whom_somebody_will_not_face),
        cmocka_unit_test(no_degree_wins_over_degree),
        cmocka_unit_test(time_and_training),
        cmocka_unit_test(schools_somebody_will_not_go_to),
        cmocka_unit_test(everyday_words_are_no_wishes),
        cmocka_unit_test(what_is_ruled_out),
        cmocka_unit_test(what_is_not_wanted_is_turned_about),
        cmocka_unit_test(one_ranking_the_others_filters),
        cmocka_unit_test(pay_by_other_spans),
        cmocka_unit_test(years_that_are_no_time_to_learn),
        cmocka_unit_test(what_is_ruled_out_behind_it),
        cmocka_unit_test(those_of_a_name_are_ranked),
        cmocka_unit_test(more_than_an_occupation_has),
        cmocka_unit_test(who_is_ruled_out),
        cmocka_unit_test(sectors_people_name),
        cmocka_unit_test(words_of_their_own),
        cmocka_unit_test(tools_somebody_can_use),
        cmocka_unit_test(words_are_found_as_written),
        cmocka_unit_test(what_nothing_tells_is_said),
        cmocka_unit_test(turns_change_the_list),
        cmocka_unit_test(turns_in_chinese),
        cmocka_unit_test(pages_and_rows),
        cmocka_unit_test(interns_have_experience_to_gain),
        cmocka_unit_test(nothing_fits),
        cmocka_unit_test(wishes_come_back_from_text),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
