/* meeting - a meeting of 25 members kept, and the pages it is kept on.
 *
 * 200 COs of 25 members in a settlement of Sukkur, under a signed cutover, so
 * that every meeting moves figures. Each meeting is a batch of its own: judged,
 * signed, stamped, projected, posted, summed, durable. The peer: its rows
 * (meeting, attendance, postings) put plainly, each in a durable transaction.
 * CPU is this process's own. Then the grid, the meeting and the body as pages
 * in process, by an organiser who may read names. */
#include "page.h"

enum { BODIES = 200, MEMBERS = 25, MEETINGS = 1000, PAGES = 300 };

struct world {
    struct site site;
    struct arena arena;
    struct id body[BODIES], member[BODIES][MEMBERS], meeting;
};

static struct id said(struct world *w, const char *kind, struct buf *body)
{
    return site_draft(&w->site, kind, buf_str(body), &w->arena);
}

static void named(struct buf *b, const char *key, struct id id)
{
    buf_fmt(b, "\"%s\":\"", key);
    id_put(b, id);
    buf_z(b, "\"");
}

static void member_make(struct world *w, struct id goth, int body, int n)
{
    struct buf home = buf_start(&w->arena), person = buf_start(&w->arena),
               member = buf_start(&w->arena);

    buf_fmt(&home, "{\"number\":\"%d\",", body * MEMBERS + n);
    named(&home, "place", goth);
    buf_z(&home, "}");
    buf_fmt(&person, "{\"name\":\"Name %d of %d\",\"sex\":\"women\",", n, body);
    named(&person, "household", said(w, "household", &home));
    buf_z(&person, "}");
    buf_fmt(&member, "{\"joined\":\"2014-01-10\",\"number\":%d,", n + 1);
    named(&member, "body", w->body[body]);
    buf_z(&member, ",");
    named(&member, "person", said(w, "person", &person));
    buf_z(&member, "}");
    w->member[body][n] = said(w, "member", &member);
}

static void body_make(struct world *w, struct id goth, int body)
{
    struct buf b = buf_start(&w->arena);

    keeper_begin(w->site.keeper);
    buf_fmt(&b,
            "{\"formed\":\"2014-01-10\",\"name\":\"CO %d\",\"nature\":\"co\","
            "\"saving\":5000,\"sex\":\"women\",",
            body);
    named(&b, "place", goth);
    buf_z(&b, ",");
    named(&b, "rsp", id_named(S("rsp"), S("SRSO")));
    buf_z(&b, "}");
    w->body[body] = said(w, "body", &b);
    for (int n = 0; n < MEMBERS; n++)
        member_make(w, goth, body, n);
    site_commit(&w->site);
    arena_free(&w->arena);
}

static void world_make(struct world *w, const char *address)
{
    struct id district = id_named(S("place"), S("pk723"));
    struct buf goth = buf_start(&w->arena), cut = buf_start(&w->arena);
    struct id place;

    site_open(&w->site, address, true);
    keeper_begin(w->site.keeper);
    site_draft(&w->site, "access",
               S("{\"login\":\"asma\",\"role\":\"organiser\","
                 "\"since\":\"2014-01-01\"}"),
               &w->arena);
    buf_z(&goth, "{\"level\":\"settlement\",\"name\":\"Goth Sample\",");
    named(&goth, "lg", district);
    buf_z(&goth, "}");
    place = said(w, "place", &goth);
    buf_z(&cut, "{\"since\":\"2014-01\",");
    named(&cut, "place", district);
    buf_z(&cut, ",");
    named(&cut, "rsp", id_named(S("rsp"), S("SRSO")));
    buf_z(&cut, "}");
    said(w, "cutover", &cut);
    site_commit(&w->site);
    for (int i = 0; i < BODIES; i++)
        body_make(w, place, i);
}

/* ---- kept ---------------------------------------------------------------*/

