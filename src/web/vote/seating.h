/* seating - the result of an election into offices, signatories and logins: all
 * of it entries that are kept together, or none of them. */
#ifndef SAATH_WEB_SEATING_H
#define SAATH_WEB_SEATING_H

#include "core/vote.h"
#include "web/web.h"

enum {
    SEATING_MOST = 400, /* drafts of one act */
    SEATING_LOGINS = 60
};

/* A login that a winner gets, or that ends with the office of who leaves. */
struct seating_login {
    struct str login, role; /* role: its code; empty: every access of it ends */
    struct id person;       /* who it is, of a winner */
};
struct seating {
    const struct vote *v; /* declared, judged; ACT_SEAT stands in v->may */
    day since;            /* on which the winners take their offices */
    bool signs;           /* who leaves an office no longer signs for the body's
                             accounts; who follows in it does */
    const struct seating_login *login; /* only where the asker gives access */
    size_t logins;
};
/* Who holds one of the offices that are up, and leaves it. */
struct seating_leaver {
    struct id term, person;
    struct str office;
    bool stays; /* she was elected to it again */
};
/* At a vacancy only those named as outgoing leave. Everything in the arena. */
size_t seating_leavers(struct rq *rq, const struct vote *v, day since,
                       struct seating_leaver **out);
/* Were the offices filled from this election before? */
bool seating_done(struct rq *rq, const struct vote *v);
/* The drafts; none when they were kept before. Terms that end are restated with
 * their day, the winners' begin on it and run as long as the by-law says; ids
 * follow from the election, so that what is sent twice is kept once. */
size_t seating_drafts(struct rq *rq, const struct seating *s,
                      struct draft **out);
/* After an annulment: each term that this election gave, withdrawn, and those
 * that ended for it, running again; from the day of the annulment who was given
 * a signature or a login by it has none, and who had them has them again (logins
 * only where the asker gives access). None: nothing is left to undo. */
size_t seating_undo(struct rq *rq, const struct vote *v, struct draft **out);

#endif
