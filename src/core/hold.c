/* hold - a level that stands as long as any of several facts holds it up.
 *
 * A household is organised while any of its persons is in any body, a union
 * council is covered while any body stands in it. Each fact holds for some
 * months; the level is their union, whatever order they came in. */
#include <stdlib.h>
#include <string.h>

#include "core/core.h"

struct hold hold_of(struct id entry, struct date from, struct date until,
                    day closed)
{
    struct hold h = { .opens = entry,
                      .closes = entry,
                      .since = month_of(from.on),
                      .until = HOLD_OPEN,
                      .cutover = MONTH_NONE };

    if (until.on != DAY_NONE)
        h.until = month_of(date_end(until));
    if (closed != DAY_NONE && month_of(closed) < h.until)
        h.until = month_of(closed);
    return h;
}

static int order_of(const struct hold *x, const struct hold *y, bool project)
{
    int order = id_order(x->rsp, y->rsp);

    if (!order && project)
        order = id_order(x->project, y->project);
    if (!order)
        order = (x->since > y->since) - (x->since < y->since);
    if (!order)
        order = id_order(x->opens, y->opens);
    if (!order)
        order = (x->until > y->until) - (x->until < y->until);
    return order ? order : id_order(x->closes, y->closes);
}

static int by_rsp(const void *a, const void *b)
{
    return order_of(a, b, false);
}

static int by_project(const void *a, const void *b)
{
    return order_of(a, b, true);
}

/* Joins what overlaps or touches, in place; they come by `since`. What holds
 * for no whole month's end goes. Returns how many are left. */
static size_t holds_join(struct hold *h, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct hold *last = kept ? &h[kept - 1] : NULL;

        if (h[i].until <= h[i].since)
            continue;
        if (!last || h[i].since > last->until) {
            h[kept++] = h[i];
        } else if (h[i].until > last->until ||
                   (h[i].until == last->until &&
                    id_order(h[i].closes, last->closes) > 0)) {
            last->until = h[i].until;
            last->closes = h[i].closes;
        }
    }
    return kept;
}

/* +1 where it begins, -1 where it ends. What ended before the cutover is not
 * carried into it. */
static void joined_post(struct postings *p, const struct posting *like,
                        const struct hold *h, size_t n, month cutover)
{
    for (size_t i = 0; i < n; i++) {
        struct posting one = *like;

        if (cutover != MONTH_NONE && h[i].until <= cutover)
            continue;
        one.entry = h[i].opens;
        one.month = h[i].since;
        one.amount = 1;
        post_kept(p, &one, cutover, false);
        if (h[i].until == HOLD_OPEN)
            continue;
        one.entry = h[i].closes;
        one.month = h[i].until;
        one.amount = -1;
        post_kept(p, &one, cutover, false);
    }
}

/* The least cutover counts: two may be signed, for a district and above it. */
static month cutover_of(const struct hold *h, size_t n)
{
    month least = MONTH_NONE;

    for (size_t i = 0; i < n; i++)
        if (h[i].cutover != MONTH_NONE &&
            (least == MONTH_NONE || h[i].cutover < least))
            least = h[i].cutover;
    return least;
}

static size_t group_end(const struct hold *h, size_t n, size_t i, bool project)
{
    size_t to = i + 1;

    while (to < n && id_same(h[to].rsp, h[i].rsp) &&
           (!project || id_same(h[to].project, h[i].project)))
        to++;
    return to;
}

/* Once over the projects, and once in each. What stands in a project is taken
 * off where no project is named, so that the sum over projects counts the thing
 * once, however many it is in. */
static void groups_post(struct postings *p, const struct posting *like,
                        struct hold *h, size_t n, bool project)
{
    size_t to;

    for (size_t i = 0; i < n; i = to) {
        struct posting one = *like;
        size_t first = p->n, joined;
        month cutover;

        to = group_end(h, n, i, project);
        if (project && id_none(h[i].project))
            continue;
        one.rsp = h[i].rsp;
        cutover = cutover_of(&h[i], to - i);
        joined = holds_join(&h[i], to - i);
        joined_post(p, &one, &h[i], joined, cutover);
        for (size_t j = first; project && j < p->n; j++)
            p->at[j].amount = -p->at[j].amount;
        if (!project)
            continue;
        one.project = h[i].project;
        joined_post(p, &one, &h[i], joined, cutover);
    }
}

