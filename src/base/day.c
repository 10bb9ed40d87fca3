/* day - whole days and months, proleptic Gregorian, 1900 to 2099. */
#include "base.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2099 };

/* Days before each month of a year that has no 29th of February. */
static const int16_t before[13] = { 0,   31,  59,  90,  120, 151, 181,
                                    212, 243, 273, 304, 334, 365 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int mon)
{
    return before[mon] - before[mon - 1] + (mon == 2 && is_leap(year));
}

/* 1900 is the only year here that 4 divides and that is not a leap year. */
static day year_first(int year)
{
    int since = year - YEAR_FIRST;

    return DAY_FIRST + since * 365 + (since > 0 ? (since - 1) / 4 : 0);
}

day day_of(int year, int mon, int mday)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || mon < 1 || mon > 12)
        return DAY_NONE;
    if (mday < 1 || mday > month_days(year, mon))
        return DAY_NONE;
    return year_first(year) + before[mon - 1] + (mon > 2 && is_leap(year)) +
           mday - 1;
}

static bool day_good(day d)
{
    return d >= DAY_FIRST && d <= DAY_LAST;
}

void day_split(day d, int *year, int *mon, int *mday)
{
    int y, m = 1, left;

    MUST(day_good(d));
    y = YEAR_FIRST + (d - DAY_FIRST) / 366; /* right or one too early */
    while (y < YEAR_LAST && year_first(y + 1) <= d)
        y++;
    left = d - year_first(y);
    while (left >= month_days(y, m))
        left -= month_days(y, m++);
    *year = y;
    *mon = m;
    *mday = left + 1;
}

month month_of(day d)
{
    int year, mon, mday;

    if (d == DAY_NONE)
        return MONTH_NONE;
    day_split(d, &year, &mon, &mday);
    return (year - 1970) * 12 + mon - 1;
}

static bool month_good(month m)
{
    return m >= (YEAR_FIRST - 1970) * 12 && m < (YEAR_LAST + 1 - 1970) * 12;
}

day month_first(month m)
{
    int since;

    if (m == MONTH_NONE)
        return DAY_NONE;
    MUST(month_good(m));
    since = m - (YEAR_FIRST - 1970) * 12;
    return day_of(YEAR_FIRST + since / 12, since % 12 + 1, 1);
}

day month_end(month m)
{
    int year, mon, mday;
    day first = month_first(m);

    if (first == DAY_NONE)
        return DAY_NONE;
    day_split(first, &year, &mon, &mday);
    return day_of(year, mon, month_days(year, mon));
}

day date_end(struct date d)
{
    int year, mon, mday;

    if (d.on == DAY_NONE || d.grain == GRAIN_DAY)
        return d.on;
    day_split(d.on, &year, &mon, &mday);
    if (d.grain == GRAIN_MONTH)
        return day_of(year, mon, month_days(year, mon));
    return day_of(year, 12, 31);
}

/* Takes exactly `n` ASCII digits from the front of *s, or -1. */
static int take_digits(struct str *s, size_t n)
{
    int v = 0;

    if (s->n < n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return -1;
        v = v * 10 + s->p[i] - '0';
    }
    *s = str_from(*s, n);
    return v;
}

/* What follows a hyphen; 1 when the text ended before it. */
static int take_part(struct str *s, bool *said)
{
    *said = s->n > 0;
    if (!*said)
        return 1;
    if (s->p[0] != '-')
        return -1;
    *s = str_from(*s, 1);
    return take_digits(s, 2);
}

bool date_read(struct str s, struct date *out)
{
    bool has_mon, has_day;
    int year = take_digits(&s, 4);
    int mon = take_part(&s, &has_mon);
    int mday = take_part(&s, &has_day);
    day on = s.n == 0 ? day_of(year, mon, mday) : DAY_NONE;

    if (on == DAY_NONE)
        return false;
    *out = (struct date){ on, has_day ? GRAIN_DAY :
                              has_mon ? GRAIN_MONTH :
                                        GRAIN_YEAR };
    return true;
}

bool day_read(struct str s, day *out)
{
    struct date d;

    if (!date_read(s, &d) || d.grain != GRAIN_DAY)
        return false;
    *out = d.on;
    return true;
}

bool month_read(struct str s, month *out)
{
    struct date d;

    if (!date_read(s, &d) || d.grain != GRAIN_MONTH)
        return false;
    *out = month_of(d.on);
    return true;
}

static void put_two(struct buf *b, int v)
{
    buf_char(b, (char)('0' + v / 10));
    buf_char(b, (char)('0' + v % 10));
}

void date_put(struct buf *b, struct date d)
{
    int year, mon, mday;

    if (d.on == DAY_NONE)
        return;
    day_split(d.on, &year, &mon, &mday);
    buf_int(b, year);
    if (d.grain == GRAIN_YEAR)
        return;
    buf_char(b, '-');
    put_two(b, mon);
    if (d.grain == GRAIN_MONTH)
        return;
    buf_char(b, '-');
    put_two(b, mday);
}

void day_put(struct buf *b, day d)
{
    date_put(b, (struct date){ d, GRAIN_DAY });
}

void month_put(struct buf *b, month m)
{
    if (m != MONTH_NONE)
        date_put(b, (struct date){ month_first(m), GRAIN_MONTH });
}
