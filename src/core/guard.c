/* guard - what must hold before a loan goes a step on. */
#include "core/guard.h"

#include "core/saving.h"

#include "core/books.h"
#include "core/card.h"
#include "core/loan.h"

/* ---- one step of the chain ----------------------------------------------*/

/* A resolution stands before what it resolves (finance.md 12, 24); that it had
 * its quorum is the resolution's own rule, without which it does not count. */
static void resolution_judge(const struct guard_step *s, struct findings *f)
{
    if (id_none(s->resolution)) {
        if (!id_none(s->body))
            tell(f, WARN, "guard.no_resolution", "resolution");
        return;
    }
    if (s->passed != DAY_NONE && s->held != DAY_NONE && s->passed > s->held)
        tell(f, STOP, "guard.resolution_later", "resolution");
    if (!id_none(s->resolved_by) && !id_none(s->body) &&
        !id_same(s->resolved_by, s->body))
        tell(f, STOP, "guard.resolution_of_another", "resolution");
    if (s->lost == 1)
        tell(f, STOP, "guard.resolution_lost", "resolution");
}

void guard_step(const struct guard_step *s, struct findings *f)
{
    if (s->today != INT_NONE && s->held != DAY_NONE && s->held > s->today)
        tell(f, STOP, "date.in_future", "held");
    if (s->applied != DAY_NONE && s->held != DAY_NONE && s->held < s->applied)
        tell(f, STOP, "guard.before_application", "held");
    if (id_none(s->body) && id_none(s->person) && id_none(s->staff))
        tell(f, STOP, "guard.nobody", "body");
    if (!id_none(s->person) && id_same(s->person, s->borrower))
        tell(f, STOP, "guard.own_loan", "person");
    if (s->says == SAYS_YES && s->amount != INT_NONE && s->asked != INT_NONE &&
        s->amount > s->asked)
        tell_ab(f, WARN, "guard.more_than_asked", "amount", s->amount,
                s->asked);
    resolution_judge(s, f);
}

/* ---- the loan at that step ----------------------------------------------*/

const struct field guarded_field[GUARDED_FIELDS] = {
    REF(guarded, entry, NULL, 0),
    CHOICE(guarded, says, SAYS_CHOICES, 0),
    MONEY(guarded, amount, 0, 0, 0),
    COUNT(guarded, member, 0, 0, 0),
    COUNT(guarded, under, 0, 0, 0),
    COUNT(guarded, ended, 0, 0, 0),
    COUNT(guarded, sex, 0, 0, 0),
    COUNT(guarded, whom, 0, 0, 0),
    MONEY(guarded, least, 0, 0, 0),
    MONEY(guarded, most, 0, 0, 0),
    COUNT(guarded, windowed, 0, 0, 0),
    COUNT(guarded, window_least, 0, 0, 0),
    COUNT(guarded, window_upto, 0, 0, 0),
    COUNT(guarded, score, 0, 0, 0),
    COUNT(guarded, current, 0, 0, 0),
    COUNT(guarded, live, 0, 0, 0),
    COUNT(guarded, live_most, 0, 0, 0),
    MONEY(guarded, cash, 0, 0, 0),
    COUNT(guarded, group_late, 0, 0, 0),
    COUNT(guarded, group_blocks, 0, 0, 0),
    COUNT(guarded, kin, 0, 0, 0),
    COUNT(guarded, kin_barred, 0, 0, 0),
    COUNT(guarded, steps, 0, 0, 0),
    COUNT(guarded, steps_least, 0, 0, 0),
    MONEY(guarded, approved, 0, 0, 0),
    MONEY(guarded, saved, 0, 0, 0),
    MONEY(guarded, internal, 0, 0, 0),
    COUNT(guarded, multiple, 0, 0, 0),
    DAY(guarded, held, 0),
    REF(guarded, peer, "person", 0),
    TEXT(guarded, acts, 0, 0),
};
enum { WHOM_WOMAN_ONLY = 1, WHOM_MAN_ONLY = 2 };

/* Member of a CO, alive, of the body that lends; a woman where the product is
 * for women (finance.md 2.1). */
static void borrower_judge(const struct guarded *g, enum level level,
                           struct findings *f)
{
    if (g->member == 0)
        tell(f, level, "guard.not_member", "loan");
    if (g->under == 0)
        tell(f, level, "guard.of_another_body", "loan");
    if (g->ended == 1)
        tell(f, level, "guard.body_ended", "loan");
    if ((g->whom == WHOM_WOMAN_ONLY && g->sex == 1) ||
        (g->whom == WHOM_MAN_ONLY && g->sex == 0))
        tell(f, level, "guard.other_sex", "loan");
    if (g->kin == 1 && g->kin_barred == 1)
        tell(f, level, "guard.own_household", "person");
}

/* Her score on that day, in the product's window: lending beside it is an
 * inclusion error (2.4). */
