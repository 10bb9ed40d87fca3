/* works_guard - what may be done with a scheme on a day: see works.h. */
#include <string.h>

#include "core/works_inside.h"

/* Hundredths of a percent that a part is of a whole, rounded up. */
static int64_t share_up(paisa part, paisa whole)
{
    while (part > INT64_MAX / (2 * WHOLE)) {
        part /= 2;
        whole /= 2;
    }
    if (whole <= 0)
        return part > 0 ? INT64_MAX : 0;
    return (part * WHOLE + whole - 1) / whole;
}

/* "scheme.paper.CODE" where words know that paper, else the general sentence
 * with the code as its path. */
static void paper_tell(struct findings *out, struct str code)
{
    struct buf what = buf_start(out->arena), path = buf_start(out->arena);
    const char *key, *at = "";

    buf_z(&what, "finding.scheme.paper.");
    buf_add(&what, code);
    key = arena_z(out->arena, buf_str(&what));
    if (str_same(say(LANG_EN, key), str_of(key))) {
        key = "finding.scheme.paper_missing";
        buf_z(&path, "papers.");
        buf_add(&path, code);
        at = arena_z(out->arena, buf_str(&path));
    }
    tell(out, STOP, key + strlen("finding."), at);
}

static void gate_tell(const struct works_fact *f, size_t n, int gate, day since,
                      day on, struct findings *out)
{
    struct str code[WORKS_PAPERS];
    size_t m = works_missing(f, n, gate, since, on, code, LEN(code));

    for (size_t i = 0; i < m && i < LEN(code); i++)
        paper_tell(out, code[i]);
    if (m && works_overlap(f, n, on) == OVERLAP_TREASURER)
        tell(out, STOP, "scheme.treasurers_same", "");
    else if (m && works_overlap(f, n, on) == OVERLAP_MEMBER)
        tell(out, STOP, "scheme.members_same", "");
}

/* Which stage has to stand first. */
static void first_tell(struct findings *out, int stage)
{
    static const char *const first[ROAD] = {
        [AT_APPRAISED] = "scheme.first.appraised",
        [AT_SURVEYED] = "scheme.first.surveyed",
        [AT_DESIGNED] = "scheme.first.designed",
        [AT_SUBMITTED] = "scheme.first.submitted",
        [AT_APPROVED] = "scheme.first.approved",
        [AT_TERMS] = "scheme.first.terms",
        [AT_INITIATED] = "scheme.first.initiated",
        [AT_IN_PROGRESS] = "scheme.first.in_progress",
        [AT_COMPLETED] = "scheme.first.completed",
        [AT_HANDED_OVER] = "scheme.first.handed_over"
    };

    if (stage > 0 && stage < ROAD && first[stage])
        tell(out, STOP, first[stage], "");
}

static bool stopped_tell(const struct works_state *s, struct findings *out)
{
    if (s->stage == AT_CANCELLED)
        tell(out, STOP, "scheme.cancelled", "");
    else if (s->stage == AT_REJECTED)
        tell(out, STOP, "scheme.rejected", "");
    else if (s->stage == AT_SUSPENDED)
        tell(out, STOP, "scheme.suspended", "");
    return s->stage >= AT_REJECTED;
}

/* The way into a stage of the main road. */
static void road_judge(const struct works_fact *f, size_t n, int stage, day on,
                       struct findings *out)
{
    struct works_state s = works_state(f, n, on);

    if (stopped_tell(&s, out) || s.road >= stage)
        return;
    if (s.road < stage - 1)
        first_tell(out, s.road + 1);
    gate_tell(f, n, works_gate_of(stage), DAY_NONE, on, out);
}

static void step_judge(const struct works_fact *f, size_t n,
                       const struct works_fact *at, struct findings *out)
{
    int stage = works_stage_of((int)at->choice);
    struct works_state s;

    if (stage >= 0) {
        road_judge(f, n, stage, at->on_day, out);
        return;
    }
    s = works_state(f, n, at->on_day);
    if ((at->choice == STEP_RETURNED || at->choice == STEP_REJECTED) &&
        s.road >= AT_TERMS)
        tell(out, STOP, "scheme_step.too_late", "stage");
    if (at->choice == STEP_CANCELLED && s.road >= AT_COMPLETED)
        tell(out, STOP, "scheme_step.finished", "stage");
}

/* The village saw the sheet so many days before, and nobody's objection is open
 * (finance.md 6.1; institutions.md 12). */
static void window_judge(const struct works_fact *f, size_t n,
                         const struct works_fact *at, day since,
                         struct findings *out)
{
    const struct works_fact *self = first_of(f, n, WORKS_SELF);
    struct works_state s = works_state(f, n, at->on_day);
    int64_t window = self ? counted(self->b) : 0;
    day posted = DAY_NONE;

