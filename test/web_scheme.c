/* web_scheme - a scheme on its pages: the shut gate and its missing papers, the
 * form that refuses, the village sheet, the audit file, the list. */
#include "web_site.h"
#include "works_site.h"

struct asked {
    struct building g;
    struct browser b;
};

static void asked_start(struct asked *w, struct db *db)
{
    memset(w, 0, sizeof *w);
    building_start(&w->g, db);
    put(&w->g, "access",
        "{\"login\":\"hina\",\"place\":\"%s\",\"role\":\"manager\",\"since\":\"2014-01-01\"}",
        hex(&w->g, w->g.v.district));
    w->b.site = w->g.v.s; /* one keeper, two who ask it */
    w->b.web = (struct web){ .db = db,
                             .self = &w->b,
                             .now = browser_now,
                             .password_ask = browser_password_ask,
                             .password_told = browser_password_told,
                             .paper = true };
    browser_login(&w->b, "hina");
}

static void asked_end(struct asked *w)
{
    arena_free(&w->b.arena);
    site_end(&w->b.site);
}

/* What is told to the village goes through the browser's keeper from here on. */
static void as_site(struct asked *w)
{
    w->g.v.s = w->b.site;
}

static const char *at(struct asked *w, const char *after)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "/scheme/%s%s", hex(&w->g, w->g.scheme), after);
    return arena_z(&w->b.site.arena, buf_str(&b));
}

static int page(struct asked *w, const char *after)
{
    int status = get(&w->b, at(w, after));

    as_site(w);
    return status;
}

static const char *said(struct asked *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static const char *said(struct asked *w, const char *format, ...)
{
    const char *text;
    va_list list;

    va_start(list, format);
    text = phrase(&w->g, format, list);
    va_end(list);
    w->b.site = w->g.v.s;
    return text;
}

/* The page says which gate comes next and what is missing; as JSON too. */
SITE(a_page_names_the_papers_of_the_next_gate)
{
    struct asked w;

    asked_start(&w, db);
    CHECK_INT(page(&w, ""), 200);
    CHECK(has(&w.b, "The gate is shut"));
    CHECK(has(&w.b, "Social appraisal"));
    CHECK(has(&w.b, "missing"));
    CHECK(has(&w.b, "/new/scheme_paper?scheme="));
    CHECK_INT(get_json(&w.b, at(&w, "")), 200);
    as_site(&w);
    CHECK(has(&w.b, "\"gate\":\"appraised\""));
    CHECK(has(&w.b, "{\"paper\":\"social_appraisal\"}"));
    CHECK(has(&w.b, "\"oc4ids_status\":\"identification\""));
    terms_put(&w.g);
    w.b.site = w.g.v.s;
    CHECK_INT(get_json(&w.b, at(&w, "")), 200);
    as_site(&w);
    CHECK(has(&w.b, "\"gate\":\"initiated\""));
    CHECK(has(&w.b, "{\"paper\":\"village_sheet\"}"));
    CHECK(has(&w.b, "\"stage\":\"terms\""));
    asked_end(&w);
}

/* All papers are here, and yet it waits: for progress, for whoever objects. */
SITE(a_gate_with_all_its_papers_may_still_wait)
{
    struct asked w;

    asked_start(&w, db);
    terms_put(&w.g);
    paper_put(&w.g, "village_sheet", "2014-02-25");
    tranche_put(&w.g, 1, 40000, "2014-03-05");
    round_put(&w.g, 40, "2014-04-20", "2014-04-21", "2014-04-22");
    put(&w.g, "scheme_objection",
        "{\"held\":\"2014-04-23\",\"says\":\"no\",\"scheme\":\"%s\"}",
        hex(&w.g, w.g.scheme));
    w.b.site = w.g.v.s;
    CHECK_INT(page(&w, ""), 200);
    CHECK(has(&w.b, "40.00 percent are certified, 50.00 percent are paid."));
    CHECK(has(&w.b, "1 objections are not settled."));
    CHECK(!has(&w.b, "The gate is open"));
    asked_end(&w);
}

/* Must show 2, as a form: refused, with the sentence of the paper. */
SITE(the_form_of_a_tranche_names_the_missing_paper)
{
    struct asked w;
    const char *form;

    asked_start(&w, db);
    terms_put(&w.g);
    form = said(&w,
                "scheme=%s&number=1&held=2014-03-05&amount=40000&way=cheque&"
                "account=%s&into_account=%s&meeting=%s",
                hex(&w.g, w.g.scheme), hex(&w.g, w.g.bank),
                hex(&w.g, w.g.chest),
                hex(&w.g, meeting_put(&w.g, "2014-03-05")));
    w.b.site = w.g.v.s;
    CHECK_INT(send_form(&w.b, "/new/scheme_tranche", form), 422);
    CHECK(has(&w.b, "This paper is missing: Village sheet, hung up"));
    as_site(&w);
    paper_put(&w.g, "village_sheet", "2014-02-25");
    w.b.site = w.g.v.s;
    CHECK_INT(send_form(&w.b, "/new/scheme_tranche", form), 303);
    as_site(&w);
    CHECK_INT(page(&w, ""), 200);
    CHECK(has(&w.b, "40,000"));
    CHECK(has(&w.b, "Certificate of progress"));
    asked_end(&w);
}

/* Who received what, what it cost, what is open; on paper in three languages. */
SITE(the_village_sheet_tells_all)
{
    struct asked w;

    asked_start(&w, db);
    terms_put(&w.g);
    paper_put(&w.g, "village_sheet", "2014-02-25");
    tranche_put(&w.g, 1, 40000, "2014-03-05");
    put(&w.g, "wage",
        "{\"amount\":1200000,\"days\":2400,\"held\":\"2014-04-01\",\"poor\":"
        "true,\"scheme\":\"%s\",\"sheet\":\"Muster 7\"}",
        hex(&w.g, w.g.scheme));
    put(&w.g, "scheme_objection",
        "{\"held\":\"2014-04-04\",\"household\":\"%s\",\"says\":\"It floods my "
        "yard\",\"scheme\":\"%s\"}",
        hex(&w.g, w.g.home), hex(&w.g, w.g.scheme));
    w.b.site = w.g.v.s;
    CHECK_INT(page(&w, "/sheet"), 200);
    CHECK(has(&w.b, "Culvert at the school"));
    CHECK(has(&w.b, "40,000"));
    CHECK(has(&w.b, "Muster 7"));
    CHECK(has(&w.b, "12,000"));
    CHECK(has(&w.b, "It floods my yard"));
    CHECK(has(&w.b, "open"));
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct buf b = buf_start(&w.b.site.arena);

        buf_fmt(&b, "/sheet.pdf?lang=%s", lang_name((enum lang)lang));
        CHECK_INT(page(&w, arena_z(&w.b.site.arena, buf_str(&b))), 200);
        CHECK(has(&w.b, "%PDF-"));
        CHECK(has(&w.b, arena_z(&w.b.site.arena,
                                say((enum lang)lang, "works.sheet"))));
        CHECK(has(&w.b, "It floods my yard"));
        CHECK(has(&w.b, "Muster 7"));
    }
    asked_end(&w);
}

