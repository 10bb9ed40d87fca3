/* report_schemes - schemes by type at the end of a month: begun, finished,
 * working; money of both sides; labour of the poor; fees due and collected. */
#include "../src/report/report.h"
#include "works_site.h"

struct told_of {
    struct building g;
    struct sheet s[REPORT_SHEETS];
    int sheets;
};

static void report_at(struct told_of *x, const char *month_said)
{
    const struct report *r = report_find(S("schemes"));
    struct question q = { .from = MONTH_NONE };
    struct findings f = findings_start(&x->g.v.s.arena);

    CHECK(month_read(str_of(month_said), &q.as_of));
    x->sheets = 0;
    if (CHECK(r))
        x->sheets = r->make(x->g.v.s.db, &q, &x->g.v.s.arena, x->s, &f);
    CHECK_INT(x->sheets, 3);
    both_fine(x->g.v.s.db);
}

/* A cell of the row of a type, by the column's machine name. */
static const struct sheet_cell *cell_of(const struct told_of *x, int sheet,
                                        const char *title, const char *key)
{
    static const struct sheet_cell none = { .number = -1 };
    const struct sheet *s = &x->s[sheet];

    for (size_t i = 0; i < s->rows; i++)
        for (int c = 0; c < s->columns; c++)
            if (str_same(s->row[i].cell[0].text, str_of(title)) &&
                !strcmp(s->column[c].key, key))
                return &s->row[i].cell[c];
    printf("# no %s of %s\n", key, title);
    (void)CHECK(!"a cell of the report");
    return &none;
}

static int64_t number(const struct told_of *x, int sheet, const char *title,
                      const char *key)
{
    return cell_of(x, sheet, title, key)->number;
}

static void built_put(struct told_of *x)
{
    struct building *g = &x->g;

    terms_put(g);
    paper_put(g, "village_sheet", "2014-02-25");
    tranche_put(g, 1, 40000, "2014-03-05");
    put(g, "wage",
        "{\"amount\":1200000,\"days\":2400,\"held\":\"2014-04-01\",\"poor\":"
        "true,\"scheme\":\"%s\",\"sheet\":\"M-1\"}",
        hex(g, g->scheme));
    put(g, "wage",
        "{\"amount\":400000,\"days\":800,\"held\":\"2014-04-02\",\"scheme\":"
        "\"%s\",\"sheet\":\"M-2\"}",
        hex(g, g->scheme));
    round_put(g, 50, "2014-04-20", "2014-04-21", "2014-04-22");
    certificate_put(g, 100, "2014-05-02", ",\"completion\":true");
    tranche_put(g, 2, 40000, "2014-05-05");
    put(g, "contribution",
        "{\"amount\":1500000,\"days\":3000,\"held\":\"2014-05-06\","
        "\"nature\":\"labour\",\"scheme\":\"%s\"}",
        hex(g, g->scheme));
    papers_put(g, "photo_after accounts_closed", "2014-06-01");
    step_put(g, "completed", "2014-06-01");
    paper_put(g, "handover_deed", "2014-06-10");
    put(g, "scheme_handover",
        "{\"committee\":\"%s\",\"fee\":5000,\"held\":\"2014-06-10\","
        "\"households\":40,\"opening\":300000,\"scheme\":\"%s\"}",
        hex(g, g->keeps), hex(g, g->scheme));
    put(g, "om_collection",
        "{\"amount\":600000,\"held\":\"2014-09-10\",\"scheme\":\"%s\"}",
        hex(g, g->scheme));
    put(g, "scheme_check",
        "{\"held\":\"2014-12-12\",\"months\":6,\"scheme\":\"%s\",\"works\":"
        "\"functional\"}",
        hex(g, g->scheme));
    scheme_put(g, "S-2", "2014-07-01", "");
}

SITE(schemes_by_type_at_the_end_of_a_month)
{
    struct told_of x;

    building_start(&x.g, db);
    built_put(&x);
    report_at(&x, "2014-12");
    CHECK_INT(number(&x, 0, "Culvert", "identified"), 2);
    CHECK_INT(number(&x, 0, "Culvert", "initiated"), 1);
    CHECK_INT(number(&x, 0, "Culvert", "completed"), 1);
    CHECK_INT(number(&x, 0, "Culvert", "handed_over"), 1);
    CHECK_INT(number(&x, 0, "Culvert", "functional"), 1);
    CHECK_INT(number(&x, 0, "Culvert", "not_functional"), 0);
    CHECK_INT(number(&x, 0, "Culvert", "households"), 40);
    CHECK_INT(number(&x, 0, "Culvert", "programme"), 8000000);
    CHECK_INT(number(&x, 0, "Culvert", "community"), 2000000);
    CHECK_INT(number(&x, 0, "Culvert", "cost_completed"), 10000000);
    CHECK_INT(number(&x, 0, "Culvert", "cost_each"), 10000000);
    CHECK_INT(number(&x, 0, "Culvert", "cost_household"), 250000);
    CHECK_INT(cell_of(&x, 0, "Culvert", "community_pct")->of, 10000000);
    CHECK_INT(number(&x, 1, "Culvert", "days"), 3200);
    CHECK_INT(number(&x, 1, "Culvert", "poor_days"), 2400);
    CHECK_INT(number(&x, 1, "Culvert", "poor_wages"), 1200000);
    CHECK_INT(number(&x, 1, "Culvert", "fees_due"), 6 * 40 * 5000);
    CHECK_INT(number(&x, 1, "Culvert", "fees_in"), 600000);
    CHECK_INT((int64_t)x.s[2].rows, 2);
    CHECK(str_same(cell_of(&x, 2, "S-1", "oc4ids_status")->text,
                   S("maintenance")));
    CHECK(str_same(cell_of(&x, 2, "S-2", "oc4ids_status")->text,
                   S("identification")));
    CHECK_INT(number(&x, 2, "S-1", "done_pct"), 10000);
    CHECK_INT(number(&x, 2, "S-1", "paid"), 8000000);
    site_end(&x.g.v.s);
}

