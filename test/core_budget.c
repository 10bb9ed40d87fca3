/* core_budget - currencies in whole numbers, and what a budget line allows. */
#include "../src/core/budget.h"
#include "tap.h"

/* So many, in so many parts: halves go to the even neighbour. */
static const struct {
    int64_t a, b, c, want;
} share[] = {
    { 10, 1, 4, 2 },   /* 2.5 */
    { 14, 1, 4, 4 },   /* 3.5 */
    { -10, 1, 4, -2 }, /* -2.5 */
    { -14, 1, 4, -4 },
    { 11, 1, 4, 3 },
    { 9, 1, 4, 2 },
    { 0, 5, 7, 0 },
    { INT64_MAX, 100000, 100000, INT64_MAX },
    { INT64_MAX, 2, 1, INT_NONE }, /* it is no number of ours */
    { 1, 1, 0, INT_NONE },
    { 1, 1, -3, INT_NONE },
    { INT_NONE, 1, 3, INT_NONE },
    { 1, INT_NONE, 3, INT_NONE },
};

TEST(a_share_is_rounded_half_to_even)
{
    for (size_t i = 0; i < LEN(share); i++)
        CHECK_INT(share_even(share[i].a, share[i].b, share[i].c),
                  share[i].want);
}

/* 100,000.00 euros at 301.55125 rupees are 30,155,125.00 rupees. */
TEST(rupees_and_currency_belong_together)
{
    CHECK_INT(rupees_of(10000000, 30155125), 3015512500);
    CHECK_INT(units_of(3015512500, 30155125), 10000000);
    CHECK_INT(rate_between(3015512500, 10000000), 30155125);
    CHECK_INT(rate_between(100, 0), INT_NONE);
    CHECK(exchange_agrees(3015512500, 10000000, 30155125));
    CHECK(!exchange_agrees(3015612500, 10000000, 30155125));
    /* The bank gave whole rupees: the rate is what is rounded. */
    CHECK(exchange_agrees(1000000000, 3333333,
                          rate_between(1000000000, 3333333)));
}

/* What is converted once a step adds up over periods, to the cent: before and
 * within make to date, however often the year is cut. */
TEST(parts_of_a_line_add_up)
{
    struct line_used before = { 0, 0 }, date = { 0, 0 };
    int64_t within = 0, cut[] = { 1, 17, 100, 3333, 99999, 1234567 };
    paisa spent = 0;

    for (size_t i = 0; i < LEN(cut); i++) {
        spent += cut[i];
        date = line_add((struct line_used){ 0, 0 },
                        &(struct line_step){ 28051234, spent, 0 });
        within += date.spent - before.spent;
        before = date;
    }
    CHECK_INT(within, units_of(spent, 28051234));
}

TEST(a_line_may_be_passed_by_its_variance)
{
    struct line_used used = { 90, 20 };

    CHECK_INT(line_limit(100, INT_NONE), 110); /* ten percent */
    CHECK_INT(line_limit(100, 0), 100);
    CHECK_INT(line_limit(105, 1000), 115); /* 115.5 is rounded down */
    CHECK_INT(line_limit(INT64_C(100000000000), 10000),
              2 * INT64_C(100000000000));
    CHECK(!line_over(&used, 100, INT_NONE));
    used.committed = 21;
    CHECK(line_over(&used, 100, INT_NONE));
    CHECK(line_over(&used, 100, 0));
    CHECK(!line_over(&used, INT_NONE, 0)); /* no such line: said elsewhere */
}

/* What is only marked in a log is refused in a form. */
TEST(a_warning_is_made_hard)
{
    struct arena a = { 0 };
    struct findings f = findings_start(&a);

    budget_dates(100, 50, 200, &f);
    budget_dates(DAY_NONE, 50, 200, &f);
    budget_dates(100, DAY_NONE, DAY_NONE, &f);
    CHECK_INT(f.n, 0);
    budget_dates(49, 50, 200, &f);
    budget_dates(201, 50, 200, &f);
    CHECK_INT(f.n, 2);
    CHECK(!findings_stop(&f));
    harden(&f, "expense.no_such_line");
    CHECK(!findings_stop(&f));
    harden(&f, "expense.out_of_dates");
    CHECK(findings_stop(&f));
    arena_free(&a);
}
