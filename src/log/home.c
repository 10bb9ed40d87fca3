/* home - a phone: what its home site sends counts by that site's word.
 *
 * A phone holds of the log only what the people who use it may read, so the
 * chains of others have holes and prove nothing. Instead the home site, whose
 * key was pinned when the phone was enrolled, signs what it sends as pieces;
 * every device that the charter trusts is then covered. The phone's own chain
 * is proved at the site, like any other; here too it may have holes, of what it
 * wrote before this database began and no pack has brought back.
 *
 * How far the pack has come stands in the database beside it, so that a stored
 * image and its mark are always of one moment. Nothing of this happens to a
 * database that was not told of a home. */
#include <string.h>

#include "home.sql.h"
#include "log.sql.h"
#include "log/exchange.h"
#include "log/inside.h"

static bool is_true(const struct json *j)
{
    return j && j->type == JSON_TRUE;
}

/* ---- what is remembered --------------------------------------------------*/

static void meta_put(struct db *db, const char *name, struct str value)
{
    struct rows r = db_rows(db, SQL_META_PUT);

    db_bind_text(&r, 1, str_of(name));
    db_bind_text(&r, 2, value);
    db_run(&r);
}

static void meta_put_int(struct keeper *k, const char *name, int64_t value)
{
    struct buf b = buf_start(&k->batch);

    buf_int(&b, value);
    meta_put(k->db, name, buf_str(&b));
}

static struct str meta_get(struct db *db, const char *name, struct arena *a)
{
    struct rows r = db_rows(db, SQL_META_FIND);
    struct str value = S("");

    db_bind_text(&r, 1, str_of(name));
    if (db_next(&r))
        value = arena_str(a, db_str(&r, 0));
    db_done(&r);
    return value;
}

static int64_t meta_int(struct db *db, const char *name)
{
    struct arena a = { 0 };
    int64_t n = 0;

    if (!int_read(meta_get(db, name, &a), &n))
        n = 0;
    arena_free(&a);
    return n;
}

bool home_has(struct db *db)
{
    struct arena a = { 0 };
    bool has = meta_get(db, "home", &a).n > 0;

    arena_free(&a);
    return has;
}

void home_read(struct keeper *k)
{
    struct arena a = { 0 };
    struct str hex = meta_get(k->db, "home", &a);

    k->homed = hex_read(hex, k->home_key, sizeof k->home_key);
    k->home = k->homed ? id_named(S("device"), hex) : ID_NONE;
    arena_free(&a);
}

bool keeper_home(struct keeper *k, const uint8_t key[32])
{
    struct buf hex = buf_start(&k->batch);

    MUST(k->in_batch);
    buf_hex(&hex, key, sizeof k->home_key);
    if (k->homed)
        return memcmp(key, k->home_key, sizeof k->home_key) == 0;
    if (!keeper_is_new(k))
        return false;
    meta_put(k->db, "home", buf_str(&hex));
    home_read(k);
    k->trust_changed = true;
    return true;
}

void keeper_follow(struct keeper *k, int64_t seq, struct hash head)
{
    MUST(!k->in_batch && k->homed);
    if (seq <= k->own_seq)
        return;
    k->told_seq = k->own_seq = seq;
    k->told_head = k->own_head = head;
}

/* ---- what comes -----------------------------------------------------------*/

bool home_takes(struct keeper *k, const struct entry *e)
{
    return !k->homed || k->vouching || id_same(e->device, k->own_device);
}

/* {"holder":"...","root":KEY}: a device that the home site trusts without
 * another's word. */
static bool root_take(struct keeper *k, const struct json *j)
{
    const struct json *root = json_member(j, "root");
    const struct json *holder = json_member(j, "holder");
    struct rows r;
    uint8_t key[32];

    if (!root || root->type != JSON_TEXT || !holder ||
        holder->type != JSON_TEXT || !hex_read(root->raw, key, sizeof key))
        return false;
    r = db_rows(k->db, SQL_ROOT_PUT);
    db_bind_id(&r, 1, id_named(S("device"), root->raw));
    db_bind_blob(&r, 2, key, sizeof key);
    db_bind_text(&r, 3, json_text(holder, &k->batch));
    db_bind_null(&r, 4);
    db_bind_null(&r, 5);
    db_run(&r);
    k->trust_changed = true;
    return true;
}

