/* record_live - livelihood: plants and who of them is alive, groups from order
 * to payout, what buying together saves, schools, readers, births. Today is
 * 1 January 2015. */

#include "../src/core/live.h"
#include "../src/core/trade.h"
#include "register_site.h"

struct valley {
    struct village v;
    struct id co, home, next, woman, other, man, stranger;
};

static void valley_start(struct valley *x, struct db *db)
{
    struct village *v = &x->v;

    memset(x, 0, sizeof *x);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    x->home = household_put(v, v->goth);
    x->next = household_put(v, v->goth);
    x->woman = person_put(v, x->home, "women");
    x->other = person_put(v, x->next, "women");
    x->man = person_put(v, x->home, "men");
    x->stranger = person_put(v, x->next, "men");
    x->co = body_put(v, "co", "women", v->srso, v->goth);
    say_that(v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             v->district, ID_NONE, ID_NONE);
}

static bool told(const struct valley *x, const char *what, enum level level)
{
    for (size_t i = 0; i < x->v.s.said.n; i++)
        if (!strcmp(x->v.s.said.at[i].what, what))
            return x->v.s.said.at[i].level == level;
    return false;
}

static bool stops(const struct valley *x, const char *what)
{
    return told(x, what, STOP);
}

/* One number of one row; -1 where there is none. */
static int64_t asked(struct valley *x, const char *sql, struct id id)
{
    struct rows r = db_text_rows(x->v.s.db, str_of(sql));
    int64_t n;

    db_bind_id(&r, 1, id);
    n = db_next(&r) ? db_null(&r, 0) ? -2 : db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(x->v.s.db);
    return n;
}

/* What a head holds in the body's books, in paisa; debit > 0. */
static int64_t head(struct valley *x, const char *name)
{
    struct rows r =
        db_text_rows(x->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE head = $1 AND book = $2"));
    int64_t n;

    db_bind_text(&r, 1, str_of(name));
    db_bind_id(&r, 2, x->co);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(x->v.s.db);
    return n;
}

static void taken_back(struct valley *x, struct id what, const char *held)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b, "{\"held\":\"%s\",\"reverses\":\"%%1\",\"why\":\"twice\"}",
            held);
    draft_as(&x->v.s, "hina", "reversal",
             with(&x->v.s, arena_z(b.arena, buf_str(&b)), what, ID_NONE,
                  ID_NONE));
    CHECK_INT(x->v.s.kept, KEPT);
}

/* ---- what trading together gains ----------------------------------------*/

TEST(a_saving_is_the_difference_of_two_prices)
{
    /* 400 bags of urea at 1,770 instead of 1,850 rupees */
    CHECK_INT(trade_amount(40000, 177000), 70800000);
    CHECK_INT(trade_saving(TRADE_PURCHASE, 40000, 185000, 177000), 3200000);
    CHECK_INT(trade_saving(TRADE_SALE, 40000, 185000, 177000), -3200000);
    CHECK_INT(trade_saving(TRADE_SALE, 1250, 100000, 104001), 50012);
    CHECK_INT(trade_saving(TRADE_PURCHASE, INT_NONE, 1, 1), INT_NONE);
    CHECK_INT(trade_saving(TRADE_PURCHASE, 100, INT_NONE, 1), INT_NONE);
    CHECK_INT(trade_saving(TRADE_PURCHASE, TRADE_QUANTITY, TRADE_PRICE, 0),
              INT64_C(10000000) * INT64_C(1000000000));
}

TEST(what_is_split_comes_back_to_the_paisa)
{
    const int64_t thirds[] = { 100, 100, 100 };
    const int64_t mixed[] = { 1, 99999, INT_NONE, 0, 7, 333 };
    const int64_t nobody[] = { 0, INT_NONE };
    paisa out[6];

    CHECK(trade_split(100, thirds, 3, out));
    CHECK_INT(out[0], 34); /* the first of those who are equally near */
    CHECK_INT(out[1], 33);
    CHECK_INT(out[2], 33);
    CHECK(trade_split(-100, thirds, 3, out));
    CHECK_INT(out[0] + out[1] + out[2], -100);
    for (paisa sum = 0; sum < 5000; sum += 37) {
        paisa all = 0;

        CHECK(trade_split(sum, mixed, 6, out));
        for (int i = 0; i < 6; i++)
            all += out[i];
        CHECK_INT(all, sum);
        CHECK_INT(out[2] + out[3], 0);
    }
    CHECK(!trade_split(100, nobody, 2, out));
    CHECK_INT(out[0] + out[1], 0);
}

