/* demo_box - the sample's papers of money: books of cheques and receipts with
 * leaves spoilt and lost, boxes that are counted, general vouchers, what the
 * bank says, months that are closed, and instalments of a CO handed on to its
 * LSO. */
#include "cmd.sql.h"
#include "cmd/demo_money.h"
#include "core/fiscal.h"

enum {
    CHEQUE_FIRST = 1001,
    CHEQUES = 50, /* leaves of a book */
    RECEIPT_FIRST = 10001,
    RECEIPTS = 200,
    RECEIPT_LOST = 57, /* which of a book */
    PAPERS_MONTHS = 3, /* until all meetings of a month are in */
    SHORT_BY = 20000,  /* paisa that were not in the box */
    SHORT_IN = 10,
    BANK_CHARGE = 15000,
    BANK_FIRST = 5,
    BANK_SECOND = 11,
    SPOILT_IN = LENT_MONTHS + 1,
    BOUGHT = 15000,
    HONORARIUM = 120000,
    YEARLY_FEES = 600000
};

/* ---- leaves -------------------------------------------------------------*/

struct leaves { /* a sort of them, of a lender */
    int nth;
    bool cheque;
    int first, of_book;
};

static struct leaves leaves_of(int nth, bool cheque)
{
    return (struct leaves){ nth, cheque, cheque ? CHEQUE_FIRST : RECEIPT_FIRST,
                            cheque ? CHEQUES : RECEIPTS };
}

static struct str prefix(struct diary *y, const struct leaves *s)
{
    struct buf b = buf_start(&y->d->arena);

    buf_z(&b, s->cheque ? "CQ" : "RC");
    buf_char(&b, (char)('A' + s->nth));
    buf_char(&b, '-');
    return buf_str(&b);
}

static struct id leaf_book(const struct diary *y, const struct leaves *s, int n)
{
    return purse_id(y, s->cheque ? "cheque book" : "receipt book",
                    s->nth * 64 + n / s->of_book);
}

static void leaf_book_keep(struct diary *y, const struct leaves *s, int n)
{
    const struct lender *l = &y->purse->lender[s->nth];
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "body", y->p->body[l->lso].id);
    fact_text(&out, "what", s->cheque ? S("cheque") : S("receipt"));
    fact_text(&out, "prefix", prefix(y, s));
    fact_int(&out, "from_serial", s->first + n);
    fact_int(&out, "upto_serial", s->first + n + s->of_book - 1);
    if (s->cheque)
        fact_id(&out, "account", purse_account(y, s->nth));
    fact_day(&out, "issued_on", purse_day(y));
    fact_id(&out, "person", purse_person(y, y->p->body[l->co[0]].first));
    purse_keep(y, l->lso, "leaf_book", leaf_book(y, s, n), &out);
}

static void leaf_void_keep(struct diary *y, const struct leaves *s, int n,
                           const char *what, const char *why)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "leaf_book", leaf_book(y, s, n));
    fact_int(&out, "serial", s->first + n);
    fact_text(&out, "what", str_of(what));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "why", str_of(why));
    purse_keep(y, y->purse->lender[s->nth].lso, "leaf_void",
               purse_id(y, s->cheque ? "cheque void" : "receipt void",
                        s->nth * 10000 + n),
               &out);
}

static struct str leaf_next(struct diary *y, const struct leaves *s, int *used)
{
    struct buf b = buf_start(&y->d->arena);
    int n = (*used)++;

    if (n % s->of_book == 0)
        leaf_book_keep(y, s, n);
    buf_add(&b, prefix(y, s));
    buf_int(&b, s->first + n);
    return buf_str(&b);
}

struct str box_cheque(struct diary *y, int nth)
{
    struct leaves s = leaves_of(nth, true);

    return leaf_next(y, &s, &y->purse->cheques[nth]);
}

struct str box_receipt(struct diary *y, int nth)
{
    struct leaves s = leaves_of(nth, false);
    int *used = &y->purse->receipts[nth];

    if (*used % RECEIPTS == RECEIPT_LOST)
        leaf_void_keep(y, &s, (*used)++, "missing",
                       "Not in the book when it was looked through");
    return leaf_next(y, &s, used);
}

/* The last cheque that was begun, where its book still has one. */
static void spoilt_keep(struct diary *y)
{
    for (int nth = 0; nth < y->purse->lenders; nth++) {
        struct leaves s = leaves_of(nth, true);
        int *used = &y->purse->cheques[nth];

        if (*used % CHEQUES)
            leaf_void_keep(y, &s, (*used)++, "void",
                           "Spoilt: the sum in words was not that in figures");
    }
}

