/* demo_loan - the sample's community loans: from the plan of a household over
 * its CO, VO and LSO to the cheque, and how they come back: one by one, on the
 * round of a collector, or in the meetings of a CO. */
#include "cmd.sql.h"
#include "cmd/demo_money.h"

enum {
    INSTALMENTS = 12,
    LATE = 7,
    LATE_AFTER = 4,
    POOREST = 2300,
    FIRST_LENT = 12000,
    LENT_STEP = 1200,
    OWN_LENT = 2400,
    OWN_STEP = 300,
    OWN_OF = 4,
    TIMES_SAVED = 3,
    MISTAKE = 7,
    LENT_WITHIN = 7, /* days of a month */
    ROUND_LAST = 15  /* after that what was collected is still in hand */
};

/* ---- a loan, from the plan to the cheque --------------------------------*/

struct lent {
    int number, nth; /* of all; of its fund */
    const struct lender *by;
    int co, member;
    int64_t amount;  /* rupees */
    bool own;        /* out of the savings of her CO, not of the fund */
    struct id score; /* what the fund looked at */
    int month;       /* in which it is lent */
};

/* The fund is for the poorest: the score that stands, if it lies in its window
 * (CIF-SUCCESS, 0 to 23). */
static bool score_find(const struct diary *y, struct id household, day on,
                       struct id *score)
{
    struct db *db = site_writer_db(&y->d->site);
    struct rows r = db_rows(db, SQL_DEMO_SCORE);
    bool poor;

    db_bind_id(&r, 1, household);
    db_bind_int(&r, 2, on);
    poor = db_next(&r) && db_int(&r, 1) < POOREST;
    if (poor)
        *score = db_id(&r, 0);
    db_done(&r);
    return poor;
}

/* She may owe three times what she saved with her CO. */
static int64_t own_amount(const struct diary *y, int member, day on)
{
    int64_t at = (int64_t)on * PURSE_DAY_SECONDS;
    struct id who = y->p->member[member].id;
    paisa saved = -purse_balance(y, ID_NONE, "saving_regular", who, on, at);
    int64_t most = saved * TIMES_SAVED / RUPEE / OWN_STEP * OWN_STEP;

    return most < OWN_LENT ? most : OWN_LENT;
}

/* As it is lent in its month; asked once, for savings and scores come and
 * change. */
static bool lent_look(const struct diary *y, int number, struct lent *out)
{
    int of = number % (COS * OF_CO);
    const struct member *m;
    day on;

    *out = (struct lent){ .number = number, .nth = number / (COS * OF_CO) };
    if (out->nth >= y->purse->lenders)
        return false;
    out->by = &y->purse->lender[out->nth];
    out->co = out->by->co[of / OF_CO];
    out->member = y->p->body[out->co].first + of % OF_CO;
    out->amount = FIRST_LENT + (int64_t)(number % 6) * LENT_STEP;
    out->month = 1 + number % LENT_MONTHS;
    on = purse_month(y, out->month);
    m = &y->p->member[out->member];
    if (m->why || !m->kept_at ||
        m->kept_at >= (int64_t)purse_month(y, 0) * PURSE_DAY_SECONDS)
        return false;
    out->own = !score_find(y,
                           purse_id(y, "household",
                                    y->p->person[m->person].household),
                           on, &out->score);
    if (!out->own)
        return true;
    if (number % OWN_OF) /* not all of them ask */
        return false;
    out->amount = own_amount(y, out->member, on);
    return out->amount >= 2 * OWN_STEP;
}

struct lent_book { /* of those whose month has come */
    struct lent at[LOANS];
    bool is[LOANS];
};

static bool lent_find(const struct diary *y, int number, struct lent *out)
{
    const struct lent_book *b = y->purse->lent;

    if (!b || !b->is[number])
        return false;
    *out = b->at[number];
    return true;
}

static void lent_choose(struct diary *y, int in)
{
    struct purse *m = y->purse;

    if (!m->lent) {
        m->lent = arena_new(&y->d->cmd->arena, struct lent_book);
        *m->lent = (struct lent_book){ .is = { false } };
    }
    for (int i = 0; i < LOANS; i++)
        if (1 + i % LENT_MONTHS == in)
            m->lent->is[i] = lent_look(y, i, &m->lent->at[i]);
}

