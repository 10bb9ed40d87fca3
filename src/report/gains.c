/* gains - who got what of the benefits of a place.
 *
 * A benefit is a kind whose SQL has x_benefit(place, day, household); its column
 * `person`, where it has one, says to whom it was given. */
#include "report/gains.h"

#include <stdlib.h>
#include <string.h>

#include "gains.sql.h"
#include "report/inside.h"
#include "report/spread.h"

struct home {
    struct id id;
    bool bears; /* somebody of it is an office bearer */
    int64_t got, measure;
};
struct gaining {
    struct db *db;
    struct arena *a;
    struct id place;
    day on;
    struct home *home; /* by id */
    size_t n;
};

/* ---- the households -----------------------------------------------------*/

/* What is asked of the households of the place. */
static struct rows homes_rows(struct gaining *g, int sql)
{
    struct rows r = db_rows(g->db, sql);

    db_bind_id(&r, 1, g->place);
    db_bind_int(&r, 2, g->on);
    db_bind_id(&r, 3, ID_NONE);
    return r;
}

static int home_order(const void *a, const void *b)
{
    return id_order(((const struct home *)a)->id, ((const struct home *)b)->id);
}

/* NULL: it came while this was read. */
static struct home *home_find(struct gaining *g, struct id household)
{
    struct home key = { .id = household };

    return g->n ? bsearch(&key, g->home, g->n, sizeof key, home_order) : NULL;
}

static void homes_bearing(struct gaining *g)
{
    struct rows r = homes_rows(g, SQL_GAINS_BEARING);

    while (db_next(&r)) {
        struct home *h = home_find(g, db_id(&r, 0));

        if (h)
            h->bears = true;
    }
    db_done(&r);
}

static bool homes_read(struct gaining *g)
{
    struct rows r = homes_rows(g, SQL_GAINS_HOUSEHOLDS);
    size_t room = 0;

    db_bind_int(&r, 4, GAINS_HOUSEHOLDS + 1);
    while (g->n <= GAINS_HOUSEHOLDS && db_next(&r)) {
        arena_room(g->a, g->home, g->n, room);
        g->home[g->n++] = (struct home){ .id = db_id(&r, 0) };
    }
    db_done(&r);
    if (g->n > GAINS_HOUSEHOLDS)
        return false;
    if (g->n)
        qsort(g->home, g->n, sizeof *g->home, home_order);
    homes_bearing(g);
    return true;
}

/* ---- one kind -----------------------------------------------------------*/

struct given {
    struct home *home;
    struct str programme;
    struct id person;
    bool bears; /* that person is an office bearer */
    day on;
    int64_t amount; /* INT_NONE: none in money */
};
struct givens {
    struct given *at;
    size_t n, room;
};

static struct given given_read(struct gaining *g, struct rows *r)
{
    struct given one = { .on = DAY_NONE, .amount = INT_NONE };

    for (int c = 0; c < db_columns(r); c++) {
        struct str name = str_of(db_column(r, c));

        if (db_null(r, c))
            continue;
        if (str_same(name, S("on_day")))
            one.on = (day)db_int(r, c);
        else if (str_same(name, S("amount")))
            one.amount = db_int(r, c);
        else if (str_same(name, S("household")))
            one.home = home_find(g, db_id(r, c));
        else if (str_same(name, S("person")))
            one.person = db_id(r, c);
        else if (str_same(name, S("programme")))
            one.programme = arena_str(g->a, db_str(r, c));
    }
    return one;
}

static int by_person(const void *a, const void *b)
{
    return id_order(((const struct given *)a)->person,
                    ((const struct given *)b)->person);
}

enum { MANY = 512 }; /* persons that one question is about */

/* Marks those of one question; they are in order. */
static void bearers_mark(struct gaining *g, struct str ids, struct givens *of)
{
    struct rows r = db_rows(g->db, SQL_GAINS_BEARERS);

    db_bind_blob(&r, 1, ids.p, ids.n);
    db_bind_int(&r, 2, g->on);
    while (db_next(&r)) {
        struct given key = { .person = db_id(&r, 0) };
        struct given *x = bsearch(&key, of->at, of->n, sizeof key, by_person);

        if (!x)
            continue;
        while (x > of->at && !by_person(x - 1, &key))
            x--;
        for (; x < of->at + of->n && !by_person(x, &key); x++)
            x->bears = true;
    }
    db_done(&r);
}

