/* record_loan - a loan's timeline: its books, its figures, the row that stands;
 * taken back, written off, agreed on anew; in any order. */
#include "loan_site.h"

SITE(credit_is_lent_and_paid_back)
{
    struct lending l;
    struct id loan;

    lending_start(&l, db);
    loan = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000,
                    ",\"instalments\":12");
    CHECK_INT(kept_of(&l, loan, "state"), 0);
    paid(&l, "disbursement", loan, "2013-01-10", 12000,
         ",\"fee\":10000,\"premium\":5000");
    CHECK_INT(of_party(&l, loan, "loan_credit"), 12000);
    CHECK_INT(of_head(&l, l.v.srso, "box"), -11850);
    CHECK_INT(of_head(&l, l.v.srso, "fee"), -100);
    CHECK_INT(of_head(&l, l.v.srso, "premium_due"), -50);
    repaid(&l, loan, "2013-02-10", 1200);
    repaid(&l, loan, "2013-03-10", 1300);
    CHECK_INT(of_party(&l, loan, "loan_credit"), 12000 - 2000);
    CHECK_INT(of_head(&l, l.v.srso, "charge"), -500);
    CHECK_INT(kept_of(&l, loan, "outstanding / 100"), 10000);
    CHECK_INT(kept_of(&l, loan, "charge_left / 100"), 1900);
    CHECK_INT(kept_of(&l, loan, "oldest"), day_of(2013, 4, 10));
    CHECK_INT(kept_of(&l, loan, "state"), 1);
    CHECK_INT(srso(&l.v, "credit", "2013-01"), 1200000);
    CHECK_INT(srso(&l.v, "credit.women", "2013-01"), 1200000);
    CHECK_INT(srso(&l.v, "portfolio", "2013-01"), 1200000);
    CHECK_INT(srso(&l.v, "portfolio", "2013-03"), 1000000);
    CHECK_INT(srso(&l.v, "portfolio.women", "2013-03"), 1000000);
    CHECK_INT(srso(&l.v, "loan", "2013-03"), 100);
    CHECK_INT(srso(&l.v, "borrower.women", "2013-03"), 1);
    CHECK_INT(srso(&l.v, "active_borrower", "2013-03"), 1);
    CHECK_INT(srso(&l.v, "cif.amount", "2013-03"), 0);
    repaid(&l, loan, "2013-12-20", 12000);
    CHECK_INT(kept_of(&l, loan, "state"), 4);
    CHECK_INT(kept_of(&l, loan, "overpaid / 100"), 100);
    CHECK_INT(of_party(&l, loan, "overpaid"), -100);
    CHECK_INT(srso(&l.v, "active_borrower", "2013-12"), 0);
    CHECK_INT(srso(&l.v, "portfolio", "2013-12"), 0);
    CHECK_INT(srso(&l.v, "borrower", "2013-12"), 1);
    loans_balance(&l);
    site_end(&l.v.s);
}

/* A community's loan: out of its fund, in the VO's books, no charge. */
SITE(a_fund_revolves)
{
    struct lending l;
    struct id loan;
    char more[200] = ",\"instalments\":10,\"fund\":\"";
    struct buf b;

    lending_start(&l, db);
    b = buf_start(&l.v.s.arena);
    buf_z(&b, more);
    id_put(&b, l.fund);
    buf_char(&b, '"');
    loan = loan_put(&l, "CIF-MONTHLY", l.one, l.vo, 20000,
                    arena_z(b.arena, buf_str(&b)));
    lent(&l, loan, "2013-01-10", 20000);
    repaid(&l, loan, "2013-02-10", 2000);
    CHECK_INT(of_head(&l, l.vo, "loan_fund"), 18000);
    CHECK_INT(asked_of(&l,
                       "SELECT CAST(sum(amount) AS BIGINT) FROM book_line "
                       "WHERE fund = $1 AND head = $2",
                       "box", l.fund),
              -1800000);
    CHECK_INT(srso(&l.v, "cif.amount", "2013-01"), 2000000);
    CHECK_INT(srso(&l.v, "cif.borrower", "2013-01"), 1);
    CHECK_INT(srso(&l.v, "credit", "2013-01"), 0);
    CHECK_INT(srso(&l.v, "active_borrower", "2013-01"), 0);
    loans_balance(&l);
    site_end(&l.v.s);
}

/* An instalment at the CO's meeting on a loan of the VO: the CO owes it to the
 * VO, and the sum over bodies is zero. On a loan of its own it is its own. */
