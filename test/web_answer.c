/* web_answer - questionnaires as forms: what is drawn, what is taken from what
 * was posted, who may, and that no form tells what an answer is worth. */
#include "web_site.h"

#define SPS "SPS-PAK-2009-002"
#define EVIL "<script>alert(1)</script>"

struct world {
    struct browser b;
    struct id co, home, who, staff;
};

static const char *const form =
    "{\"about\":\"household\",\"access\":\"open\",\"code\":\"DONOR-1\","
    "\"most\":7700,\"purpose\":\"form\",\"title\":\"A donor's form\","
    "\"title_ur\":\"\xd9\x81\xd8\xa7\xd8\xb1\xd9\x85\",\"questions\":["
    "{\"code\":\"toilet\",\"need\":true,\"text\":\"Is there a <toilet>?\","
    "\"text_ur\":\"\xd8\xa8\xdb\x8c\xd8\xaa\",\"type\":\"yes_no\"},"
    "{\"asked_when\":\"toilet=yes\",\"code\":\"kind\",\"text\":\"Which "
    "kind?\",\"type\":\"one\"},"
    "{\"code\":\"goats\",\"least\":0,\"most\":500,\"text\":\"Goats\",\"type\":"
    "\"count\"},"
    "{\"asked_when\":\"goats=few\",\"code\":\"why\",\"most\":80,\"text\":"
    "\"Why so few?\",\"type\":\"text\"},"
    "{\"code\":\"own\",\"text\":\"What they own\",\"type\":\"many\"},"
    "{\"code\":\"seen\",\"text\":\"Seen on\",\"type\":\"day\"}],"
    "\"choices\":["
    "{\"code\":\"pit\",\"points\":1200,\"question\":\"kind\",\"text\":"
    "\"Pit\"},"
    "{\"code\":\"flush\",\"points\":7700,\"question\":\"kind\",\"text\":"
    "\"Flush\"},"
    "{\"code\":\"few\",\"least\":0,\"question\":\"goats\",\"text\":\"Few\","
    "\"upto\":3},"
    "{\"code\":\"some\",\"least\":4,\"question\":\"goats\",\"text\":\"Some\"},"
    "{\"code\":\"plough\",\"question\":\"own\",\"text\":\"Plough\"},"
    "{\"code\":\"radio\",\"question\":\"own\",\"text\":\"Radio\"}]}";

static const char *said(struct world *w, const char *pattern)
{
    return with(&w->b.site, pattern, w->home, w->who, w->staff);
}

static void grant(struct site *s, const char *login, const char *role)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, role);
    draft(s, "access", arena_z(&s->arena, buf_str(&b)));
}

static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;
    struct id place = id_named(S("place"), S("pk723"));

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    grant(s, "clerk", "operator");
    grant(s, "mande", "monitor");
    draft(s, "questionnaire", form);
    w->home = draft(s, "household",
                    with(s, "{\"number\":\"7\",\"place\":\"%1\"}", place,
                         ID_NONE, ID_NONE));
    w->who = draft(s, "person",
                   with(s,
                        "{\"household\":\"%1\",\"name\":\"Zeenat\",\"sex\":"
                        "\"women\"}",
                        w->home, ID_NONE, ID_NONE));
    w->staff = draft(
        s, "staff",
        with(s,
             "{\"login\":\"clerk\",\"name\":\"Asma\",\"post\":"
             "\"social_organiser\",\"rsp\":\"%1\",\"since\":\"2013-01-01\","
             "\"unit\":\"%2\"}",
             id_named(S("rsp"), S("SRSO")),
             draft(s, "unit",
                   with(s,
                        "{\"code\":\"U-1\",\"name\":\"Unit\",\"nature\":"
                        "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                        place, id_named(S("rsp"), S("SRSO")), ID_NONE)),
             ID_NONE));
    browser_login(&w->b, "clerk");
}

static int open_form(struct world *w, const char *code)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "/answer/%s?household=%%1", code);
    return get(&w->b, said(w, arena_z(&w->b.site.arena, buf_str(&b))));
}

