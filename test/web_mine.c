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
