/* web_privacy - what is kept of somebody: one timeline, behind stars, with who
 * looked and what she allows; on paper for herself; and destroyed. */
#include "../src/core/choice.h"
#include "office_site.h"

struct world {
    struct browser b;
    struct id co, house, other, zeenat, karim, member;
};

static struct id say_that(struct world *w, const char *kind, const char *body,
                          struct id a, struct id b)
{
    return draft(&w->b.site, kind, with(&w->b.site, body, a, b, ID_NONE));
}

static const char *path(struct world *w, const char *head, struct id id,
                        const char *tail)
{
    struct buf out = buf_start(&w->b.site.arena);

    buf_z(&out, head);
    id_put(&out, id);
    buf_z(&out, tail);
    return arena_z(&w->b.site.arena, buf_str(&out));
}

/* Household 12 of a woman and her husband; she is in a CO, and saved in two of
 * its meetings in September and one in October. */
static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;
    static const char *const held[] = { "2014-09-03", "2014-09-24",
                                        "2014-10-04" };

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "asma", "organiser", "pk723");
    grant(s, "bilal", "organiser", "pk711");
    grant(s, "donor", "donor", NULL);
    grant(s, "auditor", "auditor", NULL);
    grant(s, "root", "administrator", NULL);
    w->house = say_that(w, "household",
                        "{\"head\":\"Karim Bux\",\"number\":\"H-12\","
                        "\"place\":\"%1\"}",
                        place("pk72301"), ID_NONE);
    w->other = say_that(w, "household",
                        "{\"number\":\"H-13\",\"place\":\"%1\"}",
                        place("pk72301"), ID_NONE);
    w->zeenat = say_that(w, "person",
                         "{\"cnic\":\"45504-1234567-2\",\"cnic_state\":"
                         "\"held\",\"code\":\"P-77\",\"household\":\"%1\","
                         "\"name\":\"Zeenat Bibi\",\"name_ur\":\"زینت\","
                         "\"phone\":\"0300-7654321\",\"sex\":\"women\"}",
                         w->house, ID_NONE);
    w->karim = say_that(w, "person",
                        "{\"code\":\"P-78\",\"household\":\"%1\",\"name\":"
                        "\"Karim  bux\",\"sex\":\"men\"}",
                        w->house, ID_NONE);
    w->co = draft(s, "body",
                  with(s,
                       "{\"formed\":\"2013-05-01\",\"name\":\"Bismillah\","
                       "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":\"%2\","
                       "\"sex\":\"women\"}",
                       place("pk72301"), id_named(S("rsp"), S("SRSO")),
                       ID_NONE));
    w->member = say_that(w, "member",
                         "{\"body\":\"%1\",\"ended\":\"2014-11-30\",\"joined\":"
                         "\"2013-06-02\",\"person\":\"%2\",\"why\":\"moved\"}",
                         w->co, w->zeenat);
    for (size_t i = 0; i < LEN(held); i++) {
        struct buf b = buf_start(&s->arena);

        buf_fmt(&b,
                "{\"attendance\":[{\"member\":\"%%2\",\"present\":\"present\","
                "\"saved\":%zu}],\"body\":\"%%1\",\"held\":\"%s\"}",
                (i + 1) * 10000, held[i]);
        say_that(w, "meeting", arena_z(b.arena, buf_str(&b)), w->co, w->member);
    }
    browser_login(&w->b, "boss");
}

/* The number of moments, and the kind and sum of one of them. */
static const struct json *moments(struct world *w)
{
    size_t at;
    const struct json *j = json_read(str_trim(w->b.answer.body), &w->b.arena,
                                     &at);

    return json_member(j, "timeline");
}

static int64_t moments_n(struct world *w)
{
    const struct json *m = moments(w);

    return m ? (int64_t)m->n : -1;
}

static const struct json *moment(struct world *w, int n)
{
    const struct json *m = moments(w);

    m = m && m->n ? m + 1 : NULL;
    while (m && n--)
        m = json_next(m);
    return m;
}

static bool moment_is(struct world *w, int n, const char *on, const char *kind,
                      const char *what, int64_t sum)
{
    const struct json *m = moment(w, n);
    int64_t said = INT_NONE;
    bool good =
        m &&
        CHECK_STR(json_text(json_member(m, "on"), &w->b.arena), str_of(on)) &&
        CHECK_STR(json_text(json_member(m, "kind"), &w->b.arena),
                  str_of(kind)) &&
        CHECK_STR(json_text(json_member(m, "what"), &w->b.arena), str_of(what));

    json_int(json_member(m, "sum"), &said);
    return good && CHECK_INT(said, sum);
}

