/* collection - a meeting's collection sheet: 25 members save, pay an instalment
 * each on a loan from the CO, and some a fine; posted in one durable act with
 * log, signature, books, loans and figures. The peer puts the rows that then
 * stand beside the log plainly, each sheet in a durable transaction: meeting,
 * attendance, lines, balances, what each loan owes, postings and figures.
 *
 * CPU is this process's own on SQLite; on PostgreSQL the time is the whole of
 * it, and beside it stands the CPU of this process and of the server's. */
#include "co.h"

enum { SHEETS = 400, LINES = 154, FIGURES = 36 };

struct loans {
    struct world w;
    struct id loan[BODIES][MEMBERS];
};

static void loan_make(struct loans *l, int body, int n)
{
    struct world *w = &l->w;
    struct buf loan = buf_start(&w->arena), paid = buf_start(&w->arena);

    buf_fmt(
        &loan,
        "{\"applied\":\"2014-01-20\",\"asked\":1200000,"
        "\"instalments\":12,\"number\":\"L-%d-%d\",\"product\":\"INTERNAL\","
        "\"purpose\":\"livestock\",",
        body, n);
    named(&loan, "body", w->body[body]);
    buf_z(&loan, ",");
    named(&loan, "lender", w->body[body]);
    buf_z(&loan, ",");
    named(&loan, "member", w->member[body][n]);
    buf_z(&loan, ",");
    named(&loan, "person", w->person[body][n]);
    buf_z(&loan, "}");
    l->loan[body][n] = said(w, "loan", &loan);
    buf_z(&paid, "{\"amount\":1200000,\"first_due\":\"2014-02-15\","
                 "\"held\":\"2014-01-25\",\"way\":\"box\",");
    named(&paid, "loan", l->loan[body][n]);
    buf_z(&paid, "}");
    said(w, "disbursement", &paid);
}

static void loans_make(struct loans *l)
{
    for (int i = 0; i < BODIES; i++) {
        keeper_begin(l->w.site.keeper);
        for (int n = 0; n < MEMBERS; n++)
            loan_make(l, i, n);
        site_commit(&l->w.site);
        arena_free(&l->w.arena);
    }
}

/* Of the month after the last one of that CO. */
static struct str sheet(struct loans *l, int i)
{
    struct world *w = &l->w;
    struct buf b = buf_start(&w->arena);
    int body = i % BODIES;

    buf_z(&b, "{\"attendance\":[");
    for (int n = 0; n < MEMBERS; n++) {
        buf_z(&b, n ? ",{" : "{");
        if (n % 7 == 0)
            buf_z(&b, "\"fined\":1000,");
        named(&b, "loan", l->loan[body][n]);
        buf_z(&b, ",");
        named(&b, "member", w->member[body][n]);
        buf_z(&b, ",\"present\":\"present\",\"repaid\":112000,\"saved\":5000}");
    }
    buf_z(&b, "],");
    named(&b, "body", w->body[body]);
    buf_fmt(&b, ",\"held\":\"2014-0%d-15\",\"nature\":\"ordinary\"}",
            2 + i / BODIES % 8);
    return buf_str(&b);
}

static void sheet_keep(struct loans *l, int i)
{
    struct str body = sheet(l, i);

    keeper_begin(l->w.site.keeper);
    site_draft(&l->w.site, "meeting", body, &l->w.arena);
    site_commit(&l->w.site);
}

/* ---- the peer -----------------------------------------------------------*/

static struct rows row(struct db *db, const char *sql, struct id entry, int n)
{
    struct rows r = db_text_rows(db, str_of(sql));

    db_bind_id(&r, 1, entry);
    db_bind_int(&r, 2, n);
    return r;
}

static void lines_put(struct db *db, const struct world *w, struct id entry,
                      int body)
{
    for (int n = 0; n < LINES; n++) {
        struct rows r = row(
            db,
            "INSERT INTO book_line (thing, n, entry, event, book, head, party, "
            "on_day, month, amount) VALUES ($1, $2, $1, 'meeting.saved', $3, "
            "'saving_regular', $4, 16100, 24170, 5000)",
            entry, n);

        db_bind_id(&r, 3, w->body[body]);
        db_bind_id(&r, 4, w->member[body][n % MEMBERS]);
        db_run(&r);
    }
    for (int n = 0; n < 6; n++) {
        struct rows r =
            row(db,
                "INSERT INTO book_balance (book, month, head, fund, amount, n) "
                "VALUES ($1, $2, 'box', $3, 5000, 1) ON CONFLICT (book, head, "
                "fund, month) DO UPDATE SET amount = book_balance.amount + "
                "excluded.amount, n = book_balance.n + 1",
                w->body[body], 24170 + n);

        db_bind_blob(&r, 3, (uint8_t[16]){ 0 }, 16);
        db_run(&r);
    }
}

static void figures_put(struct db *db, struct id entry, struct id place)
{
    for (int n = 0; n < 5; n++) {
        struct rows r = row(db,
                            "INSERT INTO posting (thing, month, indicator, "
                            "entry, place, rsp, project, amount) VALUES ($1, "
                            "$2, 'saving', $1, $3, $3, $3, 5000)",
                            entry, n);

        db_bind_id(&r, 3, place);
        db_run(&r);
    }
    for (int n = 0; n < FIGURES; n++) {
        struct rows r = row(
            db,
            "INSERT INTO figure (indicator, level, carried, month, place, rsp, "
            "project, since, until, amount, n) VALUES ('saving', 1, 0, $2, $1, "
            "$1, $1, 0, 0, 5000, 1) ON CONFLICT (indicator, level, carried, "
            "month, place, rsp, project, since, until) DO UPDATE SET amount = "
            "figure.amount + excluded.amount, n = figure.n + 1",
            place, n);

        db_run(&r);
    }
}

