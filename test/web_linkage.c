/* web_linkage - pages of linkages, joint committees and relief: how a promise
 * stands on the day somebody looks, letters, a household found at its door, what
 * would come twice. Today is 1 January 2015. */
#include "../src/core/linkage.h"
#include "register_site.h"
#include "web_site.h"

struct village_web {
    struct village v; /* its site is the browser's */
    struct browser b;
    struct id lso, home, next, woman, flood;
};

static const char *path(struct village_web *w, const char *of, struct id a,
                        struct id b)
{
    return with(&w->b.site, of, a, b, ID_NONE);
}

static struct id put(struct village_web *w, const char *kind, const char *body,
                     struct id a, struct id b)
{
    return draft(&w->b.site, kind, with(&w->b.site, body, a, b, w->v.srso));
}

static void web_start(struct village_web *w, struct db *db)
{
    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    village_names(&w->v);
    w->v.uc = put(w, "place",
                  "{\"level\":\"uc\",\"lg\":\"%1\",\"name\":\"Sangi\"}",
                  named("place", "pk72302"), ID_NONE);
    w->lso = put(w, "body",
                 "{\"code\":\"LSO-1\",\"formed\":\"2012-01-15\",\"name\":"
                 "\"Mehran\",\"nature\":\"lso\",\"place\":\"%1\",\"rsp\":"
                 "\"%3\",\"sex\":\"mixed\"}",
                 w->v.uc, ID_NONE);
    w->home = put(w, "household",
                  "{\"head\":\"Allah Dino\",\"number\":\"H-1\",\"place\":"
                  "\"%1\"}",
                  w->v.uc, ID_NONE);
    w->next = put(w, "household", "{\"number\":\"H-2\",\"place\":\"%1\"}",
                  w->v.uc, ID_NONE);
    w->woman = put(w, "person",
                   "{\"household\":\"%1\",\"name\":\"Zohra Bibi\",\"sex\":"
                   "\"women\"}",
                   w->home, ID_NONE);
    w->flood = put(w, "disaster",
                   "{\"code\":\"F-2014\",\"nature\":\"flood\",\"package\":[{"
                   "\"every\":30,\"what\":\"food\"},{\"what\":\"tent\"}],"
                   "\"place\":\"%1\",\"since\":\"2014-08-10\",\"title\":"
                   "\"Flood of 2014\"}",
                   w->v.district, ID_NONE);
    put(w, "access",
        "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\",\"since\":"
        "\"2014-01-01\"}",
        w->v.district, ID_NONE);
    put(w, "access",
        "{\"login\":\"donor\",\"place\":\"%1\",\"role\":\"donor\",\"since\":"
        "\"2014-01-01\"}",
        w->v.district, ID_NONE);
    browser_login(&w->b, "hina");
}

static struct id asked(struct village_web *w, const char *issue,
                       const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"agency\":\"%%2\",\"body\":\"%%1\",\"issue\":\"%s\",\"post\":"
            "\"Range officer\",\"sector\":\"forest\"%s}",
            issue, more);
    return put(w, "linkage", arena_z(b.arena, buf_str(&b)), w->lso,
               named("agency", "FOREST"));
}

/* ---- linkages -----------------------------------------------------------*/

SITE(the_list_says_how_each_stands_today)
{
    struct village_web w;

    web_start(&w, db);
    asked(&w, "Waits", ",\"requested\":\"2014-12-20\"");
    asked(&w, "Silence", ",\"requested\":\"2014-10-01\"");
    asked(&w, "Late plants",
          ",\"due\":\"2014-11-01\",\"promised\":\"2014-10-20\",\"requested\":"
          "\"2014-10-01\"");
    asked(&w, "Forgotten", ",\"requested\":\"2013-01-01\"");
    CHECK_INT(get(&w.b, "/linkages"), 200);
    CHECK(has(&w.b, "Late plants") && has(&w.b, "Forgotten"));
    CHECK_INT(get(&w.b, "/linkages?stands=overdue"), 200);
    CHECK(has(&w.b, "Late plants") && !has(&w.b, "Silence"));
    CHECK_INT(get(&w.b, "/linkages?stands=silent"), 200);
    CHECK(has(&w.b, "Silence") && !has(&w.b, "Late plants"));
    CHECK_INT(get(&w.b, "/linkages?stands=lapsed"), 200);
    CHECK(has(&w.b, "Forgotten") && !has(&w.b, "Silence"));
    CHECK_INT(get(&w.b, "/linkages?stands=waits&sector=forest"), 200);
    CHECK(has(&w.b, ">Waits<") && !has(&w.b, "Forgotten"));
    CHECK_INT(get(&w.b, "/linkages?sector=water"), 200);
    CHECK(!has(&w.b, "Waits<"));
    CHECK_INT(get(&w.b, "/linkages?own=1"), 200);
    CHECK(!has(&w.b, "Late plants"));
    browser_end(&w.b);
}

