/* web_election - an election on its pages, from the call to the hand-over, with
 * two keyers who do not see each other's sheet. */
#include <stdarg.h>

#include "vote_site.h"
#include "web_site.h"

struct walk {
    struct poll_site p;
    struct browser b;
    char election[64]; /* "/election/ID" */
    const char *login;
};

/* ---- who is there, and when ---------------------------------------------*/

static void as(struct walk *w, const char *login)
{
    w->login = login;
    browser_login(&w->b, login);
}

/* A session lasts a working day. */
static void on(struct walk *w, const char *iso)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(iso), &d));
    w->p.v.s.now = w->b.site.now = (int64_t)d * 86400 + 6 * 3600;
    as(w, w->login);
}

static void walk_start(struct walk *w, struct db *db)
{
    memset(w, 0, sizeof *w);
    poll_start(&w->p, db);
    login_put(&w->p, "guest", "viewer");
    w->b.site = w->p.v.s; /* one keeper, two who ask it */
    w->b.web = (struct web){ .db = db,
                             .self = &w->b,
                             .now = browser_now,
                             .password_ask = browser_password_ask,
                             .password_told = browser_password_told,
                             .paper = true };
    w->login = "asma";
    on(w, "2015-01-02");
}

static void walk_end(struct walk *w)
{
    arena_free(&w->b.arena);
    site_end(&w->p.v.s);
}

static const char *hexed(struct walk *w, struct id id)
{
    return hex(&w->p, id);
}

/* ---- asking and sending -------------------------------------------------*/

/* "/election/ID" and what follows. */
static const char *path(struct walk *w, const char *more)
{
    struct buf b = buf_start(&w->p.v.s.arena);

    buf_z(&b, w->election);
    buf_z(&b, more);
    return arena_z(b.arena, buf_str(&b));
}

__attribute__((format(printf, 3, 4))) static int sends(struct walk *w,
                                                       const char *to,
                                                       const char *format, ...)
{
    static char form[8000];
    va_list args;

    va_start(args, format);
    MUST(vsnprintf(form, sizeof form, format, args) < (int)sizeof form);
    va_end(args);
    return send_form(&w->b, to, form);
}

/* Kept, and shown on the page of the election. */
static bool kept(struct walk *w, int status)
{
    if (CHECK_INT(status, 303))
        return true;
    for (struct str rest = w->b.answer.body; rest.n;) {
        struct str tag = str_cut(&rest, '>'), text = str_cut(&rest, '<');

        if (memmem(tag.p, tag.n, "note", 4) || memmem(tag.p, tag.n, "said", 4))
            tap_quote("answered", text);
    }
    return false;
}

static struct str state_of_page(struct walk *w)
{
    const struct json *j;
    size_t at;

    CHECK_INT(get_json(&w->b, path(w, "")), 200);
    j = json_read(str_trim(w->b.answer.body), &w->b.arena, &at);
    return json_text(json_member(j, "state"), &w->b.arena);
}

/* ---- the steps ----------------------------------------------------------*/

static bool called(struct walk *w, const char *more)
{
    struct buf to = buf_start(&w->p.v.s.arena);
    struct str at;

    buf_fmt(&to, "/body/%s/election", hexed(w, w->p.lso));
    if (!kept(w, sends(w, arena_z(to.arena, buf_str(&to)),
                       "reason=term&called=2015-01-02&poll_on=2015-02-01&"
                       "venue=School&counting=plurality%s%s",
                       strstr(more, "method=") ? "" : "&method=ballot", more)))
        return false;
    at = answer_header(&w->b, "Location");
    snprintf(w->election, sizeof w->election, "%.*s", 10 + 32, at.p);
    return CHECK(str_starts(at, S("/election/")));
}
static const char two_offices[] =
    "&tie=lot&seed=6+2+5&seats.chairperson=1&seats.finance_secretary=1";

static bool committee_named(struct walk *w)
{
    return kept(w, sends(w, path(w, "/committee"),
                         "_tip=%s&warden.0.person=%s&warden.0.role=head&"
                         "warden.1.person=%s&warden.1.role=member&"
                         "warden.2.person=%s&warden.2.role=member&"
                         "warden.2.outside=1",
                         w->election + 10, hexed(w, w->p.who[7]),
                         hexed(w, w->p.who[8]), hexed(w, w->p.who[9])));
}

