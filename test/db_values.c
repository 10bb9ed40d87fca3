/* db_values - what is bound comes back the same, from both databases. */
#include "../src/base/base.h"
#include "db_both.h"

enum {
    SQL_PUT,
    SQL_ALL,
    SQL_OF_PARENT,
    SQL_UPSERT,
    SQL_WINDOW,
    SQL_CTE,
    SQL_TWICE,
    SQL_BACKWARDS
};
#define NAMED(key_, name_, text_)                                              \
    {                                                                          \
        .key = SQL_##key_, .name = name_, .text = { text_, sizeof(text_) - 1 } \
    }
static const struct db_named named[] = {
    NAMED(PUT, "put",
          "INSERT INTO thing (k, number, words, bytes, parent) VALUES "
          "($1, $2, $3, $4, $5)"),
    NAMED(ALL, "all",
          "SELECT k, number, words, bytes, parent FROM thing ORDER BY k"),
    NAMED(OF_PARENT, "of_parent",
          "SELECT k, number FROM thing WHERE parent = $1 ORDER BY "
          "number, k"),
    NAMED(UPSERT, "upsert",
          "INSERT INTO tally (k, n) VALUES ($1, $2) ON CONFLICT (k) DO "
          "UPDATE SET n = tally.n + excluded.n"),
    NAMED(WINDOW, "window",
          "SELECT k, n, CAST(sum(n) OVER (ORDER BY k) AS bigint), "
          "row_number() OVER (ORDER BY k) FROM tally ORDER BY k"),
    NAMED(CTE, "cte",
          "WITH RECURSIVE up (n) AS (SELECT CAST($1 AS bigint) UNION "
          "ALL SELECT n + 1 FROM up WHERE n < $2) SELECT count(*), "
          "CAST(sum(n) AS bigint) FROM up"),
    NAMED(TWICE, "twice",
          "SELECT k FROM thing WHERE words = $1 OR (words > $1 AND "
          "number = $2) ORDER BY k"),
    NAMED(BACKWARDS, "backwards",
          "SELECT CAST($2 AS text), CAST($1 AS bigint)"),
};
const struct db_named *const db_named = named;
const int db_named_count = LEN(named);

static const char schema[] =
    "CREATE TABLE thing (\n"
    "    k BIGINT NOT NULL, number BIGINT, words TEXT, bytes BYTEA,\n"
    "    parent BYTEA, PRIMARY KEY (k)\n"
    ") WITHOUT ROWID;\n"
    "-- A remark; with a semicolon.\n"
    "CREATE TABLE tally (k BYTEA NOT NULL PRIMARY KEY, n BIGINT NOT NULL)"
    " WITHOUT ROWID;\n"
    "CREATE INDEX thing_parent ON thing (parent, number, k);\n\n";

static const char zeros[] = "\0a\0\xff\0";
static const struct id parent = { "sixteen bytes ab" };

/* A row of NULLs when `words` has no p. */
static void put(struct db *db, int64_t k, int64_t number, struct str words,
                struct str bytes, struct id of)
{
    struct rows r = db_rows(db, SQL_PUT);

    db_bind_int(&r, 1, k);
    if (words.p) {
        db_bind_int(&r, 2, number);
        db_bind_text(&r, 3, words);
        db_bind_blob(&r, 4, bytes.p, bytes.n);
    } else {
        db_bind_null(&r, 2); /* 3 and 4 are left unbound */
    }
    db_bind_id(&r, 5, of);
    db_run(&r);
}

static const struct {
    int64_t number;
    struct str words, bytes;
} told[] = {
    { 0, { "", 0 }, { "", 0 } },
    { 1, { "a", 1 }, { zeros, 5 } },
    { -1, { "ساٿ ڄاڻو", 15 }, { "\xff\xfe\x80", 3 } },
    { INT64_MAX, { "it's \"quoted\" \\ $1 %s", 21 }, { zeros + 1, 1 } },
    { INT64_MIN, { "line\nline\ttab", 13 }, { zeros, 1 } },
    { 127, { "x", 1 }, { NULL, 0 } },
    { -128, { "x", 1 }, { "y", 1 } },
    { 4294967296, { "x", 1 }, { "y", 1 } },
};

