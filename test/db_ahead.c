/* db_ahead - sets: what is asked ahead, and what is put ON CONFLICT, travels to
 * PostgreSQL as one, and nobody may notice it. */
#include "../src/base/base.h"
#include "db_both.h"

static const struct db_named named[] = { { .name = "", .text = { "", 0 } } };
const struct db_named *const db_named = named;
const int db_named_count = 0;

enum { KINS = 700, WAYS = 4 };

static const char schema[] =
    "CREATE TABLE thing (k BIGINT NOT NULL PRIMARY KEY, kin BIGINT NOT NULL,"
    " words TEXT, bytes BYTEA) WITHOUT ROWID;\n"
    "CREATE TABLE total (name TEXT NOT NULL, part BIGINT NOT NULL,"
    " amount BIGINT NOT NULL, note TEXT, PRIMARY KEY (name, part))"
    " WITHOUT ROWID /* ROWS CHANGE */;\n";

static const char *const said[] = { "گوٺ \\N\t\"", "it's $1", "", "a,b{}",
                                    "ٻار\nسنڌ" };

/* Kin n has n % 5 things; of some nothing is said. */
static void things_put(struct db *db)
{
    int64_t k = 0;

    for (int64_t kin = 1; kin <= KINS; kin++)
        for (int64_t i = 0; i < kin % 5; i++) {
            struct rows r =
                db_text_rows(db, S("INSERT INTO thing (k, kin, words, bytes)"
                                   " VALUES ($1, $2, $3, $4)"));

            db_bind_int(&r, 1, ++k);
            db_bind_int(&r, 2, kin);
            if (k % 7)
                db_bind_text(&r, 3, str_of(said[k % (int64_t)LEN(said)]));
            if (k % 3)
                db_bind_blob(&r, 4, "\0\377\n\\.{,", (size_t)(k % 8));
            db_run(&r);
        }
}

/* Three ways to ask for things of one kin; the fourth has none. Two columns
 * have one name, $1 stands in quotes and in a remark. */
static struct rows asked(struct db *db, int64_t kin, int way)
{
    struct rows r = db_text_rows(
        db, S("SELECT words, bytes, k, words, '$1' AS \"as $2\" -- of $1\n"
              "FROM thing WHERE kin = $1 AND (CAST($2 AS TEXT) IS NULL"
              " OR words = $2) ORDER BY k DESC LIMIT $3"));

    db_bind_int(&r, 1, way == 3 ? -kin : kin);
    if (way == 1)
        db_bind_text(&r, 2, str_of(said[kin % (int64_t)LEN(said)]));
    db_bind_int(&r, 3, way == 2 ? 2 : 100);
    return r;
}

/* Everything that comes, as text. */
static struct str answer(struct rows r, struct arena *a)
{
    struct buf b = buf_start(a);

    while (db_next(&r))
        for (int i = 0; i < db_columns(&r); i++) {
            buf_fmt(&b, "%d:", (int)db_kind(&r, i));
            buf_add(&b, db_str(&r, i));
            buf_char(&b, ';');
        }
    return buf_str(&b);
}

BOTH(a_set_answers_as_one_by_one)
{
    struct arena a = { 0 };
    struct str *plain = arena_many(&a, struct str, KINS * WAYS);
    int bad = 0, told = 0;

    both_script(db, schema);
    db_begin(db);
    things_put(db);
    for (int i = 0; i < KINS * WAYS; i++)
        plain[i] = answer(asked(db, i / WAYS + 1, i % WAYS), &a);
    for (int i = 0; i < KINS * WAYS; i++) {
        struct rows r = asked(db, i / WAYS + 1, i % WAYS);

        db_ahead(&r);
    }
    for (int i = 0; i < KINS * WAYS; i++) { /* 1009 is prime: each once */
        int at = (int)((int64_t)i * 1009 % (KINS * WAYS));
        struct str now = answer(asked(db, at / WAYS + 1, at % WAYS), &a);

        bad += !str_same(now, plain[at]);
        told += now.n > 0;
    }
    CHECK(bad == 0);
    CHECK(told > KINS);
    both_fine(db);
    CHECK(db_commit(db));
    arena_free(&a);
}