static bool roll_frozen(struct walk *w)
{
    on(w, "2015-01-03");
    if (!kept(w, sends(w, path(w, "/roll"), "x=")))
        return false;
    on(w, "2015-01-09");
    return kept(w, sends(w, path(w, "/roll"), "final=1"));
}

static struct id paper(struct walk *w, const char *office, int who,
                       int proposer, int seconder, const char *symbol)
{
    struct id id;
    struct rows r;

    kept(w, sends(w, path(w, "/do/nomination"),
                  "office=%s&person=%s&proposer=%s&seconder=%s&"
                  "filed=2015-01-10&consent=1&symbol=%s",
                  office, hexed(w, w->p.who[who]), hexed(w, w->p.who[proposer]),
                  hexed(w, w->p.who[seconder]), symbol));
    r = db_text_rows(w->p.v.s.db,
                     S("SELECT entry FROM nomination WHERE person = $1 "
                       "AND counts = 1 ORDER BY entry LIMIT 1"));
    db_bind_id(&r, 1, w->p.who[who]);
    id = db_next(&r) ? db_id(&r, 0) : ID_NONE;
    db_done(&r);
    return id;
}

static void judged(struct walk *w, struct id nomination, const char *verdict)
{
    kept(w, sends(w, path(w, "/do/scrutiny"),
                  "nomination=%s&held=2015-01-15&verdict=%s&why=seen",
                  hexed(w, nomination), verdict));
}

/* Two for the chair, two for the purse where that is up too. */
static bool papers_in(struct walk *w, bool purse)
{
    struct id n[4];

    on(w, "2015-01-10");
    n[0] = paper(w, "chairperson", 0, 2, 4, "bell");
    n[1] = paper(w, "chairperson", 2, 0, 4, "sun");
    if (purse) {
        n[2] = paper(w, "finance_secretary", 1, 3, 4, "cup");
        n[3] = paper(w, "finance_secretary", 4, 0, 2, "key");
    }
    on(w, "2015-01-15");
    for (size_t i = 0; i < (purse ? LEN(n) : 2); i++)
        judged(w, n[i], "accepted");
    return CHECK_STR(state_of_page(w), S("list_final"));
}

static bool polled(struct walk *w)
{
    on(w, "2015-02-01");
    return kept(w, sends(w, path(w, "/do/ballot_account"),
                         "round=1&held=2015-02-01&present=5&printed=8&"
                         "issued=5"));
}

/* Votes of two for an office; five ballots were given out, three are left. */
static int sheet(struct walk *w, const char *login, const char *office, int one,
                 int votes, int other, int others, int rejected)
{
    as(w, login);
    return sends(w, path(w, "/sheet"),
                 "office=%s&votes.%s=%d&votes.%s=%d&valid=%d&rejected=%d&"
                 "spoiled=0&not_returned=0&unused=3",
                 office, hexed(w, w->p.who[one]), votes,
                 hexed(w, w->p.who[other]), others, votes + others, rejected);
}

static bool until_the_poll(struct walk *w, const char *more)
{
    return called(w, more) && committee_named(w) && roll_frozen(w) &&
           papers_in(w, strstr(more, "finance") != NULL) && polled(w);
}

static bool counted(struct walk *w)
{
    return kept(w, sheet(w, "asma", "chairperson", 0, 2, 2, 3, 0)) &&
           kept(w, sheet(w, "bilal", "chairperson", 0, 2, 2, 3, 0)) &&
           kept(w, sheet(w, "asma", "finance_secretary", 1, 4, 4, 1, 0)) &&
           kept(w, sheet(w, "bilal", "finance_secretary", 1, 4, 4, 1, 0));
}

/* ---- from the call to the hand-over -------------------------------------*/