BOTH(values_come_back_as_they_were)
{
    struct rows r;
    int n = 0;

    both_script(db, schema);
    db_begin(db);
    for (size_t i = 0; i < LEN(told); i++)
        put(db, (int64_t)i, told[i].number, told[i].words, told[i].bytes,
            parent);
    CHECK(db_commit(db));
    r = db_rows(db, SQL_ALL);
    while (db_next(&r)) {
        CHECK_INT(db_int(&r, 0), n);
        CHECK_INT(db_int(&r, 1), told[n].number);
        CHECK_STR(db_str(&r, 2), told[n].words);
        CHECK_STR(db_str(&r, 3), told[n].bytes);
        CHECK_INT(db_kind(&r, 1), DB_INT);
        CHECK_INT(db_kind(&r, 2), DB_TEXT);
        CHECK_INT(db_kind(&r, 3), DB_BYTES);
        CHECK(id_same(db_id(&r, 4), parent));
        n++;
    }
    CHECK_INT(n, LEN(told));
    CHECK(!db_next(&r)); /* the end stays the end */
    both_fine(db);
}

BOTH(nothing_comes_back_as_nothing)
{
    struct rows r;

    both_script(db, schema);
    put(db, 1, 7, S("something first"), S("bytes"), parent);
    put(db, 2, 0, (struct str){ NULL, 0 }, S(""), ID_NONE);
    r = db_rows(db, SQL_ALL);
    CHECK(db_next(&r));
    CHECK(db_next(&r));
    CHECK(!db_null(&r, 0));
    for (int col = 1; col < 5; col++)
        CHECK(db_null(&r, col));
    CHECK_INT(db_int(&r, 1), 0);
    CHECK_STR(db_str(&r, 2), S(""));
    CHECK_STR(db_str(&r, 3), S(""));
    CHECK(id_none(db_id(&r, 4)));
    CHECK(hash_none(db_hash(&r, 4)));
    CHECK(!db_next(&r));
    both_fine(db);
}

BOTH(columns_have_names_and_numbers_have_digits)
{
    struct rows r;

    both_script(db, schema);
    put(db, 12, INT64_MIN, S("w"), S("b"), ID_NONE);
    r = db_rows(db, SQL_ALL);
    CHECK_INT(db_columns(&r), 5);
    CHECK_STR(str_of(db_column(&r, 2)), S("words"));
    if (CHECK(db_next(&r))) {
        struct str a = db_str(&r, 0), b = db_str(&r, 1);

        CHECK_STR(a, S("12"));
        CHECK_STR(b, S("-9223372036854775808"));
        CHECK_STR(a, S("12"));
    }
    CHECK_INT(r.row, 1);
    db_done(&r);
    CHECK_INT(db_columns(&r), 0);
    CHECK_STR(str_of(db_column(&r, 2)), S(""));
}

BOTH(ids_and_hashes_of_a_wrong_length_are_a_fault)
{
    struct hash h = sha_of(S("x"));
    struct rows r;

    both_script(db, schema);
    put(db, 1, 1, S("a"), (struct str){ (char *)h.b, 32 }, parent);
    r = db_rows(db, SQL_ALL);
    if (CHECK(db_next(&r))) {
        CHECK(hash_same(db_hash(&r, 3), h));
        both_fine(db);
        CHECK(id_none(db_id(&r, 3)));
    }
    CHECK_INT(db_fault(db), DB_BROKEN);
    CHECK(!db_next(&r));
}

BOTH(text_read_as_a_number_is_a_fault)
{
    struct rows r;

    both_script(db, schema);
    put(db, 1, 1, S("12"), S("b"), ID_NONE);
    r = db_rows(db, SQL_ALL);
    CHECK(db_next(&r));
    CHECK_INT(db_int(&r, 2), 0);
    CHECK_INT(db_fault(db), DB_BROKEN);
    CHECK(!db_next(&r));
}

