/* provision - what is set aside for loans that may not come back is booked. */
#include "core/provision.h"
#include "core/books.h"

struct provision_grade {
    struct str code;
    int64_t loans;
    paisa outstanding, amount;
};
static const struct field provision_grade_field[] = {
    TEXT(provision_grade, code, 40, FIELD_NEED),
    COUNT(provision_grade, loans, 0, 100000000, 0),
    MONEY(provision_grade, outstanding, 0, MONEY_MOST, 0),
    MONEY(provision_grade, amount, 0, MONEY_MOST, FIELD_NEED),
};

struct provision {
    struct id book, fund;
    day held;
    struct str regime;
    struct list grades; /* what has to stand aside on that day */
    paisa amount;       /* what is added to what stood; less than 0: released */
    struct id approver;
    struct str note;
};
static const struct field provision_field[] = {
    REF(provision, book, NULL, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(provision, fund, "fund", FIELD_KEY),
    DAY(provision, held, FIELD_NEED | FIELD_KEY),
    CODE(provision, regime, "loan_class", FIELD_NEED),
    ROWS(provision, grades, provision_grade, GRADES_MOST + 3, 0),
    MONEY(provision, amount, -MONEY_MOST, MONEY_MOST, FIELD_NEED),
    REF(provision, approver, NULL, 0),
    TEXT(provision, note, 300, 0),
};

struct provision_view {
    int64_t today;
    int64_t book; /* 1: a body or an RSP */
};
static const struct field provision_view_field[] = {
    COUNT(provision_view, today, 0, 0, 0),
    COUNT(provision_view, book, 0, 0, 0),
};

static void provision_rule(const struct provision *x,
                           const struct provision_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->book != 1)
        tell(f, STOP, "closing.no_book", "book");
    if (x->amount == 0)
        tell(f, WARN, "provision.nothing", "amount");
}

struct provision_fact {
    struct id entry, book, fund;
    day held;
    paisa amount;
};
static const struct field provision_fact_field[] = {
    REF(provision_fact, entry, "provision", 0),
    REF(provision_fact, book, NULL, 0),
    REF(provision_fact, fund, "fund", 0),
    DAY(provision_fact, held, 0),
    MONEY(provision_fact, amount, 0, 0, 0),
};

static bool provision_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct provision_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++)
        money(out, &(struct movement){ .entry = f[i].entry,
                                       .event = "provision.made",
                                       .book = f[i].book,
                                       .fund = f[i].fund,
                                       .on = f[i].held,
                                       .amount = f[i].amount,
                                       .sex = -1 });
    return true;
}

/* The reserve for bad loans is brought to what the classes ask for: what is
 * added is cost, what is released takes cost back. */
RECORD(provision, .view = COLUMNS(provision_view),
       .fact = COLUMNS(provision_fact), .posts = provision_posts,
       .right = RIGHT_BOOK, .reads = RIGHT_REGISTER, .title = "note",
       .posted = true, .group = "money");
