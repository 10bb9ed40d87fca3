/* record_vote - an election by its entries: how far it is, what each entry is
 * told, and who wins. */

#include "vote_site.h"

/* ---- from the call to the hand-over -------------------------------------*/

SITE(an_election_goes_from_its_call_to_the_hand_over)
{
    struct poll_site p;
    struct id a, b;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    CHECK(state_is(&p, "2014-10-01", "committee"));
    CHECK(!may(&p, "2014-10-01", ACT_NOMINATE));
    roll_drawn(&p, "2014-10-05", false);
    CHECK(state_is(&p, "2014-10-05", "roll_draft"));
    CHECK(!may(&p, "2014-10-09", ACT_FREEZE)); /* shown three days, and two */
    CHECK(may(&p, "2014-10-10", ACT_FREEZE));
    roll_drawn(&p, "2014-10-12", true);
    CHECK(state_is(&p, "2014-10-12", "roll_final"));
    CHECK_INT(vote_on(&p, "2014-10-12")->eligible, 6);
    CHECK_INT(vote_on(&p, "2014-10-12")->quorum, 3);
    say_of(&p, "briefing", "{'election':'%s','held':'2014-10-13','women':20}",
           hex(&p, p.election));
    CHECK(state_is(&p, "2014-10-13", "oriented"));
    a = name_put(&p, "chairperson", 0, 2, 4);
    b = name_put(&p, "chairperson", 3, 1, 4);
    CHECK(state_is(&p, "2014-10-15", "nomination"));
    CHECK(!may(&p, "2014-11-01", ACT_POLL));
    judge_put(&p, a, "accepted", "2014-10-20");
    CHECK(state_is(&p, "2014-10-20", "nomination"));
    judge_put(&p, b, "accepted", "2014-10-20");
    CHECK(state_is(&p, "2014-10-20", "list_final"));
    CHECK(may(&p, "2014-11-01", ACT_POLL));
    CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
    account_put(&p, 1, 6, 6);
    CHECK(state_is(&p, "2014-11-01", "poll"));
    sheets_put(&p, "chairperson", 1, 0, 4, 3, 2);
    CHECK(state_is(&p, "2014-11-01", "counted"));
    CHECK(may(&p, "2014-11-01", ACT_DECLARE));
    CHECK(id_same(vote_on(&p, "2014-11-01")->winner[0].person, p.who[0]));
    CHECK(id_same(vote_on(&p, "2014-11-01")->winner[0].from, p.vo[0]));
    declare_put(&p, "2014-11-01");
    CHECK(state_is(&p, "2014-11-08", "declared"));
    CHECK(!may(&p, "2014-11-08", ACT_SEAT)); /* somebody may still appeal */
    CHECK(state_is(&p, "2014-11-09", "final"));
    CHECK(may(&p, "2014-11-09", ACT_SEAT));
    say_of(&p, "handover",
           "{'election':'%s','held':'2014-11-10','giver':'%s','taker':'%s',"
           "'item':[{'what':'cash','counted':1250000,'agreed':true}]}",
           hex(&p, p.election), hex(&p, p.who[6]), hex(&p, p.who[0]));
    CHECK(state_is(&p, "2014-11-10", "handed_over"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding f JOIN entry e ON"
                           " e.id = f.entry WHERE f.origin = 'thing' AND"
                           " e.kind IN ('election', 'roll', 'nomination',"
                           " 'scrutiny', 'ballot_account', 'sheet',"
                           " 'declaration')"),
              0);
    site_end(&p.v.s);
}

SITE(who_stands_alone_is_elected_unopposed_or_confirmed_where_the_by_law_says)
{
    struct poll_site p;
    struct vote *v;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    v = vote_on(&p, "2014-10-20");
    CHECK(may(&p, "2014-10-20", ACT_DECLARE));
    CHECK_INT(v->winners, 1);
    CHECK_INT(v->winner[0].rule, WON_UNOPPOSED);
    CHECK_INT(v->winner[0].votes, INT_NONE);
    law_put(&p, "2014-09-01", 2,
            PLAIN_LAW "|'parameter':'unopposed','said':'confirmed'");
    CHECK(troubled(&p, "2014-10-20", "election.bylaw_replaced", p.election));
    CHECK(!may(&p, "2014-10-20", ACT_DECLARE));
    account_put(&p, 1, 6, 6);
    for (int i = 0; i < 2; i++)
        say_as(&p, i ? "asma" : "bilal", "sheet",
               "{'election':'%s','office':'chairperson','round':1,'held':"
               "'2014-11-01','tally':[{'person':'%s','votes':3}],'valid':6,"
               "'rejected':0,'spoiled':0,'unused':4,'not_returned':0,"
               "'undervotes':3}",
               hex(&p, p.election), hex(&p, p.who[0]));
    v = vote_on(&p, "2014-11-01"); /* three of six are not more than half */
    CHECK_INT(v->winners, 0);
    CHECK_INT((int64_t)v->race[0].open, 1);
    site_end(&p.v.s);
}

/* ---- the committee and the call -----------------------------------------*/

SITE(a_call_is_judged_by_the_by_law_that_it_cites)
{
    struct poll_site p;
    struct id late;

    poll_start(&p, db);
    late = say_of(&p, "election",
                  "{'body':'%s','bylaw':'%s','reason':'term','called':"
                  "'2014-10-01','poll_on':'2014-10-04','method':'hands',"
                  "'counting':'block','seat':[" CHAIR
                  "],'warden':[{'person':'%s','role':'head'},{'person':'%s',"
                  "'role':'member'},{'staff':'%s','role':'observer'}]}",
                  hex(&p, p.lso), hex(&p, p.law), hex(&p, p.who[2]),
                  hex(&p, p.who[7]),
                  hex(&p, say_of(&p, "staff",
                                 "{'name':'Kamran','post':'other','rsp':'%s',"
                                 "'since':'2014-01-01','unit':'%s'}",
                                 hex(&p, p.v.srso),
                                 hex(&p, say_of(&p, "unit",
                                                "{'code':'U-1','name':'Pano',"
                                                "'place':'%s','rsp':'%s'}",
                                                hex(&p, p.v.district),
                                                hex(&p, p.v.srso))))));
    CHECK_INT(p.kept, KEPT);
    CHECK(found_at(&p.v, late, "election.short_notice", "poll_on"));
    CHECK(found_at(&p.v, late, "election.other_method", "method"));
    CHECK(found_at(&p.v, late, "election.other_counting", "counting"));
    CHECK(found_at(&p.v, late, "election.committee_small", "warden"));
    CHECK(found_at(&p.v, late, "election.committee_outside", "warden"));
    CHECK(!found(&p.v, late, "election.committee_women"));
    CHECK(!found(&p.v, late, "election.bylaw_replaced"));
    law_put(&p, "2014-09-30", 2, "'parameter':'notice_days','number':3");
    CHECK(found(&p.v, late, "election.bylaw_replaced"));
    CHECK(!found(&p.v, late, "election.short_notice")); /* three are enough */
    CHECK(found(&p.v, late, "election.other_method"));  /* as it was said */
    site_end(&p.v.s);
}

