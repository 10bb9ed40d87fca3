/* Reading workbooks, and surviving what only looks like one. */
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "import_show.h"
#include "import_zip.h"
#include "tap.h"

struct said {
    struct str sheet;
    const char *want;
};
#define RAW(text)                                                              \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }
#define IN(rows) RAW(SHEET(rows))

static void check_all(const struct said *said, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena a = { 0 };
        struct buf want = buf_start(&a);

        buf_fmt(&want, "[One]\n%s", said[i].want);
        CHECK_STR(show(&a, workbook(&a, said[i].sheet), "x.xlsx"),
                  buf_str(&want));
        arena_free(&a);
    }
}

TEST(cells_of_every_kind)
{
    static const struct said said[] = {
        /* numbers as they stand */
        { IN("<row r=\"1\"><c r=\"A1\"><v>114797</v></c><c r=\"B1\"><v>"
             "61.963339198773653</v></c><c r=\"C1\" t=\"n\"><v>1.5E-3</v></c>"
             "<c r=\"D1\"><v> 7 </v></c></row>"),
          "1: #114797 | #61.963339198773653 | #1.5E-3 | #7\n" },
        /* shared strings: plain, in runs, with spaces, empty */
        { IN("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\">"
             "<v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\">"
             "<v>3</v></c><c r=\"E1\" t=\"s\"><v>0</v></c></row>"),
          "1: Badin | rich text |  two\rlines _x  |  | Badin\n" },
        { IN("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>"
             "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>-1</v></c></row>"
             "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>"),
          "1 xlsx.shared_string: !4\n2 xlsx.shared_string: !-1\n3: #1\n" },
        /* text in place, with how it is said left out */
        { IN("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>in </t></is></c>"
             "<c r=\"B1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>&amp;b</t>"
             "</r><rPh><t>no</t></rPh></is></c><c r=\"C1\" t=\"str\"><f>A1</f>"
             "<v>cached</v></c></row>"),
          "1: in  | a&b | =cached\n" },
        { IN("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\">"
             "<v>0</v></c><c r=\"C1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
             "<c r=\"D1\" t=\"d\"><v>2014-12-31T00:00:00</v></c></row>"),
          "1: ?true | ?false | =!#DIV/0! | @2014-12-31\n" },
        /* a formula never computed is kept, empty */
        { IN("<row r=\"1\"><c r=\"A1\"><f>SUM(B1)</f></c><c r=\"B1\">"
             "<f>1+1</f><v>2</v></c></row>"),
          "1: = | =#2\n" },
    };

    check_all(said, LEN(said));
}

TEST(numbers_that_are_dates)
{
    static const struct said said[] = {
        { IN("<row r=\"1\"><c s=\"1\"><v>42004</v></c><c s=\"2\"><v>41974.5"
             "</v></c><c s=\"3\"><v>42004</v></c><c s=\"5\"><v>42004</v></c>"
             "<c s=\"99\"><v>42004</v></c></row>"),
          "1: @2014-12-31 | @2014-12-01T12:00:00 | #42004 | #42004 | "
          "#42004\n" },
        /* hours alone; two days of them are no time of a day */
        { IN("<row r=\"1\"><c s=\"4\"><v>0.75</v></c><c s=\"4\"><v>2.5</v></c>"
             "</row>"),
          "1: @18:00:00 | #2.5\n" },
        /* the day Excel invented, the day before the first, and far away */
        { IN("<row r=\"1\"><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c>"
             "<c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c><c s=\"1\">"
             "<v>0</v></c><c s=\"1\"><v>-3</v></c><c s=\"1\"><v>73050</v></c>"
             "<c s=\"1\"><v>73051</v></c><c s=\"1\"><v>1E300</v></c></row>"),
          "1: @1900-01-01 | @1900-02-28 | #60 | @1900-03-01 | #0 | #-3 | "
          "@2099-12-31 | #73051 | #1E300\n" },
        /* so near midnight that it is the next day */
        { IN("<row r=\"1\"><c s=\"1\"><v>42003.999999999</v></c></row>"),
          "1: @2014-12-31\n" },
    };

    check_all(said, LEN(said));
}

