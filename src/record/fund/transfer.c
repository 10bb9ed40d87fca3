/* transfer - money that goes from one body, or RSP, to another; or from one
 * fund to another. Both books move in one act. */
#include "core/books.h"
#include "core/budget.h"
#include "core/way.h"

#define NATURES "loan|repayment|grant|deposit|collection"

struct transfer {
    struct id giver, giver_rsp, fund;
    struct id taker, taker_rsp, fund_to;
    day held;
    int32_t nature;
    paisa amount;
    int32_t way;
    struct id account, account_to, carrier;
    struct str reference, leaf;
    struct id resolution, board;
    day due;
    struct str note;
};
static const struct field transfer_field[] = {
    REF(transfer, giver, "body", FIELD_KEY | FIELD_FIND),
    REF(transfer, giver_rsp, "rsp", FIELD_KEY | FIELD_FIND),
    REF(transfer, fund, "fund", FIELD_KEY | FIELD_FIND),
    REF(transfer, taker, "body", FIELD_KEY | FIELD_FIND),
    REF(transfer, taker_rsp, "rsp", FIELD_KEY | FIELD_FIND),
    REF(transfer, fund_to, "fund", FIELD_KEY | FIELD_FIND),
    DAY(transfer, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(transfer, nature, NATURES, FIELD_NEED | FIELD_KEY),
    MONEY(transfer, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(transfer, way, WAY_CHOICES, 0),
    REF(transfer, account, "account", FIELD_FIND),
    REF(transfer, account_to, "account", FIELD_FIND),
    REF(transfer, carrier, "person", 0),
    TEXT(transfer, reference, 80, FIELD_KEY),
    TEXT(transfer, leaf, 40, FIELD_FIND),
    REF(transfer, resolution, "resolution", FIELD_FIND),
    REF(transfer, board, "board", 0),
    DAY(transfer, due, 0),
    TEXT(transfer, note, 300, 0),
};
enum { NATURE_LOAN, NATURE_REPAYMENT, NATURE_GRANT };

struct transfer_view {
    int64_t today;
    day formed, formed_to;
    struct id fund_body, fund_rsp, to_body, to_rsp; /* whose the funds are */
    day resolved;
    struct id resolved_by;
};
static const struct field transfer_view_field[] = {
    COUNT(transfer_view, today, 0, 0, 0),
    DAY(transfer_view, formed, 0),
    DAY(transfer_view, formed_to, 0),
    REF(transfer_view, fund_body, "body", 0),
    REF(transfer_view, fund_rsp, "rsp", 0),
    REF(transfer_view, to_body, "body", 0),
    REF(transfer_view, to_rsp, "rsp", 0),
    DAY(transfer_view, resolved, 0),
    REF(transfer_view, resolved_by, "body", 0),
};

static struct id either(struct id a, struct id b)
{
    return id_none(a) ? b : a;
}

static void parties_judge(const struct transfer *x, struct id from,
                          struct id to, struct findings *f)
{
    if (id_none(x->giver) == id_none(x->giver_rsp))
        tell(f, STOP, "transfer.one_giver", "giver");
    if (id_none(x->taker) == id_none(x->taker_rsp))
        tell(f, STOP, "transfer.one_taker", "taker");
    if (!id_none(from) && id_same(from, to) && id_same(x->fund, x->fund_to))
        tell(f, STOP, "transfer.to_itself", "taker");
    if (!id_none(x->giver) && !id_none(x->taker_rsp) &&
        x->nature == NATURE_GRANT)
        tell(f, STOP, "transfer.community_money", "nature");
}

/* A fund belongs to the side that names it. */
static void sides_judge(const struct transfer *x, const struct transfer_view *v,
                        struct id from, struct id to, struct findings *f)
{
    if (!id_none(x->fund) && !id_same(either(v->fund_body, v->fund_rsp), from))
        tell(f, STOP, "transfer.fund_of_another", "fund");
    if (!id_none(x->fund_to) && !id_same(either(v->to_body, v->to_rsp), to))
        tell(f, STOP, "transfer.fund_of_another", "fund_to");
    way_rule(x->way, x->account, x->carrier, f);
}

static void resolution_judge(const struct transfer *x,
                             const struct transfer_view *v, struct findings *f)
{
    if (!id_none(x->giver) && id_none(x->resolution) &&
        x->nature <= NATURE_GRANT && x->nature != NATURE_REPAYMENT)
        tell(f, WARN, "transfer.no_resolution", "resolution");
    if (!id_none(x->resolution) && !id_none(v->resolved_by) &&
        !id_same(v->resolved_by, x->giver) &&
        !id_same(v->resolved_by, x->taker))
        tell(f, STOP, "transfer.resolution_of_another", "resolution");
    if (v->resolved != DAY_NONE && x->held != DAY_NONE && v->resolved > x->held)
        tell(f, STOP, "transfer.resolved_later", "resolution");
}

static void transfer_rule(const struct transfer *x,
                          const struct transfer_view *v, struct findings *f)
{
    struct id from = either(x->giver, x->giver_rsp);
    struct id to = either(x->taker, x->taker_rsp);

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->held != DAY_NONE &&
        ((v->formed != DAY_NONE && x->held < v->formed) ||
         (v->formed_to != DAY_NONE && x->held < v->formed_to)))
        tell(f, WARN, "transfer.before_formation", "held");
    if (x->held != DAY_NONE && x->due != DAY_NONE && x->due < x->held)
        tell(f, STOP, "date.ends_before_start", "due");
    parties_judge(x, from, to, f);
    sides_judge(x, v, from, to, f);
    resolution_judge(x, v, f);
}

/* The transfer, with what stood between both sides after it. */
struct transfer_fact {
    struct id entry, giver_book, taker_book, fund, fund_to;
    day held;
    int32_t nature;
    paisa amount;
    int32_t way;
    struct id account, account_to, carrier;
    int32_t class_to; /* of the fund that gets it */
    paisa owed;       /* of a draft: by the giver of a repayment, after it */
    paisa usable;     /* of an endowment that gave, after that day */
    struct id account_of, account_to_of; /* of a draft: whose they are now */
};
static const struct field transfer_fact_field[] = {
    REF(transfer_fact, entry, "transfer", 0),
    REF(transfer_fact, giver_book, NULL, 0),
    REF(transfer_fact, taker_book, NULL, 0),
    REF(transfer_fact, fund, "fund", 0),
    REF(transfer_fact, fund_to, "fund", 0),
    DAY(transfer_fact, held, 0),
    CHOICE(transfer_fact, nature, NATURES, 0),
    MONEY(transfer_fact, amount, 0, 0, 0),
    CHOICE(transfer_fact, way, WAY_CHOICES, 0),
    REF(transfer_fact, account, "account", 0),
    REF(transfer_fact, account_to, "account", 0),
    REF(transfer_fact, carrier, "person", 0),
    CHOICE(transfer_fact, class_to, FUND_CLASSES, 0),
    MONEY(transfer_fact, owed, 0, 0, 0),
    MONEY(transfer_fact, usable, 0, 0, 0),
    REF(transfer_fact, account_of, NULL, 0),
    REF(transfer_fact, account_to_of, NULL, 0),
};

/* What happens in the book that gives and in the one that gets, between bodies
 * and between two funds of one book. Each touches one head against cash, so the
 * two heads of a pair always add up to nothing. */
static const struct {
    const char *out, *in, *fund_out, *fund_in;
} events[] = {
    { "transfer.lent", "transfer.lent_in", "transfer.fund_lent",
      "transfer.fund_lent_in" },
    { "transfer.repaid", "transfer.repaid_in", "transfer.fund_repaid",
      "transfer.fund_repaid_in" },
    { "transfer.given", "transfer.given_in", "transfer.fund_given",
      "transfer.fund_given_in" },
    { "transfer.deposited", "transfer.deposited_in", "transfer.fund_lent",
      "transfer.fund_lent_in" },
    { "transfer.collected", "transfer.collected_in", "transfer.fund_repaid",
      "transfer.fund_repaid_in" },
};

/* A grant to a fund that holds capital is capital. */
static struct str granted_to(const struct transfer_fact *f)
{
    if (f->nature != NATURE_GRANT || id_same(f->giver_book, f->taker_book))
        return (struct str){ "", 0 };
    switch (f->class_to) {
    case FUND_ENDOWMENT: return S("endowment");
    case FUND_CREDIT_POOL: return S("credit_capital");
    case FUND_DONOR:
    case FUND_EMERGENCY: return S("grant_held");
    case FUND_COMMUNITY: return S("fund_capital");
    default: return (struct str){ "", 0 };
    }
}

static void transfer_move(const struct transfer_fact *f, struct postings *out)
{
    bool inside = id_same(f->giver_book, f->taker_book);
    struct side gone = way_side(f->way, f->account, f->carrier);
    struct side come = way_side(f->way, f->account_to, f->carrier);

    money(out, &(struct movement){
                   .entry = f->entry,
                   .event = inside ? events[f->nature].fund_out :
                                     events[f->nature].out,
                   .book = f->giver_book,
                   .fund = f->fund,
                   .debit_party = inside ? f->fund_to : f->taker_book,
                   .credit = gone.head,
                   .credit_party = gone.party,
                   .on = f->held,
                   .amount = f->amount,
                   .sex = -1 });
    money(out,
          &(struct movement){ .entry = f->entry,
                              .event = inside ? events[f->nature].fund_in :
                                                events[f->nature].in,
                              .book = f->taker_book,
                              .fund = f->fund_to,
                              .debit = come.head,
                              .debit_party = come.party,
                              .credit = granted_to(f),
                              .credit_party = inside ? f->fund : f->giver_book,
                              .on = f->held,
                              .amount = f->amount,
                              .sex = -1 });
}

static bool transfer_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct transfer_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (f[i].nature < 0 || (size_t)f[i].nature >= LEN(events))
            continue;
        transfer_move(&f[i], out);
        if (f[i].usable != INT_NONE && f[i].usable < 0)
            remark(out, f[i].entry, WARN, "fund.principal_used", "amount",
                   -f[i].usable, 0);
    }
    return true;
}

/* The same with the draft in it, of all that is known today. */
static void transfer_limit(const void *rows, size_t n, struct findings *f)
{
    const struct transfer_fact *at = rows;

    if (!n)
        return;
    if (!id_none(at->account_of) && !id_same(at->account_of, at->giver_book))
        tell(f, STOP, "transfer.account_of_another", "account");
    if (!id_none(at->account_to_of) &&
        !id_same(at->account_to_of, at->taker_book))
        tell(f, STOP, "transfer.account_of_another", "account_to");
    if (at->owed != INT_NONE && at->owed < 0)
        tell_ab(f, STOP, "transfer.more_than_owed", "amount", -at->owed, 0);
    if (at->usable != INT_NONE && at->usable < 0)
        tell_ab(f, STOP, "fund.principal_used", "amount", -at->usable, 0);
}

/* Money from a body or an RSP to another: lent, paid back, granted, deposited,
 * or collected for it. Both books move in one act, so that what one has to get
 * is what the other has to give, always. Giver and taker the same: from one
 * fund of its book to another. */
RECORD(transfer, .view = COLUMNS(transfer_view), .fact = COLUMNS(transfer_fact),
       .posts = transfer_posts, .limit = transfer_limit, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .amount = "amount",
       .posted = true, .group = "money");
