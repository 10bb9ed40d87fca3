/* web_polling - an election on paper: ballots that are all alike, a count sheet
 * that tells nobody what another has keyed, a notice that can be checked. */
#include "../src/report/paper.h"
#include "vote_site.h"
#include "web_site.h"

struct hall {
    struct poll_site p;
    struct browser b;
    struct paper_reader r;
    struct paper_item x;
};

static void on(struct hall *h, const char *login, const char *iso)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(iso), &d));
    h->p.v.s.now = h->b.site.now = (int64_t)d * 86400 + 6 * 3600;
    browser_login(&h->b, login);
}

/* Called, the roll frozen; 0 and 3 stand for the chair. */
static void hall_start(struct hall *h, struct db *db)
{
    memset(h, 0, sizeof *h);
    poll_start(&h->p, db);
    login_put(&h->p, "guest", "engineer");
    h->b.site = h->p.v.s; /* one keeper, two who ask it */
    h->b.web = (struct web){ .db = db,
                             .self = &h->b,
                             .now = browser_now,
                             .password_ask = browser_password_ask,
                             .password_told = browser_password_told,
                             .paper = true };
    call_put(&h->p, CHAIR, "");
    on(h, "asma", "2014-10-25");
}

static void hall_end(struct hall *h)
{
    arena_free(&h->b.arena);
    site_end(&h->p.v.s);
}

static int paper_get(struct hall *h, const char *file)
{
    char at[120];

    snprintf(at, sizeof at, "/election/%s/%s", hex(&h->p, h->p.election), file);
    return get(&h->b, at);
}

static bool paper_read(struct hall *h, const char *file)
{
    return CHECK_INT(paper_get(h, file), 200) &&
           CHECK_STR(h->b.answer.type, S("application/pdf")) &&
           CHECK(paper_open(&h->r, str_from(h->b.answer.body, 5), &h->b.arena));
}

static bool next_of(struct hall *h, enum paper_what what)
{
    while (paper_next(&h->r, &h->x))
        if (h->x.what == what)
            return true;
    return false;
}

static int items(struct hall *h, enum paper_what what)
{
    int n = 0;

    while (next_of(h, what))
        n++;
    CHECK(!h->r.bad);
    return n;
}

static void candidates_put(struct hall *h)
{
    rolls_put(&h->p);
    stand_put(&h->p, "chairperson", 0, 2, 4);
    stand_put(&h->p, "chairperson", 3, 1, 4);
}

/* ---- before the poll ------------------------------------------------------*/

SITE(there_is_no_paper_of_what_is_not_yet)
{
    static const char *const file[] = { "ballots.pdf", "count.pdf", "roll.pdf",
                                        "notice.pdf" };
    struct hall h;

    hall_start(&h, db);
    for (size_t i = 0; i < LEN(file); i++)
        CHECK_INT(paper_get(&h, file[i]), 409);
    candidates_put(&h);
    CHECK_INT(paper_get(&h, "notice.pdf"), 409);
    hall_end(&h);
}

/* Six delegates, five of whom may vote: five ballots and one to spare. */
SITE(there_are_ballots_for_all_who_may_vote_and_some_to_spare)
{
    struct hall h;
    int64_t may;

    hall_start(&h, db);
    candidates_put(&h);
    may = vote_on(&h.p, "2014-10-25")->eligible;
    CHECK(may > 0);
    if (paper_read(&h, "ballots.pdf"))
        CHECK_INT(items(&h, PAPER_TABLE), may + (may * 10 + 99) / 100);
    if (paper_read(&h, "ballots.pdf?copies=3&lang=sd")) {
        CHECK_INT(h.r.lang, LANG_SD);
        CHECK(next_of(&h, PAPER_ROW));
        CHECK_INT(h.x.cell[0].what, CELL_SYMBOL);
        CHECK_STR(h.x.cell[0].text, S("lamp"));
        CHECK_INT(h.x.cell[2].what, CELL_BOX);
        CHECK_INT(items(&h, PAPER_TABLE), 2); /* two more */
    }
    CHECK_INT(paper_get(&h, "ballots.pdf?office=president"), 409);
    on(&h, "guest", "2014-10-25");
    CHECK_INT(paper_get(&h, "ballots.pdf"), 403);
    hall_end(&h);
}

