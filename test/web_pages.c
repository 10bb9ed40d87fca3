/* web_pages - each page as a browser gets it: who may, what it shows, what it
 * refuses, and that what people write cannot become markup, SQL or a header. */
#include "web_site.h"

#define EVIL "\"'><script>alert(1)</script>&"
#define EVIL_URL "%22%27%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%26"

static void grant(struct site *s, const char *login, const char *role)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, role);
    draft(s, "access", arena_z(&s->arena, buf_str(&b)));
}

/* SRSO files 1,200 households and 60 COs for Sukkur, December 2014. */
static struct id sukkur(void)
{
    return id_named(S("place"), S("pk723"));
}

static struct id filing(struct site *s)
{
    return draft(
        s, "filing",
        with(s,
             "{\"as_of\":\"2014-12\",\"place\":\"%1\","
             "\"rsp\":\"%2\",\"source\":\"by hand\",\"values\":[{\"amount\":60,"
             "\"indicator\":\"co\"},{\"amount\":1200,\"indicator\":\"hh\"},"
             "{\"amount\":123450,\"indicator\":\"saving\"}]}",
             sukkur(), id_named(S("rsp"), S("SRSO")), ID_NONE));
}

static const char *path(struct browser *b, const char *head, struct id id,
                        const char *tail)
{
    struct buf out = buf_start(&b->site.arena);

    buf_z(&out, head);
    id_put(&out, id);
    buf_z(&out, tail);
    return arena_z(&b->site.arena, buf_str(&out));
}

static void started(struct browser *b, struct db *db)
{
    browser_start(b, db);
    grant(&b->site, "clerk", "head_office");
    grant(&b->site, "viewer", "viewer");
    browser_login(b, "clerk");
}

SITE(nobody_is_sent_to_the_login_and_comes_back)
{
    struct browser b;

    started(&b, db);
    b.cookie[0] = 0;
    CHECK_INT(get(&b, "/outreach?as_of=2014-12"), 303);
    CHECK_STR(answer_header(&b, "Location"),
              S("/login?then=%2foutreach%3fas_of%3d2014-12"));
    CHECK_INT(get_json(&b, "/outreach"), 401);
    CHECK_INT(get(&b, "/login"), 200);
    CHECK_INT(get(&b, "/health"), 200);
    CHECK_STR(b.answer.body, S("ok\n"));
    CHECK_INT(get(&b, "/app/saath.css"), 200);
    CHECK_INT(get(&b, "/app/passwords.css"), 404);
    browser_end(&b);
}

SITE(signing_in_asks_the_helper_then_the_keeper)
{
    struct browser b;
    struct str cookie;

    started(&b, db);
    b.cookie[0] = b.csrf[0] = 0;
    CHECK_INT(send_form(&b, "/login", "user=clerk&password=wrong&then=%2Flist"),
              401);
    CHECK_INT(b.asks, 1);
    CHECK(!answer_header(&b, "Set-Cookie").n);
    CHECK_INT(send_form(&b, "/login", "user=clerk&password=right&then=%2Flist"),
              303);
    CHECK_INT(b.asks, 2);
    CHECK_STR(answer_header(&b, "Location"), S("/list"));
    cookie = answer_header(&b, "Set-Cookie");
    CHECK(str_starts(cookie, S("saath=")));
    CHECK(str_ends(cookie, S("; SameSite=Lax; HttpOnly")));
    snprintf(b.cookie, sizeof b.cookie, "%.70s", cookie.p);
    CHECK_INT(get(&b, "/"), 200);
    CHECK(has(&b, ">clerk<"));
    b.web.secure = true;
    b.cookie[0] = 0;
    CHECK_INT(send_form(&b, "/login", "user=clerk&password=right"), 303);
    CHECK(str_ends(answer_header(&b, "Set-Cookie"), S("; Secure")));
    b.keeper_down = true;
    CHECK_INT(send_form(&b, "/login", "user=clerk&password=right"), 503);
    b.login_wait_s = 130;
    CHECK_INT(send_form(&b, "/login", "user=clerk&password=right"), 429);
    CHECK_STR(answer_header(&b, "Retry-After"), S("130"));
    CHECK(has(&b, "3 minutes"));
    browser_end(&b);
}

