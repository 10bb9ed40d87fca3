/* record_card - cards, points and scores as they are kept: what a score must
 * be, which one stands when, and who can add up a blind card. */

#include "../src/core/card.h"
#include "../src/log/inside.h"
#include "register_site.h"

#define SPS "SPS-PAK-2009-002"
#define PMT "BISP-PMT-2009"
/* 11 + 11 + 5 + 5 + 0 + 3 + 0 + 0 + 3 + 0 = 38 */
#define WORKED                                                                 \
    "{\"q1\":\"C\",\"q2\":\"C\",\"q3\":\"B\",\"q4\":\"B\",\"q5\":\"A\","       \
    "\"q6\":\"B\",\"q7\":\"A\",\"q8\":\"A\",\"q9\":\"B\",\"q10\":\"A\"}"

/* ---- words --------------------------------------------------------------*/

static struct id score_put(struct village *v, struct id household,
                           const char *held, const char *rest, struct id other)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"household\":\"%%1\",\"held\":\"%s\",%s}", held, rest);
    return say_that(v, "score", arena_z(b.arena, buf_str(&b)), household, other,
                    ID_NONE);
}

#define COMPUTED "\"card\":\"" SPS "\",\"source\":\"computed\",\"answers\":"
#define IMPORTED                                                               \
    "\"card\":\"" SPS "\",\"source\":\"imported\",\"origin\":\"a sheet\","     \
    "\"score\":"

static int64_t column(struct village *v, struct id entry, const char *name)
{
    struct buf b = buf_start(&v->s.arena);
    struct rows r;
    int64_t n = -1;

    buf_fmt(&b, "SELECT %s FROM score WHERE entry = $1", name);
    r = db_text_rows(v->s.db, buf_str(&b));
    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        n = db_null(&r, 0) ? INT_NONE : db_int(&r, 0);
    db_done(&r);
    both_fine(v->s.db);
    return n;
}

/* A household's scores as they stand along its time: "since until score band;"
 * with "-" where nothing ends it. */
static struct str standing_of(struct village *v, struct id household)
{
    struct rows r =
        db_text_rows(v->s.db,
                     S("SELECT since, until_day, score, band FROM scored "
                       "WHERE household = $1 ORDER BY since, entry"));
    struct buf b = buf_start(&v->s.arena);

    db_bind_id(&r, 1, household);
    while (db_next(&r)) {
        if (!db_null(&r, 1) && db_int(&r, 1) == db_int(&r, 0))
            continue; /* for no day at all */
        day_put(&b, (day)db_int(&r, 0));
        buf_char(&b, ' ');
        if (db_null(&r, 1))
            buf_char(&b, '-');
        else
            day_put(&b, (day)db_int(&r, 1));
        buf_char(&b, ' ');
        decimal_put(&b, db_int(&r, 2), 2);
        buf_char(&b, ' ');
        buf_add(&b, db_str(&r, 3));
        buf_char(&b, ';');
    }
    both_fine(v->s.db);
    return buf_str(&b);
}

/* ---- what is shipped ----------------------------------------------------*/

SITE(the_cards_stand_on_every_new_site)
{
    CHECK_INT(both_ask(db, "SELECT count(*) FROM questionnaire "
                           "WHERE counts = 1"),
              2);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM questionnaire_choices "
                           "WHERE points IS NOT NULL"),
              29);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM likelihood WHERE counts = 1"),
              9);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM likelihood_shares"), 180);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM likelihood_targets"), 20);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM banding WHERE counted = 1 AND "
                           "counts = 1"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding f "
                           "JOIN questionnaire q ON q.entry = f.entry"),
              0);
}

/* ---- what a score must be -----------------------------------------------*/

