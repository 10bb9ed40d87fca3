/* pulse - the state of a body on a day, out of its dated meetings. */
#include "core/pulse.h"

#include <stdlib.h>

#define MONTH_LAST ((2099 - 1970) * 12 + 11)

/* ---- days ---------------------------------------------------------------*/

day pulse_later(day from, int64_t months)
{
    int year, mon, mday;
    month m;
    day last;

    if (from == DAY_NONE)
        return DAY_NONE;
    day_split(from, &year, &mon, &mday);
    if (months > MONTH_LAST - month_of(from))
        return DAY_LAST;
    m = month_of(from) + (month)months;
    last = month_end(m);
    return month_first(m) + mday - 1 < last ? month_first(m) + mday - 1 : last;
}

static bool counts_on(day held, int64_t months, day on)
{
    return held <= on && on < pulse_later(held, months);
}

/* ---- what is known on a day ---------------------------------------------*/

/* What of a body is looked at on one day. */
struct glance {
    const struct pulse_law *law; /* in force; NULL: none */
    const struct pulse_word *word;
    day begun; /* from when it is judged; DAY_NONE: not yet */
    day after; /* only meetings after it count */
};

/* Of two the later one. */
static const struct pulse_law *law_on(const struct pulse *p, day on)
{
    const struct pulse_law *found = NULL;

    for (size_t i = 0; i < p->laws; i++) {
        const struct pulse_law *l = &p->law[i];

        if ((l->since == DAY_NONE || l->since <= on) &&
            (l->until == DAY_NONE || l->until >= on))
            found = l;
    }
    return found;
}

/* A body is judged from its formation, from the day its old books were carried
 * over, or from the day it was found alive after an end. Who finds it irregular
 * or dormant says so of what went before: only later meetings count. */
static struct glance glance_of(const struct pulse *p, day on)
{
    struct glance g = { .law = law_on(p, on), .begun = p->formed };
    bool ended = false;

    if (p->opened != DAY_NONE && p->opened > g.begun)
        g.begun = p->opened;
    for (size_t i = 0; i < p->words && p->word[i].since <= on; i++) {
        g.word = &p->word[i];
        if (ended && g.word->state < PULSE_DISSOLVED)
            g.begun = g.word->since;
        ended = g.word->state >= PULSE_DISSOLVED;
    }
    g.after = g.begun == DAY_NONE ? DAY_NONE : g.begun - 1;
    if (g.word && g.word->state != PULSE_ACTIVE && g.word->since > g.after)
        g.after = g.word->since;
    if (g.begun == DAY_NONE || g.begun > on)
        g.begun = DAY_NONE;
    return g;
}

struct tally {
    int64_t active, irregular, any; /* meetings in the months of each */
    bool saved;
    const struct pulse_meeting *last;
};

static struct tally tally_of(const struct pulse *p, const struct glance *g,
                             day on)
{
    struct tally t = { 0 };

    for (size_t i = p->meetings; i-- > 0;) {
        const struct pulse_meeting *m = &p->meeting[i];

        if (m->held > on || (g->law->needs_quorum && !m->quorum))
            continue;
        if (m->held <= g->after ||
            !counts_on(m->held, g->law->dormant_months, on))
            break; /* they are in order */
        if (!t.last)
            t.last = m;
        t.any++;
        t.irregular += counts_on(m->held, g->law->irregular_months, on);
        if (!counts_on(m->held, g->law->active_months, on))
            continue;
        t.active++;
        t.saved |= m->saved;
    }
    return t;
}

/* Different offices that somebody holds on that day. */
static int64_t posts_on(const struct pulse *p, day on)
{
    int64_t n = 0;

    for (size_t i = 0; i < p->posts; i++) {
        const struct pulse_post *x = &p->post[i];
        bool twice = false;

        if (x->since > on || (x->until != DAY_NONE && x->until <= on))
            continue;
        for (size_t j = 0; j < i && !twice; j++)
            twice = str_same(p->post[j].office, x->office) &&
                    p->post[j].since <= on &&
                    (p->post[j].until == DAY_NONE || p->post[j].until > on);
        n += !twice;
    }
    return n;
}

/* ---- the state ----------------------------------------------------------*/

static bool is_active(const struct pulse *p, const struct glance *g,
                      const struct tally *t, day on)
{
    if (g->word && g->word->state == PULSE_ACTIVE &&
        counts_on(g->word->since, g->law->active_months, on))
        return true;
    return t->active >= g->law->active_meetings &&
           (!g->law->needs_saving || t->saved) &&
           (!g->law->needs_posts || posts_on(p, on) >= g->law->needs_posts);
}

/* A finding that it lives is a sign of life as a meeting is. */
static bool is_alive(const struct glance *g, const struct tally *t, day on)
{
    bool found = g->word && g->word->state < PULSE_DORMANT &&
                 counts_on(g->word->since, g->law->dormant_months, on);

    return found || t->any > 0;
}

/* Without any sign it is new until dormant_months are over. */
static bool is_new(const struct glance *g, day on)
{
    return (!g->word || g->word->since < g->begun) &&
           counts_on(g->begun, g->law->dormant_months, on);
}

