/* report_paper - documents for print: what is built is what is read, in every
 * language, and nothing else is taken for one. */
#include "../src/report/paper.h"
#include "../src/report/polling.h"
#include "../src/report/symbol.h"
#include "tap.h"

static const struct paper_plan plan = { .title = S("Karwai register"),
                                        .head = S("Roshni – CO-0012"),
                                        .foot = S("Saath"),
                                        .on = 16000 };

/* The next item of that kind. */
static bool next_of(struct paper_reader *r, enum paper_what what,
                    struct paper_item *x)
{
    while (paper_next(r, x))
        if (x->what == what)
            return true;
    return false;
}

TEST(what_is_built_is_what_is_read)
{
    struct arena a = { 0 };
    struct paper p = paper_start(&a, LANG_UR, &plan);
    const struct paper_column c[] = {
        { S("No."), S(""), 6, ALIGN_END },
        { S("Came"), S("Meeting"), 0, ALIGN_CENTRE },
    };
    const struct str row[] = { S("1"), S("P") };
    const struct paper_cell cells[] = { { CELL_SYMBOL, S("sun") },
                                        { CELL_BOX, S("") } };
    const struct str who[] = { S("President"), S("Manager") };
    struct paper_reader r;
    struct paper_item x;

    paper_title(&p, S(" Roshni "));
    paper_text(&p, S("  "));
    paper_pair(&p, S("Place"), S("Rohri"));
    paper_qr(&p, S("CO-0012"), S("code"));
    paper_table(&p, c, 2, 9, 0);
    paper_row(&p, ROW_TOTAL, row);
    paper_cells(&p, cells);
    paper_table_end(&p);
    paper_lines(&p, 3);
    paper_sign(&p, who, 2);

    CHECK(paper_open(&r, paper_bytes(&p), &a));
    CHECK_INT(r.lang, LANG_UR);
    CHECK_INT(r.plan.on, 16000);
    CHECK_STR(r.plan.head, S("Roshni – CO-0012"));
    CHECK_STR(r.pages, say(LANG_UR, "paper.pages"));
    CHECK(paper_next(&r, &x) && x.what == PAPER_TITLE);
    CHECK_STR(x.text, S("Roshni"));
    CHECK(paper_next(&r, &x) && x.what == PAPER_PAIR); /* blanks say nothing */
    CHECK_STR(x.more, S("Rohri"));
    CHECK(paper_next(&r, &x) && x.what == PAPER_QR);
    CHECK_STR(x.text, S("CO-0012"));
    CHECK(paper_next(&r, &x) && x.what == PAPER_TABLE);
    CHECK_INT(x.row_mm, 9);
    CHECK_INT(x.points, PAPER_POINTS);
    CHECK_INT(x.column[1].wide, 6); /* four letters and room */
    CHECK_INT(x.column[1].align, ALIGN_CENTRE);
    CHECK_STR(x.column[1].over, S("Meeting"));
    CHECK(paper_next(&r, &x) && x.nature == ROW_TOTAL);
    CHECK_STR(x.cell[1].text, S("P"));
    CHECK(paper_next(&r, &x) && x.cell[1].what == CELL_BOX);
    CHECK_STR(x.cell[0].text, S("sun"));
    CHECK(paper_next(&r, &x) && x.what == PAPER_TABLE_END);
    CHECK(paper_next(&r, &x) && x.n == 3);
    CHECK(paper_next(&r, &x) && x.n == 2);
    CHECK_STR(x.cell[1].text, S("Manager"));
    CHECK(!paper_next(&r, &x) && !r.bad);
    arena_free(&a);
}

/* What somebody typed cannot turn the order of what stands behind it, and bad
 * bytes do not leave as such. */
