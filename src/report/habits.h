/* habits - how somebody enters: what a supervisor is asked about, found in the
 * meetings that were signed in some months. */
#ifndef SAATH_HABITS_H
#define SAATH_HABITS_H

#include "report/report.h"

enum habit_about { HABIT_BURST, HABIT_COPIED, HABIT_ROUND, HABIT_LATE, HABITS };
#define HABIT_CHOICES "burst|copied|round|late"

enum { HABIT_SAMPLE = 12 };
struct habit_seen {
    struct str login;
    int64_t seen, among; /* meetings; among: of which it could be said */
    bool asked;          /* as many as its vigil says, or more */
    struct id sample[HABIT_SAMPLE]; /* the first of them */
    size_t samples;
};
struct habit_one {
    struct str login;
    int64_t meetings;
    struct habit_seen about[HABITS];
};

/* Everybody who signed meetings in a question's months, of bodies in its place,
 * RSP and project, or only one login (empty: all); by login. In the arena. */
size_t habits_read(struct db *db, const struct question *q, struct str login,
                   struct arena *a, struct habit_one **out);

#endif
