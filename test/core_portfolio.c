/* core_portfolio - the best set of needs under a budget: against every set there
 * is, in any order, with what must be and must not, and the women's share. */
#include <stdlib.h>
#include <string.h>

#include "../bench/chance.h"
#include "../src/core/portfolio.h"
#include "tap.h"

static struct id need(size_t n)
{
    struct id id = { { 3 } };

    id.b[14] = (uint8_t)(n >> 8);
    id.b[15] = (uint8_t)n;
    return id;
}

static const struct portfolio_item *find(const struct portfolio_item *item,
                                         size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(item[i].need, id))
            return &item[i];
    return NULL;
}

/* ---- every set there is -------------------------------------------------*/

static bool set_holds(const struct portfolio_ask *ask,
                      const struct portfolio_item *item, size_t n, unsigned set)
{
    paisa cost = 0, women = 0;

    for (size_t i = 0; i < n; i++) {
        bool in = set >> i & 1;

        if ((in && item[i].must == PORTFOLIO_NEVER) ||
            (!in && item[i].must == PORTFOLIO_MUST))
            return false;
        if (!in)
            continue;
        for (size_t j = 0; j < i; j++)
            if ((set >> j & 1) && item[i].either &&
                item[i].either == item[j].either)
                return false;
        cost += item[i].cost;
        women += item[i].for_women;
    }
    return cost <= ask->budget && 100 * women >= ask->share * cost;
}

static int64_t set_value(const struct portfolio_item *item, size_t n,
                         unsigned set)
{
    int64_t value = 0;

    for (size_t i = 0; i < n; i++)
        value += set >> i & 1 ? item[i].value : 0;
    return value;
}

/* The best value of all sets; -1: none holds. With `with` only those that have
 * that item, with `without` only those that lack it; -1 for any. */
static int64_t best_of_all(const struct portfolio_ask *ask,
                           const struct portfolio_item *item, size_t n,
                           int with, int without)
{
    int64_t best = -1;

    for (unsigned set = 0; set < 1U << n; set++)
        if ((with < 0 || set >> with & 1) &&
            (without < 0 || !(set >> without & 1)) &&
            set_value(item, n, set) > best && set_holds(ask, item, n, set))
            best = set_value(item, n, set);
    return best;
}

/* Many shapes: round costs and odd ones, values that follow the cost, equals,
 * choices of two and three, and what must and must not be. */
static struct portfolio_ask invent(struct chance *c,
                                   struct portfolio_item *item, size_t n)
{
    long shape = chance_below(c, 4), musts = chance_below(c, 3) == 0;
    long eithers = chance_below(c, 3), women = chance_below(c, 2);
    paisa sum = 0;

    for (size_t i = 0; i < n; i++) {
        paisa cost = shape == 0 ? chance_below(c, 20) :
                     shape == 1 ? 500000 * chance_below(c, 40) :
                                  1 + chance_below(c, 100000);
        int64_t value = shape == 3 ? cost / 10 + 50 : chance_below(c, 60);

        item[i] = (struct portfolio_item){ .need = need(i + 1),
                                           .cost = cost,
                                           .value = value };
        if (eithers)
            item[i].either = chance_below(c, eithers == 1 ? 20 : 4);
        if (musts && chance_below(c, 5) == 0)
            item[i].must = 1 + (int32_t)chance_below(c, 2);
        if (women)
            item[i].for_women = chance_below(c, 3) ? 0 : cost;
        sum += cost;
    }
    return (struct portfolio_ask){ .budget = sum * chance_below(c, 9) / 10,
                                   .share = women ? chance_below(c, 70) : 0 };
}

static bool choice_right(const struct portfolio_ask *ask,
                         struct portfolio_item *item, size_t n, int64_t best,
                         struct arena *a)
{
    struct portfolio_choice c = portfolio_choose(ask, item, n, a);
    unsigned set = 0;

    for (size_t i = 0; i < n; i++)
        set |= item[i].taken_up ? 1U << i : 0;
    if (best < 0)
        return CHECK(c.end == PORTFOLIO_MUSTS || c.end == PORTFOLIO_CLASH ||
                     c.end == PORTFOLIO_SHARE) &&
               CHECK_INT(set, 0);
    return CHECK_INT(c.end, PORTFOLIO_BEST) && CHECK_INT(c.value, best) &&
           CHECK_INT(c.bound, best) && CHECK_INT(portfolio_gap(&c), 0) &&
           CHECK_INT(set_value(item, n, set), best) &&
           CHECK(set_holds(ask, item, n, set));
}

