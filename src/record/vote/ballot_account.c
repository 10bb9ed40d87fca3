#include "core/vote.h"

struct ballot_account {
    struct id election;
    struct str office; /* none: one ballot for all offices */
    int64_t round;
    day held;
    int64_t present, printed, issued;
    struct id chaired;
};
static const struct field ballot_account_field[] = {
    REF(ballot_account, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    CODE(ballot_account, office, "office", FIELD_KEY),
    COUNT(ballot_account, round, 1, ROUNDS_MOST, FIELD_NEED | FIELD_KEY),
    DAY(ballot_account, held, FIELD_NEED | FIELD_KEY),
    COUNT(ballot_account, present, 0, BALLOTS_MOST, FIELD_NEED),
    COUNT(ballot_account, printed, 0, BALLOTS_MOST, 0),
    COUNT(ballot_account, issued, 0, BALLOTS_MOST, 0),
    REF(ballot_account, chaired, "person", 0),
};

struct ballot_account_view {
    int64_t today;
    day called;
};
static const struct field ballot_account_view_field[] = {
    COUNT(ballot_account_view, today, 0, 0, 0),
    DAY(ballot_account_view, called, 0),
};

static void ballot_account_rule(const struct ballot_account *x,
                                const struct ballot_account_view *v,
                                struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (x->issued != INT_NONE && x->present != INT_NONE &&
        x->issued > x->present)
        tell_ab(f, STOP, "tally.present", "issued", x->issued, x->present);
    if (x->issued != INT_NONE && x->printed != INT_NONE &&
        x->issued > x->printed)
        tell_ab(f, STOP, "ballot_account.more_than_printed", "issued",
                x->issued, x->printed);
}

/* The poll was held: how many voters came, how many ballots were printed and
 * given out against the roll. Which ballot is whose is written nowhere. */
RECORD(ballot_account, .view = COLUMNS(ballot_account_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "vote");