SITE(a_login_never_leads_to_another_site)
{
    static const char *const elsewhere[] = {
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil",
        "javascript%3Aalert(1)",
        "%2Fa%0D%0ASet-Cookie%3A%20x%3D1",
    };
    struct browser b;

    started(&b, db);
    b.cookie[0] = b.csrf[0] = 0;
    for (size_t i = 0; i < LEN(elsewhere); i++) {
        char form[200];

        snprintf(form, sizeof form, "user=clerk&password=right&then=%s",
                 elsewhere[i]);
        CHECK_INT(send_form(&b, "/login", form), 303);
        CHECK_STR(answer_header(&b, "Location"), S("/"));
    }
    browser_end(&b);
}

SITE(a_session_ends_with_its_day_and_by_logging_out)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/"), 200);
    b.site.now += SESSION_SECONDS + 10;
    CHECK_INT(get(&b, "/"), 303);
    browser_login(&b, "clerk");
    CHECK_INT(get(&b, "/"), 200);
    CHECK_INT(send_form(&b, "/logout", "x=1"), 303);
    CHECK_INT(get(&b, "/"), 303);
    browser_end(&b);
}

SITE(rights_are_checked_by_the_gate)
{
    struct browser b;

    started(&b, db);
    browser_login(&b, "viewer");
    CHECK_INT(get(&b, "/"), 200);
    CHECK_INT(get(&b, "/users"), 403);
    CHECK_INT(get(&b, "/devices"), 403);
    CHECK_INT(get(&b, "/import"), 403);
    CHECK_INT(get(&b, "/new/alias"), 403);
    CHECK_INT(send_form(&b, "/new/alias", "name=x"), 403);
    browser_login(&b, "stranger");
    CHECK_INT(get(&b, "/"), 403);
    CHECK(!has(&b, "/list"));
    browser_end(&b);
}

SITE(a_form_of_another_site_is_refused)
{
    struct browser b;

    started(&b, db);
    browser_header(&b, "Origin", "http://evil.example");
    CHECK_INT(send_form(&b, "/new/alias", "name=x"), 403);
    browser_header(&b, "Sec-Fetch-Site", "cross-site");
    CHECK_INT(send_form(&b, "/new/alias", "name=x"), 403);
    browser_header(&b, "Origin", "http://saath.test");
    CHECK_INT(send_form(&b, "/new/alias", "name=x"), 422);
    b.csrf[0] = b.csrf[0] == 'a' ? 'b' : 'a';
    CHECK_INT(send_form(&b, "/new/alias", "name=x"), 403);
    b.csrf[0] = 0;
    CHECK_INT(send_form(&b, "/new/alias", "name=x"), 403);
    browser_end(&b);
}

SITE(every_page_says_how_it_may_be_used)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/"), 200);
    CHECK(str_starts(answer_header(&b, "Content-Security-Policy"),
                     S("default-src 'none'; style-src 'self'; script-src "
                       "'self' 'inline-speculation-rules';")));
    CHECK_STR(answer_header(&b, "Cache-Control"), S("no-store"));
    CHECK(!has(&b, " style=\""));
    CHECK(!has(&b, "onclick"));
    browser_end(&b);
}