static void sheet_plainly(const struct loans *l, struct db *db, int i)
{
    const struct world *w = &l->w;
    struct id entry = { { 0 } };
    int body = i % BODIES;
    struct rows r;

    memcpy(entry.b + 4, &i, sizeof i);
    entry.b[0] = 1;
    db_begin(db);
    r = row(db,
            "INSERT INTO meeting (entry, thing, counts, signed, author, body, "
            "held, nature) VALUES ($1, $1, 1, 16000, 'asma', $1, $2, 0)",
            entry, 16100);
    db_run(&r);
    for (int n = 0; n < MEMBERS; n++) {
        r = row(db,
                "INSERT INTO meeting_attendance (entry, n, member, loan, "
                "present, saved, repaid) VALUES ($1, $2, $3, $4, 0, 5000, "
                "112000)",
                entry, n);
        db_bind_id(&r, 3, w->member[body][n]);
        db_bind_id(&r, 4, l->loan[body][n]);
        db_run(&r);
        r = row(db,
                "UPDATE owes SET amount = amount - 100000, days = $2 WHERE "
                "loan = $1",
                l->loan[body][n], n);
        db_run(&r);
    }
    lines_put(db, w, entry, body);
    figures_put(db, entry, w->body[0]);
    db_commit(db);
    bench_fine(db, "the peer");
}

static void owes_make(const struct loans *l, struct db *db)
{
    db_script(db, S("CREATE TABLE owes (loan BYTEA NOT NULL PRIMARY KEY, "
                    "amount BIGINT NOT NULL, days BIGINT NOT NULL);\n"));
    db_begin(db);
    for (int i = 0; i < BODIES; i++)
        for (int n = 0; n < MEMBERS; n++) {
            struct rows r = row(db,
                                "INSERT INTO owes (loan, days, amount) VALUES "
                                "($1, $2, 1200000)",
                                l->loan[i][n], n);

            db_run(&r);
        }
    db_commit(db);
    bench_fine(db, "the peer");
}

/* ---- both ---------------------------------------------------------------*/

/* Seconds that passed, and that were computed: by this process, and by the
 * server's for this connection. */
struct spent {
    double clock, own, server;
};

static struct spent spent_by(int server)
{
    return (struct spent){ bench_clock(), bench_cpu(),
                           server ? bench_cpu_of(server) : 0 };
}

static void spent_add(struct spent *sum, struct spent since, int server)
{
    struct spent now = spent_by(server);

    sum->clock += now.clock - since.clock;
    sum->own += now.own - since.own;
    sum->server += now.server - since.server;
}

static void row_say(const char *figure, double ours, double plain, int n,
                    const char *target, bool met)
{
    char text[3][100];

    snprintf(text[0], sizeof text[0], "%.2f ms", ours * 1000 / n);
    snprintf(text[1], sizeof text[1], "%.2f ms (its rows plainly)",
             plain * 1000 / n);
    snprintf(text[2], sizeof text[2], "%.2f", ours / plain);
    bench_row(figure, text[0], text[1], text[2], target, met);
}

static void compared(struct loans *l, struct db *peer, bool postgres)
{
    int n = (int)bench_size(SHEETS, 40);
    int server = postgres ? bench_server(l->w.site.db) : 0;
    int other = postgres ? bench_server(peer) : 0;
    struct spent ours = { 0 }, plain = { 0 }, since;

    for (int i = 0; i < n; i++) {
        since = spent_by(server);
        sheet_keep(l, i);
        spent_add(&ours, since, server);
        arena_free(&l->w.arena);
        since = spent_by(other);
        sheet_plainly(l, peer, i);
        spent_add(&plain, since, other);
    }
    if (!postgres) {
        row_say("A collection sheet of 25 posted, CPU", ours.own, plain.own, n,
                "under 5 ms", ours.own * 1000 / n < 5);
        return;
    }
    row_say("A collection sheet of 25 posted, PostgreSQL", ours.clock,
            plain.clock, n, "at most 3", ours.clock <= 3 * plain.clock);
    ours.server += ours.own;
    plain.server += plain.own;
    row_say("... CPU of both, the program and its server", ours.server,
            plain.server, n, "at most 3", ours.server <= 3 * plain.server);
    bench_note("of it the program: %.2f ms, the peer's %.2f\n",
               ours.own * 1000 / n, plain.own * 1000 / n);
}

static void run(bool postgres)
{
    struct loans *l = calloc(1, sizeof *l);
    char address[600], other[600];
    struct db *peer;

    MUST(l);
    if (!bench_empty("bench_collection", postgres, address, sizeof address) ||
        !bench_empty("bench_collection_peer", postgres, other, sizeof other)) {
        free(l);
        return;
    }
    world_make(&l->w, address);
    loans_make(l);
    peer = db_open(other, DB_MAKE);
    log_make(peer);
    owes_make(l, peer);
    compared(l, peer, postgres);
    MUST(bench_ask(l->w.site.db, "SELECT count(*) FROM book_line") > 0);
    db_close(peer);
    site_close(&l->w.site);
    bench_drop("bench_collection", postgres);
    bench_drop("bench_collection_peer", postgres);
    free(l);
}

int main(void)
{
    run(false);
    run(true);
    return 0;
}
