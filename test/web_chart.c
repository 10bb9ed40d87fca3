/* web_chart - pictures are drawn of the numbers of their tables, open what these
 * open, and are light enough for a phone; maps colour places by class. */
#include <zlib.h>

#include "../src/core/data.h"
#include "../src/web/chart/map.h"
#include "web_site.h"

enum { KB = 1024 };

static struct id sukkur(void)
{
    return id_named(S("place"), S("pk723"));
}

static const char *id_z(struct browser *b, struct id id)
{
    struct buf out = buf_start(&b->site.arena);

    id_put(&out, id);
    return arena_z(&b->site.arena, buf_str(&out));
}

/* So many households and COs of SRSO in a district, at the end of a month. */
static void filed(struct site *s, const char *place, const char *as_of, int hh,
                  int co)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"as_of\":\"%s\",\"place\":\"%%1\",\"rsp\":\"%%2\",\"source\":"
            "\"by hand\",\"values\":[{\"amount\":%d,\"indicator\":\"co\"},"
            "{\"amount\":%d,\"indicator\":\"hh\"}]}",
            as_of, co, hh);
    draft(s, "filing",
          with(s, arena_z(&s->arena, buf_str(&b)),
               id_named(S("place"), str_of(place)),
               id_named(S("rsp"), S("SRSO")), ID_NONE));
}

static void started(struct browser *b, struct db *db)
{
    browser_start(b, db);
    draft(&b->site, "access",
          "{\"login\":\"clerk\",\"role\":\"viewer\",\"since\":\"2014-01-01\"}");
    browser_login(b, "clerk");
    filed(&b->site, "pk723", "2014-06", 1000, 50);
    filed(&b->site, "pk723", "2014-12", 1234567, 60);
    filed(&b->site, "pk713", "2014-12", 800, 400);
}

static void role(struct browser *b, const char *login, const char *code)
{
    struct buf s = buf_start(&b->site.arena);

    buf_fmt(&s, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, code);
    draft(&b->site, "access", arena_z(&b->site.arena, buf_str(&s)));
}

/* ---- trend --------------------------------------------------------------*/

SITE(a_trend_is_a_table_and_the_same_numbers_for_its_picture)
{
    struct browser b;
    char link[200];

    started(&b, db);
    CHECK_INT(get(&b, "/trend?indicator=hh&place=pk723&as_of=2014-12"), 200);
    CHECK(has(&b, "<figure class=\"chart\" data-chart=\"{&quot;kind&quot;:"
                  "&quot;line&quot;"));
    /* empty before June; then what stood, and what stands */
    CHECK(has(&b, "&quot;at&quot;:[1000,1000,1234567]"));
    CHECK(has(&b, "&quot;names&quot;:[&quot;June 2014&quot;,&quot;September "
                  "2014&quot;,&quot;December 2014&quot;]"));
    CHECK(has(&b, "1,234,567"));
    snprintf(link, sizeof link,
             "<a href=\"/postings?indicator=hh&amp;place=%s&amp;as_of=2014-06"
             "\">",
             id_z(&b, sukkur()));
    CHECK(has(&b, link));
    CHECK(has(&b, "/app/chart.css?"));
    CHECK(has(&b, "/app/chart.js?"));
    browser_end(&b);
}

SITE(months_years_and_what_is_not_there)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/trend?indicator=co&step=month&as_of=2014-12"), 200);
    CHECK(has(&b, "&quot;at&quot;:[50,50,50,50,50,50,460]"));
    CHECK_INT(get(&b, "/trend?indicator=co&step=year&as_of=2014-12"), 200);
    CHECK(has(&b, "&quot;at&quot;:[460]"));
    CHECK_INT(get(&b, "/trend?indicator=co&rsp=NRSP&as_of=2014-12"), 200);
    CHECK(!has(&b, "data-chart"));    /* NRSP filed nothing: no picture of it */
    CHECK(!has(&b, "/app/chart.js")); /* and nothing that would draw one */
    CHECK_INT(get(&b, "/trend?indicator=nonsense"), 400);
    CHECK_INT(get(&b, "/trend?indicator=co&step=day"), 400);
    CHECK_INT(get(&b, "/trend?indicator=co&place=nowhere"), 400);
    CHECK_INT(get(&b, "/trend?indicator=co%22%3E%3Cscript%3E"), 400);
    CHECK(!has(&b, "<script>"));
    CHECK_INT(get(&b, "/trend?indicator=co&as_of=2014-12&format=csv"), 200);
    CHECK(has(&b, "December 2014,460,410"));
    browser_end(&b);
}

