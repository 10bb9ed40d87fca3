/* tally - one indicator over places that several organisations may share.
 *
 * Sums add. A place that is counted (a union council with presence) counts
 * once, whoever works there: exactly where such places are known one by one,
 * else the largest number that one organisation states. A property of the
 * place (its households) is the network's word, else the largest. */
#include <stdlib.h>
#include <string.h>

#include "figure_read.sql.h"
#include "report/inside.h"

/* What kind of place an indicator counts: at this level it is known. */
static int known_level(struct str code)
{
    static const struct {
        const char *code;
        int level;
    } counted[] = {
        { "uc", LEVEL_UC },
        { "mouza", LEVEL_DEH },
    };

    if (str_starts(code, S(KEPT)))
        code = str_from(code, sizeof KEPT - 1);
    for (size_t i = 0; i < LEN(counted); i++)
        if (str_same(code, str_of(counted[i].code)))
            return counted[i].level;
    return -1;
}

static int known_order(const void *a, const void *b)
{
    const struct known *x = a, *y = b;
    int order = id_order(x->home, y->home);

    if (!order)
        order = id_order(x->figure->place, y->figure->place);
    return order ? order : id_order(x->figure->rsp, y->figure->rsp);
}

static int spot_order(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    return id_order(x->id, y->id);
}

/* ---- what was read already ---------------------------------------------*/

enum { HOMES_MOST = 8 };
/* Where the places of one level lie in those of another, by place. */
struct homes {
    int level, of;
    day on;
    struct spots spots;
};
struct memo {
    struct {
        const struct measure *measure;
        struct figure_ask ask;
        month at[FIGURE_POINTS];
        struct tally tally;
    } kept[MEMO_MOST];
    int n;
    struct homes homes[HOMES_MOST];
    int home_n;
};

static struct homes *homes_find(struct memo *memo, struct arena *a, int level,
                                const struct figure_ask *ask)
{
    struct homes *h;

    for (int i = 0; i < memo->home_n; i++) {
        h = &memo->homes[i];
        if (h->level == level && h->of == ask->level && h->on == ask->on)
            return h;
    }
    h = memo->home_n < HOMES_MOST ? &memo->homes[memo->home_n++] :
                                    arena_new(a, struct homes);
    *h = (struct homes){ .level = level, .of = ask->level, .on = ask->on };
    return h;
}

static const struct spot *home_find(const struct spots *s, struct id place)
{
    struct spot key = { .id = place };

    return s->n ? bsearch(&key, s->at, s->n, sizeof key, spot_order) : NULL;
}

static struct rows home_ask(struct db *db, const struct homes *h,
                            struct id place)
{
    struct rows r = db_rows(db, SQL_REPORT_HOME);

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, h->level);
    db_bind_int(&r, 3, h->of);
    db_bind_int(&r, 4, h->on);
    return r;
}

/* Of the places that have a figure, which are few among all of their level. */
static const struct spots *homes_read(struct homes *h, struct db *db,
                                      struct arena *a, const struct figures *f)
{
    struct id *ask = arena_many(a, struct id, f->n);
    struct spot *at;
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++)
        if (!(n && id_same(ask[n - 1], f->at[i].place)) &&
            !home_find(&h->spots, f->at[i].place)) {
            struct rows r = home_ask(db, h, f->at[i].place);

            db_ahead(&r);
            ask[n++] = f->at[i].place;
        }
    if (!n)
        return &h->spots;
    at = arena_many(a, struct spot, h->spots.n + n);
    if (h->spots.n)
        memcpy(at, h->spots.at, h->spots.n * sizeof *at);
    h->spots.at = at;
    for (size_t i = 0; i < n; i++) {
        struct rows r = home_ask(db, h, ask[i]);

        at[h->spots.n++] = (struct spot){ .id = ask[i],
                                          .home = db_next(&r) ? db_id(&r, 0) :
                                                                ID_NONE };
        db_done(&r);
    }
    qsort(at, h->spots.n, sizeof *at, spot_order);
    return &h->spots;
}

static void knowns_read(struct tally *t, struct db *db, struct arena *a,
                        const struct figure_ask *ask, int level)
{
    struct figure_ask fine = *ask;
    struct figures f;
    const struct spots *homes;

    fine.level = level;
    fine.place = ID_NONE;
    f = figures_read(db, a, &fine);
    if (!f.n)
        return;
    homes = homes_read(homes_find(t->reference->memo, a, level, ask), db, a,
                       &f);
    t->known = arena_many(a, struct known, f.n);
    for (size_t i = 0; i < f.n; i++) {
        const struct spot *home = home_find(homes, f.at[i].place);

        if (home && !id_none(home->home))
            t->known[t->knowns++] = (struct known){ home->home, &f.at[i] };
    }
    if (t->knowns)
        qsort(t->known, t->knowns, sizeof *t->known, known_order);
}

struct memo *memo_start(struct arena *a)
{
    return arena_new(a, struct memo);
}

static const struct tally *memo_find(const struct memo *memo,
                                     const struct measure *m,
                                     const struct figure_ask *ask)
{
    for (int i = 0; i < memo->n; i++) {
        const struct figure_ask *k = &memo->kept[i].ask;

        if (memo->kept[i].measure == m && k->level == ask->level &&
            k->on == ask->on && k->points >= ask->points &&
            k->figures == ask->figures && str_same(k->also, ask->also) &&
            id_same(k->place, ask->place) &&
            id_same(k->project, ask->project) &&
            memcmp(memo->kept[i].at, ask->at,
                   sizeof *ask->at * (size_t)ask->points) == 0)
            return &memo->kept[i].tally;
    }
    return NULL;
}

