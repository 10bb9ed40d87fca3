/* pulse - who has not met and who falls asleep among 100,000 COs: the pages
 * through the web's handler, against the same lists by statements that somebody
 * wrote by hand, on the same tables and indexes; SQLite and PostgreSQL.
 *
 * COs and two years of monthly meetings are put straight into their tables, with
 * the states that the law makes of them: what is timed is reading. A tenth never
 * met, a fifth stopped some time, the others miss one meeting in eight. */
#include "core/pulse.h"
#include "page.h"

enum { PLACES_MOST = 4000, MONTHS = 24, ROUNDS = 7 };

#define FIRST_MONTH ((2013 - 1970) * 12)

struct base {
    struct id place[PLACES_MOST], rsp;
    int places;
    long bodies, meetings;
    struct chance chance;
    struct arena arena;
};

static void body_put(struct base *x, struct db *db, long i)
{
    struct rows r = db_text_rows(
        db,
        S("INSERT INTO body (entry, thing, counts, signed, author, nature, "
          "sex, code, name, rsp, place, formed, formed_grain, meets) VALUES "
          "($1, $1, 1, 16000, 'admin', 0, 0, $2, $3, $4, $5, $6, 0, 2)"));
    char code[32], name[48];

    snprintf(code, sizeof code, "CO-%06ld", i);
    snprintf(name, sizeof name, "CO Bismillah %06ld", i * 7919 % 999983);
    db_bind_id(&r, 1, made("b", i));
    db_bind_text(&r, 2, str_of(code));
    db_bind_text(&r, 3, str_of(name));
    db_bind_id(&r, 4, x->rsp);
    db_bind_id(&r, 5, x->place[i % x->places]);
    db_bind_int(&r, 6, month_first(FIRST_MONTH) - 40);
    db_run(&r);
}

static void meeting_put(struct base *x, struct db *db, long body, long n,
                        day held)
{
    struct rows r = db_text_rows(
        db, S("INSERT INTO meeting (entry, thing, counts, signed, author, body,"
              " held, nature, women, total) VALUES ($1, $1, 1, 16400, 'admin', "
              "$2, $3, 0, 15, 75000)"));

    db_bind_id(&r, 1, made("m", body * MONTHS + n));
    db_bind_id(&r, 2, made("b", body));
    db_bind_int(&r, 3, held);
    db_run(&r);
    x->meetings++;
}

static void posting_put(struct db *db, struct id thing, const struct posting *p)
{
    struct rows r = db_text_rows(
        db,
        S("INSERT INTO posting (thing, month, indicator, entry, place, rsp, "
          "project, amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"));
    static const uint8_t nobody[16];

    db_bind_id(&r, 1, thing);
    db_bind_int(&r, 2, p->month);
    db_bind_text(&r, 3, p->indicator);
    db_bind_id(&r, 4, p->entry);
    db_bind_id(&r, 5, p->place);
    db_bind_id(&r, 6, p->rsp);
    db_bind_blob(&r, 7, nobody, sizeof nobody);
    db_bind_int(&r, 8, p->amount);
    db_run(&r);
}

/* Months in which it met, as meetings for the law. */
static size_t life_make(struct base *x, struct db *db, long i,
                        struct pulse_meeting *m)
{
    int kind = chance_below(&x->chance, 10);
    int stops = kind < 3 ? chance_below(&x->chance, MONTHS) : MONTHS;
    size_t n = 0;

    for (int at = 0; kind && at < stops; at++) {
        day held = month_first(FIRST_MONTH + at) + chance_below(&x->chance, 28);

        if (chance_below(&x->chance, 8) == 0)
            continue;
        meeting_put(x, db, i, at, held);
        m[n++] = (struct pulse_meeting){ made("m", i * MONTHS + at), held, true,
                                         true };
    }
    return n;
}

static void body_live(struct base *x, struct db *db, long i)
{
    static const struct pulse_law law = { .since = DAY_NONE,
                                          .until = DAY_NONE,
                                          .active_meetings = 2,
                                          .active_months = 3,
                                          .irregular_meetings = 1,
                                          .irregular_months = 3,
                                          .dormant_months = 6,
                                          .needs_saving = true };
    struct pulse_meeting m[MONTHS];
    struct pulse p = { .entry = made("b", i),
                       .formed = month_first(FIRST_MONTH) - 40,
                       .opened = DAY_NONE,
                       .law = &law,
                       .laws = 1,
                       .meeting = m };
    struct postings out = { .arena = &x->arena };

    body_put(x, db, i);
    p.meetings = life_make(x, db, i, m);
    pulse_post(&p,
               &(struct posting){ .place = x->place[i % x->places],
                                  .rsp = x->rsp },
               "co", MONTH_NONE, &out);
    for (size_t j = 0; j < out.n; j++)
        posting_put(db, p.entry, &out.at[j]);
    arena_free(&x->arena);
}

