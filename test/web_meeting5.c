/* web_meeting5 - a meeting to its end: quorum, box and resolutions on its sheet,
 * the minutes, what becomes of a resolution; old registers keyed by the month,
 * and an old body on one sheet. */
#include "web_site.h"

enum { MEMBERS = 5 };

struct village {
    struct browser b;
    struct id place, rsp, co, member[MEMBERS], person[MEMBERS];
};

static const char *const who[MEMBERS] = { "Sakina", "Zohra", "Hajra", "Amina",
                                          "Bilqees" };

static void members_make(struct village *v)
{
    struct site *s = &v->b.site;

    for (int i = 0; i < MEMBERS; i++) {
        struct buf b = buf_start(&s->arena);
        struct id home;

        buf_fmt(&b, "{\"number\":\"H%d\",\"place\":\"%%1\"}", i + 1);
        home = draft(s, "household",
                     with(s, arena_z(b.arena, buf_str(&b)), v->place, ID_NONE,
                          ID_NONE));
        b = buf_start(&s->arena);
        buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"women\"}",
                who[i]);
        v->person[i] = draft(s, "person",
                             with(s, arena_z(b.arena, buf_str(&b)), home,
                                  ID_NONE, ID_NONE));
        b = buf_start(&s->arena);
        buf_fmt(&b,
                "{\"body\":\"%%1\",\"joined\":\"2013-05-01\",\"number\":%d,"
                "\"person\":\"%%2\"}",
                i + 1);
        v->member[i] = draft(s, "member",
                             with(s, arena_z(b.arena, buf_str(&b)), v->co,
                                  v->person[i], ID_NONE));
    }
}

/* A CO of five women who agreed on 100 rupees; today is 1 January 2015. */
static void village_start(struct village *v, struct db *db)
{
    struct site *s = &v->b.site;

    memset(v, 0, sizeof *v);
    browser_start(&v->b, db);
    v->place = id_named(S("place"), S("pk723"));
    v->rsp = id_named(S("rsp"), S("SRSO"));
    draft(s, "access",
          with(s,
               "{\"login\":\"clerk\",\"place\":\"%1\",\"role\":\"organiser\","
               "\"since\":\"2014-01-01\"}",
               v->place, ID_NONE, ID_NONE));
    draft(s, "access",
          "{\"login\":\"eng\",\"role\":\"engineer\",\"since\":"
          "\"2014-01-01\"}");
    v->co = draft(s, "body",
                  with(s,
                       "{\"code\":\"CO-1\",\"formed\":\"2013-05-01\",\"name\":"
                       "\"Roshni\",\"nature\":\"co\",\"place\":\"%1\","
                       "\"rsp\":\"%2\",\"saving\":10000,\"sex\":\"women\"}",
                       v->place, v->rsp, ID_NONE));
    members_make(v);
    browser_login(&v->b, "clerk");
}

static const char *at(struct village *v, const char *form, struct id id)
{
    return with(&v->b.site, form, id, ID_NONE, ID_NONE);
}

/* What stands between `before` and the next quote of the page; copied. */
static const char *after(struct village *v, const char *before)
{
    struct str body = v->b.answer.body;
    const char *hit = memmem(body.p, body.n, before, strlen(before));
    struct str rest;

    if (!CHECK(hit != NULL)) {
        printf("# no %s\n", before);
        return "";
    }
    rest = str_from(body, (size_t)(hit - body.p) + strlen(before));
    return arena_z(&v->b.site.arena, str_cut(&rest, '"'));
}

static int64_t number(struct village *v, const char *sql)
{
    struct rows r = db_text_rows(v->b.site.db, str_of(sql));
    int64_t n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : -1;

    db_done(&r);
    return n;
}

/* A form as a browser sends it: what it was drawn with, then what was typed. */
struct typed {
    struct buf b;
    const char *id;
};

static struct typed form_of(struct village *v, const char *path)
{
    struct typed t = { .b = buf_start(&v->b.site.arena) };

    CHECK_INT(get(&v->b, path), 200);
    t.id = after(v, "name=\"_id\" value=\"");
    buf_fmt(&t.b, "_id=%s", t.id);
    return t;
}

static int send(struct village *v, const char *path, struct typed *t)
{
    return send_form(&v->b, path, arena_z(&v->b.site.arena, buf_str(&t->b)));
}

/* The same, and this. */
static struct buf with_more(struct village *v, const struct typed *t,
                            const char *more)
{
    struct buf b = buf_start(&v->b.site.arena);

    buf_add(&b, buf_str(&t->b));
    buf_z(&b, more);
    return b;
}

static const char *key_of(struct village *v, int i)
{
    return at(v, "%1", v->member[i]);
}

