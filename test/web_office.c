/* web_office - pages of offices, terms, delegates and activists: what each
 * shows, to whom, and what one act keeps. */
#include "office_site.h"

struct world {
    struct browser b;
    struct id co, vo, house, sassi, noori, moomal, in[3];
};

static struct id body(struct site *s, const char *nature, const char *name)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"code\":\"C-%s\",\"formed\":\"2012-01-15\",\"name\":\"%s\","
            "\"nature\":\"%s\",\"place\":\"%%1\",\"rsp\":\"%%2\",\"sex\":"
            "\"women\"}",
            name, name, nature);
    return draft(s, "body",
                 with(s, arena_z(&s->arena, buf_str(&b)), place("pk72301"),
                      id_named(S("rsp"), S("SRSO")), ID_NONE));
}

static struct id woman(struct world *w, int n, const char *name)
{
    struct site *s = &w->b.site;
    struct buf b = buf_start(&s->arena);
    struct id id;

    buf_fmt(&b,
            "{\"code\":\"P-%d\",\"household\":\"%%1\",\"name\":\"%s\",\"sex\":"
            "\"women\"}",
            n, name);
    id = draft(s, "person",
               with(s, arena_z(&s->arena, buf_str(&b)), w->house, ID_NONE,
                    ID_NONE));
    w->in[n] = draft(s, "member",
                     with(s,
                          "{\"body\":\"%1\",\"joined\":\"2012-02-01\","
                          "\"person\":\"%2\"}",
                          w->co, id, ID_NONE));
    return id;
}

/* A CO of three women in a VO. Today is 1 January 2015. */
static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "far", "manager", "pk711");
    grant(s, "donor", "donor", NULL);
    w->co = body(s, "co", "Bismillah");
    w->vo = body(s, "vo", "Sukhi");
    draft(s, "link",
          with(s,
               "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2012-06-01\"}",
               w->co, w->vo, ID_NONE));
    w->house = draft(s, "household",
                     with(s, "{\"number\":\"H-12\",\"place\":\"%1\"}",
                          place("pk72301"), ID_NONE, ID_NONE));
    w->sassi = woman(w, 0, "Sassi");
    w->noori = woman(w, 1, "Noori");
    w->moomal = woman(w, 2, "Moomal");
    draft(s, "bylaw",
          with(s,
               "{\"adopted\":\"2012-01-20\",\"body\":\"%1\",\"clauses\":["
               "{\"number\":24,\"parameter\":\"term_months\"},"
               "{\"number\":90,\"parameter\":\"caretaker_days\"},"
               "{\"number\":60,\"parameter\":\"lead_days\"}],\"version\":1}",
               w->co, ID_NONE, ID_NONE));
    draft(s, "bylaw",
          with(s,
               "{\"adopted\":\"2012-06-01\",\"body\":\"%1\",\"clauses\":["
               "{\"number\":2,\"parameter\":\"per_member_body\"},"
               "{\"parameter\":\"general_body\",\"said\":\"delegates\"}],"
               "\"version\":1}",
               w->vo, ID_NONE, ID_NONE));
    browser_login(&w->b, "boss");
}

static const char *at(struct world *w, const char *head, struct id id,
                      const char *tail)
{
    struct buf out = buf_start(&w->b.site.arena);

    buf_z(&out, head);
    id_put(&out, id);
    buf_z(&out, tail);
    return arena_z(&w->b.site.arena, buf_str(&out));
}

/* "%1" and "%2" are ids. */
static int act(struct world *w, struct id of, const char *page,
               const char *form, struct id a, struct id b)
{
    return send_form(&w->b, at(w, "/body/", of, page),
                     with(&w->b.site, form, a, b, ID_NONE));
}

static int64_t told(struct world *w, const char *key)
{
    size_t end;
    const struct json *j = json_read(str_trim(w->b.answer.body), &w->b.arena,
                                     &end);
    int64_t n = INT_NONE;

    json_int(json_member(j, key), &n);
    return n;
}

