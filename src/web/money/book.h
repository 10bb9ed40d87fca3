/* book - what the pages of one book share: whose it is, who may, its months. */
#ifndef SAATH_WEB_BOOK_H
#define SAATH_WEB_BOOK_H

#include "report/book.h"
#include "web/web.h"

struct book_page {
    struct book book;
    const struct kind *kind; /* body or rsp */
    bool keeps;              /* the asker may write in it */
};
/* The book that the path's first star names. False when it has answered: there
 * is none, or none that they may see. A body's books are for who may read its
 * register, an RSP's for RIGHT_BOOK. */
bool book_page_open(struct rq *rq, struct book_page *p);
/* Title and tabs; `here` is the last step of the path ("" the first page). */
void book_frame(struct rq *rq, const struct book_page *p, const char *here);
/* Rupees with every digit. */
const char *book_money(struct rq *rq, paisa n);
/* A part of a head as a reader of sheets names it, by the asker's rights. */
struct str book_names(void *rq, struct id party);
/* The month after the last that was closed, or the first that has lines;
 * MONTH_NONE: it has none. */
month book_next_month(struct rq *rq, struct id book);
/* The first day on which something was below nought, the first false count: as
 * notes, nothing when all is well. */
void book_findings(struct rq *rq, const struct book_page *p);
/* The code of the last month that was closed, as it was closed then; empty:
 * none was. */
struct str book_code(struct rq *rq, struct id book, month *m);
/* Its bank accounts, those that are open first. In the request's arena. */
struct book_account {
    struct id id;
    const char *title;
};
/* Parts of heads that a voucher in a book may name, and what they are: `party` is
 * the choice of account_head. By party, then name; in the request's arena. */
struct book_part {
    int party;
    struct id id;
    const char *name;
};
size_t book_parts(struct rq *rq, struct id book, struct book_part **out);
/* The kind of a part: "person". */
struct str book_part_kind(int party);
size_t book_accounts(struct rq *rq, struct id book, struct book_account **out);

#endif