/* {"mark":N,"scope":"..."}: all within that scope that came to the site until
 * then is here now. */
static bool mark_take(struct keeper *k, const struct json *j)
{
    const struct json *scope = json_member(j, "scope");
    int64_t mark;

    if (!json_int(json_member(j, "mark"), &mark) || !scope ||
        scope->type != JSON_TEXT)
        return false;
    meta_put_int(k, "pack.mark", mark);
    meta_put(k->db, "pack.scope", scope->raw);
    return true;
}

static void line_take(struct keeper *k, struct str line,
                      struct exchange_counts *c)
{
    struct findings f = findings_start(&k->batch);
    const struct json *j = NULL;
    enum kept kept;
    size_t at;

    if (str_starts(line, S("{\"holder\":")) ||
        str_starts(line, S("{\"mark\":")))
        j = json_read(arena_str(&k->batch, line), &k->batch, &at);
    if (j && j->type == JSON_OBJECT && (root_take(k, j) || mark_take(k, j)))
        return;
    kept = keeper_line(k, line, &f);
    c->kept += kept == KEPT;
    c->known += kept == KEPT_KNOWN;
    c->refused += kept == KEPT_REFUSED;
}

static void lines_take(struct keeper *k, struct str rest,
                       struct exchange_counts *c)
{
    k->vouching = true;
    while (rest.n)
        line_take(k, str_cut(&rest, '\n'), c);
    k->vouching = false;
}

/* ---- what is here ---------------------------------------------------------*/

size_t pack_bucket(struct hash h)
{
    return ((size_t)h.b[0] << 4 | h.b[1] >> 4) * 2;
}

void pack_sum(struct pack_sums *s, struct hash h)
{
    size_t at = pack_bucket(h);

    s->n++;
    for (size_t i = 0; i < sizeof s->sum; i++)
        s->sum[i] ^= h.b[8 + i];
    s->bucket[at] ^= h.b[2];
    s->bucket[at + 1] ^= h.b[3];
}

static void held_read(struct keeper *k, struct pack_sums *s)
{
    struct rows r = db_rows(k->db, SQL_HOME_HELD);

    *s = (struct pack_sums){ .n = 0 };
    db_bind_id(&r, 1, reference_device());
    db_bind_blob(&r, 2, k->own_device.b, sizeof k->own_device.b);
    while (db_next(&r))
        pack_sum(s, db_hash(&r, 0));
}

void keeper_has(struct keeper *k, struct buf *out)
{
    int64_t tries = meta_int(k->db, "pack.tries");
    struct arena a = { 0 };
    struct pack_sums s;

    held_read(k, &s);
    buf_fmt(out, "{\"count\":%lld,\"mark\":%lld,\"scope\":", (long long)s.n,
            (long long)meta_int(k->db, "pack.mark"));
    buf_json(out, meta_get(k->db, "pack.scope", &a));
    buf_z(out, ",\"sum\":\"");
    buf_hex(out, s.sum, sizeof s.sum);
    if (tries) {
        buf_z(out, "\",\"sums\":\"");
        buf_hex(out, s.bucket, sizeof s.bucket);
    }
    buf_z(out, "\"}");
    arena_free(&a);
}

/* The end of an answer says what all of it comes to. Where that is not what is
 * here, the next question says more; where that did not help, the pack is
 * taken anew. */
static void end_take(struct keeper *k, struct str plain, struct heard *out)
{
    const struct json *j, *sum;
    struct pack_sums s;
    uint8_t want[8];
    int64_t n = 0, tries = meta_int(k->db, "pack.tries");
    size_t at;

    out->ended = true;
    j = json_read(arena_str(&k->batch, plain), &k->batch, &at);
    if (!j || j->type != JSON_OBJECT)
        return;
    out->more = is_true(json_member(j, "more"));
    out->fresh = is_true(json_member(j, "fresh"));
    sum = json_member(j, "sum");
    if (out->more || out->fresh || !json_int(json_member(j, "count"), &n) ||
        !sum || sum->type != JSON_TEXT ||
        !hex_read(sum->raw, want, sizeof want))
        return;
    held_read(k, &s);
    out->same = s.n == n && memcmp(s.sum, want, sizeof want) == 0;
    out->fresh = !out->same && tries > 0;
    out->more = !out->same && !out->fresh;
    meta_put_int(k, "pack.tries", out->same ? 0 : tries + 1);
}

