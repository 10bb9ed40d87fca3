/* run - one import under way: drafts in chunks, and what became of them. */
#include "import/run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sql.h"

enum {
    CHUNK_MOST = 4000,
    CHUNK_ALONE = 30000, /* when nobody else waits for the writer */
    CHUNK_FIRST = 100,
    CHUNK_MS = 80,
    CHUNK_ALONE_MS = 2000,
    KINDS_MOST = 8, /* of facts that one row makes */
    REJECTS_KEPT = 10000
};
enum { CHUNK_BYTES = 6 << 20 }; /* of bodies: one frame holds it */

struct waits { /* an item of a chunk */
    struct run_row row;
    struct id key; /* hash of its natural key */
    bool fix;
    int lane; /* which kind, by the order of their first */
};
struct reject {
    struct reject *next;
    struct str sheet, field, reason, cells;
    int row;
};
struct queued {
    struct queued *next;
    struct str said, folded, source;
    struct id within;
    int level;
    int64_t n;
};
struct run {
    const struct import *i;
    struct import_file file;
    struct hash hash;
    struct str kind;
    struct import_count *count;
    struct arena life, chunk;
    struct draft *draft;
    struct waits *wait;
    size_t n, most, bytes;
    const struct kind *lane[KINDS_MOST];
    struct str bad_sheet; /* the last bad row, counted once */
    int bad_row;
    struct reject *reject, **reject_end;
    int64_t rejects;
    struct queued *queued;
    uint64_t *seen; /* open addressing; 0 is free */
    size_t seens, slots;
    bool failed;
};

struct run *run_open(const struct import *i, struct import_file file,
                     struct str kind, struct import_count *count)
{
    struct run *r = calloc(1, sizeof *r);

    MUST(r);
    r->i = i;
    r->file = file;
    r->hash = sha_of(file.bytes);
    r->kind = kind;
    r->count = count;
    r->reject_end = &r->reject;
    r->most = CHUNK_FIRST;
    r->draft = arena_many(&r->life, struct draft, CHUNK_ALONE);
    r->wait = arena_many(&r->life, struct waits, CHUNK_ALONE);
    *count = (struct import_count){ 0 };
    return r;
}

bool run_failed(const struct run *r)
{
    return r->failed;
}

void run_note(struct run *r, const char *what, struct str sheet, int row,
              struct str text)
{
    struct import_note n = { what, sheet, row, text };

    if (r->i->note)
        r->i->note(r->i->self, &n);
}

void run_progress(struct run *r, int64_t done, int64_t of)
{
    if (r->i->progress)
        r->i->progress(r->i->progress_self, done, of);
}

/* ---- bad rows -----------------------------------------------------------*/

static struct str cells_line(const struct str *cell, int cells, struct arena *a)
{
    struct buf b = buf_start(a);

    for (int i = 0; i < cells && b.n < 4000; i++) {
        if (i)
            buf_char(&b, ',');
        csv_put(&b, cell[i]);
    }
    return buf_str(&b);
}

static void reject_keep(struct run *r, const struct import_bad *bad)
{
    struct reject *one;
    struct buf reason;

    if (r->rejects++ >= REJECTS_KEPT)
        return; /* the reject file has them all */
    one = arena_new(&r->life, struct reject);
    reason = buf_start(&r->life);
    finding_say(&reason, r->i->lang, &bad->why);
    *one = (struct reject){ NULL,
                            arena_str(&r->life, bad->sheet),
                            arena_str(&r->life, bad->field),
                            buf_str(&reason),
                            cells_line(bad->cell, bad->cells, &r->life),
                            bad->row };
    *r->reject_end = one;
    r->reject_end = &one->next;
}

static void bad_tell(struct run *r, const struct run_row *row, struct str field,
                     struct finding why, struct str said)
{
    struct import_bad bad = { r->file.name, row->sheet, row->row,  field,
                              why,          said,       row->cell, row->cells };

    if (r->bad_row != row->row || !str_same(r->bad_sheet, row->sheet) ||
        !r->count->bad) {
        r->count->bad++;
        r->bad_row = row->row;
        if (!str_same(r->bad_sheet, row->sheet))
            r->bad_sheet = arena_str(&r->life, row->sheet);
    }
    if (r->i->bad)
        r->i->bad(r->i->self, &bad);
    reject_keep(r, &bad);
}

