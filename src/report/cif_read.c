/* cif_read - a fund's books and the replay of its loans. */
#include <stdlib.h>

#include "cif.sql.h"
#include "report/cif.h"
#include "report/inside.h"
#include "report/spread.h"

struct reading {
    struct db *db;
    const struct question *q;
    struct arena *a;
    day on, from; /* from: the first day of its months */
    struct cif *out;
    struct loan_book *book; /* one, used again for each loan */
    struct loan_act *act;
};

static void bind_or_null(struct rows *r, int n, struct id id)
{
    if (id_none(id))
        db_bind_null(r, n);
    else
        db_bind_id(r, n, id);
}

/* ---- funds --------------------------------------------------------------*/

static void funds_read(struct reading *x)
{
    struct rows r = db_rows(x->db, SQL_CIF_FUNDS);
    struct cif *c = x->out;

    c->fund = arena_many(x->a, struct cif_fund, CIF_FUNDS_MOST);
    db_bind_id(&r, 1, scope_place(x->db, x->q));
    db_bind_int(&r, 2, x->on);
    bind_or_null(&r, 3, x->q->rsp);
    bind_or_null(&r, 4, x->q->project);
    bind_or_null(&r, 5, x->q->fund);
    bind_or_null(&r, 6, x->q->book);
    while (db_next(&r)) {
        if (c->funds == CIF_FUNDS_MOST) {
            c->more = true;
            continue;
        }
        c->fund[c->funds++] =
            (struct cif_fund){ .id = db_id(&r, 0),
                               .body = db_id(&r, 1),
                               .title = name_in(&r, 2, x->q->lang, x->a),
                               .body_name = name_in(&r, 5, x->q->lang, x->a),
                               .since = (day)db_int(&r, 8),
                               .short_on = DAY_NONE };
    }
    db_done(&r);
}

enum { ASSET, LIABILITY, FUND, INCOME, EXPENSE };

/* One head's sum: debit more than nothing. */
static void head_add(struct cif_fund *f, struct str head, int64_t nature,
                     bool cash, paisa sum)
{
    if (cash)
        f->cash += sum;
    else if (str_same(head, S("loan_fund")))
        f->loans_out += sum;
    else if (str_same(head, S("fund_capital")))
        f->capital -= sum;
    else if (str_same(head, S("written_off")))
        f->written_off += sum;
    else if (nature == INCOME)
        f->income -= sum;
    else if (nature == EXPENSE)
        f->expense += sum;
    else
        f->others += sum;
}

static void heads_read(struct reading *x, struct cif_fund *f)
{
    struct rows r = db_rows(x->db, SQL_CIF_HEADS);

    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, x->on);
    while (db_next(&r))
        head_add(f, db_str(&r, 0), db_int(&r, 1), db_int(&r, 2) == 1,
                 db_int(&r, 3));
    db_done(&r);
}

/* Cash is not less than nothing after any day, not only at the end (finance.md
 * 12, 4). */
static void cash_read(struct reading *x, struct cif_fund *f)
{
    struct rows r = db_rows(x->db, SQL_CIF_CASH);
    paisa sum = 0;

    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, x->on);
    while (db_next(&r)) {
        sum += db_int(&r, 1);
        if (sum < 0 && f->short_on == DAY_NONE)
            f->short_on = (day)db_int(&r, 0);
    }
    db_done(&r);
}

/* ---- loans --------------------------------------------------------------*/

static size_t age_of(int64_t days)
{
    return days <= 30  ? 0 :
           days <= 90  ? 1 :
           days <= 180 ? 2 :
           days <= 365 ? 3 :
                         4;
}

/* What stands late, by how long each instalment has been. */
static void ages_add(const struct reading *x, struct cif_fund *f)
{
    const struct loan_book *b = x->book;

    for (size_t i = 0; i < b->dues; i++) {
        const struct loan_due *d = &b->due[i];
        paisa open = d->principal - d->principal_paid;

        if (d->on >= x->on || open <= 0)
            continue;
        f->late += open;
        f->age[age_of(x->on - d->on)] += open;
    }
}

/* Paid out and paid back in the question's months alone: what it had by the end
 * less what it had the day before they began. */
static void then_add(struct reading *x, struct cif_fund *f,
                     const struct loan_terms *t, size_t acts, paisa disbursed,
                     paisa recovered)
{
    if (x->from == DAY_NONE)
        return;
    loan_replay(x->book, t, x->act, acts, x->from - 1, NULL);
    f->disbursed_then += disbursed - x->book->disbursed;
    f->recovered_then += recovered - x->book->principal_paid;
}

