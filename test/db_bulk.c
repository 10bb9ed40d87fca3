/* db_bulk - many plain inserts, and questions asked ahead: on PostgreSQL both
 * travel together, and nobody may notice it. */
#include "../src/base/base.h"
#include "db_both.h"

static const struct db_named named[] = { { .name = "", .text = { "", 0 } } };
const struct db_named *const db_named = named;
const int db_named_count = 0;

static const char schema[] =
    "CREATE TABLE thing (k BIGINT NOT NULL PRIMARY KEY, words TEXT,"
    " bytes BYTEA) WITHOUT ROWID;\n"
    "CREATE TABLE other (k BIGINT NOT NULL PRIMARY KEY) WITHOUT ROWID;\n";

static void put(struct db *db, int64_t k, const char *words)
{
    struct rows r = db_text_rows(
        db, S("INSERT INTO thing (k, words, bytes) VALUES ($1, $2, $3)"));

    db_bind_int(&r, 1, k);
    if (words)
        db_bind_text(&r, 2, str_of(words));
    db_bind_blob(&r, 3, "\0\377\n\\.", k % 6);
    db_run(&r);
}

static struct rows one(struct db *db, int64_t k)
{
    struct rows r =
        db_text_rows(db, S("SELECT words, bytes FROM thing WHERE k = $1"));

    db_bind_int(&r, 1, k);
    return r;
}

static bool said(struct db *db, int64_t k, const char *words)
{
    struct rows r = one(db, k);
    bool same = db_next(&r) && str_same(db_str(&r, 0), str_of(words)) &&
                db_str(&r, 1).n == (size_t)(k % 6);

    db_done(&r);
    return same;
}

static void change(struct db *db, struct str sql)
{
    struct rows r = db_text_rows(db, sql);

    db_run(&r);
}

/* Sizes that PostgreSQL's driver sends otherwise: one by one, as one set, as a
 * copy. */
static const int64_t size_of[] = { 3, 100, 5000 };

BOTH(many_rows_arrive_as_they_were_bound)
{
    both_script(db, schema);
    for (size_t i = 0; i < LEN(size_of); i++) {
        int64_t n = size_of[i], first = i * 100000;

        db_begin(db);
        for (int64_t k = first + 1; k <= first + n; k++)
            put(db, k, k % 7 ? "گوٺ \\N\t\"" : "");
        put(db, first + n + 1, NULL);
        change(db, S("DELETE FROM thing WHERE k = 50000000"));
        CHECK(both_ask(db, "SELECT count(*) FROM thing WHERE words IS NULL") ==
              1);
        CHECK(said(db, first + n, (first + n) % 7 ? "گوٺ \\N\t\"" : ""));
        CHECK(db_commit(db));
        CHECK(both_ask(db, "SELECT count(*) FROM thing") == n + 1);
        CHECK(said(db, first + 1, (first + 1) % 7 ? "گوٺ \\N\t\"" : ""));
        change(db, S("DELETE FROM thing"));
    }
}

/* However many: a change of the same table and the other table see what was put
 * before. */
BOTH(writes_keep_their_order)
{
    both_script(db, schema);
    db_begin(db);
    for (size_t i = 0; i < LEN(size_of); i++) {
        int64_t n = size_of[i];

        for (int64_t k = 1; k <= n; k++) {
            struct rows r =
                db_text_rows(db, S("INSERT INTO other (k) VALUES ($1)"));

            put(db, (int64_t)i * 10000 + k, "before");
            db_bind_int(&r, 1, (int64_t)i * 10000 + k);
            db_run(&r);
        }
        change(db, S("UPDATE thing SET words = 'after' WHERE k % 2 = 0"));
    }
    CHECK(both_ask(db, "SELECT count(*) FROM thing WHERE words = 'after'") ==
          1 + 50 + 2500);
    CHECK(both_ask(db, "SELECT count(*) FROM other") == 5103);
    CHECK(db_commit(db));
}

BOTH(a_row_there_already_is_a_fault_and_nothing_of_it_happened)
{
    both_script(db, schema);
    put(db, 2, "first");
    for (size_t i = 0; i < LEN(size_of); i++) {
        db_begin(db);
        for (int64_t k = 1; k <= size_of[i]; k++)
            put(db, k, "x");
        CHECK(!db_commit(db));
        CHECK(db_fault(db) != DB_FINE);
        CHECK(!strstr(db_fault_text(db), "(2)")); /* nobody's row in a log */
        db_forgive(db);
        CHECK(both_ask(db, "SELECT count(*) FROM thing") == 1);
    }
    db_begin(db);
    for (int64_t k = 3; k <= 60; k++)
        put(db, k, "y");
    CHECK(db_commit(db));
    CHECK(both_ask(db, "SELECT count(*) FROM thing") == 59);
}

BOTH(a_rollback_drops_what_was_gathered)
{
    both_script(db, schema);
    db_begin(db);
    for (int64_t k = 1; k <= 100; k++)
        put(db, k, "x");
    db_rollback(db);
    CHECK(both_ask(db, "SELECT count(*) FROM thing") == 0);
    both_fine(db);
}

BOTH(what_was_asked_ahead_lies_ready)
{
    both_script(db, schema);
    db_begin(db);
    for (int64_t k = 1; k <= 1500; k++)
        put(db, k, "here");
    for (int64_t k = 1; k <= 2000; k++) {
        struct rows r = one(db, k);

        db_ahead(&r);
    }
    for (int64_t k = 2000; k >= 1; k--) {
        struct rows r = one(db, k);
        bool there = db_next(&r);

        if (there != (k <= 1500) ||
            (there && (int64_t)db_str(&r, 1).n != k % 6))
            (void)CHECK(!"the answer to its own question");
        db_done(&r);
    }
    CHECK(said(db, 3, "here")); /* asked once more */
    CHECK(db_commit(db));
}

/* Unread answers are of an earlier moment; their end makes them forgotten. */
BOTH(an_end_forgets_what_was_not_read)
{
    struct rows r;

    both_script(db, schema);
    db_begin(db);
    put(db, 1, "before");
    r = one(db, 1);
    db_ahead(&r);
    r = one(db, 2);
    db_ahead(&r);
    db_ahead_end(db);
    both_script(db, "UPDATE thing SET words = 'after';\n");
    CHECK(said(db, 1, "after"));
    r = one(db, 1);
    db_ahead(&r);
    CHECK(db_commit(db));
    both_script(db, "UPDATE thing SET words = 'later';\n");
    CHECK(said(db, 1, "later"));
}

BOTH(a_question_ahead_that_fails_is_a_fault)
{
    struct rows r;

    both_script(db, schema);
    db_begin(db);
    r = db_text_rows(db, S("SELECT CAST($1 AS BIGINT) / (k - k) FROM thing"));
    put(db, 1, "x");
    db_bind_int(&r, 1, 1);
    db_ahead(&r);
    if (db_is_far(db)) { /* SQLite divides by nought without a word */
        CHECK(both_ask(db, "SELECT 1") == -1);
        CHECK(db_fault(db) != DB_FINE);
    }
    db_rollback(db);
    db_forgive(db);
    CHECK(both_ask(db, "SELECT count(*) FROM thing") == 0);
    both_fine(db);
}
