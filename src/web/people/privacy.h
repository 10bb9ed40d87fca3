/* privacy - what a person may ask of us: what is held about her, who looked,
 * what she allowed, and that it is destroyed. */
#ifndef SAATH_PRIVACY_H
#define SAATH_PRIVACY_H

#include "web/web.h"

/* Asks the keeper to keep, for good, the reason that the form's `why` gives, and
 * then to tell CNIC and phone to `then`. False: no reason, nothing was asked. */
bool reveal_send(struct rq *rq, struct id about, rq_then *then, void *memo);

/* What she allowed, refused or took back; with the way to add one. */
void consents_card(struct rq *rq, struct id person);
/* The same for paper. */
void consents_table(struct rq *rq, struct id person);
/* Who read her CNIC and phone, when and why: those looks that the asker may
 * see. Nothing when there are none. */
void looks_card(struct rq *rq, struct id person);
/* The same for paper that she is given: all of them. */
void looks_table(struct rq *rq, struct id person);
void consents_json(struct rq *rq, struct id person); /* an array */
void looks_json(struct rq *rq, struct id person);    /* an array */

#endif
