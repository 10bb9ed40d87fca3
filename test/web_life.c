/* web_life - the pages of a body's life: its papers, its by-law, its terms of
 * partnership, how it merges, splits and federates, and what is found of it by
 * an old code. */
#include "office_site.h"

struct world {
    struct browser b;
    struct id vo, co, near, house, asma;
    struct id person[4], member[4];
};

static struct id rsp(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

static struct id body_at(struct site *s, const char *nature, const char *code,
                         const char *name, const char *at)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"formed\":\"2013-05-01\",\"name\":\"%s\","
            "\"nature\":\"%s\",\"place\":\"%%1\",\"rsp\":\"%%2\",\"sex\":"
            "\"women\"}",
            code, name, nature);
    return draft(s, "body",
                 with(s, arena_z(&s->arena, buf_str(&b)), place(at), rsp(),
                      ID_NONE));
}

static struct id person_at(struct site *s, struct id house, const char *name)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"women\"}",
            name);
    return draft(s, "person",
                 with(s, arena_z(&s->arena, buf_str(&b)), house, ID_NONE,
                      ID_NONE));
}

static struct id member_of(struct site *s, struct id body, struct id person)
{
    return draft(s, "member",
                 with(s,
                      "{\"body\":\"%1\",\"joined\":\"2013-06-02\",\"person\":"
                      "\"%2\"}",
                      body, person, ID_NONE));
}

/* Two COs of one taluka, a VO, four women in the first CO; today is 1 January
 * 2015. */
static void world_start(struct world *w, struct db *db)
{
    static const char *const name[] = { "Zeenat", "Sughra", "Karima", "Bhagi" };
    struct site *s = &w->b.site;
    struct id unit;

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "reader", "donor", NULL);
    grant(s, "far", "organiser", "pk711");
    w->vo = body_at(s, "vo", "V-1", "Village One", "pk72301");
    w->co = body_at(s, "co", "C-1", "Bismillah", "pk72301");
    w->near = body_at(s, "co", "C-2", "Mehran", "pk72301");
    w->house = draft(s, "household",
                     with(s, "{\"number\":\"H-12\",\"place\":\"%1\"}",
                          place("pk72301"), ID_NONE, ID_NONE));
    for (size_t i = 0; i < LEN(name); i++) {
        w->person[i] = person_at(s, w->house, name[i]);
        w->member[i] = member_of(s, w->co, w->person[i]);
    }
    unit = draft(s, "unit",
                 with(s,
                      "{\"code\":\"FU1\",\"name\":\"Sukkur Unit\",\"nature\":"
                      "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                      place("pk723"), rsp(), ID_NONE));
    w->asma = draft(s, "staff",
                    with(s,
                         "{\"name\":\"Asma\",\"post\":\"social_organiser\","
                         "\"rsp\":\"%1\",\"since\":\"2013-01-01\",\"unit\":"
                         "\"%2\"}",
                         rsp(), unit, ID_NONE));
    browser_login(&w->b, "boss");
}

static const char *path(struct world *w, const char *head, struct id id,
                        const char *tail)
{
    struct buf out = buf_start(&w->b.site.arena);

    buf_z(&out, head);
    id_put(&out, id);
    buf_z(&out, tail);
    return arena_z(&w->b.site.arena, buf_str(&out));
}

static bool has_id(struct world *w, const char *head, struct id id)
{
    return has(&w->b, path(w, head, id, ""));
}

static int64_t count(struct world *w, const char *sql, struct id id)
{
    struct rows r = db_text_rows(w->b.site.db, str_of(sql));
    int64_t n;

    db_bind_id(&r, 1, id);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(w->b.site.db);
    return n;
}

static int64_t entries(struct world *w)
{
    return both_ask(w->b.site.db, "SELECT count(*) FROM entry");
}

#define MEMBERS_NOW                                                            \
    "SELECT count(*) FROM member WHERE body = $1 AND counts = 1 AND ended IS " \
    "NULL"

/* ---- the card ------------------------------------------------------------*/

SITE(a_body_shows_the_way_it_came_and_what_is_missing)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "How it came about"));
    CHECK(has(&w.b, "Programme introduced (PI)"));
    CHECK(has(&w.b, "Not written down."));
    CHECK(has(&w.b, "As is usual for such bodies"));
    CHECK(has(&w.b, "Not registered."));
    CHECK(has(&w.b, path(&w, "/body/", w.co, "/terms")));
    CHECK(has(&w.b, path(&w, "/new/formation?body=", w.co, "")));
    CHECK(!has(&w.b, path(&w, "/body/", w.co, "/federate"))); /* a CO */
    draft(&w.b.site, "dialogue",
          with(&w.b.site,
               "{\"body\":\"%1\",\"held\":\"2013-03-02\",\"pathway\":"
               "\"CO-PATH\",\"place\":\"%2\",\"stage\":\"introduced\","
               "\"women\":20}",
               w.co, place("pk72301"), ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "2 March 2013"));
    CHECK(has(&w.b, "Dialogue or visit"));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(has(&w.b, path(&w, "/body/", w.vo, "/federate")));
    browser_login(&w.b, "reader");
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "How it came about"));
    CHECK(!has(&w.b, path(&w, "/body/", w.co, "/terms")));
    CHECK(!has(&w.b, path(&w, "/body/", w.co, "/merge")));
    browser_end(&w.b);
}

