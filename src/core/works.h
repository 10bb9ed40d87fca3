/* works - the law of a scheme: which gate is open, how far it is, what may be
 * paid next. Pure, over the facts of one scheme (finance.md 6.1).
 *
 * A stage stands from the day on which it was said, the stage before it stood
 * and every paper of its gate was there: so the order of arrival never matters,
 * and a paper that comes later opens its gate on its own day. */
#ifndef SAATH_WORKS_H
#define SAATH_WORKS_H

#include "core/books.h"
#include "core/way.h"

/* What a step says; a scheme is identified by its own entry, initiated by its
 * first tranche, in progress by its first certificate, handed over by its
 * hand-over. */
#define WORKS_STEPS                                                            \
    "appraised|surveyed|designed|submitted|approved|returned|rejected|terms|"  \
    "completed|suspended|resumed|cancelled"
enum works_step {
    STEP_APPRAISED,
    STEP_SURVEYED,
    STEP_DESIGNED,
    STEP_SUBMITTED,
    STEP_APPROVED,
    STEP_RETURNED,
    STEP_REJECTED,
    STEP_TERMS,
    STEP_COMPLETED,
    STEP_SUSPENDED,
    STEP_RESUMED,
    STEP_CANCELLED
};

/* Gates that want papers: into a stage, before a tranche after the first, before
 * the last one. */
#define WORKS_GATES                                                            \
    "appraised|surveyed|designed|submitted|approved|terms|initiated|"          \
    "completed|handed_over|tranche|last"
enum works_gate {
    GATE_APPRAISED,
    GATE_SURVEYED,
    GATE_DESIGNED,
    GATE_SUBMITTED,
    GATE_APPROVED,
    GATE_TERMS,
    GATE_INITIATED,
    GATE_COMPLETED,
    GATE_HANDED_OVER,
    GATE_TRANCHE,
    GATE_LAST,
    GATES
};

/* Where a scheme stands: the main road first, in its order. */
#define WORKS_STAGES                                                           \
    "identified|appraised|surveyed|designed|submitted|approved|terms|"         \
    "initiated|in_progress|completed|handed_over|operating|returned|"          \
    "rejected|suspended|cancelled"
enum works_stage {
    AT_IDENTIFIED,
    AT_APPRAISED,
    AT_SURVEYED,
    AT_DESIGNED,
    AT_SUBMITTED,
    AT_APPROVED,
    AT_TERMS,
    AT_INITIATED,
    AT_IN_PROGRESS,
    AT_COMPLETED,
    AT_HANDED_OVER,
    AT_OPERATING,
    ROAD,
    AT_RETURNED = ROAD,
    AT_REJECTED,
    AT_SUSPENDED,
    AT_CANCELLED,
    STAGES
};

/* The sectors of plans, schemes and linkages. */
#define WORKS_SECTORS                                                          \
    "water|irrigation|road|drainage|sanitation|energy|flood|health|education|" \
    "livestock|crop|forest|enterprise|skill|finance|registration|housing|"     \
    "social|other"

#define WORKS_ROLES "implementation|audit|om"
enum works_role { ROLE_IMPLEMENTS, ROLE_AUDITS, ROLE_OM, ROLES };
#define WORKS_FUNCTION "functional|partly|not_functional"

/* One fact of a scheme. What a column means follows from `what`; those that are
 * not named there say nothing. Facts come ordered by day, what, entry, n. */
enum works_what {
    /* a households, b window in days, c least share of the community
     * (hundredths of a percent), one place, two RSP, three project, also the
     * day its resolution was carried */
    WORKS_SELF,
    /* choice class of the fund, a, b where it begins (millionths of a degree),
     * c radius in metres, one the body, two the fund, three the account */
    WORKS_PURSE,
    WORKS_CUTOVER,  /* code indicator, a month */
    WORKS_NEEDS,    /* choice gate, code paper */
    WORKS_QUESTION, /* one the question, code; choice 0 mitigate, 1 EIA */
    WORKS_NEAR,     /* one another of its type; a, b where that begins */
    /* a line: choice payer (0 programme, 1 community), code, amount, a quantity
     * in hundredths, b weight in hundredths of a percent */
    WORKS_LINE,
    WORKS_PAPER,    /* code, a number of the tranche it is for */
    WORKS_ANSWER,   /* code of the question, a 1 yes, b 1 says what is done */
    WORKS_SEAT,     /* choice role, one person, a 1 she keeps its money */
    WORKS_MEASURED, /* code of a line, a quantity in hundredths */
    WORKS_DONE,     /* code of a line, a done so far, hundredths of a percent */
    WORKS_CERTIFICATE, /* a 1 of completion, also the day the audit signed */
    WORKS_SHARE,       /* choice cash|labour|land|material, amount, a days in
                          hundredths, c 1 reversed; way, account, taker */
    WORKS_OBJECTED,    /* also the day it was settled */
    WORKS_STEP,        /* choice step */
    WORKS_TRANCHE,     /* amount, a number, b 1 the last, c 1 reversed, one the
                      meeting, two the account it came to; way, account */
    WORKS_SPENT,       /* amount, c 1 reversed; way, account, taker */
    WORKS_WAGE,      /* amount, a days in hundredths, b 1 poor, c 1 reversed */
    WORKS_RETURNED,  /* amount, c 1 reversed; way, account; two RSP's account */
    WORKS_HANDED,    /* amount O&M fund, a households, b fee of each a month */
    WORKS_COLLECTED, /* amount, a spent on upkeep in paisa, c 1 reversed */
    WORKS_CHECKED    /* choice functional|partly|not, a months, amount left */
};
struct works_fact {
    int64_t what;
    struct id entry;
    day on_day;
    int64_t n, choice;
    struct str code;
    paisa amount;
    int64_t a, b, c;
    struct id one, two, three;
    day also;
    int32_t way;
    struct id account, taker;
};