/* Of these members, each came and saved the agreed 100. */
static void came(struct village *v, struct typed *t, int n)
{
    for (int i = 0; i < n; i++)
        buf_fmt(&t->b,
                "&attendance.%d.member=%s&attendance.%d._agreed=100"
                "&attendance.%d.present=present",
                i, key_of(v, i), i, i);
}

static const char *sheet_at(struct village *v)
{
    return at(v, "/body/%1/meeting", v->co);
}

/* ---- the sheet ----------------------------------------------------------*/

SITE(a_new_sheet_offers_the_quorum_and_what_was_left_in_the_box)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "name=\"quorum_needed\" value=\"3\"")); /* half of five */
    CHECK(has(&v.b, "name=\"box_before\" value=\"\""));
    draft(&v.b.site, "meeting",
          with(&v.b.site,
               "{\"body\":\"%1\",\"boxed\":75000,\"held\":\"2014-11-03\","
               "\"total\":75000}",
               v.co, ID_NONE, ID_NONE));
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "name=\"box_before\" value=\"750.00\""));
    /* The day before there was nothing. */
    CHECK_INT(get(&v.b, at(&v, "/body/%1/meeting?held=2014-11-02", v.co)), 200);
    CHECK(has(&v.b, "name=\"box_before\" value=\"\""));
    browser_end(&v.b);
}

/* What few meetings need stands on the page once, to be copied; a browser without
 * scripts asks for all of it, and what says something is always drawn. */
SITE(a_sheet_draws_what_every_meeting_needs)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    CHECK(has(&v.b, "name=\"attendance.4.saved\"") &&
          !has(&v.b, "name=\"attendance.0.fined\""));
    CHECK(has(&v.b, "<template data-cells=") &&
          has(&v.b, "name=\"attendance.-1.fined\" aria-label=\"Fine: \""));
    CHECK(has(&v.b, "data-columns>") && has(&v.b, "data-roster>"));
    CHECK(has(&v.b, "<noscript><button name=\"_whole\" value=\"draw\""));
    CHECK(!has(&v.b, at(&v, "<option value=\"%1\"", v.member[1])));
    CHECK(has(&v.b, "name=\"attendance._agreed\" value=\"100\"") &&
          !has(&v.b, "name=\"attendance.0._agreed\""));
    buf_fmt(&t.b,
            "&held=2014-12-30&attendance._agreed=100&attendance.0.member=%s"
            "&attendance.0.present=present&_whole=",
            key_of(&v, 0));
    CHECK_INT(send(&v, sheet_at(&v),
                   &(struct typed){ .b = with_more(&v, &t, "draw") }),
              200);
    CHECK(has(&v.b, "name=\"attendance.4.fined\"") && !has(&v.b, "<template") &&
          !has(&v.b, "<noscript"));
    CHECK(has(&v.b, "name=\"_whole\" value=\"1\""));
    CHECK(has(&v.b, at(&v, "<option value=\"%1\"", v.member[1])));
    CHECK(has(&v.b, "value=\"present\" data-confirms checked"));
    /* One fine that is not understood: it stands there, and so do the others. */
    CHECK_INT(send(&v, sheet_at(&v),
                   &(struct typed){
                       .b = with_more(&v, &t, "&attendance.0.fined=ten") }),
              422);
    CHECK(has(&v.b, "name=\"attendance.0.fined\" value=\"ten\"") &&
          has(&v.b, "name=\"attendance.4.fined\"") &&
          has(&v.b, "class=\"sheetlike wide\"") && has(&v.b, "said stop"));
    CHECK_INT(send(&v, sheet_at(&v),
                   &(struct typed){ .b = with_more(&v, &t, "1") }),
              303);
    CHECK_INT(number(&v, "SELECT saved FROM meeting_attendance"), 10000);
    browser_end(&v.b);
}

SITE(a_meeting_closes_with_fines_instalments_and_what_was_spent)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    buf_fmt(&t.b, "&held=2014-12-30&nature=ordinary&quorum_needed=3&chaired=%s",
            key_of(&v, 1));
    came(&v, &t, 3);
    buf_z(&t.b, "&attendance.0.late=1&attendance.0.fined=10"
                "&attendance.2.repaid=1%2C500.50&box_before=200&spent=300");
    CHECK_INT(send(&v, sheet_at(&v), &t), 303); /* nobody counted: still open */
    CHECK_INT(get(&v.b, at(&v, "/meeting/%1", ID_NONE)), 404);
    CHECK_INT(number(&v, "SELECT fined FROM meeting_attendance WHERE late = 1"),
              1000);
    CHECK_INT(number(&v, "SELECT max(repaid) FROM meeting_attendance"), 150050);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting g JOIN member m ON "
                         "m.person = g.chaired WHERE m.number = 2"),
              1);
    browser_end(&v.b);
}

