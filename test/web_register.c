/* web_register - pages of bodies, people, staff and work: what each shows, to
 * whom, and what a hand-over moves on which day. */
#include "office_site.h"

struct world {
    struct browser b;
    struct id co, far_co, vo, lso, house, zeenat, member, karim, meeting;
    struct id unit, asma, bilal;
};

static struct id rsp(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

static struct id body(struct site *s, const char *nature, const char *name,
                      const char *at, const char *more)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"code\":\"C-%s\",\"formed\":\"2013-05-01\",\"name\":\"%s\","
            "\"nature\":\"%s\",\"place\":\"",
            name, name, nature);
    id_put(&b, place(at));
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, rsp());
    buf_fmt(&b, "\",\"sex\":\"women\"%s}", more);
    return draft(s, "body", arena_z(&s->arena, buf_str(&b)));
}

static struct id person(struct site *s, struct id house, const char *name,
                        const char *code)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"cnic\":\"45504-1234567-2\",\"code\":\"%s\",\"household\":\"",
            code);
    id_put(&b, house);
    buf_fmt(&b, "\",\"name\":\"%s\",\"name_ur\":\"زینت\",\"sex\":\"women\"}",
            name);
    return draft(s, "person", arena_z(&s->arena, buf_str(&b)));
}

static struct id staff(struct site *s, struct id unit, const char *name,
                       const char *login)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"name\":\"%s\",\"post\":"
            "\"social_organiser\",\"rsp\":\"",
            login, name);
    id_put(&b, rsp());
    buf_z(&b, "\",\"since\":\"2013-01-01\",\"unit\":\"");
    id_put(&b, unit);
    buf_z(&b, "\"}");
    return draft(s, "staff", arena_z(&s->arena, buf_str(&b)));
}

/* A CO of Sukkur with one member and two meetings, another in Khairpur, a VO
 * above the first, and two organisers. */
static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;

    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "asma", "organiser", "pk723");
    grant(s, "bilal", "organiser", "pk711");
    grant(s, "donor", "donor", NULL);
    w->vo = body(s, "vo", "Village One", "pk72301", "");
    w->lso = body(s, "lso", "Local One", "pk72301", "");
    w->co = body(s, "co", "Bismillah", "pk72301", ",\"meets\":\"monthly\"");
    w->far_co = body(s, "co", "Faraway", "pk711", ",\"meets\":\"weekly\"");
    w->house = draft(s, "household",
                     with(s, "{\"number\":\"H-12\",\"place\":\"%1\"}",
                          place("pk72301"), ID_NONE, ID_NONE));
    w->zeenat = person(s, w->house, "Zeenat Bibi", "P-77");
    w->member = draft(s, "member",
                      with(s,
                           "{\"body\":\"%1\",\"joined\":\"2013-06-02\","
                           "\"number\":1,\"person\":\"%2\"}",
                           w->co, w->zeenat, ID_NONE));
    w->meeting = draft(s, "meeting",
                       with(s,
                            "{\"attendance\":[{\"member\":\"%2\",\"present\":"
                            "\"present\",\"saved\":12350}],\"body\":\"%1\","
                            "\"held\":\"2014-09-03\"}",
                            w->co, w->member, ID_NONE));
    draft(s, "meeting",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-10-04\",\"total\":20000,"
               "\"women\":9}",
               w->co, ID_NONE, ID_NONE));
    draft(s, "meeting",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-11-04\",\"not_held\":"
               "\"flood\"}",
               w->co, ID_NONE, ID_NONE));
    w->unit = draft(s, "unit",
                    with(s,
                         "{\"code\":\"FU1\",\"name\":\"Sukkur Unit\","
                         "\"nature\":\"field_unit\",\"place\":\"%1\",\"rsp\":"
                         "\"%2\"}",
                         place("pk723"), rsp(), ID_NONE));
    w->asma = staff(s, w->unit, "Asma", "asma");
    w->bilal = staff(s, w->unit, "Bilal", "bilal");
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

static bool has_id(struct world *w, struct id id)
{
    return has(&w->b, path(w, "", id, ""));
}

/* "key":value in the JSON answer. */
static int64_t told(struct world *w, const char *key)
{
    size_t at;
    const struct json *j = json_read(str_trim(w->b.answer.body), &w->b.arena,
                                     &at);
    int64_t n = INT_NONE;

    json_int(json_member(j, key), &n);
    return n;
}

