/* web_people - what happens to households and persons, done on their pages:
 * each act keeps all its entries, or none, and the same form twice is one act.*/
#include "web_site.h"

struct world {
    struct browser b;
    struct id co, house, other, far, mother, son, girl, in;
};

static struct id place(const char *code)
{
    return id_named(S("place"), str_of(code));
}

static void grant(struct site *s, const char *body)
{
    draft(s, "access", with(s, body, place("pk723"), ID_NONE, ID_NONE));
}

static struct id house(struct site *s, const char *body, const char *at)
{
    return draft(s, "household", with(s, body, place(at), ID_NONE, ID_NONE));
}

static struct id person(struct site *s, struct id in, const char *body)
{
    return draft(s, "person", with(s, body, in, ID_NONE, ID_NONE));
}

static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;

    browser_start(&w->b, db);
    grant(s, "{\"login\":\"asma\",\"place\":\"%1\",\"role\":"
             "\"organiser\",\"since\":\"2014-01-01\"}");
    grant(s, "{\"login\":\"donor\",\"place\":\"%1\",\"role\":"
             "\"donor\",\"since\":\"2014-01-01\"}");
    w->house = house(s, "{\"number\":\"12\",\"place\":\"%1\"}", "pk72301");
    w->other = house(s, "{\"number\":\"13\",\"place\":\"%1\"}", "pk72301");
    w->far = house(s, "{\"number\":\"14\",\"place\":\"%1\"}", "pk711");
    w->mother = person(s, w->house,
                       "{\"born\":\"1960\",\"code\":\"a\",\"household\":"
                       "\"%1\",\"name\":\"Zeenat\",\"sex\":\"women\"}");
    w->son = person(s, w->house,
                    "{\"code\":\"b\",\"household\":\"%1\",\"name\":"
                    "\"Sajjad\",\"sex\":\"men\"}");
    w->girl = person(s, w->house,
                     "{\"born\":\"2014-06-01\",\"code\":\"c\",\"household\":"
                     "\"%1\",\"name\":\"Nasreen\",\"sex\":\"women\"}");
    w->co = draft(s, "body",
                  with(s,
                       "{\"formed\":\"2013-05-01\",\"name\":\"Bismillah\","
                       "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":\"%2\","
                       "\"sex\":\"women\"}",
                       place("pk72301"), id_named(S("rsp"), S("SRSO")),
                       ID_NONE));
    w->in = draft(s, "member",
                  with(s,
                       "{\"body\":\"%1\",\"joined\":\"2013-06-02\","
                       "\"person\":\"%2\"}",
                       w->co, w->mother, ID_NONE));
    browser_login(&w->b, "asma");
}

static const char *path(struct world *w, const char *head, struct id id,
                        const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, head);
    id_put(&b, id);
    buf_z(&b, more);
    return arena_z(b.arena, buf_str(&b));
}

static int64_t count(struct world *w, const char *kind)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "SELECT count(*) FROM %s WHERE counts = 1", kind);
    return both_ask(w->b.site.db, arena_z(b.arena, buf_str(&b)));
}

/* Does she live there now? */
static bool lives(struct world *w, struct id person, struct id in)
{
    struct rows r =
        db_text_rows(w->b.site.db,
                     S("SELECT 1 FROM resident WHERE person = $1 AND "
                       "household = $2 AND until IS NULL"));
    bool there;

    db_bind_id(&r, 1, person);
    db_bind_id(&r, 2, in);
    there = db_next(&r);
    db_done(&r);
    return there;
}

static int split(struct world *w, const char *form)
{
    return send_form(&w->b, path(w, "/household/", w->house, "/split"), form);
}

SITE(a_household_splits_in_one_act)
{
    struct world w;
    const char *form;
    struct str to;

    world_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "/split")), 200);
    CHECK(has(&w.b, "Zeenat") && has(&w.b, "Sajjad"));
    CHECK_INT(split(&w, "number=&since=2014-12-01"), 422);
    CHECK(has(&w.b, "Give the new household a number"));
    CHECK_INT(split(&w, "number=12b&since=2014-12-01"), 422);
    CHECK(has(&w.b, "Choose who leaves"));
    form = path(&w, "since=2014-12-01&person=", w.son, "&number=12b");
    CHECK_INT(split(&w, form), 303);
    CHECK_INT(count(&w, "household"), 4);
    CHECK_INT(count(&w, "residence"), 1);
    CHECK_INT(count(&w, "fate"), 0); /* the mother is still there */
    to = arena_str(&w.b.site.arena, answer_header(&w.b, "Location"));
    CHECK(str_starts(to, S("/household/")));
    CHECK(!lives(&w, w.son, w.house));
    CHECK(lives(&w, w.mother, w.house));
    CHECK_INT(get(&w.b, arena_z(&w.b.site.arena, to)), 200);
    CHECK(has(&w.b, "Sajjad") && !has(&w.b, "Zeenat"));
    CHECK_INT(split(&w, "number=13&since=2014-12-01"), 422);
    CHECK(has(&w.b, "has this number"));
    browser_end(&w.b);
}

