/* record_scheme - a scheme from a resolution to its upkeep: which gates are shut
 * and what opens them, tranches against certified progress, objections, money
 * that comes back, figures, and one state in any order. */
#include "works_site.h"

static struct works_state stood(struct building *g, day on)
{
    const struct kind *k = kind_find(S("scheme"));
    struct works_fact *f = arena_array(&g->v.s.arena, 2000, sizeof *f);
    size_t n = 0;
    struct rows r = db_text_rows(
        g->v.s.db,
        S("SELECT what, entry, on_day, n, choice, code, amount, a, b, c, one, "
          "two, three, also, way, account, taker FROM scheme_said WHERE scheme "
          "= $1 ORDER BY on_day, what, entry, n"));

    db_bind_id(&r, 1, g->scheme);
    while (n < 2000 && db_next(&r))
        columns_read(&r, &k->fact, &g->v.s.arena, &f[n++]);
    db_done(&r);
    both_fine(g->v.s.db);
    return works_state(f, n, on);
}

static int stage_of(struct building *g)
{
    return stood(g, DAY_NONE).stage;
}

static int64_t head(struct building *g, const char *name, struct id book)
{
    struct rows r =
        db_text_rows(g->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE head = $1 AND book = $2"));
    int64_t n;

    db_bind_text(&r, 1, str_of(name));
    db_bind_id(&r, 2, book);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(g->v.s.db);
    return n / 100;
}

/* ---- the road -----------------------------------------------------------*/

/* Every stage: its step is refused while its papers are not there, names each of
 * them, and is kept when they are. */
SITE(each_gate_is_shut_until_its_papers_are_there)
{
    static const struct {
        const char *stage, *held, *papers, *missing[4];
        int at;
    } gate[] = {
        { "appraised",
          "2014-02-01",
          "social_appraisal",
          { "scheme.paper.social_appraisal", NULL },
          AT_APPRAISED },
        { "surveyed",
          "2014-02-05",
          "survey photo_before",
          { "scheme.paper.survey", "scheme.paper.photo_before", NULL },
          AT_SURVEYED },
        { "designed",
          "2014-02-10",
          "design",
          { "scheme.paper.design", "scheme.paper.estimate",
            "scheme.paper.environment", NULL },
          AT_DESIGNED },
        { "submitted",
          "2014-02-12",
          "proposal",
          { "scheme.paper.proposal", NULL },
          AT_SUBMITTED },
        { "approved",
          "2014-02-18",
          "approval_note",
          { "scheme.paper.approval_note", NULL },
          AT_APPROVED },
        { "terms",
          "2014-02-25",
          "terms account_letter share",
          { "scheme.paper.terms", "scheme.paper.committees",
            "scheme.paper.account_letter", "scheme.paper.share" },
          AT_TERMS },
    };
    struct building g;

    building_start(&g, db);
    CHECK_INT(stage_of(&g), AT_IDENTIFIED);
    for (size_t i = 0; i < LEN(gate); i++) {
        CHECK(refused(&g, "scheme_step", "%s",
                      step_text(&g, gate[i].stage, gate[i].held)));
        for (size_t j = 0; j < 4 && gate[i].missing[j]; j++)
            if (!CHECK(told(&g, gate[i].missing[j])))
                printf("# %s\n", gate[i].missing[j]);
        papers_put(&g, gate[i].papers, gate[i].held);
        if (gate[i].at == AT_DESIGNED) {
            estimate_put(&g, "2014-02-10");
            checklist_put(&g, "2014-02-10", "");
        }
        if (gate[i].at == AT_TERMS) {
            committee_put(&g, "implementation", g.builds, 0);
            committee_put(&g, "audit", g.audits, 2);
            committee_put(&g, "om", g.keeps, 4);
        }
        CHECK(!refused(&g, "scheme_step", "%s",
                       step_text(&g, gate[i].stage, gate[i].held)));
        CHECK_INT(stage_of(&g), gate[i].at);
    }
    site_end(&g.v.s);
}

/* A stage does not come before the one in front of it. */
SITE(stages_come_in_their_order)
{
    struct building g;

    building_start(&g, db);
    papers_put(&g, "social_appraisal survey photo_before", "2014-02-01");
    CHECK(refused(&g, "scheme_step", "%s",
                  step_text(&g, "surveyed", "2014-02-02")));
    CHECK(told(&g, "scheme.first.appraised"));
    step_put(&g, "surveyed", "2014-02-02");
    CHECK_INT(stage_of(&g), AT_IDENTIFIED);
    step_put(&g, "appraised", "2014-02-05");
    CHECK_INT(stage_of(&g), AT_SURVEYED);
    CHECK_INT(stood(&g, DAY_NONE).since[AT_SURVEYED], day_of(2014, 2, 5));
    site_end(&g.v.s);
}

/* A paper that comes later opens its gate on its own day. */
SITE(a_step_stands_from_the_day_of_its_last_paper)
{
    struct building g;
    struct id step;

    building_start(&g, db);
    step = step_put(&g, "appraised", "2014-02-01");
    CHECK_INT(stage_of(&g), AT_IDENTIFIED);
    CHECK(found(&g.v, step, "scheme.paper.social_appraisal"));
    paper_put(&g, "social_appraisal", "2014-02-09");
    CHECK_INT(stage_of(&g), AT_APPRAISED);
    CHECK_INT(stood(&g, DAY_NONE).since[AT_APPRAISED], day_of(2014, 2, 9));
    CHECK_INT(stood(&g, day_of(2014, 2, 8)).stage, AT_IDENTIFIED);
    CHECK(found(&g.v, step, "scheme.paper.social_appraisal"));
    paper_put(&g, "social_appraisal", "2014-01-31");
    CHECK(!found(&g.v, step, "scheme.paper.social_appraisal"));
    CHECK_INT(stood(&g, DAY_NONE).since[AT_APPRAISED], day_of(2014, 2, 1));
    site_end(&g.v.s);
}

/* The resolution is a paper by itself, as long as it was carried. */
SITE(a_lost_resolution_shuts_the_first_gate)
{
    struct building g;

    building_start(&g, db);
    paper_put(&g, "social_appraisal", "2014-02-01");
    step_put(&g, "appraised", "2014-02-01");
    CHECK_INT(stage_of(&g), AT_APPRAISED);
    put(&g, "fix",
        "{\"answers\":\"%s\",\"body\":{\"body\":\"%s\",\"passed\":"
        "\"2014-01-20\",\"state\":\"lost\",\"subject\":\"A culvert\"},"
        "\"why\":\"it was lost\"}",
        hex(&g, g.resolution), hex(&g, g.co));
    CHECK_INT(both_ask(db, "SELECT state FROM resolution"), 1);
    CHECK(found(&g.v, g.scheme, "scheme.resolution_lost"));
    CHECK_INT(stage_of(&g), AT_IDENTIFIED);
    CHECK(both_ask(db, "SELECT stage FROM scheme_kept") == AT_IDENTIFIED);
    site_end(&g.v.s);
}

SITE(a_scheme_that_is_sent_back_is_submitted_anew)
{
    struct building g;

    building_start(&g, db);
    papers_put(&g,
               "social_appraisal survey photo_before design proposal "
               "approval_note",
               "2014-02-01");
    estimate_put(&g, "2014-02-01");
    checklist_put(&g, "2014-02-01", "");
    step_put(&g, "appraised", "2014-02-02");
    step_put(&g, "surveyed", "2014-02-03");
    step_put(&g, "designed", "2014-02-04");
    step_put(&g, "submitted", "2014-02-05");
    CHECK_INT(stage_of(&g), AT_SUBMITTED);
    step_put(&g, "returned", "2014-02-10");
    CHECK_INT(stage_of(&g), AT_RETURNED);
    CHECK(refused(&g, "scheme_step", "%s",
                  step_text(&g, "approved", "2014-02-11")));
    CHECK(told(&g, "scheme.first.submitted"));
    step_put(&g, "submitted", "2014-02-12");
    step_put(&g, "approved", "2014-02-13");
    CHECK_INT(stage_of(&g), AT_APPROVED);
    step_put(&g, "rejected", "2014-02-14");
    CHECK_INT(stage_of(&g), AT_REJECTED);
    CHECK(
        refused(&g, "scheme_step", "%s", step_text(&g, "terms", "2014-02-15")));
    CHECK(told(&g, "scheme.rejected"));
    site_end(&g.v.s);
}

/* No impact, mitigate, or an assessment that the next gate asks for. */
SITE(a_checklist_that_finds_harm_asks_for_an_assessment)
{
    struct building g;

    building_start(&g, db);
    terms_put(&g);
    CHECK_INT(stage_of(&g), AT_TERMS);
    checklist_put(&g, "2014-02-11", "protected");
    CHECK_INT(stage_of(&g), AT_SUBMITTED);
    paper_put(&g, "eia", "2014-03-10");
    CHECK_INT(stage_of(&g), AT_TERMS);
    CHECK_INT(stood(&g, DAY_NONE).since[AT_APPROVED], day_of(2014, 3, 10));
    site_end(&g.v.s);
}

/* ---- committees ---------------------------------------------------------*/

SITE(three_committees_share_no_member_and_no_keeper_of_money)
{
    struct building g;
    struct id mixed;

    building_start(&g, db);
    terms_put(&g);
    CHECK_INT(stage_of(&g), AT_TERMS);
    /* one of those who build also sits in the audit */
    mixed = put(&g, "committee",
                "{\"body\":\"%s\",\"formed\":\"2013-01-11\",\"nature\":"
                "\"audit\",\"seats\":[{\"person\":\"%s\",\"role\":\"head\"},"
                "{\"person\":\"%s\",\"role\":\"member\"}]}",
                hex(&g, g.co), hex(&g, g.person[2]), hex(&g, g.person[1]));
    put(&g, "scheme_committee",
        "{\"committee\":\"%s\",\"held\":\"2014-02-21\",\"part\":\"audit\","
        "\"scheme\":\"%s\",\"treasurer\":\"%s\"}",
        hex(&g, mixed), hex(&g, g.scheme), hex(&g, g.person[2]));
    CHECK_INT(stage_of(&g), AT_APPROVED);
    CHECK(
        refused(&g, "scheme_step", "%s", step_text(&g, "terms", "2014-02-26")));
    CHECK(told(&g, "scheme.members_same"));
    CHECK(told(&g, "scheme.paper.committees"));
    /* the keeper of money of those who build keeps the audit's too */
    put(&g, "scheme_committee",
        "{\"committee\":\"%s\",\"held\":\"2014-02-22\",\"part\":\"audit\","
        "\"scheme\":\"%s\",\"treasurer\":\"%s\"}",
        hex(&g, g.audits), hex(&g, g.scheme), hex(&g, g.person[0]));
    CHECK(
        refused(&g, "scheme_step", "%s", step_text(&g, "terms", "2014-02-26")));
    CHECK(told(&g, "scheme.treasurers_same"));
    put(&g, "scheme_committee",
        "{\"committee\":\"%s\",\"held\":\"2014-02-23\",\"part\":\"audit\","
        "\"scheme\":\"%s\",\"treasurer\":\"%s\"}",
        hex(&g, g.audits), hex(&g, g.scheme), hex(&g, g.person[3]));
    CHECK_INT(stage_of(&g), AT_TERMS);
    /* the committee itself is put right elsewhere, and changed again */
    put(&g, "fix",
        "{\"answers\":\"%s\",\"body\":{\"body\":\"%s\",\"formed\":"
        "\"2013-01-10\",\"nature\":\"om\",\"seats\":[{\"person\":\"%s\","
        "\"role\":\"head\"}]},\"why\":\"x\"}",
        hex(&g, g.keeps), hex(&g, g.co), hex(&g, g.person[0]));
    CHECK_INT(stage_of(&g), AT_APPROVED);
    site_end(&g.v.s);
}

/* ---- tranches -----------------------------------------------------------*/

/* Must show 2: a closed gate refuses the next tranche and says which paper is
 * missing. */
SITE(a_closed_gate_refuses_the_next_tranche_and_names_the_paper)
{
    struct building g;
    struct id t;

    building_start(&g, db);
    terms_put(&g);
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 1, 40000, "2014-03-05")));
    CHECK(told(&g, "scheme.paper.village_sheet"));
    CHECK(!told(&g, "scheme.paper.certificate"));
    paper_put(&g, "village_sheet", "2014-02-25");
    CHECK(!refused(&g, "scheme_tranche", "%s",
                   tranche_text(&g, 1, 40000, "2014-03-05")));
    CHECK_INT(stage_of(&g), AT_INITIATED);
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 2, 20000, "2014-05-05")));
    CHECK(told(&g, "scheme.paper.certificate"));
    CHECK(told(&g, "scheme.paper.audit_signoff"));
    CHECK(told(&g, "scheme.paper.village_sheet"));
    CHECK(told(&g, "scheme.paper.photo_during"));
    CHECK(told(&g, "scheme_tranche.ahead"));
    CHECK(!told(&g, "scheme.paper.completion"));
    /* signed elsewhere it stands in the books, and says the same */
    t = tranche_put(&g, 2, 20000, "2014-05-05");
    CHECK(found(&g.v, t, "scheme.paper.certificate"));
    CHECK(found(&g.v, t, "scheme_tranche.ahead"));
    CHECK_INT(head(&g, "grant_given", g.v.srso), 60000);
    round_put(&g, 50, "2014-04-20", "2014-04-21", "2014-04-22");
    CHECK(!found(&g.v, t, "scheme.paper.certificate"));
    CHECK(!found(&g.v, t, "scheme.paper.audit_signoff"));
    CHECK(!found(&g.v, t, "scheme_tranche.ahead"));
    site_end(&g.v.s);
}