/* Posts to the donor's form; "&answers.q=..." */
static int post_form(struct world *w, const char *code, const char *rest)
{
    struct buf path = buf_start(&w->b.site.arena);
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&path, "/answer/%s", code);
    buf_z(&b, "household=");
    id_put(&b, w->home);
    buf_fmt(&b, "&held=2014-12-01%s", rest);
    return send_form(&w->b, arena_z(&w->b.site.arena, buf_str(&path)),
                     arena_z(&w->b.site.arena, buf_str(&b)));
}

static struct str kept_answers(struct world *w, const char *kind)
{
    struct buf sql = buf_start(&w->b.site.arena);
    struct str out = S("");
    struct rows r;

    buf_fmt(&sql,
            "SELECT answers FROM %s WHERE counts = 1 ORDER BY signed DESC, "
            "entry LIMIT 1",
            kind);
    r = db_text_rows(w->b.site.db, buf_str(&sql));
    if (db_next(&r))
        out = arena_str(&w->b.site.arena, db_str(&r, 0));
    db_done(&r);
    return out;
}

static int64_t responses(struct world *w)
{
    return both_ask(w->b.site.db, "SELECT count(*) FROM response");
}

/* ---- drawn --------------------------------------------------------------*/

SITE(a_form_has_an_input_for_each_question)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(open_form(&w, "DONOR-1"), 200);
    CHECK(has(&w.b, "Is there a &lt;toilet&gt;?"));
    CHECK(!has(&w.b, "<toilet>"));
    CHECK(has(&w.b, "type=\"radio\" name=\"answers.toilet\" value=\"yes\""));
    CHECK(has(&w.b, "type=\"radio\" name=\"answers.kind\" value=\"pit\""));
    CHECK(has(&w.b, "data-ask=\"kind\" data-when=\"toilet\" data-is=\"yes\""));
    CHECK(has(&w.b, "type=\"checkbox\" name=\"answers.own\" value=\"radio\""));
    CHECK(has(&w.b, "name=\"answers.goats\""));
    CHECK(has(&w.b, "type=\"date\" name=\"answers.seen\""));
    /* a class of goats decides: the script is told where classes end */
    CHECK(has(&w.b, "[[&quot;few&quot;,&quot;0&quot;,&quot;3&quot;],"
                    "[&quot;some&quot;,&quot;4&quot;,&quot;&quot;]]"));
    CHECK(has(&w.b, "0 – 500"));
    CHECK(has(&w.b, "Only if:"));
    CHECK(has(&w.b, "data-draft=\"/answer/DONOR-1?household="));
    CHECK(has(&w.b, "selected>Asma")); /* who signs in has asked */
    browser_end(&w.b);
}

SITE(in_the_readers_language_else_in_english)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, "/lang/ur"), 303);
    strcat(w.b.cookie, "; lang=ur");
    both_script(db, "UPDATE session SET lang = 'ur';");
    CHECK_INT(open_form(&w, "DONOR-1"), 200);
    CHECK(has(&w.b, "\xd8\xa8\xdb\x8c\xd8\xaa"));
    CHECK(has(&w.b, "Which kind?"));
    CHECK(has(&w.b, "dir=\"rtl\""));
    browser_end(&w.b);
}

/* The numbers of its points are in no page that asks or shows answers. */
static void no_points(struct world *w, const char *path)
{
    CHECK_INT(get(&w->b, said(w, path)), 200);
    if (!CHECK(!has(&w->b, "1200") && !has(&w->b, "7700") &&
               !has(&w->b, "12.00") && !has(&w->b, "77.00")))
        printf("# %s\n", path);
    CHECK_INT(get_json(&w->b, said(w, path)), 200);
    CHECK(!has(&w->b, "1200") && !has(&w->b, "7700") &&
          !has(&w->b, "\"points\""));
}

