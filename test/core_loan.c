/* core_loan - a loan's life, replayed: what a payment pays, what is late, what
 * is settled, agreed on anew or written off; and what no history may break. */
#include <stdlib.h>
#include <string.h>

#include "../src/core/loan.h"
#include "tap.h"

/* ---- a loan to try things on --------------------------------------------*/

/* 12,000 rupees at 12 % flat: twelve instalments of 1,000 and 120. */
static struct loan_terms flat(void)
{
    return (struct loan_terms){ .method = METHOD_FLAT,
                                .rate = 120000,
                                .period = PERIOD_MONTH,
                                .instalments = 12,
                                .unit = 100,
                                .profit = INT_NONE };
}

#define RS(n) ((paisa)(n)*100)

/* Days of the loan: 1 January 2024 is paid out, n months later. */
static day after(int months, int days)
{
    return schedule_day(PERIOD_MONTH, day_of(2024, 1, 1), months) + days;
}

static struct loan_act act(enum act what, day on, paisa amount)
{
    static uint8_t number;

    return (struct loan_act){ .what = what,
                              .on = on,
                              .amount = amount,
                              .charge = INT_NONE,
                              .instalments = INT_NONE,
                              .period = -1,
                              .first_due = DAY_NONE,
                              .entry = { { ++number, 1 } } };
}

static struct loan_stand stand(const struct loan_terms *t,
                               const struct loan_act *a, size_t n, day on,
                               struct loan_done *done)
{
    static struct loan_book b;

    loan_replay(&b, t, a, n, on, done);
    return loan_stand_on(&b, on);
}

TEST(a_loan_is_late_from_the_day_after_it_fell_due)
{
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)) };
    static const struct {
        int months, days;
        int64_t late;
        paisa principal, charge;
        enum loan_state state;
    } said[] = {
        { 0, 0, 0, 0, 0, LOAN_LIVE },
        { 1, 0, 0, 0, 0, LOAN_LIVE },
        { 1, 1, 1, RS(1000), RS(120), LOAN_LATE },
        { 2, 0, 29, RS(1000), RS(120), LOAN_LATE },
        { 2, 1, 30, RS(2000), RS(240), LOAN_LATE },
        { 13, 0, 366, RS(12000), RS(1440), LOAN_LATE },
    };

    for (size_t i = 0; i < LEN(said); i++) {
        struct loan_stand s = stand(&t, a, 1,
                                    after(said[i].months, said[i].days), NULL);

        CHECK_INT(s.days_late, said[i].late);
        CHECK_INT(s.late_principal, said[i].principal);
        CHECK_INT(s.late_charge, said[i].charge);
        CHECK_INT(s.state, said[i].state);
        CHECK_INT(s.outstanding, RS(12000));
        CHECK_INT(s.oldest, after(1, 0));
    }
    CHECK_INT(stand(&t, a, 1, after(0, -1), NULL).state, LOAN_ASKED);
}

TEST(what_a_payment_pays_first)
{
    static const struct {
        enum orders orders;
        paisa amount, penalty, charge, principal;
    } said[] = {
        /* Two instalments are late by then, 2,240, and 17.17 of penalty. */
        { ORDER_BY_INSTALMENT, RS(1000), 1717, 12000, 86283 },
        { ORDER_BY_INSTALMENT, RS(1200), 1717, 18283, RS(1000) },
        { ORDER_CHARGE_FIRST, RS(1000), 1717, 24000, 74283 },
        { ORDER_PRINCIPAL_FIRST, RS(1000), 0, 0, RS(1000) },
        { ORDER_PRINCIPAL_FIRST, RS(1120), 0, 12000, RS(1000) },
        /* 3,000 pays 742.83 of what is still to come. */
        { ORDER_BY_INSTALMENT, RS(3000), 1717, 36000, 262283 },
        { ORDER_PRINCIPAL_AHEAD, RS(3000), 1717, 24000, 274283 },
    };

    for (size_t i = 0; i < LEN(said); i++) {
        struct loan_terms t = flat();
        struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)),
                                act(ACT_REPAID, after(2, 5), said[i].amount) };
        struct loan_done done[2];

        t.penalty_rate = 143500; /* 14.35 % */
        t.orders = said[i].orders;
        stand(&t, a, 2, after(2, 5), done);
        if (!CHECK_INT(done[1].penalty, said[i].penalty) ||
            !CHECK_INT(done[1].charge, said[i].charge) ||
            !CHECK_INT(done[1].principal, said[i].principal))
            printf("# in row %zu\n", i);
    }
}

