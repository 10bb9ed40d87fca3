/* report_loan - loans at risk, recovery, classes, maturity: what they add up to,
 * and that kept rows and replays say the same on every day. */
#include "../src/core/provision.h"
#include "../src/report/portfolio.h"

#include "loan_site.h"
#include "opened.h"

/* Three loans of 12,000: one paid on time, one late since March, one bullet. */
struct book_of {
    struct lending l;
    struct id good, late, once;
};

static void book_start(struct book_of *b, struct db *db)
{
    struct lending *l = &b->l;

    lending_start(l, db);
    b->good = loan_put(l, "SRSO-ENTERPRISE", l->one, l->v.srso, 12000, "");
    b->late = loan_put(l, "SRSO-ENTERPRISE", l->two, l->v.srso, 12000, "");
    b->once = loan_put(l, "SRSO-LIVESTOCK", l->one, l->v.srso, 12000,
                       ",\"instalments\":9");
    lent(l, b->good, "2014-01-10", 12000);
    lent(l, b->late, "2014-01-10", 12000);
    lent(l, b->once, "2014-01-10", 12000);
    repaid(l, b->good, "2014-02-10", 1200);
    repaid(l, b->good, "2014-03-10", 1200);
    repaid(l, b->good, "2014-04-10", 1200);
    repaid(l, b->late, "2014-02-10", 1200);
}

static struct sheet made(struct db *db, const char *report, const char *as_of,
                         const char *period, struct arena *a, int at)
{
    struct question q = { .from = MONTH_NONE, .lang = LANG_EN };
    struct findings f = findings_start(a);
    struct sheet out[REPORT_SHEETS] = { { .rows = 0 } };

    if (strlen(as_of) > 7) {
        CHECK(day_read(str_of(as_of), &q.on));
        q.as_of = month_of(q.on);
    } else {
        CHECK(month_read(str_of(as_of), &q.as_of));
    }
    if (*period)
        CHECK(question_period(&q, str_of(period), 0));
    CHECK(report_find(str_of(report))->make(db, &q, a, out, &f) > at);
    if (report_find(str_of(report))->behind)
        CHECK(opened_checked(db, report_find(str_of(report)), &q, a, &out[at]) >
              3);
    both_fine(db);
    return out[at];
}

static int64_t cell_of(const struct sheet *s, size_t row, const char *column)
{
    for (int i = 0; i < s->columns; i++)
        if (!strcmp(s->column[i].key, column))
            return row < s->rows ? s->row[row].cell[i].number : -1;
    return -2;
}

SITE(what_is_at_risk)
{
    struct book_of b;
    struct arena a = { 0 };
    struct sheet s;

    book_start(&b, db);
    s = made(db, "par", "2014-04", "", &a, 0);
    CHECK_INT(s.rows, 3); /* two products and all of them */
    CHECK_INT(cell_of(&s, 2, "loans"), 3);
    CHECK_INT(cell_of(&s, 2, "outstanding"), 3200000); /* 9 + 11 + 12 */
    CHECK_INT(cell_of(&s, 2, "late_loans"), 1);
    CHECK_INT(cell_of(&s, 2, "late"), 200000);
    CHECK_INT(cell_of(&s, 2, "late_charge"), 40000);
    CHECK_INT(cell_of(&s, 2, "par_1"), 1100000);
    CHECK_INT(cell_of(&s, 2, "par_30"), 1100000); /* 51 days */
    CHECK_INT(cell_of(&s, 2, "par_60"), 0);
    s = made(db, "par", "2014-02", "", &a, 0); /* a past day */
    CHECK_INT(cell_of(&s, 2, "outstanding"), 3400000);
    CHECK_INT(cell_of(&s, 2, "late_loans"), 0);
    CHECK_INT(cell_of(&s, 0, "loans"), 2);
    s = made(db, "par", "2014-03-10", "", &a, 0); /* its day is not over */
    CHECK_INT(cell_of(&s, 2, "late_loans"), 0);
    s = made(db, "par", "2014-03-11", "", &a, 0);
    CHECK_INT(cell_of(&s, 2, "late_loans"), 1);
    CHECK_INT(cell_of(&s, 2, "late"), 100000);
    s = made(db, "recovery", "2014-03-09", "", &a, 0);
    CHECK_INT(cell_of(&s, s.rows - 1, "collected"), 240000);
    s = made(db, "recovery", "2014-03-10", "", &a, 0);
    CHECK_INT(cell_of(&s, s.rows - 1, "collected"), 360000);
    s = made(db, "par", "2013-12", "", &a, 0);
    CHECK_INT(s.rows, 1);
    CHECK_INT(cell_of(&s, 0, "loans"), 0);
    arena_free(&a);
    site_end(&b.l.v.s);
}