/* Afterwards they are in the order of their persons. */
static void givens_bearers(struct gaining *g, struct givens *of)
{
    struct buf ids = buf_start(g->a);
    size_t n = 0;

    if (of->n)
        qsort(of->at, of->n, sizeof *of->at, by_person);
    for (size_t i = 0; i < of->n; i++) {
        struct id who = of->at[i].person;

        if (id_none(who) || (i && id_same(who, of->at[i - 1].person)))
            continue;
        buf_add(&ids, (struct str){ (const char *)who.b, sizeof who.b });
        if (++n % MANY == 0) {
            bearers_mark(g, buf_str(&ids), of);
            ids = buf_start(g->a);
        }
    }
    if (buf_str(&ids).n)
        bearers_mark(g, buf_str(&ids), of);
}

static struct givens kind_givens(struct gaining *g, int sql)
{
    struct rows r = homes_rows(g, sql);
    struct givens to = { 0 };

    while (db_next(&r)) {
        struct given one = given_read(g, &r);

        if (!one.home || (one.on != DAY_NONE && one.on > g->on))
            continue;
        arena_room(g->a, to.at, to.n, to.room);
        to.at[to.n++] = one;
    }
    db_done(&r);
    givens_bearers(g, &to);
    return to;
}

static int most_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x < y) - (x > y);
}

/* What the `tenth` that got most of it got, in the measure of this kind. Most
 * households got nothing of it. */
static int64_t tenth_of(const struct givens *of, int64_t households,
                        size_t tenth, struct arena *a)
{
    int64_t *all = arena_many(a, int64_t, (size_t)households + 1), sum = 0;
    size_t n = 0;

    for (size_t i = 0; i < of->n; i++)
        if ((i == 0 || of->at[i - 1].home != of->at[i].home) &&
            of->at[i].home->measure > 0)
            all[n++] = of->at[i].home->measure;
    if (n)
        qsort(all, n, sizeof *all, most_first);
    for (size_t i = 0; i < n && i < tenth; i++)
        sum += all[i];
    return sum;
}

/* `of` are those of one programme, by household. */
static void gain_sum(const struct givens *of, size_t tenth, struct arena *a,
                     struct gain *out)
{
    out->money = true;
    for (size_t i = 0; i < of->n; i++)
        out->money &= of->at[i].amount != INT_NONE;
    for (size_t i = 0; i < of->n; i++)
        of->at[i].home->measure = 0;
    for (size_t i = 0; i < of->n; i++) {
        const struct given *x = &of->at[i];
        struct home *h = x->home;
        int64_t measure = out->money ? x->amount : 1;

        out->households += i == 0 || of->at[i - 1].home != x->home;
        out->times++;
        out->amount += x->amount == INT_NONE ? 0 : x->amount;
        out->all += measure;
        out->bearers += x->bears ? measure : 0;
        out->homes += h->bears ? measure : 0;
        h->measure += measure;
        h->got++;
    }
    out->tenth = tenth_of(of, out->households, tenth, a);
}

static int by_programme(const void *a, const void *b)
{
    const struct given *x = a, *y = b;
    int order = str_order(x->programme, y->programme);

    return order ? order : (x->home > y->home) - (x->home < y->home);
}

/* All that one kind gave: a sum for each programme. */
static void kind_sums(struct gaining *g, const struct kind *k, int sql,
                      struct gains *out)
{
    struct givens all = kind_givens(g, sql);
    size_t to;

    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_programme);
    for (size_t i = 0; i < all.n; i = to) {
        struct gain *one = &out->at[out->n];
        struct givens of = { .at = &all.at[i] };

        for (to = i;
             to < all.n && str_same(all.at[to].programme, all.at[i].programme);)
            to++;
        if (out->n == GAINS_MOST) {
            for (size_t j = i; j < to; j++)
                all.at[j].home->got++;
            continue;
        }
        of.n = to - i;
        *one = (struct gain){ .kind = k, .programme = all.at[i].programme };
        gain_sum(&of, (size_t)out->tenth, g->a, one);
        out->n++;
    }
}

bool gains_read(struct db *db, struct id place, day on, struct arena *a,
                struct gains *out)
{
    struct gaining g = { .db = db, .a = a, .place = place, .on = on };