static struct id term(struct world *w, struct id of, struct id who,
                      const char *office, const char *since, const char *until)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"basis\":\"elected\",\"body\":\"%%1\",\"office\":\"%s\","
            "\"person\":\"%%2\",\"since\":\"%s\",\"until\":\"%s\"}",
            office, since, until);
    return draft(&w->b.site, "term",
                 with(&w->b.site, arena_z(&w->b.site.arena, buf_str(&b)), of,
                      who, ID_NONE));
}

/* What a rule said of terms and delegates. */
static int64_t marked(struct db *db)
{
    return both_ask(db, "SELECT count(*) FROM finding WHERE what LIKE 'term.%' "
                        "OR what LIKE 'delegate.%'");
}

/* ---- a body's card ------------------------------------------------------*/

SITE(a_body_shows_its_offices_and_who_holds_them)
{
    struct world w;
    struct id held;

    world_start(&w, db);
    held = term(&w, w.co, w.sassi, "president", "2013-02-01", "2015-02-01");
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "<h2>Office bearers</h2>"));
    CHECK(has(&w.b, "<b>President</b>") && has(&w.b, "<b>Manager</b>"));
    CHECK(!has(&w.b, "<b>Chairperson</b>"));
    CHECK(has(&w.b, "<bdi>Sassi</bdi>"));
    CHECK(has(&w.b, "<span class=\"chip warn\">Ends soon</span>"));
    CHECK(has(&w.b, "<span class=\"chip stop\">Vacant</span>"));
    CHECK(has(&w.b, at(&w, "/body/", w.co, "/office?office=manager")));
    CHECK(has(&w.b, at(&w, "/edit/term/", held, "?ended=2015-01-01")));
    CHECK_INT(get_json(&w.b, at(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "\"office\":\"president\""));
    CHECK(has(&w.b, "\"state\":\"ending\""));
    CHECK(has(&w.b, "\"state\":\"vacant\""));
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Ends soon") && !has(&w.b, "Sassi"));
    CHECK(!has(&w.b, "/office?office=") && !has(&w.b, "/edit/term/"));
    browser_end(&w.b);
}

SITE(an_activist_stands_on_the_card_with_what_she_did)
{
    struct world w;
    struct id a;

    world_start(&w, db);
    a = draft(&w.b.site, "activist",
              with(&w.b.site,
                   "{\"body\":\"%1\",\"nature\":\"crp\",\"person\":\"%2\","
                   "\"since\":\"2014-03-01\",\"topics\":\"health\",\"why\":"
                   "\"reads\"}",
                   w.co, w.noori, ID_NONE));
    for (int i = 1; i <= 3; i++) {
        struct buf b = buf_start(&w.b.site.arena);

        buf_fmt(&b,
                "{\"activist\":\"%%1\",\"held\":\"2014-04-0%d\",\"title\":"
                "\"Hygiene\",\"what\":\"%s\",\"women\":12}",
                i, i == 3 ? "training" : "session");
        draft(&w.b.site, "deed",
              with(&w.b.site, arena_z(b.arena, buf_str(&b)), a, ID_NONE,
                   ID_NONE));
    }
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Community resource person (CRP)"));
    CHECK(has(&w.b, "work <b class=\"n\">3</b>"));
    CHECK(has(&w.b, "trainings <b class=\"n\">1</b>"));
    CHECK(has(&w.b, at(&w, "/new/deed?activist=", a, "")));
    browser_end(&w.b);
}

/* ---- somebody takes an office -------------------------------------------*/

#define ID_ONE "_id=000000000000000000000000000000a1&"
#define ID_TWO "_id=000000000000000000000000000000a2&"

