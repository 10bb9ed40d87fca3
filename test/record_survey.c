/* record_survey - a survey from its opening to its lock, what is decided on its
 * scores, and who is chosen. Today is 1 January 2015. */
#include "../src/core/choice.h"
#include "../src/report/need.h"

#include "register_site.h"

#define CARD "SPS-PAK-2009-002"
/* The worked household of the card's print: 38 points. */
#define FIRST                                                                  \
    "{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":\"B\",\"q4\":\"B\","      \
    "\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\",\"q8\":\"A\",\"q9\":"
#define ANSWERS FIRST "\"B\"}"
#define OTHERS FIRST "\"A\"}" /* no television after all */

static struct id survey_put(struct village *v, const char *code,
                            struct id place)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"card\":\"" CARD "\",\"code\":\"%s\",\"place\":\"%%2\","
            "\"rsp\":\"%%1\",\"since\":\"2014-01-01\"}",
            code);
    return say_that(v, "survey", arena_z(b.arena, buf_str(&b)), v->srso, place,
                    ID_NONE);
}

static struct id stage_put(struct village *v, struct id survey,
                           const char *state, const char *since,
                           const char *more)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{%s\"since\":\"%s\",\"state\":\"%s\",\"survey\":\"%%1\"}",
            more, since, state);
    return say_that(v, "stage", arena_z(b.arena, buf_str(&b)), survey, ID_NONE,
                    ID_NONE);
}

/* Imported, so that its points need no answers; none: of no survey. */
static struct id score_put(struct village *v, struct id household,
                           struct id survey, int64_t score, const char *held)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"card\":\"" CARD "\",\"held\":\"%s\",\"household\":\"%%1\","
            "\"origin\":\"a list\",\"score\":%lld,\"source\":\"imported\"",
            held, (long long)score);
    buf_z(&b, id_none(survey) ? "}" : ",\"survey\":\"%2\"}");
    return say_that(v, "score", arena_z(b.arena, buf_str(&b)), household,
                    survey, ID_NONE);
}

static struct id product_put(struct village *v, const char *code,
                             const char *since, int64_t upto, const char *more)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{%s\"code\":\"%s\",\"least\":0,\"since\":\"%s\",\"title\":\"A "
            "grant\",\"upto\":%lld,\"whom\":\"household\"}",
            more, code, since, (long long)upto);
    return say_that(v, "product", arena_z(b.arena, buf_str(&b)), ID_NONE,
                    ID_NONE, ID_NONE);
}

static day day_told(const char *iso)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(iso), &d));
    return d;
}

/* What the page keeps: judged as of that day, with its words. */
static struct choice_answer judged(struct village *v, struct id household,
                                   struct id product, const char *made)
{
    struct need need;
    struct product p;
    struct choice_ask q = { .product = &p, .on = day_told(made) };

    CHECK(product_read(v->s.db, product, &v->s.arena, &p));
    CHECK(need_read(v->s.db, household, p.code, q.on, &v->s.arena, &need));
    q.home = need.home;
    q.score = need.score;
    q.received = need.received;
    return choice_judge(&q, &v->s.arena);
}

static struct id decide(struct village *v, struct id household,
                        struct id product, const char *made,
                        const char *verdict, const struct choice_answer *c)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"household\":\"%%1\",\"made\":\"%s\",\"product\":\"%%2\",",
            made);
    buf_z(&b, id_none(c->score) ? "" : "\"score\":\"%3\",");
    buf_fmt(&b, "\"verdict\":\"%s\",\"why\":", verdict);
    buf_add(&b, choice_json(c, &v->s.arena));
    buf_char(&b, '}');
    return say_that(v, "decision", arena_z(b.arena, buf_str(&b)), household,
                    product, c->score);
}

/* ---- stages -------------------------------------------------------------*/

