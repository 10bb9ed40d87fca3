/* today - what waits for whoever opens the first page. */
#ifndef SAATH_WEB_TODAY_H
#define SAATH_WEB_TODAY_H

#include "web/web.h"

/* What waits for the asker, as tiles that open; "nothing waits" where nothing
 * does. Only what they may do. */
void today_draw(struct rq *rq);

/* Meetings that are late, of the bodies in their charge or within reach; as
 * many as /work shows. */
size_t work_due_count(struct rq *rq);
/* Entries that wait for their yes; *more: than /check shows. */
size_t checks_waiting(struct rq *rq, bool *more);
/* Settlements on the way to a body, as /pending shows them. */
size_t pending_ways(struct rq *rq);

/* The parts of a first page for whoever looks at the whole: districts (or the
 * talukas of a manager's one) in their order, who has not reported, households
 * by band of poverty, what was planned and what was done. */
void home_rank_draw(struct rq *rq, month as_of);
void home_silent_draw(struct rq *rq, month as_of);
void home_bands_draw(struct rq *rq, month as_of);
void home_targets_draw(struct rq *rq, month as_of);
/* Of each agreement within reach what was approved and spent, in rupees. */
void home_costs_draw(struct rq *rq, month as_of);
/* The LSOs that the asker keeps registers of, where they are few. */
void home_lso_draw(struct rq *rq);

/* Draws a part that only entries and days change, and keeps it until
 * another entry has come, or another day. `more` tells parts of one name apart:
 * what depends on who asks has their login there. */
void kept_draw(struct rq *rq, const char *what, struct str more,
               void (*draw)(struct rq *rq, void *with), void *with);

#endif
