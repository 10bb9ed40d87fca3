/* award - what the pages of grants and protection share. */
#ifndef SAATH_WEB_AWARD_H
#define SAATH_WEB_AWARD_H

#include "core/award.h"
#include "web/list/within.h"

/* What is left of the limit of a person for the year of a day, after all her
 * other claims under the policy; INT_NONE: no such policy. */
paisa claim_left(struct rq *rq, struct id policy, struct id person,
                 struct id entry, day on);
/* Does a card of the policy cover her on that day? */
bool claim_covered(struct rq *rq, struct id policy, struct id person, day on);

/* That money was not taken back: a condition on the rows `x` of a posted kind.*/
#define STANDS(x)                                                              \
    x ".counts = 1 AND NOT EXISTS (SELECT 1 FROM taken_back v WHERE "          \
      "v.entry = " x ".entry)"

#endif