TEST(typed_text_is_made_harmless)
{
    static const struct {
        enum lang lang;
        struct str said, want;
    } told[] = {
        { LANG_EN,
          S("a\xe2\x80\xae"
            "b"),
          S("ab") },
        { LANG_EN, S("\xe2\x81\xa6x\xe2\x81\xa9"), S("x") },
        { LANG_EN, S("one\ttwo\x01\x7f"), S("one two") },
        { LANG_EN,
          S("a\xff"
            "b"),
          S("a\xef\xbf\xbd"
            "b") },
        { LANG_EN, S("one\ntwo"), S("one\ntwo") },
        { LANG_EN, S("in 2014-12"), S("in 2014-12") },
        { LANG_UR, S("in 2014-12 at"),
          S("in \xe2\x80\x8e"
            "2014-12\xe2\x80\x8e at") },
        { LANG_SD, S("2018+"),
          S("\xe2\x80\x8e"
            "2018+\xe2\x80\x8e") },
        { LANG_SD, S("1,234"), S("1,234") },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct paper p = paper_start(&a, told[i].lang, &plan);
        struct paper_reader r;
        struct paper_item x;

        paper_text(&p, told[i].said);
        CHECK(paper_open(&r, paper_bytes(&p), &a) && paper_next(&r, &x));
        CHECK_STR(x.text, told[i].want);
        arena_free(&a);
    }
}

TEST(a_text_that_is_too_long_is_cut_between_two_signs)
{
    struct arena a = { 0 };
    struct paper p = paper_start(&a, LANG_SD, &plan);
    struct buf b = buf_start(&a);
    struct paper_reader r;
    struct paper_item x;

    while (b.n < 2 * PAPER_TEXT_BYTES)
        buf_z(&b, "ڳوٺ 12-34 ");
    paper_text(&p, buf_str(&b));
    paper_pair(&p, buf_str(&b), buf_str(&b));
    CHECK(paper_open(&r, paper_bytes(&p), &a));
    CHECK(paper_next(&r, &x) && x.text.n <= PAPER_TEXT_BYTES);
    CHECK(x.text.n > PAPER_TEXT_BYTES - 40 && utf8_good(x.text));
    CHECK(paper_next(&r, &x) && x.more.n <= PAPER_CELL_BYTES);
    CHECK(x.more.n > PAPER_CELL_BYTES - 40);
    CHECK(!paper_next(&r, &x) && !r.bad);
    arena_free(&a);
}

TEST(a_document_that_is_too_long_says_so_and_still_reads)
{
    struct arena a = { 0 };
    struct paper p = paper_start(&a, LANG_EN, &plan);
    const struct paper_column c[] = { { S("a"), S(""), 1, 0 },
                                      { S("b"), S(""), 1, 0 } };
    const struct str row[] = { S("x"), S("y") };
    struct paper_reader r;
    struct paper_item x;
    int rows = 0;

    paper_table(&p, c, 2, 0, 0);
    for (int i = 0; i < PAPER_CELLS; i++)
        paper_row(&p, ROW_PLAIN, row);
    paper_table_end(&p);
    CHECK(p.full);
    CHECK(paper_open(&r, paper_bytes(&p), &a));
    while (paper_next(&r, &x))
        rows += x.what == PAPER_ROW;
    CHECK(!r.bad);
    CHECK(rows >= PAPER_CELLS / 2 && rows < PAPER_CELLS);
    arena_free(&a);
}

/* Whatever came over a socket: read to its end, refused, never beyond it. */
TEST(rubbish_is_no_document)
{
    struct arena a = { 0 };
    struct paper p = paper_start(&a, LANG_EN, &plan);
    const struct paper_column c[] = { { S("a"), S("o"), 1, 0 } };
    const struct str row[] = { S("cell") };
    struct str good;
    struct paper_reader r;
    struct paper_item x;
    int refused = 0;

    paper_heading(&p, S("Heading"));
    paper_qr(&p, S("code"), S("said"));
    paper_table(&p, c, 1, 5, 100);
    paper_row(&p, ROW_HEADING, row);
    paper_table_end(&p);
    paper_sign(&p, row, 1);
    good = paper_bytes(&p);
    CHECK(!paper_open(&r, S(""), &a));
    CHECK(!paper_open(&r, S("%PDF-1.7"), &a));
    for (size_t n = 0; n < good.n; n++) { /* cut at every byte */
        struct arena_mark mark = arena_mark(&a);
        char *exact = arena_take(&a, n + 1);

        memcpy(exact, good.p, n);
        if (!paper_open(&r, (struct str){ exact, n }, &a))
            refused++;
        while (paper_next(&r, &x))
            ;
        refused += r.bad;
        arena_back(&a, mark);
    }
    CHECK(refused > (int)good.n / 2);
    for (size_t n = 0; n < good.n; n++) /* each byte, every value */
        for (int v = 0; v < 256; v++) {
            struct arena_mark mark = arena_mark(&a);
            char *other = arena_take(&a, good.n);
            int items = 0;

            memcpy(other, good.p, good.n);
            other[n] = (char)v;
            paper_open(&r, (struct str){ other, good.n }, &a);
            while (paper_next(&r, &x))
                items++;
            MUST(items <= (int)good.n);
            arena_back(&a, mark);
        }
    arena_free(&a);
}

