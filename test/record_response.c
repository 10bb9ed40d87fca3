/* record_response - answers to a questionnaire as they are kept: about what,
 * what they add up to, and what they add to figures. */

#include "../src/core/card.h"
#include "../src/log/inside.h"
#include "register_site.h"

/* Two points for a written budget, eight for audited books: ten in all. */
#define MATURITY                                                               \
    "{\"about\":\"body\",\"access\":\"open\",\"code\":\"MI-1\",\"most\":1000," \
    "\"purpose\":\"maturity\",\"title\":\"How far is this body\","             \
    "\"questions\":["                                                          \
    "{\"code\":\"budget\",\"feeds\":\"budgets\",\"need\":true,\"text\":\"Is "  \
    "there a budget?\",\"type\":\"yes_no\"},"                                  \
    "{\"code\":\"trees\",\"feeds\":\"trees.set\",\"text\":\"Trees "            \
    "planted\",\"type\":\"count\"},"                                           \
    "{\"code\":\"used\",\"feeds\":\"used=goats\",\"text\":\"What for\","       \
    "\"type\":\"many\"},"                                                      \
    "{\"asked_when\":\"budget=yes\",\"code\":\"books\",\"text\":\"Books\","    \
    "\"type\":\"one\"}],"                                                      \
    "\"choices\":["                                                            \
    "{\"code\":\"yes\",\"points\":200,\"question\":\"budget\",\"text\":"       \
    "\"Yes\"},"                                                                \
    "{\"code\":\"no\",\"points\":0,\"question\":\"budget\",\"text\":\"No\"},"  \
    "{\"code\":\"goats\",\"question\":\"used\",\"text\":\"Goats\"},"           \
    "{\"code\":\"seed\",\"question\":\"used\",\"text\":\"Seed\"},"             \
    "{\"code\":\"audited\",\"points\":800,\"question\":\"books\",\"text\":"    \
    "\"Audited\"},"                                                            \
    "{\"code\":\"none\",\"points\":0,\"question\":\"books\",\"text\":"         \
    "\"None\"}]}"

static void indicators_put(struct village *v)
{
    static const char *const code[] = { "budgets", "used", "trees" };

    for (size_t i = 0; i < LEN(code); i++) {
        struct buf b = buf_start(&v->s.arena);

        buf_fmt(&b,
                "{\"across\":\"sum\",\"code\":\"%s\",\"name\":\"x\",\"nature\":"
                "\"flow\",\"scale\":0,\"unit\":\"other\"}",
                code[i]);
        draft(&v->s, "indicator", arena_z(&v->s.arena, buf_str(&b)));
    }
    draft(
        &v->s, "indicator",
        "{\"across\":\"sum\",\"code\":\"trees.set\",\"name\":\"x\",\"nature\":"
        "\"flow\",\"scale\":2,\"unit\":\"other\"}");
}

/* "%1" is the thing. */
static struct id response_put(struct village *v, const char *thing,
                              struct id id, const char *held,
                              const char *answers, const char *more)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"%s\":\"%%1\",\"held\":\"%s\",\"questionnaire\":\"MI-1\","
            "\"answers\":%s%s}",
            thing, held, answers, more);
    return say_that(v, "response", arena_z(&v->s.arena, buf_str(&b)), id,
                    ID_NONE, ID_NONE);
}

#define ALL                                                                    \
    "{\"books\":\"audited\",\"budget\":\"yes\",\"trees\":40,\"used\":"         \
    "[\"goats\",\"seed\"]}"
#define NOTHING "{\"budget\":\"no\"}"

static int64_t number(struct village *v, struct id entry, const char *column)
{
    struct buf b = buf_start(&v->s.arena);
    struct rows r;
    int64_t n = -1;

    buf_fmt(&b, "SELECT %s FROM response WHERE entry = $1", column);
    r = db_text_rows(v->s.db, buf_str(&b));
    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        n = db_null(&r, 0) ? INT_NONE : db_int(&r, 0);
    db_done(&r);
    both_fine(v->s.db);
    return n;
}

/* ---- about what, and what it adds up to ---------------------------------*/

