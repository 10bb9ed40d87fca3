/* report_spread - of what was given in a village, the share of office bearers,
 * of their households and of the tenth that got most; and who got nothing. */

#include "../src/report/gains.h"
#include "register_site.h"

enum { HOMES = 12 };
struct fair {
    struct village v;
    struct id home[HOMES], loan, goat, president, score[HOMES];
};

static struct id product_put(struct village *v, const char *code)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"since\":\"2012-01-01\",\"title\":\"%s\","
            "\"whom\":\"household\"}",
            code, code);
    return draft(&v->s, "product", arena_z(b.arena, buf_str(&b)));
}

/* Twelve households; the president lives in the first. */
static void fair_start(struct fair *f, struct db *db)
{
    struct village *v = &f->v;
    struct id co;

    memset(f, 0, sizeof *f);
    village_start(v, db);
    for (int i = 0; i < HOMES; i++)
        f->home[i] = household_put(v, v->goth);
    household_put(v, v->hamlet); /* elsewhere */
    f->loan = product_put(v, "Loan");
    f->goat = product_put(v, "Goat");
    co = body_put(v, "co", "women", v->srso, v->goth);
    f->president = person_put(v, f->home[0], "women");
    say_that(v, "term",
             "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":\"president\","
             "\"person\":\"%2\",\"since\":\"2013-05-01\",\"until\":"
             "\"2016-05-01\"}",
             co, f->president, ID_NONE);
}

static struct id score_of(struct fair *f, int home)
{
    if (id_none(f->score[home]))
        f->score[home] =
            say_that(&f->v, "score",
                     "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"2013-02-01\","
                     "\"household\":\"%1\",\"origin\":\"a list\",\"score\":900,"
                     "\"source\":\"imported\"}",
                     f->home[home], ID_NONE, ID_NONE);
    return f->score[home];
}

static void give(struct fair *f, struct id product, int home, struct id person,
                 int64_t amount, const char *made)
{
    struct buf b = buf_start(&f->v.s.arena);

    buf_z(&b, "{");
    if (amount)
        buf_fmt(&b, "\"amount\":%lld,", (long long)amount);
    buf_fmt(&b, "\"household\":\"%%1\",\"made\":\"%s\"", made);
    if (!id_none(person)) {
        buf_z(&b, ",\"person\":\"");
        id_put(&b, person);
        buf_z(&b, "\"");
    }
    buf_fmt(&b,
            ",\"product\":\"%%2\",\"score\":\"%%3\",\"verdict\":\"eligible\","
            "\"why\":{\"on\":\"%s\",\"parts\":[],\"rule\":\"r\",\"score\":"
            "\"%%3\",\"verdict\":\"eligible\"}}",
            made);
    say_that(&f->v, "decision", arena_z(b.arena, buf_str(&b)), f->home[home],
             product, score_of(f, home));
}

static const struct gain *gain_of(const struct gains *g, const char *programme)
{
    for (size_t i = 0; i < g->n; i++)
        if (str_same(g->at[i].programme, str_of(programme)))
            return &g->at[i];
    (void)CHECK(!"there is such a benefit");
    return &g->at[0];
}

/* Households of office bearers as they are counted, person by person, by the law
 * of who holds an office. */
static int64_t homes_counted(struct db *db, struct id place, day on)
{
    struct rows r = db_text_rows(
        db, S("SELECT count(*) FROM household h WHERE h.counts = 1 AND EXISTS ("
              "SELECT 1 FROM area a WHERE a.place = h.place AND a.above = $1 "
              "AND a.since <= $2 AND a.until > $2) AND EXISTS (SELECT 1 FROM "
              "person p JOIN holder t ON t.person = p.entry JOIN office o ON "
              "o.code = t.office AND o.counts = 1 AND o.bearer = 1 WHERE "
              "p.household = h.entry AND p.counts = 1 AND t.since <= $2 AND "
              "t.until > $2)"));
    int64_t n;

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, on);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(db);
    return n;
}

static struct gains gains_of(struct fair *f, struct id place, day on)
{
    struct gains g;

    CHECK(gains_read(f->v.s.db, place, on, &f->v.s.arena, &g));
    both_fine(f->v.s.db);
    return g;
}

/* Of 100,000 rupees lent the president has 40,000 and her house 50,000; two of
 * twelve households are the tenth. */
