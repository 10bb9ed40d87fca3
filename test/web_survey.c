/* web_survey - a survey at its pages: the village meeting, the random tenth,
 * asked again, eligible and why, ranked and frozen. */

#include "rights_site.h"

#define CARD "SPS-PAK-2009-002"
#define ANSWERS                                                                \
    "{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":\"B\",\"q4\":\"B\","      \
    "\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\",\"q8\":\"A\",\"q9\":\"B\"}"

enum { HOMES = 24 };
struct fair {
    struct browser b;
    struct id uc, goth, srso, survey, home[HOMES], score[HOMES], grant, list;
};

static const char *said_of(struct fair *f, const char *body, struct id a,
                           struct id b, struct id c)
{
    return with(&f->b.site, body, a, b, c);
}

static struct id put(struct fair *f, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    return draft(&f->b.site, kind, said_of(f, body, a, b, c));
}

static void homes_put(struct fair *f)
{
    for (int i = 0; i < HOMES; i++) {
        struct buf h = buf_start(&f->b.site.arena), s = h;

        buf_fmt(&h,
                "{\"head\":\"Head %d\",\"number\":\"H-%d\",\"place\":"
                "\"%%1\"}",
                i, i);
        f->home[i] = put(f, "household", arena_z(h.arena, buf_str(&h)), f->goth,
                         ID_NONE, ID_NONE);
        buf_fmt(&s,
                "{\"answers\":" ANSWERS ",\"card\":\"" CARD
                "\",\"held\":\"2014-02-%s%d\",\"household\":\"%%1\",\"origin\":"
                "\"a list\",\"score\":%d,\"source\":\"imported\",\"survey\":"
                "\"%%2\"}",
                i < 9 ? "0" : "", i + 1, 900 + i * 50);
        f->score[i] = put(f, "score", arena_z(s.arena, buf_str(&s)), f->home[i],
                          f->survey, ID_NONE);
    }
}

static void fair_start(struct fair *f, struct db *db)
{
    struct site *s = &f->b.site;

    memset(f, 0, sizeof *f);
    browser_start(&f->b, db);
    f->srso = id_named(S("rsp"), S("SRSO"));
    f->uc = put(f, "place",
                "{\"level\":\"uc\",\"lg\":\"%1\",\"name\":\"Sangi\"}",
                id_named(S("place"), S("pk72302")), ID_NONE, ID_NONE);
    f->goth = put(f, "place",
                  "{\"level\":\"settlement\",\"lg\":\"%1\",\"name\":\"Goth "
                  "Ali\"}",
                  f->uc, ID_NONE, ID_NONE);
    f->survey = put(f, "survey",
                    "{\"card\":\"" CARD "\",\"code\":\"SV-1\",\"place\":"
                    "\"%1\",\"rsp\":\"%2\",\"since\":\"2014-01-01\"}",
                    f->uc, f->srso, ID_NONE);
    homes_put(f);
    f->grant = put(f, "product",
                   "{\"code\":\"GRANT\",\"least\":0,\"once\":true,\"since\":"
                   "\"2014-01-01\",\"title\":\"A grant\",\"upto\":1100,"
                   "\"whom\":\"household\"}",
                   ID_NONE, ID_NONE, ID_NONE);
    f->list = put(f, "product",
                  "{\"code\":\"LIST\",\"least\":0,\"ranked\":true,\"since\":"
                  "\"2014-01-01\",\"title\":\"Insured\",\"upto\":1200,"
                  "\"whom\":\"household\"}",
                  ID_NONE, ID_NONE, ID_NONE);
    draft(s, "access",
          "{\"login\":\"boss\",\"role\":\"manager\",\"since\":\"2014-01-01\"}");
    draft(s, "access",
          "{\"login\":\"me\",\"role\":\"monitor\",\"since\":\"2014-01-01\"}");
    draft(s, "access",
          with(s,
               "{\"login\":\"so\",\"place\":\"%1\",\"role\":\"organiser\","
               "\"since\":\"2014-01-01\"}",
               f->goth, ID_NONE, ID_NONE));
    draft(s, "access",
          "{\"login\":\"blind\",\"role\":\"donor\",\"since\":\"2014-01-01\"}");
}

static const char *at(struct fair *f, const char *path, struct id a,
                      struct id b)
{
    return said_of(f, path, a, b, ID_NONE);
}

static int64_t count(struct fair *f, const char *sql)
{
    return both_ask(f->b.site.db, sql);
}

