/* seek_few - a page where few rows are left: all are taken, tested, sorted. */
#include "web/list/seek_inside.h"

#include <string.h>

bool seek_many(struct rq *rq, const struct kind *k)
{
    struct query q = query_start(rq);

    if (rq->counted == k)
        return rq->many;
    buf_fmt(&q.sql, "SELECT 1 FROM %s LIMIT 1 OFFSET %d", k->name, SEEK_FEW);
    rq->counted = k;
    rq->many = query_int(&q) == 1;
    return rq->many;
}

/* "FROM ... WHERE ...": the rows that are left, from a driver or all. */
void seek_few_from(struct query *q, const struct seek *s,
                   const struct cond *driver)
{
    struct str first = cond_tests_first(q, s);

    if (driver) {
        query_put(q, " FROM (SELECT DISTINCT entry FROM (SELECT entry FROM (");
        cond_drive(q, s, driver);
        buf_fmt(&q->sql,
                ") AS way LIMIT %d) AS firsts) AS d CROSS JOIN %s t WHERE "
                "t.entry = d.entry",
                SEEK_LEFT + 1, s->kind->name);
    } else {
        buf_fmt(&q->sql, " FROM %s t WHERE 1 = 1", s->kind->name);
    }
    buf_add(&q->sql, first);
    cond_tests(q, s, driver);
}

/* What a row is sorted by: a name that may be read, what a reference is
 * called, or the field itself. */
static void few_key(struct query *q, const struct seek *s)
{
    const struct field *f = s->sort;
    const struct kind *of = f->type == FIELD_REF && f->of ?
                                kind_find(str_of(f->of)) :
                                NULL;
    const struct field *title = of && of->title ?
                                    kind_field(of, str_of(of->title)) :
                                    NULL;

    if (f->flags & FIELD_SEALED || (title && title->flags & FIELD_SEALED))
        buf_fmt(&q->sql,
                "(SELECT o.%s_folded FROM %s_sealed o WHERE o.entry = t.%s)",
                title ? title->name : f->name, title ? of->name : s->kind->name,
                title ? f->name : "entry");
    else if (title)
        buf_fmt(&q->sql, "(SELECT o.%s FROM %s o WHERE o.entry = t.%s)",
                title->name, of->name, f->name);
    else
        buf_fmt(&q->sql, "t.%s", f->name);
}

static void few_order(struct query *q, const struct seek *s)
{
    const char *way = s->down ? " DESC NULLS LAST, " : " NULLS LAST, ";
    const struct field *title =
        s->kind->title ? kind_field(s->kind, str_of(s->kind->title)) : NULL;

    query_put(q, " ORDER BY ");
    if (s->sort) {
        few_key(q, s);
        query_put(q, way);
    }
    if (s->sort && title && title != s->sort && !(title->flags & FIELD_SEALED))
        buf_fmt(&q->sql, "t.%s NULLS LAST, ", title->name);
    query_put(q, s->sort && s->down ? "t.entry DESC" : "t.entry");
}

/* ---- a row --------------------------------------------------------------*/

void seek_row_take(struct rq *rq, const struct kind *k, struct rows *r,
                   struct sought *out)
{
    struct columns c = { k->field, k->fields, k->bytes };

    *out = (struct sought){ .id = db_id(r, 0),
                            .counts = db_int(r, 1) != 0,
                            .record = arena_take(rq->arena, k->bytes) };
    columns_read(r, &c, rq->arena, out->record);
}

/* The rows of a page by their ids, in the order of these. */
static void rows_fetch(struct rq *rq, const struct seek *s, const struct id *id,
                       size_t n, struct seek_page *out)
{
    struct query q = query_start(rq);
    struct rows r;

    buf_fmt(&q.sql,
            "SELECT t.entry, t.counts, t.* FROM %s t WHERE t.entry IN (",
            s->kind->name);
    for (int i = 1; i <= SEEK_ROWS; i++)
        buf_fmt(&q.sql, i == 1 ? "$%d" : ", $%d", i);
    query_put(&q, ")");
    r = db_text_rows(rq->db, buf_str(&q.sql));
    for (size_t i = 0; i < n; i++)
        db_bind_id(&r, (int)i + 1, id[i]);
    while (db_next(&r))
        for (size_t i = 0; i < n; i++)
            if (id_same(id[i], db_id(&r, 0)))
                seek_row_take(rq, s->kind, &r, &out->row[i]);
    db_done(&r);
    out->n = db_fault(rq->db) ? 0 : n; /* what could not be read is no row */
}

static int64_t seek_few_count(struct rq *rq, const struct seek *s)
{
    struct query q = query_start(rq);

    query_put(&q, "SELECT count(*)");
    seek_few_from(&q, s, NULL);
    return query_int(&q);
}

/* All that are left, sorted, in one go: counted, and those of the page. Where
 * nothing is asked of a row, counting costs nothing, and only the first ones need
 * sorting. */
void seek_few_run(struct rq *rq, const struct seek *s,
                  const struct cond *driver, struct seek_page *out)
{
    int64_t from = (s->page - 1) * SEEK_ROWS, at = 0;
    struct query q = query_start(rq);
    struct id id[SEEK_ROWS];
    bool every;
    size_t n = 0;
    struct rows r;

    query_put(&q, "SELECT t.entry");
    seek_few_from(&q, s, driver);
    every = !driver && !s->conds && !q.binds;
    few_order(&q, s);
    if (every) {
        query_put(&q, " LIMIT ");
        query_said_int(&q, SEEK_ROWS);
        query_put(&q, " OFFSET ");
        query_said_int(&q, from);
    }
    r = query_rows(&q);
    for (at = every ? from : 0; db_next(&r); at++)
        if (at >= from && n < SEEK_ROWS)
            id[n++] = db_id(&r, 0);
    db_done(&r);
    out->few = true;
    out->count = every ? seek_few_count(rq, s) : at;
    rows_fetch(rq, s, id, n, out);
}
