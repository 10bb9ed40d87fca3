/* pg - the driver for PostgreSQL.
 *
 * The connection stays in libpq's pipeline mode. Inside a transaction writes
 * are queued without waiting; whatever reads, and commit, sends one Sync and
 * collects all answers, so a batch costs a single trip. Rows to be put and
 * questions asked ahead are gathered, and each statement's go out as one set.
 * Outside a transaction each statement is its own. Values travel in binary
 * both ways. */
#include "db/pg.h"

#include <stdlib.h>
#include <string.h>

static void be_quiet(void *arg, const char *text)
{
    (void)arg, (void)text;
}

/* ---- open and close -----------------------------------------------------*/

static void pg_exec(struct db *db, const char *sql)
{
    pg_send_all(db);
    pg_send_text(db, sql);
    if (!db->in_transaction)
        PQclear(pg_settle(db));
}

static bool pg_takes(const char *address)
{
    return str_starts(str_of(address), S("postgres://")) ||
           str_starts(str_of(address), S("postgresql://"));
}

/* A question whose first column is true, asked before the pipeline starts.
 * False also after a fault. */
static bool ask(struct db *db, const char *sql)
{
    PGresult *r = PQexec(pg(db)->c, sql);
    bool yes = false;

    if (PQresultStatus(r) == PGRES_TUPLES_OK)
        yes = PQntuples(r) && strcmp(PQgetvalue(r, 0, 0), "t") == 0;
    else if (PQresultStatus(r) != PGRES_COMMAND_OK)
        pg_trip_result(db, r, NULL);
    PQclear(r);
    return yes;
}

static bool demand(struct db *db, const char *sql, enum db_trouble trouble,
                   const char *otherwise)
{
    if (!ask(db, sql))
        db_trip(db, trouble, otherwise, NULL);
    return !db->trouble;
}

/* One keeper for each schema; a schema with tables that are not Saath's is
 * left alone. The mark is a type, so that it is no table in anybody's list. */
static void take_hold(struct db *db)
{
    if (!demand(db,
                "SELECT pg_try_advisory_lock(1398890868,"
                " hashtext(current_schema()))",
                DB_BUSY, "another keeper holds this database"))
        return;
    if (db->mode == DB_WRITE ||
        ask(db, "SELECT to_regtype('saath_mark')"
                " IS NOT NULL") ||
        db->trouble)
        return;
    if (demand(db,
               "SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE"
               " schemaname = current_schema())",
               DB_NOT_OURS, "this database holds tables that are not Saath's"))
        ask(db, "CREATE DOMAIN saath_mark AS bigint");
}

static void pg_open(struct db *db, const char *address)
{
    PGconn *c = pg(db)->c = PQconnectdb(address);

    MUST(c);
    if (PQstatus(c) != CONNECTION_OK) {
        db_trip(db, DB_MISSING, PQerrorMessage(c), NULL);
        return;
    }
    PQsetNoticeProcessor(c, be_quiet, NULL);
    ask(db, "SET client_encoding='UTF8'; SET synchronous_commit=on;"
            " SET standard_conforming_strings=on; SET jit=off;"
            " SET default_statistics_target=25;" /* for our own ANALYZE */
            " SET client_min_messages=warning; SET application_name='saath'");
    if (!db->trouble)
        demand(db, "SELECT current_schema() IS NOT NULL", DB_MISSING,
               "no such schema");
    if (!db->trouble)
        demand(db,
               "SELECT encoding = pg_char_to_encoding('UTF8') AND"
               " datcollate IN ('C', 'POSIX') AND datlocprovider = 'c'"
               " FROM pg_database WHERE datname = current_database()",
               DB_NOT_OURS,
               "the database must compare text by bytes: make it"
               " with createdb -T template0 -E UTF8 --locale=C NAME");
    if (!db->trouble && db->mode != DB_READ && db->mode != DB_BESIDE)
        take_hold(db);
    if (!db->trouble)
        demand(db, "SELECT to_regtype('saath_mark') IS NOT NULL", DB_NOT_OURS,
               "not a database of Saath");
    if (!db->trouble && db->mode == DB_READ)
        ask(db, "SET default_transaction_read_only=on");
    /* What a keeper asks, it asks by keys, again and again: planned for each
     * value anew, a meeting's loans would take longer to plan than to read. And
     * it goes by the index: its plans are kept while tables grow. */
    if (!db->trouble && db->mode != DB_READ)
        ask(db, "SET plan_cache_mode=force_generic_plan;"
                " SET random_page_cost=1.1");

    if (!db->trouble)
        MUST(PQenterPipelineMode(c) == 1);
}