static void memo_put(struct memo *memo, const struct measure *m,
                     const struct figure_ask *ask, const struct tally *t)
{
    if (memo->n == MEMO_MOST)
        return; /* then it is read again */
    memo->kept[memo->n].measure = m;
    memo->kept[memo->n].ask = *ask;
    memo->kept[memo->n].tally = *t;
    memcpy(memo->kept[memo->n].at, ask->at,
           sizeof *ask->at * (size_t)ask->points);
    memo->n++;
}

struct tally tally_read(struct db *db, struct arena *a,
                        const struct reference *r, const struct measure *m,
                        const struct figure_ask *ask)
{
    struct figure_ask own = *ask;
    struct tally t = { .reference = r, .measure = m };
    int level = known_level(m->code);
    const struct tally *kept = memo_find(r->memo, m, ask);

    if (kept)
        return *kept;
    own.indicator = m->code;
    t.own = figures_read(db, a, &own);
    if (m->across == ACROSS_MAX && level > ask->level && t.own.n)
        knowns_read(&t, db, a, &own, level);
    memo_put(r->memo, m, ask, &t);
    return t;
}

/* Those known one by one that lie in a place. */
static const struct known *knowns_of(const struct tally *t, struct id place,
                                     size_t *n)
{
    size_t low = 0, high = t->knowns, end;

    *n = 0;
    if (!t->knowns)
        return NULL;
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (id_order(t->known[mid].home, place) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < t->knowns && id_same(t->known[end].home, place);
         end++)
        ;
    *n = end - low;
    return t->known + low;
}

static int64_t largest_of_shared(const struct tally *t, struct id place,
                                 const struct figures *own, int point)
{
    size_t n;
    const struct known *k = knowns_of(t, place, &n);
    int64_t together = 0, largest = 0;
    bool counted = false;

    for (size_t i = 0; i < n; i++) {
        if (!i || !id_same(k[i].figure->place, k[i - 1].figure->place))
            counted = false;
        if (!counted && k[i].figure->at[point] > 0) {
            counted = true;
            together++;
        }
    }
    for (size_t i = 0; i < own->n; i++) {
        int64_t by_name = 0;

        for (size_t j = 0; j < n; j++)
            if (id_same(k[j].figure->rsp, own->at[i].rsp))
                by_name += k[j].figure->at[point];
        if (own->at[i].at[point] != by_name && own->at[i].at[point] > largest)
            largest = own->at[i].at[point];
    }
    return together > largest ? together : largest;
}

static int64_t property_of_place(const struct tally *t,
                                 const struct figures *own, int point)
{
    int64_t largest = 0;

    for (size_t i = 0; i < own->n; i++) {
        const struct runner *r = runner_find(t->reference, own->at[i].rsp);

        if (r && r->network && own->at[i].said && own->at[i].at[point])
            return own->at[i].at[point];
        if (own->at[i].at[point] > largest)
            largest = own->at[i].at[point];
    }
    return largest;
}

static bool said_any(const struct figures *own)
{
    for (size_t i = 0; i < own->n; i++)
        if (own->at[i].said)
            return true;
    return false;
}

bool tally_place(const struct tally *t, struct id place, struct id rsp,
                 int point, int64_t *out)
{
    struct figures own = figures_of(&t->own, place);
    const struct figure *one;

    *out = 0;
    if (t->measure->across == ACROSS_SAME) {
        *out = property_of_place(t, &own, point);
        return said_any(&own);
    }
    if (!id_none(rsp)) {
        one = figures_find(&own, place, rsp);
        if (one)
            *out = one->at[point];
        return one && one->said;
    }
    if (t->measure->across == ACROSS_MAX)
        *out = largest_of_shared(t, place, &own, point);
    else
        for (size_t i = 0; i < own.n; i++)
            *out += own.at[i].at[point];
    return said_any(&own);
}

static int64_t sum_of(const struct figures *f, struct id rsp, int point,
                      bool *said)
{
    int64_t sum = 0;

    for (size_t i = 0; i < f->n; i++)
        if (id_none(rsp) || id_same(rsp, f->at[i].rsp)) {
            sum += f->at[i].at[point];
            *said |= f->at[i].said;
        }
    return sum;
}

bool tally_scope(const struct tally *districts, const struct figures *scope,
                 const struct scope_ask *s, struct id rsp, int point,
                 int64_t *out)
{
    bool same = districts->measure->across == ACROSS_SAME, said = false;
    struct figures all = id_none(s->place) ? *scope :
                                             figures_of(scope, s->place);

    /* What a place has by the rule, instead of what its organisations add up
     * to; a property of places is not any organisation's. */
    *out = sum_of(&all, same ? ID_NONE : rsp, point, &said);
    if (districts->measure->across == ACROSS_SUM || (!same && !id_none(rsp)))
        return said;
    for (size_t i = 0; i < s->district->n; i++) {
        const struct spot *d = &s->district->at[i];
        struct figures own = figures_of(&districts->own, d->id);
        int64_t by_rule;

        if (s->level == LEVEL_PROVINCE && !id_none(s->place) &&
            !id_same(d->home, s->place))
            continue;
        tally_place(districts, d->id, ID_NONE, point, &by_rule);
        *out += by_rule - sum_of(&own, ID_NONE, point, &said);
    }
    return said;
}
