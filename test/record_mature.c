/* record_mature - an index of maturity as data, what registers give of a body,
 * and assessments whose marks give their total. */

#include "../src/core/maturity.h"
#include "../src/report/gauge.h"
#include "../src/report/report.h"
#include "register_site.h"

/* ---- the sum ------------------------------------------------------------*/

/* Two dimensions of 60 and 40: the first of two indicators, weighted 2 and 1. */
static struct yard_dimension dimension[] = {
    { .code = { "a", 1 }, .weight = 6000 },
    { .code = { "b", 1 }, .weight = 4000 },
};
static struct yard_indicator indicator[] = {
    { .code = { "x", 1 }, .dimension = { "a", 1 }, .weight = 2, .scale = 4 },
    { .code = { "y", 1 }, .dimension = { "a", 1 }, .weight = 1, .scale = 3 },
    { .code = { "z", 1 }, .dimension = { "b", 1 }, .weight = 5, .scale = 4 },
};
static struct yard_grade grade[] = {
    { .code = { "D", 1 }, .least = 0 },
    { .code = { "C", 1 }, .least = 4000 },
    { .code = { "A", 1 }, .least = 8000 },
};

TEST(a_total_is_the_weighted_mean_of_its_dimensions)
{
    static const struct {
        int64_t mark[3], a, b, total;
        int drag, grade;
    } row[] = {
        { { 4, 3, 4 }, 10000, 10000, 10000, 0, 2 },
        { { 0, 0, 0 }, 0, 0, 0, 0, 0 },
        /* 2 of 4 and 1 of 3: (2 * 50.00 + 33.33) / 3 = 44.44; 0.6 * 44.44 +
         * 0.4 * 75.00 = 56.66 */
        { { 2, 1, 3 }, 4444, 7500, 5666, 0, 1 },
        /* 4 of 4 and 2 of 3: (200 + 66.67) / 3 = 88.89; b 25.00: 63.33 */
        { { 4, 2, 1 }, 8889, 2500, 6333, 1, 1 },
        /* what is not marked counts for nothing */
        { { 4, INT_NONE, 2 }, 10000, 5000, 8000, 1, 2 },
        { { INT_NONE, INT_NONE, 3 }, INT_NONE, 7500, 7500, 1, 1 },
        { { INT_NONE, INT_NONE, INT_NONE },
          INT_NONE,
          INT_NONE,
          INT_NONE,
          -1,
          -1 },
        { { 9, 3, 4 }, 10000, 10000, 10000, 0, 2 }, /* above its scale */
    };
    struct yardstick y = { .dimensions = { dimension, LEN(dimension) },
                           .indicators = { indicator, LEN(indicator) },
                           .grades = { grade, LEN(grade) } };

    for (size_t i = 0; i < LEN(row); i++) {
        struct maturity m = maturity_of(&y, row[i].mark);

        CHECK_INT(m.dimension[0], row[i].a);
        CHECK_INT(m.dimension[1], row[i].b);
        CHECK_INT(m.total, row[i].total);
        CHECK_INT(m.drag, row[i].drag);
        CHECK_INT(m.grade, row[i].grade);
    }
    CHECK_INT(yard_grade_of(&y, 3999), 0);
    CHECK_INT(yard_grade_of(&y, 4000), 1);
    CHECK_INT(yard_grade_of(&y, 7999), 1);
}

TEST(a_gauge_is_worth_its_share_of_the_scale_rounded_down)
{
    static const struct {
        int64_t part, of, mark;
    } row[] = {
        { 0, 12, 0 },  { 2, 12, 0 },  { 3, 12, 1 }, { 11, 12, 3 },
        { 12, 12, 4 }, { 15, 12, 4 }, { -1, 2, 0 }, { 0, 0, INT_NONE }
    };

    for (size_t i = 0; i < LEN(row); i++)
        CHECK_INT(gauge_mark(&(struct gauged){ row[i].part, row[i].of }, 4),
                  row[i].mark);
    CHECK(gauge_known(S("met")) && gauge_known(S("answered")));
    CHECK(!gauge_known(S("")) && !gauge_known(S("met|saved")));
}

