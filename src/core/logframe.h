/* logframe - the record of a project's logical framework; record/plan/logframe.c. */
#ifndef SAATH_LOGFRAME_H
#define SAATH_LOGFRAME_H

#include "core/core.h"

struct logframe_step {
    int32_t level;
    struct str code, statement, indicator;
    int32_t measure;
    int64_t baseline, amount;
    month ends;
    struct str evidence, assumption, goal;
};
struct logframe_milestone {
    struct str code, indicator; /* of its step: in whose scale it is typed */
    month by_month;
    int64_t amount;
};
struct logframe {
    struct id project, rsp, place;
    int64_t version;
    month since;
    struct str title;
    struct list steps, milestones;
};

#endif
