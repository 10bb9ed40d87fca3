/* report_progress - a month's report of an invented province: what two
 * programmes filed, what was planned, and who kept silent. */
#include "../src/report/aims.h"
#include "../src/report/organiser.h"
#include "../src/report/report.h"
#include "log_site.h"

struct land {
    struct site s;
    struct id kohsar, aab, bagh, one, two;
};

static struct id rsp(const char *code)
{
    return id_named(S("rsp"), str_of(code));
}

static month m(const char *text)
{
    month out = MONTH_NONE;

    CHECK(month_read(str_of(text), &out));
    return out;
}

static struct id place(struct site *s, const char *level, const char *name,
                       struct id above)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"level\":\"%s\",\"name\":\"%s\",\"lg\":\"%%1\"}", level,
            name);
    return draft(s, "place",
                 with(s, arena_z(&s->arena, buf_str(&b)), above, above, above));
}

/* values: `"uc":12,"hh":400` */
static void file(struct land *l, const char *code, struct id at,
                 const char *as_of, const char *values)
{
    struct site *s = &l->s;
    struct buf b = buf_start(&s->arena);
    struct str rest = str_of(values);

    buf_fmt(&b, "{\"rsp\":\"%%1\",\"place\":\"%%2\",\"as_of\":\"%s\",", as_of);
    buf_z(&b, "\"values\":[");
    while (rest.n) {
        struct str amount = str_cut(&rest, ','), name = str_cut(&amount, ':');

        buf_z(&b, "{\"indicator\":");
        buf_add(&b, name);
        buf_z(&b, ",\"amount\":");
        buf_add(&b, amount);
        buf_z(&b, rest.n ? "}," : "}");
    }
    buf_z(&b, "]}");
    draft(s, "filing",
          with(s, arena_z(&s->arena, buf_str(&b)), rsp(code), at, at));
}

static void plan(struct land *l, struct id at, const char *lines, struct id one)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b,
            "{\"lines\":[%s],\"place\":\"%%1\",\"rsp\":\"%%2\",\"year\":2014}",
            lines);
    draft(&l->s, "workplan",
          with(&l->s, arena_z(&l->s.arena, buf_str(&b)), at, rsp("SRSO"), one));
}

static void target(struct land *l, const char *indicator, struct id at,
                   const char *begins, const char *ends, int amount)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b,
            "{\"amount\":%d,\"begins\":\"%s\",\"ends\":\"%s\",\"indicator\":"
            "\"%s\",\"place\":\"%%1\",\"rsp\":\"%%2\"}",
            amount, begins, ends, indicator);
    draft(&l->s, "target",
          with(&l->s, arena_z(&l->s.arena, buf_str(&b)), at, rsp("SRSO"), at));
}

static void land_make(struct land *l, struct db *db)
{
    struct site *s = &l->s;

    site_start(s, db, 1);
    l->kohsar = place(s, "province", "Kohsar", id_named(S("place"), S("pk")));
    l->aab = place(s, "district", "Aab", l->kohsar);
    l->bagh = place(s, "district", "Bagh", l->kohsar);
    l->one = place(s, "uc", "One", l->bagh);
    l->two = place(s, "uc", "Two", l->bagh);
    both_fine(db);
}

/* June, November and December; money in paisa. */
static void land_file(struct land *l)
{
    file(l, "RSPN", l->aab, "2013-03", "\"uc_base\":20,\"hh_base\":1000000000");
    file(l, "SRSO", l->aab, "2014-06",
         "\"uc\":12,\"hh\":400,\"co\":20,\"co.women\":12,\"co.men\":5,"
         "\"co.mixed\":3,\"saving\":150000000");
    file(l, "SRSO", l->aab, "2014-11",
         "\"uc\":12,\"hh\":450,\"co\":23,\"co.women\":14,\"co.men\":6,"
         "\"co.mixed\":3,\"saving\":160000000,\"cif.lso\":1,\"cif.vo\":4");
    file(l, "SRSO", l->aab, "2014-12",
         "\"uc\":13,\"hh\":500,\"co\":26,\"co.women\":17,\"co.men\":6,"
         "\"co.mixed\":3,\"saving\":160049999,\"cif.lso\":2,\"cif.vo\":5");
    file(l, "SRSO", l->one, "2014-12", "\"uc\":1,\"hh\":30");
    file(l, "NRSP", l->bagh, "2014-06", "\"uc\":2,\"hh\":70,\"co\":4");
}

static struct question asked(const char *as_of, int sheet)
{
    return (struct question){ .as_of = m(as_of),
                              .from = MONTH_NONE,
                              .sheet = sheet };
}

static int made(struct land *l, const struct question *q, struct sheet *out)
{
    struct findings f = findings_start(&l->s.arena);
    const struct report *r = report_find(S("progress"));
    int n = CHECK(r) ? r->make(l->s.db, q, &l->s.arena, out, &f) : 0;

    for (size_t i = 0; i < f.n; i++)
        printf("# %s\n", f.at[i].what);
    both_fine(l->s.db);
    return n;
}

static struct str csv_of(struct land *l, const struct question *q)
{
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(&l->s.arena);

    if (CHECK_INT(made(l, q, out), 1))
        sheet_csv(&b, &out[0]);
    return buf_str(&b);
}

/* A line of the sheet, by how it begins. */
static struct str line_of(struct str csv, const char *begins)
{
    while (csv.n) {
        struct str line = str_cut(&csv, '\n');

        if (str_starts(line, str_of(begins)))
            return line;
    }
    return S("(no such line)");
}

/* ---- the layout ---------------------------------------------------------*/