/* What the list's SQL says of a row is what linkage_stands says of it, on any
 * day. */
SITE(the_list_and_the_page_say_the_same)
{
    struct village_web w;
    struct id l[4];

    web_start(&w, db);
    l[0] = asked(&w, "One", ",\"requested\":\"2014-10-01\"");
    l[1] = asked(&w, "Two",
                 ",\"due\":\"2014-11-01\",\"promised\":\"2014-10-20\","
                 "\"requested\":\"2014-10-01\"");
    l[2] = asked(&w, "Three", ",\"requested\":\"2014-10-01\"");
    put(&w, "linkage_step",
        "{\"answer\":\"No\",\"held\":\"2014-10-05\",\"linkage\":\"%1\","
        "\"stage\":\"refused\"}",
        l[2], ID_NONE);
    l[3] = asked(&w, "Four", ",\"requested\":\"2014-10-01\"");
    put(&w, "linkage_step",
        "{\"answer\":\"Yes\",\"held\":\"2014-10-05\",\"linkage\":\"%1\","
        "\"stage\":\"answered\"}",
        l[3], ID_NONE);
    for (int64_t ahead = 0; ahead < 800; ahead += 40) {
        w.b.site.now += 40 * 86400;
        browser_login(&w.b, "hina");
        for (size_t i = 0; i < LEN(l); i++) {
            char at[80], word[40];
            size_t n;

            CHECK_INT(get_json(&w.b, path(&w, "/linkage/%1", l[i], ID_NONE)),
                      200);
            for (n = 0; n <= STANDS_REFUSED; n++) {
                struct str name = choice_name(LINKAGE_STANDS, (int)n);

                snprintf(word, sizeof word, "\"stands\":\"%.*s\"", (int)name.n,
                         name.p);
                if (has(&w.b, word))
                    break;
            }
            CHECK(n <= STANDS_REFUSED);
            snprintf(at, sizeof at, "/linkages?stands=%.*s",
                     (int)choice_name(LINKAGE_STANDS, (int)n).n,
                     choice_name(LINKAGE_STANDS, (int)n).p);
            CHECK_INT(get_json(&w.b, at), 200);
            if (!CHECK(has(&w.b, path(&w, "%1", l[i], ID_NONE))))
                printf("# %s\n", at);
        }
    }
    browser_end(&w.b);
}

