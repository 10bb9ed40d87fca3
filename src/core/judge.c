/* judge - the law of an election over all that is said of it: what is wrong
 * with which entry, how far it is, what may come next. Sources: institutions.md
 * 6.1, 6.2; 14.2, 8 to 10; the numbers are clauses of the by-law. */
#include <string.h>

#include "core/judge.h"

/* ---- troubles -----------------------------------------------------------*/

static struct vote_trouble *trouble(struct vote *v, struct id entry,
                                    const char *what, const char *path,
                                    unsigned blocks)
{
    arena_room(v->arena, v->trouble, v->troubles, v->trouble_room);
    v->trouble[v->troubles] = (struct vote_trouble){
        .entry = entry, .what = what, .path = path, .blocks = blocks
    };
    return &v->trouble[v->troubles++];
}

void wrong(struct vote *v, struct id entry, const char *what, const char *path,
           unsigned blocks)
{
    trouble(v, entry, what, path, blocks);
}

void wrong_ab(struct vote *v, struct id entry, const char *what,
              const char *path, int64_t a, int64_t b, unsigned blocks)
{
    struct vote_trouble *t = trouble(v, entry, what, path, blocks);

    t->a = a;
    t->b = b;
}

void waits(struct vote *v, const char *what, int64_t a, int64_t b,
           unsigned blocks)
{
    struct vote_trouble *t = trouble(v, v->entry, what, "", blocks);

    t->a = a;
    t->b = b;
    t->waits = true;
}

static const char *row_path(struct vote *v, const char *rows, size_t row,
                            const char *path)
{
    struct buf b = buf_start(v->arena);

    buf_fmt(&b, "%s[%zu].%s", rows, row, path);
    return arena_z(v->arena, buf_str(&b));
}

const struct vote_trouble *vote_blocks(const struct vote *v, enum vote_act act)
{
    for (size_t i = 0; i < v->troubles; i++)
        if (v->trouble[i].blocks & act)
            return &v->trouble[i];
    return NULL;
}

/* ---- the call and its committee -----------------------------------------*/

static void call_judge(struct vote *v)
{
    int64_t notice = vote_number(v, CLAUSE_NOTICE_DAYS, 0);
    int method = choice_find(VOTE_METHODS, v->said[CLAUSE_METHOD]);
    int way = choice_find(POLL_WAYS, v->said[CLAUSE_COUNT_METHOD]);

    if (!v->bylaw_stands)
        wrong(v, v->entry, "election.bylaw_replaced", "bylaw", 0);
    if (v->poll_on != DAY_NONE && v->poll_on - v->called < notice)
        wrong_ab(v, v->entry, "election.short_notice", "poll_on",
                 v->poll_on - v->called, notice, 0);
    if (v->said[CLAUSE_METHOD].n && method >= 0 && method != (int)v->method)
        wrong(v, v->entry, "election.other_method", "method", 0);
    if (v->said[CLAUSE_COUNT_METHOD].n && way >= 0 && way != (int)v->way)
        wrong(v, v->entry, "election.other_counting", "counting", 0);
}

static void committee_judge(struct vote *v)
{
    int64_t least = vote_number(v, CLAUSE_COMMITTEE_LEAST, 0);
    int64_t outside = vote_number(v, CLAUSE_COMMITTEE_OUTSIDE, 0);
    int64_t women = vote_number(v, CLAUSE_COMMITTEE_WOMEN, 0);
    int64_t sit = 0, from_outside = 0, are_women = 0;

    for (size_t i = 0; i < v->wardens; i++) {
        const struct vote_warden *w = &v->warden[i];

        from_outside += w->outside;
        if (w->role == WARDEN_OBSERVER)
            continue;
        sit++;
        are_women += w->sex == 0;
    }
    if (!v->wardens) {
        waits(v, "election.no_committee", least, 0,
              ACT_ROLL | ACT_NOMINATE | ACT_POLL | ACT_COUNTED);
        return;
    }
    if (sit < least)
        wrong_ab(v, v->entry, "election.committee_small", "warden", sit, least,
                 ACT_DECLARE);
    if (from_outside < outside)
        wrong_ab(v, v->entry, "election.committee_outside", "warden",
                 from_outside, outside, 0);
    if (are_women < women)
        wrong_ab(v, v->entry, "election.committee_women", "warden", are_women,
                 women, 0);
}