/* Certified progress is at least what was paid: 50 percent of 80,000. */
SITE(a_tranche_waits_for_certified_progress)
{
    struct building g;

    building_start(&g, db);
    terms_put(&g);
    paper_put(&g, "village_sheet", "2014-02-25");
    tranche_put(&g, 1, 40000, "2014-03-05");
    round_put(&g, 49, "2014-04-20", "2014-04-21", "2014-04-22");
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 2, 30000, "2014-05-05")));
    CHECK(told(&g, "scheme_tranche.ahead"));
    CHECK(!told(&g, "scheme.paper.certificate"));
    certificate_put(&g, 50, "2014-05-01", "");
    CHECK_INT(stood(&g, DAY_NONE).progress, 5000);
    CHECK(!refused(&g, "scheme_tranche", "%s",
                   tranche_text(&g, 2, 30000, "2014-05-05")));
    CHECK_INT(stage_of(&g), AT_IN_PROGRESS);
    /* papers of before the last tranche open nothing again */
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 3, 1000, "2014-06-05")));
    CHECK(told(&g, "scheme.paper.certificate"));
    CHECK(told(&g, "scheme.paper.village_sheet"));
    site_end(&g.v.s);
}

/* Payments stay within the approved cost; the last one comes only with the
 * certificate of completion. */
