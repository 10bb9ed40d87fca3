/* db_copy - one test on a new site, told to SQLite and to PostgreSQL.
 *
 * SITE(name) { ... } is BOTH(name) with the tables and the facts of a new site
 * in `db` already. Making those takes most of a second, on PostgreSQL some, so
 * they are made once, and every test gets a copy: of the file, or there of the
 * database. */
#ifndef SAATH_DB_COPY_H
#define SAATH_DB_COPY_H

#include <libpq-fe.h>

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
    char template[64]; /* a database of PostgreSQL */
} copy_of;

/* SQLite, and in no file. */
static inline bool site_in_memory(struct db *db)
{
    return !db_is_postgres(db) &&
           both_ask(db, "SELECT count(*) FROM pragma_database_list "
                        "WHERE file <> ''") == 0;
}

/* Makes a site where there is none yet. In memory it is made once too, and the
 * others are its pages: tests of the order of arrival want six each. */
static inline void site_make(struct db *db)
{
    static struct str made;

    if (log_state(db) != LOG_NONE) {
        both_fine(db);
        return;
    }
    if (!site_in_memory(db)) {
        log_make(db);
    } else if (made.n) {
        MUST(db_image_take(db, made));
    } else {
        log_make(db);
        MUST(db_image(db, &made));
    }
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

/* That there was nothing to drop is no news. */
static inline void copy_notice(void *self, const char *message)
{
    (void)self;
    (void)message;
}

/* Databases are not made or dropped within a transaction, and the driver's
 * scripts are one: so this one statement goes by libpq. */
static inline bool copy_admin(const char *verb, const char *name,
                              const char *rest, const char *other)
{
    PGconn *server = PQconnectdb(getenv("SAATH_TEST_PG"));
    char sql[250];
    PGresult *did;
    bool good;

    snprintf(sql, sizeof sql, "%s %s %s %s", verb, name, rest, other);
    PQsetNoticeProcessor(server, copy_notice, NULL);
    did = PQexec(server, sql);
    good = PQresultStatus(did) == PGRES_COMMAND_OK;
    if (!CHECK(good))
        printf("# %s: %s\n", sql, PQerrorMessage(server));
    PQclear(did);
    PQfinish(server);
    return good;
}

/* The server's address with another database. */
static inline void copy_address(char *out, size_t room, const char *name)
{
    const char *server = getenv("SAATH_TEST_PG");
    const char *asked = strchr(server, '?');
    const char *slash = strstr(server, "//") + 2;

    slash += strcspn(slash, "/");
    snprintf(out, room, "%.*s/%s%s", (int)(slash - server), server, name,
             asked ? asked : "");
}

static inline void copy_template_drop(void)
{
    if (getpid() == copy_of.owner)
        copy_admin("DROP DATABASE IF EXISTS", copy_of.template, "", "");
}

static inline bool copy_template_stands(void)
{
    struct db *db = db_open(getenv("SAATH_TEST_PG"), DB_MAKE);
    char sql[160];
    bool stands;

    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM pg_database WHERE datname = '%s'",
             copy_of.template);
    stands = both_ask(db, sql) == 1;
    db_close(db);
    return stands;
}

/* The site that every test of every program of this run is a copy of: `run`
 * names it and drops it. By hand it is this program's own. The first who needs
 * it makes it under another name, and whoever is second throws away hers. */
static inline void copy_template_start(void)
{
    const char *named = getenv("SAATH_TEST_PG_SITE");
    char making[64], address[512];
    struct db *db;

    if (*copy_of.template)
        return;
    snprintf(making, sizeof making, "making_%d", getpid());
    if (named && *named) {
        snprintf(copy_of.template, sizeof copy_of.template, "%.60s", named);
    } else {
        snprintf(copy_of.template, sizeof copy_of.template, "site_%d",
                 getpid());
        copy_of.owner = getpid();
        atexit(copy_template_drop);
    }
    if (copy_template_stands())
        return;
    copy_admin("CREATE DATABASE", making, "", "");
    copy_address(address, sizeof address, making);
    db = db_open(address, DB_MAKE);
    site_make(db);
    db_close(db);
    if (copy_template_stands())
        copy_admin("DROP DATABASE", making, "", "");
    else
        copy_admin("ALTER DATABASE", making, "RENAME TO", copy_of.template);
}

static inline void copy_postgres(void (*body)(struct db *db))
{
    const char *server = getenv("SAATH_TEST_PG");
    char name[64];

    if (!server || !*server) {
        skip("SAATH_TEST_PG names no PostgreSQL");
        return;
    }
    copy_template_start();
    snprintf(name, sizeof name, "copy_%d", getpid());
    copy_admin("DROP DATABASE IF EXISTS", name, "WITH (FORCE)", "");
    if (!CHECK(copy_admin("CREATE DATABASE", name,
                          "STRATEGY file_copy TEMPLATE", copy_of.template)))
        return;
    copy_address(both_address, sizeof both_address, name);
    both_told(body);
    copy_admin("DROP DATABASE IF EXISTS", name, "WITH (FORCE)", "");
}

#endif