static void before_the_poll(struct walk *w)
{
    if (!called(w, two_offices))
        return;
    CHECK_STR(state_of_page(w), S("called"));
    CHECK_INT(get(&w->b, path(w, "")), 200);
    CHECK(has(&w->b, "Chairperson") && has(&w->b, "6 2 5"));
    committee_named(w);
    CHECK_STR(state_of_page(w), S("committee"));
    on(w, "2015-01-03");
    kept(w, sends(w, path(w, "/roll"), "x="));
    CHECK_STR(state_of_page(w), S("roll_draft"));
    /* it hangs out for three days, and two more are for objections */
    on(w, "2015-01-07");
    CHECK_INT(sends(w, path(w, "/roll"), "final=1"), 422);
    on(w, "2015-01-09");
    kept(w, sends(w, path(w, "/roll"), "final=1"));
    CHECK_STR(state_of_page(w), S("roll_final"));
    CHECK_INT(get(&w->b, path(w, "/roll")), 200);
    CHECK(has(&w->b, "VO 0") && has(&w->b, "class=\"code\""));
    kept(w, sends(w, path(w, "/do/briefing"),
                  "held=2015-01-09&women=5&men=1&venue=School"));
    CHECK_STR(state_of_page(w), S("oriented"));
}

static void poll_and_count(struct walk *w)
{
    CHECK_INT(get(&w->b, path(w, "/do/nomination")), 200);
    CHECK(has(&w->b, "<svg") && has(&w->b, hexed(w, w->p.who[4])));
    CHECK_INT(sends(w, path(w, "/do/nomination"),
                    "office=president&person=%s&proposer=%s&seconder=%s&"
                    "filed=2015-01-09&consent=1",
                    hexed(w, w->p.who[0]), hexed(w, w->p.who[2]),
                    hexed(w, w->p.who[4])),
              422); /* that office is not up */
    papers_in(w, true);
    CHECK_INT(get(&w->b, path(w, "/do/nomination")), 200);
    CHECK(!has(&w->b, "value=\"bell\"")); /* it is hers already */
    polled(w);
    CHECK_STR(state_of_page(w), S("poll"));
    counted(w);
    CHECK_STR(state_of_page(w), S("counted"));
}

static void declared_and_checked(struct walk *w)
{
    struct str at;
    char code[40];

    on(w, "2015-02-02");
    as(w, "asma");
    CHECK_INT(get(&w->b, path(w, "/declare")), 200);
    CHECK(has(&w->b, "<button class=\"main\">"));
    kept(w, sends(w, path(w, "/declare"), "note=signed+by+all+three"));
    CHECK_STR(state_of_page(w), S("declared"));
    CHECK_INT(get(&w->b, path(w, "")), 200);
    at = w->b.answer.body;
    at.p = memmem(at.p, at.n, "/result/", 8);
    if (!CHECK(at.p != NULL))
        return;
    snprintf(code, sizeof code, "%.*s", 27, at.p);
    CHECK_INT(get(&w->b, path(w, "/notice")), 200);
    CHECK(has(&w->b, code) && has(&w->b, "class=\"signatures\""));
    as(w, "guest");
    CHECK_INT(get(&w->b, code), 200);
    CHECK(has(&w->b, "note good") && has(&w->b, "Chairperson"));
    CHECK(!has(&w->b, "Sughra")); /* names are for who may read them */
    w->b.cookie[0] = 0; /* whoever stands before the notice on the wall */
    CHECK_INT(get(&w->b, code), 200);
    CHECK(has(&w->b, "note good") && !has(&w->b, "Sughra"));
    CHECK_INT(get(&w->b, "/result/0000-0000-0000-0000"), 200);
    CHECK(has(&w->b, "note warn") && !has(&w->b, "Chairperson"));
    CHECK_INT(get(&w->b, "/result/%3Cscript%3E"), 404);
    CHECK(!has(&w->b, "<script>"));
}

static void offices_filled(struct walk *w)
{
    struct db *db = w->p.v.s.db;

    as(w, "asma");
    CHECK_INT(sends(w, path(w, "/seat"), "since=2015-02-02&signs=1"), 422);
    on(w, "2015-02-11"); /* nobody appealed */
    CHECK_INT(get(&w->b, path(w, "/seat")), 200);
    kept(w, sends(w, path(w, "/seat"), "since=2015-02-11&signs=1"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE counts = 1 "
                           "AND election IS NOT NULL"),
              2);
    CHECK_INT(sends(w, path(w, "/seat"), "since=2015-02-11&signs=1"), 422);
    kept(w, sends(w, path(w, "/do/handover"),
                  "held=2015-02-11&taker=%s&item.0.what=cash&"
                  "item.0.counted=12500&item.0.agreed=1",
                  hexed(w, w->p.who[1])));
    CHECK_STR(state_of_page(w), S("handed_over"));
}