static void score_judge(const struct guarded *g, enum level level,
                        struct findings *f)
{
    if (g->windowed != 1)
        return;
    if (g->score == INT_NONE)
        tell(f, level, "guard.no_score", "score");
    else if (!window_holds(g->window_least, g->window_upto, g->score))
        tell_ab(f, level, "guard.score_outside", "score", g->score,
                g->window_upto);
    else if (g->current == 0)
        tell(f, level, "guard.score_old", "score");
}

static void amount_judge(const struct guarded *g, enum level level,
                         struct findings *f)
{
    if (g->amount == INT_NONE)
        return;
    if (g->most != INT_NONE && g->amount > g->most)
        tell_ab(f, level, "guard.above_ceiling", "amount", g->amount, g->most);
    if (g->least != INT_NONE && g->amount < g->least)
        tell_ab(f, level, "guard.below_least", "amount", g->amount, g->least);
    if (g->cash != INT_NONE && g->cash < g->amount)
        tell_ab(f, level, "guard.fund_short", "amount", g->amount, g->cash);
    if (g->approved == 0)
        tell(f, level, "guard.not_approved", "loan");
    else if (g->approved != INT_NONE && g->amount > g->approved)
        tell_ab(f, level, "guard.more_than_approved", "amount", g->amount,
                g->approved);
}

/* A no, or a later, needs nothing to hold. */
/* An internal loan stays within a multiple of what she saved (finance.md 4). */
static void saving_judge(const struct guarded *g, enum level level,
                         struct findings *f)
{
    paisa owed = g->internal == INT_NONE ? 0 : g->internal;

    if (g->saved == INT_NONE || g->multiple == INT_NONE ||
        g->amount == INT_NONE)
        return;
    if (owed + g->amount > saving_limit(g->saved, g->multiple))
        tell_ab(f, level, "guard.beyond_savings", "amount", owed + g->amount,
                saving_limit(g->saved, g->multiple));
}

void guard_judge(const struct guarded *g, enum level level, struct findings *f)
{
    if (g->says == SAYS_NO || g->says == SAYS_LATER)
        return;
    borrower_judge(g, level, f);
    score_judge(g, level, f);
    amount_judge(g, level, f);
    saving_judge(g, level, f);
    if (g->live != INT_NONE && g->live_most != INT_NONE &&
        g->live >= g->live_most)
        tell_ab(f, level, "guard.too_many_loans", "loan", g->live,
                g->live_most);
    if (g->group_blocks == 1 && g->group_late != INT_NONE && g->group_late > 0)
        tell_ab(f, level, "guard.group_late", "loan", g->group_late, 0);
    if (g->steps != INT_NONE && g->steps_least != INT_NONE &&
        g->steps < g->steps_least)
        tell_ab(f, level, "guard.too_few_steps", "held", g->steps,
                g->steps_least);
}

/* Was anything of that loan due and unpaid on that day. */
static bool peer_late(const struct guarded *g, struct loan_book *b,
                      struct arena *a)
{
    enum { ACTS_MOST = 4000 };
    struct loan_act *act = arena_many(a, struct loan_act, ACTS_MOST);
    struct loan_terms terms;
    struct loan_stand stand;
    size_t n;

    if (!loan_unpack(g->acts, &terms, act, ACTS_MOST, &n))
        return false;
    loan_replay(b, &terms, act, n, g->held, NULL);
    stand = loan_stand_on(b, g->held);
    return stand.late_principal + stand.late_charge > 0;
}

/* Persons of her group who were in arrears, from rows g[0..n). */
static int64_t peers_late(const struct guarded *g, size_t n, struct arena *a)
{
    struct loan_book *b = n ? arena_new(a, struct loan_book) : NULL;
    struct id last = ID_NONE;
    int64_t late = 0;

    for (size_t i = 0; i < n; i++) {
        if (id_same(g[i].peer, last) || !peer_late(&g[i], b, a))
            continue;
        last = g[i].peer;
        late++;
    }
    return late;
}

static void step_remark(const struct guarded *step, struct postings *out)
{
    struct findings f = findings_start(out->arena);

    guard_judge(step, WARN, &f);
    for (size_t i = 0; i < f.n; i++)
        remark(out, step->entry, WARN, f.at[i].what,
               arena_z(out->arena, f.at[i].path), f.at[i].a, f.at[i].b);
}

void guard_remark(const struct guarded *g, size_t n, struct postings *out)
{
    for (size_t i = 0, next; i < n; i = next) {
        struct guarded step = g[i];

        for (next = i + 1; next < n && !id_none(g[next].peer); next++)
            ;
        if (next > i + 1) {
            step.group_blocks = 1;
            step.group_late = peers_late(&g[i + 1], next - i - 1, out->arena);
        }
        step_remark(&step, out);
    }
}
