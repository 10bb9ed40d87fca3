/* record_saving - what members save, draw, get of a profit and leave behind, as
 * it stands in the books of their body. */

#include "saving_site.h"

/* ---- a meeting ----------------------------------------------------------*/

SITE(what_is_brought_to_a_meeting_lies_in_each_members_name)
{
    struct circle c;
    struct id m;

    circle_start(&c, db);
    m = met(&c, "2013-03-03",
            "{\"member\":\"%1\",\"saved\":10000,\"voluntary\":2500,"
            "\"special\":300},{\"member\":\"%2\",\"saved\":20000,\"fined\":500,"
            "\"repaid\":7000}");
    CHECK_INT(held(&c, "saving_regular", 0), 10000);
    CHECK_INT(held(&c, "saving_voluntary", 0), 2500);
    CHECK_INT(held(&c, "saving_special", 0), 300);
    CHECK_INT(held(&c, "saving_regular", 1), 20000);
    CHECK_INT(lies(&c, "fine", ID_NONE), -500);
    CHECK_INT(lies(&c, "collected", c.member[1]), -7000);
    CHECK_INT(lies(&c, "box", ID_NONE), 40300);
    CHECK(found_at(&c.v, m, "meeting.which_loan", "attendance[1].loan"));
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 32800);
    CHECK_INT(srso(&c.v, "kept.saving.women", "2013-03"), 32800);
    CHECK_INT(srso(&c.v, "kept.saving.men", "2013-03"), 0);
    site_end(&c.v.s);
}

SITE(savings_that_nobody_told_apart_are_the_bodys_own)
{
    struct circle c;
    struct buf b;

    circle_start(&c, db);
    b = buf_start(&c.v.s.arena);
    buf_z(&b, "{\"body\":\"");
    id_put(&b, c.co);
    buf_z(&b, "\",\"held\":\"2013-04-03\",\"spent\":100,\"total\":5000,"
              "\"women\":12}");
    draft(&c.v.s, "meeting", arena_z(b.arena, buf_str(&b)));
    CHECK_INT(lies(&c, "saving_shared", ID_NONE), -5000);
    CHECK_INT(lies(&c, "box", ID_NONE), 4900);
    CHECK_INT(lies(&c, "meeting_cost", ID_NONE), 100);
    /* each one's opening sheet takes hers out of what lay together */
    act(&c, "member_opening", 0, "2013-04-03", "\"regular\":3000");
    CHECK_INT(lies(&c, "saving_shared", ID_NONE), -2000);
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-04"), 5000);
    site_end(&c.v.s);
}

SITE(of_two_opening_sheets_of_a_member_the_first_counts)
{
    struct circle c;
    struct id late, early;

    circle_start(&c, db);
    late = act(&c, "member_opening", 0, "2013-04-03", "\"regular\":3000");
    CHECK(!found(&c.v, late, "member_opening.two"));
    early = act(&c, "member_opening", 0, "2013-03-03",
                "\"regular\":1000,\"special\":20");
    CHECK(found(&c.v, late, "member_opening.two"));
    CHECK(!found(&c.v, early, "member_opening.two"));
    CHECK_INT(held(&c, "saving_regular", 0), 1000);
    CHECK_INT(held(&c, "saving_special", 0), 20);
    /* a withdrawal is judged by the same one */
    late = act(&c, "withdrawal", 0, "2013-05-01",
               "\"amount\":1500,\"what\":\"regular\"");
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 500);
    CHECK(found(&c.v, late, "saving.beyond"));
    site_end(&c.v.s);
}

/* ---- drawing ------------------------------------------------------------*/

SITE(a_withdrawal_never_takes_savings_below_nothing)
{
    struct circle c;
    struct id drawn;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":10000}");
    drawn = act(&c, "withdrawal", 0, "2013-03-10",
                "\"amount\":12000,\"what\":\"regular\"");
    CHECK(found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 2000);
    CHECK_INT(lies(&c, "box", ID_NONE), -2000);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 0);
    /* what is keyed later and happened before mends it */
    act(&c, "deposit", 0, "2013-03-05",
        "\"amount\":5000,\"what\":\"regular\",\"way\":\"box\"");
    CHECK(!found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 3000);
    /* each sort is its own, and so is each member */
    drawn = act(&c, "withdrawal", 1, "2013-03-11",
                "\"amount\":1,\"what\":\"regular\"");
    CHECK(found(&c.v, drawn, "saving.beyond"));
    drawn = act(&c, "withdrawal", 0, "2013-03-11",
                "\"amount\":1,\"what\":\"special\"");
    CHECK(found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    site_end(&c.v.s);
}

