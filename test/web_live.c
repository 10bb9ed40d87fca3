/* web_live - pages of livelihood: what is to be counted next, an order on its
 * way to the last rupee, whose part of a saving is how much. */
#include "web_site.h"

struct valley {
    struct browser b;
    struct id body, house, woman, man;
};

static const char *text(struct valley *w, struct buf *b)
{
    return arena_z(&w->b.site.arena, buf_str(b));
}

static struct id put(struct valley *w, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    return draft(&w->b.site, kind, with(&w->b.site, body, a, b, c));
}

/* Today is 1 January 2015. */
static void valley_start(struct valley *w, struct db *db)
{
    struct id district = id_named(S("place"), S("pk723"));

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    w->house = put(w, "household", "{\"number\":\"H-1\",\"place\":\"%1\"}",
                   district, ID_NONE, ID_NONE);
    w->woman = put(w, "person",
                   "{\"household\":\"%1\",\"name\":\"Zohra Bibi\",\"sex\":"
                   "\"women\"}",
                   w->house, ID_NONE, ID_NONE);
    w->man = put(w, "person",
                 "{\"household\":\"%1\",\"name\":\"Allah Dino\",\"sex\":"
                 "\"men\"}",
                 w->house, ID_NONE, ID_NONE);
    w->body = put(w, "body",
                  "{\"code\":\"CO-1\",\"formed\":\"2013-05-01\",\"name\":"
                  "\"Roshni\",\"nature\":\"co\",\"place\":\"%1\",\"rsp\":"
                  "\"%2\",\"sex\":\"women\"}",
                  district, id_named(S("rsp"), S("SRSO")), ID_NONE);
    put(w, "access",
        "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\",\"since\":"
        "\"2014-01-01\"}",
        district, ID_NONE, ID_NONE);
    put(w, "access",
        "{\"login\":\"far\",\"place\":\"%1\",\"role\":\"manager\",\"since\":"
        "\"2014-01-01\"}",
        id_named(S("place"), S("pk703")), ID_NONE, ID_NONE);
    browser_login(&w->b, "hina");
}

static int shown(struct valley *w, const char *path, struct id a)
{
    return get(&w->b, with(&w->b.site, path, a, ID_NONE, ID_NONE));
}

/* The number behind a key of the answer as JSON, wherever it stands. */
static int64_t said(struct valley *w, const char *key)
{
    struct buf b = buf_start(&w->b.site.arena);
    const char *at;

    buf_fmt(&b, "\"%s\":", key);
    at = strstr(arena_z(&w->b.site.arena, w->b.answer.body), text(w, &b));
    return at ? strtoll(at + buf_str(&b).n, NULL, 10) : INT_NONE;
}

static int asked_json(struct valley *w, const char *path, struct id a)
{
    browser_header(&w->b, "Accept", "application/json");
    return shown(w, path, a);
}

static struct id planted(struct valley *w, const char *held, const char *name)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"activity\":\"forest_plants\",\"body\":\"%%1\",\"held\":\"%s\","
            "\"parts\":[{\"household\":\"%%2\",\"quantity\":5}],\"quantity\":"
            "200,\"species\":\"%s\",\"women\":9}",
            held, name);
    return put(w, "nrm", text(w, &b), w->body, w->house, ID_NONE);
}

/* What is late comes first; once it is counted the next count is due. */
SITE(what_is_to_be_counted_next_is_shown)
{
    struct valley w;
    struct id a;
    const char *form = "nrm=%1&held=2014-12-30&months=12&alive=150";

    valley_start(&w, db);
    a = planted(&w, "2013-12-20", "Neem");
    planted(&w, "2014-12-20", "Babul");
    CHECK_INT(shown(&w, "/livelihood?step=due", ID_NONE), 200);
    CHECK(has(&w.b, "Neem"));
    CHECK(has(&w.b, "Babul"));
    CHECK(strstr(arena_z(&w.b.site.arena, w.b.answer.body), "Neem") <
          strstr(arena_z(&w.b.site.arena, w.b.answer.body), "Babul"));
    CHECK_INT(shown(&w, "/nrm/%1", a), 200);
    CHECK(has(&w.b, "/new/survival?nrm="));
    CHECK(has(&w.b, "months=3"));
    CHECK(has(&w.b, "H-1")); /* who got some */
    CHECK_INT(send_form(&w.b, "/new/survival",
                        with(&w.b.site, form, a, ID_NONE, ID_NONE)),
              303);
    CHECK_INT(shown(&w, "/nrm/%1", a), 200);
    CHECK(has(&w.b, "75"));
    CHECK(!has(&w.b, "/new/survival?nrm="));
    CHECK_INT(shown(&w, "/livelihood?step=due", ID_NONE), 200);
    CHECK(!has(&w.b, "Neem"));
    CHECK_INT(shown(&w, "/livelihood", ID_NONE), 200);
    CHECK(has(&w.b, "Neem"));
    CHECK_INT(asked_json(&w, "/nrm/%1", a), 200);
    CHECK_INT(said(&w, "alive"), 150);
    browser_end(&w.b);
}

