/* knapsack - the most valuable choice that fits: the search. */
#include "core/knapsack.h"

#include <stdlib.h>
#include <string.h>

#include "core/knapsack_curve.h"

/* What was chosen of the classes so far, together. */
struct state {
    int64_t cost, value, extra;
    uint32_t from; /* its state one class before */
    uint32_t pick; /* 0: nothing of the class, else which of its points */
};
struct trace {
    uint32_t from, pick;
};

struct search {
    const struct knapsack *k;
    struct curve *curve;
    struct arena *arena;
    size_t states;       /* at the most, here */
    struct trace **came; /* by stage: how each state came */
    struct state *now, *next, *spare;
    wide *bound, *select;
    int64_t *least, *most; /* by stage: what the classes from there on can take
                              from `extra`, and add to it */
    /* The best that is known. */
    bool found;
    int64_t best;
    size_t *point; /* by class */
    /* One that is better, still to be traced. */
    struct better {
        bool is;
        struct state state;
        size_t steps; /* of the curve, that complete it */
    } better;
    wide dropped; /* the highest bound of a state that had no place */
    bool any_dropped;
    size_t seen;
};

/* ---- from one class to the next -----------------------------------------*/

static bool state_before(const struct state *x, const struct state *y)
{
    if (x->cost != y->cost)
        return x->cost < y->cost;
    if (x->value != y->value)
        return x->value > y->value;
    return x->extra >= y->extra;
}

/* Merges `old`, as it is after one more point, into `has`. */
static size_t states_join(const struct search *x, const struct state *has,
                          size_t n, const struct state *old, size_t olds,
                          const struct knapsack_point *p, uint32_t pick,
                          struct state *out)
{
    size_t i = 0, j = 0, m = 0;

    while (i < n || j < olds) {
        struct state more = { .cost = INT64_MAX };

        if (j < olds && old[j].cost + p->cost <= x->k->room)
            more = (struct state){ .cost = old[j].cost + p->cost,
                                   .value = old[j].value + p->value,
                                   .extra = old[j].extra + p->extra,
                                   .from = (uint32_t)j,
                                   .pick = pick };
        else
            j = olds;
        if (j >= olds || (i < n && state_before(&has[i], &more))) {
            if (i >= n)
                break;
            out[m++] = has[i++];
        } else {
            out[m++] = more;
            j++;
        }
    }
    return m;
}

/* Does one of the last states kept, none of which costs more, beat it? Looking
 * at a few of them is enough: one too many does no harm. */
static bool state_beaten(const struct state *kept, size_t n,
                         const struct state *s, int64_t enough)
{
    enum { LOOK = 12 };
    int64_t extra = s->extra < enough ? s->extra : enough;

    for (size_t i = 0; i < LOOK && i < n; i++) {
        const struct state *o = &kept[n - 1 - i];

        if (o->value >= s->value && o->extra >= extra)
            return true;
    }
    return false;
}

static size_t states_thin(const struct search *x, size_t stage, struct state *s,
                          size_t n)
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i].extra + x->most[stage] < 0)
            continue; /* the side condition can hold no more */
        if (!state_beaten(s, m, &s[i], -x->least[stage]))
            s[m++] = s[i];
    }
    return m;
}

/* A choice that is made up of a state and the curve's first whole steps. */
static void choice_try(struct search *x, const struct state *s, size_t steps)
{
    const struct curve *c = x->curve;
    int64_t value = s->value + c->value[steps];

    if (s->extra + c->extra[steps] < 0 || (x->found && value <= x->best))
        return;
    x->found = true;
    x->best = value;
    x->better = (struct better){ .is = true, .state = *s, .steps = steps };
}

/* Those that may still become better than the best; the curve is that of the
 * classes that are left. Their costs rise, so what fits of it only falls. */
