/* web_trust - complaints at their pages: who takes one down, who sees it, who
 * never does; the receipt; a social audit and the list that hangs beside it. */

#include "rights_site.h"

/* In Sukkur: an organiser takes complaints down, one officer handles them,
 * another those that are sensitive, and one is complained of. */
struct hearing {
    struct browser b;
    struct id srso, goth, unit, named, other, co, home, person;
};

static struct id put(struct hearing *h, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    return draft(&h->b.site, kind, with(&h->b.site, body, a, b, c));
}

static void access_put(struct hearing *h, const char *login, const char *role)
{
    struct buf b = buf_start(&h->b.site.arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, role);
    draft(&h->b.site, "access", arena_z(b.arena, buf_str(&b)));
}

static void people_put(struct hearing *h)
{
    h->home = put(h, "household",
                  "{\"head\":\"Allah Dino\",\"number\":\"H-1\",\"place\":"
                  "\"%1\"}",
                  h->goth, ID_NONE, ID_NONE);
    put(h, "household", "{\"number\":\"H-2\",\"place\":\"%1\"}", h->goth,
        ID_NONE, ID_NONE);
    h->person = put(h, "person",
                    "{\"cnic\":\"45504-1234567-8\",\"cnic_state\":\"held\","
                    "\"household\":\"%1\",\"name\":\"Zohra Bibi\",\"phone\":"
                    "\"0300-7654321\",\"sex\":\"women\"}",
                    h->home, ID_NONE, ID_NONE);
    put(h, "member",
        "{\"body\":\"%1\",\"joined\":\"2013-05-01\",\"person\":\"%2\"}", h->co,
        h->person, ID_NONE);
}

static void hearing_start(struct hearing *h, struct db *db)
{
    memset(h, 0, sizeof *h);
    browser_start(&h->b, db);
    h->srso = id_named(S("rsp"), S("SRSO"));
    h->goth = put(h, "place",
                  "{\"level\":\"settlement\",\"lg\":\"%1\",\"name\":\"Goth "
                  "Ali\"}",
                  id_named(S("place"), S("pk723")), ID_NONE, ID_NONE);
    h->unit = put(h, "unit",
                  "{\"code\":\"UN-1\",\"name\":\"Pano\",\"nature\":"
                  "\"field_unit\",\"place\":\"%2\",\"rsp\":\"%1\"}",
                  h->srso, id_named(S("place"), S("pk723")), ID_NONE);
    h->named = put(h, "staff",
                   "{\"code\":\"ST-1\",\"login\":\"jamal\",\"name\":\"Jamal\","
                   "\"post\":\"social_organiser\",\"rsp\":\"%1\",\"since\":"
                   "\"2012-01-01\",\"unit\":\"%2\"}",
                   h->srso, h->unit, ID_NONE);
    h->other = put(h, "staff",
                   "{\"code\":\"ST-2\",\"login\":\"bina\",\"name\":\"Bina\","
                   "\"post\":\"monitoring_officer\",\"rsp\":\"%1\",\"since\":"
                   "\"2012-01-01\",\"unit\":\"%2\"}",
                   h->srso, h->unit, ID_NONE);
    h->co = put(h, "body",
                "{\"formed\":\"2013-05-01\",\"name\":\"Roshni\",\"nature\":"
                "\"co\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
                h->srso, h->goth, ID_NONE);
    people_put(h);
    access_put(h, "organiser", "organiser");
    access_put(h, "jamal", "complaint_officer");
    access_put(h, "jamal", "safeguarding_officer");
    access_put(h, "bina", "complaint_officer");
    access_put(h, "guard", "safeguarding_officer");
}