SITE(the_last_tranche_waits_for_completion)
{
    struct building g;

    building_start(&g, db);
    terms_put(&g);
    paper_put(&g, "village_sheet", "2014-02-25");
    tranche_put(&g, 1, 40000, "2014-03-05");
    round_put(&g, 90, "2014-04-20", "2014-04-21", "2014-04-22");
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 2, 40001, "2014-05-05")));
    CHECK(told(&g, "scheme_tranche.above_cost"));
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 2, 40000, "2014-05-05")));
    CHECK(told(&g, "scheme.paper.completion"));
    CHECK(!told(&g, "scheme_tranche.above_cost"));
    CHECK(refused(&g, "certificate",
                  "{\"completion\":true,\"held\":\"2014-05-01\",\"scheme\":"
                  "\"%s\",\"work\":[{\"done\":9999,\"line\":\"1\"}]}",
                  hex(&g, g.scheme)));
    CHECK(told(&g, "certificate.not_complete"));
    certificate_put(&g, 100, "2014-05-02", ",\"completion\":true");
    CHECK(!refused(&g, "scheme_tranche", "%s",
                   tranche_text(&g, 2, 40000, "2014-05-05")));
    CHECK_INT(stood(&g, DAY_NONE).paid, 8000000);
    site_end(&g.v.s);
}