static size_t states_bound(struct search *x, struct state *s, size_t n)
{
    const struct curve *c = x->curve;
    size_t m = 0, steps = c->n;

    for (size_t i = 0; i < n; i++) {
        int64_t room = x->k->room - s[i].cost;
        wide bound;

        while (c->cost[steps] > room)
            steps--;
        choice_try(x, &s[i], steps);
        bound = curve_worth(c, s[i].value, s[i].extra) +
                curve_bound(c, steps, room);
        if (x->found && bound < curve_worth(c, x->best + 1, 0))
            continue;
        x->bound[m] = bound;
        s[m++] = s[i];
    }
    x->seen += n;
    return m;
}

/* The `nth` highest of n, in place. */
static wide bound_nth(wide *b, size_t n, size_t nth)
{
    size_t low = 0, high = n - 1;

    while (low < high) {
        wide middle = b[low + (high - low) / 2];
        size_t i = low, j = high;

        for (;;) {
            while (b[i] > middle)
                i++;
            while (b[j] < middle)
                j--;
            if (i >= j)
                break;
            wide swap = b[i];
            b[i++] = b[j];
            b[j--] = swap;
        }
        if (j < nth)
            low = j + 1;
        else
            high = j;
    }
    return b[low];
}

/* Too many: those of the highest bound stay, the first of equals. */
static size_t states_trim(struct search *x, struct state *s, size_t n)
{
    size_t m = 0, above = 0;
    wide least;

    if (n <= x->states)
        return n;
    memcpy(x->select, x->bound, n * sizeof *x->select);
    least = bound_nth(x->select, n, x->states - 1);
    for (size_t i = 0; i < n; i++)
        above += x->bound[i] > least;
    for (size_t i = 0, equal = x->states - above; i < n; i++) {
        bool stays = x->bound[i] > least || (x->bound[i] == least && equal);

        equal -= stays && x->bound[i] == least;
        if (stays) {
            s[m++] = s[i];
        } else if (!x->any_dropped || x->bound[i] > x->dropped) {
            x->dropped = x->bound[i];
            x->any_dropped = true;
        }
    }
    return m;
}

/* ---- the choice behind a state ------------------------------------------*/

static void choice_trace(struct search *x, size_t stage)
{
    const struct curve *c = x->curve;
    uint32_t from = x->better.state.from, pick = x->better.state.pick;

    if (!x->better.is)
        return;
    for (size_t i = 0; i < x->k->classes; i++)
        x->point[i] = KNAPSACK_NONE;
    for (size_t s = stage; s-- > 0;) {
        size_t class = c->class_at[s];

        if (pick)
            x->point[class] = c->first[class] + pick - 1;
        if (s > 0) {
            struct trace t = x->came[s - 1][from];

            from = t.from;
            pick = t.pick;
        }
    }
    for (size_t i = 0; i < x->better.steps; i++)
        x->point[c->step[c->at[i]].class] = c->step[c->at[i]].point;
    x->better.is = false;
}

static void trace_keep(struct search *x, size_t stage, const struct state *s,
                       size_t n)
{
    x->came[stage] = arena_many(x->arena, struct trace, n + 1);
    for (size_t i = 0; i < n; i++)
        x->came[stage][i] = (struct trace){ s[i].from, s[i].pick };
}

/* ---- all classes --------------------------------------------------------*/

/* Decides the class at a stage, for every state. Returns how many are left. */
static size_t stage_run(struct search *x, size_t stage, size_t n)
{
    const struct curve *c = x->curve;
    size_t class = c->class_at[stage], first = c->first[class], m = n;

    for (size_t i = 0; i < n; i++) {
        x->next[i] = x->now[i];
        x->next[i].from = (uint32_t)i;
        x->next[i].pick = 0;
    }
    for (size_t p = first; p < c->first[class + 1]; p++) {
        struct state *swap = x->spare;

        m = states_join(x, x->next, m, x->now, n, &c->point[p],
                        (uint32_t)(p - first + 1), x->spare);
        m = states_thin(x, stage + 1, x->spare, m);
        x->spare = x->next;
        x->next = swap;
    }
    curve_from(x->curve, stage + 1);
    m = states_bound(x, x->next, m);
    m = states_trim(x, x->next, m);
    choice_trace(x, stage + 1);
    trace_keep(x, stage, x->next, m);
    return m;
}

