/* race - one office of an election: its candidates, through rounds and ties, to
 * its winners. */
#include <stdlib.h>

#include "core/vote.h"

/* ---- candidates ---------------------------------------------------------*/

static bool stands_already(const struct vote_race *r, struct id person)
{
    for (size_t i = 0; i < r->candidates; i++)
        if (id_same(r->candidate[i]->person, person))
            return true;
    return false;
}

/* Those whose paper was accepted; true when papers are still to be judged. */
static bool candidates_find(struct vote *v, struct vote_race *r)
{
    bool waits = false;

    r->candidate = arena_many(v->arena, const struct vote_nomination *,
                              v->nominations + 1);
    r->candidates = 0;
    for (size_t i = 0; i < v->nominations; i++) {
        const struct vote_nomination *n = &v->nomination[i];

        if (!str_same(n->office, r->office))
            continue;
        waits |= n->verdict == SCRUTINY_NONE;
        if (n->verdict == SCRUTINY_ACCEPTED && !stands_already(r, n->person))
            r->candidate[r->candidates++] = n;
    }
    return waits;
}

static void win(struct vote *v, struct vote_race *r,
                const struct vote_nomination *n, int64_t votes,
                enum winner_rule rule)
{
    const struct vote_voter *voter = vote_voter(v, n->person);

    r->winner[r->winners++] =
        (struct vote_winner){ .office = r->office,
                              .person = n->person,
                              .from = voter ? voter->body : ID_NONE,
                              .votes = votes,
                              .rule = rule,
                              .is = n->is };
}

/* ---- one round ----------------------------------------------------------*/

struct tally race_tally(const struct vote *v, const struct vote_sheet *s,
                        const struct vote_race *r)
{
    const struct vote_account *a = vote_account(v, s->office, s->round);
    struct tally t = s->tally;

    t.paper = v->method == METHOD_BALLOT;
    t.roll = v->eligible;
    t.present = a ? a->present : INT_NONE;
    t.printed = a ? a->printed : INT_NONE;
    t.issued = a ? a->issued : INT_NONE;
    t.votes_each = r->confirm ? (int64_t)r->stands :
                                poll_votes_each(v->way, r->open, r->stands);
    return t;
}

/* Are its rows exactly those who stand? */
static bool rows_stand(const struct tally *t, const struct vote_race *r)
{
    for (size_t i = 0; i < r->stands; i++) {
        bool there = false;

        for (size_t j = 0; j < t->rows; j++)
            there |= id_same(t->row[j].person, r->standing[i]->person);
        if (!there)
            return false;
    }
    return t->rows == r->stands;
}

static int64_t votes_for(const struct tally *t, struct id person)
{
    for (size_t i = 0; i < t->rows; i++)
        if (id_same(t->row[i].person, person))
            return t->row[i].votes == INT_NONE ? 0 : t->row[i].votes;
    return 0;
}

/* So many re-polls as the by-law gives, after the rounds that the way of
 * counting has by itself; then its last rule, where it names one (6.2). */
static enum poll_tie tie_rule(const struct vote *v, int64_t round)
{
    int64_t most = v->number[CLAUSE_REPOLLS_MOST];
    int last = choice_find(POLL_TIES, v->said[CLAUSE_TIE_LAST]);

    if (v->way == POLL_TWO_ROUND)
        round--;
    if (v->tie != TIE_REPOLL || most == INT_NONE || round <= most ||
        last <= TIE_REPOLL)
        return v->tie;
    return (enum poll_tie)last;
}

/* What a lot is about: anybody can write it down beside the seed. */
static struct str lot_about(const struct vote *v, const struct vote_race *r)
{
    struct buf b = buf_start(v->arena);

    id_put(&b, v->entry);
    buf_char(&b, '/');
    buf_add(&b, r->office);
    buf_fmt(&b, "/%lld", (long long)r->round);
    return buf_str(&b);
}

static void candidates_put(const struct vote *v, const struct vote_race *r,
                           const struct tally *t, struct poll_candidate *to)
{
    for (size_t i = 0; i < r->stands; i++) {
        struct buf key = buf_start(v->arena);

        id_put(&key, r->standing[i]->person);
        to[i] = (struct poll_candidate){ buf_str(&key),
                                         votes_for(t, r->standing[i]->person),
                                         r->standing[i]->is.born };
    }
}

/* The casting votes that are about this round, as candidates of it. */
static size_t castings_put(const struct vote *v, const struct vote_race *r,
                           size_t *to)
{
    size_t n = 0;

    for (size_t i = 0; i < v->castings; i++)
        for (size_t j = 0; j < r->stands; j++)
            if (id_same(v->casting[i], r->standing[j]->person)) {
                to[n++] = j;
                break;
            }
    return n;
}