static int same_first(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    int order = str_order(x->indicator, y->indicator);

    if (!order)
        order = id_order(x->rsp, y->rsp);
    if (!order)
        order = id_order(x->project, y->project);
    if (!order)
        order = (x->month > y->month) - (x->month < y->month);
    return order ? order : id_order(x->entry, y->entry);
}

/* Of one entry, month, RSP and project there is one posting; none for nought. */
static void postings_merge(struct postings *p, size_t first)
{
    size_t kept = first, i = first;

    if (p->n > first)
        qsort(&p->at[first], p->n - first, sizeof *p->at, same_first);
    while (i < p->n) {
        struct posting one = p->at[i++];

        while (i < p->n && same_first(&one, &p->at[i]) == 0)
            one.amount += p->at[i++].amount;
        if (one.amount)
            p->at[kept++] = one;
    }
    p->n = kept;
}

size_t holds_by_rsp(struct hold *h, size_t n)
{
    size_t kept = 0, to;

    if (n)
        qsort(h, n, sizeof *h, by_rsp);
    for (size_t i = 0; i < n; i = to) {
        month cutover;
        size_t joined;

        to = group_end(h, n, i, false);
        cutover = cutover_of(&h[i], to - i);
        joined = holds_join(&h[i], to - i);
        memmove(&h[kept], &h[i], joined * sizeof *h);
        for (size_t j = 0; j < joined; j++)
            h[kept++].cutover = cutover;
    }
    return kept;
}

void post_holds(struct postings *p, const struct posting *like,
                const struct hold *holds, size_t n)
{
    struct hold *h = arena_many(p->arena, struct hold, n + 1);
    size_t first = p->n;

    for (int project = 0; project <= 1 && n; project++) {
        memcpy(h, holds, n * sizeof *h);
        qsort(h, n, sizeof *h, project ? by_project : by_rsp);
        groups_post(p, like, h, n, project != 0);
    }
    postings_merge(p, first);
}

static int by_who(const void *a, const void *b)
{
    const struct hold *x = a, *y = b;

    return id_order(x->who, y->who);
}

/* Who holds in several RSPs is taken off where no RSP is named. */
static void rsps_post(struct postings *p, const struct posting *like,
                      const struct hold *holds, size_t n)
{
    struct hold *h = arena_many(p->arena, struct hold, n + 1);
    size_t first = p->n;
    bool several = false;

    for (size_t i = 0; i < n; i++)
        several |= !id_same(holds[i].rsp, holds[0].rsp);
    if (!several)
        return;
    memcpy(h, holds, n * sizeof *h);
    qsort(h, n, sizeof *h, by_rsp);
    groups_post(p, like, h, n, false);
    for (size_t i = first; i < p->n; i++) {
        p->at[i].rsp = ID_NONE;
        p->at[i].amount = -p->at[i].amount;
    }
    memcpy(h, holds, n * sizeof *h);
    for (size_t i = 0; i < n; i++)
        h[i].rsp = ID_NONE;
    qsort(h, n, sizeof *h, by_rsp);
    groups_post(p, like, h, n, false);
}

void post_heads(struct postings *p, const struct posting *like,
                const struct hold *holds, size_t n)
{
    struct hold *h = arena_many(p->arena, struct hold, n + 1);
    size_t first = p->n, to;

    memcpy(h, holds, n * sizeof *h);
    if (n)
        qsort(h, n, sizeof *h, by_who);
    for (size_t i = 0; i < n; i = to) {
        for (to = i + 1; to < n && id_same(h[to].who, h[i].who);)
            to++;
        post_holds(p, like, &h[i], to - i);
        rsps_post(p, like, &h[i], to - i);
    }
    postings_merge(p, first);
}
