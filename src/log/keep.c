/* keep - lines and drafts into the log; a batch is one transaction. */
#include <stdlib.h>
#include <string.h>

#include "erasure.sql.h"
#include "fix.sql.h"
#include "log.sql.h"
#include "log/inside.h"

#define KNOWN_MOST ((size_t)1 << 20) /* ids remembered between batches */
#define HEAD_MOST 4096 /* of an entry's bytes, what is around its texts */

/* ---- open and close -----------------------------------------------------*/

static struct str own_hex(const struct own *own, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_hex(&b, own->key, sizeof own->key);
    return buf_str(&b);
}

static void root_write(struct keeper *k, struct id device,
                       const uint8_t key[32], struct str holder)
{
    struct rows r = db_rows(k->db, SQL_ROOT_PUT);

    db_bind_id(&r, 1, device);
    db_bind_blob(&r, 2, key, 32);
    db_bind_text(&r, 3, holder);
    db_bind_null(&r, 4);
    db_bind_null(&r, 5);
    db_run(&r);
}

static void own_read(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_TIP);

    k->own_seq = 0;
    k->own_head = (struct hash){ { 0 } };
    db_bind_id(&r, 1, k->own_device);
    if (db_next(&r)) {
        k->own_seq = db_int(&r, 0);
        k->own_head = db_hash(&r, 1);
    }
    db_done(&r);
    if (k->told_seq > k->own_seq) {
        k->own_seq = k->told_seq;
        k->own_head = k->told_head;
    }
}

