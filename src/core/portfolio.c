/* portfolio - the best set of needs that a budget can carry. */
#include "core/portfolio.h"

#include <stdlib.h>

#include "core/knapsack.h"

/* ---- what cannot be chosen of -------------------------------------------*/

static bool item_tell(const struct portfolio_item *x, size_t i,
                      struct findings *f)
{
    size_t before = f->n;

    if (x->cost < 0 || x->cost > PORTFOLIO_COST)
        tell_row(f, STOP, "portfolio.cost", "candidate", i, "cost");
    if (x->value < 0 || x->value > PORTFOLIO_VALUE)
        tell_row(f, STOP, "portfolio.value", "candidate", i, "value");
    if (x->for_women < 0 || x->for_women > x->cost)
        tell_row(f, STOP, "portfolio.women", "candidate", i, "for_women");
    if (x->must < PORTFOLIO_MAY || x->must > PORTFOLIO_NEVER)
        tell_row(f, STOP, "portfolio.says", "candidate", i, "must");
    return f->n == before;
}

static int need_order(const void *p, const void *q)
{
    const struct portfolio_item *const *x = p, *const *y = q;

    return id_order((*x)->need, (*y)->need);
}

static int either_order(const void *p, const void *q)
{
    const struct portfolio_item *const *x = p, *const *y = q;

    if ((*x)->either != (*y)->either)
        return (*x)->either < (*y)->either ? -1 : 1;
    return need_order(p, q);
}

static const struct portfolio_item **items_sort(
    const struct portfolio_item *item, size_t n,
    int (*order)(const void *, const void *), struct arena *a)
{
    const struct portfolio_item **at =
        arena_many(a, const struct portfolio_item *, n + 1);

    for (size_t i = 0; i < n; i++)
        at[i] = &item[i];
    if (n)
        qsort(at, n, sizeof *at, order);
    return at;
}

static void items_tell(const struct portfolio_item *item, size_t n,
                       struct findings *f)
{
    const struct portfolio_item **at = items_sort(item, n, need_order,
                                                  f->arena);
    size_t of = 0;

    for (size_t i = 1; i < n; i++)
        if (id_same(at[i - 1]->need, at[i]->need))
            tell_row(f, STOP, "portfolio.twice", "candidate",
                     (size_t)(at[i] - item), "need");
    at = items_sort(item, n, either_order, f->arena);
    for (size_t i = 0; i < n; i++) {
        of = at[i]->either && i && at[i]->either == at[i - 1]->either ? of + 1 :
                                                                        1;
        if (of == PORTFOLIO_EITHERS + 1)
            tell_row(f, STOP, "portfolio.eithers", "candidate",
                     (size_t)(at[i] - item), "either");
    }
}

bool portfolio_tell(const struct portfolio_ask *ask,
                    const struct portfolio_item *item, size_t n,
                    struct findings *f)
{
    size_t before = f->n;

    if (ask->budget < 0 || ask->budget > PORTFOLIO_COST)
        tell(f, STOP, "portfolio.budget", "budget");
    if (ask->share < 0 || ask->share > 100)
        tell(f, STOP, "portfolio.share", "women_share");
    if (n > PORTFOLIO_ITEMS)
        tell(f, STOP, "portfolio.too_many", "candidate");
    for (size_t i = 0; i < n; i++)
        item_tell(&item[i], i, f);
    items_tell(item, n, f);
    return f->n == before;
}

/* ---- the usual way ------------------------------------------------------*/

static int ratio_order(const void *p, const void *q)
{
    const struct portfolio_item *x = *(const struct portfolio_item *const *)p;
    const struct portfolio_item *y = *(const struct portfolio_item *const *)q;
    __int128 a = (__int128)x->value * y->cost, b = (__int128)y->value * x->cost;

    if (a != b)
        return a > b ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return id_order(x->need, y->need);
}

static bool either_taken(const struct portfolio_item *const *took, size_t n,
                         int64_t either)
{
    for (size_t i = 0; i < n && either; i++)
        if (took[i]->either == either)
            return true;
    return false;
}

int64_t portfolio_greedy(const struct portfolio_ask *ask,
                         const struct portfolio_item *item, size_t n,
                         struct arena *a)
{
    const struct portfolio_item **at = items_sort(item, n, ratio_order, a);
    const struct portfolio_item **took =
        arena_many(a, const struct portfolio_item *, n + 1);
    paisa left = ask->budget;
    int64_t value = 0;
    size_t taken = 0;

