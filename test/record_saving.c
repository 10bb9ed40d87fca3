/* record_saving - what members save, draw, get of a profit and leave behind, as
 * it stands in the books of their body. */
#include "sql.h"

#include "register_site.h"

struct circle {
    struct village v;
    struct id co, member[3], person[3];
};

static void circle_start(struct circle *c, struct db *db)
{
    village_start(&c->v, db);
    c->co = body_put(&c->v, "co", "women", c->v.srso, c->v.goth);
    for (int i = 0; i < 3; i++) {
        c->person[i] = person_put(&c->v, household_put(&c->v, c->v.goth),
                                  "women");
        c->member[i] = member_put(&c->v, c->co, c->person[i], "2012-03", "");
    }
}

/* Rows of a meeting's attendance: "%1" to "%3" are the members. */
static struct id met(struct circle *c, const char *held, const char *rows)
{
    struct buf b = buf_start(&c->v.s.arena);
    const char *said = with(&c->v.s, rows, c->member[0], c->member[1],
                            c->member[2]);

    buf_z(&b, "{\"attendance\":[");
    buf_z(&b, said);
    buf_z(&b, "],\"body\":\"");
    id_put(&b, c->co);
    buf_fmt(&b, "\",\"held\":\"%s\"}", held);
    return draft(&c->v.s, "meeting", arena_z(b.arena, buf_str(&b)));
}

/* {"member":...,"body":...,"held":...,more} of the i-th member. */
static const char *act_text(struct circle *c, int i, const char *held,
                            const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, c->co);
    buf_z(&b, "\",\"member\":\"");
    id_put(&b, c->member[i]);
    buf_fmt(&b, "\",\"held\":\"%s\",%s}", held, more);
    return arena_z(b.arena, buf_str(&b));
}

static struct id act(struct circle *c, const char *kind, int i,
                     const char *held, const char *more)
{
    return draft(&c->v.s, kind, act_text(c, i, held, more));
}

/* As a form sends it: what is found stops it. */
static bool refused(struct circle *c, const char *kind, const char *body,
                    const char *what)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(body),
                       .strict = true };
    struct findings f = findings_start(&c->v.s.arena);
    bool told = false;
    enum kept kept;
    struct id id;

    keeper_begin(c->v.s.keeper);
    kept = keeper_draft(c->v.s.keeper, &d, &f, &id);
    CHECK(keeper_commit(c->v.s.keeper));
    for (size_t i = 0; i < f.n; i++)
        told |= !strcmp(f.at[i].what, what);
    return kept == KEPT_REFUSED && told;
}

/* What lies in a head, of one party or of all (none): debit less credit. */
static int64_t lies(struct circle *c, const char *head, struct id party)
{
    struct rows r = db_text_rows(
        c->v.s.db,
        S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM book_line "
          "WHERE book = $1 AND head = $2 AND ($3 = 0 OR party = $4)"));
    int64_t n;

    db_bind_id(&r, 1, c->co);
    db_bind_text(&r, 2, str_of(head));
    db_bind_int(&r, 3, !id_none(party));
    db_bind_id(&r, 4, party);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(c->v.s.db);
    return n;
}

/* What the i-th member holds: her part of a head is a credit. */
static int64_t held(struct circle *c, const char *head, int i)
{
    return -lies(c, head, c->member[i]);
}

/* Taken back by somebody else. */
static void take_back(struct circle *c, struct id entry, const char *held_on)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"reverses\":\"");
    id_put(&b, entry);
    buf_fmt(&b, "\",\"held\":\"%s\",\"why\":\"Written twice\"}", held_on);
    draft_as(&c->v.s, "zahida", "reversal", arena_z(b.arena, buf_str(&b)));
    if (!CHECK_INT(c->v.s.kept, KEPT))
        for (size_t i = 0; i < c->v.s.said.n; i++)
            printf("# %s\n", c->v.s.said.at[i].what);
}

static void second_person(struct circle *c)
{
    draft(&c->v.s, "access",
          "{\"login\":\"zahida\",\"role\":\"administrator\",\"since\":"
          "\"2012-01-01\"}");
}

/* ---- a meeting ----------------------------------------------------------*/

