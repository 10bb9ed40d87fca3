/* report_livelihood - land, trades, schools and readers in sheets: what was
 * said entry by entry, added up by sort, by trade and by place. Today is
 * 1 January 2015. */

#include "../src/report/report.h"
#include "register_site.h"

struct valley {
    struct village v;
    struct id co, far, woman, man;
};

static const char *text(struct buf *b)
{
    return arena_z(b->arena, buf_str(b));
}

static void valley_start(struct valley *x, struct db *db)
{
    struct village *v = &x->v;
    struct id home;

    memset(x, 0, sizeof *x);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    home = household_put(v, v->goth);
    x->woman = person_put(v, home, "women");
    x->man = person_put(v, home, "men");
    x->co = body_put(v, "co", "women", v->srso, v->goth);
    x->far = body_put(v, "co", "men", v->nrsp, v->hamlet);
}

static struct id planted(struct valley *x, struct id body, const char *held,
                         int quantity, const char *activity)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"activity\":\"%s\",\"body\":\"%%1\",\"contribution\":1050,"
            "\"held\":\"%s\",\"input_cost\":200075,\"men\":1,\"quantity\":%d,"
            "\"species\":\"Neem\",\"women\":4}",
            activity, held, quantity);
    return say_that(&x->v, "nrm", text(&b), body, ID_NONE, ID_NONE);
}

static void counted(struct valley *x, struct id nrm, int months, int alive,
                    const char *held)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b, "{\"alive\":%d,\"held\":\"%s\",\"months\":%d,\"nrm\":\"%%1\"}",
            alive, held, months);
    say_that(&x->v, "survival", text(&b), nrm, ID_NONE, ID_NONE);
}

static void bought(struct valley *x, const char *held, const char *item,
                   int hundredths, int paid)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"agreed_price\":100,\"body\":\"%%1\",\"held\":\"%s\",\"item\":"
            "\"%s\",\"market_price\":125,\"nature\":\"purchase\",\"parts\":[{"
            "\"amount\":%d,\"person\":\"%%2\",\"quantity\":%d}],\"quantity\":"
            "%d,\"supplier\":\"Dealer\",\"unit\":\"bag\"}",
            held, item, paid, hundredths, hundredths);
    say_that(&x->v, "joint_trade", text(&b), x->co, x->woman, ID_NONE);
}

/* The sheet of that number as csv. */
static const char *sheet(struct valley *x, struct question *q, int at)
{
    struct findings f = findings_start(&x->v.s.arena);
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(&x->v.s.arena);

    CHECK_INT(report_find(S("livelihood"))
                  ->make(x->v.s.db, q, &x->v.s.arena, out, &f),
              5);
    both_fine(x->v.s.db);
    sheet_csv(&b, &out[at]);
    return text(&b);
}

static void line_is(const char *csv, const char *line)
{
    if (!CHECK(strstr(csv, line)))
        printf("# no line %s in\n%s", line, csv);
}

static struct question asked(struct valley *x, int year, int mon)
{
    return (struct question){ .as_of = month_of(day_of(year, mon, 1)),
                              .from = MONTH_NONE,
                              .place = x->v.district };
}

enum { WORK, GROUPS, TRADES, SOCIAL, PLACES };

/* Columns: work, times, quantity, unit, acres, women, men, cost, contribution,
 * counted, alive, percent (part and whole). */
SITE(work_is_added_up_by_its_sort)
{
    struct valley x;
    struct question q;
    struct id a;

    valley_start(&x, db);
    a = planted(&x, x.co, "2013-02-10", 200, "forest_plants");
    planted(&x, x.co, "2013-03-10", 100, "forest_plants");
    planted(&x, x.far, "2014-03-10", 50, "vaccination");
    counted(&x, a, 3, 180, "2013-05-10");
    counted(&x, a, 12, 150, "2014-02-10");
    q = asked(&x, 2014, 1);
    line_is(sheet(&x, &q, WORK), "\nForest plants,2,300,plants,0,8,2,4001.5,21,"
                                 "200,180,90");
    q = asked(&x, 2014, 12);
    line_is(sheet(&x, &q, WORK), "\nForest plants,2,300,plants,0,8,2,4001.5,21,"
                                 "200,150,75");
    line_is(sheet(&x, &q, WORK), "\nAnimals vaccinated,1,50,animals,0,4,1,"
                                 "2000.75,10.5,0,0,");
    q.rsp = x.v.nrsp;
    CHECK(!strstr(sheet(&x, &q, WORK), "Forest"));
    line_is(sheet(&x, &q, WORK), "\nAnimals vaccinated,1,");
    q = asked(&x, 2014, 12);
    q.from = month_of(day_of(2014, 1, 1));
    CHECK(!strstr(sheet(&x, &q, WORK), "Forest"));
    q = asked(&x, 2014, 12);
    q.place = x.v.far;
    CHECK(!strstr(sheet(&x, &q, WORK), "Forest"));
    line_is(sheet(&x, &q, WORK), "\nAnimals vaccinated,1,");
    site_end(&x.v.s);
}

static struct id group_sells(struct valley *x)
{
    struct id g = say_that(&x->v, "enterprise",
                           "{\"artisans\":[{\"person\":\"%2\"},{\"person\":"
                           "\"%3\",\"until\":\"2014-06-01\"}],\"body\":\"%1\","
                           "\"formed\":\"2013-01-10\",\"name\":\"Rilli\","
                           "\"trade\":\"Rilli\"}",
                           x->co, x->woman, x->man);