SITE(what_a_registered_body_owes_is_said_with_its_day)
{
    struct world w;
    struct id paper;

    world_start(&w, db);
    paper = draft(&w.b.site, "registration",
                  with(&w.b.site,
                       "{\"body\":\"%1\",\"number\":\"S-77\",\"regime\":"
                       "\"societies\",\"registered\":\"2013-06-01\",\"state\":"
                       "\"registered\"}",
                       w.vo, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(has(&w.b, "S-77"));
    CHECK(has(&w.b, "chip stop\">31 January 2014")); /* overdue */
    draft(&w.b.site, "due_return",
          with(&w.b.site,
               "{\"done\":\"2014-01-20\",\"due\":\"2014-01-31\","
               "\"registration\":\"%1\",\"what\":\"governing_list\"}",
               paper, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(!has(&w.b, "31 January 2014"));
    CHECK(has(&w.b, "chip\">31 January 2015")); /* the next one, not yet due */
    /* what somebody wrote down beside the law's days is owed too */
    draft(&w.b.site, "due_return",
          with(&w.b.site,
               "{\"due\":\"2014-03-03\",\"registration\":\"%1\",\"what\":"
               "\"accounts\"}",
               paper, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(has(&w.b, "chip stop\">3 March 2014"));
    browser_end(&w.b);
}

/* ---- by-law --------------------------------------------------------------*/

SITE(a_bylaw_is_adopted_by_what_changes)
{
    struct world w;
    const char *at;
    int64_t before;

    world_start(&w, db);
    at = path(&w, "/body/", w.vo, "/bylaw");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Quorum, percent"));
    CHECK(has(&w.b, "two nominated from each CO: RSPN")); /* where it is from */
    before = entries(&w);
    CHECK_INT(send_form(&w.b, at, "adopted=2014-05-01"), 422);
    CHECK(has(&w.b, "Nothing was changed."));
    CHECK_INT(send_form(&w.b, at, "adopted=2014-05-01&c.quorum_percent=half"),
              422);
    CHECK_INT(send_form(&w.b, at, "adopted=2014-05-01&c.quorum_percent=101"),
              422);
    CHECK(has(&w.b, "too small or too large"));
    CHECK_INT(send_form(&w.b, at, "adopted=2015-05-01&c.quorum_percent=60"),
              422);
    CHECK_INT(send_form(&w.b, at, "adopted=soon&c.quorum_percent=60"), 422);
    CHECK_INT(entries(&w), before);
    CHECK_INT(send_form(&w.b, at,
                        "_id=00000000000000000000000000000abc&adopted="
                        "2014-05-01&c.quorum_percent=60&c.method=ballot&"
                        "c.per_member_body=2"),
              303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM bylaw_clauses c JOIN bylaw g ON "
                    "g.entry = c.entry WHERE g.body = $1",
                    w.vo),
              2); /* as many each body sends stays as it was */
    CHECK_INT(count(&w,
                    "SELECT number FROM clause_of WHERE body = $1 AND "
                    "parameter = 6",
                    w.vo),
              60);
    CHECK_INT(send_form(&w.b, at, /* an impatient finger */
                        "_id=00000000000000000000000000000abc&adopted="
                        "2014-05-01&c.quorum_percent=60&c.method=ballot"),
              303);
    CHECK_INT(count(&w, "SELECT count(*) FROM bylaw WHERE body = $1", w.vo), 1);
    CHECK_INT(send_form(&w.b, at, "adopted=2014-06-01&c.quorum_percent="), 303);
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "No such rule"));
    CHECK_INT(get_json(&w.b, at), 200);
    CHECK(has(&w.b, "\"parameter\":\"method\",\"said\":\"ballot\""));
    browser_login(&w.b, "reader");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(!has(&w.b, "name=\"adopted\""));
    CHECK_INT(send_form(&w.b, at, "adopted=2014-07-01&c.quorum_percent=70"),
              403);
    browser_end(&w.b);
}

/* ---- terms of partnership ------------------------------------------------*/

SITE(terms_begin_with_usual_duties_and_both_sides_sign)
{
    struct world w;
    struct buf form;
    const char *at;

    world_start(&w, db);
    at = path(&w, "/body/", w.co, "/terms");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Save at every meeting"));
    CHECK(has(&w.b, "Train its members and leaders"));
    CHECK(has(&w.b, ">Zeenat<"));
    CHECK(has(&w.b, ">Asma<"));
    CHECK_INT(send_form(&w.b, at, "community.0.duty=Save"), 422); /* no day */
    form = buf_start(&w.b.site.arena);
    buf_z(&form, "signed_on=2014-05-01&community.0.duty=Save&rsp.0.duty=Train&"
                 "community.0.who=");
    id_put(&form, w.person[0]);
    buf_z(&form, "&community.0.way=thumb&community.0.office=President&"
                 "rsp.0.who=");
    id_put(&form, w.asma);
    CHECK_INT(send_form(&w.b, at, arena_z(form.arena, buf_str(&form))), 303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM partnership p JOIN "
                    "partnership_signatories s ON s.entry = p.entry WHERE "
                    "p.body = $1 AND p.state = 1 AND p.counts = 1",
                    w.co),
              2);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM finding f JOIN partnership p ON "
                    "p.entry = f.entry WHERE p.body = $1",
                    w.co),
              0);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Version 1"));
    CHECK(has(&w.b, "1 May 2014"));
    CHECK_INT(send_form(&w.b, at, "draft=1&community.0.duty=Meet"), 303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM partnership WHERE body = $1 AND "
                    "version = 2 AND state = 0 AND signed_on IS NULL",
                    w.co),
              1);
    browser_login(&w.b, "reader");
    CHECK_INT(get(&w.b, at), 403);
    browser_end(&w.b);
}

