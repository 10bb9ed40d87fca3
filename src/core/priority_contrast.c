/* priority_contrast - what two orders of the same needs differ in, and why. */
#include <stdlib.h>

#include "core/priority.h"

/* A need of both orders, and its row in each. */
struct both {
    const struct priority_row *in[2];
    int64_t place[2]; /* among the needs of both */
};
struct sides {
    const struct ranking *r[2];
    struct priority p[2];
    struct both *both;
    size_t n;
};

static const struct priority_row *row_find(const struct priority *p,
                                           struct id need)
{
    for (size_t i = 0; i < p->n; i++)
        if (id_same(p->row[i].need, need))
            return &p->row[i];
    return NULL;
}

static int64_t rank_of(const struct both *b, int side)
{
    return b->in[side]->rank[VOICE_ALL];
}

static void sides_make(struct sides *s, struct arena *a)
{
    s->both = arena_many(a, struct both, s->p[0].n + 1);
    for (size_t i = 0; i < s->p[0].n; i++) {
        const struct priority_row *x = &s->p[0].row[i];
        const struct priority_row *y = row_find(&s->p[1], x->need);

        if (y)
            s->both[s->n++] = (struct both){ .in = { x, y } };
    }
    for (size_t i = 0; i < s->n; i++)
        for (int side = 0; side < 2; side++) {
            s->both[i].place[side] = 1;
            for (size_t j = 0; j < s->n; j++)
                s->both[i].place[side] += rank_of(&s->both[j], side) <
                                          rank_of(&s->both[i], side);
        }
}

/* -1: x stands above y there, 1 below, 0 beside it. */
static int stands(const struct both *x, const struct both *y, int side)
{
    return (x->place[side] > y->place[side]) -
           (x->place[side] < y->place[side]);
}

static bool swapped(const struct both *x, const struct both *y)
{
    return stands(x, y, 0) * stands(x, y, 1) < 0;
}

/* Of those it changed sides with, the one that it is parted from the widest;
 * NULL: none. */
static const struct both *widest(const struct sides *s, const struct both *x)
{
    const struct both *best = NULL;
    int64_t most = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct both *y = &s->both[i];
        int64_t wide = 0;

        for (int side = 0; side < 2; side++)
            wide += llabs(x->place[side] - y->place[side]);
        if (y == x || !swapped(x, y))
            continue;
        if (!best || wide > most ||
            (wide == most && id_order(y->in[0]->need, best->in[0]->need) < 0)) {
            best = y;
            most = wide;
        }
    }
    return best;
}

/* ---- reasons ------------------------------------------------------------*/

static void because(struct contrast_row *out, enum contrast_why why, int side,
                    int64_t a, int64_t b)
{
    out->why = why;
    out->side = side;
    out->a = a;
    out->b = b;
}

static bool tie_why(const struct both *x, const struct both *y,
                    struct contrast_row *out)
{
    for (int side = 0; side < 2; side++)
        if (x->in[side]->score[VOICE_ALL] == y->in[side]->score[VOICE_ALL]) {
            because(out, CONTRAST_TIE, side, x->in[side]->score[VOICE_ALL], 0);
            return true;
        }
    return false;
}

static int wants(const struct priority_row *x, const struct priority_row *y,
                 enum priority_voice voice)
{
    return (x->score[voice] < y->score[voice]) -
           (x->score[voice] > y->score[voice]);
}

/* Women and all of one meeting wanted the contrary of two needs, and the other
 * order is the women's. */
static bool women_why(const struct both *x, const struct both *y,
                      struct contrast_row *out)
{
    for (int side = 0; side < 2; side++) {
        const struct priority_row *i = x->in[side], *j = y->in[side];

        if (i->score[VOICE_WOMEN] == INT_NONE ||
            j->score[VOICE_WOMEN] == INT_NONE)
            continue;
        if (wants(i, j, VOICE_WOMEN) * stands(x, y, side) < 0) {
            because(out, CONTRAST_WOMEN, side, i->rank[VOICE_WOMEN],
                    i->rank[VOICE_ALL]);
            return true;
        }
    }
    return false;
}

static int64_t mark_of(const struct ranking *r, struct id need, struct str code)
{
    const struct ranking_mark *m = r->mark.at;

    for (size_t i = 0; i < r->mark.n; i++)
        if (id_same(m[i].need, need) && str_same(m[i].criterion, code))
            return m[i].mark == INT_NONE ? 0 : m[i].mark;
    return 0;
}

