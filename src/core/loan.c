/* loan - what happened to a loan, replayed. */
#include <stdlib.h>

#include "core/loan.h"

typedef unsigned __int128 wide;

/* ---- terms --------------------------------------------------------------*/

static int64_t or_nought(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static int32_t or_first(int32_t choice)
{
    return choice < 0 ? 0 : choice;
}

/* "67" is Saturday and Sunday. */
static unsigned weekend_of(int64_t said)
{
    unsigned bits = 0;

    for (; said > 0; said /= 10)
        if (said % 10 >= 1 && said % 10 <= 7)
            bits |= 1u << (said % 10 - 1);
    return bits;
}

struct loan_terms loan_terms_of(const struct loan_product *p,
                                const struct loan *l)
{
    bool sold = p->method == METHOD_MURABAHA;
    bool late = p->penalty_to == PENALTY_INCOME ||
                p->penalty_to == PENALTY_CHARITY;
    int64_t n = l->instalments;

    if (n == INT_NONE)
        n = p->instalments_most == INT_NONE ? 1 : p->instalments_most;
    return (struct loan_terms){
        .method = (enum method)or_first(p->method),
        .rate = p->method == METHOD_QARD || sold ? 0 : or_nought(p->rate) * 100,
        .day_count = (enum day_count)or_first(p->day_count),
        .period = (enum period)(l->period < 0 ? or_first(p->period) :
                                                l->period),
        .instalments = n,
        .grace_principal = or_nought(p->grace_principal),
        .grace_charge = or_nought(p->grace_charge),
        .unit = or_nought(p->unit),
        .rounding = (enum rounding)or_first(p->rounding),
        .profit = sold ? or_nought(l->profit) : INT_NONE,
        .penalty_rate = late ? or_nought(p->penalty_rate) * 100 : 0,
        .orders = (enum orders)or_first(p->orders),
        .holiday = (enum holiday)or_first(p->holiday),
        .weekend = weekend_of(p->weekend)
    };
}

static int act_order(const void *a, const void *b)
{
    const struct loan_act *x = a, *y = b;
    int order = (x->on > y->on) - (x->on < y->on);

    if (!order)
        order = (x->what > y->what) - (x->what < y->what);
    if (!order)
        order = id_order(x->entry, y->entry);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

void loan_acts_sort(struct loan_act *a, size_t n)
{
    if (n > 1)
        qsort(a, n, sizeof *a, act_order);
}

/* ---- what is owed -------------------------------------------------------*/

static paisa outstanding_of(const struct loan_book *b)
{
    return b->disbursed - b->principal_paid - b->written_off;
}

static paisa open_principal(const struct loan_due *d)
{
    return d->principal - d->principal_paid;
}

static paisa open_charge(const struct loan_due *d)
{
    return d->charge - d->charge_paid;
}

static bool is_open(const struct loan_due *d)
{
    return open_principal(d) > 0 || open_charge(d) > 0;
}

static paisa least(paisa a, paisa b)
{
    return a < b ? a : b;
}

/* Does the charge run with the days, so that paying early saves it? Flat loans
 * and sales have theirs fixed (finance.md 12, 13). */
static bool charge_runs(const struct loan_terms *t)
{
    return t->method != METHOD_FLAT && t->method != METHOD_MURABAHA &&
           t->method != METHOD_QARD;
}

/* Days late cost penalty on what is late, up to a day; of what is written off,
 * no more. */
static wide run_until(const struct loan_book *b, day to)
{
    wide run = b->run;

    if (b->terms->penalty_rate == 0 || b->run_to == DAY_NONE)
        return run;
    for (size_t i = b->first_open; i < b->dues && b->due[i].on < to; i++) {
        const struct loan_due *d = &b->due[i];
        day from = d->on > b->run_to ? d->on : b->run_to;
        paisa late = open_principal(d) + open_charge(d);

        if (to > from)
            run += (wide)late * (unsigned)(to - from) *
                   (wide)b->terms->penalty_rate;
    }
    return run;
}

/* What of it is not paid, to the nearest paisa. */
static paisa penalty_of(const struct loan_book *b, wide run)
{
    const wide each = (wide)365 * 1000000;
    wide all = (run + each / 2) / each;

    if (all > (wide)LOAN_MOST)
        all = (wide)LOAN_MOST;
    return (paisa)all > b->penalty_paid ? (paisa)all - b->penalty_paid : 0;
}

/* Charge that ran from the instalment before `on` to that day, of the one that
 * is next. Instalments that fell due are owed whole. */
static paisa running_charge(const struct loan_book *b, size_t i, day on)
{
    const struct loan_due *d = &b->due[i];
    day from = i ? b->due[i - 1].on : b->paid_out;
    int64_t part = 0;

    if (b->rescheduled != DAY_NONE && b->rescheduled > from)
        from = b->rescheduled;
    if (on <= from || d->on <= from)
        return d->charge_paid;
    if (!money_part(d->charge, on - from, d->on - from, b->terms->rounding,
                    &part))
        part = d->charge;
    return part < d->charge_paid ? d->charge_paid : part;
}

/* What of its charge an instalment owes when the loan is settled on `on`. */
static paisa settled_charge(const struct loan_book *b, size_t i, day on)
{
    const struct loan_due *d = &b->due[i];

    if (d->on <= on || !charge_runs(b->terms))
        return d->charge;
    if (i == 0 || b->due[i - 1].on <= on)
        return running_charge(b, i, on);
    return d->charge_paid;
}

paisa loan_to_settle(const struct loan_book *b, day on)
{
    paisa sum = outstanding_of(b) + penalty_of(b, run_until(b, on));

    for (size_t i = b->first_open; i < b->dues; i++)
        sum += settled_charge(b, i, on) - b->due[i].charge_paid;
    return sum;
}

/* ---- paying -------------------------------------------------------------*/

struct payment {
    struct loan_book *book;
    day on;
    paisa left;
    struct loan_done *done;
};

static void pay_penalty(struct payment *p)
{
    paisa part = least(penalty_of(p->book, p->book->run), p->left);

    p->book->penalty_paid += part;
    p->done->penalty += part;
    p->left -= part;
}

static void pay_principal(struct payment *p, struct loan_due *d)
{
    paisa part = least(open_principal(d), p->left);

    d->principal_paid += part;
    d->on_time += p->on <= d->on ? part : 0;
    p->book->principal_paid += part;
    p->done->principal += part;
    p->left -= part;
}

static void pay_charge(struct payment *p, struct loan_due *d)
{
    paisa part = least(open_charge(d), p->left);

    d->charge_paid += part;
    d->on_time += p->on <= d->on ? part : 0;
    p->book->charge_paid += part;
    p->done->charge += part;
    p->left -= part;
}

enum { PAY_CHARGE = 1, PAY_PRINCIPAL = 2, PAY_PRINCIPAL_FIRST = 4 };

/* Instalments from..to, oldest first. */
static void pay_dues(struct payment *p, size_t from, size_t to, int what)
{
    for (size_t i = from; i < to && p->left > 0; i++) {
        struct loan_due *d = &p->book->due[i];

        if (what & PAY_PRINCIPAL_FIRST)
            pay_principal(p, d);
        if (what & PAY_CHARGE)
            pay_charge(p, d);
        if (what & PAY_PRINCIPAL)
            pay_principal(p, d);
    }
}

static void open_find(struct loan_book *b)
{
    while (b->first_open < b->dues && !is_open(&b->due[b->first_open]))
        b->first_open++;
}

/* Penalty, charge and principal in the product's order; then what was written
 * off; what is left is owed back to the borrower (12, 12). */
static void pay(struct loan_book *b, paisa amount, day on,
                struct loan_done *done)
{
    struct payment p = { b, on, amount, done };
    enum orders order = b->terms->orders;
    size_t first = b->first_open, now = first, n = b->dues;
    paisa part;

    while (now < n && b->due[now].on <= on)
        now++;
    if (order != ORDER_PRINCIPAL_FIRST)
        pay_penalty(&p);
    if (order == ORDER_PRINCIPAL_FIRST)
        pay_dues(&p, first, n, PAY_PRINCIPAL_FIRST | PAY_CHARGE);
    if (order == ORDER_CHARGE_FIRST)
        pay_dues(&p, first, now, PAY_CHARGE);
    pay_dues(&p, first, now, PAY_CHARGE | PAY_PRINCIPAL);
    if (order == ORDER_PRINCIPAL_AHEAD)
        pay_dues(&p, now, n, PAY_PRINCIPAL);
    pay_dues(&p, now, n, PAY_CHARGE | PAY_PRINCIPAL);
    pay_penalty(&p);
    part = least(b->written_off - b->recovered, p.left);
    b->recovered += part;
    done->recovered += part;
    b->overpaid += p.left - part;
    done->overpaid += p.left - part;
    open_find(b);
}

static void settle(struct loan_book *b, paisa amount, day on,
                   struct loan_done *done)
{
    paisa rebate = 0, needed = loan_to_settle(b, on);

    if (b->terms->method == METHOD_MURABAHA && amount < needed) {
        paisa later = 0; /* early: what of the profit is not due may be given */

        for (size_t i = b->first_open; i < b->dues; i++)
            if (b->due[i].on > on)
                later += open_charge(&b->due[i]);
        rebate = least(needed - amount, later);
    }
    if (amount < needed - rebate) {
        done->trouble = "repayment.settles_short";
        return;
    }
    for (size_t i = b->dues; i-- > b->first_open;) {
        struct loan_due *d = &b->due[i];
        paisa part = d->charge - settled_charge(b, i, on);

        if (rebate > 0)
            part = least(open_charge(d), rebate);
        rebate -= rebate > 0 ? part : 0;
        d->charge -= part;
        done->waived += part;
        b->waived += part;
    }
}

/* ---- schedules ----------------------------------------------------------*/

static struct schedule schedule_of(const struct loan_book *b, paisa principal,
                                   day paid)
{
    const struct loan_terms *t = b->terms;

    return (struct schedule){ .principal = principal,
                              .rate = t->rate,
                              .method = t->method,
                              .day_count = t->day_count,
                              .period = t->period,
                              .instalments = t->instalments,
                              .grace_principal = t->grace_principal,
                              .grace_charge = t->grace_charge,
                              .unit = t->unit,
                              .rounding = t->rounding,
                              .charge = t->profit,
                              .paid = paid,
                              .first_due = DAY_NONE,
                              .holiday = t->holiday,
                              .closed = b->closed_day,
                              .closed_n = b->closed_days,
                              .weekend = t->weekend };
}

/* Takes a schedule in among those that stand; of one day the earlier one is
 * first. False: there is no room. */
static bool dues_add(struct loan_book *b, const struct due *due, size_t n)
{
    if (b->dues + n > SCHEDULE_MOST)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t at = b->dues++;

        for (; at > 0 && b->due[at - 1].on > due[i].on; at--)
            b->due[at] = b->due[at - 1];
        b->due[at] = (struct loan_due){ .on = due[i].on,
                                        .principal = due[i].principal,
                                        .charge = due[i].charge };
    }
    b->first_open = 0;
    open_find(b);
    return true;
}

/* One payment of all of it, where the terms make no schedule: the money is out
 * all the same. */
static size_t one_due(const struct schedule *s, struct due *out)
{
    day on = s->first_due != DAY_NONE && s->first_due >= s->paid ?
                 s->first_due :
                 s->paid;

    *out = (struct due){ on, s->principal, or_nought(s->charge) };
    return 1;
}

/* What a second payment out adds is a schedule of its own; a murabaha's profit
 * is that of the first. */
static void paid_out(struct loan_book *b, const struct loan_act *a,
                     struct loan_done *done)
{
    struct schedule s = schedule_of(b, a->amount, a->on);
    struct due due[SCHEDULE_MOST];
    size_t n;

    if (a->amount == INT_NONE || a->amount <= 0)
        return;
    s.first_due = a->first_due;
    s.list = b->list;
    s.list_n = b->listed;
    if (b->paid_out != DAY_NONE) {
        done->trouble = "disbursement.again";
        if (s.charge != INT_NONE)
            s.charge = 0;
    }
    n = schedule_make(&s, due);
    if (n == 0) {
        done->trouble = "disbursement.no_schedule";
        n = one_due(&s, due);
    }
    if (!dues_add(b, due, n)) { /* years of weeks, twice: with the last one */
        b->due[b->dues - 1].principal += a->amount;
        b->first_open = 0;
        open_find(b);
    }
    b->disbursed += a->amount;
    if (b->paid_out == DAY_NONE)
        b->paid_out = b->run_to = a->on;
    b->closed = DAY_NONE;
}

/* What is unpaid leaves the old schedule, and is agreed on anew: principal as
 * it stands; a fixed charge as it is left, spread; one that runs as far as it
 * has run, with the first instalment, and from then on by its rate. */
static void reschedule(struct loan_book *b, const struct loan_act *a,
                       struct loan_done *done)
{
    struct schedule s = schedule_of(b, outstanding_of(b), a->on);
    struct due due[SCHEDULE_MOST];
    paisa carried = 0;
    size_t n, kept = 0;

    for (size_t i = b->first_open; i < b->dues; i++)
        carried += settled_charge(b, i, a->on) - b->due[i].charge_paid;
    s.instalments = a->instalments;
    s.period = a->period < 0 ? s.period : (enum period)a->period;
    s.first_due = a->first_due;
    s.grace_principal = s.grace_charge = 0;
    s.charge = charge_runs(b->terms) ? INT_NONE : carried;
    if (s.method == METHOD_IRREGULAR)
        s.method = METHOD_EQUAL_PRINCIPAL;
    for (size_t i = 0; i < b->dues; i++)
        kept += b->due[i].principal_paid + b->due[i].charge_paid > 0;
    n = s.principal > 0 ? schedule_make(&s, due) : 0;
    if (n == 0 || kept + n > SCHEDULE_MOST) {
        done->trouble = "rescheduling.no_schedule";
        return;
    }
    if (charge_runs(b->terms))
        due[0].charge += carried;
    kept = 0;
    for (size_t i = 0; i < b->dues; i++) {
        struct loan_due d = b->due[i];

        d.principal = d.principal_paid;
        d.charge = d.charge_paid;
        if (d.principal + d.charge > 0)
            b->due[kept++] = d;
    }
    b->dues = kept;
    dues_add(b, due, n);
    b->rescheduled = a->on;
    b->fresh_due = due[0].on;
    b->reschedulings++;
}

/* From the last instalment backwards, so that what is left is due as it was.
 * The claim is kept (12, 17); charge goes with the principal it was on. */
static void write_off(struct loan_book *b, const struct loan_act *a,
                      struct loan_done *done)
{
    paisa all = outstanding_of(b);
    paisa left = a->amount == INT_NONE ? all : least(a->amount, all);
    bool whole = left == all;

    if (a->amount != INT_NONE && a->amount > all)
        done->trouble = "writeoff.more_than_owed";
    if (left <= 0)
        return;
    done->principal = left;
    b->written_off += left;
    b->written_on = a->on;
    for (size_t i = b->dues; i-- > b->first_open;) {
        struct loan_due *d = &b->due[i];
        paisa part = least(open_principal(d), left);

        if (left == 0 && !whole)
            break;
        d->principal -= part;
        left -= part;
        if (open_principal(d) == 0) {
            done->waived += open_charge(d);
            b->waived += open_charge(d);
            d->charge = d->charge_paid;
        }
    }
    open_find(b);
}

/* ---- replay -------------------------------------------------------------*/

static void act_do(struct loan_book *b, const struct loan_act *a,
                   struct loan_done *done)
{
    if (a->what == ACT_CLOSED) {
        if (b->closed_days < CLOSED_MOST)
            b->closed_day[b->closed_days++] = a->on;
        return;
    }
    if (a->what == ACT_LISTED) {
        if (b->listed < INSTALMENTS_LISTED)
            b->list[b->listed++] = (struct due){ a->on, a->amount, a->charge };
        return;
    }
    b->run = run_until(b, a->on);
    if (b->run_to != DAY_NONE)
        b->run_to = a->on;
    if (a->what == ACT_PAID_OUT)
        paid_out(b, a, done);
    if (a->what == ACT_RESCHEDULED)
        reschedule(b, a, done);
    if (a->what == ACT_WRITTEN_OFF)
        write_off(b, a, done);
    if (a->what == ACT_REPAID && a->amount != INT_NONE && a->amount > 0) {
        if (a->settles)
            settle(b, a->amount, a->on, done);
        pay(b, a->amount, a->on, done);
        b->last_paid = a->on;
    }
    if (b->paid_out != DAY_NONE && b->closed == DAY_NONE &&
        b->first_open == b->dues && outstanding_of(b) == 0)
        b->closed = a->on;
}

static void book_start(struct loan_book *b, const struct loan_terms *t)
{
    b->terms = t;
    b->dues = b->first_open = b->listed = b->closed_days = 0;
    b->disbursed = b->principal_paid = b->charge_paid = b->penalty_paid = 0;
    b->written_off = b->recovered = b->overpaid = b->waived = 0;
    b->run = 0;
    b->run_to = b->paid_out = b->last_paid = b->written_on = DAY_NONE;
    b->rescheduled = b->fresh_due = b->closed = DAY_NONE;
    b->reschedulings = 0;
}

/* Lists and closed days are of the terms: they are there before anything
 * happens, whatever day they are of. */
void loan_replay(struct loan_book *b, const struct loan_terms *t,
                 const struct loan_act *a, size_t n, day until,
                 struct loan_done *done)
{
    struct loan_done none;

    book_start(b, t);
    for (size_t i = 0; i < n; i++)
        if (a[i].what < ACT_PAID_OUT)
            act_do(b, &a[i], &none);
    for (size_t i = 0; i < n; i++) {
        struct loan_done *d = done ? &done[i] : &none;

        *d = (struct loan_done){ 0 };
        if (a[i].what >= ACT_PAID_OUT && a[i].on != DAY_NONE &&
            a[i].on <= until)
            act_do(b, &a[i], d);
    }
}

/* ---- how it stands ------------------------------------------------------*/

static enum loan_state state_of(const struct loan_book *b,
                                const struct loan_stand *s)
{
    if (b->paid_out == DAY_NONE)
        return LOAN_ASKED;
    if (s->outstanding == 0 && b->written_off > 0)
        return s->claim > 0 ? LOAN_WRITTEN_OFF : LOAN_RECOVERED;
    if (b->first_open == b->dues)
        return LOAN_PAID;
    if (s->days_late > 0)
        return LOAN_LATE;
    return b->reschedulings ? LOAN_RESCHEDULED : LOAN_LIVE;
}

struct loan_stand loan_stand_on(const struct loan_book *b, day on)
{
    struct loan_stand s = { .outstanding = outstanding_of(b),
                            .claim = b->written_off - b->recovered,
                            .overpaid = b->overpaid,
                            .penalty = penalty_of(b, run_until(b, on)),
                            .oldest = DAY_NONE,
                            .next = DAY_NONE };

    for (size_t i = 0; i < b->dues; i++) {
        const struct loan_due *d = &b->due[i];

        s.charge_left += open_charge(d);
        if (d->on <= on) {
            s.due_principal += d->principal;
            s.due_charge += d->charge;
        }
        if (!is_open(d))
            continue;
        if (s.oldest == DAY_NONE)
            s.oldest = d->on;
        if (d->on < on) {
            s.late_principal += open_principal(d);
            s.late_charge += open_charge(d);
        } else if (s.next == DAY_NONE) {
            s.next = d->on;
            s.next_amount = open_principal(d) + open_charge(d);
        }
    }
    if (s.oldest != DAY_NONE && s.oldest < on)
        s.days_late = on - s.oldest;
    s.state = state_of(b, &s);
    return s;
}