SITE(pages_are_drawn_in_three_languages)
{
    static const struct {
        const char *lang, *head, *word;
    } told[] = {
        { "en", "<html lang=\"en\" dir=\"ltr\">", "Figures" },
        { "ur", "<html lang=\"ur\" dir=\"rtl\">", "اعداد و شمار" },
        { "sd", "<html lang=\"sd\" dir=\"rtl\">", "انگ اکر" },
    };
    static const char *const page[] = { "/",           "/outreach", "/list",
                                        "/list/place", "/import",   "/reports",
                                        "/help",       "/naming" };
    struct browser b;
    char with_lang[128];

    started(&b, db);
    for (size_t i = 0; i < LEN(told); i++)
        for (size_t j = 0; j < LEN(page); j++) {
            snprintf(with_lang, sizeof with_lang, "%s?lang=%s", page[j],
                     told[i].lang);
            CHECK_INT(get(&b, with_lang), 200);
            CHECK(has(&b, told[i].head));
            CHECK(has(&b, told[i].word));
        }
    CHECK_INT(get(&b, "/lang/sd?then=%2Flist"), 303);
    CHECK_STR(answer_header(&b, "Location"), S("/list"));
    CHECK(str_starts(answer_header(&b, "Set-Cookie"), S("lang=sd;")));
    CHECK_INT(get(&b, "/lang/fr"), 404);
    browser_end(&b);
}

SITE(a_figure_opens_to_its_postings_and_they_to_their_entry)
{
    struct browser b;
    struct id entry;

    started(&b, db);
    entry = filing(&b.site);
    CHECK_INT(get(&b, "/"), 200);
    CHECK(has(&b, ">60</a>"));
    CHECK_INT(get(&b, "/postings?indicator=hh&place=pk723&as_of=2014-12"), 200);
    CHECK(has(&b, "1,200"));
    CHECK(has(&b, "exactly the sum"));
    CHECK(has(&b, path(&b, "/entry/", entry, "\"")));
    CHECK_INT(get(&b, path(&b, "/entry/", entry, "")), 200);
    CHECK(has(&b, "covered by stamp"));
    CHECK(has(&b, "a laptop"));
    CHECK(has(&b, "1,200"));
    CHECK(has(&b, "1,234.5")); /* rupees, not paisa */
    CHECK(has(&b, "&quot;kind&quot;:&quot;filing&quot;"));
    CHECK_INT(get_json(&b, path(&b, "/entry/", entry, "")), 200);
    CHECK_INT(get_json(&b, "/postings?indicator=hh&place=pk723"), 200);
    CHECK(has(&b, "\"figure\":1200"));
    CHECK(has(&b, "\"sum\":1200"));
    CHECK_INT(get(&b, "/postings?indicator=none"), 404);
    CHECK_INT(get(&b, "/entry/00112233445566778899aabbccddeeff"), 404);
    CHECK_INT(get(&b, "/entry/1%20OR%201"), 404);
    browser_end(&b);
}

SITE(a_place_shows_what_lies_in_it)
{
    struct browser b;

    started(&b, db);
    filing(&b.site);
    CHECK_INT(get(&b, "/place/pk723?as_of=2014-12"), 200);
    CHECK(has(&b, "<h1>Sukkur</h1>"));
    CHECK(has(&b, "PK723"));
    CHECK(has(&b, "Rohri"));
    CHECK(has(&b, "Sindh"));
    CHECK(has(&b, "1,200"));
    CHECK_INT(get(&b, "/place/pk723?lang=sd"), 200);
    CHECK(has(&b, "سکر"));
    CHECK_INT(get_json(&b, "/place/pk723"), 200);
    CHECK(has(&b, "\"hh\":1200"));
    CHECK_INT(get(&b, "/place/nowhere"), 404);
    browser_end(&b);
}