SITE(a_response_is_about_one_thing_of_the_right_kind)
{
    struct village v;
    struct id co, home, id;

    village_start(&v, db);
    draft(&v.s, "questionnaire", MATURITY);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    home = household_put(&v, v.goth);
    id = response_put(&v, "body", co, "2014-03-01", ALL, "");
    CHECK_INT(number(&v, id, "counts"), 1);
    id = response_put(&v, "household", home, "2014-03-01", ALL, "");
    CHECK_INT(number(&v, id, "counts"), 0);
    CHECK(found_at(&v, id, "response.about_another", "household"));
    CHECK(found_at(&v, id, "field.missing", "body"));
    id = say_that(&v, "response",
                  "{\"answers\":" ALL ",\"body\":\"%1\",\"held\":"
                  "\"2014-03-01\",\"household\":\"%2\",\"questionnaire\":"
                  "\"MI-1\"}",
                  co, home, ID_NONE);
    CHECK(found_at(&v, id, "response.more_than_one", "body"));
    id = say_that(&v, "response",
                  "{\"answers\":" ALL ",\"held\":\"2014-03-01\","
                  "\"questionnaire\":\"MI-1\"}",
                  ID_NONE, ID_NONE, ID_NONE);
    CHECK_INT(number(&v, id, "counts"), 0);
    site_end(&v.s);
}

SITE(a_response_waits_for_its_questionnaire)
{
    struct village v;
    struct id co, id;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    id = response_put(&v, "body", co, "2014-03-01", ALL, "");
    CHECK_INT(number(&v, id, "counts"), -1);
    draft(&v.s, "questionnaire", MATURITY);
    CHECK_INT(number(&v, id, "counts"), 1);
    site_end(&v.s);
}

SITE(its_result_is_computed_and_nothing_else)
{
    struct village v;
    struct id co, id;

    village_start(&v, db);
    draft(&v.s, "questionnaire", MATURITY);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    id = response_put(&v, "body", co, "2014-03-01", ALL, "");
    CHECK_INT(number(&v, id, "result"), 1000);
    id = response_put(&v, "body", co, "2014-04-01", NOTHING, "");
    CHECK_INT(number(&v, id, "result"), 0);
    id = response_put(&v, "body", co, "2014-05-01", ALL, ",\"result\":900");
    CHECK(found_at(&v, id, "response.not_the_answers", "result"));
    CHECK_INT(number(&v, id, "counts"), 0);
    id = response_put(&v, "body", co, "2014-05-02", ALL, ",\"result\":1000");
    CHECK_INT(number(&v, id, "counts"), 1);
    site_end(&v.s);
}

SITE(answers_are_judged_by_the_card)
{
    static const struct {
        const char *answers, *what, *path;
    } wrong[] = {
        { "{}", "answer.missing", "answers.budget" },
        { "{\"budget\":\"perhaps\"}", "answer.choice_unknown",
          "answers.budget" },
        { "{\"books\":\"none\",\"budget\":\"no\"}", "answer.skipped",
          "answers.books" },
        { "{\"budget\":\"no\",\"colour\":\"red\"}", "answer.question_unknown",
          "answers.colour" },
        { "{\"budget\":\"no\",\"used\":[\"goats\",\"camels\"]}",
          "answer.choice_unknown", "answers.used" },
    };
    struct village v;
    struct id co;

    village_start(&v, db);
    draft(&v.s, "questionnaire", MATURITY);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    for (size_t i = 0; i < LEN(wrong); i++) {
        struct id id = response_put(&v, "body", co, "2014-03-01",
                                    wrong[i].answers, "");

        if (!CHECK(found_at(&v, id, wrong[i].what, wrong[i].path)))
            printf("# %s\n", wrong[i].answers);
        CHECK_INT(number(&v, id, "counts"), 0);
    }
    site_end(&v.s);
}

SITE(a_day_before_it_was_formed_or_after_today)
{
    struct village v;
    struct id co, id;

    village_start(&v, db);
    draft(&v.s, "questionnaire", MATURITY);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    id = response_put(&v, "body", co, "2011-12-31", ALL, "");
    CHECK(found_at(&v, id, "response.before_it_was", "held"));
    CHECK_INT(number(&v, id, "counts"), 1);
    id = response_put(&v, "body", co, "2015-01-02", ALL, "");
    CHECK(found_at(&v, id, "date.in_future", "held"));
    CHECK_INT(number(&v, id, "counts"), 0);
    site_end(&v.s);
}

