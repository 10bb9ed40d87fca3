#include "core/vote.h"

struct roll_voter {
    struct id person, body, delegate, member;
    bool eligible;
    int32_t why; /* she may not vote */
};
static const struct field roll_voter_field[] = {
    REF(roll_voter, person, "person", FIELD_NEED | FIELD_FIND),
    REF(roll_voter, body, "body", FIELD_FIND),
    REF(roll_voter, delegate, "delegate", FIELD_FIND),
    REF(roll_voter, member, "member", FIELD_FIND),
    FLAG(roll_voter, eligible, 0),
    CHOICE(roll_voter, why, VOTE_BARS, 0),
};

struct roll {
    struct id election;
    day drawn;
    bool final;
    struct hash digest;
    struct list voter;
};
static const struct field roll_field[] = {
    REF(roll, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(roll, drawn, FIELD_NEED | FIELD_KEY),
    FLAG(roll, final, FIELD_KEY),
    HASH(roll, digest, 0),
    ROWS(roll, voter, roll_voter, VOTERS_MOST, 0),
};

struct roll_view {
    int64_t today;
    day called;
};
static const struct field roll_view_field[] = {
    COUNT(roll_view, today, 0, 0, 0),
    DAY(roll_view, called, 0),
};

static void voters_judge(const struct list *voters, struct findings *f)
{
    const struct roll_voter *v = voters->at;

    for (size_t i = 0; i < voters->n; i++) {
        if (v[i].eligible && v[i].why >= 0)
            tell_row(f, STOP, "roll.eligible_or_not", "voter", i, "why");
        if (!v[i].eligible && v[i].why < 0)
            tell_row(f, WARN, "roll.no_reason", "voter", i, "why");
        for (size_t j = 0; j < i; j++)
            if (id_same(v[i].person, v[j].person)) {
                tell_row(f, STOP, "roll.twice", "voter", i, "person");
                break;
            }
    }
}

/* The final roll is frozen: its digest is stored with it, and is of what stands
 * in it (institutions.md 6.2). */
static void digest_judge(const struct roll *x, struct findings *f)
{
    const struct roll_voter *from = x->voter.at;
    struct vote_voter *v = arena_many(f->arena, struct vote_voter,
                                      x->voter.n + 1);
    struct hash is;

    for (size_t i = 0; i < x->voter.n; i++)
        v[i] = (struct vote_voter){ .person = from[i].person,
                                    .body = from[i].body,
                                    .delegate = from[i].delegate,
                                    .eligible = from[i].eligible };
    is = vote_roll_digest(x->election, v, x->voter.n, f->arena);
    if (hash_none(x->digest)) {
        if (x->final)
            tell(f, STOP, "roll.no_digest", "digest");
    } else if (!hash_same(x->digest, is)) {
        tell(f, STOP, "roll.other_digest", "digest");
    }
}

static void roll_rule(const struct roll *x, const struct roll_view *v,
                      struct findings *f)
{
    if (x->drawn != DAY_NONE && v->today != INT_NONE && x->drawn > v->today)
        tell(f, STOP, "date.in_future", "drawn");
    if (x->drawn != DAY_NONE && v->called != DAY_NONE && x->drawn < v->called)
        tell(f, STOP, "vote.before_call", "drawn");
    if (!x->voter.n)
        tell(f, STOP, "roll.nobody", "voter");
    voters_judge(&x->voter, f);
    digest_judge(x, f);
}

/* Who may vote: first as it is displayed for objections, then final and frozen
 * before the poll. Who is not eligible stands in it with the reason. */
RECORD(roll, .view = COLUMNS(roll_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "vote");