/* The criterion that parts the two most, in the direction in which they stand. */
static bool criterion_why(const struct sides *s, const struct both *x,
                          const struct both *y, int side,
                          struct contrast_row *out)
{
    const struct ranking *r = s->r[side];
    const struct ranking_criterion *c = r->criterion.at;
    int64_t most = 0;

    if (r->method != PRIORITY_WEIGHTED)
        return false;
    for (size_t i = 0; i < r->criterion.n; i++) {
        int64_t more = mark_of(r, x->in[side]->need, c[i].code) -
                       mark_of(r, y->in[side]->need, c[i].code);

        more *= c[i].weight == INT_NONE ? 0 : -c[i].weight;
        more *= stands(x, y, side);
        if (more <= most)
            continue;
        most = more;
        because(out, CONTRAST_CRITERION, side, c[i].weight, most);
        out->text = c[i].title;
    }
    return most > 0;
}

static bool pairs_why(const struct sides *s, const struct both *x,
                      const struct both *y, int side, struct contrast_row *out)
{
    const struct ranking_pair *p = s->r[side]->pair.at;
    struct id above = stands(x, y, side) < 0 ? x->in[0]->need : y->in[0]->need;
    struct id below = stands(x, y, side) < 0 ? y->in[0]->need : x->in[0]->need;

    if (s->r[side]->method != PRIORITY_PAIRWISE)
        return false;
    because(out, CONTRAST_WINS, side, x->in[side]->score[VOICE_ALL],
            y->in[side]->score[VOICE_ALL]);
    for (size_t i = 0; i < s->r[side]->pair.n; i++)
        if ((p[i].won == PAIR_ONE && id_same(p[i].need_a, above) &&
             id_same(p[i].need_b, below)) ||
            (p[i].won == PAIR_OTHER && id_same(p[i].need_b, above) &&
             id_same(p[i].need_a, below)))
            out->why = CONTRAST_DIRECT;
    return true;
}

static bool count_why(const struct sides *s, const struct both *x,
                      const struct both *y, int side, struct contrast_row *out)
{
    if (s->r[side]->method != PRIORITY_STONES)
        return false;
    because(out, CONTRAST_COUNT, side, x->in[side]->score[VOICE_ALL],
            y->in[side]->score[VOICE_ALL]);
    return true;
}

static void row_why(const struct sides *s, const struct both *x,
                    struct contrast_row *out)
{
    const struct both *y = widest(s, x);

    if (!y) {
        out->why = out->here == out->there ? CONTRAST_SAME : CONTRAST_PUSHED;
        return;
    }
    out->other = y->in[0]->need;
    if (tie_why(x, y, out) || women_why(x, y, out))
        return;
    for (int side = 1; side >= 0; side--)
        if (criterion_why(s, x, y, side, out))
            return;
    for (int side = 1; side >= 0; side--)
        if (pairs_why(s, x, y, side, out))
            return;
    for (int side = 1; side >= 0; side--)
        if (count_why(s, x, y, side, out))
            return;
    because(out, CONTRAST_AGREED, SIDE_THERE, x->place[1], y->place[1]);
}

static int here_order(const void *p, const void *q)
{
    const struct contrast_row *x = p, *y = q;

    if (x->here != y->here)
        return x->here < y->here ? -1 : 1;
    return id_order(x->need, y->need);
}

struct contrast_of priority_contrast(const struct ranking *here,
                                     const struct ranking *there,
                                     struct arena *a)
{
    struct sides s = { .r = { here, there } };
    struct contrast_of out = { .n = 0 };

    s.p[0] = priority_of(here, a);
    s.p[1] = priority_of(there, a);
    sides_make(&s, a);
    out.n = s.n;
    out.here_only = s.p[0].n - s.n;
    out.there_only = s.p[1].n - s.n;
    out.row = arena_many(a, struct contrast_row, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        struct contrast_row *row = &out.row[i];

        *row = (struct contrast_row){ .need = s.both[i].in[0]->need,
                                      .here = s.both[i].place[0],
                                      .there = s.both[i].place[1],
                                      .a = INT_NONE,
                                      .b = INT_NONE };
        row_why(&s, &s.both[i], row);
        for (size_t j = 0; j < i; j++)
            out.swapped += swapped(&s.both[i], &s.both[j]);
    }
    out.pairs = (int64_t)(s.n * (s.n - (s.n > 0)) / 2);
    if (s.n)
        qsort(out.row, s.n, sizeof *out.row, here_order);
    return out;
}
