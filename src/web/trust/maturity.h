/* maturity - what the pages of assessments share. */
#ifndef SAATH_WEB_MATURITY_H
#define SAATH_WEB_MATURITY_H

#include "report/gauge.h"
#include "web/register.h"

const char *yard_title(struct rq *rq, const struct yardstick *y);
const char *yard_grade_text(struct rq *rq, const struct yardstick *y, int at);
/* "25 %" of hundredths of a percent; a dash for INT_NONE. */
const char *points_text(struct rq *rq, int64_t v);
/* Each dimension with its weight, its score as a bar, and which one drags. */
void dimensions_draw(struct rq *rq, const struct yardstick *y,
                     const struct maturity *m);
/* "9 of 12", linked to where the register lists it; nothing when there is
 * nothing to measure. */
void evidence_draw(struct rq *rq, const struct yard_indicator *n,
                   const struct gauged *g, struct id body);
/* Says so when an index is only an example. */
void illustrative_note(struct rq *rq, const struct yardstick *y);

#endif