static const char *const trade[3][2] = {
    { "livestock", "Two goats to fatten for Eid" },
    { "agriculture", "Seed and fertiliser for an acre of wheat" },
    { "enterprise", "Cloth and thread for embroidery" }
};

static struct id resolution_id(const struct diary *y, int body, int in)
{
    return purse_id(y, "loans resolved", body * 64 + in);
}

static void loan_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), number = buf_start(&d->arena);

    buf_fmt(&number, x->own ? "CO-%d-%d" : "CIF-%d-%d", x->nth + 1,
            x->number % (COS * OF_CO) + 1);
    fact_text(&out, "number", buf_str(&number));
    fact_id(&out, "lender", y->p->body[x->own ? x->co : x->by->lso].id);
    if (!x->own)
        fact_id(&out, "fund", purse_id(y, "cif", x->nth));
    fact_text(&out, "product", x->own ? S("INTERNAL-QARD") : S("CIF-MONTHLY"));
    fact_id(&out, "body", y->p->body[x->co].id);
    fact_id(&out, "member", y->p->member[x->member].id);
    fact_id(&out, "person", purse_person(y, x->member));
    if (!x->own)
        fact_id(&out, "mip", purse_id(y, "mip", x->number));
    fact_text(&out, "purpose", str_of(trade[x->number % 3][0]));
    fact_text(&out, "what", str_of(trade[x->number % 3][1]));
    fact_int(&out, "asked", x->amount * RUPEE);
    fact_day(&out, "applied", purse_day(y));
    fact_id(&out, "resolution", resolution_id(y, x->co, x->month));
    fact_int(&out, "cycle", 1);
    fact_int(&out, "instalments", INSTALMENTS);
    purse_keep(y, x->co, "loan", purse_id(y, "loan", x->number), &out);
}

/* What a body resolved on the loans of that month. */
static void resolved_keep(struct diary *y, int body, int in)
{
    purse_resolve(y, body, resolution_id(y, body, in), 100 + in,
                  "Loans from the community investment fund");
}

static void plan_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    const struct member *m = &y->p->member[x->member];
    struct buf out = fact_start(&d->arena);
    const char *const *what = trade[x->number % 3];

    fact_id(&out, "household",
            purse_id(y, "household", y->p->person[m->person].household));
    fact_id(&out, "person", purse_person(y, x->member));
    fact_id(&out, "member", m->id);
    fact_day(&out, "made", purse_day(y));
    fact_text(&out, "activity", str_of(what[0]));
    fact_text(&out, "what", str_of(what[1]));
    fact_int(&out, "cost", (x->amount + 3000) * RUPEE);
    fact_int(&out, "own_share", (int64_t)3000 * RUPEE);
    fact_int(&out, "wanted", x->amount * RUPEE);
    fact_int(&out, "yearly", x->amount * RUPEE / 2);
    purse_keep(y, x->co, "mip", purse_id(y, "mip", x->number), &out);
}

static void said_keep(struct diary *y, const struct lent *x, const char *kind,
                      const char *tier, int by)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "loan", purse_id(y, "loan", x->number));
    fact_day(&out, "held", purse_day(y));
    if (tier)
        fact_text(&out, "tier", str_of(tier));
    fact_id(&out, "body", y->p->body[by].id);
    fact_id(&out, "resolution", resolution_id(y, by, x->month));
    if (!tier)
        fact_id(&out, "score", x->score);
    fact_text(&out, "says", S("yes"));
    fact_int(&out, "amount", x->amount * RUPEE);
    purse_keep(y, by, kind,
               purse_id(y, kind, x->number * 8 + (tier && *tier == 'c')), &out);
}

