/* report_xlsx - a workbook of ours as a spreadsheet reads it: numbers are numbers,
 * headings stay where they are, and people who read from right to left may. */
#include <string.h>
#include <zlib.h>

#include "../src/report/report.h"
#include "tap.h"

static struct sheet of_two_districts(struct arena *a)
{
    static const struct column column[] = {
        { "name", "field.place", NULL, COLUMN_TEXT, 0 },
        { "co", "field.amount", NULL, COLUMN_NUMBER, 2 },
        { "part", "field.share", NULL, COLUMN_RATIO, 0 },
        { "since", "field.since", NULL, COLUMN_DAY, 0 },
    };
    struct sheet s = sheet_start(a, column, (int)LEN(column));
    struct sheet_row *r = sheet_add(&s, ROW_PLAIN);

    s.title = S("=Sukkur");
    cell_text(r, 0, S("سکر"));
    cell_number(r, 1, 123450);
    cell_ratio(r, 2, 1, 4);
    cell_text(r, 3, S("2014-06-03"));
    r = sheet_add(&s, ROW_PLAIN);
    cell_text(r, 0, S("+92 is no formula"));
    return s;
}

/* The bytes of a part: behind its name in its own header they lie deflated. */
static struct str part_of(struct arena *a, struct str book, const char *part)
{
    enum { HEAD = 30, ROOM = 1 << 16 };
    const char *at = memmem(book.p, book.n, part, strlen(part));
    char *to = arena_take(a, ROOM);
    z_stream z = { .next_out = (Bytef *)to, .avail_out = ROOM };
    size_t extra;

    if (!CHECK(at && at - book.p >= HEAD))
        return S("");
    extra = (unsigned char)at[-2] | (size_t)(unsigned char)at[-1] << 8;
    at += strlen(part) + extra;
    z.next_in = (Bytef *)(uintptr_t)at;
    z.avail_in = (uInt)(book.n - (size_t)(at - book.p));
    CHECK(inflateInit2(&z, -MAX_WBITS) == Z_OK);
    CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
    inflateEnd(&z);
    return (struct str){ to, z.total_out };
}

static bool holds(struct str s, const char *what)
{
    return memmem(s.p, s.n, what, strlen(what)) != NULL;
}

TEST(numbers_are_numbers_and_text_is_no_formula)
{
    struct arena a = { 0 };
    struct sheet s = of_two_districts(&a);
    const struct sheet *one = &s;
    struct str book = sheet_xlsx(&one, 1, LANG_EN, &a);
    struct str xml = part_of(&a, book, "xl/worksheets/sheet1.xml");

    CHECK(holds(xml, "<v>1234.5</v>"));
    CHECK(holds(xml, "<v>0.25</v>"));
    CHECK(holds(xml, "<v>41793</v>")); /* days since the year 1900, as Excel */
    CHECK(holds(xml, "&apos;=Sukkur") || holds(xml, ">'=Sukkur<"));
    CHECK(!holds(xml, "<f>"));
    arena_free(&a);
}

TEST(headings_stay_and_the_sheet_lies_as_people_read)
{
    static const struct {
        enum lang lang;
        bool right_to_left;
    } said[] = { { LANG_EN, false }, { LANG_UR, true }, { LANG_SD, true } };

    for (size_t i = 0; i < LEN(said); i++) {
        struct arena a = { 0 };
        struct sheet s = of_two_districts(&a);
        const struct sheet *one = &s;
        struct str xml = part_of(&a, sheet_xlsx(&one, 1, said[i].lang, &a),
                                 "xl/worksheets/sheet1.xml");

        CHECK(holds(xml, "state=\"frozen\""));
        CHECK_INT(holds(xml, "rightToLeft=\"1\""), said[i].right_to_left);
        arena_free(&a);
    }
}
