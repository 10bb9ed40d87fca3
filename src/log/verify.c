/* verify - reads everything again and believes nothing. */
#include <string.h>

#include "attachment.sql.h"
#include "log.sql.h"
#include "log/inside.h"

struct verifier {
    struct db *db;
    const struct host *host;
    log_put *put;
    void *self;
    struct arena arena;
    int64_t troubles;
};

static void trouble(struct verifier *v, const char *what, struct id id,
                    int64_t n)
{
    struct buf b = buf_start(&v->arena);

    buf_fmt(&b, "%s: entry ", what);
    id_put(&b, id);
    buf_fmt(&b, " (number %lld)", (long long)n);
    v->put(v->self, buf_str(&b));
    v->troubles++;
}

/* The columns beside the bytes are there for finding; they must say the same. */
static bool columns_agree(struct rows *r, const struct entry *e)
{
    return id_same(db_id(r, 2), e->id) && id_same(db_id(r, 3), e->device) &&
           db_int(r, 4) == e->seq && hash_same(db_hash(r, 5), e->prev) &&
           str_same(db_str(r, 6), e->kind) &&
           str_same(db_str(r, 7), e->author) && db_int(r, 8) == e->at;
}

static int64_t entries_page(struct verifier *v, int64_t after)
{
    struct rows r = db_rows(v->db, SQL_ENTRY_PAGE);
    int64_t last = after;

    db_bind_int(&r, 1, after);
    db_bind_int(&r, 2, 1000);
    while (db_next(&r)) {
        struct arena_mark m = arena_mark(&v->arena);
        struct entry e;

        last = db_int(&r, 0);
        if (!hash_same(sha_of(db_str(&r, 9)), db_hash(&r, 1)))
            trouble(v, "bytes are not those of the hash", db_id(&r, 2), last);
        else if (!entry_read(db_str(&r, 9), &v->arena, &e))
            trouble(v, "bytes are no entry", db_id(&r, 2), last);
        else if (!columns_agree(&r, &e))
            trouble(v, "columns differ from the bytes", db_id(&r, 2), last);
        arena_back(&v->arena, m);
    }
    return last;
}

/* ---- chains and stamps --------------------------------------------------*/

struct tip {
    struct id device;
    int64_t seq;
    bool contested;
};

static void chain_verify(struct verifier *v, const struct tip *t)
{
    struct rows r = db_rows(v->db, SQL_ENTRY_LINKS);
    struct hash head = { { 0 } };
    int64_t seq = 0;

    if (t->contested)
        return; /* a tree; its entries were hashed */
    db_bind_id(&r, 1, t->device);
    db_bind_int(&r, 2, 0);
    db_bind_int(&r, 3, t->seq);
    while (db_next(&r)) {
        if (db_int(&r, 0) != seq + 1 || !hash_same(db_hash(&r, 2), head))
            trouble(v, "chain is broken before", db_id(&r, 3), db_int(&r, 0));
        seq = db_int(&r, 0);
        head = db_hash(&r, 1);
    }
}

static bool key_of(struct verifier *v, struct id device, uint8_t key[32],
                   bool *pinned, int64_t *last, struct hash *head)
{
    struct rows r = db_rows(v->db, SQL_DEVICE_KEY);
    bool known = false;

    *pinned = false;
    db_bind_id(&r, 1, device);
    if (db_next(&r)) {
        struct str s = db_str(&r, 0);

        known = s.n == 32;
        if (known)
            memcpy(key, s.p, 32);
        *pinned = !db_null(&r, 2);
        *last = db_int(&r, 1);
        *head = db_hash(&r, 2);
    }
    db_done(&r);
    return known;
}

/* The stamp that covers the tip must be good; others are counted too. */
static void stamps_verify(struct verifier *v, const struct tip *t)
{
    struct rows r = db_rows(v->db, SQL_STAMP_ALL);
    struct hash head;
    uint8_t key[32];
    int64_t last = 0;
    bool pinned, covered = false;

    if (!key_of(v, t->device, key, &pinned, &last, &head))
        return;
    covered = pinned && last >= t->seq;
    db_bind_id(&r, 1, t->device);
    while (!pinned && db_next(&r)) {
        struct stamp s = { .device = t->device,
                           .seq = db_int(&r, 0),
                           .head = db_hash(&r, 1) };
        struct str sig = db_str(&r, 2);
        struct arena_mark m = arena_mark(&v->arena);

        if (sig.n == sizeof s.sig)
            memcpy(s.sig, sig.p, sizeof s.sig);
        if (!v->host->verify(v->host->self, key, stamp_text(&s, &v->arena),
                             s.sig))
            trouble(v, "stamp's signature is false, device", t->device, s.seq);
        else if (s.seq >= t->seq)
            covered = true;
        arena_back(&v->arena, m);
    }
    db_done(&r);
    if (!covered && t->seq > 0)
        trouble(v, "no stamp covers the chain, device", t->device, t->seq);
}