SITE(lists_are_searched_filtered_sorted_and_paged)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/list/place"), 200);
    CHECK(has(&b, "page=2"));
    CHECK_INT(get_json(&b, "/list/place?q=SUKK"), 200);
    CHECK(has(&b, "Sukkur"));
    CHECK_INT(get_json(&b, "/list/place?q=pk723"), 200);
    CHECK(has(&b, "\"count\":1,"));
    CHECK_INT(get_json(&b, "/list/place?f.level=province"), 200);
    CHECK(has(&b, "\"count\":8,"));
    CHECK_INT(get_json(&b, "/list/place?f.level=district&f.lg=sindh"), 200);
    CHECK(!has(&b, "\"count\":0,"));
    CHECK_INT(get_json(&b, "/list/place?q=%25"), 200);
    CHECK(has(&b, "\"count\":0,"));
    CHECK_INT(get(&b, "/list/place?sort=lg&dir=down&page=3"), 200);
    CHECK(has(&b, "aria-sort=\"descending\""));
    CHECK_INT(get(&b, "/list/place?sort=name%3BDROP%20TABLE%20place"), 200);
    CHECK_INT(get(&b, "/list/entry"), 404);
    for (int i = 0; i < kind_count; i++) {
        enum right reads = kind_reads(kind_index[i]);
        int want = reads == RIGHT_HEAR || reads == RIGHT_SHIELD ? 403 : 200;
        char at[64];

        snprintf(at, sizeof at, "/list/%s?q=a&state=marked",
                 kind_index[i]->name);
        CHECK_INT(get(&b, at), want);
        snprintf(at, sizeof at, "/help/%s", kind_index[i]->name);
        CHECK_INT(get(&b, at), 200);
        snprintf(at, sizeof at, "/list/%s", kind_index[i]->name);
        CHECK_INT(get_json(&b, at), want);
    }
    browser_end(&b);
}

SITE(a_form_keeps_a_fact_and_says_what_is_wrong)
{
    struct browser b;

    started(&b, db);
    CHECK_INT(get(&b, "/new/filing"), 200);
    CHECK(has(&b, "name=\"values.0.amount\""));
    CHECK_INT(send_form(&b, "/new/filing", "as_of=2019-01&source=x"), 422);
    CHECK_INT(b.asks, 0);
    CHECK(has(&b, "role=\"alert\""));
    CHECK(has(&b, "value=\"2019-01\""));
    CHECK_INT(send_form(&b, "/new/filing",
                        "as_of=soon&place.said=Sukkur&rsp="
                        "&values.2.indicator=hh&values.2.amount=many"),
              422);
    CHECK(has(&b, "value=\"soon\""));
    CHECK(has(&b, "value=\"many\""));
    CHECK(has(&b, "type=\"radio\"")); /* district or taluka */
    browser_end(&b);
}

static const char *filing_form(struct browser *b, const char *amount)
{
    struct buf f = buf_start(&b->site.arena);

    buf_z(&f, "as_of=2014-12&place=");
    id_put(&f, sukkur());
    buf_z(&f, "&rsp=");
    id_put(&f, id_named(S("rsp"), S("SRSO")));
    buf_fmt(&f,
            "&source=form&values.0.indicator=&values.0.amount=&"
            "values.1.indicator=saving&values.1.amount=%s&"
            "values.4.indicator=co&values.4.amount=7",
            amount);
    return arena_z(&b->site.arena, buf_str(&f));
}

SITE(a_fact_typed_twice_is_kept_once)
{
    struct browser b;
    char form[2000];
    struct str first;

    started(&b, db);
    snprintf(form, sizeof form, "%s&_id=000102030405060708090a0b0c0d0e0f",
             filing_form(&b, "12%2C345.50"));
    CHECK_INT(send_form(&b, "/new/filing", form), 303);
    first = arena_str(&b.site.arena, answer_header(&b, "Location"));
    CHECK_STR(first, S("/entry/000102030405060708090a0b0c0d0e0f?kept=1"));
    CHECK_INT(get(&b, "/entry/000102030405060708090a0b0c0d0e0f"), 200);
    CHECK(has(&b, "12,345.5"));
    CHECK(has(&b, "&quot;amount&quot;:1234550"));
    CHECK_INT(send_form(&b, "/new/filing", form), 303);
    CHECK_STR(answer_header(&b, "Location"), first);
    CHECK_INT(get_json(&b, "/list/filing"), 200);
    CHECK(has(&b, "\"count\":1,"));
    b.keeper_down = true;
    CHECK_INT(send_form(&b, "/new/filing", filing_form(&b, "1")), 503);
    CHECK(has(&b, "may have been kept"));
    CHECK(has(&b, ">form</textarea>")); /* and what was typed is there */
    browser_end(&b);
}

