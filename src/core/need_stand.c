/* need_stand - see need_stand.h. */
#include "core/need_stand.h"

#include <stdlib.h>
#include <string.h>

/* ---- the chain upwards --------------------------------------------------*/

/* Of two mergings the one that was said later; of one day the greater entry. */
static bool later(const struct need_fact *a, const struct need_fact *b)
{
    if (a->on_day != b->on_day)
        return a->on_day > b->on_day;
    return memcmp(a->entry.b, b->entry.b, sizeof a->entry.b) > 0;
}

/* Where a chain comes back to a need that it has been at, the latest merging of
 * the circle does not count; which one that is does not hang on where the chain
 * was entered. NULL: it never comes back. */
static const struct need_fact *circle_cut(const struct need_chain *c)
{
    for (size_t end = 0; end < c->n; end++)
        for (size_t from = 0; from <= end; from++) {
            const struct need_fact *cut = c->link[from];

            if (!id_same(c->link[end]->above, c->link[from]->need))
                continue;
            for (size_t i = from + 1; i <= end; i++)
                if (later(c->link[i], cut))
                    cut = c->link[i];
            return cut;
        }
    return NULL;
}

static struct need_chain chain_of(const struct need_fact *f, size_t n)
{
    struct need_chain c = { .n = 0 };

    for (size_t i = 0; i < n; i++)
        if (f[i].what == NEED_CHAIN && c.n < NEED_STEPS)
            c.link[c.n++] = &f[i];
    c.cut = circle_cut(&c);
    for (size_t i = 0; c.cut && i < c.n; i++)
        if (id_same(c.link[i]->entry, c.cut->entry)) {
            c.n = i;
            break;
        }
    return c;
}

bool need_line(struct need_line *l, const struct need_fact *f, size_t n)
{
    *l = (struct need_line){ .f = f, .n = n };
    for (size_t i = 0; i < n; i++)
        if (f[i].what == NEED_ITSELF)
            l->own = &f[i];
    l->chain = chain_of(f, n);
    return l->own != NULL;
}

/* How many steps above it `need` lay on that day; -1: it was no part of it. */
static int steps_to(const struct need_line *l, struct id need, day on)
{
    if (id_same(l->own->entry, need))
        return 0;
    for (size_t i = 0; i < l->chain.n; i++) {
        if (l->chain.link[i]->on_day > on)
            return -1;
        if (id_same(l->chain.link[i]->above, need))
            return (int)i + 1;
    }
    return -1;
}

static bool within(const struct need_fact *f, day on)
{
    return f->on_day <= on && (f->until == DAY_NONE || f->until > on);
}

/* ---- what people say ----------------------------------------------------*/

/* Which of two answers of one day came later: what was put off and approved on
 * one day is approved. */
static int reach_of(int32_t says)
{
    static const int8_t reach[] = { 1, 3, 2, 4, 5, 6, 7, 8, 9 };

    return says >= 0 && says < (int)LEN(reach) ? reach[says] : 0;
}

/* The answer that stands: the last by day, of one day the furthest. */
static bool answers_over(const struct need_fact *a, const struct need_fact *b)
{
    if (!b || a->on_day != b->on_day)
        return !b || a->on_day > b->on_day;
    if (a->says != b->says)
        return reach_of(a->says) > reach_of(b->says);
    return memcmp(a->entry.b, b->entry.b, sizeof a->entry.b) > 0;
}

const struct need_fact *need_said(const struct need_line *l, day on)
{
    const struct need_fact *stands = NULL;

    for (size_t i = 0; i < l->n; i++)
        if (l->f[i].what == NEED_ANSWER && l->f[i].on_day <= on &&
            steps_to(l, l->f[i].need, on) >= 0 &&
            answers_over(&l->f[i], stands))
            stands = &l->f[i];
    return stands;
}

/* Somebody verified it since a day. */
static const struct need_fact *verified(const struct need_line *l, day since,
                                        day on)
{
    const struct need_fact *stands = NULL;

    for (size_t i = 0; i < l->n; i++)
        if (l->f[i].what == NEED_ANSWER && l->f[i].on_day <= on &&
            l->f[i].on_day >= since && l->f[i].says + 1 == NEED_VERIFIED &&
            steps_to(l, l->f[i].need, on) >= 0 &&
            answers_over(&l->f[i], stands))
            stands = &l->f[i];
    return stands;
}

