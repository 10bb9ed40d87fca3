/* learn - what the pages of trainings, resource persons, sessions and issues
 * share. */
#ifndef SAATH_WEB_LEARN_H
#define SAATH_WEB_LEARN_H

#include "core/learn.h"
#include "web/list/within.h"

/* The title of what a code names, in the asker's language. */
const char *learn_title(struct rq *rq, const char *kind, struct str code);
const char *topic_title(struct rq *rq, struct str toolkit, struct str topic);
/* What a CODE field of a record says. */
struct str learn_code(const struct kind *k, const void *record, const char *f);
/* "10 March 2014 – 14 March 2014". */
const char *learn_days(struct rq *rq, day since, day until);
/* A number in a cell; "" for INT_NONE. */
const char *learn_number(struct rq *rq, int64_t n);

/* ---- cards of a person or an organisation; nothing where there is none ------*/

/* What she was taught, in all her records, with her certificates. */
void learnt_card(struct rq *rq, struct id person);
/* What she does as a resource person. */
void roles_card(struct rq *rq, struct id person);
/* Its trainings, and who of it took part. */
void trainings_card(struct rq *rq, struct id body);

/* ---- who took part ------------------------------------------------------*/

struct attendee {
    struct learn_seat seat;
    bool staff; /* seat.who is of the staff */
    struct id body;
    struct str office;
    const char *name;
    bool taught;
};
struct attended {
    struct id training;
    struct str kind, code, title, venue, trainer;
    struct id place, rsp, body, staff, crp;
    day since, until;
    int64_t days, attend, pass;
    struct attendee *at; /* by name, then who; strangers last */
    size_t n;
    size_t strangers; /* of them */
};
/* Of a training that the asker may see. */
struct attended attended_read(struct rq *rq, struct id training);

#endif