/* ---- the index ----------------------------------------------------------*/

static bool told(const struct village *v, const char *what)
{
    const struct findings *f = &v->s.said;

    for (size_t i = 0; i < f->n; i++)
        if (str_same(str_of(f->at[i].what), str_of(what)))
            return true;
    return false;
}

#define YARD(dimensions, indicators, grades)                                   \
    "{\"code\":\"T\",\"dimensions\":[" dimensions "],\"grades\":[" grades      \
    "],\"indicators\":[" indicators                                            \
    "],\"nature\":\"co\",\"since\":\"2012-01-01\",\"title\":\"T\","            \
    "\"version\":1}"
#define DIM(code, weight)                                                      \
    "{\"code\":\"" code "\",\"title\":\"t\",\"weight\":" weight "}"
#define IND(code, of, way)                                                     \
    "{\"code\":\"" code "\",\"dimension\":\"" of                               \
    "\",\"scale\":4,\"title\":\"t\",\"weight\":1," way "}"
#define MARKED "\"way\":\"marked\""
#define GRADE(code, least)                                                     \
    "{\"code\":\"" code "\",\"least\":" least ",\"title\":\"t\"}"

SITE(an_index_is_whole)
{
    static const struct {
        const char *body, *what;
    } row[] = {
        { YARD(DIM("a", "10000"), IND("x", "a", MARKED), GRADE("D", "0")),
          NULL },
        { YARD(DIM("a", "6000") "," DIM("b", "3999"),
               IND("x", "a", MARKED) "," IND("y", "b", MARKED),
               GRADE("D", "0")),
          "yardstick.weights" },
        { YARD(DIM("a", "6000") "," DIM("b", "4000"), IND("x", "a", MARKED),
               GRADE("D", "0")),
          "yardstick.empty_dimension" },
        { YARD(DIM("a", "10000"),
               IND("x", "a", MARKED) "," IND("y", "c", MARKED),
               GRADE("D", "0")),
          "yardstick.no_dimension" },
        { YARD(DIM("a", "10000"),
               IND("x", "a", MARKED) "," IND("x", "a", MARKED),
               GRADE("D", "0")),
          "yardstick.said_twice" },
        { YARD(DIM("a", "10000"),
               IND("x", "a", "\"query\":\"beauty\",\"way\":\"computed\""),
               GRADE("D", "0")),
          "yardstick.no_query" },
        { YARD(DIM("a", "10000"), IND("x", "a", MARKED), GRADE("D", "1")),
          "yardstick.not_from_nought" },
        { YARD(DIM("a", "10000"), IND("x", "a", MARKED),
               GRADE("D", "0") "," GRADE("C", "4000") "," GRADE("B", "4000")),
          "yardstick.not_rising" },
    };
    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(row); i++) {
        struct draft d = { .kind = S("yardstick"),
                           .author = S("admin"),
                           .body = str_of(row[i].body) };

        v.s.said = findings_start(&v.s.arena);
        draft_judge(db, &d, day_of(2015, 1, 1), &v.s.said);
        CHECK_INT(v.s.said.n, row[i].what != NULL);
        if (row[i].what && !CHECK(told(&v, row[i].what)))
            printf("# %s\n", row[i].what);
    }
    site_end(&v.s);
}

