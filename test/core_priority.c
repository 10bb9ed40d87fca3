/* core_priority - needs in an order: by each method, equals, women and the
 * poorest apart, circles; what two orders differ in and why. */
#include <stdlib.h>
#include <string.h>

#include "../bench/chance.h"
#include "../src/core/priority.h"
#include "tap.h"

static struct id need(size_t n)
{
    struct id id = { { 5 } };

    id.b[15] = (uint8_t)n;
    return id;
}

static size_t number(struct id id)
{
    return id.b[15];
}

#define ROWS_OF(array)                                                         \
    {                                                                          \
        (array), LEN(array)                                                    \
    }

/* "3 1 2": needs in their order, and "3 1=2" where the last two share. */
static struct str order_of(const struct ranking *r, struct arena *a)
{
    struct priority p = priority_of(r, a);
    struct buf b = buf_start(a);

    for (size_t i = 0; i < p.n; i++)
        buf_fmt(&b, "%s%zu",
                !i                      ? "" :
                p.row[i].by == BY_LEVEL ? "=" :
                                          " ",
                number(p.row[i].need));
    return buf_str(&b);
}

/* ---- methods ------------------------------------------------------------*/

TEST(a_meeting_agrees_on_places)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { need(1), 3, 4, 1, 2 },
                                  { need(2), 5, 1, 2, 3 },
                                  { need(3), 1, 9, 0, 1 } };
    struct ranking r = { .method = PRIORITY_MEETING, .option = ROWS_OF(o) };
    struct priority p = priority_of(&r, &a);

    CHECK_STR(order_of(&r, &a), S("3 1 2"));
    CHECK_INT(p.row[0].score[VOICE_ALL], 2);
    CHECK_INT(p.row[0].rank[VOICE_WOMEN], 3); /* women put it last */
    CHECK_INT(p.row[2].rank[VOICE_WOMEN], 1);
    CHECK_INT(p.row[2].rank[VOICE_POOREST], 1);
    o[0].place = 3; /* as agreed for 2 as well: the women's hands decide */
    CHECK_STR(order_of(&r, &a), S("3 2 1"));
    CHECK_INT(priority_of(&r, &a).row[2].by, BY_WOMEN);
    arena_free(&a);
}

static void options_make(struct ranking_option *o, const int64_t (*said)[5],
                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        o[i] = (struct ranking_option){ need((size_t)said[i][0]), said[i][1],
                                        said[i][2], said[i][3], said[i][4] };
}

TEST(stones_are_counted)
{
    static const struct {
        int64_t o[3][5];
        const char *order;
        enum priority_by by; /* the last from the one before */
    } told[] = {
        { { { 1, 5, 5, 0, 0 }, { 2, 6, 5, 0, 0 }, { 3, 1, 1, 0, 0 } },
          "2 1 3",
          BY_SCORE },
        { { { 1, 5, 5, 0, 0 }, { 2, 6, 4, 0, 0 }, { 3, 3, 7, 0, 0 } },
          "2 1 3",
          BY_WOMEN },
        { { { 1, 5, 5, 2, 0 }, { 2, 5, 5, 3, 0 }, { 3, 5, 5, 1, 0 } },
          "2 1 3",
          BY_POOREST },
        { { { 1, 5, 5, 2, 0 }, { 2, 9, 9, 2, 0 }, { 3, 5, 5, 2, 0 } },
          "2 1=3",
          BY_LEVEL },
        { { { 3, 0, 0, 0, 0 }, { 2, 0, 0, 0, 0 }, { 1, 0, 0, 0, 0 } },
          "1=2=3",
          BY_LEVEL },
        { { { 1, INT_NONE, 3, 0, 0 },
            { 2, 4, INT_NONE, 0, 0 },
            { 3, INT_NONE, INT_NONE, 0, 0 } },
          "2 1 3",
          BY_SCORE },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct ranking_option o[3];
        struct ranking r = { .method = PRIORITY_STONES, .option = ROWS_OF(o) };

        options_make(o, told[i].o, LEN(o));
        CHECK_STR(order_of(&r, &a), str_of(told[i].order));
        CHECK_INT(priority_of(&r, &a).row[2].by, told[i].by);
        arena_free(&a);
    }
}

