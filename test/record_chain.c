/* record_chain - how a loan is decided: plan, group, appraisal, approval, paying
 * out, seeing what became of it; and what each step may not be. */
#include "sql.h"

#include "register_site.h"

struct lending {
    struct village v;
    struct id lso, vo, co, fund;
    struct id house, woman, member; /* who borrows */
    struct id leader_house, leader; /* who decides */
    struct id husband;
    struct id loan;
    int64_t papers;
};

static const char *id_said(struct lending *l, struct id id)
{
    struct buf b = buf_start(&l->v.s.arena);

    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

static struct id body_under(struct lending *l, const char *nature,
                            struct id place, struct id parent)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran %s\",\"nature\":"
            "\"%s\",%s\"place\":\"%%2\",\"rsp\":\"%%1\",\"sex\":\"women\"}",
            nature, nature, id_none(parent) ? "" : "\"parent\":\"%3\",");
    return say_that(&l->v, "body", arena_z(b.arena, buf_str(&b)), l->v.srso,
                    place, parent);
}

static struct id resolved(struct lending *l, struct id body, const char *on,
                          const char *state)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"number\":%lld,\"passed\":\"%s\",\"state\":"
            "\"%s\",\"subject\":\"A loan\"}",
            (long long)++l->papers, on, state);
    return say_that(&l->v, "resolution", arena_z(b.arena, buf_str(&b)), body,
                    ID_NONE, ID_NONE);
}

static struct id scored(struct lending *l, struct id house, const char *held,
                        const char *score)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"%s\",\"household\":"
            "\"%%1\",\"origin\":\"BISP\",\"score\":%s,\"source\":\"imported\"}",
            held, score);
    return say_that(&l->v, "score", arena_z(b.arena, buf_str(&b)), house,
                    ID_NONE, ID_NONE);
}

/* A community investment fund for women up to a score of 18, up to Rs 20,000. */
static void product_put(struct lending *l)
{
    draft(&l->v.s, "loan_product",
          "{\"amount_most\":2000000,\"code\":\"CIF-T\",\"eligibility\":"
          "\"CIF-PPRP\",\"instalments_least\":1,\"instalments_most\":24,"
          "\"live_most\":1,\"method\":\"qard\",\"period\":\"month\","
          "\"source\":\"fund\",\"title\":\"CIF\",\"whom\":\"woman\",\"whose\":"
          "\"community\"}");
}

/* In the VO's books; asked for on 1 March 2014, Rs 10,000 in ten months. */
static struct id asked(struct lending *l, struct id person, struct id member)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"applied\":\"2014-03-01\",\"asked\":1000000,\"body\":\"%s\","
            "\"fund\":\"%%3\",\"instalments\":10,\"lender\":\"%%1\","
            "\"member\":\"%s\",\"number\":\"L-%lld\",\"person\":\"%%2\","
            "\"product\":\"CIF-T\",\"purpose\":\"livestock\"}",
            id_said(l, l->co), id_said(l, member), (long long)++l->papers);
    return say_that(&l->v, "loan", arena_z(b.arena, buf_str(&b)), l->vo, person,
                    l->fund);
}

static void lending_start(struct lending *l, struct db *db)
{
    struct id other;

    memset(l, 0, sizeof *l);
    village_start(&l->v, db);
    l->lso = body_under(l, "lso", l->v.uc, ID_NONE);
    l->vo = body_under(l, "vo", l->v.goth, l->lso);
    l->co = body_under(l, "co", l->v.goth, l->vo);
    l->house = household_put(&l->v, l->v.goth);
    l->woman = person_put(&l->v, l->house, "women");
    l->husband = person_put(&l->v, l->house, "men");
    l->member = member_put(&l->v, l->co, l->woman, "2012-02-01", "");
    l->leader_house = household_put(&l->v, l->v.goth);
    l->leader = person_put(&l->v, l->leader_house, "women");
    other = member_put(&l->v, l->co, l->leader, "2012-02-01", "");
    CHECK(!id_none(other));
    l->fund = say_that(&l->v, "fund",
                       "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                       "\"CIF\",\"since\":\"2013-01-01\",\"title\":\"CIF\"}",
                       l->vo, ID_NONE, ID_NONE);
    product_put(l);
    l->loan = asked(l, l->woman, l->member);
}