    for (int must = 1; must >= 0; must--)
        for (size_t i = 0; i < n; i++) {
            const struct portfolio_item *x = at[i];

            if (x->must != (must ? PORTFOLIO_MUST : PORTFOLIO_MAY))
                continue;
            if (x->cost > left || either_taken(took, taken, x->either)) {
                if (must)
                    return -1;
                continue;
            }
            took[taken++] = x;
            left -= x->cost;
            value += x->value;
        }
    return value;
}

struct portfolio_item *portfolio_rows(const struct list *rows, struct arena *a)
{
    const struct portfolio_item *row = rows->at;
    struct portfolio_item *item = arena_many(a, struct portfolio_item,
                                             rows->n + 1);

    for (size_t i = 0; i < rows->n; i++) {
        item[i] = row[i];
        item[i].for_women = row[i].for_women == INT_NONE ? 0 : row[i].for_women;
        item[i].either = row[i].either == INT_NONE ? 0 : row[i].either;
        item[i].must = row[i].must < 0 ? PORTFOLIO_MAY : row[i].must;
    }
    return item;
}

struct portfolio_sum portfolio_sum(const struct portfolio_item *item, size_t n)
{
    struct portfolio_sum s = { .against = n, .both = n };

    for (size_t i = n; i-- > 0;) {
        const struct portfolio_item *x = &item[i];

        if (x->must == (x->taken_up ? PORTFOLIO_NEVER : PORTFOLIO_MUST))
            s.against = i;
        if (!x->taken_up)
            continue;
        for (size_t j = i + 1; j < n && x->either; j++)
            if (item[j].taken_up && item[j].either == x->either)
                s.both = i;
        s.cost += x->cost;
        s.women += x->for_women;
        s.value += x->value;
        s.taken++;
    }
    return s;
}

int64_t portfolio_gap(const struct portfolio_choice *c)
{
    if (c->bound <= c->value)
        return 0;
    return (int64_t)(((__int128)(c->bound - c->value) * 10000 + c->bound - 1) /
                     c->bound);
}

/* ---- choosing -----------------------------------------------------------*/

/* What is left to choose of, after those that must and must not be. */
struct rest {
    const struct portfolio_ask *ask;
    struct portfolio_item **at; /* by either, then need */
    size_t n;
    struct knapsack_point *point;
    size_t points, classes;
    paisa room;
    int64_t extra, value; /* of those that must be */
    bool clash;
};

/* The women's share of what is spent holds when these add up to 0 or more. */
static int64_t item_extra(const struct portfolio_ask *ask,
                          const struct portfolio_item *x)
{
    return ask->share ? 100 * x->for_women - ask->share * x->cost : 0;
}

/* Those of one choice (or a single one): is one of them a must? */
static bool choice_decided(struct rest *r, size_t from, size_t end)
{
    bool must = false;

    for (size_t i = from; i < end; i++) {
        struct portfolio_item *x = r->at[i];

        if (x->must != PORTFOLIO_MUST)
            continue;
        r->clash |= must;
        must = true;
        x->why = WHY_MUST;
        r->room -= x->cost;
        r->value += x->value;
        r->extra += item_extra(r->ask, x);
    }
    for (size_t i = from; i < end; i++)
        if (r->at[i]->must != PORTFOLIO_MUST)
            r->at[i]->why = r->at[i]->must == PORTFOLIO_NEVER ? WHY_NEVER :
                            must                              ? WHY_EITHER :
                                                                WHY_CLOSE;
    return must;
}

static size_t choice_end(const struct rest *r, size_t from)
{
    size_t end = from + 1;

    while (end < r->n && r->at[from]->either &&
           r->at[end]->either == r->at[from]->either)
        end++;
    return end;
}

static void choice_points(struct rest *r, size_t from, size_t end)
{
    size_t before = r->points;

    for (size_t i = from; i < end; i++) {
        const struct portfolio_item *x = r->at[i];

        if (x->why != WHY_CLOSE)
            continue;
        if (x->cost > r->room) {
            r->at[i]->why = WHY_DEAR;
            continue;
        }
        r->point[r->points++] =
            (struct knapsack_point){ .class = r->classes,
                                     .cost = x->cost,
                                     .value = x->value,
                                     .extra = item_extra(r->ask, x),
                                     .item = i };
    }
    r->classes += r->points > before;
}