/* ---- the slate ----------------------------------------------------------*/

/* Who would sit: the winners, and those in offices that are not up. */
static size_t slate_put(const struct vote *v, const struct vote_winner *w,
                        size_t n, struct slate_seat *to)
{
    size_t all = 0;

    for (size_t i = 0; i < n + v->sittings; i++) {
        const struct vote_winner *x = i < n ? &w[i] : &v->sitting[i - n];
        const struct vote_voter *voter = vote_voter(v, x->person);

        to[all++] = (struct slate_seat){ .person = x->person,
                                         .from = voter ? voter->body : ID_NONE,
                                         .office = x->office,
                                         .woman = x->is.woman,
                                         .minority = x->is.minority,
                                         .disability = x->is.disability };
    }
    return all;
}

/* Shares and caps are tested on the slate before it is declared. */
static void slate_judge(struct vote *v, struct id entry,
                        const struct vote_winner *w, size_t n)
{
    struct slate_seat *seat = arena_many(v->arena, struct slate_seat,
                                         n + v->sittings + 1);
    size_t all = slate_put(v, w, n, seat);
    struct slate_law law = { v->number[CLAUSE_WOMEN_PERCENT],
                             v->number[CLAUSE_PER_VO_MOST],
                             v->number[CLAUSE_MINORITY_SEATS],
                             v->number[CLAUSE_DISABILITY_SEATS],
                             v->number[CLAUSE_WOMEN_BLOCK] == 1 ? STOP : WARN };
    struct findings f = findings_start(v->arena);

    slate_tell(seat, all, &law, &f);
    for (size_t i = 0; i < f.n; i++) {
        struct vote_trouble *t =
            trouble(v, entry, f.at[i].what, arena_z(v->arena, f.at[i].path),
                    f.at[i].level == STOP ? ACT_COUNTED : 0);

        t->a = f.at[i].a;
        t->b = f.at[i].b;
        t->waits = id_same(entry, v->entry); /* nothing is declared yet */
    }
}

static void winners_gather(struct vote *v)
{
    size_t most = 0;

    for (size_t i = 0; i < v->races; i++)
        most += v->race[i].winners;
    v->winner = arena_many(v->arena, struct vote_winner, most + 1);
    v->winners = 0;
    for (size_t i = 0; i < v->races; i++)
        for (size_t j = 0; j < v->race[i].winners; j++)
            v->winner[v->winners++] = v->race[i].winner[j];
}

/* ---- the declaration ----------------------------------------------------*/

static const struct vote_winner *winner_of(const struct vote_winner *w,
                                           size_t n, struct id person,
                                           struct str office)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(w[i].person, person) && str_same(w[i].office, office))
            return &w[i];
    return NULL;
}

static bool races_decided(const struct vote *v)
{
    for (size_t i = 0; i < v->races; i++)
        if (v->race[i].state != RACE_DECIDED)
            return false;
    return v->races > 0;
}

/* What was declared is what was counted; a seat for which nobody stood may be
 * filled by co-option. */
static void winners_judge(struct vote *v, const struct vote_declaration *d)
{
    for (size_t i = 0; i < d->winners; i++) {
        const struct vote_winner *w = &d->winner[i];
        const struct vote_winner *is = winner_of(v->winner, v->winners,
                                                 w->person, w->office);
        const struct vote_race *r = vote_race(v, w->office);

        if (!is && w->rule == WON_CO_OPTED && r && r->open > 0)
            continue;
        if (!is)
            wrong(v, d->entry, "declaration.other_winner",
                  row_path(v, "winner", i, "person"), ACT_SEAT);
        else if (w->votes != is->votes || w->rule != is->rule)
            wrong(v, d->entry, "declaration.other_votes",
                  row_path(v, "winner", i, "votes"), ACT_SEAT);
    }
    for (size_t i = 0; i < v->winners; i++)
        if (!winner_of(d->winner, d->winners, v->winner[i].person,
                       v->winner[i].office))
            wrong(v, d->entry, "declaration.winner_missing", "winner",
                  ACT_SEAT);
}