/* Where a word stands on the page last asked for. */
static const char *stands_at(const struct browser *b, const char *what)
{
    return memmem(b->answer.body.p, b->answer.body.n, what, strlen(what));
}

SITE(what_an_office_says_of_a_shipped_place_stands_after_what_was_shipped)
{
    static const char *const district[] = { "pk101", "pk102", "pk103", "pk105",
                                            "pk106" };
    struct browser b;

    started(&b, db);
    for (size_t i = 0; i < LEN(district); i++) {
        struct id place = id_named(S("place"), str_of(district[i]));
        const char *body =
            with(&b.site,
                 "{\"answers\":\"%1\",\"body\":{\"level\":\"district\","
                 "\"lg\":\"%2\",\"name\":\"Ours\"},\"why\":\"as we write it\"}",
                 place, id_named(S("place"), S("ajk")), ID_NONE);
        const char *ours, *shipped;

        draft(&b.site, "fix", body);
        CHECK_INT(get(&b, path(&b, "/entry/", place, "")), 200);
        ours = stands_at(&b, "<q>as we write it</q>");
        shipped = stands_at(&b, "<q>names");
        CHECK(ours && shipped && shipped < ours); /* the last holds */
    }
    CHECK_INT(get_json(&b, "/list/fix"), 200); /* corrections are people's */
    CHECK(has(&b, "\"count\":5,"));
    browser_end(&b);
}

SITE(a_correction_answers_the_entry_and_needs_a_reason)
{
    struct browser b;
    struct id entry;
    char form[2000], id[40];

    started(&b, db);
    entry = filing(&b.site);
    snprintf(id, sizeof id, "%s", path(&b, "", entry, ""));
    CHECK_INT(get(&b, path(&b, "/edit/filing/", entry, "")), 200);
    CHECK(has(&b, "value=\"1234.50\""));
    CHECK(has(&b, "value=\"1200\""));
    snprintf(form, sizeof form, "%s&_tip=%s", filing_form(&b, "1"), id);
    CHECK_INT(send_form(&b, path(&b, "/edit/filing/", entry, ""), form), 422);
    CHECK_INT(b.asks, 0);
    snprintf(form, sizeof form, "%s&_tip=%s&_why=a+slip", filing_form(&b, "1"),
             id);
    CHECK_INT(send_form(&b, path(&b, "/edit/filing/", entry, ""), form), 303);
    CHECK_INT(get(&b, path(&b, "/entry/", entry, "")), 200);
    CHECK(has(&b, "a slip"));
    CHECK_INT(get_json(&b, "/postings?indicator=co&place=pk723"), 200);
    CHECK(has(&b, "\"sum\":7"));
    CHECK_INT(send_form(&b, path(&b, "/edit/filing/", entry, ""), form), 422);
    CHECK(has(&b, "meanwhile"));
    browser_end(&b);
}

/* Every text field of every kind, and every argument, with markup in it. */
SITE(what_people_write_never_becomes_markup)
{
    static const char *const page[] = {
        "/list/place?q=" EVIL_URL,
        "/list/place?f.level=" EVIL_URL,
        "/list/filing?f.rsp=" EVIL_URL,
        "/list/place?sort=" EVIL_URL,
        "/find/place?q=" EVIL_URL,
        "/outreach?place=" EVIL_URL,
        "/outreach?period=" EVIL_URL,
        "/outreach?by=" EVIL_URL,
        "/outreach?as_of=" EVIL_URL,
        "/postings?indicator=" EVIL_URL,
        "/login?then=" EVIL_URL,
        "/help/" EVIL_URL,
        "/" EVIL_URL,
        "/list/place?page=" EVIL_URL "&" EVIL_URL "=" EVIL_URL,
    };
    struct browser b;
    char form[8000];

    started(&b, db);
    grant(&b.site, "boss", "manager"); /* writes filings and registers */
    browser_login(&b, "boss");
    for (size_t i = 0; i < LEN(page); i++) {
        get(&b, page[i]);
        CHECK(!has(&b, "<script>alert"));
    }
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];
        size_t n = 0;
        char at[64];

        if (kind_right(k) != RIGHT_WRITE && kind_right(k) != RIGHT_KEEP)
            continue;
        for (int j = 0; j < k->fields; j++)
            n += (size_t)snprintf(form + n, sizeof form - n,
                                  "%s=%s&%s.said=%s&", k->field[j].name,
                                  EVIL_URL, k->field[j].name, EVIL_URL);
        snprintf(at, sizeof at, "/new/%s", k->name);
        send_form(&b, at, form);
        CHECK(!has(&b, "<script>alert"));
        if (!CHECK(has(&b, "&lt;script&gt;alert") || b.answer.status == 303))
            printf("# %s: %d\n", at, b.answer.status);
    }
    browser_end(&b);
}