SITE(a_form_refuses_what_is_not_there)
{
    struct circle c;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":10000,\"voluntary\":4000}");
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2013-03-10",
                           "\"amount\":10001,\"what\":\"regular\""),
                  "saving.not_there"));
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2013-03-02", /* it was not there yet */
                           "\"amount\":1,\"what\":\"regular\""),
                  "saving.not_there"));
    CHECK(!refused(&c, "withdrawal",
                   act_text(&c, 0, "2013-03-10",
                            "\"amount\":10000,\"what\":\"regular\""),
                   "saving.not_there"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK(refused(&c, "withdrawal", /* taken out since */
                  act_text(&c, 0, "2013-03-05",
                           "\"amount\":1,\"what\":\"regular\""),
                  "saving.not_there"));
    CHECK(refused(&c, "settlement",
                  act_text(&c, 0, "2013-04-01",
                           "\"voluntary\":4001,\"why\":\"left\""),
                  "saving.not_there"));
    CHECK(refused(&c, "settlement",
                  act_text(&c, 0, "2013-04-01",
                           "\"paid\":4001,\"voluntary\":4000,\"why\":\"left\""),
                  "settlement.beyond"));
    site_end(&c.v.s);
}

SITE(savings_of_another_body_are_not_drawn_here)
{
    struct circle c;
    struct id other;

    circle_start(&c, db);
    other = body_put(&c.v, "co", "women", c.v.srso, c.v.goth);
    c.member[2] = member_put(&c.v, other, c.person[2], "2012-03", "");
    CHECK(refused(&c, "deposit",
                  act_text(&c, 2, "2013-03-10",
                           "\"amount\":100,\"what\":\"regular\""),
                  "saving.other_body"));
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2015-02-01",
                           "\"amount\":100,\"what\":\"regular\""),
                  "date.in_future"));
    site_end(&c.v.s);
}

/* ---- taken back ---------------------------------------------------------*/

SITE(a_reversal_leaves_savings_as_if_it_had_never_been)
{
    struct circle c;
    struct id brought, drawn;

    circle_start(&c, db);
    second_person(&c);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":10000}");
    brought = act(&c, "deposit", 0, "2013-03-05",
                  "\"amount\":5000,\"what\":\"regular\"");
    drawn = act(&c, "withdrawal", 0, "2013-03-10",
                "\"amount\":12000,\"what\":\"regular\"");
    CHECK(!found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    take_back(&c, brought, "2013-03-20");
    CHECK_INT(held(&c, "saving_regular", 0), 0); /* 2,000 were not there */
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 2000);
    take_back(&c, drawn, "2013-03-21");
    CHECK_INT(held(&c, "saving_regular", 0), 10000);
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 10000);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 10000);
    site_end(&c.v.s);
}

/* ---- profits ------------------------------------------------------------*/

static const char *shared(struct circle *c, const char *held_on,
                          const char *more, const char *rows)
{
    struct buf b = buf_start(&c->v.s.arena);
    const char *said = with(&c->v.s, rows, c->member[0], c->member[1],
                            c->member[2]);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, c->co);
    buf_fmt(&b, "\",\"held\":\"%s\",%s,\"part\":[%s]}", held_on, more, said);
    return arena_z(b.arena, buf_str(&b));
}

