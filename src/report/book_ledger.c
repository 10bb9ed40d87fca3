/* book_ledger - the ledger of a book, its trial balance and its balance sheet. */
#include "report/book.h"

#include "book.sql.h"
#include "core/fiscal.h"

/* ---- the ledger -----------------------------------------------------------*/

enum { L_DAY, L_WHAT, L_PARTY, L_PAPER, L_DEBIT, L_CREDIT, L_LEFT, L_COLS };
static const struct column ledger_column[L_COLS] = {
    { "day", "book.day", NULL, COLUMN_DAY, 0 },
    { "what", "book.what", NULL, COLUMN_TEXT, 0 },
    { "party", "book.party", NULL, COLUMN_TEXT, 0 },
    { "paper", "book.paper", NULL, COLUMN_TEXT, 0 },
    { "debit", "book.debit", NULL, COLUMN_NUMBER, 2 },
    { "credit", "book.credit", NULL, COLUMN_NUMBER, 2 },
    { "balance", "book.left", NULL, COLUMN_NUMBER, 2 }
};

static void amount_put(struct sheet_row *row, int debit, int credit,
                       paisa amount)
{
    if (amount > 0)
        cell_number(row, debit, amount);
    if (amount < 0)
        cell_number(row, credit, -amount);
}

static paisa party_before(const struct book_reader *b, struct str head)
{
    struct rows r = db_rows(b->db, SQL_BOOK_PARTY_BEFORE);
    paisa n = 0;

    db_bind_id(&r, 1, b->book.id);
    db_bind_text(&r, 2, head);
    db_bind_id(&r, 3, b->q->party);
    db_bind_int(&r, 4, b->from);
    db_bind_int(&r, 5, b->q->own ? 1 : !id_none(b->q->fund) ? 2 : 0);
    db_bind_id(&r, 6, b->q->fund);
    if (db_next(&r) && !db_null(&r, 0))
        n = db_int(&r, 0);
    db_done(&r);
    return n;
}

static void row_put(struct book_reader *b, struct sheet *s,
                    const struct book_row *at, paisa left)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct buf link = buf_start(b->arena), on = buf_start(b->arena);

    day_put(&on, at->on);
    if (at->month != month_of(at->on))
        buf_z(&on, " *");
    buf_z(&link, "/entry/");
    id_put(&link, at->entry);
    cell_text(row, L_DAY, buf_str(&on));
    cell_link(row, L_DAY, buf_str(&link));
    cell_text(row, L_WHAT, book_event(b, at->event));
    cell_text(row, L_PARTY, book_party(b, at->party));
    if (!id_none(at->party)) { /* this part alone */
        link = buf_start(b->arena);
        buf_add(&link, book_link(b, "ledger", at->head));
        buf_z(&link, "&party=");
        id_put(&link, at->party);
        cell_link(row, L_PARTY, buf_str(&link));
    }
    cell_text(row, L_PAPER, book_paper(b, at->entry));
    amount_put(row, L_DEBIT, L_CREDIT, at->amount);
    cell_number(row, L_LEFT, left);
}

static void head_put(struct book_reader *b, struct sheet *s,
                     const struct book_head *h, bool *late)
{
    bool part = !id_none(b->q->party);
    paisa left = part ? party_before(b, h->code) : h->before;
    paisa debit = 0, credit = 0;
    struct sheet_row *row = sheet_add(s, ROW_HEADING);
    struct book_row *at;
    size_t n = book_rows(b, h->code, &at);

    cell_text(row, 0, h->name);
    row = sheet_add(s, ROW_PLAIN);
    cell_text(row, L_DAY, book_day(b->arena, month_first(b->from)));
    cell_text(row, L_WHAT, say(b->q->lang, "book.brought"));
    cell_number(row, L_LEFT, left);
    for (size_t i = 0; i < n; i++) {
        left += at[i].amount;
        debit += at[i].amount > 0 ? at[i].amount : 0;
        credit += at[i].amount < 0 ? -at[i].amount : 0;
        *late |= at[i].month != month_of(at[i].on);
        row_put(b, s, &at[i], left);
    }
    row = sheet_add(s, ROW_TOTAL);
    cell_text(row, L_WHAT, say(b->q->lang, "book.total"));
    cell_number(row, L_DEBIT, debit);
    cell_number(row, L_CREDIT, credit);
    cell_number(row, L_LEFT, left);
    if (n == BOOK_ROWS_MOST)
        sheet_note(s, say(b->q->lang, "book.cut"));
}