TEST(equals_share_a_place_and_the_next_one_is_left_out)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { need(1), 2, 2, 1, INT_NONE },
                                  { need(2), 2, 2, 1, INT_NONE },
                                  { need(3), 1, 2, 1, INT_NONE } };
    struct ranking r = { .method = PRIORITY_STONES, .option = ROWS_OF(o) };

    priority_place(&r, &a);
    CHECK_INT(o[0].place, 1);
    CHECK_INT(o[1].place, 1);
    CHECK_INT(o[2].place, 3);
    arena_free(&a);
}

/* 1 beats 2, 2 beats 3, 3 beats 1: nobody stands first; women say 1, 2, 3. */
static struct ranking_pair circle[] = {
    { { { 5 } }, { { 5 } }, PAIR_ONE, PAIR_ONE, -1 },
    { { { 5 } }, { { 5 } }, PAIR_ONE, PAIR_ONE, -1 },
    { { { 5 } }, { { 5 } }, PAIR_OTHER, PAIR_ONE, -1 },
};
static void circle_make(void)
{
    circle[0].need_a = circle[2].need_a = need(1);
    circle[0].need_b = circle[1].need_a = need(2);
    circle[1].need_b = circle[2].need_b = need(3);
}

TEST(two_by_two_and_a_circle)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { .need = need(3) },
                                  { .need = need(1) },
                                  { .need = need(2) } };
    struct ranking r = { .method = PRIORITY_PAIRWISE,
                         .option = ROWS_OF(o),
                         .pair = ROWS_OF(circle) };
    struct priority p;

    circle_make();
    p = priority_of(&r, &a);
    CHECK(p.circle);
    CHECK_STR(order_of(&r, &a), S("1 2 3")); /* by the women's */
    CHECK_INT(p.row[0].score[VOICE_ALL], 2);
    CHECK_INT(p.row[0].score[VOICE_WOMEN], 4);
    CHECK_INT(p.row[0].score[VOICE_POOREST], INT_NONE);
    CHECK(!priority_heard(&p, VOICE_POOREST));
    CHECK(priority_heard(&p, VOICE_WOMEN));
    circle[2].won = PAIR_LEVEL;
    CHECK(!priority_of(&r, &a).circle);
    CHECK_STR(order_of(&r, &a), S("1 2 3"));
    r.pair.n = 2; /* the third was not asked */
    p = priority_of(&r, &a);
    CHECK_INT(p.missing, 1);
    CHECK_INT(p.asked, 3);
    arena_free(&a);
}

/* 1 and 2 won two each; the one was put before the other. */
TEST(who_won_among_the_equals_comes_first)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { .need = need(1) },
                                  { .need = need(2) },
                                  { .need = need(3) },
                                  { .need = need(4) } };
    struct ranking_pair x[] = {
        { need(1), need(2), PAIR_OTHER, -1, -1 },
        { need(1), need(3), PAIR_ONE, -1, -1 },
        { need(1), need(4), PAIR_ONE, -1, -1 },
        { need(3), need(2), PAIR_ONE, -1, -1 },
        { need(2), need(4), PAIR_ONE, -1, -1 },
        { need(3), need(4), PAIR_OTHER, -1, -1 },
    };
    struct ranking r = { .method = PRIORITY_PAIRWISE,
                         .option = ROWS_OF(o),
                         .pair = ROWS_OF(x) };
    struct priority p = priority_of(&r, &a);

    CHECK_STR(order_of(&r, &a), S("2 1 4 3"));
    CHECK_INT(p.row[1].by, BY_AMONG);
    CHECK_INT(p.row[2].by, BY_SCORE);
    CHECK_INT(p.row[3].by, BY_AMONG);
    arena_free(&a);
}

