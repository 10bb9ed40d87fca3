/* Dates and numbers as people type them, and when to refuse. */
#include "../src/import/table.h"
#include "tap.h"

/* What a date came out as: ISO, or the name of why not. */
static struct str date_said(struct arena *a, const char *typed,
                            enum date_order order)
{
    struct buf b = buf_start(a);
    struct date d;
    enum date_why why;

    if (guess_date_as(str_of(typed), order, &d, &why))
        date_put(&b, d);
    else
        buf_z(&b, date_why_name(why));
    return buf_str(&b);
}

static const struct {
    const char *typed, *want;
} dates[] = {
    /* ISO */
    { "2014-12-31", "2014-12-31" },
    { "2014-12", "2014-12" },
    { "2014", "2014" },
    { "2014-12-31T00:00:00", "2014-12-31" },
    { "2014-12-31 10:15:30.000", "2014-12-31" },
    { "31/12/2014 9:30 AM", "2014-12-31" },
    /* orders that prove themselves */
    { "23/04/2014", "2014-04-23" },
    { "04/23/2014", "2014-04-23" },
    { "23.4.2014", "2014-04-23" },
    { "23 4 2014", "2014-04-23" },
    { "2014/4/3", "2014-04-03" },
    { "2014.04.03", "2014-04-03" },
    { "3/3/2014", "2014-03-03" },
    { "12/2014", "2014-12" },
    { " 23-04-2014 ", "2014-04-23" },
    /* names */
    { "Dec 2014", "2014-12" },
    { "December-2014", "2014-12" },
    { "DECEMBER, 2014", "2014-12" },
    { "Sept. 2012", "2012-09" },
    { "Sep-2012", "2012-09" },
    { "2012 September", "2012-09" },
    { "30th June, 2013", "2013-06-30" },
    { "1st of May 2013", "2013-05-01" },
    { "June 30, 2013", "2013-06-30" },
    { "30-Jun-2013", "2013-06-30" },
    { "30June2013", "2013-06-30" },
    { "2013-Jun-30", "2013-06-30" },
    /* Urdu, Sindhi, their digits, and yeh as any keyboard has it */
    { "۳۱ دسمبر ۲۰۱۴", "2014-12-31" },
    { "31 دسمبر 2014ء", "2014-12-31" },
    { "جنوری 2014", "2014-01" },
    { "جنوري 2014", "2014-01" },
    { "15 مئی، 2011", "2011-05-15" },
    { "٣١ ڊسمبر ٢٠١٤", "2014-12-31" },
    { "جولاءِ 2012", "2012-07" },
    { "14 آگسٽ 2010", "2010-08-14" },
    { "14 اگست 2010", "2010-08-14" },
    { "سيپٽمبر 2012", "2012-09" },
    { "۲۳/۰۴/۲۰۱۴", "2014-04-23" },
    /* two meanings */
    { "03/04/2014", "date.ambiguous" },
    { "3-4-2014", "date.ambiguous" },
    { "12.11.2014", "date.ambiguous" },
    { "2011/12", "date.ambiguous" },
    /* not enough */
    { "23/04/14", "date.short_year" },
    { "14-04-23", "date.short_year" },
    { "Dec-14", "date.short_year" },
    { "14-Dec", "date.short_year" },
    { "30 June 13", "date.short_year" },
    /* too much */
    { "Q4 2014", "date.span" },
    { "q4-2014", "date.span" },
    { "4th quarter of 2014", "date.span" },
    { "2013-14", "date.span" },
    { "FY 2013-14", "date.span" },
    { "2013-2014", "date.span" },
    { "Jul-Sep 2014", "date.span" },
    /* no such day, or none of ours */
    { "31 June 2014", "date.no_such_day" },
    { "30/02/2014", "date.no_such_day" },
    { "29/02/2013", "date.no_such_day" },
    { "31/31/2014", "date.no_such_day" },
    { "2014-13-01", "date.no_such_day" },
    { "2014-00-01", "date.no_such_day" },
    { "0/0/2014", "date.no_such_day" },
    { "1435-01-05", "date.far" },
    { "12 May 3014", "date.far" },
    /* nothing */
    { "", "date.not" },
    { "-", "date.not" },
    { "Badin", "date.not" },
    { "41974", "date.not" },
    { "20141231", "date.not" },
    { "-2014", "date.not" },
    { "2014-", "date.not" },
    { "23//04//2014", "date.not" },
    { "1/2/3/2014", "date.not" },
    { "Mayor 2014", "date.not" },
    { "13:45:00", "date.not" },
    { "Dec 2014 10:30:00", "date.not" },
    { "23 April 2014 x", "date.not" },
    { "۱", "date.not" },
};

TEST(dates_as_typed)
{
    for (size_t i = 0; i < LEN(dates); i++) {
        struct arena a = { 0 };

        if (!CHECK_STR(date_said(&a, dates[i].typed, ORDER_UNKNOWN),
                       str_of(dates[i].want)))
            printf("# typed: %s\n", dates[i].typed);
        arena_free(&a);
    }
}

TEST(an_order_that_was_told_settles_it)
{
    struct arena a = { 0 };

    CHECK_STR(date_said(&a, "03/04/2014", ORDER_DMY), S("2014-04-03"));
    CHECK_STR(date_said(&a, "03/04/2014", ORDER_MDY), S("2014-03-04"));
    CHECK_STR(date_said(&a, "03/04/2014", ORDER_MIXED), S("date.ambiguous"));
    CHECK_STR(date_said(&a, "23/04/2014", ORDER_MDY), S("2014-04-23"));
    CHECK_STR(date_said(&a, "2014-04-03", ORDER_DMY), S("2014-04-03"));
    CHECK_STR(date_said(&a, "03/04/14", ORDER_DMY), S("date.short_year"));
    arena_free(&a);
}

