/* chain - what of a device's entries its stamps cover.
 *
 * An entry is covered when a good stamp names it, or names an entry that comes
 * after it in the chain; nothing may be missing in between, down to the first.
 * As long as no two entries claim one seq, that is a number; afterwards the
 * device is contested and its whole tree is walked. */
#include <stdlib.h>
#include <string.h>

#include "fix.sql.h"
#include "log.sql.h"
#include "log/inside.h"

struct link {
    int64_t seq;
    struct hash hash, prev;
    struct id id;
    bool covered, kept;
};
struct links {
    struct link *at;
    size_t n, room;
};

struct chain_row {
    int64_t seq;
    struct hash head;
    bool contested;
};

static struct chain_row chain_row(struct keeper *k, struct id device)
{
    struct rows r = db_rows(k->db, SQL_CHAIN_FIND);
    struct chain_row c = { 0 };

    db_bind_id(&r, 1, device);
    if (db_next(&r)) {
        c.seq = db_int(&r, 0);
        c.head = db_hash(&r, 1);
        c.contested = db_int(&r, 2) != 0;
    }
    db_done(&r);
    return c;
}

int64_t chain_covered(struct keeper *k, struct id device)
{
    return chain_row(k, device).seq;
}

bool chain_outcast(struct keeper *k, struct hash entry)
{
    struct rows r = db_rows(k->db, SQL_OUTCAST_FIND);
    bool out;

    db_bind_blob(&r, 1, entry.b, sizeof entry.b);
    out = db_next(&r);
    db_done(&r);
    return out;
}

static void chain_write(struct keeper *k, struct id device, int64_t seq,
                        struct hash head, bool contested)
{
    struct rows r = db_rows(k->db, SQL_CHAIN_PUT);

    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, seq);
    db_bind_blob(&r, 3, head.b, sizeof head.b);
    db_bind_int(&r, 4, contested);
    db_run(&r);
}

/* ---- where the home site vouches ----------------------------------------*/

/* A phone holds of the others' chains only what its people may read, and of its
 * own only what whoever is signed in has written; what it holds is covered by
 * the word of the home site (log/home.c). */
static bool chain_vouched(struct keeper *k, const struct trusted *t)
{
    struct hash none = { { 0 } };

    if (!k->homed || !hash_none(t->head))
        return false;
    if (chain_row(k, t->device).seq != CHAIN_VOUCHED)
        chain_write(k, t->device, CHAIN_VOUCHED, none, false);
    return true;
}

static void link_add(struct links *l, struct arena *a, const struct link *one)
{
    arena_room(a, l->at, l->n, l->room);
    l->at[l->n++] = *one;
}

static void links_read(struct keeper *k, struct id device, int64_t after,
                       struct links *l)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_LINKS);

    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, after);
    db_bind_int(&r, 3, INT64_MAX);
    while (db_next(&r))
        link_add(l, &k->batch,
                 &(struct link){ .seq = db_int(&r, 0),
                                 .hash = db_hash(&r, 1),
                                 .prev = db_hash(&r, 2),
                                 .id = db_id(&r, 3) });
}

static bool stamp_good(struct keeper *k, const struct trusted *t,
                       const struct stamp *s)
{
    struct arena_mark m = arena_mark(&k->batch);
    bool good;

    if (!hash_none(t->head)) /* a built-in log: pinned, unsigned */
        return s->seq == t->last && hash_same(s->head, t->head);
    good = k->host->verify(k->host->self, t->key, stamp_text(s, &k->batch),
                           s->sig);
    arena_back(&k->batch, m);
    return good;
}

static bool stamp_next(struct rows *r, struct id device, struct stamp *s)
{
    struct str sig;

    if (!db_next(r))
        return false;
    s->device = device;
    s->seq = db_int(r, 0);
    s->head = db_hash(r, 1);
    sig = db_str(r, 2);
    memset(s->sig, 0, sizeof s->sig);
    if (sig.n == sizeof s->sig)
        memcpy(s->sig, sig.p, sizeof s->sig);
    return true;
}

/* ---- the plain case: one line of entries --------------------------------*/

/* How many of the links follow the tip without a gap; -1: one seq twice. */
static int64_t run_of(const struct links *l, const struct chain_row *tip)
{
    int64_t n = 0;
    struct hash head = tip->head;

    for (size_t i = 0; i < l->n; i++) {
        if (i && l->at[i].seq == l->at[i - 1].seq)
            return -1;
        if (n == (int64_t)i && l->at[i].seq == tip->seq + n + 1 &&
            hash_same(l->at[i].prev, head)) {
            head = l->at[i].hash;
            n++;
        }
    }
    return n;
}

/* Is one of them about devices or access? Then trust may be another now. */
static bool charter_within(struct keeper *k, struct id device, int64_t after,
                           int64_t upto)
{
    struct rows r = db_rows(k->db, SQL_CHARTER_WITHIN);
    bool any;

    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, after);
    db_bind_int(&r, 3, upto);
    any = db_next(&r);
    db_done(&r);
    return any;
}