static int64_t number_of(struct db *db, int sql)
{
    struct rows r = db_rows(db, sql);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

/* What is held in memory, from the tables. */
void keeper_read(struct keeper *k)
{
    home_read(k);
    k->arrivals = number_of(k->db, SQL_ENTRY_LAST);
    k->waiting = number_of(k->db, SQL_WAITING_COUNT);
    k->rotten = number_of(k->db, SQL_ROTTEN_ANY) != 0;
    k->fixes = fixes_any(k->db, SQL_FIX_ANY);
    k->remarks = number_of(k->db, SQL_FINDING_ANY_REMARK) != 0;
    k->erasures = number_of(k->db, SQL_ERASURE_ANY) != 0;
    check_read(k);
    shred_read(k);
    if (k->has_own)
        own_read(k);
    trust_load(k);
}

struct keeper *keeper_new(struct db *db, const struct host *host,
                          const struct own *own)
{
    struct keeper *k = calloc(1, sizeof *k);

    MUST(k);
    k->db = db;
    k->host = host;
    k->batch.chunk_bytes = 1 << 20;
    k->work = map_of(sizeof(struct id), sizeof(struct work));
    k->touched = map_of(sizeof(struct id), sizeof(int64_t));
    k->newborn = map_of(sizeof(struct id), 0);
    k->page = map_of(sizeof(struct id), sizeof(struct entry *));
    k->touching = map_of(sizeof(struct touch_key), 0);
    k->thing = map_of(sizeof(struct thing_key), sizeof(struct thing));
    k->moved = map_of(sizeof(struct id), 0);
    k->near = map_of(sizeof(struct id), sizeof(struct aboves));
    k->ahead = map_of(sizeof(struct id), 0);
    k->known = map_of(sizeof(struct id), sizeof(bool));
    k->indicator = map_of(INDICATOR_BYTES, sizeof(int64_t));
    k->figure = map_of(sizeof(struct id) * 3 + sizeof(int32_t) * 6, 16);
    k->placed = map_of(sizeof(struct id) * 3 + sizeof(int32_t) * 6, 16);
    k->months = map_of(sizeof(int32_t), sizeof(int64_t));
    books_start(k);
    k->picked = map_of(sizeof(struct id), sizeof(struct hash));
    k->cards = map_of(sizeof(struct id), sizeof(struct card *));
    check_open(k);
    manner_start(k);
    if (own) {
        k->has_own = true;
        k->own = *own;
        k->own_device = id_named(S("device"), own_hex(own, &k->life));
    }
    return k;
}

struct keeper *keeper_open(struct db *db, const struct host *host,
                           const struct own *own)
{
    struct keeper *k = keeper_new(db, host, own);

    keeper_begin(k);
    if (own)
        root_write(k, k->own_device, own->key, own->holder);
    switch (log_state(db)) {
    case LOG_OURS:
        local_grow(db);
        keeper_read(k);
        break;
    case LOG_OLDER: /* is rebuilt first, and then all of it read */
        local_grow(db);
        if (own)
            own_read(k);
        break;
    default: break;
    }
    keeper_commit(k);
    return k;
}

struct str keeper_holder(const struct keeper *k)
{
    MUST(k->has_own);
    return k->own.holder;
}

void keeper_close(struct keeper *k)
{
    if (!k)
        return;
    map_free(&k->work);
    map_free(&k->touched);
    map_free(&k->newborn);
    map_free(&k->page);
    map_free(&k->touching);
    map_free(&k->thing);
    map_free(&k->moved);
    map_free(&k->near);
    map_free(&k->ahead);
    map_free(&k->known);
    map_free(&k->indicator);
    map_free(&k->figure);
    map_free(&k->placed);
    map_free(&k->months);
    cards_forget(k);
    books_end(k);
    map_free(&k->picked);
    map_free(&k->cards);
    check_close(k);
    arena_free(&k->trust.arena);
    arena_free(&k->batch);
    arena_free(&k->one);
    arena_free(&k->many);
    arena_free(&k->life);
    free(k);
}

/* ---- a batch ------------------------------------------------------------*/

void batch_forget(struct keeper *k)
{
    map_clear(&k->work);
    map_clear(&k->touched);
    map_clear(&k->newborn);
    map_clear(&k->page);
    map_clear(&k->touching);
    if (!k->anew)
        map_clear(&k->thing);
    if (k->known.n > KNOWN_MOST)
        map_clear(&k->known);
    map_clear(&k->moved);
    map_clear(&k->near);
    figure_forget(k);
    check_forget(k);
    cards_forget(k);
    books_rest(k);
    map_clear(&k->picked);
    k->queue = NULL;
    k->queue_n = k->queue_room = 0;
    k->own_moved = k->untraced = false;
    k->batch_n = 0;
    k->in_batch = false;
    arena_free(&k->batch);
}

void keeper_begin(struct keeper *k)
{
    MUST(!k->in_batch);
    k->in_batch = true;
    db_begin(k->db);
}

void keeper_rollback(struct keeper *k)
{
    MUST(k->in_batch);
    db_rollback(k->db);
    db_forgive(k->db);
    k->anew = false;
    batch_forget(k);
    books_forget(k);
    map_clear(&k->known);
    keeper_read(k);
    batch_forget(k); /* reading may have queued */
}

const char *keeper_trouble(const struct keeper *k)
{
    return k->trouble;
}

size_t keeper_batch_size(const struct keeper *k)
{
    return k->batch_n;
}

static bool stamp_known(struct keeper *k, const struct stamp *s)
{
    struct rows r = db_rows(k->db, SQL_STAMP_KNOWN);
    bool known;

    db_bind_id(&r, 1, s->device);
    db_bind_int(&r, 2, s->seq);
    db_bind_blob(&r, 3, s->head.b, sizeof s->head.b);
    db_bind_blob(&r, 4, s->sig, sizeof s->sig);
    known = db_next(&r);
    db_done(&r);
    return known;
}

static void stamp_write(struct keeper *k, const struct stamp *s)
{
    struct rows r = db_rows(k->db, SQL_STAMP_PUT);

    db_bind_id(&r, 1, s->device);
    db_bind_int(&r, 2, s->seq);
    db_bind_blob(&r, 3, s->head.b, sizeof s->head.b);
    db_bind_blob(&r, 4, s->sig, sizeof s->sig);
    db_run(&r);
}

/* One signature covers all of this keeper's own entries of the batch. */
static void own_stamp(struct keeper *k)
{
    struct stamp s = { .device = k->own_device,
                       .seq = k->own_seq,
                       .head = k->own_head };
    struct rows r;

    k->own_moved = false;
    if (!k->host->sign(k->host->self, stamp_text(&s, &k->batch), s.sig)) {
        /* A browser's key signs only later: the phone stamps when it sends. */
        MUST(k->homed);
        return;
    }
    stamp_write(k, &s);
    if (k->homed)
        return;
    r = db_rows(k->db, SQL_CHAIN_PUT);
    db_bind_id(&r, 1, s.device);
    db_bind_int(&r, 2, s.seq);
    db_bind_blob(&r, 3, s.head.b, sizeof s.head.b);
    db_bind_int(&r, 4, 0);
    db_run(&r);
}

static void devices_trace(struct keeper *k)
{
    k->untraced = false;
    for (size_t i = 0; i < k->touched.n; i++) {
        int64_t *mark = map_value(&k->touched, i);
        struct id device;

        memcpy(device.b, map_key(&k->touched, i), sizeof device.b);
        if (*mark & TOUCH_TRACED)
            continue;
        *mark |= TOUCH_TRACED;
        chain_trace(k, device);
    }
}

/* Entries of devices that no stamp covers yet are listed as waiting: why, is
 * what id_unsettle says. */
static void uncovered_wait(struct keeper *k)
{
    for (size_t i = 0; i < k->touched.n; i++) {
        const struct trusted *t;
        struct id device;
        struct rows r;

        memcpy(device.b, map_key(&k->touched, i), sizeof device.b);
        if (id_same(device, k->own_device) ||
            chain_covered(k, device) == CHAIN_VOUCHED)
            continue;
        t = trust_device(k, device);
        r = db_rows(k->db, t ? SQL_WAITING_UNCOVERED : SQL_WAITING_UNKNOWN);
        db_bind_id(&r, 1, device);
        db_bind_int(&r, 2, chain_covered(k, device) + 1);
        if (t)
            db_bind_int(&r, 3, t->last);
        db_run(&r);
        k->waiting++; /* an upper bound is enough */
    }
}

/* Until nothing is left to settle: a device makes entries admissible, an entry
 * moves a place, a place gives a right, a fix names a device's branch. */
void settle_batch(struct keeper *k)
{
    while (db_fault(k->db) == DB_FINE &&
           (k->untraced || k->trust_changed || k->queue_n || k->moved.n)) {
        devices_trace(k);
        if (k->trust_changed)
            trust_renew(k);
        settle_all(k);
        geo_renew(k);
    }
    uncovered_wait(k);
    if (k->anew)
        return;
    touch_all(k);
    check_all(k);
    derive_all(k);
    figure_flush(k);
    books_flush(k);
}

bool keeper_commit(struct keeper *k)
{
    MUST(k->in_batch);
    if (k->own_moved)
        own_stamp(k);
    settle_batch(k);
    if (db_fault(k->db) != DB_FINE || !db_commit(k->db)) {
        const char *why = db_fault_text(k->db);
        size_t n = strnlen(why, sizeof k->trouble - 1);

        memcpy(k->trouble, why, n);
        k->trouble[n] = '\0';
        keeper_rollback(k);
        return false;
    }
    batch_forget(k);
    return true;
}

/* ---- into the log -------------------------------------------------------*/

struct id entry_answers(const struct entry *e, struct arena *a)
{
    const struct json *body, *j;
    struct id id = ID_NONE;
    size_t at;

    if (!str_same(e->kind, S("fix")))
        return id;
    body = json_read(e->body, a, &at);
    j = body ? json_member(body, "answers") : NULL;
    if (!j || j->type != JSON_TEXT || !id_read(j->raw, &id))
        id = ID_NONE;
    return id;
}

void entry_append(struct keeper *k, const struct entry *e)
{
    struct id answers = entry_answers(e, &k->batch);
    struct rows r = db_rows(k->db, SQL_ENTRY_PUT);

    MUST(e->bytes.n <= ENTRY_MAX);
    db_bind_int(&r, 1, ++k->arrivals);
    db_bind_blob(&r, 2, e->hash.b, sizeof e->hash.b);
    db_bind_blob(&r, 3, e->id.b, sizeof e->id.b);
    db_bind_blob(&r, 4, e->device.b, sizeof e->device.b);
    db_bind_int(&r, 5, e->seq);
    db_bind_blob(&r, 6, e->prev.b, sizeof e->prev.b);
    db_bind_text(&r, 7, e->kind);
    db_bind_text(&r, 8, e->author);
    db_bind_int(&r, 9, e->at);
    db_bind_id(&r, 10, answers);
    db_bind_blob(&r, 11, e->bytes.p, e->bytes.n);
    db_run(&r);
    charter_put(k, e, answers);
    part_appended(k, e->id, answers);
    k->batch_n++;
}

static bool found(struct keeper *k, int sql, const void *key, size_t n)
{
    struct rows r = db_rows(k->db, sql);
    bool there;

    db_bind_blob(&r, 1, key, n);
    there = db_next(&r);
    db_done(&r);
    return there;
}

/* Said in this batch or before it. */
static bool id_known(struct keeper *k, struct id id)
{
    const bool *here = map_find(&k->known, id.b);

    return (here && *here) || found(k, SQL_ENTRY_BY_ID, id.b, sizeof id.b);
}

/* ---- drafts -------------------------------------------------------------*/

static void own_entry(struct keeper *k, struct entry *e)
{
    e->device = k->own_device;
    e->seq = k->own_seq + 1;
    e->prev = k->own_head;
    entry_seal(e, &k->batch);
    entry_append(k, e);
    k->own_seq = e->seq;
    k->own_head = e->hash;
    k->own_moved = true;
}

/* The first entry of a chain says whose key it is; of a phone its home said so,
 * also where that has not come to it yet. */
static void own_device_entry(struct keeper *k)
{
    struct buf b = buf_start(&k->batch);
    struct entry e = { .id = k->own_device,
                       .kind = S("device"),
                       .author = k->own.holder,
                       .at = k->host->now(k->host->self) };

    buf_z(&b, "{\"holder\":");
    buf_json(&b, k->own.holder);
    buf_z(&b, ",\"key\":\"");
    buf_add(&b, own_hex(&k->own, &k->batch));
    buf_z(&b, "\",\"name\":");
    buf_json(&b, k->own.name);
    buf_char(&b, '}');
    e.body = buf_str(&b);
    own_entry(k, &e);
    work_put(k, e.id);
}

static struct id draft_id(struct keeper *k, const struct draft *d,
                          const struct kind *kind, const void *record)
{
    struct id id = d->id;
    const struct field *f;

    if (kind->code)
        return code_id(kind, record);
    if (!strcmp(kind->name, "device")) {
        struct buf b = buf_start(&k->batch);

        f = kind_field(kind, S("key"));
        buf_hex(&b, (const char *)record + f->at, sizeof(struct hash));
        return id_named(S("device"), buf_str(&b));
    }
    while (id_none(id))
        k->host->random(k->host->self, id.b, sizeof id.b);
    return id;
}

/* A fix may leave out what only the keeper can add up, as the first draft did.
 */
static void fix_fill(struct keeper *k, const struct kind *kind, void *record,
                     struct findings *f)
{
    struct findings none = findings_start(&k->batch);
    const struct field *answers = kind_field(kind, S("answers"));
    const struct field *body = kind_field(kind, S("body"));
    const struct json *j;
    struct str *said;
    struct rows r;
    struct id root;
    size_t at;

    if (field_none(body, record) || field_none(answers, record))
        return;
    said = (void *)((char *)record + body->at);
    root = *(struct id *)(void *)((char *)record + answers->at);
    root = fix_root(k, root);
    r = db_rows(k->db, SQL_ENTRY_KIND);
    db_bind_id(&r, 1, root);
    kind = db_next(&r) ? kind_find(db_str(&r, 0)) : NULL;
    db_done(&r);
    j = kind && kind->card && !kind_sealed(kind) ?
            json_read(*said, &k->batch, &at) :
            NULL;
    if (!j || j->type != JSON_OBJECT)
        return;
    record = arena_take(&k->batch, kind->bytes);
    record_read(kind, j, &k->batch, record, &none);
    score_fill(k, kind, record, f);
    if (!none.n)
        *said = record_body(kind, record, &k->batch);
}

/* What a draft says sealed will go beside the log, also in a fix, once the
 * draft is an entry. */
static void sealed_split(struct keeper *k, const struct kind *kind,
                         void *record)
{
    const struct field *answers, *body;
    struct str *said;
    struct id root;

    part_split(k, kind, record);
    if (strcmp(kind->name, "fix") != 0)
        return;
    answers = kind_field(kind, S("answers"));
    body = kind_field(kind, S("body"));
    said = (void *)((char *)record + body->at);
    root = *(struct id *)(void *)((char *)record + answers->at);
    if (said->n && !id_none(root))
        part_split_fix(k, fix_root(k, root), said);
}

/* A fix that changes nothing, as a sheet that comes again makes it. Of the
 * kinds with sealed parts, where only the keeper can see that. */
static bool fix_idle(struct keeper *k, const struct kind *kind,
                     const void *record, struct id *root)
{
    const struct field *answers, *body;

    if (strcmp(kind->name, "fix") != 0)
        return false;
    answers = kind_field(kind, S("answers"));
    body = kind_field(kind, S("body"));
    if (field_none(body, record) || field_none(answers, record))
        return false;
    *root = fix_root(k,
                     *(const struct id *)(const void *)((const char *)record +
                                                        answers->at));
    return part_fix_idle(
        k, *root,
        *(const struct str *)(const void *)((const char *)record + body->at));
}

/* The draft as a record, judged by everything that can be known here. */
static const struct kind *draft_read(struct keeper *k, const struct draft *d,
                                     struct entry *e, void **record,
                                     struct findings *f)
{
    const struct kind *kind = kind_find(d->kind);
    const struct json *body;
    size_t at;

    if (!kind) {
        tell(f, STOP, "entry.kind_unknown", "");
        return NULL;
    }
    body = json_read(d->body, &k->batch, &at);
    if (!body || body->type != JSON_OBJECT) {
        tell(f, STOP, "entry.not_an_object", "");
        return NULL;
    }
    *record = arena_take(&k->batch, kind->bytes);
    record_read(kind, body, &k->batch, *record, f);
    if (kind->card)
        score_fill(k, kind, *record, f);
    else if (!strcmp(kind->name, "fix"))
        fix_fill(k, kind, *record, f);
    sealed_split(k, kind, *record);
    *e = (struct entry){ .id = draft_id(k, d, kind, *record),
                         .kind = str_of(kind->name),
                         .author = d->author,
                         .took = d->took,
                         .at = k->host->now(k->host->self),
                         .body = record_open(kind, *record, &k->batch) };
    if (right_judge(k, e, kind, *record) != 1) {
        tell(f, STOP, "entry.no_right", "");
        return NULL;
    }
    if (e->body.n + e->author.n + e->took.n > ENTRY_MAX - HEAD_MOST) {
        tell(f, STOP, "entry.too_big", "");
        return NULL;
    }
    return kind;
}

/* What stands beside the entry from now on: judged without what is sealed. */
static struct findings open_findings(struct keeper *k, const struct kind *kind,
                                     const void *record, const void *view,
                                     const struct findings *f)
{
    struct findings open = *f;

    if (kind_sealed(kind)) {
        void *closed = arena_take(&k->batch, kind->bytes);

        memcpy(closed, record, kind->bytes);
        record_close(kind, closed);
        open = findings_start(&k->batch);
        kind->rule(closed, view, &open);
    }
    return open;
}

static enum kept draft_keep(struct keeper *k, const struct draft *d,
                            struct findings *f, struct id *id)
{
    struct entry e;
    void *record;
    const struct kind *kind = draft_read(k, d, &e, &record, f);
    struct findings refs = findings_start(f->arena);
    struct findings stand;
    void *view;
    struct id root;
    bool known, misread = f->n > 0;

    if (!kind)
        return KEPT_REFUSED;
    *id = e.id;
    known = id_known(k, e.id);
    if (known && id_admissible(k, e.id))
        return KEPT_KNOWN;
    if (fix_idle(k, kind, record, &root)) {
        *id = root;
        return KEPT_KNOWN;
    }
    refs_judge(k, kind, record, &refs);
    if (d->strict)
        for (size_t i = 0; i < refs.n; i++)
            tell(f, STOP, refs.at[i].what, arena_z(f->arena, refs.at[i].path));
    view = view_read(k->db, keeper_manner(k, kind), kind, record, e.id,
                     entry_day(&e), &k->batch);
    cards_view(k, kind, view);
    kind->rule(record, view, f);
    books_judge(k, kind, &e, record, f);
    if (d->strict && !d->unlimited)
        limit_judge(k->db, kind, record, e.id, entry_day(&e), f);
    final_judge(k, kind, record, f);
    if (d->strict) {
        named_judge(k, kind, record, e.author, f);
        check_judge(k, kind, &e, record, f);
    }
    if (d->strict && findings_stop(f))
        return KEPT_REFUSED;
    stand = open_findings(k, kind, record, view, f);
    if (k->own_seq == 0 && !k->homed && !id_admissible(k, k->own_device))
        own_device_entry(k); /* unless a site accepted it already */
    own_entry(k, &e);
    part_split_keep(k);
    if (refs.n || known || misread) /* the entry says less than the draft */
        work_put(k, e.id);
    else
        settle_fresh(k, &e, kind, record, &stand);
    *(bool *)map_at(&k->known, e.id.b, &(bool){ false }) = true;
    return KEPT;
}

enum kept keeper_draft(struct keeper *k, const struct draft *d,
                       struct findings *f, struct id *id)
{
    MUST(k->in_batch && k->has_own);
    *id = ID_NONE;
    return draft_keep(k, d, f, id);
}

/* ---- lines of another log -----------------------------------------------*/

void device_touch(struct keeper *k, struct id device, bool contested)
{
    bool fresh;
    int64_t *mark = map_at(&k->touched, device.b, &fresh);

    *mark = (*mark & ~TOUCH_TRACED) | (contested ? TOUCH_CONTESTED : 0);
    k->untraced = true;
}

static bool seq_taken(struct keeper *k, const struct entry *e)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_AT_SEQ);
    bool taken;

    db_bind_id(&r, 1, e->device);
    db_bind_int(&r, 2, e->seq);
    taken = db_next(&r);
    db_done(&r);
    return taken;
}

