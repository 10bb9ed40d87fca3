/* web_paper - papers of a body: what stands on them, in which language, for
 * whom, and what happens where they cannot be drawn. */
#include "../src/report/paper.h"
#include "rights_site.h"

struct desk {
    struct ward ward;
    struct paper_reader r;
    struct paper_item x;
};

static void desk_start(struct desk *d, struct db *db, const char *role)
{
    memset(d, 0, sizeof *d);
    ward_start(&d->ward, db);
    ward_grant(&d->ward, role, role, "");
    browser_login(&d->ward.b, role);
}

static int paper_get(struct desk *d, const char *pattern)
{
    return get(&d->ward.b, ward_said(&d->ward, pattern));
}

/* The document that the helper was asked for; see web_site.h. */
static bool paper_read(struct desk *d, const char *pattern)
{
    struct browser *b = &d->ward.b;

    return CHECK_INT(paper_get(d, pattern), 200) &&
           CHECK_STR(b->answer.type, S("application/pdf")) &&
           CHECK(str_starts(b->answer.body, S("%PDF-"))) &&
           CHECK(paper_open(&d->r, str_from(b->answer.body, 5), &b->arena));
}

static bool next_of(struct desk *d, enum paper_what what)
{
    while (paper_next(&d->r, &d->x))
        if (d->x.what == what)
            return true;
    return CHECK(!"one more of that kind");
}

/* The value of the pair of that word. */
static struct str pair_of(struct desk *d, const char *word)
{
    struct paper_reader r = d->r;
    struct paper_item x;

    while (paper_next(&r, &x))
        if (x.what == PAPER_PAIR && str_same(x.text, say(r.lang, word)))
            return x.more;
    return S("(no such line)");
}

SITE(the_register_of_next_month_knows_the_body)
{
    struct desk d;

    desk_start(&d, db, "organiser");
    draft(&d.ward.b.site, "meeting",
          ward_said(&d.ward,
                    "{\"attendance\":[{\"member\":\"{member}\",\"present\":"
                    "\"present\",\"saved\":12350}],\"body\":\"{body}\",\"box_"
                    "before\":10000,\"boxed\":22350,\"held\":\"2014-07-01\","
                    "\"next_on\":\"2015-03-05\",\"number\":12}"));
    draft(&d.ward.b.site, "resolution",
          ward_said(&d.ward,
                    "{\"addressed\":\"Deputy Commissioner\",\"body\":\"{body}\""
                    ",\"passed\":\"2014-07-01\",\"state\":\"passed\","
                    "\"subject\":\"Hand pump\"}"));
    if (!paper_read(&d, "/body/{body}/karwai.pdf?month=2015-03"))
        goto end;
    CHECK_INT(d.r.lang, LANG_EN);
    CHECK_STR(pair_of(&d, "paper.month"), S("March 2015"));
    CHECK_STR(pair_of(&d, "paper.box_before"), S("223.50"));
    CHECK(next_of(&d, PAPER_QR));
    CHECK_STR(d.x.text, S("CO-7733"));
    CHECK(next_of(&d, PAPER_TABLE));
    CHECK_STR(d.x.column[4].over, S("Meeting no. 13: 5 March 2015"));
    CHECK(next_of(&d, PAPER_ROW));
    CHECK_STR(d.x.cell[1].text, S("Zohra Bibi"));
    CHECK_STR(d.x.cell[2].text, S("Ghulam Nabi"));
    CHECK_STR(d.x.cell[3].text, S("223.50")); /* 100 and 123.50 */
    CHECK(has(&d.ward.b, "Hand pump"));
    /* another month: the day is not known yet */
    if (paper_read(&d, "/body/{body}/karwai.pdf?month=2015-04")) {
        CHECK(next_of(&d, PAPER_TABLE));
        CHECK_STR(d.x.column[4].over,
                  S("Meeting no. 13: __/\xe2\x81\xa0__/\xe2\x81\xa0____"));
    }
end:
    browser_end(&d.ward.b);
}

