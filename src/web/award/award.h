/* award - what the pages of grants and protection share. */
#ifndef SAATH_WEB_AWARD_H
#define SAATH_WEB_AWARD_H

#include "core/award.h"
#include "web/register.h"
#include "web/term.h"

enum { AWARDS_SHOWN = 100 };

/* What is left of the limit of a person for the year of a day, after all her
 * other claims under the policy; INT_NONE: no such policy. */
paisa claim_left(struct rq *rq, struct id policy, struct id person,
                 struct id entry, day on);
/* Does a card of the policy cover her on that day? */
bool claim_covered(struct rq *rq, struct id policy, struct id person, day on);

/* The place of a list (?place=, or its name in place.said) and its page
 * (?page=); false: it has answered. */
struct award_asked {
    struct id place;
    int64_t page;
};
bool award_asked(struct rq *rq, struct award_asked *a);
/* The form above a list: its place, and `step` as one of "a|b|c" where choices
 * are said ("" any), each the word "award.step.NAME". */
void award_filter(struct rq *rq, const struct award_asked *a,
                  const char *choices, struct str step);
/* Appends to a statement on rows `t` of a kind with a household: how far the
 * asker reaches, and the place; then bind from `first` on, which is what both
 * return the next number of. */
int award_where(struct rq *rq, const struct kind *k,
                const struct award_asked *a, struct buf *sql, int first);
int award_bind(struct rq *rq, const struct kind *k, const struct award_asked *a,
               struct rows *r, int first);

/* That money was not taken back: a condition on the rows `x` of a posted kind.*/
#define STANDS(x)                                                              \
    x ".counts = 1 AND NOT EXISTS (SELECT 1 FROM taken_back v WHERE "          \
      "v.entry = " x ".entry)"

#endif