TEST(the_best_of_every_set_there_is)
{
    struct chance chance = { 20260801 };
    struct arena a = { 0 };
    struct portfolio_item item[13];
    int held = 0, none = 0;

    for (int round = 0; round < 1500; round++) {
        size_t n = (size_t)chance_below(&chance, 13);
        struct portfolio_ask ask = invent(&chance, item, n);
        int64_t best = best_of_all(&ask, item, n, -1, -1);

        held += best >= 0;
        none += best < 0;
        if (!choice_right(&ask, item, n, best, &a)) {
            printf("# round %d, %zu needs\n", round, n);
            break;
        }
        arena_free(&a);
    }
    CHECK(held > 700 && none > 100); /* both happen */
}

/* What a reason claims is true of every set there is. */
static bool reason_true(const struct portfolio_ask *ask,
                        const struct portfolio_item *item, size_t n, size_t i,
                        int64_t value)
{
    const struct portfolio_item *x = &item[i];
    int64_t with = best_of_all(ask, item, n, (int)i, -1);
    int64_t without = best_of_all(ask, item, n, -1, (int)i);

    switch (x->why) {
    case WHY_MUST: return x->taken_up && x->must == PORTFOLIO_MUST;
    case WHY_WORTH:
        return x->taken_up && x->loses && without <= value - x->loses;
    case WHY_TAKEN: return x->taken_up && !x->loses;
    case WHY_NEVER: return !x->taken_up && x->must == PORTFOLIO_NEVER;
    case WHY_DEAR: return !x->taken_up && with < 0;
    case WHY_NOTHING: return !x->taken_up && !x->value;
    case WHY_LOSES: return !x->taken_up && x->loses && with <= value - x->loses;
    case WHY_CLOSE: return !x->taken_up && !x->loses;
    case WHY_EITHER:
        for (size_t j = 0; j < n; j++)
            if (j != i && item[j].taken_up && item[j].either == x->either)
                return x->either && !x->taken_up;
    }
    return false;
}

TEST(what_a_reason_says_is_true)
{
    struct chance chance = { 77 };
    struct arena a = { 0 };
    struct portfolio_item item[10];
    int seen[WHY_CLOSE + 1] = { 0 };

    for (int round = 0; round < 400; round++) {
        size_t n = 1 + (size_t)chance_below(&chance, 9);
        struct portfolio_ask ask = invent(&chance, item, n);
        struct portfolio_choice c = portfolio_choose(&ask, item, n, &a);

        for (size_t i = 0; c.end == PORTFOLIO_BEST && i < n; i++) {
            seen[item[i].why]++;
            if (!CHECK(reason_true(&ask, item, n, i, c.value)))
                printf("# round %d, need %zu says %d\n", round, i,
                       (int)item[i].why);
        }
        arena_free(&a);
    }
    for (int why = 0; why <= WHY_CLOSE; why++)
        CHECK(seen[why] > 0); /* each reason was given */
}

/* ---- in any order -------------------------------------------------------*/

TEST(the_order_of_needs_does_not_matter)
{
    struct chance chance = { 4711 };
    struct arena a = { 0 };
    struct portfolio_item item[60], mixed[60];

    for (int round = 0; round < 60; round++) {
        struct portfolio_ask ask = invent(&chance, item, 60);
        struct portfolio_choice c, d;

        memcpy(mixed, item, sizeof item);
        for (size_t i = 59; i > 0; i--) {
            size_t j = (size_t)chance_below(&chance, (long)i + 1);
            struct portfolio_item swap = mixed[i];

            mixed[i] = mixed[j];
            mixed[j] = swap;
        }
        c = portfolio_choose(&ask, item, 60, &a);
        d = portfolio_choose(&ask, mixed, 60, &a);
        CHECK_INT(c.value, d.value);
        CHECK_INT(c.bound, d.bound);
        CHECK_INT(c.greedy, d.greedy);
        for (size_t i = 0; i < 60; i++) {
            const struct portfolio_item *x = find(mixed, 60, item[i].need);

            CHECK(x->taken_up == item[i].taken_up && x->why == item[i].why &&
                  x->loses == item[i].loses);
        }
        arena_free(&a);
    }
}

/* ---- more than can be listed --------------------------------------------*/

/* By whole thousands of rupees, every budget one after the other: the textbook
 * table, to compare with. Values that follow the cost are the hard ones. */
static int64_t best_by_table(const struct portfolio_item *item, size_t n,
                             paisa budget)
{
    enum { UNIT = 100000 };
    size_t units = (size_t)(budget / UNIT);
    int64_t *best = calloc(units + 1, sizeof *best), got;

    MUST(best);
    for (size_t i = 0; i < n; i++) {
        size_t cost = (size_t)(item[i].cost / UNIT);

        for (size_t u = units + 1; u-- > cost;)
            if (best[u - cost] + item[i].value > best[u])
                best[u] = best[u - cost] + item[i].value;
    }
    got = best[units];
    free(best);
    return got;
}

