/* reference - the facts the program ships, as a log of their own.
 *
 * The files of data/reference become entries of one device that has no key:
 * the program knows the head of its chain, because it has just made it. Every
 * site of one edition so holds the same bytes, and two sites that exchange
 * their logs find nothing new in them. Rows are only ever added at the end. */
#include <string.h>

#include "core/data.h"
#include "log/inside.h"

#define REFERENCE_AT 1793491200 /* 2026-11-01, this edition */
#define REFERENCE_HOLDER "saath"

struct maker {
    struct db *db;
    struct arena arena;
    struct id device;
    struct hash head;
    int64_t seq;
};

static struct hash reference_key(void)
{
    return sha_of(S("saath reference device 1"));
}

struct id reference_device(void)
{
    struct arena a = { 0 };
    struct hash key = reference_key();
    struct buf b = buf_start(&a);
    struct id id;

    buf_hex(&b, key.b, sizeof key.b);
    id = id_named(S("device"), buf_str(&b));
    arena_free(&a);
    return id;
}

static void entry_make(struct maker *m, const char *kind, struct id id,
                       struct str body)
{
    struct entry e = { .id = id,
                       .device = m->device,
                       .seq = ++m->seq,
                       .prev = m->head,
                       .kind = str_of(kind),
                       .author = S(REFERENCE_HOLDER),
                       .at = REFERENCE_AT,
                       .body = body };
    struct rows r = db_rows(m->db, SQL_ENTRY_PUT);

    entry_seal(&e, &m->arena);
    m->head = e.hash;
    db_bind_int(&r, 1, m->seq);
    db_bind_blob(&r, 2, e.hash.b, sizeof e.hash.b);
    db_bind_blob(&r, 3, e.id.b, sizeof e.id.b);
    db_bind_blob(&r, 4, e.device.b, sizeof e.device.b);
    db_bind_int(&r, 5, e.seq);
    db_bind_blob(&r, 6, e.prev.b, sizeof e.prev.b);
    db_bind_text(&r, 7, e.kind);
    db_bind_text(&r, 8, e.author);
    db_bind_int(&r, 9, e.at);
    db_bind_null(&r, 10);
    db_bind_blob(&r, 11, e.bytes.p, e.bytes.n);
    db_run(&r);
}

/* ---- our own csv: commas, quotes, no line breaks inside -----------------*/

static struct str cell_next(struct str *line, struct arena *a)
{
    struct buf b;
    size_t i = 1;

    if (!line->n || line->p[0] != '"')
        return str_cut(line, ',');
    b = buf_start(a);
    for (; i < line->n; i++) {
        if (line->p[i] == '"' && (i + 1 == line->n || line->p[++i] != '"'))
            break;
        buf_char(&b, line->p[i]);
    }
    *line = str_from(*line, i + 1);
    return buf_str(&b);
}

#define CELLS 16
struct sheet {
    struct str rest, name[CELLS], cell[CELLS];
    int columns;
};

static struct sheet sheet_open(const char *file, struct arena *a)
{
    struct sheet s = { .rest = data_find(file) };
    struct str line = str_cut(&s.rest, '\n');

    MUST(line.n);
    while (line.n && s.columns < CELLS)
        s.name[s.columns++] = cell_next(&line, a);
    return s;
}

static bool sheet_next(struct sheet *s, struct arena *a)
{
    struct str line = str_cut(&s->rest, '\n');

    if (!line.n)
        return false;
    for (int i = 0; i < s->columns; i++)
        s->cell[i] = cell_next(&line, a);
    return true;
}

static struct str cell(const struct sheet *s, const char *name)
{
    for (int i = 0; i < s->columns; i++)
        if (str_same(s->name[i], str_of(name)))
            return s->cell[i];
    MUST(!"a column of the reference data");
    return S("");
}

/* ---- rows to bodies -----------------------------------------------------*/

static void *blank(struct maker *m, const struct kind *k)
{
    void *record = arena_take(&m->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    return record;
}

static void set(struct maker *m, const struct kind *k, void *record,
                const char *field, struct str value)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f);
    MUST(field_parse(f, value, &m->arena, record));
}

static void set_named(const struct kind *k, void *record, const char *field,
                      const char *kind, struct str key)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && f->type == FIELD_REF);
    if (key.n)
        *(struct id *)(void *)((char *)record + f->at) = id_named(str_of(kind),
                                                                  key);
}

/* The i-th row of a ROWS field, from a list parted by '|'. */
static void set_rows(struct maker *m, const struct kind *k, void *record,
                     const char *field, struct str values, const char *of)
{
    const struct field *f = kind_field(k, str_of(field));
    struct list *list = (void *)((char *)record + f->at);
    struct str rest = values;
    size_t n = values.n > 0;

    for (size_t i = 0; i < values.n; i++)
        n += values.p[i] == '|';
    list->at = arena_array(&m->arena, n, f->child_bytes);
    while (rest.n) {
        struct str one = str_cut(&rest, '|');
        char *row = (char *)list->at + list->n++ * f->child_bytes;

        record_blank(f->child, f->children, row);
        if (of)
            *(struct id *)(void *)(row + f->child[0].at) = id_named(str_of(of),
                                                                    one);
        else
            MUST(field_parse(&f->child[0], one, &m->arena, row));
    }
}

static void make(struct maker *m, const struct kind *k, const void *record,
                 struct id id)
{
    entry_make(m, k->name, id, record_body(k, record, &m->arena));
}