SITE(signed_terms_run_out_on_their_day)
{
    struct world w;

    world_start(&w, db);
    draft(&w.b.site, "partnership",
          with(&w.b.site,
               "{\"body\":\"%1\",\"signed_on\":\"2013-05-01\",\"state\":"
               "\"signed\",\"until\":\"2014-12-31\",\"version\":1}",
               w.co, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "chip stop\">Expired"));
    browser_end(&w.b);
}

/* ---- merging -------------------------------------------------------------*/

static struct id account_of(struct world *w)
{
    return draft(&w->b.site, "account",
                 with(&w->b.site,
                      "{\"bank\":\"NBP\",\"body\":\"%1\",\"opened\":"
                      "\"2013-07-01\",\"signatories\":[{\"person\":\"%2\"}]}",
                      w->co, w->person[0], ID_NONE));
}

SITE(a_merged_body_takes_members_and_account_and_its_code_leads_on)
{
    struct world w;
    struct id account;
    const char *at;
    int64_t before;

    world_start(&w, db);
    account = account_of(&w);
    member_of(&w.b.site, w.near, w.person[3]); /* she is in both */
    at = path(&w, "/body/", w.co, "/merge");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Zeenat") && has(&w.b, "NBP"));
    before = entries(&w);
    CHECK_INT(send_form(&w.b, at, "code=&since=2014-06-01"), 422);
    CHECK_INT(send_form(&w.b, at, "code=C-9&since=2014-06-01"), 422);
    CHECK_INT(send_form(&w.b, at, "code=C-1&since=2014-06-01"), 422);
    CHECK_INT(send_form(&w.b, at, "code=V-1&since=2014-06-01"), 422);
    CHECK_INT(send_form(&w.b, at, "code=C-2&since=2015-06-01"), 422);
    CHECK_INT(send_form(&w.b, at, "code=C-2&since=then"), 422);
    CHECK_INT(entries(&w), before);
    CHECK_INT(send_form(&w.b, at,
                        "_id=00000000000000000000000000000abc&code=C-2&since="
                        "2014-06-01&why=one+goth"),
              303);
    CHECK(str_same(answer_header(&w.b, "Location"),
                   str_of(path(&w, "/body/", w.near, ""))));
    CHECK_INT(count(&w, MEMBERS_NOW, w.co), 0);
    CHECK_INT(count(&w, MEMBERS_NOW, w.near), 4);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM finding f JOIN member m ON m.entry = "
                    "f.entry WHERE m.body = $1 AND f.what = 'member.second' "
                    "AND m.joined = 16222",
                    w.near),
              0); /* who moves is in one at a time */
    CHECK_INT(count(&w, "SELECT count(*) FROM account_now WHERE body = $1",
                    w.near),
              1);
    before = entries(&w);
    CHECK_INT(send_form(&w.b, at,
                        "_id=00000000000000000000000000000abc&code=C-2&since="
                        "2014-06-01&why=one+goth"),
              303); /* sent twice */
    CHECK_INT(entries(&w), before);
    CHECK_INT(send_form(&w.b, at, "code=C-2&since=2014-07-01"), 422);
    CHECK(has(&w.b, "has ended by that day"));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "This body merged into"));
    CHECK(has_id(&w, "/body/", w.near));
    CHECK_INT(get(&w.b, "/find?q=C-1"), 200);
    CHECK(has_id(&w, "/body/", w.co));
    CHECK(has_id(&w, "/body/", w.near));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.near, "")), 200);
    CHECK(has(&w.b, "What it came from"));
    CHECK(has_id(&w, "/entry/", account));
    browser_end(&w.b);
}

