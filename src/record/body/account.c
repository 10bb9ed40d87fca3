/* account - a bank account of a body or an RSP, and who signs for it. */
#include "core/core.h"

struct account_signatory {
    struct id person;
    day since, until;
};
static const struct field account_signatory_field[] = {
    REF(account_signatory, person, "person", FIELD_NEED | FIELD_FIND),
    DAY(account_signatory, since, 0),
    DAY(account_signatory, until, 0),
};

struct account {
    struct id body, rsp, fund;
    struct str bank, branch, title;
    day opened, closed;
    struct list signatories;
    struct hash sealed;
    struct str number; /* of the account: the keeper alone */
};
static const struct field account_field[] = {
    REF(account, body, "body", FIELD_KEY | FIELD_FIND),
    REF(account, rsp, "rsp", FIELD_KEY | FIELD_FIND),
    REF(account, fund, "fund", 0),
    TEXT(account, bank, 120, FIELD_NEED | FIELD_KEY),
    TEXT(account, branch, 120, FIELD_KEY),
    TEXT(account, title, 160, 0),
    DAY(account, opened, FIELD_KEY),
    DAY(account, closed, 0),
    ROWS(account, signatories, account_signatory, 40, 0),
    HASH(account, sealed, 0),
    TEXT(account, number, 34, FIELD_SEALED | FIELD_SECRET),
};

struct account_view {
    int64_t today;
    day formed;
    struct id fund_body, fund_rsp; /* whose the fund is */
};
static const struct field account_view_field[] = {
    COUNT(account_view, today, 0, 0, 0),
    DAY(account_view, formed, 0),
    REF(account_view, fund_body, "body", 0),
    REF(account_view, fund_rsp, "rsp", 0),
};

static void signatory_judge(const struct account *x, size_t i,
                            struct findings *f)
{
    const struct account_signatory *s = x->signatories.at;

    if (s[i].since != DAY_NONE && s[i].until != DAY_NONE &&
        s[i].until < s[i].since)
        tell_row(f, STOP, "date.ends_before_start", "signatories", i, "until");
    if (s[i].since != DAY_NONE && x->opened != DAY_NONE &&
        s[i].since < x->opened)
        tell_row(f, WARN, "account.signs_before", "signatories", i, "since");
    for (size_t j = 0; j < i; j++)
        if (id_same(s[i].person, s[j].person) && s[i].until == DAY_NONE &&
            s[j].until == DAY_NONE) {
            tell_row(f, STOP, "account.signs_twice", "signatories", i,
                     "person");
            break;
        }
}

static void account_rule(const struct account *x, const struct account_view *v,
                         struct findings *f)
{
    if (id_none(x->body) == id_none(x->rsp))
        tell(f, STOP, "account.whose", "body");
    if (!id_none(x->fund) &&
        (!id_same(v->fund_body, x->body) || !id_same(v->fund_rsp, x->rsp)))
        tell(f, STOP, "account.fund_of_another", "fund");
    if (v->today != INT_NONE && x->opened != DAY_NONE && x->opened > v->today)
        tell(f, STOP, "date.in_future", "opened");
    if (v->today != INT_NONE && x->closed != DAY_NONE && x->closed > v->today)
        tell(f, STOP, "date.in_future", "closed");
    if (x->opened != DAY_NONE && x->closed != DAY_NONE && x->closed < x->opened)
        tell(f, STOP, "date.ends_before_start", "closed");
    if (v->formed != DAY_NONE && x->opened != DAY_NONE && x->opened < v->formed)
        tell(f, WARN, "account.before_formation", "opened");
    for (size_t i = 0; i < x->signatories.n; i++)
        signatory_judge(x, i, f);
}

/* How many may sign for it, and how many must (the by-law). */
struct account_fact {
    struct id entry;
    int64_t counts;
    day closed;
    int64_t sign, least;
};
static const struct field account_fact_field[] = {
    REF(account_fact, entry, "account", 0),
    COUNT(account_fact, counts, 0, 0, 0),
    DAY(account_fact, closed, 0),
    COUNT(account_fact, sign, 0, 0, 0),
    COUNT(account_fact, least, 0, 0, 0),
};

static bool account_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct account_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (f[i].counts == 1 && f[i].closed == DAY_NONE &&
            f[i].least != INT_NONE && f[i].sign < f[i].least)
            remark(out, f[i].entry, WARN, "account.few_signatories",
                   "signatories", f[i].sign, f[i].least);
    return true;
}

/* A bank account of a body or an RSP, and who may sign for it from when to
 * when; the fund that it is kept for, where it is not a pool of several. Its
 * number is sealed. */
RECORD(account, .view = COLUMNS(account_view), .fact = COLUMNS(account_fact),
       .posts = account_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "bank", .group = "body");
