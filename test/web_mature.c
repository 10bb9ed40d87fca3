/* web_mature - a body is assessed at its page: what the registers give stands
 * in the sheet, total and grade follow, the evidence is one click away. */

#include "web_site.h"

struct visit {
    struct browser b;
    struct id srso, goth, unit, other, organiser, monitor, co;
};

static struct id put(struct visit *v, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    return draft(&v->b.site, kind, with(&v->b.site, body, a, b, c));
}

static const char *path(struct visit *v, const char *room, struct id id,
                        const char *more)
{
    struct buf b = buf_start(&v->b.site.arena);

    buf_z(&b, room);
    id_put(&b, id);
    buf_z(&b, more);
    return arena_z(b.arena, buf_str(&b));
}

static struct id staff_put(struct visit *v, const char *login, struct id unit)
{
    struct buf b = buf_start(&v->b.site.arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"name\":\"%s\",\"post\":\"other\",\"rsp\":"
            "\"%%1\",\"since\":\"2012-01-01\",\"unit\":\"%%2\"}",
            login, login);
    return put(v, "staff", arena_z(b.arena, buf_str(&b)), v->srso, unit,
               ID_NONE);
}

static void access_put(struct visit *v, const char *login, const char *role)
{
    struct buf b = buf_start(&v->b.site.arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, role);
    draft(&v->b.site, "access", arena_z(b.arena, buf_str(&b)));
}

/* A CO that met three times in twelve months, and saved each time. */
static void visit_start(struct visit *v, struct db *db)
{
    static const char *const held[] = { "2014-03-01", "2014-06-01",
                                        "2014-09-01" };
    struct id district = id_named(S("place"), S("pk723"));

    memset(v, 0, sizeof *v);
    browser_start(&v->b, db);
    v->srso = id_named(S("rsp"), S("SRSO"));
    v->goth = put(v, "place",
                  "{\"level\":\"settlement\",\"lg\":\"%1\",\"name\":\"Goth "
                  "Ali\"}",
                  district, ID_NONE, ID_NONE);
    v->unit = put(v, "unit",
                  "{\"code\":\"UN-1\",\"name\":\"Pano\",\"nature\":"
                  "\"field_unit\",\"place\":\"%2\",\"rsp\":\"%1\"}",
                  v->srso, district, ID_NONE);
    v->other = put(v, "unit",
                   "{\"code\":\"UN-2\",\"name\":\"Sukkur\",\"nature\":"
                   "\"district_office\",\"place\":\"%2\",\"rsp\":\"%1\"}",
                   v->srso, district, ID_NONE);
    v->organiser = staff_put(v, "kamran", v->unit);
    v->monitor = staff_put(v, "monica", v->other);
    v->co = put(v, "body",
                "{\"formed\":\"2012-05-01\",\"meets\":\"monthly\",\"name\":"
                "\"Roshni\",\"nature\":\"co\",\"place\":\"%2\",\"rsp\":\"%1\","
                "\"sex\":\"women\"}",
                v->srso, v->goth, ID_NONE);
    put(v, "charge",
        "{\"bodies\":[{\"body\":\"%1\"}],\"since\":\"2014-01-01\",\"taker\":"
        "\"%2\"}",
        v->co, v->organiser, ID_NONE);
    for (size_t i = 0; i < LEN(held); i++) {
        struct buf b = buf_start(&v->b.site.arena);

        buf_fmt(&b,
                "{\"body\":\"%%1\",\"held\":\"%s\",\"total\":5000,"
                "\"women\":9}",
                held[i]);
        put(v, "meeting", arena_z(b.arena, buf_str(&b)), v->co, ID_NONE,
            ID_NONE);
    }
    access_put(v, "monica", "monitor");
    access_put(v, "kamran", "organiser");
}

/* In the shipped index of a CO "met" is the fourth indicator, from nought on. */
SITE(what_registers_give_stands_in_the_sheet)
{
    struct visit v;

    visit_start(&v, db);
    browser_login(&v.b, "monica");
    CHECK_INT(get(&v.b, path(&v, "/assess/", v.co, "?yardstick=CI-CO-1")), 200);
    CHECK(has(&v.b, "only an example"));
    CHECK(has(&v.b, "name=\"mark.3\""));
    /* 3 of 12 meetings are 1 of 4 */
    CHECK(has(&v.b, "<option value=\"1\" selected>1</option>"));
    CHECK(has(&v.b, path(&v, "/list/meeting?f.body=", v.co, "")));
    CHECK_INT(get(&v.b, path(&v, "/list/meeting?f.body=", v.co, "")), 200);
    CHECK(has(&v.b, "1 September 2014") || has(&v.b, "2014-09-01"));
    CHECK_INT(get(&v.b, path(&v, "/assess/", v.co, "?yardstick=NONE")), 200);
    CHECK_INT(get(&v.b, path(&v, "/assess/", v.goth, "")), 404);
    browser_login(&v.b, "kamran"); /* he keeps the register: no assessor */
    CHECK_INT(get(&v.b, path(&v, "/assess/", v.co, "")), 403);
    browser_end(&v.b);
}