/* Before the declaration: the winners, and who would be co-opted. */
static void coming_judge(struct vote *v)
{
    size_t n = v->winners + v->co_opteds;
    struct vote_winner *w = arena_many(v->arena, struct vote_winner, n + 1);

    if (!v->winners || !races_decided(v))
        return;
    for (size_t i = 0; i < n; i++)
        w[i] = i < v->winners ? v->winner[i] : v->co_opted[i - v->winners];
    slate_judge(v, v->entry, w, n);
}

static void declaration_judge(struct vote *v)
{
    const struct vote_declaration *d = v->declaration;

    if (!v->declarations) {
        coming_judge(v);
        return;
    }
    for (size_t i = 1; i < v->declarations; i++)
        wrong(v, d[i].entry, "declaration.twice", "held", 0);
    if (!races_decided(v)) {
        wrong(v, d->entry, "declaration.not_counted", "winner", ACT_SEAT);
        return;
    }
    winners_judge(v, d);
    slate_judge(v, d->entry, d->winner, d->winners);
    v->digest = vote_result_digest(v, d->winner, d->winners);
    if (!hash_same(v->digest, d->digest))
        wrong(v, d->entry, "declaration.other_digest", "digest", ACT_SEAT);
    for (size_t i = 0; i < v->accounts; i++)
        if (v->account[i].held > d->held)
            wrong(v, d->entry, "declaration.before_poll", "held", 0);
}

/* ---- after it -----------------------------------------------------------*/

static int64_t appeal_until(const struct vote *v)
{
    return v->declaration->held + vote_number(v, CLAUSE_APPEAL_DAYS, 0);
}

static void after_judge(struct vote *v, day on)
{
    int64_t open = 0, upheld = 0;

    for (size_t i = 0; i < v->appeals; i++) {
        const struct vote_objection *a = &v->appeal[i];

        if (!v->declarations)
            wrong(v, a->entry, "appeal.nothing_declared", "held", 0);
        else if (a->held > appeal_until(v))
            wrong_ab(v, a->entry, "appeal.late", "held",
                     a->held - v->declaration->held,
                     vote_number(v, CLAUSE_APPEAL_DAYS, 0), 0);
        open += a->decided < 0;
        upheld += a->decided == 0;
    }
    if (open)
        waits(v, "appeal.open", open, 0, ACT_SEAT);
    if (upheld && id_none(v->annulment))
        waits(v, "appeal.upheld", upheld, 0, ACT_SEAT | ACT_HANDOVER);
    if (v->declarations && on != DAY_NONE && on <= appeal_until(v))
        waits(v, "appeal.may_come", appeal_until(v) - on + 1, 0, ACT_SEAT);
    if (v->handovers && !v->declarations)
        wrong(v, v->handover, "handover.nothing_declared", "held", 0);
}

bool vote_wants_co_option(const struct vote *v)
{
    static const char *const share[] = { "slate.women", "slate.minority",
                                         "slate.disability" };
    bool open = false;

    for (size_t i = 0; i < v->races; i++)
        open |= v->race[i].open > 0;
    for (size_t i = 0; i < v->troubles && open; i++) {
        bool mends = !(v->trouble[i].blocks & ACT_DECLARE);

        for (size_t j = 0; j < LEN(share); j++)
            mends |= !strcmp(v->trouble[i].what, share[j]);
        open = mends;
    }
    return open && !v->declarations && v->winners > 0 && races_decided(v);
}

/* ---- how far it is ------------------------------------------------------*/

static bool polled_again(const struct vote *v)
{
    for (size_t i = 0; i < v->races; i++)
        if (v->race[i].state == RACE_TIED ||
            (v->race[i].round > 1 && v->race[i].state == RACE_POLL))
            return true;
    return false;
}

