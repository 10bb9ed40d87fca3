/* core_schedule - schedules to the last paisa: every vector of the field's
 * reference (finance.md 3.2; ../shared/data/finance), month ends, holidays. */
#include <stdlib.h>
#include <string.h>

#include "../src/core/schedule.h"
#include "tap.h"

struct row {
    int n; /* of the instalment, from 1 */
    paisa principal, charge, left;
};
struct vector {
    const char *name;
    paisa principal;
    int64_t rate; /* millionths */
    enum method method;
    enum day_count day_count;
    int64_t instalments, grace_principal, grace_charge;
    paisa unit;
    int paid[3];
    size_t first, rows;
};

/* Twelve loans, 153 instalments. E01 is known of nine of its 24. */
static const struct row row[] = {
    /* clang-format off */
    { 1, 27800, 5000, 472200 }, { 2, 27800, 5000, 444400 },
    { 3, 27800, 5000, 416600 }, { 4, 27800, 5000, 388800 },
    { 5, 27800, 5000, 361000 }, { 6, 27800, 5000, 333200 },
    { 7, 27800, 5000, 305400 }, { 8, 27800, 5000, 277600 },
    { 9, 27800, 5000, 249800 }, { 10, 27800, 5000, 222000 },
    { 11, 27800, 5000, 194200 }, { 12, 27800, 5000, 166400 },
    { 13, 27800, 5000, 138600 }, { 14, 27800, 5000, 110800 },
    { 15, 27800, 5000, 83000 }, { 16, 27800, 5000, 55200 },
    { 17, 27800, 5000, 27400 }, { 18, 27400, 5000, 0 },
    { 1, 25500, 5000, 474500 }, { 2, 25755, 4745, 448745 },
    { 3, 26013, 4487, 422732 }, { 4, 26273, 4227, 396459 },
    { 5, 26535, 3965, 369924 }, { 6, 26801, 3699, 343123 },
    { 7, 27069, 3431, 316054 }, { 8, 27339, 3161, 288715 },
    { 9, 27613, 2887, 261102 }, { 10, 27889, 2611, 233213 },
    { 11, 28168, 2332, 205045 }, { 12, 28450, 2050, 176595 },
    { 13, 28734, 1766, 147861 }, { 14, 29021, 1479, 118840 },
    { 15, 29312, 1188, 89528 }, { 16, 29605, 895, 59923 },
    { 17, 29901, 599, 30022 }, { 18, 30022, 300, 0 },
    { 1, 25568, 4932, 474432 }, { 2, 25665, 4835, 448767 },
    { 3, 25926, 4574, 422841 }, { 4, 26608, 3892, 396233 },
    { 5, 26462, 4038, 369771 }, { 6, 26853, 3647, 342918 },
    { 7, 27005, 3495, 315913 }, { 8, 27384, 3116, 288529 },
    { 9, 27559, 2941, 260970 }, { 10, 27840, 2660, 233130 },
    { 11, 28201, 2299, 204929 }, { 12, 28411, 2089, 176518 },
    { 13, 28759, 1741, 147759 }, { 14, 28994, 1506, 118765 },
    { 15, 29290, 1210, 89475 }, { 16, 29647, 853, 59828 },
    { 17, 29890, 610, 29938 }, { 18, 29938, 295, 0 },
    { 1, 27778, 5000, 472222 }, { 2, 27778, 4722, 444444 },
    { 3, 27778, 4444, 416666 }, { 4, 27778, 4167, 388888 },
    { 5, 27778, 3889, 361110 }, { 6, 27778, 3611, 333332 },
    { 7, 27778, 3333, 305554 }, { 8, 27778, 3056, 277776 },
    { 9, 27778, 2778, 249998 }, { 10, 27778, 2500, 222220 },
    { 11, 27778, 2222, 194442 }, { 12, 27778, 1944, 166664 },
    { 13, 27778, 1667, 138886 }, { 14, 27778, 1389, 111108 },
    { 15, 27778, 1111, 83330 }, { 16, 27778, 833, 55552 },
    { 17, 27778, 556, 27774 }, { 18, 27774, 278, 0 },
    { 1, 0, 5000, 500000 }, { 2, 0, 5000, 500000 },
    { 3, 0, 5000, 500000 }, { 4, 31100, 5000, 468900 },
    { 5, 31411, 4689, 437489 }, { 6, 31725, 4375, 405764 },
    { 7, 32042, 4058, 373722 }, { 8, 32363, 3737, 341359 },
    { 9, 32686, 3414, 308673 }, { 10, 33013, 3087, 275660 },
    { 11, 33343, 2757, 242317 }, { 12, 33677, 2423, 208640 },
    { 13, 34014, 2086, 174626 }, { 14, 34354, 1746, 140272 },
    { 15, 34697, 1403, 105575 }, { 16, 35044, 1056, 70531 },
    { 17, 35395, 705, 35136 }, { 18, 35136, 351, 0 },
    { 1, 0, 5000, 500000 }, { 2, 0, 5000, 500000 },
    { 3, 0, 5000, 500000 }, { 4, 0, 5000, 500000 },
    { 5, 0, 5000, 500000 }, { 6, 0, 5000, 500000 },
    { 7, 39400, 5000, 460600 }, { 8, 39794, 4606, 420806 },
    { 9, 40192, 4208, 380614 }, { 10, 40594, 3806, 340020 },
    { 11, 41000, 3400, 299020 }, { 12, 41410, 2990, 257610 },
    { 13, 41824, 2576, 215786 }, { 14, 42242, 2158, 173544 },
    { 15, 42665, 1735, 130879 }, { 16, 43091, 1309, 87788 },
    { 17, 43522, 878, 44266 }, { 18, 44266, 443, 0 },
    { 1, 0, 0, 500000 }, { 2, 0, 0, 500000 },
    { 3, 0, 0, 500000 }, { 4, 0, 20000, 500000 },
    { 5, 0, 5000, 500000 }, { 6, 0, 5000, 500000 },
    { 7, 39400, 5000, 460600 }, { 8, 39794, 4606, 420806 },
    { 9, 40192, 4208, 380614 }, { 10, 40594, 3806, 340020 },
    { 11, 41000, 3400, 299020 }, { 12, 41410, 2990, 257610 },
    { 13, 41824, 2576, 215786 }, { 14, 42242, 2158, 173544 },
    { 15, 42665, 1735, 130879 }, { 16, 43091, 1309, 87788 },
    { 17, 43522, 878, 44266 }, { 18, 44266, 443, 0 },
    { 1, 31238, 1562, 93762 }, { 2, 31238, 1562, 62524 },
    { 3, 31238, 1562, 31286 }, { 4, 31286, 1564, 0 },
    { 1, 30638, 1562, 94362 }, { 2, 31020, 1180, 63342 },
    { 3, 31408, 792, 31934 }, { 4, 31934, 399, 0 },
    { 1, 1643, 58, 8357 }, { 2, 1652, 49, 6705 },
    { 3, 1662, 39, 5043 }, { 4, 1672, 29, 3371 },
    { 5, 1681, 20, 1690 }, { 6, 1690, 10, 0 },
    { 1, 291149, 24000, 908851 }, { 2, 296972, 18177, 611879 },
    { 3, 302911, 12238, 308968 }, { 4, 308968, 6179, 0 },
    { 1, 41670000, 20000000, 958330000 }, { 2, 41670000, 19170000, 916660000 },
    { 3, 41670000, 18330000, 874990000 }, { 4, 41670000, 17500000, 833320000 },
    { 5, 41670000, 16670000, 791650000 }, { 6, 41670000, 15830000, 749980000 },
    { 10, 41670000, 12500000, 583300000 }, { 20, 41670000, 4170000, 166600000 },
    { 24, 41590000, 830000, 0 },
    /* clang-format on */
};
static const struct vector vector[] = {
    /* clang-format off */
    { "F01", 500000, 120000, METHOD_FLAT, COUNT_30_360, 18, 0, 0, 100, { 2022, 11, 1 }, 0, 18 },
    { "F02", 500000, 120000, METHOD_DECLINING, COUNT_30_360, 18, 0, 0, 100, { 2022, 11, 1 }, 18, 18 },
    { "F03", 500000, 120000, METHOD_DECLINING, COUNT_ACTUAL_365, 18, 0, 0, 100, { 2022, 11, 1 }, 36, 18 },
    { "F04", 500000, 120000, METHOD_EQUAL_PRINCIPAL, COUNT_30_360, 18, 0, 0, 1, { 2022, 11, 1 }, 54, 18 },
    { "F05", 500000, 120000, METHOD_DECLINING, COUNT_30_360, 18, 3, 0, 100, { 2022, 11, 1 }, 72, 18 },
    { "F06", 500000, 120000, METHOD_DECLINING, COUNT_30_360, 18, 6, 0, 100, { 2022, 11, 1 }, 90, 18 },
    { "F07", 500000, 120000, METHOD_DECLINING, COUNT_30_360, 18, 6, 3, 100, { 2022, 11, 1 }, 108, 18 },
    { "F08", 125000, 150000, METHOD_FLAT, COUNT_30_360, 4, 0, 0, 100, { 2023, 9, 1 }, 126, 4 },
    { "F09", 125000, 150000, METHOD_DECLINING, COUNT_30_360, 4, 0, 0, 100, { 2023, 9, 1 }, 130, 4 },
    { "F10", 10000, 70000, METHOD_DECLINING, COUNT_30_360, 6, 0, 0, 1, { 2024, 1, 1 }, 134, 6 },
    { "C01", 1200000, 240000, METHOD_DECLINING, COUNT_30_360, 4, 0, 0, 1, { 2011, 9, 20 }, 140, 4 },
    { "E01", 1000000000, 240000, METHOD_EQUAL_PRINCIPAL, COUNT_30_360, 24, 0, 0, 10000, { 2014, 6, 2 }, 144, 9 },
    /* clang-format on */
};

