/* demo_saving - what members of the sample save outside meetings and draw, a
 * profit that is shared, a welfare gift, and the accounts of members who left. */
#include "cmd/demo_money.h"

enum { /* in which month */
       SAVES_IN = 3,
       DRAWS_IN = 9,
       GIVES_IN = 10,
       SHARES_IN = 12,
       SETTLES_FROM = 5,
       SETTLES_UPTO = 14
};
enum { SHARE = 15000, EARNED = 90000, SHARERS = 4 };

/* Who has no loan from savings: demo_loan.c lends to the first and the fifth. */
static const int saver[SHARERS] = { 1, 2, 3, 5 };

static int co_of(const struct diary *y)
{
    return y->purse->lender[0].co[CO_BOX_THIRD];
}

static bool is_member(const struct diary *y, int member)
{
    const struct member *m = &y->p->member[member];

    return !m->why && m->kept_at && m->kept_at < y->d->at;
}

static void moved_keep(struct diary *y, const char *kind, int nth,
                       const char *what, paisa amount)
{
    struct buf out = fact_start(&y->d->arena);
    int co = co_of(y), member = y->p->body[co].first + saver[nth];

    if (!is_member(y, member))
        return;
    fact_id(&out, "member", y->p->member[member].id);
    fact_id(&out, "body", y->p->body[co].id);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "what", str_of(what));
    fact_int(&out, "amount", amount);
    fact_text(&out, "way", S("box"));
    fact_text(&out, "reference", S("Passbook"));
    purse_keep(y, co, kind, purse_id(y, kind, nth), &out);
}

static void gift_keep(struct diary *y, const char *what, paisa amount)
{
    struct buf out = fact_start(&y->d->arena);
    int co = co_of(y);
    struct id vote = purse_id(y, "gift resolved", 0);
    bool given = str_same(str_of(what), S("given"));

    if (given)
        purse_resolve(y, co, vote, 201, "Help for a member who is ill");
    fact_id(&out, "body", y->p->body[co].id);
    if (given)
        fact_id(&out, "member", y->p->member[y->p->body[co].first].id);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "what", str_of(what));
    fact_int(&out, "amount", amount);
    fact_text(&out, "why",
              given ? S("Medicine") : S("Put in after the harvest"));
    fact_text(&out, "way", S("box"));
    if (given)
        fact_id(&out, "resolution", vote);
    purse_keep(y, co, "welfare_gift", purse_id(y, "gift", given), &out);
}

/* The CO lends out its pots for weddings; what that brought is shared. */
static void earned_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena), row = buf_start(&y->d->arena);
    int co = co_of(y);

    buf_fmt(&row,
            "[{\"amount\":%d,\"credit\":\"fee\",\"debit\":\"box\","
            "\"says\":\"Pots lent for weddings\"}]",
            EARNED);
    fact_id(&out, "book", y->p->body[co].id);
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "number", 1);
    fact_raw(&out, "line", arena_z(&y->d->arena, buf_str(&row)));
    purse_keep(y, co, "voucher", purse_id(y, "earned", 0), &out);
}

static void sharing_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    struct id vote = purse_id(y, "sharing resolved", 0);
    int co = co_of(y), n = 0;

    buf_char(&rows, '[');
    for (int i = 0; i < SHARERS; i++) {
        int member = y->p->body[co].first + saver[i];

        if (!is_member(y, member))
            continue;
        buf_z(&rows, n++ ? ",{\"member\":\"" : "{\"member\":\"");
        id_put(&rows, y->p->member[member].id);
        buf_fmt(&rows, "\",\"amount\":%d}", SHARE);
    }
    buf_char(&rows, ']');
    if (!n)
        return;
    purse_resolve(y, co, vote, 202, "What the pots brought is shared");
    fact_id(&out, "body", y->p->body[co].id);
    fact_day(&out, "since", purse_month(y, 0));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "what", S("profit"));
    fact_text(&out, "shared_by", S("equal"));
    fact_int(&out, "amount", (int64_t)n * SHARE);
    fact_text(&out, "given_as", S("voluntary"));
    fact_raw(&out, "part", arena_z(&y->d->arena, buf_str(&rows)));
    fact_id(&out, "resolution", vote);
    purse_keep(y, co, "sharing", purse_id(y, "sharing", 0), &out);
}

/* ---- who left -----------------------------------------------------------*/

static bool left_in(const struct diary *y, const struct member *m, int in)
{
    const struct body *b = &y->p->body[m->body];

    return m->why && m->kept_at && m->kept_at < y->d->at &&
           m->ended != DAY_NONE && m->ended >= purse_month(y, in - 3) &&
           m->ended < purse_month(y, in - 2) && b->nature == NATURE_CO &&
           b->rows && str_same(y->p->area[b->area].rsp, S("SRSO"));
}

/* Two months after she left, when the meetings of her time are in. */
static bool settled(struct diary *y, int member)
{
    const struct member *m = &y->p->member[member];
    struct buf out = fact_start(&y->d->arena);
    paisa saved = -purse_balance(y, ID_NONE, "saving_regular", m->id,
                                 purse_day(y), y->d->at);

    if (saved <= 0)
        return false;
    fact_id(&out, "member", m->id);
    fact_id(&out, "body", y->p->body[m->body].id);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "why", S("left"));
    fact_int(&out, "regular", saved);
    fact_int(&out, "paid", saved);
    fact_text(&out, "way", S("box"));
    fact_text(&out, "reference", S("Passbook given back"));
    purse_keep(y, m->body, "settlement", purse_id(y, "settlement", member),
               &out);
    return true;
}

static void left_keep(struct diary *y, int in)
{
    for (int i = 0; i < y->p->members; i++)
        if (left_in(y, &y->p->member[i], in) && settled(y, i))
            return;
}

void save_month(struct diary *y, int in)
{
    if (in == SAVES_IN) {
        moved_keep(y, "deposit", 0, "voluntary", 50000);
        moved_keep(y, "deposit", 1, "voluntary", 80000);
        moved_keep(y, "deposit", 2, "special", 120000);
        moved_keep(y, "deposit", 3, "voluntary", 60000);
    }
    if (in == DRAWS_IN) {
        moved_keep(y, "withdrawal", 1, "voluntary", 30000);
        moved_keep(y, "withdrawal", 2, "special", 120000);
    }
    if (in == GIVES_IN)
        gift_keep(y, "paid_in", 40000);
    if (in == GIVES_IN + 1)
        gift_keep(y, "given", 25000);
    if (in == SHARES_IN) {
        earned_keep(y);
        sharing_keep(y);
    }
    if (in >= SETTLES_FROM && in <= SETTLES_UPTO)
        left_keep(y, in);
}
