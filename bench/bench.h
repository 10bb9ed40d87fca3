/* bench - what every benchmark needs: a clock, a size, a site of its own, and
 * the row it adds to the table.
 *
 * A benchmark prints what it does as it goes and, for each figure, one row of
 * Markdown, which bench/run gathers. SAATH_BENCH_SCALE (default 1) makes all
 * sizes smaller. Scratch files go to SAATH_BENCH_DIR (default: here). */
#ifndef SAATH_BENCH_H
#define SAATH_BENCH_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "chance.h"
#include "log/log.h"
#include "sys/sys.h"

#define BENCH_CHUNK_MS 80 /* as the importer's chunks */

/* ---- time and size ------------------------------------------------------*/

static inline double bench_clock(void) /* seconds that only go forward */
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline double bench_cpu(void) /* seconds this process has computed */
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* The same of another process on this machine (Linux). */
static inline double bench_cpu_of(int process)
{
    char path[64];
    double ns = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/schedstat", process);
    f = fopen(path, "r");
    MUST(f);
    MUST(fscanf(f, "%lf", &ns) == 1);
    fclose(f);
    return ns / 1e9;
}

static inline double bench_scale(void)
{
    const char *said = getenv("SAATH_BENCH_SCALE");
    double scale = said ? atof(said) : 1;

    return scale > 0 && scale <= 1 ? scale : 1;
}

static inline long bench_size(long full, long least)
{
    long n = (long)((double)full * bench_scale() + 0.5);

    return n < least ? least : n;
}

/* ---- the table ----------------------------------------------------------*/

/* One line of the README's table. `peer`, `ratio`, `target` may be "". */
static inline void bench_row(const char *figure, const char *ours,
                             const char *peer, const char *ratio,
                             const char *target, bool met)
{
    printf("| %s | %s | %s | %s | %s | %s |\n", figure, ours, peer, ratio,
           target,
           !*target ? "" :
           met      ? "yes" :
                      "**no**");
    fflush(stdout);
}

#define bench_note(...) (printf(__VA_ARGS__), fflush(stdout), (void)0)

static inline void bench_fine(struct db *db, const char *where)
{
    if (!db_fault(db))
        return;
    fprintf(stderr, "%s: %s\n", where, db_fault_text(db));
    exit(1);
}

static inline int64_t bench_ask(struct db *db, const char *sql)
{
    struct rows r = db_text_rows(db, str_of(sql));
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    bench_fine(db, sql);
    return n;
}

/* The server's process that answers this connection (PostgreSQL). */
static inline int bench_server(struct db *db)
{
    return (int)bench_ask(db, "SELECT pg_backend_pid()");
}

/* ---- databases ----------------------------------------------------------*/

static inline const char *bench_file(const char *name, char *path, size_t n)
{
    const char *folder = getenv("SAATH_BENCH_DIR");

    snprintf(path, n, "%s/%s.db", folder ? folder : ".", name);
    return path;
}

static inline void bench_file_remove(const char *path)
{
    static const char *const tail[] = { "",      "-wal",  "-shm",   ".key",
                                        ".lock", ".sock", ".login", ".spool" };
    char whole[600];

    for (size_t i = 0; i < LEN(tail); i++) {
        snprintf(whole, sizeof whole, "%s%s", path, tail[i]);
        remove(whole); /* a file or an empty folder */
    }
}

/* An empty database under `address`: a file, or a schema of that name on the
 * server that SAATH_TEST_PG names. False when there is no server. */
static inline bool bench_empty(const char *name, bool postgres, char *address,
                               size_t n)
{
    const char *server = getenv("SAATH_TEST_PG");
    char sql[200];
    struct db *db;

    if (!postgres) {
        bench_file_remove(bench_file(name, address, n));
        return true;
    }
    if (!server || !*server)
        return false;
    snprintf(sql, sizeof sql,
             "DROP SCHEMA IF EXISTS %s CASCADE;\n"
             "CREATE SCHEMA %s;\n",
             name, name);
    snprintf(address, n, "%s%coptions=-csearch_path%%3D%s", server,
             strchr(server, '?') ? '&' : '?', name);
    db = db_open(server, DB_MAKE);
    db_script(db, str_of(sql));
    bench_fine(db, server);
    db_close(db);
    return true;
}

static inline void bench_drop(const char *name, bool postgres)
{
    char address[600], sql[200];
    struct db *db;

    if (!postgres) {
        bench_file_remove(bench_file(name, address, sizeof address));
        return;
    }
    snprintf(sql, sizeof sql, "DROP SCHEMA IF EXISTS %s CASCADE;\n", name);
    db = db_open(getenv("SAATH_TEST_PG"), DB_MAKE);
    db_script(db, str_of(sql));
    db_close(db);
}

/* ---- a site -------------------------------------------------------------*/

struct site {
    struct db *db;
    struct keeper *keeper;
    struct secrets secrets;
    struct host host;
    struct own own;
};

static inline void site_open(struct site *s, const char *address, bool make)
{
    static const uint8_t seed[32] = { 7 };

    *s = (struct site){ .db = db_open(address, make ? DB_MAKE : DB_WRITE) };
    bench_fine(s->db, address);
    if (make)
        log_make(s->db);
    bench_fine(s->db, "making the tables");
    s->secrets = (struct secrets){ .key = key_of(seed), .seal = seal_of(seed) };
    sys_host(&s->host, &s->secrets);
    memcpy(s->own.key, key_public(s->secrets.key), sizeof s->own.key);
    s->own.name = S("bench");
    s->own.holder = S("admin");
    s->keeper = keeper_open(s->db, &s->host, &s->own);
    bench_fine(s->db, "opening the keeper");
}

static inline void site_close(struct site *s)
{
    keeper_close(s->keeper);
    key_close(s->secrets.key);
    seal_close(s->secrets.seal);
    db_close(s->db);
}

static inline void site_commit(struct site *s)
{
    if (keeper_commit(s->keeper))
        return;
    fprintf(stderr, "commit: %s\n", keeper_trouble(s->keeper));
    exit(1);
}

/* A draft that must be kept. */
static inline struct id site_draft(struct site *s, const char *kind,
                                   struct str body, struct arena *a)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = body };
    struct findings f = findings_start(a);
    struct id id;

    if (keeper_draft(s->keeper, &d, &f, &id) != KEPT) {
        fprintf(stderr, "%s was not kept: %s\n", kind,
                f.n ? f.at[0].what : "known");
        exit(1);
    }
    return id;
}

/* The ids, or codes, that a statement answers; returns how many. */
static inline int site_ids(struct db *db, const char *sql, struct id *out,
                           int most)
{
    struct rows r = db_text_rows(db, str_of(sql));
    int n = 0;

    while (n < most && db_next(&r))
        out[n++] = db_id(&r, 0);
    db_done(&r);
    return n;
}

static inline int site_texts(struct db *db, const char *sql, struct str *out,
                             int most, struct arena *a)
{
    struct rows r = db_text_rows(db, str_of(sql));
    int n = 0;

    while (n < most && db_next(&r))
        out[n++] = arena_str(a, db_str(&r, 0));
    db_done(&r);
    return n;
}

#endif
