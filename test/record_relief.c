/* record_relief - after a flood: who lived there, what it did to each, who was
 * helped by whom, and what came twice. Today is 1 January 2015. */
#include "register_site.h"

struct flood {
    struct village v;
    struct id flood, home, next, pdma, ngo;
};

static void flood_start(struct flood *w, struct db *db)
{
    struct village *v = &w->v;

    memset(w, 0, sizeof *w);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    w->home = household_put(v, v->goth);
    w->next = household_put(v, v->hamlet);
    w->pdma = named("agency", "PDMA");
    w->ngo = named("agency", "RED-CRESCENT");
    w->flood = say_that(
        v, "disaster",
        "{\"code\":\"FLOOD-2014\",\"nature\":\"flood\",\"package\":[{\"every\":"
        "30,\"what\":\"food\"},{\"what\":\"tent\"}],\"place\":\"%1\",\"since\":"
        "\"2014-08-10\",\"title\":\"Flood of 2014\"}",
        v->uc, ID_NONE, ID_NONE);
}

static struct id damage_put(struct flood *w, struct id household,
                            const char *held, const char *more)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"disaster\":\"%%1\",\"held\":\"%s\",\"household\":\"%%2\"%s}",
            held, more);
    return say_that(&w->v, "damage", arena_z(b.arena, buf_str(&b)), w->flood,
                    household, ID_NONE);
}

static struct id gift_put(struct flood *w, struct id household,
                          struct id agency, const char *held, const char *what,
                          int rupees)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"agency\":\"%%3\",\"amount\":%d,\"disaster\":\"%%1\",\"held\":"
            "\"%s\",\"household\":\"%%2\",\"goods\":\"Ration\",\"rsp\":\"",
            rupees * 100, held);
    id_put(&b, w->v.srso);
    buf_fmt(&b, "\",\"what\":\"%s\"}", what);
    return say_that(&w->v, "relief_given", arena_z(b.arena, buf_str(&b)),
                    w->flood, household, agency);
}

static int64_t seen(struct flood *w, struct id household, const char *column)
{
    struct buf b = buf_start(&w->v.s.arena);
    struct rows r;
    int64_t n;

    buf_fmt(&b, "SELECT %s FROM damage_kept WHERE household = $1", column);
    r = db_text_rows(w->v.s.db, buf_str(&b));
    db_bind_id(&r, 1, household);
    n = db_next(&r) ? db_null(&r, 0) ? -2 : db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(w->v.s.db);
    return n;
}

/* ---- who lived there ----------------------------------------------------*/

/* What becomes of the register afterwards changes no frozen part. */
SITE(a_frozen_roster_stays_as_it_was)
{
    struct flood w;
    struct id roster;

    flood_start(&w, db);
    roster = say_that(&w.v, "frozen_roster",
                      "{\"disaster\":\"%1\",\"held\":\"2014-08-10\","
                      "\"households\":[{\"household\":\"%3\"}],\"part\":1,"
                      "\"place\":\"%2\"}",
                      w.flood, w.v.goth, w.home);
    CHECK_INT(w.v.s.kept, KEPT);
    say_that(&w.v, "fate",
             "{\"household\":\"%1\",\"since\":\"2014-09-01\",\"state\":"
             "\"migrated\",\"why\":\"flood\"}",
             w.home, ID_NONE, ID_NONE);
    household_put(&w.v, w.v.goth);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM frozen_roster_households"), 1);
    CHECK(!found(&w.v, roster, "disaster.outside"));
    roster = say_that(&w.v, "frozen_roster",
                      "{\"disaster\":\"%1\",\"held\":\"2014-08-10\","
                      "\"households\":[{\"household\":\"%3\"}],\"part\":1,"
                      "\"place\":\"%2\"}",
                      w.flood, w.v.hamlet, w.next);
    CHECK(found_at(&w.v, roster, "disaster.outside", "place"));
    site_end(&w.v.s);
}

/* ---- damage -------------------------------------------------------------*/