SITE(a_survey_goes_on_step_by_step)
{
    struct village v;
    struct id survey, closed, verified, validated, locked, back;

    village_start(&v, db);
    survey = survey_put(&v, "S-1", v.district);
    CHECK(!found(&v, survey, "survey.too_wide"));
    closed = stage_put(&v, survey, "closed", "2014-06-01", "");
    verified = stage_put(&v, survey, "verified", "2014-07-01", "");
    validated = stage_put(&v, survey, "validated", "2014-08-01",
                          "\"authority\":\"DC Sukkur\",");
    locked = stage_put(&v, survey, "locked", "2014-09-01", "");
    CHECK(!found(&v, closed, "stage.skipped"));
    CHECK(found(&v, verified, "stage.no_sample"));
    CHECK(!found(&v, verified, "stage.skipped"));
    CHECK(!found(&v, validated, "stage.skipped"));
    CHECK(!found(&v, locked, "stage.skipped"));
    back = stage_put(&v, survey, "validated", "2014-10-01",
                     "\"authority\":\"DC Sukkur\",");
    CHECK(found(&v, back, "stage.back_no_reason"));
    fix_put(&v, verified, "", ID_NONE, ID_NONE); /* it was never verified */
    CHECK(found(&v, validated, "stage.skipped"));
    back = stage_put(&v, survey, "open", "2014-11-01",
                     "\"note\":\"a village was forgotten\",");
    CHECK(!found(&v, back, "stage.back_no_reason"));
    CHECK(found(&v, stage_put(&v, survey, "open", "2014-12-01", ""),
                "stage.again"));
    site_end(&v.s);
}

SITE(who_validated_is_said_and_a_survey_of_a_province_is_marked)
{
    struct village v;
    struct id survey, stage;

    village_start(&v, db);
    survey = survey_put(&v, "S-2", named("place", "sindh"));
    CHECK(found(&v, survey, "survey.too_wide"));
    stage = stage_put(&v, survey, "validated", "2014-06-01", "");
    CHECK(found(&v, stage, "stage.no_authority"));
    CHECK_INT(both_ask(db, "SELECT counts FROM stage"), 0);
    CHECK(found(&v, stage_put(&v, survey, "closed", "2013-06-01", ""),
                "stage.before_survey"));
    site_end(&v.s);
}

SITE(a_score_of_a_closed_survey_is_marked_whichever_came_first)
{
    struct village v;
    struct id survey, home, before, on_it, stage;

    village_start(&v, db);
    survey = survey_put(&v, "S-3", v.uc);
    home = household_put(&v, v.goth);
    before = score_put(&v, home, survey, 1100, "2014-05-31");
    on_it = score_put(&v, home, survey, 1200, "2014-06-01");
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what LIKE "
                           "'score.%clos%'"),
              0);
    stage = stage_put(&v, survey, "closed", "2014-06-01", "");
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what LIKE "
                           "'score.%clos%'"),
              1);
    (void)before;
    (void)on_it;
    fix_put(&v, stage, "", ID_NONE, ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what LIKE "
                           "'score.%clos%'"),
              0);
    site_end(&v.s);
}

/* ---- the village meeting ------------------------------------------------*/

static int64_t open_objections(struct db *db)
{
    return both_ask(db, "SELECT count(*) FROM objected WHERE settled = 0");
}

SITE(a_dispute_is_open_until_it_is_confirmed_or_scored_anew)
{
    struct village v;
    struct id survey, home, far, said;

    village_start(&v, db);
    survey = survey_put(&v, "S-4", v.uc);
    home = household_put(&v, v.goth);
    far = household_put(&v, v.hamlet);
    score_put(&v, home, survey, 1100, "2014-05-31");
    said = say_that(&v, "objection",
                    "{\"held\":\"2014-06-10\",\"household\":\"%2\",\"says\":"
                    "\"disputed\",\"survey\":\"%1\"}",
                    survey, home, ID_NONE);
    CHECK(found(&v, said, "objection.no_reason"));
    CHECK(!found(&v, said, "objection.outside"));
    CHECK_INT(open_objections(db), 1);
    score_put(&v, home, survey, 2500, "2014-06-10"); /* not after it */
    CHECK_INT(open_objections(db), 1);
    score_put(&v, home, survey, 2500, "2014-06-11");
    CHECK_INT(open_objections(db), 0);
    said = say_that(&v, "objection",
                    "{\"held\":\"2014-06-20\",\"household\":\"%2\",\"says\":"
                    "\"disputed\",\"survey\":\"%1\",\"why\":\"has a shop\"}",
                    survey, far, ID_NONE);
    CHECK(found(&v, said, "objection.outside"));
    CHECK_INT(open_objections(db), 1);
    say_that(&v, "objection",
             "{\"held\":\"2014-06-21\",\"household\":\"%2\",\"says\":"
             "\"confirmed\",\"survey\":\"%1\"}",
             survey, far, ID_NONE);
    CHECK_INT(open_objections(db), 0);
    site_end(&v.s);
}