/* What a call may not say. */
static const struct {
    const char *says, *what;
} bad_call[] = {
    { "'called':'2015-01-02','seat':[" CHAIR "]", "date.in_future" },
    { "'called':'2014-10-01','poll_on':'2014-09-30','seat':[" CHAIR "]",
      "election.poll_before_call" },
    { "'called':'2014-10-01'", "election.no_seats" },
    { "'called':'2014-10-01','seat':[" CHAIR "," CHAIR "]",
      "election.office_twice" },
    { "'called':'2014-10-01','seat':[" CHAIR "],'warden':[{'role':'head'}]",
      "election.warden_who" },
};

SITE(a_call_that_cannot_be_is_marked_and_does_not_count)
{
    struct poll_site p;

    poll_start(&p, db);
    for (size_t i = 0; i < LEN(bad_call); i++) {
        p.election = say_of(&p, "election",
                            "{'body':'%s','bylaw':'%s','reason':'term',"
                            "'method':'ballot','counting':'plurality',%s}",
                            hex(&p, p.lso), hex(&p, p.law), bad_call[i].says);
        if (!CHECK(found(&p.v, p.election, bad_call[i].what)))
            printf("# %s\n", bad_call[i].what);
        CHECK(!vote_on(&p, "2014-11-01"));
    }
    p.election = say_of(&p, "election",
                        "{'body':'%s','bylaw':'%s','reason':'term','called':"
                        "'2014-10-01','method':'ballot','counting':"
                        "'plurality','seat':[" CHAIR "]}",
                        hex(&p, p.vo[0]), hex(&p, p.law));
    CHECK(found(&p.v, p.election, "election.bylaw_elsewhere"));
    site_end(&p.v.s);
}

/* ---- the roll -----------------------------------------------------------*/

SITE(the_roll_is_drawn_from_who_is_seated_with_reasons)
{
    struct poll_site p;
    struct vote_voter *v;
    size_t n;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    say_of(&p, "standing",
           "{'body':'%s','since':'2014-06-01','state':'dormant','why':'x'}",
           hex(&p, p.vo[2]));
    fix_put(&p.v, p.member[1],
            "{\"body\":\"%1\",\"person\":\"%2\",\"joined\":\"2013-01-05\","
            "\"ended\":\"2014-08-01\",\"why\":\"moved\"}",
            p.vo[0], p.who[1]);
    say_of(&p, "delegate",
           "{'body':'%s','parent':'%s','person':'%s','since':'2014-09-01'}",
           hex(&p, p.vo[1]), hex(&p, p.lso), hex(&p, p.who[6]));
    law_put(&p, "2014-02-02", 2,
            "'parameter':'general_body','said':'delegates'"
            "|'parameter':'per_member_body','number':2");
    n = vote_draw(db, vote_on(&p, "2014-10-05"), day_of(2014, 10, 5),
                  &p.v.s.arena, &v);
    CHECK_INT(n, 7);
    for (size_t i = 0; i < n; i++) {
        int64_t want = id_same(v[i].person, p.who[1]) ? BAR_SEAT_FALLEN :
                       id_same(v[i].person, p.who[6]) ? BAR_TOO_MANY :
                       id_same(v[i].body, p.vo[2])    ? BAR_BODY_NOT_WORKING :
                                                        INT_NONE;

        CHECK_INT(v[i].bar, want);
        CHECK(v[i].eligible == (want == INT_NONE));
    }
    site_end(&p.v.s);
}

/* The by-law takes the vote after three months; delegate 0 is further behind,
 * delegate 3 is not. */
SITE(who_is_so_long_in_arrears_is_barred_where_the_by_law_says_so)
{
    static const char *const out[] = { "2014-05-01", "2014-08-15" };
    static const int who[] = { 0, 3 };
    struct poll_site p;
    struct vote_voter *v;
    size_t n;

    poll_start(&p, db);
    for (int i = 0; i < 2; i++) {
        struct id loan = say_of(
            &p, "loan",
            "{'applied':'2014-04-01','asked':500000,'instalments':10,'rsp':"
            "'%s','number':'L-%d','person':'%s','product':'SRSO-ENTERPRISE',"
            "'purpose':'livestock'}",
            hex(&p, p.v.srso), i, hex(&p, p.who[who[i]]));

        say_of(&p, "disbursement",
               "{'amount':500000,'held':'%s','leaf':'R%d','loan':'%s','way':"
               "'box'}",
               out[i], i, hex(&p, loan));
    }
    for (int law = 0; law < 2; law++) {
        if (law)
            law_put(&p, "2014-02-02", 2,
                    "'parameter':'general_body','said':'delegates'"
                    "|'parameter':'arrears_months','number':3");
        if (law == 0)
            call_put(&p, CHAIR, "");
        n = vote_draw(db, vote_on(&p, "2014-10-05"), day_of(2014, 10, 5),
                      &p.v.s.arena, &v);
        for (size_t i = 0; i < n; i++)
            CHECK_INT(v[i].bar, law && id_same(v[i].person, p.who[0]) ?
                                    BAR_ARREARS :
                                    INT_NONE);
    }
    site_end(&p.v.s);
}

SITE(a_final_roll_is_frozen_and_its_digest_is_of_what_stands_in_it)
{
    struct poll_site p;
    struct vote *v;
    struct id last;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    roll_drawn(&p, "2014-10-11", false);
    last = roll_drawn(&p, "2014-10-12", true);
    CHECK(found_at(&p.v, last, "roll.shown_short", "drawn"));
    CHECK(!found(&p.v, last, "roll.after_final"));
    last = say_of(&p, "roll",
                  "{'election':'%s','drawn':'2014-10-13','final':true,"
                  "'digest':'%064d','voter':[{'person':'%s','eligible':true}]}",
                  hex(&p, p.election), 7, hex(&p, p.who[6]));
    CHECK(found(&p.v, last, "roll.other_digest"));
    last = roll_drawn(&p, "2014-10-14", true); /* it was frozen before */
    CHECK(found(&p.v, last, "roll.after_final"));
    v = vote_on(&p, "2014-10-14");
    CHECK(v->final && v->final->drawn == day_of(2014, 10, 12));
    CHECK_INT(v->eligible, 6);
    CHECK(hash_same(v->final->digest,
                    vote_roll_digest(p.election, v->final->voter,
                                     v->final->voters, &p.v.s.arena)));
    site_end(&p.v.s);
}

/* A membership that is told later to have ended before vacates the seat on the
 * roll (institutions.md 14.2, 3). */
SITE(who_is_no_member_any_more_is_told_on_the_roll_whenever_that_comes)
{
    struct poll_site p;
    struct id roll, said;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    roll_drawn(&p, "2014-10-05", false);
    roll = roll_drawn(&p, "2014-10-12", true);
    CHECK(!found(&p.v, roll, "roll.seat_fallen"));
    said = fix_put(&p.v, p.member[1],
                   "{\"body\":\"%1\",\"person\":\"%2\",\"joined\":"
                   "\"2013-01-05\",\"ended\":\"2014-08-01\",\"why\":"
                   "\"moved\"}",
                   p.vo[0], p.who[1]);
    CHECK(found(&p.v, roll, "roll.seat_fallen"));
    fix_put(&p.v, said,
            "{\"body\":\"%1\",\"person\":\"%2\",\"joined\":\"2013-01-05\","
            "\"ended\":\"2014-10-13\",\"why\":\"moved\"}",
            p.vo[0], p.who[1]);
    CHECK(!found(&p.v, roll, "roll.seat_fallen")); /* the day after it */
    fix_put(&p.v, p.delegate[3], "", ID_NONE, ID_NONE);
    CHECK(found(&p.v, roll, "roll.seat_fallen"));
    site_end(&p.v.s);
}

