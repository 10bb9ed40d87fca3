/* web_need - pages of needs and plans: what members asked for becomes one need of
 * their VO, is answered, and who asked reads why; the plan that holds it. */
#include "web_site.h"

struct fields {
    struct browser b;
    struct id co, vo, house, neighbour, woman;
};

static struct id srso(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

static const char *text(struct fields *w, struct buf *b)
{
    return arena_z(&w->b.site.arena, buf_str(b));
}

/* A path, a form or a body in which "%1" to "%3" are ids. */
static const char *said(struct fields *w, const char *of, struct id a,
                        struct id b, struct id c)
{
    return with(&w->b.site, of, a, b, c);
}

static struct id body_of(struct fields *w, const char *nature, const char *name,
                         struct id parent)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"formed\":\"2013-05-01\",\"name\":\"%s\","
            "\"nature\":\"%s\"%s,\"place\":\"%%1\",\"rsp\":\"%%2\",\"sex\":"
            "\"women\"}",
            name, name, nature, id_none(parent) ? "" : ",\"parent\":\"%3\"");
    return draft(&w->b.site, "body",
                 said(w, text(w, &b), id_named(S("place"), S("pk723")), srso(),
                      parent));
}

static struct id household_at(struct fields *w, const char *number)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "{\"number\":\"%s\",\"place\":\"%%1\"}", number);
    return draft(&w->b.site, "household",
                 said(w, text(w, &b), id_named(S("place"), S("pk723")), ID_NONE,
                      ID_NONE));
}

static struct id need_of(struct fields *w, struct id household,
                         const char *title, int rupees)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cost\":%d,\"household\":\"%%2\",\"nature\":"
            "\"private\",\"number\":\"%s-%d\",\"raised\":\"2014-02-10\","
            "\"sector\":\"water\",\"title\":\"%s\",\"who\":\"helped\","
            "\"women_first\":true}",
            rupees * 100, title, rupees, title);
    return draft(&w->b.site, "need",
                 said(w, text(w, &b), w->co, household, ID_NONE));
}