SITE(pictures_speak_the_page_s_language)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/trend?indicator=hh&as_of=2014-12&lang=ur"), 200);
    CHECK(has(&b, "dir=\"rtl\""));
    CHECK(!has(&b, "chart.month"));
    CHECK(!has(&b, "December"));
    CHECK_INT(get(&b, "/map?as_of=2014-12&lang=sd"), 200);
    CHECK(!has(&b, "map.title"));
    CHECK(!has(&b, "Sukkur:"));
    browser_end(&b);
}

/* ---- reports ------------------------------------------------------------*/

SITE(a_report_has_its_picture_of_the_table_below_it)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/report/coverage?as_of=2014-12&by=district"), 200);
    CHECK(has(&b, "<section class=\"sheets\" id=\"sheet1\">"));
    CHECK(!has(&b, "data-chart")); /* of no household is the score known */
    CHECK_INT(get(&b, "/report/outreach?as_of=2014-12"), 200);
    CHECK(!has(&b, "/app/chart.js"));
    browser_end(&b);
}

/* Ages at the end of the month: who is 25 that day stands among those of 25. */
SITE(members_stand_in_a_pyramid_by_sex_and_age)
{
    static const struct {
        const char *sex, *born;
    } who[] = { { "women", "1989-12-31" },
                { "women", "1990-01-01" },
                { "men", "1949-12-31" },
                { "women", NULL } };
    struct browser b;
    struct id body, home;

    started(&b, db);
    role(&b, "hina", "head_office");
    body = draft(&b.site, "body",
                 with(&b.site,
                      "{\"nature\":\"co\",\"sex\":\"mixed\",\"name\":\"CO "
                      "Roshan\",\"code\":\"C1\",\"rsp\":\"%1\",\"place\":"
                      "\"%2\",\"formed\":\"2014-02-01\"}",
                      id_named(S("rsp"), S("SRSO")), sukkur(), ID_NONE));
    home = draft(&b.site, "household",
                 with(&b.site, "{\"number\":\"H1\",\"place\":\"%1\"}", sukkur(),
                      ID_NONE, ID_NONE));
    for (size_t i = 0; i < LEN(who); i++) {
        struct buf s = buf_start(&b.site.arena);
        struct id person;

        buf_fmt(&s,
                "{\"household\":\"%%1\",\"sex\":\"%s\",\"name\":\"Person "
                "%zu\"%s%s%s}",
                who[i].sex, i, who[i].born ? ",\"born\":\"" : "",
                who[i].born ? who[i].born : "", who[i].born ? "\"" : "");
        person = draft(&b.site, "person",
                       with(&b.site, arena_z(&b.site.arena, buf_str(&s)), home,
                            ID_NONE, ID_NONE));
        draft(&b.site, "member",
              with(&b.site,
                   "{\"body\":\"%1\",\"person\":\"%2\",\"joined\":"
                   "\"2014-02-01\"}",
                   body, person, ID_NONE));
    }
    CHECK_INT(get(&b, "/report/ages?as_of=2014-12"), 403); /* a viewer */
    browser_login(&b, "hina");
    CHECK_INT(get(&b, "/report/ages?as_of=2014-12"), 200);
    CHECK(has(&b, "&quot;kind&quot;:&quot;pyramid&quot;"));
    CHECK(has(&b,
              "&quot;at&quot;:[0,0,0,0,1,1,0]")); /* women, the oldest first */
    CHECK(has(&b, "&quot;at&quot;:[1,0,0,0,0,0,0]"));
    /* each number opens to who it counts, by name */
    CHECK(has(&b,
              "<a href=\"/report/ages/behind?row=0&amp;column=men&amp;as_of="
              "2014-12\">1</a>"));
    CHECK_INT(get(&b, "/report/ages/behind?row=0&column=men&as_of=2014-12"),
              200);
    CHECK(has(&b, "Person 2") && !has(&b, "Person 1"));
    CHECK_INT(get(&b, "/report/ages/behind?row=7&column=both&as_of=2014-12"),
              200);
    CHECK(has(&b, "Person 3") && !has(&b, "Person 0"));
    CHECK_INT(get_json(&b, "/report/ages/behind?row=8&column=both&as_of="
                           "2014-12"),
              200);
    CHECK(has(&b, "\"of\":4"));
    CHECK_INT(get(&b, "/report/ages/behind?row=9&column=both"), 404);
    CHECK_INT(get(&b, "/report/ages/behind?row=0&column=age"), 404);
    CHECK_INT(get(&b, "/report/outreach/behind?row=0&column=co"), 404);
    CHECK_INT(get(&b, "/report/ages?as_of=2014-12&format=csv"), 200);
    CHECK(has(&b, "Age not known,1,0,1"));
    CHECK(has(&b, "All members,3,1,4"));
    CHECK_INT(get(&b, "/report/ages?as_of=2014-01&format=csv"), 200);
    CHECK(has(&b, "All members,0,0,0"));
    browser_end(&b);
}