TEST(penalty_runs_by_the_day_and_is_rounded_once)
{
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)),
                            act(ACT_REPAID, after(1, 10), RS(1)),
                            act(ACT_REPAID, after(1, 20), RS(1)) };
    struct loan_act one[] = { a[0] };
    paisa sum = 0, penalty;
    struct loan_done done[3];

    t.penalty_rate = 365000; /* a thousandth a day */
    penalty = stand(&t, one, 1, after(1, 10), NULL).penalty;
    CHECK_INT(penalty, RS(1120) / 1000 * 10);
    CHECK_INT(stand(&t, one, 1, after(1, 0), NULL).penalty, 0);
    stand(&t, a, 3, after(1, 20), done);
    for (int i = 0; i < 3; i++)
        sum += done[i].penalty;
    CHECK_INT(sum, RS(2));
    t.penalty_rate = 0; /* qard: late money costs nothing */
    CHECK_INT(stand(&t, one, 1, after(11, 10), NULL).penalty, 0);
}

TEST(beyond_what_is_owed_it_is_owed_back)
{
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)),
                            act(ACT_REPAID, after(3, 0), RS(13000)),
                            act(ACT_REPAID, after(4, 0), RS(500)) };
    struct loan_done done[3];
    struct loan_stand s = stand(&t, a, 3, after(4, 0), done);

    CHECK_INT(s.outstanding, 0);
    CHECK_INT(s.state, LOAN_PAID);
    CHECK_INT(s.overpaid, RS(60));
    CHECK_INT(done[2].principal + done[2].charge, RS(440));
    CHECK_INT(done[2].overpaid, RS(60));
    CHECK_INT(s.oldest, DAY_NONE);
    /* Paid before anything was paid out. */
    a[1].on = after(0, -1);
    loan_acts_sort(a, 3);
    s = stand(&t, a, 3, after(4, 0), done);
    CHECK_INT(s.overpaid, RS(13000));
    CHECK_INT(s.outstanding, RS(11620));
}

TEST(settled_early)
{
    static struct loan_book b;
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)),
                            act(ACT_REPAID, after(3, 15), 0) };
    struct loan_done done[2];
    struct loan_stand s;
    paisa due;

    /* What was fixed is owed whole (finance.md 12, 13). */
    loan_replay(&b, &t, a, 1, after(3, 15), NULL);
    CHECK_INT(loan_to_settle(&b, after(3, 15)), RS(13440));

    /* What runs is owed as far as it ran: three months and 15 of 30 days. */
    t.method = METHOD_EQUAL_PRINCIPAL;
    loan_replay(&b, &t, a, 1, after(3, 15), NULL);
    due = loan_to_settle(&b, after(3, 15));
    CHECK_INT(due, RS(12000) + RS(120 + 110 + 100) + RS(90) / 2);
    a[1].settles = true;
    a[1].amount = due;
    s = stand(&t, a, 2, after(3, 15), done);
    CHECK_INT(s.outstanding, 0);
    CHECK_INT(s.state, LOAN_PAID);
    CHECK_INT(s.charge_left, 0);
    CHECK_INT(done[1].charge, RS(375));
    CHECK_INT(done[1].waived, RS(780) - RS(375));
    CHECK(done[1].trouble == NULL);

    /* A rupee short settles nothing: it pays what it pays. */
    a[1].amount = due - RS(1);
    s = stand(&t, a, 2, after(3, 15), done);
    CHECK_STR(str_of(done[1].trouble), S("repayment.settles_short"));
    CHECK(s.state == LOAN_LIVE && s.outstanding > 0);
    CHECK_INT(done[1].waived, 0);

    /* A murabaha: who pays early may be let off profit that is not due. */
    t = flat();
    t.method = METHOD_MURABAHA;
    t.profit = RS(2400);
    a[1].amount = RS(12000) + RS(600) + RS(1000); /* three were due */
    s = stand(&t, a, 2, after(3, 15), done);
    CHECK_INT(s.state, LOAN_PAID);
    CHECK_INT(done[1].charge, RS(1600));
    CHECK_INT(done[1].waived, RS(800));
    a[1].amount = RS(12000) + RS(600) - 1; /* not off what is */
    s = stand(&t, a, 2, after(3, 15), done);
    CHECK_STR(str_of(done[1].trouble), S("repayment.settles_short"));
}

