/* core_terms - what other terms owe, what a loan costs a year, and what no
 * terms may break. */
#include "../src/core/schedule.h"
#include "tap.h"

/* ---- other methods ------------------------------------------------------*/

TEST(what_a_season_an_animal_or_a_sale_owes)
{
    static const struct due harvest[] = { { 19844, 300000, INT_NONE },
                                          { 20027, 700000, 50000 } };
    struct schedule s = { .principal = 1000000,
                          .rate = 180000,
                          .method = METHOD_BULLET,
                          .period = PERIOD_MONTH,
                          .instalments = 8,
                          .charge = INT_NONE,
                          .paid = day_of(2024, 1, 31),
                          .first_due = DAY_NONE };
    struct due due[SCHEDULE_MOST];

    /* An animal: 10,000 at 18 % for eight months is 1,200, all on one day. */
    CHECK_INT(schedule_make(&s, due), 1);
    CHECK_INT(due[0].on, day_of(2024, 9, 30));
    CHECK_INT(due[0].principal, 1000000);
    CHECK_INT(due[0].charge, 120000);
    s.day_count = COUNT_ACTUAL_365; /* 243 days */
    CHECK_INT(schedule_make(&s, due), 1);
    CHECK_INT(due[0].charge, 119836);

    /* Two harvests, 1 May and 31 October; the second one's charge is agreed. */
    s.method = METHOD_IRREGULAR;
    s.period = PERIOD_LIST;
    s.list = harvest;
    s.list_n = 2;
    CHECK_INT(schedule_make(&s, due), 2);
    CHECK_INT(due[0].charge, 44877); /* 91 days */
    CHECK_INT(due[1].charge, 50000);
    CHECK_INT(due[1].on, day_of(2024, 10, 31));

    /* Qard: the principal, no more. */
    s.method = METHOD_QARD;
    s.period = PERIOD_MONTH;
    s.instalments = 3;
    s.unit = 100;
    CHECK_INT(schedule_make(&s, due), 3);
    CHECK_INT(due[0].principal, 333300);
    CHECK_INT(due[2].principal, 333400);
    CHECK_INT(due[0].charge + due[1].charge + due[2].charge, 0);

    /* Murabaha: 10,000 and a profit of 1,500, whatever rate stands there. */
    s.method = METHOD_MURABAHA;
    s.charge = 150000;
    CHECK_INT(schedule_make(&s, due), 3);
    CHECK_INT(due[0].principal + due[0].charge, 383300);
    CHECK_INT(due[0].charge + due[1].charge + due[2].charge, 150000);
}

TEST(the_flat_charge_of_actual_days_and_of_one_payment)
{
    struct schedule s = { .principal = 1000000,
                          .rate = 200000,
                          .method = METHOD_FLAT,
                          .day_count = COUNT_ACTUAL_365,
                          .period = PERIOD_MONTH,
                          .instalments = 12,
                          .charge = INT_NONE,
                          .paid = day_of(2023, 3, 1),
                          .first_due = DAY_NONE };
    struct due due[SCHEDULE_MOST];
    paisa sum = 0;
    size_t n = schedule_make(&s, due);

    for (size_t i = 0; i < n; i++)
        sum += due[i].charge;
    CHECK_INT(n, 12);
    CHECK_INT(sum, 200548); /* 366 days of a leap year, over 365 */
    s.period = PERIOD_ONCE;
    s.first_due = day_of(2023, 9, 1);
    CHECK_INT(schedule_make(&s, due), 1);
    CHECK_INT(due[0].charge, 100822); /* 184 days */
    s.day_count = COUNT_30_360;
    CHECK_INT(schedule_make(&s, due), 1);
    CHECK_INT(due[0].charge, 100000);
}

