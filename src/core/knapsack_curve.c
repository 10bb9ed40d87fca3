/* knapsack_curve - the linear bound of a knapsack. */
#include "core/knapsack_curve.h"

#include <stdlib.h>
#include <string.h>

enum { SHIFT = 40 };
#define WORTH_MOST ((wide)1 << 80)

static int order(int64_t x, int64_t y)
{
    return (x > y) - (x < y);
}

static int point_order(const void *p, const void *q)
{
    const struct knapsack_point *x = p, *y = q;

    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    if (x->cost != y->cost)
        return order(x->cost, y->cost);
    if (x->value != y->value)
        return order(y->value, x->value);
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Steeper first; a product of a worth and a cost is below 2^124. */
static int step_order(const void *p, const void *q)
{
    const struct step *x = p, *y = q;
    wide a = x->worth * y->cost, b = y->worth * x->cost;

    if (a != b)
        return a > b ? -1 : 1;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return x->point < y->point ? -1 : x->point > y->point;
}

wide curve_worth(const struct curve *c, int64_t value, int64_t extra)
{
    return ((wide)value << SHIFT) + (wide)extra * c->price;
}

int64_t curve_whole(wide worth)
{
    return (int64_t)(worth >> SHIFT);
}

/* ---- steps --------------------------------------------------------------*/

static wide point_worth(const struct curve *c, size_t p)
{
    return curve_worth(c, c->point[p].value, c->point[p].extra);
}

static struct step step_to(const struct curve *c, const size_t *hull, size_t n,
                           size_t p)
{
    const struct knapsack_point *to = &c->point[p];
    struct step s = { .class = to->class,
                      .point = p,
                      .cost = to->cost,
                      .value = to->value,
                      .extra = to->extra,
                      .worth = point_worth(c, p) };

    if (n) {
        const struct knapsack_point *from = &c->point[hull[n - 1]];

        s.cost -= from->cost;
        s.value -= from->value;
        s.extra -= from->extra;
        s.worth -= point_worth(c, hull[n - 1]);
    }
    return s;
}

/* The upper hull of a class, from nothing on: no step is steeper than the one
 * before it. `hull` has room for its points. */
static size_t class_hull(const struct curve *c, size_t class, size_t *hull)
{
    size_t n = 0;

    for (size_t p = c->first[class]; p < c->first[class + 1]; p++) {
        if (step_to(c, hull, n, p).worth <= 0)
            continue;
        while (n) {
            struct step last = step_to(c, hull, n - 1, hull[n - 1]);
            struct step to = step_to(c, hull, n, p);

            if (to.worth * last.cost < last.worth * to.cost)
                break;
            n--;
        }
        hull[n++] = p;
    }
    return n;
}

static void steps_make(struct curve *c, size_t *hull)
{
    c->steps = 0;
    for (size_t class = 0; class < c->k->classes; class ++) {
        size_t n = class_hull(c, class, hull);

        for (size_t i = 0; i < n; i++)
            c->step[c->steps++] = step_to(c, hull, i, hull[i]);
    }
    if (c->steps)
        qsort(c->step, c->steps, sizeof *c->step, step_order);
}

/* A class has its stage by its first step; those without any come last. */
static void stages_make(struct curve *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->k->classes; i++)
        c->stage_of[i] = SIZE_MAX;
    for (size_t i = 0; i < c->steps; i++)
        if (c->stage_of[c->step[i].class] == SIZE_MAX) {
            c->stage_of[c->step[i].class] = n;
            c->class_at[n++] = c->step[i].class;
        }
    for (size_t i = 0; i < c->k->classes; i++)
        if (c->stage_of[i] == SIZE_MAX) {
            c->stage_of[i] = n;
            c->class_at[n++] = i;
        }
}

/* ---- sums ---------------------------------------------------------------*/

void curve_from(struct curve *c, size_t stage)
{
    size_t n = 0;

    for (size_t i = 0; i < c->steps; i++) {
        const struct step *s = &c->step[i];

        if (c->stage_of[s->class] < stage)
            continue;
        c->at[n] = i;
        c->cost[n + 1] = c->cost[n] + s->cost;
        c->value[n + 1] = c->value[n] + s->value;
        c->extra[n + 1] = c->extra[n] + s->extra;
        c->worth[n + 1] = c->worth[n] + s->worth;
        n++;
        if (c->cost[n] > c->k->room)
            break; /* more than fits is never asked for */
    }
    c->n = n;
}

wide curve_bound(const struct curve *c, size_t steps, int64_t room)
{
    const struct step *s;

    if (steps >= c->n)
        return c->worth[c->n];
    s = &c->step[c->at[steps]];
    return c->worth[steps] + s->worth * (room - c->cost[steps]) / s->cost;
}

static size_t curve_fits(const struct curve *c, int64_t room)
{
    size_t steps = c->n;

    while (c->cost[steps] > room)
        steps--;
    return steps;
}

/* ---- the price ----------------------------------------------------------*/

