/* count - votes and a rule into seats. */
#include "core/count.h"

#include <stdlib.h>

int64_t poll_votes_each(enum poll_way way, size_t seats, size_t candidates)
{
    size_t least = seats < candidates ? seats : candidates;

    switch (way) {
    case POLL_BLOCK: return (int64_t)least;
    case POLL_APPROVAL: return (int64_t)candidates;
    default: return 1;
    }
}

struct hash poll_lot(struct str seed, struct str about, struct str key)
{
    const struct str line[] = { S("saath lot 1"), seed, about, key };
    struct sha s;

    sha_start(&s);
    for (size_t i = 0; i < LEN(line); i++) {
        sha_add(&s, line[i].p, line[i].n);
        sha_add(&s, "\n", 1);
    }
    return sha_end(&s);
}

/* ---- order --------------------------------------------------------------*/

static int place_order(const void *p, const void *q)
{
    const struct poll_place *x = p, *y = q;

    if (x->votes != y->votes)
        return x->votes < y->votes ? 1 : -1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

static void places_rank(const struct poll *p, struct poll_result *r)
{
    for (size_t i = 0; i < p->n; i++) {
        MUST(p->at[i].votes >= 0);
        r->place[i] = (struct poll_place){ .candidate = i,
                                           .votes = p->at[i].votes };
    }
    if (p->n)
        qsort(r->place, p->n, sizeof *r->place, place_order);
    for (size_t i = 0; i < p->n; i++)
        r->place[i].rank = i && r->place[i].votes == r->place[i - 1].votes ?
                               r->place[i - 1].rank :
                               i + 1;
}

static void seat_give(struct poll_result *r, struct poll_place *to,
                      enum poll_by by)
{
    MUST(r->open > 0 && to->by == POLL_NOT);
    to->by = by;
    r->elected++;
    r->open--;
}

/* ---- a tie --------------------------------------------------------------*/

/* Who ties, and what the rule orders them by: the least value comes first. A
 * value that is not known leaves the whole tie as it is. */
struct drawn {
    struct poll_place *place;
    struct hash lot;
    int64_t value; /* INT_NONE: not known */
};

static int drawn_order(const void *p, const void *q)
{
    const struct drawn *x = p, *y = q;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return hash_order(x->lot, y->lot);
}

/* Where somebody with a casting vote named her; after all the others else. */
static int64_t casting_value(const struct poll *p, size_t candidate)
{
    for (size_t i = 0; i < p->castings; i++)
        if (p->casting[i] == candidate)
            return (int64_t)i;
    return (int64_t)p->castings;
}

static void tie_value(const struct poll *p, struct drawn *d)
{
    const struct poll_candidate *c = &p->at[d->place->candidate];

    switch (p->tie) {
    case TIE_LOT: d->lot = poll_lot(p->seed, p->about, c->key); break;
    case TIE_AGE: d->value = c->born == DAY_NONE ? INT_NONE : c->born; break;
    case TIE_CASTING: d->value = casting_value(p, d->place->candidate); break;
    case TIE_REPOLL: break;
    }
}

static bool drawn_same(const struct drawn *x, const struct drawn *y)
{
    return x->value == y->value && hash_same(x->lot, y->lot);
}

/* How many of the n the rule puts before all others, within `open`. */
static size_t drawn_clear(const struct poll *p, const struct drawn *d, size_t n,
                          size_t open)
{
    size_t clear = open;

    for (size_t i = 0; i < n; i++)
        if (p->tie == TIE_REPOLL || d[i].value == INT_NONE)
            return 0;
    while (clear > 0 && drawn_same(&d[clear - 1], &d[open]))
        clear--;
    return clear;
}

/* n places with equal votes for fewer open seats. */
static void tie_break(const struct poll *p, struct poll_place *at, size_t n,
                      struct poll_result *r, struct arena *a)
{
    static const enum poll_by by[] = { POLL_NOT, POLL_BY_LOT, POLL_BY_AGE,
                                       POLL_BY_CASTING };
    struct drawn *d = arena_many(a, struct drawn, n);
    size_t clear;

    for (size_t i = 0; i < n; i++) {
        d[i].place = &at[i];
        tie_value(p, &d[i]);
    }
    qsort(d, n, sizeof *d, drawn_order);
    clear = drawn_clear(p, d, n, r->open);
    for (size_t i = 0; i < clear; i++)
        seat_give(r, d[i].place, by[p->tie]);
    for (size_t i = clear; i < n && r->open > 0; i++) {
        d[i].place->tied = true;
        d[i].place->again = p->tie == TIE_REPOLL;
        r->tied = true;
    }
}

/* ---- the poll -----------------------------------------------------------*/

static void most_votes(const struct poll *p, struct poll_result *r,
                       struct arena *a)
{
    size_t i = 0;

    while (i < p->n && r->open > 0) {
        size_t n = 1;

        while (i + n < p->n && r->place[i + n].votes == r->place[i].votes)
            n++;
        if (n > r->open) {
            tie_break(p, &r->place[i], n, r, a);
            return;
        }
        for (size_t j = i; j < i + n; j++)
            seat_give(r, &r->place[j], POLL_VOTES);
        i += n;
    }
}

static void first_round(const struct poll *p, struct poll_result *r)
{
    size_t i = 0, last;

    while (i < p->n && r->open > 0 &&
           r->place[i].votes > p->valid - r->place[i].votes)
        seat_give(r, &r->place[i++], POLL_VOTES);
    if (r->open == 0)
        return;
    last = i + 2 * r->open - 1;
    for (size_t j = i; j < p->n; j++)
        r->place[j].again = j <= last ||
                            r->place[j].votes == r->place[last].votes;
    r->again = true;
}

struct poll_result poll_decide(const struct poll *p, struct arena *a)
{
    struct poll_result r = { .n = p->n, .open = p->seats };

    MUST(p->seats >= 1 && p->seats <= SEATS_MOST && p->n <= CANDIDATES_MOST);
    r.place = arena_many(a, struct poll_place, p->n + 1);
    places_rank(p, &r);
    if (p->n <= p->seats && p->round < 2)
        for (size_t i = 0; i < p->n; i++)
            seat_give(&r, &r.place[i], POLL_UNOPPOSED);
    else if (p->way == POLL_TWO_ROUND && p->round < 2)
        first_round(p, &r);
    else
        most_votes(p, &r, a);
    return r;
}