/* 300 saved, 10 of fines, 1,500.50 repaid, 200 before, 300 spent: 1,710.50. */
SITE(sheet_and_box_agree_or_the_difference_is_named)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    buf_z(&t.b, "&held=2014-12-30&nature=ordinary");
    came(&v, &t, 3);
    buf_z(&t.b, "&attendance.0.fined=10&attendance.2.repaid=1500.50"
                "&box_before=200&spent=300&boxed=");
    buf_z(&t.b, "1700");
    CHECK_INT(send(&v, sheet_at(&v), &t), 422);
    CHECK(has(&v.b, "there must be Rs 1710.50 in the box, Rs 1700.00 were "
                    "counted"));
    CHECK(has(&v.b, "data-box-sheet>1,710.5<"));
    CHECK(has(&v.b, "data-box-difference>-10.5<"));
    CHECK(has(&v.b, "data-columns checked"));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 0);
    buf_z(&t.b, "&difference_why=Change+was+short");
    CHECK_INT(send(&v, sheet_at(&v), &t), 303);
    CHECK_INT(number(&v, "SELECT boxed FROM meeting"), 170000);
    CHECK_INT(get(&v.b,
                  arena_z(&v.b.site.arena, answer_header(&v.b, "Location"))),
              200);
    CHECK(has(&v.b, "Closed: the box was counted"));
    CHECK(has(&v.b, "Change was short") && has(&v.b, "Instalment"));
    t = form_of(&v, sheet_at(&v));
    CHECK(has(&v.b, "name=\"box_before\" value=\"1700.00\""));
    browser_end(&v.b);
}

/* Where the body counts its box, a meeting without a count waits for it. */
SITE(a_meeting_that_did_not_close_is_work)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    buf_z(&t.b, "&held=2014-12-20&total=100");
    CHECK_INT(send(&v, sheet_at(&v), &t), 303);
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(!has(&v.b, "count the box")); /* this CO has no box */
    t = form_of(&v, sheet_at(&v));
    buf_z(&t.b, "&held=2014-12-27&total=100&boxed=100");
    CHECK_INT(send(&v, sheet_at(&v), &t), 303);
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(has(&v.b, "count the box") && has(&v.b, "/edit\">20 December 2014") &&
          !has(&v.b, "/edit\">27 December 2014"));
    browser_end(&v.b);
}

SITE(who_presides_is_of_the_roster)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    buf_fmt(&t.b, "&held=2014-12-30&total=100&chaired=%s",
            at(&v, "%1", v.place));
    CHECK_INT(send(&v, sheet_at(&v), &t), 422);
    CHECK(has(&v.b, "not on this list"));
    browser_end(&v.b);
}

/* ---- resolutions on the sheet -------------------------------------------*/

static void road_add(struct village *v, struct typed *t)
{
    buf_fmt(&t->b,
            "&resolved.0.subject=Link+road&resolved.0.text=We+ask+for+it"
            "&resolved.0.proposer=%s&resolved.0.seconder=%s",
            key_of(v, 0), key_of(v, 1));
    buf_z(&t->b, "&resolved.0.yes=3&resolved.0.no=0&resolved.0.addressed="
                 "Deputy+Commissioner&resolved.0.due=2014-12-31&resolved.0."
                 "state=passed&resolved.1.subject=New+day&resolved.1.state=lost"
                 "&resolved.1.yes=1&resolved.1.no=2");
}

SITE(what_a_meeting_resolves_is_kept_with_it)
{
    struct village v;
    struct typed t;
    const char *meeting;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    buf_z(&t.b, "&held=2014-12-30&nature=ordinary&quorum_needed=3");
    came(&v, &t, 3);
    road_add(&v, &t);
    for (int twice = 0; twice < 2; twice++)
        CHECK_INT(send(&v, sheet_at(&v), &t), 303);
    meeting = arena_z(&v.b.site.arena, answer_header(&v.b, "Location"));
    CHECK(!strstr(meeting, "lost"));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM resolution WHERE counts = 1"),
              2);
    CHECK_INT(number(&v, "SELECT number FROM resolution WHERE state = 1"), 2);
    CHECK_INT(get(&v.b, meeting), 200);
    CHECK(has(&v.b, "Link road") && has(&v.b, "New day") &&
          has(&v.b, "Deputy Commissioner"));
    CHECK_INT(get(&v.b, at(&v, "/meeting/%1/minutes", v.co)), 404);
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(has(&v.b, "Link road") && !has(&v.b, "New day"));
    browser_end(&v.b);
}