SITE(no_form_tells_what_an_answer_is_worth)
{
    static const char *const page[] = {
        "/answer/DONOR-1?household=%1",
        "/questionnaire/DONOR-1",
        "/questionnaires",
    };
    struct world w;
    struct buf at;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(page); i++)
        no_points(&w, page[i]);
    CHECK_INT(post_form(&w, "DONOR-1", "&answers.toilet=yes&answers.kind=pit"),
              303);
    at = buf_start(&w.b.site.arena);
    buf_add(&at, answer_header(&w.b, "Location"));
    no_points(&w, arena_z(&w.b.site.arena, buf_str(&at)));
    CHECK_INT(both_ask(db, "SELECT result FROM response"), 1200);
    /* nor does what is refused */
    CHECK_INT(post_form(&w, "DONOR-1", "&answers.toilet=no&answers.kind=flush"),
              422);
    CHECK(!has(&w.b, "7700") && !has(&w.b, "77.00"));
    browser_end(&w.b);
}

/* ---- taken --------------------------------------------------------------*/

SITE(answers_are_kept_as_they_were_given)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(
        post_form(&w, "DONOR-1",
                  "&answers.toilet=yes&answers.kind=flush"
                  "&answers.goats=%DB%B1%DB%B2&answers.own=radio&answers.own="
                  "plough&answers.seen=2014-11-30&round=%20first%20"),
        303);
    CHECK(str_starts(answer_header(&w.b, "Location"), S("/answered/")));
    CHECK_STR(kept_answers(&w, "response"),
              S("{\"goats\":12,\"kind\":\"flush\",\"own\":[\"plough\","
                "\"radio\"],\"seen\":\"2014-11-30\",\"toilet\":\"yes\"}"));
    CHECK_INT(both_ask(db, "SELECT result FROM response"), 7700);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM response WHERE round = "
                           "'first'"),
              1);
    browser_end(&w.b);
}

SITE(skips_at_their_edges)
{
    static const struct {
        const char *rest;
        int status;
        const char *says; /* of which question; NULL: kept */
    } edge[] = {
        { "&answers.toilet=no", 303, NULL },
        { "&answers.toilet=no&answers.kind=", 303, NULL }, /* not answered */
        { "&answers.toilet=no&answers.kind=pit", 422, "kind" },
        { "&answers.toilet=no&answers.goats=3&answers.why=x", 303, NULL },
        { "&answers.toilet=no&answers.goats=4&answers.why=x", 422, "why" },
        { "&answers.toilet=no&answers.why=x", 422, "why" },
        { "&answers.toilet=no&answers.goats=500", 303, NULL },
        { "&answers.toilet=no&answers.goats=501", 422, "goats" },
        { "&answers.toilet=no&answers.goats=-1", 422, "goats" },
        { "&answers.toilet=no&answers.goats=3.5", 422, "goats" },
        { "&answers.kind=pit", 422, "toilet" },
    };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(edge); i++) {
        if (!CHECK_INT(post_form(&w, "DONOR-1", edge[i].rest), edge[i].status))
            printf("# %s\n", edge[i].rest);
        if (edge[i].says)
            CHECK(has(&w.b, "said stop"));
    }
    CHECK_INT(responses(&w), 4);
    browser_end(&w.b);
}

SITE(what_nobody_would_type)
{
    static const char *const rest[] = {
        "&answers.toilet=" EVIL,
        "&answers.toilet=yes&answers.toilet=no",
        "&answers.toilet=no&answers.own=camel",
        "&answers.toilet=no&answers.goats=few&answers.goats=3",
        "&answers.toilet=no&answers.seen=30-11-2014",
        "&answers.toilet=no&answers.seen=2014-02-30",
        "&answers.toilet=no&answers." EVIL "=1",
        "&answers.toilet=no&answers.colour=red",
        "&answers.toilet=no&lat=north",
        "&answers.toilet=no&enumerator=7",
        "&answers.toilet=no&enumerator=00112233445566778899aabbccddeeff",
        "&answers.toilet=no&goats=3&held=soon",
        "",
    };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(rest) - 1; i++) {
        int status = post_form(&w, "DONOR-1", rest[i]);

        if (!CHECK(status == 422 || strstr(rest[i], "lat=") ||
                   strstr(rest[i], "&held=soon")))
            printf("# %d %s\n", status, rest[i]);
        CHECK(!has(&w.b, EVIL));
    }
    CHECK_INT(post_form(&w, "DONOR-1", ""), 422);
    browser_end(&w.b);
}