    for (size_t i = 0; i < n; i++)
        if (stands(&f[i], WORKS_PAPER, at->on_day) &&
            str_same(f[i].code, S("village_sheet")) &&
            later_than(f[i].on_day, since, at->on_day))
            posted = earlier(posted, f[i].on_day);
    if (posted != DAY_NONE && at->on_day < posted + window)
        tell_ab(out, STOP, "scheme_tranche.window", "held",
                posted + window - at->on_day, window);
    if (s.open)
        tell_ab(out, STOP, "scheme_tranche.objections", "", s.open, 0);
}

static bool before(const struct works_fact *a, const struct works_fact *b)
{
    if (a->on_day != b->on_day)
        return a->on_day < b->on_day;
    return memcmp(a->entry.b, b->entry.b, sizeof a->entry.b) < 0;
}

struct paid { /* before one tranche */
    paisa sum;
    int64_t n;
    day last;
};

static struct paid paid_before(const struct works_fact *f, size_t n,
                               const struct works_fact *at)
{
    struct paid p = { .last = DAY_NONE };

    for (size_t i = 0; i < n; i++) {
        if (&f[i] == at || !stands(&f[i], WORKS_TRANCHE, at->on_day) ||
            (!id_none(at->entry) && !before(&f[i], at)))
            continue;
        p.sum += counted(f[i].amount);
        p.n++;
        p.last = f[i].on_day;
    }
    return p;
}

/* Certified progress is at least what was paid, as a share; and all of it is
 * within the approved cost (12, 29). */
static void amount_judge(const struct works_fact *f, size_t n,
                         const struct works_fact *at, const struct paid *p,
                         struct findings *out)
{
    struct works_state s = works_state(f, n, at->on_day);
    paisa sum = p->sum + counted(at->amount);
    int64_t share = share_up(p->sum, s.programme);

    if (sum > s.programme)
        tell_ab(out, STOP, "scheme_tranche.above_cost", "amount", sum / 100,
                s.programme / 100);
    if (p->n && s.progress < share)
        tell_ab(out, STOP, "scheme_tranche.ahead", "amount", s.progress, share);
    if (at->a != INT_NONE && at->a != p->n + 1)
        tell_ab(out, WARN, "scheme_tranche.number", "number", at->a, p->n + 1);
}

static void tranche_judge(const struct works_fact *f, size_t n,
                          const struct works_fact *at, struct findings *out)
{
    struct works_state s = works_state(f, n, at->on_day);
    struct paid p = paid_before(f, n, at);
    bool last = at->b == 1 ||
                (s.programme > 0 && p.sum + counted(at->amount) >= s.programme);

    if (stopped_tell(&s, out))
        return;
    if (s.road < AT_TERMS)
        first_tell(out, s.road + 1);
    gate_tell(f, n, GATE_INITIATED, DAY_NONE, at->on_day, out);
    if (p.n)
        gate_tell(f, n, GATE_TRANCHE, p.last, at->on_day, out);
    if (last && p.n)
        gate_tell(f, n, GATE_LAST, p.last, at->on_day, out);
    window_judge(f, n, at, p.last, out);
    amount_judge(f, n, at, &p, out);
    if (id_none(at->one))
        tell(out, STOP, "scheme_tranche.no_meeting", "meeting");
}

static void return_judge(const struct works_fact *f, size_t n,
                         const struct works_fact *at, struct findings *out)
{
    paisa left = 0;

    for (size_t i = 0; i < n; i++) {
        if (&f[i] == at || !by(&f[i], at->on_day) || f[i].c == 1)
            continue;
        left += f[i].what == WORKS_TRANCHE ? counted(f[i].amount) : 0;
        left -= f[i].what == WORKS_SPENT || f[i].what == WORKS_WAGE ?
                    counted(f[i].amount) :
                    0;
        left -= f[i].what == WORKS_RETURNED &&
                        (id_none(at->entry) || before(&f[i], at)) ?
                    counted(f[i].amount) :
                    0;
    }
    if (counted(at->amount) > left)
        tell_ab(out, STOP, "scheme_return.above_unspent", "amount",
                at->amount / 100, (left > 0 ? left : 0) / 100);
}

void works_judge(const struct works_fact *f, size_t n,
                 const struct works_fact *at, struct findings *out)
{
    if (at->on_day == DAY_NONE || at->c == 1)
        return;
    if (at->what == WORKS_STEP)
        step_judge(f, n, at, out);
    if (at->what == WORKS_TRANCHE)
        tranche_judge(f, n, at, out);
    if (at->what == WORKS_HANDED)
        road_judge(f, n, AT_HANDED_OVER, at->on_day, out);
    if (at->what == WORKS_RETURNED)
        return_judge(f, n, at, out);
}

void works_draft(const struct works_fact *f, size_t n, struct findings *out)
{
    for (size_t i = 0; i < n; i++)
        if (id_none(f[i].entry))
            works_judge(f, n, &f[i], out);
}

void works_held(int64_t today, day held, day begun, struct findings *f)
{
    if (today != INT_NONE && held != DAY_NONE && held > today)
        tell(f, STOP, "date.in_future", "held");
    if (begun != DAY_NONE && held != DAY_NONE && held < begun)
        tell(f, WARN, "scheme.before_scheme", "held");
}
