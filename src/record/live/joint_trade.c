/* joint_trade - many buy or sell as one, and what that saved them. */
#include "core/books.h"
#include "core/live.h"
#include "core/trade.h"
#include "core/way.h"

struct joint_trade_part {
    struct id person, body;
    int64_t quantity;
    paisa amount;
};
static const struct field joint_trade_part_field[] = {
    REF(joint_trade_part, person, "person", FIELD_FIND),
    REF(joint_trade_part, body, "body", FIELD_FIND),
    COUNT(joint_trade_part, quantity, 1, TRADE_QUANTITY,
          FIELD_NEED | FIELD_POINTS),
    MONEY(joint_trade_part, amount, 0, MONEY_MOST, FIELD_NEED),
};

struct joint_trade {
    struct id body;
    int32_t nature;
    day held;
    struct str item, unit, supplier;
    int64_t quantity;
    paisa market_price;
    int32_t known_by;
    struct str quote;
    paisa agreed_price, joint_cost;
    struct list parts;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id resolution, project;
    struct str note;
};
static const struct field joint_trade_field[] = {
    REF(joint_trade, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(joint_trade, nature, TRADE_CHOICES, FIELD_NEED | FIELD_KEY),
    DAY(joint_trade, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(joint_trade, item, 120, FIELD_NEED | FIELD_KEY),
    TEXT(joint_trade, unit, 40, FIELD_NEED),
    TEXT(joint_trade, supplier, 160, FIELD_NEED | FIELD_KEY),
    COUNT(joint_trade, quantity, 1, TRADE_QUANTITY, FIELD_NEED | FIELD_POINTS),
    MONEY(joint_trade, market_price, 0, TRADE_PRICE, FIELD_NEED),
    CHOICE(joint_trade, known_by, "quotes|market|official|last_year", 0),
    TEXT(joint_trade, quote, 200, 0),
    MONEY(joint_trade, agreed_price, 0, TRADE_PRICE, FIELD_NEED),
    MONEY(joint_trade, joint_cost, 0, MONEY_MOST, 0),
    ROWS(joint_trade, parts, joint_trade_part, 600, FIELD_NEED),
    CHOICE(joint_trade, way, WAY_CHOICES, 0),
    REF(joint_trade, account, "account", 0),
    REF(joint_trade, taker, "person", 0),
    TEXT(joint_trade, reference, 80, 0),
    TEXT(joint_trade, leaf, 40, FIELD_FIND),
    REF(joint_trade, resolution, "resolution", 0),
    REF(joint_trade, project, "project", 0),
    TEXT(joint_trade, note, 600, 0),
};

struct joint_trade_view {
    int64_t today;
    day formed;
    struct id account_of, resolved;
};
static const struct field joint_trade_view_field[] = {
    COUNT(joint_trade_view, today, 0, 0, 0),
    DAY(joint_trade_view, formed, 0),
    REF(joint_trade_view, account_of, "body", 0),
    REF(joint_trade_view, resolved, "body", 0),
};

static bool share_same(const struct joint_trade_part *a,
                       const struct joint_trade_part *b)
{
    return id_same(a->person, b->person) && id_same(a->body, b->body);
}

/* Shares add up to all that was traded, in quantity and in money. */
static void parts_judge(const struct joint_trade *x, struct findings *f)
{
    const struct joint_trade_part *s = x->parts.at;
    paisa total = trade_amount(x->quantity, x->agreed_price), sum = 0;
    int64_t quantity = 0;

    for (size_t i = 0; i < x->parts.n; i++) {
        quantity += s[i].quantity == INT_NONE ? 0 : s[i].quantity;
        sum += s[i].amount == INT_NONE ? 0 : s[i].amount;
        if (id_none(s[i].person) == id_none(s[i].body))
            tell_row(f, STOP, "joint_trade.whose_share", "parts", i, "person");
        for (size_t j = 0; j < i; j++)
            if (share_same(&s[i], &s[j])) {
                tell_row(f, STOP, "joint_trade.share_twice", "parts", i,
                         "person");
                break;
            }
    }
    if (x->quantity != INT_NONE && quantity != x->quantity)
        tell_ab(f, STOP, "joint_trade.quantity_differs", "quantity", quantity,
                x->quantity);
    if (total != INT_NONE && sum != total)
        tell_ab(f, STOP, "joint_trade.amount_differs", "parts", sum, total);
}

static void joint_trade_rule(const struct joint_trade *x,
                             const struct joint_trade_view *v,
                             struct findings *f)
{
    paisa saved = trade_saving(x->nature, x->quantity, x->market_price,
                               x->agreed_price);

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, STOP, "joint_trade.before_body", "held");
    if (!id_none(v->account_of) && !id_same(v->account_of, x->body))
        tell(f, STOP, "saving.other_account", "account");
    if (!id_none(v->resolved) && !id_same(v->resolved, x->body))
        tell(f, STOP, "sharing.of_other_body", "resolution");
    if (x->known_by < 0 || !x->quote.n)
        tell(f, WARN, "joint_trade.market_says_who", "known_by");
    if (saved != INT_NONE && saved <= 0)
        tell_ab(f, WARN, "joint_trade.no_saving", "agreed_price", -saved, 0);
    if (x->parts.n == 1)
        tell(f, WARN, "joint_trade.alone", "parts");
    if (x->way == WAY_GOODS)
        tell(f, STOP, "saving.in_goods", "way");
    if (x->way >= 0)
        way_rule(x->way, x->account, x->taker, f);
    parts_judge(x, f);
}

struct joint_trade_fact {
    struct id entry;
    int32_t nature;
    day on_day;
    int64_t quantity;
    paisa market, agreed;
    int64_t undone; /* 1: taken back */
    int32_t way;
    struct id account, taker, body, place, rsp, project;
    month cutover;
};
static const struct field joint_trade_fact_field[] = {
    REF(joint_trade_fact, entry, "joint_trade", 0),
    CHOICE(joint_trade_fact, nature, TRADE_CHOICES, 0),
    DAY(joint_trade_fact, on_day, 0),
    COUNT(joint_trade_fact, quantity, 0, 0, 0),
    MONEY(joint_trade_fact, market, 0, 0, 0),
    MONEY(joint_trade_fact, agreed, 0, 0, 0),
    COUNT(joint_trade_fact, undone, 0, 0, 0),
    CHOICE(joint_trade_fact, way, WAY_CHOICES, 0),
    REF(joint_trade_fact, account, "account", 0),
    REF(joint_trade_fact, taker, "person", 0),
    REF(joint_trade_fact, body, "body", 0),
    REF(joint_trade_fact, place, "place", 0),
    REF(joint_trade_fact, rsp, "rsp", 0),
    REF(joint_trade_fact, project, "project", 0),
    MONTH(joint_trade_fact, cutover, 0),
};

/* Through the body's hands: what members bring for the seller, or what a buyer
 * brings for the members, comes in and goes out. */
static void through_books(const struct joint_trade_fact *x,
                          struct postings *out)
{
    struct side side = way_side(x->way, x->account, x->taker);
    bool sale = x->nature == TRADE_SALE;
    struct movement m = { .entry = x->entry,
                          .event = sale ? "joint_trade.received" :
                                          "joint_trade.collected",
                          .book = x->body,
                          .debit = side.head,
                          .debit_party = side.party,
                          .on = x->on_day,
                          .amount = trade_amount(x->quantity, x->agreed),
                          .sex = -1 };

    if (x->way < 0 || m.amount == INT_NONE)
        return;
    money(out, &m);
    m.event = sale ? "joint_trade.paid_out" : "joint_trade.paid";
    m.debit = S("");
    m.debit_party = ID_NONE;
    m.credit = side.head;
    m.credit_party = side.party;
    money(out, &m);
}

static bool joint_trade_posts(const void *facts, size_t n, month since,
                              struct postings *out)
{
    const struct joint_trade_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct posting like = { .entry = f[i].entry,
                                .place = f[i].place,
                                .rsp = f[i].rsp,
                                .project = f[i].project,
                                .month = month_of(f[i].on_day) };

        through_books(&f[i], out);
        if (f[i].undone == 1)
            continue;
        live_post(out, &like, "trade", 1, f[i].cutover);
        live_post(out, &like, "trade.saving",
                  trade_saving(f[i].nature, f[i].quantity, f[i].market,
                               f[i].agreed),
                  f[i].cutover);
    }
    return true;
}

/* Members or organisations bought or sold as one: how much, at which price, what
 * the market asked or gave that day and who says so, and whose part is how
 * much. The saving is the difference of the two prices. */
RECORD(joint_trade, .view = COLUMNS(joint_trade_view),
       .fact = COLUMNS(joint_trade_fact), .posts = joint_trade_posts,
       .posted = true, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "item", .group = "live");