/* ---- the box ------------------------------------------------------------*/

/* What is put down when all papers of the month are in: so much lay in the box
 * on its last day. One of the three is short in one month. */
static void count_keep(struct diary *y, int which, int in)
{
    int co = y->purse->lender[0].co[which];
    const struct body *b = &y->p->body[co];
    struct buf out = fact_start(&y->d->arena);
    day held = month_first(month_of(purse_day(y)) - PAPERS_MONTHS + 1) - 1;
    paisa lies = purse_balance(y, b->id, "box", ID_NONE, held, y->d->at);

    if (which == CO_BOX_SHORT && in == SHORT_IN && lies > SHORT_BY)
        lies -= SHORT_BY;
    if (lies < 0)
        return;
    fact_id(&out, "book", b->id);
    fact_day(&out, "held", held);
    fact_int(&out, "amount", lies);
    fact_raw(&out, "counter", purse_people(y, co, -1, 2));
    purse_keep(y, co, "cash_count", purse_id(y, "count", which * 64 + in),
               &out);
}

/* ---- vouchers -----------------------------------------------------------*/

struct slip { /* of a voucher with one line */
    const char *debit, *credit;
    bool to_bank, from_bank;
    paisa amount;
    const char *says;
};

/* The so manieth of its fiscal year, where there is one in each `every`
 * months. */
static int number_of(const struct diary *y, int in, int every)
{
    int n = 1;

    for (int k = in - every; k >= 0; k -= every)
        n += fiscal_year(purse_month(y, k) + PURSE_MONTH_DAYS) ==
             fiscal_year(purse_month(y, in) + PURSE_MONTH_DAYS);
    return n;
}

static void voucher_keep(struct diary *y, int body, int number, int in,
                         const struct slip *s)
{
    struct buf out = fact_start(&y->d->arena), row = fact_start(&y->d->arena);
    struct buf rows = buf_start(&y->d->arena);

    fact_text(&row, "debit", str_of(s->debit));
    fact_text(&row, "credit", str_of(s->credit));
    if (s->to_bank)
        fact_id(&row, "debit_party", purse_account(y, 0));
    if (s->from_bank)
        fact_id(&row, "credit_party", purse_account(y, 0));
    fact_int(&row, "amount", s->amount);
    fact_text(&row, "says", str_of(s->says));
    buf_char(&rows, '[');
    buf_add(&rows, fact_end(&row));
    buf_char(&rows, ']');
    fact_id(&out, "book", y->p->body[body].id);
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "number", number);
    fact_raw(&out, "line", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, body, "voucher", purse_id(y, "voucher", body * 64 + in),
               &out);
}

/* A CO buys paper now and then, the LSO pays its book-keeper out of the fees of
 * its COs. */
static void vouchers_keep(struct diary *y, int in)
{
    static const struct slip paper = { "stationery", "box",  false,
                                       false,        BOUGHT, "Registers" };
    static const struct slip fees = { "bank", "fee",       true,
                                      false,  YEARLY_FEES, "Fees of COs" };
    static const struct slip keeper = {
        "honorarium", "bank", false, true, HONORARIUM, "Book-keeper"
    };
    const struct lender *l = &y->purse->lender[0];
    const struct body *b = &y->p->body[l->co[CO_BOX]];

    if (in % 3 == 2 && purse_balance(y, b->id, "box", ID_NONE, purse_day(y),
                                     y->d->at) > BOUGHT)
        voucher_keep(y, l->co[CO_BOX], number_of(y, in, 3), in, &paper);
    if (in % 4 == 2)
        voucher_keep(y, l->lso, number_of(y, in, 4), in,
                     in == 2 ? &fees : &keeper);
}

/* ---- the bank -----------------------------------------------------------*/

static paisa items_said(struct diary *y, day since, day upto, struct buf *rows)
{
    struct db *db = site_writer_db(&y->d->site);
    struct rows r = db_rows(db, SQL_DEMO_BANKED);
    paisa sum = 0;

    db_bind_id(&r, 1, purse_account(y, 0));
    db_bind_int(&r, 2, since);
    db_bind_int(&r, 3, upto);
    db_bind_int(&r, 4, y->d->at);
    while (db_next(&r)) {
        buf_z(rows, rows->n > 1 ? ",{\"on_day\":\"" : "{\"on_day\":\"");
        day_put(rows, (day)db_int(&r, 0));
        buf_fmt(rows, "\",\"amount\":%lld}", (long long)db_int(&r, 1));
        sum += db_int(&r, 1);
    }
    db_done(&r);
    return sum;
}

