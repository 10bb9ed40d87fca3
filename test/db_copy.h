/* db_copy - one test on a new site, told to SQLite and to PostgreSQL.
 *
 * SITE(name) { ... } is BOTH(name) with the tables and the facts of a new site
 * in `db` already. Making those takes most of a second, so each program makes
 * them once for each database, and every test gets a copy: of the file, or on
 * PostgreSQL, where DDL and new databases are slow, the rows as they were. */
#ifndef SAATH_DB_COPY_H
#define SAATH_DB_COPY_H

#include "../src/log/log.h"
#include "db_both.h"

#define SITE(name_)                                                            \
    static void name_(struct db *db);                                          \
    TEST(name_##_on_sqlite)                                                    \
    {                                                                          \
        copy_sqlite(name_);                                                    \
    }                                                                          \
    TEST(name_##_on_postgres)                                                  \
    {                                                                          \
        copy_postgres(name_);                                                  \
    }                                                                          \
    static void name_(struct db *db)

/* What is copied; "" until it was needed. */
static struct {
    pid_t owner; /* a child of ours leaves it alone */
    char folder[64], file[80];
    bool schemas; /* of PostgreSQL: they stand */
    char address[512];
} copy_of;

/* Makes a site where there is none yet. */
static inline void site_make(struct db *db)
{
    if (log_state(db) == LOG_NONE)
        log_make(db);
    both_fine(db);
}

/* ---- SQLite -------------------------------------------------------------*/

static inline void copy_file_end(void)
{
    if (getpid() != copy_of.owner)
        return;
    unlink(copy_of.file);
    rmdir(copy_of.folder);
}

static inline void copy_file_start(void)
{
    struct db *db;

    if (*copy_of.file)
        return;
    copy_of.owner = getpid();
    snprintf(copy_of.folder, sizeof copy_of.folder, "%s", both_folder());
    snprintf(copy_of.file, sizeof copy_of.file, "%s/a.db", copy_of.folder);
    atexit(copy_file_end);
    db = db_open(copy_of.file, DB_MAKE);
    site_make(db);
    db_close(db);
}

static inline void copy_file(const char *to)
{
    static char piece[1 << 16];
    FILE *in, *out;
    size_t n;

    copy_file_start();
    in = fopen(copy_of.file, "rb");
    out = fopen(to, "wb");
    MUST(in && out);
    while ((n = fread(piece, 1, sizeof piece, in)) > 0)
        MUST(fwrite(piece, 1, n, out) == n);
    MUST(!ferror(in) && fclose(out) == 0);
    fclose(in);
}

static inline void copy_sqlite(void (*body)(struct db *db))
{
    char file[80];

    copy_file_start(); /* it takes the one folder that both_folder holds */
    snprintf(file, sizeof file, "%s", both_folder());
    snprintf(both_address, sizeof both_address, "%s/a.db", file);
    copy_file(both_address);
    both_told(body);
    both_remove(file);
}

/* ---- PostgreSQL ---------------------------------------------------------*/

/* For each table t, what `does` says; "%1$I" is the table, "%2$I" the schema
 * where what a new site holds is kept. */
static inline bool copy_tables(const char *before, const char *does)
{
    struct db *db = db_open(both_address, DB_BESIDE);
    char sql[700];
    bool good;

    snprintf(sql, sizeof sql,
             "%s"
             "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM"
             " pg_tables WHERE schemaname = current_schema() LOOP"
             " EXECUTE format('%s', t, 'saath_kept_%d'); END LOOP; END $$;\n",
             before, does, getpid());
    db_script(db, str_of(sql));
    good = !db_fault(db);
    db_close(db);
    return good;
}

static inline void copy_schemas_drop(void)
{
    char sql[64];

    snprintf(sql, sizeof sql, "DROP SCHEMA IF EXISTS saath_kept_%d CASCADE;\n",
             getpid());
    both_schema(getenv("SAATH_TEST_PG"), sql);
    both_postgres_dropped();
}

static inline void copy_schemas_end(void)
{
    if (getpid() == copy_of.owner && copy_of.schemas)
        copy_schemas_drop();
}

static inline void copy_schemas_start(void)
{
    char sql[64];
    struct db *db;

    if (!copy_of.address[0])
        atexit(copy_schemas_end);
    copy_of.owner = getpid();
    copy_of.schemas = true;
    snprintf(copy_of.address, sizeof copy_of.address, "%s", both_address);
    db = db_open(both_address, DB_MAKE);
    site_make(db);
    db_close(db);
    snprintf(sql, sizeof sql, "CREATE SCHEMA saath_kept_%d;\n", getpid());
    CHECK(copy_tables(sql, "CREATE TABLE %2$I.%1$I AS TABLE %1$I"));
}

/* A test that left other tables behind costs the next one a new site. */
static inline bool copy_schemas_again(void)
{
    snprintf(both_address, sizeof both_address, "%s", copy_of.address);
    return copy_tables("",
                       "DELETE FROM %1$I; INSERT INTO %1$I TABLE %2$I.%1$I");
}

static inline void copy_postgres(void (*body)(struct db *db))
{
    if (!copy_of.schemas || !copy_schemas_again()) {
        if (copy_of.schemas)
            copy_schemas_drop();
        copy_of.schemas = false;
        if (!both_postgres_made())
            return;
        copy_schemas_start();
    }
    both_told(body);
}

#endif
