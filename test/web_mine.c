/* web_mine - a member's own page: the code and the PIN together, and neither
 * alone; given and revoked by who keeps her books; nothing left behind. */
#include "rights_site.h"

struct pin {
    struct ward w;
    char token[33];
    char at[60]; /* her page */
};

static void pin_start(struct pin *p, struct db *db)
{
    struct buf there;

    ward_start(&p->w, db);
    there = buf_start(&p->w.b.site.arena);
    buf_z(&there, ",\"place\":\"");
    id_put(&there, id_named(S("place"), S("pk711")));
    buf_z(&there, "\"");
    ward_grant(&p->w, "books", "book_keeper", "");
    ward_grant(&p->w, "far", "book_keeper",
               arena_z(&p->w.b.site.arena, buf_str(&there)));
    ward_grant(&p->w, "donor", "donor", "");
    browser_login(&p->w.b, "books");
}

/* As the book-keeper does it at the meeting; what she is told. */
static void give(struct pin *p)
{
    struct str body;
    const char *at;

    CHECK_INT(send_form(&p->w.b, ward_said(&p->w, "/passkey/{member}"),
                        "does=given"),
              200);
    CHECK(has(&p->w.b, "tarobika")); /* the PIN, once */
    body = p->w.b.answer.body;
    at = memmem(body.p, body.n, "name=\"token\" value=\"", 20);
    if (!CHECK(at))
        return;
    snprintf(p->token, sizeof p->token, "%.32s", at + 20);
    snprintf(p->at, sizeof p->at, "/mine/%s", p->token);
}

/* On her own telephone: nobody is signed in there. */
static int opens(struct pin *p, const char *path, const char *pin)
{
    char form[80];

    p->w.b.cookie[0] = 0;
    snprintf(form, sizeof form, "pin=%s", pin);
    return request(&p->w.b, "POST", path, str_of(form),
                   "application/x-www-form-urlencoded");
}

SITE(code_and_pin_together_open_her_page_and_leave_nothing)
{
    struct pin p;

    pin_start(&p, db);
    give(&p);
    CHECK_INT(opens(&p, p.at, "tarobika"), 200);
    CHECK(has(&p.w.b, "My savings"));
    CHECK(has(&p.w.b, "I owe"));
    CHECK(has(&p.w.b, "Next instalment"));
    CHECK(has(&p.w.b, "late: bring it to the next meeting"));
    CHECK(has(&p.w.b, "Something is wrong"));
    CHECK(has(&p.w.b, "Roshni Tanzeem"));
    CHECK(!has(&p.w.b, "Zohra")); /* no name lies on the telephone */
    CHECK(str_same(answer_header(&p.w.b, "Cache-Control"), S("no-store")));
    CHECK(!answer_header(&p.w.b, "Set-Cookie").n);
    /* the host's own: with no-referrer a browser says no origin either, and
     * its form would be refused as another site's */
    CHECK(!answer_header(&p.w.b, "Referrer-Policy").n);
    CHECK(str_starts(answer_header(&p.w.b, "Refresh"), S("180;url=/mine/")));
    CHECK_INT(get(&p.w.b, p.at), 200); /* coming back it asks again */
    CHECK(!has(&p.w.b, "My savings"));
    browser_end(&p.w.b);
}

SITE(neither_alone_opens_anything)
{
    struct pin p;
    char form[120];

    pin_start(&p, db);
    give(&p);
    CHECK_INT(opens(&p, p.at, "tarobikb"), 401);
    CHECK(!has(&p.w.b, "My savings"));
    CHECK_INT(opens(&p, p.at, ""), 401);
    CHECK_INT(opens(&p, p.at, "%27%20OR%201=1"), 401);
    CHECK_INT(opens(&p, "/mine/00112233445566778899aabbccddeeff", "tarobika"),
              401);
    CHECK_INT(opens(&p, "/mine/x", "tarobika"), 404);
    p.w.b.login_wait_s = 60;
    CHECK_INT(opens(&p, p.at, "tarobika"), 429);
    p.w.b.login_wait_s = 0;
    /* the door of the staff is not hers: there a PIN would be all */
    snprintf(form, sizeof form, "user=m-%s&password=tarobika",
             ward_said(&p.w, "{member}"));
    CHECK_INT(request(&p.w.b, "POST", "/login", str_of(form),
                      "application/x-www-form-urlencoded"),
              401);
    CHECK_INT(p.w.b.asks, 0);
    browser_end(&p.w.b);
}