/* A step of the loan: "%1" is the loan. */
static struct id step(struct lending *l, const char *kind, const char *body,
                      struct id b, struct id c)
{
    return say_that(&l->v, kind, body, l->loan, b, c);
}

static struct id approved(struct lending *l, const char *held, struct id by,
                          struct id score)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%s\",\"held\":\"%s\",\"loan\":\"%%1\","
            "\"person\":\"%%2\",\"resolution\":\"%s\",%s\"says\":\"yes\"}",
            id_said(l, l->vo), held,
            id_said(l, resolved(l, l->vo, held, "passed")),
            id_none(score) ? "" : "\"score\":\"%3\",");
    return step(l, "approval", arena_z(b.arena, buf_str(&b)), by, score);
}

static struct id paid_out(struct lending *l, const char *held, int64_t paisa_n)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":%lld,\"held\":\"%s\",\"loan\":\"%%1\",\"way\":"
            "\"box\",\"witness\":[{\"person\":\"%%2\"}]}",
            (long long)paisa_n, held);
    return step(l, "disbursement", arena_z(b.arena, buf_str(&b)), l->leader,
                ID_NONE);
}

/* ---- the plan and the group ---------------------------------------------*/

SITE(a_plan_asks_for_no_more_than_it_costs)
{
    struct lending l;
    struct id plan;

    lending_start(&l, db);
    plan = say_that(
        &l.v, "mip",
        "{\"activity\":\"livestock\",\"cost\":2000000,\"household\":"
        "\"%1\",\"made\":\"2014-02-01\",\"member\":\"%3\",\"own_share\":"
        "1000000,\"person\":\"%2\",\"wanted\":1000000,\"what\":"
        "\"Two goats\",\"yearly\":900000}",
        l.house, l.woman, l.member);
    CHECK(!found(&l.v, plan, "mip.not_the_cost"));
    CHECK(!found(&l.v, plan, "mip.no_yearly"));
    fix_put(&l.v, plan,
            "{\"activity\":\"livestock\",\"cost\":2000000,\"household\":"
            "\"%1\",\"made\":\"2014-02-01\",\"own_share\":500000,\"person\":"
            "\"%2\",\"wanted\":2000001,\"what\":\"Two goats\"}",
            l.house, l.woman);
    CHECK(found(&l.v, plan, "mip.wants_more"));
    CHECK(found(&l.v, plan, "mip.no_yearly"));
    plan = say_that(&l.v, "mip",
                    "{\"activity\":\"enterprise\",\"cost\":2000000,"
                    "\"household\":\"%1\",\"made\":\"2014-02-02\",\"member\":"
                    "\"%3\",\"own_share\":900000,\"person\":\"%2\","
                    "\"wanted\":1000000,\"what\":\"A shop\",\"yearly\":99999}",
                    l.leader_house, l.husband, l.member);
    CHECK(found(&l.v, plan, "mip.not_the_cost"));
    CHECK(found(&l.v, plan, "mip.brings_little"));
    CHECK(found(&l.v, plan, "mip.lives_elsewhere"));
    CHECK(found(&l.v, plan, "chain.other_member"));
    site_end(&l.v.s);
}

SITE(a_group_is_of_one_body_and_nobody_stands_in_two)
{
    struct lending l;
    struct id elsewhere, stranger, one, two;

    lending_start(&l, db);
    elsewhere = body_under(&l, "co", l.v.goth, l.vo);
    stranger = member_put(&l.v, elsewhere, l.husband, "2012-02-01", "");
    one = say_that(&l.v, "loan_group",
                   "{\"body\":\"%1\",\"formed\":\"2013-01-01\",\"name\":"
                   "\"Sath\",\"one\":[{\"member\":\"%2\"},{\"member\":"
                   "\"%3\"}]}",
                   l.co, l.member, stranger);
    CHECK(found(&l.v, one, "loan_group.size"));
    CHECK(found_at(&l.v, one, "loan_group.of_other_body", "one[1].member"));
    CHECK(!found(&l.v, one, "loan_group.in_two"));
    two = say_that(&l.v, "loan_group",
                   "{\"body\":\"%1\",\"formed\":\"2013-06-01\",\"name\":"
                   "\"Hari\",\"one\":[{\"member\":\"%2\"}]}",
                   l.co, l.member, ID_NONE);
    CHECK(found_at(&l.v, one, "loan_group.in_two", "one[0].member"));
    CHECK(found_at(&l.v, two, "loan_group.in_two", "one[0].member"));
    fix_put(&l.v, one,
            "{\"body\":\"%1\",\"dissolved\":\"2013-05-31\",\"formed\":"
            "\"2013-01-01\",\"name\":\"Sath\",\"one\":[{\"member\":\"%2\"}]}",
            l.co, l.member);
    CHECK(!found(&l.v, one, "loan_group.in_two"));
    CHECK(!found(&l.v, two, "loan_group.in_two"));
    fix_put(&l.v, two,
            "{\"body\":\"%1\",\"formed\":\"2013-06-01\",\"name\":\"Hari\","
            "\"one\":[{\"member\":\"%2\"},{\"member\":\"%2\"}]}",
            l.co, l.member);
    CHECK(found(&l.v, two, "loan_group.twice"));
    site_end(&l.v.s);
}