SITE(a_body_shows_its_members_meetings_and_sums)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "<h1>Bismillah</h1>"));
    CHECK(has(&w.b, "Zeenat Bibi"));
    CHECK(has(&w.b, "Fewer than the customary 15"));
    CHECK(has(&w.b, ">324<")); /* 123.50 of rows, 200 of a total */
    CHECK(has(&w.b, "Flood"));
    CHECK(has(&w.b, "Nobody is in charge of it."));
    CHECK(has(&w.b, path(&w, "/body/", w.co, "/meeting")));
    CHECK(has(&w.b, path(&w, "/edit/member/", w.member, "?ended=2015-01-01")));
    CHECK(!has(&w.b, "45504"));
    CHECK_INT(get_json(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK_INT(told(&w, "saved"), 32350);
    CHECK_INT(told(&w, "meetings_held"), 2);
    CHECK(has(&w.b, "\"state\":\"irregular\""));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.zeenat, "")), 404);
    browser_end(&w.b);
}

SITE(names_are_for_those_who_may_read_them)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(!has(&w.b, "Zeenat"));
    CHECK(has(&w.b, "P-77"));
    CHECK(!has(&w.b, "/new/member"));
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(!has(&w.b, "Zeenat") && !has(&w.b, "زینت"));
    CHECK(has(&w.b, "Her name is sealed for you."));
    CHECK(has(&w.b, "<p class=\"lead\">Woman · ")); /* one, not women */
    CHECK(!has(&w.b, "Sealed part")); /* its hash is for the entry's page */
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(has(&w.b, "<h1>Household "));
    CHECK(!has(&w.b, "Zeenat"));
    CHECK_INT(get_json(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(!has(&w.b, "Zeenat"));
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "Zeenat Bibi"));
    CHECK(!has(&w.b, "45504"));
    snprintf(w.b.cookie + strlen(w.b.cookie),
             sizeof w.b.cookie - strlen(w.b.cookie), "; lang=ur");
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    browser_end(&w.b);
}

SITE(another_district_is_as_if_it_were_not)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "bilal");
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 404);
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 404);
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 404);
    CHECK_INT(get(&w.b, path(&w, "/staff/", w.asma, "")), 404);
    CHECK_INT(get(&w.b, path(&w, "/unit/", w.unit, "")), 404);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.far_co, "")), 200);
    CHECK_INT(get(&w.b, "/find/body?q=bismillah"), 200);
    CHECK(!has(&w.b, "Bismillah<"));
    CHECK_INT(get(&w.b, "/find/person?q=zeenat"), 200);
    CHECK(!has(&w.b, "Zeenat"));
    CHECK_INT(get(&w.b, "/find/person?q=P-77"), 200);
    CHECK(!has_id(&w, w.zeenat));
    CHECK_INT(get(&w.b, "/place/pk723"), 200);
    CHECK(!has(&w.b, "Bismillah"));
    CHECK_INT(get(&w.b, "/place/pk711"), 200);
    CHECK(has(&w.b, "Faraway"));
    browser_end(&w.b);
}

SITE(people_are_found_in_any_script)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, "/find/person?q=ZEENAT%20b"), 200);
    CHECK(has_id(&w, w.zeenat));
    CHECK_INT(get(&w.b, "/find/person?q=%D8%B2%DB%8C%D9%86%D8%AA"), 200);
    CHECK(has_id(&w, w.zeenat));
    CHECK_INT(get(&w.b, "/find/person?q=P-7"), 200);
    CHECK(has_id(&w, w.zeenat));
    CHECK_INT(get(&w.b, "/find/person?q=bibi"), 200);
    CHECK(!has_id(&w, w.zeenat));
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, "/find/person?q=zeenat"), 200);
    CHECK(!has_id(&w, w.zeenat));
    browser_end(&w.b);
}

SITE(who_left_is_folded_away_and_not_counted)
{
    struct world w;
    struct buf form;

    world_start(&w, db);
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, path(&w, "/edit/member/", w.member,
                             "?ended=2014-12-01&why=moved")),
              200);
    CHECK(has(&w.b, "name=\"ended\" value=\"2014-12-01\""));
    form = buf_start(&w.b.site.arena);
    buf_z(&form, path(&w, "body=", w.co, "&joined=2013-06-02&number=1&"));
    buf_z(&form, path(&w, "person=", w.zeenat, "&"));
    buf_z(&form, path(&w, "_tip=", w.member,
                      "&ended=2014-12-01&why=moved&_why=moved+away"));
    CHECK_INT(send_form(&w.b, path(&w, "/edit/member/", w.member, ""),
                        arena_z(&w.b.site.arena, buf_str(&form))),
              303);
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Those who left"));
    CHECK(has(&w.b, "No member is written here yet."));
    CHECK(has(&w.b, "1 December 2014"));
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, ">124<"));
    CHECK(has(&w.b, "class=\"off\""));
    browser_end(&w.b);
}

