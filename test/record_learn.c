/* record_learn - trainings with who came and what they cost, resource persons
 * with their tasks and fees, sessions with what was promised, issues that were
 * carried. Today is 1 January 2015. */

#include "../src/core/learn.h"
#include "register_site.h"

struct school {
    struct village v;
    struct id co, home, woman, man, other;
};

static const char *text(struct school *g, struct buf *b)
{
    (void)g;
    return arena_z(b->arena, buf_str(b));
}

static void school_start(struct school *g, struct db *db)
{
    struct village *v = &g->v;

    memset(g, 0, sizeof *g);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    g->home = household_put(v, v->goth);
    g->woman = person_put(v, g->home, "women");
    g->man = person_put(v, g->home, "men");
    g->other = person_put(v, g->home, "women");
    g->co = body_put(v, "co", "women", v->srso, v->goth);
    say_that(v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             v->district, ID_NONE, ID_NONE);
    say_that(v, "access", "{\"login\":\"bano\",\"role\":\"accountant\"}",
             ID_NONE, ID_NONE, ID_NONE);
}

/* A training of some days from 10 March 2014 on; `more` is more of its body. */
static struct id training_put(struct school *g, const char *code,
                              const char *kind, int days, const char *more)
{
    struct village *v = &g->v;
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"days\":%d,\"kind\":\"%s\",\"place\":\"%%1\","
            "\"rsp\":\"%%2\",\"since\":\"2014-03-10\",\"title\":\"%s\","
            "\"trainer\":\"Hussain\",\"until\":\"2014-03-14\"%s}",
            code, days, kind, code, more);
    return say_that(v, "training", text(g, &b), v->goth, v->srso, g->woman);
}

static struct id sheet_put(struct school *g, struct id training,
                           const char *held, const char *part, const char *rows)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"attendance\":[%s],\"held\":\"%s\",\"hall\":\"%s\",\"training\":"
            "\"%%1\"}",
            rows, held, part);
    return say_that(&g->v, "attendance_sheet", text(g, &b), training, g->woman,
                    g->man);
}

#define SHE "{\"person\":\"%2\",\"present\":\"present\",\"sex\":\"women\"}"
#define HE "{\"person\":\"%3\",\"present\":\"present\",\"sex\":\"men\"}"

static int64_t stands(struct school *g, const char *kind, const char *column,
                      struct id thing)
{
    struct buf b = buf_start(&g->v.s.arena);
    struct rows r;
    int64_t n;

    buf_fmt(&b, "SELECT %s FROM %s_kept WHERE thing = $1", column, kind);
    r = db_text_rows(g->v.s.db, buf_str(&b));
    db_bind_id(&r, 1, thing);
    n = !db_next(&r) ? -2 : db_null(&r, 0) ? -1 : db_int(&r, 0);
    db_done(&r);
    both_fine(g->v.s.db);
    return n;
}

static bool told(const struct school *g, enum level level, const char *what)
{
    for (size_t i = 0; i < g->v.s.said.n; i++)
        if (!strcmp(g->v.s.said.at[i].what, what))
            return g->v.s.said.at[i].level == level;
    return false;
}

/* ---- what attendance comes to -------------------------------------------*/

TEST(eighty_percent_of_the_days_make_one_taught)
{
    CHECK(learn_taught(4, 5, 80));
    CHECK(!learn_taught(3, 5, 80));
    CHECK(learn_taught(1, INT_NONE, 80));
    CHECK(learn_taught(1, 5, INT_NONE));
    CHECK(!learn_taught(0, 5, 1));
    CHECK(!learn_taught(INT_NONE, 5, 1));
    CHECK(learn_taught(2, 3, 66));
    CHECK(!learn_taught(2, 3, 67));
}

static struct id some(int n)
{
    struct id id = { .b = { (uint8_t)n } };

    return id;
}

/* Whatever order the sheets come in: two of one day are one day, the list says
 * more than the sheets, strangers are one each. */
