/* plain - the peer of imports: the rows that stand in our tables, put into
 * fresh tables with the same keys and indexes by plain inserts in one
 * transaction, with no log. On PostgreSQL plain inserts travel as COPY. */
#ifndef SAATH_BENCH_PLAIN_H
#define SAATH_BENCH_PLAIN_H

#include "bench.h"

struct table {
    const char *name, *columns, *order; /* columns NULL: all of them */
};
enum { PAGE = 10000, CELLS = 40 };

struct cell {
    enum db_kind kind;
    int64_t number;
    struct str text;
};
struct plain_page {
    struct arena arena;
    struct cell cell[PAGE][CELLS];
    size_t rows;
    int columns;
};

static inline bool page_read(struct plain_page *p, struct rows *r)
{
    p->rows = 0;
    arena_free(&p->arena);
    while (p->rows < PAGE && db_next(r)) {
        p->columns = db_columns(r);
        for (int i = 0; i < p->columns; i++) {
            struct cell *c = &p->cell[p->rows][i];

            c->kind = db_kind(r, i);
            if (c->kind == DB_INT)
                c->number = db_int(r, i);
            else
                c->text = arena_str(&p->arena, db_str(r, i));
        }
        p->rows++;
    }
    return p->rows > 0;
}

static inline void page_write(const struct plain_page *p, struct db *db,
                              struct str insert)
{
    for (size_t i = 0; i < p->rows; i++) {
        struct rows r = db_text_rows(db, insert);

        for (int j = 0; j < p->columns; j++) {
            const struct cell *c = &p->cell[i][j];

            if (c->kind == DB_INT)
                db_bind_int(&r, j + 1, c->number);
            else if (c->kind == DB_TEXT)
                db_bind_text(&r, j + 1, c->text);
            else if (c->kind == DB_BYTES)
                db_bind_blob(&r, j + 1, c->text.p, c->text.n);
        }
        db_run(&r);
    }
}

static inline struct str columns_all(const struct table *t, struct db *db,
                                     struct arena *a)
{
    struct buf sql = buf_start(a), b = buf_start(a);
    struct rows r;

    buf_fmt(&sql, "SELECT * FROM %s LIMIT 1", t->name);
    r = db_text_rows(db, buf_str(&sql));
    for (int i = 0; i < db_columns(&r); i++)
        buf_fmt(&b, i ? ",%s" : "%s", db_column(&r, i));
    db_done(&r);
    return buf_str(&b);
}

/* "SELECT t.a, t.b FROM x t ..." and "INSERT INTO x (a, b) VALUES ...". */
static inline void statements(const struct table *t, struct db *from,
                              struct arena *a, struct str *select,
                              struct str *insert)
{
    struct buf s = buf_start(a), i = buf_start(a), v = buf_start(a);
    struct str columns = t->columns ? str_of(t->columns) :
                                      columns_all(t, from, a);
    struct str rest = columns;
    int n = 0;

    while (rest.n) {
        struct str column = str_cut(&rest, ',');

        buf_fmt(&s, "%s", n ? ", t." : "SELECT t.");
        buf_add(&s, column);
        buf_fmt(&v, n ? ", $%d" : "$%d", n + 1);
        n++;
    }
    buf_fmt(&s, " FROM %s t %s", t->name, t->order);
    buf_fmt(&i, "INSERT INTO %s (", t->name);
    buf_add(&i, columns);
    buf_z(&i, ") VALUES (");
    buf_add(&i, buf_str(&v));
    buf_char(&i, ')');
    *select = buf_str(&s);
    *insert = buf_str(&i);
}

static inline double table_copy(const struct table *t, struct db *from,
                                struct db *to, struct plain_page *p)
{
    struct arena a = { 0 };
    struct str select, insert;
    struct rows r;
    double took = 0;

    statements(t, from, &a, &select, &insert);
    r = db_text_rows(from, select);
    while (page_read(p, &r)) {
        double began = bench_clock();

        page_write(p, to, insert);
        took += bench_clock() - began;
    }
    arena_free(&a);
    bench_fine(from, t->name);
    bench_fine(to, t->name);
    return took;
}

/* All of them; only the inserts and the commit are timed. */
static inline double plain_copy(const struct table *table, size_t n,
                                struct db *ours, const char *address)
{
    struct plain_page *p = calloc(1, sizeof *p);
    struct db *db = db_open(address, DB_MAKE);
    double took = 0, began;

    MUST(p);
    log_make(db);
    bench_fine(db, address);
    db_begin(db);
    for (size_t i = 0; i < n; i++)
        took += table_copy(&table[i], ours, db, p);
    began = bench_clock();
    if (!db_commit(db))
        bench_fine(db, "the peer's commit");
    took += bench_clock() - began;
    MUST(bench_ask(db, "SELECT count(*) FROM posting") ==
         bench_ask(ours, "SELECT count(*) FROM posting"));
    MUST(bench_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM figure") ==
         bench_ask(ours, "SELECT CAST(sum(amount) AS BIGINT) FROM figure"));
    db_close(db);
    arena_free(&p->arena);
    free(p);
    return took;
}

#endif