SITE(parents_and_states_are_dated)
{
    struct world w;
    struct site *s = &w.b.site;

    world_start(&w, db);
    draft(s, "link",
          with(s,
               "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2014-02-01\"}",
               w.co, w.vo, ID_NONE));
    draft(
        s, "standing",
        with(s,
             "{\"body\":\"%1\",\"since\":\"2014-03-01\",\"state\":\"dormant\","
             "\"why\":\"floods\"}",
             w.co, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "Village One"));
    CHECK(has(&w.b, "chip warn"));
    CHECK(has(&w.b, "floods"));
    CHECK_INT(get_json(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(has(&w.b, "\"belongs\":true"));
    draft(s, "link",
          with(s,
               "{\"body\":\"%1\",\"since\":\"2014-08-01\",\"why\":\"split\"}",
               w.co, ID_NONE, ID_NONE));
    CHECK_INT(get_json(&w.b, path(&w, "/body/", w.vo, "")), 200);
    CHECK(has(&w.b, "\"belongs\":false"));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, "It stands alone."));
    browser_end(&w.b);
}

/* What a charge gives Asma from January on, she hands over from 15 December. */
SITE(a_hand_over_moves_the_portfolio_from_its_day_on)
{
    struct world w;
    struct site *s = &w.b.site;
    struct buf form;
    struct str to;

    world_start(&w, db);
    draft(s, "charge",
          with(s,
               "{\"bodies\":[{\"body\":\"%1\"},{\"body\":\"%2\"}],\"since\":"
               "\"2014-01-10\",\"taker\":\"%3\"}",
               w.co, w.vo, w.asma));
    CHECK_INT(get(&w.b, path(&w, "/handover/", w.asma, "")), 200);
    CHECK(has(&w.b, "Bismillah") && has(&w.b, ">Bilal<"));
    CHECK_INT(get(&w.b, path(&w, "/handover/", w.asma, "?since=2014-01-09")),
              200);
    CHECK(!has(&w.b, "Bismillah"));
    CHECK_INT(send_form(&w.b, path(&w, "/handover/", w.asma, ""),
                        "since=2014-12-15&all=1"),
              422);
    CHECK(has(&w.b, "Choose who takes them"));
    form = buf_start(&s->arena);
    buf_z(&form, path(&w, "taker=", w.bilal, "&since=2014-12-15"));
    CHECK_INT(send_form(&w.b, path(&w, "/handover/", w.asma, ""),
                        arena_z(&s->arena, buf_str(&form))),
              422);
    buf_z(&form, path(&w, "&body=", w.co, "&why=leave"));
    buf_z(&form, path(&w, "&body=", w.far_co, "")); /* never hers */
    CHECK_INT(send_form(&w.b, path(&w, "/handover/", w.asma, ""),
                        arena_z(&s->arena, buf_str(&form))),
              303);
    CHECK_INT(w.b.asks, 1);
    to = arena_str(&s->arena, answer_header(&w.b, "Location"));
    CHECK(str_starts(to, S("/handed/")));
    CHECK_INT(get(&w.b, arena_z(&s->arena, to)), 200);
    CHECK(has(&w.b, "Bismillah") && !has(&w.b, "Village One") &&
          !has(&w.b, "Faraway"));
    CHECK(has(&w.b, "signatures") && has(&w.b, "Handed over by") &&
          has(&w.b, "Taken over by"));
    CHECK_INT(get_json(&w.b, path(&w, "/staff/", w.bilal, "")), 200);
    CHECK(has_id(&w, w.co) && !has_id(&w, w.far_co));
    CHECK_INT(get(&w.b, path(&w, "/handover/", w.asma, "?since=2014-12-14")),
              200);
    CHECK(has(&w.b, "Bismillah"));
    CHECK_INT(get(&w.b, path(&w, "/handover/", w.asma, "?since=2014-12-15")),
              200);
    CHECK(!has(&w.b, "Bismillah") && has(&w.b, "Village One"));
    CHECK_INT(get(&w.b, path(&w, "/body/", w.co, "")), 200);
    CHECK(has(&w.b, ">Bilal<") && has(&w.b, ">Asma<")); /* timeline */
    CHECK_INT(get_json(&w.b, path(&w, "/unit/", w.unit, "")), 200);
    CHECK_INT(told(&w, "bodies"), 2);
    browser_login(&w.b, "asma"); /* she may not move anything herself */
    CHECK_INT(get(&w.b, path(&w, "/handover/", w.asma, "")), 403);
    browser_end(&w.b);
}