SITE(a_whole_election_on_its_pages)
{
    struct walk w;

    walk_start(&w, db);
    before_the_poll(&w);
    poll_and_count(&w);
    declared_and_checked(&w);
    offices_filled(&w);
    CHECK_INT(get(&w.b, "/elections"), 200);
    CHECK(has(&w.b, w.election));
    walk_end(&w);
}

/* ---- two keyers ---------------------------------------------------------*/

/* Does her page show the numbers of another's sheet: 29 stands nowhere else. */
static void sees_nothing(struct walk *w, const char *login, const char *at)
{
    as(w, login);
    CHECK_INT(get(&w->b, path(w, "")), 200);
    if (!CHECK(!has(&w->b, ">2</td>") && !has(&w->b, ">3</td>")))
        printf("# %s sees them\n", login);
    CHECK_INT(get(&w->b, path(w, "/sheet?office=chairperson")), 200);
    CHECK(!has(&w->b, "value=\"2\"") && !has(&w->b, "value=\"3\""));
    CHECK_INT(get(&w->b, at), 404);
    get(&w->b, "/list/sheet");
    CHECK(!has(&w->b, at + 7));
}

SITE(a_keyer_does_not_see_the_other_sheet_before_her_own_is_kept)
{
    struct walk w;
    struct rows r;
    char entry[50] = "/entry/";

    walk_start(&w, db);
    if (until_the_poll(&w, two_offices)) {
        kept(&w, sheet(&w, "asma", "chairperson", 0, 2, 2, 3, 0));
        r = db_text_rows(db, S("SELECT entry FROM sheet ORDER BY entry"));
        CHECK(db_next(&r));
        strcat(entry, hexed(&w, db_id(&r, 0)));
        db_done(&r);
        sees_nothing(&w, "bilal", entry);
        as(&w, "asma"); /* her own is not taken twice */
        CHECK_INT(get(&w.b, path(&w, "")), 200);
        CHECK(!has(&w.b, "/sheet?office=chairperson"));
    }
    walk_end(&w);
}

SITE(where_two_sheets_differ_nothing_is_declared_until_both_looked_again)
{
    struct walk w;

    walk_start(&w, db);
    if (until_the_poll(&w, "&seats.chairperson=1")) {
        kept(&w, sheet(&w, "asma", "chairperson", 0, 2, 2, 3, 0));
        kept(&w, sheet(&w, "bilal", "chairperson", 0, 3, 2, 2, 0));
        CHECK_STR(state_of_page(&w), S("poll"));
        CHECK_INT(get(&w.b, path(&w, "")), 200);
        CHECK(has(&w.b, "role=\"alert\"") && has(&w.b, ">2</td>") &&
              has(&w.b, ">3</td>"));
        CHECK_INT(sends(&w, path(&w, "/declare"), "x="), 422);
        CHECK_INT(get(&w.b, path(&w, "/sheet?office=chairperson")), 200);
        CHECK(has(&w.b, "value=\"3\"")); /* what she wrote, to look at */
        kept(&w, sheet(&w, "bilal", "chairperson", 0, 2, 2, 3, 0));
        CHECK_STR(state_of_page(&w), S("counted"));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM sheet"), 2);
        /* what both agree on is not keyed again */
        CHECK_INT(sheet(&w, "bilal", "chairperson", 0, 1, 2, 4, 0), 422);
    }
    walk_end(&w);
}

SITE(a_sheet_that_does_not_add_up_is_looked_at_again)
{
    struct walk w;

    walk_start(&w, db);
    if (until_the_poll(&w, "&seats.chairperson=1")) {
        /* five were given out, but five valid and one rejected are six */
        CHECK_INT(sheet(&w, "asma", "chairperson", 0, 2, 2, 3, 1), 422);
        CHECK(has(&w.b, "5 ballots were issued"));
        CHECK(has(&w.b, "value=\"3\"")); /* what was typed stands there */
        CHECK_INT(sends(&w, path(&w, "/sheet"), "office=chairperson"), 422);
        CHECK(has(&w.b, "said stop"));
        CHECK_INT(sends(&w, path(&w, "/sheet"), "office=treasurer"), 404);
        CHECK_INT(both_ask(db, "SELECT count(*) FROM sheet"), 0);
    }
    walk_end(&w);
}