SITE(paid_at_a_meeting)
{
    struct lending l;
    struct site *s = &l.v.s;
    struct id own, far;
    struct buf b;

    lending_start(&l, db);
    own = loan_put(&l, "INTERNAL-QARD", l.one, l.co, 3000,
                   ",\"instalments\":3");
    far = loan_put(&l, "CIF-MONTHLY", l.two, l.vo, 6000, ",\"instalments\":6");
    lent(&l, own, "2013-01-10", 3000);
    lent(&l, far, "2013-01-10", 6000);
    b = buf_start(&s->arena);
    buf_z(&b, "{\"attendance\":[{\"loan\":\"");
    id_put(&b, own);
    buf_z(&b, "\",\"member\":\"%2\",\"present\":\"present\",\"repaid\":"
              "100000},{\"loan\":\"");
    id_put(&b, far);
    buf_z(&b, "\",\"member\":\"%3\",\"present\":\"present\",\"repaid\":"
              "150000}],\"body\":\"%1\",\"held\":\"2013-02-12\"}");
    draft(s, "meeting",
          with(s, arena_z(&s->arena, buf_str(&b)), l.co, l.one_member,
               l.two_member));
    CHECK_INT(of_head(&l, l.co, "box"), 2500 - 3000);
    CHECK_INT(of_head(&l, l.co, "collected"), 0);
    CHECK_INT(of_head(&l, l.co, "loan_internal"), 2000);
    CHECK_INT(of_head(&l, l.co, "due_to"), -1500);
    CHECK_INT(of_head(&l, l.vo, "due_from"), 1500);
    CHECK_INT(of_head(&l, l.vo, "loan_fund"), 4500);
    CHECK_INT(kept_of(&l, far, "outstanding / 100"), 4500);
    CHECK_INT(kept_of(&l, own, "outstanding / 100"), 2000);
    loans_balance(&l);
    site_end(s);
}

/* One receipt over two loans; one whose parts do not add up is none. */
SITE(a_group_pays_together)
{
    struct lending l;
    struct site *s = &l.v.s;
    struct id one, two;
    const char *good = "{\"amount\":220000,\"body\":\"%3\",\"held\":"
                       "\"2013-02-10\",\"leaf\":\"G1\",\"parts\":[{\"amount\":"
                       "120000,\"loan\":\"%1\"},{\"amount\":100000,\"loan\":"
                       "\"%2\"}],\"way\":\"box\"}";

    lending_start(&l, db);
    one = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000, "");
    two = loan_put(&l, "SRSO-ENTERPRISE", l.two, l.v.srso, 12000, "");
    lent(&l, one, "2013-01-10", 12000);
    lent(&l, two, "2013-01-10", 12000);
    draft(s, "collection", with(s, good, one, two, l.co));
    CHECK_INT(of_head(&l, l.v.srso, "box"), -24000 + 2200);
    CHECK_INT(of_party(&l, one, "loan_credit"), 11000);
    CHECK_INT(of_party(&l, two, "loan_credit"), 11200);
    draft_as(s, "admin", "collection",
             with(s,
                  "{\"amount\":90000,\"body\":\"%3\",\"held\":\"2013-03-10\","
                  "\"leaf\":\"G2\",\"parts\":[{\"amount\":90001,\"loan\":"
                  "\"%1\"}],\"way\":\"box\"}",
                  one, two, l.co));
    CHECK_INT(of_party(&l, one, "loan_credit"), 11000);
    loans_balance(&l);
    site_end(s);
}

SITE(written_off_and_recovered)
{
    struct lending l;
    struct id loan;

    lending_start(&l, db);
    loan = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000, "");
    lent(&l, loan, "2013-01-10", 12000);
    repaid(&l, loan, "2013-02-10", 1200);
    say_that(&l.v, "writeoff",
             "{\"approver\":\"%2\",\"held\":\"2014-08-01\",\"loan\":\"%1\","
             "\"why\":\"she died\"}",
             loan, l.two, ID_NONE);
    CHECK_INT(kept_of(&l, loan, "outstanding"), 0);
    CHECK_INT(kept_of(&l, loan, "claim / 100"), 11000);
    CHECK_INT(of_head(&l, l.v.srso, "written_off"), 11000);
    repaid(&l, loan, "2014-09-01", 5000);
    CHECK_INT(of_party(&l, loan, "recovered"), -5000);
    CHECK_INT(kept_of(&l, loan, "claim / 100"), 6000);
    CHECK_INT(srso(&l.v, "portfolio", "2014-09"), 0);
    CHECK_INT(srso(&l.v, "active_borrower", "2014-09"), 0);
    loans_balance(&l);
    site_end(&l.v.s);
}

