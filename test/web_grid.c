/* web_grid - the sheet of a meeting: drawn, sent, sent twice, refused,
 * corrected; and the engine under it. */
#include "web_site.h"

enum { MEMBERS = 5 };

struct village {
    struct browser b;
    struct id place, rsp, co, member[MEMBERS];
};

static const char *const who[MEMBERS] = { "Sakina", "Zohra", "Hajra", "Amina",
                                          "Bilqees" };

static struct id draft_text(struct site *s, const char *kind, const char *form,
                            const char *text, struct id a, struct id b)
{
    struct buf out = buf_start(&s->arena);

    for (; *form; form++)
        if (*form == '$')
            buf_z(&out, text);
        else
            buf_char(&out, *form);
    return draft(s, kind,
                 with(s, arena_z(&s->arena, buf_str(&out)), a, b, ID_NONE));
}

static void members_make(struct village *v)
{
    struct site *s = &v->b.site;

    for (int i = 0; i < MEMBERS; i++) {
        char number[2] = { (char)('1' + i), 0 };
        struct id home = draft_text(s, "household",
                                    "{\"number\":\"H$\",\"place\":\"%1\"}",
                                    number, v->place, ID_NONE);
        struct id person =
            draft_text(s, "person",
                       "{\"father\":\"Rahim Bux\",\"father_ur\":\"رحیم بخش\","
                       "\"household\":\"%1\",\"name\":\"$\",\"sex\":\"women\"}",
                       who[i], home, ID_NONE);

        v->member[i] = draft_text(
            s, "member",
            "{\"body\":\"%1\",\"joined\":\"2013-05-01\",\"number\":$,"
            "\"person\":\"%2\"}",
            number, v->co, person);
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
          "{\"login\":\"clerk\",\"role\":\"organiser\",\"since\":"
          "\"2014-01-01\"}");
    draft(s, "access",
          "{\"login\":\"eng\",\"role\":\"engineer\",\"since\":"
          "\"2014-01-01\"}");
    v->co = draft(s, "body",
                  with(s,
                       "{\"code\":\"CO-1\",\"formed\":\"2013-05-01\",\"name\":"
                       "\"Roshni <b>\",\"nature\":\"co\",\"place\":\"%1\","
                       "\"rsp\":\"%2\",\"saving\":10000,\"sex\":\"women\"}",
                       v->place, v->rsp, ID_NONE));
    members_make(v);
    browser_login(&v->b, "clerk");
}

static const char *at(struct village *v, const char *form, struct id id)
{
    return with(&v->b.site, form, id, ID_NONE, ID_NONE);
}

static const char *sheet_at(struct village *v)
{
    return at(v, "/body/%1/meeting", v->co);
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

/* One row of the sheet as a browser sends it; mark and saved may be "". */
static void row_add(struct buf *b, struct village *v, int n, const char *key,
                    const char *mark, const char *saved)
{
    buf_fmt(b, "&attendance.%d.member=%s&attendance.%d.saved=%s", n, key, n,
            saved);
    buf_fmt(b, "&attendance.%d._agreed=100", n);
    if (mark[0])
        buf_fmt(b, "&attendance.%d.present=%s", n, mark);
    (void)v;
}

static const char *key_of(struct village *v, int i)
{
    return at(v, "%1", v->member[i]);
}

struct sent {
    struct buf b;
    const char *id;
};

/* The top of a form that was just drawn. */
static struct sent form_of(struct village *v)
{
    struct sent s = { .b = buf_start(&v->b.site.arena) };

    CHECK_INT(get(&v->b, sheet_at(v)), 200);
    s.id = after(v, "name=\"_id\" value=\"");
    buf_fmt(&s.b, "_id=%s&held=2014-12-30&number=1&nature=ordinary", s.id);
    return s;
}

static int send(struct village *v, struct sent *s)
{
    return send_form(&v->b, sheet_at(v),
                     arena_z(&v->b.site.arena, buf_str(&s->b)));
}

static int64_t number(struct village *v, const char *sql)
{
    struct rows r = db_text_rows(v->b.site.db, str_of(sql));
    int64_t n = db_next(&r) ? db_int(&r, 0) : -1;

    db_done(&r);
    return n;
}

/* ---- drawing ------------------------------------------------------------*/

SITE(draws)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "<html lang=\"en\" dir=\"ltr\">"));
    CHECK(has(&v.b, "Roshni &lt;b&gt;") && !has(&v.b, "Roshni <b>"));
    for (int i = 0; i < MEMBERS; i++)
        CHECK(has(&v.b, who[i]) && has(&v.b, key_of(&v, i)));
    CHECK(has(&v.b, "placeholder=\"100\""));
    CHECK(!has(&v.b, " checked"));
    CHECK(has(&v.b, "name=\"held\" value=\"2015-01-01\""));
    CHECK(has(&v.b, "inputmode=\"decimal\""));
    CHECK(has(&v.b, "name=\"new.0.name\""));
    CHECK_INT(get(&v.b, "/lang/ur"), 303);
    CHECK_INT(get(&v.b, at(&v, "/body/%1/meeting?lang=ur", v.co)), 200);
    CHECK(has(&v.b, "dir=\"rtl\"") && has(&v.b, "سب حاضر"));
    CHECK(has(&v.b, "1 · رحیم بخش") && !has(&v.b, "Rahim Bux"));
    CHECK_INT(get(&v.b, "/lang/sd"), 303);
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "1 · Rahim Bux")); /* as far as it is known */
    /* Before she joined there is nobody. */
    CHECK_INT(get(&v.b, at(&v, "/body/%1/meeting?held=2012-01-01", v.co)), 200);
    CHECK(!has(&v.b, who[0]));
    CHECK_INT(get_json(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "\"agreed\":10000") && has(&v.b, "\"roster\":["));
    browser_end(&v.b);
}