SITE(an_open_objection_holds_the_roll_up)
{
    struct poll_site p;
    struct id protest;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    roll_drawn(&p, "2014-10-05", false);
    protest = say_of(&p, "protest",
                     "{'election':'%s','held':'2014-10-06','about':'roll',"
                     "'person':'%s','says':'I was left out'}",
                     hex(&p, p.election), hex(&p, p.who[6]));
    CHECK(!may(&p, "2014-10-20", ACT_FREEZE));
    CHECK(troubled(&p, "2014-10-20", "roll.protests_open", ID_NONE));
    roll_drawn(&p, "2014-10-12", true);
    CHECK(found(&p.v, protest, "protest.roll_was_frozen"));
    fix_put(&p.v, protest,
            "{\"election\":\"%1\",\"held\":\"2014-10-06\",\"about\":\"roll\","
            "\"person\":\"%2\",\"says\":\"I was left out\",\"decided\":"
            "\"dismissed\",\"decided_on\":\"2014-10-09\",\"answer\":\"no\"}",
            p.election, p.who[6]);
    CHECK(!found(&p.v, protest, "protest.roll_was_frozen"));
    site_end(&p.v.s);
}

/* ---- papers -------------------------------------------------------------*/

SITE(papers_are_judged_by_the_roll_and_the_by_law)
{
    struct poll_site p;
    struct id good, paper;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    rolls_put(&p);
    good = name_put(&p, "chairperson", 0, 2, 4);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding f JOIN nomination n"
                           " ON n.entry = f.entry"),
              0);
    paper = name_put(&p, "chairperson", 1, 2, 3); /* both of one VO */
    CHECK(found_at(&p.v, paper, "nomination.one_body", "seconder"));
    paper = name_put(&p, "chairperson", 6, 0, 4); /* sent by nobody */
    CHECK(found_at(&p.v, paper, "nomination.no_voter", "person"));
    paper = name_put(&p, "chairperson", 3, 6, 8);
    CHECK(found_at(&p.v, paper, "nomination.proposer_no_voter", "proposer"));
    CHECK(found_at(&p.v, paper, "nomination.seconder_no_voter", "seconder"));
    paper = name_put(&p, "chairperson", 5, 0, 2); /* seventeen */
    CHECK(found_at(&p.v, paper, "nomination.too_young", "person"));
    judge_put(&p, paper, "rejected", "2014-10-20");
    CHECK(!found(&p.v, paper, "nomination.too_young"));
    paper = name_put(&p, "chairperson", 7, 0, 2); /* heads the committee */
    CHECK(found_at(&p.v, paper, "nomination.of_the_committee", "person"));
    paper = name_put(&p, "general_secretary", 4, 0, 2);
    CHECK(found_at(&p.v, paper, "nomination.other_office", "office"));
    paper = name_put(&p, "chairperson", 0, 3, 4);
    CHECK(found(&p.v, good, "nomination.twice") !=
          found(&p.v, paper, "nomination.twice"));
    paper = name_put(&p, "chairperson", 0, 0, 4);
    CHECK(found_at(&p.v, paper, "nomination.proposes_herself", "proposer"));
    paper = name_put(&p, "chairperson", 0, 4, 4);
    CHECK(found_at(&p.v, paper, "nomination.one_for_two", "seconder"));
    site_end(&p.v.s);
}

SITE(who_owes_or_holds_a_public_office_is_barred_where_the_by_law_says)
{
    struct poll_site p;
    struct id paper, judged;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    rolls_put(&p);
    paper = say_of(&p, "nomination",
                   "{'election':'%s','office':'chairperson','person':'%s',"
                   "'proposer':'%s','seconder':'%s','filed':'2014-10-15',"
                   "'consent':true,'owes':true,'public_office':true}",
                   hex(&p, p.election), hex(&p, p.who[0]), hex(&p, p.who[2]),
                   hex(&p, p.who[4]));
    CHECK(found(&p.v, paper, "nomination.owes"));
    CHECK(found(&p.v, paper, "nomination.public_office"));
    judged = judge_put(&p, paper, "accepted", "2014-10-20");
    CHECK(found_at(&p.v, judged, "scrutiny.barred", "verdict"));
    CHECK(!may(&p, "2014-10-20", ACT_DECLARE));
    law_put(&p, "2014-03-01", 2,
            "'parameter':'bar_default','number':0"
            "|'parameter':'bar_public_office','number':0");
    CHECK(!found(&p.v, paper, "nomination.owes"));
    CHECK(!found(&p.v, judged, "scrutiny.barred"));
    CHECK(may(&p, "2014-10-20", ACT_DECLARE));
    site_end(&p.v.s);
}

/* Terms in one office without a break; a year out of a term of two is none. */
SITE(nobody_stands_for_a_third_term_running)
{
    struct poll_site p;
    struct id paper, second;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    rolls_put(&p);
    paper = name_put(&p, "chairperson", 0, 2, 4);
    say_of(&p, "term",
           "{'body':'%s','office':'chairperson','person':'%s','basis':"
           "'elected','since':'2012-02-01','ended':'2013-02-01','why':'term'}",
           hex(&p, p.lso), hex(&p, p.who[0]));
    CHECK(!found(&p.v, paper, "nomination.too_many_terms"));
    second = say_of(&p, "term",
                    "{'body':'%s','office':'chairperson','person':'%s','basis':"
                    "'elected','since':'2014-01-20'}",
                    hex(&p, p.lso), hex(&p, p.who[0]));
    CHECK(found_at(&p.v, paper, "nomination.too_many_terms", "person"));
    fix_put(&p.v, second, "", ID_NONE, ID_NONE);
    CHECK(!found(&p.v, paper, "nomination.too_many_terms"));
    site_end(&p.v.s);
}

/* ---- the poll -----------------------------------------------------------*/

static void polled(struct poll_site *p, struct db *db)
{
    poll_start(p, db);
    call_put(p, CHAIR, "");
    rolls_put(p);
    stand_put(p, "chairperson", 0, 2, 4);
    stand_put(p, "chairperson", 3, 1, 4);
    account_put(p, 1, 6, 6);
}

