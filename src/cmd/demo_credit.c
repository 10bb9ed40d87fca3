/* demo_credit - the RSP's micro-credit in the sample: two solidarity groups,
 * each loan decided and paid from the bank, one receipt a month for the whole
 * group; two of them fall behind. */
#include "cmd/demo_money.h"

enum {
    FORMED_IN = 7,
    LENT_IN = 8,
    OF_YEAR = 12,     /* instalments */
    CHARGE = 20,      /* percent of the amount, SRSO-ENTERPRISE */
    BEHIND_FIRST = 4, /* instalments that she paid */
    BEHIND_SECOND = 6,
    BANKED_UPTO = 15,
    LEAF_FIRST = 5001,
    LEAVES = 50
};
static const int64_t lent[OF_CREDIT] = { 12000, 15000, 18000, 24000, 30000 };

static int borrower(const struct diary *y, int group, int n)
{
    return y->p->body[y->purse->credit[group]].first + n;
}

static bool borrows(const struct diary *y, int group, int n)
{
    const struct member *m = &y->p->member[borrower(y, group, n)];

    return !m->why && m->kept_at &&
           m->kept_at < (int64_t)purse_month(y, FORMED_IN) * PURSE_DAY_SECONDS;
}

static struct id loan_of(const struct diary *y, int group, int n)
{
    return purse_id(y, "credit", group * OF_CREDIT + n);
}

static struct id circle_of(const struct diary *y, int group)
{
    return purse_id(y, "circle", group);
}

/* ---- how it begins ------------------------------------------------------*/

static void circle_keep(struct diary *y, int group)
{
    static const char *const name[CREDITS] = { "Sewing group", "Shop group" };
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    int co = y->purse->credit[group];

    buf_char(&rows, '[');
    for (int n = 0; n < OF_CREDIT; n++) {
        if (!borrows(y, group, n))
            continue;
        buf_z(&rows, rows.n > 1 ? ",{\"member\":\"" : "{\"member\":\"");
        id_put(&rows, y->p->member[borrower(y, group, n)].id);
        buf_z(&rows, "\",\"person\":\"");
        id_put(&rows, purse_person(y, borrower(y, group, n)));
        buf_z(&rows, "\"}");
    }
    buf_char(&rows, ']');
    fact_id(&out, "body", y->p->body[co].id);
    fact_text(&out, "name", str_of(name[group]));
    fact_day(&out, "formed", purse_day(y));
    fact_raw(&out, "one", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, co, "loan_group", circle_of(y, group), &out);
}

static void leaves_keep(struct diary *y)
{
    const struct body *b = &y->p->body[y->purse->credit[0]];
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "rsp", purse_rsp());
    fact_text(&out, "what", S("receipt"));
    fact_text(&out, "prefix", S("MC-"));
    fact_int(&out, "from_serial", LEAF_FIRST);
    fact_int(&out, "upto_serial", LEAF_FIRST + LEAVES - 1);
    fact_day(&out, "issued_on", purse_day(y));
    fact_id(&out, "staff", staff_of(y->p, b, purse_day(y))->id);
    purse_book(y, "accountant", "leaf_book", purse_id(y, "credit leaves", 0),
               &out);
}

static void asked_keep(struct diary *y, int group, int n)
{
    struct buf out = fact_start(&y->d->arena), number = buf_start(&y->d->arena);
    int co = y->purse->credit[group];

    buf_fmt(&number, "MC-%d-%d", group + 1, n + 1);
    fact_text(&out, "number", buf_str(&number));
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "fund", own_fund("CREDIT"));
    fact_text(&out, "product", S("SRSO-ENTERPRISE"));
    fact_id(&out, "body", y->p->body[co].id);
    fact_id(&out, "member", y->p->member[borrower(y, group, n)].id);
    fact_id(&out, "person", purse_person(y, borrower(y, group, n)));
    fact_id(&out, "circle", circle_of(y, group));
    fact_text(&out, "purpose", S("enterprise"));
    fact_text(&out, "what",
              group ? S("Goods for a small shop") : S("A sewing machine"));
    fact_int(&out, "asked", lent[n] * RUPEE);
    fact_day(&out, "applied", purse_day(y));
    fact_int(&out, "cycle", 1);
    fact_int(&out, "instalments", OF_YEAR);
    fact_id(&out, "resolution", purse_id(y, "credit resolved", group));
    purse_keep(y, co, "loan", loan_of(y, group, n), &out);
}

static void agreed_keep(struct diary *y, int group, int n)
{
    struct buf out = fact_start(&y->d->arena);
    int co = y->purse->credit[group];

    fact_id(&out, "loan", loan_of(y, group, n));
    fact_day(&out, "held", purse_day(y));
    fact_id(&out, "staff", staff_of(y->p, &y->p->body[co], purse_day(y))->id);
    fact_text(&out, "says", S("yes"));
    fact_int(&out, "amount", lent[n] * RUPEE);
    purse_keep(y, co, "approval",
               purse_id(y, "credit approval", group * OF_CREDIT + n), &out);
}

