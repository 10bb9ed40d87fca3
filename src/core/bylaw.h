/* bylaw - what a by-law may fix: its parameters, in an order that never
 * changes, and what each may say. Pure. */
#ifndef SAATH_BYLAW_H
#define SAATH_BYLAW_H

#include "core/core.h"

/* The view `clause_of` names a parameter by its number here. A new one goes to
 * the end, of both lists. */
enum clause {
    CLAUSE_GENERAL_BODY,      /* delegates, leaders or all members */
    CLAUSE_PER_MEMBER_BODY,   /* delegates that each body sends */
    CLAUSE_EXECUTIVE,         /* elected, or the leaders by their office */
    CLAUSE_EXECUTIVE_SEATS,   /* how many sit in it */
    CLAUSE_TERM_MONTHS,       /* how long an office is held */
    CLAUSE_TERMS_MOST,        /* terms running in one office */
    CLAUSE_QUORUM_PERCENT,    /* of those who may vote */
    CLAUSE_NOTICE_DAYS,       /* from the call to the poll */
    CLAUSE_DISPLAY_DAYS,      /* the roll hangs out */
    CLAUSE_OBJECTION_DAYS,    /* after that, to object */
    CLAUSE_METHOD,            /* consensus, hands, ballot */
    CLAUSE_COUNT_METHOD,      /* plurality, block, two_round, approval */
    CLAUSE_TIE_RULE,          /* repoll, lot, age, casting */
    CLAUSE_REPOLLS_MOST,      /* before tie_last decides */
    CLAUSE_TIE_LAST,          /* lot, age, casting */
    CLAUSE_UNOPPOSED,         /* elected, or confirmed by a vote */
    CLAUSE_PER_VO_MOST,       /* offices held from one member body */
    CLAUSE_WOMEN_PERCENT,     /* of the slate, at least */
    CLAUSE_WOMEN_BLOCK,       /* 0: too few women warns; 1: it blocks */
    CLAUSE_MINORITY_SEATS,    /* at least */
    CLAUSE_DISABILITY_SEATS,  /* at least */
    CLAUSE_AGE_LEAST,         /* of a candidate, in years */
    CLAUSE_BAR_DEFAULT,       /* 1: who owes stands in no election */
    CLAUSE_BAR_PUBLIC_OFFICE, /* 1: nor who holds a public office */
    CLAUSE_ARREARS_MONTHS,    /* who is so long in arrears may not vote */
    CLAUSE_REMOVAL_PERCENT,   /* of votes, to remove from office */
    CLAUSE_MOTION_PERCENT,    /* of the general body, to move that */
    CLAUSE_MISSED_MEETINGS,   /* running, that vacate a seat */
    CLAUSE_AMENDMENT_PERCENT, /* to change the by-law */
    CLAUSE_CARETAKER_DAYS,    /* how long after its term an office is kept */
    CLAUSE_LEAD_DAYS,         /* before a term ends, the alarm */
    CLAUSE_COMMITTEE_LEAST,   /* of an election committee */
    CLAUSE_COMMITTEE_OUTSIDE, /* of these from outside, at least */
    CLAUSE_COMMITTEE_WOMEN,   /* of these women, at least */
    CLAUSE_APPEAL_DAYS,       /* after a declaration */
    CLAUSE_PUBLIC_SEED,       /* where a lot's seed is read in public */
    CLAUSE_HOUSEHOLDS_LEAST,  /* distinct ones, at formation */
    CLAUSE_FEDERATE_LEAST,    /* bodies that must join to federate */
    CLAUSE_COVERAGE_PERCENT,  /* of an area's households, organised */
    CLAUSE_SIGNATORIES_LEAST, /* of a bank account */
    CLAUSE_LOAN_STEPS,        /* tiers that agree before it lends */
    CLAUSE_LOAN_KIN,          /* 1: nobody decides on her household's loan */
    CLAUSE_LOAN_CHECK_DAYS,   /* from paying out to seeing what became of it */
    CLAUSES
};
#define CLAUSE_CHOICES                                                         \
    "general_body|per_member_body|executive|executive_seats|term_months|"      \
    "terms_most|quorum_percent|notice_days|display_days|objection_days|"       \
    "method|count_method|tie_rule|repolls_most|tie_last|unopposed|"            \
    "per_vo_most|women_percent|women_block|minority_seats|disability_seats|"   \
    "age_least|bar_default|bar_public_office|arrears_months|"                  \
    "removal_percent|motion_percent|missed_meetings|amendment_percent|"        \
    "caretaker_days|lead_days|committee_least|committee_outside|"              \
    "committee_women|appeal_days|public_seed|households_least|"                \
    "federate_least|coverage_percent|signatories_least|loan_steps|loan_kin|"   \
    "loan_check_days"

/* What a clause may say. A parameter has a number or words, never both; a
 * clause with neither says that there is no such rule. */
struct clause_law {
    int64_t least, most; /* of its number; most 0: it is said in words */
    const char *words;   /* "a|b": which; "": any; NULL: it is a number */
};
const struct clause_law *clause_law(enum clause parameter);

enum clause_fault {
    CLAUSE_FINE,
    CLAUSE_WANTS_NUMBER,  /* words where a number belongs */
    CLAUSE_OUT_OF_BOUNDS, /* see the law's least and most */
    CLAUSE_WANTS_WORDS,   /* a number where words belong */
    CLAUSE_OTHER_WORDS    /* not among those it may say */
};
enum clause_fault clause_check(enum clause parameter, int64_t number,
                               struct str said);

#endif
