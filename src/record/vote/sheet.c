#include "core/vote.h"

struct sheet_tally {
    struct id person;
    int64_t votes;
};
static const struct field sheet_tally_field[] = {
    REF(sheet_tally, person, "person", FIELD_NEED | FIELD_FIND),
    COUNT(sheet_tally, votes, 0, BALLOTS_MOST, FIELD_NEED),
};

struct sheet {
    struct id election;
    struct str office;
    int64_t round;
    day held;
    struct list tally;
    int64_t valid, rejected, spoiled, unused, not_returned, undervotes;
};
static const struct field sheet_field[] = {
    REF(sheet, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    CODE(sheet, office, "office", FIELD_NEED | FIELD_KEY),
    COUNT(sheet, round, 1, ROUNDS_MOST, FIELD_NEED | FIELD_KEY),
    DAY(sheet, held, FIELD_NEED | FIELD_KEY),
    ROWS(sheet, tally, sheet_tally, CANDIDATES_OF_OFFICE, 0),
    COUNT(sheet, valid, 0, BALLOTS_MOST, FIELD_NEED),
    COUNT(sheet, rejected, 0, BALLOTS_MOST, 0),
    COUNT(sheet, spoiled, 0, BALLOTS_MOST, 0),
    COUNT(sheet, unused, 0, BALLOTS_MOST, 0),
    COUNT(sheet, not_returned, 0, BALLOTS_MOST, 0),
    COUNT(sheet, undervotes, 0, BALLOTS_MOST *CANDIDATES_OF_OFFICE, 0),
};

struct sheet_view {
    int64_t today;
    day called;
};
static const struct field sheet_view_field[] = {
    COUNT(sheet_view, today, 0, 0, 0),
    DAY(sheet_view, called, 0),
};

/* What its numbers must be to each other hangs on the ballot account and the
 * method: they are judged with the whole election (core/vote.h). */
static void sheet_rule(const struct sheet *x, const struct sheet_view *v,
                       struct findings *f)
{
    const struct sheet_tally *row = x->tally.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (!x->tally.n)
        tell(f, STOP, "sheet.no_candidates", "tally");
    for (size_t i = 0; i < x->tally.n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(row[i].person, row[j].person)) {
                tell_row(f, STOP, "tally.twice", "tally", i, "person");
                break;
            }
}

/* One keyer's copy of a count sheet: what each candidate for an office got in a
 * round, and what became of every ballot. Two people key each sheet without
 * seeing the other's; who it was is the entry's author. Sheets are read by who
 * checks: a keyer would find the other one's in a list. */
RECORD(sheet, .view = COLUMNS(sheet_view), .right = RIGHT_KEEP,
       .reads = RIGHT_CHECK, .group = "vote");