TEST(rounding_is_a_setting)
{
    static const struct {
        enum rounding rounding;
        paisa want;
    } said[] = { { ROUND_HALF_EVEN, 1562 }, /* of 15.625 */
                 { ROUND_HALF_UP, 1563 },
                 { ROUND_UP, 1563 } };
    int64_t part = 0;

    for (size_t i = 0; i < LEN(said); i++) {
        struct schedule s = { .principal = 125000,
                              .rate = 150000,
                              .method = METHOD_FLAT,
                              .period = PERIOD_MONTH,
                              .instalments = 4,
                              .charge = INT_NONE,
                              .paid = day_of(2023, 9, 1),
                              .first_due = DAY_NONE };
        struct due due[SCHEDULE_MOST];

        s.rounding = said[i].rounding;
        schedule_make(&s, due);
        CHECK_INT(due[0].charge, said[i].want);
    }
    CHECK(money_part(7, 1, 2, ROUND_HALF_EVEN, &part) && part == 4);
    CHECK(money_part(5, 1, 2, ROUND_HALF_EVEN, &part) && part == 2);
    CHECK(money_part(5, 1, 2, ROUND_HALF_UP, &part) && part == 3);
    CHECK(money_part(10, 1, 3, ROUND_UP, &part) && part == 4);
    CHECK(money_part(INT64_MAX, 2, 2, ROUND_HALF_EVEN, &part) &&
          part == INT64_MAX);
    CHECK(!money_part(INT64_MAX, 3, 2, ROUND_HALF_EVEN, &part));
}

/* ---- what no terms may break --------------------------------------------*/

