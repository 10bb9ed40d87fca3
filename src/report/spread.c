/* spread - households of places by the whole points of their scores, out of
 * figures, and the bands and lines they are read by.
 *
 * A household that is known, and one that is organised, adds to
 * "hh.known@CARD.23" and "hh@CARD.23" while 23 is the whole part of its current
 * score on that card. Bands, classes, rates and cut-offs of every scheme are
 * sums of these. */
#include <stdlib.h>

#include "figure_read.sql.h"
#include "report/spread.h"
#include "spread.sql.h"

/* ---- bands --------------------------------------------------------------*/

static void bands_read(struct db *db, struct arena *a, struct id entry,
                       enum lang lang, struct scheme *s)
{
    struct rows r = db_rows(db, SQL_SPREAD_BANDS);

    s->band = arena_many(a, struct scheme_band, SCHEME_BANDS);
    db_bind_id(&r, 1, entry);
    while (s->bands < SCHEME_BANDS && db_next(&r))
        s->band[s->bands++] = (struct scheme_band){ arena_str(a, db_str(&r, 0)),
                                                    name_in(&r, 2, lang, a),
                                                    db_int(&r, 1) };
    db_done(&r);
}

/* Households scored on a card, wherever. */
static int64_t scored_on(struct db *db, const struct question *q,
                         struct str card, struct arena *a)
{
    struct figure_ask ask = { .on = month_end(q->as_of),
                              .at = &q->as_of,
                              .points = 1 };
    int64_t n = 0;

    for (int i = 0; i < SPREAD_POINTS; i++) {
        struct figures f;

        ask.indicator = spread_code(a, HH_KNOWN, card, i);
        f = figures_read(db, a, &ask);
        for (size_t j = 0; j < f.n; j++)
            n += f.at[j].at[0];
    }
    return n;
}

/* Bands that name no card are read on the one with the most households. */
static struct str card_in_use(struct db *db, const struct question *q,
                              struct arena *a)
{
    struct str card[50], used = S("");
    struct rows r = db_rows(db, SQL_SPREAD_CARDS);
    int64_t most = -1;
    size_t n = 0;

    while (n < LEN(card) && db_next(&r))
        card[n++] = arena_str(a, db_str(&r, 0));
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        int64_t scored = scored_on(db, q, card[i], a);

        if (scored > most) {
            most = scored;
            used = card[i];
        }
    }
    return used;
}

bool scheme_read(struct db *db, const struct question *q, struct arena *a,
                 struct scheme *out)
{
    struct rows r = db_rows(db, SQL_SPREAD_BANDING);
    struct id entry = ID_NONE;

    *out = (struct scheme){ .bands = 0 };
    db_bind_text(&r, 1, q->banding);
    db_bind_int(&r, 2, month_end(q->as_of));
    if (db_next(&r)) {
        entry = db_id(&r, 0);
        out->code = arena_str(a, db_str(&r, 1));
        out->card = arena_str(a, db_str(&r, 2));
        out->programme = arena_str(a, db_str(&r, 3));
    }
    db_done(&r);
    if (id_none(entry))
        return false;
    bands_read(db, a, entry, q->lang, out);
    if (q->card.n)
        out->card = q->card;
    else if (!out->card.n)
        out->card = card_in_use(db, q, a);
    return true;
}

bool poor_below(struct db *db, month as_of, struct arena *a, struct str *card,
                int64_t *below)
{
    struct question q = { .as_of = as_of, .from = MONTH_NONE };
    struct scheme s;

    if (!scheme_read(db, &q, a, &s) || !s.bands)
        return false;
    *card = s.card;
    *below = s.band[s.bands - 1].least;
    return true;
}

int64_t scheme_ends(const struct scheme *s, size_t band)
{
    return band + 1 < s->bands ? s->band[band + 1].least : SCORE_MOST + POINT;
}

bool scheme_whole(const struct scheme *s, size_t band)
{
    return s->band[band].least % POINT == 0 &&
           scheme_ends(s, band) % POINT == 0;
}

int64_t spread_between(const int64_t *of, int64_t least, int64_t ends)
{
    int64_t sum = 0;

    for (int64_t i = least / POINT; i < ends / POINT && i < SPREAD_POINTS; i++)
        sum += of[i];
    return sum;
}

/* ---- lines --------------------------------------------------------------*/