TEST(marks_are_weighted)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { .need = need(1) }, { .need = need(2) } };
    struct ranking_criterion c[] = { { S("poor"), S("Reaches the poorest"),
                                       60 },
                                     { S("keep"), S("Can be kept up"), 40 } };
    struct ranking_mark m[] = { { need(1), S("poor"), 50, 10, INT_NONE },
                                { need(2), S("poor"), 40, 90, INT_NONE },
                                { need(1), S("keep"), 70, 70, INT_NONE },
                                { need(2), S("keep"), 86, 10, INT_NONE },
                                { need(2), S("none"), 100, 10, INT_NONE } };
    struct ranking r = { .method = PRIORITY_WEIGHTED,
                         .option = ROWS_OF(o),
                         .criterion = ROWS_OF(c),
                         .mark = ROWS_OF(m) };
    struct priority p = priority_of(&r, &a);

    CHECK_INT(p.row[0].score[VOICE_ALL], 5840); /* 60 * 40 + 40 * 86 */
    CHECK_INT(p.row[1].score[VOICE_ALL], 5800);
    CHECK_STR(order_of(&r, &a), S("2 1"));
    CHECK_INT(p.row[0].rank[VOICE_WOMEN], 1);
    CHECK_INT(p.row[0].score[VOICE_WOMEN], 60 * 90 + 40 * 10);
    arena_free(&a);
}

/* ---- in any order -------------------------------------------------------*/

static void shuffle(struct chance *c, void *rows, size_t n, size_t bytes)
{
    char swap[200], *at = rows;

    MUST(bytes <= sizeof swap);
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)chance_below(c, (long)i);

        memcpy(swap, at + j * bytes, bytes);
        memcpy(at + j * bytes, at + (i - 1) * bytes, bytes);
        memcpy(at + (i - 1) * bytes, swap, bytes);
    }
}

enum { MANY = 8 };
struct many {
    struct ranking r;
    struct ranking_option o[MANY];
    struct ranking_pair x[MANY * (MANY - 1) / 2];
    struct ranking_criterion c[3];
    struct ranking_mark m[MANY * 3];
};

static void many_make(struct many *y, struct chance *c, int32_t method)
{
    static const char *const code[] = { "a", "b", "c" };
    size_t n = 0;

    memset(y, 0, sizeof *y);
    y->r = (struct ranking){ .method = method,
                             .stones = INT_NONE,
                             .women_present = 40,
                             .men_present = 40,
                             .poorest_present = 20,
                             .option = ROWS_OF(y->o) };
    for (size_t i = 0; i < MANY; i++) {
        y->o[i] = (struct ranking_option){ need(i + 1), chance_below(c, 4),
                                           chance_below(c, 4), 0,
                                           1 + chance_below(c, 8) };
        for (size_t j = 0; j < i; j++)
            y->x[n++] = (struct ranking_pair){ need(i + 1), need(j + 1),
                                               (int32_t)chance_below(c, 3),
                                               (int32_t)chance_below(c, 3),
                                               -1 };
        for (size_t j = 0; j < 3; j++)
            y->m[3 * i + j] = (struct ranking_mark){ need(i + 1),
                                                     str_of(code[j]),
                                                     10 * chance_below(c, 4),
                                                     INT_NONE, INT_NONE };
    }
    for (size_t j = 0; j < 3; j++)
        y->c[j] = (struct ranking_criterion){ str_of(code[j]), str_of(code[j]),
                                              j == 2 ? 50 : 25 };
    if (method == PRIORITY_PAIRWISE)
        y->r.pair = (struct list)ROWS_OF(y->x);
    if (method == PRIORITY_WEIGHTED) {
        y->r.criterion = (struct list)ROWS_OF(y->c);
        y->r.mark = (struct list)ROWS_OF(y->m);
    }
}

