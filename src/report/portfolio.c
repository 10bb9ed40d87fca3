/* portfolio - loans on a day. */
#include "report/portfolio.h"

#include <stdlib.h>

#include "portfolio.sql.h"
#include "report/inside.h"
#include "report/spread.h"

const int64_t risk_days[RISKS] = { 1, 30, 60, 90, 180 };

struct portfolio_ask portfolio_asked(struct db *db, const struct question *q)
{
    return (struct portfolio_ask){ .place = id_none(q->place) ?
                                                ID_NONE :
                                                scope_place(db, q),
                                   .rsp = q->rsp,
                                   .project = q->project,
                                   .book = q->book,
                                   .fund = q->fund,
                                   .on = question_day(q) };
}

/* ---- one after the other ------------------------------------------------*/

/* Room for one loan, used again for the next. */
struct bench_of {
    struct loan_terms terms;
    struct loan_book book;
    struct loan_act act[PORTFOLIO_ACTS];
    struct loan_done done[PORTFOLIO_ACTS];
};

/* As its kept row says, of a day on which nothing was to come any more. False:
 * it has to be replayed. */
static bool row_stands(struct rows *r, day on, struct portfolio_loan *l)
{
    day oldest = db_null(r, 10) ? DAY_NONE : (day)db_int(r, 10);

    if (db_null(r, 11) || (day)db_int(r, 11) > on)
        return false;
    if (oldest != DAY_NONE && oldest < on)
        return false; /* late: its instalments say how much */
    l->stand = (struct loan_stand){ .state = LOAN_LIVE,
                                    .outstanding = db_int(r, 6),
                                    .charge_left = db_int(r, 7),
                                    .claim = db_int(r, 8),
                                    .overpaid = db_int(r, 9),
                                    .oldest = oldest,
                                    .next = DAY_NONE };
    return true;
}

static bool row_replay(struct rows *r, day on, struct bench_of *b,
                       struct portfolio_loan *l)
{
    if (!loan_unpack(db_str(r, 12), &b->terms, b->act, PORTFOLIO_ACTS,
                     &l->acts))
        return false;
    loan_replay(&b->book, &b->terms, b->act, l->acts, on, b->done);
    l->book = &b->book;
    l->act = b->act;
    l->done = b->done;
    l->stand = loan_stand_on(&b->book, on);
    return true;
}

static void bind_or_null(struct rows *r, int at, struct id id)
{
    if (id_none(id))
        db_bind_null(r, at);
    else
        db_bind_id(r, at, id);
}

static void ask_bind(struct rows *r, const struct portfolio_ask *ask)
{
    bind_or_null(r, 1, ask->place);
    bind_or_null(r, 2, ask->rsp);
    bind_or_null(r, 3, ask->project);
    bind_or_null(r, 4, ask->book);
    bind_or_null(r, 5, ask->fund);
    db_bind_int(r, 6, ask->on);
}

int64_t portfolio_each(struct db *db, const struct portfolio_ask *ask,
                       portfolio_see *see, void *self)
{
    struct rows r = db_rows(db, SQL_PORTFOLIO_LOANS);
    struct arena a = { 0 };
    struct bench_of *b = arena_new(&a, struct bench_of);
    int64_t lost = 0;

    ask_bind(&r, ask);
    db_bind_int(&r, 7, ask->closed);
    db_bind_int(&r, 8, ask->open);
    while (db_next(&r)) {
        struct portfolio_loan l = {
            .loan = db_id(&r, 0),
            .product = db_str(&r, 1),
            .source = (int32_t)db_int(&r, 2),
            .sex = db_null(&r, 3) ? -1 : (int32_t)db_int(&r, 3),
            .paid_out = (day)db_int(&r, 4),
            .fresh_due = db_null(&r, 5) ? DAY_NONE : (day)db_int(&r, 5)
        };

        if ((ask->books || !row_stands(&r, ask->on, &l)) &&
            !row_replay(&r, ask->on, b, &l))
            lost++;
        else
            see(self, &l);
    }
    db_done(&r);
    arena_free(&a);
    return lost;
}

struct str portfolio_title(struct db *db, struct str product, enum lang lang,
                           struct arena *a)
{
    struct rows r = db_rows(db, SQL_PORTFOLIO_PRODUCT);
    struct str title = arena_str(a, product);

    db_bind_text(&r, 1, product);
    if (db_next(&r)) {
        int own = lang == LANG_UR ? 1 : lang == LANG_SD ? 2 : 0;

        title = arena_str(a, db_str(&r, db_null(&r, own) ? 0 : own));
    }
    db_done(&r);
    return title;
}

/* ---- portfolio at risk --------------------------------------------------*/

struct risk_list {
    struct risks *is;
    struct arena *a;
    size_t room, last;
};

static struct risk *risk_of(struct risk_list *x, struct str product)
{
    struct risks *s = x->is;

    if (x->last < s->n && str_same(s->at[x->last].product, product))
        return &s->at[x->last];
    for (size_t i = 0; i < s->n; i++)
        if (str_same(s->at[i].product, product)) {
            x->last = i;
            return &s->at[i];
        }
    arena_room(x->a, s->at, s->n, x->room);
    x->last = s->n;
    s->at[s->n] = (struct risk){ .product = arena_str(x->a, product) };
    return &s->at[s->n++];
}

static void risk_add(struct risk *k, const struct loan_stand *s)
{
    k->loans++;
    k->late_loans += s->days_late > 0;
    k->outstanding += s->outstanding;
    k->late_principal += s->late_principal;
    k->late_charge += s->late_charge;
    k->charge_left += s->charge_left;
    for (int i = 0; i < RISKS; i++)
        if (s->days_late > risk_days[i])
            k->over[i] += s->outstanding;
}

static void risk_see(void *self, const struct portfolio_loan *l)
{
    struct risk_list *x = self;

    if (l->stand.outstanding <= 0)
        return;
    risk_add(&x->is->all, &l->stand);
    risk_add(risk_of(x, l->product), &l->stand);
}

static void sums_read(struct db *db, const struct portfolio_ask *ask,
                      struct risk_list *x)
{
    struct rows r = db_rows(db, SQL_PORTFOLIO_SUMS);

    ask_bind(&r, ask);
    while (db_next(&r)) {
        struct risk *of[] = { &x->is->all, risk_of(x, db_str(&r, 0)) };

        for (size_t i = 0; i < LEN(of); i++) {
            of[i]->loans += db_int(&r, 1);
            of[i]->outstanding += db_int(&r, 2);
            of[i]->charge_left += db_int(&r, 3);
        }
    }
    db_done(&r);
}

static int risk_order(const void *a, const void *b)
{
    const struct risk *x = a, *y = b;

    return str_order(x->product, y->product);
}

void risks_read(struct db *db, const struct portfolio_ask *ask, struct arena *a,
                struct risks *out)
{
    struct risk_list x = { .is = out, .a = a };
    struct portfolio_ask open = *ask;

    *out = (struct risks){ 0 };
    sums_read(db, ask, &x);
    open.open = true;
    portfolio_each(db, &open, risk_see, &x);
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, risk_order);
}