/* As the network prints it: one row for each, in this order. */
static const char *const network_rows[] = {
    "Districts",
    "Rural UCs with presence",
    "Organised households",
    "LSOs",
    "VOs",
    "COs|Women",
    "COs|Men",
    "COs|Mixed",
    "COs|Total",
    "CO members|Women",
    "CO members|Men",
    "CO members|Total",
    "CO savings (Rs million)|Women",
    "CO savings (Rs million)|Men",
    "CO savings (Rs million)|Total",
    "Community members trained|Women",
    "Community members trained|Men",
    "Community members trained|Total",
    "Institutions managing CIF|LSOs",
    "Institutions managing CIF|VOs",
    "Institutions managing CIF|Total",
    "CIF disbursed (Rs million)",
    "CIF borrowers",
    "Micro-credit disbursed (Rs million)|Women",
    "Micro-credit disbursed (Rs million)|Men",
    "Micro-credit disbursed (Rs million)|Total",
    "Loans|Women",
    "Loans|Men",
    "Loans|Total",
    "Health micro-insurance|Women",
    "Health micro-insurance|Men",
    "Health micro-insurance|Total",
    "CPI schemes completed",
    "Beneficiary households",
    "Total cost (Rs million)",
    "Community schools",
    "Students|Girls",
    "Students|Boys",
    "Students|Total",
    "Adults made literate|Women",
    "Adults made literate|Men",
    "Adults made literate|Total",
    "TBAs/health workers trained|Women",
    "TBAs/health workers trained|Men",
    "TBAs/health workers trained|Total",
};
static const char *const network_columns[] = {
    "Place",
    "Rural UCs|Total",
    "UCs with RSP presence|Previous quarter",
    "UCs with RSP presence|This quarter",
    "UCs with RSP presence|% increase in quarter",
    "UCs with RSP presence|% coverage",
    "Rural households (1998 census)|Total",
    "Households organised|Previous quarter",
    "Households organised|This quarter",
    "Households organised|% increase in quarter",
    "Households organised|% coverage",
    "COs formed|Previous quarter",
    "COs formed|This quarter",
    "COs formed|% increase in quarter",
    "RSP",
};
static const char *const month_columns[] = {
    "Indicator",
    "Of whom",
    "This month|Achieved",
    "This month|Target",
    "Since July|Achieved",
    "Since July|Achieved where a target stands",
    "Since July|Target to date",
    "Since July|Percent",
    "Since July|Target of the year",
    "Since July|% achieved",
    "Cumulative",
};

static void columns_are(const struct sheet *s, const char *const *want,
                        size_t n)
{
    CHECK_INT(s->columns, (int64_t)n);
    for (size_t i = 0; i < n && (int)i < s->columns; i++) {
        struct buf b = buf_start(s->arena);

        if (s->column[i].over) {
            buf_add(&b, say(LANG_EN, s->column[i].over));
            buf_char(&b, '|');
        }
        buf_add(&b, sheet_heading(s, (int)i, LANG_EN));
        CHECK_STR(buf_str(&b), str_of(want[i]));
    }
}

static void rows_are(const struct sheet *s)
{
    CHECK_INT(s->rows, LEN(network_rows));
    for (size_t i = 0; i < s->rows && i < LEN(network_rows); i++) {
        const struct sheet_cell *c = s->row[i].cell;
        struct buf b = buf_start(s->arena);

        buf_add(&b, c[0].text);
        if (c[1].said) {
            buf_char(&b, '|');
            buf_add(&b, c[1].text);
        }
        CHECK_STR(buf_str(&b), str_of(network_rows[i]));
    }
}

SITE(headings_and_order_are_the_networks)
{
    struct land l;
    struct sheet s[REPORT_SHEETS];
    struct question q = asked("2014-12", 0);

    land_make(&l, db);
    land_file(&l);
    if (CHECK_INT(made(&l, &q, s), 7)) {
        struct str rest = str_of(report_find(S("progress"))->apart);

        for (int i = 0; i < 7; i++)
            CHECK_STR(s[i].title,
                      say(LANG_EN, arena_z(&l.s.arena, str_cut(&rest, '|'))));
        CHECK_INT(rest.n, 0);
        rows_are(&s[0]);
        columns_are(&s[0], month_columns, LEN(month_columns));
        columns_are(&s[2], network_columns, LEN(network_columns));
        rows_are(&s[3]);
        CHECK_STR(sheet_heading(&s[3], s[3].columns - 1, LANG_EN), S("Total"));
    }
    site_end(&l.s);
}

/* ---- the numbers --------------------------------------------------------*/

SITE(a_month_a_year_and_all_of_it)
{
    struct land l;
    struct question q = asked("2014-12", 1);
    struct str csv;

    land_make(&l, db);
    land_file(&l);
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "heading,"),
              S("heading,who,month,month_target,year,year_of_target,"
                "target_to_date,to_date_pct,year_target,achieved_pct,"
                "cumulative"));
    /* Bagh's 70 and what One adds; Aab's 100 since June, 50 since November. */
    CHECK_STR(line_of(csv, "Organised households"),
              S("Organised households,,80,,130,,,,,,600"));
    CHECK_STR(line_of(csv, "COs,Women"), S("COs,Women,3,,5,,,,,,17"));
    CHECK_STR(line_of(csv, "COs,Mixed"), S("COs,Mixed,0,,0,,,,,,3"));
    CHECK_STR(line_of(csv, "COs,Total"), S("COs,Total,3,,6,,,,,,30"));
    /* Rs 1.60049999 million, three decimals, half away from zero. */
    CHECK_STR(line_of(csv, "CO savings (Rs million),Total"),
              S("CO savings (Rs million),Total,0,,0.1,,,,,,1.6"));
    CHECK_STR(line_of(csv, "Institutions managing CIF,Total"),
              S("Institutions managing CIF,Total,2,,7,,,,,,7"));
    CHECK_STR(line_of(csv, "Loans,Total"), S("Loans,Total,,,,,,,,,"));
    q.rsp = rsp("NRSP");
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "Organised households"),
              S("Organised households,,0,,0,,,,,,70"));
    q.rsp = ID_NONE;
    q.place = l.one;
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "Organised households"),
              S("Organised households,,30,,30,,,,,,30"));
    site_end(&l.s);
}

/* July is the year's first month: it is all that the year has. */
SITE(july_begins_the_year)
{
    struct land l;
    struct question q = asked("2014-07", 1);

    land_make(&l, db);
    land_file(&l);
    file(&l, "SRSO", l.aab, "2014-07", "\"hh\":410");
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,10,,10,,,,,,480"));
    q.as_of = m("2014-06");
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,470,,470,,,,,,470"));
    site_end(&l.s);
}