/* ---- plants -------------------------------------------------------------*/

static struct id planted(struct valley *x, int quantity, const char *held,
                         const char *more)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"activity\":\"forest_plants\",\"body\":\"%%1\",\"held\":\"%s\","
            "\"quantity\":%d,\"species\":\"Neem\"%s}",
            held, quantity, more);
    return say_that(&x->v, "nrm", arena_z(b.arena, buf_str(&b)), x->co, x->home,
                    x->next);
}

static struct id counted(struct valley *x, struct id nrm, int months, int alive,
                         const char *held)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"alive\":%d,\"held\":\"%s\",\"lost_to\":\"no_water\",\"months\":"
            "%d,\"nrm\":\"%%1\"}",
            alive, held, months);
    return draft_as(&x->v.s, "admin", "survival",
                    with(&x->v.s, arena_z(b.arena, buf_str(&b)), nrm, ID_NONE,
                         ID_NONE));
}

SITE(plants_are_counted_again)
{
    struct valley x;
    struct id a, three;

    valley_start(&x, db);
    a = planted(&x, 200, "2013-02-10", ",\"men\":2,\"women\":12");
    CHECK_INT(srso(&x.v, "plant", "2013-02"), 200);
    CHECK_INT(srso(&x.v, "plant", "2013-01"), 0);
    CHECK_INT(srso(&x.v, "nrm", "2013-02"), 14);
    CHECK_INT(srso(&x.v, "nrm.women", "2013-02"), 12);
    CHECK_INT(srso(&x.v, "plant.counted", "2013-12"), 0);
    CHECK_INT(asked(&x, "SELECT due FROM nrm_kept WHERE thing = $1", a),
              day_of(2013, 5, 10));
    three = counted(&x, a, 3, 180, "2013-05-12");
    CHECK_INT(srso(&x.v, "plant.counted", "2013-05"), 200);
    CHECK_INT(srso(&x.v, "plant.alive", "2013-05"), 180);
    CHECK_INT(asked(&x, "SELECT due FROM nrm_kept WHERE thing = $1", a),
              day_of(2014, 2, 10));
    counted(&x, a, 12, 150, "2014-02-20");
    CHECK_INT(srso(&x.v, "plant.counted", "2014-12"), 200);
    CHECK_INT(srso(&x.v, "plant.alive", "2014-01"), 180);
    CHECK_INT(srso(&x.v, "plant.alive", "2014-02"), 150);
    CHECK_INT(asked(&x, "SELECT due FROM nrm_kept WHERE thing = $1", a), -2);
    CHECK_INT(asked(&x, "SELECT alive FROM nrm_kept WHERE thing = $1", a), 150);
    fix_put(&x.v, three, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&x.v, "plant.alive", "2014-01"), 0);
    CHECK_INT(srso(&x.v, "plant.alive", "2014-02"), 150);
    CHECK_INT(srso(&x.v, "plant.counted", "2014-02"), 200);
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}

/* The edges: as many as were planted, and one more. */
SITE(survivors_are_never_above_planted)
{
    struct valley x;
    struct id a, late;

    valley_start(&x, db);
    a = planted(&x, 200, "2013-02-10", "");
    counted(&x, a, 3, 200, "2013-05-10");
    CHECK(!stops(&x, "survival.more_than_planted"));
    counted(&x, a, 3, 201, "2013-05-11");
    CHECK(stops(&x, "survival.more_than_planted"));
    counted(&x, a, 3, 10, "2013-02-09");
    CHECK(stops(&x, "survival.before_planting"));
    late = counted(&x, a, 3, 100, "2013-12-10");
    CHECK(found_at(&x.v, late, "survival.off_time", "months"));
    counted(&x, a, 5, 100, "2013-07-10");
    CHECK(told(&x, "survival.other_months", WARN));
    counted(&x, a, 3, -1, "2013-05-12");
    CHECK_INT(x.v.s.kept, KEPT);
    CHECK(stops(&x, "field.out_of_bounds"));
    site_end(&x.v.s);
}