void run_bad(struct run *r, const struct run_row *row, struct str field,
             const char *what, struct str said)
{
    struct finding why = { .what = what, .level = STOP, .path = field };

    bad_tell(r, row, field, why, said);
}

/* ---- a chunk of drafts --------------------------------------------------*/

static int64_t ticks_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void outcome_take(struct run *r, const struct waits *w,
                         const struct outcome *o)
{
    bool marked = false;

    if (o->kept == KEPT_KNOWN) {
        r->count->known++;
        return;
    }
    if (o->kept == KEPT_REFUSED) {
        for (size_t i = 0; i < o->found.n; i++)
            if (o->found.at[i].level == STOP)
                bad_tell(r, &w->row, o->found.at[i].path, o->found.at[i],
                         S(""));
        if (!o->found.n)
            run_bad(r, &w->row, S(""), "import.refused", S(""));
        return;
    }
    for (size_t i = 0; i < o->found.n; i++)
        marked = true;
    r->count->marked += marked;
    *(w->fix ? &r->count->fixed : &r->count->kept) += 1;
}

static bool chunk_judge(struct run *r, struct outcome *out)
{
    for (size_t i = 0; i < r->n; i++) {
        out[i].found = findings_start(&r->chunk);
        draft_judge(r->i->db, &r->draft[i], r->i->today, &out[i].found);
        out[i].kept = findings_stop(&out[i].found) ? KEPT_REFUSED : KEPT;
    }
    return db_fault(r->i->db) == DB_FINE;
}

/* A chunk is as large as what the writer did in CHUNK_MS last time. */
static void chunk_size(struct run *r, int64_t took_ms)
{
    size_t ms = r->i->alone ? CHUNK_ALONE_MS : CHUNK_MS;
    size_t top = r->i->alone ? CHUNK_ALONE : CHUNK_MOST;
    size_t most = took_ms <= 0 ? r->n * 4 : r->n * ms / (size_t)took_ms;

    if (most > r->n * 4)
        most = r->n * 4;
    r->most = most < 8 ? 8 : most > top ? top : most;
}

/* Kind by kind, each in its own order. */
static void chunk_sort(struct run *r)
{
    struct draft *draft;
    struct waits *wait;
    size_t n = 0;

    if (!r->lane[1])
        return;
    draft = arena_many(&r->chunk, struct draft, r->n);
    wait = arena_many(&r->chunk, struct waits, r->n);
    for (int lane = 0; lane < KINDS_MOST && r->lane[lane]; lane++)
        for (size_t i = 0; i < r->n; i++)
            if (r->wait[i].lane == lane) {
                draft[n] = r->draft[i];
                wait[n++] = r->wait[i];
            }
    MUST(n == r->n);
    memcpy(r->draft, draft, n * sizeof *draft);
    memcpy(r->wait, wait, n * sizeof *wait);
}

static void chunk_end(struct run *r)
{
    int64_t began = ticks_ms();
    struct outcome *out;

    if (!r->n)
        return;
    if (!r->failed) {
        chunk_sort(r);
        out = arena_many(&r->chunk, struct outcome, r->n);
        r->failed = r->i->dry ? !chunk_judge(r, out) :
                                !r->i->writer.keep(r->i->writer.self, r->draft,
                                                   r->n, &r->chunk, out);
        for (size_t i = 0; i < r->n && !r->failed; i++)
            outcome_take(r, &r->wait[i], &out[i]);
        chunk_size(r, ticks_ms() - began);
    }
    r->n = r->bytes = 0;
    arena_free(&r->chunk);
}

/* ---- what is here already -----------------------------------------------*/

/* Facts of one sheet lie side by side: what is the same for all of them comes
 * first, then the row. Random ids would touch a page of every index each. */