/* ---- capital ------------------------------------------------------------*/

static int64_t head_of(struct lending *l, const char *head)
{
    struct rows r =
        db_text_rows(l->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_line WHERE book = $1 AND head = $2"));
    int64_t n;

    db_bind_id(&r, 1, l->vo);
    db_bind_text(&r, 2, str_of(head));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(l->v.s.db);
    return n;
}

static struct id capital_put(struct lending *l, struct id fund,
                             const char *held, const char *reference)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":50000000,\"fund\":\"%%1\",\"held\":\"%s\","
            "\"reference\":\"%s\",\"way\":\"box\"}",
            held, reference);
    return say_that(&l->v, "capital", arena_z(b.arena, buf_str(&b)), fund,
                    ID_NONE, ID_NONE);
}

SITE(capital_goes_into_the_fund_and_the_body_counts_once)
{
    struct lending l;
    struct id first, second, of_rsp;

    lending_start(&l, db);
    first = capital_put(&l, l.fund, "2013-02-10", "T-1");
    capital_put(&l, l.fund, "2013-08-10", "T-2");
    CHECK_INT(head_of(&l, "box"), 100000000);
    CHECK_INT(head_of(&l, "fund_capital"), -100000000);
    CHECK_INT(srso(&l.v, "kept.cif.vo", "2013-01"), 0);
    CHECK_INT(srso(&l.v, "kept.cif.vo", "2013-12"), 1);
    second = say_that(&l.v, "fund",
                      "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                      "\"EDF\",\"since\":\"2012-06-01\",\"title\":\"EDF\"}",
                      l.vo, ID_NONE, ID_NONE);
    capital_put(&l, second, "2012-07-01", "T-3");
    CHECK_INT(srso(&l.v, "kept.cif.vo", "2012-06"), 0);
    CHECK_INT(srso(&l.v, "kept.cif.vo", "2012-07"), 1);
    CHECK_INT(srso(&l.v, "kept.cif.vo", "2014-12"), 1);
    CHECK_INT(srso(&l.v, "kept.cif.lso", "2014-12"), 0);
    CHECK(found(&l.v, capital_put(&l, l.fund, "2012-12-31", "T-4"),
                "capital.before_fund"));
    of_rsp = say_that(&l.v, "fund",
                      "{\"class\":\"credit_pool\",\"code\":\"POOL\",\"rsp\":"
                      "\"%1\",\"since\":\"2012-06-01\",\"title\":\"Pool\"}",
                      l.v.srso, ID_NONE, ID_NONE);
    CHECK(found(&l.v, capital_put(&l, of_rsp, "2013-01-01", "T-5"),
                "capital.of_no_body"));
    draft_as(&l.v.s, "admin", "fix",
             with(&l.v.s,
                  "{\"answers\":\"%1\",\"why\":\"x\",\"withdraw\":true}", first,
                  ID_NONE, ID_NONE));
    CHECK_INT(head_of(&l, "box"), 200000000); /* money is never fixed away */
    site_end(&l.v.s);
}

/* ---- who says yes -------------------------------------------------------*/