static struct id kept(struct visit *v)
{
    struct rows r =
        db_text_rows(v->b.site.db,
                     S("SELECT entry FROM assessment WHERE counts = 1 "
                       "ORDER BY made DESC, entry LIMIT 1"));
    struct id id = ID_NONE;

    if (CHECK(db_next(&r)))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

/* Governance: posts 0, by-laws 4 of 4, equally shared with weights 2 and 1:
 * 33.33; meetings 25.00. Total (25 * 33.33 + 20 * 25.00) / 45 = 29.63: D. */
#define MARKS                                                                  \
    "_id=00000000000000000000000000000081&made=2015-01-01&state=published&"    \
    "mark.0=0&mark.2=4&mark.3=1&improvement=Meet+each+month&next_due=2016-01-01"

SITE(total_and_grade_follow_from_the_marks)
{
    struct visit v;
    struct id id;

    visit_start(&v, db);
    browser_login(&v.b, "monica");
    CHECK_INT(send_form(&v.b, path(&v, "/assess/", v.co, "?yardstick=CI-CO-1"),
                        MARKS),
              303);
    id = kept(&v);
    CHECK_INT(both_ask(db, "SELECT score FROM assessment"), 2963);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM assessment WHERE grade = 'D'"),
              1);
    CHECK_INT(both_ask(db, "SELECT computed FROM assessment_marks WHERE "
                           "indicator = 'met'"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what IN ("
                           "'assessment.total_differs', "
                           "'assessment.grade_differs', "
                           "'assessment.own_team')"),
              0);
    CHECK_INT(get(&v.b, path(&v, "/assessment/", id, "")), 200);
    CHECK(has(&v.b, "29.63"));
    CHECK(has(&v.b, "Meet each month"));
    CHECK(!has(&v.b, "of its own team"));
    CHECK_INT(get(&v.b, path(&v, "/maturity/", v.co, "")), 200);
    CHECK(has(&v.b, "29.63"));
    CHECK(has(&v.b, "25.00")); /* what drags: meetings */
    CHECK_INT(get(&v.b, path(&v, "/body/", v.co, "")), 200);
    CHECK(has(&v.b, "29.63"));
    CHECK_INT(get_json(&v.b, path(&v, "/assessment/", id, "")), 200);
    CHECK(has(&v.b, "\"score\":2963"));
    browser_end(&v.b);
}

SITE(what_is_typed_wrong_is_shown_again)
{
    struct visit v;
    const char *to;

    visit_start(&v, db);
    to = path(&v, "/assess/", v.co, "?yardstick=CI-CO-1");
    browser_login(&v.b, "monica");
    CHECK_INT(send_form(&v.b, to, MARKS "&mark.5=9"), 422); /* 0 to 4 */
    CHECK(has(&v.b, "Meet each month"));
    CHECK_INT(send_form(&v.b, to, "made=2015-01-02&state=draft"), 422);
    CHECK_INT(send_form(&v.b, to, "made=soon&state=draft"), 422);
    CHECK_INT(send_form(&v.b, to,
                        "made=2015-01-01&state=published"), /* no mark */
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM assessment"), 0);
    /* an assessment names who made it */
    access_put(&v, "guest", "monitor");
    browser_login(&v.b, "guest");
    CHECK_INT(send_form(&v.b, to, MARKS), 422);
    CHECK(has(&v.b, "nobody of the staff"));
    browser_end(&v.b);
}

SITE(who_was_never_assessed_stands_first)
{
    struct visit v;

    visit_start(&v, db);
    put(&v, "body",
        "{\"formed\":\"2013-05-01\",\"name\":\"VO Nur\",\"nature\":\"vo\","
        "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
        v.srso, v.goth, ID_NONE);
    browser_login(&v.b, "monica");
    CHECK_INT(get(&v.b, "/maturity"), 200);
    CHECK(has(&v.b, "VO Nur"));
    CHECK(has(&v.b, "Never assessed"));
    CHECK_INT(get(&v.b, "/report/maturity"), 200);
    CHECK_INT(get(&v.b, "/report/profile"), 200);
    browser_end(&v.b);
}