static uint64_t chance(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* Invariants 10, 13 and 14 of finance.md 12, over terms made by chance. */
TEST(principal_adds_up_whatever_the_terms)
{
    uint64_t seed = 7;
    int made = 0;

    for (int i = 0; i < 20000; i++) {
        struct schedule s = {
            .principal = 1 + (paisa)(chance(&seed) % 100000000),
            .rate = (int64_t)(chance(&seed) % 600000),
            .method = (enum method)(chance(&seed) % 7),
            .day_count = (enum day_count)(chance(&seed) % 2),
            .period = (enum period)(chance(&seed) % 6),
            .instalments = 1 + (int64_t)(chance(&seed) % 60),
            .unit = (paisa[]){ 0, 100, 1000, 10000 }[chance(&seed) % 4],
            .rounding = (enum rounding)(chance(&seed) % 3),
            .charge = INT_NONE,
            .paid = day_of(2020, 1, 1) + (day)(chance(&seed) % 1000),
            .first_due = DAY_NONE,
            .holiday = (enum holiday)(chance(&seed) % 3),
            .weekend = 1u << 6
        };
        struct due due[SCHEDULE_MOST];
        paisa principal = 0, charge = 0;
        size_t n;
        bool good = true;

        s.grace_principal = (int64_t)(chance(&seed) % 3);
        s.grace_charge = (int64_t)(chance(&seed) % 3);
        n = schedule_make(&s, due);
        for (size_t k = 0; k < n; k++) {
            good = good && due[k].principal >= 0 && due[k].charge >= 0 &&
                   due[k].on >= (k ? due[k - 1].on : s.paid);
            principal += due[k].principal;
            charge += due[k].charge;
        }
        made += n > 0;
        good = good && (n == 0 || principal == s.principal) &&
               (s.method != METHOD_QARD || charge == 0);
        if (!CHECK(good))
            printf("# terms number %d\n", i);
    }
    CHECK(made > 12000);
}

TEST(terms_that_make_no_schedule)
{
    static const struct due twice[] = { { 20000, 500, 0 }, { 20000, 500, 0 } };
    static const struct due few[] = { { 20000, 500, 0 }, { 20010, 400, 0 } };
    static const struct due many[] = { { 20000, 500, 0 }, { 20010, 600, 0 } };
    static const struct due early[] = { { 19000, 1000, 0 } };
    static const struct schedule good = { .principal = 1000,
                                          .rate = 100000,
                                          .method = METHOD_DECLINING,
                                          .period = PERIOD_MONTH,
                                          .instalments = 4,
                                          .charge = INT_NONE,
                                          .paid = 19900,
                                          .first_due = DAY_NONE };
    struct due due[SCHEDULE_MOST];
    struct schedule s[14];
    size_t n = 0;

    CHECK_INT(schedule_make(&good, due), 4);
    for (size_t i = 0; i < LEN(s); i++)
        s[i] = good;
    s[n++].principal = 0;
    s[n++].principal = LOAN_MOST + 1;
    s[n++].rate = -1;
    s[n++].rate = RATE_MOST + 1;
    s[n++].instalments = 0;
    s[n++].instalments = SCHEDULE_MOST + 1;
    s[n++].grace_principal = 4;
    s[n++].grace_charge = 4;
    s[n++].paid = DAY_NONE;
    s[n++].first_due = 19899;
    for (size_t i = n; i < LEN(s); i++) {
        s[i].method = METHOD_IRREGULAR;
        s[i].period = PERIOD_LIST;
        s[i].list_n = 2;
    }
    s[n++].list = twice;
    s[n++].list = few;
    s[n++].list = many;
    s[n].list_n = 1;
    s[n++].list = early;
    CHECK_INT(n, LEN(s));
    for (size_t i = 0; i < LEN(s); i++)
        if (!CHECK_INT(schedule_make(&s[i], due), 0))
            printf("# terms number %zu\n", i);
}

/* The most there is, in every method: no sum runs over. */
TEST(the_greatest_loan)
{
    for (int m = 0; m < 7; m++) {
        struct schedule s = { .principal = LOAN_MOST,
                              .rate = RATE_MOST,
                              .method = (enum method)m,
                              .day_count = COUNT_ACTUAL_365,
                              .period = PERIOD_WEEK,
                              .instalments = SCHEDULE_MOST,
                              .charge = m == METHOD_MURABAHA ? LOAN_MOST :
                                                               INT_NONE,
                              .paid = day_of(2020, 1, 1),
                              .first_due = DAY_NONE };
        struct due due[SCHEDULE_MOST];
        size_t n = schedule_make(&s, due);
        paisa sum = 0;

        CHECK(n > 0);
        for (size_t i = 0; i < n; i++) {
            CHECK(due[i].principal >= 0 && due[i].charge >= 0);
            sum += due[i].principal;
        }
        CHECK_INT(sum, LOAN_MOST);
    }
}

/* ---- what it costs a year -----------------------------------------------*/

/* apr_check_vectors.csv: flat loans of twelve months, 10,000 lent, part of it
 * taken off at once; what is known of it is 12 times the month's rate. */
TEST(the_apr_of_flat_loans)
{
    static const struct {
        int64_t flat, upfront, want, within;
    } said[] = {
        { 220000, 0, 3840, 5 }, /* 38.4 */ { 220000, 500, 4890, 5 },
        { 200000, 0, 3507, 0 }, { 220000, 400, 4674, 0 },
        { 180000, 0, 3172, 0 },
    };

    for (size_t i = 0; i < LEN(said); i++) {
        struct schedule s = { .principal = 1000000,
                              .rate = said[i].flat,
                              .method = METHOD_FLAT,
                              .period = PERIOD_MONTH,
                              .instalments = 12,
                              .charge = INT_NONE,
                              .paid = day_of(2015, 1, 1),
                              .first_due = DAY_NONE };
        struct due due[SCHEDULE_MOST];
        size_t n = schedule_make(&s, due);
        int64_t apr = schedule_apr(&s, due, n, 1000000 - 100 * said[i].upfront);

        if (!CHECK(apr >= said[i].want - said[i].within &&
                   apr <= said[i].want + said[i].within))
            printf("# %d: %d, want %d\n", (int)i, (int)apr, (int)said[i].want);
    }
}

TEST(the_apr_of_other_loans)
{
    struct schedule s = { .principal = 10000000,
                          .rate = 240000,
                          .method = METHOD_DECLINING,
                          .period = PERIOD_MONTH,
                          .instalments = 12,
                          .charge = INT_NONE,
                          .paid = day_of(2015, 1, 1),
                          .first_due = DAY_NONE };
    struct due due[SCHEDULE_MOST];
    size_t n = schedule_make(&s, due);

    CHECK_INT(schedule_apr(&s, due, n, 10000000), 2400); /* its own rate */
    CHECK(schedule_apr(&s, due, n, 9900000) > 2400);
    CHECK_INT(schedule_apr(&s, due, n, 0), INT_NONE);
    CHECK_INT(schedule_apr(&s, due, n, 20000000), INT_NONE);
    CHECK_INT(schedule_apr(&s, due, n, 1), INT_NONE); /* beyond APR_MOST */
    s.method = METHOD_QARD;
    n = schedule_make(&s, due);
    CHECK_INT(schedule_apr(&s, due, n, 10000000), 0);
    s.method = METHOD_BULLET; /* 18 % flat for a year in one payment: 18 % */
    s.rate = 180000;
    n = schedule_make(&s, due);
    CHECK(n == 1 && schedule_apr(&s, due, n, 10000000) < 1800);
    CHECK(schedule_apr(&s, due, n, 10000000) > 1600);
}