/* Ten thousand answers, and one answer of a quarter of a megabyte. */
SITE(too_much_is_refused)
{
    struct world w;
    struct buf b;
    int status;

    world_start(&w, db);
    b = buf_start(&w.b.site.arena);
    buf_fmt(&b, "_csrf=%s&held=2014-12-01&household=", w.b.csrf);
    id_put(&b, w.home);
    for (int i = 0; i < 10000; i++)
        buf_fmt(&b, "&answers.q%d=%d", i, i);
    status = request(&w.b, "POST", "/answer/DONOR-1", buf_str(&b),
                     "application/x-www-form-urlencoded");
    CHECK(status >= 400 && status < 500);
    b = buf_start(&w.b.site.arena);
    buf_fmt(&b, "_csrf=%s&held=2014-12-01&household=", w.b.csrf);
    id_put(&b, w.home);
    buf_z(&b, "&answers.toilet=no");
    for (int i = 0; i < 4000; i++)
        buf_z(&b, "&answers.own=radio");
    CHECK_INT(request(&w.b, "POST", "/answer/DONOR-1", buf_str(&b),
                      "application/x-www-form-urlencoded"),
              422);
    CHECK_INT(responses(&w), 0);
    browser_end(&w.b);
}

SITE(a_text_is_shown_as_it_was_typed_and_does_nothing)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(post_form(&w, "DONOR-1",
                        "&answers.toilet=no&answers.goats=1"
                        "&answers.why=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22"),
              303);
    CHECK_INT(get(&w.b,
                  arena_z(&w.b.site.arena, answer_header(&w.b, "Location"))),
              200);
    CHECK(has(&w.b, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(!has(&w.b, EVIL));
    browser_end(&w.b);
}

/* The finger that comes down twice, and the line that is lost. */
SITE(sent_twice_it_is_kept_once)
{
    struct world w;
    const char *again = "&_id=00112233445566778899aabbccddee01"
                        "&answers.toilet=no";

    world_start(&w, db);
    CHECK_INT(post_form(&w, "DONOR-1", again), 303);
    CHECK_INT(post_form(&w, "DONOR-1", again), 303);
    CHECK_INT(responses(&w), 1);
    CHECK_INT(post_form(&w, "DONOR-1",
                        "&_id=00112233445566778899aabbccddee01"
                        "&answers.toilet=yes&answers.kind=pit"),
              409);
    w.b.keeper_down = true;
    CHECK_INT(post_form(&w, "DONOR-1", "&answers.toilet=no"), 503);
    CHECK(has(&w.b, "no clear answer"));
    CHECK_INT(responses(&w), 1);
    browser_end(&w.b);
}

/* ---- scores -------------------------------------------------------------*/

#define WORKED                                                                 \
    "&answers.q1=C&answers.q2=C&answers.q3=B&answers.q4=B&answers.q5=A"        \
    "&answers.q6=B&answers.q7=A&answers.q8=A&answers.q9=B&answers.q10=A"

SITE(a_poverty_card_becomes_a_score)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(open_form(&w, SPS), 200);
    CHECK(has(&w.b, "data-clock=\"began\""));
    CHECK(has(&w.b, "data-here"));
    CHECK(has(&w.b, ">Zeenat</option>"));
    CHECK(!has(&w.b, "name=\"score\"") && !has(&w.b, "name=\"round\""));
    CHECK_INT(post_form(&w, SPS,
                        said(&w, WORKED
                             "&respondent=%2&enumerator=%3&lat=27123456&lon="
                             "68123456&began=1417400000&ended=1417400600")),
              303);
    CHECK_INT(both_ask(db, "SELECT score FROM score WHERE counts = 1"), 3800);
    CHECK_INT(both_ask(db, "SELECT lat FROM score"), 27123456);
    CHECK_INT(both_ask(db, "SELECT ended - began FROM score"), 600);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM score WHERE respondent IS NOT "
                           "NULL AND enumerator IS NOT NULL"),
              1);
    CHECK(!has(&w.b, "3800") && !has(&w.b, "38.00"));
    CHECK_INT(post_form(&w, SPS, "&answers.q1=C"), 422);
    browser_end(&w.b);
}