#define FORM_ID(n) "_id=aabbccddeeff0011223344556677880" n

/* ---- stages -------------------------------------------------------------*/

SITE(a_survey_shows_whom_it_reached_and_takes_its_next_step)
{
    struct fair f;

    fair_start(&f, db);
    put(&f, "household", "{\"number\":\"X\",\"place\":\"%1\"}", f.goth, ID_NONE,
        ID_NONE);
    browser_login(&f.b, "boss");
    CHECK_INT(get_json(&f.b, at(&f, "/survey/%1", f.survey, ID_NONE)), 200);
    CHECK(has(&f.b, "\"known\":25,"));
    CHECK(has(&f.b, "\"missing\":1,"));
    CHECK(has(&f.b, "\"surveyed\":24}"));
    CHECK_INT(get(&f.b, at(&f, "/survey/%1", f.survey, ID_NONE)), 200);
    CHECK(has(&f.b, "value=\"closed\""));
    CHECK(!has(&f.b, "value=\"verified\""));
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("1") "&state=verified&since=2014-05-01"),
              422);
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("1") "&state=closed&since=2014-05-01"),
              303);
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("2") "&state=open&since=2014-05-02"),
              422); /* back without a reason */
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("3") "&state=verified&since=2014-05-03"),
              303);
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("4") "&state=validated&since=2014-05-04"),
              422); /* by whom? */
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("5") "&state=validated&since=2014-05-04"
                                     "&authority=DC+Sukkur"),
              303);
    CHECK_INT(count(&f, "SELECT count(*) FROM stage WHERE counts = 1"), 3);
    browser_login(&f.b, "so");
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/stage", f.survey, ID_NONE),
                        FORM_ID("6") "&state=locked&since=2014-05-05"),
              403);
    browser_end(&f.b);
}

/* ---- its bands ----------------------------------------------------------*/

/* The bands as they are defined, of each household's last score. */
#define BANDS_SAID                                                             \
    "SELECT z.band, count(*) FROM (SELECT coalesce((SELECT b.code FROM "       \
    "banding g JOIN banding_bands b ON b.entry = g.entry WHERE g.counts = 1 "  \
    "AND g.counted = 1 AND b.least <= s.score AND coalesce(g.since, s.held) "  \
    "<= s.held AND coalesce(g.until, s.held) >= s.held AND coalesce(g.card, "  \
    "s.card) = s.card ORDER BY coalesce(g.since, -100000) DESC, g.code DESC, " \
    "b.least DESC LIMIT 1), '') AS band FROM surveyed s WHERE s.score IS NOT " \
    "NULL) z GROUP BY z.band ORDER BY CASE WHEN z.band = '' THEN 1 ELSE 0 "    \
    "END, z.band"

/* The page says of the only survey what the definition says. */
static void bands_agree(struct fair *f, int scored)
{
    struct rows r = db_text_rows(f->b.site.db, S(BANDS_SAID));
    struct buf want = buf_start(&f->b.site.arena);
    int all = 0;

    buf_z(&want, "\"bands\":[");
    for (int n = 0; db_next(&r); n++) {
        all += (int)db_int(&r, 1);
        buf_fmt(&want, "%s{\"band\":\"", n ? "," : "");
        buf_add(&want, db_str(&r, 0));
        buf_fmt(&want, "\",\"households\":%d}", (int)db_int(&r, 1));
    }
    db_done(&r);
    buf_z(&want, "],");
    CHECK_INT(all, scored);
    CHECK_INT(get_json(&f->b, at(f, "/survey/%1", f->survey, ID_NONE)), 200);
    if (!CHECK(has(&f->b, arena_z(&f->b.site.arena, buf_str(&want)))))
        printf("# %s\n", arena_z(&f->b.site.arena, buf_str(&want)));
}

static struct id scored(struct fair *f, int home, const char *held,
                        const char *score, const char *more, struct id of)
{
    struct buf b = buf_start(&f->b.site.arena);

    buf_fmt(&b,
            "{\"card\":\"" CARD "\",\"held\":\"%s\",\"household\":"
            "\"%%1\",\"origin\":\"a list\",\"score\":%s,\"source\":"
            "\"imported\"%s}",
            held, score, more);
    return put(f, "score", arena_z(b.arena, buf_str(&b)), f->home[home],
               f->survey, of);
}