static int by_time(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static double part_of(double *times, size_t n, double part)
{
    qsort(times, n, sizeof *times, by_time);
    return times[(size_t)((double)(n - 1) * part)];
}

static struct str meeting_body(struct world *w, int i)
{
    struct buf b = buf_start(&w->arena);
    int body = i % BODIES;

    buf_z(&b, "{\"attendance\":[");
    for (int n = 0; n < MEMBERS; n++) {
        buf_z(&b, n ? ",{" : "{");
        named(&b, "member", w->member[body][n]);
        buf_fmt(&b, ",\"present\":\"%s\"", n % 7 ? "present" : "absent");
        buf_z(&b, n % 7 ? ",\"saved\":5000}" : "}");
    }
    buf_z(&b, "],");
    named(&b, "body", w->body[body]);
    buf_fmt(&b, ",\"held\":\"2014-%s-15\",\"nature\":\"ordinary\"}",
            i / BODIES % 9 == 0 ? "02" :
            i / BODIES % 9 == 1 ? "03" :
            i / BODIES % 9 == 2 ? "04" :
            i / BODIES % 9 == 3 ? "05" :
                                  "06");
    return buf_str(&b);
}

static double keep(struct world *w, int i)
{
    struct str body = meeting_body(w, i);
    double began = bench_cpu();

    keeper_begin(w->site.keeper);
    w->meeting = site_draft(&w->site, "meeting", body, &w->arena);
    site_commit(&w->site);
    began = bench_cpu() - began;
    arena_free(&w->arena);
    return began * 1000;
}

/* The rows of one meeting plainly, durable. */
static double plainly(struct db *db, const struct id *members, long i)
{
    struct id entry = { { 0 } };
    double began = bench_cpu();
    struct rows r;

    memcpy(entry.b, &i, sizeof i);
    db_begin(db);
    r = db_text_rows(db, S("INSERT INTO meeting (entry, thing, counts, signed, "
                           "author, body, held, nature) VALUES ($1, $2, 1, "
                           "16000, 'asma', $3, 16100, 0)"));
    db_bind_id(&r, 1, entry);
    db_bind_id(&r, 2, entry);
    db_bind_id(&r, 3, members[0]);
    db_run(&r);
    for (int n = 0; n < MEMBERS; n++) {
        r = db_text_rows(db, S("INSERT INTO meeting_attendance (entry, n, "
                               "member, present, saved) VALUES ($1, $2, $3, 0, "
                               "5000)"));
        db_bind_id(&r, 1, entry);
        db_bind_int(&r, 2, n);
        db_bind_id(&r, 3, members[n]);
        db_run(&r);
    }
    for (int n = 0; n < 4; n++) {
        r = db_text_rows(db, S("INSERT INTO posting (thing, month, indicator, "
                               "entry, place, rsp, project, amount) VALUES "
                               "($1, $2, 'saving', $1, $1, $1, $1, 5000)"));
        db_bind_id(&r, 1, entry);
        db_bind_int(&r, 2, n);
        db_run(&r);
    }
    db_commit(db);
    bench_fine(db, "the peer");
    return (bench_cpu() - began) * 1000;
}

static void kept(struct world *w)
{
    long n = bench_size(MEETINGS, 50);
    double *ours = calloc((size_t)n, sizeof *ours);
    double *theirs = calloc((size_t)n, sizeof *theirs);
    char address[600], text[3][100];
    struct db *peer;
    double p50, p99, plain;

    MUST(ours && theirs);
    bench_empty("bench_meeting_peer", false, address, sizeof address);
    peer = db_open(address, DB_MAKE);
    log_make(peer);
    for (long i = 0; i < n; i++) {
        ours[i] = keep(w, (int)i);
        theirs[i] = plainly(peer, w->member[i % BODIES], i + 1);
    }
    db_close(peer);
    p50 = part_of(ours, (size_t)n, 0.5);
    p99 = part_of(ours, (size_t)n, 0.99);
    plain = part_of(theirs, (size_t)n, 0.5);
    snprintf(text[0], sizeof text[0], "%.2f ms, p99 %.2f", p50, p99);
    snprintf(text[1], sizeof text[1], "%.2f ms (its rows plainly)", plain);
    snprintf(text[2], sizeof text[2], "%.1f", p50 / plain);
    bench_row("A meeting of 25 members kept, CPU", text[0], text[1], text[2],
              "under 5 ms", p50 < 5);
    bench_drop("bench_meeting_peer", false);
    free(ours);
    free(theirs);
}

/* ---- the pages ----------------------------------------------------------*/

static void page(struct world *w, const char *what, const char *before,
                 struct id id, const char *after, const char *target,
                 double most)
{
    double ms[PAGES], cpu;
    char path[100], text[100];
    struct buf b = buf_start(&w->arena);

    id_put(&b, id);
    snprintf(path, sizeof path, "%s%.*s%s", before, (int)b.n, b.p, after);
    for (int i = 0; i < PAGES; i++)
        ms[i] = page_ms(w->site.db, "asma", path, &cpu);
    snprintf(text, sizeof text, "%.2f ms, p99 %.2f", part_of(ms, PAGES, 0.5),
             part_of(ms, PAGES, 0.99));
    bench_row(what, text, "", "", target, part_of(ms, PAGES, 0.99) < most);
}

int main(void)
{
    struct world *w = calloc(1, sizeof *w);
    char address[600];

    MUST(w);
    bench_empty("bench_meeting", false, address, sizeof address);
    world_make(w, address);
    kept(w);
    page(w, "Its page, to be filled in", "/body/", w->body[3], "/meeting",
         "under 15 ms", 15);
    page(w, "Its page, kept", "/meeting/", w->meeting, "", "", 15);
    page(w, "The body's page", "/body/", w->body[3], "", "", 15);
    site_close(&w->site);
    bench_drop("bench_meeting", false);
    free(w);
    return 0;
}