    say_that(&x->v, "sale_order",
             "{\"buyer\":\"Shop\",\"due\":\"2014-09-01\",\"enterprise\":"
             "\"%1\",\"held\":\"2014-03-01\",\"item\":\"Rilli\",\"price\":1050,"
             "\"quantity\":10}",
             g, ID_NONE, ID_NONE);
    return say_that(&x->v, "sale",
                    "{\"amount\":10500,\"buyer\":\"Shop\",\"outlays\":[{"
                    "\"amount\":501,\"what\":\"transport\"}],\"enterprise\":"
                    "\"%1\",\"held\":\"2014-05-01\",\"item\":\"Rilli\","
                    "\"margin\":999,\"payouts\":[{\"amount\":8000,\"person\":"
                    "\"%2\"},{\"amount\":1000,\"person\":\"%3\"}]}",
                    g, x->woman, x->man);
}

/* Columns: trade, groups, women, men, orders, ordered, sold, paid, paid to
 * women, costs, margin. */
SITE(a_trade_is_shown_from_order_to_margin)
{
    struct valley x;
    struct question q;
    struct id sale;

    valley_start(&x, db);
    sale = group_sells(&x);
    q = asked(&x, 2014, 5);
    line_is(sheet(&x, &q, GROUPS), "\nRilli,1,1,1,1,105,105,90,80,5.01,9.99\n");
    q = asked(&x, 2014, 12);
    line_is(sheet(&x, &q, GROUPS), "\nRilli,1,1,0,1,105,105,90,80,5.01,9.99\n");
    q.from = month_of(day_of(2014, 6, 1));
    line_is(sheet(&x, &q, GROUPS), "\nRilli,1,1,0,0,0,0,0,0,0,0\n");
    say_that(&x.v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             x.v.district, ID_NONE, ID_NONE);
    draft_as(&x.v.s, "hina", "reversal",
             with(&x.v.s,
                  "{\"held\":\"2014-06-01\",\"reverses\":\"%1\",\"why\":"
                  "\"twice\"}",
                  sale, ID_NONE, ID_NONE));
    q = asked(&x, 2014, 12);
    line_is(sheet(&x, &q, GROUPS), "\nRilli,1,1,0,1,105,0,0,0,0,0\n");
    site_end(&x.v.s);
}

/* Columns: nature, item, times, quantity, unit, at the market, agreed, saved.
 * Each deal is rounded by itself: 0.5 of 25 paisa is 12, twice. */
SITE(what_was_saved_adds_up_to_the_paisa)
{
    struct valley x;
    struct question q;

    valley_start(&x, db);
    bought(&x, "2014-02-01", "Urea", 50, 50);
    bought(&x, "2014-02-02", "Urea", 50, 50);
    bought(&x, "2014-02-03", "DAP", 100, 100);
    q = asked(&x, 2014, 12);
    line_is(sheet(&x, &q, TRADES), "\nJoint purchase,DAP,1,1,bag,1.25,1,0.25,");
    line_is(sheet(&x, &q, TRADES),
            "\nJoint purchase,Urea,2,1,bag,1.24,1,0.24,");
    line_is(sheet(&x, &q, TRADES), ",,3,,,2.49,2,0.49,");
    CHECK_INT(srso(&x.v, "trade.saving", "2014-12"), 49);
    site_end(&x.v.s);
}

SITE(figures_stand_by_place_with_their_postings)
{
    struct valley x;
    struct question q;
    struct findings f;
    struct sheet out[REPORT_SHEETS];
    bool linked = false;

    valley_start(&x, db);
    planted(&x, x.co, "2013-02-10", 200, "forest_plants");
    planted(&x, x.co, "2014-02-10", 40, "kitchen_garden");
    say_that(&x.v, "literacy",
             "{\"assessed\":\"2014-06-01\",\"body\":\"%1\",\"held\":"
             "\"2014-01-10\",\"name\":\"C\",\"women\":9,\"women_passed\":7}",
             x.co, ID_NONE, ID_NONE);
    q = asked(&x, 2014, 12);
    q.by = BY_UC;
    line_is(sheet(&x, &q, PLACES), "\nSangi,200,,,,,40,,,,,,7");
    CHECK(!strstr(sheet(&x, &q, PLACES), "Hingoro"));
    q.by = BY_DEFAULT;
    q.from = month_of(day_of(2014, 6, 1));
    line_is(sheet(&x, &q, SOCIAL), "\n\"Adults made literate, women\",0,7,7");
    f = findings_start(&x.v.s.arena);
    report_find(S("livelihood"))->make(db, &q, &x.v.s.arena, out, &f);
    for (size_t i = 0; i < out[PLACES].rows; i++)
        for (int c = 0; c < out[PLACES].columns; c++)
            linked |= str_starts(out[PLACES].row[i].cell[c].link,
                                 S("/postings?indicator=plant&"));
    CHECK(linked);
    site_end(&x.v.s);
}

/* Nothing known: sheets with their totals of nought, in every language. */
SITE(an_empty_district_is_said_to_be_empty)
{
    struct valley x;

    valley_start(&x, db);
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct question q = asked(&x, 2014, 12);

        q.lang = (enum lang)lang;
        for (int at = WORK; at <= PLACES; at++)
            CHECK(strlen(sheet(&x, &q, at)) > 20);
    }
    site_end(&x.v.s);
}
