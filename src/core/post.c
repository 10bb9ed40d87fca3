/* post - the list of what one thing adds to figures. */
#include <string.h>

#include "core/core.h"

void post(struct postings *p, const struct posting *posting)
{
    if (p->n == p->room) {
        size_t room = p->room ? 2 * p->room : 8;
        struct posting *at = arena_many(p->arena, struct posting, room);

        if (p->n)
            memcpy(at, p->at, p->n * sizeof *at);
        p->at = at;
        p->room = room;
    }
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
    if (p->remarks == p->remark_room) {
        size_t room = p->remark_room ? 2 * p->remark_room : 16;
        struct remark *at = arena_many(p->arena, struct remark, room);

        if (p->remarks)
            memcpy(at, p->remark, p->remarks * sizeof *at);
        p->remark = at;
        p->remark_room = room;
    }
    p->remark[p->remarks++] = (struct remark){
        entry, { what, level, arena_str(p->arena, str_of(path)), a, b }
    };
}
