/* web_start - the first hour of a site, its glossary and its guide, and the
 * mark of a site of samples. */
#include "rights_site.h"

static struct browser *empty(struct db *db)
{
    static struct browser b;

    browser_start(&b, db);
    draft(&b.site, "access",
          "{\"login\":\"boss\",\"role\":\"manager\",\"since\":\"2014-01-01\"}");
    browser_login(&b, "boss");
    return &b;
}

static bool next_is(struct browser *b, const char *kind)
{
    char want[100];

    CHECK_INT(get_json(b, "/start"), 200);
    snprintf(want, sizeof want, "\"kind\":\"%s\",\"next\":1", kind);
    return has(b, want);
}

SITE(a_new_site_shows_its_next_step)
{
    struct browser *b = empty(db);

    CHECK(next_is(b, "unit"));
    CHECK_INT(get(b, "/start"), 200);
    CHECK(has(b, "href=\"/new/unit\""));
    CHECK_INT(get(b, "/"), 200);
    CHECK(has(b, "href=\"/start\""));
    draft(&b->site, "unit",
          with(&b->site,
               "{\"code\":\"FU-1\",\"name\":\"Pano\",\"nature\":"
               "\"district_office\",\"rsp\":\"%1\"}",
               id_named(S("rsp"), S("SRSO")), ID_NONE, ID_NONE));
    CHECK(next_is(b, "staff")); /* somebody has access: herself */
    browser_end(b);
}

/* Who left an old system has its registers counted; head office alone signs. */
SITE(that_registers_count_is_a_step_of_head_office)
{
    struct browser *b = empty(db);

    CHECK_INT(get(b, "/start"), 200);
    CHECK(has(b, "Let the registers count") && !has(b, "href=\"/cutover\""));
    draft(&b->site, "access",
          "{\"login\":\"head\",\"role\":\"head_office\",\"since\":"
          "\"2014-01-01\"}");
    browser_login(b, "head");
    CHECK_INT(get(b, "/start"), 200);
    CHECK(has(b, "class=\"button\" href=\"/cutover\""));
    browser_end(b);
}

SITE(a_site_that_runs_asks_for_nothing)
{
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "boss", "manager", "");
    browser_login(&w.b, "boss");
    CHECK_INT(get_json(&w.b, "/start"), 200);
    CHECK(has(&w.b, "{\"done\":1,\"kind\":\"body\",\"next\":0}"));
    CHECK(has(&w.b, "\"kind\":\"cutover\""));
    CHECK_INT(get(&w.b, "/"), 200);
    CHECK(!has(&w.b, "<section class=\"card\"><h2>The first hour"));
    browser_end(&w.b);
}

SITE(a_sample_says_so_on_every_page_and_every_paper)
{
    struct browser *b = empty(db);

    CHECK_INT(get(b, "/glossary"), 200);
    CHECK(!has(b, "Sample, not real"));
    CHECK_INT(get(b, "/guide.pdf"), 200);
    CHECK(!has(b, "Sample, not real"));
    db_begin(db);
    db_script(db,
              S("INSERT INTO meta (name, value) VALUES ('demo.seed', '1')"));
    CHECK(db_commit(db));
    b->web.sample = 0; /* another process */
    CHECK_INT(get(b, "/glossary"), 200);
    CHECK(has(b, "Sample, not real"));
    CHECK_INT(get(b, "/nowhere"), 404);
    CHECK(has(b, "Sample, not real"));
    CHECK_INT(get(b, "/guide.pdf"), 200);
    CHECK(has(b, "Sample, not real"));
    CHECK_INT(get(b, "/guide.pdf?lang=sd"), 200);
    CHECK(has(b, "نمونو، اصلي ناهي"));
    b->cookie[0] = 0;
    CHECK_INT(get(b, "/login"), 200);
    CHECK(has(b, "Sample, not real"));
    browser_end(b);
}

/* Nothing is left in another language, and nothing in none. */
SITE(guide_and_glossary_are_whole_in_three_languages)
{
    struct browser *b = empty(db);
    static const char *const path[] = {
        "/glossary?lang=en",  "/glossary?lang=ur",  "/glossary?lang=sd",
        "/guide.pdf?lang=en", "/guide.pdf?lang=ur", "/guide.pdf?lang=sd",
        "/start?lang=ur",     "/start?lang=sd",
    };

    for (size_t i = 0; i < LEN(path); i++) {
        CHECK_INT(get(b, path[i]), 200);
        CHECK(!has(b, "glossary."));
        CHECK(!has(b, "guide.day"));
        CHECK(!has(b, "start.unit"));
    }
    for (int i = 0; i < word_count; i++)
        if (!strncmp(word_table[i].key, "guide.", 6) ||
            !strncmp(word_table[i].key, "glossary.", 9) ||
            !strncmp(word_table[i].key, "start.", 6))
            for (int l = 0; l < 3; l++)
                CHECK(word_table[i].text[l] && word_table[i].text[l][0]);
    browser_end(b);
}