/* ---- what was planned ---------------------------------------------------*/

static void aim_is(struct land *l, const char *as_of, struct id at,
                   int64_t in_month, int64_t to_date, int64_t in_year)
{
    struct aims x = aims_read(l->s.db, &l->s.arena, m(as_of), ID_NONE, ID_NONE);
    const struct aim *a = aims_find(&x, S("hh"), at);

    if (!CHECK(a) || !a)
        return;
    CHECK_INT(a->in_month, in_month);
    CHECK_INT(a->to_date, to_date);
    CHECK_INT(a->in_year, in_year);
}

SITE(a_place_has_its_own_target_or_the_sum_of_its_parts)
{
    struct land l;
    struct id country = id_named(S("place"), S("pk"));
    struct aims none;

    land_make(&l, db);
    plan(&l, l.bagh,
         "{\"indicator\":\"hh\",\"m07\":10,\"m12\":5,\"m06\":7,\"place\":"
         "\"%3\"}",
         l.one);
    plan(&l, l.two, "{\"indicator\":\"hh\",\"m12\":3}", l.two);
    aim_is(&l, "2014-12", l.one, 5, 15, 22);
    aim_is(&l, "2014-12", l.bagh, 8, 18, 25);
    aim_is(&l, "2014-12", country, 8, 18, 25);
    aim_is(&l, "2015-06", l.bagh, 7, 25, 25);
    /* Now the district says its own; its parts keep theirs. */
    plan(&l, l.bagh, "{\"indicator\":\"hh\",\"m08\":100}", l.two);
    plan(&l, l.aab, "{\"indicator\":\"hh\",\"m12\":1000}", l.two);
    aim_is(&l, "2014-12", l.bagh, 0, 100, 100);
    aim_is(&l, "2014-12", l.one, 5, 15, 22);
    aim_is(&l, "2014-12", l.kohsar, 1000, 1100, 1100);
    aim_is(&l, "2014-07", l.kohsar, 0, 0, 1100);
    /* What lies outside of the plan's own place is not its to say. */
    plan(&l, l.aab, "{\"indicator\":\"hh\",\"m12\":9,\"place\":\"%3\"}", l.two);
    aim_is(&l, "2014-12", l.two, 3, 3, 3);
    none = aims_read(db, &l.s.arena, m("2014-06"), ID_NONE, ID_NONE);
    CHECK_INT(none.n, 0);
    none = aims_read(db, &l.s.arena, m("2014-12"), rsp("NRSP"), ID_NONE);
    CHECK_INT(none.n, 0);
    site_end(&l.s);
}

SITE(targets_stand_where_no_plan_does)
{
    struct land l;
    struct aims x;
    const struct aim *a;

    land_make(&l, db);
    target(&l, "hh", l.aab, "2014-07", "2014-09", 10);
    target(&l, "hh", l.aab, "2014-10", "2014-12", 20);
    target(&l, "hh", l.aab, "2014-01", "2014-12", 999); /* of two years */
    aim_is(&l, "2014-12", l.aab, 0, 0, 30);
    target(&l, "hh", l.aab, "2014-07", "2015-06", 70);
    aim_is(&l, "2014-12", l.aab, 0, 0, 70);
    x = aims_read(db, &l.s.arena, m("2014-12"), ID_NONE, ID_NONE);
    a = aims_find(&x, S("hh"), l.aab);
    CHECK(a && !a->monthly);
    plan(&l, l.aab, "{\"indicator\":\"hh\",\"m12\":60}", l.aab);
    aim_is(&l, "2014-12", l.aab, 60, 60, 60);
    x = aims_read(db, &l.s.arena, m("2014-12"), ID_NONE, ID_NONE);
    a = aims_find(&x, S("hh"), l.aab);
    CHECK(a && a->monthly);
    site_end(&l.s);
}

SITE(achieved_is_since_july_of_the_years_target)
{
    struct land l;
    struct question q = asked("2014-12", 1);
    struct str csv;

    land_make(&l, db);
    land_file(&l);
    plan(&l, l.aab,
         "{\"indicator\":\"hh\",\"m07\":100,\"m12\":60,\"m03\":40},"
         "{\"indicator\":\"co.women\",\"m12\":4},{\"indicator\":\"co.men\","
         "\"m12\":2,\"m06\":4},{\"indicator\":\"member.women\",\"m12\":9},"
         "{\"indicator\":\"saving\",\"m12\":40000000}",
         l.aab);
    target(&l, "cpi", l.aab, "2014-07", "2015-06", 8);
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "Organised households"),
              S("Organised households,,80,60,130,100,160,62.5,200,50,600"));
    /* Nobody planned the men: what was meant for women is not all. */
    CHECK_STR(line_of(csv, "CO members,Women"),
              S("CO members,Women,,9,,,9,0,9,0,"));
    CHECK_STR(line_of(csv, "CO members,Total"), S("CO members,Total,,,,,,,,,"));
    /* The whole was not planned: its parts were. */
    CHECK_STR(line_of(csv, "COs,Total"), S("COs,Total,3,6,6,6,6,100,10,60,30"));
    CHECK_STR(line_of(csv, "COs,Mixed"), S("COs,Mixed,0,,0,,,,,,3"));
    CHECK_STR(line_of(csv, "CO savings (Rs million),Total"),
              S("CO savings (Rs million),Total,0,0.4,0.1,0.1,0.4,25.12,0.4,"
                "25.12,1.6"));
    /* Planned, and nothing of it came about. */
    CHECK_STR(line_of(csv, "CPI schemes completed"),
              S("CPI schemes completed,,,,,,,,8,0,"));
    site_end(&l.s);
}

/* Two districts work and one has a target: its percent is of its own work, for
 * the country and the province too. */