/* A tranche is handed over in an open meeting, and called by its number. */
SITE(a_tranche_has_its_meeting_and_its_number)
{
    struct building g;

    building_start(&g, db);
    terms_put(&g);
    paper_put(&g, "village_sheet", "2014-02-25");
    CHECK(refused(&g, "scheme_tranche",
                  "{\"account\":\"%s\",\"amount\":100,\"held\":\"2014-03-05\","
                  "\"number\":2,\"scheme\":\"%s\",\"way\":\"cheque\"}",
                  hex(&g, g.bank), hex(&g, g.scheme)));
    CHECK(told(&g, "scheme_tranche.no_meeting"));
    CHECK(told(&g, "scheme_tranche.number"));
    site_end(&g.v.s);
}

/* The sheet hangs seven days, and nobody's objection is open. */
SITE(an_objection_holds_the_next_tranche_up)
{
    struct building g;
    struct id objection;

    building_start(&g, db);
    terms_put(&g);
    paper_put(&g, "village_sheet", "2014-02-27");
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 1, 40000, "2014-03-05")));
    CHECK(told(&g, "scheme_tranche.window"));
    objection = put(&g, "scheme_objection",
                    "{\"held\":\"2014-03-04\",\"household\":\"%s\",\"says\":"
                    "\"It floods my yard\",\"scheme\":\"%s\"}",
                    hex(&g, g.home), hex(&g, g.scheme));
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 1, 40000, "2014-03-06")));
    CHECK(told(&g, "scheme_tranche.objections"));
    CHECK(!told(&g, "scheme_tranche.window"));
    put(&g, "scheme_answer",
        "{\"answer\":\"We look at it\",\"held\":\"2014-03-05\",\"objection\":"
        "\"%s\"}",
        hex(&g, objection));
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 1, 40000, "2014-03-06")));
    put(&g, "scheme_answer",
        "{\"answer\":\"A drain is dug\",\"held\":\"2014-03-06\","
        "\"objection\":\"%s\",\"settled\":true}",
        hex(&g, objection));
    CHECK(!refused(&g, "scheme_tranche", "%s",
                   tranche_text(&g, 1, 40000, "2014-03-06")));
    site_end(&g.v.s);
}