SITE(a_computed_score_is_what_its_answers_add_up_to)
{
    struct village v;
    struct id home, good, wrong, unsaid, open, none;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    good = score_put(&v, home, "2014-03-01", COMPUTED WORKED ",\"score\":3800",
                     ID_NONE);
    CHECK_INT(column(&v, good, "counts"), 1);
    wrong = score_put(&v, home, "2014-03-02", COMPUTED WORKED ",\"score\":3801",
                      ID_NONE);
    CHECK_INT(column(&v, wrong, "counts"), 0);
    CHECK(found_at(&v, wrong, "score.not_the_answers", "score"));
    unsaid = score_put(&v, home, "2014-03-03", COMPUTED WORKED, ID_NONE);
    CHECK_INT(column(&v, unsaid, "score"), 3800); /* the keeper adds up */
    CHECK_INT(column(&v, unsaid, "counts"), 1);
    open = score_put(&v, home, "2014-03-04",
                     COMPUTED "{\"q1\":\"E\"},\"score\":0", ID_NONE);
    CHECK_INT(column(&v, open, "counts"), 0);
    CHECK(found_at(&v, open, "answer.choice_unknown", "answers.q1"));
    CHECK(found_at(&v, open, "answer.missing", "answers.q2"));
    none = score_put(&v, home, "2014-03-05",
                     "\"card\":\"" SPS "\",\"source\":\"computed\","
                     "\"score\":3800",
                     ID_NONE);
    CHECK(found_at(&v, none, "field.missing", "answers"));
    CHECK_STR(standing_of(&v, home),
              S("2014-03-01 2014-03-03 38.00 b24;2014-03-03 - 38.00 b24;"));
    site_end(&v.s);
}

SITE(an_imported_score_keeps_where_it_came_from)
{
    struct village v;
    struct id home, bare, other, fine;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    bare = score_put(&v, home, "2014-03-01",
                     "\"card\":\"" PMT
                     "\",\"source\":\"imported\",\"score\":1617",
                     ID_NONE);
    CHECK(found_at(&v, bare, "score.no_origin", "origin"));
    CHECK_INT(column(&v, bare, "counts"), 0);
    fine = score_put(&v, home, "2014-03-01",
                     "\"card\":\"" PMT "\",\"source\":\"imported\","
                     "\"origin\":\"BISP extract 2012\",\"score\":1617",
                     ID_NONE);
    CHECK_INT(column(&v, fine, "counts"), 1);
    other = score_put(&v, home, "2014-03-02",
                      IMPORTED "3900,\"answers\":" WORKED, ID_NONE);
    CHECK(found_at(&v, other, "score.not_the_answers", "score"));
    CHECK_INT(column(&v, other, "counts"), 1); /* whoever sent it must know */
    CHECK(found_at(&v,
                   score_put(&v, home, "2014-03-03",
                             "\"card\":\"" PMT "\",\"source\":\"imported\","
                             "\"origin\":\"x\"",
                             ID_NONE),
                   "field.missing", "score"));
    CHECK(found(&v,
                score_put(&v, home, "2014-03-04",
                          IMPORTED "1,\"answers\":{\"q1\":\"Z\"}", ID_NONE),
                "answer.choice_unknown"));
    site_end(&v.s);
}

SITE(a_score_of_another_time_or_household_is_told)
{
    struct village v;
    struct id home, next, first, s;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    next = household_put(&v, v.goth);
    first = score_put(&v, home, "2014-03-01", IMPORTED "1200", ID_NONE);
    s = score_put(&v, home, "2015-06-01", IMPORTED "1200", ID_NONE);
    CHECK(found_at(&v, s, "date.in_future", "held"));
    s = score_put(&v, home, "2009-09-17", IMPORTED "1200", ID_NONE);
    CHECK(found_at(&v, s, "score.outside_card", "held"));
    CHECK_INT(column(&v, s, "counts"), 1);
    s = score_put(&v, next, "2014-03-02", IMPORTED "1200,\"supersedes\":\"%2\"",
                  first);
    CHECK(found_at(&v, s, "score.of_another", "supersedes"));
    s = score_put(&v, next, "2014-03-02",
                  IMPORTED "1200,\"began\":1400000000,\"ended\":1399999999",
                  ID_NONE);
    CHECK(found_at(&v, s, "score.ends_before_begin", "ended"));
    site_end(&v.s);
}

static struct id survey_put(struct village *v, const char *code,
                            const char *card)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"card\":\"%s\",\"code\":\"%s\",\"place\":\"%%1\",\"since\":"
            "\"2014-01-01\",\"until\":\"2014-06-30\"}",
            card, code);
    return say_that(v, "survey", arena_z(b.arena, buf_str(&b)), v->district,
                    ID_NONE, ID_NONE);
}

/* The survey may be closed, or the household gone, long after the score came:
 * the finding comes and goes with them. */