SITE(a_profit_is_shared_to_the_last_paisa_or_not_at_all)
{
    struct circle c;

    circle_start(&c, db);
    CHECK(
        refused(&c, "sharing",
                shared(&c, "2013-06-30", "\"amount\":10000,\"what\":\"profit\"",
                       "{\"amount\":3333,\"member\":\"%1\"},{\"amount\":3333,"
                       "\"member\":\"%2\"},{\"amount\":3333,\"member\":"
                       "\"%3\"}"),
                "sharing.parts_differ"));
    CHECK(refused(&c, "sharing",
                  shared(&c, "2013-06-30", "\"amount\":200,\"what\":\"profit\"",
                         "{\"amount\":100,\"member\":\"%1\"},{\"amount\":100,"
                         "\"member\":\"%1\"}"),
                  "sharing.twice"));
    CHECK(refused(&c, "sharing",
                  shared(&c, "2013-06-30", "\"amount\":100,\"what\":\"profit\"",
                         "{\"amount\":100,\"member\":\"%1\",\"regular\":5}"),
                  "sharing.gives_back"));
    draft(
        &c.v.s, "sharing",
        shared(&c, "2013-06-30",
               "\"given_as\":\"voluntary\",\"shared_by\":\"equal\",\"amount\":"
               "10000,\"what\":\"profit\"",
               "{\"amount\":3334,\"member\":\"%1\"},{\"amount\":3333,"
               "\"member\":\"%2\"},{\"amount\":3333,\"member\":\"%3\"}"));
    CHECK_INT(held(&c, "saving_voluntary", 0), 3334);
    CHECK_INT(lies(&c, "profit_shared", ID_NONE), 10000);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-06"), 10000);
    draft(&c.v.s, "sharing",
          shared(&c, "2013-07-30",
                 "\"given_as\":\"cash\",\"amount\":100,\"what\":\"profit\"",
                 "{\"amount\":100,\"member\":\"%2\"}"));
    CHECK_INT(lies(&c, "box", ID_NONE), -100);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-07"), 10000);
    site_end(&c.v.s);
}