SITE(more_alive_than_before_is_asked_about)
{
    struct valley x;
    struct id a, second, first;

    valley_start(&x, db);
    a = planted(&x, 200, "2013-02-10", "");
    second = counted(&x, a, 12, 150, "2014-02-10");
    CHECK(!found(&x.v, second, "survival.risen"));
    first = counted(&x, a, 3, 120, "2013-05-10"); /* it came later */
    CHECK(found_at(&x.v, second, "survival.risen", "alive"));
    CHECK(!found(&x.v, first, "survival.risen"));
    CHECK_INT(srso(&x.v, "plant.alive", "2013-06"), 120);
    CHECK_INT(srso(&x.v, "plant.alive", "2014-06"), 150);
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}

SITE(households_share_what_there_is)
{
    struct valley x;
    struct id a;

    valley_start(&x, db);
    a = planted(&x, 20, "2013-02-10",
                ",\"parts\":[{\"household\":\"%2\",\"quantity\":12},"
                "{\"household\":\"%3\",\"quantity\":8}]");
    CHECK(!stops(&x, "nrm.parts_beyond"));
    CHECK(!found(&x.v, a, "nrm.nobody"));
    planted(&x, 19, "2013-02-11",
            ",\"parts\":[{\"household\":\"%2\",\"quantity\":12},"
            "{\"household\":\"%3\",\"quantity\":8}]");
    CHECK(stops(&x, "nrm.parts_beyond"));
    a = planted(&x, 20, "2013-02-12", "");
    CHECK(found_at(&x.v, a, "nrm.nobody", "women"));
    a = planted(&x, 20, "2011-12-31", "");
    CHECK(found_at(&x.v, a, "nrm.before_body", "held"));
    site_end(&x.v.s);
}

/* Each sort of work is counted as what it is; nothing before the switch. */
SITE(work_is_counted_by_its_sort)
{
    struct valley x;
    static const struct {
        const char *activity, *indicator;
        int64_t quantity, area, want;
    } sort[] = {
        { "vaccination", "animal.vaccinated", 340, 0, 340 },
        { "deworming", "animal.treated", 55, 0, 55 },
        { "demo_plot", "plot.demo", 2, 0, 2 },
        { "kitchen_garden", "garden", 58, 0, 58 },
        { "water_course", "acre", 3, 1250, 1250 },
    };

    valley_start(&x, db);
    for (size_t i = 0; i < LEN(sort); i++) {
        struct buf b = buf_start(&x.v.s.arena);

        buf_fmt(&b,
                "{\"activity\":\"%s\"%s,\"body\":\"%%1\",\"held\":"
                "\"2013-03-0%zu\",\"quantity\":%lld,\"species\":\"x\","
                "\"women\":1}",
                sort[i].activity, sort[i].area ? ",\"area\":1250" : "", i + 1,
                (long long)sort[i].quantity);
        say_that(&x.v, "nrm", arena_z(b.arena, buf_str(&b)), x.co, ID_NONE,
                 ID_NONE);
        CHECK_INT(srso(&x.v, sort[i].indicator, "2013-03"), sort[i].want);
        CHECK(told(&x, "nrm.which_disease", WARN) == (i < 2));
    }
    CHECK_INT(srso(&x.v, "plant", "2013-03"), 0);
    CHECK_INT(srso(&x.v, "nrm", "2013-03"), 5);
    planted(&x, 77, "2011-06-01", ""); /* it was filed then */
    CHECK_INT(srso(&x.v, "plant", "2014-12"), 0);
    site_end(&x.v.s);
}

/* ---- groups -------------------------------------------------------------*/

static struct id group_put(struct valley *x)
{
    return say_that(&x->v, "enterprise",
                    "{\"body\":\"%1\",\"formed\":\"2013-01-10\",\"artisans\":[{"
                    "\"person\":\"%2\",\"role\":\"head\"},{\"person\":\"%3\","
                    "\"since\":\"2013-06-01\",\"until\":\"2014-06-01\"}],"
                    "\"name\":\"Rilli\",\"trade\":\"Rilli making\"}",
                    x->co, x->woman, x->man);
}