static struct id row_id(const struct run *r, const struct run_row *row,
                        const struct kind *k, const char *part,
                        const char *tail)
{
    struct sha s;
    struct hash h;
    struct id id;

    sha_start(&s);
    sha_add(&s, r->hash.b, sizeof r->hash.b);
    sha_add(&s, row->sheet.p, row->sheet.n);
    sha_add(&s, "/", 1);
    sha_add(&s, k->name, strlen(k->name) + 1);
    sha_add(&s, part, strlen(part) + 1);
    sha_add(&s, tail, strlen(tail));
    h = sha_end(&s);
    memcpy(id.b, h.b, 12);
    for (int i = 0; i < 4; i++)
        id.b[12 + i] = (uint8_t)((uint32_t)row->row >> (24 - 8 * i));
    return id;
}

static bool id_there(struct run *r, struct id id)
{
    struct rows rows = db_rows(r->i->db, SQL_IMPORT_HAS);
    bool there;

    db_bind_id(&rows, 1, id);
    there = db_next(&rows);
    db_done(&rows);
    return there;
}

static bool is_key(const struct field *f)
{
    return (f->flags & FIELD_KEY) && f->type != FIELD_ROWS;
}

/* Hash of what the record is known by; none without a natural key. */
static struct id key_hash(const struct kind *k, const void *record,
                          struct arena *a)
{
    struct buf b = buf_start(a);
    bool any = false;

    for (int i = 0; i < k->fields; i++)
        if (is_key(&k->field[i])) {
            any |= !field_none(&k->field[i], record);
            field_print(&k->field[i], record, &b);
            buf_char(&b, '\n');
        }
    return any ? id_named(str_of(k->name), buf_str(&b)) : ID_NONE;
}

static void key_bind(struct rows *r, int *n, const struct field *f,
                     const void *record)
{
    const void *at = (const char *)record + f->at;

    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: db_bind_text(r, (*n)++, *(const struct str *)at); return;
    case FIELD_CHOICE: db_bind_int(r, (*n)++, *(const int32_t *)at); return;
    case FIELD_COUNT:
    case FIELD_MONEY: db_bind_int(r, (*n)++, *(const int64_t *)at); return;
    case FIELD_DAY:
    case FIELD_MONTH: db_bind_int(r, (*n)++, *(const int32_t *)at); return;
    case FIELD_DATE:
        db_bind_int(r, (*n)++, ((const struct date *)at)->on);
        return;
    case FIELD_FLAG: db_bind_int(r, (*n)++, *(const bool *)at); return;
    case FIELD_REF: db_bind_id(r, (*n)++, *(const struct id *)at); return;
    case FIELD_HASH: db_bind_blob(r, (*n)++, at, sizeof(struct hash)); return;
    case FIELD_ROWS: return;
    }
}

/* The record with this natural key, or none. The thing comes first where it
 * is part of the key: that is the indexed way. */
static struct id key_find(struct run *r, const struct kind *k,
                          const void *record, struct arena *a)
{
    struct buf sql = buf_start(a);
    struct id thing = record_thing(k, record, ID_NONE), found = ID_NONE;
    struct rows rows;
    int n = 1;

    buf_fmt(&sql, "SELECT entry FROM %s WHERE counts = 1", k->name);
    if (!id_none(thing))
        buf_fmt(&sql, " AND thing = $%d", n++);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!is_key(f))
            continue;
        if (field_none(f, record) && f->type != FIELD_FLAG)
            buf_fmt(&sql, " AND %s IS NULL", f->name);
        else
            buf_fmt(&sql, " AND %s = $%d", f->name, n++);
    }
    buf_z(&sql, " ORDER BY entry LIMIT 1");
    rows = db_text_rows(r->i->db, buf_str(&sql));
    n = 1;
    if (!id_none(thing))
        db_bind_id(&rows, n++, thing);
    for (int i = 0; i < k->fields; i++)
        if (is_key(&k->field[i]) && (k->field[i].type == FIELD_FLAG ||
                                     !field_none(&k->field[i], record)))
            key_bind(&rows, &n, &k->field[i], record);
    if (db_next(&rows))
        found = db_id(&rows, 0);
    db_done(&rows);
    return found;
}

/* What a sheet says sealed against what lies open of the part here. What it
 * does not say stays; CNIC and phone only the keeper can compare. */
static bool sealed_same(struct db *db, const struct kind *k, const void *x,
                        struct id existing, struct arena *a)
{
    char *names = arena_take(a, k->bytes);