SITE(what_is_brought_to_a_meeting_lies_in_each_members_name)
{
    struct circle c;
    struct id m;

    circle_start(&c, db);
    m = met(&c, "2013-03-03",
            "{\"member\":\"%1\",\"saved\":10000,\"voluntary\":2500,"
            "\"special\":300},{\"member\":\"%2\",\"saved\":20000,\"fined\":500,"
            "\"repaid\":7000}");
    CHECK_INT(held(&c, "saving_regular", 0), 10000);
    CHECK_INT(held(&c, "saving_voluntary", 0), 2500);
    CHECK_INT(held(&c, "saving_special", 0), 300);
    CHECK_INT(held(&c, "saving_regular", 1), 20000);
    CHECK_INT(lies(&c, "fine", ID_NONE), -500);
    CHECK_INT(lies(&c, "collected", c.member[1]), -7000);
    CHECK_INT(lies(&c, "box", ID_NONE), 40300);
    CHECK(found_at(&c.v, m, "meeting.which_loan", "attendance[1].loan"));
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 32800);
    CHECK_INT(srso(&c.v, "kept.saving.women", "2013-03"), 32800);
    CHECK_INT(srso(&c.v, "kept.saving.men", "2013-03"), 0);
    site_end(&c.v.s);
}

SITE(savings_that_nobody_told_apart_are_the_bodys_own)
{
    struct circle c;
    struct buf b;

    circle_start(&c, db);
    b = buf_start(&c.v.s.arena);
    buf_z(&b, "{\"body\":\"");
    id_put(&b, c.co);
    buf_z(&b, "\",\"held\":\"2013-04-03\",\"spent\":100,\"total\":5000,"
              "\"women\":12}");
    draft(&c.v.s, "meeting", arena_z(b.arena, buf_str(&b)));
    CHECK_INT(lies(&c, "saving_shared", ID_NONE), -5000);
    CHECK_INT(lies(&c, "box", ID_NONE), 4900);
    CHECK_INT(lies(&c, "meeting_cost", ID_NONE), 100);
    /* each one's opening sheet takes hers out of what lay together */
    act(&c, "member_opening", 0, "2013-04-03", "\"regular\":3000");
    CHECK_INT(lies(&c, "saving_shared", ID_NONE), -2000);
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-04"), 5000);
    site_end(&c.v.s);
}

SITE(of_two_opening_sheets_of_a_member_the_first_counts)
{
    struct circle c;
    struct id late, early;

    circle_start(&c, db);
    late = act(&c, "member_opening", 0, "2013-04-03", "\"regular\":3000");
    CHECK(!found(&c.v, late, "member_opening.two"));
    early = act(&c, "member_opening", 0, "2013-03-03",
                "\"regular\":1000,\"special\":20");
    CHECK(found(&c.v, late, "member_opening.two"));
    CHECK(!found(&c.v, early, "member_opening.two"));
    CHECK_INT(held(&c, "saving_regular", 0), 1000);
    CHECK_INT(held(&c, "saving_special", 0), 20);
    /* a withdrawal is judged by the same one */
    late = act(&c, "withdrawal", 0, "2013-05-01",
               "\"amount\":1500,\"what\":\"regular\"");
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 500);
    CHECK(found(&c.v, late, "saving.beyond"));
    site_end(&c.v.s);
}

/* ---- drawing ------------------------------------------------------------*/

SITE(a_withdrawal_never_takes_savings_below_nothing)
{
    struct circle c;
    struct id drawn;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":10000}");
    drawn = act(&c, "withdrawal", 0, "2013-03-10",
                "\"amount\":12000,\"what\":\"regular\"");
    CHECK(found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 2000);
    CHECK_INT(lies(&c, "box", ID_NONE), -2000);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 0);
    /* what is keyed later and happened before mends it */
    act(&c, "deposit", 0, "2013-03-05",
        "\"amount\":5000,\"what\":\"regular\",\"way\":\"box\"");
    CHECK(!found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 3000);
    /* each sort is its own, and so is each member */
    drawn = act(&c, "withdrawal", 1, "2013-03-11",
                "\"amount\":1,\"what\":\"regular\"");
    CHECK(found(&c.v, drawn, "saving.beyond"));
    drawn = act(&c, "withdrawal", 0, "2013-03-11",
                "\"amount\":1,\"what\":\"special\"");
    CHECK(found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    site_end(&c.v.s);
}