TEST(seats_are_the_same_in_any_order)
{
    const struct learn_row row[] = {
        { some(1), 0, some(9), 0, 100, INT_NONE, true, 3000, INT_NONE },
        { some(2), 0, some(9), 0, 100, INT_NONE, true, 2000, INT_NONE },
        { some(3), 0, some(9), 0, 101, INT_NONE, true, INT_NONE, 8000 },
        { some(4), 0, some(9), 0, 102, INT_NONE, false, INT_NONE, 7000 },
        { some(5), 1, some(8), 1, 100, INT_NONE, true, INT_NONE, INT_NONE },
        { some(6), 1, some(8), 1, DAY_NONE, 4, false, INT_NONE, INT_NONE },
        { some(1), 5, ID_NONE, 0, 100, INT_NONE, true, INT_NONE, INT_NONE },
        { some(1), 6, ID_NONE, 0, 100, INT_NONE, true, INT_NONE, INT_NONE },
    };
    struct arena a = { 0 };

    for (size_t turn = 0; turn < LEN(row); turn++) {
        struct learn_row mixed[LEN(row)];
        struct learn_seat *seat;

        for (size_t i = 0; i < LEN(row); i++)
            mixed[i] = row[(i * 3 + turn) % LEN(row)];
        CHECK_INT(learn_seats(mixed, LEN(row), &a, &seat), 4);
        CHECK(id_none(seat[0].who) && id_none(seat[1].who));
        CHECK_INT(seat[0].days, 1);
        CHECK_INT(seat[2].days, 4); /* as the list says, not one */
        CHECK_INT(seat[2].sex, 1);
        CHECK_INT(seat[3].days, 2);
        CHECK_INT(seat[3].pre, 2000);
        CHECK_INT(seat[3].post, 8000);
    }
    arena_free(&a);
}

/* ---- trainings ----------------------------------------------------------*/

/* She came four days of five, he three: she alone is trained. Participations,
 * days and the event count all the same. */
SITE(sheets_say_who_was_trained)
{
    static const char *const held[] = { "2014-03-10", "2014-03-11",
                                        "2014-03-12", "2014-03-13" };
    struct school g;
    struct id t;

    school_start(&g, db);
    t = training_put(&g, "T-1", "CMST", 5, "");
    CHECK_INT(stands(&g, "training", "state", t), 0);
    CHECK_INT(srso(&g.v, "training", "2014-12"), 0);
    for (size_t i = 0; i < LEN(held); i++)
        sheet_put(&g, t, held[i], "", i < 3 ? SHE "," HE : SHE);
    CHECK_INT(stands(&g, "training", "state", t), 1);
    CHECK_INT(srso(&g.v, "training", "2014-03"), 1);
    CHECK_INT(srso(&g.v, "trained", "2014-03"), 1);
    CHECK_INT(srso(&g.v, "trained.women", "2014-03"), 1);
    CHECK_INT(srso(&g.v, "trained.men", "2014-03"), 0);
    CHECK_INT(srso(&g.v, "training.days", "2014-03"), 7);
    CHECK_INT(srso(&g.v, "training.days.men", "2014-03"), 3);
    sheet_put(&g, t, "2014-03-10", "b", SHE);
    CHECK_INT(srso(&g.v, "training.days", "2014-03"), 7);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                           "'attendance_sheet.again' AND path = "
                           "'attendance[0].person'"),
              1);
    sheet_put(&g, t, "2014-03-14", "", HE);
    CHECK_INT(srso(&g.v, "trained.men", "2014-03"), 1);
    CHECK_INT(srso(&g.v, "tba", "2014-03"), 0);
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

/* Health workers count in both of the outreach's lines; staff in none. */
SITE(its_kind_says_what_it_counts_as)
{
    struct school g;
    const char *one = ",\"participants\":[{\"days\":5,\"person\":\"%3\","
                      "\"sex\":\"women\"}]";
    struct id t;

    school_start(&g, db);
    training_put(&g, "T-1", "TBA", 5, one);
    CHECK_INT(srso(&g.v, "tba.women", "2014-03"), 1);
    CHECK_INT(srso(&g.v, "trained.women", "2014-03"), 1);
    t = training_put(&g, "T-2", "STAFF", 5, one);
    CHECK_INT(stands(&g, "training", "taught_women", t), 1);
    CHECK_INT(srso(&g.v, "trained.women", "2014-03"), 1);
    CHECK_INT(srso(&g.v, "training", "2014-03"), 2);
    training_put(&g, "T-3", "CMST", 5, ",\"men\":10,\"women\":25");
    CHECK_INT(srso(&g.v, "trained", "2014-03"), 36);
    CHECK_INT(srso(&g.v, "training.days.women", "2014-03"), 135);
    site_end(&g.v.s);
}

