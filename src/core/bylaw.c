/* bylaw - what a by-law may fix, and what each parameter may say. */
#include "core/bylaw.h"

/* In the order of enum clause. */
static const struct clause_law laws[CLAUSES] = {
    [CLAUSE_GENERAL_BODY] = { 0, 0, "delegates|leaders|members" },
    [CLAUSE_PER_MEMBER_BODY] = { 1, 50, NULL },
    [CLAUSE_EXECUTIVE] = { 0, 0, "elected|leaders" },
    [CLAUSE_EXECUTIVE_SEATS] = { 1, 100, NULL },
    [CLAUSE_TERM_MONTHS] = { 1, 240, NULL },
    [CLAUSE_TERMS_MOST] = { 1, 50, NULL },
    [CLAUSE_QUORUM_PERCENT] = { 1, 100, NULL },
    [CLAUSE_NOTICE_DAYS] = { 0, 366, NULL },
    [CLAUSE_DISPLAY_DAYS] = { 0, 366, NULL },
    [CLAUSE_OBJECTION_DAYS] = { 0, 366, NULL },
    [CLAUSE_METHOD] = { 0, 0, "consensus|hands|ballot" },
    [CLAUSE_COUNT_METHOD] = { 0, 0, "plurality|block|two_round|approval" },
    [CLAUSE_TIE_RULE] = { 0, 0, "repoll|lot|age|casting" },
    [CLAUSE_REPOLLS_MOST] = { 0, 10, NULL },
    [CLAUSE_TIE_LAST] = { 0, 0, "lot|age|casting" },
    [CLAUSE_UNOPPOSED] = { 0, 0, "elected|confirmed" },
    [CLAUSE_PER_VO_MOST] = { 1, 100, NULL },
    [CLAUSE_WOMEN_PERCENT] = { 0, 100, NULL },
    [CLAUSE_WOMEN_BLOCK] = { 0, 1, NULL },
    [CLAUSE_MINORITY_SEATS] = { 0, 100, NULL },
    [CLAUSE_DISABILITY_SEATS] = { 0, 100, NULL },
    [CLAUSE_AGE_LEAST] = { 0, 100, NULL },
    [CLAUSE_BAR_DEFAULT] = { 0, 1, NULL },
    [CLAUSE_BAR_PUBLIC_OFFICE] = { 0, 1, NULL },
    [CLAUSE_ARREARS_MONTHS] = { 0, 120, NULL },
    [CLAUSE_REMOVAL_PERCENT] = { 1, 100, NULL },
    [CLAUSE_MOTION_PERCENT] = { 1, 100, NULL },
    [CLAUSE_MISSED_MEETINGS] = { 1, 100, NULL },
    [CLAUSE_AMENDMENT_PERCENT] = { 1, 100, NULL },
    [CLAUSE_CARETAKER_DAYS] = { 0, 1000, NULL },
    [CLAUSE_LEAD_DAYS] = { 0, 1000, NULL },
    [CLAUSE_COMMITTEE_LEAST] = { 1, 50, NULL },
    [CLAUSE_COMMITTEE_OUTSIDE] = { 0, 50, NULL },
    [CLAUSE_COMMITTEE_WOMEN] = { 0, 50, NULL },
    [CLAUSE_APPEAL_DAYS] = { 0, 366, NULL },
    [CLAUSE_PUBLIC_SEED] = { 0, 0, "" },
    [CLAUSE_HOUSEHOLDS_LEAST] = { 0, 1000, NULL },
    [CLAUSE_FEDERATE_LEAST] = { 1, 1000, NULL },
    [CLAUSE_COVERAGE_PERCENT] = { 0, 100, NULL },
    [CLAUSE_SIGNATORIES_LEAST] = { 1, 20, NULL },
    [CLAUSE_LOAN_STEPS] = { 1, 5, NULL },
    [CLAUSE_LOAN_KIN] = { 0, 1, NULL },
    [CLAUSE_LOAN_CHECK_DAYS] = { 0, 366, NULL },
};

const struct clause_law *clause_law(enum clause parameter)
{
    return &laws[parameter];
}

enum clause_fault clause_check(enum clause parameter, int64_t number,
                               struct str said)
{
    const struct clause_law *law = clause_law(parameter);

    if (!law->words)
        return said.n             ? CLAUSE_WANTS_NUMBER :
               number == INT_NONE ? CLAUSE_FINE :
               number < law->least || number > law->most ?
                                    CLAUSE_OUT_OF_BOUNDS :
                                    CLAUSE_FINE;
    if (number != INT_NONE)
        return CLAUSE_WANTS_WORDS;
    return !said.n || !*law->words || choice_find(law->words, said) >= 0 ?
               CLAUSE_FINE :
               CLAUSE_OTHER_WORDS;
}
