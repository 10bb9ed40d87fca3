/* plans - 200,000 household plans of a district, merged into needs of their COs,
 * those into needs of VOs, those into needs of union councils: rolled up to VO,
 * union council and district with each leaf counted once; against plain sums of
 * a flat table that already says of each household its VO and its union council,
 * as a spreadsheet would, which merges nothing and knows no date; SQLite and
 * PostgreSQL.
 *
 * Places and bodies come through the keeper. Rows of need_kept are what
 * need_posts makes of each need's facts, put straight into the table: what is
 * timed is the report's own statement. Both must say the same, line by line. */
#include "bench.h"
#include "core/need_fact.h"
#include "plans.sql.h"
#include "report/report.h"

enum {
    COUNCILS = 40,
    VILLAGES = 10, /* VOs of each council */
    COS = 10,      /* of each VO */
    ROUNDS = 3,
    TIERS = 4
};
#define TODAY 16436 /* 1 January 2015 */
#define MERGED (TODAY - 90)

struct base {
    long plans; /* of households */
    struct chance chance;
    struct id place[COUNCILS][VILLAGES], council[COUNCILS];
    struct id co[COUNCILS][VILLAGES][COS], vo[COUNCILS][VILLAGES],
        lso[COUNCILS];
    struct buf peer;
    struct arena arena;
    int waiting;
};

/* ---- places and bodies --------------------------------------------------*/

static struct id told(struct site *s, const char *kind, const char *body)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(body) };
    struct arena a = { 0 };
    struct findings f = findings_start(&a);
    struct id id;

    MUST(keeper_draft(s->keeper, &d, &f, &id) == KEPT);
    arena_free(&a);
    return id;
}

static const char *hex(struct id id, char out[33])
{
    for (int i = 0; i < 16; i++)
        snprintf(out + 2 * i, 3, "%02x", id.b[i]);
    return out;
}

static struct id place_told(struct site *s, const char *level, const char *name,
                            struct id above)
{
    char body[300], id[33];

    snprintf(body, sizeof body,
             "{\"level\":\"%s\",\"lg\":\"%s\",\"name\":\"%s\"}", level,
             hex(above, id), name);
    return told(s, "place", body);
}

static struct id body_told(struct site *s, const char *nature, const char *name,
                           struct id place, struct id parent)
{
    char body[500], at[33], rsp[33], above[33], more[60] = "";

    if (!id_none(parent))
        snprintf(more, sizeof more, ",\"parent\":\"%s\"", hex(parent, above));
    snprintf(body, sizeof body,
             "{\"formed\":\"2012-01-15\",\"name\":\"%s\",\"nature\":\"%s\"%s,"
             "\"place\":\"%s\",\"rsp\":\"%s\",\"sex\":\"women\"}",
             name, nature, more, hex(place, at),
             hex(id_named(S("rsp"), S("SRSO")), rsp));
    return told(s, "body", body);
}

static void council_told(struct site *s, struct base *x, int u)
{
    char name[60];

    snprintf(name, sizeof name, "Council %d", u);
    x->council[u] = place_told(s, "uc", name,
                               id_named(S("place"), S("pk72302")));
    x->lso[u] = body_told(s, "lso", name, x->council[u], ID_NONE);
    for (int v = 0; v < VILLAGES; v++) {
        snprintf(name, sizeof name, "Goth %d-%d", u, v);
        x->place[u][v] = place_told(s, "settlement", name, x->council[u]);
        x->vo[u][v] = body_told(s, "vo", name, x->place[u][v], x->lso[u]);
        for (int c = 0; c < COS; c++) {
            snprintf(name, sizeof name, "CO %d-%d-%d", u, v, c);
            x->co[u][v][c] = body_told(s, "co", name, x->place[u][v],
                                       x->vo[u][v]);
        }
    }
}

/* ---- needs --------------------------------------------------------------*/

static struct id made(int tier, long n)
{
    struct id id = { { 0 } };

    id.b[0] = (uint8_t)('a' + tier);
    for (int i = 0; i < 8; i++)
        id.b[15 - i] = (uint8_t)((uint64_t)n >> (8 * i));
    return id;
}

