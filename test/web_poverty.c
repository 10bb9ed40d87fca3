/* web_poverty - the page that draws how poor a place is: bars out of the same
 * figures as the reports, each opening to its postings, mirrored where people
 * read from right to left, and another place or month beside it.
 *
 * A union council with four scored households, two of them in a CO, and another
 * with one. Today is 1 January 2015. */
#include "web_site.h"

#define CARD "SPS-PAK-2009-002"

struct poor {
    struct browser b;
    struct id uc, far, goth, hamlet, house[5], co;
    int houses;
};

static struct id say_of(struct poor *p, const char *kind, const char *body,
                        struct id a, struct id b)
{
    struct site *s = &p->b.site;

    return draft(s, kind, with(s, body, a, b, ID_NONE));
}

static struct id place_of(struct poor *p, const char *level, const char *name,
                          struct id above)
{
    struct buf b = buf_start(&p->b.site.arena);

    buf_fmt(&b, "{\"level\":\"%s\",\"lg\":\"%%1\",\"name\":\"%s\"}", level,
            name);
    return say_of(p, "place", arena_z(b.arena, buf_str(&b)), above, ID_NONE);
}

static struct id house_of(struct poor *p, struct id place, int score)
{
    struct buf b = buf_start(&p->b.site.arena), s = buf_start(b.arena);
    struct id house;

    buf_fmt(&b, "{\"number\":\"H-%d\",\"place\":\"%%1\"}", ++p->houses);
    house = say_of(p, "household", arena_z(b.arena, buf_str(&b)), place,
                   ID_NONE);
    buf_fmt(&s,
            "{\"card\":\"" CARD "\",\"held\":\"2014-03-10\",\"household\":"
            "\"%%1\",\"origin\":\"a field app\",\"score\":%d,\"source\":"
            "\"imported\"}",
            score);
    say_of(p, "score", arena_z(b.arena, buf_str(&s)), house, ID_NONE);
    return house;
}

static void member_of(struct poor *p, struct id house)
{
    struct id woman = say_of(p, "person",
                             "{\"household\":\"%1\",\"name\":\"Sughra\","
                             "\"sex\":\"women\"}",
                             house, ID_NONE);

    say_of(p, "member",
           "{\"body\":\"%1\",\"joined\":\"2014-05-01\",\"person\":\"%2\"}",
           p->co, woman);
}

static void poor_start(struct poor *p, struct db *db)
{
    static const int score[] = { 900, 1200, 1250, 2300 };
    struct id srso = id_named(S("rsp"), S("SRSO"));

    memset(p, 0, sizeof *p);
    browser_start(&p->b, db);
    p->uc = place_of(p, "uc", "Sangi", id_named(S("place"), S("pk72302")));
    p->far = place_of(p, "uc", "Hingoro", id_named(S("place"), S("pk72302")));
    p->goth = place_of(p, "settlement", "Goth Ali", p->uc);
    p->hamlet = place_of(p, "settlement", "Goth Umar", p->far);
    for (int i = 0; i < 4; i++)
        p->house[i] = house_of(p, p->goth, score[i]);
    p->house[4] = house_of(p, p->hamlet, 5000);
    p->co = say_of(p, "body",
                   "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\",\"nature\":"
                   "\"co\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
                   srso, p->goth);
    say_of(p, "cutover",
           "{\"place\":\"%2\",\"rsp\":\"%1\",\"since\":\"2014-01\"}", srso,
           id_named(S("place"), S("pk723")));
    member_of(p, p->house[0]);
    member_of(p, p->house[2]);
    browser_login(&p->b, "admin");
}

/* A path that names a place in its middle. */
static const char *path(struct poor *p, const char *before, struct id id,
                        const char *after)
{
    struct buf b = buf_start(&p->b.site.arena);

    buf_z(&b, before);
    id_put(&b, id);
    buf_z(&b, after);
    return arena_z(b.arena, buf_str(&b));
}

/* How often the answer has it. */
static int times(const struct poor *p, const char *what)
{
    struct str s = p->b.answer.body;
    size_t n = strlen(what);
    int found = 0;

    for (size_t i = 0; i + n <= s.n; i++)
        found += memcmp(s.p + i, what, n) == 0;
    return found;
}

SITE(households_lie_on_their_points)
{
    struct poor p;

    poor_start(&p, db);
    CHECK_INT(get_json(&p.b,
                       path(&p, "/poverty?place=", p.uc, "&as_of=2014-12")),
              200);
    CHECK(has(&p.b, "\"known\":[0,0,0,0,0,0,0,0,0,1,0,0,2,0,0,0,0,0,0,0,0,0,0,"
                    "1,0,"));
    CHECK(has(&p.b, "\"organised\":[0,0,0,0,0,0,0,0,0,1,0,0,1,0,"));
    CHECK_INT(get_json(&p.b,
                       path(&p, "/poverty?place=", p.uc, "&as_of=2014-02")),
              200);
    CHECK(!has(&p.b, "1,0"));
    browser_end(&p.b);
}