/* An administrator's other share of days moves all trainings of the kind. */
SITE(the_share_of_days_is_data)
{
    struct school g;

    school_start(&g, db);
    training_put(&g, "T-1", "CMST", 5,
                 ",\"participants\":[{\"days\":2,\"person\":\"%3\",\"sex\":"
                 "\"women\"}]");
    CHECK_INT(srso(&g.v, "trained", "2014-03"), 0);
    fix_put(&g.v, named("training_kind", "CMST"),
            "{\"attend\":40,\"code\":\"CMST\",\"level\":\"co\",\"title\":"
            "\"CMST\",\"trained\":true}",
            ID_NONE, ID_NONE);
    CHECK_INT(srso(&g.v, "trained", "2014-03"), 1);
    site_end(&g.v.s);
}

SITE(a_training_is_possible)
{
    struct school g;

    school_start(&g, db);
    draft_as(&g.v.s, "admin", "training",
             with(&g.v.s,
                  "{\"code\":\"T\",\"days\":3,\"kind\":\"CMST\","
                  "\"participants\":[{\"days\":4,\"person\":\"%3\",\"sex\":"
                  "\"women\"},{\"person\":\"%3\",\"sex\":\"women\"}],"
                  "\"place\":\"%1\",\"rsp\":\"%2\",\"since\":\"2014-03-10\","
                  "\"title\":\"T\",\"until\":\"2014-03-11\"}",
                  g.v.goth, g.v.srso, g.woman));
    CHECK(told(&g, STOP, "training.days_beyond"));
    CHECK(told(&g, STOP, "training.more_days"));
    CHECK(told(&g, STOP, "training.twice"));
    CHECK(told(&g, WARN, "training.who_taught"));
    draft_as(&g.v.s, "admin", "training",
             with(&g.v.s,
                  "{\"called_off\":\"2014-12-01\",\"code\":\"U\",\"days\":1,"
                  "\"kind\":\"LMST\",\"place\":\"%1\",\"rsp\":\"%2\",\"since\":"
                  "\"2015-03-10\",\"title\":\"T\",\"women\":1}",
                  g.v.goth, g.v.srso, ID_NONE));
    CHECK(told(&g, STOP, "training.came_before"));
    CHECK(told(&g, STOP, "training.held_and_called_off"));
    CHECK(told(&g, WARN, "training.short"));
    site_end(&g.v.s);
}

/* A planned cost stands until something was paid; a payment that was taken back
 * in the books is none. */
SITE(what_was_paid_takes_the_place_of_what_was_planned)
{
    struct school g;
    struct id t, fund, spent;

    school_start(&g, db);
    t = training_put(&g, "T-1", "CMST", 5,
                     ",\"costs\":[{\"amount\":300000,\"what\":\"boarding\"},"
                     "{\"amount\":200000,\"what\":\"travel\"}],\"women\":10");
    CHECK_INT(srso(&g.v, "training.cost", "2014-03"), 500000);
    fund = say_that(&g.v, "fund",
                    "{\"class\":\"core\",\"code\":\"C\",\"rsp\":\"%1\","
                    "\"since\":\"2012-01-01\",\"title\":\"Core\"}",
                    g.v.srso, ID_NONE, ID_NONE);
    spent = say_that(&g.v, "expense",
                     "{\"amount\":420000,\"fund\":\"%1\",\"head\":"
                     "\"training_cost\",\"held\":\"2014-03-20\",\"rsp\":\"%2\","
                     "\"what\":\"Food\"}",
                     fund, g.v.srso, ID_NONE);
    say_that(&g.v, "training_cost",
             "{\"amount\":420000,\"expense\":\"%2\",\"held\":\"2014-03-20\","
             "\"source\":\"rsp_money\",\"training\":\"%1\",\"what\":"
             "\"boarding\"}",
             t, spent, ID_NONE);
    CHECK_INT(srso(&g.v, "training.cost", "2014-03"), 420000);
    draft_as(&g.v.s, "admin", "training_cost",
             with(&g.v.s,
                  "{\"amount\":420001,\"expense\":\"%2\",\"held\":"
                  "\"2014-03-20\",\"training\":\"%1\",\"what\":\"travel\"}",
                  t, spent, ID_NONE));
    CHECK(told(&g, STOP, "training_cost.above_expense"));
    draft_as(&g.v.s, "bano", "reversal",
             with(&g.v.s,
                  "{\"held\":\"2014-06-01\",\"reverses\":\"%1\",\"why\":\"x\"}",
                  spent, ID_NONE, ID_NONE));
    CHECK_INT(srso(&g.v, "training.cost", "2014-12"), 500000);
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

/* ---- resource persons ---------------------------------------------------*/

static struct id crp_put(struct school *g, const char *more)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cadre\":\"book_keeper\",\"person\":\"%%2\","
            "\"place\":\"%%3\",\"rsp\":\"");
    id_put(&b, g->v.srso);
    buf_fmt(&b, "\",\"since\":\"2013-05-10\"%s}", more);
    return say_that(&g->v, "crp", text(g, &b), g->co, g->woman, g->v.goth);
}

