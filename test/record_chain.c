/* record_chain - how a loan is decided: plan, group, appraisal, approval, paying
 * out, seeing what became of it; and what each step may not be. */

#include "chain_site.h"

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

/* ---- what only a form refuses -------------------------------------------*/

/* What a strict draft is refused for; NULL: it was kept. */
static const char *refused(struct lending *l, const char *kind,
                           const char *body, struct id b, struct id c)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(with(&l->v.s, body, l->loan, b, c)),
                       .strict = true };
    const char *why = NULL;
    struct id id;

    l->v.s.said = findings_start(&l->v.s.arena);
    keeper_begin(l->v.s.keeper);
    l->v.s.kept = keeper_draft(l->v.s.keeper, &d, &l->v.s.said, &id);
    CHECK(keeper_commit(l->v.s.keeper));
    for (size_t i = 0; i < l->v.s.said.n && !why; i++)
        if (l->v.s.said.at[i].level == STOP)
            why = l->v.s.said.at[i].what;
    CHECK((l->v.s.kept == KEPT_REFUSED) == (why != NULL));
    return why;
}

static bool is_refused(struct lending *l, const char *kind, const char *body,
                       struct id b, struct id c, const char *what)
{
    const char *why = refused(l, kind, body, b, c);

    if (!why || strcmp(why, what) != 0)
        printf("# refused for %s\n", why ? why : "nothing");
    return why && !strcmp(why, what);
}

SITE(a_form_refuses_what_the_log_only_marks)
{
    static const char *const yes =
        "{\"body\":\"%2\",\"held\":\"2014-03-10\",\"loan\":\"%1\","
        "\"says\":\"yes\",\"score\":\"%3\"}";
    static const char *const out =
        "{\"amount\":1000000,\"held\":\"2014-03-20\",\"loan\":\"%1\","
        "\"way\":\"box\"}";
    struct lending l;
    struct id poor, rich, first;

    lending_start(&l, db);
    poor = scored(&l, l.house, "2014-01-10", "1200");
    rich = scored(&l, l.leader_house, "2014-01-10", "4000");
    CHECK(is_refused(&l, "approval", yes, l.vo, rich, "guard.score_outside"));
    CHECK(is_refused(&l, "approval", yes, l.vo, poor, "guard.fund_short"));
    capital_put(&l, l.fund, "2014-01-05", "T-1");
    CHECK(is_refused(&l, "approval", yes, l.vo, poor, "guard.too_few_steps"));
    CHECK(is_refused(&l, "disbursement", out, ID_NONE, ID_NONE,
                     "guard.not_approved"));
    CHECK(is_refused(&l, "appraisal",
                     "{\"body\":\"%2\",\"held\":\"2014-03-02\",\"loan\":"
                     "\"%1\",\"person\":\"%3\",\"says\":\"yes\",\"tier\":"
                     "\"co\"}",
                     l.co, l.husband, "guard.own_household"));
    CHECK(!refused(&l, "appraisal",
                   "{\"body\":\"%2\",\"held\":\"2014-03-02\",\"loan\":"
                   "\"%1\",\"person\":\"%3\",\"says\":\"yes\",\"tier\":"
                   "\"co\"}",
                   l.co, l.leader));
    CHECK(!refused(&l, "approval", yes, l.vo, poor));
    CHECK(is_refused(&l, "disbursement",
                     "{\"amount\":1000001,\"held\":\"2014-03-20\",\"loan\":"
                     "\"%1\",\"way\":\"box\"}",
                     ID_NONE, ID_NONE, "guard.more_than_approved"));
    CHECK(!refused(&l, "disbursement", out, ID_NONE, ID_NONE));
    first = l.loan;
    l.loan = asked(&l, l.woman, l.member); /* before the first came back */
    step(&l, "appraisal",
         "{\"body\":\"%2\",\"held\":\"2014-03-02\",\"loan\":\"%1\","
         "\"says\":\"yes\",\"tier\":\"co\"}",
         l.co, ID_NONE);
    CHECK(is_refused(&l, "approval", yes, l.vo, poor, "guard.too_many_loans"));
    say_that(&l.v, "repayment",
             "{\"amount\":1000000,\"held\":\"2014-06-01\",\"loan\":\"%1\","
             "\"way\":\"box\"}",
             first, ID_NONE, ID_NONE);
    CHECK(!refused(&l, "approval", yes, l.vo, poor));
    site_end(&l.v.s);
}

