/* book_cash - the cash book of a book, and its receipts and payments. */
#include "report/book.h"

#include <string.h>

/* ---- the cash book ----------------------------------------------------------*/

enum { BOX, BANK, HAND, PURSES }; /* hand: and every other cash head */

enum {
    C_DAY,
    C_WHAT,
    C_PAPER,
    C_IN,
    C_OUT = C_IN + PURSES,
    C_LEFT = C_OUT + PURSES,
    C_COLS = C_LEFT + PURSES
};
#define PURSE(over, key, n)                                                    \
    {                                                                          \
        key "_" n, "book." n, over, COLUMN_NUMBER, 2                           \
    }
static const struct column cash_column[C_COLS] = {
    { "day", "book.day", NULL, COLUMN_DAY, 0 },
    { "what", "book.what", NULL, COLUMN_TEXT, 0 },
    { "paper", "book.paper", NULL, COLUMN_TEXT, 0 },
    PURSE("book.received", "received", "box"),
    PURSE("book.received", "received", "bank"),
    PURSE("book.received", "received", "hand"),
    PURSE("book.paid", "paid", "box"),
    PURSE("book.paid", "paid", "bank"),
    PURSE("book.paid", "paid", "hand"),
    PURSE("book.left", "balance", "box"),
    PURSE("book.left", "balance", "bank"),
    PURSE("book.left", "balance", "hand")
};
/* Without what is in hands, where nobody has anything in hand. */
static const struct column narrow_column[C_COLS - PURSES] = {
    { "day", "book.day", NULL, COLUMN_DAY, 0 },
    { "what", "book.what", NULL, COLUMN_TEXT, 0 },
    { "paper", "book.paper", NULL, COLUMN_TEXT, 0 },
    PURSE("book.received", "received", "box"),
    PURSE("book.received", "received", "bank"),
    PURSE("book.paid", "paid", "box"),
    PURSE("book.paid", "paid", "bank"),
    PURSE("book.left", "balance", "box"),
    PURSE("book.left", "balance", "bank")
};

static int purse_of(struct str head)
{
    return str_same(head, S(HEAD_BOX))  ? BOX :
           str_same(head, S(HEAD_BANK)) ? BANK :
                                          HAND;
}

struct cash {
    struct book_reader *b;
    struct sheet *s;
    int purses; /* 2 or 3 */
    paisa left[PURSES], in[PURSES], out[PURSES];
};

static int column_of(const struct cash *c, int from, int purse)
{
    return C_IN + (from - C_IN) / PURSES * c->purses + purse;
}

static void left_put(const struct cash *c, struct sheet_row *row)
{
    for (int p = 0; p < c->purses; p++)
        cell_number(row, column_of(c, C_LEFT, p), c->left[p]);
}

/* What else an entry touched is what it was for. */
static struct str what_of(struct book_reader *b, const struct book_row *at,
                          size_t n)
{
    struct buf words = buf_start(b->arena);
    struct str last = S("");
    size_t parts = 0;
    struct id party = ID_NONE;

    buf_add(&words, book_event(b, at[0].event));
    for (size_t i = 0; i < n; i++) {
        const struct book_head *h = book_head(b, at[i].head);

        if (h && h->cash)
            continue;
        if (h && !str_same(h->code, last)) {
            buf_z(&words, last.n ? " · " : ": ");
            buf_add(&words, h->name);
            last = h->code;
        }
        if (!id_none(at[i].party) && !id_same(at[i].party, party)) {
            party = at[i].party;
            parts++;
        }
    }
    if (parts == 1) { /* of many it is a list; the entry has it */
        buf_z(&words, " – ");
        buf_add(&words, book_party(b, party));
    }
    return buf_str(&words);
}

/* A late entry keeps its own day and is marked. */
static struct str on_of(struct book_reader *b, const struct book_row *at)
{
    struct buf words = buf_start(b->arena);

    day_put(&words, at->on);
    if (at->month != month_of(at->on))
        buf_z(&words, " *");
    return buf_str(&words);
}

static void entry_link(struct book_reader *b, struct sheet_row *row, int col,
                       struct id entry)
{
    struct buf link = buf_start(b->arena);