SITE(a_step_is_kept_from_the_page_and_a_letter_counts_reminders)
{
    struct village_web w;
    struct id l;

    web_start(&w, db);
    l = asked(&w, "Plants",
              ",\"due\":\"2014-12-01\",\"promised\":\"2014-10-20\",\"quantity\""
              ":1800,\"requested\":\"2014-10-01\",\"unit\":\"saplings\"");
    CHECK_INT(get(&w.b, path(&w, "/linkage/%1/reminder.pdf", l, ID_NONE)), 200);
    CHECK(has(&w.b, "Range officer") && has(&w.b, "1,800 saplings"));
    CHECK(has(&w.b, "31")); /* days late */
    CHECK_INT(get(&w.b,
                  path(&w, "/linkage/%1/reminder.pdf?lang=ur", l, ID_NONE)),
              200);
    CHECK_INT(get(&w.b,
                  path(&w, "/linkage/%1/reminder.pdf?lang=sd", l, ID_NONE)),
              200);
    CHECK_INT(send_form(&w.b, path(&w, "/linkage/%1", l, ID_NONE),
                        "stage=promised&held=2014-12-05&due=2014-12-01"),
              422);
    CHECK_INT(send_form(&w.b, path(&w, "/linkage/%1", l, ID_NONE),
                        "stage=reminded&held=2014-12-05&answer=Letter+1"),
              303);
    CHECK_INT(both_ask(db, "SELECT reminders FROM linkage_kept"), 1);
    CHECK_INT(send_form(&w.b, path(&w, "/linkage/%1", l, ID_NONE),
                        "stage=delivered&held=2014-12-20&value=90000&"
                        "value_basis=market&evidence=Receipt"),
              303);
    CHECK_INT(get(&w.b, path(&w, "/linkage/%1", l, ID_NONE)), 200);
    CHECK(has(&w.b, "Letter 1") && has(&w.b, "chip good"));
    CHECK(!has(&w.b, "reminder.pdf"));
    CHECK_INT(get(&w.b, "/body/00112233445566778899aabbccddeeff"), 404);
    browser_login(&w.b, "donor");
    CHECK_INT(send_form(&w.b, path(&w, "/linkage/%1", l, ID_NONE),
                        "stage=lapsed&held=2014-12-21"),
              403);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM linkage_step"), 2);
    browser_end(&w.b);
}

SITE(nobody_is_written_to_about_self_help)
{
    struct village_web w;
    struct id l;

    web_start(&w, db);
    l = put(&w, "linkage",
            "{\"body\":\"%1\",\"issue\":\"Street\",\"requested\":"
            "\"2014-10-01\",\"sector\":\"road\"}",
            w.lso, ID_NONE);
    CHECK_INT(get(&w.b, path(&w, "/linkage/%1", l, ID_NONE)), 200);
    CHECK(!has(&w.b, "reminder.pdf") && has(&w.b, "Self-help"));
    CHECK_INT(get(&w.b, path(&w, "/linkage/%1/reminder.pdf", l, ID_NONE)), 404);
    CHECK_INT(get(&w.b, "/linkages?own=1"), 200);
    CHECK(has(&w.b, "Street"));
    browser_end(&w.b);
}

SITE(a_committee_shows_what_is_overdue_of_its_decisions)
{
    struct village_web w;
    struct id jdc, met;

    web_start(&w, db);
    jdc = put(&w, "joint_committee",
              "{\"forum\":\"joint_development\",\"place\":\"%1\",\"rsp\":"
              "\"%3\",\"seats\":[{\"body\":\"%2\"}],\"since\":\"2013-01-01\","
              "\"title\":\"JDC Sukkur\"}",
              w.v.district, w.lso);
    met = put(&w, "joint_meeting",
              "{\"committee\":\"%1\",\"decisions\":[{\"body\":\"%2\",\"due\":"
              "\"2014-12-01\",\"what\":\"Clear the drain\"},{\"body\":\"%2\","
              "\"due\":\"2015-06-01\",\"what\":\"Plant trees\"}],\"held\":"
              "\"2014-11-01\",\"venue\":\"DC office\"}",
              jdc, w.lso);
    CHECK_INT(get_json(&w.b, "/jdc"), 200);
    CHECK(has(&w.b, "\"decided\":2") && has(&w.b, "\"late\":1"));
    CHECK_INT(get(&w.b, path(&w, "/jdc/%1", jdc, ID_NONE)), 200);
    CHECK(has(&w.b, "Clear the drain") && has(&w.b, "chip stop"));
    put(&w, "joint_step",
        "{\"held\":\"2014-12-20\",\"joint_meeting\":\"%1\",\"number\":1,"
        "\"state\":\"done\"}",
        met, ID_NONE);
    CHECK_INT(get_json(&w.b, "/jdc"), 200);
    CHECK(has(&w.b, "\"done\":1") && has(&w.b, "\"late\":0"));
    browser_end(&w.b);
}

/* ---- relief -------------------------------------------------------------*/