int book_ledger(struct book_reader *b, struct sheet *out)
{
    bool late = false;

    *out = book_sheet(b, ledger_column, L_COLS, "book.ledger");
    for (size_t i = 0; i < b->heads; i++)
        if (b->q->head.n ? str_same(b->head[i].code, b->q->head) :
                           b->head[i].said)
            head_put(b, out, &b->head[i], &late);
    if (late)
        sheet_note(out, say(b->q->lang, "book.late"));
    return 1;
}

/* ---- the trial balance ------------------------------------------------------*/

enum {
    T_HEAD,
    T_BEFORE_DEBIT,
    T_BEFORE_CREDIT,
    T_DEBIT,
    T_CREDIT,
    T_AFTER_DEBIT,
    T_AFTER_CREDIT,
    T_COLS
};
static const struct column trial_column[T_COLS] = {
    { "head", "book.head", NULL, COLUMN_TEXT, 0 },
    { "opening_debit", "book.debit", "book.opening", COLUMN_NUMBER, 2 },
    { "opening_credit", "book.credit", "book.opening", COLUMN_NUMBER, 2 },
    { "debit", "book.debit", "book.moved", COLUMN_NUMBER, 2 },
    { "credit", "book.credit", "book.moved", COLUMN_NUMBER, 2 },
    { "closing_debit", "book.debit", "book.closing", COLUMN_NUMBER, 2 },
    { "closing_credit", "book.credit", "book.closing", COLUMN_NUMBER, 2 }
};

int book_trial(struct book_reader *b, struct sheet *out)
{
    paisa sum[T_COLS] = { 0 };
    struct sheet_row *row;

    *out = book_sheet(b, trial_column, T_COLS, "book.trial");
    for (size_t i = 0; i < b->heads; i++) {
        const struct book_head *h = &b->head[i];
        paisa after = book_after(h);

        if (!h->said)
            continue;
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, T_HEAD, h->name);
        cell_link(row, T_HEAD, book_link(b, "ledger", h->code));
        amount_put(row, T_BEFORE_DEBIT, T_BEFORE_CREDIT, h->before);
        amount_put(row, T_DEBIT, T_CREDIT, h->debit);
        amount_put(row, T_DEBIT, T_CREDIT, -h->credit);
        amount_put(row, T_AFTER_DEBIT, T_AFTER_CREDIT, after);
        sum[h->before > 0 ? T_BEFORE_DEBIT : T_BEFORE_CREDIT] += h->before > 0 ?
                                                                     h->before :
                                                                     -h->before;
        sum[T_DEBIT] += h->debit;
        sum[T_CREDIT] += h->credit;
        sum[after > 0 ? T_AFTER_DEBIT : T_AFTER_CREDIT] += after > 0 ? after :
                                                                       -after;
    }
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, T_HEAD, say(b->q->lang, "book.total"));
    for (int i = T_BEFORE_DEBIT; i < T_COLS; i++)
        cell_number(row, i, sum[i]);
    for (int i = T_BEFORE_DEBIT; i < T_COLS; i += 2)
        if (sum[i] != sum[i + 1]) {
            sheet_note(out, say(b->q->lang, "book.does_not_balance"));
            break;
        }
    return 1;
}

/* ---- the balance sheet --------------------------------------------------------*/

enum { B_HEAD, B_NOW, B_YEAR, B_COLS };
static const struct column balance_column[B_COLS] = {
    { "head", "book.head", NULL, COLUMN_TEXT, 0 },
    { "now", "book.now", NULL, COLUMN_NUMBER, 2 },
    { "opening", "book.year_began", NULL, COLUMN_NUMBER, 2 }
};