SITE(what_was_seen_last_stands)
{
    struct flood w;
    struct id first, last;

    flood_start(&w, db);
    last = damage_put(&w, w.home, "2014-09-20",
                      ",\"dead\":1,\"house\":\"partly\",\"losses\":[{\"value\":"
                      "500000,\"what\":\"crop\"},{\"value\":7000000,\"what\":"
                      "\"buffalo\"}]");
    first = damage_put(&w, w.home, "2014-08-15", ",\"house\":\"fully\"");
    CHECK_INT(seen(&w, w.home, "house"), 1);
    CHECK_INT(seen(&w, w.home, "lost"), 7500000);
    CHECK_INT(seen(&w, w.home, "dead"), 1);
    CHECK_INT(seen(&w, w.home, "seen"), 2);
    CHECK(found_at(&w.v, last, "damage.less_than_before", "house"));
    CHECK(!found(&w.v, first, "damage.less_than_before"));
    fix_put(&w.v, last, "", ID_NONE, ID_NONE);
    CHECK_INT(seen(&w, w.home, "house"), 2);
    CHECK_INT(seen(&w, w.home, "lost"), 0);
    fix_put(&w.v, first, "", ID_NONE, ID_NONE);
    CHECK_INT(seen(&w, w.home, "house"), -1);
    site_end(&w.v.s);
}

SITE(damage_lies_where_and_when_the_flood_was)
{
    struct flood w;
    struct id x;

    flood_start(&w, db);
    x = damage_put(&w, w.next, "2014-08-15", ",\"house\":\"none\"");
    CHECK(found_at(&w.v, x, "disaster.outside", "household"));
    draft_as(&w.v.s, "admin", "damage",
             with(&w.v.s,
                  "{\"disaster\":\"%1\",\"held\":\"2014-08-09\",\"house\":"
                  "\"none\",\"household\":\"%2\"}",
                  w.flood, w.home, ID_NONE));
    CHECK(findings_stop(&w.v.s.said));
    say_that(&w.v, "disaster_phase",
             "{\"disaster\":\"%1\",\"held\":\"2014-12-01\",\"note\":\"Dry\","
             "\"phase\":\"normal\"}",
             w.flood, ID_NONE, ID_NONE);
    x = damage_put(&w, w.home, "2014-12-02", ",\"house\":\"none\"");
    CHECK(found_at(&w.v, x, "disaster.over", "held"));
    CHECK_INT(both_ask(db, "SELECT phase FROM disaster_now"), 3);
    say_that(&w.v, "disaster_phase",
             "{\"disaster\":\"%1\",\"held\":\"2014-12-05\",\"phase\":"
             "\"relief\"}",
             w.flood, ID_NONE, ID_NONE);
    CHECK_INT(both_ask(db, "SELECT phase FROM disaster_now"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM disaster_now WHERE ended IS "
                           "NULL"),
              1);
    site_end(&w.v.s);
}

/* ---- relief -------------------------------------------------------------*/

/* Whoever came to the site first: it is the later gift that repeats. */
SITE(two_agencies_giving_the_same_are_found_in_any_order)
{
    struct flood w;
    struct id later, first, again, tent;

    flood_start(&w, db);
    later = gift_put(&w, w.home, w.ngo, "2014-08-25", "food", 3000);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    first = gift_put(&w, w.home, w.pdma, "2014-08-12", "food", 2500);
    CHECK(found_at(&w.v, later, "relief_given.other_agency", "what"));
    CHECK(!found(&w.v, first, "relief_given.other_agency"));
    again = gift_put(&w, w.home, w.pdma, "2014-08-30", "food", 2500);
    CHECK(found(&w.v, again, "relief_given.again"));
    tent = gift_put(&w, w.home, w.pdma, "2014-08-30", "tent", 9000);
    CHECK(!found(&w.v, tent, "relief_given.again"));
    tent = gift_put(&w, w.home, w.ngo, "2014-12-30", "tent", 9000);
    CHECK(found(&w.v, tent, "relief_given.other_agency"));
    again = gift_put(&w, w.home, w.ngo, "2014-09-11", "food", 3000);
    CHECK(!found(&w.v, again, "relief_given.other_agency"));
    fix_put(&w.v, first, "", ID_NONE, ID_NONE);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    site_end(&w.v.s);
}

/* The package says how often; when it changes, all is judged anew. */
SITE(the_package_says_how_often)
{
    struct flood w;
    struct id later;

    flood_start(&w, db);
    gift_put(&w, w.home, w.pdma, "2014-08-12", "food", 2500);
    later = gift_put(&w, w.home, w.pdma, "2014-08-20", "food", 2500);
    CHECK(found(&w.v, later, "relief_given.again"));
    fix_put(&w.v, w.flood,
            "{\"code\":\"FLOOD-2014\",\"nature\":\"flood\",\"package\":[{"
            "\"every\":8,\"what\":\"food\"}],\"place\":\"%1\",\"since\":"
            "\"2014-08-10\",\"title\":\"Flood of 2014\"}",
            w.v.uc, ID_NONE);
    CHECK(!found(&w.v, later, "relief_given.again"));
    site_end(&w.v.s);
}

