/* web_pulse - who has not met, who falls asleep, whom an organiser goes to see:
 * for whoever may see them there, and nobody else; and a question about entry
 * that a supervisor answers. Today is 1 January 2015. */
#include "../src/report/report.h"
#include "office_site.h"

struct world {
    struct browser b;
    struct id goth, far, unit, asma, awake, silent, never, fading, away;
};

static struct id settlement(struct site *s, const char *name, const char *above)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"level\":\"settlement\",\"lg\":\"%%1\",\"name\":\"%s\"}",
            name);
    return draft(s, "place",
                 with(s, arena_z(&s->arena, buf_str(&b)), place(above), ID_NONE,
                      ID_NONE));
}

/* Formed in May 2013, a CO of SRSO that agreed to meet each month. */
static struct id co(struct world *w, const char *name, struct id at,
                    const char *meets)
{
    struct site *s = &w->b.site;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"formed\":\"2013-05-01\",\"meets\":\"%s\",\"name\":\"%s\","
            "\"nature\":\"co\",\"place\":\"%%1\",\"rsp\":\"%%2\",\"sex\":"
            "\"women\"}",
            meets, name);
    return draft(s, "body",
                 with(s, arena_z(&s->arena, buf_str(&b)), at,
                      id_named(S("rsp"), S("SRSO")), ID_NONE));
}

static struct id meet_as(struct world *w, const char *login, struct id body,
                         const char *held, const char *more)
{
    struct site *s = &w->b.site;
    struct buf b = buf_start(&s->arena);
    struct id id;

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"held\":\"%s\",\"total\":50000,\"women\":12%s}",
            held, more);
    id = draft_as(s, login, "meeting",
                  with(s, arena_z(&s->arena, buf_str(&b)), body, ID_NONE,
                       ID_NONE));
    CHECK_INT(s->kept, KEPT);
    return id;
}

static void meet(struct world *w, struct id body, const char *held)
{
    meet_as(w, "admin", body, held, "");
}

static void offices_put(struct world *w)
{
    struct site *s = &w->b.site;

    w->unit = draft(s, "unit",
                    with(s,
                         "{\"code\":\"U-1\",\"name\":\"Pano Unit\",\"nature\":"
                         "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                         place("pk723"), id_named(S("rsp"), S("SRSO")),
                         ID_NONE));
    w->asma = draft(s, "staff",
                    with(s,
                         "{\"code\":\"ST-1\",\"login\":\"asma\",\"name\":"
                         "\"Asma Soomro\",\"post\":\"social_organiser\","
                         "\"rsp\":\"%2\",\"since\":\"2013-01-01\",\"unit\":"
                         "\"%1\"}",
                         w->unit, id_named(S("rsp"), S("SRSO")), ID_NONE));
    draft(s, "charge",
          with(s,
               "{\"bodies\":[{\"body\":\"%1\"},{\"body\":\"%2\"}],\"since\":"
               "\"2014-01-01\",\"taker\":\"%3\"}",
               w->silent, w->awake, w->asma));
}

static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;

    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "asma", "organiser", "pk723");
    grant(s, "bilal", "organiser", "pk711");
    grant(s, "donor", "donor", NULL);
    w->goth = settlement(s, "Goth Ali", "pk72301");
    w->far = settlement(s, "Goth Umar", "pk72302");
    w->awake = co(w, "Awake CO", w->goth, "monthly");
    w->silent = co(w, "Silent CO", w->goth, "monthly");
    w->never = co(w, "Never CO", w->far, "monthly");
    w->fading = co(w, "Fading CO", w->far, "quarterly");
    meet(w, w->awake, "2014-11-20");
    meet_as(w, "admin", w->awake, "2014-12-20", ",\"next_on\":\"2015-01-20\"");
    meet(w, w->silent, "2014-03-10");
    meet(w, w->silent, "2014-04-10");
    meet(w, w->fading, "2014-09-10");
    meet(w, w->fading, "2014-10-10");
    offices_put(w);
}

static const char *at(struct world *w, const char *before, struct id id,
                      const char *after)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, before);
    id_put(&b, id);
    buf_z(&b, after);
    return arena_z(&w->b.site.arena, buf_str(&b));
}

/* ---- who has not met ----------------------------------------------------*/