static void pair_put(struct sheet *s, enum row_nature how, struct str what,
                     struct str link, paisa now, paisa before)
{
    struct sheet_row *row = sheet_add(s, how);

    cell_text(row, B_HEAD, what);
    if (link.n)
        cell_link(row, B_HEAD, link);
    cell_number(row, B_NOW, now);
    cell_number(row, B_YEAR, before);
}

struct pair {
    paisa now, before;
};

/* The heads of one nature; `sign` 1 where debits are what it holds. */
static struct pair nature_put(struct book_reader *b, struct sheet *s,
                              int nature, int sign)
{
    struct pair all = { 0, 0 };

    for (size_t i = 0; i < b->heads; i++) {
        const struct book_head *h = &b->head[i];

        if (h->nature != nature || (!book_after(h) && !h->before))
            continue;
        pair_put(s, ROW_PLAIN, h->name, book_link(b, "ledger", h->code),
                 sign * book_after(h), sign * h->before);
        all.now += sign * book_after(h);
        all.before += sign * h->before;
    }
    return all;
}

/* Income less expense until then. */
static struct pair surplus(const struct book_reader *b)
{
    struct pair all = { 0, 0 };

    for (size_t i = 0; i < b->heads; i++)
        if (b->head[i].nature == HEAD_INCOME ||
            b->head[i].nature == HEAD_EXPENSE) {
            all.now -= book_after(&b->head[i]);
            all.before -= b->head[i].before;
        }
    return all;
}

static void section(struct book_reader *b, struct sheet *s, const char *word)
{
    cell_text(sheet_add(s, ROW_HEADING), B_HEAD, say(b->q->lang, word));
}

int book_balance(struct book_reader *b, struct sheet *out)
{
    struct pair assets, owed, funds, kept = surplus(b);
    struct str total = say(b->q->lang, "book.total");

    *out = book_sheet(b, balance_column, B_COLS, "book.balance");
    section(b, out, "book.assets");
    assets = nature_put(b, out, HEAD_ASSET, 1);
    pair_put(out, ROW_TOTAL, total, S(""), assets.now, assets.before);
    section(b, out, "book.liabilities");
    owed = nature_put(b, out, HEAD_LIABILITY, -1);
    section(b, out, "book.funds");
    funds = nature_put(b, out, HEAD_FUND, -1);
    pair_put(out, ROW_PLAIN, say(b->q->lang, "book.surplus_before"),
             book_link(b, "receipts", S("")), kept.before, kept.before);
    pair_put(out, ROW_PLAIN, say(b->q->lang, "book.surplus"),
             book_link(b, "trial", S("")), kept.now - kept.before, 0);
    owed.now += funds.now + kept.now;
    owed.before += funds.before + kept.before;
    pair_put(out, ROW_TOTAL, total, S(""), owed.now, owed.before);
    if (assets.now != owed.now || assets.before != owed.before)
        sheet_note(out, say(b->q->lang, "book.does_not_balance"));
    return 1;
}

/* ---- reports ------------------------------------------------------------*/

/* The ledger of a body or an RSP: every line of every head of account, or of
 * one (--head). Of the fiscal year so far, unless a period is asked for. */
REPORT(ledger, RIGHT_REGISTER, .book = true, .days = true)
{
    struct book_reader b;

    return book_open(db, q, a, &b, f) ? book_ledger(&b, out) : 0;
}

/* The trial balance of a body or an RSP: what each head stood at, what moved,
 * what it stands at, debit beside credit. Of the fiscal year so far, unless a
 * period is asked for. */
REPORT(trial, RIGHT_REGISTER, .book = true, .days = true)
{
    struct book_reader b;

    return book_open(db, q, a, &b, f) ? book_trial(&b, out) : 0;
}

/* The balance sheet of a body or an RSP at the end of a month, beside how it
 * stood when its fiscal year, or the period asked for, began. */
REPORT(balance, RIGHT_REGISTER, .book = true, .days = true)
{
    struct book_reader b;

    return book_open(db, q, a, &b, f) ? book_balance(&b, out) : 0;
}