TEST(two_thousand_needs_against_the_table)
{
    static struct portfolio_item item[PORTFOLIO_ITEMS];
    struct chance chance = { 99 };
    struct arena a = { 0 };

    for (int shape = 0; shape < 3; shape++) {
        struct portfolio_ask ask = { .budget = INT64_C(4000) * 100000 };
        struct portfolio_choice c;
        int64_t best;

        for (size_t i = 0; i < PORTFOLIO_ITEMS; i++) {
            int64_t units = 1 + chance_below(&chance, 200);
            int64_t value = shape == 0 ? 1 + chance_below(&chance, 500) :
                            shape == 1 ? units + chance_below(&chance, 20) :
                                         units + 20;

            item[i] = (struct portfolio_item){ .need = need(i + 1),
                                               .cost = units * 100000,
                                               .value = value };
        }
        best = best_by_table(item, PORTFOLIO_ITEMS, ask.budget);
        c = portfolio_choose(&ask, item, PORTFOLIO_ITEMS, &a);
        printf("# shape %d: %" PRId64 " of at most %" PRId64 ", greedy %" PRId64
               ", table %" PRId64 ", %zu states\n",
               shape, c.value, c.bound, c.greedy, best, c.seen);
        CHECK(c.value <= best && best <= c.bound);
        CHECK_INT(c.value, best);
        CHECK(c.greedy <= c.value && c.cost <= ask.budget);
        arena_free(&a);
    }
}

/* So little effort that not all is seen: what is said stays true. */
TEST(a_gap_is_told_when_the_effort_ends)
{
    struct chance chance = { 5 };
    struct arena a = { 0 };
    struct portfolio_item item[200];
    int good = 0;

    for (int round = 0; round < 40; round++) {
        struct portfolio_ask ask = { .budget = 2000 * 100000, .states = 1 };
        struct portfolio_choice c;
        int64_t best;

        for (size_t i = 0; i < LEN(item); i++) {
            int64_t units = 1 + chance_below(&chance, 100);

            item[i] = (struct portfolio_item){
                .need = need(i + 1),
                .cost = units * 100000,
                .value = 10 * units + chance_below(&chance, 9)
            };
        }
        best = best_by_table(item, LEN(item), ask.budget);
        c = portfolio_choose(&ask, item, LEN(item), &a);
        good += c.end == PORTFOLIO_GOOD;
        CHECK(c.value <= best && best <= c.bound);
        CHECK((c.end == PORTFOLIO_GOOD) == (portfolio_gap(&c) > 0));
        arena_free(&a);
    }
    CHECK(good > 0);
}

/* ---- edges --------------------------------------------------------------*/

TEST(nothing_to_choose_from)
{
    struct arena a = { 0 };
    struct portfolio_ask ask = { .budget = 100, .share = 100 };
    struct portfolio_choice c = portfolio_choose(&ask, NULL, 0, &a);

    CHECK_INT(c.end, PORTFOLIO_BEST);
    CHECK_INT(c.value, 0);
    CHECK_INT(c.taken, 0);
    arena_free(&a);
}

TEST(the_largest_numbers_do_not_overflow)
{
    struct arena a = { 0 };
    static struct portfolio_item item[PORTFOLIO_ITEMS];

    for (int women = 0; women < 2; women++) {
        struct portfolio_ask ask = { .budget = PORTFOLIO_COST,
                                     .share = women ? 99 : 0 };
        struct portfolio_choice c;

        for (size_t i = 0; i < LEN(item); i++) {
            item[i] = (struct portfolio_item){
                .need = need(i + 1),
                .cost = PORTFOLIO_COST - (paisa)(i % 2) * (PORTFOLIO_COST - 1),
                .value = PORTFOLIO_VALUE
            };
            item[i].for_women = item[i].cost;
        }
        c = portfolio_choose(&ask, item, LEN(item), &a);
        CHECK_INT(c.end, PORTFOLIO_BEST);
        CHECK_INT(c.value, PORTFOLIO_VALUE * 1000);
        arena_free(&a);
    }
}

/* Rs 100 for a road, of which women want nothing, and Rs 30 for a handpump that
 * they put first. */
