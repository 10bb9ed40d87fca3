/* record_linkage - what bodies asked of departments and were promised, what they
 * did by themselves, and what joint committees decided. Today is 1 January 2015.
 */
#include "register_site.h"

struct asking {
    struct village v;
    struct id lso, forest;
};

static void asking_start(struct asking *a, struct db *db)
{
    memset(a, 0, sizeof *a);
    village_start(&a->v, db);
    cutover_put(&a->v, "2012-01", "");
    a->lso = body_put(&a->v, "lso", "mixed", a->v.srso, a->v.uc);
    a->forest = named("agency", "FOREST");
}

/* 1,800 saplings of the Forest Department at 10 rupees each. */
static struct id saplings_put(struct asking *a, const char *more)
{
    struct buf b = buf_start(&a->v.s.arena);

    buf_fmt(&b,
            "{\"agency\":\"%%2\",\"value_basis\":\"market\",\"body\":\"%%1\","
            "\"households\":90,\"issue\":\"No shade\",\"people_paid\":1800000,"
            "\"post\":\"Range officer\",\"quantity\":1800,\"requested\":"
            "\"2014-01-10\",\"sector\":\"forest\",\"unit\":\"plants\","
            "\"value\":9000000%s}",
            more);
    return say_that(&a->v, "linkage", arena_z(b.arena, buf_str(&b)), a->lso,
                    a->forest, ID_NONE);
}

static struct id step_put(struct asking *a, struct id linkage,
                          const char *stage, const char *held, const char *more)
{
    struct buf b = buf_start(&a->v.s.arena);

    buf_fmt(&b, "{\"held\":\"%s\",\"linkage\":\"%%1\",\"stage\":\"%s\"%s}",
            held, stage, more);
    return say_that(&a->v, "linkage_step", arena_z(b.arena, buf_str(&b)),
                    linkage, ID_NONE, ID_NONE);
}

static int64_t kept(struct asking *a, struct id linkage, const char *column)
{
    struct buf b = buf_start(&a->v.s.arena);
    struct rows r;
    int64_t n;

    buf_fmt(&b, "SELECT %s FROM linkage_kept WHERE thing = $1", column);
    r = db_text_rows(a->v.s.db, buf_str(&b));
    db_bind_id(&r, 1, linkage);
    n = db_next(&r) ? db_null(&r, 0) ? -2 : db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(a->v.s.db);
    return n;
}

SITE(what_was_delivered_counts_in_its_month_with_its_worth)
{
    struct asking a;
    struct id l, done;

    asking_start(&a, db);
    l = saplings_put(&a, "");
    step_put(&a, l, "promised", "2014-02-01", ",\"due\":\"2014-03-31\"");
    CHECK_INT(srso(&a.v, "linkage", "2014-12"), 0);
    done = step_put(&a, l, "delivered", "2014-04-20",
                    ",\"evidence\":\"Receipt\"");
    CHECK_INT(srso(&a.v, "linkage", "2014-03"), 0);
    CHECK_INT(srso(&a.v, "linkage", "2014-04"), 1);
    CHECK_INT(srso(&a.v, "linkage.value", "2014-04"), 9000000);
    CHECK_INT(srso(&a.v, "linkage.household", "2014-04"), 90);
    CHECK_INT(srso(&a.v, "selfhelp", "2014-12"), 0);
    CHECK_INT(kept(&a, l, "paid"), 1800000);
    CHECK_INT(kept(&a, l, "ended"), day_of(2014, 4, 20));
    CHECK(!found(&a.v, done, "linkage_step.no_value"));
    fix_put(&a.v, done, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&a.v, "linkage", "2014-12"), 0);
    CHECK_INT(kept(&a, l, "late_on"), day_of(2014, 4, 1));
    site_end(&a.v.s);
}

SITE(without_an_agency_it_is_self_help)
{
    struct asking a;
    struct id l, named_only;

    asking_start(&a, db);
    l = say_that(
        &a.v, "linkage",
        "{\"value_basis\":\"market\",\"body\":\"%1\",\"issue\":\"Street\","
        "\"requested\":\"2014-01-10\",\"sector\":\"road\",\"value\":"
        "400000}",
        a.lso, ID_NONE, ID_NONE);
    named_only = say_that(&a.v, "linkage",
                          "{\"body\":\"%1\",\"issue\":\"Street\",\"office\":"
                          "\"A club\",\"requested\":\"2014-01-10\",\"sector\":"
                          "\"road\"}",
                          a.lso, ID_NONE, ID_NONE);
    CHECK_INT(kept(&a, l, "self_help"), 1);
    CHECK_INT(kept(&a, l, "silent_on"), -2);
    CHECK_INT(kept(&a, named_only, "self_help"), 0);
    CHECK(found_at(&a.v, named_only, "linkage.no_post", "post"));
    CHECK(!found(&a.v, l, "linkage.no_post"));
    step_put(&a, l, "delivered", "2014-02-01", "");
    CHECK_INT(srso(&a.v, "selfhelp", "2014-02"), 1);
    CHECK_INT(srso(&a.v, "selfhelp.value", "2014-02"), 400000);
    CHECK_INT(srso(&a.v, "linkage", "2014-12"), 0);
    site_end(&a.v.s);
}

/* The day after which an office is silent is the office's own; when that
 * changes, what was asked of it before stands anew. */