/* ---- objections, ties, annulment ----------------------------------------*/

static struct id only_entry(struct walk *w, const char *sql)
{
    struct rows r = db_text_rows(w->p.v.s.db, str_of(sql));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    CHECK(!id_none(id));
    return id;
}

SITE(an_objection_to_the_roll_is_decided_before_it_is_frozen)
{
    struct walk w;
    struct id protest;

    walk_start(&w, db);
    if (called(&w, two_offices) && committee_named(&w)) {
        on(&w, "2015-01-03");
        kept(&w, sends(&w, path(&w, "/roll"), "x="));
        CHECK_INT(sends(&w, path(&w, "/do/protest"),
                        "held=2015-01-05&about=roll&person=%s&"
                        "says=one+is+missing",
                        hexed(&w, w.p.who[0])),
                  422); /* the day after tomorrow */
        on(&w, "2015-01-05");
        kept(&w, sends(&w, path(&w, "/do/protest"),
                       "held=2015-01-05&about=roll&person=%s&"
                       "says=one+is+missing",
                       hexed(&w, w.p.who[0])));
        on(&w, "2015-01-09");
        CHECK_INT(sends(&w, path(&w, "/roll"), "final=1"), 422);
        protest = only_entry(&w, "SELECT entry FROM protest ORDER BY entry");
        CHECK_INT(sends(&w, path(&w, "/do/protest"),
                        "_entry=%s&_tip=%s&decided=dismissed&"
                        "decided_on=2015-01-09",
                        hexed(&w, protest), hexed(&w, protest)),
                  422); /* without an answer */
        kept(&w, sends(&w, path(&w, "/do/protest"),
                       "_entry=%s&_tip=%s&decided=dismissed&"
                       "decided_on=2015-01-09&answer=nobody+is",
                       hexed(&w, protest), hexed(&w, protest)));
        kept(&w, sends(&w, path(&w, "/roll"), "final=1"));
    }
    walk_end(&w);
}

SITE(a_tie_waits_for_the_casting_vote)
{
    struct walk w;

    walk_start(&w, db);
    if (called(&w, "&seats.chairperson=1&tie=casting") && committee_named(&w) &&
        roll_frozen(&w) && papers_in(&w, false)) {
        on(&w, "2015-02-01");
        kept(&w, sends(&w, path(&w, "/do/ballot_account"),
                       "round=1&held=2015-02-01&present=5&printed=7&issued=4"));
        kept(&w, sheet(&w, "asma", "chairperson", 0, 2, 2, 2, 0));
        kept(&w, sheet(&w, "bilal", "chairperson", 0, 2, 2, 2, 0));
        CHECK_STR(state_of_page(&w), S("tied"));
        CHECK_INT(sends(&w, path(&w, "/declare"), "x="), 422);
        CHECK_INT(get(&w.b, path(&w, "/declare")), 200);
        CHECK(has(&w.b, "name=\"casting\""));
        /* somebody who does not tie cannot be given the seat */
        CHECK_INT(sends(&w, path(&w, "/declare"), "casting=%s",
                        hexed(&w, w.p.who[4])),
                  422);
        /* nor would there be a woman on the slate, as the by-law wants */
        CHECK_INT(sends(&w, path(&w, "/declare"), "casting=%s",
                        hexed(&w, w.p.who[2])),
                  422);
        CHECK(has(&w.b, "are women; the by-law asks for 1"));
        kept(&w, sends(&w, path(&w, "/declare"), "casting=%s",
                       hexed(&w, w.p.who[0])));
        CHECK_STR(state_of_page(&w), S("declared"));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM declaration_winner "
                               "WHERE rule = 5 AND votes = 2"),
                  1);
    }
    walk_end(&w);
}

static int hands(struct walk *w, const char *login, int votes, int others)
{
    as(w, login);
    return sends(w, path(w, "/sheet"),
                 "office=chairperson&votes.%s=%d&votes.%s=%d&valid=%d&"
                 "not_returned=%d",
                 hexed(w, w->p.who[0]), votes, hexed(w, w->p.who[2]), others,
                 votes + others, 5 - votes - others);
}

