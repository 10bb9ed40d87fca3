/* core_feasible - the gates that a need must pass. */
#include <string.h>

#include "../bench/chance.h"
#include "../src/core/feasible.h"
#include "tap.h"

enum { CAPACITY, WILLINGNESS, OWN, OUTSIDE, TECHNICAL };
enum { WATER, PAPERS = 15 };

static const struct feasible_rule rule[] = {
    { -1, CAPACITY, true, 100, DAY_NONE },
    { -1, TECHNICAL, true, 100, DAY_NONE },
    { -1, OUTSIDE, true, 100, 200 },
    { PAPERS, TECHNICAL, false, 100, DAY_NONE },
    { WATER, WILLINGNESS, true, 150, DAY_NONE },
    { WATER, CAPACITY, false, 150, DAY_NONE },
    { WATER, CAPACITY, true, 300, DAY_NONE },
};

TEST(a_sector_asks_for_its_own_gates)
{
    static const struct {
        int32_t sector;
        day on;
        unsigned needed;
    } told[] = {
        { -1, 99, 0 },
        { -1, 100, 1U << CAPACITY | 1U << TECHNICAL | 1U << OUTSIDE },
        { -1, 200, 1U << CAPACITY | 1U << TECHNICAL | 1U << OUTSIDE },
        { -1, 201, 1U << CAPACITY | 1U << TECHNICAL },
        { PAPERS, 201, 1U << CAPACITY },
        { WATER, 149, 1U << CAPACITY | 1U << TECHNICAL | 1U << OUTSIDE },
        { WATER, 201, 1U << TECHNICAL | 1U << WILLINGNESS },
        { WATER, 300, 1U << CAPACITY | 1U << TECHNICAL | 1U << WILLINGNESS },
    };

    for (size_t i = 0; i < LEN(told); i++)
        CHECK_INT(feasible_needed(rule, LEN(rule), told[i].sector, told[i].on),
                  told[i].needed);
}

static struct feasible_said said(int n, int32_t gate, int32_t result, day held)
{
    struct feasible_said s = { .gate = gate, .result = result, .held = held };

    s.entry.b[15] = (uint8_t)n;
    return s;
}

TEST(what_was_said_last_of_each_gate_counts)
{
    unsigned two = 1U << CAPACITY | 1U << TECHNICAL;
    struct feasible_said s[] = {
        said(1, CAPACITY, FEASIBLE_PASS, 10),
        said(2, TECHNICAL, FEASIBLE_CONDITIONAL, 11),
        said(3, TECHNICAL, FEASIBLE_PASS, 20),
        said(4, TECHNICAL, FEASIBLE_FAIL, 20), /* the same day, said after */
        said(5, OUTSIDE, FEASIBLE_FAIL, 30),   /* nobody asked for it */
        said(6, TECHNICAL, FEASIBLE_PASS, 31),
    };
    static const enum feasible_end end[] = { FEASIBLE_OPEN,  FEASIBLE_OPEN,
                                             FEASIBLE_WAITS, FEASIBLE_YES,
                                             FEASIBLE_NOT,   FEASIBLE_NOT,
                                             FEASIBLE_YES };

    for (size_t n = 0; n <= LEN(s); n++)
        CHECK_INT(feasible_of(two, s, n).end, end[n]);
    CHECK_INT(feasible_of(two, s, 1).open, 1U << TECHNICAL);
    CHECK_INT(feasible_of(two, s, 2).waits, 1U << TECHNICAL);
    CHECK_INT(feasible_of(two, s, 5).failed, 1U << TECHNICAL);
    CHECK(feasible_of(two, s, 5).last[OUTSIDE] == &s[4]);
    CHECK_INT(feasible_of(0, s, 5).end, FEASIBLE_YES);
    CHECK_INT(feasible_of(two | 1U << OUTSIDE, s, 6).end, FEASIBLE_NOT);
}

TEST(the_order_in_which_it_came_does_not_matter)
{
    struct chance c = { 3 };
    struct feasible_said s[40];

    for (int round = 0; round < 100; round++) {
        struct feasible was, is;

        for (size_t i = 0; i < LEN(s); i++)
            s[i] = said((int)i, (int32_t)chance_below(&c, FEASIBLE_GATES),
                        (int32_t)chance_below(&c, 3), (day)chance_below(&c, 6));
        was = feasible_of(0x5b, s, LEN(s));
        struct id last[FEASIBLE_GATES];
        for (int g = 0; g < FEASIBLE_GATES; g++)
            last[g] = was.last[g] ? was.last[g]->entry : ID_NONE;
        for (size_t i = LEN(s); i > 1; i--) {
            size_t j = (size_t)chance_below(&c, (long)i);
            struct feasible_said swap = s[j];

            s[j] = s[i - 1];
            s[i - 1] = swap;
        }
        is = feasible_of(0x5b, s, LEN(s));
        CHECK_INT(is.end, was.end);
        for (int g = 0; g < FEASIBLE_GATES; g++)
            CHECK(id_same(is.last[g] ? is.last[g]->entry : ID_NONE, last[g]));
    }
}