SITE(artisans_are_counted_while_they_are_there)
{
    struct valley x;
    struct id g;

    valley_start(&x, db);
    g = group_put(&x);
    CHECK_INT(srso(&x.v, "bdg", "2013-01"), 1);
    CHECK_INT(srso(&x.v, "artisan", "2013-05"), 1);
    CHECK_INT(srso(&x.v, "artisan", "2013-06"), 2);
    CHECK_INT(srso(&x.v, "artisan.men", "2013-06"), 1);
    CHECK_INT(srso(&x.v, "artisan.men", "2014-06"), 0);
    CHECK_INT(srso(&x.v, "artisan.women", "2014-12"), 1);
    fix_put(&x.v, g,
            "{\"body\":\"%1\",\"closed\":\"2014-09-01\",\"formed\":"
            "\"2013-01-10\",\"artisans\":[{\"person\":\"%2\"}],\"name\":"
            "\"Rilli\",\"trade\":\"Rilli making\"}",
            x.co, x.woman);
    CHECK_INT(srso(&x.v, "bdg", "2014-08"), 1);
    CHECK_INT(srso(&x.v, "bdg", "2014-09"), 0);
    CHECK_INT(srso(&x.v, "artisan", "2014-09"), 0);
    say_that(&x.v, "enterprise",
             "{\"body\":\"%1\",\"formed\":\"2013-01-10\",\"artisans\":[{"
             "\"person\":\"%2\"},{\"person\":\"%2\"}],\"name\":\"x\","
             "\"trade\":\"x\"}",
             x.co, x.woman, ID_NONE);
    CHECK(stops(&x, "enterprise.member_twice"));
    say_that(&x.v, "enterprise",
             "{\"body\":\"%1\",\"formed\":\"2013-01-10\",\"artisans\":[{"
             "\"person\":\"%2\",\"until\":\"2013-05-01\"},{\"person\":\"%2\","
             "\"since\":\"2013-05-01\"}],\"name\":\"y\",\"trade\":\"x\"}",
             x.co, x.woman, ID_NONE);
    CHECK(!stops(&x, "enterprise.member_twice"));
    site_end(&x.v.s);
}

static struct id order_put(struct valley *x, struct id group)
{
    return say_that(&x->v, "sale_order",
                    "{\"buyer\":\"Sartyoon Sang\",\"due\":\"2014-05-01\","
                    "\"enterprise\":\"%1\",\"held\":\"2014-03-01\",\"item\":"
                    "\"Rilli\",\"number\":\"O-1\",\"price\":250000,"
                    "\"quantity\":10}",
                    group, ID_NONE, ID_NONE);
}

static struct id made(struct valley *x, struct id order, const char *held,
                      struct id who, int n)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"held\":\"%s\",\"made\":[{\"person\":\"%%2\",\"quantity\":%d}],"
            "\"sale_order\":\"%%1\"}",
            held, n);
    return say_that(&x->v, "production", arena_z(b.arena, buf_str(&b)), order,
                    who, ID_NONE);
}

/* 25,000 rupees: 20,000 to the makers, 1,500 for the bus, 3,500 to the group.*/
static struct id sold(struct valley *x, struct id group, struct id order,
                      int64_t margin, const char *more)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":2500000,\"buyer\":\"Sartyoon Sang\",\"outlays\":[{"
            "\"amount\":150000,\"what\":\"transport\"}],\"enterprise\":"
            "\"%%1\",\"held\":\"2014-05-03\",\"item\":\"Rilli\",\"margin\":"
            "%lld,\"payouts\":[{\"amount\":1200000,\"person\":\"%%3\","
            "\"quantity\":6},{\"amount\":800000,\"person\":\"",
            (long long)margin);
    id_put(&b, x->man);
    buf_fmt(&b, "\",\"quantity\":4}],\"quantity\":10,\"sale_order\":\"%%2\"%s}",
            more);
    return draft_as(&x->v.s, "admin", "sale",
                    with(&x->v.s, arena_z(b.arena, buf_str(&b)), group, order,
                         x->woman));
}