SITE(a_group_in_arrears_gets_no_new_loan)
{
    struct lending l;
    struct id circle, other, late = ID_NONE, mine;
    struct buf b;

    lending_start(&l, db);
    capital_put(&l, l.fund, "2014-01-05", "T-1");
    draft(&l.v.s, "loan_product",
          "{\"code\":\"CIF-G\",\"group_blocks\":true,\"instalments_most\":24,"
          "\"method\":\"qard\",\"period\":\"month\",\"source\":\"fund\","
          "\"title\":\"CIF\",\"whose\":\"community\"}");
    other = member_put(&l.v, l.co, l.leader, "2012-03-01", "");
    circle = say_that(&l.v, "loan_group",
                      "{\"body\":\"%1\",\"formed\":\"2013-01-01\",\"name\":"
                      "\"Sath\",\"one\":[{\"member\":\"%2\"},{\"member\":"
                      "\"%3\"}]}",
                      l.co, l.member, other);
    for (int i = 0; i < 2; i++) {
        b = buf_start(&l.v.s.arena);
        buf_fmt(&b,
                "{\"applied\":\"2014-03-01\",\"asked\":1000000,\"circle\":"
                "\"%s\",\"fund\":\"%%3\",\"instalments\":10,\"lender\":"
                "\"%%1\",\"number\":\"G-%d\",\"person\":\"%%2\",\"product\":"
                "\"CIF-G\",\"purpose\":\"livestock\"}",
                id_said(&l, circle), i);
        l.loan = say_that(&l.v, "loan", arena_z(b.arena, buf_str(&b)), l.vo,
                          i ? l.woman : l.leader, l.fund);
        step(&l, "appraisal",
             "{\"body\":\"%2\",\"held\":\"2014-03-02\",\"loan\":\"%1\","
             "\"says\":\"yes\",\"tier\":\"co\"}",
             l.co, ID_NONE);
        if (i == 0)
            late = l.loan;
    }
    mine = l.loan;
    l.loan = late;
    paid_out(&l, "2014-03-20", 1000000); /* and nothing came back */
    l.loan = mine;
    CHECK(is_refused(&l, "approval",
                     "{\"body\":\"%2\",\"held\":\"2014-12-10\",\"loan\":"
                     "\"%1\",\"says\":\"yes\"}",
                     l.vo, ID_NONE, "guard.group_late"));
    say_that(&l.v, "repayment",
             "{\"amount\":900000,\"held\":\"2014-12-20\",\"loan\":\"%1\","
             "\"way\":\"box\"}",
             late, ID_NONE, ID_NONE); /* nine of ten were due by then */
    CHECK(!refused(&l, "approval",
                   "{\"body\":\"%2\",\"held\":\"2014-12-21\",\"loan\":"
                   "\"%1\",\"says\":\"yes\"}",
                   l.vo, ID_NONE));
    site_end(&l.v.s);
}

/* The same loans as they come from another device, where nobody refused them:
 * the decision and the money are marked, and what came later mends no mark. */