SITE(each_household_is_in_the_band_of_its_last_score)
{
    struct fair f;

    fair_start(&f, db);
    browser_login(&f.b, "boss");
    bands_agree(&f, HOMES);
    /* Asked twice, the later first; of one day the later entry. */
    scored(&f, 0, "2014-03-05", "7000", ",\"survey\":\"%2\"", ID_NONE);
    scored(&f, 0, "2014-03-02", "100", ",\"survey\":\"%2\"", ID_NONE);
    scored(&f, 1, "2014-03-02", "2000", ",\"survey\":\"%2\"", ID_NONE);
    scored(&f, 1, "2014-03-02", "6000", ",\"survey\":\"%2\"", ID_NONE);
    bands_agree(&f, HOMES);
    /* Replaced by a score of no survey: asked, but in no band of it. */
    scored(&f, 2, "2014-03-02", "3000", ",\"supersedes\":\"%3\"", f.score[2]);
    bands_agree(&f, HOMES - 1);
    CHECK(has(&f.b, "\"surveyed\":24}"));
    /* A later law, which ends again; before it the one that always held. */
    put(&f, "banding",
        "{\"code\":\"MINE\",\"counted\":true,\"since\":\"2014-02-10\","
        "\"until\":\"2014-02-15\",\"bands\":[{\"code\":\"low\",\"least\":0,"
        "\"title\":\"x\"},{\"code\":\"high\",\"least\":1500,\"title\":\"x\"}]}",
        ID_NONE, ID_NONE, ID_NONE);
    put(&f, "banding",
        "{\"code\":\"THEIRS\",\"counted\":true,\"since\":\"2014-02-10\","
        "\"card\":\"" CARD "\",\"bands\":[{\"code\":\"all\",\"least\":0,"
        "\"title\":\"x\"}],\"until\":\"2014-02-12\"}",
        ID_NONE, ID_NONE, ID_NONE);
    bands_agree(&f, HOMES - 1);
    CHECK(has(&f.b, "\"band\":\"all\",\"households\":3}"));
    CHECK(has(&f.b, "\"band\":\"high\",\"households\":3}"));
    browser_end(&f.b);
}

/* ---- the village meeting ------------------------------------------------*/

SITE(the_village_hears_its_list_without_scores)
{
    struct fair f;
    char form[600];

    fair_start(&f, db);
    browser_login(&f.b, "so"); /* of one settlement of the survey's UC */
    CHECK_INT(get(&f.b, at(&f, "/survey/%1/list", f.survey, ID_NONE)), 404);
    CHECK_INT(get(&f.b, at(&f, "/survey/%1/list?place=%2", f.survey, f.uc)),
              404);
    CHECK_INT(get(&f.b, at(&f, "/survey/%1/list?place=%2", f.survey, f.goth)),
              200);
    CHECK(has(&f.b, "H-23") && has(&f.b, "Head 23"));
    CHECK(!has(&f.b, "20.50") && !has(&f.b, "9.50"));
    CHECK_INT(get(&f.b,
                  at(&f, "/survey/%1/meeting?place=%2", f.survey, f.goth)),
              200);
    CHECK(has(&f.b, at(&f, "action=\"/survey/%1/meeting?page=1&amp;place=%2\"",
                       f.survey, f.goth)));
    CHECK(has(&f.b, "value=\"disputed\"") && !has(&f.b, "9.50"));
    snprintf(form, sizeof form,
             FORM_ID("1") "&held=2014-06-01&objections.0.household=%s"
                          "&objections.0.says=confirmed"
                          "&objections.1.household=%s"
                          "&objections.1.says=disputed",
             at(&f, "%1", f.home[0], ID_NONE),
             at(&f, "%1", f.home[1], ID_NONE));
    CHECK_INT(send_form(&f.b,
                        at(&f, "/survey/%1/meeting?place=%2", f.survey, f.goth),
                        form),
              422); /* why? */
    CHECK_INT(count(&f, "SELECT count(*) FROM objection"), 0);
    strncat(form, "&objections.1.why=has+a+shop", 40);
    CHECK_INT(send_form(&f.b,
                        at(&f, "/survey/%1/meeting?place=%2", f.survey, f.goth),
                        form),
              303);
    CHECK_INT(count(&f, "SELECT count(*) FROM objection WHERE says = 1"), 1);
    CHECK_INT(send_form(&f.b,
                        at(&f, "/survey/%1/meeting?place=%2", f.survey, f.goth),
                        form),
              422); /* nothing new */
    CHECK_INT(count(&f, "SELECT count(*) FROM objection"), 2);
    browser_login(&f.b, "boss");
    CHECK_INT(get_json(&f.b, at(&f, "/survey/%1", f.survey, ID_NONE)), 200);
    CHECK(has(&f.b, "\"objections_open\":1,"));
    browser_login(&f.b, "blind"); /* reads registers, no names */
    CHECK_INT(get(&f.b, at(&f, "/survey/%1/list", f.survey, ID_NONE)), 200);
    CHECK(has(&f.b, "H-23") && !has(&f.b, "Head 23"));
    browser_end(&f.b);
}