SITE(without_a_quorum_the_sheet_is_not_taken)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, sheet_at(&v));
    buf_z(&t.b, "&held=2014-12-30&nature=ordinary&quorum_needed=3");
    came(&v, &t, 2);
    road_add(&v, &t);
    CHECK_INT(send(&v, sheet_at(&v), &t), 422);
    CHECK(has(&v.b, "2 were present, the quorum is 3"));
    CHECK(has(&v.b, "value=\"Link road\""));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 0);
    browser_end(&v.b);
}

SITE(hostile_resolutions)
{
    static const char *const bad[] = {
        "&resolved.0.text=no+subject",
        "&resolved.0.subject=x&resolved.0.yes=-1",
        "&resolved.0.subject=x&resolved.0.yes=1&resolved.0.no=1",
        "&resolved.0.subject=x&resolved.0.proposer=00112233445566778899aabbcc",
        "&resolved.0.subject=x&resolved.0.due=soon",
        "&resolved.0.subject=x&not_held=rain",
    };
    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(bad); i++) {
        struct typed t = form_of(&v, sheet_at(&v));

        buf_fmt(&t.b, "&held=2014-12-30&total=%s%s",
                strstr(bad[i], "not_held") ? "" : "100", bad[i]);
        if (!CHECK_INT(send(&v, sheet_at(&v), &t), 422))
            printf("# %s\n", bad[i]);
        CHECK(has(&v.b, "said stop"));
    }
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 0);
    browser_end(&v.b);
}

/* ---- minutes, and what becomes of a resolution --------------------------*/

struct papers {
    struct id meeting, road;
};

static struct papers papers_make(struct village *v)
{
    struct site *s = &v->b.site;
    struct papers p;

    p.meeting = draft(s, "meeting",
                      with(s,
                           "{\"agenda\":\"The road\",\"attendance\":[{"
                           "\"member\":\"%2\",\"present\":\"present\","
                           "\"saved\":10000}],\"body\":\"%1\",\"held\":"
                           "\"2014-12-03\",\"quorum_needed\":1}",
                           v->co, v->member[0], ID_NONE));
    p.road = draft(s, "resolution",
                   with(s,
                        "{\"addressed\":\"Deputy Commissioner\",\"body\":"
                        "\"%1\",\"due\":\"2014-12-20\",\"meeting\":\"%2\","
                        "\"number\":7,\"passed\":\"2014-12-03\",\"proposer\":"
                        "\"%3\",\"state\":\"passed\",\"subject\":\"Link <b>\","
                        "\"text\":\"We ask\",\"yes\":1}",
                        v->co, p.meeting, v->person[0]));
    return p;
}

SITE(minutes_say_it_all_to_who_may_read_names)
{
    struct village v;
    struct papers p;

    village_start(&v, db);
    p = papers_make(&v);
    CHECK_INT(get(&v.b, at(&v, "/meeting/%1/minutes", p.meeting)), 200);
    CHECK(has(&v.b, "The road") && has(&v.b, "Link &lt;b&gt;") &&
          has(&v.b, "We ask") && has(&v.b, "Sakina") &&
          has(&v.b, "Wrote the minutes"));
    browser_login(&v.b, "eng");
    CHECK_INT(get(&v.b, at(&v, "/meeting/%1/minutes", p.meeting)), 200);
    CHECK(has(&v.b, "We ask") && !has(&v.b, "Sakina"));
    browser_end(&v.b);
}

SITE(a_resolution_is_followed_step_by_step)
{
    struct village v;
    struct papers p;
    struct typed t;
    const char *path;

    village_start(&v, db);
    p = papers_make(&v);
    path = at(&v, "/resolution/%1", p.road);
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(has(&v.b, "Link &lt;b&gt;") && has(&v.b, "chip stop\">due"));
    t = form_of(&v, path);
    CHECK(has(&v.b, "name=\"held\" value=\"2015-01-01\""));
    buf_z(&t.b, "&held=2014-12-10&state=answered&what=He+will+come");
    for (int twice = 0; twice < 2; twice++)
        CHECK_INT(send(&v, path, &t), 303);
    CHECK_INT(number(&v, "SELECT count(*) FROM followup"), 1);
    CHECK_INT(get(&v.b, path), 200);
    CHECK(has(&v.b, "He will come") && has(&v.b, "chip good\">Answered"));
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(!has(&v.b, "Link &lt;b&gt;"));
    t = form_of(&v, path);
    buf_z(&t.b, "&held=2015-01-02&state=done");
    CHECK_INT(send(&v, path, &t), 422); /* tomorrow */
    t = form_of(&v, path);
    buf_z(&t.b, "&held=&state=done");
    CHECK_INT(send(&v, path, &t), 422);
    browser_login(&v.b, "eng");
    CHECK_INT(get(&v.b, path), 200);
    CHECK(!has(&v.b, "name=\"state\""));
    CHECK_INT(send_form(&v.b, path, "held=2014-12-11&state=done"), 403);
    browser_end(&v.b);
}