static wide root_bound(struct curve *c, size_t *hull, int64_t price, bool *held)
{
    size_t steps;
    wide extra;

    c->price = price;
    steps_make(c, hull);
    stages_make(c);
    curve_from(c, 0);
    steps = curve_fits(c, c->k->room);
    extra = (wide)c->k->extra + c->extra[steps];
    if (steps < c->n) {
        const struct step *s = &c->step[c->at[steps]];

        extra += (wide)s->extra * (c->k->room - c->cost[steps]) / s->cost;
    }
    *held = extra >= 0;
    return curve_bound(c, steps, c->k->room) + (wide)c->k->extra * price;
}

static int64_t price_most(const struct curve *c)
{
    int64_t most = 1;
    wide price;

    for (size_t i = 0; i < c->k->points; i++) {
        int64_t extra = c->point[i].extra;

        MUST(extra >= -KNAPSACK_EXTRA && extra <= KNAPSACK_EXTRA);
        extra = extra < 0 ? -extra : extra;
        most = extra > most ? extra : most;
    }
    price = (WORTH_MOST >> 1) / most;
    return price > ((wide)1 << 60) ? (int64_t)1 << 60 : (int64_t)price;
}

/* The bound falls with the price while the linear choice fails the condition,
 * and rises when it holds: between the two lies the lowest. */
static void price_set(struct curve *c, size_t *hull)
{
    int64_t low = 0, high = price_most(c);
    bool held;
    wide at_low, at_high;

    at_low = root_bound(c, hull, 0, &held);
    if (held)
        return;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;

        root_bound(c, hull, middle, &held);
        if (held)
            high = middle;
        else
            low = middle;
    }
    at_low = root_bound(c, hull, low, &held);
    at_high = root_bound(c, hull, high, &held);
    if (at_low < at_high)
        root_bound(c, hull, low, &held);
}

/* ---- making it ----------------------------------------------------------*/

static void points_sort(struct curve *c)
{
    const struct knapsack *k = c->k;

    if (k->points) {
        memcpy(c->point, k->point, k->points * sizeof *c->point);
        qsort(c->point, k->points, sizeof *c->point, point_order);
    }
    for (size_t p = k->points; p-- > 0;) {
        const struct knapsack_point *x = &c->point[p];

        MUST(x->class < k->classes);
        MUST(x->cost >= 0 && x->cost <= KNAPSACK_COST);
        MUST(x->value >= 0 && x->value <= KNAPSACK_VALUE);
        c->first[x->class] = p;
    }
    c->first[k->classes] = k->points;
    for (size_t i = 0; i < k->classes; i++) /* no class is empty */
        MUST(c->first[i] < c->first[i + 1]);
}

struct curve *curve_make(const struct knapsack *k, struct arena *a)
{
    struct curve *c = arena_new(a, struct curve);
    size_t n = k->points + 1, *hull = arena_many(a, size_t, n);

    c->k = k;
    c->point = arena_many(a, struct knapsack_point, n);
    c->first = arena_many(a, size_t, k->classes + 1);
    c->step = arena_many(a, struct step, n);
    c->class_at = arena_many(a, size_t, k->classes + 1);
    c->stage_of = arena_many(a, size_t, k->classes + 1);
    c->at = arena_many(a, size_t, n);
    c->cost = arena_many(a, int64_t, n);
    c->value = arena_many(a, int64_t, n);
    c->extra = arena_many(a, int64_t, n);
    c->worth = arena_many(a, wide, n);
    points_sort(c);
    price_set(c, hull);
    return c;
}

/* ---- with and without ---------------------------------------------------*/

/* The bound of all other classes within `room`; -1: it does not fit. */
static int64_t others_bound(const struct curve *c, size_t class, int64_t room,
                            wide has)
{
    if (room < 0)
        return -1;
    for (size_t i = 0; i < c->steps && room >= 0; i++) {
        const struct step *s = &c->step[i];

        if (s->class == class)
            continue;
        if (s->cost > room) {
            has += s->worth * room / s->cost;
            break;
        }
        room -= s->cost;
        has += s->worth;
    }
    return curve_whole(has);
}

void curve_forced(const struct curve *c, size_t items, int64_t *with,
                  int64_t *without)
{
    wide extra = (wide)c->k->extra * c->price;

    for (size_t i = 0; i < items; i++)
        with[i] = without[i] = -1;
    for (size_t p = 0; p < c->k->points; p++) {
        const struct knapsack_point *x = &c->point[p];
        size_t first = c->first[x->class], end = c->first[x->class + 1];

        with[x->item] = others_bound(c, x->class, c->k->room - x->cost,
                                     extra + point_worth(c, p));
        without[x->item] = others_bound(c, x->class, c->k->room, extra);
        for (size_t o = first; o < end; o++) {
            int64_t other = o == p ? -1 :
                                     others_bound(c, x->class,
                                                  c->k->room - c->point[o].cost,
                                                  extra + point_worth(c, o));

            if (other > without[x->item])
                without[x->item] = other;
        }
    }
}
