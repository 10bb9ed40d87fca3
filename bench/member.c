/* member - a million members of COs with their persons and households, into
 * the log, its chain, projections, sealed parts, postings and figures; against
 * the same rows by plain inserts.
 *
 * Ours: a new site that already has its places and COs, 20 members each, two
 * of a household; village by village, as a register is kept; through the
 * keeper's writer in durable batches, each with households, persons and members
 * of as many rows as the importer puts in one when nobody else waits, growing
 * from a few hundred. The peer: what then stands in our projection, sealed,
 * posting and figure tables. */
#include "plain.h"

enum {
    MEMBERS = 1000000,
    OF_BODY = 20,
    OF_PLACE = 20,
    FIRST = 500,
    BATCH = 6400
};

static const struct table table[] = {
    { "household",
      "entry,thing,counts,signed,author,number,place,since,"
      "since_grain,sealed",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "person",
      "entry,thing,counts,signed,author,code,household,sex,born,"
      "born_grain,cnic_state,sealed",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "person_sealed",
      "entry,name,name_folded,name_skeleton,name_ur,name_sd,"
      "father,father_skeleton,cnic_mark,phone_mark",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "part", "hash,n,bytes", "ORDER BY t.n" },
    { "member",
      "entry,thing,counts,signed,author,body,person,number,joined,"
      "joined_grain,ended,ended_grain,why,saving",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "finding", "entry,origin,n,what,level,path,a,b",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n, t.origin, t.n" },
    { "posting", "thing,month,indicator,entry,place,rsp,project,amount",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n, t.indicator, t.thing" },
    { "figure",
      "indicator,level,carried,month,place,rsp,project,since,until,"
      "amount,n",
      "ORDER BY t.indicator, t.level, t.carried, t.month, t.place, "
      "t.rsp, t.project, t.since, t.until" },
};

/* ---- the world they come into -------------------------------------------*/

struct world {
    struct id rsp, *place, *body;
    long places, bodies;
};
struct intake {
    struct site *site;
    struct writer writer;
    struct arena arena;
    struct draft draft[3 * BATCH];
    struct outcome out[3 * BATCH];
    size_t n;
    uint64_t made;
    double took;
};

/* As the importer makes them: the file's mark, then the row. */
static struct id id_made(struct intake *in)
{
    struct id id = { { 0x5a, 0x17, 0x33, 0x90, 0x0b, 0xc4 } };
    uint64_t n = ++in->made;

    for (int i = 0; i < 8; i++)
        id.b[6 + i] = (uint8_t)(n >> (56 - 8 * i));
    return id;
}

static void keep(struct intake *in)
{
    double began = bench_clock();

    if (!in->writer.keep(in->writer.self, in->draft, in->n, &in->arena,
                         in->out)) {
        fprintf(stderr, "commit: %s\n", keeper_trouble(in->site->keeper));
        exit(1);
    }
    in->took += bench_clock() - began;
    for (size_t i = 0; i < in->n; i++)
        if (in->out[i].kept != KEPT) {
            fprintf(stderr, "%.*s was not kept\n", (int)in->draft[i].kind.n,
                    in->draft[i].kind.p);
            exit(1);
        }
    in->n = 0;
    arena_free(&in->arena);
}

static struct id put(struct intake *in, const char *kind, struct buf *body)
{
    struct id id = id_made(in);

    in->draft[in->n++] = (struct draft){ .kind = str_of(kind),
                                         .author = S("admin"),
                                         .body = buf_str(body),
                                         .id = id };
    return id;
}

static void world_make(struct world *w, struct intake *in, long members)
{
    struct id above[400];
    int n = site_ids(in->site->db,
                     "SELECT entry FROM place WHERE level = 4 ORDER BY entry",
                     above, LEN(above));

    w->bodies = members / OF_BODY + 1;
    w->places = w->bodies / OF_PLACE + 1;
    w->place = calloc((size_t)w->places, sizeof *w->place);
    w->body = calloc((size_t)w->bodies, sizeof *w->body);
    MUST(w->place && w->body && n > 0);
    site_ids(in->site->db, "SELECT entry FROM rsp WHERE code = 'SRSO'", &w->rsp,
             1);
    for (long i = 0; i < w->places; i++) {
        struct buf b = buf_start(&in->arena);

        buf_fmt(&b, "{\"level\":\"settlement\",\"lg\":\"");
        id_put(&b, above[i % n]);
        buf_fmt(&b, "\",\"name\":\"Goth %ld\"}", i);
        w->place[i] = put(in, "place", &b);
        if (in->n >= BATCH)
            keep(in);
    }
    keep(in);
    for (long i = 0; i < w->bodies; i++) {
        struct buf b = buf_start(&in->arena);

        buf_fmt(&b,
                "{\"formed\":\"2016-03\",\"name\":\"CO %ld\",\"nature\":\"co\","
                "\"place\":\"",
                i);
        id_put(&b, w->place[i / OF_PLACE]);
        buf_z(&b, "\",\"rsp\":\"");
        id_put(&b, w->rsp);
        buf_z(&b, "\",\"sex\":\"women\"}");
        w->body[i] = put(in, "body", &b);
        if (in->n >= BATCH)
            keep(in);
    }
    keep(in);
}

/* ---- the members --------------------------------------------------------*/

static struct id household(struct intake *in, const struct world *w, long i)
{
    struct buf b = buf_start(&in->arena);

    buf_fmt(&b, "{\"number\":\"H%ld\",\"place\":\"", i);
    id_put(&b, w->place[i / (OF_BODY / 2) / OF_PLACE]);
    buf_z(&b, "\"}");
    return put(in, "household", &b);
}

static struct id person(struct intake *in, struct id home, long i)
{
    struct buf b = buf_start(&in->arena);

    buf_fmt(&b, "{\"code\":\"P%ld\",\"father\":\"Father %ld\",\"household\":\"",
            i, i % 5000);
    id_put(&b, home);
    buf_fmt(&b, "\",\"name\":\"Name%ld of %ld\",\"sex\":\"women\"}", i % 700,
            i % 90000);
    return put(in, "person", &b);
}

static void member(struct intake *in, struct id body, struct id who, long i)
{
    struct buf b = buf_start(&in->arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, body);
    buf_fmt(&b, "\",\"joined\":\"20%ld-0%ld-11\",\"number\":%ld,\"person\":\"",
            16 + i % 8, 1 + i % 9, 1 + i % OF_BODY);
    id_put(&b, who);
    buf_z(&b, "\"}");
    put(in, "member", &b);
}

/* A batch has its households, then their persons, then these as members: what
 * one names stands before it. */
static double import(struct intake *in, const struct world *w, long members)
{
    struct id *home = calloc(BATCH, sizeof *home);
    struct id *who = calloc(BATCH, sizeof *who);
    long batch = FIRST, told = 0;

    MUST(home && who);
    in->took = 0;
    for (long at = 0, n; at < members; at += n) {
        n = members - at < batch ? members - at : batch;
        batch = 2 * batch > BATCH ? BATCH : 2 * batch;

        for (long i = 0; i < n; i += 2)
            home[i / 2] = household(in, w, (at + i) / 2);
        for (long i = 0; i < n; i++)
            who[i] = person(in, home[i / 2], at + i);
        for (long i = 0; i < n; i++)
            member(in, w->body[(at + i) / OF_BODY], who[i], at + i);
        keep(in);
        if (at >= told) {
            bench_note("%ld %.1f s\n", at, in->took);
            told = at + members / 5;
        }
    }
    free(home);
    free(who);
    return in->took;
}

/* ---- both ---------------------------------------------------------------*/

static void members(bool postgres)
{
    long n = bench_size(MEMBERS, 2000);
    const char *what = postgres ? "PostgreSQL" : "SQLite";
    char ours[600], theirs[600], text[4][100];
    struct intake *in = calloc(1, sizeof *in);
    struct world w = { 0 };
    double took, plain;
    struct site s;

    MUST(in);
    if (!bench_empty("bench_member", postgres, ours, sizeof ours) ||
        !bench_empty("bench_member_peer", postgres, theirs, sizeof theirs))
        return;
    site_open(&s, ours, true);
    in->site = &s;
    in->writer = keeper_writer(s.keeper);
    world_make(&w, in, n);
    took = import(in, &w, n);
    bench_note("%s: %ld members in %.1f s, %.0f/s; %" PRId64 " postings\n",
               what, n, took, (double)n / took,
               bench_ask(s.db, "SELECT count(*) FROM posting"));
    plain = plain_copy(table, LEN(table), s.db, theirs);
    bench_note("%s: the same rows plainly in %.1f s\n", what, plain);
    site_close(&s);
    snprintf(text[0], sizeof text[0],
             "Import of %ld members with persons and households, %s", n, what);
    snprintf(text[1], sizeof text[1], "%.1f s, %.0f/s", took, (double)n / took);
    snprintf(text[2], sizeof text[2], "%.1f s (%s)", plain,
             postgres ? "COPY" : "plain inserts");
    snprintf(text[3], sizeof text[3], "%.2f", took / plain);
    bench_row(text[0], text[1], text[2], text[3], "at most 4",
              took <= 4 * plain);
    bench_drop("bench_member", postgres);
    bench_drop("bench_member_peer", postgres);
    free(w.place);
    free(w.body);
    free(in);
}

int main(int argc, char **argv)
{
    if (argc < 2 || !strcmp(argv[1], "sqlite"))
        members(false);
    if (argc < 2 || !strcmp(argv[1], "postgres"))
        members(true);
    return 0;
}
