/* again - an answer that was given is given again while nothing has changed.
 *
 * Most of what people open was opened by them a moment ago. What was drawn is
 * kept, packed, and given again to the same session for the same address, until
 * anything at all was committed to the database, another day begins, or her
 * browser wants it otherwise. The session stands in the key, so nobody gets what
 * another may see; its grants and its end are read from the database each time.
 * What lies in memory has a bound; the oldest makes room. */
#ifndef SAATH_WEB_AGAIN_H
#define SAATH_WEB_AGAIN_H

#include "web/web.h"

/* Is this answer there? Then it stands in the request: body, type, packed. */
bool again_find(struct rq *rq);
/* May what was drawn be given again to whom it was drawn for, until something
 * is committed, another day begins or she wants it otherwise? Not what is of one
 * moment, has headers of its own, or was refused. */
bool again_may(const struct rq *rq);
/* Packs a drawn page, gives it a tag and keeps it, if it may be given again. */
void again_put(struct rq *rq);

#endif