/* In a portfolio it waits for who has the body today, and nobody else. */
SITE(open_resolutions_go_with_the_portfolio)
{
    struct village v;
    struct site *s = &v.b.site;
    struct id unit, clerk, other;

    village_start(&v, db);
    papers_make(&v);
    unit = draft(s, "unit",
                 with(s,
                      "{\"code\":\"FU1\",\"name\":\"Unit\",\"nature\":"
                      "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                      v.place, v.rsp, ID_NONE));
    clerk = draft(s, "staff",
                  with(s,
                       "{\"login\":\"clerk\",\"name\":\"Asma\",\"post\":"
                       "\"social_organiser\",\"rsp\":\"%2\",\"since\":"
                       "\"2013-01-01\",\"unit\":\"%1\"}",
                       unit, v.rsp, ID_NONE));
    other = draft(s, "staff",
                  with(s,
                       "{\"name\":\"Bilal\",\"post\":\"social_organiser\","
                       "\"rsp\":\"%2\",\"since\":\"2013-01-01\",\"unit\":"
                       "\"%1\"}",
                       unit, v.rsp, ID_NONE));
    draft(s, "charge",
          with(s,
               "{\"bodies\":[{\"body\":\"%1\"}],\"since\":\"2014-01-10\","
               "\"taker\":\"%2\"}",
               v.co, clerk, ID_NONE));
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(has(&v.b, "Link &lt;b&gt;"));
    draft(s, "charge",
          with(s,
               "{\"bodies\":[{\"body\":\"%1\"}],\"since\":\"2014-12-10\","
               "\"taker\":\"%2\"}",
               v.co, other, ID_NONE));
    CHECK_INT(get(&v.b, "/work"), 200);
    CHECK(!has(&v.b, "Link &lt;b&gt;"));
    browser_end(&v.b);
}

/* ---- the photographed page ----------------------------------------------*/

static struct id photo_put(struct village *v)
{
    return draft(&v->b.site, "attachment",
                 with(&v->b.site,
                      "{\"about\":\"%1\",\"bytes\":5,\"file\":"
                      "\"00112233445566778899aabbccddeeff00112233445566778899aa"
                      "bbccddeeff\",\"people\":true,\"title\":\"Page 12\","
                      "\"type\":\"jpeg\"}",
                      v->co, ID_NONE, ID_NONE));
}

SITE(a_page_is_keyed_in_beside_its_photograph_and_stays_with_the_meeting)
{
    struct village v;
    struct typed t;
    struct id photo;
    const char *path, *meeting;

    village_start(&v, db);
    photo = photo_put(&v);
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "Page 12") && !has(&v.b, "<img src=\"/file"));
    path = with(&v.b.site, "/body/%1/meeting?page=%2", v.co, photo, ID_NONE);
    t = form_of(&v, path);
    CHECK(has(&v.b, at(&v, "<img src=\"/file/%1\"", photo)));
    buf_fmt(&t.b, "&held=2014-12-30&total=100&_page=%s", at(&v, "%1", photo));
    CHECK_INT(send(&v, sheet_at(&v), &t), 303);
    meeting = arena_z(&v.b.site.arena, answer_header(&v.b, "Location"));
    CHECK_INT(number(&v, "SELECT count(*) FROM attachment a JOIN meeting g ON "
                         "g.entry = a.about WHERE a.counts = 1 AND a.people = "
                         "1"),
              1);
    CHECK_INT(get(&v.b, meeting), 200);
    CHECK(has(&v.b, "Page 12"));
    CHECK_INT(get(&v.b, sheet_at(&v)), 200); /* it is keyed */
    CHECK(!has(&v.b, "Page 12"));
    browser_end(&v.b);
}

/* ---- old registers ------------------------------------------------------*/

static const char *register_at(struct village *v)
{
    return at(v, "/backlog/%1", v->co);
}

static void cell(struct village *v, struct typed *t, int row, int column,
                 const char *said)
{
    buf_fmt(&t->b, "&cell.%d.member=%s&cell.%d.%d=%s", row, key_of(v, row), row,
            column, said);
}

