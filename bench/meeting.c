/* meeting - a meeting of 25 members kept, and the pages it is kept on.
 *
 * 200 COs of 25 members in a settlement of Sukkur, under a signed cutover, so
 * that every meeting moves figures. Each meeting is a batch of its own: judged,
 * signed, stamped, projected, posted, summed, durable. The peer: its rows
 * (meeting, attendance, postings) put plainly, each in a durable transaction.
 * CPU is this process's own. Then the grid, the meeting and the body as pages
 * in process, by an organiser who may read names. */
#include "co.h"

enum { MEETINGS = 1000, PAGES = 300 };

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

static double keep(struct world *w, int i, struct id *meeting)
{
    struct str body = meeting_body(w, i);
    double began = bench_cpu();

    keeper_begin(w->site.keeper);
    *meeting = site_draft(&w->site, "meeting", body, &w->arena);
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

static struct id kept(struct world *w)
{
    struct id meeting = ID_NONE;
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
        ours[i] = keep(w, (int)i, &meeting);
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
    return meeting;
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
    struct id meeting;

    MUST(w);
    bench_empty("bench_meeting", false, address, sizeof address);
    world_make(w, address);
    meeting = kept(w);
    page(w, "Its page, to be filled in", "/body/", w->body[3], "/meeting",
         "under 15 ms", 15);
    page(w, "Its page, kept", "/meeting/", meeting, "", "", 15);
    page(w, "The body's page", "/body/", w->body[3], "", "", 15);
    site_close(&w->site);
    bench_drop("bench_meeting", false);
    free(w);
    return 0;
}