/* ---- asked again --------------------------------------------------------*/

static struct id staff_put(struct village *v, struct id unit, const char *name)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"name\":\"%s\",\"post\":\"data_operator\","
            "\"rsp\":\"%%1\",\"since\":\"2013-01-01\",\"unit\":\"%%2\"}",
            name, name);
    return say_that(v, "staff", arena_z(b.arena, buf_str(&b)), v->srso, unit,
                    ID_NONE);
}

SITE(a_drawn_household_is_asked_again_by_somebody_else)
{
    struct village v;
    struct id survey, home, score, unit, ali, sana, sample, twice, check, step;
    struct checked *c;

    village_start(&v, db);
    unit = say_that(&v, "unit",
                    "{\"code\":\"U\",\"name\":\"Unit\",\"place\":\"%2\","
                    "\"rsp\":\"%1\",\"since\":\"2013-01-01\"}",
                    v.srso, v.district, ID_NONE);
    ali = staff_put(&v, unit, "Ali");
    sana = staff_put(&v, unit, "Sana");
    survey = survey_put(&v, "S-5", v.uc);
    home = household_put(&v, v.goth);
    score = say_that(&v, "score",
                     "{\"answers\":" ANSWERS ",\"card\":\"" CARD
                     "\",\"enumerator\":\"%3\",\"held\":\"2014-03-01\","
                     "\"household\":\"%1\",\"score\":3800,\"source\":"
                     "\"computed\",\"survey\":\"%2\"}",
                     home, survey, ali);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM score WHERE counts = 1"), 1);
    stage_put(&v, survey, "closed", "2014-06-01", "");
    sample = say_that(&v, "sample",
                      "{\"drawn\":[{\"score\":\"%2\"}],\"made\":\"2014-06-02\","
                      "\"scores\":1,\"seed\":\"4315facb33a426d49557bbac0d880a7e"
                      "7fb8b321decca680ca2de030033aa5db\",\"share\":100,"
                      "\"survey\":\"%1\"}",
                      survey, score, ID_NONE);
    CHECK(!found(&v, sample, "sample.second"));
    twice = say_that(&v, "sample",
                     "{\"drawn\":[{\"score\":\"%2\"}],\"made\":\"2014-06-03\","
                     "\"scores\":1,\"seed\":\"5315facb33a426d49557bbac0d880a7e"
                     "7fb8b321decca680ca2de030033aa5db\",\"share\":100,"
                     "\"survey\":\"%1\"}",
                     survey, score, ID_NONE);
    CHECK(found(&v, twice, "sample.second"));
    CHECK(!found(&v, sample, "sample.second"));
    step = stage_put(&v, survey, "verified", "2014-07-01", "");
    CHECK(found(&v, step, "stage.checks_missing"));
    check = say_that(&v, "backcheck",
                     "{\"answers\":" ANSWERS ",\"enumerator\":\"%3\","
                     "\"held\":\"2014-06-20\",\"score\":\"%2\",\"survey\":"
                     "\"%1\"}",
                     survey, score, ali);
    CHECK(found(&v, check, "backcheck.same_enumerator"));
    fix_put(&v, check, "", ID_NONE, ID_NONE);
    check = say_that(&v, "backcheck",
                     "{\"answers\":" OTHERS ",\"enumerator\":\"%3\",\"held\":"
                     "\"2014-02-01\",\"score\":\"%2\",\"survey\":\"%1\"}",
                     survey, score, sana);
    CHECK(!found(&v, check, "backcheck.same_enumerator"));
    CHECK(found(&v, check, "backcheck.before_score"));
    CHECK(!found(&v, step, "stage.checks_missing"));
    CHECK_INT(checked_read(db, survey, ID_NONE, &v.s.arena, &c), 1);
    CHECK_INT(checked_read(db, ID_NONE, v.district, &v.s.arena, &c), 1);
    CHECK(id_same(c[0].enumerator, ali));
    CHECK_INT(c[0].questions, 10);
    for (size_t i = 0; i < c[0].questions; i++)
        CHECK_INT(c[0].question[i].same,
                  !str_same(c[0].question[i].question, S("q9")));
    check = say_that(&v, "backcheck",
                     "{\"answers\":{\"q99\":\"A\"},\"held\":\"2014-06-20\","
                     "\"score\":\"%2\",\"survey\":\"%1\"}",
                     survey, score, ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM backcheck WHERE counts = 1"),
              1); /* the card does not know such a question */
    CHECK_INT(checked_read(db, ID_NONE, v.far, &v.s.arena, &c), 0);
    site_end(&v.s);
}