/* What nobody but the keeper knows is not needed here, and not told. */
SITE(a_blind_card_is_kept_without_its_points)
{
    struct world w;

    world_start(&w, db);
    draft(&w.b.site, "questionnaire",
          "{\"about\":\"household\",\"access\":\"blind\",\"code\":\"SHUT-1\","
          "\"most\":10000,\"purpose\":\"poverty\",\"title\":\"Shut\","
          "\"questions\":[{\"code\":\"a\",\"need\":true,\"text\":\"A?\","
          "\"type\":\"yes_no\"}],\"choices\":[{\"code\":\"yes\",\"question\":"
          "\"a\",\"text\":\"Yes\"},{\"code\":\"no\",\"question\":\"a\","
          "\"text\":\"No\"}]}");
    CHECK_INT(open_form(&w, "SHUT-1"), 200);
    CHECK_INT(post_form(&w, "SHUT-1", "&answers.a=yes&score=5000"), 303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM score WHERE counts = 1 AND "
                           "score IS NULL"),
              1);
    browser_end(&w.b);
}

/* The donor's form as it is, with a last day. */
static void fixed(struct world *w, const char *until)
{
    struct buf b = buf_start(&w->b.site.arena);
    struct str rest = str_of(form);

    buf_z(&b, "{\"answers\":\"%1\",\"body\":{\"until\":\"");
    buf_z(&b, until);
    buf_z(&b, "\",");
    buf_add(&b, str_from(rest, 1));
    buf_z(&b, ",\"why\":\"x\"}");
    draft(&w->b.site, "fix",
          with(&w->b.site, arena_z(&w->b.site.arena, buf_str(&b)),
               id_named(S("questionnaire"), S("DONOR-1")), ID_NONE, ID_NONE));
}

/* ---- who may ------------------------------------------------------------*/

SITE(only_where_one_may_keep)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "mande");
    CHECK_INT(open_form(&w, "DONOR-1"), 403);
    CHECK_INT(post_form(&w, "DONOR-1", "&answers.toilet=no"), 403);
    draft(&w.b.site, "access",
          with(&w.b.site,
               "{\"login\":\"far\",\"place\":\"%1\",\"role\":\"organiser\","
               "\"since\":\"2014-01-01\"}",
               id_named(S("place"), S("pk724")), ID_NONE, ID_NONE));
    browser_login(&w.b, "far");
    CHECK_INT(open_form(&w, "DONOR-1"), 404);
    CHECK_INT(post_form(&w, "DONOR-1", "&answers.toilet=no"), 404);
    CHECK_INT(responses(&w), 0);
    browser_login(&w.b, "clerk");
    CHECK_INT(get(&w.b, "/answer/DONOR-1"), 404);
    CHECK_INT(get(&w.b, said(&w, "/answer/DONOR-1?household=%2")), 404);
    CHECK_INT(get(&w.b, said(&w, "/answer/NONE-1?household=%1")), 404);
    browser_end(&w.b);
}

#define PLACES                                                                 \
    "{\"about\":\"place\",\"access\":\"open\",\"code\":\"P-1\",\"purpose\":"   \
    "\"form\",\"title\":\"Of a place\",\"questions\":[{\"code\":\"a\","        \
    "\"text\":\"A?\",\"type\":\"yes_no\"}]}"

