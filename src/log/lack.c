/* lack - our message: what we have, and what the other lacks of it.
 *
 * Entries go whole: a chain with a hole proves nothing. What identifies a
 * person goes as parts, closed for the peer's key, and only of what lies in
 * the peer's scope. */
#include <string.h>

#include "log.sql.h"
#include "log/exchange.h"
#include "log/inside.h"
#include "peer.sql.h"

enum {
    PAGE = 100,         /* entries read at a time */
    HAVES = 4000,       /* devices in one piece */
    WANTS = 8192,       /* hashes in one piece */
    WANTS_LEAST = 64,   /* asked in one message on a slow line */
    WANTS_USUAL = 4096, /* on any other */
    STAMPS_PAGE = 1000, /* of a hundred entries */
    STAMPS_MOST = 20000 /* where only stamps are lacking */
};

struct lack {
    struct talk *t;
    struct arena arena; /* of what waits to go */
    struct buf lines, parts;
    size_t most, given; /* bytes of lines, of this message */
    size_t aim;         /* of a piece */
    bool full, good;
    talk_put *put;
    void *self;
};

/* ---- pieces -------------------------------------------------------------*/

static bool piece_put(struct lack *l, enum piece_kind kind, struct str plain)
{
    struct talk *t = l->t;
    struct arena a = { 0 };
    struct buf out = buf_start(&a);
    struct piece p = { .kind = kind,
                       .n = ++t->n,
                       .from = t->device,
                       .to = t->peer->device,
                       .turn = t->turn };

    piece_make(&p, t->us->host, plain,
               kind == PIECE_PARTS ? t->peer->key : NULL, &out);
    l->good = l->good && l->put(l->self, buf_str(&out));
    arena_free(&a);
    return l->good;
}

static void flush(struct lack *l)
{
    if (l->lines.n)
        piece_put(l, PIECE_LINES, buf_str(&l->lines));
    if (l->parts.n)
        piece_put(l, PIECE_PARTS, buf_str(&l->parts));
    arena_free(&l->arena);
    l->lines = buf_start(&l->arena);
    l->parts = buf_start(&l->arena);
}

static void line_add(struct lack *l, struct buf *b, struct str line)
{
    if (b->n && b->n + line.n > l->aim)
        flush(l);
    buf_add(b, line);
    buf_char(b, '\n');
    l->given += line.n + 1;
}

/* ---- sealed parts --------------------------------------------------------*/

/* May the peer have what is sealed of this thing? */
static bool part_may(struct lack *l, const struct kind *kind, struct id id)
{
    const struct peer *p = l->t->peer;
    struct grant g = { .scope = p->scope };
    const struct kind *of;
    struct scope s;

    if (!p->names || !l->t->us->host->enclose)
        return false;
    s = log_scope(l->t->us->db, kind, id, &of);
    return of && !of->hushed && grant_covers(l->t->us->db, &g, &s);
}

static void part_add(struct lack *l, struct hash hash)
{
    struct arena a = { 0 };
    struct str part;

    if (part_open(l->t->us->db, l->t->us->host, hash, &a, &part))
        line_add(l, &l->parts, part_line(part, &a));
    arena_free(&a);
}

/* The part that an entry names goes along with it. */
static void part_along(struct lack *l, const struct kind *kind, struct id id,
                       struct str bytes)
{
    struct hash hash;

    if (l->t->peer->names && kind && part_named(kind, bytes, &hash) &&
        part_may(l, kind, id))
        part_add(l, hash);
}

/* Whose part this is, as the rows stand. */
static bool part_owner(struct db *db, struct hash hash, const struct kind **of,
                       struct id *id)
{
    struct arena a = { 0 };
    bool found = false;

    for (int i = 0; !found && i < kind_count; i++) {
        struct buf sql = buf_start(&a);
        struct rows r;

        if (!kind_sealed(kind_index[i]))
            continue;
        buf_fmt(&sql,
                "SELECT entry FROM %s WHERE sealed = $1 "
                "ORDER BY entry LIMIT 1",
                kind_index[i]->name);
        r = db_text_rows(db, buf_str(&sql));
        db_bind_blob(&r, 1, hash.b, sizeof hash.b);
        found = db_next(&r);
        if (found) {
            *of = kind_index[i];
            *id = db_id(&r, 0);
        }
        db_done(&r);
    }
    arena_free(&a);
    return found;
}