SITE(a_score_after_its_survey_or_household_is_marked)
{
    struct village v;
    struct id home, survey, s, again, close, gone;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    survey = survey_put(&v, "S1", SPS);
    s = score_put(&v, home, "2014-03-10", IMPORTED "1200,\"survey\":\"%2\"",
                  survey);
    CHECK(!found(&v, s, "score.survey_closed"));
    again = score_put(&v, home, "2014-03-12", IMPORTED "1300,\"survey\":\"%2\"",
                      survey);
    CHECK(found_at(&v, again, "score.second", "survey"));
    CHECK(!found(&v, s, "score.second"));
    close = say_that(&v, "stage",
                     "{\"survey\":\"%1\",\"state\":\"closed\",\"since\":"
                     "\"2014-03-11\"}",
                     survey, ID_NONE, ID_NONE);
    CHECK(found_at(&v, again, "score.survey_closed", "held"));
    CHECK(!found(&v, s, "score.survey_closed"));
    fix_put(&v, close, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, again, "score.survey_closed"));
    gone = say_that(&v, "fate",
                    "{\"household\":\"%1\",\"state\":\"migrated\",\"since\":"
                    "\"2014-03-11\",\"why\":\"to Karachi\"}",
                    home, ID_NONE, ID_NONE);
    CHECK(found_at(&v, again, "score.household_gone", "household"));
    CHECK(!found(&v, s, "score.household_gone"));
    fix_put(&v, gone, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, again, "score.household_gone"));
    CHECK(found(&v,
                score_put(&v, home, "2014-07-01",
                          IMPORTED "1,\"survey\":\"%2\"", survey),
                "score.outside_survey"));
    CHECK(found(&v,
                score_put(&v, home, "2014-04-01",
                          "\"card\":\"" PMT "\",\"source\":\"imported\","
                          "\"origin\":\"x\",\"score\":1,\"survey\":\"%2\"",
                          survey),
                "score.other_card"));
    site_end(&v.s);
}

/* ---- which one stands ---------------------------------------------------*/

SITE(the_latest_score_stands_until_the_next)
{
    struct village v;
    struct id home, wrong;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    CHECK_STR(standing_of(&v, home), S(""));
    score_put(&v, home, "2012-05-01", IMPORTED "1150", ID_NONE);
    wrong = score_put(&v, home, "2013-05-01", IMPORTED "1899", ID_NONE);
    score_put(&v, home, "2014-05-01", IMPORTED "2400", ID_NONE);
    CHECK_STR(standing_of(&v, home), S("2012-05-01 2013-05-01 11.50 b0;"
                                       "2013-05-01 2014-05-01 18.99 b12;"
                                       "2014-05-01 - 24.00 b24;"));
    /* what was wrong is said anew, of the same day */
    score_put(&v, home, "2013-05-01", IMPORTED "1950,\"supersedes\":\"%2\"",
              wrong);
    CHECK_STR(standing_of(&v, home), S("2012-05-01 2013-05-01 11.50 b0;"
                                       "2013-05-01 2014-05-01 19.50 b19;"
                                       "2014-05-01 - 24.00 b24;"));
    site_end(&v.s);
}

#define SHORT                                                                  \
    "{\"code\":\"SHORT\",\"title\":\"Short\",\"purpose\":\"poverty\","         \
    "\"about\":\"household\",\"access\":\"open\",\"most\":2000,"               \
    "\"valid_months\":12,\"questions\":[{\"code\":\"a\",\"text\":\"x\","       \
    "\"type\":\"yes_no\",\"need\":true}],\"choices\":[{\"question\":\"a\","    \
    "\"code\":\"yes\",\"text\":\"x\",\"points\":2000},{\"question\":\"a\","    \
    "\"code\":\"no\",\"text\":\"x\",\"points\":0}]}"
/* The same with fewer points for a yes. */
#define SHORTER                                                                \
    "{\"code\":\"SHORT\",\"title\":\"Short\",\"purpose\":\"poverty\","         \
    "\"about\":\"household\",\"access\":\"open\",\"most\":1000,"               \
    "\"questions\":[{\"code\":\"a\",\"text\":\"x\","                           \
    "\"type\":\"yes_no\",\"need\":true}],\"choices\":[{\"question\":\"a\","    \
    "\"code\":\"yes\",\"text\":\"x\",\"points\":1000},{\"question\":\"a\","    \
    "\"code\":\"no\",\"text\":\"x\",\"points\":0}]}"

static struct id card_put(struct village *v, const char *body)
{
    struct draft d = { .kind = S("questionnaire"),
                       .author = S("admin"),
                       .body = str_of(body),
                       .strict = true };
    struct id id;