BOTH(cursors_nest_and_writes_go_between)
{
    struct rows outer, inner;
    int64_t seen = 0;

    both_script(db, schema);
    db_begin(db);
    for (int i = 0; i < 40; i++)
        put(db, i, i % 4, S("w"), S("b"),
            (struct id){ { (uint8_t)(1 + i % 10) } });
    outer = db_text_rows(db, S("SELECT DISTINCT parent FROM thing"
                               " ORDER BY parent"));
    while (db_next(&outer)) {
        inner = db_rows(db, SQL_OF_PARENT);
        db_bind_id(&inner, 1, db_id(&outer, 0));
        while (db_next(&inner)) {
            struct rows w = db_rows(db, SQL_UPSERT);

            db_bind_id(&w, 1, db_id(&outer, 0));
            db_bind_int(&w, 2, db_int(&inner, 0));
            db_run(&w);
            seen++;
        }
    }
    CHECK(db_commit(db));
    CHECK_INT(seen, 40);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM tally"), 10);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(n) AS bigint) FROM tally"), 780);
    both_fine(db);
}

BOTH(a_parameter_may_stand_twice_and_in_any_order)
{
    struct rows r;

    both_script(db, schema);
    put(db, 1, 5, S("b"), S(""), ID_NONE);
    put(db, 2, 5, S("c"), S(""), ID_NONE);
    put(db, 3, 6, S("c"), S(""), ID_NONE);
    put(db, 4, 5, S("a"), S(""), ID_NONE);
    r = db_rows(db, SQL_TWICE);
    db_bind_text(&r, 1, S("b"));
    db_bind_int(&r, 2, 5);
    CHECK(db_next(&r) && db_int(&r, 0) == 1);
    CHECK(db_next(&r) && db_int(&r, 0) == 2);
    CHECK(!db_next(&r));
    r = db_rows(db, SQL_BACKWARDS);
    db_bind_int(&r, 1, 1);
    db_bind_text(&r, 2, S("two"));
    if (CHECK(db_next(&r))) {
        CHECK_STR(db_str(&r, 0), S("two"));
        CHECK_INT(db_int(&r, 1), 1);
    }
    db_done(&r);
    both_fine(db);
}

BOTH(upserts_windows_and_recursion)
{
    struct rows r;
    int n = 0;

    both_script(db, schema);
    for (int i = 0; i < 6; i++) {
        r = db_rows(db, SQL_UPSERT);
        db_bind_blob(&r, 1, &"\1\2\3"[i % 3], 1);
        db_bind_int(&r, 2, i);
        db_run(&r);
    }
    r = db_rows(db, SQL_WINDOW); /* 3, 5, 7 and running 3, 8, 15 */
    while (db_next(&r)) {
        CHECK_INT(db_int(&r, 1), 3 + 2 * n);
        CHECK_INT(db_int(&r, 2), (n + 1) * (n + 3));
        CHECK_INT(db_int(&r, 3), ++n);
    }
    CHECK_INT(n, 3);
    r = db_rows(db, SQL_CTE);
    db_bind_int(&r, 1, 1);
    db_bind_int(&r, 2, 100);
    if (CHECK(db_next(&r))) {
        CHECK_INT(db_int(&r, 0), 100);
        CHECK_INT(db_int(&r, 1), 5050);
    }
    db_done(&r);
    both_fine(db);
}

BOTH(truth_and_narrow_numbers_are_numbers)
{
    struct rows r = db_text_rows(
        db,
        S("SELECT 1 = 1, 1 > 2, CAST(-2 AS smallint), CAST(-70000 AS integer),"
          " 32767, EXISTS (SELECT 1), CAST(NULL AS integer)"));
    static const int64_t want[] = { 1, 0, -2, -70000, 32767, 1, 0 };

    if (CHECK(db_next(&r)))
        for (int i = 0; i < (int)LEN(want); i++)
            CHECK_INT(db_int(&r, i), want[i]);
    CHECK(db_null(&r, 6));
    CHECK(!db_next(&r));
    both_fine(db);
}

/* PostgreSQL knows a parameter's type; a value that does not fit is told
 * before it is sent. SQLite takes everything. */