/* A form stops what a log would keep and mark. */
SITE(no_more_survive_than_were_planted)
{
    struct valley w;
    struct id a;

    valley_start(&w, db);
    a = planted(&w, "2014-09-20", "Neem");
    CHECK_INT(send_form(&w.b, "/new/survival",
                        with(&w.b.site,
                             "nrm=%1&held=2014-12-30&months=3&alive=201", a,
                             ID_NONE, ID_NONE)),
              422);
    CHECK(has(&w.b, "201 are alive of 200 that were planted."));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM survival"), 0);
    browser_end(&w.b);
}

static struct id group_put(struct valley *w)
{
    return put(w, "enterprise",
               "{\"artisans\":[{\"person\":\"%2\",\"role\":\"head\"},{"
               "\"person\":\"%3\"}],\"body\":\"%1\",\"formed\":\"2014-01-10\","
               "\"name\":\"Rilli makers\",\"trade\":\"Rilli\"}",
               w->body, w->woman, w->man);
}

static const char *const sale_form =
    "enterprise=%1&sale_order=%2&held=2014-12-01&buyer=Shop&item=Rilli&"
    "quantity=10&amount=25000&margin=3500.50&payouts.0.person=%3&"
    "payouts.0.amount=20000&outlays.0.what=transport&outlays.0.amount=1499.50";

/* To be made, looked at, sold, done; then to the last rupee. */
SITE(an_order_says_what_comes_next)
{
    struct valley w;
    struct id g, o;

    valley_start(&w, db);
    g = group_put(&w);
    o = put(&w, "sale_order",
            "{\"buyer\":\"Shop\",\"due\":\"2014-12-20\",\"enterprise\":\"%1\","
            "\"held\":\"2014-10-01\",\"item\":\"Rilli\",\"price\":250000,"
            "\"quantity\":10}",
            g, ID_NONE, ID_NONE);
    CHECK_INT(shown(&w, "/sale_order/%1", o), 200);
    CHECK(has(&w.b, "/new/production?sale_order="));
    CHECK(has(&w.b, "made.1.person="));
    put(&w, "production",
        "{\"held\":\"2014-11-01\",\"made\":[{\"person\":\"%2\",\"quantity\":"
        "10}],\"sale_order\":\"%1\"}",
        o, w.woman, ID_NONE);
    CHECK_INT(shown(&w, "/sale_order/%1", o), 200);
    CHECK(has(&w.b, "/new/quality_check?sale_order="));
    CHECK(has(&w.b, "lines.0.passed=10"));
    CHECK(!has(&w.b, "lines.1.passed"));
    put(&w, "quality_check",
        "{\"held\":\"2014-11-10\",\"lines\":[{\"passed\":10,\"person\":"
        "\"%2\"}],\"sale_order\":\"%1\"}",
        o, w.woman, ID_NONE);
    CHECK_INT(shown(&w, "/sale_order/%1", o), 200);
    CHECK(has(&w.b, "/new/sale?sale_order="));
    CHECK(has(&w.b, "payouts.0.quantity=10"));
    CHECK(has(&w.b, "payouts.0.amount=25000"));
    CHECK_INT(send_form(&w.b, "/new/sale",
                        with(&w.b.site, sale_form, g, o, w.woman)),
              303);
    CHECK_INT(shown(&w, "/sale_order/%1", o), 200);
    CHECK(!has(&w.b, "/new/sale?sale_order="));
    CHECK(has(&w.b, "Done"));
    CHECK_INT(asked_json(&w, "/enterprise/%1", g), 200);
    CHECK_INT(said(&w, "sold"), 2500000);
    CHECK_INT(said(&w, "paid"), 2000000);
    CHECK_INT(said(&w, "margin"), 350050);
    CHECK_INT(said(&w, "costs"), 149950);
    CHECK_INT(asked_json(&w, "/enterprises", ID_NONE), 200);
    CHECK_INT(said(&w, "open"), 0);
    browser_end(&w.b);
}

/* A link says rows too, as far as whoever follows it may see. */
SITE(a_form_stands_with_its_rows)
{
    struct valley w;
    struct id g;
    const char *link = "/new/sale?enterprise=%1&payouts.0.person=%2&"
                       "payouts.0.amount=77.25&payouts.1.person=%3&"
                       "payouts.3.amount=99.75";

    valley_start(&w, db);
    g = group_put(&w);
    CHECK_INT(get(&w.b, with(&w.b.site, link, g, w.woman, w.man)), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK(has(&w.b, "Allah Dino"));
    CHECK(has(&w.b, "value=\"77.25\""));
    CHECK(
        !has(&w.b, "value=\"99.75\"")); /* nothing is said of the row before */
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, with(&w.b.site, link, g, w.woman, w.man)), 200);
    CHECK(!has(&w.b, "Zohra Bibi"));
    CHECK(has(&w.b, "value=\"77.25\""));
    browser_end(&w.b);
}

