#include "core/vote.h"

struct declaration_winner {
    struct str office;
    struct id person;
    int64_t votes;
    int32_t rule;
    struct id outgoing; /* who held that seat until now */
};
static const struct field declaration_winner_field[] = {
    CODE(declaration_winner, office, "office", FIELD_NEED),
    REF(declaration_winner, person, "person", FIELD_NEED | FIELD_FIND),
    COUNT(declaration_winner, votes, 0, BALLOTS_MOST, 0),
    CHOICE(declaration_winner, rule, WINNER_RULES, FIELD_NEED),
    REF(declaration_winner, outgoing, "person", 0),
};

struct declaration {
    struct id election;
    day held;
    int64_t round;
    struct list winner;
    struct id meeting;
    struct str note;
    struct hash digest;
};
static const struct field declaration_field[] = {
    REF(declaration, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(declaration, held, FIELD_NEED | FIELD_KEY),
    COUNT(declaration, round, 1, ROUNDS_MOST, FIELD_NEED | FIELD_KEY),
    ROWS(declaration, winner, declaration_winner, SEATS_MOST, 0),
    REF(declaration, meeting, "meeting", 0),
    TEXT(declaration, note, 1000, 0),
    HASH(declaration, digest, FIELD_NEED | FIELD_FIND),
};

struct declaration_view {
    int64_t today;
    day called;
};
static const struct field declaration_view_field[] = {
    COUNT(declaration_view, today, 0, 0, 0),
    DAY(declaration_view, called, 0),
};

/* Whether the count bears it, whether two keyers agree, whether the slate is
 * lawful and the digest right is judged with the whole election (core/vote.h).*/
static void declaration_rule(const struct declaration *x,
                             const struct declaration_view *v,
                             struct findings *f)
{
    const struct declaration_winner *w = x->winner.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (!x->winner.n)
        tell(f, STOP, "declaration.nobody", "winner");
    for (size_t i = 0; i < x->winner.n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(w[i].person, w[j].person)) {
                tell_row(f, STOP, "slate.twice", "winner", i, "person");
                break;
            }
}

/* The result, as the committee signed it: who won which office, by which rule,
 * over whom. Its digest names the roll, both sheets and the winners, and its
 * short form stands on the notice, so that anyone can check it. */
RECORD(declaration, .view = COLUMNS(declaration_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "vote");