    record_blank(k->field, k->fields, names);
    row_names(db, k, existing, a, names);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!(f->flags & FIELD_SEALED) || field_none(f, x))
            continue;
        if ((f->flags & FIELD_SECRET) ||
            !str_same(*(const struct str *)(const void *)((const char *)x +
                                                          f->at),
                      *(const struct str *)(void *)(names + f->at)))
            return false;
    }
    return true;
}

/* Two records that differ in more than where they were written down, or under
 * which salt their sealed part lies. */
static bool record_same(const struct kind *k, const void *x, void *y,
                        struct arena *a)
{
    const struct field *f = kind_field(k, S("source"));
    const struct field *sealed = kind_field(k, S("sealed"));

    if (f && f->type == FIELD_TEXT)
        *(struct str *)(void *)((char *)y + f->at) = *(
            const struct str *)(const void *)((const char *)x + f->at);
    if (kind_sealed(k))
        memcpy((char *)y + sealed->at, (const char *)x + sealed->at,
               sizeof(struct hash));
    return str_same(record_open(k, x, a), record_open(k, y, a));
}

/* Was this key said by an earlier row of the file? A fingerprint of 64 bits is
 * enough, and keeps a million rows in 16 MB. */
static bool seen_put(struct run *r, struct id key)
{
    uint64_t mark, *at;

    memcpy(&mark, key.b, sizeof mark);
    mark += mark == 0;
    if (2 * r->seens >= r->slots) {
        size_t slots = r->slots ? r->slots * 2 : 1024;
        uint64_t *more = calloc(slots, sizeof *more);

        MUST(more);
        for (size_t i = 0; i < r->slots; i++) {
            at = &more[r->seen[i] & (slots - 1)];
            while (r->seen[i] && *at)
                at = at + 1 == more + slots ? more : at + 1;
            *at = r->seen[i] ? r->seen[i] : *at;
        }
        free(r->seen);
        r->seen = more;
        r->slots = slots;
    }
    at = &r->seen[mark & (r->slots - 1)];
    while (*at && *at != mark)
        at = at + 1 == r->seen + r->slots ? r->seen : at + 1;
    r->seens += *at == 0;
    if (*at == mark)
        return true;
    *at = mark;
    return false;
}

/* The end of the row of fixes that answer one another. */
static struct id fix_tip(struct db *db, struct id id)
{
    for (int deep = 0; deep < 1000; deep++) {
        struct rows r = db_rows(db, SQL_IMPORT_ANSWERED);
        struct id next = ID_NONE;

        db_bind_id(&r, 1, id);
        if (db_next(&r))
            next = db_id(&r, 0);
        db_done(&r);
        if (id_none(next))
            return id;
        id = next;
    }
    return id;
}

struct str fix_body(struct db *db, struct id answers, struct str body,
                    struct str why, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"answers\":\"");
    id_put(&b, fix_tip(db, answers));
    buf_z(&b, "\",\"body\":");
    buf_add(&b, body);
    buf_z(&b, ",\"why\":");
    buf_json(&b, why);
    buf_char(&b, '}');
    return buf_str(&b);
}

/* ---- one fact -----------------------------------------------------------*/

static int lane_of(struct run *r, const struct kind *k)
{
    for (int i = 0; i < KINDS_MOST; i++) {
        if (!r->lane[i])
            r->lane[i] = k;
        if (r->lane[i] == k)
            return i;
    }
    MUST(!"a row makes a few kinds of facts");
    return 0;
}

static void draft_add(struct run *r, const struct run_row *row,
                      const struct kind *k, struct draft d, struct id key,
                      bool fix)
{
    struct waits *w = &r->wait[r->n];
    struct str *cell = arena_many(&r->chunk, struct str, (size_t)row->cells);

    d.author = r->i->login;
    d.strict = true;
    d.body = arena_str(&r->chunk, d.body);
    r->draft[r->n] = d;
    for (int i = 0; i < row->cells; i++)
        cell[i] = arena_str(&r->chunk, row->cell[i]);
    *w = (struct waits){ { arena_str(&r->chunk, row->sheet), row->row, cell,
                           row->cells },
                         key,
                         fix,
                         lane_of(r, k) };
    r->bytes += d.body.n;
    if (++r->n >= r->most ||
        r->bytes > (r->i->alone ? 8 * CHUNK_BYTES : CHUNK_BYTES))
        chunk_end(r);
}