TEST(days_from_1904)
{
    struct arena a = { 0 };
    struct zipper z = zipper_start(&a);

    zip_rels(&z);
    zip_add(&z, "xl/workbook.xml", S(BOOK("<workbookPr date1904=\"1\"/>")));
    zip_add(&z, "xl/styles.xml", S(STYLES));
    zip_add(&z, "xl/sharedStrings.xml", S(SHARED));
    zip_add(&z, "xl/worksheets/sheet1.xml",
            S(SHEET("<row><c s=\"1\"><v>0</v></c><c s=\"1\"><v>40542</v></c>"
                    "</row>")));
    CHECK_STR(show(&a, zipper_end(&z), ""),
              S("[One]\n1: @1904-01-01 | @2014-12-31\n"));
    arena_free(&a);
}

TEST(rows_and_cells_find_their_places)
{
    static const struct said said[] = {
        { IN("<row r=\"2\"><c r=\"C2\"><v>1</v></c><c r=\"E2\"/></row>"
             "<row r=\"5\" hidden=\"1\"><c r=\"AB5\"><v>2</v></c></row>"),
          "1:\n2:  |  | #1\n3:\n4:\n5 hidden:  |  |  |  |  |  |  |  |  |  |  | "
          " |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  | #2\n" },
        { IN("<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
             "<row><c/><c><v>3</v></c></row>"),
          "1: #1 | #2\n2:\n3:  | #3\n" },
        /* prefixes are the writer's own */
        { RAW("<x:worksheet xmlns:x=\"y\"><x:sheetData><x:row r=\"1\"><x:c>"
              "<x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"),
          "1: #1\n" },
        /* the whole width coloured, as offices do; nothing in it */
        { IN("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"3\"/>"
             "</row>"),
          "1: #1\n" },
        { IN(""), "" },
        /* what could be a row twice stops the reading */
        { IN("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"/>"),
          "1:\n2: #1\n! xlsx.order 2 row\n" },
        { IN("<row r=\"0\"/>"), "! xlsx.order 0 row\n" },
        { IN("<row r=\"1048577\"/>"), "! xlsx.order 0 row\n" },
        { IN("<row r=\"x\"/>"), "! xlsx.order 0 row\n" },
        { IN("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"),
          "! xlsx.order 1 column\n" },
        { IN("<row r=\"1\"><c r=\"XFE1\"/></row>"), "! xlsx.order 1 column\n" },
        { IN("<row r=\"1\"><c r=\"1A\"/></row>"), "! xlsx.order 1 column\n" },
        { IN("<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZ1\"/></row>"),
          "! xlsx.order 1 column\n" },
        { IN("<row r=\"1\"><row r=\"2\"/></row>"), "! xlsx.order 1 row\n" },
        { IN("<row r=\"1\"><c r=\"AMK1\"><v>1</v></c></row>"),
          "! file.too_wide 1 1024 cells\n" },
    };

    check_all(said, LEN(said));
}

TEST(hostile_xml_stops)
{
    static const struct said said[] = {
        { RAW("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">"
              "<!ENTITY c \"&b;&b;&b;&b;\">]><worksheet>&c;</worksheet>"),
          "! file.doctype 0 xl/worksheets/sheet1.xml\n" },
        { RAW("<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><worksheet/>"),
          "! file.doctype 0 xl/worksheets/sheet1.xml\n" },
        { IN("<row><c><v>&xxe;</v></c></row>"),
          "! file.damaged 1 xl/worksheets/sheet1.xml\n" },
        { IN("<row><c><v>1</v></c></row><row>"),
          "1: #1\n! file.damaged 2 xl/worksheets/sheet1.xml\n" },
        { RAW(""), "! file.damaged 0 xl/worksheets/sheet1.xml\n" },
        { RAW("\xff\xd8\xff\xe0"),
          "! file.damaged 0 xl/worksheets/sheet1.xml\n" },
        { RAW("<a/><b/>"), "! file.damaged 0 xl/worksheets/sheet1.xml\n" },
    };

    check_all(said, LEN(said));
}

/* ---- sizes --------------------------------------------------------------*/

static struct str workbook_many(struct arena *a, const char *part,
                                struct str head, struct str text, size_t times,
                                struct str tail)
{
    static const char *const parts[] = { "xl/workbook.xml", "xl/styles.xml",
                                         "xl/sharedStrings.xml",
                                         "xl/worksheets/sheet1.xml" };
    static const struct str usual[] = {
        { BOOK(""), sizeof(BOOK("")) - 1 },
        { STYLES, sizeof(STYLES) - 1 },
        { SHARED, sizeof(SHARED) - 1 },
        { SHEET(""), sizeof(SHEET("")) - 1 },
    };
    struct zipper z = zipper_start(a);

    zip_rels(&z);
    for (size_t i = 0; i < LEN(parts); i++)
        if (strcmp(parts[i], part) == 0)
            zip_many(&z, part, head, text, times, tail);
        else
            zip_add(&z, parts[i], usual[i]);
    return zipper_end(&z);
}

TEST(bombs_are_refused_before_they_go_off)
{
    static const char zeros[4096];
    struct str nul = { zeros, sizeof zeros };
    static const char *const part[] = { "xl/workbook.xml", "xl/styles.xml",
                                        "xl/sharedStrings.xml",
                                        "xl/worksheets/sheet1.xml" };

    for (size_t i = 0; i < LEN(part); i++) {
        struct arena a = { 0 };
        struct buf want = buf_start(&a);

        buf_fmt(&want, "file.bomb 0 %s", part[i]);
        CHECK_STR(show_why(&a,
                           workbook_many(&a, part[i], S(""), nul, 4096, S("")),
                           ""),
                  buf_str(&want));
        arena_free(&a);
    }
}

TEST(each_thing_has_a_largest_size)
{
    struct arena a = { 0 };
    const char *sheet = "xl/worksheets/sheet1.xml";
    static const char x[] = "x0y1z2a3b4c5d6e7f8g9h0i1j2k3l4m5n6o7p8q9r0s1t2u";
    struct str some = { x, sizeof x - 1 };

    CHECK_STR(show_why(&a,
                       workbook_many(&a, sheet, S("<a b=\""), some, 40000,
                                     S("\"/>")),
                       ""),
              S("file.too_large 0 tag, 1 MB"));
    CHECK_STR(
        show_why(&a,
                 workbook_many(
                     &a, sheet,
                     S("<a><sheetData><row r=\"3\"><c t=\"inlineStr\"><is><t>"),
                     some, 40000, S("</t></is></c></row></sheetData></a>")),
                 ""),
        S("file.too_large 3 cell, 1 MB"));
    CHECK_STR(show_why(&a,
                       workbook_many(&a, sheet, S(""), S("<a>"), 1000, S("")),
                       ""),
              S("file.damaged 0 nesting"));
    CHECK_STR(show_why(&a,
                       workbook_many(&a, sheet,
                                     S("<a><sheetData><row r=\"1\">"),
                                     S("<c><v>1</v></c>"), 1025,
                                     S("</row></sheetData></a>")),
                       ""),
              S("file.too_wide 1 1024 cells"));
    CHECK_STR(show_why(&a,
                       workbook_many(&a, "xl/styles.xml", S("<a><cellXfs>"),
                                     S("<xf/>"), 65537, S("</cellXfs></a>")),
                       ""),
              S("file.too_large 0 65536 styles"));
    CHECK_STR(show_why(&a,
                       workbook_many(&a, "xl/sharedStrings.xml", S("<a>"),
                                     S("<si/>"), 4200000, S("</a>")),
                       ""),
              S("file.bomb 0 xl/sharedStrings.xml"));
    arena_free(&a);
}

/* ---- the zip itself -----------------------------------------------------*/

static struct str small(struct arena *a)
{
    return workbook(a, S(SHEET("<row r=\"1\"><c t=\"s\"><v>0</v></c></row>")));
}

TEST(a_workbook_cut_anywhere_is_refused)
{
    struct arena a = { 0 };
    struct str whole = small(&a);

    CHECK_STR(show(&a, whole, ""), S("[One]\n1: Badin\n"));
    for (size_t i = 1; i < 50; i++)
        CHECK_STR(show(&a, (struct str){ whole.p, whole.n * i / 50 }, "x.xlsx"),
                  S("! file.truncated 0 zip\n"));
    arena_free(&a);
}

/* No flipped byte may crash it or change what it reads: the text, or a
 * trouble. (A name in a header may change without harm.) */
TEST(a_flipped_byte_is_found_or_harmless)
{
    struct arena a = { 0 };
    struct str whole = small(&a);
    char *copy = arena_take(&a, whole.n);
    int refused = 0;

    for (size_t i = 0; i < whole.n; i++) {
        struct arena_mark mark = arena_mark(&a);
        struct str got;

        memcpy(copy, whole.p, whole.n);
        copy[i] ^= 0x55;
        got = show(&a, (struct str){ copy, whole.n }, "x.xlsx");
        if (!CHECK(str_same(got, S("[One]\n1: Badin\n")) ||
                   str_starts(got, S("! ")) ||
                   str_starts(got, S("[One]\n! ")) ||
                   str_starts(got, S("[One]\n1: Badin\n! "))))
            printf("# byte %zu: %.*s\n", i, (int)got.n, got.p);
        refused += got.n && memchr(got.p, '!', got.n) != NULL;
        arena_back(&a, mark);
    }
    CHECK(refused > (int)whole.n / 3);
    arena_free(&a);
}

TEST(lies_in_the_zip)
{
    static const struct {
        uint32_t crc_flip, stated;
        int flag, method;
        const char *want;
    } lie[] = {
        { 1, 0, 0, 0, "file.damaged 0 zip checksum" },
        { 0, 20, 0, 0, "file.damaged 0 zip checksum" },
        { 0, 100000, 0, 0, "file.damaged 0 zip checksum" },
        { 0, 0xfffffff0u, 0, 0, "file.bomb 0 xl/sharedStrings.xml" },
        { 0, 0, 1, 0, "file.encrypted 0 xl/sharedStrings.xml" },
        { 0, 0, 0, 12, "file.damaged 0 xl/sharedStrings.xml" },
        { 0, 0, 0, 99, "file.damaged 0 xl/sharedStrings.xml" },
    };

    for (size_t i = 0; i < LEN(lie); i++) {
        struct arena a = { 0 };
        struct zipper z = zipper_start(&a);

        zip_rels(&z);
        zip_add(&z, "xl/workbook.xml", S(BOOK("")));
        zip_add(&z, "xl/styles.xml", S(STYLES));
        zip_add(&z, "xl/worksheets/sheet1.xml", S(SHEET("")));
        z.crc_flip = lie[i].crc_flip;
        z.stated = lie[i].stated;
        z.flag = lie[i].flag;
        z.method = lie[i].method;
        zip_add(&z, "xl/sharedStrings.xml", S(SHARED));
        CHECK_STR(show_why(&a, zipper_end(&z), ""), str_of(lie[i].want));
        arena_free(&a);
    }
}

/* A checksum that is wrong shows only at the end of a sheet; the rows before
 * it came, and then the trouble that takes them back. */
TEST(a_sheet_with_a_wrong_checksum_ends_in_trouble)
{
    struct arena a = { 0 };
    struct zipper z = zipper_start(&a);

    zip_rels(&z);
    zip_add(&z, "xl/workbook.xml", S(BOOK("")));
    zip_add(&z, "xl/styles.xml", S(STYLES));
    zip_add(&z, "xl/sharedStrings.xml", S(SHARED));
    z.crc_flip = 4;
    zip_add(&z, "xl/worksheets/sheet1.xml",
            S(SHEET("<row><c><v>1</v></c></row>")));
    CHECK_STR(show(&a, zipper_end(&z), ""),
              S("[One]\n1: #1\n! file.damaged 0 zip checksum\n"));
    arena_free(&a);
}

static struct str pointing_to(struct arena *a, const char *target)
{
    struct zipper z = zipper_start(a);
    struct buf b = buf_start(a);

    buf_fmt(&b,
            "<a><Relationship Id=\"rId1\" Type=\"" REL_TYPE "worksheet\" "
            "Target=\"%s\"/></a>",
            target);
    zip_add(&z, "_rels/.rels", S("<a/>"));
    zip_add(&z, "xl/_rels/workbook.xml.rels", buf_str(&b));
    zip_add(&z, "xl/workbook.xml", S(BOOK("")));
    zip_add(&z, "xl/sheet.xml", S(SHEET("<row><c><v>1</v></c></row>")));
    zip_add(&z, "../../etc/passwd", S(SHEET("<row><c><v>6</v></c></row>")));
    return zipper_end(&z);
}

TEST(part_names_stay_in_the_zip)
{
    static const struct {
        const char *target, *want;
    } row[] = {
        { "sheet.xml", "[One]\n1: #1\n" },
        { "/xl/sheet.xml", "[One]\n1: #1\n" },
        { "./a/../SHEET.xml", "[One]\n1: #1\n" },
        { "../../../xl/sheet.xml", "[One]\n1: #1\n" },
        { "../../etc/passwd", "! xlsx.no_sheet 0 etc/passwd\n" },
        { "/etc/passwd", "! xlsx.no_sheet 0 etc/passwd\n" },
        { "file:///etc/passwd", "! xlsx.no_sheet 0 xl/file:/etc/passwd\n" },
        { "", "! xlsx.no_sheet 0 xl/\n" },
    };

    for (size_t i = 0; i < LEN(row); i++) {
        struct arena a = { 0 };

        CHECK_STR(show(&a, pointing_to(&a, row[i].target), ""),
                  str_of(row[i].want));
        arena_free(&a);
    }
}

TEST(other_things_in_a_zip_are_no_workbook)
{
    struct arena a = { 0 };
    struct zipper z = zipper_start(&a);

    zip_add(&z, "mimetype", S("application/vnd.oasis.opendocument"));
    CHECK_STR(show(&a, zipper_end(&z), ""), S("! file.not_a_workbook 0 ods\n"));
    z = zipper_start(&a);
    zip_add(&z, "photo.jpg", S("\xff\xd8"));
    CHECK_STR(show(&a, zipper_end(&z), ""),
              S("! file.not_a_workbook 0 xl/workbook.xml\n"));
    z = zipper_start(&a);
    zip_add(&z, "_rels/.rels",
            S("<a><Relationship Id=\"a\" Type=\"" REL_TYPE "officeDocument\" "
              "Target=\"word/document.xml\"/></a>"));
    zip_add(&z, "word/_rels/document.xml.rels", S("<a/>"));
    zip_add(&z, "word/document.xml", S("<w:document/>"));
    CHECK_STR(show(&a, zipper_end(&z), ""), S("! file.not_a_workbook 0\n"));
    z = zipper_start(&a);
    for (int i = 0; i < 4097; i++)
        zip_add(&z, "x", S(""));
    CHECK_STR(show(&a, zipper_end(&z), ""),
              S("! file.too_large 0 4096 parts\n"));
    z = zipper_start(&a);
    CHECK_STR(show(&a, zipper_end(&z), ""), S("! file.not_a_workbook 0\n"));
    arena_free(&a);
}

TEST(what_is_called_xlsx_and_is_not)
{
    struct arena a = { 0 };
    static const char ole[512] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    struct buf b = buf_start(&a);

    CHECK_STR(show(&a, S("a,b\n1,2\n"), "F.XLSX"),
              S("! file.not_a_workbook 0\n"));
    CHECK_STR(show(&a, S("\xff\xd8\xff\xe0"), "f.xlsx"),
              S("! file.not_a_workbook 0 jpeg\n"));
    buf_add(&b, (struct str){ ole, sizeof ole });
    CHECK_STR(show(&a, buf_str(&b), ""), S("! file.not_a_workbook 0\n"));
    buf_add(&b, S("W\0o\0r\0k\0b\0o\0o\0k\0\0\0"));
    CHECK_STR(show(&a, buf_str(&b), ""), S("! file.old_excel 0\n"));
    buf_add(&b, S("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"));
    CHECK_STR(show(&a, buf_str(&b), ""), S("! file.encrypted 0\n"));
    arena_free(&a);
}

/* One part stated as the sheet two hundred times would be read as often. */
TEST(all_sheets_together_have_an_end)
{
    struct arena a = { 0 };
    struct zipper z = zipper_start(&a);
    struct buf book = buf_start(&a);

    buf_z(&book, "<workbook xmlns:r=\"x\"><sheets>");
    for (int i = 0; i < 250; i++)
        buf_fmt(&book, "<sheet name=\"%d\" r:id=\"rId1\"/>", i);
    buf_z(&book, "</sheets></workbook>");
    zip_rels(&z);
    zip_add(&z, "xl/workbook.xml", buf_str(&book));
    zip_add(&z, "xl/styles.xml", S(STYLES));
    zip_add(&z, "xl/sharedStrings.xml", S(SHARED));
    zip_many(&z, "xl/worksheets/sheet1.xml", S("<a>"), S("<b c='d'/>"), 500000,
             S("</a>"));
    CHECK_STR(show(&a, zipper_end(&z), ""), S("! file.too_large 0 1 GB\n"));
    arena_free(&a);
}

/* ---- another writer's workbook ------------------------------------------*/

/* Read and gone: the file that the library insists on. */
static struct str take_file(struct arena *a, const char *name)
{
    size_t room = 1 << 16;
    char *bytes = arena_take(a, room);
    FILE *f = fopen(name, "rb");
    struct str s = { bytes, f ? fread(bytes, 1, room, f) : 0 };

    if (f)
        fclose(f);
    remove(name);
    return s;
}

TEST(a_workbook_by_libxlsxwriter)
{
    char name[] = "/tmp/saath-import-" TEMPLATE_END;
    int made = mkstemp(name);
    lxw_workbook *book = workbook_new(name);
    lxw_worksheet *one = workbook_add_worksheet(book, "Districts");
    lxw_worksheet *two = workbook_add_worksheet(book, "اضلاع");
    lxw_format *date = workbook_add_format(book);
    lxw_datetime on = { 2014, 12, 31, 0, 0, 0 };
    lxw_row_col_options hidden = { .hidden = 1 };
    struct arena a = { 0 };

    format_set_num_format(date, "dd/mm/yyyy");
    worksheet_write_string(one, 0, 0, "Badin", NULL);
    worksheet_write_number(one, 0, 1, 114797, NULL);
    worksheet_write_datetime(one, 0, 2, &on, date);
    worksheet_write_formula_num(one, 0, 3, "=1+1", NULL, 2);
    worksheet_write_boolean(one, 2, 1, 1, NULL);
    worksheet_set_row_opt(one, 2, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
    worksheet_write_string(two, 0, 0, "بدین", NULL);
    worksheet_hide(two);
    CHECK_INT(workbook_close(book), LXW_NO_ERROR);
    CHECK_STR(show(&a, take_file(&a, name), ""),
              S("[Districts]\n1: Badin | #114797 | @2014-12-31 | =#2\n2:\n"
                "3 hidden:  | ?true\n[اضلاع hidden]\n1: بدین\n"));
    close(made);
    arena_free(&a);
}