TEST(the_order_of_what_was_said_does_not_matter)
{
    struct chance c = { 12 };
    struct arena a = { 0 };
    struct many y;

    for (int round = 0; round < 200; round++) {
        struct str was;

        many_make(&y, &c, round % 4);
        was = order_of(&y.r, &a);
        shuffle(&c, y.o, MANY, sizeof y.o[0]);
        shuffle(&c, y.x, LEN(y.x), sizeof y.x[0]);
        shuffle(&c, y.c, LEN(y.c), sizeof y.c[0]);
        shuffle(&c, y.m, LEN(y.m), sizeof y.m[0]);
        CHECK_STR(order_of(&y.r, &a), was);
        for (size_t i = 0; i < LEN(y.x); i++) { /* the other way round */
            struct id swap = y.x[i].need_a;

            y.x[i].need_a = y.x[i].need_b;
            y.x[i].need_b = swap;
            if (y.x[i].won != PAIR_LEVEL)
                y.x[i].won = !y.x[i].won;
            if (y.x[i].women != PAIR_LEVEL)
                y.x[i].women = !y.x[i].women;
        }
        CHECK_STR(order_of(&y.r, &a), was);
        arena_free(&a);
    }
}

/* No rank is above one with more points; all ranks are there. */
TEST(an_order_never_contradicts_the_scores)
{
    struct chance c = { 31 };
    struct arena a = { 0 };
    struct many y;

    for (int round = 0; round < 200; round++) {
        struct priority p;

        many_make(&y, &c, round % 4);
        p = priority_of(&y.r, &a);
        for (size_t i = 0; i < p.n; i++)
            for (size_t j = 0; j < p.n; j++) {
                const struct priority_row *s = &p.row[i], *t = &p.row[j];

                if (s->score[VOICE_ALL] > t->score[VOICE_ALL])
                    CHECK(s->rank[VOICE_ALL] < t->rank[VOICE_ALL]);
                if (s->rank[VOICE_ALL] == t->rank[VOICE_ALL])
                    CHECK_INT(s->score[VOICE_WOMEN], t->score[VOICE_WOMEN]);
                if (s->score[VOICE_WOMEN] != INT_NONE)
                    CHECK((s->score[VOICE_WOMEN] > t->score[VOICE_WOMEN]) ==
                          (s->rank[VOICE_WOMEN] < t->rank[VOICE_WOMEN]));
            }
        arena_free(&a);
    }
}

/* ---- what is wrong ------------------------------------------------------*/

static struct str told_of(const struct ranking *r, struct arena *a)
{
    struct findings f = findings_start(a);
    struct buf b = buf_start(a);

    priority_tell(r, &f);
    for (size_t i = 0; i < f.n; i++)
        buf_fmt(&b, "%s%s%s", i ? " " : "", f.at[i].level == STOP ? "!" : "",
                f.at[i].what + strlen("ranking."));
    return buf_str(&b);
}

TEST(what_is_wrong_is_told)
{
    static const struct {
        int64_t o[2][5];
        int64_t stones, women, men, poorest;
        const char *what;
    } told[] = {
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, 2 } }, 1, 10, 10, 5, "" },
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, 2 } },
          1,
          9,
          10,
          5,
          "!too_many_stones" },
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, 2 } },
          1,
          10,
          9,
          5,
          "!too_many_stones" },
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, 2 } },
          1,
          10,
          10,
          4,
          "!too_many_stones" },
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, 2 } }, 2, 5, 5, 3, "" },
        { { { 1, 1, 1, 3, 1 }, { 2, 1, 0, 0, 2 } },
          1,
          5,
          5,
          5,
          "!poorest_beyond" },
        { { { 1, 6, 4, 3, 2 }, { 2, 4, 6, 2, 1 } },
          1,
          10,
          10,
          5,
          "!other_place !other_place" },
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, INT_NONE } },
          1,
          10,
          10,
          5,
          "!no_place" },
        { { { 1, 5, 5, 3, 1 }, { 2, 5, 5, 3, 1 } }, 1, 10, 10, 6, "level" },
        { { { 1, 6, 4, 3, 1 }, { 1, 4, 6, 2, 2 } },
          1,
          10,
          10,
          5,
          "!need_twice" },
        { { { 1, 6, 4, 3, 3 }, { 2, 4, 6, 2, 2 } },
          1,
          10,
          10,
          5,
          "!place_beyond" },
        { { { 1, 0, 4, 0, 1 }, { 2, 0, 3, 0, 2 } },
          1,
          0,
          10,
          0,
          "no_women no_poorest" },
        { { { 1, 6, 4, 3, 1 }, { 2, 4, 6, 2, 2 } },
          1,
          10,
          10,
          21,
          "!poorest_present" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct ranking_option o[2];
        struct ranking r = { .method = PRIORITY_STONES,
                             .stones = told[i].stones,
                             .women_present = told[i].women,
                             .men_present = told[i].men,
                             .poorest_present = told[i].poorest,
                             .option = ROWS_OF(o) };

        options_make(o, told[i].o, LEN(o));
        if (!CHECK_STR(told_of(&r, &a), str_of(told[i].what)))
            printf("# row %zu\n", i);
        arena_free(&a);
    }
}

