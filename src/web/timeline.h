/* timeline - all that is kept of a household or of a person, newest first.
 *
 * It is found by data: every kind with a day that refers to a household, a
 * person or a member, itself or in its rows, along an indexed reference, is in
 * it from the moment there is such a kind. What the asker may not see is not. */
#ifndef SAATH_TIMELINE_H
#define SAATH_TIMELINE_H

#include "web/web.h"

struct moment {
    const struct kind *kind;
    struct id entry;  /* of several in a month: the last of them */
    struct id person; /* whose it is; none: the household's */
    struct date on;
    bool ends;                 /* on this day it came to its end */
    const struct field *rows;  /* it stands in such a row of the entry */
    const struct field *money; /* of the rows; NULL: not summed */
    struct id body;            /* where it was saved, when summed */
    paisa sum;
    int64_t n; /* how many entries the sum is of */
};
struct timeline {
    struct moment *at;
    size_t n;
    bool more; /* than the most that are read */
};

enum { TIMELINE_ROWS = 50, TIMELINE_MOST = 5000 };

/* Of a household: of all who live or lived in it, while they did, and of every
 * record that is the same person. `subject` is household or person. */
struct timeline timeline_of(struct rq *rq, const struct kind *subject,
                            struct id id);
/* A card with one page of it, as ?page says, and the way to the others. */
void timeline_card(struct rq *rq, const struct timeline *t,
                   const struct kind *subject, struct id id);
/* All of it as lines, for paper: no more than `most`. */
void timeline_lines(struct rq *rq, const struct timeline *t,
                    const struct kind *subject, struct id id, size_t first,
                    size_t most);
/* The page of it that ?page asks for, as an array. */
void timeline_json(struct rq *rq, const struct timeline *t);

#endif
