/* works - the law of a scheme: see works.h. */
#include "core/works.h"

#include "core/award.h"
#include "core/works_inside.h"

static const struct works_fact *last_of(const struct works_fact *f, size_t n,
                                        int what, day on)
{
    const struct works_fact *last = NULL;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == what && by(&f[i], on))
            last = &f[i];
    return last;
}

/* ---- progress -----------------------------------------------------------*/

/* Is it a line of the estimate that stands then: the last one. */
static bool in_estimate(const struct works_fact *f, struct id estimate)
{
    return f->what == WORKS_LINE && id_same(f->entry, estimate);
}

static struct id estimate_of(const struct works_fact *f, size_t n, day on)
{
    const struct works_fact *last = last_of(f, n, WORKS_LINE, on);

    return last ? last->entry : ID_NONE;
}

static bool weights_named(const struct works_fact *f, size_t n,
                          struct id estimate)
{
    int64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        if (in_estimate(&f[i], estimate))
            sum += counted(f[i].b);
    return sum == WHOLE;
}

/* What was certified of a line, as last said. */
static int64_t done_of(const struct works_fact *f, size_t n, struct str line,
                       day on)
{
    int64_t done = 0;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_DONE && by(&f[i], on) &&
            str_same(f[i].code, line))
            done = counted(f[i].a);
    return done > WHOLE ? WHOLE : done;
}

int64_t works_progress(const struct works_fact *f, size_t n, day on)
{
    struct id estimate = estimate_of(f, n, on);
    bool named = weights_named(f, n, estimate);
    int64_t total = 0, sum = 0, scale;

    for (size_t i = 0; i < n; i++)
        if (in_estimate(&f[i], estimate))
            total += counted(named ? f[i].b : f[i].amount);
    if (total <= 0)
        return 0;
    scale = total / (INT64_MAX / (WHOLE + 1)) + 1;
    for (size_t i = 0; i < n; i++)
        if (in_estimate(&f[i], estimate))
            sum += counted(named ? f[i].b : f[i].amount) / scale *
                   done_of(f, n, f[i].code, on);
    return sum / (total / scale);
}

/* ---- papers -------------------------------------------------------------*/

static bool answered(const struct works_fact *f, size_t n, struct id checklist,
                     struct str question)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_ANSWER && id_same(f[i].entry, checklist) &&
            str_same(f[i].code, question))
            return true;
    return false;
}

static bool complete(const struct works_fact *f, size_t n, struct id checklist)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_QUESTION &&
            !answered(f, n, checklist, f[i].code))
            return false;
    return true;
}

static int gives(const struct works_fact *f, size_t n, struct str question)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_QUESTION && str_same(f[i].code, question))
            return (int)f[i].choice + 1;
    return 0;
}

int works_class(const struct works_fact *f, size_t n, day on)
{
    const struct works_fact *last = NULL;
    int class = 0;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_ANSWER && by(&f[i], on) &&
            complete(f, n, f[i].entry))
            last = &f[i];
    if (!last)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_ANSWER && id_same(f[i].entry, last->entry) &&
            f[i].a == 1 && gives(f, n, f[i].code) > class)
            class = gives(f, n, f[i].code);
    return class;
}

/* The committee of a role that was named last by that day. */
static struct id committee_of(const struct works_fact *f, size_t n, int role,
                              day on)
{
    struct id last = ID_NONE;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WORKS_SEAT && f[i].choice == role && by(&f[i], on))
            last = f[i].entry;
    return last;
}

enum works_overlap works_overlap(const struct works_fact *f, size_t n, day on)
{
    enum works_overlap worst = OVERLAP_NONE;
    struct id of[ROLES];

