/* fund - the funds of RSPs, donors' agreements and the endowment, as reports
 * and pages read them.
 *
 * All money comes from book_line and book_balance, in months of the books, so a
 * statement agrees with the ledger and never changes once its months are closed.
 * Rupees are paisa; units are hundredths of an agreement's currency. */
#ifndef SAATH_REPORT_FUND_H
#define SAATH_REPORT_FUND_H

#include "core/budget.h"
#include "report/report.h"

/* ---- funds ----------------------------------------------------------------*/

/* One fund at the end of a month. Income is all that came to be used, a donor's
 * money as it came; what is left is income less what was spent. */
struct fund_sum {
    struct id id, rsp;
    struct str title, rsp_code;
    int class;       /* enum fund_class */
    paisa principal; /* what may only be kept: endowment, capital */
    paisa income, spent;
    paisa income_within, spent_within; /* from the question's first month on */
    paisa cash, placed;                /* box, bank and hand; placements */
    paisa due; /* from other funds and bodies; < 0: to them */
};
/* Funds of an RSP (none: of all) by class and title, those of one class (-1:
 * all). In the arena. */
size_t funds_read(struct db *db, const struct question *q, int class,
                  struct arena *a, struct fund_sum **out);
/* The first month that q asks for: its own, else July of its fiscal year. */
month fund_from(const struct question *q);

/* ---- a donor's statement --------------------------------------------------*/

struct spent {
    paisa rupees;
    int64_t units;
};
struct statement_line {
    struct str code, title; /* title empty: it is not in the agreement */
    int64_t approved, limit;
    struct spent before, within, date, committed;
};
struct statement_tranche {
    struct id entry;
    day held;
    struct str reference;
    int64_t units, rate;
    paisa rupees;
    bool within;
};
struct statement {
    struct id id, rsp, fund, project;
    struct str number, title, donor, currency;
    int64_t amount, rate, variance, overhead; /* variance INT_NONE: default */
    day since, until;
    month from, to;
    day on; /* the last one, of `to` */
    struct statement_line *line;
    size_t lines;
    struct statement_tranche *tranche;
    size_t tranches;
    struct statement_line total;
    struct spent got_before, got_within, got; /* of tranches */
};
/* False: no such agreement. From a month of the books to a day, at whose end it
 * is also asked what is committed. In the arena. */
bool statement_read(struct db *db, struct id agreement, month from, day on,
                    struct arena *a, struct statement *out);
/* Left of a line in units: approved less spent less committed. */
int64_t statement_left(const struct statement_line *l);
/* Two sheets: in the agreement's currency, and in rupees. */
enum { STATEMENT_SHEETS = 2 };
void statement_sheets(const struct statement *s, enum lang lang, bool lakh,
                      struct arena *a, struct sheet *out);

/* ---- the endowment ----------------------------------------------------------*/

struct endowment_year {
    int year;                              /* 2013: July 2013 to June 2014 */
    paisa contributed, released, retained; /* principal */
    paisa income, used, moved; /* moved: from other funds; < 0: to them */
};
size_t endowment_years(struct db *db, struct id rsp, struct id fund, day on,
                       struct arena *a, struct endowment_year **out);
struct endowment_placement {
    struct id entry;
    struct str bank, number;
    day held, until;
    int64_t rate; /* hundredths of a percent a year */
    paisa placed, stays, earned;
};
size_t endowment_placements(struct db *db, struct id fund, day on,
                            struct arena *a, struct endowment_placement **out);

#endif