/* ---- one timeline -------------------------------------------------------*/

SITE(all_that_is_kept_of_a_person_stands_newest_first)
{
    struct world w;

    world_start(&w, db);
    say_that(&w, "consent",
             "{\"given\":\"given\",\"person\":\"%1\",\"purpose\":\"survey\","
             "\"since\":\"2014-10-01\",\"until\":\"2019\",\"way\":\"thumb\"}",
             w.zeenat, ID_NONE);
    CHECK_INT(get_json(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK_INT(moments_n(&w), 5);
    moment_is(&w, 0, "2014-11-30", "member", "ended", INT_NONE);
    moment_is(&w, 1, "2014-10-04", "meeting", "was", 30000);
    moment_is(&w, 2, "2014-10-01", "consent", "was", INT_NONE);
    moment_is(&w, 3, "2014-09-24", "meeting", "was", 30000); /* both of it */
    moment_is(&w, 4, "2013-06-02", "member", "was", INT_NONE);
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "September 2014"));
    CHECK(has(&w.b, "300"));
    CHECK(has(&w.b, path(&w, "/entry/", w.member, "\">")));
    CHECK(has(&w.b, "Bismillah") && has(&w.b, "Thumb mark"));
    browser_end(&w.b);
}

/* A household's is that of all who live there, each line with whose it is. */
SITE(a_household_shows_the_timelines_of_its_persons_together)
{
    struct world w;

    world_start(&w, db);
    say_that(&w, "consent",
             "{\"given\":\"refused\",\"person\":\"%1\",\"purpose\":\"photo\","
             "\"since\":\"2014-12-01\",\"way\":\"spoken\"}",
             w.karim, ID_NONE);
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK_INT(moments_n(&w), 5);
    moment_is(&w, 0, "2014-12-01", "consent", "was", INT_NONE);
    CHECK_STR(json_text(json_member(moment(&w, 0), "person"), &w.b.arena),
              str_of(path(&w, "", w.karim, "")));
    moment_is(&w, 1, "2014-11-30", "member", "ended", INT_NONE);
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.other, "")), 200);
    CHECK_INT(moments_n(&w), 0);
    browser_end(&w.b);
}

/* What was before a person moved stays with the household she left. */
SITE(who_moves_takes_the_later_part_along)
{
    struct world w;

    world_start(&w, db);
    say_that(&w, "residence",
             "{\"household\":\"%1\",\"person\":\"%2\",\"since\":\"2014-10-01\","
             "\"why\":\"other\"}",
             w.other, w.zeenat);
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK_INT(moments_n(&w), 3);
    moment_is(&w, 0, "2014-10-01", "residence", "was", INT_NONE);
    moment_is(&w, 1, "2014-09-24", "meeting", "was", 30000);
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.other, "")), 200);
    CHECK_INT(moments_n(&w), 3);
    moment_is(&w, 0, "2014-11-30", "member", "ended", INT_NONE);
    moment_is(&w, 2, "2014-10-01", "residence", "was", INT_NONE); /* once */
    CHECK_INT(get(&w.b, path(&w, "/household/", w.other, "")), 200);
    CHECK(has(&w.b, "Zeenat Bibi"));
    CHECK_INT(get_json(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK_INT(moments_n(&w), 5); /* hers is all of it */
    browser_end(&w.b);
}

/* Two records of one person are one timeline, until they are told apart. */
SITE(a_merged_record_is_on_the_timeline_of_the_other)
{
    struct world w;
    struct id again;

    world_start(&w, db);
    again = say_that(&w, "person",
                     "{\"code\":\"P-79\",\"household\":\"%1\",\"name\":"
                     "\"Zinat\",\"sex\":\"women\"}",
                     w.other, ID_NONE);
    say_that(&w, "consent",
             "{\"given\":\"given\",\"person\":\"%1\",\"purpose\":\"loan\","
             "\"since\":\"2014-08-01\",\"until\":\"2016-01\",\"way\":"
             "\"signed\"}",
             again, ID_NONE);
    CHECK_INT(get_json(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK_INT(moments_n(&w), 4);
    say_that(&w, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-12-05\","
             "\"why\":\"one CNIC\"}",
             again, w.zeenat);
    CHECK_INT(get_json(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK_INT(moments_n(&w), 6); /* the merger too */
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK_INT(moments_n(&w), 6);
    say_that(&w, "merger",
             "{\"apart\":true,\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
             "\"2014-12-06\",\"why\":\"two women\"}",
             again, w.zeenat);
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK_INT(moments_n(&w), 6); /* both mergers, no loan */
    browser_end(&w.b);
}

/* Fifty lines on a page, by any page that there is. */
SITE(a_long_timeline_has_pages)
{
    struct world w;

    world_start(&w, db);
    for (int i = 0; i < 96; i++) {
        struct buf b = buf_start(&w.b.site.arena);

        buf_fmt(&b,
                "{\"given\":\"given\",\"person\":\"%%1\",\"purpose\":"
                "\"loan\",\"since\":\"%d-%d%d-01\"}",
                2006 + i / 12, (1 + i % 12) / 10, (1 + i % 12) % 10);
        say_that(&w, "consent", arena_z(b.arena, buf_str(&b)), w.zeenat,
                 ID_NONE);
    }
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK_INT(moments_n(&w), 50);
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "?page=2")), 200);
    CHECK_INT(moments_n(&w), 50); /* 96 and 4 */
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "?page=2")), 200);
    CHECK(has(&w.b, "2 / 2"));
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "?page=3")), 200);
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "?page=x'--")), 200);
    browser_end(&w.b);
}