static void kept_put(struct db *db, struct id thing,
                     const struct need_kept *row)
{
    static char sql[3000];
    struct rows r;

    if (!*sql) {
        size_t n = (size_t)snprintf(sql, sizeof sql,
                                    "INSERT INTO need_kept (thing");

        for (int i = 0; i < NEED_KEPT; i++)
            n += (size_t)snprintf(sql + n, sizeof sql - n, ", %s",
                                  need_kept_field[i].name);
        n += (size_t)snprintf(sql + n, sizeof sql - n, ") VALUES ($1");
        for (int i = 0; i < NEED_KEPT; i++)
            n += (size_t)snprintf(sql + n, sizeof sql - n, ", $%d", i + 2);
        snprintf(sql + n, sizeof sql - n, ")");
    }
    r = db_text_rows(db, str_of(sql));
    db_bind_id(&r, 1, thing);
    for (int i = 0; i < NEED_KEPT; i++) {
        const struct field *f = &need_kept_field[i];
        const char *at = (const char *)row + f->at;

        if (field_none(f, row))
            db_bind_null(&r, i + 2);
        else if (f->type == FIELD_REF)
            db_bind_id(&r, i + 2, *(const struct id *)(const void *)at);
        else if (f->type == FIELD_TEXT)
            db_bind_text(&r, i + 2, *(const struct str *)(const void *)at);
        else if (f->type == FIELD_DAY || f->type == FIELD_CHOICE)
            db_bind_int(&r, i + 2, *(const int32_t *)(const void *)at);
        else
            db_bind_int(&r, i + 2, *(const int64_t *)(const void *)at);
    }
    db_run(&r);
}

/* Which needs lie above the n-th of a tier: ten to one, and twenty households to
 * a CO's need. */
static long above(int tier, long n)
{
    return n / (tier == TIER_HOUSEHOLD ? 20 : 10);
}

static const char *const band[] = { "0-11", "12-18", "19-23", "24-100" };

static void facts_put(struct need_fact *f, size_t *n, int tier, long at,
                      bool parts)
{
    struct need_fact *own = &f[(*n)++];

    own->what = NEED_ITSELF;
    own->entry = own->need = made(tier, at);
    own->on_day = TODAY - 300 - (day)(at % 200);
    own->tier = tier;
    own->children = parts;
    if (parts) {
        struct need_fact *part = &f[(*n)++];

        part->what = NEED_CHILD;
        part->aside = 1;
        part->entry = made(tier + 20, at);
        part->need = own->need;
        part->on_day = MERGED;
    } else {
        struct need_fact *scored = &f[(*n)++];

        scored->what = NEED_SCORED;
        scored->aside = 1;
        scored->entry = made(tier + 30, at);
        scored->need = own->need;
        scored->band = str_of(band[at % (long)LEN(band)]);
        scored->households = 1;
    }
    for (int t = tier; t < TIER_LSO; t++) {
        struct need_fact *link = &f[(*n)++];

        link->what = NEED_CHAIN;
        link->steps = t - tier;
        link->aside = t != tier;
        link->entry = made(t + 10, at);
        link->need = made(t, at);
        at = above(t, at);
        link->above = made(t + 1, at);
        link->on_day = MERGED;
    }
}

static void peer_flush(struct base *x, struct db *db)
{
    struct buf b = buf_start(&x->arena);

    if (!x->waiting)
        return;
    buf_z(&b, "INSERT INTO peer_plan VALUES ");
    buf_add(&b, buf_str(&x->peer));
    buf_char(&b, ';');
    db_script(db, buf_str(&b));
    bench_fine(db, "the peer's rows");
    arena_free(&x->arena);
    x->peer = buf_start(&x->arena);
    x->waiting = 0;
}