SITE(a_bar_opens_to_its_postings)
{
    struct poor p;

    poor_start(&p, db);
    CHECK_INT(get(&p.b, path(&p, "/poverty?place=", p.uc,
                             "&as_of=2014-12&bars=point")),
              200);
    CHECK_INT(times(&p, "<rect class=\"known\""), 3);
    CHECK(has(&p.b, "<title>Score 12–12: 2 households known, 1 Organised"));
    CHECK(has(&p.b,
              "/postings?indicator=hh.known%40" CARD ".12&amp;as_of=2014-12"));
    CHECK_INT(get(&p.b, path(&p,
                             "/postings?indicator=hh.known%40" CARD
                             ".12&as_of=2014-12&place=",
                             p.uc, "")),
              200);
    CHECK(has(&p.b, "(" CARD ".12)"));
    CHECK(has(&p.b, "Goth Ali"));
    browser_end(&p.b);
}

/* Of five points: 5-9, 10-14, 20-24; those of one band stand together too. */
SITE(bars_of_five_and_bands)
{
    struct poor p;

    poor_start(&p, db);
    CHECK_INT(get(&p.b, path(&p, "/poverty?place=", p.uc, "&as_of=2014-12")),
              200);
    CHECK_INT(times(&p, "<rect class=\"known\""), 3);
    CHECK(has(&p.b, "Score 10–14: 2 "));
    CHECK(has(&p.b, ">0–11</text>"));
    CHECK(has(&p.b, "<th scope=\"row\">Chronically poor, 12 to 18 <small>b12"
                    "</small></th><td class=\"n\">2</td><td class=\"n\">1</td>"
                    "<td class=\"n\">50</td>"));
    /* classes of the card: 5-9 once, 10-14 twice, 20-24 once */
    CHECK(has(
        &p.b,
        "<th scope=\"row\">National poverty line</th><td class=\"n\">80.23</td>"
        "<td class=\"n\">29.39</td>"));
    browser_end(&p.b);
}

static int first_x(const struct poor *p)
{
    const char *at = strstr(p->b.answer.body.p, "<rect class=\"known\" x=\"");

    return at ? atoi(at + strlen("<rect class=\"known\" x=\"")) : -1;
}

/* The poorest stand where reading begins. */
SITE(it_is_mirrored)
{
    struct poor p;
    int from_left;

    poor_start(&p, db);
    CHECK_INT(get(&p.b, path(&p, "/poverty?place=", p.uc, "&as_of=2014-12")),
              200);
    from_left = first_x(&p);
    CHECK(from_left > 30 && from_left < 100);
    CHECK_INT(get(&p.b, "/lang/ur"), 303);
    strcat(p.b.cookie, "; lang=ur");
    CHECK_INT(get(&p.b, path(&p, "/poverty?place=", p.uc, "&as_of=2014-12")),
              200);
    CHECK(first_x(&p) > 300);
    browser_end(&p.b);
}

SITE(two_places_or_months_side_by_side)
{
    struct poor p;
    const char *both;

    poor_start(&p, db);
    both = path(&p, "/poverty?place=", p.uc, "&as_of=2014-12&with_place=");
    CHECK_INT(get(&p.b, path(&p, both, p.far, "")), 200);
    CHECK_INT(times(&p, "<svg class=\"shape\""), 2);
    CHECK(has(&p.b, "<h2>Sangi, December 2014</h2>"));
    CHECK(has(&p.b, "<h2>Hingoro, December 2014</h2>"));
    CHECK(has(&p.b, "Score 50–54: 1 "));
    CHECK_INT(get(&p.b, path(&p, "/poverty?place=", p.uc,
                             "&as_of=2014-12&with_as_of=2014-01")),
              200);
    CHECK_INT(times(&p, "<svg class=\"shape\""), 1);
    CHECK(has(&p.b, "No household is scored here in that month."));
    browser_end(&p.b);
}

SITE(what_is_not_there)
{
    struct poor p;

    poor_start(&p, db);
    CHECK_INT(get(&p.b, "/poverty?place=nowhere"), 400);
    CHECK_INT(get(&p.b, "/poverty?with_place=nowhere"), 400);
    CHECK_INT(get(&p.b, "/poverty?as_of=2014-13"), 400);
    CHECK_INT(get(&p.b, "/poverty?banding=%3Cscript%3E&as_of=2014-12"), 200);
    CHECK(!has(&p.b, "<script>"));
    CHECK_INT(get(&p.b, path(&p, "/place/", p.uc, "")), 200);
    CHECK(has(&p.b, "/poverty?place="));
    CHECK_INT(get(&p.b, "/reports"), 200);
    CHECK(has(&p.b, "href=\"/poverty\""));
    browser_end(&p.b);
}