/* One click: every paper, line, sum, seat and decision in one file. */
SITE(the_audit_file_holds_everything)
{
    struct asked w;

    asked_start(&w, db);
    terms_put(&w.g);
    paper_put(&w.g, "village_sheet", "2014-02-25");
    tranche_put(&w.g, 1, 40000, "2014-03-05");
    round_put(&w.g, 50, "2014-04-20", "2014-04-21", "2014-04-22");
    put(&w.g, "measurement",
        "{\"held\":\"2014-04-19\",\"line\":[{\"code\":\"1\",\"note\":\"Left "
        "wall\",\"quantity\":5000}],\"page\":\"17\",\"scheme\":\"%s\"}",
        hex(&w.g, w.g.scheme));
    w.b.site = w.g.v.s;
    CHECK_INT(page(&w, "/audit.pdf"), 200);
    CHECK(has(&w.b, "Design and drawing"));
    CHECK(has(&w.b, "Brick"));
    CHECK(has(&w.b, "Left wall"));
    CHECK(has(&w.b, "40,000"));
    CHECK(has(&w.b, "Will trees be cut?"));
    CHECK(has(&w.b, "Builds it"));
    CHECK(has(&w.b, "25 February 2014"));
    CHECK(has(&w.b, "missing")); /* the gates that are still shut */
    CHECK_INT(page(&w, "/audit.pdf?lang=sd"), 200);
    asked_end(&w);
}

SITE(the_list_finds_a_scheme_by_stage_type_and_place)
{
    struct asked w;

    asked_start(&w, db);
    terms_put(&w.g);
    w.b.site = w.g.v.s;
    CHECK_INT(get(&w.b, "/schemes"), 200);
    CHECK(has(&w.b, "Culvert at the school"));
    CHECK_INT(get(&w.b, "/schemes?stage=terms&type=culvert&place=pk723"), 200);
    CHECK(has(&w.b, "Culvert at the school"));
    CHECK_INT(get(&w.b, "/schemes?stage=completed"), 200);
    CHECK(!has(&w.b, "Culvert at the school"));
    CHECK_INT(get(&w.b, "/schemes?type=bridge"), 200);
    CHECK(!has(&w.b, "Culvert at the school"));
    CHECK_INT(get(&w.b, "/schemes?place=pk702"), 200);
    CHECK(!has(&w.b, "Culvert at the school"));
    CHECK_INT(get(&w.b, "/schemes?stage=objections"), 200);
    CHECK(!has(&w.b, "Culvert at the school"));
    CHECK_INT(get_json(&w.b, "/schemes"), 200);
    CHECK(has(&w.b, "\"stage\":\"terms\""));
    CHECK(has(&w.b, "\"oc4ids_status\":\"preparation\""));
    as_site(&w);
    put(&w.g, "scheme_objection",
        "{\"held\":\"2014-04-04\",\"says\":\"no\",\"scheme\":\"%s\"}",
        hex(&w.g, w.g.scheme));
    w.b.site = w.g.v.s;
    CHECK_INT(get(&w.b, "/schemes?stage=objections"), 200);
    CHECK(has(&w.b, "Culvert at the school"));
    as_site(&w);
    asked_end(&w);
}

/* A need becomes a scheme: the form is filled from it. */
SITE(a_new_scheme_is_filled_from_its_need)
{
    struct asked w;
    struct id need;

    asked_start(&w, db);
    need = put(&w.g, "need",
               "{\"body\":\"%s\",\"households\":33,\"nature\":\"public\","
               "\"number\":\"N-1\",\"raised\":\"2014-01-10\",\"sector\":"
               "\"road\",\"title\":\"A way to school\",\"who\":\"helped\"}",
               hex(&w.g, w.g.co));
    w.b.site = w.g.v.s;
    CHECK_INT(get(&w.b, said(&w, "/scheme/new?need=%s&type=culvert",
                             hex(&w.g, need))),
              200);
    CHECK(has(&w.b, "A way to school"));
    CHECK(has(&w.b, "name=\"households\" value=\"33\""));
    CHECK(has(&w.b, "Three committees without a common member"));
    CHECK_INT(get(&w.b, said(&w, "/new/scheme?need=%s&type=culvert",
                             hex(&w.g, need))),
              200);
    as_site(&w);
    asked_end(&w);
}
