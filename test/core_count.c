/* core_count - votes and a rule into seats, and ties. */
#include <stdlib.h>
#include <string.h>

#include "../src/core/count.h"
#include "tap.h"

static struct poll_result decide(const struct poll_candidate *c, size_t n,
                                 enum poll_way way, size_t seats, int64_t valid,
                                 struct arena *a)
{
    return poll_decide(&(struct poll){ .way = way,
                                       .round = 1,
                                       .valid = valid,
                                       .seats = seats,
                                       .at = c,
                                       .n = n },
                       a);
}

/* ---- seats --------------------------------------------------------------*/

/* Who is elected, in letters A, B, ...; then "/" and who stands again or is
 * tied. */
static struct str letters(const struct poll_result *r, struct arena *a)
{
    struct buf b = buf_start(a);

    for (size_t i = 0; i < r->n; i++)
        if (r->place[i].by != POLL_NOT)
            buf_char(&b, (char)('A' + r->place[i].candidate));
    buf_char(&b, '/');
    for (size_t i = 0; i < r->n; i++)
        if (r->place[i].again || r->place[i].tied)
            buf_char(&b, (char)('A' + r->place[i].candidate));
    return buf_str(&b);
}

TEST(polls_as_they_are_told)
{
    static const struct {
        enum poll_way way;
        int round;
        size_t seats, n;
        int64_t votes[6], valid;
        const char *want;
    } told[] = {
        { POLL_PLURALITY, 1, 1, 3, { 5, 9, 7 }, 21, "B/" },
        { POLL_PLURALITY, 1, 2, 3, { 5, 9, 7 }, 21, "BC/" },
        { POLL_PLURALITY, 1, 3, 3, { 5, 9, 7 }, 21, "BCA/" }, /* unopposed */
        { POLL_PLURALITY, 1, 1, 3, { 9, 9, 7 }, 25, "/AB" },
        { POLL_PLURALITY, 1, 2, 3, { 9, 9, 7 }, 25, "AB/" },
        { POLL_PLURALITY, 1, 2, 4, { 5, 9, 5, 5 }, 24, "B/ACD" },
        { POLL_PLURALITY, 1, 1, 2, { 0, 0 }, 0, "/AB" },
        { POLL_BLOCK, 1, 3, 5, { 8, 9, 3, 9, 2 }, 12, "BDA/" },
        { POLL_APPROVAL, 1, 1, 2, { 8, 9 }, 12, "B/" },
        /* half is not more than half */
        { POLL_TWO_ROUND, 1, 1, 3, { 5, 3, 2 }, 10, "/AB" },
        { POLL_TWO_ROUND, 1, 1, 3, { 6, 3, 2 }, 11, "A/" },
        { POLL_TWO_ROUND, 1, 1, 4, { 4, 3, 3, 1 }, 11, "/ABC" },
        { POLL_TWO_ROUND, 1, 1, 2, { 5, 5 }, 10, "/AB" },
        { POLL_TWO_ROUND, 1, 1, 1, { 0 }, 0, "A/" },
        { POLL_TWO_ROUND, 1, 2, 5, { 9, 3, 2, 1, 1 }, 16, "A/BC" },
        { POLL_TWO_ROUND, 2, 1, 2, { 5, 6 }, 11, "B/" },
        { POLL_TWO_ROUND, 2, 1, 2, { 5, 5 }, 10, "/AB" },
        { POLL_PLURALITY, 1, 2, 0, { 0 }, 0, "/" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct poll_candidate c[6] = { 0 };
        struct arena a = { 0 };
        struct poll_result r;

        for (size_t j = 0; j < told[i].n; j++)
            c[j] = (struct poll_candidate){ S("x"), told[i].votes[j],
                                            DAY_NONE };
        r = poll_decide(&(struct poll){ .way = told[i].way,
                                        .round = told[i].round,
                                        .valid = told[i].valid,
                                        .seats = told[i].seats,
                                        .at = c,
                                        .n = told[i].n },
                        &a);
        if (!CHECK_STR(letters(&r, &a), str_of(told[i].want)))
            printf("# case %zu\n", i);
        CHECK_INT(r.elected + r.open, told[i].seats);
        arena_free(&a);
    }
}

TEST(one_candidate_for_one_seat_is_unopposed)
{
    struct poll_candidate c = { S("1"), 0, DAY_NONE };
    struct arena a = { 0 };
    struct poll_result r = decide(&c, 1, POLL_PLURALITY, 1, 0, &a);

    CHECK_INT(r.place[0].by, POLL_UNOPPOSED);
    arena_free(&a);
}

/* ---- ties ---------------------------------------------------------------*/

/* Four with nine votes, for two seats; E has ten, and one seat. */
static struct poll_result tied(enum poll_tie tie, const day born[4],
                               const size_t *casting, size_t castings,
                               struct str seed, struct arena *a)
{
    static const char *const key[] = { "1", "2", "3", "4", "5" };
    struct poll_candidate c[5];

    for (size_t i = 0; i < 5; i++)
        c[i] = (struct poll_candidate){ str_of(key[i]), i == 4 ? 10 : 9,
                                        i == 4 || !born ? DAY_NONE : born[i] };
    return poll_decide(&(struct poll){ .way = POLL_PLURALITY,
                                       .round = 1,
                                       .valid = 46,
                                       .seats = 3,
                                       .at = c,
                                       .n = 5,
                                       .tie = tie,
                                       .seed = seed,
                                       .about = S("chairperson"),
                                       .casting = casting,
                                       .castings = castings },
                       a);
}

TEST(a_tie_is_polled_again)
{
    struct arena a = { 0 };
    struct poll_result r = tied(TIE_REPOLL, NULL, NULL, 0, S(""), &a);

    CHECK_STR(letters(&r, &a), S("E/ABCD"));
    CHECK_INT(r.open, 2);
    CHECK(r.tied);
    CHECK(r.place[1].again && r.place[1].tied && !r.place[0].again);
    arena_free(&a);
}

TEST(the_older_one_is_elected)
{
    static const struct {
        day born[4];
        const char *want;
    } told[] = {
        { { 10, 40, 20, 30 }, "EAC/" },
        { { 40, 10, 10, 10 }, "E/ABCD" }, /* three share the oldest day */
        { { 40, 10, 20, 20 }, "EB/ACD" }, /* the second seat stays open */
        { { 10, 10, 20, 20 }, "EAB/" },
        { { 10, DAY_NONE, 20, 30 }, "E/ABCD" }, /* she may be the oldest */
        { { -9000, 40, 20, 30 }, "EAC/" },      /* born before 1970 */
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct poll_result r = tied(TIE_AGE, told[i].born, NULL, 0, S(""), &a);

        if (!CHECK_STR(letters(&r, &a), str_of(told[i].want)))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}

TEST(the_casting_vote_names_whom_it_names)
{
    static const size_t order[] = { 4, 3, 1, 0 };
    static const struct {
        size_t n;
        const char *want;
    } told[] = {
        { 0, "E/ABCD" }, { 1, "E/ABCD" }, /* E needs no casting vote */
        { 2, "ED/ABC" }, { 3, "EBD/" },   { 4, "EBD/" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct poll_result r = tied(TIE_CASTING, NULL, order, told[i].n, S(""),
                                    &a);

        if (!CHECK_STR(letters(&r, &a), str_of(told[i].want)))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}

/* The numbers are those of: printf 'saath lot 1\n6 2 5\nchairperson\n1\n' |
 * sha256sum, and so on. */
TEST(a_lot_can_be_drawn_again_by_anybody)
{
    static const char *const want[] = {
        "4897e8276e17c6c48e92f43b6a97c196ff063ac9e0e6be2457dd919d3c24627c",
        "0cd7c14635c6c9e2f0b4246db3cdd4d30d3d061f112e89702d8b7ffb66e85c08",
        "af83d9f6e3ef5e7e57e5bfb28605592ecc89dbe69426b038a3475550cf4a6baf",
        "a6e108aac613c167537eefb76cd2f2e06716aaef6d3a372f26e4242de4ea0f03"
    };
    static const char *const key[] = { "1", "2", "3", "4" };
    struct arena a = { 0 };
    struct poll_result r = tied(TIE_LOT, NULL, NULL, 0, S("6 2 5"), &a);

    for (size_t i = 0; i < LEN(want); i++) {
        struct hash h;

        CHECK(hash_read(str_of(want[i]), &h));
        CHECK(hash_same(h, poll_lot(S("6 2 5"), S("chairperson"),
                                    str_of(key[i]))));
    }
    CHECK_STR(letters(&r, &a), S("EAB/"));
    CHECK(!r.tied && r.open == 0);
    for (size_t i = 1; i < 5; i++)
        CHECK(r.place[i].by == POLL_NOT || r.place[i].by == POLL_BY_LOT);
    arena_free(&a);
}

/* Who wins by a lot does not hang on the order in which they stand. */
TEST(a_lot_is_the_same_in_any_order)
{
    struct arena a = { 0 };
    struct poll_candidate c[6], d[6];
    struct poll p = { .way = POLL_PLURALITY,
                      .round = 1,
                      .seats = 2,
                      .at = c,
                      .n = 6,
                      .tie = TIE_LOT,
                      .about = S("x") };
    int wins[6] = { 0 };

    for (int seed = 0; seed < 3000; seed++) {
        static const char *const key[] = { "a", "b", "c", "d", "e", "f" };
        struct buf b = buf_start(&a);
        struct poll_result r, turned;
        unsigned one = 0, other = 0;

        buf_int(&b, seed);
        p.seed = buf_str(&b);
        for (size_t i = 0; i < 6; i++) {
            c[i] = (struct poll_candidate){ str_of(key[i]), 3, DAY_NONE };
            d[5 - i] = c[i];
        }
        p.at = c;
        r = poll_decide(&p, &a);
        p.at = d;
        turned = poll_decide(&p, &a);
        for (size_t i = 0; i < 6; i++) {
            if (r.place[i].by == POLL_BY_LOT) {
                one |= 1u << r.place[i].candidate;
                wins[r.place[i].candidate]++;
            }
            if (turned.place[i].by == POLL_BY_LOT)
                other |= 1u << (5 - turned.place[i].candidate);
        }
        CHECK_INT(one, other);
    }
    for (size_t i = 0; i < 6; i++) /* 1000 each, far within 6 deviations */
        CHECK(wins[i] > 840 && wins[i] < 1160);
    arena_free(&a);
}