    v->s.said = findings_start(&v->s.arena);
    keeper_begin(v->s.keeper);
    v->s.kept = keeper_draft(v->s.keeper, &d, &v->s.said, &id);
    CHECK(keeper_commit(v->s.keeper));
    return id;
}

SITE(a_score_lapses_with_its_cards_validity)
{
    struct village v;
    struct id home;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    card_put(&v, SHORT);
    CHECK_INT(v.s.kept, KEPT);
    score_put(&v, home, "2012-01-01",
              "\"card\":\"SHORT\",\"source\":\"computed\",\"answers\":"
              "{\"a\":\"yes\"}",
              ID_NONE);
    CHECK_STR(standing_of(&v, home), S("2012-01-01 2012-12-31 20.00 b19;"));
    score_put(&v, home, "2012-06-01", IMPORTED "700", ID_NONE);
    CHECK_STR(standing_of(&v, home), S("2012-01-01 2012-12-31 20.00 b19;"
                                       "2012-06-01 - 7.00 b0;"));
    score_put(&v, home, "2012-09-01",
              "\"card\":\"SHORT\",\"source\":\"computed\",\"answers\":"
              "{\"a\":\"yes\"}",
              ID_NONE); /* only one of its own card ends a score */
    CHECK_STR(standing_of(&v, home), S("2012-01-01 2012-09-01 20.00 b19;"
                                       "2012-06-01 - 7.00 b0;"
                                       "2012-09-01 2013-09-01 20.00 b19;"));
    site_end(&v.s);
}

SITE(a_card_that_does_not_add_is_refused_with_the_reason)
{
    struct village v;
    struct buf b;
    const char *shorter = SHORTER;

    village_start(&v, db);
    b = buf_start(&v.s.arena);
    for (const char *p = shorter; *p; p++) /* "most":1000 becomes 9000 */
        buf_char(&b, p == strstr(shorter, "1000") ? '9' : *p);
    card_put(&v, arena_z(&v.s.arena, buf_str(&b)));
    CHECK_INT(v.s.kept, KEPT_REFUSED);
    CHECK_STR(str_of(v.s.said.at[0].what), S("card.does_not_add"));
    CHECK_INT(v.s.said.at[0].a, 1000);
    CHECK_INT(v.s.said.at[0].b, 9000);
    site_end(&v.s);
}

/* What was computed on a card that changes is judged anew, whichever came
 * first. */
SITE(a_card_that_changes_judges_its_scores_anew)
{
    struct village v;
    struct id home, card, s, fixed;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    card = card_put(&v, SHORT);
    s = score_put(&v, home, "2014-01-01",
                  "\"card\":\"SHORT\",\"source\":\"computed\",\"answers\":"
                  "{\"a\":\"yes\"}",
                  ID_NONE);
    CHECK_INT(column(&v, s, "counts"), 1);
    fixed = fix_put(&v, card, SHORTER, ID_NONE, ID_NONE);
    CHECK_INT(column(&v, s, "counts"), 0);
    CHECK(found(&v, s, "score.not_the_answers"));
    CHECK_STR(standing_of(&v, home), S(""));
    fix_put(&v, fixed, SHORT, ID_NONE, ID_NONE);
    CHECK_INT(column(&v, s, "counts"), 1);
    CHECK(!found(&v, s, "score.not_the_answers"));
    site_end(&v.s);
}

SITE(a_withdrawn_card_makes_its_scores_stand_no_more)
{
    struct village v;
    struct id home, card, s;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    card = card_put(&v, SHORT);
    s = score_put(&v, home, "2014-01-01",
                  "\"card\":\"SHORT\",\"source\":\"computed\",\"answers\":"
                  "{\"a\":\"no\"}",
                  ID_NONE);
    CHECK_INT(column(&v, s, "score"), 0);
    fix_put(&v, card, "", ID_NONE, ID_NONE);
    CHECK_INT(column(&v, s, "counts"), 0);
    CHECK(found_at(&v, s, "score.no_card", "card"));
    site_end(&v.s);
}

/* ---- any order ----------------------------------------------------------*/

/* Of the household that it is about. */
static struct id story(struct village *v)
{
    struct id home = household_put(v, v->goth), card, first, survey;