SITE(shares_are_of_money_where_all_of_it_has_an_amount)
{
    struct fair f;
    struct gains g;
    const struct gain *loan, *goat;

    fair_start(&f, db);
    give(&f, f.loan, 0, f.president, 4000000, "2014-02-01");
    give(&f, f.loan, 0, ID_NONE, 1000000, "2014-03-01");
    give(&f, f.loan, 1, ID_NONE, 3000000, "2014-03-01");
    give(&f, f.loan, 2, ID_NONE, 2000000, "2014-03-01");
    give(&f, f.loan, 3, ID_NONE, 9000000, "2015-01-01"); /* after that day */
    give(&f, f.goat, 1, ID_NONE, 500000, "2014-04-01");
    give(&f, f.goat, 4, ID_NONE, 0, "2014-04-01"); /* nobody said its price */
    give(&f, f.goat, 4, ID_NONE, 0, "2014-05-01");
    g = gains_of(&f, f.v.goth, day_of(2014, 12, 31));
    both_fine(db);
    CHECK_INT(g.households, HOMES);
    CHECK_INT(g.tenth, 2);
    CHECK_INT(g.served, 4);
    CHECK_INT(g.homes, 1);
    CHECK_INT(g.homes_served, 1);
    CHECK_INT((int64_t)g.n, 2);
    loan = gain_of(&g, "Loan");
    CHECK(loan->money);
    CHECK_INT(loan->times, 4);
    CHECK_INT(loan->households, 3);
    CHECK_INT(loan->all, 10000000);
    CHECK_INT(loan->bearers, 4000000);
    CHECK_INT(loan->homes, 5000000);
    CHECK_INT(loan->tenth, 8000000);
    goat = gain_of(&g, "Goat");
    CHECK(!goat->money); /* counted in times */
    CHECK_INT(goat->all, 3);
    CHECK_INT(goat->tenth, 3);
    CHECK_INT(goat->bearers, 0);
    CHECK_INT(goat->households, 2);
    /* in another place nobody got anything */
    g = gains_of(&f, f.v.hamlet, day_of(2014, 12, 31));
    CHECK_INT(g.households, 1);
    CHECK_INT(g.served, 0);
    CHECK_INT((int64_t)g.n, 0);
    site_end(&f.v.s);
}

/* Households are asked of by the hundred; here the first and the last of many. */
SITE(in_a_large_place_each_household_has_its_own)
{
    enum { MANY = 600 };
    struct fair f;
    struct gains g;
    struct findings found;

    fair_start(&f, db);
    found = findings_start(&f.v.s.arena);
    keeper_begin(f.v.s.keeper);
    for (int i = 0; i < MANY; i++) {
        struct buf b = buf_start(&f.v.s.arena);
        struct draft d = { .kind = S("household"), .author = S("admin") };
        struct id id;

        buf_fmt(&b, "{\"number\":\"M-%d\",\"place\":\"", i);
        id_put(&b, f.v.hamlet);
        buf_z(&b, "\"}");
        d.body = buf_str(&b);
        CHECK_INT(keeper_draft(f.v.s.keeper, &d, &found, &id), KEPT);
        if (!i || id_order(id, f.home[1]) < 0)
            f.home[1] = id;
        if (!i || id_order(id, f.home[2]) > 0)
            f.home[2] = id;
    }
    CHECK(keeper_commit(f.v.s.keeper));
    give(&f, f.goat, 1, ID_NONE, 300000, "2014-04-01");
    give(&f, f.goat, 2, ID_NONE, 100000, "2014-04-01");
    give(&f, f.goat, 2, ID_NONE, 200000, "2014-05-01");
    g = gains_of(&f, f.v.hamlet, day_of(2014, 12, 31));
    CHECK_INT(g.households, MANY + 1);
    CHECK_INT(g.served, 2);
    CHECK_INT(gain_of(&g, "Goat")->households, 2);
    CHECK_INT(gain_of(&g, "Goat")->times, 3);
    CHECK_INT(gain_of(&g, "Goat")->tenth, 600000);
    site_end(&f.v.s);
}

/* Training and paid work are benefits as loans are. */
SITE(who_is_trained_and_paid_is_asked_too)
{
    struct fair f;
    struct gains g;
    const struct gain *taught, *paid;
    struct id crp, body;
    struct buf b;

    fair_start(&f, db);
    body = body_put(&f.v, "lso", "women", f.v.srso, f.v.goth);
    say_that(
        &f.v, "training",
        "{\"code\":\"T\",\"days\":3,\"kind\":\"CMST\",\"participants\":"
        "[{\"days\":3,\"person\":\"%1\",\"sex\":\"women\"}],\"place\":"
        "\"%2\",\"rsp\":\"%3\",\"since\":\"2014-05-01\",\"title\":\"T\",\"until\":\"2014-05-03\"}",
        f.president, f.v.goth, f.v.srso);
    b = buf_start(&f.v.s.arena);
    buf_z(&b, "{\"body\":\"%1\",\"cadre\":\"cadre_crp\",\"person\":\"%2\","
              "\"place\":\"%3\",\"rsp\":\"");
    id_put(&b, f.v.srso);
    buf_z(&b, "\",\"since\":\"2014-01-01\"}");
    crp = say_that(&f.v, "crp", arena_z(b.arena, buf_str(&b)), body,
                   f.president, f.v.goth);
    say_that(&f.v, "crp_fee",
             "{\"amount\":50000,\"crp\":\"%1\",\"held\":\"2014-06-01\","
             "\"payer\":\"%2\",\"reference\":\"1\",\"way\":\"box\"}",
             crp, body, body);
    g = gains_of(&f, f.v.goth, day_of(2014, 12, 31));
    taught = gain_of(&g, "Community management skills (CMST)");
    CHECK_INT(taught->times, 1);
    CHECK_INT(taught->bearers, 1);
    CHECK_INT((int64_t)g.n, 2);
    paid = &g.at[taught == &g.at[0]];
    CHECK(paid->money);
    CHECK_INT(paid->bearers, 50000);
    site_end(&f.v.s);
}

