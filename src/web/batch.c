/* batch - several facts of one form. */
#include "web/batch.h"

struct batch batch_start(struct rq *rq, size_t room)
{
    return (struct batch){ .at = arena_many(rq->arena, struct draft, room),
                           .where = arena_many(rq->arena, const char *, room),
                           .room = room };
}

void batch_add(struct rq *rq, struct batch *b, const struct kind *k,
               struct id id, const void *record, const char *where)
{
    MUST(b->n < b->room);
    b->where[b->n] = where;
    b->at[b->n++] = (struct draft){ .kind = str_of(k->name),
                                    .author = rq->who.login,
                                    .body = record_body(k, record, rq->arena),
                                    .id = id,
                                    .strict = true };
}

static bool is_of_batch(void *self, struct id id)
{
    const struct batch *b = self;

    for (size_t i = 0; i < b->n; i++)
        if (id_same(b->at[i].id, id))
            return true;
    return false;
}

static void tell_where(struct rq *rq, const char *where,
                       const struct finding *one, struct findings *f)
{
    struct buf path = buf_start(rq->arena);

    buf_z(&path, where);
    if (where[0] && one->path.n)
        buf_char(&path, '.');
    buf_add(&path, one->path);
    for (size_t i = 0; i < f->n; i++)
        if (str_same(f->at[i].path, buf_str(&path)))
            return;
    tell_ab(f, one->level, one->what, zstr(rq, buf_str(&path)), one->a, one->b);
}

void batch_judge(struct rq *rq, const struct batch *b, struct findings *f)
{
    const struct drafted among = { (void *)b, is_of_batch };

    for (size_t i = 0; i < b->n; i++) {
        struct findings one = findings_start(rq->arena);

        draft_judge_among(rq->db, &b->at[i], rq->today, &among, &one);
        for (size_t k = 0; k < one.n; k++)
            if (one.at[k].level == STOP)
                tell_where(rq, b->where[i], &one.at[k], f);
    }
}

bool batch_refused(struct rq *rq, const struct batch *b,
                   const struct outcome *o, struct findings *f)
{
    bool any = false;

    for (size_t i = 0; i < b->n; i++) {
        if (o[i].kept != KEPT_REFUSED)
            continue;
        any = true;
        for (size_t k = 0; k < o[i].found.n; k++)
            if (o[i].found.at[k].level == STOP)
                tell_where(rq, b->where[i], &o[i].found.at[k], f);
    }
    return any;
}