SITE(who_takes_an_office_ends_the_term_before)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "/office?office=manager")), 200);
    CHECK(has(&w.b, "<option value=\"manager\" selected>Manager</option>"));
    CHECK(has(&w.b, ">Moomal</option>"));
    CHECK(has(&w.b, "name=\"until\" value=\"2017-01-01\"")); /* 24 months */
    CHECK_INT(act(&w, w.co, "/office",
                  ID_ONE "office=president&who=%1&basis=founding&since="
                         "2013-02-01",
                  w.sassi, ID_NONE),
              303);
    CHECK_INT(act(&w, w.co, "/office",
                  ID_ONE "office=president&who=%1&basis=founding&since="
                         "2013-02-01",
                  w.sassi, ID_NONE),
              303); /* an impatient finger */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE counts = 1"), 1);
    CHECK_INT(act(&w, w.co, "/office",
                  ID_TWO "office=president&who=%1&basis=elected&since="
                         "2014-12-01&until=2016-12-01&note=by+hands",
                  w.noori, ID_NONE),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM holder WHERE office = "
                           "'president' AND since <= 16435 AND until > 16435"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE ended = 16405 AND "
                           "why = 6"),
              1); /* handed over on 1 December 2014 */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term t JOIN member m ON "
                           "m.entry = t.member AND m.person = t.person"),
              2);
    CHECK_INT(marked(db), 0);
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Held office before"));
    browser_end(&w.b);
}

SITE(who_is_no_member_takes_no_office)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(act(&w, w.co, "/office", "office=president&who=%1&basis=elected",
                  w.house, ID_NONE),
              422);
    CHECK(has(&w.b, "Say who takes it"));
    CHECK_INT(act(&w, w.co, "/office",
                  "office=chairperson&who=%1&basis="
                  "elected",
                  w.sassi, ID_NONE),
              422);
    CHECK(has(&w.b, "Say which office"));
    CHECK_INT(act(&w, w.co, "/office", "office=president&who=%1", w.sassi,
                  ID_NONE),
              422);
    CHECK_INT(act(&w, w.co, "/office",
                  "office=president&who=%1&basis=elected&since=2015-02-01",
                  w.sassi, ID_NONE),
              422); /* it has not come yet */
    CHECK_INT(act(&w, w.co, "/office",
                  "office=president&who=%1&basis=elected&since=soon", w.sassi,
                  ID_NONE),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term"), 0);
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "/office")), 403);
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, at(&w, "/body/", w.co, "/office")), 404);
    CHECK_INT(act(&w, w.co, "/office", "office=president&who=%1&basis=elected",
                  w.sassi, ID_NONE),
              404);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term"), 0);
    browser_end(&w.b);
}

/* ---- all offices --------------------------------------------------------*/

SITE(the_page_of_offices_says_what_is_vacant_and_what_ran_out)
{
    struct world w;

    world_start(&w, db);
    term(&w, w.co, w.sassi, "president", "2012-12-20", "2014-12-20");
    term(&w, w.vo, w.noori, "president", "2014-02-01", "2016-02-01");
    CHECK_INT(get_json(&w.b, "/offices"), 200);
    CHECK_INT(told(&w, "bodies"), 2);
    CHECK_INT(told(&w, "vacant"), 2);
    CHECK_INT(told(&w, "caretaker"), 1);
    CHECK_INT(told(&w, "ending"), 0);
    CHECK_INT(told(&w, "held"), 1);
    CHECK_INT(get(&w.b, "/offices"), 200);
    CHECK(has(&w.b, "Caretaker: the term ran out"));
    CHECK(has(&w.b, "Sassi") && !has(&w.b, "Noori")); /* hers is well held */
    CHECK_INT(get(&w.b, "/offices?state=held"), 200);
    CHECK(has(&w.b, "Noori") && !has(&w.b, "Sassi"));
    CHECK_INT(get_json(&w.b, "/offices?nature=vo"), 200);
    CHECK_INT(told(&w, "bodies"), 1);
    CHECK_INT(told(&w, "vacant"), 1);
    CHECK_INT(get_json(&w.b, "/offices?place=pk723"), 200);
    CHECK_INT(told(&w, "bodies"), 2);
    CHECK_INT(get_json(&w.b, "/offices?place=pk711"), 200);
    CHECK_INT(told(&w, "bodies"), 0);
    CHECK_INT(get(&w.b, "/offices?place=nowhere"), 404);
    CHECK_INT(get(&w.b, "/offices?page=999&nature=x&state=%27"), 200);
    browser_login(&w.b, "far");
    CHECK_INT(get_json(&w.b, "/offices"), 200);
    CHECK_INT(told(&w, "bodies"), 0);
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, "/offices"), 200);
    CHECK(!has(&w.b, "Sassi"));
    browser_end(&w.b);
}

