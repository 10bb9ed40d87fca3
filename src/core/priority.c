/* priority - needs put in an order by those whose needs they are. */
#include "core/priority.h"

#include <stdlib.h>

static const struct ranking_option *options(const struct ranking *r)
{
    return r->option.at;
}

/* The number of options where it is none of them. */
static size_t option_find(const struct ranking *r, struct id need)
{
    for (size_t i = 0; i < r->option.n; i++)
        if (id_same(options(r)[i].need, need))
            return i;
    return r->option.n;
}

static void score_add(struct priority_row *x, enum priority_voice voice,
                      int64_t score)
{
    if (x->score[voice] == INT_NONE)
        x->score[voice] = 0;
    x->score[voice] += score;
}

/* ---- scores, by method --------------------------------------------------*/

static void stones_score(const struct ranking *r, struct priority *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct ranking_option *o = &options(r)[i];
        struct priority_row *x = &p->row[i];

        x->score[VOICE_WOMEN] = o->women;
        x->score[VOICE_MEN] = o->men;
        x->score[VOICE_POOREST] = o->poorest;
        if (r->method == PRIORITY_MEETING) {
            if (o->place != INT_NONE)
                x->score[VOICE_ALL] = (int64_t)p->n - o->place;
            continue;
        }
        p->asked++;
        p->missing += o->women == INT_NONE && o->men == INT_NONE;
        if (o->women != INT_NONE)
            score_add(x, VOICE_ALL, o->women);
        if (o->men != INT_NONE)
            score_add(x, VOICE_ALL, o->men);
    }
}

static int32_t pair_said(const struct ranking_pair *x,
                         enum priority_voice voice)
{
    return voice == VOICE_WOMEN   ? x->women :
           voice == VOICE_POOREST ? x->poorest :
                                    x->won;
}

static void pair_score(const struct ranking *r, struct priority *p,
                       const struct ranking_pair *x, enum priority_voice voice)
{
    size_t one = option_find(r, x->need_a), other = option_find(r, x->need_b);
    int32_t said = pair_said(x, voice);

    if (said < 0 || one == p->n || other == p->n || one == other)
        return;
    score_add(&p->row[one], voice,
              said == PAIR_ONE   ? 2 :
              said == PAIR_LEVEL ? 1 :
                                   0);
    score_add(&p->row[other], voice,
              said == PAIR_OTHER ? 2 :
              said == PAIR_LEVEL ? 1 :
                                   0);
}

static void pairs_score(const struct ranking *r, struct priority *p)
{
    const struct ranking_pair *x = r->pair.at;

    for (size_t i = 0; i < r->pair.n; i++) {
        pair_score(r, p, &x[i], VOICE_ALL);
        pair_score(r, p, &x[i], VOICE_WOMEN);
        pair_score(r, p, &x[i], VOICE_POOREST);
    }
    p->asked = p->n * (p->n - (p->n > 0)) / 2;
    p->missing = r->pair.n < p->asked ? p->asked - r->pair.n : 0;
}

static const struct ranking_criterion *criterion_find(const struct ranking *r,
                                                      struct str code)
{
    const struct ranking_criterion *c = r->criterion.at;

    for (size_t i = 0; i < r->criterion.n; i++)
        if (str_same(c[i].code, code))
            return &c[i];
    return NULL;
}

static void marks_score(const struct ranking *r, struct priority *p)
{
    const struct ranking_mark *m = r->mark.at;

    for (size_t i = 0; i < r->mark.n; i++) {
        const struct ranking_criterion *c = criterion_find(r, m[i].criterion);
        size_t at = option_find(r, m[i].need);

        if (!c || at == p->n || c->weight == INT_NONE)
            continue;
        if (m[i].mark != INT_NONE)
            score_add(&p->row[at], VOICE_ALL, c->weight * m[i].mark);
        if (m[i].women != INT_NONE)
            score_add(&p->row[at], VOICE_WOMEN, c->weight * m[i].women);
        if (m[i].poorest != INT_NONE)
            score_add(&p->row[at], VOICE_POOREST, c->weight * m[i].poorest);
    }
    p->asked = p->n * r->criterion.n;
    p->missing = r->mark.n < p->asked ? p->asked - r->mark.n : 0;
}

/* ---- two by two ---------------------------------------------------------*/

/* What was said of two needs: 1 the first, -1 the other, 0 level or nothing.
 * table: n * n, by option. */