SITE(the_longest_silent_first)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, "/calendar?month=2014-12"), 200);
    CHECK(has(&w.b, "Silent CO") && has(&w.b, "Never CO"));
    CHECK(!has(&w.b, "Awake CO"));
    CHECK(!has(&w.b, "Fading CO")); /* it meets each quarter, and met */
    CHECK(has(&w.b, "10 April 2014"));
    CHECK_INT(get_json(&w.b, "/calendar?month=2014-12"), 200);
    CHECK(has(&w.b, "\"n\":2") && has(&w.b, "\"should\":4"));
    CHECK(has(&w.b, "\"held\":2"));
    CHECK_INT(get_json(&w.b, "/calendar?month=2014-11"), 200);
    CHECK(has(&w.b, "\"n\":2"));
    CHECK_INT(get_json(&w.b, "/calendar?month=2014-03"), 200);
    CHECK(has(&w.b, "\"n\":3")); /* the silent one met then */
    CHECK_INT(get_json(&w.b, "/calendar?month=2013-05"), 200);
    CHECK(has(&w.b, "\"should\":0")); /* formed in that month */
    CHECK_INT(get(&w.b, "/calendar?month=2014-12&format=csv"), 200);
    CHECK(has(&w.b, "2014-04-10"));
    browser_end(&w.b);
}

/* Twice a month is not once, a year's meeting may be any time in it. */
SITE(each_as_it_agreed)
{
    struct world w;
    struct id often, rarely;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    often = co(&w, "Often CO", w.goth, "fortnightly");
    rarely = co(&w, "Rarely CO", w.goth, "yearly");
    meet(&w, often, "2014-12-05");
    meet(&w, rarely, "2014-01-05");
    CHECK_INT(get(&w.b, "/calendar?month=2014-12"), 200);
    CHECK(!has(&w.b, "Often CO") && !has(&w.b, "Rarely CO"));
    CHECK_INT(get(&w.b, "/calendar?month=2014-12&show=seldom"), 200);
    CHECK(has(&w.b, "Often CO") && has(&w.b, "1 / 2"));
    CHECK(!has(&w.b, "Rarely CO"));
    CHECK_INT(get(&w.b, "/calendar?month=2015-01&show=seldom"), 200);
    CHECK(has(&w.b, "Rarely CO")); /* the year has passed */
    browser_end(&w.b);
}

SITE(by_place_by_organiser_by_unit)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b,
                  at(&w, "/calendar?month=2014-12&place=", place("pk723"), "")),
              200);
    CHECK(has(&w.b, "By place") && has(&w.b, "Never CO"));
    CHECK_INT(get(&w.b, at(&w, "/calendar?month=2014-12&place=",
                           place("pk72301"), "")),
              200);
    CHECK(has(&w.b, "Silent CO") && !has(&w.b, "Never CO"));
    CHECK_INT(get(&w.b, "/calendar?month=2014-12&by=staff"), 200);
    CHECK(has(&w.b, "Asma Soomro"));
    CHECK_INT(get(&w.b, at(&w, "/calendar?month=2014-12&staff=", w.asma, "")),
              200);
    CHECK(has(&w.b, "Silent CO") && !has(&w.b, "Never CO"));
    CHECK_INT(get(&w.b, "/calendar?month=2014-12&by=unit"), 200);
    CHECK(has(&w.b, "Pano Unit"));
    CHECK_INT(get(&w.b, at(&w, "/radar?month=2014-12&unit=", w.unit, "")), 200);
    CHECK(has(&w.b, "Silent CO") && !has(&w.b, "Never CO"));
    CHECK_INT(get(&w.b, "/calendar?nature=vo&month=2014-12"), 200);
    CHECK(!has(&w.b, "Silent CO"));
    CHECK_INT(get(&w.b, "/calendar?nature=none"), 400);
    CHECK_INT(get(&w.b, "/calendar?by=moon"), 400);
    CHECK_INT(get(&w.b, "/calendar?place=nowhere"), 404);
    CHECK_INT(get(&w.b, "/calendar?month=never"), 200); /* this month */
    browser_end(&w.b);
}

/* ---- the radar ----------------------------------------------------------*/

SITE(who_falls_asleep_is_seen_before)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, "/radar?month=2014-12"), 200);
    CHECK(has(&w.b, "Silent CO") && has(&w.b, "Never CO"));
    CHECK(has(&w.b, "Fading CO")); /* active until November's end */
    CHECK(!has(&w.b, "Awake CO"));
    CHECK(has(&w.b, "October 2014")); /* Silent: six months after April */
    CHECK(has(&w.b, "April 2015"));   /* Fading: dormant from */
    CHECK_INT(get_json(&w.b, "/radar?month=2014-12"), 200);
    CHECK(has(&w.b, "\"dormant\":2") && has(&w.b, "\"irregular\":1"));
    CHECK(has(&w.b, "\"falling\":0")); /* April lies four months on */
    CHECK_INT(get_json(&w.b, "/radar"), 200);
    CHECK(has(&w.b, "\"falling\":1"));
    CHECK_INT(get(&w.b, "/radar?show=falling"), 200);
    CHECK(has(&w.b, "Fading CO") && !has(&w.b, "Silent CO"));
    CHECK_INT(get(&w.b, "/radar?month=2014-12&show=dormant"), 200);
    CHECK(!has(&w.b, "Fading CO") && has(&w.b, "Silent CO"));
    CHECK_INT(get(&w.b, "/radar?month=2014-12&format=csv"), 200);
    CHECK(has(&w.b, "irregular,2014-12,2015-04"));
    CHECK_INT(get(&w.b, at(&w, "/body/", w.silent, "")), 200);
    CHECK(has(&w.b, "Dormant") && has(&w.b, "10 October 2014"));
    CHECK_INT(get(&w.b, at(&w, "/body/", w.awake, "")), 200);
    CHECK(has(&w.b, "unless it meets before"));
    browser_end(&w.b);
}

