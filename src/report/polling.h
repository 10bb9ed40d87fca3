/* polling - papers of an election: ballots, count sheet, roll, result.
 *
 * Pure: who calls says what stands on them, in the reader's language. No paper
 * links a ballot to a voter: ballots bear no number. */
#ifndef SAATH_POLLING_H
#define SAATH_POLLING_H

#include "report/paper.h"

struct polling_candidate {
    struct str name, father;
    struct str from;   /* the body that sends her */
    struct str symbol; /* of symbol.h; or a word, which is written out */
    int64_t votes;     /* INT_NONE: not counted */
    bool elected;
    struct str rule; /* how she was: "unopposed", "by lot"; or empty */
};
/* Ballot papers; INT_NONE: not said, a line to write on. */
struct polling_account {
    int64_t present, printed, issued, unused;
    int64_t valid, rejected, spoiled, not_returned;
};
struct polling_office { /* one office, in one round */
    struct str office;
    int64_t seats, round; /* marks a ballot may bear: seats; approval: any */
    bool approval;
    const struct polling_candidate *candidate;
    size_t candidates;
    const struct polling_account *account; /* NULL: nothing of it is said */
};
struct polling_held { /* the election */
    struct str body, code, place, venue;
    day on;
    struct str reason; /* why it was called */
    struct str digest; /* the short one that stands on the notice; or empty */
    struct str check;  /* address where anybody can check it; or empty */
    day appeal_until;  /* DAY_NONE: nothing is said */
    const struct str *signer; /* who signs: the committee, by name and role; */
    int signers;              /* 0: lines for a committee without names */
};
struct polling_voter {
    struct str number, name, father, from;
    bool eligible;
    struct str why; /* she is not */
};

enum { POLLING_BALLOTS = 400, POLLING_CANDIDATES = 60 };

/* So many ballots (at most POLLING_BALLOTS), as many on a page as it takes, with
 * lines to cut along. */
struct paper polling_ballots(struct arena *a, enum lang lang,
                             const struct polling_held *h,
                             const struct polling_office *poll, int64_t copies);
/* To be filled in by hand in the open, and keyed by two people. What is
 * counted already stands in it. */
struct paper polling_count_sheet(struct arena *a, enum lang lang,
                                 const struct polling_held *h,
                                 const struct polling_office *poll,
                                 size_t polls);
/* Who may vote: for display, and to tick off who has come. */
struct paper polling_roll(struct arena *a, enum lang lang,
                          const struct polling_held *h,
                          const struct polling_voter *voter, size_t n);
/* What was declared, office by office, with the digest as a square code. */
struct paper polling_notice(struct arena *a, enum lang lang,
                            const struct polling_held *h,
                            const struct polling_office *poll, size_t polls);

#endif