    for (int r = 0; r < ROLES; r++)
        of[r] = committee_of(f, n, r, on);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            if (f[i].what != WORKS_SEAT || f[j].what != WORKS_SEAT ||
                f[i].choice == f[j].choice || id_none(f[i].one) ||
                !id_same(f[i].one, f[j].one) || f[i].choice < 0 ||
                f[i].choice >= ROLES || f[j].choice < 0 ||
                f[j].choice >= ROLES || !id_same(f[i].entry, of[f[i].choice]) ||
                !id_same(f[j].entry, of[f[j].choice]))
                continue;
            if (f[i].a == 1 && f[j].a == 1)
                return OVERLAP_TREASURER;
            worst = OVERLAP_MEMBER;
        }
    return worst;
}

static bool committees_good(const struct works_fact *f, size_t n, day on)
{
    for (int r = 0; r < ROLES; r++)
        if (id_none(committee_of(f, n, r, on)))
            return false;
    return works_overlap(f, n, on) == OVERLAP_NONE;
}

/* A certificate of completion, when all is done by then. */
static bool completion_certified(const struct works_fact *f, size_t n, day on)
{
    for (size_t i = 0; i < n; i++)
        if (stands(&f[i], WORKS_CERTIFICATE, on) && f[i].a == 1 &&
            works_progress(f, n, on) >= WHOLE)
            return true;
    return false;
}

/* Some fact of a sort within these days. */
static bool any_within(const struct works_fact *f, size_t n, int what,
                       day since, day on)
{
    for (size_t i = 0; i < n; i++)
        if (stands(&f[i], what, on) && later_than(f[i].on_day, since, on))
            return true;
    return false;
}

static bool audit_signed(const struct works_fact *f, size_t n, day since,
                         day on)
{
    for (size_t i = 0; i < n; i++)
        if (stands(&f[i], WORKS_CERTIFICATE, on) &&
            later_than(f[i].also, since, on))
            return true;
    return false;
}

static bool fund_opened(const struct works_fact *f, size_t n, day on)
{
    for (size_t i = 0; i < n; i++)
        if (stands(&f[i], WORKS_HANDED, on) && counted(f[i].amount) > 0)
            return true;
    return false;
}

/* What stands as a record is no sheet of paper: it is there by itself. */
static bool as_record(const struct works_fact *f, size_t n, struct str code,
                      day since, day on)
{
    const struct works_fact *self = first_of(f, n, WORKS_SELF);

    if (str_same(code, S("resolution")))
        return self && later_than(self->also, DAY_NONE, on);
    if (str_same(code, S("estimate")))
        return last_of(f, n, WORKS_LINE, on) != NULL;
    if (str_same(code, S("environment")))
        return works_class(f, n, on) >= 0;
    if (str_same(code, S("eia")))
        return works_class(f, n, on) != 2;
    if (str_same(code, S("committees")))
        return committees_good(f, n, on);
    if (str_same(code, S("share")))
        return any_within(f, n, WORKS_SHARE, DAY_NONE, on);
    if (str_same(code, S("certificate")))
        return any_within(f, n, WORKS_CERTIFICATE, since, on);
    if (str_same(code, S("audit_signoff")))
        return audit_signed(f, n, since, on);
    if (str_same(code, S("completion")))
        return completion_certified(f, n, on);
    if (str_same(code, S("om_committee")))
        return !id_none(committee_of(f, n, ROLE_OM, on));
    if (str_same(code, S("om_fund")))
        return fund_opened(f, n, on);
    return false;
}

/* Of these a scanned sheet alone is no proof: the record has to be there. */
static bool record_only(struct str code)
{
    static const char *const only[] = { "estimate", "environment", "committees",
                                        "certificate", "completion" };

    for (size_t i = 0; i < LEN(only); i++)
        if (str_same(code, str_of(only[i])))
            return true;
    return false;
}

bool works_has(const struct works_fact *f, size_t n, struct str code, day since,
               day on)
{
    if (as_record(f, n, code, since, on))
        return true;
    if (record_only(code))
        return false;
    for (size_t i = 0; i < n; i++)
        if (stands(&f[i], WORKS_PAPER, on) && str_same(f[i].code, code) &&
            later_than(f[i].on_day, since, on))
            return true;
    return false;
}

