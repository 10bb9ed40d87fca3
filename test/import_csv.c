/* Reading csv: quotes, delimiters, line ends, encodings, and what is no csv. */
#include "import_show.h"
#include "tap.h"

struct said {
    const char *what;
    struct str bytes;
    const char *want;
};
#define BYTES(literal)                                                         \
    {                                                                          \
        "" literal, sizeof(literal) - 1                                        \
    }

static void check_all(const struct said *said, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        struct arena a = { 0 };

        if (!CHECK_STR(show(&a, said[i].bytes, name), str_of(said[i].want)))
            printf("# in: %s\n", said[i].what);
        arena_free(&a);
    }
}

TEST(rows_are_counted_by_the_line_they_start_on)
{
    static const struct said said[] = {
        { "plain", BYTES("a,b\n1,2\n"), "1: a | b\n2: 1 | 2\n" },
        { "no last line end", BYTES("a,b\n1,2"), "1: a | b\n2: 1 | 2\n" },
        { "CR LF", BYTES("a,b\r\n1,2\r\n"), "1: a | b\n2: 1 | 2\n" },
        { "CR alone", BYTES("a,b\r1,2\r"), "1: a | b\n2: 1 | 2\n" },
        { "blank lines", BYTES("a,b\r\n\r\n\r\n1,2"),
          "1: a | b\n2:\n3:\n4: 1 | 2\n" },
        { "gaps stay, empty ends go", BYTES("a,,b,,\n,,\n"),
          "1: a |  | b\n2:\n" },
        { "quotes", BYTES("\"a,b\",\"say \"\"so\"\"\",\"\"\n"),
          "1: a,b | say \"so\"\n" },
        { "lines in quotes", BYTES("\"a\r\nb\rc\nd\",e\nf,g\n"),
          "1: a\nb\nc\nd | e\n5: f | g\n" },
        { "an inch mark is no quote", BYTES("pipe 2\",3\n"),
          "1: pipe 2\" | 3\n" },
        { "blanks after a quote", BYTES("\"a\"  ,\"b\"\n"), "1: a | b\n" },
        { "a quote that goes on", BYTES("\"a\"b,c\nd,e\n"),
          "1 csv.stray_quote: ab | c\n2: d | e\n" },
        { "a quote after a blank", BYTES("\"a\" \"b\",c\n"),
          "1 csv.stray_quote: ab | c\n" },
        { "an open quote", BYTES("a,b\nc,\"d\ne,f\n"),
          "1: a | b\n! csv.open_quote 2\n" },
        { "DOS end of file", BYTES("a,b\r\n1,2\r\n\x1a"),
          "1: a | b\n2: 1 | 2\n" },
        { "one cell", BYTES("a"), "1: a\n" },
        { "only a line end", BYTES("a\n\n"), "1: a\n2:\n" },
    };

    check_all(said, LEN(said), "x.csv");
}

TEST(the_delimiter_is_found)
{
    static const struct said said[] = {
        { "semicolons and decimal commas", BYTES("a;b;c\nx;1,5;2,5\n"),
          "1: a | b | c\n2: x | 1,5 | 2,5\n" },
        { "tabs", BYTES("a\tb, c\n1\t2\n"), "1: a | b, c\n2: 1 | 2\n" },
        { "bars", BYTES("a|b\n1|2\n"), "1: a | b\n2: 1 | 2\n" },
        { "a title first", BYTES("Outreach; of all\na,b,c\n1,2,3\n4,5,6\n"),
          "1: Outreach; of all\n2: a | b | c\n3: 1 | 2 | 3\n4: 4 | 5 | 6\n" },
        { "told", BYTES("sep=;\r\na,b;c\r\n"), "2: a,b | c\n" },
        { "within quotes it does not count",
          BYTES("\"a;b;c\",d\n\"e;f;g\",h\n"), "1: a;b;c | d\n2: e;f;g | h\n" },
        { "one column", BYTES("name\nBadin\n"), "1: name\n2: Badin\n" },
    };

    check_all(said, LEN(said), "");
}