/* Half of it is computed, and it says of itself that it is an example. */
SITE(what_is_shipped_is_an_example_and_half_of_it_computed)
{
    static const char *const code[] = { "CI-CO-1", "CI-VO-1", "CI-LSO-1" };
    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(code); i++) {
        const struct yardstick *y = yardstick_find(db, str_of(code[i]),
                                                   &v.s.arena);
        size_t computed = 0;

        if (!CHECK(y != NULL))
            continue;
        CHECK(y->illustrative);
        for (size_t j = 0; j < y->indicators.n; j++)
            computed +=
                ((const struct yard_indicator *)y->indicators.at)[j].way ==
                YARD_COMPUTED;
        CHECK(computed * 2 >= y->indicators.n);
        CHECK(computed < y->indicators.n);
    }
    CHECK_INT(both_ask(db, "SELECT count(*) FROM yardstick WHERE counts = 1"),
              3);
    site_end(&v.s);
}

/* ---- what registers give ------------------------------------------------*/

static struct gauged gauge(struct village *v, const char *name, struct id body)
{
    struct gauged g = gauge_read(v->s.db, str_of(name), body,
                                 day_of(2014, 12, 31));

    both_fine(v->s.db);
    return g;
}

static void gauged_is(struct village *v, const char *name, struct id body,
                      int64_t part, int64_t of)
{
    struct gauged g = gauge(v, name, body);

    if (!CHECK_INT(g.part, part) || !CHECK_INT(g.of, of))
        printf("# %s\n", name);
}

static struct id meeting_put(struct village *v, struct id body,
                             const char *held, const char *more)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"body\":\"%%1\",\"held\":\"%s\"%s}", held, more);
    return say_that(v, "meeting", arena_z(b.arena, buf_str(&b)), body, ID_NONE,
                    ID_NONE);
}

SITE(gauges_count_a_year_of_the_registers)
{
    struct village v;
    struct id co, home, reg, member[4];
    struct buf b;

    village_start(&v, db);
    co = body_put(&v, "co", "mixed", v.srso, v.goth);
    gauged_is(&v, "met", co, 0, 12); /* monthly, where nobody said */
    gauged_is(&v, "attended", co, 0, 0);
    gauged_is(&v, "women", co, 0, 0);
    home = household_put(&v, v.goth);
    for (int i = 0; i < 4; i++)
        member[i] = member_put(&v, co,
                               person_put(&v, home, i < 3 ? "women" : "men"),
                               "2013-03", i == 2 ? "2014-06-30" : "");
    gauged_is(&v, "women", co, 2, 3);                     /* one has left */
    meeting_put(&v, co, "2013-12-31", ",\"total\":5000"); /* a year ago */
    meeting_put(&v, co, "2014-01-01", ",\"total\":5000");
    meeting_put(&v, co, "2014-02-01", ",\"not_held\":\"rain\"");
    meeting_put(&v, co, "2014-03-01", ",\"men\":1,\"women\":2");
    b = buf_start(&v.s.arena);
    buf_fmt(&b,
            ",\"attendance\":[{\"member\":\"%s\",\"present\":\"present\","
            "\"saved\":1000},{\"member\":\"%s\",\"present\":\"absent\"}]",
            with(&v.s, "%1", member[0], ID_NONE, ID_NONE),
            with(&v.s, "%1", member[3], ID_NONE, ID_NONE));
    meeting_put(&v, co, "2014-12-31", arena_z(b.arena, buf_str(&b)));
    meeting_put(&v, co, "2015-01-01", ",\"total\":5000"); /* the day after */
    gauged_is(&v, "met", co, 3, 12);
    gauged_is(&v, "saved", co, 2, 3);
    gauged_is(&v, "attended", co, 1 + 3, 2 + 4);
    gauged_is(&v, "posts", co, 0, 2);
    say_that(&v, "term",
             "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":\"president\","
             "\"person\":\"%2\",\"since\":\"2013-05-01\",\"until\":"
             "\"2015-05-01\"}",
             co, person_put(&v, home, "women"), ID_NONE);
    say_that(&v, "term",
             "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":\"manager\","
             "\"person\":\"%2\",\"since\":\"2013-05-01\",\"until\":"
             "\"2014-12-31\"}",
             co, person_put(&v, home, "women"), ID_NONE);
    gauged_is(&v, "posts", co, 1, 2); /* the other runs on without a term */
    gauged_is(&v, "audited", co, 0, 1);
    say_that(&v, "socialaudit",
             "{\"body\":\"%1\",\"displayed\":\"2014-05-01\",\"held\":"
             "\"2014-05-10\",\"notice\":\"2014-05-01\",\"women\":9}",
             co, ID_NONE, ID_NONE);
    gauged_is(&v, "audited", co, 1, 1);
    gauged_is(&v, "planned", co, 0, 1);
    say_that(&v, "disclosure",
             "{\"body\":\"%1\",\"item\":\"work_plan\",\"shown\":\"2014-05-01\","
             "\"venue\":\"Otaq\"}",
             co, ID_NONE, ID_NONE);
    gauged_is(&v, "planned", co, 1, 1);
    reg = say_that(&v, "registration",
                   "{\"body\":\"%1\",\"number\":\"R-1\",\"regime\":"
                   "\"societies\",\"registered\":\"2013-01-01\",\"state\":"
                   "\"registered\"}",
                   co, ID_NONE, ID_NONE);
    say_that(&v, "due_return",
             "{\"done\":\"2014-02-03\",\"due\":\"2014-02-01\",\"registration\":"
             "\"%1\",\"what\":\"agm\"}",
             reg, ID_NONE, ID_NONE);
    say_that(&v, "due_return",
             "{\"done\":\"2014-02-01\",\"due\":\"2014-02-01\",\"registration\":"
             "\"%1\",\"what\":\"accounts\"}",
             reg, ID_NONE, ID_NONE);
    gauged_is(&v, "returns", co, 1, 2);
    site_end(&v.s);
}