/* Box, savings and bank of both books after she pressed the button once. */
SITE(a_merged_body_hands_its_box_and_savings_over_in_the_same_act)
{
    static const char *const lies =
        "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM book_line WHERE "
        "book = $1 AND head IN ('box', 'saving_regular')";
    struct world w;
    struct id member;
    const char *at;

    world_start(&w, db);
    member = w.member[0];
    draft(&w.b.site, "meeting",
          with(&w.b.site,
               "{\"attendance\":[{\"member\":\"%2\",\"present\":\"present\","
               "\"saved\":70000}],\"body\":\"%1\",\"held\":\"2013-10-05\"}",
               w.co, member, ID_NONE));
    draft(&w.b.site, "meeting",
          with(&w.b.site,
               "{\"body\":\"%1\",\"held\":\"2013-11-05\",\"spent\":20000}",
               w.co, ID_NONE, ID_NONE));
    CHECK_INT(count(&w, lies, w.co), -20000); /* what was spent is no income */
    at = path(&w, "/body/", w.co, "/merge");
    CHECK_INT(send_form(&w.b, at, "code=C-2&since=2014-06-01&why=one+goth"),
              303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM cession WHERE body = $1 AND whole = "
                    "1 AND counts = 1",
                    w.co),
              1);
    CHECK_INT(count(&w,
                    "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                    "book_line WHERE book = $1 AND head = 'box'",
                    w.near),
              50000);
    CHECK_INT(count(&w,
                    "SELECT CAST(coalesce(sum(l.amount), 0) AS BIGINT) FROM "
                    "book_line l JOIN member m ON m.entry = l.party WHERE "
                    "l.book = $1 AND m.body = $1 AND l.head = "
                    "'saving_regular'",
                    w.near),
              -70000);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM (SELECT head FROM book_line WHERE "
                    "book = $1 AND head IN ('box', 'saving_regular') GROUP BY "
                    "head HAVING sum(amount) <> 0) x",
                    w.co),
              0);
    CHECK_INT(get(&w.b, path(&w, "/passbook/", member, "")), 200);
    CHECK(has(&w.b, "700"));
    CHECK(has(&w.b, "Savings gone over to another body"));
    browser_end(&w.b);
}