SITE(a_target_is_held_against_those_who_have_it)
{
    struct land l;
    struct question q = asked("2014-12", 1);

    land_make(&l, db);
    land_file(&l);
    file(&l, "NRSP", l.aab, "2014-12", "\"hh\":1000");
    target(&l, "hh", l.aab, "2014-07", "2015-06", 200);
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,1080,,1130,100,,,200,50,1600"));
    q.place = l.kohsar;
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,1080,,1130,100,,,200,50,1600"));
    q.place = l.bagh;
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,30,,30,,,,,,100"));
    q.place = l.aab;
    q.rsp = rsp("SRSO");
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,50,,100,100,,,200,50,500"));
    /* A union council with a plan of its own beside the district's target: its
     * work is the district's too, and counts once. */
    q.place = ID_NONE;
    q.rsp = ID_NONE;
    target(&l, "hh", l.bagh, "2014-07", "2015-06", 100);
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,1080,,1130,130,,,300,43.33,1600"));
    q.place = l.bagh;
    plan(&l, l.one, "{\"indicator\":\"hh\",\"m12\":60}", l.one);
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,30,,30,30,,,100,30,100"));
    q.place = l.one;
    CHECK_STR(line_of(csv_of(&l, &q), "Organised households"),
              S("Organised households,,30,60,30,30,60,50,60,50,30"));
    site_end(&l.s);
}

/* ---- by place -----------------------------------------------------------*/

SITE(from_the_district_down_to_the_union_council)
{
    struct land l;
    struct question q = asked("2014-12", 2);
    struct str csv;

    land_make(&l, db);
    land_file(&l);
    plan(&l, l.two, "{\"indicator\":\"hh\",\"m12\":3}", l.two);
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "place,"),
              S("place,hh_month,hh_cumulative,hh_year_target,hh_achieved_pct,"
                "co_month,co_cumulative,co_year_target,co_achieved_pct,"
                "women_month,women_cumulative,women_year_target,"
                "women_achieved_pct,men_month,men_cumulative,men_year_target,"
                "men_achieved_pct,savings_month,savings_cumulative,"
                "savings_year_target,savings_achieved_pct,trained_women_month,"
                "trained_women_cumulative,trained_women_year_target,"
                "trained_women_achieved_pct,trained_men_month,"
                "trained_men_cumulative,trained_men_year_target,"
                "trained_men_achieved_pct,cpi_month,cpi_cumulative,"
                "cpi_year_target,cpi_achieved_pct"));
    CHECK(str_starts(line_of(csv, "Kohsar"), S("Kohsar,,,")));
    CHECK(str_starts(line_of(csv, "Aab"), S("Aab,50,500,,,3,26,,,")));
    CHECK(str_starts(line_of(csv, "Bagh"), S("Bagh,30,100,3,0,0,4,,,")));
    CHECK(str_starts(line_of(csv, "Total"), S("Total,80,600,3,0,3,30,")));
    q.by = BY_UC;
    csv = csv_of(&l, &q);
    CHECK(str_starts(line_of(csv, "One"), S("One,30,30,,,,")));
    CHECK(str_starts(line_of(csv, "Two"), S("Two,,,3,0,,,")));
    /* Aab's filing is of no union council. */
    CHECK(str_starts(line_of(csv, "In none"), S("In none of these places,50,"
                                                "570,,,3,30,")));
    CHECK(str_starts(line_of(csv, "Total"), S("Total,80,600,")));
    q.by = BY_DEFAULT;
    q.place = l.bagh;
    csv = csv_of(&l, &q);
    CHECK(str_starts(line_of(csv, "One"), S("One,30,30,")));
    CHECK(str_starts(line_of(csv, "Total"), S("Total,30,100,3,0,")));
    q.place = l.one;
    csv = csv_of(&l, &q);
    CHECK(str_starts(line_of(csv, "One"), S("One,30,30,")));
    site_end(&l.s);
}

/* The network's table is the outreach report's, with the RSP at its end. */
SITE(the_networks_table_has_the_same_numbers)
{
    struct land l;
    struct question q = asked("2014-12", 3);

    land_make(&l, db);
    land_file(&l);
    CHECK_STR(line_of(csv_of(&l, &q), "Aab"),
              S("Aab,20,12,13,8.33,65,1000,400,500,25,50,20,26,30,SRSO"));
    site_end(&l.s);
}

/* ---- words --------------------------------------------------------------*/

SITE(the_month_is_told_by_its_numbers)
{
    struct land l;
    struct question q = asked("2014-12", 5);
    struct str csv;

    land_make(&l, db);
    land_file(&l);
    plan(&l, l.aab, "{\"indicator\":\"hh\",\"m07\":400,\"m03\":40}", l.aab);
    csv = csv_of(&l, &q);
    CHECK_STR(
        line_of(csv, "Organised"),
        S("Organised households,\"80 more this month, 130 since July; 600 "
          "in all. Where a target stands it is 100. The target of the "
          "year is 440: 22.7% is reached. The plan asks for 400 by now: "
          "25.0% of it is done.\""));
    CHECK_STR(line_of(csv, "COs"),
              S("COs,\"3 more this month, 6 since July; 30 in all. Of these: "
                "Women 3.\""));
    CHECK_STR(
        line_of(csv, "Behind"),
        S("Behind the plan,Less than three quarters of what the plan asks "
          "for by now: Organised households."));
    CHECK_STR(line_of(csv, "Places"),
              S("Places,\"Most households were organised in: Aab 50, Bagh "
                "30.\""));
    CHECK_STR(line_of(csv, "Reports"),
              S("Reports,1 of 3 have not reported: NRSP Bagh."));
    CHECK_STR(line_of(csv, "What was hard"), S("(no such line)"));
    draft(&l.s, "narrative",
          with(&l.s,
               "{\"hard\":\"Rain, and no road.\",\"of_month\":\"2014-12\","
               "\"place\":\"%1\",\"rsp\":\"%2\"}",
               l.aab, rsp("SRSO"), l.aab));
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "SRSO Aab"), S("SRSO Aab,"));
    CHECK_STR(line_of(csv, "What was hard"),
              S("What was hard,\"Rain, and no road.\""));
    q.place = l.bagh;
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "What was hard"), S("(no such line)"));
    q.place = ID_NONE;
    q.lang = LANG_SD;
    csv = csv_of(&l, &q);
    CHECK(memmem(csv.p, csv.n, "{", 1) == NULL);
    CHECK(memmem(csv.p, csv.n, "progress.", 9) == NULL);
    site_end(&l.s);
}

