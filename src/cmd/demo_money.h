/* demo_money - what the files of the sample's money and works share: whose they
 * are, the months in which something happens, and where counters stand. */
#ifndef SAATH_DEMO_MONEY_H
#define SAATH_DEMO_MONEY_H

#include "cmd/demo.h"

enum { PURSE_DAY_SECONDS = 86400, PURSE_MONTH_DAYS = 30, RUPEE = 100 };
enum { PURSE_MONTHS = 18, LENT_MONTHS = 13 };
enum { FUNDS = 3, COS = 6, OF_CO = 8, LOANS = FUNDS * COS * OF_CO };
enum { CREDITS = 2, OF_CREDIT = 5, POOR_MOST = 40 };
/* Places among the COs of the first lender that have a story of their own. */
enum { CO_ROUND = 1, CO_BOX, CO_BOX_SHORT, CO_BOX_THIRD, CO_TRAINING };

struct lender { /* an LSO with its fund, a VO and COs of women */
    int lso, vo, co[COS];
    int cos;
};
struct poor { /* a household that the census asked, with a woman in a CO */
    struct id household, woman, co, score;
    int64_t points; /* hundredths */
    day taken;
};
struct purse { /* of a diary; its counters go with the days */
    struct lender lender[FUNDS];
    int lenders;
    int grid;            /* CO whose instalments stand in its meetings; -1 */
    int credit[CREDITS]; /* COs of women with a solidarity group; -1: none */
    int receipts[FUNDS], cheques[FUNDS]; /* leaves used so far */
    struct lent_book *lent;              /* demo_loan.c */
    struct poor poor[POOR_MOST];
    int poors;     /* -1: nobody looked yet */
    month planned; /* the July of the last work plan */
};

/* ---- what demo_money.c gives them ---------------------------------------*/

day purse_day(const struct diary *y);            /* on which it is signed */
day purse_month(const struct diary *y, int nth); /* first of so many days */
struct id purse_id(const struct diary *y, const char *what, int number);
struct id purse_rsp(void);
/* By whoever keeps the register there ... */
void purse_keep(struct diary *y, int body, const char *kind, struct id id,
                struct buf *out);
/* ... or by somebody of the RSP in that role. */
void purse_book(struct diary *y, const char *role, const char *kind,
                struct id id, struct buf *out);
struct id purse_person(const struct diary *y, int member);
/* The member of that CO who has been in the register longest: the same one
 * whenever it is asked. */
struct id purse_one(const struct diary *y, int co);
/* The so manieth of the CO by when she came into its register, among those who
 * are in it to stay; of so many as a CO of a lender has (OF_CO). The same one
 * whenever it is asked from the first month on. */
int purse_woman(const struct diary *y, int co, int nth);
/* [{"person":ID},...] of so many members of the CO, but not of that one; -1:
 * of all. */
const char *purse_people(struct diary *y, int co, int but, int most);
/* Steady, and in the register before that day. */
bool purse_stands(const struct body *b, day from);
/* What the book's head says up to that day, signed before `at`. `party` may be
 * none: all of it. */
paisa purse_balance(const struct diary *y, struct id book, const char *head,
                    struct id party, day upto, int64_t at);
void purse_resolve(struct diary *y, int body, struct id id, int number,
                   const char *subject);
struct id purse_account(const struct diary *y, int nth); /* of a lender */

/* ---- each file's part ---------------------------------------------------*/

void lent_month(struct diary *y, int in);
void paid_month(struct diary *y, int in);
void own_month(struct diary *y, int in); /* the RSP's funds */
struct id own_account(const struct diary *y);
struct id own_fund(const char *code);
void box_month(struct diary *y, int in);
/* The receipt of that lender's book that comes next; its book is issued first
 * where it is a new one's first leaf. */
struct str box_receipt(struct diary *y, int nth);
struct str box_cheque(struct diary *y, int nth);
void save_month(struct diary *y, int in);
void credit_month(struct diary *y, int in);
void award_month(struct diary *y, int in);
void need_month(struct diary *y, int in);   /* wishes, ranks, gates, the plan */
void scheme_month(struct diary *y, int in); /* what became of the first wish */
/* Trainings, resource persons, sessions; what departments promised. */
void learn_month(struct diary *y, int in);
void live_month(struct diary *y, int in);   /* groups, trade, trees, schools */
void relief_month(struct diary *y, int in); /* a flood and who was helped */
void target_month(struct diary *y, int in); /* work plans, frame, narratives */

#endif