static void shares_read(struct db *db, struct arena *a, struct id entry,
                        struct likelihood *l)
{
    struct rows r = db_rows(db, SQL_SPREAD_SHARES);
    struct share *s = arena_many(a, struct share, SPREAD_POINTS);
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    while (n < SPREAD_POINTS && db_next(&r))
        s[n++] = (struct share){ db_int(&r, 0), db_int(&r, 1) };
    db_done(&r);
    l->shares = (struct list){ s, n };
}

static void targets_read(struct db *db, struct arena *a, struct id entry,
                         struct likelihood *l)
{
    struct rows r = db_rows(db, SQL_SPREAD_TARGETS);
    struct targeting *t = arena_many(a, struct targeting, SPREAD_POINTS);
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    while (n < SPREAD_POINTS && db_next(&r))
        t[n++] = (struct targeting){ db_int(&r, 0), db_int(&r, 1),
                                     db_int(&r, 2), db_int(&r, 3),
                                     db_int(&r, 4) };
    db_done(&r);
    l->targets = (struct list){ t, n };
}

bool line_read(struct db *db, struct str card, struct str line, struct arena *a,
               struct likelihood *out)
{
    struct rows r = db_rows(db, SQL_SPREAD_LINE);
    struct id entry = ID_NONE;

    *out = (struct likelihood){ .alpha = ALPHA_DIRECT };
    db_bind_text(&r, 1, card);
    db_bind_text(&r, 2, line);
    if (db_next(&r)) {
        entry = db_id(&r, 0);
        out->card = card;
        out->line = arena_str(a, db_str(&r, 1));
        if (!db_null(&r, 2))
            out->alpha = db_int(&r, 2);
        out->source = arena_str(a, db_str(&r, 3));
    }
    db_done(&r);
    if (id_none(entry))
        return false;
    shares_read(db, a, entry, out);
    targets_read(db, a, entry, out);
    return out->shares.n > 0;
}

struct group spread_group(const struct likelihood *l, const int64_t *of)
{
    struct group g = { 0, 0 };

    for (int i = 0; i < SPREAD_POINTS; i++) {
        int64_t rate = of[i] ? likelihood_of(l, (int64_t)i * POINT) : INT_NONE;

        if (rate == INT_NONE)
            continue;
        g.n += of[i];
        g.sum += of[i] * rate;
    }
    return g;
}

/* ---- spreads ------------------------------------------------------------*/

static int spread_order(const void *a, const void *b)
{
    const struct spread *x = a, *y = b;

    return id_order(x->place, y->place);
}

const struct spread *spread_of(const struct spreads *s, struct id place)
{
    struct spread key = { .place = place };

    return s->n ? bsearch(&key, s->at, s->n, sizeof key, spread_order) : NULL;
}

struct str spread_code(struct arena *a, const char *whole, struct str card,
                       int point)
{
    struct buf b = buf_start(a);

    buf_z(&b, whole);
    buf_char(&b, '@');
    buf_add(&b, card);
    buf_char(&b, '.');
    buf_int(&b, point);
    return buf_str(&b);
}

struct pile { /* of one place, of one point */
    struct id place;
    int point;
    bool organised;
    int64_t n;
};
struct piles {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct figure_ask ask;
    struct str card;
    struct pile *at;
    size_t n, room;
};

static int pile_order(const void *a, const void *b)
{
    const struct pile *x = a, *y = b;

    return id_order(x->place, y->place);
}

static void pile_add(struct piles *p, const struct pile *one)
{
    arena_room(p->a, p->at, p->n, p->room);
    p->at[p->n++] = *one;
}

/* Households known are the place's own, whoever works there. */
static void point_read(struct piles *p, int point, bool organised)
{
    struct figures f;

    p->ask.indicator = spread_code(p->a, organised ? HH : HH_KNOWN, p->card,
                                   point);
    p->ask.project = organised ? p->q->project : ID_NONE;
    f = figures_read(p->db, p->a, &p->ask);
    for (size_t i = 0; i < f.n; i++)
        if (f.at[i].at[0] && (!organised || id_none(p->q->rsp) ||
                              id_same(p->q->rsp, f.at[i].rsp)))
            pile_add(p, &(struct pile){ f.at[i].place, point, organised,
                                        f.at[i].at[0] });
}

static struct spreads piles_sum(struct piles *p)
{
    struct spreads s = { arena_many(p->a, struct spread, p->n + 1), 0 };