/* ---- what the work says -------------------------------------------------*/

static bool works_speaks(const struct need_fact *f, day on)
{
    return f->what == NEED_WORKS && f->begun != DAY_NONE && f->begun <= on &&
           (f->until == DAY_NONE || f->until > on);
}

static bool works_done(const struct need_fact *f, day on)
{
    return f->done != DAY_NONE && f->done <= on;
}

const struct need_fact *need_works(const struct need_line *l, day on,
                                   int32_t *state, day *since)
{
    const struct need_fact *by = NULL;
    int near = NEED_STEPS + 1;

    *state = NEED_COMPLETED;
    *since = DAY_NONE;
    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];
        int steps;

        if (!works_speaks(f, on))
            continue;
        steps = steps_to(l, f->need, on);
        if (steps < 0 || steps > near)
            continue;
        if (steps < near) {
            near = steps;
            *state = NEED_COMPLETED;
            by = NULL;
        }
        if (!works_done(f, on))
            *state = NEED_STARTED;
        if (!by || f->begun > by->begun ||
            (f->begun == by->begun && later(f, by)))
            by = f;
    }
    for (size_t i = 0; by && i < l->n; i++) {
        const struct need_fact *f = &l->f[i];

        if (!works_speaks(f, on) || steps_to(l, f->need, on) != near)
            continue;
        if (*state == NEED_COMPLETED &&
            (*since == DAY_NONE || f->done > *since))
            *since = f->done;
        if (*state == NEED_STARTED && !works_done(f, on) &&
            (*since == DAY_NONE || f->begun < *since))
            *since = f->begun;
    }
    return by;
}

static void state_put(const struct need_line *l, day on, struct need_stand *s)
{
    s->state = NEED_ASKED;
    s->stood = l->own->on_day;
    s->works = need_works(l, on, &s->state, &s->stood);
    if (s->works) {
        s->by = s->works;
        if (s->state == NEED_COMPLETED) {
            const struct need_fact *v = verified(l, s->stood, on);

            if (v) {
                s->state = NEED_VERIFIED;
                s->stood = v->on_day;
                s->by = v;
            }
        }
        return;
    }
    s->state = NEED_ASKED;
    s->stood = l->own->on_day;
    s->by = need_said(l, on);
    if (s->by) {
        s->state = s->by->says + 1;
        s->stood = s->by->on_day;
    }
}

/* ---- whom it serves, what it costs --------------------------------------*/

static void restate(int64_t *was, int64_t said)
{
    if (said != INT_NONE)
        *was = said;
}

/* A revision restates what it says and leaves the rest as it was. */
static void change_put(struct need_stand *s, const struct need_fact *f)
{
    restate(&s->cost, f->cost);
    restate(&s->households, f->households);
    restate(&s->women, f->women);
    restate(&s->men, f->men);
    restate(&s->poorest, f->poorest);
}

static bool code_good(struct str code)
{
    for (size_t i = 0; i < code.n; i++)
        if (strchr("+=,;", code.p[i]))
            return false;
    return code.n > 0;
}

static int band_order(const void *a, const void *b)
{
    const struct need_fact *const *x = a, *const *y = b;

    return str_order((*x)->band, (*y)->band);
}

/* Is it a band of the need as last said on that day: the need's own, or those of
 * its latest revision that says any. */
static struct id banded_by(const struct need_line *l, day on)
{
    const struct need_fact *last = NULL;

    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];

        if (f->what == NEED_BAND && f->on_day <= on &&
            !id_same(f->entry, l->own->entry) && (!last || later(f, last)))
            last = f;
    }
    return last ? last->entry : l->own->entry;
}

static struct str bands_on(const struct need_line *l, day on, struct arena *a)
{
    const struct need_fact **at = arena_many(a, const struct need_fact *,
                                             l->n + 1);
    struct id by = banded_by(l, on);
    struct buf b = buf_start(a);
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];
        bool of = id_none(l->own->household) ?
                      f->what == NEED_BAND && id_same(f->entry, by) :
                      f->what == NEED_SCORED;

        if (of && code_good(f->band) && f->households != INT_NONE &&
            f->households > 0)
            at[n++] = f;
    }
    qsort(at, n, sizeof *at, band_order);
    for (size_t i = 0; i < n; i++) {
        if (i && str_same(at[i]->band, at[i - 1]->band))
            continue; /* said twice: it is refused where it is said */
        buf_char(&b, '+');
        buf_add(&b, at[i]->band);
        buf_char(&b, '=');
        buf_int(&b, at[i]->households);
    }
    if (b.n)
        buf_char(&b, '+');
    return buf_str(&b);
}