/* These very bytes: their hash says device and seq as well. */
static bool entry_here(struct keeper *k, const struct entry *e)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_HERE);
    bool here;

    db_bind_id(&r, 1, e->device);
    db_bind_int(&r, 2, e->seq);
    db_bind_blob(&r, 3, e->hash.b, sizeof e->hash.b);
    here = db_next(&r);
    db_done(&r);
    return here;
}

enum kept keeper_line(struct keeper *k, struct str line, struct findings *f)
{
    struct stamp s;
    struct entry e;
    struct str part;

    MUST(k->in_batch);
    if (stamp_read(line, &k->batch, &s)) {
        if (stamp_known(k, &s))
            return KEPT_KNOWN;
        stamp_write(k, &s);
        device_touch(k, s.device, false);
        return KEPT;
    }
    if (part_line_read(line, &k->batch, &part))
        return part_arrive(k, arena_str(&k->batch, part)) ? KEPT : KEPT_KNOWN;
    if (rot_line_take(k, line))
        return KEPT_KNOWN;
    if (!entry_read(arena_str(&k->batch, line), &k->batch, &e)) {
        tell(f, STOP, "entry.not_an_entry", "");
        return KEPT_REFUSED;
    }
    if (entry_here(k, &e))
        return rot_mend(k, &e) ? KEPT : KEPT_KNOWN;
    if (!home_takes(k, &e)) {
        tell(f, STOP, "entry.not_vouched", "");
        return KEPT_REFUSED;
    }
    if (found(k, SQL_ENTRY_BY_ID, e.id.b, sizeof e.id.b))
        work_put(k, e.id); /* said elsewhere too: which counts */
    device_touch(k, e.device, seq_taken(k, &e));
    entry_append(k, &e);
    if (k->homed) {
        work_put(k, e.id); /* no stamp will come to cover it */
        if (id_same(e.device, k->own_device) && e.seq > k->own_seq) {
            k->own_seq = e.seq;
            k->own_head = e.hash;
        }
    }
    return KEPT;
}

