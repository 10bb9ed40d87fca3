/* gains - who got what of the benefits of a place.
 *
 * A benefit is a kind whose SQL has x_benefit(households); its column `person`,
 * where it has one, says to whom it was given. */
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
    day on;
    struct home *home;
    size_t n;
};

/* The statement x_benefit; -1: it is no benefit. */
static int benefit_sql(const struct kind *k)
{
    size_t n = strlen(k->name);

    for (int i = 0; i < db_named_count; i++)
        if (!strncmp(db_named[i].name, k->name, n) &&
            !strcmp(db_named[i].name + n, "_benefit"))
            return db_named[i].key;
    return -1;
}

static bool homes_read(struct gaining *g, struct id place)
{
    struct rows r = db_rows(g->db, SQL_GAINS_HOUSEHOLDS);

    g->home = arena_many(g->a, struct home, GAINS_HOUSEHOLDS + 1);
    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, g->on);
    db_bind_int(&r, 3, GAINS_HOUSEHOLDS + 1);
    while (g->n <= GAINS_HOUSEHOLDS && db_next(&r))
        g->home[g->n++] = (struct home){ .id = db_id(&r, 0),
                                         .bears = db_int(&r, 1) == 1 };
    db_done(&r);
    return g->n <= GAINS_HOUSEHOLDS;
}

/* ---- one kind -----------------------------------------------------------*/

struct given {
    size_t home;
    struct str programme;
    struct id person;
    day on;
    int64_t amount; /* INT_NONE: none in money */
};
struct givens {
    struct given *at;
    size_t n, room;
};

static void given_put(struct gaining *g, struct givens *to, struct given one)
{
    arena_room(g->a, to->at, to->n, to->room);
    to->at[to->n++] = one;
}

static int home_order(const void *a, const void *b)
{
    return id_order(((const struct home *)a)->id, ((const struct home *)b)->id);
}

/* Which home it is; they are in order. */
static size_t home_at(const struct gaining *g, struct id household)
{
    struct home key = { .id = household };
    const struct home *h = bsearch(&key, g->home, g->n, sizeof key, home_order);

    MUST(h);
    return (size_t)(h - g->home);
}

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
            one.home = home_at(g, db_id(r, c));
        else if (str_same(name, S("person")))
            one.person = db_id(r, c);
        else if (str_same(name, S("programme")))
            one.programme = arena_str(g->a, db_str(r, c));
    }
    return one;
}

enum { MANY = 512 }; /* households that one question is about */

static struct givens kind_givens(struct gaining *g, int sql)
{
    struct givens to = { 0 };

    for (size_t i = 0; i < g->n; i += MANY) {
        struct buf ids = buf_start(g->a);
        struct rows r = db_rows(g->db, sql);

        for (size_t j = i; j < g->n && j < i + MANY; j++)
            buf_add(&ids, (struct str){ (const char *)g->home[j].id.b,
                                        sizeof g->home[j].id.b });
        db_bind_blob(&r, 1, buf_str(&ids).p, buf_str(&ids).n);
        while (db_next(&r)) {
            struct given one = given_read(g, &r);

            if (one.on == DAY_NONE || one.on <= g->on)
                given_put(g, &to, one);
        }
        db_done(&r);
    }
    return to;
}

static bool bears(struct gaining *g, struct id person)
{
    struct rows r;
    bool is;

    if (id_none(person))
        return false;
    r = db_rows(g->db, SQL_GAINS_BEARER);
    db_bind_id(&r, 1, person);
    db_bind_int(&r, 2, g->on);
    is = db_next(&r);
    db_done(&r);
    return is;
}

static int most_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x < y) - (x > y);
}

/* What the `tenth` that got most of it got, in the measure of this kind. */
static int64_t tenth_of(const struct gaining *g, size_t tenth)
{
    int64_t *all = arena_many(g->a, int64_t, g->n + 1), sum = 0;

    for (size_t i = 0; i < g->n; i++)
        all[i] = g->home[i].measure;
    qsort(all, g->n, sizeof *all, most_first);
    for (size_t i = 0; i < g->n && i < tenth; i++)
        sum += all[i];
    return sum;
}

/* `of` are those of one programme, by household. */
static void gain_sum(struct gaining *g, const struct givens *of, size_t tenth,
                     struct gain *out)
{
    out->money = true;
    for (size_t i = 0; i < of->n; i++)
        out->money &= of->at[i].amount != INT_NONE;
    for (size_t i = 0; i < g->n; i++)
        g->home[i].measure = 0;
    for (size_t i = 0; i < of->n; i++) {
        const struct given *x = &of->at[i];
        struct home *h = &g->home[x->home];
        int64_t measure = out->money ? x->amount : 1;

        out->households += i == 0 || of->at[i - 1].home != x->home;
        out->times++;
        out->amount += x->amount == INT_NONE ? 0 : x->amount;
        out->all += measure;
        out->bearers += bears(g, x->person) ? measure : 0;
        out->homes += h->bears ? measure : 0;
        h->measure += measure;
        h->got++;
    }
    out->tenth = tenth_of(g, tenth);
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
                g->home[all.at[j].home].got++;
            continue;
        }
        of.n = to - i;
        *one = (struct gain){ .kind = k, .programme = all.at[i].programme };
        gain_sum(g, &of, (size_t)out->tenth, one);
        out->n++;
    }
}

bool gains_read(struct db *db, struct id place, day on, struct arena *a,
                struct gains *out)
{
    struct gaining g = { .db = db, .a = a, .on = on };

    *out = (struct gains){ 0 };
    if (!homes_read(&g, place))
        return false;
    out->households = (int64_t)g.n;
    out->tenth = ((int64_t)g.n + 9) / 10;
    for (int i = 0; i < kind_count; i++) {
        int sql = benefit_sql(kind_index[i]);

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