SITE(who_has_not_filed_is_named)
{
    struct land l;
    struct question q = asked("2014-12", 6);
    struct str csv;

    land_make(&l, db);
    land_file(&l);
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "NRSP"),
              S("NRSP,Quarterly filing,Bagh,Not reported,2014-06,,,"));
    CHECK_STR(line_of(csv, "SRSO"),
              S("SRSO,Quarterly filing,Aab,Reported,2014-12,,,"));
    /* Nothing is owed before the quarter has ended. */
    q.as_of = m("2014-08");
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "NRSP"),
              S("NRSP,Quarterly filing,Bagh,Reported,2014-06,,,"));
    q.as_of = m("2014-09");
    q.place = l.aab;
    csv = csv_of(&l, &q);
    CHECK_STR(line_of(csv, "NRSP"), S("(no such line)"));
    CHECK_STR(line_of(csv, "SRSO"),
              S("SRSO,Quarterly filing,Aab,Not reported,2014-06,,,"));
    site_end(&l.s);
}

/* A team has reported when one of its bodies' meetings is written down. */
SITE(a_team_reports_by_what_it_writes_down)
{
    struct land l;
    struct site *s = &l.s;
    struct question q = asked("2014-11", 6);
    struct id unit, staff, body[2];

    land_make(&l, db);
    unit = draft(s, "unit",
                 with(s,
                      "{\"code\":\"BU\",\"name\":\"Bagh unit\",\"nature\":"
                      "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                      l.bagh, rsp("SRSO"), l.bagh));
    staff = draft(s, "staff",
                  with(s,
                       "{\"name\":\"Sanam\",\"post\":\"social_organiser\","
                       "\"rsp\":\"%2\",\"since\":\"2014-01-01\",\"unit\":"
                       "\"%1\"}",
                       unit, rsp("SRSO"), unit));
    for (int i = 0; i < 2; i++)
        body[i] = draft(s, "body",
                        with(s,
                             i ? "{\"formed\":\"2014-02-01\",\"name\":\"B\","
                                 "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":"
                                 "\"%2\",\"sex\":\"women\"}" :
                                 "{\"formed\":\"2014-02-01\",\"name\":\"A\","
                                 "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":"
                                 "\"%2\",\"sex\":\"women\"}",
                             l.one, rsp("SRSO"), l.one));
    draft(s, "charge",
          with(s,
               "{\"bodies\":[{\"body\":\"%1\"},{\"body\":\"%2\"}],\"since\":"
               "\"2014-03-01\",\"taker\":\"%3\"}",
               body[0], body[1], staff));
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"),
              S("Bagh unit,Meetings written down,Bagh,Not reported,,2,0,0"));
    draft(
        s, "meeting",
        with(s,
             "{\"body\":\"%1\",\"held\":\"2014-11-30\",\"men\":0,\"women\":9}",
             body[0], body[0], body[0]));
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"),
              S("Bagh unit,Meetings written down,Bagh,Reported,,2,1,50"));
    /* A dissolved body owes nothing; the next month is another one. */
    draft(s, "standing",
          with(s,
               "{\"body\":\"%1\",\"since\":\"2014-11-20\",\"state\":"
               "\"dissolved\",\"why\":\"Resolved\"}",
               body[1], body[1], body[1]));
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"),
              S("Bagh unit,Meetings written down,Bagh,Reported,,1,1,100"));
    q.as_of = m("2014-12");
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"),
              S("Bagh unit,Meetings written down,Bagh,Not reported,,1,0,0"));
    /* Named twice in one act, and by two of one day, it is one body; once it is
     * active again there are two. */
    for (int i = 0; i < 2; i++)
        draft(s, "charge",
              with(s,
                   i ? "{\"bodies\":[{\"body\":\"%1\"},{\"body\":\"%1\"}],"
                       "\"since\":\"2014-04-01\",\"taker\":\"%2\"}" :
                       "{\"bodies\":[{\"body\":\"%1\"}],\"since\":"
                       "\"2014-04-01\",\"taker\":\"%2\",\"why\":\"x\"}",
                   body[0], staff, staff));
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"),
              S("Bagh unit,Meetings written down,Bagh,Not reported,,1,0,0"));
    draft(s, "standing",
          with(s,
               "{\"body\":\"%1\",\"since\":\"2014-12-01\",\"state\":"
               "\"active\",\"why\":\"Opened anew\"}",
               body[1], body[1], body[1]));
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"),
              S("Bagh unit,Meetings written down,Bagh,Not reported,,2,0,0"));
    q.rsp = rsp("NRSP");
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"), S("(no such line)"));
    q.rsp = ID_NONE;
    q.place = l.aab;
    CHECK_STR(line_of(csv_of(&l, &q), "Bagh unit"), S("(no such line)"));
    q.place = l.kohsar;
    CHECK(str_starts(line_of(csv_of(&l, &q), "Bagh unit"), S("Bagh unit,")));
    site_end(&l.s);
}

/* ---- by unit and organiser ----------------------------------------------*/

struct team {
    struct land l;
    struct id unit, sanam, zeb, body[3];
};

static struct id organiser(struct team *t, const char *name)
{
    struct buf b = buf_start(&t->l.s.arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"name\":\"%s\",\"post\":\"social_organiser\","
            "\"rsp\":\"%%2\",\"since\":\"2014-01-01\",\"unit\":\"%%1\"}",
            name, name);
    return draft(&t->l.s, "staff",
                 with(&t->l.s, arena_z(b.arena, buf_str(&b)), t->unit,
                      rsp("SRSO"), t->unit));
}

static struct id formed(struct team *t, const char *name, const char *on,
                        struct id at)
{
    struct buf b = buf_start(&t->l.s.arena);

    buf_fmt(&b,
            "{\"formed\":\"%s\",\"name\":\"%s\",\"nature\":\"co\",\"place\":"
            "\"%%1\",\"rsp\":\"%%2\",\"sex\":\"women\"}",
            on, name);
    return draft(&t->l.s, "body",
                 with(&t->l.s, arena_z(b.arena, buf_str(&b)), at, rsp("SRSO"),
                      at));
}

