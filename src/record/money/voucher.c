/* voucher - a general entry in a book, for what has no act of its own. */
#include "core/books.h"
#include "core/fiscal.h"

struct voucher_line {
    struct str debit, credit;
    struct id debit_party, credit_party;
    paisa amount;
    struct str says;
    struct id project;
};
static const struct field voucher_line_field[] = {
    CODE(voucher_line, debit, "account_head", FIELD_NEED),
    CODE(voucher_line, credit, "account_head", FIELD_NEED),
    MONEY(voucher_line, amount, 1, MONEY_MOST, FIELD_NEED),
    TEXT(voucher_line, says, 300, 0),
    REF(voucher_line, debit_party, NULL, 0),
    REF(voucher_line, credit_party, NULL, 0),
    REF(voucher_line, project, "project", 0),
};

struct voucher {
    struct id book;
    day held;
    int64_t number;
    struct id fund;
    struct list line;
    struct id resolution;
    struct str leaf, note;
};
static const struct field voucher_field[] = {
    REF(voucher, book, NULL, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(voucher, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(voucher, number, 1, 999999, FIELD_NEED | FIELD_KEY),
    REF(voucher, fund, "fund", FIELD_FIND),
    ROWS(voucher, line, voucher_line, 200, FIELD_NEED),
    REF(voucher, resolution, "resolution", 0),
    TEXT(voucher, leaf, 40, FIELD_FIND),
    TEXT(voucher, note, 600, 0),
};

struct voucher_view {
    int64_t today;
    int64_t book;      /* 1: a body or an RSP */
    int64_t fund_here; /* 1: the fund is of this book; INT_NONE: none said */
    day resolved;
};
static const struct field voucher_view_field[] = {
    COUNT(voucher_view, today, 0, 0, 0),
    COUNT(voucher_view, book, 0, 0, 0),
    COUNT(voucher_view, fund_here, 0, 0, 0),
    DAY(voucher_view, resolved, 0),
};

/* Money between two parts of one head (two accounts at a bank) is a movement;
 * between a head and itself it is none. */
static void lines_judge(const struct voucher *x, struct findings *f)
{
    const struct voucher_line *row = x->line.at;

    for (size_t i = 0; i < x->line.n; i++)
        if (row[i].debit.n && str_same(row[i].debit, row[i].credit) &&
            id_same(row[i].debit_party, row[i].credit_party))
            tell_row(f, STOP, "voucher.same_head", "line", i, "credit");
}

static void voucher_rule(const struct voucher *x, const struct voucher_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->book != 1)
        tell(f, STOP, "closing.no_book", "book");
    if (!id_none(x->fund) && v->fund_here != 1)
        tell(f, STOP, "voucher.fund_elsewhere", "fund");
    if (v->resolved != DAY_NONE && x->held != DAY_NONE && v->resolved > x->held)
        tell(f, WARN, "voucher.resolved_later", "resolution");
    lines_judge(x, f);
}

/* One row of a voucher, in its order; then the days of others in its book that
 * have its number. */
struct voucher_fact {
    struct id entry, book, fund;
    day held;
    int64_t n;
    struct str debit, credit;
    struct id debit_party, credit_party, project;
    paisa amount;
    int64_t whose;                     /* of the book: 0 a body, 1 an RSP */
    int64_t debit_whose, credit_whose; /* of the heads; 2: of both */
    int64_t debit_kept, credit_kept;   /* 1: by parts with acts of their own */
    int64_t debit_parts, credit_parts; /* 1: by parts, and none was named */
    int64_t fund_project;              /* 1: the fund is of another project */
    day other;                         /* of another; DAY_NONE: this is a row */
};
static const struct field voucher_fact_field[] = {
    REF(voucher_fact, entry, "voucher", 0),
    REF(voucher_fact, book, NULL, 0),
    REF(voucher_fact, fund, "fund", 0),
    DAY(voucher_fact, held, 0),
    COUNT(voucher_fact, n, 0, 0, 0),
    TEXT(voucher_fact, debit, 40, 0),
    TEXT(voucher_fact, credit, 40, 0),
    REF(voucher_fact, debit_party, NULL, 0),
    REF(voucher_fact, credit_party, NULL, 0),
    REF(voucher_fact, project, "project", 0),
    MONEY(voucher_fact, amount, 0, 0, 0),
    COUNT(voucher_fact, whose, 0, 0, 0),
    COUNT(voucher_fact, debit_whose, 0, 0, 0),
    COUNT(voucher_fact, credit_whose, 0, 0, 0),
    COUNT(voucher_fact, debit_kept, 0, 0, 0),
    COUNT(voucher_fact, credit_kept, 0, 0, 0),
    COUNT(voucher_fact, debit_parts, 0, 0, 0),
    COUNT(voucher_fact, credit_parts, 0, 0, 0),
    COUNT(voucher_fact, fund_project, 0, 0, 0),
    DAY(voucher_fact, other, 0),
};

static void row_told(const struct voucher_fact *f, const char *what,
                     const char *field, struct postings *out)
{
    struct buf path = buf_start(out->arena);

    buf_fmt(&path, "line[%lld].%s", (long long)f->n, field);
    remark(out, f->entry, WARN, what, arena_z(out->arena, buf_str(&path)), 0,
           0);
}

/* A head that members' or loans' own acts keep is not written by hand: what a
 * member has would differ from what her acts say. Such a row is not booked. */
static bool side_stands(const struct voucher_fact *f, const char *field,
                        int64_t whose, int64_t kept, int64_t parts,
                        struct postings *out)
{
    if (whose != 2 && whose != f->whose)
        row_told(f, "voucher.not_its_head", field, out);
    if (parts == 1 && kept != 1)
        row_told(f, "voucher.which_part", field, out);
    if (kept == 1)
        row_told(f, "voucher.by_its_own_act", field, out);
    return kept != 1;
}

static void row_book(const struct voucher_fact *f, struct postings *out)
{
    bool debit = side_stands(f, "debit", f->debit_whose, f->debit_kept,
                             f->debit_parts, out);
    bool credit = side_stands(f, "credit", f->credit_whose, f->credit_kept,
                              f->credit_parts, out);

    if (f->fund_project == 1) /* finance.md 12, 8 */
        row_told(f, "voucher.not_its_project", "project", out);
    if (!debit || !credit)
        return;
    money(out, &(struct movement){ .entry = f->entry,
                                   .event = "voucher.entered",
                                   .book = f->book,
                                   .fund = f->fund,
                                   .debit = f->debit,
                                   .credit = f->credit,
                                   .debit_party = f->debit_party,
                                   .credit_party = f->credit_party,
                                   .on = f->held,
                                   .amount = f->amount,
                                   .project = f->project,
                                   .sex = -1 });
}

static bool voucher_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct voucher_fact *f = facts;
    int64_t twice = 0;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (f[i].other == DAY_NONE)
            row_book(&f[i], out);
        else if (fiscal_year(f[i].other) == fiscal_year(f[i].held))
            twice++;
    }
    if (twice)
        remark(out, f->entry, WARN, "voucher.number_twice", "number", twice, 0);
    return true;
}

/* A general entry: what was bought, paid or put right and has no act of its
 * own. Each row is debited to one head and credited to another, so it balances
 * as it is written. Numbered anew in each book and fiscal year. */
RECORD(voucher, .view = COLUMNS(voucher_view), .fact = COLUMNS(voucher_fact),
       .posts = voucher_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "note", .posted = true, .group = "money");