SITE(gauges_count_what_was_answered)
{
    struct village v;
    struct id co, one, two;

    village_start(&v, db);
    co = body_put(&v, "co", "men", v.srso, v.goth);
    gauged_is(&v, "women", co, 0, 0); /* nothing to measure in a men's body */
    one = say_that(&v, "resolution",
                   "{\"addressed\":\"DC Sukkur\",\"body\":\"%1\",\"passed\":"
                   "\"2014-03-01\",\"state\":\"passed\",\"subject\":\"Road\"}",
                   co, ID_NONE, ID_NONE);
    say_that(&v, "resolution",
             "{\"body\":\"%1\",\"passed\":\"2014-03-01\",\"state\":\"passed\","
             "\"subject\":\"Own affair\"}",
             co, ID_NONE, ID_NONE);
    say_that(&v, "resolution",
             "{\"addressed\":\"DC Sukkur\",\"body\":\"%1\",\"passed\":"
             "\"2014-04-01\",\"state\":\"sent\",\"subject\":\"School\"}",
             co, ID_NONE, ID_NONE);
    gauged_is(&v, "resolved", co, 0, 2);
    say_that(&v, "followup",
             "{\"held\":\"2014-06-01\",\"resolution\":\"%1\",\"state\":"
             "\"answered\",\"what\":\"The road is planned\"}",
             one, ID_NONE, ID_NONE);
    gauged_is(&v, "resolved", co, 1, 2);
    two = say_that(&v, "complaint",
                   "{\"anonymous\":true,\"body\":\"%3\",\"channel\":\"box\","
                   "\"nature\":\"other\",\"number\":\"C-1\",\"place\":\"%2\","
                   "\"received\":\"2014-11-01\",\"rsp\":\"%1\",\"told\":\"x\"}",
                   v.srso, v.goth, co);
    gauged_is(&v, "answered", co, 0, 1);
    say_that(&v, "handling",
             "{\"complaint\":\"%1\",\"done\":\"2014-12-01\",\"outcome\":"
             "\"not_true\",\"stage\":\"decided\"}",
             two, ID_NONE, ID_NONE);
    gauged_is(&v, "answered", co, 1, 1); /* on the thirtieth day */
    site_end(&v.s);
}