SITE(what_came_from_elsewhere_is_marked_beside_a_group_in_arrears)
{
    struct lending l;
    struct id circle, late = ID_NONE, other, yes, given, after;
    struct buf b;

    lending_start(&l, db);
    draft(&l.v.s, "loan_product",
          "{\"code\":\"CIF-G\",\"group_blocks\":true,\"instalments_most\":24,"
          "\"method\":\"qard\",\"period\":\"month\",\"source\":\"fund\","
          "\"title\":\"CIF\",\"whose\":\"community\"}");
    circle = say_that(&l.v, "loan_group",
                      "{\"body\":\"%1\",\"formed\":\"2013-01-01\",\"name\":"
                      "\"Sath\",\"one\":[{\"member\":\"%2\"}]}",
                      l.co, l.member, ID_NONE);
    for (int i = 0; i < 2; i++) {
        b = buf_start(&l.v.s.arena);
        buf_fmt(&b,
                "{\"applied\":\"2014-03-01\",\"asked\":1000000,\"circle\":"
                "\"%s\",\"fund\":\"%%3\",\"instalments\":10,\"lender\":"
                "\"%%1\",\"number\":\"H-%d\",\"person\":\"%%2\",\"product\":"
                "\"CIF-G\",\"purpose\":\"livestock\"}",
                id_said(&l, circle), i);
        l.loan = say_that(&l.v, "loan", arena_z(b.arena, buf_str(&b)), l.vo,
                          i ? l.woman : l.leader, l.fund);
        if (i == 0)
            late = l.loan;
    }
    yes = approved(&l, "2014-12-10", l.leader, ID_NONE);
    given = paid_out(&l, "2014-12-12", 1000000);
    CHECK(!found(&l.v, yes, "guard.group_late"));
    other = late, late = l.loan, l.loan = other;
    paid_out(&l, "2014-03-20", 1000000); /* told only now */
    CHECK(found_at(&l.v, yes, "guard.group_late", "loan"));
    CHECK(found_at(&l.v, given, "guard.group_late", "loan"));
    say_that(&l.v, "repayment",
             "{\"amount\":800000,\"held\":\"2014-12-11\",\"loan\":\"%1\","
             "\"way\":\"box\"}",
             l.loan, ID_NONE, ID_NONE); /* all that was due, a day too late */
    CHECK(found(&l.v, yes, "guard.group_late"));
    CHECK(!found(&l.v, given, "guard.group_late"));
    say_that(&l.v, "repayment",
             "{\"amount\":800000,\"held\":\"2014-12-10\",\"loan\":\"%1\","
             "\"reference\":\"2\",\"way\":\"box\"}",
             l.loan, ID_NONE, ID_NONE);
    CHECK(!found(&l.v, yes, "guard.group_late"));
    other = late, late = l.loan, l.loan = other;
    after = paid_out(&l, "2015-06-12", 1000); /* more fell due since then */
    CHECK(!found(&l.v, after, "guard.group_late"));
    site_end(&l.v.s);
}

SITE(a_co_is_under_its_lender_on_the_day_of_the_decision)
{
    struct lending l;
    struct id other, before, under, ended;

    lending_start(&l, db);
    other = body_under(&l, "vo", l.v.goth, l.lso);
    before = approved(&l, "2014-03-10", l.leader, ID_NONE);
    under = approved(&l, "2014-06-10", l.leader, ID_NONE);
    ended = approved(&l, "2014-09-10", l.leader, ID_NONE);
    CHECK(!found(&l.v, under, "guard.of_another_body"));
    say_that(&l.v, "link",
             "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2014-05-01\"}",
             l.co, other, ID_NONE);
    CHECK(!found(&l.v, before, "guard.of_another_body"));
    CHECK(found_at(&l.v, under, "guard.of_another_body", "loan"));
    CHECK(!found(&l.v, under, "guard.body_ended"));
    say_that(
        &l.v, "standing",
        "{\"body\":\"%1\",\"since\":\"2014-08-01\",\"state\":\"dissolved\"}",
        l.co, ID_NONE, ID_NONE);
    CHECK(!found(&l.v, under, "guard.body_ended"));
    CHECK(found(&l.v, ended, "guard.body_ended"));
    fix_put(&l.v, l.co,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran co\",\"nature\":"
            "\"co\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
            l.v.srso, l.v.goth);
    CHECK(found(&l.v, before, "guard.of_another_body"));
    site_end(&l.v.s);
}