SITE(an_order_is_made_checked_sold_and_paid_out)
{
    struct valley x;
    struct id g, o, m, s, check;

    valley_start(&x, db);
    g = group_put(&x);
    o = order_put(&x, g);
    made(&x, o, "2014-03-20", x.woman, 6);
    m = made(&x, o, "2014-04-20", x.man, 5);
    CHECK(found_at(&x.v, m, "production.beyond_order", "made"));
    check = say_that(&x.v, "quality_check",
                     "{\"held\":\"2014-04-25\",\"lines\":[{\"passed\":10,"
                     "\"person\":\"%2\",\"rejected\":1,\"why\":\"stain\"}],"
                     "\"sale_order\":\"%1\"}",
                     o, x.man, ID_NONE);
    CHECK(!found(&x.v, check, "quality_check.beyond_made"));
    s = sold(&x, g, o, 350000, "");
    CHECK_INT(x.v.s.kept, KEPT);
    CHECK(!found(&x.v, s, "sale.not_member"));
    CHECK(found_at(&x.v, o, "sale_order.late", "due"));
    CHECK(!found(&x.v, o, "sale_order.sold_unchecked"));
    CHECK_INT(asked(&x, "SELECT sold FROM sale_order_kept WHERE thing = $1", o),
              10);
    CHECK_INT(asked(&x, "SELECT made FROM sale_order_kept WHERE thing = $1", o),
              11);
    CHECK_INT(head(&x, "sale_income"), -2500000);
    CHECK_INT(head(&x, "payout_cost"), 2000000);
    CHECK_INT(head(&x, "sale_cost"), 150000);
    CHECK_INT(head(&x, "box"), 350000); /* the margin, and nothing else */
    CHECK_INT(srso(&x.v, "bdg.sale", "2014-05"), 2500000);
    CHECK_INT(srso(&x.v, "bdg.payout", "2014-05"), 2000000);
    CHECK_INT(srso(&x.v, "bdg.payout.women", "2014-05"), 1200000);
    CHECK_INT(srso(&x.v, "bdg.payout.men", "2014-05"), 800000);
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    taken_back(&x, s, "2014-06-01");
    CHECK_INT(head(&x, "box"), 0);
    CHECK_INT(srso(&x.v, "bdg.payout", "2014-06"), 0);
    CHECK_INT(asked(&x, "SELECT sold FROM sale_order_kept WHERE thing = $1", o),
              0);
    CHECK(!found(&x.v, o, "sale_order.late"));
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}

/* One paisa too few, one too many, and whoever is not of the group. */
SITE(payouts_margin_and_costs_are_the_sale)
{
    struct valley x;
    struct id g, o, s;

    valley_start(&x, db);
    g = group_put(&x);
    o = order_put(&x, g);
    sold(&x, g, o, 349999, "");
    CHECK(stops(&x, "sale.sum_differs"));
    sold(&x, g, o, 350001, "");
    CHECK(stops(&x, "sale.sum_differs"));
    s = sold(&x, g, o, 350000, "");
    CHECK(!stops(&x, "sale.sum_differs"));
    CHECK(found_at(&x.v, o, "sale_order.sold_unchecked", "quantity"));
    fix_put(&x.v, g,
            "{\"body\":\"%1\",\"formed\":\"2013-01-10\",\"artisans\":[{"
            "\"person\":\"%2\"}],\"name\":\"Rilli\",\"trade\":\"Rilli\"}",
            x.co, x.woman);
    CHECK(found_at(&x.v, s, "sale.not_member", "payouts[1].person"));
    sold(&x, g, o, 350000, ",\"way\":\"goods\"");
    CHECK(stops(&x, "saving.in_goods"));
    sold(&x, g, o, 350000, ",\"way\":\"bank\"");
    CHECK(told(&x, "way.no_account", WARN));
    site_end(&x.v.s);
}

/* ---- buying together ----------------------------------------------------*/

static struct id bought(struct valley *x, int64_t hers, int64_t his,
                        int64_t paid, const char *more)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"agreed_price\":177000,\"body\":\"%%1\",\"held\":\"2014-02-01\","
            "\"item\":\"Urea\",\"market_price\":185000,\"unit\":\"bag\","
            "\"nature\":\"purchase\",\"quantity\":1250,\"parts\":[{"
            "\"amount\":%lld,\"person\":\"%%2\",\"quantity\":%lld},{\"amount\":"
            "885000,\"person\":\"%%3\",\"quantity\":%lld}],\"supplier\":"
            "\"Dealer\"%s}",
            (long long)paid, (long long)hers, (long long)his, more);
    return draft_as(&x->v.s, "admin", "joint_trade",
                    with(&x->v.s, arena_z(b.arena, buf_str(&b)), x->co,
                         x->woman, x->man));
}

