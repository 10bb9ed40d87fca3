/* have - what is here, device by device: the first thing that two sites say.
 *
 * A chain without gap or fork is said by its length and its last hash, since
 * that hash names all before it. Any other also says the sum of all that is
 * here of it. */
#include "log.sql.h"
#include "log/exchange.h"
#include "log/inside.h"
#include "peer.sql.h"

/* ---- here ---------------------------------------------------------------*/

static struct hash sum_of(struct db *db, struct id device)
{
    struct rows r = db_rows(db, SQL_HAVE_HASHES);
    struct sha s;

    sha_start(&s);
    db_bind_id(&r, 1, device);
    while (db_next(&r)) {
        struct hash h = db_hash(&r, 1);

        sha_add(&s, h.b, sizeof h.b);
    }
    db_done(&r);
    return sha_end(&s);
}

/* From where the keeper has traced it to, on: as far as each entry follows the
 * last and nobody else claims its number. */
static void run_walk(struct db *db, struct have_of *h)
{
    struct rows r = db_rows(db, SQL_ENTRY_LINKS);
    struct have_of next = *h;
    bool on = true;

    db_bind_id(&r, 1, h->device);
    db_bind_int(&r, 2, h->seq);
    db_bind_int(&r, 3, INT64_MAX);
    while (db_next(&r)) {
        int64_t seq = db_int(&r, 0);

        h->n++;
        if (next.seq > h->seq && seq == next.seq)
            on = false; /* two claim it: neither is of the run */
        if (on && next.seq > h->seq) {
            h->seq = next.seq;
            h->head = next.head;
        }
        if (on && seq == h->seq + 1 && hash_same(db_hash(&r, 2), h->head)) {
            next.seq = seq;
            next.head = db_hash(&r, 1);
        } else {
            on = false;
        }
    }
    db_done(&r);
    if (on && next.seq > h->seq) {
        h->seq = next.seq;
        h->head = next.head;
    }
}

struct hash have_hash(struct db *db, struct id device, int64_t seq)
{
    struct rows r = db_rows(db, SQL_ENTRY_AT_SEQ);
    struct hash h = { { 0 } };

    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, seq);
    if (db_next(&r))
        h = db_hash(&r, 0);
    db_done(&r);
    return h;
}

/* What is rotten is not here: the run ends before it. */
static void rotten_less(struct db *db, struct have_of *h)
{
    struct rotten bad = rotten_of(db, h->device);

    h->n -= bad.n;
    if (!bad.n || h->seq < bad.first)
        return;
    h->seq = bad.first - 1;
    h->head = have_hash(db, h->device, h->seq);
}

struct have_of have_one(struct db *db, struct id device)
{
    struct have_of h = { .device = device };
    struct rows r = db_rows(db, SQL_CHAIN_FIND);

    db_bind_id(&r, 1, device);
    if (db_next(&r) && !db_int(&r, 2)) {
        h.seq = h.n = db_int(&r, 0);
        h.head = db_hash(&r, 1);
    }
    db_done(&r);
    run_walk(db, &h);
    rotten_less(db, &h);
    if (h.n != h.seq)
        h.sum = sum_of(db, device);
    r = db_rows(db, SQL_HAVE_STAMPS);
    db_bind_id(&r, 1, device);
    if (db_next(&r))
        h.stamps = db_int(&r, 0);
    db_done(&r);
    return h;
}

static void have_add(struct have *h, struct arena *a, size_t *room,
                     const struct have_of *one)
{
    arena_room(a, h->at, h->n, *room);
    h->at[h->n++] = *one;
}

void have_read(struct db *db, struct arena *a, struct have *out)
{
    struct rows r = db_rows(db, SQL_HAVE_DEVICES);
    size_t room = 0;

    *out = (struct have){ .all = true };
    db_bind_id(&r, 1, reference_device());
    while (db_next(&r)) {
        struct have_of one = { .device = db_id(&r, 0) };

        have_add(out, a, &room, &one);
    }
    db_done(&r);
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = have_one(db, out->at[i].device);
}

const struct have_of *have_find(const struct have *h, struct id device)
{
    size_t low = 0, high = h->n;

    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = id_order(h->at[mid].device, device);

        if (!order)
            return &h->at[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

int64_t have_waits(struct db *db, const struct have *theirs, int64_t *since)
{
    struct arena a = { 0 };
    struct have ours;
    int64_t n = 0;

    *since = 0;
    have_read(db, &a, &ours);
    for (size_t i = 0; i < ours.n; i++) {
        const struct have_of *o = &ours.at[i];
        const struct have_of *t = have_find(theirs, o->device);
        struct rows r;

        if (o->n <= (t ? t->n : 0))
            continue;
        n += o->n - (t ? t->n : 0);
        r = db_rows(db, SQL_HAVE_SINCE);
        db_bind_id(&r, 1, o->device);
        db_bind_int(&r, 2, t ? t->seq : 0);
        if (db_next(&r) && (!*since || db_int(&r, 0) < *since))
            *since = db_int(&r, 0);
        db_done(&r);
    }
    arena_free(&a);
    return n;
}

/* ---- as JSON: [["DEVICE",seq,"HEAD",n,stamps,"SUM"], ...] -----------------*/

void have_put(struct buf *b, const struct have *h)
{
    buf_char(b, '[');
    for (size_t i = 0; i < h->n; i++) {
        const struct have_of *o = &h->at[i];

        buf_z(b, i ? ",[\"" : "[\"");
        id_put(b, o->device);
        buf_fmt(b, "\",%lld,\"", (long long)o->seq);
        hash_put(b, o->head);
        buf_fmt(b, "\",%lld,%lld", (long long)o->n, (long long)o->stamps);
        if (o->n != o->seq) {
            buf_z(b, ",\"");
            hash_put(b, o->sum);
            buf_char(b, '"');
        }
        buf_char(b, ']');
    }
    buf_char(b, ']');
}

static bool count_take(const struct json *j, int64_t *out)
{
    return json_int(j, out) && *out >= 0 && *out < INT64_MAX / 4;
}

static bool one_take(const struct json *j, struct have_of *o)
{
    const struct json *part[6];

    *o = (struct have_of){ .seq = 0 };
    if (j->type != JSON_LIST || (j->n != 5 && j->n != 6))
        return false;
    for (uint32_t i = 0; i < j->n; i++)
        part[i] = i ? json_next(part[i - 1]) : j + 1;
    if (part[0]->type != JSON_TEXT || !id_read(part[0]->raw, &o->device) ||
        !count_take(part[1], &o->seq) || part[2]->type != JSON_TEXT ||
        !hash_read(part[2]->raw, &o->head) || !count_take(part[3], &o->n) ||
        !count_take(part[4], &o->stamps) || o->n < o->seq)
        return false;
    return (o->n != o->seq) == (j->n == 6) &&
           (j->n == 5 ||
            (part[5]->type == JSON_TEXT && hash_read(part[5]->raw, &o->sum)));
}

bool have_take(const struct json *list, struct arena *a, struct have *out)
{
    const struct json *j;

    *out = (struct have){ .n = 0 };
    if (!list || list->type != JSON_LIST || list->n > HAVE_DEVICES)
        return false;
    out->at = arena_many(a, struct have_of, list->n + 1);
    j = list + 1;
    for (uint32_t i = 0; i < list->n; i++, j = json_next(j)) {
        struct have_of *o = &out->at[i];

        if (!one_take(j, o) ||
            (i && id_order(out->at[i - 1].device, o->device) >= 0))
            return false;
        out->n++;
    }
    return true;
}
