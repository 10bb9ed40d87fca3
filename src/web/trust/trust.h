/* trust - what the page of a body shows of its maturity and its audits. */
#ifndef SAATH_WEB_TRUST_H
#define SAATH_WEB_TRUST_H

#include "web/web.h"

/* A card: the last published assessment, the last social audits, what hangs,
 * and the ways to add to them for who `keeps` the body. */
void trust_card(struct rq *rq, struct id body, bool keeps);

#endif
