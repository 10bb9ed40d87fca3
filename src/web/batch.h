/* batch - several facts of one form: made, judged as if all were there, and
 * sent together. */
#ifndef SAATH_BATCH_H
#define SAATH_BATCH_H

#include "web/web.h"

struct batch {
    struct draft *at;
    const char **where; /* path of what it was typed in, "row[3]"; "" the page*/
    size_t n, room;
};
/* At most `room` drafts. */
struct batch batch_start(struct rq *rq, size_t room);
/* `body` is a record of that kind; the draft is strict. */
void batch_add(struct rq *rq, struct batch *b, const struct kind *k,
               struct id id, const void *record, const char *where);
/* What the keeper would refuse, found under where + "." + its own path; said
 * once for each path. */
void batch_judge(struct rq *rq, const struct batch *b, struct findings *f);
/* The same of what it did refuse; false: nothing was refused. */
bool batch_refused(struct rq *rq, const struct batch *b,
                   const struct outcome *o, struct findings *f);

#endif
