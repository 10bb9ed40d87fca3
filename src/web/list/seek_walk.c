/* seek_walk - a page of many rows: walked along the index of the order. */
#include "web/list/seek_inside.h"

#include <string.h>

/* How many rows of an index a walk looks through, one step after the other. */
static const int step_rows[] = { 120, 1000, 5000, 9000 };

/* Where a walk stands: behind one row of the index, among the rows that have
 * something to sort by, or, after them, among those that have none. */
struct spot {
    bool bare;  /* among those without */
    bool begun; /* behind `key` and `entry`; else at the beginning */
    struct bind key;
    struct id entry;
};

static bool by_number(const struct field *f)
{
    return f->type != FIELD_TEXT && f->type != FIELD_CODE;
}

bool seek_sorts(const struct kind *k, const struct field *f)
{
    if (f->flags & FIELD_SEALED)
        return seek_is(k, "person") && !strcmp(f->name, "name");
    return seek_indexed(f) && f->type != FIELD_REF && f->type != FIELD_HASH;
}

/* "k" or "b", the id, and the key as it is: "k0123...ab.Bismillah". */
static struct str spot_put(struct rq *rq, const struct seek *s,
                           const struct spot *at)
{
    struct buf b = buf_start(rq->arena);
    struct id entry = at->entry;

    if (!at->begun) /* before all of them, whichever way it goes */
        memset(entry.b, s->down ? 0xff : 0, sizeof entry.b);
    buf_char(&b, at->bare ? 'b' : 'k');
    id_put(&b, entry);
    buf_char(&b, '.');
    if (!at->bare && by_number(s->sort))
        buf_int(&b, at->key.n);
    else if (!at->bare)
        buf_add(&b, at->key.text);
    return buf_str(&b);
}

/* A mark that nobody gave begins at the beginning. */
static struct spot spot_read(const struct seek *s)
{
    struct spot at = { .bare = !s->sort };
    struct str rest = s->after, head = str_cut(&rest, '.');

    if (head.n != 33 || (head.p[0] != 'k' && head.p[0] != 'b') ||
        !id_read(str_from(head, 1), &at.entry) ||
        (!s->sort && head.p[0] == 'k'))
        return (struct spot){ .bare = !s->sort };
    at.bare = head.p[0] == 'b';
    at.key.type = at.bare || by_number(s->sort) ? BIND_INT : BIND_TEXT;
    at.key.text = rest;
    at.begun = at.bare ? !id_none(at.entry) :
                         !by_number(s->sort) || int_read(rest, &at.key.n);
    return at;
}

/* The column walked along, and the table it lies in. */
struct path {
    const char *table, *column;
};

static struct path path_of(struct rq *rq, const struct seek *s)
{
    struct buf b = buf_start(rq->arena);

    if (s->sort && s->sort->flags & FIELD_SEALED) {
        buf_fmt(&b, "%s_sealed", s->kind->name);
        return (struct path){ zstr(rq, buf_str(&b)), "name_folded" };
    }
    return (struct path){ s->kind->name, s->sort ? s->sort->name : NULL };
}

/* What is asked of the column itself narrows the walk. */
static bool on_path(const struct seek *s, const struct cond *c)
{
    if (c->type == COND_WORDS && s->sort)
        return (s->sort->flags & FIELD_SEALED) != 0;
    return !c->by && c->f && c->f == s->sort &&
           (c->type == COND_IS || c->type == COND_RANGE ||
            c->type == COND_BEGINS);
}

static bool any_on_path(const struct seek *s)
{
    for (int i = 0; i < s->conds; i++)
        if (on_path(s, &s->cond[i]))
            return true;
    return false;
}

static void path_conds(struct query *q, const struct seek *s,
                       const struct path *p)
{
    for (int i = 0; i < s->conds; i++) {
        const struct cond *c = &s->cond[i];

        if (!on_path(s, c))
            continue;
        query_put(q, " AND ");
        if (c->type == COND_WORDS)
            cond_begins(q, p->column, utf8_fold(c->a.text, q->rq->arena));
        else
            cond_compared(q, c, p->column);
    }
}

/* "FROM ... WHERE ... ORDER BY ...": the index from the spot on. */
static void path_from(struct query *q, const struct seek *s,
                      const struct spot *at)
{
    struct path p = path_of(q->rq, s);
    bool sealed = s->sort && s->sort->flags & FIELD_SEALED;

    buf_fmt(&q->sql, " FROM %s WHERE 1 = 1",
            at->bare && sealed ? s->kind->name : p.table);
    if (at->bare) {
        if (p.column && !sealed)
            buf_fmt(&q->sql, " AND %s IS NULL", p.column);
        if (at->begun) {
            query_put(q, s->down ? " AND entry < " : " AND entry > ");
            query_said(q, (struct bind){ .type = BIND_ID, .id = at->entry });
        }
        query_put(q, s->down ? " ORDER BY entry DESC" : " ORDER BY entry");
        return;
    }
    buf_fmt(&q->sql, " AND %s IS NOT NULL", p.column);
    if (at->begun) {
        buf_fmt(&q->sql, " AND (%s, entry) %s (", p.column,
                s->down ? "<" : ">");
        query_said(q, at->key);
        query_put(q, ", ");
        query_said(q, (struct bind){ .type = BIND_ID, .id = at->entry });
        query_put(q, ")");
    }
    path_conds(q, s, &p);
    buf_fmt(&q->sql,
            s->down ? " ORDER BY %s DESC, entry DESC" : " ORDER BY %s, entry",
            p.column);
}