SITE(a_form_refuses_what_is_not_there)
{
    struct circle c;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":10000,\"voluntary\":4000}");
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2013-03-10",
                           "\"amount\":10001,\"what\":\"regular\""),
                  "saving.not_there"));
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2013-03-02", /* it was not there yet */
                           "\"amount\":1,\"what\":\"regular\""),
                  "saving.not_there"));
    CHECK(!refused(&c, "withdrawal",
                   act_text(&c, 0, "2013-03-10",
                            "\"amount\":10000,\"what\":\"regular\""),
                   "saving.not_there"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK(refused(&c, "withdrawal", /* taken out since */
                  act_text(&c, 0, "2013-03-05",
                           "\"amount\":1,\"what\":\"regular\""),
                  "saving.not_there"));
    CHECK(refused(&c, "settlement",
                  act_text(&c, 0, "2013-04-01",
                           "\"voluntary\":4001,\"why\":\"left\""),
                  "saving.not_there"));
    CHECK(refused(&c, "settlement",
                  act_text(&c, 0, "2013-04-01",
                           "\"paid\":4001,\"voluntary\":4000,\"why\":\"left\""),
                  "settlement.beyond"));
    site_end(&c.v.s);
}

SITE(savings_of_another_body_are_not_drawn_here)
{
    struct circle c;
    struct id other;

    circle_start(&c, db);
    other = body_put(&c.v, "co", "women", c.v.srso, c.v.goth);
    c.member[2] = member_put(&c.v, other, c.person[2], "2012-03", "");
    CHECK(refused(&c, "deposit",
                  act_text(&c, 2, "2013-03-10",
                           "\"amount\":100,\"what\":\"regular\""),
                  "saving.other_body"));
    CHECK(refused(&c, "withdrawal",
                  act_text(&c, 0, "2015-02-01",
                           "\"amount\":100,\"what\":\"regular\""),
                  "date.in_future"));
    site_end(&c.v.s);
}

/* ---- taken back ---------------------------------------------------------*/

SITE(a_reversal_leaves_savings_as_if_it_had_never_been)
{
    struct circle c;
    struct id brought, drawn;

    circle_start(&c, db);
    second_person(&c);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":10000}");
    brought = act(&c, "deposit", 0, "2013-03-05",
                  "\"amount\":5000,\"what\":\"regular\"");
    drawn = act(&c, "withdrawal", 0, "2013-03-10",
                "\"amount\":12000,\"what\":\"regular\"");
    CHECK(!found(&c.v, drawn, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 3000);
    take_back(&c, brought, "2013-03-20");
    CHECK_INT(held(&c, "saving_regular", 0), 0); /* 2,000 were not there */
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 2000);
    take_back(&c, drawn, "2013-03-21");
    CHECK_INT(held(&c, "saving_regular", 0), 10000);
    CHECK_INT(lies(&c, "saving_over", c.member[0]), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 10000);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 10000);
    site_end(&c.v.s);
}

/* ---- profits ------------------------------------------------------------*/

static const char *shared(struct circle *c, const char *held_on,
                          const char *more, const char *rows)
{
    struct buf b = buf_start(&c->v.s.arena);
    const char *said = with(&c->v.s, rows, c->member[0], c->member[1],
                            c->member[2]);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, c->co);
    buf_fmt(&b, "\",\"held\":\"%s\",%s,\"part\":[%s]}", held_on, more, said);
    return arena_z(b.arena, buf_str(&b));
}

SITE(a_profit_is_shared_to_the_last_paisa_or_not_at_all)
{
    struct circle c;

    circle_start(&c, db);
    CHECK(
        refused(&c, "sharing",
                shared(&c, "2013-06-30", "\"total\":10000,\"what\":\"profit\"",
                       "{\"amount\":3333,\"member\":\"%1\"},{\"amount\":3333,"
                       "\"member\":\"%2\"},{\"amount\":3333,\"member\":"
                       "\"%3\"}"),
                "sharing.parts_differ"));
    CHECK(refused(&c, "sharing",
                  shared(&c, "2013-06-30", "\"total\":200,\"what\":\"profit\"",
                         "{\"amount\":100,\"member\":\"%1\"},{\"amount\":100,"
                         "\"member\":\"%1\"}"),
                  "sharing.twice"));
    CHECK(refused(&c, "sharing",
                  shared(&c, "2013-06-30", "\"total\":100,\"what\":\"profit\"",
                         "{\"amount\":100,\"member\":\"%1\",\"regular\":5}"),
                  "sharing.gives_back"));
    draft(&c.v.s, "sharing",
          shared(&c, "2013-06-30",
                 "\"given_as\":\"voluntary\",\"rule\":\"equal\",\"total\":"
                 "10000,\"what\":\"profit\"",
                 "{\"amount\":3334,\"member\":\"%1\"},{\"amount\":3333,"
                 "\"member\":\"%2\"},{\"amount\":3333,\"member\":\"%3\"}"));
    CHECK_INT(held(&c, "saving_voluntary", 0), 3334);
    CHECK_INT(lies(&c, "profit_shared", ID_NONE), 10000);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-06"), 10000);
    draft(&c.v.s, "sharing",
          shared(&c, "2013-07-30",
                 "\"given_as\":\"cash\",\"total\":100,\"what\":\"profit\"",
                 "{\"amount\":100,\"member\":\"%2\"}"));
    CHECK_INT(lies(&c, "box", ID_NONE), -100);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-07"), 10000);
    site_end(&c.v.s);
}