SITE(a_household_is_found_by_number_and_by_name_of_whoever_may_read_it)
{
    struct village_web w;

    web_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/find?q=H-1", w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, path(&w, "/damage/%1", w.home, ID_NONE)));
    CHECK(has(&w.b, "Allah Dino") &&
          !has(&w.b, path(&w, "/damage/%1", w.next, ID_NONE)));
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/find?q=zohra", w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, path(&w, "/damage/%1", w.home, ID_NONE)));
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/find?q=zohra", w.flood, ID_NONE)),
              200);
    CHECK(!has(&w.b, path(&w, "%1", w.home, ID_NONE)));
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/find?q=H-1", w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, path(&w, "%1", w.home, ID_NONE)));
    CHECK(!has(&w.b, "Allah Dino") && !has(&w.b, "/damage/"));
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/damage/%2", w.flood, w.home)),
              403);
    browser_end(&w.b);
}

SITE(the_damage_form_keeps_what_was_seen)
{
    struct village_web w;

    web_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/damage/%2", w.flood, w.home)),
              200);
    CHECK(has(&w.b, "name=\"losses.0.what\"") && has(&w.b, "2015-01-01"));
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/damage/%2", w.flood, w.home),
                        "held=2014-08-15"),
              422);
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/damage/%2", w.flood, w.home),
                        "held=2014-08-09&house=fully"),
              422);
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/damage/%2", w.flood, w.home),
                        "held=2014-08-15&house=fully&living=camp&dead=1&food=1&"
                        "losses.0.what=crop&losses.0.value=5000"),
              303);
    CHECK_INT(both_ask(db, "SELECT lost FROM damage_kept"), 500000);
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1", w.flood, ID_NONE)), 200);
    CHECK(has(&w.b, "\"fully\":1") && has(&w.b, "\"dead\":1") &&
          has(&w.b, "\"unrelieved\":1"));
    browser_end(&w.b);
}

static int given(struct village_web *w, const char *agency, const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, "rsp=");
    id_put(&b, w->v.srso);
    buf_z(&b, "&agency=");
    id_put(&b, named("agency", agency));
    buf_fmt(&b, "&%s", more);
    return send_form(&w->b, path(w, "/relief/%1/give/%2", w->flood, w->home),
                     arena_z(b.arena, buf_str(&b)));
}

/* What would come twice is said at the door, and kept only all the same. */
SITE(a_gift_that_another_agency_gave_is_said_before_it_is_kept)
{
    struct village_web w;

    web_start(&w, db);
    CHECK_INT(given(&w, "PDMA", "held=2014-08-12&what=food&quantity=1"), 303);
    CHECK_INT(given(&w, "RED-CRESCENT", "held=2014-08-20&what=food&quantity=1"),
              422);
    CHECK(has(&w.b, "Another agency gave the same 8 days before"));
    CHECK(has(&w.b, "name=\"_sure\""));
    CHECK_INT(given(&w, "RED-CRESCENT", "held=2014-09-11&what=food&quantity=1"),
              303);
    CHECK_INT(given(&w, "PDMA", "held=2014-08-12&what=tent&quantity=1"), 303);
    CHECK_INT(given(&w, "PDMA", "held=2014-12-12&what=tent&quantity=1"), 422);
    CHECK(has(&w.b, "This agency gave the same"));
    CHECK_INT(given(&w, "PDMA", "held=2014-12-12&what=tent&quantity=1&_sure=1"),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM relief_given"), 4);
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1", w.flood, ID_NONE)), 200);
    CHECK(has(&w.b, "\"relieved\":1") && has(&w.b, "\"repeats\":1"));
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/give/%2", w.flood, w.home)), 200);
    CHECK(has(&w.b, "again from") && has(&w.b, "had it"));
    CHECK_INT(get(&w.b, path(&w, "/household/%1", w.home, ID_NONE)), 200);
    browser_end(&w.b);
}

/* So is what the household got in another record of it. */
SITE(a_gift_to_another_record_of_the_household_is_said_too)
{
    struct village_web w;
    struct id twin, home;

    web_start(&w, db);
    twin = put(&w, "household", "{\"number\":\"H-9\",\"place\":\"%1\"}", w.v.uc,
               ID_NONE);
    CHECK_INT(given(&w, "PDMA", "held=2014-08-12&what=food&quantity=1"), 303);
    home = w.home;
    w.home = twin;
    CHECK_INT(given(&w, "PDMA", "held=2014-08-14&what=food&quantity=1"), 303);
    put(&w, "fate",
        "{\"household\":\"%1\",\"since\":\"2014-08-15\",\"state\":\"merged\","
        "\"successor\":\"%2\"}",
        home, twin);
    CHECK_INT(
        given(&w, "RED-CRESCENT", "held=2014-09-12&what=food&quantity=1"),
        303); /* a month after the first; the second was no reason to wait */
    CHECK_INT(given(&w, "PDMA", "held=2014-09-20&what=food&quantity=1"), 422);
    CHECK(has(&w.b, "Another agency gave the same 8 days before"));
    w.home = home;
    CHECK_INT(given(&w, "PDMA", "held=2014-09-20&what=food&quantity=1"), 422);
    CHECK(has(&w.b, "Another agency gave the same 8 days before"));
    browser_end(&w.b);
}

SITE(a_roster_is_frozen_once)
{
    struct village_web w;

    web_start(&w, db);
    put(&w, "fate",
        "{\"household\":\"%1\",\"since\":\"2014-09-01\",\"state\":"
        "\"migrated\",\"why\":\"left\"}",
        w.next, ID_NONE);
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/freeze", w.flood, ID_NONE),
                        "place.said=Sangi"),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM frozen_roster_households"), 1);
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/freeze", w.flood, ID_NONE),
                        path(&w, "place=%1", w.v.uc, ID_NONE)),
              422);
    CHECK(has(&w.b, "frozen before"));
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/freeze", w.flood, ID_NONE),
                        "place=pk101"),
              403);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM frozen_roster"), 1);
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/find?q=H-1", w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, "on the frozen roster"));
    browser_end(&w.b);
}