SITE(at_the_end_of_a_cycle_all_savings_go_back)
{
    struct circle c;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":10000,\"special\":50},{\"member\":\"%2\","
        "\"saved\":500,\"fined\":300}");
    draft(
        &c.v.s, "sharing",
        shared(
            &c, "2013-12-30",
            "\"shared_by\":\"by_saving\",\"amount\":300,\"what\":\"share_out\"",
            "{\"amount\":286,\"member\":\"%1\",\"regular\":10000,"
            "\"special\":50},{\"amount\":14,\"member\":\"%2\",\"regular\":"
            "600}"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK_INT(held(&c, "saving_special", 0), 0);
    CHECK_INT(held(&c, "saving_regular", 1), 0);
    CHECK_INT(lies(&c, "saving_over", c.member[1]), 100);
    CHECK_INT(lies(&c, "box", ID_NONE), -100); /* what nobody had brought */
    CHECK_INT(srso(&c.v, "kept.saving", "2013-12"), 0);
    site_end(&c.v.s);
}

/* ---- who leaves ---------------------------------------------------------*/

SITE(the_account_of_a_dead_member_is_closed_in_one_act)
{
    struct circle c;
    struct id act_id;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":10000,\"voluntary\":2000}");
    act_id = act(&c, "settlement", 0, "2014-02-01",
                 "\"insurance\":5000,\"paid\":6000,\"regular\":10000,"
                 "\"voluntary\":2000,\"way\":\"box\",\"why\":\"died\"");
    CHECK(found(&c.v, act_id, "settlement.no_nominee"));
    CHECK(found(&c.v, act_id, "settlement.still_owed"));
    CHECK(!found(&c.v, act_id, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK_INT(held(&c, "saving_voluntary", 0), 0);
    CHECK_INT(held(&c, "saving_left", 0), 11000);
    CHECK_INT(lies(&c, "box", ID_NONE), 12000 + 5000 - 6000);
    CHECK_INT(srso(&c.v, "kept.saving", "2014-02"), 0);
    /* her nominee comes for the rest */
    act(&c, "withdrawal", 0, "2014-05-01",
        "\"amount\":11000,\"what\":\"left\"");
    CHECK_INT(held(&c, "saving_left", 0), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    site_end(&c.v.s);
}

SITE(a_nominee_is_named_beside_the_entry_not_in_it)
{
    struct circle c;
    struct id id;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":100}");
    id = act(&c, "settlement", 0, "2014-02-01",
             "\"nominee\":\"Rahima Khatoon\",\"paid\":100,\"regular\":100,"
             "\"why\":\"died\"");
    CHECK(!found(&c.v, id, "settlement.no_nominee"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry WHERE CAST(bytes AS "
                           "TEXT) LIKE '%Rahima%'"),
              0);
    site_end(&c.v.s);
}

/* ---- the welfare fund ---------------------------------------------------*/

SITE(the_welfare_fund_is_filled_and_given_out)
{
    struct circle c;
    struct id given;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"fined\":5000,\"member\":\"%1\"}");
    act(&c, "welfare_gift", 0, "2013-03-04",
        "\"amount\":5000,\"what\":\"from_fines\"");
    CHECK_INT(lies(&c, "fine", ID_NONE), 0);
    CHECK_INT(lies(&c, "welfare", ID_NONE), -5000);
    given = act(&c, "welfare_gift", 1, "2013-03-09",
                "\"amount\":7000,\"what\":\"given\",\"why\":\"Funeral\"");
    CHECK(found(&c.v, given, "welfare_gift.beyond"));
    CHECK(found(&c.v, given, "welfare_gift.no_resolution"));
    act(&c, "welfare_gift", 2, "2013-03-08",
        "\"amount\":2000,\"what\":\"paid_in\"");
    CHECK(!found(&c.v, given, "welfare_gift.beyond"));
    CHECK_INT(lies(&c, "welfare", ID_NONE), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    site_end(&c.v.s);
}

/* ---- pledged ------------------------------------------------------------*/

/* Lent to the first member out of the members' savings. */
static struct id lent(struct circle *c, const char *held_on, int amount)
{
    struct buf b = buf_start(&c->v.s.arena);
    struct id loan;

    loan = draft(&c->v.s, "loan",
                 with(&c->v.s,
                      "{\"applied\":\"2013-05-01\",\"asked\":500000,\"body\":"
                      "\"%1\",\"instalments\":5,\"lender\":\"%1\",\"member\":"
                      "\"%2\",\"number\":\"I-1\",\"person\":\"%3\",\"product\":"
                      "\"INTERNAL-QARD\",\"purpose\":\"livestock\"}",
                      c->co, c->member[0], c->person[0]));
    buf_fmt(&b,
            "{\"amount\":%d,\"held\":\"%s\",\"loan\":\"%%1\",\"way\":\"box\"}",
            amount, held_on);
    draft(&c->v.s, "disbursement",
          with(&c->v.s, arena_z(b.arena, buf_str(&b)), loan, ID_NONE, ID_NONE));
    return loan;
}

/* The product lets a member owe three times what she saved. */
SITE(what_is_pledged_for_a_loan_is_not_free)
{
    struct circle c;
    struct id drawn, loan;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":200000},{\"member\":\"%2\",\"saved\":"
        "900000}");
    loan = lent(&c, "2013-05-02", 300000);
    CHECK_INT(lies(&c, "loan_internal", loan), 300000);
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2013-05-10",
                           "\"amount\":100001,\"what\":\"regular\""),
                  "saving.pledged"));
    drawn = act(&c, "withdrawal", 0, "2013-05-10",
                "\"amount\":100001,\"what\":\"regular\"");
    CHECK(found(&c.v, drawn, "saving.pledged"));
    CHECK_INT(held(&c, "saving_regular", 0), 99999);
    /* nobody else's savings are */
    CHECK(!refused(&c, "withdrawal",
                   act_text(&c, 1, "2013-05-10",
                            "\"amount\":900000,\"what\":\"regular\""),
                   "saving.pledged"));
    /* an instalment that is keyed later, of a day before, sets it free */
    draft(&c.v.s, "repayment",
          with(&c.v.s,
               "{\"amount\":100000,\"held\":\"2013-05-09\",\"loan\":\"%1\","
               "\"way\":\"box\"}",
               loan, ID_NONE, ID_NONE));
    CHECK_INT(lies(&c, "loan_internal", loan), 200000);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(owes) AS BIGINT) FROM "
                           "saving_pledge"),
              200000);
    CHECK(!found(&c.v, drawn, "saving.pledged"));
    site_end(&c.v.s);
}

/* Three times what she saved, and what she owes already counts. */
SITE(an_internal_loan_stays_within_a_multiple_of_savings)
{
    struct circle c;
    struct id loan;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":100000}");
    loan = lent(&c, "2013-05-02", 100000);
    CHECK(refused(&c, "disbursement", /* 1,000 of it are out already */
                  with(&c.v.s,
                       "{\"amount\":200001,\"held\":\"2013-05-03\",\"loan\":"
                       "\"%1\",\"way\":\"box\"}",
                       loan, ID_NONE, ID_NONE),
                  "guard.beyond_savings"));
    CHECK(!refused(&c, "disbursement",
                   with(&c.v.s,
                        "{\"amount\":200000,\"held\":\"2013-05-03\","
                        "\"loan\":\"%1\",\"way\":\"box\"}",
                        loan, ID_NONE, ID_NONE),
                   "guard.beyond_savings"));
    loan = draft(&c.v.s, "loan",
                 with(&c.v.s,
                      "{\"applied\":\"2013-06-01\",\"asked\":500000,\"body\":"
                      "\"%1\",\"instalments\":5,\"lender\":\"%1\",\"member\":"
                      "\"%2\",\"number\":\"I-2\",\"person\":\"%3\",\"product\":"
                      "\"INTERNAL\",\"purpose\":\"livestock\"}",
                      c.co, c.member[0], c.person[0]));
    CHECK(refused(&c, "disbursement", /* 1,000 are out already */
                  with(&c.v.s,
                       "{\"amount\":200001,\"held\":\"2013-06-03\",\"loan\":"
                       "\"%1\",\"way\":\"box\"}",
                       loan, ID_NONE, ID_NONE),
                  "guard.beyond_savings"));
    site_end(&c.v.s);
}