/* 12.5 bags at 1,770 for what the market asks 1,850: 1,000 rupees saved. */
SITE(shares_add_up_and_the_saving_is_shown)
{
    struct valley x;
    struct id t;

    valley_start(&x, db);
    bought(&x, 750, 501, 1327500, "");
    CHECK(stops(&x, "joint_trade.quantity_differs"));
    bought(&x, 750, 500, 1327499, "");
    CHECK(stops(&x, "joint_trade.amount_differs"));
    t = bought(&x, 750, 500, 1327500, ",\"way\":\"box\"");
    CHECK(!stops(&x, "joint_trade.amount_differs"));
    CHECK(!stops(&x, "joint_trade.quantity_differs"));
    CHECK(found_at(&x.v, t, "joint_trade.market_says_who", "known_by"));
    CHECK_INT(head(&x, "box"), 0); /* in and out again */
    CHECK_INT(head(&x, "trade_held"), 0);
    CHECK_INT(asked(&x,
                    "SELECT count(*) FROM book_line WHERE entry = $1 AND "
                    "head = 'trade_held' AND amount IN (2212500, -2212500)",
                    t),
              2);
    CHECK_INT(srso(&x.v, "trade", "2014-02"), 1); /* the others do not count */
    CHECK_INT(srso(&x.v, "trade.saving", "2014-02"), 100000);
    taken_back(&x, t, "2014-03-01");
    CHECK_INT(srso(&x.v, "trade.saving", "2014-02"), 0);
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}

/* What moved no money of the body is taken back all the same. */
SITE(a_trade_beside_the_books_is_taken_back)
{
    struct valley x;
    struct id t;

    valley_start(&x, db);
    t = bought(&x, 750, 500, 1327500, "");
    CHECK_INT(asked(&x, "SELECT count(*) FROM book_line WHERE entry = $1", t),
              0);
    CHECK_INT(srso(&x.v, "trade.saving", "2014-02"), 100000);
    taken_back(&x, t, "2014-03-01");
    CHECK_INT(srso(&x.v, "trade.saving", "2014-02"), 0);
    CHECK_INT(srso(&x.v, "trade", "2014-12"), 0);
    site_end(&x.v.s);
}

static const char *const share_of[] = {
    "",
    "\"body\":\"%1\",\"person\":\"%2\",",
    "\"person\":\"%2\",",
    "\"body\":\"%1\",",
};
enum { NOBODYS, BOTHS, HERS, THEIRS };

SITE(a_trade_says_whose_the_shares_are)
{
    struct valley x;
    static const struct {
        int price, whose;
        const char *what;
        enum level level;
    } row[] = {
        { 110000, NOBODYS, "joint_trade.whose_share", STOP },
        { 110000, BOTHS, "joint_trade.whose_share", STOP },
        { 115000, HERS, "joint_trade.alone", WARN },
        { 100000, HERS, "joint_trade.no_saving", WARN },
        { 90000, THEIRS, "joint_trade.no_saving", WARN },
    };

    valley_start(&x, db);
    for (size_t i = 0; i < LEN(row); i++) {
        struct buf b = buf_start(&x.v.s.arena);

        buf_fmt(&b,
                "{\"agreed_price\":%d,\"body\":\"%%1\",\"held\":"
                "\"2014-02-01\",\"item\":\"Wheat\",\"market_price\":100000,"
                "\"unit\":\"maund\",\"nature\":\"sale\",\"quantity\":100,"
                "\"parts\":[{\"amount\":%d,%s\"quantity\":100}],"
                "\"supplier\":\"Mill\"}",
                row[i].price, row[i].price, share_of[row[i].whose]);
        say_that(&x.v, "joint_trade", arena_z(b.arena, buf_str(&b)), x.co,
                 x.woman, ID_NONE);
        CHECK(told(&x, row[i].what, row[i].level));
    }
    CHECK_INT(srso(&x.v, "trade.saving", "2014-02"), 5000);
    site_end(&x.v.s);
}