TEST(a_row_outside_a_table_and_text_inside_one_are_refused)
{
    struct arena a = { 0 };
    struct paper p = paper_start(&a, LANG_EN, &plan);
    const struct paper_column c[] = { { S("a"), S(""), 1, 0 } };
    const struct str row[] = { S("x") };
    struct buf b;
    struct paper_reader r;
    struct paper_item x;

    b = p.bytes;
    buf_z(&b, "R");
    CHECK(paper_open(&r, buf_str(&b), &a) && !paper_next(&r, &x) && r.bad);
    paper_table(&p, c, 1, 0, 0);
    paper_row(&p, ROW_PLAIN, row);
    b = p.bytes;
    buf_add(&b, S("P\1x"));
    CHECK(paper_open(&r, buf_str(&b), &a));
    CHECK(paper_next(&r, &x) && paper_next(&r, &x));
    CHECK(!paper_next(&r, &x) && r.bad);
    paper_table_end(&p);
    arena_free(&a);
}

TEST(an_answer_of_the_helper_is_read_back)
{
    struct arena a = { 0 };
    const struct paper_told made = { PAPER_MADE, 3, 2, S("%PDF-1.5 x") };
    const struct paper_told big = { .made = PAPER_TOO_BIG };
    struct paper_told got;

    CHECK(paper_reply_read(paper_reply(&a, &made), &got));
    CHECK_INT(got.pages, 3);
    CHECK_INT(got.unknown, 2);
    CHECK_STR(got.file, S("%PDF-1.5 x"));
    CHECK(paper_reply_read(paper_reply(&a, &big), &got));
    CHECK_INT(got.made, PAPER_TOO_BIG);
    CHECK(!paper_reply_read(S(""), &got));
    CHECK(!paper_reply_read(S("0123456789012345678901"), &got));
    arena_free(&a);
}

/* ---- sheets -------------------------------------------------------------*/

static const struct column wide_column[] = {
    { "name", "paper.name", NULL, COLUMN_TEXT, 0 },
#define NUMBERED(n)                                                            \
    {                                                                          \
        n, "paper.saved_so_far", NULL, COLUMN_NUMBER, 0                        \
    }
    NUMBERED("a"),
    NUMBERED("b"),
    NUMBERED("c"),
    NUMBERED("d"),
    NUMBERED("e"),
    NUMBERED("f"),
    NUMBERED("g"),
    NUMBERED("h"),
    NUMBERED("i"),
    NUMBERED("j"),
    NUMBERED("k"),
    NUMBERED("l"),
    NUMBERED("m"),
    NUMBERED("n"),
    NUMBERED("o"),
    NUMBERED("p"),
    NUMBERED("q"),
    NUMBERED("r"),
    NUMBERED("s"),
    NUMBERED("t"),
#undef NUMBERED
};