TEST(a_column_proves_its_order)
{
    static const struct {
        const char *cell[4];
        enum date_order want;
        int either;
    } column[] = {
        { { "03/04/2014", "23/04/2014", "01/02/2013" }, ORDER_DMY, 2 },
        { { "03/04/2014", "04/23/2014" }, ORDER_MDY, 1 },
        { { "23/04/2014", "04/23/2014" }, ORDER_MIXED, 0 },
        { { "03/04/2014", "05/05/2014", "Dec 2014" }, ORDER_UNKNOWN, 1 },
        { { "2014-04-23", "April 23, 2014", "31/31/2014" }, ORDER_UNKNOWN, 0 },
        { { "", "Badin", "0/13/2014", "45/3/2014" }, ORDER_UNKNOWN, 0 },
    };

    for (size_t i = 0; i < LEN(column); i++) {
        struct order_seen seen = { 0 };

        for (int j = 0; j < 4; j++)
            guess_order_see(&seen, str_of(column[i].cell[j]));
        CHECK_INT(guess_order(&seen), column[i].want);
        CHECK_INT(seen.either, column[i].either);
    }
}

TEST(headings_say_as_of_when)
{
    static const struct {
        const char *heading, *want;
    } row[] = {
        { "Coverage/Outreach as of Dec 2014", "2014-12" },
        { "# as of September 2012", "2012-09" },
        { "% of households organised as of Sept 2012", "2012-09" },
        { "Progress as on 30th June, 2013", "2013-06" },
        { "PROGRESS AS ON JUNE 30, 2013 (ALL RSPs)", "2013-06" },
        { "COs formed till March 2011", "2011-03" },
        { "Total  as\n of   March  2011", "2011-03" },
        { "up to 31.12.2012", "2012-12" },
        { "upto Dec. 2012 -- provisional", "2012-12" },
        { "HHs as of 1998 Census, organised as of Dec 2014", "2014-12" },
        { "+ Data of AJKRSP updated as of March 2013.", "2013-03" },
        { "(as of ستمبر 2012)", "2012-09" },
        { "Atlas of 2012", "none" },
        { "Area of March 2011", "none" },
        { "as of 2014", "none" },
        { "as of Dec 14", "none" },
        { "as of 03/04/2014", "none" },
        { "as of", "none" },
        { "", "none" },
        { "Community Organisations Formed", "none" },
    };

    for (size_t i = 0; i < LEN(row); i++) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);
        month m;

        if (guess_as_of(str_of(row[i].heading), &m))
            month_put(&b, m);
        else {
            buf_z(&b, "none");
            CHECK_INT(m, MONTH_NONE);
        }
        if (!CHECK_STR(buf_str(&b), str_of(row[i].want)))
            printf("# heading: %s\n", row[i].heading);
        arena_free(&a);
    }
}

TEST(numbers_as_typed)
{
    static const struct {
        const char *typed;
        int scale;
        const char *want;
    } row[] = {
        { "114797", 0, "114797" },
        { " 1,234 ", 0, "1234" },
        { "12,34,567", 0, "1234567" },
        { "1,234,567.5", 1, "1234567.5" },
        { "(12)", 0, "-12" },
        { "-12", 0, "-12" },
        { "−12", 0, "-12" },
        { "+12", 0, "12" },
        { "۱۲۳", 0, "123" },
        { "٤٥٫٢", 1, "45.2" },
        { "١٬٢٣٤", 0, "1234" },
        { "60.1%", 1, "60.1 %" },
        { "٦٠٪", 0, "60 %" },
        { "(5 %)", 0, "-5 %" },
        { "Rs. 5,000/-", 2, "5000.00" },
        { "PKR 5000", 0, "5000" },
        { "rs 12/=", 0, "12" },
        { "14328.125", 0, "14328 inexact" },
        { "1.5E-3", 4, "0.0015" },
        { "007", 0, "7" },
        { "", 0, "empty" },
        { "  ", 0, "empty" },
        { "-", 0, "empty" },
        { "–", 0, "empty" },
        { "Nil", 0, "empty" },
        { "N/A", 0, "empty" },
        { "n.a.", 0, "empty" },
        { "1,23", 0, "number.grouping" },
        { "1234,5", 1, "number.grouping" },
        { "12,345,67", 0, "number.grouping" },
        { "1,,234", 0, "number.grouping" },
        { "99999999999999999999", 0, "number.far" },
        { "9223372036854775807", 1, "number.far" },
        { "12*", 0, "number.not" },
        { "twelve", 0, "number.not" },
        { "1.2.3", 0, "number.not" },
        { "(-12)", 0, "number.not" },
        { "(12", 0, "number.not" },
        { "()", 0, "number.not" },
        { "%", 0, "number.not" },
        { "Rs.", 0, "number.not" },
        { "0x10", 0, "number.not" },
        { "#DIV/0!", 0, "number.not" },
        { "1 234", 0, "number.not" },
    };

    for (size_t i = 0; i < LEN(row); i++) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);
        struct number n;
        enum number_why why;

        if (!guess_number(str_of(row[i].typed), row[i].scale, &n, &why))
            buf_z(&b, number_why_name(why));
        else if (n.empty)
            buf_z(&b, n.v == INT_NONE ? "empty" : "wrong");
        else
            decimal_put(&b, n.v, row[i].scale);
        if (n.percent)
            buf_z(&b, " %");
        if (n.inexact)
            buf_z(&b, " inexact");
        if (!CHECK_STR(buf_str(&b), str_of(row[i].want)))
            printf("# typed: %s\n", row[i].typed);
        arena_free(&a);
    }
}
