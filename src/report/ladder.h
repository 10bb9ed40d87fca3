/* ladder - the rungs from member to leader: who stands on each, by sex and by
 * the band of her household. */
#ifndef SAATH_LADDER_H
#define SAATH_LADDER_H

#include "report/spread.h"

enum rung {
    RUNG_MEMBER,   /* of a CO */
    RUNG_ACTIVIST, /* named by a meeting */
    RUNG_CO,       /* office bearers of a CO, a VO, an LSO */
    RUNG_VO,
    RUNG_LSO,
    RUNG_CRP,
    RUNGS
};
enum { LADDER_SEXES = 2 };
struct ladder_step {
    int64_t persons, scored, band[SCHEME_BANDS];
};
struct ladder {
    struct ladder_step step[RUNGS][LADDER_SEXES];
};
/* Distinct persons of each rung within the question's place, of its RSP, at the
 * end of its month; members by where they live, leaders by where their body
 * stands. `scope` is scope_open of `q`. `named`: activists and CRPs too, else
 * nobody stands on their rungs. */
struct ladder ladder_read(struct db *db, const struct question *q,
                          const struct scheme *scheme,
                          const struct asked_place *scope, bool named,
                          struct arena *a);
/* The sheet of those rungs, in their order: persons, how many of them live in
 * scored households, and the share of each band; of members only where it is
 * scheme_whole. */
struct sheet ladder_sheet(struct arena *a, const struct question *q,
                          const struct scheme *scheme, const struct ladder *l,
                          const enum rung *rung, size_t rungs);

#endif