BOTH(a_value_that_does_not_fit_its_parameter)
{
    static const char *const sql[] = {
        "SELECT k FROM narrow WHERE k = $1",
        "SELECT k FROM narrow WHERE w = $1",
    };
    enum db_trouble want = db_is_postgres(db) ? DB_BROKEN : DB_FINE;

    both_script(db, "CREATE TABLE narrow (k INTEGER, w TEXT)");
    for (int64_t v = INT32_MAX; v <= (int64_t)INT32_MAX + 1; v++)
        for (int i = 0; i < 2; i++) {
            struct rows r = db_text_rows(db, str_of(sql[i]));

            db_bind_int(&r, 1, i ? v : -v - 1);
            CHECK(!db_next(&r));
            CHECK_INT(db_fault(db), i || v > INT32_MAX ? want : DB_FINE);
            db_forgive(db);
        }
    struct rows r = db_text_rows(db, str_of(sql[0]));
    db_bind_text(&r, 1, S("12"));
    CHECK(!db_next(&r));
    CHECK_INT(db_fault(db), want);
}

BOTH(text_compares_by_bytes)
{
    static const char *const words[] = { "B", "a", "ab", "b", "ا", "ی" };
    struct rows r;
    size_t n = 0;

    both_script(db, schema);
    for (size_t i = LEN(words); i-- > 0;)
        put(db, (int64_t)i, 0, str_of(words[i]), S(""), ID_NONE);
    r = db_text_rows(db, S("SELECT words FROM thing ORDER BY words"));
    while (db_next(&r) && n < LEN(words))
        CHECK_STR(db_str(&r, 0), str_of(words[n++]));
    db_done(&r);
    CHECK_INT(n, LEN(words));
}

/* More texts than are kept prepared; each still answers for itself. */
BOTH(composed_statements_are_kept_and_given_up)
{
    struct rows outer = db_text_rows(db, S("SELECT 41 UNION SELECT 42"));
    char sql[80];

    CHECK(db_next(&outer));
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 700; i++) {
            snprintf(sql, sizeof sql, "SELECT %d WHERE 1 = 1", i);
            CHECK_INT(both_ask(db, sql), i);
        }
    CHECK(db_next(&outer)); /* an open one is never given up */
    CHECK_INT(db_int(&outer, 0), 42);
    CHECK(!db_next(&outer));
    both_fine(db);
}

/* db_script forgets what was prepared for the tables of before. */
BOTH(a_table_may_be_made_anew_under_a_statement)
{
    both_script(db, "CREATE TABLE a (x BIGINT);\nINSERT INTO a VALUES (1);\n");
    CHECK_INT(both_ask(db, "SELECT * FROM a"), 1);
    CHECK(db_has_table(db, "a"));
    CHECK(!db_has_table(db, "b"));
    both_script(db, "CREATE TABLE b (y TEXT, x BIGINT);\n"
                    "INSERT INTO b VALUES ('t', 2);\nDROP TABLE a;\n"
                    "ALTER TABLE b RENAME TO a");
    struct rows r = db_text_rows(db, S("SELECT * FROM a"));
    if (CHECK(db_next(&r))) {
        CHECK_INT(db_columns(&r), 2);
        CHECK_STR(db_str(&r, 0), S("t"));
        CHECK_INT(db_int(&r, 1), 2);
    }
    db_done(&r);
    CHECK(db_has_table(db, "a"));
    CHECK(!db_has_table(db, "b"));
    both_fine(db);
}

BOTH(a_hundred_thousand_upserts)
{
    enum { MANY = 100000, KEYS = 9973 };

    both_script(db, schema);
    db_begin(db);
    for (int64_t i = 0; i < MANY; i++) {
        struct rows r = db_rows(db, SQL_UPSERT);
        uint32_t key = (uint32_t)(i % KEYS * 2654435761u);

        db_bind_blob(&r, 1, &key, sizeof key);
        db_bind_int(&r, 2, i);
        db_run(&r);
    }
    CHECK(db_commit(db));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM tally"), KEYS);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(n) AS bigint) FROM tally"),
              (int64_t)MANY * (MANY - 1) / 2);
    both_fine(db);
}
