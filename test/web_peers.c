/* web_peers - the page of other offices: what waits for each, since when and
 * why; for who runs the site, and nobody else. */
#include "../src/log/exchange.h"
#include "web_site.h"

static struct peer office(uint8_t n)
{
    struct peer p = { .device = { { n } },
                      .key = { n },
                      .name = S("Rahim <Yar> Khan"),
                      .url = S("https://ryk.example"),
                      .pin = S(""),
                      .scope = { .place = id_named(S("place"), S("pk622")) },
                      .names = true };

    return p;
}

static void local(struct browser *b, const struct peer *p, const char *trouble,
                  bool heard)
{
    struct db *db = b->site.db;

    db_begin(db);
    peer_put(db, p);
    if (heard)
        peer_heard(db, p);
    peer_tried(db, p, 1420200000, str_of(trouble), 3, 4);
    CHECK(db_commit(db));
}

SITE(who_runs_the_site_sees_what_waits_and_why)
{
    struct browser b;
    struct peer p = office(7);

    browser_start(&b, db);
    browser_login(&b, "admin");
    CHECK_INT(get(&b, "/peers"), 200);
    CHECK(has(&b, "exchanges with no other yet"));
    draft(&b.site, "alias",
          with(&b.site, "{\"name\":\"Sukhar\",\"place\":\"%1\"}",
               id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    local(&b, &p, "exchange.line", false);
    CHECK_INT(get(&b, "/peers"), 200);
    CHECK(has(&b, "Rahim &lt;Yar&gt; Khan"));
    CHECK(!has(&b, "<Yar>"));
    CHECK(has(&b, "with names"));
    CHECK(has(&b, "the line broke"));
    CHECK(has(&b, ">2<")); /* the device of this site, and the alias */
    CHECK_INT(get_json(&b, "/peers"), 200);
    CHECK(has(&b, "\"waits\":2"));
    browser_end(&b);
}

SITE(what_it_has_waits_no_longer)
{
    struct browser b;
    struct peer p = office(7);
    struct arena a = { 0 };
    struct buf heard = buf_start(&a);
    struct have all;

    browser_start(&b, db);
    browser_login(&b, "admin");
    draft(&b.site, "alias",
          with(&b.site, "{\"name\":\"Sukhar\",\"place\":\"%1\"}",
               id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    have_read(b.site.db, &a, &all);
    have_put(&heard, &all);
    p.heard = buf_str(&heard);
    p.mark = 5;
    local(&b, &p, "", true);
    CHECK_INT(get(&b, "/peers"), 200);
    CHECK(has(&b, ">0<"));
    CHECK(!has(&b, "the line broke"));
    p.heard = S("[]"); /* an older word comes late */
    p.mark = 4;
    local(&b, &p, "", true);
    CHECK_INT(get(&b, "/peers"), 200);
    CHECK(has(&b, ">0<"));
    arena_free(&a);
    browser_end(&b);
}
