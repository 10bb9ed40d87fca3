/* natural - by what a row's fact is known, and what of it is here already.
 *
 * A census brings millions of rows. So the ids of a sheet's next rows are
 * asked for together, and natural keys are looked for by what they lie in: all
 * households of a settlement at once. */
#include "import/natural.h"

#include <stdlib.h>
#include <string.h>

#include "import.sql.h"

enum {
    STRETCH = 4096, /* rows whose ids are asked for together */
    STRETCHES = 64, /* kinds and parts of a row in view */
    PART_ROOM = 12,
    NEAR_MOST = 200000 /* keys remembered */
};

struct stretch { /* which of some rows' facts are here */
    const struct kind *kind;
    char part[PART_ROOM];
    bool fix, asked;
    struct str sheet;
    struct id prefix; /* its first 12 bytes */
    uint32_t from;
    uint8_t there[STRETCH / 8];
};
struct near { /* a key, or what keys lie in when `id` is none */
    struct id key, id;
};
struct natural {
    struct db *db;
    const struct hash *file;
    struct arena life;
    struct stretch at[STRETCHES];
    size_t n, next;
    struct near *near; /* open addressing */
    size_t nears, slots;
};

/* ---- marks --------------------------------------------------------------*/

static uint64_t mark_of(struct id key)
{
    uint64_t mark;

    memcpy(&mark, key.b, sizeof mark);
    return mark + (mark == 0);
}

static uint64_t *mark_at(const struct marks *m, uint64_t mark)
{
    uint64_t *at = &m->at[mark & (m->slots - 1)];

    while (*at && *at != mark)
        at = at + 1 == m->at + m->slots ? m->at : at + 1;
    return at;
}

static void marks_grow(struct marks *m)
{
    struct marks more = { NULL, m->n, m->slots ? m->slots * 2 : 1024 };

    more.at = calloc(more.slots, sizeof *more.at);
    MUST(more.at);
    for (size_t i = 0; i < m->slots; i++)
        if (m->at[i])
            *mark_at(&more, m->at[i]) = m->at[i];
    free(m->at);
    *m = more;
}

bool marks_put(struct marks *m, struct id key)
{
    uint64_t mark = mark_of(key), *at;

    if (2 * m->n >= m->slots)
        marks_grow(m);
    at = mark_at(m, mark);
    if (*at)
        return true;
    *at = mark;
    m->n++;
    return false;
}

bool marks_has(const struct marks *m, struct id key)
{
    return m->slots && *mark_at(m, mark_of(key));
}

void marks_clear(struct marks *m)
{
    if (!m->n)
        return;
    if (m->slots > 4096)
        marks_free(m);
    else
        memset(m->at, 0, m->slots * sizeof *m->at);
    m->n = 0;
}

void marks_free(struct marks *m)
{
    free(m->at);
    *m = (struct marks){ 0 };
}

/* ---- where a fact stands ------------------------------------------------*/

struct natural *natural_open(struct db *db, const struct hash *file)
{
    struct natural *n = calloc(1, sizeof *n);

    MUST(n);
    n->db = db;
    n->file = file;
    return n;
}

void natural_close(struct natural *n)
{
    arena_free(&n->life);
    free(n->near);
    free(n);
}

/* What is the same for all facts of a sheet comes first, then the row. Random
 * ids would touch a page of every index each. */
static struct id prefix_of(const struct natural *n, const struct stands *s)
{
    struct sha sha;
    struct hash h;
    struct id id = ID_NONE;

    sha_start(&sha);
    sha_add(&sha, n->file->b, sizeof n->file->b);
    sha_add(&sha, s->sheet.p, s->sheet.n);
    sha_add(&sha, "/", 1);
    sha_add(&sha, s->kind->name, strlen(s->kind->name) + 1);
    sha_add(&sha, s->part, strlen(s->part) + 1);
    sha_add(&sha, "fix", s->fix ? 3 : 0);
    h = sha_end(&sha);
    memcpy(id.b, h.b, 12);
    return id;
}

static struct id row_of(struct id prefix, uint32_t row)
{
    for (int i = 0; i < 4; i++)
        prefix.b[12 + i] = (uint8_t)(row >> (24 - 8 * i));
    return prefix;
}

static struct stretch *stretch_of(struct natural *n, const struct stands *s)
{
    struct stretch *t;

    MUST(strlen(s->part) < PART_ROOM);
    for (size_t i = 0; i < n->n; i++) {
        t = &n->at[i];
        if (t->kind == s->kind && t->fix == s->fix &&
            !strcmp(t->part, s->part) && str_same(t->sheet, s->sheet))
            return t;
    }
    t = &n->at[n->next];
    n->next = (n->next + 1) % STRETCHES;
    n->n += n->n < STRETCHES;
    *t = (struct stretch){ .kind = s->kind,
                           .fix = s->fix,
                           .sheet = arena_str(&n->life, s->sheet),
                           .prefix = prefix_of(n, s) };
    memcpy(t->part, s->part, strlen(s->part));
    return t;
}

struct id natural_id(struct natural *n, const struct stands *s)
{
    return row_of(stretch_of(n, s)->prefix, (uint32_t)s->row);
}