/* Today is 1 January 2015. */
static void fields_start(struct fields *w, struct db *db)
{
    struct site *s = &w->b.site;

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    w->house = household_at(w, "H-1");
    w->neighbour = household_at(w, "H-2");
    w->woman = draft(s, "person",
                     said(w,
                          "{\"household\":\"%1\",\"name\":\"Zohra Bibi\","
                          "\"sex\":\"women\"}",
                          w->house, ID_NONE, ID_NONE));
    w->vo = body_of(w, "vo", "Mehran", ID_NONE);
    w->co = body_of(w, "co", "Roshni", w->vo);
    draft(s, "access",
          said(w,
               "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\","
               "\"since\":\"2014-01-01\"}",
               id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    browser_login(&w->b, "hina");
}

/* Where a form that was kept leads: the id in "/need/ID?kept=1". */
static struct id went_to(struct fields *w, const char *room)
{
    struct str to = answer_header(&w->b, "Location");
    struct id id = ID_NONE;
    size_t n = strlen(room);

    if (CHECK(to.n >= n + 32 && !memcmp(to.p, room, n)))
        CHECK(id_read((struct str){ to.p + n, 32 }, &id));
    return id;
}

SITE(members_wishes_become_one_need)
{
    struct fields w;
    struct id a, b, wide;

    fields_start(&w, db);
    a = need_of(&w, w.house, "Pump", 40000);
    b = need_of(&w, w.neighbour, "Tap", 30000);
    CHECK_INT(get(&w.b, said(&w, "/need/new?body=%1", w.vo, a, b)), 200);
    CHECK(has(&w.b, "Pump"));
    CHECK(has(&w.b, said(&w, "part.%1", b, a, a)));
    /* Adding up first, then keeping. */
    CHECK_INT(send_form(&w.b, "/need/new",
                        said(&w, "body=%1&part.%2=1&part.%3=1&_sum=1", w.vo, a,
                             b)),
              200);
    CHECK(has(&w.b, "70000"));
    CHECK_INT(send_form(&w.b, "/need/new",
                        said(&w,
                             "number=V-1&body=%1&raised=2014-03-01&title=Well"
                             "&sector=water&nature=public&who=helped&cost=70000"
                             "&households=2&part.%2=1&part.%3=1",
                             w.vo, a, b)),
              303);
    wide = went_to(&w, "/need/");
    CHECK_INT(get_json(&w.b, said(&w, "/need/%1", a, a, a)), 200);
    CHECK(has(&w.b, said(&w, "\"above\":\"%1\"", wide, a, a)));
    CHECK_INT(get_json(&w.b, said(&w, "/need/%1", wide, a, a)), 200);
    CHECK(has(&w.b, "\"cost\":7000000"));
    CHECK(has(&w.b, "\"leaves\":2"));
    CHECK_INT(get_json(&w.b, "/needs"), 200);
    CHECK(has(&w.b, "\"needs\":2"));
    CHECK(has(&w.b, "\"title\":\"Well\""));
    CHECK(!has(&w.b, "\"title\":\"Pump\""));
    CHECK_INT(get_json(&w.b, "/needs?show=leaves"), 200);
    CHECK(has(&w.b, "\"title\":\"Pump\""));
    CHECK_INT(get(&w.b, "/needs?show=all&state=asked&sector=water&women=1"),
              200);
    CHECK(has(&w.b, "Pump"));
    CHECK_INT(get(&w.b, "/needs?sector=%27&state=x&page=99"), 200);
    site_end(&w.b.site);
}

SITE(who_asked_reads_why_it_was_refused)
{
    struct fields w;
    struct id a, wide;

    fields_start(&w, db);
    a = need_of(&w, w.house, "Pump", 40000);
    CHECK_INT(send_form(&w.b, "/need/new",
                        said(&w,
                             "number=V-1&body=%1&raised=2014-03-01&title=Well"
                             "&sector=water&nature=public&who=helped&cost=40000"
                             "&households=1&part.%2=1",
                             w.vo, a, a)),
              303);
    wide = went_to(&w, "/need/");
    CHECK_INT(send_form(&w.b, "/new/need_answer",
                        said(&w,
                             "need=%1&held=2014-04-01&tier=vo&says=rejected&"
                             "body=%2",
                             wide, w.vo, a)),
              422); /* not without a reason */
    CHECK_INT(send_form(&w.b, "/new/need_answer",
                        said(&w,
                             "need=%1&held=2014-04-01&tier=vo&says=rejected&"
                             "body=%2&why=The+water+is+salt+below",
                             wide, w.vo, a)),
              303);
    CHECK_INT(get(&w.b, said(&w, "/need/%1", a, a, a)), 200);
    CHECK(has(&w.b, "The water is salt below"));
    CHECK(has(&w.b, "Mehran"));
    CHECK(has(&w.b, "Well"));
    CHECK(has(&w.b, "chip stop"));
    CHECK_INT(get(&w.b, said(&w, "/need/%1?lang=sd", wide, a, a)), 200);
    CHECK(has(&w.b, "dir=\"rtl\""));
    CHECK_INT(get(&w.b, said(&w, "/need/%1", w.vo, a, a)), 404);
    site_end(&w.b.site);
}

SITE(a_households_plan_becomes_its_need)
{
    struct fields w;
    struct id plan, member;

    fields_start(&w, db);
    member = draft(&w.b.site, "member",
                   said(&w,
                        "{\"body\":\"%1\",\"joined\":\"2013-06-01\",\"person\":"
                        "\"%2\"}",
                        w.co, w.woman, ID_NONE));
    plan = draft(&w.b.site, "mip",
                 said(&w,
                      "{\"activity\":\"livestock\",\"cost\":4000000,"
                      "\"household\":\"%1\",\"made\":\"2014-01-10\",\"member\":"
                      "\"%3\",\"own_share\":1000000,\"person\":\"%2\","
                      "\"wanted\":3000000,\"what\":\"Three goats\"}",
                      w.house, w.woman, member));
    CHECK_INT(get(&w.b, said(&w, "/need/new?mip=%1", plan, plan, plan)), 200);
    CHECK(has(&w.b, "Three goats"));
    CHECK(has(&w.b, "Roshni-N1"));
    CHECK(has(&w.b, "40000"));
    CHECK(has(&w.b, "10000"));
    CHECK_INT(send_form(&w.b, "/need/new",
                        said(&w,
                             "number=N-1&body=%1&household=%2&mip=%3&raised="
                             "2014-02-01&title=Goats&sector=livestock&nature="
                             "private&who=helped&cost=40000&households=1",
                             w.co, w.house, plan)),
              303);
    CHECK_INT(get(&w.b, said(&w, "/mip/%1", plan, plan, plan)), 200);
    CHECK(has(&w.b, "/need/"));
    CHECK(has(&w.b, "Goats"));
    CHECK_INT(get_json(&w.b, said(&w, "/mip/%1", plan, plan, plan)), 200);
    CHECK(has(&w.b, "\"wanted\":3000000"));
    site_end(&w.b.site);
}

SITE(a_plan_shows_its_items_and_what_they_come_to)
{
    struct fields w;
    struct id a, b, plan;

    fields_start(&w, db);
    a = need_of(&w, w.house, "Pump", 40000);
    b = need_of(&w, w.neighbour, "Tap", 30000);
    plan = draft(&w.b.site, "plan",
                 said(&w,
                      "{\"body\":\"%1\",\"code\":\"VDP-1\",\"since\":"
                      "\"2014-07-01\",\"tier\":\"village\",\"title\":\"Goth "
                      "Ali\",\"until\":\"2019-06-30\",\"version\":1}",
                      w.vo, a, a));
    CHECK_INT(send_form(&w.b, "/new/plan_item",
                        said(&w,
                             "plan=%1&need=%2&held=2014-08-01&position=2&"
                             "who_does=The+chair",
                             plan, a, a)),
              303);
    CHECK_INT(send_form(&w.b, "/new/plan_item",
                        said(&w, "plan=%1&need=%2&held=2014-08-01&position=1",
                             plan, b, a)),
              303);
    CHECK_INT(get_json(&w.b, said(&w, "/plan/%1", plan, a, a)), 200);
    CHECK(has(&w.b, "\"cost\":7000000"));
    CHECK(has(&w.b, "\"stage\":\"compiling\""));
    CHECK_INT(get(&w.b, said(&w, "/plan/%1", plan, a, a)), 200);
    CHECK(has(&w.b, "The chair"));
    CHECK_INT(get(&w.b, "/plans"), 200);
    CHECK(has(&w.b, "Goth Ali"));
    CHECK_INT(get_json(&w.b, "/plans?tier=village&stage=compiling"), 200);
    CHECK(has(&w.b, "\"items\":2"));
    CHECK_INT(get_json(&w.b, "/plans?tier=union_council"), 200);
    CHECK(!has(&w.b, "VDP-1"));
    CHECK_INT(get(&w.b, "/report/plans?format=json"), 200);
    CHECK(has(&w.b, "7000000") || has(&w.b, "70000"));
    site_end(&w.b.site);
}

/* By band of poverty on its page, on the plan's, and in the list. */
SITE(whom_it_serves_is_told_by_band)
{
    struct fields w;
    struct id a, n, plan;

    fields_start(&w, db);
    a = need_of(&w, w.house, "Pump", 40000);
    draft(&w.b.site, "score",
          said(&w,
               "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"2014-01-01\","
               "\"household\":\"%1\",\"origin\":\"BISP\",\"score\":2000,"
               "\"source\":\"imported\"}",
               w.house, a, a));
    n = draft(&w.b.site, "need",
              said(&w,
                   "{\"band\":[{\"band\":\"b0\",\"households\":5}],\"body\":"
                   "\"%1\",\"cost\":100000,\"households\":6,\"nature\":"
                   "\"public\",\"number\":\"ROAD-1\",\"raised\":"
                   "\"2014-02-10\",\"sector\":\"road\",\"title\":\"Road\","
                   "\"who\":\"helped\"}",
                   w.vo, a, a));
    plan = draft(&w.b.site, "plan",
                 said(&w,
                      "{\"body\":\"%1\",\"code\":\"VDP-1\",\"since\":"
                      "\"2014-07-01\",\"tier\":\"village\",\"title\":\"Goth "
                      "Ali\",\"until\":\"2019-06-30\",\"version\":1}",
                      w.vo, a, a));
    draft(&w.b.site, "plan_item",
          said(&w, "{\"held\":\"2014-08-01\",\"need\":\"%2\",\"plan\":\"%1\"}",
               plan, a, a));
    draft(&w.b.site, "plan_item",
          said(&w, "{\"held\":\"2014-08-01\",\"need\":\"%2\",\"plan\":\"%1\"}",
               plan, n, a));
    CHECK_INT(get(&w.b, said(&w, "/need/%1", a, a, a)), 200);
    CHECK(has(&w.b, "Transitory poor, 19 to 23"));
    CHECK(has(&w.b, "from the score of"));
    CHECK_INT(get(&w.b, said(&w, "/need/%1", n, a, a)), 200);
    CHECK(has(&w.b, "Extremely poor, 0 to 11"));
    CHECK(has(&w.b, "Band not known"));
    CHECK_INT(get_json(&w.b, said(&w, "/plan/%1", plan, a, a)), 200);
    CHECK(has(&w.b, "{\"band\":\"b0\",\"households\":5},{\"band\":\"b19\","
                    "\"households\":1}"));
    CHECK_INT(get_json(&w.b, "/needs?show=leaves&band=b19"), 200);
    CHECK(has(&w.b, "Pump"));
    CHECK(!has(&w.b, "ROAD-1"));
    CHECK_INT(get_json(&w.b, "/needs?show=leaves&band=b%25"), 200);
    CHECK(!has(&w.b, "Pump"));
    site_end(&w.b.site);
}