/* ---- the random tenth ---------------------------------------------------*/

static struct id drawn_one(struct fair *f)
{
    struct rows r =
        db_text_rows(f->b.site.db,
                     S("SELECT score FROM sample_drawn ORDER BY n LIMIT 1"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

SITE(a_tenth_is_drawn_once_and_asked_again_unseen)
{
    struct fair f;
    struct id score;

    fair_start(&f, db);
    browser_login(&f.b, "boss");
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/draw", f.survey, ID_NONE),
                        FORM_ID("1")),
              422); /* still open */
    put(&f, "stage",
        "{\"since\":\"2014-05-01\",\"state\":\"closed\",\"survey\":\"%1\"}",
        f.survey, ID_NONE, ID_NONE);
    f.b.keeper_down = true;
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/draw", f.survey, ID_NONE),
                        FORM_ID("1")),
              503);
    f.b.keeper_down = false;
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/draw", f.survey, ID_NONE),
                        FORM_ID("1")),
              303);
    CHECK_INT(f.b.asks, 2); /* chance, then the entry */
    CHECK_INT(count(&f, "SELECT count(*) FROM sample_drawn"), 3);
    CHECK_INT(send_form(&f.b, at(&f, "/survey/%1/draw", f.survey, ID_NONE),
                        FORM_ID("2")),
              409);
    CHECK_INT(count(&f, "SELECT count(*) FROM sample"), 1);
    score = drawn_one(&f);
    browser_login(&f.b, "so");
    CHECK_INT(get(&f.b, at(&f, "/recheck/%1", score, ID_NONE)), 403);
    browser_login(&f.b, "me");
    CHECK_INT(get(&f.b, at(&f, "/survey/%1/checks", f.survey, ID_NONE)), 200);
    CHECK(has(&f.b, "/recheck/"));
    CHECK_INT(get(&f.b, at(&f, "/recheck/%1", score, ID_NONE)), 200);
    CHECK(has(&f.b, "answers.q9") && !has(&f.b, "checked"));
    CHECK_INT(send_form(&f.b, at(&f, "/recheck/%1", score, ID_NONE),
                        FORM_ID("3") "&held=2014-06-01&answers.q99=A"),
              422);
    CHECK_INT(send_form(&f.b, at(&f, "/recheck/%1", score, ID_NONE),
                        FORM_ID("3") "&held=2014-06-01&answers.q1=C"
                                     "&answers.q2=C&answers.q3=B&answers.q4=B"
                                     "&answers.q5=A&answers.q6=B&answers.q7=A"
                                     "&answers.q8=A&answers.q9=A"
                                     "&answers.q10=A"),
              303);
    CHECK_INT(get(&f.b, at(&f, "/recheck/%1", score, ID_NONE)), 200);
    CHECK(has(&f.b, "10.00 %"));
    CHECK_INT(get_json(&f.b, at(&f, "/survey/%1", f.survey, ID_NONE)), 200);
    CHECK(has(&f.b, "\"answers_checked\":10,\"answers_differ\":1,"));
    CHECK_INT(get(&f.b, "/report/backchecks?format=csv"), 200);
    CHECK(has(&f.b, ",10,1,10"));
    for (int i = 0; i < HOMES; i++)
        if (count(&f, "SELECT count(*) FROM sample_drawn") == 3 &&
            !id_same(f.score[i], score)) {
            int status = get(&f.b, at(&f, "/recheck/%1", f.score[i], ID_NONE));

            CHECK(status == 200 || status == 404); /* drawn, or not */
        }
    browser_end(&f.b);
}

/* ---- eligible -----------------------------------------------------------*/