SITE(a_lost_passbook_opens_nothing_and_a_new_code_ends_the_old)
{
    struct pin p;
    char old[60];

    pin_start(&p, db);
    give(&p);
    memcpy(old, p.at, sizeof old);
    browser_login(&p.w.b, "books");
    give(&p);
    CHECK(strcmp(old, p.at) != 0);
    CHECK_INT(opens(&p, old, "tarobika"), 401);
    CHECK_INT(opens(&p, p.at, "tarobika"), 200);
    browser_login(&p.w.b, "books");
    CHECK_INT(send_form(&p.w.b, ward_said(&p.w, "/passkey/{member}"),
                        "does=revoked"),
              303);
    CHECK_INT(opens(&p, p.at, "tarobika"), 401);
    browser_end(&p.w.b);
}

SITE(only_who_keeps_her_books_gives_a_pin)
{
    struct pin p;

    pin_start(&p, db);
    browser_login(&p.w.b, "far");
    CHECK_INT(get(&p.w.b, ward_said(&p.w, "/passkey/{member}")), 404);
    CHECK_INT(send_form(&p.w.b, ward_said(&p.w, "/passkey/{member}"),
                        "does=given"),
              404);
    browser_login(&p.w.b, "donor");
    CHECK_INT(get(&p.w.b, ward_said(&p.w, "/passkey/{member}")), 403);
    browser_login(&p.w.b, "books");
    CHECK_INT(send_form(&p.w.b, ward_said(&p.w, "/passkey/{member}"),
                        "does=anything"),
              422);
    CHECK_INT(send_form(&p.w.b, ward_said(&p.w, "/passkey/{member}/code"),
                        "token=..%2f..%2f"),
              422);
    browser_end(&p.w.b);
}

/* The keeper judges for itself, whatever a page asked. */
SITE(the_keeper_gives_no_pin_beyond_a_register)
{
    struct pin p;
    struct str login;
    struct id member;

    pin_start(&p, db);
    login = member_login(&p.w.b.site.arena, ward_id(&p.w, "member", 6));
    CHECK(login_is_member(login, &member));
    CHECK(!login_is_member(S("m-1"), &member));
    CHECK(!login_is_member(S("manager"), &member));
    CHECK(log_may_reset(db, S("books"), login, day_of(2015, 1, 1)));
    CHECK(!log_may_reset(db, S("far"), login, day_of(2015, 1, 1)));
    CHECK(!log_may_reset(db, S("donor"), login, day_of(2015, 1, 1)));
    CHECK(!log_may_reset(db, login, login, day_of(2015, 1, 1)));
    /* the login helper looks at a PIN only while a code is good */
    CHECK(login_may_enter(db, login, day_of(2015, 1, 1)));
    CHECK(login_may_enter(db, S("books"), day_of(2015, 1, 1)));
    CHECK(!login_may_enter(db, S("books"), day_of(2013, 1, 1)));
    CHECK(!login_may_enter(db, S("nobody"), day_of(2015, 1, 1)));
    CHECK_INT(send_form(&p.w.b, ward_said(&p.w, "/passkey/{member}"),
                        "does=revoked"),
              303);
    CHECK(!login_may_enter(db, login, day_of(2015, 1, 1)));
    CHECK(!log_may_reset(db, S("books"), login, day_of(2015, 1, 1)));
    CHECK(!log_may_reset(db, S("books"),
                         member_login(&p.w.b.site.arena,
                                      ward_id(&p.w, "person", 6)),
                         day_of(2015, 1, 1)));
    browser_end(&p.w.b);
}

/* ---- she complains ---------------------------------------------------------*/

