/* opening - how an old body stood on the day its books were carried over. */
#include "core/books.h"

#define OPENING_MOST INT64_C(100000000000) /* 1 billion rupees */

struct opening_service {
    struct str code;
    int64_t number;
    paisa amount;
    int64_t households, women, men;
};
static const struct field opening_service_field[] = {
    TEXT(opening_service, code, 60, FIELD_NEED),
    COUNT(opening_service, number, 0, 1000000, 0),
    MONEY(opening_service, amount, 0, OPENING_MOST, 0),
    COUNT(opening_service, households, 0, 1000000, 0),
    COUNT(opening_service, women, 0, 1000000, 0),
    COUNT(opening_service, men, 0, 1000000, 0),
};

struct opening {
    struct id body;
    day held;
    int64_t meetings;
    paisa savings, loans_out;
    int64_t loans;
    struct list service;
    paisa box, bank; /* counted in the box; at the bank, by its statement */
    struct id account;
};
static const struct field opening_field[] = {
    REF(opening, body, "body",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(opening, held, FIELD_NEED | FIELD_KEY),
    COUNT(opening, meetings, 0, 10000, 0),
    MONEY(opening, savings, 0, OPENING_MOST, 0),
    MONEY(opening, loans_out, 0, OPENING_MOST, 0),
    COUNT(opening, loans, 0, 100000, 0),
    ROWS(opening, service, opening_service, 60, 0),
    MONEY(opening, box, 0, OPENING_MOST, 0),
    MONEY(opening, bank, 0, OPENING_MOST, 0),
    REF(opening, account, "account", 0),
};

struct opening_view {
    int64_t today;
    day formed;
};
static const struct field opening_view_field[] = {
    COUNT(opening_view, today, 0, 0, 0),
    DAY(opening_view, formed, 0),
};

static void services_judge(const struct list *service, struct findings *f)
{
    const struct opening_service *row = service->at;

    for (size_t i = 0; i < service->n; i++)
        for (size_t j = 0; j < i; j++)
            if (str_same(row[i].code, row[j].code)) {
                tell_row(f, STOP, "opening.service_twice", "service", i,
                         "code");
                break;
            }
}

static void opening_rule(const struct opening *x, const struct opening_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, STOP, "opening.before_formation", "held");
    if (x->meetings == INT_NONE && x->savings == INT_NONE &&
        x->loans_out == INT_NONE && x->loans == INT_NONE && !x->service.n &&
        x->box == INT_NONE && x->bank == INT_NONE)
        tell(f, WARN, "opening.nothing", "meetings");
    if (x->loans == 0 && x->loans_out != INT_NONE && x->loans_out > 0)
        tell(f, STOP, "opening.loans_of_nobody", "loans");
    if (x->bank != INT_NONE && x->bank > 0 && id_none(x->account))
        tell(f, WARN, "opening.which_account", "account");
    services_judge(&x->service, f);
}

/* A body's openings, by day, then entry. */
struct opening_fact {
    struct id entry, body, account;
    day held;
    paisa box, bank, loans_out, savings;
};
static const struct field opening_fact_field[] = {
    REF(opening_fact, entry, "opening", 0),
    REF(opening_fact, body, "body", 0),
    REF(opening_fact, account, "account", 0),
    DAY(opening_fact, held, 0),
    MONEY(opening_fact, box, 0, 0, 0),
    MONEY(opening_fact, bank, 0, 0, 0),
    MONEY(opening_fact, loans_out, 0, 0, 0),
    MONEY(opening_fact, savings, 0, 0, 0),
};

/* What it had and owed begins its books; what is left over between them is its
 * own fund. */
static void opening_book(const struct opening_fact *f, struct postings *out)
{
    const struct {
        const char *event;
        paisa amount;
        struct id party;
    } line[] = { { "opening.box", f->box, ID_NONE },
                 { "opening.bank", f->bank, f->account },
                 { "opening.loans", f->loans_out, ID_NONE },
                 { "opening.savings", f->savings, ID_NONE } };

    for (size_t i = 0; i < LEN(line); i++)
        money(out, &(struct movement){ .entry = f->entry,
                                       .event = line[i].event,
                                       .book = f->body,
                                       .debit_party = line[i].party,
                                       .on = f->held,
                                       .amount = line[i].amount,
                                       .sex = -1 });
}

/* It adds to no figure: what was before the switch to registers was filed. Of
 * two the later one counts, in the books as on the body's page, and both are
 * marked. */
static bool opening_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct opening_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; n > 1 && i < n; i++)
        remark(out, f[i].entry, WARN, "opening.two", "body", (int64_t)n, 0);
    if (n)
        opening_book(&f[n - 1], out);
    return true;
}

/* The cut-off sheet of a body that is older than its register: meetings and
 * savings to date, loans out, what lay in the box and at the bank, and the
 * services it had. Its books begin with it. */
RECORD(opening, .view = COLUMNS(opening_view), .fact = COLUMNS(opening_fact),
       .posts = opening_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .amount = "savings", .group = "body");
