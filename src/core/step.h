/* step - what handling and inquiry share: the law of a step in a complaint. */
#ifndef SAATH_STEP_H
#define SAATH_STEP_H

#include "core/core.h"

#define STEP_STAGES                                                            \
    "acknowledged|assigned|inquired|decided|told|appealed|closed"
#define STEP_OUTCOMES "found_true|partly_true|not_true|not_proven"
enum step_stage {
    STEP_ACKNOWLEDGED,
    STEP_ASSIGNED,
    STEP_INQUIRED,
    STEP_DECIDED,
    STEP_TOLD,
    STEP_APPEALED,
    STEP_CLOSED
};

/* What a step says, and what the world says of the complaint it is about. */
struct step {
    day held, received; /* received: DAY_NONE when it is not known */
    int64_t today;
    int32_t stage, outcome;
    bool handler;  /* somebody is named as handler */
    int64_t named; /* 1: the complaint is about that one */
};

/* One step of a complaint's timeline, in the order of (held, entry). */
struct step_fact {
    struct id entry;
    day held, received;
    int32_t stage;
    int64_t barred;   /* 1: by whom the complaint names: it does not count */
    int64_t restated; /* how often by one of them */
    int64_t days;     /* within which it was due; INT_NONE: no limit */
};

/* A complaint is never handled by the person or body named in it
 * (institutions.md 12; 14.2, 15). */
void step_judge(const struct step *s, struct findings *f);
/* Whoever it names restated it so often all the same. */
void restated_remark(struct id entry, int64_t times, struct postings *out);
/* A step by whom it names is marked and does not count; the first of its stage
 * that comes later than its limit is marked too. */
void step_remark(const struct step_fact *f, size_t n, struct postings *out);

#endif