/* Whoever approves is not whoever borrows, and somebody does. */
SITE(nobody_writes_off_her_own_loan)
{
    static const struct {
        const char *body, *what;
    } said[] = {
        { "{\"held\":\"2014-08-01\",\"loan\":\"%1\",\"why\":\"x\"}",
          "writeoff.not_approved" },
        { "{\"approver\":\"%2\",\"held\":\"2014-08-01\",\"loan\":\"%1\","
          "\"why\":\"x\"}",
          "writeoff.own_loan" },
    };
    struct lending l;
    struct id loan;

    lending_start(&l, db);
    loan = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000, "");
    lent(&l, loan, "2013-01-10", 12000);
    for (size_t i = 0; i < LEN(said); i++) {
        bool told = false;

        draft_as(&l.v.s, "admin", "writeoff",
                 with(&l.v.s, said[i].body, loan, l.one, ID_NONE));
        for (size_t k = 0; k < l.v.s.said.n; k++)
            told |= !strcmp(l.v.s.said.at[k].what, said[i].what) &&
                    l.v.s.said.at[k].level == STOP;
        CHECK(told);
    }
    site_end(&l.v.s);
}

/* She is one borrower, however many loans she has, and one active one. */
SITE(two_loans_of_one_woman)
{
    struct lending l;
    struct id first, second;

    lending_start(&l, db);
    first = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000, "");
    second = loan_put(&l, "TRDP-ENTERPRISE", l.one, l.v.srso, 10000,
                      ",\"instalments\":3");
    lent(&l, first, "2013-01-10", 12000);
    lent(&l, second, "2013-03-10", 10000);
    CHECK_INT(srso(&l.v, "borrower", "2013-03"), 1);
    CHECK_INT(srso(&l.v, "active_borrower", "2013-03"), 1);
    CHECK_INT(srso(&l.v, "loan", "2013-03"), 200);
    paid(&l, "repayment", first, "2013-06-10", 14400, "");
    CHECK_INT(srso(&l.v, "active_borrower", "2013-06"), 1);
    paid(&l, "repayment", second, "2013-08-10", 10450, "");
    CHECK_INT(srso(&l.v, "active_borrower", "2013-07"), 1);
    CHECK_INT(srso(&l.v, "active_borrower", "2013-08"), 0);
    CHECK_INT(srso(&l.v, "borrower", "2013-08"), 1);
    CHECK(!found(&l.v, first, "loan.live_already"));
    /* The same product a second time, while the first runs. */
    first = loan_put(&l, "TRDP-ENTERPRISE", l.two, l.v.srso, 10000, "");
    second = loan_put(&l, "TRDP-ENTERPRISE", l.two, l.v.srso, 10000, "");
    lent(&l, first, "2013-01-10", 10000);
    lent(&l, second, "2013-03-10", 10000);
    CHECK(!found(&l.v, first, "loan.live_already"));
    CHECK(found(&l.v, second, "loan.live_already"));
    loans_balance(&l);
    site_end(&l.v.s);
}

/* A reversal restores the exact state: the loan's row is the same, her books
 * are, and figures from that month on. */
SITE(a_reversal_restores_the_loan)
{
    static const char *const column[] = { "outstanding", "charge_left",
                                          "oldest",      "state",
                                          "claim",       "overpaid" };
    struct lending l;
    struct id loan, wrong;
    int64_t was[LEN(column)], charge;

    lending_start(&l, db);
    loan = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000, "");
    lent(&l, loan, "2013-01-10", 12000);
    repaid(&l, loan, "2013-02-10", 1200);
    repaid(&l, loan, "2013-04-10", 700);
    for (size_t i = 0; i < LEN(column); i++)
        was[i] = kept_of(&l, loan, column[i]);
    charge = of_head(&l, l.v.srso, "charge");
    wrong = repaid(&l, loan, "2013-03-10", 1900);
    CHECK(kept_of(&l, loan, "outstanding") != was[0]);
    taken_back(&l, wrong, "2013-05-01");
    CHECK_INT(l.v.s.kept, KEPT);
    for (size_t i = 0; i < LEN(column); i++)
        if (!CHECK_INT(kept_of(&l, loan, column[i]), was[i]))
            printf("# column %s\n", column[i]);
    CHECK_INT(of_head(&l, l.v.srso, "charge"), charge);
    CHECK_INT(of_head(&l, l.v.srso, "box"), -12000 + 1200 + 700);
    CHECK_INT(srso(&l.v, "portfolio", "2013-05"), was[0]);
    loans_balance(&l);
    site_end(&l.v.s);
}