    card = card_put(v, SHORT);
    survey = survey_put(v, "S1", "SHORT");
    first = score_put(v, home, "2012-05-01",
                      "\"card\":\"SHORT\",\"source\":\"computed\","
                      "\"survey\":\"%2\",\"answers\":{\"a\":\"yes\"}",
                      survey);
    score_put(v, home, "2013-05-01", IMPORTED "1899", ID_NONE);
    score_put(v, home, "2013-05-01", IMPORTED "1699", ID_NONE);
    score_put(v, home, "2012-05-01",
              "\"card\":\"SHORT\",\"source\":\"computed\",\"answers\":"
              "{\"a\":\"no\"},\"supersedes\":\"%2\"",
              first);
    fix_put(v, card, SHORTER, ID_NONE, ID_NONE);
    score_put(v, home, "2014-05-01",
              "\"card\":\"SHORT\",\"source\":\"computed\",\"answers\":"
              "{\"a\":\"yes\"}",
              ID_NONE);
    say_that(v, "stage",
             "{\"survey\":\"%1\",\"state\":\"closed\",\"since\":"
             "\"2014-03-11\"}",
             survey, ID_NONE, ID_NONE);
    say_that(v, "banding",
             "{\"code\":\"MINE\",\"counted\":true,\"since\":\"2014-01-01\","
             "\"bands\":[{\"code\":\"low\",\"least\":0,\"title\":\"x\"},"
             "{\"code\":\"high\",\"least\":1000,\"title\":\"x\"}]}",
             ID_NONE, ID_NONE, ID_NONE);
    return home;
}

SITE(the_timeline_of_scores_is_the_same_in_any_order)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct village v;
    struct id about;

    village_start(&v, home);
    about = story(&v);
    CHECK(str_ends(standing_of(&v, about), S("2014-05-01 - 10.00 high;")));
    any_order(&v.s, db);
    site_end(&v.s);
    db_close(home);
}

/* ---- the blind card -----------------------------------------------------*/

#define SECRET 7531
#define SECRET_TEXT ":7531"

/* Invented: nothing but rooms (for the last class) and land. */
static const char *pmt_points(struct arena *a, int land)
{
    static const char choices[] = { 4, 4, 4, 4, 3, 2, 2, 2, 4, 2, 4, 3 };
    struct buf b = buf_start(a);

    buf_char(&b, '{');
    for (size_t q = 0; q < LEN(choices); q++) {
        buf_fmt(&b, "%s\"q%zu\":{", q ? "," : "", q + 2);
        for (int c = 1; c <= choices[q]; c++)
            buf_fmt(&b, "%s\"%d\":%d", c > 1 ? "," : "", c,
                    q + 2 == 5 && c == 4  ? SECRET :
                    q + 2 == 13 && c == 3 ? land :
                                            0);
        buf_char(&b, '}');
    }
    buf_char(&b, '}');
    return arena_z(a, buf_str(&b));
}

/* One room for two people. */
#define PMT_ANSWERS                                                            \
    "{\"q1\":2,\"q2\":\"1\",\"q3\":\"1\",\"q4\":\"1\",\"q5\":1,\"q6\":\"1\","  \
    "\"q7\":\"1\",\"q8\":\"1\",\"q9\":\"1\",\"q10\":\"1\",\"q11\":\"1\","      \
    "\"q12\":\"1\",\"q13\":\"1\"}"
#define BLIND "\"card\":\"" PMT "\",\"source\":\"computed\",\"answers\":"

static struct id weights_put(struct village *v, const char *card,
                             const char *since, int land)
{
    struct buf b = buf_start(&v->s.arena);
    struct draft d = { .kind = S("weights"),
                       .author = S("admin"),
                       .strict = true };
    struct id id;

    buf_fmt(&b,
            "{\"authority\":\"BISP letter 7\",\"card\":\"%s\",\"since\":"
            "\"%s\",\"points\":",
            card, since);
    buf_json(&b, str_of(pmt_points(&v->s.arena, land)));
    buf_char(&b, '}');
    d.body = buf_str(&b);
    v->s.said = findings_start(&v->s.arena);
    keeper_begin(v->s.keeper);
    v->s.kept = keeper_draft(v->s.keeper, &d, &v->s.said, &id);
    CHECK(keeper_commit(v->s.keeper));
    return id;
}