/* Once a week: four meetings, four sheets, on wide paper. */
SITE(the_register_follows_the_rhythm_of_the_body)
{
    struct desk d;
    int sheets = 0;

    desk_start(&d, db, "organiser");
    ward_add(&d.ward, "weekly",
             draft(&d.ward.b.site, "body",
                   ward_said(&d.ward,
                             "{\"formed\":\"2013-05-01\",\"meets\":\"weekly\","
                             "\"name\":\"Sujag\",\"nature\":\"co\",\"place\":"
                             "\"{place}\",\"rsp\":\"{rsp}\",\"saving\":5000,"
                             "\"sex\":\"women\"}")));
    if (paper_read(&d, "/body/{weekly}/karwai.pdf")) {
        CHECK_INT(d.r.plan.size, PAPER_A4_WIDE);
        CHECK_STR(pair_of(&d, "paper.agreed_saving"), S("50"));
        while (paper_next(&d.r, &d.x))
            sheets += d.x.what == PAPER_BREAK;
        CHECK_INT(sheets, 4);
    }
    browser_end(&d.ward.b);
}

/* The paper speaks another language than the screen, names and all. */
SITE(a_paper_speaks_the_language_asked_for)
{
    struct desk d;

    desk_start(&d, db, "organiser");
    if (paper_read(&d, "/body/{body}/members.pdf?lang=ur")) {
        CHECK_INT(d.r.lang, LANG_UR);
        CHECK_STR(d.r.plan.title, say(LANG_UR, "paper.members"));
        CHECK(next_of(&d, PAPER_ROW));
        CHECK_STR(d.x.cell[1].text, S("\xd8\xb2\xdb\x81\xd8\xb1\xd8\xa7"));
        CHECK_STR(d.x.cell[2].text, S("Ghulam Nabi")); /* none in Urdu */
        CHECK_STR(d.x.cell[5].text, S("1"));
        CHECK_STR(d.x.cell[6].text, S("100"));
        CHECK(next_of(&d, PAPER_ROW) && d.x.nature == ROW_TOTAL);
        CHECK_STR(d.x.cell[6].text, S("100"));
    }
    if (paper_read(&d, "/body/{body}/members.pdf?lang=sd") &&
        CHECK(next_of(&d, PAPER_ROW))) {
        CHECK_STR(d.x.cell[1].text, S("Zohra Bibi"));
        CHECK_STR(d.x.cell[2].text, S("غلام نبي"));
    }
    if (paper_read(&d, "/body/{body}/members.pdf?lang=xx"))
        CHECK_INT(d.r.lang, LANG_EN);
    CHECK_INT(paper_get(&d, "/body/{body}"), 200);
    CHECK(has(&d.ward.b, "/karwai.pdf?lang=sd"));
    CHECK_INT(paper_get(&d, "/meeting/{meeting}/minutes"), 200);
    CHECK(has(&d.ward.b, "/minutes.pdf?lang=ur"));
    browser_end(&d.ward.b);
}

/* Who may see registers but no names gets a register without names. */
SITE(names_are_for_who_may_read_them)
{
    static const char *const paper[] = { "/body/{body}/karwai.pdf",
                                         "/body/{body}/members.pdf",
                                         "/body/{body}/cards.pdf",
                                         "/meeting/{meeting}/minutes.pdf" };
    struct desk d;

    desk_start(&d, db, "engineer");
    for (size_t i = 0; i < LEN(paper); i++) {
        CHECK_INT(paper_get(&d, paper[i]), 200);
        CHECK(has(&d.ward.b, "Roshni Tanzeem"));
        for (size_t n = 0; n < LEN(ward_name); n++)
            if (!CHECK(!has(&d.ward.b, ward_name[n])))
                printf("# %s says %s\n", paper[i], ward_name[n]);
    }
    browser_end(&d.ward.b);
}

SITE(minutes_say_what_the_meeting_was)
{
    struct desk d;

    desk_start(&d, db, "organiser");
    draft(&d.ward.b.site, "resolution",
          ward_said(&d.ward,
                    "{\"body\":\"{body}\",\"meeting\":\"{meeting}\",\"number\":"
                    "4,\"passed\":\"2014-06-01\",\"proposer\":\"{person}\","
                    "\"state\":\"lost\",\"subject\":\"A school\",\"text\":"
                    "\"We ask for a school.\",\"yes\":1,\"no\":3}"));
    if (paper_read(&d, "/meeting/{meeting}/minutes.pdf")) {
        CHECK_STR(pair_of(&d, "paper.held"), S("1 June 2014"));
        CHECK_STR(pair_of(&d, "paper.proposer"), S("Zohra Bibi"));
        CHECK(next_of(&d, PAPER_ROW));
        CHECK_STR(d.x.cell[1].text, S("Zohra Bibi"));
        CHECK_STR(d.x.cell[2].text, S("present"));
        CHECK_STR(d.x.cell[3].text, S("100"));
        CHECK(next_of(&d, PAPER_PAIR)); /* the visitor */
        CHECK_STR(d.x.text, S("Visitor 7743"));
        CHECK(next_of(&d, PAPER_BOLD));
        CHECK_STR(d.x.text, S("4. A school"));
        CHECK(next_of(&d, PAPER_TEXT));
        CHECK_STR(d.x.text, S("We ask for a school."));
    }
    browser_end(&d.ward.b);
}

