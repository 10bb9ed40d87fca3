/* report_sheet - one table in every form it is given to people and machines. */
#include <string.h>

#include "../src/report/report.h"
#include "tap.h"

static const struct column told_column[] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "hh", "outreach.base", "outreach.hh", COLUMN_NUMBER, 6 },
    { "hh_cov_pct", "outreach.cov", "outreach.hh", COLUMN_RATIO, 0 },
};

static struct sheet told(struct arena *a, const char *name)
{
    struct sheet s = sheet_start(a, told_column, LEN(told_column));
    struct sheet_row *row = sheet_add(&s, ROW_HEADING);

    s.title = S("Reach & <b>more</b>");
    cell_text(row, 0, S("Sindh"));
    row = sheet_add(&s, ROW_PLAIN);
    cell_text(row, 0, str_of(name));
    cell_number(row, 1, 14328125000);
    cell_ratio(row, 2, 3300, 3000);
    cell_link(row, 1, S("/postings?indicator=hh&as_of=2014-12"));
    row = sheet_add(&s, ROW_TOTAL);
    cell_text(row, 0, S("Total"));
    cell_number(row, 1, 0);
    cell_ratio(row, 2, 1, 0);
    return s;
}

TEST(csv_has_the_keys_and_all_its_decimals)
{
    struct arena a = { 0 };
    struct sheet s = told(&a, "Umer \"Kot\", old");
    struct buf b = buf_start(&a);

    sheet_csv(&b, &s);
    CHECK_STR(buf_str(&b), S("place,hh,hh_cov_pct\nSindh,,\n"
                             "\"Umer \"\"Kot\"\", old\",14328.125,110\n"
                             "Total,0,\n"));
    arena_free(&a);
}

/* Machines read 2014-06-03; people their own words for it. */
TEST(a_day_is_read_in_words_and_kept_as_it_is_for_machines)
{
    static const struct column column[] = {
        { "since", "field.since", NULL, COLUMN_DAY, 0 },
    };
    static const struct {
        const char *text;
        enum lang lang;
        const char *shown;
    } said[] = { { "2014-06-03", LANG_EN, "3 June 2014" },
                 { "2014-06", LANG_EN, "June 2014" },
                 { "2014-06-03", LANG_UR, "3 جون 2014" },
                 { "2014-06", LANG_SD, "جون 2014" },
                 { "2014-06-03 *", LANG_EN, "3 June 2014 *" },
                 { "2014-13", LANG_EN, "2014-13" },
                 { "never", LANG_EN, "never" },
                 { "", LANG_UR, "" } };

    for (size_t i = 0; i < LEN(said); i++) {
        struct arena a = { 0 };
        struct sheet s = sheet_start(&a, column, (int)LEN(column));
        struct buf csv = buf_start(&a), html = buf_start(&a);
        struct buf want = buf_start(&a), cell = buf_start(&a);

        cell_text(sheet_add(&s, ROW_PLAIN), 0, str_of(said[i].text));
        sheet_csv(&csv, &s);
        buf_fmt(&want, "since\n%s\n", said[i].text);
        CHECK_STR(buf_str(&csv), buf_str(&want));
        sheet_html(&html, &s, said[i].lang);
        buf_fmt(&cell, "<span class=\"when\">%s</span>", said[i].shown);
        CHECK(memmem(html.p, html.n, cell.p, cell.n));
        arena_free(&a);
    }
}

TEST(no_text_becomes_a_formula)
{
    static const char *const bad[] = { "=1+1", "+1", "-1", "@a", "\tx" };

    for (size_t i = 0; i < LEN(bad); i++) {
        struct arena a = { 0 };
        struct sheet s = told(&a, bad[i]);
        struct buf b = buf_start(&a), want = buf_start(&a);

        sheet_csv(&b, &s);
        buf_fmt(&want,
                "place,hh,hh_cov_pct\nSindh,,\n'%s,14328.125,110"
                "\nTotal,0,\n",
                bad[i]);
        CHECK_STR(buf_str(&b), buf_str(&want));
        arena_free(&a);
    }
}