/* ---- what it already got ------------------------------------------------*/

static void decision(struct world *w, struct id product, const char *made,
                     const char *verdict, int64_t amount)
{
    struct choice_answer why = {
        .rule = S("GRANT 2013-01-01"),
        .points = INT_NONE,
        .verdict = (enum verdict_says)choice_find(VERDICTS, str_of(verdict))
    };
    struct buf b = buf_start(&w->b.site.arena);

    CHECK(day_read(str_of(made), &why.on));
    buf_fmt(&b,
            "{\"amount\":%lld,\"household\":\"%%1\",\"made\":\"%s\","
            "\"product\":\"%%2\",\"verdict\":\"%s\",\"why\":",
            (long long)amount, made, verdict);
    buf_add(&b, choice_json(&why, &w->b.site.arena));
    buf_char(&b, '}');
    say_that(w, "decision", arena_z(b.arena, buf_str(&b)), w->house, product);
}

SITE(what_a_household_already_got_stands_before_anything_else)
{
    struct world w;
    struct id grant_of;

    world_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(has(&w.b, "Nothing is written of any programme."));
    grant_of = draft_as(&w.b.site, "admin", "product",
                        "{\"code\":\"GRANT\",\"programme\":\"PPRP\",\"since\":"
                        "\"2013-01-01\",\"title\":\"A grant\",\"whom\":"
                        "\"household\"}");
    decision(&w, grant_of, "2013-05-06", "eligible", 2500000);
    decision(&w, grant_of, "2014-05-06", "not_eligible", 9900000);
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(has(&w.b, "6 May 2013") && has(&w.b, "PPRP"));
    CHECK(has(&w.b, "25,000") && !has(&w.b, "99,000.00</td>"));
    CHECK_INT(get_json(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(has(&w.b, "\"amount\":2500000") && !has(&w.b, "\"amount\":9900000"));
    CHECK_INT(moments_n(&w), 6); /* each decision is on the timeline */
    CHECK_INT(get(&w.b, path(&w, "/household/", w.other, "")), 200);
    CHECK(has(&w.b, "Nothing is written of any programme."));
    browser_end(&w.b);
}

/* ---- behind stars -------------------------------------------------------*/

SITE(cnic_and_phone_are_stars_for_who_reads_names_and_nothing_for_others)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "*****-*******-2") && has(&w.b, "**********1"));
    CHECK(!has(&w.b, "1234567") && !has(&w.b, "7654321"));
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(has(&w.b, "*****-*******-2") && !has(&w.b, "1234567"));
    CHECK_INT(get(&w.b, path(&w, "/entry/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "*****-*******-2") && !has(&w.b, "1234567"));
    CHECK_INT(get_json(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "*****-*******-2") && !has(&w.b, "1234567"));
    CHECK_INT(get(&w.b, path(&w, "/edit/person/", w.zeenat, "")), 200);
    CHECK(!has(&w.b, "*****") && !has(&w.b, "1234567")); /* none is kept */
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(!has(&w.b, "*****") && !has(&w.b, "Zeenat"));
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(!has(&w.b, "*****") && !has(&w.b, "Zeenat"));
    browser_end(&w.b);
}

/* ---- who looked ---------------------------------------------------------*/

SITE(her_page_lists_who_looked_for_who_may_see_that)
{
    struct world w;
    const char *at;

    world_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(!has(&w.b, "Who read CNIC"));
    at = path(&w, "/person/", w.zeenat, "/reveal");
    CHECK_INT(send_form(&w.b, at,
                        "why=loan%20of%20March&_id="
                        "00112233445566778899aabbccddee11"),
              200);
    CHECK(has(&w.b, "45504-1234567-2"));
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "Who read CNIC") && has(&w.b, "loan of March"));
    CHECK(has(&w.b, "boss"));
    CHECK_INT(get(&w.b, path(&w, "/person/", w.karim, "")), 200);
    CHECK(!has(&w.b, "loan of March"));
    browser_login(&w.b, "asma"); /* keeps the register, not the log */
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(!has(&w.b, "loan of March"));
    browser_login(&w.b, "auditor");
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "")), 200);
    CHECK(has(&w.b, "loan of March"));
    browser_end(&w.b);
}