/* Of a place one may keep what is there: in it, and not beside it. */
SITE(about_a_place_within_ones_reach)
{
    struct world w;
    struct id here = id_named(S("place"), S("pk723"));
    struct id far = id_named(S("place"), S("pk724"));
    struct site *s;

    world_start(&w, db);
    s = &w.b.site;
    draft(s, "questionnaire", PLACES);
    draft(s, "access",
          with(s,
               "{\"login\":\"near\",\"place\":\"%1\",\"role\":\"organiser\","
               "\"since\":\"2014-01-01\"}",
               here, ID_NONE, ID_NONE));
    browser_login(&w.b, "near");
    CHECK_INT(get(&w.b, with(s, "/place/%1", here, far, ID_NONE)), 200);
    CHECK(has(&w.b, "/answer/P-1?place="));
    CHECK_INT(get(&w.b, with(s, "/place/%2", here, far, ID_NONE)), 200);
    CHECK(!has(&w.b, "/answer/P-1?place="));
    CHECK_INT(get(&w.b, with(s, "/answer/P-1?place=%1", here, far, ID_NONE)),
              200);
    CHECK_INT(get(&w.b, with(s, "/answer/P-1?place=%2", here, far, ID_NONE)),
              403);
    CHECK_INT(send_form(&w.b, "/answer/P-1",
                        with(s, "place=%1&held=2014-12-01&answers.a=yes", here,
                             far, ID_NONE)),
              303);
    CHECK_INT(send_form(&w.b, "/answer/P-1",
                        with(s, "place=%2&held=2014-12-01&answers.a=yes", here,
                             far, ID_NONE)),
              403);
    CHECK_INT(responses(&w), 1);
    browser_end(&w.b);
}

SITE(a_thing_leads_to_what_is_valid_about_it)
{
    struct world w;

    world_start(&w, db);
    draft(&w.b.site, "questionnaire", PLACES);
    CHECK_INT(get(&w.b, said(&w, "/household/%1")), 200);
    CHECK(has(&w.b, "/answer/DONOR-1?household="));
    CHECK(has(&w.b, "/answer/" SPS "?household="));
    CHECK(!has(&w.b, "/answer/P-1?"));
    fixed(&w, "2014-11-30");
    CHECK_INT(get(&w.b, said(&w, "/household/%1")), 200);
    CHECK(!has(&w.b, "/answer/DONOR-1?household=")); /* it has ended */
    browser_login(&w.b, "mande");
    CHECK_INT(get(&w.b, said(&w, "/household/%1")), 200);
    CHECK(!has(&w.b, "/answer/"));
    CHECK_INT(get(&w.b, "/questionnaires"), 200);
    CHECK(has(&w.b, "<tr class=\"off\"><th scope=\"row\"><a "
                    "href=\"/questionnaire/DONOR-1\">"));
    browser_end(&w.b);
}

/* ---- what came of it ----------------------------------------------------*/

#define EXAM                                                                   \
    "{\"about\":\"person\",\"access\":\"open\",\"code\":\"T-1\",\"most\":"     \
    "1000,\"purpose\":\"test\",\"title\":\"A test\",\"questions\":[{\"code\":" \
    "\"a\",\"text\":\"A?\",\"type\":\"one\"},{\"code\":\"n\",\"text\":"        \
    "\"How many?\",\"type\":\"count\"}],\"choices\":[{\"code\":\"right\","     \
    "\"points\":1000,\"question\":\"a\",\"text\":\"Right\"},{\"code\":"        \
    "\"wrong\",\"points\":0,\"question\":\"a\",\"text\":\"Wrong\"}]}"

static void tested(struct world *w, struct id who, const char *round,
                   const char *held, const char *a, int n)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"answers\":{\"a\":\"%s\",\"n\":%d},\"held\":\"%s\","
            "\"person\":\"%%1\",\"questionnaire\":\"T-1\",\"round\":"
            "\"%s\"}",
            a, n, held, round);
    draft(&w->b.site, "response",
          with(&w->b.site, arena_z(&w->b.site.arena, buf_str(&b)), who, ID_NONE,
               ID_NONE));
}