static void need_made(struct base *x, struct db *db, int tier, long at)
{
    struct need_fact f[3 + TIERS];
    struct arena a = { 0 };
    struct postings out = { .arena = &a };
    long first = at;
    size_t n = 0;
    int u, v, c;

    for (size_t i = 0; i < LEN(f); i++) {
        record_blank(need_fact_field, NEED_FACTS, &f[i]);
        f[i].aside = f[i].steps = f[i].children = 0;
    }
    for (int t = tier; t < TIER_CO; t++)
        first = above(t, first);
    if (tier <= TIER_CO) {
        c = (int)(first % COS);
        v = (int)(first / COS % VILLAGES);
        u = (int)(first / COS / VILLAGES % COUNCILS);
    } else {
        c = 0;
        v = tier == TIER_VO ? (int)(at % VILLAGES) : 0;
        u = (int)(tier == TIER_VO ? at / VILLAGES % COUNCILS : at % COUNCILS);
    }
    facts_put(f, &n, tier, at, tier != TIER_HOUSEHOLD);
    f[0].body = tier == TIER_LSO ? x->lso[u] :
                tier == TIER_VO  ? x->vo[u][v] :
                                   x->co[u][v][c];
    f[0].household = tier == TIER_HOUSEHOLD ? made(20, at) : ID_NONE;
    f[0].place = tier == TIER_LSO ? x->council[u] : x->place[u][v];
    f[0].rsp = id_named(S("rsp"), S("SRSO"));
    f[0].sector = (int32_t)chance_below(&x->chance, 19);
    f[0].nature = tier != TIER_HOUSEHOLD;
    f[0].who = (int32_t)chance_below(&x->chance, 3);
    f[0].women_first = chance_below(&x->chance, 3) == 0;
    f[0].non_project = 0;
    f[0].cost = (chance_below(&x->chance, 900) + 10) * 10000;
    MUST(need_posts(f, n, MONTH_NONE, &out) && out.kept);
    kept_put(db, f[0].entry, out.kept);
    if (tier == TIER_HOUSEHOLD) {
        buf_fmt(&x->peer, "%s(%d,%d,%lld)", x->waiting ? "," : "",
                u * VILLAGES + v, u, (long long)f[0].cost);
        if (++x->waiting == 5000)
            peer_flush(x, db);
    }
    arena_free(&a);
}

static void base_make(const char *address, struct base *x)
{
    struct site s;
    long n = x->plans;

    site_open(&s, address, true);
    keeper_begin(s.keeper);
    for (int u = 0; u < COUNCILS; u++)
        council_told(&s, x, u);
    MUST(keeper_commit(s.keeper));
    db_begin(s.db);
    db_script(s.db, S("CREATE TABLE peer_plan (vo BIGINT, council BIGINT, cost "
                      "BIGINT);"));
    x->peer = buf_start(&x->arena);
    for (int tier = TIER_HOUSEHOLD; tier <= TIER_LSO; tier++) {
        for (long i = 0; i < n; i++)
            need_made(x, s.db, tier, i);
        n = above(tier, n - 1) + 1;
    }
    peer_flush(x, s.db);
    db_commit(s.db);
    db_script(s.db, S("ANALYZE;"));
    bench_fine(s.db, "rows");
    site_close(&s);
    arena_free(&x->arena);
}

/* ---- asking -------------------------------------------------------------*/

/* Sums of squares, so that two lines that changed places are found. */
struct answer {
    int64_t lines[3], cost[3], mark[3];
};

static void line_add(struct answer *a, int what, int64_t cost)
{
    a->lines[what]++;
    a->cost[what] += cost;
    a->mark[what] += (cost / 10000) * (cost / 10000);
}

static double our_ask(struct db *db, struct answer *out)
{
    double began = bench_clock();
    struct rows r = db_rows(db, SQL_PLANS_ROLLED);
    struct id spot = ID_NONE;
    int64_t cost = 0;
    int what = -1;

    memset(out, 0, sizeof *out);
    db_bind_id(&r, 1, id_named(S("place"), S("pk723")));
    db_bind_int(&r, 2, 5);
    db_bind_int(&r, 3, TODAY);
    for (int i = 4; i <= 6; i++)
        db_bind_null(&r, i);
    while (db_next(&r)) { /* spot by spot, the bands of one after another */
        struct id of = db_id(&r, 1);
        int next = (int)db_int(&r, 0);

        if (what >= 0 && (next != what || !id_same(of, spot))) {
            line_add(out, what, cost);
            cost = 0;
        }
        what = next;
        spot = of;
        cost += db_int(&r, 5);
    }
    db_done(&r);
    if (what >= 0)
        line_add(out, what, cost);
    bench_fine(db, "ours");
    return bench_clock() - began;
}

