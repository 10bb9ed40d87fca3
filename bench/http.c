/* http - durable entries over HTTP, one entry a request.
 *
 * The program is served with its usual processes. 32 connections with one
 * session post filings of one value, each its next when the last is answered;
 * an answer means that the entry is on disk. Against it: the same keeper in
 * this process, the same bodies, 32 to a commit, as group commit would queue
 * them. Beside it: signed intake, an entry and its stamp from each of 32
 * devices to a commit, every signature checked. */
#include "serve.h"

enum { CONNS = 32, SECONDS = 8, BATCH = 32, MONTHS = 60 };
#define PASSWORD "a-long-enough-word"

struct world {
    struct id place[200], rsp[10];
    int places, rsps;
    struct chance chance;
};

static void world_read(struct world *w, struct db *db)
{
    w->places = site_ids(db,
                         "SELECT entry FROM place WHERE level = 3 "
                         "ORDER BY entry",
                         w->place, (int)LEN(w->place));
    w->rsps = site_ids(db, "SELECT entry FROM rsp ORDER BY code", w->rsp,
                       (int)LEN(w->rsp));
    w->chance.state = 20141231;
    MUST(w->places > 0 && w->rsps > 0);
}

static struct str filing(struct world *w, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"as_of\":\"");
    month_put(&b, 480 + (month)chance_below(&w->chance, MONTHS));
    buf_z(&b, "\",\"place\":\"");
    id_put(&b, w->place[chance_below(&w->chance, w->places)]);
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, w->rsp[chance_below(&w->chance, w->rsps)]);
    buf_fmt(&b, "\",\"values\":[{\"amount\":%ld,\"indicator\":\"hh\"}]}",
            chance_below(&w->chance, 9000));
    return buf_str(&b);
}

static double seconds(void)
{
    double s = SECONDS * bench_scale();

    return s < 1 ? 1 : s;
}

/* ---- over HTTP ----------------------------------------------------------*/

static void ask_post(struct client *c, const struct served *s, struct world *w)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    request_put(&b, s, "POST", "/new/filing", "application/json",
                filing(w, &a));
    c->n = 0;
    MUST(write(c->fd, b.p, b.n) == (ssize_t)b.n);
    arena_free(&a);
}

static void must_be_kept(const struct client *c)
{
    int status = answer_status(c);

    if (status >= 200 && status < 400 && status != 302)
        return;
    fprintf(stderr, "not kept: %.600s\n", c->in);
    exit(1);
}

/* Posts until the time is over; how many were answered. */
static long posts(const struct served *s, struct world *w, double *took)
{
    struct client *c = calloc(CONNS, sizeof *c);
    struct pollfd p[CONNS];
    double began;
    long n = 0;

    MUST(c);
    for (int i = 0; i < CONNS; i++) {
        MUST(client_open(&c[i], s->port));
        p[i] = (struct pollfd){ .fd = c[i].fd, .events = POLLIN };
    }
    began = bench_clock();
    for (int i = 0; i < CONNS; i++)
        ask_post(&c[i], s, w);
    while (bench_clock() - began < seconds()) {
        MUST(poll(p, CONNS, 5000) > 0);
        for (int i = 0; i < CONNS; i++) {
            if (!p[i].revents)
                continue;
            MUST(client_read(&c[i]));
            if (!answer_whole(&c[i]))
                continue;
            must_be_kept(&c[i]);
            n++;
            ask_post(&c[i], s, w);
        }
    }
    *took = bench_clock() - began;
    for (int i = 0; i < CONNS; i++)
        close(c[i].fd);
    free(c);
    return n;
}

static double over_http(const char *address)
{
    const char *init[] = { "saath", "-d", address, "init", NULL };
    const char *user[] = { "saath",  "-d",    address, "user",
                           "passwd", "admin", NULL };
    struct served s = { 0 };
    struct world w = { 0 };
    struct db *db;
    double took;
    int64_t there;
    long n;

    saath_run(init, NULL);
    saath_run(user, PASSWORD "\n" PASSWORD "\n");
    db = db_open(address, DB_READ);
    bench_fine(db, address);
    world_read(&w, db);
    served_start(&s, address);
    served_login(&s, "admin", PASSWORD);
    n = posts(&s, &w, &took);
    there = bench_ask(db, "SELECT count(*) FROM filing");
    bench_note("over HTTP: %ld in %.1f s; %" PRId64 " stand\n", n, took, there);
    MUST(there >= n);
    db_close(db);
    served_stop(&s);
    return (double)n / took;
}

/* ---- in this process ----------------------------------------------------*/

