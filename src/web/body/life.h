/* life - what cards and pages of a body's life share. */
#ifndef SAATH_LIFE_H
#define SAATH_LIFE_H

#include "web/web.h"

/* Where a body went that merged or split, each a link, at the head of its
 * page; nothing of one that goes on. */
void heirs_draw(struct rq *rq, struct id body);
/* The same in a line of a list: " → NAME". */
void heirs_hint(struct rq *rq, struct id body);
/* The way it came, its papers, by-law, registration, committees and accounts,
 * and what it grew out of, with the papers of that. */
void life_cards(struct rq *rq, struct id body, bool keeps);
/* The same as JSON: ,"life":{...} */
struct keys;
void life_json(struct keys *k, struct id body);

/* A choice of the resolutions that the body passed, the last first. */
void resolution_select(struct rq *rq, struct id body, struct id chosen);

/* A return that was not given yet: what (choice of due_return.what), by when. */
struct owed {
    int64_t what;
    day due;
};
/* What a registration under that law (choice of registration.regime) owes, the
 * earliest first, at most `most`: of each yearly return the first that was not
 * given. Returns how many. */
size_t owed_read(struct rq *rq, struct id registration, int64_t regime,
                 day registered, struct owed *out, size_t most);

#endif