/* ---- the sheet ----------------------------------------------------------*/

SITE(the_sheet_says_it_all_in_the_language_chosen_on_it)
{
    static const struct {
        const char *in, *title;
    } lang[] = {
        { "/sheet?in=en", "What we hold about you" },
        { "/sheet?in=ur", "ہمارے پاس آپ کے بارے میں کیا ہے" },
        { "/sheet?in=sd", "اسان وٽ توهان بابت ڇا آهي" },
        { "/sheet?in=xx", "What we hold about you" },
    };
    struct world w;

    world_start(&w, db);
    say_that(&w, "reveal", "{\"about\":\"%1\",\"why\":\"asked by phone\"}",
             w.zeenat, ID_NONE);
    say_that(&w, "consent",
             "{\"given\":\"given\",\"person\":\"%1\",\"purpose\":\"survey\","
             "\"since\":\"2014-10-01\",\"until\":\"2019\",\"way\":\"thumb\"}",
             w.zeenat, ID_NONE);
    browser_login(&w.b, "asma"); /* hands it over in the village */
    for (size_t i = 0; i < LEN(lang); i++) {
        CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, lang[i].in)), 200);
        CHECK(has(&w.b, lang[i].title));
        CHECK(has(&w.b, "*****-*******-2") && !has(&w.b, "1234567"));
        CHECK(has(&w.b, "asked by phone") && has(&w.b, "H-12"));
        CHECK(has(&w.b, i == 1 || i == 2 ? "dir=\"rtl\"" : "dir=\"ltr\""));
    }
    CHECK(has(&w.b, "2019") && has(&w.b, "Bismillah"));
    CHECK(!has(&w.b, "name=\"why\"")); /* she may not reveal */
    browser_login(&w.b, "bilal");
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "/sheet")), 404);
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, path(&w, "/person/", w.zeenat, "/sheet")), 403);
    browser_end(&w.b);
}

SITE(the_whole_sheet_is_kept_with_its_reason_before_it_is_shown)
{
    struct world w;
    const char *at;

    world_start(&w, db);
    at = path(&w, "/person/", w.zeenat, "/sheet");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "name=\"why\""));
    CHECK_INT(send_form(&w.b, at, "in=ur&why="), 422);
    CHECK(!has(&w.b, "1234567"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM reveal"), 0);
    CHECK_INT(send_form(&w.b, at,
                        "in=ur&why=handed%20to%20her&_id="
                        "00112233445566778899aabbccddee12"),
              200);
    CHECK(has(&w.b, "45504-1234567-2") && has(&w.b, "dir=\"rtl\""));
    CHECK(has(&w.b, "handed to her")); /* she reads that too */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM reveal"), 1);
    CHECK_INT(send_form(&w.b, at,
                        "in=ur&why=again&_id="
                        "00112233445566778899aabbccddee12"),
              409);
    CHECK(!has(&w.b, "1234567"));
    browser_login(&w.b, "asma");
    CHECK_INT(send_form(&w.b, at, "why=x&_id=00112233445566778899aabbccddee13"),
              403);
    browser_end(&w.b);
}

/* ---- consent that ended -------------------------------------------------*/

static void consent(struct world *w, struct id person, const char *rest)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "{\"person\":\"%%1\",%s}", rest);
    say_that(w, "consent", arena_z(b.arena, buf_str(&b)), person, ID_NONE);
}