static void wants_answer(struct lack *l)
{
    struct talk *t = l->t;

    for (size_t i = 0; i < t->wants && l->good; i++) {
        const struct kind *of;
        struct id id;

        if (l->given >= l->most)
            break;
        if (part_owner(t->us->db, t->want[i], &of, &id) && part_may(l, of, id))
            part_add(l, t->want[i]);
        t->dealt = t->want[i];
    }
}

/* Parts that we lack, after those they have dealt with. */
static void wants_ask(struct lack *l)
{
    struct talk *t = l->t;
    size_t usual = l->most / 64 < WANTS_LEAST ? WANTS_LEAST : l->most / 64;
    size_t most = l->most == SIZE_MAX ? SIZE_MAX :
                  usual < WANTS_USUAL ? usual :
                                        WANTS_USUAL;
    struct hash after = t->asking;
    size_t n = WANTS, all = 0;

    t->asks = false;
    while (t->us->host->disclose && n == WANTS && all < most && l->good) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);
        struct rows r = db_rows(t->us->db, SQL_LACK_WANTED);

        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, most - all < WANTS ? (int64_t)(most - all) : WANTS);
        for (n = 0; db_next(&r); n++) {
            after = db_hash(&r, 0);
            buf_add(&b, (struct str){ (const char *)after.b, sizeof after.b });
        }
        db_done(&r);
        if (n)
            piece_put(l, PIECE_WANT, buf_str(&b));
        t->asks |= n > 0;
        all += n;
        arena_free(&a);
    }
}

/* ---- stamps -------------------------------------------------------------*/

static void stamp_add(struct lack *l, struct id device, struct rows *r)
{
    struct arena a = { 0 };
    struct stamp s = { .device = device,
                       .seq = db_int(r, 0),
                       .head = db_hash(r, 1) };
    struct str sig = db_str(r, 2);

    if (sig.n == sizeof s.sig)
        memcpy(s.sig, sig.p, sizeof s.sig);
    line_add(l, &l->lines, stamp_line(&s, &a));
    arena_free(&a);
}

static void stamps_last(struct lack *l, struct id device)
{
    struct rows r = db_rows(l->t->us->db, SQL_LACK_STAMPS_LAST);

    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, STAMPS_MOST);
    while (l->good && db_next(&r))
        stamp_add(l, device, &r);
    db_done(&r);
}

static struct rows stamps_from(struct lack *l, struct id device, int64_t from,
                               int64_t upto)
{
    struct rows r = db_rows(l->t->us->db, SQL_LACK_STAMPS);

    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, from);
    db_bind_int(&r, 3, upto);
    db_bind_int(&r, 4, STAMPS_PAGE);
    return r;
}

/* ---- entries ------------------------------------------------------------*/

struct page {
    struct arena arena;
    struct {
        const struct kind *kind;
        struct id id;
        struct str bytes;
        struct exchange_place at;
        bool rotten;
    } row[PAGE];
    size_t n;
};

static void page_read(struct lack *l, const struct exchange_place *at,
                      struct page *p)
{
    struct rows r = db_rows(l->t->us->db, SQL_LACK_ENTRIES);

    db_bind_id(&r, 1, at->device);
    db_bind_int(&r, 2, at->seq);
    db_bind_blob(&r, 3, at->hash.b, sizeof at->hash.b);
    db_bind_int(&r, 4, PAGE);
    for (p->n = 0; p->n < PAGE && db_next(&r); p->n++) {
        p->row[p->n].at = (struct exchange_place){ at->device, db_int(&r, 0),
                                                   db_hash(&r, 1) };
        p->row[p->n].id = db_id(&r, 2);
        p->row[p->n].kind = kind_find(db_str(&r, 3));
        p->row[p->n].bytes = arena_str(&p->arena, db_str(&r, 4));
        p->row[p->n].rotten = !entry_sound(p->row[p->n].bytes,
                                           p->row[p->n].at.hash);
    }
    db_done(&r);
}

