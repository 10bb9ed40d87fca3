/* pack - the first pack of a phone: 60 COs with 1,020 member households of six
 * persons each and a year of monthly meetings, for an organiser of the district;
 * as the page gives it, packed, and taken in by the kernel of a phone. Then what
 * a day adds: a meeting of each of five COs.
 *
 * The peer: the rows of the same tables as SQL text, packed alike. It has no
 * signatures, no history and no names of who kept what. */
#define CO_BODIES 60
#define CO_MEMBERS 17
#include "co.h"
#include "log/exchange.h"
#include "web/field/phones.h"

enum {
    PERSONS = 5,
    MONTHS = 12,
    MOST_BYTES = 3 << 20,
    DELTA_BYTES = 50 << 10,
    FIRST_S = 10
};

static const uint8_t phone_seed[32] = { 9 };
static const char token[] = "a word that the site gave";

struct handset {
    struct world w;
    struct db *memory; /* of the phone */
    struct secrets secrets;
    struct host host;
    struct own own;
    struct keeper *keeper;
    struct id device;
    struct phones phones;
    struct exchange_site us;
    double made_s, took_s;
    size_t plain, packed, answers;
};

static void persons_make(struct handset *f)
{
    static struct id home[CO_BODIES * CO_MEMBERS];
    int homes = site_ids(f->w.site.db, "SELECT entry FROM household", home,
                         (int)LEN(home));

    for (int i = 0; i < homes; i++) {
        keeper_begin(f->w.site.keeper);
        for (int n = 0; n < PERSONS; n++) {
            struct buf b = buf_start(&f->w.arena);

            buf_fmt(&b, "{\"name\":\"Child %d of %d\",\"sex\":\"%s\",", n, i,
                    n % 2 ? "men" : "women");
            named(&b, "household", home[i]);
            buf_z(&b, "}");
            said(&f->w, "person", &b);
        }
        site_commit(&f->w.site);
        arena_free(&f->w.arena);
    }
}

static void meeting_keep(struct handset *f, int body, int at)
{
    struct buf b = buf_start(&f->w.arena);

    buf_z(&b, "{\"attendance\":[");
    for (int n = 0; n < MEMBERS; n++) {
        buf_z(&b, n ? ",{" : "{");
        named(&b, "member", f->w.member[body][n]);
        buf_fmt(&b, ",\"present\":\"%s\"", n % 7 ? "present" : "absent");
        buf_z(&b, n % 7 ? ",\"saved\":5000}" : "}");
    }
    buf_z(&b, "],");
    named(&b, "body", f->w.body[body]);
    buf_fmt(&b, ",\"held\":\"2014-%s%d-15\",\"nature\":\"ordinary\"}",
            at < 10 ? "0" : "", at);
    keeper_begin(f->w.site.keeper);
    said(&f->w, "meeting", &b);
    site_commit(&f->w.site);
    arena_free(&f->w.arena);
}

/* ---- a phone that was let in ------------------------------------------------*/

static void run_bound(struct db *db, const char *sql, const void *one,
                      size_t bytes, struct id device)
{
    struct rows r = db_text_rows(db, str_of(sql));

    db_bind_id(&r, 1, device);
    db_bind_blob(&r, 2, one, bytes);
    db_run(&r);
}

static void let_in(struct handset *f)
{
    struct hash h = sha_of(str_of(token));
    struct buf b = buf_start(&f->w.arena);

    keeper_begin(f->w.site.keeper);
    site_draft(&f->w.site, "access",
               S("{\"login\":\"zara\",\"role\":\"organiser\",\"since\":"
                 "\"2014-01-01\",\"place\":\"cd17443122a36c7674ee1098297a57e5"
                 "\"}"),
               &f->w.arena);
    buf_z(&b, "{\"holder\":\"admin\",\"key\":\"");
    buf_hex(&b, f->own.key, sizeof f->own.key);
    buf_z(&b, "\",\"name\":\"a phone\"}");
    f->device = said(&f->w, "device", &b);
    run_bound(f->w.site.db,
              "INSERT INTO phone (device, key, name, refused, asked, seen, "
              "unsent, oldest) VALUES ($1, $2, 'a phone', 0, 0, 0, 0, 0)",
              f->own.key, sizeof f->own.key, f->device);
    run_bound(f->w.site.db,
              "INSERT INTO phone_person (device, login, token, seen) "
              "VALUES ($1, 'zara', $2, 0)",
              h.b, sizeof h.b, f->device);
    site_commit(&f->w.site);
    arena_free(&f->w.arena);
}

static void phone_open(struct handset *f)
{
    f->memory = db_open(":memory:", DB_MAKE);
    log_make(f->memory);
    f->secrets = (struct secrets){ .key = key_of(phone_seed) };
    sys_host(&f->host, &f->secrets);
    memcpy(f->own.key, key_public(f->secrets.key), sizeof f->own.key);
    f->own.name = S("a phone");
    f->own.holder = S("");
    f->keeper = keeper_open(f->memory, &f->host, &f->own);
    keeper_begin(f->keeper);
    MUST(keeper_home(f->keeper, f->w.site.own.key));
    MUST(keeper_commit(f->keeper));
}

/* ---- an answer ---------------------------------------------------------------*/

static struct str question(struct handset *f, struct arena *a)
{
    struct buf have = buf_start(a), line = buf_start(a), b = buf_start(a);
    uint8_t sig[64];

    keeper_has(f->keeper, &have);
    buf_z(&line, "{\"device\":\"");
    id_put(&line, f->device);
    buf_z(&line, "\",\"have\":");
    buf_add(&line, buf_str(&have));
    buf_fmt(&line, ",\"login\":\"zara\",\"most\":4194304,\"token\":\"%s\"}",
            token);
    MUST(f->host.sign(f->host.self, phone_text("/app/pack", buf_str(&line), a),
                      sig));
    buf_add(&b, buf_str(&line));
    buf_char(&b, '\n');
    buf_hex(&b, sig, sizeof sig);
    buf_char(&b, '\n');
    return buf_str(&b);
}