/* All that stands of it on a day. Money in paisa. */
struct works_state {
    int stage; /* of WORKS_STAGES */
    int road;  /* how far on the main road, whatever stopped it */
    day since[ROAD];
    paisa programme, community; /* of the last estimate */
    paisa paid, contributed, spent, wages, returned;
    int64_t tranches;
    int64_t progress; /* certified, hundredths of a percent */
    day certified;    /* DAY_NONE: never */
    int64_t days;     /* of labour for wages, hundredths */
    int64_t poor_days;
    paisa poor_wages;
    day ended;        /* rejected or cancelled; DAY_NONE: it goes on */
    int64_t open;     /* objections nobody settled */
    day paid_on;      /* the last tranche */
    int32_t function; /* as found by the last check; -1 nobody looked */
    day checked;
    int64_t months; /* the most months of a check: 0 none */
    paisa om_due, om_collected, om_spent, om_fund;
};
/* As of the end of that day; DAY_NONE: whatever day. Facts in their order. */
struct works_state works_state(const struct works_fact *f, size_t n, day on);

/* What of the programme's and the community's money is not yet spent, given
 * back or paid as wages; never below 0. */
paisa works_unspent(const struct works_state *s);
/* Physical progress in hundredths of a percent: sum(weight x done); weights are
 * those of the lines, or where they name none their amounts (6.2). */
int64_t works_progress(const struct works_fact *f, size_t n, day on);

/* What a gate still wants on a day: codes of papers. `since` is the day from
 * which a paper of GATE_TRANCHE and GATE_LAST must be (the tranche before).
 * Returns how many; the first `most` are in `out`. */
enum { WORKS_PAPERS = 40 };
size_t works_missing(const struct works_fact *f, size_t n, int gate, day since,
                     day on, struct str *out, size_t most);
/* Is this paper there on that day, in papers or as a record? */
bool works_has(const struct works_fact *f, size_t n, struct str code, day since,
               day on);
/* The gate that leads into a stage of the main road; -1 none. */
int works_gate_of(int stage);
/* The stage that a step leads into; -1 for one that leaves the road. */
int works_stage_of(int step);
/* Do the three committees share a member, or a keeper of money, on that day? */
enum works_overlap { OVERLAP_NONE, OVERLAP_MEMBER, OVERLAP_TREASURER };
enum works_overlap works_overlap(const struct works_fact *f, size_t n, day on);
/* What the checklist that stands on that day comes to: 0 no impact, 1 mitigate,
 * 2 EIA needed, -1 not all questions answered. */
int works_class(const struct works_fact *f, size_t n, day on);

/* May this be done, with all that was there on its day? `at` is one of the
 * facts, or a draft among them. What must not be is told as STOP. */
void works_judge(const struct works_fact *f, size_t n,
                 const struct works_fact *at, struct findings *out);
/* The draft among them: the fact that has no entry yet. */
void works_draft(const struct works_fact *f, size_t n, struct findings *out);
/* What every rule of a fact says of its day. */
void works_held(int64_t today, day held, day begun, struct findings *f);
/* The next check of the O&M clock, 6, 12 and 24 months after hand-over; months
 * 0 and DAY_NONE when none is left. */
struct works_clock {
    int months;
    day due;
};
struct works_clock works_clock(const struct works_state *s);

/* Metres between two points in millionths of a degree, whole, to about one in a
 * thousand under 100 km; INT_NONE where one is not said. */
int64_t works_metres(int64_t lat, int64_t lon, int64_t lat2, int64_t lon2);

/* The code of the stage in the Open Contracting for Infrastructure Data Standard
 * (OC4IDS 0.9.5, codelist projectStatus: identification, preparation,
 * implementation, completion, maintenance, decommissioning, decommissioned,
 * cancelled; "completed" is deprecated there in favour of "maintenance"). What is
 * suspended is where its `road` has come to. */
const char *works_oc4ids(int stage, int road);

#endif