BOTH(one_question_asked_thrice_is_answered_thrice_and_then_anew)
{
    struct arena a = { 0 };
    struct rows change;
    struct str first;

    both_script(db, schema);
    db_begin(db);
    things_put(db);
    first = answer(asked(db, 4, 0), &a);
    for (int i = 0; i < 60; i++) {
        struct rows r = asked(db, 4 + i % 20, 0);

        db_ahead(&r);
    }
    change = db_text_rows(db, S("UPDATE thing SET words = 'later'"));
    db_run(&change);
    for (int i = 0; i < 3 && db_is_far(db); i++)
        CHECK(str_same(answer(asked(db, 4, 0), &a), first));
    CHECK(!str_same(answer(asked(db, 4, 0), &a), first));
    db_rollback(db);
    both_fine(db);
    arena_free(&a);
}

/* The answer is as of the asking, and sees all that was put before it. */
BOTH(a_set_sees_what_was_put_before_and_not_after)
{
    struct arena a = { 0 };
    struct rows r;

    both_script(db, schema);
    db_begin(db);
    things_put(db);
    for (int64_t kin = 1; kin <= 40; kin++) {
        r = asked(db, kin, 0);
        db_ahead(&r);
    }
    r = db_text_rows(db, S("INSERT INTO thing (k, kin, words, bytes)"
                           " VALUES ($1, $2, $3, $4)"));
    db_bind_int(&r, 1, 99999);
    db_bind_int(&r, 2, 5); /* had none */
    db_run(&r);
    CHECK((answer(asked(db, 5, 0), &a).n == 0) == db_is_far(db));
    CHECK(answer(asked(db, 5, 0), &a).n > 0);
    CHECK(answer(asked(db, 6, 0), &a).n > 0);
    CHECK(db_commit(db));
    arena_free(&a);
}

BOTH(a_set_may_walk_a_tree)
{
    both_script(db, schema);
    db_begin(db);
    things_put(db);
    for (int round = 0; round < 2; round++)
        for (int64_t k = 1; k <= 50; k++) {
            struct rows r =
                db_text_rows(db,
                             S("WITH RECURSIVE up(k, deep) AS ("
                               "SELECT k, 0 FROM thing WHERE k = $1 UNION ALL "
                               "SELECT t.k, u.deep + 1 FROM up u JOIN thing t "
                               "ON t.k = u.k / 2 WHERE u.deep < 9) "
                               "SELECT count(*) AS n FROM up"));
            int64_t n = 0;

            db_bind_int(&r, 1, k);
            if (!round) {
                db_ahead(&r);
                continue;
            }
            for (int64_t up = k; up; up /= 2)
                n++;
            CHECK(db_next(&r) && db_int(&r, 0) == n);
            db_done(&r);
        }
    CHECK(db_commit(db));
}

static void ask_many(struct db *db, const char *sql, int64_t from)
{
    for (int64_t k = from; k < from + 30; k++) {
        struct rows r = db_text_rows(db, str_of(sql));

        db_bind_int(&r, 1, k);
        db_ahead(&r);
    }
}

