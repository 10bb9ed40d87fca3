/* web_again - answers that are given again: only while nothing has changed, and
 * never to anybody but who was given them. */
#include "web_site.h"

struct office {
    struct browser b;
    struct id home, who;
    char asma[200], zahid[200]; /* their cookies */
};

static void grant(struct site *s, const char *login, const char *role,
                  const char *place)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"place\":\"%%1\",\"role\":\"%s\","
            "\"since\":\"2014-01-01\"}",
            login, role);
    draft(s, "access",
          with(s, arena_z(&s->arena, buf_str(&b)),
               id_named(S("place"), str_of(place)), ID_NONE, ID_NONE));
}

/* Asma keeps the registers of Sukkur, Zahid those of another district; a woman
 * of Sukkur is known by name. */
static void office_start(struct office *o, struct db *db)
{
    struct site *s = &o->b.site;

    memset(o, 0, sizeof *o);
    browser_start(&o->b, db);
    grant(s, "zahid", "organiser", "pk101");
    browser_login(&o->b, "zahid");
    memcpy(o->zahid, o->b.cookie, sizeof o->zahid);
    grant(s, "asma", "organiser", "pk723");
    browser_login(&o->b, "asma");
    memcpy(o->asma, o->b.cookie, sizeof o->asma);
    o->home = draft(s, "household",
                    with(s, "{\"number\":\"7\",\"place\":\"%1\"}",
                         id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    o->who = draft(s, "person",
                   with(s,
                        "{\"household\":\"%1\",\"name\":\"Zeenat\",\"sex\":"
                        "\"women\"}",
                        o->home, ID_NONE, ID_NONE));
}

static void as(struct office *o, const char *cookie)
{
    memcpy(o->b.cookie, cookie, sizeof o->b.cookie);
}

/* Was the answer to this address made now, and not given again? */
static bool made(struct office *o, const char *path, int status)
{
    uint64_t put = o->b.again.put;

    CHECK_INT(get(&o->b, path), status);
    return o->b.again.put != put;
}

SITE(what_was_drawn_is_given_again_until_an_entry_comes)
{
    struct office o;
    struct str first;

    office_start(&o, db);
    CHECK(made(&o, "/list/person", 200));
    CHECK(has(&o.b, "Zeenat"));
    first = arena_str(&o.b.site.arena, o.b.answer.body);
    CHECK(!made(&o, "/list/person", 200));
    CHECK(str_same(first, o.b.answer.body));
    draft(&o.b.site, "person",
          with(&o.b.site,
               "{\"household\":\"%1\",\"name\":\"Nasreen\",\"sex\":\"women\"}",
               o.home, ID_NONE, ID_NONE));
    CHECK(made(&o, "/list/person", 200));
    CHECK(has(&o.b, "Nasreen"));
    browser_end(&o.b);
}

SITE(nobody_is_given_what_another_was)
{
    struct office o;

    office_start(&o, db);
    CHECK(made(&o, "/list/person", 200));
    CHECK(has(&o.b, "Zeenat"));
    as(&o, o.zahid);
    CHECK(made(&o, "/list/person", 200));
    CHECK(!has(&o.b, "Zeenat") && has(&o.b, ">zahid<"));
    /* Not another browser of hers either: it has a word of its own for forms. */
    browser_login(&o.b, "asma");
    CHECK(made(&o, "/list/person", 200));
    CHECK(has(&o.b, o.b.csrf));
    o.b.cookie[0] = 0;
    CHECK(!made(&o, "/list/person", 303));
    browser_end(&o.b);
}

SITE(a_right_that_ended_and_a_session_that_ended_give_nothing_again)
{
    struct office o;
    struct id access;

    office_start(&o, db);
    access = draft(&o.b.site, "access",
                   with(&o.b.site,
                        "{\"login\":\"nazia\",\"place\":\"%1\",\"role\":"
                        "\"organiser\",\"since\":\"2014-01-01\",\"until\":"
                        "\"2015-06-30\"}",
                        id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    CHECK(!id_none(access));
    browser_login(&o.b, "nazia");
    CHECK(made(&o, "/list/person", 200));
    CHECK(has(&o.b, "Zeenat"));
    o.b.site.now += 400 * INT64_C(86400); /* nothing was written since */
    browser_login(&o.b, "nazia");
    get(&o.b, "/list/person");
    CHECK(!has(&o.b, "Zeenat"));
    as(&o, o.asma); /* signed in 400 days ago */
    CHECK_INT(get(&o.b, "/list/person"), 303);
    browser_end(&o.b);
}

SITE(the_same_page_in_other_words_digits_or_on_another_day_is_another)
{
    struct office o;
    char plain[200];

    office_start(&o, db);
    memcpy(plain, o.b.cookie, sizeof plain);
    CHECK(made(&o, "/settings", 200));
    CHECK(!made(&o, "/settings", 200));
    strcat(o.b.cookie, "; lang=ur");
    CHECK(made(&o, "/settings", 200));
    CHECK(has(&o.b, "dir=\"rtl\""));
    as(&o, plain);
    strcat(o.b.cookie, "; look=latin.thousand.dark");
    CHECK(made(&o, "/settings", 200));
    CHECK(has(&o.b, "data-theme=\"dark\""));
    as(&o, plain);
    CHECK(!made(&o, "/settings", 200));
    CHECK(!has(&o.b, "data-theme"));
    CHECK(made(&o, "/settings?x=1", 200));
    o.b.site.now += 3600; /* the same day in Pakistan */
    CHECK(!made(&o, "/settings?x=1", 200));
    browser_end(&o.b);
}

/* Each form is a thing of its own: drawn twice it would be one, said twice. */
SITE(a_form_is_never_given_again)
{
    struct office o;
    struct str first;

    office_start(&o, db);
    CHECK(!made(&o, "/new/household", 200));
    first = arena_str(&o.b.site.arena, o.b.answer.body);
    CHECK(!made(&o, "/new/household", 200));
    CHECK(!str_same(first, o.b.answer.body));
    CHECK(!made(&o, "/session", 200));
    CHECK(!made(&o, "/list/nothing", 404));
    browser_end(&o.b);
}

SITE(figures_may_stay_with_the_browser_and_names_may_not)
{
    struct office o;
    char tag[80];

    office_start(&o, db);
    CHECK_INT(get(&o.b, "/outreach"), 200);
    CHECK_STR(answer_header(&o.b, "Cache-Control"), S("private, no-cache"));
    CHECK_INT(answer_header(&o.b, "ETag").n, 34);
    snprintf(tag, sizeof tag, "%.34s", answer_header(&o.b, "ETag").p);
    browser_header(&o.b, "If-None-Match", tag);
    CHECK_INT(get(&o.b, "/outreach"), 304);
    CHECK_INT(o.b.answer.body.n, 0);
    CHECK_STR(answer_header(&o.b, "ETag"), str_of(tag));
    /* A household moves no figure of this table. */
    draft(&o.b.site, "household",
          with(&o.b.site, "{\"number\":\"8\",\"place\":\"%1\"}",
               id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    browser_header(&o.b, "If-None-Match", tag);
    CHECK_INT(get(&o.b, "/outreach"), 304);
    as(&o, o.zahid);
    browser_header(&o.b, "If-None-Match", tag);
    CHECK_INT(get(&o.b, "/outreach"), 200);
    as(&o, o.asma);
    for (int i = 0; i < 2; i++) { /* drawn, and given again */
        CHECK_INT(get(&o.b, "/list/person"), 200);
        CHECK_STR(answer_header(&o.b, "Cache-Control"), S("no-store"));
        CHECK(!answer_header(&o.b, "ETag").n);
        CHECK_INT(get(&o.b,
                      with(&o.b.site, "/person/%1", o.who, ID_NONE, ID_NONE)),
                  200);
        CHECK(has(&o.b, "Zeenat"));
        CHECK_STR(answer_header(&o.b, "Cache-Control"), S("no-store"));
    }
    browser_end(&o.b);
}

/* The ring is small here: most answers are laid over older ones. */
SITE(what_has_no_room_is_forgotten_and_nothing_is_mixed_up)
{
    enum { PAGES = 24 };
    struct str want[PAGES];
    char path[PAGES][40];
    struct office o;
    int again = 0;

    office_start(&o, db);
    o.b.web.again = NULL;
    for (size_t i = 0; i < PAGES; i++) {
        snprintf(path[i], sizeof path[i], "/%s?n=%zu",
                 i % 3 ? "settings" : "keys", i);
        CHECK_INT(get(&o.b, path[i]), 200);
        want[i] = arena_str(&o.b.site.arena, o.b.answer.body);
    }
    o.b.web.again = &o.b.again;
    for (size_t i = 0; i < 10 * PAGES; i++) {
        size_t at = i % 5 ? i / 5 % PAGES : i % PAGES;

        again += !made(&o, path[at], 200);
        if (!CHECK(str_same(o.b.answer.body, want[at])))
            break;
    }
    CHECK(again > 0 && again < 10 * PAGES - PAGES);
    CHECK(o.b.again.put > o.b.again.room);
    browser_end(&o.b);
}