/* All of them are called Sughra: her father or husband says who it is. */
SITE(the_roll_names_who_may_vote_and_why_another_may_not)
{
    struct hall h;
    int rows = 0, no = 0, own = 0;

    hall_start(&h, db);
    rolls_put(&h.p);
    if (paper_read(&h, "roll.pdf")) {
        while (next_of(&h, PAPER_ROW)) {
            rows++;
            no += !str_same(h.x.cell[4].text, S("yes"));
            CHECK(str_starts(h.x.cell[3].text, S("VO ")));
            CHECK_STR(h.x.cell[5].text, S("")); /* to be signed */
            CHECK(str_starts(h.x.cell[2].text, S("Punhal ")));
        }
        CHECK_INT(rows, DELEGATES);
        CHECK_INT(rows - no, vote_on(&h.p, "2014-10-25")->eligible);
    }
    if (paper_read(&h, "roll.pdf?lang=ur")) {
        while (next_of(&h, PAPER_ROW))
            own += str_same(h.x.cell[2].text, S("پنہل"));
        CHECK_INT(own, 1); /* who has it in Urdu too */
    }
    CHECK_INT(paper_get(&h, "roll"), 200); /* on the screen too */
    CHECK(has(&h.b, "<bdi>Punhal 0</bdi>"));
    on(&h, "guest", "2014-10-25"); /* an engineer reads no names */
    if (paper_read(&h, "roll.pdf") && CHECK(next_of(&h, PAPER_ROW)))
        CHECK_STR(h.x.cell[2].text, S(""));
    hall_end(&h);
}

/* ---- the poll -------------------------------------------------------------*/

/* It is the paper that both read: what one has keyed is not on it. */
SITE(a_count_sheet_tells_nothing_that_was_keyed)
{
    struct hall h;

    hall_start(&h, db);
    candidates_put(&h);
    on(&h, "asma", "2014-11-01");
    account_put(&h.p, 1, 5, 5);
    sheet_put(&h.p, "asma", "chairperson", 1, 0, 3, 3, 2);
    on(&h, "bilal", "2014-11-01");
    if (paper_read(&h, "count.pdf")) {
        for (int i = 0; i < 2; i++) {
            CHECK(next_of(&h, PAPER_ROW));
            CHECK_STR(h.x.cell[3].text, S(""));
        }
        CHECK(next_of(&h, PAPER_PAIR)); /* present, printed, issued */
        CHECK_STR(h.x.more, S("5"));
        CHECK(next_of(&h, PAPER_PAIR));
        CHECK_STR(h.x.more, S("9"));
        CHECK(next_of(&h, PAPER_PAIR) && next_of(&h, PAPER_PAIR));
        CHECK_STR(h.x.more, S("")); /* unused is for who counts */
        CHECK(next_of(&h, PAPER_PAIR));
        CHECK_STR(h.x.more, S(""));
    }
    hall_end(&h);
}

SITE(the_notice_says_the_result_and_where_it_is_checked)
{
    struct hall h;
    struct str code;
    struct buf at;

    hall_start(&h, db);
    candidates_put(&h);
    on(&h, "asma", "2014-11-01");
    account_put(&h.p, 1, 5, 5);
    sheets_put(&h.p, "chairperson", 1, 0, 3, 3, 2);
    declare_put(&h.p, "2014-11-01");
    on(&h, "asma", "2014-11-02");
    code = vote_short(vote_on(&h.p, "2014-11-02")->declaration[0].digest,
                      &h.p.v.s.arena);
    browser_header(&h.b, "Host", "saath.example");
    at = buf_start(&h.p.v.s.arena);
    buf_fmt(&at, "http://saath.example/result/%s",
            arena_z(&h.p.v.s.arena, code));
    if (paper_read(&h, "notice.pdf?lang=ur")) {
        CHECK(next_of(&h, PAPER_QR));
        CHECK_STR(h.x.text, buf_str(&at));
        CHECK_STR(h.x.more, code);
        CHECK(next_of(&h, PAPER_ROW));
        CHECK_INT(h.x.nature, ROW_TOTAL);
        CHECK_STR(h.x.cell[3].text, S("3"));
        CHECK_STR(h.x.cell[1].text, S("پنہل"));
        CHECK(next_of(&h, PAPER_ROW));
        CHECK_INT(h.x.nature, ROW_PLAIN);
        CHECK_STR(h.x.cell[3].text, S("2"));
        CHECK(next_of(&h, PAPER_ROW)); /* the account of ballot papers */
        CHECK_STR(h.x.cell[1].text, S("9"));
        CHECK_STR(h.x.cell[4].text, S("5"));
        CHECK(h.r.lang == LANG_UR);
    }
    /* a host that is none of a host's signs is not printed */
    browser_header(&h.b, "Host", "a\"<b>");
    if (paper_read(&h, "notice.pdf"))
        CHECK(next_of(&h, PAPER_QR) && str_same(h.x.text, code));
    hall_end(&h);
}