SITE(those_who_were_hit_worst_are_chosen_and_nobody_twice)
{
    struct village_web w;
    const char *choose = "what=tent&house=fully";
    struct id list;
    struct rows r;

    web_start(&w, db);
    put(&w, "damage",
        "{\"disaster\":\"%1\",\"held\":\"2014-08-15\",\"house\":\"fully\","
        "\"household\":\"%2\"}",
        w.flood, w.home);
    put(&w, "damage",
        "{\"disaster\":\"%1\",\"held\":\"2014-08-15\",\"house\":\"partly\","
        "\"household\":\"%2\"}",
        w.flood, w.next);
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1/choose?what=tent&house=fully",
                                  w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, "\"chosen\":1"));
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1/choose?what=tent", w.flood,
                                  ID_NONE)),
              200);
    CHECK(has(&w.b, "\"chosen\":2"));
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1/choose?what=tent&place=pk101",
                                  w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, "\"chosen\":0"));
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/choose", w.flood, ID_NONE),
                        choose),
              303);
    CHECK_INT(send_form(&w.b, path(&w, "/relief/%1/choose", w.flood, ID_NONE),
                        choose),
              422);
    r = db_text_rows(db, S("SELECT entry FROM relief_list"));
    CHECK(db_next(&r));
    list = db_id(&r, 0);
    db_done(&r);
    CHECK_INT(get(&w.b, path(&w, "/relieflist/%1", list, ID_NONE)), 200);
    CHECK(has(&w.b, "H-1") && has(&w.b, "Allah Dino") && !has(&w.b, "H-2"));
    draft(&w.b.site, "relief_list",
          with(&w.b.site,
               "{\"disaster\":\"%1\",\"held\":\"2014-08-21\",\"households\":[{"
               "\"household\":\"%2\"}],\"place\":\"%3\",\"what\":\"tent\"}",
               w.flood, w.home, w.v.uc));
    CHECK_INT(get_json(&w.b, path(&w, "/relieflist/%1", list, ID_NONE)), 200);
    CHECK(has(&w.b, "\"twice\":1"));
    CHECK_INT(get(&w.b,
                  path(&w, "/relieflist/%1/list.pdf?lang=sd", list, ID_NONE)),
              200);
    CHECK(has(&w.b, "H-1") && has(&w.b, "Allah Dino"));
    browser_login(&w.b, "donor");
    CHECK_INT(get(&w.b, path(&w, "/relieflist/%1/list.pdf", list, ID_NONE)),
              200);
    CHECK(has(&w.b, "H-1") && !has(&w.b, "Allah Dino"));
    browser_end(&w.b);
}