/* Her term has run out with nobody after her: she is a caretaker, and bears the
 * office still; before it began she did not. */
SITE(who_bears_an_office_is_asked_of_that_day)
{
    struct fair f;
    struct gains g;

    fair_start(&f, db);
    give(&f, f.loan, 0, f.president, 4000000, "2013-02-01");
    g = gains_of(&f, f.v.goth, day_of(2013, 4, 30));
    CHECK_INT(g.homes, 0);
    CHECK_INT(gain_of(&g, "Loan")->bearers, 0);
    g = gains_of(&f, f.v.goth, day_of(2013, 5, 1));
    CHECK_INT(g.homes, 1);
    CHECK_INT(gain_of(&g, "Loan")->bearers, 4000000);
    site_end(&f.v.s);
}

/* The president's record is found to be of another house, then that house of
 * another village; each is taken back again, and so is her term. */
SITE(a_house_bears_an_office_as_all_that_makes_it_stands)
{
    const day on = day_of(2014, 12, 31);
    struct fair f;
    struct gains g;
    struct id fix, moved;

    fair_start(&f, db);
    give(&f, f.loan, 1, f.president, 4000000, "2014-02-01");
    give(&f, f.loan, 0, ID_NONE, 1000000, "2014-02-01");
    g = gains_of(&f, f.v.goth, on);
    CHECK_INT(g.homes, 1);
    CHECK_INT(gain_of(&g, "Loan")->bearers,
              4000000); /* hers, of whatever house */
    CHECK_INT(gain_of(&g, "Loan")->homes, 1000000);
    fix = fix_put(&f.v, f.president,
                  "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"women\"}",
                  f.home[1], ID_NONE);
    g = gains_of(&f, f.v.goth, on);
    CHECK_INT(g.homes, 1);
    CHECK_INT(gain_of(&g, "Loan")->homes, 4000000);
    moved = fix_put(&f.v, f.home[1], "{\"number\":\"H-2\",\"place\":\"%1\"}",
                    f.v.hamlet, ID_NONE);
    g = gains_of(&f, f.v.goth, on);
    CHECK_INT(g.households, HOMES - 1);
    CHECK_INT(g.homes, 0);
    g = gains_of(&f, f.v.hamlet, on);
    CHECK_INT(g.homes_served, 1);
    g = gains_of(&f, f.v.district, on);
    CHECK_INT(g.homes, homes_counted(db, f.v.district, on));
    CHECK_INT(g.households, HOMES + 1);
    CHECK_INT(gain_of(&g, "Loan")->homes, 4000000);
    fix_put(&f.v, moved, "{\"number\":\"H-2\",\"place\":\"%1\"}", f.v.goth,
            ID_NONE);
    fix_put(&f.v, fix,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"women\"}",
            f.home[0], ID_NONE);
    CHECK_INT(gains_of(&f, f.v.goth, on).homes_served, 1);
    fix_put(&f.v, f.president, "", ID_NONE, ID_NONE);
    CHECK_INT(gains_of(&f, f.v.goth, on).homes, 0);
    CHECK_INT(homes_counted(db, f.v.goth, on), 0);
    site_end(&f.v.s);
}

SITE(the_report_says_who_got_nothing)
{
    struct fair f;
    struct question q = { .as_of = month_of(day_of(2014, 12, 1)),
                          .from = MONTH_NONE };
    struct sheet out[REPORT_SHEETS];
    struct findings found;
    struct buf b;
    const char *csv;

    fair_start(&f, db);
    give(&f, f.loan, 0, f.president, 4000000, "2014-02-01");
    give(&f, f.loan, 5, ID_NONE, 4000000, "2014-02-01");
    found = findings_start(&f.v.s.arena);
    q.place = f.v.goth;
    CHECK_INT(report_find(S("spread"))->make(db, &q, &f.v.s.arena, out, &found),
              2);
    b = buf_start(&f.v.s.arena);
    sheet_csv(&b, &out[0]);
    sheet_csv(&b, &out[1]);
    csv = arena_z(&f.v.s.arena, buf_str(&b));
    if (!CHECK(strstr(csv, "Loan,2,2,80000,50,50,100")) ||
        !CHECK(strstr(csv, "Got nothing,10,12,83.33")))
        printf("# %s\n", csv);
    site_end(&f.v.s);
}