static void base_make(const char *address, struct base *x)
{
    struct arena a = { 0 };
    struct site s;

    site_open(&s, address, true);
    keeper_begin(s.keeper);
    site_draft(&s, "access",
               S("{\"login\":\"boss\",\"role\":\"manager\",\"since\":"
                 "\"2014-01-01\"}"),
               &a);
    site_commit(&s);
    x->rsp = id_named(S("rsp"), S("SRSO"));
    x->places = site_ids(s.db,
                         "SELECT entry FROM place WHERE level = 4 ORDER BY "
                         "entry",
                         x->place, PLACES_MOST);
    MUST(x->places > 3);
    db_begin(s.db);
    for (long i = 0; i < x->bodies; i++)
        body_live(x, s.db, i);
    db_commit(s.db);
    db_script(s.db, S("ANALYZE;"));
    bench_fine(s.db, "rows");
    site_close(&s);
    arena_free(&a);
}

/* ---- asking -------------------------------------------------------------*/

/* Who did not meet in December 2014, and when last. */
static const char by_hand_calendar[] =
    "SELECT b.name, p.name, (SELECT max(g.held) FROM meeting g WHERE g.body = "
    "b.entry AND g.held <= 16435) AS last_met FROM body b JOIN place p ON "
    "p.entry = b.place WHERE b.nature = 0 AND NOT EXISTS (SELECT 1 FROM "
    "meeting g WHERE g.body = b.entry AND g.held BETWEEN 16405 AND 16435) "
    "ORDER BY 3, b.name";

/* Who has not met twice in the last three months, and when last. */
static const char by_hand_radar[] =
    "SELECT b.name, p.name, max(g.held), sum(CASE WHEN g.held > 16344 THEN 1 "
    "ELSE 0 END) FROM body b JOIN place p ON p.entry = b.place LEFT JOIN "
    "meeting g ON g.body = b.entry AND g.held <= 16435 WHERE b.nature = 0 "
    "GROUP BY b.entry, b.name, p.name HAVING coalesce(sum(CASE WHEN g.held > "
    "16344 THEN 1 ELSE 0 END), 0) < 2 ORDER BY 3, b.name";

static double peer_ms(struct db *db, const char *sql)
{
    double began = bench_clock();
    struct rows r = db_text_rows(db, str_of(sql));
    long n = 0;

    while (db_next(&r))
        n++;
    db_done(&r);
    bench_fine(db, "by hand");
    MUST(n > 0);
    return (bench_clock() - began) * 1000;
}

static void asked(struct db *db, const char *what, const char *path,
                  const char *sql)
{
    double worst = 0, hand = 0, least = 1e9, cpu;
    char mine[80], theirs[80], ratio[40];

    for (int i = 0; i < ROUNDS; i++) {
        double ours = page_ms(db, "boss", path, &cpu), peer = peer_ms(db, sql);

        worst = ours > worst ? ours : worst;
        least = cpu < least ? cpu : least;
        hand = peer > hand ? peer : hand;
    }
    bench_note("%s: %.0f ms computed here\n", what, least);
    snprintf(mine, sizeof mine, "%.0f ms", worst);
    snprintf(theirs, sizeof theirs, "%.0f ms (by hand)", hand);
    snprintf(ratio, sizeof ratio, "%.1f", worst / hand);
    bench_row(what, mine, theirs, ratio, "< 1 s", worst < 1000);
}

static void on_database(bool postgres)
{
    struct base *x = calloc(1, sizeof *x);
    char address[600];
    struct db *db;

    MUST(x);
    x->bodies = bench_size(100000, 2000);
    x->chance = (struct chance){ 20150101 };
    if (!bench_empty("bench_pulse", postgres, address, sizeof address)) {
        bench_note("no PostgreSQL\n");
        free(x);
        return;
    }
    base_make(address, x);
    bench_note("%ld COs, %ld meetings\n", x->bodies, x->meetings);
    db = db_open(address, DB_READ);
    bench_fine(db, address);
    asked(db,
          postgres ? "who has not met among 100,000 COs, PostgreSQL" :
                     "who has not met among 100,000 COs, SQLite",
          "/calendar?month=2014-12", by_hand_calendar);
    asked(db,
          postgres ? "dormancy radar over 100,000 COs, PostgreSQL" :
                     "dormancy radar over 100,000 COs, SQLite",
          "/radar?month=2014-12", by_hand_radar);
    db_close(db);
    if (!getenv("SAATH_BENCH_KEEP"))
        bench_drop("bench_pulse", postgres);
    free(x);
}

int main(void)
{
    on_database(false);
    on_database(true);
    return 0;
}
