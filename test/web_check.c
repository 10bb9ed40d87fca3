/* web_check - the page of what waits for one's yes: who is offered what, what
 * is kept of it, and figures with and without what nobody has checked. */
#include "check.sql.h"
#include "web_site.h"

struct land {
    struct browser b;
    struct id one, two, body, mine, theirs, large, filing;
};

static struct id district(struct site *s, const char *name)
{
    struct buf b = buf_start(&s->arena);
    struct id sindh = id_named(S("place"), S("sindh"));

    buf_fmt(&b, "{\"level\":\"district\",\"name\":\"%s\",\"lg\":\"%%1\"}",
            name);
    return draft(s, "place",
                 with(s, arena_z(&s->arena, buf_str(&b)), sindh, sindh, sindh));
}

static void grant_to(struct site *s, const char *login, const char *role,
                     struct id place)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\","
            "\"place\":\"%%1\"}",
            login, role);
    draft(s, "access",
          with(s, arena_z(&s->arena, buf_str(&b)), place, place, place));
}

static struct id met(struct land *l, const char *author, const char *held,
                     const char *more)
{
    struct site *s = &l->b.site;
    struct buf b = buf_start(&s->arena);
    struct id id;

    buf_fmt(&b, "{\"body\":\"%%1\",\"held\":\"%s\",%s}", held, more);
    id = draft_as(s, author, "meeting",
                  with(s, arena_z(&s->arena, buf_str(&b)), l->body, l->body,
                       l->body));
    CHECK_INT(s->kept, KEPT);
    return id;
}

static void land_start(struct land *l, struct db *db)
{
    struct site *s = &l->b.site;
    struct id srso = id_named(S("rsp"), S("SRSO"));

    browser_start(&l->b, db);
    l->one = district(s, "Mithri");
    l->two = district(s, "Kohsar");
    grant_to(s, "clerk", "operator", l->one);
    grant_to(s, "munir", "manager", l->one);
    grant_to(s, "nargis", "manager", l->two);
    draft(s, "oversight",
          "{\"record\":\"meeting\",\"role\":\"manager\",\"most\":500000,"
          "\"since\":\"2015-01-01\"}");
    draft(s, "oversight",
          "{\"record\":\"filing\",\"role\":\"manager\","
          "\"since\":\"2015-01-01\"}");
    s->now += 20 * 86400;
    l->body = draft_as(s, "clerk", "body",
                       with(s,
                            "{\"nature\":\"co\",\"sex\":\"women\",\"name\":"
                            "\"Roshni\",\"rsp\":\"%1\",\"place\":\"%2\","
                            "\"formed\":\"2014-03-01\"}",
                            srso, l->one, l->one));
    l->theirs = met(l, "clerk", "2015-01-02", "\"women\":23,\"total\":410000");
    l->large = met(l, "clerk", "2015-01-09", "\"women\":22,\"total\":500001");
    l->mine = met(l, "munir", "2015-01-16", "\"women\":19,\"total\":1000");
    l->filing = draft_as(s, "clerk", "filing",
                         with(s,
                              "{\"rsp\":\"%1\",\"place\":\"%2\",\"as_of\":"
                              "\"2014-12\",\"values\":[{\"indicator\":\"hh\","
                              "\"amount\":4711}]}",
                              srso, l->one, l->one));
    CHECK_INT(s->kept, KEPT);
}

static bool shows(struct land *l, struct id id)
{
    struct buf b = buf_start(&l->b.arena);

    buf_z(&b, "value=\"");
    id_put(&b, id);
    return has(&l->b, arena_z(&l->b.arena, buf_str(&b)));
}

static const char *form(struct land *l, const char *says, struct id one,
                        struct id other)
{
    struct buf b = buf_start(&l->b.site.arena);

    buf_fmt(&b, "%s&e=", says);
    id_put(&b, one);
    buf_z(&b, "&e=");
    id_put(&b, other);
    return arena_z(&l->b.site.arena, buf_str(&b));
}

static int64_t state(struct land *l, struct id entry)
{
    struct rows r = db_rows(l->b.site.db, SQL_CHECKING_STATE);
    int64_t is;

    db_bind_id(&r, 1, entry);
    is = db_next(&r) ? db_int(&r, 0) : CHECK_FREE;
    db_done(&r);
    return is;
}

SITE(each_is_offered_what_they_may_check)
{
    struct land l;

    land_start(&l, db);
    browser_login(&l.b, "munir");
    CHECK_INT(get(&l.b, "/check"), 200);
    CHECK(shows(&l, l.theirs));
    CHECK(shows(&l, l.filing));
    CHECK(!shows(&l, l.large)); /* beyond his limit */
    CHECK(!shows(&l, l.mine));  /* his own */
    CHECK(has(&l.b, "Roshni"));
    CHECK(has(&l.b, ">4,100<"));
    CHECK(has(&l.b, ">23<"));
    CHECK_INT(get_json(&l.b, "/check"), 200);
    CHECK(has(&l.b, "\"amount\":410000"));
    CHECK(has(&l.b, "\"more\":false"));

    browser_login(&l.b, "nargis");
    CHECK_INT(get(&l.b, "/check"), 200);
    CHECK(!shows(&l, l.theirs));
    CHECK(!shows(&l, l.filing));
    CHECK(!shows(&l, l.mine));
    CHECK(!has(&l.b, "Roshni"));

    browser_login(&l.b, "clerk");
    CHECK_INT(get(&l.b, "/check"), 403);
    CHECK_INT(send_form(&l.b, "/check", form(&l, "says=yes", l.mine, l.mine)),
              403);
    CHECK_INT(state(&l, l.mine), CHECK_WAITS);
    browser_end(&l.b);
}

