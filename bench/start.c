/* start - how soon a large site answers, and what it costs when idle.
 *
 * Serves the database that bench_outreach left (SAATH_BENCH_KEEP), over a
 * gigabyte at full size: from exec to the first page, median of several
 * starts; then, after some pages and a rest, the summed PSS of all its
 * processes. And the size of the program with everything in it. */
#include <dirent.h>
#include <sys/stat.h>

#include "log.sql.h"
#include "serve.h"

enum { STARTS = 7, REST_S = 4, PROCESSES = 64 };
#define PASSWORD "a-long-enough-word"

/* ---- the site -----------------------------------------------------------*/

/* The key that bench.h's site signs with, as a file beside the database. */
static void key_write(const char *address)
{
    char path[620];
    int fd;

    snprintf(path, sizeof path, "%s.key", address);
    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    MUST(fd >= 0);
    MUST(write(fd, "07", 2) == 2);
    for (int i = 0; i < 31; i++)
        MUST(write(fd, "00", 2) == 2);
    close(fd);
}

static void meta_put(struct db *db, const char *name, const char *value)
{
    struct rows r = db_rows(db, SQL_META_PUT);

    db_bind_text(&r, 1, str_of(name));
    db_bind_text(&r, 2, str_of(value));
    db_run(&r);
}

/* What `init` would have left besides the tables. */
static void site_dress(const char *address)
{
    struct db *db = db_open(address, DB_WRITE);

    bench_fine(db, address);
    meta_put(db, "site.name", "bench");
    meta_put(db, "site.holder", "admin");
    bench_fine(db, address);
    db_close(db);
    key_write(address);
}

static double first_page(const char *address, struct served *s)
{
    struct client *c = calloc(1, sizeof *c);
    double began = bench_clock(), took;

    MUST(c);
    served_start(s, address);
    MUST(client_open(c, s->port));
    MUST(client_ask(c, s, "GET", "/login", NULL, "") == 200);
    took = bench_clock() - began;
    close(c->fd);
    free(c);
    return took;
}

/* ---- what it costs ------------------------------------------------------*/

static pid_t parent_of(pid_t pid)
{
    char path[64], line[400];
    const char *at;
    FILE *f;
    int parent = 0;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    f = fopen(path, "r");
    if (!f)
        return 0;
    if (fgets(line, sizeof line, f) && (at = strrchr(line, ')')))
        parent = atoi(at + 4); /* ") S 123" */
    fclose(f);
    return parent;
}

static long pss_kb(pid_t pid)
{
    char path[64], line[200];
    long kb = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    f = fopen(path, "r");
    if (!f)
        return 0;
    while (fgets(line, sizeof line, f))
        if (strncmp(line, "Pss:", 4) == 0)
            kb = atol(line + 4);
    fclose(f);
    return kb;
}

/* Of a process and its children. */
static long pss_all(pid_t root, int *processes)
{
    DIR *d = opendir("/proc");
    struct dirent *e;
    long kb = pss_kb(root);

    MUST(d);
    *processes = 1;
    while ((e = readdir(d))) {
        pid_t pid = atoi(e->d_name);

        if (pid > 0 && parent_of(pid) == root) {
            kb += pss_kb(pid);
            ++*processes;
        }
    }
    closedir(d);
    return kb;
}

static void pages_visit(struct served *s)
{
    static const char *const path[] = { "/", "/outreach", "/list",
                                        "/list/place", "/login" };
    struct client *c = calloc(1, sizeof *c);

    served_login(s, "admin", PASSWORD);
    MUST(c && client_open(c, s->port));
    for (size_t i = 0; i < LEN(path); i++) {
        double began = bench_clock();
        int status = client_ask(c, s, "GET", path[i], NULL, "");

        bench_note("%s: %d in %.0f ms\n", path[i], status,
                   (bench_clock() - began) * 1000);
    }
    close(c->fd);
    free(c);
}

static int double_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int main(void)
{
    const char *user[] = {
        "saath", "-d", NULL, "user", "passwd", "admin", NULL
    };
    char address[600], figure[100], ours[60];
    double v[STARTS];
    struct served s = { 0 };
    struct stat st;
    int processes;
    long kb;

    user[2] = bench_file("bench_outreach", address, sizeof address);
    if (stat(address, &st) != 0) {
        fprintf(stderr, "%s is not there; run bench_outreach first\n", address);
        return 2;
    }
    site_dress(address);
    saath_run(user, PASSWORD "\n" PASSWORD "\n");
    for (int i = 0; i < STARTS; i++) {
        if (i)
            served_stop(&s);
        v[i] = first_page(address, &s);
    }
    pages_visit(&s);
    sleep(REST_S);
    kb = pss_all(s.pid, &processes);
    served_stop(&s);
    qsort(v, STARTS, sizeof *v, double_order);
    snprintf(figure, sizeof figure, "Start to first page, database of %.1f GB",
             (double)st.st_size / 1e9);
    snprintf(ours, sizeof ours, "%.0f ms", v[STARTS / 2] * 1000);
    bench_row(figure, ours, "", "", "under 200 ms", v[STARTS / 2] < 0.2);
    snprintf(figure, sizeof figure, "Idle memory, PSS of %d processes",
             processes);
    snprintf(ours, sizeof ours, "%.1f MB", (double)kb / 1024);
    bench_row(figure, ours, "", "", "under 64 MB", kb < 64 * 1024);
    MUST(stat(saath_program(), &st) == 0);
    snprintf(ours, sizeof ours, "%.1f MB", (double)st.st_size / 1e6);
    bench_row("Program with all its pages, words and data", ours, "", "",
              "under 8 MB", st.st_size < 8000000);
    return 0;
}