TEST(the_womens_share)
{
    static const struct {
        int64_t share;
        bool road, pump;
        enum portfolio_end end;
        int32_t says;
    } told[] = {
        { 0, true, true, PORTFOLIO_BEST, PORTFOLIO_MAY },
        { 23, true, true, PORTFOLIO_BEST, PORTFOLIO_MAY }, /* 30 of 130 */
        { 24, false, true, PORTFOLIO_BEST, PORTFOLIO_MAY },
        { 100, false, true, PORTFOLIO_BEST, PORTFOLIO_MAY },
        { 24, false, false, PORTFOLIO_SHARE, PORTFOLIO_MUST }, /* the road */
        { 23, true, true, PORTFOLIO_BEST, PORTFOLIO_MUST },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct portfolio_item item[] = {
            { need(1), 10000, 50, 0, told[i].says, 0, false, 0, 0 },
            { need(2), 3000, 10, 3000, PORTFOLIO_MAY, 0, false, 0, 0 },
        };
        struct portfolio_ask ask = { 13000, told[i].share, 0 };
        struct portfolio_choice c = portfolio_choose(&ask, item, 2, &a);

        CHECK_INT(c.end, told[i].end);
        CHECK(item[0].taken_up == told[i].road &&
              item[1].taken_up == told[i].pump);
        CHECK_INT(c.women, told[i].pump ? 3000 : 0);
        arena_free(&a);
    }
}

TEST(what_must_be_and_must_not)
{
    struct arena a = { 0 };
    struct portfolio_item item[] = {
        { need(1), 600, 1, 0, PORTFOLIO_MUST, 7, false, 0, 0 },
        { need(2), 400, 90, 0, PORTFOLIO_MAY, 7, false, 0, 0 },
        { need(3), 100, 80, 0, PORTFOLIO_NEVER, 0, false, 0, 0 },
        { need(4), 400, 5, 0, PORTFOLIO_MAY, 0, false, 0, 0 },
        { need(5), 401, 50, 0, PORTFOLIO_MAY, 0, false, 0, 0 },
    };
    struct portfolio_ask ask = { .budget = 1000 };
    struct portfolio_choice c = portfolio_choose(&ask, item, LEN(item), &a);

    CHECK_INT(c.end, PORTFOLIO_BEST);
    CHECK_INT(c.value, 6);
    CHECK_INT(c.cost, 1000);
    CHECK_INT(item[0].why, WHY_MUST);
    CHECK_INT(item[1].why, WHY_EITHER);
    CHECK_INT(item[2].why, WHY_NEVER);
    CHECK_INT(item[3].why, WHY_WORTH);
    CHECK_INT(item[4].why, WHY_DEAR);
    item[1].must = PORTFOLIO_MUST;
    CHECK_INT(portfolio_choose(&ask, item, LEN(item), &a).end, PORTFOLIO_CLASH);
    item[1].either = 0;
    CHECK_INT(portfolio_choose(&ask, item, LEN(item), &a).end, PORTFOLIO_BEST);
    ask.budget = 999;
    CHECK_INT(portfolio_choose(&ask, item, LEN(item), &a).end, PORTFOLIO_MUSTS);
    CHECK(!item[0].taken_up && !item[3].taken_up);
    arena_free(&a);
}

TEST(what_cannot_be_chosen_of_is_told)
{
    static const struct {
        struct portfolio_item x;
        const char *what;
    } told[] = {
        { { .cost = 1, .value = 1, .for_women = 1 }, NULL },
        { { .cost = -1, .for_women = -1 }, "portfolio.cost" },
        { { .cost = INT_NONE, .for_women = INT_NONE }, "portfolio.cost" },
        { { .cost = PORTFOLIO_COST + 1 }, "portfolio.cost" },
        { { .value = -1 }, "portfolio.value" },
        { { .value = PORTFOLIO_VALUE + 1 }, "portfolio.value" },
        { { .cost = 5, .for_women = 6 }, "portfolio.women" },
        { { .must = 3 }, "portfolio.says" },
        { { .must = -1 }, "portfolio.says" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct findings f = findings_start(&a);
        struct portfolio_ask ask = { .budget = 1 };
        bool good = portfolio_tell(&ask, &told[i].x, 1, &f);

        CHECK(good == !told[i].what);
        CHECK_STR(str_of(f.n ? f.at[0].what : ""),
                  str_of(told[i].what ? told[i].what : ""));
        arena_free(&a);
    }
}

TEST(of_one_choice_there_are_not_too_many)
{
    struct arena a = { 0 };
    struct findings f = findings_start(&a);
    struct portfolio_item item[PORTFOLIO_EITHERS + 1] = { 0 };
    struct portfolio_ask ask = { .budget = 1 };

    for (size_t i = 0; i < LEN(item); i++) {
        item[i].need = need(i + 1);
        item[i].either = 5;
    }
    CHECK(portfolio_tell(&ask, item, PORTFOLIO_EITHERS, &f));
    CHECK(!portfolio_tell(&ask, item, PORTFOLIO_EITHERS + 1, &f));
    CHECK_STR(str_of(f.at[0].what), S("portfolio.eithers"));
    item[1].need = item[0].need;
    f.n = 0;
    CHECK(!portfolio_tell(&ask, item, 2, &f));
    CHECK_STR(str_of(f.at[0].what), S("portfolio.twice"));
    arena_free(&a);
}