SITE(what_a_household_is_eligible_for_is_said_and_kept)
{
    struct fair f;
    char form[400];

    fair_start(&f, db);
    browser_login(&f.b, "so");
    CHECK_INT(get(&f.b, at(&f, "/eligible/%1", f.home[5], ID_NONE)), 200);
    CHECK(has(&f.b, "Its score is 11.50."));
    CHECK(has(&f.b, "Rule GRANT, since 1 January 2014."));
    CHECK(has(&f.b, CARD));
    snprintf(form, sizeof form, FORM_ID("1") "&product=%s&verdict=eligible",
             at(&f, "%1", f.grant, ID_NONE));
    CHECK_INT(send_form(&f.b, at(&f, "/eligible/%1", f.home[6], ID_NONE), form),
              422); /* 12.00 is beyond 11 */
    CHECK_INT(send_form(&f.b, at(&f, "/eligible/%1", f.home[5], ID_NONE), form),
              303);
    CHECK_INT(get(&f.b, "/decision/aabbccddeeff00112233445566778801"), 200);
    CHECK(has(&f.b, "GRANT 2014-01-01") && has(&f.b, "Its score is 11.50."));
    CHECK_INT(get(&f.b, "/decision/aabbccddeeff00112233445566778801?lang=ur"),
              200);
    CHECK_INT(count(&f, "SELECT count(*) FROM decision WHERE counts = 1"), 1);
    snprintf(form, sizeof form, FORM_ID("2") "&product=%s&verdict=eligible",
             at(&f, "%1", f.grant, ID_NONE));
    CHECK_INT(send_form(&f.b, at(&f, "/eligible/%1", f.home[5], ID_NONE), form),
              422); /* it comes once */
    snprintf(form, sizeof form, FORM_ID("3") "&product=%s&verdict=eligible",
             at(&f, "%1", f.list, ID_NONE));
    CHECK_INT(send_form(&f.b, at(&f, "/eligible/%1", f.home[5], ID_NONE), form),
              422); /* a list decides */
    browser_login(&f.b, "blind");
    CHECK_INT(send_form(&f.b, at(&f, "/eligible/%1", f.home[5], ID_NONE), form),
              403);
    browser_end(&f.b);
}

/* ---- ranked -------------------------------------------------------------*/

SITE(a_list_is_ranked_frozen_and_hung_up_without_scores)
{
    struct fair f;
    char form[400], path[300];

    fair_start(&f, db);
    browser_login(&f.b, "boss");
    snprintf(path, sizeof path, "/selections?place=%s&product=%s&places=3",
             at(&f, "%1", f.uc, ID_NONE), at(&f, "%1", f.list, ID_NONE));
    CHECK_INT(get_json(&f.b, path), 200);
    CHECK(has(&f.b, "\"judged\":24,")); /* 9.00 .. 12.50 are in: eight */
    CHECK(has(&f.b, "\"rank\":8,") && !has(&f.b, "\"rank\":9,"));
    CHECK_INT(get(&f.b, path), 200);
    CHECK(has(&f.b, "Waiting list"));
    snprintf(form, sizeof form,
             FORM_ID("1") "&place=%s&product=%s&places=3&note=first",
             at(&f, "%1", f.uc, ID_NONE), at(&f, "%1", f.list, ID_NONE));
    CHECK_INT(send_form(&f.b, "/selections", form), 303);
    CHECK_INT(send_form(&f.b, "/selections", form), 303); /* sent twice */
    CHECK_INT(count(&f, "SELECT count(*) FROM selection WHERE counts = 1"), 1);
    CHECK_INT(count(&f, "SELECT count(*) FROM selection_chosen"), 8);
    CHECK_INT(get(&f.b, "/selection/aabbccddeeff00112233445566778801"), 200);
    CHECK(has(&f.b, "9.50") && has(&f.b, "Head 1"));
    CHECK_INT(get(&f.b, "/selection/aabbccddeeff00112233445566778801?public=1"),
              200);
    CHECK(has(&f.b, "H-1") && has(&f.b, "Head 1"));
    CHECK(!has(&f.b, "9.50") && !has(&f.b, "/household/"));
    CHECK_INT(get(&f.b, at(&f, "/eligible/%1", f.home[0], ID_NONE)), 200);
    CHECK(has(&f.b, "Chosen in the ranked list, rank 1."));
    CHECK_INT(get(&f.b, at(&f, "/eligible/%1", f.home[3], ID_NONE)), 200);
    CHECK(has(&f.b, "On the waiting list, rank 4."));
    snprintf(form, sizeof form, FORM_ID("2") "&place=%s&product=%s&places=0",
             at(&f, "%1", f.uc, ID_NONE), at(&f, "%1", f.list, ID_NONE));
    CHECK_INT(send_form(&f.b, "/selections", form), 422);
    browser_login(&f.b, "so");
    CHECK_INT(get(&f.b, path), 404); /* more than her settlement */
    browser_end(&f.b);
}
