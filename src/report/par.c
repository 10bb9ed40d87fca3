/* par - the report of loans at risk: what is outstanding, and on how much of it
 * an instalment is late. */
#include "report/inside.h"
#include "report/portfolio.h"

enum { PRODUCT, LOANS, OUT, LATE_LOANS, LATE, LATE_CHARGE, CHARGE_LEFT, OVER };
static const struct column column[] = {
    { "product", "par.product", NULL, COLUMN_TEXT, 0 },
    { "loans", "par.loans", NULL, COLUMN_NUMBER, 0 },
    { "outstanding", "par.outstanding", NULL, COLUMN_NUMBER, 2 },
    { "late_loans", "par.late_loans", NULL, COLUMN_NUMBER, 0 },
    { "late", "par.late", NULL, COLUMN_NUMBER, 2 },
    { "late_charge", "par.late_charge", NULL, COLUMN_NUMBER, 2 },
    { "charge_left", "par.charge_left", NULL, COLUMN_NUMBER, 2 },
    { "par_1", "par.more_1", NULL, COLUMN_RATIO, 2 },
    { "par_30", "par.more_30", NULL, COLUMN_RATIO, 2 },
    { "par_60", "par.more_60", NULL, COLUMN_RATIO, 2 },
    { "par_90", "par.more_90", NULL, COLUMN_RATIO, 2 },
    { "par_180", "par.more_180", NULL, COLUMN_RATIO, 2 },
};

/* Of all products. */
#define ALL_PRODUCTS "*"

/* What of a loan a column has; 0: it is not among these. */
static paisa risk_of_loan(const struct loan_stand *s, int col)
{
    switch (col) {
    case LATE_LOANS: return s->days_late > 0 ? s->outstanding : 0;
    case LATE: return s->late_principal;
    case LATE_CHARGE: return s->late_charge;
    case CHARGE_LEFT: return s->charge_left;
    case LOANS:
    case OUT: return s->outstanding;
    default: return s->days_late > risk_days[col - OVER] ? s->outstanding : 0;
    }
}

struct asked_risk {
    struct str product;
    int column;
    struct arena *arena;
    struct opened *out;
};

static void risk_see(void *self, const struct portfolio_loan *l)
{
    struct asked_risk *x = self;
    paisa sum = l->stand.outstanding > 0 ? risk_of_loan(&l->stand, x->column) :
                                           0;

    if (sum && (str_same(x->product, S(ALL_PRODUCTS)) ||
                str_same(x->product, l->product)))
        opened_add(x->out, x->arena, l->loan, sum);
}

static bool par_behind(struct db *db, const struct question *q, struct str row,
                       struct str key, struct arena *a, struct opened *out)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct asked_risk x = { .product = row, .arena = a, .out = out };

    for (int i = LOANS; i < (int)LEN(column); i++)
        if (str_same(key, str_of(column[i].key)))
            x.column = i;
    if (!x.column)
        return false;
    out->kind = "loan";
    portfolio_each(db, &ask, risk_see, &x);
    return true;
}

static void risk_row(struct sheet *s, enum row_nature nature, struct str name,
                     const struct risk *k)
{
    struct sheet_row *row = sheet_add(s, nature);

    row->key = k->product.n ? k->product : S(ALL_PRODUCTS);
    cell_text(row, PRODUCT, name);
    cell_number(row, LOANS, k->loans);
    cell_number(row, OUT, k->outstanding);
    cell_number(row, LATE_LOANS, k->late_loans);
    cell_number(row, LATE, k->late_principal);
    cell_number(row, LATE_CHARGE, k->late_charge);
    cell_number(row, CHARGE_LEFT, k->charge_left);
    for (int i = 0; i < RISKS; i++)
        cell_ratio(row, OVER + i, k->over[i], k->outstanding);
}

/* Loans at risk, at the end of a month: of each product what is outstanding,
 * what is late, and the part of the outstanding on which an instalment is more
 * than 1, 30, 60, 90 or 180 days late (CGAP; finance.md 3.5). Loans that were
 * agreed on anew are in it, what is written off is not. */
REPORT(
    par, RIGHT_REGISTER, .days = true,
    .opens =
        "loans|outstanding|late_loans|late|late_charge|charge_left|par_1|par_30|par_60|par_90|par_180",
    .behind = par_behind)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct risks r;

    if (!question_good(db, q, a, f))
        return 0;
    risks_read(db, &ask, a, &r);
    out[0] = sheet_start(a, column, (int)LEN(column));
    out[0].title = say(q->lang, "report.par");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    for (size_t i = 0; i < r.n; i++)
        risk_row(&out[0], ROW_PLAIN,
                 portfolio_title(db, r.at[i].product, q->lang, a), &r.at[i]);
    risk_row(&out[0], ROW_TOTAL, say(q->lang, "par.all"), &r.all);
    return 1;
}