    buf_z(&link, "/entry/");
    id_put(&link, entry);
    cell_link(row, col, buf_str(&link));
}

/* Money that only went from one purse to another stands on both sides. */
static void group_put(struct cash *c, const struct book_row *at, size_t n)
{
    paisa in[PURSES] = { 0 }, out[PURSES] = { 0 };
    struct sheet_row *row;
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const struct book_head *h = book_head(c->b, at[i].head);
        int p = purse_of(at[i].head);

        if (!h || !h->cash)
            continue;
        any = true;
        *(at[i].amount > 0 ? &in[p] : &out[p]) += at[i].amount > 0 ?
                                                      at[i].amount :
                                                      -at[i].amount;
    }
    if (!any)
        return;
    row = sheet_add(c->s, ROW_PLAIN);
    cell_text(row, C_DAY, on_of(c->b, at));
    entry_link(c->b, row, C_DAY, at[0].entry);
    cell_text(row, C_WHAT, what_of(c->b, at, n));
    cell_text(row, C_PAPER, book_paper(c->b, at[0].entry));
    for (int p = 0; p < c->purses; p++) {
        if (in[p])
            cell_number(row, column_of(c, C_IN, p), in[p]);
        if (out[p])
            cell_number(row, column_of(c, C_OUT, p), out[p]);
        c->left[p] += in[p] - out[p];
        c->in[p] += in[p];
        c->out[p] += out[p];
    }
    left_put(c, row);
}

static void brought_put(struct cash *c, const char *word, enum row_nature how,
                        struct str when)
{
    struct sheet_row *row = sheet_add(c->s, how);

    cell_text(row, C_DAY, when);
    cell_text(row, C_WHAT, say(c->b->q->lang, word));
    left_put(c, row);
}

/* Sums of the months go under them, and what is left is carried over. */
static void totals_put(struct cash *c)
{
    struct sheet_row *row = sheet_add(c->s, ROW_TOTAL);

    cell_text(row, C_WHAT, say(c->b->q->lang, "book.total"));
    for (int p = 0; p < c->purses; p++) {
        static const char *const head[] = { HEAD_BOX, HEAD_BANK, "hand" };
        struct str link = book_link(c->b, "ledger", str_of(head[p]));

        cell_number(row, column_of(c, C_IN, p), c->in[p]);
        cell_number(row, column_of(c, C_OUT, p), c->out[p]);
        cell_number(row, column_of(c, C_LEFT, p), c->left[p]);
        cell_link(row, column_of(c, C_LEFT, p), link);
    }
}

int book_cashbook(struct book_reader *b, struct sheet *out)
{
    struct cash c = { .b = b, .s = out, .purses = HAND };
    struct book_row *at;
    size_t n = book_rows(b, S(""), &at), step;

    for (size_t i = 0; i < b->heads; i++)
        if (b->head[i].cash) {
            c.left[purse_of(b->head[i].code)] += b->head[i].before;
            if (purse_of(b->head[i].code) == HAND && b->head[i].said)
                c.purses = PURSES;
        }
    *out = c.purses == PURSES ?
               book_sheet(b, cash_column, C_COLS, "book.cashbook") :
               book_sheet(b, narrow_column, C_COLS - PURSES, "book.cashbook");
    brought_put(&c, "book.brought", ROW_PLAIN,
                book_day(b->arena, month_first(b->from)));
    for (size_t i = 0; i < n; i += step) {
        step = book_group(at, n, i);
        group_put(&c, &at[i], step);
    }
    totals_put(&c);
    for (size_t i = 0; i < n; i++)
        if (at[i].month != month_of(at[i].on)) {
            sheet_note(out, say(b->q->lang, "book.late"));
            break;
        }
    if (n == BOOK_ROWS_MOST)
        sheet_note(out, say(b->q->lang, "book.cut"));
    return 1;
}

/* ---- receipts and payments ------------------------------------------------*/

enum { R_WHAT, R_RECEIVED, R_PAID, R_COLS };
static const struct column receipt_column[R_COLS] = {
    { "head", "book.head", NULL, COLUMN_TEXT, 0 },
    { "received", "book.received", NULL, COLUMN_NUMBER, 2 },
    { "paid", "book.paid", NULL, COLUMN_NUMBER, 2 }
};

