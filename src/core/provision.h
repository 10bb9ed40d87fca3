/* provision - loans in classes by their days late, and what is set aside.
 *
 * Pure. The table is data (record `loan_class`): a regulator's or a board's,
 * from a day on. Percents are hundredths. */
#ifndef SAATH_PROVISION_H
#define SAATH_PROVISION_H

#include "core/loan.h"

enum { GRADES_MOST = 20 };
struct loan_class_grade {
    struct str code, title, title_ur, title_sd;
    int64_t since_days, upto_days; /* late, both within; INT_NONE: no end */
    int64_t percent;
};
struct loan_class {
    struct str code, title, title_ur, title_sd;
    day since;
    struct list grades;   /* struct loan_class_grade, by days */
    int64_t general;      /* on what is outstanding net of what is set aside */
    int64_t anew_late;    /* rescheduled, and an instalment late; INT_NONE: as
                           others */
    int64_t anew_waiting; /* rescheduled, before the first one falls due */
    struct str source;
};

/* In which class a loan stands. */
enum {
    GRADE_NONE = -1, /* not late enough for any */
    GRADE_ANEW_LATE = GRADES_MOST,
    GRADE_ANEW_WAITING
};
/* A loan agreed on anew is late when any instalment is, and waits until its
 * first new instalment `fresh_due` falls due (DAY_NONE: never rescheduled). */
int provision_grade(const struct loan_class *c, int64_t days_late,
                    day fresh_due, day on);
/* What is set aside of an amount in that class, half up to the paisa. */
paisa provision_of(const struct loan_class *c, int grade, paisa outstanding);

#endif