enum pulse_state pulse_of(const struct pulse *p, day on, struct id *by)
{
    struct glance g = glance_of(p, on);
    struct tally t = { 0 };
    struct id rests = p->entry;
    enum pulse_state state;

    if (g.begun != DAY_NONE && g.law)
        t = tally_of(p, &g, on);
    if (g.word)
        rests = g.word->entry;
    if (t.last && (!g.word || t.last->held >= g.word->since))
        rests = t.last->entry;
    if (by)
        *by = rests;
    if (g.word && g.word->state >= PULSE_DISSOLVED)
        return (enum pulse_state)g.word->state;
    if (g.begun == DAY_NONE || !g.law)
        return PULSE_NEW;
    state = is_active(p, &g, &t, on) ? PULSE_ACTIVE :
            is_alive(&g, &t, on)     ? PULSE_IRREGULAR :
            is_new(&g, on)           ? PULSE_NEW :
                                       PULSE_DORMANT;
    return state;
}

bool pulse_fades(const struct pulse *p, day on)
{
    struct glance g = glance_of(p, on);

    if (pulse_of(p, on, NULL) != PULSE_IRREGULAR)
        return false;
    return tally_of(p, &g, on).irregular < g.law->irregular_meetings;
}

/* ---- when it changes ----------------------------------------------------*/

struct days {
    day *at;
    size_t n;
};

static void day_add(struct days *d, day on)
{
    if (on != DAY_NONE)
        d->at[d->n++] = on;
}

/* On the day, and when it no longer counts for each of the laws. */
static void lapses_add(struct days *d, const struct pulse *p, day on)
{
    day_add(d, on);
    for (size_t i = 0; on != DAY_NONE && i < p->laws; i++) {
        day_add(d, pulse_later(on, p->law[i].active_months));
        day_add(d, pulse_later(on, p->law[i].dormant_months));
    }
}

static int by_day(const void *a, const void *b)
{
    const day *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Every day on which the state may be another one than on the day before, in
 * order. */
static struct days turns(const struct pulse *p, struct arena *a)
{
    struct days d = { NULL, 0 };
    size_t each = 1 + 2 * p->laws;

    d.at = arena_many(a, day,
                      (p->meetings + p->words + 2) * each + 2 * p->laws +
                          2 * p->posts + 1);
    lapses_add(&d, p, p->formed);
    lapses_add(&d, p, p->opened);
    for (size_t i = 0; i < p->meetings; i++)
        lapses_add(&d, p, p->meeting[i].held);
    for (size_t i = 0; i < p->words; i++)
        lapses_add(&d, p, p->word[i].since);
    for (size_t i = 0; i < p->laws; i++) {
        day_add(&d, p->law[i].since);
        if (p->law[i].until != DAY_NONE && p->law[i].until < DAY_LAST)
            day_add(&d, p->law[i].until + 1);
    }
    for (size_t i = 0; i < p->posts; i++) {
        day_add(&d, p->post[i].since);
        day_add(&d, p->post[i].until);
    }
    qsort(d.at, d.n, sizeof *d.at, by_day);
    return d;
}

day pulse_since(const struct pulse *p, day on, day back, struct arena *a)
{
    enum pulse_state state = pulse_of(p, on, NULL);
    struct days d = turns(p, a);
    day since = on;

    for (size_t i = d.n; i-- > 0 && d.at[i] >= back;) {
        if (d.at[i] > on || (i > 0 && d.at[i] == d.at[i - 1]))
            continue;
        if (pulse_of(p, d.at[i], NULL) != state)
            return since;
        since = d.at[i];
    }
    return since;
}

day pulse_until(const struct pulse *p, day on, struct arena *a)
{
    enum pulse_state state = pulse_of(p, on, NULL);
    struct days d = turns(p, a);

    for (size_t i = 0; i < d.n; i++)
        if (d.at[i] > on && pulse_of(p, d.at[i], NULL) != state)
            return d.at[i];
    return DAY_NONE;
}

/* ---- figures ------------------------------------------------------------*/

static void level_post(const struct posting *like, const char *nature,
                       int state, int64_t amount, struct postings *out)
{
    static const char *const named[] = { "active", "irregular", "dormant" };
    struct posting one = *like;
    struct buf name = buf_start(out->arena);

    if (state < 0 || state > PULSE_DORMANT)
        return;
    buf_fmt(&name, "%s.%s", nature, named[state]);
    one.indicator = buf_str(&name);
    one.amount = amount;
    post(out, &one);
}

/* The months in which something happens or lapses: within one month the state
 * at its end is the same whatever the day was. */
void pulse_post(const struct pulse *p, const struct posting *like,
                const char *nature, month since, struct postings *out)
{
    struct days d = turns(p, out->arena);
    enum pulse_state was = PULSE_NEW;
    month last = MONTH_NONE;

    if (since != MONTH_NONE)
        was = pulse_of(p, month_first(since) - 1, NULL);
    for (size_t i = 0; i < d.n; i++) {
        month m = month_of(d.at[i]);
        struct posting one = *like;
        enum pulse_state now;

        if (m == last || m < since)
            continue;
        last = m;
        now = pulse_of(p, month_end(m), &one.entry);
        if (now == was)
            continue;
        one.month = m;
        level_post(&one, nature, was, -1, out);
        level_post(&one, nature, now, 1, out);
        was = now;
    }
}