static struct schedule schedule_of(const struct vector *v)
{
    return (
        struct schedule){ .principal = v->principal,
                          .rate = v->rate,
                          .method = v->method,
                          .day_count = v->day_count,
                          .period = PERIOD_MONTH,
                          .instalments = v->instalments,
                          .grace_principal = v->grace_principal,
                          .grace_charge = v->grace_charge,
                          .unit = v->unit,
                          .charge = INT_NONE,
                          .paid = day_of(v->paid[0], v->paid[1], v->paid[2]),
                          .first_due = DAY_NONE };
}

static void check_row(const char *name, const struct due *due, size_t n,
                      paisa principal, const struct row *r)
{
    paisa left = principal;
    bool good;

    for (int i = 0; i < r->n; i++)
        left -= due[i].principal;
    good = (size_t)r->n <= n;
    good = good && CHECK_INT(due[r->n - 1].principal, r->principal);
    good = good && CHECK_INT(due[r->n - 1].charge, r->charge);
    if (!good || !CHECK_INT(left, r->left))
        printf("# in %s, instalment %d\n", name, r->n);
}

TEST(the_reference_schedules_to_the_last_paisa)
{
    size_t seen = 0;

    for (size_t i = 0; i < LEN(vector); i++) {
        const struct vector *v = &vector[i];
        struct schedule s = schedule_of(v);
        struct due due[SCHEDULE_MOST];
        size_t n = schedule_make(&s, due);

        CHECK_INT(n, v->instalments);
        for (size_t k = 0; k < v->rows; k++, seen++)
            check_row(v->name, due, n, v->principal, &row[v->first + k]);
    }
    CHECK_INT(seen, 153);
}