/* As many as the figures of that month. */
SITE(the_radar_is_as_long_as_the_figure)
{
    struct world w;
    int64_t dormant;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    dormant = both_ask(
        db, "SELECT CAST(sum(amount) AS BIGINT) FROM figure WHERE indicator = "
            "'co.dormant' AND level = 0 AND carried = 0 AND until = 2147483647 "
            "AND month <= 539");
    CHECK_INT(dormant, 2);
    CHECK_INT(get_json(&w.b, "/radar?month=2014-12"), 200);
    CHECK(has(&w.b, "\"dormant\":2"));
    browser_end(&w.b);
}

SITE(nobody_sees_beyond_her_reach)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "bilal");
    CHECK_INT(get(&w.b, "/calendar?month=2014-12"), 200);
    CHECK(!has(&w.b, "Silent CO"));
    CHECK_INT(get(&w.b, "/radar?month=2014-12"), 200);
    CHECK(!has(&w.b, "Silent CO"));
    CHECK_INT(get(&w.b, at(&w, "/calendar?staff=", w.asma, "")), 404);
    CHECK_INT(get(&w.b, at(&w, "/radar?unit=", w.unit, "")), 404);
    CHECK_INT(get(&w.b, at(&w, "/tour?staff=", w.asma, "")), 404);
    CHECK_INT(get(&w.b, "/calendar?month=2014-12&format=csv"), 200);
    CHECK(!has(&w.b, "2014-04-10"));
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, "/radar?month=2014-12"), 200);
    CHECK(has(&w.b, "Silent CO"));
    browser_end(&w.b);
}

/* ---- tours --------------------------------------------------------------*/

static const char *plan(struct world *w, struct id body, const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, "staff=");
    id_put(&b, w->asma);
    buf_z(&b, "&month=2014-12&rows=2&body_0=");
    id_put(&b, body);
    buf_z(&b, more);
    return arena_z(&w->b.site.arena, buf_str(&b));
}

SITE(a_month_is_planned_made_and_told)
{
    struct world w;
    struct site *s = &w.b.site;

    world_start(&w, db);
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, "/tour?month=2014-12"), 200);
    CHECK(has(&w.b, "No plan for this month yet"));
    CHECK(has(&w.b, "Silent CO") && has(&w.b, "Awake CO"));
    CHECK_INT(send_form(&w.b, "/tour",
                        plan(&w, w.silent,
                             "&on_0=2014-12-10&purpose_0=Wake%20them&on_1="
                             "2014-12-12&purpose_1=Office")),
              303);
    CHECK_INT(get(&w.b, "/tour?month=2014-12"), 200);
    CHECK(has(&w.b, "Wake them") && has(&w.b, "Office"));
    CHECK(has(&w.b, "Nothing told"));
    draft(s, "visit",
          with(s,
               "{\"body\":\"%1\",\"due\":\"2014-12-20\",\"findings\":\"Books "
               "lost\",\"followup\":\"New books\",\"held\":\"2014-12-11\","
               "\"made\":\"made\",\"staff\":\"%2\"}",
               w.silent, w.asma, ID_NONE));
    draft(s, "visit",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-12-13\",\"made\":\"not_made\","
               "\"staff\":\"%2\",\"why\":\"rain\"}",
               w.fading, w.asma, ID_NONE));
    CHECK_INT(get(&w.b, "/tour?month=2014-12"), 200);
    CHECK(has(&w.b, "11 December 2014")); /* it came of the stop of the 10th */
    CHECK(has(&w.b, "New books"));        /* still to follow, and late */
    CHECK(has(&w.b, "Visits that were not planned") && has(&w.b, "Rain"));
    CHECK_INT(get_json(&w.b, "/tour?month=2014-12"), 200);
    CHECK(has(&w.b, "\"visits\":2"));
    /* A plan that changes is corrected, not made twice. */
    CHECK_INT(send_form(&w.b, "/tour",
                        plan(&w, w.awake, "&on_0=2014-12-15&purpose_0=Elect")),
              303);
    CHECK_INT(get(&w.b, "/tour?month=2014-12"), 200);
    CHECK(has(&w.b, "Elect") && !has(&w.b, "Wake them"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM tour"), 1);
    CHECK_INT(get(&w.b, "/tour?show=team&month=2014-12"), 200);
    CHECK(has(&w.b, "Asma Soomro"));
    browser_end(&w.b);
}

SITE(a_plan_wants_a_day_and_ones_own_bodies)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "asma");
    CHECK_INT(send_form(&w.b, "/tour", plan(&w, w.silent, "")), 422);
    CHECK(has(&w.b, "Give at least one body its day"));
    CHECK_INT(send_form(&w.b, "/tour", plan(&w, w.silent, "&on_0=soon")), 422);
    CHECK(has(&w.b, "cannot be read"));
    CHECK_INT(send_form(&w.b, "/tour", plan(&w, w.silent, "&on_0=2014-12-10")),
              303);
    browser_login(&w.b, "bilal");
    CHECK_INT(send_form(&w.b, "/tour", plan(&w, w.silent, "&on_0=2014-12-11")),
              404);
    browser_login(&w.b, "donor");
    CHECK_INT(send_form(&w.b, "/tour", plan(&w, w.silent, "&on_0=2014-12-11")),
              403);
    CHECK_INT(get(&w.b, at(&w, "/tour?staff=", w.asma, "&month=2014-12")), 200);
    CHECK(!has(&w.b, "Plan the month"));
    browser_end(&w.b);
}

