/* board - what the board of an RSP resolved about its money. */
#include "core/books.h"
#include "core/budget.h"

struct board {
    struct id rsp;
    day held;
    struct str number, subject, text;
    struct id fund;
    int32_t act;
    paisa amount;
};
static const struct field board_field[] = {
    REF(board, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(board, held, FIELD_NEED | FIELD_KEY),
    TEXT(board, number, 40, FIELD_NEED | FIELD_KEY),
    TEXT(board, subject, 200, FIELD_NEED),
    TEXT(board, text, 4000, FIELD_NEED),
    REF(board, fund, "fund", FIELD_FIND),
    CHOICE(board, act, "note|release|retain", 0),
    MONEY(board, amount, 1, MONEY_MOST, 0),
};
enum { ACT_NOTE, ACT_RELEASE, ACT_RETAIN };

struct board_view {
    int64_t today;
    struct id fund_rsp;
    int32_t class;
};
static const struct field board_view_field[] = {
    COUNT(board_view, today, 0, 0, 0),
    REF(board_view, fund_rsp, "rsp", 0),
    CHOICE(board_view, class, FUND_CLASSES, 0),
};

static void board_rule(const struct board *x, const struct board_view *v,
                       struct findings *f)
{
    bool moves = x->act == ACT_RELEASE || x->act == ACT_RETAIN;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (moves && (id_none(x->fund) || v->class != FUND_ENDOWMENT))
        tell(f, STOP, "board.no_endowment", "fund");
    if (moves && x->amount == INT_NONE)
        tell(f, STOP, "board.no_amount", "amount");
    if (!moves && x->amount != INT_NONE)
        tell(f, WARN, "board.moves_nothing", "amount");
    if (!id_none(x->fund) && !id_same(v->fund_rsp, x->rsp))
        tell(f, STOP, "expense.fund_of_another_rsp", "fund");
}

struct board_fact {
    struct id entry, rsp, fund;
    day held;
    int32_t act;
    paisa amount;
    paisa principal, usable; /* after it, on its day */
};
static const struct field board_fact_field[] = {
    REF(board_fact, entry, "board", 0),
    REF(board_fact, rsp, "rsp", 0),
    REF(board_fact, fund, "fund", 0),
    DAY(board_fact, held, 0),
    CHOICE(board_fact, act, "note|release|retain", 0),
    MONEY(board_fact, amount, 0, 0, 0),
    MONEY(board_fact, principal, 0, 0, 0),
    MONEY(board_fact, usable, 0, 0, 0),
};

static void balance_judge(const struct board_fact *f, const char **what,
                          int64_t *a)
{
    *what = NULL;
    if (f->act == ACT_RELEASE && f->principal != INT_NONE && f->principal < 0) {
        *what = "board.more_than_principal";
        *a = -f->principal;
    } else if (f->act == ACT_RETAIN && f->usable != INT_NONE && f->usable < 0) {
        *what = "board.more_than_income";
        *a = -f->usable;
    }
}

static bool board_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct board_fact *f = facts;
    const char *what;
    int64_t a = 0;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (f[i].act != ACT_RELEASE && f[i].act != ACT_RETAIN)
            continue;
        money(out, &(struct movement){ .entry = f[i].entry,
                                       .event = f[i].act == ACT_RELEASE ?
                                                    "board.released" :
                                                    "board.retained",
                                       .book = f[i].rsp,
                                       .fund = f[i].fund,
                                       .on = f[i].held,
                                       .amount = f[i].amount,
                                       .sex = -1 });
        balance_judge(&f[i], &what, &a);
        if (what)
            remark(out, f[i].entry, WARN, what, "amount", a, 0);
    }
    return true;
}

/* The same with the draft in it. */
static void board_limit(const void *rows, size_t n, struct findings *f)
{
    const char *what;
    int64_t a = 0;

    if (!n)
        return;
    balance_judge(rows, &what, &a);
    if (what)
        tell_ab(f, STOP, what, "amount", a, 0);
}

/* A resolution of the board of an RSP. Only such a one lets the principal of an
 * endowment fall (release), or makes principal of its income (retain). */
RECORD(board, .view = COLUMNS(board_view), .fact = COLUMNS(board_fact),
       .posts = board_posts, .limit = board_limit, .right = RIGHT_BOOK,
       .reads = RIGHT_REGISTER, .title = "subject", .amount = "amount",
       .posted = true, .group = "money");