/* ---- the same out of the shared file ------------------------------------*/

static bool read_shared(struct arena *a, const char *name, struct str *out)
{
    static const char *const near[] = { NULL, "../shared", "../../shared" };

    for (size_t i = 0; i < LEN(near); i++) {
        const char *at = i ? near[i] : getenv("SAATH_SHARED");
        char path[1000], *p;
        FILE *f;
        long n;

        if (!at)
            continue;
        snprintf(path, sizeof path, "%s/data/finance/%s", at, name);
        f = fopen(path, "rb");
        if (!f)
            continue;
        p = fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0 ?
                arena_take(a, (size_t)n + 1) :
                NULL;
        rewind(f);
        *out = (struct str){ p, p ? fread(p, 1, (size_t)n, f) : 0 };
        fclose(f);
        return p != NULL;
    }
    return false;
}

/* One line of a csv file without quotes inside, as cells. */
static size_t cells_of(struct str line, struct str *cell, size_t most)
{
    size_t n = 0;

    while (line.n && n < most) {
        if (line.p[0] == '"') {
            struct str rest = str_from(line, 1);

            cell[n++] = str_cut(&rest, '"');
            str_cut(&rest, ',');
            line = rest;
        } else {
            cell[n++] = str_cut(&line, ',');
        }
    }
    return n;
}

static paisa money_of(struct str said)
{
    int64_t v = INT_NONE;
    bool inexact = false;

    CHECK(decimal_read(said, 2, &v, &inexact) && !inexact);
    return v;
}

static const struct vector *vector_find(struct str name)
{
    for (size_t i = 0; i < LEN(vector); i++)
        if (str_same(name, str_of(vector[i].name)))
            return &vector[i];
    return NULL;
}