bool keeper_is_new(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_FOREIGN);
    bool none;

    db_bind_id(&r, 1, reference_device());
    db_bind_blob(&r, 2, k->own_device.b, sizeof k->own_device.b);
    none = db_next(&r) && db_int(&r, 0) == 0;
    db_done(&r);
    return none && k->own_seq == 0;
}

/* A self-signed first entry, and whose key it says it is. */
struct claim {
    struct entry e;
    uint8_t key[32];
    struct str holder;
    bool accepted; /* another device speaks for it too */
};

static bool claim_read(struct keeper *k, struct str bytes, struct claim *c)
{
    const struct json *body, *key, *holder;
    struct rows r;
    size_t at;

    if (!entry_read(arena_str(&k->batch, bytes), &k->batch, &c->e))
        return false;
    body = json_read(c->e.body, &k->batch, &at);
    key = json_member(body, "key");
    holder = json_member(body, "holder");
    if (!key || !holder || key->type != JSON_TEXT ||
        holder->type != JSON_TEXT ||
        !hex_read(key->raw, c->key, sizeof c->key) ||
        !id_same(c->e.device, id_named(S("device"), key->raw)))
        return false;
    c->holder = json_text(holder, &k->batch);
    r = db_rows(k->db, SQL_ENTRY_BY_OTHERS);
    db_bind_id(&r, 1, c->e.id);
    db_bind_id(&r, 2, c->e.device);
    c->accepted = db_next(&r);
    db_done(&r);
    return true;
}