static void paid_out_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "loan", purse_id(y, "loan", x->number));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", x->amount * RUPEE);
    if (x->own) {
        fact_text(&out, "way", S("box"));
        fact_text(&out, "reference", S("Loan register of the CO"));
    } else {
        fact_text(&out, "way", S("cheque"));
        fact_id(&out, "account", purse_account(y, x->nth));
        fact_text(&out, "leaf", box_cheque(y, x->nth));
    }
    fact_day(&out, "first_due", purse_day(y) + PURSE_MONTH_DAYS + LENT_WITHIN);
    fact_raw(&out, "witness", purse_people(y, x->co, x->member, 2));
    purse_keep(y, x->co, "disbursement", purse_id(y, "disbursement", x->number),
               &out);
}

static void used_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "loan", purse_id(y, "loan", x->number));
    fact_day(&out, "held", purse_day(y));
    fact_id(&out, "person", purse_person(y, y->p->body[x->co].first + 1));
    fact_text(&out, "result", x->number % 11 ? S("used") : S("partly"));
    purse_keep(y, x->co, "utilisation", purse_id(y, "utilisation", x->number),
               &out);
}

/* Three bodies agree, as the by-law of the LSO asks. */
static void agreed_keep(struct diary *y, const struct lent *x)
{
    said_keep(y, x, "appraisal", "co", x->co);
    said_keep(y, x, "appraisal", "vo", x->by->vo);
    said_keep(y, x, "approval", NULL, x->by->lso);
}

static void resolutions_keep(struct diary *y, int in)
{
    for (int nth = 0; nth < y->purse->lenders; nth++) {
        const struct lender *l = &y->purse->lender[nth];

        for (int i = 0; i < l->cos; i++)
            resolved_keep(y, l->co[i], in);
        resolved_keep(y, l->vo, in);
        resolved_keep(y, l->lso, in);
    }
}

/* Resolutions first; money is looked at as it stands when a loan is agreed on,
 * so what went before is kept by then. */
void lent_month(struct diary *y, int in)
{
    struct lent x;

    if (in < 1 || in > LENT_MONTHS)
        return;
    resolutions_keep(y, in);
    demo_commit(y->d);
    lent_choose(y, in);
    for (int i = 0; i < LOANS; i++) {
        if (1 + i % LENT_MONTHS != in || !lent_find(y, i, &x))
            continue;
        if (!x.own)
            plan_keep(y, &x);
        loan_keep(y, &x);
        if (!x.own)
            agreed_keep(y, &x);
        paid_out_keep(y, &x);
    }
}

/* ---- what comes back ----------------------------------------------------*/

/* One of seven stops after four instalments. */
static bool pays(const struct lent *x, int in)
{
    int nth = in - x->month;

    return nth > 0 && nth <= INSTALMENTS &&
           (x->number % LATE != LATE - 1 || nth <= LATE_AFTER);
}

static void repayment_keep(struct diary *y, const struct lent *x, struct id id)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "loan", purse_id(y, "loan", x->number));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", x->amount * RUPEE / INSTALMENTS);
    if (x->own) {
        fact_text(&out, "way", S("box"));
        fact_text(&out, "reference", S("Loan register of the CO"));
    } else {
        fact_text(&out, "way", S("bank"));
        fact_id(&out, "account", purse_account(y, x->nth));
        fact_text(&out, "leaf", box_receipt(y, x->nth));
    }
    purse_keep(y, x->co, "repayment", id, &out);
}

/* The collector of the first lender goes round one of its COs. */
static bool on_round(const struct lent *x)
{
    return x->nth == 0 && !x->own && x->co == x->by->co[CO_ROUND];
}

static void part_said(struct diary *y, struct buf *rows, const struct lent *x)
{
    buf_z(rows, rows->n > 1 ? ",{\"loan\":\"" : "{\"loan\":\"");
    id_put(rows, purse_id(y, "loan", x->number));
    buf_fmt(rows, "\",\"amount\":%lld}",
            (long long)(x->amount * RUPEE / INSTALMENTS));
}

static struct id collector(const struct diary *y, int co)
{
    return purse_person(y, y->p->body[co].first);
}