SITE(points_that_are_not_the_cards_are_refused)
{
    struct village v;

    village_start(&v, db);
    weights_put(&v, PMT, "2014-01-01", 1);
    CHECK_INT(v.s.kept, KEPT_REFUSED);
    CHECK_STR(str_of(v.s.said.at[0].what), S("card.does_not_add"));
    CHECK_STR(v.s.said.at[0].path, S("points"));
    weights_put(&v, SPS, "2014-01-01", 10000 - SECRET);
    CHECK_INT(v.s.kept, KEPT_REFUSED);
    CHECK_STR(str_of(v.s.said.at[0].what), S("weights.open_card"));
    weights_put(&v, PMT, "2016-01-01", 10000 - SECRET);
    CHECK_INT(v.s.kept, KEPT_REFUSED);
    CHECK_STR(str_of(v.s.said.at[0].what), S("date.in_future"));
    site_end(&v.s);
}

SITE(only_the_keeper_adds_up_a_blind_card)
{
    struct village v;
    struct id home, s;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    s = score_put(&v, home, "2014-03-01", BLIND PMT_ANSWERS, ID_NONE);
    CHECK(found_at(&v, s, "score.not_computed", "score"));
    CHECK_STR(standing_of(&v, home), S(""));
    weights_put(&v, PMT, "2014-02-01", 10000 - SECRET);
    CHECK_INT(v.s.kept, KEPT);
    s = score_put(&v, home, "2014-03-02", BLIND PMT_ANSWERS, ID_NONE);
    CHECK_INT(column(&v, s, "score"), SECRET);
    CHECK_INT(column(&v, s, "counts"), 1);
    CHECK(!found(&v, s, "score.not_computed"));
    s = score_put(&v, home, "2014-01-31", BLIND PMT_ANSWERS, ID_NONE);
    CHECK_INT(column(&v, s, "score"), INT_NONE); /* before they held */
    s = score_put(&v, home, "2014-03-03", BLIND "{\"q1\":2}", ID_NONE);
    CHECK_INT(column(&v, s, "score"), INT_NONE);
    CHECK_INT(column(&v, s, "counts"), 0);
    site_end(&v.s);
}

/* Whoever cannot see the points cannot make a score up either. */
SITE(a_blind_score_that_is_not_its_points_is_refused)
{
    struct village v;
    struct draft d = { .kind = S("score"),
                       .author = S("admin"),
                       .strict = true };
    struct id home, id;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    weights_put(&v, PMT, "2014-02-01", 10000 - SECRET);
    d.body = str_of(with(&v.s,
                         "{\"household\":\"%1\",\"held\":\"2014-03-01\","
                         "\"score\":1200," BLIND PMT_ANSWERS "}",
                         home, ID_NONE, ID_NONE));
    v.s.said = findings_start(&v.s.arena);
    keeper_begin(v.s.keeper);
    CHECK_INT(keeper_draft(v.s.keeper, &d, &v.s.said, &id), KEPT_REFUSED);
    CHECK(keeper_commit(v.s.keeper));
    CHECK_STR(str_of(v.s.said.at[0].what), S("score.not_the_points"));
    site_end(&v.s);
}

static bool anywhere(const struct lines *l, const char *text)
{
    struct arena a = { 0 };
    bool found = false;

    for (size_t i = 0; i < l->n; i++)
        found |= strstr(arena_z(&a, l->line[i]), text) != NULL;
    arena_free(&a);
    return found;
}

SITE(points_leave_with_the_seal_alone)
{
    struct village v;
    struct id weights;
    struct outcome out;
    struct draft d = { .kind = S("reveal"), .author = S("admin") };
    struct lines *l;

    village_start(&v, db);
    weights = weights_put(&v, PMT, "2014-02-01", 10000 - SECRET);
    l = export(&v.s, 0);
    CHECK(!anywhere(l, SECRET_TEXT));
    CHECK(anywhere(l, "BISP letter 7"));
    lines_free(l);
    l = calloc(1, sizeof *l);
    CHECK(log_export_parts(v.s.db, &v.s.host, 0, line_take, l));
    CHECK(anywhere(l, SECRET_TEXT));
    lines_free(l);
    CHECK(!strstr(digest(&v.s), SECRET_TEXT));
    d.body = str_of(with(&v.s, "{\"about\":\"%1\",\"why\":\"to see them\"}",
                         weights, ID_NONE, ID_NONE));
    keeper_begin(v.s.keeper);
    CHECK(!keeper_reveal(v.s.keeper, &d, kind_find(S("weights")), &v.s.arena,
                         &out));
    CHECK_INT(out.kept, KEPT_REFUSED);
    CHECK(keeper_commit(v.s.keeper));
    site_end(&v.s);
}