static void sum_put(struct sheet *s, enum row_nature how, struct str what,
                    struct str link, paisa received, paisa paid)
{
    struct sheet_row *row = sheet_add(s, how);

    cell_text(row, R_WHAT, what);
    if (link.n)
        cell_link(row, R_WHAT, link);
    if (received || how == ROW_TOTAL)
        cell_number(row, R_RECEIVED, received);
    if (paid || how == ROW_TOTAL)
        cell_number(row, R_PAID, paid);
}

/* By the heads that cash came from and went to. Between box and bank nothing
 * is received and nothing paid. */
static void contra_add(struct book_reader *b, const struct book_row *at,
                       size_t n, paisa *in, paisa *out)
{
    bool cash = false;

    for (size_t i = 0; i < n; i++) {
        const struct book_head *h = book_head(b, at[i].head);

        cash |= h && h->cash;
    }
    for (size_t i = 0; cash && i < n; i++) {
        const struct book_head *h = book_head(b, at[i].head);

        if (!h || h->cash)
            continue;
        if (at[i].amount < 0)
            in[h - b->head] -= at[i].amount;
        else
            out[h - b->head] += at[i].amount;
    }
}

/* What lay in each purse; returns all of it. */
static paisa purses_put(struct book_reader *b, struct sheet *s, bool after)
{
    paisa all = 0;

    for (size_t i = 0; i < b->heads; i++) {
        const struct book_head *h = &b->head[i];
        paisa amount = after ? book_after(h) : h->before;

        if (!h->cash || !h->said)
            continue;
        sum_put(s, ROW_PLAIN, h->name, book_link(b, "ledger", h->code),
                after ? 0 : amount, after ? amount : 0);
        all += amount;
    }
    return all;
}

static void heading_put(struct book_reader *b, struct sheet *s,
                        const char *word)
{
    cell_text(sheet_add(s, ROW_HEADING), 0, say(b->q->lang, word));
}

int book_receipts(struct book_reader *b, struct sheet *s)
{
    paisa *in = arena_many(b->arena, paisa, b->heads + 1), before, after;
    paisa *out = arena_many(b->arena, paisa, b->heads + 1);
    struct book_row *at;
    size_t n = book_rows(b, S(""), &at), step;
    paisa received = 0, paid = 0;

    memset(in, 0, (b->heads + 1) * sizeof *in);
    memset(out, 0, (b->heads + 1) * sizeof *out);
    for (size_t i = 0; i < n; i += step) {
        step = book_group(at, n, i);
        contra_add(b, &at[i], step, in, out);
    }
    *s = book_sheet(b, receipt_column, R_COLS, "book.receipts");
    heading_put(b, s, "book.opening");
    before = purses_put(b, s, false);
    heading_put(b, s, "book.received_paid");
    for (size_t i = 0; i < b->heads; i++) {
        if (!in[i] && !out[i])
            continue;
        sum_put(s, ROW_PLAIN, b->head[i].name,
                book_link(b, "ledger", b->head[i].code), in[i], out[i]);
        received += in[i];
        paid += out[i];
    }
    heading_put(b, s, "book.closing");
    after = purses_put(b, s, true);
    sum_put(s, ROW_TOTAL, say(b->q->lang, "book.total"), S(""),
            before + received, paid + after);
    if (n == BOOK_ROWS_MOST)
        sheet_note(s, say(b->q->lang, "book.cut"));
    return 1;
}

/* ---- reports ------------------------------------------------------------*/

/* The cash book of a body or an RSP: what was received, paid and left in the
 * box, at the bank and in hand, a line for each reason of each entry. Of the
 * fiscal year so far, unless a period is asked for. */
REPORT(cashbook, RIGHT_REGISTER, .book = true, .days = true)
{
    struct book_reader b;

    return book_open(db, q, a, &b, f) ? book_cashbook(&b, out) : 0;
}

/* Receipts and payments of a body or an RSP: what lay in box and bank, what came
 * and went by heads of account, what was left. Of the fiscal year so far, unless
 * a period is asked for. */
REPORT(receipts, RIGHT_REGISTER, .book = true, .days = true)
{
    struct book_reader b;

    return book_open(db, q, a, &b, f) ? book_receipts(&b, out) : 0;
}