static void chains_verify(struct verifier *v)
{
    struct rows r = db_rows(v->db, SQL_CHAIN_ALL);
    struct arena a = { 0 };
    struct tip *tip = NULL;
    size_t n = 0, room = 0;

    while (db_next(&r)) {
        arena_room(&a, tip, n, room);
        if (db_int(&r, 1) == CHAIN_VOUCHED && home_has(v->db))
            continue; /* the home site's word stands for it */
        tip[n++] = (struct tip){ db_id(&r, 0), db_int(&r, 1),
                                 db_int(&r, 3) != 0 };
    }
    for (size_t i = 0; i < n; i++) {
        chain_verify(v, &tip[i]);
        stamps_verify(v, &tip[i]);
    }
    arena_free(&a);
}

static void figures_verify(struct verifier *v)
{
    struct rows r = db_rows(v->db, SQL_VERIFY_FIGURES);

    while (db_next(&r)) {
        struct buf b = buf_start(&v->arena);

        buf_z(&b, "figure is not the sum of its postings: ");
        buf_add(&b, db_str(&r, 0));
        buf_z(&b, " of place ");
        id_put(&b, db_id(&r, 1));
        buf_z(&b, " in ");
        month_put(&b, (month)db_int(&r, 4));
        v->put(v->self, buf_str(&b));
        v->troubles++;
    }
}

/* ---- files ---------------------------------------------------------------*/

static void file_told(struct verifier *v, const char *what, struct id entry,
                      struct hash file)
{
    struct buf b = buf_start(&v->arena);

    buf_fmt(&b, "file %s: ", what);
    hash_put(&b, file);
    buf_z(&b, " of attachment ");
    id_put(&b, entry);
    v->put(v->self, buf_str(&b));
}

/* One that is not here is told and is no trouble: it may lie at another
 * office, and comes with `load --files`. */
static void file_verify(struct verifier *v, struct id entry, struct hash file,
                        int64_t said)
{
    int64_t bytes = 0;

    switch (v->host->file(v->host->self, file, &bytes)) {
    case HOST_FILE_MISSING: file_told(v, "is not here", entry, file); return;
    case HOST_FILE_BROKEN:
        file_told(v, "is not what its name says", entry, file);
        v->troubles++;
        return;
    case HOST_FILE_HERE: break;
    }
    if (bytes != said) {
        file_told(v, "has another size", entry, file);
        v->troubles++;
    }
}

static void files_verify(struct verifier *v)
{
    enum { PAGE = 200 };
    struct {
        struct id entry;
        struct hash file;
        int64_t bytes;
    } page[PAGE];
    struct id after = ID_NONE;
    size_t n = v->host->file ? PAGE : 0;

    while (n == PAGE) {
        struct rows r = db_rows(v->db, SQL_ATTACHMENT_PAGE);

        n = 0;
        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, PAGE);
        while (n < PAGE && db_next(&r)) {
            page[n].entry = db_id(&r, 0);
            page[n].file = db_hash(&r, 1);
            page[n++].bytes = db_int(&r, 2);
        }
        db_done(&r);
        for (size_t i = 0; i < n; i++)
            file_verify(v, page[i].entry, page[i].file, page[i].bytes);
        if (n)
            after = page[n - 1].entry;
    }
}

int64_t log_verify(struct db *db, const struct host *host, log_put *put,
                   void *self)
{
    struct verifier v = { .db = db, .host = host, .put = put, .self = self };
    int64_t after = -1, last = 0;

    while (after != last && db_fault(db) == DB_FINE) {
        after = last;
        last = entries_page(&v, after);
    }
    chains_verify(&v);
    figures_verify(&v);
    if (!reference_stands(db)) {
        put(self, S("the facts that this program ships are not all here"));
        v.troubles++;
    }
    v.troubles += parts_verify(db, host, put, self);
    v.troubles += audit_verify(db, host, put, self);
    files_verify(&v);
    arena_free(&v.arena);
    return v.troubles;
}
