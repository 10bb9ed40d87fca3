/* cif - what a community investment fund does: what it was given, what it lends
 * and what comes back.
 *
 * Balances are those of the books (book_line); what fell due, and when it was
 * paid, is each loan's replay (core/loan.h). */
#ifndef SAATH_REPORT_CIF_H
#define SAATH_REPORT_CIF_H

#include "core/loan.h"
#include "report/report.h"

enum { CIF_FUNDS_MOST = 2000, CIF_LOANS_MOST = 200000, CIF_ACTS_MOST = 4096 };
/* Days overdue: 1-30, 31-90, 91-180, 181-365, more. */
enum { CIF_AGES = 5 };

struct cif_fund {
    struct id id, body;
    struct str title, body_name;
    day since;
    /* of the books, up to the day */
    paisa capital, cash, loans_out, income, expense, written_off, others;
    day short_on; /* the first day that ended with less than nothing in hand;
                     DAY_NONE: there is none */
    /* of its loans */
    int64_t loans, live, borrowers, repeats, households;
    paisa disbursed, recovered, outstanding, claim;
    paisa due, due_paid; /* principal that fell due, and what of it was paid */
    paisa late, age[CIF_AGES];
    paisa disbursed_then, recovered_then; /* of the question's months only */
};
struct cif_loan {
    struct id id, person, household;
    size_t fund; /* which one of the list */
    struct str number, product, band;
    int32_t purpose;
    int64_t cycle;
    int64_t live_most; /* of its product; INT_NONE */
    day paid_out, closed;
    paisa disbursed, outstanding;
    enum loan_state state;
    bool beside; /* she had as many others as may be when it was paid out */
};
struct cif {
    struct cif_fund *fund;
    size_t funds;
    struct cif_loan *loan; /* that were paid out; by person, day, id */
    size_t loans;
    bool more; /* than are read */
};
/* Funds of bodies within the question's place, rsp and project (or q->fund
 * alone, or those of the body q->book), as of the end of its month. In the
 * arena. */
void cif_read(struct db *db, const struct question *q, struct arena *a,
              struct cif *out);

#endif
