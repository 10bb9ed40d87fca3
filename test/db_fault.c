/* db_fault - the first fault sticks, and nothing is ever half done. */
#include "../src/base/base.h"
#include "db_both.h"

enum { SQL_PUT, SQL_SET, SQL_ALL };
#define NAMED(key_, name_, text_)                                              \
    {                                                                          \
        .key = SQL_##key_, .name = name_, .text = { text_, sizeof(text_) - 1 } \
    }
static const struct db_named named[] = {
    NAMED(PUT, "put", "INSERT INTO box (k, held) VALUES ($1, $2)"),
    NAMED(SET, "set", "UPDATE box SET held = held + $2 WHERE k = $1"),
    NAMED(ALL, "all", "SELECT k, held FROM box ORDER BY k"),
};
const struct db_named *const db_named = named;
const int db_named_count = LEN(named);

static const char schema[] =
    "CREATE TABLE box (k BIGINT NOT NULL PRIMARY KEY, held BIGINT NOT NULL)"
    " WITHOUT ROWID;\n";
static const char sum[] = "SELECT CAST(coalesce(sum(held), 0) AS bigint)"
                          " FROM box";

static void run(struct db *db, int sql, int64_t k, int64_t held)
{
    struct rows r = db_rows(db, sql);

    db_bind_int(&r, 1, k);
    db_bind_int(&r, 2, held);
    db_run(&r);
}

BOTH(a_rollback_undoes)
{
    both_script(db, schema);
    run(db, SQL_PUT, 1, 10);
    db_begin(db);
    run(db, SQL_PUT, 2, 20);
    run(db, SQL_SET, 1, 5);
    CHECK_INT(both_ask(db, sum), 35); /* seen from inside */
    db_rollback(db);
    CHECK_INT(both_ask(db, sum), 10);
    db_begin(db);
    run(db, SQL_PUT, 3, 30); /* queued and never looked at */
    db_rollback(db);
    CHECK_INT(both_ask(db, sum), 10);
    db_rollback(db); /* none open: harmless */
    both_fine(db);
}

BOTH(what_is_not_committed_is_not_seen_by_a_reader)
{
    struct db *reader;

    both_script(db, schema);
    reader = db_open(both_address, DB_READ);
    both_fine(reader);
    db_begin(reader);
    CHECK_INT(both_ask(reader, sum), 0);
    db_begin(db);
    run(db, SQL_PUT, 1, 10);
    CHECK_INT(both_ask(reader, sum), 0);
    CHECK(db_commit(db));
    CHECK_INT(both_ask(reader, sum), 0); /* one moment for the whole page */
    CHECK(db_commit(reader));
    CHECK_INT(both_ask(reader, sum), 10);
    run(reader, SQL_PUT, 2, 10);
    CHECK_INT(db_fault(reader), DB_READ_ONLY);
    db_close(reader);
    both_fine(db);
}

BOTH(a_fault_sticks_until_forgiven)
{
    struct rows r;

    both_script(db, schema);
    run(db, SQL_PUT, 1, 10);
    db_begin(db);
    run(db, SQL_PUT, 2, 20);
    run(db, SQL_PUT, 1, 30); /* the key is taken */
    CHECK_INT(both_ask(db, sum), -1);
    CHECK_INT(db_fault(db), DB_BROKEN);
    CHECK(strstr(db_fault_text(db), "INSERT INTO box"));
    CHECK(!strstr(db_fault_text(db), "30")); /* no values in a log */
    run(db, SQL_PUT, 3, 40);
    r = db_rows(db, SQL_ALL);
    CHECK(!db_next(&r));
    CHECK_INT(db_int(&r, 0), 0);
    CHECK(!db_has_table(db, "box"));
    CHECK(!db_commit(db));
    CHECK_INT(db_fault(db), DB_BROKEN);
    db_forgive(db);
    CHECK_STR(str_of(db_fault_text(db)), S(""));
    CHECK_INT(both_ask(db, sum), 10);
    run(db, SQL_PUT, 2, 20);
    db_rest(db);
    CHECK_INT(both_ask(db, sum), 30);
    both_fine(db);
}

BOTH(a_commit_tells_of_a_fault_that_waited)
{
    both_script(db, schema);
    db_begin(db);
    for (int i = 0; i < 2000; i++) /* several trips to the server */
        run(db, SQL_PUT, i == 1999 ? 7 : i, 1);
    CHECK(!db_commit(db));
    CHECK(db_fault(db) == DB_BROKEN);
    db_forgive(db);
    CHECK_INT(both_ask(db, sum), 0);
    both_fine(db);
}