static double peer_ask(struct db *db, struct answer *out)
{
    static const char *const sums[] = {
        "SELECT vo, CAST(sum(cost) AS BIGINT) FROM peer_plan GROUP BY vo",
        ("SELECT council, CAST(sum(cost) AS BIGINT) FROM peer_plan "
         "GROUP BY council"),
        "SELECT 0, CAST(sum(cost) AS BIGINT) FROM peer_plan"
    };
    double began = bench_clock();

    memset(out, 0, sizeof *out);
    for (int i = 0; i < 3; i++) {
        struct rows r = db_text_rows(db, str_of(sums[i]));

        while (db_next(&r))
            line_add(out, i, db_int(&r, 1));
        db_done(&r);
    }
    bench_fine(db, "plain sums");
    return bench_clock() - began;
}

/* The report as people ask for it, all eight sheets; in the month of a day. */
static void report_ask(struct db *db, day on, bool postgres, const char *when)
{
    const struct report *plans = report_find(S("plans"));
    char name[120], mine[80];
    double worst = 0, cpu = 0;

    for (int i = 0; i < ROUNDS; i++) {
        struct arena a = { 0 };
        struct sheet out[REPORT_SHEETS];
        struct findings f = findings_start(&a);
        struct question q = { .as_of = month_of(on),
                              .from = MONTH_NONE,
                              .place = id_named(S("place"), S("pk723")) };
        double began = bench_clock(), used = bench_cpu(), t;

        MUST(plans && plans->make(db, &q, &a, out, &f) == 8);
        t = bench_clock() - began;
        used = bench_cpu() - used;
        bench_fine(db, "the report");
        worst = t > worst ? t : worst;
        cpu = used > cpu ? used : cpu;
        arena_free(&a);
    }
    snprintf(name, sizeof name, "... the whole report %s%s", when,
             postgres ? ", PostgreSQL" : "");
    snprintf(mine, sizeof mine, "%.2f s, %.2f s of CPU%s", worst, cpu,
             postgres ? " beside the server's" : "");
    bench_row(name, mine, "", "", "< 2 s", worst < 2);
}

static void on_database(bool postgres)
{
    struct base *x = calloc(1, sizeof *x);
    char address[600], mine[80], peer[80], ratio[40];
    double worst = 0, plain = 0;
    struct db *db;

    MUST(x);
    x->plans = bench_size(200000, 4000);
    x->chance = (struct chance){ 20150101 };
    if (!bench_empty("bench_plans", postgres, address, sizeof address)) {
        bench_note("no PostgreSQL\n");
        free(x);
        return;
    }
    base_make(address, x);
    db = db_open(address, DB_READ);
    bench_fine(db, address);
    for (int i = 0; i < ROUNDS; i++) {
        struct answer ours, theirs;
        double t = our_ask(db, &ours), p = peer_ask(db, &theirs);

        MUST(!memcmp(&ours, &theirs, sizeof ours));
        bench_note("%" PRId64 " VOs, %" PRId64 " councils: %.3f s, plain sums "
                   "%.3f s\n",
                   ours.lines[0], ours.lines[1], t, p);
        worst = t > worst ? t : worst;
        plain = p > plain ? p : plain;
    }
    snprintf(mine, sizeof mine, "%.2f s", worst);
    snprintf(peer, sizeof peer, "%.2f s (plain sums of a flat table)", plain);
    snprintf(ratio, sizeof ratio, "%.1f", worst / plain);
    bench_row(postgres ? "200,000 household plans rolled up, PostgreSQL" :
                         "200,000 household plans rolled up, SQLite",
              mine, peer, ratio, "< 2 s", worst < 2);
    report_ask(db, TODAY, postgres, "of this month");
    report_ask(db, MERGED - 40, postgres, "of a month before the merging");
    db_close(db);
    free(x);
    if (!getenv("SAATH_BENCH_KEEP"))
        bench_drop("bench_plans", postgres);
}

int main(void)
{
    on_database(false);
    on_database(true);
    return 0;
}