/* ---- an assessment ------------------------------------------------------*/

struct assessed {
    struct village v;
    struct id co, organiser, monitor;
};

static struct id staff_put(struct village *v, struct id unit, const char *code,
                           const char *login)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"login\":\"%s\",\"name\":\"%s\",\"post\":"
            "\"social_organiser\",\"rsp\":\"%%1\",\"since\":\"2012-01-01\","
            "\"unit\":\"%%2\"}",
            code, login, code);
    return say_that(v, "staff", arena_z(b.arena, buf_str(&b)), v->srso, unit,
                    ID_NONE);
}

static struct id unit_put(struct village *v, const char *code)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"name\":\"%s\",\"nature\":\"field_unit\","
            "\"place\":\"%%2\",\"rsp\":\"%%1\"}",
            code, code);
    return say_that(v, "unit", arena_z(b.arena, buf_str(&b)), v->srso,
                    v->district, ID_NONE);
}

static void assessed_start(struct assessed *a, struct db *db)
{
    struct village *v = &a->v;

    memset(a, 0, sizeof *a);
    village_start(v, db);
    a->co = body_put(v, "co", "women", v->srso, v->goth);
    a->organiser = staff_put(v, unit_put(v, "UN-1"), "ST-1", "org");
    a->monitor = staff_put(v, unit_put(v, "UN-2"), "ST-2", "mon");
    draft(&v->s, "yardstick",
          YARD(DIM("a", "6000") "," DIM("b", "4000"),
               IND("x", "a", MARKED) "," IND("y", "b", MARKED),
               GRADE("D", "0") "," GRADE("A", "8000")));
    say_that(v, "charge",
             "{\"bodies\":[{\"body\":\"%1\"}],\"since\":\"2014-01-01\","
             "\"taker\":\"%2\"}",
             a->co, a->organiser, ID_NONE);
}

static struct id assessment_put(struct assessed *a, const char *held,
                                const char *marks, const char *more,
                                struct id by)
{
    struct buf b = buf_start(&a->v.s.arena);

    buf_fmt(
        &b,
        "{\"assessors\":[{\"staff\":\"%%2\"}],\"body\":\"%%1\",\"made\":"
        "\"%s\",\"marks\":[%s],\"state\":\"published\",\"yardstick\":\"T\"%s}",
        held, marks, more);
    return say_that(&a->v, "assessment", arena_z(b.arena, buf_str(&b)), a->co,
                    by, ID_NONE);
}

#define MARKS                                                                  \
    "{\"indicator\":\"x\",\"mark\":4},{\"indicator\":\"y\",\"mark\":2}"

/* 0.6 * 100 + 0.4 * 50 = 80.00, grade A. */
SITE(stored_marks_give_the_stored_total_and_grade)
{
    struct assessed a;
    struct id good, wrong, low, part;

    assessed_start(&a, db);
    good = assessment_put(&a, "2014-06-01", MARKS,
                          ",\"grade\":\"A\",\"score\":8000", a.monitor);
    CHECK_INT(a.v.s.said.n, 0);
    CHECK(!found(&a.v, good, "assessment.total_differs"));
    CHECK(!found(&a.v, good, "assessment.grade_differs"));
    CHECK(!found(&a.v, good, "assessment.own_team"));
    wrong = assessment_put(&a, "2014-07-01", MARKS,
                           ",\"grade\":\"A\",\"score\":8001", a.monitor);
    CHECK(found(&a.v, wrong, "assessment.total_differs"));
    CHECK(!found(&a.v, wrong, "assessment.grade_differs"));
    low = assessment_put(&a, "2014-08-01", MARKS,
                         ",\"grade\":\"D\",\"score\":8000", a.monitor);
    CHECK(found(&a.v, low, "assessment.grade_differs"));
    part = assessment_put(&a, "2014-09-01",
                          "{\"indicator\":\"x\",\"mark\":4},{\"indicator\":"
                          "\"other\",\"mark\":1}",
                          ",\"grade\":\"A\",\"score\":10000", a.monitor);
    CHECK(found(&a.v, part, "assessment.unmarked"));
    CHECK(found(&a.v, part, "assessment.no_indicator"));
    CHECK(!found(&a.v, part, "assessment.total_differs"));
    site_end(&a.v.s);
}