SITE(refuses)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, "/body/00112233445566778899aabbccddeeff/meeting"), 404);
    CHECK_INT(get(&v.b, at(&v, "/body/%1/meeting", v.place)), 404);
    CHECK_INT(get(&v.b, "/body/x/meeting"), 404);
    CHECK_INT(get(&v.b, at(&v, "/meeting/%1", v.co)), 404);
    CHECK_INT(get(&v.b, at(&v, "/meeting/%1/edit", v.co)), 404);
    CHECK_INT(send_form(&v.b, at(&v, "/meeting/%1/edit", v.co), "x="), 404);
    browser_login(&v.b, "eng");
    CHECK_INT(get(&v.b, sheet_at(&v)), 403);
    CHECK_INT(send_form(&v.b, sheet_at(&v), "held=2014-12-30"), 403);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 0);
    browser_end(&v.b);
}

/* Who may not read names gets numbers, and no name is in the page at all. */
SITE(hides_names)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    CHECK_INT(send(&v, &s), 303);
    browser_login(&v.b, "eng");
    s.b = buf_start(&v.b.site.arena);
    buf_fmt(&s.b, "/meeting/%s", s.id);
    CHECK_INT(get(&v.b, arena_z(&v.b.site.arena, buf_str(&s.b))), 200);
    CHECK(has(&v.b, "Member 1") && !has(&v.b, who[0]));
    CHECK(!has(&v.b, "/edit"));
    browser_end(&v.b);
}

/* ---- sending ------------------------------------------------------------*/

SITE(keeps_a_meeting)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");    /* agreed: 100 */
    row_add(&s.b, &v, 1, key_of(&v, 1), "present", "250"); /* another */
    row_add(&s.b, &v, 2, key_of(&v, 2), "absent", "");     /* nothing */
    row_add(&s.b, &v, 3, key_of(&v, 3), "leave", "40.50"); /* sent along */
    row_add(&s.b, &v, 4, key_of(&v, 4), "", "");           /* unmarked */
    buf_z(&s.b, "&visitors.0.name=Dr+Shah&visitors.0.office=Health&agenda="
                "Link+road");
    CHECK_INT(send(&v, &s), 303);
    CHECK(str_starts(answer_header(&v.b, "Location"), S("/meeting/")));
    CHECK_INT(v.b.asks, 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_attendance"), 4);
    CHECK_INT(number(&v, "SELECT total FROM meeting"), 39050);
    CHECK_INT(number(&v, "SELECT women FROM meeting"), 2);
    CHECK_INT(number(&v, "SELECT men FROM meeting"), 0);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_attendance "
                         "WHERE saved IS NULL"),
              1);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_visitors"), 1);
    CHECK_INT(get(&v.b,
                  arena_z(&v.b.site.arena, answer_header(&v.b, "Location"))),
              200);
    CHECK(has(&v.b, "Zohra") && has(&v.b, "Dr Shah") && has(&v.b, "Link road"));
    CHECK(has(&v.b, "data-receipt=") && !has(&v.b, "Bilqees"));
    CHECK(has(&v.b, "/edit\""));
    browser_end(&v.b);
}