/* Whoever asks in December for April reads what April was. */
SITE(a_scheme_is_listed_as_it_stood_that_day)
{
    struct told_of x;

    building_start(&x.g, db);
    built_put(&x);
    report_at(&x, "2014-04");
    CHECK_INT((int64_t)x.s[2].rows, 1);
    CHECK(str_same(cell_of(&x, 2, "S-1", "oc4ids_status")->text,
                   S("implementation")));
    CHECK_INT(number(&x, 2, "S-1", "done_pct"), 5000);
    CHECK_INT(number(&x, 2, "S-1", "paid"), 4000000);
    CHECK_INT(number(&x, 2, "S-1", "paid"),
              number(&x, 0, "Culvert", "programme"));
    report_at(&x, "2014-02");
    CHECK_INT(number(&x, 2, "S-1", "paid"), 0);
    CHECK_INT(number(&x, 2, "S-1", "done_pct"), 0);
    report_at(&x, "2014-05");
    CHECK_INT(number(&x, 2, "S-1", "paid"), 8000000);
    CHECK(str_same(cell_of(&x, 2, "S-1", "oc4ids_status")->text,
                   S("implementation")));
    report_at(&x, "2014-06");
    CHECK(str_same(cell_of(&x, 2, "S-1", "oc4ids_status")->text,
                   S("maintenance")));
    site_end(&x.g.v.s);
}

/* So is its money where it stands by goal. */
SITE(money_of_a_scheme_by_goal_is_of_that_day)
{
    struct told_of x;
    const struct report *goals = report_find(S("goals"));
    const char *const month_of_it[] = { "2014-02", "2014-03", "2014-12" };
    const int64_t paid[] = { 0, 4000000, 8000000 };
    const int64_t brought[] = { 500000, 500000, 2000000 };

    building_start(&x.g, db);
    built_put(&x);
    for (size_t i = 0; i < LEN(paid); i++) {
        struct question q = { .from = MONTH_NONE, .sheet = 1 };
        struct findings f = findings_start(&x.g.v.s.arena);
        const struct sheet_row *total;

        CHECK(month_read(str_of(month_of_it[i]), &q.as_of));
        CHECK_INT(goals->make(db, &q, &x.g.v.s.arena, x.s, &f), 1);
        total = &x.s[0].row[x.s[0].rows - 1];
        for (int c = 0; c < x.s[0].columns; c++) {
            if (!strcmp(x.s[0].column[c].key, "schemes_paid"))
                CHECK_INT(total->cell[c].number, paid[i]);
            if (!strcmp(x.s[0].column[c].key, "schemes_share"))
                CHECK_INT(total->cell[c].number, brought[i]);
        }
    }
    site_end(&x.g.v.s);
}

/* An earlier month knows nothing of what came after it. */
SITE(an_earlier_month_stands_as_it_was)
{
    struct told_of x;

    building_start(&x.g, db);
    built_put(&x);
    report_at(&x, "2014-03");
    CHECK_INT(number(&x, 0, "Culvert", "identified"), 1);
    CHECK_INT(number(&x, 0, "Culvert", "initiated"), 1);
    CHECK_INT(number(&x, 0, "Culvert", "completed"), 0);
    CHECK_INT(number(&x, 0, "Culvert", "programme"), 4000000);
    CHECK_INT(number(&x, 0, "Culvert", "community"), 500000);
    CHECK_INT(number(&x, 0, "Culvert", "households"), 0);
    CHECK(!cell_of(&x, 0, "Culvert", "cost_each")->said);
    CHECK_INT(number(&x, 1, "Culvert", "days"), 0);
    CHECK_INT(number(&x, 1, "Culvert", "fees_due"), 0);
    report_at(&x, "2013-12");
    CHECK_INT((int64_t)x.s[0].rows, 1); /* the total alone */
    site_end(&x.g.v.s);
}

/* What a second person took back was never paid. */
SITE(a_tranche_taken_back_is_in_no_sum)
{
    struct told_of x;
    struct id t;

    building_start(&x.g, db);
    put(&x.g, "access",
        "{\"login\":\"hina\",\"place\":\"%s\",\"role\":\"manager\"}",
        hex(&x.g, x.g.v.district));
    terms_put(&x.g);
    paper_put(&x.g, "village_sheet", "2014-02-25");
    t = tranche_put(&x.g, 1, 40000, "2014-03-05");
    draft_as(&x.g.v.s, "hina", "reversal",
             with(&x.g.v.s,
                  "{\"held\":\"2014-03-20\",\"reverses\":\"%1\",\"why\":"
                  "\"came back\"}",
                  t, ID_NONE, ID_NONE));
    report_at(&x, "2014-12");
    CHECK_INT(number(&x, 0, "Culvert", "programme"), 0);
    CHECK_INT(number(&x, 0, "Culvert", "initiated"), 0);
    site_end(&x.g.v.s);
}