/* ---- decisions ----------------------------------------------------------*/

SITE(a_decision_rests_on_the_score_that_stood_on_its_day)
{
    struct village v;
    struct id home, first, product, decision;
    struct choice_answer c;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    first = score_put(&v, home, ID_NONE, 1100, "2014-01-10");
    product = product_put(&v, "G", "2010-01-01", 1100, "");
    c = judged(&v, home, product, "2014-03-01");
    CHECK_INT(c.verdict, ELIGIBLE);
    CHECK(id_same(c.score, first));
    decision = decide(&v, home, product, "2014-03-01", "eligible", &c);
    CHECK(!found(&v, decision, "decision.not_current"));
    /* a later score does not move it, not even one that answers the first */
    say_that(&v, "score",
             "{\"card\":\"" CARD "\",\"held\":\"2014-05-01\",\"household\":"
             "\"%1\",\"origin\":\"x\",\"score\":3000,\"source\":\"imported\","
             "\"supersedes\":\"%2\"}",
             home, first, ID_NONE);
    CHECK(!found(&v, decision, "decision.not_current"));
    CHECK_INT(judged(&v, home, product, "2014-03-01").verdict, ELIGIBLE);
    CHECK_INT(judged(&v, home, product, "2014-06-01").verdict, NOT_ELIGIBLE);
    /* but one that was there on the day, and nobody looked at */
    score_put(&v, home, ID_NONE, 1200, "2014-02-01");
    CHECK(found(&v, decision, "decision.not_current"));
    CHECK_INT(judged(&v, home, product, "2014-03-01").verdict, NOT_ELIGIBLE);
    site_end(&v.s);
}

SITE(a_grant_comes_once_and_a_changed_rule_counts_from_its_day)
{
    struct village v;
    struct id home, product, later, one, two, old;
    struct choice_answer c;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    score_put(&v, home, ID_NONE, 1150, "2014-01-10");
    product = product_put(&v, "IGG", "2010-01-01", 1100, "\"once\":true,");
    c = judged(&v, home, product, "2014-03-01");
    one = decide(&v, home, product, "2014-03-01", "eligible", &c);
    CHECK(!found(&v, one, "decision.twice"));
    CHECK_INT(judged(&v, home, product, "2014-04-01").verdict, NOT_ELIGIBLE);
    later = product_put(&v, "IGG", "2014-06-01", 1000, "\"once\":true,");
    CHECK_INT(judged(&v, home, later, "2014-07-01").verdict, NOT_ELIGIBLE);
    two = decide(&v, home, product, "2014-07-01", "eligible", &c);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                           "'decision.why_other_day'"),
              1); /* words of another day do not count */
    c.on = day_told("2014-07-02");
    old = decide(&v, home, product, "2014-07-02", "eligible", &c);
    CHECK(found(&v, old, "decision.twice"));
    CHECK(found(&v, old, "decision.rule_replaced"));
    CHECK(!found(&v, one, "decision.rule_replaced"));
    c.on = day_told("2009-12-31");
    CHECK(found(&v, decide(&v, home, product, "2009-12-31", "eligible", &c),
                "decision.too_early"));
    (void)two;
    site_end(&v.s);
}