/* "/complaint/ID" and so on. */
static const char *path(struct hearing *h, const char *room, struct id id)
{
    struct buf b = buf_start(&h->b.site.arena);

    buf_z(&b, room);
    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

/* The form as somebody fills it in; %1 the place, %2 the RSP, %3 the staff. */
#define FORM THROUGH("box")
#define THROUGH(channel)                                                                      \
    "_id=00000000000000000000000000000071&channel=" channel                                   \
    "&nature=money_taken&place=%1&rsp=%2&staff=%3&received=2014-12-30&complainant=Mai+Jindo&" \
    "told=He+took+five+hundred"

static struct id only(struct hearing *h, const char *sql)
{
    struct rows r = db_text_rows(h->b.site.db, str_of(sql));
    struct id id = ID_NONE;

    if (CHECK(db_next(&r)))
        id = db_id(&r, 0);
    CHECK(!db_next(&r));
    return id;
}

static struct id taken(struct hearing *h, const char *to, const char *form)
{
    browser_login(&h->b, "organiser");
    CHECK_INT(send_form(&h->b, to,
                        with(&h->b.site, form, h->goth, h->srso, h->named)),
              303);
    return only(h, strchr(to, '?') ? "SELECT entry FROM safeguard" :
                                     "SELECT entry FROM complaint");
}

/* ---- taking it down, and the receipt ------------------------------------*/

SITE(whoever_takes_it_down_gets_a_number_and_sees_no_more)
{
    struct hearing h;
    struct id c;
    char to[200], number[40] = "";
    const char *at;

    hearing_start(&h, db);
    browser_login(&h.b, "organiser");
    CHECK_INT(get(&h.b, "/complaints/new"), 200);
    CHECK(has(&h.b, "Box at the office"));
    CHECK(!has(&h.b, "name=\"number\"")); /* it is made, not typed */
    c = taken(&h, "/complaints/new", FORM);
    snprintf(to, sizeof to, "%.*s", (int)answer_header(&h.b, "Location").n,
             answer_header(&h.b, "Location").p);
    at = strstr(to, "number=");
    CHECK(at != NULL);
    snprintf(number, sizeof number, "%s", at ? at + 7 : "");
    CHECK_INT((int64_t)strlen(number), 11);
    CHECK_INT(get(&h.b, to), 200);
    CHECK(has(&h.b, number));
    CHECK(!has(&h.b, "five hundred"));
    CHECK_INT(get(&h.b, path(&h, "/complaint/", c)), 403);
    CHECK_INT(get(&h.b, path(&h, "/entry/", c)), 404);
    CHECK_INT(get(&h.b, "/complaints"), 403);
    CHECK_INT(get(&h.b, "/list/complaint"), 403);
    /* the same form once more is the same complaint */
    CHECK_INT(send_form(&h.b, "/complaints/new",
                        with(&h.b.site, FORM, h.goth, h.srso, h.named)),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM complaint"), 1);
    /* nobody at all, with the number as it was read aloud */
    h.b.cookie[0] = 0;
    number[5] = ' ';
    for (char *p = number; *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p == ' ' ? '+' : *p;
    snprintf(to, sizeof to, "/receipt?number=%s", number);
    CHECK_INT(get(&h.b, to), 200);
    CHECK(has(&h.b, "30 December 2014"));
    CHECK(!has(&h.b, "Jamal") && !has(&h.b, "money") && !has(&h.b, "Goth"));
    CHECK_INT(get(&h.b, "/receipt?number=22222-22222"), 200);
    CHECK(!has(&h.b, "30 December 2014"));
    browser_end(&h.b);
}

SITE(a_form_that_names_and_is_anonymous_is_shown_again)
{
    struct hearing h;

    hearing_start(&h, db);
    browser_login(&h.b, "organiser");
    CHECK_INT(send_form(&h.b, "/complaints/new",
                        with(&h.b.site, FORM "&anonymous=1", h.goth, h.srso,
                             h.named)),
              422);
    CHECK(has(&h.b, "He took five hundred")); /* nothing typed is lost */
    CHECK_INT(send_form(&h.b, "/complaints/new", "told=x"), 422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM complaint"), 0);
    browser_end(&h.b);
}

/* Her PIN stands for that channel; an office says how it heard of it. */
SITE(the_channel_of_a_members_own_page_is_hers_alone)
{
    static const char *const at[] = { "/complaints/new", "/new/complaint" };
    struct hearing h;

    hearing_start(&h, db);
    browser_login(&h.b, "organiser");
    for (size_t i = 0; i < LEN(at); i++) {
        CHECK_INT(send_form(&h.b, at[i],
                            with(&h.b.site, THROUGH("own_page") "&number=C-9",
                                 h.goth, h.srso, h.named)),
                  422);
        CHECK(has(&h.b, "Only a member&#39;s own page says so"));
        CHECK(has(&h.b, "He took five hundred"));
    }
    CHECK_INT(both_ask(db, "SELECT count(*) FROM complaint"), 0);
    browser_end(&h.b);
}

/* ---- who sees it --------------------------------------------------------*/

SITE(whom_it_names_neither_sees_nor_handles_it)
{
    static const char *const at[] = { "/complaint/", "/entry/",
                                      "/edit/complaint/", "/attach/" };
    struct hearing h;
    struct id c, step;

    hearing_start(&h, db);
    c = taken(&h, "/complaints/new", FORM);
    put(&h, "attachment",
        "{\"about\":\"%1\",\"bytes\":5,\"file\":"
        "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\","
        "\"title\":\"Letter of Jindo\",\"type\":\"pdf\"}",
        c, ID_NONE, ID_NONE);
    browser_login(&h.b, "bina");
    CHECK_INT(get(&h.b, path(&h, "/complaint/", c)), 200);
    CHECK(has(&h.b, "He took five hundred"));
    CHECK(has(&h.b, "Mai Jindo"));
    CHECK(has(&h.b, "Letter of Jindo"));
    CHECK_INT(get(&h.b, "/complaints"), 200);
    CHECK(has(&h.b, "30 December 2014"));
    CHECK_INT(get(&h.b, "/list/complaint"), 200);
    CHECK(has(&h.b, "2014"));
    CHECK_INT(send_form(&h.b, path(&h, "/complaint/", c),
                        with(&h.b.site,
                             "_id=00000000000000000000000000000072&done="
                             "2015-01-01&stage=assigned&handler=%1&what=Hers",
                             h.other, ID_NONE, ID_NONE)),
              303);
    step = only(&h, "SELECT entry FROM handling");
    browser_login(&h.b, "jamal");
    for (size_t i = 0; i < LEN(at); i++)
        if (!CHECK(get(&h.b, path(&h, at[i], c)) != 200))
            printf("# %s\n", at[i]);
    CHECK_INT(get(&h.b, path(&h, "/complaint/", c)), 404);
    CHECK_INT(get(&h.b, path(&h, "/entry/", step)), 404);
    CHECK_INT(send_form(&h.b, path(&h, "/complaint/", c),
                        "done=2015-01-01&stage=closed"),
              404);
    CHECK_INT(get(&h.b, "/complaints?all=1"), 200);
    CHECK(!has(&h.b, "30 December 2014"));
    CHECK_INT(get(&h.b, "/list/complaint"), 200);
    CHECK(!has(&h.b, "2014-12-30") && !has(&h.b, "30 December 2014"));
    CHECK_INT(get(&h.b, "/list/handling"), 200);
    CHECK(!has(&h.b, "Bina"));
    get(&h.b, "/list/attachment");
    CHECK(!has(&h.b, "Letter of Jindo"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM handling"), 1);
    browser_end(&h.b);
}

SITE(a_step_cannot_be_given_to_whom_it_names)
{
    struct hearing h;
    struct id c;

    hearing_start(&h, db);
    c = taken(&h, "/complaints/new", FORM);
    browser_login(&h.b, "bina");
    CHECK_INT(send_form(&h.b, path(&h, "/complaint/", c),
                        with(&h.b.site,
                             "done=2015-01-01&stage=assigned&handler=%1",
                             h.named, ID_NONE, ID_NONE)),
              422);
    CHECK(has(&h.b, "somebody else must handle it"));
    CHECK_INT(send_form(&h.b, path(&h, "/complaint/", c),
                        "done=2015-01-01&stage=decided"),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM handling"), 0);
    browser_end(&h.b);
}

SITE(a_sensitive_one_is_for_the_safeguarding_officer_alone)
{
    static const char *const others[] = { "organiser", "bina", "jamal",
                                          "boss" };
    struct hearing h;
    struct id s;

    hearing_start(&h, db);
    access_put(&h, "boss", "head_office");
    s = taken(&h, "/complaints/new?path=safeguard",
              "_id=00000000000000000000000000000073&channel=phone&nature="
              "harassment&place=%1&rsp=%2&staff=%3&received=2014-12-30&"
              "anonymous=1&told=He+waits+at+the+gate");
    for (size_t i = 0; i < LEN(others); i++) {
        browser_login(&h.b, others[i]);
        if (!CHECK(get(&h.b, path(&h, "/complaint/", s)) != 200) ||
            !CHECK(get(&h.b, path(&h, "/entry/", s)) != 200))
            printf("# %s\n", others[i]);
        get(&h.b, "/complaints?all=1");
        CHECK(!has(&h.b, "30 December 2014"));
        get(&h.b, "/list/safeguard");
        CHECK(!has(&h.b, "30 December 2014"));
    }
    browser_login(&h.b, "guard");
    CHECK_INT(get(&h.b, "/complaints"), 200);
    CHECK(has(&h.b, "30 December 2014"));
    CHECK_INT(get(&h.b, path(&h, "/complaint/", s)), 200);
    CHECK(has(&h.b, "He waits at the gate"));
    CHECK_INT(send_form(&h.b, path(&h, "/complaint/", s),
                        "_id=00000000000000000000000000000074&done=2015-01-01&"
                        "stage=acknowledged"),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM inquiry WHERE counts = 1"), 1);
    browser_end(&h.b);
}

/* An officer of another district hears nothing of this one. */
SITE(complaints_are_heard_within_reach)
{
    struct hearing h;
    struct id c;

    hearing_start(&h, db);
    c = taken(&h, "/complaints/new", FORM);
    put(&h, "access",
        "{\"login\":\"far\",\"place\":\"%1\",\"role\":\"complaint_officer\","
        "\"since\":\"2014-01-01\"}",
        id_named(S("place"), S("pk101")), ID_NONE, ID_NONE);
    browser_login(&h.b, "far");
    CHECK_INT(get(&h.b, "/complaints"), 200);
    CHECK(!has(&h.b, "30 December 2014"));
    CHECK_INT(get(&h.b, path(&h, "/complaint/", c)), 404);
    get(&h.b, "/list/complaint");
    CHECK(!has(&h.b, "30 December 2014"));
    browser_end(&h.b);
}

SITE(what_is_late_is_said)
{
    struct hearing h;

    hearing_start(&h, db);
    taken(&h, "/complaints/new", FORM);
    browser_login(&h.b, "bina");
    get(&h.b, "/complaints"); /* received on 30 December, today is 1 January */
    CHECK(has(&h.b, "2 January 2015"));
    CHECK(!has(&h.b, "chip stop"));
    h.b.site.now += 2 * 86400;
    browser_login(&h.b, "bina");
    get(&h.b, "/complaints");
    CHECK(has(&h.b, "chip stop"));
    browser_end(&h.b);
}

/* ---- social audit -------------------------------------------------------*/

static void benefits_put(struct hearing *h)
{
    struct id grant = put(h, "product",
                          "{\"code\":\"GRANT\",\"least\":0,\"since\":"
                          "\"2014-01-01\",\"title\":\"A goat\",\"upto\":1100,"
                          "\"whom\":\"household\"}",
                          ID_NONE, ID_NONE, ID_NONE);
    struct id score = put(h, "score",
                          "{\"card\":\"SPS-PAK-2009-002\",\"held\":"
                          "\"2014-02-01\",\"household\":\"%1\",\"origin\":\"a "
                          "list\",\"score\":777,\"source\":\"imported\"}",
                          h->home, ID_NONE, ID_NONE);
    struct buf b = buf_start(&h->b.site.arena);

    buf_z(&b, "{\"amount\":900000,\"household\":\"%1\",\"made\":\"2014-04-01\","
              "\"person\":\"");
    id_put(&b, h->person);
    buf_z(&b, "\",\"product\":\"%2\",\"score\":\"%3\",\"verdict\":\"eligible\","
              "\"why\":{\"on\":\"2014-04-01\",\"parts\":[],\"rule\":\"GRANT "
              "2014-01-01\",\"score\":\"%3\",\"verdict\":\"eligible\"}}");
    put(h, "decision", arena_z(b.arena, buf_str(&b)), h->home, grant, score);
    put(h, "term",
        "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":\"president\","
        "\"person\":\"%2\",\"since\":\"2013-05-01\",\"until\":\"2016-05-01\"}",
        h->co, h->person, ID_NONE);
}

SITE(a_social_audit_shows_who_got_what)
{
    struct hearing h;
    struct id audit;

    hearing_start(&h, db);
    benefits_put(&h);
    put(&h, "disclosure",
        "{\"body\":\"%1\",\"item\":\"account_sheet\",\"shown\":\"2014-12-01\","
        "\"venue\":\"Otaq of Goth Ali\",\"witnesses\":[{\"person\":\"%2\"}]}",
        h.co, h.person, ID_NONE);
    audit = put(&h, "socialaudit",
                "{\"body\":\"%1\",\"displayed\":\"2014-12-01\",\"held\":"
                "\"2014-12-20\",\"men\":4,\"notice\":\"2014-12-05\","
                "\"questions\":[{\"action\":\"Show the book\",\"answer\":"
                "\"It was with the bank\",\"asked_by\":\"women\",\"due\":"
                "\"2014-12-28\",\"question\":\"Where is the book?\"}],"
                "\"women\":21}",
                h.co, ID_NONE, ID_NONE);
    browser_login(&h.b, "organiser");
    CHECK_INT(get(&h.b, "/socialaudit"), 200);
    CHECK(has(&h.b, "Roshni"));
    CHECK(has(&h.b, "chip stop")); /* the action is late */
    CHECK_INT(get(&h.b, path(&h, "/socialaudit/", audit)), 200);
    CHECK(has(&h.b, "Where is the book?"));
    CHECK(has(&h.b, "Otaq of Goth Ali"));
    CHECK(has(&h.b, "100.00 %")); /* all of it to her who presides */
    CHECK(has(&h.b, "50.00 %"));  /* of two households one got nothing */
    CHECK_INT(get(&h.b, "/disclosures"), 200);
    CHECK(has(&h.b, "Otaq of Goth Ali"));
    CHECK_INT(get_json(&h.b, path(&h, "/socialaudit/", audit)), 200);
    browser_end(&h.b);
}

/* Name, village, benefit: no CNIC, telephone, score or disability. */
SITE(the_list_that_hangs_names_nobodys_secrets)
{
    struct hearing h;

    hearing_start(&h, db);
    benefits_put(&h);
    browser_login(&h.b, "organiser");
    CHECK_INT(get(&h.b, path(&h, "/beneficiaries?place=", h.goth)), 200);
    CHECK(has(&h.b, "Zohra Bibi"));
    CHECK(has(&h.b, "A goat"));
    CHECK(has(&h.b, "Goth Ali"));
    CHECK(!has(&h.b, "45504") && !has(&h.b, "7654321"));
    CHECK(!has(&h.b, "7.77") && !has(&h.b, "777"));
    CHECK(!has(&h.b, "9,000"));
    CHECK_INT(get(&h.b, "/beneficiaries"), 200);
    CHECK(!has(&h.b, "Zohra Bibi"));
    access_put(&h, "donor", "donor");
    browser_login(&h.b, "donor");
    CHECK_INT(get(&h.b, path(&h, "/beneficiaries?place=", h.goth)), 403);
    browser_end(&h.b);
}