static void rest_make(struct rest *r, struct arena *a)
{
    for (size_t i = 0, end; i < r->n; i = end) {
        end = choice_end(r, i);
        choice_decided(r, i, end);
    }
    r->point = arena_many(a, struct knapsack_point, r->n + 1);
    for (size_t i = 0, end; i < r->n && r->room >= 0; i = end) {
        end = choice_end(r, i);
        choice_points(r, i, end);
    }
}

/* ---- the reasons --------------------------------------------------------*/

static void take(struct portfolio_choice *c, struct portfolio_item *x)
{
    x->taken_up = true;
    c->taken++;
    c->cost += x->cost;
    c->women += x->for_women;
}

/* Another of the same choice that is taken is the reason before any other. */
static void either_why(struct rest *r)
{
    for (size_t i = 0, end; i < r->n; i = end) {
        bool taken = false;

        end = choice_end(r, i);
        for (size_t j = i; j < end; j++)
            taken |= r->at[j]->taken_up;
        for (size_t j = i; j < end && taken; j++)
            if (!r->at[j]->taken_up && r->at[j]->why != WHY_NEVER)
                r->at[j]->why = WHY_EITHER;
    }
}

static void item_why(struct portfolio_item *x, int64_t value, int64_t with,
                     int64_t without)
{
    int64_t other = x->taken_up ? without : with;

    x->loses = value > other ? value - (other < 0 ? 0 : other) : 0;
    if (x->taken_up)
        x->why = x->loses ? WHY_WORTH : WHY_TAKEN;
    else if (!x->value)
        x->why = WHY_NOTHING;
    else
        x->why = x->loses ? WHY_LOSES : WHY_CLOSE;
}

static void answer_read(struct rest *r, const struct knapsack_answer *got,
                        struct portfolio_choice *c)
{
    for (size_t i = 0; i < r->classes; i++)
        if (got->item[i] != KNAPSACK_NONE)
            take(c, r->at[got->item[i]]);
    for (size_t i = 0; i < r->points; i++) {
        size_t at = r->point[i].item;

        item_why(r->at[at], got->value, got->with[at], got->without[at]);
    }
    for (size_t i = 0; i < r->n; i++)
        if (r->at[i]->must == PORTFOLIO_MUST)
            take(c, r->at[i]);
    either_why(r);
    c->value = r->value + got->value;
    c->bound = r->value + got->bound;
}

static void items_clear(struct rest *r, struct portfolio_item *item, size_t n,
                        struct arena *a)
{
    r->at = arena_many(a, struct portfolio_item *, n + 1);
    for (size_t i = 0; i < n; i++) {
        item[i].taken_up = false;
        item[i].loses = 0;
        r->at[i] = &item[i];
    }
    if (n)
        qsort(r->at, n, sizeof *r->at, either_order);
}

struct portfolio_choice portfolio_choose(const struct portfolio_ask *ask,
                                         struct portfolio_item *item, size_t n,
                                         struct arena *a)
{
    struct rest r = { .ask = ask, .n = n, .room = ask->budget };
    struct portfolio_choice c = { .end = PORTFOLIO_CLASH };
    struct knapsack_answer got;

    MUST(n <= PORTFOLIO_ITEMS);
    items_clear(&r, item, n, a);
    rest_make(&r, a);
    c.greedy = portfolio_greedy(ask, item, n, a);
    if (r.clash)
        return c;
    c.end = PORTFOLIO_MUSTS;
    if (r.room < 0)
        return c;
    got = knapsack_solve(&(struct knapsack){ r.point, r.points, r.classes,
                                             r.room, r.extra,
                                             ask->states ? ask->states :
                                                           PORTFOLIO_STATES },
                         n, a);
    c.seen = got.seen;
    c.end = got.found  ? got.proven ? PORTFOLIO_BEST : PORTFOLIO_GOOD :
            got.proven ? PORTFOLIO_SHARE :
                         PORTFOLIO_LOST;
    if (got.found)
        answer_read(&r, &got, &c);
    return c;
}
