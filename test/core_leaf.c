/* core_leaf - numbered leaves, and cash in hand. */
#include "../src/core/leaf.h"
#include "tap.h"

static struct id id_of(int n)
{
    struct id i = ID_NONE;

    i.b[15] = (uint8_t)n;
    return i;
}

/* ---- what is printed ----------------------------------------------------*/

TEST(a_leaf_is_letters_and_then_a_number)
{
    static const struct {
        struct str said, prefix;
        int64_t serial;
        bool good;
    } told[] = {
        { S("B-0017"), S("B-"), 17, true },
        { S(" b 17 "), S("b "), 17, true },
        { S("0017"), S(""), 17, true },
        { S("12/0003"), S("12/"), 3, true },
        { S("999999999"), S(""), 999999999, true },
        { S("000000000000000000007"), S(""), 7, true },
        { S("1000000000"), S(""), 0, false },
        { S("99999999999999999999999"), S(""), 0, false },
        { S("B"), S("B"), 0, false },
        { S(""), S(""), 0, false },
        { S("17 B"), S("17 B"), 0, false },
        { S("رسید 5"), S("رسید "), 5, true },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct str prefix;
        int64_t serial;

        CHECK_INT(leaf_read(told[i].said, &prefix, &serial), told[i].good);
        if (told[i].good) {
            CHECK_STR(prefix, told[i].prefix);
            CHECK_INT(serial, told[i].serial);
        }
    }
}

TEST(letters_are_the_same_however_they_are_typed)
{
    CHECK(leaf_prefix_same(S("B-"), S("b ")));
    CHECK(leaf_prefix_same(S("SRSO/CO-12/"), S("srso co 12")));
    CHECK(leaf_prefix_same(S(""), S(" - ")));
    CHECK(!leaf_prefix_same(S("B"), S("BB")));
    CHECK(!leaf_prefix_same(S(""), S("B")));
    CHECK(!leaf_prefix_same(S("A1/"), S("A2/")));
    CHECK(leaf_prefix_same(S("رسید "), S("رسید")));
    CHECK(!leaf_prefix_same(S("رسید"), S("رسيد")));
}

TEST(a_leaf_is_written_as_it_is_printed)
{
    struct arena a = { 0 };

    CHECK_STR(leaf_text(S("B-"), 17, 4, &a), S("B-0017"));
    CHECK_STR(leaf_text(S("B-"), 17, INT_NONE, &a), S("B-17"));
    CHECK_STR(leaf_text(S(""), 12345, 4, &a), S("12345"));
    arena_free(&a);
}

/* ---- what is wrong ------------------------------------------------------*/

static const struct leaf_issue book = { .prefix = { "B", 1 },
                                        .from = 1,
                                        .upto = 50,
                                        .issued = 16000,
                                        .returned = 16100,
                                        .person = { { 1 } },
                                        .login = { "", 0 } };

static struct str wrong(const struct leaf_issue *issue,
                        const struct leaf_use *use, int64_t uses, bool lost,
                        struct arena *a)
{
    struct findings f = findings_start(a);
    struct buf b = buf_start(a);

    leaf_judge(issue, use, uses, lost, &f);
    for (size_t i = 0; i < f.n; i++) {
        CHECK_INT(f.at[i].level, WARN);
        buf_fmt(&b, "%s%s", i ? " " : "", f.at[i].what);
    }
    return buf_str(&b);
}

TEST(a_leaf_is_used_once_by_whom_it_was_given_to)
{
    struct arena a = { 0 };
    struct leaf_use use = {
        .prefix = S("B"), .serial = 17, .on = 16050, .person = book.person
    };

    CHECK_STR(wrong(&book, &use, 1, false, &a), S(""));
    CHECK_STR(wrong(&book, &use, 2, false, &a), S("leaf.used_twice"));
    CHECK_STR(wrong(&book, &use, 1, true, &a), S("leaf.used_though_lost"));
    CHECK_STR(wrong(NULL, &use, 1, false, &a), S("leaf.not_issued"));
    CHECK_STR(wrong(NULL, &use, 3, false, &a),
              S("leaf.used_twice leaf.not_issued"));
    use.person = id_of(2);
    CHECK_STR(wrong(&book, &use, 1, false, &a), S("leaf.by_another"));
    use.person = ID_NONE;
    use.staff = id_of(2);
    CHECK_STR(wrong(&book, &use, 1, false, &a), S("leaf.by_another"));
    use.staff = ID_NONE; /* nobody said who took it */
    use.login = S("clerk");
    CHECK_STR(wrong(&book, &use, 1, false, &a), S(""));
    arena_free(&a);
}

