/* linkage - what somebody outside was asked for and promised, step by step, and
 * how it stands on a day. Pure: a function of the set of steps and of the day
 * that is asked about, never of a clock. */
#ifndef SAATH_LINKAGE_H
#define SAATH_LINKAGE_H

#include "core/core.h"
#include "core/sector.h"

/* The states of institutions.md 11; the last two say that somebody wrote again,
 * or was answered, and change no state. */
#define LINKAGE_STAGES                                                         \
    "identified|requested|promised|in_progress|delivered|refused|lapsed|"      \
    "reminded|answered"
enum linkage_stage {
    LINKAGE_IDENTIFIED,
    LINKAGE_REQUESTED,
    LINKAGE_PROMISED,
    LINKAGE_IN_PROGRESS,
    LINKAGE_DELIVERED,
    LINKAGE_REFUSED,
    LINKAGE_LAPSED,
    LINKAGE_REMINDED,
    LINKAGE_ANSWERED
};

/* Our defaults, where an agency's record says no other: within so many days an
 * office answers; so many days after that, or after it was due, with nothing
 * said since, it has lapsed. */
enum { LINKAGE_ANSWER_DAYS = 30, LINKAGE_LAPSE_DAYS = 365 };

struct linkage_act {
    struct id entry;
    day on;
    int32_t stage;
    day due;           /* promised for then; DAY_NONE: not said */
    paisa value, paid; /* INT_NONE: not said */
};
/* What the record itself says, before any step. */
struct linkage_start {
    bool self_help;        /* nobody outside was asked */
    day requested;         /* of a self-help initiative: begun */
    day promised, due;     /* DAY_NONE: not said */
    paisa value, paid;     /* INT_NONE: not said */
    int64_t answer, lapse; /* days; INT_NONE: our default */
};
struct linkage_state {
    int32_t stage;     /* the last that says how it stands */
    day asked;         /* of self-help: begun */
    day answered;      /* the first word that came back */
    day promised, due; /* the last promise */
    day ended;         /* delivered, refused or found lapsed */
    day last;          /* of the last step */
    paisa value, paid;
    int64_t reminders, moved; /* moved: put off to a later day */
    /* From that day on it is unanswered, overdue, lapsed; DAY_NONE: never,
     * unless more is said. */
    day silent_on, late_on, lapsed_on;
};
/* Sorts the acts by day, stage and entry. */
struct linkage_state linkage_replay(const struct linkage_start *start,
                                    struct linkage_act *act, size_t n);
/* Does this act, of the sorted ones, come after all was delivered? */
bool linkage_after_end(const struct linkage_act *act, size_t n, size_t at);

/* How it stood at the end of a day, by what had been said until then: also before
 * it was promised, where the record itself says when. Acts sorted by replay. */
struct linkage_state linkage_then(const struct linkage_start *start,
                                  const struct linkage_act *act, size_t n,
                                  day on, struct arena *a);
/* All of that as one text, a piece for each day on which something was said but
 * the last of them, which is *turned; and what it said on a day. False: it had
 * not been asked for. */
struct str linkage_past(const struct linkage_start *start,
                        const struct linkage_act *act, size_t n, day *turned,
                        struct arena *a);
bool linkage_past_on(struct str past, day on, struct linkage_state *out);

#define LINKAGE_STANDS "waits|silent|open|overdue|lapsed|delivered|refused"
enum linkage_stands {
    STANDS_WAITS,   /* asked, and there is time to answer */
    STANDS_SILENT,  /* asked, and not answered in time */
    STANDS_OPEN,    /* answered or promised, not yet due */
    STANDS_OVERDUE, /* promised for a day that has passed */
    STANDS_LAPSED,
    STANDS_DELIVERED,
    STANDS_REFUSED
};
enum linkage_stands linkage_stands(const struct linkage_state *s, day on);

#endif