size_t works_missing(const struct works_fact *f, size_t n, int gate, day since,
                     day on, struct str *out, size_t most)
{
    size_t missing = 0;

    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WORKS_NEEDS || f[i].choice != gate ||
            works_has(f, n, f[i].code, since, on))
            continue;
        if (missing < most)
            out[missing] = f[i].code;
        missing++;
    }
    return missing;
}

/* ---- stages -------------------------------------------------------------*/

int works_gate_of(int stage)
{
    static const int8_t gate[ROAD] = { -1,
                                       GATE_APPRAISED,
                                       GATE_SURVEYED,
                                       GATE_DESIGNED,
                                       GATE_SUBMITTED,
                                       GATE_APPROVED,
                                       GATE_TERMS,
                                       GATE_INITIATED,
                                       -1,
                                       GATE_COMPLETED,
                                       GATE_HANDED_OVER,
                                       -1 };

    return stage >= 0 && stage < ROAD ? gate[stage] : -1;
}

int works_stage_of(int step)
{
    switch (step) {
    case STEP_APPRAISED:
    case STEP_SURVEYED:
    case STEP_DESIGNED:
    case STEP_SUBMITTED:
    case STEP_APPROVED: return AT_APPRAISED + step;
    case STEP_TERMS: return AT_TERMS;
    case STEP_COMPLETED: return AT_COMPLETED;
    default: return -1;
    }
}

struct walk {
    bool said[ROAD], returned, rejected, suspended, cancelled;
};

static void step_take(struct walk *w, struct works_state *s, int step)
{
    int stage = works_stage_of(step);

    if (stage >= 0)
        w->said[stage] = true;
    if (step == STEP_SUBMITTED)
        w->returned = false;
    if (step == STEP_RETURNED && s->road < AT_TERMS) {
        w->returned = true;
        w->said[AT_SUBMITTED] = w->said[AT_APPROVED] = false;
        for (int i = AT_SUBMITTED; i <= AT_APPROVED; i++)
            s->since[i] = DAY_NONE;
        s->road = s->road < AT_DESIGNED ? s->road : AT_DESIGNED;
    }
    w->rejected |= step == STEP_REJECTED && s->road < AT_TERMS;
    w->suspended = step == STEP_SUSPENDED ||
                   (w->suspended && step != STEP_RESUMED);
    w->cancelled |= step == STEP_CANCELLED;
}

static void money_take(struct works_state *s, const struct works_fact *f)
{
    paisa amount = counted(f->amount);

    if (f->c == 1)
        return;
    if (f->what == WORKS_SHARE)
        s->contributed += amount;
    if (f->what == WORKS_SPENT)
        s->spent += amount;
    if (f->what == WORKS_RETURNED)
        s->returned += amount;
    if (f->what == WORKS_TRANCHE) {
        s->paid += amount;
        s->tranches++;
        s->paid_on = f->on_day;
    }
    if (f->what == WORKS_COLLECTED) {
        s->om_collected += amount;
        s->om_spent += counted(f->a);
    }
    if (f->what == WORKS_WAGE) {
        s->wages += amount;
        s->days += counted(f->a);
        s->poor_days += f->b == 1 ? counted(f->a) : 0;
        s->poor_wages += f->b == 1 ? amount : 0;
    }
}