/* Devices that nobody else vouches for are where a log begins. When all of
 * them vouch for each other, the one that spoke first. */
int keeper_adopt(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_WAITING_DEVICES);
    struct claim c, first = { 0 };
    int n = 0;

    while (db_next(&r)) {
        if (!claim_read(k, db_str(&r, 0), &c))
            continue;
        if (!first.e.bytes.n || c.e.at < first.e.at)
            first = c;
        if (c.accepted)
            continue;
        root_write(k, c.e.device, c.key, c.holder);
        device_touch(k, c.e.device, false);
        n++;
    }
    if (!n && first.e.bytes.n) {
        root_write(k, first.e.device, first.key, first.holder);
        device_touch(k, first.e.device, false);
        n = 1;
    }
    k->trust_changed |= n > 0;
    return n;
}

/* ---- as a writer --------------------------------------------------------*/

static bool writer_keep(void *self, const struct draft *d, size_t n,
                        struct arena *a, struct outcome *out)
{
    struct keeper *k = self;

    keeper_begin(k);
    for (size_t at = 0, alike; at < n; at += alike) {
        alike = drafts_alike(&d[at], n - at);
        drafts_ahead(k, &d[at], alike);
        for (size_t i = at; i < at + alike; i++) {
            out[i].found = findings_start(a);
            out[i].kept = keeper_draft(k, &d[i], &out[i].found, &out[i].id);
        }
    }
    return keeper_commit(k);
}