TEST(agreed_on_anew)
{
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)),
                            act(ACT_REPAID, after(1, 0), RS(1120)),
                            act(ACT_RESCHEDULED, after(5, 10), INT_NONE) };
    struct loan_done done[3];
    struct loan_stand s;

    a[2].instalments = 11;
    a[2].first_due = after(7, 0);
    s = stand(&t, a, 3, after(6, 0), done);
    CHECK_INT(s.outstanding, RS(11000));
    CHECK_INT(s.charge_left, RS(1320)); /* fixed: not a rupee more */
    CHECK_INT(s.days_late, 0);
    CHECK_INT(s.state, LOAN_RESCHEDULED);
    CHECK_INT(s.next, after(7, 0));
    CHECK_INT(s.next_amount, RS(1120));
    CHECK_INT(stand(&t, a, 3, after(7, 31), NULL).days_late, 31);

    /* A charge that runs goes on: what ran is due with the first one. */
    t.method = METHOD_EQUAL_PRINCIPAL;
    s = stand(&t, a, 3, after(6, 0), done);
    CHECK_INT(s.outstanding, RS(11000));
    CHECK(done[2].trouble == NULL);
    CHECK(s.next_amount > RS(1000) + RS(110) + RS(110 + 100 + 90 + 80));

    /* Terms that make no schedule change nothing. */
    a[2].first_due = after(4, 0);
    s = stand(&t, a, 3, after(6, 0), done);
    CHECK_STR(str_of(done[2].trouble), S("rescheduling.no_schedule"));
    CHECK_INT(s.oldest, after(2, 0));
}

TEST(written_off_and_the_claim_is_kept)
{
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(12000)),
                            act(ACT_REPAID, after(1, 0), RS(1120)),
                            act(ACT_WRITTEN_OFF, after(9, 0), INT_NONE),
                            act(ACT_REPAID, after(12, 0), RS(4000)),
                            act(ACT_REPAID, after(13, 0), RS(7500)) };
    struct loan_done done[5];
    struct loan_stand s = stand(&t, a, 3, after(10, 0), done);

    CHECK_INT(s.outstanding, 0);
    CHECK_INT(s.claim, RS(11000));
    CHECK_INT(s.state, LOAN_WRITTEN_OFF);
    CHECK_INT(s.days_late, 0);
    CHECK_INT(done[2].principal, RS(11000));
    s = stand(&t, a, 5, after(14, 0), done);
    CHECK_INT(done[3].recovered, RS(4000));
    CHECK_INT(done[4].recovered, RS(7000));
    CHECK_INT(done[4].overpaid, RS(500));
    CHECK_INT(s.claim, 0);
    CHECK_INT(s.state, LOAN_RECOVERED);

    /* A part: the last instalments go, what is late stays late. */
    a[2].amount = RS(2500);
    s = stand(&t, a, 3, after(10, 0), done);
    CHECK_INT(s.outstanding, RS(8500));
    CHECK_INT(s.claim, RS(2500));
    CHECK_INT(s.oldest, after(2, 0));
    CHECK_INT(s.charge_left, RS(9 * 120)); /* of the tenth, half is left */
    CHECK(done[2].trouble == NULL);
    a[2].amount = RS(11001);
    s = stand(&t, a, 3, after(10, 0), done);
    CHECK_STR(str_of(done[2].trouble), S("writeoff.more_than_owed"));
    CHECK_INT(s.claim, RS(11000));
}