SITE(what_came_back)
{
    struct book_of b;
    struct arena a = { 0 };
    struct sheet s;

    book_start(&b, db);
    s = made(db, "recovery", "2014-04", "2014-03..2014-04", &a, 0);
    CHECK_INT(cell_of(&s, 2, "due"), 480000);
    CHECK_INT(cell_of(&s, 2, "on_time"), 240000);
    CHECK_INT(cell_of(&s, 2, "collected"), 240000);
    CHECK_INT(cell_of(&s, 2, "due_ever"), 600000); /* principal of six */
    CHECK_INT(cell_of(&s, 2, "paid_ever"), 400000);
    CHECK_INT(cell_of(&s, 2, "disbursed"), 0);
    s = made(db, "recovery", "2014-04", "", &a, 0);
    CHECK_INT(cell_of(&s, 2, "disbursed"), 3600000);
    CHECK_INT(cell_of(&s, 2, "on_time"), 480000);
    repaid(&b.l, b.late, "2014-04-29", 2400); /* late, but it came */
    s = made(db, "recovery", "2014-04", "2014-03..2014-04", &a, 0);
    CHECK_INT(cell_of(&s, 2, "on_time"), 240000);
    CHECK_INT(cell_of(&s, 2, "collected"), 480000);
    CHECK_INT(cell_of(&s, 2, "paid_ever"), 600000);
    arena_free(&a);
    site_end(&b.l.v.s);
}

SITE(classes_and_what_is_set_aside)
{
    struct book_of b;
    struct arena a = { 0 };
    struct sheet s;

    book_start(&b, db);
    /* 51 days: substandard, a quarter of 11,000; 1.5 % of the other 29,250. */
    s = made(db, "classes", "2014-04", "", &a, 1);
    CHECK_STR(s.title, S("State Bank, microfinance banks, 2006"));
    CHECK_INT(cell_of(&s, 0, "loans"), 2);
    CHECK_INT(cell_of(&s, 2, "loans"), 1);
    CHECK_INT(cell_of(&s, 2, "amount"), 275000);
    CHECK_INT(cell_of(&s, 5, "amount"), 43875);
    CHECK_INT(cell_of(&s, 6, "amount"), 318875);
    /* Agreed on anew: half of it until the first falls due, all once late. */
    say_that(&b.l.v, "rescheduling",
             "{\"approver\":\"%2\",\"first_due\":\"2014-07-10\",\"held\":"
             "\"2014-05-05\",\"instalments\":11,\"loan\":\"%1\",\"why\":"
             "\"flood\"}",
             b.late, b.l.one, ID_NONE);
    s = made(db, "classes", "2014-05", "", &a, 0);
    CHECK_INT(cell_of(&s, 5, "loans"), 1);
    CHECK_INT(cell_of(&s, 5, "amount"), 550000);
    s = made(db, "classes", "2014-07", "", &a, 0);
    CHECK_INT(cell_of(&s, 6, "amount"), 1100000);
    s = made(db, "classes", "2014-04", "", &a, 0); /* that day knew nothing */
    CHECK_INT(cell_of(&s, 2, "amount"), 275000);
    arena_free(&a);
    site_end(&b.l.v.s);
}

/* The bullet is late in no report, and stands here. */
SITE(when_it_falls_due)
{
    struct book_of b;
    struct arena a = { 0 };
    struct sheet s;

    book_start(&b, db);
    s = made(db, "ageing", "2014-04", "", &a, 0);
    CHECK_INT(cell_of(&s, 0, "principal"), 200000);
    CHECK_INT(cell_of(&s, 1, "principal"), 200000);
    CHECK_INT(cell_of(&s, 3, "once"), 1200000); /* 10 October */
    CHECK_INT(cell_of(&s, 6, "principal"), 3200000);
    CHECK_INT(cell_of(&s, 6, "once"), 1200000);
    arena_free(&a);
    site_end(&b.l.v.s);
}

/* ---- kept rows and replays say the same ---------------------------------*/

struct sums {
    int64_t loans, late;
    paisa outstanding, late_principal, late_charge, charge_left, days;
    int64_t rows; /* read without a replay */
};

static void sum_see(void *self, const struct portfolio_loan *l)
{
    struct sums *s = self;

    s->rows += !l->book;
    if (l->stand.outstanding <= 0)
        return;
    s->loans++;
    s->late += l->stand.days_late > 0;
    s->days += l->stand.days_late;
    s->outstanding += l->stand.outstanding;
    s->late_principal += l->stand.late_principal;
    s->late_charge += l->stand.late_charge;
    s->charge_left += l->stand.charge_left;
}

SITE(kept_rows_and_replays_are_one)
{
    struct book_of b;
    int64_t rows = 0;

    book_start(&b, db);
    repaid(&b.l, b.once, "2014-10-12", 13000);
    for (int months = 0; months < 14; months++) {
        struct portfolio_ask ask = {
            .on = schedule_day(PERIOD_MONTH, day_of(2014, 1, 11), months)
        };
        struct sums kept = { 0 }, replayed = { 0 };

        CHECK_INT(portfolio_each(db, &ask, sum_see, &kept), 0);
        ask.books = true;
        CHECK_INT(portfolio_each(db, &ask, sum_see, &replayed), 0);
        rows += kept.rows;
        CHECK_INT(replayed.rows, 0);
        kept.rows = 0;
        if (!CHECK(!memcmp(&kept, &replayed, sizeof kept)))
            printf("# month %d\n", months);
    }
    CHECK(rows > 0);
    site_end(&b.l.v.s);
}