/* Each column stands in one part; the first in every part. */
TEST(a_table_wider_than_the_page_goes_on_below)
{
    struct arena a = { 0 };
    struct sheet s = sheet_start(&a, wide_column, LEN(wide_column));
    struct sheet_row *row = sheet_add(&s, ROW_PLAIN);
    struct paper p;
    struct paper_reader r;
    struct paper_item x;
    int parts = 0, columns = 0;

    s.title = S("Savings");
    cell_text(row, 0, S("Roshni"));
    for (int i = 1; i < (int)LEN(wide_column); i++)
        cell_number(row, i, 1000000 + i);
    p = paper_of_sheets(&a, &s, 1, LANG_EN, 16000);
    CHECK(paper_open(&r, paper_bytes(&p), &a));
    CHECK_INT(r.plan.size, PAPER_A4_WIDE);
    while (next_of(&r, PAPER_ROW, &x)) {
        struct buf want = buf_start(&a);

        CHECK_STR(x.cell[0].text, S("Roshni"));
        number_put(&want, 1000001 + columns, 0, false);
        CHECK_STR(x.cell[1].text, buf_str(&want));
        columns += x.n - 1;
        parts++;
    }
    CHECK(parts > 1);
    CHECK_INT(columns, LEN(wide_column) - 1);
    arena_free(&a);
}

TEST(a_narrow_table_stands_upright_with_headings_across)
{
    struct arena a = { 0 };
    struct sheet s = sheet_start(&a, wide_column, 3);
    struct sheet_row *row = sheet_add(&s, ROW_HEADING);
    struct paper p;
    struct paper_reader r;
    struct paper_item x;

    cell_text(row, 0, S("Sindh"));
    row = sheet_add(&s, ROW_TOTAL);
    cell_text(row, 0, S("Total"));
    cell_number(row, 2, 1234567);
    s.lakh = true;
    sheet_note(&s, S("As filed."));
    p = paper_of_sheets(&a, &s, 1, LANG_EN, 16000);
    CHECK(paper_open(&r, paper_bytes(&p), &a));
    CHECK_INT(r.plan.size, PAPER_A4);
    CHECK(next_of(&r, PAPER_ROW, &x) && x.nature == ROW_HEADING);
    CHECK_STR(x.cell[0].text, S("Sindh"));
    CHECK(next_of(&r, PAPER_ROW, &x) && x.nature == ROW_TOTAL);
    CHECK_STR(x.cell[1].text, S("")); /* nothing said is no zero */
    CHECK_STR(x.cell[2].text, S("12,34,567"));
    CHECK(next_of(&r, PAPER_SMALL, &x));
    CHECK_STR(x.text, S("As filed."));
    arena_free(&a);
}

/* ---- elections ------------------------------------------------------------*/

static const struct polling_candidate candidate[] = {
    { S("Hajra"), S("Ali Bux"), S("VO Roshni"), S("sun"), 14, true,
      S("by vote") },
    { S("Sanam"), S("Ghulam"), S("VO Sujag"), S("pot"), 9, false, S("") },
};
static const struct polling_office poll = { .office = S("President"),
                                            .seats = 1,
                                            .round = 2,
                                            .candidate = candidate,
                                            .candidates = LEN(candidate) };
static const struct polling_held held = { .body = S("LSO Sindhu"),
                                          .code = S("LSO-7"),
                                          .on = 16000,
                                          .digest = S("3F9A-11C2"),
                                          .check = S("https://x/result/3F9A"),
                                          .appeal_until = DAY_NONE };

static int items_of(struct paper *p, struct arena *a, enum paper_what what)
{
    struct paper_reader r;
    struct paper_item x;
    int n = 0;

    CHECK(paper_open(&r, paper_bytes(p), a));
    while (next_of(&r, what, &x))
        n++;
    CHECK(!r.bad);
    return n;
}

/* No ballot differs from another: nothing on it says whose it was. */
TEST(ballots_are_all_alike)
{
    struct arena a = { 0 };
    struct paper one = polling_ballots(&a, LANG_UR, &held, &poll, 1);
    struct paper two = polling_ballots(&a, LANG_UR, &held, &poll, 2);
    struct paper many = polling_ballots(&a, LANG_UR, &held, &poll, 1000000);
    struct paper none = polling_ballots(&a, LANG_UR, &held, &poll, 0);
    size_t head = none.bytes.n, each = one.bytes.n - head;

    CHECK_INT(two.bytes.n, head + 2 * each);
    CHECK(!memcmp(two.bytes.p + head, two.bytes.p + head + each, each));
    CHECK_INT(items_of(&two, &a, PAPER_ROW), 4);
    CHECK_INT(items_of(&many, &a, PAPER_TABLE), POLLING_BALLOTS);
    arena_free(&a);
}