SITE(a_tie_of_hands_is_polled_again)
{
    struct walk w;

    walk_start(&w, db);
    if (called(&w, "&method=hands&tie=repoll&seats.chairperson=1") &&
        committee_named(&w) && roll_frozen(&w) && papers_in(&w, false)) {
        on(&w, "2015-02-01");
        kept(&w, sends(&w, path(&w, "/do/ballot_account"),
                       "round=1&held=2015-02-01&present=5"));
        kept(&w, hands(&w, "asma", 2, 2));
        kept(&w, hands(&w, "bilal", 2, 2));
        CHECK_STR(state_of_page(&w), S("tied"));
        CHECK_INT(get(&w.b, path(&w, "/do/ballot_account")), 200);
        CHECK(has(&w.b, "name=\"round\" value=\"2\""));
        kept(&w, sends(&w, path(&w, "/do/ballot_account"),
                       "round=2&held=2015-02-01&present=5"));
        CHECK_INT(hands(&w, "asma", 4, 2), 422); /* six hands of five */
        kept(&w, hands(&w, "asma", 3, 2));
        kept(&w, hands(&w, "bilal", 3, 2));
        CHECK_STR(state_of_page(&w), S("counted"));
        CHECK_INT(get(&w.b, path(&w, "")), 200);
        kept(&w, sends(&w, path(&w, "/declare"), "x="));
        CHECK_INT(both_ask(db, "SELECT votes FROM declaration_winner"), 3);
    }
    walk_end(&w);
}

SITE(a_consensus_needs_its_quorum_and_no_sheet)
{
    struct walk w;

    walk_start(&w, db);
    if (called(&w, "&method=consensus&seats.chairperson=1") &&
        committee_named(&w) && roll_frozen(&w)) {
        struct id n;

        on(&w, "2015-01-10");
        n = paper(&w, "chairperson", 0, 2, 4, "bell");
        on(&w, "2015-01-15");
        judged(&w, n, "accepted");
        on(&w, "2015-02-01");
        CHECK_INT(sends(&w, path(&w, "/declare"), "x="), 422);
        CHECK_INT(get(&w.b, path(&w, "")), 200);
        CHECK(has(&w.b, "/do/ballot_account"));
        kept(&w, sends(&w, path(&w, "/do/ballot_account"),
                       "round=1&held=2015-02-01&present=4"));
        CHECK_INT(get(&w.b, path(&w, "")), 200);
        CHECK(!has(&w.b, "/sheet?office"));
        kept(&w, sends(&w, path(&w, "/declare"), "x="));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM declaration_winner "
                               "WHERE rule = 2 AND votes IS NULL"),
                  1);
    }
    walk_end(&w);
}

SITE(a_seat_for_which_nobody_stood_is_filled_by_co_option)
{
    struct walk w;

    walk_start(&w, db);
    if (called(&w, two_offices) && committee_named(&w) && roll_frozen(&w) &&
        papers_in(&w, false) && polled(&w)) {
        kept(&w, sheet(&w, "asma", "chairperson", 0, 3, 2, 2, 0));
        kept(&w, sheet(&w, "bilal", "chairperson", 0, 3, 2, 2, 0));
        CHECK_INT(get(&w.b, path(&w, "/declare")), 200);
        CHECK(has(&w.b, "co_opt.finance_secretary.0"));
        CHECK(!has(&w.b, "co_opt.chairperson"));
        CHECK_INT(sends(&w, path(&w, "/declare"),
                        "co_opt.finance_secretary.0=%s", hexed(&w, w.p.who[6])),
                  422); /* she is on no roll */
        CHECK_INT(sends(&w, path(&w, "/declare"),
                        "co_opt.finance_secretary.0=%s", hexed(&w, w.p.who[1])),
                  422); /* of the VO from which the chairperson comes */
        CHECK(has(&w.b, "more are elected from this body"));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM declaration"), 0);
        kept(&w, sends(&w, path(&w, "/declare"),
                       "co_opt.finance_secretary.0=%s", hexed(&w, w.p.who[4])));
        CHECK_STR(state_of_page(&w), S("declared"));
        CHECK(!has(&w.b, "declaration.other_"));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM declaration_winner "
                               "WHERE rule = 6"),
                  1);
    }
    walk_end(&w);
}