size_t keeper_hear(struct keeper *k, struct str in, struct heard *out)
{
    struct arena a = { 0 };
    struct piece p;
    struct str plain;
    enum piece_came came;
    size_t used = 0;

    MUST(!k->in_batch);
    *out = (struct heard){ .trouble = NULL };
    came = piece_read(in, &a, &p, &used, &out->trouble);
    if (came == PIECE_WHOLE && !k->homed)
        out->trouble = "exchange.no_home";
    else if (came == PIECE_WHOLE && !id_same(p.from, k->home))
        out->trouble = "exchange.stranger";
    else if (came == PIECE_WHOLE && !id_same(p.to, k->own_device))
        out->trouble = "exchange.not_for_us";
    else if (came == PIECE_WHOLE)
        piece_open(&p, k->host, k->home_key, &a, &plain, &out->trouble);
    if (came == PIECE_WHOLE && !out->trouble) {
        keeper_begin(k);
        if (p.kind == PIECE_LINES || p.kind == PIECE_PARTS)
            lines_take(k, plain, &out->counts);
        else if (p.kind == PIECE_END)
            end_take(k, plain, out);
        if (!keeper_commit(k))
            out->trouble = "exchange.not_kept";
    }
    arena_free(&a);
    return out->trouble ? 0 : used;
}

/* ---- what waits for the site ----------------------------------------------*/

static void stamp_say(struct keeper *k, int64_t after, log_put *put, void *self)
{
    struct rows r = db_rows(k->db, SQL_STAMP_AFTER);
    struct arena a = { 0 };

    db_bind_id(&r, 1, k->own_device);
    db_bind_int(&r, 2, after);
    if (db_next(&r)) {
        struct stamp s = { .device = k->own_device,
                           .seq = db_int(&r, 0),
                           .head = db_hash(&r, 1) };
        struct str sig = db_str(&r, 2);

        if (sig.n == sizeof s.sig)
            memcpy(s.sig, sig.p, sizeof s.sig);
        put(self, stamp_line(&s, &a));
    }
    db_done(&r);
    arena_free(&a);
}

bool keeper_unsent(struct keeper *k, int64_t after, log_put *put, void *self)
{
    struct rows r = db_rows(k->db, SQL_HOME_OWN);

    db_bind_id(&r, 1, k->own_device);
    db_bind_int(&r, 2, after);
    while (db_next(&r)) {
        struct arena a = { 0 };
        struct str bytes = arena_str(&a, db_str(&r, 2)), part;
        struct hash hash;

        put(self, bytes);
        if (part_named(kind_find(db_str(&r, 1)), bytes, &hash) &&
            part_open(k->db, k->host, hash, &a, &part))
            put(self, part_line(part, &a));
        arena_free(&a);
    }
    stamp_say(k, after, put, self);
    return db_fault(k->db) == DB_FINE;
}

struct own_said keeper_own(struct keeper *k, int64_t after)
{
    struct own_said o = { .seq = k->own_seq, .head = k->own_head };
    struct rows r = db_rows(k->db, SQL_HOME_OWN_COUNT);

    db_bind_id(&r, 1, k->own_device);
    db_bind_int(&r, 2, after);
    if (db_next(&r)) {
        o.n = db_int(&r, 0);
        o.oldest = db_int(&r, 1);
    }
    db_done(&r);
    return o;
}

void keeper_wants(struct keeper *k, struct buf *out)
{
    struct rows r = db_rows(k->db, SQL_HOME_WANTS);
    bool any = false;

    buf_char(out, '[');
    for (; db_next(&r); any = true) {
        buf_z(out, any ? ",\"" : "\"");
        id_put(out, db_id(&r, 0));
        buf_char(out, '"');
    }
    buf_char(out, ']');
}
