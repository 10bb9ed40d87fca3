/* opening - how an old body stood on the day its books were carried over. */
#include "core/core.h"

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
        x->loans_out == INT_NONE && x->loans == INT_NONE && !x->service.n)
        tell(f, WARN, "opening.nothing", "meetings");
    if (x->loans == 0 && x->loans_out != INT_NONE && x->loans_out > 0)
        tell(f, STOP, "opening.loans_of_nobody", "loans");
    services_judge(&x->service, f);
}

/* A body's openings, by day, then entry. */
struct opening_fact {
    struct id entry;
};
static const struct field opening_fact_field[] = {
    REF(opening_fact, entry, "opening", 0),
};

/* It adds to no figure: what was before the switch to registers was filed. Of
 * two the later one counts on the body's page, and both are marked. */
static bool opening_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct opening_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; n > 1 && i < n; i++)
        remark(out, f[i].entry, WARN, "opening.two", "body", (int64_t)n, 0);
    return true;
}

/* The cut-off sheet of a body that is older than its register: meetings and
 * savings to date, loans out, and the services it had. */
RECORD(opening, .view = COLUMNS(opening_view), .fact = COLUMNS(opening_fact),
       .posts = opening_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .amount = "savings", .group = "body");