static int64_t book(struct school *g, struct id of, const char *head)
{
    struct rows r =
        db_text_rows(g->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE book = $1 AND head = $2"));
    int64_t n;

    db_bind_id(&r, 1, of);
    db_bind_text(&r, 2, str_of(head));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(g->v.s.db);
    return n;
}

SITE(a_book_keeper_is_paid_for_what_was_found_good)
{
    struct school g;
    struct id crp, task, fee, later;

    school_start(&g, db);
    crp = crp_put(&g, ",\"ended\":\"2014-10-01\"");
    CHECK_INT(srso(&g.v, "crp.women", "2013-05"), 1);
    CHECK_INT(srso(&g.v, "crp", "2014-09"), 1);
    CHECK_INT(srso(&g.v, "crp", "2014-10"), 0);
    task = say_that(&g.v, "crp_task",
                    "{\"bodies\":[{\"body\":\"%2\"}],\"crp\":\"%1\",\"fee\":"
                    "50000,\"held\":\"2014-02-01\",\"nature\":"
                    "\"books_written\",\"what\":\"January\"}",
                    crp, g.co, ID_NONE);
    say_that(&g.v, "crp_check",
             "{\"held\":\"2014-02-03\",\"quality\":\"poor\",\"task\":\"%1\"}",
             task, ID_NONE, ID_NONE);
    say_that(&g.v, "crp_check",
             "{\"held\":\"2014-02-09\",\"quality\":\"good\",\"task\":\"%1\"}",
             task, ID_NONE, ID_NONE);
    CHECK_INT(stands(&g, "crp", "good", crp), 1);
    CHECK_INT(stands(&g, "crp", "poor", crp), 0);
    fee = say_that(&g.v, "crp_fee",
                   "{\"amount\":50000,\"crp\":\"%1\",\"held\":\"2014-02-10\","
                   "\"payer\":\"%3\",\"task\":\"%2\",\"way\":\"box\"}",
                   crp, task, g.co);
    CHECK_INT(stands(&g, "crp", "paid", crp), 50000);
    CHECK_INT(book(&g, g.co, "honorarium"), 50000);
    CHECK_INT(book(&g, g.co, "box"), -50000);
    CHECK_INT(srso(&g.v, "crp.fee", "2014-02"), 50000);
    later = say_that(&g.v, "crp_fee",
                     "{\"amount\":100,\"crp\":\"%1\",\"held\":\"2014-02-11\","
                     "\"payer\":\"%3\",\"task\":\"%2\",\"way\":\"box\"}",
                     crp, task, g.co);
    CHECK(found(&g.v, later, "crp_fee.beyond"));
    draft_as(&g.v.s, "hina", "reversal",
             with(&g.v.s,
                  "{\"held\":\"2014-06-01\",\"reverses\":\"%1\",\"why\":\"x\"}",
                  fee, ID_NONE, ID_NONE));
    CHECK_INT(stands(&g, "crp", "paid", crp), 100);
    CHECK_INT(book(&g, g.co, "honorarium"), 100);
    CHECK(!found(&g.v, later, "crp_fee.beyond"));
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

/* Money is booked once: what an expense of the RSP paid moves nothing here. */
SITE(a_fee_out_of_an_expense_is_booked_there)
{
    struct school g;
    struct id crp, fund, spent;

    school_start(&g, db);
    crp = crp_put(&g, "");
    fund = say_that(&g.v, "fund",
                    "{\"class\":\"core\",\"code\":\"C\",\"rsp\":\"%1\","
                    "\"since\":\"2012-01-01\",\"title\":\"Core\"}",
                    g.v.srso, ID_NONE, ID_NONE);
    spent = say_that(&g.v, "expense",
                     "{\"amount\":90000,\"fund\":\"%1\",\"head\":"
                     "\"honorarium\",\"held\":\"2014-03-20\",\"rsp\":\"%2\","
                     "\"what\":\"Fee\"}",
                     fund, g.v.srso, ID_NONE);
    say_that(&g.v, "crp_fee",
             "{\"amount\":90000,\"crp\":\"%1\",\"expense\":\"%2\",\"held\":"
             "\"2014-03-20\"}",
             crp, spent, ID_NONE);
    CHECK_INT(book(&g, g.v.srso, "honorarium"), 90000);
    CHECK_INT(stands(&g, "crp", "paid", crp), 90000);
    draft_as(
        &g.v.s, "admin", "crp_fee",
        with(&g.v.s,
             "{\"amount\":90000,\"crp\":\"%1\",\"expense\":\"%2\",\"held\":"
             "\"2014-03-20\",\"payer\":\"%3\"}",
             crp, spent, g.co));
    CHECK(told(&g, STOP, "crp_fee.whose_money"));
    draft_as(&g.v.s, "bano", "reversal",
             with(&g.v.s,
                  "{\"held\":\"2014-06-01\",\"reverses\":\"%1\",\"why\":\"x\"}",
                  spent, ID_NONE, ID_NONE));
    CHECK_INT(stands(&g, "crp", "paid", crp), 0);
    site_end(&g.v.s);
}

SITE(nobody_checks_her_own_work)
{
    struct school g;
    struct id crp, task;

    school_start(&g, db);
    crp = crp_put(&g, "");
    task = say_that(&g.v, "crp_task",
                    "{\"crp\":\"%1\",\"held\":\"2013-02-01\",\"nature\":"
                    "\"mobilising\",\"what\":\"x\"}",
                    crp, ID_NONE, ID_NONE);
    CHECK(found(&g.v, task, "crp_task.before"));
    draft_as(&g.v.s, "admin", "crp_check",
             with(&g.v.s,
                  "{\"held\":\"2014-02-03\",\"person\":\"%2\",\"quality\":"
                  "\"good\",\"task\":\"%1\"}",
                  task, g.woman, ID_NONE));
    CHECK(told(&g, STOP, "crp_check.own"));
    site_end(&g.v.s);
}

/* Her sex is the register's: a correction there moves the roster. */
SITE(a_corrected_person_moves_the_roster)
{
    struct school g;

    school_start(&g, db);
    crp_put(&g, "");
    CHECK_INT(srso(&g.v, "crp.women", "2014-01"), 1);
    fix_put(&g.v, g.woman,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"name\":\"Sughra\","
            "\"sex\":\"men\"}",
            g.home, ID_NONE);
    CHECK_INT(srso(&g.v, "crp.women", "2014-01"), 0);
    CHECK_INT(srso(&g.v, "crp.men", "2014-01"), 1);
    site_end(&g.v.s);
}

/* ---- sessions -----------------------------------------------------------*/

SITE(a_promise_is_kept_when_somebody_found_it_so)
{
    struct school g;
    struct id s, c;

    school_start(&g, db);
    s = say_that(
        &g.v, "awareness",
        "{\"body\":\"%1\",\"commitments\":[{\"due\":\"2014-05-01\","
        "\"what\":\"Ten girls to school\"},{\"due\":\"2014-04-01\","
        "\"what\":\"Boil water\"}],\"girls\":3,\"held\":\"2014-03-01\","
        "\"men\":2,\"place\":\"%2\",\"rsp\":\"%3\",\"toolkit\":\"CAT\","
        "\"topic\":\"education\",\"women\":20}",
        g.co, g.v.goth, g.v.srso);
    CHECK(!found(&g.v, s, "awareness.no_such_topic"));
    CHECK(found(&g.v, s, "awareness.who_held"));
    CHECK_INT(srso(&g.v, "awareness.present.women", "2014-03"), 20);
    CHECK_INT(srso(&g.v, "awareness.children", "2014-03"), 3);
    CHECK_INT(srso(&g.v, "promise", "2014-03"), 2);
    CHECK_INT(stands(&g, "awareness", "due", s), day_of(2014, 4, 1));
    c = say_that(&g.v, "commitment_check",
                 "{\"awareness\":\"%1\",\"held\":\"2014-04-10\",\"kept\":"
                 "\"no\",\"note\":\"no pots\",\"number\":2}",
                 s, ID_NONE, ID_NONE);
    CHECK_INT(stands(&g, "awareness", "due", s), day_of(2014, 5, 1));
    CHECK_INT(srso(&g.v, "promise.kept", "2014-04"), 0);
    say_that(&g.v, "commitment_check",
             "{\"awareness\":\"%1\",\"held\":\"2014-06-10\",\"kept\":\"yes\","
             "\"number\":2}",
             s, ID_NONE, ID_NONE);
    CHECK_INT(srso(&g.v, "promise.kept", "2014-05"), 0);
    CHECK_INT(srso(&g.v, "promise.kept", "2014-06"), 1);
    CHECK_INT(stands(&g, "awareness", "not_done", s), 0);
    CHECK(!found(&g.v, c, "commitment_check.no_such"));
    c = say_that(&g.v, "commitment_check",
                 "{\"awareness\":\"%1\",\"held\":\"2014-02-10\",\"kept\":"
                 "\"yes\",\"number\":3}",
                 s, ID_NONE, ID_NONE);
    CHECK(found_at(&g.v, c, "commitment_check.no_such", "number"));
    CHECK(found_at(&g.v, c, "commitment_check.before", "held"));
    s = say_that(&g.v, "awareness",
                 "{\"held\":\"2014-03-01\",\"place\":\"%2\",\"rsp\":\"%3\","
                 "\"toolkit\":\"CAT\",\"topic\":\"singing\"}",
                 ID_NONE, g.v.goth, g.v.srso);
    CHECK(found_at(&g.v, s, "awareness.no_such_topic", "topic"));
    CHECK(found_at(&g.v, s, "awareness.nobody", "women"));
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

/* ---- advocacy -----------------------------------------------------------*/

SITE(an_issue_is_settled_once)
{
    struct school g;
    struct id a, early;

    school_start(&g, db);
    a = say_that(&g.v, "advocacy",
                 "{\"body\":\"%1\",\"issue\":\"No teacher\",\"place\":\"%2\","
                 "\"rsp\":\"%3\",\"sector\":\"education\",\"since\":"
                 "\"2014-02-01\",\"title\":\"School\",\"whom\":\"Education\"}",
                 g.co, g.v.goth, g.v.srso);
    CHECK(found(&g.v, a, "advocacy.no_resolution"));
    CHECK_INT(srso(&g.v, "advocacy", "2014-02"), 1);
    CHECK_INT(stands(&g, "advocacy", "answer", a), -1);
    say_that(&g.v, "advocacy_step",
             "{\"action\":\"letter\",\"advocacy\":\"%1\",\"answer\":"
             "\"granted\",\"answered\":\"2014-05-02\",\"changed\":\"A teacher "
             "came\",\"held\":\"2014-03-01\",\"what\":\"Letter\"}",
             a, ID_NONE, ID_NONE);
    say_that(&g.v, "advocacy_step",
             "{\"action\":\"called_on\",\"advocacy\":\"%1\",\"answer\":"
             "\"granted\",\"answered\":\"2014-07-02\",\"held\":\"2014-07-01\","
             "\"what\":\"Thanks\"}",
             a, ID_NONE, ID_NONE);
    CHECK_INT(srso(&g.v, "advocacy.granted", "2014-04"), 0);
    CHECK_INT(srso(&g.v, "advocacy.granted", "2014-12"), 1);
    CHECK_INT(stands(&g, "advocacy", "answer", a), 4);
    CHECK_INT(stands(&g, "advocacy", "changed", a), 1);
    early = say_that(&g.v, "advocacy_step",
                     "{\"action\":\"letter\",\"advocacy\":\"%1\",\"held\":"
                     "\"2014-01-01\",\"what\":\"Before\"}",
                     a, ID_NONE, ID_NONE);
    CHECK(found(&g.v, early, "advocacy_step.before"));
    CHECK_INT(stands(&g, "advocacy", "answer", a), 4);
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}
