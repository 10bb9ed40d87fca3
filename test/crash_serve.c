/* crash_serve - every process of a served site is killed at a random moment,
 * over and over, while clients post.
 *
 * What was answered with 2xx must stand when it is served again, with its row
 * and its posting; what was not answered is there whole or not at all. At the
 * end verify finds nothing and a rebuild changes nothing.
 *
 * SAATH_TEST_ROUNDS (default 25), 200 for a release. On SQLite; with
 * SAATH_TEST_DB=postgres there is nothing that crash_kill does not try. */
#include "../bench/serve.h"
#include "tap.h"

enum { CONNS = 8, KEPT_MOST = 200000 };
#define PASSWORD "a-long-enough-word"
#define ADDRESS "crash_serve.db"

struct run {
    struct served s;
    struct client *c; /* CONNS of them */
    struct id *kept;
    int n;
    long posted;
    struct chance chance;
    struct id place, rsp;
};

static void filing_post(struct run *r, struct client *c)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a), body = buf_start(&a);

    buf_z(&body, "{\"as_of\":\"");
    month_put(&body, 480 + (month)(r->posted++ % 60));
    buf_z(&body, "\",\"place\":\"");
    id_put(&body, r->place);
    buf_z(&body, "\",\"rsp\":\"");
    id_put(&body, r->rsp);
    buf_fmt(&body, "\",\"values\":[{\"amount\":%ld,\"indicator\":\"hh\"}]}",
            r->posted);
    request_put(&b, &r->s, "POST", "/new/filing", "application/json",
                buf_str(&body));
    c->n = 0;
    if (write(c->fd, b.p, b.n) != (ssize_t)b.n)
        c->n = 0; /* the site is gone */
    arena_free(&a);
}

static void answer_take(struct run *r, struct client *c)
{
    char hex[40];
    struct id id;
    int status = answer_status(c);

    word_take(c->in, "\"id\":\"", '"', hex, sizeof hex);
    if (CHECK(status >= 200 && status < 300) &&
        CHECK(id_read(str_of(hex), &id)) && r->n < KEPT_MOST)
        r->kept[r->n++] = id;
    else
        printf("# %.200s\n", c->in);
}

/* Posts on all connections until `end`; then all processes die at once. */
static void posts_until(struct run *r, double end)
{
    struct pollfd p[CONNS];

    for (int i = 0; i < CONNS; i++) {
        MUST(client_open(&r->c[i], r->s.port));
        p[i] = (struct pollfd){ .fd = r->c[i].fd, .events = POLLIN };
        filing_post(r, &r->c[i]);
    }
    while (bench_clock() < end && !tap_failed) {
        poll(p, CONNS, 1);
        for (int i = 0; i < CONNS; i++) {
            if (!p[i].revents || !CHECK(client_read(&r->c[i])) ||
                !answer_whole(&r->c[i]))
                continue;
            answer_take(r, &r->c[i]);
            filing_post(r, &r->c[i]);
        }
    }
    kill(-r->s.pid, SIGKILL);
    for (int i = 0; i < CONNS; i++) /* what had left before counts too */
        while (client_read(&r->c[i]))
            if (answer_whole(&r->c[i])) {
                answer_take(r, &r->c[i]);
                r->c[i].n = 0;
            }
    for (int i = 0; i < CONNS; i++)
        close(r->c[i].fd);
    waitpid(r->s.pid, NULL, 0);
    while (read(r->s.said, r->c->in, 100) > 0)
        ; /* its end: the last one has died */
    close(r->s.said);
}

static int missing(struct run *r, struct db *db, int first)
{
    int n = 0;

    for (int i = first; i < r->n; i++) {
        struct rows q = db_text_rows(
            db, S("SELECT 1 FROM entry e JOIN filing "
                  "f ON f.entry = e.id JOIN filing_values v ON v.entry = e.id "
                  "WHERE e.id = $1 AND f.counts = 1"));

        db_bind_id(&q, 1, r->kept[i]);
        n += !db_next(&q);
        db_done(&q);
    }
    return n;
}

static void look(struct run *r, int first)
{
    struct db *db = db_open(ADDRESS, DB_READ);

    bench_fine(db, ADDRESS);
    CHECK_INT(missing(r, db, first), 0);
    CHECK_INT(bench_ask(db, "SELECT count(*) FROM entry WHERE kind = "
                            "'filing'"),
              bench_ask(db, "SELECT count(*) FROM filing"));
    CHECK_INT(bench_ask(db, "SELECT count(*) FROM filing"),
              bench_ask(db, "SELECT count(*) FROM filing_values"));
    db_close(db);
}

/* The digest as the command line says it. */
static struct str digest(struct arena *a)
{
    char command[400], text[1 << 17];
    FILE *f;
    size_t n;

    snprintf(command, sizeof command, "'%s' -d " ADDRESS " digest",
             saath_program());
    f = popen(command, "r");
    MUST(f);
    n = fread(text, 1, sizeof text, f);
    CHECK(pclose(f) == 0 && n > 0);
    return arena_str(a, (struct str){ text, n });
}

static void site_begin(struct run *r)
{
    const char *init[] = { "saath", "-d", ADDRESS, "init", NULL };
    const char *user[] = { "saath",  "-d",    ADDRESS, "user",
                           "passwd", "admin", NULL };

    bench_file_remove(ADDRESS);
    saath_run(init, NULL);
    saath_run(user, PASSWORD "\n" PASSWORD "\n");
    r->place = id_named(S("place"), S("sindh"));
    r->rsp = id_named(S("rsp"), S("SRSO"));
    r->chance.state = 88172645463325252u;
    r->c = calloc(CONNS, sizeof *r->c);
    r->kept = calloc(KEPT_MOST, sizeof *r->kept);
    MUST(r->c && r->kept);
}

TEST(every_answer_survives_the_death_of_all_processes)
{
    const char *said = getenv("SAATH_TEST_ROUNDS");
    const char *database = getenv("SAATH_TEST_DB");
    const char *verify[] = { "saath", "-d", ADDRESS, "verify", NULL };
    const char *rebuild[] = { "saath", "-d", ADDRESS, "rebuild", NULL };
    int rounds = said && atoi(said) > 0 ? atoi(said) : 25;
    struct run *r = calloc(1, sizeof *r);
    struct arena a = { 0 };
    struct str before;

    MUST(r);
    if (!getenv("SAATH") || (database && !strcmp(database, "postgres"))) {
        skip("needs SAATH, and SQLite");
        free(r);
        return;
    }
    signal(SIGPIPE, SIG_IGN);
    site_begin(r);
    for (int i = 0; i < rounds && !tap_failed; i++) {
        int first = r->n;

        served_start(&r->s, ADDRESS);
        if (i == 0)
            served_login(&r->s, "admin", PASSWORD);
        posts_until(r, bench_clock() +
                           (double)chance_below(&r->chance, 250) / 1000);
        look(r, first);
    }
    look(r, 0);
    printf("# %d rounds, %d answers of %ld posts\n", rounds, r->n, r->posted);
    CHECK(r->n > rounds);
    saath_run(verify, NULL);
    before = digest(&a);
    saath_run(rebuild, NULL);
    CHECK_STR(digest(&a), before);
    bench_file_remove(ADDRESS);
    arena_free(&a);
    free(r->c);
    free(r->kept);
    free(r);
}
