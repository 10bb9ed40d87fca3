/* pulse - the state of a body on a day, out of its dated meetings. Pure.
 *
 * A rhythm says how many meetings in how many months make a body active
 * (institutions.md 3.2; 14.2, 18). It lapses with time: what the state will be
 * on a later day, if nobody meets, is known today. */
#ifndef SAATH_PULSE_H
#define SAATH_PULSE_H

#include "core/core.h"

enum pulse_state {
    PULSE_NEW = -1, /* formed, not yet judged; or there is no rhythm for it */
    PULSE_ACTIVE,
    PULSE_IRREGULAR,
    PULSE_DORMANT,
    PULSE_DISSOLVED, /* from here on only as somebody found or resolved it */
    PULSE_MERGED,
    PULSE_SPLIT
};
#define PULSE_CHOICES "active|irregular|dormant|dissolved|merged|split"

/* A meeting held on a day counts until the same day so many months later. */
struct pulse_law {
    day since, until; /* in force, both days too; DAY_NONE: open */
    int64_t active_meetings, active_months;
    int64_t irregular_meetings, irregular_months; /* below them it fades */
    int64_t dormant_months;                       /* not less than the others */
    bool needs_saving;   /* active wants savings in its months */
    bool needs_quorum;   /* a meeting known to lack it is none */
    int64_t needs_posts; /* active wants so many offices filled */
};
struct pulse_meeting {
    struct id entry;
    day held;
    bool saved;  /* something was put into the box */
    bool quorum; /* it was met, or nobody said what it is */
};
struct pulse_word { /* a state that somebody found, with name and reason */
    struct id entry;
    day since;
    int32_t state; /* enum pulse_state */
};
struct pulse_post { /* an office of the body, held */
    struct str office;
    day since, until; /* until: no more on that day; DAY_NONE: still */
};
/* Everything of one body; each list by day, then by entry. */
struct pulse {
    struct id entry;
    day formed;
    day opened; /* its old books were carried over; DAY_NONE */
    const struct pulse_law *law;
    const struct pulse_meeting *meeting;
    const struct pulse_word *word;
    const struct pulse_post *post;
    size_t laws, meetings, words, posts;
};

/* So many months after a day: the same day of the month, or its last one. */
day pulse_later(day from, int64_t months);
/* The state at the end of a day; `by` (or NULL) is what it rests on: the last
 * meeting or finding by then, or the body. Meetings from dormant_months before
 * the day are enough. */
enum pulse_state pulse_of(const struct pulse *p, day on, struct id *by);
/* Irregular, and with fewer meetings than the rhythm asks of an irregular one:
 * on its way to be dormant. */
bool pulse_fades(const struct pulse *p, day on);
/* The first day on which the state of `on` stood without a break, looked for
 * back to `back`; and the day on which it next changes if nobody meets any
 * more, DAY_NONE: never. */
day pulse_since(const struct pulse *p, day on, day back, struct arena *a);
day pulse_until(const struct pulse *p, day on, struct arena *a);
/* Active, irregular and dormant at each month's end, as levels "co.active" and
 * so on, posted as far ahead as anything lapses; months from `since` on, for
 * which meetings from dormant_months and one month before it are enough. */
void pulse_post(const struct pulse *p, const struct posting *like,
                const char *nature, month since, struct postings *out);

#endif
