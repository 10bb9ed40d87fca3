/* run - one import under way: drafts in chunks, and what became of them. */
#include "import/run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "import.sql.h"
#include "import/natural.h"

enum {
    CHUNK_MOST = 4000,
    CHUNK_ALONE = 16000, /* when nobody else waits for the writer */
    CHUNK_FIRST = 100,
    CHUNK_MS = 80,
    CHUNK_ALONE_MS = 2000,
    UNIT_MOST = 1000, /* facts for which a full chunk waits: run_unit */
    KINDS_MOST = 8,   /* of facts that one row makes */
    REJECTS_KEPT = 10000
};
enum { CHUNK_BYTES = 6 << 20 }; /* of bodies: one frame holds it */

struct waits { /* an item of a chunk */
    struct run_row row;
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
    struct natural *natural;
    struct marks said;     /* keys of the file so far */
    struct marks drafted;  /* in a dry run: ids that would be here */
    struct run_row copied; /* the last row whose cells are in the chunk */
    bool failed, units, full;
};

struct run *run_open(const struct import *i, struct import_file file,
                     struct str kind, struct import_count *count)
{
    struct run *r = calloc(1, sizeof *r);

    MUST(r);
    r->i = i;
    r->file = file;
    r->hash = sha_of(file.bytes);
    r->natural = natural_open(i->db, &r->hash);
    r->kind = kind;
    r->count = count;
    r->reject_end = &r->reject;
    r->most = CHUNK_FIRST;
    r->draft = arena_many(&r->life, struct draft, CHUNK_ALONE + UNIT_MOST);
    r->wait = arena_many(&r->life, struct waits, CHUNK_ALONE + UNIT_MOST);
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

static bool is_drafted(void *self, struct id id)
{
    const struct run *r = self;

    return marks_has(&r->drafted, id);
}

static bool chunk_judge(struct run *r, struct outcome *out)
{
    const struct drafted among = { r, is_drafted };

    for (size_t i = 0; i < r->n; i++) {
        out[i].found = findings_start(&r->chunk);
        draft_judge_among(r->i->db, &r->draft[i], r->i->today, &among,
                          &out[i].found);
        out[i].kept = findings_stop(&out[i].found) ? KEPT_REFUSED : KEPT;
        if (out[i].kept == KEPT)
            marks_put(&r->drafted, r->draft[i].id);
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
    r->full = false;
    r->copied = (struct run_row){ 0 };
    arena_free(&r->chunk);
}

/* ---- what is here already -----------------------------------------------*/

static size_t field_bytes(enum field_type type)
{
    switch (type) {
    case FIELD_CHOICE: return sizeof(int32_t);
    case FIELD_COUNT:
    case FIELD_MONEY: return sizeof(int64_t);
    case FIELD_DAY: return sizeof(day);
    case FIELD_DATE: return sizeof(struct date);
    case FIELD_MONTH: return sizeof(month);
    case FIELD_FLAG: return sizeof(bool);
    case FIELD_REF: return sizeof(struct id);
    case FIELD_HASH: return sizeof(struct hash);
    case FIELD_ROWS: return sizeof(struct list);
    default: return sizeof(struct str);
    }
}

static void field_keep(const struct field *f, const void *from, void *to)
{
    memcpy((char *)to + f->at, (const char *)from + f->at,
           field_bytes(f->type));
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
    static const char *const where[] = { "source", "origin" };
    const struct field *sealed = kind_field(k, S("sealed"));

    for (size_t i = 0; i < LEN(where); i++) {
        const struct field *f = kind_field(k, str_of(where[i]));

        if (f && f->type == FIELD_TEXT)
            field_keep(f, x, y);
    }
    if (kind_sealed(k))
        memcpy((char *)y + sealed->at, (const char *)x + sealed->at,
               sizeof(struct hash));
    return str_same(record_open(k, x, a), record_open(k, y, a));
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

static struct stands stands_at(const struct run_row *row,
                               const struct run_fact *fact, bool fix)
{
    return (struct stands){ row->sheet, row->row, fact->kind, fact->part, fix };
}

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

/* The row as the chunk keeps it: facts of one row share it. */
static struct run_row row_keep(struct run *r, const struct run_row *row)
{
    size_t bytes = 0;
    struct str *cell;
    char *text;

    if (r->copied.row == row->row && r->copied.cells == row->cells && r->n &&
        str_same(r->copied.sheet, row->sheet))
        return r->copied;
    for (int i = 0; i < row->cells; i++)
        bytes += row->cell[i].n;
    cell = arena_many(&r->chunk, struct str, (size_t)row->cells);
    text = arena_take(&r->chunk, bytes + 1);
    for (int i = 0; i < row->cells; i++) {
        cell[i] = (struct str){ text, row->cell[i].n };
        if (row->cell[i].n)
            memcpy(text, row->cell[i].p, row->cell[i].n);
        text += row->cell[i].n;
    }
    r->copied = (struct run_row){ arena_str(&r->chunk, row->sheet), row->row,
                                  cell, row->cells };
    r->bytes += bytes;
    return r->copied;
}

static void draft_add(struct run *r, const struct run_row *row,
                      const struct kind *k, struct draft d, bool fix)
{
    size_t bytes = r->i->alone ? 8 * CHUNK_BYTES : CHUNK_BYTES;

    d.author = r->i->login;
    d.strict = true;
    d.body = arena_str(&r->chunk, d.body);
    r->draft[r->n] = d;
    r->wait[r->n] = (struct waits){ row_keep(r, row), fix, lane_of(r, k) };
    r->bytes += d.body.n;
    r->n++;
    r->full = r->n >= r->most || r->bytes > bytes;
    if (r->full && (!r->units || r->n >= r->most + UNIT_MOST ||
                    r->bytes > bytes + CHUNK_BYTES))
        chunk_end(r);
}

void run_unit(struct run *r)
{
    r->units = true;
    if (r->full)
        chunk_end(r);
}

/* What a row does not say stays as it was. */
static void unsaid_keep(const struct kind *k, const void *was, void *record)
{
    for (int i = 0; i < k->fields; i++)
        if (field_none(&k->field[i], record))
            field_keep(&k->field[i], was, record);
}

static void fix_add(struct run *r, const struct run_row *row,
                    const struct run_fact *fact, struct id existing, bool twice,
                    struct arena *a)
{
    const struct kind *k = fact->kind;
    void *was = arena_take(a, k->bytes), *now = arena_take(a, k->bytes);
    struct draft d = { .kind = S("fix") };
    struct stands at = stands_at(row, fact, true);
    struct buf why = buf_start(a);
    bool there = row_find(r->i->db, k, existing, a, was);

    memcpy(now, fact->record, k->bytes);
    if (there && fact->partial)
        unsaid_keep(k, was, now);
    if (there && fact->follows && !record_same(k, now, was, a))
        field_keep(kind_field(k, str_of(fact->follows)), fact->record, now);
    if (there && record_same(k, now, was, a) &&
        sealed_same(r->i->db, k, now, existing, a)) {
        r->count->known++;
        return;
    }
    if (twice) {
        run_bad(r, row, S(""), "import.said_twice", S(""));
        return;
    }
    d.id = natural_id(r->natural, &at);
    buf_fmt(&why, "%s, %s, %d",
            arena_z(a, (struct str){ r->file.name.p, r->file.name.n > 200 ?
                                                         200 :
                                                         r->file.name.n }),
            arena_z(a, row->sheet), row->row);
    d.body = fix_body(r->i->db, existing, record_body(k, now, a), buf_str(&why),
                      a);
    draft_add(r, row, k, d, true);
}

void run_lane(struct run *r, const struct kind *k)
{
    lane_of(r, k);
}

/* The record here that a key names; what waits in the chunk goes first when
 * the file has said it before. */
static struct id existing_find(struct run *r, const struct run_fact *fact,
                               struct id key, bool twice)
{
    if (id_none(key) || (fact->fresh && !twice))
        return ID_NONE;
    if (!twice)
        return natural_near(r->natural, fact->kind, fact->record, key);
    chunk_end(r);
    return natural_find(r->natural, fact->kind, fact->record);
}

struct id run_fact(struct run *r, const struct run_row *row,
                   const struct run_fact *fact, bool *made)
{
    struct arena a = { 0 };
    struct stands at = stands_at(row, fact, false),
                  fix = stands_at(row, fact, true);
    struct draft d = { .kind = str_of(fact->kind->name),
                       .id = natural_id(r->natural, &at) };
    struct id key = natural_key(fact->kind, fact->record, &a),
              existing = fact->changes;
    bool twice;

    *made = false;
    lane_of(r, fact->kind); /* also of a kind that says nothing new here */
    twice = !id_none(key) &&
            marks_put(fact->among ? fact->among : &r->said, key);
    twice |= fact->again;
    if (r->failed) {
        ;
    } else if (natural_there(r->natural, &at)) {
        r->count->known++;
    } else if (natural_there(r->natural, &fix)) {
        r->count->known++;
        if (id_none(existing))
            existing = existing_find(r, fact, key, twice);
    } else {
        if (id_none(existing))
            existing = existing_find(r, fact, key, twice);
        *made = id_none(existing);
        d.body = record_body(fact->kind, fact->record, &a);
        if (*made)
            draft_add(r, row, fact->kind, d, false);
        else
            fix_add(r, row, fact, existing, twice, &a);
    }
    if (db_fault(r->i->db) != DB_FINE)
        r->failed = true;
    arena_free(&a);
    return id_none(existing) ? d.id : existing;
}

struct id run_put(struct run *r, const struct run_row *row,
                  const struct kind *k, const char *part, struct str body,
                  struct id changes)
{
    struct arena a = { 0 };
    struct findings f = findings_start(&a);
    struct run_fact fact = { .kind = k, .part = part, .changes = changes };
    const struct json *j;
    void *record = arena_take(&a, k->bytes);
    struct id id;
    size_t at;
    bool made;

    j = json_read(body, &a, &at);
    MUST(j && j->type == JSON_OBJECT);
    record_read(k, j, &a, record, &f);
    fact.record = record;
    id = run_fact(r, row, &fact, &made);
    arena_free(&a);
    return id;
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

/* The cells of a sheet that names people go to the reject file alone: here they
 * would lie open, and outlive what is destroyed. */
static void rejects_write(struct run *r, struct db *db, int64_t run)
{
    bool private = kind_private(kind_find(r->kind));
    int64_t n = 0;

    for (const struct reject *one = r->reject; one; one = one->next) {
        struct rows rows = db_rows(db, SQL_IMPORT_REJECT_PUT);

        db_bind_int(&rows, 1, run);
        db_bind_int(&rows, 2, ++n);
        db_bind_text(&rows, 3, one->sheet);
        db_bind_int(&rows, 4, one->row);
        db_bind_text(&rows, 5, one->field);
        db_bind_text(&rows, 6, one->reason);
        db_bind_text(&rows, 7, private ? S("") : one->cells);
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
    marks_free(&r->said);
    marks_free(&r->drafted);
    natural_close(r->natural);
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