TEST(paid_out_twice_is_owed_twice)
{
    struct loan_terms t = flat();
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(6000)),
                            act(ACT_PAID_OUT, after(1, 0), RS(6000)) };
    struct loan_done done[2];
    struct loan_stand s = stand(&t, a, 2, after(2, 1), done);

    CHECK_INT(s.outstanding, RS(12000));
    CHECK_INT(s.late_principal, RS(1500)); /* two of the first, one more */
    CHECK_STR(str_of(done[1].trouble), S("disbursement.again"));
    CHECK_INT(s.charge_left, RS(1440));
    t.grace_principal = 12; /* terms of nothing: owed at once, all the same */
    s = stand(&t, a, 1, after(0, 1), done);
    CHECK_STR(str_of(done[0].trouble), S("disbursement.no_schedule"));
    CHECK_INT(s.late_principal, RS(6000));
}

/* Two harvests are listed before the loan is paid out; Eid is a closed day. */
TEST(lists_and_closed_days_are_of_the_terms)
{
    struct loan_terms t = { .method = METHOD_QARD,
                            .period = PERIOD_LIST,
                            .instalments = 1,
                            .profit = INT_NONE,
                            .holiday = HOLIDAY_NEXT };
    struct loan_act a[] = { act(ACT_PAID_OUT, after(0, 0), RS(10000)),
                            act(ACT_LISTED, after(4, 0), RS(3000)),
                            act(ACT_LISTED, after(10, 0), RS(7000)),
                            act(ACT_CLOSED, after(4, 0), INT_NONE),
                            act(ACT_CLOSED, after(4, 1), INT_NONE) };
    struct loan_stand s;

    loan_acts_sort(a, LEN(a));
    s = stand(&t, a, LEN(a), after(2, 0), NULL);
    CHECK_INT(s.next, after(4, 2));
    CHECK_INT(s.next_amount, RS(3000));
    CHECK_INT(s.charge_left, 0);
}

/* ---- packed -------------------------------------------------------------*/

static uint64_t seed;

static int64_t chance(int64_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((seed >> 33) % (uint64_t)below);
}

static struct loan_terms some_terms(void)
{
    struct loan_terms t = { .method = (enum method)chance(7),
                            .rate = chance(400000),
                            .day_count = (enum day_count)chance(2),
                            .period = (enum period)chance(6),
                            .instalments = 1 + chance(30),
                            .grace_principal = chance(4) ? 0 : chance(3),
                            .grace_charge = chance(4) ? 0 : chance(3),
                            .unit = chance(2) * 100,
                            .rounding = (enum rounding)chance(3),
                            .profit = INT_NONE,
                            .penalty_rate = chance(2) * chance(300000),
                            .orders = (enum orders)chance(4),
                            .holiday = (enum holiday)chance(3),
                            .weekend = chance(2) ? 1u << 6 : 0 };

    if (t.method == METHOD_QARD || t.method == METHOD_MURABAHA)
        t.rate = 0;
    if (t.method == METHOD_MURABAHA)
        t.profit = chance(500000);
    return t;
}

#define ACTS 40

/* A history by chance, in order: mostly payments, of any size. */
static size_t some_acts(struct loan_act *a, bool first)
{
    size_t n = 0;
    day on = after(0, 0);
    paisa amount = 100 + chance(5000000);

    if (first)
        a[n++] = act(ACT_PAID_OUT, on, amount);
    while (n < ACTS && chance(30)) {
        int64_t what = chance(100);

        on += (day)chance(45);
        a[n] = act(what < 88 ? ACT_REPAID :
                   what < 92 ? ACT_RESCHEDULED :
                   what < 95 ? ACT_WRITTEN_OFF :
                               ACT_PAID_OUT,
                   on, 1 + chance(amount / 3 + 2));
        a[n].settles = a[n].what == ACT_REPAID && what < 10;
        if (a[n].what == ACT_RESCHEDULED) {
            a[n].amount = INT_NONE;
            a[n].instalments = 1 + chance(20);
            a[n].period = (int32_t)chance(7) - 1;
            a[n].first_due = chance(9) ? on + 10 + (day)chance(60) : on - 3;
        }
        if (a[n].what == ACT_WRITTEN_OFF && chance(2))
            a[n].amount = INT_NONE;
        n++;
    }
    return n;
}