static int8_t *pair_table(const struct ranking *r, struct arena *a)
{
    size_t n = r->option.n;
    int8_t *table = arena_many(a, int8_t, n * n + 1);
    const struct ranking_pair *x = r->pair.at;

    for (size_t i = 0; i < r->pair.n; i++) {
        size_t one = option_find(r, x[i].need_a);
        size_t other = option_find(r, x[i].need_b);
        int8_t says = x[i].won == PAIR_ONE   ? 1 :
                      x[i].won == PAIR_OTHER ? -1 :
                                               0;

        if (one == n || other == n || one == other)
            continue;
        table[one * n + other] = says;
        table[other * n + one] = (int8_t)-says;
    }
    return table;
}

/* Wins among those that are level with it. */
static void among_score(struct priority *p, const int8_t *table)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->n; j++)
            if (j != i &&
                p->row[i].score[VOICE_ALL] == p->row[j].score[VOICE_ALL])
                p->row[i].among += table[i * p->n + j];
}

static bool circle_find(const struct priority *p, const int8_t *table)
{
    size_t n = p->n;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < n && table[i * n + j] > 0; k++)
                if (table[j * n + k] > 0 && table[k * n + i] > 0)
                    return true;
    return false;
}

/* ---- order --------------------------------------------------------------*/

static int more(int64_t x, int64_t y)
{
    return (x < y) - (x > y);
}

static enum priority_by parted_by(const struct priority_row *x,
                                  const struct priority_row *y)
{
    return x->score[VOICE_ALL] != y->score[VOICE_ALL]         ? BY_SCORE :
           x->among != y->among                               ? BY_AMONG :
           x->score[VOICE_WOMEN] != y->score[VOICE_WOMEN]     ? BY_WOMEN :
           x->score[VOICE_POOREST] != y->score[VOICE_POOREST] ? BY_POOREST :
                                                                BY_LEVEL;
}

static int row_order(const void *p, const void *q)
{
    const struct priority_row *x = p, *y = q;

    switch (parted_by(x, y)) {
    case BY_SCORE: return more(x->score[VOICE_ALL], y->score[VOICE_ALL]);
    case BY_AMONG: return more(x->among, y->among);
    case BY_WOMEN: return more(x->score[VOICE_WOMEN], y->score[VOICE_WOMEN]);
    case BY_POOREST:
        return more(x->score[VOICE_POOREST], y->score[VOICE_POOREST]);
    default: return id_order(x->need, y->need);
    }
}

/* By one voice alone, equals share: one more than how many have more of it. */
static void voices_rank(struct priority *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (int v = VOICE_WOMEN; v < VOICES; v++) {
            struct priority_row *x = &p->row[i];

            x->rank[v] = x->score[v] == INT_NONE ? INT_NONE : 1;
            for (size_t j = 0; j < p->n && x->rank[v] != INT_NONE; j++)
                x->rank[v] += p->row[j].score[v] > x->score[v];
        }
}

static void rows_rank(struct priority *p)
{
    if (p->n)
        qsort(p->row, p->n, sizeof *p->row, row_order);
    for (size_t i = 0; i < p->n; i++) {
        struct priority_row *x = &p->row[i];

        x->by = i ? parted_by(&p->row[i - 1], x) : BY_FIRST;
        x->rank[VOICE_ALL] = x->by == BY_LEVEL ? p->row[i - 1].rank[VOICE_ALL] :
                                                 (int64_t)i + 1;
    }
    voices_rank(p);
}

struct priority priority_of(const struct ranking *r, struct arena *a)
{
    struct priority p = { .n = r->option.n };

    p.row = arena_many(a, struct priority_row, p.n + 1);
    for (size_t i = 0; i < p.n; i++) {
        p.row[i].need = options(r)[i].need;
        p.row[i].option = i;
        for (int v = 0; v < VOICES; v++)
            p.row[i].score[v] = INT_NONE;
    }
    if (r->method == PRIORITY_PAIRWISE) {
        const int8_t *table = pair_table(r, a);

        pairs_score(r, &p);
        among_score(&p, table);
        p.circle = circle_find(&p, table);
    } else if (r->method == PRIORITY_WEIGHTED) {
        marks_score(r, &p);
    } else {
        stones_score(r, &p);
    }
    rows_rank(&p);
    return p;
}

bool priority_heard(const struct priority *p, enum priority_voice voice)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->row[i].score[voice] != INT_NONE)
            return true;
    return false;
}

void priority_place(struct ranking *r, struct arena *a)
{
    struct priority p = priority_of(r, a);
    struct ranking_option *o = r->option.at;

    for (size_t i = 0; i < p.n; i++)
        o[p.row[i].option].place = p.row[i].rank[VOICE_ALL];
}
