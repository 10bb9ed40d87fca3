/* number - one indicator for the place a question is about. */
#include <stdlib.h>
#include <string.h>

#include "report/inside.h"

/* A plain sum asks nothing of districts. */
static bool by_district(const struct measure *m)
{
    return !m || m->across != ACROSS_SUM || str_same(m->code, S("district"));
}

struct asked_place scope_alone(struct db *db, const struct question *q,
                               struct arena *a)
{
    struct asked_place s = { .on = month_end(q->as_of) };
    struct str name;

    if (!id_none(q->place))
        s.level = place_level(db, q->place, a, q->lang, &name);
    return s;
}

struct asked_place scope_open(struct db *db, const struct question *q,
                              const struct measure *m, struct arena *a)
{
    struct asked_place s = scope_alone(db, q, a);

    if (s.level < LEVEL_DISTRICT && by_district(m))
        s.district = spots_read(db, a, LEVEL_DISTRICT, LEVEL_PROVINCE, q->place,
                                s.on, q->lang);
    return s;
}

/* Districts where anybody has a union council, a household or a CO. */
static int64_t districts_worked(struct db *db, struct arena *a,
                                const struct asked_place *s,
                                const struct figure_ask *ask, struct id rsp,
                                int point)
{
    static const char *const sign[] = { "uc", "hh", "co" };
    struct figures f[LEN(sign)];
    int64_t n = 0;

    for (size_t i = 0; i < LEN(sign); i++) {
        struct figure_ask one = *ask;

        one.indicator = str_of(sign[i]);
        one.level = LEVEL_DISTRICT;
        one.place = ID_NONE;
        one.at = &ask->at[point];
        one.points = 1;
        f[i] = figures_read(db, a, &one);
    }
    for (size_t d = 0; d < s->district.n; d++) {
        bool there = false;

        for (size_t i = 0; i < LEN(sign); i++) {
            struct figures own = figures_of(&f[i], s->district.at[d].id);

            for (size_t j = 0; j < own.n; j++)
                there |= own.at[j].at[0] > 0 &&
                         (id_none(rsp) || id_same(rsp, own.at[j].rsp));
        }
        n += there;
    }
    return n;
}

/* An RSP states how many districts it works in; together they are the ones
 * where somebody works, and never fewer than the largest statement. */
static void districts_total(struct db *db, struct arena *a,
                            const struct asked_place *s,
                            const struct figure_ask *ask,
                            const struct question *q, struct number *n)
{
    for (int p = 0; p < ask->points; p++) {
        int64_t most = 0;

        if (!id_none(q->rsp) && n->said)
            continue; /* its own word */
        for (size_t i = 0; i < n->by_rsp.n; i++)
            if (n->by_rsp.at[i].at[p] > most)
                most = n->by_rsp.at[i].at[p];
        n->total[p] = districts_worked(db, a, s, ask, q->rsp, p);
        if (id_none(q->rsp) && most > n->total[p])
            n->total[p] = most;
        n->said |= n->total[p] > 0;
    }
}

static void total_above(struct db *db, struct arena *a,
                        const struct reference *r, const struct asked_place *s,
                        const struct question *q, const struct measure *m,
                        const struct figure_ask *ask, struct number *n)
{
    struct scope_ask scope = { s->level, q->place, &s->district };
    struct tally t = { .reference = r, .measure = m };
    struct figure_ask fine = *ask;

    n->by_rsp = figures_read(db, a, ask);
    if (m->across != ACROSS_SUM && n->by_rsp.n) {
        fine.level = LEVEL_DISTRICT;
        fine.place = ID_NONE;
        t = tally_read(db, a, r, m, &fine);
    }
    for (int p = 0; p < ask->points; p++)
        n->said |= tally_scope(&t, &n->by_rsp, &scope, q->rsp, p, &n->total[p]);
    if (str_same(m->code, S("district")))
        districts_total(db, a, s, ask, q, n);
}

struct number number_read(struct db *db, struct arena *a,
                          const struct reference *r,
                          const struct asked_place *s, const struct question *q,
                          const struct measure *m, const month *at, int points)
{
    struct figure_ask ask = { .indicator = m->code,
                              .level = s->level,
                              .place = q->place,
                              .project = q->project,
                              .on = s->on,
                              .at = at,
                              .points = points,
                              .figures = q->figures,
                              .also = measure_also(q, m->code) };
    struct number n = { .said = false };
    struct tally t;

    if (m->across == ACROSS_SAME)
        ask.project = ID_NONE; /* a place's own, not a project's */
    if (s->level < LEVEL_DISTRICT) {
        total_above(db, a, r, s, q, m, &ask, &n);
        return n;
    }
    t = tally_read(db, a, r, m, &ask);
    n.by_rsp = figures_of(&t.own, q->place);
    for (int p = 0; p < points; p++)
        n.said |= tally_place(&t, q->place, q->rsp, p, &n.total[p]);
    return n;
}

