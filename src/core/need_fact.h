/* need_fact - one fact of a need's timeline, and what stands of it then: its
 * row of `need_kept`, which is what plans are summed from. */
#ifndef SAATH_NEED_FACT_H
#define SAATH_NEED_FACT_H

#include "core/core.h"
#include "core/sector.h"

/* Where the money for it is to come from. */
#define SHARE_CHOICES                                                          \
    "own_cash|own_labour|own_kind|grant|fund|credit|government|donor|private"
enum { SHARES = 9, SHARES_OWN = 3 }; /* the first three are the people's own */
/* What we do ourselves, what with help, what is government's task. */
#define WHO_CHOICES "self|helped|state"
#define NEED_NATURES "private|public"
/* Who asks: a household by its plan, or a body of one of three tiers. */
#define NEED_TIERS "household|co|vo|lso"
enum need_tier { TIER_HOUSEHOLD, TIER_CO, TIER_VO, TIER_LSO };
/* How a need stands: as it was asked, or by the last answer. */
#define NEED_STATES                                                            \
    "asked|appraised|approved|deferred|rejected|funded|started|completed"      \
    "|verified|dropped"
#define ANSWER_SAYS                                                            \
    "appraised|approved|deferred|rejected|funded|started|completed|verified"   \
    "|dropped"
enum need_state {
    NEED_ASKED,
    NEED_APPRAISED,
    NEED_APPROVED,
    NEED_DEFERRED,
    NEED_REJECTED,
    NEED_FUNDED,
    NEED_STARTED,
    NEED_COMPLETED,
    NEED_VERIFIED,
    NEED_DROPPED
};
/* Who answers. */
#define ANSWER_TIERS "co|vo|lso|rsp|department"
enum { ANSWER_LSO = 2, ANSWER_RSP, ANSWER_DEPARTMENT };

/* No chain of merged needs is longer: household, CO, VO, LSO, and room. */
enum { NEED_STEPS = 12 };

struct need_share {
    int32_t source; /* SHARE_CHOICES */
    paisa amount;
};
/* So many of the households that it serves are in that band of poverty: a code of
 * the banding that counted on the day. */
struct need_band {
    struct str band;
    int64_t households;
};
enum { NEED_BANDS = 30 };
/* The record `need`; record/need/need.c. */
struct need {
    struct str number;
    struct id body, household, person, mip, resolution;
    day raised;
    struct str title;
    int32_t sector, nature;
    bool non_project;
    int32_t who;
    bool women_first;
    int64_t households, women, men, poorest;
    struct list band; /* of a body's need: struct need_band */
    paisa cost;
    int64_t quantity;
    struct str unit;
    struct id place;
    struct str goal;
    struct list share;
    struct str note;
};

/* The need itself and its shares, the chain of wider needs it was merged into,
 * its revisions, the answers to it and to those above, what was merged into it,
 * the schemes that name one of the chain, the bands; by what, steps, day, entry. */
enum need_what {
    NEED_ITSELF,
    NEED_SHARE,
    NEED_CHAIN,  /* `need` was merged into `above`, `steps` above the need */
    NEED_MERGED, /* an older merging of the need itself */
    NEED_CHANGE,
    NEED_ANSWER, /* given to `need` */
    NEED_CHILD,  /* merged into it from `on_day` to `until` */
    NEED_WORKS, /* a scheme of `need`, identified on `on_day`, with `begun`, `done`;
                    rejected or cancelled on `until` */
    NEED_BAND,  /* so many `households` in `band`, as the need or a change says;
                    `children` 1: the banding of its day has it */
    NEED_SCORED /* the household's score in force on the day it was raised */
};
struct need_fact {
    struct id entry;
    int64_t aside; /* 1: it lies on the timeline of a need above */
    int64_t what, steps;
    struct id need, above;
    day on_day;
    int32_t says;
    struct id staff;
    /* Of the need itself; of a change what it restates. */
    struct id body, household, person, mip, place, rsp, project;
    int32_t sector, nature, who, tier;
    int64_t non_project, women_first, children; /* needs merged into it now */
    int64_t households, women, men, poorest;
    paisa cost;
    int32_t source;
    day until, begun, done;
    struct str band;
};
enum { NEED_FACTS = 33 };
extern const struct field need_fact_field[NEED_FACTS];

/* A need as it stands after all that is known of it. Totals add up leaves. */
struct need_kept {
    struct id body, household, person, mip, place, rsp, project;
    struct id above, root; /* merged into, now; the topmost of them */
    int64_t depth;         /* how many lie above it */
    int64_t leaf;          /* 1: nothing is merged into it */
    int32_t sector, nature, who, tier;
    int64_t non_project, women_first;
    day raised;
    int32_t state;
    day stood;        /* since when */
    struct id answer; /* the entry that says so, and which need it answers */
    struct id answered;
    struct id scheme; /* whose work says how far it is; none: people do */
    struct id score;  /* of the household, from which its band is */
    struct str bands; /* households by band: core/need_stand.h */
    day turned;       /* the last day on which anything of it changed */
    struct str past;  /* how it stood before that day: core/need_stand.h */
    int64_t households, women, men, poorest;
    paisa cost;
    paisa own_cash, own_labour, own_kind, granted, fund, credit, government,
        donor, private;
};
enum { NEED_KEPT = 41 };
extern const struct field need_kept_field[NEED_KEPT];

/* Pure; see record/need/need.c. */
bool need_posts(const void *facts, size_t n, month since, struct postings *out);

#endif