    if (p->n)
        qsort(p->at, p->n, sizeof *p->at, pile_order);
    for (size_t i = 0; i < p->n; i++) {
        struct spread *of;

        if (!i || !id_same(p->at[i].place, p->at[i - 1].place))
            s.at[s.n++].place = p->at[i].place;
        of = &s.at[s.n - 1];
        (p->at[i].organised ? of->organised :
                              of->known)[p->at[i].point] += p->at[i].n;
    }
    return s;
}

void spread_behind(struct db *db, const struct question *q,
                   const struct spread_ask *ask, struct arena *a,
                   struct opened *out)
{
    for (int i = 0; i < SPREAD_POINTS; i++) {
        struct rows r;

        if (i * POINT < ask->least || i * POINT >= ask->ends)
            continue;
        r = db_rows(db, SQL_SPREAD_BEHIND);
        db_bind_text(&r, 1,
                     spread_code(a, ask->organised ? HH : HH_KNOWN, ask->card,
                                 i));
        db_bind_int(&r, 2, q->as_of);
        db_bind_id(&r, 3, ask->place);
        db_bind_id(&r, 4, ask->organised ? q->rsp : ID_NONE);
        db_bind_id(&r, 5, ask->organised ? q->project : ID_NONE);
        db_bind_int(&r, 6, month_end(q->as_of));
        while (db_next(&r))
            opened_add(out, a, db_id(&r, 0), INT_NONE);
        db_done(&r);
    }
}

struct spreads spreads_read(struct db *db, const struct question *q,
                            struct str card, int level, struct id place,
                            month at, struct arena *a)
{
    struct piles p = { .db = db,
                       .a = a,
                       .q = q,
                       .ask = { .level = level,
                                .place = place,
                                .on = month_end(q->as_of),
                                .at = &at,
                                .points = 1,
                                .figures = q->figures },
                       .card = card };

    for (int i = 0; i < SPREAD_POINTS; i++) {
        point_read(&p, i, false);
        point_read(&p, i, true);
    }
    return piles_sum(&p);
}

struct spread spread_scope(struct db *db, const struct question *q,
                           struct str card, const struct asked_place *scope,
                           month at, struct arena *a)
{
    struct spreads s = spreads_read(db, q, card, scope->level, q->place, at, a);
    struct spread all = { .place = q->place };

    for (size_t i = 0; i < s.n; i++)
        for (int p = 0; p < SPREAD_POINTS; p++) {
            all.known[p] += s.at[i].known[p];
            all.organised[p] += s.at[i].organised[p];
        }
    return all;
}

int64_t spread_heads(struct db *db, const struct question *q,
                     const struct asked_place *scope, struct str indicator,
                     struct arena *a)
{
    struct figure_ask ask = { .indicator = indicator,
                              .level = scope->level,
                              .place = q->place,
                              .project = q->project,
                              .on = scope->on,
                              .at = &q->as_of,
                              .points = 1,
                              .figures = q->figures };
    struct figures f = figures_read(db, a, &ask);
    int64_t sum = 0;

    for (size_t i = 0; i < f.n; i++)
        if (id_none(q->rsp) || id_same(q->rsp, f.at[i].rsp))
            sum += f.at[i].at[0];
    return sum;
}

int spread_level(const struct question *q, int scope)
{
    static const int by[] = { [BY_PROVINCE] = LEVEL_PROVINCE,
                              [BY_DISTRICT] = LEVEL_DISTRICT,
                              [BY_TALUKA] = LEVEL_TALUKA,
                              [BY_UC] = LEVEL_UC };
    static const int below[] = {
        [LEVEL_DISTRICT] = LEVEL_TALUKA, [LEVEL_TALUKA] = LEVEL_UC,
        [LEVEL_UC] = LEVEL_SETTLEMENT,   [LEVEL_TAPA] = LEVEL_DEH,
        [LEVEL_DEH] = LEVEL_SETTLEMENT,  [LEVEL_SETTLEMENT] = LEVEL_SETTLEMENT
    };

    if (q->by > BY_DEFAULT && q->by < BY_RSP)
        return by[q->by] > scope ? by[q->by] : scope;
    return scope < LEVEL_DISTRICT ? LEVEL_DISTRICT : below[scope];
}

struct id scope_place(struct db *db, const struct question *q)
{
    struct rows r;
    struct id id = q->place;

    if (!id_none(id))
        return id;
    r = db_rows(db, SQL_REPORT_COUNTRY);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}
