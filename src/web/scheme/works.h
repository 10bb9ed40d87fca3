/* works - what the pages of schemes share. */
#ifndef SAATH_WEB_WORKS_H
#define SAATH_WEB_WORKS_H

#include "core/works.h"
#include "web/list/within.h"

struct site_of { /* one scheme as its facts say */
    const struct kind *kind;
    struct id id;
    const void *record;
    struct str type; /* its code */
    struct works_fact *f;
    size_t n;
    struct works_state s;
};
/* The scheme of the path, with its facts; false: it has answered. */
bool works_open(struct rq *rq, struct site_of *x);
/* What a paper is called, in the reader's language; its code where nobody said. */
const char *works_paper(struct rq *rq, struct str code);
/* "In progress", and the same as a mark that is good or stopped. */
const char *works_stage(struct rq *rq, int stage);
void works_chip(struct rq *rq, int stage);
/* "56.25 %" of hundredths. */
const char *works_percent(struct rq *rq, int64_t hundredths);
/* The title of a type, by its code. */
const char *works_type(struct rq *rq, struct str code);
/* Steps and gates by their own words. */
const char *works_step(struct rq *rq, int64_t step);
const char *works_gate(struct rq *rq, int64_t gate);
/* A word of a CHOICE "a|b|c" by its index; "" for none. */
const char *works_choice(struct rq *rq, const char *choices, int64_t at);
/* What of its money is what: see web_works_money. */
enum works_money { M_TRANCHE, M_SHARE, M_WAGE, M_SPENT, M_RETURNED, M_FEES };
const char *works_money_word(struct rq *rq, int64_t what);
/* The next gate of the road, and the day from which its papers must be; -1 none.
 * After the first tranche and before completion it is the next tranche's. */
int works_next_gate(const struct site_of *x, day *since);

/* What else would stop a tranche of today, besides papers: certified progress, the
 * days the sheet hangs, objections. In the arena. */
struct findings works_tranche_stops(struct rq *rq, const struct site_of *x);

#endif
