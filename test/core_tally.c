/* core_tally - the numbers of a count sheet, the second keyer, and slates. */
#include <stdlib.h>
#include <string.h>

#include "../src/core/count.h"
#include "tap.h"

/* ---- a count sheet ------------------------------------------------------*/

static struct id person(size_t n)
{
    struct id id = { { 7 } };

    id.b[15] = (uint8_t)n;
    return id;
}

static struct tally_row good_row[] = { { { { 1 } }, 9 },
                                       { { { 2 } }, 7 },
                                       { { { 3 } }, 5 } };
static const struct tally good = { .paper = true,
                                   .roll = 30,
                                   .present = 26,
                                   .printed = 32,
                                   .issued = 25,
                                   .unused = 7,
                                   .valid = 21,
                                   .rejected = 2,
                                   .spoiled = 1,
                                   .not_returned = 1,
                                   .undervotes = INT_NONE,
                                   .votes_each = 1,
                                   .row = good_row,
                                   .rows = 3 };

static struct findings told_of(const struct tally *t, struct arena *a)
{
    struct findings f = findings_start(a);

    tally_tell(t, &f);
    return f;
}

TEST(what_does_not_add_up_is_told)
{
    static const struct {
        size_t at;
        int64_t is;
        const char *what;
    } told[] = {
        { offsetof(struct tally, valid), 21, NULL },
        { offsetof(struct tally, issued), 24, "tally.issued" },
        { offsetof(struct tally, printed), 33, "tally.printed" },
        { offsetof(struct tally, valid), 22, "tally.votes" },
        { offsetof(struct tally, present), 24, "tally.present" },
        { offsetof(struct tally, present), 31, "tally.roll" },
        { offsetof(struct tally, roll), 26, NULL },
        { offsetof(struct tally, present), 25, NULL },
        { offsetof(struct tally, undervotes), 1, "tally.votes" },
        { offsetof(struct tally, undervotes), 0, NULL },
        { offsetof(struct tally, spoiled), -1, "tally.number" },
        { offsetof(struct tally, spoiled), INT64_MAX, "tally.number" },
        { offsetof(struct tally, valid), INT64_MAX, "tally.number" },
        { offsetof(struct tally, undervotes), INT64_MIN + 1, "tally.number" },
        { offsetof(struct tally, unused), INT_NONE, "tally.not_said" },
        { offsetof(struct tally, roll), INT_NONE, "tally.not_said" },
        { offsetof(struct tally, valid), INT_NONE, "tally.not_said" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct tally t = good;
        struct findings f;

        *(int64_t *)(void *)((char *)&t + told[i].at) = told[i].is;
        f = told_of(&t, &a);
        if (!CHECK(told[i].what ? f.n > 0 : f.n == 0) ||
            (told[i].what &&
             !CHECK_STR(str_of(f.at[0].what), str_of(told[i].what))))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}

TEST(rows_that_cannot_be_are_told)
{
    static const struct {
        struct tally_row row[3];
        const char *what, *path;
    } told[] = {
        { { { { { 1 } }, 9 }, { { { 2 } }, 7 }, { { { 2 } }, 5 } },
          "tally.twice",
          "tally[2].person" },
        { { { { { 1 } }, 22 }, { { { 2 } }, 0 }, { { { 3 } }, 0 } },
          "tally.row",
          "tally[0].votes" },
        { { { { { 1 } }, 9 }, { { { 2 } }, 12 }, { { { 3 } }, INT_NONE } },
          "tally.not_said",
          "tally[2].votes" },
        { { { { { 1 } }, 9 }, { { { 2 } }, 13 }, { { { 3 } }, -1 } },
          "tally.number",
          "tally[2].votes" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct tally t = good;
        struct findings f;

        t.row = told[i].row;
        f = told_of(&t, &a);
        if (CHECK(f.n > 0)) {
            CHECK_STR(str_of(f.at[0].what), str_of(told[i].what));
            CHECK_STR(f.at[0].path, str_of(told[i].path));
            CHECK_INT(f.at[0].level, STOP);
        }
        arena_free(&a);
    }
}

/* Three seats: 21 valid ballots have up to 63 votes. */
TEST(with_many_votes_a_ballot_what_was_left_is_counted_or_it_is_at_most)
{
    struct tally_row row[] = { { { { 1 } }, 21 },
                               { { { 2 } }, 20 },
                               { { { 3 } }, 19 } };
    struct arena a = { 0 };
    struct tally t = good;

    t.votes_each = 3;
    t.row = row;
    CHECK_INT(told_of(&t, &a).n, 0);
    t.undervotes = 3;
    CHECK_INT(told_of(&t, &a).n, 0);
    t.undervotes = 2;
    CHECK_STR(str_of(told_of(&t, &a).at[0].what), S("tally.votes"));
    t.undervotes = INT_NONE;
    t.votes_each = 2;
    CHECK_STR(str_of(told_of(&t, &a).at[0].what), S("tally.votes"));
    arena_free(&a);
}

TEST(hands_are_counted_without_ballots)
{
    struct arena a = { 0 };
    struct tally t = { .roll = 30,
                       .present = 26,
                       .printed = INT_NONE,
                       .issued = INT_NONE,
                       .unused = INT_NONE,
                       .valid = 21,
                       .rejected = INT_NONE,
                       .spoiled = INT_NONE,
                       .not_returned = 5,
                       .undervotes = INT_NONE,
                       .votes_each = 1,
                       .row = good_row,
                       .rows = 3 };

    CHECK_INT(told_of(&t, &a).n, 0);
    t.not_returned = 4;
    CHECK_STR(str_of(told_of(&t, &a).at[0].what), S("tally.hands"));
    t.not_returned = INT_NONE;
    CHECK_STR(str_of(told_of(&t, &a).at[0].what), S("tally.not_said"));
    arena_free(&a);
}

/* ---- any single wrong digit is caught -----------------------------------*/

static uint64_t chance(uint64_t *seed, uint64_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

#define ROWS_MOST 8
struct sheet {
    struct tally is;
    struct tally_row row[ROWS_MOST];
};

/* A sheet that adds up, of some hundreds of ballots. */
static void sheet_make(struct sheet *s, uint64_t *seed)
{
    struct tally *t = &s->is;
    int64_t left;

    *t = (struct tally){ .paper = chance(seed, 4) > 0, .row = s->row };
    t->rows = 2 + chance(seed, ROWS_MOST - 1);
    t->votes_each = chance(seed, 2) ? 1 : 1 + (int64_t)chance(seed, t->rows);
    t->valid = (int64_t)chance(seed, 400);
    t->not_returned = (int64_t)chance(seed, 12);
    left = t->valid * t->votes_each;
    for (size_t i = 0; i < t->rows; i++) {
        int64_t most = left < t->valid ? left : t->valid;

        s->row[i] = (struct tally_row){
            person(i), (int64_t)chance(seed, (uint64_t)most + 1)
        };
        left -= s->row[i].votes;
    }
    t->undervotes = left;
    t->printed = t->issued = t->unused = t->rejected = t->spoiled = INT_NONE;
    t->present = t->valid + t->not_returned;
    if (t->paper) {
        t->rejected = (int64_t)chance(seed, 30);
        t->spoiled = (int64_t)chance(seed, 30);
        t->unused = (int64_t)chance(seed, 200);
        t->issued = t->present + t->rejected + t->spoiled;
        t->printed = t->issued + t->unused;
        t->present = t->issued + (int64_t)chance(seed, 20);
    }
    t->roll = t->present + (int64_t)chance(seed, 50);
}

/* Every number that a keyer writes on a sheet, one after the other. */
static int64_t *sheet_number(struct sheet *s, size_t i)
{
    int64_t *all[] = { &s->is.present, &s->is.printed,      &s->is.issued,
                       &s->is.unused,  &s->is.valid,        &s->is.rejected,
                       &s->is.spoiled, &s->is.not_returned, &s->is.undervotes };

    if (i < LEN(all))
        return all[i];
    return i < LEN(all) + s->is.rows ? &s->row[i - LEN(all)].votes : NULL;
}

static int64_t power(int places)
{
    int64_t p = 1;

    while (places--)
        p *= 10;
    return p;
}

struct caught {
    int64_t wrong, by_sums, by_second, exactly;
};

/* The digit at `place` of the number n is mistaken for each of the nine others,
 * also a digit that is not there for one before the number. */
static void digit_try(const struct sheet *true_one, size_t n, int place,
                      struct arena *a, struct caught *c)
{
    struct sheet s = *true_one;
    int64_t *number_is = sheet_number(&s, n), was = *number_is;
    int64_t digit = was / power(place) % 10;

    s.is.row = s.row;
    for (int64_t d = 0; d < 10; d++) {
        struct tally_difference out[9 + 2 * ROWS_MOST];
        size_t differ;

        if (d == digit)
            continue;
        *number_is = was + (d - digit) * power(place);
        c->wrong++;
        c->by_sums += told_of(&s.is, a).n > 0;
        differ = tally_differ(&true_one->is, &s.is, out);
        c->by_second += differ > 0;
        c->exactly += differ == 1 && out[0].a == was && out[0].b == *number_is;
    }
}

TEST(any_single_wrong_digit_in_a_count_sheet_is_caught)
{
    struct caught all = { 0 }, present = { 0 };
    uint64_t seed = 2017;
    struct arena a = { 0 };

    for (int sheet = 0; sheet < 3000; sheet++) {
        struct arena_mark m = arena_mark(&a);
        struct sheet s;

        sheet_make(&s, &seed);
        s.is.row = s.row;
        if (!CHECK_INT(told_of(&s.is, &a).n, 0))
            return;
        for (size_t n = 0; sheet_number(&s, n); n++)
            for (int place = 0; *sheet_number(&s, n) != INT_NONE && place < 4;
                 place++)
                digit_try(&s, n, place, &a,
                          n == 0 && s.is.paper ? &present : &all);
        arena_back(&a, m);
    }
    printf("# %d wrong digits\n", (int)(all.wrong + present.wrong));
    CHECK(all.wrong > 1000000);
    /* the sums alone catch each of them; who was present is in no sum */
    CHECK_INT(all.by_sums, all.wrong);
    CHECK(present.by_sums < present.wrong);
    /* and the second keyer's sheet catches all, and says where */
    CHECK_INT(all.by_second, all.wrong);
    CHECK_INT(all.exactly, all.wrong);
    CHECK_INT(present.exactly, present.wrong);
    arena_free(&a);
}

TEST(two_sheets_differ_where_one_names_other_candidates)
{
    struct tally_row row[] = { { { { 1 } }, 9 },
                               { { { 4 } }, 7 },
                               { { { 3 } }, 5 } };
    struct tally_difference out[15];
    struct tally other = good;

    other.row = row;
    CHECK_INT(tally_differ(&good, &good, out), 0);
    CHECK_INT(tally_differ(&good, &other, out), 2);
    CHECK(id_same(out[0].person, (struct id){ { 2 } }));
    CHECK(out[0].a == 7 && out[0].b == INT_NONE);
    CHECK(id_same(out[1].person, (struct id){ { 4 } }));
    CHECK(out[1].a == INT_NONE && out[1].b == 7);
    other = good;
    other.roll = 99; /* nobody keys it */
    CHECK_INT(tally_differ(&good, &other, out), 0);
    other.undervotes = 0;
    CHECK_INT(tally_differ(&good, &other, out), 1);
    CHECK_STR(str_of(out[0].figure), S("undervotes"));
}

/* ---- slates -------------------------------------------------------------*/

TEST(a_slate_is_judged_by_the_by_law)
{
    static const struct slate_law none = { INT_NONE, INT_NONE, INT_NONE,
                                           INT_NONE, WARN };
    static const struct {
        const char *women, *from, *minority, *disability; /* a letter a seat */
        struct slate_law law;
        const char *want;
    } told[] = {
        { "     ", "aabbb", "     ", "     ", { 0 }, "" },
        { "ww   ",
          "abcde",
          "     ",
          "     ",
          { 33, INT_NONE, INT_NONE, INT_NONE, STOP },
          "" },
        { "w    ",
          "abcde",
          "     ",
          "     ",
          { 33, INT_NONE, INT_NONE, INT_NONE, STOP },
          "slate.women stop 1 2" },
        { "w    ",
          "abcde",
          "     ",
          "     ",
          { 33, INT_NONE, INT_NONE, INT_NONE, WARN },
          "slate.women warn 1 2" },
        { "wwwww",
          "abcde",
          "     ",
          "     ",
          { 100, INT_NONE, INT_NONE, INT_NONE, STOP },
          "" },
        { "wwww ",
          "abcde",
          "     ",
          "     ",
          { 100, INT_NONE, INT_NONE, INT_NONE, STOP },
          "slate.women stop 4 5" },
        { "     ", "abcde", "     ", "     ", { 0, 1, 0, 0, STOP }, "" },
        { "     ",
          "abcad",
          "     ",
          "     ",
          { INT_NONE, 1, INT_NONE, INT_NONE, WARN },
          "slate.per_vo stop winner[3].person" },
        { "     ",
          "aa   ",
          "     ",
          "     ",
          { INT_NONE, 1, INT_NONE, INT_NONE, WARN },
          "slate.per_vo stop winner[1].person" }, /* the rest: nobody sent */
        { "     ",
          "aabba",
          "m    ",
          "     ",
          { INT_NONE, 2, 1, 1, STOP },
          "slate.per_vo stop winner[4].person, slate.disability stop 0 1" },
        { "     ",
          "abcde",
          "     ",
          "  d  ",
          { INT_NONE, INT_NONE, 1, 1, WARN },
          "slate.minority warn 0 1" },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct findings f = findings_start(&a);
        struct buf b = buf_start(&a);
        struct slate_seat seat[5];
        struct slate_law law = i ? told[i].law : none;

        for (size_t j = 0; j < 5; j++) {
            seat[j] = (struct slate_seat){
                .person = person(j),
                .woman = told[i].women[j] == 'w',
                .minority = told[i].minority[j] == 'm',
                .disability = told[i].disability[j] == 'd'
            };
            if (told[i].from[j] != ' ')
                seat[j].from.b[0] = (uint8_t)told[i].from[j];
        }
        slate_tell(seat, 5, &law, &f);
        for (size_t j = 0; j < f.n; j++) {
            buf_fmt(&b, "%s%s %s ", j ? ", " : "", f.at[j].what,
                    f.at[j].level == STOP ? "stop" : "warn");
            if (f.at[j].a || f.at[j].b)
                buf_fmt(&b, "%lld %lld", (long long)f.at[j].a,
                        (long long)f.at[j].b);
            else
                buf_add(&b, f.at[j].path);
        }
        if (!CHECK_STR(buf_str(&b), str_of(told[i].want)))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}

TEST(nobody_sits_on_two_seats)
{
    struct arena a = { 0 };
    struct findings f = findings_start(&a);
    struct slate_seat seat[] = { { .person = { { 1 } } },
                                 { .person = { { 2 } } },
                                 { .person = { { 1 } } } };
    struct slate_law law = { INT_NONE, INT_NONE, INT_NONE, INT_NONE, WARN };

    slate_tell(seat, 3, &law, &f);
    if (CHECK_INT(f.n, 1)) {
        CHECK_STR(str_of(f.at[0].what), S("slate.twice"));
        CHECK_STR(f.at[0].path, S("winner[2].person"));
        CHECK_INT(f.at[0].level, STOP);
    }
    arena_free(&a);
}