/* A key that waits in the chunk is not in the database yet. */
static void chunk_clear_of(struct run *r, struct id key)
{
    for (size_t i = 0; i < r->n && !id_none(key); i++)
        if (id_same(r->wait[i].key, key)) {
            chunk_end(r);
            return;
        }
}

static void fix_add(struct run *r, const struct run_row *row,
                    const struct kind *k, const char *part, struct id existing,
                    void *record, struct id key, bool twice, struct arena *a)
{
    void *was = arena_take(a, k->bytes);
    struct draft d = { .kind = S("fix"), .id = row_id(r, row, k, part, "fix") };
    struct buf why = buf_start(a);

    if (row_find(r->i->db, k, existing, a, was) &&
        record_same(k, record, was, a) &&
        sealed_same(r->i->db, k, record, existing, a)) {
        r->count->known++;
        return;
    }
    if (twice) {
        run_bad(r, row, S(""), "import.said_twice", S(""));
        return;
    }
    buf_fmt(&why, "%s, %s, %d",
            arena_z(a, (struct str){ r->file.name.p, r->file.name.n > 200 ?
                                                         200 :
                                                         r->file.name.n }),
            arena_z(a, row->sheet), row->row);
    d.body = fix_body(r->i->db, existing, record_body(k, record, a),
                      buf_str(&why), a);
    draft_add(r, row, k, d, key, true);
}

struct id run_put(struct run *r, const struct run_row *row,
                  const struct kind *k, const char *part, struct str body,
                  struct id changes)
{
    struct arena a = { 0 };
    struct draft d = { .kind = str_of(k->name),
                       .body = body,
                       .id = row_id(r, row, k, part, "") };
    struct findings f = findings_start(&a);
    void *record = arena_take(&a, k->bytes);
    const struct json *j;
    struct id key, existing = changes;
    bool twice;
    size_t at;

    if (r->failed)
        return d.id;
    lane_of(r, k); /* also of a kind that says nothing new here */
    j = json_read(body, &a, &at);
    MUST(j && j->type == JSON_OBJECT);
    record_read(k, j, &a, record, &f);
    key = key_hash(k, record, &a);
    chunk_clear_of(r, key);
    twice = !id_none(key) && seen_put(r, key);
    if (id_there(r, d.id)) {
        r->count->known++;
    } else if (id_there(r, row_id(r, row, k, part, "fix"))) {
        r->count->known++;
        if (id_none(existing))
            existing = key_find(r, k, record, &a);
    } else {
        if (id_none(existing) && !id_none(key) && !findings_stop(&f))
            existing = key_find(r, k, record, &a);
        if (id_none(existing))
            draft_add(r, row, k, d, key, false);
        else
            fix_add(r, row, k, part, existing, record, key, twice, &a);
    }
    if (db_fault(r->i->db) != DB_FINE)
        r->failed = true;
    arena_free(&a);
    return id_none(existing) ? d.id : existing;
}

/* ---- local tables -------------------------------------------------------*/

void run_queue(struct run *r, struct str said, struct id within, int level,
               struct str source)
{
    struct arena a = { 0 };
    struct str folded = place_fold(said, &a);
    struct queued *q = r->queued;

    r->count->queued++;
    while (q && !(q->level == level && id_same(q->within, within) &&
                  str_same(q->folded, folded)))
        q = q->next;
    if (!q) {
        q = arena_new(&r->life, struct queued);
        *q = (struct queued){ r->queued,
                              arena_str(&r->life, said),
                              arena_str(&r->life, folded),
                              arena_str(&r->life, source),
                              within,
                              level,
                              0 };
        r->queued = q;
    }
    q->n++;
    arena_free(&a);
}

static int64_t next_of(struct db *db, int sql)
{
    struct rows r = db_rows(db, sql);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 1;

    db_done(&r);
    return n;
}