SITE(what_was_kept_is_shown_harmlessly)
{
    struct browser b;
    struct id alias;
    static const char *const page[] = { "/list/alias", "/place/pk723",
                                        "/list/alias?lang=ur", "/",
                                        "/find/place?q=script" };

    started(&b, db);
    alias = draft(&b.site, "alias",
                  with(&b.site,
                       "{\"name\":\"\\\"'><script>"
                       "alert(1)</script>&\",\"place\":\"%1\"}",
                       sukkur(), ID_NONE, ID_NONE));
    for (size_t i = 0; i < LEN(page); i++) {
        CHECK_INT(get(&b, page[i]), 200);
        CHECK(!has(&b, "<script>alert"));
    }
    CHECK_INT(get(&b, path(&b, "/entry/", alias, "")), 200);
    CHECK(!has(&b, "<script>alert"));
    CHECK(has(&b, "&lt;script&gt;alert"));
    CHECK_INT(get(&b, path(&b, "/edit/alias/", alias, "")), 200);
    CHECK(!has(&b, "<script>alert"));
    browser_end(&b);
}

SITE(a_program_writes_json_with_its_session)
{
    struct browser b;
    const char *body = "{\"name\":\"Sakhar\",\"place\":"
                       "\"%1\"}";

    started(&b, db);
    body = with(&b.site, body, sukkur(), ID_NONE, ID_NONE);
    CHECK_INT(request(&b, "POST", "/new/alias", str_of(body),
                      "application/json"),
              403);
    browser_header(&b, "X-CSRF", b.csrf);
    CHECK_INT(request(&b, "POST", "/new/alias", str_of(body),
                      "application/json"),
              201);
    CHECK(has(&b, "\"kept\":\"kept\""));
    browser_header(&b, "X-CSRF", b.csrf);
    CHECK_INT(request(&b, "POST", "/new/alias", S("{\"name\":1}"),
                      "application/json"),
              422);
    CHECK(has(&b, "field.not_understood"));
    browser_header(&b, "X-CSRF", b.csrf);
    CHECK_INT(request(&b, "POST", "/new/alias", S("[]"), "application/json"),
              422);
    CHECK_INT(get_json(&b, "/session"), 200);
    CHECK(has(&b, b.csrf));
    browser_end(&b);
}

/* Stands for the importer: a name means a place by one new alias. */
static size_t alias_of(void *self, struct db *db, int64_t n, struct id place,
                       struct arena *a, struct draft **out)
{
    struct buf body = buf_start(a);

    (void)self;
    (void)db;
    *out = arena_new(a, struct draft);
    if (n != 7)
        return 0;
    buf_z(&body, "{\"name\":\"Sukkhar\",\"place\":\"");
    id_put(&body, place);
    buf_z(&body, "\"}");
    **out = (struct draft){ .kind = S("alias"), .body = buf_str(&body) };
    return 1;
}