SITE(old_months_are_keyed_members_down_and_months_across)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, register_at(&v));
    CHECK(has(&v.b, "May 2013") && has(&v.b, "October 2013") &&
          !has(&v.b, "November 2013"));
    buf_z(&t.b, "&from=2013-05&months=6&month.0.day=5&month.0.total=350"
                "&month.1.day=7&month.2.day=9&month.2.not_held=flood");
    cell(&v, &t, 0, 0, "100");
    cell(&v, &t, 1, 0, "%DB%B1%DB%B5%DB%B0"); /* 150 in Urdu digits */
    cell(&v, &t, 2, 0, "a+100");              /* sent it along */
    cell(&v, &t, 3, 0, "L");
    cell(&v, &t, 4, 0, "0");
    cell(&v, &t, 0, 1, "%D8%BA"); /* absent */
    cell(&v, &t, 1, 1, "p");
    CHECK_INT(send(&v, register_at(&v), &t), 303);
    CHECK_INT(v.b.asks, 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting WHERE counts = 1"), 3);
    CHECK_INT(number(&v, "SELECT total FROM meeting ORDER BY held"), 35000);
    CHECK_INT(number(&v, "SELECT women FROM meeting ORDER BY held"), 3);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_attendance WHERE "
                         "present = 1"),
              2);
    CHECK_INT(number(&v, "SELECT saved FROM meeting_attendance WHERE present = "
                         "1 AND saved IS NOT NULL"),
              10000);
    CHECK_INT(number(&v, "SELECT not_held FROM meeting WHERE not_held IS NOT "
                         "NULL"),
              1);
    CHECK_INT(get(&v.b,
                  arena_z(&v.b.site.arena, answer_header(&v.b, "Location"))),
              200);
    CHECK(has(&v.b, "3 meetings kept.") && has(&v.b, "November 2013"));
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1?from=2013-05", v.co)), 200);
    CHECK(has(&v.b, "5 May 2013") && !has(&v.b, "name=\"month.0.day\"") &&
          has(&v.b, "name=\"month.3.day\""));
    browser_end(&v.b);
}

/* Nothing is kept of a sheet of which one column is wrong. */
SITE(what_the_book_cannot_have_said_is_not_taken)
{
    static const struct {
        const char *typed, *said;
    } bad[] = {
        { "", "Nothing was typed" },
        { "&month.0.day=31&cell.0.0=x5", "An amount, or p, a, l" },
        { "&month.0.day=5&cell.0.0=-100", "An amount, or p, a, l" },
        { "&month.0.day=5&cell.0.0=a100b", "An amount, or p, a, l" },
        { "&month.0.day=5&cell.0.0=100.005", "An amount, or p, a, l" },
        { "&month.0.day=32&cell.0.0=100", "no such day" },
        { "&month.1.day=31&cell.0.1=100", "no such day" }, /* June */
        { "&month.0.day=0&cell.0.0=100", "no such day" },
        { "&cell.0.0=100", "said stop" },
        { "&month.0.day=5&month.0.total=101&cell.0.0=100",
          "The column makes Rs 100.00, the book says Rs 101.00" },
        { "&month.0.day=5&month.0.not_held=rain&cell.0.0=100", "not held" },
        { "&month.0.day=5&month.0.not_held=party", "said stop" },
        { "&month.0.day=5&cell.9.0=100", "not on this list" },
        { "&month.5.day=1&cell.0.5=100&month.6.day=1&cell.0.6=99", NULL },
    };
    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(bad); i++) {
        struct typed t = form_of(&v, register_at(&v));
        int status;

        buf_fmt(&t.b, "&from=2013-05&months=6&cell.0.member=%s%s",
                key_of(&v, 0), bad[i].typed);
        status = send(&v, register_at(&v), &t);
        if (!CHECK_INT(status, bad[i].said ? 422 : 303) ||
            !CHECK(!bad[i].said || has(&v.b, bad[i].said)))
            printf("# %s\n", bad[i].typed);
    }
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 1); /* the last */
    browser_end(&v.b);
}

SITE(a_month_that_is_kept_is_not_keyed_again)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    for (int twice = 0; twice < 2; twice++) {
        t = form_of(&v, register_at(&v));
        buf_z(&t.b, "&from=2013-05&months=6&month.0.day=5");
        cell(&v, &t, 0, 0, "100");
        CHECK_INT(send(&v, register_at(&v), &t), twice ? 422 : 303);
    }
    CHECK(has(&v.b, "A meeting of this month is kept already"));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 1);
    browser_end(&v.b);
}

