/* seek_query - a statement while it is composed, with what is bound. */
#include "web/list/seek_inside.h"

struct query query_start(struct rq *rq)
{
    return (struct query){ .rq = rq, .sql = buf_start(rq->arena) };
}

void query_put(struct query *q, const char *sql)
{
    buf_z(&q->sql, sql);
}

/* A value where the statement stands. */
void query_said(struct query *q, struct bind b)
{
    MUST(q->binds < SEEK_BINDS);
    q->bind[q->binds++] = b;
    buf_fmt(&q->sql, "$%d", q->binds);
}

void query_said_int(struct query *q, int64_t n)
{
    query_said(q, (struct bind){ .type = BIND_INT, .n = n });
}

void query_said_text(struct query *q, struct str text)
{
    query_said(q, (struct bind){ .type = BIND_TEXT, .text = text });
}

struct rows query_rows(struct query *q)
{
    struct rows r = db_text_rows(q->rq->db, buf_str(&q->sql));

    for (int i = 0; i < q->binds; i++) {
        const struct bind *b = &q->bind[i];

        if (b->type == BIND_TEXT)
            db_bind_text(&r, i + 1, b->text);
        else if (b->type == BIND_INT)
            db_bind_int(&r, i + 1, b->n);
        else if (b->type == BIND_ID)
            db_bind_id(&r, i + 1, b->id);
    } /* what is not bound is NULL, or said by a reach */
    for (int i = 0; i < q->reaches; i++)
        reach_bind(q->rq, q->right[i], &r, q->reach[i]);
    return r;
}

int64_t query_int(struct query *q)
{
    struct rows r = query_rows(q);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

/* ---- conditions ---------------------------------------------------------*/
