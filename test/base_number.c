/* base_number - whole numbers and decimals as they are written. */
#include "../src/base/base.h"
#include "tap.h"

static const struct {
    struct str s;
    bool good;
    int64_t want;
} whole[] = {
    { S("0"), true, 0 },
    { S("-0"), true, 0 },
    { S("007"), true, 7 },
    { S("-12"), true, -12 },
    { S("9223372036854775807"), true, INT64_MAX },
    { S("-9223372036854775807"), true, -INT64_MAX },
    { S("-9223372036854775808"), false, 0 }, /* that is INT_NONE */
    { S("9223372036854775808"), false, 0 },
    { S("99999999999999999999"), false, 0 },
    { S("18446744073709551617"), false, 0 },
    { S(""), false, 0 },
    { S("-"), false, 0 },
    { S("+1"), false, 0 },
    { S(" 1"), false, 0 },
    { S("1 "), false, 0 },
    { S("1.0"), false, 0 },
    { S("--1"), false, 0 },
};

TEST(int_read_takes_whole_numbers_that_fit)
{
    for (size_t i = 0; i < LEN(whole); i++) {
        int64_t v = 0;

        if (!CHECK_INT(int_read(whole[i].s, &v), whole[i].good))
            tap_quote("for", whole[i].s);
        CHECK_INT(v, whole[i].want);
    }
}

TEST(int_add_says_when_it_does_not_fit)
{
    int64_t sum;

    CHECK(int_add(2, -3, &sum));
    CHECK_INT(sum, -1);
    CHECK(!int_add(INT64_MAX, 1, &sum));
    CHECK(!int_add(INT64_MIN, -1, &sum));
}

static const struct {
    struct str s;
    int scale;
    int64_t want;
    bool inexact;
} decimal[] = {
    { S("0"), 2, 0, false },
    { S("-0.00"), 2, 0, false },
    { S("1"), 2, 100, false },
    { S("  1,234.5 "), 2, 123450, false },
    { S("\xc2\xa0"
        "45\xc2\xa0"),
      0, 45, false },
    { S("+7"), 0, 7, false },
    { S("-12.50"), 2, -1250, false },
    { S(".5"), 2, 50, false },
    { S("5."), 2, 500, false },
    { S("007.10"), 1, 71, false },
    { S("1,234,567"), 0, 1234567, false },      /* western */
    { S("12,34,567.89"), 2, 123456789, false }, /* lakh */
    { S("1,00,00,000"), 0, 10000000, false },   /* a crore */
    { S("٤٥٫٢"), 1, 452, false },
    { S("٤٥.٢"), 2, 4520, false },
    { S("۱٬۲۳۴٫۵"), 1, 12345, false },
    { S("1.5E-3"), 4, 15, false },
    { S("1.5e+3"), 0, 1500, false },
    { S("1.29438999999999999E2"), 8, 12943900000, false },
    { S("129.43899999999999"), 8, 12943900000, false }, /* a double's */
    { S("-129.43899999999999"), 8, -12943900000, false },
    { S("0.1000000000000000055511151231257827"), 4, 1000, false },
    { S("33.300000000000004"), 2, 3330, false },
    { S("1.239"), 2, 124, true },
    { S("-1.239"), 2, -124, true },
    { S("1.235"), 2, 124, true }, /* half away from zero */
    { S("-1.235"), 2, -124, true },
    { S("1.2349"), 2, 123, true },
    { S("0.5"), 0, 1, true },
    { S("0.49"), 0, 0, true },
    { S("0.001"), 2, 0, true },
    { S("1e-30"), 2, 0, true },
    { S("1e-400"), 18, 0, true },
    { S("0e-400"), 18, 0, false },
    { S("0.9999999999999999"), 0, 1, false },
    { S("9.999"), 2, 1000, true },
    { S("1.0000001"), 6, 1000000, true },     /* 1e-7 is no noise */
    { S("1.0000000001"), 6, 1000000, false }, /* 1e-10 is */
    { S("9223372036854775807"), 0, INT64_MAX, false },
    { S("-9223372036854775807"), 0, -INT64_MAX, false },
    { S("92233720368547758.07"), 2, INT64_MAX, false },
    { S("9.2e18"), 0, 9200000000000000000, false },
};

