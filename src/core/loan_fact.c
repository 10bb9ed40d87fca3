/* loan_fact - what follows from the facts of a loan. */
#include <stdlib.h>
#include <string.h>

#include "core/loan_fact.h"
#include "core/way.h"

const struct field loan_fact_field[LOAN_FACTS] = {
    REF(loan_fact, thing, NULL, 0),
    REF(loan_fact, entry, NULL, 0),
    COUNT(loan_fact, aside, 0, 0, 0),
    REF(loan_fact, loan, "loan", 0),
    COUNT(loan_fact, what, 0, 0, 0),
    COUNT(loan_fact, n, 0, 0, 0),
    DAY(loan_fact, on_day, 0),
    MONEY(loan_fact, amount, 0, 0, 0),
    MONEY(loan_fact, charge, 0, 0, 0),
    COUNT(loan_fact, instalments, 0, 0, 0),
    CHOICE(loan_fact, period, PERIOD_CHOICES, 0),
    DAY(loan_fact, first_due, 0),
    COUNT(loan_fact, settles, 0, 0, 0),
    MONEY(loan_fact, fee, 0, 0, 0),
    MONEY(loan_fact, premium, 0, 0, 0),
    CHOICE(loan_fact, way, WAY_CHOICES, 0),
    REF(loan_fact, account, "account", 0),
    REF(loan_fact, taker, NULL, 0),
    REF(loan_fact, through, "body", 0),
    TEXT(loan_fact, indicator, 60, 0),
    MONTH(loan_fact, since, 0),
    REF(loan_fact, lender, "body", 0),
    REF(loan_fact, book, NULL, 0),
    REF(loan_fact, fund, "fund", 0),
    REF(loan_fact, body, "body", 0),
    REF(loan_fact, circle, NULL, 0),
    REF(loan_fact, member, "member", 0),
    REF(loan_fact, person, "person", 0),
    REF(loan_fact, place, "place", 0),
    REF(loan_fact, rsp, "rsp", 0),
    REF(loan_fact, project, "project", 0),
    CHOICE(loan_fact, sex, "women|men", 0),
    REF(loan_fact, household, "household", 0),
    COUNT(loan_fact, cycle, 0, 0, 0),
    COUNT(loan_fact, loan_instalments, 0, 0, 0),
    CHOICE(loan_fact, loan_period, PERIOD_CHOICES, 0),
    MONEY(loan_fact, asked, 0, 0, 0),
    MONEY(loan_fact, profit, 0, 0, 0),
    DAY(loan_fact, applied, 0),
    TEXT(loan_fact, product, 60, 0),
    CHOICE(loan_fact, source, SOURCE_CHOICES, 0),
    CHOICE(loan_fact, method, METHOD_CHOICES, 0),
    COUNT(loan_fact, rate, 0, 0, 0),
    CHOICE(loan_fact, day_count, DAY_COUNT_CHOICES, 0),
    CHOICE(loan_fact, product_period, PERIOD_CHOICES, 0),
    COUNT(loan_fact, instalments_most, 0, 0, 0),
    COUNT(loan_fact, grace_principal, 0, 0, 0),
    COUNT(loan_fact, grace_charge, 0, 0, 0),
    MONEY(loan_fact, unit, 0, 0, 0),
    CHOICE(loan_fact, rounding, ROUNDING_CHOICES, 0),
    COUNT(loan_fact, penalty_rate, 0, 0, 0),
    CHOICE(loan_fact, penalty_to, PENALTY_TO_CHOICES, 0),
    CHOICE(loan_fact, orders, ORDERS_CHOICES, 0),
    CHOICE(loan_fact, holiday, HOLIDAY_CHOICES, 0),
    COUNT(loan_fact, weekend, 0, 0, 0),
    COUNT(loan_fact, live_most, 0, 0, 0),
    REF(loan_fact, giver, "body", 0),
};
const struct field loan_kept_field[LOAN_KEPT] = {
    REF(loan_kept, book, NULL, 0),
    REF(loan_kept, fund, "fund", 0),
    REF(loan_kept, body, "body", 0),
    REF(loan_kept, circle, NULL, FIELD_FIND),
    REF(loan_kept, member, "member", 0),
    REF(loan_kept, person, "person", FIELD_FIND),
    REF(loan_kept, household, "household", FIELD_FIND),
    REF(loan_kept, place, "place", 0),
    REF(loan_kept, rsp, "rsp", 0),
    REF(loan_kept, project, "project", 0),
    CHOICE(loan_kept, sex, "women|men", 0),
    CHOICE(loan_kept, source, SOURCE_CHOICES, 0),
    TEXT(loan_kept, product, 60, 0),
    COUNT(loan_kept, cycle, 0, 0, 0),
    CHOICE(loan_kept, state, LOAN_STATES, 0),
    DAY(loan_kept, applied, 0),
    DAY(loan_kept, paid_out, 0),
    DAY(loan_kept, last_paid, 0),
    DAY(loan_kept, closed, 0),
    DAY(loan_kept, last_day, 0),
    DAY(loan_kept, oldest, FIELD_FIND),
    DAY(loan_kept, fresh_due, 0),
    MONEY(loan_kept, disbursed, 0, 0, 0),
    MONEY(loan_kept, outstanding, 0, 0, 0),
    MONEY(loan_kept, charge_left, 0, 0, 0),
    MONEY(loan_kept, claim, 0, 0, 0),
    MONEY(loan_kept, overpaid, 0, 0, 0),
    TEXT(loan_kept, acts, 200000, 0),
};
/* ---- acts ---------------------------------------------------------------*/