/* Dadu, in Urdu letters, in each of the encodings of an office. */
TEST(encodings_are_told_apart)
{
    static const struct {
        const char *want;
        struct str bytes;
    } row[] = {
        { "utf-8", BYTES("name,n\n\xd8\xaf\xd8\xa7\xd8\xaf\xd9\x88,12\n") },
        { "utf-8", BYTES("\xef\xbb\xbfname,n\n"
                         "\xd8\xaf\xd8\xa7\xd8\xaf\xd9\x88,12\n") },
        { "windows-1256", BYTES("name,n\n\xcf\xc7\xcf\xe6,12\n") },
        { "utf-16le", BYTES("\xff\xfen\0a\0m\0e\0,\0n\0\n\0"
                            "\x2f\6\x27\6\x2f\6\x48\6,\0"
                            "1\0"
                            "2\0\n\0") },
        { "utf-16be", BYTES("\xfe\xff\0n\0a\0m\0e\0,\0n\0\n"
                            "\6\x2f\6\x27\6\x2f\6\x48\0,\0"
                            "1\0"
                            "2\0\n") },
        { "utf-16le", BYTES("n\0a\0m\0e\0,\0n\0\n\0"
                            "\x2f\6\x27\6\x2f\6\x48\6,\0"
                            "1\0"
                            "2\0\n\0") },
        { "utf-16be", BYTES("\0n\0a\0m\0e\0,\0n\0\n"
                            "\6\x2f\6\x27\6\x2f\6\x48\0,\0"
                            "1\0"
                            "2\0\n") },
    };

    for (size_t i = 0; i < LEN(row); i++) {
        struct arena a = { 0 };
        struct table_trouble why;
        struct table *t = table_open(row[i].bytes, S(""), &a, &why);

        if (CHECK(t != NULL))
            CHECK_STR(str_of(table_encoding(t)), str_of(row[i].want));
        table_close(t);
        CHECK_STR(show(&a, row[i].bytes, ""), S("1: name | n\n2: دادو | 12\n"));
        arena_free(&a);
    }
}

TEST(the_letters_urdu_adds_to_windows_1256_come_out)
{
    static const struct said said[] = {
        /* Thatta; Gharo; Chaudhry, with what Arabic alone has not */
        { "tteh, do-chashmi heh, heh goal", BYTES("\x8a\xaa\x8a\xc0,1\n"),
          "1: ٹھٹہ | 1\n" },
        { "gaf, rreh", BYTES("\x90\xaa\xc7\x9a\xe6,2\n"), "1: گھاڑو | 2\n" },
        { "peh, tcheh, jeh, ddal, keheh, noon ghunna, yeh barree",
          BYTES("\x81\x8d\x8e\x8f\x98\x9f\xff,3\n"), "1: پچژڈکںے | 3\n" },
        { "all other bytes it has in Arabic", BYTES("\xa1\xba\xbf\xc1\xc2,4\n"),
          "1: ،؛؟ءآ | 4\n" },
    };

    check_all(said, LEN(said), "x.csv");
}

TEST(western_accents_are_windows_1252)
{
    static const struct said said[] = {
        { "accents", BYTES("caf\xe9,na\xefve \x93quoted\x94\n"),
          "1: café | naïve “quoted”\n" },
        { "a dash and a euro",
          BYTES("1998\x96"
                "2014,\x80 5\n"),
          "1: 1998–2014 | € 5\n" },
        { "a byte that means nothing", BYTES("a,b\ncaf\xe9 \x81,c\n"),
          "! file.encoding 2 windows-1252\n" },
    };

    check_all(said, LEN(said), "x.csv");
}

TEST(broken_text_is_refused_with_its_line)
{
    static const struct said said[] = {
        { "nothing", BYTES(""), "! file.empty 0\n" },
        { "blanks", BYTES(" \r\n \n"), "! file.empty 0\n" },
        { "only a mark", BYTES("\xef\xbb\xbf"), "! file.empty 0\n" },
        { "only a mark of 16", BYTES("\xff\xfe"), "! file.empty 0\n" },
        { "NUL", BYTES("a,b\nc,\0d\n"), "! file.nul 2\n" },
        { "UTF-8, one byte spoilt", BYTES("a\nد,ا,د,و\nد,\xd8,ا,د,و\n"),
          "! file.encoding 3 utf-8\n" },
        { "UTF-8, cut", BYTES("a\nد,ا,د,و\nد,ا\xd8"),
          "! file.truncated 3 utf-8\n" },
        { "UTF-16, cut",
          BYTES("\xff\xfe"
                "a\0\n\0b"),
          "1: a\n! file.truncated 2 utf-16le\n" },
        { "UTF-16, half a pair",
          BYTES("\xff\xfe"
                "a\0\n\0\x3d\xd8"
                "b\0"),
          "1: a\n! file.encoding 2 utf-16le\n" },
        { "UTF-16, NUL",
          BYTES("\xff\xfe"
                "a\0\n\0\0\0"
                "b\0"),
          "1: a\n! file.nul 2 utf-16le\n" },
        { "control bytes", BYTES("\1\2\3\4\5\6\7\10\16\17\20\21\22\23"),
          "! file.not_a_table 0 binary\n" },
        { "jpeg", BYTES("\xff\xd8\xff\xe0\0\x10JFIF\0\1"),
          "! file.not_a_table 0 jpeg\n" },
        { "pdf", BYTES("%PDF-1.4\n"), "! file.not_a_table 0 pdf\n" },
        { "html called xls", BYTES("<html><table><tr><td>1</table>"),
          "! file.not_a_table 0 html\n" },
    };

    check_all(said, LEN(said), "x.csv");
}