SITE(work_warns_of_terms_that_end)
{
    struct world w;

    world_start(&w, db);
    term(&w, w.co, w.sassi, "president", "2013-02-01", "2015-02-20");
    term(&w, w.co, w.noori, "manager", "2013-02-01", "2015-04-20");
    term(&w, w.vo, w.noori, "president", "2014-02-01", "2020-02-01");
    term(&w, w.vo, w.moomal, "manager", "2014-02-01", "2020-02-01");
    CHECK_INT(get(&w.b, "/work"), 200);
    CHECK(has(&w.b, "Offices and terms"));
    CHECK(has(&w.b, "until 20 February 2015"));
    CHECK(!has(&w.b, "until 20 April 2015")); /* more than 60 days ahead */
    CHECK(has(&w.b, "/offices?state=ending"));
    CHECK(!has(&w.b, "/offices?state=vacant"));
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, "/work"), 200);
    CHECK(!has(&w.b, "until 20 February 2015"));
    browser_end(&w.b);
}

/* ---- delegates ----------------------------------------------------------*/

SITE(delegates_are_named_in_one_act)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, at(&w, "/body/", w.vo, "/delegates")), 200);
    CHECK(has(&w.b, "each organisation sends delegates"));
    CHECK(has(&w.b, "Bismillah"));
    CHECK(has(&w.b, "<span class=\"chip warn\" dir=\"ltr\">0 / 2</span>"));
    CHECK_INT(act(&w, w.vo, "/delegates",
                  ID_ONE "from=%1&since=2014-02-01&until=2016-02-01", w.co,
                  ID_NONE),
              422); /* nobody ticked */
    CHECK_INT(act(&w, w.vo, "/delegates", "from=%1&person=%2", w.vo, w.sassi),
              422); /* the VO does not belong to itself */
    for (int i = 0; i < 2; i++)
        CHECK_INT(send_form(&w.b, at(&w, "/body/", w.vo, "/delegates"),
                            with(&w.b.site,
                                 ID_ONE
                                 "from=%1&since=2014-02-01&until=2016-02-01&"
                                 "person=%2&person=%3",
                                 w.co, w.sassi, w.noori)),
                  303); /* twice: the same two */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM delegate WHERE counts = 1"),
              2);
    CHECK_INT(marked(db), 0);
    CHECK_INT(get_json(&w.b, at(&w, "/body/", w.vo, "/delegates")), 200);
    CHECK_INT(told(&w, "sends"), 2);
    CHECK(has(&w.b, at(&w, "", w.sassi, "")));
    CHECK_INT(get(&w.b, at(&w, "/body/", w.vo, "/delegates")), 200);
    CHECK(has(&w.b, "<span dir=\"ltr\">2 / 2</span>"));
    CHECK_INT(get(&w.b, at(&w, "/body/", w.vo, "/office")), 200);
    CHECK(has(&w.b, ">Sassi · Bismillah</option>")); /* she may be chosen */
    CHECK(!has(&w.b, "Moomal"));
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, at(&w, "/body/", w.vo, "/delegates")), 200);
    CHECK(!has(&w.b, "Sassi") && !has(&w.b, "?from="));
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, at(&w, "/body/", w.vo, "/delegates")), 404);
    browser_end(&w.b);
}