TEST(the_notice_names_who_was_elected_and_can_be_checked)
{
    struct arena a = { 0 };
    struct polling_account account = { 23, 30, 23, 7, 23, 0, 0, 0 };
    struct polling_office with = poll;
    struct paper p;
    struct paper_reader r;
    struct paper_item x;

    with.account = &account;
    p = polling_notice(&a, LANG_EN, &held, &with, 1);
    CHECK(paper_open(&r, paper_bytes(&p), &a));
    CHECK(next_of(&r, PAPER_QR, &x));
    CHECK_STR(x.text, S("https://x/result/3F9A"));
    CHECK_STR(x.more, S("3F9A-11C2"));
    CHECK(next_of(&r, PAPER_ROW, &x) && x.nature == ROW_TOTAL);
    CHECK_STR(x.cell[0].text, S("Hajra"));
    CHECK_STR(x.cell[3].text, S("14"));
    CHECK_STR(x.cell[4].text, S("Elected – by vote"));
    CHECK(next_of(&r, PAPER_ROW, &x) && x.nature == ROW_PLAIN);
    CHECK_STR(x.cell[4].text, S(""));
    CHECK(next_of(&r, PAPER_ROW, &x)); /* the ballot account */
    CHECK_STR(x.cell[1].text, S("30"));
    CHECK_STR(x.cell[3].text, S("7"));
    arena_free(&a);
}

TEST(a_count_sheet_is_blank_where_nothing_was_counted)
{
    struct arena a = { 0 };
    struct polling_candidate blank[2] = { candidate[0], candidate[1] };
    struct polling_office open = poll;
    struct polling_account account = { 23,       30,       INT_NONE, INT_NONE,
                                       INT_NONE, INT_NONE, INT_NONE, INT_NONE };
    struct paper p;
    struct paper_reader r;
    struct paper_item x;

    blank[0].votes = blank[1].votes = INT_NONE;
    open.candidate = blank;
    open.account = &account;
    p = polling_count_sheet(&a, LANG_SD, &held, &open, 1);
    CHECK(paper_open(&r, paper_bytes(&p), &a));
    CHECK(next_of(&r, PAPER_ROW, &x) && x.cell[0].what == CELL_SYMBOL);
    CHECK_STR(x.cell[1].text, S("Hajra"));
    CHECK_STR(x.cell[3].text, S(""));
    CHECK(next_of(&r, PAPER_PAIR, &x));
    CHECK_STR(x.more, S("23"));
    arena_free(&a);
}

/* ---- symbols --------------------------------------------------------------*/

TEST(symbols_are_sorted_named_and_within_their_square)
{
    for (int i = 0; i < symbol_count; i++) {
        const struct symbol *s = &symbol_table[i];
        struct arena a = { 0 };
        struct buf key = buf_start(&a), svg = buf_start(&a);
        const char *path = s->path;
        enum symbol_stroke stroke;
        int at[6] = { 0 }, strokes = 0;

        CHECK(i == 0 || strcmp(symbol_table[i - 1].name, s->name) < 0);
        CHECK(symbol_find(str_of(s->name)) == s);
        buf_fmt(&key, "symbol.%s", s->name);
        for (int lang = LANG_EN; lang <= LANG_SD; lang++)
            CHECK(!str_same(say_str((enum lang)lang, buf_str(&key)),
                            buf_str(&key)));
        for (; symbol_next(&path, &stroke, at); strokes++)
            for (int k = 0; k < 6; k++)
                CHECK(at[k] >= 0 && at[k] <= 100);
        CHECK(strokes >= 2);
        symbol_svg(&svg, s);
        CHECK(str_starts(buf_str(&svg), S("<svg ")) &&
              str_ends(buf_str(&svg), S("</svg>")));
        arena_free(&a);
    }
    CHECK(!symbol_find(S("tiger")));
}