/* It stays here, and our keeper is told. */
static void rotten_tell(struct lack *l, const struct exchange_place *at)
{
    struct exchange_counts none = { 0 };
    struct arena a = { 0 };
    struct str line = rot_line(at->device, at->seq, at->hash, &a);

    l->t->us->take(l->t->us->self, &line, 1, &none);
    l->t->rotten++;
    arena_free(&a);
}

/* One page of entries after a place, each with the stamps at it, so that who
 * has an entry has what came with it; false when that was the last. */
static bool page_put(struct lack *l, struct exchange_place *at)
{
    struct page p = { .n = 0 };
    struct rows r;
    bool last, stamp;

    page_read(l, at, &p);
    last = p.n < PAGE;
    r = stamps_from(l, at->device, at->seq,
                    last ? INT64_MAX : p.row[p.n - 1].at.seq);
    stamp = db_next(&r);
    for (size_t i = 0; i < p.n && l->good && !l->full; i++) {
        for (; stamp && db_int(&r, 0) < p.row[i].at.seq; stamp = db_next(&r))
            stamp_add(l, at->device, &r);
        *at = p.row[i].at;
        if (p.row[i].rotten)
            continue;
        line_add(l, &l->lines, p.row[i].bytes);
        part_along(l, p.row[i].kind, p.row[i].id, p.row[i].bytes);
        l->t->sent++;
        l->full = l->given >= l->most;
        last &= !l->full || i + 1 == p.n;
    }
    for (; stamp && (last || db_int(&r, 0) <= at->seq); stamp = db_next(&r))
        stamp_add(l, at->device, &r);
    db_done(&r);
    for (size_t i = 0; i < p.n; i++)
        if (p.row[i].rotten)
            rotten_tell(l, &p.row[i].at);
    arena_free(&p.arena);
    return !last;
}

/* From where on the other may lack something; false: it has all. */
static bool lack_from(struct lack *l, const struct have_of *o,
                      const struct have_of *t, struct exchange_place *at)
{
    int64_t base = t->seq < o->seq ? t->seq : o->seq;
    bool agree = true;

    *at = (struct exchange_place){ .device = o->device };
    if (id_same(l->t->from.device, o->device)) {
        *at = l->t->from;
        return true;
    }
    if (o->seq == t->seq && o->n == t->n && hash_same(o->head, t->head) &&
        hash_same(o->sum, t->sum))
        return false;
    if (base && t->seq == base)
        agree = hash_same(have_hash(l->t->us->db, o->device, base), t->head);
    if (agree && o->n == o->seq && base == o->seq)
        return false;
    at->seq = agree ? base : 0;
    memset(at->hash.b, 0xff, sizeof at->hash.b);
    return o->n > 0;
}

static void device_put(struct lack *l, const struct have_of *o,
                       const struct have_of *t)
{
    struct exchange_place at;
    bool any = lack_from(l, o, t, &at), more = any;

    while (more && l->good && !l->full)
        more = page_put(l, &at);
    if (more)
        l->t->next = at;
    else if (!any && t->stamps < o->stamps)
        stamps_last(l, o->device);
}

/* ---- have ---------------------------------------------------------------*/

static bool said_same(const struct have_of *o, const struct have_of *t)
{
    return o->seq == t->seq && o->n == t->n && o->stamps == t->stamps &&
           hash_same(o->head, t->head) && hash_same(o->sum, t->sum);
}

static void place_put(struct buf *b, const char *name,
                      const struct exchange_place *p)
{
    if (id_none(p->device))
        return;
    buf_fmt(b, ",\"%s\":[\"", name);
    id_put(b, p->device);
    buf_fmt(b, "\",%lld,\"", (long long)p->seq);
    hash_put(b, p->hash);
    buf_z(b, "\"]");
}