SITE(one_verdict_over_what_was_chosen)
{
    struct land l;

    land_start(&l, db);
    browser_login(&l.b, "munir");
    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=yes", l.theirs, l.filing)),
              303);
    CHECK_STR(answer_header(&l.b, "Location"), S("/check?kept=1"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM verdict"), 1);
    CHECK_INT(state(&l, l.theirs), CHECK_YES);
    CHECK_INT(state(&l, l.filing), CHECK_YES);
    CHECK_INT(get(&l.b, "/check?kept=1"), 200);
    CHECK(has(&l.b, "Nothing waits for you"));

    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=no", l.theirs, l.theirs)),
              422); /* why not? */
    CHECK(has(&l.b, "finding") || has(&l.b, "stop"));
    CHECK_INT(state(&l, l.theirs), CHECK_YES);
    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=no&why=wrong+month", l.theirs,
                             l.theirs)),
              303);
    CHECK_INT(state(&l, l.theirs), CHECK_NO);

    CHECK_INT(get(&l.b, arena_z(&l.b.site.arena,
                                str_of(with(&l.b.site, "/entry/%1", l.theirs,
                                            l.theirs, l.theirs)))),
              200);
    CHECK(has(&l.b, "wrong month"));
    CHECK(has(&l.b, "It was returned"));
    CHECK(has(&l.b, "District manager"));
    browser_end(&l.b);
}

SITE(nobody_gets_round_it_with_a_form_of_their_own)
{
    struct land l;
    char form_of[80];

    land_start(&l, db);
    browser_login(&l.b, "munir");
    CHECK_INT(send_form(&l.b, "/check", form(&l, "says=yes", l.theirs, l.mine)),
              422);
    CHECK(has(&l.b, "does not check it"));
    CHECK_INT(send_form(&l.b, "/check", form(&l, "says=yes", l.large, l.large)),
              422);
    CHECK_INT(send_form(&l.b, "/check", "says=yes"), 422);
    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=maybe", l.theirs, l.theirs)),
              422);
    snprintf(form_of, sizeof form_of, "says=yes&e=%s", "../../etc&e=00");
    CHECK_INT(send_form(&l.b, "/check", form_of), 422);
    CHECK_INT(send_form(&l.b, "/check",
                        "says=yes&e=00112233445566778899aabbccddeeff"),
              422); /* of no entry */
    browser_login(&l.b, "nargis");
    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=yes", l.theirs, l.filing)),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM verdict"), 0);
    CHECK_INT(state(&l, l.theirs), CHECK_WAITS);

    l.b.csrf[0] = '\0';
    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=yes", l.theirs, l.theirs)),
              403);
    browser_end(&l.b);
}

SITE(pages_show_all_figures_or_checked_ones)
{
    static const char *const page[] = { "/", "/outreach", "/place/%1" };
    struct land l;
    struct site *s = &l.b.site;

    land_start(&l, db);
    browser_login(&l.b, "clerk");
    for (size_t i = 0; i < LEN(page); i++) {
        const char *path = with(s, page[i], l.one, l.one, l.one);
        struct buf b = buf_start(&s->arena);

        CHECK_INT(get(&l.b, path), 200);
        CHECK(has(&l.b, "?figures=checked"));
        CHECK(!has(&l.b, "Checked figures:"));
        buf_fmt(&b, "%s?figures=checked", path);
        CHECK_INT(get(&l.b, arena_z(&s->arena, buf_str(&b))), 200);
        CHECK(has(&l.b, "Checked figures:"));
        CHECK(has(&l.b, "?figures=all"));
    }
    CHECK_INT(get(&l.b, "/report/outreach?format=csv"), 200);
    CHECK(has(&l.b, "4711"));
    CHECK_INT(get(&l.b, "/report/outreach?format=csv&figures=checked"), 200);
    CHECK(!has(&l.b, "4711"));
    CHECK_INT(get(&l.b, "/report/outreach?figures=checked"), 200);
    CHECK(has(&l.b, "checked figures")); /* the sheet says which it is */
    CHECK_INT(get(&l.b, "/postings?indicator=hh"), 200);
    CHECK(has(&l.b, "4,711"));
    CHECK(has(&l.b, "not checked"));
    CHECK_INT(get_json(&l.b, "/postings?indicator=hh"), 200);
    CHECK(has(&l.b, "\"checked\":false"));
    CHECK_INT(get_json(&l.b, "/postings?indicator=hh&figures=checked"), 200);
    CHECK(has(&l.b, "{\"count\":0,\"figure\":0,"));

    browser_login(&l.b, "munir");
    CHECK_INT(send_form(&l.b, "/check",
                        form(&l, "says=yes", l.filing, l.filing)),
              303);
    CHECK_INT(get(&l.b, "/report/outreach?format=csv&figures=checked"), 200);
    CHECK(has(&l.b, "4711"));
    browser_end(&l.b);
}

SITE(the_rules_are_there_to_read)
{
    struct land l;

    land_start(&l, db);
    browser_login(&l.b, "clerk");
    CHECK_INT(get(&l.b, "/oversight"), 200);
    CHECK(has(&l.b, "District manager"));
    CHECK(has(&l.b, "5,000"));
    CHECK(!has(&l.b, "/new/oversight"));
    CHECK_INT(get_json(&l.b, "/oversight"), 200);
    CHECK(has(&l.b, "\"record\":\"meeting\",\"role\":\"manager\""));
    browser_login(&l.b, "admin");
    CHECK_INT(get(&l.b, "/oversight"), 200);
    CHECK(has(&l.b, "/new/oversight"));
    browser_end(&l.b);
}