/* A man alone was elected; the by-law wants a woman: one is co-opted. */
SITE(who_is_co_opted_may_mend_the_slate)
{
    struct walk w;

    walk_start(&w, db);
    if (called(&w, two_offices) && committee_named(&w) && roll_frozen(&w) &&
        papers_in(&w, false) && polled(&w)) {
        kept(&w, sheet(&w, "asma", "chairperson", 0, 2, 2, 3, 0));
        kept(&w, sheet(&w, "bilal", "chairperson", 0, 2, 2, 3, 0));
        CHECK_INT(get(&w.b, path(&w, "/declare")), 200);
        CHECK(has(&w.b, "are women; the by-law asks for 1"));
        CHECK(has(&w.b, "co_opt.finance_secretary.0"));
        CHECK_INT(sends(&w, path(&w, "/declare"), "x="), 422);
        CHECK_INT(sends(&w, path(&w, "/declare"),
                        "co_opt.finance_secretary.0=%s", hexed(&w, w.p.who[2])),
                  422); /* he would sit twice */
        kept(&w, sends(&w, path(&w, "/declare"),
                       "co_opt.finance_secretary.0=%s", hexed(&w, w.p.who[4])));
        CHECK_STR(state_of_page(&w), S("declared"));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                               "'slate.women'"),
                  0);
    }
    walk_end(&w);
}

SITE(a_winner_gets_a_login_from_who_gives_access)
{
    struct walk w;

    walk_start(&w, db);
    if (until_the_poll(&w, two_offices) && counted(&w)) {
        on(&w, "2015-02-02");
        kept(&w, sends(&w, path(&w, "/declare"), "x="));
        on(&w, "2015-02-11");
        CHECK_INT(get(&w.b, path(&w, "/seat")), 200);
        CHECK(!has(&w.b, "login.0"));
        as(&w, "admin");
        CHECK_INT(get(&w.b, path(&w, "/seat")), 200);
        CHECK(has(&w.b, "login.0") && has(&w.b, "value=\"book_keeper\""));
        kept(&w, sends(&w, path(&w, "/seat"),
                       "since=2015-02-11&login.1=hajra&role.1=book_keeper"));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM access WHERE login = "
                               "'hajra' AND role = 'book_keeper' "
                               "AND counts = 1"),
                  1);
        CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE counts = 1 "
                               "AND election IS NOT NULL"),
                  2);
    }
    walk_end(&w);
}

SITE(an_annulled_result_is_taken_back_by_who_checks)
{
    struct walk w;

    walk_start(&w, db);
    if (until_the_poll(&w, two_offices) && counted(&w)) {
        on(&w, "2015-02-02");
        kept(&w, sends(&w, path(&w, "/declare"), "x="));
        on(&w, "2015-02-11");
        kept(&w, sends(&w, path(&w, "/seat"), "since=2015-02-11"));
        CHECK_INT(sends(&w, path(&w, "/do/annulment"),
                        "held=2015-02-12&why=no+quorum"),
                  403); /* an operator may not */
        on(&w, "2015-02-12");
        as(&w, "rabia");
        kept(&w, sends(&w, path(&w, "/do/annulment"),
                       "held=2015-02-12&why=no+quorum"));
        CHECK_STR(state_of_page(&w), S("annulled"));
        CHECK_INT(get(&w.b, path(&w, "/seat")), 200);
        kept(&w, sends(&w, path(&w, "/seat"), "x="));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE counts = 1 "
                               "AND election IS NOT NULL"),
                  0);
        CHECK_INT(get(&w.b, path(&w, "/do/nomination")), 200);
        CHECK_INT(sends(&w, path(&w, "/do/briefing"),
                        "held=2015-02-12&women=1"),
                  422);
    }
    walk_end(&w);
}

/* Who is late with a loan and does not say so is asked: the loans know it. What
 * she says then is judged with her paper. */