SITE(a_poverty_card_is_no_response)
{
    struct village v;
    struct id home, id;

    village_start(&v, db);
    home = household_put(&v, v.goth);
    id = say_that(&v, "response",
                  "{\"answers\":{\"q1\":\"C\"},\"held\":\"2014-03-01\","
                  "\"household\":\"%1\",\"questionnaire\":"
                  "\"SPS-PAK-2009-002\"}",
                  home, ID_NONE, ID_NONE);
    CHECK(found_at(&v, id, "response.is_a_score", "questionnaire"));
    CHECK_INT(number(&v, id, "counts"), 0);
    site_end(&v.s);
}

/* One longer than an entry may be is refused, and the keeper lives on. */
SITE(what_no_entry_can_hold_is_refused)
{
    struct village v;
    struct buf b;
    struct id co;

    village_start(&v, db);
    draft(&v.s, "questionnaire", MATURITY);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    b = buf_start(&v.s.arena);
    buf_z(&b, "{\"answers\":{\"trees\":\"");
    for (int i = 0; i < ENTRY_MAX; i++)
        buf_char(&b, 'x');
    buf_z(&b, "\"},\"body\":\"%1\",\"held\":\"2014-03-01\","
              "\"questionnaire\":\"MI-1\"}");
    draft_as(&v.s, "admin", "response",
             with(&v.s, arena_z(&v.s.arena, buf_str(&b)), co, ID_NONE,
                  ID_NONE));
    CHECK_INT(v.s.kept, KEPT_REFUSED);
    response_put(&v, "body", co, "2014-03-01", ALL, "");
    site_end(&v.s);
}

/* ---- figures ------------------------------------------------------------*/

SITE(answers_feed_their_indicators)
{
    struct village v;
    struct id co;

    village_start(&v, db);
    indicators_put(&v);
    draft(&v.s, "questionnaire", MATURITY);
    cutover_put(&v, "2013-01", "");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    response_put(&v, "body", co, "2014-03-01", ALL, "");
    CHECK_INT(srso(&v, "budgets", "2014-02"), 0);
    CHECK_INT(srso(&v, "budgets", "2014-03"), 1);
    CHECK_INT(srso(&v, "trees.set", "2014-03"), 4000); /* two decimals */
    CHECK_INT(srso(&v, "used", "2014-03"), 1);
    /* another day of the same round takes its place */
    response_put(&v, "body", co, "2014-05-01", NOTHING, "");
    CHECK_INT(srso(&v, "budgets", "2014-12"), 0);
    CHECK_INT(srso(&v, "trees.set", "2014-12"), 0);
    /* another round stands beside it */
    response_put(&v, "body", co, "2014-06-01", ALL, ",\"round\":\"second\"");
    CHECK_INT(srso(&v, "trees.set", "2014-12"), 4000);
    site_end(&v.s);
}