SITE(a_sale_that_does_not_add_up_is_refused)
{
    struct valley w;
    struct id g;

    valley_start(&w, db);
    g = group_put(&w);
    CHECK_INT(send_form(&w.b, "/new/sale",
                        with(&w.b.site,
                             "enterprise=%1&held=2014-12-01&buyer=Shop&"
                             "item=Rilli&amount=25000&margin=4999.99&"
                             "payouts.0.person=%2&payouts.0.amount=20000",
                             g, w.woman, ID_NONE)),
              422);
    CHECK(has(&w.b, "24999.99"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM sale"), 0);
    browser_end(&w.b);
}

/* Three who share a saving of one rupee: 34, 33 and 33 paisa. */
SITE(a_saving_is_shared_to_the_paisa)
{
    struct valley w;
    struct id t;

    valley_start(&w, db);
    t = put(&w, "joint_trade",
            "{\"agreed_price\":100,\"body\":\"%1\",\"held\":\"2014-12-01\","
            "\"item\":\"Urea\",\"market_price\":200,\"nature\":\"purchase\","
            "\"parts\":[{\"amount\":33,\"person\":\"%2\",\"quantity\":33},{"
            "\"amount\":33,\"person\":\"%3\",\"quantity\":33},{\"amount\":34,"
            "\"body\":\"%1\",\"quantity\":34}],\"quantity\":100,\"supplier\":"
            "\"Dealer\",\"unit\":\"bag\"}",
            w.body, w.woman, w.man);
    CHECK_INT(shown(&w, "/trade/%1", t), 200);
    CHECK(has(&w.b, "0.33"));
    CHECK(has(&w.b, "0.34"));
    CHECK(has(&w.b, "50 %")); /* half of the market's price */
    CHECK_INT(asked_json(&w, "/trades", ID_NONE), 200);
    CHECK_INT(said(&w, "saving"), 100);
    CHECK_INT(shown(&w, "/trades?step=sale", ID_NONE), 200);
    CHECK(!has(&w.b, "Urea"));
    browser_end(&w.b);
}

SITE(schools_and_health_workers_say_what_was_counted_last)
{
    struct valley w;
    struct id s, h;

    valley_start(&w, db);
    s = put(&w, "school",
            "{\"body\":\"%1\",\"level\":\"primary\",\"name\":\"Goth Ali\","
            "\"opened\":\"2014-04-01\",\"pupils\":\"girls\"}",
            w.body, ID_NONE, ID_NONE);
    put(&w, "enrolment",
        "{\"boys\":3,\"girls\":31,\"held\":\"2014-04-10\",\"school\":\"%1\"}",
        s, ID_NONE, ID_NONE);
    put(&w, "enrolment",
        "{\"boys\":4,\"girls\":40,\"held\":\"2014-10-10\",\"school\":\"%1\"}",
        s, ID_NONE, ID_NONE);
    CHECK_INT(asked_json(&w, "/schools", ID_NONE), 200);
    CHECK_INT(said(&w, "girls"), 40);
    CHECK_INT(shown(&w, "/school/%1", s), 200);
    CHECK(has(&w.b, "31"));
    h = put(&w, "health_worker",
            "{\"body\":\"%1\",\"cadre\":\"tba\",\"person\":\"%2\",\"since\":"
            "\"2014-01-10\"}",
            w.body, w.woman, ID_NONE);
    CHECK_INT(shown(&w, "/health-workers", ID_NONE), 200);
    CHECK(has(&w.b, "No month told yet"));
    put(&w, "health_report",
        "{\"births\":7,\"health_worker\":\"%1\",\"month\":\"2014-11\"}", h,
        ID_NONE, ID_NONE);
    CHECK_INT(shown(&w, "/health-workers", ID_NONE), 200);
    CHECK(!has(&w.b, "No month told yet"));
    CHECK_INT(asked_json(&w, "/health_worker/%1", h), 200);
    CHECK_INT(said(&w, "births"), 7);
    browser_end(&w.b);
}

/* Who keeps another district is told of nothing here. */
SITE(nobody_sees_beyond_their_district)
{
    struct valley w;
    struct id a, g;

    valley_start(&w, db);
    a = planted(&w, "2014-10-20", "Neem");
    g = group_put(&w);
    browser_login(&w.b, "far");
    CHECK_INT(shown(&w, "/livelihood", ID_NONE), 200);
    CHECK(!has(&w.b, "Neem"));
    CHECK(!has(&w.b, ">200<"));
    CHECK_INT(shown(&w, "/nrm/%1", a), 404);
    CHECK_INT(shown(&w, "/enterprise/%1", g), 404);
    CHECK_INT(shown(&w, "/enterprises", ID_NONE), 200);
    CHECK(!has(&w.b, "Rilli"));
    browser_end(&w.b);
}