/* ---- the end ------------------------------------------------------------*/

static void whole_put(struct building *g)
{
    terms_put(g);
    paper_put(g, "village_sheet", "2014-02-25");
    tranche_put(g, 1, 40000, "2014-03-05");
    put(g, "wage",
        "{\"amount\":1200000,\"days\":2400,\"held\":\"2014-04-01\",\"person\":"
        "\"%s\",\"poor\":true,\"scheme\":\"%s\"}",
        hex(g, g->person[6]), hex(g, g->scheme));
    put(g, "wage",
        "{\"amount\":300000,\"days\":500,\"held\":\"2014-04-02\",\"scheme\":"
        "\"%s\",\"sheet\":\"M-2\"}",
        hex(g, g->scheme));
    put(g, "scheme_spending",
        "{\"amount\":6000000,\"held\":\"2014-05-20\",\"scheme\":\"%s\","
        "\"what\":\"Brick and cement\"}",
        hex(g, g->scheme));
    round_put(g, 50, "2014-04-20", "2014-04-21", "2014-04-22");
    certificate_put(g, 100, "2014-05-02", ",\"completion\":true");
    tranche_put(g, 2, 40000, "2014-05-05");
    put(g, "contribution",
        "{\"amount\":1500000,\"days\":3000,\"held\":\"2014-05-06\","
        "\"nature\":\"labour\",\"scheme\":\"%s\"}",
        hex(g, g->scheme));
    papers_put(g, "photo_after accounts_closed", "2014-06-01");
    step_put(g, "completed", "2014-06-01");
}

static const char *handover_text(struct building *g)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"committee\":\"%s\",\"fee\":5000,\"held\":\"2014-06-10\","
            "\"households\":40,\"opening\":300000,\"scheme\":\"%s\"}",
            hex(g, g->keeps), hex(g, g->scheme));
    return arena_z(b.arena, buf_str(&b));
}

SITE(a_finished_scheme_counts_and_is_handed_over)
{
    struct building g;
    struct works_state s;

    building_start(&g, db);
    whole_put(&g);
    CHECK_INT(stage_of(&g), AT_COMPLETED);
    CHECK_INT(srso(&g.v, "cpi", "2014-05"), 0);
    CHECK_INT(srso(&g.v, "cpi", "2014-06"), 1);
    CHECK_INT(srso(&g.v, "cpi.household", "2014-06"), 40);
    CHECK_INT(srso(&g.v, "cpi.cost", "2014-06"), 10000000);
    CHECK(refused(&g, "scheme_handover", "%s", handover_text(&g)));
    CHECK(told(&g, "scheme.paper.handover_deed"));
    CHECK(!told(&g, "scheme.paper.om_fund"));
    paper_put(&g, "handover_deed", "2014-06-10");
    CHECK(!refused(&g, "scheme_handover", "%s", handover_text(&g)));
    CHECK_INT(stage_of(&g), AT_HANDED_OVER);
    s = stood(&g, DAY_NONE);
    CHECK_INT(works_clock(&s).months, 6);
    CHECK_INT(works_clock(&s).due, day_of(2014, 12, 10));
    put(&g, "om_collection",
        "{\"amount\":500000,\"held\":\"2014-09-10\",\"households\":33,"
        "\"scheme\":\"%s\"}",
        hex(&g, g.scheme));
    CHECK_INT(stage_of(&g), AT_OPERATING);
    put(&g, "scheme_check",
        "{\"found\":\"a crack\",\"held\":\"2014-12-12\",\"months\":6,"
        "\"om_balance\":700000,\"scheme\":\"%s\",\"works\":\"partly\"}",
        hex(&g, g.scheme));
    s = stood(&g, DAY_NONE);
    CHECK_INT(s.function, 1);
    CHECK_INT(works_clock(&s).months, 12);
    CHECK_INT(works_clock(&s).due, day_of(2015, 6, 10));
    CHECK_INT(s.om_due, INT64_C(6) * 40 * 5000);
    CHECK_INT(s.om_collected, 500000);
    CHECK_INT(s.poor_days, 2400);
    CHECK_INT(s.days, 2900);
    CHECK_INT(s.poor_wages, 1200000);
    site_end(&g.v.s);
}

