/* kept - parts of pages that many open and few change: drawn once, and shown
 * again until another entry has come. */
#include <string.h>

#include "chart.sql.h"
#include "web/today.h"

static int64_t last_entry(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_HOME_LAST_ENTRY);
    int64_t n = 0;

    if (db_next(&r))
        n = db_int(&r, 0);
    db_done(&r);
    return n;
}

static struct hash part_key(struct rq *rq, const char *what, struct str more)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s|%d|%d|%lld|%lld|", what, (int)rq->lang, rq_figures(rq),
            (long long)rq->today, (long long)last_entry(rq));
    /* How the browser wants its pages: the same part in other digits. */
    buf_fmt(&b, "%d%d|", rq->look.own, rq->look.lakh);
    buf_add(&b, rq_arg(rq, "digits"));
    buf_char(&b, '|');
    buf_add(&b, more);
    return sha_of(buf_str(&b));
}

void kept_draw(struct rq *rq, const char *what, struct str more,
               void (*draw)(struct rq *rq, void *with), void *with)
{
    struct hash key = part_key(rq, what, more);
    size_t from = rq->body.n;
    struct web_kept *k;
    struct str drawn;

    if (db_fault(rq->db) != DB_FINE)
        return;
    for (uint32_t i = 0; i < rq->web->kepts; i++) {
        k = &rq->web->kept[i];
        if (k->n && !memcmp(&k->key, &key, sizeof key)) {
            buf_add(&rq->body, (struct str){ k->bytes, k->n });
            rq->private |= k->private;
            return;
        }
    }
    draw(rq, with);
    drawn = str_from(buf_str(&rq->body), from);
    if (db_fault(rq->db) != DB_FINE || !drawn.n || drawn.n > sizeof k->bytes ||
        !rq->web->kepts)
        return;
    k = &rq->web->kept[rq->web->kept_next++ % rq->web->kepts];
    k->key = key;
    k->n = drawn.n;
    k->private = rq->private || db_sealed(rq->db);
    memcpy(k->bytes, drawn.p, drawn.n);
}
