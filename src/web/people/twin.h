/* twin - people who may be kept twice, as pages show them. */
#ifndef SAATH_WEB_TWIN_H
#define SAATH_WEB_TWIN_H

#include "report/twin.h"
#include "web/web.h"

/* Bits of enum twin_why in words: "same CNIC, same village". */
void twin_whys(struct rq *rq, int64_t why);
/* For somebody beyond the asker's reach: her union council, and all above. */
void twin_elsewhere(struct rq *rq, struct id place);

/* Who may be meant by a person that somebody is about to keep; best first.
 * `cnic` is what the keeper said of the number on the form, or NULL. */
struct lookalikes {
    struct twin_near at[8];
    size_t n;
};
void lookalikes_find(struct rq *rq, const struct kind *person,
                     const void *record, const struct twin_cnic *cnic,
                     struct lookalikes *out);
/* A remark with links; of who is beyond the asker's reach only the union
 * council. Nothing for none. */
void lookalikes_draw(struct rq *rq, const struct lookalikes *l);

/* Records that are one person with this one, the way to take that back, and
 * who may be the same; nothing where there are none. */
void twins_card(struct rq *rq, struct id person, bool keeps);
/* The way to the list of pairs, for who may read names. */
void twins_link(struct rq *rq);

#endif