SITE(the_same_split_sent_twice_is_one)
{
    struct world w;
    const char *form;

    world_start(&w, db);
    form = path(&w,
                "_id=00000000000000000000000000000001&since=2014-12-01&"
                "number=12b&person=",
                w.son, "");
    CHECK_INT(split(&w, form), 303);
    CHECK_INT(count(&w, "household"), 4);
    split(&w, form);
    CHECK_INT(count(&w, "household"), 4);
    CHECK_INT(count(&w, "residence"), 1);
    browser_end(&w.b);
}

SITE(when_nobody_is_left_behind_the_household_has_split_up)
{
    struct world w;
    struct buf form;

    world_start(&w, db);
    form = buf_start(&w.b.site.arena);
    buf_z(&form, path(&w, "number=12b&since=2014-12-01&person=", w.son, ""));
    buf_z(&form, path(&w, "&person=", w.girl, ""));
    buf_z(&form, path(&w, "&person=", w.mother, ""));
    CHECK_INT(split(&w, arena_z(form.arena, buf_str(&form))), 303);
    CHECK_INT(count(&w, "residence"), 3);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM fate WHERE state = 3 AND "
                           "successor IS NOT NULL"),
              1);
    browser_end(&w.b);
}

SITE(a_split_that_cannot_be_true_keeps_nothing)
{
    struct world w;
    struct buf form;

    world_start(&w, db);
    form = buf_start(&w.b.site.arena);
    buf_z(&form, path(&w, "number=12b&since=2014-01-01&person=", w.son, ""));
    buf_z(&form, path(&w, "&person=", w.girl, "")); /* not born yet */
    CHECK_INT(split(&w, arena_z(form.arena, buf_str(&form))), 422);
    CHECK(has(&w.b, "before the person was born"));
    CHECK_INT(split(&w,
                    path(&w, "number=12b&since=2016-01-01&person=", w.son, "")),
              422);
    CHECK_INT(split(&w, path(&w, "number=12b&since=soon&person=", w.son, "")),
              422);
    CHECK_INT(count(&w, "household"), 3);
    CHECK_INT(count(&w, "residence"), 0);
    CHECK_INT(w.b.asks, 0);
    browser_end(&w.b);
}

SITE(a_household_merges_into_another_of_its_settlement)
{
    struct world w;
    const char *at;

    world_start(&w, db);
    at = path(&w, "/household/", w.house, "/merge");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Zeenat"));
    CHECK_INT(send_form(&w.b, at, "number=12&since=2014-12-01"), 422);
    CHECK_INT(send_form(&w.b, at, "number=14&since=2014-12-01"), 422);
    CHECK(has(&w.b, "No other household"));
    CHECK_INT(count(&w, "fate"), 0);
    CHECK_INT(send_form(&w.b, at, "number=13&since=2014-12-01&why=widowed"),
              303);
    CHECK(lives(&w, w.mother, w.other) && lives(&w, w.son, w.other) &&
          lives(&w, w.girl, w.other));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM fate WHERE state = 2 AND "
                           "why = 'widowed'"),
              1);
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, at), 403);
    browser_end(&w.b);
}

SITE(who_died_leaves_her_bodies_that_day_and_keeps_her_name)
{
    struct world w;
    const char *at;

    world_start(&w, db);
    at = path(&w, "/person/", w.mother, "/died");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Bismillah"));
    CHECK_INT(send_form(&w.b, at, "on="), 422);
    CHECK_INT(send_form(&w.b, at, "on=2015-02-01"), 422);
    CHECK_INT(send_form(&w.b, at, "on=1950-02-01"), 422);
    CHECK(has(&w.b, "before the person was born"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM member WHERE ended IS NULL"),
              1);
    CHECK_INT(send_form(&w.b, at, "on=2014-12-09"), 303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person WHERE died = 16413"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM member WHERE ended = 16413 "
                           "AND why = 1"),
              1);
    CHECK_INT(get(&w.b, path(&w, "/person/", w.mother, "")), 200);
    CHECK(has(&w.b, "Zeenat"));
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "/split")), 200);
    CHECK(!has(&w.b, "Zeenat") && has(&w.b, "Sajjad"));
    browser_end(&w.b);
}