/* Its code is corrected twice: whoever has the old card finds it. */
SITE(a_code_that_was_corrected_still_leads_to_the_body)
{
    static const char *const code[] = { "C-10", "C-11" };
    struct world w;
    struct id at;

    world_start(&w, db);
    at = w.co;
    for (size_t i = 0; i < LEN(code); i++) {
        struct buf b = buf_start(&w.b.site.arena);

        buf_fmt(&b,
                "{\"answers\":\"%%3\",\"body\":{\"code\":\"%s\",\"formed\":"
                "\"2013-05-01\",\"name\":\"Bismillah\",\"nature\":\"co\","
                "\"place\":\"%%1\",\"rsp\":\"%%2\",\"sex\":\"women\"},"
                "\"why\":\"card\"}",
                code[i]);
        at = draft(&w.b.site, "fix",
                   with(&w.b.site, arena_z(&w.b.site.arena, buf_str(&b)),
                        place("pk72301"), rsp(), at));
    }
    CHECK_INT(get(&w.b, "/find?q=C-11"), 200);
    CHECK(has_id(&w, "/body/", w.co));
    CHECK_INT(get(&w.b, "/find?q=c-1"), 200);
    CHECK(has_id(&w, "/body/", w.co));
    CHECK_INT(get(&w.b, "/find?q=C-10"), 200);
    CHECK(has_id(&w, "/body/", w.co));
    CHECK_INT(get(&w.b, "/find?q=C-12"), 200);
    CHECK(!has_id(&w, "/body/", w.co));
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, "/find?q=C-10"), 200);
    CHECK(!has_id(&w, "/body/", w.co));
    browser_end(&w.b);
}

SITE(papers_and_past_of_a_merged_body_stand_with_the_other)
{
    struct world w;
    struct id paper;

    world_start(&w, db);
    draft(&w.b.site, "meeting",
          with(&w.b.site,
               "{\"body\":\"%1\",\"held\":\"2013-05-01\",\"nature\":"
               "\"formation\",\"women\":20}",
               w.co, ID_NONE, ID_NONE));
    paper = draft(&w.b.site, "attachment",
                  with(&w.b.site,
                       "{\"about\":\"%1\",\"bytes\":5,\"file\":"
                       "\"00112233445566778899aabbccddeeff00112233445566778899"
                       "aabbccddeeff\",\"title\":\"Old karwai\",\"type\":"
                       "\"pdf\"}",
                       w.co, ID_NONE, ID_NONE));
    CHECK_INT(send_form(&w.b, path(&w, "/body/", w.co, "/merge"),
                        "code=C-2&since=2014-06-01"),
              303);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.near, "")), 200);
    CHECK(has(&w.b, "Old karwai"));
    CHECK(has_id(&w, "/file/", paper));
    CHECK(has(&w.b, "Meeting: Formation"));
    browser_end(&w.b);
}

SITE(who_may_not_keep_there_merges_nothing)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "/merge")), 404);
    CHECK_INT(send_form(&w.b, path(&w, "/body/", w.co, "/merge"),
                        "code=C-2&since=2014-06-01"),
              404);
    browser_login(&w.b, "reader");
    CHECK_INT(send_form(&w.b, path(&w, "/body/", w.co, "/split"),
                        "code=C-3&name=N&since=2014-06-01"),
              403);
    browser_end(&w.b);
}