SITE(whose_consent_is_over_is_listed_until_it_is_destroyed)
{
    struct world w;

    world_start(&w, db);
    consent(&w, w.zeenat,
            "\"given\":\"given\",\"purpose\":\"enrolment\",\"since\":"
            "\"2012-01-01\",\"until\":\"2014-12-31\",\"way\":\"signed\"");
    consent(&w, w.karim,
            "\"given\":\"given\",\"purpose\":\"enrolment\",\"since\":"
            "\"2012-01-01\",\"until\":\"2015-01-01\",\"way\":\"signed\"");
    browser_login(&w.b, "root");
    CHECK_INT(get_json(&w.b, "/consents"), 200); /* today: 1 January 2015 */
    CHECK(has(&w.b, path(&w, "", w.zeenat, "")));
    CHECK(!has(&w.b, path(&w, "", w.karim, ""))); /* his last day */
    consent(&w, w.karim,
            "\"given\":\"withdrawn\",\"purpose\":\"enrolment\",\"since\":"
            "\"2014-06-01\"");
    consent(&w, w.zeenat, /* she says it again */
            "\"given\":\"given\",\"purpose\":\"enrolment\",\"since\":"
            "\"2014-12-30\",\"until\":\"2018\",\"way\":\"signed\"");
    CHECK_INT(get_json(&w.b, "/consents"), 200);
    CHECK(!has(&w.b, path(&w, "", w.zeenat, "")));
    CHECK(has(&w.b, path(&w, "", w.karim, "")));
    CHECK_INT(get(&w.b, "/consents"), 200);
    CHECK(has(&w.b, path(&w, "/erase/", w.karim, "")));
    CHECK(!has(&w.b, "Karim")); /* who destroys need not read */
    draft_as(&w.b.site, "admin", "erasure",
             with(&w.b.site, "{\"about\":\"%1\",\"why\":\"his wish\"}", w.karim,
                  ID_NONE, ID_NONE));
    CHECK_INT(get_json(&w.b, "/consents"), 200);
    CHECK(!has(&w.b, path(&w, "", w.karim, "")));
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, "/consents"), 403);
    browser_end(&w.b);
}

SITE(destroying_takes_every_record_of_hers_and_her_name_as_head)
{
    struct world w;
    struct id again;
    const char *at;

    world_start(&w, db);
    again = say_that(&w, "person",
                     "{\"code\":\"P-80\",\"household\":\"%1\",\"name\":"
                     "\"Kareem\",\"sex\":\"men\"}",
                     w.other, ID_NONE);
    say_that(&w, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-12-05\","
             "\"why\":\"one man\"}",
             again, w.karim);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM part"), 4);
    browser_login(&w.b, "root");
    at = path(&w, "/erase/", w.karim, "");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(!has(&w.b, "Karim"));
    CHECK_INT(send_form(&w.b, at, "why=&sure=yes"), 422);
    CHECK_INT(send_form(&w.b, at, "why=his%20wish"), 422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM part"), 4);
    CHECK_INT(send_form(&w.b, at, "why=his%20wish&sure=yes"), 200);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM erasure"), 3);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM part"), 1); /* Zeenat's */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM household_sealed"), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person_sealed"), 1);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, path(&w, "/household/", w.house, "")), 200);
    CHECK(!has(&w.b, "Karim") && has(&w.b, "P-78") && has(&w.b, "Zeenat"));
    CHECK_INT(get(&w.b, at), 403);
    browser_end(&w.b);
}

/* Her photographs and papers go too; pages of the CO stay. */
SITE(destroying_takes_her_photographs_too)
{
    static const char file[] =
        "{\"about\":\"%1\",\"bytes\":5,\"file\":"
        "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeef%2\","
        "\"people\":true,\"title\":\"Face\",\"type\":\"jpeg\"}";
    struct world w;
    struct buf b[2];
    const char *at;

    world_start(&w, db);
    for (int i = 0; i < 2; i++) {
        b[i] = buf_start(&w.b.site.arena);
        for (const char *p = file; *p; p++)
            if (p[0] == '%' && p[1] == '2') {
                buf_int(&b[i], i);
                p++;
            } else {
                buf_char(&b[i], *p);
            }
        say_that(&w, "attachment", arena_z(b[i].arena, buf_str(&b[i])),
                 i ? w.zeenat : w.karim, ID_NONE);
    }
    browser_login(&w.b, "root");
    at = path(&w, "/erase/", w.karim, "");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(has(&w.b, "Face"));
    CHECK_INT(send_form(&w.b, at, "why=his%20wish&sure=yes"), 200);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM erasure e JOIN attachment a "
                           "ON a.entry = e.about"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM erasure e JOIN attachment a "
                           "ON a.entry = e.about JOIN person p ON p.entry = "
                           "a.about WHERE p.sex = 1"),
              1);
    browser_end(&w.b);
}
