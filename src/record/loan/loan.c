/* loan - what somebody asked to borrow, on which terms, from whom. */
#include "core/loan_fact.h"

static const struct field loan_guarantor_field[] = {
    REF(loan_guarantor, person, "person", FIELD_NEED | FIELD_FIND),
    REF(loan_guarantor, member, "member", FIELD_FIND),
};
static const struct field loan_instalment_field[] = {
    DAY(loan_instalment, due, FIELD_NEED),
    MONEY(loan_instalment, principal, 0, LOAN_MOST, 0),
    MONEY(loan_instalment, charge, 0, LOAN_MOST, 0),
};
static const struct field loan_field[] = {
    TEXT(loan, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(loan, lender, "body", FIELD_KEY | FIELD_FIND),
    REF(loan, rsp, "rsp", FIELD_KEY | FIELD_FIND),
    REF(loan, fund, "fund", FIELD_FIND),
    CODE(loan, product, "loan_product", FIELD_NEED | FIELD_FIND),
    REF(loan, body, "body", FIELD_FIND),
    REF(loan, member, "member", FIELD_FIND),
    REF(loan, person, "person", FIELD_NEED | FIELD_FIND),
    REF(loan, circle, "loan_group", FIELD_FIND),
    REF(loan, mip, "mip", FIELD_FIND),
    CHOICE(loan, purpose, "livestock|agriculture|enterprise|other_",
           FIELD_NEED),
    TEXT(loan, what, 300, 0),
    MONEY(loan, asked, 1, LOAN_MOST, FIELD_NEED),
    DAY(loan, applied, FIELD_NEED),
    COUNT(loan, cycle, 1, 100, 0),
    COUNT(loan, instalments, 1, SCHEDULE_MOST, 0),
    CHOICE(loan, period, PERIOD_CHOICES, 0),
    MONEY(loan, price, 1, LOAN_MOST, 0),
    MONEY(loan, profit, 0, LOAN_MOST, 0),
    ROWS(loan, guarantors, loan_guarantor, 20, 0),
    ROWS(loan, listed, loan_instalment, INSTALMENTS_LISTED, 0),
    REF(loan, resolution, "resolution", FIELD_FIND),
    REF(loan, score, "score", 0),
    HASH(loan, sealed, 0),
    TEXT(loan, nominee, 120, FIELD_SEALED | FIELD_NAME),
};

struct loan_view {
    int64_t today;
    int64_t whose, source, method; /* of the product; INT_NONE: not here */
    day since, until;
    int64_t instalments_least, instalments_most;
    paisa amount_least, amount_most;
    int64_t whom, sex;
    paisa ceiling; /* of its cycle */
    struct id member_person, member_body;
    day joined, ended;
};
static const struct field loan_view_field[] = {
    COUNT(loan_view, today, 0, 0, 0),
    COUNT(loan_view, whose, 0, 0, 0),
    COUNT(loan_view, source, 0, 0, 0),
    COUNT(loan_view, method, 0, 0, 0),
    DAY(loan_view, since, 0),
    DAY(loan_view, until, 0),
    COUNT(loan_view, instalments_least, 0, 0, 0),
    COUNT(loan_view, instalments_most, 0, 0, 0),
    MONEY(loan_view, amount_least, 0, 0, 0),
    MONEY(loan_view, amount_most, 0, 0, 0),
    COUNT(loan_view, whom, 0, 0, 0),
    COUNT(loan_view, sex, 0, 0, 0),
    MONEY(loan_view, ceiling, 0, 0, 0),
    REF(loan_view, member_person, "person", 0),
    REF(loan_view, member_body, "body", 0),
    DAY(loan_view, joined, 0),
    DAY(loan_view, ended, 0),
};

static void whose_judge(const struct loan *x, const struct loan_view *v,
                        struct findings *f)
{
    if (id_none(x->lender) == id_none(x->rsp))
        tell(f, STOP, "loan.whose", "lender");
    if (v->whose == 0 && id_none(x->lender))
        tell(f, STOP, "loan.community_product", "product");
    if (v->whose == 1 && id_none(x->rsp))
        tell(f, STOP, "loan.rsp_product", "product");
    if (v->source == SOURCE_FUND && id_none(x->fund))
        tell(f, WARN, "loan.which_fund", "fund");
    if (!id_none(x->member) && !id_none(v->member_person) &&
        !id_same(v->member_person, x->person))
        tell(f, STOP, "loan.another_member", "member");
    if (!id_none(x->body) && !id_none(v->member_body) &&
        !id_same(v->member_body, x->body))
        tell(f, WARN, "loan.another_body", "member");
    if (v->joined != DAY_NONE && x->applied != DAY_NONE &&
        (x->applied < v->joined ||
         (v->ended != DAY_NONE && x->applied > v->ended)))
        tell(f, WARN, "loan.not_member", "applied");
}

static void amount_judge(const struct loan *x, const struct loan_view *v,
                         struct findings *f)
{
    if (v->amount_least != INT_NONE && x->asked < v->amount_least)
        tell_ab(f, WARN, "loan.below_least", "asked", x->asked / 100,
                v->amount_least / 100);
    if (v->amount_most != INT_NONE && x->asked > v->amount_most)
        tell_ab(f, WARN, "loan.above_most", "asked", x->asked / 100,
                v->amount_most / 100);
    if (v->ceiling != INT_NONE && x->asked > v->ceiling)
        tell_ab(f, WARN, "loan.above_ceiling", "asked", x->asked / 100,
                v->ceiling / 100);
    if (x->instalments != INT_NONE && v->instalments_least != INT_NONE &&
        x->instalments < v->instalments_least)
        tell_ab(f, WARN, "loan.term_short", "instalments", x->instalments,
                v->instalments_least);
    if (x->instalments != INT_NONE && v->instalments_most != INT_NONE &&
        x->instalments > v->instalments_most)
        tell_ab(f, WARN, "loan.term_long", "instalments", x->instalments,
                v->instalments_most);
}

/* A murabaha names its price and its profit before it is sold (3.4). */
static void terms_judge(const struct loan *x, const struct loan_view *v,
                        struct findings *f)
{
    const struct loan_instalment *row = x->listed.at;

    if (v->method == METHOD_MURABAHA && x->profit == INT_NONE)
        tell(f, STOP, "loan.profit_not_said", "profit");
    if (v->method == METHOD_MURABAHA && x->price != INT_NONE &&
        x->profit != INT_NONE && x->price != x->asked + x->profit)
        tell_ab(f, STOP, "loan.price_differs", "price", x->price / 100,
                (x->asked + x->profit) / 100);
    if (v->method != INT_NONE && v->method != METHOD_MURABAHA &&
        (x->price != INT_NONE || x->profit != INT_NONE))
        tell(f, WARN, "loan.price_of_murabaha", "price");
    if (x->period == PERIOD_LIST && !x->listed.n)
        tell(f, STOP, "loan.no_list", "listed");
    for (size_t i = 0; i < x->listed.n; i++) {
        if (i > 0 && row[i].due <= row[i - 1].due)
            tell_row(f, STOP, "loan.list_order", "listed", i, "due");
        if (x->applied != DAY_NONE && row[i].due < x->applied)
            tell_row(f, STOP, "loan.due_before", "listed", i, "due");
    }
}

static void loan_rule(const struct loan *x, const struct loan_view *v,
                      struct findings *f)
{
    const struct loan_guarantor *g = x->guarantors.at;

    if (v->today != INT_NONE && x->applied != DAY_NONE && x->applied > v->today)
        tell(f, STOP, "date.in_future", "applied");
    if ((v->since != DAY_NONE && x->applied < v->since) ||
        (v->until != DAY_NONE && x->applied > v->until))
        tell(f, WARN, "loan.product_not_offered", "product");
    if ((v->whom == 1 && v->sex == 1) || (v->whom == 2 && v->sex == 0))
        tell(f, WARN, "loan.for_other_sex", "person");
    whose_judge(x, v, f);
    amount_judge(x, v, f);
    terms_judge(x, v, f);
    for (size_t i = 0; i < x->guarantors.n; i++) {
        if (id_same(g[i].person, x->person))
            tell_row(f, STOP, "loan.own_guarantor", "guarantors", i, "person");
        for (size_t j = 0; j < i; j++)
            if (id_same(g[i].person, g[j].person)) {
                tell_row(f, STOP, "loan.guarantor_twice", "guarantors", i,
                         "person");
                break;
            }
    }
}

/* A loan somebody asked for: from which body or RSP, out of which fund, on the
 * terms of which product, for what. What was decided, paid out and paid back
 * are records of their own that name it; its timeline is all of them. */
RECORD(loan, .view = COLUMNS(loan_view), .fact = COLUMNS(loan_fact),
       .posts = loan_posts, .kept = COLUMNS(loan_kept), .title = "number",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .amount = "asked",
       .group = "money");