SITE(a_name_of_the_queue_is_settled_once)
{
    static const struct web_importer importer = { .name = alias_of };
    struct browser b;
    struct rows r;
    char form[120];

    started(&b, db);
    b.web.importer = &importer;
    r = db_text_rows(
        db,
        S("INSERT INTO naming (n, said, folded, within, "
          "level, source, rows_waiting) VALUES (7, 'Sukkhar', 'sukkhar', $1, 3,"
          " 'a sheet', 4)"));
    db_bind_id(&r, 1, id_named(S("place"), S("sindh")));
    db_run(&r);
    CHECK_INT(get(&b, "/naming"), 200);
    CHECK(has(&b, "> Sukkur</label>"));
    CHECK(!has(&b, "> Karachi"));
    CHECK_INT(send_form(&b, "/naming/7", "place.said="), 422);
    snprintf(form, sizeof form, "place.pick=%s", path(&b, "", sukkur(), ""));
    CHECK_INT(send_form(&b, "/naming/7", form), 303);
    CHECK_INT(b.named, 7);
    CHECK_INT(get(&b, "/place/pk723"), 200);
    CHECK(has(&b, ">Sukkhar<"));
    CHECK_INT(send_form(&b, "/naming/8", form), 409);
    CHECK_INT(send_form(&b, "/naming/x", form), 404);
    browser_end(&b);
}

SITE(json_for_every_page)
{
    static const char *const page[] = { "/",
                                        "/outreach",
                                        "/reports",
                                        "/list",
                                        "/import",
                                        "/naming",
                                        "/waiting",
                                        "/marked",
                                        "/devices",
                                        "/help",
                                        "/find/place?q=suk",
                                        "/report/outreach",
                                        "/list/place?page=2" };
    struct browser b;

    started(&b, db);
    filing(&b.site);
    for (size_t i = 0; i < LEN(page); i++) {
        CHECK_INT(get_json(&b, page[i]), 200);
        CHECK(str_starts(b.answer.type, S("application/json")));
    }
    browser_end(&b);
}

/* Fails each step of the database in turn: never half a page. */
SITE(a_fault_is_never_half_a_page)
{
    static const char *const page[] = { "/", "/list/place", "/place/pk723" };
    struct browser b;
    struct http_request q = { .method = S("GET") };

    started(&b, db);
    filing(&b.site);
    for (size_t i = 0; i < LEN(page); i++)
        for (long n = 1; n < 400; n += n < 20 ? 1 : 23) {
            struct http_pair cookie = { S("Cookie"), str_of(b.cookie) };
            bool whole;

            arena_free(&b.arena);
            memset(&b.answer, 0, sizeof b.answer);
            q.arena = &b.arena;
            q.header = &cookie;
            q.headers = 1;
            request_target(&q, str_of(page[i]));
            db_fail_after(db, n);
            web_answer(&b.web, &q, &b.answer);
            db_fail_after(db, 0);
            db_forgive(db);
            whole = str_ends(b.answer.body, S("</body></html>\n")) &&
                    b.answer.status == 200;
            CHECK(whole || b.answer.status >= 300);
            CHECK(whole == has(&b, "<!doctype html>"));
        }
    CHECK_INT(get(&b, "/"), 200);
    browser_end(&b);
}

/* What a file of a table holds is what the page shows, in digits that programs
 * read and in the reader's words. */
SITE(a_table_taken_home_says_what_the_page_says)
{
    struct browser b;
    char plain[200];

    started(&b, db);
    filing(&b.site);
    memcpy(plain, b.cookie, sizeof plain);
    CHECK_INT(get(&b, "/?file=csv"), 200);
    CHECK(has(&b, "September 2014,December 2014\n"));
    CHECK(has(&b, ",0,60\n"));
    snprintf(b.cookie, sizeof b.cookie, "%.100s; lang=ur; look=own", plain);
    CHECK_INT(get(&b, "/"), 200);
    CHECK(has(&b, "\xdb\xb6\xdb\xb0")); /* 60 */
    CHECK_INT(get(&b, "/?file=csv"), 200);
    CHECK(has(&b, ",0,60\n")); /* though the page was drawn so before */
    CHECK_INT(get(&b, "/?file=csv&table=9"), 200); /* the page: there is none */
    CHECK(has(&b, "<!doctype html>"));
    CHECK_INT(get(&b, "/?file=pdf"), 200);
    CHECK(has(&b, "<!doctype html>"));
    browser_end(&b);
}