/* ---- how she enters -----------------------------------------------------*/

static const char *answer(struct world *w, const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, "staff=");
    id_put(&b, w->asma);
    buf_fmt(&b, "&month=2015-01&outcome=explained%s", more);
    return arena_z(&w->b.site.arena, buf_str(&b));
}

/* Eight meetings of long ago within a minute. */
static void hurry(struct world *w)
{
    static const char *const held[] = { "2014-05-02", "2014-05-03",
                                        "2014-05-04", "2014-05-05",
                                        "2014-05-06", "2014-05-07",
                                        "2014-05-08", "2014-05-09" };

    for (size_t i = 0; i < LEN(held); i++)
        meet_as(w, "asma", w->silent, held[i], "");
}

SITE(a_supervisor_answers_what_is_asked)
{
    struct world w;

    world_start(&w, db);
    hurry(&w);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, "/habits"), 303);
    CHECK_INT(get(&w.b, at(&w, "/habits?month=2015-01&staff=", w.asma, "")),
              200);
    CHECK(has(&w.b, "8 / 8") && has(&w.b, "Keep the answer"));
    CHECK_INT(get(&w.b, at(&w, "/habits?month=2014-11&staff=", w.asma, "")),
              200);
    CHECK(has(&w.b, "No meetings were signed in this month"));
    CHECK_INT(send_form(&w.b, "/habits", answer(&w, "&about=burst")), 422);
    CHECK_INT(send_form(&w.b, "/habits",
                        answer(&w, "&about=copied&says=It%20was%20me")),
              422); /* nothing to ask there */
    CHECK_INT(send_form(&w.b, "/habits",
                        answer(&w, "&about=burst&says=Caught%20up")),
              303);
    CHECK_INT(get(&w.b, at(&w, "/habits?month=2015-01&staff=", w.asma, "")),
              200);
    CHECK(has(&w.b, "Caught up") && has(&w.b, "Explained"));
    CHECK_INT(get(&w.b, "/report/habits?as_of=2015-01"), 200);
    CHECK(has(&w.b, "asma") && has(&w.b, "Explained"));
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, at(&w, "/habits?month=2015-01&staff=", w.asma, "")),
              403);
    browser_end(&w.b);
}

SITE(nobody_answers_for_herself)
{
    struct world w;
    struct site *s = &w.b.site;
    struct buf b;

    world_start(&w, db);
    hurry(&w);
    b = buf_start(&s->arena);
    buf_z(&b, "{\"login\":\"asma\",\"role\":\"manager\",\"since\":"
              "\"2014-01-01\"}");
    draft(s, "access", arena_z(&s->arena, buf_str(&b)));
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, at(&w, "/habits?month=2015-01&staff=", w.asma, "")),
              200);
    CHECK(has(&w.b, "somebody else answers"));
    CHECK(!has(&w.b, "Keep the answer"));
    CHECK_INT(send_form(&w.b, "/habits",
                        answer(&w, "&about=burst&says=Caught%20up")),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM habit"), 0);
    browser_end(&w.b);
}