static int64_t ask_one(struct db *db, const char *sql, int64_t k)
{
    struct rows r = db_text_rows(db, str_of(sql));
    int64_t n;

    db_bind_int(&r, 1, k);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

/* Things of a kin and their neighbours, a view over joins, asked along what
 * another says: an alias and a name stand before the remark. */
#define ALONG                                                                  \
    "FROM thing o JOIN near n /* along k = o.k + 1 */ ON n.k = o.k + 1\n"      \
    "LEFT JOIN\n near m /* along k = n.other */ ON m.k = n.other\n"            \
    "WHERE o.kin = $1"

#define ADDED "SELECT CAST(count(*) * 10000 + coalesce(sum(m.k), 0) AS BIGINT) "

static const char near[] =
    "CREATE VIEW near AS SELECT a.k, b.k AS other FROM thing a "
    "JOIN thing b ON b.k = a.k + 1 UNION ALL SELECT a.k, b.k "
    "FROM thing a JOIN thing b ON b.k = a.k - 1;\n";

BOTH(a_view_is_asked_along_what_another_says)
{
    int64_t n[60], all = 0;

    both_script(db, schema);
    both_script(db, near);
    db_begin(db);
    things_put(db);
    for (int64_t kin = 0; kin < 60; kin++) {
        n[kin] = ask_one(db, ADDED ALONG, kin);
        all += n[kin] > 0;
    }
    CHECK(all > 40);
    ask_many(db, ADDED ALONG, 10);
    for (int64_t kin = 10; kin < 40; kin++)
        CHECK(ask_one(db, ADDED ALONG, kin) == n[kin]);
    CHECK(ask_one(db,
                  ADDED
                  "FROM thing o "
                  "JOIN near n ON n.k = o.k + 1 LEFT JOIN near m ON m.k = "
                  "n.other WHERE o.kin = $1",
                  23) == n[23]);
    both_fine(db);
    CHECK(db_commit(db));
}

/* Without the remark the server reads all things, and joins then. */
BOTH(what_is_asked_along_goes_by_the_key)
{
    struct arena a = { 0 };
    struct rows r;
    struct str plan;

    if (!str_starts(str_of(both_address), S("postgres"))) {
        skip("others do so by themselves");
        return;
    }
    both_script(db, schema);
    both_script(db, near);
    db_begin(db);
    things_put(db);
    CHECK(db_commit(db));
    both_script(db, "CREATE INDEX thing_by_kin ON thing (kin);\nANALYZE;\n");
    db_begin(db);
    r = db_text_rows(db, S("EXPLAIN SELECT n.other " ALONG));
    db_bind_int(&r, 1, 4);
    plan = answer(r, &a);
    CHECK(plan.n && !memmem(plan.p, plan.n, "Seq Scan", 8));
    CHECK(db_commit(db));
    arena_free(&a);
}

/* The set is made for the first time while something before it has failed:
 * after the rollback it is made again. */
BOTH(a_fault_before_a_set_spoils_it_once)
{
    static const char sql[] = "SELECT kin FROM thing WHERE k = $1";

    both_script(db, schema);
    db_begin(db);
    for (int i = 0; i < 2; i++) {
        struct rows r =
            db_text_rows(db, S("INSERT INTO thing (k, kin) VALUES ($1, 1)"));

        db_bind_int(&r, 1, 7);
        db_run(&r);
    }
    ask_many(db, sql, 1);
    CHECK(ask_one(db, sql, 7) == -1);
    CHECK(db_fault(db) != DB_FINE);
    db_rollback(db);
    db_forgive(db);
    db_begin(db);
    things_put(db);
    ask_many(db, sql, 1);
    CHECK(ask_one(db, sql, 7) == 4);
    CHECK(db_commit(db));
}

BOTH(a_fault_inside_a_set_is_a_fault)
{
    static const char sql[] = "SELECT 100 / (CAST($1 AS BIGINT) - 7) AS n";

    both_script(db, schema);
    db_begin(db);
    ask_many(db, sql, 1);
    if (db_is_far(db)) { /* SQLite divides by nought without a word */
        CHECK(ask_one(db, sql, 8) == -1);
        CHECK(db_fault(db) != DB_FINE);
    }
    db_rollback(db);
    db_forgive(db);
    db_begin(db);
    ask_many(db, sql, 8);
    CHECK(ask_one(db, sql, 9) == 50);
    CHECK(db_commit(db));
}

BOTH(a_rollback_forgets_sets_sent_and_not_sent)
{
    static const char sql[] = "SELECT count(*) FROM thing WHERE kin = $1";

    both_script(db, schema);
    for (int round = 0; round < 2; round++) {
        db_begin(db);
        things_put(db);
        ask_many(db, sql, 1);
        if (round)
            CHECK(ask_one(db, sql, 4) == 4); /* now they are on their way */
        db_rollback(db);
        CHECK(ask_one(db, sql, 4) == 0);
        CHECK(ask_one(db, sql, 9) == 0);
    }
    both_fine(db);
}

/* Few composed statements stay prepared; whoever was asked goes too. */
BOTH(a_statement_may_go_while_it_is_asked)
{
    static const char sql[] = "SELECT count(*) FROM thing WHERE kin = $1";
    struct arena a = { 0 };

    both_script(db, schema);
    db_begin(db);
    things_put(db);
    ask_many(db, sql, 1);
    for (int i = 0; i < 300; i++) {
        struct buf b = buf_start(&a);

        buf_fmt(&b, "SELECT %d", i);
        CHECK(both_ask(db, arena_z(&a, buf_str(&b))) == i);
    }
    CHECK(ask_one(db, sql, 9) == 4);
    ask_many(db, sql, 1);
    CHECK(ask_one(db, sql, 9) == 4);
    CHECK(db_commit(db));
    arena_free(&a);
}

/* Two statements are asked, and one that has no parameter. */
BOTH(questions_of_many_statements_lie_ready_side_by_side)
{
    both_script(db, schema);
    db_begin(db);
    things_put(db);
    for (int i = 0; i < 3; i++) {
        struct rows r = db_text_rows(db, S("SELECT count(*) FROM thing"));

        db_ahead(&r);
        ask_many(db, "SELECT count(*) FROM thing WHERE kin = $1", 1);
        ask_many(db, "SELECT max(k) FROM thing WHERE kin < $1", 2);
    }
    CHECK(ask_one(db, "SELECT max(k) FROM thing WHERE kin < $1", 4) == 6);
    CHECK(both_ask(db, "SELECT count(*) FROM thing") == KINS * 2);
    CHECK(ask_one(db, "SELECT count(*) FROM thing WHERE kin = $1", 3) == 3);
    CHECK(db_commit(db));
}

/* ---- ON CONFLICT --------------------------------------------------------*/

static void add(struct db *db, const char *name, int64_t part, int64_t amount)
{
    struct rows r = db_text_rows(
        db, S("INSERT INTO total (name, part, amount, note)"
              " VALUES ($1, $2, $3, $4)\nON CONFLICT (name, part) DO UPDATE"
              " SET amount = total.amount + excluded.amount,"
              " note = excluded.note"));

    db_bind_text(&r, 1, str_of(name));
    db_bind_int(&r, 2, part);
    db_bind_int(&r, 3, amount);
    if (amount % 2)
        db_bind_text(&r, 4, S("odd"));
    db_run(&r);
}

BOTH(sums_grow_by_sets_also_where_one_comes_twice)
{
    both_script(db, schema);
    db_begin(db);
    for (int64_t i = 1; i <= 5000; i++)
        add(db, said[i % (int64_t)LEN(said)], i * i % 397, i);
    CHECK(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM total") ==
          5000 * 5001 / 2);
    add(db, "last", 1, 2);
    add(db, "last", 1, 3);
    CHECK(both_ask(db, "SELECT count(*) FROM total WHERE name = 'last' "
                       "AND amount = 5 AND note = 'odd'") == 1);
    add(db, "last", 1, 2);
    CHECK(db_commit(db));
    CHECK(both_ask(db, "SELECT amount FROM total WHERE note IS NULL "
                       "AND name = 'last'") == 7);
    CHECK(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM total") ==
          5000 * 5001 / 2 + 7);
}

static void put_plainly(struct db *db, int64_t part, bool leave)
{
    struct rows r = db_text_rows(
        db, leave ? S("INSERT INTO total (name, part, amount) VALUES"
                      " ($1, $2, $3) ON CONFLICT (name, part) DO NOTHING") :
                    S("INSERT INTO total (name, part, amount) VALUES"
                      " ($1, $2, $3)"));

    db_bind_text(&r, 1, S("mixed"));
    db_bind_int(&r, 2, part);
    db_bind_int(&r, 3, leave ? 1000 : 1);
    db_run(&r);
}

/* Plain rows and those that give way, of one table, stay in their order. */
BOTH(rows_that_give_way_keep_their_turn)
{
    both_script(db, schema);
    db_begin(db);
    for (int64_t part = 1; part <= 100; part++)
        put_plainly(db, part, false);
    for (int64_t part = 51; part <= 150; part++)
        put_plainly(db, part, true);
    for (int64_t part = 1; part <= 200; part++)
        add(db, "mixed", part, 10);
    for (int64_t part = 201; part <= 230; part++)
        put_plainly(db, part, false);
    CHECK(db_commit(db));
    CHECK(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM total") ==
          100 * 11 + 50 * 1010 + 50 * 10 + 30);
}

static void take(struct db *db, int64_t part, int64_t amount)
{
    struct rows r =
        db_text_rows(db, S("DELETE FROM total WHERE name = $1 AND part = $2\n"
                           "  AND amount = $3"));

    db_bind_text(&r, 1, S("mixed"));
    db_bind_int(&r, 2, part);
    db_bind_int(&r, 3, amount);
    db_run(&r);
}

/* What is put after a delete stays, what was put before it goes. */
BOTH(rows_that_go_keep_their_turn)
{
    both_script(db, schema);
    db_begin(db);
    for (int64_t part = 1; part <= 100; part++)
        put_plainly(db, part, false);
    for (int64_t part = 1; part <= 60; part++) {
        take(db, part, 1);
        take(db, part, 1); /* twice is once */
    }
    take(db, 61, 2); /* says otherwise: it stays */
    for (int64_t part = 31; part <= 60; part++)
        put_plainly(db, part, false);
    for (int64_t part = 91; part <= 130; part++)
        add(db, "mixed", part, 10);
    for (int64_t part = 101; part <= 140; part++)
        take(db, part, 10);
    CHECK(db_commit(db));
    CHECK(both_ask(db, "SELECT count(*) FROM total") == 70);
    CHECK(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM total") ==
          60 + 10 * 11);
    CHECK(both_ask(db, "SELECT count(*) FROM total WHERE part <= 30") == 0);
}

BOTH(a_fault_in_a_set_of_rows_undoes_all)
{
    both_script(db, schema);
    db_begin(db);
    for (int64_t part = 1; part <= 100; part++)
        add(db, "x", part, part);
    add(db, "x", 101, INT64_MAX);
    CHECK(both_ask(db, "SELECT count(*) FROM total") == 101);
    for (int64_t part = 1; part <= 100; part++) {
        struct rows r =
            db_text_rows(db,
                         S("INSERT INTO total (name, part, amount) VALUES"
                           " ($1, $2, $3) ON CONFLICT (name, part) DO UPDATE"
                           " SET amount = NULL"));

        db_bind_text(&r, 1, S("x"));
        db_bind_int(&r, 2, part);
        db_bind_int(&r, 3, 1);
        db_run(&r);
    }
    CHECK(!db_commit(db));
    db_forgive(db);
    CHECK(both_ask(db, "SELECT count(*) FROM total") == 0);
    db_begin(db);
    for (int64_t part = 1; part <= 100; part++)
        add(db, "x", part, part);
    CHECK(db_commit(db));
    CHECK(both_ask(db, "SELECT count(*) FROM total") == 100);
}
