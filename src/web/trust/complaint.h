/* complaint - what the pages of complaints share: the two paths, their steps,
 * channels and days by which something is due. */
#ifndef SAATH_WEB_COMPLAINT_H
#define SAATH_WEB_COMPLAINT_H

#include "web/register.h"

/* Ordinary complaints, and the separate path of those that are sensitive. */
enum complaint_path { PATH_COMPLAINT, PATH_SAFEGUARD, COMPLAINT_PATHS };
struct complaint_path_of {
    const struct kind *kind,
        *step;         /* complaint, handling; safeguard, inquiry */
    const char *about; /* the field of a step that names it */
    enum right reads;
};
struct complaint_path_of complaint_path(int path);

/* The days on which steps were first done, as view `redressed` gives them. */
struct complaint_days {
    day received, acknowledged, assigned, decided, told;
    int stage; /* of the last step that counts; -1: none */
};
/* What is due next: a stage (core/step.h) and its day by the limits in force
 * when it was received; -1 when it is closed or nothing limits it. */
struct complaint_due {
    int stage;
    day on;
};
struct complaint_due complaint_due(struct rq *rq, int path,
                                   const struct complaint_days *d);
/* How a channel is called in the reader's language. */
const char *channel_text(struct rq *rq, struct str code, day on);
/* The number of a complaint's receipt, short enough to be read aloud. */
struct str complaint_number(struct rq *rq, struct id entry);
/* The entry of the redress rules of a day; none: there are none. */
struct id redress_entry(struct rq *rq, day on);
/* Stage of a complaint in words; -1: it was received. */
const char *stage_text(struct rq *rq, int stage);
/* "due 3 May 2026", marked when it is late. */
void due_line(struct rq *rq, const struct complaint_due *due);

#endif