static struct id list_of_two(struct village_web *w, struct id a, struct id b)
{
    struct buf out = buf_start(&w->b.site.arena);

    buf_z(&out, "{\"disaster\":\"%1\",\"held\":\"2014-08-22\",\"households\":"
                "[{\"household\":\"%2\"},{\"household\":\"");
    id_put(&out, b);
    buf_z(&out, "\"}],\"place\":\"%3\",\"what\":\"tent\"}");
    return draft(&w->b.site, "relief_list",
                 with(&w->b.site, arena_z(out.arena, buf_str(&out)), w->flood,
                      a, w->v.uc));
}

/* One household in two records: seen twice, on the lists of two agencies, given
 * once; whoever looks sees one. */
SITE(two_records_of_a_household_are_chosen_and_listed_as_one)
{
    struct village_web w;
    struct id twin, mine, theirs, fate;

    web_start(&w, db);
    twin = put(&w, "household", "{\"number\":\"H-9\",\"place\":\"%1\"}", w.v.uc,
               ID_NONE);
    put(&w, "damage",
        "{\"disaster\":\"%1\",\"held\":\"2014-08-15\",\"house\":\"partly\","
        "\"household\":\"%2\"}",
        w.flood, w.home);
    put(&w, "damage",
        "{\"disaster\":\"%1\",\"held\":\"2014-08-25\",\"house\":\"fully\","
        "\"household\":\"%2\"}",
        w.flood, twin);
    put(&w, "fate",
        "{\"household\":\"%1\",\"since\":\"2014-08-30\",\"state\":\"merged\","
        "\"successor\":\"%2\"}",
        twin, w.home);
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1/choose?what=tent&house=fully",
                                  w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, "\"chosen\":1")); /* as it was seen last */
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/choose?what=tent&house=fully",
                             w.flood, ID_NONE)),
              200);
    CHECK(has(&w.b, "H-1<") && !has(&w.b, "H-9"));
    mine = draft(&w.b.site, "relief_list",
                 with(&w.b.site,
                      "{\"disaster\":\"%1\",\"held\":\"2014-08-21\","
                      "\"households\":[{\"household\":\"%2\"}],\"place\":"
                      "\"%3\",\"what\":\"tent\"}",
                      w.flood, twin, w.v.uc));
    CHECK_INT(get_json(&w.b, path(&w, "/relief/%1/choose?what=tent", w.flood,
                                  ID_NONE)),
              200);
    CHECK(has(&w.b, "\"chosen\":0"));
    theirs = list_of_two(&w, w.home, twin);
    put(&w, "relief_given",
        "{\"disaster\":\"%1\",\"held\":\"2014-08-26\",\"household\":\"%2\","
        "\"rsp\":\"%3\",\"what\":\"tent\"}",
        w.flood, w.home);
    CHECK_INT(get_json(&w.b, path(&w, "/relieflist/%1", mine, ID_NONE)), 200);
    CHECK(has(&w.b, "\"given\":1,") && has(&w.b, "\"twice\":1"));
    CHECK_INT(get_json(&w.b, path(&w, "/relieflist/%1", theirs, ID_NONE)), 200);
    CHECK(has(&w.b, "\"given\":1,") && has(&w.b, "\"twice\":1"));
    CHECK(has(&w.b, "\"others\":1") &&
          !has(&w.b, path(&w, "%1", twin, ID_NONE)));
    CHECK_INT(get(&w.b, path(&w, "/relief/%1/damage/%2", w.flood, w.home)),
              200);
    CHECK(has(&w.b, "25 August 2014") && !has(&w.b, "Nobody has seen"));
    fate = put(&w, "fate",
               "{\"household\":\"%1\",\"since\":\"2014-09-30\",\"state\":"
               "\"present\"}",
               twin, ID_NONE);
    CHECK(!id_none(fate));
    CHECK_INT(get_json(&w.b, path(&w, "/relieflist/%1", theirs, ID_NONE)), 200);
    CHECK(has(&w.b, path(&w, "%1", twin, ID_NONE)) &&
          has(&w.b, "\"given\":1,"));
    browser_end(&w.b);
}