/* Grey is an offer: without a mark, or with another one, it is not saved. */
SITE(grey_counts_when_confirmed)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "absent", "");
    row_add(&s.b, &v, 1, key_of(&v, 1), "", "");
    row_add(&s.b, &v, 2, key_of(&v, 2), "present", "0");
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(number(&v, "SELECT total FROM meeting"), 0);
    CHECK_INT(number(&v, "SELECT women FROM meeting"), 1);
    browser_end(&v.b);
}

SITE(sent_twice_counts_once)
{
    struct village v;
    struct sent s;
    struct str first;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    row_add(&s.b, &v, 1, "new0", "present", "100");
    buf_z(&s.b, "&new.0.name=Nasreen&new.0.house=H9&new.0.sex=women");
    CHECK_INT(send(&v, &s), 303);
    first = arena_str(&v.b.site.arena, answer_header(&v.b, "Location"));
    CHECK_INT(send(&v, &s), 303);
    CHECK(str_same(answer_header(&v.b, "Location"), first));
    CHECK_INT(v.b.asks, 0);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM member"), MEMBERS + 1);
    /* Another fact under the same id is not taken for it. */
    buf_z(&s.b, "&agenda=other");
    CHECK_INT(send(&v, &s), 409);
    CHECK(has(&v.b, "note stop") && has(&v.b, "other"));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 1);
    browser_end(&v.b);
}

/* No answer from the keeper: what was typed stands there, under the same id. */
SITE(lost_answer_is_sent_again)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "77");
    v.b.keeper_down = true;
    CHECK_INT(send(&v, &s), 503);
    CHECK(has(&v.b, s.id) && has(&v.b, "value=\"77\""));
    CHECK(has(&v.b, "value=\"present\" data-confirms checked"));
    v.b.keeper_down = false;
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 1);
    browser_end(&v.b);
}

SITE(newcomers_come_along)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    row_add(&s.b, &v, 5, "new0", "present", "50");
    row_add(&s.b, &v, 6, "new1", "", "");
    row_add(&s.b, &v, 7, "new2", "", "");
    /* The first of a household we know, two of one that is new. */
    buf_z(&s.b, "&new.0.name=Nasreen&new.0.house=H3&new.0.sex=women"
                "&new.0.father=Ghulam&new.1.name=Rozina&new.1.house=H20"
                "&new.1.sex=women&new.2.name=Shazia&new.2.house=H20"
                "&new.2.sex=women");
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(v.b.asks, 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM household"), MEMBERS + 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM person"), MEMBERS + 3);
    CHECK_INT(number(&v, "SELECT count(*) FROM member WHERE joined = "
                         "(SELECT held FROM meeting)"),
              3);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_attendance"), 2);
    CHECK_INT(number(&v, "SELECT women FROM meeting"), 2);
    CHECK_INT(number(&v, "SELECT total FROM meeting"), 15000);
    CHECK_INT(number(&v, "SELECT count(*) FROM person_sealed WHERE father = "
                         "'Ghulam'"),
              1);
    CHECK_INT(number(&v, "SELECT count(*) FROM waiting"), 0);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting WHERE counts = 1"), 1);
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "Nasreen") && has(&v.b, "Shazia"));
    browser_end(&v.b);
}

/* A newcomer who lacks something stops it all: nobody is kept. */
SITE(newcomers_must_be_said)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    row_add(&s.b, &v, 5, "new0", "present", "50");
    buf_z(&s.b, "&new.0.house=H3&new.1.name=Rozina&new.1.sex=neither");
    CHECK_INT(send(&v, &s), 422);
    CHECK(has(&v.b, "said stop") && has(&v.b, "value=\"Rozina\""));
    CHECK(has(&v.b, "value=\"50\""));
    CHECK_INT(v.b.asks, 0);
    CHECK_INT(number(&v, "SELECT count(*) FROM member"), MEMBERS);
    browser_end(&v.b);
}

SITE(not_held_says_why)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    buf_z(&s.b, "&not_held=flood");
    CHECK_INT(send(&v, &s), 422);
    CHECK(has(&v.b, "said stop"));
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "", "");
    buf_z(&s.b, "&not_held=flood");
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(number(&v, "SELECT not_held FROM meeting"), 1);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_attendance"), 0);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting WHERE total IS NULL"),
              1);
    browser_end(&v.b);
}

SITE(totals_without_rows)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    buf_z(&s.b, "&women=12&men=3&total=1%2C250.50");
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(number(&v, "SELECT women FROM meeting"), 12);
    CHECK_INT(number(&v, "SELECT total FROM meeting"), 125050);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    buf_z(&s.b, "&women=12");
    CHECK_INT(send(&v, &s), 422);
    CHECK(has(&v.b, "said stop") && has(&v.b, "value=\"12\""));
    browser_end(&v.b);
}