/* ---- schools and readers ------------------------------------------------*/

static struct id enrolled(struct valley *x, struct id school, const char *held,
                          int girls, int boys)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b, "{\"boys\":%d,\"girls\":%d,\"held\":\"%s\",\"school\":\"%%1\"}",
            boys, girls, held);
    return say_that(&x->v, "enrolment", arena_z(b.arena, buf_str(&b)), school,
                    ID_NONE, ID_NONE);
}

SITE(pupils_are_those_of_the_last_count)
{
    struct valley x;
    struct id s, e;

    valley_start(&x, db);
    s = say_that(&x.v, "school",
                 "{\"body\":\"%1\",\"closed\":\"2014-11-30\",\"level\":"
                 "\"primary\",\"name\":\"Goth Ali\",\"opened\":\"2013-04-01\","
                 "\"teachers_women\":1,\"pupils\":\"girls\"}",
                 x.co, ID_NONE, ID_NONE);
    enrolled(&x, s, "2014-04-10", 40, 9);
    enrolled(&x, s, "2013-04-10", 31, 12); /* it came later */
    CHECK_INT(srso(&x.v, "school", "2013-04"), 1);
    CHECK_INT(srso(&x.v, "school.girls", "2013-04"), 1);
    CHECK_INT(srso(&x.v, "pupil", "2013-04"), 43);
    CHECK_INT(srso(&x.v, "pupil.girls", "2014-03"), 31);
    CHECK_INT(srso(&x.v, "pupil.girls", "2014-04"), 40);
    CHECK_INT(srso(&x.v, "pupil.boys", "2014-04"), 9);
    CHECK_INT(srso(&x.v, "pupil", "2014-11"), 0);  /* it closed */
    CHECK_INT(srso(&x.v, "school", "2014-12"), 1); /* it was established */
    e = enrolled(&x, s, "2014-12-10", 40, 9);
    CHECK(found_at(&x.v, e, "enrolment.school_closed", "held"));
    CHECK_INT(srso(&x.v, "pupil", "2014-12"), 0);
    enrolled(&x, s, "2013-03-31", 1, 1);
    CHECK(stops(&x, "enrolment.before_school"));
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}

static struct id centre_put(struct valley *x, const char *more)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"held\":\"2014-01-10\",\"name\":\"Centre\"%s}",
            more);
    return say_that(&x->v, "literacy", arena_z(b.arena, buf_str(&b)), x->co,
                    x->woman, x->man);
}

SITE(who_passed_can_read)
{
    struct valley x;
    struct id c;

    valley_start(&x, db);
    c = centre_put(&x, ",\"assessed\":\"2014-07-01\",\"learners\":[{\"person\":"
                       "\"%2\",\"result\":\"passed\"}],\"women\":22,"
                       "\"women_passed\":18");
    CHECK(!found(&x.v, c, "literacy.sexes_differ"));
    CHECK_INT(srso(&x.v, "literacy", "2014-01"), 1);
    CHECK_INT(srso(&x.v, "learner.women", "2014-01"), 22);
    CHECK_INT(srso(&x.v, "literate", "2014-06"), 0);
    CHECK_INT(srso(&x.v, "literate", "2014-07"), 18);
    CHECK_INT(srso(&x.v, "literate.women", "2014-07"), 18);
    CHECK_INT(srso(&x.v, "literate.men", "2014-07"), 0);
    centre_put(&x, ",\"women\":5,\"women_passed\":6");
    CHECK(stops(&x, "literacy.more_passed"));
    CHECK(stops(&x, "literacy.passed_when"));
    centre_put(&x, ",\"learners\":[{\"person\":\"%2\"},{\"person\":\"%3\"}],"
                   "\"women\":1");
    CHECK(stops(&x, "literacy.more_named"));
    c = centre_put(&x, ",\"learners\":[{\"person\":\"%2\"},{\"person\":"
                       "\"%3\"}],\"women\":2");
    CHECK(found_at(&x.v, c, "literacy.sexes_differ", "men"));
    centre_put(&x, ",\"learners\":[{\"person\":\"%2\",\"result\":\"passed\"}],"
                   "\"women\":2");
    CHECK(stops(&x, "literacy.more_named_passed"));
    site_end(&x.v.s);
}