SITE(a_family_is_relieved_once_and_all_it_got_has_its_worth)
{
    struct flood w;
    struct id first;

    flood_start(&w, db);
    gift_put(&w, w.home, w.ngo, "2014-10-25", "food", 3000);
    CHECK_INT(srso(&w.v, "relief.household", "2014-10"), 1);
    first = gift_put(&w, w.home, w.pdma, "2014-08-12", "food", 2500);
    CHECK_INT(srso(&w.v, "relief.household", "2014-08"), 1);
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 1);
    CHECK_INT(srso(&w.v, "relief.value", "2014-12"), 550000);
    gift_put(&w, w.next, w.pdma, "2014-08-12", "food", 2500);
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 2);
    fix_put(&w.v, first, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&w.v, "relief.household", "2014-08"), 1);
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 2);
    site_end(&w.v.s);
}

SITE(a_list_names_a_household_once_and_gifts_say_whether_it_stands_there)
{
    struct flood w;
    struct id list, x;
    struct buf b;

    flood_start(&w, db);
    list = say_that(&w.v, "relief_list",
                    "{\"criteria\":\"House destroyed\",\"disaster\":\"%1\","
                    "\"held\":\"2014-08-20\",\"households\":[{\"household\":"
                    "\"%2\"}],\"place\":\"%3\",\"what\":\"tent\"}",
                    w.flood, w.home, w.v.uc);
    CHECK(found_at(&w.v, list, "relief.no_agency", "agency"));
    draft_as(&w.v.s, "admin", "relief_list",
             with(&w.v.s,
                  "{\"disaster\":\"%1\",\"held\":\"2014-08-20\","
                  "\"households\":[{\"household\":\"%2\"},{\"household\":"
                  "\"%3\"},{\"household\":\"%2\"}],\"place\":\"%3\",\"what\":"
                  "\"food\"}",
                  w.flood, w.home, w.next));
    CHECK(findings_stop(&w.v.s.said));
    b = buf_start(&w.v.s.arena);
    buf_z(&b, "{\"disaster\":\"%1\",\"held\":\"2014-08-22\",\"household\":"
              "\"%2\",\"on_list\":\"%3\",\"quantity\":1,\"rsp\":\"");
    id_put(&b, w.v.srso);
    buf_z(&b, "\",\"what\":\"tent\"}");
    x = say_that(&w.v, "relief_given", arena_z(b.arena, buf_str(&b)), w.flood,
                 w.next, list);
    CHECK(found_at(&w.v, x, "relief_given.not_listed", "on_list"));
    site_end(&w.v.s);
}

SITE(relief_comes_in_any_order)
{
    struct flood w;
    struct id first;

    flood_start(&w, db);
    damage_put(&w, w.home, "2014-08-15", ",\"house\":\"fully\"");
    damage_put(&w, w.home, "2014-08-15", ",\"house\":\"partly\"");
    gift_put(&w, w.home, w.ngo, "2014-08-25", "food", 3000);
    first = gift_put(&w, w.home, w.pdma, "2014-08-12", "food", 2500);
    gift_put(&w, w.home, w.pdma, "2014-08-25", "food", 2500);
    gift_put(&w, w.home, w.ngo, "2014-09-11", "seed", 2500);
    fix_put(&w.v, first, "", ID_NONE, ID_NONE);
    any_order(&w.v.s, db_open(":memory:", DB_MAKE));
    site_end(&w.v.s);
}

/* ---- one household in two records ---------------------------------------*/

static struct id gift_to(struct flood *w, struct id household, struct id agency,
                         const char *held, struct id receiver)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"agency\":\"%%3\",\"amount\":100,\"disaster\":\"%%1\",\"held\":"
            "\"%s\",\"household\":\"%%2\",\"receiver\":\"",
            held);
    id_put(&b, receiver);
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, w->v.srso);
    buf_z(&b, "\",\"what\":\"food\"}");
    return say_that(&w->v, "relief_given", arena_z(b.arena, buf_str(&b)),
                    w->flood, household, agency);
}