TEST(json_has_numbers_and_both_parts_of_a_ratio)
{
    struct arena a = { 0 };
    struct sheet s = told(&a, "Umer \"Kot\"");
    struct buf b = buf_start(&a);
    const struct json *j, *rows, *row, *ratio;
    int64_t n;
    size_t at;

    sheet_json(&b, &s, LANG_EN);
    j = json_read(buf_str(&b), &a, &at);
    if (!CHECK(j))
        return;
    rows = json_member(j, "rows");
    CHECK_INT(rows->n, 3);
    row = json_next(rows + 1); /* the second row */
    CHECK_STR(json_text(json_member(row, "place"), &a), S("Umer \"Kot\""));
    CHECK_STR(json_member(row, "hh")->raw, S("14328.125"));
    ratio = json_member(row, "hh_cov_pct");
    CHECK(json_int(json_member(ratio, "part"), &n) && n == 3300);
    CHECK(json_int(json_member(ratio, "of"), &n) && n == 3000);
    CHECK(json_int(json_member(ratio, "percent"), &n) && n == 110);
    row = json_next(row);
    CHECK(json_member(json_member(row, "hh_cov_pct"), "percent")->type ==
          JSON_NULL);
    CHECK_STR(json_text(json_member(row, "_row"), &a), S("total"));
    arena_free(&a);
}

static bool holds(struct str all, const char *part)
{
    struct str p = str_of(part);

    for (size_t i = 0; i + p.n <= all.n; i++)
        if (memcmp(all.p + i, p.p, p.n) == 0)
            return true;
    return false;
}

TEST(html_escapes_what_is_data)
{
    struct arena a = { 0 };
    struct sheet s = told(&a, "<script>'\"&");
    struct buf b = buf_start(&a);
    struct str out;

    s.row[2].cell[1].link = S("//elsewhere.example/");
    sheet_html(&b, &s, LANG_EN);
    out = buf_str(&b);
    CHECK(!holds(out, "<script>"));
    CHECK(holds(out, "&lt;script&gt;&#39;&quot;&amp;"));
    CHECK(holds(out, "<caption>Reach &amp; &lt;b&gt;more&lt;/b&gt;"));
    CHECK(holds(out, "<td class=n><a href=\"/postings?indicator=hh&amp;"
                     "as_of=2014-12\">14,328</a></td><td class=n>110%</td>"));
    CHECK(holds(out, "<th scope=\"rowgroup\" colspan=\"3\">Sindh</th>"));
    CHECK(!holds(out, "elsewhere"));
    arena_free(&a);
}

TEST(text_is_padded_by_code_points)
{
    struct arena a = { 0 };
    struct sheet s = told(&a, "عُمر"); /* four letters' room: three and
                                             one mark */
    struct buf b = buf_start(&a);

    s.title = S("");
    sheet_text(&b, &s, LANG_EN);
    CHECK_STR(buf_str(&b), S("       Households\n"
                             "Place   Rural  Coverage\n"
                             "-----  ------  --------\n"
                             "Sindh\n"
                             "عُمر    14,328      110%\n"
                             "Total       0         -\n"));
    arena_free(&a);
}

TEST(numbers_are_grouped_for_reading)
{
    static const struct {
        int64_t v;
        int scale;
        bool lakh;
        const char *want;
    } row[] = {
        { 0, 0, false, "0" },
        { 999, 0, false, "999" },
        { 1000, 0, false, "1,000" },
        { -1234567, 0, false, "-1,234,567" },
        { 1234567, 0, true, "12,34,567" },
        { 123456789, 0, true, "12,34,56,789" },
        { 14328125000, 6, false, "14,328" },
        { 14328500000, 6, false, "14,329" },
        { 50, 2, false, "0.5" },
        { INT64_MIN + 1, 0, false, "-9,223,372,036,854,775,807" },
    };
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(row); i++) {
        struct buf b = buf_start(&a);

        number_put(&b, row[i].v, row[i].scale, row[i].lakh);
        CHECK_STR(buf_str(&b), str_of(row[i].want));
    }
    arena_free(&a);
}