static void charged(struct team *t, struct id taker, struct id body,
                    const char *since)
{
    struct buf b = buf_start(&t->l.s.arena);

    buf_fmt(&b,
            "{\"bodies\":[{\"body\":\"%%1\"}],\"since\":\"%s\",\"taker\":"
            "\"%%2\"}",
            since);
    draft(&t->l.s, "charge",
          with(&t->l.s, arena_z(b.arena, buf_str(&b)), body, taker, taker));
}

/* Two organisers of one unit; registers of Bagh count from July 2014. Three COs
 * are formed there: in August and October Sanam's, in November Zeb's. */
static void team_make(struct team *t, struct db *db)
{
    struct land *l = &t->l;
    struct site *s = &l->s;

    memset(t, 0, sizeof *t);
    land_make(l, db);
    draft(s, "cutover",
          with(s, "{\"place\":\"%1\",\"rsp\":\"%2\",\"since\":\"2014-07\"}",
               l->bagh, rsp("SRSO"), l->bagh));
    t->unit = draft(s, "unit",
                    with(s,
                         "{\"code\":\"BU\",\"name\":\"Bagh unit\",\"nature\":"
                         "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                         l->bagh, rsp("SRSO"), l->bagh));
    t->sanam = organiser(t, "Sanam");
    t->zeb = organiser(t, "Zeb");
    t->body[0] = formed(t, "A", "2014-08-10", l->one);
    t->body[1] = formed(t, "B", "2014-10-10", l->two);
    t->body[2] = formed(t, "C", "2014-11-10", l->two);
    charged(t, t->sanam, t->body[0], "2014-08-01");
    charged(t, t->sanam, t->body[1], "2014-10-01");
    charged(t, t->zeb, t->body[2], "2014-11-01");
}

static void team_plan(struct team *t, const char *lines)
{
    plan(&t->l, t->l.bagh, with(&t->l.s, lines, t->sanam, t->zeb, t->unit),
         ID_NONE);
}

static struct str team_csv(struct team *t, const char *name, int sheet)
{
    struct sheet out[REPORT_SHEETS];
    struct findings f = findings_start(&t->l.s.arena);
    const struct report *r = report_find(str_of(name));
    struct question q = asked("2014-12", sheet);
    struct buf b = buf_start(&t->l.s.arena);

    CHECK_INT(r->make(t->l.s.db, &q, &t->l.s.arena, out, &f), 1);
    both_fine(t->l.s.db);
    sheet_csv(&b, &out[0]);
    return buf_str(&b);
}

/* What each did in every month against her own plan; all of it is the figure. */
SITE(each_organiser_has_what_her_bodies_did)
{
    struct team t;
    struct str csv;

    team_make(&t, db);
    team_plan(&t, "{\"indicator\":\"co\",\"m08\":1,\"m10\":2,\"m06\":1,"
                  "\"staff\":\"%1\"},{\"indicator\":\"co\",\"m11\":2,"
                  "\"staff\":\"%2\"}");
    csv = team_csv(&t, "workplan", 2);
    CHECK_STR(
        line_of(csv, "Sanam"),
        S("Sanam,Bagh unit,Community Organisations (COs) formed,0,1,0,1,0,0,,,,,,,2,"
          "3,66.67,4,50"));
    CHECK_STR(
        line_of(csv, "Zeb"),
        S("Zeb,Bagh unit,Community Organisations (COs) formed,0,0,0,0,1,0,,,,,,,1,2,"
          "50,2,50"));
    CHECK_STR(
        line_of(csv, "Total,"),
        S("Total,,Community Organisations (COs) formed,0,1,0,1,1,0,,,,,,,3,5,60,6,50"));
    CHECK_STR(line_of(csv, "Others"), S("(no such line)"));
    CHECK_STR(line_of(csv, "Not known"), S("(no such line)"));
    csv = team_csv(&t, "progress", 7);
    CHECK_STR(
        line_of(csv, "Sanam"),
        S("Sanam,Bagh unit,Community Organisations (COs) formed,0,2,3,66.67,4,50"));
    site_end(&t.l.s);
}

/* A hand-over moves nothing that was done before it; what is of another body or
 * of nobody stands in rows of its own. */
SITE(a_hand_over_takes_no_credit_away)
{
    struct team t;
    struct str csv;

    team_make(&t, db);
    charged(&t, t.zeb, t.body[0], "2014-09-01"); /* formed in August */
    formed(&t, "D", "2014-12-01", t.l.one);      /* nobody's */
    team_plan(&t, "{\"indicator\":\"co\",\"m08\":1,\"staff\":\"%1\"}");
    csv = team_csv(&t, "workplan", 2);
    CHECK_STR(
        line_of(csv, "Sanam"),
        S("Sanam,Bagh unit,Community Organisations (COs) formed,0,1,0,1,0,0,,,,,,,2,"
          "1,200,1,200"));
    CHECK_STR(line_of(csv, "\"Others"),
              S("\"Others, without a plan of their own\",,Community "
                "Organisations (COs) formed,0,0,0,0,1,0,,,,,,,1,,,,"));
    CHECK_STR(
        line_of(csv, "Not known"),
        S("Not known whose,,Community Organisations (COs) formed,0,0,0,0,0,1,,,,,,,1,"
          ",,,"));
    CHECK_STR(
        line_of(csv, "Total,"),
        S("Total,,Community Organisations (COs) formed,0,1,0,1,1,1,,,,,,,4,1,400,1,"
          "400"));
    site_end(&t.l.s);
}

/* A line of a unit has what all its staff did. */
SITE(a_unit_has_what_its_staff_did)
{
    struct team t;
    struct organiser_entry *entry;
    struct question q = asked("2014-12", 0);
    struct str csv;

    team_make(&t, db);
    team_plan(&t, "{\"indicator\":\"co\",\"m08\":4,\"unit\":\"%3\"}");
    csv = team_csv(&t, "workplan", 2);
    CHECK_STR(
        line_of(csv, "The whole unit"),
        S("The whole unit,Bagh unit,Community Organisations (COs) formed,0,1,0,1,1,0,,"
          ",,,,,3,4,75,4,75"));
    CHECK_STR(line_of(csv, "Others"), S("(no such line)"));
    q.place = t.l.bagh;
    CHECK_INT(organiser_entries(db, &t.l.s.arena, &q, S("co"), m("2014-07"),
                                &(struct organiser_ask){ .staff = t.zeb },
                                &entry),
              1);
    CHECK(id_same(entry[0].entry, t.body[2]));
    CHECK_INT(organiser_entries(db, &t.l.s.arena, &q, S("co"), m("2014-07"),
                                &(struct organiser_ask){ .unit = t.unit },
                                &entry),
              3);
    CHECK_INT(organiser_entries(db, &t.l.s.arena, &q, S("co"), m("2014-07"),
                                &(struct organiser_ask){ .staff = ID_NONE },
                                &entry),
              0);
    site_end(&t.l.s);
}

/* ---- who had it in charge that day --------------------------------------*/

/* One after the other, every so many days, in one batch; at the last one they
 * save Rs 500. */
static struct id meetings(struct team *t, struct id body, const char *first,
                          int n, int every, const char *took)
{
    struct site *s = &t->l.s;
    struct id id = ID_NONE;
    day on = 0;

    CHECK(day_read(str_of(first), &on));
    s->said = findings_start(&s->arena);
    keeper_begin(s->keeper);
    for (int i = 0; i < n; i++, on += every) {
        struct buf b = buf_start(&s->arena);
        struct draft d = { .kind = S("meeting"),
                           .author = S("admin"),
                           .took = str_of(took) };

        buf_z(&b, "{\"body\":\"%1\",\"held\":\"");
        day_put(&b, on);
        buf_fmt(&b, "\",\"men\":0,%s\"women\":9}",
                i + 1 == n ? "\"total\":50000," : "");
        d.body = str_of(
            with(s, arena_z(b.arena, buf_str(&b)), body, body, body));
        CHECK_INT(keeper_draft(s->keeper, &d, &s->said, &id), KEPT);
    }
    CHECK(keeper_commit(s->keeper));
    return id;
}

static void member_of(struct team *t, struct id body, const char *number,
                      const char *joined)
{
    struct site *s = &t->l.s;
    struct buf b = buf_start(&s->arena);
    struct id home, she;

    buf_fmt(&b, "{\"number\":\"%s\",\"place\":\"%%1\"}", number);
    home = draft(s, "household",
                 with(s, arena_z(b.arena, buf_str(&b)), t->l.one, ID_NONE,
                      ID_NONE));
    b = buf_start(&s->arena);
    buf_fmt(&b,
            "{\"code\":\"%s\",\"household\":\"%%1\",\"name\":\"Sughra\","
            "\"sex\":\"women\"}",
            number);
    she = draft(s, "person",
                with(s, arena_z(b.arena, buf_str(&b)), home, home, home));
    b = buf_start(&s->arena);
    buf_fmt(&b, "{\"body\":\"%%1\",\"joined\":\"%s\",\"person\":\"%%2\"}",
            joined);
    draft(s, "member", with(s, arena_z(b.arena, buf_str(&b)), body, she, she));
}

/* Each row asked by itself: who had its body in charge on its day. Who joined
 * before July counts from then on, as registers do: whose she is on its last day. */
#define COUNTED_ON "(CASE WHEN m.joined < 16252 THEN 16282 ELSE m.joined END)"
#define HAD(on)                                                                \
    on " >= $1 AND " on " <= $2 AND coalesce((SELECT c.taker FROM "            \
       "charge_bodies x JOIN charge c ON c.entry = x.entry WHERE "             \
       "x.body = m.body AND c.counts = 1 AND c.since <= " on                   \
       " ORDER BY c.since DESC, c.entry DESC LIMIT 1), $3) = $4"

static int64_t counted(struct team *t, const char *indicator, struct id staff,
                       month of)
{
    struct rows r = db_text_rows(
        t->l.s.db,
        str_same(str_of(indicator), S("saving")) ?
            S("SELECT CAST(coalesce(sum(m.total), 0) AS BIGINT) FROM meeting m "
              "WHERE m.counts = 1 AND " HAD("m.held")) :
        str_same(str_of(indicator), S("meeting")) ?
            S("SELECT count(*) FROM meeting m WHERE m.counts = 1 AND " HAD(
                "m.held")) :
            S("SELECT count(*) FROM member m WHERE m.counts = 1 AND " HAD(
                COUNTED_ON)));
    struct id nobody = ID_NONE;
    int64_t n;

    db_bind_int(&r, 1, month_first(of));
    db_bind_int(&r, 2, month_end(of));
    db_bind_blob(&r, 3, nobody.b, sizeof nobody.b);
    db_bind_blob(&r, 4, staff.b, sizeof staff.b);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(t->l.s.db);
    return n;
}

static int64_t credited(const struct credits *c, struct id staff, int at)
{
    for (size_t i = 0; i < c->n; i++)
        if (id_same(c->at[i].staff, staff))
            return c->at[i].month[at];
    return 0;
}

static int64_t opened(struct team *t, const struct question *q,
                      const char *indicator, struct id staff)
{
    struct organiser_entry *e;
    size_t n = organiser_entries(t->l.s.db, &t->l.s.arena, q, str_of(indicator),
                                 m("2014-07"),
                                 &(struct organiser_ask){ staff, ID_NONE }, &e);
    int64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += e[i].amount;
    return sum;
}

/* What the work plan counts is what the rows say, one by one, for each of the
 * staff and for nobody; all of it is the figure; and each number opens to its
 * entries. `taken`: of what nobody had in charge Zeb took so much. */
static void credits_are_counted(struct team *t, struct doers *d,
                                const char *indicator, int64_t taken)
{
    const struct id whose[] = { t->sanam, t->zeb, ID_NONE };
    const month at[] = { m("2014-12"), m("2014-06") };
    struct question q = asked("2014-12", 0);
    int64_t sum = 0, was[2];
    struct credits c;

    q.place = t->l.bagh;
    c = credits_read(d, &q, str_of(indicator), m("2014-07"));
    for (size_t i = 0; i < LEN(whose); i++) {
        int64_t hers = 0, more = i == 1 ? taken : i == 2 ? -taken : 0;
        bool some = more != 0;

        for (int j = 0; j < 6; j++) {
            int64_t n = credited(&c, whose[i], j);
            int64_t want = counted(t, indicator, whose[i], m("2014-07") + j);

            hers += n;
            more -= n - want;
            CHECK(some || n == want);
        }
        CHECK_INT(more, 0);
        CHECK_INT(opened(t, &q, indicator, whose[i]), hers);
        sum += hers;
    }
    CHECK(figure_total(t->l.s.db, &q, str_of(indicator), at, 2, was));
    CHECK_INT(sum, was[0] - was[1]);
}

/* All meetings of a place and few of them are sought; so of members. */
static void all_counted(struct team *t, int64_t taken, int64_t saved)
{
    struct doers *d = doers_open(t->l.s.db, &t->l.s.arena);

    credits_are_counted(t, d, "member.women", 0);
    credits_are_counted(t, d, "saving", saved);
    credits_are_counted(t, d, "meeting", taken);
    credits_are_counted(t, d, "saving", saved); /* known by now */
    doers_close(d);
}

/* A portfolio changes in the middle of a month, twice in another, on one day by
 * two acts; a body has nobody, then somebody whose charge is written late. */
SITE(each_meeting_is_of_who_had_its_body_that_day)
{
    struct team t;
    struct id d, old, late, moved;
    char number[8];

    team_make(&t, db);
    d = formed(&t, "D", "2014-07-20", t.l.one);
    old = formed(&t, "E", "2014-02-01", t.l.one);
    for (int i = 0; i < 6; i++) {
        snprintf(number, sizeof number, "E-%d", i);
        member_of(&t, old, number, "2014-03-01");
    }
    member_of(&t, t.body[0], "H-1", "2014-10-15");
    member_of(&t, t.body[0], "H-2", "2014-10-16");
    member_of(&t, t.body[1], "H-3", "2014-11-19");
    member_of(&t, d, "H-4", "2014-12-03");
    meetings(&t, t.body[0], "2014-08-11", 3, 9, "");
    all_counted(&t, 0, 0);
    meetings(&t, t.body[0], "2014-09-08", 36, 3, "");
    meetings(&t, t.body[1], "2014-10-11", 26, 3, "");
    meetings(&t, t.body[2], "2014-11-11", 16, 3, "");
    meetings(&t, d, "2014-08-01", 5, 30, "");
    all_counted(&t, 0, 0);
    meetings(&t, d, "2014-09-02", 3, 29, "Zeb");
    all_counted(&t, 3, 50000);
    charged(&t, t.sanam, old, "2014-07-15");
    charged(&t, t.zeb, t.body[0], "2014-10-16");
    charged(&t, t.zeb, t.body[1], "2014-11-05");
    charged(&t, t.sanam, t.body[1], "2014-11-20");
    charged(&t, t.zeb, t.body[2], "2014-12-01");
    charged(&t, t.sanam, t.body[2], "2014-12-01");
    all_counted(&t, 3, 50000);
    late = draft(&t.l.s, "charge",
                 with(&t.l.s,
                      "{\"bodies\":[{\"body\":\"%1\"},{\"body\":\"%1\"}],"
                      "\"since\":\"2014-11-01\",\"taker\":\"%2\"}",
                      d, t.zeb, t.zeb));
    all_counted(&t, 3, 50000); /* what she took was before it */
    /* The last of A's was held in another month; the late charge is withdrawn. */
    moved = meetings(&t, t.body[0], "2014-12-30", 1, 1, "");
    draft(&t.l.s, "fix",
          with(&t.l.s,
               "{\"answers\":\"%1\",\"body\":{\"body\":\"%2\",\"held\":"
               "\"2014-10-01\",\"men\":0,\"women\":9},\"why\":\"x\"}",
               moved, t.body[0], t.body[0]));
    all_counted(&t, 3, 50000);
    draft(&t.l.s, "fix",
          with(&t.l.s, "{\"answers\":\"%1\",\"why\":\"x\",\"withdraw\":true}",
               late, late, late));
    all_counted(&t, 3, 50000);
    site_end(&t.l.s);
}

/* As the site stood on a day in the past nothing of later counts, but a charge
 * that is written late does. */
SITE(credits_of_a_past_month_stay_but_for_what_comes_late)
{
    struct team t;
    struct question q = asked("2014-10", 0);
    struct doers *d;
    struct credits c;

    team_make(&t, db);
    meetings(&t, t.body[0], "2014-08-11", 70, 2, "");
    q.place = t.l.bagh;
    d = doers_open(db, &t.l.s.arena);
    c = credits_read(d, &q, S("meeting"), m("2014-07"));
    CHECK_INT(credited(&c, t.sanam, 3), 15);
    CHECK_INT(credited(&c, t.sanam, 4), 0); /* November is not asked for */
    CHECK_INT(c.n, 1);
    doers_close(d);
    charged(&t, t.zeb, t.body[0], "2014-10-11");
    d = doers_open(db, &t.l.s.arena);
    c = credits_read(d, &q, S("meeting"), m("2014-07"));
    CHECK_INT(credited(&c, t.sanam, 3), 5);
    CHECK_INT(credited(&c, t.zeb, 3), 10);
    /* Nothing of it lies in another union council, or is another RSP's. */
    q.place = t.l.two;
    CHECK_INT(credits_read(d, &q, S("meeting"), m("2014-07")).n, 0);
    q.place = t.l.one;
    CHECK_INT(credits_read(d, &q, S("meeting"), m("2014-07")).n, 2);
    q.rsp = rsp("NRSP");
    CHECK_INT(credits_read(d, &q, S("meeting"), m("2014-07")).n, 0);
    doers_close(d);
    site_end(&t.l.s);
}

bool turns_round(struct str token); /* inside report/ */

/* What would turn round among Urdu words stands by itself, a loss too. */
SITE(a_loss_reads_the_same_way_everywhere)
{
    CHECK(turns_round(S("-28.6%")));
    CHECK(turns_round(S("-4")));
    CHECK(turns_round(S("2014-12")));
    CHECK(!turns_round(S("28%")));
    CHECK(!turns_round(S("%")));
    CHECK(!turns_round(S("-%")));
    both_fine(db);
}