TEST(every_line_of_the_shared_schedules)
{
    struct arena a = { 0 };
    struct str text, cell[24];
    int lines = 0;

    if (!read_shared(&a, "loan_schedule_vectors_fineract.csv", &text)) {
        arena_free(&a);
        skip("no vectors here; SAATH_SHARED says where they are");
        return;
    }
    str_cut(&text, '\n');
    while (text.n) {
        size_t columns = cells_of(str_cut(&text, '\n'), cell, LEN(cell));
        const struct vector *v = vector_find(cell[0]);
        struct due due[SCHEDULE_MOST];
        struct schedule s;
        int64_t at = 0;
        size_t n;

        if (!CHECK(columns == 20) || !CHECK(v != NULL) ||
            !CHECK(int_read(cell[11], &at)))
            break;
        s = schedule_of(v);
        CHECK_INT(s.principal, money_of(cell[1]));
        CHECK_INT(s.rate, money_of(cell[2]) * 100);
        n = schedule_make(&s, due);
        check_row(v->name, due, n, v->principal,
                  &(struct row){ (int)at, money_of(cell[15]),
                                 money_of(cell[16]), money_of(cell[14]) });
        lines++;
    }
    CHECK_INT(lines, 153);
    arena_free(&a);
}

/* ---- days ---------------------------------------------------------------*/

static const struct {
    const char *first, *due;
} month_end_of[] = {
    { "2023-01-31",
      "23-01-31 23-02-28 23-03-31 23-04-30 23-05-31 23-06-30 23-07-31 23-08-31 23-09-30 23-10-31 23-11-30 23-12-31 24-01-31 24-02-29" },
    { "2023-01-30",
      "23-01-30 23-02-28 23-03-30 23-04-30 23-05-30 23-06-30 23-07-30 23-08-30 23-09-30 23-10-30 23-11-30 23-12-30 24-01-30 24-02-29" },
    { "2023-01-28",
      "23-01-28 23-02-28 23-03-28 23-04-28 23-05-28 23-06-28 23-07-28 23-08-28 23-09-28 23-10-28 23-11-28 23-12-28 24-01-28 24-02-28" },
    { "2023-01-25",
      "23-01-25 23-02-25 23-03-25 23-04-25 23-05-25 23-06-25 23-07-25 23-08-25 23-09-25 23-10-25 23-11-25 23-12-25 24-01-25 24-02-25" },
};

TEST(the_day_of_the_month_is_kept_or_the_month_ends)
{
    int seen = 0;

    for (size_t i = 0; i < LEN(month_end_of); i++) {
        struct str rest = str_of(month_end_of[i].due);
        struct schedule s = { .principal = 1400,
                              .method = METHOD_QARD,
                              .period = PERIOD_MONTH,
                              .instalments = 14,
                              .charge = INT_NONE };
        struct due due[SCHEDULE_MOST];
        day first;

        CHECK(day_read(str_of(month_end_of[i].first), &first));
        s.paid = first - 20;
        s.first_due = first;
        CHECK_INT(schedule_make(&s, due), 14);
        for (int64_t n = 0; rest.n; n++, seen++) {
            struct str said = str_cut(&rest, ' ');
            char whole[11] = "20";
            day on;

            memcpy(whole + 2, said.p, said.n);
            CHECK(day_read(str_of(whole), &on));
            CHECK_INT(schedule_day(PERIOD_MONTH, first, n), on);
            CHECK_INT(due[n].on, on);
        }
    }
    CHECK_INT(seen, 56);
}

TEST(weeks_quarters_and_half_years)
{
    static const struct {
        enum period period;
        int from[3];
        int64_t n;
        int want[3];
    } said[] = {
        { PERIOD_WEEK, { 2024, 1, 1 }, 1, { 2024, 1, 8 } },
        { PERIOD_FORTNIGHT, { 2024, 1, 1 }, 2, { 2024, 1, 29 } },
        { PERIOD_QUARTER, { 2023, 11, 30 }, 1, { 2024, 2, 29 } },
        { PERIOD_QUARTER, { 2023, 11, 30 }, 2, { 2024, 5, 30 } },
        { PERIOD_HALF_YEAR, { 2023, 8, 31 }, 1, { 2024, 2, 29 } },
        { PERIOD_HALF_YEAR, { 2023, 8, 31 }, 2, { 2024, 8, 31 } },
    };

    for (size_t i = 0; i < LEN(said); i++)
        CHECK_INT(schedule_day(said[i].period,
                               day_of(said[i].from[0], said[i].from[1],
                                      said[i].from[2]),
                               said[i].n),
                  day_of(said[i].want[0], said[i].want[1], said[i].want[2]));
    CHECK_INT(schedule_day(PERIOD_MONTH, DAY_NONE, 1), DAY_NONE);
    CHECK_INT(schedule_day(PERIOD_MONTH, DAY_LAST, 1), DAY_NONE);
    CHECK_INT(schedule_day(PERIOD_WEEK, DAY_LAST, 1), DAY_NONE);
}

