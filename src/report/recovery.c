/* recovery - the report of what came back of what fell due. */
#include <stdlib.h>

#include "report/inside.h"
#include "report/portfolio.h"

struct recovery {
    struct str product;
    paisa disbursed, written_off, recovered; /* in the months asked */
    paisa due, on_time, collected;
    paisa due_ever, paid_ever; /* principal */
};
struct recoveries {
    struct arena *a;
    day from, on; /* from: DAY_NONE, since ever */
    struct recovery all, *at;
    size_t n, room;
};

static struct recovery *recovery_of(struct recoveries *x, struct str product)
{
    for (size_t i = 0; i < x->n; i++)
        if (str_same(x->at[i].product, product))
            return &x->at[i];
    arena_room(x->a, x->at, x->n, x->room);
    x->at[x->n] = (struct recovery){ .product = arena_str(x->a, product) };
    return &x->at[x->n++];
}

static bool within(const struct recoveries *x, day on)
{
    return on <= x->on && (x->from == DAY_NONE || on >= x->from);
}

static void acts_add(const struct recoveries *x, struct recovery *k,
                     const struct portfolio_loan *l)
{
    for (size_t i = 0; i < l->acts; i++) {
        const struct loan_act *act = &l->act[i];
        const struct loan_done *d = &l->done[i];

        if (!within(x, act->on))
            continue;
        if (act->what == ACT_PAID_OUT && act->amount != INT_NONE)
            k->disbursed += act->amount;
        if (act->what == ACT_REPAID) {
            k->collected += d->principal + d->charge;
            k->recovered += d->recovered;
        }
        if (act->what == ACT_WRITTEN_OFF)
            k->written_off += d->principal;
    }
}

static void loan_add(const struct recoveries *x, struct recovery *k,
                     const struct portfolio_loan *l)
{
    for (size_t i = 0; i < l->book->dues; i++) {
        const struct loan_due *d = &l->book->due[i];

        if (d->on <= x->on) {
            k->due_ever += d->principal;
            k->paid_ever += d->principal_paid;
        }
        if (within(x, d->on)) {
            k->due += d->principal + d->charge;
            k->on_time += d->on_time;
        }
    }
    acts_add(x, k, l);
}

static void recovery_see(void *self, const struct portfolio_loan *l)
{
    struct recoveries *x = self;

    loan_add(x, &x->all, l);
    loan_add(x, recovery_of(x, l->product), l);
}

/* ---- the sheet ----------------------------------------------------------*/

enum {
    PRODUCT,
    DISBURSED,
    DUE,
    ON_TIME,
    OTR,
    COLLECTED,
    CURRENT,
    DUE_EVER,
    PAID_EVER,
    CUMULATIVE,
    WRITTEN_OFF,
    RECOVERED
};
static const struct column column[] = {
    { "product", "par.product", NULL, COLUMN_TEXT, 0 },
    { "disbursed", "recovery.disbursed", NULL, COLUMN_NUMBER, 2 },
    { "due", "recovery.due", NULL, COLUMN_NUMBER, 2 },
    { "on_time", "recovery.on_time", NULL, COLUMN_NUMBER, 2 },
    { "otr", "recovery.otr", NULL, COLUMN_RATIO, 2 },
    { "collected", "recovery.collected", NULL, COLUMN_NUMBER, 2 },
    { "current", "recovery.current", NULL, COLUMN_RATIO, 2 },
    { "due_ever", "recovery.due_ever", NULL, COLUMN_NUMBER, 2 },
    { "paid_ever", "recovery.paid_ever", NULL, COLUMN_NUMBER, 2 },
    { "cumulative", "recovery.cumulative", NULL, COLUMN_RATIO, 2 },
    { "written_off", "recovery.written_off", NULL, COLUMN_NUMBER, 2 },
    { "recovered", "recovery.recovered", NULL, COLUMN_NUMBER, 2 },
};

static void recovery_row(struct sheet *s, enum row_nature nature,
                         struct str name, const struct recovery *k)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, PRODUCT, name);
    cell_number(row, DISBURSED, k->disbursed);
    cell_number(row, DUE, k->due);
    cell_number(row, ON_TIME, k->on_time);
    cell_ratio(row, OTR, k->on_time, k->due);
    cell_number(row, COLLECTED, k->collected);
    cell_ratio(row, CURRENT, k->collected, k->due);
    cell_number(row, DUE_EVER, k->due_ever);
    cell_number(row, PAID_EVER, k->paid_ever);
    cell_ratio(row, CUMULATIVE, k->paid_ever, k->due_ever);
    cell_number(row, WRITTEN_OFF, k->written_off);
    cell_number(row, RECOVERED, k->recovered);
}

static int product_order(const void *a, const void *b)
{
    const struct recovery *x = a, *y = b;

    return str_order(x->product, y->product);
}

/* What came back of what fell due in the months asked: paid on its day or
 * before (on-time recovery), all that was collected, late and ahead too
 * (current recovery, which may pass 100 %), and, since ever, the principal paid
 * of the principal that fell due (cumulative recovery). Instalments that were
 * agreed on anew are due on their new days (finance.md 3.5). */
REPORT(recovery, RIGHT_REGISTER, .days = true)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct recoveries x = { .a = a,
                            .on = question_day(q),
                            .from = q->from == MONTH_NONE ?
                                        DAY_NONE :
                                        month_first(q->from) };

    if (!question_good(db, q, a, f))
        return 0;
    ask.closed = ask.books = true;
    portfolio_each(db, &ask, recovery_see, &x);
    if (x.n > 1)
        qsort(x.at, x.n, sizeof *x.at, product_order);
    out[0] = sheet_start(a, column, (int)LEN(column));
    out[0].title = say(q->lang, "report.recovery");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    for (size_t i = 0; i < x.n; i++)
        recovery_row(&out[0], ROW_PLAIN,
                     portfolio_title(db, x.at[i].product, q->lang, a),
                     &x.at[i]);
    recovery_row(&out[0], ROW_TOTAL, say(q->lang, "par.all"), &x.all);
    return 1;
}