static void banking_keep(struct diary *y, int co, paisa amount, int in)
{
    struct buf out = fact_start(&y->d->arena), slip = buf_start(&y->d->arena);

    buf_fmt(&slip, "Deposit slip %d", in);
    fact_id(&out, "book", y->p->body[y->purse->lender[0].lso].id);
    fact_day(&out, "held", purse_day(y));
    fact_id(&out, "taker", collector(y, co));
    fact_int(&out, "amount", amount);
    fact_id(&out, "account", purse_account(y, 0));
    fact_text(&out, "reference", buf_str(&slip));
    fact_id(&out, "fund", purse_id(y, "cif", 0));
    purse_keep(y, co, "banking", purse_id(y, "banking", in), &out);
}

/* One receipt for all of them, into her hand; she banks it that day, but the
 * last months' she still has. */
static void round_keep(struct diary *y, int in)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    int co = y->purse->lender[0].co[CO_ROUND];
    struct lent x;
    paisa sum = 0;

    buf_char(&rows, '[');
    for (int i = CO_ROUND * OF_CO; i < (CO_ROUND + 1) * OF_CO; i++) {
        if (!lent_find(y, i, &x) || !on_round(&x) || !pays(&x, in))
            continue;
        part_said(y, &rows, &x);
        sum += x.amount * RUPEE / INSTALMENTS;
    }
    buf_char(&rows, ']');
    if (!sum)
        return;
    fact_id(&out, "body", y->p->body[co].id);
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", sum);
    fact_text(&out, "way", S("hand"));
    fact_id(&out, "taker", collector(y, co));
    fact_text(&out, "leaf", box_receipt(y, 0));
    fact_raw(&out, "parts", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, co, "collection", purse_id(y, "round", in), &out);
    if (in <= ROUND_LAST)
        banking_keep(y, co, sum, in);
}

/* One instalment is keyed twice, and taken back by another a month later. */
static void mistake_keep(struct diary *y, int in)
{
    struct buf out = fact_start(&y->d->arena);
    struct lent x;
    int i = CO_BOX * OF_CO;

    while (i < LOANS && (!lent_find(y, i, &x) || x.own || on_round(&x) ||
                         x.co == y->purse->grid || !pays(&x, MISTAKE)))
        i++;
    if (i == LOANS)
        return;
    if (in == MISTAKE) {
        repayment_keep(y, &x, purse_id(y, "repaid twice", 0));
        return;
    }
    fact_id(&out, "reverses", purse_id(y, "repaid twice", 0));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "why", S("The same receipt was written down twice"));
    purse_book(y, "manager", "reversal", purse_id(y, "reversal", 0), &out);
}

void paid_month(struct diary *y, int in)
{
    struct lent x;

    for (int i = 0; i < LOANS; i++) {
        if (!lent_find(y, i, &x))
            continue;
        if (in == x.month + 1)
            used_keep(y, &x);
        if (pays(&x, in) && !on_round(&x) && x.co != y->purse->grid)
            repayment_keep(y, &x, purse_id(y, "repayment", i * 64 + in));
    }
    round_keep(y, in);
    if (in == MISTAKE || in == MISTAKE + 1)
        mistake_keep(y, in);
}

/* ---- at the meetings of one CO ------------------------------------------*/

bool money_due(const struct diary *y, int member, day held, struct id *loan,
               paisa *amount)
{
    const struct purse *m = y->purse;
    const struct body *b;
    struct lent x;
    day lent;
    int nth;

    if (m->grid < 0 || y->p->member[member].body != m->grid)
        return false;
    b = &y->p->body[m->grid];
    for (int co = 0; co < COS; co++) {
        int number = co * OF_CO + member - b->first;

        if (m->lender[0].co[co] != m->grid || member - b->first >= OF_CO ||
            !lent_find(y, number, &x))
            continue;
        lent = purse_month(y, x.month) + LENT_WITHIN;
        nth = month_of(held) - month_of(lent);
        if (held <= lent || nth < 1 || !pays(&x, x.month + nth))
            return false;
        *loan = purse_id(y, "loan", number);
        *amount = x.amount * RUPEE / INSTALMENTS;
        return true;
    }
    return false;
}