TEST(what_is_wrong_with_pairs_and_marks_is_told)
{
    struct arena a = { 0 };
    struct many y;
    struct chance c = { 8 };
    struct ranking_pair x[] = { { need(1), need(2), PAIR_ONE, -1, -1 },
                                { need(2), need(1), PAIR_ONE, -1, -1 },
                                { need(3), need(3), -1, -1, -1 },
                                { need(1), need(9), PAIR_ONE, -1, -1 } };

    many_make(&y, &c, PRIORITY_PAIRWISE);
    y.r.pair = (struct list)ROWS_OF(x);
    CHECK_STR(told_of(&y.r, &a),
              S("!pair_twice !with_itself !nothing_won !not_an_option"));
    many_make(&y, &c, PRIORITY_WEIGHTED);
    priority_place(&y.r, &a);
    y.c[0].weight = 26;
    y.c[1].code = y.c[0].code;
    y.m[0].need = need(77);
    y.m[23] = y.m[21];
    CHECK_STR(told_of(&y.r, &a),
              S("!criterion_twice !weights !not_an_option !no_criterion "
                "!no_criterion !no_criterion !no_criterion !no_criterion "
                "!no_criterion !no_criterion !no_criterion !mark_twice"));
    arena_free(&a);
}

/* ---- two orders ---------------------------------------------------------*/

static const char *const why_name[] = { "same",  "pushed",    "tie",
                                        "women", "criterion", "direct",
                                        "wins",  "count",     "agreed" };

/* "1:1>2 women" for each: need, place here, there, why. */
static struct str contrast_text(const struct ranking *here,
                                const struct ranking *there, struct arena *a)
{
    struct contrast_of c = priority_contrast(here, there, a);
    struct buf b = buf_start(a);

    for (size_t i = 0; i < c.n; i++)
        buf_fmt(&b, "%s%zu:%" PRId64 ">%" PRId64 " %s", i ? ", " : "",
                number(c.row[i].need), c.row[i].here, c.row[i].there,
                why_name[c.row[i].why]);
    return buf_str(&b);
}

/* Men have the road first and there are more men; marks for the poorest put
 * the handpump first. */
TEST(two_methods_on_the_same_needs)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { need(1), 9, 3, 4, 2 },
                                  { need(2), 2, 16, 1, 1 },
                                  { need(3), 1, 1, 0, 3 } };
    struct ranking stones = { .method = PRIORITY_STONES, .option = ROWS_OF(o) };
    struct ranking_option p[] = { { .need = need(1) },
                                  { .need = need(2) },
                                  { .need = need(3) } };
    struct ranking_criterion c[] = { { S("poor"), S("Reaches the poorest"),
                                       60 },
                                     { S("keep"), S("Can be kept up"), 40 } };
    struct ranking_mark m[] = {
        { need(1), S("poor"), 90, -1, -1 }, { need(2), S("poor"), 40, -1, -1 },
        { need(3), S("poor"), 10, -1, -1 }, { need(1), S("keep"), 50, -1, -1 },
        { need(2), S("keep"), 80, -1, -1 }, { need(3), S("keep"), 10, -1, -1 }
    };
    struct ranking marks = { .method = PRIORITY_WEIGHTED,
                             .option = ROWS_OF(p),
                             .criterion = ROWS_OF(c),
                             .mark = ROWS_OF(m) };
    struct contrast_of d;

    for (size_t i = 0; i < LEN(m); i++)
        m[i].women = m[i].poorest = INT_NONE;
    d = priority_contrast(&stones, &marks, &a);
    CHECK_INT(d.n, 3);
    CHECK_INT(d.pairs, 3);
    CHECK_INT(d.swapped, 1);
    CHECK_STR(contrast_text(&stones, &marks, &a),
              S("2:1>2 women, 1:2>1 women, 3:3>3 same"));
    CHECK_INT(d.row[1].side, SIDE_HERE); /* among the stones */
    CHECK_INT(d.row[1].a, 1);            /* women had it first, all second */
    CHECK_INT(d.row[1].b, 2);
    o[0].women = o[1].women = INT_NONE; /* not counted apart */
    o[2].women = INT_NONE;
    CHECK_STR(contrast_text(&stones, &marks, &a),
              S("2:1>2 criterion, 1:2>1 criterion, 3:3>3 same"));
    d = priority_contrast(&stones, &marks, &a);
    CHECK_STR(d.row[0].text, S("Reaches the poorest"));
    CHECK_INT(d.row[0].a, 60);
    CHECK_INT(d.row[0].b, 3000); /* 60 * (90 - 40) */
    CHECK(id_same(d.row[0].other, need(1)));
    arena_free(&a);
}