SITE(nothing_is_counted_until_two_people_agree)
{
    struct poll_site p;
    struct id mine, again, other;

    polled(&p, db);
    mine = sheet_put(&p, "asma", "chairperson", 1, 0, 4, 3, 2);
    CHECK(state_is(&p, "2014-11-01", "poll"));
    again = sheet_put(&p, "asma", "chairperson", 1, 0, 4, 3, 2);
    CHECK(state_is(&p, "2014-11-01", "poll")); /* one and the same keyer */
    CHECK(found(&p.v, mine, "sheet.same_keyer") !=
          found(&p.v, again, "sheet.same_keyer"));
    fix_put(&p.v, again, "", ID_NONE, ID_NONE);
    other = sheet_put(&p, "bilal", "chairperson", 1, 0, 3, 3, 3);
    CHECK(found(&p.v, mine, "sheet.differs"));
    CHECK(found(&p.v, other, "sheet.differs"));
    CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
    CHECK_INT(vote_on(&p, "2014-11-01")->winners, 0);
    fix_put(&p.v, other, "", ID_NONE, ID_NONE);
    sheet_put(&p, "bilal", "chairperson", 1, 0, 4, 3, 2);
    CHECK(state_is(&p, "2014-11-01", "counted"));
    CHECK(!found(&p.v, mine, "sheet.differs"));
    site_end(&p.v.s);
}

/* Who mends the other's sheet has not counted for a second time. */
SITE(a_sheet_that_the_other_keyer_restates_is_no_second_count)
{
    struct poll_site p;
    struct id theirs;
    struct buf b;

    polled(&p, db);
    sheet_put(&p, "asma", "chairperson", 1, 0, 4, 3, 2);
    theirs = sheet_put(&p, "bilal", "chairperson", 1, 0, 3, 3, 3);
    b = buf_start(&p.v.s.arena);
    buf_fmt(&b,
            "{'answers':'%s','why':'x','body':{'election':'%s','office':"
            "'chairperson','round':1,'held':'2014-11-01','tally':[{'person':"
            "'%s','votes':4},{'person':'%s','votes':2}],'valid':6,'rejected':0,"
            "'spoiled':0,'unused':4,'not_returned':0}}",
            hex(&p, theirs), hex(&p, p.election), hex(&p, p.who[0]),
            hex(&p, p.who[3]));
    say_as(&p, "asma", "fix", "%s", arena_z(b.arena, buf_str(&b)));
    CHECK_INT(p.kept, KEPT);
    CHECK(found(&p.v, theirs, "sheet.not_by_itself"));
    CHECK(state_is(&p, "2014-11-01", "poll"));
    site_end(&p.v.s);
}

static void stands_two(struct poll_site *p, const char *more)
{
    call_put(p, CHAIR, more);
    rolls_put(p);
    stand_put(p, "chairperson", 0, 2, 4);
    stand_put(p, "chairperson", 3, 1, 4);
}

/* Every number of a sheet, wrong by one on both copies: an identity of 6.2 says
 * so, and nothing may be declared. */
SITE(numbers_that_cannot_be_are_told_and_hold_the_count_up)
{
    static const struct {
        int valid, rejected, spoiled, unused, not_returned;
        const char *what;
    } wrong[] = {
        { 6, 1, 0, 4, 0, "tally.issued" }, { 5, 2, 0, 4, 0, "tally.issued" },
        { 5, 1, 1, 4, 0, "tally.issued" }, { 5, 1, 0, 5, 0, "tally.printed" },
        { 5, 1, 0, 4, 1, "tally.issued" }, { 4, 2, 0, 4, 0, "tally.votes" },
        { 3, 3, 0, 4, 0, "tally.row" },
    };
    struct poll_site p;

    poll_start(&p, db);
    for (size_t i = 0; i < LEN(wrong); i++) {
        struct id sheet = ID_NONE;

        stands_two(&p, "");
        account_put(&p, 1, 6, 6);
        for (int k = 0; k < 2; k++)
            sheet = say_as(
                &p, k ? "asma" : "bilal", "sheet",
                "{'election':'%s','office':'chairperson','round':1,'held':"
                "'2014-11-01','tally':[{'person':'%s','votes':4},"
                "{'person':'%s','votes':1}],'valid':%d,'rejected':%d,"
                "'spoiled':%d,'unused':%d,'not_returned':%d}",
                hex(&p, p.election), hex(&p, p.who[0]), hex(&p, p.who[3]),
                wrong[i].valid, wrong[i].rejected, wrong[i].spoiled,
                wrong[i].unused, wrong[i].not_returned);
        CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
        if (!CHECK(found(&p.v, sheet, wrong[i].what)))
            printf("# %s\n", wrong[i].what);
    }
    site_end(&p.v.s);
}

/* Four hands for one, one for the other; so many raised none. */
static struct id hands_put(struct poll_site *p, const char *author, int none)
{
    return say_as(p, author, "sheet",
                  "{'election':'%s','office':'chairperson','round':1,'held':"
                  "'2014-11-01','tally':[{'person':'%s','votes':4},{'person':"
                  "'%s','votes':1}],'valid':5,'not_returned':%d}",
                  hex(p, p->election), hex(p, p->who[0]), hex(p, p->who[3]),
                  none);
}

/* By a show of hands there are no ballots: who came, and who raised none. */
SITE(hands_are_counted_twice_as_ballots_are)
{
    struct poll_site p;
    struct id sheet[2];

    poll_start(&p, db);
    call_said(&p, "hands", "plurality", CHAIR);
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    stand_put(&p, "chairperson", 3, 1, 4);
    say_of(&p, "ballot_account",
           "{'election':'%s','round':1,'held':'2014-11-01','present':6}",
           hex(&p, p.election));
    for (int k = 0; k < 2; k++) {
        sheet[k] = hands_put(&p, k ? "asma" : "bilal", 2);
        CHECK(found(&p.v, sheet[k], "tally.hands"));
    }
    CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
    for (int k = 0; k < 2; k++) {
        fix_put(&p.v, sheet[k], "", ID_NONE, ID_NONE);
        sheet[k] = hands_put(&p, k ? "asma" : "bilal", 1);
    }
    CHECK(!found(&p.v, sheet[0], "tally.hands"));
    CHECK(may(&p, "2014-11-01", ACT_DECLARE));
    site_end(&p.v.s);
}

SITE(without_its_quorum_or_with_more_voters_than_the_roll_a_poll_is_none)
{
    struct poll_site p;

    polled(&p, db);
    fix_put(&p.v, p.account, "", ID_NONE, ID_NONE);
    account_put(&p, 1, 2, 2);
    sheets_put(&p, "chairperson", 1, 0, 2, 3, 0);
    CHECK(found(&p.v, p.account, "ballot_account.no_quorum"));
    CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
    fix_put(&p.v, p.account, "", ID_NONE, ID_NONE);
    account_put(&p, 1, 7, 2);
    CHECK(found(&p.v, p.account, "tally.roll"));
    CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
    fix_put(&p.v, p.account, "", ID_NONE, ID_NONE);
    account_put(&p, 1, 3, 2);
    CHECK(may(&p, "2014-11-01", ACT_DECLARE));
    site_end(&p.v.s);
}

/* ---- ties ---------------------------------------------------------------*/