TEST(decimal_read_scales_without_floating_point)
{
    for (size_t i = 0; i < LEN(decimal); i++) {
        int64_t v = -1;
        bool inexact = !decimal[i].inexact;
        bool good = CHECK(
            decimal_read(decimal[i].s, decimal[i].scale, &v, &inexact));

        good &= CHECK_INT(v, decimal[i].want);
        good &= CHECK_INT(inexact, decimal[i].inexact);
        if (!good)
            tap_quote("for", decimal[i].s);
    }
}

static const struct str refused[] = {
    S(""),
    S(" "),
    S("-"),
    S("+"),
    S("."),
    S("-."),
    S("abc"),
    S("1a"),
    S("1 2"),
    S("- 1"),
    S("+-1"),
    S("--1"),
    S("1.2.3"),
    S("1..2"),
    S("1,2"),
    S("1,23"),
    S("12,34"),
    S("1,2345"),
    S("1234,567"),
    S(",123"),
    S("123,"),
    S("1,,234"),
    S("1,234,"),
    S("1.5,000"),
    S("0,123"),
    S("0,5"),
    S("1,234,56,789"),
    S("123,45,678"),
    S("1,23,4567"),
    S("e5"),
    S("1e"),
    S("1e+"),
    S("1e--5"),
    S("1e+-5"),
    S("1e1.5"),
    S("1e401"),
    S("1e999999999999999999999"),
    S("0x10"),
    S("NaN"),
    S("inf"),
    S("9223372036854775808"),
    S("-9223372036854775808"),
    S("1e19"),
    S("9223372036854775807.5"),
    S("Rs 5"),
    S("1\0"),
    S("\xff"),
    S("１"),
};

TEST(decimal_read_refuses_the_rest)
{
    for (size_t i = 0; i < LEN(refused); i++) {
        int64_t v = 42;
        bool inexact;

        if (!CHECK(!decimal_read(refused[i], 0, &v, &inexact)))
            tap_quote("for", refused[i]);
        CHECK_INT(v, 42);
    }
}

TEST(decimal_read_bounds_what_one_number_may_be_long)
{
    char zeros[200];
    int64_t v;
    bool inexact;

    memset(zeros, '0', sizeof zeros);
    zeros[95] = '7';
    CHECK(decimal_read((struct str){ zeros, 96 }, 0, &v, &inexact));
    CHECK_INT(v, 7);
    CHECK(!decimal_read((struct str){ zeros, 97 }, 0, &v, &inexact));
}

static const struct {
    int64_t v;
    int scale;
    const char *want;
} put[] = {
    { 0, 0, "0" },
    { 0, 2, "0.00" },
    { -1250, 2, "-12.50" },
    { 5, 2, "0.05" },
    { -5, 2, "-0.05" },
    { 100, 2, "1.00" },
    { 1234567, 0, "1234567" },
    { INT64_MAX, 2, "92233720368547758.07" },
    { INT64_MIN, 18, "-9.223372036854775808" },
    { 1, 18, "0.000000000000000001" },
};

TEST(decimal_put_writes_every_place_of_the_scale)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(put); i++) {
        struct buf b = buf_start(&a);

        decimal_put(&b, put[i].v, put[i].scale);
        CHECK_STR(buf_str(&b), str_of(put[i].want));
    }
    arena_free(&a);
}

TEST(what_decimal_put_writes_decimal_read_takes)
{
    struct arena a = { 0 };
    uint64_t v = 88172645463325252;

    for (int i = 0; i < 20000; i++) {
        struct arena_mark m = arena_mark(&a);
        struct buf b = buf_start(&a);
        int64_t in, out = 0;
        bool inexact = true;

        v ^= v << 13, v ^= v >> 7, v ^= v << 17;
        in = (int64_t)(v >> (1 + i % 60)) * (i % 2 ? 1 : -1);
        decimal_put(&b, in, i % 19);
        CHECK(decimal_read(buf_str(&b), i % 19, &out, &inexact));
        if (!CHECK_INT(out, in) || !CHECK(!inexact))
            break;
        arena_back(&a, m);
    }
    arena_free(&a);
}
