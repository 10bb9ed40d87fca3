/* post - the list of what one thing adds to figures. */
#include "core/core.h"

void post(struct postings *p, const struct posting *posting)
{
    arena_room(p->arena, p->at, p->n, p->room);
    p->at[p->n++] = *posting;
}

void post_kept(struct postings *p, const struct posting *posting, month since,
               bool flow)
{
    struct posting one = *posting;

    if (since == MONTH_NONE) {
        struct buf b = buf_start(p->arena);

        buf_z(&b, "kept.");
        buf_add(&b, one.indicator);
        one.indicator = buf_str(&b);
    } else if (one.month < since) {
        if (flow)
            return;
        one.month = since;
    }
    post(p, &one);
}

void remark(struct postings *p, struct id entry, enum level level,
            const char *what, const char *path, int64_t a, int64_t b)
{
    arena_room(p->arena, p->remark, p->remarks, p->remark_room);
    p->remark[p->remarks++] = (struct remark){
        entry, { what, level, arena_str(p->arena, str_of(path)), a, b }
    };
}