/* ---- maps ---------------------------------------------------------------*/

SITE(a_map_colours_districts_and_opens_them)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/map?indicator=co&as_of=2014-12"), 200);
    CHECK(has(&b, "<figure class=\"map\"><svg viewBox=\""));
    CHECK(has(&b, "<a href=\"/map?indicator=co&amp;place=pk723&amp;as_of="
                  "2014-12\" tabindex=\"-1\"><path class=\"m1\""));
    CHECK(has(&b, "<title>Sukkur: 60</title>"));
    /* the greatest comes first, and the table says the same */
    CHECK(has(&b, "&quot;at&quot;:[400,60]"));
    CHECK(has(&b, "/postings?indicator=co&amp;place=pk723"));
    CHECK(!has(&b, "style=")); /* the policy would refuse it */
    browser_end(&b);
}

SITE(within_a_district_its_talukas)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/map?indicator=co&place=pk723&as_of=2014-12"), 200);
    CHECK(has(&b, "<title>Rohri</title>")); /* nothing was filed for it */
    CHECK(has(&b, "class=\"m0\""));
    CHECK(!has(&b, "<title>Sukkur: 60</title>"));
    CHECK_INT(get(&b, "/map?indicator=co&place=sindh&as_of=2014-12"), 200);
    CHECK(has(&b, "<title>Sukkur: 60</title>"));
    CHECK(!has(&b, "<title>Lahore</title>"));
    CHECK_INT(get(&b, "/map?indicator=co&place=nowhere"), 400);
    CHECK_INT(get(&b, "/map?indicator=nonsense"), 400);
    CHECK_INT(get(&b, "/map?indicator=co&as_of=2014-12&format=csv"), 200);
    CHECK(has(&b, "Sukkur,60\n"));
    browser_end(&b);
}

TEST(equal_numbers_have_one_colour)
{
    struct arena a = { 0 };
    struct map_place at[] = {
        { .said = true, .v = 5 },   { .said = true, .v = 5 },
        { .said = false, .v = 9 },  { .said = true, .v = 1 },
        { .said = true, .v = 100 }, { .said = true, .v = 5 }
    };
    struct map m = { .at = at, .n = LEN(at) };

    map_shades(&m, &a);
    CHECK_INT(at[0].shade, at[1].shade);
    CHECK_INT(at[0].shade, at[5].shade);
    CHECK_INT(at[2].shade, 0);
    CHECK_INT(at[3].shade, 1);
    CHECK(at[3].shade < at[0].shade && at[0].shade < at[4].shade);
    CHECK_INT(m.least[0], 1);
    CHECK_INT(m.most[m.classes - 1], 100);
    for (int k = 1; k < m.classes; k++)
        CHECK(m.least[k] > m.most[k - 1]);
    arena_free(&a);
}

TEST(nothing_known_has_no_classes)
{
    struct arena a = { 0 };
    struct map_place at[] = { { .said = false }, { .said = false } };
    struct map m = { .at = at, .n = LEN(at) };

    map_shades(&m, &a);
    CHECK_INT(m.classes, 0);
    m.n = 0;
    map_shades(&m, &a);
    CHECK_INT(m.classes, 0);
    arena_free(&a);
}

/* Every district and taluka that a border is of must be a place. */
SITE(borders_are_of_places_that_are_there)
{
    static const struct {
        const char *file;
        int level, least;
    } at[] = { { "borders/districts.csv", 3, 150 },
               { "borders/talukas.csv", 4, 550 } };

    for (size_t i = 0; i < LEN(at); i++) {
        struct str all = data_find(at[i].file);
        int n = 0, there = 0;

        str_cut(&all, '\n');
        while (all.n) {
            struct str line = str_cut(&all, '\n');
            struct rows r = db_text_rows(
                db, S("SELECT 1 FROM place WHERE entry = $1 AND level = $2"));

            db_bind_id(&r, 1, id_named(S("place"), str_cut(&line, ',')));
            db_bind_int(&r, 2, at[i].level);
            n++;
            there += db_next(&r);
            db_done(&r);
            for (int k = 0; k < 4; k++)
                str_cut(&line, ',');
            CHECK(str_starts(line, S("M")) && str_ends(line, S("z")));
        }
        CHECK(n >= at[i].least);
        CHECK_INT(there, n);
    }
}

