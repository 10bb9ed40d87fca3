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
void seek_reach(struct rq *rq, struct seek *s)
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

/* Sealed orders and orders without an index are for few rows only. */
void seek_run(struct rq *rq, const struct seek *asked, struct seek_page *out)
{
    struct seek own = *asked, *s = &own;
    bool many = seek_many(rq, s->kind), wide = false;
    const struct cond *driver = NULL;

    seek_reach(rq, s);
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