/* Two before and after, one only before; the later answer of a round stands. */
SITE(choices_are_counted_and_the_same_persons_compared)
{
    struct world w;
    struct id other, third;
    const char *more = "{\"household\":\"%1\",\"name\":\"X\",\"sex\":"
                       "\"women\"}";

    world_start(&w, db);
    draft(&w.b.site, "questionnaire", EXAM);
    other = draft(&w.b.site, "person", said(&w, more));
    third = draft(&w.b.site, "person", said(&w, more));
    tested(&w, w.who, "pre", "2014-03-01", "right", 7);
    tested(&w, w.who, "pre", "2014-03-02", "wrong", 5);
    tested(&w, other, "pre", "2014-03-01", "wrong", 4);
    tested(&w, third, "pre", "2014-03-01", "right", 1);
    tested(&w, w.who, "after", "2014-06-01", "right", 9);
    tested(&w, other, "after", "2014-06-01", "wrong", 2);
    CHECK_INT(get(&w.b, "/report/answers?card=T-1&as_of=2014-12&format=csv"
                        "&sheet=1"),
              200);
    CHECK(has(&w.b, "pre,,a,A?,Right,1,"));
    CHECK(has(&w.b, "pre,,a,A?,Wrong,2,"));
    CHECK(has(&w.b, "after,,a,A?,Right,1,"));
    CHECK(has(&w.b, "pre,,n,How many?,Answered,3,,10"));
    CHECK_INT(get(&w.b, "/report/answers?card=T-1&as_of=2014-12&format=csv"
                        "&sheet=2"),
              200);
    CHECK(has(&w.b, "pre,after,2,0,5,1,1,0"));
    CHECK_INT(get(&w.b, "/report/answers?card=T-1&as_of=2014-12&by=district"
                        "&format=csv&sheet=1"),
              200);
    CHECK(has(&w.b, "pre,Sukkur,a,A?,Right,1,"));
    CHECK_INT(get(&w.b, "/report/answers?card=T-1&as_of=2014-05&format=csv"
                        "&sheet=1"),
              200);
    CHECK(!has(&w.b, "after,"));
    CHECK_INT(get(&w.b, "/report/answers?card=NONE"), 400);
    browser_end(&w.b);
}

/* ---- made on a page -----------------------------------------------------*/

#define HEAD                                                                   \
    "code=MADE-1&title=Made&purpose=test&about=person&access=open&most=3"

SITE(monitoring_makes_one_on_a_page)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(get(&w.b, "/questionnaires/new"), 403);
    CHECK_INT(send_form(&w.b, "/questionnaires/new", HEAD), 403);
    browser_login(&w.b, "mande");
    CHECK_INT(get(&w.b, "/questionnaires/new"), 200);
    CHECK(has(&w.b, "name=\"q.0.text\""));
    CHECK_INT(send_form(&w.b, "/questionnaires/new",
                        HEAD "&q.0.text=First&q.0.type=one&_do.add=1"),
              200);
    CHECK(has(&w.b, "name=\"q.1.text\"") && has(&w.b, ">First</textarea>"));
    CHECK_INT(send_form(&w.b, "/questionnaires/new",
                        HEAD "&q.0.text=First&q.0.type=one&q.1.text=Second&"
                             "q.1.type=yes_no&_do.choice.0=1"),
              200);
    CHECK(has(&w.b, "name=\"c.0.0.text\""));
    CHECK_INT(send_form(&w.b, "/questionnaires/new",
                        HEAD "&q.0.text=First&q.0.type=one&c.0.0.text=Right&"
                             "c.0.0.points=3&c.0.1.text=Wrong&c.0.1.points=0&"
                             "q.1.text=Second&q.1.type=yes_no&"
                             "q.1.asked_when=q1%3D1&_keep=1"),
              303);
    CHECK_STR(answer_header(&w.b, "Location"),
              S("/questionnaire/MADE-1?kept=1"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM questionnaire WHERE counts = "
                           "1 AND code = 'MADE-1' AND most = 300"),
              1);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(c.points) AS BIGINT) FROM "
                           "questionnaire_choices c JOIN questionnaire q ON "
                           "q.entry = c.entry WHERE q.code = 'MADE-1'"),
              300);
    CHECK_INT(get(&w.b, "/questionnaire/MADE-1"), 200);
    CHECK(has(&w.b, "data-when=\"q1\" data-is=\"1\""));
    /* the same code again is another's */
    CHECK_INT(send_form(&w.b, "/questionnaires/new",
                        HEAD "&q.0.text=First&q.0.type=text&_keep=1"),
              422);
    browser_end(&w.b);
}