/* What is remarked of an entry of the loan's timeline. */
SITE(what_the_timeline_says_of_a_payment)
{
    struct lending l;
    struct id loan, early, more, settling;

    lending_start(&l, db);
    loan = loan_put(&l, "SRSO-AGRI", l.one, l.v.srso, 10000,
                    ",\"instalments\":4");
    early = repaid(&l, loan, "2013-01-05", 100);
    lent(&l, loan, "2013-01-10", 10000);
    CHECK(found(&l.v, early, "repayment.before_paid_out"));
    settling = paid(&l, "repayment", loan, "2013-02-12", 5000,
                    ",\"settles\":true");
    CHECK(found(&l.v, settling, "repayment.settles_short"));
    more = repaid(&l, loan, "2013-12-12", 9000);
    CHECK(found(&l.v, more, "repayment.overpaid"));
    lent(&l, loan, "2014-01-10", 1000);
    CHECK(found(&l.v, loan, "disbursement.again"));
    loans_balance(&l);
    site_end(&l.v.s);
}

/* A product that was typed wrong and is mended reckons its loans anew. */
SITE(a_mended_product_reckons_anew)
{
    struct lending l;
    struct id loan, product;

    lending_start(&l, db);
    product = say_that(&l.v, "loan_product",
                       "{\"code\":\"X\",\"method\":\"flat\",\"period\":"
                       "\"month\",\"rate\":1200,\"source\":\"credit\","
                       "\"title\":\"X\",\"whose\":\"rsp\"}",
                       ID_NONE, ID_NONE, ID_NONE);
    loan = loan_put(&l, "X", l.one, l.v.srso, 12000, ",\"instalments\":12");
    lent(&l, loan, "2013-01-10", 12000);
    CHECK_INT(kept_of(&l, loan, "charge_left / 100"), 1440);
    fix_put(&l.v, product,
            "{\"code\":\"X\",\"method\":\"flat\",\"period\":\"month\","
            "\"rate\":2400,\"source\":\"credit\",\"title\":\"X\",\"whose\":"
            "\"rsp\"}",
            ID_NONE, ID_NONE);
    CHECK_INT(kept_of(&l, loan, "charge_left / 100"), 2880);
    site_end(&l.v.s);
}

/* A month of lending is one state, in whatever order it is heard. */
SITE(loans_are_the_same_in_any_order)
{
    struct lending l;
    struct id first, second, third, wrong;

    lending_start(&l, db_open(":memory:", DB_MAKE));
    first = loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 12000, "");
    second = loan_put(&l, "SRSO-AGRI", l.one, l.v.srso, 10000,
                      ",\"instalments\":4");
    third = loan_put(&l, "CIF-MONTHLY", l.two, l.vo, 6000,
                     ",\"instalments\":6");
    lent(&l, first, "2013-01-10", 12000);
    lent(&l, second, "2013-02-10", 10000);
    lent(&l, third, "2013-02-10", 6000);
    repaid(&l, first, "2013-02-10", 1200);
    wrong = repaid(&l, first, "2013-02-11", 1200);
    repaid(&l, third, "2013-03-10", 1000);
    repaid(&l, second, "2013-03-10", 3000);
    taken_back(&l, wrong, "2013-03-01");
    say_that(&l.v, "rescheduling",
             "{\"approver\":\"%2\",\"first_due\":\"2013-08-01\",\"held\":"
             "\"2013-06-01\",\"instalments\":6,\"loan\":\"%1\",\"why\":"
             "\"flood\"}",
             first, l.two, ID_NONE);
    say_that(&l.v, "writeoff",
             "{\"approver\":\"%2\",\"held\":\"2014-08-01\",\"loan\":\"%1\","
             "\"why\":\"she died\"}",
             second, l.two, ID_NONE);
    repaid(&l, second, "2014-09-01", 500);
    loans_balance(&l);
    any_order(&l.v.s, db);
    site_end(&l.v.s);
    db_close(l.v.s.db);
}