static int64_t score_now(struct assessed *a, struct id of)
{
    struct rows r = db_text_rows(a->v.s.db, S("SELECT score FROM assessment "
                                              "WHERE entry = $1 AND counts = "
                                              "1"));
    int64_t n;

    db_bind_id(&r, 1, of);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(a->v.s.db);
    return n;
}

#define SAYS(state, score)                                                     \
    "{\"assessors\":[{\"staff\":\"%2\"}],\"body\":\"%1\",\"grade\":\"A\","     \
    "\"made\":\"2014-06-01\",\"marks\":[" MARKS "],\"score\":" score           \
    ",\"state\":\"" state "\",\"yardstick\":\"T\"}"

/* A draft is corrected until it is published; then it stands. */
SITE(what_was_published_is_not_restated)
{
    struct assessed a;
    struct id one, fix;

    assessed_start(&a, db);
    one = say_that(&a.v, "assessment", SAYS("draft", "7000"), a.co, a.monitor,
                   ID_NONE);
    fix = fix_put(&a.v, one, SAYS("validated", "7500"), a.co, a.monitor);
    CHECK_INT(score_now(&a, one), 7500);
    fix = fix_put(&a.v, fix, SAYS("published", "8000"), a.co, a.monitor);
    CHECK_INT(a.v.s.said.n, 0);
    CHECK_INT(score_now(&a, one), 8000);
    CHECK(found(&a.v,
                fix_put(&a.v, fix, SAYS("published", "9000"), a.co, a.monitor),
                "fix.final"));
    CHECK(found(&a.v, fix_put(&a.v, fix, "", ID_NONE, ID_NONE), "fix.final"));
    CHECK_INT(score_now(&a, one), 8000);
    one = assessment_put(&a, "2014-07-01", MARKS,
                         ",\"grade\":\"A\",\"score\":8000", a.monitor);
    CHECK(found(&a.v, fix_put(&a.v, one, SAYS("draft", "100"), a.co, a.monitor),
                "fix.final"));
    CHECK_INT(score_now(&a, one), 8000);
    site_end(&a.v.s);
}

SITE(nobody_assesses_the_bodies_of_her_own_team)
{
    struct assessed a;
    struct id hers;

    assessed_start(&a, db);
    hers = assessment_put(&a, "2014-06-01", MARKS,
                          ",\"grade\":\"A\",\"score\":8000", a.organiser);
    CHECK(found(&a.v, hers, "assessment.own_team"));
    /* it was given away before that day */
    say_that(&a.v, "charge",
             "{\"bodies\":[{\"body\":\"%1\"}],\"giver\":\"%3\",\"since\":"
             "\"2014-05-31\",\"taker\":\"%2\"}",
             a.co, a.monitor, a.organiser);
    CHECK(!found(&a.v, hers, "assessment.own_team"));
    site_end(&a.v.s);
}