bool number_whose(struct db *db, struct arena *a, const struct reference *r,
                  const struct question *q, const struct measure *m,
                  const struct whose *w, const month *at, int points,
                  int64_t *out)
{
    struct question of = *q;
    struct asked_place s;
    struct number n = { .said = false };

    of.place = w->place;
    of.rsp = w->rsp;
    of.project = w->project;
    s = scope_open(db, &of, m, a);
    if (s.level >= 0)
        n = number_read(db, a, r, &s, &of, m, at, points);
    memcpy(out, n.total, sizeof *out * (size_t)points);
    return n.said;
}

bool figure_total(struct db *db, const struct question *q, struct str indicator,
                  const month *at, int points, int64_t *out)
{
    struct arena a = { 0 };
    struct reference ref = reference_read(db, &a, q->lang);
    const struct measure *m = measure_kept(&ref, &a, indicator);
    struct number n = { .said = false };

    MUST(points > 0 && points <= FIGURE_POINTS);
    if (m) {
        struct asked_place s = scope_open(db, q, m, &a);

        if (s.level >= 0)
            n = number_read(db, &a, &ref, &s, q, m, at, points);
    }
    memcpy(out, n.total, sizeof *out * (size_t)points);
    arena_free(&a);
    return n.said;
}

/* ---- many places at once ------------------------------------------------*/

static int home_order(const void *a, const void *b)
{
    return id_order(((const struct spot *)a)->home,
                    ((const struct spot *)b)->home);
}

/* Of spots in the order of their homes: those of one home. */
static struct spots spots_of(const struct spots *all, struct id home)
{
    size_t low = 0, high = all->n, end;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (id_order(all->at[mid].home, home) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < all->n && id_same(all->at[end].home, home); end++)
        ;
    return (struct spots){ all->n ? all->at + low : NULL, end - low };
}

/* Above the districts: what a place states, and what the rule makes of its
 * districts. */
static void totals_above(struct db *db, struct arena *a,
                         const struct figure_ask *ask, struct id rsp,
                         const struct tally *t, const struct id *place,
                         size_t n, struct place_total *out)
{
    struct figure_ask fine = *ask;
    struct tally districts = *t;
    struct spots all = { NULL, 0 };

    if (t->measure->across != ACROSS_SUM && t->own.n) {
        fine.level = LEVEL_DISTRICT;
        districts = tally_read(db, a, t->reference, t->measure, &fine);
        all = spots_read(db, a, LEVEL_DISTRICT, ask->level, ID_NONE, ask->on,
                         LANG_EN);
        if (all.n)
            qsort(all.at, all.n, sizeof *all.at, home_order);
    }
    for (size_t i = 0; i < n; i++) {
        struct spots own = spots_of(&all, place[i]);
        struct scope_ask scope = { ask->level, place[i], &own };

        out[i].said = tally_scope(&districts, &t->own, &scope, rsp, 0,
                                  &out[i].amount);
    }
}

/* Each looks at what is done in its own districts. */
static void totals_each(struct db *db, const struct question *q,
                        struct str indicator, const struct id *place, size_t n,
                        struct place_total *out)
{
    for (size_t i = 0; i < n; i++) {
        struct question one = *q;

        one.place = place[i];
        out[i].said = figure_total(db, &one, indicator, &q->as_of, 1,
                                   &out[i].amount);
    }
}

void totals_read(struct db *db, const struct reference *ref,
                 const struct question *q, struct str indicator, int level,
                 const struct id *place, size_t n, struct place_total *out)
{
    struct arena a = { 0 };
    const struct measure *m = measure_kept(ref, &a, indicator);
    struct figure_ask ask = { .indicator = indicator,
                              .level = level,
                              .project = q->project,
                              .on = month_end(q->as_of),
                              .at = &q->as_of,
                              .points = 1,
                              .figures = q->figures,
                              .also = measure_also(q, indicator) };
    struct tally t = { .reference = ref, .measure = m };

    memset(out, 0, n * sizeof *out);
    if (m && m->across == ACROSS_SAME)
        ask.project = ID_NONE; /* a place's own, not a project's */
    if (str_same(indicator, S("district"))) {
        totals_each(db, q, indicator, place, n, out);
    } else if (m && level < LEVEL_DISTRICT) {
        t.own = figures_read(db, &a, &ask);
        totals_above(db, &a, &ask, q->rsp, &t, place, n, out);
    } else if (m) {
        t = tally_read(db, &a, ref, m, &ask);
        for (size_t i = 0; i < n; i++)
            out[i].said = tally_place(&t, place[i], q->rsp, 0, &out[i].amount);
    }
    arena_free(&a);
}

void figure_totals(struct db *db, const struct question *q,
                   struct str indicator, int level, const struct id *place,
                   size_t n, struct place_total *out)
{
    struct arena a = { 0 };
    struct reference ref = reference_read(db, &a, q->lang);

    totals_read(db, &ref, q, indicator, level, place, n, out);
    arena_free(&a);
}
