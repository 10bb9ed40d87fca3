/* resolved - what bodies resolved and how it stands, and which meetings did not
 * close, for pages that list it. */
#ifndef SAATH_RESOLVED_H
#define SAATH_RESOLVED_H

#include "web/web.h"

/* What a meeting resolved, or, with none, its body: a card with the way to each
 * and to a new one; nothing where there is none and nobody may write one. */
void resolved_list(struct rq *rq, struct id body, struct id meeting);
/* A card of those that wait for an answer or for being done, the most urgent
 * first: of the bodies in the charge of `staff`, or, with none, of all within
 * the asker's reach. */
void resolved_open(struct rq *rq, struct id staff);
/* A card of the asker's own meetings of the last 30 days whose box was not
 * counted; nothing where there are none. */
void meetings_unclosed(struct rq *rq);

#endif
