/* resolution - what a body resolved at a meeting, and whom it asks. */
#include "core/core.h"

struct resolution {
    struct id body, meeting;
    day passed; /* or lost: the day of the vote */
    int64_t number;
    struct str subject, text;
    struct id proposer, seconder;
    int64_t yes, no, abstain;
    struct str addressed, copies;
    day due; /* by when it is to be done or answered */
    int32_t state;
    struct id supersedes, bylaw;
};
static const struct field resolution_field[] = {
    REF(resolution, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(resolution, meeting, "meeting", FIELD_FIND),
    DAY(resolution, passed, FIELD_NEED | FIELD_KEY),
    COUNT(resolution, number, 1, 100000, FIELD_KEY),
    TEXT(resolution, subject, 200, FIELD_NEED | FIELD_KEY),
    TEXT(resolution, text, 4000, 0),
    REF(resolution, proposer, "person", 0),
    REF(resolution, seconder, "person", 0),
    COUNT(resolution, yes, 0, 10000, 0),
    COUNT(resolution, no, 0, 10000, 0),
    COUNT(resolution, abstain, 0, 10000, 0),
    TEXT(resolution, addressed, 300, 0),
    TEXT(resolution, copies, 600, 0),
    DAY(resolution, due, 0),
    CHOICE(resolution, state, "passed|lost|sent|answered|withdrawn|superseded",
           FIELD_NEED),
    REF(resolution, supersedes, "resolution", FIELD_FIND),
    REF(resolution, bylaw, "bylaw", 0),
};
enum { STATE_PASSED, STATE_LOST, STATE_SENT, STATE_ANSWERED };

struct resolution_view {
    int64_t today;
    day formed;
    struct id met_body;
    int64_t met_counts; /* of its meeting; INT_NONE: it names none */
    day met_on;
    int64_t not_held, quorum_needed, came; /* INT_NONE: not said */
    struct id old_body;                    /* of what it supersedes */
};
static const struct field resolution_view_field[] = {
    COUNT(resolution_view, today, 0, 0, 0),
    DAY(resolution_view, formed, 0),
    REF(resolution_view, met_body, "body", 0),
    COUNT(resolution_view, met_counts, 0, 0, 0),
    DAY(resolution_view, met_on, 0),
    COUNT(resolution_view, not_held, 0, 0, 0),
    COUNT(resolution_view, quorum_needed, 0, 0, 0),
    COUNT(resolution_view, came, 0, 0, 0),
    REF(resolution_view, old_body, "body", 0),
};

/* Did it pass: what was sent or answered had passed before. */
static bool carried(const struct resolution *x)
{
    return x->state == STATE_PASSED || x->state == STATE_SENT ||
           x->state == STATE_ANSWERED;
}

/* Quorum is recorded and met, else no resolution may be marked passed
 * (institutions.md 14.2, 10). */
static void quorum_judge(const struct resolution *x,
                         const struct resolution_view *v, struct findings *f)
{
    if (!carried(x) || v->met_counts == INT_NONE)
        return;
    if (v->quorum_needed == INT_NONE || v->came == INT_NONE)
        tell(f, WARN, "resolution.quorum_unsaid", "meeting");
    else if (v->came < v->quorum_needed)
        tell_ab(f, STOP, "resolution.no_quorum", "state", v->came,
                v->quorum_needed);
}

static void meeting_judge(const struct resolution *x,
                          const struct resolution_view *v, struct findings *f)
{
    if (v->met_counts == INT_NONE) {
        tell(f, WARN, "resolution.no_meeting", "meeting");
        return;
    }
    if (!id_none(v->met_body) && !id_same(v->met_body, x->body))
        tell(f, STOP, "resolution.other_body", "meeting");
    if (v->not_held != INT_NONE)
        tell(f, STOP, "resolution.not_held", "meeting");
    if (v->met_counts == 0)
        tell(f, WARN, "resolution.meeting_gone", "meeting");
    if (v->met_on != DAY_NONE && x->passed != DAY_NONE &&
        v->met_on != x->passed)
        tell(f, WARN, "resolution.other_day", "passed");
}

static int64_t counted(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static void votes_judge(const struct resolution *x,
                        const struct resolution_view *v, struct findings *f)
{
    int64_t votes = counted(x->yes) + counted(x->no) + counted(x->abstain);

    if (carried(x) && x->yes != INT_NONE && x->yes <= counted(x->no))
        tell_ab(f, STOP, "resolution.not_carried", "yes", x->yes,
                counted(x->no));
    if (v->came != INT_NONE && votes > v->came)
        tell_ab(f, WARN, "resolution.more_votes", "yes", votes, v->came);
    if (!id_none(x->proposer) && id_same(x->proposer, x->seconder))
        tell(f, STOP, "resolution.seconds_own", "seconder");
}

static void resolution_rule(const struct resolution *x,
                            const struct resolution_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->passed != DAY_NONE && x->passed > v->today)
        tell(f, STOP, "date.in_future", "passed");
    if (v->formed != DAY_NONE && x->passed != DAY_NONE && x->passed < v->formed)
        tell(f, WARN, "meeting.before_formation", "passed");
    if (x->due != DAY_NONE && x->passed != DAY_NONE && x->due < x->passed)
        tell(f, WARN, "resolution.due_before", "due");
    meeting_judge(x, v, f);
    quorum_judge(x, v, f);
    votes_judge(x, v, f);
    if (x->state == STATE_SENT && !x->addressed.n)
        tell(f, WARN, "resolution.to_nobody", "addressed");
    if (!id_none(v->old_body) && !id_same(v->old_body, x->body))
        tell(f, STOP, "resolution.of_others", "supersedes");
}

struct resolution_fact {
    struct id entry;
    int64_t unlawful; /* 1: the by-law it cites was not in force */
};
static const struct field resolution_fact_field[] = {
    REF(resolution_fact, entry, "resolution", 0),
    COUNT(resolution_fact, unlawful, 0, 0, 0),
};

/* The by-law that an act cites was in force on its day (14.2, 9). */
static bool resolution_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct resolution_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (f[i].unlawful == 1)
            remark(out, f[i].entry, WARN, "bylaw.not_in_force", "bylaw", 0, 0);
    return true;
}

/* What a body resolved at a meeting: its words, who proposed and seconded it,
 * the votes, and to whom it goes. */
RECORD(resolution, .view = COLUMNS(resolution_view),
       .fact = COLUMNS(resolution_fact), .posts = resolution_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "subject",
       .group = "body");
