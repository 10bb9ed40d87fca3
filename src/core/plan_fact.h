/* plan_fact - how a village's or a union council's plan stands: its row of
 * `plan_kept`. */
#ifndef SAATH_PLAN_FACT_H
#define SAATH_PLAN_FACT_H

#include "core/core.h"

#define PLAN_TIERS "village|union_council"
enum { PLAN_VILLAGE, PLAN_COUNCIL };
/* From the first list to what a department has before it. */
#define PLAN_STAGES                                                            \
    "compiling|ranked|consulted|adopted|submitted|tabled|revised"
enum plan_stage {
    PLAN_COMPILING,
    PLAN_RANKED,
    PLAN_CONSULTED,
    PLAN_ADOPTED,
    PLAN_SUBMITTED,
    PLAN_TABLED,
    PLAN_REVISED
};

/* The record `plan`; record/need/plan.c. */
struct plan {
    struct str code;
    struct id body, place;
    int32_t tier;
    day since, until;
    int64_t version;
    struct id revises;
    struct str title, note;
};

struct plan_kept {
    struct id body, place, rsp, project;
    int32_t tier, stage;
    day stood, adopted; /* adopted: first; DAY_NONE not yet */
};
enum { PLAN_KEPT = 8 };
extern const struct field plan_kept_field[PLAN_KEPT];

#endif