/* ---- weight -------------------------------------------------------------*/

static int64_t packed(struct str s)
{
    uLongf n = compressBound(s.n);
    unsigned char *out = malloc(n);

    MUST(out && compress2(out, &n, (const unsigned char *)s.p, s.n, 9) == Z_OK);
    free(out);
    return (int64_t)n;
}

TEST(scripts_are_light)
{
    struct str page = data_find("app/saath.js"),
               chart = data_find("app/chart.js.gz");

    CHECK(page.n > 0 && packed(page) < 30 * KB);
    CHECK(chart.n > 100 * KB);
    CHECK((int64_t)chart.n + packed(page) < 250 * KB);
}

SITE(what_draws_goes_out_packed_and_for_ever)
{
    struct browser b;

    started(&b, db);
    browser_header(&b, "Accept-Encoding", "br, gzip");
    CHECK_INT(get(&b, "/app/chart.js?1"), 200);
    CHECK_STR(answer_header(&b, "Content-Encoding"), S("gzip"));
    CHECK_STR(answer_header(&b, "Cache-Control"),
              S("public, max-age=31536000, immutable"));
    CHECK(b.answer.body.n > 2 && !memcmp(b.answer.body.p, "\x1f\x8b", 2));
    CHECK_INT(get(&b, "/app/chart.js"), 404); /* who cannot unpack it */
    CHECK_INT(get(&b, "/app/chart.css"), 200);
    CHECK_INT(get(&b, "/"), 200);
    browser_end(&b);
}

/* ---- the first page -----------------------------------------------------*/

SITE(a_part_that_was_kept_is_drawn_anew_when_an_entry_comes)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(has(&b, ">460</a>"));
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200); /* out of what was kept */
    CHECK(has(&b, ">460</a>"));
    CHECK_INT(get(&b, "/?as_of=2014-12&lang=ur"), 200);
    CHECK(has(&b, "dir=\"rtl\""));
    CHECK(!has(&b, "December"));
    CHECK_INT(get(&b, "/?as_of=2014-06"), 200);
    CHECK(has(&b, ">50</a>"));
    CHECK(!has(&b, ">460</a>"));
    filed(&b.site, "pk714", "2014-12", 500, 40);
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(has(&b, ">500</a>"));
    CHECK(!has(&b, ">460</a>"));
    browser_end(&b);
}

SITE(each_role_has_its_own_first_page)
{
    struct browser b;

    started(&b, db);
    role(&b, "hina", "head_office");
    role(&b, "sanam", "organiser");
    role(&b, "dora", "donor");
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200); /* clerk only looks */
    CHECK(!has(&b, "Who has not reported"));
    browser_login(&b, "hina");
    CHECK_INT(get(&b, "/?as_of=2015-03"), 200);
    CHECK(has(&b, "class=\"today\""));
    CHECK(has(&b, "Who has not reported"));
    CHECK(has(&b, "/outreach?rsp=SRSO&amp;as_of=2014-12"));
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(!has(&b, "/outreach?rsp=SRSO&amp;as_of=")); /* it has, for then */
    browser_login(&b, "sanam");
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(!has(&b, "Who has not reported"));
    CHECK(!has(&b, "/app/chart.js")); /* light in the field */
    browser_login(&b, "dora");
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(!has(&b, "Who has not reported"));
    browser_end(&b);
}

static void manages(struct browser *b, struct id place)
{
    draft(&b->site, "access",
          with(&b->site,
               "{\"login\":\"manzoor\",\"place\":\"%1\",\"role\":"
               "\"manager\",\"since\":\"2014-01-01\"}",
               place, ID_NONE, ID_NONE));
}

/* Whose registers lie in one district reads that district's counters first; in
 * two, or everywhere, those of the network. */