TEST(a_pair_of_utf16_is_one_letter)
{
    struct arena a = { 0 };

    CHECK_STR(show(&a,
                   S("\xff\xfe\x3d\xd8\x00\xde,\0"
                     "1\0\n\0"),
                   ""),
              S("1: \xf0\x9f\x98\x80 | 1\n"));
    arena_free(&a);
}

/* ---- limits -------------------------------------------------------------*/

static struct str many(struct arena *a, struct str head, const char *text,
                       int times)
{
    struct buf b = buf_start(a);

    buf_add(&b, head);
    for (int i = 0; i < times; i++)
        buf_z(&b, text);
    return buf_str(&b);
}

TEST(limits_hold)
{
    struct arena a = { 0 };

    CHECK_STR(show_why(&a, many(&a, S("a,b\n"), "1,", 1000000), ""),
              S("file.too_wide 2 1024 cells"));
    CHECK_STR(show(&a, many(&a, S("a,b\n1,2"), ",", 1000000), ""),
              S("1: a | b\n2: 1 | 2\n"));
    CHECK_STR(show_why(&a, many(&a, S("a,b\n1,2"), ",", 3000000), ""),
              S("csv.long_line 2 1 MB"));
    CHECK_STR(show_why(&a, many(&a, S("a,b\n"), "word ", 300000), ""),
              S("csv.long_line 2 1 MB"));
    CHECK_STR(show_why(&a, many(&a, S("a,b\n1,\""), "word\n", 300000), ""),
              S("csv.open_quote 2 1 MB"));
    arena_free(&a);
}

/* Blocks of a decoder are 64 KB: a quote, a CR LF and a letter of two units
 * must be able to lie across their edge. */
TEST(nothing_is_lost_between_two_blocks)
{
    for (int pad = 65500; pad < 65545; pad++) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);
        struct table_trouble why;
        struct table *t;
        struct row r;

        for (int i = 0; i < pad; i++)
            buf_char(&b, i % 100 == 99 ? '\n' : 'x');
        buf_z(&b, "\n\"say \"\"\xcf\xc7\xcf\xe6\"\"\r\nso\",end\r\nlast,1\r\n");
        t = table_open(buf_str(&b), S(""), &a, &why);
        if (!CHECK(t && table_rows(t, 0)))
            return;
        while (table_next(t, &r) && r.cell[0].text.n && r.n < 2)
            ;
        CHECK_STR(r.cell[0].text, S("say \"دادو\"\nso"));
        CHECK_STR(r.cell[1].text, S("end"));
        CHECK(table_next(t, &r));
        CHECK_STR(r.cell[0].text, S("last"));
        CHECK_INT(r.number, (pad + 99) / 100 + (pad % 100 == 0) + 3);
        CHECK(!table_next(t, &r) && !table_trouble(t));
        table_close(t);
        arena_free(&a);
    }
}

/* The caller may give back the arena between rows, and may begin again. */
TEST(rows_survive_a_mark_and_a_second_reading)
{
    struct arena a = { 0 };
    struct str bytes = many(&a, S("a,b\n"), "some text,12\n", 5000);
    struct table_trouble why;
    struct table *t = table_open(bytes, S(""), &a, &why);

    if (!CHECK(t != NULL))
        return;
    for (int again = 0; again < 2; again++) {
        struct row r;
        int rows = 0;

        CHECK(table_rows(t, 0));
        for (;;) {
            struct arena_mark mark = arena_mark(&a);

            if (!table_next(t, &r))
                break;
            CHECK_INT(r.number, ++rows);
            arena_str(&a, r.cell[0].text);
            arena_back(&a, mark);
        }
        CHECK_INT(rows, 5001);
        CHECK_INT(table_progress(t), 1000);
    }
    table_close(t);
    arena_free(&a);
}