/* The form as her telephone sends it; nobody is signed in there. */
static int complains(struct pin *p, const char *pin, const char *rest)
{
    char path[100], form[600], id[40] = "";
    const char *at;

    p->w.b.cookie[0] = 0;
    snprintf(path, sizeof path, "%s/complaint", p->at);
    CHECK_INT(get(&p->w.b, path), 200);
    at = memmem(p->w.b.answer.body.p, p->w.b.answer.body.n,
                "name=\"_id\" value=\"", 18);
    if (CHECK(at))
        snprintf(id, sizeof id, "%.32s", at + 18);
    snprintf(form, sizeof form, "_id=%s&pin=%s%s", id, pin, rest);
    return request(&p->w.b, "POST", path, str_of(form),
                   "application/x-www-form-urlencoded");
}

static int64_t complaints(struct db *db, const char *where)
{
    char sql[300];

    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM complaint WHERE counts = 1 AND channel = "
             "'own_page' AND %s",
             where);
    return both_ask(db, sql);
}

SITE(a_complaint_of_her_own_is_signed_by_the_site_and_names_her_only_sealed)
{
    struct pin p;
    struct str number;
    char found[80];

    pin_start(&p, db);
    give(&p);
    CHECK_INT(complains(&p, "tarobika",
                        "&nature=closed_books&named=yes&told=They+hide+it"),
              200);
    CHECK(has(&p.w.b, "Your number:"));
    CHECK(!has(&p.w.b, "Zohra"));
    CHECK_STR(answer_header(&p.w.b, "Cache-Control"), S("no-store"));
    CHECK_INT(complaints(db, "author = 'admin' AND nature = 4"), 1);
    CHECK_INT(complaints(db, "coalesce(anonymous, 0) = 0 AND sex = 0"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM complaint c JOIN "
                           "complaint_sealed s ON s.entry = c.entry WHERE "
                           "s.complainant = 'Zohra Bibi' AND s.told = "
                           "'They hide it'"),
              1);
    /* She is nowhere in what was signed. */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry WHERE kind = "
                           "'complaint' AND author <> 'admin'"),
              0);
    number = S("");
    {
        struct rows r = db_text_rows(
            db, S("SELECT number FROM complaint WHERE channel = 'own_page'"));

        if (db_next(&r))
            number = arena_str(&p.w.b.site.arena, db_str(&r, 0));
        db_done(&r);
    }
    snprintf(found, sizeof found, "/receipt?number=%.*s", (int)number.n,
             number.p);
    CHECK_INT(get(&p.w.b, found), 200);
    CHECK(!has(&p.w.b, "Zohra") && !has(&p.w.b, "hide it"));
    browser_end(&p.w.b);
}

SITE(without_her_name_and_without_words_a_picture_says_it)
{
    struct pin p;

    pin_start(&p, db);
    give(&p);
    CHECK_INT(complains(&p, "tarobika", "&nature=money_taken&named=no&told="),
              200);
    CHECK_INT(complaints(db, "anonymous = 1 AND nature = 2"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM complaint_sealed WHERE "
                           "complainant IS NULL AND told <> ''"),
              1);
    browser_end(&p.w.b);
}

SITE(nobody_complains_for_her_and_a_shut_door_stays_shut)
{
    struct pin p;
    struct said said = { .named = true };
    struct draft draft;
    char form[200];

    pin_start(&p, db);
    give(&p);
    CHECK_INT(complains(&p, "tarobikb", "&nature=other&told=My+words"), 401);
    CHECK(has(&p.w.b, "My words")); /* nothing typed is lost */
    CHECK_INT(complains(&p, "", "&nature=other"), 401);
    CHECK_INT(complains(&p, "tarobika", "&nature=nonsense&told=x"), 422);
    CHECK_INT(complains(&p, "tarobika", ""), 422);
    p.w.b.login_wait_s = 60;
    CHECK_INT(complains(&p, "tarobika", "&nature=other"), 429);
    CHECK_STR(answer_header(&p.w.b, "Retry-After"), S("130"));
    p.w.b.login_wait_s = 0;
    p.w.b.keeper_down = true;
    CHECK_INT(complains(&p, "tarobika", "&nature=other&told=Later"), 503);
    CHECK(has(&p.w.b, "Later"));
    p.w.b.keeper_down = false;
    /* A code that nobody has, and one that was revoked: the keeper looks too. */
    snprintf(form, sizeof form,
             "_id=00112233445566778899aabbccddeeff&pin="
             "tarobika&nature=other");
    CHECK_INT(request(&p.w.b, "POST",
                      "/mine/00112233445566778899aabbccddeeff/complaint",
                      str_of(form), "application/x-www-form-urlencoded"),
              401);
    said.mark = sha_of(str_of(p.token));
    said.told = S("x");
    said.nature = S("other");
    said.number = S("AAAAA-BBBBB");
    CHECK(said_draft(db, &said, S("admin"), day_of(2015, 1, 1),
                     &p.w.b.site.arena, &draft));
    browser_login(&p.w.b, "books");
    CHECK_INT(send_form(&p.w.b, ward_said(&p.w, "/passkey/{member}"),
                        "does=revoked"),
              303);
    CHECK(!said_draft(db, &said, S("admin"), day_of(2015, 1, 1),
                      &p.w.b.site.arena, &draft));
    CHECK_INT(complains(&p, "tarobika", "&nature=other"), 401);
    CHECK_INT(complaints(db, "1 = 1"), 0);
    browser_end(&p.w.b);
}