SITE(a_tie_is_polled_again_once_and_then_drawn_by_the_public_seed)
{
    struct poll_site p;
    struct vote *v;
    struct hash lot[2];
    struct buf about;

    poll_start(&p, db);
    call_put(&p, CHAIR, ",'tie':'repoll','seed':'6 2 5'");
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    stand_put(&p, "chairperson", 3, 1, 4);
    account_put(&p, 1, 6, 6);
    sheets_put(&p, "chairperson", 1, 0, 3, 3, 3);
    CHECK(state_is(&p, "2014-11-01", "tied"));
    v = vote_on(&p, "2014-11-01");
    CHECK_INT(v->race[0].round, 2);
    CHECK_INT((int64_t)v->race[0].stands, 2);
    CHECK(may(&p, "2014-11-01", ACT_POLL));
    account_put(&p, 2, 6, 6);
    sheets_put(&p, "chairperson", 2, 0, 3, 3, 3);
    CHECK(state_is(&p, "2014-11-01", "counted"));
    v = vote_on(&p, "2014-11-01");
    about = buf_start(&p.v.s.arena);
    buf_fmt(&about, "%s/chairperson/2", hex(&p, p.election));
    for (int i = 0; i < 2; i++)
        lot[i] = poll_lot(S("6 2 5"), buf_str(&about),
                          str_of(hex(&p, p.who[i ? 3 : 0])));
    CHECK_INT(v->winner[0].rule, WON_BY_LOT);
    CHECK(id_same(v->winner[0].person,
                  p.who[hash_order(lot[0], lot[1]) < 0 ? 0 : 3]));
    site_end(&p.v.s);
}

SITE(a_casting_vote_decides_where_the_call_says_so)
{
    struct poll_site p;
    struct vote *v;
    struct id *named;

    poll_start(&p, db);
    call_put(&p, CHAIR, ",'tie':'casting'");
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    stand_put(&p, "chairperson", 3, 1, 4);
    account_put(&p, 1, 6, 6);
    sheets_put(&p, "chairperson", 1, 0, 3, 3, 3);
    CHECK(state_is(&p, "2014-11-01", "tied"));
    CHECK(!may(&p, "2014-11-01", ACT_DECLARE));
    v = vote_on(&p, "2014-11-01");
    named = arena_new(&p.v.s.arena, struct id);
    *named = p.who[3];
    v->casting = named;
    v->castings = 1;
    vote_judge(v, DAY_NONE);
    CHECK_INT((int64_t)v->winners, 1);
    CHECK(id_same(v->winner[0].person, p.who[3]));
    CHECK_INT(v->winner[0].rule, WON_BY_CASTING);
    CHECK((v->may & ACT_DECLARE) != 0);
    site_end(&p.v.s);
}

/* Delegate 0 is three days older than 3. */
SITE(the_older_one_wins_where_the_call_says_so)
{
    struct poll_site p;
    struct vote *v;

    poll_start(&p, db);
    stands_two(&p, ",'tie':'age'");
    account_put(&p, 1, 6, 6);
    sheets_put(&p, "chairperson", 1, 3, 3, 0, 3);
    v = vote_on(&p, "2014-11-01");
    CHECK_INT((int64_t)v->winners, 1);
    CHECK(id_same(v->winner[0].person, p.who[0]));
    CHECK_INT(v->winner[0].rule, WON_BY_AGE);
    site_end(&p.v.s);
}

/* More than half, or a second round of the two who had most. */
SITE(without_more_than_half_there_is_a_second_round)
{
    struct poll_site p;
    struct vote *v;

    poll_start(&p, db);
    call_said(&p, "ballot", "two_round", CHAIR);
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    stand_put(&p, "chairperson", 3, 1, 4);
    stand_put(&p, "chairperson", 4, 1, 2);
    account_put(&p, 1, 6, 6);
    for (int k = 0; k < 2; k++)
        say_as(&p, k ? "asma" : "bilal", "sheet",
               "{'election':'%s','office':'chairperson','round':1,'held':"
               "'2014-11-01','tally':[{'person':'%s','votes':3},{'person':"
               "'%s','votes':2},{'person':'%s','votes':1}],'valid':6,"
               "'rejected':0,'spoiled':0,'unused':4,'not_returned':0}",
               hex(&p, p.election), hex(&p, p.who[0]), hex(&p, p.who[3]),
               hex(&p, p.who[4]));
    CHECK(state_is(&p, "2014-11-01", "tied"));
    v = vote_on(&p, "2014-11-01");
    CHECK_INT(v->race[0].round, 2);
    CHECK_INT((int64_t)v->race[0].stands, 2);
    account_put(&p, 2, 5, 5);
    sheets_put(&p, "chairperson", 2, 0, 2, 3, 3);
    CHECK(state_is(&p, "2014-11-01", "counted"));
    CHECK(id_same(vote_on(&p, "2014-11-01")->winner[0].person, p.who[3]));
    site_end(&p.v.s);
}

/* Two seats, two votes a ballot; what a voter left unused is said. */
SITE(of_two_seats_each_voter_has_two_votes)
{
    struct poll_site p;
    struct vote *v;

    poll_start(&p, db);
    call_said(&p, "ballot", "block", "{'office':'executive_member','seats':2}");
    rolls_put(&p);
    stand_put(&p, "executive_member", 0, 2, 4);
    stand_put(&p, "executive_member", 3, 1, 4);
    stand_put(&p, "executive_member", 4, 1, 2);
    account_put(&p, 1, 6, 6);
    for (int k = 0; k < 2; k++)
        say_as(&p, k ? "asma" : "bilal", "sheet",
               "{'election':'%s','office':'executive_member','round':1,'held':"
               "'2014-11-01','tally':[{'person':'%s','votes':5},{'person':"
               "'%s','votes':4},{'person':'%s','votes':2}],'valid':6,"
               "'rejected':0,'spoiled':0,'unused':4,'not_returned':0,"
               "'undervotes':1}",
               hex(&p, p.election), hex(&p, p.who[0]), hex(&p, p.who[3]),
               hex(&p, p.who[4]));
    v = vote_on(&p, "2014-11-01");
    CHECK_INT((int64_t)v->winners, 2);
    CHECK(may(&p, "2014-11-01", ACT_DECLARE));
    CHECK(!id_same(v->winner[0].person, p.who[4]) &&
          !id_same(v->winner[1].person, p.who[4]));
    site_end(&p.v.s);
}

/* A meeting that agrees on one name for each seat, with its quorum. */
SITE(who_agrees_needs_a_quorum_and_no_ballots)
{
    struct poll_site p;
    struct id other;
    struct vote *v;

    poll_start(&p, db);
    call_said(&p, "consensus", "plurality", CHAIR);
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    other = stand_put(&p, "chairperson", 3, 1, 4);
    CHECK(troubled(&p, "2014-10-20", "election.no_consensus", ID_NONE));
    CHECK(!may(&p, "2014-10-20", ACT_DECLARE));
    judge_put(&p, other, "withdrawn", "2014-10-21");
    CHECK(troubled(&p, "2014-10-21", "election.quorum_unknown", ID_NONE));
    CHECK(!may(&p, "2014-10-21", ACT_DECLARE));
    say_of(&p, "ballot_account",
           "{'election':'%s','round':1,'held':'2014-11-01','present':4}",
           hex(&p, p.election));
    CHECK(may(&p, "2014-11-01", ACT_DECLARE));
    v = vote_on(&p, "2014-11-01");
    CHECK_INT(v->winner[0].rule, WON_BY_CONSENSUS);
    site_end(&p.v.s);
}

