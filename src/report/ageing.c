/* ageing - the report of when money falls due, so that a loan that is paid back
 * all at once does not hide behind days late of nought. */
#include "report/inside.h"
#include "report/portfolio.h"

enum { LATE, BANDS = 6 };
static const struct {
    const char *word;
    int64_t upto; /* days from the day; the first is what is late */
} band[BANDS] = {
    { "ageing.late", 0 },       { "ageing.upto_30", 30 },
    { "ageing.upto_90", 90 },   { "ageing.upto_180", 180 },
    { "ageing.upto_365", 365 }, { "ageing.later", INT64_MAX },
};
struct falls {
    int64_t loans; /* with something in it */
    paisa principal, charge, once;
};
struct ages {
    day on;
    struct falls band[BANDS];
};

static int band_of_day(day due, day on)
{
    int at = LATE;

    if (due < on)
        return LATE;
    for (at = 1; at + 1 < BANDS && due - on > band[at].upto;)
        at++;
    return at;
}

/* One that is paid back on one day, as agreed. */
static bool is_once(const struct loan_book *b)
{
    size_t n = 0;

    for (size_t i = 0; i < b->dues; i++)
        n += b->due[i].principal > 0;
    return n == 1;
}

static void age_see(void *self, const struct portfolio_loan *l)
{
    struct ages *x = self;
    bool once = is_once(l->book), seen[BANDS] = { false };

    for (size_t i = 0; i < l->book->dues; i++) {
        const struct loan_due *d = &l->book->due[i];
        paisa principal = d->principal - d->principal_paid;
        struct falls *to = &x->band[band_of_day(d->on, x->on)];

        if (principal == 0 && d->charge == d->charge_paid)
            continue;
        to->loans += !seen[to - x->band];
        seen[to - x->band] = true;
        to->principal += principal;
        to->charge += d->charge - d->charge_paid;
        to->once += once ? principal : 0;
    }
}

/* ---- the sheet ----------------------------------------------------------*/

enum { BAND, LOANS, PRINCIPAL, SHARE, ONCE, CHARGE };
static const struct column column[] = {
    { "band", "ageing.band", NULL, COLUMN_TEXT, 0 },
    { "loans", "par.loans", NULL, COLUMN_NUMBER, 0 },
    { "principal", "ageing.principal", NULL, COLUMN_NUMBER, 2 },
    { "share", "ageing.share", NULL, COLUMN_RATIO, 2 },
    { "once", "ageing.once", NULL, COLUMN_NUMBER, 2 },
    { "charge", "ageing.charge", NULL, COLUMN_NUMBER, 2 },
};

/* One loan at a time, and what of it a cell of the sheet has. */
struct asked_band {
    struct ages ages;
    int64_t at; /* BANDS: all of them */
    int column;
    struct arena *arena;
    struct opened *out;
};

static paisa falls_of(const struct falls *k, int col)
{
    return col == ONCE ? k->once : col == CHARGE ? k->charge : k->principal;
}

static void band_see(void *self, const struct portfolio_loan *l)
{
    struct asked_band *x = self;
    paisa sum = 0;
    int64_t loans = 0;

    for (int i = 0; i < BANDS; i++)
        x->ages.band[i] = (struct falls){ 0 };
    age_see(&x->ages, l);
    for (int i = 0; i < BANDS; i++)
        if (i == x->at || x->at == BANDS) {
            sum += falls_of(&x->ages.band[i], x->column);
            loans += x->ages.band[i].loans;
        }
    if (x->column == LOANS ? loans > 0 : sum != 0)
        opened_add(x->out, x->arena, l->loan, sum);
}

static bool ageing_behind(struct db *db, const struct question *q,
                          struct str row, struct str key, struct arena *a,
                          struct opened *out)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct asked_band x = { .ages = { .on = ask.on }, .arena = a, .out = out };

    for (int i = LOANS; i < (int)LEN(column); i++)
        if (str_same(key, str_of(column[i].key)))
            x.column = i;
    if (!x.column || !int_read(row, &x.at) || x.at < 0 || x.at > BANDS)
        return false;
    ask.books = true;
    out->kind = "loan";
    portfolio_each(db, &ask, band_see, &x);
    return true;
}

static void falls_row(struct sheet *s, enum row_nature nature, struct str name,
                      int at, const struct falls *k, paisa all)
{
    struct sheet_row *row = sheet_add(s, nature);

    row->key = opened_key(s->arena, at);

    cell_text(row, BAND, name);
    if (nature == ROW_PLAIN)
        cell_number(row, LOANS, k->loans);
    cell_number(row, PRINCIPAL, k->principal);
    cell_ratio(row, SHARE, k->principal, all);
    cell_number(row, ONCE, k->once);
    cell_number(row, CHARGE, k->charge);
}

/* When what is outstanding at the end of a month falls due: late already, or in
 * so many days, and how much of each is of loans that are paid back all at
 * once. Such a loan is never late before its one day, however old it is. */
REPORT(ageing, RIGHT_REGISTER, .days = true,
       .opens = "loans|principal|share|once|charge", .behind = ageing_behind)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct ages x = { .on = ask.on };
    struct falls all = { 0 };

    if (!question_good(db, q, a, f))
        return 0;
    ask.books = true;
    portfolio_each(db, &ask, age_see, &x);
    for (int i = 0; i < BANDS; i++) {
        all.principal += x.band[i].principal;
        all.charge += x.band[i].charge;
        all.once += x.band[i].once;
    }
    out[0] = sheet_start(a, column, (int)LEN(column));
    out[0].title = say(q->lang, "report.ageing");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    for (int i = 0; i < BANDS; i++)
        falls_row(&out[0], ROW_PLAIN, say(q->lang, band[i].word), i, &x.band[i],
                  all.principal);
    falls_row(&out[0], ROW_TOTAL, say(q->lang, "par.all"), BANDS, &all,
              all.principal);
    return 1;
}
