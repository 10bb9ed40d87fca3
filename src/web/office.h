/* office - pages that only the site has (tools/sources.sh office). */
#ifndef SAATH_WEB_OFFICE_H
#define SAATH_WEB_OFFICE_H

#include "web/web.h"

/* In a phone's kernel, a page that only the site has: 503 with the header
 * "Saath-Where: office", so that the worker may ask the site instead. */
void page_office(struct rq *rq);

#endif