BOTH(a_rollback_ends_open_cursors)
{
    struct rows r, later;

    both_script(db, schema);
    run(db, SQL_PUT, 1, 10);
    run(db, SQL_PUT, 2, 20);
    db_begin(db);
    r = db_rows(db, SQL_ALL);
    CHECK(db_next(&r));
    db_rollback(db);
    CHECK(!db_next(&r));
    later = db_rows(db, SQL_ALL);
    CHECK(db_next(&later));
    CHECK(db_next(&later));
    CHECK(!db_next(&later));
    both_fine(db);
}

BOTH(a_bad_statement_is_a_fault_that_names_it)
{
    static const char *const bad[] = {
        "SELECT nothing FROM nowhere", "SELEC 1", "SELECT 1.5",
        "SELECT CAST($2 AS bigint)",   "",
    };

    both_script(db, schema);
    for (size_t i = 0; i < LEN(bad); i++) {
        CHECK_INT(both_ask(db, bad[i]), i == 2 && !db_is_postgres(db) ? 0 : -1);
        if (!CHECK(db_fault(db) == DB_BROKEN))
            printf("# by: %s\n", bad[i]);
        CHECK(strstr(db_fault_text(db), bad[i]));
        db_forgive(db);
    }
    CHECK_INT(both_ask(db, sum), 0);
    both_fine(db);
}

BOTH(a_script_is_all_or_nothing)
{
    both_script(db, schema);
    db_script(db, S("INSERT INTO box VALUES (1, 1);\nINSERT INTO nowhere "
                    "VALUES (1);\nINSERT INTO box VALUES (2, 1);\n"));
    CHECK_INT(db_fault(db), DB_BROKEN);
    db_forgive(db);
    CHECK_INT(both_ask(db, sum), 0);
    db_begin(db);
    db_script(db, S("INSERT INTO box VALUES (1, 1);\n"));
    db_rollback(db);
    CHECK_INT(both_ask(db, sum), 0);
    both_fine(db);
}

/* A move from one box to another with a look between. True when committed. */
static bool move(struct db *db, int64_t amount)
{
    struct rows r;
    int64_t held = 0;

    db_begin(db);
    run(db, SQL_SET, 1, -amount);
    r = db_rows(db, SQL_ALL);
    while (db_next(&r))
        held += db_int(&r, 1);
    run(db, SQL_SET, 2, amount);
    run(db, SQL_PUT, 100 + amount, held);
    return db_fault(db) ? (db_rollback(db), false) : db_commit(db);
}

/* Fails the 1st, 2nd, 3rd ... step until a run passes untouched. */
BOTH(a_fault_at_any_step_leaves_nothing_half_done)
{
    long steps = 0, n;
    bool done = false;

    both_script(db, schema);
    run(db, SQL_PUT, 1, 1000);
    run(db, SQL_PUT, 2, 0);
    for (n = 1; !done && n < 100; n++) {
        db_fail_after(db, n);
        done = move(db, 5);
        steps = db_fail_after(db, 0);
        CHECK_INT(done, steps < n);
        if (done)
            break;
        CHECK_INT(db_fault(db), DB_BROKEN);
        CHECK_STR(str_of(db_fault_text(db)), S("failed on purpose"));
        db_forgive(db);
        CHECK_INT(both_ask(db, "SELECT held FROM box WHERE k = 1"), 1000);
        CHECK_INT(both_ask(db, "SELECT count(*) FROM box"), 2);
    }
    CHECK_INT(n, 15); /* begin, 6 binds, 3 runs, 3 rows, commit; + 1 */
    CHECK_INT(both_ask(db, "SELECT held FROM box WHERE k = 2"), 5);
    CHECK_INT(both_ask(db, "SELECT held FROM box WHERE k = 105"), 995);
    CHECK_INT(both_ask(db, sum), 1995);
    both_fine(db);
}

/* The same with a script and the statements' own trouble at each place. */
BOTH(a_script_that_fails_at_any_step_leaves_nothing)
{
    static const char two[] = "CREATE TABLE one (x BIGINT);\n"
                              "CREATE TABLE two (x BIGINT);\n";

    for (long n = 1; n <= 4; n++) {
        db_fail_after(db, n);
        db_script(db, str_of(two));
        CHECK_INT(db_fault(db), DB_BROKEN);
        db_forgive(db);
        CHECK(!db_has_table(db, "one"));
        CHECK(!db_has_table(db, "two"));
    }
    db_fail_after(db, 5);
    db_script(db, str_of(two));
    both_fine(db);
    CHECK_INT(db_fail_after(db, 0), 4);
    CHECK(db_has_table(db, "one"));
    CHECK(db_has_table(db, "two"));
}