static bool same_stand(struct loan_stand x, struct loan_stand y)
{
    return x.state == y.state && x.outstanding == y.outstanding &&
           x.late_principal == y.late_principal &&
           x.late_charge == y.late_charge && x.penalty == y.penalty &&
           x.charge_left == y.charge_left && x.claim == y.claim &&
           x.overpaid == y.overpaid && x.days_late == y.days_late &&
           x.oldest == y.oldest && x.next == y.next &&
           x.next_amount == y.next_amount &&
           x.due_principal == y.due_principal && x.due_charge == y.due_charge;
}

TEST(what_is_packed_stands_the_same)
{
    seed = 11;
    for (int i = 0; i < 3000; i++) {
        struct loan_terms t = some_terms(), back;
        struct loan_act a[ACTS], b[ACTS];
        struct arena arena = { 0 };
        size_t n = some_acts(a, chance(20) > 0), m = 0;
        struct str text;
        day on = after((int)chance(30), 0);

        loan_acts_sort(a, n);
        text = loan_pack(&t, a, n, &arena);
        if (!CHECK(loan_unpack(text, &back, b, ACTS, &m)) || !CHECK_INT(m, n) ||
            !CHECK(same_stand(stand(&t, a, n, on, NULL),
                              stand(&back, b, m, on, NULL))))
            printf("# history %d: %.*s\n", i, (int)text.n, text.p);
        arena_free(&arena);
    }
}

TEST(a_text_that_is_none_is_refused)
{
    static const char *const bad[] = {
        "",
        ";",
        "0,120000,0,2,12,0,0,100,0,,0,0,0;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0",
        "9,120000,0,2,12,0,0,100,0,,0,0,0,0;",
        "0,-1,0,2,12,0,0,100,0,,0,0,0,0;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;x1,2;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;r1",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;r1,",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;r1,2,3;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;r999999,5;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;r1,99999999999999999999;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;r1,-;",
        "0,120000,0,2,12,0,0,100,0,,0,0,0,0;p1,5,999999;",
    };
    struct loan_terms t;
    struct loan_act a[4];
    size_t n;

    for (size_t i = 0; i < LEN(bad); i++)
        if (!CHECK(!loan_unpack(str_of(bad[i]), &t, a, LEN(a), &n)))
            printf("# \"%s\"\n", bad[i]);
    CHECK(loan_unpack(S("0,120000,0,2,12,0,0,100,0,,0,0,0,0;"
                        "p19723,1200000,;r31,112000;s1,5;"),
                      &t, a, LEN(a), &n));
    CHECK_INT(n, 3);
    CHECK_INT(a[1].on, 19754);
    CHECK_INT(a[0].first_due, DAY_NONE);
    CHECK(a[2].settles);
    CHECK(!loan_unpack(S("0,120000,0,2,12,0,0,100,0,,0,0,0,0;"
                         "r1,1;r1,1;r1,1;r1,1;r1,1;"),
                       &t, a, LEN(a), &n)); /* more than there is room */
}

/* ---- what no history may break ------------------------------------------*/

/* Invariants 10 to 19 of finance.md 12, on every day of a history. */
static bool history_holds(const struct loan_terms *t, const struct loan_act *a,
                          size_t n, const struct loan_done *done)
{
    static struct loan_book b;
    paisa out = 0, principal = 0, charge = 0, recovered = 0, off = 0, over = 0;
    paisa penalty = 0;
    bool good = true;

    for (size_t i = 0; i < n; i++) {
        const struct loan_done *d = &done[i];

        out += a[i].what == ACT_PAID_OUT ? a[i].amount : 0;
        principal += a[i].what == ACT_REPAID ? d->principal : 0;
        off += a[i].what == ACT_WRITTEN_OFF ? d->principal : 0;
        charge += d->charge;
        penalty += d->penalty;
        recovered += d->recovered;
        over += d->overpaid;
        good = good && d->principal >= 0 && d->charge >= 0 && d->penalty >= 0 &&
               d->overpaid >= 0 && d->waived >= 0;
        if (a[i].what == ACT_REPAID) /* to the paisa, nothing lost */
            good = good && d->principal + d->charge + d->penalty +
                                   d->recovered + d->overpaid ==
                               a[i].amount;
        good = good && (t->method != METHOD_QARD || d->charge == 0);
    }
    loan_replay(&b, t, a, n, DAY_LAST, NULL);
    good = good && b.disbursed == out && b.principal_paid == principal &&
           b.written_off == off && b.recovered == recovered &&
           b.overpaid == over && b.charge_paid == charge &&
           b.penalty_paid == penalty && recovered <= off &&
           out - principal - off >= 0;
    principal = charge = 0;
    for (size_t i = 0; i < b.dues; i++) {
        good = good && b.due[i].principal_paid <= b.due[i].principal &&
               b.due[i].charge_paid <= b.due[i].charge &&
               b.due[i].principal_paid >= 0 && b.due[i].charge_paid >= 0 &&
               (i == 0 || b.due[i - 1].on <= b.due[i].on);
        principal += b.due[i].principal;
        charge += b.due[i].charge;
    }
    good = good && principal == out - off; /* 10, 11 */
    if (t->method == METHOD_MURABAHA)      /* 13: no growth */
        good = good && charge + b.waived <= t->profit;
    return good;
}