TEST(who_signed_counts_where_nobody_is_named)
{
    struct arena a = { 0 };
    struct leaf_issue staff = book;
    struct leaf_use use = { .serial = 17, .on = 16050, .login = S("kamran") };

    staff.person = ID_NONE;
    staff.staff = id_of(7);
    staff.login = S("kamran");
    CHECK_STR(wrong(&staff, &use, 1, false, &a), S(""));
    use.login = S("sana");
    CHECK_STR(wrong(&staff, &use, 1, false, &a), S("leaf.by_another"));
    use.staff = id_of(7);
    CHECK_STR(wrong(&staff, &use, 1, false, &a), S(""));
    arena_free(&a);
}

TEST(a_leaf_is_used_while_its_book_is_out)
{
    static const struct {
        day on;
        const char *want;
    } told[] = { { 15999, "leaf.before_issue" },
                 { 16000, "" },
                 { 16100, "" },
                 { 16101, "leaf.after_return" },
                 { DAY_NONE, "" } };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct leaf_use use = { .serial = 17,
                                .on = told[i].on,
                                .person = book.person };

        CHECK_STR(wrong(&book, &use, 1, false, &a), str_of(told[i].want));
        arena_free(&a);
    }
}

TEST(of_two_books_with_its_number_the_nearer_is_its_own)
{
    struct leaf_issue receipts = book, cheques = book, later = book;
    struct leaf_use use = { .prefix = S("b-"), .serial = 50, .on = 16050 };

    cheques.what = LEAF_CHEQUE;
    later.issued = 16101;
    later.returned = DAY_NONE;
    CHECK(leaf_in(&book, &use));
    use.serial = 51;
    CHECK(!leaf_in(&book, &use));
    use.serial = 0;
    CHECK(!leaf_in(&book, &use));
    CHECK(leaf_nearer(&receipts, &cheques, &use));
    CHECK(!leaf_nearer(&cheques, &receipts, &use));
    use.what = LEAF_CHEQUE;
    CHECK(leaf_nearer(&cheques, &receipts, &use));
    CHECK(leaf_nearer(&receipts, &later, &use)); /* out on that day */
    use.on = 16101;
    CHECK(leaf_nearer(&later, &receipts, &use));
    use.on = DAY_NONE;
    CHECK(leaf_nearer(&later, &receipts, &use)); /* the later */
}

/* ---- cash in hand -------------------------------------------------------*/

/* The oldest is handed on first. */
TEST(cash_is_held_since_the_oldest_that_is_still_there)
{
    static const struct {
        struct hand_move move[6];
        size_t n;
        day since;
    } told[] = {
        { { { 0 } }, 0, DAY_NONE },
        { { { 10, 100 } }, 1, 10 },
        { { { 10, 100 }, { 12, 50 } }, 2, 10 },
        { { { 10, 100 }, { 12, -100 } }, 2, DAY_NONE },
        { { { 10, 100 }, { 12, -100 }, { 15, 30 } }, 3, 15 },
        { { { 10, 100 }, { 12, 50 }, { 13, -100 } }, 3, 12 },
        { { { 10, 100 }, { 12, 50 }, { 13, -99 } }, 3, 10 },
        { { { 10, 100 }, { 12, 50 }, { 13, -101 } }, 3, 12 },
        { { { 10, 100 }, { 13, -150 } }, 2, DAY_NONE }, /* too much */
        /* handed in before it was collected: the new cash is what is held */
        { { { 10, -50 }, { 12, 80 } }, 2, 12 },
    };

    for (size_t i = 0; i < LEN(told); i++)
        CHECK_INT(hand_since(told[i].move, told[i].n), told[i].since);
}
