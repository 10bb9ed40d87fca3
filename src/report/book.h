/* book - the books of a body or an RSP, as reports and pages read them.
 *
 * All of it comes from book_line and book_balance: what stood before a month is
 * the sum of balances, what happened in it is its lines. No figure is made in
 * two ways. Amounts are paisa: debit > 0, credit < 0. */
#ifndef SAATH_REPORT_BOOK_H
#define SAATH_REPORT_BOOK_H

#include "core/books.h"
#include "report/report.h"

enum { BOOK_ROWS_MOST = 100000 }; /* lines that one sheet reads */
enum book_nature {
    HEAD_ASSET,
    HEAD_LIABILITY,
    HEAD_FUND,
    HEAD_INCOME,
    HEAD_EXPENSE,
    HEAD_NATURES
};
#define HEAD_BOX "box"
#define HEAD_BANK "bank"

struct book {
    struct id id;
    bool rsp; /* an RSP's; else a body's */
    struct str name, code;
    struct id fund_id; /* of the question, with its name */
    struct str fund;
};
/* False: there is no such book. In the arena. */
bool book_find(struct db *db, struct id id, enum lang lang, struct arena *a,
               struct book *out);

/* What a sheet of a book is made of. */
struct book_reader {
    struct db *db;
    struct arena *arena;
    const struct question *q;
    struct book book;
    month from, to;
    day on; /* the last one, of `to` */
    struct book_head *head;
    size_t heads;
    struct book_memo *memo; /* words of events, parts and papers read so far */
    /* The name of a part of a head (a person's), for who may read it: NULL: a
     * number or a title, never a name. */
    void *self;
    struct str (*name)(void *self, struct id party);
};
/* A head of account with its amounts over the months that are asked. */
struct book_head {
    struct str code, name;
    int nature;
    bool parts, cash; /* kept by parts; box, bank, hand */
    int party;        /* whose parts: choice of account_head; 0 none */
    bool own_acts;    /* by acts of members and loans: no voucher touches it */
    int whose;        /* 0 a body has it, 1 an RSP, 2 both */
    bool said;        /* there is anything in it */
    paisa before, debit, credit;
};
/* Reads the chart and the sums of q's months (its fiscal year so far, where no
 * period was asked). False when it told why not. */
bool book_open(struct db *db, const struct question *q, struct arena *a,
               struct book_reader *out, struct findings *f);
paisa book_after(const struct book_head *h);
const struct book_head *book_head(const struct book_reader *b, struct str code);

/* Lines of the months asked, of q's fund, by month, day, entry, event, fund. */
struct book_row {
    struct id thing, entry, party, fund;
    struct str event, head;
    day on;
    month month;
    paisa amount;
};
/* Of one head (empty: of all). In the arena. */
size_t book_rows(struct book_reader *b, struct str head, struct book_row **out);
/* Those that belong to one movement, or to several that one entry makes for the
 * same reason: they sum to nought. How many from at[i] on. */
size_t book_group(const struct book_row *at, size_t n, size_t i);
struct str book_event(struct book_reader *b, struct str event); /* in words */
struct str book_party(struct book_reader *b, struct id party);
/* Number of the voucher, leaf or reference that an entry says; or empty. */
struct str book_paper(struct book_reader *b, struct id entry);
struct str book_day(struct arena *a, day d); /* "2014-06-03" */
/* "/books/ID/ledger?head=box&from=...&to=..." */
struct str book_link(const struct book_reader *b, const char *page,
                     struct str head);
struct sheet book_sheet(struct book_reader *b, const struct column *c,
                        int columns, const char *title);

/* The sheets of the reports of those names. `b` may name people. */
int book_cashbook(struct book_reader *b, struct sheet *out);
int book_ledger(struct book_reader *b, struct sheet *out);
int book_trial(struct book_reader *b, struct sheet *out);
int book_receipts(struct book_reader *b, struct sheet *out);
int book_balance(struct book_reader *b, struct sheet *out);

/* ---- what was asserted ----------------------------------------------------*/

/* A day at whose end less than nothing would lie in the box, at the bank or in
 * somebody's hand: the first one. */
struct book_negative {
    struct str head; /* empty: there is none */
    struct id party;
    day on;
    paisa amount;
};
struct book_negative book_negative(struct db *db, struct id book,
                                   struct arena *a);
/* Counts of the box, by day: those of record cash_count, and those that a
 * meeting closed with. */
struct book_count {
    struct id entry;
    bool meeting;
    day on;
    paisa counted, booked;
    bool good;
};
/* Of these days; returns how many. In the arena. */
size_t book_counts(struct db *db, struct id book, day since, day until,
                   struct arena *a, struct book_count **out);
/* The first that is not good, or NULL. */
const struct book_count *book_first_false(const struct book_count *c, size_t n);
/* What the books say lies in the box at the end of a day. */
paisa book_box(struct db *db, struct id book, day on);

/* SHA-256 of "saath book 1", the book, the month, its lines (entry, event, head,
 * party, fund, day, amount) and what every head and fund stood at when it ended,
 * each a line, in order: what is written down in the minutes book. */
struct hash book_digest(struct db *db, struct id book, month m);

/* ---- the bank ---------------------------------------------------------------*/

/* A bank account laid beside its latest statement of a day, or before. */
struct bank_item {
    day on;
    paisa amount;
    struct str reference;
    struct id entry; /* of the books; none: an item that only the bank has */
    bool said;       /* the statement names the entry */
};
struct bank_check {
    struct id account, statement; /* statement none: there is none */
    day held;
    paisa balance, booked; /* by the bank; by the books at the end of held */
    struct bank_item *only_bank, *only_books;
    size_t bank_items, book_items;
    paisa bank_sum, book_sum; /* of these */
    paisa difference; /* balance - bank_sum - (booked - book_sum): nought when
                         both agree but for what is listed */
};
void bank_check(struct db *db, struct id account, day on, struct arena *a,
                struct bank_check *out);

#endif