static void queue_write(struct run *r, struct db *db)
{
    for (const struct queued *q = r->queued; q; q = q->next) {
        int64_t n = next_of(db, SQL_NAMING_NEXT);
        struct rows rows = db_rows(db, SQL_NAMING_PUT);

        db_bind_int(&rows, 1, n);
        db_bind_text(&rows, 2, q->said);
        db_bind_text(&rows, 3, q->folded);
        db_bind_id(&rows, 4, q->within);
        db_bind_int(&rows, 5, q->level);
        db_bind_text(&rows, 6, q->source);
        db_bind_int(&rows, 7, q->n);
        db_run(&rows);
    }
}

static void rejects_write(struct run *r, struct db *db, int64_t run)
{
    int64_t n = 0;

    for (const struct reject *one = r->reject; one; one = one->next) {
        struct rows rows = db_rows(db, SQL_IMPORT_REJECT_PUT);

        db_bind_int(&rows, 1, run);
        db_bind_int(&rows, 2, ++n);
        db_bind_text(&rows, 3, one->sheet);
        db_bind_int(&rows, 4, one->row);
        db_bind_text(&rows, 5, one->field);
        db_bind_text(&rows, 6, one->reason);
        db_bind_text(&rows, 7, one->cells);
        db_run(&rows);
    }
}

static void run_write(void *memo, struct db *db)
{
    struct run *r = memo;
    int64_t n = next_of(db, SQL_IMPORT_RUN_NEXT);
    struct rows rows = db_rows(db, SQL_IMPORT_RUN_PUT);

    db_bind_int(&rows, 1, n);
    db_bind_text(&rows, 2, r->file.name);
    db_bind_blob(&rows, 3, r->hash.b, sizeof r->hash.b);
    db_bind_text(&rows, 4, r->kind);
    db_bind_text(&rows, 5, r->i->login);
    db_bind_int(&rows, 6, r->i->now);
    db_bind_int(&rows, 7, r->count->kept + r->count->fixed);
    db_bind_int(&rows, 8, r->count->known);
    db_bind_int(&rows, 9, r->count->bad);
    db_bind_int(&rows, 10, r->count->queued);
    db_run(&rows);
    rejects_write(r, db, n);
    queue_write(r, db);
}

bool run_close(struct run *r)
{
    bool good;

    chunk_end(r);
    good = !r->failed;
    if (good && !r->i->dry && r->i->local &&
        !r->i->local(r->i->local_self, run_write, r))
        run_note(r, "note.not_listed", S(""), 0, S(""));
    arena_free(&r->chunk);
    arena_free(&r->life);
    free(r->seen);
    free(r);
    return good;
}

/* ---- the reject file ----------------------------------------------------*/

void csv_put(struct buf *b, struct str cell)
{
    bool quote = cell.n && (cell.p[0] == ' ' || cell.p[cell.n - 1] == ' ');

    for (size_t i = 0; i < cell.n && !quote; i++)
        quote = cell.p[i] == ',' || cell.p[i] == '"' || cell.p[i] == '\n' ||
                cell.p[i] == '\r';
    if (!quote) {
        buf_add(b, cell);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, cell.p[i]);
    }
    buf_char(b, '"');
}

void reject_head(struct buf *b, enum lang lang)
{
    static const char *const head[] = { "import.file", "import.sheet",
                                        "import.row", "import.field",
                                        "import.reason" };

    for (size_t i = 0; i < LEN(head); i++) {
        if (i)
            buf_char(b, ',');
        csv_put(b, say(lang, head[i]));
    }
    buf_char(b, '\n');
}

void reject_line(struct buf *b, enum lang lang, const struct import_bad *bad)
{
    struct arena a = { 0 };
    struct buf reason = buf_start(&a);

    csv_put(b, bad->file);
    buf_char(b, ',');
    csv_put(b, bad->sheet);
    buf_fmt(b, ",%d,", bad->row);
    csv_put(b, bad->field);
    buf_char(b, ',');
    finding_say(&reason, lang, &bad->why);
    if (bad->said.n) {
        buf_z(&reason, ": ");
        buf_add(&reason, bad->said);
    }
    csv_put(b, buf_str(&reason));
    for (int i = 0; i < bad->cells; i++) {
        buf_char(b, ',');
        csv_put(b, bad->cell[i]);
    }
    buf_char(b, '\n');
    arena_free(&a);
}
