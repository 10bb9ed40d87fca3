/* record_borrower - one borrower is one person: two records of her that were
 * merged, what her household shows, and the vote she has while she is late. */
#include "../src/log/vote.h"
#include "loan.sql.h"
#include "loan_site.h"

static struct id credit_put(struct lending *l, struct id person,
                            const char *held)
{
    struct id loan = loan_put(l, "SRSO-ENTERPRISE", person, l->v.srso, 5000,
                              ",\"instalments\":10");

    lent(l, loan, held, 5000);
    return loan;
}

#define HER_RECORD "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"women\"}"

SITE(two_records_of_one_woman_are_one_borrower)
{
    struct lending l;
    struct id merger;

    lending_start(&l, db);
    credit_put(&l, l.one, "2013-02-01");
    credit_put(&l, l.two, "2013-03-01");
    CHECK_INT(srso(&l.v, "borrower", "2013-12"), 2);
    merger = say_that(&l.v, "merger",
                      "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
                      "\"2014-01-05\",\"why\":\"one card\"}",
                      l.two, l.one, ID_NONE);
    CHECK_INT(srso(&l.v, "borrower", "2013-12"), 1);
    CHECK_INT(srso(&l.v, "loan", "2013-12"), 200);
    fix_put(&l.v, merger, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&l.v, "borrower", "2013-12"), 2);
    site_end(&l.v.s);
}

SITE(a_merger_counts_one_borrower_in_whatever_order_it_is_heard)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct lending l;

    lending_start(&l, home);
    credit_put(&l, l.one, "2013-02-01");
    credit_put(&l, l.two, "2013-03-01");
    say_that(&l.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
             "\"2014-01-05\",\"why\":\"one card\"}",
             l.two, l.one, ID_NONE);
    fix_put(&l.v, l.one, HER_RECORD, household_put(&l.v, l.v.hamlet), ID_NONE);
    any_order(&l.v.s, db);
    site_end(&l.v.s);
    db_close(home);
}

/* Ten instalments of which none was paid: the first was due in March. */
SITE(how_long_somebody_is_late_is_counted_in_whole_months)
{
    struct lending l;
    int64_t oldest;
    int y, m, d;

    lending_start(&l, db);
    credit_put(&l, l.one, "2013-02-10");
    oldest = both_ask(db, "SELECT oldest FROM loan_kept");
    day_split((day)oldest, &y, &m, &d);
    CHECK_INT(vote_late(db, l.one, (day)oldest), INT_NONE);
    CHECK_INT(vote_late(db, l.one, (day)oldest + 1), 0);
    CHECK_INT(vote_late(db, l.one, day_of(y, m + 2, d) - 1), 1);
    CHECK_INT(vote_late(db, l.one, day_of(y, m + 2, d)), 2);
    CHECK_INT(vote_late(db, l.two, day_of(2014, 1, 1)), INT_NONE);
    site_end(&l.v.s);
}

/* What a household, or all of a place, got in loans; as it is counted too, loan by
 * loan and person by person. */
static int64_t got(struct lending *l, struct id place, struct id household)
{
    struct db *db = l->v.s.db;
    struct rows r = db_rows(db, SQL_LOAN_BENEFIT);
    int64_t sum = 0, counted;

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, day_of(2014, 1, 1));
    db_bind_id(&r, 3, household);
    while (db_next(&r))
        sum += db_int(&r, 3);
    db_done(&r);
    r = db_text_rows(
        db,
        S("SELECT CAST(coalesce(sum(d.amount), 0) AS BIGINT) FROM disbursement d "
          "JOIN loan l ON l.entry = d.loan AND l.counts = 1 "
          "JOIN person p ON p.entry = l.person "
          "JOIN household h ON h.entry = p.household "
          "WHERE d.counts = 1 AND (h.entry = $2 OR h.counts = 1 AND EXISTS "
          "(SELECT 1 FROM area a WHERE a.place = h.place AND a.above = $1 "
          "AND a.since <= 16071 AND a.until > 16071))"));
    db_bind_id(&r, 1, place);
    db_bind_id(&r, 2, household);
    counted = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(db);
    CHECK_INT(sum, counted);
    return sum;
}

SITE(a_loan_that_was_paid_out_is_a_benefit_of_her_household)
{
    struct lending l;
    struct id away, loan, fix;

    lending_start(&l, db);
    away = household_put(&l.v, l.v.hamlet);
    loan = credit_put(&l, l.one, "2013-02-10");
    loan_put(&l, "SRSO-ENTERPRISE", l.one, l.v.srso, 9000, ""); /* only asked */
    credit_put(&l, l.two, "2013-02-10");
    CHECK_INT(got(&l, ID_NONE, l.home), 500000);
    CHECK_INT(got(&l, l.v.goth, ID_NONE), 1000000);
    CHECK_INT(got(&l, l.v.hamlet, ID_NONE), 0);
    /* she is found to be of another house, and back: her loan goes with her */
    fix = fix_put(&l.v, l.one, HER_RECORD, away, ID_NONE);
    CHECK_INT(got(&l, ID_NONE, l.home), 0);
    CHECK_INT(got(&l, ID_NONE, away), 500000);
    CHECK_INT(got(&l, l.v.hamlet, ID_NONE), 500000);
    fix_put(&l.v, fix, HER_RECORD, l.home, ID_NONE);
    CHECK_INT(got(&l, ID_NONE, l.home), 500000);
    fix_put(&l.v, loan, "", ID_NONE, ID_NONE);
    CHECK_INT(got(&l, l.v.goth, ID_NONE), 500000);
    fix_put(&l.v, l.home, "", ID_NONE, ID_NONE);
    CHECK_INT(got(&l, l.v.district, ID_NONE), 500000);
    site_end(&l.v.s);
}