TEST(percents_are_rounded_half_away_from_zero)
{
    static const struct {
        int64_t part, of, want;
    } row[] = {
        { 1, 3, 3333 },
        { 2, 3, 6667 },
        { -1, 3, -3333 },
        { 1, 20000, 1 },
        { 0, 5, 0 },
        { 5, 5, 10000 },
        { 3, 2, 15000 },
        { INT64_MAX, INT64_MAX, 10000 },
        { INT64_MAX / 2, INT64_MAX, 5000 },
        { 43884000000, 43884000000, 10000 },
    };
    bool said;

    for (size_t i = 0; i < LEN(row); i++) {
        CHECK_INT(ratio_percent(row[i].part, row[i].of, &said), row[i].want);
        CHECK(said);
    }
    CHECK_INT(ratio_percent(7, 0, &said), 0);
    CHECK(!said);
}

TEST(xlsx_is_a_zip_in_every_language)
{
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct arena a = { 0 };
        struct sheet s = told(&a, "=1+1");
        const struct sheet *const all[] = { &s, &s };
        struct str out = sheet_xlsx(all, 2, (enum lang)lang, &a);

        CHECK(out.n > 4000 && memcmp(out.p, "PK\3\4", 4) == 0);
        CHECK(holds(out, "xl/worksheets/sheet2.xml"));
        arena_free(&a);
    }
}

static month m(const char *text)
{
    month out = MONTH_NONE;

    CHECK(month_read(str_of(text), &out));
    return out;
}

TEST(periods_are_months)
{
    static const struct {
        const char *as_of, *said;
        int begins;
        const char *from, *last;
    } row[] = {
        { "2014-12", "month", 0, "2014-12", "2014-12" },
        { "2014-12", "quarter", 0, "2014-10", "2014-12" },
        { "2014-07", "quarter", 0, "2014-07", "2014-07" },
        { "2014-12", "fy", 0, "2014-07", "2014-12" },
        { "2014-06", "fy", 0, "2013-07", "2014-06" },
        { "2014-07", "fy", 0, "2014-07", "2014-07" },
        { "2014-03", "project", 4, "2013-04", "2014-03" },
        { "2014-03", "project", 0, "2013-07", "2014-03" },
        { "2014-12", "2013-02..2013-05", 0, "2013-02", "2013-05" },
    };
    static const char *const bad[] = { "",
                                       "year",
                                       "2013-02",
                                       "2013-02..",
                                       "2013-05..2013-02",
                                       "2013-02.2013-05" };
    struct question q = { .as_of = m("2014-12"), .from = MONTH_NONE };

    for (size_t i = 0; i < LEN(row); i++) {
        struct question one = { .as_of = m(row[i].as_of), .from = MONTH_NONE };

        CHECK(question_period(&one, str_of(row[i].said), row[i].begins));
        CHECK_INT(one.from, m(row[i].from));
        CHECK_INT(one.as_of, m(row[i].last));
    }
    for (size_t i = 0; i < LEN(bad); i++)
        CHECK(!question_period(&q, str_of(bad[i]), 0));
    CHECK_INT(q.from, MONTH_NONE);
}

TEST(a_question_comes_back_from_its_words)
{
    struct arena a = { 0 };
    struct question q = { .as_of = m("2014-12"),
                          .from = m("2014-10"),
                          .by = BY_TALUKA,
                          .place = id_named(S("place"), S("sindh")),
                          .rsp = id_named(S("rsp"), S("SRSO")),
                          .lang = LANG_SD,
                          .sheet = 2 },
                    back;

    CHECK(question_read(question_text(&q, &a), &back));
    CHECK_STR(question_text(&back, &a), question_text(&q, &a));
    CHECK(id_same(back.place, q.place) && back.sheet == 2 &&
          back.by == BY_TALUKA && back.from == q.from);
    CHECK(!question_read(S("by=province"), &back));
    CHECK(!question_read(S("as_of=2014-12 by=moon"), &back));
    arena_free(&a);
}