/* A charge stands in it that is in nobody's books. */
static void statement_keep(struct diary *y, int from, int in)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    day since = purse_month(y, from), upto = purse_month(y, in) - 1;
    paisa carried = 0;

    if (from)
        carried = purse_balance(y, ID_NONE, "bank", purse_account(y, 0),
                                since - 1, y->d->at) -
                  BANK_CHARGE;
    buf_char(&rows, '[');
    fact_id(&out, "account", purse_account(y, 0));
    fact_day(&out, "held", upto);
    fact_int(&out, "carried", carried);
    carried += items_said(y, since, upto, &rows);
    if (!from) {
        buf_fmt(&rows, "%s{\"on_day\":\"", rows.n > 1 ? "," : "");
        day_put(&rows, upto);
        buf_fmt(&rows, "\",\"amount\":%d,\"reference\":\"Cheque book\"}",
                -BANK_CHARGE);
        carried -= BANK_CHARGE;
    }
    buf_char(&rows, ']');
    fact_int(&out, "balance", carried);
    fact_raw(&out, "item", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, y->purse->lender[0].lso, "bank_statement",
               purse_id(y, "statement", in), &out);
}

/* ---- a month is closed --------------------------------------------------*/

static const char *heads_said(struct diary *y)
{
    struct rows r = db_rows(site_writer_db(&y->d->site), SQL_DEMO_HEADS);
    struct buf rows = buf_start(&y->d->arena);

    buf_char(&rows, '[');
    while (db_next(&r)) {
        buf_z(&rows, rows.n > 1 ? ",{\"device\":\"" : "{\"device\":\"");
        id_put(&rows, db_id(&r, 0));
        buf_fmt(&rows, "\",\"seq\":%lld}", (long long)db_int(&r, 1));
    }
    db_done(&r);
    buf_char(&rows, ']');
    return arena_z(&y->d->arena, buf_str(&rows));
}

static void closing_keep(struct diary *y, int body, int in)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "book", y->p->body[body].id);
    fact_month(&out, "month", month_of(purse_day(y)) - PAPERS_MONTHS - 1);
    fact_raw(&out, "heads", heads_said(y));
    fact_day(&out, "held", purse_day(y));
    fact_raw(&out, "counted", "true");
    fact_raw(&out, "agreed", "true");
    fact_raw(&out, "listed", "true");
    fact_raw(&out, "printed", "true");
    purse_keep(y, body, "closing", purse_id(y, "closing", body * 64 + in),
               &out);
}

/* ---- what a CO collected for its LSO ------------------------------------*/

static void handed_on_keep(struct diary *y, int in)
{
    struct buf out = fact_start(&y->d->arena), says = buf_start(&y->d->arena);
    const struct body *b = &y->p->body[y->purse->grid];
    paisa owed = -purse_balance(y, b->id, "due_to", ID_NONE, purse_day(y),
                                y->d->at);

    if (owed <= 0)
        return;
    buf_fmt(&says, "Instalments %d", in);
    fact_id(&out, "giver", b->id);
    fact_id(&out, "taker", y->p->body[y->purse->lender[0].lso].id);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "nature", S("collection"));
    fact_int(&out, "amount", owed);
    fact_text(&out, "way", S("box"));
    fact_id(&out, "fund_to", purse_id(y, "cif", 0));
    fact_text(&out, "reference", buf_str(&says));
    purse_keep(y, y->purse->grid, "transfer", purse_id(y, "handed on", in),
               &out);
}

void box_month(struct diary *y, int in)
{
    const struct lender *l = &y->purse->lender[0];

    if (in == SPOILT_IN)
        spoilt_keep(y);
    if (y->purse->grid >= 0 && in % 2)
        handed_on_keep(y, in);
    for (int which = CO_BOX; which <= CO_BOX_THIRD; which++)
        count_keep(y, which, in);
    vouchers_keep(y, in);
    if (in == BANK_FIRST)
        statement_keep(y, 0, in);
    if (in == BANK_SECOND)
        statement_keep(y, BANK_FIRST, in);
    if (in >= 8 && in % 4 == 0) {
        closing_keep(y, l->co[CO_BOX], in);
        closing_keep(y, l->lso, in);
    }
}