/* ---- births -------------------------------------------------------------*/

SITE(a_health_worker_is_counted_while_she_works)
{
    struct valley x;
    struct id w, r;

    valley_start(&x, db);
    w = say_that(&x.v, "health_worker",
                 "{\"body\":\"%1\",\"cadre\":\"tba\",\"person\":\"%2\","
                 "\"since\":\"2013-01-10\",\"trained\":\"2013-03-05\","
                 "\"until\":\"2014-06-01\"}",
                 x.co, x.woman, ID_NONE);
    CHECK_INT(srso(&x.v, "health", "2013-01"), 1);
    CHECK_INT(srso(&x.v, "health.women", "2014-05"), 1);
    CHECK_INT(srso(&x.v, "health.women", "2014-06"), 0);
    CHECK_INT(srso(&x.v, "tba", "2013-02"), 0);
    CHECK_INT(srso(&x.v, "tba", "2013-03"), 1);
    CHECK_INT(srso(&x.v, "tba.women", "2013-03"), 1);
    say_that(&x.v, "health_worker",
             "{\"body\":\"%1\",\"cadre\":\"lhw\",\"person\":\"%2\","
             "\"since\":\"2013-01-10\",\"trained\":\"2013-03-05\","
             "\"training\":\"%1\"}",
             x.co, x.other, ID_NONE);
    CHECK(stops(&x, "health_worker.trained_twice"));
    r = say_that(&x.v, "health_report",
                 "{\"births\":4,\"health_worker\":\"%1\",\"month\":\"2013-05\","
                 "\"mothers_died\":1,\"referrals\":2,\"stillbirths\":4}",
                 w, ID_NONE, ID_NONE);
    CHECK(found_at(&x.v, r, "health_report.mother_died", "mothers_died"));
    CHECK_INT(srso(&x.v, "birth", "2013-05"), 4);
    CHECK_INT(srso(&x.v, "referral", "2013-05"), 2);
    r = say_that(&x.v, "health_report",
                 "{\"births\":4,\"health_worker\":\"%1\",\"month\":\"2014-08\","
                 "\"stillbirths\":5}",
                 w, ID_NONE, ID_NONE);
    CHECK(stops(&x, "health_report.more_than_born"));
    r = say_that(&x.v, "health_report",
                 "{\"births\":4,\"health_worker\":\"%1\",\"month\":\"2014-09\","
                 "\"stillbirths\":4}",
                 w, ID_NONE, ID_NONE);
    CHECK(!stops(&x, "health_report.more_than_born"));
    CHECK(found_at(&x.v, r, "health_report.not_at_work", "month"));
    CHECK_INT(asked(&x,
                    "SELECT births FROM health_worker_kept WHERE thing = $1",
                    w),
              8);
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}

/* Where a body works moves all of it; who is counted follows the person. */
SITE(what_hangs_on_others_follows_them)
{
    struct valley x;

    valley_start(&x, db);
    planted(&x, 200, "2013-02-10", "");
    group_put(&x);
    CHECK_INT(figure(&x.v, "plant", x.v.uc, x.v.srso, ID_NONE, "2013-02"), 200);
    fix_put(&x.v, x.co,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\",\"nature\":\"co\","
            "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
            x.v.srso, x.v.hamlet);
    CHECK_INT(figure(&x.v, "plant", x.v.uc, x.v.srso, ID_NONE, "2013-02"), 0);
    CHECK_INT(figure(&x.v, "plant", x.v.far, x.v.srso, ID_NONE, "2013-02"),
              200);
    CHECK_INT(figure(&x.v, "bdg", x.v.far, x.v.srso, ID_NONE, "2013-02"), 1);
    fix_put(&x.v, x.woman,
            "{\"household\":\"%1\",\"name\":\"Sughra\",\"sex\":\"men\"}",
            x.home, ID_NONE);
    CHECK_INT(srso(&x.v, "artisan.women", "2013-02"), 0);
    CHECK_INT(srso(&x.v, "artisan.men", "2013-02"), 1);
    any_order(&x.v.s, db_open(":memory:", DB_MAKE));
    site_end(&x.v.s);
}