SITE(who_is_late_with_a_loan_says_so_on_her_paper)
{
    struct walk w;
    struct id loan;
    const char *form;
    struct buf b;

    walk_start(&w, db);
    b = buf_start(&w.p.v.s.arena);
    say_of(&w.p, "loan_product",
           "{'code':'LATE-T','instalments_most':12,'method':'qard','period':"
           "'month','source':'internal','title':'T','whose':'community'}");
    loan = say_of(&w.p, "loan",
                  "{'applied':'2014-03-01','asked':100000,'instalments':2,"
                  "'lender':'%s','number':'N-1','person':'%s','product':"
                  "'LATE-T','purpose':'livestock'}",
                  hexed(&w, w.p.lso), hexed(&w, w.p.who[3]));
    say_of(&w.p, "disbursement",
           "{'amount':100000,'held':'2014-03-02','loan':'%s','way':'box'}",
           hexed(&w, loan));
    if (called(&w, two_offices) && committee_named(&w) && roll_frozen(&w)) {
        buf_fmt(&b,
                "office=chairperson&person=%s&proposer=%s&seconder=%s&"
                "filed=2015-01-10&consent=1&symbol=bell",
                hexed(&w, w.p.who[3]), hexed(&w, w.p.who[2]),
                hexed(&w, w.p.who[4]));
        form = arena_z(b.arena, buf_str(&b));
        on(&w, "2015-01-10");
        CHECK_INT(get(&w.b, path(&w, "/do/nomination")), 200);
        CHECK(has(&w.b, "name=\"owes\""));
        CHECK_INT(sends(&w, path(&w, "/do/nomination"), "%s", form), 422);
        CHECK_INT(both_ask(db, "SELECT count(*) FROM nomination"), 0);
        kept(&w, sends(&w, path(&w, "/do/nomination"), "%s&owes=1", form));
        CHECK_INT(both_ask(db, "SELECT count(*) FROM nomination WHERE owes = "
                               "1 AND counts = 1"),
                  1);
    }
    walk_end(&w);
}

/* ---- what somebody made up ----------------------------------------------*/

SITE(what_an_election_does_not_allow_now_is_refused_from_its_pages)
{
    struct walk w;
    struct id other;

    walk_start(&w, db);
    if (called(&w, two_offices)) {
        CHECK_INT(get(&w.b, path(&w, "/do/person")), 404);
        CHECK_INT(sends(&w, path(&w, "/do/sheet"), "x="), 404);
        CHECK_INT(sends(&w, path(&w, "/do/nomination"),
                        "office=chairperson&person=%s&filed=2015-01-02",
                        hexed(&w, w.p.who[0])),
                  422);
        CHECK_INT(sends(&w, path(&w, "/do/handover"), "held=2015-01-02"), 422);
        CHECK_INT(sends(&w, path(&w, "/seat"), "since=2015-01-02"), 422);
        CHECK_INT(sends(&w, path(&w, "/roll"), "final=1"), 422);
        CHECK_INT(get(&w.b, path(&w, "/do/appeal?entry=00112233445566778899"
                                     "aabbccddeeff")),
                  404);
        /* a paper of another election is not decided on here */
        other = call_put(&w.p, CHAIR, "");
        CHECK_INT(sends(&w, path(&w, "/do/protest"), "_entry=%s",
                        hexed(&w, other)),
                  404);
    }
    walk_end(&w);
}

SITE(an_election_is_called_with_offices_and_under_a_by_law)
{
    struct walk w;
    char to[80];

    walk_start(&w, db);
    snprintf(to, sizeof to, "/body/%s/election", hexed(&w, w.p.lso));
    CHECK_INT(get(&w.b, to), 200);
    CHECK(has(&w.b, "seats.chairperson") && !has(&w.b, "seats.president"));
    CHECK_INT(sends(&w, to,
                    "reason=term&called=2015-01-02&method=ballot&"
                    "counting=plurality"),
              422); /* no office is up */
    CHECK_INT(sends(&w, to,
                    "reason=term&called=2015-01-02&method=ballot&"
                    "counting=plurality&seats.chairperson=many"),
              422);
    CHECK_INT(sends(&w, to,
                    "reason=term&called=2016-01-02&method=ballot&"
                    "counting=plurality&seats.chairperson=1"),
              422); /* next year */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM election"), 0);
    as(&w, "guest");
    CHECK_INT(get(&w.b, to), 403);
    walk_end(&w);
}