SITE(bodies_that_stood_in_a_merged_one_stand_in_the_other)
{
    struct world w;
    struct id other;

    world_start(&w, db);
    other = body_at(&w.b.site, "vo", "V-2", "Village Two", "pk72301");
    draft(&w.b.site, "link",
          with(&w.b.site,
               "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2013-09-01\"}",
               w.co, w.vo, ID_NONE));
    CHECK_INT(send_form(&w.b, path(&w, "/body/", w.vo, "/merge"),
                        "code=V-2&since=2014-06-01"),
              303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM federated WHERE parent = $1 AND "
                    "until = 2147483647",
                    other),
              1);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM federated WHERE parent = $1 AND "
                    "until = 2147483647",
                    w.vo),
              0);
    browser_end(&w.b);
}

/* ---- splitting -----------------------------------------------------------*/

static const char *leaving(struct world *w, size_t n, const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "since=2014-06-01%s", more);
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, "&member=");
        id_put(&b, w->member[i]);
    }
    return arena_z(b.arena, buf_str(&b));
}

SITE(part_of_a_body_becomes_one_of_its_own)
{
    struct world w;
    const char *at;
    int64_t before;

    world_start(&w, db);
    at = path(&w, "/body/", w.co, "/split");
    CHECK_INT(get(&w.b, at), 200);
    before = entries(&w);
    CHECK_INT(send_form(&w.b, at, leaving(&w, 0, "&code=C-3&name=New")), 422);
    CHECK_INT(send_form(&w.b, at, leaving(&w, 2, "&code=&name=New")), 422);
    CHECK_INT(send_form(&w.b, at, leaving(&w, 2, "&code=C-3&name=")), 422);
    CHECK_INT(send_form(&w.b, at, leaving(&w, 2, "&code=C-2&name=New")), 422);
    CHECK_INT(entries(&w), before);
    CHECK_INT(send_form(&w.b, at,
                        leaving(&w, 2,
                                "&code=C-3&name=New&_id="
                                "00000000000000000000000000000abc")),
              303);
    CHECK_INT(count(&w, MEMBERS_NOW, w.co), 2);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM member m JOIN body b ON "
                           "b.entry = m.body WHERE b.code = 'C-3' AND "
                           "m.counts = 1 AND b.counts = 1"),
              2);
    CHECK_INT(count(&w, "SELECT count(*) FROM standing WHERE body = $1", w.co),
              0); /* it goes on */
    CHECK_INT(count(&w, "SELECT count(*) FROM heir WHERE origin = $1", w.co),
              1);
    before = entries(&w);
    CHECK_INT(send_form(&w.b, at,
                        leaving(&w, 2,
                                "&code=C-3&name=New&_id="
                                "00000000000000000000000000000abc")),
              303);
    CHECK_INT(entries(&w), before);
    browser_end(&w.b);
}

/* They say how much of the box goes with them; no more than lies there. */
SITE(part_of_the_box_goes_with_who_leaves)
{
    static const char *const box =
        "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM book_line l "
        "JOIN body b ON b.entry = l.book WHERE head = 'box' AND (b.entry = $1 "
        "OR b.code = 'C-3')";
    struct world w;
    const char *at;

    world_start(&w, db);
    draft(&w.b.site, "meeting",
          with(&w.b.site,
               "{\"attendance\":[{\"member\":\"%2\",\"present\":\"present\","
               "\"saved\":70000}],\"body\":\"%1\",\"held\":\"2013-10-05\"}",
               w.co, w.member[0], ID_NONE));
    at = path(&w, "/body/", w.co, "/split");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "name=\"box\"") && has(&w.b, "700"));
    CHECK_INT(send_form(&w.b, at,
                        leaving(&w, 2, "&code=C-3&name=New&box=700.01")),
              422);
    CHECK(has(&w.b, "No more can go than lies in the box"));
    CHECK_INT(send_form(&w.b, at, leaving(&w, 2, "&code=C-3&name=New&box=x")),
              422);
    CHECK_INT(send_form(&w.b, at,
                        leaving(&w, 2, "&code=C-3&name=New&box=250.50")),
              303);
    CHECK_INT(count(&w, box, w.co), 70000); /* nothing was lost between them */
    CHECK_INT(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line "
                           "l JOIN body b ON b.entry = l.book WHERE b.code = "
                           "'C-3' AND head = 'box'"),
              25050);
    browser_end(&w.b);
}