static struct poll_result round_count(struct vote *v, struct vote_race *r,
                                      const struct tally *t)
{
    struct poll_candidate *c = arena_many(v->arena, struct poll_candidate,
                                          r->stands + 1);
    size_t *casting = arena_many(v->arena, size_t, v->castings + 1);
    struct poll p = { .way = v->way,
                      .round = r->round > 1 ? 2 : 1,
                      .valid = t->valid == INT_NONE ? 0 : t->valid,
                      .seats = r->open,
                      .at = c,
                      .n = r->stands,
                      .tie = tie_rule(v, r->round),
                      .seed = v->seed,
                      .about = lot_about(v, r),
                      .casting = casting };

    candidates_put(v, r, t, c);
    p.castings = castings_put(v, r, casting);
    return poll_decide(&p, v->arena);
}

/* ---- rounds -------------------------------------------------------------*/

static const enum winner_rule won[] = {
    [POLL_VOTES] = WON_BY_VOTES,        [POLL_UNOPPOSED] = WON_BY_VOTES,
    [POLL_BY_LOT] = WON_BY_LOT,         [POLL_BY_AGE] = WON_BY_AGE,
    [POLL_BY_CASTING] = WON_BY_CASTING,
};

/* Gives the seats of this round; true when a further one is needed. */
static bool round_settle(struct vote *v, struct vote_race *r)
{
    const struct vote_nomination **again =
        arena_many(v->arena, const struct vote_nomination *, r->stands + 1);
    size_t n = 0;

    for (size_t i = 0; i < r->result.n; i++) {
        const struct poll_place *p = &r->result.place[i];

        if (p->by != POLL_NOT)
            win(v, r, r->standing[p->candidate], p->votes, won[p->by]);
        else if (p->again)
            again[n++] = r->standing[p->candidate];
    }
    r->open = r->result.open;
    if (!r->result.again && !(r->result.tied && n)) {
        r->state = r->result.tied ? RACE_TIED : RACE_DECIDED;
        r->seedless = r->result.tied && tie_rule(v, r->round) == TIE_LOT;
        return false;
    }
    r->standing = again;
    r->stands = n;
    r->round++;
    return r->round <= ROUNDS_MOST && n > 0 && r->open > 0;
}

/* Elected without opposition, but confirmed by more than half of those who
 * voted, where the by-law wants that: each of them by herself. */
static void confirm(struct vote *v, struct vote_race *r, const struct tally *t)
{
    int64_t valid = t->valid == INT_NONE ? 0 : t->valid;

    for (size_t i = 0; i < r->stands; i++) {
        int64_t votes = votes_for(t, r->standing[i]->person);

        if (2 * votes > valid) {
            win(v, r, r->standing[i], votes, WON_UNOPPOSED);
            r->open--;
        }
    }
    r->counted = true;
    r->state = RACE_DECIDED;
}

/* The numbers of this round, when two keyers agree on them, they are possible
 * and they are about those who stand. */
static bool round_tally(struct vote *v, struct vote_race *r, struct tally *t)
{
    const struct vote_sheet *one, *other;
    enum sheets_are are = vote_sheets(v, r->office, r->round, &one, &other);
    struct findings f = findings_start(v->arena);

    r->state = are == SHEETS_MISSING && !vote_account(v, r->office, r->round) ?
                   RACE_POLL :
                   RACE_COUNT;
    if (are != SHEETS_AGREE)
        return false;
    *t = race_tally(v, one, r);
    tally_tell(t, &f);
    return !findings_stop(&f) && rows_stand(t, r);
}

static void rounds_run(struct vote *v, struct vote_race *r)
{
    bool more = true;

    for (r->round = 1; more;) {
        struct tally t;

        if (!round_tally(v, r, &t))
            return;
        if (r->confirm) {
            confirm(v, r, &t);
            return;
        }
        r->result = round_count(v, r, &t);
        r->counted = true;
        more = round_settle(v, r);
    }
}

void race_run(struct vote *v, struct vote_race *r)
{
    bool waits = candidates_find(v, r), unopposed;

    r->winner = arena_many(v->arena, struct vote_winner,
                           r->seats + r->candidates + 1);
    r->winners = 0;
    r->open = r->seats;
    r->round = 1;
    r->counted = r->seedless = r->confirm = false;
    r->standing = r->candidate;
    r->stands = r->candidates;
    r->state = RACE_OPEN;
    if (waits || r->candidates > CANDIDATES_OF_OFFICE)
        return;
    unopposed = r->candidates <= r->seats;
    r->confirm = unopposed && r->candidates &&
                 str_same(v->said[CLAUSE_UNOPPOSED], S("confirmed")) &&
                 v->method != METHOD_CONSENSUS;
    if (unopposed && !r->confirm) {
        for (size_t i = 0; i < r->candidates; i++)
            win(v, r, r->candidate[i], INT_NONE,
                v->method == METHOD_CONSENSUS ? WON_BY_CONSENSUS :
                                                WON_UNOPPOSED);
        r->open -= r->candidates;
        r->state = RACE_DECIDED;
        return;
    }
    if (v->method != METHOD_CONSENSUS) /* who does not agree has to poll */
        rounds_run(v, r);
}