/* A CO that meets every fortnight has two columns for each month. */
SITE(several_meetings_of_a_month_have_a_column_each)
{
    struct village v;
    struct typed t;
    const char *two;

    village_start(&v, db);
    two = at(&v, "/backlog/%1?from=2013-05&months=2&each=2", v.co);
    t = form_of(&v, two);
    CHECK(has(&v.b, "name=\"month.3.day\"") && !has(&v.b, "month.4.day"));
    buf_z(&t.b, "&from=2013-05&months=2&each=2&month.0.day=5&month.1.day=19"
                "&month.2.day=2");
    cell(&v, &t, 0, 0, "100");
    cell(&v, &t, 0, 1, "50");
    cell(&v, &t, 0, 2, "70");
    CHECK_INT(send(&v, register_at(&v), &t), 303);
    CHECK(str_ends(answer_header(&v.b, "Location"), S("from=2013-07&each=2")));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting WHERE counts = 1"), 3);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting WHERE bylaw IS NULL"),
              0);
    CHECK_INT(number(&v, "SELECT max(total) FROM meeting WHERE held > 15841 "
                         "AND held < 15857"),
              5000); /* 19 May 2013 */
    CHECK_INT(get(&v.b, two), 200);
    CHECK(has(&v.b, "5 May 2013") && has(&v.b, "19 May 2013") &&
          has(&v.b, "2 June 2013"));
    CHECK(has(&v.b, "name=\"month.3.day\"") && !has(&v.b, "month.2.day"));
    t = form_of(&v, two);
    buf_z(&t.b, "&from=2013-07&months=1&each=2&month.0.day=5&month.1.day=5");
    CHECK_INT(send(&v, register_at(&v), &t), 422);
    CHECK(has(&v.b, "lie on the same day"));
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1?each=99&months=99", v.co)), 200);
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1?each=-1", v.co)), 200);
    browser_end(&v.b);
}

/* The cut-off sheet says that 24 had been held by then. */
SITE(meetings_are_numbered_on_from_the_old_book)
{
    struct village v;

    village_start(&v, db);
    draft(&v.b.site, "opening",
          with(&v.b.site,
               "{\"body\":\"%1\",\"held\":\"2014-11-30\",\"meetings\":24,"
               "\"savings\":240000}",
               v.co, ID_NONE, ID_NONE));
    CHECK_INT(get(&v.b, at(&v, "/body/%1/meeting", v.co)), 200);
    CHECK(has(&v.b, "name=\"number\" value=\"25\""));
    browser_end(&v.b);
}

SITE(from_one_register_to_the_next)
{
    struct village v;
    struct id second;

    village_start(&v, db);
    second = draft(&v.b.site, "body",
                   with(&v.b.site,
                        "{\"formed\":\"2014-05-01\",\"name\":\"Sitara\","
                        "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":\"%2\","
                        "\"sex\":\"women\"}",
                        v.place, v.rsp, ID_NONE));
    CHECK_INT(get(&v.b, "/backlog"), 200);
    CHECK(has(&v.b, "Roshni") && has(&v.b, "Sitara"));
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1/next", v.co)), 303);
    CHECK(str_same(answer_header(&v.b, "Location"),
                   str_of(at(&v, "/backlog/%1", second))));
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1/next", second)), 303);
    CHECK(str_same(answer_header(&v.b, "Location"), S("/backlog")));
    CHECK_INT(get(&v.b, "/backlog?from=x&months=-1"), 200);
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1?from=9999-12&months=99", v.co)),
              200);
    CHECK_INT(get(&v.b, at(&v, "/backlog/%1?from=0001-01&months=12", v.co)),
              200);
    CHECK_INT(get_json(&v.b, "/backlog"), 200);
    CHECK(has(&v.b, "\"name\":\"Roshni\""));
    browser_login(&v.b, "eng");
    CHECK_INT(get(&v.b, "/backlog"), 403);
    browser_end(&v.b);
}

/* ---- an old body on one sheet -------------------------------------------*/

static void old_body(struct village *v, struct typed *t)
{
    buf_z(&t->b, "&nature=co&sex=women&name=Purani&code=CO-9&formed=2005-03-01"
                 "&saving=20&meets=monthly&women=18&first_saving=360&rsp=");
    id_put(&t->b, v->rsp);
    buf_z(&t->b, "&place=");
    id_put(&t->b, v->place);
}

/* Two of one household, one of a household that is there, an officer each. */
static void old_members(struct typed *t)
{
    buf_z(&t->b, "&row.0.name=Nasreen&row.0.house=H20&row.0.office=president"
                 "&row.1.name=Rozina&row.1.father=Ghulam&row.1.house=H20"
                 "&row.1.office=manager&row.1.joined=2007"
                 "&row.4.name=Shazia&row.4.house=H3");
}