/* Before anybody signed that registers count here, it is kept apart. */
SITE(before_the_cutover_it_is_kept_apart)
{
    struct village v;
    struct id co;

    village_start(&v, db);
    indicators_put(&v);
    draft(&v.s, "questionnaire", MATURITY);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    response_put(&v, "body", co, "2014-03-01", ALL, "");
    CHECK_INT(srso(&v, "budgets", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.budgets", "2014-12"), 1);
    cutover_put(&v, "2014-01", "budgets");
    CHECK_INT(srso(&v, "budgets", "2014-12"), 1);
    CHECK_INT(srso(&v, "kept.budgets", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.trees.set", "2014-12"), 4000); /* not of that */
    cutover_put(&v, "2014-01", "trees");                    /* with its parts */
    CHECK_INT(srso(&v, "trees.set", "2014-12"), 4000);
    site_end(&v.s);
}

#define PERSONS                                                                \
    "{\"about\":\"person\",\"access\":\"open\",\"code\":\"MI-1\",\"purpose\":" \
    "\"test\",\"title\":\"Test\",\"questions\":[{\"code\":\"budget\","         \
    "\"feeds\":\"budgets\",\"text\":\"Knows it?\",\"type\":\"yes_no\"}]}"

/* A person's answers count where she lived on that day. */
SITE(a_person_counts_where_she_lived)
{
    struct village v;
    struct id here, there, who;
    struct id none = ID_NONE;

    village_start(&v, db);
    indicators_put(&v);
    draft(&v.s, "questionnaire", PERSONS);
    cutover_put(&v, "2013-01", "");
    here = household_put(&v, v.goth);
    there = household_put(&v, v.hamlet);
    who = person_put(&v, here, "women");
    response_put(&v, "person", who, "2014-03-01", "{\"budget\":\"yes\"}", "");
    CHECK_INT(figure(&v, "budgets", v.uc, none, none, "2014-12"), 1);
    CHECK_INT(figure(&v, "budgets", v.far, none, none, "2014-12"), 0);
    say_that(&v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2014-02-01\",\"why\":\"work\"}",
             who, there, none);
    CHECK_INT(figure(&v, "budgets", v.uc, none, none, "2014-12"), 0);
    CHECK_INT(figure(&v, "budgets", v.far, none, none, "2014-12"), 1);
    fix_put(&v, there, "{\"number\":\"H-9\",\"place\":\"%1\"}", v.goth, none);
    CHECK_INT(figure(&v, "budgets", v.uc, none, none, "2014-12"), 1);
    CHECK_INT(figure(&v, "budgets", v.far, none, none, "2014-12"), 0);
    site_end(&v.s);
}

/* What feeds what is the questionnaire's to say: also later. */
SITE(a_questionnaire_or_an_indicator_that_changes)
{
    struct village v;
    struct id who;
    struct id none = ID_NONE;

    village_start(&v, db);
    draft(&v.s, "questionnaire", PERSONS);
    cutover_put(&v, "2013-01", "");
    who = person_put(&v, household_put(&v, v.goth), "men");
    response_put(&v, "person", who, "2014-03-01", "{\"budget\":\"yes\"}", "");
    CHECK_INT(figure(&v, "budgets", v.uc, none, none, "2014-12"), 0);
    indicators_put(&v);
    CHECK_INT(figure(&v, "budgets", v.uc, none, none, "2014-12"), 1);
    fix_put(&v, named("questionnaire", "MI-1"),
            "{\"about\":\"person\",\"access\":\"open\",\"code\":\"MI-1\","
            "\"purpose\":\"test\",\"title\":\"Test\",\"questions\":[{\"code\":"
            "\"budget\",\"feeds\":\"used=yes\",\"text\":\"Knows it?\","
            "\"type\":\"yes_no\"}]}",
            none, none);
    CHECK_INT(figure(&v, "budgets", v.uc, none, none, "2014-12"), 0);
    CHECK_INT(figure(&v, "used", v.uc, none, none, "2014-12"), 1);
    site_end(&v.s);
}

/* ---- any order ----------------------------------------------------------*/

static void story(struct village *v)
{
    struct id co, second, who, home;

    indicators_put(v);
    draft(&v->s, "questionnaire", MATURITY);
    co = body_put(v, "co", "women", v->srso, v->goth);
    home = household_put(v, v->goth);
    who = person_put(v, home, "women");
    response_put(v, "body", co, "2014-03-01", ALL, "");
    second = response_put(v, "body", co, "2014-03-01", NOTHING, "");
    response_put(v, "body", co, "2014-04-01", ALL, ",\"round\":\"b\"");
    cutover_put(v, "2013-01", "");
    draft(&v->s, "questionnaire",
          "{\"about\":\"person\",\"access\":\"open\",\"code\":\"T-1\","
          "\"purpose\":\"test\",\"title\":\"Test\",\"questions\":[{\"code\":"
          "\"knows\",\"feeds\":\"trees.set\",\"text\":\"How many\",\"type\":"
          "\"count\"}]}");
    say_that(v, "response",
             "{\"answers\":{\"knows\":3},\"held\":\"2014-05-01\",\"person\":"
             "\"%1\",\"questionnaire\":\"T-1\"}",
             who, ID_NONE, ID_NONE);
    say_that(v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2014-02-01\",\"why\":\"work\"}",
             who, household_put(v, v->hamlet), ID_NONE);
    fix_put(v, second, "", ID_NONE, ID_NONE);
}

SITE(responses_are_the_same_in_any_order)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct village v;

    village_start(&v, home);
    story(&v);
    CHECK_INT(srso(&v, "trees.set", "2014-12"), 8000);
    any_order(&v.s, db);
    site_end(&v.s);
    db_close(home);
}
