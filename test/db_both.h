/* db_both - one test, told to SQLite and to PostgreSQL.
 *
 * BOTH(name) { ... } makes the tests name_on_sqlite and name_on_postgres; the
 * body finds an empty database, open for writing, in `db`, and its address in
 * `both_address`. PostgreSQL is the server that SAATH_TEST_PG names; each
 * test has a schema of its own there. */
#ifndef SAATH_DB_BOTH_H
#define SAATH_DB_BOTH_H

#include <stdlib.h>
#include <unistd.h>

#include "../src/db/db.h"
#include "tap.h"

static char both_address[512];

#define BOTH(name_)                                                            \
    static void name_(struct db *db);                                          \
    TEST(name_##_on_sqlite)                                                    \
    {                                                                          \
        both_sqlite(name_);                                                    \
    }                                                                          \
    TEST(name_##_on_postgres)                                                  \
    {                                                                          \
        both_postgres(name_);                                                  \
    }                                                                          \
    static void name_(struct db *db)

static inline bool both_fine(const struct db *db)
{
    if (!db_fault(db))
        return true;
    printf("# fault %d: %s\n", db_fault(db), db_fault_text(db));
    return CHECK(!"the database is fine");
}

static inline void both_script(struct db *db, const char *script)
{
    db_script(db, str_of(script));
    both_fine(db);
}

/* Runs a composed statement that has no parameters; its first number. */
static inline int64_t both_ask(struct db *db, const char *sql)
{
    struct rows r = db_text_rows(db, str_of(sql));
    int64_t n = db_next(&r) ? db_int(&r, 0) : -1;

    db_done(&r);
    return n;
}

static inline void both_told(void (*body)(struct db *db))
{
    struct db *db = db_open(both_address, DB_MAKE);

    if (both_fine(db))
        body(db);
    db_close(db);
}

/* A new folder that the caller empties with both_remove. */
static inline const char *both_folder(void)
{
    static char folder[64];
    const char *tmp = getenv("TMPDIR");

    snprintf(folder, sizeof folder, "%.40s/saath-" TEMPLATE_END,
             tmp ? tmp : "/tmp");
    MUST(mkdtemp(folder));
    return folder;
}

static inline void both_remove(const char *folder)
{
    static const char *const names[] = { "a.db", "a.db-wal", "a.db-shm",
                                         "b.db", "b.db-wal", "b.db-shm" };
    char path[128];

    for (size_t i = 0; i < LEN(names); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    CHECK(rmdir(folder) == 0); /* nothing else was left behind */
}

static inline void both_sqlite(void (*body)(struct db *db))
{
    const char *folder = both_folder();

    snprintf(both_address, sizeof both_address, "%s/a.db", folder);
    both_told(body);
    both_remove(folder);
}

static inline bool both_schema(const char *server, const char *what)
{
    struct db *db = db_open(server, DB_MAKE);
    bool good;

    for (int i = 0; i < 500 && db_fault(db) == DB_BUSY; i++) {
        db_close(db); /* another test program is at this very step */
        usleep(20000);
        db = db_open(server, DB_MAKE);
    }
    db_script(db, str_of(what));
    good = both_fine(db);
    db_close(db);
    return good;
}

/* False when there is no server: the test is skipped. */
static inline bool both_postgres_made(void)
{
    const char *server = getenv("SAATH_TEST_PG");
    char sql[128];

    if (!server || !*server) {
        skip("SAATH_TEST_PG names no PostgreSQL");
        return false;
    }
    snprintf(sql, sizeof sql,
             "DROP SCHEMA IF EXISTS saath_test_%d CASCADE;\n"
             "CREATE SCHEMA saath_test_%d;\n",
             getpid(), getpid());
    snprintf(both_address, sizeof both_address,
             "%s%coptions=-csearch_path%%3Dsaath_test_%d", server,
             strchr(server, '?') ? '&' : '?', getpid());
    return both_schema(server, sql);
}

static inline void both_postgres_dropped(void)
{
    char sql[64];

    snprintf(sql, sizeof sql, "DROP SCHEMA saath_test_%d CASCADE;\n", getpid());
    both_schema(getenv("SAATH_TEST_PG"), sql);
}

static inline void both_postgres(void (*body)(struct db *db))
{
    if (!both_postgres_made())
        return;
    both_told(body);
    both_postgres_dropped();
}

#endif
