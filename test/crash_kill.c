/* crash_kill - the keeper's process is killed at a random moment, over and
 * over, on one database.
 *
 * The child is the keeper: it drafts, commits, and only then writes the ids of
 * the batch to a pipe, as a receipt is sent. The parent kills it (SIGKILL)
 * after a while that chance picks. Every receipt that came through must stand;
 * a batch without one is there whole or not at all.
 *
 * SAATH_TEST_ROUNDS (default 60) rounds on each database; 200 for a release. */
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "log_site.h"

enum { BATCH = 8, RECEIPTS_MOST = 400000 };

struct receipt {
    int n;
    struct id id[BATCH];
};
struct run {
    struct id *kept;
    int n, rounds, halves, lost;
    uint64_t chance;
};

static uint32_t chance(struct run *r, uint32_t below)
{
    r->chance = r->chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(r->chance >> 33) % below;
}

/* ---- the child ----------------------------------------------------------*/

static struct id village_draft(struct site *s, int n)
{
    struct buf b = buf_start(&s->arena);
    struct draft d = { .kind = S("filing"), .author = S("admin") };
    struct findings f = findings_start(&s->arena);
    struct id id;

    buf_z(&b, "{\"as_of\":\"");
    month_put(&b, 480 + n % 60);
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, id_named(S("rsp"), S("SRSO")));
    buf_fmt(&b,
            "\",\"values\":[{\"indicator\":\"hh\",\"amount\":%d}],"
            "\"place\":\"",
            n);
    id_put(&b, id_named(S("place"), S("sindh")));
    buf_z(&b, "\"}");
    d.body = buf_str(&b);
    keeper_draft(s->keeper, &d, &f, &id);
    return id;
}

/* The ids of a batch are told before it begins and again once it is kept. */
static _Noreturn void keep_until_killed(int to, uint64_t seed)
{
    struct site s;
    struct db *db = db_open(both_address, DB_WRITE);

    site_again(&s, db, 1);
    s.chance = seed;
    for (int n = 0;; n++) {
        struct arena_mark m = arena_mark(&s.arena);
        struct receipt r = { .n = 1 + n % BATCH };

        keeper_begin(s.keeper);
        for (int i = 0; i < r.n; i++)
            r.id[i] = village_draft(&s, n);
        r.n = -r.n;
        if (write(to, &r, sizeof r) != sizeof r)
            _exit(2);
        if (!keeper_commit(s.keeper))
            _exit(3);
        r.n = -r.n;
        if (write(to, &r, sizeof r) != sizeof r)
            _exit(2);
        arena_back(&s.arena, m);
    }
}

/* ---- the parent ---------------------------------------------------------*/

static bool there(struct site *s, struct id id)
{
    struct seen seen;

    return log_see(s->db, id, &s->arena, &seen) && seen.covered;
}

static bool tell_line(void *self, struct str line)
{
    (void)self;
    printf("# %.*s\n", (int)line.n, line.p);
    return true;
}

/* Reads the receipts of a dead keeper; *open is the batch it began last. */
static void receipts_read(struct run *run, int from, struct receipt *open)
{
    struct receipt r;

    open->n = 0;
    while (read(from, &r, sizeof r) == sizeof r) {
        if (r.n < 0) {
            *open = r;
            open->n = -r.n;
            continue;
        }
        open->n = 0;
        for (int i = 0; i < r.n && run->n < RECEIPTS_MOST; i++)
            run->kept[run->n++] = r.id[i];
    }
}

static void look(struct run *run, int first, const struct receipt *open,
                 bool whole)
{
    struct db *db = db_open(both_address, DB_WRITE);
    struct site s;
    int landed = 0;

    for (int i = 0; i < 200 && db_fault(db) == DB_BUSY; i++) {
        db_close(db); /* the server has not noticed the death yet */
        usleep(5000);
        db = db_open(both_address, DB_WRITE);
    }
    site_again(&s, db, 1);
    for (int i = first; i < run->n; i++)
        run->lost += !there(&s, run->kept[i]);
    for (int i = 0; i < open->n; i++)
        landed += there(&s, open->id[i]);
    run->halves += landed != 0 && landed != open->n;
    if (whole) {
        const char *before = digest(&s);

        CHECK_INT(log_verify(db, &s.host, tell_line, NULL), 0);
        CHECK(keeper_rebuild(s.keeper, NULL, NULL));
        CHECK_STR(str_of(digest(&s)), str_of(before));
    }
    site_end(&s);
    db_close(db);
}

static bool round_one(struct run *run, int number)
{
    struct receipt open;
    int pipes[2], status, first = run->n;
    uint64_t seed = (uint64_t)(number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    pid_t child;

    MUST(pipe(pipes) == 0);
    child = fork();
    MUST(child >= 0);
    if (child == 0) {
        close(pipes[0]);
        keep_until_killed(pipes[1], seed);
    }
    close(pipes[1]);
    if (chance(run, 4)) /* else it dies as it begins */
        poll(&(struct pollfd){ .fd = pipes[0], .events = POLLIN }, 1, 5000);
    usleep(chance(run, 80000));
    kill(child, SIGKILL);
    MUST(waitpid(child, &status, 0) == child);
    receipts_read(run, pipes[0], &open);
    close(pipes[0]);
    look(run, first, &open, number % 20 == 19);
    return CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void rounds(void)
{
    const char *said = getenv("SAATH_TEST_ROUNDS");
    struct receipt none = { 0 };
    struct run run = { .chance = 20,
                       .rounds = said && atoi(said) > 0 ? atoi(said) : 60 };
    struct db *db = db_open(both_address, DB_MAKE);

    run.kept = calloc(RECEIPTS_MOST, sizeof *run.kept);
    MUST(run.kept);
    log_make(db);
    both_fine(db);
    db_close(db);
    for (int i = 0; i < run.rounds; i++)
        if (!round_one(&run, i))
            break;
    look(&run, 0, &none, true); /* all of them, once more */
    printf("# %d rounds, %d receipts\n", run.rounds, run.n);
    CHECK_INT(run.lost, 0);
    CHECK_INT(run.halves, 0);
    CHECK(run.n > 0);
    free(run.kept);
}

TEST(no_receipt_is_lost_when_the_keeper_is_killed_on_sqlite)
{
    const char *folder = both_folder();

    snprintf(both_address, sizeof both_address, "%s/a.db", folder);
    rounds();
    both_remove(folder);
}

TEST(no_receipt_is_lost_when_the_keeper_is_killed_on_postgres)
{
    if (!both_postgres_made())
        return;
    rounds();
    both_postgres_dropped();
}