SITE(an_office_has_days_of_its_own)
{
    struct asking a;
    struct id slow, l;

    asking_start(&a, db);
    slow = draft(&a.v.s, "agency",
                 "{\"answer_days\":90,\"code\":\"SLOW\",\"name\":\"Slow\","
                 "\"nature\":\"district\"}");
    a.forest = slow;
    l = saplings_put(&a, "");
    CHECK_INT(kept(&a, l, "silent_on"), day_of(2014, 1, 10) + 91);
    fix_put(&a.v, slow,
            "{\"answer_days\":10,\"code\":\"SLOW\",\"name\":\"Slow\","
            "\"nature\":\"district\"}",
            ID_NONE, ID_NONE);
    CHECK_INT(kept(&a, l, "silent_on"), day_of(2014, 1, 10) + 11);
    site_end(&a.v.s);
}

SITE(a_linkage_says_what_is_wrong_with_it)
{
    struct asking a;
    struct id l, late;

    asking_start(&a, db);
    l = saplings_put(&a, ",\"promised\":\"2014-02-01\"");
    CHECK(found_at(&a.v, l, "linkage.no_due", "due"));
    CHECK(!found(&a.v, l, "linkage.paid_more"));
    step_put(&a, l, "delivered", "2014-03-01", "");
    late = step_put(&a, l, "promised", "2014-04-01", "");
    CHECK(found_at(&a.v, late, "linkage_step.after_end", "stage"));
    late = step_put(&a, l, "reminded", "2014-01-09", "");
    CHECK(found_at(&a.v, late, "linkage_step.before_request", "held"));
    draft_as(&a.v.s, "admin", "linkage",
             with(&a.v.s,
                  "{\"body\":\"%1\",\"due\":\"2014-01-01\",\"issue\":\"x\","
                  "\"promised\":\"2014-01-05\",\"requested\":\"2014-01-10\","
                  "\"sector\":\"road\"}",
                  a.lso, ID_NONE, ID_NONE));
    CHECK(findings_stop(&a.v.s.said));
    site_end(&a.v.s);
}

SITE(a_joint_committee_follows_its_decisions)
{
    struct asking a;
    struct id jdc, met, step;
    struct rows r;

    asking_start(&a, db);
    jdc = say_that(&a.v, "joint_committee",
                   "{\"forum\":\"joint_development\",\"place\":\"%1\","
                   "\"seats\":[{\"body\":\"%2\"},{\"agency\":\"%3\"}],"
                   "\"since\":\"2013-01-01\",\"title\":\"JDC\"}",
                   a.v.district, a.lso, a.forest);
    CHECK(!found(&a.v, jdc, "joint_committee.not_joint"));
    CHECK(found(&a.v, jdc, "joint_committee.no_notification"));
    met = say_that(&a.v, "joint_meeting",
                   "{\"committee\":\"%1\",\"decisions\":[{\"agency\":\"%2\","
                   "\"due\":\"2014-03-01\",\"what\":\"Plants\"},{\"what\":"
                   "\"A road\"}],\"held\":\"2014-02-01\"}",
                   jdc, a.forest, ID_NONE);
    CHECK(found_at(&a.v, met, "joint_meeting.who_does_it",
                   "decisions[1].agency"));
    step = say_that(&a.v, "joint_step",
                    "{\"held\":\"2014-03-05\",\"joint_meeting\":\"%1\","
                    "\"number\":3,\"state\":\"done\"}",
                    met, ID_NONE, ID_NONE);
    CHECK(found_at(&a.v, step, "joint_step.no_such_decision", "number"));
    step = say_that(&a.v, "joint_step",
                    "{\"due\":\"2014-06-01\",\"held\":\"2014-03-05\","
                    "\"joint_meeting\":\"%1\",\"number\":1,\"state\":"
                    "\"put_off\"}",
                    met, ID_NONE, ID_NONE);
    CHECK(!found(&a.v, step, "joint_step.no_such_decision"));
    r = db_text_rows(db, S("SELECT number, state, due FROM joint_decided WHERE "
                           "meeting = $1 ORDER BY number"));
    db_bind_id(&r, 1, met);
    CHECK(db_next(&r) && db_int(&r, 0) == 1 && db_int(&r, 1) == 2 &&
          db_int(&r, 2) == day_of(2014, 6, 1));
    CHECK(db_next(&r) && db_int(&r, 0) == 2 && db_null(&r, 1));
    CHECK(!db_next(&r));
    db_done(&r);
    site_end(&a.v.s);
}

/* Whatever comes first, it is one state. */
SITE(linkages_come_in_any_order)
{
    struct asking a;
    struct id l, done;

    asking_start(&a, db);
    l = saplings_put(&a, "");
    step_put(&a, l, "answered", "2014-01-20", ",\"answer\":\"We will see\"");
    step_put(&a, l, "promised", "2014-02-01", ",\"due\":\"2014-03-31\"");
    step_put(&a, l, "promised", "2014-04-01", ",\"due\":\"2014-05-31\"");
    done = step_put(&a, l, "delivered", "2014-06-01", ",\"value\":8000000");
    step_put(&a, l, "lapsed", "2014-06-02", "");
    fix_put(&a.v, done,
            "{\"held\":\"2014-06-03\",\"linkage\":\"%1\",\"stage\":"
            "\"delivered\",\"value\":7000000}",
            l, ID_NONE);
    CHECK_INT(kept(&a, l, "moved"), 1);
    CHECK_INT(srso(&a.v, "linkage.value", "2014-06"), 7000000);
    any_order(&a.v.s, db_open(":memory:", DB_MAKE));
    site_end(&a.v.s);
}
