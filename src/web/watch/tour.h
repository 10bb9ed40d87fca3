/* tour - what the pages of a monthly plan share. */
#ifndef SAATH_WEB_TOUR_H
#define SAATH_WEB_TOUR_H

#include "web/form.h"
#include "web/portfolio.h"
#include "web/watch/watch.h"

enum { STOPS_MOST = 200, VISITS_MOST = 400 };

struct stop {
    day on; /* DAY_NONE: no day yet */
    struct id body, place;
    struct str purpose;
    int visit; /* which came of it; -1: none yet */
};
struct visited {
    struct id entry, body, place;
    day held;
    int64_t made, why; /* why: -1 nothing said */
    bool planned;
};
struct tour_page {
    const struct kind *tour, *staff;
    struct id who, entry; /* entry: the plan; none yet */
    struct id id;         /* of the one that will be */
    month month;
    bool writes;
    struct stop stop[STOPS_MOST];
    size_t stops;
    struct visited visit[VISITS_MOST];
    size_t visits;
    struct str note;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* Whose plan: who is named, else the asker's own; `who` none: the team's. NULL
 * when it has answered. */
struct tour_page *tour_start(struct rq *rq);
void tour_draw(struct rq *rq, struct tour_page *t);
/* The form by which a month is planned: a row for each body in her charge. */
void tour_plan(struct rq *rq, const struct tour_page *t);
/* Whom a stop or a visit is to, as a link. */
void tour_whom(struct rq *rq, struct id body, struct id place);
const char *tour_day(struct rq *rq, day d); /* ISO */

#endif