/* The telephone sends it twice when the line broke: it is one. */
SITE(a_complaint_that_is_sent_twice_is_one)
{
    struct pin p;
    char path[100];
    const char *form = "_id=00112233445566778899aabbccddee01&pin=tarobika&"
                       "nature=other&told=Twice";

    pin_start(&p, db);
    give(&p);
    p.w.b.cookie[0] = 0;
    snprintf(path, sizeof path, "%s/complaint", p.at);
    for (int i = 0; i < 2; i++)
        CHECK_INT(request(&p.w.b, "POST", path, str_of(form),
                          "application/x-www-form-urlencoded"),
                  200);
    CHECK_INT(complaints(db, "1 = 1"), 1);
    browser_end(&p.w.b);
}

static struct id hers(struct db *db)
{
    struct rows r = db_text_rows(
        db, S("SELECT entry FROM complaint WHERE channel = 'own_page'"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

/* A fix of that complaint, or a new one, that says this channel. */
static bool refused_as_hers(struct db *db, struct id of, const char *channel)
{
    struct arena a = { 0 };
    struct findings f = findings_start(&a);
    struct buf b = buf_start(&a);
    bool found = false;

    if (id_none(of)) {
        buf_fmt(&b, "{\"channel\":\"%s\"}", channel);
    } else {
        buf_z(&b, "{\"answers\":\"");
        id_put(&b, of);
        buf_fmt(&b, "\",\"body\":{\"channel\":\"%s\"}}", channel);
    }
    draft_judge(db,
                &(struct draft){ .kind = id_none(of) ? S("complaint") :
                                                       S("fix"),
                                 .author = S("books"),
                                 .body = buf_str(&b) },
                day_of(2014, 12, 31), &f);
    for (size_t i = 0; i < f.n; i++)
        found |= !strcmp(f.at[i].what, "complaint.hers_alone");
    arena_free(&a);
    return found;
}

/* Those it is about neither see it nor handle it; whoever hears complaints of
 * the place does, and nobody of another place. */
SITE(who_hears_complaints_of_the_place_sees_hers)
{
    struct pin p;

    pin_start(&p, db);
    give(&p);
    ward_grant(&p.w, "hears", "complaint_officer", "");
    CHECK_INT(complains(&p, "tarobika", "&nature=bad_conduct&told=Shouting"),
              200);
    browser_login(&p.w.b, "hears");
    CHECK_INT(get(&p.w.b, "/complaints"), 200);
    CHECK(has(&p.w.b, "href=\"/complaint/"));
    /* What she said may be put right, and stays said by her. */
    CHECK(!refused_as_hers(db, hers(db), "own_page"));
    CHECK(!refused_as_hers(db, hers(db), "meeting"));
    CHECK(refused_as_hers(db, ID_NONE, "own_page"));
    CHECK(!refused_as_hers(db, ID_NONE, "meeting"));
    browser_login(&p.w.b, "books");
    CHECK_INT(get(&p.w.b, "/complaints"), 403);
    CHECK_INT(get(&p.w.b, "/complaints/new"), 200); /* nor takes one down so */
    CHECK(!has(&p.w.b, "own_page") && has(&p.w.b, "value=\"meeting\""));
    browser_end(&p.w.b);
}