/* The server ends a session a while after we hang up; the next keeper need
 * not wait for that. */
static void pg_close(struct db *db)
{
    PGconn *c = pg(db)->c;

    if (PQstatus(c) == CONNECTION_OK && PQexitPipelineMode(c) == 1)
        PQclear(PQexec(c, "SELECT pg_advisory_unlock_all()"));
    pg_ahead_end(db);
    PQfinish(pg(db)->c);
    free(pg(db)->ahead);
    free(pg(db)->value);
    free(pg(db)->length);
    free(pg(db)->format);
}

/* The caches are the server's. */
static void pg_rest(struct db *db)
{
    (void)db;
}

/* What only who rules the cluster may do; elsewhere it is left to its keepers. */
static void pg_if_may(struct db *db, const char *sql)
{
    pg_exec(db, sql);
    if (db->trouble)
        db_forgive(db);
}

/* It waits for no reader longer than a page takes. The planner keeps samples of
 * what stands in a column, so they are taken anew and their old rows are swept
 * out as well. What the server wrote ahead goes with the next checkpoint, if it
 * may be asked for one, and if the server makes new segments instead of using
 * old ones again: wal_recycle = off. */
static bool pg_shred(struct db *db, const char *const *tables)
{
    bool good;

    pg_exec(db, "SET lock_timeout = '3s'");
    for (; *tables && !db->trouble; tables++) {
        char sql[120];

        snprintf(sql, sizeof sql, "VACUUM (FULL, ANALYZE) %s", *tables);
        pg_exec(db, sql);
    }
    good = !db->trouble;
    if (!good)
        db_forgive(db);
    if (good) {
        pg_if_may(db, "VACUUM FULL pg_catalog.pg_statistic");
        pg_if_may(db, "SELECT pg_switch_wal()");
        pg_if_may(db, "CHECKPOINT");
    }
    pg_exec(db, "SET lock_timeout = 0");
    return good;
}

/* ---- transactions -------------------------------------------------------*/

/* A reader sees one moment for the whole transaction, as SQLite's does. */
static void pg_begin(struct db *db)
{
    pg_send_text(db, db->mode == DB_READ ?
                         "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" :
                         "BEGIN");
}

static bool pg_commit(struct db *db)
{
    PGresult *r;

    pg_send_all(db);
    pg_ahead_end(db);
    pg_send_text(db, "COMMIT");
    r = pg_settle(db);
    /* The server answers COMMIT of a failed transaction with ROLLBACK. */
    if (!db->trouble && (!r || strcmp(PQcmdStatus(r), "COMMIT") != 0))
        db_trip(db, DB_BROKEN, "the server rolled back", NULL);
    PQclear(r);
    if (!db->trouble)
        pg_analyse(db);
    return !db->trouble;
}

static void pg_rollback(struct db *db)
{
    pg_gather_drop(db);
    pg_ahead_end(db);
    PQclear(pg_settle(db)); /* or ROLLBACK would be skipped with the rest */
    if (db->lost || PQtransactionStatus(pg(db)->c) == PQTRANS_IDLE)
        return;
    pg_send_text(db, "ROLLBACK");
    PQclear(pg_settle(db));
    if (PQtransactionStatus(pg(db)->c) != PQTRANS_IDLE)
        pg_trip_lost(db);
}

const struct driver driver_postgres = {
    .postgres = true,
    .db_bytes = sizeof(struct pg),
    .statement_bytes = sizeof(struct pg_statement),
    .has_table = "SELECT 1 FROM pg_tables WHERE tablename = CAST($1 AS text)"
                 " AND schemaname = current_schema()",
    .version = "SELECT CAST(pg_current_snapshot() AS TEXT)",
    .takes = pg_takes,
    .open = pg_open,
    .close = pg_close,
    .rest = pg_rest,
    .shred = pg_shred,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .exec = pg_exec,
    .prepare = pg_prepare,
    .forget = pg_forget,
    .bind = pg_bind,
    .next = pg_next,
    .run = pg_run,
    .ahead = pg_ahead,
    .ahead_end = pg_ahead_end,
    .reset = pg_reset,
    .column = pg_column_name,
    .value = pg_value,
};