static int64_t arrivals(struct db *db)
{
    struct rows r = db_rows(db, SQL_ENTRY_LAST);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

static void have_say(struct lack *l, const struct have *h)
{
    struct talk *t = l->t;
    int64_t mark = arrivals(t->us->db);
    size_t i = 0;

    do {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);
        struct have part = { .at = h->at + i,
                             .n = h->n - i < HAVES ? h->n - i : HAVES };

        buf_fmt(&b, "{\"all\":%s", h->all ? "true" : "false");
        place_put(&b, "from", &t->stopped);
        if (!hash_none(t->dealt)) {
            buf_z(&b, ",\"got\":\"");
            hash_put(&b, t->dealt);
            buf_char(&b, '"');
        }
        buf_fmt(&b, ",\"kept\":%lld,\"mark\":%lld", (long long)t->now.kept,
                (long long)mark);
        place_put(&b, "next", &t->next);
        buf_z(&b, ",\"of\":");
        have_put(&b, &part);
        buf_char(&b, '}');
        piece_put(l, PIECE_HAVE, buf_str(&b));
        i += part.n;
        arena_free(&a);
    } while (i < h->n && l->good);
}

/* Ours of the devices that are talked about. */
static void ours_read(struct lack *l, const struct have *theirs, bool all,
                      struct arena *a, struct have *out)
{
    *out = (struct have){ .all = all };
    if (all || theirs->all) {
        have_read(l->t->us->db, a, out);
        out->all = all;
        return;
    }
    out->at = arena_many(a, struct have_of, theirs->n + 1);
    for (size_t i = 0; i < theirs->n; i++)
        out->at[out->n++] = have_one(l->t->us->db, theirs->at[i].device);
}

static void differing_add(struct have *out, const struct have_of *one)
{
    out->at[out->n++] = *one;
}

/* Where we have another thing than they said, in order; with what they listed
 * and we know nothing of. */
static void differing(const struct have *ours, const struct have *theirs,
                      struct arena *a, struct have *out)
{
    size_t i = 0, j = 0;

    *out = (struct have){ .at = arena_many(a, struct have_of,
                                           ours->n + theirs->n + 1) };
    while (i < ours->n || j < theirs->n) {
        int order = i == ours->n ?
                        1 :
                    j == theirs->n ?
                        -1 :
                        id_order(ours->at[i].device, theirs->at[j].device);
        struct have_of none = { .seq = 0 };

        if (order < 0) {
            differing_add(out, &ours->at[i++]);
        } else if (order > 0) {
            none.device = theirs->at[j++].device;
            differing_add(out, &none);
        } else {
            if (!said_same(&ours->at[i], &theirs->at[j]))
                differing_add(out, &ours->at[i]);
            i++;
            j++;
        }
    }
}

static void entries_put(struct lack *l, const struct have *ours,
                        const struct have *theirs)
{
    static const struct have_of none;

    for (size_t i = 0; i < ours->n && l->good && !l->full; i++) {
        const struct have_of *o = &ours->at[i];
        const struct have_of *t = have_find(theirs, o->device);

        if (id_order(o->device, l->t->from.device) < 0 || !o->n)
            continue;
        if (t || theirs->all)
            device_put(l, o, t ? t : &none);
    }
}

/* ---- a message ----------------------------------------------------------*/

bool talk_say(struct talk *t, bool all, size_t most, talk_put *put, void *self)
{
    struct lack l = { .t = t,
                      .most = most,
                      .aim = most < PIECE_USUAL ? most : PIECE_USUAL,
                      .good = true,
                      .put = put,
                      .self = self };
    struct have theirs = t->theirs, ours, differ;
    struct arena a = { 0 };

    if (!t->heard && !peer_has(t->peer, &a, &theirs))
        theirs = (struct have){ .all = true };
    l.lines = buf_start(&l.arena);
    l.parts = buf_start(&l.arena);
    t->n = 0;
    t->said++;
    t->next = (struct exchange_place){ .seq = 0 };
    ours_read(&l, &theirs, all, &a, &ours);
    differing(&ours, &theirs, &a, &differ);
    if (most) {
        wants_answer(&l);
        entries_put(&l, &ours, &theirs);
        flush(&l);
    }
    have_say(&l, all ? &ours : &differ);
    wants_ask(&l);
    piece_put(&l, PIECE_END, S(""));
    arena_free(&l.arena);
    arena_free(&a);
    return l.good && db_fault(t->us->db) == DB_FINE;
}
