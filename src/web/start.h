/* start - the first hour of a site. */
#ifndef SAATH_START_H
#define SAATH_START_H

#include "web/web.h"

/* The way to /start, while no organisation has met; else nothing. */
void start_card(struct rq *rq);

#endif