/* ---- what people and machines get wrong ---------------------------------*/

SITE(hostile_values)
{
    static const char *const bad[] = {
        "&attendance.0.saved=ten",
        "&attendance.0.saved=99999999999999999999",
        "&attendance.0.saved=-5",
        "&attendance.0.present=maybe",
        ("&attendance.0.saved=&attendance.0.present=present"
         "&attendance.0._agreed=x"),
        "&women=-1",
        "&total=99999999999",
        "&number=0",
        "&nature=party",
        "&held=2014-02-30",
    };
    struct village v;
    struct sent s;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(bad); i++) {
        s = form_of(&v);
        s.b = buf_start(&v.b.site.arena);
        buf_fmt(&s.b, "_id=%s%s&held=2014-12-30&attendance.0.member=%s", s.id,
                bad[i], key_of(&v, 0));
        if (!CHECK_INT(send(&v, &s), 422))
            printf("# %s\n", bad[i]);
        CHECK(has(&v.b, "said stop"));
    }
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 0);
    s = form_of(&v);
    buf_z(&s.b, "&attendance.-1.member=x&attendance.99999999999.member=y"
                "&attendance..member=z&attendance=1&new.99.name=x&_id=zz");
    row_add(&s.b, &v, 3, key_of(&v, 0), "present", "");
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting_attendance"), 1);
    browser_end(&v.b);
}

/* A member of another body is no row of this sheet. */
SITE(strangers_are_refused)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    row_add(&s.b, &v, 9, at(&v, "%1", v.place), "present", "5");
    CHECK_INT(send(&v, &s), 422);
    CHECK(has(&v.b, "not on this list"));
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 0);
    /* Unless nothing is said of her. */
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    row_add(&s.b, &v, 9, at(&v, "%1", v.place), "", "");
    CHECK_INT(send(&v, &s), 303);
    browser_end(&v.b);
}

SITE(stop_keeps_what_was_typed)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "leave", "12x");
    row_add(&s.b, &v, 1, key_of(&v, 1), "present", "");
    buf_z(&s.b, "&agenda=%3Cscript%3E&visitors.0.office=Health&visitors.1."
                "name=B");
    CHECK_INT(send(&v, &s), 422);
    CHECK(has(&v.b, "value=\"12x\"") && has(&v.b, "value=\"leave\" checked"));
    CHECK(has(&v.b, "data-confirms checked"));
    CHECK(has(&v.b, "&lt;script&gt;") && !has(&v.b, "<script>"));
    CHECK(has(&v.b, "value=\"Health\""));
    CHECK(has(&v.b, s.id));
    browser_end(&v.b);
}

/* Another day, more rows, everybody: drawn anew, nothing is sent. */
SITE(buttons_without_a_script)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "absent", "30");
    row_add(&s.b, &v, 1, key_of(&v, 1), "", "");
    buf_z(&s.b, "&_all=attendance");
    CHECK_INT(send(&v, &s), 200);
    CHECK(has(&v.b, "value=\"absent\" checked"));
    CHECK(has(&v.b, "value=\"present\" data-confirms checked"));
    CHECK(has(&v.b, "data-total=\"women\" class=\"n\">1<"));
    CHECK(has(&v.b, "data-total=\"amount\" class=\"n\">130"));
    CHECK_INT(v.b.asks, 0);
    s = form_of(&v);
    buf_z(&s.b, "&new.2.name=Third&_add=new");
    CHECK_INT(send(&v, &s), 200);
    CHECK(has(&v.b, "new.5.name") && has(&v.b, "value=\"Third\""));
    CHECK(!has(&v.b, "said stop"));
    browser_end(&v.b);
}