SITE(at_the_end_of_a_cycle_all_savings_go_back)
{
    struct circle c;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":10000,\"special\":50},{\"member\":\"%2\","
        "\"saved\":500,\"fined\":300}");
    draft(&c.v.s, "sharing",
          shared(&c, "2013-12-30",
                 "\"rule\":\"by_saving\",\"total\":300,\"what\":\"share_out\"",
                 "{\"amount\":286,\"member\":\"%1\",\"regular\":10000,"
                 "\"special\":50},{\"amount\":14,\"member\":\"%2\",\"regular\":"
                 "600}"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK_INT(held(&c, "saving_special", 0), 0);
    CHECK_INT(held(&c, "saving_regular", 1), 0);
    CHECK_INT(lies(&c, "saving_over", c.member[1]), 100);
    CHECK_INT(lies(&c, "box", ID_NONE), -100); /* what nobody had brought */
    CHECK_INT(srso(&c.v, "kept.saving", "2013-12"), 0);
    site_end(&c.v.s);
}

/* ---- who leaves ---------------------------------------------------------*/

SITE(the_account_of_a_dead_member_is_closed_in_one_act)
{
    struct circle c;
    struct id act_id;

    circle_start(&c, db);
    met(&c, "2013-03-03",
        "{\"member\":\"%1\",\"saved\":10000,\"voluntary\":2000}");
    act_id = act(&c, "settlement", 0, "2014-02-01",
                 "\"insurance\":5000,\"paid\":6000,\"regular\":10000,"
                 "\"voluntary\":2000,\"way\":\"box\",\"why\":\"died\"");
    CHECK(found(&c.v, act_id, "settlement.no_nominee"));
    CHECK(found(&c.v, act_id, "settlement.still_owed"));
    CHECK(!found(&c.v, act_id, "saving.beyond"));
    CHECK_INT(held(&c, "saving_regular", 0), 0);
    CHECK_INT(held(&c, "saving_voluntary", 0), 0);
    CHECK_INT(held(&c, "saving_left", 0), 11000);
    CHECK_INT(lies(&c, "box", ID_NONE), 12000 + 5000 - 6000);
    CHECK_INT(srso(&c.v, "kept.saving", "2014-02"), 0);
    /* her nominee comes for the rest */
    act(&c, "withdrawal", 0, "2014-05-01",
        "\"amount\":11000,\"what\":\"left\"");
    CHECK_INT(held(&c, "saving_left", 0), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    site_end(&c.v.s);
}

SITE(a_nominee_is_named_beside_the_entry_not_in_it)
{
    struct circle c;
    struct id id;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"member\":\"%1\",\"saved\":100}");
    id = act(&c, "settlement", 0, "2014-02-01",
             "\"nominee\":\"Rahima Khatoon\",\"paid\":100,\"regular\":100,"
             "\"why\":\"died\"");
    CHECK(!found(&c.v, id, "settlement.no_nominee"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry WHERE CAST(bytes AS "
                           "TEXT) LIKE '%Rahima%'"),
              0);
    site_end(&c.v.s);
}

/* ---- the welfare fund ---------------------------------------------------*/

SITE(the_welfare_fund_is_filled_and_given_out)
{
    struct circle c;
    struct id given;

    circle_start(&c, db);
    met(&c, "2013-03-03", "{\"fined\":5000,\"member\":\"%1\"}");
    act(&c, "welfare_gift", 0, "2013-03-04",
        "\"amount\":5000,\"what\":\"from_fines\"");
    CHECK_INT(lies(&c, "fine", ID_NONE), 0);
    CHECK_INT(lies(&c, "welfare", ID_NONE), -5000);
    given = act(&c, "welfare_gift", 1, "2013-03-09",
                "\"amount\":7000,\"what\":\"given\",\"why\":\"Funeral\"");
    CHECK(found(&c.v, given, "welfare_gift.beyond"));
    CHECK(found(&c.v, given, "welfare_gift.no_resolution"));
    act(&c, "welfare_gift", 2, "2013-03-08",
        "\"amount\":2000,\"what\":\"paid_in\"");
    CHECK(!found(&c.v, given, "welfare_gift.beyond"));
    CHECK_INT(lies(&c, "welfare", ID_NONE), 0);
    CHECK_INT(lies(&c, "box", ID_NONE), 0);
    site_end(&c.v.s);
}

/* ---- any history --------------------------------------------------------*/

static uint32_t next(uint64_t *chance)
{
    *chance = *chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*chance >> 33);
}

static const char *amount_text(struct circle *c, uint64_t *chance,
                               const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b, "\"amount\":%d,%s", (int)(1 + next(chance) % 5000), more);
    return arena_z(b.arena, buf_str(&b));
}