SITE(an_old_body_comes_in_on_one_sheet)
{
    struct village v;
    struct typed t;
    const char *body;

    village_start(&v, db);
    t = form_of(&v, "/body/old");
    CHECK(has(&v.b, "name=\"row.19.name\"") && !has(&v.b, "row.20.name"));
    CHECK(has(&v.b, "<option value=\"president\">"));
    old_body(&v, &t);
    old_members(&t);
    buf_z(&t.b, "&officers=2014-02-01&held=2014-12-31&meetings=110"
                "&savings=45%2C000&loans=12&loans_out=8000&service.0.code=CIF"
                "&service.0.number=12");
    for (int twice = 0; twice < 2; twice++) {
        CHECK_INT(send(&v, "/body/old", &t), 303);
        CHECK_INT(v.b.asks, !twice);
    }
    body = arena_z(&v.b.site.arena, answer_header(&v.b, "Location"));
    CHECK_INT(number(&v, "SELECT count(*) FROM body"), 2);
    CHECK_INT(number(&v, "SELECT count(*) FROM household"), MEMBERS + 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM member"), MEMBERS + 3);
    CHECK_INT(number(&v, "SELECT count(*) FROM term WHERE counts = 1"), 2);
    CHECK_INT(number(&v, "SELECT savings FROM opening"), 4500000);
    CHECK_INT(number(&v, "SELECT women FROM formation"), 18);
    CHECK_INT(number(&v, "SELECT count(*) FROM waiting"), 0);
    CHECK_INT(number(&v, "SELECT count(*) FROM finding WHERE level = 1"), 0);
    CHECK_INT(get(&v.b, body), 200);
    CHECK(has(&v.b, "Nasreen") && has(&v.b, ">45,000<") && has(&v.b, ">110<"));
    browser_end(&v.b);
}

/* What was saved until the sheet is within it; what came later is beside. */
SITE(what_an_old_body_saved_is_counted_once)
{
    struct village v;
    struct site *s = &v.b.site;

    village_start(&v, db);
    draft(s, "opening",
          with(s,
               "{\"body\":\"%1\",\"held\":\"2014-06-30\",\"meetings\":13,"
               "\"savings\":600000}",
               v.co, ID_NONE, ID_NONE));
    draft(s, "meeting",
          with(s, "{\"body\":\"%1\",\"held\":\"2014-06-30\",\"total\":10000}",
               v.co, ID_NONE, ID_NONE));
    CHECK_INT(get_json(&v.b, at(&v, "/body/%1", v.co)), 200);
    CHECK(has(&v.b, "\"meetings_held\":13") && has(&v.b, "\"saved\":600000"));
    draft(s, "meeting",
          with(s, "{\"body\":\"%1\",\"held\":\"2014-07-01\",\"total\":10000}",
               v.co, ID_NONE, ID_NONE));
    CHECK_INT(get_json(&v.b, at(&v, "/body/%1", v.co)), 200);
    CHECK(has(&v.b, "\"meetings_held\":14") && has(&v.b, "\"saved\":610000"));
    browser_end(&v.b);
}

SITE(an_old_body_that_lacks_something_is_not_kept_at_all)
{
    static const struct {
        const char *typed;
        int status;
    } bad[] = {
        { "&row.0.name=Nasreen", 422 }, /* no house */
        { "&row.0.house=H1", 422 },     /* no name */
        { "&row.0.name=A&row.0.house=H1&row.0.office=king", 422 },
        { "&row.0.name=A&row.0.house=H1&row.0.joined=soon", 422 },
        { "&row.0.name=A&row.0.house=H1&row.0.joined=2016", 422 },
        { "&held=2014-12-31&savings=-5", 422 },
        { "&held=2004-12-31&savings=5", 422 }, /* before it was formed */
        { "&held=2014-12-31&loans=0&loans_out=5", 422 },
        { "&officers=never", 422 },
        { "&_add=row&row.19.name=Last", 200 },
    };
    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(bad); i++) {
        struct typed t = form_of(&v, "/body/old");

        old_body(&v, &t);
        buf_z(&t.b, bad[i].typed);
        if (!CHECK_INT(send(&v, "/body/old", &t), bad[i].status))
            printf("# %s\n", bad[i].typed);
        CHECK_INT(v.b.asks, 0);
        CHECK(bad[i].status == 200 || has(&v.b, "said stop"));
    }
    CHECK(has(&v.b, "name=\"row.29.name\"") && has(&v.b, "value=\"Last\""));
    CHECK_INT(number(&v, "SELECT count(*) FROM body"), 1);
    CHECK_INT(send_form(&v.b, "/body/old", "x="), 422);
    browser_end(&v.b);
}

SITE(nobody_writes_an_old_body_where_she_may_not)
{
    struct village v;
    struct typed t;

    village_start(&v, db);
    t = form_of(&v, "/body/old");
    v.place = id_named(S("place"), S("pk711")); /* not hers */
    old_body(&v, &t);
    CHECK_INT(send(&v, "/body/old", &t), 403);
    CHECK_INT(number(&v, "SELECT count(*) FROM body"), 1);
    browser_login(&v.b, "eng");
    CHECK_INT(get(&v.b, "/body/old"), 403);
    browser_end(&v.b);
}