static void paid_out_keep(struct diary *y, int group, int n)
{
    struct buf out = fact_start(&y->d->arena), says = buf_start(&y->d->arena);
    int co = y->purse->credit[group];

    buf_fmt(&says, "Transfer %d-%d", group + 1, n + 1);
    fact_id(&out, "loan", loan_of(y, group, n));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", lent[n] * RUPEE);
    fact_text(&out, "way", S("bank"));
    fact_id(&out, "account", own_account(y));
    fact_text(&out, "reference", buf_str(&says));
    fact_day(&out, "first_due", purse_day(y) + PURSE_MONTH_DAYS);
    fact_raw(&out, "witness", purse_people(y, co, borrower(y, group, n), 2));
    purse_keep(y, co, "disbursement",
               purse_id(y, "credit paid", group * OF_CREDIT + n), &out);
}

static void lend(struct diary *y, int group)
{
    for (int n = 0; n < OF_CREDIT; n++) {
        if (!borrows(y, group, n))
            continue;
        asked_keep(y, group, n);
        agreed_keep(y, group, n);
        paid_out_keep(y, group, n);
    }
}

/* ---- how it comes back --------------------------------------------------*/

/* One of each group stops. */
static bool pays(int group, int n, int nth)
{
    if (nth < 1 || nth > OF_YEAR)
        return false;
    if (group == 0 && n == 1)
        return nth <= BEHIND_FIRST;
    return group == 0 || n != 3 || nth <= BEHIND_SECOND;
}

static paisa parts_said(struct diary *y, int group, int in, struct buf *rows)
{
    paisa sum = 0;

    buf_char(rows, '[');
    for (int n = 0; n < OF_CREDIT; n++) {
        paisa amount = lent[n] * (100 + CHARGE) / OF_YEAR; /* in paisa */

        if (!borrows(y, group, n) || !pays(group, n, in - LENT_IN))
            continue;
        buf_z(rows, rows->n > 1 ? ",{\"loan\":\"" : "{\"loan\":\"");
        id_put(rows, loan_of(y, group, n));
        buf_fmt(rows, "\",\"amount\":%lld}", (long long)amount);
        sum += amount;
    }
    buf_char(rows, ']');
    return sum;
}

static void banking_keep(struct diary *y, paisa amount, int in)
{
    struct buf out = fact_start(&y->d->arena), slip = buf_start(&y->d->arena);

    buf_fmt(&slip, "MC slip %d", in);
    fact_id(&out, "book", purse_rsp());
    fact_day(&out, "held", purse_day(y));
    fact_id(&out, "taker", purse_person(y, borrower(y, 0, 0)));
    fact_int(&out, "amount", amount);
    fact_id(&out, "account", own_account(y));
    fact_text(&out, "reference", buf_str(&slip));
    fact_id(&out, "fund", own_fund("CREDIT"));
    purse_book(y, "accountant", "banking", purse_id(y, "credit banked", in),
               &out);
}

/* The first group's head collects and banks it; the second pays in at the
 * bank. */
static void collect(struct diary *y, int group, int in)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    struct buf leaf = buf_start(&y->d->arena);
    paisa sum = parts_said(y, group, in, &rows);

    if (!sum)
        return;
    buf_fmt(&leaf, "MC-%d", LEAF_FIRST + (in - LENT_IN) * CREDITS + group);
    fact_id(&out, "body", y->p->body[y->purse->credit[group]].id);
    fact_id(&out, "circle", circle_of(y, group));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", sum);
    fact_text(&out, "way", group ? S("bank") : S("hand"));
    if (group)
        fact_id(&out, "account", own_account(y));
    else
        fact_id(&out, "taker", purse_person(y, borrower(y, 0, 0)));
    fact_text(&out, "leaf", buf_str(&leaf));
    fact_raw(&out, "parts", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, y->purse->credit[group], "collection",
               purse_id(y, "credit round", in * CREDITS + group), &out);
    if (!group && in <= BANKED_UPTO)
        banking_keep(y, sum, in);
}

void credit_month(struct diary *y, int in)
{
    if (in == FORMED_IN && y->purse->credit[0] >= 0)
        leaves_keep(y);
    for (int group = 0; group < CREDITS; group++) {
        if (y->purse->credit[group] < 0)
            continue;
        if (in == FORMED_IN) {
            circle_keep(y, group);
            purse_resolve(y, y->purse->credit[group],
                          purse_id(y, "credit resolved", group), 301,
                          "The group asks the RSP for loans");
        }
        if (in == LENT_IN) {
            demo_commit(y->d);
            lend(y, group);
        }
        if (in > LENT_IN)
            collect(y, group, in);
    }
}