SITE(a_resolution_goes_out_as_a_letter_with_copies)
{
    struct desk d;

    desk_start(&d, db, "organiser");
    ward_add(&d.ward, "asked",
             draft(&d.ward.b.site, "resolution",
                   ward_said(&d.ward,
                             "{\"addressed\":\"Deputy Commissioner, Sukkur\","
                             "\"body\":\"{body}\",\"copies\":\"Assistant "
                             "Commissioner; ;SRSO\\nUnion Council\",\"number\":"
                             "4,\"passed\":\"2014-06-01\",\"state\":\"passed\""
                             ",\"subject\":\"Hand pump\",\"text\":\"Give us "
                             "one.\"}")));
    if (paper_read(&d, "/resolution/{asked}/letter.pdf?lang=sd")) {
        CHECK_STR(pair_of(&d, "paper.to"), S("Deputy Commissioner, Sukkur"));
        CHECK_STR(pair_of(&d, "paper.reference"), S("CO-7733/4/2014"));
        CHECK_STR(pair_of(&d, "paper.subject"), S("Hand pump"));
        CHECK(has(&d.ward.b, "Give us one."));
        CHECK(has(&d.ward.b, "1. Assistant Commissioner"));
        CHECK(has(&d.ward.b, "2. SRSO"));
        CHECK(has(&d.ward.b, "3. Union Council"));
        CHECK(!has(&d.ward.b, "4. "));
    }
    CHECK_INT(paper_get(&d, "/resolution/{meeting}/letter.pdf"), 404);
    browser_end(&d.ward.b);
}

SITE(every_report_is_a_paper_too)
{
    struct desk d;
    char at[100];
    int papers = 0;

    desk_start(&d, db, "head_office");
    for (int i = 0; i < report_count; i++) {
        snprintf(at, sizeof at, "/report/%s", report_index[i]->name);
        if (paper_get(&d, at) != 200)
            continue; /* it asks for something first */
        if (has(&d.ward.b, "format=csv") &&
            !CHECK(has(&d.ward.b, "format=pdf")))
            printf("# %s\n", at);
        if (!has(&d.ward.b, "format=csv"))
            continue;
        snprintf(at, sizeof at, "/report/%s?format=pdf", report_index[i]->name);
        if (!paper_read(&d, at))
            printf("# %s\n", at);
        while (paper_next(&d.r, &d.x))
            ;
        CHECK(!d.r.bad);
        papers++;
    }
    CHECK(papers >= 12);
    browser_end(&d.ward.b);
}

/* ---- where it cannot be drawn ---------------------------------------------*/

static int asked_of_helper(struct desk *d, enum paper_made made, bool dies)
{
    struct paper_told told = { .made = made };
    struct str says = paper_reply(&d->ward.b.site.arena, &told);

    d->ward.b.paper_says = &says;
    d->ward.b.paper_dies = dies;
    return paper_get(d, "/body/{body}/members.pdf");
}

SITE(a_page_says_when_there_is_no_paper)
{
    struct desk d;

    desk_start(&d, db, "organiser");
    CHECK_INT(asked_of_helper(&d, PAPER_MADE, true), 503);
    CHECK(has(&d.ward.b, "could not be made just now"));
    CHECK_INT(asked_of_helper(&d, PAPER_MADE, false), 503); /* no PDF in it */
    CHECK_INT(asked_of_helper(&d, PAPER_TOO_BIG, false), 422);
    CHECK(has(&d.ward.b, "too much for one paper"));
    CHECK_INT(asked_of_helper(&d, PAPER_NONE, false), 503);
    CHECK_INT(asked_of_helper(&d, PAPER_BAD, false), 500);
    d.ward.b.paper_says = NULL;
    d.ward.b.paper_dies = false;
    d.ward.b.web.paper = false; /* a field app */
    CHECK_INT(paper_get(&d, "/body/{body}/members.pdf"), 503);
    CHECK_INT(d.ward.b.asks, 0);
    CHECK_INT(paper_get(&d, "/body/{body}"), 200);
    CHECK(!has(&d.ward.b, "members.pdf"));
    browser_end(&d.ward.b);
}