/* Nothing is lost between the RSP's books and the community's; a donor's money
 * is earned by it. */
SITE(the_books_of_both_sides_agree)
{
    struct building g;

    building_start(&g, db);
    whole_put(&g);
    CHECK_INT(head(&g, "grant_given", g.v.srso), 80000);
    CHECK_INT(head(&g, "bank", g.v.srso), -80000);
    CHECK_INT(head(&g, "grant_held", g.v.srso), 80000);
    CHECK_INT(head(&g, "grant", g.v.srso), -80000);
    CHECK_INT(head(&g, "grant", g.co), -80000);
    CHECK_INT(head(&g, "bank", g.co), 80000);
    CHECK_INT(head(&g, "community_share", g.co), -20000);
    CHECK_INT(head(&g, "scheme_cost", g.co), 60000 + 15000 + 20000);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line"),
              0);
    site_end(&g.v.s);
}

/* A tranche that a second person took back was never paid. */
SITE(a_tranche_taken_back_was_never_paid)
{
    struct building g;
    struct id t;

    building_start(&g, db);
    put(&g, "access",
        "{\"login\":\"hina\",\"place\":\"%s\",\"role\":\"manager\"}",
        hex(&g, g.v.district));
    terms_put(&g);
    paper_put(&g, "village_sheet", "2014-02-25");
    t = tranche_put(&g, 1, 40000, "2014-03-05");
    CHECK_INT(stood(&g, DAY_NONE).paid, 4000000);
    draft_as(&g.v.s, "hina", "reversal",
             with(&g.v.s,
                  "{\"held\":\"2014-03-20\",\"reverses\":\"%1\",\"why\":"
                  "\"the cheque came back\"}",
                  t, ID_NONE, ID_NONE));
    CHECK_INT(g.v.s.kept, KEPT);
    CHECK_INT(stood(&g, DAY_NONE).paid, 0);
    CHECK_INT(stage_of(&g), AT_TERMS);
    CHECK_INT(head(&g, "grant_given", g.v.srso), 0);
    CHECK_INT(both_ask(db, "SELECT paid FROM scheme_kept"), 0);
    CHECK(!refused(&g, "scheme_tranche", "%s",
                   tranche_text(&g, 1, 40000, "2014-04-05")));
    site_end(&g.v.s);
}

SITE(a_cancelled_scheme_gives_back_what_it_did_not_spend)
{
    struct building g;

    building_start(&g, db);
    terms_put(&g);
    paper_put(&g, "village_sheet", "2014-02-25");
    tranche_put(&g, 1, 40000, "2014-03-05");
    put(&g, "scheme_spending",
        "{\"amount\":1500000,\"held\":\"2014-03-20\",\"scheme\":\"%s\","
        "\"what\":\"Brick\"}",
        hex(&g, g.scheme));
    step_put(&g, "suspended", "2014-03-25");
    CHECK_INT(stage_of(&g), AT_SUSPENDED);
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 2, 1000, "2014-03-26")));
    CHECK(told(&g, "scheme.suspended"));
    step_put(&g, "cancelled", "2014-04-01");
    CHECK_INT(stage_of(&g), AT_CANCELLED);
    CHECK(refused(&g, "scheme_tranche", "%s",
                  tranche_text(&g, 2, 1000, "2014-04-02")));
    CHECK(told(&g, "scheme.cancelled"));
    CHECK_INT(both_ask(db, "SELECT unspent FROM scheme_kept"), 2500000);
    CHECK(refused(&g, "scheme_return",
                  "{\"amount\":2500100,\"held\":\"2014-04-05\",\"scheme\":"
                  "\"%s\"}",
                  hex(&g, g.scheme)));
    CHECK(told(&g, "scheme_return.above_unspent"));
    CHECK(!refused(&g, "scheme_return",
                   "{\"account\":\"%s\",\"amount\":2500000,\"held\":"
                   "\"2014-04-05\",\"into_account\":\"%s\",\"scheme\":\"%s\","
                   "\"way\":\"cheque\"}",
                   hex(&g, g.chest), hex(&g, g.bank), hex(&g, g.scheme)));
    CHECK_INT(both_ask(db, "SELECT unspent FROM scheme_kept"), 0);
    CHECK_INT(head(&g, "grant_given", g.v.srso), 15000);
    CHECK_INT(head(&g, "grant_held", g.v.srso), 15000);
    CHECK_INT(head(&g, "bank", g.co), 15000);
    CHECK_INT(srso(&g.v, "cpi", "2014-12"), 0);
    site_end(&g.v.s);
}