static double in_process(const char *address)
{
    struct world w = { 0 };
    struct arena a = { 0 };
    struct site s;
    double began, took;
    long n = 0;

    site_open(&s, address, true);
    world_read(&w, s.db);
    began = bench_clock();
    while ((took = bench_clock() - began) < seconds()) {
        keeper_begin(s.keeper);
        for (int i = 0; i < BATCH; i++, n++)
            site_draft(&s, "filing", filing(&w, &a), &a);
        site_commit(&s);
        arena_free(&a);
    }
    bench_note("in-process: %ld in %.1f s\n", n, took);
    site_close(&s);
    return (double)n / took;
}

/* ---- from devices -------------------------------------------------------*/

struct phone {
    struct key *key;
    struct id device;
    struct hash head;
    int64_t seq;
};

/* The phone's next entry and its stamp go to the keeper. */
static void phone_send(struct phone *p, struct site *s, const char *kind,
                       struct id id, struct str body, struct arena *a)
{
    struct entry e = { .id = id,
                       .device = p->device,
                       .seq = ++p->seq,
                       .prev = p->head,
                       .kind = str_of(kind),
                       .author = S("admin"),
                       .at = 1420113600 + p->seq,
                       .body = body };
    struct stamp stamp = { .device = p->device, .seq = p->seq };
    struct findings f = findings_start(a);

    entry_seal(&e, a);
    p->head = stamp.head = e.hash;
    MUST(key_sign(p->key, stamp_text(&stamp, a), stamp.sig));
    MUST(keeper_line(s->keeper, e.bytes, &f) == KEPT);
    MUST(keeper_line(s->keeper, stamp_line(&stamp, a), &f) == KEPT);
}

static void phone_start(struct phone *p, struct site *s, int n, struct arena *a)
{
    uint8_t seed[32] = { 100, (uint8_t)n };
    struct buf hex = buf_start(a), body = buf_start(a);

    p->key = key_of(seed);
    buf_hex(&hex, key_public(p->key), 32);
    p->device = id_named(S("device"), buf_str(&hex));
    buf_z(&body, "{\"holder\":\"admin\",\"key\":\"");
    buf_add(&body, buf_str(&hex));
    buf_z(&body, "\",\"name\":\"a phone\"}");
    phone_send(p, s, "device", p->device, buf_str(&body), a);
}

static struct id random_id(struct chance *c)
{
    struct id id;
    uint64_t half[2] = { chance_next(c), chance_next(c) };

    memcpy(id.b, half, sizeof id.b);
    return id;
}

static double from_devices(const char *address)
{
    struct phone phone[BATCH] = { 0 };
    struct world w = { 0 };
    struct arena a = { 0 };
    struct site s;
    double began, took;
    long n = 0;

    site_open(&s, address, true);
    world_read(&w, s.db);
    keeper_begin(s.keeper);
    for (int i = 0; i < BATCH; i++)
        phone_start(&phone[i], &s, i, &a);
    site_commit(&s);
    keeper_begin(s.keeper);
    MUST(keeper_adopt(s.keeper) == BATCH);
    site_commit(&s);
    began = bench_clock();
    while ((took = bench_clock() - began) < seconds()) {
        keeper_begin(s.keeper);
        for (int i = 0; i < BATCH; i++, n++)
            phone_send(&phone[i], &s, "filing", random_id(&w.chance),
                       filing(&w, &a), &a);
        site_commit(&s);
        arena_free(&a);
    }
    bench_note("signed: %ld in %.1f s\n", n, took);
    MUST(bench_ask(s.db, "SELECT count(*) FROM filing WHERE counts = 1") == n);
    for (int i = 0; i < BATCH; i++)
        key_close(phone[i].key);
    site_close(&s);
    return (double)n / took;
}

int main(void)
{
    char address[600], text[3][60];
    double http, plain, device;

    signal(SIGPIPE, SIG_IGN);
    bench_empty("bench_http", false, address, sizeof address);
    http = over_http(address);
    bench_empty("bench_http", false, address, sizeof address);
    plain = in_process(address);
    bench_empty("bench_http", false, address, sizeof address);
    device = from_devices(address);
    bench_drop("bench_http", false);
    snprintf(text[0], sizeof text[0], "%.0f/s", http);
    snprintf(text[1], sizeof text[1], "%.0f/s (in-process)", plain);
    snprintf(text[2], sizeof text[2], "%.2f", http / plain);
    bench_row("Durable entries over HTTP, 32 connections", text[0], text[1],
              text[2], "at least 0.25", http >= plain / 4);
    snprintf(text[0], sizeof text[0], "%.0f/s", device);
    bench_row("Signed entries from 32 devices, in-process", text[0], "", "", "",
              true);
    return 0;
}
