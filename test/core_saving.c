/* core_saving - balances along a member's days, what is free, profit shared to
 * the last paisa, interest on a daily balance. */
#include "../src/core/saving.h"
#include "tap.h"

static day on(const char *iso)
{
    day d = DAY_NONE;

    day_read(str_of(iso), &d);
    return d;
}

static struct id entry(int n)
{
    struct id id = { { 0 } };

    id.b[0] = (uint8_t)(n >> 8);
    id.b[1] = (uint8_t)n;
    return id;
}

/* Numbers that look like chance and are the same every time. */
static uint32_t next(uint64_t *chance)
{
    *chance = *chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*chance >> 33);
}

/* ---- balances -----------------------------------------------------------*/

TEST(a_day_begins_with_what_comes_in)
{
    struct saving_act act[] = {
        { .on = on("2015-03-02"), .entry = entry(1), .amount = -700 },
        { .on = on("2015-03-02"), .entry = entry(2), .amount = 500 },
        { .on = on("2015-03-01"), .entry = entry(3), .amount = 300 },
        { .on = on("2015-03-02"),
          .entry = entry(0),
          .amount = -200,
          .moves = true },
    };
    paisa held[SAVINGS] = { 0 };

    saving_sort(act, LEN(act));
    CHECK_INT(act[0].amount, 300);
    CHECK_INT(act[1].amount, 500);
    CHECK_INT(act[2].amount, -200); /* moved before it is paid */
    for (size_t i = 0; i < 3; i++)
        saving_put(&act[i], held);
    CHECK_INT(held[SAVING_REGULAR], 600);
    CHECK_INT(held[SAVING_LEFT], 200);
    CHECK_INT(saving_covered(&act[3], held), 600); /* 100 are not there */
    saving_put(&act[3], held);
    CHECK_INT(held[SAVING_REGULAR], 0);
}

/* Thousands of acts in any order: no balance is ever below nothing, what is
 * covered and what is left make up what came in, and the order in which acts
 * were told changes nothing. */
TEST(no_history_takes_a_balance_below_nothing)
{
    enum { ACTS = 300, TIMES = 200 };
    uint64_t chance = 7;

    for (int t = 0; t < TIMES; t++) {
        struct saving_act act[ACTS], other[ACTS];
        paisa held[SAVINGS] = { 0 }, again[SAVINGS] = { 0 };
        paisa in = 0, out = 0, left = 0;

        for (int i = 0; i < ACTS; i++)
            act[i] = (struct saving_act){
                .on = 16000 + (day)(next(&chance) % 400),
                .entry = entry((int)(next(&chance) % 200)),
                .n = i,
                .of = (int32_t)(next(&chance) % SAVINGS),
                .amount = (paisa)(next(&chance) % 100000) - 55000
            };
        for (int i = 0; i < ACTS; i++)
            other[i] = act[ACTS - 1 - i];
        saving_sort(act, ACTS);
        saving_sort(other, ACTS);
        for (int i = 0; i < ACTS; i++) {
            in += act[i].amount > 0 ? act[i].amount : 0;
            out += saving_covered(&act[i], held);
            saving_put(&act[i], held);
            saving_put(&other[i], again);
            for (int k = 0; k < SAVINGS; k++)
                CHECK(held[k] >= 0 && held[k] == again[k]);
        }
        for (int k = 0; k < SAVINGS; k++)
            left += held[k];
        CHECK_INT(left, in - out);
    }
}

/* ---- pledged and free ---------------------------------------------------*/

TEST(savings_are_pledged_as_far_as_the_loan_needs_them)
{
    CHECK_INT(saving_pledged(0, 300), 0);
    CHECK_INT(saving_pledged(-5, 300), 0); /* paid too much */
    CHECK_INT(saving_pledged(300000, 300), 100000);
    CHECK_INT(saving_pledged(300001, 300), 100001); /* never too little */
    CHECK_INT(saving_pledged(5000, INT_NONE), 5000);
    CHECK_INT(saving_pledged(5000, 0), 5000);
    CHECK_INT(saving_limit(100000, 300), 300000);
    CHECK_INT(saving_limit(101, 150), 151); /* 151.5 */
    CHECK_INT(saving_limit(-1, 150), 0);
    CHECK(saving_limit(1, INT_NONE) == INT64_MAX);
    CHECK_INT(saving_free(100, 40), 60);
    CHECK_INT(saving_free(100, 100), 0);
    CHECK_INT(saving_free(100, 140), 0);
    for (paisa held = 0; held < 2000; held += 7) { /* one is the other's edge */
        paisa most = saving_limit(held, 250);

        CHECK(saving_pledged(most, 250) <= held);
        CHECK(saving_pledged(most + 3, 250) > held);
    }
}

/* ---- a profit shared ----------------------------------------------------*/