SITE(words_without_score_or_rule_are_no_reason)
{
    struct village v;
    struct id home, other, score, product, said;
    struct choice_answer c;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    other = household_put(&v, v.goth);
    score = score_put(&v, home, ID_NONE, 1100, "2014-01-10");
    product = product_put(&v, "G", "2010-01-01", 1100, "");
    said = say_that(&v, "decision",
                    "{\"household\":\"%1\",\"made\":\"2014-03-01\",\"product\":"
                    "\"%2\",\"score\":\"%3\",\"verdict\":\"eligible\",\"why\":"
                    "{\"note\":\"she is poor\"}}",
                    home, product, score);
    CHECK(found(&v, said, "decision.why_incomplete"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM decision WHERE counts = 1"),
              0);
    c = judged(&v, home, product, "2014-03-01");
    CHECK(found(&v, decide(&v, other, product, "2014-03-01", "eligible", &c),
                "decision.other_household"));
    c = judged(&v, other, product, "2014-03-01"); /* without a score */
    CHECK_INT(c.verdict, NOT_ELIGIBLE);
    said = decide(&v, other, product, "2014-03-01", "not_eligible", &c);
    CHECK(!found(&v, said, "decision.not_current"));
    CHECK(found(&v, decide(&v, other, product, "2014-03-01", "eligible", &c),
                "decision.why_says_no"));
    site_end(&v.s);
}

SITE(the_shipped_products_are_as_the_programmes_published_them)
{
    struct village v;
    struct product_row *p;
    size_t n;

    village_start(&v, db);
    n = products_read(db, day_told("2026-11-22"), &v.s.arena, &p);
    CHECK_INT(n, 10);
    CHECK_STR(p[0].is.code, S("ASSET-GLLSP"));
    for (size_t i = 0; i < n; i++)
        if (str_same(p[i].is.code, S("IFL-EHSAAS"))) {
            CHECK_INT(p[i].is.upto, 4000);
            CHECK_INT(p[i].is.ceiling, 7500000);
            CHECK_INT(p[i].is.terms.n, 3);
        }
    CHECK_INT(products_read(db, day_told("2009-01-31"), &v.s.arena, &p), 4);
    CHECK_INT(products_read(db, day_told("2009-02-01"), &v.s.arena, &p), 5);
    site_end(&v.s);
}

/* ---- chosen -------------------------------------------------------------*/

SITE(who_refuses_gives_way_to_the_first_who_waits)
{
    struct village v;
    struct id home[4], score[4], product, list;
    struct selected *s;
    struct buf b;
    struct choice_answer c;

    village_start(&v, db);
    product = product_put(&v, "MHI", "2010-01-01", 1200, "\"ranked\":true,");
    b = buf_start(&v.s.arena);
    buf_z(&b, "{\"chosen\":[");
    for (int i = 0; i < 4; i++) {
        home[i] = household_put(&v, v.goth);
        score[i] = score_put(&v, home[i], ID_NONE, 100 * (i + 1), "2014-01-01");
        buf_fmt(&b, "%s{\"household\":\"", i ? "," : "");
        id_put(&b, home[i]);
        buf_fmt(&b, "\",\"rank\":%d,\"score\":\"", i + 1);
        id_put(&b, score[i]);
        buf_z(&b, i >= 2 ? "\",\"waiting\":true}" : "\"}");
    }
    buf_z(&b, "],\"made\":\"2014-02-01\",\"place\":\"%1\",\"places\":2,"
              "\"product\":\"%2\",\"ranked\":4}");
    list = say_that(&v, "selection", arena_z(b.arena, buf_str(&b)), v.uc,
                    product, ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM selection WHERE counts = 1"),
              1);
    CHECK_INT(selection_read(db, list, &v.s.arena, &s), 4);
    CHECK(!s[2].moved_up);
    CHECK_INT(selection_place(db, home[1], S("MHI"), day_told("2014-03-01"),
                              &v.s.arena)
                  .state,
              PLACE_CHOSEN);
    CHECK_INT(selection_place(db, home[2], S("MHI"), day_told("2014-03-01"),
                              &v.s.arena)
                  .state,
              PLACE_WAITING);
    CHECK_INT(selection_place(db, home[2], S("MHI"), day_told("2014-01-31"),
                              &v.s.arena)
                  .state,
              PLACE_NONE);
    c = judged(&v, home[0], product, "2014-03-01");
    decide(&v, home[0], product, "2014-03-01", "refused", &c);
    CHECK_INT(selection_read(db, list, &v.s.arena, &s), 4);
    CHECK(s[0].refused && !s[1].refused);
    CHECK(s[2].moved_up && !s[3].moved_up);
    c = judged(&v, home[2], product, "2014-03-02");
    decide(&v, home[2], product, "2014-03-02", "refused", &c);
    CHECK_INT(selection_read(db, list, &v.s.arena, &s), 4);
    CHECK(!s[2].moved_up && s[3].moved_up);
    /* frozen: a score of today moves nobody */
    score_put(&v, home[3], ID_NONE, 9000, "2014-12-01");
    CHECK_INT(selection_read(db, list, &v.s.arena, &s), 4);
    CHECK_INT(s[3].rank, 4);
    CHECK(id_same(s[3].score, score[3]));
    site_end(&v.s);
}

SITE(a_list_that_skips_a_rank_or_names_a_household_twice_does_not_count)
{
    struct village v;
    struct id home, score, product;
    static const char *const wrong[] = {
        "{\"household\":\"%1\",\"rank\":2,\"score\":\"%2\"}",
        "{\"household\":\"%1\",\"rank\":1,\"score\":\"%2\",\"waiting\":true}",
        "{\"household\":\"%1\",\"rank\":1,\"score\":\"%2\"},"
        "{\"household\":\"%1\",\"rank\":2,\"score\":\"%2\",\"waiting\":true}",
        "{\"household\":\"%1\",\"rank\":1,\"score\":\"%2\"},"
        "{\"household\":\"%1\",\"rank\":3,\"score\":\"%2\",\"waiting\":true}"
    };
    static const char *const what[] = { "selection.order", "selection.waiting",
                                        "selection.twice", "selection.order" };

    village_start(&v, db);
    product = product_put(&v, "MHI", "2010-01-01", 1200, "\"ranked\":true,");
    home = household_put(&v, v.goth);
    score = score_put(&v, home, ID_NONE, 100, "2014-01-01");
    for (size_t i = 0; i < LEN(wrong); i++) {
        struct buf b = buf_start(&v.s.arena);
        struct id uc = v.uc;

        buf_fmt(&b, "{\"chosen\":[%s],\"made\":\"2014-02-01\",\"place\":\"",
                wrong[i]);
        id_put(&b, uc);
        buf_z(&b, "\",\"places\":1,\"product\":\"%3\",\"ranked\":2}");
        CHECK(found(&v,
                    say_that(&v, "selection", arena_z(b.arena, buf_str(&b)),
                             home, score, product),
                    what[i]));
    }
    CHECK_INT(both_ask(db, "SELECT count(*) FROM selection WHERE counts = 1"),
              0);
    site_end(&v.s);
}

SITE(a_union_council_is_ranked_with_its_dependants)
{
    struct village v;
    struct id a, b, gone, high;
    struct need *need;
    struct need one;
    bool more;
    size_t n;

    village_start(&v, db);
    a = household_put(&v, v.goth);
    b = household_put(&v, v.goth);
    gone = household_put(&v, v.goth);
    high = household_put(&v, v.hamlet);
    score_put(&v, a, ID_NONE, 1100, "2014-01-01");
    score_put(&v, b, ID_NONE, 1100, "2014-01-01");
    score_put(&v, gone, ID_NONE, 100, "2014-01-01");
    score_put(&v, high, ID_NONE, 100, "2014-01-01");
    say_that(&v, "person",
             "{\"born\":\"1997-01-02\",\"cnic_state\":\"held\",\"code\":\"1\","
             "\"household\":\"%1\",\"name\":\"x\",\"sex\":\"men\"}",
             a, ID_NONE, ID_NONE); /* 17 today, 18 tomorrow */
    say_that(&v, "person",
             "{\"born\":\"1949-01-01\",\"code\":\"2\",\"household\":\"%1\","
             "\"name\":\"x\",\"sex\":\"women\"}",
             a, ID_NONE, ID_NONE); /* 66 */
    say_that(&v, "person",
             "{\"born\":\"1949-01-02\",\"code\":\"3\",\"household\":\"%1\","
             "\"name\":\"x\",\"sex\":\"women\"}",
             b, ID_NONE, ID_NONE); /* 65: not over it */
    say_that(&v, "fate",
             "{\"household\":\"%1\",\"since\":\"2014-06-01\",\"state\":"
             "\"migrated\"}",
             gone, ID_NONE, ID_NONE);
    n = needs_read(db, v.uc, S("MHI"), day_told("2015-01-01"), &v.s.arena,
                   &need, &more);
    CHECK_INT(n, 2);
    CHECK(!more);
    CHECK(need_read(db, a, S("MHI"), day_told("2015-01-01"), &v.s.arena, &one));
    CHECK_INT(one.dependants, 2);
    CHECK_INT(one.home.women, 1);
    CHECK_INT(one.home.cnic, 0); /* he is a child */
    CHECK_INT(one.home.disabled, -1);
    CHECK(need_read(db, a, S("MHI"), day_told("2015-01-02"), &v.s.arena, &one));
    CHECK_INT(one.dependants, 1);
    CHECK_INT(one.home.cnic, 1);
    CHECK(need_read(db, b, S("MHI"), day_told("2015-01-01"), &v.s.arena, &one));
    CHECK_INT(one.dependants, 0);
    for (size_t i = 0; i < n; i++)
        CHECK_INT(need[i].dependants, id_same(need[i].household, a) ? 2 : 0);
    CHECK_INT(needs_read(db, v.uc, S("MHI"), day_told("2014-05-31"), &v.s.arena,
                         &need, &more),
              3);
    CHECK_INT(needs_read(db, v.district, S("MHI"), day_told("2015-01-01"),
                         &v.s.arena, &need, &more),
              3);
    site_end(&v.s);
}

/* ---- in any order -------------------------------------------------------*/

static void life(struct village *v)
{
    struct id survey = survey_put(v, "S-9", v->uc), home, score, product, said;
    struct choice_answer c;

    home = household_put(v, v->goth);
    score = score_put(v, home, survey, 1100, "2014-03-01");
    product = product_put(v, "G", "2010-01-01", 1100, "\"once\":true,");
    c = judged(v, home, product, "2014-05-01");
    decide(v, home, product, "2014-05-01", "eligible", &c);
    c.on = day_told("2014-09-01");
    decide(v, home, product, "2014-09-01", "eligible", &c);
    stage_put(v, survey, "verified", "2014-04-01", "");
    stage_put(v, survey, "closed", "2014-02-01", "");
    said = say_that(v, "objection",
                    "{\"held\":\"2014-06-10\",\"household\":\"%2\",\"says\":"
                    "\"disputed\",\"survey\":\"%1\",\"why\":\"x\"}",
                    survey, home, ID_NONE);
    say_that(v, "sample",
             "{\"drawn\":[{\"score\":\"%2\"}],\"made\":\"2014-03-02\","
             "\"scores\":1,\"seed\":\"4315facb33a426d49557bbac0d880a7e"
             "7fb8b321decca680ca2de030033aa5db\",\"share\":100,"
             "\"survey\":\"%1\"}",
             survey, score, ID_NONE);
    say_that(v, "backcheck",
             "{\"answers\":" ANSWERS
             ",\"held\":\"2014-03-20\",\"score\":\"%2\","
             "\"survey\":\"%1\"}",
             survey, score, ID_NONE);
    score_put(v, home, ID_NONE, 900, "2014-08-01");
    product_put(v, "G", "2014-07-01", 1200, "\"once\":true,");
    fix_put(v, said, "", ID_NONE, ID_NONE);
}

SITE(the_order_in_which_it_is_told_does_not_matter)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct village v;

    village_start(&v, home);
    life(&v);
    any_order(&v.s, db);
    site_end(&v.s);
    db_close(home);
}
