/* pack - what a home site says to one phone: entries that its people may read,
 * as pieces that the site's key signs. Which entries is for the caller to say
 * (web/field/pack.c); whose names go along is judged here, by the grants. */
#include <string.h>

#include "home.sql.h"
#include "log.sql.h"
#include "log/exchange.h"
#include "log/inside.h"

/* Small enough that a line that breaks every twenty seconds brings some. */
enum { PIECE_AIM = 64 << 10 };

struct packing {
    const struct exchange_site *us;
    const struct pack *pack;
    struct arena arena; /* of the piece under way */
    struct buf lines;
    int64_t mark, pieces;
    size_t said;
    struct id device, turn;
    bool good;
    talk_put *put;
    void *self;
};

static void put_piece(struct packing *p, enum piece_kind kind, struct str plain)
{
    struct arena a = { 0 };
    struct buf out = buf_start(&a);
    struct piece one = { .kind = kind,
                         .n = ++p->pieces,
                         .from = p->device,
                         .to = p->pack->to,
                         .turn = p->turn };
    struct host open = *p->us->host;

    open.pack = NULL; /* what carries it packs all of it at once */
    piece_make(&one, &open, plain, NULL, &out);
    p->good = p->good && p->put(p->self, buf_str(&out));
    arena_free(&a);
}

static void lines_start(struct packing *p)
{
    arena_free(&p->arena);
    p->lines = buf_start(&p->arena);
}

static void lines_flush(struct packing *p)
{
    if (!p->lines.n)
        return;
    buf_fmt(&p->lines, "{\"mark\":%lld,\"scope\":", (long long)p->mark);
    buf_json(&p->lines, p->pack->scope);
    buf_z(&p->lines, "}\n");
    put_piece(p, PIECE_LINES, buf_str(&p->lines));
    lines_start(p);
}

static void line_put(struct packing *p, struct str line)
{
    buf_add(&p->lines, line);
    buf_char(&p->lines, '\n');
    p->said += line.n + 1;
}

/* ---- roots ----------------------------------------------------------------*/

static void roots_put(struct packing *p)
{
    struct rows r = db_rows(p->us->db, SQL_ROOT_ALL);

    while (db_next(&r)) {
        struct str key = db_str(&r, 1);

        if (!db_null(&r, 4) || id_same(db_id(&r, 0), p->pack->to))
            continue; /* shipped facts, or the phone itself */
        buf_z(&p->lines, "{\"holder\":");
        buf_json(&p->lines, db_str(&r, 2));
        buf_z(&p->lines, ",\"root\":\"");
        buf_hex(&p->lines, key.p, key.n);
        buf_z(&p->lines, "\"}\n");
    }
}

/* ---- entries and their parts ----------------------------------------------*/

static bool barred(struct db *db, struct str login, struct id thing)
{
    struct rows r = db_rows(db, SQL_LOG_BARRED);
    bool is;

    db_bind_id(&r, 1, thing);
    db_bind_text(&r, 2, login);
    is = db_next(&r);
    db_done(&r);
    return is;
}

bool pack_names(struct db *db, const struct pack *p, const struct kind *kind,
                struct id id)
{
    const struct kind *of;
    struct scope s;
    bool may = p->root;

    for (size_t i = 0; i < p->grants && !may; i++)
        may = rights_hold(p->grant[i].rights, RIGHT_NAMES);
    if (!may)
        return false;
    s = log_scope(db, kind, id, &of);
    if (!of || of->hushed)
        return false;
    may = p->root;
    for (size_t i = 0; i < p->grants && !may; i++)
        may = rights_hold(p->grant[i].rights, RIGHT_NAMES) &&
              grant_covers(db, &p->grant[i], &s);
    return may && !(of->bars && barred(db, p->login, log_about(db, &of, id)));
}

static void part_put(struct packing *p, const struct kind *kind, struct id id,
                     struct str bytes)
{
    struct arena a = { 0 };
    struct hash hash;
    struct str part;

    if (part_named(kind, bytes, &hash) &&
        pack_names(p->us->db, p->pack, kind, id) &&
        part_open(p->us->db, p->us->host, hash, &a, &part))
        line_put(p, part_line(part, &a));
    arena_free(&a);
}

static bool entry_put(struct packing *p, int64_t n)
{
    struct rows r = db_rows(p->us->db, SQL_PACK_ENTRY);
    struct arena a = { 0 };
    const struct kind *kind = NULL;
    struct str bytes = S(""), line = S("");
    struct exchange_counts none = { 0 };
    struct id id = ID_NONE;

    db_bind_int(&r, 1, n);
    if (db_next(&r)) {
        id = db_id(&r, 0);
        kind = kind_find(db_str(&r, 1));
        bytes = arena_str(&a, db_str(&r, 2));
        if (!entry_sound(bytes, db_hash(&r, 3))) {
            line = rot_line(db_id(&r, 4), db_int(&r, 5), db_hash(&r, 3), &a);
            bytes = S("");
        }
    }
    db_done(&r);
    if (line.n && p->us->take) /* it stays here, and our keeper is told */
        p->us->take(p->us->self, &line, 1, &none);
    if (bytes.n) {
        line_put(p, bytes);
        part_put(p, kind, id, bytes);
    }
    arena_free(&a);
    return bytes.n > 0;
}

/* ---- the end --------------------------------------------------------------*/

static void end_put(struct packing *p, bool more)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    buf_fmt(&b, "{\"count\":%lld,\"fresh\":%s,\"more\":%s,\"sum\":\"",
            (long long)p->pack->sums->n, p->pack->fresh ? "true" : "false",
            more ? "true" : "false");
    buf_hex(&b, p->pack->sums->sum, sizeof p->pack->sums->sum);
    buf_z(&b, "\"}");
    put_piece(p, PIECE_END, buf_str(&b));
    arena_free(&a);
}

bool pack_say(const struct exchange_site *us, const struct pack *pack,
              talk_put *put, void *self)
{
    struct packing p = { .us = us,
                         .pack = pack,
                         .mark = pack->mark,
                         .good = true,
                         .put = put,
                         .self = self };
    struct arena a = { 0 };
    struct buf hex = buf_start(&a);
    size_t i = 0;

    buf_hex(&hex, us->key, sizeof us->key);
    p.device = id_named(S("device"), buf_str(&hex));
    us->host->random(us->host->self, p.turn.b, sizeof p.turn.b);
    lines_start(&p);
    if (!pack->fresh && !pack->mark)
        roots_put(&p);
    for (; !pack->fresh && i < pack->count && p.said < pack->most && p.good;
         i++) {
        entry_put(&p, pack->n[i]);
        if (pack->n[i] > p.mark)
            p.mark = pack->n[i];
        if (p.lines.n >= PIECE_AIM)
            lines_flush(&p);
    }
    if (i == pack->count && !pack->more && pack->upto > p.mark)
        p.mark = pack->upto; /* of what came last nothing was for it */
    lines_flush(&p);
    end_put(&p, i < pack->count || pack->more);
    arena_free(&p.arena);
    arena_free(&a);
    return p.good && db_fault(us->db) == DB_FINE;
}
