/* vote - elections as the log has them: read, drawn, checked. */
#ifndef SAATH_LOG_VOTE_H
#define SAATH_LOG_VOTE_H

#include "core/vote.h"
#include "log/log.h"

/* All that is said of an election, judged as of a day (core/vote.h); NULL: there
 * is no such one, or it does not count. Lives in the arena. */
struct vote *vote_find(struct db *db, struct id election, day on,
                       struct arena *a);

/* Who sits in the general body of an election's body on a day, each once, by
 * the body that sends her: eligible, or the reason why not. It is what a roll is
 * drawn from; nothing is written. */
size_t vote_draw(struct db *db, const struct vote *v, day on, struct arena *a,
                 struct vote_voter **out);

/* Whole months that the oldest unpaid instalment of somebody's loans has been
 * due on a day, as loans stand now; 0: less than one; INT_NONE: she is not late.
 * A roll that is drawn bars her by the by-law's arrears_months. */
int64_t vote_late(struct db *db, struct id person, day on);

/* What the log says to the short form of a digest that somebody read on a
 * notice. */
enum notice_says {
    NOTICE_NOT_A_CODE,
    NOTICE_UNKNOWN,  /* no result with such a digest was declared here */
    NOTICE_ALTERED,  /* what stands here now gives another digest */
    NOTICE_RETURNED, /* it was declared, and does not count any more */
    NOTICE_ANNULLED, /* it was declared, and annulled since */
    NOTICE_STANDS
};
#define NOTICE_NAMES "not_a_code|unknown|altered|returned|annulled|stands"
struct vote_check {
    enum notice_says says;
    struct id election, declaration;
    day held;
    struct hash digest; /* as it was declared, whole */
    struct hash entry;  /* of the entry that declared it, as the log signs it */
    bool covered;       /* by a signature that is trusted here */
    struct vote *v;     /* NULL when there is none, or it does not count */
};
struct vote_check vote_check(struct db *db, struct str said, day on,
                             struct arena *a);

#endif
