/* portfolio - loans on a day: read once, each by its own replay.
 *
 * A loan's row of `loan_kept` stands from its last act on: on such a day what
 * is outstanding and how late it is are read from it. For a day before, and for
 * whatever needs its instalments, the loan is replayed from the acts that the
 * row keeps (core/loan.h). Both say the same. */
#ifndef SAATH_REPORT_PORTFOLIO_H
#define SAATH_REPORT_PORTFOLIO_H

#include "core/loan.h"
#include "report/report.h"

enum { PORTFOLIO_ACTS = 20000 };

struct portfolio_ask {
    struct id place, rsp, project, book, fund; /* none: all */
    day on;
    bool closed; /* also those that were closed by then */
    bool open;   /* only those whose kept row does not say how they stood */
    bool books;  /* each with its replay */
};
struct portfolio_loan {
    struct id loan;
    struct str product; /* until the next one */
    int32_t source, sex;
    day paid_out, fresh_due;
    /* On the day. Of a loan that is not late the late sums are nought; penalty
     * and what falls due next are there with a replay only. */
    struct loan_stand stand;
    const struct loan_book *book; /* NULL: it was not replayed */
    const struct loan_act *act;   /* with `book` */
    const struct loan_done *done;
    size_t acts;
};
typedef void portfolio_see(void *self, const struct portfolio_loan *l);
/* All loans that were paid out by then; not in any order. Returns how many
 * could not be replayed: nought, but for a database that was tampered with. */
int64_t portfolio_each(struct db *db, const struct portfolio_ask *ask,
                       portfolio_see *see, void *self);
/* What a question asks, at the end of its month. */
struct portfolio_ask portfolio_asked(struct db *db, const struct question *q);

/* What people call a product; its code where it has no title. In the arena. */
struct str portfolio_title(struct db *db, struct str product, enum lang lang,
                           struct arena *a);

/* ---- portfolio at risk --------------------------------------------------*/

enum { RISK_1, RISK_30, RISK_60, RISK_90, RISK_180, RISKS };
extern const int64_t risk_days[RISKS];
struct risk {
    struct str product; /* empty: all of them */
    int64_t loans, late_loans;
    paisa outstanding;
    paisa late_principal, late_charge, charge_left;
    paisa over[RISKS]; /* outstanding of loans more days late than that */
};
struct risks {
    struct risk all;
    struct risk *at; /* by product */
    size_t n;
};
/* In the arena. */
void risks_read(struct db *db, const struct portfolio_ask *ask, struct arena *a,
                struct risks *out);

#endif
