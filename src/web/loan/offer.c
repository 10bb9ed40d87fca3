/* offer - what a loan would cost, before anything is kept: its schedule and
 * what it comes to in a year. */
#include "web/loan/loan.h"

static paisa part_of(paisa amount, paisa fixed, int64_t rate)
{
    int64_t part = 0;

    if (rate != INT_NONE && rate > 0)
        money_part(amount, rate, 10000, ROUND_HALF_EVEN, &part);
    return (fixed == INT_NONE ? 0 : fixed) + part;
}

static size_t offer_acts(const struct loan *l, const struct offer *o,
                         day first_due, struct loan_act *act)
{
    const struct loan_product_closing *c = o->product.closed.at;
    const struct loan_instalment *row = l->listed.at;
    size_t n = 0;

    for (size_t i = 0; i < o->product.closed.n; i++, n++)
        act[n] = (struct loan_act){ .what = ACT_CLOSED,
                                    .on = c[i].on_day,
                                    .n = (int64_t)i };
    for (size_t i = 0; i < l->listed.n; i++, n++)
        act[n] = (struct loan_act){ .what = ACT_LISTED,
                                    .on = row[i].due,
                                    .amount = row[i].principal,
                                    .charge = row[i].charge,
                                    .n = (int64_t)i };
    act[n++] = (struct loan_act){ .what = ACT_PAID_OUT,
                                  .on = o->paid,
                                  .amount = o->amount,
                                  .instalments = INT_NONE,
                                  .period = -1,
                                  .first_due = first_due };
    loan_acts_sort(act, n);
    return n;
}

/* What she pays, against what she has in hand; the days are those of its
 * schedule. */
static void offer_cost(struct rq *rq, struct offer *o)
{
    struct due *due = arena_many(rq->arena, struct due, o->book->dues + 1);
    struct schedule s = { .principal = o->amount,
                          .method = o->terms.method,
                          .period = o->terms.period,
                          .instalments = (int64_t)o->book->dues,
                          .charge = INT_NONE,
                          .paid = o->paid };

    for (size_t i = 0; i < o->book->dues; i++) {
        const struct loan_due *d = &o->book->due[i];

        due[i] = (struct due){ d->on, d->principal, d->charge };
        o->charge += d->charge;
        o->total += d->principal + d->charge;
    }
    o->apr = schedule_apr(&s, due, o->book->dues, o->net);
}

bool offer_make(struct rq *rq, const struct loan *l, paisa amount, day paid,
                day first_due, struct offer *out)
{
    struct loan_act *act;
    size_t n;

    *out = (struct offer){ .paid = paid, .amount = amount, .apr = INT_NONE };
    if (amount == INT_NONE || amount < 1 || paid == DAY_NONE ||
        !loan_product_read(rq, l->product, &out->product))
        return false;
    out->terms = loan_terms_of(&out->product, l);
    out->book = arena_new(rq->arena, struct loan_book);
    act = arena_many(rq->arena, struct loan_act,
                     out->product.closed.n + l->listed.n + 1);
    n = offer_acts(l, out, first_due, act);
    loan_replay(out->book, &out->terms, act, n, paid, NULL);
    out->fee = part_of(amount, out->product.fee, out->product.fee_rate);
    out->premium = part_of(amount, out->product.premium,
                           out->product.premium_rate);
    out->net = amount - out->fee - out->premium;
    if (!out->book->dues || out->net <= 0)
        return false;
    offer_cost(rq, out);
    return true;
}

bool offer_of(struct rq *rq, const struct loan_page *l, struct offer *out)
{
    for (size_t i = 0; i < l->acts; i++)
        if (l->act[i].what == ACT_PAID_OUT)
            return offer_make(rq, l->is, l->act[i].amount, l->act[i].on,
                              l->act[i].first_due, out);
    return offer_make(rq, l->is, l->approved > 0 ? l->approved : l->is->asked,
                      rq->today, DAY_NONE, out);
}

/* ---- on a page ----------------------------------------------------------*/

static void pair(struct rq *rq, const char *key, const char *text)
{
    html(rq, "<dt>%s</dt><dd class=\"n\">%s</dd>", word(rq, key), text);
}

static void dues_draw(struct rq *rq, const struct offer *o)
{
    listing_open(rq, "n:loan.number loan.due n:field.principal "
                     "n:field.charge n:loan.to_pay");
    for (size_t i = 0; i < o->book->dues; i++) {
        const struct loan_due *d = &o->book->due[i];

        html(rq,
             "<tr><td class=\"n\">%zu</td><td class=\"when\">%s</td><td "
             "class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
             "</td></tr>",
             i + 1, day_text(rq, d->on), number_all(rq, d->principal, 2),
             number_all(rq, d->charge, 2),
             number_all(rq, d->principal + d->charge, 2));
    }
    html(rq,
         "<tr class=\"total\"><td></td><td>%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         word(rq, "report.total"), number_all(rq, o->amount, 2),
         number_all(rq, o->charge, 2), number_all(rq, o->total, 2));
    listing_close(rq);
}

void offer_draw(struct rq *rq, const struct offer *o)
{
    card_open(rq, "loan.offer");
    html(rq, "<dl class=\"fields\">");
    pair(rq, "field.amount", number_all(rq, o->amount, 2));
    if (o->fee)
        pair(rq, "field.fee", number_all(rq, o->fee, 2));
    if (o->premium)
        pair(rq, "field.premium", number_all(rq, o->premium, 2));
    pair(rq, "loan.in_hand", number_all(rq, o->net, 2));
    pair(rq, "loan.pays_back", number_all(rq, o->total, 2));
    pair(rq, "loan.costs",
         number_all(rq, o->total - o->amount + o->fee + o->premium, 2));
    html(rq, "<dt>%s</dt><dd class=\"n\"><b>", word(rq, "loan.apr"));
    if (o->apr == INT_NONE)
        html(rq, "–");
    else
        html(rq, "<bdi>%s</bdi>", percent_text(rq, o->apr, 10000));
    html(rq, "</b></dd></dl><p class=\"note\">%s</p>",
         word(rq, "loan.apr_note"));
    dues_draw(rq, o);
    card_close(rq);
}
