/* frames - the logical frameworks of projects beside what came about. */
#ifndef SAATH_REPORT_FRAMES_H
#define SAATH_REPORT_FRAMES_H

#include "report/report.h"

enum { FRAME_GOAL, FRAME_OUTCOME, FRAME_OUTPUT, FRAME_ACTIVITY, FRAME_LEVELS };
/* "choice.outcome", by level. */
extern const char *const frame_level[FRAME_LEVELS];

struct frame {
    struct id entry, project, rsp, place;
    struct str code, name; /* of the project */
    int64_t version;
};
struct frame_stone {
    month by;
    int64_t amount, reached;
    bool due, said; /* due: by the month asked for; said: `reached` is known */
};
struct frame_step {
    int64_t level;
    bool all; /* measured by all there is in the place, not by the project's */
    int64_t baseline, amount; /* in the measure's scale; INT_NONE not said */
    month ends;               /* MONTH_NONE not said */
    struct str code, statement, indicator, evidence, assumption, goal;
    const struct measure *m; /* NULL: measured by nothing that is known */
    month at;                /* the month asked for, or its end before that */
    int64_t now;             /* reached by then, where `said` */
    bool said;
    struct frame_stone *stone; /* by month */
    size_t stones;
};
struct frames;
struct measure;
/* Reads for a question: its month, checked or not, its language. */
struct frames *frames_start(struct db *db, const struct question *q,
                            struct arena *a);
/* The latest of each project of the place, RSP and project asked for. */
size_t frames_read(struct frames *x, struct frame **out);
/* Any one; false: no such entry that counts. */
bool frame_find(struct frames *x, struct id entry, struct frame *out);
/* Its steps in their order, with what is reached, and with all their milestones.
 * A level is what was there at the beginning (the baseline) and what the project
 * added, or all there is in its place. In the arena. */
size_t frame_steps(struct frames *x, const struct frame *f,
                   struct frame_step **out);
/* How far from the baseline to `to`: part and whole of a percent. */
int64_t frame_from(const struct frame_step *s, int64_t level);
/* Where what was reached by the end of a month opens: "/postings?...". */
struct str frame_link(struct frames *x, const struct frame *f,
                      const struct frame_step *s, month at);
/* Decimals of its amounts; its indicator's name. */
int frame_scale(const struct frame_step *s);
struct str frame_measured(const struct frame_step *s);

#endif
