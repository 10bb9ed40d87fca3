/* record_chain_order - the steps of a loan and what is found of them do not hang
 * on the order in which they are heard. */

#include "chain_site.h"

SITE(the_chain_is_one_in_whatever_order_it_is_heard)
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