/* ---- the slate ----------------------------------------------------------*/

SITE(the_slate_is_tested_before_it_is_declared)
{
    struct poll_site p;

    poll_start(&p, db);
    call_put(&p, CHAIR_AND_FINANCE, "");
    rolls_put(&p);
    stand_put(&p, "chairperson", 0, 2, 4);
    stand_put(&p, "finance_secretary", 1, 2, 4); /* of the same VO as 0 */
    CHECK(troubled(&p, "2014-10-20", "slate.per_vo", ID_NONE));
    CHECK(!may(&p, "2014-10-20", ACT_DECLARE));
    site_end(&p.v.s);
}

SITE(a_slate_of_men_alone_is_held_up_where_the_by_law_blocks_it)
{
    struct poll_site p;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    rolls_put(&p);
    stand_put(&p, "chairperson", 2, 0, 4);
    CHECK(troubled(&p, "2014-10-20", "slate.women", ID_NONE));
    CHECK(!may(&p, "2014-10-20", ACT_DECLARE));
    say_of(&p, "term",
           "{'body':'%s','office':'finance_secretary','person':'%s','basis':"
           "'elected','since':'2014-02-01'}",
           hex(&p, p.lso), hex(&p, p.who[4])); /* one of two sits already */
    CHECK(!troubled(&p, "2014-10-20", "slate.women", ID_NONE));
    CHECK(may(&p, "2014-10-20", ACT_DECLARE));
    site_end(&p.v.s);
}

/* ---- the declaration ----------------------------------------------------*/

static struct id declared(struct poll_site *p, struct db *db)
{
    polled(p, db);
    sheets_put(p, "chairperson", 1, 0, 4, 3, 2);
    return declare_put(p, "2014-11-02");
}

static enum notice_says notice(struct poll_site *p, struct str code)
{
    return vote_check(p->v.s.db, code, day_of(2014, 12, 1), &p->v.s.arena).says;
}

SITE(a_notice_is_checked_by_its_short_digest)
{
    struct poll_site p;
    struct str code;
    struct vote_check c;
    struct id said = declared(&p, db);

    code = vote_short(vote_on(&p, "2014-11-02")->digest, &p.v.s.arena);
    CHECK_INT(code.n, 19);
    CHECK_INT(notice(&p, code), NOTICE_STANDS);
    c = vote_check(db, code, day_of(2014, 12, 1), &p.v.s.arena);
    CHECK(id_same(c.declaration, said) && id_same(c.election, p.election));
    CHECK(c.covered && c.v && c.held == day_of(2014, 11, 2));
    CHECK_INT(notice(&p, S("0000-0000-0000-0000")), NOTICE_UNKNOWN);
    CHECK_INT(notice(&p, S("ZZZZ-ZZZZ-ZZZZ-ZZZZ")), NOTICE_UNKNOWN);
    CHECK_INT(notice(&p, S("7KQ2")), NOTICE_NOT_A_CODE);
    CHECK_INT(notice(&p, S("")), NOTICE_NOT_A_CODE);
    /* A sheet that is withdrawn afterwards is not what was declared. */
    fix_put(&p.v, p.account, "", ID_NONE, ID_NONE);
    CHECK_INT(notice(&p, code), NOTICE_ALTERED);
    CHECK(found(&p.v, said, "declaration.not_counted"));
    fix_put(&p.v, said, "", ID_NONE, ID_NONE);
    CHECK_INT(notice(&p, code), NOTICE_RETURNED);
    site_end(&p.v.s);
}

SITE(what_was_not_counted_cannot_be_declared)
{
    struct poll_site p;
    struct id said;

    polled(&p, db);
    sheets_put(&p, "chairperson", 1, 0, 4, 3, 2);
    said = say_of(&p, "declaration",
                  "{'election':'%s','held':'2014-11-02','round':1,'digest':"
                  "'%064d','winner':[{'office':'chairperson','person':'%s',"
                  "'votes':2,'rule':'plurality'}]}",
                  hex(&p, p.election), 5, hex(&p, p.who[3]));
    CHECK(found_at(&p.v, said, "declaration.other_winner", "winner[0].person"));
    CHECK(found(&p.v, said, "declaration.winner_missing"));
    CHECK(found(&p.v, said, "declaration.other_digest"));
    CHECK(!may(&p, "2014-12-01", ACT_SEAT));
    CHECK(state_is(&p, "2014-12-01", "declared"));
    site_end(&p.v.s);
}

SITE(an_appeal_holds_the_result_up_and_an_annulment_ends_it)
{
    struct poll_site p;
    struct id appeal, late;
    struct str code;

    declared(&p, db);
    code = vote_short(vote_on(&p, "2014-11-02")->digest, &p.v.s.arena);
    appeal = say_of(&p, "appeal",
                    "{'election':'%s','held':'2014-11-09','person':'%s',"
                    "'grounds':'I was not let in'}",
                    hex(&p, p.election), hex(&p, p.who[3]));
    CHECK(!found(&p.v, appeal, "appeal.late"));
    late = say_of(&p, "appeal",
                  "{'election':'%s','held':'2014-11-10','person':'%s',"
                  "'grounds':'nor I','decided':'dismissed','decided_on':"
                  "'2014-11-12','answer':'too late'}",
                  hex(&p, p.election), hex(&p, p.who[2]));
    CHECK(found(&p.v, late, "appeal.late"));
    CHECK(state_is(&p, "2014-12-01", "declared"));
    fix_put(&p.v, appeal,
            "{\"election\":\"%1\",\"held\":\"2014-11-09\",\"person\":\"%2\","
            "\"grounds\":\"I was not let in\",\"decided\":\"upheld\","
            "\"decided_on\":\"2014-11-20\",\"answer\":\"so it was\"}",
            p.election, p.who[3]);
    CHECK(state_is(&p, "2014-12-01", "declared"));
    CHECK(troubled(&p, "2014-12-01", "appeal.upheld", ID_NONE));
    CHECK(!may(&p, "2014-12-01", ACT_HANDOVER));
    say_as(&p, "rabia", "annulment",
           "{'election':'%s','held':'2014-11-22','why':'voters were kept out',"
           "'appeal':'%s'}",
           hex(&p, p.election), hex(&p, appeal));
    CHECK_INT(p.kept, KEPT);
    CHECK(state_is(&p, "2014-12-01", "annulled"));
    CHECK_INT(vote_on(&p, "2014-12-01")->may, 0);
    CHECK_INT(notice(&p, code), NOTICE_ANNULLED);
    say_as(&p, "rabia", "annulment",
           "{'election':'%s','held':'2014-11-23','why':'x','appeal':'%s'}",
           hex(&p, p.election), hex(&p, late));
    CHECK(found(&p.v, p.election, "annulment.appeal_dismissed") ||
          both_ask(db, "SELECT count(*) FROM finding WHERE what ="
                       " 'annulment.appeal_dismissed'") == 1);
    site_end(&p.v.s);
}

/* ---- what must never be, and what must always be the same ---------------*/

/* Every id of a voter who neither stands nor names anybody stands in the roll
 * and in what made her a voter, and nowhere else of the election. */