SITE(a_manager_s_counters_are_those_of_her_district)
{
    struct browser b;

    started(&b, db);
    manages(&b, sukkur());
    browser_login(&b, "manzoor");
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(has(&b, ">60</a>") && !has(&b, ">460</a>"));
    CHECK(has(&b, "aria-current=\"page\"><bdi>Sukkur</bdi>"));
    CHECK(has(&b, "<bdi>Everywhere</bdi>"));
    CHECK_INT(get(&b, "/?as_of=2014-12&place=all"), 200);
    CHECK(has(&b, ">460</a>") && !has(&b, ">60</a>"));
    CHECK(has(&b, "<bdi>Sukkur</bdi>")); /* the way back */
    CHECK_INT(get(&b, "/?as_of=2014-12&place=pk713"), 200);
    CHECK(has(&b, ">400</a>"));
    CHECK_INT(get(&b, "/?as_of=2014-12&place=elsewhere"), 404);
    CHECK_INT(get_json(&b, "/?as_of=2014-12"), 200);
    CHECK(has(&b, "\"amount\":60,"));
    manages(&b, id_named(S("place"), S("pk713")));
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(has(&b, ">460</a>") && !has(&b, "<bdi>Everywhere</bdi>"));
    browser_end(&b);
}

/* Of the base, since a part is a share of it. */
SITE(districts_are_ranked_by_the_share_that_the_map_shows)
{
    struct browser b;

    started(&b, db);
    draft(&b.site, "filing",
          with(&b.site,
               "{\"as_of\":\"2014-12\",\"place\":\"%1\",\"rsp\":\"%2\","
               "\"source\":\"by hand\",\"values\":[{\"amount\":1600000000,"
               "\"indicator\":\"hh_base\"}]}",
               id_named(S("place"), S("pk713")), id_named(S("rsp"), S("RSPN")),
               ID_NONE));
    CHECK_INT(get(&b, "/map?indicator=hh&as_of=2014-12"), 200);
    CHECK(has(&b, "<title>Larkana: 50%</title>")); /* 800 of 1,600 */
    CHECK(has(&b, "&quot;at&quot;:[50]"));
    CHECK_INT(get(&b, "/map?indicator=hh&as_of=2014-12&shade=amount"), 200);
    CHECK(has(&b, "<title>Larkana: 800</title>"));
    CHECK_INT(get(&b, "/?as_of=2014-12"), 200);
    CHECK(has(&b, "Districts in their order"));
    CHECK(has(&b, "&quot;percent&quot;:true,&quot;name&quot;:&quot;Share&quot;,"
                  "&quot;at&quot;:[50"));
    browser_end(&b);
}

/* ---- an LSO's page for everybody ----------------------------------------*/

SITE(an_lso_s_page_is_numbers_for_everybody)
{
    struct browser b;
    struct buf at = { 0 };
    struct id lso, co;

    started(&b, db);
    lso = draft(&b.site, "body",
                with(&b.site,
                     "{\"nature\":\"lso\",\"sex\":\"mixed\",\"name\":\"LSO "
                     "Sahara\",\"code\":\"L1\",\"rsp\":\"%1\",\"place\":\"%2\","
                     "\"formed\":\"2013-02-01\"}",
                     id_named(S("rsp"), S("SRSO")), sukkur(), ID_NONE));
    co = draft(&b.site, "body",
               with(&b.site,
                    "{\"nature\":\"co\",\"sex\":\"women\",\"name\":\"CO Roshan"
                    "\",\"code\":\"C1\",\"rsp\":\"%1\",\"place\":\"%2\","
                    "\"formed\":\"2013-02-01\",\"parent\":\"%3\"}",
                    id_named(S("rsp"), S("SRSO")), sukkur(), lso));
    b.cookie[0] = 0; /* nobody */
    at = buf_start(&b.site.arena);
    buf_fmt(&at, "/lso/%s", id_z(&b, lso));
    CHECK_INT(get(&b, arena_z(&b.site.arena, buf_str(&at))), 200);
    CHECK(has(&b, "LSO Sahara"));
    CHECK(has(&b, "<table class=\"sheet\">"));
    CHECK(!has(&b, "CO Roshan"));
    CHECK(!has(&b, "href=\"/body/")); /* nothing behind a number */
    CHECK(!has(&b, "href=\"/postings"));
    at = buf_start(&b.site.arena);
    buf_fmt(&at, "/lso/%s", id_z(&b, co));
    CHECK_INT(get(&b, arena_z(&b.site.arena, buf_str(&at))), 404);
    CHECK_INT(get(&b, "/lso/00112233445566778899aabbccddeeff"), 404);
    CHECK_INT(get(&b, "/lso/nothing"), 404);
    browser_end(&b);
}