SITE(nobody_decides_on_her_own_loan_nor_for_her_household)
{
    struct lending l;
    struct id own, kin, other, check;

    lending_start(&l, db);
    own = approved(&l, "2014-03-10", l.woman, ID_NONE);
    CHECK(found_at(&l.v, own, "guard.own_loan", "person"));
    kin = approved(&l, "2014-03-11", l.husband, ID_NONE);
    CHECK(found_at(&l.v, kin, "guard.own_household", "person"));
    other = approved(&l, "2014-03-12", l.leader, ID_NONE);
    CHECK(!found(&l.v, other, "guard.own_loan"));
    CHECK(!found(&l.v, other, "guard.own_household"));
    say_that(&l.v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2014-03-01\"}",
             l.leader, l.house, ID_NONE);
    CHECK(found(&l.v, other, "guard.own_household"));
    say_that(&l.v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2014-03-12\"}",
             l.leader, l.leader_house, ID_NONE);
    CHECK(!found(&l.v, other, "guard.own_household"));
    say_that(&l.v, "bylaw",
             "{\"adopted\":\"2013-01-01\",\"body\":\"%1\",\"clauses\":["
             "{\"number\":0,\"parameter\":\"loan_kin\"}],\"version\":1}",
             l.vo, ID_NONE, ID_NONE);
    CHECK(!found(&l.v, kin, "guard.own_household")); /* this VO allows it */
    check = step(&l, "utilisation",
                 "{\"held\":\"2014-04-01\",\"loan\":\"%1\",\"person\":"
                 "\"%2\",\"result\":\"used\"}",
                 l.woman, ID_NONE);
    CHECK(found(&l.v, check, "utilisation.own_loan"));
    site_end(&l.v.s);
}

SITE(a_resolution_stands_before_what_it_resolves)
{
    struct lending l;
    struct id later, lost, theirs, late, of;

    lending_start(&l, db);
    of = resolved(&l, l.vo, "2014-03-20", "passed");
    later = step(&l, "approval",
                 "{\"body\":\"%2\",\"held\":\"2014-03-19\",\"loan\":\"%1\","
                 "\"resolution\":\"%3\",\"says\":\"yes\"}",
                 l.vo, of);
    CHECK(found(&l.v, later, "guard.resolution_later"));
    lost = step(&l, "approval",
                "{\"body\":\"%2\",\"held\":\"2014-03-21\",\"loan\":\"%1\","
                "\"resolution\":\"%3\",\"says\":\"yes\"}",
                l.vo, of);
    CHECK(!found(&l.v, lost, "guard.resolution_lost"));
    fix_put(&l.v, of, "", ID_NONE, ID_NONE);
    CHECK(found(&l.v, lost, "guard.resolution_lost"));
    theirs = step(&l, "approval",
                  "{\"body\":\"%2\",\"held\":\"2014-03-21\",\"loan\":\"%1\","
                  "\"resolution\":\"%3\",\"says\":\"yes\"}",
                  l.vo, resolved(&l, l.lso, "2014-03-20", "passed"));
    CHECK(found(&l.v, theirs, "guard.resolution_of_another"));
    late = step(&l, "appraisal",
                "{\"body\":\"%2\",\"held\":\"2014-02-28\",\"loan\":\"%1\","
                "\"says\":\"yes\",\"tier\":\"co\"}",
                l.co, ID_NONE);
    CHECK(found(&l.v, late, "guard.before_application"));
    CHECK(found(&l.v, late, "guard.no_resolution"));
    late = step(&l, "appraisal",
                "{\"held\":\"2014-03-02\",\"loan\":\"%1\",\"says\":\"no\","
                "\"tier\":\"co\"}",
                ID_NONE, ID_NONE);
    CHECK(found(&l.v, late, "guard.nobody"));
    site_end(&l.v.s);
}

