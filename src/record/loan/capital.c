/* capital - a tranche of a fund's capital that a body received. */
#include "core/books.h"
#include "core/way.h"

struct capital {
    struct id fund;
    day held;
    paisa amount;
    int32_t way;
    struct id account;
    struct str reference, agreement, note;
};
static const struct field capital_field[] = {
    REF(capital, fund, "fund",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(capital, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONEY(capital, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(capital, way, WAY_CHOICES, FIELD_NEED),
    REF(capital, account, "account", FIELD_FIND),
    TEXT(capital, reference, 80, FIELD_KEY),
    TEXT(capital, agreement, 80, 0),
    TEXT(capital, note, 300, 0),
};

struct capital_view {
    int64_t today;
    struct id body; /* whose fund */
    day since, until;
    struct id account_of;
};
static const struct field capital_view_field[] = {
    COUNT(capital_view, today, 0, 0, 0),
    REF(capital_view, body, "body", 0),
    DAY(capital_view, since, 0),
    DAY(capital_view, until, 0),
    REF(capital_view, account_of, "body", 0),
};

/* A fund of an RSP grows by its own tranches (record tranche). */
static void capital_rule(const struct capital *x, const struct capital_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(x->fund) && id_none(v->body))
        tell(f, STOP, "capital.of_no_body", "fund");
    if (v->since != DAY_NONE && x->held != DAY_NONE && x->held < v->since)
        tell(f, WARN, "capital.before_fund", "held");
    if (v->until != DAY_NONE && x->held != DAY_NONE && x->held > v->until)
        tell(f, WARN, "capital.after_fund", "held");
    if (!id_none(v->account_of) && !id_none(v->body) &&
        !id_same(v->account_of, v->body))
        tell(f, STOP, "chain.account_of_another", "account");
    way_rule(x->way, x->account, ID_NONE, f);
    if (!x->reference.n && !x->agreement.n)
        tell(f, WARN, "capital.no_paper", "reference");
}

/* The tranches of one fund, by day, then entry. */
struct capital_fact {
    struct id entry, body, fund;
    day held;
    paisa amount;
    int32_t way;
    struct id account;
    int32_t nature; /* of the body */
    struct id place, rsp, project;
    month cutover;   /* of the RSP there, for cif.vo or cif.lso */
    int64_t earlier; /* 1: another fund of the body had capital before it */
};
static const struct field capital_fact_field[] = {
    REF(capital_fact, entry, "capital", 0),
    REF(capital_fact, body, "body", 0),
    REF(capital_fact, fund, "fund", 0),
    DAY(capital_fact, held, 0),
    MONEY(capital_fact, amount, 0, 0, 0),
    CHOICE(capital_fact, way, WAY_CHOICES, 0),
    REF(capital_fact, account, "account", 0),
    CHOICE(capital_fact, nature, "co|vo|lso|group|network", 0),
    REF(capital_fact, place, "place", 0),
    REF(capital_fact, rsp, "rsp", 0),
    REF(capital_fact, project, "project", 0),
    MONTH(capital_fact, cutover, 0),
    COUNT(capital_fact, earlier, 0, 0, 0),
};
enum { NATURE_VO = 1, NATURE_LSO = 2 };

/* A body manages a fund from its first capital on; with two it is one body. */
static void manages_post(const struct capital_fact *f, struct postings *out)
{
    struct posting one = { .entry = f->entry,
                           .place = f->place,
                           .rsp = f->rsp,
                           .project = f->project,
                           .month = month_of(f->held),
                           .amount = 1 };

    if (f->earlier == 1 || f->held == DAY_NONE ||
        (f->nature != NATURE_VO && f->nature != NATURE_LSO))
        return;
    one.indicator = f->nature == NATURE_VO ? S("cif.vo") : S("cif.lso");
    post_kept(out, &one, f->cutover, false);
}

static bool capital_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct capital_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct side to = way_side(f[i].way, f[i].account, ID_NONE);

        money(out, &(struct movement){ .entry = f[i].entry,
                                       .event = "capital.received",
                                       .book = f[i].body,
                                       .fund = f[i].fund,
                                       .debit = to.head,
                                       .debit_party = to.party,
                                       .on = f[i].held,
                                       .amount = f[i].amount,
                                       .sex = -1 });
    }
    if (n)
        manages_post(f, out);
    return true;
}

/* Capital that a body received for a fund of its own: a grant that revolves
 * among its members, in tranches, by an agreement. */
RECORD(capital, .view = COLUMNS(capital_view), .fact = COLUMNS(capital_fact),
       .posts = capital_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "reference", .amount = "amount", .posted = true,
       .group = "money");