static void answer(struct handset *f, struct str body, struct arena *a,
                   struct http_answer *out)
{
    struct web web = { .db = f->w.site.db, .now = page_now };
    struct http_pair header[] = { { S("Host"), S("saath.test") } };
    struct http_request q = { .method = S("POST"),
                              .remote = S("127.0.0.1"),
                              .body = body,
                              .arena = a,
                              .header = header,
                              .headers = 1 };

    MUST(request_target(&q, S("/app/pack")));
    web_answer(&web, &q, out);
    while (out->ask.whom == ASK_KEEPER) {
        struct http_ask asked = out->ask;
        struct str reply;

        keeper_begin(f->w.site.keeper);
        reply = phones_answer(&f->phones, asked.payload, a);
        site_commit(&f->w.site);
        *out = (struct http_answer){ 0 };
        web_resume(&web, &q, asked.memo, true, 0, reply, out);
    }
    if (out->status != 200) {
        fprintf(stderr, "/app/pack: %.*s\n", (int)out->body.n, out->body.p);
        exit(1);
    }
}

static void pack_take(struct handset *f)
{
    struct heard h = { .more = true };

    f->made_s = f->took_s = 0;
    f->plain = f->packed = f->answers = 0;
    while (h.more) {
        struct arena a = { 0 };
        struct http_answer out = { 0 };
        double began = bench_clock();
        struct str zip, rest;
        size_t used;

        answer(f, question(f, &a), &a, &out);
        MUST(deflate_gzip(out.body, &a, &zip));
        f->made_s += bench_clock() - began;
        f->plain += out.body.n;
        f->packed += zip.n;
        f->answers++;
        began = bench_clock();
        rest = out.body;
        while (rest.n && (used = keeper_hear(f->keeper, rest, &h)) > 0)
            rest = str_from(rest, used);
        MUST(!h.trouble && !rest.n);
        f->took_s += bench_clock() - began;
        arena_free(&a);
    }
    MUST(h.same);
}

/* ---- the peer ------------------------------------------------------------------*/

static size_t rows_packed(struct db *db)
{
    static const char *const table[] = { "place",   "household",
                                         "person",  "person_sealed",
                                         "body",    "member",
                                         "meeting", "meeting_attendance" };
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct str zip;
    size_t n;

    for (size_t t = 0; t < LEN(table); t++) {
        struct buf sql = buf_start(&a);
        struct rows r;

        buf_fmt(&sql, "SELECT * FROM %s", table[t]);
        r = db_text_rows(db, buf_str(&sql));
        while (db_next(&r)) {
            buf_fmt(&b, "INSERT INTO %s VALUES(", table[t]);
            for (int i = 0; i < db_columns(&r); i++) {
                buf_z(&b, i ? "," : "");
                if (db_kind(&r, i) == DB_BYTES) {
                    buf_z(&b, "X'");
                    buf_hex(&b, db_str(&r, i).p, db_str(&r, i).n);
                    buf_z(&b, "'");
                } else if (db_kind(&r, i) == DB_NULL) {
                    buf_z(&b, "NULL");
                } else {
                    buf_z(&b, db_kind(&r, i) == DB_TEXT ? "'" : "");
                    buf_add(&b, db_str(&r, i));
                    buf_z(&b, db_kind(&r, i) == DB_TEXT ? "'" : "");
                }
            }
            buf_z(&b, ");\n");
        }
    }
    MUST(deflate_gzip(buf_str(&b), &a, &zip));
    n = zip.n;
    arena_free(&a);
    return n;
}

int main(void)
{
    static struct handset f;
    char address[600], ours[160], peer[80], ratio[40];
    size_t rows;

    bench_empty("pack", false, address, sizeof address);
    world_make(&f.w, address);
    persons_make(&f);
    for (int at = 2; at < MONTHS; at++)
        for (int i = 0; i < BODIES; i++)
            meeting_keep(&f, i, at);
    phone_open(&f);
    let_in(&f);
    f.us = (struct exchange_site){ .db = f.w.site.db, .host = &f.w.site.host };
    memcpy(f.us.key, f.w.site.own.key, sizeof f.us.key);
    f.phones = (struct phones){ .site = &f.us, .keeper = f.w.site.keeper };
    pack_take(&f);
    rows = rows_packed(f.memory);
    snprintf(ours, sizeof ours, "%.2f MB, made in %.1f s, taken in %.1f s",
             (double)f.packed / 1048576, f.made_s, f.took_s);
    snprintf(peer, sizeof peer, "%.2f MB", (double)rows / 1048576);
    snprintf(ratio, sizeof ratio, "%.1fx", (double)f.packed / (double)rows);
    bench_note("%zu bytes plain in %zu answers, %" PRId64 " entries\n", f.plain,
               f.answers, bench_ask(f.memory, "SELECT count(*) FROM entry"));
    bench_row("first pack of 60 COs, 1,020 households and 6,120 persons", ours,
              peer, ratio, "3 MB, 10 s",
              f.packed <= MOST_BYTES && f.made_s <= FIRST_S);
    for (int i = 0; i < 5; i++)
        meeting_keep(&f, i, 12);
    pack_take(&f);
    snprintf(ours, sizeof ours, "%.1f kB, made in %.2f s",
             (double)f.packed / 1024, f.made_s);
    bench_row("what five meetings add to it", ours, "", "", "50 kB",
              f.packed <= DELTA_BYTES);
    bench_drop("pack", false);
    return 0;
}