/* Keyed elsewhere it stands, marked for as long as its day's savings bear it
 * out: whatever order it all came in. */
SITE(a_loan_beyond_her_savings_is_marked_where_it_was_kept)
{
    struct circle c;
    struct id loan, out, later, early;

    circle_start(&c, db);
    loan = lent(&c, "2013-05-02", 300000);
    later = lent(&c, "2013-06-02", 1000);
    out = draft(&c.v.s, "disbursement",
                with(&c.v.s,
                     "{\"amount\":300001,\"held\":\"2013-05-03\",\"loan\":"
                     "\"%1\",\"reference\":\"2\",\"way\":\"box\"}",
                     later, ID_NONE, ID_NONE));
    CHECK(found(&c.v, out, "guard.beyond_savings"));
    act(&c, "deposit", 0, "2013-05-04",
        "\"amount\":999999,\"what\":\"regular\""
        ",\"way\":\"box\"");
    CHECK(found(&c.v, out, "guard.beyond_savings"));
    early = met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":200001}");
    CHECK(!found(&c.v, out, "guard.beyond_savings")); /* 6,000.01 of 6,000.03 */
    second_person(&c);
    take_back(&c, early, "2013-07-01");
    CHECK(found(&c.v, out, "guard.beyond_savings"));
    met(&c, "2013-03-10", "{\"member\":\"%1\",\"saved\":100001}");
    CHECK(found(&c.v, out, "guard.beyond_savings"));
    draft(&c.v.s, "repayment", /* of the first, keyed late */
          with(&c.v.s,
               "{\"amount\":300000,\"held\":\"2013-05-02\",\"loan\":\"%1\","
               "\"way\":\"box\"}",
               loan, ID_NONE, ID_NONE));
    CHECK(!found(&c.v, out, "guard.beyond_savings"));
    site_end(&c.v.s);
}

SITE(a_loan_is_netted_when_its_borrower_leaves)
{
    struct circle c;
    struct id loan;
    struct buf b;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":200000}");
    loan = lent(&c, "2013-05-02", 150000);
    CHECK(refused(&c, "settlement",
                  act_text(&c, 0, "2013-06-01",
                           "\"paid\":200000,\"regular\":200000,\"why\":"
                           "\"left\""),
                  "settlement.loan_first"));
    b = buf_start(&c.v.s.arena);
    buf_z(&b, "\"netted\":[{\"amount\":150000,\"loan\":\"");
    id_put(&b, loan);
    buf_z(&b, "\"}],\"paid\":50000,\"regular\":200000,\"why\":\"left\"");
    act(&c, "settlement", 0, "2013-06-01", arena_z(b.arena, buf_str(&b)));
    CHECK_INT(lies(&c, "loan_internal", loan), 0);
    CHECK_INT(lies(&c, "collected", loan), 0);
    CHECK_INT(held(&c, "saving_left", 0), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    site_end(&c.v.s);
}

/* An instalment at a meeting goes to the loan that its row names. */
SITE(an_instalment_of_a_meeting_pays_the_loan)
{
    struct circle c;
    struct id loan, m;
    struct buf b;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":200000}");
    loan = lent(&c, "2013-05-02", 150000);
    b = buf_start(&c.v.s.arena);
    buf_z(&b, "{\"loan\":\"");
    id_put(&b, loan);
    buf_z(&b, "\",\"member\":\"%1\",\"repaid\":30000}");
    m = met(&c, "2013-06-03", arena_z(b.arena, buf_str(&b)));
    CHECK(!found(&c.v, m, "meeting.which_loan"));
    CHECK_INT(lies(&c, "loan_internal", loan), 120000);
    CHECK_INT(lies(&c, "collected", loan), 0);
    site_end(&c.v.s);
}