static struct loan_terms terms_of(const struct loan_fact *f)
{
    struct loan_product p = { .method = f->method,
                              .rate = f->rate,
                              .day_count = f->day_count,
                              .period = f->product_period,
                              .instalments_most = f->instalments_most,
                              .grace_principal = f->grace_principal,
                              .grace_charge = f->grace_charge,
                              .unit = f->unit,
                              .rounding = f->rounding,
                              .penalty_rate = f->penalty_rate,
                              .penalty_to = f->penalty_to,
                              .orders = f->orders,
                              .holiday = f->holiday,
                              .weekend = f->weekend };
    struct loan l = { .instalments = f->loan_instalments,
                      .period = f->loan_period,
                      .profit = f->profit };

    return loan_terms_of(&p, &l);
}

static int fact_order(const struct loan_fact *x, const struct loan_fact *y)
{
    int order = (x->on_day > y->on_day) - (x->on_day < y->on_day);

    if (!order)
        order = (x->what > y->what) - (x->what < y->what);
    if (!order)
        order = id_order(x->entry, y->entry);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

size_t loan_acts(const struct loan_fact *f, size_t n, struct loan_terms *terms,
                 struct loan_act *act, size_t *fact)
{
    size_t acts = 0;
    bool loan = false;

    for (size_t i = 0; i < n; i++) {
        size_t at = acts;

        if (f[i].what == FACT_LOAN) {
            *terms = terms_of(&f[i]);
            loan = true;
        }
        if (f[i].what < 0 || f[i].on_day == DAY_NONE)
            continue;
        for (; at > 0 && fact_order(&f[fact[at - 1]], &f[i]) > 0; at--)
            fact[at] = fact[at - 1];
        fact[at] = i;
        acts++;
    }
    for (size_t i = 0; loan && i < acts; i++) {
        const struct loan_fact *x = &f[fact[i]];

        act[i] = (struct loan_act){ .what = (enum act)x->what,
                                    .on = x->on_day,
                                    .amount = x->amount,
                                    .charge = x->charge,
                                    .instalments = x->instalments,
                                    .period = x->period,
                                    .first_due = x->first_due,
                                    .settles = x->settles == 1,
                                    .entry = x->entry,
                                    .n = x->n };
    }
    return loan ? acts : 0;
}

/* One loan of those the facts are of. */
struct case_of {
    const struct loan_fact *fact, *loan; /* loan: FACT_LOAN */
    size_t facts, acts;
    struct loan_terms terms;
    struct loan_act *act;
    size_t *from; /* which fact an act is */
    struct loan_done *done;
    struct loan_book *book;
    size_t closing;                  /* the act that closed it */
    const struct loan_fact **handed; /* from book to book, in their order */
    size_t hands;
    struct id body; /* in which she is in the end */
};

/* ---- whose it is --------------------------------------------------------*/

/* The first of those by which `from` handed it on, not before `since`. */
static const struct loan_fact *handed_on(const struct case_of *c,
                                         struct id from, day since)
{
    const struct loan_fact *first = NULL;

    for (size_t i = 0; i < c->facts; i++) {
        const struct loan_fact *f = &c->fact[i];

        if (f->what == FACT_HANDED && f->on_day != DAY_NONE &&
            f->on_day >= since && id_same(f->giver, from) &&
            (!first || fact_order(f, first) < 0))
            first = f;
    }
    return first;
}

/* Round in a circle on one day it goes no further than once to each. */
static void hands_read(struct case_of *c, struct arena *a)
{
    const struct loan_fact *f;
    day since = DAY_FIRST;

    c->handed = arena_many(a, const struct loan_fact *, c->facts);
    for (struct id at = c->loan->book;
         c->hands < c->facts && (f = handed_on(c, at, since)) != NULL;
         at = f->through) {
        c->handed[c->hands++] = f;
        since = f->on_day;
    }
    since = DAY_FIRST;
    c->body = c->loan->body;
    for (size_t i = 0;
         i < c->facts && (f = handed_on(c, c->body, since)) != NULL; i++) {
        c->body = f->through;
        since = f->on_day;
    }
}

/* In whose books it is on a day. */
static struct id book_on(const struct case_of *c, day on)
{
    struct id book = c->loan->book;

    for (size_t i = 0; i < c->hands && c->handed[i]->on_day <= on; i++)
        book = c->handed[i]->through;
    return book;
}

/* ---- replayed -----------------------------------------------------------*/

static bool case_read(struct case_of *c, const struct loan_fact *f, size_t n,
                      struct arena *a)
{
    *c = (struct case_of){ .fact = f, .facts = n };
    for (size_t i = 0; i < n; i++)
        if (f[i].what == FACT_LOAN)
            c->loan = &f[i];
    if (!c->loan)
        return false;
    c->act = arena_many(a, struct loan_act, n);
    c->from = arena_many(a, size_t, n);
    c->done = arena_many(a, struct loan_done, n);
    c->book = arena_new(a, struct loan_book);
    hands_read(c, a);
    c->acts = loan_acts(f, n, &c->terms, c->act, c->from);
    loan_replay(c->book, &c->terms, c->act, c->acts, DAY_LAST, c->done);
    for (size_t i = 0; i < c->acts; i++)
        if (c->act[i].on == c->book->closed && c->act[i].what >= ACT_PAID_OUT)
            c->closing = i;
    return true;
}

/* ---- books --------------------------------------------------------------*/

static const struct fact_event {
    const char *lent, *principal, *written_off;
} event_of[] = {
    { "loan.lent", "loan.principal", "loan.written_off" },
    { "loan.lent_fund", "loan.principal_fund", "loan.written_off_fund" },
    { "loan.lent_credit", "loan.principal_credit", "loan.written_off_credit" },
};
static const char *const head_of[] = { "loan_internal", "loan_fund",
                                       "loan_credit" };

static int source_of(const struct case_of *c)
{
    int32_t s = c->loan->source;

    return s < 0 || s > SOURCE_CREDIT ? SOURCE_INTERNAL : s;
}

static struct movement movement_of(const struct case_of *c,
                                   const struct loan_fact *f)
{
    return (struct movement){ .entry = f->entry,
                              .book = book_on(c, f->on_day),
                              .fund = c->loan->fund,
                              .on = f->on_day,
                              .place = ID_NONE,
                              .sex = -1,
                              .cutover = MONTH_NONE };
}

/* From which month registers count an indicator where the loan is. */
static month cutover_of(const struct case_of *c, const char *indicator)
{
    month least = MONTH_NONE;

    for (size_t i = 0; i < c->facts; i++) {
        const struct loan_fact *f = &c->fact[i];

        if (f->what == FACT_RUNNING && f->since != MONTH_NONE &&
            (!f->indicator.n || str_same(f->indicator, str_of(indicator))) &&
            (least == MONTH_NONE || f->since < least))
            least = f->since;
    }
    return least;
}

static void lent_book(const struct case_of *c, const struct loan_fact *f,
                      struct postings *out)
{
    struct side from = way_side(f->way, f->account, f->taker);
    struct movement m = movement_of(c, f);
    int source = source_of(c);

    m.event = event_of[source].lent;
    m.debit_party = f->loan;
    m.credit = from.head;
    m.credit_party = from.party;
    m.amount = f->amount;
    m.place = c->loan->place;
    m.rsp = c->loan->rsp;
    m.project = c->loan->project;
    m.sex = source == SOURCE_CREDIT ? c->loan->sex : -1;
    m.cutover = cutover_of(c,
                           source == SOURCE_CREDIT ? "credit" : "cif.amount");
    money(out, &m);
    m = movement_of(c, f); /* kept back: it comes out of what she got */
    m.event = "loan.fee";
    m.debit = from.head;
    m.debit_party = from.party;
    m.amount = f->fee;
    money(out, &m);
    m.event = "loan.premium";
    m.amount = f->premium;
    money(out, &m);
}

/* What a meeting or a settlement collected for the loan leaves what was
 * collected there: into the box of the loan's fund, or, where another body
 * lends, as a debt to that body. Where the loan finds it. */
static struct side passed_on(const struct case_of *c, const struct loan_fact *f,
                             struct postings *out)
{
    struct movement m = movement_of(c, f);
    bool own = id_same(f->through, m.book);
    struct id lender = m.book;

    if (own && id_none(c->loan->fund))
        return (struct side){ S("collected"), f->loan };
    m.event = own ? "loan.into_fund" : "loan.passed_on";
    m.book = f->through;
    m.fund = ID_NONE;
    m.debit_party = f->loan;
    m.credit_party = own ? ID_NONE : lender;
    m.amount = f->amount;
    money(out, &m);
    return own ? (struct side){ S("box"), ID_NONE } :
                 (struct side){ S("due_from"), f->through };
}

/* Where the money of a payment is when the loan takes it: in the box, at the
 * bank, with a collector; or, of a meeting, where passed_on leaves it. */
static void paid_book(const struct case_of *c, const struct loan_fact *f,
                      const struct loan_done *d, struct postings *out)
{
    struct side to = way_side(f->way, f->account, f->taker);
    struct movement m = movement_of(c, f);
    bool sale = c->terms.method == METHOD_MURABAHA;

    if (!id_none(f->through))
        to = passed_on(c, f, out);
    m.debit = to.head;
    m.debit_party = to.party;
    m.event = c->loan->penalty_to == PENALTY_CHARITY ? "loan.penalty_charity" :
                                                       "loan.penalty";
    m.amount = d->penalty;
    money(out, &m);
    m.event = sale ? "loan.profit" : "loan.charge";
    m.amount = d->charge;
    money(out, &m);
    m.credit_party = f->loan;
    m.event = event_of[source_of(c)].principal;
    m.amount = d->principal;
    money(out, &m);
    m.event = "loan.recovered";
    m.amount = d->recovered;
    money(out, &m);
    m.event = "loan.overpaid";
    m.amount = d->overpaid;
    money(out, &m);
}

/* What an act changed of what is out. */
static paisa change_of(const struct case_of *c, size_t i)
{
    if (c->act[i].what == ACT_PAID_OUT && c->act[i].amount != INT_NONE)
        return c->act[i].amount;
    if (c->act[i].what == ACT_REPAID || c->act[i].what == ACT_WRITTEN_OFF)
        return -c->done[i].principal;
    return 0;
}

/* What was out at the end of the day before goes from one book to the next: a
 * payment that is heard of later, of a day before, changes what went. */
static void handed_book(const struct case_of *c, struct postings *out)
{
    struct id from = c->loan->book;

    for (size_t i = 0; i < c->hands; i++) {
        const struct loan_fact *f = c->handed[i];
        struct movement m = movement_of(c, f);

        for (size_t k = 0; k < c->acts; k++)
            if (c->act[k].on < f->on_day)
                m.amount += change_of(c, k);
        m.book = from;
        m.event = "cession.loan_gone";
        m.debit_party = f->through;
        m.credit = str_of(head_of[source_of(c)]);
        m.credit_party = f->loan;
        money(out, &m);
        m.book = f->through;
        m.event = "cession.loan_come";
        m.debit = m.credit;
        m.debit_party = f->loan;
        m.credit = (struct str){ "", 0 };
        m.credit_party = from;
        money(out, &m);
        from = f->through;
    }
}

static void case_book(const struct case_of *c, struct postings *out)
{
    handed_book(c, out);
    for (size_t i = 0; i < c->acts; i++) {
        const struct loan_fact *f = &c->fact[c->from[i]];
        struct movement m = movement_of(c, f);

        if (f->what == ACT_PAID_OUT)
            lent_book(c, f, out);
        if (f->what == ACT_REPAID)
            paid_book(c, f, &c->done[i], out);
        if (f->what == ACT_WRITTEN_OFF) {
            m.event = event_of[source_of(c)].written_off;
            m.credit_party = f->loan;
            m.amount = c->done[i].principal;
            money(out, &m);
        }
    }
}

/* ---- figures ------------------------------------------------------------*/

/* What one entry adds, in all and for her sex. */
static void level_post(const struct case_of *c, struct id entry, day on,
                       const char *const name[3], int64_t amount,
                       struct postings *out)
{
    int32_t sex = c->loan->sex;
    struct posting one = { .entry = entry,
                           .place = c->loan->place,
                           .rsp = c->loan->rsp,
                           .project = c->loan->project,
                           .month = month_of(on),
                           .amount = amount };

    if (!amount)
        return;
    one.indicator = str_of(name[0]);
    post_kept(out, &one, cutover_of(c, name[0]), false);
    if (sex < 0 || sex > 1 || !name[1])
        return;
    one.indicator = str_of(name[1 + sex]);
    post_kept(out, &one, cutover_of(c, name[0]), false);
}

static const char *const loan_names[] = { "loan", "loan.women", "loan.men" };
static const char *const portfolio_names[] = { "portfolio", "portfolio.women",
                                               "portfolio.men" };
static const char *const borrower_names[] = { "borrower", "borrower.women",
                                              "borrower.men" };
static const char *const fund_names[] = { "cif.borrower", NULL, NULL };

#define ONE_LOAN 100 /* the indicator's scale */

/* What is outstanding, and how many loans there were, of an RSP's credit. */
static void credit_post(const struct case_of *c, struct postings *out)
{
    bool lent = false;

    for (size_t i = 0; i < c->acts; i++) {
        const struct loan_act *a = &c->act[i];

        level_post(c, a->entry, a->on, portfolio_names, change_of(c, i), out);
        if (a->what == ACT_PAID_OUT && !lent)
            level_post(c, a->entry, a->on, loan_names, ONE_LOAN, out);
        lent = lent || a->what == ACT_PAID_OUT;
    }
}

static const struct loan_act *first_lent(const struct case_of *c)
{
    for (size_t i = 0; i < c->acts; i++)
        if (c->act[i].what == ACT_PAID_OUT)
            return &c->act[i];
    return NULL;
}

/* She is a borrower from her first loan of that source and RSP on. */
static bool is_first(const struct case_of *all, size_t n)
{
    const struct loan_act *own = first_lent(all);

    for (size_t i = 1; i < n; i++) {
        const struct loan_act *a = first_lent(&all[i]);

        if (a && all[i].loan->source == all->loan->source &&
            id_same(all[i].loan->rsp, all->loan->rsp) &&
            (a->on < own->on ||
             (a->on == own->on && id_order(a->entry, own->entry) < 0)))
            return false;
    }
    return true;
}

static bool has_act(const struct case_of *c, struct id entry)
{
    for (size_t i = 0; i < c->acts; i++)
        if (id_same(c->act[i].entry, entry))
            return true;
    return false;
}

/* Of an entry that paid several of her loans the least loan posts. */
static bool is_own(const struct case_of *all, size_t n, struct id entry)
{
    if (!has_act(all, entry))
        return false;
    for (size_t i = 1; i < n; i++)
        if (id_order(all[i].loan->entry, all->loan->entry) < 0 &&
            id_same(all[i].loan->place, all->loan->place) &&
            has_act(&all[i], entry))
            return false;
    return true;
}

/* She is an active borrower while any of her loans there is open. All of them
 * say so together; of that each posts what its own entries began and ended. */
static void active_post(const struct case_of *all, size_t n,
                        struct postings *out)
{
    static const char *const name[] = { "active_borrower",
                                        "active_borrower.women",
                                        "active_borrower.men" };
    struct hold *h = arena_many(out->arena, struct hold, n);
    int32_t sex = all->loan->sex;
    size_t holds = 0;

    for (size_t i = 0; i < n; i++) {
        const struct case_of *c = &all[i];
        const struct loan_act *a = first_lent(c);
        bool closed = a && c->book->closed != DAY_NONE;

        if (!a || c->loan->source != SOURCE_CREDIT ||
            !id_same(c->loan->place, all->loan->place))
            continue;
        h[holds++] = (struct hold){
            .opens = a->entry,
            .closes = closed ? c->act[c->closing].entry : a->entry,
            .rsp = c->loan->rsp,
            .project = c->loan->project,
            .since = month_of(a->on),
            .until = closed ? month_of(c->book->closed) : HOLD_OPEN,
            .cutover = cutover_of(c, name[0])
        };
    }
    for (int i = 0; i < 3; i++) {
        struct postings all_of = { .arena = out->arena };
        struct posting like = { .indicator = str_of(name[i]),
                                .place = all->loan->place };

        if (i > 0 && sex != i - 1)
            continue;
        post_holds(&all_of, &like, h, holds);
        for (size_t k = 0; k < all_of.n; k++)
            if (is_own(all, n, all_of.at[k].entry))
                post(out, &all_of.at[k]);
    }
}

static void borrower_post(const struct case_of *all, size_t n,
                          struct postings *out)
{
    const struct loan_act *a = first_lent(all);
    int source = source_of(all);

    if (source == SOURCE_INTERNAL || id_none(all->loan->place))
        return;
    if (a && is_first(all, n))
        level_post(all, a->entry, a->on,
                   source == SOURCE_CREDIT ? borrower_names : fund_names, 1,
                   out);
    if (source == SOURCE_CREDIT) {
        credit_post(all, out);
        active_post(all, n, out);
    }
}

/* ---- what the timeline says of its entries ------------------------------*/

/* An entry that lies on another timeline bears no remark: the loan does. */
static struct id bearer(const struct case_of *c, size_t i)
{
    const struct loan_fact *f = &c->fact[c->from[i]];

    return f->aside == 1 ? c->loan->entry : f->entry;
}

static void act_remark(const struct case_of *c, size_t i, struct postings *out)
{
    const struct loan_done *d = &c->done[i];
    const struct loan_act *a = &c->act[i];
    const struct loan_act *lent = first_lent(c);

    if (d->trouble)
        remark(out, bearer(c, i), WARN, d->trouble, "held", 0, 0);
    if (a->what < ACT_REPAID)
        return;
    if (!lent || a->on < lent->on)
        remark(out, bearer(c, i), WARN, "repayment.before_paid_out", "held", 0,
               0);
    else if (d->overpaid > 0)
        remark(out, bearer(c, i), WARN, "repayment.overpaid", "amount",
               d->overpaid, 0);
}

/* One loan of a product at once, unless it allows more (finance.md 12, 15). */
static void live_remark(const struct case_of *all, size_t n,
                        struct postings *out)
{
    const struct loan_act *own = first_lent(all);
    int64_t most = all->loan->live_most == INT_NONE ? 1 : all->loan->live_most;
    int64_t live = 0;

    for (size_t i = 1; own && i < n; i++) {
        const struct loan_act *a = first_lent(&all[i]);

        if (!a || !str_same(all[i].loan->product, all->loan->product) ||
            a->on > own->on ||
            (a->on == own->on && id_order(a->entry, own->entry) > 0))
            continue;
        live += all[i].book->closed == DAY_NONE ||
                all[i].book->closed > own->on;
    }
    if (own && live >= most)
        remark(out, all->loan->entry, WARN, "loan.live_already", "product",
               live, most);
}

/* ---- the row that stands ------------------------------------------------*/

/* When something last happened; lists and closed days are of the terms. */
static day last_day(const struct case_of *c)
{
    day last = DAY_NONE;

    for (size_t i = 0; i < c->acts; i++)
        if (c->act[i].what >= ACT_PAID_OUT)
            last = c->act[i].on;
    return last;
}

static void case_keep(const struct case_of *c, struct postings *out)
{
    const struct loan_fact *l = c->loan;
    const struct loan_book *b = c->book;
    day last = last_day(c);
    struct loan_stand s = loan_stand_on(b, last == DAY_NONE ? DAY_FIRST : last);
    struct loan_kept row = { .book = book_on(c, DAY_LAST),
                             .fund = l->fund,
                             .body = c->body,
                             .circle = l->circle,
                             .member = l->member,
                             .person = l->person,
                             .household = l->household,
                             .place = l->place,
                             .rsp = l->rsp,
                             .project = l->project,
                             .sex = l->sex,
                             .source = l->source,
                             .product = l->product,
                             .cycle = l->cycle,
                             .state = (int32_t)s.state,
                             .applied = l->applied,
                             .paid_out = b->paid_out,
                             .last_paid = b->last_paid,
                             .closed = b->closed,
                             .oldest = s.oldest,
                             .fresh_due = b->fresh_due,
                             .last_day = last,
                             .disbursed = b->disbursed,
                             .outstanding = s.outstanding,
                             .charge_left = s.charge_left,
                             .claim = s.claim,
                             .overpaid = s.overpaid,
                             .acts = loan_pack(&c->terms, c->act, c->acts,
                                               out->arena) };

    keep(out, &row, sizeof row);
}

/* ---- all of it ----------------------------------------------------------*/

bool loan_posts(const void *facts, size_t n, month since, struct postings *out)
{
    const struct loan_fact *f = facts;
    struct case_of *all;
    size_t cases = 0, to;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    all = arena_many(out->arena, struct case_of, n + 1);
    for (size_t i = 0; i < n; i = to) {
        for (to = i; to < n && id_same(f[to].loan, f[i].loan);)
            to++;
        if (case_read(&all[cases], &f[i], to - i, out->arena))
            cases++;
        else if (i == 0)
            return true; /* its own loan is not here */
    }
    if (!cases)
        return true;
    case_book(all, out);
    borrower_post(all, cases, out);
    for (size_t i = 0; i < all->acts; i++)
        act_remark(all, i, out);
    live_remark(all, cases, out);
    case_keep(all, out);
    return true;
}
