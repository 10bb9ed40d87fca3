/* web_search - one box for everything: entries by number and id beside people,
 * bodies and places; nothing beyond one's reach, and never what was told in
 * confidence. */
#include "rights_site.h"

/* Who works there, who works elsewhere, and who hears complaints. */
static void box_start(struct ward *w, struct db *db)
{
    struct buf there;

    ward_start(w, db);
    there = buf_start(&w->b.site.arena);
    buf_z(&there, ",\"place\":\"");
    id_put(&there, id_named(S("place"), S("pk711")));
    buf_z(&there, "\"");
    ward_grant(w, "near", "organiser", "");
    ward_grant(w, "far", "organiser",
               arena_z(&w->b.site.arena, buf_str(&there)));
    ward_grant(w, "ears", "safeguarding_officer", "");
    ward_grant(w, "donor", "donor", "");
}

/* Looks for the first `digits` of a thing's id, as one types. */
static bool finds(struct ward *w, const char *thing, int digits)
{
    char path[80], name[40];
    const char *id;

    snprintf(name, sizeof name, "{%s}", thing);
    id = ward_said(w, name);
    snprintf(path, sizeof path, "/find?live=1&q=%.*s", digits, id);
    CHECK_INT(get_json(&w->b, path), 200);
    return has(&w->b, id);
}

SITE(an_entry_is_found_by_the_beginning_of_its_id)
{
    struct ward w;

    box_start(&w, db);
    browser_login(&w.b, "near");
    CHECK(finds(&w, "need", 32));
    CHECK(finds(&w, "need", 8));
    CHECK(!finds(&w, "need", 7)); /* may be anything */
    browser_login(&w.b, "far");
    CHECK(!finds(&w, "need", 32));
    browser_end(&w.b);
}

SITE(what_was_told_in_confidence_is_found_by_nobody)
{
    struct ward w;

    box_start(&w, db);
    browser_login(&w.b, "ears");
    CHECK_INT(get(&w.b, ward_said(&w, "/entry/{complaint}")), 200);
    CHECK(!finds(&w, "complaint", 32));
    CHECK(!finds(&w, "complaint", 8));
    CHECK(!finds(&w, "handling", 32));
    CHECK(!finds(&w, "safeguard", 32));
    CHECK(!finds(&w, "inquiry", 32));
    CHECK_INT(get_json(&w.b, "/find?live=1&q=SG-77"), 200);
    CHECK(has(&w.b, "{\"found\":[]}"));
    browser_end(&w.b);
}

SITE(a_number_finds_what_carries_it)
{
    struct ward w;

    box_start(&w, db);
    browser_login(&w.b, "near");
    CHECK_INT(get_json(&w.b, "/find?live=1&q=Nd-81"), 200);
    CHECK(has(&w.b, ward_said(&w, "\"path\":\"/need/{second_need}\"")));
    CHECK(has(&w.b, "\"what\":\"Need\""));
    CHECK_INT(get(&w.b, "/find?q=Nd-81"), 200); /* the page, without script */
    CHECK(has(&w.b, ward_said(&w, "href=\"/need/{second_need}\"")));
    CHECK_INT(get_json(&w.b, "/find?live=1&q=d-8101"), 200);
    CHECK(!has(&w.b, ward_said(&w, "{second_need}"))); /* it begins so */
    browser_login(&w.b, "far");
    CHECK_INT(get_json(&w.b, "/find?live=1&q=Nd-81"), 200);
    CHECK(!has(&w.b, ward_said(&w, "{second_need}")));
    browser_end(&w.b);
}

SITE(while_one_types_names_are_for_who_may_read_them)
{
    struct ward w;

    box_start(&w, db);
    browser_login(&w.b, "near");
    CHECK_INT(get_json(&w.b, "/find?live=1&q=zohra"), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK_INT(get_json(&w.b, "/find?live=1&q=%D8%B2%DB%81%D8%B1%D8%A7"), 200);
    CHECK(has(&w.b, ward_said(&w, "{person}"))); /* in her own letters */
    CHECK_INT(get_json(&w.b, "/find?live=1&q=roshni"), 200);
    CHECK(has(&w.b, "Roshni Tanzeem"));
    browser_login(&w.b, "donor");
    CHECK_INT(get_json(&w.b, "/find?live=1&q=zohra"), 200);
    CHECK(!has(&w.b, "Zohra Bibi"));
    browser_login(&w.b, "far");
    CHECK_INT(get_json(&w.b, "/find?live=1&q=roshni"), 200);
    CHECK(!has(&w.b, "Roshni"));
    browser_end(&w.b);
}

SITE(a_number_of_a_card_is_not_asked_of_the_keeper_at_every_key)
{
    struct ward w;

    box_start(&w, db);
    ward_grant(&w, "boss", "head_office", "");
    browser_login(&w.b, "boss");
    CHECK_INT(get_json(&w.b, "/find?live=1&q=4550412345672"), 200);
    CHECK_INT(w.b.asks, 0);
    browser_end(&w.b);
}

SITE(signs_of_a_pattern_or_of_sql_are_only_text)
{
    static const char *const said[] = { "%25", "__",        "%27%20OR%201=1--",
                                        "*",   "%2E%2E%2F", "0000000g" };
    struct ward w;

    box_start(&w, db);
    browser_login(&w.b, "near");
    for (size_t i = 0; i < LEN(said); i++) {
        char path[80];

        snprintf(path, sizeof path, "/find?live=1&q=%s", said[i]);
        CHECK_INT(get_json(&w.b, path), 200);
        CHECK(has(&w.b, "{\"found\":[]}"));
    }
    browser_end(&w.b);
}