SITE(another_mark_than_the_registers_says_why)
{
    struct assessed a;

    assessed_start(&a, db);
    assessment_put(&a, "2014-06-01",
                   "{\"computed\":1,\"indicator\":\"x\",\"mark\":4}", "",
                   a.monitor);
    CHECK(told(&a.v, "assessment.differs"));
    CHECK(told(&a.v, "assessment.no_total"));
    assessment_put(&a, "2014-06-02",
                   "{\"computed\":1,\"indicator\":\"x\",\"mark\":4,\"why\":"
                   "\"Two meetings are not in the book\"}",
                   ",\"score\":10000", a.monitor);
    CHECK(!told(&a.v, "assessment.differs"));
    assessment_put(&a, "2014-06-03",
                   "{\"indicator\":\"x\",\"mark\":1},{\"indicator\":\"x\","
                   "\"mark\":1}",
                   ",\"score\":10000", a.monitor);
    CHECK(told(&a.v, "assessment.marked_twice"));
    say_that(&a.v, "assessment",
             "{\"assessors\":[{\"staff\":\"%2\"},{\"staff\":\"%2\"}],\"body\":"
             "\"%1\",\"made\":\"2014-06-04\",\"state\":\"draft\","
             "\"yardstick\":\"CI-LSO-1\"}",
             a.co, a.monitor, ID_NONE);
    CHECK(told(&a.v, "assessment.other_nature"));
    CHECK(told(&a.v, "assessment.assessor_twice"));
    site_end(&a.v.s);
}

/* ---- the report ---------------------------------------------------------*/

static struct str maturity_text(struct village *v)
{
    struct question q = { .as_of = month_of(day_of(2014, 12, 1)),
                          .from = MONTH_NONE,
                          .place = v->goth };
    struct findings f = findings_start(&v->s.arena);
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(&v->s.arena);
    int n = report_find(S("maturity"))->make(v->s.db, &q, &v->s.arena, out, &f);

    CHECK_INT(n, 2);
    sheet_csv(&b, &out[0]);
    return buf_str(&b);
}

SITE(the_report_has_the_last_one_the_one_before_and_what_drags)
{
    struct assessed a;
    struct str csv;
    const char *z;

    assessed_start(&a, db);
    assessment_put(&a, "2013-06-01",
                   "{\"indicator\":\"x\",\"mark\":2},{\"indicator\":\"y\","
                   "\"mark\":2}",
                   ",\"grade\":\"D\",\"score\":5000", a.monitor);
    assessment_put(
        &a, "2014-06-01", MARKS,
        ",\"grade\":\"A\",\"next_due\":\"2015-06-01\",\"score\":8000",
        a.monitor);
    csv = maturity_text(&a.v);
    z = arena_z(&a.v.s.arena, csv);
    if (!CHECK(strstr(z, "Mehran,CO,2014-06-01,80,A t,50,30,t,50,2015-06-01")))
        printf("# %s\n", z);
    site_end(&a.v.s);
}

/* ---- in any order -------------------------------------------------------*/

SITE(in_any_order_the_same_findings)
{
    struct assessed *a = calloc(1, sizeof *a);
    struct db *home = db_open(":memory:", DB_MAKE);
    struct id wrong;

    assessed_start(a, home);
    assessment_put(a, "2014-06-01", MARKS, ",\"grade\":\"A\",\"score\":8000",
                   a->organiser);
    wrong = assessment_put(a, "2014-07-01", MARKS,
                           ",\"grade\":\"D\",\"score\":100", a->organiser);
    say_that(&a->v, "charge",
             "{\"bodies\":[{\"body\":\"%1\"}],\"giver\":\"%3\",\"since\":"
             "\"2014-06-15\",\"taker\":\"%2\"}",
             a->co, a->monitor, a->organiser);
    fix_put(&a->v, a->monitor,
            "{\"code\":\"ST-2\",\"login\":\"mon\",\"name\":\"ST-2\",\"post\":"
            "\"trainer\",\"rsp\":\"%1\",\"since\":\"2012-01-01\",\"unit\":"
            "\"%2\"}",
            a->v.srso, unit_put(&a->v, "UN-3"));
    CHECK(found(&a->v, wrong, "assessment.total_differs"));
    fix_put(&a->v, wrong, SAYS("draft", "8000"), a->co, a->monitor);
    any_order(&a->v.s, db);
    site_end(&a->v.s);
    db_close(home);
    free(a);
}