static void stretch_ask(struct natural *n, struct stretch *t, uint32_t from)
{
    struct rows r = db_rows(n->db, SQL_IMPORT_STRETCH);

    memset(t->there, 0, sizeof t->there);
    t->from = from;
    t->asked = true;
    db_bind_id(&r, 1, row_of(t->prefix, from));
    db_bind_id(&r, 2, row_of(t->prefix, from + STRETCH - 1));
    while (db_next(&r)) {
        struct id id = db_id(&r, 0);
        uint32_t at = ((uint32_t)id.b[12] << 24 | (uint32_t)id.b[13] << 16 |
                       (uint32_t)id.b[14] << 8 | id.b[15]) -
                      from;

        if (at < STRETCH)
            t->there[at / 8] |= (uint8_t)(1 << at % 8);
    }
    db_done(&r);
}

bool natural_there(struct natural *n, const struct stands *s)
{
    struct stretch *t = stretch_of(n, s);
    uint32_t row = (uint32_t)s->row;

    if (!t->asked || row < t->from || row - t->from >= STRETCH)
        stretch_ask(n, t, row);
    return t->there[(row - t->from) / 8] >> (row - t->from) % 8 & 1;
}

/* ---- keys ---------------------------------------------------------------*/

static bool is_key(const struct field *f)
{
    return (f->flags & FIELD_KEY) && f->type != FIELD_ROWS;
}

struct id natural_key(const struct kind *k, const void *record, struct arena *a)
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
struct id natural_find(struct natural *natural, const struct kind *k,
                       const void *record)
{
    struct arena a = { 0 };
    struct buf sql = buf_start(&a);
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
    rows = db_text_rows(natural->db, buf_str(&sql));
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
    arena_free(&a);
    return found;
}

/* ---- keys by what they lie in -------------------------------------------*/

/* A household in its place, a person in her household: the REF that is part of
 * the key and has an index. NULL where keys are found otherwise. */
static const struct field *near_field(const struct kind *k, const void *record)
{
    if (!id_none(record_thing(k, record, ID_NONE)))
        return NULL;
    for (int i = 0; i < k->fields; i++)
        if (is_key(&k->field[i]) && k->field[i].type == FIELD_REF &&
            (k->field[i].flags & FIELD_FIND) &&
            !field_none(&k->field[i], record))
            return &k->field[i];
    return NULL;
}

static struct near *near_at(const struct natural *n, struct id key)
{
    size_t at;

    memcpy(&at, key.b, sizeof at);
    at &= n->slots - 1;
    while (!id_none(n->near[at].key) && !id_same(n->near[at].key, key))
        at = (at + 1) & (n->slots - 1);
    return &n->near[at];
}

static void near_put(struct natural *n, struct id key, struct id id)
{
    struct near *at;

    if (2 * n->nears >= n->slots) {
        struct natural more = { .slots = n->slots ? 2 * n->slots : 1024 };

        more.near = calloc(more.slots, sizeof *more.near);
        MUST(more.near);
        for (size_t i = 0; i < n->slots; i++)
            if (!id_none(n->near[i].key))
                *near_at(&more, n->near[i].key) = n->near[i];
        free(n->near);
        n->near = more.near;
        n->slots = more.slots;
    }
    at = near_at(n, key);
    if (!id_none(at->key))
        return; /* the first of them */
    *at = (struct near){ key, id };
    n->nears++;
}

static void near_forget(struct natural *n)
{
    memset(n->near, 0, n->slots * sizeof *n->near);
    n->nears = 0;
}

static struct id near_name(const struct kind *k, const struct field *f,
                           const void *record, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "%s %s ", k->name, f->name);
    field_print(f, record, &b);
    return id_named(S("near"), buf_str(&b));
}

/* All keys that lie in it. */
static void near_ask(struct natural *n, const struct kind *k,
                     const struct field *f, const void *record)
{
    struct arena a = { 0 };
    struct columns all = { k->field, k->fields, k->bytes };
    void *one = arena_take(&a, k->bytes);
    struct buf sql = buf_start(&a);
    struct rows r;

    buf_z(&sql, "SELECT entry");
    for (int i = 0; i < k->fields; i++)
        if (is_key(&k->field[i])) {
            buf_fmt(&sql, ", %s", k->field[i].name);
            if (k->field[i].type == FIELD_DATE)
                buf_fmt(&sql, ", %s_grain", k->field[i].name);
        }
    buf_fmt(&sql, " FROM %s WHERE %s = $1 AND counts = 1 ORDER BY entry",
            k->name, f->name);
    r = db_text_rows(n->db, buf_str(&sql));
    key_bind(&r, &(int){ 1 }, f, record);
    while (db_next(&r)) {
        struct arena_mark m = arena_mark(&a);

        columns_read(&r, &all, &a, one);
        near_put(n, natural_key(k, one, &a), db_id(&r, 0));
        arena_back(&a, m);
    }
    db_done(&r);
    arena_free(&a);
}

struct id natural_near(struct natural *n, const struct kind *k,
                       const void *record, struct id key)
{
    const struct field *f = near_field(k, record);
    struct arena a = { 0 };
    struct id name;

    if (!f)
        return natural_find(n, k, record);
    name = near_name(k, f, record, &a);
    arena_free(&a);
    if (!n->slots || id_none(near_at(n, name)->key)) {
        if (n->nears > NEAR_MOST)
            near_forget(n);
        near_ask(n, k, f, record);
        near_put(n, name, ID_NONE);
    }
    return near_at(n, key)->id;
}