static void search_run(struct search *x, size_t states)
{
    struct arena_mark mark = arena_mark(x->arena);
    size_t room = 0, n = 1;

    for (size_t i = 0; i < x->k->classes; i++) {
        size_t of = x->curve->first[i + 1] - x->curve->first[i] + 1;

        room = of > room ? of : room;
    }
    room = room * states + 1;
    x->states = states;
    x->any_dropped = false;
    x->now = arena_many(x->arena, struct state, room);
    x->next = arena_many(x->arena, struct state, room);
    x->spare = arena_many(x->arena, struct state, room);
    x->bound = arena_many(x->arena, wide, room);
    x->select = arena_many(x->arena, wide, room);
    x->came = arena_many(x->arena, struct trace *, x->k->classes + 1);
    x->now[0] = (struct state){ .extra = x->k->extra };
    curve_from(x->curve, 0);
    n = states_bound(x, x->now, 1);
    choice_trace(x, 0);
    for (size_t stage = 0; stage < x->k->classes && n; stage++) {
        struct state *swap = x->now;

        n = stage_run(x, stage, n);
        x->now = x->next;
        x->next = swap;
    }
    arena_back(x->arena, mark);
}

/* What the classes from a stage on can do to the side condition. */
static void extra_reach(struct search *x)
{
    const struct curve *c = x->curve;
    size_t n = x->k->classes;

    for (size_t s = n; s-- > 0;) {
        size_t class = c->class_at[s];
        int64_t least = 0, most = 0;

        for (size_t p = c->first[class]; p < c->first[class + 1]; p++) {
            int64_t extra = c->point[p].extra;

            least = extra < least ? extra : least;
            most = extra > most ? extra : most;
        }
        x->least[s] = x->least[s + 1] + least;
        x->most[s] = x->most[s + 1] + most;
    }
}

static struct knapsack_answer answer_of(struct search *x, size_t items)
{
    const struct knapsack *k = x->k;
    struct knapsack_answer out = { .found = x->found,
                                   .proven = !x->any_dropped,
                                   .value = x->found ? x->best : 0,
                                   .seen = x->seen };

    out.bound = x->found ? x->best : -1;
    if (x->any_dropped && curve_whole(x->dropped) > out.bound)
        out.bound = curve_whole(x->dropped);
    else if (x->found)
        out.proven = true;
    out.item = arena_many(x->arena, size_t, k->classes + 1);
    for (size_t i = 0; i < k->classes; i++)
        out.item[i] = x->point[i] == KNAPSACK_NONE ?
                          KNAPSACK_NONE :
                          x->curve->point[x->point[i]].item;
    out.with = arena_many(x->arena, int64_t, items + 1);
    out.without = arena_many(x->arena, int64_t, items + 1);
    curve_forced(x->curve, items, out.with, out.without);
    for (size_t i = 0; i < items; i++) {
        out.with[i] = out.with[i] < out.bound ? out.with[i] : out.bound;
        out.without[i] = out.without[i] < out.bound ? out.without[i] :
                                                      out.bound;
    }
    return out;
}

struct knapsack_answer knapsack_solve(const struct knapsack *k, size_t items,
                                      struct arena *a)
{
    enum { QUICK = 64 };
    struct search x = { .k = k, .arena = a };

    MUST(k->points <= KNAPSACK_POINTS && k->states >= 1);
    MUST(k->room >= 0 && k->room <= KNAPSACK_COST);
    x.curve = curve_make(k, a);
    x.point = arena_many(a, size_t, k->classes + 1);
    x.least = arena_many(a, int64_t, k->classes + 1);
    x.most = arena_many(a, int64_t, k->classes + 1);
    for (size_t i = 0; i < k->classes; i++)
        x.point[i] = KNAPSACK_NONE;
    extra_reach(&x);
    /* A few states find a good choice fast, which then thins out the many. */
    search_run(&x, k->states < QUICK ? k->states : QUICK);
    if (x.any_dropped && k->states > QUICK &&
        (!x.found || curve_whole(x.dropped) > x.best))
        search_run(&x, k->states);
    return answer_of(&x, items);
}