static bool before(const struct browser *b, const char *one, const char *two)
{
    const char *p = memmem(b->answer.body.p, b->answer.body.n, one,
                           strlen(one));
    const char *q = memmem(b->answer.body.p, b->answer.body.n, two,
                           strlen(two));

    return p && q && p < q;
}

SITE(questions_and_choices_move_and_go)
{
    static const char three[] = HEAD
        "&q.0.text=One&q.0.type=text&q.5.text=Two&q.5.type=one&"
        "c.5.2.text=Ay&c.5.0.text=Bee&q.2.text=Three&q.2.type=day";
    struct world w;
    char body[600];

    world_start(&w, db);
    browser_login(&w.b, "mande");
    snprintf(body, sizeof body, "%s&_do.up.5=1", three);
    CHECK_INT(send_form(&w.b, "/questionnaires/new", body), 200);
    CHECK(before(&w.b, ">Two</textarea>", ">One</textarea>"));
    CHECK(before(&w.b, ">Ay</textarea>",
                 ">One</textarea>")); /* with its choices */
    snprintf(body, sizeof body, "%s&_do.down.2=1", three); /* the last */
    CHECK_INT(send_form(&w.b, "/questionnaires/new", body), 200);
    CHECK(before(&w.b, ">Two</textarea>", ">Three</textarea>"));
    snprintf(body, sizeof body, "%s&_do.cdown.5.2=1", three);
    CHECK_INT(send_form(&w.b, "/questionnaires/new", body), 200);
    CHECK(before(&w.b, ">Bee</textarea>", ">Ay</textarea>"));
    snprintf(body, sizeof body, "%s&_do.drop.5=1", three);
    CHECK_INT(send_form(&w.b, "/questionnaires/new", body), 200);
    CHECK(!has(&w.b, ">Two</textarea>") && !has(&w.b, ">Ay</textarea>"));
    CHECK(has(&w.b, ">Three</textarea>"));
    snprintf(body, sizeof body, "%s&_do.show=1", three);
    CHECK_INT(send_form(&w.b, "/questionnaires/new", body), 200);
    CHECK(has(&w.b, "name=\"answers.q2\" value=\"1\""));
    browser_end(&w.b);
}

SITE(wrong_ones_are_said_in_their_place)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "mande");
    CHECK_INT(send_form(&w.b, "/questionnaires/new",
                        HEAD "&q.0.text=One&q.0.type=one&q.0.feeds=nothing&"
                             "q.0.asked_when=q9%3Dx&c.0.0.text=" EVIL
                             "&c.0.0.points=two&_keep=1"),
              422);
    CHECK(has(&w.b, "said stop"));
    CHECK(has(&w.b, "said warn")); /* no such indicator */
    CHECK(!has(&w.b, EVIL));
    CHECK(has(&w.b, "value=\"two\""));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM questionnaire WHERE code = "
                           "'MADE-1'"),
              0);
    browser_end(&w.b);
}

SITE(a_new_version_begins_as_the_old_one)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "mande");
    CHECK_INT(get(&w.b, "/questionnaires/new?from=DONOR-1"), 200);
    CHECK(has(&w.b, "value=\"DONOR-2\""));
    CHECK(has(&w.b, ">Which kind?</textarea>"));
    CHECK(has(&w.b, "value=\"77.00\"") || has(&w.b, "value=\"77\""));
    CHECK_INT(get(&w.b, "/questionnaires/new?from=" SPS), 200);
    CHECK(has(&w.b, "value=\"SPS-PAK-2009-003\""));
    CHECK_INT(get(&w.b, "/questionnaires/new?from=NONE"), 404);
    CHECK_INT(get(&w.b, "/questionnaire/" SPS), 200);
    CHECK(has(&w.b, "/questionnaires/new?from=" SPS));
    browser_end(&w.b);
}