SITE(a_vo_lends_after_its_co_agreed)
{
    struct lending l;
    struct id yes, co, law;

    lending_start(&l, db);
    yes = approved(&l, "2014-03-10", l.leader, ID_NONE);
    CHECK(found(&l.v, yes, "guard.too_few_steps"));
    co = step(&l, "appraisal",
              "{\"body\":\"%2\",\"held\":\"2014-03-11\",\"loan\":\"%1\","
              "\"says\":\"yes\",\"tier\":\"co\"}",
              l.co, ID_NONE);
    CHECK(found(&l.v, yes, "guard.too_few_steps")); /* a day too late */
    co = fix_put(&l.v, co,
                 "{\"body\":\"%1\",\"held\":\"2014-03-10\",\"loan\":\"%2\","
                 "\"says\":\"yes\",\"tier\":\"co\"}",
                 l.co, l.loan);
    CHECK(!found(&l.v, yes, "guard.too_few_steps"));
    fix_put(&l.v, co,
            "{\"body\":\"%1\",\"held\":\"2014-03-10\",\"loan\":\"%2\","
            "\"says\":\"no\",\"tier\":\"co\"}",
            l.co, l.loan);
    CHECK(found(&l.v, yes, "guard.too_few_steps"));
    law = say_that(&l.v, "bylaw",
                   "{\"adopted\":\"2013-01-01\",\"body\":\"%1\",\"clauses\":["
                   "{\"number\":1,\"parameter\":\"loan_steps\"}],"
                   "\"version\":1}",
                   l.vo, ID_NONE, ID_NONE);
    CHECK(!found(&l.v, yes, "guard.too_few_steps"));
    fix_put(&l.v, law, "", ID_NONE, ID_NONE);
    CHECK(found(&l.v, yes, "guard.too_few_steps"));
    site_end(&l.v.s);
}

/* ---- to whom ------------------------------------------------------------*/

SITE(a_loan_goes_to_a_score_within_the_window_that_stood_that_day)
{
    struct lending l;
    struct id poor, richer, theirs, yes, no_score, later;

    lending_start(&l, db);
    poor = scored(&l, l.house, "2014-01-10", "1899");
    yes = approved(&l, "2014-03-10", l.leader, poor);
    CHECK(!found(&l.v, yes, "guard.score_outside")); /* 18 is [18, 19) */
    CHECK(!found(&l.v, yes, "guard.score_old"));
    CHECK(!found(&l.v, yes, "guard.no_score"));
    no_score = approved(&l, "2014-03-11", l.leader, ID_NONE);
    CHECK(found(&l.v, no_score, "guard.no_score"));
    richer = scored(&l, l.house, "2014-03-05", "1900");
    CHECK(found(&l.v, yes, "guard.score_old"));
    yes = approved(&l, "2014-03-12", l.leader, richer);
    CHECK(found_at(&l.v, yes, "guard.score_outside", "score"));
    theirs = scored(&l, l.leader_house, "2014-01-10", "900");
    yes = approved(&l, "2014-03-13", l.leader, theirs);
    CHECK(found(&l.v, yes, "guard.score_old")); /* of another household */
    later = scored(&l, l.house, "2014-03-20", "900");
    yes = approved(&l, "2014-03-14", l.leader, later);
    CHECK(found(&l.v, yes, "guard.score_later"));
    site_end(&l.v.s);
}

SITE(who_left_the_co_before_the_decision_is_marked)
{
    struct lending l;
    struct id yes;

    lending_start(&l, db);
    yes = approved(&l, "2014-03-10", l.leader, ID_NONE);
    CHECK(!found(&l.v, yes, "guard.not_member"));
    fix_put(&l.v, l.member,
            "{\"body\":\"%1\",\"ended\":\"2014-03-09\",\"joined\":"
            "\"2012-02-01\",\"person\":\"%2\",\"why\":\"moved\"}",
            l.co, l.woman);
    CHECK(found(&l.v, yes, "guard.not_member"));
    site_end(&l.v.s);
}

/* ---- paying out and after -----------------------------------------------*/

SITE(money_goes_out_after_a_yes_and_no_more_than_it_said)
{
    struct lending l;
    struct id paid, yes;

    lending_start(&l, db);
    paid = paid_out(&l, "2014-03-20", 1000000);
    CHECK(found(&l.v, paid, "guard.not_approved"));
    yes = step(&l, "approval",
               "{\"amount\":900000,\"body\":\"%2\",\"held\":\"2014-03-20\","
               "\"loan\":\"%1\",\"person\":\"%3\",\"says\":\"yes\"}",
               l.vo, l.leader);
    CHECK(!found(&l.v, paid, "guard.not_approved"));
    CHECK(found_at(&l.v, paid, "guard.more_than_approved", "amount"));
    fix_put(&l.v, yes,
            "{\"amount\":1000000,\"body\":\"%1\",\"held\":\"2014-03-20\","
            "\"loan\":\"%2\",\"says\":\"yes\"}",
            l.vo, l.loan);
    CHECK(!found(&l.v, paid, "guard.more_than_approved"));
    step(&l, "approval",
         "{\"body\":\"%2\",\"held\":\"2014-03-20\",\"loan\":\"%1\","
         "\"note\":\"a later word of the same day\",\"says\":\"no\"}",
         l.vo, ID_NONE);
    CHECK(found(&l.v, paid, "disbursement.few_witnesses"));
    CHECK(found(&l.v, paid_out(&l, "2014-02-28", 1000),
                "guard.before_application"));
    site_end(&l.v.s);
}

