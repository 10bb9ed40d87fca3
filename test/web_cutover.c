/* web_cutover - the page that lays filings and registers side by side, and
 * the signature on it. */
#include "web_site.h"

static void grant(struct site *s, const char *login, const char *role)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, role);
    draft(s, "access", arena_z(&s->arena, buf_str(&b)));
}

static struct id sukkur(void)
{
    return id_named(S("place"), S("pk723"));
}

static struct id srso(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

/* Filed in June 2014: two COs and 300 rupees of savings; the register has one
 * CO, and knows of 100 rupees. */
static void started(struct browser *b, struct db *db)
{
    struct site *s = &b->site;
    struct id co;

    browser_start(b, db);
    grant(s, "clerk", "head_office");
    grant(s, "viewer", "viewer");
    draft(s, "filing",
          with(s,
               "{\"as_of\":\"2014-06\",\"place\":\"%1\",\"rsp\":\"%2\","
               "\"values\":[{\"amount\":2,\"indicator\":\"co\"},"
               "{\"amount\":30000,\"indicator\":\"saving\"}]}",
               sukkur(), srso(), srso()));
    co = draft(s, "body",
               with(s,
                    "{\"nature\":\"co\",\"sex\":\"women\",\"name\":\"Roshan\","
                    "\"rsp\":\"%2\",\"place\":\"%1\",\"formed\":"
                    "\"2013-05-10\"}",
                    sukkur(), srso(), srso()));
    draft(s, "meeting",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-05-20\",\"women\":5,"
               "\"total\":10000}",
               co, co, co));
    browser_login(b, "clerk");
}

static const char *form_of(struct browser *b, const char *rest)
{
    struct buf out = buf_start(&b->site.arena);

    buf_z(&out, "place=");
    id_put(&out, sukkur());
    buf_z(&out, "&rsp=");
    id_put(&out, srso());
    buf_z(&out, "&_id=");
    id_put(&out, id_named(S("form"), S("one")));
    buf_z(&out, rest);
    return arena_z(&b->site.arena, buf_str(&out));
}

/* A link as it stands on the page, with its number. */
static bool links(struct browser *b, const char *indicator, const char *as_of,
                  const char *number)
{
    struct buf out = buf_start(&b->site.arena);

    buf_fmt(&out, "indicator=%s&amp;place=", indicator);
    id_put(&out, sukkur());
    buf_z(&out, "&amp;rsp=");
    id_put(&out, srso());
    buf_fmt(&out, "&amp;as_of=%s\">%s</a>", as_of, number);
    return has(b, arena_z(&b->site.arena, buf_str(&out)));
}

SITE(both_sides_are_shown_until_somebody_signs)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/cutover?as_of=2014-12"), 200);
    CHECK(has(&b, "Sukkur"));
    CHECK(links(&b, "co", "2014-06", "2"));
    CHECK(links(&b, "kept.co", "2014-06", "1"));
    CHECK(links(&b, "saving", "2014-06", "300"));
    CHECK(links(&b, "kept.saving", "2014-06", "100"));
    CHECK(has(&b, ">-1<"));
    CHECK(has(&b, "Not signed"));
    CHECK(has(&b, "name=\"since\""));
    CHECK(has(&b, "name=\"of.co\""));
    CHECK(!has(&b, "name=\"of.co.women\""));
    CHECK_INT(get(&b, "/postings?indicator=kept.co&as_of=2014-12"), 200);
    CHECK(has(&b, "exactly the sum"));
    CHECK_INT(get(&b, "/postings?indicator=kept.none"), 404);
    CHECK_INT(get(&b, "/report/cutover?as_of=2014-12&format=csv"), 200);
    CHECK(has(&b, "Sukkur,SRSO,co,"));
    CHECK(has(&b, ",2014-06,2,1,-1,-50,1\n"));
    CHECK_INT(get_json(&b, "/cutover?as_of=2014-12"), 200);
    CHECK(has(&b, "\"registers_now\":"));
    CHECK_INT(get(&b, "/cutover?place=pk723&rsp=NRSP"), 200);
    CHECK(has(&b, "No district keeps registers"));
    CHECK_INT(get(&b, "/cutover?place=nowhere"), 404);
    CHECK_INT(get(&b, "/cutover?lang=ur"), 200);
    CHECK(has(&b, "dir=\"rtl\""));
    browser_login(&b, "viewer");
    CHECK_INT(get(&b, "/cutover?as_of=2014-12"), 200);
    CHECK(links(&b, "kept.co", "2014-06", "1"));
    CHECK(!has(&b, "name=\"since\""));
    CHECK_INT(send_form(&b, "/cutover", form_of(&b, "&since=2014-09")), 403);
    browser_end(&b);
}

SITE(head_office_signs_once)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(send_form(&b, "/cutover", form_of(&b, "&since=soon")), 422);
    CHECK_INT(send_form(&b, "/cutover", form_of(&b, "&since=")), 422);
    b.keeper_down = true;
    CHECK_INT(send_form(&b, "/cutover", form_of(&b, "&since=2014-09")), 503);
    b.keeper_down = false;
    CHECK_INT(both_ask(db, "SELECT count(*) FROM cutover"), 0);
    for (int i = 0; i < 2; i++) {
        CHECK_INT(send_form(&b, "/cutover",
                            form_of(&b, "&since=2014-09&why=looked%20at")),
                  303);
        CHECK_STR(answer_header(&b, "Location"), S("/cutover?kept=1"));
    }
    CHECK_INT(both_ask(db, "SELECT count(*) FROM cutover WHERE counts = 1"), 1);
    CHECK_INT(get(&b, "/cutover?kept=1&as_of=2014-12"), 200);
    CHECK(has(&b, "It is signed."));
    CHECK(links(&b, "co", "2014-08", "2"));
    CHECK(links(&b, "co", "2014-09", "1"));
    CHECK(links(&b, "saving", "2014-12", "300"));
    CHECK(!has(&b, "name=\"since\""));
    CHECK(has(&b, "September 2014"));
    browser_end(&b);
}

SITE(some_indicators_are_signed_alone)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(send_form(&b, "/cutover",
                        form_of(&b, "&since=2014-09&of.co=1&of.hh=1")),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM cutover_indicators"), 1);
    CHECK_INT(get(&b, "/cutover?as_of=2014-12"), 200);
    CHECK(links(&b, "co", "2014-09", "1"));
    CHECK(links(&b, "kept.saving", "2014-06", "100"));
    CHECK(has(&b, "name=\"of.saving\""));
    CHECK(!has(&b, "name=\"of.co\""));
    /* What has no register cannot be signed. */
    CHECK_INT(send_form(&b, "/cutover", "place=x&rsp=y&since=2014-09"), 404);
    browser_end(&b);
}
