/* seek - a page of the rows of a kind, however many there are. */
#include "web/list/seek_inside.h"

#include <string.h>

bool seek_place(const struct kind *k, const struct field **by,
                const struct field **place)
{
    static const char *const way[] = { "body", "household" };

    *by = NULL;
    *place = kind_field(k, S("place"));
    for (size_t i = 0; !*place && i < LEN(way); i++) {
        *by = kind_field(k, str_of(way[i]));
        if (*by && (*by)->type == FIELD_REF && (*by)->of)
            *place = kind_field(kind_find(str_of((*by)->of)), S("place"));
    }
    return *place && (*place)->type == FIELD_REF;
}

/* Who reaches one place only finds its rows by that place; where that is all
 * that limits them, it stands for the reach itself. */
static void reach_drive(struct rq *rq, struct seek *s)
{
    enum right right = kind_reads(s->kind);
    struct cond c = { .type = COND_REACH };
    struct scope of = { 0 };
    size_t n = 0;

    if (!kind_scoped(s->kind) || rq_may_in(rq, right, &(struct scope){ 0 }) ||
        s->conds == SEEK_CONDS || !seek_place(s->kind, &c.by, &c.f) ||
        !reach_through(s->kind, c.by))
        return;
    for (size_t i = 0; i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, right)) {
            of = rq->grant[i].scope;
            n++;
        }
    if (n != 1 || id_none(of.place))
        return;
    c.a = (struct bind){ .type = BIND_ID, .id = of.place };
    s->reached = id_none(of.rsp) && id_none(of.project);
    seek_cond(s, c);
}

/* ---- groups -------------------------------------------------------------*/

static void key_put(struct query *q, const struct seek_key *key)
{
    query_put(q,
              key->f ? query_value(q, key->f, key->by) : "CAST(0 AS BIGINT)");
}

/* The place of that level above a place that is column `col`; else the column. */
static void key_lift(struct query *q, const struct seek_key *key,
                     const char *col)
{
    if (key->f && key->level >= 0)
        query_above(q, col, key->level);
    else
        query_put(q, col);
}

/* What of the rows named `of` is counted; `n` says how many each stands for. */
static void group_select(struct query *q, const struct seek_key key[2],
                         const struct seek_value *value, const char *of,
                         const char *n)
{
    buf_fmt(&q->sql, "SELECT %s.a AS a, ", of);
    if (key[1].f)
        buf_fmt(&q->sql, "%s.b AS b, ", of);
    else
        query_put(q, "CAST(0 AS BIGINT) AS b, ");
    buf_fmt(&q->sql, "%s AS n, ", n);
    if (!value->f)
        query_put(q, "CAST(0 AS BIGINT) AS v");
    else if (value->apart)
        buf_fmt(&q->sql, "%s.v AS v", of);
    else
        buf_fmt(&q->sql, "CAST(sum(%s.v) AS BIGINT) AS v", of);
    query_put(q, " FROM (");
}

/* A second key that all rows share is left out: rows that come in the order of
 * the first then need no sorting. */
static void group_by(struct query *q, const struct seek_key key[2],
                     const struct seek_value *value, const char *of,
                     const char *clause)
{
    buf_fmt(&q->sql, " %s BY %s.a", clause, of);
    if (key[1].f)
        buf_fmt(&q->sql, ", %s.b", of);
    if (value->apart)
        buf_fmt(&q->sql, ", %s.v", of);
}

/* Both keys and the value of each row; along what the first refers to, that is
 * at hand. */
static void row_select(struct query *q, const struct seek_key key[2],
                       const struct seek_value *value, bool along)
{
    query_put(q, "SELECT ");
    if (along)
        buf_fmt(&q->sql, "o.%s", key[0].f->name);
    else
        key_put(q, &key[0]);
    query_put(q, " AS a, ");
    key_put(q, &key[1]);
    query_put(q, " AS b, ");
    query_put(q,
              value->f ? query_value(q, value->f, NULL) : "CAST(0 AS BIGINT)");
    query_put(q, " AS v");
}

/* The rows come first in `from`, for their words take the first parameters. They
 * are grouped by the place that they name before anybody asks what lies above
 * it: places are fewer than rows. */
struct rows seek_groups(struct rq *rq, const struct seek *asked,
                        const struct seek_key key[2],
                        const struct seek_value *value, int64_t most)
{
    struct seek own = *asked, *s = &own;
    struct query q = query_start(rq);
    const struct cond *driver = NULL;
    bool wide = false;
    struct str from;

    reach_drive(rq, s);
    if (most && seek_many(rq, s->kind))
        driver = cond_driver(rq, s, &wide);
    seek_few_from(&q, s, driver, most ? NULL : key[0].by);
    from = buf_str(&q.sql);
    q.sql = buf_start(rq->arena);
    group_select(&q, key, value, "y", "CAST(sum(y.n) AS BIGINT)");
    query_put(&q, "SELECT ");
    key_lift(&q, &key[0], "x.a");
    query_put(&q, " AS a, ");
    key_lift(&q, &key[1], "x.b");
    query_put(&q, " AS b, x.n, x.v FROM (");
    group_select(&q, key, value, "w", "count(*)");
    row_select(&q, key, value, !most && key[0].by);
    buf_add(&q.sql, from);
    if (most) {
        query_put(&q, " LIMIT ");
        query_said_int(&q, most);
    }
    query_put(&q, ") AS w");
    group_by(&q, key, value, "w", "GROUP");
    query_put(&q, ") AS x) AS y");
    group_by(&q, key, value, "y", "GROUP");
    group_by(&q, key, value, "y", "ORDER");
    return query_rows(&q);
}

bool seek_along(struct rq *rq, const struct seek *asked,
                const struct seek_key *key)
{
    struct seek own = *asked;
    bool wide = false;

    if (!key->f || !seek_indexed(key->f) ||
        !(key->by ? seek_indexed(key->by) : key->f->type == FIELD_REF))
        return false;
    reach_drive(rq, &own);
    return !seek_many(rq, own.kind) || !cond_driver(rq, &own, &wide);
}

int64_t seek_total(struct rq *rq, const struct seek *asked, int64_t most)
{
    struct seek own = *asked;
    struct query q = query_start(rq);
    struct str from;

    reach_drive(rq, &own);
    seek_few_from(&q, &own, NULL, NULL);
    from = buf_str(&q.sql);
    q.sql = buf_start(rq->arena);
    query_put(&q, "SELECT count(*) FROM (SELECT 1 AS one");
    buf_add(&q.sql, from);
    query_put(&q, " LIMIT ");
    query_said_int(&q, most);
    query_put(&q, ") AS w");
    return query_int(&q);
}

/* Sealed orders and orders without an index are for few rows only. */
void seek_run(struct rq *rq, const struct seek *asked, struct seek_page *out)
{
    struct seek own = *asked, *s = &own;
    bool many = seek_many(rq, s->kind), wide = false;
    const struct cond *driver = NULL;

    reach_drive(rq, s);
    if (many)
        driver = cond_driver(rq, s, &wide);
    *out = (struct seek_page){ .count = -1 };
    if (!many || driver || seek_holds_any(rq, s)) {
        seek_few_run(rq, s, driver, out);
        return;
    }
    out->over = s->conds == 0         ? SEEK_FEW :
                s->conds == 1 && wide ? SEEK_LEFT :
                                        0;
    if (s->sort && !seek_sorts(s->kind, s->sort))
        s->sort = NULL;
    seek_walk_run(rq, s, out);
}
