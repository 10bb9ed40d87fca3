/* base_day - every day from 1900 to 2099, and the dates people remember. */
#include "../src/base/base.h"
#include "tap.h"

static const struct {
    int year, mon, mday;
    day want;
} known[] = {
    { 1970, 1, 1, 0 },         { 1969, 12, 31, -1 },
    { 1900, 1, 1, DAY_FIRST }, { 2099, 12, 31, DAY_LAST },
    { 2000, 2, 29, 11016 },    { 2000, 3, 1, 11017 },
    { 2024, 2, 29, 19782 },    { 1982, 12, 1, 4717 },
    { 1900, 2, 29, DAY_NONE }, /* 1900 is no leap year */
    { 2023, 2, 29, DAY_NONE }, { 2024, 2, 30, DAY_NONE },
    { 2024, 4, 31, DAY_NONE }, { 2024, 0, 1, DAY_NONE },
    { 2024, 13, 1, DAY_NONE }, { 2024, 1, 0, DAY_NONE },
    { 2024, 1, 32, DAY_NONE }, { 1899, 12, 31, DAY_NONE },
    { 2100, 1, 1, DAY_NONE },
};

TEST(day_of_knows_the_calendar)
{
    for (size_t i = 0; i < LEN(known); i++)
        CHECK_INT(day_of(known[i].year, known[i].mon, known[i].mday),
                  known[i].want);
}

/* Counted by hand, a day at a time, so as not to believe the same formula. */
TEST(every_day_goes_round)
{
    static const int days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };
    day d = DAY_FIRST;
    month m = -840;
    int wrong = 0;

    for (int y = 1900; y <= 2099; y++)
        for (int mon = 1; mon <= 12; mon++, m++) {
            bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
            int last = days[mon - 1] + (mon == 2 && leap);

            wrong += month_first(m) != d || month_end(m) != d + last - 1;
            for (int mday = 1; mday <= last; mday++, d++) {
                int sy, sm, sd;

                day_split(d, &sy, &sm, &sd);
                wrong += sy != y || sm != mon || sd != mday;
                wrong += day_of(y, mon, mday) != d || month_of(d) != m;
            }
            wrong += day_of(y, mon, last + 1) != DAY_NONE;
        }
    CHECK_INT(wrong, 0);
    CHECK_INT(d, DAY_LAST + 1);
}

TEST(every_day_is_written_and_read_again)
{
    struct arena a = { 0 };

    for (day d = DAY_FIRST; d <= DAY_LAST; d++) {
        struct arena_mark m = arena_mark(&a);
        struct buf b = buf_start(&a);
        day again = DAY_NONE;

        day_put(&b, d);
        if (!CHECK(day_read(buf_str(&b), &again)) || !CHECK_INT(again, d))
            break;
        arena_back(&a, m);
    }
    arena_free(&a);
}

static const struct {
    const char *text;
    int grain;
    int year, mon, mday, end_mon, end_day;
} dates[] = {
    { "2024-03-05", GRAIN_DAY, 2024, 3, 5, 3, 5 },
    { "2024-02", GRAIN_MONTH, 2024, 2, 1, 2, 29 },
    { "2023-02", GRAIN_MONTH, 2023, 2, 1, 2, 28 },
    { "2099-12", GRAIN_MONTH, 2099, 12, 1, 12, 31 },
    { "1982", GRAIN_YEAR, 1982, 1, 1, 12, 31 },
    { "2099", GRAIN_YEAR, 2099, 1, 1, 12, 31 },
};

TEST(date_read_remembers_how_much_was_said)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(dates); i++) {
        struct buf b = buf_start(&a);
        struct date d = DATE_NONE;

        CHECK(date_read(str_of(dates[i].text), &d));
        CHECK_INT(d.grain, dates[i].grain);
        CHECK_INT(d.on, day_of(dates[i].year, dates[i].mon, dates[i].mday));
        CHECK_INT(date_end(d),
                  day_of(dates[i].year, dates[i].end_mon, dates[i].end_day));
        date_put(&b, d);
        CHECK_STR(buf_str(&b), str_of(dates[i].text));
    }
    arena_free(&a);
}

static const char *const no_dates[] = {
    "",
    "2",
    "202",
    "20240",
    "2024-",
    "2024-3",
    "2024-003",
    "2024-03-",
    "2024-03-5",
    "2024-03-055",
    "2024-03-05 ",
    " 2024-03-05",
    "2024/03/05",
    "2024-02-30",
    "2023-02-29",
    "2024-13",
    "2024-00",
    "2024-01-00",
    "1899",
    "2100",
    "1899-12-31",
    "-2024",
    "20240305",
    "2024-+3-05",
    "2024-03-05Z",
};

TEST(date_read_refuses_the_rest)
{
    for (size_t i = 0; i < LEN(no_dates); i++) {
        struct date d = { 7, 1 };

        if (!CHECK(!date_read(str_of(no_dates[i]), &d)))
            printf("# for %s\n", no_dates[i]);
        CHECK_INT(d.on, 7);
    }
}

TEST(day_read_and_month_read_want_their_own_grain)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    day d = 7;
    month m = 7;

    CHECK(!day_read(S("2024-03"), &d));
    CHECK(!month_read(S("2024-03-05"), &m));
    CHECK(!month_read(S("2024"), &m));
    CHECK_INT(d, 7);
    CHECK_INT(m, 7);
    CHECK(month_read(S("1969-12"), &m));
    CHECK_INT(m, -1);
    month_put(&b, m);
    CHECK_STR(buf_str(&b), S("1969-12"));
    arena_free(&a);
}

TEST(none_gives_none)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    CHECK_INT(month_of(DAY_NONE), MONTH_NONE);
    CHECK_INT(month_first(MONTH_NONE), DAY_NONE);
    CHECK_INT(month_end(MONTH_NONE), DAY_NONE);
    CHECK_INT(date_end(DATE_NONE), DAY_NONE);
    day_put(&b, DAY_NONE);
    month_put(&b, MONTH_NONE);
    date_put(&b, DATE_NONE);
    CHECK_STR(buf_str(&b), S(""));
}
