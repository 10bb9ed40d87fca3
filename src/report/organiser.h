/* organiser - who brought about what figures count: of each entry behind a
 * figure, whoever of the staff did it. */
#ifndef SAATH_REPORT_ORGANISER_H
#define SAATH_REPORT_ORGANISER_H

#include "report/report.h"

struct reference;

enum { ORGANISER_MONTHS = 12 };

/* What one of the staff, or nobody that is known, added in each month of a
 * fiscal year, in the indicator's own scale. */
struct credit {
    struct id staff, unit; /* none: nobody is known */
    int64_t month[ORGANISER_MONTHS];
    int64_t sum;
};
struct credits {
    struct credit *at; /* by staff; nobody first */
    size_t n;
};
/* Whose the entries are that were asked for so far, for several indicators of a
 * place and year: doers_close when none is left to ask, the arena after it. */
struct doers;
struct doers *doers_open(struct db *db, struct arena *a);
void doers_close(struct doers *d);
/* Of an indicator from the July `july` to the question's month, in the place,
 * for the RSP and project of `q`: each posting behind the figure is one person's.
 * That is whoever the entry names as having done it; else who had the
 * organisation in charge on the entry's day (on the month's last, where the
 * posting is of another month); else who took the fact, or signed it. */
struct credits credits_read(struct doers *d, const struct question *q,
                            struct str indicator, month july);

/* The sheet of the work plans of the year in which the question's month lies:
 * target and achievement of each unit and organiser, with what others added, to
 * the sum that the figure says. With `months` what was added in each month,
 * without: in the question's. */
void organisers_sheet(struct db *db, const struct question *q,
                      const struct reference *ref, struct arena *a, bool months,
                      struct sheet *out);

#endif