static void run_cover(struct keeper *k, const struct trusted *t,
                      const struct links *l, int64_t run,
                      const struct chain_row *tip)
{
    struct rows r = db_rows(k->db, SQL_STAMP_AFTER);
    struct stamp s;
    int64_t to = 0;

    db_bind_id(&r, 1, t->device);
    db_bind_int(&r, 2, tip->seq);
    if (!hash_none(t->head) && t->last > tip->seq &&
        t->last <= tip->seq + run &&
        hash_same(l->at[t->last - tip->seq - 1].hash, t->head))
        to = t->last - tip->seq;
    while (!to && stamp_next(&r, t->device, &s))
        if (s.seq <= tip->seq + run &&
            hash_same(l->at[s.seq - tip->seq - 1].hash, s.head) &&
            stamp_good(k, t, &s))
            to = s.seq - tip->seq;
    db_done(&r);
    if (!to)
        return;
    chain_write(k, t->device, tip->seq + to, l->at[to - 1].hash, false);
    k->trust_changed |= charter_within(k, t->device, tip->seq, tip->seq + to);
    for (int64_t i = 0; i < to; i++)
        work_put(k, l->at[i].id);
}

/* ---- the contested case: a tree -----------------------------------------*/

static struct link *link_find(struct links *l, struct hash h)
{
    for (size_t i = 0; i < l->n; i++)
        if (hash_same(l->at[i].hash, h))
            return &l->at[i];
    return NULL;
}

/* Marks the way from here back to the first entry, when all of it is there. */
static void cover_back(struct links *l, struct link *from)
{
    struct link *one = from;

    while (one && !one->covered && one->seq > 1) {
        struct link *before = link_find(l, one->prev);

        if (before && before->seq != one->seq - 1)
            before = NULL;
        one = before;
    }
    if (!one || (!one->covered && !hash_none(one->prev)))
        return;
    for (one = from; one && !one->covered; one = link_find(l, one->prev))
        one->covered = one->kept = true;
}

/* The chosen branch among fixes; the greatest hash of a fix wins. */
static bool branch_chosen(struct keeper *k, struct hash h, struct hash *by)
{
    struct rows r = db_rows(k->db, SQL_FIX_BRANCH);
    bool chosen = false;

    db_bind_blob(&r, 1, h.b, sizeof h.b);
    if (db_next(&r)) {
        *by = db_hash(&r, 0);
        chosen = true;
    }
    db_done(&r);
    return chosen;
}

static void drop_after(struct links *l, struct hash of)
{
    for (size_t i = 0; i < l->n; i++) /* links lie in order of seq */
        if (l->at[i].kept && hash_same(l->at[i].prev, of)) {
            l->at[i].kept = false;
            drop_after(l, l->at[i].hash);
        }
}

/* Settles the first seq that two kept entries claim. False when none is. */
static bool fork_settle(struct keeper *k, struct links *l)
{
    struct hash best = { { 0 } }, by;
    struct link *win = NULL;
    size_t i = 0;
    int64_t seq, claims = 0, last = 0;

    for (; i < l->n && claims < 2; i++) {
        if (!l->at[i].kept)
            continue;
        claims = l->at[i].seq == last ? claims + 1 : 1;
        last = l->at[i].seq;
    }
    if (claims < 2)
        return false;
    seq = last;
    for (i = 0; i < l->n; i++)
        if (l->at[i].kept && l->at[i].seq == seq &&
            branch_chosen(k, l->at[i].hash, &by) && hash_order(by, best) > 0) {
            best = by;
            win = &l->at[i];
        }
    for (i = 0; i < l->n; i++) {
        struct link *one = &l->at[i];

        if (!one->kept ||
            (win ? one->seq != seq || one == win : one->seq < seq))
            continue;
        one->kept = false;
        if (win)
            drop_after(l, one->hash);
    }
    return true;
}

static void outcast_write(struct keeper *k, const struct link *one)
{
    struct rows r = db_rows(k->db, SQL_OUTCAST_PUT);

    db_bind_blob(&r, 1, one->hash.b, sizeof one->hash.b);
    db_bind_text(&r, 2, one->covered ? S("fork") : S("stamp"));
    db_run(&r);
}

static void tree_cover(struct keeper *k, const struct trusted *t)
{
    struct links l = { 0 };
    struct rows r;
    struct stamp s;
    struct link *tip = NULL;

    links_read(k, t->device, 0, &l);
    tip = link_find(&l, t->head); /* pinned: no stamp says so */
    if (tip && tip->seq == t->last)
        cover_back(&l, tip);
    tip = NULL;
    r = db_rows(k->db, SQL_STAMP_ALL);
    db_bind_id(&r, 1, t->device);
    while (stamp_next(&r, t->device, &s)) {
        struct link *one = link_find(&l, s.head);

        if (one && one->seq == s.seq && !one->covered && stamp_good(k, t, &s))
            cover_back(&l, one);
    }
    while (fork_settle(k, &l))
        ;
    r = db_rows(k->db, SQL_OUTCAST_CLEAR);
    db_bind_id(&r, 1, t->device);
    db_run(&r);
    for (size_t i = 0; i < l.n; i++) {
        if (l.at[i].covered)
            tip = &l.at[i];
        if (!l.at[i].kept)
            outcast_write(k, &l.at[i]);
        work_put(k, l.at[i].id);
    }
    k->trust_changed = true;
    chain_write(k, t->device, tip ? tip->seq : 0,
                tip ? tip->hash : (struct hash){ { 0 } }, true);
}

void chain_trace(struct keeper *k, struct id device)
{
    const struct trusted *t = trust_device(k, device);
    struct chain_row tip = chain_row(k, device);
    struct links l = { 0 };
    int64_t *contested = map_find(&k->touched, device.b), run;

    if (!t || chain_vouched(k, t))
        return;
    if (tip.contested || (contested && *contested & TOUCH_CONTESTED)) {
        tree_cover(k, t);
        return;
    }
    links_read(k, device, tip.seq, &l);
    run = run_of(&l, &tip);
    if (run < 0)
        tree_cover(k, t);
    else if (run > 0)
        run_cover(k, t, &l, run, &tip);
}
