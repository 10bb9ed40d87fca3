/* law - the version of the by-law that an act of a body cites: typed by nobody,
 * the one in force on its day. */
#ifndef SAATH_WEB_LAW_H
#define SAATH_WEB_LAW_H

#include "web/web.h"

/* Does a form of this kind fill its `bylaw` by itself? */
bool law_fills(const struct kind *k);
/* The version in force for the body on the day; none where nothing is. */
struct id law_on(struct rq *rq, struct id body, day on);
/* Fills `bylaw` of a formation, resolution, term, committee, meeting or delegate
 * that cites none yet, by its body and its day. Of other kinds: nothing. */
void law_cite(struct rq *rq, const struct kind *k, void *record);
/* The same of a body that nobody has kept yet: by the template of its nature. */
void law_cite_new(struct rq *rq, const struct kind *k, void *record,
                  int64_t nature);
/* "CO-1, version 1", or its version and day; empty of none. */
const char *law_name(struct rq *rq, struct id bylaw);
/* <small>By-law ...</small>, a link; nothing of none. */
void law_cited(struct rq *rq, struct id bylaw);

#endif