TEST(what_only_one_of_them_has_moves_nothing)
{
    struct arena a = { 0 };
    struct ranking_option o[] = { { need(1), 1, 0, 0, 1 },
                                  { need(2), 1, 0, 0, 2 },
                                  { need(3), 1, 0, 0, 3 } };
    struct ranking_option p[] = { { need(4), 1, 0, 0, 1 },
                                  { need(1), 1, 0, 0, 2 },
                                  { need(3), 1, 0, 0, 3 },
                                  { need(5), 1, 0, 0, 4 } };
    struct ranking here = { .method = PRIORITY_MEETING, .option = ROWS_OF(o) };
    struct ranking there = { .method = PRIORITY_MEETING, .option = ROWS_OF(p) };
    struct contrast_of d = priority_contrast(&here, &there, &a);

    CHECK_STR(contrast_text(&here, &there, &a), S("1:1>1 same, 3:2>2 same"));
    CHECK_INT(d.here_only, 1);
    CHECK_INT(d.there_only, 2);
    CHECK_INT(d.swapped, 0);
    p[1].place = 4;
    p[3].place = 2;
    CHECK_STR(contrast_text(&here, &there, &a),
              S("1:1>2 agreed, 3:2>1 agreed"));
    arena_free(&a);
}

/* Pairs that changed sides, counted one by one; the same from both sides; an
 * order differs from itself in nothing; every reason comes up. */
TEST(two_orders_by_every_pair_of_needs)
{
    struct chance c = { 2026 };
    struct arena a = { 0 };
    int seen[CONTRAST_AGREED + 1] = { 0 };
    struct many y, z;

    for (int round = 0; round < 800; round++) {
        struct contrast_of d, back;
        int64_t swapped = 0;

        many_make(&y, &c, round % 4);
        many_make(&z, &c, (int32_t)chance_below(&c, 4));
        z.r.option.n = 5;
        d = priority_contrast(&y.r, &z.r, &a);
        back = priority_contrast(&z.r, &y.r, &a);
        for (size_t i = 0; i < d.n; i++) {
            seen[d.row[i].why]++;
            CHECK((d.row[i].why <= CONTRAST_PUSHED) == id_none(d.row[i].other));
            for (size_t j = 0; j < i; j++)
                swapped += (d.row[i].here - d.row[j].here) *
                               (d.row[i].there - d.row[j].there) <
                           0;
        }
        CHECK_INT(d.n, 5);
        CHECK_INT(d.here_only, 3);
        CHECK_INT(d.swapped, swapped);
        CHECK_INT(back.swapped, swapped);
        CHECK_INT(priority_contrast(&y.r, &y.r, &a).swapped, 0);
        arena_free(&a);
    }
    for (int why = 0; why <= CONTRAST_AGREED; why++)
        if (!CHECK(seen[why] > 0))
            printf("# never: %s\n", why_name[why]);
}