static void key_take(struct rq *rq, const struct seek *s, struct rows *r,
                     int col, struct spot *at)
{
    at->begun = true;
    if (at->bare)
        return;
    at->key = by_number(s->sort) ?
                  (struct bind){ .type = BIND_INT, .n = db_int(r, col) } :
                  (struct bind){ .type = BIND_TEXT,
                                 .text = arena_str(rq->arena, db_str(r, col)) };
}

/* Moves the spot to the last row of a step; false: the step is not full. */
static bool step_end(struct rq *rq, const struct seek *s, int rows,
                     struct spot *at)
{
    struct path p = path_of(rq, s);
    struct query q = query_start(rq);
    struct spot end = *at;
    struct rows r;
    bool full;

    buf_fmt(&q.sql, "SELECT entry, %s", at->bare ? "0" : p.column);
    path_from(&q, s, at);
    query_put(&q, " LIMIT 1 OFFSET ");
    query_said_int(&q, rows - 1);
    r = query_rows(&q);
    full = db_next(&r);
    if (full) {
        end.entry = db_id(&r, 0);
        key_take(rq, s, &r, 1, &end);
    }
    db_done(&r);
    *at = end;
    return full;
}

/* Adds the rows of one step that pass; the spot moves behind the last added
 * when the page is full. True: it is full, and there is another. */
static bool step_take(struct rq *rq, const struct seek *s, int rows,
                      struct spot *at, struct seek_page *out)
{
    struct path p = path_of(rq, s);
    struct query q = query_start(rq);
    bool sealed = s->sort && s->sort->flags & FIELD_SEALED, full = false;
    struct spot last = *at;
    struct rows r;

    buf_fmt(&q.sql,
            "SELECT t.entry, t.counts, w.along, t.* FROM (SELECT entry, "
            "%s AS along",
            at->bare ? "0" : p.column);
    path_from(&q, s, at);
    query_put(&q, " LIMIT ");
    query_said_int(&q, rows);
    buf_fmt(&q.sql, ") AS w CROSS JOIN %s t WHERE t.entry = w.entry",
            s->kind->name);
    if (at->bare && sealed)
        buf_fmt(&q.sql,
                " AND NOT EXISTS (SELECT 1 FROM %s n WHERE n.entry = t.entry "
                "AND n.%s IS NOT NULL)",
                p.table, p.column);
    cond_tests(&q, s, NULL);
    query_put(&q, s->down ? " ORDER BY w.along DESC, w.entry DESC LIMIT " :
                            " ORDER BY w.along, w.entry LIMIT ");
    query_said_int(&q, (int64_t)(SEEK_ROWS - out->n) + 1);
    r = query_rows(&q);
    while (!full && db_next(&r)) {
        full = out->n == SEEK_ROWS;
        if (full)
            break;
        seek_row_take(rq, s->kind, &r, &out->row[out->n++]);
        last.entry = db_id(&r, 0);
        key_take(rq, s, &r, 2, &last);
    }
    db_done(&r);
    if (full)
        *at = last;
    return full;
}

static void walk_next(struct rq *rq, const struct seek *s,
                      const struct spot *at, struct seek_page *out)
{
    out->next = spot_put(rq, s, at);
    out->tired = out->n < SEEK_ROWS;
}

bool seek_holds_any(struct rq *rq, const struct seek *s)
{
    for (int i = 0; i < s->conds; i++)
        if (cond_holds(rq, s, &s->cond[i]))
            return true;
    return false;
}

/* What testing one row costs, about: names lie in two tables more. */
static int weight(const struct seek *s)
{
    int n = 1;

    for (int i = 1; i < s->conds; i++)
        n++;
    for (int i = 0; i < s->conds; i++)
        n += s->cond[i].type == COND_WORDS ? 2 : 0;
    return n;
}

void seek_walk_run(struct rq *rq, const struct seek *s, struct seek_page *out)
{
    struct spot at = spot_read(s);

    for (size_t step = 0; step < LEN(step_rows); step++) {
        int rows = step < 2 ? step_rows[step] : step_rows[step] / weight(s);
        struct spot from = at;
        bool more = step_end(rq, s, rows, &at);

        if (step_take(rq, s, rows, &from, out)) {
            walk_next(rq, s, &from, out);
            return;
        }
        if (more)
            continue;
        if (from.bare || any_on_path(s))
            return; /* there is no more */
        at = (struct spot){ .bare = true };
    }
    walk_next(rq, s, &at, out);
}