/* Days late grow by one a day while nothing is paid (19), and never come back
 * from a day on which they were not there. */
static bool days_grow(const struct loan_terms *t, const struct loan_act *a,
                      size_t n)
{
    static struct loan_book b;
    int64_t before = 0;
    bool good = true;

    for (day on = after(0, 0); on < after(24, 0) && good; on++) {
        bool paid = false;
        struct loan_stand s;

        for (size_t i = 0; i < n; i++)
            paid = paid || a[i].on == on;
        loan_replay(&b, t, a, n, on, NULL);
        s = loan_stand_on(&b, on);
        if (!paid)
            good = before ? s.days_late == before + 1 :
                            s.days_late == 0 || s.days_late == 1;
        good = good && s.outstanding >= 0 &&
               s.late_principal <= s.outstanding && s.days_late >= 0 &&
               (s.days_late > 0) == (s.late_principal + s.late_charge > 0);
        before = s.days_late;
    }
    return good;
}

TEST(no_history_breaks_the_invariants)
{
    seed = 3;
    for (int i = 0; i < 4000; i++) {
        struct loan_terms t = some_terms();
        struct loan_act a[ACTS];
        struct loan_done done[ACTS];
        size_t n = some_acts(a, chance(20) > 0);
        static struct loan_book b;

        loan_acts_sort(a, n);
        loan_replay(&b, &t, a, n, DAY_LAST, done);
        if (!CHECK(history_holds(&t, a, n, done)))
            printf("# history %d\n", i);
    }
}

TEST(days_late_grow_while_nothing_is_paid)
{
    seed = 5;
    for (int i = 0; i < 60; i++) {
        struct loan_terms t = some_terms();
        struct loan_act a[ACTS];
        size_t n = some_acts(a, true);

        loan_acts_sort(a, n);
        if (!CHECK(days_grow(&t, a, n)))
            printf("# history %d\n", i);
    }
}

/* Acts are a set: in whatever order they came, they stand the same. */
TEST(the_order_in_which_acts_came_is_nothing)
{
    seed = 17;
    for (int i = 0; i < 500; i++) {
        struct loan_terms t = some_terms();
        struct loan_act a[ACTS], b[ACTS];
        size_t n = some_acts(a, true);
        day on = after((int)chance(24), 0);

        for (size_t k = 0; k < n; k++)
            b[k] = a[k];
        for (size_t k = n; k > 1; k--) {
            size_t with = (size_t)chance((int64_t)k);
            struct loan_act keep = b[k - 1];

            b[k - 1] = b[with];
            b[with] = keep;
        }
        loan_acts_sort(a, n);
        loan_acts_sort(b, n);
        CHECK(same_stand(stand(&t, a, n, on, NULL), stand(&t, b, n, on, NULL)));
    }
}

/* A day of the past stands as if nothing had happened since. */
TEST(a_past_day_knows_nothing_of_later_ones)
{
    seed = 23;
    for (int i = 0; i < 1000; i++) {
        struct loan_terms t = some_terms();
        struct loan_act a[ACTS];
        size_t n = some_acts(a, true), until = 0;
        day on = after((int)chance(24), 0);

        loan_acts_sort(a, n);
        while (until < n && a[until].on <= on)
            until++;
        CHECK(same_stand(stand(&t, a, n, on, NULL),
                         stand(&t, a, until, on, NULL)));
    }
}
