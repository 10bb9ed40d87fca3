/* backlog - old registers keyed as they stand: members down, months across. */
#ifndef SAATH_BACKLOG_H
#define SAATH_BACKLOG_H

#include "web/meeting/meeting.h"

enum {
    MONTHS_SHOWN = 6,
    MONTHS_MOST = 12,
    EACH_MOST = 4, /* meetings in a month */
    COLUMNS_MOST = MONTHS_MOST * EACH_MOST
};

/* One meeting of a month of the register. */
struct month_column {
    month month;
    struct id there;     /* a meeting that is kept already; none */
    day held;            /* of that one, or as it was typed */
    struct str day_said; /* as it was typed: the day of the month */
    struct str total_said;
    paisa total; /* that the book says below the column; INT_NONE */
    int32_t not_held;
    bool said;
    void *record; /* the meeting it becomes */
};
struct backlog {
    struct sitting *s; /* its body and roster */
    month from;
    int months, each, columns; /* each: columns of a month */
    struct month_column column[COLUMNS_MOST];
    struct findings found;
    bool posted;
};

/* One cell of the register: "100" came and saved that much, "0" came and saved
 * nothing; a letter for present, absent or leave, alone or before an amount.
 * Letters are the words backlog.letters.*, of any language. False: neither.
 * An empty cell says nothing. */
struct cell {
    bool said;
    int32_t present; /* -1: not marked */
    paisa saved;     /* INT_NONE: nothing said */
};
bool cell_read(struct str typed, struct cell *out);

/* What was typed, into records; what is wrong, into b->found. */
void backlog_take(struct rq *rq, struct backlog *b);
void backlog_draw(struct rq *rq, const struct backlog *b);

#endif