SITE(a_body_whose_members_all_leave_has_split_up)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(send_form(&w.b, path(&w, "/body/", w.co, "/split"),
                        leaving(&w, 4, "&code=C-3&name=New")),
              303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM standing WHERE body = $1 AND "
                    "state = 5",
                    w.co),
              1);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Of this body came"));
    browser_end(&w.b);
}

/* ---- federating ----------------------------------------------------------*/

static const char *joining(struct world *w, struct id one, struct id other,
                           const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "since=2014-06-01%s", more);
    if (!id_none(one)) {
        buf_z(&b, "&body=");
        id_put(&b, one);
    }
    if (!id_none(other)) {
        buf_z(&b, "&body=");
        id_put(&b, other);
    }
    return arena_z(b.arena, buf_str(&b));
}

SITE(cos_join_their_vo_as_many_as_the_bylaw_asks)
{
    struct world w;
    struct id far;
    const char *at;

    world_start(&w, db);
    far = body_at(&w.b.site, "co", "C-8", "Faraway", "pk711");
    at = path(&w, "/body/", w.vo, "/federate");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Bismillah") && has(&w.b, "Mehran"));
    CHECK(!has(&w.b, "Faraway")); /* of another district */
    CHECK_INT(send_form(&w.b, at, joining(&w, ID_NONE, ID_NONE, "")), 422);
    CHECK_INT(send_form(&w.b, at, joining(&w, far, ID_NONE, "&why=x")), 422);
    /* one of two: only with a reason */
    CHECK_INT(send_form(&w.b, at, joining(&w, w.co, ID_NONE, "")), 422);
    CHECK(has(&w.b, "less than the by-law asks"));
    CHECK_INT(send_form(&w.b, at, joining(&w, w.co, w.near, "")), 303);
    CHECK_INT(count(&w, "SELECT count(*) FROM federated WHERE parent = $1",
                    w.vo),
              2);
    CHECK_INT(get_json(&w.b, at), 200);
    CHECK(has(&w.b, "\"bodies\":[]")); /* they stand in one now */
    CHECK(has(&w.b, "\"stand\":2"));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(has(&w.b, "Bismillah"));
    /* a CO has none below it */
    CHECK_INT(send_form(&w.b, path(&w, "/body/", w.co, "/federate"),
                        joining(&w, w.near, ID_NONE, "&why=x")),
              422);
    browser_end(&w.b);
}

SITE(an_lso_waits_for_enough_organised_households)
{
    struct world w;
    struct id lso, second, more;
    const char *at;

    world_start(&w, db);
    lso = body_at(&w.b.site, "lso", "L-1", "Local One", "pk72301");
    second = body_at(&w.b.site, "vo", "V-2", "Village Two", "pk72301");
    at = path(&w, "/body/", lso, "/federate");
    CHECK_INT(get_json(&w.b, at), 200);
    CHECK(has(&w.b, "\"coverage_percent\":40"));
    CHECK(has(&w.b, "\"known\":1"));
    CHECK(has(&w.b, "\"organised\":1"));
    for (int i = 0; i < 2; i++) { /* two in no CO: one of three is organised */
        struct buf b = buf_start(&w.b.site.arena);

        buf_fmt(&b, "{\"number\":\"H-5%d\",\"place\":\"%%1\"}", i);
        more = draft(&w.b.site, "household",
                     with(&w.b.site, arena_z(b.arena, buf_str(&b)),
                          place("pk72301"), ID_NONE, ID_NONE));
    }
    CHECK(!id_none(more));
    CHECK_INT(send_form(&w.b, at, joining(&w, w.vo, second, "")), 422);
    CHECK(has(&w.b, "less than the by-law asks"));
    CHECK_INT(send_form(&w.b, at,
                        joining(&w, w.vo, second, "&why=the+rest+follows")),
              303);
    CHECK_INT(count(&w,
                    "SELECT count(*) FROM link WHERE parent = $1 AND counts = "
                    "1 AND why = 'the rest follows'",
                    lso),
              2);
    browser_end(&w.b);
}

/* ---- what waits ----------------------------------------------------------*/