SITE(the_use_of_a_loan_is_seen_within_thirty_days)
{
    struct lending l;
    struct id seen;

    lending_start(&l, db);
    seen = step(&l, "utilisation",
                "{\"held\":\"2014-04-19\",\"loan\":\"%1\",\"person\":\"%2\","
                "\"result\":\"otherwise\"}",
                l.leader, ID_NONE);
    CHECK(found(&l.v, seen, "utilisation.not_paid"));
    CHECK(found(&l.v, seen, "utilisation.says_no_more"));
    paid_out(&l, "2014-03-20", 1000000);
    CHECK(!found(&l.v, seen, "utilisation.not_paid"));
    CHECK(!found(&l.v, seen, "utilisation.late")); /* on the thirtieth day */
    seen = step(&l, "utilisation",
                "{\"held\":\"2014-04-20\",\"loan\":\"%1\",\"person\":\"%2\","
                "\"result\":\"used\"}",
                l.leader, ID_NONE);
    CHECK(found(&l.v, seen, "utilisation.late"));
    site_end(&l.v.s);
}

/* ---- in any order -------------------------------------------------------*/

BOTH(the_chain_is_one_in_whatever_order_it_is_heard)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct lending l;
    struct id score, co;

    lending_start(&l, home);
    capital_put(&l, l.fund, "2013-02-10", "T-1");
    score = scored(&l, l.house, "2014-01-10", "1750");
    approved(&l, "2014-03-10", l.husband, score);
    co = step(&l, "appraisal",
              "{\"body\":\"%2\",\"held\":\"2014-03-11\",\"loan\":\"%1\","
              "\"person\":\"%3\",\"says\":\"yes\",\"tier\":\"co\"}",
              l.co, l.leader);
    fix_put(&l.v, co,
            "{\"body\":\"%1\",\"held\":\"2014-03-09\",\"loan\":\"%2\","
            "\"says\":\"yes\",\"tier\":\"co\"}",
            l.co, l.loan);
    paid_out(&l, "2014-03-20", 1100000);
    scored(&l, l.house, "2014-02-10", "2500");
    say_that(&l.v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2014-03-01\"}",
             l.husband, l.leader_house, ID_NONE);
    say_that(&l.v, "bylaw",
             "{\"adopted\":\"2013-01-01\",\"body\":\"%1\",\"clauses\":["
             "{\"number\":4,\"parameter\":\"loan_steps\"},{\"number\":10,"
             "\"parameter\":\"loan_check_days\"}],\"version\":1}",
             l.vo, ID_NONE, ID_NONE);
    step(&l, "utilisation",
         "{\"held\":\"2014-04-19\",\"loan\":\"%1\",\"person\":\"%2\","
         "\"result\":\"used\"}",
         l.leader, ID_NONE);
    say_that(&l.v, "loan_group",
             "{\"body\":\"%1\",\"formed\":\"2013-01-01\",\"name\":\"Sath\","
             "\"one\":[{\"member\":\"%2\"}]}",
             l.co, l.member, ID_NONE);
    say_that(&l.v, "loan_group",
             "{\"body\":\"%1\",\"formed\":\"2013-06-01\",\"name\":\"Hari\","
             "\"one\":[{\"member\":\"%2\"}]}",
             l.co, l.member, ID_NONE);
    fix_put(&l.v, l.member,
            "{\"body\":\"%1\",\"ended\":\"2014-03-09\",\"joined\":"
            "\"2012-02-01\",\"person\":\"%2\",\"why\":\"moved\"}",
            l.co, l.woman);
    CHECK(findings_of(home) >= 6);
    any_order(&l.v.s, db);
    site_end(&l.v.s);
    db_close(home);
}
