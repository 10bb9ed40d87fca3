/* feasible - one need and what was found at its gates. */
#ifndef SAATH_WEB_FEASIBLE_H
#define SAATH_WEB_FEASIBLE_H

#include "web/need/rank.h"

struct gate_found {
    struct str note, change;
    struct id staff, person, resolution;
};
struct gate_page {
    struct id id, body, draft;
    struct str title;
    int32_t sector;
    struct gates gates;
    struct feasible_said *said;  /* by day, then entry */
    struct gate_found *found_at; /* beside each */
    size_t n;
    struct feasible stands;
    bool keeps;
    struct findings found;
    void *record; /* what is being typed */
};
void gate_page_read(struct rq *rq, struct gate_page *p, struct id need);
/* What was found last at a gate; NULL: nobody looked. */
const struct gate_found *gate_found(const struct gate_page *p, int gate);

#endif