SITE(no_entry_says_who_voted_for_whom)
{
    struct poll_site p;
    struct lines *log;
    static const char *const quiet[] = { "\"kind\":\"sheet\"",
                                         "\"kind\":\"ballot_account\"",
                                         "\"kind\":\"declaration\"" };
    const char *voter;

    polled(&p, db);
    sheets_put(&p, "chairperson", 1, 0, 4, 3, 2);
    declare_put(&p, "2014-11-02");
    voter = hex(&p, p.who[5]);
    log = export(&p.v.s, 0);
    for (size_t i = 0; i < log->n; i++) {
        struct str line = log->line[i];

        if (!memmem(line.p, line.n, voter, 32))
            continue;
        for (size_t j = 0; j < LEN(quiet); j++)
            CHECK(!memmem(line.p, line.n, quiet[j], strlen(quiet[j])));
    }
    lines_free(log);
    /* And no kind could hold it: who names a person beside votes names a
     * candidate. */
    for (int i = 0; i < kind_count; i++)
        for (int j = 0; j < kind_index[i]->fields; j++) {
            const struct field *f = &kind_index[i]->field[j];
            int persons = 0;

            if (f->type != FIELD_ROWS ||
                !field_find(f->child, f->children, S("votes")))
                continue;
            for (int k = 0; k < f->children; k++)
                persons += f->child[k].type == FIELD_REF;
            CHECK(persons <= 1 || !strcmp(kind_index[i]->name, "declaration"));
        }
    site_end(&p.v.s);
}

SITE(the_same_entries_in_any_order_are_the_same_election)
{
    struct poll_site p;
    struct db *home = db_open(":memory:", DB_MAKE);

    declared(&p, home);
    say_of(&p, "protest",
           "{'election':'%s','held':'2014-10-06','about':'roll','person':'%s',"
           "'says':'I was left out'}",
           hex(&p, p.election), hex(&p, p.who[6]));
    stand_put(&p, "chairperson", 5, 0, 2); /* too young, and accepted */
    fix_put(&p.v, p.member[1],
            "{\"body\":\"%1\",\"person\":\"%2\",\"joined\":\"2013-01-05\","
            "\"ended\":\"2014-08-01\",\"why\":\"moved\"}",
            p.vo[0], p.who[1]);
    fix_put(&p.v, p.delegate[4], "", ID_NONE, ID_NONE);
    law_put(&p, "2014-09-01", 2, "'parameter':'notice_days','number':40");
    say_of(&p, "term",
           "{'body':'%s','office':'chairperson','person':'%s','basis':"
           "'elected','since':'2012-11-01'}",
           hex(&p, p.lso), hex(&p, p.who[0]));
    say_as(&p, "rabia", "annulment",
           "{'election':'%s','held':'2014-11-22','why':'x'}",
           hex(&p, p.election));
    CHECK(findings_of(home) > 5);
    any_order(&p.v.s, db);
    site_end(&p.v.s);
    db_close(home);
}

/* Keyers of a district have no right on the election of a body that lies
 * elsewhere, whichever of it comes first. */
SITE(a_body_that_moves_takes_the_rights_on_its_election_with_it)
{
    static const char *const sheets = "SELECT count(*) FROM sheet";
    struct poll_site p;
    struct db *home = db_open(":memory:", DB_MAKE);
    struct id moved;

    polled(&p, home);
    sheets_put(&p, "chairperson", 1, 0, 4, 3, 2);
    CHECK_INT(both_ask(home, sheets), 2);
    moved = fix_put(&p.v, p.lso,
                    "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\","
                    "\"nature\":\"lso\",\"place\":\"%2\",\"rsp\":\"%1\","
                    "\"sex\":\"mixed\"}",
                    p.v.srso, named("place", "pk628"));
    CHECK_INT(both_ask(home, sheets), 0);
    CHECK(state_is(&p, "2014-11-01", "poll"));
    any_order(&p.v.s, db);
    fix_put(&p.v, moved,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\",\"nature\":"
            "\"lso\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"mixed\"}",
            p.v.srso, p.v.uc);
    CHECK_INT(both_ask(home, sheets), 2); /* it was a mistake */
    CHECK(state_is(&p, "2014-11-01", "counted"));
    site_end(&p.v.s);
    db_close(home);
}

/* ---- rights -------------------------------------------------------------*/

/* Who may say what of an election: keepers of the register, but an annulment is
 * for those who check. */
static const struct {
    const char *role;
    bool keeps, checks;
} may_say[] = {
    { "manager", true, true },
    { "organiser", true, false },
    { "operator", true, false },
    { "book_keeper", true, false },
    { "monitor", false, true },
    { "finance_officer", false, true },
    { "engineer", false, false },
    { "donor", false, false },
    { "auditor", false, false },
    { "viewer", false, false },
    { "department_officer", false, false },
    { "administrator", false, false },
};

SITE(keepers_say_what_happens_and_checkers_annul)
{
    struct poll_site p;

    poll_start(&p, db);
    call_put(&p, CHAIR, "");
    for (size_t i = 0; i < LEN(may_say); i++) {
        struct rows r;
        struct id brief, end;
        char login[32];

        snprintf(login, sizeof login, "x%d", (int)i);
        login_put(&p, login, may_say[i].role);
        brief = say_as(&p, login, "briefing",
                       "{'election':'%s','held':'2014-10-%02d','women':3}",
                       hex(&p, p.election), (int)i + 2);
        end = say_as(&p, login, "annulment",
                     "{'election':'%s','held':'2014-11-%02d','why':'x'}",
                     hex(&p, p.election), (int)i + 2);
        r = db_text_rows(db, S("SELECT count(*) FROM briefing WHERE entry = $1"
                               " UNION ALL SELECT count(*) FROM annulment"
                               " WHERE entry = $2"));
        db_bind_id(&r, 1, brief);
        db_bind_id(&r, 2, end);
        CHECK(db_next(&r));
        if (!CHECK_INT(db_int(&r, 0), may_say[i].keeps))
            printf("# %s\n", may_say[i].role);
        CHECK(db_next(&r));
        if (!CHECK_INT(db_int(&r, 0), may_say[i].checks))
            printf("# %s\n", may_say[i].role);
        db_done(&r);
    }
    site_end(&p.v.s);
}

/* ---- garbage ------------------------------------------------------------*/