/* ---- measuring ----------------------------------------------------------*/

/* sum(weight x done): by amount where the estimate names no weights. */
TEST(progress_is_weighed)
{
    struct id e = id_named(S("x"), S("1")), c = id_named(S("x"), S("2"));
    struct works_fact f[] = {
        { .what = WORKS_LINE,
          .entry = e,
          .on_day = 1,
          .code = S("1"),
          .amount = 7500,
          .b = INT_NONE },
        { .what = WORKS_LINE,
          .entry = e,
          .on_day = 1,
          .code = S("2"),
          .amount = 2500,
          .b = INT_NONE },
        { .what = WORKS_DONE,
          .entry = c,
          .on_day = 2,
          .code = S("1"),
          .a = 4000 },
        { .what = WORKS_DONE,
          .entry = c,
          .on_day = 2,
          .code = S("2"),
          .a = 10000 },
    };

    CHECK_INT(works_progress(f, 2, DAY_NONE), 0);
    CHECK_INT(works_progress(f, 4, 1), 0);
    CHECK_INT(works_progress(f, 4, 2), 5500);
    f[0].b = 5000;
    f[1].b = 5000;
    CHECK_INT(works_progress(f, 4, 2), 7000);
    f[1].b = 4999; /* not a hundred together: by amount again */
    CHECK_INT(works_progress(f, 4, 2), 5500);
    f[0].amount = f[1].amount = MONEY_MOST;
    f[2].a = 10000;
    CHECK_INT(works_progress(f, 4, 2), 10000);
    CHECK_INT(works_progress(NULL, 0, 2), 0);
}

TEST(metres_between_two_points)
{
    /* a thousandth of a degree north: 111 m; east at 27.7 north: 98.5 m */
    CHECK_INT(works_metres(27700000, 68800000, 27701000, 68800000), 111);
    CHECK_INT(works_metres(27700000, 68800000, 27700000, 68801000), 98);
    CHECK_INT(works_metres(27700000, 68800000, 27700000, 68800000), 0);
    CHECK_INT(works_metres(0, 0, INT_NONE, 0), INT_NONE);
    CHECK(works_metres(-90000000, -180000000, 90000000, 180000000) > 10000000);
}

SITE(what_is_certified_was_measured)
{
    struct building g;
    struct id c, less, other;

    building_start(&g, db);
    terms_put(&g);
    c = certificate_put(&g, 50, "2014-04-20", "");
    CHECK(found(&g.v, c, "certificate.not_measured"));
    put(&g, "measurement",
        "{\"held\":\"2014-04-19\",\"line\":[{\"code\":\"1\",\"quantity\":4000}"
        "],\"page\":\"1\",\"scheme\":\"%s\"}",
        hex(&g, g.scheme));
    CHECK(!found(&g.v, c, "certificate.not_measured"));
    CHECK(found(&g.v, c, "certificate.beyond_measured"));
    put(&g, "measurement",
        "{\"held\":\"2014-04-20\",\"line\":[{\"code\":\"1\",\"quantity\":1000}"
        "],\"page\":\"2\",\"scheme\":\"%s\"}",
        hex(&g, g.scheme));
    CHECK(!found(&g.v, c, "certificate.beyond_measured"));
    less = certificate_put(&g, 40, "2014-05-01", "");
    CHECK(found(&g.v, less, "certificate.less_than_before"));
    other = put(&g, "certificate",
                "{\"held\":\"2014-05-02\",\"scheme\":\"%s\",\"work\":["
                "{\"done\":1,\"line\":\"9\"}]}",
                hex(&g, g.scheme));
    CHECK(found(&g.v, other, "scheme.no_such_line"));
    site_end(&g.v.s);
}