struct need_stand need_stand(const struct need_line *l, day on, struct arena *a)
{
    struct need_stand s = { .leaf = 1,
                            .cost = INT_NONE,
                            .households = INT_NONE,
                            .women = INT_NONE,
                            .men = INT_NONE,
                            .poorest = INT_NONE };

    change_put(&s, l->own);
    if (s.households == INT_NONE && !id_none(l->own->household))
        s.households = 1;
    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];

        if (f->what == NEED_CHANGE && f->on_day <= on)
            change_put(&s, f);
        if (f->what == NEED_CHILD && within(f, on) &&
            !(l->chain.cut && id_same(f->entry, l->chain.cut->entry)))
            s.leaf = 0;
    }
    state_put(l, on, &s);
    s.bands = bands_on(l, on, a);
    return s;
}

/* ---- the days -----------------------------------------------------------*/

static int day_order(const void *a, const void *b)
{
    day x = *(const day *)a, y = *(const day *)b;

    return (x > y) - (x < y);
}

static bool moves(const struct need_fact *f)
{
    return f->what == NEED_CHAIN || f->what == NEED_CHANGE ||
           f->what == NEED_ANSWER || f->what == NEED_CHILD ||
           f->what == NEED_WORKS || f->what == NEED_BAND;
}

size_t need_days(const struct need_line *l, struct arena *a, day **out)
{
    day *at = arena_many(a, day, 4 * l->n + 1);
    size_t n = 0, kept = 0;

    at[n++] = l->own->on_day;
    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];
        const day of[] = { f->on_day, f->until, f->begun, f->done };

        for (size_t j = 0; moves(f) && j < LEN(of); j++)
            if (of[j] != DAY_NONE && of[j] > l->own->on_day)
                at[n++] = of[j];
    }
    qsort(at, n, sizeof *at, day_order);
    for (size_t i = 0; i < n; i++)
        if (!kept || at[i] != at[kept - 1])
            at[kept++] = at[i];
    *out = at;
    return kept;
}

/* ---- as texts -----------------------------------------------------------*/

bool need_bands_next(struct str *rest, struct str *band, int64_t *households)
{
    while (rest->n) {
        struct str one = str_cut(rest, '+');

        *band = str_cut(&one, '=');
        if (band->n && int_read(one, households))
            return true;
    }
    return false;
}

void need_bands_judge(const struct list *band, int64_t households,
                      struct findings *f)
{
    const struct need_band *b = band->at;
    int64_t sum = 0;

    for (size_t i = 0; i < band->n; i++) {
        sum += b[i].households == INT_NONE ? 0 : b[i].households;
        for (size_t j = 0; j < i; j++)
            if (str_same(b[i].band, b[j].band)) {
                tell_row(f, STOP, "need.band_twice", "band", i, "band");
                break;
            }
    }
    if (households != INT_NONE && sum > households)
        tell_ab(f, STOP, "need.bands_beyond", "band", sum, households);
}

static void number_put(struct buf *b, int64_t n)
{
    if (n != INT_NONE)
        buf_int(b, n);
    buf_char(b, ',');
}

void need_past_put(struct buf *b, day on, const struct need_stand *s)
{
    const int64_t of[] = { on,       s->leaf, s->state,  s->cost, s->households,
                           s->women, s->men,  s->poorest };

    for (size_t i = 0; i < LEN(of); i++)
        number_put(b, of[i]);
    buf_add(b, s->bands);
    buf_char(b, ';');
}

static int64_t number_take(struct str *rest)
{
    int64_t n;

    return int_read(str_cut(rest, ','), &n) ? n : INT_NONE;
}

bool need_past_on(struct str past, day on, struct need_stand *out)
{
    bool there = false;

    *out = (struct need_stand){ .leaf = 0 };
    while (past.n) {
        struct str one = str_cut(&past, ';');

        if (number_take(&one) > on)
            break;
        there = true;
        out->leaf = number_take(&one);
        out->state = (int32_t)number_take(&one);
        out->cost = number_take(&one);
        out->households = number_take(&one);
        out->women = number_take(&one);
        out->men = number_take(&one);
        out->poorest = number_take(&one);
        out->bands = one;
    }
    return there;
}