static uint64_t chance(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static struct id few_id(uint64_t *seed)
{
    struct id id = { { 0 } };

    id.b[0] = (uint8_t)(chance(seed) % 7);
    return id;
}

static int64_t few_int(uint64_t *seed)
{
    static const int64_t odd[] = { INT_NONE, -1, 0, 1, 2, 3, 16000, 999999 };

    return odd[chance(seed) % LEN(odd)];
}

static struct vote_fact any_fact(uint64_t *seed)
{
    static const char *const text[] = { "",         "chairperson", "x",
                                        "ballot",   "repoll",      "delegates",
                                        "confirmed" };
    struct vote_fact f = { .entry = few_id(seed),
                           .says = (int64_t)(chance(seed) % 21),
                           .on_day = few_int(seed),
                           .round = few_int(seed),
                           .office = str_of(text[chance(seed) % 3]),
                           .words = str_of(text[chance(seed) % LEN(text)]),
                           .person = few_id(seed),
                           .body = few_id(seed),
                           .other = few_id(seed),
                           .third = few_id(seed) };

    f.a = few_int(seed);
    f.b = few_int(seed);
    f.c = few_int(seed);
    f.d = few_int(seed);
    f.e = few_int(seed);
    f.g = few_int(seed);
    f.h = few_int(seed);
    if (f.says == SAYS_SEAT && (f.a < 1 || f.a > SEATS_MOST))
        f.a = 1; /* fields have bounds; these are what rows can hold */
    return f;
}

/* Facts that no law would let stand, in two orders: no crash, one answer. */
TEST(whatever_is_said_the_law_answers_and_the_order_does_not_matter)
{
    struct arena a = { 0 };
    uint64_t seed = 7;
    int judged = 0;

    for (int i = 0; i < 3000; i++) {
        struct vote_fact f[60], g[60];
        size_t n = 1 + chance(&seed) % 60;
        struct vote *v, *w;

        for (size_t j = 0; j < n; j++)
            f[j] = any_fact(&seed);
        f[0].says = SAYS_CALL;
        for (size_t j = 1; j < n; j++)
            if (f[j].says == SAYS_CALL)
                f[j].says = SAYS_BRIEFING;
        v = vote_read(f, n, &a);
        if (!CHECK(v != NULL))
            continue;
        vote_judge(v, few_int(&seed) == 0 ? 16000 : DAY_NONE);
        CHECK(v->state <= VOTE_HANDED_OVER);
        judged += v->winners > 0;
        for (size_t j = 0; j < n; j++)
            g[n - 1 - j] = f[j];
        w = vote_read(g, n, &a);
        vote_judge(w, DAY_NONE);
        vote_judge(v, DAY_NONE); /* twice is once */
        CHECK_INT(w->rolls + w->sheets + w->nominations,
                  v->rolls + v->sheets + v->nominations);
        arena_free(&a);
    }
    CHECK(judged > 0);
}

/* The example of doc/format.md, computed elsewhere. */
TEST(digests_are_as_the_format_says)
{
    static const char roll_is[] =
        "2b9c222bcefa1e45aba6e9365c92eb5d7a2c64c752638f17c9913111be4bf233";
    static const char result_is[] =
        "08a52f7f28aaa336fb5fe9aec11a4f82bbbe388e0655a06b74ee0655e8b967ea";
    struct arena a = { 0 };
    struct vote_fact f[] = {
        { .says = SAYS_CALL, .a = INT_NONE, .b = METHOD_BALLOT },
        { .says = SAYS_SEAT, .office = S("chairperson"), .a = 1 },
        { .says = SAYS_ROLL, .on_day = 10, .a = 1 },
        { .says = SAYS_VOTER, .a = 1 },
        { .says = SAYS_VOTER, .a = 1 },
        { .says = SAYS_NOMINATION, .office = S("chairperson"), .a = 1 },
        { .says = SAYS_NOMINATION, .office = S("chairperson"), .a = 1 },
        { .says = SAYS_SCRUTINY, .a = SCRUTINY_ACCEPTED },
        { .says = SAYS_SCRUTINY, .a = SCRUTINY_ACCEPTED },
        { .says = SAYS_ACCOUNT, .round = 1, .a = 2, .b = 10, .c = 2 },
        { .says = SAYS_SHEET, .words = S("asma") },
        { .says = SAYS_SHEET, .words = S("bilal") },
        { .says = SAYS_TALLY, .a = 2, .b = 0 },
        { .says = SAYS_TALLY, .a = 0, .b = 1 },
        { .says = SAYS_TALLY, .a = 0, .b = 0 },
        { .says = SAYS_TALLY, .a = 2, .b = 1 },
    };
    struct id e, one, other;
    struct vote *v;
    struct hash h;

    memset(e.b, 0x11, sizeof e.b);
    memset(one.b, 0xaa, sizeof one.b);
    memset(other.b, 0xbb, sizeof other.b);
    for (size_t i = 0; i < LEN(f); i++) {
        f[i].entry = f[i].says == SAYS_CALL ? e : few_id(&(uint64_t){ i });
        f[i].entry.b[1] = (uint8_t)(i + 1);
    }
    f[0].entry = e;
    f[3].person = f[5].person = f[12].person = f[15].person = one;
    f[4].person = f[6].person = f[13].person = f[14].person = other;
    f[3].entry = f[4].entry = f[2].entry;
    memset(f[3].body.b, 0x0c, sizeof f[3].body.b);
    memset(f[3].other.b, 0xdd, sizeof f[3].other.b);
    f[7].other = f[5].entry;
    f[8].other = f[6].entry;
    f[12].entry = f[13].entry = f[10].entry;
    f[14].entry = f[15].entry = f[11].entry;
    for (int i = 10; i < 12; i++) {
        f[i].office = S("chairperson");
        f[i].round = 1;
        f[i].a = 2;
        f[i].d = 8;
        f[i].g = INT_NONE;
    }
    CHECK(hash_read(str_of(roll_is), &f[2].digest));
    v = vote_read(f, LEN(f), &a);
    vote_judge(v, DAY_NONE);
    h = vote_roll_digest(e, v->roll->voter, v->roll->voters, &a);
    CHECK(hash_same(h, f[2].digest));
    CHECK(hash_read(str_of(result_is), &h));
    CHECK_INT((int64_t)v->winners, 1);
    CHECK(hash_same(h, v->digest));
    CHECK_STR(vote_short(h, &a), S("12JJ-YZS8-NAHK-DYTZ"));
    arena_free(&a);
}

TEST(a_short_digest_is_read_however_it_is_typed)
{
    struct arena a = { 0 };
    uint64_t seed = 3;

    for (int i = 0; i < 200; i++) {
        struct hash h;
        uint8_t back[SHORT_BYTES] = { 0 };
        struct str s;

        for (size_t j = 0; j < sizeof h.b; j++)
            h.b[j] = (uint8_t)chance(&seed);
        s = vote_short(h, &a);
        CHECK(vote_short_read(s, back, &a) && !memcmp(back, h.b, SHORT_BYTES));
        for (size_t j = 0; j < s.n; j++)
            CHECK(!strchr("ILOU", s.p[j]));
    }
    {
        uint8_t x[SHORT_BYTES], y[SHORT_BYTES];

        CHECK(vote_short_read(S("0011-2233-4455-66AB"), x, &a));
        CHECK(vote_short_read(S(" oOiL 22334455 66ab "), y, &a));
        CHECK(!memcmp(x, y, sizeof x));
        CHECK(vote_short_read(S("\xdb\xb0\xdb\xb0\xdb\xb1\xdb\xb1-2233-4455-"
                                "66ab"),
                              y, &a)); /* Urdu digits */
        CHECK(!memcmp(x, y, sizeof x));
        CHECK(!vote_short_read(S("0011-2233-4455-66A"), y, &a));
        CHECK(!vote_short_read(S("0011-2233-4455-66ABC"), y, &a));
        CHECK(!vote_short_read(S("0011-2233-4455-66AU"), y, &a));
        CHECK(!vote_short_read(S("\xff\xfe"), y, &a));
    }
    arena_free(&a);
}