/* 10 April 2024 was Eid, a Wednesday; the 12th a Friday. */
TEST(a_due_day_that_is_closed_moves)
{
    static const struct {
        enum holiday holiday;
        int day, want;
    } said[] = {
        { HOLIDAY_SAME, 10, 10 },     { HOLIDAY_NEXT, 10, 15 },
        { HOLIDAY_PREVIOUS, 10, 9 },  { HOLIDAY_NEXT, 14, 15 },
        { HOLIDAY_PREVIOUS, 13, 9 },  { HOLIDAY_NEXT, 9, 9 },
        { HOLIDAY_PREVIOUS, 16, 16 },
    };
    day closed[3];

    for (int i = 0; i < 3; i++)
        closed[i] = day_of(2024, 4, 10 + i);
    for (size_t i = 0; i < LEN(said); i++) {
        struct schedule s = { .principal = 10000,
                              .method = METHOD_QARD,
                              .period = PERIOD_ONCE,
                              .instalments = 1,
                              .charge = INT_NONE,
                              .paid = day_of(2024, 1, 1),
                              .first_due = day_of(2024, 4, said[i].day),
                              .holiday = said[i].holiday,
                              .closed = closed,
                              .closed_n = 3,
                              .weekend = 1 << 5 | 1 << 6 }; /* Sat, Sun */
        struct due due[SCHEDULE_MOST];

        CHECK_INT(schedule_make(&s, due), 1);
        CHECK_INT(due[0].on, day_of(2024, 4, said[i].want));
    }
}

/* ---- progressive schedules ----------------------------------------------*/

static const struct {
    int64_t rate;
    enum day_count day_count;
    enum period period;
    paisa principal;
    int n;
    struct {
        paisa charge, principal;
    } want[6];
} progressive[] = {
    /* clang-format off */
    { 94822, COUNT_30_360, PERIOD_MONTH, 10000, 6,
      { { 79, 1634 }, { 66, 1647 }, { 53, 1660 },
        { 40, 1673 }, { 27, 1686 }, { 13, 1700 } } },
    { 94822, COUNT_30_360, PERIOD_WEEK, 10000, 6,
      { { 18, 1659 }, { 15, 1662 }, { 12, 1665 },
        { 9, 1668 }, { 6, 1671 }, { 3, 1675 } } },
    { 0, COUNT_ACTUAL_365, PERIOD_MONTH, 100000, 4,
      { { 0, 25000 }, { 0, 25000 }, { 0, 25000 }, { 0, 25000 } } },
    { 156780, COUNT_ACTUAL_365, PERIOD_MONTH, 10000, 6,
      { { 133, 1610 }, { 105, 1638 }, { 90, 1653 },
        { 66, 1677 }, { 46, 1697 }, { 22, 1725 } } },
    /* clang-format on */
};

/* emi_vectors.json, those whose days are a product's and whose instalment is
 * the plain one: the week of a year of 364 days is a 52nd of a year. */
TEST(each_period_at_its_own_rate)
{
    for (size_t i = 0; i < LEN(progressive); i++) {
        struct schedule s = { .principal = progressive[i].principal,
                              .rate = progressive[i].rate,
                              .method = METHOD_DECLINING,
                              .day_count = progressive[i].day_count,
                              .period = progressive[i].period,
                              .instalments = progressive[i].n,
                              .charge = INT_NONE,
                              .paid = day_of(2024, 1, 1),
                              .first_due = DAY_NONE };
        struct due due[SCHEDULE_MOST];

        CHECK_INT(schedule_make(&s, due), progressive[i].n);
        for (int k = 0; k < progressive[i].n; k++)
            if (!CHECK_INT(due[k].charge, progressive[i].want[k].charge) ||
                !CHECK_INT(due[k].principal, progressive[i].want[k].principal))
                printf("# in %zu, instalment %d\n", i, k + 1);
    }
}