static void loan_add(struct reading *x, struct cif_loan *l, struct str acts)
{
    struct cif_fund *f = &x->out->fund[l->fund];
    struct loan_terms terms;
    struct loan_stand s;
    size_t n;

    if (!loan_unpack(acts, &terms, x->act, CIF_ACTS_MOST, &n))
        return;
    loan_replay(x->book, &terms, x->act, n, x->on, NULL);
    if (x->book->paid_out == DAY_NONE)
        return;
    s = loan_stand_on(x->book, x->on);
    l->paid_out = x->book->paid_out;
    l->closed = x->book->closed;
    l->disbursed = x->book->disbursed;
    l->outstanding = s.outstanding;
    l->state = s.state;
    f->loans++;
    f->live += s.outstanding > 0;
    f->disbursed += l->disbursed;
    f->recovered += x->book->principal_paid;
    f->outstanding += s.outstanding;
    f->claim += s.claim;
    f->due += s.due_principal;
    f->due_paid += s.due_principal - s.late_principal;
    ages_add(x, f);
    then_add(x, f, &terms, n, l->disbursed, x->book->principal_paid);
    x->out->loan[x->out->loans++] = *l;
}

static bool room_for(struct reading *x, size_t *room)
{
    struct cif *c = x->out;

    if (c->loans == CIF_LOANS_MOST) {
        c->more = true;
        return false;
    }
    arena_room(x->a, c->loan, c->loans, *room);
    return true;
}

static void loans_read(struct reading *x, size_t fund, size_t *room)
{
    struct rows r = db_rows(x->db, SQL_CIF_LOANS);

    db_bind_id(&r, 1, x->out->fund[fund].id);
    db_bind_int(&r, 2, x->on);
    while (db_next(&r) && room_for(x, room)) {
        struct cif_loan l = {
            .id = db_id(&r, 0),
            .number = arena_str(x->a, db_str(&r, 1)),
            .person = db_id(&r, 2),
            .household = db_id(&r, 3),
            .purpose = (int32_t)db_int(&r, 4),
            .cycle = db_null(&r, 5) ? INT_NONE : db_int(&r, 5),
            .product = arena_str(x->a, db_str(&r, 6)),
            .live_most = db_null(&r, 7) ? INT_NONE : db_int(&r, 7),
            .band = arena_str(x->a, db_str(&r, 8)),
            .fund = fund
        };

        loan_add(x, &l, arena_str(x->a, db_str(&r, 9)));
    }
    db_done(&r);
}

/* ---- who borrows --------------------------------------------------------*/

static int by_person(const void *a, const void *b)
{
    const struct cif_loan *x = a, *y = b;
    int order = (x->fund > y->fund) - (x->fund < y->fund);

    if (!order)
        order = id_order(x->person, y->person);
    if (!order)
        order = (x->paid_out > y->paid_out) - (x->paid_out < y->paid_out);
    return order ? order : id_order(x->id, y->id);
}

/* Loans, borrowers and households are three numbers (finance.md 2). */
static void borrowers_count(struct cif *c)
{
    for (size_t i = 0, to; i < c->loans; i = to) {
        struct cif_fund *f = &c->fund[c->loan[i].fund];

        for (to = i + 1; to < c->loans && c->loan[to].fund == c->loan[i].fund &&
                         id_same(c->loan[to].person, c->loan[i].person);
             to++)
            ;
        f->borrowers++;
        f->repeats += to - i > 1;
        for (size_t j = i; j < to; j++) {
            int64_t open = 0;

            for (size_t k = i; k < j; k++)
                open += str_same(c->loan[k].product, c->loan[j].product) &&
                        (c->loan[k].closed == DAY_NONE ||
                         c->loan[k].closed > c->loan[j].paid_out);
            c->loan[j].beside = c->loan[j].live_most != INT_NONE &&
                                open >= c->loan[j].live_most;
        }
    }
}

static int by_household(const void *a, const void *b)
{
    const struct cif_loan *const *x = a, *const *y = b;
    int order = ((*x)->fund > (*y)->fund) - ((*x)->fund < (*y)->fund);

    return order ? order : id_order((*x)->household, (*y)->household);
}

static void households_count(struct reading *x)
{
    struct cif *c = x->out;
    const struct cif_loan **at = arena_array(x->a, c->loans + 1, sizeof *at);

    for (size_t i = 0; i < c->loans; i++)
        at[i] = &c->loan[i];
    if (c->loans)
        qsort(at, c->loans, sizeof *at, by_household);
    for (size_t i = 0; i < c->loans; i++)
        if (i == 0 || by_household(&at[i - 1], &at[i]) != 0)
            c->fund[at[i]->fund].households++;
}

void cif_read(struct db *db, const struct question *q, struct arena *a,
              struct cif *out)
{
    struct reading x = { .db = db,
                         .q = q,
                         .a = a,
                         .on = question_day(q),
                         .from = q->from == MONTH_NONE ?
                                     DAY_NONE :
                                     month_end(q->from - 1) + 1,
                         .out = out,
                         .book = arena_new(a, struct loan_book),
                         .act = arena_many(a, struct loan_act, CIF_ACTS_MOST) };
    size_t room = 0;

    *out = (struct cif){ 0 };
    funds_read(&x);
    for (size_t i = 0; i < out->funds; i++) {
        heads_read(&x, &out->fund[i]);
        cash_read(&x, &out->fund[i]);
        loans_read(&x, i, &room);
    }
    if (out->loans)
        qsort(out->loan, out->loans, sizeof *out->loan, by_person);
    borrowers_count(out);
    households_count(&x);
}