SITE(same_day_is_told)
{
    struct village v;
    struct sent s;
    struct rows r;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    CHECK_INT(send(&v, &s), 303);
    CHECK_INT(get(&v.b, at(&v, "/body/%1/meeting?held=2014-12-30", v.co)), 200);
    CHECK(has(&v.b, "data-held=\"2014-12-30\" class=\"note warn\">"));
    CHECK(has(&v.b, s.id));
    CHECK_INT(get(&v.b, sheet_at(&v)), 200);
    CHECK(has(&v.b, "data-held=\"2014-12-30\" class=\"note warn\" hidden>"));
    s = form_of(&v);
    row_add(&s.b, &v, 1, key_of(&v, 1), "present", "");
    CHECK_INT(send(&v, &s), 303); /* WARN, not STOP */
    CHECK_INT(number(&v, "SELECT count(*) FROM meeting"), 2);
    s.b = buf_start(&v.b.site.arena);
    buf_fmt(&s.b, "/meeting/%s?kept=1", s.id);
    CHECK_INT(get(&v.b, arena_z(&v.b.site.arena, buf_str(&s.b))), 200);
    CHECK(has(&v.b, "note warn"));
    r = db_text_rows(v.b.site.db,
                     S("UPDATE finding SET what = 'meeting.total_differs' "
                       "WHERE what = 'meeting.two_in_a_day'"));
    db_run(&r);
    CHECK_INT(get(&v.b, "/marked"), 200); /* a sentence, its numbers open */
    CHECK(has(&v.b, "savings make Rs …, the total says Rs …"));
    browser_end(&v.b);
}

/* ---- correcting ---------------------------------------------------------*/

SITE(corrects)
{
    struct village v;
    struct sent s;
    const char *edit, *tip;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    row_add(&s.b, &v, 1, key_of(&v, 1), "absent", "");
    CHECK_INT(send(&v, &s), 303);
    s.b = buf_start(&v.b.site.arena);
    buf_fmt(&s.b, "/meeting/%s/edit", s.id);
    edit = arena_z(&v.b.site.arena, buf_str(&s.b));
    CHECK_INT(get(&v.b, edit), 200);
    CHECK(has(&v.b, "value=\"present\" data-confirms checked"));
    CHECK(has(&v.b, "value=\"absent\" checked"));
    CHECK(has(&v.b, "value=\"100.00\""));
    tip = after(&v, "name=\"_tip\" value=\"");
    s.b = buf_start(&v.b.site.arena);
    buf_fmt(&s.b, "_id=%s&_tip=%s&held=2014-12-30&nature=ordinary",
            after(&v, "name=\"_id\" value=\""), tip);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "60");
    row_add(&s.b, &v, 1, key_of(&v, 1), "present", "");
    CHECK_INT(send_form(&v.b, edit, arena_z(&v.b.site.arena, buf_str(&s.b))),
              422); /* why? */
    buf_z(&s.b, "&_why=she+came+late");
    for (int twice = 0; twice < 2; twice++)
        CHECK_INT(send_form(&v.b, edit,
                            arena_z(&v.b.site.arena, buf_str(&s.b))),
                  303);
    CHECK_INT(number(&v, "SELECT count(*) FROM fix WHERE author <> 'saath'"),
              1);
    CHECK_INT(number(&v, "SELECT women FROM meeting"), 2);
    CHECK_INT(number(&v, "SELECT total FROM meeting"), 16000);
    CHECK_INT(get(&v.b, arena_z(&v.b.site.arena,
                                (struct str){ edit, strlen(edit) - 5 })),
              200);
    CHECK(has(&v.b, "she came late"));
    browser_end(&v.b);
}

/* Who corrects what has been corrected meanwhile is told so. */
SITE(corrects_the_last_word)
{
    struct village v;
    struct sent s;
    const char *edit;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    CHECK_INT(send(&v, &s), 303);
    s.b = buf_start(&v.b.site.arena);
    buf_fmt(&s.b, "/meeting/%s/edit", s.id);
    edit = arena_z(&v.b.site.arena, buf_str(&s.b));
    s.b = buf_start(&v.b.site.arena);
    buf_fmt(&s.b,
            "_id=00112233445566778899aabbccddeeff&_tip=%s&_why=x"
            "&held=2014-12-30",
            at(&v, "%1", v.place));
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "60");
    CHECK_INT(send_form(&v.b, edit, arena_z(&v.b.site.arena, buf_str(&s.b))),
              422);
    CHECK(has(&v.b, "note stop"));
    CHECK_INT(number(&v, "SELECT count(*) FROM fix WHERE author <> 'saath'"),
              0);
    browser_end(&v.b);
}

SITE(programs_get_json)
{
    struct village v;
    struct sent s;

    village_start(&v, db);
    s = form_of(&v);
    row_add(&s.b, &v, 0, key_of(&v, 0), "present", "");
    browser_header(&v.b, "Accept", "application/json");
    CHECK_INT(send(&v, &s), 201);
    CHECK(has(&v.b, "\"kept\":\"kept\"") && has(&v.b, s.id));
    browser_header(&v.b, "Accept", "application/json");
    CHECK_INT(send(&v, &s), 200);
    CHECK(has(&v.b, "\"kept\":\"known\""));
    browser_end(&v.b);
}