    *out = (struct gains){ 0 };
    if (!homes_read(&g))
        return false;
    out->households = (int64_t)g.n;
    out->tenth = ((int64_t)g.n + 9) / 10;
    for (int i = 0; i < kind_count; i++) {
        int sql = db_named_find(kind_index[i]->name, "_benefit");

        if (sql >= 0)
            kind_sums(&g, kind_index[i], sql, out);
    }
    for (size_t i = 0; i < g.n; i++) {
        out->served += g.home[i].got > 0;
        out->homes += g.home[i].bears;
        out->homes_served += g.home[i].bears && g.home[i].got > 0;
    }
    return true;
}

/* ---- the report ---------------------------------------------------------*/

enum { S_WHAT, S_HH, S_TIMES, S_AMOUNT, S_BEARERS, S_HOMES, S_TENTH, S_COLS };
static const struct column spread_column[S_COLS] = {
    { "what", "gains.what", NULL, COLUMN_TEXT, 0 },
    { "households", "gains.households", NULL, COLUMN_NUMBER, 0 },
    { "times", "gains.times", NULL, COLUMN_NUMBER, 0 },
    { "amount", "gains.amount", NULL, COLUMN_NUMBER, 2 },
    { "bearers_pct", "gains.bearers", "gains.share", COLUMN_RATIO, 0 },
    { "homes_pct", "gains.homes", "gains.share", COLUMN_RATIO, 0 },
    { "tenth_pct", "gains.tenth", "gains.share", COLUMN_RATIO, 0 },
};
enum { W_WHO, W_HH, W_OF, W_PCT, W_COLS };
static const struct column who_column[W_COLS] = {
    { "who", "gains.who", NULL, COLUMN_TEXT, 0 },
    { "households", "gains.households", NULL, COLUMN_NUMBER, 0 },
    { "of", "gains.of", NULL, COLUMN_NUMBER, 0 },
    { "pct", "gains.percent", NULL, COLUMN_RATIO, 0 },
};

static void who_row(const struct question *q, const char *word, int64_t n,
                    int64_t of, struct sheet *out)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);

    cell_text(row, W_WHO, say(q->lang, word));
    cell_number(row, W_HH, n);
    cell_number(row, W_OF, of);
    cell_ratio(row, W_PCT, n, of);
}

static void who_sheet(const struct question *q, struct arena *a,
                      const struct gains *g, struct sheet *out)
{
    *out = sheet_start(a, who_column, W_COLS);
    out->title = say(q->lang, "gains.households");
    out->lakh = q->lakh;
    who_row(q, "gains.served", g->served, g->households, out);
    who_row(q, "gains.nothing", g->households - g->served, g->households, out);
    who_row(q, "gains.bearing", g->homes, g->households, out);
    who_row(q, "gains.bearing_served", g->homes_served, g->homes, out);
}

static struct str gain_said(const struct question *q, const struct gain *g,
                            struct arena *a)
{
    struct buf b = buf_start(a);

    if (g->programme.n)
        return g->programme;
    buf_fmt(&b, "kinds.%s", g->kind->name);
    return say_str(q->lang, buf_str(&b));
}

/* The spread of benefit in a place: of what was given, the share of office
 * bearers, of their households and of the tenth that got most; and the
 * households that got nothing. For a place of at most 20,000 households. */
REPORT(spread, RIGHT_REGISTER)
{
    struct gains *g = arena_new(a, struct gains);

    if (!question_good(db, q, a, f))
        return 0;
    if (!gains_read(db, scope_place(db, q), month_end(q->as_of), a, g)) {
        tell_ab(f, STOP, "report.too_many_households", "place",
                GAINS_HOUSEHOLDS, 0);
        return 0;
    }
    out[0] = sheet_start(a, spread_column, S_COLS);
    out[0].title = say(q->lang, "gains.title");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    for (size_t i = 0; i < g->n; i++) {
        const struct gain *k = &g->at[i];
        struct sheet_row *row = sheet_add(&out[0], ROW_PLAIN);

        cell_text(row, S_WHAT, gain_said(q, k, a));
        cell_number(row, S_HH, k->households);
        cell_number(row, S_TIMES, k->times);
        cell_number(row, S_AMOUNT, k->amount);
        cell_ratio(row, S_BEARERS, k->bearers, k->all);
        cell_ratio(row, S_HOMES, k->homes, k->all);
        cell_ratio(row, S_TENTH, k->tenth, k->all);
    }
    sheet_note(&out[0], say(q->lang, "gains.note"));
    who_sheet(q, a, g, &out[1]);
    return 2;
}