/* Copies the cells whose columns are named like fields of the kind. */
static void set_same(struct maker *m, const struct kind *k, void *record,
                     const struct sheet *s)
{
    for (int i = 0; i < s->columns; i++) {
        const struct field *f = kind_field(k, s->name[i]);

        if (f && f->type != FIELD_REF && f->type != FIELD_ROWS)
            MUST(field_parse(f, s->cell[i], &m->arena, record));
    }
}

static void places_make(struct maker *m)
{
    const struct kind *k = kind_find(S("place"));
    const struct field *codes = kind_field(k, S("codes"));
    struct sheet s = sheet_open("reference/places.csv", &m->arena);

    while (sheet_next(&s, &m->arena)) {
        void *p = blank(m, k);
        struct list *list = (void *)((char *)p + codes->at);
        char *row;

        set_same(m, k, p, &s);
        set_named(k, p, "lg", "place", cell(&s, "lg"));
        set_named(k, p, "revenue", "place", cell(&s, "revenue"));
        if (cell(&s, "code").n) {
            row = arena_array(&m->arena, 1, codes->child_bytes);
            record_blank(codes->child, codes->children, row);
            for (int i = 0; i < codes->children; i++)
                MUST(field_parse(&codes->child[i],
                                 cell(&s, codes->child[i].name), &m->arena,
                                 row));
            *list = (struct list){ row, 1 };
        }
        make(m, k, p, id_named(S("place"), cell(&s, "key")));
    }
}

/* Moves and aliases have no key of their own: their words make it. */
static struct id id_of_words(const char *kind, struct str a, struct str b,
                             struct arena *arena)
{
    struct buf words = buf_start(arena);

    buf_add(&words, a);
    buf_char(&words, '|');
    buf_add(&words, b);
    return id_named(str_of(kind), buf_str(&words));
}

static void moves_make(struct maker *m)
{
    const struct kind *k = kind_find(S("move"));
    struct sheet s = sheet_open("reference/moves.csv", &m->arena);

    while (sheet_next(&s, &m->arena)) {
        void *p = blank(m, k);

        set(m, k, p, "since", cell(&s, "since"));
        set_named(k, p, "place", "place", cell(&s, "place"));
        set_named(k, p, "lg", "place", cell(&s, "lg"));
        make(m, k, p,
             id_of_words("move", cell(&s, "place"), cell(&s, "since"),
                         &m->arena));
    }
}

static void aliases_make(struct maker *m)
{
    const struct kind *k = kind_find(S("alias"));
    struct sheet s = sheet_open("reference/aliases.csv", &m->arena);

    while (sheet_next(&s, &m->arena)) {
        void *p = blank(m, k);

        set(m, k, p, "name", cell(&s, "alias"));
        set_named(k, p, "place", "place", cell(&s, "place"));
        make(m, k, p,
             id_of_words("alias", cell(&s, "place"), cell(&s, "alias"),
                         &m->arena));
    }
}

static void rsps_make(struct maker *m)
{
    const struct kind *k = kind_find(S("rsp"));
    struct sheet s = sheet_open("reference/rsps.csv", &m->arena);

    while (sheet_next(&s, &m->arena)) {
        void *p = blank(m, k);

        set_same(m, k, p, &s);
        set(m, k, p, "nature", cell(&s, "kind"));
        set_rows(m, k, p, "also", cell(&s, "aliases"), NULL);
        make(m, k, p, id_named(S("rsp"), cell(&s, "code")));
    }
}

static void indicators_make(struct maker *m)
{
    const struct kind *k = kind_find(S("indicator"));
    struct sheet s = sheet_open("reference/indicators.csv", &m->arena);

    while (sheet_next(&s, &m->arena)) {
        void *p = blank(m, k);

        set_same(m, k, p, &s);
        make(m, k, p, id_named(S("indicator"), cell(&s, "code")));
    }
}

static void coverage_make(struct maker *m)
{
    const struct kind *k = kind_find(S("coverage"));
    struct sheet s = sheet_open("reference/coverage.csv", &m->arena);

    while (sheet_next(&s, &m->arena)) {
        void *p = blank(m, k);

        set(m, k, p, "since", cell(&s, "since"));
        set(m, k, p, "stated", cell(&s, "count"));
        set(m, k, p, "unit", cell(&s, "unit"));
        set(m, k, p, "source", cell(&s, "source"));
        set_named(k, p, "rsp", "rsp", cell(&s, "rsp"));
        set_rows(m, k, p, "places", S(""), "place");
        make(m, k, p,
             id_of_words("coverage", cell(&s, "rsp"), cell(&s, "count"),
                         &m->arena));
    }
}

static void device_make(struct maker *m)
{
    struct buf b = buf_start(&m->arena);
    struct hash key = reference_key();

    buf_z(&b, "{\"holder\":\"" REFERENCE_HOLDER "\",\"key\":\"");
    hash_put(&b, key);
    buf_z(&b, "\",\"name\":\"Saath reference data\"}");
    entry_make(m, "device", m->device, buf_str(&b));
}

void reference_put(struct db *db)
{
    struct maker m = { .db = db, .device = reference_device() };
    struct hash key = reference_key();
    struct rows r;

    device_make(&m);
    places_make(&m);
    moves_make(&m);
    aliases_make(&m);
    rsps_make(&m);
    indicators_make(&m);
    coverage_make(&m);
    r = db_rows(db, SQL_ROOT_PUT);
    db_bind_id(&r, 1, m.device);
    db_bind_blob(&r, 2, key.b, sizeof key.b);
    db_bind_text(&r, 3, S(REFERENCE_HOLDER));
    db_bind_int(&r, 4, m.seq);
    db_bind_blob(&r, 5, m.head.b, sizeof m.head.b);
    db_run(&r);
    arena_free(&m.arena);
}