struct writer keeper_writer(struct keeper *k)
{
    return (struct writer){ k, writer_keep };
}

/* ---- judging without keeping --------------------------------------------*/

static bool id_here(struct db *db, struct id id, const struct drafted *among)
{
    struct rows r;
    bool here;

    if (among && among->has(among->self, id))
        return true;
    r = db_rows(db, SQL_ENTRY_SEEN);
    db_bind_id(&r, 1, id);
    here = db_next(&r) && db_int(&r, 2) == 1;
    db_done(&r);
    return here;
}

static void fields_here(struct db *db, const struct field *f, int n,
                        const void *record, const struct drafted *among,
                        struct findings *found)
{
    for (int i = 0; i < n; i++) {
        const void *at = (const char *)record + f[i].at;
        const struct str *code = at;

        if (field_none(&f[i], record))
            continue;
        if ((f[i].type == FIELD_REF &&
             !id_here(db, *(const struct id *)at, among)) ||
            (f[i].type == FIELD_CODE &&
             !id_here(db, id_named(str_of(f[i].of), *code), among)))
            tell(found, STOP, "field.not_here", f[i].name);
    }
}

void draft_judge(struct db *db, const struct draft *d, day today,
                 struct findings *f)
{
    draft_judge_among(db, d, today, NULL, f);
}

void draft_judge_among(struct db *db, const struct draft *d, day today,
                       const struct drafted *among, struct findings *f)
{
    const struct kind *kind = kind_find(d->kind);
    struct manner m = { 0 };
    const struct json *body;
    void *record, *view;
    size_t at;

    body = kind ? json_read(d->body, f->arena, &at) : NULL;
    if (!body || body->type != JSON_OBJECT) {
        tell(f, STOP, kind ? "entry.not_an_object" : "entry.kind_unknown", "");
        return;
    }
    m.view = db_named_find(kind->name, "_view");
    record = arena_take(f->arena, kind->bytes);
    record_read(kind, body, f->arena, record, f);
    fields_here(db, kind->field, kind->fields, record, among, f);
    view = view_read(db, &m, kind, record, d->id, today, f->arena);
    view_card(db, kind, view, f->arena);
    kind->rule(record, view, f);
    limit_judge(db, kind, record, d->id, today, f);
}