static const struct {
    const char *why;
    paisa total;
    size_t n;
    int64_t weight[5];
    paisa part[5];
} shares[] = {
    { "a rupee among three", 100, 3, { 1, 1, 1 }, { 34, 33, 33 } },
    { "two are left over", 200, 3, { 1, 1, 1 }, { 67, 67, 66 } },
    { "largest remainder, not the first",
      100,
      3,
      { 10, 30, 29 },
      { 15, 43, 42 } },
    { "nobody's part is more than the whole",
      1,
      4,
      { 0, 0, 5, 5 },
      { 0, 0, 1, 0 } },
    { "by what they saved", 1000, 3, { 5000, 3000, 2000 }, { 500, 300, 200 } },
    { "nothing to share", 0, 2, { 7, 9 }, { 0, 0 } },
    { "one has nothing", 999, 3, { 0, 1, 2 }, { 0, 333, 666 } },
};

TEST(parts_of_a_profit_add_up_to_it)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(shares); i++) {
        paisa part[5];

        CHECK(saving_share(&a, shares[i].total, shares[i].weight, shares[i].n,
                           part));
        for (size_t k = 0; k < shares[i].n; k++)
            if (!CHECK_INT(part[k], shares[i].part[k]))
                printf("# %s, part %zu\n", shares[i].why, k);
    }
    arena_free(&a);
}

TEST(a_profit_of_nobody_is_not_shared)
{
    struct arena a = { 0 };
    paisa part[2] = { 3, 3 };

    CHECK(!saving_share(&a, 100, (int64_t[]){ 0, 0 }, 2, part));
    CHECK(!saving_share(&a, 100, NULL, 0, part));
    CHECK_INT(part[0], 0);
    arena_free(&a);
}

TEST(any_total_by_any_weights_is_shared_whole)
{
    struct arena a = { 0 };
    uint64_t chance = 11;

    for (int t = 0; t < 2000; t++) {
        size_t n = 1 + next(&chance) % 40;
        int64_t weight[40], all = 0;
        paisa part[40], sum = 0, total = next(&chance) % 1000000007;
        struct arena_mark mark = arena_mark(&a);

        for (size_t i = 0; i < n; i++)
            all += weight[i] = next(&chance) % 5 ? next(&chance) % 9999991 : 0;
        if (t % 10 == 0 && all) { /* the greatest there are */
            total = INT64_C(10000000000000);
            weight[0] = INT64_MAX;
        }
        CHECK(saving_share(&a, total, weight, n, part) == (all > 0));
        for (size_t i = 0; i < n; i++) {
            sum += part[i];
            CHECK(part[i] >= 0 && (weight[i] || !part[i]));
        }
        CHECK(!all || sum == total);
        arena_back(&a, mark);
    }
    arena_free(&a);
}

TEST(what_was_saved_earlier_weighs_more)
{
    struct saving_act act[] = {
        { .on = on("2015-01-01"), .entry = entry(1), .amount = 100000 },
        { .on = on("2015-01-11"), .entry = entry(2), .amount = 100000 },
        { .on = on("2015-01-21"), .entry = entry(3), .amount = -150000 },
    };

    /* ten days of 1,000, ten of 2,000, eleven of 500 rupees */
    CHECK_INT(saving_days(act, 3, on("2015-01-01"), on("2015-01-31")),
              10000 + 20000 + 5500);
    /* held before the time began counts from its first day */
    CHECK_INT(saving_days(act, 3, on("2015-01-11"), on("2015-01-20")), 20000);
    CHECK_INT(saving_days(act, 3, on("2014-12-01"), on("2014-12-31")), 0);
    CHECK_INT(saving_days(act, 3, on("2015-02-01"), on("2015-01-01")), 0);
    /* 10 percent a year of 35,500 rupee-days */
    CHECK_INT(saving_at_rate(act, 3, on("2015-01-01"), on("2015-01-31"), 1000,
                             365),
              972);
}

/* ---- interest on a daily balance: savings_vectors.json ------------------*/

static saving_fine rupees(int64_t n)
{
    return n * 100 * SAVING_FINE;
}

/* The balance after so many days' postings. */
static saving_fine posted(saving_fine balance, int days)
{
    while (days-- > 0)
        balance += saving_interest(balance, 1000, 365);
    return balance;
}

TEST(interest_of_a_day_is_to_four_decimals)
{
    saving_fine first;

    CHECK_INT(saving_interest(rupees(1000), 1000, 365), 2740); /* S02 */
    first = saving_interest(rupees(10000), 1000, 365);
    CHECK_INT(first, 27397);
    CHECK_INT(saving_interest(rupees(10000) + first, 1000, 365),
              27405); /* S03 */
    /* S04: 10129.582, to 0.0005, for its source compares seven digits */
    CHECK(posted(rupees(10000), 47) >= 101295815);
    CHECK(posted(rupees(10000), 47) <= 101295825);
    CHECK_INT(saving_interest(rupees(-10000), 1000, 365), -27397); /* S05 */
    CHECK_INT(posted(rupees(800), 2), 8004384);                    /* S06 */
}

TEST(interest_that_is_posted_once_a_year_grows_daily)
{
    day from = on("2013-12-01"), until = on("2014-03-31");

    CHECK_INT(saving_compound(rupees(1000), 1000, 365, until - from + 1),
              337016); /* S01 */
    CHECK_INT(saving_compound(rupees(1000), 1000, 365, 0), 0);
    CHECK_INT(saving_compound(rupees(1000), 1000, 365, 1), 2740);
}