static struct id merge(struct flood *w, struct id household, struct id into)
{
    return say_that(&w->v, "fate",
                    "{\"household\":\"%1\",\"since\":\"2014-11-01\","
                    "\"state\":\"merged\",\"successor\":\"%2\"}",
                    household, into, ID_NONE);
}

/* Whoever merges the two, before or after, sees that both were helped. */
SITE(two_records_of_a_household_are_relieved_as_one)
{
    struct flood w;
    struct id twin, third, later, last, fate;

    flood_start(&w, db);
    twin = household_put(&w.v, w.v.goth);
    third = household_put(&w.v, w.v.goth);
    gift_put(&w, w.home, w.pdma, "2014-08-12", "food", 2500);
    later = gift_put(&w, twin, w.ngo, "2014-08-25", "food", 3000);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 2);
    fate = merge(&w, twin, w.home);
    CHECK(found_at(&w.v, later, "relief_given.other_agency", "what"));
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 1);
    CHECK_INT(srso(&w.v, "relief.value", "2014-12"), 550000);
    merge(&w, third, twin);
    last = gift_put(&w, third, w.pdma, "2014-08-30", "food", 2500);
    CHECK(found(&w.v, last, "relief_given.again"));
    fix_put(&w.v, fate, "", ID_NONE, ID_NONE);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    CHECK(found(&w.v, last, "relief_given.other_agency"));
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 2);
    site_end(&w.v.s);
}

/* A household that is two again is judged apart again. */
SITE(what_is_two_again_is_relieved_apart)
{
    struct flood w;
    struct id twin, later;

    flood_start(&w, db);
    twin = household_put(&w.v, w.v.goth);
    gift_put(&w, twin, w.pdma, "2014-08-12", "food", 2500);
    later = gift_put(&w, w.home, w.ngo, "2014-08-25", "food", 3000);
    merge(&w, twin, w.home);
    CHECK(found(&w.v, later, "relief_given.other_agency"));
    say_that(&w.v, "fate",
             "{\"household\":\"%1\",\"since\":\"2014-11-02\",\"state\":"
             "\"present\"}",
             twin, ID_NONE, ID_NONE);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    site_end(&w.v.s);
}

/* One woman in two households' records takes it twice; one who fetches it for
 * her neighbours takes nothing twice. */
SITE(two_records_of_a_woman_are_relieved_as_one)
{
    struct flood w;
    struct id here, there, later, fetched;

    flood_start(&w, db);
    here = person_put(&w.v, w.home, "women");
    there = person_put(&w.v, w.next, "women");
    gift_to(&w, w.home, w.pdma, "2014-08-12", here);
    later = gift_to(&w, w.next, w.ngo, "2014-08-25", there);
    fetched = gift_to(&w, household_put(&w.v, w.v.goth), w.ngo, "2014-08-26",
                      here);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    CHECK(!found(&w.v, fetched, "relief_given.other_agency"));
    say_that(&w.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
             "\"2014-11-01\"}",
             there, here, ID_NONE);
    CHECK(found_at(&w.v, later, "relief_given.other_agency", "what"));
    CHECK_INT(srso(&w.v, "relief.household", "2014-12"), 3);
    say_that(&w.v, "merger",
             "{\"apart\":true,\"person\":\"%1\",\"same_as\":\"%2\","
             "\"since\":\"2014-11-02\"}",
             there, here, ID_NONE);
    CHECK(!found(&w.v, later, "relief_given.other_agency"));
    site_end(&w.v.s);
}

SITE(twins_are_joined_in_any_order)
{
    struct flood w;
    struct id twin, third, here, there, fate;

    flood_start(&w, db);
    twin = household_put(&w.v, w.v.goth);
    third = household_put(&w.v, w.v.goth);
    here = person_put(&w.v, w.home, "women");
    there = person_put(&w.v, w.next, "women");
    merge(&w, third, twin);
    gift_to(&w, w.home, w.pdma, "2014-08-12", here);
    gift_to(&w, w.next, w.ngo, "2014-08-25", there);
    gift_put(&w, third, w.ngo, "2014-08-26", "food", 3000);
    fate = merge(&w, twin, w.home);
    say_that(&w.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
             "\"2014-11-01\"}",
             there, here, ID_NONE);
    fix_put(&w.v, fate, "", ID_NONE, ID_NONE);
    merge(&w, w.home, third);
    any_order(&w.v.s, db_open(":memory:", DB_MAKE));
    site_end(&w.v.s);
}