SITE(meetings_are_due_by_the_rhythm_of_each_body)
{
    struct world w;
    struct site *s = &w.b.site;

    world_start(&w, db);
    draft(s, "charge",
          with(s,
               "{\"bodies\":[{\"body\":\"%1\"}],\"since\":\"2014-01-10\","
               "\"taker\":\"%2\"}",
               w.co, w.asma, ID_NONE));
    browser_login(&w.b, "asma");
    CHECK_INT(get_json(&w.b, "/work"), 200);
    /* The last that was held is of 4 October; 31 days on is 4 November. */
    CHECK(has_id(&w, w.co));
    CHECK(has(&w.b, "\"due\":\"2014-11-04\",\"late\":58"));
    CHECK_INT(get(&w.b, "/work"), 200);
    CHECK(has(&w.b, "data-drafts") && has(&w.b, "Nothing was returned."));
    draft(s, "meeting",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-12-01\",\"total\":100,"
               "\"women\":9}",
               w.co, ID_NONE, ID_NONE));
    CHECK_INT(get_json(&w.b, "/work"), 200); /* due today, so not late */
    CHECK(!has_id(&w, w.co));
    browser_login(&w.b, "boss"); /* no portfolio: whatever is in reach */
    CHECK_INT(get_json(&w.b, "/work"), 200);
    CHECK(has_id(&w, w.far_co) && !has_id(&w, w.co));
    draft(s, "standing",
          with(s,
               "{\"body\":\"%1\",\"since\":\"2014-12-01\",\"state\":"
               "\"dissolved\",\"why\":\"gone\"}",
               w.far_co, ID_NONE, ID_NONE));
    CHECK_INT(get_json(&w.b, "/work"), 200);
    CHECK(!has_id(&w, w.far_co));
    browser_end(&w.b);
}

SITE(whoever_keeps_the_register_begins_with_her_work)
{
    struct world w;

    world_start(&w, db);
    grant(&w.b.site, "clerk", "operator", NULL);
    grant(&w.b.site, "admin", "administrator", NULL);
    w.b.cookie[0] = w.b.csrf[0] = 0;
    CHECK_INT(send_form(&w.b, "/login", "user=clerk&password=right"), 303);
    CHECK_STR(answer_header(&w.b, "Location"), S("/work"));
    CHECK_INT(send_form(&w.b, "/login",
                        "user=clerk&password=right&then=%2Flist"),
              303);
    CHECK_STR(answer_header(&w.b, "Location"), S("/list"));
    CHECK_INT(send_form(&w.b, "/login", "user=admin&password=right"), 303);
    CHECK_STR(answer_header(&w.b, "Location"), S("/"));
    browser_end(&w.b);
}

SITE(each_page_is_drawn_in_three_languages)
{
    static const char *const lang[] = { "en", "ur", "sd" };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(lang); i++) {
        const char *at[] = { path(&w, "/body/", w.co, ""),
                             path(&w, "/person/", w.zeenat, ""),
                             path(&w, "/household/", w.house, ""),
                             path(&w, "/staff/", w.asma, ""),
                             path(&w, "/unit/", w.unit, ""),
                             "/work" };
        char cookie[200];

        browser_login(&w.b, "boss");
        snprintf(cookie, sizeof cookie, "%.80s; lang=%s", w.b.cookie, lang[i]);
        snprintf(w.b.cookie, sizeof w.b.cookie, "%s", cookie);
        for (size_t p = 0; p < LEN(at); p++) {
            CHECK_INT(get(&w.b, at[p]), 200);
            CHECK(has(&w.b, i ? "dir=\"rtl\"" : "dir=\"ltr\""));
            CHECK(!has(&w.b, ">body.") && !has(&w.b, ">field.") &&
                  !has(&w.b, ">staff.") && !has(&w.b, ">register."));
        }
    }
    browser_end(&w.b);
}