static enum vote_state state_of(const struct vote *v)
{
    if (!id_none(v->annulment))
        return VOTE_ANNULLED;
    if (v->declarations && v->handovers)
        return VOTE_HANDED_OVER;
    if (v->declarations)
        return vote_blocks(v, ACT_SEAT) ? VOTE_DECLARED : VOTE_FINAL;
    if (v->accounts || v->sheets)
        return races_decided(v) ? VOTE_COUNTED :
               polled_again(v)  ? VOTE_TIED :
                                  VOTE_POLL;
    if (v->nominations) {
        for (size_t i = 0; i < v->nominations; i++)
            if (v->nomination[i].verdict == SCRUTINY_NONE)
                return VOTE_NOMINATION;
        return VOTE_LIST_FINAL;
    }
    return v->final && v->briefings ? VOTE_ORIENTED :
           v->final                 ? VOTE_ROLL_FINAL :
           v->rolls                 ? VOTE_ROLL_DRAFT :
           v->wardens               ? VOTE_COMMITTEE :
                                      VOTE_CALLED;
}

static bool race_in(const struct vote *v, enum race_state state)
{
    for (size_t i = 0; i < v->races; i++)
        if (v->race[i].state == state)
            return true;
    return false;
}

/* What the state allows; what stands in the way is taken off after that. */
static unsigned acts_of(const struct vote *v)
{
    bool unfrozen = !v->final, unpolled = !v->accounts && !v->sheets;
    unsigned may = ACT_ANNUL;

    switch (v->state) {
    case VOTE_ANNULLED: return 0;
    case VOTE_HANDED_OVER: return ACT_ANNUL | ACT_HANDOVER;
    case VOTE_DECLARED: return may | ACT_APPEAL | ACT_SEAT | ACT_HANDOVER;
    case VOTE_FINAL: return may | ACT_SEAT | ACT_HANDOVER;
    default: break;
    }
    if (unpolled)
        may |= ACT_COMMITTEE;
    if (unfrozen)
        may |= ACT_ROLL | (v->rolls ? ACT_FREEZE : 0);
    if (v->rolls)
        may |= ACT_PROTEST;
    if (unpolled && v->rolls)
        may |= ACT_BRIEF;
    if (unpolled)
        may |= ACT_NOMINATE | (v->nominations ? ACT_SCRUTINY : 0);
    if (race_in(v, RACE_POLL) || (v->method == METHOD_CONSENSUS && unpolled))
        may |= ACT_POLL;
    if (v->accounts && (race_in(v, RACE_POLL) || race_in(v, RACE_COUNT)))
        may |= ACT_SHEET;
    if (races_decided(v) && v->winners)
        may |= ACT_DECLARE;
    if (v->castings || race_in(v, RACE_TIED))
        may |= ACT_SHEET;
    return may;
}

/* Consensus is found by a meeting, and that must have its quorum. */
static void consensus_judge(struct vote *v)
{
    if (v->method == METHOD_CONSENSUS && !v->accounts && v->quorum > 0)
        waits(v, "election.quorum_unknown", v->quorum, 0, ACT_COUNTED);
}

static void castings_take(struct vote *v)
{
    const struct vote_declaration *d = v->declaration;
    struct id *to;
    size_t n = 0;

    if (!v->declarations)
        return;
    to = arena_many(v->arena, struct id, d->winners + 1);
    for (size_t i = 0; i < d->winners; i++)
        if (d->winner[i].rule == WON_BY_CASTING)
            to[n++] = d->winner[i].person;
    v->casting = to;
    v->castings = n;
}

void vote_judge(struct vote *v, day on)
{
    v->troubles = 0;
    v->digest = (struct hash){ { 0 } };
    castings_take(v);
    roll_pick(v);
    call_judge(v);
    committee_judge(v);
    roll_judge(v, on);
    papers_judge(v);
    poll_judge(v);
    winners_gather(v);
    consensus_judge(v);
    declaration_judge(v);
    if (!v->declarations && races_decided(v) && v->winners)
        v->digest = vote_result_digest(v, v->winner, v->winners);
    after_judge(v, on);
    v->state = state_of(v);
    v->may = acts_of(v);
    for (size_t i = 0; i < v->troubles; i++)
        v->may &= ~v->trouble[i].blocks;
}