static const char *day_said(struct circle *c, uint64_t *chance)
{
    struct buf b = buf_start(&c->v.s.arena);

    day_put(&b, day_of(2013, (int)(1 + next(chance) % 12),
                       (int)(1 + next(chance) % 28)));
    return arena_z(b.arena, buf_str(&b));
}

static const char *row_said(struct circle *c, uint64_t *chance)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b,
            "{\"member\":\"%%1\",\"saved\":%d,\"voluntary\":%d},"
            "{\"fined\":%d,\"member\":\"%%2\",\"saved\":%d}",
            (int)(next(chance) % 4000), (int)(next(chance) % 900),
            (int)(next(chance) % 90), (int)(next(chance) % 3000));
    return arena_z(b.arena, buf_str(&b));
}

/* Something that happens to somebody's savings on some day of that year. */
static struct id anything(struct circle *c, uint64_t *chance)
{
    int who = (int)(next(chance) % 3);
    const char *on = day_said(c, chance);

    switch (next(chance) % 8) {
    case 0:
    case 1: return met(c, on, row_said(c, chance));
    case 2:
        return act(c, "deposit", who, on,
                   amount_text(c, chance, "\"what\":\"voluntary\""));
    case 3:
        return act(c, "deposit", who, on,
                   amount_text(c, chance, "\"what\":\"regular\""));
    case 4:
        return act(c, "withdrawal", who, on,
                   amount_text(c, chance, "\"what\":\"voluntary\""));
    case 5:
        return act(c, "withdrawal", who, on,
                   amount_text(c, chance, "\"what\":\"left\""));
    case 6:
        return act(c, "settlement", who, on,
                   "\"paid\":600,\"regular\":700,\"why\":\"left\"");
    default:
        return act(c, "withdrawal", who, on,
                   amount_text(c, chance, "\"what\":\"regular\""));
    }
}

/* Invariants 1, 6 and 7 of finance.md 12. */
static void books_hold(struct db *db)
{
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT party, head FROM "
                           "book_line WHERE head LIKE 'saving_%' AND head <> "
                           "'saving_over' AND party IS NOT NULL GROUP BY "
                           "party, head HAVING sum(amount) > 0) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT party FROM book_line "
                           "WHERE head = 'saving_over' GROUP BY party HAVING "
                           "sum(amount) < 0) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT book, head FROM "
                           "book_line GROUP BY book, head HAVING sum(amount) "
                           "<> (SELECT sum(b.amount) FROM book_balance b WHERE "
                           "b.book = book_line.book AND b.head = "
                           "book_line.head)) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) "
                           "FROM book_line"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE head IN "
                           "('saving_regular', 'saving_voluntary', "
                           "'saving_left') AND party IS NULL"),
              0);
}

BOTH(any_history_in_any_order_keeps_savings_whole)
{
    struct db *first = db_open(":memory:", DB_MAKE);
    struct circle c;
    uint64_t chance = 5;

    circle_start(&c, first);
    second_person(&c);
    for (int i = 0; i < 120; i++) {
        struct id id = anything(&c, &chance);

        if (next(&chance) % 9 == 0)
            take_back(&c, id, "2014-01-15");
        if (i % 20 == 19)
            books_hold(first);
    }
    CHECK(both_ask(first, "SELECT count(*) FROM finding WHERE what = "
                          "'saving.beyond'") > 3);
    any_order(&c.v.s, db);
    books_hold(db);
    site_end(&c.v.s);
    db_close(first);
}