/* Nothing long is a product too: a side or a quantity of 0 is asked about. */
SITE(a_side_of_nothing_is_measured)
{
    struct building g;
    struct id m, e;

    building_start(&g, db);
    terms_put(&g);
    m = put(&g, "measurement",
            "{\"held\":\"2014-04-19\",\"line\":[{\"code\":\"1\",\"length\":0,"
            "\"quantity\":4000,\"width\":300}],\"page\":\"1\",\"scheme\":"
            "\"%s\"}",
            hex(&g, g.scheme));
    CHECK(found(&g.v, m, "measurement.other_product"));
    e = put(&g, "estimate",
            "{\"held\":\"2014-04-19\",\"line\":[{\"amount\":500,\"code\":\"1\","
            "\"item\":\"Pump\",\"payer\":\"programme\",\"quantity\":0,"
            "\"rate\":100}],\"scheme\":\"%s\"}",
            hex(&g, g.scheme));
    CHECK(found(&g.v, e, "estimate.amount_differs"));
    site_end(&g.v.s);
}

/* The same asset twice: within the radius of its type, the later one says so. */
SITE(another_scheme_near_by_is_told)
{
    struct building g;
    struct id one, two;

    building_start(&g, db);
    one = scheme_put(&g, "S-2", "2014-02-01",
                     ",\"lat\":27700000,\"lon\":68800000");
    two = scheme_put(&g, "S-3", "2014-02-02",
                     ",\"lat\":27701000,\"lon\":68800000");
    CHECK(!found(&g.v, one, "scheme.near_another"));
    CHECK(found_at(&g.v, two, "scheme.near_another", "lat"));
    /* what is said of a third one near by leaves these findings alone */
    g.scheme = scheme_put(&g, "S-5", "2014-02-05",
                          ",\"lat\":27700500,\"lon\":68800000");
    CHECK(found(&g.v, g.scheme, "scheme.near_another"));
    paper_put(&g, "survey", "2014-02-06");
    CHECK(found_at(&g.v, two, "scheme.near_another", "lat"));
    CHECK(!found(&g.v,
                 scheme_put(&g, "S-4", "2014-02-03",
                            ",\"lat\":27800000,\"lon\":68800000"),
                 "scheme.near_another"));
    site_end(&g.v.s);
}

/* A programme may ask for papers of its own; a type that is not known yet asks
 * for none until it is. */
SITE(gates_are_data)
{
    struct building g;

    building_start(&g, db);
    put(&g, "scheme_document",
        "{\"code\":\"donor_visit\",\"title\":\"Visit of the donor\"}");
    put(&g, "scheme_type",
        "{\"code\":\"well\",\"paper\":[{\"code\":\"donor_visit\",\"gate\":"
        "\"appraised\"}],\"sector\":\"water\",\"title\":\"Well\"}");
    g.scheme = put(&g, "scheme",
                   "{\"body\":\"%s\",\"held\":\"2014-01-25\",\"number\":"
                   "\"W-1\",\"place\":\"%s\",\"rsp\":\"%s\",\"title\":"
                   "\"Well\",\"type\":\"well\"}",
                   hex(&g, g.co), hex(&g, g.v.goth), hex(&g, g.v.srso));
    CHECK(refused(&g, "scheme_step", "%s",
                  step_text(&g, "appraised", "2014-02-01")));
    CHECK(told(&g, "scheme.paper_missing"));
    CHECK_INT((int64_t)g.v.s.said.n, 1);
    CHECK(str_same(g.v.s.said.at[0].path, S("papers.donor_visit")));
    paper_put(&g, "donor_visit", "2014-02-01");
    CHECK(!refused(&g, "scheme_step", "%s",
                   step_text(&g, "appraised", "2014-02-01")));
    site_end(&g.v.s);
}

/* One state, whatever came first. */
SITE(any_order_of_entries_gives_one_state)
{
    struct building g;

    building_start(&g, db);
    whole_put(&g);
    paper_put(&g, "handover_deed", "2014-06-10");
    put(&g, "scheme_handover", "%s", handover_text(&g));
    scheme_put(&g, "S-9", "2014-03-01", ",\"lat\":27700000,\"lon\":68800000");
    scheme_put(&g, "S-8", "2014-03-01", ",\"lat\":27700100,\"lon\":68800000");
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}