static void fact_take(struct walk *w, struct works_state *s,
                      const struct works_fact *f, day on)
{
    money_take(s, f);
    if (f->c == 1)
        return;
    switch (f->what) {
    case WORKS_STEP: step_take(w, s, (int)f->choice); break;
    case WORKS_TRANCHE: w->said[AT_INITIATED] = true; break;
    case WORKS_CERTIFICATE:
        w->said[AT_IN_PROGRESS] = true;
        s->certified = f->on_day;
        break;
    case WORKS_OBJECTED:
        s->open += f->also == DAY_NONE || (on != DAY_NONE && f->also > on);
        break;
    case WORKS_HANDED:
        w->said[AT_HANDED_OVER] = true;
        s->om_fund = counted(f->amount);
        break;
    case WORKS_CHECKED:
        w->said[AT_OPERATING] = true;
        s->function = (int32_t)f->choice;
        s->checked = f->on_day;
        s->months = counted(f->a) > s->months ? f->a : s->months;
        break;
    case WORKS_COLLECTED: w->said[AT_OPERATING] = true; break;
    default: break;
    }
}

/* As far as what was said and the gates allow, as of the end of a day. */
static void road_walk(const struct works_fact *f, size_t n,
                      const struct walk *w, struct works_state *s, day on)
{
    while (s->road + 1 < ROAD && w->said[s->road + 1] && !w->suspended &&
           !w->cancelled && !w->rejected) {
        int gate = works_gate_of(s->road + 1);

        if (gate >= 0 && works_missing(f, n, gate, DAY_NONE, on, NULL, 0))
            return;
        s->since[++s->road] = on;
    }
}

static void estimate_take(const struct works_fact *f, size_t n,
                          struct works_state *s, day on)
{
    struct id estimate = estimate_of(f, n, on);

    for (size_t i = 0; i < n; i++)
        if (in_estimate(&f[i], estimate))
            *(f[i].choice == 1 ? &s->community :
                                 &s->programme) += counted(f[i].amount);
}

/* What the households were to bring since hand-over, to that day. */
static void fees_take(const struct works_fact *f, size_t n,
                      struct works_state *s, day on)
{
    const struct works_fact *h = last_of(f, n, WORKS_HANDED, on);
    day until = on != DAY_NONE || !n ? on : f[n - 1].on_day;
    int64_t months;

    if (!h || until == DAY_NONE || until <= h->on_day)
        return;
    months = month_of(until) - month_of(h->on_day);
    s->om_due = months * counted(h->a) * counted(h->b);
}

struct works_state works_state(const struct works_fact *f, size_t n, day on)
{
    struct works_state s = { .certified = DAY_NONE,
                             .paid_on = DAY_NONE,
                             .ended = DAY_NONE,
                             .checked = DAY_NONE,
                             .function = -1 };
    struct walk w = { .returned = false };

    for (int i = 0; i < ROAD; i++)
        s.since[i] = DAY_NONE;
    for (size_t i = 0; i < n && by(&f[i], on); i++) {
        fact_take(&w, &s, &f[i], on);
        if (f[i].what == WORKS_SELF)
            s.since[AT_IDENTIFIED] = f[i].on_day;
        if ((w.cancelled || w.rejected) && s.ended == DAY_NONE)
            s.ended = f[i].on_day;
        if (i + 1 == n || f[i + 1].on_day != f[i].on_day)
            road_walk(f, n, &w, &s, f[i].on_day);
    }
    estimate_take(f, n, &s, on);
    fees_take(f, n, &s, on);
    s.progress = works_progress(f, n, on);
    s.stage = w.cancelled ? AT_CANCELLED :
              w.rejected  ? AT_REJECTED :
              w.suspended ? AT_SUSPENDED :
              w.returned  ? AT_RETURNED :
                            s.road;
    return s;
}

paisa works_unspent(const struct works_state *s)
{
    paisa left = s->paid - s->spent - s->wages - s->returned;

    return left > 0 ? left : 0;
}

struct works_clock works_clock(const struct works_state *s)
{
    static const int check[] = { 6, 12, 24 };

    if (s->road >= AT_HANDED_OVER && s->stage != AT_CANCELLED)
        for (size_t i = 0; i < LEN(check); i++)
            if (s->months < check[i])
                return (struct works_clock){
                    check[i], months_after(s->since[AT_HANDED_OVER], check[i])
                };
    return (struct works_clock){ 0, DAY_NONE };
}