SITE(what_waits_is_said_once_and_within_reach)
{
    struct world w;
    struct id paper;

    world_start(&w, db);
    draft(&w.b.site, "dialogue",
          with(&w.b.site,
               "{\"agreed\":\"later\",\"held\":\"2014-03-02\",\"pathway\":"
               "\"CO-PATH\",\"place\":\"%1\",\"revisit\":\"2014-04-02\","
               "\"stage\":\"contacted\",\"women\":2}",
               place("pk72302"), ID_NONE, ID_NONE));
    draft(&w.b.site, "dialogue",
          with(&w.b.site,
               "{\"agreed\":\"later\",\"held\":\"2014-05-02\",\"pathway\":"
               "\"CO-PATH\",\"place\":\"%1\",\"revisit\":\"2015-02-03\","
               "\"stage\":\"introduced\",\"women\":9}",
               place("pk72302"), ID_NONE, ID_NONE));
    /* where a body was formed after it, nobody waits */
    draft(&w.b.site, "dialogue",
          with(&w.b.site,
               "{\"held\":\"2013-03-02\",\"pathway\":\"CO-PATH\",\"place\":"
               "\"%1\",\"stage\":\"introduced\",\"women\":9}",
               place("pk72301"), ID_NONE, ID_NONE));
    draft(&w.b.site, "partnership",
          with(&w.b.site, "{\"body\":\"%1\",\"state\":\"draft\",\"version\":1}",
               w.co, ID_NONE, ID_NONE));
    draft(&w.b.site, "partnership",
          with(&w.b.site,
               "{\"body\":\"%1\",\"signed_on\":\"2013-05-01\",\"state\":"
               "\"signed\",\"until\":\"2014-12-31\",\"version\":1}",
               w.near, ID_NONE, ID_NONE));
    paper = draft(&w.b.site, "registration",
                  with(&w.b.site,
                       "{\"body\":\"%1\",\"number\":\"S-77\",\"regime\":"
                       "\"societies\",\"registered\":\"2013-06-01\",\"state\":"
                       "\"registered\"}",
                       w.vo, ID_NONE, ID_NONE));
    CHECK(!id_none(paper));
    CHECK_INT(get(&w.b, "/pending"), 200);
    CHECK(has(&w.b, "3 February 2015"));
    CHECK(has(&w.b, "Programme introduced (PI)")); /* and what comes next */
    CHECK(has(&w.b, "stage=dialogue1") && has(&w.b, "First dialogue"));
    CHECK(!has(&w.b, "/new/body"));
    CHECK(!has(&w.b, "2 April 2014")); /* somebody came again */
    CHECK(!has(&w.b, "2 March 2013"));
    CHECK(has(&w.b, "Bismillah") && has(&w.b, "Mehran"));
    CHECK(has(&w.b, "31 December 2014"));
    CHECK(has(&w.b, "Village One"));
    CHECK_INT(get_json(&w.b, "/pending"), 200);
    CHECK(has(&w.b, "\"due\":\"2013-12-31\"")); /* the earliest alone */
    CHECK(has(&w.b, "\"stage\":\"introduced\""));
    draft(&w.b.site, "dialogue", /* one step before there is a body */
          with(&w.b.site,
               "{\"agreed\":\"yes\",\"held\":\"2014-06-02\",\"pathway\":"
               "\"CO-PATH\",\"place\":\"%1\",\"stage\":\"oriented\","
               "\"women\":19}",
               place("pk72302"), ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, "/pending"), 200);
    CHECK(has(&w.b, "/new/body?place=") && has(&w.b, "nature=co"));
    draft(&w.b.site, "partnership", /* signed anew */
          with(&w.b.site,
               "{\"body\":\"%1\",\"signed_on\":\"2014-06-01\",\"state\":"
               "\"signed\",\"version\":2}",
               w.near, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, "/pending"), 200);
    CHECK(!has(&w.b, "Mehran"));
    browser_login(&w.b, "far");
    CHECK_INT(get(&w.b, "/pending"), 200);
    CHECK(!has(&w.b, "Bismillah"));
    CHECK(!has(&w.b, "3 February 2015"));
    browser_end(&w.b);
}
